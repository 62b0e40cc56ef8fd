import sys
from dataclasses import fields
from enum import Enum
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import routes
from handlers.codes import new_code
from handlers.forms import Form, FormAnswered, FormCorrected, FormTurned
from handlers.gatherings.cards import ComingSaid, OfficeAsked
from handlers.people import CODE_BYTES
from handlers.presses import PRESS_BYTES, NotAPressError, Press
from village.gatherings import Coming
from village.ids import GatheringId
from village.rules import RULE_SETS

LARGEST = 2**63 - 1
LONGEST_SLUG = "a" * 28
FORMS = sorted(
    {
        value.name: value
        for name, module in sys.modules.items()
        if name.startswith(routes.__package__ or "handlers")
        for value in vars(module).values()
        if isinstance(value, Form)
    }.values(),
    key=lambda form: form.name,
)
# A dataclass with slots is made anew, and the class it was made from lingers among the subclasses.
PRESSES = sorted(
    (each for each in Press.__subclasses__() if getattr(sys.modules[each.__module__], each.__name__) is each),
    key=lambda press: press.word,
)
NAMES = [press.__name__ for press in PRESSES]
NUMBERS = st.integers(0, LARGEST)


def kind_of(press: type[Press], name: str) -> type:
    kind: type = get_type_hints(press)[name]
    plain: type = getattr(kind, "__supertype__", kind)
    return plain


def longest(press: type[Press], name: str) -> object:
    """Give the longest thing that a field may carry."""
    kind = kind_of(press, name)
    if issubclass(kind, Enum):
        return max(kind, key=lambda each: len(str(each.value)))
    if kind is int:
        return LARGEST
    known = {
        "form": max((form.name for form in FORMS), key=len),
        "question": max((question.name for form in FORMS for question in form.questions), key=len),
        "value": "a" * 20,  # with a slug, of each form's own questions: tested below
        # A link shown from door to door goes on only with a code that was made here.
        "code": new_code() if press.__name__.startswith("Beside") else "a" * CODE_BYTES,
        "version": max((rules.version for rules in RULE_SETS), key=len),
        "notice": "2026-12-31",
        "answer": "yes",
    }
    return known.get(name, LONGEST_SLUG)


def at_its_longest(press: type[Press]) -> Press:
    return press(*(longest(press, field.name) for field in fields(press)))


def test_every_kind_of_press_is_known_here() -> None:
    assert len(FORMS) >= 8
    assert len(PRESSES) >= 30
    assert not [press for press in PRESSES if press.__subclasses__()]


@pytest.mark.parametrize("press", PRESSES, ids=NAMES)
def test_a_press_at_its_longest_fits_a_button(press: type[Press]) -> None:
    assert len(at_its_longest(press).data.encode()) <= PRESS_BYTES


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_a_slug_fits_as_the_answer_to_each_question_of_each_form(form: Form) -> None:
    for question in form.questions:
        for press in (
            FormAnswered(form.name, question.name, LONGEST_SLUG),
            FormTurned(form.name, question.name, "2026-12"),
            FormCorrected(form.name, question.name),
        ):
            assert len(press.data.encode()) <= PRESS_BYTES


@pytest.mark.parametrize("press", PRESSES, ids=NAMES)
def test_a_press_reads_back(press: type[Press]) -> None:
    pressed = at_its_longest(press)

    assert press.read(pressed.data) == pressed


@pytest.mark.parametrize("press", PRESSES, ids=NAMES)
def test_a_press_has_only_text_number_and_enum_fields(press: type[Press]) -> None:
    for field in fields(press):
        assert issubclass(kind_of(press, field.name), str | int | Enum)


@pytest.mark.parametrize("press", PRESSES, ids=NAMES)
def test_words_of_presses_are_plain_and_short(press: type[Press]) -> None:
    assert press.word.isascii()
    assert press.word.isalpha()
    assert len(press.word) <= 2


def test_words_of_presses_are_their_own() -> None:
    words = [press.word for press in PRESSES]

    assert len(set(words)) == len(words)


@given(NUMBERS, st.sampled_from(Coming))
def test_any_number_reads_back(number: int, coming: Coming) -> None:
    pressed = ComingSaid(GatheringId(number), coming)

    assert ComingSaid.read(pressed.data) == pressed


@given(st.text("abc-", max_size=10), st.text("abc-", max_size=10), st.text(max_size=30))
def test_the_last_field_may_hold_colons(form: str, question: str, value: str) -> None:
    pressed = FormAnswered(form, question, value)

    assert FormAnswered.read(pressed.data) == pressed


@pytest.mark.parametrize(
    "data",
    [
        "",
        "gc",
        "gc:",
        "gc:1",
        "gc:1:maybe",
        "gc:1:yes:more",
        "gc::yes",
        "gc:!:yes",
        "GC:1:yes",
        "go:1:yes",
        "xx:1:yes",
        "🎉",
    ],
)
def test_what_no_button_of_ours_carries_is_refused(data: str) -> None:
    with pytest.raises(NotAPressError):
        ComingSaid.read(data)


@pytest.mark.parametrize(
    "number",
    ["-1", "+1", " 1", "1 ", "1_0", "٣", "A", "z" * 13, "1y2p0ij32e8e8", "z" * 5000],
    ids=[
        "minus",
        "plus",
        "blank",
        "blank after",
        "underscore",
        "arabic",
        "capital",
        "2**64",
        "2**63",
        "huge",
    ],
)
def test_a_number_that_we_would_not_have_written_is_refused(number: str) -> None:
    with pytest.raises(NotAPressError):
        OfficeAsked.read(f"go:{number}")


@pytest.mark.parametrize("press", PRESSES, ids=NAMES)
@given(data=st.text("0az:-_+ ж", max_size=40))
def test_whatever_stands_on_a_button_is_read_or_refused(press: type[Press], data: str) -> None:
    try:
        pressed = press.read(f"{press.word}:{data}")
    except NotAPressError:
        return

    numbers = [getattr(pressed, each.name) for each in fields(press) if kind_of(press, each.name) is int]
    assert all(0 <= number <= LARGEST for number in numbers)
    assert press.read(pressed.data) == pressed
