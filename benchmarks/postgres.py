"""A real PostgreSQL that keeps what it was given: the programs of the tests, with every safety on.

The tests' own server trades durability for speed. Here each commit must reach the disk, as SQLite's does.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.postgres import Server, a_server

# What is said last counts: these are PostgreSQL's own defaults.
_SAFE = " -c fsync=on -c full_page_writes=on -c synchronous_commit=on -c autovacuum=on"


@contextmanager
def a_durable_server() -> Iterator[Server]:
    """Start a server in a folder of its own, and stop it; NoPostgres says why it does not start."""
    with a_server(_SAFE) as server:
        yield server
