"""Moments at which a handler is called: rows, not tasks."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, func, literal, select, tuple_, update

from storage.columns import Instant
from storage.shelf import Shelf, is_about, keeping, subject_columns, subject_of
from storage.tables import deadline as deadlines
from village.ids import VillageSlug
from village.outbox import Deadline, Subject

_BITS = 63


class SqlDeadlines(Shelf):
    """Deadlines that are ahead, due or done."""

    async def put(self, village: VillageSlug, kind: str, about: Subject, due_at: datetime) -> None:
        """Set a deadline; one of the same kind and subject is moved, and comes again if it was done."""
        await self.put_all([village], kind, about, due_at)

    async def put_all(
        self, villages: Collection[VillageSlug], kind: str, about: Subject, due_at: datetime
    ) -> None:
        """Set the same deadline for several villages."""
        rows = [self._row(village, kind, about, due_at) for village in villages]
        if rows:
            key = ("village", "about_kind", "about_id", "kind")
            keeps = keeping(deadlines, key, tuple(rows[0]), self._room.dialect)
            await self._room.connection.execute(keeps, rows)

    def _row(self, village: VillageSlug, kind: str, about: Subject, due_at: datetime) -> dict[str, Any]:
        return {
            "village": village,
            # Its moment lies ahead, so its number says nothing about when it was made.
            "id": secrets.randbits(_BITS),
            "kind": kind,
            "due_at": due_at,
            "done_at": None,
            **subject_columns(about),
        }

    async def clear(self, village: VillageSlug, about: Subject) -> None:
        """Take back all deadlines of a subject that are still ahead."""
        await self._do(
            delete(deadlines).where(
                deadlines.c.village == village, is_about(deadlines, about), deadlines.c.done_at.is_(None)
            )
        )

    async def due(self, now: datetime, limit: int, after: Deadline | None = None) -> tuple[Deadline, ...]:
        """List what has come due and was not done, oldest first, past one of them.

        What another worker has in hand is left out: nobody waits for it, and of two that walk along none
        locks what the other wants.
        """
        rows = await self._all(
            select(deadlines)
            .where(deadlines.c.done_at.is_(None), deadlines.c.due_at <= now, *_past(after))
            .order_by(deadlines.c.due_at, deadlines.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return tuple(map(_deadline_of, rows))

    async def take(self, deadline: Deadline, now: datetime) -> bool:
        """Take a deadline as met; False when somebody has, however close the race, or when it was moved."""
        taken = await self._do(
            update(deadlines)
            .where(deadlines.c.village == deadline.village, deadlines.c.id == deadline.id)
            .where(deadlines.c.due_at == deadline.due_at, deadlines.c.done_at.is_(None))
            .values(done_at=now)
        )
        return taken == 1

    async def take_all(self, due: Sequence[Deadline], now: datetime) -> None:
        """Take as met what this piece of work was told is due, and has in hand."""
        its_key = (deadlines.c.village == bindparam("of_village"), deadlines.c.id == bindparam("of_id"))
        keys = [{"of_village": each.village, "of_id": each.id} for each in due]
        if keys:
            await self._room.connection.execute(update(deadlines).where(*its_key).values(done_at=now), keys)

    async def next_due(self, but: str = "") -> datetime | None:
        """Give the moment of the next deadline, but those of a kind."""
        first = select(func.min(deadlines.c.due_at)).where(deadlines.c.done_at.is_(None))
        # The operator's question is answered by its index alone; what leaves out a kind is the demo's.
        found: datetime | None = await self._value(first.where(deadlines.c.kind != but) if but else first)
        return found


def _past(after: Deadline | None) -> tuple[ColumnElement[bool], ...]:
    if after is None:
        return ()
    place = tuple_(literal(after.due_at, Instant), literal(after.id))
    # Said twice: by the first the index is entered, by the second the place is exact.
    return (deadlines.c.due_at >= after.due_at, tuple_(deadlines.c.due_at, deadlines.c.id) > place)


def _deadline_of(row: Row[Any]) -> Deadline:
    return Deadline(row.id, VillageSlug(row.village), row.kind, subject_of(row), row.due_at)
