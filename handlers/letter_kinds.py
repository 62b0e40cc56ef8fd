"""What a kind of letter is: how its card is made, where it stands, what it waits for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.chat import Card
from handlers.ports import Desk, Work
from village.chats import Chat
from village.outbox import Letter, Standing
from village.people import Resident


@dataclass(frozen=True, slots=True)
class Reader:
    """Who a letter is for: a chat or a resident."""

    chat: Chat | None = None
    resident: Resident | None = None


class Dropped(Exception):
    """A letter that is not sent, with its reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotYet(Exception):
    """A letter that cannot be made yet, with what it waits for; it is looked at again soon."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Make = Callable[[Letter, Reader, Work, Desk], Awaitable[Card]]
After = Callable[[Letter, Standing | None, Work, Desk], Awaitable[None]]


async def _nothing_after(letter: Letter, standing: Standing | None, work: Work, desk: Desk) -> None:
    del letter, standing, work, desk


@dataclass(frozen=True, slots=True)
class LetterKind:
    """What a kind of letter is.

    ``stands``: its card has one place in a chat and is edited there; else it is said anew each time.
    ``waits_in_group``: quiet hours hold it in groups too; in private they always hold what is not urgent.
    ``again``: killed between sending and noting, a second copy is better than silence.
    ``office_hears``: the office is told, once a subject, that some of these could not be delivered.
    ``after`` is called in the same piece of work that notes the letter as sent.
    """

    make: Make
    stands: bool = False
    waits_in_group: bool = False
    again: bool = True
    office_hears: bool = False
    after: After = _nothing_after
