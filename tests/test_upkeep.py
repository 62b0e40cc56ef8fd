"""How the program tells of itself: health and measures over HTTP, bots reached, and the day's deleting."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web
from pydantic import SecretStr

from bot.app import House, open_house
from bot.config import AppPart, Config, RetentionPart
from bot.gateway import Moved, OurFault, TryLater, Unreachable
from bot.measures import Counter, Histogram, page
from bot.retaining import CHORE
from bot.watching import kind_of, meaning_of
from bot.web.health import health_routes
from bot.web.metrics import metrics_routes
from handlers.chat import Heard, Pressed, SenderKind, What, Wrote
from tests.telegram_village import BUGROVOE, MovableClock, a_part, a_telegram_village
from village.chats import Address
from village.outbox import Letter, LetterState, Subject

MORNING = datetime(2026, 12, 9, 7, 0, tzinfo=UTC)
ABOUT = Subject("announcement", 1)


@dataclass
class Watched:
    """A house that is served."""

    house: House
    clock: MovableClock
    url: str
    client: ClientSession

    async def health(self) -> tuple[int, dict[str, Any]]:
        async with self.client.get(f"{self.url}/healthz") as answer:
            return answer.status, await answer.json()

    async def metrics(self) -> str:
        async with self.client.get(f"{self.url}/metrics") as answer:
            assert answer.content_type == "text/plain"
            return await answer.text()


def _config(folder: Path) -> Config:
    database = SecretStr(f"sqlite+aiosqlite:///{folder / 'asar.sqlite'}")
    return Config(
        app=AppPart(database=database, secret=SecretStr("s" * 40)),
        retention=RetentionPart(letters_days=14),
        village=(a_part(BUGROVOE, "1:a"),),
    )


@asynccontextmanager
async def a_watched_house(folder: Path) -> AsyncIterator[Watched]:
    clock = MovableClock(MORNING)
    async with open_house(_config(folder), clock) as house, ClientSession() as client:
        application = web.Application()
        application.add_routes(health_routes(house.upkeep.health))
        application.add_routes(metrics_routes(house.upkeep.metrics))
        runner = web.AppRunner(application, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield Watched(house, clock, f"http://127.0.0.1:{runner.addresses[0][1]}", client)
        finally:
            await runner.cleanup()


async def _posted(house: House, letter: int, due_at: datetime) -> Letter:
    posted = Letter(letter, BUGROVOE, "announcement", ABOUT, due_at)
    async with house.desk.open_work() as work:
        await work.outbox.post(posted)
    return posted


def heard(what: What) -> Heard:
    """Give something that came in from somebody."""
    room = Address("telegram", "77017770707")
    return Heard(BUGROVOE, 1, room, SenderKind.PERSON, room, private=True, what=what)


# ------------------------------------------------------------------------------------------- health


async def test_a_house_that_stands_is_well(tmp_path: Path) -> None:
    async with a_watched_house(tmp_path) as watched_house:
        status, told = await watched_house.health()

    assert (status, told["well"], told["wrong"]) == (200, True, [])


async def test_a_tick_that_does_not_come_and_a_deadline_it_leaves_are_named(tmp_path: Path) -> None:
    async with a_watched_house(tmp_path) as village:
        async with village.house.desk.open_work() as work:
            await work.deadlines.put(BUGROVOE, "announcement-unpin", ABOUT, MORNING)
        village.clock.moment += timedelta(minutes=2)
        status, told = await village.health()
        assert (status, told["wrong"]) == (503, ["tick late", "deadlines late"])
        assert told["deadlines_late_seconds"] == 120

        await village.house.ring()
        status, told = await village.health()
        assert (status, told["wrong"]) == (200, [])


async def test_a_deadline_that_fails_is_counted_and_makes_nothing_else_late(tmp_path: Path) -> None:
    async with a_watched_house(tmp_path) as village:
        async with village.house.desk.open_work() as work:
            await work.deadlines.put(BUGROVOE, "of a kind unknown", ABOUT, MORNING)
        village.clock.moment += timedelta(minutes=2)
        await village.house.ring()
        status, told = await village.health()

    assert (status, told["deadlines_failing"], told["wrong"]) == (200, 1, [])


async def test_a_lane_whose_letters_do_not_move_is_named_unless_a_network_has_ordered_it(
    tmp_path: Path,
) -> None:
    async with a_watched_house(tmp_path) as village:
        await _posted(village.house, 1, MORNING)
        village.clock.moment += timedelta(minutes=2)
        await village.house.ring()
        status, told = await village.health()
        assert (status, told["wrong"], told["lanes_stuck"]) == (503, ["lane stuck"], [BUGROVOE])

        measures = village.house.upkeep.measures
        measures.ordered_to_wait(BUGROVOE, village.clock.moment + timedelta(minutes=5))
        assert (await village.health())[0] == 200


async def test_a_lane_that_moves_is_well_however_long_its_queue(tmp_path: Path) -> None:
    async with a_watched_house(tmp_path) as village:
        first = await _posted(village.house, 1, MORNING)
        async with village.house.desk.open_work() as work:
            await work.outbox.post(Letter(2, BUGROVOE, "announcement", Subject("announcement", 2), MORNING))
        village.clock.moment += timedelta(minutes=2)
        await village.house.ring()
        async with village.house.desk.open_work() as work:
            await work.outbox.settle(first, LetterState.SENT, "", village.clock.now())

        assert (await village.health())[0] == 200


async def test_a_database_that_is_gone_is_named_and_measures_that_need_none_are_served(
    tmp_path: Path,
) -> None:
    async with a_watched_house(tmp_path) as village:
        village.house.upkeep.look = _gone
        status, told = await village.health()
        metrics = await village.metrics()

    assert (status, told["wrong"]) == (503, ["database away"])
    assert "asar_database_up 0" in metrics.splitlines()
    assert "process_start_time_seconds" in metrics


@asynccontextmanager
async def _gone() -> AsyncIterator[Any]:
    _fail("the disk is gone")
    yield


def _fail(why: str) -> None:
    raise OSError(why)


# ------------------------------------------------------------------------------------------- measures


async def test_letters_are_told_by_kind_and_state_and_how_late_they_went(tmp_path: Path) -> None:
    async with a_watched_house(tmp_path) as village:
        sent = await _posted(village.house, 1, MORNING)
        await _posted(village.house, 2, MORNING + timedelta(hours=1))
        village.clock.moment += timedelta(seconds=20)
        async with village.house.desk.open_work() as work:
            await work.outbox.settle(sent, LetterState.DROPPED, "in doubt", village.clock.now())
            await work.outbox.settle(sent, LetterState.SENT, "", village.clock.now())
        await _posted(village.house, 3, MORNING + timedelta(hours=2))
        lines = (await village.metrics()).splitlines()

    assert 'asar_letters_ended_total{kind="announcement",state="sent"} 1' in lines
    assert 'asar_letter_seconds_bucket{kind="announcement",le="10.0"} 0' in lines
    assert 'asar_letter_seconds_bucket{kind="announcement",le="30.0"} 1' in lines
    assert 'asar_letters{kind="announcement",state="waiting"} 2' in lines
    assert any(line.startswith("asar_database_wait_seconds_count ") for line in lines)


async def test_what_is_undone_is_not_counted(tmp_path: Path) -> None:
    async with a_watched_house(tmp_path) as village:
        letter = await _posted(village.house, 1, MORNING)
        with suppress(OSError):
            async with village.house.desk.open_work() as work:
                await work.outbox.settle(letter, LetterState.SENT, "", MORNING)
                _fail("the disk is full")

        assert "asar_letters_ended_total 0" in (await village.metrics()).splitlines()


async def test_no_measure_names_a_village_or_a_person_or_what_they_wrote(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = village.someone("Айгүл")
        await aigul.starts()
        await aigul.writes("сколько стоит уголь 87017770707")
        await aigul.writes("/слово 87017770707")
        told = await village.house.upkeep.metrics()

    assert 'asar_update_seconds_count{asked="StartAsked"} 1' in told
    assert 'asar_update_seconds_count{asked="ConsentSaid"} 1' in told
    for secret in ("Айгүл", "87017770707", "уголь", BUGROVOE, str(aigul.user.id)):
        assert secret not in told


def test_what_was_asked_is_named_by_a_word_of_ours() -> None:
    assert kind_of(heard(Wrote("/start gathering-7"))) == "StartAsked"
    assert kind_of(heard(Wrote("/help@asar_bot"))) == "HelpAsked"
    assert kind_of(heard(Wrote("/whatever"))) == "Wrote"
    assert kind_of(heard(Pressed("x:help"))) == "HelpAsked"
    assert kind_of(heard(Pressed("x:whatever"))) == "OldButton"
    assert kind_of(heard(Pressed("nothing of ours:1"))) == "OldButton"


def test_a_refusal_of_a_network_is_named_by_what_it_means() -> None:
    refusals = {
        "too-many-requests": TryLater("too many requests", timedelta(seconds=9), whole_bot=True),
        "later": TryLater("Telegram was not reached", timedelta(seconds=5)),
        "unreachable": Unreachable("blocked"),
        "moved": Moved("-1001"),
        "our-fault": OurFault("too long"),
    }

    assert {name: meaning_of(refusal) for name, refusal in refusals.items()} == {
        name: name for name in refusals
    }


def test_a_page_is_what_prometheus_reads() -> None:
    counted, timed = Counter("a_total", "All."), Histogram("b_seconds", "Time.", (0.1, 1.0))
    counted.add(of='a "quoted"\nname\\')
    timed.took(0.1)
    timed.took(5)

    assert page(counted.lines(), timed.lines()).splitlines() == [
        "# HELP a_total All.",
        "# TYPE a_total counter",
        'a_total{of="a \\"quoted\\"\\nname\\\\"} 1',
        "# HELP b_seconds Time.",
        "# TYPE b_seconds histogram",
        'b_seconds_bucket{le="0.1"} 1',
        'b_seconds_bucket{le="1.0"} 1',
        'b_seconds_bucket{le="+Inf"} 2',
        "b_seconds_sum 5.1",
        "b_seconds_count 2",
    ]


# ----------------------------------------------------------------------------------------- the day's deleting


async def test_old_letters_go_once_a_day_also_after_a_restart(tmp_path: Path) -> None:
    async with a_watched_house(tmp_path) as village:
        for number in range(1, 1203):
            await _ended(village.house, number)
        village.clock.moment += timedelta(days=15)
        await village.house.upkeep.daily.some(seconds=0)
        assert 0 < await _letters_ended(village.house) < 1202
    async with a_watched_house(tmp_path) as village:
        village.clock.moment += timedelta(days=15)
        await village.house.ring()
        assert await _letters_ended(village.house) == 0
        async with village.house.upkeep.look() as shelves:
            assert await shelves.chores.last(CHORE) == (MORNING + timedelta(days=15)).date()

        await _ended(village.house, 5000)
        await village.house.ring()
        assert await _letters_ended(village.house) == 1


async def _ended(house: House, number: int) -> None:
    letter = Letter(number, BUGROVOE, "announcement", ABOUT, MORNING)
    async with house.desk.open_work() as work:
        await work.outbox.post(letter)
        await work.outbox.settle(letter, LetterState.SENT, "", MORNING)


async def _letters_ended(house: House) -> int:
    async with house.desk.look() as work:
        return (await work.outbox.report(BUGROVOE, ["announcement"], ABOUT)).sent


# ------------------------------------------------------------------------------------------- bots


async def test_a_bot_is_kept_with_what_it_was_told_and_since_when_it_is_so(tmp_path: Path) -> None:
    async with a_watched_house(tmp_path) as village:
        upkeep = village.house.upkeep
        await upkeep.bot_reached(BUGROVOE, "telegram", "digest")
        village.clock.moment += timedelta(hours=1)
        await upkeep.bot_reached(BUGROVOE, "telegram", "digest")
        async with upkeep.look() as shelves:
            known = await shelves.bots.get(BUGROVOE, "telegram")
        assert known is not None
        assert (known.reached, known.at) == (True, MORNING)

        await upkeep.bot_away(BUGROVOE, "telegram", "token refused")
        assert await upkeep.told(BUGROVOE, "telegram") == "digest"
