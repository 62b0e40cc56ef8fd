"""The one way out for whatever nobody is waiting for: drains the outbox, in order, within limits, once."""

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from bot.gateway import Gateway, Limits, Moved, OurFault, Room, TryLater, Unreachable
from bot.lanes import Lane, Lanes, LeaseLost
from bot.saying import Begun, Gateways, SaidCard, Saying
from bot.shelves import LaneWork
from handlers.chat import Card
from handlers.letters import KINDS, Dropped, Reader, make, undelivered, waits_until
from handlers.ports import Desk, VillageAway, Work
from village.chats import Address, Chat
from village.ids import VillageSlug, made_at
from village.outbox import Letter, LetterState, Standing
from village.people import Resident
from village.records import KeptFile
from village.upkeep import StoreAway

log = logging.getLogger(__name__)

_UNDER_WAY = 8  # at 120 ms an answer, what 28 letters a second need
_CUT_AT_ONCE = 64
_FILES_AT_ONCE = 200
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(minutes=10)
_FEW = 5  # after a night without power the first failures are not the last
_TALKED_TO = timedelta(seconds=1)
_IN_DOUBT = "in doubt"
_LONGEST_SLEEP = 2.0
_NO_BOT = timedelta(minutes=5)
_FETCHED_BY_THEN = timedelta(minutes=2)
_NOTE_AGAIN, _NOTE_AGAIN_AT_MOST = 0.25, 5.0
_FETCH_AGAIN = timedelta(minutes=1)
_ROOMS_AT_MOST = 10_000
_SHRINK, _LEAST_SHARE = 0.8, 0.2
_GROW, _GROW_EVERY = 1.05, 60.0


@dataclass(slots=True)
class Pace:
    """When a bot and each of its chats may be written to next, in seconds of the loop's own clock.

    Nothing of a network's limits is published exactly: after a 429 the bot keeps to less than it was told,
    and grows back slowly. Kept in memory alone: after a restart the network's own limits are not used up.
    """

    bot: float = 0.0
    share: float = 1.0
    grown_at: float = 0.0
    rooms: dict[str, float] = field(default_factory=dict)

    def wait(self, room: str, now: float) -> float:
        """Give how long this room must still wait on its own account."""
        return max(0.0, self.rooms.get(room, 0.0) - now)

    def take_turn(self, limits: Limits, now: float) -> float:
        """Take the bot's next turn and give how long it is away; nobody else gets the same."""
        self._grow(now)
        turn = max(self.bot, now)
        self.bot = turn + 1 / (limits.per_second * self.share)
        return turn - now

    def sent(self, room: Room, limits: Limits, messages: int, now: float) -> None:
        """Note that messages went out; those beyond the first took turns of their own."""
        self.bot += (messages - 1) / (limits.per_second * self.share)
        gap = 1 / limits.per_second_in_chat if room.private else 60 / limits.per_minute_in_group
        if len(self.rooms) > _ROOMS_AT_MOST:
            self.rooms = {key: at for key, at in self.rooms.items() if at > now}
        self.rooms[room.address.id] = now + gap * messages

    def stop(self, until: float, now: float) -> None:
        """Stop the whole bot for a while, and go slower after."""
        self.bot = max(self.bot, until)
        self.share = max(_LEAST_SHARE, self.share * _SHRINK)
        self.grown_at = max(until, now)

    def _grow(self, now: float) -> None:
        if self.share < 1 and now - self.grown_at > _GROW_EVERY:
            self.share, self.grown_at = min(1.0, self.share * _GROW), now


class _Waits(Exception):
    """A letter that must wait, for quiet hours or its chat's pace."""

    def __init__(self, reason: str, wait: timedelta) -> None:
        super().__init__(reason)
        self.reason, self.wait = reason, wait


@dataclass(frozen=True, slots=True)
class _Way:
    """Where a letter goes: in which lane, through which bot, to which room, who reads it."""

    lane: Lane
    gateway: Gateway
    room: Room
    reader: Reader
    replies_to: str = ""


