"""Duties: who owes a step of a procedure by when, who is reminded, who may ask when it is late.

A cycle is a procedure begun for a village, with the rules it began with; each of its steps is a duty of those
who hold a role. Whoever is checked never guards the checker: nobody of the akim's office hears that the
commission is late.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from village.errors import Refusal, refusal
from village.ids import CycleId, DutyId, FileId, PersonId, VillageSlug
from village.people import Mandate, Role
from village.procedures import (
    Apart,
    Dated,
    InOrder,
    Procedure,
    ProcedureStep,
    Proof,
    SameDay,
    dates_of,
)
from village.texts import Bilingual, Word
from village.villages import Named
from village.working_days import DaysOff

BEFORE = (7, 3, 1, 0)
"""So many days before, and on the day itself, its owner is reminded: on the last working day by then."""
LATE = (1, 3, 7)
"""So many days after it whoever owes it, and whoever may ask, hear that it is late: on a working day."""
SNOOZES = (1, 3)
"""For so many days a reminder can be put off."""
WORDS_AT_MOST = 500

_DAY = timedelta(days=1)
# No rest in Kazakhstan is longer, and a reminder moves by no more.
_LONGEST_REST = 14
_LINK = ("https://", "http://")

_ABOVE: Mapping[Role, tuple[Role, ...]] = {
    Role.OFFICE: (Role.AKIM, Role.DEPUTY),
    Role.AKIM: (Role.DEPUTY, Role.OFFICE),
    Role.COMMISSION_MEMBER: (Role.ASSEMBLY_MEMBER, Role.DEPUTY, Role.AKIM),
    Role.ASSEMBLY_MEMBER: (Role.AKIM, Role.OFFICE, Role.DEPUTY),
    Role.DEPUTY: (),
}
"""Who is told, the first of them that anybody holds, where nobody holds a role or its holders cannot."""

_GUARDS: Mapping[Role, tuple[tuple[int, Role], ...]] = {
    Role.OFFICE: ((1, Role.COMMISSION_MEMBER), (3, Role.DEPUTY)),
    Role.AKIM: ((1, Role.COMMISSION_MEMBER), (3, Role.DEPUTY)),
    Role.COMMISSION_MEMBER: ((1, Role.ASSEMBLY_MEMBER),),
    Role.ASSEMBLY_MEMBER: ((1, Role.DEPUTY),),
    Role.DEPUTY: (),
}
"""Who may ask, from how many days of lateness on."""


class Did(StrEnum):
    """What was done about a duty."""

    DONE = "done"
    REOPENED = "reopened"
    MOVED = "moved"
    SNOOZED = "snoozed"
    OFFERED = "offered"
    TAKEN = "taken"
    REFUSED = "refused"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class DutyAct:
    """One line of a duty's history. ``day`` is until when, where it is put off or moved."""

    did: Did
    at: datetime
    by: PersonId | None
    role: Role
    day: date | None = None
    words: Bilingual = field(default_factory=Bilingual)
    file: FileId | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What is brought as proof: words, among them a link, or a file."""

    words: str = ""
    file: FileId | None = None
    kind: Proof | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Until when one person is not reminded of a duty; without end for whoever cannot."""

    person: PersonId
    until: date | None


@dataclass(frozen=True, slots=True)
class Duty:
    """One step of a cycle: whose it is, by when, and how far it is.

    ``by_rule`` is the day as the rule says, ``due`` the one that holds: another one where it was moved, on
    the ``ground`` told. ``taker`` owes it alone since it was handed over; ``offered_by`` wants to.
    """

    village: VillageSlug
    id: DutyId
    cycle: CycleId
    place: int
    role: Role
    key: str
    by_rule: date | None = None
    due: date | None = None
    ground: Bilingual | None = None
    done_on: date | None = None
    taker: PersonId | None = None
    offered_by: PersonId | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be done."""
        return self.done_on is None

    @property
    def moved(self) -> bool:
        """Tell whether its day is not the rule's."""
        return self.ground is not None

    def late_days(self, today: date) -> int:
        """Tell by how many days it is late, or was when it was done; 0 where it is not."""
        if self.due is None:
            return 0
        return max(0, ((self.done_on or today) - self.due).days)


