"""What is said of a gathering: the notice, its buttons, its changes, its reminders."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat import Card, Choice, Fact, Numbered, Said, Say, one_a_row
from handlers.presses import Press
from village.gatherings import Change, Coming, Gathering, GatheringState, Reminder, shown_in_group
from village.ids import GatheringId
from village.outbox import Subject
from village.people import Basis
from village.rules import Kind
from village.texts import Day, Word
from village.villages import Village

NOTICE = "gathering-notice"


@dataclass(frozen=True, slots=True)
class ComingSaid(Press):
    """Will come, cannot, not sure yet."""

    word: ClassVar[str] = "gc"
    gathering: GatheringId
    coming: Coming


@dataclass(frozen=True, slots=True)
class EntryAsked(Press):
    """The calendar entry."""

    word: ClassVar[str] = "gi"
    gathering: GatheringId


@dataclass(frozen=True, slots=True)
class OfficeAsked(Press):
    """The office's own look at a gathering: numbers, papers, proof, change."""

    word: ClassVar[str] = "go"
    gathering: GatheringId


@dataclass(frozen=True, slots=True)
class ChangeAsked(Press):
    """Change the day, the hour or the place."""

    word: ClassVar[str] = "gm"
    gathering: GatheringId


@dataclass(frozen=True, slots=True)
class CancelAsked(Press):
    """Call it off."""

    word: ClassVar[str] = "gx"
    gathering: GatheringId


@dataclass(frozen=True, slots=True)
class PapersAsked(Press):
    """The papers to print."""

    word: ClassVar[str] = "gp"
    gathering: GatheringId


@dataclass(frozen=True, slots=True)
class ProofAsked(Press):
    """The proof of notice."""

    word: ClassVar[str] = "gf"
    gathering: GatheringId


@dataclass(frozen=True, slots=True)
class BoardAsked(Press):
    """A photo of a board on which the notice hangs."""

    word: ClassVar[str] = "gb"
    gathering: GatheringId


@dataclass(frozen=True, slots=True)
class ForwardAsked(Press):
    """The card to forward by hand to chats where no bot can be."""

    word: ClassVar[str] = "gd"
    gathering: GatheringId


@dataclass(frozen=True, slots=True)
class NoticeShown(Press):
    """One of the gatherings that are on."""

    word: ClassVar[str] = "gn"
    gathering: GatheringId


def about(gathering: Gathering) -> Subject:
    """Give the subject of all that concerns a gathering."""
    return Subject("gathering", gathering.id)


def kind_word(gathering: Gathering) -> Word:
    """Give the word for what is convened."""
    return Word(f"kind-{gathering.kind}")


def notice_says(gathering: Gathering, village: Village) -> tuple[Said, ...]:
    """Say the notice, as the group and each subscriber read it."""
    if gathering.state is GatheringState.CANCELLED:
        return cancelled_says(gathering)
    plan = gathering.plan
    title = Say("notice-title", {"number": gathering.number}, strong=True)
    changed = (Say("notice-changed"),) if gathering.revision else ()
    where = village.place_name(plan.section)
    what = Say("notice-kind", {"kind": kind_word(gathering), "where": where}, strong=True, close=True)
    when = Say("notice-when", {"date": plan.starts.date(), "time": plan.starts.time(), "place": plan.place})
    return (
        title if gathering.number else Say("notice-title-draft", strong=True),
        *changed,
        what,
        when,
        Say("notice-agenda", {"agenda": Numbered(plan.agenda)}),
        Say("notice-convener", {"convener": plan.convener.word}),
        *((basis_says(plan.basis),) if plan.basis else ()),
        *((Say("notice-phone", {"phone": plan.phone}, close=True),) if plan.phone else ()),
        *((Say("notice-link", {"link": plan.link}, close=True),) if plan.link else ()),
        Say(f"notice-who-{gathering.kind}"),
    )


def basis_says(basis: Basis) -> Say:
    """Say the paper that a gathering rests on."""
    if basis.day is None:
        return Say(f"notice-basis-{basis.kind}", {"number": basis.number}, close=True)
    facts: dict[str, Fact] = {"number": basis.number, "day": Day(basis.day)}
    return Say(f"notice-basis-{basis.kind}-of", facts, close=True)


