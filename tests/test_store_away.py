"""A database that cannot now: told as one fact, apart from the bugs, and lived through."""

import asyncio
import logging
import socket
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.conversation import Conversation
from bot.delivery import Delivery
from bot.watching import Noticed
from handlers.chat import Heard, Pressed
from handlers.gatherings.cards import NOTICE
from handlers.ports import OpenWork
from storage import engine as engines
from storage import work as works
from storage.gifts import AnyDecided, AnyGift
from storage.migrate import _MIGRATION_TURN, migrate, newest_step, step_of
from storage.tray import SqlTray
from storage.work import SqlWork
from tests.postgres import Server
from tests.stores import (
    BUGROVOE,
    Databases,
    SqliteFiles,
    Store,
    a_gathering,
    a_person,
    a_store,
    a_store_unopened,
    an_engine,
    telegram,
)
from tests.telegram_village import LINE, Person, TelegramVillage, a_telegram_village, until
from tests.test_updates import heard_from, the_last, toasts_of
from village.gatherings import Coming
from village.ids import PersonId
from village.outbox import Subject
from village.records import ProofKind
from village.upkeep import StoreAway

PASSWORD = "the-password"
SECRET_WORD = "құпия"


def _sql(sentence: str) -> Callable[[SqlWork], Awaitable[object]]:
    return lambda work: work.people._do(text(sentence))  # noqa: SLF001 - what no shelf asks for


async def away_at(store: Store, deed: Callable[[SqlWork], Awaitable[object]]) -> StoreAway:
    """Do what cannot be done now, and give how it was told."""
    with pytest.raises(StoreAway) as told:
        async with store.open_work() as work:
            await deed(work)
    # Printed with its cause, it would quote the statement and people's words in it.
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__
    return told.value


@asynccontextmanager
async def a_store_told(database: str, pragma: str) -> AsyncIterator[Store]:
    """Open a store of SQLite whose every connection is told one thing more."""
    async with a_store_unopened(database) as store:
        event.listen(store.engine.sync_engine, "connect", lambda raw, _: raw.execute(pragma).close())
        yield store


# ------------------------------------------------------------------------------------------- SQLite


async def test_a_full_disk_is_told_keeps_nothing_and_is_gone_on_from_when_there_is_room(
    tmp_path: Path,
) -> None:
    database = await SqliteFiles(tmp_path).migrated()
    long = "с" * 100_000

    async def much(work: SqlWork) -> None:
        await a_person(work, 5)
        await work.gatherings.add(a_gathering(place=long, author=PersonId(5)))

    async with a_store_told(database, "PRAGMA max_page_count = 1") as store:
        assert (await away_at(store, much)).reason == "database or disk is full"
    async with a_store(database) as store:
        async with store.look() as work:
            assert await work.people.at(telegram(5)) is None
        async with store.open_work() as work:
            await much(work)


@pytest.mark.parametrize(
    ("pragma", "reason"),
    [
        ("busy_timeout = 10", "database is locked"),
        ("query_only = ON", "attempt to write a readonly database"),
    ],
)
async def test_a_file_that_is_locked_or_may_only_be_read_is_told(
    tmp_path: Path, pragma: str, reason: str
) -> None:
    database = await SqliteFiles(tmp_path).migrated()
    async with a_store_told(database, f"PRAGMA {pragma}") as store:
        with closing(sqlite3.connect(database.partition("///")[2])) as other:
            if "busy" in pragma:
                other.execute("BEGIN IMMEDIATE")
            assert (await away_at(store, a_person)).reason == reason


async def test_work_that_waits_too_long_for_its_turn_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(works, "_PATIENCE", 0.01)
    async with a_store(await SqliteFiles(tmp_path).migrated()) as store, store.open_work():
        assert "was one opened inside another?" in (await away_at(store, a_person)).reason


# --------------------------------------------------------------------------------------- PostgreSQL


