"""Working days: which days count in a term, when it ends, and how it was counted, day by day.

The day of the event is not counted, and what ends on a day off ends on the next working day (Civil Code,
arts 173 and 177, graded M). Who works on which day is a value from outside: nothing is known here by heart
but that Saturday and Sunday are free.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from village.texts import Word

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Who is free when: holidays and rest days by their names, and days of rest that are worked by decree."""

    free: Mapping[date, tuple[Word, ...]] = field(default_factory=dict)
    working: frozenset[date] = frozenset()

    def is_free(self, day: date) -> bool:
        """Tell whether nobody works on a day."""
        return day not in self.working and (day in self.free or day.weekday() >= _SATURDAY)

    def moved(self, free: Collection[date], working: Collection[date], word: Word) -> "DaysOff":
        """Give the days as a decree has moved them; ``word`` is what a day that it makes free is called."""
        known = {day: words for day, words in self.free.items() if day not in set(working)}
        rest = {day: known.get(day, (word,)) for day in free}
        return DaysOff({**known, **rest}, (self.working | frozenset(working)) - frozenset(free))

    def working_from(self, day: date) -> date:
        """Give the first working day at or after a day: there a term ends that would end on a day off."""
        while self.is_free(day):
            day += _DAY
        return day

    def working_until(self, day: date) -> date:
        """Give the last working day at or before a day."""
        while self.is_free(day):
            day -= _DAY
        return day


@dataclass(frozen=True, slots=True)
class Span:
    """Working days in a row that were counted."""

    first: date
    last: date
    days: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that would have been worked, had it not been free."""

    day: date
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term: from which event, how long, until when, how it was counted. Weekends are left out unsaid."""

    start: date
    days: int
    due: date
    counted: tuple[Span, ...]
    skipped: tuple[Skipped, ...]


def term(start: date, days: int, off: DaysOff) -> Term:
    """Count so many working days from an event, whose own day is not counted."""
    if days < 1:
        raise ValueError(f"a term of {days} days is none")
    worked, skipped, day = list[date](), list[Skipped](), start
    while len(worked) < days:
        day += _DAY
        if not off.is_free(day):
            worked.append(day)
        elif day.weekday() < _SATURDAY:
            skipped.append(Skipped(day, off.free[day]))
    return Term(start, days, day, _spans(worked), tuple(skipped))


def _spans(worked: Iterable[date]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for day in worked:
        if spans and spans[-1].last + _DAY == day:
            spans[-1] = Span(spans[-1].first, day, spans[-1].days + 1)
        else:
            spans.append(Span(day, day, 1))
    return tuple(spans)


def months_after(day: date, months: int) -> date:
    """Give the same day so many months on; where that month has none, its last (Civil Code, art. 174)."""
    years, month = divmod(day.month - 1 + months, 12)
    _, last = monthrange(day.year + years, month + 1)
    return date(day.year + years, month + 1, min(day.day, last))
