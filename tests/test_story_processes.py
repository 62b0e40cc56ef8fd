"""``asar run`` as a process of its own: two villages, by polling and by webhook, killed at any moment."""

import asyncio
import random
import signal
import socket
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest
from aiohttp import ClientError, ClientSession

from bot.config import ZONE
from handlers.chat import Fact
from handlers.ports import Work
from tests.fake_bot_api import FakeChat, FakeMessage
from tests.stores import SECRET
from tests.telegram_village import (
    BEGINS,
    BUGROVOE,
    SOSNOVKA,
    Person,
    TelegramVillage,
    a_telegram_village,
    until,
)
from village.chats import Address
from village.ids import PersonId
from village.people import Resident
from village.records import Consent
from village.texts import Bilingual, Language, Word

pytestmark = pytest.mark.timeout(120)

ROOT = Path(__file__).parent.parent
PUBLIC = "https://asar.example"
STOPS_WITHIN = 10.0
READERS = 24
UNDER_WAY = 8


def a_port() -> int:
    """Find a port of loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def write_config(village: TelegramVillage, port: int, *, delivery: str = "polling", more: str = "") -> Path:
    """Write the settings of a village as an operator would."""
    parts = "".join(
        f"""
[[village]]
slug = "{slug}"
name = {{ kk = "{slug}", ru = "{slug}", en = "{slug}" }}
telegram_token = "{bot.token}"
population = 942
adults = 670
operator = "Әкім аппараты"
phone = "8 (715-38) 0-00-00"
"""
        for slug, bot in village.bots.items()
    )
    file = village.folder / f"{delivery}.toml"
    file.write_text(
        f"""
[app]
database = "{village.config.app.database.get_secret_value()}"
secret = "{SECRET}"
tick_seconds = 0.2
[web]
listen = "127.0.0.1:{port}"
public_url = "{PUBLIC}"
[telegram]
api = "{village.api.url}"
delivery = "{delivery}"
{parts}{more}
""",
        encoding="utf-8",
    )
    return file


class Process(Protocol):
    """A process of the machine, however it was started."""

    @property
    def pid(self) -> int:
        """Give its number."""
        ...

    @property
    def returncode(self) -> int | None:
        """Tell how it ended; None while it runs."""
        ...

    def kill(self) -> None:
        """Kill it."""
        ...

    def send_signal(self, number: int, /) -> None:
        """Send it a signal."""
        ...

    async def wait(self) -> int:
        """Wait until it has ended, and give how."""
        ...


@dataclass
class Asar:
    """The program as a process, started as often as wanted."""

    config: Path
    port: int
    log: Path
    moment: datetime | None = None
    words: tuple[str, ...] = ()
    kills: int = 0
    root: Path = ROOT
    _process: Process | None = field(default=None, repr=False)

    @property
    def pid(self) -> int:
        """Give the number of the running process."""
        assert self._process is not None
        return self._process.pid

    async def start(self, moment: datetime | None = None) -> None:
        """Start it, at a moment of ours if one is given, and wait until it serves."""
        self.moment = moment or self.moment
        await self.launch()
        await self.until_it_serves()

    async def until_it_serves(self) -> None:
        """Wait until it answers that it is well."""
        async with asyncio.timeout(90):
            while not await self._serves():  # noqa: ASYNC110 - another process is waited for
                await asyncio.sleep(0.05)

    async def launch(self) -> None:
        """Start it, and do not wait for it."""
        self._process = await self._launched()

    async def _launched(self) -> Process:
        clock = f"{(self.moment - _real_now()).total_seconds()}" if self.moment else None
        program = ["-m", "tests.asar_at", clock] if clock else ["-m", "bot"]
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                *(*program, "run", *self.words, "--config", str(self.config)),
                cwd=self.root,
                stderr=log,
            )

    async def _serves(self) -> bool:
        assert self._process is not None
        assert self._process.returncode is None, self.log.read_text()
        try:
            async with (
                ClientSession() as client,
                client.get(f"http://127.0.0.1:{self.port}/healthz") as answer,
            ):
                return answer.status == 200
        except ClientError:
            return False

    def hang_up(self) -> None:
        """Ask it to read its settings again."""
        assert self._process is not None
        self._process.send_signal(signal.SIGHUP)

    async def kill(self) -> None:
        """Kill it: no word, no time to tidy up."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()
        self._process = None
        self.kills += 1

    async def stop(self) -> tuple[int, float]:
        """Tell it to stop; give how it ended and how long that took."""
        assert self._process is not None
        begun = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        ended = await asyncio.wait_for(self._process.wait(), 20)
        self._process = None
        return ended, time.monotonic() - begun

    async def end(self) -> None:
        """Leave nothing running."""
        if self._process is not None:
            await self.kill()


