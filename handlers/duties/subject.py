"""What the buttons about duties carry, the names of letters about them, and how a duty is found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from handlers.door import OldButton, holders
from handlers.ports import Desk, Work
from handlers.presses import Press
from village.duties import Cycle, Duty, Holders, Running, holders_of
from village.ids import CycleId, DutyId, PersonId, VillageSlug
from village.outbox import Letter, Subject
from village.people import Mandate, Role

DIGEST = "duties-digest"
TURN = "duty-turn"
OFFER = "duty-offer"
CANNOT = "duty-cannot"
MOVED = "duty-moved"
PASSED = "duties-passed"
STARTED = "cycle-started"
MONTH = "duties-month"

officials = holders(*Role)
_AROUND = timedelta(days=400)


class Which(StrEnum):
    """Which duties are listed."""

    MINE = "m"
    OPEN = "o"
    LATE = "l"
    DONE = "d"


@dataclass(frozen=True, slots=True)
class DutiesAsked:
    """One's own duties."""

    line: str = ""


@dataclass(frozen=True, slots=True)
class DutiesListed(Press):
    """Duties of the village: one's own, the open, the late, or the done ones."""

    word: ClassVar[str] = "da"
    which: Which


@dataclass(frozen=True, slots=True)
class DutyShown(Press):
    """One duty, with what can be done about it."""

    word: ClassVar[str] = "db"
    duty: DutyId


@dataclass(frozen=True, slots=True)
class DutyCounted(Press):
    """How a duty's day came about."""

    word: ClassVar[str] = "dc"
    duty: DutyId


@dataclass(frozen=True, slots=True)
class DutyDone(Press):
    """It is done."""

    word: ClassVar[str] = "dd"
    duty: DutyId


@dataclass(frozen=True, slots=True)
class DutySnoozed(Press):
    """No reminder for some days; 0 asks for how many."""

    word: ClassVar[str] = "de"
    duty: DutyId
    days: int


@dataclass(frozen=True, slots=True)
class DutyOffered(Press):
    """Hand it over to another holder of the role."""

    word: ClassVar[str] = "df"
    duty: DutyId


@dataclass(frozen=True, slots=True)
class DutyTaken(Press):
    """Take over what another holder offers."""

    word: ClassVar[str] = "dg"
    duty: DutyId


@dataclass(frozen=True, slots=True)
class DutyRefused(Press):
    """Leave it to whoever offers it."""

    word: ClassVar[str] = "dh"
    duty: DutyId


@dataclass(frozen=True, slots=True)
class DutyCannot(Press):
    """Somebody cannot do it."""

    word: ClassVar[str] = "di"
    duty: DutyId


@dataclass(frozen=True, slots=True)
class DutyMoved(Press):
    """Its day is put off, on a ground."""

    word: ClassVar[str] = "dj"
    duty: DutyId


@dataclass(frozen=True, slots=True)
class DutyReopened(Press):
    """It is not done after all; ``sure`` is 1 when it was asked again."""

    word: ClassVar[str] = "dk"
    duty: DutyId
    sure: int


@dataclass(frozen=True, slots=True)
class DutyProofShown(Press):
    """What was brought as proof."""

    word: ClassVar[str] = "dl"
    duty: DutyId


@dataclass(frozen=True, slots=True)
class CycleBegun(Press):
    """Begin a procedure for the village."""

    word: ClassVar[str] = "dm"


@dataclass(frozen=True, slots=True)
class CycleShown(Press):
    """All steps of a cycle."""

    word: ClassVar[str] = "dn"
    cycle: CycleId


@dataclass(frozen=True, slots=True)
class CycleStopped(Press):
    """End a cycle that was begun by mistake; ``sure`` is 1 when it was asked again."""

    word: ClassVar[str] = "do"
    cycle: CycleId
    sure: int


@dataclass(frozen=True, slots=True)
class CycleRenewed(Press):
    """Go on by the rules as they are now; ``sure`` is 1 when the new days were seen."""

    word: ClassVar[str] = "dp"
    cycle: CycleId
    sure: int


@dataclass(frozen=True, slots=True)
class DutyBoardShown(Press):
    """All cycles of the village with their steps."""

    word: ClassVar[str] = "dq"


@dataclass(frozen=True, slots=True)
class MonthlyWished(Press):
    """Whether the groups hear once a month what was due and what was done."""

    word: ClassVar[str] = "dr"
    wished: int


@dataclass(frozen=True, slots=True)
class FeedAsked(Press):
    """One's duties as a calendar."""

    word: ClassVar[str] = "ds"


def about(duty: DutyId) -> Subject:
    """Give the subject of what is said of a duty."""
    return Subject("duty", duty)


def about_cycle(cycle: CycleId) -> Subject:
    """Give the subject of what is said of a cycle."""
    return Subject("cycle", cycle)


def about_day(day: date) -> Subject:
    """Give the subject of what is said of a village's duties on a day."""
    return Subject("duties-day", day.toordinal())


@dataclass(frozen=True, slots=True)
class Found:
    """A duty in its cycle, and who holds which role today."""

    running: Running
    duty: Duty
    holders: Holders

    @property
    def cycle(self) -> Cycle:
        """Give its cycle."""
        return self.running.cycle


def running_of(cycle: Cycle, duties: tuple[Duty, ...], desk: Desk) -> Running:
    """Give a cycle with the days off around it."""
    off = desk.days_off(cycle.begins - _AROUND, cycle.begins + _AROUND)
    return Running(cycle, duties, off)


async def holders_today(village: VillageSlug, work: Work, desk: Desk) -> Holders:
    """Give who holds which role today."""
    return holders_of(await work.roles.holders(village, desk.today()), desk.today())


async def find(
    village: VillageSlug, duty: DutyId, work: Work, desk: Desk, *, held: bool = False
) -> Found | None:
    """Find a duty; ``held`` lets nobody else change its cycle until this piece of work ends."""
    cycle = await work.duties.cycle_of(village, duty)
    if cycle is None:
        return None
    found = await (work.duties.hold if held else work.duties.get)(village, cycle)
    if found is None or found[0].stopped_at is not None:
        return None
    (its_own,) = (each for each in found[1] if each.id == duty)
    return Found(running_of(*found, desk), its_own, await holders_today(village, work, desk))


async def the_duty(
    village: VillageSlug, duty: DutyId, work: Work, desk: Desk, *, held: bool = False
) -> Found:
    """Find a duty; a button of one that is no more is old."""
    found = await find(village, duty, work, desk, held=held)
    if found is None:
        raise OldButton
    return found


async def write(
    kind: str, of: Duty | Cycle | Mandate, people: Iterable[PersonId], work: Work, desk: Desk
) -> None:
    """Write to some people about a duty, a cycle or a mandate, each once."""
    now, subject = desk.clock.now(), _about(of)
    letters = [
        Letter(desk.new_id(), of.village, kind, subject, now, person=person)
        for person in dict.fromkeys(people)
    ]
    await work.outbox.post_all(letters)


async def write_digests(village: VillageSlug, people: Iterable[PersonId], work: Work, desk: Desk) -> None:
    """Tell some people how the village's duties stand today, each once."""
    now, subject = desk.clock.now(), about_day(desk.today())
    letters = [
        Letter(desk.new_id(), village, DIGEST, subject, now, person=person)
        for person in dict.fromkeys(people)
    ]
    await work.outbox.post_all(letters)


def _about(of: Duty | Cycle | Mandate) -> Subject:
    match of:
        case Duty():
            return about(of.id)
        case Cycle():
            return about_cycle(of.id)
        case Mandate():
            return Subject("mandate", of.id)
