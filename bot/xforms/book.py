"""Forms as files: an XLSForm (.xlsx) read as text, cell by cell, and written back."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from bot.sheets import check_parts
from village.form_faults import FormTooLarge, FormUnread
from village.listing import FILE_BYTES, SheetTooLarge, SheetUnread
from village.surveys import Book

SURVEY, CHOICES, SETTINGS = SHEETS = ("survey", "choices", "settings")
FOREIGN_SHEETS = ("entities", "external_choices", "osm")
"""Sheets that XLSForm knows and a chat has no use for: read, so that it can be said."""

_ROWS = 5_000
_COLUMNS = 100
_ZIP = b"PK\x03\x04"
# What XML cannot hold, and a non-breaking space, which nobody sees and no name of a list has.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NBSP = "\N{NO-BREAK SPACE}"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TEXT = "@"

_Row = tuple[str, ...]


def read_book(content: bytes) -> Book:
    """Read an XLSForm; refuses what is none, too large, or swells up. Rows are those of the file, from 1."""
    if len(content) > FILE_BYTES:
        raise FormTooLarge
    if not content.startswith(_ZIP):
        raise FormUnread
    try:
        check_parts(content)
        return _read(content)
    except SheetTooLarge:
        raise FormTooLarge from None
    except SheetUnread:
        raise FormUnread from None


def _read(content: bytes) -> Book:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        return {name: _rows(sheet) for name, sheet in _named(book.worksheets)}
    except FormTooLarge:
        raise
    except Exception as wrong:
        # Whatever is wrong inside of a file that somebody sent, openpyxl raises it in a dozen classes.
        raise FormUnread from wrong


def _named(sheets: Sequence[Any]) -> Iterable[tuple[str, Any]]:
    """Find the form's sheets by name; one sheet alone is the questions, whatever it is called."""
    by_name = {sheet.title.strip().casefold(): sheet for sheet in reversed(sheets)}
    if len(sheets) == 1 and SURVEY not in by_name:
        return ((SURVEY, sheets[0]),)
    return ((name, by_name[name]) for name in (*SHEETS, *FOREIGN_SHEETS) if name in by_name)


def _rows(sheet: Any) -> tuple[_Row, ...]:
    # What a sheet says of its own size is not believed: some programs write "A1".
    sheet.reset_dimensions()
    read = sheet.iter_rows(values_only=True, max_row=_ROWS + 1, max_col=_COLUMNS + 1)
    rows = [_trimmed([_text(value) for value in row]) for row in read]
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > _ROWS or any(len(row) > _COLUMNS for row in rows):
        raise FormTooLarge
    return tuple(rows)


def _trimmed(cells: list[str]) -> _Row:
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else _UNSEEN.sub("", str(value)).replace(_NBSP, " ").strip()


# ---------------------------------------------------------------------------------------------- written back

_WIDTHS = (18, 24, 48, 48)


def write_book(book: Book) -> bytes:
    """Write a form as an XLSForm: every cell is text, and none a formula."""
    from openpyxl import Workbook

    made = Workbook(write_only=True)
    for name, rows in book.items():
        sheet = made.create_sheet(name)
        sheet.freeze_panes = "A2"
        for column, width in zip("ABCD", _WIDTHS, strict=True):
            sheet.column_dimensions[column].width = width
        for number, row in enumerate(rows):
            sheet.append([_cell(sheet, text, head=not number) for text in row])
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def _cell(sheet: Any, text: str, *, head: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    # Text, whatever it looks like: "=…" would be worked out, "1" would come back as a number.
    cell.data_type, cell.number_format = "s", _TEXT
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.quotePrefix = text.startswith(_FORMULA)
    if head:
        cell.font = Font(bold=True)
    return cell
