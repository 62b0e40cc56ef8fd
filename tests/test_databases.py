"""What an operator is told of the database: which are taken, and one sentence for what is wrong with it."""

import asyncio
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.config import ConfigError, read_config
from tests.postgres import Server
from tests.stores import Databases, an_engine

SECRET = "a-secret-of-the-tests-that-is-long-enough"
SETTINGS = """
[app]
database = "{database}"
secret = "{secret}"

[[village]]
slug = "bugrovoe"
name = {{ kk = "Бугровое", ru = "Бугровое", en = "Bugrovoe" }}
population = 942
adults = 670
operator = "Әкім аппараты"
phone = "8 (715-38) 0-00-00"
"""
NOBODY_LISTENS = "postgresql+asyncpg://asar:the-password@127.0.0.1:1/asar"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


async def asar(file: Path, database: str, *words: str) -> Result:
    """Run a command on a database."""

    def run() -> Result:
        file.write_text(SETTINGS.format(database=database, secret=SECRET), encoding="utf-8")
        return CliRunner().invoke(app, [*words, "--config", str(file)])

    return await asyncio.to_thread(run)


def sentence_of(refused: Result) -> str:
    """Give the one sentence of a command that was refused."""
    assert refused.exit_code == 1, refused.output
    (sentence,) = refused.stderr.splitlines()
    return sentence


async def test_a_database_of_either_kind_is_brought_up_to_date_and_looked_at(
    file: Path, empty_database: str
) -> None:
    migrated = await asar(file, empty_database, "migrate")
    looked = await asar(file, empty_database, "check")

    assert migrated.exit_code == 0
    assert "The database is up to date." in migrated.output
    assert "answers, up to date" in looked.output


async def test_a_newer_database_of_either_kind_is_refused_in_one_sentence(file: Path, database: str) -> None:
    async with an_engine(database) as engine, engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    sentence = sentence_of(await asar(file, database, "migrate"))
    looked = await asar(file, database, "check")

    assert "start the newer program" in sentence
    assert looked.exit_code == 1
    assert "9999" in looked.output


@pytest.mark.parametrize("url", ["postgresql://asar@/asar", "mysql+aiomysql://asar@/asar", "asar.sqlite"])
def test_another_database_is_refused_with_what_would_be_right(file: Path, url: str) -> None:
    file.write_text(SETTINGS.format(database=url, secret=SECRET), encoding="utf-8")

    with pytest.raises(ConfigError) as refused:
        read_config(file)

    assert str(refused.value) == (
        f'{file}: [app] database must begin with "sqlite+aiosqlite:///" or "postgresql+asyncpg://"'
    )


def test_a_databases_password_may_stand_in_the_environment_and_is_not_printed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASAR_DATABASE_OF_TESTS", NOBODY_LISTENS)
    file.write_text(SETTINGS.format(database="env:ASAR_DATABASE_OF_TESTS", secret=SECRET), encoding="utf-8")
    config = read_config(file)

    assert config.app.database.get_secret_value() == NOBODY_LISTENS
    assert "the-password" not in repr(config) + str(config) + config.model_dump_json()


async def test_a_missing_driver_is_named_with_the_remedy(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)

    sentence = sentence_of(await asar(file, NOBODY_LISTENS, "migrate"))
    looked = await asar(file, NOBODY_LISTENS, "check")

    assert "asyncpg is missing" in sentence
    assert sentence.endswith("pip install 'asar[postgresql]'")
    assert looked.exit_code == 1
    assert "asyncpg is missing" in looked.output


async def test_a_postgresql_that_does_not_answer_is_one_sentence_without_its_password(file: Path) -> None:
    sentence = sentence_of(await asar(file, NOBODY_LISTENS, "migrate"))

    assert sentence.startswith("The database does not open: ")
    assert "is it running" in sentence
    assert "the-password" not in sentence


async def test_a_database_that_postgresql_does_not_have_is_one_sentence(file: Path, postgres: Server) -> None:
    sentence = sentence_of(await asar(file, postgres.url("nowhere"), "migrate"))

    assert '"nowhere" does not exist' in sentence


async def test_a_file_in_a_folder_that_is_not_there_is_one_sentence(file: Path, tmp_path: Path) -> None:
    sentence = sentence_of(await asar(file, f"sqlite+aiosqlite:///{tmp_path}/nowhere/asar.db", "migrate"))

    assert sentence.startswith("The database does not open: unable to open database file")


async def test_postgresql_is_copied_by_its_own_tools(
    file: Path, tmp_path: Path, postgresql_databases: Databases
) -> None:
    url = await postgresql_databases.migrated()

    assert "pg_dump" in sentence_of(await asar(file, url, "backup", str(tmp_path / "copy")))
    assert "pg_restore" in sentence_of(await asar(file, url, "restore", str(file)))
