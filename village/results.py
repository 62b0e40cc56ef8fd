"""What came out of a poll: counted, split by level and place, with small numbers kept back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from village.ids import SectionSlug
from village.people import Level

SMALLEST_PART = 5
"""Fewer people than that are not told of: the number would point at them."""


@dataclass(frozen=True, slots=True)
class Heap:
    """Ballots that are alike, and how many there are; one without choices was taken back."""

    choices: tuple[int, ...]
    level: Level
    section: SectionSlug | None
    lives_here: bool | None
    left: bool
    ballots: int
    changes: int


class Taken(StrEnum):
    """How the office took answers that did not come through the chat."""

    MOUTH = "mouth"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class OnPaper:
    """Answers that the office took, as numbers: of how many people, and how many for each option."""

    at: datetime
    how: Taken
    people: int
    options: tuple[int, ...]
