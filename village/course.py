"""What is asked of the village for a time, quick polls and surveys alike: whom it asks, and its course.

What was published stays as it was; only the end may move, to a later moment.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from village.chats import Membership
from village.errors import Refusal, refusal
from village.ids import PersonId, SectionSlug, VillageSlug
from village.people import Level, Resident, Role
from village.texts import Word
from village.villages import Named, Village

LONGEST = timedelta(days=30)
SHORTEST = timedelta(minutes=10)
NUDGE_AFTER = 2 / 3
"""After what share of its time those who have not answered are reminded, once."""


class State(StrEnum):
    """How far something asked is."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    STOPPED = "stopped"  # by the operator: no result is shown


class Step(StrEnum):
    """What someone still has to do before their answer counts."""

    PHONE = "phone"  # let the messenger confirm their phone
    ROLL = "roll"  # be found in the village's roll, or be vouched for
    SECTION = "section"  # say where they live


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Whom something asks, and until when.

    ``level`` is what an answer needs to count; ``hours_in_chat`` holds for what needs no level.
    """

    closes_at: datetime
    section: SectionSlug | None = None
    role: Role | None = None
    level: Level = Level.CHAT
    hours_in_chat: int = 24


TermsT = TypeVar("TermsT", bound=Terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Generic[TermsT]):
    """What was published, or is planned; ``first_closes_at`` is the end that was first promised.

    ``author_role`` is the role in which it was asked.
    """

    village: VillageSlug
    number: int
    author: PersonId
    plan: TermsT
    opens_at: datetime
    first_closes_at: datetime
    author_role: Role
    state: State = State.PLANNED
    closed_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Tell whether an answer counts now, however late anybody looks at the clock."""
        return self.state is State.OPEN and now < self.plan.closes_at

    def check_open(self, now: datetime) -> None:
        """Refuse what comes too late."""
        if not self.is_open(now):
            raise AskedOver(number=self.number)

    @property
    def nudge_at(self) -> datetime:
        """Give the moment from which those who have not answered may be reminded."""
        return self.opens_at + (self.plan.closes_at - self.opens_at) * NUDGE_AFTER


AskedT = TypeVar("AskedT", bound=Asked[Any])


# ----------------------------------------------------------------------------------------- who may answer


@dataclass(frozen=True, slots=True)
class Voter:
    """Who answers, as far as the village knows them.

    ``listed``: their network has no groups, and the village there is the list of those who gave consent.
    """

    level: Level = Level.CHAT
    inside: tuple[Membership, ...] = ()
    listed: bool = False
    roles: frozenset[Role] = frozenset()
    section: SectionSlug | None = None
    lives_here: bool | None = None
    name: str = ""


def voter_of(
    resident: Resident | None,
    roles: Collection[Role],
    inside: tuple[Membership, ...],
    *,
    listed: bool,
    name: str = "",
) -> Voter:
    """Make a voter of what is known; where someone lives is known by their own word, else by their chat."""
    known = resident if resident and resident.consented else None
    of_chats = {each.section for each in inside if each.section is not None}
    of_chat = next(iter(of_chats)) if len(of_chats) == 1 else None
    return Voter(
        level=known.level if known else Level.CHAT,
        inside=inside,
        listed=listed and known is not None,
        roles=frozenset(roles),
        section=known.section if known and known.lives_here and known.section else of_chat,
        lives_here=known.lives_here if known else None,
        name=name,
    )


def check_may_answer(asked: Asked[Any], village: Village, voter: Voter, now: datetime) -> None:
    """Refuse whoever is not asked: of another role or settlement, in none of the chats, too new there."""
    plan = asked.plan
    if plan.role is not None:
        if plan.role not in voter.roles:
            raise ForRole(role=plan.role.word)
        return
    # Whoever is on the roll lives here, in the chat or not; whom the roll decides on is asked there.
    by_roll = Level.ROLL in {voter.level, plan.level}
    if not (voter.inside or voter.listed or by_roll):
        raise NotInChat
    if plan.level is Level.CHAT and not voter.listed and (since := _joined(voter)):
        may_from = since + timedelta(hours=plan.hours_in_chat)
        if now < may_from:
            raise TooNewInChat(hours=plan.hours_in_chat, at=may_from)
    if plan.section is not None and (voter.section or plan.section) != plan.section:
        raise OfSection(section=village.place_name(plan.section))


