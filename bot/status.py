"""``asar status``: how the villages fare, in a live table; the worst stand first."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table

from bot.app import open_house
from bot.clock import WallClock
from bot.config import Config
from bot.shelves import OpenShelves
from handlers.ports import Clock
from village.ids import VillageSlug
from village.upkeep import BotState, Failure, Heartbeat, VillageCount

_DAY = timedelta(days=1)
_ALIVE = timedelta(minutes=1)
_REASONS = 10
PAGE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A village as it stands."""

    count: VillageCount
    bots: tuple[BotState, ...] = ()

    @property
    def reached(self) -> bool:
        """Tell whether all its bots are reached; a village without one is not."""
        return bool(self.bots) and all(bot.reached for bot in self.bots)

    def badness(self) -> tuple[object, ...]:
        """Give what to sort by: not reached, failures, what waits; then by name."""
        count = self.count
        return (self.reached, -count.failed, -count.waiting, -count.unreachable, count.village)


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the table shows."""

    at: datetime
    villages: int
    rows: tuple[Row, ...]
    beats: tuple[Heartbeat, ...]
    failures: tuple[Failure, ...]
    oldest: datetime | None
    waiting: int


async def status(config: Config, *, once: bool, page: int) -> None:
    """Print the table once, or draw it anew at each tick until told to stop."""
    clock, console = WallClock(), Console()
    async with open_house(config, clock) as house:
        slugs = tuple(house.desk.villages)
        if once:
            console.print(drawn(await picture(house.upkeep.look, slugs, clock, page)))
            return
        with Live(console=console, screen=True, auto_refresh=False) as live:
            while True:
                shown = drawn(await picture(house.upkeep.look, slugs, clock, page))
                live.update(shown, refresh=True)
                await asyncio.sleep(config.app.tick_seconds)


async def picture(look: OpenShelves, slugs: Iterable[VillageSlug], clock: Clock, page: int = 1) -> Picture:
    """Look at everything; of the villages one page is kept."""
    now = clock.now()
    async with look() as work:
        counts, bots = await work.counts.by_village(now - _DAY), await work.bots.all()
        beats, oldest = await work.heartbeats.all(), await work.counts.oldest_letter()
        failures = await work.counts.failures(now - _DAY, _REASONS)
    rows = [Row(counts.get(slug, VillageCount(slug)), bots.get(slug, ())) for slug in slugs]
    rows.sort(key=Row.badness)
    shown = tuple(rows[(page - 1) * PAGE : page * PAGE])
    waiting = sum(each.waiting for each in counts.values())
    return Picture(now, len(rows), shown, beats, failures, oldest, waiting)


def drawn(seen: Picture) -> RenderableType:
    """Draw what was seen."""
    return Group(_processes(seen), _villages(seen), _failures(seen))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1))
    for column in columns:
        table.add_column(column, justify="left" if column in _WORDS else "right")
    return table


_WORDS = {"process", "village", "bot", "reason", "how"}


def _processes(seen: Picture) -> Table:
    table = _table("Processes", "process", "last tick", "tick took", "letters sent")
    for beat in seen.beats:
        alive = "green" if seen.at - beat.at < _ALIVE else "red"
        last = f"[{alive}]{_ago(beat.at, seen.at)}[/]"
        table.add_row(beat.process, last, f"{beat.tick_ms} ms", str(beat.letters_sent))
    if not seen.beats:
        table.add_row("[red]none has ever ticked[/]", "", "", "")
    return table


def _villages(seen: Picture) -> Table:
    title = f"Villages: {len(seen.rows)} of {seen.villages}, the worst first; {seen.waiting} letters wait"
    table = _table(title, "village", "bot", "waiting", "oldest", "sent 24 h", "failed", "unreachable")
    for row in seen.rows:
        count = row.count
        figures = (count.sent, count.failed, count.unreachable)
        oldest = _ago(count.oldest, seen.at)
        table.add_row(count.village, _bot(row), str(count.waiting), oldest, *map(str, figures))
    return table


def _bot(row: Row) -> str:
    if row.reached:
        return "[green]reached[/]"
    reasons = ", ".join(bot.reason for bot in row.bots if not bot.reached)
    return f"[red]{reasons.replace('[', '(') or 'never reached'}[/]"


def _failures(seen: Picture) -> Table:
    table = _table("Failures of the last day", "letters", "how", "reason")
    for each in seen.failures:
        table.add_row(str(each.letters), str(each.state), each.reason.replace("[", "("))
    return table


def _ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return ""
    seconds = int((now - moment).total_seconds())
    if seconds < 0:
        return "ahead"
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
