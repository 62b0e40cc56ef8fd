"""``asar status``: what an operator sees, the worst first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console
from typer.testing import CliRunner

from bot.app import House, open_house
from bot.cli import app
from bot.config import AppPart, Config
from bot.status import PAGE, drawn, picture
from tests.telegram_village import MovableClock, a_part, a_telegram_village, until
from tests.test_story_processes import a_program
from village.ids import VillageSlug
from village.outbox import Letter, LetterState, Subject

SLUGS = tuple(VillageSlug(f"village-{number:03}") for number in range(64))


@asynccontextmanager
async def a_district(folder: Path) -> AsyncIterator[tuple[House, MovableClock]]:
    """Open a house of many villages."""
    database = SecretStr(f"sqlite+aiosqlite:///{folder / 'asar.sqlite'}")
    parts = tuple(a_part(slug, "1:a") for slug in SLUGS)
    config = Config(app=AppPart(database=database, secret=SecretStr("s" * 40)), village=parts)
    clock = MovableClock()
    async with open_house(config, clock) as house:
        for slug in SLUGS:
            await house.upkeep.bot_reached(slug, "telegram", "")
        yield house, clock


async def shown(house: House, clock: MovableClock, page: int = 1) -> str:
    """Give the table as text."""
    console = Console(width=160, record=True, file=StringIO())
    console.print(drawn(await picture(house.upkeep.look, SLUGS, clock, page)))
    return console.export_text()


async def test_the_villages_that_fare_worst_stand_first_and_thirty_to_a_page(tmp_path: Path) -> None:
    async with a_district(tmp_path) as (house, clock):
        now = clock.now()
        await house.upkeep.bot_away(SLUGS[40], "telegram", "token refused")
        async with house.desk.open_work() as work:
            failed = Letter(1, SLUGS[50], "notice", Subject("gathering", 1), now)
            await work.outbox.post(failed)
            await work.outbox.settle(failed, LetterState.FAILED, "message [is] too long", now)
            await work.outbox.post(Letter(2, SLUGS[60], "notice", Subject("gathering", 1), now))
        clock.moment += timedelta(minutes=3)
        await house.ring()
        first, second = await shown(house, clock), await shown(house, clock, 2)

    lines = [line.split() for line in first.splitlines()]
    villages = [words[0] for words in lines if words and words[0].startswith("village-")]
    assert len(villages) == PAGE
    assert villages[:4] == [SLUGS[40], SLUGS[50], SLUGS[60], SLUGS[0]]
    assert [SLUGS[60], "reached", "1", "3", "min", "0", "0", "0"] in lines
    assert ["1", "failed", "message", "(is]", "too", "long"] in lines
    assert "token refused" in first
    assert SLUGS[40] not in second


async def test_a_process_that_no_longer_ticks_is_seen_by_when_it_last_did(tmp_path: Path) -> None:
    async with a_district(tmp_path) as (house, clock):
        assert "none has ever ticked" in await shown(house, clock)
        await house.ring()
        clock.moment += timedelta(hours=2)

        words = (await shown(house, clock)).split()
        assert words[words.index(house.upkeep.process) :][1:3] == ["2", "h"]


async def test_the_table_is_printed_beside_a_running_program(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path, sections=()) as village, a_program(village) as asar:
        await asar.start()
        await until(lambda: bool(village.api.called("getUpdates")), "the first asking")
        told = await asyncio.to_thread(
            CliRunner().invoke, app, ["status", "--once", "--config", str(asar.config)]
        )
        await asar.stop()

    assert told.exit_code == 0, told.output
    assert "reached" in told.output
    assert "bugrovoe" in told.output
