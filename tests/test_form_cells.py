"""What is wrong in a form is found all at once, each at its cell; what is right is not called wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.xforms.cells import faults_in
from bot.xforms.engine import Form
from bot.xforms.making import to_xform
from village import form_faults as wrong
from village.errors import Refusal
from village.surveys import Book

KK, RU = "Қазақша (kk)", "Русский (ru)"
HEADS = (
    *("type", "name", f"label::{KK}", f"label::{RU}", f"hint::{KK}", f"hint::{RU}", "relevant", "constraint"),
    *(f"constraint_message::{KK}", f"constraint_message::{RU}", "required", "choice_filter", "appearance"),
    *("default", "read_only", "calculation", "parameters", "media::image", "", "comments"),
)
COLUMN = dict(zip("ABCDEFGHIJKLMNOPQRST", HEADS, strict=True))
CHOICES = (
    ("list_name", "name", f"label::{KK}", f"label::{RU}", "region"),
    ("yes_no", "yes", "Иә", "Да", "north"),
    ("yes_no", "no", "Жоқ", "Нет", "south"),
    ("goods", "milk", "Сүт", "Молоко"),
    ("goods", "bread", "Нан", "Хлеб"),
    ("spare", "one", "Бір", "Один"),
    ("spare", "two", "Екі", "Два"),
)
SETTINGS = (("form_title", "form_id", "default_language"), ("Су / Вода", "water_2026", KK))

Found = list[tuple[str, type[Refusal]]]
Cells = Mapping[str, str]


def row(**cells: str) -> list[str]:
    """Write a row of questions, by the letters of its columns."""
    return [cells.get(letter, "") for letter in COLUMN]


def asked(type_: str, name: str, **cells: str) -> list[str]:
    return row(A=type_, B=name, **{"C": "Сұрақ", "D": "Вопрос", **cells})


BASE = (
    asked("select_one yes_no", "water", K="yes"),
    asked("integer", "people", H=". > 0 and . < 50", I="1–49", J="1–49"),
    asked("select_multiple goods", "goods", G="${people} > 1"),
    asked("text", "free", E="Қысқаша", F="Коротко", T="a remark for designers"),
    asked("begin_group", "one"),
    asked("note", "twin"),
    row(A="end_group"),
    asked("begin_group", "two"),
    asked("note", "twin"),
    row(A="end_group"),
    row(A="start", B="begun"),
)
LAST = asked("select_one yes_no", "last")


def a_form(*rows: Sequence[str]) -> dict[str, Sequence[Sequence[str]]]:
    return {"survey": [HEADS, *BASE, *rows, LAST], "choices": CHOICES, "settings": SETTINGS}


def found_in(book: Book) -> Found:
    return [(fault.cell, type(fault.what)) for fault in faults_in(book)]


def test_in_a_good_form_nothing_is_found() -> None:
    assert found_in(a_form()) == []


# ---------------------------------------------------------------------------------- one fault, in a spare row


@dataclass(frozen=True)
class Planted:
    """A fault in a row of its own: what is written there, and what is to be found in which columns."""

    cells: Cells
    found: Mapping[str, type[Refusal]] = field(default_factory=dict)


YES = "${water} = 'yes'"
PLANTS = (
    Planted({"A": "end_group", "B": "", "C": "", "D": ""}, {"A": wrong.GroupNotBegun}),
    Planted({"A": "range"}, {"A": wrong.TypeForeign}),
    Planted({"A": "geotrace"}, {"A": wrong.TypeForeign}),
    Planted({"A": "barcode"}, {"A": wrong.TypeForeign}),
    Planted({"A": "video"}, {"A": wrong.TypeForeign}),
    Planted({"A": "audit"}, {"A": wrong.TypeForeign}),
    Planted({"A": "select_one yes_no or_other"}, {"A": wrong.TypeForeign}),
    Planted({"A": "select_one_from_file a.csv"}, {"A": wrong.TypeForeign}),
    Planted({"A": "deviceid"}, {"A": wrong.TypeForeign}),  # with a label: meant to be asked
    Planted({"A": "txet"}, {"A": wrong.TypeUnknown}),
    Planted({"A": ""}, {"A": wrong.TypeMissing}),
    Planted({"A": "select_one"}, {"A": wrong.ListMissing}),
    Planted({"A": "select_one yesno"}, {"A": wrong.ListUnknown}),
    Planted({"B": ""}, {"B": wrong.NameMissing}),
    Planted({"B": "my name"}, {"B": wrong.NameBad}),
    Planted({"B": "1st"}, {"B": wrong.NameBad}),
    Planted({"B": "free"}, {"B": wrong.NameTwice}),
    Planted({"C": "", "D": ""}, {"C": wrong.LabelMissing}),
    Planted({"D": ""}, {"D": wrong.TextHalf}),
    Planted({"C": ""}, {"C": wrong.TextHalf}),
    Planted({"E": "Түсінік"}, {"F": wrong.TextHalf}),
    Planted({"J": "Нельзя"}, {"I": wrong.TextHalf}),
    Planted({"C": "а" * 1001}, {"C": wrong.LabelLong}),
    Planted({"C": "Сіз ${watr} дедіңіз бе?"}, {"C": wrong.QuestionLike}),
    Planted({"F": "${nobody}", "E": "Түсінік"}, {"F": wrong.QuestionUnknown}),
    Planted({"G": "${watr} = 'yes'"}, {"G": wrong.QuestionLike}),
    Planted({"H": "${quite_else} = 1"}, {"H": wrong.QuestionUnknown}),
    Planted({"G": "${wa ter} = 'yes'"}, {"G": wrong.ReferenceUnread}),
    Planted({"G": "${water = 'yes'"}, {"G": wrong.ReferenceUnread}),
    Planted({"G": "water = 'yes'"}, {"G": wrong.ReferenceUnread}),
    Planted({"G": "${twin} = 'x'"}, {"G": wrong.QuestionTwice}),
    Planted({"G": "${begun} != ''"}, {"G": wrong.NotKept}),
    Planted({"N": "${last-saved#free}"}, {"N": wrong.NotKept}),
    Planted({"G": "${last} = 'yes'"}, {"G": wrong.AskedLater}),
    Planted({"G": f"({YES}"}, {"G": wrong.ExpressionUnread}),
    Planted({"K": "frobnicate(${people})"}, {"K": wrong.FunctionUnknown}),
    Planted({"G": "selected(${water})"}, {"G": wrong.FunctionArguments}),
    Planted({"H": "regex(., '(')"}, {"H": wrong.PatternUnread}),
    Planted({"G": "//water = 1"}, {"G": wrong.ExpressionDeep}),
    Planted({"G": f"{YES} or " * 200 + YES}, {"G": wrong.LabelLong}),
    Planted({"G": "${water} = 'maybe'"}, {"G": wrong.ChoiceUnknown}),
    Planted({"G": "not(selected(${goods}, 'beer'))"}, {"G": wrong.ChoiceUnknown}),
    Planted({"A": "select_one yes_no", "H": ". != 'never'"}, {"H": wrong.ChoiceUnknown}),
    Planted({"A": "select_one yes_no", "N": "maybe"}, {"N": wrong.ChoiceUnknown}),
    Planted({"G": "false()"}, {"G": wrong.NeverShown}),
    Planted({"G": "1 = 2"}, {"G": wrong.NeverShown}),
    Planted({"G": f"{YES} and ${{water}} = 'no'"}, {"G": wrong.NeverShown}),
    Planted({"G": "${people} > 5 and ${people} <= 5"}, {"G": wrong.NeverShown}),
    Planted({"G": f"{YES} and today() > '2026-01-01' and not({YES})"}, {"G": wrong.NeverShown}),
    Planted({"A": "integer", "H": ". > 10 and . < 5"}, {"H": wrong.NothingFits}),
    Planted({"A": "select_one yes_no", "L": "region = 'west'"}, {"L": wrong.NeverOffered}),
    Planted({"A": "select_one yes_no", "L": "rgion = 'north'"}, {"L": wrong.FilterColumnUnknown}),
    Planted({"L": "region = 'north'"}, {"L": wrong.FilterMisplaced}),
    Planted({"A": "note", "K": "yes"}, {"K": wrong.RequiredButFixed}),
    Planted({"O": "yes", "K": "true()"}, {"K": wrong.RequiredButFixed}),
    Planted({"A": "calculate", "C": "", "D": ""}, {"P": wrong.CalculationMissing}),
    Planted({"P": "${people} + 1"}, {"P": wrong.CalculationShown}),
    Planted({"A": "calculate", "B": "round_it", "P": "${round_it} + 1"}, {"P": wrong.CalculationCircular}),
    Planted({"A": "select_one yes_no", "Q": "randomize=true"}, {"Q": wrong.ParameterForeign}),
    Planted({"A": "select_one yes_no", "M": "list-nolabel"}, {"M": wrong.AppearanceForeign}),
    Planted({"A": "begin_repeat", "B": "again"}, {"A": wrong.TypeForeign}),
    Planted({"A": "end_repeat", "B": "", "C": "", "D": ""}),
    Planted({"A": "begin_group", "B": "never_closed"}, {"A": wrong.GroupOpen}),
)
# A repeat and its end go together.
APART = [place for place, plant in enumerate(PLANTS) if "repeat" not in plant.cells.get("A", "")]


def planted(*places: int) -> tuple[Book, Found]:
    """Plant faults, each in a row of its own; give the form, and what is to be found."""
    rows, found = [], []
    for number, place in enumerate(sorted(places), start=2 + len(BASE)):
        cells = {"A": "text", "B": f"spare_{place}", "C": "Сұрақ", "D": "Вопрос", **PLANTS[place].cells}
        rows.append(row(**cells))
        found += [(f"survey!{letter}{number}", kind) for letter, kind in PLANTS[place].found.items()]
    return a_form(*rows), found


@pytest.mark.parametrize("place", APART, ids=lambda place: str(dict(PLANTS[place].cells))[:60])
def test_a_fault_is_found_alone_and_at_its_cell(place: int) -> None:
    book, found = planted(place)
    assert found_in(book) == found


def test_all_faults_are_found_at_once() -> None:
    book, found = planted(*range(len(PLANTS)))
    assert found_in(book) == found


@given(st.sets(st.sampled_from(APART), max_size=12))
@settings(deadline=None, max_examples=60)
def test_any_faults_together_are_all_found_and_no_other(places: set[int]) -> None:
    book, found = planted(*places)
    assert found_in(book) == found


# ------------------------------------------------------------------------------- faults of sheets and columns


def changed(book: Book, **cells: str) -> Book:
    """Write other texts into cells, as survey_C7="…"."""
    made = {name: [list(each) for each in rows] for name, rows in book.items()}
    for place, text in cells.items():
        sheet, _, cell = place.partition("_")
        rows, column, number = made[sheet], ord(cell[0]) - ord("A"), int(cell[1:]) - 1
        while len(rows) <= number:
            rows.append([])
        rows[number] += [""] * (column + 1 - len(rows[number]))
        rows[number][column] = text
    return made


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"survey_R3": "well.png"}, [("survey!R1", wrong.ColumnForeign)]),
        ({"survey_S4": "who reads this?"}, [("survey!S1", wrong.ColumnNameless)]),
        ({"survey_T1": "Hint::Қазақша (kk)"}, [("survey!T1", wrong.ColumnTwice)]),
        ({"survey_T1": "requires"}, []),  # the good column is there: a remark
        ({"survey_K1": "requires"}, [("survey!K1", wrong.ColumnLike)]),
        ({"survey_T1": "label:English"}, [("survey!T1", wrong.ColumnLike)]),
        ({"survey_T1": "label::English (en)"}, []),  # a third language is left aside
        ({"survey_T1": "trigger", "survey_T3": "${water}"}, [("survey!T1", wrong.ColumnForeign)]),
        ({"choices_A1": "list"}, [("choices!A1", wrong.ColumnMissing)]),
        ({"choices_F1": "image", "choices_F2": "yes.png"}, [("choices!F1", wrong.ColumnForeign)]),
        ({"choices_A6": ""}, [("choices!A6", wrong.ChoiceListless)]),
        ({"choices_B6": ""}, [("choices!B6", wrong.NameMissing)]),
        ({"choices_B6": "very good"}, [("choices!B6", wrong.ChoiceNameBad)]),
        ({"choices_B7": "one"}, [("choices!B7", wrong.ChoiceTwice)]),
        ({"choices_C6": "", "choices_D6": ""}, [("choices!C6", wrong.LabelMissing)]),
        ({"choices_D7": ""}, [("choices!D7", wrong.TextHalf)]),
        ({"choices_D7": "а" * 301}, [("choices!D7", wrong.LabelLong)]),
        ({"choices_D1": "more"}, [("choices!C1", wrong.LanguageMissing)]),
        ({"survey_D1": "more"}, [("survey!C1", wrong.LanguageMissing)]),
        ({"survey_F1": "more"}, [("survey!E1", wrong.LanguageMissing)]),
        ({"settings_A2": ""}, [("settings!A2", wrong.TitleMissing)]),
        ({"settings_A2": "Су"}, [("settings!A2", wrong.TitleHalf)]),
        ({"settings_B2": "my form"}, [("settings!B2", wrong.FormIdBad)]),
        ({"settings_B2": ""}, []),
        ({"settings_C2": "English"}, [("settings!C2", wrong.DefaultLanguageUnknown)]),
        ({"settings_D1": "public_key", "settings_D2": "MIIB"}, [("settings!D1", wrong.ColumnForeign)]),
        ({"survey_A1": "sort"}, [("survey!A1", wrong.ColumnMissing)]),
    ],
    ids=str,
)  # fmt: skip
def test_a_fault_of_a_column_a_choice_or_a_setting_is_found_at_its_cell(cells: Cells, found: Found) -> None:
    assert [
        each for each in found_in(changed(a_form(), **cells)) if each[1] is not wrong.ListUnknown
    ] == found


def test_without_a_sheet_of_questions_that_alone_is_told() -> None:
    assert found_in({"choices": CHOICES}) == [("survey", wrong.SheetMissing)]


def test_sheets_a_chat_has_no_use_for_are_told_if_anything_stands_in_them() -> None:
    book = {**a_form(), "entities": [("list_name",), ("trees",)], "osm": [("list_name",)]}
    assert found_in(book) == [("entities", wrong.SheetForeign)]


def test_a_form_that_asks_nothing_is_no_form() -> None:
    book = {"survey": [HEADS, asked("note", "hello")], "settings": SETTINGS}
    assert found_in(book) == [("survey", wrong.NothingAsked)]


def test_a_form_without_words_is_told_once() -> None:
    book = {
        "survey": [("type", "name"), ("text", "a"), ("text", "b")],
        "settings": (*SETTINGS[:1], ("А / Б",)),
    }
    assert found_in(book) == [("survey!A1", wrong.ColumnMissing)]


def test_a_form_longer_than_anybody_answers_is_told_at_the_first_question_too_many() -> None:
    rows = [asked("text", f"q{number}") for number in range(400)]
    assert found_in(a_form(*rows)) == [("survey!A407", wrong.QuestionsTooMany)]


def test_a_list_longer_than_a_chat_shows_needs_a_filter() -> None:
    many = [("many", f"c{number}", "Жауап", "Ответ", "north") for number in range(201)]
    book = {**a_form(asked("select_one many", "m")), "choices": [*CHOICES, *many]}
    assert found_in(book) == [("survey!A13", wrong.ChoicesTooMany)]
    filtered = a_form(asked("select_one many", "m", L="region = 'north'"))
    assert found_in({**filtered, "choices": [*CHOICES, *many]}) == []


def test_pyxform_has_the_last_word_at_the_row_it_names() -> None:
    (fault,) = faults_in(a_form(asked("text", "meta")))
    assert (fault.cell, type(fault.what)) == ("survey!13", wrong.FormRefused)
    assert "'meta' is reserved" in str(fault.what.facts["text"])


def test_a_question_in_a_group_that_forbids_it_is_never_shown() -> None:
    rows = [
        asked("begin_group", "g", G=YES),
        asked("text", "inside", G="${water} = 'no'"),
        row(A="end_group"),
    ]
    assert found_in(a_form(*rows)) == [("survey!G14", wrong.NeverShown)]


def test_calculations_in_a_circle_are_told_once_at_the_first() -> None:
    rows = [row(A="calculate", B="a", P="${b} + 1"), row(A="calculate", B="b", P="${a} + 1")]
    assert found_in(a_form(*rows)) == [("survey!P13", wrong.CalculationCircular)]


def test_a_condition_may_look_at_a_calculation_further_down_that_comes_of_what_was_asked() -> None:
    rows = [asked("text", "t", G="${sum} > 3"), row(A="calculate", B="sum", P="${people} + 1")]
    assert found_in(a_form(*rows)) == []
    rows = [
        asked("text", "t", G="${sum} > 3"),
        row(A="calculate", B="sum", P="${later} + 1"),
        asked("integer", "later"),
    ]
    assert found_in(a_form(*rows)) == [("survey!G13", wrong.AskedLater)]


# ----------------------------------------------------------------------------------------- what is not wrong


@pytest.mark.parametrize(
    "cells",
    [
        {"G": "selected(${goods}, 'milk') and not(selected(${goods}, 'bread'))"},
        {"G": "${goods} = '' or ${water} = ''"},
        {"G": "${people} > 1 and ${people} < 3"},
        {"G": "${people} = ${people}"},
        {"G": "today() > '2026-01-01'"},
        {"G": "string-length(${free}) > 3 and ${free} != 'x'"},
        {"G": "${free} = 'x' or ${free} = 'y'"},
        {"H": "regex(., '^[0-9]+$')", "I": "Сан", "J": "Число"},
        {"H": ". = ${free} and . != 'x'"},
        {"A": "select_one yes_no", "L": "region = 'north' or ${water} = name"},
        {"A": "select_multiple goods", "N": "milk bread"},
        {"A": "integer", "N": "${people} + 1"},
        {"A": "rank goods"},
        {"A": "begin_group", "B": "closed"},
        {"A": "decimal", "H": ". >= 0.5 and . <= 0.75"},
        {"A": "integer", "H": ". > 1.5 and . < 2.5"},
        {"P": "${people} * 2", "O": "yes"},
        {"A": "gps"},
        {"A": "photo", "Q": "max-pixels=640"},
        {"A": "today", "C": "", "D": ""},
        {"A": "note", "B": ""},
        {"M": "multiline"},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_right_is_not_called_wrong(cells: Cells) -> None:
    rows = [row(**{"A": "text", "B": "spare", "C": "Сұрақ", "D": "Вопрос", **cells})]
    if cells.get("A") == "begin_group":
        rows += [asked("text", "inside"), row(A="end_group")]
    assert found_in(a_form(*rows)) == []


def test_columns_may_have_any_of_their_public_names() -> None:
    book: Book = {
        "survey": [
            ("Type", "Name", "caption::kk", "caption::ru", "relevance", "Read_Only", "designer"),
            ("select one from yes_no", "water", "Су", "Вода"),
            ("string", "free", "Сөз", "Слово", YES, "no"),
        ],
        "choices": [("list name", "value", "label::Kazakh", "label::Russian", "r"), *CHOICES[1:3]],
        "settings": [("set_form_title",), ("Су / Вода",)],
    }  # fmt: skip
    assert found_in(book) == []


def test_columns_without_a_language_are_in_the_forms_own() -> None:
    book = changed(
        a_form(), survey_C1="label", survey_E1="hint", survey_I1="constraint_message", choices_C1="label"
    )
    assert found_in(book) == []
    assert ("survey!D1", wrong.LanguageMissing) in found_in(changed(book, settings_C2=RU))


def test_a_row_that_is_switched_off_is_not_looked_at() -> None:
    book = changed(a_form(asked("barcode", "b")), survey_T1="disabled", survey_T5="", survey_T13="yes")
    assert found_in(book) == []


def test_a_fault_quotes_what_stands_in_the_file_and_cuts_it_short() -> None:
    (fault,) = faults_in(a_form(asked("t" * 500, "spare")))
    assert fault.what.facts == {"text": "t" * 59 + "…"}


# ----------------------------------------------------- never shown: the same as trying every answer there is

_ATOMS = st.one_of(
    st.builds("${{water}} {} '{}'".format, st.sampled_from(["=", "!="]), st.sampled_from(["yes", "no"])),
    st.builds("selected(${{goods}}, '{}')".format, st.sampled_from(["milk", "bread"])),
    st.builds(
        "${{people}} {} {}".format, st.sampled_from(["<", "<=", "=", "!=", ">", ">="]), st.integers(1, 4)
    ),
)
_CONDITIONS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not({})".format, inner),
    ),
    max_leaves=6,
)
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def _ever_shown(form: Form) -> bool:
    ways = (
        {"water": water, "goods": goods, "people": people}
        for water in ("", "yes", "no")
        for goods in ("", "milk", "bread", "milk bread")
        for people in ("", "0", "1", "2", "3", "4", "5")
    )
    return any(form.sheet({k: v for k, v in way.items() if v}, NOW).at("spare") for way in ways)


@given(_CONDITIONS)
@settings(deadline=None, max_examples=60)
def test_never_shown_is_told_of_what_no_answers_show_and_of_nothing_else(condition: str) -> None:
    rows = [HEADS, BASE[0], asked("integer", "people"), asked("select_multiple goods", "goods")]
    book = {**a_form(), "survey": [*rows, asked("text", "spare", G=condition)]}
    shown = _ever_shown(Form(to_xform(book)))
    assert found_in(book) == ([] if shown else [("survey!G5", wrong.NeverShown)])
