"""Quick polls: what is asked of whom, who may answer, what an answer changes, when it ends.

An opinion, never a vote in law. What was published stays as it was: question, options and rules are frozen,
and their digest stands in the result. Only the end may move, with a note.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from village.chats import Membership
from village.errors import Refusal, refusal
from village.ids import PersonId, PollId, SectionSlug, VillageSlug
from village.people import Level, Resident, Role
from village.texts import Bilingual, Word, units
from village.updates import Update, is_newer
from village.villages import Named, Village

OPTIONS_AT_LEAST = 2
OPTIONS_AT_MOST = 12
OPTION_LETTERS = 100  # what Telegram's own polls carry in an option, too
QUESTION_LETTERS = 300
NATIVE_QUESTION, NATIVE_OPTION = 300, 100
"""What a messenger's own poll carries, both languages in one line, in UTF-16 units."""
LASTS = timedelta(days=3)
LONGEST = timedelta(days=30)
SHORTEST = timedelta(minutes=10)
NUDGE_AFTER = 2 / 3
"""After what share of its time those who have not answered are reminded, once."""


class Shown(StrEnum):
    """What everybody sees while a poll is open; the choices are shown to all when it has closed."""

    TURNOUT = "turnout"  # how many have answered
    LIVE = "live"  # how many chose what
    AFTER = "after"  # nothing


