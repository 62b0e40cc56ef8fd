"""Stories in which Telegram fails: nothing is lost, nothing comes twice, and the office hears what failed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import telegram

from bot.config import LettersPart
from tests.fake_bot_api import FakeChat, Trouble
from tests.telegram_village import BEGINS, Person, TelegramVillage, a_telegram_village


@asynccontextmanager
async def a_village_with_a_group(folder: Path) -> AsyncIterator[tuple[TelegramVillage, Person, FakeChat]]:
    """Open a village with an akim and a bound group."""
    async with a_telegram_village(folder) as village:
        akim = await village.official()
        yield village, akim, await village.bound_group(akim)


async def comes(village: TelegramVillage, akim: Person, group: FakeChat) -> Person:
    """Convene, and have someone say that they come."""
    aigul = await village.resident()
    await akim.convenes()
    await aigul.presses("rsvp-yes", village.in_group(group)[0])
    return aigul


SOON = timedelta(days=11, hours=3)


async def test_a_reminder_that_telegram_refused_comes_later_and_once(tmp_path: Path) -> None:
    async with a_village_with_a_group(tmp_path) as (village, akim, group):
        aigul = await comes(village, akim, group)
        await village.to(BEGINS + SOON - timedelta(seconds=1))
        before = len(aigul.messages)
        village.api.trouble(Trouble("status", "sendMessage", times=2))
        village.api.trouble(Trouble("flood", "sendMessage", seconds=1))
        await village.forward(hours=1)

        assert len(aigul.messages) == before + 1


async def test_a_reminder_that_may_have_gone_out_is_not_sent_twice(tmp_path: Path) -> None:
    async with a_village_with_a_group(tmp_path) as (village, akim, group):
        aigul = await comes(village, akim, group)
        await village.to(BEGINS + SOON - timedelta(seconds=1))
        before = len(aigul.messages)
        village.api.trouble(Trouble("cut_after", "sendMessage"))
        await village.forward(hours=1)

        assert len(aigul.messages) == before + 1
        assert "asar_letters_in_doubt 1" in (await village.house.upkeep.metrics()).splitlines()


async def test_a_card_of_several_messages_goes_on_after_a_flood_in_its_middle(tmp_path: Path) -> None:
    kazakh, russian = "ә" * 3000, "я" * 3000
    async with a_village_with_a_group(tmp_path) as (village, akim, group):
        await akim.writes("/announce")
        await akim.writes("", location=telegram.Location(longitude=69.02, latitude=55.26))
        await akim.writes(f"{kazakh} / {russian}")
        await akim.presses("whole-unit")
        for button in ("button-correct", "question-channel", "channel-group"):
            await akim.presses(button)
        # The report to the author passes, and the first message of words; the second is refused.
        flood = Trouble("flood", "sendMessage", seconds=1, passes=2)
        village.api.trouble(flood)
        await akim.presses("button-publish")
        await village.forward(minutes=1)

        assert flood.times == 0
        place, first, second = village.in_group(group)
        assert "location" in place.raw
        assert kazakh in first.text
        assert russian in second.text


async def test_the_office_is_told_once_how_many_letters_about_a_gathering_failed(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        village.config = village.config.model_copy(update={"letters": LettersPart(last_try_hours=1)})
        await village.restart()
        akim, group = await village.official(), village.api.group()
        village.api.add_to_group(village.bot, group, akim.user)
        await village.settle()
        await akim.presses("whole-unit")
        await village.resident()
        await akim.writes("/gathering 12.12 15:00 | Клуб / Дом культуры | Су / Вода")
        down = Trouble("status", "sendMessage", times=10_000)
        village.api.trouble(down)
        await akim.presses("button-publish")
        await village.forward(hours=2)
        down.times = 0
        await village.forward(hours=1)

        # The notice in the group, to the akim, to the resident.
        assert akim.has_read("letters-failed", number=1, failed=3) == 1
        assert sum("№ 1 хабарландыру: " in text for text in akim.texts) == 1
