"""The clock's hand: APScheduler rings every few seconds, and what is due is asked of the database."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.failing import Failing, Fault, failed
from handlers.deadlines import meet
from handlers.ports import Desk
from village.outbox import Deadline
from village.upkeep import StoreAway

log = logging.getLogger(__name__)
# As many as keep a writer waiting for less than a tenth of a second.
_AT_ONCE = 400
_GRACE_SECONDS = 1.5
# More than so many that fail are no longer told apart: they are tried at every ring, and count as late.
_KNOWN_AT_MOST = 1000


@dataclass(slots=True)
class Round:
    """One way through all that is due, oldest first, a batch to a transaction; none holds up the next.

    A batch that fails is undone and met one by one: the faulty one stays due, is logged and noted in
    ``failing``, and is tried again at a later round.
    """

    desk: Desk
    failing: Failing = field(default_factory=dict)
    met: int = 0
    _after: Deadline | None = None
    _failed: Failing = field(default_factory=dict)

    async def step(self) -> bool:
        """Meet the next batch; False when there is none."""
        batch: list[Deadline] = []
        try:
            await self._meet_together(batch)
        except StoreAway:
            raise  # no fault of theirs: they stay due
        except Exception as fault:
            if not batch:
                raise
            log.info(
                "deadlines met one by one", extra={"event": "batch_undone", "error": type(fault).__name__}
            )
            for deadline in self._awake(batch):
                await self._meet_alone(deadline)
        if not batch:
            self._note_failing()
            return False
        self._after = batch[-1]
        return True

    async def _meet_together(self, batch: list[Deadline]) -> None:
        now = self.desk.clock.now()
        async with self.desk.open_work() as work:
            batch.extend(await work.deadlines.due(now, _AT_ONCE, self._after))
            awake = [*self._awake(batch)]
            # Taken in the same transaction: of two workers one meets it; if meeting fails, it is due again.
            await work.deadlines.take_all(awake, now)
            await meet(awake, work, self.desk)
        self.met += len(awake)

    async def _meet_alone(self, deadline: Deadline) -> None:
        try:
            async with self.desk.open_work() as work:
                met = await work.deadlines.take(deadline, self.desk.clock.now())
                if met:
                    await meet([deadline], work, self.desk)
        except StoreAway:
            raise
        except Exception:
            log.exception("deadline failed", extra={"event": "deadline_failed", "kind": deadline.kind})
            before = self.failing.get((deadline.village, deadline.id))
            self._note(deadline, failed(deadline, before, self.desk.clock.now()))
            return
        self.met += met

    def _awake(self, batch: Iterable[Deadline]) -> Iterator[Deadline]:
        """Give those that are tried now; those that failed a moment ago are only noted again."""
        now = self.desk.clock.now()
        for deadline in batch:
            fault = self.failing.get((deadline.village, deadline.id))
            if fault is not None and fault.rests(deadline, now):
                self._note(deadline, fault)
            else:
                yield deadline

    def _note(self, deadline: Deadline, fault: Fault) -> None:
        if len(self._failed) < _KNOWN_AT_MOST:
            self._failed[deadline.village, deadline.id] = fault

    def _note_failing(self) -> None:
        self.failing.clear()
        self.failing.update(self._failed)


async def meet_due(desk: Desk) -> int:
    """Do all that has come due, however late we look; give how many deadlines were met."""
    due = Round(desk)
    while await due.step():
        pass
    return due.met


@asynccontextmanager
async def ticking(ring: Callable[[], Awaitable[None]], seconds: float) -> AsyncIterator[None]:
    """Ring every so many seconds while this is open; rings that were missed become one.

    A ring that is under way at the end gets a moment to come to an end of its own.
    """
    one_at_a_time = asyncio.Lock()

    async def rung() -> None:
        async with one_at_a_time:
            await ring()

    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(rung, "interval", seconds=seconds, max_instances=1, coalesce=True)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        with suppress(TimeoutError):
            async with asyncio.timeout(_GRACE_SECONDS), one_at_a_time:
                pass
        scheduler.shutdown(wait=False)
