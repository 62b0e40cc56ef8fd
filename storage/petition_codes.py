"""Petitions' one-time links: of a code only the keyed hash is kept, and found by it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, exists, insert, select
from sqlalchemy import update as sql_update

from storage.shelf import Shelf
from storage.tables import petition_code as codes
from village.ids import PersonId, PetitionId, VillageSlug
from village.petition_codes import LASTS, PetitionCode, Use


class SqlPetitionCodes(Shelf):
    """Links that were given out."""

    async def add(self, code: PetitionCode, secret: str) -> None:
        """Keep a link; of its code only the hash."""
        given_at = code.ends_at - LASTS[code.use]
        values = {
            "village": code.home,
            "id": self._room.ids.next(given_at),
            "petition": code.petition,
            "of_village": code.village,
            "use": code.use,
            "code_hash": self._room.keys.hash_link(secret),
            "person": code.person,
            "sheet": code.sheet,
            "ends_at": code.ends_at,
        }
        await self._do(insert(codes).values(values))

    async def find(self, secret: str) -> PetitionCode | None:
        """Find the link of a code."""
        row = await self._one(self._by(secret))
        return None if row is None else _code_of(row)

    async def use(self, secret: str, at: datetime) -> bool:
        """Note a link as used; False when it already was, however close the race."""
        of_it = codes.c.code_hash == self._room.keys.hash_link(secret)
        changed = await self._do(sql_update(codes).where(of_it, codes.c.used_at.is_(None)).values(used_at=at))
        return changed == 1

    async def waits(self, person: PersonId, now: datetime) -> bool:
        """Tell whether somebody has a page open to give an IIN on."""
        of_iins = codes.c.use.in_([Use.PAGE, Use.SHEET])
        theirs = (codes.c.person == person, of_iins, codes.c.used_at.is_(None))
        found = select(exists().where(*theirs, codes.c.ends_at > now))
        return bool(await self._value(found))

    def _by(self, secret: str) -> Select[Any]:
        return select(codes).where(codes.c.code_hash == self._room.keys.hash_link(secret))


def _code_of(row: Row[Any]) -> PetitionCode:
    return PetitionCode(
        home=VillageSlug(row.village),
        petition=PetitionId(row.petition),
        village=VillageSlug(row.of_village),
        use=Use(row.use),
        person=PersonId(row.person),
        ends_at=row.ends_at,
        used_at=row.used_at,
        sheet=row.sheet,
    )
