"""What several files of tests stand on."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.asar_forks import Forks, forks
from tests.broadcasting import Stage
from tests.browsing import ARGUMENTS, CHROMIUM
from tests.postgres import OUTLIVES_A_CRASH, NoPostgres, PostgresDatabases, Server, a_server
from tests.stores import Databases, SqliteFiles
from tests.unlogged import overhearing


@pytest.fixture(autouse=True)
def _nothing_personal_is_logged() -> Iterator[None]:
    with overhearing():
        yield


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        await opened.close()


@pytest.fixture(scope="session")
def postgres_if_any() -> Iterator[Server | NoPostgres]:
    """Start the one PostgreSQL of this session with the first test that asks for it."""
    with ExitStack() as stack:
        try:
            server: Server | NoPostgres = stack.enter_context(a_server())
        except NoPostgres as why:
            server = why
        yield server


@pytest.fixture
def postgres(postgres_if_any: Server | NoPostgres) -> Server:
    """Give the server; where it does not start, its tests are skipped with a word, and in CI they fail."""
    if isinstance(postgres_if_any, Server):
        return postgres_if_any
    if os.environ.get("CI") == "true":  # noqa: TID251 - whether this is CI is no setting of the program
        pytest.fail(str(postgres_if_any), pytrace=False)
    pytest.skip(str(postgres_if_any))


@pytest.fixture
def own_postgres(postgres: Server) -> Iterator[Server]:
    """Start a server that a test may stop and start again as it likes."""
    del postgres  # where that one does not start, neither does another
    with a_server(OUTLIVES_A_CRASH) as server:
        yield server


@pytest.fixture
async def postgresql_databases(postgres: Server) -> AsyncIterator[Databases]:
    """Give databases of PostgreSQL; they are dropped after the test."""
    made = PostgresDatabases(postgres)
    yield made
    await made.drop()


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Databases:
    """Give databases of either kind: whatever asks for them runs once on each."""
    if request.param == "sqlite":
        return SqliteFiles(tmp_path)
    made: Databases = request.getfixturevalue("postgresql_databases")
    return made


@pytest.fixture
async def database(databases: Databases) -> str:
    """Make a database at the newest step; give its URL."""
    return await databases.migrated()


@pytest.fixture
async def empty_database(databases: Databases) -> str:
    """Make a database with nothing in it; give its URL."""
    return await databases.empty()


@pytest.fixture(scope="session")
def all_forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """Open every room once, for all processes that stories start and kill."""
    with forks(tmp_path_factory.mktemp("forks")) as started:
        yield started


@pytest.fixture
def stage(tmp_path: Path, database: str, all_forks: Forks) -> Stage:
    """Give where a story of processes is played, once on each kind of database."""
    return Stage(tmp_path, database, all_forks)


@pytest.fixture
async def postgresql_stage(tmp_path: Path, postgresql_databases: Databases, all_forks: Forks) -> Stage:
    """Give where a story of several processes of a role is played."""
    return Stage(tmp_path, await postgresql_databases.migrated(), all_forks)
