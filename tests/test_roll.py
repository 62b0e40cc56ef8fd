"""The roll's rules: who is who in an earlier roll, who is found, who decides, who vouches."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stores import BUGROVOE, NOW
from village.errors import Refusal
from village.ids import PersonId, SectionSlug
from village.people import Level
from village.roll import (
    ASK_LASTS,
    CLAIMS_A_DAY,
    VOUCHES_AT_MOST,
    AskOver,
    ClaimedTooOften,
    ClaimWaits,
    Doubt,
    DoubtOver,
    Entry,
    EntryKeys,
    How,
    NotForOneself,
    OnRollAlready,
    OnRollNeeded,
    OwnClaim,
    PhoneFirst,
    SecondPersonNeeded,
    Vouch,
    VouchAsk,
    VouchedEnough,
    Weighed,
    check_may_claim,
    check_may_vouch,
    losing_level,
    pair,
    weigh_name,
    weigh_phone,
)

AIGUL, MARAT, AKIM, CLERK = PersonId(1), PersonId(2), PersonId(3), PersonId(4)
HERE, THERE = SectionSlug("bugrovoe"), SectionSlug("kyzyltu")
A = EntryKeys(HERE, b"name", b"full", b"phone", b"iin")


@pytest.mark.parametrize(
    "now",
    [
        A,
        replace(A, phone=None),
        replace(A, phone=b"other", section=THERE),
        replace(A, name=b"x", full=b"x", section=THERE),  # married: the IIN tells
        replace(A, iin=None, full=b"with patronymic"),
        replace(A, iin=None, section=THERE),
    ],
)
def test_the_same_person_is_known_again(now: EntryKeys) -> None:
    other = EntryKeys(HERE, b"y", b"y")
    assert pair({7: A, 8: other}, [other, now]).earlier == (8, 7)


def test_another_iin_is_another_person() -> None:
    assert pair({7: A}, [replace(A, iin=b"another")]).gone == {7}


def test_of_two_who_cannot_be_told_apart_neither_is_guessed() -> None:
    bare = EntryKeys(HERE, b"name", b"full")
    made = pair({7: replace(bare, phone=b"1"), 8: replace(bare, phone=b"2")}, [bare, bare])
    assert made.earlier == (None, None)
    assert made.gone == {7, 8}


_keys = st.builds(
    EntryKeys,
    st.sampled_from([HERE, THERE]),
    st.sampled_from([b"a", b"b"]),
    st.sampled_from([b"a1", b"a2", b"b1"]),
    st.sampled_from([None, b"1", b"2"]),
    st.sampled_from([None, b"i", b"j", b"k"]),
)


@given(st.lists(_keys, max_size=8), st.lists(_keys, max_size=8))
def test_nobody_is_paired_twice_and_nobody_is_lost(old: list[EntryKeys], new: list[EntryKeys]) -> None:
    before = dict(enumerate(old, start=100))
    made = pair(before, new)
    kept = [number for number in made.earlier if number is not None]
    assert len(kept) == len(set(kept))
    assert set(kept) | made.gone == set(before)
    assert not set(kept) & made.gone
    assert len(made.earlier) == len(new)


def test_a_phone_that_is_there_once_and_free_is_theirs() -> None:
    free, taken = Entry(1, phone_agrees=True), Entry(2, phone_agrees=True, taken_by=MARAT)
    assert weigh_phone([free]) == Weighed(match=free)
    assert weigh_phone([free, Entry(3, phone_agrees=True)]) == Weighed()  # a family's: the name has to tell
    assert weigh_phone([taken]) == Weighed(doubts=(taken,))
    assert weigh_phone([]) == Weighed()


def test_a_name_and_a_year_alone_are_for_the_office_to_look_at() -> None:
    bare, agrees = Entry(1), Entry(2, phone_agrees=True)
    assert weigh_name([bare]) == Weighed(doubts=(bare,))
    assert weigh_name([bare, agrees]) == Weighed(match=agrees)
    assert weigh_name([replace(agrees, taken_by=MARAT)]).match is None
    assert len(weigh_name([bare] * 9).doubts) == 3
    assert weigh_name([]) == Weighed()


@pytest.mark.parametrize(
    ("level", "tried", "waiting", "no"),
    [
        (Level.CHAT, 0, 0, PhoneFirst),
        (Level.ROLL, 0, 0, OnRollAlready),
        (Level.PHONE, 1, 1, ClaimWaits),
        (Level.PHONE, CLAIMS_A_DAY, 0, ClaimedTooOften),
    ],
)
def test_who_may_not_ask_to_be_looked_for(level: Level, tried: int, waiting: int, no: type[Refusal]) -> None:
    with pytest.raises(no):
        check_may_claim(level, tried, waiting)


DOUBT = Doubt(1, BUGROVOE, AIGUL, 7, NOW)


def test_two_people_of_the_office_confirm_a_pair() -> None:
    first = DOUBT.yes(AKIM, NOW)
    assert not first.confirmed
    assert first.ended_at is None
    second = first.yes(CLERK, NOW)
    assert second.confirmed
    assert second.ended_at == NOW


@pytest.mark.parametrize(
    ("say", "no"),
    [
        (lambda: DOUBT.yes(AKIM, NOW).yes(AKIM, NOW), SecondPersonNeeded),
        (lambda: DOUBT.yes(AIGUL, NOW), OwnClaim),
        (lambda: DOUBT.no(AIGUL, NOW), OwnClaim),
        (lambda: DOUBT.no(AKIM, NOW).yes(CLERK, NOW), DoubtOver),
        (lambda: DOUBT.yes(AKIM, NOW).yes(CLERK, NOW).no(MARAT, NOW), DoubtOver),
    ],
)
def test_a_word_that_does_not_count_is_refused(say: Callable[[], Doubt], no: type[Refusal]) -> None:
    with pytest.raises(no):
        say()


def test_a_no_ends_a_pair_after_a_yes_too() -> None:
    ended = DOUBT.yes(AKIM, NOW).no(AKIM, NOW)
    assert ended.ended_at == NOW
    assert not ended.confirmed


ASK = VouchAsk(5, BUGROVOE, AIGUL, "Айгүл", NOW)


@pytest.mark.parametrize(
    ("ask", "by", "how", "given", "no"),
    [
        (None, MARAT, How.PHONE, 0, AskOver),
        (replace(ASK, at=NOW - ASK_LASTS), MARAT, How.PHONE, 0, AskOver),
        (ASK, AIGUL, How.PHONE, 0, NotForOneself),
        (ASK, MARAT, None, 0, OnRollNeeded),
        (ASK, MARAT, How.VOUCH, 0, OnRollNeeded),  # no chain grows
        (ASK, MARAT, How.OFFICE, VOUCHES_AT_MOST, VouchedEnough),
    ],
)
def test_a_neighbours_word_that_does_not_count_is_refused(
    ask: VouchAsk | None, by: PersonId, how: How | None, given: int, no: type[Refusal]
) -> None:
    with pytest.raises(no):
        check_may_vouch(ask, by, how, given, NOW)


def test_a_neighbour_on_the_roll_may_vouch_to_the_last_moment() -> None:
    late = NOW + ASK_LASTS - timedelta(seconds=1)
    assert check_may_vouch(ASK, MARAT, How.NAME, VOUCHES_AT_MOST - 1, late) == ASK


def test_with_an_entry_goes_its_level_and_those_it_carried() -> None:
    def vouch(person: int, voucher: int) -> Vouch:
        return Vouch(1, BUGROVOE, PersonId(person), PersonId(voucher), "", NOW)

    matched = {PersonId(1): 71, PersonId(2): 72, PersonId(3): 73, PersonId(8): None, PersonId(9): None}
    vouches = [vouch(8, 1), vouch(8, 2), vouch(9, 1), vouch(9, 2), vouch(9, 3), vouch(10, 1)]
    assert losing_level({71}, matched, vouches) == {1, 8}
    assert losing_level((), matched, vouches) == frozenset()
