"""What is said of a poll: its card, its buttons, what became of an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from handlers.asked_says import ended_says, who_says
from handlers.chat import Card, Choice, Fact, NativePoll, Said, Say, one_a_row
from handlers.polls.progress import HIDDEN, Progress, is_told_in_fives
from handlers.presses import Press
from village.course import State
from village.ids import PollId
from village.outbox import Subject
from village.polls import Ballot, Poll, Shown
from village.villages import Village

CARD = "poll"


@dataclass(frozen=True, slots=True)
class Voted(Press):
    """An option of a poll."""

    word: ClassVar[str] = "v"
    poll: PollId
    option: int


@dataclass(frozen=True, slots=True)
class TakenBack(Press):
    """Take the whole answer back."""

    word: ClassVar[str] = "vb"
    poll: PollId


@dataclass(frozen=True, slots=True)
class PollShown(Press):
    """A poll, with one's own answer."""

    word: ClassVar[str] = "vs"
    poll: PollId


@dataclass(frozen=True, slots=True)
class NamesAsked(Press):
    """Who chose what in an open poll."""

    word: ClassVar[str] = "vn"
    poll: PollId


@dataclass(frozen=True, slots=True)
class MissingStepAsked(Press):
    """The step that is missing before an answer counts."""

    word: ClassVar[str] = "vl"
    poll: PollId


@dataclass(frozen=True, slots=True)
class PollManaged(Press):
    """What its makers may do with a poll."""

    word: ClassVar[str] = "po"
    poll: PollId


@dataclass(frozen=True, slots=True)
class CloseAsked(Press):
    """Close it before its time; ``sure`` is 1 when it was asked again."""

    word: ClassVar[str] = "pc"
    poll: PollId
    sure: int


@dataclass(frozen=True, slots=True)
class ProlongAsked(Press):
    """Move its end to a later moment."""

    word: ClassVar[str] = "pl"
    poll: PollId


@dataclass(frozen=True, slots=True)
class CloneAsked(Press):
    """Draft another one like it."""

    word: ClassVar[str] = "pk"
    poll: PollId


@dataclass(frozen=True, slots=True)
class PaperAsked(Press):
    """Add answers that were taken by mouth or on paper."""

    word: ClassVar[str] = "pp"
    poll: PollId


@dataclass(frozen=True, slots=True)
class ExportAsked(Press):
    """The tables of a result."""

    word: ClassVar[str] = "px"
    poll: PollId


def about(poll: Poll) -> Subject:
    """Give the subject of all that concerns a poll."""
    return Subject("poll", poll.id)


def poll_says(poll: Poll, village: Village) -> tuple[Said, ...]:
    """Say a poll: its question, and by which rules it is answered."""
    plan = poll.plan
    title = Say("poll-title", {"number": poll.number}) if poll.number else Say("poll-title-draft")
    return (
        title,
        Say("poll-question", {"question": plan.question}, strong=True, close=True),
        *who_says(plan, village),
        Say("poll-until", {"date": plan.closes_at.date(), "time": plan.closes_at.time()}),
        *((Say("poll-choose-most", {"most": plan.most}, close=True),) if plan.most > 1 else ()),
        *(() if plan.changeable else (Say("poll-final", close=True),)),
        Say("poll-secret" if plan.secret else "poll-open", close=True),
        *((Say("poll-live-fives", close=True),) if is_told_in_fives(poll) else ()),
        Say("opinion-not-vote", close=True),
    )


def poll_card(poll: Poll, village: Village, progress: Progress = HIDDEN) -> Card:
    """Make the card that stands in the groups, in both languages."""
    is_open = poll.state is State.OPEN
    people = (Say("poll-answered", {"people": progress.answered}),) if progress.answered else ()
    return Card(
        (*poll_says(poll, village), *(people if is_open else ended_says(poll))),
        rows=one_a_row(*(option_choices(poll, progress=progress) if is_open else ()), *_names_choice(poll)),
        about=about(poll),
        pinned=is_open,
        both=True,
        native=_native(poll, village) if poll.plan.native else None,
    )


def _native(poll: Poll, village: Village) -> NativePoll:
    """Ask by the network's own poll; that it was stopped only a button can still say."""
    plan, shows = poll.plan, PollShown(poll.id).data
    labels = {State.OPEN: Say("button-poll-mine"), State.STOPPED: Say("button-poll-stopped")}
    rows = one_a_row(Choice(labels[poll.state], shows)) if poll.state in labels else ()
    return NativePoll(
        question=plan.question,
        options=plan.options,
        says=_native_says(poll, village),
        rows=rows,
        several=plan.most > 1,
        changeable=plan.changeable,
        hidden=plan.shown is not Shown.LIVE,
        is_open=poll.state is State.OPEN,
    )


