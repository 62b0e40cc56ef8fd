"""How updates reach the ears: by asking for them, or by a webhook. Both confirm only what is stored."""

import asyncio
import hmac
import json
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Container, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, ClassVar, TypeVar, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.utils.token import TokenValidationError
from aiohttp import ClientError, ClientTimeout, web

from bot.gateway import AnsweringEars, Ears
from bot.telegram.failures import in_our_words
from bot.telegram.inbound import Unreadable, hear_raw
from bot.telegram.myself import HEARD_KINDS, Myself
from bot.telegram.taps import tap_answer
from handlers.chat import Heard
from village.chats import Address
from village.ids import VillageSlug
from village.upkeep import StoreAway

log = logging.getLogger(__name__)

ANSWER_SECONDS = 30.0
CONNECT_SECONDS = 10.0
BATCH = 100
BODY_LIMIT = 1024 * 1024
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
MAX_CONNECTIONS = 40

_T = TypeVar("_T")
Raw = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.Response]]


class TokenRefused(Exception):
    """Telegram does not know this village's token; it is named by the village, never by itself."""

    def __init__(self, village: VillageSlug) -> None:
        super().__init__(f"Telegram refuses the token of village {village}")
        self.village = village


# -------------------------------------------------------------------------------- the wire


class Wire(AiohttpSession):
    """One pool of connections for all villages' bots, which gives up on a server that does not answer.

    A pool for each bot would cost a set of certificates each; a pool with aiogram's 100 connections would let
    a hundred waiting polls keep every answer from going out.
    """

    def __init__(self, api_base: str) -> None:
        super().__init__(api=TelegramAPIServer.from_base(api_base), limit=0, timeout=ANSWER_SECONDS)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[_T],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's shape
    ) -> _T:
        """Ask the server, with a limit on the time to connect as well."""
        both = ClientTimeout(total=timeout or ANSWER_SECONDS, connect=CONNECT_SECONDS)
        # aiogram hands the number on to aiohttp unread, and there it may be both limits.
        return await super().make_request(bot, method, cast("int", both))


def build_bot(token: str, wire: Wire, village: VillageSlug) -> Bot:
    """Make a village's bot on a shared wire, which closes for all; TokenRefused for what is no token."""
    try:
        return Bot(token, session=wire)
    except TokenValidationError:
        raise TokenRefused(village) from None


# -------------------------------------------------------------------------------- asking for updates


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the server may hold a question open, and how waits grow after failures; in seconds."""

    hold: int = 50
    first_wait: float = 1.0
    longest_wait: float = 60.0

    def wait(self, failures: int) -> float:
        """Give the wait after so many failures in a row."""
        # The power stays small, so that a week of failures is no number of a million digits.
        return min(self.first_wait * 2.0 ** min(failures - 1, 16), self.longest_wait)


PACE = Pace()


async def poll(bot: Bot, me: Myself, ears: Ears, stop: asyncio.Event, pace: Pace = PACE) -> None:
    """Ask for updates until told to stop; what is under way is heard to its end.

    The offset moves past an update only after the ears have returned for it and for all before it, so what a
    killed process had not stored comes again. Different people are heard side by side, each in order. Raises
    TokenRefused when Telegram does not know the bot.
    """
    polling = _Polling(bot, me, ears, stop, pace)
    while not stop.is_set():
        wait = await polling.round()
        if wait:
            await _rest(wait, stop)


class _Updates(TelegramMethod[list[Raw]]):
    """GetUpdates unread: one update of a kind too new for aiogram must not hide the others of its batch."""

    __returning__: ClassVar[Any] = list[Raw]
    __api_method__: ClassVar[str] = "getUpdates"

    offset: int | None
    limit: int
    timeout: int
    allowed_updates: list[str]


@dataclass(slots=True)
class _Polling:
    """Where one bot stands in its updates."""

    bot: Bot
    me: Myself
    ears: Ears
    stop: asyncio.Event
    pace: Pace
    offset: int | None = None
    failures: int = 0
    webhook_is_gone: bool = False

    async def round(self) -> float:
        """Take one batch and hear it; give how long to wait before the next."""
        try:
            raws = await _unless_stopped(self.stop, self._ask())
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise TokenRefused(self.me.village) from None
        except TelegramRetryAfter as flood:
            return float(flood.retry_after)
        except (AiogramError, ClientError, OSError) as error:
            return self._after(error, "updates_not_asked")
        return await self._hear(raws or [])

    async def _ask(self) -> list[Raw]:
        if not self.webhook_is_gone:
            await _leave_webhook(self.bot)
            self.webhook_is_gone = True
        asking = _Updates(
            offset=self.offset, limit=BATCH, timeout=self.pace.hold, allowed_updates=list(HEARD_KINDS)
        )
        return await self.bot(asking, request_timeout=int(self.pace.hold + ANSWER_SECONDS))

    async def _hear(self, raws: Sequence[Raw]) -> float:
        done: set[int] = set()
        lanes: dict[Address, list[Heard]] = defaultdict(list)
        for raw in raws:
            heard = _read(raw, self.me)
            if heard is None:
                done.add(raw["update_id"])
            else:
                lanes[heard.sender].append(heard)
        outcomes = await asyncio.gather(
            *(self._hear_one_person(lane, done) for lane in lanes.values()), return_exceptions=True
        )
        self._move_past(done, raws)
        errors = [outcome for outcome in outcomes if outcome is not None]
        if errors:
            return self._after(errors[0], "ears_failed")
        self.failures = 0
        return 0

    async def _hear_one_person(self, lane: Sequence[Heard], done: set[int]) -> None:
        for heard in lane:
            await self.ears(heard)
            done.add(heard.update)

    def _move_past(self, done: set[int], raws: Sequence[Raw]) -> None:
        for raw in raws:
            if raw["update_id"] not in done:
                return
            self.offset = raw["update_id"] + 1

    def _after(self, error: BaseException, event: str) -> float:
        """Note a failure and give the wait after it; a webhook set meanwhile is looked for again."""
        self.failures += 1
        if isinstance(error, TelegramConflictError):
            self.webhook_is_gone = False
        wait = self.pace.wait(self.failures)
        named = {"event": event, "village": self.me.village, "error": type(error).__name__, "after": wait}
        # No traceback: its words may carry the token or what people wrote.
        log.warning("updates wait", extra=named)
        return wait


async def _leave_webhook(bot: Bot) -> None:
    if (await bot.get_webhook_info()).url:
        await bot.delete_webhook(drop_pending_updates=False)


def _read(raw: Raw, me: Myself) -> Heard | None:
    try:
        return hear_raw(raw, me)
    except Unreadable as unreadable:
        # Asked for again it would be no more readable, and all after it would wait behind it.
        extra = {"event": "update_unreadable", "village": me.village, "update": unreadable.update}
        log.warning("update passed over", extra=extra)
        return None


async def _unless_stopped(stop: asyncio.Event, work: Coroutine[Any, Any, _T]) -> _T | None:
    """Give what the work brings, or None when it is time to stop first."""
    try:
        async with asyncio.TaskGroup() as both:
            working, stopping = both.create_task(work), both.create_task(stop.wait())
            await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            working.cancel()
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return None if working.cancelled() else working.result()


async def _rest(seconds: float, stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


# -------------------------------------------------------------------------------- being told by webhook


@dataclass(frozen=True, slots=True)
class Hook:
    """One village's place behind ``/telegram/{slug}``."""

    me: Myself
    ears: AnsweringEars
    secret: str = field(repr=False)


