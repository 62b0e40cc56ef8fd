"""Steps of the database: they make what tables.py says, refuse a newer one, and guard what was said."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Executable, Table, delete, inspect, text, update
from sqlalchemy.engine.interfaces import ReflectedIndex
from sqlalchemy.exc import DBAPIError

from storage.migrate import DatabaseTooNew, migrate, migrate_back, newest_step, step_of
from storage.tables import metadata
from storage.work import OpenSqlWork
from tests.stores import BUGROVOE, NOW, Databases, SqliteFiles, a_gathering, a_resident, a_store, an_engine
from village.gatherings import Change
from village.ids import GatheringId
from village.outbox import Subject
from village.records import Act, ProofKind, ProofLine
from village.texts import Bilingual

ABOUT = Subject("gathering", 7)


def _shape(connection: Connection) -> dict[str, object]:
    """Describe every table: columns with types, keys, references, constraints, indexes with conditions."""
    eye = inspect(connection)
    return {
        table: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in eye.get_columns(table)],
            eye.get_pk_constraint(table),
            sorted(map(str, eye.get_foreign_keys(table))),
            sorted(map(str, eye.get_unique_constraints(table))),
            sorted(map(str, eye.get_check_constraints(table))),
            sorted(map(_told, eye.get_indexes(table))),
        )
        for table in eye.get_table_names()
        if table != "alembic_version"
    }


def _told(index: ReflectedIndex) -> str:
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return str({**index, "dialect_options": options})


async def test_the_steps_make_what_the_tables_say(databases: Databases) -> None:
    async with an_engine(await databases.migrated()) as engine, engine.connect() as connection:
        by_steps = await connection.run_sync(_shape)
    async with an_engine(await databases.empty()) as engine, engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
        by_tables = await connection.run_sync(_shape)

    assert by_steps == by_tables
    assert set(by_steps) == set(metadata.tables)


async def test_the_steps_go_up_and_down_and_up(empty_database: str) -> None:
    async with an_engine(empty_database) as engine:
        assert await step_of(engine) is None
        await migrate(engine)
        await migrate_back(engine, "base")
        async with engine.connect() as connection:
            assert await connection.run_sync(_shape) == {}
        await migrate(engine)
        await migrate(engine)
        assert await step_of(engine) == newest_step()


async def test_two_programs_that_start_at_once_migrate_once(empty_database: str) -> None:
    async with an_engine(empty_database) as one, an_engine(empty_database) as two:
        async with asyncio.TaskGroup() as group:
            for engine in (one, two):
                group.create_task(migrate(engine))
        assert await step_of(one) == newest_step()


_A_PROGRAM = """
import asyncio, logging, sys
from storage.engine import engine_for
from storage.migrate import migrate

logging.basicConfig(level=logging.INFO, format="%(message)s")

async def main():
    engine = engine_for(sys.argv[1])
    print("ready", flush=True)
    sys.stdin.readline()
    await migrate(engine)
    await engine.dispose()

