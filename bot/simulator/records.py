"""What the simulated messenger knows: people, groups, messages. Each record is also a line of its journal."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.gateway import Button, Line
from handlers.chat import (
    BotAdded,
    BotRemoved,
    GaveContact,
    MemberJoined,
    MemberLeft,
    Pressed,
    What,
    Wrote,
)
from village.announcements import Point
from village.villages import Named

NETWORK = "simulator"


class Profile(StrEnum):
    """Which messenger a person's private chat plays."""

    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"


@dataclass(frozen=True, slots=True)
class Villager:
    """Someone who sits at a phone; ``who`` is a word on who they are: akim, resident."""

    id: str
    name: str
    who: Named
    phone: str
    profile: Profile = Profile.TELEGRAM
    started: bool = False
    blocked: bool = False

    @property
    def reachable(self) -> bool:
        """Tell whether the bot may write to them in private."""
        return self.started and not self.blocked


@dataclass(frozen=True, slots=True)
class Group:
    """A village chat with the bot in it; a private chat has no record, its id is the person's."""

    id: str
    title: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a message; ``id`` is made of its content, so the same picture is kept once."""

    id: str
    name: str
    mime: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Post:
    """A message as it stands; ``author`` is a person's id, empty for the bot.

    ``only`` is the one person who sees it; empty where all members do.
    """

    id: int
    chat: str
    author: str
    at: datetime
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    file: StoredFile | None = None
    point: Point | None = None
    contact: str = ""
    asks_contact: str = ""
    replies_to: int | None = None
    edited_at: datetime | None = None
    quiet: bool = False
    only: str = ""


@dataclass(frozen=True, slots=True)
class Pinned:
    """The pinned messages of a chat, the last pinned last."""

    chat: str
    posts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Toast:
    """A line that one person saw after a tap; ``start`` opened the private chat instead."""

    tap: str
    person: str
    text: str
    alert: bool
    start: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Read:
    """How far a person has read a chat."""

    person: str
    chat: str
    upto: int


@dataclass(frozen=True, slots=True)
class ClockMoved:
    """How far the village's clock is ahead of the machine's."""

    ahead: timedelta


@dataclass(frozen=True, slots=True)
class Update:
    """Something the bot must hear, with the network's number; one of the six fields, or a block."""

    number: int
    person: str
    room: str
    language: str = ""
    wrote: Wrote | None = None
    pressed: Pressed | None = None
    contact: GaveContact | None = None
    added: BotAdded | None = None
    joined: MemberJoined | None = None
    left: MemberLeft | None = None

    @property
    def what(self) -> What:
        """Name what happened in the handlers' words."""
        happened = (self.wrote, self.pressed, self.contact, self.added, self.joined, self.left)
        return next((what for what in happened if what), BotRemoved())


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The bot has stored what matters of an update; it is not given to it again."""

    number: int


Fact = Villager | Group | Post | Pinned | Toast | Read | ClockMoved | Update | Confirmed
FactKind = Literal[
    "villager", "group", "post", "pinned", "toast", "read", "clock-moved", "update", "confirmed"
]
