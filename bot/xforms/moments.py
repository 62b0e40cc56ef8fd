"""Days and times as forms keep them in text, and as the numbers by which they are compared."""

import re
from datetime import date, datetime, time, timedelta

EPOCH = date(1970, 1, 1)
_DAY_SECONDS = 86_400
_ZONE = r"(?:Z|[+-]\d\d(?::?\d\d)?)?"
_DATE = r"(\d{4})-(\d\d)-(\d\d)"
_TIME = rf"(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{{1,6}}))?)?{_ZONE}"
_MOMENT = re.compile(rf"(?:{_DATE}(?:T{_TIME})?|{_TIME})", re.ASCII)


def days_of(day: date) -> int:
    """Give the number of a day, 1 January 1970 being 0."""
    return (day - EPOCH).days


def number_of_moment(text: str) -> float | None:
    """Give the days since 1970 of a date or date-time, the fraction of the day of a time; None for others.

    The wall clock counts, whatever zone stands behind it: all a form meets is of one village.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    year, month, day, *clocks = found.groups()
    clock = clocks[:4] if clocks[0] else clocks[4:]
    try:
        whole = days_of(date(int(year), int(month), int(day))) if year else 0
        return float(whole) + (_fraction(*clock) if clock[0] else 0)
    except ValueError:
        return None


def _fraction(hour: str, minute: str, second: str | None, part: str | None) -> float:
    at = time(int(hour), int(minute), int(second or 0), int((part or "0").ljust(6, "0")))
    return fraction_of(at)


def fraction_of(at: time) -> float:
    """Give how much of a day is over."""
    seconds = at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6
    return seconds / _DAY_SECONDS


def moment_of(number: float) -> datetime:
    """Give the moment of a number of days, to the millisecond; ValueError where there is none."""
    try:
        return datetime.combine(EPOCH, time()) + timedelta(milliseconds=round(number * _DAY_SECONDS * 1000))
    except (OverflowError, ValueError):
        raise ValueError(number) from None


def number_of_now(now: datetime) -> float:
    """Give the days since 1970 by the wall clock."""
    return days_of(now.date()) + fraction_of(now.time())
