"""The one way out for whatever nobody is waiting for: drains the outbox, in order, within limits, once."""

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from bot.gateway import Moved, OurFault, TryLater, Unreachable
from bot.lanes import Lane, Lanes, LeaseLost
from bot.looking import Looked, Looking, Ready, Waits, Way
from bot.notes import Note, kept, refused
from bot.pace import FarAway, Pace
from bot.saying import Begun, Gateways, SaidCard, Saying
from bot.shelves import LaneWork
from handlers.chat import Card
from handlers.letter_kinds import Dropped
from handlers.letters import KINDS, undelivered
from handlers.ports import Desk, Work
from village.chats import Address
from village.ids import VillageSlug, made_at
from village.outbox import Letter, LetterState, Rest, Standing
from village.records import KeptFile
from village.upkeep import StoreAway

log = logging.getLogger(__name__)

_LANES_AT_ONCE = 64
_TURN_SECONDS = 10.0
_UNDER_WAY = 8  # at 120 ms an answer, what 28 letters a second need
_CUT_AT_ONCE = 64
_FILES_AT_ONCE = 200
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(minutes=10)
_FEW = 5  # after a night without power the first failures are not the last
_TALKED_TO = timedelta(seconds=1)
_IN_DOUBT = "in doubt"
_LONGEST_SLEEP = 2.0
_FETCHED_BY_THEN = timedelta(minutes=2)
_NOTE_AGAIN = 0.5
# What is to be noted within so many seconds is kept together.
_GATHERED = 0.05
# So short a wait for its chat's pace a letter sits out in hand, so that it goes when that is over, not later.
_WAITED_FOR = 0.8
_EDITS_APART = 5
_FETCH_AGAIN = timedelta(minutes=1)


