"""What is said of a survey, and of a form that is not published yet: their cards and their buttons."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from handlers.asked_says import ended_says, who_says
from handlers.chat import Card, Choice, Fact, Said, Say, one_a_row
from handlers.presses import Press
from handlers.surveys.subject import InterviewBegun, ResultShown, SheetOpened, SurveyManaged, about
from village.course import State
from village.ids import FileId, SurveyId
from village.people import Role
from village.survey_making import conditional
from village.surveys import Draft, KeptForm, Questionnaire, Survey, minutes
from village.texts import Language, Word
from village.villages import Village

INTERVIEWERS = frozenset({Role.DEPUTY, Role.COMMISSION_MEMBER})
"""Who fills a survey in for those who cannot."""


@dataclass(frozen=True, slots=True)
class FormWanted(Press):
    """Begin with a form: ``how`` is by a file, or here in the chat."""

    word: ClassVar[str] = "uu"
    how: str


@dataclass(frozen=True, slots=True)
class FormTaken(Press):
    """Keep the form that a file holds as a draft."""

    word: ClassVar[str] = "un"
    file: FileId


@dataclass(frozen=True, slots=True)
class ReadyTaken(Press):
    """Take a form that comes with the program as a draft."""

    word: ClassVar[str] = "uo"
    name: str


@dataclass(frozen=True, slots=True)
class FormFileAsked(Press):
    """A form as a file, to be looked at and changed elsewhere."""

    word: ClassVar[str] = "uv"
    survey: SurveyId


@dataclass(frozen=True, slots=True)
class DraftDropped(Press):
    """Delete a draft; ``sure`` is 1 when it was asked again."""

    word: ClassVar[str] = "uw"
    survey: SurveyId
    sure: int


@dataclass(frozen=True, slots=True)
class PublishAsked(Press):
    """Publish a draft."""

    word: ClassVar[str] = "ux"
    survey: SurveyId


@dataclass(frozen=True, slots=True)
class SurveyProlonged(Press):
    """Move a survey's end to a later moment."""

    word: ClassVar[str] = "uy"
    survey: SurveyId


@dataclass(frozen=True, slots=True)
class SurveyClosed(Press):
    """Close a survey before its time; ``sure`` is 1 when it was asked again."""

    word: ClassVar[str] = "uz"
    survey: SurveyId
    sure: int


@dataclass(frozen=True, slots=True)
class SurveyCloned(Press):
    """Draft another one of the same form."""

    word: ClassVar[str] = "uq"
    survey: SurveyId


# --------------------------------------------------------------------------------------- what is published


def survey_says(survey: Survey, village: Village) -> tuple[Said, ...]:
    """Say a survey: what it is about, who answers until when, and what becomes of an answer."""
    plan = survey.plan
    title = Say("survey-title", {"number": survey.number}) if survey.number else Say("survey-title-draft")
    return (
        title,
        Say("survey-name", {"title": survey.title}, strong=True, close=True),
        *who_says(plan, village),
        Say("poll-until", {"date": plan.closes_at.date(), "time": plan.closes_at.time()}),
        Say("survey-anonymous" if plan.anonymous else "survey-named", close=True),
        Say("opinion-not-vote", close=True),
    )


def length_says(asks: Questionnaire) -> tuple[Say, ...]:
    """Say how long it is, and its sections."""
    length = Say("survey-length", {"count": asks.length, "minutes": minutes(asks)})
    sections = tuple(asks.sections.values())
    return (length, *((Say("survey-sections", {"sections": sections}, close=True),) if sections else ()))


def group_card(
    survey: Survey, village: Village, asks: Questionnaire, link: str = "", handed_in: int | None = None
) -> Card:
    """Make the card that stands in the groups, in both languages; ``link`` opens the private chat."""
    is_open = survey.state is State.OPEN
    press = "" if link else SheetOpened(survey.id).data
    fill = Choice(Say("button-survey-fill"), press, url=link)
    told = (Say("survey-handed-in", {"people": handed_in}),) if is_open and handed_in else ()
    return Card(
        (*survey_says(survey, village), *length_says(asks), *told, *ended_says(survey)),
        rows=one_a_row(fill) if is_open else (),
        about=about(survey.id),
        pinned=is_open,
        both=True,
    )


@dataclass(frozen=True, slots=True)
class Stood:
    """How somebody stands to a survey: whether they handed a sheet in, and the roles they hold."""

    handed_in: bool = False
    roles: Collection[Role] = ()


def own_card(survey: Survey, village: Village, asks: Questionnaire, stood: Stood) -> Card:
    """Make a survey's card for one reader."""
    told = (Say("survey-you-handed-in"),) if stood.handed_in else ()
    return Card(
        (*survey_says(survey, village), *length_says(asks), *told, *ended_says(survey)),
        rows=one_a_row(*_own_choices(survey, stood)),
        about=about(survey.id),
    )


def _own_choices(survey: Survey, stood: Stood) -> tuple[Choice, ...]:
    if survey.state is State.CLOSED:
        return (Choice(Say("button-survey-result"), ResultShown(survey.id).data),)
    if survey.state is not State.OPEN:
        return ()
    choices = []
    if not (stood.handed_in and survey.plan.anonymous):
        label = Say("button-survey-change" if stood.handed_in else "button-survey-fill")
        choices.append(Choice(label, SheetOpened(survey.id).data))
    if INTERVIEWERS & set(stood.roles):
        choices.append(Choice(Say("button-survey-interview"), InterviewBegun(survey.id).data))
    return tuple(choices)


# --------------------------------------------------------------------------------------- what is not yet

_LANGUAGES = {Language.KK: Word("language-kk"), Language.RU: Word("language-ru")}


def form_says(form: KeptForm, asks: Questionnaire) -> tuple[Said, ...]:
    """Say what a form is: title, length, sections, languages, and what is asked on a condition."""
    names = conditional(form.book)
    return (
        Say("survey-name", {"title": asks.title}, strong=True),
        *length_says(asks),
        Say("survey-languages", {"langs": languages_of(asks)}, close=True),
        *((Say("survey-conditional", {"names": names}, close=True),) if names else ()),
    )


def languages_of(asks: Questionnaire) -> tuple[Word, ...]:
    """Give the languages in which every question can be read."""
    missing = {language for each in asks.questions for language in each.label.missing}
    return tuple(word for language, word in _LANGUAGES.items() if language not in missing)


def draft_card(draft: Draft, form: KeptForm, asks: Questionnaire) -> Card:
    """Make the card of a draft, with what may be done with it."""
    number = draft.id
    fact: dict[str, Fact] = {"version": draft.version or "1", "at": draft.made_at}
    return Card(
        (Say("survey-draft", fact), *form_says(form, asks), Say("survey-draft-next")),
        rows=one_a_row(
            Choice(Say("button-survey-try"), SheetOpened(number).data),
            Choice(Say("button-publish"), PublishAsked(number).data),
            Choice(Say("button-survey-file"), FormFileAsked(number).data),
            Choice(Say("button-survey-drop"), DraftDropped(number, 0).data),
        ),
    )


def managed_choice(label: Say, survey: SurveyId) -> Choice:
    """Give the button that leads to what may be done with a survey or a draft."""
    return Choice(label, SurveyManaged(survey).data)