@pytest.mark.parametrize(
    ("sentences", "reason"),
    [
        (("SELECT pg_terminate_backend(pg_backend_pid())",), "terminating connection"),
        (("SET LOCAL statement_timeout = 10", "SELECT pg_sleep(5)"), "statement timeout"),
        (("DO $$ BEGIN RAISE SQLSTATE '53100' USING MESSAGE = 'No space left'; END $$",), "No space left"),
        (("DO $$ BEGIN RAISE SQLSTATE '40001' USING MESSAGE = 'could not'; END $$",), "could not"),
        (("SET LOCAL idle_in_transaction_session_timeout = 10", "pause", "SELECT 1"), ""),
    ],
)
async def test_what_postgresql_cannot_now_is_told_and_the_next_work_goes_on(
    postgresql_databases: Databases, sentences: tuple[str, ...], reason: str
) -> None:
    async def deed(work: SqlWork) -> None:
        for sentence in sentences:
            if sentence == "pause":
                await asyncio.sleep(0.2)
            else:
                await _sql(sentence)(work)

    async with a_store(await postgresql_databases.migrated()) as store:
        assert reason in (await away_at(store, deed)).reason
        async with store.open_work() as work:
            await a_person(work)


async def test_a_lock_not_got_in_time_is_told(postgresql_databases: Databases) -> None:
    async with a_store(await postgresql_databases.migrated()) as store, store.open_work() as work:
        await work.updates.turn(telegram(5))

        async def in_turn(work: SqlWork) -> None:
            await _sql("SET LOCAL lock_timeout = 10")(work)
            await work.updates.turn(telegram(5))

        assert "lock timeout" in (await away_at(store, in_turn)).reason


async def test_a_pool_that_is_used_up_is_told(
    postgresql_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_POOL", {"pool_size": 1, "max_overflow": 0, "pool_timeout": 0.05})
    async with a_store(await postgresql_databases.migrated()) as store, store.open_work():
        assert (await away_at(store, a_person)).reason == "no connection of the pool came free"


async def test_a_server_that_falls_silent_is_given_up_and_not_asked_a_second_time(
    postgresql_databases: Databases,
) -> None:
    url = await postgresql_databases.migrated() + "&command_timeout=0.1"
    async with a_store(url) as store:
        assert (await away_at(store, _sql("SELECT pg_sleep(5)"))).reason == "it does not answer"
        async with store.open_work() as work:
            await a_person(work)


async def test_a_host_whose_name_is_gone_is_told_without_the_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _no_such_name)
    async with a_store_unopened(f"postgresql+asyncpg://asar:{PASSWORD}@database.example/asar") as store:
        told = await away_at(store, a_person)
    assert "Name or service not known" in told.reason
    assert PASSWORD not in str(told)


def _no_such_name(*_: object, **__: object) -> None:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


async def test_a_server_that_was_restarted_is_noticed_by_nobody_who_had_no_work_under_way(
    own_postgres: Server,
) -> None:
    async with a_store(await own_postgres.migrated()) as store:
        await asyncio.gather(*(_meet(store, number) for number in range(1, 9)))
        await own_postgres.stop()
        await own_postgres.start()
        await asyncio.gather(*(_meet(store, number) for number in range(11, 19)))
        async with store.look() as work:
            assert all([await work.people.at(telegram(number)) for number in (*range(1, 9), *range(11, 19))])


async def _meet(store: Store, number: int) -> None:
    async with store.open_work() as work:
        await a_person(work, number)
        await asyncio.sleep(0.02)  # so that each has a connection of its own


async def test_postgresqls_sessions_are_told_what_to_keep_to_and_the_steps_may_take_their_time(
    postgresql_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = await postgresql_databases.empty()
    monkeypatch.setitem(engines._SETTINGS, "lock_timeout", "50ms")  # noqa: SLF001 - so short that a step feels it
    async with an_engine(url) as engine:
        async with asyncio.TaskGroup() as group, engine.connect() as connection:
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_TURN})"))
            group.create_task(migrate(engine))
            await asyncio.sleep(0.3)
        assert await step_of(engine) == newest_step()
        async with engine.connect() as connection:
            shown = [
                (await connection.execute(text(f"SHOW {name}"))).scalar_one()
                for name in ("application_name", "jit", "lock_timeout", "statement_timeout")
            ]
    assert shown == ["asar", "off", "50ms", "30s"]


# ------------------------------------------------------------------------------- what stays a bug


