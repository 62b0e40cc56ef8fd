"""What becomes of a petition after its end: registered, put off, answered, late, and its names deleted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.calendar import KazakhCalendar
from tests.petitioned import VILLAGE, a_petition
from tests.stores import ALMATY, AUTHOR
from village.errors import Refusal
from village.ids import FileId, PersonId
from village.people import Role
from village.petition_answers import (
    AnsweredAlready,
    AnswerState,
    ExtendedAlready,
    ExtendedNotLater,
    ExtendedTooFar,
    ExtendedToPast,
    Extension,
    NotHandedOver,
    NotRegistered,
    NotTheirs,
    PetitionAnswer,
    RegisteredAhead,
    RegisteredTooEarly,
    TakenIn,
    answered,
    check_may_speak,
    counted,
    ended,
    extended,
    names_kept_from,
    registered,
    rule_of,
)
from village.petitions import erase_all
from village.register import What, sealed_by
from village.rules import ExtensionRule, Grade, TermRule, rules_on
from village.texts import Bilingual
from village.working_days import term

PETITION = a_petition()
PACKED = datetime(2026, 12, 4, 18, 0, tzinfo=ALMATY)
TODAY = date(2026, 12, 15)
TAKEN_IN = TakenIn("14", date(2026, 12, 14), AUTHOR)
OFF = KazakhCalendar().days_off(date(2026, 1, 1), date(2027, 12, 31))
RULE, MONTHS = rules_on(TODAY).petition.answer, rules_on(TODAY).petition.extension
GROUND, WORDS = Bilingual("смета керек", "нужна смета"), Bilingual("Жөнделеді.", "Будет починен.")
KEPT = ended(PETITION, PACKED, timedelta(days=90))
AT_HAND = replace(KEPT, packed_at=PACKED)


def put_in(answer: PetitionAnswer = AT_HAND, taken_in: TakenIn = TAKEN_IN) -> PetitionAnswer:
    return registered(answer, taken_in, RULE, OFF, TODAY)


def put_off(answer: PetitionAnswer, until: date, rule: ExtensionRule = MONTHS) -> PetitionAnswer:
    return extended(answer, Extension(until, GROUND), rule, OFF, TODAY)


DUE = date(2027, 1, 15)


def test_its_states_follow_one_another() -> None:
    told = answered(put_off(put_in(), date(2027, 2, 5)), WORDS, (FileId(7),), PACKED)
    states = [each.state for each in (KEPT, AT_HAND, put_in(), put_off(put_in(), date(2027, 2, 5)), told)]
    assert states == list(AnswerState)
    assert [each.awaits() for each in (KEPT, AT_HAND, put_in(), told)] == [False, False, True, False]


def test_the_term_is_counted_from_the_day_of_registration_by_the_rule_of_that_day() -> None:
    registration = put_in().registration
    assert registration is not None
    assert (registration.due, registration.rule) == (DUE, RULE)
    assert counted(registration, OFF) == term(TAKEN_IN.day, 20, OFF)


def test_a_body_may_have_a_term_of_its_own_which_no_rule_stands_behind() -> None:
    body = replace(VILLAGE.bodies[0], answer_days=5)
    assert rule_of(body, TODAY) == TermRule(5, "source-settings", Grade.U)
    assert rule_of(VILLAGE.bodies[0], TODAY) == RULE == rule_of(None, TODAY)


def test_a_slip_in_the_registration_is_mended_by_telling_it_again() -> None:
    mended = put_in(put_in(), TakenIn("15", date(2026, 12, 11), AUTHOR))
    assert mended.registration is not None
    assert (mended.registration.taken_in.number, mended.ends) == ("15", date(2027, 1, 14))


def test_put_off_it_ends_later_and_on_a_working_day() -> None:
    saturday = put_off(put_in(), date(2027, 2, 6))
    assert saturday.ends == date(2027, 2, 8)
    assert put_off(saturday, date(2027, 2, 9)).ends == date(2027, 2, 9)


def test_two_months_are_the_most_it_is_put_off() -> None:
    # Two months from 15 January is 15 March, a holiday since 2027: the next working day it is.
    assert put_off(put_in(), date(2027, 3, 15)).ends == date(2027, 3, 16)
    with pytest.raises(ExtendedTooFar) as far:
        put_off(put_in(), date(2027, 3, 17))
    assert (far.value.day, far.value.months) == (date(2027, 3, 16), 2)


@pytest.mark.parametrize(
    ("day", "late"), [(DUE, 0), (DUE - timedelta(1), 0), (DUE + timedelta(1), 1), (DUE + timedelta(9), 9)]
)
def test_late_it_is_from_the_day_after(day: date, late: int) -> None:
    assert put_in().late_days(day) == late
    assert AT_HAND.late_days(day) == 0


def test_names_are_kept_from_the_day_of_delivery() -> None:
    assert KEPT.names_until == PACKED + timedelta(days=90)
    later = names_kept_from(put_in(), timedelta(days=90))
    assert later.names_until == datetime(2026, 12, 14, 18, 0, tzinfo=ALMATY) + timedelta(days=90)
    assert names_kept_from(later, timedelta(days=90)) == later
    assert names_kept_from(AT_HAND, timedelta(days=5)) == AT_HAND
    over = replace(put_in(), unnamed_at=PACKED)
    assert names_kept_from(over, timedelta(days=90)) == over


@pytest.mark.parametrize(
    ("deed", "no"),
    [
        (lambda: put_in(KEPT), NotHandedOver),
        (lambda: put_off(AT_HAND, DUE), NotRegistered),
        (lambda: put_in(AT_HAND, replace(TAKEN_IN, day=date(2026, 12, 3))), RegisteredTooEarly),
        (lambda: put_in(AT_HAND, replace(TAKEN_IN, day=date(2026, 12, 16))), RegisteredAhead),
        (lambda: put_in(put_off(put_in(), date(2027, 2, 5))), ExtendedAlready),
        (lambda: put_off(put_in(), TODAY), ExtendedToPast),
        (lambda: put_off(put_in(), DUE), ExtendedNotLater),
        (lambda: put_in(answered(put_in(), WORDS, (), PACKED)), AnsweredAlready),
        (lambda: put_off(answered(put_in(), WORDS, (), PACKED), date(2027, 2, 5)), AnsweredAlready),
        (lambda: answered(answered(AT_HAND, WORDS, (), PACKED), WORDS, (), PACKED), AnsweredAlready),
        (lambda: answered(KEPT, WORDS, (), PACKED), NotHandedOver),
    ],
)
def test_what_may_not_be_is_refused_by_its_name(deed: Callable[[], object], no: type[Refusal]) -> None:
    with pytest.raises(no):
        deed()


def test_on_the_very_day_it_was_packed_it_may_be_registered() -> None:
    assert put_in(AT_HAND, replace(TAKEN_IN, day=PACKED.date())).awaits()


def test_the_author_and_the_office_of_the_addressee_speak_and_nobody_else() -> None:
    office, other = {Role.AKIM, Role.OFFICE}, PersonId(77)
    check_may_speak(PETITION, office, PETITION.author, ())
    check_may_speak(PETITION, office, other, {Role.OFFICE, Role.COMMISSION_MEMBER})
    for held in ((), (Role.DEPUTY,)):
        with pytest.raises(NotTheirs):
            check_may_speak(PETITION, office, other, held)
    with pytest.raises(NotTheirs):
        check_may_speak(PETITION, (), other, {Role.AKIM})


def test_the_row_that_says_all_names_are_gone_seals_the_one_before_and_changes_no_count() -> None:
    nameless, added = erase_all(PETITION, PACKED)
    assert (added.row.what, added.row.of, added.content) == (What.ERASED, None, None)
    assert nameless.register.head == sealed_by(PETITION.register.head, added.row)
    assert nameless.register.tally == PETITION.register.tally
