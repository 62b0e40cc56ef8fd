"""The forms that come with the program: without a fault, in both languages, and taken by pyxform."""

import io
from datetime import UTC, datetime

import pytest
from pyxform.xls2xform import convert

from bot.xforms.book import read_book, write_book
from bot.xforms.cells import faults_in
from bot.xforms.engine import Form
from bot.xforms.making import to_xform
from bot.xforms.ready_made import ready
from village.surveys import Answers, Kind, Questionnaire
from village.texts import Bilingual

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
NAMES = ("first-problem", "needs", "services")


def questionnaire(name: str) -> Questionnaire:
    return Form(to_xform(ready()[name])).questionnaire(Bilingual())


def asked(name: str, **answers: str) -> list[str]:
    """Give the questions that are asked of somebody who answered so; __ stands for / in a path."""
    given: Answers = {path.replace("__", "/"): text for path, text in answers.items()}
    return [each.question.path for each in Form(to_xform(ready()[name])).sheet(given, NOW).asked]


def test_there_are_three() -> None:
    assert tuple(ready()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_ready_form_has_no_fault(name: str) -> None:
    assert faults_in(ready()[name]) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_ready_form_written_as_a_file_is_the_same_form_and_pyxform_takes_it(name: str) -> None:
    book = ready()[name]
    content = write_book(book)
    assert read_book(content) == book
    assert convert(xlsform=io.BytesIO(content), validate=False).warnings == []


@pytest.mark.parametrize("name", NAMES)
def test_a_ready_form_says_everything_in_both_languages_and_not_the_same(name: str) -> None:
    form = questionnaire(name)
    shown = [each for each in form.questions if each.kind is not Kind.CALCULATED]
    texts = [text for each in shown for text in (each.label, *(option.label for option in each.options))]
    texts += [each.hint for each in shown if each.hint.kk or each.hint.ru]
    texts += form.sections.values()
    assert [text for text in texts if text.missing or text.kk == text.ru] == []


@pytest.mark.parametrize(("name", "length"), [("needs", 16), ("services", 13), ("first-problem", 7)])
def test_a_ready_form_is_no_longer_than_people_answer(name: str, length: int) -> None:
    assert questionnaire(name).length == length


def test_a_house_without_children_is_not_asked_of_the_school() -> None:
    assert "school/school_lack" not in asked("needs", home__people="2", home__young="0")
    assert "school/school_lack" in asked("needs", home__people="4", home__young="2")


def test_why_the_doctor_is_hard_to_see_is_asked_of_whom_it_is_hard_for() -> None:
    assert "health/doctor_why" in asked("needs", health__doctor="hard")
    assert "health/doctor_why" not in asked("needs", health__doctor="easy")


def test_what_is_bad_is_asked_where_something_was_called_bad() -> None:
    assert not [path for path in asked("services", village_part__water="good") if "why_part" in path]
    bad = asked("services", village_part__water="good", village_part__roads="very_bad")
    assert [path for path in bad if "why_part" in path] == [
        "why_part/worst",
        "why_part/why",
        "why_part/photo",
    ]


def test_the_akims_office_is_judged_by_whom_it_dealt_with() -> None:
    assert "office_part/office" not in asked("services", office_part__went="no")
    assert "office_part/office" in asked("services", office_part__went="yes")


def test_only_the_three_that_were_chosen_are_put_in_order() -> None:
    form = Form(to_xform(ready()["first-problem"]))
    order = form.sheet({"three": "water roads work"}, NOW).at("order")
    assert order is not None
    assert [option.name for option in order.options] == ["water", "roads", "work"]


def test_two_problems_are_not_three() -> None:
    form = Form(to_xform(ready()["first-problem"]))
    three = form.sheet({"three": "water roads"}, NOW).at("three")
    assert three is not None
    assert not three.holds
    assert three.message == Bilingual("Дәл үшеуін белгілеңіз.", "Отметьте ровно три.")
