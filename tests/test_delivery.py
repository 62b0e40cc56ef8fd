"""Delivery: lanes that do not hold each other up, a few letters under way, limits learned down."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.app import House, open_house
from bot.config import AppPart, Config
from bot.delivery import Delivery
from bot.gateway import Commands, Limits, Message, OurFault, Room, TryLater, Unreachable
from bot.pace import FarAway, Pace
from handlers.chat import Card
from handlers.letter_kinds import Reader
from handlers.letters import KINDS
from handlers.ports import Clock, Desk, Work
from storage.outbox import SqlOutbox
from tests.stores import BUGROVOE, OTHER
from tests.telegram_village import a_part
from village.announcements import Announcement, AnnouncementState, Channel
from village.chats import Address, Chat
from village.ids import AnnouncementId, ChatId, PersonId, VillageSlug
from village.outbox import Audience, Campaign, DeliveryReport, Letter, Scope, Standing, Subject
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


class RunningClock:
    """A clock that runs on from noon as fast as life."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def now(self) -> datetime:
        return NOON + timedelta(seconds=time.monotonic() - self._begun)


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
    refusals: list[BaseException | None] = field(default_factory=list)
    edits: list[tuple[float, str]] = field(default_factory=list)

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
        refusal = self.refusals.pop(0) if self.refusals else None
        if refusal is None or is_in_doubt(refusal):
            self.said.append((reader, message.lines[0].text))
        if refusal is not None:
            raise refusal
        return str(len(self.said))

    async def edit(self, room: Room, ref: str, message: Message) -> None:
        del ref
        if not room.private:
            self.edits.append((asyncio.get_running_loop().time(), message.lines[2].text))
        await self.open.wait()

    @property
    def in_group(self) -> list[str]:
        """List what was said in the group; reports to the author go to a private chat."""
        return [text for reader, text in self.said if reader.startswith("-")]

    async def pin(self, room: Room, ref: str) -> None:
        raise AssertionError((room, ref))

    async def unpin(self, room: Room, ref: str) -> None:
        raise AssertionError((room, ref))

    async def is_member(self, room: Room, address: Address) -> bool:
        raise AssertionError((room, address))

    async def toast(self, tap: str, text: str, *, alert: bool = False, start: str = "") -> None:
        raise AssertionError((tap, text, alert, start))

    async def whisper(
        self, room: Room, tap: str, to: Address, message: Message, *, instead: str = ""
    ) -> None:
        raise AssertionError((room, tap, to, message, instead))

    async def offer(self, room: Room, commands: Commands) -> None:
        raise AssertionError((room, commands))

    async def fetch(self, remote: str) -> bytes:
        raise AssertionError(remote)


def flood(seconds: int = 30) -> TryLater:
    return TryLater("too many requests", timedelta(seconds=seconds), whole_bot=True)


def is_in_doubt(refusal: BaseException) -> bool:
    """Tell whether the network has acted all the same: here it always has when it does not answer."""
    return isinstance(refusal, TryLater) and refusal.in_doubt


@asynccontextmanager
async def a_house(
    folder: Path, *networks: Network, database: str = "", clock: Clock | None = None
) -> AsyncIterator[House]:
    url = SecretStr(database or f"sqlite+aiosqlite:///{folder / 'asar.sqlite'}")
    config = Config(
        app=AppPart(database=url, secret=SecretStr("s" * 40)),
        village=tuple(a_part(network.village, "1:a") for network in networks),
    )
    async with open_house(config, clock or StillClock()) as house:
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


def an_announcement(
    village: VillageSlug, number: int, author: int = 1, text: Bilingual | None = None
) -> Announcement:
    return Announcement(
        id=AnnouncementId(number),
        village=village,
        number=number,
        author=PersonId(author),
        text=text or Bilingual.same(f"word {number}"),
        section=None,
        channel=Channel.PRIVATE,
        goes_at=NOON,
        state=AnnouncementState.PUBLISHED,
    )


async def announced(
    house: House, village: VillageSlug, number: int, author: int = 1, text: Bilingual | None = None
) -> None:
    """Announce something to all subscribers of a village."""
    subject = Subject("announcement", number)
    async with house.desk.open_work() as work:
        await work.announcements.add(an_announcement(village, number, author, text))
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


async def report_of(house: House, number: int = 1) -> DeliveryReport:
    async with house.desk.look() as work:
        return await work.outbox.report(BUGROVOE, ["announcement"], Subject("announcement", number))


