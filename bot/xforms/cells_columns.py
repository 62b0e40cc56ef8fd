"""Faults of a form's sheets and columns: what is missing, doubled, misspelt, or nothing a chat can follow."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from bot.xforms.book import CHOICES, FOREIGN_SHEETS, SETTINGS, SURVEY
from bot.xforms.cells_table import LIST, MESSAGE, Column, Sheet, Tables, address
from village.form_faults import (
    ColumnForeign,
    ColumnLike,
    ColumnMissing,
    ColumnNameless,
    ColumnTwice,
    SheetForeign,
    SheetMissing,
)
from village.listing import Fault
from village.surveys import Book
from village.texts import cut

SHOWN = 60
"""How much of what stands in a file is quoted of it."""

_FOLLOWED = {
    SURVEY: {
        *("type", "name", "label", "hint", "required", "relevant", "constraint", MESSAGE, "calculate"),
        *("choice_filter", "appearance", "default", "readonly", "parameters", "disabled"),
    },
    CHOICES: {LIST, "name", "label"},
    SETTINGS: {"title", "id_string", "version", "default_language"},
}
_FOREIGN = {
    SURVEY: {
        *("media", "trigger", "jr:count", "save_to", "entities:saveto", "query", "itemset", "intent"),
        *("bind::type", "bind::jr:preload", "bind::jr:preloadParams"),
    },
    CHOICES: {"media"},
    SETTINGS: {"public_key", "add_none_option", "allow_choice_duplicates"},
}
_WRITTEN: Mapping[str, str] = {
    MESSAGE: "constraint_message",
    LIST: "list_name",
    "readonly": "read_only",
    "title": "form_title",
    "id_string": "form_id",
}
_ALIKE = 0.82


def written(meaning: str) -> str:
    """Give the name that a column of a meaning usually has."""
    return _WRITTEN.get(meaning, meaning)


def sheets(book: Book) -> Iterator[Fault]:
    """Find what is wrong with the sheets as such."""
    if SURVEY not in book:
        yield Fault(SURVEY, SheetMissing(sheet=SURVEY))
    for name in FOREIGN_SHEETS:
        if len(book.get(name, ())) > 1:
            yield Fault(name, SheetForeign(sheet=name))


def columns(form: Tables) -> Iterator[Fault]:
    """Find what is wrong with the columns, sheet by sheet."""
    for sheet in (form.survey, form.choices, form.settings):
        yield from _missing(sheet)
        yield from _twice(sheet)
        yield from _nameless(sheet)
        for column in sheet.columns:
            yield from _unlike(sheet, column)


def _missing(sheet: Sheet) -> Iterator[Fault]:
    needed = {SURVEY: ("type", "name"), CHOICES: (LIST, "name"), SETTINGS: ()}[sheet.name]
    for meaning in needed if sheet.rows or sheet.name == SURVEY else ():
        if not sheet.of(meaning):
            yield Fault(address(sheet.name, 1, 0), ColumnMissing(column=written(meaning)))


def _twice(sheet: Sheet) -> Iterator[Fault]:
    first: dict[tuple[str, ...], Column] = {}
    for column in sheet.columns:
        same = first.setdefault(column.tokens, column)
        if same is not column:
            yield Fault(sheet.head_of(column), ColumnTwice(column=column.head, other=same.head))


def _nameless(sheet: Sheet) -> Iterator[Fault]:
    for place in sheet.nameless():
        yield Fault(address(sheet.name, 1, place), ColumnNameless())


def _unlike(sheet: Sheet, column: Column) -> Iterator[Fault]:
    if not sheet.used(column):
        return
    if column.meaning in _FOREIGN[sheet.name]:
        yield Fault(sheet.head_of(column), ColumnForeign(column=cut(column.head, SHOWN)))
    elif column.tokens == (column.head,) and column.meaning not in _FOLLOWED[sheet.name]:
        like = _like(sheet, column.head)
        if like:
            yield Fault(sheet.head_of(column), ColumnLike(column=cut(column.head, SHOWN), like=like))


def _like(sheet: Sheet, head: str) -> str:
    """Give what an unknown column was probably meant to be; a remark of the designer is like none."""
    known = {written(meaning) for meaning in _FOLLOWED[sheet.name]}
    bare, colon, language = head.partition(":")
    if colon and bare.casefold() in known:
        return f"{bare.casefold()}::{language.strip()}"
    close = get_close_matches(head.casefold(), known, n=1, cutoff=_ALIKE)
    return close[0] if close and not sheet.of(close[0]) else ""
