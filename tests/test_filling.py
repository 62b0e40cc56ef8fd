"""Filling in a sheet: what people write becomes an answer, and no order of moves asks amiss or loses one."""

from datetime import date, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import ZONE
from bot.xforms.evaluated import EvaluatedForms
from bot.xforms.making import kept_form
from tests.surveyed import NEEDS, a_book, asks
from village.errors import Refusal
from village.filling import (
    ChooseFromList,
    DayNeeded,
    MustBeAnswered,
    NotAskedNow,
    NumberNeeded,
    PhotoNeeded,
    PlaceNeeded,
    RankAll,
    Seat,
    TextTooLong,
    WholeNumberNeeded,
    YearDoubtful,
    answered,
    asked_now,
    back,
    done,
    forward,
    jumped,
    ranked,
    read_typed,
    skipped,
    ticked,
    to_change,
)
from village.surveys import (
    Answers,
    FilledSheet,
    KeptForm,
    Kind,
    Option,
    Question,
    Questionnaire,
    Standing,
    minutes,
)
from village.texts import Bilingual

NOW = datetime(2026, 12, 1, 10, 0, tzinfo=ZONE)
TODAY = NOW.date()
ENGINE = EvaluatedForms()
OPTIONS = (
    Option("road", Bilingual("Жол", "Дорога")),
    Option("light", Bilingual("Жарық", "Свет")),
    Option("five", Bilingual("5", "5")),
)


def a_standing(kind: Kind, *, required: bool = True) -> Standing:
    """Make a question as it stands for somebody who has said nothing."""
    question = Question("q", kind, Bilingual("Не?", "Что?"), options=OPTIONS)
    nothing = Bilingual()
    return Standing(
        question,
        question.label,
        nothing,
        OPTIONS,
        required,
        read_only=False,
        value="",
        said=False,
        holds=True,
    )


@pytest.mark.parametrize(
    ("kind", "text", "answer"),
    [
        (Kind.ONE, "2", "light"),
        (Kind.ONE, "жарык", "light"),
        (Kind.ONE, "ДОРОГА", "road"),
        (Kind.ONE, "5", "five"),
        (Kind.SEVERAL, "2 1", "road light"),
        (Kind.SEVERAL, "Свет, дорога", "road light"),
        (Kind.SEVERAL, "3", "five"),
        (Kind.RANK, "3,1,2", "five road light"),
        (Kind.TEXT, "  Су\x00 керек\n", "Су керек"),
        (Kind.INTEGER, "1 200 000", "1200000"),
        (Kind.INTEGER, "\u22125", "-5"),
        (Kind.INTEGER, "007", "7"),
        (Kind.DECIMAL, "2,50", "2.5"),
        (Kind.DECIMAL, "-0,5", "-0.5"),
        (Kind.DECIMAL, "1 000", "1000"),
        (Kind.DATE, "20.12", "2026-12-20"),
        (Kind.DATE, "5.3.1961", "1961-03-05"),
        (Kind.TIME, "9.30", "09:30"),
        (Kind.TIME, "18", "18:00"),
        (Kind.PLACE, "43.2567, 76.9286", "43.2567 76.9286 0 0"),
        (Kind.PLACE, "43,25; 76,93", "43.25 76.93 0 0"),
        (Kind.PLACE, "43.2,76.9", "43.2 76.9 0 0"),
    ],
)
def test_what_people_write_becomes_an_answer(kind: Kind, text: str, answer: str) -> None:
    assert read_typed(text, a_standing(kind), TODAY) == answer


