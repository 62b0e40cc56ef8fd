"""The simulated messenger's server: who is there, what was said, and a clock that can be moved forward."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import singledispatchmethod
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from bot.simulator.journal import FileShelf, Journal
from bot.simulator.records import (
    ClockMoved,
    Confirmed,
    Fact,
    Group,
    Pinned,
    Post,
    Profile,
    Read,
    StoredFile,
    Toast,
    Update,
    Villager,
)
from village.ids import VillageSlug

Listener = Callable[[Fact], None]


class BaseClock(Protocol):
    """The machine's time, which the village's clock runs ahead of."""

    def now(self) -> datetime:
        """Give the moment, in UTC."""
        ...


class BackwardError(Exception):
    """Someone asked for the clock to go back; what has happened would not have happened yet."""


class DemoClock:
    """The machine's time and how far the village is ahead of it; it goes forward only."""

    def __init__(self, base: BaseClock, moved: Callable[[timedelta], None] = lambda _: None) -> None:
        self._base, self._moved = base, moved
        self.ahead = timedelta()

    def now(self) -> datetime:
        """Give the village's moment, in UTC."""
        return self._base.now() + self.ahead

    def forward(self, by: timedelta) -> None:
        """Move the village's moment on."""
        if by < timedelta():
            raise BackwardError(f"{by} is back")
        ahead = self.ahead + by
        self._moved(ahead)
        self.ahead = ahead


