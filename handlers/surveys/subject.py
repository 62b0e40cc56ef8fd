"""What is said of a survey hangs on it, and the presses that lead to it from elsewhere."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.presses import Press
from village.ids import SurveyId
from village.outbox import Subject

CARD = "survey"


@dataclass(frozen=True, slots=True)
class SheetOpened(Press):
    """Begin to fill in a survey, go on, or change what was handed in; of a draft: try it."""

    word: ClassVar[str] = "u"
    survey: SurveyId


@dataclass(frozen=True, slots=True)
class InterviewBegun(Press):
    """Fill in a survey for somebody else."""

    word: ClassVar[str] = "ui"
    survey: SurveyId


@dataclass(frozen=True, slots=True)
class SurveyManaged(Press):
    """What its makers may do with a survey, or with a draft."""

    word: ClassVar[str] = "um"
    survey: SurveyId


@dataclass(frozen=True, slots=True)
class ResultShown(Press):
    """What came out of a survey."""

    word: ClassVar[str] = "ur"
    survey: SurveyId


@dataclass(frozen=True, slots=True)
class TextsAsked(Press):
    """What people wrote, to be put under headings."""

    word: ClassVar[str] = "ut"
    survey: SurveyId


@dataclass(frozen=True, slots=True)
class TablesAsked(Press):
    """The tables of a survey."""

    word: ClassVar[str] = "ue"
    survey: SurveyId


def about(survey: SurveyId) -> Subject:
    """Give the subject of all that concerns a survey."""
    return Subject("survey", survey)
