"""The sheets of a survey taken out: by the operator's command to a file, and in the chat by its makers."""

import csv
import resource
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from bot.config import Config, Mistake
from bot.exporting import Wanted, export_survey
from bot.xforms.making import kept_form
from handlers.ports import Desk, Work
from handlers.surveys import exporting
from handlers.surveys.subject import TablesAsked
from tests.telegram_village import BUGROVOE, Person, TelegramVillage, a_telegram_village
from village.course import State
from village.ids import FileId, PersonId, SectionSlug, SurveyId
from village.people import Level, Role
from village.records import KeptFile
from village.surveys import Book, Draft, HandedIn, Survey, SurveyPlan
from village.texts import Language

HEAD = ("type", "name", "label::Қазақша (kk)", "label::Русский (ru)", "relevant")
CHOICES = (
    ("list_name", "name", "label::Қазақша (kk)", "label::Русский (ru)"),
    ("yesno", "yes", "Иә", "Да"),
    ("yesno", "no", "Жоқ", "Нет"),
)


def a_book(version: str, *more: tuple[str, ...]) -> Book:
    """Write a form that asks whether there is water, for a photo, and more."""
    return {
        "survey": (
            HEAD,
            ("select_one yesno", "water", "Су бар ма?", "Есть вода?"),
            ("image", "photo", "Фото", "Фото", "${water} = 'no'"),
            *more,
            ("text", "words", "Тағы не айтасыз?", "Что ещё скажете?"),
        ),
        "choices": CHOICES,
        "settings": (
            ("form_title", "form_id", "version", "default_language"),
            ("Қажеттіліктер / Потребности", "needs", version, "Қазақша (kk)"),
        ),
    }


FIRST, SECOND = a_book("1"), a_book("2", ("integer", "people", "Неше адам?", "Сколько человек?"))


async def a_survey(desk: Desk, author: PersonId, number: int = 7, book: Book = FIRST, **plan: Any) -> Survey:
    """Ask a form of the village."""
    form, now = kept_form(book), desk.local_now()
    closes = now + timedelta(days=14)
    survey = Survey(
        id=SurveyId(desk.new_id()),
        form_id=form.form_id,
        version=form.version,
        title=form.title,
        length=3,
        village=BUGROVOE,
        number=number,
        author=author,
        plan=SurveyPlan(closes_at=closes, **plan),
        opens_at=now,
        first_closes_at=closes,
        author_role=Role.AKIM,
        state=State.OPEN,
    )
    draft = Draft(survey.id, BUGROVOE, form.form_id, form.version, form.title, 3, now, author)
    async with desk.open_work() as work:
        await work.surveys.add_draft(draft, form)
        await work.surveys.add(survey)
    return survey


async def _answered(desk: Desk, survey: Survey, *said: dict[str, str], by: PersonId, **more: Any) -> None:
    """Hand sheets in; filled in for others, there may be as many as wanted."""
    known: dict[str, Any] = {
        "language": Language.KK,
        "network": "telegram",
        "level": Level.PHONE,
        "section": SectionSlug("bugrovoe"),
        "interviewer": Role.DEPUTY,
    }
    async with desk.open_work() as work:
        for values in said:
            await work.surveys.hand_in(survey, HandedIn(values, desk.local_now(), **(known | more)), by)


async def _photo(work: Work, number: int, content: bytes | None) -> str:
    file = KeptFile(FileId(number), BUGROVOE, "telegram", "r", "photo", "", "image/jpeg", wanted=False)
    await work.files.add(file)
    if content is not None:
        await work.files.keep_content(BUGROVOE, file.id, content)
    return str(number)


async def _someone(village: TelegramVillage) -> tuple[Person, PersonId]:
    """Give the akim, who asks and answers here."""
    akim = await village.official()
    async with village.house.desk.look() as work:
        (mandate,) = await work.roles.holders(BUGROVOE, village.house.desk.today())
    return akim, mandate.person


def _wanted(file: Path, number: int = 7, **more: Any) -> Wanted:
    return Wanted(BUGROVOE, number, file, **more)


def _csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def _left(folder: Path, names: str) -> list[Path]:
    return list(folder.glob(names))


async def _acts(village: TelegramVillage) -> Sequence[tuple[str, str, Any]]:
    async with village.house.desk.look() as work:
        acts = await work.record.latest(BUGROVOE, 99)
    return [(act.what, act.role, act.facts) for act in acts if act.what == "survey-exported"]


# --------------------------------------------------------------------------------------------- the command