def _native_says(poll: Poll, village: Village) -> tuple[Said, ...]:
    """Say what stands beside a network's own poll: what holds to its end, for it cannot be changed."""
    plan = poll.plan
    until: dict[str, Fact] = {"date": plan.closes_at.date(), "time": plan.closes_at.time()}
    return (
        Say("poll-title", {"number": poll.number}, strong=True),
        *(replace(said, close=True) for said in who_says(plan, village)),
        Say("poll-native-until", until, close=True),
        *((Say("poll-choose-most", {"most": plan.most}, close=True),) if plan.most > 1 else ()),
        *(() if plan.changeable else (Say("poll-final", close=True),)),
        Say("poll-native-open", close=True),
        Say("opinion-not-vote", close=True),
    )


def option_choices(
    poll: Poll, ballot: Ballot | None = None, progress: Progress = HIDDEN
) -> tuple[Choice, ...]:
    """Give a button for each option, those of a ballot ticked."""
    chosen = ballot.choices if ballot else ()
    counts = progress.options or (None,) * len(poll.plan.options)
    return tuple(
        Choice(option, Voted(poll.id, place).data, count=count, ticked=place in chosen)
        for place, (option, count) in enumerate(zip(poll.plan.options, counts, strict=True))
    )


def own_card(poll: Poll, village: Village, ballot: Ballot | None) -> Card:
    """Make a poll's card for one reader, with their own answer."""
    is_open = poll.state is State.OPEN
    return Card(
        (*poll_says(poll, village), *ended_says(poll), *own_says(poll, ballot)),
        rows=one_a_row(*(_own_choices(poll, ballot) if is_open else ()), *_names_choice(poll)),
        about=about(poll),
    )


def _names_choice(poll: Poll) -> tuple[Choice, ...]:
    shown = not poll.plan.secret and poll.state in {State.OPEN, State.CLOSED}
    return (Choice(Say("button-poll-names"), NamesAsked(poll.id).data),) if shown else ()


def answer_card(poll: Poll, ballot: Ballot) -> Card:
    """Make the card that one person alone sees under the poll's own: what they answered, to be changed."""
    title = Say("poll-title", {"number": poll.number})
    return Card((title, *own_says(poll, ballot)), rows=one_a_row(*_own_choices(poll, ballot)), instead=True)


def _own_choices(poll: Poll, ballot: Ballot | None) -> tuple[Choice, ...]:
    takes_back = poll.plan.changeable and ballot is not None and bool(ballot.choices)
    back = (Choice(Say("button-take-back"), TakenBack(poll.id).data),) if takes_back else ()
    return (*option_choices(poll, ballot), *back)


def own_says(poll: Poll, ballot: Ballot | None) -> tuple[Say, ...]:
    """Say what someone has answered, and whether it counts."""
    if ballot is None:
        return ()
    if not ballot.choices:
        return (Say("poll-answer-empty"),)
    chosen = tuple(poll.plan.options[place] for place in ballot.choices)
    facts: dict[str, Fact] = {"options": chosen}
    return (Say("poll-answer-waits" if ballot.waits else "poll-answer-kept", facts),)


def names_says(poll: Poll, named: Sequence[tuple[str, tuple[int, ...]]]) -> tuple[Said, ...]:
    """Say who chose what, option by option; what nobody has chosen is left out."""
    chosen = [
        (option, tuple(name for name, choices in named if place in choices))
        for place, option in enumerate(poll.plan.options)
    ]
    told = tuple(Say("poll-names", {"option": option, "names": names}) for option, names in chosen if names)
    title = Say("poll-title", {"number": poll.number}, strong=True)
    return (title, *(told or (Say("poll-names-none"),)))


def manage_choices(poll: Poll) -> tuple[Choice, ...]:
    """Give what its makers may do with a poll as it stands."""
    number, choices = poll.id, [Choice(Say("button-poll-numbers"), PollManaged(poll.id).data)]
    if poll.state is State.OPEN:
        choices += [
            Choice(Say("button-poll-prolong"), ProlongAsked(number).data),
            Choice(Say("button-poll-paper"), PaperAsked(number).data),
            Choice(Say("button-poll-close"), CloseAsked(number, 0).data),
        ]
    if poll.state is State.PLANNED:
        choices.append(Choice(Say("button-poll-close"), CloseAsked(number, 0).data))
    if poll.state is State.CLOSED:
        choices.append(Choice(Say("button-poll-tables"), ExportAsked(number).data))
    return (*choices, Choice(Say("button-poll-clone"), CloneAsked(number).data))
