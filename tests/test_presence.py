"""Who is in the village's chats: asked once, kept, looked at again; real database, scripted network."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import cast

import pytest

from bot.gateway import Gateway, Limits, Moved, OurFault, Room, TryLater, Unreachable
from bot.presence import FRESH, ChatPresence
from tests.stores import BUGROVOE, NOW, Store, a_chat, a_store, telegram
from village.chats import Address, Membership
from village.ids import ChatId, SectionSlug

UNIT, EAST, AIGUL = telegram(-100), telegram(-101), telegram(5)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass
class Network:
    """Somebody else's network, as far as it is asked who is where."""

    members: dict[Address, set[Address]] = field(default_factory=lambda: {UNIT: set(), EAST: set()})
    asked: list[tuple[Address, Address]] = field(default_factory=list)
    refusals: list[Exception] = field(default_factory=list)
    has_groups: bool = True

    def limits(self, room: Room) -> Limits:
        assert room.private
        return Limits(has_groups=self.has_groups)

    async def is_member(self, room: Room, address: Address) -> bool:
        assert not room.private
        self.asked.append((room.address, address))
        if self.refusals:
            raise self.refusals.pop(0)
        return address in self.members[room.address]


@dataclass
class Clock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@dataclass
class Looking:
    """What one process looks with, and what it looks at."""

    store: Store
    network: Network = field(default_factory=Network)
    clock: Clock = field(default_factory=Clock)

    def process(self) -> ChatPresence:
        """Begin a process that remembers nothing yet."""
        gateway = cast("Gateway", self.network)
        gateways = {(BUGROVOE, "telegram"): gateway}
        return ChatPresence(self.store.open_work, self.store.look, gateways, self.clock)

    async def inside(self, who: Address = AIGUL) -> tuple[Membership, ...]:
        """Give what a rule would be told now."""
        async with self.store.look() as work:
            return (await work.members.inside([BUGROVOE], [who])).get((BUGROVOE, who), ())

    async def left(self, chat: int, at: datetime) -> None:
        """Have another process hear that Aigul left."""
        async with self.store.open_work() as work:
            await work.members.gone(BUGROVOE, ChatId(chat), AIGUL, at)

    async def joined(self, chat: int, at: datetime) -> None:
        """Have another process hear that Aigul joined."""
        async with self.store.open_work() as work:
            await work.members.joined(BUGROVOE, ChatId(chat), AIGUL, at)


@asynccontextmanager
async def _looking(database: str, chats: Sequence[str | None]) -> AsyncIterator[Looking]:
    async with a_store(database) as store:
        async with store.open_work() as work:
            for number, section in enumerate(chats, 100):
                await a_chat(work, number, section=section)
        yield Looking(store)


@pytest.fixture
async def one_chat(database: str) -> AsyncIterator[Looking]:
    """Give a village with one bound chat."""
    async with _looking(database, [None]) as looking:
        yield looking


@pytest.fixture
async def two_chats(database: str) -> AsyncIterator[Looking]:
    """Give a village with a chat of the unit and one of a settlement."""
    async with _looking(database, [None, "east"]) as looking:
        yield looking


# ------------------------------------------------------------------------------------------- asked once


async def test_who_taps_a_hundred_times_is_asked_of_once_until_it_is_no_longer_fresh(
    one_chat: Looking,
) -> None:
    one_chat.network.members[UNIT].add(AIGUL)
    here, another = one_chat.process(), one_chat.process()

    for _ in range(50):
        assert await here.look(BUGROVOE, AIGUL, UNIT)
        assert await another.look(BUGROVOE, AIGUL, UNIT)
    one_chat.clock.moment += FRESH - MINUTE
    assert await one_chat.process().look(BUGROVOE, AIGUL, UNIT)
    assert await here.look(BUGROVOE, AIGUL, UNIT)
    assert one_chat.network.asked == [(UNIT, AIGUL)]
    assert await one_chat.inside() == (Membership(),)

    one_chat.clock.moment += 2 * MINUTE
    assert await here.look(BUGROVOE, AIGUL, UNIT)
    assert one_chat.network.asked == [(UNIT, AIGUL)] * 2


