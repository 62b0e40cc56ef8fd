"""Faults of the machine under a running village: a database that stops, a full disk, no names, the clock."""

import asyncio
import resource
import socket
from collections.abc import Awaitable, Callable
from datetime import time, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.telegram.myself import Myself
from bot.telegram.outbound import TelegramGateway
from bot.telegram.run import Wire, build_bot
from handlers.announcements.cards import about
from handlers.chat import Fact
from tests.fake_bot_api import FakeChat, FakeMessage
from tests.postgres import Server
from tests.stores import SECRET, a_store
from tests.telegram_village import BUGROVOE, UNPACED, Person, TelegramVillage, a_telegram_village, until
from tests.test_story_processes import PUBLIC, Asar, a_program
from village.gatherings import Coming
from village.texts import Word

NO_LIMIT = resource.RLIM_INFINITY


async def _convened(village: TelegramVillage) -> tuple[Person, Person, FakeChat]:
    akim, aigul = await village.official(), await village.resident()
    group = await village.bound_group(akim)
    await akim.convenes()
    return akim, aigul, group


async def _health(asar: Asar) -> tuple[int, list[str]]:
    async with ClientSession() as client, client.get(f"http://127.0.0.1:{asar.port}/healthz") as answer:
        told = await answer.json()
        return answer.status, told["wrong"]


async def _until_well(asar: Asar) -> None:
    async with asyncio.timeout(15):
        while (await _health(asar))[0] != 200:  # noqa: ASYNC110 - another process is waited for
            await asyncio.sleep(0.05)


async def _answers(village: TelegramVillage) -> dict[Coming, int]:
    async with a_store(village.config.app.database.get_secret_value(), SECRET) as store, store.look() as work:
        gathering = await work.gatherings.numbered(BUGROVOE, 1)
        assert gathering is not None
        return dict(await work.gatherings.answers(gathering))


async def _lived_through(
    village: TelegramVillage,
    begins: Callable[[Asar], Awaitable[None]],
    ends: Callable[[Asar], Awaitable[None]],
) -> None:
    """Let a fault begin, have someone tap and someone write under it, and end it: all is done then, once."""
    akim, aigul, notice = await _convened_in_one_settlement(village)
    async with a_program(village, delivery="webhook") as asar:
        village.api.ways[PUBLIC] = f"http://127.0.0.1:{asar.port}"
        village.api.pushes = 5
        await asar.start(village.clock.now())
        await until(lambda: bool(village.bot.webhook), "the webhook")

        await begins(asar)
        village.api.press(aigul.user, notice, village.says("kk", "rsvp-yes"))
        await until(lambda: _excuses(aigul) == 1, "the word to wait")
        written = akim.has_read("language-ask")
        village.api.write(akim.user, akim.chat, "/language")
        await asyncio.sleep(0.5)  # both are brought again and again
        assert len(village.bot.pending) == 2
        assert akim.has_read("language-ask") == written

        await ends(asar)
        await until(lambda: not village.bot.pending, "the updates brought again")
        await until(lambda: akim.has_read("language-ask") > written, "what was asked for")
        await _until_well(asar)
        await _ends_quietly(asar)
        assert akim.has_read("language-ask") == written + 1
    assert _excuses(aigul) == 1
    assert await _answers(village) == {Coming.YES: 1}


async def _convened_in_one_settlement(village: TelegramVillage) -> tuple[Person, Person, FakeMessage]:
    akim, aigul = [await village.resident(name, section="Bugrovoe") for name in ("Ерлан", "Айгүл")]
    await village.becomes(akim, "akim")
    group = village.api.group()
    village.api.add_to_group(village.bot, group, akim.user)
    await village.settle()
    await akim.convenes()
    return akim, aigul, village.in_group(group)[0]


def _excuses(person: Person) -> int:
    words = [person.village.says(language, "store-away") for language in ("kk", "ru")]
    return sum(toast.text == " / ".join(words) for toast in person.toasts)


async def _ends_quietly(asar: Asar) -> None:
    ended, _ = await asar.stop()
    log = asar.log.read_text()
    assert ended == 0, log
    assert "Traceback" not in log, log
    assert 1 <= log.count("event=database_away") <= 2, log


