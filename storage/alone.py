"""One process of a role on a SQLite file: a lock beside it, which the kernel lets go of with the process."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from storage.copying import file_of
from storage.engine import is_sqlite


class NotAlone(Exception):
    """Another process has a role already."""

    def __init__(self, database: Path, role: str, process: str) -> None:
        super().__init__(
            f'[app] database = "{database}": process {process} is its {role} already, and a SQLite file has '
            "one of each role; stop that one first, or use PostgreSQL, which several machines may share"
        )


@contextmanager
def alone(url: str, roles: Sequence[str]) -> Iterator[None]:
    """Be the only process of these roles on a SQLite file; on PostgreSQL there may be many."""
    with ExitStack() as locks:
        if is_sqlite(url):
            database = file_of(url).resolve()
            for role in roles:
                locks.enter_context(_locked(database, role))
        yield


@contextmanager
def _locked(database: Path, role: str) -> Iterator[None]:
    if not database.parent.is_dir():
        yield  # the database does not open there, and tells so in its own words
        return
    lock = os.open(f"{database}.{role}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotAlone(database, role, os.read(lock, 20).decode().strip()) from None
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(lock)