@pytest.mark.parametrize(
    ("kind", "text", "no"),
    [
        (Kind.ONE, "4", ChooseFromList),
        (Kind.ONE, "1 2", ChooseFromList),
        (Kind.SEVERAL, "1 9", ChooseFromList),
        (Kind.RANK, "1 2", RankAll),
        (Kind.TEXT, "а" * 2001, TextTooLong),
        (Kind.INTEGER, "2,5", WholeNumberNeeded),
        (Kind.INTEGER, "бес", WholeNumberNeeded),
        (Kind.DECIMAL, "1,000.5", NumberNeeded),
        (Kind.DATE, "15:00", DayNeeded),
        (Kind.DATE, "01.02.80", YearDoubtful),
        (Kind.PLACE, "мектеп жанында", PlaceNeeded),
        (Kind.PLACE, "99 76", PlaceNeeded),
        (Kind.PHOTO, "фото", PhotoNeeded),
    ],
)
def test_what_is_no_answer_is_refused_by_its_kind(kind: Kind, text: str, no: type[Refusal]) -> None:
    with pytest.raises(no):
        read_typed(text, a_standing(kind), TODAY)


def test_a_dash_passes_over_what_need_not_be_answered_and_nothing_else() -> None:
    assert read_typed("–", a_standing(Kind.INTEGER, required=False), TODAY) == ""
    with pytest.raises(WholeNumberNeeded):
        read_typed("-", a_standing(Kind.INTEGER), TODAY)


def test_the_length_is_told_by_what_the_questions_take() -> None:
    questions = tuple(Question(str(n), Kind.ONE, Bilingual()) for n in range(15))
    assert minutes(Questionnaire(Bilingual(), questions)) == 3
    assert minutes(Questionnaire(Bilingual(), questions[:1])) == 1


# ----------------------------------------------------------------------------------- any order of moves

TANGLED = a_book(
    (
        asks("select_one yesno", "water", "Су?", "Вода?", required="yes"),
        asks("select_multiple works", "wrong", "Не дұрыс емес?", "Что не так?", relevant="${water} = 'no'"),
        asks("integer", "age", "Жасыңыз?", "Возраст?", constraint=". >= 0 and . <= 120"),
        asks("begin_group", "g", "Бөлім", "Раздел", relevant="${age} >= 18"),
        asks("text", "job", "Жұмысыңыз?", "Работа?", relevant="selected(${wrong}, 'road')"),
        asks("rank works", "order", "Реттеңіз", "По порядку", required="yes"),
        asks("end_group", ""),
        asks("note", "bye", "Рақмет", "Спасибо", relevant="${water} = 'yes' or ${job} != ''"),
    ),
    (
        ("yesno", "yes", "Иә", "Да"),
        ("yesno", "no", "Жоқ", "Нет"),
        ("works", "road", "Жол", "Дорога"),
        ("works", "light", "Жарық", "Свет"),
        ("works", "school", "Мектеп", "Школа"),
    ),
    "tangled",
)


def applies(answers: Answers) -> set[str]:
    """Tell which questions apply, by the conditions of TANGLED written a second time."""
    water = answers.get("water", "")
    wrong = answers.get("wrong", "") if water == "no" else ""
    grown = answers.get("age", "").isdecimal() and int(answers["age"]) >= 18
    job = answers.get("g/job", "") if grown and "road" in wrong.split() else ""
    asked = {"water", "age"} | ({"wrong"} if water == "no" else set())
    asked |= {"g/order"} if grown else set()
    asked |= {"g/job"} if grown and "road" in wrong.split() else set()
    return asked | ({"bye"} if water == "yes" or job else set())


@cache
def _tangled() -> KeptForm:
    return kept_form(TANGLED)


def _fill(answers: Answers) -> FilledSheet:
    return ENGINE.sheet(_tangled(), answers, NOW)


MOVES = st.sampled_from(["answer", "tick", "done", "skip", "back", "forward", "jump"])
VALUES = {
    "water": ("yes", "no", "perhaps"),
    "wrong": ("road", "light school"),
    "age": ("7", "18", "200", "x"),
    "g/job": ("мұғалім",),
    "g/order": ("road light school", "school light road", "road"),
    "bye": ("",),
}
STEPS = st.lists(st.tuples(MOVES, st.sampled_from(sorted(VALUES)), st.integers(0, 3)), max_size=25)


