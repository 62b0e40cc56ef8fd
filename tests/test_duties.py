"""Duties: the order of steps, days that follow from others, whose it is, who hears of what."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import KazakhCalendar
from bot.procedures import read_procedures
from village.duties import (
    Cycle,
    DoneAlready,
    Duty,
    FollowedAlready,
    Given,
    Holders,
    Ladder,
    MovedNowhere,
    MovedToPast,
    NobodyToTake,
    NotDone,
    NotOffered,
    NotYourDuty,
    ProofNeeded,
    Running,
    StepBefore,
    StepsDiffer,
    blocked,
    check_owns,
    digest_of,
    duties_of,
    emptied,
    guards,
    holders_of,
    offered,
    owners,
    snoozed,
    snoozed_until,
    taken,
    unable,
    whom_to_tell,
)
from village.ids import CycleId, DutyId, FileId, MandateId, PersonId, VillageSlug
from village.people import Basis, BasisKind, Mandate, Role
from village.procedures import MonthDay, Period, Proof, period_ends, procedure_of
from village.texts import Bilingual

ALL = read_procedures()
OFF = KazakhCalendar().days_off(date(2023, 1, 1), date(2036, 12, 31))
LADDER = Ladder(OFF)
VILLAGE = VillageSlug("bugrovoe")
PAPER = Given(file=FileId(1), kind=Proof.PDF)
WORD = Given(words="берілді")
GROUND = Bilingual("мереке", "праздник")
AKIM, CLERK, OTHER_CLERK, MEMBER, OTHER_MEMBER, ELECTED, DEPUTY = map(PersonId, range(1, 8))
EVERYBODY: Holders = {
    Role.AKIM: (AKIM,),
    Role.OFFICE: (CLERK, OTHER_CLERK),
    Role.COMMISSION_MEMBER: (MEMBER, OTHER_MEMBER),
    Role.ASSEMBLY_MEMBER: (ELECTED, MEMBER),
    Role.DEPUTY: (DEPUTY,),
}


def running(slug: str = "budget-monitoring", begins: date = date(2026, 12, 31)) -> Running:
    now = datetime(2026, 12, 20, tzinfo=UTC)
    cycle = Cycle(VILLAGE, CycleId(1), ALL[slug], begins, now)
    return Running(cycle, duties_of(cycle, map(DutyId, range(1, 30)), OFF), OFF)


def of(found: Running) -> Mapping[str, Duty]:
    return {duty.key: duty for duty in found.duties}


def do(found: Running, key: str, day: date, brought: Given = PAPER) -> Running:
    return replace(found, duties=found.done(of(found)[key], brought, day))


def test_a_cycle_has_a_duty_for_each_step_with_its_day() -> None:
    assert [(duty.place, duty.role, duty.due) for duty in running().duties] == [
        (1, Role.OFFICE, date(2027, 1, 5)),
        (2, Role.OFFICE, date(2027, 1, 10)),
        (3, Role.COMMISSION_MEMBER, date(2027, 1, 15)),
        (4, Role.COMMISSION_MEMBER, date(2027, 1, 20)),
        (5, Role.ASSEMBLY_MEMBER, date(2027, 1, 20)),
        (6, Role.AKIM, date(2027, 1, 20)),
        (7, Role.ASSEMBLY_MEMBER, date(2027, 1, 25)),
    ]


@pytest.mark.parametrize("slug", ALL)
def test_a_procedure_comes_back_from_what_is_kept_of_it(slug: str) -> None:
    assert procedure_of(ALL[slug].told()) == ALL[slug]  # type: ignore[arg-type]  # a mapping, as told


def test_steps_that_share_a_day_are_an_order() -> None:
    found = running()
    with pytest.raises(StepBefore) as no:
        found.done(of(found)["recommendations"], PAPER, date(2027, 1, 18))
    assert no.value.number == 4

    found = do(do(found, "signed", date(2027, 1, 18)), "recommendations", date(2027, 1, 18))

    assert of(found)["conclusion"].due == date(2027, 1, 20)  # by the rule, however early the one before was
    with pytest.raises(FollowedAlready):
        found.reopened(of(found)["signed"])


def test_what_is_counted_from_a_step_is_counted_from_the_day_it_was_done() -> None:
    found = running("assembly-decisions", date(2026, 12, 18))
    assert [duty.due for duty in found.duties][:2] == [date(2026, 12, 22), date(2026, 12, 29)]

    early = do(found, "minutes", date(2026, 12, 21), Given(file=FileId(1), kind=Proof.PDF))
    assert of(early)["answer"].due == date(2026, 12, 28)

    again = replace(early, duties=early.reopened(of(early)["minutes"]))
    assert again.duties == found.duties


def test_a_moved_day_takes_along_what_hangs_on_it_and_keeps_the_rules_day_visible() -> None:
    found, today = running(), date(2027, 1, 4)
    moved = replace(found, duties=found.moved(of(found)["signed"], date(2027, 1, 22), GROUND, today))
    days = {key: duty.due for key, duty in of(moved).items()}
    assert days["signed"] == days["recommendations"] == days["conclusion"] == date(2027, 1, 22)
    assert days["considered"] == date(2027, 1, 25)
    assert of(moved)["signed"].by_rule == date(2027, 1, 20)
    assert of(moved)["signed"].ground == GROUND

    for to, no in ((date(2027, 1, 3), MovedToPast), (date(2027, 1, 20), MovedNowhere)):
        with pytest.raises(no):
            found.moved(of(found)["signed"], to, GROUND, today)


@pytest.mark.parametrize(
    ("brought", "taken_as"),
    [
        (PAPER, True),
        (Given(file=FileId(1), kind=Proof.PHOTO), True),
        (Given(words="готово"), False),
        (Given(words="https://example.kz/report"), False),
    ],
)
def test_a_step_is_done_only_with_what_proves_it(brought: Given, *, taken_as: bool) -> None:
    found = running()
    if not taken_as:
        with pytest.raises(ProofNeeded):
            do(found, "report", date(2027, 1, 5), brought)
        return
    assert of(do(found, "report", date(2027, 1, 5), brought))["report"].done_on == date(2027, 1, 5)


def test_where_a_word_is_enough_more_is_welcome() -> None:
    assert of(do(running(), "handing", date(2027, 1, 8)))["handing"].done_on == date(2027, 1, 8)


@pytest.mark.parametrize("words", ["", "  ", "ok", "."])
def test_a_word_that_says_nothing_proves_nothing(words: str) -> None:
    with pytest.raises(ProofNeeded):
        do(running(), "handing", date(2027, 1, 8), Given(words=words))


def test_done_is_done_once_and_what_is_open_cannot_be_opened() -> None:
    found = do(running(), "handing", date(2027, 1, 8), WORD)
    with pytest.raises(DoneAlready):
        do(found, "handing", date(2027, 1, 9), WORD)
    with pytest.raises(NotDone):
        found.reopened(of(found)["report"])


def test_a_running_cycle_goes_on_by_new_rules_only_where_it_is_open() -> None:
    found = do(running(), "report", date(2027, 1, 5))
    first, second, *rest = found.cycle.procedure.steps
    later = replace(first, when=MonthDay(6)), replace(second, when=MonthDay(12))
    rules = replace(found.cycle.procedure, steps=(*later, *rest))

    anew = found.renewed(rules)

    assert [duty.due for duty in anew.duties][:3] == [date(2027, 1, 5), date(2027, 1, 12), date(2027, 1, 15)]
    assert anew.cycle.procedure == rules
    with pytest.raises(StepsDiffer):
        found.renewed(replace(rules, steps=rules.steps[1:]))


# ------------------------------------------------------------------------------------------- whose it is


def test_handing_over_needs_another_holder_who_accepts() -> None:
    duty = of(running())["report"]
    with pytest.raises(NobodyToTake):
        offered(duty, CLERK, {Role.OFFICE: (CLERK,)})
    given_away = offered(duty, CLERK, EVERYBODY)
    assert owners(given_away, EVERYBODY) == (CLERK, OTHER_CLERK)  # whoever offers owes it until then

    with pytest.raises(NotYourDuty):
        taken(given_away, CLERK, EVERYBODY)
    hers = taken(given_away, OTHER_CLERK, EVERYBODY)

    assert owners(hers, EVERYBODY) == (OTHER_CLERK,)
    with pytest.raises(NotYourDuty):
        check_owns(hers, CLERK, EVERYBODY)
    with pytest.raises(NotOffered):
        taken(hers, CLERK, EVERYBODY)
    # Once the taker holds the role no more, it is everybody's again.
    assert owners(hers, {Role.OFFICE: (CLERK,)}) == (CLERK,)


@pytest.mark.parametrize(
    ("key", "days", "asking"),
    [
        ("report", 0, ()),
        ("report", 1, (MEMBER, OTHER_MEMBER)),
        ("report", 3, (MEMBER, OTHER_MEMBER, DEPUTY)),
        ("analysis", 1, (ELECTED,)),
        ("recommendations", 7, (DEPUTY,)),
        ("conclusion", 3, (MEMBER, OTHER_MEMBER, DEPUTY)),
    ],
)
def test_who_may_ask_never_owes_it_and_is_never_who_is_checked(
    key: str, days: int, asking: tuple[PersonId, ...]
) -> None:
    duty = of(running())[key]
    assert duty.due is not None
    assert guards(duty, EVERYBODY, duty.due + timedelta(days=days)) == asking


def test_where_nobody_may_ask_the_one_above_hears_it() -> None:
    duty = of(running())["report"]
    assert guards(duty, {Role.OFFICE: (CLERK,), Role.AKIM: (AKIM,)}, date(2027, 1, 6)) == (AKIM,)


# --------------------------------------------------------------------------------------------- reminders


def told(found: Running, day: date, holders: Holders = EVERYBODY, days: int = 1) -> frozenset[PersonId]:
    return whom_to_tell(found.duties, holders, LADDER, day - timedelta(days=days), day)


def test_the_ladder_stands_on_working_days() -> None:
    # 10 January 2027 is a Sunday, and the 4th and the 7th are free.
    assert LADDER.of(date(2027, 1, 10)) == (
        date(2026, 12, 31),
        date(2027, 1, 6),
        date(2027, 1, 8),
        date(2027, 1, 11),
        date(2027, 1, 13),
        date(2027, 1, 18),
    )


@given(st.dates(date(2024, 2, 1), date(2035, 11, 1)))
def test_every_rung_is_a_working_day_and_the_last_one_before_is_not_after_the_day(due: date) -> None:
    rungs = LADDER.of(due)
    assert not any(OFF.is_free(day) for day in rungs)
    assert list(rungs) == sorted(set(rungs))
    assert OFF.working_until(due) in rungs
    assert next(day for day in rungs if day > due) == OFF.working_from(due + timedelta(days=1))


@given(st.dates(date(2024, 2, 1), date(2035, 10, 1)), st.integers(1, 10))
def test_the_days_that_ring_are_all_that_have_a_reminder(after: date, days: int) -> None:
    today = after + timedelta(days=days)
    around = [after + timedelta(days=number) for number in range(-40, 60)]
    ringing = {day for day in around if any(after < rung <= today for rung in LADDER.of(day))}
    assert set(LADDER.ringing(after, today)) == ringing


def test_reminders_stop_when_it_is_done_and_go_on_after_a_snooze() -> None:
    found, day = running(), date(2027, 1, 5)
    assert told(found, day) == {CLERK, OTHER_CLERK}
    assert not told(do(found, "report", day), day) - told(replace(found, duties=found.duties[1:]), day)

    asleep = replace(found, duties=(snoozed(found.duties[0], CLERK, date(2027, 1, 6)), *found.duties[1:]))
    assert told(asleep, day) == {OTHER_CLERK}
    assert CLERK in told(asleep, date(2027, 1, 6))


def test_no_reminder_is_put_off_past_its_day() -> None:
    report = of(running())["report"]  # due on Tuesday the 5th
    for today, days, until in (
        (date(2026, 12, 28), 3, date(2026, 12, 31)),
        (date(2027, 1, 4), 3, date(2027, 1, 5)),
        (date(2027, 1, 5), 1, date(2027, 1, 6)),
        (date(2027, 1, 8), 1, date(2027, 1, 11)),
    ):
        assert snoozed_until(report, days, today, OFF) == until


def test_whoever_cannot_hears_no_more_and_the_others_do_then_the_one_above() -> None:
    found, day = running(), date(2027, 1, 15)
    analysis = of(found)["analysis"]
    one = unable(analysis, MEMBER)
    assert told(replace(found, duties=(one,)), day) == {OTHER_MEMBER}
    both = unable(one, OTHER_MEMBER)
    assert told(replace(found, duties=(both,)), day) == {ELECTED, MEMBER}
    assert digest_of(ELECTED, (both,), EVERYBODY, LADDER, day).raised == (both,)


def test_nobody_holds_the_role_and_the_one_above_is_told() -> None:
    found, nobody = running(), {**EVERYBODY, Role.COMMISSION_MEMBER: ()}
    digest = digest_of(ELECTED, found.duties, nobody, LADDER, date(2026, 12, 21))
    assert [duty.key for duty in digest.empty] == ["analysis", "signed"]
    assert ELECTED in told(replace(found, duties=(of(found)["analysis"],)), date(2027, 1, 8), nobody)


def test_a_week_without_power_makes_one_digest_of_what_is_still_open() -> None:
    found, day = running(), date(2027, 1, 21)
    assert CLERK in told(found, day, days=7)
    digest = digest_of(MEMBER, found.duties, EVERYBODY, LADDER, day)
    assert [duty.key for duty in digest.mine] == ["analysis", "signed", "recommendations", "considered"]
    assert [duty.key for duty in digest.asks] == ["report", "handing", "conclusion"]
    stand_still = blocked(found.cycle, found.duties)
    assert {duty.key for duty in found.duties if duty.id in stand_still} == {"recommendations", "conclusion"}


def test_a_role_that_fell_empty_is_noticed_once() -> None:
    basis = Basis(BasisKind.PROTOCOL, "1", date(2023, 1, 1))
    day = date(2027, 1, 4)
    ends = Mandate(MandateId(1), VILLAGE, MEMBER, Role.COMMISSION_MEMBER, date(2023, 1, 5), day, basis)
    tomorrow = day + timedelta(days=1)
    assert emptied([ends], day, tomorrow) == {Role.COMMISSION_MEMBER}
    assert not emptied([ends], tomorrow, tomorrow + timedelta(days=1))
    follows = replace(ends, id=MandateId(2), person=OTHER_MEMBER, begins=tomorrow, ends=date(2031, 1, 1))
    assert not emptied([ends, follows], day, tomorrow)
    assert holders_of([ends, follows], tomorrow) == {Role.COMMISSION_MEMBER: (OTHER_MEMBER,)}


@given(
    st.integers(2024, 2035),
    st.integers(1, 2),
    st.lists(st.tuples(st.integers(0, 6), st.integers(-10, 10)), max_size=8),
)
def test_whatever_is_done_and_in_whichever_order_nothing_open_comes_before_what_it_follows(
    year: int, half: int, deeds: list[tuple[int, int]]
) -> None:
    found = running(begins=period_ends(Period.HALF_YEAR, year, half))
    for place, days in deeds:
        duty = found.duties[place]
        assert duty.due is not None
        before = found.cycle.before(duty.place)
        first = before and found.duties[before - 1].is_open
        try:
            found = do(found, duty.key, duty.due + timedelta(days=days))
        except (StepBefore, DoneAlready):
            assert first or not duty.is_open
    by_place = {duty.place: duty for duty in found.duties}
    for duty in found.duties:
        before = found.cycle.before(duty.place)
        assert duty.is_open or before is None or not by_place[before].is_open
