from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.gatherings import (
    AGENDA_AT_MOST,
    AgendaDoesNotPair,
    AgendaTooLong,
    AnswersClosed,
    Change,
    Coming,
    DayPassed,
    Gathering,
    GatheringCancelled,
    GatheringOver,
    GatheringState,
    HourPassed,
    Plan,
    Reminder,
    ReminderTimes,
    RuleKept,
    TooEarly,
    cancelled,
    changed,
    check_agenda,
    check_starts,
    day_warnings,
    reminders,
    shown_in_group,
    tally,
)
from village.ids import GatheringId, PersonId, SectionSlug, VillageSlug
from village.people import Quiet
from village.rules import Counting, Grade, Kind, rules_on
from village.texts import Bilingual, Day, Word
from village.villages import Named, Section, Village

ALMATY = ZoneInfo("Asia/Almaty")
STARTS = datetime(2026, 12, 20, 15, tzinfo=ALMATY)
NOTICE = date(2026, 12, 9)
RULE = RuleKept("2023-06-23", 10, Counting.CLEAR, Grade.M, "the law")
BLIZZARD = Bilingual("боран", "буран")
PLACE = Bilingual("Мәдениет үйі", "Дом культуры")
NAME = Named("Бугровое", "Бугровое", "Bugrovoe")
BUGROVOE = Village(
    slug=VillageSlug("bugrovoe"),
    name=NAME,
    operator=NAME,
    bin="",
    phone="8",
    population=942,
    adults=670,
    assembly=10,
    sections=(Section(SectionSlug("sosnovka"), NAME, adults=95),),
)


def at(day: int, hour: int = 12, minute: int = 0, month: int = 12) -> datetime:
    """Give a moment of 2026 in the village."""
    return datetime(2026, month, day, hour, minute, tzinfo=ALMATY)


def a_gathering(kind: Kind = Kind.GATHERING, section: str | None = None, **different: Any) -> Gathering:
    plan = Plan(kind, STARTS, PLACE, (), section=SectionSlug(section) if section else None)
    gathering = Gathering(
        GatheringId(1), BUGROVOE.slug, 14, PersonId(1), plan, RULE, at(9, 10), notice_from=NOTICE
    )
    return replace(gathering, **different)


def a_change(new_starts: datetime = STARTS, when: datetime | None = None, **different: Any) -> Change:
    change = Change(when or at(12), STARTS, new_starts, PLACE, PLACE, Bilingual())
    return replace(change, **different)


def moved(change: Change, *, recount: bool = True) -> tuple[Gathering, Word | None]:
    return changed(a_gathering(), change, notice=change.at.date(), recount=recount)


# --------------------------------------------------------------------------------------------- its moment


@pytest.mark.parametrize("starts", [at(8, 15), at(1, 23, 59), at(8, 23, 59)])
def test_a_day_that_has_passed_is_refused_by_its_day(starts: datetime) -> None:
    with pytest.raises(DayPassed) as refused:
        check_starts(starts, at(9, 10))

    assert refused.value.day == Day(starts.date())


@pytest.mark.parametrize("starts", [at(9, 9, 59), at(9, 0), at(9, 10)])
def test_an_hour_of_today_that_has_passed_is_refused_by_its_hour(starts: datetime) -> None:
    with pytest.raises(HourPassed) as refused:
        check_starts(starts, at(9, 10))

    assert (refused.value.day, refused.value.hour) == (date(2026, 12, 9), starts.time())


@pytest.mark.parametrize("starts", [at(9, 10, 1), at(9, 23, 59), at(10, 0)])
def test_a_moment_to_come_is_taken(starts: datetime) -> None:
    check_starts(starts, at(9, 10))


def test_it_is_over_from_its_hour_on() -> None:
    assert not a_gathering().over(STARTS - timedelta(seconds=1))
    assert a_gathering().over(STARTS)


# --------------------------------------------------------------------------------------------- its agenda


