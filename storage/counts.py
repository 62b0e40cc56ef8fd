"""What the operator asks: how many letters are how far, and what is late; every query goes by an index."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Label, Row, func, literal_column, select, tuple_

from storage.letters import LANES_DUE
from storage.shelf import Shelf
from storage.tables import LETTER_UNDER_WAY, LETTER_WAITS, stuck
from storage.tables import deadline as deadlines
from storage.tables import letter as letters
from village.ids import VillageSlug
from village.outbox import LetterState
from village.upkeep import Failure, LetterCount, VillageCount

_IN_DOUBT = "in doubt"
_LEAST = timedelta(microseconds=1)
_ENDED_BADLY = (LetterState.FAILED, LetterState.UNREACHABLE)
# Said in a way by which SQLite groups what is of the day, and does not walk all villages' letters in order.
_BY_VILLAGE: Label[str] = literal_column("letter.village || ''").label("of_village")
_HOW_MANY = func.count().label("letters")


class SqlCounts(Shelf):
    """Counts for the operator; nothing in them points at a person."""

    async def under_way(self) -> tuple[LetterCount, ...]:
        """Count what waits and what is being sent, by kind; the ended ones are too many to count anew."""
        return (
            *await self._by_kind(LetterState.WAITING, LETTER_WAITS),
            *await self._by_kind(LetterState.SENDING, LETTER_UNDER_WAY),
        )

    async def oldest_letter(self) -> datetime | None:
        """Give the moment for which the oldest waiting letter is due."""
        moments = [await self._oldest(urgent=urgent) for urgent in (True, False)]
        return min((moment for moment in moments if moment is not None), default=None)

    async def oldest_deadline(self, besides: Collection[tuple[VillageSlug, int]] = ()) -> datetime | None:
        """Give the moment of the oldest deadline not met, besides some known to fail."""
        known = tuple_(deadlines.c.village, deadlines.c.id).not_in(list(besides))
        where = [deadlines.c.done_at.is_(None), *([known] if besides else [])]
        found: datetime | None = await self._value(
            select(deadlines.c.due_at).where(*where).order_by(deadlines.c.due_at).limit(1)
        )
        return found

    async def late_lanes(self, before: datetime) -> tuple[VillageSlug, ...]:
        """List the villages in which a letter has been due since before a moment."""
        oldest = await self.oldest_letter()
        if oldest is None or oldest >= before:
            return ()
        rows = await self._all(LANES_DUE, {"now": before - _LEAST})
        return tuple(VillageSlug(row.village) for row in rows)

    async def in_doubt(self, since: datetime) -> int:
        """Count letters written off since a moment because nobody knows whether they went out."""
        where = _ended_since(since, letters.c.state == LetterState.DROPPED)
        return await self._count(select(_HOW_MANY).where(*where, letters.c.reason == _IN_DOUBT))

    async def stuck(self) -> int:
        """Count what came in, could not be worked, and was kept aside."""
        return await self._count(select(func.count()).select_from(stuck))

    async def by_village(self, since: datetime) -> Mapping[VillageSlug, VillageCount]:
        """Count each village's letters: what waits, and what has ended since a moment."""
        waiting = await self._all(
            select(letters.c.village, _HOW_MANY, func.min(letters.c.due_at).label("oldest"))
            .where(LETTER_WAITS)
            .group_by(letters.c.village)
        )
        ended = await self._all(
            select(_BY_VILLAGE, letters.c.state, _HOW_MANY)
            .where(*_ended_since(since))
            .group_by(_BY_VILLAGE, letters.c.state)
        )
        return _villages(waiting, ended)

    async def failures(self, since: datetime, limit: int) -> tuple[Failure, ...]:
        """List why letters have failed since a moment, the most frequent reason first."""
        rows = await self._all(
            select(letters.c.state, letters.c.reason, _HOW_MANY)
            .where(*_ended_since(since, letters.c.state.in_(_ENDED_BADLY)))
            .group_by(letters.c.state, letters.c.reason)
            .order_by(_HOW_MANY.desc(), letters.c.reason)
            .limit(limit)
        )
        return tuple(Failure(row.state, row.reason, row.letters) for row in rows)

    async def _by_kind(self, state: LetterState, where: ColumnElement[bool]) -> list[LetterCount]:
        rows = await self._all(select(letters.c.kind, _HOW_MANY).where(where).group_by(letters.c.kind))
        return [LetterCount(row.kind, state, row.letters) for row in rows]

    async def _oldest(self, *, urgent: bool) -> datetime | None:
        found: datetime | None = await self._value(
            select(letters.c.due_at)
            .where(LETTER_WAITS, letters.c.urgent == urgent)
            .order_by(letters.c.due_at)
            .limit(1)
        )
        return found


def _ended_since(since: datetime, *more: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return (letters.c.settled_at >= since, *more)


def _villages(waiting: Iterable[Row[Any]], ended: Iterable[Row[Any]]) -> Mapping[VillageSlug, VillageCount]:
    facts: dict[str, dict[str, Any]] = {
        row.village: {"waiting": row.letters, "oldest": row.oldest} for row in waiting
    }
    told = {LetterState.SENT, *_ENDED_BADLY}
    for row in ended:
        if row.state in told:
            facts.setdefault(row.of_village, {})[str(row.state)] = row.letters
    return {VillageSlug(slug): VillageCount(VillageSlug(slug), **each) for slug, each in facts.items()}
