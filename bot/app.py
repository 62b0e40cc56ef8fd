"""The house put together: the one place that knows every room and opens the store."""

import asyncio
import logging
import math
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.calendar import KazakhCalendar
from bot.catalogue import Catalogue
from bot.config import ZONE, Config, Mistake
from bot.conversation import Conversation
from bot.delivery import Delivery
from bot.gateway import Gateway, Limits, Toast
from bot.lanes import ALONE_SECONDS, Lanes
from bot.layout import BOTH, length, length_beside
from bot.looking import Looking
from bot.measures import Measures
from bot.packing.petitions import PetitionPackages
from bot.papers.printed import PrintedPapers
from bot.presence import ChatPresence
from bot.procedures import procedures_for
from bot.retaining import DailyPass
from bot.role import Role
from bot.saying import Saying
from bot.sheets import FileSheets
from bot.slowing import Slowing
from bot.speech import Speech
from bot.ticking import Round, meet_due
from bot.upkeep import Upkeep
from bot.watching import Noticed, WatchedWork, heard_in_time, watched
from bot.whispering import Whispering
from bot.xforms.house import XForms
from handlers.chat import Card, Heard, Say
from handlers.duties.rounds import begin_rounds as first_rounds
from handlers.ports import Clock, Desk
from storage import copying
from storage.alone import NotAlone, alone
from storage.engine import DriverMissing, engine_for
from storage.keyring import keys_for
from storage.migrate import DatabaseAway, DatabaseTooNew, migrate
from storage.sealing import WrongSecret
from storage.tray import tray_on
from storage.waking import Listen, listening_on
from storage.work import OpenSqlWork, work_on
from village.ids import VillageSlug
from village.procedures import Procedure
from village.texts import Bilingual, Language
from village.upkeep import StoreAway
from village.villages import Village

log = logging.getLogger(__name__)
_BREATH = 0.1
_LISTEN_AGAIN = 1.0


OPERATORS_MISTAKES = (
    Mistake,
    DriverMissing,
    DatabaseAway,
    DatabaseTooNew,
    WrongSecret,
    StoreAway,
    copying.NotAFile,
    NotAlone,
)


@dataclass(frozen=True, slots=True)
class _Ruler:
    """Measures cards by the longest message that a village's group may carry in one language.

    What stands beside a network's own poll stands there in both languages together.
    """

    speech: Speech
    most: int = Limits().text
    most_beside: int = Limits().caption

    def over(self, card: Card) -> int:
        """Give by how many characters the longer language is too long."""
        beside = length_beside(card.native, BOTH, self.speech) if card.native else 0
        return max(
            0,
            beside - self.most_beside,
            *(length(card.says, language, self.speech) - self.most for language in BOTH),
        )


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


@dataclass(slots=True)
class _BotLinks:
    """Links into the bots' private chats, and to pages of the bot's own."""

    gateways: dict[tuple[VillageSlug, str], Gateway]
    public_url: str = ""

    def start(self, network: str, village: VillageSlug, word: str) -> str:
        """Give the link that opens a bot's private chat with a word."""
        gateway = self.gateways.get((village, network))
        return gateway.link(word) if gateway else ""

    def printed(self, village: VillageSlug, word: str) -> str:
        """Give the first link of the village's bots that any phone opens."""
        links = (bot.link(word) for (slug, _), bot in self.gateways.items() if slug == village)
        return next((link for link in links if link.startswith("https://")), "")

    def page(self, path: str) -> str:
        """Give the address of a page of the bot's own; empty where the settings name no place for it."""
        return f"{self.public_url.rstrip('/')}/{path}" if self.public_url else ""


