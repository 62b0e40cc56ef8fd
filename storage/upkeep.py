"""What the running program notes about itself: heartbeats, bots reached, and what was done for the day."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, select

from storage.shelf import Shelf
from storage.tables import bot, chore, heartbeat
from village.ids import VillageSlug
from village.upkeep import BotState, Heartbeat


class SqlHeartbeats(Shelf):
    """The processes that run, each by its last tick."""

    async def beat(self, beat: Heartbeat) -> None:
        """Note a tick in place of the process's last."""
        values = {
            "process": beat.process,
            "at": beat.at,
            "tick_ms": beat.tick_ms,
            "letters_sent": beat.letters_sent,
        }
        await self._keep(heartbeat, ("process",), values)

    async def all(self) -> tuple[Heartbeat, ...]:
        """List the processes, the last heard of first."""
        rows = await self._all(select(heartbeat).order_by(heartbeat.c.at.desc()))
        return tuple(Heartbeat(row.process, row.at, row.tick_ms, row.letters_sent) for row in rows)

    async def forget(self, before: datetime) -> int:
        """Forget processes that have not ticked since a moment."""
        return await self._do(delete(heartbeat).where(heartbeat.c.at < before))


class SqlBots(Shelf):
    """The villages' bots as the networks last answered for them."""

    async def keep(self, state: BotState) -> None:
        """Keep how a bot stands, in place of how it stood."""
        values = {
            "village": state.village,
            "network": state.network,
            "reached": state.reached,
            "reason": state.reason,
            "at": state.at,
            "told": state.told,
        }
        await self._keep(bot, ("village", "network"), values)

    async def get(self, village: VillageSlug, network: str) -> BotState | None:
        """Give how a bot stood when it was last kept."""
        row = await self._one(select(bot).where(bot.c.village == village, bot.c.network == network))
        return None if row is None else _bot_of(row)

    async def all(self) -> Mapping[VillageSlug, tuple[BotState, ...]]:
        """Give all bots by village."""
        found: dict[VillageSlug, tuple[BotState, ...]] = {}
        for state in map(_bot_of, await self._all(select(bot).order_by(bot.c.village, bot.c.network))):
            found[state.village] = (*found.get(state.village, ()), state)
        return found


class SqlChores(Shelf):
    """What is done once a day, and the last day for which it was."""

    async def last(self, name: str) -> date | None:
        """Give the last day for which a chore was done to its end."""
        found: date | None = await self._value(select(chore.c.day).where(chore.c.name == name))
        return found

    async def done(self, name: str, day: date) -> None:
        """Note that a chore was done for a day."""
        await self._keep(chore, ("name",), {"name": name, "day": day})


def _bot_of(row: Row[Any]) -> BotState:
    return BotState(VillageSlug(row.village), row.network, row.reached, row.reason, row.at, row.told)
