"""The roll: who is listed, who was found in it, who is doubted, and who vouched for whom."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    false,
    func,
    insert,
    select,
    update,
)

from storage import tables
from storage.shelf import Shelf
from village.ids import PersonId, SectionSlug, VillageSlug
from village.listing import Listed, name_key
from village.roll import (
    VOUCHERS,
    Difference,
    Doubt,
    Entry,
    EntryKeys,
    How,
    Match,
    Pairing,
    Vouch,
    VouchAsk,
    losing_level,
    pair,
)

_entry, _match, _doubt = tables.roll_entry, tables.roll_match, tables.roll_doubt
_ask, _vouch, _resident, _person = tables.vouch_ask, tables.vouch, tables.resident, tables.person
_AT_ONCE = 500
Told = Callable[[int], None]


def _tell_nobody(written: int) -> None:
    del written


@dataclass(frozen=True, slots=True)
class _Compared:
    """A table beside what is kept: whose earlier entry is whose, and how each is known."""

    old: Mapping[int, EntryKeys]
    new: Sequence[EntryKeys]
    pairing: Pairing

    def changed(self) -> Iterator[tuple[int, int]]:
        """List the places in the table, with the entries that they change."""
        for place, number in enumerate(self.pairing.earlier):
            if number is not None and self.old[number] != self.new[place]:
                yield place, number


class SqlRoll(Shelf):
    """The roll of a village, and what hangs on it."""

    # ------------------------------------------------------------------------------------- who is listed

    async def compare(self, village: VillageSlug, listed: Sequence[Listed]) -> Difference:
        """Tell what writing a table in the place of the roll would do."""
        compared = await self._compared(village, listed)
        changed = len(list(compared.changed()))
        new = compared.pairing.earlier.count(None)
        return Difference(
            new=new,
            changed=changed,
            same=len(listed) - new - changed,
            gone=len(compared.pairing.gone),
            losing=len(await self._losing(village, compared.pairing.gone)),
        )

    async def write(
        self, village: VillageSlug, listed: Sequence[Listed], now: datetime, told: Told = _tell_nobody
    ) -> None:
        """Put a table in the place of the roll: who is not in it any more is deleted, with their match.

        ``told`` is called now and then with how many are written.
        """
        await self._turn(hashlib.sha256(f"roll {village}".encode()).digest())
        compared = await self._compared(village, listed)
        await self._delete(village, compared.pairing.gone)
        changes = list(compared.changed())
        for some in _pieces(changes):
            rows = [
                {"entry": number, **self._row(listed[place], compared.new[place])} for place, number in some
            ]
            await self._do_each(_CHANGES, [{"lane": village, **row} for row in rows])
        new = [place for place, number in enumerate(compared.pairing.earlier) if number is None]
        done = len(listed) - len(new)
        for some in _pieces(new):
            rows = [self._row(listed[place], compared.new[place]) for place in some]
            ids = self._room.ids
            await self._do_each(
                insert(_entry),
                [{"village": village, "id": ids.next(now), "added_at": now, **_plain(row)} for row in rows],
            )
            done += len(rows)
            told(done)

    async def _compared(self, village: VillageSlug, listed: Sequence[Listed]) -> _Compared:
        rows = await self._all(_KNOWN_BY, {"lane": village})
        old = {row.id: _keys_of(row) for row in rows}
        new = [self._keys(each) for each in listed]
        return _Compared(old, new, pair(old, new))

    def _keys(self, listed: Listed) -> EntryKeys:
        keys = self._room.keys
        return EntryKeys(
            section=listed.section,
            name=keys.hash_name(listed.key),
            full=keys.hash_name(f"full {listed.full_key}"),
            phone=keys.hash_phone(listed.phone) if listed.phone else None,
            iin=keys.hash_iin(listed.iin) if listed.iin else None,
        )

    def _row(self, listed: Listed, keys: EntryKeys) -> dict[str, Any]:
        return {
            "to_section": keys.section,
            "to_name": self._room.keys.seal(listed.label),
            "to_name_hash": keys.name,
            "to_full_hash": keys.full,
            "to_phone_hash": keys.phone,
            "to_iin_hash": keys.iin,
        }

    async def _delete(self, village: VillageSlug, gone: Collection[int]) -> None:
        for some in _pieces(sorted(gone)):
            for table, column in ((_match, _match.c.entry), (_doubt, _doubt.c.entry), (_entry, _entry.c.id)):
                await self._do(delete(table).where(table.c.village == village, column.in_(some)))

    async def _losing(self, village: VillageSlug, gone: Collection[int]) -> frozenset[PersonId]:
        rows = await self._all(select(_match.c.person, _match.c.entry).where(_match.c.village == village))
        vouches = await self._vouches(_vouch.c.village == village)
        return losing_level(gone, {PersonId(row.person): row.entry for row in rows}, vouches)

    async def _do_each(self, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        await self._room.connection.execute(statement, rows)

    async def size(self, village: VillageSlug) -> int:
        """Count who is listed."""
        return await self._count(select(func.count()).select_from(_entry).where(_entry.c.village == village))

    async def label(self, village: VillageSlug, entry: int) -> tuple[str, SectionSlug | None] | None:
        """Give an entry's name and year, unsealed, and its settlement."""
        row = await self._one(
            select(_entry.c.name, _entry.c.section).where(_entry.c.village == village, _entry.c.id == entry)
        )
        return None if row is None else (self._room.keys.unseal(row.name), _section(row))

    # ------------------------------------------------------------------------------------- who was found

    async def by_phone(
        self, village: VillageSlug, person: PersonId | None = None
    ) -> dict[PersonId, tuple[Entry, ...]]:
        """Give the entries that have the confirmed phone of a resident, or of any, who is not on level 2."""
        query = (
            select(_person.c.id.label("person"), _entry.c.id, _match.c.person.label("taken_by"))
            .select_from(_entry)
            .join(_person, _person.c.phone_hash == _entry.c.phone_hash)
            .join(
                _resident, and_(_resident.c.person == _person.c.id, _resident.c.village == _entry.c.village)
            )
            .outerjoin(_match, _of_entry())
            .where(_entry.c.village == village, _resident.c.consented, _resident.c.on_roll_at.is_(None))
            .order_by(_person.c.phone_at, _person.c.id, _entry.c.id)
        )
        rows = await self._all(query if person is None else query.where(_person.c.id == person))
        found = defaultdict[PersonId, list[Entry]](list)
        for row in rows:
            found[PersonId(row.person)].append(_entry_of(row, phone_agrees=True))
        return {each: tuple(entries) for each, entries in found.items()}

    async def by_name(
        self, village: VillageSlug, section: SectionSlug | None, name: tuple[str, int], person: PersonId
    ) -> tuple[Entry, ...]:
        """Give the entries of a settlement, or of the unit, that have a name and a year of birth.

        Of each it is told whether it has the person's confirmed phone.
        """
        theirs = select(_person.c.phone_hash).where(_person.c.id == person).scalar_subquery()
        query = (
            select(
                _entry.c.id,
                func.coalesce(_entry.c.phone_hash == theirs, false()).label("phone_agrees"),
                _match.c.person.label("taken_by"),
            )
            .outerjoin(_match, _of_entry())
            .where(_entry.c.village == village)
            .where(_entry.c.name_hash == self._room.keys.hash_name(name_key(*name)))
            .order_by(_entry.c.id)
        )
        if section is not None:
            query = query.where(_entry.c.section == section)
        return tuple(_entry_of(row, phone_agrees=bool(row.phone_agrees)) for row in await self._all(query))

    async def taken_by(self, village: VillageSlug, entry: int) -> PersonId | None:
        """Give whom an entry is matched to."""
        found = await self._value(
            select(_match.c.person).where(_match.c.village == village, _match.c.entry == entry)
        )
        return None if found is None else PersonId(found)

    async def how(self, village: VillageSlug, person: PersonId) -> How | None:
        """Tell by what somebody is on level 2; None for who is not."""
        found: How | None = await self._value(
            select(_match.c.how).where(_match.c.village == village, _match.c.person == person)
        )
        return found

    async def match(self, village: VillageSlug, match: Match, now: datetime) -> bool:
        """Put somebody on level 2; False where the entry is another's by now, or they are there already."""
        person = match.person
        row = {"village": village, "person": person, "entry": match.entry, "how": match.how, "at": now}
        if not await self._do(self._insert(_match).values(row).on_conflict_do_nothing()):
            return False
        await self._do(update(_resident).where(_lives(village, person)).values(on_roll_at=now))
        await self._do(delete(_ask).where(_ask.c.village == village, _ask.c.person == person))
        return True

    async def end_match(self, village: VillageSlug, person: PersonId) -> None:
        """Take somebody off their entry; ``settle`` does the rest."""
        await self._do(delete(_match).where(_match.c.village == village, _match.c.person == person))

    async def settle(self, village: VillageSlug) -> tuple[PersonId, ...]:
        """Let what stood on a match that is gone go with it; give who is not on level 2 any more.

        The word of a neighbour who is not on the roll any more does not count, and fewer than two are none.
        """
        by_roll = exists().where(
            _match.c.village == _vouch.c.village,
            _match.c.person == _vouch.c.voucher,
            _match.c.entry.is_not(None),
        )
        await self._do(delete(_vouch).where(_vouch.c.village == village, ~by_roll))
        await self._do(
            delete(_match)
            .where(_match.c.village == village, _match.c.how == How.VOUCH)
            .where(_words_for(_match.c.person) < VOUCHERS)
        )
        matched = exists().where(_match.c.village == village, _match.c.person == _resident.c.person)
        off = and_(_resident.c.village == village, _resident.c.on_roll_at.is_not(None), ~matched)
        lost = await self._all(select(_resident.c.person).where(off).order_by(_resident.c.person))
        await self._do(update(_resident).where(off).values(on_roll_at=None))
        return tuple(PersonId(row.person) for row in lost)

    # ------------------------------------------------------------------------------------ who is doubted

    async def tried(self, village: VillageSlug, person: PersonId, since: datetime) -> int:
        """Count the moments since another at which somebody gave a name."""
        return await self._count(
            select(func.count(_doubt.c.at.distinct())).where(_doubted(village, person), _doubt.c.at >= since)
        )

    async def add_doubt(self, doubt: Doubt, said: str) -> None:
        """Keep a pair for the office, with what the person said, sealed."""
        await self._do(
            insert(_doubt).values(
                village=doubt.village,
                id=doubt.id,
                person=doubt.person,
                entry=doubt.entry,
                said_name=self._room.keys.seal(said),
                at=doubt.at,
            )
        )

    async def note_in_vain(self, village: VillageSlug, person: PersonId, now: datetime) -> None:
        """Note that a name was given that is not on the roll; of the name itself nothing is kept."""
        number = self._room.ids.next(now)
        await self._do(insert(_doubt).values(village=village, id=number, person=person, at=now, ended_at=now))

    async def waiting(self, village: VillageSlug, person: PersonId) -> int:
        """Count the pairs of somebody that the office has not decided."""
        return await self._count(
            select(func.count())
            .select_from(_doubt)
            .where(_doubted(village, person), _doubt.c.ended_at.is_(None))
        )

    async def doubt(self, village: VillageSlug, doubt: int) -> tuple[Doubt, str] | None:
        """Find a pair, with what the person said; empty once it is decided."""
        return self._doubt_of(await self._one(_doubts(village, doubt)))

    async def hold_doubt(self, village: VillageSlug, doubt: int) -> Doubt | None:
        """Find a pair to decide it: until this piece of work ends nobody else does."""
        found = self._doubt_of(await self._one(_doubts(village, doubt).with_for_update()))
        return found[0] if found else None

    async def keep_doubt(self, doubt: Doubt) -> None:
        """Keep a pair as it is now; decided, what was said of it is deleted."""
        values: dict[str, Any] = {
            "first_yes": doubt.first_yes,
            "second_yes": doubt.second_yes,
            "refused_by": doubt.refused_by,
            "ended_at": doubt.ended_at,
        }
        if doubt.ended_at is not None:
            values["said_name"] = None
        await self._do(
            update(_doubt).where(_doubt.c.village == doubt.village, _doubt.c.id == doubt.id).values(values)
        )

    async def end_doubts(self, village: VillageSlug, person: PersonId, now: datetime) -> tuple[int, ...]:
        """End the pairs of somebody that are undecided still; give which."""
        theirs = and_(_doubted(village, person), _doubt.c.ended_at.is_(None))
        rows = await self._all(select(_doubt.c.id).where(theirs))
        await self._do(update(_doubt).where(theirs).values(ended_at=now, said_name=None))
        return tuple(row.id for row in rows)

    def _doubt_of(self, row: Row[Any] | None) -> tuple[Doubt, str] | None:
        if row is None:
            return None
        said = self._room.keys.unseal(row.said_name) if row.said_name else ""
        doubt = Doubt(
            id=row.id,
            village=VillageSlug(row.village),
            person=PersonId(row.person),
            entry=row.entry,
            at=row.at,
            first_yes=_who(row.first_yes),
            second_yes=_who(row.second_yes),
            refused_by=_who(row.refused_by),
            ended_at=row.ended_at,
        )
        return doubt, said

    # ------------------------------------------------------------------------------------ who vouches

    async def ask(self, ask: VouchAsk) -> VouchAsk:
        """Keep that somebody asks their neighbours; what they asked before stands on with its link, anew."""
        values = {
            "village": ask.village,
            "id": ask.id,
            "person": ask.person,
            "name": self._room.keys.seal(ask.name),
            "at": ask.at,
        }
        await self._keep(_ask, ("village", "person"), values)
        kept = await self._one(select(_ask).where(_ask.c.village == ask.village, _ask.c.person == ask.person))
        assert kept is not None
        return self._ask_of(kept)

    async def asked(self, village: VillageSlug, ask: int) -> VouchAsk | None:
        """Find what somebody asks of their neighbours."""
        row = await self._one(select(_ask).where(_ask.c.village == village, _ask.c.id == ask))
        return None if row is None else self._ask_of(row)

    def _ask_of(self, row: Row[Any]) -> VouchAsk:
        name = self._room.keys.unseal(row.name)
        return VouchAsk(row.id, VillageSlug(row.village), PersonId(row.person), name, row.at)

    async def vouch(self, vouch: Vouch) -> bool:
        """Keep a neighbour's word; False where it was given before."""
        row = {
            "village": vouch.village,
            "id": vouch.id,
            "person": vouch.person,
            "voucher": vouch.voucher,
            "name": self._room.keys.seal(vouch.name),
            "at": vouch.at,
        }
        return bool(await self._do(self._insert(_vouch).values(row).on_conflict_do_nothing()))

    async def words_for(self, village: VillageSlug, person: PersonId) -> int:
        """Count the neighbours who vouch for somebody."""
        return await self._count(
            select(func.count())
            .select_from(_vouch)
            .where(_vouch.c.village == village, _vouch.c.person == person)
        )

    async def given_by(self, village: VillageSlug, voucher: PersonId) -> tuple[Vouch, ...]:
        """List for whom somebody vouches, oldest first."""
        return await self._vouches(and_(_vouch.c.village == village, _vouch.c.voucher == voucher))

    async def take_back(self, vouch: Vouch) -> bool:
        """Take a word back; False where it was before. ``settle`` does the rest."""
        its_own = (_vouch.c.village == vouch.village, _vouch.c.id == vouch.id)
        return bool(await self._do(delete(_vouch).where(*its_own)))

    async def _vouches(self, where: ColumnElement[bool]) -> tuple[Vouch, ...]:
        rows = await self._all(select(_vouch).where(where).order_by(_vouch.c.at, _vouch.c.id))
        return tuple(self._vouch_of(row) for row in rows)

    def _vouch_of(self, row: Row[Any]) -> Vouch:
        return Vouch(
            id=row.id,
            village=VillageSlug(row.village),
            person=PersonId(row.person),
            voucher=PersonId(row.voucher),
            name=self._room.keys.unseal(row.name),
            at=row.at,
        )


