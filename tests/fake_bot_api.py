"""A Bot API server on loopback, strict about what Telegram refuses; people act in it through plain methods.

It knows no aiogram. What people do it writes with python-telegram-bot's types, so that the updates we
read and the messages we write have a witness who is not our own client.
"""

import asyncio
import functools
import json
import math
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from http import HTTPStatus
from inspect import signature
from itertools import count
from typing import Any, Literal, Self

import telegram
from aiohttp import ClientError, ClientSession, ClientTimeout, web

Json = dict[str, Any]
Kind = Literal["private", "group", "supergroup"]
Failing = Literal["cut_before", "cut_after", "status", "slow", "late", "flood"]

ANONYMOUS = telegram.User(1087968824, "Group", is_bot=True, username="GroupAnonymousBot")
CHANNEL_BOT = telegram.User(136817688, "Channel", is_bot=True, username="Channel_Bot")
UPDATES_BY_DEFAULT = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})
EPHEMERAL_SECONDS = 15
FILE_LIMIT = 20 * 1024 * 1024
SENT_AS: Mapping[str, str] = {
    "sendphoto": "photo",
    "senddocument": "document",
    "sendvoice": "voice",
    "sendvideonote": "video_note",
    "sendvideo": "video",
}


class Refused(Exception):
    """What Telegram will not do: a code, its words, and sometimes what to do instead."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad(description: str) -> Refused:
    """Make a refusal of a request that Telegram does not understand."""
    return Refused(400, f"Bad Request: {description}")


def forbidden(description: str) -> Refused:
    """Make a refusal of a chat that is closed to the bot."""
    return Refused(403, f"Forbidden: {description}")


def flooded(seconds: int) -> Refused:
    """Make a refusal of whoever asks too much."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def _told(refused: Refused) -> web.Response:
    told: Json = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        told["parameters"] = refused.parameters
    return web.json_response(told, status=refused.code)


def units(text: str) -> int:
    """Count UTF-16 units, as Telegram does."""
    return len(text.encode("utf-16-le")) // 2


# ------------------------------------------------------------------------------ who and where


@dataclass(slots=True)
class Standing:
    """How someone stands in a group; ``is_in`` matters for those who are restricted there."""

    status: str = "member"
    can_pin: bool = False
    is_in: bool = True


@dataclass(slots=True, eq=False)
class FakeUser:
    """A person with a phone."""

    id: int
    name: str
    language: str = "kk"
    is_deactivated: bool = False

    def written(self) -> telegram.User:
        return telegram.User(self.id, self.name, is_bot=False, language_code=self.language)


@dataclass(slots=True, eq=False)
class FakeBot:
    """A bot as Telegram's server knows it."""

    token: str
    id: int
    username: str
    hears_groups: bool = False
    started_by: set[int] = field(default_factory=set)
    blocked_by: set[int] = field(default_factory=set)
    pending: list[Json] = field(default_factory=list)
    last_update: int = 1000
    allowed: frozenset[str] = UPDATES_BY_DEFAULT
    news: asyncio.Event = field(default_factory=asyncio.Event)
    polls: int = 0
    webhook: str = ""
    secret: str = ""
    commands: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)
    flooded_until: float = 0.0

    def written(self) -> telegram.User:
        return telegram.User(
            self.id,
            "Asar",
            is_bot=True,
            username=self.username,
            can_join_groups=True,
            can_read_all_group_messages=self.hears_groups,
            supports_inline_queries=False,
        )


@dataclass(slots=True, eq=False)
class FakeChat:
    """A private chat with one bot, or a group of people and bots."""

    id: int
    kind: Kind
    title: str
    bot: FakeBot | None = None
    user: FakeUser | None = None
    has_topics: bool = False
    members: dict[int, Standing] = field(default_factory=dict)
    messages: dict[int, "FakeMessage"] = field(default_factory=dict)
    whispers: dict[int, "FakeMessage"] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    moved_to: int | None = None

    def written(self) -> telegram.Chat:
        if self.kind == "private":
            return telegram.Chat(self.id, self.kind, first_name=self.title)
        return telegram.Chat(self.id, self.kind, title=self.title, is_forum=self.has_topics or None)


@dataclass(slots=True, eq=False)
class FakeMessage:
    """A message as it stands in a chat; ``raw`` is what Telegram tells of it."""

    chat: FakeChat
    raw: Json
    bot: FakeBot | None = None
    keyboard: Json | None = None
    is_quiet: bool = False
    only: FakeUser | None = None

    @property
    def id(self) -> int:
        number: int = self.raw["message_id"]
        return number

    @property
    def text(self) -> str:
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def buttons(self) -> list[list[Json]]:
        rows: list[list[Json]] = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.buttons for button in row]

    def written(self) -> telegram.Message:
        return telegram.Message.de_json(self.raw, None)


@dataclass(slots=True, eq=False)
class FakePoll:
    """A poll of Telegram's own: one, however many copies of it were forwarded where."""

    bot: FakeBot
    raw: Json
    hides_results: bool = False
    chosen: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.raw["id"])

    @property
    def is_closed(self) -> bool:
        return bool(self.raw["is_closed"])


@dataclass(frozen=True, slots=True)
class FakeFile:
    """A file that someone sent."""

    kind: str
    name: str
    content: bytes


@dataclass(slots=True)
class Tap:
    """A press of a button: whose, and when."""

    user: FakeUser
    bot: FakeBot
    at: float
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class Toast:
    """A tap's answer, as the person sees it."""

    text: str
    alert: bool
    url: str


@dataclass(frozen=True, slots=True)
class FloodLimits:
    """How much Telegram takes before it answers 429."""

    per_second: int = 30
    per_second_in_chat: int = 1
    per_minute_in_group: int = 20


@dataclass(slots=True)
class Trouble:
    """Something that goes wrong on the way, so many times, once so many requests have passed.

    "slow" acts and answers after so many seconds, "late" acts at once and answers then; "flood" is Telegram's
    own 429 for so many seconds. ``token`` names the one bot that meets it.
    """

    kind: Failing
    method: str = ""
    times: int = 1
    status: int = 502
    seconds: float = 0.0
    passes: int = 0
    token: str = ""


@dataclass(frozen=True, slots=True)
class Push:
    """An update as it was brought to a webhook: the answer's status (0: none came) and what it said."""

    update: int
    status: int
    said: str = ""

    @property
    def taken(self) -> bool:
        """Tell whether it was confirmed, so that it is not brought again."""
        return self.status // 100 == HTTPStatus.OK // 100


# ------------------------------------------------------------------------------ markup


_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z-]+)(?P<rest>(?:\s[^<>]*)?)>")
_TAGS: Mapping[str, str] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
}


