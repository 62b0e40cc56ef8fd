"""The functions ODK adds to XPath 1.0, or gives another meaning, as lxml calls them.

A day or time goes through lxml as an element whose text is its number, so that ``>=`` and ``+`` take it, and
whose attribute is how it is written. Text, numbers and truth are taken from values as JavaRosa does.
"""

import math
import random
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.dates import format_date
from lxml import etree

from bot.xforms.expressions import ARGUMENTS, OURS, pattern
from bot.xforms.moments import days_of, fraction_of, moment_of, number_of_moment
from village.texts import Language

WRITTEN = "written"
TAKEN = "taken-as"
LONGEST_TEXT = 10_000
_PLACES = 15

Value = Any
"""What lxml gives and takes: a list of elements or texts, a text, a number, a truth."""


def text_of(value: Value) -> str:
    """Write a value as an answer is written."""
    if isinstance(value, list):
        return text_at(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number_written(value)
    return str(value)


def text_at(node: Any) -> str:
    """Give the text that stands at a node."""
    if isinstance(node, str):
        return node
    return node.get(WRITTEN) or "".join(node.itertext())


def _number_written(value: float) -> str:
    if math.isnan(value):
        return ""
    if value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - beyond it a number is no longer exact
        return str(int(value))
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return format(Decimal(repr(value)), "f")


def number_of(value: Value) -> float:
    """Take a value for a number; what is none is NaN, a day its number."""
    if isinstance(value, bool | float):
        return float(value)
    text = text_of(value).strip()
    moment = number_of_moment(text)
    if moment is not None:
        return moment
    try:
        # Python reads "1_000" and "infinity", which no form means.
        return float(text) if text[-1:].isdigit() and "_" not in text else math.nan
    except ValueError:
        return math.nan


def truth_of(value: Value) -> bool:
    """Take a value for yes or no: a blank and a nought are no, any other text is yes."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return not math.isnan(value) and value != 0
    text = text_of(value)
    numeric = (
        isinstance(value, list)
        and value
        and not isinstance(value[0], str)
        and value[0].get(TAKEN) == "number"
    )
    return number_of(text) != 0 if text and numeric else bool(text)


def write_at(node: Any, text: str) -> None:
    """Put an answer at a node, as lxml compares it."""
    moment = number_of_moment(text)
    if moment is None:
        node.text = text
        node.attrib.pop(WRITTEN, None)
    else:
        node.text = _number_written(moment)
        node.set(WRITTEN, text)


def said(text: str) -> Value:
    """Give text back to lxml; a day as what can be compared."""
    if number_of_moment(text) is None:
        return text[:LONGEST_TEXT]
    node = etree.Element("moment")
    write_at(node, text)
    return [node]


def _each(values: Sequence[Value]) -> Iterator[str]:
    for value in values:
        if isinstance(value, list):
            yield from map(text_at, value)
        else:
            yield text_of(value)


class Moment:
    """What a form is evaluated for: when, in which language, at which node, with which lists and labels."""

    def __init__(self, lists: dict[str, Any], choice_name: Callable[[str, str], str]) -> None:
        self.lists = lists
        self.choice_name = choice_name
        self.now = datetime.min  # noqa: DTZ901 - set anew before each evaluation
        self.language = Language.KK
        self.here: Any = None


def extensions(moment: Moment) -> dict[tuple[str, str], Callable[..., Value]]:
    """Give lxml all functions by name, for one form."""
    functions = {**_PLAIN, **_bound(moment)}
    return {
        (OURS, name.rpartition(":")[2]): functions[name.rpartition(":")[2]] for name in (*ARGUMENTS, "moment")
    }


def _bound(moment: Moment) -> dict[str, Callable[..., Value]]:
    return {
        "choice-name": lambda _, value, path: moment.choice_name(text_of(value), text_of(path).strip()),
        "current": lambda _: [moment.here],
        "format-date": lambda _, value, shape: said(_formatted(value, text_of(shape), moment.language)),
        "format-date-time": lambda _, value, shape: said(_formatted(value, text_of(shape), moment.language)),
        "instance": lambda _, name: [moment.lists[text_of(name)]] if text_of(name) in moment.lists else [],
        "now": lambda _: said(moment.now.isoformat(timespec="milliseconds")),
        "once": lambda _, value: said(text_at(moment.here) or text_of(value)),
        "random": lambda _: _dice(moment).random(),
        "today": lambda _: said(moment.now.date().isoformat()),
        "uuid": lambda _: str(uuid.UUID(int=_dice(moment).getrandbits(128), version=4)),
    }


def _dice(moment: Moment) -> random.Random:
    # What a sheet shows depends on form, answers and time alone; so does chance in it.
    return random.Random(f"{moment.now.isoformat()} {moment.here.getroottree().getpath(moment.here)}")  # noqa: S311


# --------------------------------------------------------------------------------------------- days and times


def _date(_: Any, value: Value) -> Value:
    day = _whole_day(value)
    return said(day.isoformat()) if day else ""


def _whole_day(value: Value) -> date | None:
    at = _wall_clock(value)
    return at.date() if at else None


def _date_time(_: Any, value: Value) -> Value:
    at = _wall_clock(value)
    return said(at.isoformat(timespec="milliseconds")) if at else ""


def _wall_clock(value: Value) -> datetime | None:
    number = number_of(value)
    try:
        return None if math.isnan(number) else moment_of(number)
    except ValueError:
        return None


def _fraction(value: Value) -> float:
    at = _wall_clock(value)
    return fraction_of(at.time()) if at else math.nan


def _days(value: Value) -> float:
    at = _wall_clock(value)
    return days_of(at.date()) + fraction_of(at.time()) if at else math.nan


_SHAPES: dict[str, Callable[[datetime], str]] = {
    "Y": lambda at: f"{at.year:04}", "y": lambda at: f"{at.year % 100:02}",
    "m": lambda at: f"{at.month:02}", "n": lambda at: str(at.month),
    "d": lambda at: f"{at.day:02}", "e": lambda at: str(at.day),
    "H": lambda at: f"{at.hour:02}", "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02}", "S": lambda at: f"{at.second:02}",
    "3": lambda at: f"{at.microsecond // 1000:03}", "%": lambda _: "%",
}  # fmt: skip
_WORDED = {"a": "EEE", "b": "LLL"}


def _formatted(value: Value, shape: str, language: Language) -> str:
    at = _wall_clock(value)
    if at is None:
        return ""
    written, marks = "", iter(shape)
    for mark in marks:
        written += _piece(at, next(marks, ""), language) if mark == "%" else mark
    return written


def _piece(at: datetime, mark: str, language: Language) -> str:
    if mark in _WORDED:
        return format_date(at.date(), _WORDED[mark], locale=str(language))
    return _SHAPES[mark](at) if mark in _SHAPES else f"%{mark}"


# --------------------------------------------------------------------------------------------------- numbers


def _int(_: Any, value: Value) -> float:
    number = number_of(value)
    return float(math.trunc(number)) if math.isfinite(number) else number


def _round(_: Any, value: Value, places: Value = 0.0) -> float:
    number, to = number_of(value), number_of(places)
    if not math.isfinite(number) or math.isnan(to):
        return number + to
    shift = Decimal(1).scaleb(int(max(-_PLACES, min(_PLACES, to))))
    try:
        # Halves go up, as XPath says; by decimal digits, so that 1.005 is what was written.
        return float(
            (Decimal(repr(number)) * shift + Decimal("0.5")).to_integral_value("ROUND_FLOOR") / shift
        )
    except InvalidOperation:
        return number


def _reckoned(reckon: Callable[..., float]) -> Callable[..., float]:
    def function(_: Any, *values: Value) -> float:
        try:
            return float(reckon(*map(number_of, values)))
        except (ValueError, ZeroDivisionError, TypeError):
            return math.nan
        except OverflowError:
            return math.inf

    return function


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., float]:
    def function(_: Any, *values: Value) -> float:
        numbers = [number_of(each) for each in _each(values)]
        return math.nan if not numbers or any(map(math.isnan, numbers)) else choose(numbers)

    return function


def _checked(_: Any, least: Value, most: Value, *values: Value) -> bool:
    return _within(least, most, sum(map(truth_of, values)))


def _weighed(_: Any, least: Value, most: Value, *values: Value) -> bool:
    pairs = zip(values[::2], values[1::2], strict=False)
    return _within(least, most, sum(number_of(weight) for value, weight in pairs if truth_of(value)))


def _within(least: Value, most: Value, number: float) -> bool:
    lower, upper = number_of(least), number_of(most)
    return (lower < 0 or number >= lower) and (upper < 0 or number <= upper)


# ------------------------------------------------------------------------------------------------------ texts


def _texts(write: Callable[..., str]) -> Callable[..., Value]:
    return lambda _, *values: said(write(*map(text_of, values)))


def _asks(ask: Callable[..., bool]) -> Callable[..., bool]:
    return lambda _, *values: ask(*map(text_of, values))


def _here_or(values: Sequence[Value], context: Any) -> Value:
    return values[0] if values else [context.context_node]


def _selected_at(_: Any, value: Value, place: Value) -> Value:
    names, at = text_of(value).split(), number_of(place)
    return said(names[int(at)]) if 0 <= at < len(names) else ""


def _substr(_: Any, value: Value, start: Value, end: Value = math.inf) -> Value:
    text = text_of(value)
    bounds = [_bound_in(text, number_of(each)) for each in (start, end)]
    return said(text[bounds[0] : bounds[1]])


def _bound_in(text: str, number: float) -> int:
    if math.isnan(number):
        return 0
    return max(0, int(min(len(text), number if number >= 0 else len(text) + max(number, -1e6))))


def _substring(_: Any, value: Value, start: Value, length: Value = math.inf) -> Value:
    text, first = (
        text_of(value),
        math.floor(number_of(start) + 0.5) if math.isfinite(number_of(start)) else math.nan,
    )
    last = first + (
        math.floor(number_of(length) + 0.5) if math.isfinite(number_of(length)) else number_of(length)
    )
    return said("".join(letter for place, letter in enumerate(text, 1) if first <= place < last))


def _translated(text: str, letters: str, others: str) -> str:
    table: dict[int, str] = {}
    for place, letter in enumerate(letters):
        table.setdefault(ord(letter), others[place : place + 1])
    return text.translate(table)


def _matches(text: str, shape: str) -> bool:
    made = pattern(shape)
    return made is not None and made.fullmatch(text[:LONGEST_TEXT]) is not None


def _after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


def _before(text: str, mark: str) -> str:
    return text.partition(mark)[0] if mark and mark in text else ""


_PLAIN: dict[str, Callable[..., Value]] = {
    "abs": _reckoned(abs),
    "boolean": lambda _, value: truth_of(value),
    "boolean-from-string": lambda _, value: text_of(value) in {"1", "true"},
    "checklist": _checked,
    "coalesce": lambda _, *values: said(next((each for each in map(text_of, values) if each), "")),
    "concat": lambda _, *values: said("".join(_each(values))),
    "contains": _asks(lambda text, part: part in text),
    "count-non-empty": lambda _, value: float(sum(map(bool, _each([value])))),
    "count-selected": lambda _, value: float(len(text_of(value).split())),
    "date": _date,
    "date-time": _date_time,
    "decimal-date-time": lambda _, value: _days(value),
    "decimal-time": lambda _, value: _fraction(value),
    "ends-with": _asks(str.endswith),
    "exp": _reckoned(math.exp),
    "if": lambda _, asked, then, other: then if truth_of(asked) else other,
    "int": _int,
    "join": lambda _, between, *values: said(text_of(between).join(_each(values))),
    "log": _reckoned(math.log),
    "log10": _reckoned(math.log10),
    "max": _extreme(max),
    "min": _extreme(min),
    "moment": lambda _, value: said(text_of(value)),
    "normalize-space": lambda context, *values: said(" ".join(text_of(_here_or(values, context)).split())),
    "not": lambda _, value: not truth_of(value),
    "number": lambda context, *values: number_of(_here_or(values, context)),
    "pi": lambda _: math.pi,
    "pow": _reckoned(lambda base, power: float(base**power)),
    "regex": _asks(_matches),
    "round": _round,
    "selected": _asks(lambda value, name: name.strip() in value.split()),
    "selected-at": _selected_at,
    "sqrt": _reckoned(math.sqrt),
    "starts-with": _asks(str.startswith),
    "string": lambda context, *values: said(text_of(_here_or(values, context))),
    "string-length": lambda context, *values: float(len(text_of(_here_or(values, context)))),
    "substr": _substr,
    "substring": _substring,
    "substring-after": _texts(_after),
    "substring-before": _texts(_before),
    "time": lambda _, value: said(text_of(value)),
    "translate": _texts(_translated),
    "weighted-checklist": _weighed,
}
