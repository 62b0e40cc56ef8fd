"""The sheets of a form as tables: columns known by what they mean, whatever of its names they are given.

What the names mean is pyxform's to say: its own lists of them are asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import zip_longest

from openpyxl.utils import get_column_letter
from pyxform import aliases
from pyxform.parsing.sheet_headers import clean_text_values, process_header
from pyxform.question import MultipleChoiceQuestion, Option
from pyxform.survey import Survey

from bot.xforms.book import CHOICES, SETTINGS, SURVEY
from village.listing import Fault
from village.surveys import Book

MESSAGE = "jr:constraintMsg"
LIST = "list name"

_NESTED = {"bind", "control"}
"""Parts of a question that pyxform nests: for us a column's meaning is what stands in them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it stands (from 0), what is written at its head, what that means, in which language."""

    place: int
    head: str
    meaning: str
    language: str = ""
    tokens: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row of a sheet, numbered as in the file; the texts of its cells by place."""

    sheet: "Sheet"
    number: int
    texts: Sequence[str]

    def at(self, column: Column) -> str:
        """Give what stands in a column."""
        return self.texts[column.place] if column.place < len(self.texts) else ""

    def text(self, meaning: str) -> str:
        """Give what stands in the column of this meaning; empty where there is no such column."""
        return next((text for column in self.sheet.of(meaning) if (text := self.at(column))), "")

    def cell(self, meaning: str) -> str:
        """Name the cell in which that stands, or would; the row's first where there is no such column."""
        columns = self.sheet.of(meaning)
        filled = next((column for column in columns if self.at(column)), None)
        return self.cell_of(filled or (columns[0] if columns else Column(0, "", meaning)))

    def cell_of(self, column: Column) -> str:
        """Name the cell of a column in this row."""
        return address(self.sheet.name, self.number, column.place)


@dataclass(frozen=True)
class Sheet:
    """A sheet: its columns and its rows; rows that are empty or left out by ``disabled`` are not in it."""

    name: str
    columns: tuple[Column, ...]
    raw: Sequence[Sequence[str]]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Give the rows that say something."""
        rows = (Row(self, number, self._cleaned(texts)) for number, texts in enumerate(self.raw[1:], start=2))
        return tuple(row for row in rows if any(row.texts) and not _disabled(row))

    def _cleaned(self, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(clean_text_values(text.strip(), strip_whitespace=self.name == SURVEY) for text in texts)

    def of(self, meaning: str) -> tuple[Column, ...]:
        """Give the columns of a meaning: one, or one a language."""
        return self._by_meaning.get(meaning, ())

    def named(self, name: str) -> Column | None:
        """Find the column that an expression means by a name."""
        return next((column for column in self.columns if name in {column.head, column.meaning}), None)

    @cached_property
    def _by_meaning(self) -> Mapping[str, tuple[Column, ...]]:
        found: dict[str, tuple[Column, ...]] = {}
        for column in self.columns:
            found[column.meaning] = (*found.get(column.meaning, ()), column)
        return found

    def head_of(self, column: Column) -> str:
        """Name the cell at the head of a column."""
        return address(self.name, 1, column.place)

    def used(self, column: Column) -> bool:
        """Tell whether anything stands in a column."""
        return any(row.at(column) for row in self.rows)

    def nameless(self) -> Iterator[int]:
        """Give the places where something stands under an empty head."""
        heads = self.raw[0] if self.raw else ()
        filled = {place for row in self.rows for place, text in enumerate(row.texts) if text}
        named = {place for place, head in enumerate(heads) if head.strip()}
        return iter(sorted(filled - named))


def _disabled(row: Row) -> bool:
    # pyxform leaves such rows out, so there is nothing to be said of them.
    return row.sheet.name == SURVEY and bool(aliases.yes_no.get(row.text("disabled")))


def address(sheet: str, number: int, place: int) -> str:
    """Name a cell: ``survey!C7``."""
    return f"{sheet}!{get_column_letter(place + 1)}{number}"


_ORDER = {name: place for place, name in enumerate((SURVEY, CHOICES, SETTINGS))}


def in_order(faults: Iterator[Fault]) -> tuple[Fault, ...]:
    """Put faults as one reads: by sheet, row and column."""
    return tuple(sorted(faults, key=_place))


def _place(fault: Fault) -> tuple[int, str, int, int, str]:
    sheet, _, cell = fault.cell.partition("!")
    letters = cell.rstrip("0123456789")
    number = int(cell[len(letters) :] or 0)
    return _ORDER.get(sheet, len(_ORDER)), sheet, number, len(letters), letters


# ------------------------------------------------------------------------------------------- read from a book


@dataclass(frozen=True)
class Tables:
    """The sheets of a form; those that are not there are empty."""

    survey: Sheet
    choices: Sheet
    settings: Sheet


def tables(book: Book) -> Tables:
    """Read the sheets of a form as tables."""
    return Tables(*(_sheet(name, book.get(name, ())) for name in (SURVEY, CHOICES, SETTINGS)))


def _sheet(name: str, rows: Sequence[Sequence[str]]) -> Sheet:
    heads = [" ".join(head.split()) for head in rows[0]] if rows else []
    doubled = any("::" in head for head in heads)
    columns = (_column(name, place, head, doubled=doubled) for place, head in enumerate(heads) if head)
    return Sheet(name, tuple(columns), _square(rows))


def _square(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    return list(zip(*zip_longest(*rows, fillvalue=""), strict=True)) if any(rows) else []


@cache
def _known(sheet: str) -> tuple[Mapping[str, str | tuple[str, ...]], frozenset[str]]:
    kinds = {
        SURVEY: (aliases.survey_header, MultipleChoiceQuestion),
        CHOICES: (aliases.list_header, Option),
        SETTINGS: (aliases.settings_header, Survey),
    }
    names, kind = kinds[sheet]
    return names, frozenset(kind.get_slot_names())


def _column(sheet: str, place: int, head: str, *, doubled: bool) -> Column:
    names, slots = _known(sheet)
    tokens: tuple[str, ...] = process_header(head, doubled, names, slots)[1]
    # What is nested under a name of its own ("bind::type") means something else than that name alone.
    nested = tokens[0] in _NESTED and len(tokens) > 1 and tokens[1] not in slots
    meaning, *rest = tokens[1:] if nested else tokens
    if tokens[0] in _NESTED and not nested:
        meaning, rest = "::".join(tokens), []
    return Column(place, head, meaning, "::".join(rest), tokens)
