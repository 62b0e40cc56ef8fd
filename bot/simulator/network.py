"""The third network: says what the bot says into the simulated chats, and refuses what a real one would."""

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.gateway import Attachment, Button, Commands, Limits, Message, OurFault, Room, Unreachable
from bot.simulator.records import NETWORK, Post, Profile, StoredFile, Toast, Villager
from bot.simulator.world import World
from village.chats import Address
from village.ids import VillageSlug
from village.texts import units

TELEGRAM: Final = Limits()
WHATSAPP: Final = Limits(
    text=1600, buttons=3, button_label=20, press=200, may_edit=False, may_pin=False, has_groups=False
)
_START: Final = re.compile(r"[A-Za-z0-9_-]{0,64}")
_NOWHEN: Final = Post(id=0, chat="", author="", at=None)  # type: ignore[arg-type]  # publish() dates it


@dataclass(frozen=True, slots=True)
class SimulatorGateway:
    """The village's bot in the simulated messenger; what it can do follows the reader's profile."""

    world: World
    telegram: Limits = TELEGRAM
    whatsapp: Limits = WHATSAPP

    @property
    def network(self) -> str:
        """The word that stands in addresses of this network."""
        return NETWORK

    @property
    def village(self) -> VillageSlug:
        """Whose bot this is."""
        return self.world.village

    def limits(self, room: Room) -> Limits:
        """Tell what can be done in a room: a person's profile decides in private, groups are Telegram's."""
        if not room.private:
            return replace(self.telegram, whispers=True)
        person = self.world.people.get(room.address.id)
        return self.whatsapp if person and person.profile is Profile.WHATSAPP else self.telegram

    def link(self, start: str) -> str:
        """Give the address within the page that opens the bot's private chat with ``start``."""
        return f"/?start={start}"

    async def say(self, room: Room, message: Message) -> str:
        """Send a message and give its ref."""
        self._reach(room)
        _check(message, self.limits(room), private=room.private)
        return str(self.world.publish(self._posted(room, message)).id)

    async def edit(self, room: Room, ref: str, message: Message) -> None:
        """Change a message; the same again is no error. New buttons alone do not mark it as edited."""
        self._reach(room)
        self._may(room, edit=True)
        _check(message, self.limits(room), private=room.private)
        old = self._find(room, ref)
        _refuse_if(bool(old.only), "message can't be edited: one person alone sees it")
        new = replace(self._posted(room, message), id=old.id, at=old.at, edited_at=old.edited_at)
        if new != old:
            self.world.note(new if _reads_same(old, new) else replace(new, edited_at=self.world.clock.now()))

    async def pin(self, room: Room, ref: str) -> None:
        """Pin a message, without a sound."""
        self._reach(room)
        self._may(room, pin=True)
        self.world.pin(room.address.id, self._find(room, ref).id)

    async def unpin(self, room: Room, ref: str) -> None:
        """Unpin a message; one that is not pinned is no error."""
        self._reach(room)
        self._may(room, pin=True)
        self.world.unpin(room.address.id, self._find(room, ref).id)

    async def is_member(self, room: Room, address: Address) -> bool:
        """Tell whether someone is in a group now."""
        self._reach(room)
        return self.world.sees(address.id, room.address.id)

    async def toast(self, tap: str, text: str, *, alert: bool = False, start: str = "") -> None:
        """Answer a tap: a line that only the person sees; with ``start`` the private chat opens instead."""
        person = self.world.tapper(tap)
        _refuse_if(person is None, "query ID is invalid")
        _refuse_longer("callback answer", text, TELEGRAM.toast)
        _check_start(start)
        self.world.note(Toast(tap, person or "", text, alert, start, self.world.clock.now()))

    async def whisper(
        self, room: Room, tap: str, to: Address, message: Message, *, instead: str = ""
    ) -> None:
        """Say words in a group that one person alone sees, after their tap; or change such a message."""
        self._reach(room)
        _refuse_if(room.private, "a message for one alone stands in groups only")
        _refuse_if(self.world.tapper(tap) != to.id, "query ID is invalid")
        _unless(self.world.sees(to.id, room.address.id), "user not found")
        _check(message, self.limits(room), private=False)
        new = replace(self._posted(room, message), only=to.id)
        if not instead:
            self.world.publish(new)
            return
        old = self._find(room, instead)
        _refuse_if(old.only != to.id, "message can't be edited")
        self.world.note(replace(new, id=old.id, at=old.at, edited_at=self.world.clock.now()))

    async def offer(self, room: Room, commands: Commands) -> None:
        """Leave the menu as it is: the page offers every command to everybody, to be tried."""

    async def fetch(self, remote: str) -> bytes:
        """Get the content of a file that someone sent."""
        content = self.world.content(remote)
        if content is None:
            raise OurFault("wrong file id")
        return content

    def _reach(self, room: Room) -> None:
        if not room.private:
            _unless(room.address.id in self.world.groups, "chat not found")
            return
        person = self.world.people.get(room.address.id)
        _unless(person is not None, "chat not found")
        assert person is not None
        _unless(not person.blocked, "bot was blocked by the user")
        _unless(person.started, _never_began(person))

    def _may(self, room: Room, *, edit: bool = False, pin: bool = False) -> None:
        limits = self.limits(room)
        _refuse_if(edit and not limits.may_edit, "this network cannot edit messages")
        _refuse_if(pin and not limits.may_pin, "this network cannot pin messages")

    def _find(self, room: Room, ref: str) -> Post:
        post = self.world.post(int(ref)) if ref.isdecimal() else None
        if post is None or post.chat != room.address.id:
            raise Unreachable("message not found")
        _refuse_if(bool(post.author), "message can't be edited: a person wrote it")
        return post

    def _posted(self, room: Room, message: Message) -> Post:
        return replace(
            _NOWHEN,
            chat=room.address.id,
            lines=message.lines,
            rows=message.rows,
            file=self._shelved(message.attachment),
            point=message.point,
            asks_contact=message.asks_contact,
            replies_to=self._replied(room, message.replies_to),
            quiet=message.quiet,
        )

    def _replied(self, room: Room, ref: str) -> int | None:
        if not ref:
            return None
        post = self.world.post(int(ref)) if ref.isdecimal() else None
        _refuse_if(post is None or post.chat != room.address.id, "message to be replied not found")
        return int(ref)

    def _shelved(self, file: Attachment | None) -> StoredFile | None:
        if file is None:
            return None
        content = self.world.content(file.remote) if file.remote else file.content
        if content is None:
            raise OurFault("wrong file id")
        return self.world.shelve(file.name, file.mime, file.kind, content)


