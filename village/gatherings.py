"""Gatherings: what is convened, by which rules, who comes, what changed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from village.announcements import Point
from village.errors import Refusal, refusal
from village.ids import FileId, GatheringId, PersonId, SectionSlug, VillageSlug
from village.people import Basis, Quiet, Role, decent_from
from village.rules import Count, Counting, Grade, Kind, RuleSet, count_notice, quorum_need
from village.texts import Bilingual, Day, Word
from village.updates import Update, is_newer
from village.villages import Village

AGENDA_AT_MOST = 20
SMALLEST_NUMBER_SHOWN = 5


class Convener(StrEnum):
    """Who calls it together."""

    AKIM = "akim"
    COMMUNITY = "community"
    MEMBERS = "members"

    @property
    def word(self) -> Word:
        """Give the convener's word in the locales."""
        return Word(f"convener-{self}")


class GatheringState(StrEnum):
    """Whether it still stands."""

    CALLED = "called"
    CANCELLED = "cancelled"


class Coming(StrEnum):
    """A resident's answer to the notice; not a registration and not a vote."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said to a notice, when, and by which update."""

    coming: Coming
    at: datetime
    update: Update | None = None


@dataclass(frozen=True, slots=True)
class RuleKept:
    """The rule a gathering was convened under, kept with it; without days, none applies."""

    version: str
    days: int
    counting: Counting
    grade: Grade
    source: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of whoever convenes, before anything is published; times are local to the village."""

    kind: Kind
    starts: datetime
    place: Bilingual
    agenda: tuple[Bilingual, ...]
    convener: Convener = Convener.AKIM
    basis: Basis | None = None
    section: SectionSlug | None = None
    phone: str = ""
    point: Point | None = None
    link: str = ""
    files: tuple[FileId, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathering:
    """A gathering that was published; ``starts`` is in the village's zone, ``notice_from`` a local day."""

    id: GatheringId
    village: VillageSlug
    number: int
    author: PersonId
    plan: Plan
    rule: RuleKept | None
    published_at: datetime
    notice_from: date
    state: GatheringState = GatheringState.CALLED
    revision: int = 0
    ground: Bilingual | None = None

    @property
    def kind(self) -> Kind:
        """Give what is convened."""
        return self.plan.kind

    @property
    def starts(self) -> datetime:
        """Give the moment it begins."""
        return self.plan.starts

    def over(self, now: datetime) -> bool:
        """Tell whether its hour has passed."""
        return now >= self.starts

    def check_answerable(self, now: datetime) -> None:
        """Refuse an answer to a gathering that was cancelled or whose hour has passed."""
        if self.state is GatheringState.CANCELLED:
            raise GatheringCancelled(number=self.number)
        if self.over(now):
            raise AnswersClosed

    def check_changeable(self, now: datetime) -> None:
        """Refuse a change of what was cancelled or is over."""
        if self.state is GatheringState.CANCELLED:
            raise GatheringCancelled(number=self.number)
        if self.over(now):
            raise GatheringOver(number=self.number)


@dataclass(frozen=True, slots=True)
class Change:
    """A time or place moved after publishing; both sides stay."""

    at: datetime
    old_starts: datetime
    new_starts: datetime
    old_place: Bilingual
    new_place: Bilingual
    ground: Bilingual

    @property
    def moves_time(self) -> bool:
        """Tell whether the hour or the day moved."""
        return self.old_starts != self.new_starts

    @property
    def moves_day(self) -> bool:
        """Tell whether the day moved."""
        return self.old_starts.date() != self.new_starts.date()


def rule_for(kind: Kind, rules: RuleSet, counting: Counting) -> RuleKept | None:
    """Give the rule of notice for a kind; a plain meeting has none."""
    notice = rules.notice.get(kind)
    if notice is None:
        return None
    return RuleKept(rules.version, notice.days, counting, notice.grade, notice.source)


def earliest(rule: RuleKept | None, notice: date) -> Count | None:
    """Count to the earliest lawful day from a day of notice; none where no rule applies."""
    return count_notice(notice, rule.days, rule.counting) if rule else None


def check_starts(starts: datetime, now: datetime) -> None:
    """Refuse a moment that has passed."""
    if starts.date() < now.date():
        raise DayPassed(day=Day(starts.date()))
    if starts <= now:
        raise HourPassed(hour=starts.time(), day=starts.date())


def check_notice(day: date, rule: RuleKept | None, notice: date) -> None:
    """Refuse a day that is earlier than the notice allows."""
    count = earliest(rule, notice)
    if rule and count and day < count.earliest:
        raise TooEarly(
            day=day,
            days=rule.days,
            earliest=count.earliest,
            notice=count.notice,
            first=count.first,
            last=count.last,
            between=count.days,
        )


def check_agenda(kk: tuple[str, ...], ru: tuple[str, ...]) -> tuple[Bilingual, ...]:
    """Pair the agenda's lines; refuse too many, or as many in one language as are not in the other."""
    if len(kk) > AGENDA_AT_MOST:
        raise AgendaTooLong(most=AGENDA_AT_MOST, lines=len(kk))
    if len(kk) != len(ru):
        raise AgendaDoesNotPair(wanted=len(kk), lines=len(ru))
    return tuple(Bilingual(first, second) for first, second in zip(kk, ru, strict=True))


