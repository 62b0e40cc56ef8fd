"""Petitions' one-time links in the store, on both databases."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.tables import petition_code
from storage.work import SqlWork
from tests.petitioned import AIGUL, VILLAGE, a_petition, a_tap, a_voter
from tests.stores import AUTHOR, BUGROVOE, NOW, OTHER, Store, a_resident, a_store, telegram
from village.ids import PersonId
from village.petition_codes import LASTS, PetitionCode, Use
from village.petitions import SignTap, sign

PETITION = a_petition(places=((OTHER, 4),))
SIGNER = PersonId(11)
PAGE = PetitionCode(BUGROVOE, PETITION.id, OTHER, Use.PAGE, SIGNER, NOW + LASTS[Use.PAGE])
DOOR = PetitionCode(BUGROVOE, PETITION.id, BUGROVOE, Use.DOOR, AUTHOR, NOW + LASTS[Use.DOOR])
IIN = "900101300007"


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    async with a_store(database) as store:
        async with store.open_work() as work:
            await work.people.meet(telegram(1), AUTHOR, NOW)
            await a_resident(work, 11)
            await work.petitions.add(PETITION)
            await work.petition_codes.add(PAGE, "the page's code")
            await work.petition_codes.add(DOOR, "the door's code")
        yield store


async def test_a_link_is_found_by_its_code_and_by_no_other(store: Store) -> None:
    async with store.look() as work:
        assert await work.petition_codes.find("the page's code") == PAGE
        assert await work.petition_codes.find("the door's code") == DOOR
        assert await work.petition_codes.find("The page's code") is None


async def test_of_a_code_only_the_hash_is_kept(store: Store) -> None:
    async with store.engine.connect() as connection:
        rows = (await connection.execute(select(petition_code))).all()

    assert len(rows) == 2
    assert not any(b"code" in row.code_hash or "code" in str(row) for row in rows)


async def test_a_link_is_used_once(store: Store) -> None:
    async with store.open_work() as work:
        assert await work.petition_codes.use("the page's code", NOW)
    async with store.open_work() as work:
        assert not await work.petition_codes.use("the page's code", NOW)
        found = await work.petition_codes.find("the page's code")
    assert found is not None
    assert not found.is_good_for(Use.PAGE, NOW)


def test_a_link_opens_what_it_is_for_until_its_end() -> None:
    before = PAGE.ends_at - timedelta(seconds=1)
    assert PAGE.is_good_for(Use.PAGE, before)
    assert not PAGE.is_good_for(Use.PAGE, PAGE.ends_at)
    assert not PAGE.is_good_for(Use.DOOR, before)


async def test_whoever_has_a_page_open_is_known(store: Store) -> None:
    async with store.look() as work:
        assert await work.petition_codes.waits(SIGNER, NOW)
        assert not await work.petition_codes.waits(SIGNER, PAGE.ends_at)
        assert not await work.petition_codes.waits(AUTHOR, NOW)


async def test_old_links_are_deleted(store: Store) -> None:
    async with store.open_work() as work:
        assert await work.retention.petition_codes(NOW + timedelta(hours=1), 100) == 1
        assert await work.petition_codes.find("the page's code") is None
        assert await work.petition_codes.find("the door's code") == DOOR


async def test_whoever_is_forgotten_has_no_links(store: Store) -> None:
    async with store.open_work() as work:
        await work.people.forget(BUGROVOE, SIGNER, NOW)
    async with store.look() as work:
        assert await work.petition_codes.find("the page's code") is None


async def _signs(work: SqlWork, tap: SignTap) -> None:
    held = await work.petitions.hold(BUGROVOE, PETITION.id)
    assert held is not None
    await work.petitions.keep_signer(SIGNER, AIGUL, NOW)
    before = await work.petitions.stance_of(held, SIGNER)
    _, stance = sign(held, VILLAGE, a_voter(), before, tap)
    await work.petitions.sign(held, SIGNER, stance)


async def test_who_stood_by_is_counted_and_an_iin_is_found_again(store: Store) -> None:
    async with store.open_work() as work:
        assert not await work.petitions.has_iin(PETITION, IIN)
        await _signs(work, replace(a_tap(), witness=AUTHOR, iin=IIN))
    async with store.look() as work:
        assert await work.petitions.witnessed_by(PETITION, AUTHOR) == 1
        assert await work.petitions.witnessed_by(PETITION, SIGNER) == 0
        assert await work.petitions.has_iin(PETITION, IIN)
        assert not await work.petitions.has_iin(PETITION, "061211600012")
