"""The messenger's memory on disk: facts as lines of JSON, only ever added, and files beside them."""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, get_args

from pydantic import TypeAdapter, ValidationError

from bot.simulator.records import (
    ClockMoved,
    Confirmed,
    Fact,
    FactKind,
    Group,
    Pinned,
    Post,
    Read,
    Toast,
    Update,
    Villager,
)

_TYPES: Final[dict[FactKind, type[Fact]]] = {
    "villager": Villager,
    "group": Group,
    "post": Post,
    "pinned": Pinned,
    "toast": Toast,
    "read": Read,
    "clock-moved": ClockMoved,
    "update": Update,
    "confirmed": Confirmed,
}
_KINDS: Final = {fact_type: kind for kind, fact_type in _TYPES.items()}
_FILE_ID: Final = re.compile(r"[0-9a-f]{32}")


class BrokenJournalError(Exception):
    """A line in the middle of a journal cannot be read; the operator must mend it or begin anew."""

    def __init__(self, path: Path, line: int) -> None:
        super().__init__(
            f"{path}, line {line} cannot be read. Delete the file to begin with a fresh village."
        )
        self.path, self.line = path, line


class Journal:
    """An append-only file: what ``add`` took is there after kill -9."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._file = path.open("a+b")

    def replay(self) -> Iterator[Fact]:
        """Give the facts in the order they were added; a last line torn by a crash is cut off."""
        self._file.seek(0)
        lines = self._file.read().splitlines(keepends=True)
        good = 0
        for number, line in enumerate(lines, start=1):
            fact = _read(line)
            if fact is None:
                self._cut_off(good, number, last=len(lines))
                return
            good += len(line)
            yield fact

    def add(self, fact: Fact) -> None:
        """Keep a fact for good before anybody hears of it."""
        self.jot(fact)
        os.fsync(self._file.fileno())

    def jot(self, fact: Fact) -> None:
        """Keep a fact whose loss in a power cut harms nobody; a killed process does not lose it."""
        self._file.write(_written(fact))
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _cut_off(self, good: int, number: int, *, last: int) -> None:
        if number != last:
            raise BrokenJournalError(self._path, number)
        self._file.truncate(good)
        self._file.seek(0, os.SEEK_END)


class FileShelf:
    """Contents of files in a folder, each under a name made of its content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep a content and give its id."""
        self._folder.mkdir(parents=True, exist_ok=True)
        file_id = hashlib.sha256(content).hexdigest()[:32]
        path = self._folder / file_id
        if not path.exists():
            self._write(path, content)
        return file_id

    def get(self, file_id: str) -> bytes | None:
        """Give a content; None for an id that was never given out."""
        if not _FILE_ID.fullmatch(file_id):
            return None
        path = self._folder / file_id
        return path.read_bytes() if path.exists() else None

    def _write(self, path: Path, content: bytes) -> None:
        # Under another name first: a file that has its name is whole.
        draft = path.with_suffix(".part")
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)


@cache
def _adapter(kind: FactKind) -> TypeAdapter[Fact]:
    return TypeAdapter(_TYPES[kind])


def _written(fact: Fact) -> bytes:
    kind = _KINDS[type(fact)]
    return b'{"is":"%s","fact":%s}\n' % (kind.encode(), _adapter(kind).dump_json(fact))


def _read(line: bytes) -> Fact | None:
    if not line.endswith(b"\n"):
        return None
    try:
        entry = json.loads(line)
        return _adapter(entry["is"]).validate_python(entry["fact"])
    except (ValueError, KeyError, TypeError, ValidationError):
        return None


assert set(_TYPES) == set(get_args(FactKind))
