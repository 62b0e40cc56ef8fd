"""What Telegram brings, named in our words. Pure: what is not for the bot ends here, unkept and unlogged."""

import re
from collections.abc import Mapping
from typing import Any

from aiogram.enums import ChatMemberStatus, ChatType, ContentType
from aiogram.types import (
    CallbackQuery,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUnion,
    ChatMemberUpdated,
    InaccessibleMessage,
    Message,
    PollAnswer,
    Update,
    User,
)
from pydantic import ValidationError

from bot.telegram.myself import NETWORK, Myself
from bot.telegram.refs import Ref
from handlers.chat import (
    BotAdded,
    BotRemoved,
    ChatMoved,
    GaveContact,
    Heard,
    HeardFile,
    MemberJoined,
    MemberLeft,
    PollAnswered,
    Pressed,
    SenderKind,
    What,
    Wrote,
)
from village.announcements import Point
from village.chats import Address

# Telegram writes under these names for those who hide: anonymous admins, channels, a linked channel's posts.
HIDDEN_SENDERS = frozenset({1087968824, 136817688, 777000})
GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})

# All that a person can put into a chat; what else Telegram reports there (a title, a pin) is not said to us.
SPOKEN = frozenset(
    {
        ContentType.TEXT,
        ContentType.PHOTO,
        ContentType.DOCUMENT,
        ContentType.VOICE,
        ContentType.VIDEO_NOTE,
        ContentType.VIDEO,
        ContentType.LOCATION,
        ContentType.VENUE,
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.STICKER,
        ContentType.POLL,
        ContentType.DICE,
        ContentType.STORY,
        ContentType.LIVE_PHOTO,
        ContentType.CHECKLIST,
        ContentType.RICH_MESSAGE,
    }
)

_COMMAND = re.compile(r"(?P<command>/[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?=\s|$)")
_STANDINGS = ("my_chat_member", "chat_member")
_READ_HERE = frozenset({"message", "callback_query", "poll_answer", *_STANDINGS})
_KEPT_UNDER_BUTTON = (
    "message_id",
    "date",
    "chat",
    "text",
    "message_thread_id",
    "is_topic_message",
    "ephemeral_message_id",
)
_NO_RIGHTS: Mapping[str, dict[str, Any]] = {
    status: {name: 0 for name, right in kind.model_fields.items() if right.is_required() and name != "user"}
    for status, kind in (
        (ChatMemberStatus.ADMINISTRATOR, ChatMemberAdministrator),
        (ChatMemberStatus.RESTRICTED, ChatMemberRestricted),
    )
}
_KEPT_OF_REPLIED = ("message_id", "date", "chat", "from", "forum_topic_created")


class Unreadable(Exception):
    """An update that Telegram's own types do not allow; it names no more than its number."""

    def __init__(self, update: int) -> None:
        super().__init__(f"update {update} cannot be read")
        self.update = update


def hear_raw(raw: Mapping[str, Any], me: Myself) -> Heard | None:
    """Name one update as it came off the wire, or raise Unreadable.

    A press brings the whole old card with it, which costs four times the rest to read: it is cut down first.
    """
    if _READ_HERE.isdisjoint(raw):
        return None
    try:
        if isinstance(raw.get("callback_query"), dict):
            return _press_apart(raw["update_id"], raw["callback_query"], me)
        update = Update.model_validate(_cut(raw))
    except ValidationError:
        # Its words quote what people wrote, so they go no further.
        raise Unreadable(int(raw.get("update_id", 0))) from None
    return hear(update, me)


def _press_apart(update: int, query: dict[str, Any], me: Myself) -> Heard | None:
    """Read a press, and the message it stood under apart: read together, each kind of message is tried."""
    pressed = CallbackQuery.model_validate({name: query[name] for name in query if name != "message"})
    under = _shortened(query, "message", _KEPT_UNDER_BUTTON).get("message")
    if under is None:
        return None
    kind = Message if not isinstance(under, dict) or under.get("date") else InaccessibleMessage
    return _press(update, pressed, kind.model_validate(under), me)


def hear(update: Update, me: Myself) -> Heard | None:
    """Name one update in our words; None for what is not said to the bot."""
    if update.callback_query is not None:
        return _press(update.update_id, update.callback_query, update.callback_query.message, me)
    if update.my_chat_member is not None:
        return _membership(update.update_id, update.my_chat_member, me)
    if update.chat_member is not None:
        return _coming_or_going(update.update_id, update.chat_member, me)
    if update.poll_answer is not None:
        return _poll_answer(update.update_id, update.poll_answer, me)
    if update.message is not None:
        return _message(update.update_id, update.message, me)
    return None