def _check(message: Message, limits: Limits, *, private: bool) -> None:
    """Refuse what a real network would refuse with 400."""
    text = "\n".join(line.text for line in message.lines)
    carries = message.attachment or message.point
    _refuse_if(not text.strip() and not carries, "message text is empty")
    _refuse_longer("message", text, limits.caption if message.attachment else limits.text)
    _refuse_if(bool(message.asks_contact) and not private, "a contact can be asked for in private chats only")
    buttons = [button for row in message.rows for button in row]
    _refuse_if(len(buttons) > limits.buttons, f"{len(buttons)} buttons, {limits.buttons} allowed")
    for button in buttons:
        _check_button(button, limits)


def _check_button(button: Button, limits: Limits) -> None:
    _refuse_if(not button.label.strip(), "a button has no label")
    _refuse_longer("button label", button.label, limits.button_label)
    deeds = sum(map(bool, (button.press, button.url, button.start)))
    _refuse_if(deeds != 1, f"button {button.label!r} has {deeds} deeds instead of one")
    # Telegram counts what a button carries in bytes, not in letters.
    _refuse_if(len(button.press.encode()) > limits.press, f"press of more than {limits.press} bytes")
    good_url = not button.url or button.url.startswith(("http://", "https://", "/"))
    _refuse_if(not good_url, f"button {button.label!r} has a bad URL")
    _check_start(button.start)


def _check_start(start: str) -> None:
    _refuse_if(not _START.fullmatch(start), "a start parameter is 64 of A-Z a-z 0-9 _ -")


def _refuse_longer(what: str, text: str, limit: int) -> None:
    _refuse_if(units(text) > limit, f"{what} of {units(text)}, {limit} allowed")


def _refuse_if(wrong: bool, reason: str) -> None:  # noqa: FBT001 - a guard reads as a sentence
    if wrong:
        raise OurFault(reason)


def _unless(fine: bool, reason: str) -> None:  # noqa: FBT001 - a guard reads as a sentence
    if not fine:
        raise Unreachable(reason)


def _never_began(person: Villager) -> str:
    if person.profile is Profile.WHATSAPP:
        return "the person has never written to this number"
    return "bot can't initiate conversation with a user"


def _reads_same(old: Post, new: Post) -> bool:
    return (old.lines, old.file, old.point) == (new.lines, new.file, new.point)
