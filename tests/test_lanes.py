"""Two workers on one database: no letter twice, lanes shared, nothing sent or noted after a lease is over."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from bot.app import House
from bot.gateway import Limits
from bot.role import Role
from bot.shelves import LaneWork, OpenLaneWork
from tests.stores import BUGROVOE, Databases
from tests.test_delivery import NOON, Network, StillClock, a_house, announced, subscribers, words
from village.ids import VillageSlug
from village.outbox import Letter, Subject

ABOUT = Subject("announcement", 1)
_PATIENCE = 20


@dataclass
class Freezable:
    """A worker's way to the database, which may be held up as a frozen process is."""

    open_work: OpenLaneWork
    thawed: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[LaneWork]:
        await self.thawed.wait()
        async with self.open_work() as work:
            yield work


@asynccontextmanager
async def two_workers(
    folder: Path, databases: Databases, *slugs: VillageSlug, limits: Limits | None = None
) -> AsyncIterator[tuple[tuple[House, dict[VillageSlug, Network]], ...]]:
    """Open two houses on one database, each with networks of its own to the same villages' bots."""
    url = await databases.migrated()
    async with AsyncExitStack() as stack:
        workers = []
        for _ in range(2):
            networks = {slug: Network(slug) for slug in slugs or (BUGROVOE,)}
            for network in networks.values():
                network.capacity = limits or network.capacity
            house = await stack.enter_async_context(a_house(folder, *networks.values(), database=url))
            workers.append((house, networks))
        yield tuple(workers)


async def seen(what: str, is_so: Callable[[], object]) -> None:
    """Wait for something that two workers do in their own time."""
    try:
        async with asyncio.timeout(_PATIENCE):
            while not is_so():  # noqa: ASYNC110 - what is waited for happens in two workers
                await asyncio.sleep(0.002)
    except TimeoutError:
        raise AssertionError(f"{what} did not come") from None


async def _states(house: House) -> Counter[str]:
    async with house.desk.look() as work:
        report = await work.outbox.report(BUGROVOE, ["announcement"], ABOUT)
    return Counter(sent=report.sent, waiting=report.waiting, failed=report.failed)


def _villages(count: int) -> tuple[VillageSlug, ...]:
    return tuple(VillageSlug(f"village-{number}") for number in range(count))


# ------------------------------------------------------------------------------------------ shared lanes


async def test_two_workers_share_the_lanes_and_send_no_letter_twice(
    tmp_path: Path, postgresql_databases: Databases
) -> None:
    slugs = _villages(12)
    async with two_workers(tmp_path, postgresql_databases, *slugs) as workers:
        (one, _), _ = workers
        for index, slug in enumerate(slugs):
            await subscribers(one, slug, 6, first=100 * (index + 1))
            await announced(one, slug, 1, author=100 * (index + 1))
        stop = asyncio.Event()
        for house, networks in workers:
            await house.delivery.lanes.be_there()
            for network in networks.values():
                network.open.set()
        async with asyncio.TaskGroup() as group:
            for house, _ in workers:
                group.create_task(house.deliver(stop, 0.1))
            await seen("the rest", lambda: len(_all_words(workers)) >= 6 * len(slugs))
            stop.set()
            for house, _ in workers:
                house.wake.set()

    said = [reader for _, networks in workers for each in networks.values() for reader in _readers(each)]
    lanes = [sum(bool(_readers(each)) for each in networks.values()) for _, networks in workers]
    assert len(said) == len(set(said)) == 6 * len(slugs)
    assert min(lanes) >= 3


def _readers(network: Network) -> list[str]:
    return [reader for reader, text in network.said if "№" in text and "қалай" not in text]


def _all_words(workers: tuple[tuple[House, dict[VillageSlug, Network]], ...]) -> list[str]:
    return [word for _, networks in workers for each in networks.values() for word in words(each)]


