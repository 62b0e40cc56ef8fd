"""Deadlines that fail: tried again with growing pauses, so that they cost the others nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from village.ids import VillageSlug
from village.outbox import Deadline

_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(minutes=5)
_DOUBLED_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Fault:
    """How often a deadline has failed, and when it is tried again."""

    due_at: datetime
    tries: int
    again_at: datetime

    def rests(self, deadline: Deadline, now: datetime) -> bool:
        """Tell whether the deadline, if it was not moved since, is not yet tried again.

        A clock that was set back lengthens no pause.
        """
        unmoved = self.due_at == deadline.due_at
        return unmoved and timedelta(0) < self.again_at - now <= _LONGEST_PAUSE


Failing = dict[tuple[VillageSlug, int], Fault]
"""The deadlines that failed when they were last tried."""


def failed(deadline: Deadline, before: Fault | None, now: datetime) -> Fault:
    """Note that a deadline failed, and pause twice as long as before."""
    tries = before.tries + 1 if before and before.due_at == deadline.due_at else 1
    pause = _FIRST_PAUSE * 2 ** min(tries - 1, _DOUBLED_AT_MOST)
    return Fault(deadline.due_at, tries, now + min(pause, _LONGEST_PAUSE))
