"""Faults of a form's rows as such: types, names, groups, lists of choices, settings."""

import re
from collections.abc import Callable, Iterator, Mapping

from pyxform import aliases
from pyxform.parsing.expression import is_xml_tag

from bot.xforms.cells_columns import SHOWN
from bot.xforms.cells_survey import Item, Shape, Survey
from bot.xforms.cells_table import LIST, Row, address
from village.errors import Refusal
from village.form_faults import (
    AppearanceForeign,
    CalculationMissing,
    CalculationShown,
    ChoiceListless,
    ChoiceNameBad,
    ChoicesTooMany,
    ChoiceTwice,
    ChoiceUnknown,
    DefaultLanguageUnknown,
    FilterMisplaced,
    FormIdBad,
    GroupNotBegun,
    GroupOpen,
    ListMissing,
    ListUnknown,
    NameBad,
    NameMissing,
    NameTwice,
    NothingAsked,
    ParameterForeign,
    QuestionsTooMany,
    RequiredButFixed,
    TitleHalf,
    TitleMissing,
    TypeForeign,
    TypeMissing,
    TypeUnknown,
)
from village.listing import Fault
from village.surveys import CHOSEN, Kind
from village.texts import cut, split_pair

MOST_QUESTIONS = 400
MOST_CHOICES = 200
_NAMELESS = {Shape.END, Shape.UNTYPED, Shape.UNKNOWN}
_RANDOM = {"randomize", "seed", "value", "label"}
"""Parameters by which other choices would be offered, or in another order."""
_TABLES = {"table-list", "label", "list-nolabel"}
"""Appearances by which pyxform makes one question of several, or none of one."""
_FORM_ID = re.compile(r"\w[\w.-]{0,63}")


def rows(survey: Survey) -> Iterator[Fault]:
    """Find what is wrong with each row by itself, and with their groups."""
    for item in survey.items:
        yield from _type(item, survey)
        yield from _name(item)
        yield from _odd(item)
    yield from _names_twice(survey)
    for item in survey.unclosed:
        yield _at(item, "type", GroupOpen(name=cut(item.name, SHOWN)))
    for item in survey.extra_ends:
        yield _at(item, "type", GroupNotBegun())
    yield from _length(survey)


def _at(item: Item, meaning: str, what: Refusal) -> Fault:
    return Fault(item.row.cell(meaning), what)


# ---------------------------------------------------------------------------------------- types and lists

_BY_SHAPE: Mapping[Shape, Callable[[str], Refusal]] = {
    Shape.UNTYPED: lambda _: TypeMissing(),
    Shape.UNKNOWN: lambda text: TypeUnknown(text=text),
    Shape.FOREIGN: lambda text: TypeForeign(text=text),
    Shape.LISTLESS: lambda text: ListMissing(text=text),
}


def _type(item: Item, survey: Survey) -> Iterator[Fault]:
    text = cut(item.row.text("type"), SHOWN)
    asked_in_vain = item.shape is Shape.LEFT_OUT and item.row.text("label")
    if what := _BY_SHAPE.get(Shape.FOREIGN if asked_in_vain else item.shape):
        yield _at(item, "type", what(text))
    elif item.kind in CHOSEN:
        yield from _list(item, survey)


def _list(item: Item, survey: Survey) -> Iterator[Fault]:
    found = survey.lists.get(item.type.list_name)
    if found is None:
        yield _at(item, "type", ListUnknown(text=cut(item.type.list_name, SHOWN)))
    elif len(found) > MOST_CHOICES and not item.row.text("choice_filter"):
        yield _at(item, "type", ChoicesTooMany(most=MOST_CHOICES))


def _length(survey: Survey) -> Iterator[Fault]:
    shown = [item for item in survey.items if item.shown]
    answered = [item for item in shown if item.kind is not Kind.NOTE]
    # Rows that are faulty themselves were perhaps meant to ask.
    if not answered and not any(item.shape in _BY_SHAPE for item in survey.items):
        yield Fault(survey.tables.survey.name, NothingAsked())
    if len(shown) > MOST_QUESTIONS:
        yield _at(shown[MOST_QUESTIONS], "type", QuestionsTooMany(most=MOST_QUESTIONS))


# --------------------------------------------------------------------------------------------------- names


def _name(item: Item) -> Iterator[Fault]:
    if item.shape in _NAMELESS or (item.kind is Kind.NOTE and not item.name):
        return  # pyxform names a note by itself
    if not item.name:
        yield _at(item, "name", NameMissing())
    elif not is_xml_tag(item.name) or ":" in item.name:
        yield _at(item, "name", NameBad(name=cut(item.name, SHOWN)))


def _names_twice(survey: Survey) -> Iterator[Fault]:
    first: dict[tuple[int, str], Item] = {}
    for item in survey.items:
        if not item.name or item.shape is Shape.END:
            continue
        group = item.around[-1].place if item.around else -1
        same = first.setdefault((group, item.name), item)
        if same is not item:
            yield _at(item, "name", NameTwice(name=cut(item.name, SHOWN), row=same.row.number))


