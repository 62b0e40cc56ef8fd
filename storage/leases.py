"""Which worker has a village's lane: a row that ends by itself, in the database's own time.

No two machines have to agree on the time, and a worker that was frozen or cut off keeps nothing: its lease
ends, and ``term`` tells it so when it wakes. A worker's own presence is a lease too, on a name that no
village can have; so is the clock, so that one worker at a time does what is due.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    Row,
    Text,
    bindparam,
    delete,
    literal,
    literal_column,
    or_,
    select,
    update,
)

from storage.shelf import Shelf, insert_into
from storage.tables import LETTER_UNDER_WAY
from storage.tables import lease as leases
from storage.tables import letter as letters
from village.ids import VillageSlug
from village.upkeep import Holders, Lease

_NOBODY = ""
_WHO_KNOWS = "?"
_OWN_NAMES = "*"
_CLOCK = VillageSlug("*clock")
_NOW: dict[str, ColumnElement[int]] = {
    "sqlite": literal_column("CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"),
    # Not now(): that is the moment at which the transaction began, and it may have waited since.
    "postgresql": literal_column("CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"),
}
_FORGOTTEN_AFTER = 10


class SqlLeases(Shelf):
    """Leases of lanes; ``milliseconds`` is for how long one holds."""

    async def begin(self) -> None:
        """Look after lanes left in the middle by an earlier life; to be called before the first is taken.

        On SQLite there is one worker, which is us, so whoever had a lane is gone; on PostgreSQL it may be
        another worker's, and its lease must end first.
        """
        # Of a program that knew no leases.
        left = select(letters.c.village, literal(_WHO_KNOWS), literal(0), literal(0)).distinct()
        under_way = left.where(LETTER_UNDER_WAY)
        columns = ["village", "holder", "until_ms", "term"]
        await self._do(self._insert(leases).from_select(columns, under_way).on_conflict_do_nothing())
        if self._room.connection.dialect.name == "sqlite":
            await self._do(update(leases).where(leases.c.holder != _NOBODY).values(until_ms=0))

    async def take(self, village: VillageSlug, holder: str, milliseconds: int) -> Lease | None:
        """Take a lane that nobody has, or whose lease is over; None while another has it.

        It may be one's own from before, but never goes on from there: the term is another each time.
        """
        values = {"lane": village, "whose": holder, "milliseconds": milliseconds}
        term = await self._value(_takes(self._room.dialect), values)
        return None if term is None else Lease(village, holder, term)

    async def renew(self, lease: Lease, milliseconds: int) -> bool:
        """Hold a lane for longer; False when the lease is over or another's, and then it stays so."""
        held = update(leases).where(*_is(lease), leases.c.until_ms > self._now)
        return await self._do(held.values(until_ms=self._now + milliseconds)) == 1

    async def renew_all(self, holder: str, milliseconds: int) -> tuple[Lease, ...]:
        """Hold for longer whatever one holds still; give what that is. One question, however many lanes."""
        held = update(leases).where(leases.c.holder == holder, leases.c.until_ms > self._now)
        renewed = held.values(until_ms=self._now + milliseconds).returning(leases.c.village, leases.c.term)
        return tuple(Lease(VillageSlug(row.village), holder, row.term) for row in await self._all(renewed))

    async def holds(self, lease: Lease) -> bool:
        """Tell whether a lane is still one's own, and see that nobody takes it before this work ends."""
        values = {"lane": lease.village, "whose": lease.holder, "of_term": lease.term}
        return await self._one(_HOLDS, values) is not None

    async def give_back(self, lease: Lease, letters_taken: int) -> None:
        """Let go of a lane of which nothing is under way; it counts as moved if letters were taken up."""
        until = self._now if letters_taken else literal(0)
        await self._do(update(leases).where(*_is(lease)).values(holder=_NOBODY, until_ms=until))

    async def has_clock(self, holder: str, milliseconds: int) -> bool:
        """Take the clock, or keep it; False while another has it."""
        return await self.take(_CLOCK, holder, milliseconds) is not None

    async def be_there(self, holder: str, milliseconds: int) -> None:
        """Let the other workers know that one is there, for a while."""
        await self.take(_presence(holder), holder, milliseconds)
        silent = leases.c.until_ms < self._now - _FORGOTTEN_AFTER * milliseconds
        await self._do(delete(leases).where(leases.c.village.startswith(_OWN_NAMES), silent))

    async def leave(self, holder: str) -> None:
        """Let the other workers know that one is gone; what one still has ends by itself."""
        theirs = leases.c.village.in_([_presence(holder), _CLOCK])
        await self._do(delete(leases).where(theirs, leases.c.holder == holder))

    async def holders(self) -> Holders:
        """Tell which workers are there, who has which lane, and which lanes were left in the middle."""
        alive = (leases.c.until_ms > self._now).label("alive")
        held = select(leases.c.village, leases.c.holder, alive).where(leases.c.holder != _NOBODY)
        return _holders_of(await self._all(held))

    async def lately(self, besides: str, milliseconds: int) -> frozenset[VillageSlug]:
        """List the lanes that somebody besides one holds, or moved letters of, so lately."""
        since = leases.c.until_ms > self._now - literal(milliseconds)
        rows = await self._all(select(leases.c.village).where(since, leases.c.holder != besides))
        return frozenset(VillageSlug(row.village) for row in rows)

    @property
    def _now(self) -> ColumnElement[int]:
        return _NOW[self._room.dialect]


_HOLDS = (
    select(leases.c.term)
    .where(leases.c.village == bindparam("lane"))
    .where(leases.c.holder == bindparam("whose"), leases.c.term == bindparam("of_term"))
    .with_for_update(read=True)
)


@cache
def _takes(dialect: str) -> Executable:
    """Write the statement once: to build it takes longer than to run it."""
    now, holder = _NOW[dialect], bindparam("whose", type_=Text)
    until = now + bindparam("milliseconds", type_=BigInteger)
    free = or_(
        leases.c.until_ms <= now,
        # Further ahead than any lease goes: the database's clock was set back.
        leases.c.until_ms > until,
        leases.c.holder == holder,
    )
    return (
        insert_into(leases, dialect)
        .values(village=bindparam("lane"), holder=holder, until_ms=until, term=1)
        .on_conflict_do_update(
            index_elements=["village"],
            set_={"holder": holder, "until_ms": until, "term": leases.c.term + 1},
            where=free,
        )
        .returning(leases.c.term)
    )


def _presence(holder: str) -> VillageSlug:
    return VillageSlug(f"{_OWN_NAMES}{holder}")


def _is(lease: Lease) -> tuple[ColumnElement[bool], ...]:
    return (
        leases.c.village == lease.village,
        leases.c.holder == lease.holder,
        leases.c.term == lease.term,
    )


def _holders_of(rows: Sequence[Row[Any]]) -> Holders:
    own = [row for row in rows if row.village.startswith(_OWN_NAMES)]
    lanes = [row for row in rows if not row.village.startswith(_OWN_NAMES)]
    return Holders(
        workers=frozenset(row.holder for row in own if row.alive and row.village == _presence(row.holder)),
        lanes={VillageSlug(row.village): row.holder for row in lanes if row.alive},
        left=frozenset(VillageSlug(row.village) for row in lanes if not row.alive),
    )
