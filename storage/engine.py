"""The engine: SQLite's file or PostgreSQL behind one URL, each told to keep what it was given."""

import json
from functools import partial
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_READS = "reads"
_DRIVER = "asyncpg"
_ON_CONNECT = (
    # Readers go on while one writes.
    "PRAGMA journal_mode = WAL",
    # Every commit reaches the disk: a signature that was answered is there after a power cut, too.
    "PRAGMA synchronous = FULL",
    # SQLite leaves them off.
    "PRAGMA foreign_keys = ON",
    # So that REPLACE cannot slip past the triggers that keep rows from change.
    "PRAGMA recursive_triggers = ON",
    "PRAGMA busy_timeout = 30000",
)


class DriverMissing(Exception):
    """PostgreSQL's driver was not installed; whoever has SQLite does not need it."""

    def __init__(self) -> None:
        super().__init__(
            f"[app] database is PostgreSQL, and its driver {_DRIVER} is missing; "
            "install it with: pip install 'asar[postgresql]'"
        )


def engine_for(url: str) -> AsyncEngine:
    """Make the engine for a database's URL; nothing is opened yet."""
    written = partial(json.dumps, ensure_ascii=False)
    try:
        engine = create_async_engine(url, json_serializer=written, pool_pre_ping=not _is_sqlite(url))
    except ModuleNotFoundError as missing:
        if missing.name != _DRIVER:
            raise
        raise DriverMissing from missing
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _set_up)
        event.listen(engine.sync_engine, "begin", _begin)
    return engine


def reading(engine: AsyncEngine) -> AsyncEngine:
    """Give the same engine for work that only reads: it waits for no writer, and a write is refused."""
    return engine.execution_options(**{_READS: True}, postgresql_readonly=True)


def _is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def _set_up(connection: Any, _record: object) -> None:
    # The driver would begin and commit by its own rules, before DDL above all; we say BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _ON_CONNECT:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    reads = bool(connection.get_execution_options().get(_READS))
    if connection.info.get(_READS, False) is not reads:
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reads else 'OFF'}")
        connection.info[_READS] = reads
    # A writer takes its turn at once: taken later, in the middle of its work, it could only fail.
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
