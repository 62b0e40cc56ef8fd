"""Procedures of self-government as data: who owes what by when, and how each date comes about.

A procedure is a list of steps in their order. A step's date follows a rule: a day of the month after the
period, a fixed day of the year, so many days before or after something, the day of another step; or none,
where only the order is known. The date stays as the rule says; who is reminded is reminded on a working day.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from village.forms import Json
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


_RULES: Mapping[str, type[When]] = {
    "month-day": MonthDay,
    "year-day": YearDay,
    "apart": Apart,
    "same-day": SameDay,
    "in-order": InOrder,
}
_RULE_NAMES = {rule: name for name, rule in _RULES.items()}


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

    def told(self) -> Json:
        """Give all of it as it is kept, so that a running cycle goes on by the rules it began with."""
        return {
            "slug": self.slug,
            "name": list(astuple(self.name)),
            "period": str(self.period),
            "valid_from": self.valid_from.isoformat(),
            "steps": [_step_told(step) for step in self.steps],
        }


def procedure_of(told: Mapping[str, Any]) -> Procedure:
    """Read back what ``Procedure.told`` gave."""
    return Procedure(
        slug=told["slug"],
        name=Named(*told["name"]),
        period=Period(told["period"]),
        valid_from=date.fromisoformat(told["valid_from"]),
        steps=tuple(map(_step_of, told["steps"])),
    )


def _step_told(step: ProcedureStep) -> Json:
    return {
        "key": step.key,
        "who": str(step.who),
        "what": list(astuple(step.what)),
        "when": [_RULE_NAMES[type(step.when)], *astuple(step.when)],
        "source": list(astuple(step.source)),
        "grade": str(step.grade),
        "proof": sorted(step.proof),
    }


def _step_of(told: Mapping[str, Any]) -> ProcedureStep:
    rule, *values = told["when"]
    return ProcedureStep(
        key=told["key"],
        who=Role(told["who"]),
        what=Named(*told["what"]),
        when=_RULES[rule](*values),
        source=Named(*told["source"]),
        grade=Grade(told["grade"]),
        proof=frozenset(map(Proof, told["proof"])),
    )


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


def periods_of_year(period: Period) -> int:
    """Tell how many periods a year has. ValueError for what belongs to an event."""
    if period not in _MONTHS:
        raise ValueError(f"a year has no number of {period}")
    return 12 // _MONTHS[period]


def part_of(period: Period, end: date) -> int:
    """Tell which of its year's periods ends on a day."""
    return end.month // _MONTHS[period]


def period_ends(period: Period, year: int, part: int = 1) -> date:
    """Give the last day of a period: of the second half of a year, say. ValueError where there is none."""
    months = _MONTHS.get(period, 0)
    if not months or not 1 <= part <= periods_of_year(period):
        raise ValueError(f"there is no {period} {part} of a year")
    return months_after(date(year, 1, 1), months * part) - _DAY


_NONE: Mapping[str, date] = {}


def dates_of(
    procedure: Procedure,
    begins: date,
    off: DaysOff,
    moved: Mapping[str, date] = _NONE,
    done: Mapping[str, date] = _NONE,
) -> tuple[Dated, ...]:
    """Give each step its day; ``begins`` is the last day of the period, or the day of the event.

    ``moved`` are the days that took the place of the rule's own, by step. What comes some days after a step
    is counted from the day that it was ``done``, where it is; a step on another's day stays on the day due.
    """
    counting, found = _Counting(begins, off, moved, done, {EVENT: begins}), list[Dated]()
    for step in procedure.steps:
        dated = counting.dated(step)
        if dated.due is not None:
            counting.days[step.key] = moved.get(step.key, dated.due)
        found.append(dated)
    return tuple(found)


@dataclass(frozen=True)
class _Counting:
    begins: date  # the last day of the period
    off: DaysOff
    moved: Mapping[str, date]
    done: Mapping[str, date]
    days: dict[str, date]

    def dated(self, step: ProcedureStep) -> Dated:
        """Give a step its day by its rule, or the one that took its place."""
        by_rule = self._by_rule(step)
        if (to := self.moved.get(step.key)) is None:
            return by_rule
        return Dated(step, to, self.off.working_until(to), off=self.off.is_free(to))

    def _by_rule(self, step: ProcedureStep) -> Dated:
        match step.when:
            case MonthDay(day):
                return self._on(step, (self.begins + _DAY).replace(day=day))
            case YearDay(month, day):
                return self._on(step, date(self.begins.year, month, day))
            case SameDay(of):
                return self._on(step, self.days.get(of), self.days.get(of))
            case Apart(number, of, working):
                return self._apart(step, number, self._start(of, number), working=working)
            case InOrder():
                return Dated(step)

    def _start(self, of: str, number: int) -> date | None:
        due = self.days.get(of)
        return self.done.get(of, due) if number > 0 else due

    def _on(self, step: ProcedureStep, due: date | None, start: date | None = None) -> Dated:
        if due is None:
            return Dated(step)
        return Dated(step, due, self.off.working_until(due), start, off=self.off.is_free(due))

    def _apart(self, step: ProcedureStep, days: int, start: date | None, *, working: bool) -> Dated:
        if start is None:
            return Dated(step)
        if not working:
            return self._on(step, start + days * _DAY, start)
        if days > 0:
            counted = term(start, days, self.off)
            return Dated(step, counted.due, counted.due, start, counted)
        due = start
        for _ in range(-days):
            due = self.off.working_until(due - _DAY)
        return Dated(step, due, due, start)
