"""Asar itself as a real process: ``python -m bot run --config FILE``, its Telegram a fake one."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.processes import NotStarted, Program, fetched, free_port, running
from benchmarks.seeding import Place, settle

_JSON = dict[str, Any]


@contextmanager
def a_telegram(folder: Path, delay: float = 0.0) -> Iterator[Program]:
    """Run the fake Bot API; it answers after so many seconds."""
    port = free_port()
    words = ("benchmarks.fake_telegram", "--port", str(port), "--delay", str(delay))
    with running("telegram", words, port, folder) as telegram:
        yield telegram


def told_by(telegram: Program) -> _JSON:
    """Ask the fake Bot API what was called."""
    told: _JSON = json.loads(fetched(telegram.port, "/told")[1])
    return told


def a_place(folder: Path, database: str, telegram: Program, villages: int) -> Place:
    """Write the settings of a program in a folder of its own; with no database named, a SQLite file there."""
    url = database or f"sqlite+aiosqlite:///{folder / 'asar.sqlite'}"
    return settle(Place(folder, url, free_port(), telegram.port, villages))


@contextmanager
def asar(place: Place, *more: str, name: str = "asar") -> Iterator[Program]:
    """Run the program until the block is left; it is entered at the first 200 of ``/healthz``."""
    words = ("bot", "run", "--config", str(place.config), *more)
    with running(name, words, place.port, place.folder, _is_well) as program:
        yield program


@contextmanager
def asar_with_bots(place: Place, telegram: Program, *more: str, name: str = "asar") -> Iterator[Program]:
    """Run the program; the block is entered when every village's webhook is taken."""
    fetched(telegram.port, "/forget")
    with asar(place, *more, name=name) as program:
        until_hooked(place, telegram)
        yield program


def until_it_goes(telegram: Program, seconds: float = 60.0) -> None:
    """Wait until the first message goes out: the program, well before, had time to settle."""
    stop = time.monotonic() + seconds
    while not any(told_by(telegram)[chats]["count"] for chats in ("private", "groups")):
        if time.monotonic() > stop:
            raise NotStarted(f"after {seconds:.0f} s nothing went out")
        time.sleep(0.1)


def until_hooked(place: Place, telegram: Program, seconds: float = 120.0) -> None:
    """Wait until the program has asked after, or set, the webhook of every village."""
    stop = time.monotonic() + seconds
    while not _hooked(place, telegram):
        if time.monotonic() > stop:
            raise NotStarted(f"after {seconds:.0f} s not every village's webhook was set")
        time.sleep(0.1)


def _is_well(program: Program) -> bool:
    return program.listens() and program.answers("/healthz")


def _hooked(place: Place, telegram: Program) -> bool:
    calls = told_by(telegram)["calls"]
    return int(calls.get("getWebhookInfo", 0) + calls.get("setWebhook", 0)) >= place.villages
