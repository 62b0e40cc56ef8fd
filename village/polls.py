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

from village.course import Asked, Terms, Voter, check_may_answer, missing_step
from village.errors import Refusal, refusal
from village.ids import PollId, SectionSlug
from village.people import Level
from village.texts import Bilingual, units
from village.updates import Update, is_newer
from village.villages import Village

OPTIONS_AT_LEAST = 2
OPTIONS_AT_MOST = 12
OPTION_LETTERS = 100  # what Telegram's own polls carry in an option, too
QUESTION_LETTERS = 300
NATIVE_QUESTION, NATIVE_OPTION = 300, 100
"""What a messenger's own poll carries, both languages in one line, in UTF-16 units."""
LASTS = timedelta(days=3)


class Shown(StrEnum):
    """What everybody sees while a poll is open; the choices are shown to all when it has closed."""

    TURNOUT = "turnout"  # how many have answered
    LIVE = "live"  # how many chose what
    AFTER = "after"  # nothing


@dataclass(frozen=True, slots=True)
class PollPlan(Terms):
    """What is asked and by which rules.

    ``most`` is how many options one may choose. ``native`` asks by the messenger's own poll, if any.
    """

    question: Bilingual
    options: tuple[Bilingual, ...]
    most: int = 1
    shown: Shown = Shown.TURNOUT
    changeable: bool = True
    secret: bool = True
    native: bool = False


@dataclass(frozen=True, slots=True)
class Poll(Asked[PollPlan]):
    """A poll that was published, or is planned."""

    id: PollId

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
    check_may_answer(poll, village, voter, tap.at)
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


@refusal
class NoSuchOption(Refusal):
    """A button that this poll does not have."""

    message = "button-old"


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
