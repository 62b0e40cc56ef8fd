"""The dialogues people are in."""

from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, not_, select, update

from storage.shelf import Shelf
from storage.tables import form as forms
from storage.tables import person as people
from village.forms import OpenForm
from village.ids import PersonId, VillageSlug


class SqlForms(Shelf):
    """Where each person stands in a dialogue; one open at a time."""

    async def open(self, village: VillageSlug, person: PersonId) -> OpenForm | None:
        """Give the dialogue a person is in now."""
        row = await self._one(select(forms).where(_theirs(village, person), not_(forms.c.parked)))
        return None if row is None else _form_of(row)

    async def parked(self, village: VillageSlug, person: PersonId) -> tuple[OpenForm, ...]:
        """List the dialogues that wait to be gone on with."""
        rows = await self._all(
            select(forms).where(_theirs(village, person), forms.c.parked).order_by(forms.c.name)
        )
        return tuple(map(_form_of, rows))

    async def keep(self, form: OpenForm) -> None:
        """Keep a dialogue as it stands; an open one parks the others of this person."""
        if not form.parked:
            await self._one_at_a_time(form.person)
            others = and_(_theirs(form.village, form.person), forms.c.name != form.name)
            await self._do(update(forms).where(others).values(parked=True))
        values = {
            "village": form.village,
            "person": form.person,
            "name": form.name,
            "answers": dict(form.answers),
            "at": form.at,
            "parked": form.parked,
        }
        await self._keep(forms, ("village", "person", "name"), values)

    async def _one_at_a_time(self, person: PersonId) -> None:
        # Two opened at once would each park what it sees, and neither sees the other.
        await self._one(select(people.c.id).where(people.c.id == person).with_for_update(key_share=True))

    async def close(self, village: VillageSlug, person: PersonId, name: str) -> None:
        """Forget a dialogue that is done."""
        await self._do(delete(forms).where(_theirs(village, person), forms.c.name == name))


def _theirs(village: VillageSlug, person: PersonId) -> ColumnElement[bool]:
    return and_(forms.c.village == village, forms.c.person == person)


def _form_of(row: Row[Any]) -> OpenForm:
    return OpenForm(
        village=VillageSlug(row.village),
        person=PersonId(row.person),
        name=row.name,
        answers=row.answers,
        at=row.at,
        parked=row.parked,
    )
