"""The record of official acts and the proof of notice: only added to; triggers refuse all else."""

from typing import Any

from sqlalchemy import Row, insert, select

from storage.shelf import Shelf, is_about, subject_columns, subject_of
from storage.tables import proof as proofs
from storage.tables import record as records
from village.ids import ChatId, FileId, PersonId, VillageSlug
from village.outbox import Subject
from village.records import Act, ProofLine


class SqlRecord(Shelf):
    """The record of official acts."""

    async def add(self, act: Act) -> None:
        """Add an act."""
        values = {
            "village": act.village,
            "id": self._room.ids.next(act.at),
            "at": act.at,
            "what": act.what,
            "actor": act.actor,
            "role": act.role,
            "about_kind": act.about.kind if act.about else None,
            "about_id": act.about.id if act.about else None,
            "facts": dict(act.facts),
        }
        await self._do(insert(records).values(values))

    async def latest(self, village: VillageSlug, limit: int) -> tuple[Act, ...]:
        """List the last acts, newest first."""
        rows = await self._all(
            select(records)
            .where(records.c.village == village)
            .order_by(records.c.at.desc(), records.c.id.desc())
            .limit(limit)
        )
        return tuple(map(_act_of, rows))


class SqlProof(Shelf):
    """The proof of notice."""

    async def add(self, line: ProofLine) -> None:
        """Add a line."""
        values = {
            "village": line.village,
            "id": self._room.ids.next(line.at),
            "kind": line.kind,
            "at": line.at,
            "place": line.place,
            "chat": line.chat,
            "refs": list(line.refs),
            "revision": line.revision,
            "file": line.file,
            "by": line.by,
        }
        await self._do(insert(proofs).values(values | subject_columns(line.about)))

    async def of(self, village: VillageSlug, about: Subject) -> tuple[ProofLine, ...]:
        """List the lines about a subject, oldest first."""
        rows = await self._all(
            select(proofs)
            .where(proofs.c.village == village, is_about(proofs, about))
            .order_by(proofs.c.at, proofs.c.id)
        )
        return tuple(map(_line_of, rows))


def _act_of(row: Row[Any]) -> Act:
    return Act(
        village=VillageSlug(row.village),
        at=row.at,
        what=row.what,
        actor=None if row.actor is None else PersonId(row.actor),
        role=row.role,
        about=None if row.about_kind is None else subject_of(row),
        facts=row.facts,
    )


def _line_of(row: Row[Any]) -> ProofLine:
    return ProofLine(
        village=VillageSlug(row.village),
        about=subject_of(row),
        kind=row.kind,
        at=row.at,
        place=row.place,
        chat=None if row.chat is None else ChatId(row.chat),
        refs=tuple(row.refs),
        revision=row.revision,
        file=None if row.file is None else FileId(row.file),
        by=None if row.by is None else PersonId(row.by),
    )
