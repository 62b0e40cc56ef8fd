"""K. The daily round of duties: ten thousand villages, in each of them every procedure under way."""

import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from benchmarks.processes import free_port
from benchmarks.seeding import Place, at_once, settle, store_of
from benchmarks.table import Line, met
from bot.app import open_house
from bot.calendar import KazakhCalendar
from bot.config import ZONE
from bot.procedures import read_procedures
from bot.ticking import meet_due
from storage import tables
from storage.work import SqlWork
from village.duties import Cycle, duties_of
from village.ids import CycleId, DutyId, PersonId, VillageSlug
from village.people import BasisKind, Role
from village.procedures import Period

VILLAGES = 10_000
AIM_SECONDS = 10.0
_HALF, _EVENT = date(2026, 12, 31), date(2026, 12, 20)
_BEGINS = datetime(2026, 12, 28, 9, tzinfo=ZONE)
_DAYS = 9
_HOLDERS = (Role.AKIM, Role.OFFICE, Role.COMMISSION_MEMBER, Role.ASSEMBLY_MEMBER, Role.DEPUTY)
_ROWS = 20_000


@dataclass
class _Clock:
    """A clock that is set by hand."""

    moment: datetime

    def now(self) -> datetime:
        """Give the moment it was set to."""
        return self.moment


def measured(folder: Path, villages: int = VILLAGES) -> Iterator[Line]:
    """Go the round of every village on the working days of a fortnight, and tell the longest."""
    folder.mkdir()
    place = settle(Place(folder, f"sqlite+aiosqlite:///{folder / 'duties.db'}", free_port(), 0, villages))
    duties = at_once(_seeded(place))
    rounds = at_once(_gone_round(place))
    longest = max(rounds, key=lambda each: each.seconds)
    yield Line("K", f"{villages:,} villages with every procedure under way", f"{duties:,} open duties")
    told = f"{longest.seconds:.1f} s, {longest.letters:,} digests, on {longest.day:%d.%m.%Y}"
    aim = f"< {AIM_SECONDS:.0f} s"
    yield Line(
        "K", "duties: the longest daily round of all", told, aim, met(is_met=longest.seconds < AIM_SECONDS)
    )
    middle = statistics.median(each.seconds for each in rounds)
    yield Line("K", f"duties: the median of {len(rounds)} rounds", f"{middle:.1f} s")


# ------------------------------------------------------------------------------------------------ seeded


async def _seeded(place: Place) -> int:
    """Put in the villages' officials and all their cycles; give how many duties are open."""
    async with store_of(place) as (_, open_work):
        slugs = place.slugs()
        for at in range(0, len(slugs), 500):
            async with open_work() as work:
                await _put(work, slugs[at : at + 500], at)
        async with open_work() as work:
            connection = _connection(work)
            found = await connection.execute(select(func.count()).select_from(tables.duty))
            return int(found.scalar_one())


def _connection(work: SqlWork) -> Any:
    return work.duties._room.connection  # noqa: SLF001 - rows are put in past the shelves, as all of seeding


async def _put(work: SqlWork, slugs: tuple[VillageSlug, ...], first: int) -> None:
    people, mandates = list[Mapping[str, Any]](), list[Mapping[str, Any]]()
    for number, slug in enumerate(slugs, first):
        for place, role in enumerate(_HOLDERS):
            person = 1 + number * len(_HOLDERS) + place
            people.append({"id": person, "met_at": _BEGINS})
            mandates.append(_mandate(slug, PersonId(person), role))
    connection = _connection(work)
    await connection.execute(insert(tables.person), people)
    await connection.execute(insert(tables.mandate), mandates)
    off = KazakhCalendar().days_off(_EVENT - timedelta(days=400), _HALF + timedelta(days=400))
    for number, slug in enumerate(slugs, first):
        for place, procedure in enumerate(_PROCEDURES):
            new = 1 + (number * len(_PROCEDURES) + place) * 100
            begins = _EVENT if procedure.period is Period.EVENT else _HALF
            cycle = Cycle(slug, CycleId(new), procedure, begins, _BEGINS)
            await work.duties.begin(cycle, duties_of(cycle, map(DutyId, range(new, new + 99)), off))


_PROCEDURES = tuple(read_procedures().values())


def _mandate(slug: VillageSlug, person: PersonId, role: Role) -> Mapping[str, Any]:
    return {
        "village": slug,
        "id": person,
        "person": person,
        "role": role,
        "begins": date(2026, 1, 1),
        "ends": date(2029, 1, 1),
        "basis_kind": BasisKind.ORDER,
        "basis_number": "1",
        "basis_day": None,
        "ended_at": None,
    }


# ------------------------------------------------------------------------------------------------- gone


@dataclass(frozen=True, slots=True)
class _Round:
    """One day's round of all villages."""

    day: date
    seconds: float
    letters: int


async def _gone_round(place: Place) -> list[_Round]:
    clock = _Clock(_BEGINS)
    async with open_house(place.settings(), clock) as house:
        await house.begin_rounds()
        rounds = list[_Round]()
        for day in range(1, _DAYS * 2):
            clock.moment = _BEGINS + timedelta(days=day, hours=2)
            before, began = await _letters(place), time.perf_counter()
            if await meet_due(house.desk):
                took = time.perf_counter() - began
                rounds.append(_Round(clock.moment.date(), took, await _letters(place) - before))
    return rounds


async def _letters(place: Place) -> int:
    async with store_of(place) as (_, open_work), open_work() as work:
        found = await _connection(work).execute(select(func.count()).select_from(tables.letter))
        return int(found.scalar_one())