def test_the_lines_of_an_agenda_are_paired() -> None:
    assert check_agenda(("Су", "Жол"), ("Вода", "Дорога")) == (
        Bilingual("Су", "Вода"),
        Bilingual("Жол", "Дорога"),
    )


@pytest.mark.parametrize(("kk", "ru"), [(2, 1), (1, 2), (1, 0), (3, 21)])
def test_an_agenda_whose_lines_do_not_pair_is_refused_with_both_numbers(kk: int, ru: int) -> None:
    with pytest.raises(AgendaDoesNotPair) as refused:
        check_agenda(("Су",) * kk, ("Вода",) * ru)

    assert (refused.value.wanted, refused.value.lines) == (kk, ru)


def test_an_agenda_has_twenty_items_at_most() -> None:
    assert len(check_agenda(("Су",) * AGENDA_AT_MOST, ("Вода",) * AGENDA_AT_MOST)) == 20

    with pytest.raises(AgendaTooLong) as refused:
        check_agenda(("Су",) * 21, ("Вода",) * 21)

    assert (refused.value.most, refused.value.lines) == (20, 21)


# -------------------------------------------------------------------------------------------- its answers


def test_an_answer_is_taken_until_the_hour() -> None:
    a_gathering().check_answerable(STARTS - timedelta(seconds=1))

    with pytest.raises(AnswersClosed):
        a_gathering().check_answerable(STARTS)


@pytest.mark.parametrize("now", [at(12), STARTS + timedelta(days=1)])
def test_a_cancelled_gathering_takes_no_answer_and_says_why(now: datetime) -> None:
    with pytest.raises(GatheringCancelled) as refused:
        a_gathering(state=GatheringState.CANCELLED).check_answerable(now)

    assert refused.value.number == 14


@pytest.mark.parametrize(("coming", "shown"), [(0, None), (1, None), (4, None), (5, 5), (942, 942)])
def test_the_group_sees_no_number_under_five(coming: int, shown: int | None) -> None:
    assert shown_in_group(coming) == shown


@pytest.mark.parametrize(
    ("gathering", "need"),
    [
        (a_gathering(), 67),
        (a_gathering(section="sosnovka"), 10),
        (a_gathering(Kind.SEPARATE, "sosnovka"), 10),
        (a_gathering(Kind.ASSEMBLY), 5),
        (a_gathering(Kind.REPORT), None),
        (a_gathering(Kind.HEARING), None),
        (a_gathering(Kind.MEETING), None),
    ],
)
def test_the_quorum_is_of_adults_or_of_the_assemblys_members(gathering: Gathering, need: int | None) -> None:
    assert tally(gathering, BUGROVOE, rules_on(NOTICE), {}, members=10).need == need


@given(st.dictionaries(st.sampled_from(Coming), st.integers(0, 2000)))
def test_the_office_sees_all_three_numbers(answers: Mapping[Coming, int]) -> None:
    seen = tally(a_gathering(), BUGROVOE, rules_on(NOTICE), answers, members=10)

    assert seen.yes == answers.get(Coming.YES, 0)
    assert seen.no == answers.get(Coming.NO, 0)
    assert seen.unsure == answers.get(Coming.UNSURE, 0)


# ----------------------------------------------------------------------------------------------- a change


@pytest.mark.parametrize("recount", [True, False])
def test_an_hour_changed_on_the_same_day_keeps_the_count(recount: bool) -> None:  # noqa: FBT001 - both settings
    now, warning = moved(a_change(at(20, 18), when=at(20, 9)), recount=recount)

    assert now.starts == at(20, 18)
    assert now.notice_from == NOTICE
    assert warning is None


def test_a_changed_place_keeps_the_count_and_the_hour() -> None:
    school = Bilingual("Мектеп", "Школа")

    now, warning = moved(a_change(new_place=school, when=at(19)))

    assert (now.plan.place, now.starts, now.notice_from) == (school, STARTS, NOTICE)
    assert warning is None


def test_a_changed_day_counts_anew_from_the_day_of_the_change() -> None:
    now, warning = moved(a_change(at(23, 15), when=at(12)))

    assert now.notice_from == date(2026, 12, 12)
    assert now.starts == at(23, 15)
    assert warning is None