def prefer_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let announcements be of the kinds of which a second copy is worse than none."""
    monkeypatch.setitem(KINDS, "announcement", replace(KINDS["announcement"], again=False))


def words(network: Network) -> list[str]:
    """List which announcement was said, in order; reports to the author left out."""
    return [text.split()[-1] for _, text in network.said if "№" in text and "қалай" not in text]


@pytest.mark.parametrize("silence", [False, True])
async def test_at_most_eight_are_under_way_and_never_two_to_one_reader(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    silence: bool,  # noqa: FBT001 - both are tried
) -> None:
    if silence:
        prefer_silence(monkeypatch)
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


async def test_so_many_lanes_are_at_work_at_once_and_a_slow_one_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery._LANES_AT_ONCE", 1)
    monkeypatch.setattr("bot.delivery._TURN_SECONDS", 0.1)
    slow, quick = Network(BUGROVOE), Network(OTHER)
    quick.open.set()
    async with a_house(tmp_path, slow, quick) as house:
        for first, village in ((1, BUGROVOE), (100, OTHER)):
            await subscribers(house, village, 12, first=first)
            await announced(house, village, 1, author=first)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(house.deliver(stop, 0.05))
            async with asyncio.timeout(10):
                while len(words(quick)) < 12:  # noqa: ASYNC110 - seen on the network's side
                    await asyncio.sleep(0.001)
            taken_up = slow.under_way.total()
            slow.open.set()
            async with asyncio.timeout(10):
                while len(words(slow)) < 12:  # noqa: ASYNC110 - seen on the network's side
                    await asyncio.sleep(0.001)
            stop.set()
            house.wake.set()

    assert taken_up == 8
    assert (Counter(words(slow)), Counter(words(quick))) == ({"1": 12}, {"1": 12})


async def test_whoever_was_served_last_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery._LANES_AT_ONCE", 2)
    three = [VillageSlug(name) for name in ("first", "second", "third")]
    async with a_house(tmp_path, Network(BUGROVOE)) as house:
        turns = []
        for _ in range(3):
            turns.append(house.delivery.in_turn(three))
            await asyncio.sleep(0.001)

    assert [Counter(village for turn in turns for village in turn)[each] for each in three] == [2, 2, 2]


async def test_a_letter_that_cannot_be_looked_at_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = KINDS["announcement"].make

    async def broken(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
        if letter.person == PersonId(3):
            raise ZeroDivisionError
        return await made(letter, reader, work, desk)

    monkeypatch.setitem(KINDS, "announcement", replace(KINDS["announcement"], make=broken))
    network = Network(BUGROVOE)
    network.open.set()
    async with a_house(tmp_path, network) as house:
        await subscribers(house, BUGROVOE, 6)
        await announced(house, BUGROVOE, 1)
        await house.delivery.drain()
        report = await report_of(house)

    assert (report.sent, report.failed) == (5, 1)


async def test_a_letter_that_cannot_be_noted_leaves_those_noted_with_it_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(letter: Letter, standing: Standing | None, work: Work, desk: Desk) -> None:
        del standing, work, desk
        if letter.person == PersonId(3):
            raise ZeroDivisionError

    monkeypatch.setitem(KINDS, "announcement", replace(KINDS["announcement"], after=broken))
    network = Network(BUGROVOE)
    network.open.set()
    async with a_house(tmp_path, network) as house:
        await subscribers(house, BUGROVOE, 6)
        await announced(house, BUGROVOE, 1)
        await house.delivery.drain()
        report = await report_of(house)

    assert Counter(words(network)) == {"1": 6}
    assert (report.sent, report.failed) == (5, 1)


async def test_letters_that_are_posted_wake_the_delivery(tmp_path: Path) -> None:
    network = Network(BUGROVOE)
    network.open.set()
    async with a_house(tmp_path, network) as house:
        await subscribers(house, BUGROVOE, 1)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(house.deliver(stop, 60))
            await asyncio.sleep(0.3)
            await announced(house, BUGROVOE, 1)
            async with asyncio.timeout(5):  # the next look unasked comes after 60
                while not words(network):  # noqa: ASYNC110 - seen on the network's side
                    await asyncio.sleep(0.01)
            stop.set()
            house.wake.set()


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
    network = Network(BUGROVOE, refusals=[flood()])
    network.open.set()
    async with a_house(tmp_path, network) as house:
        await subscribers(house, BUGROVOE, 40)
        await announced(house, BUGROVOE, 1)
        await house.delivery.drain()
        # What was under way already arrives; nothing else goes before the 30 s are over.
        assert len(words(network)) < 20
        report = await report_of(house)
        assert report.waiting == 40 - report.sent
        assert report.failed == 0


@given(st.lists(st.floats(0, 0.4), min_size=60, max_size=200))
def test_no_second_has_more_messages_than_the_bot_may_send(stalls: list[float]) -> None:
    """By the seconds of the network, not ours: between a turn and what is sent we may stall."""
    pace, limits, now = Pace(quickest=0.1), Limits(per_second=28), 100.0
    acted = []
    for stall in stalls:
        now += pace.away(limits, now)
        turn = pace.take(now)
        # One stall in ten: the others are nothing, so that the bot goes as fast as it may.
        now += stall if stall > 0.36 else 0.0
        acted.append(now + 0.05)
        pace.answered(turn, now + 0.1)

    assert max(sum(early <= each < early + 1 for each in acted) for early in acted) <= 28


def test_a_bot_that_was_stopped_goes_slower_and_grows_back() -> None:
    pace, limits = Pace(), Limits(per_second=10)
    pace.stop(until=130.0, now=100.0)
    assert pace.away(limits, 100.0) == 30.0
    assert _in_a_second(pace, limits, 130.0) == 8
    for minute in range(1, 60):
        pace.away(limits, 130.0 + 61 * minute)

    assert pace.share == 1.0
    assert _in_a_second(pace, limits, 9000.0) == 10


def _in_a_second(pace: Pace, limits: Limits, begins: float) -> int:
    """Count the messages that go out in a second in which there is always one more."""
    now, count = begins, 0
    while (now := now + pace.away(limits, now)) < begins + 1:
        pace.answered(pace.take(now), now)
        count += 1
    return count


async def test_whoever_waits_for_a_turn_that_is_far_away_is_told_so() -> None:
    pace = Pace()
    now = asyncio.get_running_loop().time()
    pace.stop(until=now + 30, now=now)
    with pytest.raises(FarAway):
        await pace.turn(Limits(), 2.0)


def test_each_chat_is_written_to_at_its_own_pace() -> None:
    pace, limits = Pace(), Limits(per_second_in_chat=1, per_minute_in_group=20)
    person, group = Address("telegram", "1"), Address("telegram", "-1")
    pace.sent(Room(person, private=True), limits, 2, at=100.0)
    pace.sent(Room(group, private=False), limits, 1, at=100.0)

    assert 2.0 <= pace.wait("1", 100.0) < 2.1
    assert 3.0 <= pace.wait("-1", 100.0) < 3.1
    assert (pace.wait("1", 102.1), pace.wait("-1", 103.1), pace.wait("2", 100.0)) == (0.0, 0.0, 0.0)


# ------------------------------------------------------------------------------- what a network answers


async def after(house: House, clock: StillClock, **passes: float) -> None:
    """Let time go by, and send what is due by then."""
    clock.moment += timedelta(**passes)
    await house.delivery.drain()


@pytest.mark.parametrize("refusal", [flood(), TryLater("not reached", timedelta(seconds=5))])
async def test_what_never_went_out_is_sent_later_also_where_silence_is_preferred(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: TryLater
) -> None:
    prefer_silence(monkeypatch)
    clock, network = StillClock(), Network(BUGROVOE, refusals=[refusal, refusal])
    network.open.set()
    async with a_house(tmp_path, network, clock=clock) as house:
        # A pause that a network orders is kept by the loop's own time, which no test waits for.
        monkeypatch.setattr(Delivery, "_stop_bot", lambda *_: None)
        await subscribers(house, BUGROVOE, 1)
        await announced(house, BUGROVOE, 1)
        await house.delivery.drain()
        assert (words(network), (await report_of(house)).waiting) == ([], 1)
        await after(house, clock, minutes=1)
        await after(house, clock, minutes=1)
        await after(house, clock, days=1)

        assert words(network) == ["1"]
        assert (await report_of(house)).sent == 1


async def test_what_may_have_gone_out_is_not_sent_again_where_silence_is_preferred(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefer_silence(monkeypatch)
    clock, network = StillClock(), Network(BUGROVOE, refusals=[no_answer()])
    network.open.set()
    async with a_house(tmp_path, network, clock=clock) as house:
        await subscribers(house, BUGROVOE, 1)
        await announced(house, BUGROVOE, 1)
        await house.delivery.drain()
        await after(house, clock, days=1)
        told = (await house.upkeep.metrics()).splitlines()

    assert words(network) == ["1"]
    assert "asar_letters_doubted_total 0" in told


async def test_what_may_have_gone_out_is_sent_again_and_counted_where_a_second_copy_is_better(
    tmp_path: Path,
) -> None:
    clock, network = StillClock(), Network(BUGROVOE, refusals=[no_answer()])
    network.open.set()
    async with a_house(tmp_path, network, clock=clock) as house:
        await subscribers(house, BUGROVOE, 1)
        await announced(house, BUGROVOE, 1)
        await house.delivery.drain()
        await after(house, clock, minutes=1)
        await after(house, clock, days=1)
        told = (await house.upkeep.metrics()).splitlines()

        assert words(network) == ["1", "1"]
        assert (await report_of(house)).sent == 1
        assert 'asar_letters_doubted_total{kind="announcement"} 1' in told


def no_answer() -> TryLater:
    return TryLater("no answer", timedelta(seconds=5), in_doubt=True)


async def test_a_letter_that_is_our_fault_fails_with_its_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    network = Network(BUGROVOE, refusals=[OurFault("message is too long")])
    network.open.set()
    async with a_house(tmp_path, network) as house:
        await subscribers(house, BUGROVOE, 5)
        await announced(house, BUGROVOE, 1)
        await house.delivery.drain()
        report = await report_of(house)
        async with house.upkeep.look() as work:
            (why,) = await work.counts.failures(NOON - timedelta(days=1), 9)

    assert (report.sent, report.failed) == (4, 1)
    assert (why.reason, why.letters) == ("message is too long", 1)


async def test_an_address_that_is_over_is_not_tried_again(tmp_path: Path) -> None:
    clock, network = StillClock(), Network(BUGROVOE, refusals=[Unreachable("blocked")])
    network.open.set()
    async with a_house(tmp_path, network, clock=clock) as house:
        await subscribers(house, BUGROVOE, 1)
        await announced(house, BUGROVOE, 1)
        await house.delivery.drain()
        await announced(house, BUGROVOE, 2)
        await after(house, clock, days=1)

        assert words(network) == []
        assert (await report_of(house)).unreachable == 1


async def test_delays_grow_and_after_the_last_try_the_letter_fails(tmp_path: Path) -> None:
    clock = StillClock()
    network = Network(BUGROVOE, refusals=[TryLater("trouble", timedelta(seconds=5))] * 10_000)
    network.open.set()
    delays = []
    async with a_house(tmp_path, network, clock=clock) as house:
        await subscribers(house, BUGROVOE, 1)
        await announced(house, BUGROVOE, 1)
        await house.delivery.drain()
        while (await report_of(house)).waiting:
            async with house.desk.look() as work:
                due = await work.outbox.next_due()
            assert due is not None
            delays.append((due - clock.moment).total_seconds())
            clock.moment = due
            await house.delivery.drain()
        report = await report_of(house)

    assert (report.failed, report.sent) == (1, 0)
    assert timedelta(days=1) < clock.moment - NOON < timedelta(days=1, minutes=30)
    assert 5 <= delays[0] <= 7.5
    assert delays[4] >= 40
    assert len(set(delays[-20:])) == 20  # not all at the same moment
    assert sorted(delays)[-2] <= 15 * 60  # the longest is the night


# --------------------------------------------------------------------------- a card of several messages

LONG = Bilingual("ә" * 90, "я" * 90)
NARROW = replace(UNPACED, text=150)


async def test_a_card_of_several_messages_goes_on_where_the_network_stopped_it(tmp_path: Path) -> None:
    clock = StillClock()
    network = Network(BUGROVOE, capacity=NARROW, refusals=[None, TryLater("trouble", timedelta(seconds=5))])
    network.open.set()
    async with a_house(tmp_path, network, clock=clock) as house:
        await a_group(house)
        await house.delivery.drain()
        assert len(network.in_group) == 1
        await after(house, clock, minutes=1)
        async with house.desk.look() as work:
            standing = await work.cards.standing(BUGROVOE, "announcement", ABOUT, GROUP)

    assert network.in_group == ["ХАБАРЛАНДЫРУ № 1", "ОБЪЯВЛЕНИЕ № 1"]
    assert standing is not None
    assert standing.refs == ("1", "2")


async def test_a_card_of_several_messages_killed_in_the_middle_doubles_the_one_in_flight_at_most(
    tmp_path: Path,
) -> None:
    network = Network(BUGROVOE, capacity=NARROW)
    network.open.set()
    async with a_house(tmp_path, network) as house:
        await a_group(house)
        network.refusals = [None, asyncio.CancelledError()]
        await house.delivery.drain()
    again = Network(BUGROVOE, capacity=NARROW)
    again.open.set()
    async with a_house(tmp_path, again) as house:
        await house.delivery.lanes.begin()
        await house.delivery.drain()

    assert (network.in_group, again.in_group) == (["ХАБАРЛАНДЫРУ № 1"], ["ОБЪЯВЛЕНИЕ № 1"])


async def test_a_card_of_several_messages_goes_out_whole_though_its_parts_cannot_be_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(SqlOutbox, "note_said", away)
    network = Network(BUGROVOE, capacity=NARROW)
    network.open.set()
    async with a_house(tmp_path, network) as house:
        await a_group(house)
        await house.delivery.drain()
        report = await report_of(house)

    assert network.in_group == ["ХАБАРЛАНДЫРУ № 1", "ОБЪЯВЛЕНИЕ № 1"]
    assert (report.chats, report.failed) == (1, 0)


GROUP = ChatId(900)
ABOUT = Subject("announcement", 1)


async def a_group(house: House, text: Bilingual = LONG) -> None:
    """Bind a group, and announce something to it."""
    chat = Chat(GROUP, BUGROVOE, Address("telegram", "-900"), "Бугровое", bound=True, present=True)
    await subscribers(house, BUGROVOE, 1)
    async with house.desk.open_work() as work:
        await work.chats.keep(chat)
        await work.announcements.add(an_announcement(BUGROVOE, 1, text=text))
        letter = Letter(house.desk.new_id(), BUGROVOE, "announcement", ABOUT, NOON, chat=GROUP)
        await work.outbox.post(letter)


# ----------------------------------------------------------------------------------------- edits collapse


async def pressed(house: House, count: int) -> None:
    """Let the group's card show another count."""
    async with house.desk.open_work() as work:
        await work.announcements.keep(an_announcement(BUGROVOE, 1, text=Bilingual.same(str(count))))
        await work.outbox.refresh_groups(BUGROVOE, "announcement", ABOUT, house.desk.clock.now())