async def test_postgresql_that_stops_and_starts_again_loses_nothing(
    tmp_path: Path, own_postgres: Server
) -> None:
    async def stops(asar: Asar) -> None:
        await own_postgres.stop()
        assert await _health(asar) == (503, ["database away"])

    async def starts(asar: Asar) -> None:
        del asar
        await own_postgres.start()

    database = await own_postgres.migrated()
    async with a_telegram_village(tmp_path, sections=(), database=database) as village:
        await _lived_through(village, stops, starts)


async def test_a_full_disk_confirms_nothing_and_what_came_is_done_when_there_is_room(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path, sections=()) as village:

        async def fills(asar: Asar) -> None:
            # No file of the process grows beyond what the log of the database is by now.
            log = village.database.with_name(f"{village.database.name}-wal")
            await until(lambda: log.stat().st_size > 100_000, "a log of the database longer than ours")
            _limit(asar, log.stat().st_size)

        async def is_freed(asar: Asar) -> None:
            _limit(asar, NO_LIMIT)

        await _lived_through(village, fills, is_freed)


def _limit(asar: Asar, size: int) -> None:
    resource.prlimit(asar.pid, resource.RLIMIT_FSIZE, (size, NO_LIMIT))


async def test_without_names_letters_wait_and_go_once_when_names_are_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        house, before = village.house, len(village.in_group(group))
        reached = house.gateways[BUGROVOE, "telegram"]
        await akim.writes("/announce Су жоқ / Воды нет")
        wire = Wire("http://telegram.example")
        monkeypatch.setattr(socket, "getaddrinfo", _no_such_name)
        me = Myself(BUGROVOE, village.bot.id, village.bot.username)
        house.join(TelegramGateway(build_bot(village.bot.token, wire, BUGROVOE), me, UNPACED))
        try:
            village.api.press(akim.user, akim.last, akim.said("button-publish"))
            await village.settle()
            assert len(village.in_group(group)) == before
            async with village.look() as work:
                (latest,) = await work.announcements.latest(BUGROVOE, 9)
                report = await work.outbox.report(BUGROVOE, ["announcement"], about(latest))
            assert (report.waiting, report.sent) == (2, 0)
        finally:
            await wire.close()

        monkeypatch.undo()
        house.join(reached)
        await village.forward(minutes=5)
        assert len(village.in_group(group)) == before + 1


def _no_such_name(*_: object, **__: object) -> None:
    raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


# --------------------------------------------------------------------------------------- a wrong clock


async def _of_the_gathering(village: TelegramVillage) -> dict[str, Fact]:
    plan = (await village.gathering(1)).plan
    kind = Word("kind-gathering")
    return {"kind": kind, "date": plan.starts.date(), "time": plan.starts.time(), "place": plan.place}


async def test_a_clock_set_back_a_day_reminds_nobody_a_second_time(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        _, aigul, group = await _convened(village)
        await aigul.presses("rsvp-yes", village.in_group(group)[0])
        facts = await _of_the_gathering(village)
        await village.to_day(10, time(12))
        assert aigul.has_read("remind-eve", days=1, **facts) == 1
        said = len(aigul.messages), len(village.in_group(group))

        village.clock.moment -= timedelta(days=1)
        await village.house.ring()
        await village.to_day(10, time(12))
        assert (len(aigul.messages), len(village.in_group(group))) == said
        await village.to_day(11, time(14))
        assert aigul.has_read("remind-soon", hours=2, **facts) == 1
        assert len(aigul.messages) == said[0] + 1


async def test_a_clock_set_forward_a_day_sends_nothing_that_has_no_point_by_then(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        _, aigul, group = await _convened(village)
        await aigul.presses("rsvp-yes", village.in_group(group)[0])
        await village.to_day(10, time(9))
        said = len(aigul.messages), len(village.in_group(group))

        village.clock.moment += timedelta(days=1, hours=7)
        await village.house.ring()
        await village.settle()
        assert (len(aigul.messages), len(village.in_group(group))) == said
        assert village.in_group(group)[0].labels == []
