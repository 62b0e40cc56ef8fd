"""A small simulated village on loopback, with a stand-in for the bot that answers everything it hears."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.gateway import Attachment, Button, Line, Message, Room
from bot.simulator.network import SimulatorGateway
from bot.simulator.records import Group, Profile, Villager
from bot.simulator.seen import Command, Scene
from bot.simulator.web import application
from bot.simulator.world import World
from handlers.chat import Heard, Pressed, Wrote
from village.announcements import Point
from village.chats import Address
from village.ids import VillageSlug
from village.villages import Named

BUGROVOE = VillageSlug("bugrovoe")
START = datetime(2026, 12, 9, 4, 0, tzinfo=UTC)
RESIDENT = Named("тұрғын", "житель", "resident")
AKIM = Villager("serik", "Серік Ахметов", Named("әкім", "аким", "akim"), "+77010000001", started=True)
MARAT = Villager("marat", "Марат Оспанов", RESIDENT, "+77010000002")
DINA = Villager("dina", "Дина Қасымова", RESIDENT, "+77010000003", profile=Profile.WHATSAPP, started=True)
CHAT = Group("chat", "Бугровое · ауыл чаты", ("serik", "marat", "dina"))
SCENE = Scene(
    title=Named("Бугровое ауылдық округі", "Бугровский сельский округ", "Bugrovoe rural district"),
    bot=Named("Асар", "Асар", "Asar"),
    zone=ZoneInfo("Asia/Almaty"),
    commands=(
        Command("/help", Named("Көмек", "Помощь", "Help")),
        Command("/gathering", Named("Жиын шақыру", "Созвать сход", "Convene a gathering")),
    ),
    place=Point(53.2, 63.6),
)
GROUP_ROOM = Room(Address("simulator", "chat"), private=False)


@dataclass
class StillClock:
    """A machine's clock that stands still."""

    moment: datetime = START

    def now(self) -> datetime:
        return self.moment


def private_room(person: str) -> Room:
    """Name a person's private chat."""
    return Room(Address("simulator", person), private=True)


def a_message(*lines: str, **more: object) -> Message:
    """Make a message of plain lines."""
    return Message(tuple(Line(line) for line in lines), **more)  # type: ignore[arg-type]  # a test's shorthand


def open_world(folder: Path, clock: StillClock | None = None) -> World:
    """Open the village's world; a new one gets its three people and their chat."""
    world = World(folder / "world.journal", clock or StillClock(), BUGROVOE)
    if world.is_new:
        world.settle_in(AKIM, MARAT, DINA, CHAT)
    return world


@dataclass
class Parrot:
    """A stand-in for the bot: says again what it hears, with a button, and answers each tap."""

    gateway: SimulatorGateway
    heard: list[Heard] = field(default_factory=list)
    stumbles: bool = False

    async def __call__(self, heard: Heard) -> None:
        self.heard.append(heard)
        if self.stumbles:
            raise RuntimeError("the bot stumbles")
        match heard.what:
            case Wrote() if heard.private:
                await self._say_again(heard, heard.what)
            case Pressed():
                await self._answer(heard, heard.what)
            case _:
                pass

    async def _say_again(self, heard: Heard, wrote: Wrote) -> None:
        room = private_room(heard.sender.id)
        keys = ((Button("Барамын", press="go"),), (Button("Бара алмаймын", press="no"),))
        attachment = (
            Attachment(wrote.file.name, wrote.file.mime, wrote.file.kind, remote=wrote.file.remote)
            if wrote.file
            else None
        )
        lines = (Line("Естідім", strong=True), *map(Line, wrote.text.split("\n")))
        await self.gateway.say(room, Message(lines, keys, attachment))

    async def _answer(self, heard: Heard, pressed: Pressed) -> None:
        room = private_room(heard.sender.id) if heard.private else GROUP_ROOM
        if pressed.tap:
            await self.gateway.toast(pressed.tap, "Жауабыңыз қабылданды", alert=pressed.data == "no")
        keys = ((Button("Барамын · 1", press="go"),), (Button("Бара алмаймын", press="no"),))
        if self.gateway.limits(room).may_edit:
            await self.gateway.edit(room, pressed.ref, a_message("Жауап берілді", rows=keys))


@dataclass
class Hands:
    """A stand-in for the demo's time: something is due in thirty hours from the start."""

    world: World
    settled: int = 0

    async def forward(self, by: timedelta) -> None:
        self.world.clock.forward(by)

    async def next_due(self) -> datetime | None:
        due = START + timedelta(hours=30)
        return due if due > self.world.clock.now() else None

    async def settle(self) -> None:
        self.settled += 1


@dataclass
class Simulated:
    """A running simulator: where it listens, and what stands behind it."""

    url: str
    world: World
    gateway: SimulatorGateway
    parrot: Parrot
    hands: Hands


@asynccontextmanager
async def serve(folder: Path) -> AsyncIterator[Simulated]:
    """Serve the village's page on a free port of loopback."""
    with open_world(folder) as world:
        gateway = SimulatorGateway(world)
        parrot, hands = Parrot(gateway), Hands(world)
        runner = web.AppRunner(application(world, parrot, hands, SCENE), shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        try:
            yield Simulated(f"http://127.0.0.1:{port}", world, gateway, parrot, hands)
        finally:
            await runner.cleanup()