WORKS = ("road", "light", "school")


def _pressed(seat: Seat, path: str, pick: int) -> Seat:
    return (ranked if path == "g/order" else ticked)(seat, path, WORKS[pick % 3], _fill)


def _moved(seat: Seat, move: str, path: str, pick: int) -> Seat:
    if move == "answer":
        return answered(seat, path, VALUES[path][pick % len(VALUES[path])], _fill)
    if move == "tick" and path in {"wrong", "g/order"}:
        return _pressed(seat, path, pick)
    by_path = {"done": done, "skip": skipped, "back": back, "jump": jumped}
    return by_path[move](seat, path, _fill) if move in by_path else forward(seat, _fill)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_no_order_of_moves_asks_what_does_not_apply_or_loses_an_answer(
    steps: list[tuple[str, str, int]],
) -> None:
    seat = Seat()
    for move, path, pick in steps:
        before = seat
        try:
            seat = _moved(seat, move, path, pick)
        except Refusal:
            assert seat is before
        changed = {
            each
            for each in {*before.answers, *seat.answers}
            if before.answers.get(each) != seat.answers.get(each)
        }
        assert changed <= {path}
        assert before.answers.keys() <= seat.answers.keys()
        standing = asked_now(seat, _fill(seat.answers))
        if standing is not None:
            assert standing.question.path in applies(seat.answers)
        assert {each.question.path for each in _fill(seat.answers).asked} == applies(seat.answers)


CHAINS = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["yes", "no", ""])), min_size=2, max_size=8)
TAPS = st.lists(
    st.tuples(MOVES, st.integers(0, 7), st.sampled_from(["yes", "no", ""])), min_size=1, max_size=20
)


def _chain(links: list[tuple[int, str]]) -> list[tuple[str, str]]:
    """Give for each question the one before that it hangs on, and the answer that it needs; or nothing."""
    return [("", "")] + [
        (f"q{link % number}" if needed else "", needed) for number, (link, needed) in enumerate(links[1:], 1)
    ]


def _applies(number: int, chain: list[tuple[str, str]], answers: Answers) -> bool:
    on, needed = chain[number]
    return not on or (_applies(int(on[1:]), chain, answers) and answers.get(on, "") == needed)


@settings(max_examples=40, deadline=None)
@given(CHAINS, TAPS)
def test_in_any_form_no_order_of_moves_asks_what_does_not_apply(
    links: list[tuple[int, str]], taps: list[tuple[str, int, str]]
) -> None:
    chain = _chain(links)
    rows = [
        asks(
            "select_one yesno",
            f"q{n}",
            f"Сұрақ {n}",
            f"Вопрос {n}",
            relevant=f"${{{on}}} = '{needed}'" if on else "",
        )
        for n, (on, needed) in enumerate(chain)
    ]
    form = kept_form(a_book(rows, (("yesno", "yes", "Иә", "Да"), ("yesno", "no", "Жоқ", "Нет")), "chain"))

    def fill(answers: Answers) -> FilledSheet:
        return ENGINE.sheet(form, answers, NOW)

    seat = Seat()
    for move, number, value in taps:
        path, before = f"q{number % len(chain)}", seat
        by_path = {"done": done, "skip": skipped, "back": back, "jump": jumped}
        try:
            if move in {"answer", "tick"}:
                seat = answered(seat, path, value, fill)
            else:
                seat = by_path[move](seat, path, fill) if move in by_path else forward(seat, fill)
        except Refusal:
            continue
        standing = asked_now(seat, fill(seat.answers))
        assert standing is None or _applies(int(standing.question.path[1:]), chain, seat.answers)
        assert all(seat.answers[each] == said for each, said in before.answers.items() if each != path)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_whoever_only_answers_on_comes_to_the_list_and_what_is_handed_in_is_what_applies(
    steps: list[tuple[str, str, int]],
) -> None:
    seat = Seat()
    for move, path, pick in steps:
        try:
            seat = _moved(seat, move, path, pick)
        except Refusal:
            continue
    good = {"water": "yes", "wrong": "road", "age": "18", "g/job": "мұғалім", "g/order": "road light school"}
    for _ in range(len(VALUES) + 1):
        standing = asked_now(forward(seat, _fill), _fill(seat.answers))
        if standing is None:
            break
        seat = answered(seat, standing.question.path, good.get(standing.question.path, ""), _fill)
    sheet = _fill(seat.answers)

    assert sheet.next is None
    assert set(sheet.values) <= applies(seat.answers)
    changing = to_change(ENGINE.questionnaire(_tangled()), sheet.values, _fill)
    assert changing.at == ""
    assert _fill(changing.answers).values == sheet.values