def _real_now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


@asynccontextmanager
async def a_program(village: TelegramVillage, **settings: str) -> AsyncIterator[Asar]:
    """Have the program ready over a village's database, the house in this process being closed."""
    await village.close()
    port = a_port()
    asar = Asar(write_config(village, port, **settings), port, village.folder / "asar.log")
    try:
        yield asar
    finally:
        await asar.end()


async def heard(village: TelegramVillage) -> None:
    """Wait until the program has taken all that people did."""
    await until(lambda: not any(bot.pending for bot in village.bots.values()), "the hearing of all updates")


async def a_tap(person: Person, key: str, **facts: Word) -> None:
    """Press a button as soon as it is there; the program answers in its own time."""
    label = person.said(key, **facts)
    await until(lambda: label in person.last.labels, f"the button {label}")
    person.village.api.press(person.user, person.last, label)
    await heard(person.village)


async def walks_in(person: Person) -> None:
    """Walk through the first talk of a unit of one settlement."""
    person.village.api.start_bot(person.user, person.bot)
    await until(lambda: bool(person.messages), "the question of the language")
    await a_tap(person, f"language-{person.language}-itself")
    await a_tap(person, "consent-yes")
    await until(lambda: person.slug in person.last.labels, "the question of the settlement")
    person.village.api.press(person.user, person.last, person.slug)
    await a_tap(person, "subscribe-yes")
    await until(lambda: person.has_read("start-done") == 1, "the end of the first talk")


# ------------------------------------------------------------------------------ two villages, both ways


async def _both_villages_are_answered(village: TelegramVillage) -> None:
    for slug in (BUGROVOE, SOSNOVKA):
        someone = village.someone(f"Айгүл {slug}", slug=slug)
        await walks_in(someone)
        assert slug in someone.last.text


async def test_two_villages_run_by_polling_beside_a_third_whose_token_is_refused(tmp_path: Path) -> None:
    bad = "42:AAE_bad-token_of_a-third_village_____"
    third = f"""
[[village]]
slug = "third"
name = {{ kk = "Ү", ru = "Т", en = "T" }}
telegram_token = "{bad}"
population = 1
adults = 1
operator = "x"
phone = "1"
"""
    async with (
        a_telegram_village(tmp_path, slugs=(BUGROVOE, SOSNOVKA), sections=()) as village,
        a_program(village, more=third) as asar,
    ):
        await asar.start()
        await _both_villages_are_answered(village)
        ended, seconds = await asar.stop()

        log = asar.log.read_text()
        assert (ended, seconds < STOPS_WITHIN) == (0, True), log
        assert "token_refused village=third" in log
        assert "AAE" not in log


async def test_two_villages_run_by_webhook_and_take_each_update_once(tmp_path: Path) -> None:
    async with (
        a_telegram_village(tmp_path, slugs=(BUGROVOE, SOSNOVKA), sections=()) as village,
        a_program(village, delivery="webhook") as asar,
    ):
        village.api.ways[PUBLIC] = f"http://127.0.0.1:{asar.port}"
        village.api.pushes = 5
        await asar.start()
        await until(lambda: all(bot.webhook for bot in village.bots.values()), "both webhooks")
        assert village.bot.webhook == f"{PUBLIC}/telegram/bugrovoe"
        await _both_villages_are_answered(village)
        await _a_stranger_is_shown_the_door(asar)

        await asar.kill()
        aigul = village.someone("Кеш")
        village.api.start_bot(aigul.user, aigul.bot)
        await asar.start()
        await until(lambda: len(aigul.messages) == 1, "the answer to what was written meanwhile")
        ended, seconds = await asar.stop()
        assert (ended, seconds < STOPS_WITHIN) == (0, True), asar.log.read_text()


async def _a_stranger_is_shown_the_door(asar: Asar) -> None:
    url = f"http://127.0.0.1:{asar.port}/telegram/bugrovoe"
    async with ClientSession() as client:
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}):
            async with client.post(url, json={"update_id": 1}, headers=headers) as answer:
                assert answer.status == 403


