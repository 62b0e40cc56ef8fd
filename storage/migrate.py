"""Bring a database to the step that this program knows."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.away import connecting
from storage.engine import patient
from village.upkeep import StoreAway

_LAST_WORD = 0.1
_MIGRATION_TURN = 0x41534152  # "ASAR": the advisory lock under which one process migrates


class DatabaseTooNew(Exception):
    """The database stands at a step that this program does not know."""

    def __init__(self, found: str, known: str) -> None:
        self.found = found
        self.known = known
        super().__init__(
            f"The database is at step {found}, and this program knows steps up to {known}: "
            "start the newer program, or restore an older backup."
        )


class DatabaseAway(Exception):
    """The database cannot be opened."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The database does not open: {why}; is it running, and does [app] database name it rightly?"
        )


async def migrate(engine: AsyncEngine) -> None:
    """Take every step the database has not taken, all in one transaction; refuse a newer database."""
    await _knock(engine)
    async with _patiently(engine) as connection:
        await connection.run_sync(_upgrade)


async def migrate_back(engine: AsyncEngine, to: str) -> None:
    """Take steps back to one of them, or to ``base``, where nothing is left."""
    async with _patiently(engine) as connection:
        await connection.run_sync(_downgrade, to)


async def step_of(engine: AsyncEngine) -> str | None:
    """Give the step a database is at; none for an empty one."""
    async with engine.connect() as connection:
        return await connection.run_sync(_step)


def newest_step() -> str:
    """Give the newest step that this program knows."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


async def _knock(engine: AsyncEngine) -> None:
    """See that the database opens: DatabaseAway says why it does not."""
    try:
        with connecting():
            async with engine.connect():
                pass
    except StoreAway as away:
        # aiosqlite's thread has one word left for this loop, and nobody waits for it: let it be said.
        await asyncio.sleep(_LAST_WORD)
        raise DatabaseAway(away.reason) from away


@asynccontextmanager
async def _patiently(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Open a transaction for steps: no other process migrates, and no statement is ended for taking long."""
    own = patient(engine)
    try:
        async with _alone(own) as connection:
            yield connection
    finally:
        if own is not engine:
            await own.dispose()


@asynccontextmanager
async def _alone(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Open a transaction in which no other process migrates."""
    async with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            await _set_foreign_keys(connection, "OFF")
        try:
            async with connection.begin():
                if engine.dialect.name == "postgresql":
                    await connection.execute(
                        text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _MIGRATION_TURN}
                    )
                yield connection
        finally:
            if engine.dialect.name == "sqlite":
                await _set_foreign_keys(connection, "ON")


async def _set_foreign_keys(connection: AsyncConnection, state: str) -> None:
    # A step that rebuilds a table drops the old one, which must not delete what points at it. Past
    # SQLAlchemy, since the switch has no effect inside a transaction and SQLAlchemy would begin one.
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    assert driver is not None
    await driver.execute(f"PRAGMA foreign_keys = {state}")


def _upgrade(connection: Connection) -> None:
    found = _step(connection)
    known = ScriptDirectory.from_config(_config())
    if found is not None and found not in {script.revision for script in known.walk_revisions()}:
        raise DatabaseTooNew(found, newest_step())
    command.upgrade(_config(connection), "head")


def _downgrade(connection: Connection, to: str) -> None:
    command.downgrade(_config(connection), to)


def _step(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    location = str(files("storage").joinpath("migrations"))
    config.set_main_option("script_location", location.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