# --------------------------------------------------------------------------------- what does not go together


YES_NO: Mapping[str, bool] = aliases.yes_no
"""What a cell may say by itself, whatever is answered."""


def says_yes(text: str) -> bool:
    """Tell whether a cell says yes by itself, whatever is answered."""
    return YES_NO.get(text, False)


def _odd(item: Item) -> Iterator[Fault]:
    row = item.row
    if row.text("choice_filter") and item.shape is not Shape.UNKNOWN and item.kind not in CHOSEN:
        yield _at(item, "choice_filter", FilterMisplaced())
    yield from _calculation(item)
    if _required_in_vain(item):
        yield _at(item, "required", RequiredButFixed())
    if word := next((word for word in row.text("appearance").split() if word in _TABLES), ""):
        yield _at(item, "appearance", AppearanceForeign(text=word))
    yield from _parameters(item)


def _calculation(item: Item) -> Iterator[Fault]:
    calculated, default = item.row.text("calculate"), item.row.text("default")
    if item.shape is Shape.CALCULATION and not calculated and not default:
        yield _at(item, "calculate", CalculationMissing())
    answered = item.shape is Shape.QUESTION and item.kind is not Kind.NOTE
    if answered and calculated and not says_yes(item.row.text("readonly")):
        yield _at(item, "calculate", CalculationShown())


def _required_in_vain(item: Item) -> bool:
    row = item.row
    fixed = item.kind is Kind.NOTE or (item.shown and says_yes(row.text("readonly")))
    return fixed and says_yes(row.text("required")) and not (row.text("default") or row.text("calculate"))


def _parameters(item: Item) -> Iterator[Fault]:
    text = item.row.text("parameters")
    if not text or item.kind not in CHOSEN:
        return  # how a photo or a place is taken is the phone's
    if _RANDOM & {each.partition("=")[0].strip().casefold() for each in re.split(r"[\s,;]+", text)}:
        yield _at(item, "parameters", ParameterForeign(text=cut(text, SHOWN)))


# ------------------------------------------------------------------------------------------------- choices


def choices(survey: Survey) -> Iterator[Fault]:
    """Find what is wrong with the choices as such."""
    sheet = survey.tables.choices
    first: dict[tuple[str, str], Row] = {}
    for row in sheet.rows if sheet.of(LIST) and sheet.of("name") else ():
        yield from _choice(row)
        key = row.text(LIST), row.text("name")
        same = first.setdefault(key, row)
        if all(key) and same is not row:
            yield Fault(row.cell("name"), ChoiceTwice(name=cut(key[1], SHOWN), row=same.number))


def _choice(row: Row) -> Iterator[Fault]:
    name, listed = row.text("name"), row.text(LIST)
    if not listed and (name or row.text("label")):
        yield Fault(row.cell(LIST), ChoiceListless())
    if listed and not name:
        yield Fault(row.cell("name"), NameMissing())
    if re.search(r"\s", name):
        yield Fault(row.cell("name"), ChoiceNameBad(name=cut(name, SHOWN)))


def defaults(survey: Survey) -> Iterator[Fault]:
    """Find answers given beforehand that a question does not offer."""
    for item in survey.items:
        text = item.row.text("default")
        offered = survey.choices_of(item)
        if not offered or not re.fullmatch(r"[\w\s.-]*", text):
            continue  # worked out, perhaps
        for word in text.split() if item.kind is not Kind.ONE else [text] if text else []:
            if word not in offered:
                yield _at(item, "default", ChoiceUnknown(choice=cut(word, SHOWN), name=item.name))


# ------------------------------------------------------------------------------------------------ settings


def settings(survey: Survey) -> Iterator[Fault]:
    """Find what is wrong with the settings; only their first row counts."""
    sheet = survey.tables.settings
    row = next(iter(sheet.rows), Row(sheet, 2, ()))
    title, form_id, language = row.text("title"), row.text("id_string"), row.text("default_language")
    pair = split_pair(title)
    if not title:
        yield Fault(row.cell("title") if sheet.of("title") else address(sheet.name, 1, 0), TitleMissing())
    elif pair.missing:
        yield Fault(row.cell("title"), TitleHalf(text=cut(title, SHOWN)))
    if form_id and not _FORM_ID.fullmatch(form_id):
        yield Fault(row.cell("id_string"), FormIdBad(text=cut(form_id, SHOWN)))
    if language and not {language, ""} & _languages(survey):
        yield Fault(row.cell("default_language"), DefaultLanguageUnknown(text=cut(language, SHOWN)))


def _languages(survey: Survey) -> set[str]:
    """Give the languages of the labels; "" where they are in the form's own."""
    labels = (*survey.tables.survey.of("label"), *survey.tables.choices.of("label"))
    return {column.language for column in labels}
