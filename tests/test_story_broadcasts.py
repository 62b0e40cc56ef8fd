"""Faults in mid-broadcast, with answers coming in: of the network, the database, a machine."""

import asyncio
import signal
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import open_house
from bot.role import Role
from tests.asar_forks import Forks, Times
from tests.broadcasting import PATIENCE, REMINDED, UNDER_WAY, Broadcast, Quick, Stage, a_broadcast, pressing
from tests.fake_bot_api import Failing, FakeChat, Trouble
from tests.postgres import Server
from tests.telegram_village import BUGROVOE, SOSNOVKA, until
from tests.test_delivery import an_announcement, subscribers
from tests.test_story_processes import STOPS_WITHIN
from village.gatherings import Coming
from village.ids import VillageSlug
from village.outbox import Audience, Campaign, Scope, Subject

pytestmark = pytest.mark.timeout(200)
READERS = 32
FOR_EVER = 60.0
LEASE = 6.0
_EVERY_WAY: Sequence[Failing] = ("status", "cut_before", "cut_after", "slow", "late")


async def _see_nothing_lost(cast: Broadcast) -> None:
    await cast.heard()
    await cast.all_said()
    await cast.see_no_update_lost()
    await cast.see_last_answers_kept()


# ---------------------------------------------------------------------------------------- what comes in


async def test_updates_brought_again_and_in_any_order_are_each_taken_once_and_answered_the_same(
    stage: Stage,
) -> None:
    roles = (Role.WEB, Role.WEB, Role.WORKER) if stage.is_shared else (Role.ALL,)
    async with a_broadcast(stage, *roles, readers=12) as cast:
        await cast.publishes()
        await cast.heard()
        for person in cast.people:
            for coming in (Coming.YES, Coming.UNSURE, Coming.NO):
                cast.press(person, coming)
        bot, before = cast.village.bot, len(cast.village.api.pushed)
        brought = [dict(update) for update in bot.pending for _ in range(3)]
        cast.chance.shuffle(brought)
        bot.pending, cast.village.api.pushes = brought, 12
        await _see_nothing_lost(cast)

        answers = defaultdict[int, list[str]](list)
        for push in cast.village.api.pushed[before:]:
            if push.taken:
                answers[push.update].append(push.said)
        pressed = [answers[number] for _, number, _ in cast.presses]
        assert [len(said) for said in pressed] == [3] * len(pressed)
        assert all(len(set(said)) == 1 for said in pressed)
        assert all("answerCallbackQuery" in said[0] for said in pressed)


# ------------------------------------------------------------------------------------------- the database


async def test_a_database_that_stops_in_mid_broadcast_and_comes_back_loses_nothing(
    tmp_path: Path, own_postgres: Server, all_forks: Forks
) -> None:
    stage = Stage(tmp_path, await own_postgres.migrated(), all_forks)
    async with a_broadcast(stage, readers=READERS, times=Times(lease=LEASE)) as cast:
        await cast.publishes()
        async with pressing(cast, cast.people[:12]):
            await _some_sent(cast)
            await own_postgres.stop()
            # Long enough that the lane could not be kept, and was left in the middle.
            await asyncio.sleep(LEASE / 3)
            before = len(cast.village.api.pushed)
            await until(lambda: _refused(cast, before) >= 3, "answers that they be brought again", PATIENCE)
            await own_postgres.start()
            taken = len(cast.village.api.pushed)
            await until(lambda: any(push.taken for push in cast.village.api.pushed[taken:]), "a taken one")
        await _see_nothing_lost(cast)
        assert cast.copies() <= min(UNDER_WAY, await cast.doubts())


async def _some_sent(cast: Broadcast) -> None:
    begun = cast.sent()
    await until(lambda: cast.sent() >= begun + UNDER_WAY, "some letters", PATIENCE)


def _refused(cast: Broadcast, since: int) -> int:
    return sum(push.status == 503 for push in cast.village.api.pushed[since:])


# --------------------------------------------------------------------------------------------- a machine


async def test_a_worker_that_freezes_past_its_lease_is_stood_in_for_and_does_no_harm_when_it_wakes(
    postgresql_stage: Stage,
) -> None:
    roles = (Role.WEB, Role.WORKER, Role.WORKER)
    async with a_broadcast(postgresql_stage, *roles, readers=48, times=Times(lease=LEASE)) as cast:
        await cast.publishes()
        async with pressing(cast, cast.people[:12]):
            await _some_sent(cast)
            frozen = await _at_work(cast)
            frozen.signal(signal.SIGSTOP)
            # What it had asked of the network is answered, and then it is silent.
            await asyncio.sleep(1)
            sent = cast.sent()
            await until(lambda: cast.sent() > sent + 2, "the other worker's letters", PATIENCE)
            frozen.signal(signal.SIGCONT)
        await _see_nothing_lost(cast)
        assert cast.copies() <= min(UNDER_WAY, await cast.doubts())
        for each in cast.processes:
            assert (await each.stop())[0] == 0, each.log.read_text()


async def _at_work(cast: Broadcast) -> Quick:
    """Find the worker that has the lane."""
    async with cast.store() as store, store.look() as work:
        holder = (await work.leases.holders()).lanes[BUGROVOE]
    return next(each for each in cast.processes if f":{each.pid}:" in holder)


