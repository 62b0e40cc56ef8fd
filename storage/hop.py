"""SQLite in one hop: a whole piece of work in a thread of its own, there once and back once.

aiosqlite goes to its thread and back for each step of each statement; for a batch of the tray that is forty
times, and the waiting costs more than the work. Shelves await a connection; here it answers at once.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, Executable, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.engine import in_step

T = TypeVar("T")
Deed = Callable[[AsyncConnection], Coroutine[Any, Any, T]]


class _AtOnce:
    """A connection whose answers need no waiting for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dialect = connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None) -> Any:
        """Run a statement."""
        return self._connection.execute(statement, parameters)


class OneHop:
    """Does deeds on a SQLite file, each a transaction, one after another; ends with the engine beside it."""

    def __init__(self, beside: AsyncEngine) -> None:
        self._beside = beside
        self._engine: Engine | None = None
        self._thread: ThreadPoolExecutor | None = None
        event.listen(beside.sync_engine, "engine_disposed", self._end)

    async def do(self, deed: Deed[T]) -> T:
        """Do a deed that awaits nothing but its connection; StoreAway when the database cannot now."""
        if self._thread is None:
            self._thread, self._engine = ThreadPoolExecutor(1, "sqlite"), in_step(self._beside)
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._done, deed)

    def _done(self, deed: Deed[T]) -> T:
        assert self._engine is not None
        with self._engine.begin() as connection:
            return _at_once(deed(cast("AsyncConnection", _AtOnce(connection))))

    def _end(self, _engine: Engine) -> None:
        if self._thread is not None and self._engine is not None:
            self._thread.shutdown()
            self._engine.dispose()
        self._thread = self._engine = None


def _at_once(deed: Coroutine[Any, Any, T]) -> T:
    try:
        deed.send(None)
    except StopIteration as done:
        return cast("T", done.value)
    deed.close()
    raise RuntimeError("a deed in one hop waited for something else than its connection")
