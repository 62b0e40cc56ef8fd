"""Leases of lanes: one worker a lane, in the database's own time, on both databases."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import text

from storage.alone import NotAlone, alone
from storage.leases import SqlLeases
from storage.waking import listening_on
from tests.stores import BUGROVOE, NOW, OTHER, Databases, SqliteFiles, Store, a_chat, a_store
from village.ids import VillageSlug
from village.outbox import Letter, Subject
from village.upkeep import Lease

T = TypeVar("T")
LONG, SHORT = 60_000, 30
ABOUT = Subject("announcement", 7)


async def do(store: Store, deed: Callable[[SqlLeases], Awaitable[T]]) -> T:
    """Do one thing with leases in a piece of work of its own."""
    async with store.open_work() as work:
        return await deed(work.leases)


async def taken(store: Store, holder: str, milliseconds: int = LONG) -> Lease | None:
    return await do(store, lambda leases: leases.take(BUGROVOE, holder, milliseconds))


async def surely_taken(store: Store, holder: str, milliseconds: int = LONG) -> Lease:
    lease = await taken(store, holder, milliseconds)
    assert lease is not None
    return lease


async def shift(store: Store, milliseconds: int) -> None:
    """Move the end of all leases, as if the database's clock had been moved the other way."""
    async with store.engine.begin() as connection:
        await connection.execute(text(f"UPDATE lease SET until_ms = until_ms + ({milliseconds})"))  # noqa: S608 - a number


async def test_a_lane_is_one_workers_until_its_lease_is_over(database: str) -> None:
    async with a_store(database) as store:
        first = await surely_taken(store, "one", SHORT)
        assert await taken(store, "two") is None
        await asyncio.sleep(2 * SHORT / 1000)
        second = await surely_taken(store, "two")
        assert await taken(store, "one") is None

        assert second.term == first.term + 1
        assert not await do(store, lambda leases: leases.holds(first))
        assert await do(store, lambda leases: leases.holds(second))


async def test_a_lease_is_renewed_while_it_holds_and_never_after(database: str) -> None:
    async with a_store(database) as store:
        lease = await surely_taken(store, "one", SHORT)
        assert await do(store, lambda leases: leases.renew(lease, LONG))
        await asyncio.sleep(2 * SHORT / 1000)
        assert await taken(store, "two") is None

        await shift(store, -2 * LONG)
        assert not await do(store, lambda leases: leases.renew(lease, LONG))
        # Nobody took it: what was sent under it may still be noted.
        assert await do(store, lambda leases: leases.holds(lease))


async def test_all_that_a_worker_holds_still_is_renewed_at_once(database: str) -> None:
    async with a_store(database) as store:
        mine, lost = await surely_taken(store, "one"), OTHER
        await do(store, lambda leases: leases.take(lost, "one", SHORT))
        await do(store, lambda leases: leases.take(VillageSlug("third"), "two", LONG))
        await asyncio.sleep(2 * SHORT / 1000)

        assert await do(store, lambda leases: leases.renew_all("one", LONG)) == (mine,)
        assert await do(store, lambda leases: leases.take(lost, "two", LONG)) is not None


async def test_a_lane_taken_again_by_the_same_worker_is_another_hold(database: str) -> None:
    async with a_store(database) as store:
        first = await surely_taken(store, "one")
        second = await surely_taken(store, "one")

        assert second.term == first.term + 1
        assert not await do(store, lambda leases: leases.holds(first))


async def test_a_lane_given_back_is_free_at_once_and_its_term_goes_on(database: str) -> None:
    async with a_store(database) as store:
        first = await surely_taken(store, "one")
        await do(store, lambda leases: leases.give_back(first, 3))
        second = await surely_taken(store, "two")
        await do(store, lambda leases: leases.give_back(first, 3))

        assert second.term == first.term + 1
        assert await do(store, lambda leases: leases.holds(second))


async def test_of_workers_that_take_a_lane_at_once_one_has_it(database: str) -> None:
    async with a_store(database) as one, a_store(database) as two, asyncio.TaskGroup() as group:
        takes = [group.create_task(taken((one, two)[number % 2], f"worker {number}")) for number in range(8)]

    assert sum(take.result() is not None for take in takes) == 1


async def test_a_database_whose_clock_was_set_back_keeps_no_lane_for_the_dead(database: str) -> None:
    async with a_store(database) as store:
        await surely_taken(store, "one")
        await shift(store, 86_400_000)

        assert await taken(store, "two") is not None


async def test_who_is_there_and_who_has_what_is_seen_until_it_ends(database: str) -> None:
    async with a_store(database) as store:
        await do(store, lambda leases: leases.be_there("one", LONG))
        await do(store, lambda leases: leases.be_there("two", SHORT))
        await surely_taken(store, "two", SHORT)
        seen = await do(store, lambda leases: leases.holders())
        assert seen.workers == {"one", "two"}
        assert seen.lanes == {BUGROVOE: "two"}

        await asyncio.sleep(2 * SHORT / 1000)
        seen = await do(store, lambda leases: leases.holders())
        assert (seen.workers, seen.left) == (frozenset({"one"}), frozenset({BUGROVOE}))
        assert not seen.lanes

        await do(store, lambda leases: leases.leave("one"))
        assert not (await do(store, lambda leases: leases.holders())).workers