def changed(
    gathering: Gathering, change: Change, *, notice: date, recount: bool
) -> tuple[Gathering, Word | None]:
    """Move the time or the place; give the gathering as it stands now and a warning for the record.

    A changed hour or place on the same day keeps the count. A changed day counts again from the day of the
    change, unless the village's setting lets a later day for a stated ground keep the first count.
    """
    check_starts(change.new_starts, change.at)
    warning = None
    notice_from = gathering.notice_from
    if change.moves_day:
        later = change.new_starts > change.old_starts
        if later and not recount and (change.ground.kk or change.ground.ru):
            warning = Word("postponed-without-recount")
        else:
            notice_from = notice
            check_notice(change.new_starts.date(), gathering.rule, notice)
    plan = replace(gathering.plan, starts=change.new_starts, place=change.new_place)
    return (
        replace(gathering, plan=plan, notice_from=notice_from, revision=gathering.revision + 1),
        warning,
    )


def cancelled(gathering: Gathering, ground: Bilingual, now: datetime) -> Gathering:
    """Call a gathering off, with its ground."""
    gathering.check_changeable(now)
    return replace(gathering, state=GatheringState.CANCELLED, revision=gathering.revision + 1, ground=ground)


def answered(gathering: Gathering, roles: Collection[Role], before: Answer | None, answer: Answer) -> Answer:
    """Give the answer that stands from now on: of two by updates the one of the higher number.

    Refuses an answer that comes too late, and one to an assembly's notice by somebody who is not its member.
    """
    gathering.check_answerable(answer.at)
    if gathering.kind is Kind.ASSEMBLY and Role.ASSEMBLY_MEMBER not in roles:
        raise MembersOnly
    if before is not None and is_newer(before.update, before.at, answer.update, answer.at):
        return before
    return answer


def shown_in_group(coming: int) -> int | None:
    """Give the one number the group may see; none under five, where it would point at people or shame."""
    return coming if coming >= SMALLEST_NUMBER_SHOWN else None


@dataclass(frozen=True, slots=True)
class Tally:
    """The three numbers the office sees, and how many the quorum needs (none where no rule is known)."""

    yes: int
    no: int
    unsure: int
    need: int | None


def tally(
    gathering: Gathering, village: Village, rules: RuleSet, answers: Mapping[Coming, int], members: int
) -> Tally:
    """Hold the answers against the quorum: of the adults entitled, or of the assembly's members."""
    rule = rules.quorum.get(gathering.kind)
    entitled = members if gathering.kind is Kind.ASSEMBLY else village.adults_of(gathering.plan.section)
    return Tally(
        yes=answers.get(Coming.YES, 0),
        no=answers.get(Coming.NO, 0),
        unsure=answers.get(Coming.UNSURE, 0),
        need=quorum_need(rule, entitled) if rule else None,
    )


class Reminder(StrEnum):
    """The three reminders of a gathering."""

    FIRST = "remind-first"
    EVE = "remind-eve"
    SOON = "remind-soon"


@dataclass(frozen=True, slots=True)
class ReminderTimes:
    """When reminders go out: days before at an hour, and hours before."""

    first_days: int = 3
    eve_days: int = 1
    at: time = time(10)
    soon_hours: int = 2
    evening: time = time(20)


def reminders(starts: datetime, times: ReminderTimes, quiet: Quiet) -> dict[Reminder, datetime]:
    """Give each reminder's local moment; the last goes the evening before when its hour is a quiet one."""

    def days_before(days: int, at: time) -> datetime:
        return datetime.combine(starts.date() - timedelta(days=days), at, starts.tzinfo)

    soon = starts - timedelta(hours=times.soon_hours)
    if decent_from(soon, quiet) > soon:
        soon = days_before(1, times.evening)
    return {
        Reminder.FIRST: days_before(times.first_days, times.at),
        Reminder.EVE: days_before(times.eve_days, times.at),
        Reminder.SOON: soon,
    }


_HARVEST = ((8, 20), (10, 10))


def day_warnings(starts: datetime, holidays: Iterable[Word]) -> tuple[Word, ...]:
    """Name what a day clashes with: a holiday, Friday prayer, the harvest. A warning, never a refusal."""
    friday = starts.weekday() == 4 and time(12) <= starts.time() < time(14, 30)  # noqa: PLR2004 - Friday
    harvest = _HARVEST[0] <= (starts.month, starts.day) <= _HARVEST[1]
    return (
        *holidays,
        *((Word("clash-friday-prayer"),) if friday else ()),
        *((Word("clash-harvest"),) if harvest else ()),
    )


@refusal
class TooEarly(Refusal):
    """A day earlier than the notice allows, with how it was counted."""

    message = "gathering-too-early"
    day: date
    days: int
    earliest: date
    notice: date
    first: date
    last: date
    between: int


@refusal
class DayPassed(Refusal):
    """A day that has passed."""

    message = "day-passed"
    day: Day


@refusal
class HourPassed(Refusal):
    """An hour of today that has passed."""

    message = "hour-passed"
    hour: time
    day: date


@refusal
class AgendaTooLong(Refusal):
    """More items than a notice can carry."""

    message = "agenda-too-long"
    most: int
    lines: int


@refusal
class AgendaDoesNotPair(Refusal):
    """The second language has another number of lines than the first."""

    message = "agenda-does-not-pair"
    wanted: int
    lines: int


@refusal
class GatheringCancelled(Refusal):
    """Asked of a gathering that will not take place."""

    message = "gathering-cancelled-already"
    number: int


@refusal
class GatheringOver(Refusal):
    """A change of a gathering whose hour has passed."""

    message = "gathering-over"
    number: int


@refusal
class AnswersClosed(Refusal):
    """An answer after the hour."""

    message = "answers-closed"


@refusal
class MembersOnly(Refusal):
    """An answer to an assembly's notice from someone who is not its member."""

    message = "members-only"


@refusal
class NoChat(Refusal):
    """Publishing where no group is bound: the notice would stand nowhere."""

    message = "no-chat-bound"
