"""What the operator's commands share: which village is meant, how far a long one is, a file put in place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

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


@contextmanager
def in_its_place(file: Path) -> Iterator[IO[bytes]]:
    """Open a file beside its place; whole, it takes it: an export that was stopped leaves none behind."""
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("wb") as opened:
            yield opened
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