async def test_told_to_stop_while_no_answers_come_it_stops_in_time_and_what_was_left_is_said_later(
    stage: Stage,
) -> None:
    async with a_broadcast(stage, readers=READERS) as cast:
        (asar,) = cast.processes
        await cast.publishes()
        async with pressing(cast, cast.people[:12]):
            await _some_sent(cast)
            hung = [Trouble(kind, "sendMessage", times=4, seconds=FOR_EVER) for kind in ("slow", "late")]
            for trouble in hung:
                cast.village.api.trouble(trouble)
            await until(lambda: not any(trouble.times for trouble in hung), "letters hung", PATIENCE)
            ended, seconds = await asar.stop()
            assert (ended, seconds < STOPS_WITHIN) == (0, True), asar.log.read_text()
            await asar.start()
        await _see_nothing_lost(cast)
        assert cast.copies() <= min(UNDER_WAY, await cast.doubts())


# ------------------------------------------------------------------------------------------- the network


async def test_a_group_that_moves_in_mid_broadcast_hears_the_rest_once_and_pinned_where_it_is_now(
    stage: Stage,
) -> None:
    async with a_broadcast(stage, readers=24) as cast:
        old = cast.group
        await cast.announces()
        await _some_sent(cast)
        await cast.convenes()
        cast.group = cast.village.api.migrate(old, cast.akim.user)
        await until(lambda: bool(cast.notices(cast.group)), "the notice in the group", PATIENCE)
        for person in cast.people[:12]:
            cast.press(person, Coming.YES)
        await _see_nothing_lost(cast)

        chats = [person.chat for person in cast.people]
        assert [len(cast.announcements(chat, 1)) for chat in [old, *chats]] == [1] * (len(chats) + 1)
        assert [len(cast.notices(chat)) for chat in [cast.group, *chats]] == [1] * (len(chats) + 1)
        assert not cast.notices(old)
        assert cast.group.pinned == [cast.notice.id]
        assert any(label.endswith("· 12") for label in cast.notice.labels), cast.notice.labels
        async with cast.store() as store, store.look() as work:
            (chat,) = await work.chats.bound(BUGROVOE)
        assert chat.address.id == str(cast.group.id)


async def test_a_storm_of_429_stops_one_bot_alone_and_nothing_is_lost_or_doubled(stage: Stage) -> None:
    async with a_broadcast(stage, readers=24, slugs=(BUGROVOE, SOSNOVKA)) as cast:
        api, bot = cast.village.api, cast.village.bot
        await cast.publishes()
        async with pressing(cast, cast.people[:12]):
            storm = Trouble("flood", times=1_000_000, seconds=1, token=bot.token)
            api.trouble(storm)
            await until(lambda: storm.times < 1_000_000, "the storm", PATIENCE)
            neighbours = await _announced_next_door(cast)
            await until(lambda: all(map(api.messages, neighbours)), "the neighbours' letters", PATIENCE)
            storm.times = 0
        await _see_nothing_lost(cast)
        assert cast.copies() == 0
        assert await cast.doubts() == 0
        assert [len(cast.village.in_group(chat)) for chat in neighbours[1:]] == [1] * (len(neighbours) - 1)
        assert await cast.measured('asar_network_failures_total{network="telegram",meaning="too-many') > 0


async def _announced_next_door(cast: Broadcast) -> list[FakeChat]:
    """Announce something to the residents of the other village; give their private chats."""
    village, next_door = cast.village, cast.village.bots[SOSNOVKA]
    users = [village.api.user() for _ in range(6)]
    next_door.started_by.update(user.id for user in users)
    async with open_house(village.config, village.clock) as house:
        await subscribers(house, SOSNOVKA, len(users), first=users[0].id)
        async with house.desk.open_work() as work:
            await work.announcements.add(an_announcement(SOSNOVKA, 1, author=users[0].id))
            await work.outbox.campaign(_to_all_of(SOSNOVKA, house.desk.new_id(), village.clock.now()))
    return [village.api.private(user, next_door) for user in users]


def _to_all_of(village: VillageSlug, number: int, now: datetime) -> Campaign:
    audience = Audience(private=Scope.SUBSCRIBERS)
    return Campaign(number, village, "announcement", Subject("announcement", 1), audience, now)


async def test_a_network_that_fails_in_every_way_loses_nothing_and_reminds_nobody_twice(stage: Stage) -> None:
    async with a_broadcast(stage, readers=READERS, times=Times(speed=10, patience=4)) as cast:
        (asar,) = cast.processes
        givers, silent = cast.people[:8], [*cast.people[8:], cast.akim]
        await cast.publishes()
        async with pressing(cast, givers):
            await _some_sent(cast)
            await cast.announces()
            fails = _every_way(cast, times=3)
            await until(lambda: not any(trouble.times for trouble in fails), "all the troubles", PATIENCE)
        await _see_nothing_lost(cast)
        assert 0 < cast.copies() <= await cast.doubts()

        await asar.stop()
        asar.set_clock(REMINDED - timedelta(seconds=1))
        fails = _every_way(cast, times=2)
        await asar.start()
        await until(lambda: not any(trouble.times for trouble in fails), "all the troubles", PATIENCE)
        await cast.all_said()
        await cast.see_nobody_reminded_twice(silent, doubted_at_most=len(silent) // 2)


def _every_way(cast: Broadcast, times: int) -> list[Trouble]:
    """Let the next letters meet every way in which a network fails."""
    ways = [
        Trouble(kind, "sendMessage", times=times, seconds=FOR_EVER, token=cast.village.bot.token)
        for kind in _EVERY_WAY
    ]
    for trouble in ways:
        cast.village.api.trouble(trouble)
    return ways
