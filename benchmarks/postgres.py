"""A real PostgreSQL that keeps what it was given: the programs of the tests, with every safety on.

The tests' own server trades durability for speed. Here each commit must reach the disk, as SQLite's does.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import _LIVE, NoPostgres, Server, _last_words, _living, _plain_user, _programs

# No address, more connections; fsync, full pages and synchronous commits are PostgreSQL's own defaults.
_SETTINGS = "-c listen_addresses='' -c max_connections=300"


@contextmanager
def a_durable_server() -> Iterator[Server]:
    """Start a server in a folder of its own, and stop it; NoPostgres says why it does not start."""
    with tempfile.TemporaryDirectory(prefix="asar-bench-pg-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        user = _plain_user()
        programs = _programs(folder, user)
        with _living(["sh", "-c", _LIVE, "sh", str(programs), made, _SETTINGS], user) as told:
            if told.readline().strip() != "ready":
                raise NoPostgres(_last_words(folder))
            yield Server(folder)
