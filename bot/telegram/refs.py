"""Refs: how the house remembers a message of Telegram: ``123``, ``c123`` (a caption), ``e123`` (ephemeral).

Telegram changes a text, a caption under a file, and an ephemeral message by different methods and refuses the
wrong one, so a ref says which. That of a poll says Telegram's name of the poll, too: nothing else does, and
answers come under it.
"""

from dataclasses import dataclass
from typing import Self

from village.outbox import named, naming

_CAPTION, _EPHEMERAL = "c", "e"


@dataclass(frozen=True, slots=True)
class Ref:
    """A message's number in its chat, whether its words stand under a file, whether one alone sees it.

    ``poll`` is the name of a poll that it carries.
    """

    number: int
    is_caption: bool = False
    is_ephemeral: bool = False
    poll: str = ""

    def __str__(self) -> str:
        kind = _EPHEMERAL if self.is_ephemeral else _CAPTION if self.is_caption else ""
        place = f"{kind}{self.number}"
        return naming(place, self.poll) if self.poll else place

    @classmethod
    def read(cls, ref: str) -> Self:
        """Read a ref back; ValueError for what is none of ours."""
        place, poll = named(ref)
        number = int(place.removeprefix(_CAPTION).removeprefix(_EPHEMERAL))
        return cls(number, place.startswith(_CAPTION), place.startswith(_EPHEMERAL), poll)
