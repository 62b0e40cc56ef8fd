"""Several processes on one database: two that hear and answer, two that deliver; and what is refused."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession
from typer.testing import CliRunner

from bot.app import OPERATORS_MISTAKES, only_one, put_back_store
from bot.cli import app
from bot.config import read_config
from bot.reloading import Settings
from bot.role import Role
from bot.running import run
from storage.alone import NotAlone
from storage.work import OpenSqlWork
from tests.fake_bot_api import FakeMessage
from tests.stores import SECRET, Databases, a_store
from tests.telegram_village import BEGINS, BUGROVOE, LINE, Person, TelegramVillage, a_telegram_village, until
from tests.test_story_processes import PUBLIC, READERS, STOPS_WITHIN, Asar, a_port, enrol, write_config
from village.gatherings import Coming

pytestmark = pytest.mark.timeout(240)
_COMMON_CLOCK = BEGINS + timedelta(minutes=5)


@asynccontextmanager
async def machines(village: TelegramVillage, *roles: Role) -> AsyncIterator[list[Asar]]:
    """Start a process for each role, all by one file of settings; the house in this process is closed."""
    await village.close()
    config = write_config(village, a_port(), delivery="webhook")
    ports = [a_port() for _ in roles]
    processes = [
        Asar(
            config,
            port,
            village.folder / f"{role}-{port}.log",
            words=("--role", str(role), "--listen", f"127.0.0.1:{port}"),
        )
        for role, port in zip(roles, ports, strict=True)
    ]
    webs = [each.port for each, role in zip(processes, roles, strict=True) if role.hears]
    village.api.ways[PUBLIC] = [f"http://127.0.0.1:{port}" for port in webs]
    try:
        await asyncio.gather(*(each.start(_COMMON_CLOCK) for each in processes))
        yield processes
    finally:
        await asyncio.gather(*(each.end() for each in processes))


async def measured(process: Asar, beginning: str) -> float:
    """Add up what a process measures under a name."""
    async with ClientSession() as client, client.get(f"http://127.0.0.1:{process.port}/metrics") as answer:
        lines = (await answer.text()).splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(beginning))


async def test_two_that_hear_and_two_that_deliver_are_one_bot(
    tmp_path: Path, postgresql_databases: Databases
) -> None:
    database = await postgresql_databases.migrated()
    async with a_telegram_village(tmp_path, database=database, sections=()) as village:
        akim = await village.becomes(await village.resident("Ерлан", section="Bugrovoe"), "akim")
        group = village.api.group()
        village.api.add_to_group(village.bot, group, akim.user)
        await village.settle()
        people = await enrol(village, READERS)
        async with machines(village, Role.WEB, Role.WEB, Role.WORKER, Role.WORKER) as processes:
            webs, workers = processes[:2], processes[2:]
            await _publishes(akim)
            titles = [village.says(language, "notice-title", number=1) for language in ("kk", "ru")]
            chats = [person.chat for person in people] + [group]
            await until(
                lambda: all(_notices(village.api.messages(each), titles) for each in chats), "the notices"
            )

            notice = _notices(village.in_group(group), titles)[0]
            for person in people:
                village.api.press(person.user, notice, "Барамын")
            await until(lambda: all(person.toasts for person in people), "an answer to each tap")
            await _answered(database, len(people))
            assert [len(_notices(village.api.messages(each), titles)) for each in chats] == [1] * len(chats)

            assert all([await measured(web, "asar_update_seconds_count") for web in webs])
            sent = 'asar_letters_ended_total{kind="gathering-notice",state="sent"}'
            assert not any([await measured(web, sent) for web in webs])
            assert sum([await measured(worker, sent) for worker in workers]) >= len(chats)
            await _all_stop(processes)


async def _publishes(akim: Person) -> None:
    api, publish = akim.village.api, akim.said("button-publish")
    await until(lambda: bool(akim.bot.webhook), "the webhook")
    api.write(akim.user, akim.chat, f"/gathering {LINE}")
    await until(lambda: publish in akim.last.labels, "the preview")
    api.press(akim.user, akim.last, publish)


async def _all_stop(processes: Sequence[Asar]) -> None:
    for each in processes:
        ended, seconds = await each.stop()
        assert (ended, seconds < STOPS_WITHIN) == (0, True)


def _notices(messages: Sequence[FakeMessage], titles: Sequence[str]) -> list[FakeMessage]:
    said = [message for message in messages if message.bot is not None]
    return [message for message in said if any(title in message.text for title in titles)]


async def _answered(database: str, people: int) -> None:
    """See that each tap is kept, whichever process heard it."""
    async with a_store(database, SECRET) as store:
        assert await _comings(store.open_work) == people


async def _comings(look: OpenSqlWork) -> int:
    async with look() as work:
        gathering = await work.gatherings.numbered(BUGROVOE, 1)
        assert gathering is not None
        return (await work.gatherings.answers(gathering))[Coming.YES]


# -------------------------------------------------------------------------------------------- refused


async def refused(file: Path, role: Role) -> str:
    """Run what is refused; give its one sentence."""
    with pytest.raises(OPERATORS_MISTAKES) as wrong:
        await run(Settings(file), role)
    return str(wrong.value)


async def test_a_second_process_of_a_role_on_a_file_is_refused_and_so_is_putting_a_copy_back(
    tmp_path: Path,
) -> None:
    async with a_telegram_village(tmp_path, sections=()) as village:
        await village.close()
        file = write_config(village, a_port(), delivery="webhook")
        config = read_config(file)
        with only_one(config, Role.WORKER):
            for role in (Role.WORKER, Role.ALL):
                sentence = await refused(file, role)
                assert "is its worker already" in sentence
                assert "PostgreSQL" in sentence
            with pytest.raises(NotAlone, match="is its worker already"):
                put_back_store(config, village.database)
            with only_one(config, Role.WEB):
                assert "is its web already" in await refused(file, Role.ALL)


async def test_polling_is_not_shared(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path, sections=()) as village:
        await village.close()
        file = write_config(village, a_port())

        assert '"webhook"' in await refused(file, Role.WEB)
        assert '"webhook"' in await refused(file, Role.WORKER)


def test_where_to_listen_is_an_address() -> None:
    result = CliRunner().invoke(app, ["run", "--listen", "8081"])

    assert result.exit_code == 1
    assert result.stderr.splitlines() == ['--listen 8081: no address; write it like "127.0.0.1:8081"']