@pytest.mark.parametrize("day", [22, 21, 19, 13])
def test_a_changed_day_earlier_than_lawful_is_refused_with_the_earliest(day: int) -> None:
    with pytest.raises(TooEarly) as refused:
        moved(a_change(at(day, 15), when=at(12), ground=BLIZZARD))

    assert refused.value.earliest == date(2026, 12, 23)


def test_a_later_day_for_a_ground_keeps_the_count_where_the_village_allows_it() -> None:
    now, warning = moved(a_change(at(21, 15), when=at(20, 9), ground=BLIZZARD), recount=False)

    assert now.starts == at(21, 15)
    assert now.notice_from == NOTICE
    assert warning == Word("postponed-without-recount")


def test_a_later_day_without_a_ground_is_counted_anew_in_any_case() -> None:
    with pytest.raises(TooEarly):
        moved(a_change(at(21, 15), when=at(20, 9)), recount=False)


def test_an_earlier_day_is_counted_anew_whatever_the_ground() -> None:
    with pytest.raises(TooEarly):
        moved(a_change(at(19, 15), when=at(12), ground=BLIZZARD), recount=False)


def test_a_plain_meeting_may_move_to_any_day_to_come() -> None:
    meeting = a_gathering(Kind.MEETING, rule=None)

    now, warning = changed(meeting, a_change(at(13, 15)), notice=date(2026, 12, 12), recount=True)

    assert now.starts == at(13, 15)
    assert warning is None


def test_a_move_into_the_past_is_refused() -> None:
    with pytest.raises(DayPassed):
        moved(a_change(at(11, 15), when=at(12)))
    with pytest.raises(HourPassed):
        moved(a_change(at(12, 11), when=at(12)))


def test_each_change_is_a_new_revision_of_the_same_gathering() -> None:
    once, _ = moved(a_change(at(20, 18)))
    twice, _ = changed(once, a_change(at(20, 19), old_starts=at(20, 18)), notice=NOTICE, recount=True)

    assert (once.revision, twice.revision) == (1, 2)
    assert twice.id == a_gathering().id


@pytest.mark.parametrize(
    ("new", "moves_time", "moves_day"),
    [(STARTS, False, False), (at(20, 18), True, False), (at(21, 15), True, True)],
)
def test_a_change_tells_what_it_moves(new: datetime, moves_time: bool, moves_day: bool) -> None:  # noqa: FBT001 - a table
    change = a_change(new)

    assert (change.moves_time, change.moves_day) == (moves_time, moves_day)


@given(st.integers(0, 40), st.integers(0, 23), st.booleans(), st.booleans())
def test_a_day_that_was_counted_anew_is_always_lawful(
    days: int,
    hour: int,
    recount: bool,  # noqa: FBT001 - both settings
    with_ground: bool,  # noqa: FBT001 - both cases
) -> None:
    new = at(12, hour) + timedelta(days)
    change = a_change(new, when=at(12, 0), ground=BLIZZARD if with_ground else Bilingual())
    try:
        now, warning = moved(change, recount=recount)
    except (TooEarly, HourPassed):
        return

    if warning is None and change.moves_day:
        assert now.starts.date() - now.notice_from > timedelta(10)
    else:
        assert now.notice_from == NOTICE


# --------------------------------------------------------------------------------------------- called off


def test_a_cancelled_gathering_keeps_its_ground_and_its_plan() -> None:
    off = cancelled(a_gathering(), BLIZZARD, at(19))

    assert off.state is GatheringState.CANCELLED
    assert (off.ground, off.revision, off.plan) == (BLIZZARD, 1, a_gathering().plan)


def test_what_is_cancelled_is_not_cancelled_again() -> None:
    off = cancelled(a_gathering(), BLIZZARD, at(19))

    with pytest.raises(GatheringCancelled):
        cancelled(off, BLIZZARD, at(19))


