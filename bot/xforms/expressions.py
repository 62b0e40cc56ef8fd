"""Conditions as people write them in XLSForm, made ready for lxml: functions allowed by name, dates as days.

lxml compares and adds what stands in the form as text and numbers. Where ODK means something else (a date, a
blank taken for yes or no), it is said here by putting a function of ours into the text; what an expression
means is left to lxml.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import re2
from lxml import etree

from bot.xforms.moments import number_of_moment
from bot.xforms.troubles import ExpressionUnread, Flaw, Trouble

OURS = "urn:asar:forms"
LONGEST = 2_000
_DEEPEST = 40
_NESTED_FILTERS = 2
_ALL_FILTERS = 10

_MANY = 1_000
# How many arguments each function may have; ours first, then those left to XPath 1.0 itself.
ARGUMENTS: dict[str, tuple[int, int]] = {
    "abs": (1, 1), "boolean": (1, 1), "boolean-from-string": (1, 1), "checklist": (3, _MANY),
    "coalesce": (2, _MANY), "concat": (1, _MANY), "contains": (2, 2), "count-non-empty": (1, 1),
    "count-selected": (1, 1), "current": (0, 0), "date": (1, 1), "date-time": (1, 1),
    "decimal-date-time": (1, 1), "decimal-time": (1, 1), "ends-with": (2, 2), "exp": (1, 1),
    "format-date": (2, 2), "format-date-time": (2, 2), "if": (3, 3), "instance": (1, 1), "int": (1, 1),
    "jr:choice-name": (2, 2), "join": (2, _MANY), "log": (1, 1), "log10": (1, 1), "max": (1, _MANY),
    "min": (1, _MANY), "normalize-space": (0, 1), "not": (1, 1), "now": (0, 0), "number": (0, 1),
    "once": (1, 1), "pi": (0, 0), "pow": (2, 2), "random": (0, 0), "regex": (2, 2), "round": (1, 2),
    "selected": (2, 2), "selected-at": (2, 2), "sqrt": (1, 1), "starts-with": (2, 2), "string": (0, 1),
    "string-length": (0, 1), "substr": (2, 3), "substring": (2, 3), "substring-after": (2, 2),
    "substring-before": (2, 2), "time": (1, 1), "today": (0, 0), "translate": (3, 3), "uuid": (0, 0),
    "weighted-checklist": (4, _MANY),
}  # fmt: skip
NATIVE: dict[str, tuple[int, int]] = {
    "ceiling": (1, 1), "count": (1, 1), "false": (0, 0), "floor": (1, 1), "last": (0, 0),
    "local-name": (0, 1), "name": (0, 1), "position": (0, 0), "sum": (1, 1), "true": (0, 0),
}  # fmt: skip
_NODE_TYPES = frozenset({"node", "text"})
_AXES = frozenset({"child", "parent", "self"})
_LOGIC = frozenset({"and", "or"})
_WORDS = _LOGIC | {"div", "mod"}

_NAME = r"[^\W\d][\w.\-]*"
_TOKEN = re.compile(
    rf"""\s*(?:(?P<literal>"[^"]*"|'[^']*')
    |(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<asked>\$\{{\s*{_NAME}\s*\}})
    |(?P<name>{_NAME}(?::{_NAME})?)
    |(?P<sign>::|//|!=|<=|>=|\.\.|[-+*/=<>|()\[\],.]))\s*""",
    re.VERBOSE,
)
_STEPS = frozenset({"/", ".", ".."})


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # literal, number, asked, step, function, axis, operator, sign
    text: str

    @property
    def ends_operand(self) -> bool:
        """Tell whether something may be compared or joined after it."""
        return self.kind in {"literal", "number", "asked", "step"} or self.text in {")", "]", ".", ".."}


def faults_of(expression: str) -> tuple[Flaw, ...]:
    """Tell all that is wrong with an expression, as a form (``${name}``) or pyxform writes it."""
    if len(expression) > LONGEST:
        return (Flaw(Trouble.TOO_LONG, str(len(expression))),)
    try:
        tokens = _tokens(expression)
    except _Stray as stray:
        return (Flaw(Trouble.SYNTAX, str(stray)),)
    flaws = tuple(dict.fromkeys((*_misused(tokens), *_too_deep(tokens))))
    return flaws or _unparsed(tokens)


def ready(expression: str) -> str:
    """Write an expression of an XForm as lxml takes it; raises ExpressionUnread."""
    flaws = faults_of(expression)
    if flaws:
        raise ExpressionUnread(expression, flaws)
    return _written(_tokens(expression))


def paths_in(expression: str) -> frozenset[str]:
    """Give the whole paths (``/data/roads/quality``) an expression looks at."""
    tokens = _tokens(expression)
    return frozenset("".join(each.text for each in tokens[start:end]) for start, end in _paths(tokens))


class _Stray(Exception):
    """A character that cannot stand where it stands."""


def _tokens(expression: str) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    while place < len(expression.rstrip()):
        found = _TOKEN.match(expression, place)
        if found is None:
            raise _Stray(expression[place:].lstrip()[:1])
        place = found.end()
        tokens.append(_named(found, expression[place : place + 2], tokens))
    return tokens


def _named(found: re.Match[str], rest: str, before: Sequence[_Token]) -> _Token:
    """Tell what a name or a star is by what stands around it, as XPath 1.0 (3.7) says."""
    kind, text = str(found.lastgroup), found[str(found.lastgroup)]
    after_operand = bool(before) and before[-1].ends_operand
    if text == "*":
        return _Token("operator" if after_operand else "step", text)
    if kind != "name":
        return _Token(kind, text)
    if after_operand and text in _WORDS:
        return _Token("operator", text)
    if rest.startswith("::"):
        return _Token("axis", text)
    return _Token("function" if rest.startswith("(") and text not in _NODE_TYPES else "step", text)


def _misused(tokens: Sequence[_Token]) -> Iterator[Flaw]:
    for place, token in enumerate(tokens):
        if token.kind == "function":
            yield from _misused_function(tokens, place)
        elif token.kind == "axis" and token.text not in _AXES:
            yield Flaw(Trouble.TOO_DEEP, f"{token.text}::")
        elif token.kind == "step" and ":" in token.text:
            yield Flaw(Trouble.SYNTAX, token.text)


def _misused_function(tokens: Sequence[_Token], place: int) -> Iterator[Flaw]:
    name = tokens[place].text
    most = ARGUMENTS.get(name) or NATIVE.get(name)
    if most is None:
        yield Flaw(Trouble.UNKNOWN_FUNCTION, name)
        return
    arguments = _arguments(tokens, place + 1)
    if arguments is not None and not most[0] <= len(arguments) <= most[1]:
        yield Flaw(Trouble.ARGUMENTS, name)
    elif name == "regex" and arguments is not None:
        yield from _bad_pattern(arguments[1])


def _arguments(tokens: Sequence[_Token], opening: int) -> list[list[_Token]] | None:
    """Give the tokens of each argument; None where the bracket is never closed."""
    depth, arguments = 0, [list[_Token]()]
    for token in tokens[opening + 1 :]:
        if token.text == ")" and not depth and token.kind == "sign":
            return arguments if arguments[0] or len(arguments) > 1 else []
        depth += _opens(token)
        if token.text == "," and not depth and token.kind == "sign":
            arguments.append([])
        else:
            arguments[-1].append(token)
    return None


def _opens(token: _Token) -> int:
    if token.kind != "sign":
        return 0
    return (token.text in {"(", "["}) - (token.text in {")", "]"})


def _bad_pattern(argument: Sequence[_Token]) -> Iterator[Flaw]:
    if len(argument) == 1 and argument[0].kind == "literal" and pattern(argument[0].text[1:-1]) is None:
        yield Flaw(Trouble.PATTERN, argument[0].text[1:-1])


def pattern(text: str) -> "re2._Regexp | None":
    """Make a pattern ready; None for what is none.

    RE2 looks at each letter once, so that no pattern, however made, keeps the bot busy.
    """
    try:
        return re2.compile(text, _PATTERNS)
    except re2.error:
        return None


def _pattern_options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 2**21
    return options


_PATTERNS = _pattern_options()


def _too_deep(tokens: Sequence[_Token]) -> Iterator[Flaw]:
    round_, square, filters = 0, 0, 0
    for token in tokens:
        if token.kind != "sign":
            continue
        round_ += (token.text == "(") - (token.text == ")")
        square += (token.text == "[") - (token.text == "]")
        filters += token.text == "["
        # A search through the whole form, or filters in filters, can be made to take hours.
        if token.text == "//" or round_ > _DEEPEST or square > _NESTED_FILTERS or filters > _ALL_FILTERS:
            yield Flaw(Trouble.TOO_DEEP, token.text)
            return


def _unparsed(tokens: Sequence[_Token]) -> tuple[Flaw, ...]:
    try:
        etree.XPath(_written(tokens), namespaces={"o": OURS}, regexp=False)
    except etree.XPathError:
        return (Flaw(Trouble.SYNTAX),)
    return ()


def _paths(tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """Find the paths, up to their first filter: where each begins and ends."""
    place = 0
    while place < len(tokens):
        end = place
        while end < len(tokens) and (tokens[end].kind in {"step", "asked"} or tokens[end].text in _STEPS):
            end += 1
        if end > place and not (place and tokens[place - 1].ends_operand):
            yield place, end
        place = max(end, place + 1)


def _text(tokens: Sequence[_Token], place: int) -> str:
    return tokens[place].text if 0 <= place < len(tokens) and tokens[place].kind != "literal" else ""


def _written(tokens: Sequence[_Token]) -> str:
    said = [_said(each) for each in tokens]
    for start, end in _paths(tokens):
        function = _asked_of(tokens, start, end)
        if function:
            said[start] = f"o:{function}({said[start]}"
            said[end - 1] = f"{said[end - 1]})"
    return " ".join(said)


def _asked_of(tokens: Sequence[_Token], start: int, end: int) -> str:
    """Name the function that asks what stands at a path, where XPath 1.0 would ask if it is there."""
    start, end = _bracketed(tokens, start, end)
    around = {_text(tokens, start - 1), _text(tokens, end)}
    if "[" in around:
        return ""
    if around & _LOGIC and around <= _LOGIC | {"", "(", ")", ","}:
        return "boolean"
    if around & {"=", "!="} and _TRUTHS & {_text(tokens, start - 4), _text(tokens, end + 1)}:
        return "string"
    return ""


def _bracketed(tokens: Sequence[_Token], start: int, end: int) -> tuple[int, int]:
    """Take in the brackets around an operand, without those of a function."""
    while _text(tokens, start - 1) == "(" and _text(tokens, end) == ")" and not _called(tokens, start - 2):
        start, end = start - 1, end + 1
    return start, end


def _called(tokens: Sequence[_Token], place: int) -> bool:
    return place >= 0 and tokens[place].kind == "function"


_TRUTHS = frozenset({"true", "false"})


def _said(token: _Token) -> str:
    match token.kind:
        case "function" if token.text in ARGUMENTS:
            return f"o:{token.text.rpartition(':')[2]}"
        case "asked":
            return f"/{token.text[2:-1].strip()}"
        case "literal" if number_of_moment(token.text[1:-1]) is not None:
            return f"o:moment({token.text})"
        case _:
            return token.text
