"""E. Two workers against one, on one PostgreSQL."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path

from benchmarks.asar import a_place, a_telegram, asar, told_by
from benchmarks.postgres import a_durable_server
from benchmarks.processes import Program, free_port, said
from benchmarks.seeding import Place, at_once, broadcast_to_people
from benchmarks.table import Line, Verdict, met
from tests.postgres import Server

VILLAGES, PEOPLE = 40, 40
AIM = 1.7
DELAY = 0.12
_PATIENCE = 45.0
_QUIET = 5.0


def measured(folder: Path) -> Iterator[Line]:
    """Send the same letters by one worker and by two; say so where the program has no workers yet."""
    what = f"two workers against one, PostgreSQL, {VILLAGES} villages with {PEOPLE} letters each"
    if b"--role" not in said(("bot", "run", "--help"), 60):
        yield Line("E", what, "asar run has no --role", f"{AIM} times", Verdict.NOT_YET)
        return
    folder.mkdir()
    with ExitStack() as stack:
        server = stack.enter_context(a_durable_server())
        one, used = _pace(folder, server, 1)
        two, used_by_two = _pace(folder, server, 2)
    paces = f"{one:.0f} and {two:.0f} letters a second, {used:.0%} and {used_by_two:.0%} of a core"
    figure = f"{two / one:.2f} times ({paces})"
    yield Line("E", what, figure, f"{AIM} times", met(is_met=two / one >= AIM))


def _pace(folder: Path, server: Server, workers: int) -> tuple[float, float]:
    """Give the letters a second that so many workers send, and what they use of the cores together."""
    under = folder / str(workers)
    under.mkdir()
    with ExitStack() as stack:
        telegram = stack.enter_context(a_telegram(under, DELAY))
        place = a_place(under, at_once(server.migrated()), telegram, VILLAGES)
        at_once(broadcast_to_people(place, PEOPLE))
        running = [stack.enter_context(_worker(place, number)) for number in range(workers)]
        cpu, began = sum(each.cpu_seconds() for each in running), time.monotonic()
        rate = _rate(telegram)
        return rate, (sum(each.cpu_seconds() for each in running) - cpu) / (time.monotonic() - began)


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
