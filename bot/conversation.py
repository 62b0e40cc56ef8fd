"""The talk: what a network hears goes to the handlers, what they reply goes back at once."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from weakref import WeakValueDictionary

from bot.faults import told
from bot.gateway import Commands, Gateway, Limits, Moved, OurFault, Room, Toast, TryLater, Unreachable
from bot.layout import BOTH, lay_out_link
from bot.saying import Begun, Gateways, SaidCard, Saying
from bot.slowing import Flooded, Slowing
from bot.speech import Speech
from bot.whispering import Whispering
from handlers.chat import Card, GoPrivate, Heard, Note, Pressed, Reply, Say, Wrote, reply, unwhispered
from handlers.kept import read_heard
from handlers.petitions.own_page import without_iin
from handlers.ports import Desk, VillageAway
from handlers.routes import answer, answer_stuck
from handlers.updates import long_after, put_aside, taken_before, update_of
from village.chats import Address
from village.texts import Language, units
from village.updates import Stuck, Update
from village.upkeep import StoreAway

log = logging.getLogger(__name__)
_LONGEST_NUMBER = 3
_NETWORK_FAILS = (TryLater, Unreachable, Moved, OurFault)
_STUCK_AT_ONCE = 100
_NOT_JOINED = timedelta(minutes=1)
_EXCUSED_AT_MOST = 10_000


def menu_of(commands: Sequence[str], speech: Speech) -> Commands:
    """Say what each command does, in every language."""
    return {
        language: [(each, speech.say(Say(f"menu-{each}"), language)) for each in commands]
        for language in Language
    }


def _sorry(heard: Heard) -> Reply:
    sorry = Say("error")
    return Reply(note=Note(sorry, alert=True)) if isinstance(heard.what, Pressed) else reply(Card((sorry,)))


def _tap(heard: Heard) -> str:
    return heard.what.tap if isinstance(heard.what, Pressed) else ""


def _is_toast_alone(heard: Heard, said: Reply) -> bool:
    """Tell whether a tap's own answer is all there is to say; a link into the private chat is part of it."""
    more = said.commands or said.whisper
    return bool(_tap(heard)) and not more and all(isinstance(card, GoPrivate) for card in said.cards)


def _failed(event: str, heard: Heard, error: str) -> dict[str, object]:
    return {"event": event, "village": heard.village, "update": heard.update, "error": error}