@dataclass(frozen=True)
class Cycle:
    """A procedure begun for a village; ``begins`` is the last day of its period, or the day of its event."""

    village: VillageSlug
    id: CycleId
    procedure: Procedure
    begins: date
    started_at: datetime
    started_by: PersonId | None = None
    stopped_at: datetime | None = None

    def step(self, duty: Duty) -> ProcedureStep:
        """Give the step that a duty is."""
        return self.procedure.steps[duty.place - 1]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {step.key: place for place, step in enumerate(self.procedure.steps, 1)}

    def before(self, place: int) -> int | None:
        """Give the place of the step that another one follows by its rule; None where it follows none."""
        match self.procedure.steps[place - 1].when:
            case SameDay(of):
                return self._places.get(of)
            case Apart(days, of) if days > 0:
                return self._places.get(of)
            case InOrder():
                return place - 1 or None
            case _:
                return None

    def after(self, place: int) -> tuple[int, ...]:
        """Give the places of the steps that follow one by their rules."""
        return tuple(each for each in self._places.values() if self.before(each) == place)


def blocked(cycle: Cycle, duties: Sequence[Duty]) -> frozenset[DutyId]:
    """Give the open duties that cannot be done yet: the step they follow is still open."""
    open_places = {duty.place for duty in duties if duty.is_open}
    return frozenset(duty.id for duty in duties if duty.is_open and cycle.before(duty.place) in open_places)


# ------------------------------------------------------------------------------------------ cycles


def duties_of(cycle: Cycle, ids: Iterable[DutyId], off: DaysOff) -> tuple[Duty, ...]:
    """Make the duties of a cycle that begins, each with its day."""
    dated = dates_of(cycle.procedure, cycle.begins, off)
    return tuple(
        Duty(cycle.village, new, cycle.id, place, each.step.who, each.step.key, each.due, each.due)
        for place, (new, each) in enumerate(zip(ids, dated, strict=False), 1)
    )


@dataclass(frozen=True, slots=True)
class Running:
    """A cycle with all of its duties and the days off around them; what is done gives all of them anew."""

    cycle: Cycle
    duties: tuple[Duty, ...]
    off: DaysOff

    def dated(self) -> tuple[Dated, ...]:
        """Give each duty its day as it is now, and how it came about."""
        moved = {duty.key: duty.due for duty in self.duties if duty.moved and duty.due}
        done = {duty.key: duty.done_on for duty in self.duties if duty.done_on}
        return dates_of(self.cycle.procedure, self.cycle.begins, self.off, moved, done)

    def done(self, which: Duty, given: Given, today: date) -> tuple[Duty, ...]:
        """Note a duty as done; those that are counted from it get their days."""
        check_open(which)
        self._check_order(which)
        check_proof(self.cycle.step(which), given)
        return self._with(replace(which, done_on=today, offered_by=None, pauses=()))

    def reopened(self, which: Duty) -> tuple[Duty, ...]:
        """Take back that a duty is done, as long as nothing that follows it is."""
        if which.is_open:
            raise NotDone
        if any(not duty.is_open for duty in self.duties if duty.place in self.cycle.after(which.place)):
            raise FollowedAlready
        return self._with(replace(which, done_on=None))

    def moved(self, which: Duty, to: date, ground: Bilingual, today: date) -> tuple[Duty, ...]:
        """Move a duty's day on a ground that stays visible; what hangs on that day goes with it."""
        check_open(which)
        if to < today:
            raise MovedToPast(day=to)
        if to == which.due:
            raise MovedNowhere(day=to)
        return self._with(replace(which, due=to, ground=ground))

    def renewed(self, procedure: Procedure) -> "Running":
        """Go on by other rules for what is still open and was not moved by itself."""
        if [step.key for step in procedure.steps] != [duty.key for duty in self.duties]:
            raise StepsDiffer
        by_rule = dates_of(procedure, self.cycle.begins, self.off)
        duties = tuple(
            replace(duty, by_rule=each.due, role=each.step.who) if duty.is_open else duty
            for duty, each in zip(self.duties, by_rule, strict=True)
        )
        return replace(self, cycle=replace(self.cycle, procedure=procedure), duties=duties).recounted()

    def _with(self, changed: Duty) -> tuple[Duty, ...]:
        duties = tuple(changed if duty.id == changed.id else duty for duty in self.duties)
        return replace(self, duties=duties).recounted().duties

    def recounted(self) -> "Running":
        """Give open duties the days that follow from others; what was moved by itself stays where it is."""
        dated = {each.step.key: each.due for each in self.dated()}
        duties = tuple(
            replace(duty, due=dated[duty.key]) if duty.is_open and not duty.moved else duty
            for duty in self.duties
        )
        return replace(self, duties=duties)

    def _check_order(self, which: Duty) -> None:
        """Refuse a step as done before the one it follows by its rule."""
        place = self.cycle.before(which.place)
        first = next((duty for duty in self.duties if duty.place == place and duty.is_open), None)
        if first is not None:
            raise StepBefore(number=first.place, step=self.cycle.step(first).what)


