"""F. Polls: votes taken by webhook, and how long the tally of a million takes on either database."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Integer, case, cast, false, insert, literal, null, select, text

from benchmarks.backlog import NUMBER, into, median_ms, numbers
from benchmarks.plans import Plan, plans_of, recorded
from benchmarks.postgres import a_durable_server
from benchmarks.pressing import voted
from benchmarks.seeding import SECRET, Place, at_once, now, store_of
from benchmarks.table import Line, Verdict, met
from bot.config import ZONE
from storage import tables
from storage.keyring import keys_for
from storage.work import work_on
from village.course import State
from village.ids import PersonId, PollId, VillageSlug
from village.people import Role
from village.polls import OPTIONS_AT_MOST, Poll, PollPlan
from village.texts import Bilingual

BALLOTS = 1_000_000
TALLY_MS = 1000.0
_VILLAGE = VillageSlug("v0000")
_SECTIONS = 5


def measured(folder: Path, ballots: int = BALLOTS) -> Iterator[Line]:
    """Measure votes by webhook, then the tally of a great many, on both databases."""
    folder.mkdir()
    yield from voted(folder / "votes", seconds=5.0)
    yield from _tally(f"sqlite+aiosqlite:///{folder / 'asar.db'}", folder, "SQLite", ballots)
    with ExitStack() as stack:
        server = stack.enter_context(a_durable_server())
        yield from _tally(at_once(server.migrated()), folder, "PostgreSQL", ballots)


def _tally(database: str, folder: Path, named: str, count: int) -> Iterator[Line]:
    took, heaps, plans = at_once(_timed(Place(folder, database, 0, 0, 1), count))
    what = f"a tally of {count:,} ballots, {named}"
    aim = f"< {TALLY_MS / 1000:.0f} s"
    yield Line("F", what, f"{took:,.0f} ms, {heaps} heaps", aim, met(is_met=took < TALLY_MS))
    for plan in plans:
        if plan.wrong:
            yield Line("F", f"{what}: {plan.wrong}", plan.query, "", Verdict.VOID)


async def _timed(place: Place, count: int) -> tuple[float, int, list[Plan]]:
    """Cast the ballots, then tally them; give the median in milliseconds, the heaps and the plans."""
    async with store_of(place) as (engine, open_work):
        poll = _poll()
        async with engine.begin() as connection:
            await connection.execute(into(tables.person, {"id": NUMBER, "met_at": now()}, numbers(count)))
        async with open_work() as work:
            await work.polls.add(poll)
        async with engine.begin() as connection:
            await connection.execute(_ballots(poll, count))
            if engine.dialect.name == "postgresql":
                await connection.execute(text("ANALYZE"))  # as its autovacuum would a minute later
        _, look = work_on(engine, await keys_for(engine, SECRET), ZONE)
        found = set[int]()

        async def tally() -> None:
            async with look() as work:
                found.add(len(await work.polls.heaps(poll)))

        with recorded(engine) as asked:
            took = await median_ms(tally)
        return took, found.pop(), await plans_of(engine, asked)


def _poll() -> Poll:
    options = tuple(Bilingual.same(f"Нұсқа {place}") for place in range(OPTIONS_AT_MOST))
    opens = now().astimezone(ZONE)
    plan = PollPlan(Bilingual("Сұрақ?", "Вопрос?"), options, closes_at=opens + timedelta(days=3))
    return Poll(
        PollId(7),
        village=_VILLAGE,
        number=7,
        author=PersonId(1),
        plan=plan,
        opens_at=opens,
        first_closes_at=plan.closes_at,
        author_role=Role.AKIM,
        state=State.OPEN,
    )


def _ballots(poll: Poll, count: int) -> Any:
    """Write ballots of every option, level and settlement, one in fifty waiting, in one statement."""
    number = numbers(count).c.n
    values = {
        "village": literal(poll.village),
        "poll": literal(poll.id),
        "person": number,
        "choices": cast(literal(1).op("<<")(cast(number * 7 % OPTIONS_AT_MOST, Integer)), Integer),
        "level": cast(number % 3, Integer),
        "section": case(
            *((number % _SECTIONS == place, f"section-{place}") for place in range(1, _SECTIONS)),
            else_=null(),
        ),
        "lives_here": case((number % 3 == 0, null()), else_=number % 3 == 1),
        "waits": number % 50 == 0,
        "left": false(),
        "changes": case((number % 11 == 0, 1), else_=0),
        "cast_at": literal(now(), tables.ballot.c.cast_at.type),
    }
    return insert(tables.ballot).from_select(list(values), select(*values.values()))