def _joined(voter: Voter) -> datetime | None:
    """Give since when someone is in the chats: the longest counts; None for whoever was always there."""
    since = [each.since for each in voter.inside]
    return None if None in since or not since else min(moment for moment in since if moment is not None)


def missing_step(asked: Asked[Any], voter: Voter) -> Step | None:
    """Name the one step that is missing before an answer counts; none where it counts."""
    plan = asked.plan
    if voter.level < plan.level:
        return Step.PHONE if voter.level < Level.PHONE else Step.ROLL
    if plan.section is not None and voter.section is None and plan.role is None:
        return Step.SECTION
    return None


# ----------------------------------------------------------------------------------------------- its course


def check_closes(closes_at: datetime, opens_at: datetime, longest: timedelta = LONGEST) -> None:
    """Refuse an end that leaves no time, or more than may be."""
    if closes_at < opens_at + SHORTEST:
        raise ClosesTooSoon(minutes=int(SHORTEST / timedelta(minutes=1)))
    if closes_at > opens_at + longest:
        raise ClosesTooLate(days=longest.days, latest=opens_at + longest)


def opened(asked: AskedT, now: datetime) -> AskedT:
    """Open what is planned; one whose whole time passed while nobody could open it lasts as long from now."""
    plan = asked.plan
    if now >= plan.closes_at:
        plan = replace(plan, closes_at=now + (plan.closes_at - asked.opens_at))
    return replace(asked, plan=plan, state=State.OPEN)


def closed(asked: AskedT, now: datetime) -> AskedT:
    """Close what is open: at its time, or early."""
    if asked.state is not State.OPEN:
        raise AskedOver(number=asked.number)
    return replace(asked, state=State.CLOSED, closed_at=now)


def stopped(asked: AskedT, now: datetime) -> AskedT:
    """Stop it for the operator: it ends without a result."""
    if asked.state not in {State.OPEN, State.PLANNED}:
        raise AskedOver(number=asked.number)
    return replace(asked, state=State.STOPPED, closed_at=now)


def prolonged(asked: AskedT, closes_at: datetime, now: datetime, longest: timedelta = LONGEST) -> AskedT:
    """Move the end of what is open to a later moment; all else stays frozen."""
    asked.check_open(now)
    if closes_at <= asked.plan.closes_at:
        raise NotLater(at=asked.plan.closes_at)
    check_closes(closes_at, now, longest)
    return replace(asked, plan=replace(asked.plan, closes_at=closes_at))


def check_may_manage(asked: Asked[Any], person: PersonId, roles: Collection[Role]) -> None:
    """Refuse whoever may not manage it: only its author may, while in the role in which they asked.

    What the akim or the office asked, the whole office may. Whose author has lost the role ends by itself.
    """
    office = {Role.AKIM, Role.OFFICE}
    of_office = asked.author_role in office and bool(office & set(roles))
    if not (of_office or (person == asked.author and asked.author_role in roles)):
        raise NotYours(number=asked.number)


@refusal
class NotYours(Refusal):
    """Somebody else's asked."""

    message = "poll-not-yours"
    number: int


@refusal
class AskedOver(Refusal):
    """An answer, or a change, after the end."""

    message = "poll-over"
    number: int


@refusal
class NotInChat(Refusal):
    """An answer from someone who is in none of the village's chats."""

    message = "poll-not-in-chat"


@refusal
class TooNewInChat(Refusal):
    """An answer from someone who has only just joined."""

    message = "poll-too-new"
    hours: int
    at: datetime


@refusal
class ForRole(Refusal):
    """Something asked among holders of a role."""

    message = "poll-for-role"
    role: Word


@refusal
class OfSection(Refusal):
    """Something asked in another settlement."""

    message = "poll-of-section"
    section: Named


@refusal
class ClosesTooSoon(Refusal):
    """An end that leaves nobody time to answer."""

    message = "poll-closes-too-soon"
    minutes: int


@refusal
class ClosesTooLate(Refusal):
    """An end further away than it may stay open."""

    message = "poll-closes-too-late"
    days: int
    latest: datetime


@refusal
class NotLater(Refusal):
    """A new end that is not later than the old one."""

    message = "poll-not-later"
    at: datetime
