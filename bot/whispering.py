"""Whispers: said after all else, and to nobody's delay: whoever tapped has been answered already."""

import asyncio
import logging
from collections import defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.faults import told
from bot.gateway import Gateway, Message, OurFault, Room, TryLater, Unreachable
from bot.saying import Saying
from handlers.chat import Card, Heard, Pressed
from handlers.ports import Clock
from village.chats import Address
from village.ids import VillageSlug
from village.texts import Language

log = logging.getLogger(__name__)

AT_MOST, WITHIN = 5, timedelta(seconds=1)
"""So many whispers a bot says in so long: its messages to chats and people come first."""
IN_GROUP, A_MINUTE = 10, timedelta(minutes=1)
"""So many are said in one group: whether they count as its messages, which are 20 a minute, nobody tells."""
REST = timedelta(minutes=1)
"""How long a bot whispers nothing, at the least, once its network cannot."""
LONG_REST = timedelta(days=1)
"""How long after too many requests: those stop all that the bot says, and a whisper is worth no such stop."""
LONGEST = 3.0
"""After how many seconds a whisper is given up: the next tap of the same person waits for it."""

_Bot = tuple[VillageSlug, str]


@dataclass(slots=True)
class Whispering:
    """Says in a group what one person alone sees; what fails or is too much for now goes unsaid."""

    saying: Saying
    clock: Clock
    longest: float = LONGEST
    _said: dict[_Bot, deque[datetime]] = field(
        default_factory=lambda: defaultdict(partial(deque[datetime], maxlen=AT_MOST))
    )
    _said_in: dict[Address, deque[datetime]] = field(
        default_factory=lambda: defaultdict(partial(deque[datetime], maxlen=IN_GROUP))
    )
    _rests: dict[_Bot, datetime] = field(default_factory=dict)

    def takes_room(self, heard: Heard, gateway: Gateway) -> bool:
        """Tell whether whoever tapped in a group can be whispered to now, and count it as said."""
        room = Room(heard.room, heard.private, heard.topic)
        if room.private or not isinstance(heard.what, Pressed) or not heard.what.tap:
            return False
        return gateway.limits(room).whispers and self._has_room(gateway, heard.room)

    async def whisper(self, heard: Heard, card: Card, language: Language | None, gateway: Gateway) -> None:
        """Say a card to whoever tapped in a group; room for it was taken."""
        pressed, room = heard.what, Room(heard.room, heard.private, heard.topic)
        assert isinstance(pressed, Pressed)
        try:
            async with asyncio.timeout(self.longest):
                await self._put(_After(gateway, room, heard.sender, pressed), card, language)
        except TryLater as fault:
            rest = LONG_REST if fault.whole_bot else REST
            self._rests[_bot(gateway)] = self.clock.now() + max(fault.after, rest)
            _lost(heard, fault.reason)
        except Exception as error:  # noqa: BLE001 - the tap is answered; nothing of a whisper may undo that
            _lost(heard, told(error))

    async def _put(self, after: "_After", card: Card, language: Language | None) -> None:
        messages = self.saying.words(after.gateway, after.room, card, language)
        if card.instead and after.pressed.whispered and len(messages) == 1:
            # One that cannot be changed any more, or was closed by the person, is said anew.
            with suppress(Unreachable, OurFault):
                await after.say(messages[0], instead=after.pressed.ref)
                return
        for message in messages:
            await after.say(message)

    def _has_room(self, gateway: Gateway, group: Address) -> bool:
        bot, now = _bot(gateway), self.clock.now()
        said, here = self._said[bot], self._said_in[group]
        is_full = len(said) == AT_MOST and said[0] > now - WITHIN
        is_full_here = len(here) == IN_GROUP and here[0] > now - A_MINUTE
        if is_full or is_full_here or now < self._rests.get(bot, now):
            return False
        said.append(now)
        here.append(now)
        return True


@dataclass(frozen=True, slots=True)
class _After:
    """The tap that whispers follow: whose it was, and where."""

    gateway: Gateway
    room: Room
    person: Address
    pressed: Pressed

    async def say(self, message: Message, *, instead: str = "") -> None:
        await self.gateway.whisper(self.room, self.pressed.tap, self.person, message, instead=instead)


def _lost(heard: Heard, reason: str) -> None:
    facts = {"event": "whisper_lost", "village": heard.village, "update": heard.update, "reason": reason}
    log.warning("whisper not said", extra=facts)


def _bot(gateway: Gateway) -> _Bot:
    return gateway.village, gateway.network
