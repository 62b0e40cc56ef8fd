"""What comes out of a survey: counted right, and told so that nobody is given away."""

import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_results import EAST, OPENS, VILLAGE, WEST
from village.course import State
from village.ids import PersonId, SectionSlug, SurveyId
from village.people import Role
from village.results import CHAT, OFFICE, By
from village.survey_results import (
    Counting,
    Headed,
    SurveyResult,
    Told,
    from_json,
    published,
    to_json,
    told_headings,
    told_stops,
)
from village.surveys import HandedIn, Kind, Option, Question, Questionnaire, Survey, SurveyPlan
from village.texts import Bilingual


def named(name: str) -> Bilingual:
    return Bilingual(f"{name} қаз", f"{name} рус")


def a_question(path: str, kind: Kind, options: str = "", section: str = "") -> Question:
    """Make a question; ``options`` are the names of its choices."""
    made = tuple(Option(name, named(name)) for name in options.split())
    return Question(path, kind, named(path), options=made, section=section)


FORM = Questionnaire(
    named("Форма"),
    (
        a_question("hello", Kind.NOTE),
        a_question("water", Kind.ONE, "good bad"),
        a_question("why", Kind.SEVERAL, "dirty dear far"),
        a_question("order", Kind.RANK, "road water light"),
        a_question("house/rooms", Kind.INTEGER, section="house"),
        a_question("house/note", Kind.TEXT, section="house"),
        a_question("sum", Kind.CALCULATED),
    ),
    {"house": named("Үй")},
)


def a_survey(**plan: Any) -> Survey:
    """Make an open survey of two weeks."""
    asked = SurveyPlan(closes_at=OPENS + timedelta(days=14), **plan)
    return Survey(
        SurveyId(9),
        form_id="needs",
        version="1",
        title=named("Форма"),
        length=FORM.length,
        village=VILLAGE.slug,
        number=9,
        author=PersonId(1),
        plan=asked,
        opens_at=OPENS,
        first_closes_at=asked.closes_at,
        author_role=Role.AKIM,
        state=State.OPEN,
    )


def a_sheet(section: SectionSlug | None = None, interviewer: Role | None = None, **values: str) -> HandedIn:
    """Make a sheet; two underscores in a name stand for a group."""
    said = {name.replace("__", "/"): value for name, value in values.items()}
    return HandedIn(said, OPENS, section=section, interviewer=interviewer)


def counted(
    sheets: Iterable[HandedIn], form: Questionnaire = FORM, stopped: Mapping[str, int] | None = None
) -> SurveyResult:
    counting = Counting(form)
    counting.add(sheets)
    return counting.result(VILLAGE.adults, stopped or {})


def told(sheets: Iterable[HandedIn], form: Questionnaire = FORM) -> Told:
    return published(counted(sheets, form))


# -------------------------------------------------------------------------------------------------- counted


def test_each_kind_of_question_is_counted_its_own_way() -> None:
    sheets = [
        a_sheet(water="bad", why="dirty far", order="road light water", house__rooms="3", house__note="..."),
        a_sheet(water="bad", why="far", order="water road light", house__rooms="4", house__note=""),
        a_sheet(water="good", order="road water light", house__rooms="", house__note="...", sum="7"),
    ]

    water, why, order, rooms, note = counted(sheets).tallies

    assert (water.asked, water.answered, water.options) == (3, 3, (1, 2))
    assert (why.asked, why.answered, why.options) == (2, 2, (1, 0, 2))
    assert (order.options, order.places) == ((2, 1, 0), ("1.3", "2", "2.7"))
    assert (rooms.asked, rooms.answered, rooms.mean, rooms.median) == (3, 2, "3.5", "3.5")
    assert (note.answered, note.options, note.mean) == (2, (), "")


def test_what_is_no_number_is_answered_and_not_reckoned_with() -> None:
    rooms = counted(
        [a_sheet(house__rooms=value) for value in ("2", "NaN", "many", "1E+1", "9" * 40)]
    ).tallies[3]

    assert (rooms.answered, rooms.mean) == (5, "6")


def test_pages_of_sheets_are_counted_like_all_at_once() -> None:
    sheets = [a_sheet(water=water, house__rooms=str(n)) for n, water in enumerate(["good", "bad"] * 6)]
    counting = Counting(FORM)
    for at in range(0, len(sheets), 5):
        counting.add(sheets[at : at + 5])

    assert counting.result(VILLAGE.adults, {}) == counted(sheets)


def test_a_result_comes_back_as_it_was_kept() -> None:
    sheets = [
        a_sheet(EAST, water="bad", order="road light water", house__rooms="3"),
        a_sheet(None, Role.DEPUTY, water="good"),
    ]
    result = counted(sheets, stopped={"why": 3, "": 1})
    headed = SurveyResult(
        result.entitled,
        result.cells,
        result.tallies,
        result.stopped,
        {"house/note": (Headed(named("Шатыр"), 6),)},
    )

    assert from_json(json.loads(json.dumps(to_json(headed)))) == headed


# ----------------------------------------------------------------------------------------------- kept back


@pytest.mark.parametrize(("own", "by_other"), [(4, 0), (1, 0), (4, 30), (0, 4), (2, 2)])
def test_of_few_nothing_is_told_but_that(own: int, by_other: int) -> None:
    sheets = [a_sheet(EAST, water="bad")] * own + [a_sheet(EAST, Role.DEPUTY, water="bad")] * by_other

    assert told(sheets) == Told(VILLAGE.adults, None)


def test_nobody_is_none_and_not_few() -> None:
    assert told([]).answered == 0
    assert told([]).kept_back == 0


