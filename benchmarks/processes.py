"""The processes of a run: each started by us, watched in /proc, and ended by its own id."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parent.parent
_START_SECONDS = 90.0
_STOP_SECONDS = 15.0
_LOG_LINES = 12
_KILOBYTES = 1024
_OK = 200


class NotStarted(Exception):
    """A process that ended, or did not answer, before it could be measured."""


@dataclass(slots=True)
class Program:
    """A process that we started, and where it listens."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def memory_mb(self, field: str = "VmRSS") -> float:
        """Give what it holds in memory now; with ``VmHWM``, the most it ever held."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith(field))
        return int(line.split()[1]) / _KILOBYTES

    def cpu_seconds(self) -> float:
        """Give the seconds of a core that it has used so far."""
        # The name in brackets may hold blanks; what follows it does not.
        fields = (
            Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
        )
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def answers(self, path: str) -> bool:
        """Tell whether a page of it is served with 200."""
        return fetched(self.port, path)[0] == _OK

    def listens(self) -> bool:
        """Tell whether it takes connections."""
        with socket.socket() as knock:
            return knock.connect_ex(("127.0.0.1", self.port)) == 0

    def last_words(self) -> str:
        """Give the end of its log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-_LOG_LINES:])


@contextmanager
def running(
    name: str,
    words: Sequence[str],
    port: int,
    folder: Path,
    is_ready: Callable[[Program], bool] = Program.listens,
) -> Iterator[Program]:
    """Run ``python -m`` with these words until the block is left; it is entered when the process is ready."""
    log = folder / f"{name}.log"
    with log.open("wb") as told, _popen(words, stdout=told, stderr=told) as process:
        program = Program(name, port, process, log)
        try:
            _wait(program, is_ready)
            yield program
        finally:
            _end(process)


def asked(words: Sequence[str], seconds: float) -> dict[str, Any]:
    """Run ``python -m`` with these words to its end, and read the JSON that it printed last."""
    told: dict[str, Any] = json.loads(said(words, seconds).splitlines()[-1])
    return told


def said(words: Sequence[str], seconds: float) -> bytes:
    """Run ``python -m`` with these words to its end, and give what it printed."""
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, timeout=seconds, check=True).stdout  # noqa: S603


@contextmanager
def begun(words: Sequence[str]) -> Iterator["Began"]:
    """Run ``python -m`` with these words beside us; ``Began.told`` waits for what it prints."""
    with _popen(words, stdout=subprocess.PIPE, stderr=None) as process:
        try:
            yield Began(process)
        finally:
            _end(process)


@dataclass(frozen=True, slots=True)
class Began:
    """A process whose answer is waited for later."""

    process: subprocess.Popen[bytes]

    def told(self, seconds: float) -> dict[str, Any]:
        """Wait for its end, and read the JSON that it printed last."""
        output, _ = self.process.communicate(timeout=seconds)
        told: dict[str, Any] = json.loads(output.splitlines()[-1])
        return told


def fetched(port: int, path: str, seconds: float = 30.0) -> tuple[int, bytes]:
    """Get a page from loopback: its status and body; 0 where nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, HTTPException):
        return 0, b""
    finally:
        connection.close()


def free_port() -> int:
    """Give a port of loopback on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _popen(
    words: Sequence[str], *, stdout: IO[bytes] | int, stderr: IO[bytes] | None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", *words], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr
    )


def _wait(program: Program, is_ready: Callable[[Program], bool]) -> None:
    stop = time.monotonic() + _START_SECONDS
    while not is_ready(program):
        if program.process.poll() is not None or time.monotonic() > stop:
            raise NotStarted(f"{program.name} did not start:\n{program.last_words()}")
        time.sleep(0.05)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
