"""What people do at their phones, turned into what the bot hears; each is kept before it is heard."""

import logging
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from bot.gateway import Ears, Line
from bot.simulator.records import (
    NETWORK,
    Confirmed,
    Group,
    Post,
    Profile,
    StoredFile,
    Update,
    Villager,
)
from bot.simulator.world import World
from handlers.chat import (
    BotAdded,
    GaveContact,
    Heard,
    HeardFile,
    MemberJoined,
    MemberLeft,
    Pressed,
    SenderKind,
    Wrote,
)
from village.announcements import Point
from village.chats import Address
from village.texts import units

log = logging.getLogger(__name__)

TEXT_LIMIT: Final = 4096
_SOMEWHEN: Final = datetime.min.replace(tzinfo=UTC)
_START: Final = re.compile(r"/start(?: [A-Za-z0-9_-]{1,64})?")


class NotPossibleError(Exception):
    """The messenger does not let a person do this; ``why`` is the page's key for a sentence about it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Written:
    """What a person is about to send: words, a file or a place."""

    text: str = ""
    file: StoredFile | None = None
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class At:
    """Who acts in which chat, on a phone in which language."""

    person: str
    chat: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Inbound:
    """The phones' side of the messenger's server."""

    world: World
    ears: Ears

    async def write(self, at: At, written: Written) -> Post:
        """Put a person's message into a chat and let the bot hear it; the first one in private starts it."""
        person = self._admit(at)
        _check_written(written)
        self._start(at, person, written.text)
        lines = tuple(Line(line) for line in written.text.split("\n")) if written.text else ()
        post = self.world.publish(
            Post(0, at.chat, at.person, _SOMEWHEN, lines, file=written.file, point=written.point)
        )
        await self._hear(
            replace(_by(at), wrote=Wrote(written.text, _heard_file(written.file), written.point))
        )
        return post

    async def press(self, at: At, number: int, press: str) -> str:
        """Press a button as it stands now, and give the name of the tap; empty where there are no taps."""
        self._admit(at)
        post = self.world.post(number)
        seen = post is not None and post.chat == at.chat and self.world.reads(at.person, post)
        if post is None or not seen or not _carries(post, press):
            raise NotPossibleError("button-gone")
        update = await self._hear(
            replace(_by(at), pressed=Pressed(press, ref=str(number), whispered=bool(post.only)))
        )
        return update.pressed.tap if update.pressed else ""

    async def share_contact(self, at: At, whose: str = "") -> Post:
        """Share a phone by the network's own button: one's own, or another person's as anyone can forward."""
        self._admit(at)
        owner = self.world.people.get(whose or at.person)
        if owner is None:
            raise NotPossibleError("no-such-person")
        post = self.world.publish(Post(0, at.chat, at.person, _SOMEWHEN, contact=owner.phone))
        await self._hear(replace(_by(at), contact=GaveContact(owner.phone, own=owner.id == at.person)))
        return post

    async def block(self, person: str) -> None:
        """Block the bot; it hears of it as a real one does."""
        villager = self.villager(person)
        if not villager.blocked:
            self.world.note(replace(villager, blocked=True))
            await self._hear(_by(At(person, person)))

    def unblock(self, person: str) -> None:
        """Let the bot write again; it is not told."""
        self.world.note(replace(self.villager(person), blocked=False))

    def change_profile(self, person: str, profile: Profile) -> None:
        """Let a person's private chat play another messenger."""
        self.world.note(replace(self.villager(person), profile=profile))

    async def add_bot(self, group: str, by: str) -> None:
        """Let the bot hear that someone added it to a group, with the right to pin."""
        await self._hear(replace(_by(At(by, group)), added=BotAdded(can_pin=True)))

    async def join(self, person: str, group: str) -> None:
        """Come into a group; the bot hears of it as an admin does."""
        self.villager(person)
        known = self._group(group)
        if person not in known.members:
            self.world.note(replace(known, members=(*known.members, person)))
            await self._hear(replace(_by(At(person, group)), joined=MemberJoined(self.world.clock.now())))

    async def leave(self, person: str, group: str) -> None:
        """Go out of a group; the bot hears of it as an admin does."""
        self.villager(person)
        known = self._group(group)
        if person in known.members:
            self.world.note(replace(known, members=tuple(one for one in known.members if one != person)))
            await self._hear(replace(_by(At(person, group)), left=MemberLeft(self.world.clock.now())))

    async def redeliver(self) -> None:
        """Give the bot again what it had not confirmed when the process ended, under the same numbers."""
        for update in self.world.unconfirmed():
            try:
                await self._deliver(update)
            except Exception:
                # One that cannot be digested must not stand in the way of all others at each start.
                log.exception("update given up", extra={"event": "update_given_up", "update": update.number})
                self.world.jot(Confirmed(update.number))

    def villager(self, person: str) -> Villager:
        """Find a person."""
        found = self.world.people.get(person)
        if found is None:
            raise NotPossibleError("no-such-person")
        return found

    def _group(self, group: str) -> Group:
        found = self.world.groups.get(group)
        if found is None:
            raise NotPossibleError("no-such-chat")
        return found

    def _admit(self, at: At) -> Villager:
        person = self.villager(at.person)
        if not self.world.sees(at.person, at.chat):
            raise NotPossibleError("no-such-chat")
        if at.chat == at.person and person.blocked:
            raise NotPossibleError("blocked")
        return person

    def _start(self, at: At, person: Villager, text: str) -> None:
        if at.chat != at.person or person.started:
            return
        if person.profile is Profile.TELEGRAM and not _START.fullmatch(text):
            raise NotPossibleError("not-started")
        self.world.note(replace(person, started=True))

    async def _hear(self, draft: Update) -> Update:
        update = self.world.register(draft)
        await self._deliver(update)
        return update

    async def _deliver(self, update: Update) -> None:
        await self.ears(self._heard(update))
        self.world.jot(Confirmed(update.number))

    def _heard(self, update: Update) -> Heard:
        group = self.world.groups.get(update.room)
        return Heard(
            village=self.world.village,
            update=update.number,
            sender=Address(NETWORK, update.person),
            sender_kind=SenderKind.PERSON,
            room=Address(NETWORK, update.room),
            private=group is None,
            what=update.what,
            title=group.title if group else "",
            name=self.world.people[update.person].name,
        )


def _by(at: At) -> Update:
    """Begin what the bot must hear of someone; by itself it is a block."""
    return Update(0, at.person, at.chat, at.language)


def _check_written(written: Written) -> None:
    if not written.text.strip() and not written.file and not written.point:
        raise NotPossibleError("empty")
    if units(written.text) > TEXT_LIMIT:
        raise NotPossibleError("too-long")


def _carries(post: Post, press: str) -> bool:
    return bool(press) and any(button.press == press for row in post.rows for button in row)


def _heard_file(file: StoredFile | None) -> HeardFile | None:
    if file is None:
        return None
    return HeardFile(remote=file.id, kind=file.kind, name=file.name, mime=file.mime, size=file.size)
