"""``asar stop``: the operator ends a poll, a survey or a petition that must not be, without a result."""

from typing import Any

from rich.console import Console

from bot.app import open_house
from bot.clock import WallClock
from bot.config import Config, Mistake
from handlers.course import Course
from handlers.petitions.closing import COURSE as PETITIONS
from handlers.polls.closing import COURSE as POLLS
from handlers.surveys.closing import COURSE as SURVEYS
from village.course import AskedOver
from village.ids import VillageSlug


async def stop_poll(config: Config, village: str, number: int) -> None:
    """Stop a poll by its number: its card says so, its author is told."""
    await _stop(POLLS, config, village, number)


async def stop_survey(config: Config, village: str, number: int) -> None:
    """Stop a survey by its number: its card says so, its author is told."""
    await _stop(SURVEYS, config, village, number)


async def stop_petition(config: Config, village: str, number: int) -> None:
    """Stop a petition by its number: its card says so, its author is told, its signatures go nowhere."""
    await _stop(PETITIONS, config, village, number)


async def _stop(course: Course[Any], config: Config, village: str, number: int) -> None:
    slug, kind = VillageSlug(village), course.kind
    if slug not in config.villages():
        known = ", ".join(config.villages())
        raise Mistake(f"--village {village}: no [[village]] has this slug; there are {known}")
    async with open_house(config, WallClock()) as house, house.desk.open_work() as work:
        asked = await course.shelf(work).numbered(slug, number)
        if asked is None:
            raise Mistake(f"{number}: no {kind} of {village} has this number; it stands on the {kind}'s card")
        try:
            await course.stop(asked, work, house.desk)
        except AskedOver:
            raise Mistake(f"{number}: this {kind} is over already") from None
    told = "The running bot says so in the groups within a few seconds."
    Console().print(f"{kind.capitalize()} {number} is stopped. {told}")
