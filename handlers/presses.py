"""What a button carries: a small dataclass and the short text that stands for it on any wire.

The text is the press's word and its fields, joined by colons; numbers are written to base 36, so that the
whole stays within the 64 bytes that a button may carry.
"""

from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from typing import ClassVar, Self, get_type_hints

PRESS_BYTES = 64
_TOO_LARGE = 2**63  # what a database keeps as a number ends here
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class NotAPressError(ValueError):
    """A text that no button of ours carries."""


@dataclass(frozen=True, slots=True)
class Press:
    """What a button means; a kind of press has a word of its own and only text, number and enum fields."""

    word: ClassVar[str] = ""

    @property
    def data(self) -> str:
        """Write the press as the text of a button."""
        return ":".join([self.word, *(_written(getattr(self, field.name)) for field in fields(self))])

    @classmethod
    def read(cls, data: str) -> Self:
        """Read a press from a button's text; the last field may hold colons."""
        kinds = _field_kinds(cls)  # type: ignore[arg-type]  # a class can be hashed
        word, *values = data.split(":", len(kinds))
        if word != cls.word or len(values) != len(kinds):
            raise NotAPressError(data)
        try:
            return cls(*(_read(kind, value) for kind, value in zip(kinds, values, strict=True)))
        except ValueError as wrong:
            raise NotAPressError(data) from wrong


def _written(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, int):
        return _to_36(value)
    return str(value)


def _to_36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits


def _read(kind: type, value: str) -> object:
    return _number(value) if kind is int else kind(value)


def _number(text: str) -> int:
    """Read a number as we write it, and no other way that Python would."""
    number = int(text, 36) if text.isascii() and text.isalnum() else _TOO_LARGE
    if number >= _TOO_LARGE or _to_36(number) != text:
        raise ValueError(text)
    return number


@cache
def _field_kinds(press: type[Press]) -> tuple[type, ...]:
    hints = get_type_hints(press)
    return tuple(_plain(hints[field.name]) for field in fields(press))


def _plain(kind: type) -> type:
    # A NewType is its own number underneath.
    return getattr(kind, "__supertype__", kind)


def link_word(press: Press) -> str:
    """Write a press as the word of a link, which may hold no colons."""
    return press.data.replace(":", "_")


def of_link(word: str) -> str:
    """Read a press's text back from the word of a link."""
    return word.replace("_", ":")
