"""All that is wrong in a form, cell by cell; pyxform, which names only the first, has the last word."""

import re
from collections.abc import Iterator

from bot.xforms import cells_columns, cells_conditions, cells_rows, cells_truth, cells_words
from bot.xforms.book import SURVEY
from bot.xforms.cells_rows import MOST_QUESTIONS
from bot.xforms.cells_survey import Survey, survey_of
from bot.xforms.cells_table import in_order, tables
from bot.xforms.making import to_xform
from bot.xforms.troubles import FormUnread
from village.form_faults import FormRefused
from village.listing import Fault
from village.surveys import Book
from village.texts import cut

_MOST_SAID = 120
_MOST_ROWS = 2 * MOST_QUESTIONS
"""Of longer forms only the length is told: their conditions are more work than such a form is worth."""
_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEET = re.compile(r"'(survey|choices|settings)' sheet")


def faults_in(book: Book) -> tuple[Fault, ...]:
    """Find every fault of a form, in the order in which one reads: by sheet, row and column."""
    if SURVEY not in book:
        return in_order(cells_columns.sheets(book))
    found = in_order(_found(book))
    return found or tuple(_refused(book))


def _found(book: Book) -> Iterator[Fault]:
    form = tables(book)
    yield from cells_columns.sheets(book)
    yield from cells_columns.columns(form)
    if not form.survey.of("type") or not form.survey.of("name"):
        return  # then nothing below can be told
    yield from _in_rows(survey_of(form))


def _in_rows(survey: Survey) -> Iterator[Fault]:
    plain = tuple(_plain(survey))
    yield from plain
    if len(survey.items) <= _MOST_ROWS:
        # What can never be because of another fault in the same cell is not told twice.
        told = {fault.cell for fault in plain}
        yield from (fault for fault in cells_truth.never(survey) if fault.cell not in told)


def _plain(survey: Survey) -> Iterator[Fault]:
    yield from cells_rows.rows(survey)
    yield from cells_rows.choices(survey)
    yield from cells_rows.defaults(survey)
    yield from cells_rows.settings(survey)
    yield from cells_words.words(survey)
    yield from cells_words.lengths(survey)
    if len(survey.items) <= _MOST_ROWS:
        yield from cells_conditions.conditions(survey)


def _refused(book: Book) -> Iterator[Fault]:
    try:
        to_xform(book)
    except FormUnread as refused:
        said = str(refused)
        row, sheet = _ROW.search(said), _SHEET.search(said)
        name = sheet[1] if sheet else SURVEY
        words = " ".join(_ROW.sub("", said).split())
        yield Fault(f"{name}!{row[1]}" if row else name, FormRefused(text=cut(words, _MOST_SAID)))
