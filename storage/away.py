"""Which of a database's troubles mean "not now": told as StoreAway. All others stay the bugs they are."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager

from sqlalchemy import exc
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from village.upkeep import Collided, StoreAway

READS = "reads"
"""The execution option of work that only reads."""

_SQLITE = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOMEM,
    }
)
# By SQLSTATE: the connection, resources (disk, memory, connections), shutting down, the system's own errors,
# a lock or a statement that took too long, a transaction that was ended for idling.
_POSTGRESQL = ("08", "53", "57P", "58", "55P03", "57014", "25P03", "25P04")
_COLLISIONS = ("40001", "40P01")
# The server stands by, or the disk is mounted so. In work that may only read it is a bug of ours.
_ONLY_READS = (sqlite3.SQLITE_READONLY, "25006")
_SILENT = "it does not answer"


def tell(context: ExceptionContext) -> StoreAway | None:
    """Give the StoreAway that an error of a statement or a commit means, if any; SQLAlchemy raises it."""
    error = context.original_exception
    if not isinstance(error, Exception):
        return None  # somebody was told to stop, and must be
    if isinstance(error, TimeoutError):
        # Left as it is: to take the transaction back, one would wait for the same silence again.
        context.is_disconnect = True
    code = _code(error)
    if code in _COLLISIONS:
        return Collided(_reason(error))
    away = context.is_disconnect or isinstance(error, OSError) or _means_away(code)
    return StoreAway(_reason(error)) if away or (code in _ONLY_READS and not _reads(context)) else None


@contextmanager
def connecting() -> Iterator[None]:
    """Tell whatever keeps a database from being reached as StoreAway."""
    try:
        yield
    except StoreAway as away:
        raise away from None
    except exc.TimeoutError:
        raise StoreAway("no connection of the pool came free") from None
    except (OSError, exc.SQLAlchemyError) as error:
        raise StoreAway(_reason(error)) from None
    except Exception as error:
        # What PostgreSQL itself refuses (a password, a name, one more connection) comes as its driver's own.
        if type(error).__module__.partition(".")[0] != "asyncpg":
            raise
        raise StoreAway(_reason(error)) from None


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Open a transaction; leaving it keeps it. Whatever keeps it from being kept is told as StoreAway."""
    async with AsyncExitStack() as stack:
        with connecting():
            connection = await stack.enter_async_context(engine.connect())
        try:
            async with connection.begin():
                yield connection
        except StoreAway as away:
            # Its cause quotes the statement, and with it people's words.
            raise away from None


def _reads(context: ExceptionContext) -> bool:
    return context.connection is not None and bool(context.connection.get_execution_options().get(READS))


def _code(error: BaseException) -> int | str | None:
    """Give SQLite's primary code, or PostgreSQL's SQLSTATE."""
    code = getattr(error, "sqlite_errorcode", None)
    return getattr(error, "sqlstate", None) if code is None else code & 0xFF


def _means_away(code: int | str | None) -> bool:
    return code.startswith(_POSTGRESQL) if isinstance(code, str) else code in _SQLITE


def _reason(error: BaseException) -> str:
    """Give the first line that the database or the system itself said."""
    said = getattr(error, "orig", None) or error
    if said.__cause__ is not None:
        said = said.__cause__
    if isinstance(said, TimeoutError):
        return _SILENT
    return str(said).partition("\n")[0] or type(said).__name__
