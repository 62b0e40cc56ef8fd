"""What is said of a petition once it has ended: to whom it went, until when the answer is due, what it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from handlers.chat import Card, Choice, Fact, Say, one_a_row
from handlers.ports import Desk, Work
from handlers.presses import Press
from handlers.terms import term_says
from village.course import State
from village.ids import PersonId, PetitionId, VillageSlug
from village.people import Role
from village.petition_answers import AnswerState, PetitionAnswer, Registration, counted
from village.petitions import Petition
from village.texts import Day, Word
from village.working_days import DaysOff

_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class RegistrationAsked(Press):
    """Note under which number the addressee took it in."""

    word: ClassVar[str] = "wa"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class CountShown(Press):
    """How the term of the answer was counted."""

    word: ClassVar[str] = "wb"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class ExtensionAsked(Press):
    """Note that the answer is put off, and on what ground."""

    word: ClassVar[str] = "wc"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class AnswerAsked(Press):
    """Give the answer."""

    word: ClassVar[str] = "wd"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class AnswerShown(Press):
    """The answer as it was given."""

    word: ClassVar[str] = "we"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class AnswerManaged(Press):
    """How far the hand-over and the answer are, with what can be done."""

    word: ClassVar[str] = "wf"
    petition: PetitionId


def choices(petition: Petition) -> tuple[Choice, ...]:
    """Give the author's button for what follows the end."""
    if petition.state is not State.CLOSED:
        return ()
    return (Choice(Say("button-petition-follow"), AnswerManaged(petition.id).data),)


async def outcome_of(
    petition: Petition, work: Work, desk: Desk
) -> tuple[tuple[Say, ...], tuple[Choice, ...]]:
    """Give what is said of what became of a petition, and the buttons to it; nothing while it is open."""
    answer = None if petition.state is State.OPEN else await work.petition_answers.of(petition)
    if answer is None:
        return (), ()
    return stands_says(petition, answer, desk), _shown_choices(petition, answer)


def _shown_choices(petition: Petition, answer: PetitionAnswer) -> tuple[Choice, ...]:
    if answer.given:
        return (Choice(Say("button-petition-answer"), AnswerShown(petition.id).data),)
    return (count_choice(petition),) if answer.registration else ()


def count_choice(petition: Petition) -> Choice:
    """Give the button that explains how the term was counted."""
    return Choice(Say("button-how-counted"), CountShown(petition.id).data)


def work_choices(petition: Petition, answer: PetitionAnswer) -> tuple[Choice, ...]:
    """Give what the author and the office may do, as far as it is."""
    put_in = Choice(Say("button-petition-register"), RegistrationAsked(petition.id).data)
    put_off = Choice(Say("button-petition-extend"), ExtensionAsked(petition.id).data)
    answers = Choice(Say("button-petition-give-answer"), AnswerAsked(petition.id).data)
    match answer.state:
        case AnswerState.PACKED:
            return put_in, answers
        case AnswerState.REGISTERED:
            mend = Choice(Say("button-petition-register-again"), RegistrationAsked(petition.id).data)
            return answers, put_off, mend
        case AnswerState.EXTENDED:
            return answers, put_off
        case _:
            return _shown_choices(petition, answer)


# ------------------------------------------------------------------------------------------ how far it is


def days_off_for(day: date, desk: Desk) -> DaysOff:
    """Give the days off that matter for terms which begin on a day."""
    return desk.days_off(day, day + _AHEAD)


def stands_says(petition: Petition, answer: PetitionAnswer, desk: Desk) -> tuple[Say, ...]:
    """Say how far a petition is with its addressee."""
    says: list[Say] = []
    if answer.state is AnswerState.PACKED:
        says.append(Say("petition-with-addressee", {"addressee": petition.plan.addressee_name}))
    if answer.registration:
        says += registered_says(answer.registration)
        says += due_says(answer.registration, desk) if answer.given is None else ()
    if answer.extension and answer.given is None:
        facts: dict[str, Fact] = {"until": answer.extension.until, "ground": answer.extension.ground}
        says.append(Say("petition-extended", facts, strong=True))
    return (*says, *late_says(answer, desk), *given_says(answer, desk))


def registered_says(registration: Registration) -> tuple[Say, ...]:
    """Say under which number the addressee took it in."""
    paper = registration.taken_in
    facts: dict[str, Fact] = {"paper": paper.number, "from": Day(paper.day)}
    return (Say("petition-registered", facts),)


