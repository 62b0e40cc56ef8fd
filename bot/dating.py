"""``asar dates``: the days of a procedure's steps, with how each came about and how far it is known."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.calendar import KazakhCalendar
from bot.config import Mistake
from bot.procedures import listed, read_procedures
from village.procedures import (
    Apart,
    Dated,
    InOrder,
    MonthDay,
    Period,
    Procedure,
    ProcedureStep,
    SameDay,
    YearDay,
    dates_of,
    period_ends,
)

_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?P<part>\d))?")
_AROUND = timedelta(days=400)


def show_dates(slug: str, of: str, own: Path | None) -> None:
    """Print a procedure's dates; without one, which there are."""
    procedures = read_procedures(own)
    if not slug:
        Console(highlight=False, soft_wrap=True).print("\n".join(listed(procedures)))
        return
    procedure = procedure_of(slug, procedures)
    tell_dates(procedure, begins_of(procedure, of))


def procedure_of(slug: str, procedures: Mapping[str, Procedure]) -> Procedure:
    """Find a procedure by its slug. Raises Mistake where there is none."""
    if slug not in procedures:
        raise Mistake(f"{slug}: there is no such procedure; asar dates lists them")
    return procedures[slug]


def tell_dates(procedure: Procedure, begins: date) -> None:
    """Print the days of a procedure's steps, and where they are known from."""
    off = KazakhCalendar().days_off(begins - _AROUND, begins + _AROUND)
    table = Table("", "who", "what", "by", "remind", "counted", box=None, padding=(0, 1))
    for number, dated in enumerate(dates_of(procedure, begins, off), 1):
        table.add_row(str(number), *_cells(dated))
    console = Console(width=None if Console().is_terminal else 200)
    console.print(table)
    for source in dict.fromkeys(map(_source, procedure.steps)):
        console.print(source, highlight=False)


def begins_of(procedure: Procedure, of: str) -> date:
    """Read what a procedure is carried out for: a period or a day. Raises Mistake where it is neither."""
    try:
        if procedure.period is Period.EVENT:
            return date.fromisoformat(of)
        if found := _PERIOD.fullmatch(of):
            return period_ends(procedure.period, int(found["year"]), int(found["part"] or 1))
    except ValueError:
        pass
    raise Mistake(f"--of {of}: {_wanted(procedure.period)}")


def _wanted(period: Period) -> str:
    match period:
        case Period.EVENT:
            return "give the day of the event, like 2026-12-20"
        case Period.YEAR:
            return "give the year, like 2026"
        case Period.HALF_YEAR:
            return "give the half of a year, like 2026-2"
        case Period.QUARTER:
            return "give the quarter of a year, like 2026-4"


def _cells(dated: Dated) -> Iterator[str]:
    step = dated.step
    yield str(step.who)
    yield step.what.en
    yield _told(dated.due) + (" (a day off)" if dated.off else "")
    yield _told(dated.remind)
    yield _counted(dated)


def _source(step: ProcedureStep) -> str:
    doubt = "" if step.checked else "; a person must check it"
    return f"Known from: {step.source.en} (grade {step.grade}{doubt})"


def _told(day: date | None) -> str:
    return "in order" if day is None else f"{day:%d.%m.%Y %a}"


def _counted(dated: Dated) -> str:
    match dated.step.when:
        case MonthDay(day):
            return f"day {day} of the month after the period"
        case YearDay():
            return "the same day each year"
        case SameDay(of):
            return f"the day of {of}, after it"
        case InOrder():
            return "no day is known"
        case Apart(days, of, working):
            kind = "working days" if working else "calendar days"
            skipped = ", ".join(f"{each.day:%d.%m}" for each in dated.term.skipped) if dated.term else ""
            told = f"{abs(days)} {kind} {'after' if days > 0 else 'before'} {of}"
            return f"{told}, without {skipped}" if skipped else told
