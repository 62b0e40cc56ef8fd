"""``make bench``: measure, and print one table. It tests nothing; only what is void ends it with an error."""

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import (
    backlog,
    ballots,
    broadcasting,
    duties,
    machine,
    many_villages,
    pressing,
    registers,
    sheets,
    workers,
)
from benchmarks.processes import NotStarted
from benchmarks.table import Line, Verdict, show
from tests.postgres import NoPostgres

Measure = Callable[[Path], Iterator[Line]]

PARTS: Mapping[str, tuple[str, Measure]] = {
    "A": ("a press by webhook, kept durably", lambda under: pressing.measured(under, seconds=5.0)),
    "B": ("a broadcast within Telegram's limits", broadcasting.measured),
    "C": ("deadlines and letters in great numbers", backlog.measured),
    "D": ("two thousand villages", many_villages.measured),
    "E": ("two workers against one", workers.measured),
    "F": ("votes in polls, and their tally", ballots.measured),
    "G": ("sheets of surveys, handed in and taken out", sheets.measured),
    "H": ("signatures under petitions", lambda under: pressing.signed(under, seconds=5.0)),
    "I": ("a petition of very many signatures", registers.measured),
    "K": ("the daily round of duties in ten thousand villages", duties.measured),
    "J": (
        "the same of a million, a quarter of an hour",
        lambda under: registers.measured(under, 1_000_000),
    ),
}
_LONG = "J"


def main() -> int:
    """Measure what was asked for, print the table; 1 when a figure is void."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help="of A to K; all but J, when none is named")
    chosen = parser.parse_args().parts or [part for part in PARTS if part != _LONG]
    # Ended from outside, the blocks are left as by any error, and every process we started with them.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="asar-bench-") as folder:
        for line in machine.described(Path(folder)):
            print(line)
        lines = [line for part in chosen for line in _measured(part, Path(folder))]
    show(lines)
    return int(any(line.verdict is Verdict.VOID for line in lines))


def _measured(part: str, under: Path) -> Sequence[Line]:
    """Measure one part; where it cannot be, its line says why, and the others go on."""
    what, measure = PARTS[part]
    print(f"{part}: {what} ...", end=" ", flush=True, file=sys.stderr)
    began = time.monotonic()
    lines = []
    try:
        for line in measure(under / part):
            lines.append(line)  # noqa: PERF402 - what was measured before a failure is told all the same
    except (NotStarted, NoPostgres, subprocess.TimeoutExpired) as why:
        lines.append(Line(part, what, str(why), "", Verdict.VOID))
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    return lines


if __name__ == "__main__":
    sys.exit(main())