def check_open(duty: Duty) -> None:
    """Refuse what comes after a duty is done."""
    if duty.done_on is not None:
        raise DoneAlready(day=duty.done_on)


def check_proof(step: ProcedureStep, given: Given) -> None:
    """Refuse as proof what the step does not take, and what says nothing; more than a word is a word too."""
    kind = given.kind or (Proof.LINK if _is_link(given.words) else Proof.WORD)
    wanted = tuple(Word(f"proof-{each}") for each in Proof if each in step.proof)
    if not step.proof & {kind, Proof.WORD}:
        raise ProofNeeded(wanted=wanted)
    if given.kind is None and len(given.words.strip()) < _WORD_AT_LEAST:
        raise ProofNeeded(wanted=wanted)


_WORD_AT_LEAST = 3


def _is_link(words: str) -> bool:
    bare = words.strip()
    return bare.startswith(_LINK) and "." in bare and not any(map(str.isspace, bare))


# ------------------------------------------------------------------------------------------- whose it is


Holders = Mapping[Role, tuple[PersonId, ...]]


def holders_of(mandates: Iterable[Mandate], day: date) -> Holders:
    """Give who holds each role on a day, each person once."""
    held: dict[Role, dict[PersonId, None]] = {}
    for mandate in mandates:
        if mandate.holds(day):
            held.setdefault(mandate.role, {})[mandate.person] = None
    return {role: tuple(people) for role, people in held.items()}


def owners(duty: Duty, holders: Holders) -> tuple[PersonId, ...]:
    """Give who owes a duty: who took it over alone, as long as they hold the role; else whoever does."""
    there = holders.get(duty.role, ())
    return (duty.taker,) if duty.taker is not None and duty.taker in there else there


def able(duty: Duty, holders: Holders) -> tuple[PersonId, ...]:
    """Give the owners but those who said that they cannot."""
    unable = {pause.person for pause in duty.pauses if pause.until is None}
    return tuple(person for person in owners(duty, holders) if person not in unable)


def above(role: Role, holders: Holders) -> tuple[PersonId, ...]:
    """Give who is told where nobody holds a role, or its holders cannot."""
    return next((holders[each] for each in _ABOVE[role] if holders.get(each)), ())


def guards(duty: Duty, holders: Holders, today: date) -> tuple[PersonId, ...]:
    """Give who may ask where a duty is late, by how late it is; never whoever owes it."""
    late = duty.late_days(today)
    asking = [role for days, role in _GUARDS[duty.role] if late >= days]
    found = [person for role in asking for person in holders.get(role, ())]
    if asking and not found:
        found = list(above(duty.role, holders))
    return tuple(dict.fromkeys(person for person in found if person not in holders.get(duty.role, ())))


def check_owns(duty: Duty, person: PersonId, holders: Holders) -> None:
    """Refuse whoever does not owe a duty."""
    if person not in owners(duty, holders):
        raise NotYourDuty(role=duty.role.word)


