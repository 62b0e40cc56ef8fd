"""The clock's hand: APScheduler rings every few seconds, and what is due is asked of the database."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from handlers.deadlines import meet
from handlers.ports import Desk
from village.ids import VillageSlug
from village.outbox import Deadline
from village.upkeep import StoreAway

log = logging.getLogger(__name__)
_AT_ONCE = 200


Failing = set[tuple[VillageSlug, int]]
"""The deadlines that failed when they were last tried."""


async def meet_due(desk: Desk, failing: Failing | None = None) -> int:
    """Do what has come due, however late we look; give how many deadlines were met.

    One that fails stays due, is logged, is noted in ``failing``, and stops none of the others; when the
    store goes away, all that are left wait.
    """
    async with desk.look() as work:
        due = await work.deadlines.due(desk.clock.now(), _AT_ONCE)
    met = [await _met(deadline, desk) for deadline in due]
    if failing is not None:
        failing.clear()
        failing.update((each.village, each.id) for each, done in zip(due, met, strict=True) if not done)
    return sum(met)


async def _met(deadline: Deadline, desk: Desk) -> bool:
    try:
        async with desk.open_work() as work:
            # Taken in the same transaction: of two workers one meets it; if meeting fails, it is due again.
            if await work.deadlines.take(deadline, desk.clock.now()):
                await meet(deadline, work, desk)
    except StoreAway:
        raise  # no fault of the deadline's: it stays due
    except Exception:
        log.exception("deadline failed", extra={"event": "deadline_failed", "kind": deadline.kind})
        return False
    return True


@asynccontextmanager
async def ticking(ring: Callable[[], Awaitable[None]], seconds: float) -> AsyncIterator[None]:
    """Ring every so many seconds while this is open; rings that were missed become one."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(ring, "interval", seconds=seconds, max_instances=1, coalesce=True)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
