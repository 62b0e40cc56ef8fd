"""Delivery: lanes that do not hold each other up, a few letters under way, limits learned down."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.app import House, open_house
from bot.config import AppPart, Config
from bot.delivery import Pace
from bot.gateway import Commands, Limits, Message, Room, TryLater
from tests.stores import BUGROVOE, OTHER
from tests.telegram_village import a_part
from village.announcements import Announcement, AnnouncementState, Channel
from village.chats import Address
from village.ids import AnnouncementId, PersonId, VillageSlug
from village.outbox import Audience, Campaign, Scope, Subject
from village.people import Resident
from village.records import Consent
from village.texts import Bilingual, Language

NOON = datetime(2026, 12, 9, 7, 0, tzinfo=UTC)
UNPACED = Limits(per_second=1e6, per_second_in_chat=1e6, per_minute_in_group=1e6)


@dataclass
class StillClock:
    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment


@dataclass
class Network:
    """Somebody else's network, as a gateway sees it: it may be slow, and it says when it has had enough."""

    village: VillageSlug
    network: str = "telegram"
    capacity: Limits = UNPACED
    open: asyncio.Event = field(default_factory=asyncio.Event)
    said: list[tuple[str, str]] = field(default_factory=list)
    under_way: Counter[str] = field(default_factory=Counter)
    most_at_once: int = 0
    refuse_next: int = 0

    def limits(self, room: Room) -> Limits:
        del room
        return self.capacity

    def link(self, start: str) -> str:
        return f"https://t.me/bot?start={start}"

    async def say(self, room: Room, message: Message) -> str:
        reader = room.address.id
        assert not self.under_way[reader], "two letters to one reader at once"
        self.under_way[reader] += 1
        self.most_at_once = max(self.most_at_once, self.under_way.total())
        await self.open.wait()
        self.under_way[reader] -= 1
        if self.refuse_next:
            self.refuse_next -= 1
            raise TryLater("too many requests", timedelta(seconds=30), whole_bot=True)
        self.said.append((reader, message.lines[0].text))
        return str(len(self.said))

    async def edit(self, room: Room, ref: str, message: Message) -> None:
        raise AssertionError((room, ref, message))

    async def pin(self, room: Room, ref: str) -> None:
        raise AssertionError((room, ref))

    async def unpin(self, room: Room, ref: str) -> None:
        raise AssertionError((room, ref))

    async def toast(self, tap: str, text: str, *, alert: bool = False, start: str = "") -> None:
        raise AssertionError((tap, text, alert, start))

    async def offer(self, room: Room, commands: Commands) -> None:
        raise AssertionError((room, commands))

    async def fetch(self, remote: str) -> bytes:
        raise AssertionError(remote)


@asynccontextmanager
async def a_house(folder: Path, *networks: Network, database: str = "") -> AsyncIterator[House]:
    url = SecretStr(database or f"sqlite+aiosqlite:///{folder / 'asar.sqlite'}")
    config = Config(
        app=AppPart(database=url, secret=SecretStr("s" * 40)),
        village=tuple(a_part(network.village, "1:a") for network in networks),
    )
    async with open_house(config, StillClock()) as house:
        for network in networks:
            house.join(network)
        yield house


async def subscribers(house: House, village: VillageSlug, count: int, first: int = 1) -> None:
    """Have so many people subscribe."""
    async with house.desk.open_work() as work:
        for number in range(first, first + count):
            address = Address("telegram", str(number))
            person = await work.people.meet(address, PersonId(number), NOON)
            await work.people.give_consent(Consent(person, village, "1", "", "telegram", NOON), address)
            resident = Resident(village, person, Language.KK, subscribed=True, reachable=True, consented=True)
            await work.people.keep(resident)
            await work.people.reached_by(village, person, "telegram")


async def announced(house: House, village: VillageSlug, number: int, author: int = 1) -> None:
    """Announce something to all subscribers of a village."""
    announcement = Announcement(
        id=AnnouncementId(number),
        village=village,
        number=number,
        author=PersonId(author),
        text=Bilingual.same(f"word {number}"),
        section=None,
        channel=Channel.PRIVATE,
        goes_at=NOON,
        state=AnnouncementState.PUBLISHED,
    )
    subject = Subject("announcement", number)
    async with house.desk.open_work() as work:
        await work.announcements.add(announcement)
        await work.outbox.campaign(
            Campaign(
                house.desk.new_id(),
                village,
                "announcement",
                subject,
                Audience(private=Scope.SUBSCRIBERS),
                NOON,
            )
        )


