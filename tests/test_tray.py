"""The tray: many gifts to a transaction, each durable before it is told, on both databases."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from storage import tables
from storage.gifts import AnyDecided, AnyGift
from storage.tray import SqlTray, tray_on
from storage.work import SqlWork
from tests.stores import (
    BUGROVOE,
    NOW,
    OTHER,
    Databases,
    Store,
    a_chat,
    a_gathering,
    a_mandate,
    a_resident,
    a_store,
    coming_of,
    telegram,
)
from village.gatherings import Answer, Coming, Gathering
from village.giving import Decided, Gift, Giver
from village.ids import GatheringId, PersonId
from village.outbox import Standing, Subject
from village.people import Role
from village.updates import Update, is_newer

GATHERING = a_gathering(author=PersonId(1))
ABOUT = Subject("gathering", GATHERING.id)
NOBODY = 9_999
AnswerGift = Gift[Answer, str]


class Refused(Exception):
    """A rule that fails."""


def a_gift(
    person: int, coming: Coming = Coming.YES, *, update: int = 0, thing: Subject = ABOUT, fails: bool = False
) -> AnswerGift:
    """Make what someone gives, told afterwards what stands."""
    came_by = Update(BUGROVOE, "telegram", update or person)
    answer = Answer(coming, NOW, came_by)

    def decide(gathering: Gathering, giver: Giver, before: Answer | None) -> Decided[Answer, str]:
        assert gathering.number == GATHERING.number
        if fails:
            raise Refused
        roles = ",".join(giver.roles)
        if before is not None and is_newer(before.update, before.at, came_by, NOW):
            return Decided(None, f"stays {before.coming} {roles}", answer="stays")
        return Decided(answer, f"kept {coming} {roles}", shows=True, answer=f"kept {coming}")

    return Gift(came_by, telegram(person), thing, "gathering", NOW, decide)


@asynccontextmanager
async def a_village(database: str) -> AsyncIterator[Store]:
    """Open a store with a gathering whose notice stands in a group, and ten residents."""
    async with a_store(database) as store:
        async with store.open_work() as work:
            for number in range(1, 11):
                await a_resident(work, number)
            await work.gatherings.add(GATHERING)
            chat = await a_chat(work)
            await work.cards.keep(Standing(BUGROVOE, "gathering", ABOUT, chat, None, ("5",), NOW))
        yield store


async def give_all(store: Store, gifts: Sequence[AnswerGift]) -> list[str | None]:
    """Give everything in the same moment; give what each was told."""
    tray = tray_on(store.open_work)
    told = await asyncio.gather(*(tray.give(gift) for gift in gifts))
    return [decided.said if decided else None for decided in told]


async def rows_in(work: SqlWork, table: str) -> int:
    """Count the rows of a table."""
    return await work.outbox._count(select(func.count()).select_from(tables.metadata.tables[table]))  # noqa: SLF001


async def test_what_many_give_at_once_is_kept_and_each_is_told(database: str) -> None:
    async with a_village(database) as store:
        told = await give_all(store, [a_gift(person) for person in range(1, 301)])

        assert told == ["kept yes "] * 300
        async with store.look() as work:
            assert await work.gatherings.answers(GATHERING) == {Coming.YES: 300}
            assert await rows_in(work, "taken_update") == 300
            # Of the strangers nothing is known but the keyed hash.
            assert await rows_in(work, "person") == await rows_in(work, "address") == 300
            assert await rows_in(work, "resident") == 10
            # However many pressed, the group's card is said again once.
            assert await rows_in(work, "letter") == 1


async def test_many_gifts_share_a_transaction(database: str) -> None:
    async with a_village(database) as store:
        opened = 0

        async def counted(gifts: Sequence[AnyGift]) -> Sequence[AnyDecided | None]:
            nonlocal opened
            opened += 1
            return await store.open_work.whole(lambda work: work.gifts.take(gifts))

        tray = SqlTray(counted)
        await asyncio.gather(*(tray.give(a_gift(person)) for person in range(1, 101)))
        # The first finds the tray free; the others gather while it is taken.
        assert opened == 2


async def test_the_answer_is_kept_beside_the_update(database: str) -> None:
    async with a_village(database) as store:
        await give_all(store, [a_gift(2, Coming.NO, update=77)])
        async with store.look() as work:
            assert await work.updates.answer(Update(BUGROVOE, "telegram", 77)) == "kept no"


async def test_what_was_taken_before_goes_the_ordinary_way(database: str) -> None:
    async with a_village(database) as store:
        async with store.open_work() as work:
            assert await work.updates.take(BUGROVOE, "telegram", 5, NOW)
        again = a_gift(5)
        assert await give_all(store, [a_gift(4), again, again, a_gift(6)]) == [
            "kept yes ",
            None,
            None,
            "kept yes ",
        ]
        async with store.look() as work:
            assert await work.gatherings.answers(GATHERING) == {Coming.YES: 2}


async def test_an_update_that_lies_there_twice_is_taken_once(database: str) -> None:
    async with a_village(database) as store:
        twice = a_gift(3)
        assert await give_all(store, [a_gift(1), twice, replace(twice), a_gift(4)]) == [
            "kept yes ",
            "kept yes ",
            None,
            "kept yes ",
        ]


async def test_a_thing_that_is_not_there_goes_the_ordinary_way_and_leaves_nothing(database: str) -> None:
    async with a_village(database) as store:
        gone = a_gift(NOBODY, thing=Subject("gathering", 404))
        assert await give_all(store, [gone, a_gift(1)]) == [None, "kept yes "]
        async with store.look() as work:
            assert await work.people.at(telegram(NOBODY)) is None
            assert await rows_in(work, "taken_update") == 1


async def test_one_whose_rule_fails_undoes_its_batch_and_each_goes_the_ordinary_way(
    database: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_village(database) as store:
        gifts = [a_gift(1), a_gift(2), a_gift(3, fails=True), a_gift(4)]
        assert await give_all(store, gifts) == ["kept yes ", None, None, None]
        async with store.look() as work:
            assert await work.gatherings.answers(GATHERING) == {Coming.YES: 1}
        assert [record.error for record in caplog.records if record.msg == "tray undone"] == ["Refused"]  # type: ignore[attr-defined]
        assert await give_all(store, [a_gift(2), a_gift(4)]) == ["kept yes "] * 2


async def test_roles_are_those_of_today(database: str) -> None:
    async with a_village(database) as store:
        async with store.open_work() as work:
            await work.roles.give(a_mandate(PersonId(2), Role.ASSEMBLY_MEMBER, number=1))
            await work.roles.give(
                a_mandate(PersonId(3), Role.AKIM, number=2, ends=(NOW - timedelta(days=2)).date())
            )
        assert await give_all(store, [a_gift(2), a_gift(3)]) == [
            f"kept yes {Role.ASSEMBLY_MEMBER}",
            "kept yes ",
        ]


async def test_gifts_of_several_villages_are_not_mixed_up(database: str) -> None:
    there = replace(GATHERING, id=GatheringId(8), village=OTHER)
    about = Subject("gathering", there.id)

    def given_there(person: int, coming: Coming, update: int) -> AnswerGift:
        gift = a_gift(person, coming, update=update, thing=about)
        return replace(gift, update=replace(gift.update, village=OTHER))

    async with a_village(database) as store:
        async with store.open_work() as work:
            await work.gatherings.add(there)
            await work.roles.give(a_mandate(PersonId(2), Role.ASSEMBLY_MEMBER, number=1))
        told = await give_all(
            store,
            [
                a_gift(2, Coming.YES, update=50),
                given_there(2, Coming.NO, 50),
                # Of one village in the other is nothing.
                a_gift(3, thing=about),
            ],
        )
        assert told == [f"kept yes {Role.ASSEMBLY_MEMBER}", "kept no ", None]
        async with store.look() as work:
            assert await coming_of(work, GATHERING, PersonId(2)) is Coming.YES
            assert await coming_of(work, there, PersonId(2)) is Coming.NO
            assert await rows_in(work, "taken_update") == 2


async def test_two_programs_that_take_the_same_gifts_keep_each_once(database: str) -> None:
    async with a_village(database) as one, a_store(database) as two:
        gifts = [a_gift(person) for person in range(1, 61)]
        first, second = await asyncio.gather(give_all(one, gifts), give_all(two, gifts[::-1]))
        assert all(told in {"kept yes ", None} for told in first + second)
        async with one.look() as work:
            kept = await work.gatherings.answers(GATHERING)
        # What collided is left to the ordinary way; nothing is kept twice, nor told without being kept.
        assert kept[Coming.YES] == sum(told is not None for told in first + second)


async def test_whoever_goes_away_while_waiting_holds_up_nobody(database: str) -> None:
    async with a_village(database) as store:
        tray = tray_on(store.open_work)
        giving = [asyncio.ensure_future(tray.give(a_gift(person))) for person in range(1, 8)]
        await asyncio.sleep(0)
        giving[1].cancel()  # the next to take the tray
        giving[4].cancel()
        told = await asyncio.gather(*giving, return_exceptions=True)
        gone = [isinstance(each, asyncio.CancelledError) for each in told]
        assert gone == [False, True, False, False, True, False, False]
        assert await tray.give(a_gift(10)) is not None


async def test_whoever_is_called_and_goes_away_in_the_same_moment_passes_the_tray_on(database: str) -> None:
    class Unlucky(SqlTray):
        def _call(self, batch) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - as its parent's
            super()._call(batch)
            giving[1].cancel()

    async with a_village(database) as store:
        tray = Unlucky(lambda gifts: store.open_work.whole(lambda work: work.gifts.take(gifts)))
        giving = [asyncio.ensure_future(tray.give(a_gift(person))) for person in (1, 2, 3)]
        async with asyncio.timeout(10):
            told = await asyncio.gather(*giving, return_exceptions=True)
        assert isinstance(told[1], asyncio.CancelledError)
        assert isinstance(told[2], Decided)
        async with store.look() as work:
            assert await work.gatherings.answers(GATHERING) == {Coming.YES: 2}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    taps=st.lists(
        st.tuples(st.integers(1, 4), st.integers(1, 40), st.sampled_from(list(Coming))),
        min_size=1,
        max_size=40,
        unique_by=lambda tap: tap[1],
    )
)
async def test_of_many_taps_in_any_order_each_persons_highest_number_stands(
    databases: Databases, taps: list[tuple[int, int, Coming]]
) -> None:
    async with a_village(await databases.migrated()) as store:
        await give_all(store, [a_gift(person, coming, update=number) for person, number, coming in taps])
        last = {person: coming for person, _, coming in sorted(taps, key=lambda tap: tap[1])}
        async with store.look() as work:
            stands = {person: await coming_of(work, GATHERING, PersonId(person)) for person in last}
        assert stands == last
