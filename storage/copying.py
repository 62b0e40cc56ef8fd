"""Copies of the SQLite file: taken while others write, put back with the old one kept beside."""

import sqlite3
from contextlib import closing
from pathlib import Path

_SQLITE = "sqlite+aiosqlite:///"


class NotAFile(Exception):
    """PostgreSQL is copied by its own tools."""

    def __init__(self) -> None:
        super().__init__("[app] database is PostgreSQL; copy it with pg_dump and pg_restore, made for it")


def file_of(url: str) -> Path:
    """Give the file behind a database's URL; NotAFile for PostgreSQL."""
    if not url.startswith(_SQLITE):
        raise NotAFile
    return Path(url.removeprefix(_SQLITE))


def size_of(url: str) -> int:
    """Give how many bytes the database has; 0 while it is not there."""
    file = file_of(url)
    return file.stat().st_size if file.exists() else 0


def copy(url: str, file: Path) -> None:
    """Copy the database whole and consistent, also while it is written to, and check the copy."""
    with closing(sqlite3.connect(file_of(url))) as source, closing(sqlite3.connect(file)) as target:
        source.backup(target)
        _check(target)


def put_back(url: str, file: Path) -> Path:
    """Put a copy where the database is; give where the one that was there is kept."""
    database = file_of(url)
    with closing(sqlite3.connect(file)) as source:
        _check(source)
        kept = database.with_suffix(database.suffix + ".before-restore")
        _move(database, kept)
        with closing(sqlite3.connect(database)) as target:
            source.backup(target)
    return kept


def _move(database: Path, kept: Path) -> None:
    # The write-ahead log belongs to the file: they move together.
    for tail in ("", "-wal", "-shm"):
        part = database.with_name(database.name + tail)
        if part.exists():
            part.replace(kept.with_name(kept.name + tail))


def _check(connection: sqlite3.Connection) -> None:
    (told,) = connection.execute("PRAGMA integrity_check").fetchone()
    if told != "ok":
        raise sqlite3.DatabaseError(told)
