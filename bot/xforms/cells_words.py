"""Faults of what people will read: words that are missing, in one language only, or too long for a chat."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.xforms.cells_columns import written
from bot.xforms.cells_survey import Survey
from bot.xforms.cells_table import LIST, MESSAGE, Column, Row, Sheet, address
from bot.xforms.wording import language_of
from village.form_faults import ColumnMissing, LabelLong, LabelMissing, LanguageMissing, TextHalf
from village.listing import Fault
from village.texts import Language, units

LONGEST_LABEL = 1_000
LONGEST_CHOICE = 300
TRANSLATED = ("label", "hint", MESSAGE)
_WRITTEN: Mapping[Language, str] = {Language.KK: "Қазақша (kk)", Language.RU: "Русский (ru)"}
"""How the column of a language is best named."""
_BOTH = tuple(_WRITTEN)


@dataclass(frozen=True)
class _Text:
    """What a sheet says in the columns of one meaning, and in which of the two languages it has it."""

    sheet: Sheet
    meaning: str
    columns: Mapping[Language, Column]

    @property
    def lacks(self) -> tuple[Language, ...]:
        return tuple(language for language in _BOTH if language not in self.columns)

    def first(self) -> Column:
        """Give the column at whose head it is said what is missing."""
        return next(iter(self.columns.values()), self.sheet.of(self.meaning)[0])


def words(survey: Survey) -> Iterator[Fault]:
    """Find what is wrong with the words of questions and choices."""
    own = survey.tables.settings.rows[:1]
    default = language_of(own[0].text("default_language")) if own else None
    shown = {item.row.number for item in survey.items if item.shown}
    asked = survey.tables.survey
    yield from _labels(_text(asked, "label", default), lambda row: row.number in shown)
    if len(_text(asked, "label", default).columns) == 1 or not asked.of("label"):
        return  # the form as a whole is in one language: that is said once
    for meaning in TRANSLATED[1:]:
        yield from _halves(_text(asked, meaning, default))
    yield from _labels(_text(survey.tables.choices, "label", default), lambda row: bool(row.text(LIST)))


def _text(sheet: Sheet, meaning: str, default: Language | None) -> _Text:
    """Find which column has which language; one without a name is in the form's own, if that is written."""
    columns: dict[Language, Column] = {}
    for column in sorted(sheet.of(meaning), key=lambda column: not column.language):
        language = language_of(column.language) if column.language else default
        if language in _BOTH and (meaning == "label" or sheet.used(column)):
            columns.setdefault(language, column)
    return _Text(sheet, meaning, columns)


def _labels(text: _Text, needed: Callable[[Row], bool]) -> Iterator[Fault]:
    rows = [row for row in text.sheet.rows if needed(row)]
    if not text.sheet.of(text.meaning):
        if rows:
            missing = f"{text.meaning}::{_WRITTEN[Language.KK]}"
            yield Fault(address(text.sheet.name, 1, 0), ColumnMissing(column=missing))
        return
    yield from _halves(text)
    for row in rows:
        if not row.text(text.meaning):
            yield Fault(row.cell_of(text.first()), LabelMissing())


def _halves(text: _Text) -> Iterator[Fault]:
    if text.lacks:
        if any(text.sheet.used(column) for column in text.sheet.of(text.meaning)):
            yield _language_missing(text)
        return
    for row in text.sheet.rows:
        told = {language: row.at(column) for language, column in text.columns.items()}
        for language in _BOTH if any(told.values()) else ():
            if not told[language]:
                yield Fault(row.cell_of(text.columns[language]), TextHalf(lang=language))


def _language_missing(text: _Text) -> Fault:
    wanted = ", ".join(f"{written(text.meaning)}::{_WRITTEN[language]}" for language in text.lacks)
    first = text.first()
    return Fault(text.sheet.head_of(first), LanguageMissing(column=first.head, wanted=wanted))


def lengths(survey: Survey) -> Iterator[Fault]:
    """Find words that are too long."""
    for sheet, most in ((survey.tables.survey, LONGEST_LABEL), (survey.tables.choices, LONGEST_CHOICE)):
        for column in [column for meaning in TRANSLATED for column in sheet.of(meaning)]:
            for row in sheet.rows:
                if (over := units(row.at(column)) - most) > 0:
                    yield Fault(row.cell_of(column), LabelLong(over=over, most=most))