def test_what_is_over_is_neither_changed_nor_cancelled() -> None:
    with pytest.raises(GatheringOver):
        cancelled(a_gathering(), BLIZZARD, STARTS)
    with pytest.raises(GatheringOver):
        a_gathering().check_changeable(STARTS)


# --------------------------------------------------------------------------------------- the three reminders


def soon(starts: datetime, **times: Any) -> datetime:
    """Give the last of the three reminders."""
    return reminders(starts, ReminderTimes(**times), Quiet())[Reminder.SOON]


def test_three_reminders_go_three_days_one_day_and_two_hours_before() -> None:
    assert reminders(STARTS, ReminderTimes(), Quiet()) == {
        Reminder.FIRST: at(17, 10),
        Reminder.EVE: at(19, 10),
        Reminder.SOON: at(20, 13),
    }


@pytest.mark.parametrize(
    ("starts", "goes"),
    [
        (at(20, 10), at(20, 8)),  # quiet hours are just over
        (at(20, 9, 59), at(19, 20)),  # 7:59 is quiet
        (at(20, 8), at(19, 20)),
        (at(20, 1), at(19, 20)),  # 23:00 of the day before is quiet too
        (at(20, 22, 59), at(20, 20, 59)),
        (at(20, 23), at(19, 20)),  # 21:00 is quiet
    ],
)
def test_the_last_one_goes_the_evening_before_if_its_hour_is_quiet(starts: datetime, goes: datetime) -> None:
    assert soon(starts) == goes


@pytest.mark.parametrize(
    ("starts", "goes"),
    [
        (at(18, 15), at(17, 20)),  # a Friday: 13:00 is prayer
        (at(18, 16, 30), at(18, 14, 30)),
        (at(18, 14, 29), at(18, 12, 29)),
        (at(17, 15), at(17, 13)),  # a Thursday
    ],
)
def test_friday_prayer_is_quiet_for_the_last_one_too(starts: datetime, goes: datetime) -> None:
    assert soon(starts) == goes


def test_the_times_of_reminders_are_the_operators() -> None:
    times = ReminderTimes(first_days=5, eve_days=2, at=time(9, 30), soon_hours=3, evening=time(19))

    assert reminders(STARTS, times, Quiet()) == {
        Reminder.FIRST: at(15, 9, 30),
        Reminder.EVE: at(18, 9, 30),
        Reminder.SOON: at(20, 12),
    }
    assert reminders(at(20, 10), times, Quiet())[Reminder.SOON] == at(19, 19)


@given(
    st.builds(datetime.combine, st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.times(), st.just(ALMATY))
)
def test_reminders_come_in_order_before_the_hour_and_never_in_quiet_hours(starts: datetime) -> None:
    first, eve, last = (reminders(starts, ReminderTimes(), Quiet())[each] for each in Reminder)

    assert first < eve < starts
    assert last < starts
    assert not Quiet().covers(last.time())
    assert not (last.weekday() == 4 and time(12, 30) <= last.time() < time(14, 30))


# ------------------------------------------------------------------------------------------------- clashes


@pytest.mark.parametrize(
    ("starts", "words"),
    [
        (at(20, 15), []),
        (at(18, 13), ["clash-friday-prayer"]),
        (at(18, 12), ["clash-friday-prayer"]),
        (at(18, 11, 59), []),
        (at(18, 14, 30), []),
        (at(17, 13), []),
        (at(19, 15, month=8), []),
        (at(20, 15, month=8), ["clash-harvest"]),
        (at(10, 15, month=10), ["clash-harvest"]),
        (at(11, 15, month=10), []),
        (at(4, 13, month=9), ["clash-friday-prayer", "clash-harvest"]),
    ],
)
def test_a_day_is_warned_of_by_what_it_clashes_with(starts: datetime, words: list[str]) -> None:
    assert day_warnings(starts, ()) == tuple(Word(word) for word in words)


def test_holidays_are_named_first() -> None:
    nauryz = Word("holiday-nauryz")

    assert day_warnings(at(20, 13, month=3), (nauryz,)) == (nauryz, Word("clash-friday-prayer"))
