"""Procedures read from TOML files, the program's and an operator's own; a fault names file and line."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from bot.config import DutiesPart, Mistake
from village.people import Role
from village.procedures import (
    EVENT,
    Apart,
    InOrder,
    MonthDay,
    Period,
    Procedure,
    ProcedureStep,
    Proof,
    SameDay,
    When,
    YearDay,
)
from village.rules import Grade
from village.villages import Named

_LANGUAGES = ("kk", "ru", "en")
_SLUG = re.compile(r"[a-z][a-z-]*")
_MONTH_DAYS, _DAYS_APART = 28, 366
_WHEN = (
    '{ month_day = 5 }, { year_day = "09-01" }, { same_day = "step" }, { days = 10, before = "event" }, '
    '{ working_days = 2, after = "event" } or "in order"'
)
WordT = TypeVar("WordT", bound=StrEnum)


def read_procedures(own: Path | None = None) -> Mapping[str, Procedure]:
    """Read the procedures of the program, and an operator's own in the place of those that they are named as.

    Raises Mistake with file, line and remedy.
    """
    folder = files("village").joinpath("procedure_files")
    texts = [(each.name, each.read_text("utf-8")) for each in folder.iterdir() if each.name.endswith(".toml")]
    if own is not None:
        texts += [(str(each), each.read_text("utf-8")) for each in sorted(own.glob("*.toml"))]
    read = (_File(name, text).procedure() for name, text in texts)
    return {procedure.slug: procedure for procedure in read}


def procedures_for(duties: DutiesPart) -> dict[str, Procedure]:
    """Read the procedures that the settings ask for. Raises Mistake where one begins alone that is none."""
    own = duties.own_procedures
    procedures = dict(read_procedures(Path(own) if own else None))
    for slug in duties.begin_alone:
        found = procedures.get(slug)
        if found is None or found.period is Period.EVENT:
            raise Mistake(
                f"[duties] begin_alone: {slug} is no procedure of a half-year, quarter or year; "
                "asar dates lists them"
            )
    return procedures


@dataclass(frozen=True)
class _File:
    """One file, and where in it what stands."""

    name: str
    text: str

    def procedure(self) -> Procedure:
        """Read it."""
        try:
            told = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as wrong:
            raise Mistake(f"{self.name}: {wrong}; write it as TOML") from None
        at = _Part(self, told, ())
        steps = told.get("step")
        if not isinstance(steps, list) or not steps:
            raise Mistake(f"{self.name}: has no steps; add [[step]] with key, who, what and when")
        read = list[ProcedureStep]()
        for number, step in enumerate(steps):
            part = _Part(self, step, ("step", number))
            read.append(part.step(at, {EVENT, *(each.key for each in read)}))
        return Procedure(
            slug=at.matched("slug", _SLUG, 'small Latin letters and hyphens, like "budget-monitoring"'),
            name=at.named("name"),
            period=at.word("period", Period),
            valid_from=at.day("valid_from"),
            steps=tuple(read),
        )

    def line_of(self, key: str, step: int | None) -> int:
        """Find the line of a key at the head of the file or in a step; the step's own where it has none."""
        lines, at, found = self.text.splitlines(), -1, 0
        for number, line in enumerate(lines, 1):
            if line.strip() == "[[step]]":
                at += 1
                found = number if at == step else found
            of_here = at == (-1 if step is None else step)
            if of_here and re.match(rf"\s*{re.escape(key)}\s*[=.]", line):
                return number
        return found or 1


