"""The rules of a poll: who may answer, what an answer changes, when it ends."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stores import BUGROVOE, NOW
from village.chats import Membership
from village.course import (
    AskedOver,
    ClosesTooLate,
    ClosesTooSoon,
    ForRole,
    NotInChat,
    NotLater,
    NotYours,
    OfSection,
    State,
    Step,
    TooNewInChat,
    Voter,
    check_closes,
    check_may_manage,
    closed,
    missing_step,
    opened,
    prolonged,
    stopped,
    voter_of,
)
from village.errors import Refusal
from village.ids import PersonId, PollId, SectionSlug
from village.people import Level, Resident, Role
from village.polls import (
    AnswerIsFinal,
    Ballot,
    NoSuchOption,
    OptionsNumber,
    OptionTooLong,
    OptionTwice,
    Poll,
    PollPlan,
    Shown,
    Tap,
    TooManyChosen,
    cast,
    cast_all,
    check_options,
    done_waiting,
)
from village.texts import Bilingual
from village.updates import Update
from village.villages import Named, Section, Village

SOSNOVKA = SectionSlug("sosnovka")
KRASNOKOVKA = SectionSlug("krasnokovka")
NAME = Named("Бугровое", "Бугровое", "Bugrovoe")
VILLAGE = Village(
    slug=BUGROVOE,
    name=NAME,
    operator=NAME,
    bin="",
    phone="1",
    population=942,
    adults=670,
    sections=(Section(SOSNOVKA, Named("Сосновка", "Сосновка", "Sosnovka"), 95),),
)
IN_CHAT = Voter(inside=(Membership(),))
HOUR = timedelta(hours=1)


def a_poll(**plan: Any) -> Poll:
    """Make an open poll of three options that closes in three days."""
    options = tuple(Bilingual(f"нұсқа {n}", f"вариант {n}") for n in range(3))
    asked = PollPlan(Bilingual("Не істейміз?", "Что делаем?"), options, closes_at=NOW + timedelta(days=3))
    asked = replace(asked, **plan)
    return Poll(
        PollId(7),
        village=BUGROVOE,
        number=14,
        author=PersonId(1),
        plan=asked,
        opens_at=NOW,
        first_closes_at=asked.closes_at,
        author_role=Role.AKIM,
        state=State.OPEN,
    )


def tap(option: int, number: int = 1, after: timedelta = HOUR) -> Tap:
    """Make a tap on an option, an hour after the poll has opened."""
    return Tap(option, NOW + after, Update(BUGROVOE, "telegram", number))


def voted(poll: Poll, *options: int, voter: Voter = IN_CHAT) -> Ballot | None:
    """Tap on options, one after another."""
    ballot: Ballot | None = None
    for number, option in enumerate(options, 1):
        ballot = cast(poll, VILLAGE, voter, ballot, tap(option, number))
    return ballot


# --------------------------------------------------------------------------------------- one and several


def test_of_one_choice_the_last_stands_and_the_change_is_counted() -> None:
    ballot = voted(a_poll(), 0, 2)

    assert ballot is not None
    assert (ballot.choices, ballot.changes, ballot.counts) == ((2,), 1, True)


def test_the_same_option_again_changes_nothing() -> None:
    ballot = voted(a_poll(), 1, 1)

    assert ballot is not None
    assert (ballot.choices, ballot.changes) == ((1,), 0)


def test_of_several_choices_each_tap_adds_or_takes_off() -> None:
    poll = a_poll(most=2)

    added, taken_off = voted(poll, 2, 0), voted(poll, 2, 0, 2)

    assert added is not None
    assert taken_off is not None
    assert (added.choices, added.changes) == ((0, 2), 0)
    assert (taken_off.choices, taken_off.changes) == ((0,), 1)


def test_no_more_are_chosen_than_may_be() -> None:
    with pytest.raises(TooManyChosen) as refused:
        voted(a_poll(most=2), 0, 1, 2)

    assert refused.value.facts == {"most": 2}


def test_an_answer_taken_off_again_counts_as_none() -> None:
    ballot = voted(a_poll(most=2), 1, 1)

    assert ballot is not None
    assert (ballot.choices, ballot.counts) == ((), False)


def test_an_answer_is_taken_back_whole() -> None:
    poll = a_poll()
    before = voted(poll, 1)

    ballot = cast_all(poll, VILLAGE, IN_CHAT, before, (), NOW + HOUR, None)

    assert (ballot.choices, ballot.changes) == ((), 1)


def test_where_answers_are_final_a_change_is_refused_and_the_same_again_is_not() -> None:
    poll = a_poll(changeable=False)

    assert voted(poll, 1, 1) is not None
    with pytest.raises(AnswerIsFinal):
        voted(poll, 1, 2)
    with pytest.raises(AnswerIsFinal):
        cast_all(poll, VILLAGE, IN_CHAT, voted(poll, 1), (), NOW + HOUR, None)


def test_where_answers_are_final_several_may_be_chosen_one_after_another() -> None:
    ballot = voted(a_poll(changeable=False, most=3), 0, 2)

    assert ballot is not None
    assert ballot.choices == (0, 2)


@pytest.mark.parametrize("option", [-1, 3, 12])
def test_an_option_that_is_not_there_is_refused(option: int) -> None:
    with pytest.raises(NoSuchOption):
        voted(a_poll(), option)


def test_of_two_taps_the_higher_number_counts_whichever_comes_first() -> None:
    poll = a_poll()
    later = cast(poll, VILLAGE, IN_CHAT, None, tap(2, number=20))

    stands = cast(poll, VILLAGE, IN_CHAT, later, tap(0, number=10))

    assert stands is later


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 50)), min_size=1, max_size=12))
def test_whatever_order_taps_come_in_the_highest_number_stands(taps: list[tuple[int, int]]) -> None:
    poll, ballot = a_poll(), None
    for option, number in taps:
        ballot = cast(poll, VILLAGE, IN_CHAT, ballot, tap(option, number))

    highest = max(number for _, number in taps)
    assert ballot is not None
    assert ballot.choices[0] in {option for option, number in taps if number == highest}


# ------------------------------------------------------------------------------------------- who answers


def test_whoever_is_in_no_chat_of_the_village_is_refused() -> None:
    with pytest.raises(NotInChat):
        voted(a_poll(), 0, voter=Voter())


def test_on_a_network_without_groups_the_list_is_the_village() -> None:
    assert voted(a_poll(), 0, voter=Voter(listed=True)) is not None


def test_whoever_has_just_joined_waits_and_hears_until_when() -> None:
    joined = NOW - timedelta(hours=2)

    with pytest.raises(TooNewInChat) as refused:
        voted(a_poll(), 0, voter=Voter(inside=(Membership(joined),)))

    assert refused.value.facts == {"hours": 24, "at": joined + timedelta(hours=24)}


@pytest.mark.parametrize(
    "voter",
    [
        Voter(inside=(Membership(NOW - timedelta(hours=23)),)),
        Voter(inside=(Membership(NOW - timedelta(hours=1)), Membership())),
    ],
)
def test_a_day_in_one_of_the_chats_is_enough(voter: Voter) -> None:
    assert cast(a_poll(), VILLAGE, voter, None, tap(0, after=timedelta(hours=2))).counts


def test_who_confirmed_a_phone_where_it_is_asked_need_not_have_been_there_for_a_day() -> None:
    newcomer = Voter(level=Level.PHONE, inside=(Membership(NOW),))

    assert voted(a_poll(level=Level.PHONE), 0, voter=newcomer) is not None


def test_whoever_is_on_the_roll_answers_without_being_in_the_chat() -> None:
    assert voted(a_poll(), 0, voter=Voter(level=Level.ROLL)) is not None


def test_a_poll_among_holders_of_a_role_is_theirs_alone() -> None:
    poll = a_poll(role=Role.ASSEMBLY_MEMBER)
    member = Voter(roles=frozenset({Role.ASSEMBLY_MEMBER}))

    assert voted(poll, 0, voter=member) is not None
    with pytest.raises(ForRole):
        voted(poll, 0, voter=IN_CHAT)


def test_another_settlement_is_refused_by_name() -> None:
    elsewhere = replace(IN_CHAT, section=KRASNOKOVKA)

    with pytest.raises(OfSection) as refused:
        voted(a_poll(section=SOSNOVKA), 0, voter=elsewhere)

    assert refused.value.facts == {"section": VILLAGE.sections[0].name}


# ------------------------------------------------------------------------------- the step that is missing


@pytest.mark.parametrize(
    ("plan", "voter", "step"),
    [
        ({}, IN_CHAT, None),
        ({"level": Level.PHONE}, IN_CHAT, Step.PHONE),
        ({"level": Level.PHONE}, replace(IN_CHAT, level=Level.PHONE), None),
        ({"level": Level.ROLL}, IN_CHAT, Step.PHONE),
        ({"level": Level.ROLL}, replace(IN_CHAT, level=Level.PHONE), Step.ROLL),
        ({"section": SOSNOVKA}, IN_CHAT, Step.SECTION),
        ({"section": SOSNOVKA}, replace(IN_CHAT, section=SOSNOVKA), None),
        ({"section": SOSNOVKA, "role": Role.ASSEMBLY_MEMBER}, IN_CHAT, None),
    ],
)
def test_one_step_is_named_at_a_time(plan: dict[str, Any], voter: Voter, step: Step | None) -> None:
    assert missing_step(a_poll(**plan), voter) is step


def test_an_answer_waits_for_its_step_and_then_counts_as_it_was_given() -> None:
    poll = a_poll(level=Level.PHONE)
    waiting = voted(poll, 1)
    assert waiting is not None

    counts = done_waiting(poll, Voter(level=Level.PHONE), waiting, NOW + HOUR)

    assert (waiting.waits, waiting.counts) == (True, False)
    assert counts is not None
    assert (counts.choices, counts.level, counts.waits, counts.counts) == ((1,), Level.PHONE, False, True)


def test_a_step_done_too_late_lets_nothing_count() -> None:
    poll = a_poll(level=Level.PHONE)
    waiting = voted(poll, 1)
    assert waiting is not None

    assert done_waiting(poll, Voter(level=Level.PHONE), waiting, NOW + timedelta(days=3)) is None


def test_who_turns_out_to_live_elsewhere_is_not_counted() -> None:
    poll = a_poll(section=SOSNOVKA)
    waiting = voted(poll, 1)
    assert waiting is not None

    assert done_waiting(poll, replace(IN_CHAT, section=KRASNOKOVKA), waiting, NOW + HOUR) is None


def test_changing_an_answer_that_waits_is_no_change_of_a_counted_one() -> None:
    ballot = voted(a_poll(level=Level.PHONE, changeable=False), 1, 2)

    assert ballot is not None
    assert (ballot.choices, ballot.changes, ballot.waits) == ((2,), 0, True)


def test_who_a_voter_is_comes_from_their_own_word_else_from_their_chat() -> None:
    resident = Resident(BUGROVOE, PersonId(5), section=KRASNOKOVKA, consented=True, level=Level.PHONE)
    in_sosnovka = (Membership(section=SOSNOVKA),)

    known = voter_of(resident, (), in_sosnovka, listed=False)
    unknown = voter_of(None, (), in_sosnovka, listed=True)
    gone = voter_of(replace(resident, consented=False), (), (), listed=True)

    assert (known.section, known.level, known.lives_here) == (KRASNOKOVKA, Level.PHONE, True)
    assert (unknown.section, unknown.level, unknown.lives_here, unknown.listed) == (
        SOSNOVKA,
        Level.CHAT,
        None,
        False,
    )
    assert (gone.section, gone.level, gone.listed) == (None, Level.CHAT, False)


def test_a_name_is_kept_with_an_open_answer_alone() -> None:
    named = replace(IN_CHAT, name="Айгүл")

    secret, seen = voted(a_poll(), 0, voter=named), voted(a_poll(secret=False), 0, voter=named)

    assert secret is not None
    assert seen is not None
    assert (secret.name, seen.name) == ("", "Айгүл")


# --------------------------------------------------------------------------------------------- its course


def test_a_poll_ends_at_its_hour_whoever_has_looked_at_the_clock() -> None:
    poll = a_poll()

    assert cast(poll, VILLAGE, IN_CHAT, None, tap(0, after=timedelta(days=3, seconds=-1))).counts
    with pytest.raises(AskedOver):
        cast(poll, VILLAGE, IN_CHAT, None, tap(0, after=timedelta(days=3)))


@pytest.mark.parametrize("ended", [closed(a_poll(), NOW), stopped(a_poll(), NOW)])
def test_what_has_ended_takes_no_answer_and_is_not_ended_again(ended: Poll) -> None:
    with pytest.raises(AskedOver):
        voted(ended, 0)
    with pytest.raises(AskedOver):
        closed(ended, NOW)
    with pytest.raises(AskedOver):
        stopped(ended, NOW)
    with pytest.raises(AskedOver):
        prolonged(ended, NOW + timedelta(days=5), NOW)


def test_only_the_end_moves_and_the_digest_stays() -> None:
    poll = a_poll()

    longer = prolonged(poll, NOW + timedelta(days=5), NOW + HOUR)

    assert longer.plan.closes_at == NOW + timedelta(days=5)
    assert longer.first_closes_at == poll.plan.closes_at
    assert longer.digest == poll.digest


def test_the_end_moves_later_and_not_for_ever() -> None:
    with pytest.raises(NotLater):
        prolonged(a_poll(), NOW + timedelta(days=2), NOW)
    with pytest.raises(ClosesTooLate):
        prolonged(a_poll(), NOW + timedelta(days=40), NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"question": Bilingual("Басқа", "Другое")},
        {"options": (Bilingual("а", "а"), Bilingual("б", "б"))},
        {"most": 2},
        {"section": SOSNOVKA},
        {"role": Role.COMMISSION_MEMBER},
        {"level": Level.ROLL},
        {"shown": Shown.LIVE},
        {"changeable": False},
        {"secret": False},
        {"hours_in_chat": 0},
    ],
)
def test_whatever_matters_is_in_the_digest(change: dict[str, Any]) -> None:
    assert a_poll(**change).digest != a_poll().digest


def test_a_planned_poll_whose_time_passed_lasts_as_long_from_its_opening() -> None:
    planned = replace(a_poll(), state=State.PLANNED)

    late = opened(planned, NOW + timedelta(days=4))
    in_time = opened(planned, NOW + HOUR)

    assert late.plan.closes_at == NOW + timedelta(days=7)
    assert in_time.plan.closes_at == planned.plan.closes_at


def test_the_reminder_comes_at_two_thirds_of_the_time() -> None:
    assert a_poll().nudge_at == NOW + timedelta(days=2)


# -------------------------------------------------------------------------------------- what may be asked


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ((Bilingual("иә", "да"),), OptionsNumber),
        (tuple(Bilingual(f"{n}", f"{n}") for n in range(13)), OptionsNumber),
        ((Bilingual("а" * 101, "б"), Bilingual("в", "г")), OptionTooLong),
        ((Bilingual("Иә", "да"), Bilingual("иә", "нет")), OptionTwice),
        ((Bilingual("иә", "да"), Bilingual("жоқ", "Да")), OptionTwice),
    ],
)
def test_options_that_cannot_be_are_refused(options: tuple[Bilingual, ...], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        check_options(options)


def test_twelve_options_of_a_hundred_letters_may_be() -> None:
    check_options([Bilingual(f"{n:02}" + "ә" * 98, f"{n:02}" + "я" * 98) for n in range(12)])


def test_a_poll_lasts_ten_minutes_at_least_and_thirty_days_at_most() -> None:
    check_closes(NOW + timedelta(minutes=10), NOW)
    check_closes(NOW + timedelta(days=30), NOW)
    with pytest.raises(ClosesTooSoon):
        check_closes(NOW + timedelta(minutes=9), NOW)
    with pytest.raises(ClosesTooLate):
        check_closes(NOW + timedelta(days=30, seconds=1), NOW)


@pytest.mark.parametrize(
    ("author_role", "person", "roles", "may"),
    [
        (Role.AKIM, 1, {Role.AKIM}, True),
        (Role.AKIM, 2, {Role.OFFICE}, True),
        (Role.OFFICE, 2, {Role.AKIM}, True),
        (Role.AKIM, 1, set(), False),
        (Role.DEPUTY, 1, {Role.DEPUTY}, True),
        (Role.DEPUTY, 2, {Role.DEPUTY}, False),
        (Role.DEPUTY, 2, {Role.AKIM}, False),
        (Role.DEPUTY, 1, set(), False),
    ],
)
def test_a_poll_is_its_makers_while_they_hold_their_role(
    author_role: Role, person: int, roles: set[Role], *, may: bool
) -> None:
    poll = replace(a_poll(), author_role=author_role)
    if may:
        check_may_manage(poll, PersonId(person), roles)
        return
    with pytest.raises(NotYours):
        check_may_manage(poll, PersonId(person), roles)