def webhook_handler(hooks: Mapping[str, Hook], villages: Container[str] = ()) -> Handler:
    """Make the handler of POST ``/telegram/{slug}``; hooks are looked up anew for each update.

    A village of ours whose bot is not met yet is 503, so that another process is tried; other names are 404.

    200 only after the ears have returned, with a tap's toast in it where that is all there is to say; 503
    when they could not keep it: then Telegram brings it again.
    Updates of one person may come side by side here, so the ears keep their order by the update's number.
    """

    async def take(request: web.Request) -> web.Response:
        hook = hooks.get(request.match_info["slug"])
        if hook is None:
            is_ours = request.match_info["slug"] in villages
            return _answer(HTTPStatus.SERVICE_UNAVAILABLE if is_ours else HTTPStatus.NOT_FOUND)
        if not _knows_secret(request, hook.secret):
            return _answer(HTTPStatus.FORBIDDEN)
        body = await _body(request)
        if body is None:
            return _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return await _told(body, hook)

    return take


async def set_webhook(bot: Bot, url: str, secret: str, *, known: bool = False) -> None:
    """Tell Telegram where to bring the updates; those that wait are kept.

    Where Telegram was told all of this before, it is only asked whether it still brings them there.
    """
    with in_our_words():
        if known and (await bot.get_webhook_info()).url == url:
            return
        await bot.set_webhook(
            url,
            secret_token=secret,
            allowed_updates=list(HEARD_KINDS),
            max_connections=MAX_CONNECTIONS,
        )


async def forget_webhook(bot: Bot) -> None:
    """Have Telegram bring a bot's updates nowhere; where it cannot be told, all stays as it is."""
    with suppress(AiogramError, ClientError, OSError):
        await bot.delete_webhook(drop_pending_updates=False)


def _knows_secret(request: web.Request, secret: str) -> bool:
    told = request.headers.get(SECRET_HEADER, "")
    return hmac.compare_digest(told.encode(errors="surrogateescape"), secret.encode())


async def _body(request: web.Request) -> bytes | None:
    """Read what was sent, or give None as soon as it is too much."""
    body = bytearray()
    async for chunk in request.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > BODY_LIMIT:
            return None
    return bytes(body)


async def _told(body: bytes, hook: Hook) -> web.Response:
    try:
        raw = json.loads(body)
    except ValueError:
        return _answer(HTTPStatus.BAD_REQUEST)
    if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
        return _answer(HTTPStatus.BAD_REQUEST)
    heard = _read(raw, hook.me)
    return _answer(HTTPStatus.OK) if heard is None else await _heard(heard, hook)


async def _heard(heard: Heard, hook: Hook) -> web.Response:
    try:
        toast = await hook.ears(heard, carries_toast=True)
    except StoreAway:
        # Told once where the database is opened, not for each update.
        return _answer(HTTPStatus.SERVICE_UNAVAILABLE)
    except Exception as error:  # noqa: BLE001 - whatever it was, Telegram must bring it again
        extra = {"event": "ears_failed", "village": hook.me.village, "error": type(error).__name__}
        log.warning("update not taken", extra=extra)
        return _answer(HTTPStatus.SERVICE_UNAVAILABLE)
    if toast is None:
        return _answer(HTTPStatus.OK)
    return web.json_response({"method": "answerCallbackQuery"} | tap_answer(toast, hook.me))


def _answer(status: HTTPStatus) -> web.Response:
    return web.Response(status=status, text=status.phrase)
