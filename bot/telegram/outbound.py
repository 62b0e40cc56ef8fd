"""What the house says, put on Telegram's wire: keyboards, captions, refs; nothing typed becomes markup."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any, ClassVar, Literal

from aiogram import Bot
from aiogram.enums import ChatMemberStatus, ParseMode
from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import (
    SendDocument,
    SendPhoto,
    SendPoll,
    SendVideo,
    SendVideoNote,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeUnion,
    BufferedInputFile,
    EphemeralMessageParameters,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputPollOption,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from aiogram.types import Message as Sent

from bot.gateway import Attachment, Button, Limits, Line, Message, OurFault, OwnPoll, Room, Toast
from bot.telegram.failures import (
    ALREADY_STOPPED,
    NOT_PINNED,
    NOT_THERE,
    NOTHING_CHANGED,
    TAP_IS_OVER,
    in_our_words,
)
from bot.telegram.myself import NETWORK, Myself
from bot.telegram.refs import Ref
from bot.telegram.run import TokenRefused
from bot.telegram.taps import link_into, tap_answer
from village.announcements import Point
from village.chats import Address
from village.ids import VillageSlug
from village.texts import Language

LIMITS = Limits(native_polls=True)
DOWNLOAD_SECONDS = 60
NEEDED_RIGHTS = ("can_pin_messages",)

Commands = Sequence[tuple[str, str]]
Scope = Literal["private", "group"] | tuple[Literal["chat"], str]
Menu = Mapping[Scope, Mapping[Language, Commands]]
"""Commands with their descriptions, by language, by where they are offered."""

_Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | None

# How each kind of file is sent, and the field it goes in.
_SENDING: Mapping[str, tuple[type[TelegramMethod[Sent]], str]] = {
    "photo": (SendPhoto, "photo"),
    "document": (SendDocument, "document"),
    "voice": (SendVoice, "voice"),
    "round": (SendVideoNote, "video_note"),
    "video": (SendVideo, "video"),
}


@dataclass(frozen=True, slots=True)
class Rights:
    """What the bot may do in a chat: ``missing`` names the rights still to be given by its admins.

    ``hears_all`` tells that every word of the chat comes in, and not only what is said to the bot.
    """

    present: bool
    missing: tuple[str, ...]
    hears_all: bool


Raw = dict[str, Any]


class _GetChatMember(TelegramMethod[Raw]):
    """GetChatMember unread: aiogram demands rights that are younger than some servers."""

    __returning__: ClassVar[Any] = Raw
    __api_method__: ClassVar[str] = "getChatMember"

    chat_id: str
    user_id: int


class _SendPoll(SendPoll):
    """SendPoll whose answer is read as it comes: aiogram demands of a poll what is younger than some servers.

    Told in a form unknown to us, a poll would stand in the chat whose name nobody has.
    """

    __returning__: ClassVar[Any] = Raw


class _StopPoll(TelegramMethod[Raw]):
    """StopPoll unread, for the same reason."""

    __returning__: ClassVar[Any] = Raw
    __api_method__: ClassVar[str] = "stopPoll"

    chat_id: str
    message_id: int
    reply_markup: InlineKeyboardMarkup | None = None


class TelegramGateway:
    """One village's bot on Telegram."""

    def __init__(self, bot: Bot, me: Myself, limits: Limits = LIMITS) -> None:
        self._bot, self._me, self._limits = bot, me, limits
        self._limits_in_group = replace(limits, whispers=True)

    @property
    def network(self) -> str:
        """The word that stands in addresses of Telegram."""
        return NETWORK

    @property
    def village(self) -> VillageSlug:
        """Whose bot this is."""
        return self._me.village

    def limits(self, room: Room) -> Limits:
        """Tell what can be done in a room."""
        return self._limits if room.private else self._limits_in_group

    def link(self, start: str) -> str:
        """Give the address that opens the bot's private chat; OurFault for what a start may not carry."""
        return link_into(self._me, start)

    async def say(self, room: Room, message: Message) -> str:
        """Send a message and give its ref; a question for the phone may be followed by its own button."""
        keyboard = self._keyboard(message)
        with in_our_words():
            if message.poll is not None:
                return str(await self._send_poll(room, message.poll, message))
            if message.point is not None:
                return str(await self._send_place(room, message.point, message))
            if message.attachment is not None:
                return str(await self._send_file(room, message.attachment, message, keyboard))
            ref = await self._send_text(room, message, keyboard)
            if message.asks_contact and message.rows:
                await self._send_contact_question(room, message)
        return str(ref)

    async def edit(self, room: Room, ref: str, message: Message) -> None:
        """Change a message; the same text again is no error. Raises Unreachable if it is gone.

        A poll can only be stopped: while it is open, there is nothing to change.
        """
        if message.poll is not None:
            if not message.poll.is_open:
                await self._stop_poll(room, ref, message)
            return
        old, keyboard, words = _read(ref), self._buttons(message.rows), _written(message.lines)
        common: dict[str, Any] = {
            "chat_id": room.address.id,
            "message_id": old.number,
            "parse_mode": ParseMode.HTML,
            "reply_markup": keyboard,
        }
        with in_our_words(*NOTHING_CHANGED):
            if old.is_caption:
                await self._bot.edit_message_caption(caption=words, **common)
            else:
                await self._bot.edit_message_text(text=words, link_preview_options=_NO_PREVIEW, **common)

    async def pin(self, room: Room, ref: str) -> None:
        """Pin a message, without a sound."""
        with in_our_words():
            await self._bot.pin_chat_message(room.address.id, _read(ref).number, disable_notification=True)

    async def unpin(self, room: Room, ref: str) -> None:
        """Unpin a message; one that is not pinned is no error."""
        with in_our_words(*NOT_PINNED):
            await self._bot.unpin_chat_message(room.address.id, message_id=_read(ref).number)

    async def is_member(self, room: Room, address: Address) -> bool:
        """Tell whether someone is in a group now; of whom Telegram knows nothing there, they are not."""
        member: Raw = {"status": ChatMemberStatus.LEFT}
        with in_our_words(*NOT_THERE):
            member = await self._member(room, int(address.id))
        return _is_in(member)

    async def toast(self, tap: str, text: str, *, alert: bool = False, start: str = "") -> None:
        """Answer a tap, or open the private chat with ``start``; a tap too old to answer is no error."""
        with in_our_words(*TAP_IS_OVER):
            await self._bot.answer_callback_query(**tap_answer(Toast(tap, text, alert, start), self._me))

    async def whisper(
        self, room: Room, tap: str, to: Address, message: Message, *, instead: str = ""
    ) -> None:
        """Say words in a group that one person alone sees, or change such a message."""
        reader = int(to.id)
        common: dict[str, Any] = {
            "text": _written(message.lines),
            "parse_mode": ParseMode.HTML,
            "link_preview_options": _NO_PREVIEW,
            "reply_markup": self._buttons(message.rows),
        }
        with in_our_words(*NOTHING_CHANGED):
            if instead:
                old: dict[str, Any] = {
                    "ephemeral_message_id": _read(instead).number,
                    "receiver_user_id": reader,
                }
                await self._bot.edit_ephemeral_message_text(chat_id=room.address.id, **old, **common)
            else:
                after = EphemeralMessageParameters(receiver_user_id=reader, callback_query_id=tap)
                where = _where(room, message)
                await self._bot.send_message(ephemeral_message_parameters=after, **where, **common)

    async def offer(self, room: Room, commands: Mapping[Language, Commands]) -> None:
        """Set the menu of commands in one chat."""
        await self.set_commands({("chat", room.address.id): commands})

    async def fetch(self, remote: str) -> bytes:
        """Get the content of a file that someone sent."""
        with in_our_words():
            file = await self._bot.get_file(remote)
            if file.file_path is None:
                raise OurFault("the file is too large to be fetched")
            content = await self._bot.download_file(file.file_path, timeout=DOWNLOAD_SECONDS)
        # Without a destination aiogram gives a stream of bytes in memory.
        return content.read() if content is not None else b""

    # ---------------------------------------------------------------- for `asar run` and `asar check`

    async def rights_in(self, room: Room) -> Rights:
        """Tell which rights the bot still lacks in a group."""
        with in_our_words():
            member = await self._member(room, self._me.id)
        status, present = member["status"], _is_in(member)
        hears_all = status == ChatMemberStatus.ADMINISTRATOR or (present and self._me.hears_groups)
        missing = tuple(right for right in NEEDED_RIGHTS if not member.get(right))
        return Rights(present, missing, hears_all)

    async def _member(self, room: Room, user: int) -> Raw:
        return await self._bot(_GetChatMember(chat_id=room.address.id, user_id=user))

    async def set_commands(self, menu: Menu) -> None:
        """Set the menu of commands; who reads none of its languages sees the Kazakh one."""
        with in_our_words():
            for scope, by_language in menu.items():
                for language, commands in by_language.items():
                    await self._set_commands(scope, language, commands)
                await self._set_commands(scope, None, by_language[Language.KK])

    async def _set_commands(self, scope: Scope, language: Language | None, commands: Commands) -> None:
        where, code = _scope(scope), str(language) if language else None
        if not commands:
            await self._bot.delete_my_commands(scope=where, language_code=code)
            return
        listed = [BotCommand(command=command, description=words) for command, words in commands]
        await self._bot.set_my_commands(listed, scope=where, language_code=code)

    # ---------------------------------------------------------------- the parts of a message

    async def _send_text(self, room: Room, message: Message, keyboard: _Keyboard) -> Ref:
        sent = await self._bot.send_message(
            text=_written(message.lines),
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard,
            **_where(room, message),
        )
        return Ref(sent.message_id)

    async def _send_file(self, room: Room, file: Attachment, message: Message, keyboard: _Keyboard) -> Ref:
        method, field = _SENDING[file.kind]
        filled: dict[str, Any] = {field: _content(file), "reply_markup": keyboard, **_where(room, message)}
        if words := _written(message.lines):
            filled |= {"caption": words, "parse_mode": ParseMode.HTML}
        sent = await self._bot(method(**filled))
        return Ref(sent.message_id, is_caption=True)

    async def _send_poll(self, room: Room, poll: OwnPoll, message: Message) -> Ref:
        # Without a date to close at: the village's own clock stops it, so that its time can be prolonged.
        sent: Any = await self._bot(
            _SendPoll(
                question=poll.question,
                options=[InputPollOption(text=option) for option in poll.options],
                is_anonymous=False,
                allows_multiple_answers=poll.several,
                allows_revoting=poll.changeable,
                hide_results_until_closes=poll.hidden,
                allow_adding_options=False,
                description=_written(message.lines),
                description_parse_mode=ParseMode.HTML,
                reply_markup=self._buttons(message.rows),
                **_where(room, message),
            )
        )
        return Ref(sent["message_id"], poll=sent["poll"]["id"])

    async def _stop_poll(self, room: Room, ref: str, message: Message) -> None:
        keyboard = self._buttons(message.rows)
        stop = _StopPoll(chat_id=room.address.id, message_id=_read(ref).number, reply_markup=keyboard)
        with in_our_words(*ALREADY_STOPPED):
            await self._bot(stop)

    async def _send_place(self, room: Room, point: Point, message: Message) -> Ref:
        where = _where(room, message)
        sent = await self._bot.send_location(latitude=point.latitude, longitude=point.longitude, **where)
        return Ref(sent.message_id)

    async def _send_contact_question(self, room: Room, message: Message) -> None:
        # A message carries one keyboard only: the contact button stands under a message of its own words.
        where = {**_where(room, message), "disable_notification": True}
        await self._bot.send_message(
            text=escape(message.asks_contact, quote=False),
            parse_mode=ParseMode.HTML,
            reply_markup=_contact_keyboard(message.asks_contact),
            **where,
        )

    def _keyboard(self, message: Message) -> _Keyboard:
        if message.asks_contact and not message.rows:
            return _contact_keyboard(message.asks_contact)
        return self._buttons(message.rows)

    def _buttons(self, rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
        if not rows:
            return None
        return InlineKeyboardMarkup(
            inline_keyboard=[[self._button(button) for button in row] for row in rows]
        )

    def _button(self, button: Button) -> InlineKeyboardButton:
        if button.start:
            return InlineKeyboardButton(text=button.label, url=self.link(button.start))
        if button.url:
            return InlineKeyboardButton(text=button.label, url=button.url)
        if len(button.press.encode()) > LIMITS.press:
            raise OurFault(f"a press of {len(button.press.encode())} bytes; Telegram carries {LIMITS.press}")
        return InlineKeyboardButton(text=button.label, callback_data=button.press)


async def meet(bot: Bot, village: VillageSlug) -> Myself:
    """Ask Telegram who a bot is; TokenRefused when it knows no such bot."""
    with in_our_words():
        try:
            me = await bot.get_me()
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise TokenRefused(village) from None
    return Myself(village, me.id, me.username or "", bool(me.can_read_all_group_messages))


def _is_in(member: Raw) -> bool:
    """Tell whether a member is in the chat; someone restricted may be or not."""
    status = member["status"]
    if status == ChatMemberStatus.RESTRICTED:
        return bool(member.get("is_member"))
    return status not in {ChatMemberStatus.LEFT, ChatMemberStatus.KICKED}


_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def _written(lines: Sequence[Line]) -> str:
    return "\n".join(_line(line) for line in lines)


def _line(line: Line) -> str:
    words = escape(line.text, quote=False)
    return f"<b>{words}</b>" if line.strong else words


def _content(file: Attachment) -> InputFile | str:
    if file.remote:
        return file.remote
    if file.content is None:
        raise OurFault("a file with neither a name on Telegram nor content")
    return BufferedInputFile(file.content, file.name)


def _where(room: Room, message: Message) -> dict[str, Any]:
    """Say where a message goes, beside which, and how loud; given to every sending method alike."""
    where: dict[str, Any] = {"chat_id": room.address.id}
    if room.topic:
        where["message_thread_id"] = int(room.topic)
    if message.quiet:
        where["disable_notification"] = True
    if message.replies_to:
        number = _read(message.replies_to).number
        where["reply_parameters"] = ReplyParameters(message_id=number, allow_sending_without_reply=True)
    return where


def _read(ref: str) -> Ref:
    try:
        return Ref.read(ref)
    except ValueError:
        raise OurFault("a ref that is not Telegram's") from None


def _contact_keyboard(label: str) -> ReplyKeyboardMarkup:
    button = KeyboardButton(text=label, request_contact=True)
    return ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True, one_time_keyboard=True)


def _scope(scope: Scope) -> BotCommandScopeUnion:
    if scope == "private":
        return BotCommandScopeAllPrivateChats()
    if scope == "group":
        return BotCommandScopeAllGroupChats()
    return BotCommandScopeChat(chat_id=scope[1])
