from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.dates import NoSuchDay, NoSuchHour, Written, YearFar, read_hour, read_moment
from village.errors import Refusal

TODAY = date(2026, 12, 9)
THE_20TH = date(2026, 12, 20)
AT_THREE = time(15)
FORMS = (
    "{0:%Y-%m-%d}",
    "{0.year}-{0.month}-{0.day}",
    "{0:%d.%m.%Y}",
    "{0.day}.{0.month}.{0.year}",
    "{0:%d/%m/%Y}",
    "{0:%d.%m.%y}",
    "{0:%d/%m/%y}",
)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-20",
        "20.12.2026",
        "20.12.26",
        "20/12/2026",
        "20.12",
        "20/12",
        " 20.12 ",
        "20.12.",
        "20.12.2026 г.",
        "20.12.2026ж.",
        "жексенбі, 20.12",
        "2026-12-20-да",
    ],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert read_moment(text, TODAY) == Written(THE_20TH)


@pytest.mark.parametrize(
    "text",
    [
        "20.12 15:00",
        "20.12 15.00",
        "20.12 15-00",
        "20.12.2026 15:00",
        "2026-12-20 15:00",
        "2026-12-20T15:00",
        "20.12.2026, 15:00",
        "15:00 20.12.2026",
        "15:00, 20.12",
        "15.00 20.12",
        "20.12 сағат 15:00-де",
        "20.12 в 15:00.",
        "20.12 сағ.15:00",
    ],
)
def test_a_day_and_an_hour_are_read_in_any_order(text: str) -> None:
    assert read_moment(text, TODAY) == Written(THE_20TH, AT_THREE)


@pytest.mark.parametrize(
    "text", ["15:00", "15.00", "15-00", " 15:00 ", "в 15:00", "сағат 15:00-де", "15:00."]
)
def test_an_hour_without_a_day_is_an_hour(text: str) -> None:
    assert read_moment(text, TODAY) == Written(hour=AT_THREE)


def test_what_could_be_both_is_a_day() -> None:
    assert read_moment("10.05", TODAY) == Written(date(2027, 5, 10))
    assert read_moment("20.12 10.05", TODAY) == Written(THE_20TH, time(10, 5))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("09.12", TODAY),
        ("10.12", date(2026, 12, 10)),
        ("08.12", date(2027, 12, 8)),
        ("01.01", date(2027, 1, 1)),
    ],
)
def test_a_day_without_a_year_is_the_next_such_day(text: str, day: date) -> None:
    assert read_moment(text, TODAY).day == day


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_29_february_is_the_next_leap_day(today: date, day: date) -> None:
    assert read_moment("29.02", today).day == day


@pytest.mark.parametrize("text", ["29.02.2026", "29.02.2027", "2027-02-29"])
def test_29_february_of_another_year_is_no_day(text: str) -> None:
    with pytest.raises(NoSuchDay) as refused:
        read_moment(text, TODAY)

    assert refused.value.text == text


def test_29_february_without_a_year_is_far_where_no_leap_year_is_near() -> None:
    with pytest.raises(YearFar) as refused:
        read_moment("29.02", TODAY)

    assert refused.value.year == 2028


@pytest.mark.parametrize(
    "text",
    ["31.11", "31.11.2026", "2026-11-31", "32.12", "0.12", "31.13", "00/00", "2026-13-01", "31.11 15:00"],
)
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(NoSuchDay):
        read_moment(text, TODAY)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("20.12.2062", 2062),
        ("2206-12-20", 2206),
        ("20.12.2028", 2028),
        ("20.12.62", 2062),
        ("9999-12-31", 9999),
    ],
)
def test_a_year_that_is_likely_mistyped_is_refused(text: str, year: int) -> None:
    with pytest.raises(YearFar) as refused:
        read_moment(text, TODAY)

    assert refused.value.year == year


@pytest.mark.parametrize(
    "text", ["20.12.202", "20.12.20266", "20.12.2", "20266-12-20", "2026-12-200", "120.12", "20.12.2026.5"]
)
def test_a_year_or_a_day_with_a_digit_too_many_or_too_few_is_refused(text: str) -> None:
    with pytest.raises(NoSuchDay):
        read_moment(text, TODAY)