def _cut(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Cut the old messages that a new one drags along down to what is asked of them; fill what is missing."""
    update = dict(raw)
    if isinstance(raw.get("poll_answer"), dict):
        # Persistent ids are younger than some servers: our polls take no new options, so places tell as much.
        update["poll_answer"] = {"option_ids": [], "option_persistent_ids": []} | raw["poll_answer"]
    if "message" in raw:
        update["message"] = _shortened(raw["message"], "reply_to_message", _KEPT_OF_REPLIED)
    update |= {name: _filled(raw[name]) for name in _STANDINGS if name in raw}
    return update


def _shortened(outer: Any, name: str, kept: tuple[str, ...]) -> Any:
    if not isinstance(outer, dict) or not isinstance(outer.get(name), dict):
        return outer
    return {**outer, name: {key: value for key, value in outer[name].items() if key in kept}}


def _filled(change: Any) -> Any:
    """Set rights that a server leaves out to none; aiogram demands even those younger than the server."""
    if not isinstance(change, dict):
        return change
    members = {name: change.get(name) for name in ("old_chat_member", "new_chat_member")}
    full = {
        name: _NO_RIGHTS.get(member.get("status", ""), {}) | member
        for name, member in members.items()
        if isinstance(member, dict)
    }
    return change | full


# -------------------------------------------------------------------------------- presses, membership


def _press(
    update: int, query: CallbackQuery, under: Message | InaccessibleMessage | None, me: Myself
) -> Heard | None:
    if under is None or query.data is None:
        return None
    topic = "" if isinstance(under, InaccessibleMessage) else _topic(under)
    ref = _ref(under)
    return Heard(
        village=me.village,
        update=update,
        sender=_address(query.from_user.id),
        sender_kind=_kind(query.from_user),
        room=_address(under.chat.id),
        private=under.chat.type == ChatType.PRIVATE,
        what=Pressed(data=query.data, tap=query.id, ref=str(ref), whispered=ref.is_ephemeral),
        title=under.chat.title or "",
        topic=topic,
        name=query.from_user.full_name,
    )


def _ref(under: Message | InaccessibleMessage) -> Ref:
    if isinstance(under, InaccessibleMessage):
        return Ref(under.message_id)
    if under.ephemeral_message_id is not None:
        return Ref(under.ephemeral_message_id, is_ephemeral=True)
    return Ref(under.message_id, is_caption=under.text is None)


def _membership(update: int, change: ChatMemberUpdated, me: Myself) -> Heard | None:
    what = _standing(change)
    if what is None:
        return None
    return Heard(
        village=me.village,
        update=update,
        sender=_address(change.from_user.id),
        sender_kind=_kind(change.from_user),
        room=_address(change.chat.id),
        private=change.chat.type == ChatType.PRIVATE,
        what=what,
        title=change.chat.title or "",
        name=change.from_user.full_name,
    )


def _standing(change: ChatMemberUpdated) -> BotAdded | BotRemoved | None:
    now = change.new_chat_member
    is_out = _is_out(now)
    if change.chat.type == ChatType.PRIVATE:
        return BotRemoved() if is_out else None
    if change.chat.type not in GROUPS:
        return None
    return BotRemoved() if is_out else BotAdded(can_pin=_can_pin(now))


def _coming_or_going(update: int, change: ChatMemberUpdated, me: Myself) -> Heard | None:
    """Name who came or went, whoever brought or removed them; new rights are neither."""
    was_out, is_out = _is_out(change.old_chat_member), _is_out(change.new_chat_member)
    member = change.new_chat_member.user
    if was_out is is_out or change.chat.type not in GROUPS or _kind(member) is not SenderKind.PERSON:
        return None
    return Heard(
        village=me.village,
        update=update,
        sender=_address(member.id),
        sender_kind=SenderKind.PERSON,
        room=_address(change.chat.id),
        private=False,
        what=MemberLeft(change.date) if is_out else MemberJoined(change.date),
        title=change.chat.title or "",
        name=member.full_name,
    )


def _is_out(member: ChatMemberUnion) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return not member.is_member
    return member.status in {ChatMemberStatus.LEFT, ChatMemberStatus.KICKED}


def _can_pin(member: object) -> bool:
    return isinstance(member, ChatMemberAdministrator) and bool(member.can_pin_messages)


# -------------------------------------------------------------------------------- Telegram's own polls


def _poll_answer(update: int, answer: PollAnswer, me: Myself) -> Heard | None:
    """Name an answer in a poll of ours; in which chat it was given Telegram does not tell."""
    who = answer.voter_chat or answer.user
    if who is None:
        return None
    sender = _address(who.id)
    return Heard(
        village=me.village,
        update=update,
        sender=sender,
        sender_kind=_kind(who) if isinstance(who, User) else SenderKind.HIDDEN,
        room=sender,
        private=False,
        what=PollAnswered(answer.poll_id, tuple(answer.option_ids)),
        name=who.full_name,
    )


# -------------------------------------------------------------------------------- messages


def _message(update: int, message: Message, me: Myself) -> Heard | None:
    what = _what(message, me)
    if what is None:
        return None
    sender, kind = _sender(message)
    return Heard(
        village=me.village,
        update=update,
        sender=_address(sender),
        sender_kind=kind,
        room=_address(message.chat.id),
        private=message.chat.type == ChatType.PRIVATE,
        what=what,
        title=message.chat.title or "",
        topic=_topic(message),
        name=message.from_user.full_name if message.from_user else "",
    )


def _what(message: Message, me: Myself) -> What | None:
    # The move is told twice, in the old chat and in the new one; the old one's word is enough, with both ids.
    if message.migrate_to_chat_id is not None:
        return ChatMoved(new=str(message.migrate_to_chat_id))
    if message.from_user is not None and message.from_user.id == me.id:
        return None
    if message.chat.type == ChatType.PRIVATE:
        return _said_in_private(message, me)
    return _said_in_group(message, me) if message.chat.type in GROUPS else None


def _said_in_private(message: Message, me: Myself) -> Wrote | GaveContact | None:
    if message.contact is not None:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        return GaveContact(phone=_phone(message.contact.phone_number), own=own)
    return _wrote(message, me)


def _said_in_group(message: Message, me: Myself) -> Wrote | None:
    words = message.text or message.caption or ""
    is_for_us = _COMMAND.match(words) is not None or _answers_us(message, me)
    return _wrote(message, me) if is_for_us else None


def _wrote(message: Message, me: Myself) -> Wrote | None:
    words = _words(message, me)
    if words is None or message.content_type not in SPOKEN:
        return None
    place = message.location
    point = Point(place.latitude, place.longitude) if place else None
    return Wrote(text=words, file=_file(message), point=point)


def _words(message: Message, me: Myself) -> str | None:
    """Give what was written, our own name cut off a command; None for a command to another bot."""
    words = message.text or message.caption or ""
    command = _COMMAND.match(words)
    if command is None or command["bot"] is None:
        return words
    return f"{command['command']}{words[command.end() :]}" if me.is_called(command["bot"]) else None


def _answers_us(message: Message, me: Myself) -> bool:
    replied = message.reply_to_message
    # In a topic that the bot opened, every message counts as a reply to its opening.
    if replied is None or replied.from_user is None or replied.forum_topic_created is not None:
        return False
    return replied.from_user.id == me.id


def _file(message: Message) -> HeardFile | None:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return HeardFile(largest.file_id, "photo", "photo.jpg", "image/jpeg", largest.file_size or 0)
    if message.voice:
        voice = message.voice
        return HeardFile(
            voice.file_id, "voice", "voice.ogg", voice.mime_type or "audio/ogg", voice.file_size or 0
        )
    if message.video_note:
        note = message.video_note
        return HeardFile(note.file_id, "round", "round.mp4", "video/mp4", note.file_size or 0)
    return _named_file(message)


def _named_file(message: Message) -> HeardFile | None:
    if message.video:
        video = message.video
        return HeardFile(
            video.file_id,
            "video",
            video.file_name or "video.mp4",
            video.mime_type or "video/mp4",
            video.file_size or 0,
        )
    # An animation comes dressed as a document too, but cannot be sent on as one.
    if message.document is None or message.animation is not None:
        return None
    paper = message.document
    mime = paper.mime_type or "application/octet-stream"
    return HeardFile(paper.file_id, "document", paper.file_name or "", mime, paper.file_size or 0)


def _sender(message: Message) -> tuple[int, SenderKind]:
    if message.sender_chat is not None:
        return message.sender_chat.id, SenderKind.HIDDEN
    if message.from_user is None:
        return message.chat.id, SenderKind.HIDDEN
    return message.from_user.id, _kind(message.from_user)


def _kind(user: User) -> SenderKind:
    if user.id in HIDDEN_SENDERS:
        return SenderKind.HIDDEN
    return SenderKind.BOT if user.is_bot else SenderKind.PERSON


def _topic(message: Message) -> str:
    return str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else ""


def _phone(number: str) -> str:
    # Some phones share the number without its plus.
    return f"+{re.sub(r'[^0-9]', '', number)}"


def _address(number: int) -> Address:
    return Address(NETWORK, str(number))
