"""Roles: mandates, the invitations they come from, and wrong codes."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, insert, or_, select, update

from storage.shelf import Shelf, basis_columns
from storage.tables import invitation as invitations
from storage.tables import mandate as mandates
from storage.tables import wrong_code
from village.chats import Address
from village.ids import InvitationId, MandateId, PersonId, VillageSlug
from village.people import INVITATION_LASTS, Basis, Invitation, Mandate, Role

_IN_ORDER = (mandates.c.role, mandates.c.begins, mandates.c.id)


class SqlRoles(Shelf):
    """Mandates and invitations."""

    async def held(self, village: VillageSlug, person: PersonId, today: date) -> tuple[Mandate, ...]:
        """List the mandates that give a person rights today."""
        return await self._mandates(_holding(village, today).where(mandates.c.person == person))

    async def held_by(
        self, villages: Collection[VillageSlug], people: Collection[PersonId], today: date
    ) -> dict[tuple[VillageSlug, PersonId], frozenset[Role]]:
        """Give the roles that some people hold today in some villages; who holds none is left out."""
        held: dict[tuple[VillageSlug, PersonId], frozenset[Role]] = {}
        there = _in_force(today).where(mandates.c.person.in_(people), mandates.c.village.in_(villages))
        for mandate in await self._mandates(there):
            key = (mandate.village, mandate.person)
            held[key] = held.get(key, frozenset()) | {mandate.role}
        return held

    async def holders(self, village: VillageSlug, today: date) -> tuple[Mandate, ...]:
        """List who holds what today."""
        return await self._mandates(_holding(village, today))

    async def held_since(self, villages: Collection[VillageSlug], day: date) -> tuple[Mandate, ...]:
        """List the mandates of some villages that gave rights on a day or later; the ended ones too."""
        lasting = (mandates.c.village.in_(villages), mandates.c.ends >= day)
        ended = or_(mandates.c.ended_at.is_(None), mandates.c.ended_at >= self._begins(day))
        return await self._mandates(select(mandates).where(*lasting, ended).order_by(*_IN_ORDER))

    async def mandate(self, village: VillageSlug, mandate: MandateId) -> Mandate | None:
        """Find a mandate."""
        row = await self._one(select(mandates).where(mandates.c.village == village, mandates.c.id == mandate))
        return None if row is None else _mandate_of(row)

    async def hold(self, village: VillageSlug, mandate: MandateId) -> Mandate | None:
        """Find a mandate to end it: until this piece of work ends nobody else does."""
        its_own = and_(mandates.c.village == village, mandates.c.id == mandate)
        row = await self._one(select(mandates).where(its_own).with_for_update())
        return None if row is None else _mandate_of(row)

    async def give(self, mandate: Mandate) -> None:
        """Keep a new mandate."""
        values = {
            "village": mandate.village,
            "id": mandate.id,
            "person": mandate.person,
            "role": mandate.role,
            "begins": mandate.begins,
            "ends": mandate.ends,
            "ended_at": mandate.ended_at,
        }
        await self._do(insert(mandates).values(values | basis_columns(mandate.basis)))

    async def end(self, village: VillageSlug, mandate: MandateId, now: datetime) -> None:
        """End a mandate at once; one that has ended stays as it ended."""
        await self._do(
            update(mandates)
            .where(mandates.c.village == village, mandates.c.id == mandate, mandates.c.ended_at.is_(None))
            .values(ended_at=now)
        )

    async def invite(self, invitation: Invitation, code: str) -> None:
        """Keep an invitation; of its code only the hash."""
        values = {
            "village": invitation.village,
            "id": invitation.id,
            "code_hash": self._room.keys.hash_code(code),
            "role": invitation.role,
            "begins": invitation.begins,
            "ends": invitation.ends,
            "issued_by": invitation.issued_by,
            "issued_at": invitation.issued_at,
            "used_at": invitation.used_at,
            "cancelled_at": invitation.cancelled_at,
        }
        await self._do(insert(invitations).values(values | basis_columns(invitation.basis)))

    async def invited_by(self, village: VillageSlug, code: str) -> Invitation | None:
        """Find the invitation of a code."""
        hashed = self._room.keys.hash_code(code)
        row = await self._one(
            select(invitations).where(invitations.c.village == village, invitations.c.code_hash == hashed)
        )
        return None if row is None else _invitation_of(row)

    async def open_invitations(self, village: VillageSlug, now: datetime) -> tuple[Invitation, ...]:
        """List the invitations that can still be used, oldest first."""
        rows = await self._all(
            select(invitations)
            .where(
                invitations.c.village == village, invitations.c.issued_at > now - INVITATION_LASTS, _open()
            )
            .order_by(invitations.c.issued_at, invitations.c.id)
        )
        return tuple(map(_invitation_of, rows))

    async def keep_invitation(self, invitation: Invitation) -> bool:
        """Keep an invitation as used or cancelled; False when it already was."""
        changed = await self._do(
            update(invitations)
            .where(invitations.c.village == invitation.village, invitations.c.id == invitation.id, _open())
            .values(used_at=invitation.used_at, cancelled_at=invitation.cancelled_at)
        )
        return changed == 1

    async def note_wrong_code(self, village: VillageSlug, address: Address, now: datetime) -> None:
        """Note a wrong code from an address."""
        values = {
            "village": village,
            "id": self._room.ids.next(now),
            "network": address.network,
            "address_hash": self._room.keys.hash_address(address),
            "at": now,
        }
        await self._do(insert(wrong_code).values(values))

    async def wrong_codes(self, village: VillageSlug, address: Address, since: datetime) -> int:
        """Count the wrong codes from an address since a moment."""
        return await self._count(
            select(func.count())
            .select_from(wrong_code)
            .where(wrong_code.c.village == village, wrong_code.c.network == address.network)
            .where(wrong_code.c.address_hash == self._room.keys.hash_address(address))
            .where(wrong_code.c.at >= since)
        )

    async def _mandates(self, query: Select[Any]) -> tuple[Mandate, ...]:
        return tuple(map(_mandate_of, await self._all(query)))


def _open() -> ColumnElement[bool]:
    return and_(invitations.c.used_at.is_(None), invitations.c.cancelled_at.is_(None))


def _holding(village: VillageSlug, today: date) -> Select[Any]:
    return _in_force(today).where(mandates.c.village == village)


def _in_force(today: date) -> Select[Any]:
    return (
        select(mandates)
        .where(mandates.c.ended_at.is_(None))
        .where(mandates.c.begins <= today, mandates.c.ends >= today)
        .order_by(*_IN_ORDER)
    )


def _mandate_of(row: Row[Any]) -> Mandate:
    return Mandate(
        id=MandateId(row.id),
        village=VillageSlug(row.village),
        person=PersonId(row.person),
        role=row.role,
        begins=row.begins,
        ends=row.ends,
        basis=Basis(row.basis_kind, row.basis_number, row.basis_day),
        ended_at=row.ended_at,
    )


def _invitation_of(row: Row[Any]) -> Invitation:
    return Invitation(
        id=InvitationId(row.id),
        village=VillageSlug(row.village),
        role=row.role,
        begins=row.begins,
        ends=row.ends,
        basis=Basis(row.basis_kind, row.basis_number, row.basis_day),
        issued_by=None if row.issued_by is None else PersonId(row.issued_by),
        issued_at=row.issued_at,
        used_at=row.used_at,
        cancelled_at=row.cancelled_at,
    )
