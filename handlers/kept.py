"""What is heard and what is answered, as text and back, so that both can be kept.

Written is what the types of ``handlers.chat`` may hold, each thing tagged by the name of its class; a field
that has its default is left out, so that a text stays readable when a class gets one field more.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints
from zoneinfo import ZoneInfo

from handlers.chat import Card, Heard, Paper, Reply, Say, unwhispered

PAPER_BYTES = 64 * 1024
"""The largest file that is kept in an answer: a calendar entry, a notice; not a proof with its photos."""


_K = TypeVar("_K", Reply, Heard)


class Unreadable(ValueError):
    """A text that this program did not write, or that an older or newer one wrote otherwise."""


def write(thing: Reply | Heard) -> str:
    """Write an answer, or what was heard, as text."""
    return json.dumps(_written(thing), separators=(",", ":"))


def read_reply(text: str) -> Reply:
    """Read an answer back, equal to what was written; Unreadable for anything else."""
    return _read_as(Reply, text)


def read_heard(text: str) -> Heard:
    """Read what was heard back, equal to what was written; Unreadable for anything else."""
    return _read_as(Heard, text)


def as_kept(said: Reply) -> Reply:
    """Give an answer as it is kept: a file too large to be kept gives way to how it is asked for again.

    Large files are made from what the database holds, so pressing the same button makes them anew. A whisper
    is worth something right after the tap alone, and not kept.
    """
    if said.kept_as is not None:
        return replace(said.kept_as, language=said.language)
    cards = tuple(_light(card) if isinstance(card, Card) else card for card in said.cards)
    return replace(unwhispered(said), cards=(*cards, *said.aloud))


def _light(card: Card) -> Card:
    files = tuple(file for file in card.files if not _is_large(file))
    if len(files) == len(card.files):
        return card
    return replace(card, files=files, says=(*card.says, Say("file-again")))


def _is_large(file: object) -> bool:
    return isinstance(file, Paper) and len(file.content) > PAPER_BYTES


# ---------------------------------------------------------------------------------- the kinds, by their name


def kinds_in(*hints: Any) -> Iterator[type]:
    """List the dataclasses and enums that these types may hold, at any depth."""
    seen, ahead = set[Any](), list(hints)
    while ahead:
        hint = ahead.pop()
        if hint in seen:
            continue
        seen.add(hint)
        ahead += get_args(hint)
        if isinstance(hint, type) and (is_dataclass(hint) or issubclass(hint, Enum)):
            yield hint
            ahead += get_type_hints(hint).values() if is_dataclass(hint) else ()


_KINDS: Mapping[str, type] = {kind.__name__: kind for kind in kinds_in(Reply, Heard)}


# --------------------------------------------------------------------------------------------------- writing


def _written(thing: Any) -> Any:
    match thing:
        case None | bool() | int() | float():
            return thing
        case str():
            return _tagged(thing) if type(thing) in _KINDS.values() else str(thing)
        case tuple():
            return [_written(each) for each in thing]
        case Mapping():
            return {"is": "facts", "of": {name: _written(each) for name, each in thing.items()}}
        case _:
            return _tagged(thing)


def _tagged(thing: Any) -> dict[str, Any]:
    kind = type(thing)
    if kind in _VALUES:
        return {"is": kind.__name__, **_VALUES[kind].write(thing)}
    if _KINDS.get(kind.__name__) is not kind:
        raise TypeError(f"{kind.__name__} stands in no answer and is not heard")
    if isinstance(thing, Enum):
        return {"is": kind.__name__, "value": thing.value}
    told: dict[str, Any] = {"is": kind.__name__}
    for name, default in _defaults(kind):  # type: ignore[arg-type]  # a class can be hashed
        value = getattr(thing, name)
        if value is not default and value != default:
            told[name] = _written(value)
    return told


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    """Name a class's fields, each with its default; looked up once, for an answer is written at each tap."""
    return tuple((field.name, _default(field)) for field in fields(kind))


def _default(field: Field[Any]) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()


# --------------------------------------------------------------------------------------------------- reading


def _read_as(kind: type[_K], text: str) -> _K:
    try:
        found = _read(json.loads(text))
    except (ValueError, TypeError, KeyError) as wrong:
        # Its words would be those that could not be read.
        raise Unreadable(f"no {kind.__name__}: {type(wrong).__name__}") from None
    if not isinstance(found, kind):
        raise Unreadable(f"no {kind.__name__}: {type(found).__name__}")
    return found


def _read(plain: Any) -> Any:
    match plain:
        case list():
            return tuple(_read(each) for each in plain)
        case {"is": str(name), **rest}:
            return _made(name, rest)
        case _:
            return plain


def _made(name: str, rest: Mapping[Any, Any]) -> Any:
    if name == "facts":
        return {fact: _read(each) for fact, each in rest["of"].items()}
    if name in _BY_NAME:
        return _BY_NAME[name].read(rest)
    kind = _KINDS[name]
    if issubclass(kind, Enum):
        return kind(rest["value"])
    return kind(**{field: _read(each) for field, each in rest.items()})


# ------------------------------------------------------------------------------ moments, days, hours, content


@dataclass(frozen=True, slots=True)
class _Value:
    """How a value of the standard library is written, and read back."""

    write: Callable[[Any], dict[str, str]]
    read: Callable[[Mapping[str, str]], Any]


def _moment(moment: datetime) -> dict[str, str]:
    # The zone is kept by its name: an hour is said as it stands in the village, not in UTC.
    return {"value": moment.isoformat(), "zone": getattr(moment.tzinfo, "key", "")}


def _moment_of(told: Mapping[str, str]) -> datetime:
    moment = datetime.fromisoformat(told["value"])
    return moment.astimezone(ZoneInfo(told["zone"])) if told["zone"] else moment


_VALUES: Mapping[type, _Value] = {
    datetime: _Value(_moment, _moment_of),
    date: _Value(lambda day: {"value": day.isoformat()}, lambda told: date.fromisoformat(told["value"])),
    time: _Value(lambda hour: {"value": hour.isoformat()}, lambda told: time.fromisoformat(told["value"])),
    bytes: _Value(
        lambda content: {"value": b64encode(content).decode()}, lambda told: b64decode(told["value"])
    ),
}
_BY_NAME: Mapping[str, _Value] = {kind.__name__: value for kind, value in _VALUES.items()}
