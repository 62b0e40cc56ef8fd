"""What was taken but not worked: kept sealed, until its time comes or the operator has looked at it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, select, update

from storage.shelf import Shelf
from storage.tables import stuck as table
from village.chats import Address
from village.ids import VillageSlug
from village.updates import Stuck, Update

_FAILED = table.c.error != ""
_TOLD = (
    table.c.number,
    table.c.village,
    table.c.network,
    table.c.update_number,
    table.c.at,
    table.c.error,
    table.c.due_at,
    table.c.tries,
)


class SqlStuckUpdates(Shelf):
    """Updates by the operator's number; those without an error are of someone who is slowed."""

    async def add(self, stuck: Stuck, sender: Address, heard: str) -> None:
        """Keep an update with what was heard by it, sealed."""
        values = {
            "village": stuck.update.village,
            "network": stuck.update.network,
            "update_number": stuck.update.number,
            "address_hash": self._room.keys.hash_address(sender),
            "heard": self._room.keys.seal(heard),
            "at": stuck.at,
            "error": stuck.error,
            "due_at": stuck.due_at,
            "tries": stuck.tries,
        }
        await self._do(self._insert(table).values(values).on_conflict_do_nothing())

    async def heard(self, stuck: Stuck) -> str | None:
        """Give what was heard."""
        sealed = await self._value(select(table.c.heard).where(table.c.number == stuck.number))
        return None if sealed is None else self._room.keys.unseal(sealed)

    async def failed(self) -> tuple[Stuck, ...]:
        """List those whose handler failed, oldest first."""
        rows = await self._all(select(*_TOLD).where(_FAILED).order_by(table.c.number))
        return tuple(map(_stuck_of, rows))

    async def due(self, now: datetime, limit: int) -> tuple[Stuck, ...]:
        """List those whose time to be worked has come, in the order in which they came."""
        due = select(*_TOLD).where(table.c.due_at <= now).order_by(table.c.due_at, table.c.number)
        return tuple(map(_stuck_of, await self._all(due.limit(limit))))

    async def is_slowed(self, village: VillageSlug, sender: Address) -> bool:
        """Tell whether something of a slowed sender still waits for its time."""
        theirs = and_(
            table.c.address_hash == self._room.keys.hash_address(sender),
            table.c.village == village,
            table.c.error == "",
        )
        return bool(await self._value(select(exists().where(theirs))))

    async def put_off(self, stuck: Stuck, until: datetime) -> None:
        """Let one wait for another time."""
        await self._do(update(table).where(table.c.number == stuck.number).values(due_at=until))

    async def fail(self, stuck: Stuck, error: str) -> None:
        """Note that one failed again; from now on it waits for the operator."""
        failed = {"error": error, "tries": table.c.tries + 1, "due_at": None}
        await self._do(update(table).where(table.c.number == stuck.number).values(failed))

    async def done(self, stuck: Stuck) -> bool:
        """Let go of one that is being worked; False when somebody else did."""
        return await self._do(delete(table).where(table.c.number == stuck.number)) == 1

    async def retry(self, number: int | None) -> int:
        """Mark one that failed, or all, to be worked again; give how many."""
        # Due since it came: so they are worked in the order in which they came.
        return await self._do(update(table).where(_one_or_all(number)).values(due_at=table.c.at))

    async def drop(self, number: int | None) -> int:
        """Let go of one that failed, or of all; give how many."""
        return await self._do(delete(table).where(_one_or_all(number)))


def _one_or_all(number: int | None) -> ColumnElement[bool]:
    return _FAILED if number is None else and_(_FAILED, table.c.number == number)


def _stuck_of(row: Row[Any]) -> Stuck:
    came = Update(VillageSlug(row.village), row.network, row.update_number)
    return Stuck(came, row.at, row.error, row.due_at, row.tries, row.number)
