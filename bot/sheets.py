"""Tables that people send, CSV or XLSX, read as rows of values; what would swell up is refused unread."""

import asyncio
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from village.listing import FILE_BYTES, Cell, Sheet, SheetTooLarge, SheetUnread

_ROWS = 50_000
_COLUMNS = 60
_UNPACKED_BYTES = 40 * 2**20
_PARTS = 500
_ZIP = b"PK\x03\x04"
_DELIMITERS = ",;\t"
_HEAD = 20


@dataclass(frozen=True, slots=True)
class FileSheets:
    """Reads tables by what they hold, not by what they are called."""

    async def rows(self, content: bytes) -> Sheet:
        """Read a CSV or XLSX file off the loop; refuses what is neither, too large, or swells up."""
        return await asyncio.to_thread(read_sheet, content)


def read_sheet(content: bytes) -> Sheet:
    """Read a table: its values alone, no formulas."""
    if len(content) > FILE_BYTES:
        raise SheetTooLarge
    rows = _of_workbook(content) if content.startswith(_ZIP) else _of_text(content)
    read = [tuple(islice(row, _COLUMNS)) for row in islice(rows, _ROWS + 1)]
    if len(read) > _ROWS:
        raise SheetTooLarge
    return read


# ---------------------------------------------------------------------------------------------------- CSV


def _of_text(content: bytes) -> Iterator[Sequence[Cell]]:
    text = _decoded(content)
    try:
        # Read strictly: what is no table must not come out as one long cell.
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    except csv.Error:
        raise SheetUnread from None


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1251"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetUnread


def _delimiter(text: str) -> str:
    """Take the mark that the first lines have most of."""
    head = "\n".join(text.splitlines()[:_HEAD])
    return max(_DELIMITERS, key=head.count)


# --------------------------------------------------------------------------------------------------- XLSX


def _of_workbook(content: bytes) -> Iterator[Sequence[Cell]]:
    check_parts(content)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # What a sheet says of its own size is not believed: some programs write "A1".
        sheet.reset_dimensions()
        for row in sheet.iter_rows(values_only=True, max_row=_ROWS + 1, max_col=_COLUMNS):
            yield _values(row)
    except Exception as wrong:
        # Whatever is wrong inside of a file that somebody sent, openpyxl raises it in a dozen classes.
        raise SheetUnread from wrong


def check_parts(content: bytes) -> None:
    """Refuse a workbook far larger unpacked than any table of ours, by what its parts say of themselves.

    A part that lies is cut off by zipfile at the size it told.
    """
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise SheetUnread from None
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED_BYTES:
        raise SheetTooLarge


def _values(row: Iterable[object]) -> Sequence[Cell]:
    return [_value(cell) for cell in row]


def _value(cell: object) -> Cell:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if cell is None or isinstance(cell, str | int | float | date) else str(cell)
