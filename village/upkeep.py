"""What an operator looks at: how far the letters are, who is reached, when the program last drew breath."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from village.ids import PetitionId, VillageSlug
from village.outbox import LetterState


@dataclass(frozen=True, slots=True)
class LetterCount:
    """How many letters of a kind are in a state."""

    kind: str
    state: LetterState
    letters: int


@dataclass(frozen=True, slots=True)
class VillageCount:
    """A village's letters: what waits now and since when; what was sent and what failed since a moment."""

    village: VillageSlug
    waiting: int = 0
    oldest: datetime | None = None
    sent: int = 0
    failed: int = 0
    unreachable: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why letters were not delivered, in the network's words, and how many."""

    state: LetterState
    reason: str
    letters: int


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A running process as it last told of itself."""

    process: str
    at: datetime
    tick_ms: int
    letters_sent: int


@dataclass(frozen=True, slots=True)
class BotState:
    """A village's bot on a network: is it reached, and a digest of what the network was told."""

    village: VillageSlug
    network: str
    reached: bool
    reason: str
    at: datetime
    told: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a pass came among what has ended."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class RegisterPlace:
    """How far a pass came in a petition's register."""

    village: VillageSlug
    petition: PetitionId
    number: int


@dataclass(frozen=True, slots=True)
class Lease:
    """A worker's hold on a village's lane; ``term`` grows each time that the lane is taken."""

    village: VillageSlug
    holder: str
    term: int


@dataclass(frozen=True, slots=True)
class Holders:
    """Which workers are there, who has which lane, and which lanes were left in the middle."""

    workers: frozenset[str]
    lanes: Mapping[VillageSlug, str]
    left: frozenset[VillageSlug]


class StoreAway(Exception):
    """The store cannot now: gone, full or busy. What was under way is undone, and may be tried again.

    The reason is the machine's own: it holds nobody's words, no row, and no password.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The database cannot keep or give anything now: {reason}; "
            "is it running, is there room on its disk, does [app] database name it rightly?"
        )
        self.reason = reason


class Collided(StoreAway):
    """Two pieces of work stood in each other's way, and this one was undone; at once again it may pass."""
