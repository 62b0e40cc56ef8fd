"""``asar run``: the bot for real villages: networks, clock, delivery and pages, or a part of it by role."""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from aiogram import Bot
from aiohttp import web

from bot.app import House, only_one, open_house, stop_on_signals
from bot.clock import WallClock
from bot.config import Config, Mistake, VillagePart
from bot.conversation import menu_of
from bot.gateway import OurFault, TryLater, Unreachable
from bot.role import Role
from bot.telegram.myself import HEARD_KINDS, Myself
from bot.telegram.outbound import Menu, TelegramGateway, meet
from bot.telegram.run import Hook, TokenRefused, Wire, build_bot, poll, set_webhook, webhook_handler
from bot.ticking import ticking
from bot.web.health import health_routes
from bot.web.metrics import metrics_routes
from handlers.menu import commands_for
from village.ids import VillageSlug

log = logging.getLogger(__name__)
_AGAIN_SECONDS = 30.0
_FIRST_SECONDS = 10.0
_GRACE_SECONDS = 8.0
NETWORK = "telegram"
_GROUP_COMMANDS = ("bind", "now", "help")

_T = TypeVar("_T")


async def run(config: Config, role: Role = Role.ALL) -> None:
    """Run until told to stop. One bad token stops its own village alone."""
    if role is not Role.ALL and config.telegram.delivery == "polling":
        raise Mistake(
            f'[telegram] delivery = "polling" cannot be shared by several processes; for --role {role} '
            'set it to "webhook", or run everything in one process with --role all'
        )
    async with AsyncExitStack() as stack:
        stack.enter_context(only_one(config, role))
        stop = asyncio.Event()
        stop_on_signals(stop)
        house = await stack.enter_async_context(open_house(config, WallClock(), role))
        wire = Wire(config.telegram.api)
        stack.push_async_callback(wire.close)
        running = _Running(config, house, wire, stop)
        await stack.enter_async_context(_served(running))
        ring = partial(house.ring, stop.is_set) if role.works else house.upkeep.be_seen
        await stack.enter_async_context(ticking(ring, config.app.tick_seconds))
        await running.until_stopped()