async def test_a_worker_that_comes_late_is_left_its_share(
    tmp_path: Path, postgresql_databases: Databases
) -> None:
    slugs = _villages(6)
    async with two_workers(tmp_path, postgresql_databases, *slugs) as workers:
        (one, networks), (two, others) = workers
        for index, slug in enumerate(slugs):
            await subscribers(one, slug, 30, first=100 * (index + 1))
            await announced(one, slug, 1, author=100 * (index + 1))
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(one.deliver(stop, 0.05))
            await seen("all lanes at work", lambda: all(each.under_way.total() for each in networks.values()))
            for other in others.values():
                other.open.set()
            group.create_task(two.deliver(stop, 0.05))
            await seen(
                "a share left", lambda: sum(each.leaving for each in one.delivery.lanes.mine.values()) == 3
            )
            for network in networks.values():
                network.open.set()
            await seen("the other's share", lambda: sum(bool(each.said) for each in others.values()) >= 3)
            stop.set()
            one.wake.set()
            two.wake.set()


async def test_a_letter_posted_by_another_process_goes_out_at_once(
    tmp_path: Path, postgresql_databases: Databases
) -> None:
    async with two_workers(tmp_path, postgresql_databases) as ((web, _), (worker, networks)):
        networks[BUGROVOE].open.set()
        await subscribers(web, BUGROVOE, 1)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(worker.deliver(stop, 60))
            await asyncio.sleep(0.3)
            begun = asyncio.get_running_loop().time()
            await announced(web, BUGROVOE, 1)
            await seen("the letter", lambda: words(networks[BUGROVOE]))
            took = asyncio.get_running_loop().time() - begun
            stop.set()
            worker.wake.set()

    assert took < 5  # the tick comes after 60


# ---------------------------------------------------------------------------------------------- frozen


async def test_a_worker_frozen_past_its_lease_sends_nothing_more_and_touches_nothing(
    tmp_path: Path, postgresql_databases: Databases
) -> None:
    slow = Limits(per_second=4, per_second_in_chat=1e6, per_minute_in_group=1e6)
    async with two_workers(tmp_path, postgresql_databases, limits=slow) as workers:
        (one, networks), (two, others) = workers
        frozen, awake = networks[BUGROVOE], others[BUGROVOE]
        await subscribers(one, BUGROVOE, 6)
        await announced(one, BUGROVOE, 1)
        thawed = _with_lease(one, 0.5)
        async with asyncio.TaskGroup() as group:
            group.create_task(one.delivery.drain())
            # One is on its way and the others wait for the bot's pace when it freezes.
            await seen("the first under way", lambda: frozen.under_way.total() == 1)
            thawed.clear()
            await asyncio.sleep(0.7)
            on_the_wire = frozen.under_way.total()
            awake.capacity = replace(slow, per_second=1e6)
            awake.open.set()
            await two.delivery.drain()
            noted = await _letters(two)
            frozen.open.set()
            thawed.set()

        assert on_the_wire < 6
        assert len(_readers(frozen)) == on_the_wire
        assert len(_readers(awake)) == 6
        assert await _letters(one) == noted


def _with_lease(house: House, seconds: float) -> asyncio.Event:
    """Give a worker a short lease; clear what is given back to freeze it."""
    lanes = house.delivery.lanes
    lanes.seconds, lanes.open_work = seconds, (freezable := Freezable(lanes.open_work))
    freezable.thawed.set()
    return freezable.thawed


async def _letters(house: House) -> set[tuple[object, ...]]:
    """Give how all letters stand, whole."""
    async with house.upkeep.look() as work:
        counts = await work.counts.by_village(NOON - timedelta(days=1))
        return {(slug, each.sent, each.waiting, each.failed) for slug, each in counts.items()}


async def test_what_a_dead_worker_had_under_way_is_taken_over_in_doubt(
    tmp_path: Path, postgresql_databases: Databases
) -> None:
    async with two_workers(tmp_path, postgresql_databases) as ((one, networks), (two, others)):
        others[BUGROVOE].open.set()
        await subscribers(one, BUGROVOE, 3)
        await announced(one, BUGROVOE, 1)
        one.delivery.lanes.seconds = 0.4
        async with asyncio.TaskGroup() as group:
            dying = group.create_task(one.delivery.drain())
            await seen("three under way", lambda: networks[BUGROVOE].under_way.total() == 3)
            assert await two.delivery.drain() == 0
            dying.cancel()
        await asyncio.sleep(0.6)
        await two.delivery.drain()
        noted, doubts = await _states(two), two.upkeep.measures.doubts

    assert sorted(_readers(others[BUGROVOE])) == ["1", "2", "3"]
    assert noted == Counter(sent=3)
    assert doubts.values == {(("kind", "announcement"),): 3}


