"""How the program tells of itself: its heartbeat, its health, its measures, and the day's deleting."""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.lanes import Lanes
from bot.measures import Labels, Measures, gauge, page
from bot.retaining import DailyPass
from bot.role import Role
from bot.shelves import OpenShelves, Shelves
from handlers.ports import Clock
from village.ids import VillageSlug
from village.upkeep import BotState, Heartbeat, StoreAway

log = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_NAMED_AT_MOST = 20
_REASON_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Health:
    """What is wrong, each in a word that a machine can look for; the lanes that stand still by village."""

    wrong: tuple[str, ...] = ()
    late_seconds: float = 0.0
    lanes: tuple[VillageSlug, ...] = ()
    failing: int = 0

    @property
    def well(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.wrong

    def told(self) -> dict[str, object]:
        """Give it as the body of an answer; a long list of villages is cut."""
        return {
            "well": self.well,
            "wrong": list(self.wrong),
            "deadlines_late_seconds": round(self.late_seconds, 1),
            "deadlines_failing": self.failing,
            "lanes_stuck": list(self.lanes[:_NAMED_AT_MOST]),
        }


@dataclass(slots=True)
class Upkeep:
    """What one process does and tells about itself."""

    open_work: OpenShelves
    look: OpenShelves
    clock: Clock
    measures: Measures
    daily: DailyPass
    lanes: Lanes
    villages: Collection[VillageSlug]
    role: Role = Role.ALL
    patience: timedelta = PATIENCE

    @property
    def process(self) -> str:
        """Name this process for the operator."""
        return self.role.process

    async def after_tick(self, milliseconds: int) -> None:
        """Note that a tick went to its end, and do some of the day's deleting; a failure is logged alone.

        The worker that has the clock does the deleting.
        """
        self.measures.ticked(self.clock.now(), milliseconds)
        try:
            async with self.open_work() as work:
                await work.heartbeats.beat(self._beat(milliseconds))
            if self.lanes.has_clock:
                await self.daily.some()
        except StoreAway:
            return  # told where the database is opened
        except Exception:
            log.exception("upkeep failed", extra={"event": "upkeep_failed"})

    async def be_seen(self) -> None:
        """Let the operator see a process that ticks not."""
        async with self.open_work() as work:
            await work.heartbeats.beat(self._beat(0))

    def _beat(self, milliseconds: int) -> Heartbeat:
        return Heartbeat(self.process, self.clock.now(), milliseconds, self.measures.sent)

    # ------------------------------------------------------------------------------------ bots

    async def bot_reached(self, village: VillageSlug, network: str, told: str) -> None:
        """Note that a network answered for a village's bot, and the digest of what it was told."""
        now = self.clock.now()
        await self._keep_bot(BotState(village, network, reached=True, reason="", at=now, told=told))

    async def bot_away(self, village: VillageSlug, network: str, reason: str) -> None:
        """Note why a village's bot is not reached; what the network was told of it stays known."""
        now, why = self.clock.now(), reason[:_REASON_LENGTH]
        told = await self.told(village, network)
        await self._keep_bot(BotState(village, network, reached=False, reason=why, at=now, told=told))

    async def told(self, village: VillageSlug, network: str) -> str:
        """Give the digest of what a network was last told of a bot; empty when it was told nothing."""
        known = await self._known(village, network)
        return known.told if known else ""

    async def _known(self, village: VillageSlug, network: str) -> BotState | None:
        try:
            async with self.look() as work:
                return await work.bots.get(village, network)
        except StoreAway:
            return None
        except Exception:
            log.exception("bot's state not read", extra={"event": "bot_state_not_read"})
            return None

    async def _keep_bot(self, state: BotState) -> None:
        """Keep how a bot stands since now; what stood so already is not written again."""
        known = await self._known(state.village, state.network)
        if known is not None and replace(known, at=state.at) == state:
            return
        try:
            async with self.open_work() as work:
                await work.bots.keep(state)
        except StoreAway:
            return  # the bot itself goes on; only the operator's table tells of it what was so before
        except Exception:
            log.exception("bot's state not kept", extra={"event": "bot_state_not_kept"})

    # ------------------------------------------------------------------------------------ health

    async def health(self) -> Health:
        """Look whether the database answers; of a worker, whether its tick is in time and every lane moves.

        A lane that another worker has, or has moved within the last minute, is that one's to tell of; so are
        late deadlines, of the one that has the clock.
        """
        try:
            async with self.look() as work:
                return await (self._looked_at(work) if self.role.works else self._answers(work))
        except StoreAway:
            return Health(("database away",))
        except Exception:
            log.exception("database not understood", extra={"event": "database_broken"})
            return Health(("database away",))

    async def _answers(self, work: Shelves) -> Health:
        await work.chores.last("")
        return Health()

    async def _looked_at(self, work: Shelves) -> Health:
        now = self.clock.now()
        failing = frozenset(self.measures.failing)
        late = _seconds(await work.counts.oldest_deadline(failing), now)
        # The letters of a village that was taken out of the settings are meant to wait.
        lanes = {each for each in await work.counts.late_lanes(now - self.patience) if each in self.villages}
        if lanes:
            lanes -= await work.leases.lately(self.lanes.holder, round(self.patience.total_seconds() * 1000))
        still = (each for each in lanes if self.measures.stands_still(each, now, self.patience))
        stuck = tuple(sorted(still))
        return Health(tuple(self._wrong(late, stuck, now)), late, stuck, len(failing))

    def _wrong(self, late: float, stuck: tuple[VillageSlug, ...], now: datetime) -> Iterator[str]:
        # What had come due before the start is met by the first ticks; so long nothing is late.
        awake = now - self.measures.began > self.patience
        if awake and now - (self.measures.ticked_at or self.measures.began) > self.patience:
            yield "tick late"
        if awake and self._tells_of_deadlines() and late > self.patience.total_seconds():
            yield "deadlines late"
        if stuck:
            yield "lane stuck"

    def _tells_of_deadlines(self) -> bool:
        # Only whoever does what is due knows which deadlines fail, and that they hold up no other.
        return self.lanes.has_clock or self.measures.ticked_at is None

    # ------------------------------------------------------------------------------------ metrics

    async def metrics(self) -> str:
        """Write all measures for Prometheus; without the database, those that need none."""
        try:
            async with self.look() as work:
                stored = [*await self._stored(work)]
        except StoreAway:
            stored = [*_up(0)]
        except Exception:
            log.exception("database not understood", extra={"event": "database_broken"})
            stored = [*_up(0)]
        return page(self.measures.lines(), stored)

    async def _stored(self, work: Shelves) -> Iterator[str]:
        now, counts = self.clock.now(), work.counts
        letters: dict[Labels, float] = {
            (("kind", each.kind), ("state", str(each.state))): each.letters
            for each in await counts.under_way()
        }
        late = {
            "asar_deadline_late_seconds": _seconds(await counts.oldest_deadline(), now),
            "asar_letter_late_seconds": _seconds(await counts.oldest_letter(), now),
            "asar_letters_in_doubt": await counts.in_doubt(now - _DAY),
            "asar_updates_stuck": await counts.stuck(),
            "asar_deadlines_failing": len(self.measures.failing),
        }
        return iter([*_up(1), *gauge("asar_letters", _UNDER_WAY, letters), *_gauges(late)])


_UNDER_WAY = "Letters that wait or are being sent, by kind and state."
_TOLD = {
    "asar_deadline_late_seconds": "How long the oldest deadline has been due.",
    "asar_letter_late_seconds": "How long the oldest letter has been due.",
    "asar_letters_in_doubt": "Letters of the last day of which nobody knows whether they went out.",
    "asar_updates_stuck": "What came in, could not be worked, and was kept aside for the operator.",
    "asar_deadlines_failing": "Deadlines that failed when they were last tried.",
}


def _gauges(values: dict[str, float]) -> Iterator[str]:
    for name, value in values.items():
        yield from gauge(name, _TOLD[name], {(): value})


def _up(value: int) -> Iterator[str]:
    return gauge("asar_database_up", "Whether the database answers.", {(): value})


def _seconds(moment: datetime | None, now: datetime) -> float:
    return 0.0 if moment is None else max(0.0, (now - moment).total_seconds())