def rendered(markup: str) -> tuple[str, list[Json]]:
    """Read Telegram's HTML as Telegram does: plain text with entities, or refused."""
    text, entities, still_open = "", [], list[tuple[str, int]]()
    position = 0
    while position < len(markup):
        if markup[position] != "<":
            stop = markup.find("<", position)
            stop = len(markup) if stop < 0 else stop
            text += unescape(markup[position:stop])
            position = stop
            continue
        tag = _tag_at(markup, position)
        position = tag.end()
        if not tag["end"]:
            still_open.append((tag["name"], units(text)))
            continue
        entities.append(_closed(tag["name"], still_open, units(text)))
    if still_open:
        raise bad(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{still_open[-1][0]}\""
        )
    return _trimmed(text, [entity for entity in entities if entity["length"]])


def _tag_at(markup: str, position: int) -> re.Match[str]:
    tag = _TAG.match(markup, position)
    if tag is None or tag["name"] not in _TAGS:
        offset = len(markup[:position].encode())
        raise bad(f"can't parse entities: Unsupported start tag at byte offset {offset}")
    return tag


def _closed(name: str, still_open: list[tuple[str, int]], here: int) -> Json:
    if not still_open or still_open[-1][0] != name:
        raise bad(f'can\'t parse entities: Unmatched end tag, found "</{name}>"')
    begun = still_open.pop()[1]
    return {"type": _TAGS[name], "offset": begun, "length": here - begun}


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut blanks off both ends, as Telegram does, and move the entities along."""
    front = units(text) - units(text.lstrip())
    whole = text.strip()
    moved = []
    for entity in entities:
        begin = max(entity["offset"] - front, 0)
        end = min(entity["offset"] + entity["length"] - front, units(whole))
        if end > begin:
            moved.append({**entity, "offset": begin, "length": end - begin})
    return whole, sorted(moved, key=lambda entity: entity["offset"])


def checked_keyboard(markup: Json, chat: FakeChat) -> Json:
    """Refuse a keyboard that Telegram would refuse."""
    inline = [button for row in markup.get("inline_keyboard", ()) for button in row]
    if len(inline) > 100:
        raise bad("REPLY_MARKUP_TOO_LONG")
    for button in inline:
        _check_button(button)
    asked = [button for row in markup.get("keyboard", ()) for button in row if button.get("request_contact")]
    if asked and chat.kind != "private":
        raise bad("phone number can be requested in private chats only")
    return markup


def _check_button(button: Json) -> None:
    if not button.get("text"):
        raise bad("text buttons must have non-empty text")
    if len([key for key in ("callback_data", "url") if button.get(key)]) != 1:
        raise bad("BUTTON_TYPE_INVALID")
    if len(button.get("callback_data", "").encode()) > 64:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in button and not re.match(r"(https?://)?[^/\s]+\.[^/\s]+|tg://", button["url"]):
        raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its fields as the client sent them."""

    fields: Mapping[str, Any]

    def text(self, name: str) -> str:
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""

    def number(self, name: str, otherwise: int = 0) -> int:
        try:
            return int(self.text(name) or otherwise)
        except ValueError:
            raise bad(f"{name} is not a number") from None

    def flag(self, name: str) -> bool:
        return self.text(name).casefold() == "true"

    def json(self, name: str) -> Any:
        return json.loads(self.text(name)) if self.text(name) else None

    def words(self, name: str, most: int, mode: str = "parse_mode") -> tuple[str, list[Json]]:
        """Give a text and its entities; too long is refused after the markup is read."""
        raw = self.text(name)
        text, entities = rendered(raw) if self.text(mode).upper() == "HTML" else (raw.strip(), [])
        if units(text) > most:
            raise bad("message is too long" if name == "text" else "message caption is too long")
        return text, entities

    def upload(self, name: str) -> FakeFile | None:
        """Give what came as content, under the field itself or attached."""
        raw = self.text(name)
        part = self.fields.get(raw.removeprefix("attach://") if raw.startswith("attach://") else name)
        if not isinstance(part, web.FileField):
            return None
        return FakeFile(name, part.filename, part.file.read())


Method = Callable[[FakeBot, Asked], Any]


# ------------------------------------------------------------------------------ the server


