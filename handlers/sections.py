"""Where people live: the press that says so, and its buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from handlers.asking import WHOLE
from handlers.chat import Choice, Say, one_a_row
from handlers.door import Asker
from handlers.presses import Press

ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class SectionChosen(Press):
    """Where a person lives; ``elsewhere`` for somewhere else, a dash for the whole unit."""

    word: ClassVar[str] = "s"
    first: int
    section: str


def section_choices(asker: Asker, first: int) -> tuple[tuple[Choice, ...], ...]:
    """Give a button for each place where one may live; ``first`` is 1 within the first talk."""
    return choices_of_place(asker, lambda slug: SectionChosen(first, slug))


def choices_of_place(asker: Asker, press: Callable[[str], Press]) -> tuple[tuple[Choice, ...], ...]:
    """Give a button for each place where one may live, each with a press of its own."""
    sections = asker.village.sections
    here = [(section.name, str(section.slug)) for section in sections] or [(asker.village.name, WHOLE)]
    choices = [Choice(name, press(slug).data) for name, slug in here]
    return one_a_row(*choices, Choice(Say("section-elsewhere"), press(ELSEWHERE).data))
