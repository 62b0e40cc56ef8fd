"""The seam that every network fits: what it can do, what is put on its wire, how it fails.

A network is a room of its own (``telegram``, ``simulator``, later ``whatsapp``); it turns what comes in into
``handlers.chat.Heard`` and gives it to ``Ears``; what goes out it gets as ``Message``: finished sentences,
buttons and files within its ``Limits``. Nobody asks which network it is; everybody asks what it can do.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from handlers.chat import Heard
from village.announcements import Point
from village.chats import Address
from village.ids import VillageSlug
from village.texts import Language


@dataclass(frozen=True, slots=True)
class Limits:
    """What a network can do; lengths are in UTF-16 units.

    ``buttons`` is how many buttons a message carries (what does not fit becomes numbered lines);
    ``uncaptioned`` are the kinds of files that carry no words;
    ``whispers`` tells that after a tap in a group one person alone can be told something there;
    ``native_polls``: it has polls of its own, beside which as many words stand as under a file;
    ``per_second`` and ``per_minute_in_group`` pace what goes out, ``per_second_in_chat`` one private chat.
    """

    text: int = 4096
    caption: int = 1024
    uncaptioned: frozenset[str] = frozenset({"round"})
    button_label: int = 64
    press: int = 64
    buttons: int = 100
    may_edit: bool = True
    may_pin: bool = True
    has_groups: bool = True
    whispers: bool = False
    native_polls: bool = False
    toast: int = 200
    per_second: float = 28.0
    per_second_in_chat: float = 1.0
    per_minute_in_group: float = 20.0


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a message; plain text that the network escapes, ``strong`` set off where it can."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """A button as it is seen; exactly one of press, url and start is set.

    ``start`` opens the bot's private chat and sends it that word.
    """

    label: str
    press: str = ""
    url: str = ""
    start: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send: ``remote`` is this network's own name for it; without one the content goes."""

    name: str
    mime: str
    kind: str = "document"
    content: bytes | None = None
    remote: str = ""


@dataclass(frozen=True, slots=True)
class OwnPoll:
    """A poll of the network's own, as it is read; see ``handlers.chat.NativePoll``."""

    question: str
    options: tuple[str, ...]
    several: bool = False
    changeable: bool = True
    hidden: bool = False
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """One message, ready for the wire: words, or a file or poll that may carry words, or a place without any.

    ``asks_contact`` is the label of a button that shares one's own phone (private chats only).
    ``replies_to`` is the ref of a message of the same chat.
    """

    lines: tuple[Line, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    attachment: Attachment | None = None
    point: Point | None = None
    asks_contact: str = ""
    replies_to: str = ""
    quiet: bool = False
    poll: OwnPoll | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """A chat on the wire: its address, and the topic in it, if it has topics."""

    address: Address
    private: bool
    topic: str = ""


class TryLater(Exception):
    """The network cannot now; ``after`` is when to ask again, ``whole_bot`` that nothing else goes either.

    ``in_doubt``: it was asked and did not answer, so what was asked may have been done all the same.
    """

    def __init__(
        self, reason: str, after: timedelta, *, whole_bot: bool = False, in_doubt: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason, self.after, self.whole_bot, self.in_doubt = reason, after, whole_bot, in_doubt


class Unreachable(Exception):
    """This address is over: blocked, deactivated, kicked, not found. It is not tried again."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Moved(Exception):
    """The chat has a new address; the same message goes there."""

    def __init__(self, new: str) -> None:
        super().__init__(new)
        self.new = new


class OurFault(Exception):
    """The network refuses what we sent; kept with its reason, the rest goes on."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Commands = Mapping[Language, Sequence[tuple[str, str]]]
"""A menu: each command with what it does, by language."""


class Gateway(Protocol):
    """One village's bot on one network. Every method may raise TryLater, Unreachable, Moved or OurFault."""

    @property
    def network(self) -> str:
        """The word that stands in addresses of this network."""
        ...

    @property
    def village(self) -> VillageSlug:
        """Whose bot this is."""
        ...

    def limits(self, room: Room) -> Limits:
        """Tell what can be done in a room."""
        ...

    def link(self, start: str) -> str:
        """Give the address of a page that opens the bot's private chat with ``start``."""
        ...

    async def say(self, room: Room, message: Message) -> str:
        """Send a message and give its ref; of a poll of its own the ref is ``naming`` that poll, too."""
        ...

    async def edit(self, room: Room, ref: str, message: Message) -> None:
        """Change a message; the same text again is no error. Raises Unreachable if it is gone.

        A poll of the network's own is stopped, if it is open no more; nothing else of it can change.
        """
        ...

    async def pin(self, room: Room, ref: str) -> None:
        """Pin a message, without a sound."""
        ...

    async def unpin(self, room: Room, ref: str) -> None:
        """Unpin a message; one that is not pinned is no error."""
        ...

    async def is_member(self, room: Room, address: Address) -> bool:
        """Tell whether someone is in a group now; a person who left or was banned is not."""
        ...

    async def toast(self, tap: str, text: str, *, alert: bool = False, start: str = "") -> None:
        """Answer a tap: a line that only the person sees; with ``start`` the private chat opens instead."""
        ...

    async def whisper(
        self, room: Room, tap: str, to: Address, message: Message, *, instead: str = ""
    ) -> None:
        """Say words in a group that one person alone sees, after their tap; whether they do is not told.

        ``instead`` is the ref of a whisper to them whose button they tapped: it gives way to this one.
        """
        ...

    async def offer(self, room: Room, commands: Commands) -> None:
        """Set the menu of commands in a private chat, where the network has one."""
        ...

    async def fetch(self, remote: str) -> bytes:
        """Get the content of a file that someone sent."""
        ...


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a tap; ``start`` opens the bot's private chat instead."""

    tap: str
    text: str
    alert: bool = False
    start: str = ""


Ears = Callable[[Heard], Awaitable[object]]
"""Takes what came in; when it returns, what matters is stored and may be confirmed to the network."""


class AnsweringEars(Protocol):
    """Ears for a network that can carry a toast in its confirmation, which saves a call for each tap."""

    async def __call__(self, heard: Heard, *, carries_toast: bool = False) -> Toast | None:
        """Hear it; give the toast that is left to be carried, where it is all there is to say."""
        ...
