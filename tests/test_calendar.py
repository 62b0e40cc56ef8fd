from datetime import date, timedelta

import pytest

from bot.calendar import KazakhCalendar
from handlers.ports import Calendar
from village.texts import Word


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return KazakhCalendar()


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (date(2026, 12, 16), "holiday-independence"),
        (date(2026, 1, 1), "holiday-new-year"),
        (date(2026, 1, 2), "holiday-new-year"),
        (date(2026, 1, 7), "holiday-christmas"),
        (date(2026, 3, 8), "holiday-women"),
        (date(2027, 3, 15), "holiday-constitution-day"),
        (date(2026, 3, 21), "holiday-nauryz"),
        (date(2026, 3, 22), "holiday-nauryz"),
        (date(2026, 3, 23), "holiday-nauryz"),
        (date(2026, 5, 1), "holiday-unity"),
        (date(2026, 5, 7), "holiday-defender"),
        (date(2026, 5, 9), "holiday-victory"),
        (date(2026, 5, 27), "holiday-kurban-ait"),
        (date(2026, 7, 6), "holiday-capital"),
        (date(2026, 10, 25), "holiday-republic"),
        (date(2026, 3, 20), "holiday-oraza-ait"),
        (date(2027, 5, 2), "holiday-easter"),
        (date(2026, 4, 12), "holiday-easter"),
    ],
)
def test_a_holiday_is_named(calendar: Calendar, day: date, word: str) -> None:
    assert Word(word) in calendar.holidays(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 8, 30),  # no holiday any more since 2026
        date(2026, 8, 31),
        date(2026, 3, 15),  # a holiday only from 2027 on
        date(2026, 12, 15),
        date(2026, 12, 20),
        date(2026, 11, 23),
        date(2027, 3, 28),  # Easter of the West
        date(2028, 2, 29),
    ],
)
def test_an_ordinary_day_has_none(calendar: Calendar, day: date) -> None:
    assert calendar.holidays(day) == ()


@pytest.mark.parametrize("day", [date(2026, 3, 9), date(2026, 3, 24), date(2026, 5, 11), date(2026, 10, 26)])
def test_a_day_that_is_free_instead_of_another_is_named_by_it(calendar: Calendar, day: date) -> None:
    assert len(calendar.holidays(day)) == 1


@pytest.mark.parametrize("year", [2026, 2027, 2028, 2029])
def test_no_holiday_of_a_year_lacks_its_own_word(calendar: Calendar, year: int) -> None:
    days = (date(year, 1, 1) + timedelta(number) for number in range(365))

    named = [(day, word) for day in days for word in calendar.holidays(day)]

    assert len(named) >= 17
    assert not [each for each in named if each[1] == Word("holiday-other")]


def test_two_holidays_on_one_day_are_both_named(calendar: Calendar) -> None:
    assert calendar.holidays(date(2033, 1, 2)) == (Word("holiday-new-year"), Word("holiday-oraza-ait"))