async def test_whoever_is_told_to_stop_in_the_middle_of_a_statement_stops(database: str) -> None:
    async def long_work(store: Store) -> None:
        async with store.open_work() as work:
            while True:
                await work.chats.bound(BUGROVOE)

    async with a_store(database) as store:
        for pause in (0.0, 0.001, 0.005, 0.02, 0.05):
            working = asyncio.ensure_future(long_work(store))
            await asyncio.sleep(pause)
            working.cancel()
            with pytest.raises(asyncio.CancelledError):
                await working


async def test_what_we_do_wrong_stays_a_bug(database: str) -> None:
    async with a_store(database) as store:
        with pytest.raises(IntegrityError):
            async with store.open_work() as work:
                await work.gatherings.add(a_gathering(author=PersonId(404)))
        with pytest.raises(SQLAlchemyError):
            async with store.open_work() as work:
                await _sql("SELECT nothing FROM nowhere")(work)
        with pytest.raises(SQLAlchemyError):
            async with store.look() as work:
                await a_person(work)


# ------------------------------------------------------------------------- what the bot makes of it


@dataclass
class Lever:
    """A store that can be taken away and given back."""

    real: OpenWork
    is_away: bool = False
    cuts: int = 0

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Any]:
        if self.is_away:
            raise StoreAway("the disk is full")
        async with self.real() as work:
            yield work
        if self.cuts:
            self.cuts -= 1
            raise StoreAway("the connection was cut after all was kept")


def over_a_lever(village: TelegramVillage) -> tuple[Conversation, Lever]:
    """Give the village's talk over a store that can be taken away."""
    talk = village.house.conversation
    lever = Lever(talk.desk.open_work)

    async def take(gifts: Sequence[AnyGift]) -> Sequence[AnyDecided | None]:
        async with lever() as work:
            return [*await work.gifts.take(gifts)]

    desk = replace(talk.desk, open_work=lever, tray=SqlTray(take))
    return replace(talk, desk=desk), lever


def delivery_over_a_lever(village: TelegramVillage) -> tuple[Delivery, Lever]:
    """Have the village's delivery note over a store that can be taken away."""
    delivery = village.house.delivery
    lever = Lever(delivery.lanes.open_work)
    delivery.lanes.open_work = lever
    return delivery, lever


async def a_tap(village: TelegramVillage) -> tuple[Person, Heard]:
    akim, aigul = await village.official(), await village.resident()
    group = await village.bound_group(akim)
    await akim.convenes()
    village.api.press(aigul.user, village.in_group(group)[0], village.says("kk", "rsvp-yes"))
    return aigul, the_last(village)


async def test_whoever_taps_is_told_once_to_try_again_and_their_tap_counts_when_it_is_brought_again(
    tmp_path: Path,
) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul, tap = await a_tap(village)
        talk, lever = over_a_lever(village)
        lever.is_away = True
        for _ in range(3):
            with pytest.raises(StoreAway):
                await talk.hear(tap)
        both = f"{village.says('kk', 'store-away')} / {village.says('ru', 'store-away')}"
        assert toasts_of(aigul).count(both) == 1
        assert aigul.toasts[-1].alert

        lever.is_away = False
        await talk.hear(tap)
        async with village.look() as work:
            assert await work.stuck.failed() == ()
            assert await work.gatherings.answers(await village.gathering(1)) == {Coming.YES: 1}


