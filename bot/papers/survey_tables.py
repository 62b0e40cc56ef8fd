"""The tables of a survey, written row by row: a spreadsheet with its codebook, and plain text.

No more than a row is held at a time, however many there are. What a spreadsheet has no room for goes on in
another sheet (rows), or is cut (a text of 32,767 letters).
"""

import asyncio
import csv
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO, TextIOWrapper
from typing import IO, Any

from bot.papers.cells import CELL_LETTERS, drawable, harmless, looks_like_formula
from handlers.chat import Paper
from handlers.ports import SurveyTables
from village.errors import Refusal, refusal
from village.survey_tables import Cell

SHEET_ROWS, SHEET_COLUMNS = 1_048_576, 16_384
XLSX, CSV = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"
_WIDE, _NARROW = 40, 14
_TITLE_LETTERS = 31
Rows = Iterable[Sequence[Cell]]


class Workbook:
    """A spreadsheet that is being written; ``rows`` is how many a sheet has at most."""

    def __init__(self, into: IO[bytes], tables: SurveyTables, rows: int = SHEET_ROWS) -> None:
        """Begin to write; refuses a form with more columns than a spreadsheet has."""
        from openpyxl import Workbook as Book

        if len(tables.head) > SHEET_COLUMNS:
            raise TooWide(columns=len(tables.head), most=SHEET_COLUMNS)
        self._into, self._tables, self._most = into, tables, rows
        self._book = Book(write_only=True)
        self._sheets = 0
        self._begin()

    def add(self, rows: Rows) -> None:
        """Write some rows."""
        for row in rows:
            if self._written == self._most:
                self._begin()
            self._sheet.append([self._cell(value) for value in row])
            self._written += 1

    def close(self) -> None:
        """Write the codebook, and all to its end."""
        sheet = self._sheet = self._titled(self._tables.codebook_title, _WIDE)
        head, *lines = self._tables.codebook
        sheet.append([self._strong(value) for value in head])
        for line in lines:
            sheet.append([self._cell(value) for value in line])
        self._book.save(self._into)

    def _begin(self) -> None:
        self._sheets += 1
        number = "" if self._sheets == 1 else f" {self._sheets}"
        self._sheet = self._titled(f"{self._tables.title}{number}", _NARROW)
        self._sheet.append([self._strong(value) for value in self._tables.head])
        self._written = 1

    def _titled(self, title: str, wide: int) -> Any:
        sheet = self._book.create_sheet(title[:_TITLE_LETTERS])
        sheet.freeze_panes = "B2"
        sheet.sheet_format.defaultColWidth = wide
        return sheet

    def _strong(self, value: Cell) -> Any:
        from openpyxl.styles import Font

        cell = self._text(str(value))
        cell.font = Font(bold=True)
        return cell

    def _cell(self, value: Cell) -> Any:
        """Give what openpyxl writes as it is meant: it makes formulas and errors of some texts."""
        if not isinstance(value, str):
            return value
        text = drawable(value)[:CELL_LETTERS]
        return self._text(text) if looks_like_formula(text) or text.startswith("#") else text or None

    def _text(self, text: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet)
        cell.value = drawable(text)[:CELL_LETTERS]
        cell.data_type = "s"
        if looks_like_formula(text):
            cell.quotePrefix = True
        return cell


class PlainText:
    """A table of plain text that is being written; a mark at its beginning tells Excel that it is UTF-8."""

    def __init__(self, into: IO[bytes], head: Sequence[Cell]) -> None:
        """Begin to write."""
        self._text = TextIOWrapper(into, encoding="utf-8-sig", errors="replace", newline="")
        self._lines = csv.writer(self._text)
        self.add([head])

    def add(self, rows: Rows) -> None:
        """Write some rows."""
        self._lines.writerows([_plain(value) for value in row] for row in rows)

    def close(self) -> None:
        """Write all to its end; what it was written into stays open."""
        self._text.flush()
        self._text.detach()


def _plain(value: Cell) -> str | int | float | None:
    match value:
        case str():
            return harmless(value)
        case datetime():
            return value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case _:
            return value


async def survey_tables(
    tables: SurveyTables, pages: AsyncIterator[Sequence[Sequence[Cell]]]
) -> tuple[Paper, ...]:
    """Make the files of pages that come, off the loop."""
    book, text = BytesIO(), BytesIO()
    writers = (Workbook(book, tables), PlainText(text, tables.head))
    async for rows in pages:
        for writer in writers:
            await asyncio.to_thread(writer.add, rows)
    for writer in writers:
        await asyncio.to_thread(writer.close)
    return (
        Paper(f"{tables.name}.xlsx", XLSX, book.getvalue()),
        Paper(f"{tables.name}.csv", CSV, text.getvalue()),
    )


@refusal
class TooWide(Refusal):
    """A form with more columns than a spreadsheet has."""

    message = "survey-tables-wide"
    columns: int
    most: int
