"""What is said of an announcement."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat import Card, Choice, Fact, Quote, Said, Say, one_a_row
from handlers.presses import Press
from village.announcements import Announcement, AnnouncementState
from village.ids import AnnouncementId
from village.outbox import DeliveryReport, Subject

CARD = "announcement"


@dataclass(frozen=True, slots=True)
class CorrectAsked(Press):
    """Correct what was announced."""

    word: ClassVar[str] = "ac"
    announcement: AnnouncementId


@dataclass(frozen=True, slots=True)
class RecallAsked(Press):
    """Take back what was announced; ``sure`` is 1 when it was asked again."""

    word: ClassVar[str] = "ar"
    announcement: AnnouncementId
    sure: int


def about(announcement: Announcement) -> Subject:
    """Give the subject of all that concerns an announcement."""
    return Subject("announcement", announcement.id)


def announcement_says(announcement: Announcement) -> tuple[Said, ...]:
    """Say an announcement as its readers get it; a missing language is marked, never borrowed."""
    number: dict[str, Fact] = {"number": announcement.number}
    if announcement.state is AnnouncementState.RECALLED and announcement.recalled_at:
        return (Say("a-recalled", {**number, "at": announcement.recalled_at}, strong=True),)
    title = "a-title-urgent" if announcement.urgent else "a-title"
    corrected = (Say("a-corrected", {"at": announcement.corrected_at}),) if announcement.corrected_at else ()
    missing = tuple(Say("a-one-language", {"lang": language}) for language in announcement.text.missing)
    head = Say(title, number, strong=True) if announcement.number else Say("a-title-draft", strong=True)
    return (head, *corrected, Quote(announcement.text), *missing)


def announcement_card(announcement: Announcement, *, both: bool) -> Card:
    """Make the card of an announcement for a group (``both``) or for one reader."""
    recalled = announcement.state is AnnouncementState.RECALLED
    return Card(
        announcement_says(announcement),
        about=about(announcement),
        files=(announcement.file,) if announcement.file and not recalled else (),
        point=None if recalled else announcement.point,
        pinned=announcement.pinned and both and not recalled,
        both=both,
    )


def author_choices(announcement: Announcement) -> tuple[Choice, ...]:
    """Give what its author may still do with an announcement."""
    return (
        Choice(Say("button-correct"), CorrectAsked(announcement.id).data),
        Choice(Say("button-recall"), RecallAsked(announcement.id, 0).data),
    )


def report_card(announcement: Announcement, report: DeliveryReport) -> Card:
    """Make the delivery report for the author, with what can still be done."""
    facts: dict[str, Fact] = {
        "sent": report.sent,
        "waiting": report.waiting,
        "blocked": report.unreachable,
        "failed": report.failed,
        "chats": report.chats,
        "people": report.people,
    }
    recalled = announcement.state is AnnouncementState.RECALLED
    rows = one_a_row(*author_choices(announcement))
    spread = (Say("a-report-spread", {"at": report.until}),) if report.until else ()
    return Card(
        (
            Say("a-report-title", {"number": announcement.number}, strong=True),
            Say("a-report", facts),
            *spread,
        ),
        rows=() if recalled else rows,
        about=about(announcement),
    )
