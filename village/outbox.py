"""What must be said later and to whom, how far it is, where it stands, and what comes due."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from village.ids import ChatId, PersonId, SectionSlug, VillageSlug


@dataclass(frozen=True, slots=True)
class Subject:
    """What a card, a letter or a deadline is about."""

    kind: str
    id: int


class Scope(StrEnum):
    """Which people of an audience a private letter is for."""

    SUBSCRIBERS = "subscribers"
    UNANSWERED = "unanswered"  # subscribers who have not answered the gathering or the poll
    UNDECIDED = "undecided"  # those who come or are not sure
    COMING = "coming"  # those who come
    ANSWERED = "answered"  # those whose answer to a poll counts
    HAD_IT = "had-it"  # whoever was sent a private letter about it
    MEMBERS = "members"  # holders of a role: the assembly's members
    COMMISSION = "commission"  # the commission's
    OFFICE = "office"  # the akim and the office


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom: groups of a section, and people in private. ``about`` is what scopes like COMING look at."""

    section: SectionSlug | None = None
    groups: bool = False
    private: Scope | None = None
    about: Subject | None = None


class LetterState(StrEnum):
    """How far a letter is."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    UNREACHABLE = "unreachable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Letter:
    """One thing to say to one reader: never frozen words, its card is made when its turn comes.

    ``edit`` says again a card that stands already: no new delivery, and not counted as one.
    ``failing_since`` is when its network first could not; ``said`` are the refs of those of its messages
    that stand already, where it was stopped between them.
    """

    id: int
    village: VillageSlug
    kind: str
    about: Subject
    due_at: datetime
    chat: ChatId | None = None
    person: PersonId | None = None
    urgent: bool = False
    campaign: int | None = None
    tries: int = 0
    edit: bool = False
    failing_since: datetime | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rest:
    """Until when a chat or a person is not written to; or not with edits alone, which collapse meanwhile."""

    village: VillageSlug
    until: datetime
    chat: ChatId | None = None
    person: PersonId | None = None
    only_edits: bool = False


@dataclass(frozen=True, slots=True)
class Campaign:
    """A big send: one row, from which letters are cut in chunks.

    ``over`` spreads its private letters evenly over so long from ``due_at``; groups hear at once, and what is
    urgent is never spread. A letter cut in its reader's quiet hours waits for their end like any other.
    """

    id: int
    village: VillageSlug
    kind: str
    about: Subject
    audience: Audience
    due_at: datetime
    urgent: bool = False
    over: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """How far a send is, counted by letters; ``chats`` and ``people`` are how many of the sent are which.

    ``until`` is when the last letters of a spread send go, as long as there are any to cut.
    """

    sent: int
    waiting: int
    unreachable: int
    failed: int
    chats: int = 0
    people: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment that has come."""

    id: int
    village: VillageSlug
    kind: str
    about: Subject
    due_at: datetime


_NAMED = "~"


def naming(ref: str, native: str) -> str:
    """Give a ref that also tells under which name its network knows the poll of its own that stands there."""
    return f"{ref}{_NAMED}{native}"


def named(ref: str) -> tuple[str, str]:
    """Give a ref apart: the place of its message, and the name of the network's own poll, if it is one."""
    place, _, native = ref.partition(_NAMED)
    return place, native


@dataclass(frozen=True, slots=True)
class Standing:
    """A card as it stands in a chat: which messages carry it, since when, and whether it is pinned."""

    village: VillageSlug
    kind: str
    about: Subject
    chat: ChatId | None
    person: PersonId | None
    refs: tuple[str, ...]
    at: datetime
    pinned: bool = False

    @property
    def natives(self) -> tuple[str, ...]:
        """List the names of the network's own polls among its messages."""
        return tuple(native for _, native in map(named, self.refs) if native)
