"""One piece of work is one transaction: all of it is kept, or nothing."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.announcements import SqlAnnouncements
from storage.away import transaction
from storage.cards import SqlCards
from storage.chats import SqlChats
from storage.counts import SqlCounts
from storage.deadlines import SqlDeadlines
from storage.duties import SqlDuties
from storage.engine import reading
from storage.files import SqlFiles
from storage.forms import SqlForms
from storage.gatherings import SqlGatherings
from storage.gifts import SqlGifts
from storage.hop import OneHop
from storage.leases import SqlLeases
from storage.members import SqlMembers
from storage.outbox import SqlOutbox
from storage.people import SqlPeople
from storage.petition_answers import SqlPetitionAnswers
from storage.petition_codes import SqlPetitionCodes
from storage.petition_paper import SqlPetitionPaper
from storage.petitions import SqlPetitions
from storage.polls import SqlPolls
from storage.records import SqlProof, SqlRecord
from storage.retention import SqlRetention
from storage.roles import SqlRoles
from storage.roll import SqlRoll
from storage.sealing import Keys
from storage.shelf import Ids, Room
from storage.stuck import SqlStuckUpdates
from storage.surveys import SqlSurveys
from storage.updates import SqlNumbers, SqlOffers, SqlUpdates
from storage.upkeep import SqlBots, SqlChores, SqlHeartbeats
from village.upkeep import StoreAway

T = TypeVar("T")
Posted = Callable[[], None]

_PATIENCE = 30
_BUSY = f"another piece of work has held it for {_PATIENCE} s; was one opened inside another?"


class SqlWork:
    """One piece of work: the shelves, all within one transaction."""

    def __init__(self, room: Room) -> None:  # noqa: PLR0915 - one line a shelf
        self.people = SqlPeople(room)
        self.roles = SqlRoles(room)
        self.roll = SqlRoll(room)
        self.chats = SqlChats(room)
        self.members = SqlMembers(room)
        self.forms = SqlForms(room)
        self.announcements = SqlAnnouncements(room)
        self.gatherings = SqlGatherings(room)
        self.polls = SqlPolls(room)
        self.surveys = SqlSurveys(room)
        self.petitions = SqlPetitions(room)
        self.petition_answers = SqlPetitionAnswers(room)
        self.petition_codes = SqlPetitionCodes(room)
        self.petition_paper = SqlPetitionPaper(room)
        self.duties = SqlDuties(room)
        self.gifts = SqlGifts(room)
        self.numbers = SqlNumbers(room)
        self.outbox = SqlOutbox(room)
        self.deadlines = SqlDeadlines(room)
        self.cards = SqlCards(room)
        self.record = SqlRecord(room)
        self.proof = SqlProof(room)
        self.files = SqlFiles(room)
        self.offers = SqlOffers(room)
        self.updates = SqlUpdates(room)
        self.stuck = SqlStuckUpdates(room)
        self.counts = SqlCounts(room)
        self.heartbeats = SqlHeartbeats(room)
        self.bots = SqlBots(room)
        self.leases = SqlLeases(room)
        self.chores = SqlChores(room)
        self.retention = SqlRetention(room)


class OpenSqlWork:
    """Opens a piece of work; leaving it keeps it, an exception inside undoes it.

    Raises StoreAway when the database cannot now; then nothing is kept.
    """

    _wakes = True

    def __init__(  # noqa: PLR0913, PLR0917 - what all work of one database shares
        self,
        engine: AsyncEngine,
        keys: Keys,
        zone: ZoneInfo,
        ids: Ids,
        turn: asyncio.Lock | None,
        posted: Posted,
    ) -> None:
        self._posted = posted
        self._engine = engine
        self._keys = keys
        self._zone = zone
        self._ids = ids
        self._turn = turn
        self._hop = None if turn is None else OneHop(engine)

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[SqlWork]:
        """Open one."""
        async with self._in_turn(), transaction(self._engine) as connection:
            room = self._room_on(connection)
            yield SqlWork(room)
        self._tell_of(room)

    async def whole(self, deed: Callable[[SqlWork], Coroutine[Any, Any, T]]) -> T:
        """Do a deed that awaits nothing but the store as one piece of work; on SQLite in one hop."""
        if self._hop is None:
            async with self() as work:
                return await deed(work)
        async with self._in_turn():
            room, done = await self._hop.do(lambda connection: self._in_room(connection, deed))
        self._tell_of(room)
        return done

    async def _in_room(
        self, connection: AsyncConnection, deed: Callable[[SqlWork], Coroutine[Any, Any, T]]
    ) -> tuple[Room, T]:
        room = self._room_on(connection)
        return room, await deed(SqlWork(room))

    def _room_on(self, connection: AsyncConnection) -> Room:
        return Room(connection, self._keys, self._zone, self._ids, self._wakes)

    def _tell_of(self, room: Room) -> None:
        if room.posted:
            self._posted()

    def by_a_worker(self) -> "OpenSqlWork":
        """Give the same for a lane's own work: what it posts to its lane need wake nobody."""
        return _OpenByWorker(self._engine, self._keys, self._zone, self._ids, self._turn, self._posted)

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        if self._turn is None:
            yield
            return
        await _take(self._turn)
        try:
            yield
        finally:
            self._turn.release()


class _OpenByWorker(OpenSqlWork):
    _wakes = False


async def _take(turn: asyncio.Lock) -> None:
    try:
        async with asyncio.timeout(_PATIENCE):
            await turn.acquire()
    except TimeoutError:
        raise StoreAway(_BUSY) from None


def work_on(
    engine: AsyncEngine, keys: Keys, zone: ZoneInfo, posted: Posted = lambda: None
) -> tuple[OpenSqlWork, OpenSqlWork]:
    """Give two ways to open work: one that writes, one that only looks; local times come in the zone.

    ``posted`` is called when work is kept in which letters were posted.
    """
    # SQLite has one writer at a time and lets the others sleep and try; a queue of our own is fair and quick.
    turn = asyncio.Lock() if engine.dialect.name == "sqlite" else None
    ids = Ids()
    looks = OpenSqlWork(reading(engine), keys, zone, ids, None, posted)
    return OpenSqlWork(engine, keys, zone, ids, turn, posted), looks