async def test_a_taken_port_is_a_plain_sentence(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path, sections=()) as village, a_program(village) as asar:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", asar.port))
            taken.listen()
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot", "run", "--config", str(asar.config)),
                cwd=ROOT,
                stderr=asyncio.subprocess.PIPE,
            )
            _, said = await asyncio.wait_for(process.communicate(), 30)
        assert process.returncode == 1
        assert f"127.0.0.1:{asar.port}" in said.decode()
        assert "Traceback" not in said.decode()


# ----------------------------------------------------------------------------------------------- killed


async def enrol(village: TelegramVillage, count: int) -> list[Person]:
    """Make residents who want letters, without the walk that other stories walk."""
    people = [village.someone(f"Тұрғын {number}", "kk" if number % 2 else "ru") for number in range(count)]
    async with village.house.desk.open_work() as work:
        for person in people:
            village.bot.started_by.add(person.user.id)
            await _enrolled(person, work, village)
    return people


async def _enrolled(person: Person, work: Work, village: TelegramVillage) -> None:
    now, address = village.clock.now(), Address("telegram", str(person.user.id))
    number = await work.people.meet(address, PersonId(village.house.desk.new_id()), now)
    await work.people.give_consent(Consent(number, BUGROVOE, "1", "digest", "telegram", now), address)
    language = Language(person.language)
    await work.people.keep(
        Resident(BUGROVOE, number, language, subscribed=True, reachable=True, consented=True)
    )
    await work.people.reached_by(BUGROVOE, number, "telegram")


def _sent_since(village: TelegramVillage, begun: int) -> int:
    sends = ("sendmessage", "sendlocation", "senddocument", "pinchatmessage")
    return sum(name in sends for _, name, _ in village.api.calls[begun:])


async def killed_again_and_again(
    asar: Asar, village: TelegramVillage, after: Sequence[int], is_done: Callable[[], bool]
) -> None:
    """Kill the program after so many messages, start it again, and so on; then let it finish."""
    for count in after:
        begun = len(village.api.calls)
        await until(lambda begun=begun, count=count: _sent_since(village, begun) >= count, "messages")  # type: ignore[misc]  # bound at once
        await asar.kill()
        await asar.start()
    await until(is_done, "the rest")


def _waiting(village: TelegramVillage) -> int:
    return _counted(village, "SELECT count(*) FROM letter WHERE state IN ('waiting', 'sending')")


def _counted(village: TelegramVillage, query: str, *values: str) -> int:
    connection = sqlite3.connect(village.database, timeout=10)
    try:
        number: int = connection.execute(query, values).fetchone()[0]
        return number
    finally:
        connection.close()


def _in_doubt(village: TelegramVillage, kind: str) -> int:
    query = "SELECT count(*) FROM letter WHERE kind = ? AND state = 'dropped' AND reason = 'in doubt'"
    return _counted(village, query, kind)


def _sent(village: TelegramVillage, kind: str) -> int:
    return _counted(village, "SELECT count(*) FROM letter WHERE kind = ? AND state = 'sent'", kind)


def _bearing(messages: Sequence[FakeMessage], *starts: str) -> list[FakeMessage]:
    return [message for message in messages if any(start in message.text for start in starts)]


async def test_killed_at_random_moments_it_loses_no_notice_and_no_reminder_and_reminds_nobody_twice(
    tmp_path: Path,
) -> None:
    chance = random.Random(20261123)  # noqa: S311 - the same moments each time, so that a failure can be met again
    async with a_telegram_village(tmp_path, sections=()) as village:
        akim = await village.resident("Ерлан", section="Bugrovoe")
        await village.becomes(akim, "akim")
        group = village.api.group()
        village.api.add_to_group(village.bot, group, akim.user)
        await village.settle()
        people = await enrol(village, READERS)
        coming, silent = people[:10], [*people[10:], akim]
        async with a_program(village) as asar:
            await asar.start(BEGINS + timedelta(minutes=5))
            await _publishes_between_kills(akim, asar)
            moments = [chance.randint(2, 8), chance.randint(5, 15)]
            await killed_again_and_again(asar, village, moments, lambda: not _waiting(village))
            notice = _everyone_has_the_notice(asar, village, group, people)
            for person in coming:
                village.api.press(person.user, notice, "Барамын")
            await heard(village)
            await asar.kill()

            await _reminded(
                asar, village, "remind-first", BEGINS + timedelta(days=8), silent, _moments(chance, 2)
            )
            await _reminded(
                asar, village, "remind-soon", _starts() - timedelta(hours=2), coming, _moments(chance, 1)
            )
            line = village.says("kk", "remind-eve-days", days=0, **_of_the_gathering())
            assert len(_bearing(village.in_group(group), line)) == 1