@dataclass(slots=True)
class Delivery:
    """Sends letters: each village's bot in a lane of its own, a few letters of a lane under way at once."""

    desk: Desk
    gateways: Gateways
    saying: Saying
    lanes: Lanes
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    resting: set[VillageSlug] = field(default_factory=set)
    _paces: defaultdict[tuple[str, str], Pace] = field(default_factory=lambda: defaultdict(Pace))
    _busy: set[VillageSlug] = field(default_factory=set)
    _missed: set[VillageSlug] = field(default_factory=set)
    _talked_to: set[tuple[VillageSlug, Address]] = field(default_factory=set)
    _idle: asyncio.Event = field(default_factory=asyncio.Event)
    _closing: bool = False
    _fetch_after: dict[int, datetime] = field(default_factory=dict)

    async def due_lanes(self) -> tuple[VillageSlug, ...]:
        """List the villages whose letters are due, whose lane nobody has, and which fall to this worker."""
        async with self.lanes.look() as work:
            due = await work.outbox.lanes(self.desk.clock.now())
            seen = await work.leases.holders()
        for village in self._busy.intersection(due):
            self._missed.add(village)
        awake = tuple(village for village in due if not self._rests(village))
        mine = self.lanes.to_take(awake, seen, {village for village, _ in self.gateways})
        return tuple(village for village in mine if village not in self._busy and not self._rests(village))

    def _rests(self, village: VillageSlug) -> bool:
        """Tell whether letters of a village wait where they are: it, or for a moment its bot, is away."""
        return village in self.resting or village not in self.desk.villages

    def resume(self, village: VillageSlug) -> None:
        """Go on with the letters of a village that rested; the old bot's pace does not bind the new one."""
        if village not in self.resting:
            return
        self.resting.discard(village)
        for lane in [lane for lane in self._paces if lane[0] == village]:
            del self._paces[lane]

    async def idle(self, village: VillageSlug) -> None:
        """Wait until nothing of a village that rests is under way."""
        while village in self._busy:
            self._idle.clear()
            await self._idle.wait()

    async def drain(self) -> int:
        """Send all that is due now, in every lane; give how many letters were taken up.

        Waits for lanes that are at work already, too.
        """
        async with asyncio.TaskGroup() as group:
            lanes = [group.create_task(self.drain_lane(village)) for village in await self.due_lanes()]
        while self._busy:
            self._idle.clear()
            await self._idle.wait()
        return sum(lane.result() for lane in lanes)

    def close(self) -> None:
        """Take up no more letters; what is under way is sent."""
        self._closing = True

    async def drain_lane(self, village: VillageSlug) -> int:
        """Send what is due of one village, to the end; give how many letters were taken up.

        Another worker may have the lane: then nothing is done.
        """
        if village in self._busy or self._closing:
            return 0
        self._busy.add(village)
        try:
            lane, letters = await self._take(village)
            return 0 if lane is None else await self._drain(lane, letters)
        finally:
            self._busy.discard(village)
            self.lanes.mine.pop(village, None)
            self._idle.set()
            if village in self._missed:
                # Seen due while the lane was busy, so nobody took it up: it is looked at once more.
                self._missed.discard(village)
                self.wake.set()

    async def _take(self, village: VillageSlug) -> tuple[Lane | None, tuple[Letter, ...]]:
        """Take a lane, look after what whoever had it left under way, and take up the first letters."""
        now = self.desk.clock.now()
        async with self.lanes.open_work() as work:
            lane = await self.lanes.take(village, work)
            if lane is None:
                return None, ()
            for letter in await work.outbox.in_doubt(village):
                await work.outbox.put_off(letter, now, _IN_DOUBT, now)
            await work.outbox.cut(now, _CUT_AT_ONCE, village)
            return lane, await work.outbox.claim(now, _UNDER_WAY, village)

    async def _drain(self, lane: Lane, letters: tuple[Letter, ...]) -> int:
        taken, under_way = 0, set[asyncio.Task[None]]()
        async with asyncio.TaskGroup() as group:
            while letters or under_way or not lane.over:
                taken += len(letters)
                under_way |= {group.create_task(self._send(letter, lane)) for letter in letters}
                under_way = await self._some_sent(under_way)
                letters = await self._more(lane, taken, len(under_way))
        return taken

    async def _some_sent(self, under_way: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
        """Wait until a letter is through, no longer than the lease holds; give those still under way."""
        if not under_way:
            return under_way
        wait = self.lanes.renewed_after
        _, left = await asyncio.wait(under_way, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
        return left

    async def _more(self, lane: Lane, taken: int, under_way: int) -> tuple[Letter, ...]:
        """Keep the lane, and take up as many letters as there is room for; give it back when all is done."""
        if lane.over:
            return ()
        self._missed.discard(lane.village)
        try:
            async with self.lanes.open_work() as work:
                await self.lanes.keep(lane, work)
                letters = await self._claim(lane, work, _UNDER_WAY - under_way)
                if not letters and not under_way:
                    await work.leases.give_back(lane.lease, taken)
        except Exception as fault:  # noqa: BLE001 - whatever it was, what is under way is sent to its end
            self._leave(lane, fault)
            return ()
        lane.given_back = not letters and not under_way
        return letters

    async def _claim(self, lane: Lane, work: LaneWork, room: int) -> tuple[Letter, ...]:
        if self._closing or lane.leaving or not room or self._rests(lane.village):
            return ()
        now = self.desk.clock.now()
        await work.outbox.cut(now, _CUT_AT_ONCE, lane.village)
        return await work.outbox.claim(now, room, lane.village)

    def _leave(self, lane: Lane, fault: Exception) -> None:
        """Do no more in a lane; the next to take it, ourselves perhaps, puts back what is left of it."""
        known, lane.lost = lane.lost, True
        expected = isinstance(fault, LeaseLost | StoreAway)
        if not (known and expected):
            event = {"event": "lane_lost", "village": lane.village, "error": type(fault).__name__}
            log.warning("lane lost", extra=event, exc_info=None if expected else fault)

    async def _send(self, letter: Letter, lane: Lane) -> None:
        """Send a letter and note how it fared; where the lane is lost, it is left to who has the lane."""
        try:
            await self._tried(letter, lane)
        except asyncio.CancelledError:
            # Broken off on its way: the lane is not given back, so its next holder looks after the letter.
            lane.lost = True
            raise
        except Exception as fault:  # noqa: BLE001 - whatever it was, the letters beside it go on
            self._leave(lane, fault)

    async def _tried(self, letter: Letter, lane: Lane) -> None:
        try:
            await self._sent(letter, lane)
        except LeaseLost:
            raise
        except Dropped as pointless:
            await self._end(letter, lane, LetterState.DROPPED, pointless.reason)
        except _Waits as waits:
            await self._hold(letter, lane, waits)
        except Unreachable as over:
            await self._end(letter, lane, LetterState.UNREACHABLE, over.reason)
        except TryLater as later:
            await self._later(letter, lane, later)
        except OurFault as fault:
            log.warning("letter refused", extra=_event(letter, "letter_refused", reason=fault.reason))
            await self._end(letter, lane, LetterState.FAILED, fault.reason)
        except Exception as fault:
            log.exception("letter failed", extra=_event(letter, "letter_failed"))
            await self._end(letter, lane, LetterState.FAILED, type(fault).__name__)

    async def _sent(self, letter: Letter, lane: Lane) -> None:
        try:
            await self._made_and_sent(letter, lane)
        except StoreAway as away:
            raise _Waits(f"database away: {away.reason}", _FIRST_WAIT) from None
        except VillageAway:
            raise _Waits("the village is away", _NO_BOT) from None

    async def _made_and_sent(self, letter: Letter, lane: Lane) -> None:
        async with self.desk.look() as work:
            way = await self._way(letter, lane, work)
            if until := waits_until(letter, way.reader, self.desk):
                raise _Waits("quiet hours", until - self.desk.clock.now())
            card = await make(letter, way.reader, work, self.desk)
            standing = await self._standing(letter, card, work)
            way = replace(way, replies_to=await self._replied(letter, card, work))
        with self._alone_in(way):
            await self._wait_turn(way)
            lane.still_ours()
            await self._venture(letter, lane)
            await self._put(letter, way, card, standing)

    @contextmanager
    def _alone_in(self, way: _Way) -> Iterator[None]:
        """Let no second letter into a chat, also where the first was written off before it goes out."""
        chat = (way.gateway.village, way.room.address)
        if chat in self._talked_to:
            raise _Waits("this chat's pace", _TALKED_TO)
        self._talked_to.add(chat)
        try:
            yield
        finally:
            self._talked_to.discard(chat)

    async def _way(self, letter: Letter, lane: Lane, work: Work) -> _Way:
        if letter.chat is not None:
            chat = await work.chats.get(letter.village, letter.chat)
            if chat is None or not (chat.present and chat.bound):
                raise Dropped("not in the chat")
            return _Way(lane, self._gateway(letter, lane, chat.address), _room(chat), Reader(chat=chat))
        resident = await self._resident(letter, work)
        address = await work.people.address_in(letter.village, resident.person)
        if address is None:
            raise Unreachable("no address")
        gateway = self._gateway(letter, lane, address)
        return _Way(lane, gateway, Room(address, private=True), Reader(resident=resident))

    async def _resident(self, letter: Letter, work: Work) -> Resident:
        assert letter.person is not None
        resident = await work.people.resident(letter.village, letter.person)
        if resident is None:
            raise Dropped("left the village")
        return resident

    def _gateway(self, letter: Letter, lane: Lane, address: Address) -> Gateway:
        gateway = self.gateways.get((letter.village, address.network))
        if gateway is None:
            raise TryLater("no bot on this network", _NO_BOT)
        return lane.through(gateway)

    async def _standing(self, letter: Letter, card: Card, work: Work) -> Standing | None:
        if card.about is None or not KINDS[letter.kind].stands:
            return None
        reader = letter.chat or letter.person
        assert reader is not None
        return await work.cards.standing(letter.village, letter.kind, letter.about, reader)

    async def _replied(self, letter: Letter, card: Card, work: Work) -> str:
        if not card.replies or letter.chat is None:
            return ""
        standing = await work.cards.standing(letter.village, card.replies, letter.about, letter.chat)
        return standing.refs[0] if standing and standing.refs else ""

    async def _wait_turn(self, way: _Way) -> None:
        """Keep the bot's own pace; a chat that was written to a moment ago lets the others go first."""
        pace = self._paces[way.gateway.village, way.gateway.network]
        clock = asyncio.get_running_loop().time
        if wait := pace.wait(way.room.address.id, clock()):
            raise _Waits("this chat's pace", timedelta(seconds=wait))
        if (wait := pace.bot - clock()) > _LONGEST_SLEEP:
            raise _Waits("the bot's pace", timedelta(seconds=wait))
        await asyncio.sleep(pace.take_turn(way.gateway.limits(way.room), clock()))

    async def _venture(self, letter: Letter, lane: Lane) -> None:
        """Write a letter off before it goes out, where a second copy would be worse than silence.

        Killed before it is noted as sent, it stays written off; all that were only taken go again.
        """
        if KINDS[letter.kind].again or letter.edit:
            return
        async with self.lanes.held(lane) as work:
            await self._settle(letter, LetterState.DROPPED, _IN_DOUBT, work)

    async def _put(self, letter: Letter, way: _Way, card: Card, standing: Standing | None) -> None:
        try:
            said = await self._spoken(letter, way, card, standing)
        except Moved as moved:
            await self._follow(way, moved.new)
            raise _Waits("the chat moved", timedelta(0)) from moved
        stands, pin_later = await self._pinned(way, card, await self._stands(letter, way, said, standing))
        limits = way.gateway.limits(way.room)
        pace = self._paces[way.gateway.village, way.gateway.network]
        pace.sent(way.room, limits, said.put, asyncio.get_running_loop().time())

        async def note(work: Work) -> None:
            # Where the connection was cut in the very act of keeping this, it may have been kept.
            if not await self._settle(letter, LetterState.SENT, "", work):
                return
            if KINDS[letter.kind].stands:
                await work.cards.keep(stands)
            await KINDS[letter.kind].after(letter, stands, work, self.desk)
            if pin_later:
                at = self.desk.clock.now() + pin_later.after
                await work.outbox.refresh_groups(letter.village, letter.kind, letter.about, at)

        await self._note(letter, way.lane, note)

    async def _spoken(self, letter: Letter, way: _Way, card: Card, standing: Standing | None) -> SaidCard:
        """Say the card, or edit it where it stands; of several messages those that stand are not repeated."""
        language = way.reader.resident.language if way.reader.resident else None
        stands = standing.refs if standing else ()
        begun = Begun(stands, letter.said, way.replies_to, partial(self._note_said, letter, way.lane))
        if standing is None:
            return await self.saying.say(way.gateway, way.room, card, language, begun)
        if not way.gateway.limits(way.room).may_edit:
            raise Dropped("cannot be edited")
        try:
            return await self.saying.edit(way.gateway, way.room, card, language, begun)
        except Unreachable as gone:
            # Perhaps only the message was deleted; what is said anew will tell if the chat is over.
            raise Dropped(gone.reason) from None

    async def _note_said(self, letter: Letter, lane: Lane, refs: Sequence[str]) -> None:
        """Note how far a card is; where that cannot be, the rest of it goes all the same."""
        try:
            async with self.lanes.held(lane) as work:
                await work.outbox.note_said(letter, refs)
        except LeaseLost:
            raise
        except Exception:
            log.exception("part not noted", extra=_event(letter, "part_not_noted"))

    async def _stands(self, letter: Letter, way: _Way, said: SaidCard, standing: Standing | None) -> Standing:
        """Give where a card stands now that it was said, and keep the presses behind its numbers."""
        if said.numbered and way.room.private:
            offered, address = said.numbered, way.room.address
            await self._note(
                letter, way.lane, lambda work: work.offers.keep(letter.village, address, offered)
            )
        if standing is not None:
            return replace(standing, refs=said.refs)
        at = self.desk.clock.now()
        return Standing(letter.village, letter.kind, letter.about, letter.chat, letter.person, said.refs, at)

    async def _pinned(self, way: _Way, card: Card, stands: Standing) -> tuple[Standing, TryLater | None]:
        """Pin or unpin what was said; a pin that must wait is no ground to say it again."""
        if card.pinned == stands.pinned:
            return stands, None
        try:
            pinned = await self.saying.pin(way.gateway, way.room, stands.refs, pinned=card.pinned)
        except TryLater as later:
            return stands, later
        except Moved as moved:
            return stands, TryLater(str(moved), timedelta(0))
        return replace(stands, pinned=pinned), None

    async def _follow(self, way: _Way, new: str) -> None:
        chat = way.reader.chat
        if chat is None:
            return
        async with self.desk.open_work() as work:
            held = await work.chats.hold(chat.village, chat.id) or chat
            await work.chats.move(held, Address(chat.address.network, new))

    # --------------------------------------------------------------------------------- how it ended

    async def _end(self, letter: Letter, lane: Lane, state: LetterState, reason: str) -> None:
        log.info("letter ended", extra=_event(letter, "letter_ended", state=str(state), reason=reason))

        async def note(work: Work) -> None:
            if await self._settle(letter, state, reason, work):
                await undelivered(letter, state, work, self.desk)

        await self._note(letter, lane, note)

    async def _settle(self, letter: Letter, state: LetterState, reason: str, work: Work) -> bool:
        return await work.outbox.settle(letter, state, reason, self.desk.clock.now())

    async def _hold(self, letter: Letter, lane: Lane, waits: _Waits) -> None:
        now = self.desk.clock.now()
        await self._note(
            letter, lane, lambda work: work.outbox.hold(letter, now + waits.wait, waits.reason, now)
        )

    async def _note(self, letter: Letter, lane: Lane, note: Callable[[Work], Awaitable[None]]) -> None:
        """Note how a letter fared, trying until the store is back; till then it is in hand, not sent again.

        A process that is stopped before leaves it in doubt; so does one that loses the lane meanwhile.
        """
        wait = _NOTE_AGAIN
        while True:
            try:
                async with self.lanes.held(lane) as work:
                    return await note(work)
            except StoreAway as away:
                log.info("letter not noted yet", extra=_event(letter, "letter_not_noted", reason=away.reason))
            await asyncio.sleep(wait)
            wait = min(wait * 2, _NOTE_AGAIN_AT_MOST)

    async def _later(self, letter: Letter, lane: Lane, later: TryLater) -> None:
        """Let a letter wait: as long as the network says, and longer each time, until its last try.

        One that may have gone out stays written off where silence is better than a second copy.
        """
        if later.in_doubt and not (KINDS[letter.kind].again or letter.edit):
            log.info("letter in doubt", extra=_event(letter, "letter_in_doubt", reason=later.reason))
            return
        now = self.desk.clock.now()
        failing = replace(letter, failing_since=letter.failing_since or now)
        if now - (letter.failing_since or now) > self.desk.customs.last_try and letter.tries >= _FEW:
            await self._end(letter, lane, LetterState.FAILED, later.reason)
            return
        wait = _wait(letter, later)
        if later.whole_bot:
            self._stop_bot(letter.village, wait)
        reason = _IN_DOUBT if later.in_doubt and not letter.edit else later.reason
        await self._note(letter, lane, lambda work: work.outbox.put_off(failing, now + wait, reason, now))

    def _stop_bot(self, village: str, wait: timedelta) -> None:
        now = asyncio.get_running_loop().time()
        for lane, pace in self._paces.items():
            if lane[0] == village:
                pace.stop(now + wait.total_seconds(), now)

    # ------------------------------------------------------------------------------ files to be kept

    async def fetch_files(self) -> None:
        """Fetch and keep the files whose content must outlive the chat: photos of boards."""
        await self._fetch_since(None)

    async def fetch_left_files(self) -> None:
        """Fetch the files that whoever should have fetched them did not: its bot was not joined, perhaps."""
        await self._fetch_since(self.desk.clock.now() - _FETCHED_BY_THEN)

    async def _fetch_since(self, sent_before: datetime | None) -> None:
        now = self.desk.clock.now()
        async with self.desk.look() as work:
            wanted = await work.files.wanted(_FILES_AT_ONCE)
        for file in wanted:
            late = sent_before is None or made_at(file.id) < sent_before
            if late and self._fetch_after.get(file.id, now) <= now:
                await self._fetch(file, now)

    async def _fetch(self, file: KeptFile, now: datetime) -> None:
        gateway = self.gateways.get((file.village, file.network))
        try:
            content = await gateway.fetch(file.remote) if gateway else None
        except (TryLater, Unreachable, OurFault) as fault:
            log.warning("file not fetched", extra={"event": "file_not_fetched", "reason": str(fault)})
            content = None
        if content is None:
            self._fetch_after[file.id] = now + _FETCH_AGAIN
            return
        async with self.desk.open_work() as work:
            await work.files.keep_content(file.village, file.id, content)


def _wait(letter: Letter, later: TryLater) -> timedelta:
    """Give how long a letter waits: what is said of the whole bot to the second, else at least so long."""
    if later.whole_bot:
        return later.after
    grown = min(_FIRST_WAIT * 2 ** min(letter.tries, 10), _LONGEST_WAIT)
    jittered: timedelta = grown * random.uniform(0.5, 1.5)  # noqa: S311 - jitter, no secret
    return max(later.after, jittered)


def _room(chat: Chat) -> Room:
    return Room(chat.address, private=False, topic=chat.topic)


def _event(letter: Letter, event: str, **more: str) -> dict[str, object]:
    return {"event": event, "letter": letter.id, "kind": letter.kind, "village": letter.village, **more}
