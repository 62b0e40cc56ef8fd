"""What one person gives to one thing: an answer to a notice, in time a ballot or a signature.

A gift is decided by a pure rule over what is read of the thing, of the giver, and of what they gave before;
so the rules of many gifts can be asked over one reading, and many gifts be kept at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from village.chats import Address, Membership
from village.ids import PersonId, VillageSlug
from village.outbox import Subject
from village.people import Resident, Role
from village.updates import Update

ThingKey = tuple[VillageSlug, int]
"""A thing of a village, by its number."""
GiftKey = tuple[VillageSlug, int, PersonId]
"""What one person gives to one thing."""

What = TypeVar("What")
Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives, as far as the village knows them: with the roles they hold today, the chats they are in."""

    person: PersonId | None = None
    resident: Resident | None = None
    roles: frozenset[Role] = frozenset()
    inside: tuple[Membership, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided(Generic[What, Said]):
    """What was decided of a gift.

    ``keeps`` stands from now on; None leaves what stood. ``shows`` says that the thing's card looks otherwise
    now, in the giver's village and ``shows_in`` these. ``said`` is what the giver is told; ``answer`` is the
    same as it is kept beside the update. ``thing`` is the thing as it is from now on, where the gift changes
    it: the next gift is decided over that. ``due`` are deadlines of the thing that have come with it.
    """

    keeps: What | None
    said: Said
    shows: bool = False
    answer: str = ""
    thing: Any = None
    shows_in: tuple[VillageSlug, ...] = ()
    due: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gift(Generic[What, Said]):
    """What came in, and the rule that decides it.

    ``decide`` gets the thing, the giver, and what they gave before (None where there is nothing); it gives
    None for what has to go the ordinary way. ``card`` is the kind of the thing's card. ``asks_members``: the
    rule asks which chats the giver is in.
    """

    update: Update
    giver: Address
    thing: Subject
    card: str
    at: datetime
    decide: Callable[[Any, Giver, What | None], Decided[What, Said] | None]
    asks_members: bool = False
