"""The tables of a survey, for its makers: they come as a letter, so that nobody waits while they are made."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from handlers.acts import act
from handlers.chat import Card, Fact, Paper, Reply, Said, Say, reply
from handlers.door import Asker, OldButton
from handlers.letter_kinds import Dropped, LetterKind, Reader
from handlers.ports import Desk, SurveyTables, Work
from handlers.surveys.subject import TablesAsked, about
from handlers.surveys.table_rows import Export, Gathered, export_of, pages
from village.course import check_may_manage
from village.errors import Refusal, refusal
from village.ids import SurveyId
from village.outbox import Letter
from village.survey_tables import ABOUT_SHEET, Cell, Explained, codebook, titles
from village.texts import Bilingual, Language

LETTER = "survey-tables"
IN_CHAT = 5_000
"""How many sheets are put into tables in the chat; more, by the operator's command."""
FILES_BYTES = 20 * 2**20
"""How large the photos and recordings may be together to be given in the chat."""


async def give_tables(asked: TablesAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Have the tables of a survey made for one of its makers; who took them is noted."""
    survey = await work.surveys.get(asker.village.slug, asked.survey)
    if survey is None:
        raise OldButton
    check_may_manage(survey, asker.known, asker.roles)
    export = await export_of(survey, work, desk)
    if export.sheets > IN_CHAT:
        raise TooManySheets(number=survey.number, sheets=export.sheets, most=IN_CHAT)
    now, subject = desk.clock.now(), about(survey.id)
    letter = Letter(desk.new_id(), survey.village, LETTER, subject, now, person=asker.known, urgent=True)
    await work.outbox.post(letter)
    facts = {"number": survey.number, "sheets": export.sheets}
    await work.record.add(act(asker, desk, "survey-exported", subject, **facts))
    return reply(Card((Say("survey-tables-coming", {"number": survey.number}),)))


async def _tables(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    """Make the tables in the reader's words, and put the files that were sent into an archive."""
    survey = await work.surveys.get(letter.village, SurveyId(letter.about.id))
    if survey is None or reader.resident is None:
        raise Dropped("gone")
    try:
        export = await export_of(survey, work, desk, reader.resident.language or Language.KK)
    except Refusal:
        raise Dropped("not to be told now") from None
    archive, gathered = _Archive(), Gathered()
    rows = pages(export, lambda: nullcontext(work), desk, archive.add, gathered)
    made = await desk.papers.survey_tables(tables_of(export, desk), rows)
    said, papers = _beside(archive, gathered, export)
    here: dict[str, Fact] = {"number": survey.number, "sheets": gathered.sheets}
    return Card((Say("survey-tables-here", here), *said), files=(*made, *papers))


class _Archive:
    """The files of an export in one archive, as long as it is not too large for a chat."""

    def __init__(self) -> None:
        self._written = BytesIO()
        self._zip = ZipFile(self._written, "w", ZIP_STORED)  # photos and voices are packed already
        self._bytes = 0

    @property
    def is_too_large(self) -> bool:
        return self._bytes > FILES_BYTES

    def add(self, name: str, content: bytes) -> None:
        self._bytes += len(content)
        if not self.is_too_large:
            self._zip.writestr(name, content)

    def content(self) -> bytes:
        self._zip.close()
        return self._written.getvalue()


def _beside(
    archive: _Archive, gathered: Gathered, export: Export
) -> tuple[tuple[Said, ...], tuple[Paper, ...]]:
    """Give what is to be said of the files that were sent, and their archive, if it may be given here."""
    said: list[Said] = []
    papers: list[Paper] = []
    if archive.is_too_large:
        said.append(Say("survey-tables-files-large", {"number": export.survey.number}))
    elif gathered.files:
        name = f"{export.survey.form_id}-{export.survey.number}.zip"
        papers.append(Paper(name, "application/zip", archive.content()))
    if gathered.missing:
        said.append(Say("survey-tables-files-missing", {"files": gathered.missing}))
    return tuple(said), tuple(papers)


KINDS = {LETTER: LetterKind(_tables)}


# ------------------------------------------------------------------------------------- heads and codebook


def tables_of(export: Export, desk: Desk) -> SurveyTables:
    """Give what stands in the tables besides their rows."""
    language = export.language or Language.KK
    return SurveyTables(
        name=f"{export.survey.form_id}-{export.survey.number}",
        title=desk.phrases.one(Say("survey-tables-sheets"), language),
        head=tuple(_head(export, desk)),
        codebook_title=desk.phrases.one(Say("survey-tables-codebook"), language),
        codebook=tuple(_codebook(export, desk)),
    )


def _head(export: Export, desk: Desk) -> Iterator[str]:
    if export.language is None:
        yield from ABOUT_SHEET
        yield from (column.name for column in export.columns)
        return
    both = _about_words(desk)
    yield from (both[name].to(export.language) for name in ABOUT_SHEET)
    yield from titles(export.columns, export.language)


def _about_words(desk: Desk) -> dict[str, Bilingual]:
    said = (
        Say("survey-tables-row"),
        Say("survey-tables-survey"),
        Say("survey-tables-version"),
        Say("survey-tables-language"),
        Say("survey-tables-network"),
        Say("survey-tables-settlement"),
        Say("survey-tables-level"),
        Say("survey-tables-interviewer"),
        Say("survey-tables-began"),
        Say("survey-tables-handed-in"),
    )
    return {name: desk.phrases.both(each) for name, each in zip(ABOUT_SHEET, said, strict=True)}


_CODEBOOK = ("column", "question_kk", "question_ru", "kind", "section", "options", "condition", "required")


def _codebook(export: Export, desk: Desk) -> Iterator[Sequence[Cell]]:
    yield (*_CODEBOOK, "versions")
    for name, words in _about_words(desk).items():
        yield name, words.kk, words.ru, *("",) * 6
    for line in codebook(export.versions):
        yield _explained(line)


def _explained(line: Explained) -> Sequence[Cell]:
    question = line.question
    options = "\n".join(f"{each.name} = {each.label.abreast}" for each in question.options)
    return (
        question.path,
        question.label.kk,
        question.label.ru,
        question.kind,
        line.section.abreast,
        options,
        line.condition,
        line.required,
        ", ".join(line.versions),
    )


@refusal
class TooManySheets(Refusal):
    """More sheets than are put into tables in the chat."""

    message = "survey-tables-many"
    number: int
    sheets: int
    most: int
