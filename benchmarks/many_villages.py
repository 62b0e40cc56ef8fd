"""D. Two thousand villages in one process: how soon it is there, what it holds, what it does when idle."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.asar import a_place, a_telegram, asar, told_by, until_hooked
from benchmarks.processes import Program
from benchmarks.seeding import Place
from benchmarks.table import Line, Verdict, met

VILLAGES = 2000
START_AIM, MEMORY_AIM, IDLE_AIM = 20.0, 600.0, 0.05
DELAY = 0.12
IDLE_SECONDS = 30.0
_SETTLING = 3.0


def measured(folder: Path, villages: int = VILLAGES, idle_seconds: float = IDLE_SECONDS) -> Iterator[Line]:
    """Start it where Telegram knows nothing yet, start it again where it knows all, then leave it alone."""
    folder.mkdir()
    with ExitStack() as stack:
        telegram = stack.enter_context(a_telegram(folder, DELAY))
        place = a_place(folder, "", telegram, villages)
        yield from _first(place, telegram)
        yield from _again(place, telegram, idle_seconds)


def _first(place: Place, telegram: Program) -> Iterator[Line]:
    began = time.monotonic()
    with asar(place) as program:
        served = time.monotonic() - began
        until_hooked(place, telegram)
        hooked = time.monotonic() - began
        calls = sum(told_by(telegram)["calls"].values())
        figure = (
            f"{served:.1f} s; all {place.villages:,} webhooks set after {hooked:.1f} s by {calls:,} calls"
        )
        yield Line(
            "D", "first start: to the first 200 of /healthz", figure, f"< {START_AIM:.0f} s", _soon(served)
        )
        yield Line("D", "first start: the most memory", f"{program.memory_mb('VmHWM'):.0f} MB")


def _again(place: Place, telegram: Program, idle_seconds: float) -> Iterator[Line]:
    before = sum(told_by(telegram)["calls"].values())
    began = time.monotonic()
    with asar(place, name="again") as program:
        served = time.monotonic() - began
        _until_asked(telegram, before, place.villages)
        hooked = time.monotonic() - began
        figure = f"{served:.1f} s; all bots reached after {hooked:.1f} s"
        yield Line(
            "D", "next start: to the first 200 of /healthz", figure, f"< {START_AIM:.0f} s", _soon(hooked)
        )
        time.sleep(_SETTLING)
        memory = program.memory_mb()
        is_small = memory < MEMORY_AIM
        yield Line("D", "memory (VmRSS)", f"{memory:.0f} MB", f"< {MEMORY_AIM:.0f} MB", met(is_met=is_small))
        share = _idle(program, idle_seconds)
        what = f"CPU while nothing happens, {idle_seconds:.0f} s, a tick every {place.tick_seconds:.0f} s"
        yield Line("D", what, f"{share:.1%} of a core", f"< {IDLE_AIM:.0%}", met(is_met=share < IDLE_AIM))


def _soon(seconds: float) -> Verdict:
    """Judge a start."""
    return met(is_met=seconds < START_AIM)


def _until_asked(telegram: Program, before: int, villages: int) -> None:
    """Wait until two calls a village have come: who are you, where do you bring what comes in."""
    stop = time.monotonic() + 2 * 60
    while sum(told_by(telegram)["calls"].values()) - before < 2 * villages and time.monotonic() < stop:
        time.sleep(0.1)


def _idle(program: Program, seconds: float) -> float:
    before, began = program.cpu_seconds(), time.monotonic()
    time.sleep(seconds)
    return (program.cpu_seconds() - before) / (time.monotonic() - began)
