"""What no log may hold: the names, phones, IINs and receipts of the invented people of the tests."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

NAMES = ("Серікова", "Болатқызы", "Болатұлы", "Әбілқасым", "Ахметов Марат", "Нұрланова", "Кравченко Ольга")
PHONES = ("7010000001", "7010000002", "7010000011", "7010000013", "770200000", "770300000")
IINS = ("900101300007",)
_PERSONAL = re.compile("|".join(map(re.escape, (*NAMES, *PHONES, *IINS))))
_RECEIPT = re.compile(r"\b[A-Z2-7]{4}-[A-Z2-7]{4}\b")


class Overheard(logging.Handler):
    """Keeps the lines in which something personal stands, with their facts and faults."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Look a line through, however it is written in the end."""
        fault = logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
        told = f"{record.getMessage()} {record.__dict__} {fault}"
        if found := _PERSONAL.search(told) or _RECEIPT.search(told):
            self.found.append(f"{found[0]} in a line of {record.name}: {told[:400]}")


@contextmanager
def overhearing() -> Iterator[Overheard]:
    """Listen to all that is logged; nothing of it may be personal."""
    overheard = Overheard()
    root = logging.getLogger()
    root.addHandler(overheard)
    try:
        yield overheard
    finally:
        root.removeHandler(overheard)
    assert overheard.found == []


@contextmanager
def everything_logged() -> Iterator[None]:
    """Have every logger say all it can."""
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.setLevel(level)
