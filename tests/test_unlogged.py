"""The check that nothing personal is logged sees what it should."""

import logging
import sys

import pytest

from tests.unlogged import Overheard


@pytest.mark.parametrize("said", ["Серікова", "+77010000001", "900101300007", "K7M2-4QXA"])
def test_a_line_its_facts_and_its_fault_are_looked_through(said: str) -> None:
    overheard = Overheard()
    for line in (_line(f"of {said}"), _line("a fact", fact=said), _line("nothing")):
        overheard.emit(line)
    try:
        _fail(said)
    except ValueError:
        overheard.emit(logging.makeLogRecord({"msg": "a fault", "exc_info": sys.exc_info()}))
    assert len(overheard.found) == len(("line", "fact", "fault"))


def _line(said: str, **facts: str) -> logging.LogRecord:
    return logging.makeLogRecord({"msg": said, **facts})


def _fail(said: str) -> None:
    raise ValueError(said)
