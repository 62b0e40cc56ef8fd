"""People of a village: who they are here, what they may do, until when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum

from village.errors import Refusal, refusal
from village.ids import InvitationId, MandateId, PersonId, SectionSlug, VillageSlug
from village.texts import Language, Word


class Role(StrEnum):
    """What a person may be in a village besides living there."""

    ASSEMBLY_MEMBER = "assembly"
    COMMISSION_MEMBER = "commission"
    DEPUTY = "deputy"
    OFFICE = "office"
    AKIM = "akim"

    @property
    def word(self) -> Word:
        """Give the role's word in the locales."""
        return Word(f"role-{self}")


class Level(IntEnum):
    """How far it is known who someone is; never a yes or no, and every result is shown split by it."""

    CHAT = 0  # in the village's chat
    PHONE = 1  # a phone that the messenger confirmed
    ROLL = 2  # matched to the village's roll, or vouched for

    @property
    def word(self) -> Word:
        """Give the level's word in the locales."""
        return Word(f"level-{self.value}")


MAY_INVITE: dict[Role, frozenset[Role]] = {
    Role.AKIM: frozenset({Role.OFFICE, Role.COMMISSION_MEMBER, Role.ASSEMBLY_MEMBER}),
    Role.OFFICE: frozenset({Role.COMMISSION_MEMBER, Role.ASSEMBLY_MEMBER}),
}
NEEDS_PROTOCOL = frozenset({Role.COMMISSION_MEMBER, Role.ASSEMBLY_MEMBER})
INVITATION_LASTS = timedelta(days=7)
WRONG_CODES_AN_HOUR = 10


class BasisKind(StrEnum):
    """The paper that something rests on."""

    ORDER = "order"
    PROTOCOL = "protocol"


@dataclass(frozen=True, slots=True)
class Basis:
    """An order or a protocol by its number and day; as typed, when it was only typed."""

    kind: BasisKind
    number: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which unurgent letters wait: from the evening hour to the morning one, local time."""

    begins: time = time(21)
    ends: time = time(8)

    def covers(self, moment: time) -> bool:
        """Tell whether a local time lies in these hours; they may pass midnight."""
        if self.begins <= self.ends:
            return self.begins <= moment < self.ends
        return moment >= self.begins or moment < self.ends


FRIDAY = 4
FRIDAY_PRAYER = Quiet(time(12, 30), time(14, 30))


def decent_from(local: datetime, quiet: Quiet) -> datetime:
    """Give the first local moment, at or after this one, that is in no quiet hours."""
    moment = local
    while (ends := _quiet_until(moment, quiet)) is not None:
        moment = ends
    return moment


def _quiet_until(local: datetime, quiet: Quiet) -> datetime | None:
    hours = [quiet]
    if local.weekday() == FRIDAY:
        hours.append(FRIDAY_PRAYER)
    for hour in hours:
        if hour.covers(local.time()):
            ends = datetime.combine(local.date(), hour.ends, local.tzinfo)
            return ends if ends > local else ends + timedelta(days=1)
    return None


@dataclass(frozen=True, slots=True)
class Mandate:
    """A role held from a day to a day; rights lapse with it."""

    id: MandateId
    village: VillageSlug
    person: PersonId
    role: Role
    begins: date
    ends: date
    basis: Basis
    ended_at: datetime | None = None

    def holds(self, today: date) -> bool:
        """Tell whether the mandate gives rights on a day."""
        return self.ended_at is None and self.begins <= today <= self.ends


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time offer of a role; the code itself is kept only as a hash."""

    id: InvitationId
    village: VillageSlug
    role: Role
    begins: date
    ends: date
    basis: Basis
    issued_by: PersonId | None
    issued_at: datetime
    used_at: datetime | None = None
    cancelled_at: datetime | None = None

    def usable(self, now: datetime) -> bool:
        """Tell whether it can still be taken up: not used, not cancelled, not old."""
        return not (self.used_at or self.cancelled_at or now >= self.issued_at + INVITATION_LASTS)


def check_may_invite(held: Iterable[Role], role: Role, basis: Basis | None) -> None:
    """Refuse an invitation to a role that is not theirs to give, or that lacks the protocol that elected."""
    if not any(role in MAY_INVITE.get(mine, ()) for mine in held):
        raise RoleNotYours(role=role.word)
    if role in NEEDS_PROTOCOL and (basis is None or basis.kind is not BasisKind.PROTOCOL):
        raise ProtocolNeeded(role=role.word)


@dataclass(frozen=True, slots=True)
class Resident:
    """A person in a village: where they live, what they hear in private, in which language.

    ``level`` is how far it is known here who they are; it is gained elsewhere, and not kept with the rest.
    """

    village: VillageSlug
    person: PersonId
    language: Language | None = None
    section: SectionSlug | None = None
    lives_here: bool = True
    subscribed: bool = False
    reachable: bool = False
    consented: bool = False
    quiet: Quiet = field(default_factory=Quiet)
    level: Level = Level.CHAT


@refusal
class CodeRefused(Refusal):
    """A used, old or foreign code: one sentence for all, so that nothing is given away."""

    message = "code-refused"


@refusal
class RoleNotYours(Refusal):
    """Someone invites to a role that is not theirs to give."""

    message = "role-not-yours"
    role: Word


@refusal
class ProtocolNeeded(Refusal):
    """Commission and assembly members are invited only by the protocol that elected them."""

    message = "protocol-needed"
    role: Word
