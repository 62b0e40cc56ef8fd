"""Gatherings, their changes, and who said what to the notice."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Executable,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy import update as sql_update

from storage.shelf import Shelf, basis_columns, basis_of, keeps_given, update_columns, update_of
from storage.tables import gathering as gatherings
from storage.tables import gathering_answer as answers
from storage.tables import gathering_change as changes
from village.announcements import Point
from village.gatherings import Answer, Change, Coming, Gathering, GatheringState, Plan, RuleKept
from village.giving import GiftKey, ThingKey
from village.ids import FileId, GatheringId, PersonId, SectionSlug, VillageSlug
from village.texts import Bilingual
from village.updates import NUMBERS_HOLD

_GIVEN = ("coming", "answered_at", "update_network", "update_number")


class SqlGatherings(Shelf):
    """Gatherings by id, by number and ahead; all their times come in the village's zone."""

    async def add(self, gathering: Gathering) -> None:
        """Keep a new gathering."""
        key = {"village": gathering.village, "id": gathering.id}
        await self._do(insert(gatherings).values(key | _columns(gathering)))

    async def get(self, village: VillageSlug, gathering: GatheringId) -> Gathering | None:
        """Find a gathering."""
        return await self._gathering(_in(village).where(gatherings.c.id == gathering))

    async def among(
        self, keys: Collection[tuple[VillageSlug, int]]
    ) -> dict[tuple[VillageSlug, int], Gathering]:
        """Give gatherings of many villages by village and id."""
        if not keys:
            return {}
        values = {name: value for n, key in enumerate(keys) for name, value in _key(n, key)}
        rows = await self._all(_among(len(keys)), values)
        return {(VillageSlug(row.village), row.id): _gathering_of(row, self._room.zone) for row in rows}

    async def hold(self, village: VillageSlug, gathering: GatheringId) -> Gathering | None:
        """Find a gathering to change it: until this piece of work ends nobody else changes or answers it."""
        return await self._gathering(_in(village).where(gatherings.c.id == gathering).with_for_update())

    async def steady(self, village: VillageSlug, gathering: GatheringId) -> Gathering | None:
        """Find a gathering that stays as it is until this piece of work ends; many may have it so at once."""
        query = _in(village).where(gatherings.c.id == gathering).with_for_update(read=True)
        return await self._gathering(query)

    async def keep(self, gathering: Gathering) -> None:
        """Keep it as it is now."""
        await self._do(
            sql_update(gatherings)
            .where(gatherings.c.village == gathering.village, gatherings.c.id == gathering.id)
            .values(_columns(gathering))
        )

    async def numbered(self, village: VillageSlug, number: int) -> Gathering | None:
        """Find the gathering of a number."""
        return await self._gathering(_in(village).where(gatherings.c.number == number))

    async def upcoming(self, village: VillageSlug, now: datetime) -> tuple[Gathering, ...]:
        """List the gatherings still ahead that were not cancelled, soonest first."""
        rows = await self._all(
            _in(village)
            .where(gatherings.c.state == GatheringState.CALLED, gatherings.c.starts > now)
            .order_by(gatherings.c.starts, gatherings.c.id)
        )
        return tuple(_gathering_of(row, self._room.zone) for row in rows)

    async def add_change(self, village: VillageSlug, gathering: GatheringId, change: Change) -> None:
        """Add a change to its history."""
        values = {
            "village": village,
            "id": self._room.ids.next(change.at),
            "gathering": gathering,
            "at": change.at,
            "old_starts": change.old_starts,
            "new_starts": change.new_starts,
            "old_place_kk": change.old_place.kk,
            "old_place_ru": change.old_place.ru,
            "new_place_kk": change.new_place.kk,
            "new_place_ru": change.new_place.ru,
            "ground_kk": change.ground.kk,
            "ground_ru": change.ground.ru,
        }
        await self._do(insert(changes).values(values))

    async def changes(self, village: VillageSlug, gathering: GatheringId) -> tuple[Change, ...]:
        """List the changes, oldest first."""
        rows = await self._all(
            select(changes)
            .where(changes.c.village == village, changes.c.gathering == gathering)
            .order_by(changes.c.at, changes.c.id)
        )
        return tuple(_change_of(row, self._room.zone) for row in rows)

    async def held(self, things: Collection[ThingKey]) -> dict[ThingKey, Gathering]:
        """Give gatherings; none of them is changed by anybody else until this work is done."""
        rows = await self._all(
            select(gatherings)
            .where(gatherings.c.village.in_({village for village, _ in things}))
            .where(gatherings.c.id.in_({number for _, number in things}))
            .order_by(gatherings.c.village, gatherings.c.id)
            .with_for_update(read=True)
        )
        return {(VillageSlug(row.village), row.id): _gathering_of(row, self._room.zone) for row in rows}

    async def answer(self, gathering: Gathering, person: PersonId, answer: Answer) -> None:
        """Keep a person's answer in the place of an earlier one; one by a higher number stays."""
        await self.keep_given({(gathering.village, gathering.id, person): answer})

    async def keep_given(self, given: Mapping[GiftKey, Answer]) -> None:
        """Keep many answers, each as one alone; sorted by key, so that two who keep them never deadlock."""
        since = max(answer.at for answer in given.values()) - NUMBERS_HOLD
        rows = [_answer_columns(key, given[key]) | {"numbers_since": since} for key in sorted(given)]
        keeps = keeps_given(answers, "gathering", "answered_at", _GIVEN, self._room.dialect)
        await self._room.connection.execute(keeps, rows)

    async def answer_of(self, gathering: Gathering, person: PersonId) -> Answer | None:
        """Give what a person answered."""
        key = (gathering.village, gathering.id, person)
        return (await self.given([key])).get(key)

    async def given(self, keys: Collection[GiftKey]) -> dict[GiftKey, Answer]:
        """Give what some people answered to some gatherings."""
        # By the index of what a person answered; the key would be tried for each village with each gathering.
        rows = await self._all(
            select(answers)
            .where(answers.c.person.in_({person for *_, person in keys}))
            .where(answers.c.gathering.in_({number for _, number, _ in keys}))
        )
        return {_gift_key(row): _answer_of(row) for row in rows}

    async def answers(self, gathering: Gathering) -> Mapping[Coming, int]:
        """Count the answers."""
        rows = await self._all(
            select(answers.c.coming, func.count().label("people"))
            .where(_to(gathering))
            .group_by(answers.c.coming)
        )
        return {row.coming: row.people for row in rows}

    async def forget_answers(self, gathering: Gathering) -> None:
        """Ask anew: what was answered no longer says who comes."""
        await self._do(delete(answers).where(_to(gathering)))

    async def places(self, village: VillageSlug) -> tuple[Bilingual, ...]:
        """List the places used before, the most used first."""
        place = (gatherings.c.place_kk, gatherings.c.place_ru)
        rows = await self._all(
            select(*place)
            .where(gatherings.c.village == village)
            .group_by(*place)
            .order_by(func.count().desc(), func.max(gatherings.c.published_at).desc(), *place)
        )
        return tuple(Bilingual(row.place_kk, row.place_ru) for row in rows)

    async def _gathering(self, query: Select[Any]) -> Gathering | None:
        row = await self._one(query)
        return None if row is None else _gathering_of(row, self._room.zone)