def test_a_question_that_few_answered_is_not_told() -> None:
    sheets = [a_sheet(water="bad", why="far")] * 4 + [a_sheet(water="good")] * 20

    shown = told(sheets)

    assert shown.tallies["water"].options == (20, 4)
    assert "why" not in shown.tallies


def test_a_question_that_few_answered_themselves_is_not_told() -> None:
    sheets = [a_sheet(water="bad")] * 4
    sheets += [a_sheet(None, Role.DEPUTY, water="good")] * 9 + [a_sheet(water="")] * 5

    assert "water" not in told(sheets).tallies


def test_what_was_worked_out_is_told_nowhere() -> None:
    assert "sum" not in told([a_sheet(water="bad", sum="7")] * 9).tallies


def test_a_follow_up_tells_no_more_of_those_left_out_than_one_answer_does() -> None:
    # Three said that the water is good, which is told; "why" was put to all others.
    sheets = [a_sheet(water="bad", why="far")] * 17 + [a_sheet(water="good")] * 3

    assert told(sheets).tallies["why"].answered == 17


def test_a_follow_up_of_two_answers_that_leaves_few_out_is_kept_back() -> None:
    # "order" was put to those with bad water, and "rooms" to those of them who said that it is far and dear:
    # that leaves out two.
    sheets = [a_sheet(water="bad", why="far dear", order="road", house__rooms="3")] * 8
    sheets += [a_sheet(water="bad", why="far", order="road"), a_sheet(water="bad", why="dear", order="road")]
    sheets += [a_sheet(water="good", why=why) for why in ("far", "dear", "dirty", "dirty", "dirty", "dirty")]

    shown = told(sheets)

    assert "order" in shown.tallies
    assert "house/rooms" not in shown.tallies
    assert shown.kept_back == 2


def test_settlements_are_told_in_fives_and_beside_who_held_the_pen() -> None:
    sheets = [a_sheet(EAST, water="bad")] * 7 + [a_sheet(WEST, water="bad")] * 6
    sheets += [a_sheet(EAST, Role.DEPUTY, water="bad")] * 5

    how, section = told(sheets).splits

    assert {part.name: part.people for part in how.parts} == {CHAT: 13, OFFICE: 5}
    assert {part.name: part.people for part in section.parts} == {EAST: 12, WEST: 6}
    few_in_west = told([*sheets, *[a_sheet(WEST, Role.DEPUTY, water="bad")] * 1])
    assert all(part.people >= 5 for split in few_in_west.splits for part in split.parts)


def test_a_settlement_of_few_is_not_told() -> None:
    shown = told([a_sheet(EAST, water="bad")] * 9 + [a_sheet(WEST, water="bad")] * 2)

    assert shown.splits == ()


def test_headings_of_few_texts_are_not_told() -> None:
    headed = (Headed(named("a"), 4), Headed(named("b"), 5), Headed(named("c"), 9), Headed(named("d"), 0))

    assert [(each.label, each.people) for each in told_headings(headed)] == [(named("c"), 9), (named("b"), 5)]


def test_where_people_stopped_is_told_from_five_on() -> None:
    assert told_stops({"water": 3, "why": 1}) == {}
    assert told_stops({"water": 4, "why": 1}) == {"water": 4, "why": 1}


# ---------------------------------------------------------------------------- by trying all that can be known

_TREE = Questionnaire(
    named("Форма"),
    (
        a_question("one", Kind.ONE, "a b"),
        a_question("two", Kind.ONE, "a b"),
        a_question("three", Kind.ONE, "a b"),
        a_question("four", Kind.ONE, "a b"),
    ),
)


def _walk(one: str, two: str, three: str) -> HandedIn:
    """Answer a form in which one question leads to the next: only who says ``b`` is asked on."""
    values = {"one": one}
    if one == "b":
        values["two"] = two
        if two == "b":
            values["three"] = three
            if three == "b":
                values["four"] = "a"
    return HandedIn(values, OPENS)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from("ab")] * 3), min_size=5, max_size=60))
def test_no_difference_of_told_numbers_tells_of_few_by_several_answers(
    walked: Sequence[tuple[str, str, str]],
) -> None:
    sheets = [_walk(*each) for each in walked]
    shown = told(sheets, _TREE)

    groups = [{n for n, sheet in enumerate(sheets) if path in sheet.values} for path in shown.tallies]
    for wide, narrow in itertools.permutations([set(range(len(sheets))), *groups], 2):
        adds_up = any(narrow < between < wide for between in groups)
        if narrow < wide and len(wide - narrow) < 5 and not adds_up:
            assert any(
                _is_one_answer(path, wide - narrow, sheets) for path in ("one", "two", "three", "four")
            )


def _is_one_answer(path: str, left: set[int], sheets: Sequence[HandedIn]) -> bool:
    theirs = {sheets[n].values.get(path) for n in left}
    others = {sheet.values.get(path) for n, sheet in enumerate(sheets) if n not in left}
    return None not in theirs and not theirs & others


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "good", "bad"]), st.booleans(), st.sampled_from([EAST, WEST, None])),
        max_size=30,
    )
)
def test_no_told_number_of_people_is_of_few(
    handed_in: Sequence[tuple[str, bool, SectionSlug | None]],
) -> None:
    sheets = [
        a_sheet(section, Role.DEPUTY if by_other else None, water=water)
        for water, by_other, section in handed_in
    ]
    shown = told(sheets)

    if shown.answered is None:
        assert (shown.tallies, shown.splits) == ({}, ())
        return
    assert all(tally.answered >= 5 for tally in shown.tallies.values())
    assert all(part.people >= 5 for split in shown.splits for part in split.parts)
    how = next((split for split in shown.splits if split.by is By.HOW), None)
    assert how is None or sum(part.people for part in how.parts) == len(sheets)