async def test_the_command_writes_sheets_files_and_codebook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with a_telegram_village(tmp_path) as village:
        await _three_answered(village)
        await export_survey(village.config, _wanted(tmp_path / "needs.csv"))
        acts = await _acts(village)

    rows = _csv(tmp_path / "needs.csv")
    assert list(rows[0]) == [
        *("_row", "_survey", "_version", "_language", "_network", "_settlement", "_level"),
        *("_interviewer", "_began", "_handed_in", "water", "photo", "words"),
    ]
    assert [row["_row"] for row in rows] == ["1", "2", "3"]
    assert sorted((row["water"], row["words"]) for row in rows) == [("no", ""), ("no", ""), ("yes", "'=1+1")]
    assert [(row["_survey"], row["_language"], row["_level"]) for row in rows] == [("7", "kk", "1")] * 3
    (named,) = [row for row in rows if row["photo"]]
    assert named["photo"] == f"000{named['_row']}-photo.jpg"
    assert (tmp_path / "needs-media" / named["photo"]).read_bytes() == b"jpeg"
    codebook = {line["column"]: line for line in _csv(tmp_path / "needs-codebook.csv")}
    assert codebook["photo"]["condition"] == "${water} = 'no'"
    assert codebook["water"]["options"] == "yes = Иә / Да\nno = Жоқ / Нет"
    told = capsys.readouterr().out
    assert "3 sheets written" in told
    assert "1 photos and recordings are not fetched yet or gone" in told
    assert acts == [("survey-exported", "operator", {"number": 7, "sheets": 3})]
    assert not _left(tmp_path, "*.part")