async def test_a_lane_whose_letters_are_slow_is_kept(tmp_path: Path, postgresql_databases: Databases) -> None:
    async with two_workers(tmp_path, postgresql_databases) as ((one, networks), (two, others)):
        others[BUGROVOE].open.set()
        await subscribers(one, BUGROVOE, 10)
        await announced(one, BUGROVOE, 1)
        one.delivery.lanes.seconds = 0.4
        async with asyncio.TaskGroup() as group:
            group.create_task(one.delivery.drain())
            await seen("eight under way", lambda: networks[BUGROVOE].under_way.total() == 8)
            await asyncio.sleep(1)
            assert await two.delivery.drain() == 0
            networks[BUGROVOE].open.set()

    assert len(_readers(networks[BUGROVOE])) == 10
    assert not others[BUGROVOE].said


async def test_nothing_is_noted_of_a_letter_whose_lane_another_took(
    tmp_path: Path, postgresql_databases: Databases
) -> None:
    async with two_workers(tmp_path, postgresql_databases) as ((one, networks), (two, _)):
        await subscribers(one, BUGROVOE, 1)
        await announced(one, BUGROVOE, 1)
        async with asyncio.TaskGroup() as group:
            group.create_task(one.delivery.drain())
            await seen("one under way", lambda: networks[BUGROVOE].under_way.total() == 1)
            lease = one.delivery.lanes.mine[BUGROVOE].lease
            async with two.delivery.lanes.open_work() as work:
                await work.leases.give_back(lease, 0)
                assert await two.delivery.lanes.take(BUGROVOE, work)
            networks[BUGROVOE].open.set()
        states = await _states(two)

    assert len(_readers(networks[BUGROVOE])) == 1
    assert states == Counter(waiting=1)


# ------------------------------------------------------------------------------------ the clock and health


async def test_one_worker_does_what_is_due_and_the_other_when_it_is_gone(
    tmp_path: Path, postgresql_databases: Databases
) -> None:
    async with two_workers(tmp_path, postgresql_databases) as ((one, _), (two, _)):
        await one.ring()
        await two.ring()
        assert (one.delivery.lanes.has_clock, two.delivery.lanes.has_clock) == (True, False)
        await one.delivery.lanes.leave()
        await two.ring()

        assert two.delivery.lanes.has_clock


async def test_a_lane_is_told_stuck_by_whoever_has_it_and_by_all_if_nobody_has(
    tmp_path: Path, postgresql_databases: Databases
) -> None:
    async with two_workers(tmp_path, postgresql_databases) as ((one, _), (two, _)):
        late = Letter(1, BUGROVOE, "announcement", ABOUT, NOON)
        async with one.desk.open_work() as work:
            await work.outbox.post(late)
        for house in (one, two):
            clock = house.desk.clock
            assert isinstance(clock, StillClock)
            clock.moment += timedelta(minutes=2)
            await house.ring()
        assert [(await each.upkeep.health()).lanes for each in (one, two)] == [(BUGROVOE,), (BUGROVOE,)]
        async with one.delivery.lanes.open_work() as work:
            assert await one.delivery.lanes.take(BUGROVOE, work)

        assert [(await each.upkeep.health()).wrong for each in (one, two)] == [("lane stuck",), ()]


async def test_a_web_process_tells_of_no_tick_and_no_lane(tmp_path: Path) -> None:
    async with a_house(tmp_path, Network(BUGROVOE)) as house:
        async with house.desk.open_work() as work:
            await work.outbox.post(Letter(1, BUGROVOE, "announcement", ABOUT, NOON))
            await work.deadlines.put(BUGROVOE, "announcement-unpin", ABOUT, NOON)
        clock = house.desk.clock
        assert isinstance(clock, StillClock)
        clock.moment += timedelta(hours=2)
        worker = await house.upkeep.health()
        house.upkeep.role = Role.WEB

        assert worker.wrong == ("tick late", "deadlines late", "lane stuck")
        assert (await house.upkeep.health()).well
