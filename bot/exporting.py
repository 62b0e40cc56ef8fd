"""``asar export survey``: the sheets of a survey in a file, read and written page by page."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from bot.app import House, open_house
from bot.clock import WallClock
from bot.config import Config, Mistake
from bot.operating import in_its_place, known, progress
from bot.papers.survey_tables import PlainText, Rows, Workbook
from handlers.forms import refused
from handlers.ports import SurveyTables
from handlers.surveys.exporting import tables_of
from handlers.surveys.subject import about
from handlers.surveys.table_rows import Export, Gathered, export_of, export_of_all, pages
from village.errors import Refusal
from village.records import Act
from village.surveys import Survey
from village.texts import Language

_ENDINGS = (".xlsx", ".csv")
_LABELS = (Language.KK, Language.RU)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the operator asks for on the command line."""

    village: str
    number: int
    file: Path
    labels: str = ""
    all_versions: bool = False


async def export_survey(config: Config, wanted: Wanted) -> None:
    """Write the sheets of a survey to a file, with its codebook, and what was sent to a folder beside it."""
    language = _language(wanted.labels)
    if wanted.file.suffix not in _ENDINGS:
        raise Mistake(f"{wanted.file}: the name must end in .xlsx or .csv, which says what to write")
    async with open_house(config, WallClock()) as house:
        try:
            export = await _export(house, wanted, language)
            gathered = await _write(house, export, wanted.file)
        except Refusal as no:
            raise Mistake(house.speech.say(refused(no), Language.EN)) from None
        except OSError as wrong:
            raise Mistake(f"{wanted.file}: cannot be written ({wrong.strerror}); give another file") from None
    _tell(export, gathered, wanted.file)


def _language(labels: str) -> Language | None:
    if labels and labels not in _LABELS:
        raise Mistake(f"--labels {labels}: it is kk or ru; without it choices are written by their names")
    return Language(labels) if labels else None


async def _export(house: House, wanted: Wanted, language: Language | None) -> Export:
    village, desk = known(house, wanted.village), house.desk
    async with desk.look() as work:
        survey = await work.surveys.numbered(village.slug, wanted.number)
        if survey is None:
            raise Mistake(
                f"No survey of {village.slug} has the number {wanted.number}; it stands on the survey's card"
            )
        make = export_of_all if wanted.all_versions else export_of
        export = await make(survey, work, desk, language)
    await _note(house, survey, export)
    return export


async def _note(house: House, survey: Survey, export: Export) -> None:
    """Note that the operator takes the sheets out, before they do."""
    now = house.desk.clock.now()
    facts = {"number": survey.number, "sheets": export.sheets}
    async with house.desk.open_work() as work:
        taken = Act(survey.village, now, "survey-exported", None, "operator", about(survey.id), facts)
        await work.record.add(taken)


# ---------------------------------------------------------------------------------------------- written


class _Writer(Protocol):
    def add(self, rows: Rows) -> None: ...

    def close(self) -> None: ...


async def _write(house: House, export: Export, file: Path) -> Gathered:
    """Write page by page beside the file, and put it in its place when it is whole."""
    gathered, folder = Gathered(), _Folder(_media(file))
    tables = tables_of(export, house.desk)
    with in_its_place(file) as opened, progress(export.sheets) as shown:
        writer = _writer(file, opened, tables)
        async for rows in pages(export, house.desk.look, house.desk, folder.keep, gathered):
            await asyncio.to_thread(writer.add, rows)
            shown(gathered.sheets)
        await asyncio.to_thread(writer.close)
    if file.suffix == ".csv":
        await asyncio.to_thread(_write_codebook, _codebook(file), tables)
    return gathered


def _writer(file: Path, opened: IO[bytes], tables: SurveyTables) -> _Writer:
    return Workbook(opened, tables) if file.suffix == ".xlsx" else PlainText(opened, tables.head)


def _write_codebook(file: Path, tables: SurveyTables) -> None:
    with in_its_place(file) as opened:
        head, *lines = tables.codebook
        text = PlainText(opened, head)
        text.add(lines)
        text.close()


def _codebook(file: Path) -> Path:
    return file.with_name(f"{file.stem}-codebook.csv")


def _media(file: Path) -> Path:
    return file.with_name(f"{file.stem}-media")


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder that is made with the first file in it."""

    path: Path

    def keep(self, name: str, content: bytes) -> None:
        self.path.mkdir(exist_ok=True)
        (self.path / name).write_bytes(content)


def _tell(export: Export, gathered: Gathered, file: Path) -> None:
    print(f"{gathered.sheets} sheets written to {file}")
    if file.suffix == ".csv":
        print(f"What its columns mean is in {_codebook(file)}")
    if gathered.files:
        print(f"{gathered.files} photos and recordings are in {_media(file)}")
    if gathered.missing:
        print(f"{gathered.missing} photos and recordings are not fetched yet or gone: their cells are empty")
    for survey in export.left_out:
        print(
            f"Survey {survey.number} is left out: its sheets may not be told now; ask for it alone to see why"
        )