async def test_the_command_writes_a_spreadsheet_in_words(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        await _three_answered(village)
        await export_survey(village.config, _wanted(tmp_path / "needs.xlsx", labels="ru"))

    sheet = load_workbook(tmp_path / "needs.xlsx")["Анкеты"]
    assert [cell.value for cell in sheet[1]][-3:] == ["Есть вода?", "Фото", "Что ещё скажете?"]
    assert sorted(cell.value for cell in sheet["K"][1:]) == ["Да", "Нет", "Нет"]
    assert {cell.value for cell in sheet["F"][1:]} == {"Бугровое"}


async def _three_answered(village: TelegramVillage) -> None:
    """Have three sheets handed in: with a formula, a photo, and a photo that is gone."""
    _, person = await _someone(village)
    desk = village.house.desk
    survey = await a_survey(desk, person)
    async with desk.open_work() as work:
        photo, gone = await _photo(work, 5, b"jpeg"), await _photo(work, 6, None)
    sheets = (
        {"water": "yes", "words": "=1+1"},
        {"water": "no", "photo": photo, "words": ""},
        {"water": "no", "photo": gone},
    )
    await _answered(desk, survey, *sheets, by=person)


async def test_versions_of_a_form_come_together_and_what_may_not_be_told_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with a_telegram_village(tmp_path) as village:
        _, person = await _someone(village)
        desk = village.house.desk
        old = await a_survey(desk, person, 7)
        new = await a_survey(desk, person, 8, SECOND)
        hidden = await a_survey(desk, person, 9, SECOND, anonymous=True)
        await _answered(desk, old, {"water": "yes"}, by=person)
        await _answered(desk, new, {"water": "no", "people": "4"}, by=person)
        await _answered(desk, hidden, *({"water": "no"},) * 6, by=person)

        await export_survey(village.config, _wanted(tmp_path / "all.csv", 8, all_versions=True))

    rows = _csv(tmp_path / "all.csv")
    assert list(rows[0])[10:] == ["water", "photo", "people", "words"]
    assert [(row["_row"], row["_survey"], row["_version"], row["people"]) for row in rows] == [
        ("1", "7", "1", ""),
        ("2", "8", "2", "4"),
    ]
    versions = {line["column"]: line["versions"] for line in _csv(tmp_path / "all-codebook.csv")}
    assert (versions["water"], versions["people"]) == ("1, 2", "2")
    assert "Survey 9 is left out" in capsys.readouterr().out


async def test_beside_anonymous_sheets_stands_nothing_that_points_at_few(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        _, person = await _someone(village)
        desk = village.house.desk
        survey = await a_survey(desk, person, anonymous=True)
        await _answered(desk, survey, *({"water": "no"},) * 6, by=person, interviewer=None)
        await _answered(desk, survey, {"water": "yes"}, by=person, section=None)
        async with desk.open_work() as work:
            await work.surveys.keep(replace(survey, state=State.CLOSED, closed_at=desk.local_now()))

        await export_survey(village.config, _wanted(tmp_path / "needs.csv"))

    rows = _csv(tmp_path / "needs.csv")
    # One of an unknown settlement would be known to be that one, were the six told of theirs.
    about = [list(row.values())[3:10] for row in rows]
    assert about == [["", "", "", "", "", "", ""]] * 7


@pytest.mark.parametrize(
    ("wanted", "wrong"),
    [
        ({"number": 9}, "No survey of bugrovoe has the number 9"),
        ({"file": Path("needs.txt")}, "must end in .xlsx or .csv"),
        ({"labels": "en"}, "--labels en: it is kk or ru"),
        ({"village": "nowhere"}, "no \\[\\[village\\]\\] has this slug; there are bugrovoe"),
        ({"file": Path("/nowhere/needs.csv")}, "cannot be written"),
        ({"number": 8}, "still open"),
    ],
)
async def test_an_operators_mistake_is_one_sentence(
    tmp_path: Path, wanted: dict[str, Any], wrong: str
) -> None:
    async with a_telegram_village(tmp_path) as village:
        _, person = await _someone(village)
        await a_survey(village.house.desk, person)
        await a_survey(village.house.desk, person, 8, anonymous=True)
        asked = replace(_wanted(tmp_path / "needs.csv"), **wanted)
        with pytest.raises(Mistake, match=wrong) as told:
            await export_survey(village.config, asked)

    assert "\n" not in str(told.value)
    assert not _left(tmp_path, "needs*")


async def test_a_file_that_is_there_is_replaced_whole(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        _, person = await _someone(village)
        survey = await a_survey(village.house.desk, person)
        file = tmp_path / "needs.csv"
        file.write_text("old")
        await _answered(village.house.desk, survey, {"water": "yes"}, by=person)
        await export_survey(village.config, _wanted(file))

    assert len(_csv(file)) == 1


async def test_memory_does_not_grow_with_the_sheets(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        _, person = await _someone(village)
        desk = village.house.desk
        survey = await a_survey(desk, person)
        words = {"water": "no", "words": "Жол жаман, шұңқыр көп. " * 20}
        await _answered(desk, survey, *(words,) * 1_000, by=person)
        await _export_both(village.config, tmp_path)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        await _answered(desk, survey, *(words,) * 19_000, by=person)
        await _export_both(village.config, tmp_path)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert len(_csv(tmp_path / "flat.csv")) == 20_000
    # 20,000 sheets of 860 bytes are 17 MB of text alone; read whole they would be several times that.
    assert (after - before) / 1024 < 12


async def _export_both(config: Config, folder: Path) -> None:
    for ending in ("csv", "xlsx"):
        await export_survey(config, _wanted(folder / f"flat.{ending}"))


# ---------------------------------------------------------------------------------------------- in the chat


async def _pressed(
    village: TelegramVillage, person: Person, survey: Survey
) -> tuple[list[str], dict[str, bytes]]:
    """Press the button of the tables; give what is said then, and the files by their names."""
    person.news()
    village.api.tap(person.user, person.last, TablesAsked(survey.id).data)
    await village.settle()
    came = [message.raw for message in person.news()]
    files = [raw["document"] for raw in came if "document" in raw]
    texts = [str(raw.get("text", raw.get("caption", ""))) for raw in came]
    return [text for text in texts if text], {
        file["file_name"]: village.api.files[file["file_id"]].content for file in files
    }


async def test_its_makers_get_the_tables_and_the_files_in_the_chat(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, person = await _someone(village)
        desk = village.house.desk
        survey = await a_survey(desk, person)
        async with desk.open_work() as work:
            photo = await _photo(work, 5, b"jpeg")
        await _answered(desk, survey, {"water": "no", "photo": photo}, {"water": "yes"}, by=person)

        said, files = await _pressed(village, akim, survey)
        acts = await _acts(village)

    assert acts == [("survey-exported", "akim", {"number": 7, "sheets": 2})]
    assert "дайындалып жатыр" in said[0]
    assert "саны: 2" in said[1]
    assert set(files) == {"needs-7.xlsx", "needs-7.csv", "needs-7.zip"}
    with ZipFile(BytesIO(files["needs-7.zip"])) as archive:
        (name,) = archive.namelist()
        assert archive.read(name) == b"jpeg"
    sheet = load_workbook(BytesIO(files["needs-7.xlsx"]))["Парақтар"]
    assert sorted(cell.value for cell in sheet["K"][1:]) == ["Жоқ", "Иә"]
    assert name in {cell.value for cell in sheet["L"]}


async def test_too_much_for_a_chat_is_the_operators_to_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, person = await _someone(village)
        desk = village.house.desk
        survey = await a_survey(desk, person)
        async with desk.open_work() as work:
            photo = await _photo(work, 5, b"jpeg" * 10)
        await _answered(desk, survey, {"water": "no", "photo": photo}, {"water": "yes"}, by=person)

        monkeypatch.setattr(exporting, "FILES_BYTES", 39)
        said, files = await _pressed(village, akim, survey)
        assert "asar export survey" in said[1]
        assert set(files) == {"needs-7.xlsx", "needs-7.csv"}

        monkeypatch.setattr(exporting, "IN_CHAT", 1)
        said, files = await _pressed(village, akim, survey)
        assert len(await _acts(village)) == 1

        assert "операторынан сұраңыз" in akim.toasts[-1].text

    assert (said, files) == ([], {})


async def test_nobody_but_its_makers_gets_them_nor_of_an_anonymous_one_before_its_end(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, person = await _someone(village)
        desk = village.house.desk
        survey = await a_survey(desk, person)
        hidden = await a_survey(desk, person, 8, anonymous=True)
        await _answered(desk, hidden, *({"water": "no"},) * 9, by=person)
        aigul = await village.resident()

        _, theirs = await _pressed(village, aigul, survey)
        said, early = await _pressed(village, akim, hidden)
        async with desk.open_work() as work:
            await work.surveys.keep(replace(hidden, state=State.CLOSED, closed_at=desk.local_now()))
        _, over = await _pressed(village, akim, hidden)
        acts = await _acts(village)

    assert (theirs, early) == ({}, {})
    assert not any("дайындалып" in text for text in said)
    assert set(over) == {"needs-8.xlsx", "needs-8.csv"}
    assert [facts["number"] for _, _, facts in acts] == [8]
