"""What the buttons of a sheet mean. Questions and choices go by their places in the form, which stays.

``by`` is 1 where the sheet is filled in for somebody else.
"""

from dataclasses import dataclass
from typing import ClassVar

from handlers.presses import Press
from village.ids import SurveyId


@dataclass(frozen=True, slots=True)
class SheetBegun(Press):
    """Begin, after what it is about was read."""

    word: ClassVar[str] = "uc"
    survey: SurveyId


@dataclass(frozen=True, slots=True)
class InterviewAgreed(Press):
    """Begin for somebody who agreed; ``section`` is where they live, a dash where it was not asked."""

    word: ClassVar[str] = "ia"
    survey: SurveyId
    section: str


@dataclass(frozen=True, slots=True)
class SheetAnswered(Press):
    """A choice: it is the answer, or gets a tick or the next place; or loses it again."""

    word: ClassVar[str] = "ua"
    survey: SurveyId
    by: int
    question: int
    option: int


@dataclass(frozen=True, slots=True)
class SheetDone(Press):
    """A question stands as it is: what was ticked, ranked, read, or proposed."""

    word: ClassVar[str] = "ud"
    survey: SurveyId
    by: int
    question: int


@dataclass(frozen=True, slots=True)
class SheetSkipped(Press):
    """A question is passed over."""

    word: ClassVar[str] = "uk"
    survey: SurveyId
    by: int
    question: int


@dataclass(frozen=True, slots=True)
class SheetBack(Press):
    """To the question before."""

    word: ClassVar[str] = "ub"
    survey: SurveyId
    by: int
    question: int


@dataclass(frozen=True, slots=True)
class SheetForward(Press):
    """Go on: to the first unanswered question, or to the list of answers."""

    word: ClassVar[str] = "uf"
    survey: SurveyId
    by: int


@dataclass(frozen=True, slots=True)
class SheetJumped(Press):
    """Answer one question again."""

    word: ClassVar[str] = "uj"
    survey: SurveyId
    by: int
    question: int


@dataclass(frozen=True, slots=True)
class SheetListed(Press):
    """Another page of the list of answers."""

    word: ClassVar[str] = "ul"
    survey: SurveyId
    by: int
    page: int


@dataclass(frozen=True, slots=True)
class SheetPaused(Press):
    """Keep it for another day."""

    word: ClassVar[str] = "up"
    survey: SurveyId
    by: int


@dataclass(frozen=True, slots=True)
class SheetHanded(Press):
    """Hand the sheet in."""

    word: ClassVar[str] = "uh"
    survey: SurveyId
    by: int
