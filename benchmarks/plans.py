"""How a database means to answer the program's own queries: no great table may be read from end to end."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

# The tables that grow with the years, and the names under which a query meets one of them twice.
_GREAT = (
    "letter",
    "deadline",
    "gathering",
    "gathering_answer",
    "campaign",
    "taken_update",
    "ballot",
    "signature",
)
_TWICE = ("under_way", "before", "other")
_READ_WHOLE = re.compile(rf"^(?:SCAN|.*Seq Scan on) (?:\w+ )?({'|'.join(_GREAT + _TWICE)})\b(?!.*USING)")
_SORTED = "USE TEMP B-TREE FOR ORDER BY"  # SQLite's words; PostgreSQL sorts the few that it found, too
_WALKED = re.compile(r"^SCAN (\w+) USING|Index Only Scan using \w+ on (\w+)")


@dataclass(slots=True)
class Asked:
    """The queries that were asked while a block was open, each once, with its first values."""

    queries: dict[str, Any] = field(default_factory=dict)

    def add(self, statement: str, values: Any) -> None:
        """Note a query."""
        if statement.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            self.queries.setdefault(statement, values)


@contextmanager
def recorded(engine: AsyncEngine) -> Iterator[Asked]:
    """Note every query that goes to a database."""
    asked = Asked()

    def note(  # noqa: PLR0913, PLR0917 - SQLAlchemy's shape
        connection: Connection,
        cursor: Any,
        statement: str,
        parameters: Any,
        context: Any,
        many: bool,  # noqa: FBT001
    ) -> None:
        del connection, cursor, context
        asked.add(statement, parameters[0] if many else parameters)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)


@dataclass(frozen=True, slots=True)
class Plan:
    """How one query is answered."""

    query: str
    steps: tuple[str, ...]

    @property
    def read_whole(self) -> str:
        """Name the great table that it reads from end to end without an index; empty for none."""
        found = (_READ_WHOLE.match(step) for step in self.steps)
        return next((each[1] for each in found if each), "")

    @property
    def wrong(self) -> str:
        """Say what makes it slow where there is much; empty where nothing does."""
        if self.read_whole:
            return f"reads all of {self.read_whole}"
        # To give a few rows it first gathers and orders all that match; groups are few already.
        sorts = _SORTED in self.steps and " LIMIT " in self.query and " GROUP BY " not in self.query
        return "sorts all to give a few" if sorts else ""

    @property
    def walks(self) -> bool:
        """Tell whether it walks through a whole index: by an index, but the longer, the more there is."""
        return any(_WALKED.search(step) for step in self.steps)


async def plans_of(engine: AsyncEngine, asked: Asked) -> list[Plan]:
    """Ask the database how it means to answer each query."""
    word = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    async with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            # It rightly reads a small table whole, or one of which it wants all rows; asked is if it must.
            await connection.exec_driver_sql("SET enable_seqscan = off")
        return [
            Plan(" ".join(query.split()), await _steps(connection, word + query, values))
            for query, values in asked.queries.items()
        ]


async def _steps(connection: AsyncConnection, question: str, values: Any) -> tuple[str, ...]:
    rows = (await connection.exec_driver_sql(question, values)).all()
    # SQLite tells four columns, the last in words; PostgreSQL one, indented by depth.
    return tuple(str(row[-1]).strip().removeprefix("-> ").strip() for row in rows)
