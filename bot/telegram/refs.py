"""Refs: how the house remembers a message of Telegram, ``123``, or ``c123`` where its text is a caption.

Telegram changes a text and a caption by different methods and refuses the wrong one, so a ref says which.
"""

from dataclasses import dataclass
from typing import Self

_CAPTION = "c"


@dataclass(frozen=True, slots=True)
class Ref:
    """A message's number in its chat, and whether its words stand under a file."""

    number: int
    is_caption: bool = False

    def __str__(self) -> str:
        return f"{_CAPTION if self.is_caption else ''}{self.number}"

    @classmethod
    def read(cls, ref: str) -> Self:
        """Read a ref back; ValueError for what is none of ours."""
        return cls(int(ref.removeprefix(_CAPTION)), ref.startswith(_CAPTION))
