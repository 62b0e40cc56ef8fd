"""The demo played as its users play it: over the page's JSON, with a machine's clock that stands still."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.config import ZONE
from bot.demo import open_demo
from bot.speech import Speech
from handlers.chat import Fact, Say
from village.texts import Language

# 9 December 2026 in the village, a Wednesday at ten in the morning.
MORNING = datetime(2026, 12, 9, 5, 0, tzinfo=UTC)
AKIM, OFFICE, AIGUL, OLGA, ZHANAR, STRANGER = "p1", "p2", "p5", "p6", "p7", "p10"
MEMBER = "p11"
GROUP = "g-bugrovoe"
GATHERING = "Мәдениет үйі / Дом культуры | Бюджет / Бюджет; <b>Жол & су</b> / <b>Дорога & вода</b> 🚰"


@dataclass
class StillClock:
    """A machine's clock that stands still."""

    moment: datetime = MORNING

    def now(self) -> datetime:
        return self.moment


Shown = dict[str, Any]


@dataclass(frozen=True)
class Village:
    """The demo's village, as its page sees it."""

    session: ClientSession
    base: str
    speech: Speech

    async def ask(self, path: str, **query: str) -> Any:
        async with self.session.get(self.base + path, params=query) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def tell(self, path: str, **body: Any) -> Any:
        async with self.session.post(self.base + path, json=body) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def messages(self, person: str, chat: str = "") -> list[Shown]:
        shown: list[Shown] = (await self.ask("/api/messages", person=person, chat=chat or person))["messages"]
        return shown

    async def write(self, person: str, text: str, chat: str = "") -> None:
        await self.tell("/api/write", person=person, chat=chat or person, text=text)

    async def press(
        self, person: str, key: str, chat: str = "", language: Language = Language.KK, **facts: Fact
    ) -> str:
        """Press the newest button whose words begin as a key's do; give the toast."""
        label = self.speech.say(Say(key, facts), language)
        for message in reversed(await self.messages(person, chat)):
            for row in message["rows"]:
                for button in row:
                    if _bears(button["label"], label):
                        told = await self.tell(
                            "/api/press",
                            person=person,
                            chat=chat or person,
                            message=message["id"],
                            press=button["press"],
                        )
                        return str((told["toast"] or {}).get("text", ""))
        raise AssertionError(f"no button {label}")

    async def quiet(self) -> None:
        """Do what is due now, to the end, without moving the clock."""
        await self.tell("/api/clock", hours=0)

    async def next_due(self) -> str:
        """Move the clock to the next thing that is due; give the moment, in the village's time."""
        moved = await self.tell("/api/clock", to="next")
        return str(moved["now"])[:16]


def _bears(button: str, label: str) -> bool:
    """Tell whether a button begins with some words, which its messenger may have cut."""
    return button.startswith(label) or (button.endswith("…") and label.startswith(button[:-1].rstrip()))


def text_of(message: Shown) -> str:
    """Give a message's words."""
    return "\n".join(line["text"] for line in message["lines"])


def labels_of(message: Shown) -> list[str]:
    """Give a message's buttons."""
    return [button["label"] for row in message["rows"] for button in row]


@asynccontextmanager
async def a_demo(folder: Path, clock: StillClock | None = None, database: str = "") -> AsyncIterator[Village]:
    """Serve the demo on loopback and give its village."""
    async with (
        open_demo(folder, clock or StillClock(), database) as application,
        _served(application) as base,
        ClientSession() as session,
    ):
        yield Village(session, base, Speech(ZONE))


@asynccontextmanager
async def _served(application: web.Application) -> AsyncIterator[str]:
    server = TestServer(application, host="127.0.0.1")
    await server.start_server(shutdown_timeout=1)
    try:
        yield str(server.make_url("")).rstrip("/")
    finally:
        await server.close()
