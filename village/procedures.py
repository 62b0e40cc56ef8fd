"""Procedures of self-government as data: who owes what by when, and how each date comes about.

A procedure is a list of steps in their order. A step's date follows a rule: a day of the month after the
period, a fixed day of the year, so many days before or after something, the day of another step; or none,
where only the order is known. The date stays as the rule says; who is reminded is reminded on a working day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from village.people import Role
from village.rules import Grade
from village.villages import Named
from village.working_days import DaysOff, Term, months_after, term

EVENT = "event"
"""The name of what a procedure begins with, where it begins with an event: a gathering, say."""

_DAY = timedelta(days=1)
_CHECKED = frozenset({Grade.A, Grade.B})


class Period(StrEnum):
    """What a procedure is carried out for."""

    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    EVENT = "event"


_MONTHS = {Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}


class Proof(StrEnum):
    """What shows that a step is done."""

    WORD = "word"
    PHOTO = "photo"
    PDF = "pdf"
    LINK = "link"


# -------------------------------------------------------------------------------------------------- rules


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of the month after the period."""

    day: int


@dataclass(frozen=True, slots=True)
class YearDay:
    """A fixed day of the period's year."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Apart:
    """So many days after another step or the event, before it where ``days`` is negative."""

    days: int
    of: str
    working: bool = False


@dataclass(frozen=True, slots=True)
class SameDay:
    """The day of another step, after it."""

    of: str


@dataclass(frozen=True, slots=True)
class InOrder:
    """No day is known: after the step before."""


When = MonthDay | YearDay | Apart | SameDay | InOrder


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    """One step: who owes what by when, what proves it, and where that is known from."""

    key: str
    who: Role
    what: Named
    when: When
    source: Named
    grade: Grade
    proof: frozenset[Proof] = field(default_factory=frozenset)

    @property
    def checked(self) -> bool:
        """Tell whether the text itself, or several who read it, stand behind the date."""
        return self.grade in _CHECKED


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure as it is known from a day on; its steps in their order."""

    slug: str
    name: Named
    period: Period
    valid_from: date
    steps: tuple[ProcedureStep, ...]


# ------------------------------------------------------------------------------------------------- dates


@dataclass(frozen=True, slots=True)
class Dated:
    """A step with its day, and how it came about.

    ``due`` is None where only the order is known. ``remind`` is the last working day up to it. ``start`` is
    the day that was counted from, ``term`` how working days were counted; ``off`` says why ``due`` itself is
    free, where it is.
    """

    step: ProcedureStep
    due: date | None = None
    remind: date | None = None
    start: date | None = None
    term: Term | None = None
    off: bool = False


def period_ends(period: Period, year: int, part: int = 1) -> date:
    """Give the last day of a period: of the second half of a year, say. ValueError where there is none."""
    months = _MONTHS.get(period, 0)
    if not months or not 1 <= part <= 12 // months:
        raise ValueError(f"there is no {period} {part} of a year")
    return months_after(date(year, 1, 1), months * part) - _DAY


def dates_of(procedure: Procedure, begins: date, off: DaysOff) -> tuple[Dated, ...]:
    """Give each step its day; ``begins`` is the last day of the period, or the day of the event."""
    days, found = {EVENT: begins}, list[Dated]()
    for step in procedure.steps:
        dated = _dated(step, begins, days, off)
        if dated.due is not None:
            days[step.key] = dated.due
        found.append(dated)
    return tuple(found)


def _dated(step: ProcedureStep, begins: date, days: Mapping[str, date], off: DaysOff) -> Dated:
    match step.when:
        case MonthDay(day):
            return _on(step, (begins + _DAY).replace(day=day), off)
        case YearDay(month, day):
            return _on(step, date(begins.year, month, day), off)
        case SameDay(of):
            return _on(step, days[of], off, start=days[of])
        case Apart(number, of, working=True):
            return _worked(step, days[of], number, off)
        case Apart(number, of):
            return _on(step, days[of] + number * _DAY, off, start=days[of])
        case InOrder():
            return Dated(step)


def _on(step: ProcedureStep, due: date, off: DaysOff, start: date | None = None) -> Dated:
    return Dated(step, due, off.working_until(due), start, off=off.is_free(due))


def _worked(step: ProcedureStep, start: date, days: int, off: DaysOff) -> Dated:
    if days > 0:
        counted = term(start, days, off)
        return Dated(step, counted.due, counted.due, start, counted)
    due = start
    for _ in range(-days):
        due = off.working_until(due - _DAY)
    return Dated(step, due, due, start)