async def test_one_worker_has_the_clock_and_leaves_it_when_it_goes(database: str) -> None:
    async with a_store(database) as store:
        assert await do(store, lambda leases: leases.has_clock("one", LONG))
        assert not await do(store, lambda leases: leases.has_clock("two", LONG))
        assert await do(store, lambda leases: leases.has_clock("one", LONG))
        await do(store, lambda leases: leases.leave("one"))

        assert await do(store, lambda leases: leases.has_clock("two", LONG))


async def test_a_lane_counts_as_moved_by_another_only_if_letters_went(database: str) -> None:
    async with a_store(database) as store:
        lease = await surely_taken(store, "two")
        assert await do(store, lambda leases: leases.lately("one", LONG)) == {BUGROVOE}
        assert not await do(store, lambda leases: leases.lately("two", LONG))
        await do(store, lambda leases: leases.give_back(lease, 0))
        assert not await do(store, lambda leases: leases.lately("one", LONG))

        lease = await surely_taken(store, "two")
        await do(store, lambda leases: leases.give_back(lease, 1))
        assert await do(store, lambda leases: leases.lately("one", LONG)) == {BUGROVOE}


async def test_letters_under_way_of_a_program_that_knew_no_leases_are_found(database: str) -> None:
    async with a_store(database) as store:
        async with store.open_work() as work:
            await work.outbox.post(Letter(1, BUGROVOE, "word", ABOUT, NOW, chat=await a_chat(work)))
            await work.outbox.claim(NOW, 1)
        await do(store, lambda leases: leases.begin())

        assert (await do(store, lambda leases: leases.holders())).left == {BUGROVOE}


async def test_the_one_worker_of_a_file_waits_for_no_lease_of_its_earlier_life(tmp_path: Path) -> None:
    async with a_store(await SqliteFiles(tmp_path).migrated()) as store:
        await surely_taken(store, "killed")
        await do(store, lambda leases: leases.begin())

        assert (await do(store, lambda leases: leases.holders())).left == {BUGROVOE}
        assert await taken(store, "started") is not None


async def test_where_there_may_be_several_workers_a_lease_must_end_first(
    postgresql_databases: Databases,
) -> None:
    async with a_store(await postgresql_databases.migrated()) as store:
        await surely_taken(store, "alive")
        await do(store, lambda leases: leases.begin())

        assert await taken(store, "started") is None


# ------------------------------------------------------------------------------------------- woken, alone


async def test_letters_wake_whoever_listens_when_they_are_kept_and_not_before(
    postgresql_databases: Databases,
) -> None:
    heard = asyncio.Queue[str]()
    async with a_store(await postgresql_databases.migrated()) as store, asyncio.TaskGroup() as group:
        listen = listening_on(store.engine)
        assert listen is not None
        listening = group.create_task(_listened(store, heard))
        assert await asyncio.wait_for(heard.get(), 5) == "heard"
        async with store.open_work() as work:
            chat = await a_chat(work)
            await work.outbox.post(Letter(1, BUGROVOE, "word", ABOUT, NOW, chat=chat))
            await work.outbox.post(Letter(2, BUGROVOE, "other word", ABOUT, NOW, chat=chat))
            await asyncio.sleep(0.05)
            assert heard.empty()
        assert await asyncio.wait_for(heard.get(), 5) == "heard"
        async with store.open_work.by_a_worker()() as work:
            await work.outbox.post(Letter(3, BUGROVOE, "third word", ABOUT, NOW, chat=chat))
        await asyncio.sleep(0.05)
        assert heard.empty()
        listening.cancel()


async def test_a_listener_whose_connection_is_cut_says_so(postgresql_databases: Databases) -> None:
    heard = asyncio.Queue[str]()
    async with a_store(await postgresql_databases.migrated()) as store, asyncio.TaskGroup() as group:
        group.create_task(_listened(store, heard))
        await asyncio.wait_for(heard.get(), 5)
        async with store.engine.begin() as connection:
            await connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        assert await asyncio.wait_for(heard.get(), 5) == "died"


async def _listened(store: Store, heard: asyncio.Queue[str]) -> None:
    listen = listening_on(store.engine)
    assert listen is not None
    try:
        await listen(lambda: heard.put_nowait("heard"))
    except ConnectionError:
        heard.put_nowait("died")


def test_a_file_has_one_process_of_each_role_and_they_may_differ(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/asar.db"
    with alone(url, ["web"]), alone(url, ["worker"]):
        with pytest.raises(NotAlone, match="is its worker already"), alone(url, ["worker"]):
            pass
        with pytest.raises(NotAlone, match="is its web already"), alone(url, ["web", "worker"]):
            pass
    with alone(url, ["web", "worker"]):
        pass


def test_postgresql_has_as_many_of_each_role_as_there_are() -> None:
    url = "postgresql+asyncpg://asar@/asar"
    with alone(url, ["worker"]), alone(url, ["worker"]):
        assert OTHER