async def test_whoever_writes_hears_nothing_until_it_is_worked(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await village.resident()
        talk, lever = over_a_lever(village)
        said, lever.is_away = len(aigul.messages), True
        village.api.write(aigul.user, aigul.chat, "/help")
        asked = the_last(village)
        with pytest.raises(StoreAway):
            await talk.hear(asked)
        assert len(aigul.messages) == said
        lever.is_away = False
        await talk.hear(asked)
        assert len(aigul.messages) > said


async def test_what_was_put_aside_is_not_counted_as_failed_again_while_the_store_is_away(
    tmp_path: Path,
) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await village.resident()
        talk, lever = over_a_lever(village)
        heard = heard_from(aigul, 9_000_000, Pressed("m:phone"))
        late = replace(
            talk, slowing=replace(talk.slowing, of_sender=replace(talk.slowing.of_sender, burst=0))
        )
        await late.hear(heard)
        village.clock.moment += village.clock.moment - village.clock.moment.replace(hour=0)
        lever.is_away = True
        with pytest.raises(StoreAway):
            await talk.work_stuck()
        lever.is_away = False
        assert await talk.work_stuck() == 1
        assert aigul.sees("phone-ask")


async def test_a_letter_that_went_out_is_noted_when_the_store_is_back_and_not_sent_again(
    tmp_path: Path,
) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        delivery, lever = delivery_over_a_lever(village)
        await akim.writes("/announce Су жоқ / Воды нет")
        before = len(village.in_group(group))
        village.api.answer_after = 0.05
        village.api.press(akim.user, akim.last, akim.said("button-publish"))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_gone_as_soon_as(lambda: len(village.in_group(group)) > before, lever))
            await _published(village)
            sending = tasks.create_task(delivery.drain())
            await asyncio.sleep(1)
            assert not sending.done()
            assert await delivery.due_lanes() == ()
            lever.is_away = False
        await village.settle()
        assert len(village.in_group(group)) == before + 1
        async with village.look() as work:
            (latest,) = await work.announcements.latest(BUGROVOE, 9)
            about = Subject("announcement", latest.id)
            report = await work.outbox.report(BUGROVOE, ["announcement"], about)
        assert (report.sent, report.waiting) == (report.chats + report.people, 0)
        assert report.chats == 1


async def test_what_was_noted_although_the_connection_was_cut_is_not_noted_twice(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        _, lever = delivery_over_a_lever(village)
        await akim.writes(f"/gathering {LINE}")
        village.api.answer_after = 0.05

        async def cut_the_next() -> None:
            await until(lambda: bool(village.in_group(group)), "the notice")
            lever.cuts = 1

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(cut_the_next())
            await akim.presses("button-publish")
        assert not lever.cuts
        about = Subject("gathering", (await village.gathering(1)).id)
        async with village.look() as work:
            sent = (await work.outbox.report(BUGROVOE, [NOTICE], about)).sent
            stood = await work.proof.of(BUGROVOE, about)
        counted = f'asar_letters_ended_total{{kind="{NOTICE}",state="sent"}} {sent}'
        assert counted in [*village.house.upkeep.measures.lines()]
        assert [line.kind for line in stood] == [ProofKind.STOOD]
        assert len(village.in_group(group)) == 1


async def _gone_as_soon_as(is_so: Callable[[], bool], lever: Lever) -> None:
    while not is_so():  # noqa: ASYNC110 - it happens on the far side of a network
        await asyncio.sleep(0)
    lever.is_away = True


async def _published(village: TelegramVillage) -> None:
    while True:
        async with village.look() as work:
            if await work.announcements.latest(BUGROVOE, 1):
                return
        await asyncio.sleep(0.01)


async def test_the_log_says_once_that_the_database_is_away_and_once_that_it_is_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with a_telegram_village(tmp_path) as village:
        moment = [0.0]
        lever = Lever(village.house.desk.look)
        noticed = Noticed(lever, lambda: moment[0])
        for is_away in (True, True, True, False, False, True, False):
            lever.is_away = is_away
            await _tried(noticed)
        events = [getattr(record, "event", "") for record in caplog.records]
        told = [event for event in events if event.startswith("database")]
        assert told == ["database_away", "database_back"]

        moment[0], lever.is_away = 61.0, True
        await _tried(noticed)
        assert caplog.records[-1].event == "database_away"  # type: ignore[attr-defined]
        assert caplog.records[-1].reason == "the disk is full"  # type: ignore[attr-defined]


async def _tried(open_work: OpenWork) -> None:
    try:
        async with open_work():
            pass
    except StoreAway:
        return


async def test_a_tick_and_the_health_outlive_a_store_that_is_away_without_a_traceback(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_telegram_village(tmp_path) as village:
        house = village.house
        lever = Lever(house.desk.open_work, is_away=True)
        gone = replace(
            house,
            desk=replace(house.desk, open_work=lever, look=lever),
            upkeep=replace(house.upkeep, open_work=lever, look=lever),
        )
        await gone.ring()
        await gone.upkeep.after_tick(1)
        await gone.upkeep.bot_away(BUGROVOE, "telegram", "token refused")
        assert (await gone.upkeep.health()).wrong == ("database away",)
        assert "asar_database_up 0" in await gone.upkeep.metrics()
        assert not await gone.is_well()
    assert not [record for record in caplog.records if record.exc_info]
