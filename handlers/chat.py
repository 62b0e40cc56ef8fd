"""A conversation in no network's dialect: what is heard, and what may be said.

Handlers give keys and facts; ``bot/speech`` makes sentences of them in the reader's language, ``bot/layout``
lays them out within a network's limits, and each network's ``outbound`` puts them on its wire.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum

from village.announcements import Point
from village.chats import Address
from village.ids import FileId, VillageSlug
from village.outbox import Subject
from village.texts import Bilingual, Day, Language, Word
from village.villages import Named


@dataclass(frozen=True, slots=True)
class Numbered:
    """Items said one a line, numbered from one."""

    items: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence by its key in the locales, with the facts for its blanks.

    ``strong`` is set off where the network can; ``close`` stands right under what is before it.
    """

    key: str
    facts: Mapping[str, "Fact"] = field(default_factory=dict)
    strong: bool = False
    close: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a person, as typed: text, never markup."""

    text: Bilingual


Fact = (
    str
    | int
    | date
    | datetime
    | time
    | Word
    | Day
    | Named
    | Bilingual
    | Numbered
    | Say
    | Language
    | tuple[str | Word | Named | Bilingual | Say, ...]
)
Said = Say | Quote


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its words, and the press it sends; ``count`` stands after the words, ``url`` opens a page.

    ``ticked`` marks what is chosen already. Words of people that a button has no room for are said above it,
    numbered, and the button carries the number.
    """

    label: Say | Bilingual | Named | str
    press: str = ""
    count: int | None = None
    url: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A file made by us: a PDF, a calendar entry, a table."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NativePoll:
    """A question asked by the network's own poll, both languages in a line; ``says`` is what stands beside.

    ``several``: more than one option may be chosen. ``hidden``: nobody sees what was chosen until it closes.
    Once asked nothing of it changes but ``rows``, and those when it closes.
    """

    question: Bilingual
    options: tuple[Bilingual, ...]
    says: tuple[Said, ...] = ()
    rows: tuple[tuple[Choice, ...], ...] = ()
    several: bool = False
    changeable: bool = True
    hidden: bool = False
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """A message. With a subject it has a name and stands in its chat: said again, it is edited there.

    ``both`` says it in Kazakh and Russian together, as a group reads it; else in the reader's language.
    ``instead`` puts it in place of the message whose button was pressed, where the network may edit.
    ``here`` answers where it was asked, in the group too; else it goes to the asker's private chat.
    ``rows`` are rows of buttons, mostly one button a row: old phones are narrow and names are long.
    ``calendar`` are rows of days to pick from, shown only where a network has buttons enough for them.
    ``replies`` is the kind of the card, of the same subject and in the same chat, that this one replies to.
    ``native`` goes in place of words and buttons where the network has polls of its own.
    """

    says: tuple[Said, ...]
    rows: tuple[tuple[Choice, ...], ...] = ()
    calendar: tuple[tuple[Choice, ...], ...] = ()
    about: Subject | None = None
    files: tuple[FileId | Paper, ...] = ()
    point: Point | None = None
    pinned: bool = False
    both: bool = False
    instead: bool = False
    here: bool = False
    asks_contact: Say | None = None
    replies: str = ""
    quiet: bool = False
    native: NativePoll | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A short answer to one person: a toast on a tap, else a private message; ``alert`` waits for OK."""

    say: Say
    alert: bool = False


@dataclass(frozen=True, slots=True)
class GoPrivate:
    """A link that goes on in the private chat; ``start`` is what its first message carries."""

    say: Say
    label: Say
    start: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the asker is told at once; all else goes through the outbox.

    ``language`` is what this reply is said in; without one, in Kazakh and Russian together.
    ``commands`` are what the asker's menu offers from now on; empty leaves it as it is. ``whisper`` is a card
    of words and buttons that the asker alone sees in the group where they tapped, where the network can; it
    may go unsaid, so the note says all that matters; ``aloud`` is said where there is no room to whisper.
    ``kept_as`` is what is kept, and answered to the same
    thing once more, where what is said is not to be kept.
    """

    cards: tuple[Card | GoPrivate, ...] = ()
    note: Note | None = None
    language: Language | None = None
    commands: tuple[str, ...] = ()
    whisper: Card | None = None
    aloud: tuple[GoPrivate, ...] = ()
    kept_as: "Reply | None" = None


def reply(*cards: Card | GoPrivate, note: Note | None = None, language: Language | None = None) -> Reply:
    """Make a reply of cards."""
    return Reply(cards=cards, note=note, language=language)


def unwhispered(said: Reply) -> Reply:
    """Say aloud what cannot be whispered."""
    return replace(said, whisper=None, cards=(*said.cards, *said.aloud), aloud=())


def placed(said: Reply, *, instead: bool) -> Reply:
    """Put all cards of a reply in place of the message whose button was pressed, or under it."""
    cards = (replace(card, instead=instead) if isinstance(card, Card) else card for card in said.cards)
    return replace(said, cards=tuple(cards))


def one_a_row(*choices: Choice) -> tuple[tuple[Choice, ...], ...]:
    """Put each button in a row of its own."""
    return tuple((choice,) for choice in choices)


# ------------------------------------------------------------------------------------------ what is heard


class SenderKind(StrEnum):
    """Who stands behind a message; only a person has rights and answers."""

    PERSON = "person"
    HIDDEN = "hidden"  # an anonymous admin or a channel: nobody knows who
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class HeardFile:
    """A file as a network names it; its content is fetched later, through the same network."""

    remote: str
    kind: str  # photo, document, voice, round, video
    name: str
    mime: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Wrote:
    """Text, a file with or without words, or a place on the map."""

    text: str = ""
    file: HeardFile | None = None
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button; ``tap`` is what the network answers the tap by, ``ref`` the message it stood under.

    ``whispered``: that message is seen by the sender alone.
    """

    data: str
    tap: str = ""
    ref: str = ""
    whispered: bool = False


@dataclass(frozen=True, slots=True)
class GaveContact:
    """A phone shared by the network's own button; only one's own counts."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class BotAdded:
    """The bot was added to a group, or its rights there changed."""

    can_pin: bool


@dataclass(frozen=True, slots=True)
class BotRemoved:
    """The bot was removed from a group; in private: the person blocked it."""


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """A group became a supergroup and has a new id."""

    new: str


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """The sender came into a group, or was brought in; ``at`` is when, as the network tells."""

    at: datetime


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """The sender went out of a group, or was thrown out; ``at`` is when, as the network tells."""

    at: datetime


@dataclass(frozen=True, slots=True)
class PollAnswered:
    """An answer in a network's own poll: its name there, and the options by their place; none: taken back.

    It tells no chat: a poll can be forwarded anywhere. ``room`` is then the sender's own address.
    """

    native: str
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IinTyped:
    """A message that was an IIN and nothing else; the number itself goes no further."""


What = (
    Wrote
    | IinTyped
    | Pressed
    | GaveContact
    | BotAdded
    | BotRemoved
    | ChatMoved
    | MemberJoined
    | MemberLeft
    | PollAnswered
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that came in from a network, named in our words.

    ``update`` is the network's own number of it for this village's bot: the same number comes twice when the
    network is not sure that we have it. ``room`` is the chat it was said in; in private it equals ``sender``.
    ``name`` is how the sender is called there, as every member of a chat sees it.
    """

    village: VillageSlug
    update: int
    sender: Address
    sender_kind: SenderKind
    room: Address
    private: bool
    what: What
    title: str = ""
    topic: str = ""
    name: str = ""
