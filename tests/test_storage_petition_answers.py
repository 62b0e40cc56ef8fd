"""What became of petitions, in the store on both databases; and their names, deleted in pieces."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from storage.tables import signature as signatures
from tests.petitioned import AIGUL, MARAT, a_petition, signs
from tests.stores import ALMATY, AUTHOR, BUGROVOE, NOW, Store, a_resident, a_store, telegram
from village.ids import FileId, PersonId
from village.petition_answers import Extension, GivenAnswer, Registration, TakenIn, ended
from village.register import Tally, What, began, sealed_by
from village.rules import Grade, TermRule
from village.texts import Bilingual
from village.upkeep import RegisterPlace

PETITION = a_petition()
LATER = a_petition(12)
KEPT = replace(ended(PETITION, NOW.astimezone(ALMATY), timedelta(days=90)))
THEN = NOW + timedelta(days=91)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    """Open a store with two petitions and three people who have given their phones."""
    async with a_store(database) as store:
        async with store.open_work() as work:
            await work.people.meet(telegram(1), AUTHOR, NOW)
            for number in (11, 12, 13):
                await a_resident(work, number)
                await work.people.keep_phone(PersonId(number), f"+770100000{number}", NOW)
            await work.petitions.add(PETITION)
            await work.petitions.add(LATER)
        yield store


async def test_what_became_of_a_petition_comes_back_as_it_was_kept(store: Store) -> None:
    at_hand = replace(KEPT, packed_at=NOW.astimezone(ALMATY))
    rule = TermRule(20, "source-appc-90", Grade.B)
    taken_in = TakenIn("14/2", date(2026, 12, 5), AUTHOR)
    put_in = replace(at_hand, registration=Registration(taken_in, date(2027, 1, 8), rule))
    put_off = replace(put_in, extension=Extension(date(2027, 2, 8), Bilingual("смета", "смета нужна")))
    given = GivenAnswer(NOW.astimezone(ALMATY), Bilingual("Болады", "Будет"), (FileId(5), FileId(6)))
    for answer in (KEPT, at_hand, put_in, put_off, replace(put_off, given=given)):
        async with store.open_work() as work:
            await work.petition_answers.keep(answer)
        async with store.look() as work:
            assert await work.petition_answers.of(PETITION) == answer
            assert await work.petition_answers.of(LATER) is None


async def sign_and_end(store: Store) -> None:
    async with store.open_work() as work:
        grown = await signs(work, PETITION, PersonId(11), AIGUL)
        grown = await signs(work, grown, PersonId(12), MARAT, minutes=61)
        await signs(work, grown, PersonId(13), MARAT, minutes=62)
        await signs(work, LATER, PersonId(13), MARAT, minutes=63)
        await work.petition_answers.keep(KEPT)
        late = ended(LATER, NOW + timedelta(days=30), timedelta(days=90))
        await work.petition_answers.keep(late)


async def erased(store: Store, after: RegisterPlace | None, limit: int = 2) -> RegisterPlace | None:
    async with store.open_work() as work:
        return await work.petition_answers.erase_names(THEN, after, limit)


async def what_names_somebody(store: Store) -> int:
    columns = (signatures.c.content, signatures.c.person, signatures.c.name_hash, signatures.c.twin)
    counts = [func.count(column) for column in (*columns, signatures.c.update_number, signatures.c.iin_hash)]
    async with store.engine.connect() as connection:
        query = select(*counts).where(signatures.c.petition == PETITION.id)
        return sum((await connection.execute(query)).one())


async def test_names_are_deleted_in_pieces_and_the_chain_says_so_and_holds(store: Store) -> None:
    await sign_and_end(store)
    assert await what_names_somebody(store) > 0
    first = await erased(store, None)
    assert first == RegisterPlace(BUGROVOE, PETITION.id, 2)
    second = await erased(store, first)
    assert second == RegisterPlace(BUGROVOE, PETITION.id, 4)
    assert await erased(store, second) is None

    assert await what_names_somebody(store) == 0
    async with store.look() as work:
        petition = await work.petitions.get(BUGROVOE, PETITION.id)
        assert petition is not None
        rows = await work.petitions.rows(petition, 0, 10)
        assert await work.petitions.names(petition, 5) == ((3, ""), (2, ""), (1, ""))
        answer = await work.petition_answers.of(petition)
    assert [(each.row.what, each.row.of, each.content) for each in rows] == [
        *[(What.SIGNED, None, None)] * 3,
        (What.ERASED, None, None),
    ]
    assert petition.register.tally == Tally(phone=3)
    head = began(petition.digest)
    for added in rows:
        head = sealed_by(head, added.row)
        assert added.digest == head.digest
    assert head == petition.register.head
    assert answer is not None
    assert answer.unnamed_at == THEN


async def test_the_names_of_one_that_is_kept_longer_and_what_people_sign_with_stay(store: Store) -> None:
    await sign_and_end(store)
    place = await erased(store, None, 100)
    assert place is not None
    assert await erased(store, place) is None
    async with store.look() as work:
        (row,) = await work.petitions.rows(LATER, 0, 10)
        assert row.content is not None
        assert await work.petitions.signer(PersonId(11)) == AIGUL
        assert [each.id for each, _ in await work.petitions.signed_by(BUGROVOE, PersonId(13))] == [LATER.id]


async def test_killed_in_the_middle_it_begins_again_and_ends(store: Store) -> None:
    await sign_and_end(store)
    await erased(store, None)
    place = await erased(store, None)
    while place is not None:
        place = await erased(store, place)
    assert await what_names_somebody(store) == 0


async def test_one_that_nobody_signed_needs_no_row_that_says_so(store: Store) -> None:
    async with store.open_work() as work:
        await work.petition_answers.keep(KEPT)
    assert await erased(store, None) == RegisterPlace(BUGROVOE, PETITION.id, 2)
    assert await erased(store, None) is None
    async with store.look() as work:
        assert await work.petitions.rows(PETITION, 0, 10) == ()
