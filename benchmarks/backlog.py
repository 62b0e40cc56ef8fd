"""C. Very much at once: a hundred thousand deadlines in one minute, a million letters waiting."""

import asyncio
import math
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from datetime import time as hour
from pathlib import Path
from typing import Any

from sqlalchemy import Select, insert, literal, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks.asar import a_place, a_telegram, asar_with_bots
from benchmarks.plans import Plan, plans_of, recorded
from benchmarks.postgres import a_durable_server
from benchmarks.processes import Program, fetched, said
from benchmarks.seeding import SECRET, Place, at_once, counted, now, store_of
from benchmarks.table import Line, Verdict, met
from bot.clock import WallClock
from bot.config import ZONE
from bot.status import picture
from storage import tables
from storage.engine import engine_for
from storage.keyring import keys_for
from storage.work import OpenSqlWork, SqlWork, work_on
from village.gatherings import Convener, GatheringState, Reminder
from village.ids import VillageSlug
from village.outbox import LetterState
from village.rules import Kind

DEADLINES, DEADLINE_VILLAGES = 100_000, 50
LETTERS, LETTER_VILLAGES = 1_000_000, 200
DEADLINE_SECONDS = 60.0
FLAT_MB = 64.0
LONGEST = 20.0
QUICK_MS = 1000.0
_QUICK_AIM = f"< {QUICK_MS / 1000:.0f} s"
_ENOUGH = 5.0
_TIMES = 9
_PAGES = 3
_SOON = timedelta(days=5)
_CLAIM = 8
_AUTHOR = 1


class _Undone(Exception):
    """Leaves a piece of work without keeping it."""


def measured(folder: Path, deadlines: int = DEADLINES, letters: int = LETTERS) -> Iterator[Line]:
    """Measure the deadlines on SQLite; the letters on both databases."""
    folder.mkdir()
    with ExitStack() as stack:
        yield from _deadlines(stack, folder / "deadlines", deadlines)
    with ExitStack() as stack:
        yield from _letters(stack, folder / "letters", letters)


# ------------------------------------------------------------------------------------------- deadlines


def _deadlines(stack: ExitStack, folder: Path, count: int) -> Iterator[Line]:
    folder.mkdir()
    telegram = stack.enter_context(a_telegram(folder))
    place = a_place(folder, "", telegram, DEADLINE_VILLAGES)
    at_once(_put_deadlines(place, count))
    program = stack.enter_context(asar_with_bots(place, telegram))
    time.sleep(2)
    before, cpu, began = program.memory_mb(), program.cpu_seconds(), time.monotonic()
    at_once(_make_due(place))
    took, left = _until_met(place, began)
    after = program.memory_mb("VmHWM")
    done = count - left
    speed = done / took
    load = (program.cpu_seconds() - cpu) / took
    figure = (
        f"{took:.0f} s"
        if not left
        else f"{done:,} in {took:.0f} s, all in {count / speed:.0f} s at this pace"
    )
    what = f"{count:,} reminders due in one minute, SQLite"
    yield Line("C", what, f"{figure} ({speed:,.0f} a second, {load:.0%} of a core)")
    grown = f"{before:.0f} MB before, {after:.0f} MB at most"
    yield Line("C", "memory meanwhile", grown, f"flat (+{FLAT_MB:.0f})", met(is_met=after - before < FLAT_MB))


def _until_met(place: Place, began: float) -> tuple[float, int]:
    """Wait until no deadline is due any more or the time is up; give the seconds and how many are left."""
    while True:
        left = at_once(counted(place, tables.deadline, tables.deadline.c.done_at.is_(None)))
        took = time.monotonic() - began
        if not left or took > DEADLINE_SECONDS:
            return took, left
        time.sleep(1)


