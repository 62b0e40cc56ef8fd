"""One-time links of petitions: to the page where an IIN is given, and to a signature somebody stands by."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from village.errors import Refusal, refusal
from village.ids import PersonId, PetitionId, VillageSlug
from village.people import Role


class Use(StrEnum):
    """What a link is for."""

    PAGE = "page"
    DOOR = "door"
    SHEET = "sheet"


LASTS = {Use.PAGE: timedelta(minutes=30), Use.DOOR: timedelta(hours=12), Use.SHEET: timedelta(hours=1)}
"""For how long a link can be used: the page's once, the one shown from door to door by any number.

The one to a sheet's lines is used as often as whoever it was given to likes.
"""


@dataclass(frozen=True, slots=True)
class PetitionCode:
    """A link that was given out: who it was given to, for which petition, in which village.

    ``home`` keeps the petition, ``village`` is where the link was asked for; ``sheet`` is typed in there.
    """

    home: VillageSlug
    petition: PetitionId
    village: VillageSlug
    use: Use
    person: PersonId
    ends_at: datetime
    used_at: datetime | None = None
    sheet: int | None = None

    def is_good_for(self, use: Use, now: datetime) -> bool:
        """Tell whether it opens what it was made for."""
        return self.use is use and self.used_at is None and now < self.ends_at


def may_stand_by(roles: Collection[Role]) -> bool:
    """Tell whether a holder of these roles may go from door to door."""
    return Role.DEPUTY in roles


@refusal
class CodeOver(Refusal):
    """A link whose time is over, or that was used, or that never was."""

    message = "petition-code-over"


@refusal
class OwnWitness(Refusal):
    """Somebody who would stand by their own signature."""

    message = "petition-own-witness"


@refusal
class IinSigned(Refusal):
    """An IIN with which it is signed already."""

    message = "petition-iin-signed"


@refusal
class NoPageForLines(Refusal):
    """Lines with an IIN where the bot has no page of its own to type them in on."""

    message = "onpaper-no-page"


@refusal
class OnPaperOnly(Refusal):
    """An IIN where the bot has no page of its own to give it on."""

    message = "petition-paper-only"
