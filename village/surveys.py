"""Surveys: the questions of a form, where somebody stands in it, and what they hand in.

The form language is XLSForm: what a condition means is decided where it is evaluated (``Questionnaires`` in
the ports); here are the moves between questions, and how what people say becomes an answer. Answers are text
as XForms keeps it: names of choices with blanks between, ``2026-11-23``, ``09:30``, ``43.2 76.9 0 0``, a
file's number; an empty one says that the question was seen and passed over.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from village.course import Asked, Terms
from village.ids import PersonId, SectionSlug, SheetId, SurveyId, VillageSlug
from village.people import Level, Role
from village.texts import Bilingual, Language

LASTS = timedelta(days=14)
LONGEST = timedelta(days=92)
MADE_QUESTIONS = 10
"""How many questions a survey made in the chat may have; longer ones are written as a form."""

Answers = Mapping[str, str]
"""What somebody has said so far, by the paths of the questions; also what no longer applies to them."""
Book = Mapping[str, Sequence[Sequence[str]]]
"""A form as it is written: sheets by name (survey, choices, settings), each of rows, the first the head."""


class Kind(StrEnum):
    """What sort of answer a question takes."""

    ONE = "one"
    SEVERAL = "several"
    RANK = "rank"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    PLACE = "place"
    PHOTO = "photo"
    VOICE = "voice"
    NOTE = "note"  # read, not answered
    CALCULATED = "calculated"  # worked out, never shown


_NOTHING = Bilingual()
NOT_KEPT = SheetId(0)
CHOSEN = frozenset({Kind.ONE, Kind.SEVERAL, Kind.RANK})
FILES = frozenset({Kind.PHOTO, Kind.VOICE})

_SECONDS: Mapping[Kind, int] = {
    Kind.ONE: 12,
    Kind.SEVERAL: 20,
    Kind.RANK: 30,
    Kind.TEXT: 40,
    Kind.INTEGER: 12,
    Kind.DECIMAL: 12,
    Kind.DATE: 15,
    Kind.TIME: 15,
    Kind.PLACE: 25,
    Kind.PHOTO: 40,
    Kind.VOICE: 40,
    Kind.NOTE: 5,
    Kind.CALCULATED: 0,
}


@dataclass(frozen=True, slots=True)
class Option:
    """A choice, by its name in the form."""

    name: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form; ``path`` is its name with its groups before it: ``roads/quality``.

    ``options`` are all there are, whatever a filter leaves. ``section`` is the path of the innermost group
    that has a label. ``multiline`` and the like stand in ``appearance``, as written.
    """

    path: str
    kind: Kind
    label: Bilingual
    hint: Bilingual = _NOTHING
    options: tuple[Option, ...] = ()
    section: str = ""
    appearance: str = ""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A form as it is asked: its questions in order, its sections by path, each with a label."""

    title: Bilingual
    questions: tuple[Question, ...]
    sections: Mapping[str, Bilingual] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """Count the questions somebody may be asked at most."""
        return sum(each.kind not in {Kind.NOTE, Kind.CALCULATED} for each in self.questions)

    def question(self, path: str) -> Question | None:
        """Find a question."""
        return next((each for each in self.questions if each.path == path), None)


def minutes(questionnaire: Questionnaire) -> int:
    """Give about how long it takes to answer all of it."""
    return max(1, round(sum(_SECONDS[each.kind] for each in questionnaire.questions) / 60))


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form as it is kept: as it was written, and as the XForm that pyxform made of it, which is asked."""

    form_id: str
    version: str
    title: Bilingual
    book: Book
    xform: str

    @property
    def digest(self) -> str:
        """Give the SHA-256 (hex) of what is asked."""
        return hashlib.sha256(self.xform.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Standing:
    """A question as it stands for somebody now.

    ``label`` and ``hint`` have in them what was answered; ``options`` are those a filter leaves. ``value`` is
    what was answered, else the form's default. ``said``: there is an answer, or it was passed over.
    ``holds``: what was said may stand; else ``message`` is what the form says of it, if it says anything.
    """

    question: Question
    label: Bilingual
    hint: Bilingual
    options: tuple[Option, ...]
    required: bool
    read_only: bool
    value: str
    said: bool
    holds: bool
    message: Bilingual = _NOTHING

    @property
    def done(self) -> bool:
        """Tell whether it need not be asked."""
        return self.said and self.holds


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """Where somebody stands in a form: what is asked of them, in order, and what counts of their answers.

    ``values`` has the answers of what is asked, calculations too; what does not apply is not in it.
    """

    asked: tuple[Standing, ...]
    values: Answers

    def at(self, path: str) -> Standing | None:
        """Find a question among those that are asked."""
        return next((each for each in self.asked if each.question.path == path), None)

    @property
    def next(self) -> Standing | None:
        """Give the first question still to be answered; none when all is said."""
        return next((each for each in self.asked if not each.done), None)

    @property
    def handed_in(self) -> Answers:
        """Give what counts as it is handed in: what was asked and passed over stands in it, empty."""
        answerable = (each.question for each in self.asked if each.question.kind is not Kind.NOTE)
        return {question.path: "" for question in answerable} | dict(self.values)

    def before(self, path: str) -> Standing | None:
        """Give the question before another, or the last one where there is no such question."""
        paths = [each.question.path for each in self.asked]
        place = paths.index(path) if path in paths else len(paths)
        return self.asked[place - 1] if place else None

    def place(self, path: str) -> tuple[int, int]:
        """Tell which question it is, and of how many as things stand; notes are not counted."""
        counted = [each.question.path for each in self.asked if each.question.kind is not Kind.NOTE]
        order = [each.question.path for each in self.asked]
        upto = order.index(path) if path in order else len(order)
        return sum(each in counted for each in order[: upto + 1]), len(counted)


# ------------------------------------------------------------------------------------- asked of the village


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that was brought or made, and is not published; ``length`` is its number of questions.

    ``author`` is empty where the operator brought it.
    """

    id: SurveyId
    village: VillageSlug
    form_id: str
    version: str
    title: Bilingual
    length: int
    made_at: datetime
    author: PersonId | None = None


@dataclass(frozen=True, slots=True)
class SurveyPlan(Terms):
    """By which rules it is asked; ``anonymous`` cuts the link to the person when a sheet is handed in."""

    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Survey(Asked[SurveyPlan]):
    """A survey that was published, or is planned; its form has the same id."""

    id: SurveyId
    form_id: str
    version: str
    title: Bilingual
    length: int


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What one person handed in.

    Of an anonymous survey nothing says who, by what, in which language and when: ``at`` is when it opened.
    ``id`` is given when it is kept. ``interviewer`` is the role of whoever filled it for somebody else.
    """

    values: Answers
    at: datetime
    began_at: datetime | None = None
    language: Language | None = None
    network: str = ""
    level: Level = Level.CHAT
    section: SectionSlug | None = None
    interviewer: Role | None = None
    id: SheetId = NOT_KEPT


def cut(sheet: HandedIn, opened: datetime) -> HandedIn:
    """Cut a sheet from whoever handed it in; all of one survey are of the moment at which it opened.

    Of a village where one person hands in on a day, even the day would tell who.
    """
    return replace(sheet, at=opened, began_at=None, language=None, network="", level=Level.CHAT)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the office calls some of the texts people wrote to one question."""

    number: int
    label: Bilingual


FILLING, INTERVIEWING = "survey", "interview"


def dialogue(survey: SurveyId, *, interviewing: bool = False) -> str:
    """Name the dialogue in which a survey is filled in, by oneself or for somebody else."""
    return f"{INTERVIEWING if interviewing else FILLING}-{survey}"


def of_dialogue(name: str) -> tuple[SurveyId, bool] | None:
    """Give which survey a dialogue fills in, and whether for somebody else; None for another dialogue."""
    word, _, number = name.rpartition("-")
    if word not in {FILLING, INTERVIEWING} or not number.isdecimal():
        return None
    return SurveyId(int(number)), word == INTERVIEWING