def _in(village: VillageSlug) -> Select[Any]:
    return select(gatherings).where(gatherings.c.village == village)


def _key(number: int, key: tuple[VillageSlug, int]) -> Iterator[tuple[str, object]]:
    yield f"village_{number}", key[0]
    yield f"id_{number}", key[1]


@cache
def _among(count: int) -> Executable:
    # Each key said out: SQLite reads the whole table for a list of pairs.
    keys = [
        and_(gatherings.c.village == bindparam(f"village_{n}"), gatherings.c.id == bindparam(f"id_{n}"))
        for n in range(count)
    ]
    return select(gatherings).where(or_(*keys))


def _answer_columns(key: GiftKey, answer: Answer) -> dict[str, Any]:
    village, gathering, person = key
    return {
        "village": village,
        "gathering": gathering,
        "person": person,
        "coming": answer.coming,
        "answered_at": answer.at,
        **update_columns(answer.update),
    }


def _gift_key(row: Row[Any]) -> GiftKey:
    return VillageSlug(row.village), row.gathering, PersonId(row.person)


def _answer_of(row: Row[Any]) -> Answer:
    return Answer(row.coming, row.answered_at, update_of(row))


def _to(gathering: Gathering) -> ColumnElement[bool]:
    return and_(answers.c.village == gathering.village, answers.c.gathering == gathering.id)


