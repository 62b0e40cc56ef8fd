"""The talk: what a network hears goes to the handlers, what they reply goes back at once."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from weakref import WeakValueDictionary

from bot.gateway import Commands, Gateway, Limits, OurFault, Room, TryLater, Unreachable
from bot.layout import BOTH, lay_out_link
from bot.saying import Gateways, SaidCard, Saying
from bot.speech import Speech
from handlers.chat import Card, GoPrivate, Heard, Note, Pressed, Reply, Say, Wrote, reply
from handlers.ports import Desk
from handlers.routes import answer
from village.chats import Address
from village.texts import Language, units

log = logging.getLogger(__name__)
_LONGEST_NUMBER = 3
_NETWORK_FAILS = (TryLater, Unreachable, OurFault)


def menu_of(commands: Sequence[str], speech: Speech) -> Commands:
    """Say what each command does, in every language."""
    return {
        language: [(each, speech.say(Say(f"menu-{each}"), language)) for each in commands]
        for language in Language
    }


@dataclass(frozen=True, slots=True)
class Conversation:
    """Hears for every network of every village. When ``hear`` returns, what matters is stored."""

    desk: Desk
    gateways: Gateways
    speech: Speech
    saying: Saying
    _turns: WeakValueDictionary[Address, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def hear(self, heard: Heard) -> None:
        """Take one thing that came in, and say the answer. Raises only when it could not be stored.

        One person's things are worked one after another, in the order in which they came.
        """
        async with self._turns.setdefault(heard.sender, asyncio.Lock()):
            await self._hear(heard)

    async def _hear(self, heard: Heard) -> None:
        gateway = self.gateways[heard.village, heard.sender.network]
        heard = await self._behind_number(heard)
        said = await self._answered(heard)
        try:
            await self._tell(heard, said, gateway)
        except _NETWORK_FAILS as fault:
            # What mattered is stored; only the word to the person is lost, and they will ask again.
            log.warning("answer not delivered", extra={"event": "answer_lost", "reason": str(fault)})

    async def _answered(self, heard: Heard) -> Reply:
        try:
            return await answer(heard, self.desk)
        except Exception:
            log.exception("handler failed", extra={"event": "handler_failed", "update": heard.update})
        # Whoever waits gets one plain sentence; if even this cannot be stored, the network sends it again.
        async with self.desk.open_work() as work:
            await work.updates.take(heard.village, heard.sender.network, heard.update, self.desk.clock.now())
        sorry = Say("error")
        return (
            Reply(note=Note(sorry, alert=True)) if isinstance(heard.what, Pressed) else reply(Card((sorry,)))
        )

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
        await self._toast(heard, said, gateway)
        for card in said.cards:
            if isinstance(card, GoPrivate):
                await self._lead(heard, card, said.language, gateway)
            else:
                await self._card(heard, card, said.language, gateway)
        if said.commands and heard.private:
            await gateway.offer(Room(heard.room, private=True), menu_of(said.commands, self.speech))

    async def _toast(self, heard: Heard, said: Reply, gateway: Gateway) -> None:
        tap = heard.what.tap if isinstance(heard.what, Pressed) else ""
        if tap:
            limits = gateway.limits(Room(heard.room, heard.private))
            lead = next((card.start for card in said.cards if isinstance(card, GoPrivate)), "")
            text = self._note(said.note, said.language, limits) if said.note else ""
            alert = bool(said.note and said.note.alert)
            await gateway.toast(tap, text, alert=alert, start=lead)
        elif said.note:
            card = Card((said.note.say,))
            await self.saying.say(gateway, Room(heard.sender, private=True), card, said.language)

    def _note(self, note: Note, language: Language | None, limits: Limits) -> str:
        spoken = [self.speech.say(note.say, each) for each in ((language,) if language else BOTH)]
        text = " / ".join(dict.fromkeys(spoken))
        return text if units(text) <= limits.toast else spoken[0]

    async def _lead(
        self, heard: Heard, going: GoPrivate, language: Language | None, gateway: Gateway
    ) -> None:
        if isinstance(heard.what, Pressed) and heard.what.tap:
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
            return await self.saying.edit(gateway, room, (ref,), card, language)
        except (Unreachable, OurFault):
            return None  # too old to edit, or deleted by the person: it is said anew