def due_says(registration: Registration, desk: Desk) -> tuple[Say, ...]:
    """Say until when the answer is due, and which holidays were skipped."""
    facts: dict[str, Fact] = {"due": registration.due, "days": registration.rule.working_days}
    term = counted(registration, days_off_for(registration.taken_in.day, desk))
    words = tuple(dict.fromkeys(word for each in term.skipped for word in each.words))
    skipped = (Say("petition-holidays-skipped", {"holidays": words}, close=True),) if words else ()
    return (Say("petition-due", facts, strong=True), *skipped)


def late_says(answer: PetitionAnswer, desk: Desk) -> tuple[Say, ...]:
    """Say by how many days the answer is late today; nothing where it is not."""
    late = answer.late_days(desk.today()) if answer.awaits() else 0
    return (Say("petition-late", {"days": late, "today": Day(desk.today())}, strong=True),) if late else ()


def given_says(answer: PetitionAnswer, desk: Desk) -> tuple[Say, ...]:
    """Say that the answer is there, how long it took, and whether it came in time."""
    if answer.given is None:
        return ()
    day = answer.given.at.astimezone(desk.customs.zone).date()
    told = Say("petition-answered", {"date": day}, strong=True)
    if answer.registration is None:
        return (told,)
    took, late = (day - answer.registration.taken_in.day).days, answer.late_days(day)
    in_time = Say("petition-answered-late", {"days": late}, close=True)
    if not late:
        in_time = Say("petition-answered-in-time", close=True)
    return told, Say("petition-answer-took", {"days": took}, close=True), in_time


def number_says(petition: Petition, village: VillageSlug) -> Say:
    """Name a petition to whoever has to do with it."""
    facts: dict[str, Fact] = {"number": petition.number_in(village), "title": petition.plan.title}
    return Say("petition-about", facts)


def answer_card(petition: Petition, answer: PetitionAnswer, village: VillageSlug, desk: Desk) -> Card:
    """Make the card of the answer, with its files where they are."""
    if answer.given is None:
        return Card((number_says(petition, village),))
    files = answer.given.files
    here = village == petition.village
    beside = (Say("petition-answer-files", {"count": len(files)}),) if files and not here else ()
    return Card(
        (
            number_says(petition, village),
            Say("petition-to", {"addressee": petition.plan.addressee_name}, close=True),
            *given_says(answer, desk),
            Say("petition-answer-text", {"text": answer.given.text}),
            *beside,
        ),
        files=files if here else (),
    )


def count_card(petition: Petition, registration: Registration, village: VillageSlug, desk: Desk) -> Card:
    """Make the card that explains a term, span by span, holiday by holiday, and by which rule."""
    rule, day = registration.rule, registration.taken_in.day
    term = counted(registration, days_off_for(day, desk))
    moved = () if term.due == registration.due else (Say("petition-count-moved", {"due": registration.due}),)
    return Card(
        (
            number_says(petition, village),
            Say("petition-count-from", {"date": day, "days": rule.working_days}),
            *term_says(term),
            Say("petition-count-due", {"due": term.due}),
            *moved,
            Say("petition-count-source", {"source": Word(rule.source), "grade": str(rule.grade)}),
            *(() if rule.checked else (Say("rule-unchecked", close=True),)),
        )
    )


# -------------------------------------------------------------------------------------- who is behind it


def office_of(petition: Petition, desk: Desk) -> frozenset[Role]:
    """Give the roles that answer for the addressee in the home village; none where nobody does."""
    body = desk.village(petition.village).body(petition.plan.addressee)
    return body.roles if body else frozenset()


async def holders(
    village: VillageSlug, roles: frozenset[Role], work: Work, desk: Desk
) -> tuple[PersonId, ...]:
    """List who holds any of some roles today, each once."""
    held = await work.roles.holders(village, desk.today())
    return tuple(dict.fromkeys(each.person for each in held if each.role in roles))


def follow_card(petition: Petition, answer: PetitionAnswer, desk: Desk) -> Card:
    """Make the card by which the author and the office carry it on."""
    return Card(
        (number_says(petition, petition.village), *stands_says(petition, answer, desk)),
        rows=one_a_row(*work_choices(petition, answer)),
    )
