"""E. Two workers against one, on one PostgreSQL."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from benchmarks.asar import a_place, a_telegram, asar, told_by, until_it_goes
from benchmarks.postgres import a_durable_server
from benchmarks.processes import Program, free_port
from benchmarks.seeding import Place, at_once, broadcast_to_people, now
from benchmarks.table import Line, met
from tests.postgres import Server

AIM = 1.7
_PATIENCE = 150.0
_QUIET = 8.0
_STARTS_IN = timedelta(seconds=25)


@dataclass(frozen=True, slots=True)
class Load:
    """What is sent: so many letters of each village, to a Telegram that answers after so many seconds."""

    name: str
    villages: int
    people: int
    delay: float

    @property
    def letters(self) -> int:
        """Count all letters."""
        return self.villages * self.people


_LOADS = (
    Load("bound by the cores", villages=40, people=40, delay=0.12),
    Load("bound by a slow network", villages=128, people=32, delay=6.0),
)


def measured(folder: Path) -> Iterator[Line]:
    """Send the same letters by one worker and by two."""
    folder.mkdir()
    with ExitStack() as stack:
        server = stack.enter_context(a_durable_server())
        for load in _LOADS:
            here = folder / str(load.villages)
            here.mkdir()
            one, cost = _pace(here, server, 1, load)
            two, cost_of_two = _pace(here, server, 2, load)
            cores = f"{cost:.1f} and {cost_of_two:.1f} ms of a core each"
            paces = f"{one:.0f} and {two:.0f} letters a second, {cores}"
            yield Line(
                "E",
                f"two workers against one, {load.name}: {load.villages} villages with {load.people} letters "
                f"each, answers after {load.delay:g} s",
                f"{two / one:.2f} times ({paces})",
                f"{AIM} times",
                met(is_met=two / one >= AIM),
            )


def _pace(folder: Path, server: Server, workers: int, load: Load) -> tuple[float, float]:
    """Give the letters a second that so many workers send, and the milliseconds of a core that each costs."""
    under = folder / str(workers)
    under.mkdir()
    with ExitStack() as stack:
        telegram = stack.enter_context(a_telegram(under, load.delay))
        place = a_place(under, at_once(server.migrated()), telegram, load.villages)
        at_once(broadcast_to_people(place, load.people, now() + _STARTS_IN))
        running = [stack.enter_context(_worker(place, number)) for number in range(workers)]
        began = sum(each.cpu_seconds() for each in running)
        until_it_goes(telegram)
        rate = _rate(telegram)
        return rate, (sum(each.cpu_seconds() for each in running) - began) * 1000 / load.letters


def _worker(place: Place, number: int) -> AbstractContextManager[Program]:
    here = replace(place, port=free_port())
    listen = f"127.0.0.1:{here.port}"
    return asar(here, "--role", "worker", "--listen", listen, name=f"worker-{number}")


def _rate(telegram: Program) -> float:
    """Wait until nothing more goes out; give the pace between the first message and the last."""
    stop, last = time.monotonic() + _PATIENCE, -1
    spoken = told_by(telegram)["private"]
    while time.monotonic() < stop and (spoken["count"] != last or not last):
        last = spoken["count"]
        time.sleep(_QUIET)
        spoken = told_by(telegram)["private"]
    return float((spoken["count"] - 1) / max(spoken["last"] - spoken["first"], 0.001))