def test_an_answer_lies_aside_while_it_does_not_apply_and_comes_back() -> None:
    seat = answered(Seat(), "water", "no", _fill)
    seat = done(ticked(seat, "wrong", "light", _fill), "wrong", _fill)
    away = answered(seat, "water", "yes", _fill)
    assert "wrong" not in _fill(away.answers).values
    again = answered(away, "water", "no", _fill)

    assert _fill(again.answers).values["wrong"] == "light"


def test_a_ranking_taken_apart_leaves_the_one_before_until_it_is_whole() -> None:
    seat = answered(Seat({"water": "yes"}), "age", "20", _fill)
    for name in ("school", "road", "light"):
        seat = ranked(seat, "g/order", name, _fill)
    assert seat.answers["g/order"] == "school road light"
    seat = ranked(seat, "g/order", "school", _fill)
    assert seat.answers["g/order"] == "school road light"
    with pytest.raises(RankAll):
        done(seat, "g/order", _fill)
    seat = done(ranked(seat, "g/order", "school", _fill), "g/order", _fill)

    assert seat.answers["g/order"] == "road light school"


def test_what_must_be_answered_is_not_passed_over() -> None:
    with pytest.raises(MustBeAnswered):
        skipped(Seat(), "water", _fill)


def test_what_is_only_read_keeps_its_value() -> None:
    rows = (asks("integer", "n", "Неше?", "Сколько?", default="3", read_only="yes"),)
    form = kept_form(a_book(rows, form_id="read"))

    def fill(answers: Answers) -> FilledSheet:
        return ENGINE.sheet(form, answers, NOW)

    with pytest.raises(NotAskedNow):
        skipped(Seat(), "n", fill)
    seat = done(Seat(), "n", fill)
    assert (fill(seat.answers).values, seat.at) == ({"n": "3"}, "")


def test_there_is_nothing_before_the_first_question() -> None:
    assert back(Seat(at="water"), "water", _fill).at == "water"


def test_a_default_is_taken_by_leaving_it_so() -> None:
    form = kept_form(a_book((asks("integer", "n", "Неше?", "Сколько?", default="3"),), form_id="default"))

    def fill(answers: Answers) -> FilledSheet:
        return ENGINE.sheet(form, answers, NOW)

    assert fill({}).values == {}
    seat = done(Seat(at="n"), "n", fill)
    assert (fill(seat.answers).values, seat.at) == ({"n": "3"}, "")


def test_a_handed_in_sheet_with_notes_and_files_is_changed_from_its_list() -> None:
    form = kept_form(NEEDS)

    def fill(answers: Answers) -> FilledSheet:
        return ENGINE.sheet(form, answers, NOW)

    values = {"water": "yes", "home/people": "2", "first": "road light school", "photo": "7"}
    seat = to_change(ENGINE.questionnaire(form), values, fill)
    assert seat.at == ""
    assert fill(seat.answers).values == values


def test_days_are_read_against_the_day_in_the_village() -> None:
    assert read_typed("1.12", a_standing(Kind.DATE), date(2026, 12, 2)) == "2027-12-01"
