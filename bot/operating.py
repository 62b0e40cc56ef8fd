"""What the operator's commands share: which village is meant, and how far a long one is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

from bot.app import House
from bot.config import Mistake
from village.ids import VillageSlug
from village.villages import Village


def known(house: House, village: str) -> Village:
    """Give a village by its slug; an operator's mistake where there is none."""
    slug = VillageSlug(village)
    if slug not in house.villages:
        there = ", ".join(house.villages)
        raise Mistake(f"--village {village}: no [[village]] has this slug; there are {there}")
    return house.villages[slug]


@contextmanager
def progress(whole: int) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many are done."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        bar = shown.add_task("", total=whole)
        yield lambda done: shown.update(bar, completed=done)
