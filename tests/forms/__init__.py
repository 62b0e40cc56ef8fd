"""Forms written for the tests, in the way public ones are, and what is answered to them."""

import json
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from village.surveys import Answers, Book, Kind, Question, Questionnaire

HERE = Path(__file__).parent
RECORDED = HERE / "recorded"
NAMES = ("health", "household", "roads", "school", "season", "water")
NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
SETS = 24


# What chance seldom meets: a bound itself, an answer whose choice went, all of it, nothing of it.
EDGES: Mapping[str, tuple[Answers, ...]] = {
    "health": (
        {},
        {"year": "2026", "weight": "3.5"},
        {"year": "1950", "weight": "70", "height": "175", "pressure": "yes", "upper": "180", "lower": "180"},
        {"year": "1960", "pressure": "", "chronic": "heart sugar", "again": "2027-05-22"},
        {"year": "1960", "day": "2026-11-20", "chronic": "none", "again": "2026-12-01"},
        {"phone": "+77011234567"},
        {"year": "1901", "weight": "18.5", "height": "100", "pressure": "no", "chronic": "none heart"},
    ),
    "household": (
        {},
        {"region": "n", "village": "b1", "family/adults": "1", "family/children": "0"},
        {"region": "n", "village": "a1", "family/children": "3", "family/kids/pupils": "4"},
        {"region": "s", "village": "b1", "family/adults": "2", "family/children": "3", "income": "225000"},
        {"family/adults": "20", "family/children": "", "income": "180001"},
        {"needs": "water road", "order": "road water"},
        {"needs": "none", "order": "none"},
        {"needs": "none water", "street": " Абай"},
    ),
    "roads": (
        {},
        {"where/street": "abay", "where/part": "p3", "what/defects": "pit dark", "what/pits": "11"},
        {"where/street": "other", "where/other": "", "what/defects": "pit dark flood snow"},
        {"what/defects": "flood", "blocked": "yes", "seen": "2026-10-24"},
        {"what/defects": "dark flood", "what/worst": "flood dark", "seen": "2026-11-08"},
    ),
    "school": (
        {},
        {"has_child": "yes", "child/born": "2020-11-23", "child/class": "low", "missed": "31"},
        {"has_child": "yes", "child/born": "2016-11-23", "child/class": "high", "child/way/how": "bus"},
        {"has_child": "yes", "child/born": "2016-01-01", "child/class": "low", "child/way/how": "bus",
         "child/way/km": "2.5", "child/way/bus/leaves": "07:30", "child/way/bus/late": "yes"},
        {"has_child": "no", "child/born": "2016-01-01", "child/class": "low", "missed": "1"},
        {"has_child": "no", "missed": "0", "why": "other"},
        {"has_child": "yes", "missed": "6", "why": "other ill", "other": "ab"},
    ),
    "season": (
        {},
        {"crops": "nothing", "fields/wheat": "5"},
        {"crops": "wheat", "fields/wheat": "10", "harvest/tons": "25", "harvest/loss": "0"},
        {"crops": "wheat barley potato", "fields/wheat": "1", "fields/barley": "2", "fields/potato": "101"},
        {"crops": "barley", "fields/barley": "0.5", "harvest/tons": "3"},
        {"crops": "wheat potato", "fields/wheat": "4", "fields/potato": "104.5", "harvest/tons": "12.345"},
    ),
    "water": (
        {},
        {"visited": "2026-11-24", "code": "AB-12", "source": "pipe", "place": "1 2"},
        {"visited": "2026-11-23", "repaired": "2025-11-23", "state": "ruin", "code": "AB-123"},
        {"visited": "2026-11-23", "repaired": "2025-11-22", "state": "ruin", "next_due": "2027-02-21"},
        {"visited": "2026-01-01", "repaired": "2026-01-02", "source": "well", "depth": "300", "place": ""},
        {"code": "xAB-123"},
        {"visited": "", "source": "well", "depth": "9", "flow": "12.345", "state": "bad"},
    ),
}  # fmt: skip


def book_of(text: str) -> Book:
    """Read a form: sheets under ``## name``, each a table with bars between its cells."""
    book: dict[str, list[list[str]]] = {}
    sheet: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("## "):
            sheet = book.setdefault(line[3:].strip(), [])
        elif line.startswith("|"):
            sheet.append([cell.strip() for cell in line.strip().strip("|").split("|")])
    return book


def form_named(name: str) -> Book:
    """Give one of the forms."""
    return book_of((HERE / f"{name}.md").read_text())


def chance(name: str, questions: Questionnaire) -> list[Answers]:
    """Make answers up, the same ones at each run: right, wrong, passed over and left out."""
    dice = random.Random(name)  # noqa: S311 - tests open nothing
    return [dict(_some(questions, dice)) for _ in range(SETS)]


def _some(questions: Questionnaire, dice: random.Random) -> Iterator[tuple[str, str]]:
    willing = dice.choice((0.5, 0.8, 0.95, 1))
    for question in questions.questions:
        if question.kind not in {Kind.NOTE, Kind.CALCULATED} and dice.random() < willing:
            yield question.path, "" if dice.random() < 0.05 else _answer(question, dice)


_ONE_OF: Mapping[Kind, tuple[str, ...]] = {
    Kind.TEXT: ("Абай", "a  b", "AB-123", "ab-1", "МТЗ-82", "мтз-1221", "-", "+77011234567", "87011234567"),
    Kind.INTEGER: ("0", "1", "2", "3", "6", "11", "12", "35", "95", "140", "185", "1950", "2012", "2030"),
    Kind.DECIMAL: ("0", "0.5", "1", "2.25", "7.5", "12.345", "62", "99.95", "171", "45000", "250000.5"),
    Kind.DATE: (
        "2026-11-23", "2026-11-22", "2026-11-24", "2026-11-05", "2026-05-31", "2026-01-01", "2025-02-28",
        "2027-01-15", "2012-02-29", "2016-09-01", "2020-12-31", "2021-06-15",
    ),
    Kind.TIME: ("07:30", "08:00", "23:59"),
    Kind.PLACE: ("43.25 76.95 0 0", "51.1694 71.4491"),
    Kind.PHOTO: ("17",),
    Kind.VOICE: ("18",),
}  # fmt: skip


def _answer(question: Question, dice: random.Random) -> str:
    names = [each.name for each in question.options]
    match question.kind:
        case Kind.ONE:
            return dice.choice(names)
        case Kind.SEVERAL:
            return " ".join(dice.sample(names, dice.randint(1, len(names))))
        case Kind.RANK:
            return " ".join(dice.sample(names, len(names)))
        case kind:
            return dice.choice(_ONE_OF[kind])


def recorded(name: str) -> list[dict[str, Any]]:
    """Give what the independent evaluator said of a form, an entry for each set of answers."""
    return list(json.loads((RECORDED / f"{name}.json").read_text()))
