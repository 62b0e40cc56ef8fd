"""Whether an answer is of the sort its question takes."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from bot.xforms.moments import number_of_moment
from village.surveys import Kind

_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_PLACE = 2
_BOUNDS = (90, 180)


def fits(kind: Kind, value: str, names: Sequence[str]) -> bool:
    """Tell whether an answer can be read for its kind, and chooses only among what is left.

    A ranking has all that is left, once each.
    """
    match kind:
        case Kind.ONE:
            return value in names
        case Kind.SEVERAL:
            return _each_once(value) <= set(names) and bool(_each_once(value))
        case Kind.RANK:
            return _each_once(value) == set(names)
        case _:
            return _READ[kind](value) if kind in _READ else True


def _each_once(value: str) -> set[str]:
    chosen = value.split()
    return set(chosen) if len(set(chosen)) == len(chosen) else {value}


def _is_day(value: str) -> bool:
    try:
        return _DAY.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_time(value: str) -> bool:
    return ":" in value and "T" not in value and number_of_moment(value) is not None


def _is_place(value: str) -> bool:
    numbers = value.split()
    if not _PLACE <= len(numbers) <= 2 * _PLACE or not all(map(_DECIMAL.fullmatch, numbers)):
        return False
    return all(abs(float(number)) <= most for number, most in zip(numbers, _BOUNDS, strict=False))


_READ: dict[Kind, Callable[[str], bool]] = {
    Kind.INTEGER: lambda value: _INTEGER.fullmatch(value) is not None,
    Kind.DECIMAL: lambda value: _DECIMAL.fullmatch(value) is not None,
    Kind.DATE: _is_day,
    Kind.TIME: _is_time,
    Kind.PLACE: _is_place,
}
