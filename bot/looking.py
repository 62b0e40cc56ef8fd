"""Letters looked at when their turn comes: where each goes, and its card as things stand now; or why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, cast

from bot.gateway import Gateway, OurFault, Room, TryLater, Unreachable
from bot.lanes import Lane
from bot.saying import Gateways
from handlers.chat import Card
from handlers.letter_kinds import Dropped, NotYet, Reader
from handlers.letters import KINDS, make, waits_until
from handlers.ports import Desk, VillageAway, Work
from village.chats import Address, Chat
from village.ids import PersonId
from village.outbox import Letter, Standing
from village.people import Resident
from village.upkeep import StoreAway

# A bot that its network could not name at the start may join soon; who stays away is looked for ever later.
_NO_BOT = timedelta(seconds=30)
_AWAY = timedelta(minutes=5)
_SOON = timedelta(seconds=5)


class Waits(Exception):
    """A letter that must wait, for quiet hours or its chat's pace."""

    def __init__(self, reason: str, wait: timedelta) -> None:
        super().__init__(reason)
        self.reason, self.wait = reason, wait


_ANSWERS = (Dropped, Waits, Unreachable, TryLater, OurFault)


@dataclass(frozen=True, slots=True)
class Way:
    """Where a letter goes: in which lane, through which bot, to which room, who reads it."""

    lane: Lane
    gateway: Gateway
    room: Room
    reader: Reader
    replies_to: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter that may go: its way, its card, and where the card stands already."""

    letter: Letter
    way: Way
    card: Card
    standing: Standing | None


Looked = Ready | Exception
Readers = Mapping[PersonId, tuple[Resident, Address | None]]


@dataclass(frozen=True, slots=True)
class Looking:
    """Looks at letters, those of a batch together: what they have in common is read once."""

    desk: Desk
    gateways: Gateways

    async def at(self, letters: Sequence[Letter], lane: Lane) -> list[Looked]:
        """Look at some letters of a lane; one at which looking fails leaves the others as they are."""
        if not letters:
            return []
        try:
            return await self._at_all(letters, lane)
        except Exception as fault:  # noqa: BLE001 - whatever it was, it is that letter's own fault
            if len(letters) == 1 or isinstance(fault, StoreAway):
                return [_told(fault)] * len(letters)
        return [looked for letter in letters for looked in await self.at([letter], lane)]

    async def _at_all(self, letters: Sequence[Letter], lane: Lane) -> list[Looked]:
        people = [letter.person for letter in letters if letter.person is not None]
        async with self.desk.look() as opened:
            work = cast("Work", _ReadOnce(opened))
            readers = await work.people.readers(lane.village, people) if people else {}
            return [await self._at(letter, lane, work, readers) for letter in letters]

    async def _at(self, letter: Letter, lane: Lane, work: Work, readers: Readers) -> Looked:
        try:
            return await self._ready(letter, lane, work, readers)
        except _ANSWERS as answer:
            return answer
        except NotYet as early:
            return Waits(early.reason, _SOON)
        except VillageAway as away:
            return _told(away)

    async def _ready(self, letter: Letter, lane: Lane, work: Work, readers: Readers) -> Ready:
        way = await self._way(letter, lane, work, readers)
        if until := waits_until(letter, way.reader, self.desk):
            raise Waits("quiet hours", until - self.desk.clock.now())
        card = await make(letter, way.reader, work, self.desk)
        standing = await _standing(letter, card, work)
        way = replace(way, replies_to=await _replied(letter, card, work))
        return Ready(letter, way, card, standing)

    async def _way(self, letter: Letter, lane: Lane, work: Work, readers: Readers) -> Way:
        if letter.chat is not None:
            chat = await work.chats.get(letter.village, letter.chat)
            if chat is None or not (chat.present and chat.bound):
                raise Dropped("not in the chat")
            return Way(lane, self._gateway(letter, lane, chat.address), _room(chat), Reader(chat=chat))
        assert letter.person is not None
        if letter.person not in readers:
            raise Dropped("left the village")
        resident, address = readers[letter.person]
        if address is None:
            raise Unreachable("no address")
        gateway = self._gateway(letter, lane, address)
        return Way(lane, gateway, Room(address, private=True), Reader(resident=resident))

    def _gateway(self, letter: Letter, lane: Lane, address: Address) -> Gateway:
        gateway = self.gateways.get((letter.village, address.network))
        if gateway is None:
            raise TryLater("no bot on this network", _NO_BOT)
        return lane.through(gateway)


def _told(fault: Exception) -> Exception:
    if isinstance(fault, StoreAway):
        return Waits(f"database away: {fault.reason}", _SOON)
    return Waits("the village is away", _AWAY) if isinstance(fault, VillageAway) else fault


async def _standing(letter: Letter, card: Card, work: Work) -> Standing | None:
    if card.about is None or not KINDS[letter.kind].stands:
        return None
    reader = letter.chat or letter.person
    assert reader is not None
    return await work.cards.standing(letter.village, letter.kind, letter.about, reader)


async def _replied(letter: Letter, card: Card, work: Work) -> str:
    if not card.replies or letter.chat is None:
        return ""
    standing = await work.cards.standing(letter.village, card.replies, letter.about, letter.chat)
    return standing.refs[0] if standing and standing.refs else ""


def _room(chat: Chat) -> Room:
    return Room(chat.address, private=False, topic=chat.topic)


# What many letters of one lane ask alike, and nothing that one of them alone is about.
_ASKED_ALIKE: Mapping[str, frozenset[str]] = {
    "announcements": frozenset({"get"}),
    "gatherings": frozenset({"get", "changes", "answers"}),
    "roles": frozenset({"mandate"}),
}


class _ReadOnce:
    """A piece of work that only looks; what was asked in it before is not read again."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._shelves: dict[str, _Shelf] = {}

    def __getattr__(self, name: str) -> Any:
        shelf = getattr(self._work, name)
        if name not in _ASKED_ALIKE:
            return shelf
        return self._shelves.setdefault(name, _Shelf(shelf, _ASKED_ALIKE[name]))


class _Shelf:
    """A shelf some of whose answers are remembered."""

    def __init__(self, shelf: Any, alike: frozenset[str]) -> None:
        self._shelf, self._alike = shelf, alike
        self._answers: dict[tuple[object, ...], Any] = {}

    def __getattr__(self, name: str) -> Any:
        own = getattr(self._shelf, name)
        if name not in self._alike:
            return own

        async def asked(*what: object) -> Any:
            if (name, *what) not in self._answers:
                self._answers[name, *what] = await own(*what)
            return self._answers[name, *what]

        return asked
