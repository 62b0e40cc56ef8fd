"""Faults of a form's conditions: what they refer to, in which order, and whether they can be read."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches

from bot.xforms.cells_columns import SHOWN
from bot.xforms.cells_expressions import (
    CALCULATE,
    FILTER,
    READ_ONLY,
    RELEVANT,
    REQUIRED,
    SELF,
    Expression,
    expressions,
    misspelt,
)
from bot.xforms.cells_survey import Item, Shape, Survey
from bot.xforms.cells_words import TRANSLATED
from bot.xforms.expressions import LONGEST, faults_of
from bot.xforms.troubles import Flaw, Trouble
from village.errors import Refusal
from village.form_faults import (
    AskedLater,
    CalculationCircular,
    ChoiceUnknown,
    ExpressionDeep,
    ExpressionUnread,
    FilterColumnUnknown,
    FunctionArguments,
    FunctionUnknown,
    LabelLong,
    NotKept,
    PatternUnread,
    QuestionLike,
    QuestionTwice,
    QuestionUnknown,
    ReferenceUnread,
)
from village.listing import Fault
from village.surveys import Kind
from village.texts import cut

_ALIKE = 0.75
_ORDERED = {RELEVANT, REQUIRED, READ_ONLY, FILTER}
_LAST_SAVED = "last-saved#"


def conditions(survey: Survey) -> Iterator[Fault]:
    """Find what is wrong with the conditions, and with what labels refer to."""
    for expression in expressions(survey):
        if len(expression.text) > LONGEST:
            yield Fault(expression.cell, LabelLong(over=len(expression.text) - LONGEST, most=LONGEST))
            continue
        for what in (*_references(expression.text, survey), *_unread(expression, survey)):
            yield Fault(expression.cell, what)
        for what in (*_later(expression, survey), *_unknown_choices(expression, survey)):
            yield Fault(expression.cell, what)
    yield from _in_words(survey)
    yield from _circular(survey)


# --------------------------------------------------------------------------------------------- references


def _references(text: str, survey: Survey) -> Iterator[Refusal]:
    for wanted in misspelt(text):
        yield ReferenceUnread(text=cut(wanted, SHOWN))
    for name in dict.fromkeys(_named(text)):
        yield from _reference(name, survey)


def _named(text: str) -> Iterator[str]:
    for piece in text.split("${")[1:]:
        name, closed, _ = piece.partition("}")
        if closed and not any(misspelt("${" + name + "}")):
            yield name.strip()


def _reference(name: str, survey: Survey) -> Iterator[Refusal]:
    named, shown = survey.by_name.get(name, ()), cut(name, SHOWN)
    if name.startswith(_LAST_SAVED) or (named and named[0].shape is Shape.LEFT_OUT):
        yield NotKept(name=shown)
    elif len(named) > 1:
        yield QuestionTwice(name=shown)
    elif not named:
        like = get_close_matches(name, survey.by_name, n=1, cutoff=_ALIKE)
        yield QuestionLike(name=shown, like=like[0]) if like else QuestionUnknown(name=shown)


def _in_words(survey: Survey) -> Iterator[Fault]:
    for sheet in (survey.tables.survey, survey.tables.choices):
        for column in [column for meaning in TRANSLATED for column in sheet.of(meaning)]:
            for row in sheet.rows:
                for what in _references(row.at(column), survey) if "${" in row.at(column) else ():
                    yield Fault(row.cell_of(column), what)


# ---------------------------------------------------------------------------------- what can be read at all

_TROUBLES: Mapping[Trouble, Callable[[str], Refusal]] = {
    Trouble.UNKNOWN_FUNCTION: lambda what: FunctionUnknown(name=what),
    Trouble.ARGUMENTS: lambda what: FunctionArguments(name=what),
    Trouble.PATTERN: lambda what: PatternUnread(text=what),
    Trouble.TOO_DEEP: lambda _: ExpressionDeep(),
}


def _unread(expression: Expression, survey: Survey) -> Iterator[Refusal]:
    # A reference that is none is told as that: what is wrong around it comes of it.
    if any(misspelt(expression.text)) or _LAST_SAVED in expression.text:
        return
    for flaw in faults_of(expression.text):
        yield _trouble(flaw, expression.text)
    for name in dict.fromkeys(expression.bare):
        yield from _bare(name, expression, survey)


def _trouble(flaw: Flaw, text: str) -> Refusal:
    if made := _TROUBLES.get(flaw.trouble):
        return made(cut(flaw.what, SHOWN))
    return ExpressionUnread(text=cut(text, SHOWN))


def _bare(name: str, expression: Expression, survey: Survey) -> Iterator[Refusal]:
    """Tell a question named without ${…}, and a filter by a column that is not there."""
    if expression.meaning == FILTER and survey.tables.choices.named(name):
        return
    if name in survey.by_name:
        yield ReferenceUnread(text=cut("${" + name + "}", SHOWN))
    elif expression.meaning == FILTER:
        yield FilterColumnUnknown(name=cut(name, SHOWN))


# --------------------------------------------------------------------------------------------- in which order


def _later(expression: Expression, survey: Survey) -> Iterator[Refusal]:
    item = expression.item
    if expression.meaning not in _ORDERED or item.shape is Shape.CALCULATION:
        return  # what is worked out may stand anywhere
    for name in expression.names:
        named = survey.only(name)
        if named and any(place >= item.place for place in _asked(named, survey, set())):
            yield AskedLater(name=cut(name, SHOWN))


def _asked(item: Item, survey: Survey, seen: set[int]) -> Iterator[int]:
    """Give the places of the questions that something comes from: of itself, or of what it is worked out."""
    if item.place in seen:
        return
    seen.add(item.place)
    if item.kind is not Kind.CALCULATED:
        yield item.place
        return
    for behind in _behind(item, survey):
        yield from _asked(behind, survey, seen)


def _behind(item: Item, survey: Survey) -> Iterator[Item]:
    for meaning in (CALCULATE, RELEVANT):
        for name in Expression(item, meaning, item.row.text(meaning)).names:
            if named := survey.only(name):
                yield named


def _circular(survey: Survey) -> Iterator[Fault]:
    worked_out = [item for item in survey.items if item.row.text(CALCULATE)]
    reached = {item.place: _reached(item, survey) for item in worked_out}
    told: list[int] = []
    for item in worked_out:
        mine = reached[item.place]
        # A circle is told once, at the first of those in it.
        if item.place in mine and not any(other in mine and item.place in reached[other] for other in told):
            told.append(item.place)
            yield Fault(item.row.cell(CALCULATE), CalculationCircular(name=cut(item.name, SHOWN)))


def _reached(item: Item, survey: Survey) -> set[int]:
    found: set[int] = set()
    ahead = [item]
    while ahead:
        for behind in _behind(ahead.pop(), survey):
            if behind.place not in found and behind.row.text(CALCULATE):
                found.add(behind.place)
                ahead.append(behind)
    return found


# ------------------------------------------------------------------------------------------------- choices


def _unknown_choices(expression: Expression, survey: Survey) -> Iterator[Refusal]:
    """Find comparisons with what a question does not offer: such a condition is never, or always, true."""
    for name, text in dict.fromkeys(expression.compared()):
        item = expression.item if name == SELF else survey.only(name)
        offered = survey.choices_of(item) if item else ()
        for word in text.split() if offered else ():
            if word not in offered:
                yield ChoiceUnknown(choice=cut(word, SHOWN), name=cut(item.name if item else name, SHOWN))