@dataclass(frozen=True, slots=True)
class House:
    """The house as it stands: the desk, the networks' gateways, the talk, the delivery, the upkeep."""

    desk: Desk
    speech: Speech
    gateways: dict[tuple[VillageSlug, str], Gateway]
    conversation: Conversation
    delivery: Delivery
    upkeep: Upkeep
    villages: dict[VillageSlug, Village]
    links: _BotLinks
    procedures: dict[str, Procedure]
    listen: Listen | None = None
    rounds: set[VillageSlug] = field(default_factory=set)

    @property
    def wake(self) -> asyncio.Event:
        """Give what wakes the delivery."""
        return self.delivery.wake

    def join(self, gateway: Gateway) -> None:
        """Take in a village's bot on a network."""
        gateway = watched(gateway, self.upkeep.measures, self.desk.clock)
        self.gateways[gateway.village, gateway.network] = gateway

    def leave(self, village: VillageSlug, network: str) -> None:
        """Let go of a village's bot on a network; its letters wait, if the village rests or is away."""
        self.gateways.pop((village, network), None)

    def take(self, config: Config, catalogue: Catalogue, procedures: Mapping[str, Procedure]) -> None:
        """Go on by other settings, sentences and procedures, from one moment to the next."""
        self.speech.take(catalogue)
        self.procedures.clear()
        self.procedures.update(procedures)
        self.villages.clear()
        self.villages.update(config.villages())
        self.links.public_url = config.web.public_url
        customs = config.customs()
        self.desk.customs.reminders, self.desk.customs.quiet = customs.reminders, customs.quiet
        self.desk.customs.freed, self.desk.customs.worked = customs.freed, customs.worked
        self.desk.customs.names_kept = customs.names_kept
        self.desk.customs.begins_alone = customs.begins_alone
        self.upkeep.daily.keep = config.retention

    async def hear(self, heard: Heard, *, carries_toast: bool = False) -> Toast | None:
        """Take what came in; letters posted in it wake the delivery when they are kept."""
        hearing = self.conversation.hear(heard, carries_toast=carries_toast)
        return await heard_in_time(heard, hearing, self.upkeep.measures)

    async def ring(self, stopping: Callable[[], bool] = lambda: False) -> None:
        """Do what is due, unless another worker has the clock; wake the delivery, and tell so.

        When it is time to stop, what is left is done after the next start.
        """
        began = time.perf_counter()
        with suppress(StoreAway):  # another tick does it; only one that went to its end is told of
            if await self.delivery.lanes.keep_clock():
                await self._do_due(stopping)
            if not stopping():
                self.wake.set()
                await self.upkeep.after_tick(round((time.perf_counter() - began) * 1000))

    async def begin_rounds(self) -> None:
        """See that each village has its daily round of duties, once it is known here."""
        if new := self.villages.keys() - self.rounds:
            async with self.desk.open_work() as work:
                await first_rounds(new, work, self.desk)
            self.rounds.update(new)

    async def _do_due(self, stopping: Callable[[], bool]) -> None:
        """Meet the deadlines that are due, and work what was put aside.

        Where it takes so long that another worker takes the clock, each deadline and each thing put aside is
        still done by one of them: it is taken in the piece of work that does it.
        """
        await self.begin_rounds()
        due = Round(self.desk, self.upkeep.measures.failing)
        while not stopping() and await due.step():
            await self.delivery.lanes.keep_clock()
        if not stopping():
            await self.conversation.work_stuck()

    async def is_well(self) -> bool:
        """Tell whether the database answers."""
        try:
            async with self.desk.look() as work:
                await work.outbox.next_due()
        except StoreAway:
            return False
        return True

    async def settle(self) -> None:
        """Do everything that is due now, to the end."""
        await self.begin_rounds()
        while await meet_due(self.desk) + await self.delivery.drain():
            pass

    async def deliver(self, stop: asyncio.Event, idle_seconds: float) -> None:
        """Send letters until told to stop: as soon as woken, when the next is due, and now and then unasked.

        Each village's lane goes its own way: a slow network or a great send of one holds up no other.
        """
        if not await self._begin(stop, idle_seconds):
            return
        async with asyncio.TaskGroup() as group:
            doings = (self._fetch(idle_seconds), self._be_woken(), self._keep_lanes())
            beside = [group.create_task(each) for each in doings]
            while not stop.is_set():
                self.wake.clear()
                await self._start_lanes(group)
                # Many may wake it at once; what they posted is looked for together.
                await asyncio.sleep(_BREATH)
                with suppress(TimeoutError):
                    async with asyncio.timeout(min(idle_seconds, self._until_due())):
                        await self.wake.wait()
            self.delivery.close()
            for each in beside:
                each.cancel()
        with suppress(StoreAway):  # what it has ends by itself
            await self.delivery.lanes.leave()

    def _until_due(self) -> float:
        """Give how long it is until another letter is due than those seen."""
        due = self.delivery.next_due
        return (due - self.desk.clock.now()).total_seconds() if due else math.inf

    async def _begin(self, stop: asyncio.Event, idle_seconds: float) -> bool:
        """Look after what an earlier life left, once the store is there; False when told to stop first."""
        while not stop.is_set():
            with suppress(StoreAway):
                await self.delivery.lanes.begin()
                return True
            await asyncio.sleep(idle_seconds)
        return False

    async def _start_lanes(self, group: asyncio.TaskGroup) -> None:
        try:
            await self.delivery.lanes.be_there()
            for village in self.delivery.in_turn(await self.delivery.due_lanes()):
                group.create_task(self._lane(village))
        except StoreAway:
            return  # the letters are there, and the next tick looks again
        except Exception:
            log.exception("delivery failed", extra={"event": "delivery_failed"})

    async def _fetch(self, idle_seconds: float) -> None:
        """Fetch files now and then: the worker that has the clock; what it left, whoever finds it."""
        while True:
            try:
                if self.delivery.lanes.has_clock:
                    await self.delivery.fetch_files()
                else:
                    await self.delivery.fetch_left_files()
            except StoreAway:
                pass  # the files are wanted still
            except Exception:
                log.exception("files not fetched", extra={"event": "fetching_failed"})
            await asyncio.sleep(idle_seconds)

    async def _keep_lanes(self) -> None:
        """Keep the lanes that are at work, also while all letters in them are slow."""
        while True:
            await asyncio.sleep(self.delivery.lanes.renewed_after)
            try:
                await self.delivery.lanes.keep_all()
            except Exception as fault:  # noqa: BLE001 - whatever it was, a lane that is not kept is left in time
                away = {"event": "lanes_not_kept", "error": type(fault).__name__}
                log.warning("lanes not kept", extra=away)

    async def _be_woken(self) -> None:
        """Be woken by letters that other processes post, where the database tells of them."""
        while self.listen:
            try:
                await self.listen(self.wake.set)
            except Exception as fault:  # noqa: BLE001 - whatever it was, the tick finds the letters meanwhile
                away = {"event": "not_listening", "error": type(fault).__name__}
                log.warning("not woken by others", extra=away)
            await asyncio.sleep(_LISTEN_AGAIN)

    async def _lane(self, village: VillageSlug) -> None:
        try:
            await self.delivery.drain_lane(village)
        except StoreAway:
            return  # the letters are there, and the next tick starts the lane again
        except Exception:
            # The letters are there, and the next tick starts the lane again.
            log.exception("lane failed", extra={"event": "lane_failed", "village": village})