asyncio.run(main())
"""


async def test_three_processes_that_start_at_once_take_each_step_once(empty_database: str) -> None:
    programs = [await _a_program(empty_database) for _ in range(3)]
    for program in programs:
        assert program.stdout is not None
        assert await program.stdout.readline() == b"ready\n"
    told = [
        logged.decode()
        for _, logged in await asyncio.gather(*(each.communicate(b"go\n") for each in programs))
    ]

    assert [program.returncode for program in programs] == [0, 0, 0], told
    steps = ScriptDirectory(str(files("storage").joinpath("migrations"))).walk_revisions()
    assert "".join(told).count("Running upgrade") == len(list(steps))


async def _a_program(url: str) -> Process:
    return await create_subprocess_exec(
        sys.executable, "-c", _A_PROGRAM, url, stdin=PIPE, stdout=PIPE, stderr=PIPE
    )


async def test_a_newer_database_is_refused_in_one_sentence(empty_database: str) -> None:
    async with an_engine(empty_database) as engine:
        await migrate(engine)
        async with engine.begin() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(DatabaseTooNew, match=r"9999.*start the newer program"):
            await migrate(engine)
        assert await step_of(engine) == "9999"


async def test_a_step_that_fails_leaves_nothing(empty_database: str) -> None:
    async with an_engine(empty_database) as engine:
        async with engine.begin() as connection:
            await connection.execute(text("CREATE TABLE resident (stray INTEGER)"))
        with pytest.raises(DBAPIError):
            await migrate(engine)
        async with engine.connect() as connection:
            assert set(await connection.run_sync(_shape)) == {"resident"}


_DEEDS: dict[str, Callable[[Table], Executable]] = {
    "UPDATE": lambda table: update(table).values(village="other"),
    "DELETE": delete,
}
GUARDED = [
    *((table, deed) for table in ("record", "proof", "gathering_change") for deed in ("UPDATE", "DELETE")),
    ("consent", "DELETE"),
    ("consent", "UPDATE"),
]


@pytest.mark.parametrize(("table", "deed"), GUARDED)
async def test_what_was_said_cannot_be_altered(database: str, table: str, deed: str) -> None:
    async with a_store(database) as store:
        await _say_one_of_each(store.open_work)
        with pytest.raises(DBAPIError, match=f"{table} is only added to"):
            async with store.engine.begin() as connection:
                await connection.execute(_DEEDS[deed](metadata.tables[table]))


async def _say_one_of_each(open_work: OpenSqlWork) -> None:
    async with open_work() as work:
        person = await a_resident(work)
        gathering = a_gathering(author=person)
        await work.gatherings.add(gathering)
        place = Bilingual("Клуб", "Клуб")
        change = Change(NOW, gathering.starts, gathering.starts, place, place, Bilingual())
        await work.gatherings.add_change(BUGROVOE, GatheringId(7), change)
        await work.record.add(Act(BUGROVOE, NOW, "published", person, "akim"))
        await work.proof.add(ProofLine(BUGROVOE, ABOUT, ProofKind.STOOD, NOW, "Клуб"))


async def test_replace_cannot_slip_past_the_guard(tmp_path: Path) -> None:
    async with a_store(await SqliteFiles(tmp_path).migrated()) as store:
        await _say_one_of_each(store.open_work)
        with pytest.raises(DBAPIError, match="only added to"):
            async with store.engine.begin() as connection:
                await connection.execute(text("REPLACE INTO record SELECT * FROM record"))


@pytest.mark.parametrize(
    "sentence",
    [
        "TRUNCATE record",
        "TRUNCATE consent CASCADE",
        "INSERT INTO record SELECT * FROM record ON CONFLICT (village, id) DO UPDATE SET what = 'other'",
    ],
)
async def test_nor_can_what_postgresql_alone_has(postgresql_databases: Databases, sentence: str) -> None:
    async with a_store(await postgresql_databases.migrated()) as store:
        await _say_one_of_each(store.open_work)
        with pytest.raises(DBAPIError, match="only added to"):
            async with store.engine.begin() as connection:
                await connection.execute(text(sentence))


@pytest.mark.parametrize(
    "change",
    [
        "withdrawn_at = NULL",
        "withdrawn_at = '2027-01-01 00:00:00.000000'",
        "withdrawn_at = '2027-01-01 00:00:00.000000', version = '2'",
    ],
)
async def test_a_consent_is_taken_back_once_and_nothing_else_of_it_changes(
    database: str, change: str
) -> None:
    async with a_store(database) as store:
        async with store.open_work() as work:
            person = await a_resident(work)
            await work.people.withdraw_consent(BUGROVOE, person, NOW)
        with pytest.raises(DBAPIError, match="only added to"):
            async with store.engine.begin() as connection:
                await connection.execute(text(f"UPDATE consent SET {change}"))  # noqa: S608 - of this test
