"""The sheets of a survey as rows of a table: read page by page, so that any number of them fits."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

from handlers.chat import Say
from handlers.ports import Desk, Work
from village.course import State
from village.errors import Refusal
from village.ids import FileId, SheetId, SurveyId
from village.survey_hiding import Marks, check_may_be_told, marks_told
from village.survey_tables import Cell, Column, Row, Version, columns, file_name, files_in
from village.surveys import Answers, HandedIn, Survey
from village.texts import Language, Word
from village.villages import Village

PAGE = 500

OpenLook = Callable[[], AbstractAsyncContextManager[Work]]
Keep = Callable[[str, bytes], None]

_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/x-m4a": "m4a",
    "audio/amr": "amr",
    "audio/aac": "aac",
}


# ------------------------------------------------------------------------------------- what is exported


@dataclass(frozen=True, slots=True)
class Export:
    """What goes into the tables: surveys of one form, oldest first, and what may be told beside a sheet.

    ``language`` is in which words choices are written; without one, by their names. ``left_out`` are
    surveys of the form whose sheets may not be told now.
    """

    village: Village
    versions: tuple[Version, ...]
    columns: tuple[Column, ...]
    told: Mapping[SurveyId, Mapping[Marks, Marks]]
    sheets: int
    language: Language | None = None
    left_out: tuple[Survey, ...] = ()

    @property
    def survey(self) -> Survey:
        """Give the last survey that is in it."""
        return self.versions[-1].survey


async def export_of(survey: Survey, work: Work, desk: Desk, language: Language | None = None) -> Export:
    """Make ready to export one survey; refuses what may not be told."""
    check_may_be_told(survey, await _size(survey, work))
    return await _export((survey,), (), work, desk, language)


async def export_of_all(survey: Survey, work: Work, desk: Desk, language: Language | None = None) -> Export:
    """Make ready to export a survey with all that asked its form, in any version, and may be told."""
    check_may_be_told(survey, await _size(survey, work))
    every = [each for each in await work.surveys.of_form(survey.village, survey.form_id) if _was_asked(each)]
    told = [each for each in every if await _may_be_told(each, work)]
    left_out = tuple(each for each in every if each not in told)
    return await _export(told, left_out, work, desk, language)


def _was_asked(survey: Survey) -> bool:
    return survey.state is not State.PLANNED


async def _may_be_told(survey: Survey, work: Work) -> bool:
    try:
        check_may_be_told(survey, await _size(survey, work))
    except Refusal:
        return False
    return True


async def _size(survey: Survey, work: Work) -> int:
    return sum((await work.surveys.finished(survey)).values())


async def _export(
    surveys: Sequence[Survey],
    left_out: tuple[Survey, ...],
    work: Work,
    desk: Desk,
    language: Language | None,
) -> Export:
    versions = tuple([await _version(each, work, desk) for each in surveys])
    anonymous = [each for each in surveys if each.plan.anonymous]
    return Export(
        village=desk.village(surveys[0].village),
        versions=versions,
        columns=columns(versions),
        told={each.id: marks_told(await work.surveys.marks(each)) for each in anonymous},
        sheets=sum([await _size(each, work) for each in surveys]),
        language=language,
        left_out=left_out,
    )


async def _version(survey: Survey, work: Work, desk: Desk) -> Version:
    form = await work.surveys.form(survey.village, survey.id)
    assert form is not None  # a survey has the form of its id
    return Version(survey, desk.questionnaires.questionnaire(form), form.book)


# ------------------------------------------------------------------------------------------- page by page


@dataclass(slots=True)
class Gathered:
    """What was met while pages were read: sheets, and files that are not there or not fetched yet."""

    sheets: int = 0
    files: int = 0
    missing: int = 0


async def pages(
    export: Export, look: OpenLook, desk: Desk, keep: Keep, gathered: Gathered
) -> AsyncIterator[list[list[Cell]]]:
    """Read the rows of an export, each page in a look of its own; ``keep`` is given the files by name."""
    for version in export.versions:
        reading = _Reading(export, version, desk, keep, gathered)
        after: SheetId | None = SheetId(-1)
        while after is not None:
            async with look() as work:
                rows, after = await reading.page(after, work)
            if rows:
                yield rows


class _Reading:
    """The sheets of one version, read as rows."""

    def __init__(self, export: Export, version: Version, desk: Desk, keep: Keep, gathered: Gathered) -> None:
        self._export, self._version, self._desk = export, version, desk
        self._keep, self._gathered = keep, gathered
        self._row = Row(export.columns, version, export.language)
        self._told = export.told.get(version.survey.id)
        self._words: dict[str, str] = {}

    async def page(self, after: SheetId, work: Work) -> tuple[list[list[Cell]], SheetId | None]:
        """Read some sheets past one of them; give the last one, none where these are all."""
        sheets = await work.surveys.sheets(self._version.survey, after, PAGE)
        rows = []
        for sheet in sheets:
            self._gathered.sheets += 1
            values = await self._with_files(sheet.values, work)
            rows.append([*self._about(sheet), *self._row.cells(values)])
        return rows, sheets[-1].id if len(sheets) == PAGE else None

    async def _with_files(self, values: Answers, work: Work) -> Answers:
        """Hand on the files of a sheet, and put their names where their numbers stand."""
        named = {
            path: await self._handed_on(path, FileId(int(file)), work)
            for path, file in files_in(values, self._version)
        }
        return {**values, **named} if named else values

    async def _handed_on(self, path: str, file: FileId, work: Work) -> str:
        village = self._version.survey.village
        kept, content = await work.files.get(village, file), await work.files.content(village, file)
        if kept is None or content is None:
            self._gathered.missing += 1
            return ""
        name = file_name(self._gathered.sheets, path, _ENDINGS.get(kept.mime, "bin"))
        self._gathered.files += 1
        self._keep(name, content)
        return name

    # ------------------------------------------------------------------------- what stands before answers

    def _about(self, sheet: HandedIn) -> list[Cell]:
        survey = self._version.survey
        beside = self._hidden(sheet, self._told) if self._told is not None else self._open(sheet)
        return [self._gathered.sheets, survey.number, survey.version, *beside]

    def _open(self, sheet: HandedIn) -> list[Cell]:
        began = sheet.began_at.replace(tzinfo=None, microsecond=0) if sheet.began_at else None
        return [
            sheet.language,
            sheet.network,
            self._section(sheet),
            self._level(sheet),
            self._interviewer(sheet),
            began,
            sheet.at.replace(tzinfo=None, microsecond=0),
        ]

    def _hidden(self, sheet: HandedIn, told: Mapping[Marks, Marks]) -> list[Cell]:
        """Give what may be told beside a sheet of an anonymous survey; what is unheard of is not."""
        section, interviewer = told.get((sheet.section, sheet.interviewer), (None, None))
        shown = replace(sheet, section=section, interviewer=interviewer)
        return [None, None, self._section(shown), None, self._interviewer(shown), None, None]

    def _section(self, sheet: HandedIn) -> Cell:
        if sheet.section is None or self._export.language is None:
            return sheet.section
        section = self._export.village.section(sheet.section)
        return section.name.to(self._export.language) if section else sheet.section

    def _level(self, sheet: HandedIn) -> Cell:
        if self._export.language is None:
            return int(sheet.level)
        return self._word(sheet.level.word, self._export.language)

    def _interviewer(self, sheet: HandedIn) -> Cell:
        if sheet.interviewer is None or self._export.language is None:
            return sheet.interviewer
        return self._word(sheet.interviewer.word, self._export.language)

    def _word(self, word: Word, language: Language) -> str:
        if word.key not in self._words:
            self._words[word.key] = self._desk.phrases.one(
                Say("survey-tables-word", {"word": word}), language
            )
        return self._words[word.key]
