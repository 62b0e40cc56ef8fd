"""People: found by a keyed hash, named only in sealed fields."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, false, func, insert, select, update

from storage import tables
from storage.audience import people_of
from storage.forgetting import Forgetting
from storage.shelf import Shelf
from village.chats import Address
from village.ids import PersonId, SectionSlug, VillageSlug
from village.outbox import Audience
from village.people import Level, Quiet, Resident
from village.records import Consent

_person, _address = tables.person, tables.address
_resident, _consent = tables.resident, tables.consent


class SqlPeople(Shelf):
    """People and the villages they are residents of."""

    async def at(self, address: Address) -> PersonId | None:
        """Find who is at an address."""
        found = await self._value(select(_address.c.person).where(self._is_at(address)))
        return None if found is None else PersonId(found)

    async def known_at(self, network: str, addresses: Collection[Address]) -> dict[Address, PersonId]:
        """Give who is known at some addresses of a network."""
        hashed = {self._room.keys.hash_address(address): address for address in addresses}
        rows = await self._all(
            select(_address.c.hash, _address.c.person)
            .where(_address.c.network == network)
            .where(_address.c.hash.in_(hashed))
        )
        return {hashed[row.hash]: PersonId(row.person) for row in rows}

    async def residents(
        self, villages: Collection[VillageSlug], people: Collection[PersonId]
    ) -> dict[tuple[VillageSlug, PersonId], Resident]:
        """Give some people as residents of some villages."""
        rows = await self._all(
            _RESIDENTS.where(_resident.c.person.in_(people), _resident.c.village.in_(villages))
        )
        return {(VillageSlug(row.village), PersonId(row.person)): _resident_of(row) for row in rows}

    async def meet(self, address: Address, new: PersonId, now: datetime) -> PersonId:
        """Give who is at an address; someone unknown becomes ``new``."""
        known = await self.at(address)
        if known is not None:
            return known
        made = await self._do(self._insert(_person).values(id=new, met_at=now).on_conflict_do_nothing())
        row = {"network": address.network, "hash": self._room.keys.hash_address(address), "person": new}
        if await self._do(self._insert(_address).values(row).on_conflict_do_nothing()):
            return new
        if made:
            # Another process met them in the same moment: theirs stands.
            await self._do(delete(_person).where(_person.c.id == new))
        return await self.at(address) or new

    async def resident(self, village: VillageSlug, person: PersonId) -> Resident | None:
        """Give a person as a resident of a village."""
        row = await self._one(_RESIDENTS.where(_lives(village, person)))
        return None if row is None else _resident_of(row)

    async def hold(self, village: VillageSlug, person: PersonId) -> Resident | None:
        """Give a resident to change them: until this piece of work ends nobody else does."""
        row = await self._one(_RESIDENTS.where(_lives(village, person)).with_for_update(of=_resident))
        return None if row is None else _resident_of(row)

    async def keep(self, resident: Resident) -> None:
        """Keep a resident as they are now."""
        values = {
            "village": resident.village,
            "person": resident.person,
            "language": resident.language,
            "section": resident.section,
            "lives_here": resident.lives_here,
            "subscribed": resident.subscribed,
            "reachable": resident.reachable,
            "consented": resident.consented,
            "quiet_begins": resident.quiet.begins,
            "quiet_ends": resident.quiet.ends,
        }
        await self._keep(_resident, ("village", "person"), values)

    async def give_consent(self, consent: Consent, address: Address) -> None:
        """Keep a consent, and from now on the address itself, sealed."""
        values = {
            "village": consent.village,
            "id": self._room.ids.next(consent.given_at),
            "person": consent.person,
            "version": consent.version,
            "digest": consent.digest,
            "network": consent.network,
            "given_at": consent.given_at,
        }
        await self._do(insert(_consent).values(values))
        sealed = self._room.keys.seal(address.id)
        await self._do(update(_address).where(self._is_at(address)).values(sealed=sealed))
        await self._set(consent.village, consent.person, consented=True, network=consent.network)

    async def withdraw_consent(self, village: VillageSlug, person: PersonId, now: datetime) -> None:
        """Take the consents to a village back; with the last one the sealed addresses go too."""
        await self._do(
            update(_consent)
            .where(_consent.c.village == village, _consent.c.person == person, _in_force())
            .values(withdrawn_at=now)
        )
        await self._set(village, person, consented=False)
        left = select(func.count()).select_from(_consent).where(_consent.c.person == person, _in_force())
        if await self._count(left) == 0:
            await self._do(update(_address).where(_address.c.person == person).values(sealed=None))

    async def readers(
        self, village: VillageSlug, people: Collection[PersonId]
    ) -> dict[PersonId, tuple[Resident, Address | None]]:
        """Give those of some people who are residents, each with the address for private letters, if any.

        It is on the network last used here, else on any other.
        """
        rows = await self._all(_READERS, {"lane": village, "people": list(people)})
        # Of one person's addresses the last counts: it is the best.
        return {PersonId(row.person): (_resident_of(row), self._address_of(row)) for row in rows}

    def _address_of(self, row: Row[Any]) -> Address | None:
        if row.sealed is None or not (row.reachable and row.consented):
            return None
        return Address(row.address_network, self._room.keys.unseal(row.sealed))

    async def reached_by(self, village: VillageSlug, person: PersonId, network: str) -> None:
        """Note that a resident wrote to the village's bot: reachable there again."""
        await self._set(village, person, reachable=True, network=network)

    async def out_of_reach(self, village: VillageSlug, person: PersonId) -> None:
        """Note that private letters do not arrive."""
        await self._set(village, person, reachable=False)

    async def phone(self, person: PersonId) -> str | None:
        """Give the confirmed phone, unsealed."""
        sealed = await self._value(select(_person.c.phone_sealed).where(_person.c.id == person))
        return None if sealed is None else self._room.keys.unseal(sealed)

    async def keep_phone(self, person: PersonId, phone: str, now: datetime) -> None:
        """Keep a phone that the messenger confirmed: sealed, and as a keyed hash."""
        keys = self._room.keys
        values = {"phone_sealed": keys.seal(phone), "phone_hash": keys.hash_phone(phone), "phone_at": now}
        await self._do(update(_person).where(_person.c.id == person).values(values))

    async def forget(self, village: VillageSlug, person: PersonId, now: datetime) -> None:
        """Delete what is known of a person: here, and everywhere when this was the last village."""
        await self.withdraw_consent(village, person, now)
        await Forgetting(self._room).forget(village, person, now)

    async def answers_of(self, village: VillageSlug, person: PersonId) -> int:
        """Count the gatherings that a person has answered."""
        answers = tables.gathering_answer
        return await self._count(
            select(func.count())
            .select_from(answers)
            .where(answers.c.village == village, answers.c.person == person)
        )

    async def count(self, village: VillageSlug, audience: Audience, now: datetime) -> int:
        """Count whom a private letter to this audience would reach, by the very query that sends."""
        people = people_of(village, audience, self._day(now))
        if people is None:
            return 0
        return await self._count(select(func.count()).select_from(people.subquery()))

    async def _set(self, village: VillageSlug, person: PersonId, **values: Any) -> None:
        await self._do(update(_resident).where(_lives(village, person)).values(values))

    def _is_at(self, address: Address) -> ColumnElement[bool]:
        hashed = self._room.keys.hash_address(address)
        return and_(_address.c.network == address.network, _address.c.hash == hashed)


