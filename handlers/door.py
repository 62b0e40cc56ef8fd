"""The one door: who asks, what is asked, who may ask it; then the handler, in one piece of work."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from handlers.chat import Heard, Reply
from handlers.ports import Desk, Work
from handlers.updates import update_of
from village.chats import Address, Chat, Membership
from village.errors import Refusal, refusal
from village.giving import Decided, Giver
from village.ids import PersonId
from village.outbox import Subject
from village.people import Resident, Role
from village.texts import Language, Word
from village.updates import Update
from village.villages import Village


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, where, and by which update.

    Someone who has not said yes to the consent has no resident and no language. ``inside`` is filled for what
    asks for it; ``name`` is how the person is called on their network, and is kept nowhere by itself.
    """

    village: Village
    address: Address
    room: Address
    private: bool
    topic: str = ""
    title: str = ""
    person: PersonId | None = None
    resident: Resident | None = None
    roles: frozenset[Role] = frozenset()
    chat: Chat | None = None
    update: Update | None = None
    inside: tuple[Membership, ...] = ()
    name: str = ""

    @property
    def language(self) -> Language | None:
        """Give the language the person chose, if they have chosen one."""
        return self.resident.language if self.resident and self.resident.consented else None

    @property
    def known(self) -> PersonId:
        """Give the person; a door that lets in only known people stands before."""
        if self.person is None:
            raise StartFirst
        return self.person

    @property
    def home(self) -> Resident:
        """Give the resident; a door that lets in only residents stands before."""
        if self.resident is None:
            raise StartFirst
        return self.resident


@dataclass(frozen=True, slots=True)
class Door:
    """Who may ask: everyone, those who gave consent, or holders of one of some roles.

    ``leads``: in a group everyone may, for there it only leads into the private chat.
    """

    consent: bool = False
    roles: frozenset[Role] = frozenset()
    leads: bool = False

    def check(self, asker: Asker) -> None:
        """Refuse whoever may not."""
        if self.leads and not asker.private:
            return
        if self.roles and not asker.roles & self.roles:
            raise NotForYou(role=tuple(role.word for role in Role if role in self.roles))
        if self.consent and not (asker.resident and asker.resident.consented):
            raise StartFirst


anyone = Door()
consented = Door(consent=True)
consented_in_private = Door(consent=True, leads=True)


def holders(*roles: Role) -> Door:
    """Make a door for holders of any of these roles."""
    return Door(consent=True, roles=frozenset(roles))


akim_office = holders(Role.AKIM, Role.OFFICE)


async def who_asks(heard: Heard, village: Village, work: Work, desk: Desk) -> Asker:
    """Find out who asks: by their address, never by their name."""
    person = await work.people.at(heard.sender)
    resident = await work.people.resident(village.slug, person) if person else None
    mandates = await work.roles.held(village.slug, person, desk.today()) if person else ()
    giver = Giver(person, resident, frozenset(mandate.role for mandate in mandates))
    chat = None if heard.private else await work.chats.at(village.slug, heard.room)
    return replace(asker_of(heard, village, giver), chat=chat)


def asker_of(heard: Heard, village: Village, giver: Giver) -> Asker:
    """Give who asks, as they are known already; without the chat as the village knows it."""
    return Asker(
        village=village,
        address=heard.sender,
        room=heard.room,
        private=heard.private,
        topic=heard.topic,
        title=heard.title,
        person=giver.person,
        resident=giver.resident,
        roles=giver.roles,
        update=update_of(heard),
        inside=giver.inside,
        name=heard.name,
    )


Handler = Callable[..., Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Giving:
    """How a press that gives something to a thing is decided, so that it can go through the tray.

    ``decide`` is asked with the press, its asker, the thing, what the asker gave before, and the desk;
    ``card`` is the kind of the thing's card in the groups.
    """

    thing: Callable[[Any], Subject]
    card: str
    decide: Callable[..., Decided[Any, Reply]]


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the table: what is asked, who answers it, who may ask it.

    ``words`` are what people write for it, the command first; on the phones of half the village only Russian
    letters are at hand, so words are compared folded. With ``gives`` it goes through the tray; the handler
    answers what the tray leaves to it. ``asks_members``: it matters which chats the asker is in.
    """

    asked: type
    handler: Handler
    may: Door
    words: tuple[str, ...] = ()
    gives: Giving | None = None
    asks_members: bool = False


class NotYet(Exception):
    """What was heard cannot be worked now and nobody would be told of it: it is put aside and worked soon."""


@refusal
class NotForYou(Refusal):
    """Asked by someone whose roles do not include it."""

    message = "not-for-you"
    role: tuple[Word, ...]


@refusal
class StartFirst(Refusal):
    """Asked by someone the bot does not know yet."""

    message = "start-first"


@refusal
class OldButton(Refusal):
    """A button whose time is over."""

    message = "button-old"


@refusal
class NotUnderstood(Refusal):
    """Words the bot does not know."""

    message = "not-understood"


@refusal
class PresenceUnknown(Refusal):
    """Asked by someone of whom cannot be learned now whether they are in the village's chats."""

    message = "presence-unknown"


@refusal
class Anonymous(Refusal):
    """Someone who writes as the chat or a channel: nobody knows who it is."""

    message = "anonymous"
