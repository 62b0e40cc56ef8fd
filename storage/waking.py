"""How workers hear at once of letters that another process posted: PostgreSQL's LISTEN and NOTIFY.

It is told when the work that posted them is kept, and only then. Whoever does not hear it, because a
connection died or the database is SQLite, finds the letters at the next tick all the same.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_CHANNEL = "asar_letters"
_WAKE = text(f"SELECT pg_notify('{_CHANNEL}', '')")
_LOOK_EVERY, _LOOK_PATIENCE = 15.0, 10.0

Listen = Callable[[Callable[[], None]], Awaitable[None]]
"""Calls something for each piece of work that posted letters; raises when it can hear no longer."""


async def wake(connection: AsyncConnection) -> None:
    """Have the workers wake when this transaction is kept."""
    if connection.dialect.name == "postgresql":
        await connection.execute(_WAKE)


def listening_on(engine: AsyncEngine) -> Listen | None:
    """Give the way to hear of letters; None where the database tells of nothing."""
    return partial(_listen, engine) if engine.dialect.name == "postgresql" else None


async def _listen(engine: AsyncEngine, heard: Callable[[], None]) -> None:
    async with engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        # Out of the pool: it is ours as long as it lives, and nobody gets a connection that listens.
        await connection.run_sync(lambda ours: ours.detach())
        died = asyncio.Event()
        driver.add_termination_listener(lambda _: died.set())
        await driver.add_listener(_CHANNEL, lambda *_: heard())
        heard()  # for what was posted while nobody listened
        while not died.is_set():
            await _still_there(driver, died)
    raise ConnectionError("the connection that listens has died")


async def _still_there(driver: Any, died: asyncio.Event) -> None:
    """Wait for a while; then see that the far side answers: a machine that vanished says nothing."""
    try:
        async with asyncio.timeout(_LOOK_EVERY):
            await died.wait()
    except TimeoutError:
        await driver.execute("SELECT 1", timeout=_LOOK_PATIENCE)
