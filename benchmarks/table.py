"""The one table: what was measured, its figure, its aim, and whether the aim is met."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rich.console import Console
from rich.table import Table


class Verdict(StrEnum):
    """How a figure stands to its aim."""

    MET = "met"
    MISSED = "missed"
    VOID = "VOID"  # what was measured is worth nothing: presses lost, a table read whole
    NOT_YET = "not there yet"
    TOLD = ""  # a figure without an aim


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    part: str
    what: str
    figure: str
    aim: str = ""
    verdict: Verdict = Verdict.TOLD


_WIDE = 180
_COLOURS = {Verdict.MET: "green", Verdict.MISSED: "yellow", Verdict.VOID: "bold red"}


def met(*, is_met: bool) -> Verdict:
    """Give the verdict on an aim."""
    return Verdict.MET if is_met else Verdict.MISSED


def show(lines: Iterable[Line]) -> None:
    """Print the table, as wide as it needs where it goes to a file."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDE)
    table = Table(box=None, padding=(0, 1))
    for column in ("", "measured", "figure", "aim", "verdict"):
        table.add_column(column, overflow="fold")
    for line in lines:
        colour = _COLOURS.get(line.verdict, "default")
        verdict = f"[{colour}]{line.verdict}[/]"
        table.add_row(line.part, line.what, line.figure, line.aim, verdict)
    console.print(table)