class World:
    """All that the messenger's server knows; replayed from its journal, so that kill -9 loses nothing."""

    def __init__(self, journal: Path, base: BaseClock, village: VillageSlug) -> None:
        self.village = village
        self.clock = DemoClock(base, moved=lambda ahead: self.note(ClockMoved(ahead)))
        self._people: dict[str, Villager] = {}
        self._groups: dict[str, Group] = {}
        self._posts: dict[int, Post] = {}
        self._chats: defaultdict[str, list[int]] = defaultdict(list)
        self._pinned: dict[str, tuple[int, ...]] = {}
        self._read: dict[tuple[str, str], int] = {}
        self._toasts: dict[str, Toast] = {}
        self._tappers: dict[str, str] = {}
        self._unconfirmed: dict[int, Update] = {}
        self._last_update = 0
        self._listeners: list[Listener] = []
        self._files = FileShelf(journal.with_name(f"{journal.name}.files"))
        self._journal = Journal(journal)
        self._replay()

    def _replay(self) -> None:
        try:
            for fact in self._journal.replay():
                self._take(fact)
        except BaseException:
            self._journal.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the journal; nothing more can be noted."""
        self._journal.close()

    # ------------------------------------------------------------------------------------------- asked

    @property
    def people(self) -> Mapping[str, Villager]:
        """Everybody, in the order they came."""
        return self._people

    @property
    def groups(self) -> Mapping[str, Group]:
        """All groups, in the order they were made."""
        return self._groups

    @property
    def is_new(self) -> bool:
        """Tell whether nobody lives here yet, so that the caller may settle its people."""
        return not self._people

    def groups_of(self, person: str) -> tuple[Group, ...]:
        """List the groups a person is in."""
        return tuple(group for group in self._groups.values() if person in group.members)

    def readers(self, chat: str) -> tuple[str, ...]:
        """List who sees what is said in a chat; in private that is its one person."""
        group = self._groups.get(chat)
        return group.members if group else (chat,)

    def sees(self, person: str, chat: str) -> bool:
        """Tell whether a chat is open to a person."""
        return person in self._people and person in self.readers(chat)

    def reads(self, person: str, post: Post) -> bool:
        """Tell whether a message is there for a person."""
        return self.sees(person, post.chat) and post.only in {"", person}

    def post(self, number: int) -> Post | None:
        """Find a message."""
        return self._posts.get(number)

    def posts(self, chat: str) -> tuple[Post, ...]:
        """List a chat's messages, oldest first."""
        return tuple(self._posts[number] for number in self._chats.get(chat, ()))

    def pinned(self, chat: str) -> tuple[int, ...]:
        """List a chat's pinned messages, the last pinned last."""
        return self._pinned.get(chat, ())

    def read_upto(self, person: str, chat: str) -> int:
        """Tell the last message of a chat that a person has read."""
        return self._read.get((person, chat), 0)

    def toast(self, tap: str) -> Toast | None:
        """Find what a tap was answered with."""
        return self._toasts.get(tap)

    def tapper(self, tap: str) -> str | None:
        """Tell whose tap it was."""
        return self._tappers.get(tap)

    def content(self, file_id: str) -> bytes | None:
        """Give a file's content."""
        return self._files.get(file_id)

    def unconfirmed(self) -> tuple[Update, ...]:
        """List the updates that the bot may not have heard, oldest first."""
        return tuple(self._unconfirmed.values())

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell a listener every fact from now on; what is given back ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # ------------------------------------------------------------------------------------------- noted

    def note(self, fact: Fact) -> None:
        """Keep a fact for good, then let it count and tell the listeners."""
        self._journal.add(fact)
        self._tell(fact)

    def jot(self, fact: Read | Confirmed) -> None:
        """Keep a small fact that a power cut may take back."""
        self._journal.jot(fact)
        self._tell(fact)

    def settle_in(self, *newcomers: Villager | Group) -> None:
        """Let people and groups in, or change what is known of them."""
        for newcomer in newcomers:
            self.note(newcomer)

    def shelve(self, name: str, mime: str, kind: str, content: bytes) -> StoredFile:
        """Keep a file's content, for a message that will carry it."""
        return StoredFile(self._files.put(content), name, mime, kind, len(content))

    def publish(self, draft: Post) -> Post:
        """Put a message into its chat under the next number, at this moment; its author has read so far."""
        post = replace(draft, id=len(self._posts) + 1, at=self.clock.now())
        self.note(post)
        if post.author:
            self.jot(Read(post.author, post.chat, post.id))
        return post

    def pin(self, chat: str, number: int) -> None:
        """Pin a message on top of the others; one already on top stays."""
        if self.pinned(chat)[-1:] != (number,):
            self.note(Pinned(chat, (*self._without(chat, number), number)))

    def unpin(self, chat: str, number: int) -> None:
        """Unpin a message; one that is not pinned stays so."""
        if number in self.pinned(chat):
            self.note(Pinned(chat, self._without(chat, number)))

    def register(self, draft: Update) -> Update:
        """Give an update the next number and keep it until the bot confirms it.

        A tap is named by its update's number, so that its answer finds the person again after a crash.
        """
        number = self._last_update + 1
        tapped = draft.pressed and not draft.pressed.tap and self._has_taps(draft)
        pressed = replace(draft.pressed, tap=str(number)) if draft.pressed and tapped else draft.pressed
        update = replace(draft, number=number, pressed=pressed)
        self.note(update)
        return update

    def _has_taps(self, update: Update) -> bool:
        # WhatsApp has no toasts: a press there is a message like any other.
        return update.room != update.person or self._people[update.person].profile is not Profile.WHATSAPP

    def _without(self, chat: str, number: int) -> tuple[int, ...]:
        return tuple(pinned for pinned in self.pinned(chat) if pinned != number)

    def _tell(self, fact: Fact) -> None:
        self._take(fact)
        for listener in tuple(self._listeners):
            listener(fact)

    # ---------------------------------------------------------------------------- what each fact changes

    @singledispatchmethod
    def _take(self, fact: Fact) -> None:
        raise TypeError(f"nothing is said of what {type(fact).__name__} changes")

    @_take.register
    def _(self, villager: Villager) -> None:
        self._people[villager.id] = villager

    @_take.register
    def _(self, group: Group) -> None:
        self._groups[group.id] = group

    @_take.register
    def _(self, post: Post) -> None:
        if post.id not in self._posts:
            self._chats[post.chat].append(post.id)
        self._posts[post.id] = post

    @_take.register
    def _(self, pinned: Pinned) -> None:
        self._pinned[pinned.chat] = pinned.posts

    @_take.register
    def _(self, toast: Toast) -> None:
        self._toasts[toast.tap] = toast

    @_take.register
    def _(self, read: Read) -> None:
        self._read[read.person, read.chat] = max(read.upto, self.read_upto(read.person, read.chat))

    @_take.register
    def _(self, moved: ClockMoved) -> None:
        self.clock.ahead = moved.ahead

    @_take.register
    def _(self, update: Update) -> None:
        self._last_update = update.number
        self._unconfirmed[update.number] = update
        if update.pressed and update.pressed.tap:
            self._tappers[update.pressed.tap] = update.person

    @_take.register
    def _(self, confirmed: Confirmed) -> None:
        self._unconfirmed.pop(confirmed.number, None)
