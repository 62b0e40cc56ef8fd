"""``asar stuck``: what a handler failed on, without anyone's words; tried again, or let go of."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from bot.app import open_house
from bot.clock import WallClock
from bot.config import ZONE, Config, Mistake
from village.updates import Stuck

ALL = "all"
_COLUMNS = ("number", "village", "network", "update", "since", "tries", "", "error")


async def show(config: Config) -> None:
    """Print what is stuck as a table: numbers, times and places in the code, no text of people."""
    async with open_house(config, WallClock()) as house, house.desk.look() as work:
        found = await work.stuck.failed()
    Console().print(_table(found) if found else "Nothing is stuck.")


def _table(found: Sequence[Stuck]) -> Table:
    table = Table(box=None, padding=(0, 1))
    for name in _COLUMNS:
        table.add_column(name, no_wrap=name != "error", overflow="fold")
    for each in found:
        table.add_row(*_row(each))
    return table


def _row(stuck: Stuck) -> tuple[str, ...]:
    update = stuck.update
    since = f"{stuck.at.astimezone(ZONE):%Y-%m-%d %H:%M}"
    marked = "to be retried" if stuck.due_at else ""
    number, tries = str(stuck.number), str(stuck.tries + 1)
    return (number, update.village, update.network, str(update.number), since, tries, marked, stuck.error)


async def retry(config: Config, which: str) -> None:
    """Mark one, or all, to be worked again by the running bot, which alone can answer on the networks."""
    number = _number(which)
    async with open_house(config, WallClock()) as house, house.desk.open_work() as work:
        marked = await work.stuck.retry(number)
    _found(marked, which)
    Console().print(f"{marked} marked: the running bot tries again within a few seconds.")


async def drop(config: Config, which: str) -> None:
    """Let go of one, or of all: what was heard is deleted and done by nobody."""
    number = _number(which)
    async with open_house(config, WallClock()) as house, house.desk.open_work() as work:
        dropped = await work.stuck.drop(number)
    _found(dropped, which)
    Console().print(f"{dropped} dropped.")


def _number(which: str) -> int | None:
    if which == ALL:
        return None
    if not (which.isascii() and which.isdecimal()):
        raise Mistake(f'{which}: give a number that "asar stuck list" shows, or "{ALL}"')
    return int(which)


def _found(rows: int, which: str) -> None:
    if not rows and which != ALL:
        raise Mistake(f'Nothing stuck has the number {which}; "asar stuck list" shows what there is')