@dataclass(frozen=True, slots=True)
class Conversation:
    """Hears for every network of every village. When ``hear`` returns, what matters is stored."""

    desk: Desk
    gateways: Gateways
    speech: Speech
    saying: Saying
    whispering: Whispering
    slowing: Slowing = field(default_factory=Slowing)
    _turns: WeakValueDictionary[Address, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    _slowed: set[Address] = field(default_factory=set)
    _excused: set[Update] = field(default_factory=set)

    async def hear(self, heard: Heard, *, carries_toast: bool = False) -> Toast | None:
        """Take one thing that came in, and say the answer. Raises only when it could not be stored.

        One person's things are worked one after another, in the order in which they came. Of someone who
        floods they are kept and worked later, so that they hold up nobody else's. A toast that is all there
        is to say is given back to a network that ``carries_toast``: it saves a call for each tap.
        """
        async with self._turn(heard.sender):
            try:
                # Before anything of it is kept: it may be a number that must be kept nowhere.
                heard = await without_iin(heard, self.desk)
                said = await self._worked(heard)
            except StoreAway:
                await self._excuse(heard)
                raise
            except Flooded:
                await self._let_go(heard)
                return None
            said = self._with_room_to_whisper(heard, said)
            if carries_toast and _is_toast_alone(heard, said):
                return self._toast(heard, said, self.gateways[heard.village, heard.sender.network])
            await self._say(heard, said)
            return None

    def _with_room_to_whisper(self, heard: Heard, said: Reply) -> Reply:
        """Let go of a whisper for which there is no room: the toast costs no call, nor does a link."""
        gateway = self.gateways.get((heard.village, heard.sender.network))
        if said.whisper is None or (gateway and self.whispering.takes_room(heard, gateway)):
            return replace(said, aloud=())
        return unwhispered(said)

    async def _worked(self, heard: Heard) -> Reply:
        late = await self._late(heard)
        if late is None:
            return await self._answered(await self._behind_number(heard))
        return await self._put_off(heard, late)

    def _turn(self, sender: Address) -> asyncio.Lock:
        return self._turns.setdefault(sender, asyncio.Lock())

    async def _say(self, heard: Heard, said: Reply) -> None:
        """Say an answer. What mattered is stored: a word that fails on its way is lost, and noted."""
        try:
            await self._tell(heard, said, self.gateways[heard.village, heard.sender.network])
        except _NETWORK_FAILS as fault:
            log.warning("answer not delivered", extra={"event": "answer_lost", "reason": str(fault)})
        except Exception as error:  # noqa: BLE001 - raised on, it would fail again each time it is brought again
            log.error("answer not said", extra=_failed("answer_failed", heard, told(error)))  # noqa: TRY400 - a traceback holds people's words

    async def _excuse(self, heard: Heard) -> None:
        """Tell whoever tapped that it cannot be kept now: once, however often the network brings it again."""
        update = update_of(heard)
        if not isinstance(heard.what, Pressed) or update in self._excused:
            return
        if len(self._excused) >= _EXCUSED_AT_MOST:
            self._excused.clear()
        self._excused.add(update)
        await self._say(heard, Reply(note=Note(Say("store-away"), alert=True)))

    async def _answered(self, heard: Heard) -> Reply:
        """Give the answer; of a handler that fails one plain sentence, and the update is put aside.

        If even this cannot be stored, the network brings it again.
        """
        try:
            return await answer(heard, self.desk)
        except (StoreAway, VillageAway):
            raise  # not taken, and no fault of the handler's: the network brings it again
        except Exception as error:  # noqa: BLE001 - whatever it was, the bot goes on
            what = told(error)
        log.error("handler failed", extra=_failed("handler_failed", heard, what))
        stuck = Stuck(update_of(heard), self.desk.clock.now(), what)
        return await put_aside(heard, stuck, self.desk, _sorry(heard))

    # --------------------------------------------------------------------------------- worked later

    async def _late(self, heard: Heard) -> timedelta | None:
        """Tell by how much something is put off; None for what is worked at once."""
        late = self.slowing.late(heard)
        if late:
            self._slowed.add(heard.sender)
            return late
        if heard.sender not in self._slowed:
            return None
        async with self.desk.look() as work:
            if await work.stuck.is_slowed(heard.village, heard.sender):
                return late  # it may not overtake what the same person sent before
        self._slowed.discard(heard.sender)
        return None

    async def _put_off(self, heard: Heard, late: timedelta) -> Reply:
        now = self.desk.clock.now()
        log.info("sender slowed", extra={"event": "slowed", "village": heard.village, "late": str(late)})
        return await put_aside(heard, Stuck(update_of(heard), now, due_at=now + late), self.desk, Reply())

    async def _let_go(self, heard: Heard) -> None:
        """Take what a flood brings beyond what is kept of it: nobody works it, and it does not come again."""
        log.info("flood let go", extra={"event": "flooded", "village": heard.village})
        async with self.desk.open_work() as work:
            await taken_before(heard, work, self.desk)

    async def work_stuck(self) -> int:
        """Work what was put aside and whose time has come: the slowed, and what is to be retried.

        Different people's side by side, each in order; give how many there were.
        """
        async with self.desk.look() as work:
            due = await work.stuck.due(self.desk.clock.now(), _STUCK_AT_ONCE)
        lanes: dict[Address, list[tuple[Stuck, Heard]]] = defaultdict(list)
        for stuck in due:
            heard = await self._heard_then(stuck)
            if heard is not None:
                lanes[heard.sender].append((stuck, heard))
        await asyncio.gather(*(self._work_lane(sender, lane) for sender, lane in lanes.items()))
        return len(due)

    async def _heard_then(self, stuck: Stuck) -> Heard | None:
        """Read back what was heard; what cannot be read or answered here stays where it is."""
        if (stuck.update.village, stuck.update.network) not in self.gateways:
            async with self.desk.open_work() as work:
                await work.stuck.put_off(stuck, self.desk.clock.now() + _NOT_JOINED)
            return None
        try:
            async with self.desk.look() as work:
                text = await work.stuck.heard(stuck)
            return read_heard(text) if text else None
        except StoreAway:
            raise
        except Exception as error:  # noqa: BLE001 - one that is unreadable stops none of the others
            await self._fail(stuck, told(error))
            return None

    async def _work_lane(self, sender: Address, lane: Sequence[tuple[Stuck, Heard]]) -> None:
        for stuck, heard in lane:
            async with self._turn(sender):
                await self._work_one(stuck, long_after(heard) if stuck.error else heard)

    async def _work_one(self, stuck: Stuck, heard: Heard) -> None:
        try:
            said = await answer_stuck(stuck, await self._behind_number(heard), self.desk)
        except StoreAway:
            raise  # it is tried again at another tick
        except Exception as error:  # noqa: BLE001 - whatever it was, the bot goes on
            await self._fail(stuck, told(error))
            said = Reply() if stuck.error else _sorry(heard)
        # The tap is long over; a whisper must follow it at once.
        await self._say(heard, unwhispered(said))

    async def _fail(self, stuck: Stuck, what: str) -> None:
        facts = {"event": "stuck_failed", "village": stuck.update.village, "error": what}
        log.error("stuck again", extra=facts)
        async with self.desk.open_work() as work:
            await work.stuck.fail(stuck, what)

    async def _behind_number(self, heard: Heard) -> Heard:
        """Turn a typed number into the press that was offered by it, where buttons did not fit."""
        text = heard.what.text.strip() if isinstance(heard.what, Wrote) else ""
        if not (heard.private and text.isdecimal() and len(text) <= _LONGEST_NUMBER):
            return heard
        async with self.desk.look() as work:
            presses = await work.offers.behind(heard.village, heard.sender)
        number = int(text)
        if not 1 <= number <= len(presses):
            return heard
        return replace(heard, what=Pressed(presses[number - 1]))

    # ------------------------------------------------------------------------------------ the answer

    async def _tell(self, heard: Heard, said: Reply, gateway: Gateway) -> None:
        await self._note(heard, said, gateway)
        for card in said.cards:
            if isinstance(card, GoPrivate):
                await self._lead(heard, card, said.language, gateway)
            else:
                await self._card(heard, card, said.language, gateway)
        if said.commands and heard.private:
            await gateway.offer(Room(heard.room, private=True), menu_of(said.commands, self.speech))
        if said.whisper:
            await self.whispering.whisper(heard, said.whisper, said.language, gateway)

    async def _note(self, heard: Heard, said: Reply, gateway: Gateway) -> None:
        toast = self._toast(heard, said, gateway)
        if toast:
            await gateway.toast(toast.tap, toast.text, alert=toast.alert, start=toast.start)
        elif said.note:
            card = Card((said.note.say,))
            await self.saying.say(gateway, Room(heard.sender, private=True), card, said.language)

    def _toast(self, heard: Heard, said: Reply, gateway: Gateway) -> Toast | None:
        """Give what answers a tap, with or without words; None where nothing was tapped."""
        tap = _tap(heard)
        if not tap:
            return None
        limits = gateway.limits(Room(heard.room, heard.private))
        lead = next((card.start for card in said.cards if isinstance(card, GoPrivate)), "")
        text = self._short(said.note, said.language, limits) if said.note else ""
        return Toast(tap, text, alert=bool(said.note and said.note.alert), start=lead)

    def _short(self, note: Note, language: Language | None, limits: Limits) -> str:
        spoken = [self.speech.say(note.say, each) for each in ((language,) if language else BOTH)]
        text = " / ".join(dict.fromkeys(spoken))
        return text if units(text) <= limits.toast else spoken[0]

    async def _lead(
        self, heard: Heard, going: GoPrivate, language: Language | None, gateway: Gateway
    ) -> None:
        if _tap(heard):
            return  # the tap's own answer opens the private chat
        message = lay_out_link(going, (language,) if language else BOTH, self.speech)
        await gateway.say(Room(heard.room, heard.private, heard.topic), message)

    async def _card(self, heard: Heard, card: Card, language: Language | None, gateway: Gateway) -> None:
        here = heard.private or card.here
        room = Room(heard.room, heard.private, heard.topic) if here else Room(heard.sender, private=True)
        try:
            await self._put(heard, card, language, gateway, room)
        except Unreachable:
            if here:
                raise
            # Written in the group by someone who never opened the private chat: show the way there.
            going = GoPrivate(Say("start-first"), Say("button-open-private"))
            await self._lead(heard, going, language, gateway)

    async def _put(
        self, heard: Heard, card: Card, language: Language | None, gateway: Gateway, room: Room
    ) -> None:
        said = await self._instead(heard, card, language, gateway, room)
        if said is None:
            said = await self.saying.say(gateway, room, card, language)
        if said.numbered and room.private:
            async with self.desk.open_work() as work:
                await work.offers.keep(heard.village, heard.sender, said.numbered)

    async def _instead(
        self, heard: Heard, card: Card, language: Language | None, gateway: Gateway, room: Room
    ) -> SaidCard | None:
        """Put a card in place of the one whose button was pressed; None where that cannot be."""
        ref = heard.what.ref if isinstance(heard.what, Pressed) else ""
        if not (card.instead and ref and heard.private and gateway.limits(room).may_edit):
            return None
        try:
            return await self.saying.edit(gateway, room, card, language, Begun((ref,)))
        except (Unreachable, OurFault):
            return None  # too old to edit, or deleted by the person: it is said anew