async def test_of_edits_that_come_while_one_is_in_flight_only_the_last_goes_out(tmp_path: Path) -> None:
    network = Network(BUGROVOE)
    network.open.set()
    async with a_house(tmp_path, network) as house:
        await a_group(house)
        await house.delivery.drain()
        for count in range(5):
            await pressed(house, count)
        network.open.clear()
        async with asyncio.TaskGroup() as group:
            group.create_task(house.delivery.drain())
            async with asyncio.timeout(10):
                while not network.edits:  # noqa: ASYNC110 - seen on the network's side
                    await asyncio.sleep(0.001)
            for count in range(5, 10):
                await pressed(house, count)
            network.open.set()

    assert [text for _, text in network.edits] == ["4", "9"]


async def test_a_hot_group_is_edited_within_its_limit_and_shows_the_last_count_at_the_end(
    tmp_path: Path,
) -> None:
    # Ten times as fast as life: a limit of 20 a minute is one of 200.
    network = Network(BUGROVOE, capacity=replace(UNPACED, per_minute_in_group=200))
    network.open.set()
    async with a_house(tmp_path, network, clock=RunningClock()) as house:
        await a_group(house)
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        async with asyncio.TaskGroup() as group:
            group.create_task(house.deliver(stop, 0.02))
            begins = loop.time()
            for count in range(1, 101):
                await pressed(house, count)
                house.wake.set()
                await asyncio.sleep(0.01)
            async with asyncio.timeout(10):
                while not network.edits or network.edits[-1][1] != "100":  # noqa: ASYNC110 - far side
                    await asyncio.sleep(0.01)
            seconds = loop.time() - begins
            stop.set()
            house.wake.set()

    assert 2 <= len(network.edits) <= seconds / 0.3 + 1
    assert all(late - early >= 0.299 for (early, _), (late, _) in pairwise(network.edits))
