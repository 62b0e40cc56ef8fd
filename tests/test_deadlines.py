"""Deadlines: all that is due is met in one round, by one worker, and those that fail hold up no other."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from pydantic import SecretStr
from sqlalchemy import event, func, insert, select, text

from bot.app import House, open_house
from bot.config import AppPart, Config
from bot.failing import Failing, failed
from bot.ticking import Round
from storage import tables
from tests.stores import NOW, SECRET, Store, a_gathering, a_person, a_store
from tests.telegram_village import BUGROVOE, MovableClock, a_part
from village.outbox import Deadline, Subject

UNKNOWN = "of a kind unknown"
REMIND = "remind-eve"
AGO = NOW - timedelta(minutes=1)


@asynccontextmanager
async def a_house(database: str) -> AsyncIterator[tuple[House, MovableClock]]:
    app = AppPart(database=SecretStr(database), secret=SecretStr(SECRET))
    clock = MovableClock(NOW)
    async with open_house(Config(app=app, village=(a_part(BUGROVOE, "1:a"),)), clock) as house:
        yield house, clock


async def put(database: str, kind: str, numbers: Sequence[int], due_at: datetime = AGO) -> None:
    """Set a deadline for each of so many gatherings, which are there if they are to be reminded of."""
    async with a_store(database) as store, store.open_work() as work:
        author = await a_person(work)
        for number in numbers:
            if kind == REMIND:
                await work.gatherings.add(a_gathering(number, author=author))
            await work.deadlines.put(BUGROVOE, kind, Subject("gathering", number), due_at)


async def reminded(database: str) -> list[int]:
    """List the gatherings that are reminded of, one entry a campaign."""
    async with a_store(database) as store, store.engine.connect() as connection:
        rows = await connection.execute(
            select(tables.campaign.c.about_id).order_by(tables.campaign.c.about_id)
        )
        return list(rows.scalars())


async def left(database: str) -> int:
    async with a_store(database) as store, store.engine.connect() as connection:
        due = select(func.count()).where(tables.deadline.c.done_at.is_(None))
        return int((await connection.execute(due)).scalar_one())


async def a_round(house: House, failing: Failing) -> int:
    due = Round(house.desk, failing)
    while await due.step():
        pass
    return due.met


async def test_those_that_fail_at_the_head_hold_up_none_behind_them(database: str) -> None:
    await put(database, UNKNOWN, range(1000, 1120), AGO - timedelta(days=1))
    await put(database, REMIND, range(1, 61))
    failing: Failing = {}
    async with a_house(database) as (house, _):
        assert await a_round(house, failing) == 60
    assert await reminded(database) == list(range(1, 61))
    assert (len(failing), await left(database)) == (120, 120)


async def test_of_a_batch_only_the_faulty_one_fails_and_the_others_are_met_once(database: str) -> None:
    await put(database, REMIND, range(1, 6))
    await put(database, UNKNOWN, [3])
    failing: Failing = {}
    async with a_house(database) as (house, _):
        assert await a_round(house, failing) == 5
        assert await a_round(house, failing) == 0
    assert await reminded(database) == [1, 2, 3, 4, 5]
    assert len(failing) == 1


async def test_of_two_workers_each_deadline_is_met_by_one(database: str) -> None:
    numbers = list(range(1, 161))
    await put(database, REMIND, numbers)
    async with a_house(database) as (one, _), a_house(database) as (other, _):
        met = await asyncio.gather(a_round(one, {}), a_round(other, {}))
    assert sum(met) == 160
    assert await reminded(database) == numbers


async def test_what_another_worker_has_in_hand_is_waited_for_by_nobody(postgresql_databases: object) -> None:
    database = await postgresql_databases.migrated()  # type: ignore[attr-defined]  # a fixture's Protocol
    await put(database, REMIND, [1, 2])
    async with a_store(database) as one, a_store(database) as other, one.open_work() as work:
        (mine,) = await work.deadlines.due(NOW, 1)
        async with asyncio.timeout(5), other.open_work() as theirs:
            (found,) = await theirs.deadlines.due(NOW, 9)
            assert found != mine
            assert await theirs.deadlines.take(found, NOW)


async def test_one_that_failed_rests_longer_each_time_unless_it_is_moved(database: str) -> None:
    await put(database, UNKNOWN, [1])
    failing: Failing = {}
    async with a_house(database) as (house, clock):
        for seconds, tries in ((0, 1), (4, 1), (2, 2), (6, 2), (5, 3)):
            clock.moment += timedelta(seconds=seconds)
            await a_round(house, failing)
            assert [fault.tries for fault in failing.values()] == [tries]

        await put(database, UNKNOWN, [1], NOW)
        await a_round(house, failing)
        assert [(fault.tries, fault.due_at) for fault in failing.values()] == [(1, NOW)]

        async with house.desk.open_work() as work:
            await work.deadlines.clear(BUGROVOE, Subject("gathering", 1))
        await a_round(house, failing)
        assert failing == {}


def test_a_clock_set_back_a_day_lengthens_no_pause() -> None:
    deadline = Deadline(1, BUGROVOE, UNKNOWN, Subject("gathering", 1), AGO)
    fault = failed(deadline, None, NOW)
    assert fault.rests(deadline, NOW)
    assert not fault.rests(deadline, NOW - timedelta(days=1))
    assert not fault.rests(replace(deadline, due_at=NOW), NOW)


async def test_told_to_stop_it_ends_with_the_batch_and_the_rest_is_met_after_the_next_start(
    database: str,
) -> None:
    await put(database, REMIND, range(1, 601))
    async with a_house(database) as (house, _):
        told = count()
        await house.ring(lambda: next(told) > 0)
        first = len(await reminded(database))
        assert 0 < first < 600
        await house.delivery.lanes.leave()
    async with a_house(database) as (house, _):
        await house.ring()
    assert await reminded(database) == list(range(1, 601))


# ------------------------------------------------------------------------------------------- by an index


async def _many(store: Store, count: int) -> None:
    rows = [
        {
            "village": f"village-{number % 100:02}",
            "id": number,
            "kind": REMIND,
            "about_kind": "gathering",
            "about_id": number,
            "due_at": NOW + timedelta(seconds=number),
            "done_at": NOW if number % 2 else None,
        }
        for number in range(count)
    ]
    async with store.engine.begin() as connection:
        await connection.execute(insert(tables.deadline), rows)
        await connection.execute(text("ANALYZE"))


async def _plan(store: Store, after: Deadline | None) -> str:
    asked: list[tuple[str, object]] = []
    explain = "EXPLAIN QUERY PLAN" if store.engine.dialect.name == "sqlite" else "EXPLAIN"

    def note(*given: object) -> None:
        asked.append((str(given[2]), given[3]))

    event.listen(store.engine.sync_engine, "before_cursor_execute", note)
    async with store.open_work() as work:
        await work.deadlines.due(NOW + timedelta(days=1), 50, after)
    event.remove(store.engine.sync_engine, "before_cursor_execute", note)
    statement, values = next(each for each in asked if "FROM deadline" in each[0])
    async with store.engine.connect() as connection:
        rows = await connection.exec_driver_sql(f"{explain} {statement}", values)  # type: ignore[arg-type]  # as given
        return "\n".join(" ".join(map(str, row)) for row in rows)


async def test_what_is_due_is_found_by_its_index_from_wherever_the_round_is(database: str) -> None:
    async with a_store(database) as store:
        await _many(store, 20_000)
        middle = Deadline(10_000, BUGROVOE, REMIND, Subject("gathering", 1), NOW + timedelta(seconds=10_000))
        for after in (None, middle):
            plan = await _plan(store, after)
            assert "ix_deadline_ahead" in plan, plan
            assert "Sort" not in plan
            assert "TEMP B-TREE" not in plan
