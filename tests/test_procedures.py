"""Procedures as data: the days of their steps on ordinary and on hard days, and files with faults."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from typer.testing import CliRunner

from bot.calendar import KazakhCalendar
from bot.cli import app
from bot.config import DutiesPart, Mistake
from bot.procedures import procedures_for, read_procedures
from village.people import Role
from village.procedures import Apart, Dated, InOrder, Period, Proof, SameDay, dates_of, period_ends
from village.rules import Grade
from village.working_days import DaysOff

ALL = read_procedures()
OFF = KazakhCalendar().days_off(date(2023, 1, 1), date(2036, 12, 31))
YEARS = st.integers(2024, 2035)
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


def dated(slug: str, begins: date, off: DaysOff = OFF) -> Mapping[str, Dated]:
    return {each.step.key: each for each in dates_of(ALL[slug], begins, off)}


def test_the_program_brings_its_procedures_in_three_languages_with_source_and_grade() -> None:
    assert set(ALL) == {
        "assembly",
        "assembly-decisions",
        "budget-monitoring",
        "development-plan",
        "reports-published",
        "rural-budget",
        "rural-budget-approval",
        "separate-gathering",
    }
    for procedure in ALL.values():
        for named in (procedure.name, *(each.what for each in procedure.steps)):
            assert len({named.kk, named.ru, named.en}) == 3
        # None of them is told as the law before a person has checked it.
        assert not any(step.checked for step in procedure.steps)


@pytest.mark.parametrize(
    ("year", "half", "days"),
    [
        (2026, 2, [(1, 5), (1, 10), (1, 15), (1, 20), (1, 20), (1, 20), (1, 25)]),
        (2027, 1, [(7, 5), (7, 10), (7, 15), (7, 20), (7, 20), (7, 20), (7, 25)]),
    ],
)
def test_budget_monitoring_has_its_seven_days_of_the_month_after_the_half_year(
    year: int, half: int, days: list[tuple[int, int]]
) -> None:
    begins = period_ends(Period.HALF_YEAR, year, half)
    found = [each.due for each in dates_of(ALL["budget-monitoring"], begins, OFF)]
    assert [(day.month, day.day) for day in found if day] == days
    assert {day.year for day in found if day} == {2027}


@pytest.mark.parametrize(
    ("begins", "step", "due", "remind"),
    [
        # 10 January 2027 is a Sunday, and 7 January free: the Friday before is the last working day.
        (date(2026, 12, 31), "handing", date(2027, 1, 10), date(2027, 1, 8)),
        (date(2027, 6, 30), "handing", date(2027, 7, 10), date(2027, 7, 9)),
        (date(2027, 6, 30), "considered", date(2027, 7, 25), date(2027, 7, 23)),
        (date(2026, 12, 31), "signed", date(2027, 1, 20), date(2027, 1, 20)),
    ],
)
def test_a_day_off_stays_the_day_and_is_reminded_of_on_the_last_working_day(
    begins: date, step: str, due: date, remind: date
) -> None:
    found = dated("budget-monitoring", begins)[step]
    assert (found.due, found.remind, found.off) == (due, remind, due != remind)


@pytest.mark.parametrize(
    ("held", "minutes", "answer"),
    [
        (date(2026, 12, 9), date(2026, 12, 11), date(2026, 12, 21)),
        # Nauryz: Monday to Wednesday are free, for a holiday fell on a Sunday.
        (date(2027, 3, 19), date(2027, 3, 26), date(2027, 4, 2)),
        # Kurban ait, which is not moved.
        (date(2026, 5, 26), date(2026, 5, 29), date(2026, 6, 5)),
    ],
)
def test_after_an_assembly_working_days_are_counted(held: date, minutes: date, answer: date) -> None:
    found = dated("assembly-decisions", held)
    assert (found["minutes"].due, found["answer"].due) == (minutes, answer)
    assert found["answer"].start == minutes


def test_before_an_assembly_calendar_days_are_counted() -> None:
    found = dated("assembly", date(2026, 12, 20))
    assert (found["notice"].due, found["materials"].due) == (date(2026, 12, 10), date(2026, 12, 15))
    assert found["materials"].remind == date(2026, 12, 15)


def test_the_assembly_that_agrees_to_the_budget_is_announced_about_the_twentieth_of_august() -> None:
    assert dated("rural-budget", period_ends(Period.YEAR, 2027))["notice"].due == date(2027, 8, 20)


def test_a_separate_gathering_has_thirteen_steps_up_to_its_signed_minutes() -> None:
    steps = dates_of(ALL["separate-gathering"], date(2026, 12, 20), OFF)
    assert len(steps) == 13
    found = {each.step.key: each.due for each in steps}
    assert (found["notice"], found["vote"]) == (date(2026, 12, 10), date(2026, 12, 20))
    assert (steps[-1].due, steps[-1].step.grade) == (date(2026, 12, 22), Grade.M)


def test_the_rural_budget_follows_the_districts_within_two_weeks() -> None:
    assert dated("rural-budget-approval", date(2026, 12, 14))["approved"].due == date(2026, 12, 28)


def test_where_no_day_is_known_none_is_made_up() -> None:
    found = dates_of(ALL["development-plan"], period_ends(Period.YEAR, 2027), OFF)
    assert len(found) == 9
    assert {each.due for each in found} == {None}
    assert all(isinstance(each.step.when, InOrder) for each in found)


@given(YEARS, st.sampled_from([1, 2]))
def test_in_every_half_year_days_are_in_order_and_reminded_of_when_people_work(year: int, half: int) -> None:
    found = dates_of(ALL["budget-monitoring"], period_ends(Period.HALF_YEAR, year, half), OFF)
    days = [each.due for each in found if each.due]
    assert days == sorted(days)
    for each in found:
        assert each.due is not None
        assert each.remind is not None
        assert not OFF.is_free(each.remind)
        assert each.remind <= each.due
        assert each.off is OFF.is_free(each.due)
        between = (each.due - each.remind).days
        assert all(OFF.is_free(each.due - timedelta(day)) for day in range(between))


@given(DAYS, st.integers(1, 40))
def test_so_many_working_days_before_and_after_meet_again(day: date, number: int) -> None:
    start = OFF.working_from(day)
    assert _apart(-number, _apart(number, start)) == start


def _apart(days: int, begins: date) -> date:
    """Give the day so many working days after another, by a procedure of one step."""
    assembly = ALL["assembly"]
    step = replace(assembly.steps[0], when=Apart(days, "event", working=True))
    (only,) = dates_of(replace(assembly, steps=(step,)), begins, OFF)
    assert only.due is not None
    return only.due


# ------------------------------------------------------------------------------------------ an operator's own


HEAD = """slug = "cleaning"
period = "year"
valid_from = 2026-01-01
name = { kk = "Сенбілік", ru = "Субботник", en = "Clean-up" }
source = { kk = "Шешім", ru = "Решение", en = "Decision" }
grade = "A"
"""
STEP = """
[[step]]
key = "call"
who = "akim"
when = { year_day = "04-15" }
proof = ["photo"]
what = { kk = "Шақыру", ru = "Созвать", en = "Call" }
"""
AFTER = """
[[step]]
key = "told"
who = "office"
when = { same_day = "call" }
what = { kk = "Айту", ru = "Сказать", en = "Tell" }
"""


def _written(folder: Path, text: str) -> Path:
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return folder


def test_an_operators_own_is_read_beside_the_programs(tmp_path: Path) -> None:
    found = read_procedures(_written(tmp_path, HEAD + STEP + AFTER))
    assert set(found) == {*ALL, "cleaning"}
    call, told = found["cleaning"].steps
    assert (call.who, call.grade, call.proof) == (Role.AKIM, Grade.A, frozenset({Proof.PHOTO}))
    assert call.checked
    assert told.when == SameDay("call")
    assert told.proof == frozenset({Proof.WORD})


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (HEAD.replace('"year"', '"month"') + STEP, 2, "one of quarter, half-year, year, event"),
        (HEAD.replace("2026-01-01", '"2026"') + STEP, 3, "a day, like 2023-06-23"),
        (HEAD + STEP.replace('who = "akim"', 'who = "mayor"'), 10, "one of assembly, commission"),
        (HEAD + STEP.replace('"04-15"', '"04-31"'), 11, "month_day"),
        (HEAD + STEP.replace('["photo"]', '["film"]'), 12, "a list of some of word, photo, pdf, link"),
        (HEAD + STEP.replace(', en = "Call"', ""), 13, 'en = "…"'),
        (HEAD + STEP + STEP, 16, "a name that no other step has"),
        (HEAD + STEP + AFTER.replace('"call"', '"nothing"'), 18, "must stand before"),
        (HEAD + STEP + AFTER.replace('who = "office"\n', ""), 15, "one of assembly, commission"),
        (HEAD + STEP.replace('{ year_day = "04-15" }', "{ month_day = 31 }"), 11, "month_day = 5"),
    ],
)
def test_a_fault_is_told_with_file_line_and_remedy(tmp_path: Path, text: str, line: int, says: str) -> None:
    with pytest.raises(Mistake) as wrong:
        read_procedures(_written(tmp_path, text))
    told = str(wrong.value)
    assert told.startswith(f"{tmp_path / 'own.toml'}, line {line}: "), told
    assert says in told


def test_what_is_no_toml_or_has_no_steps_is_told(tmp_path: Path) -> None:
    for text, says in ((HEAD, r"add \[\[step\]\]"), ("slug = ", "write it as TOML")):
        with pytest.raises(Mistake, match=says):
            read_procedures(_written(tmp_path, text))


def test_the_operator_sees_the_days_and_how_they_were_counted() -> None:
    shown = CliRunner().invoke(app, ["dates", "budget-monitoring", "--of", "2026-2"])
    assert shown.exit_code == 0
    told = (
        "10.01.2027 Sun (a day off)",
        "08.01.2027 Fri",
        "day 10 of the month after",
        "grade S; a person must",
    )
    assert [words for words in told if words not in shown.stdout] == []
    assert "rural-budget" in CliRunner().invoke(app, ["dates"]).stdout


@pytest.mark.parametrize(
    ("asked", "says"),
    [(["nothing"], "no such procedure"), (["assembly", "--of", "2026-2"], "like 2026-12-20")],
)
def test_the_operators_mistake_is_one_sentence(asked: list[str], says: str) -> None:
    refused = CliRunner().invoke(app, ["dates", *asked])
    assert refused.exit_code == 1
    assert says in refused.stderr


def test_what_begins_alone_must_be_a_procedure_with_a_period() -> None:
    for slug in ("budget-monitorin", "assembly"):
        with pytest.raises(Mistake, match=rf"\[duties\] begin_alone: {slug} "):
            procedures_for(DutiesPart(begin_alone=(slug,)))
    assert procedures_for(DutiesPart()).keys() == ALL.keys()


def test_a_folder_of_ones_own_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="is no folder; make it"):
        DutiesPart(own_procedures=str(tmp_path / "away"))