class PollState(StrEnum):
    """How far a poll is."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    STOPPED = "stopped"  # by the operator: no result is shown


class Step(StrEnum):
    """What someone still has to do before their answer counts."""

    PHONE = "phone"  # let the messenger confirm their phone
    ROLL = "roll"  # be found in the village's roll, or be vouched for
    SECTION = "section"  # say where they live


@dataclass(frozen=True, slots=True)
class PollPlan:
    """What is asked and by which rules.

    ``most`` is how many options one may choose. ``level`` is what an answer needs to count. ``native`` asks
    by the messenger's own poll, where it has one. ``hours_in_chat`` holds for polls that need no level.
    """

    question: Bilingual
    options: tuple[Bilingual, ...]
    closes_at: datetime
    most: int = 1
    section: SectionSlug | None = None
    role: Role | None = None
    level: Level = Level.CHAT
    shown: Shown = Shown.TURNOUT
    changeable: bool = True
    secret: bool = True
    native: bool = False
    hours_in_chat: int = 24


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll that was published, or is planned; ``first_closes_at`` is the end that was first promised.

    ``author_role`` is the role in which it was asked.
    """

    id: PollId
    village: VillageSlug
    number: int
    author: PersonId
    plan: PollPlan
    opens_at: datetime
    first_closes_at: datetime
    author_role: Role
    state: PollState = PollState.PLANNED
    closed_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Tell whether an answer counts now, however late anybody looks at the clock."""
        return self.state is PollState.OPEN and now < self.plan.closes_at

    def check_open(self, now: datetime) -> None:
        """Refuse what comes too late."""
        if not self.is_open(now):
            raise PollOver(number=self.number)

    @property
    def nudge_at(self) -> datetime:
        """Give the moment from which those who have not answered may be reminded."""
        return self.opens_at + (self.plan.closes_at - self.opens_at) * NUDGE_AFTER

    @property
    def frozen(self) -> str:
        """Write down what is frozen, always alike: village, number, question, options, rules, opening."""
        plan = self.plan
        frozen = {
            "village": self.village,
            "number": self.number,
            "opens": self.opens_at.timestamp(),
            "question": [plan.question.kk, plan.question.ru],
            "options": [[option.kk, option.ru] for option in plan.options],
            "most": plan.most,
            "section": plan.section,
            "role": plan.role,
            "level": int(plan.level),
            "shown": plan.shown,
            "changeable": plan.changeable,
            "secret": plan.secret,
            "native": plan.native,
            "hours_in_chat": plan.hours_in_chat,
        }
        return json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """Give the SHA-256 (hex) of what is frozen."""
        return hashlib.sha256(self.frozen.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one person answered: the options by their place, none when they took it back.

    ``level``, ``section`` and ``lives_here`` are as they were known at the tap. ``waits``: a step is missing,
    and until it is done this counts nowhere. ``left``: left the chat, or was banned, afterwards. ``changes``
    counts how often an option that was chosen was given up. ``name`` is kept for open polls alone.
    """

    choices: tuple[int, ...]
    at: datetime
    level: Level = Level.CHAT
    section: SectionSlug | None = None
    lives_here: bool | None = None
    waits: bool = False
    left: bool = False
    changes: int = 0
    update: Update | None = None
    name: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether it is an answer that is counted."""
        return bool(self.choices) and not self.waits


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


@dataclass(frozen=True, slots=True)
class Tap:
    """A button that was pressed: which option, when, by which update."""

    option: int
    at: datetime
    update: Update | None = None


# ----------------------------------------------------------------------------------------- casting


def cast(poll: Poll, village: Village, voter: Voter, before: Ballot | None, tap: Tap) -> Ballot:
    """Give the ballot that stands after a tap on an option; of two taps the one of the higher number counts.

    One choice: the option takes the place of the one before. Several: it is added, or taken off again.
    """
    poll.check_open(tap.at)
    if tap.option not in range(len(poll.plan.options)):
        raise NoSuchOption
    return _cast(poll, village, voter, before, tap, _after_tap(poll, before, tap.option))


def cast_all(  # noqa: PLR0913, PLR0917 - a tap's own facts, with the choices in its place
    poll: Poll,
    village: Village,
    voter: Voter,
    before: Ballot | None,
    choices: Collection[int],
    at: datetime,
    update: Update | None,
) -> Ballot:
    """Give the ballot that stands after somebody said all their choices at once; none: taken back."""
    poll.check_open(at)
    if not set(choices) <= set(range(len(poll.plan.options))):
        raise NoSuchOption
    return _cast(poll, village, voter, before, Tap(-1, at, update), tuple(sorted(set(choices))))


def _after_tap(poll: Poll, before: Ballot | None, option: int) -> tuple[int, ...]:
    if poll.plan.most == 1:
        return (option,)
    return tuple(sorted(set(before.choices if before else ()) ^ {option}))


def _cast(  # noqa: PLR0913, PLR0917 - as above
    poll: Poll, village: Village, voter: Voter, before: Ballot | None, tap: Tap, choices: tuple[int, ...]
) -> Ballot:
    if before is not None and is_newer(before.update, before.at, tap.update, tap.at):
        return before
    _check_may_answer(poll, village, voter, tap.at)
    if len(choices) > poll.plan.most:
        raise TooManyChosen(most=poll.plan.most)
    given_up = len(set(before.choices) - set(choices)) if before and not before.waits else 0
    if given_up and not poll.plan.changeable:
        raise AnswerIsFinal(number=poll.number)
    return Ballot(
        choices=choices,
        at=tap.at,
        level=voter.level,
        section=voter.section,
        lives_here=voter.lives_here,
        waits=missing_step(poll, voter) is not None,
        changes=(before.changes if before else 0) + (1 if given_up else 0),
        update=tap.update,
        name="" if poll.plan.secret else voter.name,
    )


def _check_may_answer(poll: Poll, village: Village, voter: Voter, now: datetime) -> None:
    plan = poll.plan
    if plan.role is not None:
        if plan.role not in voter.roles:
            raise PollForRole(role=plan.role.word)
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
        raise PollOfSection(section=village.place_name(plan.section))


def _joined(voter: Voter) -> datetime | None:
    """Give since when someone is in the chats: the longest counts; None for whoever was always there."""
    since = [each.since for each in voter.inside]
    return None if None in since or not since else min(moment for moment in since if moment is not None)


def missing_step(poll: Poll, voter: Voter) -> Step | None:
    """Name the one step that is missing before an answer counts; none where it counts."""
    plan = poll.plan
    if voter.level < plan.level:
        return Step.PHONE if voter.level < Level.PHONE else Step.ROLL
    if plan.section is not None and voter.section is None and plan.role is None:
        return Step.SECTION
    return None


def done_waiting(poll: Poll, voter: Voter, ballot: Ballot, now: datetime) -> Ballot | None:
    """Give a waiting ballot as it counts now that a step was done; None where it still waits, or must not."""
    if not ballot.waits or not poll.is_open(now) or missing_step(poll, voter):
        return None
    if poll.plan.section is not None and poll.plan.role is None and voter.section != poll.plan.section:
        return None
    return replace(ballot, waits=False, level=voter.level, section=voter.section, lives_here=voter.lives_here)


# ----------------------------------------------------------------------------------------- its course


def check_options(options: Collection[Bilingual]) -> None:
    """Refuse too few, too many, too long ones, and two that read the same in one language."""
    if not OPTIONS_AT_LEAST <= len(options) <= OPTIONS_AT_MOST:
        raise OptionsNumber(least=OPTIONS_AT_LEAST, most=OPTIONS_AT_MOST, given=len(options))
    for option in options:
        for text in (option.kk, option.ru):
            if len(text) > OPTION_LETTERS:
                raise OptionTooLong(most=OPTION_LETTERS, option=text)
    for language in ("kk", "ru"):
        texts = [getattr(option, language).casefold() for option in options if getattr(option, language)]
        for text in texts:
            if texts.count(text) > 1:
                raise OptionTwice(option=text)


def check_native(plan: PollPlan) -> None:
    """Refuse what a messenger's own poll cannot carry, where this one is to be asked by it."""
    if not plan.native:
        return
    if (over := units(plan.question.abreast) - NATIVE_QUESTION) > 0:
        raise NativeQuestionTooLong(most=NATIVE_QUESTION, over=over)
    for option in plan.options:
        if (over := units(option.abreast) - NATIVE_OPTION) > 0:
            raise NativeOptionTooLong(most=NATIVE_OPTION, over=over, option=option.abreast)


