"""``asar check``: what is right and what is wrong, in a table."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table

from bot.app import OPERATORS_MISTAKES, House, open_house
from bot.catalogue import BrokenCatalogue, read_catalogue
from bot.clock import WallClock
from bot.config import ZONE, Config, Mistake, VillagePart
from bot.gateway import OurFault, Room, TryLater, Unreachable
from bot.procedures import procedures_for
from bot.telegram.outbound import TelegramGateway, meet
from bot.telegram.run import TokenRefused, Wire, build_bot
from village.ids import VillageSlug

_TELEGRAM_FAILS = (TryLater, Unreachable, OurFault, TokenRefused)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    right: bool
    told: str


def _fine(what: str, told: str) -> Finding:
    return Finding(what, right=True, told=told)


def _wrong(what: str, told: str) -> Finding:
    return Finding(what, right=False, told=told)


async def check(config: Config) -> bool:
    """Print the table of what was found; tell whether all is right."""
    findings = [finding async for finding in _findings(config)]
    table = Table("", "", "", show_header=False, box=None, padding=(0, 1))
    for finding in findings:
        table.add_row("[green]ok[/]" if finding.right else "[red]no[/]", finding.what, finding.told)
    Console().print(table)
    return all(finding.right for finding in findings)


async def _findings(config: Config) -> AsyncIterator[Finding]:
    yield _fine("settings", f"{len(config.village)} village(s)")
    yield _zone()
    yield _sentences()
    yield _procedures(config)
    try:
        async with open_house(config, WallClock()) as house:
            yield Finding("database", await house.is_well(), "answers, up to date")
            wire = Wire(config.telegram.api)
            try:
                for part in config.village:
                    async for finding in _village(part, house, wire):
                        yield finding
            finally:
                await wire.close()
    except OPERATORS_MISTAKES as wrong:
        yield _wrong("database", str(wrong))


def _zone() -> Finding:
    # Kazakhstan is one zone since 1 March 2024; an old table of zones would be an hour off.
    hours = datetime(2026, 1, 1, tzinfo=UTC).astimezone(ZONE).utcoffset()
    right = hours is not None and hours.total_seconds() == 5 * 3600
    return Finding("clock", right, "UTC+5" if right else "the table of time zones is old; update tzdata")


def _sentences() -> Finding:
    try:
        read_catalogue().check()
    except BrokenCatalogue as broken:
        return _wrong("sentences", str(broken))
    return _fine("sentences", "kk, ru, en")


def _procedures(config: Config) -> Finding:
    try:
        found = procedures_for(config.duties)
    except Mistake as wrong:
        return _wrong("procedures", str(wrong))
    return _fine("procedures", ", ".join(sorted(found)))


async def _village(part: VillagePart, house: House, wire: Wire) -> AsyncIterator[Finding]:
    what, slug = f"telegram of {part.slug}", VillageSlug(part.slug)
    token = part.telegram_token.get_secret_value()
    if not token:
        yield _wrong(what, f"[[village]] {part.slug} has no telegram_token; ask @BotFather for one")
        return
    try:
        bot = build_bot(token, wire, slug)
        gateway = TelegramGateway(bot, await meet(bot, slug))
        yield _fine(what, gateway.link(""))
        async for finding in _chats(slug, house, gateway):
            yield finding
    except _TELEGRAM_FAILS as fault:
        yield _wrong(what, str(fault))


async def _chats(slug: VillageSlug, house: House, gateway: TelegramGateway) -> AsyncIterator[Finding]:
    async with house.desk.look() as work:
        chats = await work.chats.bound(slug)
    if not chats:
        yield _wrong(f"chats of {slug}", "no group is bound; write /bind in it")
    for chat in chats:
        if chat.address.network != gateway.network:
            continue
        rights = await gateway.rights_in(Room(chat.address, private=False, topic=chat.topic))
        missing = ", ".join(rights.missing)
        told = (
            "can pin"
            if not missing
            else f"missing admin rights: {missing}; give them in the group's settings"
        )
        yield Finding(f"chat {chat.title}", rights.present and not missing, told)
