"""Duties: cycles with the rules they began with, what is owed by when, and what was done about it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, delete, insert, select, tuple_
from sqlalchemy import update as sql_update

from storage.shelf import Shelf
from storage.tables import cycle as cycles
from storage.tables import duty as duties
from storage.tables import duty_act as acts
from storage.tables import duty_feed as feeds
from storage.tables import duty_pause as pauses
from storage.tables import duty_round as rounds
from storage.tables import procedure as procedures
from village.duties import Cycle, Duty, DutyAct, Pause
from village.ids import CycleId, DutyId, FileId, PersonId, VillageSlug
from village.procedures import Procedure, procedure_of
from village.texts import Bilingual

_CYCLES = select(cycles, procedures.c.told).join(procedures, procedures.c.digest == cycles.c.digest)
_SETS = ("by_rule", "due", "ground_kk", "ground_ru", "done_on", "taker", "offered_by", "role", "live")
_UPDATE = (
    sql_update(duties)
    .where(duties.c.village == bindparam("of_village"), duties.c.id == bindparam("of_id"))
    .values({name: bindparam(name) for name in _SETS})
)


class SqlDuties(Shelf):
    """Cycles, their duties and history; times come in the village's zone."""

    # ------------------------------------------------------------------------------------- cycles

    async def begin(self, cycle: Cycle, made: Sequence[Duty]) -> bool:
        """Keep a cycle that begins, with its duties; False where one of that procedure and day runs."""
        values = {
            "village": cycle.village,
            "id": cycle.id,
            "slug": cycle.procedure.slug,
            "digest": await self._keep_procedure(cycle.procedure),
            "begins": cycle.begins,
            "started_at": cycle.started_at,
            "started_by": cycle.started_by,
            "stopped_at": None,
        }
        if not await self._do(self._insert(cycles).values(values).on_conflict_do_nothing()):
            return False
        await self._room.connection.execute(insert(duties), [_columns(duty) for duty in made])
        return True

    async def _keep_procedure(self, procedure: Procedure) -> str:
        told = procedure.told()
        digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
        row = {"digest": digest, "told": told}
        await self._do(self._insert(procedures).values(row).on_conflict_do_nothing())
        return digest

    async def under_way(self, village: VillageSlug) -> tuple[tuple[Cycle, tuple[Duty, ...]], ...]:
        """List the cycles that run and have something open, with all of their duties, oldest first."""
        is_live = select(duties.c.cycle).where(duties.c.village == village, duties.c.live)
        of_village = (cycles.c.village == village, cycles.c.stopped_at.is_(None))
        return await self._with_duties(_CYCLES.where(*of_village, cycles.c.id.in_(is_live)))

    async def since(self, village: VillageSlug, begins: date) -> tuple[tuple[Cycle, tuple[Duty, ...]], ...]:
        """List the cycles not stopped that belong to a day or a later one, with their duties."""
        of_village = (cycles.c.village == village, cycles.c.stopped_at.is_(None))
        return await self._with_duties(_CYCLES.where(*of_village, cycles.c.begins >= begins))

    async def get(self, village: VillageSlug, cycle: CycleId) -> tuple[Cycle, tuple[Duty, ...]] | None:
        """Find a cycle, with its duties."""
        its_own = (cycles.c.village == village, cycles.c.id == cycle)
        return next(iter(await self._with_duties(_CYCLES.where(*its_own))), None)

    async def hold(self, village: VillageSlug, cycle: CycleId) -> tuple[Cycle, tuple[Duty, ...]] | None:
        """Find a cycle to change it or its duties: until this piece of work ends nobody else does."""
        await self._all(
            select(cycles.c.id).where(cycles.c.village == village, cycles.c.id == cycle).with_for_update()
        )
        return await self.get(village, cycle)

    async def cycle_of(self, village: VillageSlug, duty: DutyId) -> CycleId | None:
        """Tell of which cycle a duty is."""
        its_own = (duties.c.village == village, duties.c.id == duty)
        found = await self._value(select(duties.c.cycle).where(*its_own))
        return None if found is None else CycleId(found)

    async def keep_cycle(self, cycle: Cycle) -> None:
        """Keep by which rules a held cycle goes on, and whether it was stopped."""
        values = {"digest": await self._keep_procedure(cycle.procedure), "stopped_at": cycle.stopped_at}
        its_own = (cycles.c.village == cycle.village, cycles.c.id == cycle.id)
        await self._do(sql_update(cycles).where(*its_own).values(values))
        if cycle.stopped_at is not None:
            of_it = (duties.c.village == cycle.village, duties.c.cycle == cycle.id)
            await self._do(sql_update(duties).where(*of_it).values(live=False))

    # -------------------------------------------------------------------------------------- duties

    async def keep(self, *changed: Duty) -> None:
        """Keep duties of a held cycle as they are now, and who is left in peace about them."""
        rows = [{"of_village": duty.village, "of_id": duty.id, **_state(duty)} for duty in changed]
        await self._room.connection.execute(_UPDATE, rows)
        for duty in changed:
            its_own = (pauses.c.village == duty.village, pauses.c.duty == duty.id)
            await self._do(delete(pauses).where(*its_own))
        told = [
            {"village": duty.village, "duty": duty.id, "person": each.person, "until": each.until}
            for duty in changed
            for each in duty.pauses
        ]
        if told:
            await self._room.connection.execute(insert(pauses), told)

    async def open(self, villages: Collection[VillageSlug]) -> tuple[Duty, ...]:
        """List the open duties of some villages, by village and day."""
        of_them = select(duties).where(duties.c.village.in_(villages), duties.c.live)
        rows = await self._all(of_them.order_by(duties.c.village, duties.c.due, duties.c.id))
        return await self._paused(rows)

    async def ringing(
        self, villages: Collection[VillageSlug], dues: Collection[date], woken: tuple[date, date]
    ) -> tuple[Duty, ...]:
        """List the open duties of some villages that are due on certain days, or of which a snooze ends.

        ``woken`` is after which day, and up to which, a snooze ends.
        """
        of_them = select(duties).where(duties.c.village.in_(villages), duties.c.live)
        after, until = woken
        rows = [*await self._all(of_them.where(duties.c.due.in_(dues)))]
        snoozed = select(pauses.c.village, pauses.c.duty).where(
            pauses.c.village.in_(villages), pauses.c.until > after, pauses.c.until <= until
        )
        # Asked for first: hardly anybody snoozes, and to look it up for each duty takes longer than all else.
        keys = {(row.village, row.duty) for row in await self._all(snoozed)}
        if more := keys - {(row.village, row.id) for row in rows}:
            rows += await self._all(of_them.where(tuple_(duties.c.village, duties.c.id).in_(more)))
        return await self._paused(rows)

    async def add_act(self, duty: Duty, act: DutyAct) -> None:
        """Add a line to a duty's history."""
        words = {"kk": act.words.kk, "ru": act.words.ru}
        values = {
            "village": duty.village,
            "id": self._room.ids.next(act.at),
            "duty": duty.id,
            "did": act.did,
            "at": act.at,
            "by": act.by,
            "role": act.role,
            "day": act.day,
            "words": self._room.keys.seal(json.dumps(words)) if any(words.values()) else None,
            "file": act.file,
        }
        await self._do(insert(acts).values(values))

    async def acts(self, duty: Duty) -> tuple[DutyAct, ...]:
        """List what was done about a duty, oldest first."""
        its_own = (acts.c.village == duty.village, acts.c.duty == duty.id)
        rows = await self._all(select(acts).where(*its_own).order_by(acts.c.id))
        return tuple(map(self._act_of, rows))

    # ------------------------------------------------------------------------------------- rounds

    async def told_on(self, villages: Collection[VillageSlug]) -> Mapping[VillageSlug, date]:
        """Give the day up to which reminders were looked at, by village."""
        rows = await self._all(
            select(rounds.c.village, rounds.c.told_on).where(rounds.c.village.in_(villages))
        )
        return {VillageSlug(row.village): row.told_on for row in rows}

    async def keep_told(self, villages: Collection[VillageSlug], day: date) -> None:
        """Note up to which day reminders were looked at."""
        first = self._insert(rounds)
        keeps = first.on_conflict_do_update(
            index_elements=["village"], set_={"told_on": first.excluded.told_on}
        )
        rows = [{"village": each, "told_on": day, "monthly": False} for each in sorted(villages)]
        await self._room.connection.execute(keeps, rows)

    async def monthly(self, villages: Collection[VillageSlug]) -> tuple[VillageSlug, ...]:
        """List which villages wish to hear once a month what was due and what was done."""
        rows = await self._all(
            select(rounds.c.village).where(rounds.c.village.in_(villages), rounds.c.monthly)
        )
        return tuple(VillageSlug(row.village) for row in rows)

    async def tell_monthly(self, village: VillageSlug, *, wished: bool) -> None:
        """Note whether a village wishes to hear it."""
        await self._do(sql_update(rounds).where(rounds.c.village == village).values(monthly=wished))

    # -------------------------------------------------------------------------------------- feeds

    async def keep_feed(self, village: VillageSlug, person: PersonId, key: str) -> None:
        """Keep the key of somebody's calendar, in the place of the one before; only its hash."""
        values = {"village": village, "person": person, "key_hash": self._room.keys.hash_link(key)}
        await self._keep(feeds, ["village", "person"], values)

    async def feed(self, key: str) -> tuple[VillageSlug, PersonId] | None:
        """Find whose calendar a key opens."""
        row = await self._one(select(feeds).where(feeds.c.key_hash == self._room.keys.hash_link(key)))
        return None if row is None else (VillageSlug(row.village), PersonId(row.person))

    # ----------------------------------------------------------------------------------- read back

    async def _with_duties(self, found: Select[Any]) -> tuple[tuple[Cycle, tuple[Duty, ...]], ...]:
        read = [self._cycle_of(row) for row in await self._all(found.order_by(cycles.c.begins, cycles.c.id))]
        if not read:
            return ()
        of_them = and_(duties.c.village == read[0].village, duties.c.cycle.in_([cycle.id for cycle in read]))
        rows = await self._all(select(duties).where(of_them).order_by(duties.c.cycle, duties.c.place))
        by_cycle = defaultdict[CycleId, list[Duty]](list)
        for duty in await self._paused(rows):
            by_cycle[duty.cycle].append(duty)
        return tuple((cycle, tuple(by_cycle[cycle.id])) for cycle in read)

    async def _paused(self, rows: Sequence[Row[Any]]) -> tuple[Duty, ...]:
        villages = {row.village for row in rows}
        by_duty = defaultdict[tuple[str, int], list[Pause]](list)
        if villages:
            told = await self._all(select(pauses).where(pauses.c.village.in_(villages)))
            for row in told:
                by_duty[row.village, row.duty].append(Pause(PersonId(row.person), row.until))
        return tuple(_duty_of(row, by_duty[row.village, row.id]) for row in rows)

    def _cycle_of(self, row: Row[Any]) -> Cycle:
        return Cycle(
            village=VillageSlug(row.village),
            id=CycleId(row.id),
            procedure=procedure_of(row.told),
            begins=row.begins,
            started_at=self._local(row.started_at),
            started_by=None if row.started_by is None else PersonId(row.started_by),
            stopped_at=None if row.stopped_at is None else self._local(row.stopped_at),
        )

    def _act_of(self, row: Row[Any]) -> DutyAct:
        words = {} if row.words is None else json.loads(self._room.keys.unseal(row.words))
        return DutyAct(
            did=row.did,
            at=self._local(row.at),
            by=None if row.by is None else PersonId(row.by),
            role=row.role,
            day=row.day,
            words=Bilingual(**words),
            file=None if row.file is None else FileId(row.file),
        )


