"""Forms in the language XLSForm, for the house: read, checked, evaluated, and written back."""

import asyncio
from collections.abc import Mapping

from bot.xforms.evaluated import EvaluatedForms
from handlers.ports import FormRead
from village.surveys import Book


class XForms(EvaluatedForms):
    """Reads, checks and writes forms off the loop, and evaluates them.

    pyxform and openpyxl are opened with the first form that is brought, for they take a third of a second.
    """

    async def read(self, content: bytes) -> FormRead:
        """Read and check an XLSForm (.xlsx); refuses what is none, too large, or swells up."""
        return await asyncio.to_thread(_read, content)

    async def make(self, book: Book) -> FormRead:
        """Check a form written by the house itself, as one that was brought."""
        return await asyncio.to_thread(_checked, book)

    def ready(self) -> Mapping[str, Book]:
        """Give the forms that come with the program, by name."""
        from bot.xforms.ready_made import ready

        return ready()

    async def workbook(self, book: Book) -> bytes:
        """Write a form as an XLSForm (.xlsx)."""
        return await asyncio.to_thread(_written, book)


def _read(content: bytes) -> FormRead:
    from bot.xforms.book import read_book

    return _checked(read_book(content))


def _checked(book: Book) -> FormRead:
    from bot.xforms.cells import faults_in
    from bot.xforms.making import kept_form

    faults = faults_in(book)
    return FormRead(None, faults) if faults else FormRead(kept_form(book))


def _written(book: Book) -> bytes:
    from bot.xforms.book import write_book

    return write_book(book)