_KNOWN_BY = select(
    _entry.c.id,
    _entry.c.section,
    _entry.c.name_hash,
    _entry.c.full_hash,
    _entry.c.phone_hash,
    _entry.c.iin_hash,
).where(_entry.c.village == bindparam("lane"))
_COLUMNS = ("section", "name", "name_hash", "full_hash", "phone_hash", "iin_hash")
_CHANGES = (
    update(_entry)
    .where(_entry.c.village == bindparam("lane"), _entry.c.id == bindparam("entry"))
    .values({name: bindparam(f"to_{name}") for name in _COLUMNS})
)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name.removeprefix("to_"): value for name, value in row.items()}


def _pieces(many: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for begin in range(0, len(many), _AT_ONCE):
        yield many[begin : begin + _AT_ONCE]


def _keys_of(row: Row[Any]) -> EntryKeys:
    return EntryKeys(_section(row), row.name_hash, row.full_hash, row.phone_hash, row.iin_hash)


def _section(row: Row[Any]) -> SectionSlug | None:
    return None if row.section is None else SectionSlug(row.section)


def _entry_of(row: Row[Any], *, phone_agrees: bool) -> Entry:
    return Entry(row.id, phone_agrees, _who(row.taken_by))


def _who(number: int | None) -> PersonId | None:
    return None if number is None else PersonId(number)


def _of_entry() -> ColumnElement[bool]:
    return and_(_match.c.village == _entry.c.village, _match.c.entry == _entry.c.id)


def _lives(village: VillageSlug, person: PersonId) -> ColumnElement[bool]:
    return and_(_resident.c.village == village, _resident.c.person == person)


def _doubted(village: VillageSlug, person: PersonId) -> ColumnElement[bool]:
    return and_(_doubt.c.village == village, _doubt.c.person == person)


def _doubts(village: VillageSlug, doubt: int) -> Select[Any]:
    return select(_doubt).where(
        _doubt.c.village == village, _doubt.c.id == doubt, _doubt.c.entry.is_not(None)
    )


def _words_for(person: ColumnElement[int]) -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(_vouch)
        .where(_vouch.c.village == _match.c.village, _vouch.c.person == person)
        .scalar_subquery()
    )