async def test_what_the_shelf_told_is_no_fresher_for_having_been_read(one_chat: Looking) -> None:
    one_chat.network.members[UNIT].add(AIGUL)
    await one_chat.process().look(BUGROVOE, AIGUL, UNIT)
    one_chat.clock.moment += FRESH - MINUTE
    late = one_chat.process()
    await late.look(BUGROVOE, AIGUL, UNIT)

    one_chat.clock.moment += 2 * MINUTE
    await late.look(BUGROVOE, AIGUL, UNIT)
    assert len(one_chat.network.asked) == 2


async def test_who_is_not_there_is_asked_of_once_as_well_and_let_in_when_they_join(
    one_chat: Looking,
) -> None:
    here = one_chat.process()
    for _ in range(5):
        assert await here.look(BUGROVOE, AIGUL, AIGUL)
    assert len(one_chat.network.asked) == 1
    assert await one_chat.inside() == ()

    await one_chat.joined(100, NOW + MINUTE)
    assert await one_chat.inside() == (Membership(NOW + MINUTE),)


async def test_in_a_large_chat_nobody_is_asked_of_twice(one_chat: Looking) -> None:
    people = [telegram(number) for number in range(1, 301)]
    one_chat.network.members[UNIT].update(people)
    here = one_chat.process()

    for begin in range(0, 300, 50):
        await asyncio.gather(*(here.look(BUGROVOE, each, UNIT) for each in people[begin : begin + 50]))
    one_chat.clock.moment += HOUR
    for each in people:
        assert await here.look(BUGROVOE, each, UNIT)

    assert sorted(one_chat.network.asked, key=lambda ask: int(ask[1].id)) == [(UNIT, each) for each in people]


# --------------------------------------------------------------------------------------- not to be learned


@pytest.mark.parametrize(
    "fault",
    [TryLater("away", MINUTE), Unreachable("chat not found"), Moved("-7"), OurFault("CHAT_ADMIN_REQUIRED")],
)
async def test_what_cannot_be_learned_is_not_known_and_leaves_nothing(
    one_chat: Looking, fault: Exception
) -> None:
    one_chat.network.members[UNIT].add(AIGUL)
    one_chat.network.refusals = [fault]
    here = one_chat.process()

    assert not await here.look(BUGROVOE, AIGUL, UNIT)
    assert await one_chat.inside() == ()
    async with one_chat.store.look() as work:
        assert await work.members.looked_at(BUGROVOE, AIGUL, NOW - HOUR) == {}
    assert await here.look(BUGROVOE, AIGUL, UNIT)
    assert await one_chat.inside() == (Membership(),)


async def test_a_network_whose_bot_is_gone_cannot_tell(one_chat: Looking) -> None:
    here = replace(one_chat.process(), gateways={})

    assert not await here.look(BUGROVOE, AIGUL, UNIT)
    assert not here.listed(BUGROVOE, AIGUL)


async def test_on_a_network_without_groups_nobody_is_looked_for(one_chat: Looking) -> None:
    one_chat.network.has_groups = False
    here = one_chat.process()

    assert here.listed(BUGROVOE, AIGUL)
    assert await here.look(BUGROVOE, AIGUL, AIGUL)
    assert one_chat.network.asked == []


async def test_members_are_looked_for_on_their_own_network_alone(one_chat: Looking) -> None:
    stranger = Address("whatsapp", "7701")

    assert await one_chat.process().look(BUGROVOE, stranger, stranger)
    assert one_chat.network.asked == []


# --------------------------------------------------------------------------------------------- several chats


async def test_the_chat_spoken_in_is_asked_first_and_the_others_only_of_who_is_not_there(
    two_chats: Looking,
) -> None:
    two_chats.network.members = {UNIT: {AIGUL}, EAST: {AIGUL}}
    here = two_chats.process()

    assert await here.look(BUGROVOE, AIGUL, EAST)
    assert two_chats.network.asked == [(EAST, AIGUL)]
    assert await two_chats.inside() == (Membership(section=SectionSlug("east")),)

    assert await here.look(BUGROVOE, AIGUL, UNIT)
    assert two_chats.network.asked == [(EAST, AIGUL), (UNIT, AIGUL)]

    dina = telegram(6)
    two_chats.network.members[UNIT].add(dina)
    assert await here.look(BUGROVOE, dina, EAST)
    assert two_chats.network.asked[2:] == [(EAST, dina), (UNIT, dina)]


async def test_one_chat_of_which_nothing_is_learned_is_no_no(two_chats: Looking) -> None:
    two_chats.network.refusals = [TryLater("away", MINUTE)]
    here = two_chats.process()

    assert not await here.look(BUGROVOE, AIGUL, UNIT)
    assert await here.look(BUGROVOE, AIGUL, UNIT)
    assert await two_chats.inside() == ()


