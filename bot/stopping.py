"""``asar stop poll``: the operator ends a poll that must not be; nothing is told of its answers."""

from rich.console import Console

from bot.app import open_house
from bot.clock import WallClock
from bot.config import Config, Mistake
from handlers.polls.closing import COURSE
from village.course import AskedOver
from village.ids import VillageSlug


async def stop_poll(config: Config, village: str, number: int) -> None:
    """Stop a poll by its number: its card says so, its author is told."""
    slug = VillageSlug(village)
    if slug not in config.villages():
        known = ", ".join(config.villages())
        raise Mistake(f"--village {village}: no [[village]] has this slug; there are {known}")
    async with open_house(config, WallClock()) as house, house.desk.open_work() as work:
        poll = await work.polls.numbered(slug, number)
        if poll is None:
            raise Mistake(f"{number}: no poll of {village} has this number; it stands on the poll's card")
        try:
            await COURSE.stop(poll, work, house.desk)
        except AskedOver:
            raise Mistake(f"{number}: this poll is over already") from None
    Console().print(f"Poll {number} is stopped. The running bot says so in the groups within a few seconds.")
