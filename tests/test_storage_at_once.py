"""What two programs do in the same moment, on both databases: nothing twice, nothing lost."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from storage.work import SqlWork
from tests.stores import BUGROVOE, NOW, Store, a_chat, a_gathering, a_person, a_resident, a_store, telegram
from village.gatherings import Answer, Coming
from village.ids import InvitationId, PersonId
from village.outbox import Letter, Subject
from village.people import Basis, BasisKind, Invitation, Role

T = TypeVar("T")
ABOUT = Subject("announcement", 7)
PROGRAMS = range(6)


async def at_once(database: str, deed: Callable[[SqlWork, int], Awaitable[T]]) -> list[T]:
    """Do a deed in each of several works at the same moment, from two programs; give what came of it."""
    async with a_store(database) as one, a_store(database) as two, asyncio.TaskGroup() as group:
        works = [group.create_task(_do((one, two)[number % 2], deed, number)) for number in PROGRAMS]
    return [work.result() for work in works]


async def _do(store: Store, deed: Callable[[SqlWork, int], Awaitable[T]], number: int) -> T:
    async with store.open_work() as work:
        return await deed(work, number)


async def test_someone_who_writes_many_times_at_once_is_met_once(database: str) -> None:
    async def meet(work: SqlWork, number: int) -> PersonId:
        return await work.people.meet(telegram(5), PersonId(50 + number), NOW)

    assert len(set(await at_once(database, meet))) == 1


async def test_an_update_that_comes_many_times_at_once_is_taken_once(database: str) -> None:
    async def take(work: SqlWork, number: int) -> bool:
        del number
        return await work.updates.take(BUGROVOE, "telegram", 1, NOW)

    assert sum(await at_once(database, take)) == 1


async def test_a_deadline_is_met_by_one_of_those_who_see_it_due(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await work.deadlines.put(BUGROVOE, "gathering-over", ABOUT, NOW)
        (due,) = await work.deadlines.due(NOW, 9)

    async def take(work: SqlWork, number: int) -> bool:
        del number
        return await work.deadlines.take(due, NOW)

    assert sum(await at_once(database, take)) == 1


async def test_an_invitation_is_used_by_one_of_those_who_use_it_at_once(database: str) -> None:
    basis = Basis(BasisKind.PROTOCOL, "3", None)
    invitation = Invitation(
        InvitationId(1), BUGROVOE, Role.OFFICE, date(2026, 12, 1), date(2028, 12, 1), basis, None, NOW
    )
    async with a_store(database) as store, store.open_work() as work:
        await work.roles.invite(invitation, "a code")

    async def use(work: SqlWork, number: int) -> bool:
        del number
        return await work.roles.keep_invitation(replace(invitation, used_at=NOW))

    assert sum(await at_once(database, use)) == 1


async def test_each_letter_is_claimed_by_one_of_those_who_claim_at_once(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        for number in range(1, 31):
            chat = await a_chat(work, number)
            await work.outbox.post(Letter(number, BUGROVOE, "word", ABOUT, NOW, chat=chat))

    async def claim(work: SqlWork, number: int) -> list[int]:
        del number
        return [letter.id for letter in await work.outbox.claim(NOW, 10)]

    claimed = [letter for letters in await at_once(database, claim) for letter in letters]
    assert len(claimed) == len(set(claimed))
    async with a_store(database) as store, store.open_work() as work:
        claimed += [letter.id for letter in await work.outbox.claim(NOW, 99)]
    assert sorted(claimed) == list(range(1, 31))


async def test_of_two_letters_to_one_reader_only_one_is_claimed_whoever_claims_at_once(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chat = await a_chat(work)
        for number in range(1, 5):
            about = Subject("announcement", number)
            await work.outbox.post(Letter(number, BUGROVOE, "word", about, NOW, chat=chat))

    async def claim(work: SqlWork, number: int) -> int:
        del number
        return len(await work.outbox.claim(NOW, 9))

    assert sum(await at_once(database, claim)) == 1


async def test_the_same_letter_posted_at_once_waits_once(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chat = await a_chat(work)

    async def post(work: SqlWork, number: int) -> None:
        await work.outbox.post(Letter(number + 1, BUGROVOE, "word", ABOUT, NOW, chat=chat))

    await at_once(database, post)
    async with a_store(database) as store, store.open_work() as work:
        assert len(await work.outbox.claim(NOW, 9)) == 1


async def test_one_persons_answers_at_once_leave_one_and_many_persons_answers_all(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await a_person(work)
        gathering = a_gathering()
        await work.gatherings.add(gathering)
        for number in PROGRAMS:
            await a_resident(work, 10 + number)

    async def answer(work: SqlWork, number: int) -> None:
        await work.gatherings.answer(gathering, PersonId(10 + number), Answer(Coming.YES, NOW))
        await work.gatherings.answer(gathering, PersonId(1), Answer(Coming.YES, NOW))

    await at_once(database, answer)
    async with a_store(database) as store, store.look() as work:
        assert await work.gatherings.answers(gathering) == {Coming.YES: len(PROGRAMS) + 1}
