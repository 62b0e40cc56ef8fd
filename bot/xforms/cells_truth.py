"""Conditions that can never be true: looked for by trying what may be answered.

A condition is tried with every answer that could make a difference to it: each choice of a list, a number on
either side of each number it is compared with. What cannot be tried so (a date, free text in a function, too
many ways) is taken for possible: here nothing is called a fault that is none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, pairwise, product
from math import ceil, floor, prod
from typing import Any

from lxml import etree

from bot.xforms.cells_expressions import CONSTRAINT, FILTER, RELEVANT, SELF, Expression, Token, expressions
from bot.xforms.cells_survey import Item, Survey
from bot.xforms.expressions import OURS, ready
from bot.xforms.functions import Moment, extensions, truth_of
from bot.xforms.troubles import ExpressionUnread
from village.errors import Refusal
from village.form_faults import NeverOffered, NeverShown, NothingFits
from village.listing import Fault
from village.surveys import Kind

_WAYS = 1_000
_LONG_LIST = 60
_SUBSETS_OF = 6
_ELSE = "\N{MIDDLE DOT}"  # a text that nobody compares with
_NUMBERS = {Kind.INTEGER, Kind.DECIMAL}
_TRIED = {
    *("selected(", "not(", "true(", "false(", "boolean(", "count-selected(", "string(", "number("),
    *("if(", "coalesce("),
}
_PLAIN = {"PYXFORM_REF", "SELF_REF", "SYSTEM_LITERAL", "NUMBER", "OPS_COMP", "OPS_BOOL", "FUNC_CALL"} | {
    *("OPEN_PAREN", "CLOSE_PAREN", "COMMA", "NAME")
}
_LITERALS = {"SYSTEM_LITERAL", "NUMBER"}

Condition = tuple[Token, ...]
Answer = Mapping[str, str]
"""What is answered, by the name of the question, or by the choices' column."""


def never(survey: Survey) -> Iterator[Fault]:
    """Find what can never be shown, offered or answered."""
    for expression in expressions(survey):
        if what := _never(expression, survey):
            yield Fault(expression.cell, what)


def _never(expression: Expression, survey: Survey) -> Refusal | None:
    item = expression.item
    match expression.meaning:
        case "relevant":
            # Also where the groups around it leave nothing: they are true at the same time.
            around = [Expression(each, RELEVANT, each.row.text(RELEVANT)) for each in item.around]
            alone = not any(_impossible([each], survey) for each in around)
            return NeverShown() if alone and _impossible([*around, expression], survey) else None
        case "constraint":
            return NothingFits() if _impossible([expression], survey) else None
        case "choice_filter":
            rows = survey.lists.get(item.type.list_name)
            return NeverOffered() if rows and _impossible([expression], survey) else None
        case _:
            return None


def _impossible(together: Sequence[Expression], survey: Survey) -> bool:
    """Tell whether conditions that hold at the same time never can; False where that cannot be tried."""
    item, meaning = together[-1].item, together[-1].meaning
    parts = [part for each in together if each.text for part in _parts(each.tokens)]
    tried = _Trial(survey, item, meaning, [part for part in parts if _plain(part, meaning)])
    return bool(tried.parts) and tried.fails


def _parts(tokens: Condition) -> Iterator[Condition]:
    """Split at each "and" outside of brackets; what has an "or" there is one part."""
    depth, cuts = 0, [-1]
    for place, (kind, text) in enumerate(tokens):
        depth += (kind in {"OPEN_PAREN", "FUNC_CALL", "XPATH_PRED_START"}) - (
            kind in {"CLOSE_PAREN", "XPATH_PRED_END"}
        )
        if text == "or" and not depth:
            return iter((tokens,))
        if text == "and" and not depth:
            cuts.append(place)
    cuts.append(len(tokens))
    return (tokens[start + 1 : end] for start, end in pairwise(cuts))


def _plain(part: Condition, meaning: str) -> bool:
    """Tell whether a part is made of what can be tried."""
    return bool(part) and all(_may_be_tried(token, meaning) for token in part)


def _may_be_tried(token: Token, meaning: str) -> bool:
    kind, text = token
    if kind == "FUNC_CALL":
        return text in _TRIED
    if kind == "SELF_REF":
        return meaning == CONSTRAINT
    if kind == "NAME":
        return meaning == FILTER or text in {"and", "or"}
    return kind in _PLAIN


