"""What Telegram's refusals mean: later, over, moved, or our fault. A table, the nearest kind first."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError, ClientError, ClientResponseError
from pydantic import ValidationError

from bot.gateway import Moved, OurFault, TryLater, Unreachable

Failure = TryLater | Unreachable | Moved | OurFault

SOON = timedelta(seconds=5)
TOKEN_WAIT = timedelta(minutes=5)
NOT_REACHED = "Telegram was not reached"
NO_ANSWER = "Telegram did not answer; it may have acted"

_TIMED_OUT = "504"
NOTHING_CHANGED = ("message is not modified",)
NOT_PINNED = ("message to unpin not found", "chat_not_modified")
# Of whom Telegram knows nothing in a chat; "chat not found" is another thing.
NOT_THERE = ("user not found", "member not found", "participant_id_invalid", "user_not_participant")
ALREADY_STOPPED = ("poll has already been closed",)
TAP_IS_OVER = ("query is too old", "query id is invalid", "query_id_invalid")

# Refusals of a request (400) that mean the chat, the person or the message is gone; the rest is our fault.
GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user is deactivated",
    "user_is_blocked",
    "bot was blocked",
    "bot was kicked",
    "bot is not a member",
    "group chat was deactivated",
    "group chat was deleted",
    "message to edit not found",
    "message can't be edited",
    "message to pin not found",
    "message with poll to stop not found",
    "message_id_invalid",
)

_REASON_LENGTH = 160
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|«[^»]*»")


def reason(error: TelegramAPIError) -> str:
    """Give Telegram's reason without what it quotes of the message."""
    description = error.message.rpartition("Original description: ")[2]
    return _QUOTED.sub("…", description)[:_REASON_LENGTH]


def _flood(error: Any) -> Failure:
    return TryLater("too many requests", timedelta(seconds=error.retry_after), whole_bot=True)


def _otherwise(error: Any) -> Failure:
    # A flood is sometimes told without its number of seconds.
    if says(error, ("too many requests",)):
        return TryLater("too many requests", SOON, whole_bot=True)
    return OurFault(reason(error))


def _moved(error: Any) -> Failure:
    return Moved(str(error.migrate_to_chat_id))


def _refused(error: Any) -> Failure:
    if says(error, GONE):
        return Unreachable(reason(error))
    return OurFault(reason(error))


def _unreadable(error: Any) -> Failure:
    # A proxy's page instead of an answer is an outage; an answer newer than our types means that it was done.
    if isinstance(error.original, ValidationError):
        return OurFault("Telegram answered in a form unknown to us")
    # Of all such pages one says that Telegram was asked and did not answer in time: 504.
    return TryLater("Telegram's answer was no answer", SOON, in_doubt=_TIMED_OUT in str(error.data))


def _unheard(error: Any) -> Failure:
    if isinstance(error, ClientConnectorError) or isinstance(error.__cause__, ClientConnectorError):
        return TryLater(NOT_REACHED, SOON)
    return TryLater(NO_ANSWER, SOON, in_doubt=True)


MEANING: Mapping[type[BaseException], Callable[[Any], Failure]] = {
    TelegramRetryAfter: _flood,
    TelegramMigrateToChat: _moved,
    TelegramForbiddenError: lambda error: Unreachable(reason(error)),
    TelegramServerError: lambda _: TryLater("Telegram has trouble", SOON),
    TelegramConflictError: lambda _: TryLater("another program reads this bot's updates", SOON),
    TelegramUnauthorizedError: lambda _: TryLater("the token is refused", TOKEN_WAIT, whole_bot=True),
    # To aiogram a file too large is trouble with the network; but it is no smaller the next time.
    TelegramEntityTooLarge: lambda _: OurFault("the file is too large"),
    TelegramNetworkError: _unheard,
    TelegramBadRequest: _refused,
    TelegramAPIError: _otherwise,
    ClientDecodeError: _unreadable,
    AiogramError: lambda error: OurFault(type(error).__name__),
    ClientResponseError: lambda error: TryLater(f"the file server says {error.status}", SOON),
    ClientError: _unheard,
    OSError: _unheard,
    TimeoutError: _unheard,
}


def meaning(error: BaseException) -> Failure:
    """Tell what an error of Telegram's client means for whoever sends."""
    kind = next(kind for kind in type(error).__mro__ if kind in MEANING)
    return MEANING[kind](error)


def says(error: TelegramAPIError, phrases: tuple[str, ...]) -> bool:
    """Tell whether Telegram's words contain one of the phrases."""
    words = error.message.casefold()
    return any(phrase in words for phrase in phrases)


@contextmanager
def in_our_words(*fine: str) -> Iterator[None]:
    """Raise what goes wrong inside as one of the four failures; refusals with a ``fine`` phrase are none.

    The cause is left behind on purpose: its words carry addresses with the token, and people's text.
    """
    try:
        yield
    except TelegramBadRequest as error:
        if not says(error, fine):
            raise meaning(error) from None
    except (AiogramError, ClientError, OSError) as error:
        raise meaning(error) from None