@dataclass(slots=True)
class _Running:
    """What runs: each village's bot, the delivery, the places where webhooks come in."""

    config: Config
    house: House
    wire: Wire
    stop: asyncio.Event
    hooks: dict[str, Hook] = field(default_factory=dict)
    tried: dict[str, asyncio.Event] = field(default_factory=dict)

    @property
    def role(self) -> Role:
        """Name what this process does."""
        return self.house.upkeep.role

    async def until_stopped(self) -> None:
        """Run every village and the delivery until told to stop; what is under way gets a grace."""
        parts = [part for part in self.config.village if part.telegram_token.get_secret_value()]
        self.tried = {part.slug: asyncio.Event() for part in parts}
        async with asyncio.TaskGroup() as group:
            works = [group.create_task(self._village(part)) for part in parts]
            if self.role.works:
                works.append(group.create_task(self._deliver()))
            await self.stop.wait()
            self.house.wake.set()
            await asyncio.wait(works, timeout=_GRACE_SECONDS)
            for work in works:
                work.cancel()

    async def _deliver(self) -> None:
        """Deliver as soon as each bot was tried once: a letter that finds its bot missing would wait long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_FIRST_SECONDS):
                for tried in self.tried.values():
                    await tried.wait()
        await self.house.deliver(self.stop, self.config.app.tick_seconds)

    async def _village(self, part: VillagePart) -> None:
        slug = VillageSlug(part.slug)
        try:
            bot = build_bot(part.telegram_token.get_secret_value(), self.wire, slug)
            me = await self._until_reached(slug, lambda: meet(bot, slug))
            if me is None:
                return
            await (self._introduce(bot, me) if self.role.hears else self._join(bot, me))
            if self.config.telegram.delivery == "webhook":
                await self.stop.wait()
            else:
                await poll(bot, me, self.house.hear, self.stop)
        except TokenRefused as refused:
            await self.house.upkeep.bot_away(slug, NETWORK, "token refused")
            # Named by its village; the other villages go on.
            log.error(  # noqa: TRY400 - a traceback would tell nothing more
                "token refused", extra={"event": "token_refused", "village": refused.village}
            )
        except OurFault as fault:
            await self.house.upkeep.bot_away(slug, NETWORK, fault.reason)
            log.error(  # noqa: TRY400 - a traceback would tell nothing more
                "village not started",
                extra={"event": "village_failed", "village": slug, "reason": fault.reason},
            )
        finally:
            self.tried[slug].set()

    async def _until_reached(self, slug: VillageSlug, ask: Callable[[], Awaitable[_T]]) -> _T | None:
        """Ask Telegram again and again until it answers; None when told to stop first."""
        while not self.stop.is_set():
            try:
                return await ask()
            except (TryLater, Unreachable) as later:
                away = {"event": "telegram_away", "village": slug, "reason": later.reason}
                log.warning("telegram not reached", extra=away)
                await self.house.upkeep.bot_away(slug, NETWORK, later.reason)
                self.tried[slug].set()
                await _rest(self.stop, _AGAIN_SECONDS)
        return None

    async def _join(self, bot: Bot, me: Myself) -> None:
        """Take the bot in, to send by it; what the network is told of it is told by whoever hears it."""
        self.house.join(TelegramGateway(bot, me))
        self.tried[me.village].set()
        told = await self.house.upkeep.told(me.village, NETWORK)
        await self.house.upkeep.bot_reached(me.village, NETWORK, told)

    async def _introduce(self, bot: Bot, me: Myself) -> None:
        """Take the bot in, and tell the network of it what it was not told before."""
        gateway, digest = TelegramGateway(bot, me), self._digest(me)
        known = await self.house.upkeep.told(me.village, NETWORK) == digest
        self.house.join(gateway)
        self.tried[me.village].set()
        menu_set = known or await self._set_menu(gateway, me)
        if self.config.telegram.delivery == "webhook":
            await self._hook(bot, me, known=known)
        await self.house.upkeep.bot_reached(me.village, NETWORK, digest if menu_set else "")

    async def _set_menu(self, gateway: TelegramGateway, me: Myself) -> bool:
        try:
            await gateway.set_commands(menus_of(self.house))
        except (TryLater, Unreachable, OurFault) as fault:
            # The village hears and speaks without its menu too.
            unset = {"event": "menu_not_set", "village": me.village, "reason": fault.reason}
            log.warning("menu not set", extra=unset)
            return False
        return True

    async def _hook(self, bot: Bot, me: Myself, *, known: bool) -> None:
        secret, url = webhook_secret(self.config, me.village), self._hook_url(me.village)
        self.hooks[me.village] = Hook(me, self.house.hear, secret)
        await self._until_reached(me.village, lambda: set_webhook(bot, url, secret, known=known))

    def _hook_url(self, village: str) -> str:
        return f"{self.config.web.public_url.rstrip('/')}/telegram/{village}"

    def _digest(self, me: Myself) -> str:
        """Give a digest of all that Telegram is told of a bot; another one, when anything changed."""
        hook = [self._hook_url(me.village), webhook_secret(self.config, me.village), *HEARD_KINDS]
        said = [me.id, menus_of(self.house), self.config.telegram.delivery, hook]
        return hashlib.sha256(repr(said).encode()).hexdigest()


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
    application.add_routes(health_routes(running.house.upkeep.health))
    application.add_routes(metrics_routes(running.house.upkeep.metrics))
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
        try:
            await web.TCPSite(self.runner, host, int(port)).start()
        except OSError as taken:
            await self.runner.cleanup()
            raise Mistake(
                f'[web] listen = "{self.listen}": cannot listen there ({taken.strerror}); '
                "stop what listens there, or choose another port"
            ) from None

    async def __aexit__(self, *_: object) -> None:
        assert self.runner is not None
        await self.runner.cleanup()


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