class FakeBotApi:
    """Telegram, as far as a village's bot can tell. ``async with FakeBotApi() as api``.

    ``limits`` switches flood control on; ``clock`` tells it the time; ``answer_after`` delays every answer;
    ``after_get_file`` happens between asking for a file and downloading it;
    ``redeliver_after`` is how long a failed webhook rests; ``pushes`` how many updates it is brought at once;
    ``ways`` are beginnings of public addresses, and where on loopback the far side of each of them is; of
    several places each is brought the next update in turn, as by a proxy in front of them; ``floods`` counts
    what was refused with 429.
    """

    floods: int = 0

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.limits: FloodLimits | None = None
        self.answer_after, self.redeliver_after = 0.0, 0.02
        self.pushes = 1
        self.ways: dict[str, str | Sequence[str]] = {}
        self._turns = count()
        self.after_get_file: Callable[[], object] = lambda: None
        self.calls: list[tuple[str, str, Json]] = []
        self.pushed: list[Push] = []
        self.bots: dict[str, FakeBot] = {}
        self.users: dict[int, FakeUser] = {}
        self.groups: dict[int, FakeChat] = {}
        self.files: dict[str, FakeFile] = {}
        self.polls: dict[str, FakePoll] = {}
        self._privates: dict[tuple[int, int], FakeChat] = {}
        self._taps: dict[str, Tap] = {}
        self._toasts: dict[int, list[Toast]] = {}
        self._troubles: list[Trouble] = []
        self._sent_at: dict[tuple[str, int], deque[float]] = {}
        self._last_number = 100
        self._pushing: dict[str, asyncio.Task[None]] = {}
        self._closing = False
        self._runner: web.AppRunner | None = None
        self._client: ClientSession | None = None
        self._methods, self.url = self._table(), ""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> None:
        """Listen on a port of loopback."""
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._client = ClientSession(timeout=ClientTimeout(total=10))

    async def stop(self) -> None:
        """Close everything; whoever still waits for updates is let go."""
        self._closing = True
        for bot in self.bots.values():
            bot.news.set()
        for task in self._pushing.values():
            task.cancel()
        await asyncio.gather(*self._pushing.values(), return_exceptions=True)
        if self._client is not None:
            await self._client.close()
        if self._runner is not None:
            await self._runner.cleanup()

    # -------------------------------------------------------------------------- people and chats

    def bot(self, token: str = "", *, hears_groups: bool = False) -> FakeBot:
        """Register a bot, as BotFather would."""
        number = int(token.partition(":")[0]) if token else 7_000_000_000 + len(self.bots)
        token = token or f"{number}:AAE_fake-token_{len(self.bots)}"
        self.bots[token] = FakeBot(token, number, f"asar{len(self.bots)}_bot", hears_groups=hears_groups)
        return self.bots[token]

    def user(self, name: str = "Айгүл", *, language: str = "kk") -> FakeUser:
        """Make a person, who has not started any bot yet."""
        user = FakeUser(5_000_000_000 + len(self.users), name, language)
        self.users[user.id] = user
        return user

    def group(
        self, title: str = "Бугровое", *, kind: Kind = "supergroup", has_topics: bool = False
    ) -> FakeChat:
        """Make a group without a bot in it."""
        first = -1_001_000_000_000 if kind == "supergroup" else -4_000_000
        chat = FakeChat(first - len(self.groups), kind, title, has_topics=has_topics)
        self.groups[chat.id] = chat
        return chat

    def private(self, user: FakeUser, bot: FakeBot) -> FakeChat:
        """Give a person's private chat with a bot."""
        key = (bot.id, user.id)
        if key not in self._privates:
            self._privates[key] = FakeChat(user.id, "private", user.name, bot=bot, user=user)
        return self._privates[key]

    def messages(self, chat: FakeChat) -> list[FakeMessage]:
        """List what stands in a chat, oldest first."""
        return list(chat.messages.values())

    def whispers(self, user: FakeUser, chat: FakeChat) -> list[FakeMessage]:
        """List what a person alone sees in a group, oldest first."""
        return [message for message in chat.whispers.values() if message.only is user]

    def toasts(self, user: FakeUser) -> list[Toast]:
        """List the answers that a person's taps got."""
        return self._toasts.get(user.id, [])

    def called(self, method: str) -> list[Json]:
        """List what a method was asked with."""
        return [fields for _, name, fields in self.calls if name == method.casefold()]

    # -------------------------------------------------------------------------- what people do

    def start_bot(self, user: FakeUser, bot: FakeBot, payload: str = "") -> FakeMessage:
        """Press Start in a bot's private chat, perhaps by a link that carries something."""
        return self.write(user, self.private(user, bot), f"/start {payload}".strip())

    def write(self, user: FakeUser, chat: FakeChat, text: str = "", **more: Any) -> FakeMessage:
        """Write into a chat; ``more`` are fields of telegram.Message, such as location."""
        if chat.bot is not None:
            chat.bot.started_by.add(user.id)
            chat.bot.blocked_by.discard(user.id)
        content: dict[str, Any] = {"from_user": user.written(), **more}
        if text:
            content |= {"text": text, "entities": _commands_in(text)}
        return self._post(chat, content)

    def write_anonymously(self, chat: FakeChat, text: str, **more: Any) -> FakeMessage:
        """Write as an admin who hides behind the group."""
        hidden = {"from_user": ANONYMOUS, "sender_chat": chat.written()}
        return self._post(chat, {**hidden, "text": text, "entities": _commands_in(text), **more})

    def write_as_channel(self, chat: FakeChat, text: str) -> FakeMessage:
        """Write into a group in the name of a channel."""
        channel = telegram.Chat(-1_009_999_999_999, "channel", title="Жаңалықтар")
        return self._post(
            chat,
            {
                "from_user": CHANNEL_BOT,
                "sender_chat": channel,
                "text": text,
                "entities": _commands_in(text),
            },
        )

    def reply(self, user: FakeUser, to: FakeMessage, text: str) -> FakeMessage:
        """Answer a message in its chat."""
        return self.write(user, to.chat, text, reply_to_message=to.written())

    def send_file(
        self, user: FakeUser, chat: FakeChat, kind: str, content: bytes = b"...", caption: str = ""
    ) -> FakeMessage:
        """Send a photo, document, voice, video_note or video."""
        described = self._described(self._keep(FakeFile(kind, f"{kind}.bin", content)))
        message = telegram.Message.de_json(
            {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}} | described, None
        )
        more = {kind: getattr(message, kind), **({"caption": caption} if caption else {})}
        return self.write(user, chat, **more)

    def share_contact(
        self, user: FakeUser, chat: FakeChat, phone: str, of: FakeUser | None = None
    ) -> FakeMessage:
        """Share one's own phone by the button, or someone else's card."""
        owner = of or user
        return self.write(user, chat, contact=telegram.Contact(phone, owner.name, user_id=owner.id))

    def press(self, user: FakeUser, message: FakeMessage, label: str) -> str:
        """Press the button that bears a label; gives the tap's id, or the address that a link opens."""
        found = [button for row in message.buttons for button in row if button["text"].startswith(label)]
        assert found, f"no button {label!r} among {message.labels}"
        if "url" in found[0]:
            url: str = found[0]["url"]
            return url
        return self.tap(user, message, found[0]["callback_data"])

    def tap(self, user: FakeUser, message: FakeMessage, data: str) -> str:
        """Send a button's data, even of a keyboard that has changed meanwhile."""
        assert message.bot is not None, "only a bot's message has buttons"
        assert message.only in {None, user}, "nobody else sees this message"
        tap = f"tap-{len(self._taps) + 1}"
        self._taps[tap] = Tap(user, message.bot, self.clock())
        query = telegram.CallbackQuery(tap, user.written(), "1", message=message.written(), data=data)
        self._tell(message.bot, callback_query=query)
        return tap

    def answer_poll(self, user: FakeUser, message: FakeMessage, *options: int) -> None:
        """Choose options of a poll, wherever a copy of it stands; none: take the answer back."""
        self._choose(user.id, message, options, user=user.written())

    def answer_poll_anonymously(self, chat: FakeChat, message: FakeMessage, *options: int) -> None:
        """Answer a poll as an admin who hides behind the group."""
        self._choose(chat.id, message, options, voter_chat=chat.written())

    def _choose(self, who: int, message: FakeMessage, options: tuple[int, ...], **voter: Any) -> None:
        poll = self.polls[message.raw["poll"]["id"]]
        assert not poll.is_closed, "nobody can answer a poll that is closed"
        assert len(options) <= 1 or poll.raw["allows_multiple_answers"], "one option only"
        assert who not in poll.chosen or poll.raw["allows_revoting"], "answered once for all"
        ids = [poll.raw["options"][option]["persistent_id"] for option in options]
        poll.chosen[who] = options
        # Telegram tells the bot alone that sent the poll, and not in which chat it was answered.
        answer = telegram.PollAnswer(poll.id, options, option_persistent_ids=ids, **voter)
        self._tell(poll.bot, poll_answer=answer)

    def forward(self, user: FakeUser, message: FakeMessage, chat: FakeChat) -> FakeMessage:
        """Forward a message into another chat; a poll stays the same poll."""
        copied: Json = {key: message.raw[key] for key in ("text", "poll") if key in message.raw}
        sender = user.written().to_dict()
        raw = {
            "message_id": self._number(),
            "date": int(self.clock()),
            "chat": chat.written().to_dict(),
            "from": sender,
        }
        kept = FakeMessage(chat, {**raw, **copied})
        chat.messages[kept.id] = kept
        return kept

    def add_to_group(
        self, bot: FakeBot, chat: FakeChat, by: FakeUser, *, admin: bool = True, can_pin: bool = True
    ) -> None:
        """Bring a bot into a group, or change its rights there."""
        before = self._member(bot, chat)
        chat.members[by.id] = Standing("creator")
        chat.members[bot.id] = Standing("administrator" if admin else "member", can_pin=admin and can_pin)
        self._tell_membership(bot, chat, by, before)

    def remove_from_group(self, bot: FakeBot, chat: FakeChat, by: FakeUser) -> None:
        """Throw a bot out of a group."""
        before = self._member(bot, chat)
        chat.members[bot.id] = Standing("kicked")
        self._tell_membership(bot, chat, by, before)

    def were_in(self, chat: FakeChat, *users: FakeUser) -> None:
        """Let people be in a group since before any bot looked: nobody is told."""
        chat.members |= {user.id: Standing() for user in users}

    def join(self, user: FakeUser, chat: FakeChat) -> None:
        """Come into a group."""
        self._stand(user, chat, Standing(), by=user)

    def leave(self, user: FakeUser, chat: FakeChat) -> None:
        """Go out of a group."""
        self._stand(user, chat, Standing("left"), by=user)

    def ban(self, user: FakeUser, chat: FakeChat, by: FakeUser) -> None:
        """Throw someone out of a group for good."""
        self._stand(user, chat, Standing("kicked"), by=by)

    def restrict(self, user: FakeUser, chat: FakeChat, by: FakeUser, *, is_in: bool = True) -> None:
        """Take someone's right to write in a group, whether they are in it or not."""
        self._stand(user, chat, Standing("restricted", is_in=is_in), by=by)

    def promote(self, user: FakeUser, chat: FakeChat, by: FakeUser) -> None:
        """Make someone an admin of a group."""
        self._stand(user, chat, Standing("administrator"), by=by)

    def _stand(self, user: FakeUser, chat: FakeChat, standing: Standing, by: FakeUser) -> None:
        before = self._member(user, chat)
        chat.members[user.id] = standing
        now = datetime.fromtimestamp(int(self.clock()), UTC)
        change = telegram.ChatMemberUpdated(
            chat.written(), by.written(), now, before, self._member(user, chat)
        )
        for bot in self.bots.values():
            # Telegram tells of members to admins alone, and only if they asked for it by name.
            if _is_admin(bot, chat):
                self._tell(bot, chat_member=change)

    def block(self, user: FakeUser, bot: FakeBot) -> None:
        """Block a bot."""
        chat = self.private(user, bot)
        bot.blocked_by.add(user.id)
        self._tell_private(
            bot, chat, user, telegram.ChatMemberBanned(bot.written(), datetime.fromtimestamp(0, UTC))
        )

    def unblock(self, user: FakeUser, bot: FakeBot) -> None:
        """Let a bot write again."""
        chat = self.private(user, bot)
        bot.blocked_by.discard(user.id)
        self._tell_private(bot, chat, user, telegram.ChatMemberMember(bot.written()))

    def migrate(self, chat: FakeChat, by: FakeUser) -> FakeChat:
        """Turn a group into a supergroup: a new id, told in the old chat and in the new one."""
        new = self.group(chat.title, kind="supergroup", has_topics=chat.has_topics)
        new.members = dict(chat.members)
        self._post(chat, {"from_user": by.written(), "migrate_to_chat_id": new.id})
        self._post(new, {"from_user": by.written(), "migrate_from_chat_id": chat.id})
        chat.moved_to = new.id
        return new

    # -------------------------------------------------------------------------- what goes wrong

    def trouble(self, trouble: Trouble) -> None:
        """Let something go wrong with the next requests it is meant for."""
        self._troubles.append(trouble)

    def flood(self, bot: FakeBot, seconds: float) -> None:
        """Let a bot be refused with 429 for so long."""
        bot.flooded_until = self.clock() + seconds

    def redeliver(self, bot: FakeBot, update: Json) -> None:
        """Bring an update again, as Telegram does when it is not sure."""
        bot.pending.append(update)
        bot.news.set()

    # -------------------------------------------------------------------------- updates

    def _post(self, chat: FakeChat, content: Mapping[str, Any]) -> FakeMessage:
        message = telegram.Message(
            self._number(), datetime.fromtimestamp(int(self.clock()), UTC), chat.written(), **content
        )
        kept = FakeMessage(chat, message.to_dict())
        chat.messages[kept.id] = kept
        for bot in self.bots.values():
            if self._hears(bot, kept):
                self._tell(bot, message=message)
        return kept

    def _hears(self, bot: FakeBot, message: FakeMessage) -> bool:
        """Tell whether Telegram brings a message to a bot, privacy mode and all."""
        chat, raw = message.chat, message.raw
        if chat.kind == "private":
            return chat.bot is bot
        standing = chat.members.get(bot.id)
        if standing is None or standing.status in {"left", "kicked"}:
            return False
        if standing.status == "administrator" or bot.hears_groups or "text" not in raw:
            return True
        called = re.match(r"/\w+(?:@(\w+))?", raw["text"])
        is_reply = raw.get("reply_to_message", {}).get("from", {}).get("id") == bot.id
        return is_reply or (called is not None and called[1] in {None, bot.username})

    def _tell(self, bot: FakeBot, **what: Any) -> None:
        bot.last_update += 1
        update = telegram.Update(bot.last_update, **what).to_dict()
        if bot.allowed.isdisjoint(update):
            return
        bot.pending.append(update)
        bot.news.set()

    def _tell_membership(
        self, bot: FakeBot, chat: FakeChat, by: FakeUser, before: telegram.ChatMember
    ) -> None:
        now = datetime.fromtimestamp(int(self.clock()), UTC)
        after = self._member(bot, chat)
        change = telegram.ChatMemberUpdated(chat.written(), by.written(), now, before, after)
        self._tell(bot, my_chat_member=change)

    def _tell_private(self, bot: FakeBot, chat: FakeChat, by: FakeUser, after: telegram.ChatMember) -> None:
        now = datetime.fromtimestamp(int(self.clock()), UTC)
        before = telegram.ChatMemberMember(bot.written())
        change = telegram.ChatMemberUpdated(chat.written(), by.written(), now, before, after)
        self._tell(bot, my_chat_member=change)

    def _member(self, who: FakeBot | FakeUser, chat: FakeChat) -> telegram.ChatMember:
        standing = chat.members.get(who.id, Standing("left"))
        user = who.written()
        if standing.status == "administrator":
            return _administrator(user, can_pin=standing.can_pin)
        if standing.status == "creator":
            return telegram.ChatMemberOwner(user, is_anonymous=False)
        if standing.status == "kicked":
            return telegram.ChatMemberBanned(user, datetime.fromtimestamp(0, UTC))
        if standing.status == "restricted":
            return _restricted(user, is_in=standing.is_in)
        return (
            telegram.ChatMemberMember(user) if standing.status == "member" else telegram.ChatMemberLeft(user)
        )

    # -------------------------------------------------------------------------- the wire

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"].casefold()
        asked = Asked({**request.query, **(await request.post())})
        trouble = self._trouble_for(name, request.match_info["token"])
        if trouble is not None and trouble.kind == "cut_before":
            return _cut(request)
        if trouble is not None and trouble.kind == "status":
            return web.Response(
                status=trouble.status, text="<html>Bad Gateway</html>", content_type="text/html"
            )
        if trouble is not None and trouble.kind == "flood":
            return _told(flooded(math.ceil(trouble.seconds)))
        extra = trouble.seconds if trouble else 0.0
        late = extra if trouble and trouble.kind == "late" else 0.0
        await asyncio.sleep(self.answer_after + extra - late)
        answer = await self._outcome(request.match_info["token"], name, asked)
        await asyncio.sleep(late)
        return _cut(request) if trouble is not None and trouble.kind == "cut_after" else answer

    def _trouble_for(self, method: str, token: str) -> Trouble | None:
        for trouble in self._troubles:
            meant = trouble.method.casefold() in {"", method} and trouble.token in {"", token}
            if trouble.times > 0 and meant:
                if trouble.passes:
                    trouble.passes -= 1
                    continue
                trouble.times -= 1
                return trouble
        return None

    async def _outcome(self, token: str, name: str, asked: Asked) -> web.Response:
        self.calls.append((token, name, {key: asked.text(key) for key in asked.fields}))
        try:
            result = self._method(name)(self._bot(token), asked)
            if isinstance(result, Awaitable):
                result = await result
        except Refused as refused:
            self.floods += refused.code == HTTPStatus.TOO_MANY_REQUESTS
            return _told(refused)
        return web.json_response({"ok": True, "result": result})

    def _bot(self, token: str) -> FakeBot:
        if token not in self.bots:
            raise Refused(401, "Unauthorized")
        return self.bots[token]

    def _method(self, name: str) -> Method:
        if name not in self._methods:
            raise Refused(404, "Not Found: method not found")
        return self._methods[name]

    def _table(self) -> dict[str, Method]:
        sending = {name: functools.partial(self._send_file, kind=kind) for name, kind in SENT_AS.items()}
        return {
            **sending,
            "getme": self._get_me,
            "getupdates": self._get_updates,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._get_webhook_info,
            "sendmessage": self._send_message,
            "sendlocation": self._send_location,
            "sendpoll": self._send_poll,
            "stoppoll": self._stop_poll,
            "editmessagetext": self._edit_text,
            "editephemeralmessagetext": self._edit_whisper,
            "deleteephemeralmessage": self._delete_whisper,
            "editmessagecaption": self._edit_caption,
            "pinchatmessage": self._pin,
            "unpinchatmessage": self._unpin,
            "answercallbackquery": self._answer_tap,
            "getfile": self._get_file,
            "getchatmember": self._get_chat_member,
            "setmycommands": self._set_commands,
            "deletemycommands": self._delete_commands,
        }

    async def _download(self, request: web.Request) -> web.Response:
        file = self.files.get(request.match_info["path"].removeprefix("files/"))
        if request.match_info["token"] not in self.bots or file is None:
            return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
        return web.Response(body=file.content)

    # -------------------------------------------------------------------------- methods: updates

    def _get_me(self, bot: FakeBot, _: Asked) -> Json:
        return bot.written().to_dict()

    async def _get_updates(self, bot: FakeBot, asked: Asked) -> list[Json]:
        if bot.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        self._allow(bot, asked)
        offset = asked.number("offset")
        bot.pending = [update for update in bot.pending if update["update_id"] >= offset]
        bot.polls += 1
        await self._wait_for_news(bot, bot.polls, asked.number("timeout"))
        return bot.pending[: asked.number("limit", 100)]

    async def _wait_for_news(self, bot: FakeBot, mine: int, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not bot.pending and not self._closing and time.monotonic() < until:
            bot.news.clear()
            # Looks up now and then, since another who asks ends the wait of the first.
            await _happens(bot.news, min(0.05, until - time.monotonic()))
            if bot.polls != mine:
                raise Refused(409, "Conflict: terminated by other getUpdates request")

    def _allow(self, bot: FakeBot, asked: Asked) -> None:
        allowed = asked.json("allowed_updates")
        if allowed is not None:
            bot.allowed = frozenset(allowed) or UPDATES_BY_DEFAULT

    def _set_webhook(self, bot: FakeBot, asked: Asked) -> bool:
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", asked.text("secret_token")):
            raise bad("secret token contains illegal characters")
        if not asked.text("url").startswith(("https://", "http://127.0.0.1")):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        self._allow(bot, asked)
        bot.webhook, bot.secret = asked.text("url"), asked.text("secret_token")
        self._stop_pushing(bot)
        # The far side of the network has a life of its own, which no task group of the house may hold.
        self._pushing[bot.token] = asyncio.create_task(self._push(bot))  # noqa: TID251 - see the line above
        return True

    def _delete_webhook(self, bot: FakeBot, asked: Asked) -> bool:
        bot.webhook = ""
        self._stop_pushing(bot)
        if asked.flag("drop_pending_updates"):
            bot.pending.clear()
        return True

    def _stop_pushing(self, bot: FakeBot) -> None:
        if bot.token in self._pushing:
            self._pushing[bot.token].cancel()

    def _get_webhook_info(self, bot: FakeBot, _: Asked) -> Json:
        info = {"url": bot.webhook, "has_custom_certificate": False}
        return {**info, "pending_update_count": len(bot.pending)}

    async def _push(self, bot: FakeBot) -> None:
        """Bring updates to the webhook, each again and again until it is taken."""
        while True:
            bot.news.clear()
            some = bot.pending[: self.pushes]
            taken = await asyncio.gather(*(self._brought(bot, update) for update in some))
            gone = [update for update, is_taken in zip(some, taken, strict=True) if is_taken]
            bot.pending = [update for update in bot.pending if all(update is not one for one in gone)]
            if not all(taken):
                await asyncio.sleep(self.redeliver_after)
            elif not bot.pending:
                await bot.news.wait()

    async def _brought(self, bot: FakeBot, update: Json) -> bool:
        push, call = await self._push_of(bot, update)
        self.pushed.append(push)
        if call:
            await self._asked_within(bot, call)
        return push.taken

    async def _push_of(self, bot: FakeBot, update: Json) -> tuple[Push, Json]:
        """Bring an update once; give how it was answered, and the call within the answer."""
        assert self._client is not None
        headers = {"X-Telegram-Bot-Api-Secret-Token": bot.secret} if bot.secret else {}
        number: int = update["update_id"]
        try:
            async with self._client.post(self._way(bot.webhook), json=update, headers=headers) as answer:
                push = Push(number, answer.status, await answer.text())
                calls = push.taken and answer.content_type == "application/json"
                return push, json.loads(push.said) if calls else {}
        except (ClientError, TimeoutError):
            return Push(number, 0), {}

    async def _asked_within(self, bot: FakeBot, call: Json) -> None:
        """Do what a webhook's answer asks for; whether it could be done, nobody is told."""
        fields = {name: json.dumps(value) if value is True else str(value) for name, value in call.items()}
        await self._outcome(bot.token, fields.pop("method").casefold(), Asked(fields))

    def _way(self, address: str) -> str:
        known = [(public, here) for public, here in self.ways.items() if address.startswith(public)]
        if not known:
            return address
        public, here = known[0]
        place = here if isinstance(here, str) else here[next(self._turns) % len(here)]
        return place + address.removeprefix(public)

    # -------------------------------------------------------------------------- methods: sending

    def _send_message(self, bot: FakeBot, asked: Asked) -> Json:
        text, entities = asked.words("text", 4096)
        if not text:
            raise bad("message text is empty")
        content: Json = {"text": text} | ({"entities": entities} if entities else {})
        only = asked.json("ephemeral_message_parameters")
        return self._whisper(bot, asked, content, only) if only else self._send(bot, asked, content)

    def _whisper(self, bot: FakeBot, asked: Asked, content: Json, only: Json) -> Json:
        """Keep what one member of a group alone sees: it has no number among the chat's messages."""
        chat = self._open_chat(bot, asked)
        reader = self._reader(bot, chat, only)
        markup = checked_keyboard(asked.json("reply_markup") or {}, chat)
        raw = {
            "message_id": 0,
            "ephemeral_message_id": self._number(),
            "receiver_user": reader.written().to_dict(),
            **self._said(bot, chat, asked, content, markup),
        }
        # Whether it counts against a group's 20 a minute is told nowhere; the whole bot's lane it takes.
        self._spend(bot, chat, lanes=1)
        chat.whispers[raw["ephemeral_message_id"]] = FakeMessage(chat, raw, bot, only=reader)
        return raw

    def _reader(self, bot: FakeBot, chat: FakeChat, only: Json) -> FakeUser:
        if chat.kind == "private":
            raise bad("ephemeral messages can be sent to groups only")
        reader = self.users.get(only["receiver_user_id"])
        if reader is None or not _is_in(chat, reader):
            raise bad("PARTICIPANT_ID_INVALID")
        tap = self._taps.get(only.get("callback_query_id", ""))
        is_theirs = tap is not None and tap.user is reader and tap.bot is bot
        if tap is None or not is_theirs or self.clock() - tap.at > EPHEMERAL_SECONDS:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        return reader

    def _edit_whisper(self, bot: FakeBot, asked: Asked) -> bool:
        text, entities = asked.words("text", 4096)
        message = self._whisper_asked(bot, asked)
        markup = checked_keyboard(asked.json("reply_markup") or {}, message.chat)
        self._change(message, markup, {"text": text, "entities": entities}, lanes=1)
        return True

    def _delete_whisper(self, bot: FakeBot, asked: Asked) -> bool:
        message = self._whisper_asked(bot, asked)
        del message.chat.whispers[message.raw["ephemeral_message_id"]]
        return True

    def _whisper_asked(self, bot: FakeBot, asked: Asked) -> FakeMessage:
        message = self._open_chat(bot, asked).whispers.get(asked.number("ephemeral_message_id"))
        if message is None or message.bot is not bot or message.only is None:
            raise bad("message to edit not found")
        if message.only.id != asked.number("receiver_user_id"):
            raise bad("message to edit not found")
        return message

    def _send_location(self, bot: FakeBot, asked: Asked) -> Json:
        place = {name: float(asked.text(name)) for name in ("latitude", "longitude")}
        return self._send(bot, asked, {"location": place})

    def _send_poll(self, bot: FakeBot, asked: Asked) -> Json:
        poll = self._asked_poll(bot, asked)
        raw = self._send(bot, asked, {"poll": poll.raw})
        self.polls[poll.id] = poll
        # A server some months old, which does not know yet what it would tell of every poll today.
        return raw | {"poll": {name: value for name, value in poll.raw.items() if name != "members_only"}}

    def _asked_poll(self, bot: FakeBot, asked: Asked) -> FakePoll:
        number = len(self.polls) + 1
        options = [
            telegram.PollOption(text, 0, persistent_id=f"option-{number}-{place}")
            for place, text in enumerate(_poll_options(asked))
        ]
        description, entities = asked.words("description", 1024, "description_parse_mode")
        anonymous = not asked.text("is_anonymous") or asked.flag("is_anonymous")
        if anonymous and asked.flag("allow_adding_options"):
            raise bad("options can't be added to anonymous polls")
        poll = telegram.Poll(
            id=f"58870000000000000{number:02}",
            question=_within(asked.text("question"), 300, "question"),
            options=options,
            total_voter_count=0,
            is_closed=False,
            is_anonymous=anonymous,
            type="regular",
            allows_multiple_answers=asked.flag("allows_multiple_answers"),
            allows_revoting=not asked.text("allows_revoting") or asked.flag("allows_revoting"),
            members_only=False,
            description=description or None,
            description_entities=[telegram.MessageEntity(**entity) for entity in entities],
        )
        return FakePoll(bot, poll.to_dict(), asked.flag("hide_results_until_closes"))

    def _stop_poll(self, bot: FakeBot, asked: Asked) -> Json:
        chat = self._open_chat(bot, asked)
        message = chat.messages.get(asked.number("message_id"))
        if message is None or "poll" not in message.raw:
            raise bad("message with poll to stop not found" if message is None else "message is not a poll")
        poll = self.polls[message.raw["poll"]["id"]]
        if poll.bot is not bot or message.bot is not bot:
            raise bad("poll can't be stopped")
        if poll.is_closed:
            raise bad("poll has already been closed")
        self._spend(bot, chat)
        poll.raw["is_closed"] = True
        markup = checked_keyboard(asked.json("reply_markup") or {}, chat)
        message.keyboard = markup or None
        kept = {key: value for key, value in message.raw.items() if key != "reply_markup"}
        message.raw = kept | ({"reply_markup": markup} if markup else {})
        return poll.raw

    def _send(self, bot: FakeBot, asked: Asked, content: Json) -> Json:
        chat = self._open_chat(bot, asked)
        markup = checked_keyboard(asked.json("reply_markup") or {}, chat)
        raw = {"message_id": self._number(), **self._said(bot, chat, asked, content, markup)}
        self._spend(bot, chat)
        is_quiet = asked.flag("disable_notification")
        kept = FakeMessage(chat, raw, bot, markup or None, is_quiet=is_quiet)
        chat.messages[kept.id] = kept
        return raw

    def _said(self, bot: FakeBot, chat: FakeChat, asked: Asked, content: Json, markup: Json) -> Json:
        said = {
            "date": int(self.clock()),
            "chat": chat.written().to_dict(),
            "from": bot.written().to_dict(),
            **self._placed(chat, asked),
            **content,
        }
        return said | ({"reply_markup": markup} if "inline_keyboard" in markup else {})

    def _placed(self, chat: FakeChat, asked: Asked) -> Json:
        placed: Json = {}
        if asked.text("message_thread_id"):
            if not chat.has_topics:
                raise bad("message thread not found")
            placed = {"message_thread_id": asked.number("message_thread_id"), "is_topic_message": True}
        replied = asked.json("reply_parameters") or {}
        if replied and replied["message_id"] in chat.messages:
            first = chat.messages[replied["message_id"]].raw
            placed["reply_to_message"] = {key: first[key] for key in ("message_id", "date", "chat", "from")}
        elif replied and not replied.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
        return placed

    def _open_chat(self, bot: FakeBot, asked: Asked) -> FakeChat:
        number = asked.number("chat_id")
        if number > 0:
            return self._open_private(bot, number)
        chat = self.groups.get(number)
        if chat is None:
            raise bad("chat not found")
        if chat.moved_to is not None:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, words, migrate_to_chat_id=chat.moved_to)
        standing = chat.members.get(bot.id, Standing("left")).status
        if standing == "kicked":
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        if standing == "left":
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        return chat

    def _open_private(self, bot: FakeBot, number: int) -> FakeChat:
        user = self.users.get(number)
        if user is None:
            raise bad("chat not found")
        if user.is_deactivated:
            raise forbidden("user is deactivated")
        if user.id in bot.blocked_by:
            raise forbidden("bot was blocked by the user")
        if user.id not in bot.started_by:
            raise forbidden("bot can't initiate conversation with a user")
        return self.private(user, bot)

    def _spend(self, bot: FakeBot, chat: FakeChat, lanes: int | None = None) -> None:
        """Count a message against flood control, all of it or its first lanes, or refuse it with 429."""
        now = self.clock()
        waits = [bot.flooded_until - now]
        counted = self._lanes(bot, chat)[:lanes]
        for key, most, window in counted:
            sent = self._sent_at.setdefault(key, deque())
            while sent and sent[0] <= now - window:
                sent.popleft()
            if len(sent) >= most:
                waits.append(sent[0] + window - now)
        if max(waits) > 0:
            raise flooded(math.ceil(max(waits)))
        for key, _, _ in counted:
            self._sent_at[key].append(now)

    def _lanes(self, bot: FakeBot, chat: FakeChat) -> list[tuple[tuple[str, int], int, float]]:
        if self.limits is None:
            return []
        whole = ((bot.token, 0), self.limits.per_second, 1.0)
        if chat.kind == "private":
            return [whole, ((bot.token, chat.id), self.limits.per_second_in_chat, 1.0)]
        return [whole, ((bot.token, chat.id), self.limits.per_minute_in_group, 60.0)]

    def _number(self) -> int:
        self._last_number += 1
        return self._last_number

    # -------------------------------------------------------------------------- methods: changing

    def _edit_text(self, bot: FakeBot, asked: Asked) -> Json:
        text, entities = asked.words("text", 4096)
        if not text:
            raise bad("message text is empty")
        return self._edit(bot, asked, "text", {"text": text, "entities": entities})

    def _edit_caption(self, bot: FakeBot, asked: Asked) -> Json:
        text, entities = asked.words("caption", 1024)
        return self._edit(bot, asked, "caption", {"caption": text, "caption_entities": entities})

    def _edit(self, bot: FakeBot, asked: Asked, what: str, content: Json) -> Json:
        chat = self._open_chat(bot, asked)
        message = chat.messages.get(asked.number("message_id"))
        if message is None:
            raise bad("message to edit not found")
        if message.bot is not bot:
            raise bad("message can't be edited")
        has_file = not message.raw.keys().isdisjoint(SENT_AS.values())
        if (what == "text" and "text" not in message.raw) or (what == "caption" and not has_file):
            raise bad(f"there is no {what} in the message to edit")
        self._change(message, checked_keyboard(asked.json("reply_markup") or {}, chat), content)
        return message.raw

    def _change(self, message: FakeMessage, markup: Json, content: Json, lanes: int | None = None) -> None:
        named = {*content, "reply_markup"}
        new = {key: value for key, value in {**content, "reply_markup": markup}.items() if value}
        if new == {key: message.raw[key] for key in named if key in message.raw}:
            raise bad("message is not modified: specified new message content and reply markup are the same")
        assert message.bot is not None
        self._spend(message.bot, message.chat, lanes)
        kept = {key: value for key, value in message.raw.items() if key not in named}
        message.raw, message.keyboard = {**kept, **new, "edit_date": int(self.clock())}, markup or None

    def _pin(self, bot: FakeBot, asked: Asked) -> bool:
        chat = self._open_chat(bot, asked)
        self._check_may_pin(bot, chat)
        message = chat.messages.get(asked.number("message_id"))
        if message is None:
            raise bad("message to pin not found")
        chat.pinned = [*(number for number in chat.pinned if number != message.id), message.id]
        # Telegram tells of a pin in a message of its own, and brings that to the bot as well.
        self._post(chat, {"from_user": bot.written(), "pinned_message": message.written()})
        return True

    def _unpin(self, bot: FakeBot, asked: Asked) -> bool:
        chat = self._open_chat(bot, asked)
        self._check_may_pin(bot, chat)
        if asked.number("message_id") not in chat.pinned:
            raise bad("message to unpin not found")
        chat.pinned.remove(asked.number("message_id"))
        return True

    def _check_may_pin(self, bot: FakeBot, chat: FakeChat) -> None:
        if chat.kind != "private" and not chat.members[bot.id].can_pin:
            raise bad("not enough rights to manage pinned messages in the chat")

    def _answer_tap(self, bot: FakeBot, asked: Asked) -> bool:
        tap = self._taps.get(asked.text("callback_query_id"))
        if tap is None or tap.bot is not bot or tap.is_answered:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if units(asked.text("text")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        if asked.text("url") and not re.match(rf"(https://)?t\.me/{bot.username}\?start=", asked.text("url")):
            raise bad("URL_INVALID")
        tap.is_answered = True
        toast = Toast(asked.text("text"), asked.flag("show_alert"), asked.text("url"))
        self._toasts.setdefault(tap.user.id, []).append(toast)
        return True

    # -------------------------------------------------------------------------- methods: files, rights, menu

    def _send_file(self, bot: FakeBot, asked: Asked, kind: str) -> Json:
        caption, entities = asked.words("caption", 1024)
        content: Json = self._described(self._file_of(asked, kind))
        if caption:
            content |= {"caption": caption} | ({"caption_entities": entities} if entities else {})
        return self._send(bot, asked, content)

    def _file_of(self, asked: Asked, kind: str) -> str:
        upload = asked.upload(kind)
        if upload is not None:
            return self._keep(upload)
        remote = asked.text(kind)
        if remote not in self.files:
            raise bad("wrong file identifier/HTTP URL specified")
        if self.files[remote].kind != kind:
            raise bad(f"can't use file of type {self.files[remote].kind} as {kind}")
        return remote

    def _keep(self, file: FakeFile) -> str:
        remote = f"file-{len(self.files) + 1}"
        self.files[remote] = file
        return remote

    def _described(self, remote: str) -> Json:
        file = self.files[remote]
        common = {"file_id": remote, "file_unique_id": f"u-{remote}", "file_size": len(file.content)}
        sized = {**common, "width": 640, "height": 480}
        described: Mapping[str, Any] = {
            "photo": [{**sized, "file_id": f"{remote}-small", "width": 64, "height": 48}, sized],
            "document": {**common, "file_name": file.name, "mime_type": "application/pdf"},
            "voice": {**common, "duration": 3, "mime_type": "audio/ogg"},
            "video_note": {**common, "duration": 3, "length": 240},
            "video": {**sized, "duration": 3, "file_name": file.name, "mime_type": "video/mp4"},
        }
        return {file.kind: described[file.kind]}

    def _get_file(self, _: FakeBot, asked: Asked) -> Json:
        remote = asked.text("file_id")
        if remote not in self.files:
            raise bad("invalid file_id")
        if len(self.files[remote].content) > FILE_LIMIT:
            raise bad("file is too big")
        self.after_get_file()
        return {"file_id": remote, "file_unique_id": f"u-{remote}", "file_path": f"files/{remote}"}

    def _get_chat_member(self, bot: FakeBot, asked: Asked) -> Json:
        number = asked.number("user_id")
        chat = self.groups.get(asked.number("chat_id"))
        if chat is None:
            raise bad("chat not found")
        if number != bot.id:
            self._check_sees_members(bot, asked)
        known: list[FakeBot | FakeUser] = [*self.bots.values(), *self.users.values()]
        found = [who for who in known if who.id == number]
        if not found:
            raise bad("user not found")
        return self._member(found[0], chat).to_dict()

    def _check_sees_members(self, bot: FakeBot, asked: Asked) -> None:
        if not _is_admin(bot, self._open_chat(bot, asked)):
            raise bad("CHAT_ADMIN_REQUIRED")

    def _set_commands(self, bot: FakeBot, asked: Asked) -> bool:
        commands = [(entry["command"], entry["description"]) for entry in asked.json("commands")]
        for command, description in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= units(description) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        bot.commands[_menu_key(asked)] = commands
        return True

    def _delete_commands(self, bot: FakeBot, asked: Asked) -> bool:
        bot.commands.pop(_menu_key(asked), None)
        return True


def _within(text: str, most: int, what: str) -> str:
    if not text.strip():
        raise bad(f"poll {what} must be non-empty")
    if units(text) > most:
        raise bad(f"poll {what} length must not exceed {most}")
    return text.strip()


def _poll_options(asked: Asked) -> list[str]:
    options = asked.json("options") or []
    if not 1 <= len(options) <= 12:
        raise bad(f"poll must have at {'most 12' if options else 'least 1'} option")
    return [_within(option["text"], 100, "options") for option in options]


def _menu_key(asked: Asked) -> tuple[str, str]:
    scope = asked.json("scope") or {"type": "default"}
    language = asked.text("language_code")
    if len(language) not in {0, 2}:
        raise bad("LANG_CODE_INVALID")
    return f"{scope['type']}{scope.get('chat_id', '')}", language


def _commands_in(text: str) -> Sequence[telegram.MessageEntity]:
    command = re.match(r"/[A-Za-z0-9_]+(@\w+)?", text)
    return [telegram.MessageEntity("bot_command", 0, command.end())] if command else []


def _is_admin(bot: FakeBot, chat: FakeChat) -> bool:
    return chat.members.get(bot.id, Standing("left")).status == "administrator"


def _is_in(chat: FakeChat, user: FakeUser) -> bool:
    standing = chat.members.get(user.id, Standing("left"))
    return standing.status not in {"left", "kicked"} and standing.is_in


def _restricted(user: telegram.User, *, is_in: bool) -> telegram.ChatMemberRestricted:
    names = signature(telegram.ChatMemberRestricted).parameters
    rights: dict[str, Any] = {name: False for name in names if name.startswith("can_")}
    until = datetime.fromtimestamp(0, UTC)
    return telegram.ChatMemberRestricted(user, is_member=is_in, until_date=until, **rights)


def _administrator(user: telegram.User, *, can_pin: bool) -> telegram.ChatMemberAdministrator:
    return telegram.ChatMemberAdministrator(
        user,
        can_be_edited=False,
        is_anonymous=False,
        can_manage_chat=True,
        can_delete_messages=False,
        can_manage_video_chats=False,
        can_restrict_members=False,
        can_promote_members=False,
        can_change_info=False,
        can_invite_users=True,
        can_post_stories=False,
        can_edit_stories=False,
        can_delete_stories=False,
        can_pin_messages=can_pin,
    )


def _cut(request: web.Request) -> web.Response:
    """Drop the connection without a word."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _happens(event: asyncio.Event, within: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), max(within, 0))
    except TimeoutError:
        return