async def _put_deadlines(place: Place, count: int) -> None:
    """Put gatherings, each with a reminder that is far ahead."""
    async with store_of(place) as (engine, _), engine.begin() as connection:
        await connection.execute(insert(tables.person).values(id=_AUTHOR, met_at=now()))
        for slug in place.slugs():
            each = numbers(count // place.villages)
            await connection.execute(into(tables.gathering, _gathering(slug), each))
            await connection.execute(into(tables.deadline, _deadline(slug), each))


async def _make_due(place: Place) -> None:
    engine = engine_for(place.database)
    async with engine.begin() as connection:
        await connection.execute(update(tables.deadline).values(due_at=now()))
    await engine.dispose()


def _gathering(slug: VillageSlug) -> dict[str, Any]:
    moment = now()
    words = dict.fromkeys(("place_kk", "place_ru"), "Клуб") | {"phone": "", "link": ""}
    starts = datetime.combine((moment + _SOON).astimezone(ZONE).date(), hour(15), ZONE)
    days = {"starts": starts, "published_at": moment, "notice_from": moment.date()}
    what = {"kind": Kind.GATHERING, "convener": Convener.AKIM, "state": GatheringState.CALLED}
    rest = {"author": _AUTHOR, "agenda": [], "files": [], "revision": 0}
    return {"village": slug, "id": NUMBER, "number": NUMBER, **words, **days, **what, **rest}


def _deadline(slug: VillageSlug) -> dict[str, Any]:
    about = {"about_kind": "gathering", "about_id": NUMBER}
    return {"village": slug, "id": NUMBER, "kind": str(Reminder.FIRST), "due_at": now() + _SOON, **about}


# --------------------------------------------------------------------------------------------- letters


def _letters(stack: ExitStack, folder: Path, count: int) -> Iterator[Line]:
    folder.mkdir()
    telegram = stack.enter_context(a_telegram(folder))
    place = a_place(folder, "", telegram, LETTER_VILLAGES)
    at_once(_put_letters(place, count))
    yield from _asked(place, "SQLite", count)
    program = stack.enter_context(asar_with_bots(place, telegram))
    yield from _pages(place, program)
    server = stack.enter_context(a_durable_server())
    (folder / "pg").mkdir()
    other = a_place(folder / "pg", at_once(server.migrated()), telegram, LETTER_VILLAGES)
    at_once(_put_letters(other, count))
    yield from _asked(other, "PostgreSQL", count)


async def _put_letters(place: Place, count: int) -> None:
    """Put letters that are due in an hour: a running program leaves them, a claim of later finds them."""
    people = count // place.villages
    async with store_of(place) as (engine, _):
        async with engine.begin() as connection:
            person = {"id": NUMBER, "met_at": now()}
            await connection.execute(into(tables.person, person, numbers(people)))
            for slug in place.slugs():
                await connection.execute(into(tables.letter, _letter(slug), numbers(people)))
        await _analysed(engine)


async def _analysed(engine: AsyncEngine) -> None:
    """Let PostgreSQL count its rows at once, as its autovacuum would a minute later."""
    if engine.dialect.name == "postgresql":
        async with engine.begin() as connection:
            await connection.execute(text("ANALYZE"))


def _letter(slug: VillageSlug) -> dict[str, Any]:
    about = {"about_kind": "announcement", "about_id": 1, "reason": "", "state": LetterState.WAITING}
    flags = {"urgent": False, "edit": False, "tries": 0}
    due = {"due_at": now() + timedelta(hours=1)}
    return {
        "village": slug,
        "id": NUMBER,
        "person": NUMBER,
        "kind": "announcement",
        **about,
        **flags,
        **due,
    }


def _asked(place: Place, database: str, count: int) -> Iterator[Line]:
    """Ask what the delivery, the operator and Prometheus ask; then how the database answers it."""
    took, plans = at_once(_timed(place))
    what = f"{count:,} letters waiting, {database}"
    for name, milliseconds in took.items():
        figure = f"{milliseconds:,.1f} ms" if milliseconds < math.inf else f"over {LONGEST:.0f} s, given up"
        yield Line("C", f"{what}: {name}", figure, _QUICK_AIM, met(is_met=milliseconds < QUICK_MS))
    yield from _answered(what, plans)


def _answered(what: str, plans: Sequence[Plan]) -> Iterator[Line]:
    wrong = [plan for plan in plans if plan.wrong]
    walked = sum(plan.walks for plan in plans)
    figure = f"{len(plans)} queries, {len(wrong)} without an index that serves, {walked} walk a whole index"
    verdict = Verdict.VOID if wrong else Verdict.MET
    yield Line("C", f"{what}: how they are answered", figure, "0 without", verdict)
    for plan in wrong:
        yield Line("C", f"{what}: {plan.wrong}", plan.query, "", Verdict.VOID)


async def _timed(place: Place) -> tuple[dict[str, float], list[Plan]]:
    engine = engine_for(place.database)
    try:
        open_work, look = work_on(engine, await keys_for(engine, SECRET), ZONE)
        with recorded(engine) as asked:
            took = {name: await median_ms(ask) for name, ask in _questions(place, open_work, look).items()}
        return took, await plans_of(engine, asked)
    finally:
        await engine.dispose()


def _questions(
    place: Place, open_work: OpenSqlWork, look: OpenSqlWork
) -> dict[str, Callable[[], Awaitable[object]]]:
    slugs, later = place.slugs(), now() + timedelta(hours=2)

    async def claim() -> None:
        await _not_kept(open_work, lambda work: work.outbox.claim(later, _CLAIM, slugs[7]))

    async def cut() -> None:
        await _not_kept(open_work, lambda work: work.outbox.cut(later, 64, slugs[7]))

    async def lanes() -> None:
        async with look() as work:
            await work.outbox.lanes(later)

    async def due() -> None:
        await _not_kept(open_work, lambda work: work.deadlines.due(later, 200))

    async def health() -> None:
        async with look() as work:
            await work.counts.oldest_deadline()
            await work.counts.late_lanes(now() - timedelta(minutes=1))

    async def metrics() -> None:
        async with look() as work:
            await work.counts.under_way()
            await work.counts.oldest_letter()
            await work.counts.in_doubt(now() - timedelta(days=1))

    return {
        f"a claim of {_CLAIM}": claim,
        "a cut": cut,
        "which lanes have letters due": lanes,
        "which deadlines are due": due,
        "what /healthz asks": health,
        "what /metrics asks": metrics,
        "the first page of asar status": lambda: picture(look, slugs, WallClock()),
    }


async def _not_kept(open_work: OpenSqlWork, ask: Callable[[SqlWork], Awaitable[object]]) -> None:
    with suppress(_Undone):
        async with open_work() as work:
            await ask(work)
            raise _Undone


async def median_ms(ask: Callable[[], Awaitable[object]]) -> float:
    """Give the median in milliseconds, of fewer askings where each is long; endless where one is too long."""
    times: list[float] = []
    while len(times) < _TIMES and sum(times) < _ENOUGH:
        began = time.perf_counter()
        try:
            async with asyncio.timeout(LONGEST):
                await ask()
        except TimeoutError:
            return math.inf
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def _pages(place: Place, program: Program) -> Iterator[Line]:
    """Ask the running program, and let the operator's command look."""
    for page in ("/metrics", "/healthz"):
        took = statistics.median(_fetch_ms(program, page) for _ in range(_PAGES))
        yield Line("C", f"the same on SQLite: {page} of the running program", f"{took:,.0f} ms")
    began = time.perf_counter()
    said(("bot", "status", "--once", "--config", str(place.config)), 60)
    yield Line(
        "C", "the same on SQLite: the command asar status --once", f"{time.perf_counter() - began:.1f} s"
    )
    grown = f"{program.memory_mb():.0f} MB, {program.memory_mb('VmHWM'):.0f} MB at most"
    yield Line("C", "the same on SQLite: memory of the running program", grown)


def _fetch_ms(program: Program, page: str) -> float:
    began = time.perf_counter()
    fetched(program.port, page, LONGEST)
    return (time.perf_counter() - began) * 1000


# ------------------------------------------------------------------------------- a great many rows quickly

NUMBER = object()
"""Stands for the row's own number."""


def numbers(count: int) -> Any:
    """Count from one, in the database."""
    first = select(literal(1).label("n")).cte("numbers", recursive=True)
    return first.union_all(select(first.c.n + 1).where(first.c.n < count))


def into(table: Any, values: dict[str, Any], numbers: Any) -> Any:
    """Write a row for each number, in one statement."""
    columns = [
        numbers.c.n if value is NUMBER else literal(value, table.c[name].type)
        for name, value in values.items()
    ]
    chosen: Select[Any] = select(*columns).select_from(numbers)
    return insert(table).from_select(list(values), chosen)
