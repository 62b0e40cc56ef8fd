"""Days and hours as people write them: 2026-12-20, 20.12.2026, 20.12; 15:00, 15.00, 15-00."""

import re
from dataclasses import dataclass
from datetime import date, time

from village.errors import Refusal, refusal

_DAY = re.compile(
    r"(?<!\d)(?<!\d[./-])(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})(?:[./](?P<y2>\d+))?)(?![./:]?\d)"
)
# What follows may be a word's ending: "15:00-де".
_HOUR = re.compile(r"(?<!\d)(?<!\d[.:-])(?P<h>\d{1,2})[:.-](?P<min>\d{2})(?![.:-]?\d)")
_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote of a moment: a day, an hour, or both."""

    day: date | None = None
    hour: time | None = None


def read_moment(text: str, today: date, years: int = 1) -> Written:
    """Read a day, an hour, or both; a day without a year is the next such day. Refuses what is neither.

    A day comes first where both could be meant: ``20.12 15:00`` is the 20th of December at three, ``10.05``
    the 10th of May; ``15.00`` can only be an hour. A year more than so many years on is likely mistyped.
    """
    rest, day = text, None
    if found := next((each for each in _DAY.finditer(text) if not _is_hour(each)), None):
        day = _day(found, today, years)
        rest = text[: found.start()] + " " + text[found.end() :]
    hour = _hour(rest)
    if day is None and (hour is None or len(_HOUR.findall(rest)) > 1):
        raise NoSuchDay(text=_shown(text))
    return Written(day, hour)


def read_hour(text: str) -> time:
    """Read an hour alone, ``15:00``, ``15.00`` or ``15``; refuses what is none."""
    bare = text.strip()
    hour = _made_hour(int(bare), 0) if re.fullmatch(r"\d{1,2}", bare) else _hour(f" {bare} ")
    if hour is None:
        raise NoSuchHour(text=_shown(text))
    return hour


def _day(found: re.Match[str], today: date, years: int) -> date:
    year = found["y"] or found["y2"]
    month, day = int(found["m"] or found["m2"]), int(found["d"] or found["d2"])
    try:
        if year is None:
            return _near(_next_such_day(month, day, today), today, years)
        return _near(date(_full(year), month, day), today, years)
    except ValueError:
        raise NoSuchDay(text=_shown(found[0])) from None


def _is_hour(found: re.Match[str]) -> bool:
    if not _HOUR.fullmatch(found[0]) or 1 <= int(found["m2"]) <= 12:  # noqa: PLR2004 - months
        return False
    return _made_hour(int(found["d2"]), int(found["m2"])) is not None


def _full(year: str) -> int:
    match len(year):
        case 2:
            return 2000 + int(year)
        case 4:
            return int(year)
        case _:
            raise ValueError


def _next_such_day(month: int, day: int, today: date) -> date:
    leap_ahead = 8  # 29 February comes again within eight years at most
    for year in range(today.year, today.year + leap_ahead + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError


def _near(day: date, today: date, years: int) -> date:
    if day.year > today.year + years:
        raise YearFar(year=day.year)
    return day


def _hour(text: str) -> time | None:
    found = _HOUR.search(text)
    if found is None:
        return None
    hour = _made_hour(int(found["h"]), int(found["min"]))
    if hour is None:
        raise NoSuchHour(text=_shown(found[0]))
    return hour


def _made_hour(hour: int, minute: int) -> time | None:
    try:
        return time(hour, minute)
    except ValueError:
        return None


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def years_on(day: date, years: int) -> date:
    """Give the same day some years on; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@refusal
class NoSuchDay(Refusal):
    """No day of the calendar: 31 November, or words."""

    message = "no-such-day"
    text: str


@refusal
class NoSuchHour(Refusal):
    """No hour of the day."""

    message = "no-such-hour"
    text: str


@refusal
class YearFar(Refusal):
    """A year so far off that it is likely mistyped."""

    message = "year-far"
    year: int
