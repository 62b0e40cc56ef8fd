"""What all shelves share: the transaction they work in, the keys, the village's zone, and new numbers."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Executable,
    FromClause,
    Row,
    Table,
    and_,
    bindparam,
    false,
    func,
    not_,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Instant
from storage.sealing import Keys
from village.ids import VillageSlug, make_id
from village.outbox import Subject
from village.people import Basis
from village.updates import Update

_SALT_BITS = 22
_TURN_BYTES = 8
_LOT_BITS = 62
_Values = Mapping[str, Any] | None


@dataclass(slots=True)
class Ids:
    """Makes numbers that only grow, so that rows of one moment keep the order they were written in."""

    _last: int = field(default=0)

    def next(self, moment: datetime) -> int:
        """Make the next number at a moment."""
        self._last = max(make_id(moment, secrets.randbits(_SALT_BITS)), self._last + 1)
        return self._last


@dataclass(frozen=True, slots=True)
class Room:
    """What a shelf stands in: one transaction, and what rows are read and written with.

    ``wakes``: letters posted here wake the workers. ``posted`` holds something once there are any.
    """

    connection: AsyncConnection
    keys: Keys
    zone: ZoneInfo
    ids: Ids
    wakes: bool = True
    posted: list[bool] = field(default_factory=list)

    @property
    def dialect(self) -> str:
        """Name the database's language."""
        return self.connection.dialect.name


class Shelf:
    """One subject's rows within one piece of work."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def _one(self, query: Executable, values: _Values = None) -> Row[Any] | None:
        return (await self._room.connection.execute(query, values)).one_or_none()

    async def _all(self, query: Executable, values: _Values = None) -> Sequence[Row[Any]]:
        return (await self._room.connection.execute(query, values)).all()

    async def _turn(self, key: bytes) -> None:
        """Wait until no other piece of work has this turn, and keep it to the end of this one.

        SQLite has one writer at a time, so whoever writes has every turn already.
        """
        if self._room.connection.dialect.name == "postgresql":
            number = int.from_bytes(key[:_TURN_BYTES], signed=True)
            await self._do(select(func.pg_advisory_xact_lock(number)))

    async def _value(self, query: Executable, values: _Values = None) -> Any:
        return (await self._room.connection.execute(query, values)).scalar_one_or_none()

    async def _count(self, query: Executable, values: _Values = None) -> int:
        return int((await self._room.connection.execute(query, values)).scalar_one())

    async def _do(self, statement: Executable, values: _Values = None) -> int:
        return (await self._room.connection.execute(statement, values)).rowcount

    async def _keep(self, table: Table, key: Sequence[str], values: dict[str, Any]) -> None:
        """Write a row, in place of the one that has the same key."""
        await self._do(keeping(table, tuple(key), tuple(values), self._room.dialect), values)

    def _insert(self, table: Table) -> "sqlite.Insert | postgresql.Insert":
        return insert_into(table, self._room.connection.dialect.name)

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._room.zone)

    def _day(self, moment: datetime) -> date:
        return self._local(moment).date()

    def _begins(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._room.zone)


@cache
def keeping(table: Table, key: tuple[str, ...], names: tuple[str, ...], dialect: str) -> Executable:
    """Write the statement by which a row takes the place of the one with the same key.

    It is written once: to build it takes longer than to run it.
    """
    first = insert_into(table, dialect)
    rest = {name: first.excluded[name] for name in names if name not in {*key, "id"}}
    return first.on_conflict_do_update(index_elements=list(key), set_=rest)


@cache
def keeps_given(table: Table, thing: str, at: str, names: tuple[str, ...], dialect: str) -> Executable:
    """Write the statement by which what a person gave to a thing takes the place of what they gave before.

    It does so unless that came by a higher number, while numbers hold: since ``numbers_since``. ``thing`` is
    the column of the thing, ``at`` that of the moment, ``names`` are all columns but the key.
    """
    first = insert_into(table, dialect)
    newer = and_(
        table.c.update_network == first.excluded.update_network,
        table.c.update_number > first.excluded.update_number,
        table.c[at] > bindparam("numbers_since", type_=Instant),
    )
    return first.on_conflict_do_update(
        index_elements=["village", thing, "person"],
        set_={name: first.excluded[name] for name in names},
        # One that came by no update compares to nothing, and nothing is not false.
        where=not_(func.coalesce(newer, false())),
    )


def by_lot() -> int:
    """Draw a number by lot, which tells nothing of when it was drawn."""
    return secrets.randbits(_LOT_BITS)


def update_of(row: Row[Any]) -> Update | None:
    """Give the update by which something was given."""
    if row.update_number is None:
        return None
    return Update(VillageSlug(row.village), row.update_network, row.update_number)


def update_columns(update: Update | None) -> dict[str, Any]:
    """Give the update by which something was given as columns."""
    return {
        "update_network": update.network if update else None,
        "update_number": update.number if update else None,
    }


def insert_into(table: Table, dialect: str) -> "sqlite.Insert | postgresql.Insert":
    """Begin an insert that may say what to do on a conflict; both databases say it in their own class."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def is_about(table: FromClause, subject: Subject) -> ColumnElement[bool]:
    """Match the rows about a subject."""
    return and_(table.c.about_kind == subject.kind, table.c.about_id == subject.id)


def subject_columns(subject: Subject) -> dict[str, Any]:
    """Give a subject as columns."""
    return {"about_kind": subject.kind, "about_id": subject.id}


def subject_of(row: Row[Any]) -> Subject:
    """Give the subject that a row is about."""
    return Subject(row.about_kind, row.about_id)


def basis_columns(basis: Basis | None) -> dict[str, Any]:
    """Give a basis as columns."""
    return {
        "basis_kind": basis.kind if basis else None,
        "basis_number": basis.number if basis else None,
        "basis_day": basis.day if basis else None,
    }


def basis_of(row: Row[Any]) -> Basis | None:
    """Give the basis in a row."""
    return None if row.basis_kind is None else Basis(row.basis_kind, row.basis_number, row.basis_day)