@dataclass(slots=True)
class Delivery:
    """Sends letters: each village's bot in a lane of its own, a few letters of a lane under way at once."""

    desk: Desk
    gateways: Gateways
    saying: Saying
    lanes: Lanes
    looking: Looking
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    resting: set[VillageSlug] = field(default_factory=set)
    _paces: defaultdict[tuple[str, str], Pace] = field(default_factory=lambda: defaultdict(Pace))
    next_due: datetime | None = None
    _busy: dict[VillageSlug, float] = field(default_factory=dict)
    _had_turn: dict[VillageSlug, int] = field(default_factory=dict)
    _turns: Iterator[int] = field(default_factory=lambda: count(1))
    _left_waiting: bool = False
    _missed: set[VillageSlug] = field(default_factory=set)
    _talked_to: set[tuple[VillageSlug, Address]] = field(default_factory=set)
    _idle: asyncio.Event = field(default_factory=asyncio.Event)
    _closing: bool = False
    _fetch_after: dict[int, datetime] = field(default_factory=dict)

    async def due_lanes(self) -> tuple[VillageSlug, ...]:
        """List the villages whose letters are due, whose lane nobody has, and which fall to this worker."""
        async with self.lanes.look() as work:
            now = self.desk.clock.now()
            due = await work.outbox.lanes(now)
            seen = await work.leases.holders()
            self.next_due = await work.outbox.next_due(now)
        self._tell_busy(due)
        awake = tuple(village for village in due if not self._rests(village))
        mine = self.lanes.to_take(awake, seen, {village for village, _ in self.gateways})
        return tuple(village for village in mine if village not in self._busy and not self._rests(village))

    def _tell_busy(self, due: Iterable[VillageSlug]) -> None:
        """Have lanes at work that took up all that was due look again: more is."""
        for village in self._busy.keys() & due:
            self._missed.add(village)
            if (lane := self.lanes.mine.get(village)) and lane.has_room:
                lane.notes.stirred.set()

    def in_turn(self, due: Sequence[VillageSlug]) -> tuple[VillageSlug, ...]:
        """Choose which lanes begin: so many are at work at once, and who was served last comes last.

        While others wait, a lane that has had its time takes up no more letters, and does not count: however
        slow what it has in hand, it keeps nobody waiting.
        """
        now = asyncio.get_running_loop().time()
        served = [village for village, since in self._busy.items() if now - since > _TURN_SECONDS]
        room = max(0, _LANES_AT_ONCE - (len(self._busy) - len(served)))
        self._left_waiting = len(due) > room
        if self._left_waiting:
            for village in served:
                if lane := self.lanes.mine.get(village):
                    lane.leaving = True
        begin = sorted(due, key=lambda village: self._had_turn.get(village, 0))[:room]
        self._had_turn.update((village, next(self._turns)) for village in begin)
        return tuple(begin)

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
        self._busy[village] = asyncio.get_running_loop().time()
        taken = 0
        try:
            lane, letters = await self._take(village)
            taken = 0 if lane is None else await self._drain(lane, letters)
        finally:
            del self._busy[village]
            self.lanes.mine.pop(village, None)
            self._idle.set()
            # What it posted may be due before anybody looks; what was seen due meanwhile nobody took up.
            if taken or self._left_waiting or village in self._missed:
                self._missed.discard(village)
                self.wake.set()
        return taken

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
                looked = await self.looking.at(letters, lane)
                for letter, found in zip(letters, looked, strict=True):
                    under_way.add(sending := group.create_task(self._send(letter, found, lane)))
                    sending.add_done_callback(lambda _: lane.notes.stirred.set())
                await self._stirred(lane, under_way)
                under_way = {sending for sending in under_way if not sending.done()}
                letters = await self._step(lane, taken, len(under_way))
        return taken

    async def _stirred(self, lane: Lane, under_way: set[asyncio.Task[None]]) -> None:
        """Wait until there is something to note or room for more, no longer than the lease holds.

        What is to be noted soon after is waited for, so that it is kept together.
        """
        loop, wait = asyncio.get_running_loop(), self.lanes.renewed_after
        until = loop.time() + wait
        while any(not sending.done() for sending in under_way):
            with suppress(TimeoutError):
                async with asyncio.timeout_at(until):
                    await lane.notes.stirred.wait()
            lane.notes.stirred.clear()
            until = min(until, loop.time() + _GATHERED)
            if len(lane.notes) >= sum(not sending.done() for sending in under_way) or loop.time() >= until:
                return

    async def _step(self, lane: Lane, taken: int, under_way: int) -> tuple[Letter, ...]:
        """Note what is to be noted, keep the lane, and take up as many letters as there is room for.

        All in one piece of work; the lane is given back when all is done.
        """
        notes = lane.notes.take()
        if lane.over and not notes:
            return ()
        lane.has_room = False
        self._missed.discard(lane.village)
        left = under_way - sum(note.ends for note in notes)
        try:
            async with self.lanes.open_work() as work:
                await self._keep(lane, notes, work)
                letters = await self._claim(lane, work, _UNDER_WAY - left)
                if not letters and not left and not lane.over:
                    await work.leases.give_back(lane.lease, taken)
        except Exception as fault:  # noqa: BLE001 - whatever it was, what is under way is sent to its end
            await self._not_kept(lane, notes, fault)
            return ()
        kept(notes)
        lane.has_room = len(letters) < _UNDER_WAY - left
        lane.given_back = not letters and not left
        return letters

    async def _keep(self, lane: Lane, notes: Sequence[Note], work: LaneWork) -> None:
        await self.lanes.keep(lane, work)
        for note in notes:
            await note.write(work)

    async def _not_kept(self, lane: Lane, notes: Sequence[Note], fault: Exception) -> None:
        """Go on where a step could not be kept.

        What was sent is noted when the store is back: till then it is in hand, not sent again. A process that
        is stopped before leaves it in doubt; so does one that loses the lane meanwhile.
        """
        if isinstance(fault, StoreAway | LeaseLost) or not notes:
            self._leave(lane, fault)
        if isinstance(fault, LeaseLost):
            refused(notes, fault)
        elif isinstance(fault, StoreAway):
            refused([note for note in notes if note.before], fault)
            lane.notes.put_back(note for note in notes if not note.before)
            await asyncio.sleep(_NOTE_AGAIN)
        else:
            for note in notes:
                await self._keep_alone(lane, note)

    async def _keep_alone(self, lane: Lane, note: Note) -> None:
        """Keep one of some notes of which another failed."""
        try:
            async with self.lanes.open_work() as work:
                await self._keep(lane, [note], work)
        except StoreAway:
            lane.notes.put_back([note])
        except Exception as fault:  # noqa: BLE001 - whatever it was, it is this letter's alone
            refused([note], fault)
        else:
            kept([note])

    async def _claim(self, lane: Lane, work: LaneWork, room: int) -> tuple[Letter, ...]:
        if self._closing or lane.over or lane.leaving or room <= 0 or self._rests(lane.village):
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

    async def _send(self, letter: Letter, looked: Looked, lane: Lane) -> None:
        """Send a letter and note how it fared; where the lane is lost, it is left to who has the lane."""
        try:
            await self._tried(letter, looked, lane)
        except asyncio.CancelledError:
            # Broken off on its way: the lane is not given back, so that its next holder looks after it.
            lane.lost = True
            raise
        except Exception as fault:  # noqa: BLE001 - whatever it was, the letters beside it go on
            self._leave(lane, fault)

    async def _tried(self, letter: Letter, looked: Looked, lane: Lane) -> None:
        try:
            await self._sent(letter, looked)
        except LeaseLost:
            raise
        except Dropped as pointless:
            await self._end(letter, lane, LetterState.DROPPED, pointless.reason)
        except Waits as waits:
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

    async def _sent(self, letter: Letter, looked: Looked) -> None:
        if isinstance(looked, Exception):
            raise looked
        try:
            with self._alone_in(looked.way):
                await self._wait_for_room(looked.way)
                looked.way.lane.still_ours()
                await self._venture(letter, looked.way.lane)
                await self._put(looked)
        except StoreAway as away:
            raise Waits(f"database away: {away.reason}", _FIRST_WAIT) from None

    @contextmanager
    def _alone_in(self, way: Way) -> Iterator[None]:
        """Let no second letter into a chat, also where the first was written off before it goes out."""
        chat = (way.gateway.village, way.room.address)
        if chat in self._talked_to:
            raise Waits("this chat's pace", _TALKED_TO)
        self._talked_to.add(chat)
        try:
            yield
        finally:
            self._talked_to.discard(chat)

    def _pace(self, way: Way) -> Pace:
        return self._paces[way.gateway.village, way.gateway.network]

    async def _wait_for_room(self, way: Way) -> None:
        """Keep the chat's own pace: what is short is waited for, else the others go first."""
        wait = self._pace(way).wait(way.room.address.id, asyncio.get_running_loop().time())
        if wait > _WAITED_FOR:
            raise Waits("this chat's pace", timedelta(seconds=wait - _WAITED_FOR / 2))
        if wait:
            await asyncio.sleep(wait)

    async def _venture(self, letter: Letter, lane: Lane) -> None:
        """Write a letter off before it goes out, where a second copy would be worse than silence.

        Killed before it is noted as sent, it stays written off; all that were only taken go again.
        """
        if KINDS[letter.kind].again or letter.edit:
            return

        async def note(work: Work) -> None:
            await self._settle(letter, LetterState.DROPPED, _IN_DOUBT, work)

        await lane.notes.keep(note, before=True)

    async def _put(self, ready: Ready) -> None:
        letter, way = ready.letter, ready.way
        said, at = await self._in_turn(ready)
        stands = await self._stands(letter, way, said, ready.standing)
        stands, pin_later = await self._pinned(way, ready.card, stands)
        rests = self._rest_after(letter, way, said.put, at)

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
            await work.outbox.rest(rests)

        await way.lane.notes.keep(note, ends=True)

    async def _in_turn(self, ready: Ready) -> tuple[SaidCard, float]:
        """Say a card when it is the bot's turn; give when the network will have acted, too."""
        way, pace = ready.way, self._pace(ready.way)
        try:
            turn = await pace.turn(way.gateway.limits(way.room), _LONGEST_SLEEP)
        except FarAway as far:
            raise Waits("the bot's pace", timedelta(seconds=far.seconds)) from None
        try:
            said = await self._spoken(ready)
        except Moved as moved:
            await self._follow(way, moved.new)
            raise Waits("the chat moved", timedelta(0)) from moved
        finally:
            pace.answered(turn, asyncio.get_running_loop().time())
        return said, turn.at

    def _rest_after(self, letter: Letter, way: Way, messages: int, at: float) -> Sequence[Rest]:
        """Let a chat rest as long as its pace wants; its edits, which collapse meanwhile, some paces."""
        now, loop_now = self.desk.clock.now(), asyncio.get_running_loop().time()
        # In private the network's own clock may run some way behind what we guess of it.
        at = loop_now if way.room.private else at
        limits = way.gateway.limits(way.room)
        wait = self._pace(way).sent(way.room, limits, messages, at) - (loop_now - at)
        waits = {False: wait - _WAITED_FOR / 2}
        if letter.edit and way.room.private:
            waits[True] = wait * _EDITS_APART
        return [
            Rest(letter.village, now + timedelta(seconds=wait), letter.chat, letter.person, only_edits)
            for only_edits, wait in waits.items()
            if wait > _WAITED_FOR
        ]

    async def _spoken(self, ready: Ready) -> SaidCard:
        """Say the card, or edit it where it stands; of several messages those that stand are not repeated."""
        letter, way, card, standing = ready.letter, ready.way, ready.card, ready.standing
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

    async def _stands(self, letter: Letter, way: Way, said: SaidCard, standing: Standing | None) -> Standing:
        """Give where a card stands now that it was said, and keep the presses behind its numbers."""
        if said.numbered and way.room.private:
            offered, address = said.numbered, way.room.address
            await way.lane.notes.keep(lambda work: work.offers.keep(letter.village, address, offered))
        if standing is not None:
            return replace(standing, refs=said.refs)
        at = self.desk.clock.now()
        return Standing(letter.village, letter.kind, letter.about, letter.chat, letter.person, said.refs, at)

    async def _pinned(self, way: Way, card: Card, stands: Standing) -> tuple[Standing, TryLater | None]:
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

    async def _follow(self, way: Way, new: str) -> None:
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

        await lane.notes.keep(note, ends=True)

    async def _settle(self, letter: Letter, state: LetterState, reason: str, work: Work) -> bool:
        return await work.outbox.settle(letter, state, reason, self.desk.clock.now())

    async def _hold(self, letter: Letter, lane: Lane, waits: Waits) -> None:
        now = self.desk.clock.now()
        until = now + waits.wait
        await lane.notes.keep(lambda work: work.outbox.hold(letter, until, waits.reason, now), ends=True)

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
        until = now + wait
        await lane.notes.keep(lambda work: work.outbox.put_off(failing, until, reason, now), ends=True)

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


def _event(letter: Letter, event: str, **more: str) -> dict[str, object]:
    return {"event": event, "letter": letter.id, "kind": letter.kind, "village": letter.village, **more}
