"""What two programs do in the same moment, on both databases: nothing twice, nothing lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from handlers.chat import Heard, SenderKind, Wrote
from handlers.ports import Work
from handlers.routes import answer
from storage.work import SqlWork
from tests.stores import (
    BUGROVOE,
    NOW,
    SECRET,
    Databases,
    Store,
    a_chat,
    a_gathering,
    a_mandate,
    a_person,
    a_resident,
    a_store,
    telegram,
)
from tests.telegram_village import a_telegram_village
from village.announcements import Announcement, AnnouncementState, Channel
from village.chats import Chat
from village.forms import OpenForm
from village.gatherings import Answer, Coming, GatheringState
from village.ids import AnnouncementId, ChatId, InvitationId, MandateId, PersonId
from village.outbox import Letter, LetterState, Subject
from village.people import Basis, BasisKind, Invitation, Role
from village.texts import Bilingual
from village.upkeep import Collided

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


# ------------------------------------------------------------------- read, decided upon, and written


async def test_of_changes_to_a_gathering_at_once_none_is_lost(database: str) -> None:
    gathering = a_gathering()
    async with a_store(database) as store, store.open_work() as work:
        await a_person(work)
        await work.gatherings.add(gathering)

    async def change(work: SqlWork, number: int) -> None:
        del number
        held = await work.gatherings.hold(BUGROVOE, gathering.id)
        assert held is not None
        await asyncio.sleep(0.01)
        await work.gatherings.keep(replace(held, revision=held.revision + 1))

    await at_once(database, change)
    async with a_store(database) as store, store.look() as work:
        kept = await work.gatherings.get(BUGROVOE, gathering.id)
    assert kept == replace(gathering, revision=len(PROGRAMS))


async def test_nobody_answers_a_gathering_that_is_called_off_in_the_same_moment(database: str) -> None:
    gathering = a_gathering()
    async with a_store(database) as store, store.open_work() as work:
        await a_person(work)
        await work.gatherings.add(gathering)
        for number in PROGRAMS:
            await a_resident(work, 10 + number)

    async def answer_or_call_off(work: SqlWork, number: int) -> None:
        if number:
            found = await work.gatherings.steady(BUGROVOE, gathering.id)
            await asyncio.sleep(0.1)
            if found and found.state is GatheringState.CALLED:
                await work.gatherings.answer(found, PersonId(10 + number), Answer(Coming.YES, NOW))
            return
        await asyncio.sleep(0.05)
        held = await work.gatherings.hold(BUGROVOE, gathering.id)
        assert held is not None
        await work.gatherings.forget_answers(held)
        await work.gatherings.keep(replace(held, state=GatheringState.CANCELLED))

    await at_once(database, answer_or_call_off)
    async with a_store(database) as store, store.look() as work:
        assert await work.gatherings.answers(gathering) == {}


async def test_of_changes_to_an_announcement_at_once_none_is_lost(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await work.announcements.add(an_announcement(await a_person(work)))

    async def correct(work: SqlWork, number: int) -> None:
        held = await work.announcements.hold(BUGROVOE, AnnouncementId(7))
        assert held is not None
        await asyncio.sleep(0.01)
        await work.announcements.keep(replace(held, text=Bilingual.same(f"{held.text.kk} {number}")))

    await at_once(database, correct)
    async with a_store(database) as store, store.look() as work:
        kept = await work.announcements.get(BUGROVOE, AnnouncementId(7))
    assert kept is not None
    assert sorted(kept.text.kk.split()) == [*map(str, PROGRAMS), "су"]


def an_announcement(author: PersonId) -> Announcement:
    """Make one of a word."""
    return Announcement(
        id=AnnouncementId(7),
        village=BUGROVOE,
        number=7,
        author=author,
        text=Bilingual.same("су"),
        section=None,
        channel=Channel.BOTH,
        goes_at=NOW,
        urgent=False,
        pinned=False,
        file=None,
        point=None,
        state=AnnouncementState.PUBLISHED,
    )


async def test_of_changes_to_a_resident_at_once_none_is_lost(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_resident(work, subscribed=False, lives_here=False)

    async def change(work: SqlWork, number: int) -> None:
        held = await work.people.hold(BUGROVOE, person)
        assert held is not None
        await asyncio.sleep(0.01)
        now = replace(held, subscribed=True) if number % 2 else replace(held, lives_here=True)
        await work.people.keep(now)

    await at_once(database, change)
    async with a_store(database) as store, store.look() as work:
        kept = await work.people.resident(BUGROVOE, person)
    assert kept is not None
    assert (kept.subscribed, kept.lives_here) == (True, True)


async def test_a_mandate_is_ended_by_one_of_those_who_end_it_at_once(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await work.roles.give(a_mandate(await a_person(work)))

    async def end(work: SqlWork, number: int) -> bool:
        del number
        held = await work.roles.hold(BUGROVOE, MandateId(1))
        if held is None or held.ended_at:
            return False
        await asyncio.sleep(0.01)
        await work.roles.end(BUGROVOE, held.id, NOW)
        return True

    assert sum(await at_once(database, end)) == 1


async def test_of_changes_to_a_chat_at_once_none_is_lost(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chat = await a_chat(work, bound=False)

    async def change(work: SqlWork, number: int) -> None:
        held = await work.chats.hold(BUGROVOE, chat)
        assert held is not None
        await asyncio.sleep(0.01)
        await work.chats.keep(replace(held, bound=True) if number % 2 else replace(held, can_pin=True))

    await at_once(database, change)
    async with a_store(database) as store, store.look() as work:
        kept = await work.chats.get(BUGROVOE, chat)
    assert kept is not None
    assert (kept.bound, kept.can_pin) == (True, True)


async def test_a_group_that_many_see_first_at_once_is_one_chat(database: str) -> None:
    async def see(work: SqlWork, number: int) -> ChatId:
        known = await work.chats.hold_at(BUGROVOE, telegram(-5))
        await asyncio.sleep(0.01)
        chat = known or Chat(ChatId(50 + number), BUGROVOE, telegram(-5), "Бугровое")
        await work.chats.keep(replace(chat, present=True))
        return chat.id

    assert len(set(await at_once(database, see))) == 1


async def test_of_forms_opened_by_one_person_at_once_one_stays_open_and_the_others_are_parked(
    database: str,
) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_person(work)

    async def begin(work: SqlWork, number: int) -> None:
        await work.forms.keep(OpenForm(BUGROVOE, person, f"form {number}", {}, "question"))

    await at_once(database, begin)
    async with a_store(database) as store, store.look() as work:
        assert await work.forms.open(BUGROVOE, person)
        assert len(await work.forms.parked(BUGROVOE, person)) == len(PROGRAMS) - 1


async def test_numbers_asked_for_at_once_are_all_different_and_leave_no_gap(database: str) -> None:
    async def number_it(work: SqlWork, number: int) -> int:
        del number
        return await work.numbers.next(BUGROVOE)

    assert sorted(await at_once(database, number_it)) == [each + 1 for each in PROGRAMS]


@pytest.mark.parametrize("ending", ["settle", "put_off", "hold"])
async def test_a_letter_that_was_sent_stays_so_whatever_another_notes_of_it(
    database: str, ending: str
) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await work.outbox.post(Letter(1, BUGROVOE, "word", ABOUT, NOW, chat=await a_chat(work)))
        (letter,) = await work.outbox.claim(NOW, 9)
        assert await work.outbox.settle(letter, LetterState.SENT, "", NOW)

    async def note(work: SqlWork, number: int) -> None:
        del number
        if ending == "settle":
            assert not await work.outbox.settle(letter, LetterState.FAILED, "late", NOW)
        elif ending == "put_off":
            await work.outbox.put_off(letter, NOW, "late", NOW)
        else:
            await work.outbox.hold(letter, NOW, "late", NOW)

    await at_once(database, note)
    async with a_store(database) as store, store.open_work() as work:
        assert (await work.outbox.report(BUGROVOE, ["word"], ABOUT)).sent == 1
        assert await work.outbox.claim(NOW + timedelta(days=1), 9) == ()


# ---------------------------------------------------------------------------- one sender's turn


async def test_one_senders_updates_are_worked_one_after_another_in_whatever_process(database: str) -> None:
    inside = 0

    async def work_one(work: SqlWork, number: int) -> None:
        nonlocal inside
        await work.updates.turn(telegram(5))
        assert not inside
        inside = number + 1
        await asyncio.sleep(0.01)
        inside = 0

    await at_once(database, work_one)


async def test_what_is_heard_waits_for_its_senders_turn_and_for_nobody_elses(
    tmp_path: Path, postgresql_databases: Databases
) -> None:
    database = await postgresql_databases.migrated()
    async with a_telegram_village(tmp_path, database=database) as village, a_store(database, SECRET) as other:
        async with asyncio.TaskGroup() as group, other.open_work() as work:
            await work.updates.turn(telegram(5))
            waiting = group.create_task(answer(_start_of(5), village.house.desk))
            assert (await answer(_start_of(6), village.house.desk)).cards
            await asyncio.sleep(0.1)
            assert not waiting.done()
        assert waiting.result().cards


def _start_of(number: int) -> Heard:
    at = telegram(number)
    return Heard(BUGROVOE, number, at, SenderKind.PERSON, at, private=True, what=Wrote("/start"))


async def test_work_that_was_undone_by_a_collision_is_done_from_the_beginning(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        collisions = iter((True, True, False))

        @asynccontextmanager
        async def colliding() -> AsyncIterator[Work]:
            async with village.house.desk.open_work() as work:
                yield work
                if next(collisions):
                    raise Collided("deadlock detected")

        said = await answer(_start_of(5), replace(village.house.desk, open_work=colliding))
        assert said.cards
        assert next(collisions, None) is None


async def test_two_who_wait_for_each_other_are_told_apart_and_one_of_them_goes_on(
    postgresql_databases: Databases,
) -> None:
    database = await postgresql_databases.migrated()
    async with a_store(database) as store, store.open_work() as work:
        chats = [await a_chat(work, number) for number in (1, 2)]

    async def hold_both(work: SqlWork, number: int) -> None:
        await work.chats.hold(BUGROVOE, chats[number % 2])
        await asyncio.sleep(0.05)
        await work.chats.hold(BUGROVOE, chats[1 - number % 2])

    async with a_store(database) as one, a_store(database) as two:
        done = await asyncio.gather(
            *(_do(store, hold_both, number) for number, store in enumerate((one, two))),
            return_exceptions=True,
        )
    collided = [each for each in done if isinstance(each, Collided)]
    assert [each.reason for each in collided] == ["deadlock detected"]