def _everyone_has_the_notice(
    asar: Asar, village: TelegramVillage, group: FakeChat, people: Sequence[Person]
) -> FakeMessage:
    """Count the notices: nobody without one, and no more copies than were under way when it was killed."""
    titles = [village.says(language, "notice-title", number=1) for language in ("kk", "ru")]
    copies = [len(_bearing(person.messages, *titles)) for person in people]
    in_group = _bearing(village.in_group(group), *titles)
    assert min(copies) == 1
    assert sum(copies) - len(people) + len(in_group) - 1 <= asar.kills * UNDER_WAY
    assert group.pinned[-1] == in_group[-1].id
    return in_group[-1]


def _moments(chance: random.Random, kills: int) -> list[int]:
    return [chance.randint(1, 4) for _ in range(kills)]


def _starts() -> datetime:
    return datetime(2026, 12, 12, 15, tzinfo=ZONE)


async def _publishes_between_kills(akim: Person, asar: Asar) -> None:
    """Fill the form by hand; killed in the middle, it goes on where it was."""
    village = akim.village
    village.api.write(akim.user, akim.chat, "/gathering")
    await a_tap(akim, "kind-gathering")
    await until(lambda: akim.sees("g-basis-ask"), "the next question")
    await asar.kill()
    await asar.start()
    await a_tap(akim, "button-none")
    await a_tap(akim, "convener-akim")
    for words in ("12.12 15:00", "Клуб / Клуб", "Су / Вода"):
        village.api.write(akim.user, akim.chat, words)
        await heard(village)
    await a_tap(akim, "button-publish")
    await until(lambda: _counted(village, "SELECT count(*) FROM gathering") == 1, "the gathering")


async def _reminded(
    asar: Asar,
    village: TelegramVillage,
    kind: str,
    due: datetime,
    readers: Sequence[Person],
    moments: Sequence[int],
) -> None:
    """Let a reminder come due, kill while it goes out, and count: nobody twice, and nobody forgotten."""
    kills = asar.kills
    await asar.start(due - timedelta(seconds=1))

    def is_done() -> bool:
        return _sent(village, kind) + _in_doubt(village, kind) >= len(readers) and not _waiting(village)

    await killed_again_and_again(asar, village, moments, is_done)
    ended, seconds = await asar.stop()  # what is under way is finished, so that the count is exact
    assert (ended, seconds < STOPS_WITHIN) == (0, True)
    got = [_reminders(person, kind) for person in readers]
    doubted = _in_doubt(village, kind)
    assert max(got) == 1
    assert doubted <= (asar.kills - kills) * UNDER_WAY
    assert len(readers) - doubted <= sum(got) <= len(readers)
    assert _sent(village, kind) == len(readers) - doubted


def _reminders(person: Person, kind: str) -> int:
    return person.has_read(kind, days=3, hours=2, **_of_the_gathering())


def _of_the_gathering() -> dict[str, Fact]:
    starts = _starts()
    return {
        "kind": Word("kind-gathering"),
        "date": starts.date(),
        "time": starts.time(),
        "place": Bilingual.same("Клуб"),
    }


async def test_telegram_is_told_of_the_menu_and_the_webhook_once(tmp_path: Path) -> None:
    async with (
        a_telegram_village(tmp_path, sections=()) as village,
        a_program(village, delivery="webhook") as asar,
    ):
        village.api.ways[PUBLIC] = f"http://127.0.0.1:{asar.port}"
        before = [len(village.api.called(method)) for method in ("setWebhook", "setMyCommands")]
        await asar.start()
        await until(lambda: bool(village.bot.webhook), "the webhook")
        await asar.stop()
        told = [len(village.api.called(method)) for method in ("setWebhook", "setMyCommands")]
        looked = len(village.api.called("getWebhookInfo"))
        await asar.start()
        await until(lambda: len(village.api.called("getWebhookInfo")) > looked, "a look at the webhook")
        await asar.stop()

        again = [len(village.api.called(method)) for method in ("setWebhook", "setMyCommands")]
        assert before[0] < told[0] == again[0]
        assert told == again