def cancelled_says(gathering: Gathering) -> tuple[Said, ...]:
    """Say that it will not take place."""
    facts: dict[str, Fact] = {
        "number": gathering.number,
        "kind": kind_word(gathering),
        "date": gathering.starts.date(),
        "time": gathering.starts.time(),
    }
    ground = (Say("gathering-ground", {"ground": gathering.ground}),) if gathering.ground else ()
    return (Say("gathering-cancelled", facts, strong=True), *ground, Say("gathering-cancelled-next"))


def notice_card(gathering: Gathering, village: Village, coming: int, *, both: bool, over: bool) -> Card:
    """Make the notice's card for a group (``both``) or for one reader.

    The group sees one number only, those who come, and none under five; an assembly's group sees none.
    """
    says = notice_says(gathering, village)
    standing = gathering.state is GatheringState.CALLED and not over
    counted = both and gathering.kind is not Kind.ASSEMBLY
    rows = one_a_row(*answer_choices(gathering, shown_in_group(coming) if counted else None))
    asks = (Say("rsvp-ask-members" if gathering.kind is Kind.ASSEMBLY else "rsvp-ask"),)
    return Card(
        (*says, *asks) if standing else says,
        rows=rows if standing else (),
        about=about(gathering),
        point=gathering.plan.point,
        files=gathering.plan.files,
        pinned=standing and both,
        both=both,
    )


def answer_choices(gathering: Gathering, count: int | None = None) -> tuple[Choice, ...]:
    """Give the three answers and the calendar entry."""
    yes, no, unsure = (ComingSaid(gathering.id, coming).data for coming in Coming)
    return (
        Choice(Say("rsvp-yes"), yes, count=count),
        Choice(Say("rsvp-no"), no),
        Choice(Say("rsvp-unsure"), unsure),
        Choice(Say("button-calendar"), EntryAsked(gathering.id).data),
    )


def changed_says(gathering: Gathering, change: Change) -> tuple[Said, ...]:
    """Say what moved: old, new, ground."""
    kind = kind_word(gathering)
    title = Say("gathering-changed", {"number": gathering.number, "kind": kind}, strong=True)
    ground = (
        (Say("gathering-ground", {"ground": change.ground}),) if change.ground.kk or change.ground.ru else ()
    )
    moved: list[Said] = []
    if change.moves_time:
        moved.append(Say("changed-time", {"old": change.old_starts, "new": change.new_starts}))
    if change.old_place != change.new_place:
        moved.append(Say("changed-place", {"old": change.old_place, "new": change.new_place}))
    stays = (
        Say("changed-place-stays", {"place": change.new_place})
        if change.old_place == change.new_place
        else Say("changed-time-stays", {"new": change.new_starts})
    )
    only_one = change.moves_time != (change.old_place != change.new_place)
    asks = (Say("rsvp-ask-again"),) if change.moves_time else ()
    return (title, *moved, *((stays,) if only_one else ()), *ground, *asks)


def reminder_says(gathering: Gathering, reminder: Reminder, days: int, hours: int) -> tuple[Said, ...]:
    """Say a reminder; the wording names the kind."""
    facts: dict[str, Fact] = {
        "kind": kind_word(gathering),
        "date": gathering.starts.date(),
        "time": gathering.starts.time(),
        "place": gathering.plan.place,
    }
    if reminder is Reminder.FIRST:
        return (Say("remind-first", {**facts, "days": days}, strong=True), Say("rsvp-ask"))
    if reminder is Reminder.EVE:
        return (Say("remind-eve" if days == 1 else "remind-eve-days", {**facts, "days": days}, strong=True),)
    return (Say("remind-soon", {**facts, "hours": hours}, strong=True),)


def office_choices(gathering: Gathering) -> tuple[Choice, ...]:
    """Give what the office may do with a gathering."""
    number = gathering.id
    return (
        Choice(Say("button-numbers"), OfficeAsked(number).data),
        Choice(Say("button-papers"), PapersAsked(number).data),
        Choice(Say("button-board"), BoardAsked(number).data),
        Choice(Say("button-forward"), ForwardAsked(number).data),
        Choice(Say("button-proof"), ProofAsked(number).data),
        Choice(Say("button-change"), ChangeAsked(number).data),
        Choice(Say("button-call-off"), CancelAsked(number).data),
    )
