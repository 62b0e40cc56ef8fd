"""What becomes of a petition that was handed over: registered, put off, answered, and its names deleted."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from village.errors import Refusal, refusal
from village.ids import FileId, PersonId, PetitionId, VillageSlug
from village.people import Role
from village.petitions import Petition
from village.rules import ExtensionRule, Grade, TermRule, rules_on
from village.texts import Bilingual
from village.villages import Body
from village.working_days import DaysOff, Term, months_after, term

BEFORE = (7, 3, 1, 0)
"""So many days before its end the office is reminded of a term."""
LATE = (1, 3, 7)
"""After so many days past the end the office and the author hear that it is late."""
ESCALATES = 3
"""From so many late days on the deputies and the assembly's members hear of it."""
UNREGISTERED = (3, 10)
"""After so many days without a number of registration the author is reminded of it."""
FILES_AT_MOST = 5
OF_SETTINGS = "source-settings"


class AnswerState(StrEnum):
    """How far a petition is that has ended."""

    KEPT = "kept"  # it was handed to nobody: stopped, or signed by nobody
    PACKED = "packed"
    REGISTERED = "registered"
    EXTENDED = "extended"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Under which number, and on which day, the addressee took it in; ``by`` has told so."""

    number: str
    day: date
    by: PersonId


@dataclass(frozen=True, slots=True)
class Registration:
    """That the addressee took it in, and the last day for its answer, by which rule."""

    taken_in: TakenIn
    due: date
    rule: TermRule


@dataclass(frozen=True, slots=True)
class Extension:
    """Until which day the answer was put off, and on what ground."""

    until: date
    ground: Bilingual


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What the addressee answered."""

    at: datetime
    text: Bilingual
    files: tuple[FileId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionAnswer:
    """What became of a petition of a home village since it ended.

    ``names_until`` is when the names of those who signed are deleted, ``unnamed_at`` when they were.
    """

    village: VillageSlug
    petition: PetitionId
    names_until: datetime
    packed_at: datetime | None = None
    registration: Registration | None = None
    extension: Extension | None = None
    given: GivenAnswer | None = None
    unnamed_at: datetime | None = None

    @property
    def state(self) -> AnswerState:
        """Tell how far it is."""
        if self.given:
            return AnswerState.ANSWERED
        if self.extension:
            return AnswerState.EXTENDED
        if self.registration:
            return AnswerState.REGISTERED
        return AnswerState.PACKED if self.packed_at else AnswerState.KEPT

    @property
    def ends(self) -> date | None:
        """Give the last day for the answer; none before it was registered."""
        if self.extension:
            return self.extension.until
        return self.registration.due if self.registration else None

    def late_days(self, day: date) -> int:
        """Count by how many days the answer was, or is on a day, too late."""
        return 0 if self.ends is None else max(0, (day - self.ends).days)

    def awaits(self) -> bool:
        """Tell whether the clock of the answer runs."""
        return self.state in {AnswerState.REGISTERED, AnswerState.EXTENDED}


def ended(petition: Petition, now: datetime, names_kept: timedelta) -> PetitionAnswer:
    """Begin what follows the end of a petition: at first that names are kept so long, and no longer."""
    return PetitionAnswer(village=petition.village, petition=petition.id, names_until=now + names_kept)


def packed(answer: PetitionAnswer, now: datetime) -> PetitionAnswer:
    """Note that it is ready to be handed over; ``now`` has the village's zone."""
    return replace(answer, packed_at=now)


def rule_of(body: Body | None, day: date) -> TermRule:
    """Give the term for an answer: the body's own, where the operator knows it, else that of the rules."""
    if body and body.answer_days:
        return TermRule(body.answer_days, OF_SETTINGS, Grade.U)
    return rules_on(day).petition.answer


def counted(registration: Registration, off: DaysOff) -> Term:
    """Count the term of an answer as days off are known now."""
    return term(registration.taken_in.day, registration.rule.working_days, off)


# ---------------------------------------------------------------------------------------- who, and what


def check_may_speak(
    petition: Petition, office: Collection[Role], person: PersonId, roles: Collection[Role]
) -> None:
    """Refuse whoever is neither the author nor answers for the addressee; ``roles`` are of the home."""
    if person != petition.author and not set(office) & set(roles):
        raise NotTheirs(number=petition.number)


def registered(
    answer: PetitionAnswer, taken_in: TakenIn, rule: TermRule, off: DaysOff, today: date
) -> PetitionAnswer:
    """Note that the addressee took it in: from then on the clock runs. Noted again, a slip is mended."""
    _check_open(answer)
    if answer.extension is not None:
        raise ExtendedAlready(until=answer.extension.until)
    if answer.packed_at is None or taken_in.day < answer.packed_at.date():
        raise RegisteredTooEarly(day=taken_in.day)
    if taken_in.day > today:
        raise RegisteredAhead(day=taken_in.day)
    due = term(taken_in.day, rule.working_days, off).due
    return replace(answer, registration=Registration(taken_in, due, rule))


def names_kept_from(answer: PetitionAnswer, names_kept: timedelta) -> PetitionAnswer:
    """Count from the day of registration, which is that of delivery, how long the names are kept."""
    if answer.registration is None or answer.packed_at is None or answer.unnamed_at:
        return answer
    delivered = datetime.combine(answer.registration.taken_in.day, answer.packed_at.timetz())
    return replace(answer, names_until=delivered + names_kept)


def latest_extension(registration: Registration, rule: ExtensionRule, off: DaysOff) -> date:
    """Give the last day until which an answer may be put off."""
    return off.working_from(months_after(registration.due, rule.months))


def extended(
    answer: PetitionAnswer, to: Extension, rule: ExtensionRule, off: DaysOff, today: date
) -> PetitionAnswer:
    """Put the answer off to a later day; one that is no working day becomes the next."""
    _check_open(answer)
    if answer.registration is None or answer.ends is None:
        raise NotRegistered
    until = off.working_from(to.until)
    if until <= today:
        raise ExtendedToPast(day=until)
    if until <= answer.ends:
        raise ExtendedNotLater(due=answer.ends)
    latest = latest_extension(answer.registration, rule, off)
    if until > latest:
        raise ExtendedTooFar(day=latest, months=rule.months)
    return replace(answer, extension=replace(to, until=until))


def answered(
    answer: PetitionAnswer, text: Bilingual, files: tuple[FileId, ...], now: datetime
) -> PetitionAnswer:
    """Note the answer; it may come before anybody has noted a number of registration."""
    _check_open(answer)
    return replace(answer, given=GivenAnswer(now, text, files))


def _check_open(answer: PetitionAnswer) -> None:
    if answer.given is not None:
        raise AnsweredAlready
    if answer.packed_at is None:
        raise NotHandedOver


# ------------------------------------------------------------------------------------------- refusals


@refusal
class NotTheirs(Refusal):
    """Somebody who is neither the author nor of the addressee's office speaks for them."""

    message = "petition-answer-not-theirs"
    number: int


@refusal
class NotHandedOver(Refusal):
    """A petition that is still open, or that was handed to nobody."""

    message = "petition-not-handed-over"


@refusal
class NotRegistered(Refusal):
    """An answer is put off whose term has not begun."""

    message = "petition-not-registered"


@refusal
class RegisteredTooEarly(Refusal):
    """A day of registration before the petition was ready."""

    message = "petition-registered-before"
    day: date


@refusal
class RegisteredAhead(Refusal):
    """A day of registration still to come."""

    message = "petition-registered-ahead"
    day: date


@refusal
class RegistrationDayNeeded(Refusal):
    """A number of registration without its day."""

    message = "petition-registration-day-needed"


@refusal
class ExtendedAlready(Refusal):
    """A registration mended after the answer was put off."""

    message = "petition-extended-already"
    until: date


@refusal
class ExtendedToPast(Refusal):
    """An answer put off to a day that is over."""

    message = "petition-extended-to-past"
    day: date


@refusal
class ExtendedNotLater(Refusal):
    """An answer put off to no later day."""

    message = "petition-extended-not-later"
    due: date


@refusal
class ExtendedTooFar(Refusal):
    """An answer put off further than the rules know."""

    message = "petition-extended-too-far"
    day: date
    months: int


@refusal
class AnsweredAlready(Refusal):
    """What comes after the answer."""

    message = "petition-answered-already"


@refusal
class FilesNeeded(Refusal):
    """Words, or a file of another kind, where a photo or a PDF of the answer is asked for."""

    message = "petition-answer-file-needed"
