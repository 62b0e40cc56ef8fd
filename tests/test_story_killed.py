"""Killed thirty times in mid-broadcast, with answers coming in: nothing is lost, little comes twice."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.role import Role
from tests.asar_forks import Times
from tests.broadcasting import PATIENCE, REMINDED, UNDER_WAY, Broadcast, Stage, a_broadcast, pressing
from tests.telegram_village import Person, until

pytestmark = pytest.mark.timeout(300)
IN_BROADCAST, IN_REMINDERS = 26, 4
GIVERS, SILENT = 12, 36
# What a killed worker had is free soon, on PostgreSQL.
A_SHORT_LEASE = Times(lease=1.5)


async def test_killed_thirty_times_it_loses_nothing_and_reminds_nobody_twice(stage: Stage) -> None:
    await _killed_thirty_times(stage, Role.ALL)


async def test_whoever_hears_and_whoever_delivers_are_killed_in_turn_and_nothing_is_lost(
    postgresql_stage: Stage,
) -> None:
    await _killed_thirty_times(postgresql_stage, Role.WEB, Role.WORKER)


async def _killed_thirty_times(stage: Stage, *roles: Role) -> None:
    async with a_broadcast(stage, *roles, readers=GIVERS + SILENT, times=A_SHORT_LEASE) as cast:
        givers, silent = cast.people[:GIVERS], [*cast.people[GIVERS:], cast.akim]
        await cast.publishes()
        async with pressing(cast, givers):
            await _killed_in_broadcast(cast)
        await cast.heard()
        await cast.all_said()
        assert cast.copies() <= cast.processes[-1].kills * UNDER_WAY
        assert cast.group.pinned[-1] == cast.notice.id
        await cast.see_no_update_lost()
        await cast.see_last_answers_kept()
        await _killed_while_reminding(cast, givers, silent)
        await cast.see_last_answers_kept()
        assert sum(each.kills for each in cast.processes) == IN_BROADCAST + IN_REMINDERS


async def _killed_in_broadcast(cast: Broadcast) -> None:
    for _ in range(IN_BROADCAST):
        if cast.still_to_hear() < UNDER_WAY:
            await cast.announces()
        victim = cast.chance.choice(cast.processes)
        await _some_moment(cast)
        await victim.kill()
        await victim.launch()
    await asyncio.gather(*(each.until_it_serves() for each in cast.processes))


async def _some_moment(cast: Broadcast) -> None:
    """Wait for a moment at which letters are under way, or now and then for one before anything is."""
    if cast.chance.random() < 0.8:
        begun = cast.sent()
        await until(lambda: cast.sent() > begun, "a letter", PATIENCE)
    await asyncio.sleep(cast.chance.uniform(0, 0.4))


async def _another_reminded(cast: Broadcast, people: Sequence[Person]) -> None:
    begun = sum(map(cast.reminders, people))
    await until(lambda: sum(map(cast.reminders, people)) > begun, "a reminder", PATIENCE)


async def _killed_while_reminding(
    cast: Broadcast, givers: Sequence[Person], silent: Sequence[Person]
) -> None:
    """Kill while reminders go out to whoever has not answered: nobody has two, nobody else goes without."""
    worker = cast.processes[-1]
    for each in cast.processes:
        await each.stop()
        each.set_clock(REMINDED - timedelta(seconds=1))
    await asyncio.gather(*(each.start() for each in cast.processes))
    async with pressing(cast, givers):
        for _ in range(IN_REMINDERS):
            await _another_reminded(cast, silent)
            await asyncio.sleep(cast.chance.uniform(0, 0.2))
            await worker.kill()
            await worker.start()
    await cast.heard()
    await cast.all_said()
    await cast.see_nobody_reminded_twice(silent, doubted_at_most=IN_REMINDERS * UNDER_WAY)
