"""The expressions of a form, taken apart as pyxform does: what they refer to, and compare it with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pyxform.parsing.expression import RE_PYXFORM_REF_INNER, RE_PYXFORM_REF_OUTER, parse_expression
from pyxform.utils import default_is_dynamic

from bot.xforms.cells_rows import YES_NO
from bot.xforms.cells_survey import Item, Survey

RELEVANT, CONSTRAINT, FILTER = "relevant", "constraint", "choice_filter"
REQUIRED, READ_ONLY, CALCULATE, DEFAULT = "required", "readonly", "calculate", "default"
_ASKING = (RELEVANT, CONSTRAINT, REQUIRED, READ_ONLY, CALCULATE, FILTER, DEFAULT)
_REF, _FUNCTION, _NAME, _SELF = "PYXFORM_REF", "FUNC_CALL", "NAME", "SELF_REF"
_LITERALS = {"SYSTEM_LITERAL", "NUMBER"}
_OPERATORS = {"and", "or", "div", "mod"}
_EQUAL = {"=", "!="}
_HALVES = {("OPS_COMP", "<"), ("OPS_COMP", ">")}
SELF = "."

Token = tuple[str, str]
"""A word of an expression: its kind by pyxform's grammar, and its text."""


@dataclass(frozen=True)
class Expression:
    """An expression: the row it belongs to, for what, and its text."""

    item: Item
    meaning: str
    text: str

    @property
    def cell(self) -> str:
        """Name the cell it stands in."""
        return self.item.row.cell(self.meaning)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Give its words without the blanks."""
        found: list[Token] = []
        for token in parse_expression(self.text):
            if token.type == "OPS_COMP" and found and found[-1] in _HALVES:
                found[-1] = (token.type, found[-1][1] + token.value)  # its grammar takes "<=" for two signs
            elif token.type != "WHITESPACE":
                found.append((token.type, token.value.strip()))
        return tuple(found)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Give the questions it refers to, each once."""
        return tuple(dict.fromkeys(text[2:-1] for kind, text in self.tokens if kind == _REF))

    @cached_property
    def bare(self) -> tuple[str, ...]:
        """Give the names that stand alone, not as ${name} and in no path."""
        kinds = [("", ""), *self.tokens, ("", "")]
        return tuple(
            text
            for (before, _), (kind, text), (after, _) in zip(kinds, kinds[1:], kinds[2:], strict=False)
            if kind == _NAME and text not in _OPERATORS and "PATH_SEP" not in {before, after}
        )

    def compared(self) -> Iterator[tuple[str, str]]:
        """Give what is compared with which text or number: a question by name, itself as "."."""
        for (left_kind, left), (kind, sign), (right_kind, right) in _threes(self.tokens):
            if kind == "OPS_COMP" and sign in _EQUAL:
                if left_kind in {_REF, _SELF} and right_kind in _LITERALS:
                    yield _name(left), _bare(right)
                if right_kind in {_REF, _SELF} and left_kind in _LITERALS:
                    yield _name(right), _bare(left)
        yield from self._selected()

    def _selected(self) -> Iterator[tuple[str, str]]:
        for place, token in enumerate(self.tokens):
            of, comma, word = (*self.tokens[place + 1 : place + 4], ("", ""), ("", ""), ("", ""))[:3]
            told = of[0] in {_REF, _SELF} and comma[1] == "," and word[0] in _LITERALS
            if told and token == (_FUNCTION, "selected("):
                yield _name(of[1]), _bare(word[1])


def _threes(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token, Token]]:
    return ((one, two, three) for (one, two), (_, three) in pairwise(pairwise(tokens)))


def _name(text: str) -> str:
    return SELF if text == SELF else text[2:-1]


def _bare(text: str) -> str:
    return text[1:-1] if text[0] in "'\"" else text


def expressions(survey: Survey) -> Iterator[Expression]:
    """Give all expressions of a form's rows, in order."""
    for item in survey.items:
        for meaning in _ASKING:
            text = item.row.text(meaning)
            if text and not _is_plain(item, meaning, text):
                yield Expression(item, meaning, text)


def _is_plain(item: Item, meaning: str, text: str) -> bool:
    """Tell whether a cell just says yes or no, or an answer given beforehand."""
    if meaning == DEFAULT:
        return not default_is_dynamic(text, item.row.text("type"))
    return meaning in {REQUIRED, READ_ONLY} and text in YES_NO


def misspelt(text: str) -> Iterator[str]:
    """Give references that are not written as one, each as it probably should be."""
    for found in RE_PYXFORM_REF_OUTER.finditer(text):
        inner = found["pyxform_ref"]
        if inner is None or not RE_PYXFORM_REF_INNER.fullmatch(inner):
            yield "${" + "_".join((inner or found[0][2:]).split()) + "}"
