"""Real stores for tests: a database of a test's own, on SQLite or PostgreSQL, never a stand-in."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import engine_for
from storage.keyring import keys_for
from storage.migrate import migrate
from storage.sealing import Keys, derived_from
from storage.work import OpenSqlWork, SqlWork, work_on
from village.announcements import Point
from village.chats import Address, Chat
from village.gatherings import Coming, Gathering, Plan, RuleKept
from village.ids import ChatId, FileId, GatheringId, MandateId, PersonId, SectionSlug, VillageSlug
from village.people import Basis, BasisKind, Mandate, Resident, Role
from village.records import Consent
from village.rules import Counting, Grade, Kind
from village.texts import Bilingual

ALMATY = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
BUGROVOE = VillageSlug("bugrovoe")
OTHER = VillageSlug("other")
SECRET = "a secret of the tests, long enough for the settings"
AUTHOR = PersonId(1)
STARTS = datetime(2026, 12, 20, 15, 0, tzinfo=ALMATY)


@dataclass(frozen=True)
class Store:
    """An open store: the engine, and the two ways to work on it."""

    engine: AsyncEngine
    open_work: OpenSqlWork
    look: OpenSqlWork


class Databases(Protocol):
    """Where a test's databases come from."""

    async def empty(self) -> str:
        """Make an empty database; give its URL."""
        ...

    async def migrated(self) -> str:
        """Make a database that stands at the newest step; give its URL."""
        ...


@dataclass(frozen=True)
class SqliteFiles:
    """Databases of SQLite: files in a test's own folder."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def empty(self) -> str:
        """Give the URL of a file that is not there yet."""
        return f"sqlite+aiosqlite:///{self.folder / f'asar-{next(self._numbers)}.db'}"

    async def migrated(self) -> str:
        """Make a file that stands at the newest step."""
        url = await self.empty()
        async with an_engine(url) as engine:
            await migrate(engine)
        return url


@asynccontextmanager
async def an_engine(url: str) -> AsyncIterator[AsyncEngine]:
    """Open an engine, and close it."""
    engine = engine_for(url)
    try:
        yield engine
    finally:
        await engine.dispose()


@asynccontextmanager
async def a_store(database: str, secret: str = SECRET) -> AsyncIterator[Store]:
    """Open the store of a migrated database, and close it."""
    async with an_engine(database) as engine:
        yield Store(engine, *work_on(engine, await keys_for(engine, secret), ALMATY))


@asynccontextmanager
async def a_store_unopened(database: str) -> AsyncIterator[Store]:
    """Give the store of a database that was not reached yet, as before there were keys in it."""
    async with an_engine(database) as engine:
        yield Store(engine, *work_on(engine, Keys(derived_from(SECRET)), ALMATY))


def telegram(number: int) -> Address:
    """Give an address on Telegram."""
    return Address("telegram", str(number))


async def a_person(work: SqlWork, number: int = 1) -> PersonId:
    """Meet someone."""
    return await work.people.meet(telegram(number), PersonId(number), NOW)


async def a_resident(
    work: SqlWork,
    number: int = 1,
    *,
    village: VillageSlug = BUGROVOE,
    section: str | None = None,
    lives_here: bool = True,
    subscribed: bool = True,
    reachable: bool = True,
) -> PersonId:
    """Register someone who consented and, unless told otherwise, wants letters and can be reached."""
    person = await a_person(work, number)
    at = None if section is None else SectionSlug(section)
    await work.people.keep(
        Resident(
            village,
            person,
            section=at,
            lives_here=lives_here,
            subscribed=subscribed,
            reachable=reachable,
            consented=True,
        )
    )
    await work.people.give_consent(Consent(person, village, "1", "digest", "telegram", NOW), telegram(number))
    return person


async def a_chat(
    work: SqlWork, number: int = 100, *, section: str | None = None, bound: bool = True, present: bool = True
) -> ChatId:
    """Keep a group of the village."""
    at = None if section is None else SectionSlug(section)
    chat = Chat(
        ChatId(number),
        BUGROVOE,
        telegram(-number),
        f"chat {number}",
        bound=bound,
        present=present,
        section=at,
    )
    await work.chats.keep(chat)
    return chat.id


def a_gathering(
    number: int = 7, *, author: PersonId = AUTHOR, starts: datetime = STARTS, place: str = "Клуб"
) -> Gathering:
    """Make a gathering in the village's zone, with every field filled."""
    plan = Plan(
        Kind.GATHERING,
        starts,
        Bilingual(place, place),
        (Bilingual("Су", "Вода"), Bilingual("Жол", "Дорога")),
        basis=Basis(BasisKind.ORDER, "12", date(2026, 11, 30)),
        section=SectionSlug("east"),
        phone="8 7172 00 00 00",
        point=Point(54.1, 69.2),
        link="https://example.kz/live",
        files=(FileId(3), FileId(4)),
    )
    return Gathering(
        GatheringId(number),
        BUGROVOE,
        number,
        author,
        plan,
        RuleKept("2023-06-23", 10, Counting.CLEAR, Grade.M, "the law"),
        NOW.astimezone(ALMATY),
        date(2026, 12, 1),
    )


def a_mandate(
    person: PersonId,
    role: Role = Role.AKIM,
    *,
    number: int = 1,
    begins: date = date(2026, 1, 1),
    ends: date = date(2026, 12, 31),
) -> Mandate:
    """Make a mandate."""
    basis = Basis(BasisKind.PROTOCOL, "3", None)
    return Mandate(MandateId(number), BUGROVOE, person, role, begins, ends, basis)


async def coming_of(work: SqlWork, gathering: Gathering, person: PersonId) -> Coming | None:
    """Give what a person said to a notice."""
    answer = await work.gatherings.answer_of(gathering, person)
    return answer.coming if answer else None
