"""The house put together: the one place that knows every room and opens the store."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.calendar import KazakhCalendar
from bot.config import ZONE, Config, Mistake
from bot.conversation import Conversation
from bot.delivery import Delivery
from bot.gateway import Gateway, Limits
from bot.layout import BOTH, length
from bot.papers.printed import PrintedPapers
from bot.saying import Saying
from bot.speech import Speech
from bot.ticking import meet_due
from handlers.chat import Card, Heard, Say
from handlers.ports import Clock, Desk, OpenWork
from storage import copying
from storage.engine import engine_for
from storage.migrate import DatabaseTooNew, migrate
from storage.sealing import Keys, WrongSecret
from storage.work import work_on
from village.ids import VillageSlug
from village.texts import Bilingual, Language

log = logging.getLogger(__name__)


OPERATORS_MISTAKES = (Mistake, DatabaseTooNew, WrongSecret, copying.NotAFile)


@dataclass(frozen=True, slots=True)
class _Ruler:
    """Measures cards by the longest message that a village's group may carry in one language."""

    speech: Speech
    most: int = Limits().text

    def over(self, card: Card) -> int:
        """Give by how many characters the longer language is too long."""
        return max(0, *(length(card.says, language, self.speech) - self.most for language in BOTH))


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The house's ready-made words."""

    speech: Speech

    def both(self, say: Say) -> Bilingual:
        """Say a sentence in Kazakh and Russian."""
        return Bilingual(self.one(say, Language.KK), self.one(say, Language.RU))

    def one(self, say: Say, language: Language) -> str:
        """Say a sentence in one language."""
        return self.speech.say(say, language)


@dataclass(frozen=True, slots=True)
class _BotLinks:
    """Links into the bots' private chats."""

    gateways: dict[tuple[VillageSlug, str], Gateway]

    def start(self, network: str, village: VillageSlug, word: str) -> str:
        """Give the link that opens a bot's private chat with a word."""
        gateway = self.gateways.get((village, network))
        return gateway.link(word) if gateway else ""

    def printed(self, village: VillageSlug, word: str) -> str:
        """Give the first link of the village's bots that any phone opens."""
        links = (bot.link(word) for (slug, _), bot in self.gateways.items() if slug == village)
        return next((link for link in links if link.startswith("https://")), "")


@dataclass(frozen=True, slots=True)
class House:
    """The house as it stands: the desk, the networks' gateways, the talk, the delivery."""

    desk: Desk
    speech: Speech
    gateways: dict[tuple[VillageSlug, str], Gateway]
    conversation: Conversation
    delivery: Delivery
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def join(self, gateway: Gateway) -> None:
        """Take in a village's bot on a network."""
        self.gateways[gateway.village, gateway.network] = gateway

    async def hear(self, heard: Heard) -> None:
        """Take what came in; delivery looks at once at what it may have written."""
        await self.conversation.hear(heard)
        self.wake.set()

    async def ring(self) -> None:
        """Meet the deadlines that are due, and wake the delivery."""
        await meet_due(self.desk)
        self.wake.set()

    async def is_well(self) -> bool:
        """Tell whether the database answers."""
        try:
            async with self.desk.look() as work:
                await work.outbox.next_due()
        except Exception:
            log.exception("database does not answer", extra={"event": "database_away"})
            return False
        return True

    async def settle(self) -> None:
        """Do everything that is due now, to the end."""
        async with self.turn:
            while await meet_due(self.desk) + await self.delivery.drain():
                pass

    async def deliver(self, stop: asyncio.Event, idle_seconds: float) -> None:
        """Send letters until told to stop: as soon as woken, and now and then unasked."""
        await self.delivery.recover()
        while not stop.is_set():
            self.wake.clear()
            try:
                async with self.turn:
                    while await self.delivery.drain() and not stop.is_set():
                        pass
                await self.delivery.fetch_files()
            except Exception:
                log.exception("delivery failed", extra={"event": "delivery_failed"})
            with suppress(TimeoutError):
                async with asyncio.timeout(idle_seconds):
                    await self.wake.wait()


@asynccontextmanager
async def open_house(config: Config, clock: Clock) -> AsyncIterator[House]:
    """Open the database, bring it up to date, and put the house together; networks join afterwards."""
    engine = engine_for(config.app.database)
    try:
        await migrate(engine)
        keys = Keys(config.app.secret.get_secret_value())
        open_work, look = work_on(engine, keys, ZONE)
        yield _built(config, clock, open_work, look)
    finally:
        await engine.dispose()


def _built(config: Config, clock: Clock, open_work: OpenWork, look: OpenWork) -> House:
    speech = Speech(ZONE)
    gateways: dict[tuple[VillageSlug, str], Gateway] = {}
    desk = Desk(
        clock=clock,
        calendar=KazakhCalendar(),
        villages=config.villages(),
        open_work=open_work,
        look=look,
        papers=PrintedPapers(speech, ZONE),
        measure=_Ruler(speech),
        phrases=_Phrases(speech),
        links=_BotLinks(gateways),
        customs=config.customs(),
    )
    saying = Saying(speech, look)
    return House(
        desk=desk,
        speech=speech,
        gateways=gateways,
        conversation=Conversation(desk, gateways, speech, saying),
        delivery=Delivery(desk, gateways, saying),
    )


def copy_store(config: Config, file: Path) -> None:
    """Copy the database to a file."""
    copying.copy(config.app.database, file)


def put_back_store(config: Config, file: Path) -> Path:
    """Put a copy back; give where the database that was there is kept."""
    return copying.put_back(config.app.database, file)


def stop_on_signals(stop: asyncio.Event) -> None:
    """Have TERM and INT ask to stop."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