# -------------------------------------------------------------------------------------- who does what


def snoozed_until(duty: Duty, days: int, today: date, off: DaysOff) -> date:
    """Give the working day on which a reminder put off comes again: never after the day itself."""
    until = off.working_from(today + days * _DAY)
    last = off.working_until(duty.due) if duty.due else until
    return min(until, last) if last > today else until


def snoozed(duty: Duty, person: PersonId, until: date) -> Duty:
    """Leave somebody in peace until a day."""
    check_open(duty)
    return replace(duty, pauses=(*_others(duty, person), Pause(person, until)))


def unable(duty: Duty, person: PersonId) -> Duty:
    """Note that somebody cannot: the others owe it, or it goes up; an offer of theirs is over."""
    check_open(duty)
    offered = None if duty.offered_by == person else duty.offered_by
    taker = None if duty.taker == person else duty.taker
    return replace(
        duty, pauses=(*_others(duty, person), Pause(person, None)), offered_by=offered, taker=taker
    )


def offered(duty: Duty, person: PersonId, holders: Holders) -> Duty:
    """Offer a duty to the other holders of its role; whoever offers owes it until one of them accepts."""
    check_open(duty)
    if not takers(duty, person, holders):
        raise NobodyToTake(role=duty.role.word)
    return replace(duty, offered_by=person)


def takers(duty: Duty, giver: PersonId, holders: Holders) -> tuple[PersonId, ...]:
    """Give to whom somebody may hand a duty over."""
    return tuple(person for person in holders.get(duty.role, ()) if person != giver)


def taken(duty: Duty, person: PersonId, holders: Holders) -> Duty:
    """Take a duty over that somebody offered."""
    check_open(duty)
    if duty.offered_by is None:
        raise NotOffered
    if person not in takers(duty, duty.offered_by, holders):
        raise NotYourDuty(role=duty.role.word)
    return replace(duty, taker=person, offered_by=None, pauses=tuple(_others(duty, person)))


def _others(duty: Duty, person: PersonId) -> list[Pause]:
    return [pause for pause in duty.pauses if pause.person != person]


# --------------------------------------------------------------------------------------------- reminders


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is told at once: what they owe, what they may ask for, which roles nobody holds.

    ``raised`` are duties whose owners all said that they cannot.
    """

    mine: tuple[Duty, ...] = ()
    asks: tuple[Duty, ...] = ()
    raised: tuple[Duty, ...] = ()
    empty: tuple[Duty, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything to say."""
        return bool(self.mine or self.asks or self.raised or self.empty)


@dataclass(frozen=True)
class Ladder:
    """The days on which reminders of a day go out; worked out once for all duties of that day."""

    off: DaysOff
    _known: dict[date, tuple[date, ...]] = field(default_factory=dict)

    def of(self, due: date) -> tuple[date, ...]:
        """Give the working days on which a duty is told of, first things first."""
        if (found := self._known.get(due)) is None:
            before = {self.off.working_until(due - days * _DAY) for days in BEFORE}
            late = {self.off.working_from(due + days * _DAY) for days in LATE}
            found = self._known[due] = tuple(sorted(before | late))
        return found

    def is_near(self, duty: Duty, today: date) -> bool:
        """Tell whether a duty is told of by now: its first reminder has come, or it waits for no day."""
        return duty.due is not None and self.of(duty.due)[0] <= today

    def ringing(self, after: date, today: date) -> tuple[date, ...]:
        """Give the days whose duties have a reminder after one day and up to another."""
        span = (today - after).days + 2 * (BEFORE[0] + LATE[-1] + _LONGEST_REST)
        days = (after - span * _DAY + number * _DAY for number in range(2 * span))
        return tuple(day for day in days if any(after < rung <= today for rung in self.of(day)))

    def rings(self, duty: Duty, after: date, today: date) -> bool:
        """Tell whether a reminder came due after one day and up to another."""
        return duty.due is not None and any(after < day <= today for day in self.of(duty.due))


