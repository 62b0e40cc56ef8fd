"""Who may sign a petition, what a signature changes, and what is frozen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.petitioned import AIGUL, VILLAGE, a_petition, a_tap, a_voter
from tests.stores import AUTHOR, NOW, OTHER
from village.course import AskedOver, NotInChat, Step, Voter
from village.errors import Refusal
from village.ids import PersonId, PetitionId, SectionSlug
from village.people import Level, Role
from village.petitions import (
    AloneTooSoon,
    IinNeeded,
    NameNeeded,
    NoSecondPerson,
    NotLivingHere,
    NotOpenHere,
    NotPut,
    NotSigned,
    OfSections,
    PetitionDraft,
    SignedAlready,
    SignedElsewhere,
    Stance,
    check_may_confirm,
    digest_of,
    frozen_text,
    may_confirm,
    milestone,
    missing_to_sign,
    plan_of,
    reached,
    sign,
    withdraw,
)
from village.register import Tally, What
from village.signers import NameTooLong, NoName, SignerName, read_name
from village.texts import Bilingual

READY = Stance(signer=AIGUL)
SOSNOVKA = SectionSlug("sosnovka")


def test_a_signature_is_a_row_that_seals_the_text_and_the_name() -> None:
    petition, stance = sign(a_petition(), VILLAGE, a_voter(), READY, a_tap())

    assert stance.signature is not None
    assert stance.signature.row.number == 1
    assert stance.signature.row.what is What.SIGNED
    assert stance.added[0].content is not None
    assert stance.added[0].content.surname == "Серікова"
    assert petition.register.tally == Tally(phone=1)
    assert petition.register.head.digest == stance.signature.digest
    assert stance.signature.shown


def test_it_may_be_taken_back_and_given_again() -> None:
    petition, stance = sign(a_petition(), VILLAGE, a_voter(), READY, a_tap())
    petition, stance = withdraw(petition, stance, a_tap(61))
    assert (stance.signature, petition.register.tally.all) == (None, 0)

    petition, stance = sign(petition, VILLAGE, a_voter(Level.ROLL), stance, a_tap(62))
    assert petition.register.tally == Tally(roll=1)
    assert [added.row.what for added in stance.added] == [What.SIGNED, What.WITHDRAWN, What.SIGNED]
    assert stance.added[1].content is None


def test_of_two_taps_the_one_of_the_higher_number_counts() -> None:
    petition, stance = sign(a_petition(), VILLAGE, a_voter(), READY, a_tap(update=7))
    late = withdraw(petition, stance, a_tap(61, update=6))
    assert late == (petition, stance)


def test_who_may_not_sign_is_told_why() -> None:
    signed, stance = sign(a_petition(), VILLAGE, a_voter(), READY, a_tap())
    narrow = a_petition(sections=(SOSNOVKA,))
    elsewhere = replace(VILLAGE, slug=OTHER)
    cases: list[tuple[type[Refusal], object]] = [
        (SignedAlready, lambda: sign(signed, VILLAGE, a_voter(), stance, a_tap(61))),
        (SignedElsewhere, lambda: sign(signed, VILLAGE, a_voter(), replace(READY, elsewhere=True), a_tap())),
        (NameNeeded, lambda: sign(signed, VILLAGE, a_voter(), Stance(), a_tap())),
        (NotSigned, lambda: withdraw(signed, READY, a_tap())),
        (NotOpenHere, lambda: sign(signed, elsewhere, a_voter(), READY, a_tap())),
        (NotInChat, lambda: sign(signed, VILLAGE, Voter(level=Level.PHONE), READY, a_tap())),
        (AskedOver, lambda: sign(signed, VILLAGE, a_voter(), READY, a_tap(60 * 24 * 31))),
        (AskedOver, lambda: withdraw(signed, stance, a_tap(60 * 24 * 31))),
        (NotLivingHere, lambda: sign(signed, VILLAGE, replace(a_voter(), lives_here=False), READY, a_tap())),
        (OfSections, lambda: sign(narrow, VILLAGE, a_voter(section="bugrovoe"), READY, a_tap())),
        (IinNeeded, lambda: sign(a_petition(needs_iin=True), VILLAGE, a_voter(), READY, a_tap())),
    ]
    for refusal, tried in cases:
        with pytest.raises(refusal):
            tried()  # type: ignore[operator]  # a function each


def test_the_step_that_is_missing_is_named() -> None:
    assert missing_to_sign(a_petition(), VILLAGE, a_voter()) is Step.SECTION
    assert missing_to_sign(a_petition(), VILLAGE, a_voter(Level.CHAT, SOSNOVKA)) is Step.PHONE
    assert missing_to_sign(a_petition(level=Level.ROLL), VILLAGE, a_voter(section=SOSNOVKA)) is Step.ROLL
    assert missing_to_sign(a_petition(), VILLAGE, a_voter(section=SOSNOVKA)) is None
    assert missing_to_sign(a_petition(), replace(VILLAGE, sections=()), a_voter()) is None


def test_a_petition_is_signed_in_every_village_it_was_put_to() -> None:
    petition = a_petition(places=((OTHER, 4),), sections=(SOSNOVKA,))
    grown, stance = sign(petition, replace(VILLAGE, slug=OTHER), a_voter(section="elsewhere"), READY, a_tap())
    assert stance.signature is not None
    assert stance.signature.row.village == OTHER
    assert grown.number_in(OTHER) == 4


def test_what_was_published_is_read_back_from_the_text_that_was_hashed() -> None:
    petition = a_petition(places=((OTHER, 4),), sections=(SOSNOVKA,), needs_iin=True)
    text = frozen_text(petition)
    assert plan_of(text, petition.plan.closes_at) == petition.plan
    assert petition.digest == digest_of(text) == petition.register.head.digest
    other = replace(petition, plan=replace(petition.plan, demand=Bilingual("Басқа", "Другое")))
    assert other.digest != petition.digest
    later = replace(petition, plan=replace(petition.plan, closes_at=NOW + timedelta(days=60)))
    assert later.digest == petition.digest


def test_milestones_are_shares_of_the_goal() -> None:
    petition = a_petition(goal=8)
    told = []
    for person in range(9):
        grown, _ = sign(petition, VILLAGE, a_voter(), READY, a_tap(person))
        told += [milestone(grown)] if reached(petition, grown) else []
        petition = grown
    assert told == [10, 25, 50, 75, 100]
    assert petition.goal_reached


def test_a_second_person_confirms() -> None:
    draft = PetitionDraft(PetitionId(1), VILLAGE.slug, PersonId(5), {}, NOW, AUTHOR, NOW)
    check_may_confirm(draft, PersonId(7), entitled=[AUTHOR, PersonId(7)], now=NOW)
    with pytest.raises(NoSecondPerson):
        check_may_confirm(draft, PersonId(8), entitled=[AUTHOR, PersonId(7)], now=NOW)
    with pytest.raises(NoSecondPerson):
        check_may_confirm(draft, AUTHOR, entitled=[AUTHOR, PersonId(7)], now=NOW + timedelta(days=9))
    with pytest.raises(NoSecondPerson):
        check_may_confirm(draft, PersonId(5), entitled=[AUTHOR, PersonId(5)], now=NOW)
    with pytest.raises(AloneTooSoon):
        check_may_confirm(draft, AUTHOR, entitled=[AUTHOR, PersonId(5)], now=NOW + timedelta(hours=23))
    check_may_confirm(draft, AUTHOR, entitled=[AUTHOR], now=NOW + timedelta(hours=24))
    with pytest.raises(NotPut):
        check_may_confirm(replace(draft, put_by=None), PersonId(7), entitled=[PersonId(7)], now=NOW)


def test_no_side_that_is_asked_confirms() -> None:
    assert may_confirm({Role.DEPUTY}, ())
    assert may_confirm({Role.ASSEMBLY_MEMBER}, {Role.AKIM})
    assert not may_confirm({Role.ASSEMBLY_MEMBER}, {Role.ASSEMBLY_MEMBER})
    assert not may_confirm({Role.DEPUTY, Role.OFFICE}, ())
    assert not may_confirm({Role.COMMISSION_MEMBER}, ())


@pytest.mark.parametrize("name", ["Серікова", "Әл-Фараби", "О'Коннор", "Нұр Сұлтан", "Ли", "Қ."])
def test_names_are_taken_as_they_are_written(name: str) -> None:
    assert read_name(f"  {name} ") == name


@pytest.mark.parametrize(
    "name", ["", "=1+1", "@SUM(A1)", "123", "Айгүл7", "<b>Айгүл</b>", "a\u202eb", "-Айгүл", "+7701"]
)
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(NoName):
        read_name(name)


def test_a_name_is_never_longer_than_names_are() -> None:
    with pytest.raises(NameTooLong):
        read_name("а" * 41)


def test_a_name_is_one_however_it_is_typed_and_shown_short() -> None:
    assert SignerName("СЕРІКОВА", "айгүл").key == SignerName("Серикова", "Айгул", "Болатқызы").key
    assert AIGUL.name.shown == "Айгүл С."
    assert AIGUL.name.full == "Серікова Айгүл Болатқызы"
