"""Cycles and duties in the store, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.calendar import KazakhCalendar
from bot.procedures import read_procedures
from tests.stores import AUTHOR, BUGROVOE, NOW, Store, a_mandate, a_resident, a_store, telegram
from village.duties import Cycle, Did, Duty, DutyAct, Given, Pause, Running, duties_of, snoozed
from village.ids import CycleId, DutyId, PersonId
from village.people import Role
from village.procedures import MonthDay
from village.texts import Bilingual

BEGINS = date(2026, 12, 31)
OFF = KazakhCalendar().days_off(date(2026, 1, 1), date(2027, 12, 31))
MONITORING = read_procedures()["budget-monitoring"]
CYCLE = Cycle(BUGROVOE, CycleId(100), MONITORING, BEGINS, NOW, AUTHOR)
MADE = duties_of(CYCLE, map(DutyId, range(1, 30)), OFF)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    """Open a store with a cycle that runs."""
    async with a_store(database) as store:
        async with store.open_work() as work:
            await work.people.meet(telegram(1), AUTHOR, NOW)
            await a_resident(work, 11)
            assert await work.duties.begin(CYCLE, MADE)
        yield store


async def test_a_cycle_comes_back_whole_with_the_rules_it_began_with(store: Store) -> None:
    async with store.look() as work:
        assert await work.duties.get(BUGROVOE, CYCLE.id) == (CYCLE, MADE)
        assert await work.duties.under_way(BUGROVOE) == ((CYCLE, MADE),)
        assert await work.duties.since(BUGROVOE, BEGINS) == ((CYCLE, MADE),)
        assert await work.duties.since(BUGROVOE, BEGINS + timedelta(days=1)) == ()
        assert await work.duties.cycle_of(BUGROVOE, DutyId(3)) == CYCLE.id
        assert await work.duties.cycle_of(BUGROVOE, DutyId(99)) is None


async def test_of_two_that_begin_the_same_cycle_one_does(store: Store) -> None:
    second = replace(CYCLE, id=CycleId(101))
    third = replace(CYCLE, id=CycleId(102), begins=date(2027, 6, 30))
    others = [
        [replace(duty, id=DutyId(new + at), cycle=CycleId(new)) for at, duty in enumerate(MADE)]
        for new in (101, 102, 103)
    ]

    async def begins(cycle: Cycle, made: list[Duty]) -> bool:
        async with store.open_work() as work:
            return await work.duties.begin(cycle, made)

    fourth = replace(third, id=CycleId(103))
    began = await asyncio.gather(
        begins(second, [replace(duty, id=DutyId(duty.id + 1000)) for duty in others[0]]),
        begins(third, [replace(duty, id=DutyId(duty.id + 2000)) for duty in others[1]]),
        begins(fourth, [replace(duty, id=DutyId(duty.id + 3000)) for duty in others[2]]),
    )
    assert sorted(began) == [False, False, True]


async def test_a_duty_comes_back_as_it_was_kept_with_who_is_left_in_peace(store: Store) -> None:
    duty = replace(
        MADE[2],
        due=date(2027, 1, 18),
        ground=Bilingual("мереке", "праздник"),
        taker=PersonId(11),
        offered_by=AUTHOR,
        pauses=(Pause(PersonId(11), date(2027, 1, 14)),),
    )
    over = Running(CYCLE, MADE, OFF).done(MADE[1], Given(words="берілді"), date(2027, 1, 8))[1]
    async with store.open_work() as work:
        await work.duties.hold(BUGROVOE, CYCLE.id)
        await work.duties.keep(duty, over)
    async with store.look() as work:
        found = await work.duties.get(BUGROVOE, CYCLE.id)
        assert found
        assert found[1] == (MADE[0], over, duty, *MADE[3:])
        day, woken = date(2027, 1, 5), (date(2027, 1, 13), date(2027, 1, 14))
        ringing = await work.duties.ringing([BUGROVOE], [day], woken)
        not_yet = await work.duties.ringing([BUGROVOE], [day], (day, woken[0]))
        left = await work.duties.open([BUGROVOE])
    assert ([each.key for each in ringing], [each.key for each in not_yet]) == (
        ["report", "analysis"],
        ["report"],
    )
    assert "handing" not in {each.key for each in left}
    assert len(left) == len(MADE) - 1


async def test_what_was_done_is_told_in_its_order_and_kept_sealed(store: Store) -> None:
    acts = (
        DutyAct(Did.OFFERED, NOW, AUTHOR, Role.OFFICE),
        DutyAct(Did.CANNOT, NOW, PersonId(11), Role.OFFICE, words=Bilingual.same("ауырып қалдым")),
        DutyAct(Did.MOVED, NOW, AUTHOR, Role.OFFICE, date(2027, 1, 8), Bilingual("мереке", "праздник")),
    )
    async with store.open_work() as work:
        for act in acts:
            await work.duties.add_act(MADE[0], act)
    async with store.look() as work:
        assert await work.duties.acts(MADE[0]) == acts
        assert await work.duties.acts(MADE[1]) == ()


async def test_a_cycle_that_is_stopped_owes_nothing_and_may_begin_anew(store: Store) -> None:
    async with store.open_work() as work:
        await work.duties.hold(BUGROVOE, CYCLE.id)
        await work.duties.keep_cycle(replace(CYCLE, stopped_at=NOW))
    async with store.open_work() as work:
        assert await work.duties.open([BUGROVOE]) == ()
        assert await work.duties.under_way(BUGROVOE) == ()
        anew = replace(CYCLE, id=CycleId(101))
        made = [replace(duty, id=DutyId(duty.id + 500), cycle=anew.id) for duty in MADE]
        assert await work.duties.begin(anew, made)


async def test_a_cycle_goes_on_by_other_rules_once_they_are_kept(store: Store) -> None:
    first, *rest = MONITORING.steps
    rules = replace(MONITORING, steps=(replace(first, when=MonthDay(7)), *rest))
    anew = Running(CYCLE, MADE, OFF).renewed(rules)
    async with store.open_work() as work:
        await work.duties.keep_cycle(anew.cycle)
        await work.duties.keep(*anew.duties)
    async with store.look() as work:
        assert await work.duties.get(BUGROVOE, CYCLE.id) == (anew.cycle, anew.duties)


async def test_how_far_reminders_were_looked_at_and_the_monthly_word_are_kept(store: Store) -> None:
    async with store.open_work() as work:
        assert await work.duties.told_on([BUGROVOE]) == {}
        assert not await work.duties.monthly([BUGROVOE])
        await work.duties.keep_told([BUGROVOE], BEGINS)
        await work.duties.tell_monthly(BUGROVOE, wished=True)
        await work.duties.keep_told([BUGROVOE], BEGINS + timedelta(days=1))
    async with store.look() as work:
        assert await work.duties.told_on([BUGROVOE]) == {BUGROVOE: BEGINS + timedelta(days=1)}
        assert await work.duties.monthly([BUGROVOE]) == (BUGROVOE,)


async def test_a_new_key_of_a_calendar_shuts_the_one_before(store: Store) -> None:
    async with store.open_work() as work:
        await work.duties.keep_feed(BUGROVOE, AUTHOR, "first")
        await work.duties.keep_feed(BUGROVOE, AUTHOR, "second")
    async with store.look() as work:
        assert await work.duties.feed("first") is None
        assert await work.duties.feed("second") == (BUGROVOE, AUTHOR)


async def test_mandates_that_ended_since_a_day_are_listed_with_those_in_force(store: Store) -> None:
    today = NOW.date()
    before = replace(
        a_mandate(AUTHOR, number=1), begins=today - timedelta(days=9), ends=today - timedelta(days=2)
    )
    ended = replace(a_mandate(AUTHOR, number=2), begins=today - timedelta(days=9), ended_at=NOW)
    ahead = replace(a_mandate(AUTHOR, number=3), begins=today + timedelta(days=2))
    async with store.open_work() as work:
        for mandate in (before, ended, ahead):
            await work.roles.give(mandate)
        found = await work.roles.held_since([BUGROVOE], today - timedelta(days=1))
        later = await work.roles.held_since([BUGROVOE], today + timedelta(days=1))
    assert {each.id for each in found} == {ended.id, ahead.id}
    assert {each.id for each in later} == {ahead.id}


async def test_a_forgotten_person_leaves_what_was_done_in_a_role_but_no_reason_of_their_own(
    store: Store,
) -> None:
    clerk = PersonId(11)
    async with store.open_work() as work:
        await work.duties.keep(replace(snoozed(MADE[0], clerk, date(2027, 1, 4)), taker=clerk))
        for did in (Did.CANNOT, Did.DONE):
            act = DutyAct(did, NOW, clerk, Role.OFFICE, words=Bilingual.same("сөз"))
            await work.duties.add_act(MADE[0], act)
        await work.duties.keep_feed(BUGROVOE, clerk, "key")
        await work.people.forget(BUGROVOE, clerk, NOW)
    async with store.look() as work:
        cannot, done = await work.duties.acts(MADE[0])
        assert (cannot.by, cannot.words, done.by, done.words.kk) == (None, Bilingual(), None, "сөз")
        assert await work.duties.get(BUGROVOE, CYCLE.id) == (CYCLE, MADE)
        assert await work.duties.feed("key") is None