def _columns(duty: Duty) -> dict[str, Any]:
    return {
        "village": duty.village,
        "id": duty.id,
        "cycle": duty.cycle,
        "place": duty.place,
        "key": duty.key,
        **_state(duty),
    }


def _state(duty: Duty) -> dict[str, Any]:
    return {
        "by_rule": duty.by_rule,
        "due": duty.due,
        "ground_kk": duty.ground and duty.ground.kk,
        "ground_ru": duty.ground and duty.ground.ru,
        "done_on": duty.done_on,
        "taker": duty.taker,
        "offered_by": duty.offered_by,
        "role": duty.role,
        "live": duty.is_open,
    }


def _duty_of(row: Row[Any], paused: Sequence[Pause]) -> Duty:
    return Duty(
        village=VillageSlug(row.village),
        id=DutyId(row.id),
        cycle=CycleId(row.cycle),
        place=row.place,
        role=row.role,
        key=row.key,
        by_rule=row.by_rule,
        due=row.due,
        ground=None if row.ground_kk is None else Bilingual(row.ground_kk, row.ground_ru),
        done_on=row.done_on,
        taker=None if row.taker is None else PersonId(row.taker),
        offered_by=None if row.offered_by is None else PersonId(row.offered_by),
        pauses=tuple(paused),
    )
