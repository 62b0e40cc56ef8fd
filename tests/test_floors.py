import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args

import pytest

from handlers.chat import Pressed, What, Wrote
from handlers.door import Route
from handlers.menu import CommandPressed
from handlers.presses import Press
from handlers.routes import ROUTES
from village.texts import fold

ROOT = Path(__file__).parent.parent
OWN = {"village": {"village"}, "handlers": {"handlers", "village"}}
HEARD = set(get_args(What)) - {Wrote, Pressed}

# Says what a room's files do while they are imported: begin a loop, open a socket, write to the disk.
WATCH = """
import asyncio, importlib, os, pkgutil, sys

done = []

def watch(event, args):
    if event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        done.append(f"writes {args[0]}")
    elif event in {"os.mkdir", "os.remove", "os.rename", "subprocess.Popen", "sqlite3.connect"}:
        done.append(f"{event} {args[0]}")
    elif event in {"socket.connect", "socket.bind", "socket.getaddrinfo"}:
        done.append(event)

def begins(*_):
    done.append("begins a loop")
    raise AssertionError

asyncio.BaseEventLoop.__init__ = begins
sys.addaudithook(watch)
for room in sys.argv[1:]:
    package = importlib.import_module(room)
    for found in pkgutil.walk_packages(package.__path__, f"{room}."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
print("\\n".join(done))
"""


def python(code: str, folder: Path, *words: str) -> str:
    """Run a piece of code in a folder, in a Python of its own, and give what it prints."""
    call = [sys.executable, "-B", "-W", "error", "-c", code, *words]
    ended = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own code
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def imports(file: Path) -> Iterator[str]:
    """Name the packages that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (
                (node.module or "").partition(".")[0] if node.level == 0 else file.relative_to(ROOT).parts[0]
            )


# --------------------------------------------------------------------------------------------- what is known


@pytest.mark.parametrize("room", OWN)
def test_village_and_handlers_know_the_standard_library_and_their_own_alone(room: str) -> None:
    files = sorted((ROOT / room).rglob("*.py"))

    foreign = {
        f"{file.name}: {name}"
        for file in files
        for name in imports(file)
        if name not in sys.stdlib_module_names | OWN[room]
    }

    assert len(files) > 10
    assert foreign == set()


@pytest.mark.parametrize("room", ["village", "handlers"])
def test_village_and_handlers_ask_for_the_time(room: str) -> None:
    # ruff bans datetime.now by name; this also finds time.time() and its like.
    known = {name for file in (ROOT / room).rglob("*.py") for name in imports(file)}

    assert not known & {"time", "socket", "threading", "subprocess", "os", "random"}


def test_importing_a_file_does_nothing(tmp_path: Path) -> None:
    assert python(WATCH, tmp_path, "village", "handlers", "bot") == ""
    assert list(tmp_path.iterdir()) == []


def test_the_demo_does_not_import_aiogram(tmp_path: Path) -> None:
    told = python("import sys, bot.cli, bot.demo, bot.demoing; print('aiogram' in sys.modules)", tmp_path)

    assert told == "False"


def test_handlers_need_no_network_no_store_and_no_page(tmp_path: Path) -> None:
    libraries = "{'aiogram', 'aiohttp', 'sqlalchemy', 'pydantic', 'babel', 'fluent', 'typst'}"
    told = python(f"import sys, handlers.routes; print({libraries} & sys.modules.keys())", tmp_path)

    assert told == "set()"


# ------------------------------------------------------------------------------------------------- the table


def ids(route: Route) -> str:
    return route.asked.__name__


@pytest.mark.parametrize("route", ROUTES, ids=ids)
def test_what_is_asked_is_a_press_something_heard_or_a_command(route: Route) -> None:
    if route.words:
        assert is_dataclass(route.asked)
        assert {field.name: field.default for field in fields(route.asked)} == {"line": ""}
        assert route.words[0].startswith("/")
    else:
        assert issubclass(route.asked, Press) or route.asked in HEARD


def test_every_press_is_in_the_table() -> None:
    # A dataclass with slots is made anew, and the class it was made from lingers among the subclasses.
    presses = {
        each
        for each in Press.__subclasses__()
        if each.__module__.startswith("handlers.")
        if getattr(sys.modules[each.__module__], each.__name__) is each
    }

    assert presses - {route.asked for route in ROUTES} == {CommandPressed}


def test_everything_that_is_heard_is_in_the_table() -> None:
    assert {route.asked for route in ROUTES} >= HEARD


def test_nothing_is_in_the_table_twice() -> None:
    asked = [route.asked for route in ROUTES]
    words = [fold(word) for route in ROUTES for word in route.words]

    assert len(set(asked)) == len(asked)
    assert len(set(words)) == len(words)


def test_a_word_is_understood_from_a_russian_keyboard_only_once() -> None:
    words = [fold(word) for route in ROUTES for word in route.words]

    assert all(word == fold(word) for word in words)
    assert not [word for word in words if not word.lstrip("/")]