@dataclass(frozen=True)
class _Part:
    """The head of a file, or one of its steps."""

    file: _File
    told: Mapping[str, Any]
    where: tuple[str, int] | tuple[()]

    def fault(self, key: str, remedy: str) -> Mistake:
        """Make the sentence that names file, line, key and remedy."""
        step = self.where[1] if self.where else None
        line = self.file.line_of(key, step)
        return Mistake(f"{self.file.name}, line {line}: {key} is missing or wrong; write {remedy}")

    def text(self, key: str, remedy: str) -> str:
        """Give a text."""
        found = self.told.get(key)
        if not isinstance(found, str) or not found.strip():
            raise self.fault(key, remedy)
        return found

    def matched(self, key: str, shape: re.Pattern[str], remedy: str) -> str:
        """Give a text of a shape."""
        found = self.text(key, remedy)
        if not shape.fullmatch(found):
            raise self.fault(key, remedy)
        return found

    def named(self, key: str) -> Named:
        """Give a text in the three languages."""
        found, remedy = self.told.get(key), f'{key} = {{ kk = "…", ru = "…", en = "…" }}'
        if not isinstance(found, dict) or set(found) != set(_LANGUAGES):
            raise self.fault(key, remedy)
        return Named(*(_Part(self.file, found, self.where).text(each, remedy) for each in _LANGUAGES))

    def word(self, key: str, words: type[WordT]) -> WordT:
        """Give a word of a set."""
        found = self.told.get(key)
        if found not in {str(each) for each in words}:
            raise self.fault(key, f"one of {', '.join(words)}")
        return words(str(found))

    def day(self, key: str) -> date:
        """Give a day."""
        found = self.told.get(key)
        if type(found) is not date:
            raise self.fault(key, "a day, like 2023-06-23, without quotation marks")
        return found

    def step(self, head: "_Part", known: set[str]) -> ProcedureStep:
        """Give a step; what it leaves out of source and grade is the whole procedure's."""
        key = self.matched("key", _SLUG, "small Latin letters and hyphens")
        if key in known:
            raise self.fault("key", "a name that no other step has")
        of_source, of_grade = (self if name in self.told else head for name in ("source", "grade"))
        return ProcedureStep(
            key=key,
            who=self.word("who", Role),
            what=self.named("what"),
            when=self.when(known),
            source=of_source.named("source"),
            grade=of_grade.word("grade", Grade),
            proof=self.proof(),
        )

    def proof(self) -> frozenset[Proof]:
        """Give what proves it; a word where nothing is said."""
        found = self.told.get("proof", [Proof.WORD])
        if not isinstance(found, list) or not {*found} <= {str(each) for each in Proof}:
            raise self.fault("proof", f"a list of some of {', '.join(Proof)}")
        return frozenset(map(Proof, found))

    def when(self, known: set[str]) -> When:
        """Give the rule of a step's day."""
        told = self.told.get("when")
        if told == "in order":
            return InOrder()
        if isinstance(told, dict):
            for keys, read in _RULES.items():
                if set(told) == keys and (rule := read(told, known)) is not None:
                    return rule
        raise self.fault("when", f"one of {_WHEN}; a step that it names must stand before")


def _whole(value: object, most: int) -> int | None:
    return value if type(value) is int and 1 <= value <= most else None


def _month_day(told: Mapping[str, Any], known: set[str]) -> When | None:
    del known
    day = _whole(told["month_day"], _MONTH_DAYS)
    return MonthDay(day) if day else None


def _year_day(told: Mapping[str, Any], known: set[str]) -> When | None:
    del known
    try:
        # A year that has a 29 February, and still no procedure falls on it.
        day = date.fromisoformat(f"2023-{told['year_day']}")
    except ValueError:
        return None
    return YearDay(day.month, day.day)


def _same_day(told: Mapping[str, Any], known: set[str]) -> When | None:
    return SameDay(told["same_day"]) if told["same_day"] in known else None


def _apart(days: str, side: str) -> Callable[[Mapping[str, Any], set[str]], When | None]:
    sign = -1 if side == "before" else 1

    def read(told: Mapping[str, Any], known: set[str]) -> When | None:
        number = _whole(told[days], _DAYS_APART)
        if number is None or told[side] not in known:
            return None
        return Apart(sign * number, told[side], working=days == "working_days")

    return read


_RULES: Mapping[frozenset[str], Callable[[Mapping[str, Any], set[str]], When | None]] = {
    frozenset({"month_day"}): _month_day,
    frozenset({"year_day"}): _year_day,
    frozenset({"same_day"}): _same_day,
    **{
        frozenset({days, side}): _apart(days, side)
        for days in ("days", "working_days")
        for side in ("before", "after")
    },
}


def listed(procedures: Mapping[str, Procedure]) -> Sequence[str]:
    """List procedures by slug, with their English names."""
    return [f"{slug:24} {each.name.en} ({each.period})" for slug, each in sorted(procedures.items())]