@dataclass(frozen=True)
class _Trial:
    """A trial of conditions: with what each question may be answered, all ways together."""

    survey: Survey
    item: Item
    meaning: str
    parts: Sequence[Condition]

    @property
    def fails(self) -> bool:
        """Tell whether it was tried in every way that matters, and never true."""
        domains = {name: self._domain(name) for name in self._names}
        known = {name: domain for name, domain in domains.items() if domain is not None}
        if len(known) < len(domains) or self._beyond_reckoning(known):
            return False
        if prod(map(len, known.values())) * max(1, len(self._rows)) > _WAYS:
            return False
        check = self._check()
        return check is not None and not any(check(way) for way in self._ways(known))

    @cached_property
    def _tokens(self) -> Sequence[Token]:
        return tuple(chain.from_iterable(self.parts))

    @cached_property
    def _names(self) -> tuple[str, ...]:
        found = (text for kind, text in self._tokens if kind in {"PYXFORM_REF", "SELF_REF"})
        return tuple(dict.fromkeys(SELF if text == SELF else text[2:-1] for text in found))

    @cached_property
    def _columns(self) -> tuple[str, ...]:
        found = (text for kind, text in self._tokens if kind == "NAME" and text not in {"and", "or"})
        return tuple(dict.fromkeys(found))

    @property
    def _rows(self) -> Sequence[Answer]:
        """Give what the columns of the choices have, choice by choice, where a filter looks at them."""
        rows = self.survey.lists.get(self.item.type.list_name, ()) if self.meaning == FILTER else ()
        heads = {column: self.survey.tables.choices.named(column) for column in self._columns}
        return [{name: row.at(head) if head else "" for name, head in heads.items()} for row in rows]

    def _ways(self, domains: Mapping[str, Sequence[str]]) -> Iterator[Answer]:
        for answers in product(*domains.values()):
            way = dict(zip(domains, answers, strict=True))
            yield from ({**way, **row} for row in self._rows) if self.meaning == FILTER else (way,)

    # What may be answered, as far as it makes a difference

    def _domain(self, name: str) -> Sequence[str] | None:
        asked = self.item if name == SELF else self.survey.only(name)
        answers = self._answers(asked) if asked else None
        # A constraint is only asked of an answer; any other may be missing.
        return answers if answers is None or name == SELF else ["", *answers]

    def _answers(self, asked: Item) -> Sequence[str] | None:
        offered = self.survey.choices_of(asked)
        if asked.kind is Kind.ONE and 0 < len(offered) <= _LONG_LIST:
            return offered
        if asked.kind is Kind.SEVERAL and 0 < len(offered) <= _SUBSETS_OF:
            sizes = range(1, len(offered) + 1)
            return [" ".join(some) for size in sizes for some in combinations(offered, size)]
        if asked.kind in _NUMBERS:
            return self._numbers(whole=asked.kind is Kind.INTEGER)
        if asked.kind is Kind.TEXT:
            return [*self._literals, _ELSE]
        return None

    @cached_property
    def _literals(self) -> tuple[str, ...]:
        found = (text.strip("'\"") for kind, text in self._tokens if kind in _LITERALS)
        return tuple(dict.fromkeys(text for text in found if text))

    def _numbers(self, *, whole: bool) -> Sequence[str]:
        """Give each number that something is compared with, and one between and beyond them."""
        given = sorted({float(text) for text in self._literals if _is_number(text)}) or [0.0]
        between = [(one + other) / 2 for one, other in pairwise(given)]
        tried = {given[0] - 1, *given, *between, given[-1] + 1}
        if whole:
            tried = {float(side) for number in tried for side in (floor(number), ceil(number))}
        return [f"{number:.12g}" for number in sorted(tried)]

    def _beyond_reckoning(self, domains: Mapping[str, Sequence[str]]) -> bool:
        """Tell whether a number is compared with anything but a number that is written there."""
        items = [self.item if name == SELF else self.survey.only(name) for name in domains]
        if not any(item and item.kind in _NUMBERS for item in items):
            return False
        edged = [("", ""), *self._tokens, ("", "")]
        threes = zip(edged, edged[1:], edged[2:], strict=False)
        return any(
            sign[0] == "OPS_COMP" and not {one[0], other[0]} & _LITERALS for one, sign, other in threes
        )

    # Whether it is true

    def _check(self) -> "_Check | None":
        places = {name: f"/f/v{place}" for place, name in enumerate((*self._names, *self._columns))}
        text = " and ".join(f"({_written(part, places)})" for part in self.parts)
        try:
            return _Check(text, places)
        except (ExpressionUnread, etree.XPathError):
            return None  # told by itself


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < float("inf")
    except ValueError:
        return False


def _written(part: Condition, places: Mapping[str, str]) -> str:
    words = []
    for kind, text in part:
        if kind == "PYXFORM_REF":
            words.append(places[text[2:-1]])
        elif kind in {"SELF_REF", "NAME"}:
            words.append(places.get(text, text))
        else:
            words.append(text)
    return " ".join(words)


class _Check:
    """A condition made ready, asked of one way to answer after another."""

    def __init__(self, text: str, places: Mapping[str, str]) -> None:
        functions = extensions(Moment({}, lambda value, _: value))
        self._asks: Any = etree.XPath(ready(text), namespaces={"o": OURS}, extensions=functions, regexp=False)
        self._form = etree.Element("f")
        self._nodes = {name: etree.SubElement(self._form, path[3:]) for name, path in places.items()}

    def __call__(self, way: Answer) -> bool:
        for name, answer in way.items():
            self._nodes[name].text = answer
        return truth_of(self._asks(self._form))
