"""Petitions on paper: sheets that were printed, lines typed in from them, and lines compared with others."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row as Found
from sqlalchemy import Select, and_, func, insert, select, tuple_
from sqlalchemy import update as sql_update

from storage.shelf import Shelf
from storage.tables import petition_sheet as sheets
from storage.tables import signature as signatures
from storage.tables import signature_doubt as doubts
from village.giving import GiftKey, ThingKey
from village.ids import PersonId, PetitionId, SectionSlug, VillageSlug
from village.paper import PaperDoubt, PaperSheet, Typed
from village.people import Level
from village.petitions import Petition, Stance
from village.register import Alike, Content, Row, What, content_of
from village.signers import SignerName

_Key = tuple[str, int, int]
Named = tuple[str, bytes | None]
"""The key of a name, and the hash of it and a phone together."""


class SqlPetitionPaper(Shelf):
    """Sheets by their number, lines by their row; times come in the village's zone."""

    # ------------------------------------------------------------------------------------- sheets

    async def add(self, petition: Petition, sheet: PaperSheet) -> None:
        """Keep a sheet that is printed now; its number must be free."""
        values = {
            "village": petition.village,
            "petition": petition.id,
            "number": sheet.number,
            "of_village": sheet.village,
            "section": sheet.section,
            "printed_at": sheet.printed_at,
            "printed_by": sheet.printed_by,
        }
        await self._do(insert(sheets).values(values))

    async def sheet(self, petition: Petition, number: int) -> PaperSheet | None:
        """Find a sheet that was printed."""
        row = await self._one(select(sheets).where(*_printed(petition), sheets.c.number == number))
        return None if row is None else self._sheet_of(row)

    async def sheets(self, petition: Petition) -> tuple[PaperSheet, ...]:
        """List the sheets that were printed, by number."""
        rows = await self._all(select(sheets).where(*_printed(petition)).order_by(sheets.c.number))
        return tuple(map(self._sheet_of, rows))

    async def finish(self, petition: Petition, number: int, at: datetime) -> None:
        """Note that all of a sheet is typed in."""
        of_it = (*_printed(petition), sheets.c.number == number)
        await self._do(sql_update(sheets).where(*of_it).values(entered_at=at))

    async def typed(self, petition: Petition, number: int) -> tuple[Typed, ...]:
        """List the lines of a sheet that stand in the register, by line; a name that was erased is empty."""
        rows = await self._all(
            select(signatures)
            .where(*_of(petition), signatures.c.standing, signatures.c.sheet == number)
            .order_by(signatures.c.line)
        )
        compared = await self._compared(rows)
        return tuple(
            Typed(row_of(row), row.line, self._content(row), _is_open(compared[_key(row)])) for row in rows
        )

    async def lines_on(self, petition: Petition) -> Mapping[int, int]:
        """Count the lines that stand in the register, by the sheet they are on."""
        rows = await self._all(
            select(signatures.c.sheet, func.count().label("lines"))
            .where(*_of(petition), signatures.c.standing, signatures.c.sheet.is_not(None))
            .group_by(signatures.c.sheet)
        )
        return {row.sheet: row.lines for row in rows}

    # ------------------------------------------------------------------------- who may be the same

    async def alike(
        self, petition: Petition, name: SignerName, phone: str = "", iin: str = ""
    ) -> tuple[Alike, ...]:
        """List the signatures that stand and have a name or an IIN, in their order."""
        keys = self._room.keys
        twin = keys.hash_twin(keys.hash_phone(phone), name.key) if phone else None
        iin_hash = keys.hash_iin(iin) if iin else None
        # One look for each, for each has an index of its own.
        looks = [signatures.c.name_hash == keys.hash_signer(name.key)]
        looks += [signatures.c.iin_hash == iin_hash] if iin_hash else []
        standing = select(signatures).where(*_of(petition), signatures.c.standing)
        found = {row.number: row for look in looks for row in await self._all(standing.where(look))}
        rows = [row for _, row in sorted(found.items())]
        compared = await self._compared(rows)
        return tuple(
            Alike(
                row_of(row),
                phone=twin is not None and row.twin == twin,
                iin=row.iin_hash == iin_hash if row.iin_hash and iin_hash else None,
                in_doubt=_is_open(compared[_key(row)]),
            )
            for row in rows
        )

    async def of_names(self, named: Mapping[GiftKey, Named]) -> dict[GiftKey, tuple[Alike, ...]]:
        """Give the lines on paper that have the name of some people, but those compared with them before."""
        by_name = defaultdict[tuple[str, int, bytes], list[GiftKey]](list)
        for key, (name, _) in named.items():
            by_name[*key[:2], self._room.keys.hash_signer(name)].append(key)
        if not by_name:
            return {}
        rows = await self._all(
            select(signatures)
            .where(signatures.c.petition.in_({petition for _, petition, _ in by_name}))
            .where(signatures.c.standing, signatures.c.what == What.PAPER)
            .where(signatures.c.name_hash.in_({name for *_, name in by_name}))
            .order_by(signatures.c.number)
        )
        compared = await self._compared(rows)
        found = defaultdict[GiftKey, tuple[Alike, ...]](tuple)
        for row in rows:
            before = compared[_key(row)]
            in_doubt, known = _is_open(before), {each.person for each in before}
            for key in by_name.get((row.village, row.petition, row.name_hash), ()):
                if in_doubt or key[2] not in known:
                    phone = row.twin is not None and row.twin == named[key][1]
                    found[key] += (Alike(row_of(row), phone, in_doubt=in_doubt),)
        return found

    async def _compared(self, rows: Sequence[Found[Any]]) -> Mapping[_Key, list[Found[Any]]]:
        """List with whom lines on paper are compared, or were, each with its person."""
        compared = defaultdict[_Key, list[Found[Any]]](list)
        lines = [_key(row) for row in rows if row.what is What.PAPER]
        if not lines:
            return compared
        other = and_(
            doubts.c.village == signatures.c.village,
            doubts.c.petition == signatures.c.petition,
            doubts.c.other == signatures.c.number,
        )
        of_line = tuple_(doubts.c.village, doubts.c.petition, doubts.c.row)
        found = await self._all(
            select(doubts, signatures.c.person).join(signatures, other).where(of_line.in_(lines))
        )
        for row in found:
            compared[row.village, row.petition, row.row].append(row)
        return compared

    # ------------------------------------------------------------------------------------ doubts

    async def doubt(self, petition: Petition, line: int) -> PaperDoubt | None:
        """Find the doubt about a line that is still to be settled."""
        row = await self._one(_open_doubts(petition).where(doubts.c.row == line))
        return None if row is None else self._doubt_of(row)

    async def open_doubts(self, petition: Petition) -> tuple[PaperDoubt, ...]:
        """List the doubts that are still to be settled, oldest first."""
        rows = await self._all(_open_doubts(petition).order_by(doubts.c.id))
        return tuple(map(self._doubt_of, rows))

    async def add_doubt(self, thing: ThingKey, line: int, other: int, at: datetime) -> None:
        """Note that a line on paper may be somebody's who has signed by another row."""
        values = {"village": thing[0], "petition": thing[1], "row": line, "other": other, "at": at}
        await self._do(insert(doubts).values(values | {"id": self._room.ids.next(at)}))

    async def add_doubts(self, thing: ThingKey, stance: Stance) -> None:
        """Note which lines on paper a signature has put in dispute."""
        for added in stance.added:
            if added.row.what is What.DISPUTED and added.row.of is not None and stance.signature is not None:
                await self.add_doubt(thing, added.row.of, stance.signature.row.number, added.row.at)

    async def keep_doubt(self, doubt: PaperDoubt) -> None:
        """Keep what somebody has said of a line; the petition must be held."""
        said = {
            "first_by": doubt.first_by,
            "first": doubt.first,
            "second_by": doubt.second_by,
            "settled_at": doubt.settled_at,
        }
        await self._do(
            sql_update(doubts).where(*_still((doubt.village, doubt.petition), doubt.row)).values(said)
        )

    async def close_doubt(self, thing: ThingKey, line: int, at: datetime) -> None:
        """Note that nothing is left to be settled about a line that was struck."""
        await self._do(sql_update(doubts).where(*_still(thing, line)).values(settled_at=at))

    # ---------------------------------------------------------------------------------- read back

    async def line(self, petition: Petition, number: int) -> tuple[Row, Content | None] | None:
        """Find a row of the register, with what is still kept of it."""
        row = await self._one(select(signatures).where(*_of(petition), signatures.c.number == number))
        return None if row is None else (row_of(row), self._content(row))

    def _content(self, row: Found[Any]) -> Content | None:
        return None if row.content is None else read_content(self._room.keys.unseal(row.content))[0]

    def _sheet_of(self, row: Found[Any]) -> PaperSheet:
        return PaperSheet(
            number=row.number,
            village=VillageSlug(row.of_village),
            section=None if row.section is None else SectionSlug(row.section),
            printed_at=self._local(row.printed_at),
            printed_by=None if row.printed_by is None else PersonId(row.printed_by),
            entered_at=None if row.entered_at is None else self._local(row.entered_at),
        )

    def _doubt_of(self, row: Found[Any]) -> PaperDoubt:
        return PaperDoubt(
            village=VillageSlug(row.village),
            petition=PetitionId(row.petition),
            row=row.row,
            other=row.other,
            at=self._local(row.at),
            first_by=None if row.first_by is None else PersonId(row.first_by),
            first=row.first,
            second_by=None if row.second_by is None else PersonId(row.second_by),
            settled_at=None if row.settled_at is None else self._local(row.settled_at),
        )


