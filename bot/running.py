"""``asar run``: the bot for real villages: networks, clock, delivery and pages, or a part of it by role."""

import asyncio
import gc
import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from aiogram import Bot
from aiohttp import web

from bot.app import House, only_one, open_house, read_again_on_signal, stop_on_signals
from bot.clock import WallClock
from bot.config import Config, Mistake, VillagePart
from bot.conversation import menu_of
from bot.gateway import OurFault, TryLater, Unreachable
from bot.reloading import Reread, Settings, read_again
from bot.role import Role
from bot.telegram.myself import HEARD_KINDS, Myself
from bot.telegram.outbound import Menu, TelegramGateway, meet
from bot.telegram.run import (
    Hook,
    TokenRefused,
    Wire,
    build_bot,
    forget_webhook,
    poll,
    set_webhook,
    webhook_handler,
)
from bot.ticking import ticking
from bot.web.duty_feed import duty_feed
from bot.web.health import health_routes
from bot.web.metrics import metrics_routes
from bot.web.petition_pages import petition_pages
from handlers.menu import commands_for
from village.ids import VillageSlug

log = logging.getLogger(__name__)
_AGAIN_SECONDS = 30.0
_FIRST_SECONDS = 10.0
_GRACE_SECONDS = 8.0
_COLLECT_AFTER = (20_000, 20, 50)
NETWORK = "telegram"
_GROUP_COMMANDS = ("bind", "now", "help")

_T = TypeVar("_T")


async def run(settings: Settings, role: Role = Role.ALL) -> None:
    """Run by the settings until told to stop. One bad token stops its own village alone."""
    stop, again = asyncio.Event(), asyncio.Event()
    stop_on_signals(stop)
    read_again_on_signal(again)
    config = settings.read()
    _check_role(config, role)
    _spare_the_collector()
    async with AsyncExitStack() as stack:
        stack.enter_context(only_one(config, role))
        house = await stack.enter_async_context(open_house(config, WallClock(), role))
        wire = Wire(config.telegram.api)
        stack.push_async_callback(wire.close)
        running = _Running(config, house, wire, stop)
        await stack.enter_async_context(_served(running))
        ring = partial(house.ring, stop.is_set) if role.works else house.upkeep.be_seen
        await stack.enter_async_context(ticking(ring, config.app.tick_seconds))
        await running.until_stopped(settings, again)


def _spare_the_collector() -> None:
    """Have the garbage collector look at what is new alone: what was loaded stays to the end.

    To go through all of it again and again took a sixth of the time that a tap took (525 and 435
    microseconds).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)


def _check_role(config: Config, role: Role) -> None:
    if role is not Role.ALL and config.telegram.delivery == "polling":
        raise Mistake(
            f'[telegram] delivery = "polling" cannot be shared by several processes; for --role {role} '
            'set it to "webhook", or run everything in one process with --role all'
        )


@dataclass(slots=True)
class _Bot:
    """A village's bot on its way: tried once, met, told of what Telegram was told, asked to leave."""

    part: VillagePart
    bot: Bot | None = None
    me: Myself | None = None
    digest: str = ""
    tried: asyncio.Event = field(default_factory=asyncio.Event)
    leaves: asyncio.Event = field(default_factory=asyncio.Event)
    works: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def slug(self) -> VillageSlug:
        """Give whose bot it is."""
        return VillageSlug(self.part.slug)


