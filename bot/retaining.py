"""Once a day, what was kept long enough is deleted: a little at each tick, so that nobody waits for it."""

import logging
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.config import ZONE, RetentionPart
from bot.shelves import OpenShelves, Shelves
from handlers.ports import Clock
from village.upkeep import Place, RegisterPlace

log = logging.getLogger(__name__)

CHORE = "retention"
_BEGINS = timedelta(hours=3)
_CODES, _PROCESSES = timedelta(days=1), timedelta(days=1)
_PIECE = 500
_SECONDS_A_TICK = 1.0


@dataclass(slots=True)
class DailyPass:
    """The day's deleting: how far it is. Killed in the middle, it begins again and finds less to do."""

    open_work: OpenShelves
    look: OpenShelves
    keep: RetentionPart
    clock: Clock
    done_for: date | None = None
    place: Place | None = None
    letters_left: bool = True
    named: RegisterPlace | None = None
    names_left: bool = True

    async def some(self, seconds: float = _SECONDS_A_TICK) -> None:
        """Do some of it, if it is not yet done today: until all is, or about so many seconds have gone."""
        day = (self.clock.now().astimezone(ZONE) - _BEGINS).date()
        if await self._is_done(day):
            return
        stop = time.monotonic() + seconds
        while await self._piece():
            if time.monotonic() > stop:
                return
        await self._finish(day)

    async def _is_done(self, day: date) -> bool:
        if self.done_for is None:
            async with self.look() as work:
                self.done_for = await work.chores.last(CHORE)
        # A clock that was set back is no new day.
        return self.done_for is not None and self.done_for >= day

    async def _finish(self, day: date) -> None:
        async with self.open_work() as work:
            await work.chores.done(CHORE, day)
        self.done_for, self.place, self.letters_left = day, None, True
        self.named, self.names_left = None, True
        log.info("old rows deleted", extra={"event": "retention_done", "day": day.isoformat()})

    async def _piece(self) -> bool:
        """Delete one piece of everything; tell whether there is more."""
        async with self.open_work() as work:
            deleted = await self._small(work)
            if self.letters_left:
                self.place = await work.retention.letters(
                    self._ago(self.keep.letters_days), self.place, _PIECE
                )
                self.letters_left = self.place is not None
            if self.names_left:
                self.named = await work.petition_answers.erase_names(self.clock.now(), self.named, _PIECE)
                self.names_left = self.named is not None
        return self.letters_left or self.names_left or any(count >= _PIECE for count in deleted)

    async def _small(self, work: Shelves) -> list[int]:
        rows, ended = work.retention, self._ago(self.keep.letters_days)
        await work.heartbeats.forget(self.clock.now() - _PROCESSES)
        return [
            await rows.updates(self._ago(self.keep.updates_days), _PIECE),
            await rows.stuck(self._ago(self.keep.stuck_days), _PIECE),
            await rows.wrong_codes(self.clock.now() - _CODES, _PIECE),
            await rows.petition_codes(self.clock.now() - _CODES, _PIECE),
            await rows.deadlines(ended, _PIECE),
            await rows.campaigns(ended, _PIECE),
            await rows.members(self._ago(self.keep.left_days), _PIECE),
            await rows.people(self._ago(self.keep.left_days), _PIECE),
        ]

    def _ago(self, days: int) -> datetime:
        return self.clock.now() - timedelta(days=days)