_RESIDENTS = select(_resident, _person.c.phone_hash.is_not(None).label("has_phone")).join(
    _person, _person.c.id == _resident.c.person
)
_READERS = (
    _RESIDENTS.add_columns(_address.c.network.label("address_network"), _address.c.sealed)
    .outerjoin(_address, and_(_address.c.person == _resident.c.person, _address.c.sealed.is_not(None)))
    .where(_resident.c.village == bindparam("lane"))
    .where(_resident.c.person.in_(bindparam("people", expanding=True)))
    .order_by(func.coalesce(_address.c.network == _resident.c.network, false()), _address.c.network.desc())
)


def _lives(village: VillageSlug, person: PersonId) -> ColumnElement[bool]:
    return and_(_resident.c.village == village, _resident.c.person == person)


def _in_force() -> ColumnElement[bool]:
    return _consent.c.withdrawn_at.is_(None)


def _resident_of(row: Row[Any]) -> Resident:
    return Resident(
        village=VillageSlug(row.village),
        person=PersonId(row.person),
        language=row.language,
        section=None if row.section is None else SectionSlug(row.section),
        lives_here=row.lives_here,
        subscribed=row.subscribed,
        reachable=row.reachable,
        consented=row.consented,
        quiet=Quiet(row.quiet_begins, row.quiet_ends),
        level=_level_of(row),
    )


def _level_of(row: Row[Any]) -> Level:
    if row.on_roll_at is not None:
        return Level.ROLL
    return Level.PHONE if row.has_phone else Level.CHAT
