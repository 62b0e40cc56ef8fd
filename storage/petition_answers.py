"""What became of petitions that have ended, and the deleting of the names of those who signed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy import update as sql_update

from storage.petitions import SqlPetitions
from storage.shelf import Room, Shelf
from storage.tables import petition_answer as answers
from storage.tables import signature as signatures
from village.ids import FileId, PersonId, PetitionId, VillageSlug
from village.petition_answers import Extension, GivenAnswer, PetitionAnswer, Registration, TakenIn
from village.petitions import Petition, erase_all
from village.rules import TermRule
from village.texts import Bilingual
from village.upkeep import RegisterPlace

_NAMELESS = {
    "content": None,
    "person": None,
    "witness": None,
    "name_hash": None,
    "twin": None,
    "iin_hash": None,
    "shown": False,
    "update_network": None,
    "update_number": None,
}


class SqlPetitionAnswers(Shelf):
    """What became of petitions that have ended; times come in the village's zone."""

    def __init__(self, room: Room) -> None:
        """Stand beside the petitions, whose registers say that names were deleted."""
        super().__init__(room)
        self._petitions = SqlPetitions(room)

    async def of(self, petition: Petition) -> PetitionAnswer | None:
        """Give what became of a petition; None while it is open."""
        row = await self._one(
            select(answers).where(answers.c.village == petition.village, answers.c.petition == petition.id)
        )
        return None if row is None else self._answer(row)

    async def keep(self, answer: PetitionAnswer) -> None:
        """Keep how it is now, the first time or again; the petition must be held."""
        values = {
            "village": answer.village,
            "petition": answer.petition,
            "packed_at": answer.packed_at,
            "names_until": answer.names_until,
            "unnamed_at": answer.unnamed_at,
            **_registration_columns(answer.registration),
            **_extension_columns(answer.extension),
            **_given_columns(answer.given),
        }
        await self._keep(answers, ["village", "petition"], values)

    async def erase_names(
        self, now: datetime, after: RegisterPlace | None, limit: int
    ) -> RegisterPlace | None:
        """Delete the names of petitions that have ended long enough ago, so many rows at a time.

        The row that says so comes first, so that no name is ever missing without it. Gives how far it came;
        begun anew without that, it goes through the same rows once more. None when nothing is left.
        """
        due = await self._one(
            select(answers.c.village, answers.c.petition)
            .where(answers.c.names_until <= now, answers.c.unnamed_at.is_(None))
            .order_by(answers.c.village, answers.c.petition)
            .limit(1)
        )
        petition = due and await self._petitions.hold(VillageSlug(due.village), PetitionId(due.petition))
        if petition is None:
            return None
        place = RegisterPlace(petition.village, petition.id, 0)
        if after and (after.village, after.petition) == (place.village, place.petition):
            place = after
        else:
            petition = await self._say_so(petition, now)
        reached = RegisterPlace(place.village, place.petition, place.number + limit)
        await self._erase(place, reached)
        if reached.number >= petition.register.head.number:
            await self._done(petition, now)
        return reached

    async def _say_so(self, petition: Petition, now: datetime) -> Petition:
        if petition.register.head.number == 0:
            return petition
        nameless, added = erase_all(petition, now)
        await self._petitions.append(nameless, added)
        return nameless

    async def _erase(self, after: RegisterPlace, to: RegisterPlace) -> None:
        await self._do(
            sql_update(signatures)
            .where(signatures.c.village == after.village, signatures.c.petition == after.petition)
            .where(signatures.c.number > after.number, signatures.c.number <= to.number)
            .values(_NAMELESS)
        )

    async def _done(self, petition: Petition, now: datetime) -> None:
        its_own = (answers.c.village == petition.village, answers.c.petition == petition.id)
        await self._do(sql_update(answers).where(*its_own).values(unnamed_at=now))

    def _answer(self, row: Row[Any]) -> PetitionAnswer:
        return PetitionAnswer(
            village=VillageSlug(row.village),
            petition=PetitionId(row.petition),
            names_until=self._local(row.names_until),
            packed_at=None if row.packed_at is None else self._local(row.packed_at),
            registration=_registration_of(row),
            extension=_extension_of(row),
            given=self._given(row),
            unnamed_at=None if row.unnamed_at is None else self._local(row.unnamed_at),
        )

    def _given(self, row: Row[Any]) -> GivenAnswer | None:
        if row.answered_at is None:
            return None
        files = tuple(FileId(file) for file in row.files)
        return GivenAnswer(self._local(row.answered_at), Bilingual(row.answer_kk, row.answer_ru), files)


def _registration_columns(registration: Registration | None) -> dict[str, Any]:
    return {
        "registered_number": registration and registration.taken_in.number,
        "registered_day": registration and registration.taken_in.day,
        "registered_by": registration and registration.taken_in.by,
        "due": registration and registration.due,
        "rule_days": registration and registration.rule.working_days,
        "rule_source": registration and registration.rule.source,
        "rule_grade": registration and registration.rule.grade,
    }


def _registration_of(row: Row[Any]) -> Registration | None:
    if row.registered_number is None:
        return None
    rule = TermRule(row.rule_days, row.rule_source, row.rule_grade)
    taken_in = TakenIn(row.registered_number, row.registered_day, PersonId(row.registered_by))
    return Registration(taken_in, row.due, rule)


def _extension_columns(extension: Extension | None) -> dict[str, Any]:
    return {
        "extended_to": extension and extension.until,
        "ground_kk": extension and extension.ground.kk,
        "ground_ru": extension and extension.ground.ru,
    }


def _extension_of(row: Row[Any]) -> Extension | None:
    if row.extended_to is None:
        return None
    return Extension(row.extended_to, Bilingual(row.ground_kk, row.ground_ru))


def _given_columns(given: GivenAnswer | None) -> dict[str, Any]:
    return {
        "answered_at": given and given.at,
        "answer_kk": given and given.text.kk,
        "answer_ru": given and given.text.ru,
        "files": list(given.files) if given else [],
    }
