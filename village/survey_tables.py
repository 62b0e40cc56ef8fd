"""The table of a survey's sheets: its columns come from the form alone, never from what was answered.

Columns are named as ODK names them: a question by its path; where several may be chosen or are ranked, one
more for each choice, ``path/choice``; a place has two more, ``path/latitude`` and ``path/longitude``.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from itertools import chain

from village.surveys import CHOSEN, FILES, Answers, Book, Kind, Option, Question, Questionnaire, Survey
from village.texts import Bilingual, Language

Cell = str | int | float | date | time | datetime | None

ABOUT_SHEET = (
    "_row",
    "_survey",
    "_version",
    "_language",
    "_network",
    "_settlement",
    "_level",
    "_interviewer",
    "_began",
    "_handed_in",
)
"""The columns before those of the form: what is known of a sheet besides its answers."""

_DIGITS = 15
"""How many digits a number keeps in a spreadsheet; a longer one stays as it was written."""
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Version:
    """A survey that asked a form, with the form as it asked it."""

    survey: Survey
    questionnaire: Questionnaire
    book: Book


# ------------------------------------------------------------------------------------------------ columns


class Shows(StrEnum):
    """What of an answer a column shows."""

    WHOLE = "whole"
    CHOICE = "choice"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the form's own; ``option`` is the choice it is of."""

    name: str
    question: Question
    shows: Shows = Shows.WHOLE
    option: Option | None = None

    def title(self, language: Language) -> str:
        """Give its head in words; where the form has none, its name."""
        words = self.question.label.to(language) or self.question.path
        match self.shows:
            case Shows.CHOICE:
                assert self.option is not None
                return f"{words} / {self.option.label.to(language) or self.option.name}"
            case Shows.WHOLE:
                return words
            case _:
                return f"{words} / {self.shows}"


def columns(versions: Iterable[Version]) -> tuple[Column, ...]:
    """Give the columns of one form in some of its versions, oldest first.

    What a later version has besides stands behind its neighbour there; its words are the later ones.
    """
    order: list[str] = []
    found: dict[str, Column] = {}
    for version in versions:
        place = 0
        for column in chain.from_iterable(map(_of_question, version.questionnaire.questions)):
            if column.name in found:
                place = order.index(column.name) + 1
            else:
                order.insert(place, column.name)
                place += 1
            found[column.name] = column
    return tuple(found[name] for name in order)


def _of_question(question: Question) -> Iterator[Column]:
    path = question.path
    if question.kind is Kind.NOTE:
        return
    yield Column(path, question)
    if question.kind in {Kind.SEVERAL, Kind.RANK}:
        for option in question.options:
            yield Column(f"{path}/{option.name}", question, Shows.CHOICE, option)
    if question.kind is Kind.PLACE:
        yield Column(f"{path}/{Shows.LATITUDE}", question, Shows.LATITUDE)
        yield Column(f"{path}/{Shows.LONGITUDE}", question, Shows.LONGITUDE)


def titles(wanted: Sequence[Column], language: Language) -> list[str]:
    """Give the heads of columns in words; two that read the same have their names beside."""
    words = [column.title(language) for column in wanted]
    return [
        f"{title} ({column.name})" if words.count(title) > 1 else title
        for title, column in zip(words, wanted, strict=True)
    ]


# -------------------------------------------------------------------------------------------------- cells

_Put = Callable[[str, dict[str, Cell]], None]


class Row:
    """Makes rows of the sheets of one version, for the columns of all; choices by name, or in words."""

    def __init__(self, wanted: Sequence[Column], version: Version, language: Language | None) -> None:
        self._names = [column.name for column in wanted]
        questions = version.questionnaire.questions
        self._puts = {each.path: _put(each, language) for each in questions if each.kind is not Kind.NOTE}

    def cells(self, values: Answers) -> list[Cell]:
        """Give what one sheet says, column by column; empty for what was not asked, or passed over."""
        said: dict[str, Cell] = {}
        for path, value in values.items():
            if value and (put := self._puts.get(path)):
                put(value, said)
        return [said.get(name) for name in self._names]


def _put(question: Question, language: Language | None) -> _Put:
    match question.kind:
        case Kind.SEVERAL | Kind.RANK:
            return _chosen(question, _words(question, language))
        case Kind.ONE:
            words = _words(question, language)
            return _whole(question.path, lambda value: words.get(value, value))
        case Kind.PLACE:
            return _place(question.path)
        case _:
            return _whole(question.path, _READ.get(question.kind, str))


def _whole(path: str, read: Callable[[str], Cell]) -> _Put:
    def put(value: str, said: dict[str, Cell]) -> None:
        try:
            said[path] = read(value)
        except ValueError:
            said[path] = value  # as it was said, rather than nothing

    return put


def _words(question: Question, language: Language | None) -> Mapping[str, str]:
    if language is None:
        return {}
    return {each.name: each.label.to(language) or each.name for each in question.options}