def test_a_day_that_has_passed_is_read_and_left_to_its_own_refusal() -> None:
    assert read_moment("01.12.2026", TODAY) == Written(date(2026, 12, 1))
    assert read_moment("2020-01-01", TODAY) == Written(date(2020, 1, 1))


@pytest.mark.parametrize("text", ["20.12 25:00", "25:00", "20.12 15:60", "20.12.2026 24:00"])
def test_a_day_with_an_hour_that_no_clock_has_is_refused_by_its_hour(text: str) -> None:
    with pytest.raises(NoSuchHour):
        read_moment(text, TODAY)


@pytest.mark.parametrize(
    "text",
    ["", " ", "ертең", "в пятницу", "20 желтоқсан", "15", "192.168.1.1", "20-21.12", "20.13 15:00"],
)
def test_what_is_neither_a_day_nor_an_hour_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_moment(text, TODAY)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("15:00", AT_THREE),
        ("15.00", AT_THREE),
        ("15-00", AT_THREE),
        ("15", AT_THREE),
        (" 15 ", AT_THREE),
        ("9", time(9)),
        ("9:05", time(9, 5)),
        ("00:00", time(0)),
        ("0", time(0)),
        ("23:59", time(23, 59)),
        ("15:00-де", AT_THREE),
        ("сағат 15:00", AT_THREE),
    ],
)
def test_an_hour_is_read_as_people_write_it(text: str, hour: time) -> None:
    assert read_hour(text) == hour


@pytest.mark.parametrize(
    "text", ["", "24", "24:00", "15:60", "15:0", "25.00", "түстен кейін", "-1", "150", "15:00:00", "1500"]
)
def test_what_is_no_hour_is_refused(text: str) -> None:
    with pytest.raises(NoSuchHour):
        read_hour(text)


@pytest.mark.parametrize(
    "text",
    ["9" * 10_000, "1." * 5_000, "\0" * 99, "<b>&\"'</b>", "🎉" * 99, "20.12.2026" * 900, "1-" * 5_000],
)
def test_hostile_text_is_refused_and_shown_short(text: str) -> None:
    with pytest.raises(NoSuchDay) as day:
        read_moment(text, TODAY)
    with pytest.raises(NoSuchHour) as hour:
        read_hour(text)

    assert len(day.value.text) <= 41
    assert len(hour.value.text) <= 41


@given(st.text(), st.dates())
def test_whatever_is_written_is_read_or_refused(text: str, today: date) -> None:
    for read in (lambda: read_moment(text, today), lambda: read_hour(text)):
        try:
            read()
        except Refusal:
            continue


@given(st.text("0123456789.:/- ", max_size=20))
def test_whatever_digits_are_written_are_read_or_refused(text: str) -> None:
    try:
        read = read_moment(text, TODAY)
    except Refusal:
        return

    assert read.day or read.hour
    assert read.day is None or read.day.year <= 2027


@pytest.mark.parametrize("form", FORMS)
@given(day=st.dates(date(2024, 1, 1), date(2027, 12, 31)), hour=st.times())
def test_any_day_reads_back_from_each_way_of_writing_it(form: str, day: date, hour: time) -> None:
    written = form.format(day)

    assert read_moment(written, TODAY) == Written(day)
    assert read_moment(f"{written} {hour:%H:%M}", TODAY) == Written(day, time(hour.hour, hour.minute))
    assert read_moment(f"{hour:%H:%M}, {written}", TODAY) == Written(day, time(hour.hour, hour.minute))


@given(st.integers(0, 364), st.sampled_from(["{0:%d.%m}", "{0.day}.{0.month}", "{0:%d/%m}"]))
def test_any_day_of_the_next_year_reads_back_without_its_year(ahead: int, form: str) -> None:
    day = TODAY + timedelta(ahead)

    assert read_moment(form.format(day), TODAY) == Written(day)


@given(st.times())
def test_any_hour_reads_back_from_each_way_of_writing_it(hour: time) -> None:
    to_the_minute = time(hour.hour, hour.minute)

    for form in ("{0:%H:%M}", "{0:%H.%M}", "{0:%H-%M}", "{0.hour}:{0:%M}"):
        assert read_hour(form.format(hour)) == to_the_minute
