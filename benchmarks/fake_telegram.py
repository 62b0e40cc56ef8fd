"""A Bot API server on loopback that costs little: fixed answers, a delay, Telegram's limits kept strictly.

``python -m benchmarks.fake_telegram --port PORT --delay SECONDS``. It is no witness of what is sent (the
tests have a strict one); here it must only be fast, late where Telegram is late, merciless about its limits.
``/told`` gives what was called, ``/forget`` begins to count anew.
"""

import argparse
import asyncio
import json
import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

Json = dict[str, Any]

PER_SECOND = 30
PRIVATE_SECONDS = 1.0
PER_MINUTE_IN_GROUP = 20
RETRY_AFTER = 3
_SPEAKING = ("send", "edit", "copy", "forward")
_PATH = re.compile(rb"(?:POST|GET) (?:/bot([^/ ]+))?/([A-Za-z]+)")
_LENGTH = re.compile(rb"\r\nContent-Length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb"(?:^|&)chat_id=(-?\d+)|name=\"chat_id\"[^\n]*\n(?:[^\r\n]+\r\n)*\r\n(-?\d+)")


@dataclass(slots=True)
class Bot:
    """One bot's limits: when it last spoke, over all and in each chat, and until when it is stopped."""

    spoke: deque[float] = field(default_factory=deque)
    private: dict[str, float] = field(default_factory=dict)
    groups: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    stopped_until: float = 0.0

    def refuses(self, chat: str, now: float) -> str:
        """Take a message if every limit allows it; else name the limit and stop the whole bot."""
        if now < self.stopped_until:
            return "stopped meanwhile"
        exceeded = self._exceeded(chat, now)
        if exceeded:
            self.stopped_until = now + RETRY_AFTER
        elif chat.startswith("-"):
            self.groups[chat].append(now)
        else:
            self.private[chat] = now
        if not exceeded:
            self.spoke.append(now)
        return exceeded

    def _exceeded(self, chat: str, now: float) -> str:
        _forget(self.spoke, now - 1)
        if len(self.spoke) >= PER_SECOND:
            return "of the bot"
        if chat.startswith("-"):
            _forget(self.groups[chat], now - 60)
            return "of a group" if len(self.groups[chat]) >= PER_MINUTE_IN_GROUP else ""
        too_soon = now - self.private.get(chat, now - PRIVATE_SECONDS) < PRIVATE_SECONDS
        return "of a private chat" if too_soon else ""


def _forget(moments: deque[float], before: float) -> None:
    while moments and moments[0] <= before:
        moments.popleft()


@dataclass(slots=True)
class Spoken:
    """How many messages went to chats of one kind, and when the first and the last of them."""

    count: int = 0
    first: float = 0.0
    last: float = 0.0

    def add(self, now: float) -> int:
        """Count one more; give its number."""
        self.first, self.last, self.count = self.first or now, now, self.count + 1
        return self.count


@dataclass(slots=True)
class Telegram:
    """What the server knows: the bots, and what was called."""

    delay: float
    bots: defaultdict[str, Bot] = field(default_factory=lambda: defaultdict(Bot))
    calls: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    private: Spoken = field(default_factory=Spoken)
    groups: Spoken = field(default_factory=Spoken)
    hooks: dict[str, str] = field(default_factory=dict)

    def answered(self, token: str, method: str, body: bytes) -> Json:
        """Give the answer to a call."""
        self.calls[method] += 1
        if method.lower().startswith(_SPEAKING):
            return self._spoken(token, body)
        return {"ok": True, "result": self._result(token, method, body)}

    def told(self) -> Json:
        """Tell what was called, and when the first and the last message went out."""
        return {
            "calls": dict(self.calls),
            "refused": dict(self.refused),
            "private": asdict(self.private),
            "groups": asdict(self.groups),
        }

    def forget(self) -> Json:
        """Count anew; the limits stay as they are."""
        self.calls.clear()
        self.refused.clear()
        self.private, self.groups = Spoken(), Spoken()
        return {}

    def _spoken(self, token: str, body: bytes) -> Json:
        now, chat = time.monotonic(), _chat_in(body)
        if exceeded := self.bots[token].refuses(chat, now):
            self.refused[exceeded] += 1
            return {
                "ok": False,
                "error_code": 429,
                "description": f"Too Many Requests: retry after {RETRY_AFTER}",
                "parameters": {"retry_after": RETRY_AFTER},
            }
        in_group = chat.startswith("-")
        number = (self.groups if in_group else self.private).add(now)
        where = {"id": int(chat), "type": "supergroup" if in_group else "private", "title": "x"}
        return {"ok": True, "result": {"message_id": number, "date": 1, "chat": where, "text": "x"}}

    def _result(self, token: str, method: str, body: bytes) -> Any:
        number = token.partition(":")[0]
        match method.lower():
            case "getme":
                about = {"is_bot": True, "first_name": "Asar", "username": f"asar{number}_bot"}
                return {"id": int(number), "can_join_groups": True, **about}
            case "getwebhookinfo":
                unread = {"has_custom_certificate": False, "pending_update_count": 0}
                return {"url": self.hooks.get(token, ""), **unread}
            case "setwebhook":
                self.hooks[token] = _url_in(body)
                return True
            case _:
                return True


def _chat_in(body: bytes) -> str:
    found = _CHAT.search(body)
    return (found[1] or found[2]).decode() if found else "0"


def _url_in(body: bytes) -> str:
    found = re.search(rb"(?:^|&)url=([^&]+)", body)
    return found[1].decode().replace("%3A", ":").replace("%2F", "/") if found else ""


class Connection(asyncio.Protocol):
    """One connection: a request at a time, as every client of HTTP/1.1 without pipelining sends them."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._heard = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to listen."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take what came; answer once a request is whole."""
        self._heard += data
        head = self._heard.find(b"\r\n\r\n")
        if head < 0:
            return
        told = _LENGTH.search(self._heard, 0, head + 2)
        whole = head + 4 + (int(told[1]) if told else 0)
        if len(self._heard) >= whole:
            request, self._heard = self._heard[:whole], self._heard[whole:]
            self._answer(request, head + 4)

    def _answer(self, request: bytes, body_at: int) -> None:
        found = _PATH.match(request)
        token, method = (found[1], found[2].decode()) if found else (None, "")
        if token is None:
            ours: Callable[[], Json] = self._telegram.forget if method == "forget" else self._telegram.told
            self._write(ours())
            return
        told = self._telegram.answered(token.decode(), method, request[body_at:])
        asyncio.get_running_loop().call_later(self._telegram.delay, self._write, told)

    def _write(self, told: Json) -> None:
        body = json.dumps(told).encode()
        status = b"200 OK" if told.get("ok", True) else b"429 Too Many Requests"
        head = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        assert self._transport is not None
        if not self._transport.is_closing():
            self._transport.write(head % (status, len(body)) + body)


async def serve(port: int, delay: float) -> None:
    """Answer until ended."""
    telegram = Telegram(delay)
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(telegram), "127.0.0.1", port, backlog=4096
    )
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--delay", type=float, default=0.0)
    told_to = parser.parse_args()
    asyncio.run(serve(told_to.port, told_to.delay))
