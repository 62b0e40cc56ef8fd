"""Announcements: a word to the village, in both languages or marked as lacking one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from village.errors import Refusal, refusal
from village.ids import AnnouncementId, FileId, PersonId, SectionSlug, VillageSlug
from village.texts import Bilingual

RECALL_AT_ONCE = timedelta(minutes=1)


class Channel(StrEnum):
    """Where an announcement goes."""

    GROUP = "group"
    PRIVATE = "private"
    BOTH = "both"

    @property
    def in_groups(self) -> bool:
        """Tell whether groups hear it."""
        return self is not Channel.PRIVATE

    @property
    def in_private(self) -> bool:
        """Tell whether subscribers hear it in private."""
        return self is not Channel.GROUP


class AnnouncementState(StrEnum):
    """How far an announcement is."""

    PLANNED = "planned"
    PUBLISHED = "published"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Announcement:
    """A word to the village as its author wrote it."""

    id: AnnouncementId
    village: VillageSlug
    number: int
    author: PersonId
    text: Bilingual
    section: SectionSlug | None
    channel: Channel
    goes_at: datetime
    urgent: bool = False
    pinned: bool = False
    file: FileId | None = None
    point: Point | None = None
    state: AnnouncementState = AnnouncementState.PLANNED
    corrected_at: datetime | None = None
    recalled_at: datetime | None = None

    def recall_needs_asking(self, now: datetime) -> bool:
        """Tell whether taking it back is asked again: not in the first minute."""
        return now > self.goes_at + RECALL_AT_ONCE


def check_sayable(text: Bilingual, *, urgent: bool) -> None:
    """Refuse a text in one language; only an urgent word goes at once, the missing language marked."""
    if text.missing and not urgent:
        raise OneLanguageMissing


@refusal
class OneLanguageMissing(Refusal):
    """A text in one language only, which is not urgent."""

    message = "one-language-missing"


@refusal
class AlreadyRecalled(Refusal):
    """Correcting or recalling what was recalled."""

    message = "already-recalled"
    number: int
