"""What is deleted when it has been kept long enough: in small pieces, so that nobody waits for it.

The record, the proof, the consents and the history of changes are never touched. Letters that a proof of
notice counts stay, to nobody in particular, as they do when a person is forgotten.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    literal,
    not_,
    select,
    tuple_,
    update,
)

from storage import tables
from storage.columns import Instant
from storage.shelf import Shelf
from storage.tables import letter as letters
from village.outbox import LetterState
from village.upkeep import Place

_person, _proof = tables.person, tables.proof
_ITS_KEY = (letters.c.village == bindparam("of_village"), letters.c.id == bindparam("of_id"))


class SqlRetention(Shelf):
    """Deletes what is older than a moment, up to a limit at a time; says how much it was."""

    async def updates(self, before: datetime, limit: int) -> int:
        """Forget which updates were taken; the networks no longer bring them again."""
        return await self._purge(tables.taken_update, limit, tables.taken_update.c.taken_at < before)

    async def wrong_codes(self, before: datetime, limit: int) -> int:
        """Forget who tried wrong codes."""
        return await self._purge(tables.wrong_code, limit, tables.wrong_code.c.at < before)

    async def petition_codes(self, before: datetime, limit: int) -> int:
        """Delete links whose time was over."""
        return await self._purge(tables.petition_code, limit, tables.petition_code.c.ends_at < before)

    async def stuck(self, before: datetime, limit: int) -> int:
        """Delete what could not be worked and nobody took up."""
        return await self._purge(tables.stuck, limit, tables.stuck.c.at < before)

    async def deadlines(self, before: datetime, limit: int) -> int:
        """Delete deadlines that were met."""
        return await self._purge(tables.deadline, limit, tables.deadline.c.done_at < before)

    async def campaigns(self, before: datetime, limit: int) -> int:
        """Delete big sends that were wholly cut into letters."""
        done = tables.campaign.c.done == True  # noqa: E712 - SQL's own word, which the index is led by
        return await self._purge(tables.campaign, limit, done, tables.campaign.c.due_at < before)

    async def members(self, before: datetime, limit: int) -> int:
        """Forget who was in a chat and left it, or was looked for there in vain."""
        return await self._purge(tables.member, limit, tables.member.c.left_at < before)

    async def people(self, before: datetime, limit: int) -> int:
        """Delete the bare numbers of people who left, where nothing points at them any more."""
        return await self._purge(_person, limit, _person.c.forgotten_at < before, *_nothing_points_at())

    async def letters(self, before: datetime, after: Place | None, limit: int) -> Place | None:
        """Delete letters that have ended, and empty those that a proof counts; give how far it came.

        None when nothing so old is left past ``after``.
        """
        rows = await self._ended(before, after, limit)
        await self._each(delete(letters).where(*_ITS_KEY), [row for row in rows if not row.counts])
        emptied = update(letters).where(*_ITS_KEY).values(person=None)
        await self._each(emptied, [row for row in rows if row.counts])
        return Place(rows[-1].settled_at, rows[-1].id) if rows else None

    async def _ended(self, before: datetime, after: Place | None, limit: int) -> Sequence[Row[Any]]:
        return await self._all(
            select(letters.c.village, letters.c.id, letters.c.settled_at, _counts_in_a_proof())
            .where(letters.c.settled_at < before, *_past(after))
            .where(letters.c.state.not_in((LetterState.WAITING, LetterState.SENDING)))
            .order_by(letters.c.settled_at, letters.c.id)
            .limit(limit)
        )

    async def _each(self, statement: Any, rows: Sequence[Row[Any]]) -> None:
        if rows:
            keys = [{"of_village": row.village, "of_id": row.id} for row in rows]
            await self._room.connection.execute(statement, keys)

    async def _purge(self, table: Table, limit: int, *where: ColumnElement[bool]) -> int:
        keys = list(table.primary_key.columns)
        chosen = select(*keys).where(*where).limit(limit)
        return await self._do(delete(table).where(tuple_(*keys).in_(chosen)))


def _past(after: Place | None) -> tuple[ColumnElement[bool], ...]:
    if after is None:
        return ()
    place = tuple_(literal(after.at, Instant), literal(after.id))
    return (letters.c.settled_at >= after.at, tuple_(letters.c.settled_at, letters.c.id) > place)


def _counts_in_a_proof() -> ColumnElement[bool]:
    """Tell whether a proof of notice counts this letter among the delivered."""
    proven = exists().where(
        _proof.c.village == letters.c.village,
        _proof.c.about_kind == letters.c.about_kind,
        _proof.c.about_id == letters.c.about_id,
    )
    sent = letters.c.state == LetterState.SENT
    return and_(sent, not_(letters.c.edit), proven).label("counts")


def _nothing_points_at() -> list[ColumnElement[bool]]:
    pointing = [
        column
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if any(key.column is _person.c.id for key in column.foreign_keys)
    ]
    return [~exists().where(column == _person.c.id) for column in pointing]
