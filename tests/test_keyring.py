"""The keys of a database: drawn once, opened by its secret, wrapped anew when the secret changes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import func, select

from storage import tables
from storage.keyring import keys_for
from storage.migrate import migrate_back
from storage.sealing import Keys, WrongSecret, derived_from
from storage.work import SqlWork, work_on
from tests.stores import ALMATY, NOW, SECRET, Databases, a_resident, an_engine, telegram
from village.ids import PersonId

OLD, NEW, NEWER = "the old secret", "the new secret", "a newer secret"


async def opened(database: str, secret: str, *former: str) -> Keys:
    """Open the keys of a database as a start does."""
    async with an_engine(database) as engine:
        return await keys_for(engine, secret, former)


@asynccontextmanager
async def sealed_under(database: str, secret: str) -> AsyncIterator[SqlWork]:
    """Open a piece of work as a program did that knew no wraps."""
    async with an_engine(database) as engine:
        open_work, _ = work_on(engine, Keys(derived_from(secret)), ALMATY)
        async with open_work() as work:
            yield work


async def wraps(database: str) -> int:
    """Count the secrets that open a database."""
    async with an_engine(database) as engine, engine.connect() as connection:
        found = await connection.execute(select(func.count()).select_from(tables.key_wrap))
        return int(found.scalar_one())


async def test_keys_are_drawn_once_and_no_two_databases_have_the_same(databases: Databases) -> None:
    one, other = await databases.migrated(), await databases.migrated()
    sealed = (await opened(one, OLD)).seal("Серікова")

    assert (await opened(one, OLD)).unseal(sealed) == "Серікова"
    assert not (await opened(other, OLD)).opens(sealed)
    assert not Keys(derived_from(OLD)).opens(sealed)


async def test_another_secret_opens_nothing_at_the_start(database: str) -> None:
    await opened(database, OLD)
    with pytest.raises(WrongSecret, match="former_secrets"):
        await opened(database, NEW)
    with pytest.raises(WrongSecret, match="former_secrets"):
        await opened(database, NEW, NEWER)
    assert await wraps(database) == 1


async def test_a_secret_is_changed_while_the_old_processes_run_and_start_again(database: str) -> None:
    old = await opened(database, OLD)
    sealed, found_by = old.seal("Айгүл"), old.hash_phone("+77010000011")

    new = await opened(database, NEW, OLD)
    assert new.unseal(sealed) == "Айгүл"
    assert new.hash_phone("+77010000011") == found_by
    assert (await opened(database, NEW, OLD)).opens(sealed)
    assert await wraps(database) == 2

    # Taken out of the settings, the old one opens nothing any more; a process that had it goes on.
    assert (await opened(database, NEW)).opens(sealed)
    assert old.opens(new.seal("Марат"))
    with pytest.raises(WrongSecret):
        await opened(database, OLD)
    with pytest.raises(WrongSecret):
        await opened(database, NEWER, OLD)


async def test_a_database_from_before_is_wrapped_with_the_keys_it_was_sealed_with(database: str) -> None:
    async with sealed_under(database, SECRET) as work:
        person = await a_resident(work, 1)
        await work.people.keep_phone(person, "+77015550101", NOW)

    with pytest.raises(WrongSecret):
        await opened(database, NEW)
    keys = await opened(database, NEW, OLD, SECRET)
    assert keys.hash_phone("+77015550101") == Keys(derived_from(SECRET)).hash_phone("+77015550101")
    assert (await opened(database, NEW)).opens(keys.seal("x"))


async def test_one_in_which_nothing_is_sealed_yet_was_hashed_under_the_present_secret(database: str) -> None:
    async with sealed_under(database, NEW) as work:
        await work.people.meet(telegram(1), PersonId(1), NOW)

    keys = await opened(database, NEW, OLD)
    assert keys.hash_phone("1") == Keys(derived_from(NEW)).hash_phone("1")


async def test_two_that_start_at_once_draw_the_same_keys(database: str) -> None:
    first, second = await asyncio.gather(opened(database, OLD), opened(database, OLD))
    assert first.opens(second.seal("Дәулет"))
    assert await wraps(database) == 1


async def test_the_step_is_not_taken_back_over_the_keys(database: str) -> None:
    await opened(database, OLD)
    async with an_engine(database) as engine:
        with pytest.raises(RuntimeError, match="key_wrap"):
            await migrate_back(engine, "0009")
    assert await wraps(database) == 1
