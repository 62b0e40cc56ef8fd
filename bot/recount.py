"""Count a poll again from its exported file: ``python -m bot.recount FILE``, or this one file alone.

It shares no code with the bot that wrote the file, and needs nothing but Python's own library. What agrees
and what does not is said in plain sentences; 1 where something does not.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FORMAT = "asar-poll-1"


class BrokenFile(Exception):
    """A file from which nothing can be counted; says why in one sentence."""


def main(path: str) -> int:
    """Count again, and say what agrees; 0 where all does."""
    try:
        agreed = [_said(what, told, found) for what, told, found in _compared(_read(Path(path)))]
    except BrokenFile as broken:
        print(f"{path}: {broken}", file=sys.stderr)
        return 1
    print("All of it agrees." if all(agreed) else "NOT ALL OF IT AGREES.")
    return 0 if all(agreed) else 1


def _said(what: str, told: Any, found: Any) -> bool:
    print(
        f"The same: {what}: {found}." if told == found else f"DIFFERENT: {what}: told {told}, found {found}."
    )
    return bool(told == found)


def _read(path: Path) -> dict[str, Any]:
    try:
        poll = json.loads(path.read_text(encoding="utf-8"))
    except OSError as wrong:
        raise BrokenFile(
            f"it cannot be read ({wrong.strerror}); give the .json of the poll's tables"
        ) from None
    except ValueError:
        raise BrokenFile("it is not JSON; give the .json of the poll's tables, unchanged") from None
    if not isinstance(poll, dict) or poll.get("format") != FORMAT:
        raise BrokenFile(f"it is not a poll's export ({FORMAT}); give the .json of the poll's tables")
    return poll


def _compared(poll: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Give what was told beside what was found, all of it; a file that lacks a part is broken."""
    try:
        return [*_frozen(poll), *_counts(poll), *_splits(poll)]
    except KeyError as missing:
        raise BrokenFile(f"it has no {missing}; export the poll again") from None
    except (TypeError, ValueError, AttributeError, IndexError) as wrong:
        raise BrokenFile(
            f"something in it is not what it should be ({wrong}); export the poll again"
        ) from None


def _frozen(poll: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Look whether question, options and rules are those that were frozen when the poll opened."""
    frozen = json.loads(poll["frozen"])
    yield "the check code", poll["digest"], hashlib.sha256(poll["frozen"].encode()).hexdigest()
    yield "the number", poll["number"], frozen["number"]
    yield "the village", poll["village"], frozen["village"]
    yield "the question", [poll["question"]["kk"], poll["question"]["ru"]], frozen["question"]
    yield "the options", [[option["kk"], option["ru"]] for option in poll["options"]], frozen["options"]


def _counts(poll: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    if poll["few"]:
        print("Fewer than five answered in the chat: no choices are told, and there is nothing to count.")
        yield "that no choices are told", [None] * len(poll["options"]), _told(poll)
        return
    if poll["ballots"] is None:
        print("The ballots are not in the file: counted again, they would tell what fewer than five chose.")
        return
    people, options = _recounted(poll)
    yield "how many answered", poll["answered"], people
    for number, (told, found) in enumerate(zip(_told(poll), options, strict=True), 1):
        yield f"how many chose option {number}", told, found
    most = max(options)
    chosen = [number for number, found in enumerate(options, 1) if found == most and most > 0]
    yield "what was chosen most often", poll["most_chosen"], chosen


def _told(poll: dict[str, Any]) -> list[int | None]:
    return [option["people"] for option in poll["options"]]


def _recounted(poll: dict[str, Any]) -> tuple[int, list[int]]:
    """Count every ballot by hand, as it were: one after another, one mark an option."""
    people, marks = 0, [0] * len(poll["options"])
    most = json.loads(poll["frozen"])["most"]
    for choices, ballots in _ballots(poll):
        if len(set(choices)) != len(choices) or len(choices) > most:
            raise ValueError(f"a ballot with the choices {choices}, where {most} may be chosen")
        people += _count(ballots)
        for number in choices:
            if number < 1:
                raise ValueError(f"a ballot for option {number}")
            marks[number - 1] += ballots
    if poll["office"]:
        people += _count(poll["office"]["people"])
        marks = [mark + _count(more) for mark, more in zip(marks, poll["office"]["options"], strict=True)]
    return people, marks


def _ballots(poll: dict[str, Any]) -> Iterator[tuple[list[int], int]]:
    """Give the ballots: one a name where names are told, else those that are alike together."""
    if poll["names"]:
        yield from ((each["choices"], 1) for each in poll["names"])
    else:
        yield from ((each["choices"], each["ballots"]) for each in poll["ballots"])


def _count(number: Any) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise ValueError(f"{number!r} where a count should stand")
    return number


def _splits(poll: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Look whether the parts of each split make up the whole."""
    for split in poll["splits"]:
        sums = [sum(column) for column in zip(*(part["options"] for part in split["parts"]), strict=True)]
        told = [poll["answered"], *_told(poll)]
        yield f"the parts by {split['by']}", told, [sum(part["people"] for part in split["parts"]), *sums]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else "usage: python -m bot.recount FILE")  # noqa: PLR2004
