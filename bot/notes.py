"""What is to be noted of a lane's letters: gathered, so that one piece of work keeps it all."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from bot.shelves import LaneWork

Write = Callable[[LaneWork], Awaitable[None]]


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """Something to be written of a letter, and who waits for it.

    ``ends``: with it the letter is out of hand. ``before``: it is written before the letter goes out, so
    that it is not to be written where the letter can no longer go.
    """

    write: Write
    ends: bool
    before: bool
    kept: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


@dataclass(slots=True)
class Notes:
    """The notes of a lane that wait to be kept; ``stirred`` tells its lane of them."""

    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    _waiting: list[Note] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._waiting)

    async def keep(self, write: Write, *, ends: bool = False, before: bool = False) -> None:
        """Have something written, and wait until it is kept."""
        note = Note(write, ends, before)
        self._waiting.append(note)
        self.stirred.set()
        await note.kept

    def take(self) -> list[Note]:
        """Take what waits."""
        taken = [note for note in self._waiting if not note.kept.done()]
        self._waiting = []
        return taken

    def put_back(self, notes: Iterable[Note]) -> None:
        """Let notes wait again, in their old place."""
        self._waiting = [*notes, *self._waiting]
        self.stirred.set()


def kept(notes: Iterable[Note]) -> None:
    """Tell those who wait that their notes are kept."""
    for note in notes:
        if not note.kept.done():
            note.kept.set_result(None)


def refused(notes: Iterable[Note], fault: Exception) -> None:
    """Tell those who wait why their notes are not kept."""
    for note in notes:
        if not note.kept.done():
            note.kept.set_exception(fault)
