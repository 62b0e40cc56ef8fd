"""``asar run``: the bot for real villages, networks, clock, delivery and pages in one process."""

import asyncio
import hashlib
import hmac
import logging
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from aiogram import Bot
from aiohttp import web

from bot.app import House, open_house, stop_on_signals
from bot.clock import WallClock
from bot.config import Config, VillagePart
from bot.conversation import menu_of
from bot.gateway import OurFault, TryLater, Unreachable
from bot.telegram.myself import Myself
from bot.telegram.outbound import Menu, TelegramGateway, meet
from bot.telegram.run import Hook, TokenRefused, Wire, build_bot, poll, set_webhook, webhook_handler
from bot.ticking import ticking
from bot.web.health import health_routes
from handlers.menu import commands_for
from village.ids import VillageSlug

log = logging.getLogger(__name__)
_AGAIN_SECONDS = 30.0
_GROUP_COMMANDS = ("bind", "now", "help")


async def run(config: Config) -> None:
    """Run until told to stop. One bad token stops its own village alone."""
    stop = asyncio.Event()
    stop_on_signals(stop)
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(open_house(config, WallClock()))
        wire = Wire(config.telegram.api)
        stack.push_async_callback(wire.close)
        running = _Running(config, house, wire, stop)
        await stack.enter_async_context(_served(running))
        await stack.enter_async_context(ticking(house.ring, config.app.tick_seconds))
        await running.until_stopped()


@dataclass(slots=True)
class _Running:
    """What runs: each village's bot, the delivery, the places where webhooks come in."""

    config: Config
    house: House
    wire: Wire
    stop: asyncio.Event
    hooks: dict[str, Hook] = field(default_factory=dict)

    async def until_stopped(self) -> None:
        """Run every village and the delivery until told to stop; what is under way is finished."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.house.deliver(self.stop, self.config.app.tick_seconds))
            for village in self.config.village:
                if village.telegram_token.get_secret_value():
                    group.create_task(self._village(village))
            await self.stop.wait()
            self.house.wake.set()

    async def _village(self, part: VillagePart) -> None:
        slug = VillageSlug(part.slug)
        try:
            bot = build_bot(part.telegram_token.get_secret_value(), self.wire, slug)
            me = await self._met(bot, slug)
            if me is None:
                return
            await self._join(bot, me)
            if self.config.telegram.delivery == "webhook":
                await self._by_webhook(bot, me)
            else:
                await poll(bot, me, self.house.hear, self.stop)
        except TokenRefused as refused:
            # Named by its village; the other villages go on.
            log.error(  # noqa: TRY400 - a traceback would tell nothing more
                "token refused", extra={"event": "token_refused", "village": refused.village}
            )
        except OurFault as fault:
            log.error(  # noqa: TRY400 - a traceback would tell nothing more
                "village not started",
                extra={"event": "village_failed", "village": slug, "reason": fault.reason},
            )

    async def _met(self, bot: Bot, slug: VillageSlug) -> Myself | None:
        while not self.stop.is_set():
            try:
                return await meet(bot, slug)
            except (TryLater, Unreachable) as later:
                log.warning("telegram not reached", extra={"event": "telegram_away", "reason": later.reason})
                await _rest(self.stop, _AGAIN_SECONDS)
        return None

    async def _join(self, bot: Bot, me: Myself) -> None:
        gateway = TelegramGateway(bot, me)
        self.house.join(gateway)
        await gateway.set_commands(menus_of(self.house))

    async def _by_webhook(self, bot: Bot, me: Myself) -> None:
        secret = webhook_secret(self.config, me.village)
        self.hooks[me.village] = Hook(me, self.house.hear, secret)
        await set_webhook(bot, f"{self.config.web.public_url}/telegram/{me.village}", secret)
        await self.stop.wait()


def webhook_secret(config: Config, village: str) -> str:
    """Give the word that Telegram must say with each update; made from the secret, kept nowhere."""
    secret = config.app.secret.get_secret_value().encode()
    return hmac.new(secret, f"webhook {village}".encode(), hashlib.sha256).hexdigest()


def menus_of(house: House) -> Menu:
    """Give the menus of commands in three languages, for private chats and for groups."""
    private = ("start", *commands_for(frozenset()), "cancel")
    return {
        "private": menu_of(private, house.speech),
        "group": menu_of(_GROUP_COMMANDS, house.speech),
    }


def _served(running: _Running) -> "_Server":
    application = web.Application()
    application.add_routes(health_routes(running.house.is_well))
    application.router.add_post("/telegram/{slug}", webhook_handler(running.hooks))
    return _Server(application, running.config.web.listen)


@dataclass(slots=True)
class _Server:
    application: web.Application
    listen: str
    runner: web.AppRunner | None = None

    async def __aenter__(self) -> None:
        self.runner = web.AppRunner(self.application, access_log=None)
        await self.runner.setup()
        host, _, port = self.listen.rpartition(":")
        await web.TCPSite(self.runner, host, int(port)).start()

    async def __aexit__(self, *_: object) -> None:
        assert self.runner is not None
        await self.runner.cleanup()


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