def _key(row: Found[Any]) -> _Key:
    return row.village, row.petition, row.number


def _is_open(compared: Sequence[Found[Any]]) -> bool:
    return any(row.settled_at is None for row in compared)


def _open_doubts(petition: Petition) -> Select[Any]:
    of_it = (doubts.c.village == petition.village, doubts.c.petition == petition.id)
    return select(doubts).where(*of_it, doubts.c.settled_at.is_(None))


def _still(thing: ThingKey, line: int) -> tuple[Any, ...]:
    of_line = (doubts.c.village == thing[0], doubts.c.petition == thing[1], doubts.c.row == line)
    return (*of_line, doubts.c.settled_at.is_(None))


def _printed(petition: Petition) -> tuple[Any, ...]:
    return sheets.c.village == petition.village, sheets.c.petition == petition.id


def _of(petition: Petition) -> tuple[Any, ...]:
    return signatures.c.village == petition.village, signatures.c.petition == petition.id


def row_of(row: Found[Any]) -> Row:
    """Read a row of the register."""
    return Row(
        number=row.number,
        what=row.what,
        at=row.at,
        level=Level(row.level),
        village=VillageSlug(row.of_village),
        section=None if row.section is None else SectionSlug(row.section),
        of=row.of,
        witnessed=row.witnessed,
        leaf=row.leaf.hex() if row.leaf else "",
    )


def read_content(text: str) -> tuple[Content, bytes]:
    """Read a content and its salt back as they were sealed."""
    told = json.loads(text)
    return content_of(told), bytes.fromhex(told["salt"])
