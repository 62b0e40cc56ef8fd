"""The dialogues people are in."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, not_, select, update

from storage.sealing import Keys
from storage.shelf import Shelf
from storage.tables import form as forms
from storage.tables import person as people
from village.forms import Json, OpenForm
from village.ids import PersonId, VillageSlug

_SEALED = "sealed"


class SqlForms(Shelf):
    """Where each person stands in a dialogue; one open at a time."""

    async def open(self, village: VillageSlug, person: PersonId) -> OpenForm | None:
        """Give the dialogue a person is in now."""
        row = await self._one(select(forms).where(_theirs(village, person), not_(forms.c.parked)))
        return None if row is None else self._form_of(row)

    async def parked(self, village: VillageSlug, person: PersonId) -> tuple[OpenForm, ...]:
        """List the dialogues that wait to be gone on with."""
        rows = await self._all(
            select(forms).where(_theirs(village, person), forms.c.parked).order_by(forms.c.name)
        )
        return tuple(map(self._form_of, rows))

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
            "answers": seal_answers(form.answers, self._room.keys),
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

    def _form_of(self, row: Row[Any]) -> OpenForm:
        return OpenForm(
            village=VillageSlug(row.village),
            person=PersonId(row.person),
            name=row.name,
            answers=unseal_answers(row.answers, self._room.keys),
            at=row.at,
            parked=row.parked,
        )


def seal_answers(answers: Mapping[str, Json], keys: Keys) -> dict[str, str]:
    """Seal what was said in a dialogue: half a name, half a sheet may lie there for weeks."""
    return {_SEALED: keys.seal(json.dumps(answers, ensure_ascii=False)).decode()}


def unseal_answers(kept: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    """Open what was said in a dialogue; what was kept before answers were sealed lies open."""
    if set(kept) != {_SEALED}:
        return dict(kept)
    opened: dict[str, Any] = json.loads(keys.unseal(kept[_SEALED].encode()))
    return opened


def _theirs(village: VillageSlug, person: PersonId) -> ColumnElement[bool]:
    return and_(forms.c.village == village, forms.c.person == person)