def _chosen(question: Question, words: Mapping[str, str]) -> _Put:
    """Put what was chosen into one cell, and beside it a mark, or a place, for each choice."""
    path, ranked, between = question.path, question.kind is Kind.RANK, "; " if words else " "
    none: dict[str, Cell] = {} if ranked else {f"{path}/{each.name}": 0 for each in question.options}

    def put(value: str, said: dict[str, Cell]) -> None:
        names = value.split()
        said.update(none)
        said[path] = between.join(words.get(name, name) for name in names)
        for place, name in enumerate(names, 1):
            said[f"{path}/{name}"] = place if ranked else 1

    return put


def _place(path: str) -> _Put:
    def put(value: str, said: dict[str, Cell]) -> None:
        said[path] = value
        for shown, number in zip((Shows.LATITUDE, Shows.LONGITUDE), value.split(), strict=False):
            said[f"{path}/{shown}"] = _decimal(number)

    return put


def _integer(value: str) -> Cell:
    return int(value) if len(value.lstrip("-")) <= _DIGITS else value


def _decimal(value: str) -> Cell:
    number = float(value)
    return number if abs(number) < 10**_DIGITS else value


def _day(value: str) -> Cell:
    return date.fromisoformat(value[:10])


def _hour(value: str) -> Cell:
    return time.fromisoformat(value[:5])


def _worked_out(value: str) -> Cell:
    """Read what was worked out: a number where it is written as one, else text, as a code with zeros is."""
    if not _NUMBER.fullmatch(value) or len(value) > _DIGITS:
        return value
    return float(value) if "." in value else int(value)


_READ: Mapping[Kind, Callable[[str], Cell]] = {
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _day,
    Kind.TIME: _hour,
    Kind.CALCULATED: _worked_out,
}


# -------------------------------------------------------------------------------------------------- files


def file_name(row: int, path: str, ending: str) -> str:
    """Name a file that was sent, by the row it belongs to: ``0001-roads-photo.jpg``."""
    return f"{row:04}-{path.replace('/', '-')}.{ending}"


def files_in(values: Answers, version: Version) -> Iterator[tuple[str, str]]:
    """List the photos and recordings of a sheet: by which question, and which file."""
    for question in version.questionnaire.questions:
        if question.kind in FILES and (value := values.get(question.path, "")).isdecimal():
            yield question.path, value


# ----------------------------------------------------------------------------------------------- codebook


@dataclass(frozen=True, slots=True)
class Explained:
    """A line of the codebook: what a question is, when it is asked, and which versions have it."""

    question: Question
    section: Bilingual
    condition: str
    required: str
    versions: tuple[str, ...]


def codebook(versions: Sequence[Version]) -> tuple[Explained, ...]:
    """Explain the questions in the order of their columns, in the words of the last version that has them."""
    lines: dict[str, Explained] = {}
    for version in versions:
        conditions = conditions_in(version.book)
        for question in version.questionnaire.questions:
            before = lines.get(question.path)
            condition, required = conditions.get(question.path, ("", ""))
            had = before.versions if before else ()
            lines[question.path] = Explained(
                _with_options(question, before),
                version.questionnaire.sections.get(question.section, Bilingual()),
                condition,
                required,
                tuple(dict.fromkeys((*had, version.survey.version))),
            )
    paths = (column.question.path for column in columns(versions) if column.shows is Shows.WHOLE)
    return tuple(lines[path] for path in paths)


def _with_options(question: Question, before: Explained | None) -> Question:
    """Add to the choices of a question those it had in earlier versions: sheets name them."""
    if before is None or question.kind not in CHOSEN:
        return question
    names = {each.name for each in question.options}
    gone = tuple(each for each in before.question.options if each.name not in names)
    return replace(question, options=(*question.options, *gone))


_GROUP = re.compile(r"(begin|end)[ _](group|repeat)")


def conditions_in(book: Book) -> Mapping[str, tuple[str, str]]:
    """Read from a form as it is written when each question is asked, and whether it must be answered.

    What a group is asked under holds for all that is in it.
    """
    found: dict[str, tuple[str, str]] = {}
    above: list[tuple[str, str]] = []
    for cells in _rows(book):
        kind, name = cells.get("type", ""), cells.get("name", "")
        group = _GROUP.match(kind)
        relevant = cells.get("relevant", "")
        if group and group[1] == "end":
            above = above[:-1]
        elif group:
            above.append((name, relevant))
        elif name:
            path = "/".join([*(each for each, _ in above), name])
            whole = [each for each in (*(each for _, each in above), relevant) if each]
            condition = whole[0] if len(whole) == 1 else " and ".join(f"({each})" for each in whole)
            found[path] = (condition, cells.get("required", ""))
    return found


def _rows(book: Book) -> Iterator[Mapping[str, str]]:
    sheet = next((rows for name, rows in book.items() if name.strip().casefold() == "survey"), ())
    heads = [head.strip().casefold().replace("bind::", "") for head in sheet[0]] if sheet else []
    for row in sheet[1:]:
        yield {head: cell.strip() for head, cell in zip(heads, row, strict=False)}