@dataclass(slots=True)
class _Running:
    """What runs: each village's bot, the delivery, the places where webhooks come in."""

    config: Config
    house: House
    wire: Wire
    stop: asyncio.Event
    hooks: dict[str, Hook] = field(default_factory=dict)
    bots: dict[VillageSlug, _Bot] = field(default_factory=dict)
    parted: dict[VillageSlug, Bot] = field(default_factory=dict)

    @property
    def role(self) -> Role:
        """Name what this process does."""
        return self.house.upkeep.role

    async def until_stopped(self, settings: Settings, again: asyncio.Event) -> None:
        """Run every village and the delivery until told to stop; what is under way gets a grace.

        When asked again, go on by what the settings' file and the catalogues say then.
        """
        async with asyncio.TaskGroup() as group:
            self._start_bots(group)
            works = {group.create_task(self._obey(settings, again, group))}
            if self.role.works:
                works.add(group.create_task(self._deliver()))
            await self.stop.wait()
            self.house.wake.set()
            again.set()
            for each in self.bots.values():
                each.leaves.set()
                works |= each.works
            await _with_grace(works)

    async def _deliver(self) -> None:
        """Deliver as soon as each bot was tried once: a letter that finds its bot missing would wait long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_FIRST_SECONDS):
                for each in tuple(self.bots.values()):
                    await each.tried.wait()
        await self.house.deliver(self.stop, self.config.app.tick_seconds)

    # ------------------------------------------------------------------------------- read again

    async def _obey(self, settings: Settings, again: asyncio.Event, group: asyncio.TaskGroup) -> None:
        while True:
            await again.wait()
            again.clear()
            if self.stop.is_set():
                return
            try:
                await self._read_again(settings, group)
            except Mistake as wrong:
                log.error("%s; nothing was changed", wrong, extra={"event": "settings_refused"})  # noqa: TRY400 - the sentence is all
            except Exception:
                log.exception("settings not read again", extra={"event": "settings_failed"})

    async def _read_again(self, settings: Settings, group: asyncio.TaskGroup) -> None:
        """Read what the operator has changed and go on by it; bots that stay the same notice nothing."""
        read = await asyncio.to_thread(read_again, settings, self.config, self.house.speech.catalogue)
        tokens = {part.slug: part.telegram_token for part in read.config.village}
        going = [
            each
            for each in self.bots.values()
            if tokens.get(each.slug) != each.part.telegram_token or not each.works
        ]
        await self._leave(going, group)
        self.config = read.config
        self.house.take(read.config, read.catalogue, read.procedures)
        self._start_bots(group)
        for each in going:
            if each.slug not in self.bots:
                self.house.delivery.resume(each.slug)
        _tell_taken(settings.file, read)

    async def _leave(self, going: Sequence[_Bot], group: asyncio.TaskGroup) -> None:
        """Let bots go: they hear and say to the end what is under way, and from then on nothing."""
        for each in going:
            each.leaves.set()
            self.hooks.pop(each.slug, None)
            self.house.delivery.resting.add(each.slug)
        works = {work for each in going for work in each.works}
        works |= {group.create_task(self.house.delivery.idle(each.slug)) for each in going}
        await _with_grace(works)
        for each in going:
            self.house.leave(each.slug, NETWORK)
            del self.bots[each.slug]
            if each.bot:
                self.parted[each.slug] = each.bot

    def _start_bots(self, group: asyncio.TaskGroup) -> None:
        """Start the bots that do not run; those that do are told what has changed for them."""
        for part in self.config.village:
            each = self.bots.get(VillageSlug(part.slug))
            if each is None and part.telegram_token.get_secret_value():
                each = self.bots[VillageSlug(part.slug)] = _Bot(part)
                self.house.delivery.resting.add(each.slug)
                self._do(each, self._village(each), group)
            elif each is not None and each.me is not None and self._digest(each.me) != each.digest:
                self._do(each, self._take_in(each, each.me), group)

    def _do(self, each: _Bot, work: Coroutine[None, None, None], group: asyncio.TaskGroup) -> None:
        task = group.create_task(self._done_for(each, work))
        each.works.add(task)
        task.add_done_callback(each.works.discard)

    # ------------------------------------------------------------------------------- one bot

    async def _done_for(self, each: _Bot, work: Awaitable[None]) -> None:
        """Do something for a village; what fails there stops no other."""
        try:
            await work
        except TokenRefused as refused:
            await self.house.upkeep.bot_away(each.slug, NETWORK, "token refused")
            # Named by its village; the other villages go on.
            log.error(  # noqa: TRY400 - a traceback would tell nothing more
                "token refused", extra={"event": "token_refused", "village": refused.village}
            )
        except OurFault as fault:
            await self.house.upkeep.bot_away(each.slug, NETWORK, fault.reason)
            log.error(  # noqa: TRY400 - a traceback would tell nothing more
                "village not started",
                extra={"event": "village_failed", "village": each.slug, "reason": fault.reason},
            )
        finally:
            self._tried(each)

    def _tried(self, each: _Bot) -> None:
        """Let the village's letters go: to its bot, or to wait for it as the delivery lets them."""
        each.tried.set()
        if not each.leaves.is_set():
            self.house.delivery.resume(each.slug)
            self.house.wake.set()

    async def _village(self, each: _Bot) -> None:
        bot = build_bot(each.part.telegram_token.get_secret_value(), self.wire, each.slug)
        me = await self._until_reached(each, lambda: meet(bot, each.slug))
        if me is None:
            return
        each.bot, each.me = bot, me
        old = self.parted.pop(each.slug, None)
        if old and old.id != bot.id and self.role.hears and self.config.telegram.delivery == "webhook":
            # Its updates would come in here as the new one's.
            await forget_webhook(old)
        await self._take_in(each, me)
        if self.config.telegram.delivery == "webhook":
            await each.leaves.wait()
        else:
            await poll(bot, me, self.house.hear, each.leaves)

    async def _until_reached(self, each: _Bot, ask: Callable[[], Awaitable[_T]]) -> _T | None:
        """Ask Telegram again and again until it answers; None when told to leave first."""
        while not each.leaves.is_set():
            try:
                return await ask()
            except (TryLater, Unreachable) as later:
                away = {"event": "telegram_away", "village": each.slug, "reason": later.reason}
                log.warning("telegram not reached", extra=away)
                await self.house.upkeep.bot_away(each.slug, NETWORK, later.reason)
                self._tried(each)
                await _rest(each.leaves, _AGAIN_SECONDS)
        return None

    async def _take_in(self, each: _Bot, me: Myself) -> None:
        await (self._introduce(each, me) if self.role.hears else self._join(each, me))

    async def _join(self, each: _Bot, me: Myself) -> None:
        """Take the bot in, to send by it; what the network is told of it is told by whoever hears it."""
        assert each.bot is not None
        each.digest = self._digest(me)
        self.house.join(TelegramGateway(each.bot, me))
        self._tried(each)
        told = await self.house.upkeep.told(me.village, NETWORK)
        await self.house.upkeep.bot_reached(me.village, NETWORK, told)

    async def _introduce(self, each: _Bot, me: Myself) -> None:
        """Take the bot in, and tell the network of it what it was not told before."""
        assert each.bot is not None
        gateway, digest = TelegramGateway(each.bot, me), self._digest(me)
        each.digest = digest
        known = await self.house.upkeep.told(me.village, NETWORK) == digest
        self.house.join(gateway)
        self._tried(each)
        menu_set = known or await self._set_menu(gateway, me)
        if self.config.telegram.delivery == "webhook":
            await self._hook(each, me, known=known)
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

    async def _hook(self, each: _Bot, me: Myself, *, known: bool) -> None:
        assert each.bot is not None
        bot, url = each.bot, self._hook_url(me.village)
        secret = webhook_secret(self.config, me.village)
        self.hooks[me.village] = Hook(me, self.house.hear, secret)
        await self._until_reached(each, lambda: set_webhook(bot, url, secret, known=known))

    def _hook_url(self, village: str) -> str:
        return f"{self.config.web.public_url.rstrip('/')}/telegram/{village}"

    def _digest(self, me: Myself) -> str:
        """Give a digest of all that Telegram is told of a bot; another one, when anything changed."""
        hook = [self._hook_url(me.village), webhook_secret(self.config, me.village), *HEARD_KINDS]
        said = [me.id, menus_of(self.house), self.config.telegram.delivery, hook]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def _tell_taken(file: Path, read: Reread) -> None:
    if read.kept:
        needs = {"event": "restart_needed"}
        log.warning("%s: restart for %s; all else is taken up", file, ", ".join(read.kept), extra=needs)
    taken = {"event": "settings_taken", "villages": len(read.config.village)}
    log.info("settings and sentences read again", extra=taken)


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
    house, secret = running.house, running.config.app.secret.get_secret_value()
    application.add_routes(petition_pages(house.desk, house.speech, secret))
    application.add_routes(duty_feed(house.desk, house.speech, secret))
    take = webhook_handler(running.hooks, running.house.villages)
    application.router.add_post("/telegram/{slug}", take)
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


async def _with_grace(works: Collection[asyncio.Future[None]]) -> None:
    """Wait until all is done, but not for ever: what is not done by then is broken off, and loses nothing."""
    if works:
        await asyncio.wait(works, timeout=_GRACE_SECONDS)
    for work in works:
        work.cancel()
    await asyncio.gather(*works, return_exceptions=True)


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