def check_closes(closes_at: datetime, opens_at: datetime) -> None:
    """Refuse an end that leaves no time, or more than a month."""
    if closes_at < opens_at + SHORTEST:
        raise ClosesTooSoon(minutes=int(SHORTEST / timedelta(minutes=1)))
    if closes_at > opens_at + LONGEST:
        raise ClosesTooLate(days=LONGEST.days, latest=opens_at + LONGEST)


def opened(poll: Poll, now: datetime) -> Poll:
    """Open a planned poll; one whose whole time passed while nobody could open it lasts as long from now."""
    plan = poll.plan
    if now >= plan.closes_at:
        plan = replace(plan, closes_at=now + (plan.closes_at - poll.opens_at))
    return replace(poll, plan=plan, state=PollState.OPEN)


def closed(poll: Poll, now: datetime) -> Poll:
    """Close an open poll: at its time, or early."""
    if poll.state is not PollState.OPEN:
        raise PollOver(number=poll.number)
    return replace(poll, state=PollState.CLOSED, closed_at=now)


def stopped(poll: Poll, now: datetime) -> Poll:
    """Stop a poll for the operator: it ends without a result."""
    if poll.state not in {PollState.OPEN, PollState.PLANNED}:
        raise PollOver(number=poll.number)
    return replace(poll, state=PollState.STOPPED, closed_at=now)


def prolonged(poll: Poll, closes_at: datetime, now: datetime) -> Poll:
    """Move the end of an open poll to a later moment; all else stays frozen."""
    poll.check_open(now)
    if closes_at <= poll.plan.closes_at:
        raise NotLater(at=poll.plan.closes_at)
    check_closes(closes_at, now)
    return replace(poll, plan=replace(poll.plan, closes_at=closes_at))


@refusal
class PollOver(Refusal):
    """An answer, or a change, after the end."""

    message = "poll-over"
    number: int


@refusal
class NoSuchOption(Refusal):
    """A button that this poll does not have."""

    message = "button-old"


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
class PollForRole(Refusal):
    """A poll among holders of a role."""

    message = "poll-for-role"
    role: Word


@refusal
class PollOfSection(Refusal):
    """A poll of another settlement."""

    message = "poll-of-section"
    section: Named


@refusal
class TooManyChosen(Refusal):
    """More options than may be chosen."""

    message = "poll-too-many"
    most: int


@refusal
class AnswerIsFinal(Refusal):
    """A change where none is allowed."""

    message = "poll-answer-final"
    number: int


@refusal
class OptionsNumber(Refusal):
    """Too few options, or too many."""

    message = "poll-options-number"
    least: int
    most: int
    given: int


@refusal
class OptionTooLong(Refusal):
    """An option that no button can carry."""

    message = "poll-option-too-long"
    most: int
    option: str


@refusal
class OptionTwice(Refusal):
    """Two options that read the same."""

    message = "poll-option-twice"
    option: str


@refusal
class NativeQuestionTooLong(Refusal):
    """A question that the messenger's own poll cannot carry in both languages."""

    message = "poll-native-question-too-long"
    most: int
    over: int


@refusal
class NativeOptionTooLong(Refusal):
    """An option that the messenger's own poll cannot carry in both languages."""

    message = "poll-native-option-too-long"
    most: int
    over: int
    option: str


@refusal
class ClosesTooSoon(Refusal):
    """An end that leaves nobody time to answer."""

    message = "poll-closes-too-soon"
    minutes: int


@refusal
class ClosesTooLate(Refusal):
    """An end further away than a poll may stay open."""

    message = "poll-closes-too-late"
    days: int
    latest: datetime


@refusal
class NotLater(Refusal):
    """A new end that is not later than the old one."""

    message = "poll-not-later"
    at: datetime


def check_may_manage(poll: Poll, person: PersonId, roles: Collection[Role]) -> None:
    """Refuse whoever may not manage it: only its author may, while in the role in which they asked.

    What the akim or the office asked, the whole office may. Whose author has lost the role ends by itself.
    """
    office = {Role.AKIM, Role.OFFICE}
    of_office = poll.author_role in office and bool(office & set(roles))
    if not (of_office or (person == poll.author and poll.author_role in roles)):
        raise NotYourPoll(number=poll.number)


@refusal
class NotYourPoll(Refusal):
    """Somebody else's poll."""

    message = "poll-not-yours"
    number: int