def whom_to_tell(
    duties: Iterable[Duty], holders: Holders, ladder: Ladder, after: date, today: date
) -> frozenset[PersonId]:
    """Give who gets a digest: of whose duties a reminder came due since the last one, or a snooze is over."""
    told = set[PersonId]()
    for duty in duties:
        if not duty.is_open:
            continue
        if ladder.rings(duty, after, today):
            told.update(_hear(duty, holders, today))
        told.update(
            pause.person
            for pause in duty.pauses
            if pause.until and after < pause.until <= today and pause.person in owners(duty, holders)
        )
    return frozenset(told)


def _hear(duty: Duty, holders: Holders, today: date) -> Iterable[PersonId]:
    asleep = {pause.person for pause in duty.pauses if pause.until and pause.until > today}
    mine = [person for person in able(duty, holders) if person not in asleep]
    up = () if able(duty, holders) else above(duty.role, holders)
    return (*mine, *up, *(guards(duty, holders, today) if duty.late_days(today) else ()))


def digest_of(
    person: PersonId, duties: Sequence[Duty], holders: Holders, ladder: Ladder, today: date
) -> Digest:
    """Give what somebody is told today, as things stand."""
    near = [duty for duty in duties if duty.is_open and ladder.is_near(duty, today)]
    awake = [duty for duty in near if person in able(duty, holders) and not _sleeps(duty, person, today)]
    helpless = [duty for duty in near if owners(duty, holders) and not able(duty, holders)]
    nobodys = [duty for duty in duties if duty.is_open and not owners(duty, holders)]
    return Digest(
        mine=_in_time(awake),
        asks=_in_time(duty for duty in near if person in guards(duty, holders, today)),
        raised=_in_time(duty for duty in helpless if person in above(duty.role, holders)),
        empty=_in_time(duty for duty in nobodys if person in above(duty.role, holders)),
    )


def _sleeps(duty: Duty, person: PersonId, today: date) -> bool:
    return any(pause.person == person and pause.until and pause.until > today for pause in duty.pauses)


def _in_time(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    return tuple(sorted(duties, key=lambda duty: (duty.due or date.max, duty.cycle, duty.place)))


def emptied(mandates: Collection[Mandate], after: date, today: date) -> frozenset[Role]:
    """Give the roles that somebody held on a day and nobody holds now."""
    held = {each.role for each in mandates if each.begins <= after <= each.ends}
    return frozenset(held) - frozenset(holders_of(mandates, today))


# ---------------------------------------------------------------------------------------------- refusals


@refusal
class NotYourDuty(Refusal):
    """Somebody acts on a duty that is not theirs."""

    message = "duty-not-yours"
    role: Word


@refusal
class DoneAlready(Refusal):
    """What comes after a duty is done."""

    message = "duty-done-already"
    day: date


@refusal
class NotDone(Refusal):
    """What is not done is opened again."""

    message = "duty-not-done"


@refusal
class FollowedAlready(Refusal):
    """A step is opened again although what follows it is done."""

    message = "duty-followed"


@refusal
class StepsDiffer(Refusal):
    """A running cycle that is to go on by rules with other steps."""

    message = "cycle-steps-differ"


@refusal
class StepBefore(Refusal):
    """A step as done before the one it follows."""

    message = "duty-step-before"
    number: int
    step: Named


@refusal
class ProofNeeded(Refusal):
    """Something that proves nothing of the step."""

    message = "duty-proof-needed"
    wanted: tuple[Word, ...]


@refusal
class MovedToPast(Refusal):
    """A duty moved to a day that is over."""

    message = "duty-moved-to-past"
    day: date


@refusal
class MovedNowhere(Refusal):
    """A duty moved to the day it has."""

    message = "duty-moved-nowhere"
    day: date


@refusal
class NobodyToTake(Refusal):
    """A duty handed over where nobody else holds the role."""

    message = "duty-nobody-to-take"
    role: Word


@refusal
class NotOffered(Refusal):
    """A duty taken over that nobody offers any more."""

    message = "duty-not-offered"