def words(network: Network) -> list[str]:
    """List which announcement was said, in order; reports to the author left out."""
    return [text.split()[-1] for _, text in network.said if "№" in text and "қалай" not in text]


async def test_at_most_eight_are_under_way_and_never_two_to_one_reader(tmp_path: Path) -> None:
    network = Network(BUGROVOE)
    async with a_house(tmp_path, network) as house:
        await subscribers(house, BUGROVOE, 30)
        await announced(house, BUGROVOE, 1)
        await announced(house, BUGROVOE, 2)
        async with asyncio.TaskGroup() as group:
            group.create_task(house.delivery.drain())
            async with asyncio.timeout(10):
                while network.under_way.total() < 8:  # noqa: ASYNC110 - seen on the network's side
                    await asyncio.sleep(0.001)
            network.open.set()

    assert network.most_at_once == 8
    assert Counter(words(network)) == {"1": 30, "2": 30}


async def test_a_slow_village_holds_up_no_other(tmp_path: Path) -> None:
    slow, quick = Network(BUGROVOE), Network(OTHER)
    quick.open.set()
    async with a_house(tmp_path, slow, quick) as house:
        await subscribers(house, BUGROVOE, 3)
        await subscribers(house, OTHER, 3, first=100)
        await announced(house, BUGROVOE, 1)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(house.deliver(stop, 0.05))
            async with asyncio.timeout(10):
                while not slow.under_way.total():  # noqa: ASYNC110 - seen on the network's side
                    await asyncio.sleep(0.001)
                await announced(house, OTHER, 1, author=100)
                house.wake.set()
                while len(words(quick)) < 3:  # noqa: ASYNC110 - seen on the network's side
                    await asyncio.sleep(0.001)
            assert not slow.said
            slow.open.set()
            stop.set()
            house.wake.set()

    assert slow.said


async def test_a_small_send_does_not_wait_for_a_great_one(tmp_path: Path) -> None:
    network = Network(BUGROVOE)
    network.open.set()
    async with a_house(tmp_path, network) as house:
        await subscribers(house, BUGROVOE, 300)
        await announced(house, BUGROVOE, 1)
        await announced(house, BUGROVOE, 2)
        await house.delivery.drain()

    half = words(network)[:300]
    assert 100 < half.count("2") < 200


async def test_after_too_many_requests_the_whole_bot_waits(tmp_path: Path) -> None:
    network = Network(BUGROVOE, refuse_next=1)
    network.open.set()
    async with a_house(tmp_path, network) as house:
        await subscribers(house, BUGROVOE, 40)
        await announced(house, BUGROVOE, 1)
        await house.delivery.drain()
        # What was under way already arrives; nothing else goes before the 30 s are over.
        assert len(words(network)) < 20
        async with house.desk.look() as work:
            report = await work.outbox.report(BUGROVOE, ["announcement"], Subject("announcement", 1))
        assert report.waiting == 40 - report.sent
        assert report.failed == 0


@given(st.lists(st.floats(0, 2), min_size=2, max_size=60))
def test_turns_keep_the_bot_within_its_rate(gaps: list[float]) -> None:
    pace, limits, now = Pace(), Limits(per_second=28), 100.0
    turns = []
    for gap in gaps:
        now += gap
        turns.append(now + pace.take_turn(limits, now))

    assert all(late - early >= 1 / 28 - 1e-9 for early, late in pairwise(turns))


def test_a_bot_that_was_stopped_goes_slower_and_grows_back() -> None:
    pace, limits = Pace(), Limits(per_second=10)
    pace.stop(until=130.0, now=100.0)
    first = 130.0 + pace.take_turn(limits, 130.0)
    assert pace.take_turn(limits, first) > 1 / 10
    for minute in range(1, 60):
        pace.take_turn(limits, 130.0 + 61 * minute)

    assert pace.share == 1.0
