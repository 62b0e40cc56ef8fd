import re
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from bot.cli import app

ROOT = Path(__file__).parent.parent
TARGET = re.compile(r"^([a-z]+):.*##", re.MULTILINE)


def blocks(file: Path) -> list[str]:
    """Give the code blocks of a page, and the commands within its sentences."""
    page = file.read_text()
    fenced = re.findall(r"^ *```[a-z]*\n(.*?)^ *```", page, re.DOTALL | re.MULTILINE)
    return fenced + re.findall(r"(?<!`)`((?:make|asar) [^`\n]+)`", page)


def commands(first: str, file: Path) -> list[list[str]]:
    """Give the commands that a page names, as words, that begin with a word."""
    lines = [line.strip().removeprefix("$ ") for block in blocks(file) for line in block.splitlines()]
    found = [re.split(r"\s+#|\s{2,}", line)[0].split() for line in lines]
    return [[words[0].rpartition("/")[2], *words[1:]] for words in found if words and _is(first, words[0])]


def _is(first: str, word: str) -> bool:
    return word in {first, f".venv/bin/{first}"}


def targets() -> set[str]:
    return set(TARGET.findall((ROOT / "Makefile").read_text()))


def asar(words: list[str]) -> TyperCommand | TyperGroup:
    """Find the command that words name."""
    command = get_command(app)
    for word in words:
        if not isinstance(command, TyperGroup):
            break
        assert word in command.commands, f"asar has no command {word}"
        command = command.commands[word]
    assert isinstance(command, TyperCommand | TyperGroup)
    return command


def options(command: TyperCommand | TyperGroup) -> set[str]:
    return {name for param in command.params for name in param.opts}


def test_the_readme_names_how_to_begin() -> None:
    assert {"demo", "test"} <= {words[1] for words in commands("make", ROOT / "README.md")}
    assert {"run"} <= {words[1] for words in commands("asar", ROOT / "README.md")}


def test_what_the_readme_makes_can_be_made() -> None:
    named = {word for words in commands("make", ROOT / "README.md") for word in words[1:] if "=" not in word}

    assert named <= targets()


def test_what_the_readme_asks_of_asar_is_there_with_its_options() -> None:
    for words in commands("asar", ROOT / "README.md"):
        command = asar(words[1:])
        asked = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert asked - {"--help"} <= options(command), " ".join(words)


@pytest.mark.parametrize(
    "words",
    [
        ["demo"],
        ["run"],
        ["check"],
        ["invite"],
        ["migrate"],
        ["backup"],
        ["restore"],
        ["export", "notice"],
        ["import", "roll"],
        ["import", "survey"],
        ["export", "form"],
        ["stop", "survey"],
    ],
    ids=" ".join,
)
def test_asar_has_the_commands_it_was_promised_with(words: list[str]) -> None:
    command = asar(words)

    assert command.help
    assert words == ["demo"] or "--config" in options(command)


def test_make_has_the_targets_it_was_promised_with_and_a_sentence_for_each() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)

    assert phony is not None
    assert targets() == set(phony[1].split()) >= {"demo", "test", "check", "format", "help"}


def test_ci_runs_the_checks_and_the_tests_that_people_run() -> None:
    run = (ROOT / ".ci" / "run").read_text()
    called = re.findall(r"^\s*make (.+)$", run, re.MULTILINE)

    assert {"check", "test"} <= set(called) <= targets()
    assert "set -euo pipefail" in run
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100