async def test_a_chat_bound_meanwhile_is_looked_at_as_well(one_chat: Looking) -> None:
    here = one_chat.process()
    assert await here.look(BUGROVOE, AIGUL, AIGUL)
    assert await one_chat.inside() == ()

    one_chat.network.members[EAST] = {AIGUL}
    async with one_chat.store.open_work() as work:
        await a_chat(work, 101, section="east")
    assert await here.look(BUGROVOE, AIGUL, AIGUL)
    assert await one_chat.inside() == (Membership(section=SectionSlug("east")),)


async def test_what_another_process_hears_counts_at_the_next_decision(two_chats: Looking) -> None:
    two_chats.network.members = {UNIT: {AIGUL}, EAST: {AIGUL}}
    here = two_chats.process()
    await here.look(BUGROVOE, AIGUL, UNIT)

    await two_chats.left(100, NOW + MINUTE)
    assert await here.look(BUGROVOE, AIGUL, UNIT)
    assert await two_chats.inside() == (Membership(section=SectionSlug("east")),)
    assert two_chats.network.asked == [(UNIT, AIGUL), (EAST, AIGUL)]


async def test_who_leaves_one_chat_is_looked_for_in_the_others(two_chats: Looking) -> None:
    two_chats.network.members = {UNIT: {AIGUL}, EAST: {AIGUL}}
    here, other = two_chats.process(), two_chats.process()
    await here.look(BUGROVOE, AIGUL, UNIT)

    assert await other.look_elsewhere(BUGROVOE, AIGUL, UNIT)
    await two_chats.left(100, NOW + MINUTE)
    assert await here.look(BUGROVOE, AIGUL, UNIT)
    assert await two_chats.inside() == (Membership(section=SectionSlug("east")),)
    assert two_chats.network.asked == [(UNIT, AIGUL), (EAST, AIGUL)]


async def test_who_leaves_a_chat_that_is_not_bound_is_looked_for_nowhere(two_chats: Looking) -> None:
    assert await two_chats.process().look_elsewhere(BUGROVOE, AIGUL, telegram(-7))
    assert two_chats.network.asked == []

    two_chats.network.refusals = [OurFault("no")]
    assert not await two_chats.process().look_elsewhere(BUGROVOE, AIGUL, UNIT)


# ------------------------------------------------------------------------------------- since when they count


async def test_a_joining_that_was_seen_stays_when_they_are_looked_for(one_chat: Looking) -> None:
    one_chat.network.members[UNIT].add(AIGUL)
    await one_chat.joined(100, NOW - 2 * FRESH)

    await one_chat.process().look(BUGROVOE, AIGUL, UNIT)
    assert len(one_chat.network.asked) == 1
    assert await one_chat.inside() == (Membership(NOW - 2 * FRESH),)


async def test_who_tapped_before_their_joining_was_heard_counts_from_the_joining(one_chat: Looking) -> None:
    one_chat.network.members[UNIT].add(AIGUL)
    await one_chat.process().look(BUGROVOE, AIGUL, UNIT)

    await one_chat.joined(100, NOW - MINUTE)
    assert await one_chat.inside() == (Membership(NOW - MINUTE),)


async def test_who_left_and_came_back_counts_from_the_return(one_chat: Looking) -> None:
    await one_chat.joined(100, NOW - 48 * HOUR)
    await one_chat.left(100, NOW - 3 * HOUR)
    assert await one_chat.inside() == ()

    await one_chat.joined(100, NOW - HOUR)
    assert await one_chat.inside() == (Membership(NOW - HOUR),)


async def test_of_a_return_that_was_not_seen_the_leaving_is_what_is_known(one_chat: Looking) -> None:
    one_chat.network.members[UNIT].add(AIGUL)
    await one_chat.left(100, NOW - 2 * FRESH)

    await one_chat.process().look(BUGROVOE, AIGUL, UNIT)
    assert await one_chat.inside() == (Membership(NOW - 2 * FRESH),)


async def test_a_leaving_that_is_heard_after_the_return_changes_nothing(one_chat: Looking) -> None:
    await one_chat.joined(100, NOW - MINUTE)
    await one_chat.left(100, NOW - 2 * MINUTE)

    assert await one_chat.inside() == (Membership(NOW - MINUTE),)
