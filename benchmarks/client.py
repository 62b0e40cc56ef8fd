"""The one client of every contender: raw sockets kept open, one thread, no HTTP library, its own process.

``python -m benchmarks.client --port PORT --targets FILE --seconds 5`` presses as fast as it is answered;
with ``--rate`` it presses by the clock, however late the answers come, and counts from the moment at which
a press was due. It prints one line of JSON.
"""

import argparse
import json
import select
import socket
import time
from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.press import Presses, presses_for, read

CONNECTIONS = 64
_LAST_ANSWERS = 10.0
_CHUNK = 65536
_LONG = 0.05


@dataclass(slots=True)
class Connection:
    """One connection kept open, with at most one press under way."""

    socket: socket.socket
    due: float = 0.0
    heard: bytes = b""

    def answer(self) -> str:
        """Take what came; give the status once the answer is whole, and nothing before."""
        chunk = self.socket.recv(_CHUNK)
        if not chunk:
            raise ConnectionError("closed in the middle of an answer")
        self.heard += chunk
        if not _is_whole(self.heard):
            return ""
        status, self.heard = self.heard[9:12].decode(), b""
        return status


def _is_whole(heard: bytes) -> bool:
    head = heard.find(b"\r\n\r\n")
    if head < 0:
        return False
    at = heard.find(b"Content-Length: ", 0, head)
    if at < 0:
        return heard.endswith(b"0\r\n\r\n") or b"chunked" not in heard[:head]
    length = int(heard[at + 16 : heard.index(b"\r\n", at)])
    return len(heard) >= head + 4 + length


@dataclass(slots=True)
class Run:
    """A run: what was pressed, and what was answered after how long."""

    presses: Presses
    connections: dict[int, Connection]
    poll: select.epoll
    number: int
    under_way: int = 0
    lost: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    seconds: "array[float]" = field(default_factory=lambda: array("d"))

    def press(self, connection: Connection, due: float) -> None:
        """Press the next button over a connection that is free."""
        connection.due = due
        connection.socket.sendall(self.presses.request(self.number))
        self.number += 1
        self.under_way += 1

    def answers(self, wait: float, then: Callable[[Connection], None]) -> None:
        """Take the answers that come within so many seconds; a connection that got its own goes on."""
        for number, _ in self.poll.poll(wait):
            connection = self.connections[number]
            try:
                status = connection.answer()
            except OSError:
                self._lose(connection)
                continue
            if status:
                self.seconds.append(time.perf_counter() - connection.due)
                self.statuses[status] += 1
                self.under_way -= 1
                then(connection)

    def last_answers(self) -> None:
        """Wait for what is still under way; what does not come is lost."""
        stop = time.perf_counter() + _LAST_ANSWERS
        while self.under_way and time.perf_counter() < stop:
            self.answers(_LONG, lambda _: None)
        self.lost += self.under_way

    def _lose(self, connection: Connection) -> None:
        self.poll.unregister(connection.socket)
        self.lost += 1
        self.under_way -= 1


def as_fast_as_answered(run: Run, seconds: float) -> float:
    """Press again as soon as a press is answered; give the seconds it took."""
    began = time.perf_counter()
    stop = began + seconds

    def again(connection: Connection) -> None:
        now = time.perf_counter()
        if now < stop:
            run.press(connection, now)

    for connection in run.connections.values():
        run.press(connection, time.perf_counter())
    while time.perf_counter() < stop and run.under_way:
        run.answers(_LONG, again)
    run.last_answers()
    return time.perf_counter() - began


def by_the_clock(run: Run, seconds: float, rate: float) -> float:
    """Press at even distances; a press that found no free connection has waited since it was due."""
    began, pressed, free = time.perf_counter(), 0, list(run.connections.values())
    while (now := time.perf_counter()) < began + seconds:
        while free and began + pressed / rate <= now:
            run.press(free.pop(), began + pressed / rate)
            pressed += 1
        wait = min(max(began + pressed / rate - now, 0.0), _LONG) if free else _LONG
        run.answers(wait, free.append)
    run.last_answers()
    return time.perf_counter() - began


def _connect(port: int, count: int) -> dict[int, Connection]:
    made = [Connection(socket.create_connection(("127.0.0.1", port), 30)) for _ in range(count)]
    for each in made:
        each.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return {each.socket.fileno(): each for each in made}


def _percentile(ordered: list[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def told(run: Run, first: int, took: float, cpu: float) -> dict[str, Any]:
    """Tell how a run went; times in milliseconds."""
    ordered = sorted(run.seconds)
    return {
        "first": first,
        "next": run.number,
        "answered": run.statuses["200"],
        "others": {status: count for status, count in run.statuses.items() if status != "200"},
        "lost": run.lost,
        "seconds": took,
        "rate": run.statuses["200"] / took,
        "p50": _percentile(ordered, 0.50) * 1000,
        "p99": _percentile(ordered, 0.99) * 1000,
        "most": _percentile(ordered, 1.0) * 1000,
        "busy": cpu / took,
        "bytes": len(run.presses.request(first)),
    }


def main() -> None:
    """Press as told, and print how it went."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--targets", type=Path, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--rate", type=float, default=0.0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    how = parser.parse_args()
    presses, connections = presses_for(read(how.targets)), _connect(how.port, how.connections)
    poll = select.epoll()
    for number in connections:
        poll.register(number, select.EPOLLIN)
    run = Run(presses, connections, poll, how.first)
    cpu = time.process_time()
    took = by_the_clock(run, how.seconds, how.rate) if how.rate else as_fast_as_answered(run, how.seconds)
    print(json.dumps(told(run, how.first, took, time.process_time() - cpu)))


if __name__ == "__main__":
    main()
