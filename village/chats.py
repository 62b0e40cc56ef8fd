"""Where people are reached: addresses on networks, and the chats a village lives in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from village.ids import ChatId, SectionSlug, VillageSlug


@dataclass(frozen=True, slots=True)
class Address:
    """A person's or a chat's address on a network; both words are opaque outside the network's own room."""

    network: str
    id: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A group the bot has seen; bound, it belongs to the unit or to one of its settlements.

    ``can_pin`` is None until the network has told what the bot may do there.
    """

    id: ChatId
    village: VillageSlug
    address: Address
    title: str
    bound: bool = False
    present: bool = True
    section: SectionSlug | None = None
    topic: str = ""
    can_pin: bool | None = None


MEMBERSHIP_HOLDS = timedelta(hours=6)
"""How long it is believed what a network told of someone's being in a chat; then it is asked again."""


@dataclass(frozen=True, slots=True)
class Membership:
    """That someone is in a bound chat of the village.

    ``since`` is the joining that the bot saw; None for whoever was there before it looked. ``section`` is the
    settlement whose chat it is; None for the whole unit's.
    """

    since: datetime | None = None
    section: SectionSlug | None = None
