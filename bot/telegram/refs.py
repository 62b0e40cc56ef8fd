"""Refs: how the house remembers a message of Telegram: ``123``, ``c123`` (a caption), ``e123`` (ephemeral).

Telegram changes a text, a caption under a file, and an ephemeral message by different methods and refuses the
wrong one, so a ref says which.
"""

from dataclasses import dataclass
from typing import Self

_CAPTION, _EPHEMERAL = "c", "e"


@dataclass(frozen=True, slots=True)
class Ref:
    """A message's number in its chat, whether its words stand under a file, whether one alone sees it."""

    number: int
    is_caption: bool = False
    is_ephemeral: bool = False

    def __str__(self) -> str:
        kind = _EPHEMERAL if self.is_ephemeral else _CAPTION if self.is_caption else ""
        return f"{kind}{self.number}"

    @classmethod
    def read(cls, ref: str) -> Self:
        """Read a ref back; ValueError for what is none of ours."""
        number = int(ref.removeprefix(_CAPTION).removeprefix(_EPHEMERAL))
        return cls(number, ref.startswith(_CAPTION), ref.startswith(_EPHEMERAL))
