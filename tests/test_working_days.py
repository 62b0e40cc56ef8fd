"""Working days: the day of the event is not counted, days off are skipped and named, each counts once."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import KazakhCalendar
from village.texts import Word
from village.working_days import DaysOff, Span, months_after, term

FIRST, LAST = date(2024, 1, 1), date(2035, 12, 31)
OFF = KazakhCalendar().days_off(FIRST, date(2036, 12, 31))
STARTS = st.dates(FIRST, LAST)
TERMS = st.integers(1, 60)
MOVED = Word("holiday-moved")


def days_between(first: date, last: date) -> Iterator[date]:
    """Give the days after one, up to and with another."""
    for number in range(1, (last - first).days + 1):
        yield first + timedelta(number)


def named(day: date) -> str:
    """Name a day that is free on a weekday by its first word."""
    return OFF.free[day][0].key


# -------------------------------------------------------------------------------- what holds for every term


@given(STARTS, TERMS)
def test_a_term_ends_on_the_last_of_so_many_working_days(start: date, days: int) -> None:
    counted = term(start, days, OFF)
    worked = [day for day in days_between(start, counted.due) if not OFF.is_free(day)]
    assert len(worked) == days
    assert worked[-1] == counted.due


@given(STARTS, TERMS)
def test_every_day_of_a_term_is_counted_or_named_or_a_weekend(start: date, days: int) -> None:
    counted = term(start, days, OFF)
    told = [day for span in counted.counted for day in (span.first, *days_between(span.first, span.last))]
    told += [each.day for each in counted.skipped]
    weekends = [day for day in days_between(start, counted.due) if day not in told]
    assert sorted(told + weekends) == list(days_between(start, counted.due))
    assert all(day.weekday() >= 5 and OFF.is_free(day) for day in weekends)
    assert sum(span.days for span in counted.counted) == days
    assert all(each.words for each in counted.skipped)


@given(STARTS, TERMS)
def test_a_longer_term_and_a_later_event_end_no_earlier(start: date, days: int) -> None:
    due = term(start, days, OFF).due
    assert term(start, days + 1, OFF).due > due
    assert term(start + timedelta(1), days, OFF).due >= due


@given(STARTS)
def test_what_would_end_on_a_day_off_ends_on_the_next_working_day(day: date) -> None:
    after, before = OFF.working_from(day), OFF.working_until(day)
    assert before <= day <= after
    assert not OFF.is_free(after)
    assert not OFF.is_free(before)
    assert all(OFF.is_free(each) for each in days_between(before, after) if each != after)


@given(STARTS, st.sets(STARTS, max_size=5), st.sets(STARTS, max_size=5))
def test_a_decree_moves_the_days_it_names_and_no_others(
    day: date, free: set[date], worked: set[date]
) -> None:
    moved = OFF.moved(free - worked, worked - free, MOVED)
    expected = OFF.is_free(day)
    if day in free - worked:
        expected = True
    if day in worked - free:
        expected = False
    assert moved.is_free(day) is expected


@given(STARTS, st.integers(0, 24))
def test_months_on_it_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


def test_a_term_of_no_days_is_none() -> None:
    with pytest.raises(ValueError, match="0 days"):
        term(FIRST, 0, OFF)


# ------------------------------------------------------------------------------------------ known hard days


@pytest.mark.parametrize(
    ("year", "free"),
    [
        (
            2026,
            "01-01 01-02 01-07 03-09 03-23 03-24 03-25 05-01 05-07 05-11 05-27 07-06 10-26 12-16",
        ),
        (
            2027,
            "01-01 01-04 01-07 03-08 03-15 03-22 03-23 03-24 05-03 05-07 05-10 07-06 10-25 12-16",
        ),
    ],
)
def test_the_free_weekdays_of_a_year_are_those_of_the_press(year: int, free: str) -> None:
    weekdays = [
        day
        for day in days_between(date(year - 1, 12, 31), date(year, 12, 31))
        if day.weekday() < 5 and OFF.is_free(day)
    ]
    assert " ".join(f"{day:%m-%d}" for day in weekdays) == free


@pytest.mark.parametrize(
    ("start", "days", "due", "skipped"),
    [
        # 16 December is a Wednesday; the first days of January and Christmas are free.
        ("2026-12-04", 10, "2026-12-21", ["holiday-independence"]),
        (
            "2026-12-14",
            20,
            "2027-01-15",
            ["holiday-independence", *["holiday-new-year"] * 2, "holiday-christmas"],
        ),
        # Наурыз falls on a weekend in part: Monday to Wednesday are free.
        ("2026-03-20", 1, "2026-03-26", ["holiday-nauryz"] * 3),
        ("2026-03-06", 20, "2026-04-09", ["holiday-women", *["holiday-nauryz"] * 3]),
        ("2027-03-12", 5, "2027-03-25", ["holiday-constitution-day", *["holiday-nauryz"] * 3]),
        # A term that begins on a free day, and one that begins on a Friday.
        ("2026-05-09", 3, "2026-05-14", ["holiday-victory"]),
        ("2026-11-27", 5, "2026-12-04", []),
        # Курбан айт falls on a Wednesday, and its day is told by the moon alone.
        ("2026-05-26", 1, "2026-05-28", ["holiday-kurban-ait"]),
        ("2027-05-14", 1, "2027-05-17", []),
    ],
)
def test_terms_over_hard_days(start: str, days: int, due: str, skipped: list[str]) -> None:
    counted = term(date.fromisoformat(start), days, OFF)
    assert counted.due == date.fromisoformat(due)
    assert [named(each.day) for each in counted.skipped] == skipped


def test_a_term_tells_how_it_was_counted() -> None:
    counted = term(date(2026, 12, 10), 6, OFF)
    assert counted.counted == (
        Span(date(2026, 12, 11), date(2026, 12, 11), 1),
        Span(date(2026, 12, 14), date(2026, 12, 15), 2),
        Span(date(2026, 12, 17), date(2026, 12, 18), 2),
        Span(date(2026, 12, 21), date(2026, 12, 21), 1),
    )
    assert [(each.day, each.words) for each in counted.skipped] == [
        (date(2026, 12, 16), (Word("holiday-independence"),))
    ]


def test_a_saturday_that_a_decree_made_a_working_day_counts() -> None:
    # 4 May 2024 was worked, and 8 May was free for it.
    assert term(date(2024, 5, 3), 1, OFF).due == date(2024, 5, 4)
    counted = term(date(2024, 5, 3), 3, OFF)
    assert counted.due == date(2024, 5, 10)
    assert [named(each.day) for each in counted.skipped] == [
        "holiday-defender",
        "holiday-moved",
        "holiday-victory",
    ]


def test_a_day_that_is_known_by_the_moon_alone_says_so() -> None:
    assert OFF.free[date(2026, 5, 27)] == (Word("holiday-kurban-ait"), Word("holiday-estimated"))
    assert OFF.free[date(2032, 3, 22)] == (
        Word("holiday-kurban-ait"),
        Word("holiday-nauryz"),
        Word("holiday-estimated"),
    )


def test_the_operators_own_days_are_over_those_of_the_calendar() -> None:
    moved = OFF.moved([date(2026, 12, 17)], [date(2026, 12, 19), date(2026, 12, 16)], MOVED)
    counted = term(date(2026, 12, 15), 3, moved)
    assert [(span.first, span.last) for span in counted.counted] == [
        (date(2026, 12, 16), date(2026, 12, 16)),
        (date(2026, 12, 18), date(2026, 12, 19)),
    ]
    assert [(each.day, each.words) for each in counted.skipped] == [(date(2026, 12, 17), (MOVED,))]


def test_nothing_is_free_but_weekends_where_nothing_is_known() -> None:
    assert term(date(2026, 12, 11), 5, DaysOff()).due == date(2026, 12, 18)
