"""The engine: SQLite's file or PostgreSQL behind one URL, each told to keep what it was given."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool, StaticPool

from storage.away import READS, tell

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
# What PostgreSQL itself keeps to, in each session of ours.
_SETTINGS = {
    "application_name": "asar",
    # Our statements are small; to compile one takes longer than to run it.
    "jit": "off",
    # Whoever brings an update waits for its answer, and brings it again when there is none.
    "lock_timeout": "10s",
    "statement_timeout": "30s",
    # A process that froze in the middle of its work lets go of what it holds.
    "idle_in_transaction_session_timeout": "60s",
}
_TIMEOUTS: Mapping[str, float] = {
    "timeout": 5,
    # Longer than the server's own patience: what is silent so long is a server that is gone.
    "command_timeout": 40,
}
# One piece of work is a few milliseconds, so sixteen at once are some thousands a second, more than one
# process's own core can ask for. Six such processes, web or worker, fit PostgreSQL's hundred connections.
# None beyond these: to open one and let it go again costs more than to wait for one.
_POOL: Mapping[str, Any] = {"pool_size": 16, "max_overflow": 0, "pool_timeout": 10}


# Each is a thread. Beyond the default five they would be opened and let go again for each piece of work.
_FILES: Mapping[str, Any] = {"pool_size": 16, "max_overflow": 16}
_IN_MEMORY = (None, "", ":memory:")


class DriverMissing(Exception):
    """PostgreSQL's driver was not installed; whoever has SQLite does not need it."""

    def __init__(self) -> None:
        super().__init__(
            f"[app] database is PostgreSQL, and its driver {_DRIVER} is missing; "
            "install it with: pip install 'asar[postgresql]'"
        )


def engine_for(url: str) -> AsyncEngine:
    """Make the engine for a database's URL; nothing is opened yet."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = _engine(address, **({} if address.database in _IN_MEMORY else _FILES))
        event.listen(engine.sync_engine, "connect", _set_up)
        event.listen(engine.sync_engine, "begin", _begin)
    else:
        engine = _engine(address, connect_args=_connect_args(address, _TIMEOUTS, _SETTINGS), **_POOL)
        event.listen(engine.sync_engine, "checkout", _see_it_lives)
    event.listen(engine.sync_engine, "handle_error", tell)
    return engine


def in_step(engine: AsyncEngine) -> Engine:
    """Give an engine to the same SQLite file for one thread that waits for each statement; one connection."""
    address = engine.url.set(drivername="sqlite")
    written = partial(json.dumps, ensure_ascii=False)
    how: dict[str, Any] = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    beside = create_engine(address, json_serializer=written, **how)
    event.listen(beside, "connect", _set_up)
    event.listen(beside, "begin", _begin)
    event.listen(beside, "handle_error", tell)
    return beside


def patient(engine: AsyncEngine) -> AsyncEngine:
    """Give an engine to the same database whose statements may take as long as they need: for the steps."""
    if engine.dialect.name == "sqlite":
        return engine
    timeouts, settings = {"timeout": _TIMEOUTS["timeout"]}, {"application_name": "asar migrate"}
    connect_args = _connect_args(engine.url, timeouts, settings)
    return _engine(engine.url, connect_args=connect_args, poolclass=NullPool)


def _engine(address: URL, **how: Any) -> AsyncEngine:
    try:
        return create_async_engine(address, json_serializer=partial(json.dumps, ensure_ascii=False), **how)
    except ModuleNotFoundError as missing:
        if missing.name != _DRIVER:
            raise
        raise DriverMissing from missing


def _connect_args(
    address: URL, timeouts: Mapping[str, float], settings: Mapping[str, str]
) -> dict[str, object]:
    """Give what the driver is told besides the URL; what the URL says itself counts before ours."""
    return {
        **{name: float(str(address.query.get(name, ours))) for name, ours in timeouts.items()},
        "server_settings": dict(settings),
    }


def reading(engine: AsyncEngine) -> AsyncEngine:
    """Give the same engine for work that only reads: it waits for no writer, and a write is refused."""
    return engine.execution_options(**{READS: True}, postgresql_readonly=True)


def is_sqlite(url: str) -> bool:
    """Tell a SQLite file from a PostgreSQL by its URL."""
    return url.startswith("sqlite")


def _see_it_lives(connection: Any, _record: object, _fairy: object) -> None:
    # A server that stops says goodbye, so nothing need be asked over the wire: a ping is three questions, and
    # makes 0.27 ms of the smallest work 0.47. The pool opens another connection in the place of this one.
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def _set_up(connection: Any, _record: object) -> None:
    # The driver would begin and commit by its own rules, before DDL above all; we say BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _ON_CONNECT:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    reads = bool(connection.get_execution_options().get(READS))
    if connection.info.get(READS, False) is not reads:
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reads else 'OFF'}")
        connection.info[READS] = reads
    # A writer takes its turn at once: taken later, in the middle of its work, it could only fail.
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
