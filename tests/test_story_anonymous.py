"""What an anonymous sheet leaves: every table is searched after it was handed in, sealed fields opened."""

import json
from base64 import urlsafe_b64decode
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from handlers.surveys.closing import close
from storage import tables
from storage.keyring import keys_for
from storage.sealing import Keys, WrongSecret
from tests.stores import SECRET, a_store, an_engine
from tests.surveyed import a_book, asks
from tests.telegram_village import BUGROVOE
from tests.test_story_surveys import asked
from village.ids import FileId, PersonId
from village.records import KeptFile
from village.surveys import HandedIn

BOOK = a_book(
    (
        asks("select_one thirst", "water", "Су бар ма?", "Есть вода?", required="yes"),
        asks("text", "dream", "Нені қалайсыз?", "Чего вы хотите?"),
        asks("integer", "debt", "Қарызыңыз?", "Ваш долг?"),
        asks("image", "photo", "Фото", "Фото"),
    ),
    (("thirst", "thirsty", "Шөлдеп жүрміз", "Мучаемся без воды"), ("thirst", "fine", "Бар", "Есть")),
)
_FORM = {"survey_form"}
"""Where the question itself stands, with its choices."""


@dataclass(frozen=True)
class Left:
    """What is in the database after an anonymous sheet: every row, and what led to its writer before."""

    rows: list[tuple[str, dict[str, Any], str]]
    sheet: HandedIn
    person: PersonId
    sent: str
    remote: str
    opened: datetime

    def where(self, said: str) -> set[str]:
        """Name the tables in which something stands, but for the form itself."""
        return {table for table, _, text in self.rows if said in text} - _FORM

    def of(self, table: str) -> list[dict[str, Any]]:
        return [row for name, row, _ in self.rows if name == table]


async def _handed_in(folder: Path, database: str) -> Left:
    async with asked(folder, BOOK, anonymous=True, database=database) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.taps("Шөлдеп жүрміз")
        for text in ("Менің құпиям", "көп", "918273"):
            await aigul.writes(text)
        await aigul.sends("photo", b"a picture")
        sent = (await survey.row(aigul) or {})["photo"]
        async with survey.village.look() as work:
            person, file = await aigul.who(work), await work.files.get(BUGROVOE, FileId(int(sent)))
        assert file is not None
        assert person is not None
        await survey.village.forward(minutes=7)
        await aigul.presses("button-sheet-hand-in")
        assert aigul.sees("sheet-thanks-anonymous")
        await survey.village.forward(minutes=7)
        (sheet,) = await survey.sheets()
    return Left(
        [each async for each in _everything(database)],
        sheet,
        person,
        sent,
        file.remote,
        survey.survey.opens_at,
    )


async def test_what_was_begun_and_not_handed_in_leaves_no_photo(tmp_path: Path, database: str) -> None:
    async with asked(tmp_path, BOOK, anonymous=True, database=database) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.taps("Шөлдеп жүрміз")
        for text in ("Менің құпиям", "918273"):
            await aigul.writes(text)
        await aigul.sends("photo", b"a picture")
        desk = survey.village.house.desk
        async with desk.open_work() as work:
            await close(survey.survey, work, desk)
    tables = {name for name, _, _ in [each async for each in _everything(database)]}
    assert tables.isdisjoint({"form", "sheet", "file", "file_content"})


async def test_what_was_said_stands_in_the_sheet_alone(tmp_path: Path, database: str) -> None:
    left = await _handed_in(tmp_path, database)
    assert left.where("Менің құпиям") == {"sheet"}
    assert left.where("thirsty") == {"sheet"}
    assert left.where("918273") == {"sheet"}
    # What was refused, and the words of a button that was tapped, stand nowhere.
    assert left.where("көп") == left.where("Шөлдеп жүрміз") == set()


async def test_nothing_leads_from_an_anonymous_sheet_to_its_writer(tmp_path: Path, database: str) -> None:
    left = await _handed_in(tmp_path, database)
    assert left.where(left.sent) == left.where(left.remote) == set()
    assert left.where(left.sheet.values["photo"]) == {"sheet", "file", "file_content"}
    assert left.where(str(left.sheet.id)) == {"sheet"}
    (row,) = left.of("sheet")
    assert [row[name] for name in ("person", "by", "language", "network", "began_at")] == [
        None,
        None,
        None,
        "",
        None,
    ]
    assert left.sheet.at == left.opened
    # What seals it writes no time beside it, either.
    assert extract_timestamp_of(row["answers"]) == 0
    # Who has answered is known, and only that.
    assert [set(each) for each in left.of("survey_answered")] == [{"village", "survey", "person"}]
    assert [each["person"] for each in left.of("survey_answered")] == [left.person]


async def test_no_copy_of_a_file_tells_by_its_place_when_it_was_made(database: str) -> None:
    async with a_store(database) as store:
        async with store.open_work() as work:
            sent = KeptFile(FileId(1), BUGROVOE, "telegram", "remote", "photo", "p.jpg", "image/jpeg")
            await work.files.add(sent)
            await work.files.keep_content(BUGROVOE, sent.id, b"a picture")
        copies = []
        for _ in range(12):
            async with store.open_work() as work:
                copies.append(await work.files.copy(BUGROVOE, sent.id))
        async with store.engine.connect() as connection:
            is_sqlite = connection.dialect.name == "sqlite"
            place = "rowid" if is_sqlite else "xmin::text::bigint"
            for table in ("file", "file_content"):
                found = await connection.execute(text(f"SELECT id, {place} FROM {table} ORDER BY 2"))  # noqa: S608 - words of this test
                rows = [(row[0], row[1]) for row in found if row[0] != sent.id]
                assert {each for each, _ in rows} == set(copies)
                if is_sqlite:
                    assert [each for each, _ in rows] != copies
                else:
                    assert len({at for _, at in rows}) == 1


def extract_timestamp_of(sealed: bytes) -> int:
    """Read the second that Fernet writes into what it seals, which needs no secret."""
    return int.from_bytes(urlsafe_b64decode(sealed)[1:9], "big")


async def _everything(database: str) -> AsyncIterator[tuple[str, dict[str, Any], str]]:
    """Read every row of every table, what is sealed opened, as text."""
    async with an_engine(database) as engine, engine.connect() as connection:
        keys = await keys_for(engine, SECRET)
        for table in tables.metadata.sorted_tables:
            for row in (await connection.execute(select(table))).mappings():
                yield table.name, dict(row), "\n".join(_cells(row.values(), keys))


def _cells(values: Any, keys: Keys) -> Iterator[str]:
    for value in values:
        if isinstance(value, bytes):
            try:
                # Kept answers are JSON, in which letters beyond Latin are escaped.
                yield _plain(keys.unseal(value))
            except (WrongSecret, ValueError):
                yield value.hex()
        elif isinstance(value, datetime):
            yield value.isoformat()
        else:
            yield _plain(value if isinstance(value, str) else json.dumps(value, default=str))


def _plain(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text
