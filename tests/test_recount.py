"""An independent recount: other code, one file, Python's own library; it finds what was changed."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import recount
from bot.papers.phrases import Phrases
from bot.papers.tables import poll_tables
from bot.speech import Speech
from handlers.ports import PollTables
from tests.stores import ALMATY
from tests.test_results import EAST, OPENS, VILLAGE, WEST, a_heap, a_poll, on_paper
from village.course import State
from village.people import Level
from village.polls import Poll
from village.results import Heap, OnPaper, count, published, recountable
from village.texts import Language

RECOUNT = Path(recount.__file__)
SPEECH = Speech(ALMATY)
PHRASES = [Phrases(SPEECH, ALMATY, language) for language in (Language.KK, Language.RU)]


def exported(poll: Poll, heaps: Iterable[Heap], *taken: OnPaper) -> dict[str, Any]:
    """Give the JSON that the office gets of a poll."""
    closed, alike = replace(poll, state=State.CLOSED, closed_at=OPENS + timedelta(days=3)), tuple(heaps)
    result = count(alike, taken, closed, VILLAGE)
    told = published(result, closed)
    tables = PollTables(VILLAGE, closed, told, recountable(alike, result, told, closed))
    return dict(json.loads(poll_tables(tables, PHRASES)[2].content))


def recounted(poll: object, folder: Path) -> int:
    file = folder / "poll.json"
    file.write_text(json.dumps(poll), encoding="utf-8")
    return recount.main(str(file))


VOTED = (a_heap((0,), 30, section=EAST), a_heap((1,), 12, section=WEST, level=Level.PHONE), a_heap((2,), 12))


def test_it_knows_nothing_of_the_house() -> None:
    tree = ast.parse(RECOUNT.read_text(encoding="utf-8"))
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
        )
    }
    assert imported <= sys.stdlib_module_names


def test_the_one_file_counts_alone(tmp_path: Path) -> None:
    alone = tmp_path / "count.py"
    alone.write_bytes(RECOUNT.read_bytes())
    (tmp_path / "poll.json").write_text(json.dumps(exported(a_poll(), VOTED)), encoding="utf-8")

    call = [sys.executable, "-I", "count.py", "poll.json"]
    ended = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603 - our own

    assert (ended.returncode, ended.stderr) == (0, "")
    assert "The same: how many answered: 54." in ended.stdout
    assert ended.stdout.endswith("All of it agrees.\n")


_HEAPS = st.lists(
    st.builds(
        lambda choices, level, section, ballots: a_heap(
            tuple(sorted(choices)), ballots, level=level, section=section
        ),
        st.sets(st.integers(0, 3), max_size=3),
        st.sampled_from(list(Level)),
        st.sampled_from([None, EAST, WEST]),
        st.integers(1, 20),
    ),
    max_size=12,
)


@settings(max_examples=100, deadline=None)
@given(heaps=_HEAPS, entered=st.lists(st.integers(0, 6), min_size=4, max_size=4), secret=st.booleans())
def test_whatever_was_cast_is_counted_the_same(
    tmp_path_factory: pytest.TempPathFactory, heaps: list[Heap], entered: list[int], *, secret: bool
) -> None:
    taken = [on_paper(sum(entered), *entered)] if any(entered) else []

    poll = exported(a_poll(4, most=3, secret=secret), heaps, *taken)

    assert recounted(poll, tmp_path_factory.getbasetemp()) == 0


def _of(poll: dict[str, Any], key: str, change: Callable[[Any], Any]) -> dict[str, Any]:
    return {**poll, key: change(poll[key])}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            lambda poll: _of(poll, "answered", lambda people: people + 1),
            "how many answered: told 55, found 54",
        ),
        (lambda poll: poll["options"][1].update(people=13), "how many chose option 2: told 13, found 12"),
        (lambda poll: poll["ballots"][0].update(ballots=31), "how many chose option 1: told 30, found 31"),
        (lambda poll: poll["options"][0].update(ru="Иное"), "the options"),
        (lambda poll: poll["question"].update(kk="Басқа"), "the question"),
        (
            lambda poll: _of(poll, "frozen", lambda text: text.replace('"most":1', '"most":2')),
            "the check code",
        ),
        (
            lambda poll: _of(poll, "most_chosen", lambda _: [2]),
            "what was chosen most often: told [2], found [1]",
        ),
        (lambda poll: poll["splits"][0]["parts"][0].update(people=1), "the parts by level"),
    ],
)
def test_what_was_changed_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Callable[[dict[str, Any]], Any], found: str
) -> None:
    poll = exported(a_poll(), VOTED)

    assert recounted(change(poll) or poll, tmp_path) == 1

    told = capsys.readouterr().out
    assert f"DIFFERENT: {found}" in told
    assert told.endswith("NOT ALL OF IT AGREES.\n")


@pytest.mark.parametrize(
    ("heaps", "taken", "why"),
    [
        ([a_heap((0,), 3)], [], "there is nothing to count"),
        ([a_heap((0, 1), 30)], [on_paper(2, 2, 0, 0)], "The ballots are not in the file"),
    ],
)
def test_what_is_kept_back_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], heaps: list[Heap], taken: list[OnPaper], why: str
) -> None:
    assert recounted(exported(a_poll(most=2), heaps, *taken), tmp_path) == 0

    assert why in capsys.readouterr().out


def _without(name: str) -> dict[str, Any]:
    poll = exported(a_poll(), VOTED)
    del poll[name]
    return poll


@pytest.mark.parametrize(
    ("poll", "sentence"),
    [
        ([], "it is not a poll's export"),
        ({"format": "asar-poll-2"}, "it is not a poll's export"),
        (_without("ballots"), "it has no 'ballots'"),
        ({**exported(a_poll(), VOTED), "ballots": 7}, "something in it is not what it should be"),
        (
            {**exported(a_poll(), VOTED), "ballots": [{"choices": [9], "ballots": 54}]},
            "not what it should be",
        ),
        ({**exported(a_poll(), VOTED), "ballots": [{"choices": [1, 2], "ballots": 5}]}, "1 may be chosen"),
        (
            {**exported(a_poll(), VOTED), "ballots": [{"choices": [1], "ballots": -5}]},
            "-5 where a count should",
        ),
        ({**exported(a_poll(), VOTED), "ballots": [{"choices": [0], "ballots": 5}]}, "a ballot for option 0"),
        ({**exported(a_poll(), VOTED), "frozen": "no"}, "not what it should be"),
    ],
)
def test_a_broken_file_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], poll: object, sentence: str
) -> None:
    assert recounted(poll, tmp_path) == 1

    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert told.rstrip().endswith(("again", "tables", "unchanged"))


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"{"])
def test_what_is_no_file_or_no_json_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    file = tmp_path / "poll.json"
    if content is not None:
        file.write_bytes(content)

    assert recount.main(str(file)) == 1

    assert "; give the .json of the poll's tables" in capsys.readouterr().err
