"""``asar`` as a process that is there at once: forked from one that has opened every room beforehand.

What costs a start its seconds is to import the libraries, always the same. A process so forked is a process
like any other: a number, memory and connections of its own, killed by the same signals. So a story may kill
it thirty times. That a start from nothing is the same, other stories see.
"""

import asyncio
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Times:
    """By which time a process lives: its clock stood at ``stood`` when the real one stood at ``began``.

    The clock runs ``speed`` times as fast; ``lease`` is for how many seconds its lanes are its own,
    ``patience`` for how many it waits for an answer of Telegram.
    """

    stood: float = 0.0
    began: float = 0.0
    speed: float = 1.0
    lease: float = 15.0
    patience: float = 30.0


@dataclass(frozen=True, slots=True)
class Order:
    """What a process is to do: its words, where its log goes, its times."""

    words: tuple[str, ...]
    log: str
    times: Times


# ------------------------------------------------------------------------------------------ for the tests


@dataclass
class Forked:
    """A process that was forked, as its test sees it."""

    pid: int
    _reader: asyncio.StreamReader
    _writer: asyncio.StreamWriter

    @property
    def returncode(self) -> int | None:
        """Give a number if it has ended; which one, only ``wait`` knows."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return -1
        return None

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    async def wait(self) -> int:
        """Wait until it has ended, and give how."""
        ended = int(await self._reader.readline())
        self._writer.close()
        await self._writer.wait_closed()
        return ended


@dataclass(frozen=True)
class Forks:
    """Where processes are forked from."""

    door: Path

    async def start(self, order: Order) -> Forked:
        """Start a process."""
        reader, writer = await asyncio.open_unix_connection(self.door)
        writer.write(json.dumps(asdict(order)).encode() + b"\n")
        return Forked(int(await reader.readline()), reader, writer)


@contextmanager
def forks(folder: Path) -> Iterator[Forks]:
    """Have processes forked; all that are left end with it."""
    door = folder / "door"
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "tests.asar_forks", str(door)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            assert server.stdout.readline() == b"ready\n", "nothing can be forked; its error is above"
            yield Forks(door)
        finally:
            server.stdin.close()


# ------------------------------------------------------------------------------- in a process of its own


def _ordered(door: str) -> Order:
    """Give an order, in each process that is started for one; whoever waits for orders never comes back."""
    # Those who watch over the processes end unseen; the processes' own ends are told by their watchers.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(door)
        listening.listen(16)
        os.write(1, b"ready\n")
        while True:
            heard, _, _ = select.select([sys.stdin, listening], [], [])
            if sys.stdin in heard:
                os.killpg(0, signal.SIGKILL)
            asking, _ = listening.accept()
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                return _watched(asking)
            asking.close()


def _watched(asking: socket.socket) -> Order:
    """Fork the process itself, tell its number, and then how it ended."""
    told = asking.makefile("rw")
    order = json.loads(told.readline())
    pid = os.fork()
    if pid == 0:
        return Order(tuple(order["words"]), order["log"], Times(**order["times"]))
    print(pid, file=told, flush=True)
    _, status = os.waitpid(pid, 0)
    print(os.waitstatus_to_exitcode(status), file=told, flush=True)
    os._exit(0)


def _live_by(times: Times) -> None:
    from bot import app, clock, lanes
    from bot.telegram import run

    def now(self: clock.WallClock) -> datetime:
        del self
        return datetime.fromtimestamp(times.stood + (time.time() - times.began) * times.speed, UTC)

    # The one place that may move a real process's time.
    moved: tuple[Any, Any, Any] = (clock.WallClock, app, run)
    moved[0].now = now
    moved[1].Lanes = partial(lanes.Lanes, seconds=times.lease)
    moved[2].ANSWER_SECONDS = times.patience


def _main(door: str) -> None:
    from bot import cli, running

    del running  # opened beforehand, for all
    order = _ordered(door)
    log = os.open(order.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    _live_by(order.times)
    sys.argv = ["asar", *order.words]
    cli.main()


if __name__ == "__main__":
    _main(sys.argv[1])