@asynccontextmanager
async def open_house(config: Config, clock: Clock, role: Role = Role.ALL) -> AsyncIterator[House]:
    """Open the database, bring it up to date, and put the house together; networks join afterwards."""
    url = config.app.database.get_secret_value()
    engine, keeping = engine_for(url), engine_for(url)
    try:
        await migrate(engine)
        keys = await keys_for(engine, *_secrets(config))
        wake = asyncio.Event()
        open_work, look = work_on(engine, keys, ZONE, wake.set)
        house = _built(config, clock, open_work, look, role, wake)
        if listen := listening_on(engine):
            # A pool of its own: a lease is renewed in time however many letters wait for a connection.
            house.delivery.lanes.open_keeping, _ = work_on(keeping, keys, ZONE)
        else:
            # The one worker of a file has nobody to lose a lane to.
            house.delivery.lanes.seconds = ALONE_SECONDS
        yield replace(house, listen=listen)
    finally:
        await engine.dispose()
        await keeping.dispose()


def _secrets(config: Config) -> tuple[str, tuple[str, ...]]:
    former = tuple(secret.get_secret_value() for secret in config.app.former_secrets)
    return config.app.secret.get_secret_value(), former


def _built(  # noqa: PLR0913, PLR0917 - all that the one place knows
    config: Config,
    clock: Clock,
    open_work: OpenSqlWork,
    look: OpenSqlWork,
    role: Role,
    wake: asyncio.Event,
) -> House:
    measures = Measures(clock.now())
    lanes = Lanes(WatchedWork(open_work.by_a_worker(), measures), look, open_work)
    daily = DailyPass(open_work, look, config.retention, clock)
    speech = Speech(ZONE)
    gateways: dict[tuple[VillageSlug, str], Gateway] = {}
    villages, links = config.villages(), _BotLinks(gateways, config.web.public_url)
    procedures = procedures_for(config.duties)
    desk = Desk(
        clock=clock,
        calendar=KazakhCalendar(),
        villages=villages,
        open_work=WatchedWork(Noticed(open_work), measures),
        look=Noticed(look),
        tray=tray_on(open_work),
        presence=ChatPresence(open_work, look, gateways, clock),
        papers=PrintedPapers(speech, ZONE),
        packages=PetitionPackages(speech, ZONE),
        sheets=FileSheets(),
        questionnaires=XForms(),
        measure=_Ruler(speech),
        phrases=_Phrases(speech),
        links=links,
        customs=config.customs(),
        procedures=procedures,
    )
    saying = Saying(speech, desk.look)
    return House(
        desk=desk,
        speech=speech,
        gateways=gateways,
        conversation=Conversation(
            desk,
            gateways,
            speech,
            saying,
            Whispering(saying, clock),
            Slowing(count=measures.flooded.add),
        ),
        delivery=Delivery(desk, gateways, saying, lanes, Looking(desk, gateways), wake),
        upkeep=Upkeep(open_work, look, clock, measures, daily, lanes, villages, role),
        villages=villages,
        links=links,
        procedures=procedures,
    )


@contextmanager
def only_one(config: Config, role: Role) -> Iterator[None]:
    """Be the only process of a role on a SQLite file; raises an operator's mistake where there is another."""
    with alone(config.app.database.get_secret_value(), role.parts):
        yield


def copy_store(config: Config, file: Path) -> None:
    """Copy the database to a file."""
    copying.copy(config.app.database.get_secret_value(), file)


def store_file(config: Config) -> Path:
    """Give the database's file; an operator's mistake where it is none."""
    return copying.file_of(config.app.database.get_secret_value())


def store_size(config: Config) -> int:
    """Give how many bytes the database's file has."""
    return copying.size_of(config.app.database.get_secret_value())


def put_back_store(config: Config, file: Path) -> Path:
    """Put a copy back; give where the database that was there is kept. The bot must be stopped."""
    with only_one(config, Role.ALL):
        return copying.put_back(config.app.database.get_secret_value(), file)


def stop_on_signals(stop: asyncio.Event) -> None:
    """Have TERM and INT ask to stop."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)


def read_again_on_signal(again: asyncio.Event) -> None:
    """Have HUP ask to read the settings again; from now on it ends no process."""
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, again.set)