def _columns(gathering: Gathering) -> dict[str, Any]:
    ground = gathering.ground
    return {
        "number": gathering.number,
        "author": gathering.author,
        "published_at": gathering.published_at,
        "notice_from": gathering.notice_from,
        "state": gathering.state,
        "revision": gathering.revision,
        "ground_kk": ground.kk if ground else None,
        "ground_ru": ground.ru if ground else None,
        **_plan_columns(gathering.plan),
        **_rule_columns(gathering.rule),
    }


def _plan_columns(plan: Plan) -> dict[str, Any]:
    return {
        "kind": plan.kind,
        "starts": plan.starts,
        "place_kk": plan.place.kk,
        "place_ru": plan.place.ru,
        "agenda": [[item.kk, item.ru] for item in plan.agenda],
        "convener": plan.convener,
        "section": plan.section,
        "phone": plan.phone,
        "latitude": plan.point.latitude if plan.point else None,
        "longitude": plan.point.longitude if plan.point else None,
        "link": plan.link,
        "files": list(plan.files),
        **basis_columns(plan.basis),
    }


def _rule_columns(rule: RuleKept | None) -> dict[str, Any]:
    return {
        "rule_version": rule.version if rule else None,
        "rule_days": rule.days if rule else None,
        "rule_counting": rule.counting if rule else None,
        "rule_grade": rule.grade if rule else None,
        "rule_source": rule.source if rule else None,
    }


def _gathering_of(row: Row[Any], zone: ZoneInfo) -> Gathering:
    return Gathering(
        id=GatheringId(row.id),
        village=VillageSlug(row.village),
        number=row.number,
        author=PersonId(row.author),
        plan=_plan_of(row, zone),
        rule=_rule_of(row),
        published_at=row.published_at.astimezone(zone),
        notice_from=row.notice_from,
        state=row.state,
        revision=row.revision,
        ground=None if row.ground_kk is None else Bilingual(row.ground_kk, row.ground_ru),
    )


def _plan_of(row: Row[Any], zone: ZoneInfo) -> Plan:
    return Plan(
        kind=row.kind,
        starts=row.starts.astimezone(zone),
        place=Bilingual(row.place_kk, row.place_ru),
        agenda=tuple(Bilingual(kk, ru) for kk, ru in row.agenda),
        convener=row.convener,
        basis=basis_of(row),
        section=None if row.section is None else SectionSlug(row.section),
        phone=row.phone,
        point=None if row.latitude is None else Point(row.latitude, row.longitude),
        link=row.link,
        files=tuple(FileId(file) for file in row.files),
    )


def _rule_of(row: Row[Any]) -> RuleKept | None:
    if row.rule_version is None:
        return None
    return RuleKept(row.rule_version, row.rule_days, row.rule_counting, row.rule_grade, row.rule_source)


def _change_of(row: Row[Any], zone: ZoneInfo) -> Change:
    return Change(
        at=row.at.astimezone(zone),
        old_starts=row.old_starts.astimezone(zone),
        new_starts=row.new_starts.astimezone(zone),
        old_place=Bilingual(row.old_place_kk, row.old_place_ru),
        new_place=Bilingual(row.new_place_kk, row.new_place_ru),
        ground=Bilingual(row.ground_kk, row.ground_ru),
    )
