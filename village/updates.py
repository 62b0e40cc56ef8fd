"""What came in, as its network counts it; and what was taken but is not worked yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from village.ids import VillageSlug

NUMBERS_HOLD = timedelta(days=1)
"""How long numbers tell which update is the newer one.

A network brings nothing that is older than a day; and after a quiet week, or with another token, Telegram
begins its numbers anew somewhere else, lower perhaps.
"""


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that came in, by the number that its network gave it for one village's bot."""

    village: VillageSlug
    network: str
    number: int


def is_newer(before: Update | None, at: datetime, update: Update | None, now: datetime) -> bool:
    """Tell whether what came before, at a moment, came by a higher number than what comes now."""
    if before is None or update is None:
        return False
    if (before.village, before.network) != (update.village, update.network):
        return False  # each bot's updates are numbered by themselves
    return before.number > update.number and at > now - NUMBERS_HOLD


@dataclass(frozen=True, slots=True)
class Stuck:
    """An update that was taken but not worked: its handler failed, or its sender is slowed (no ``error``).

    ``number`` is the operator's. At ``due_at`` it is worked; without one it waits for the operator.
    ``error`` names the kind of the failure and its place in the code, never anyone's words.
    """

    update: Update
    at: datetime
    error: str = ""
    due_at: datetime | None = None
    tries: int = 0
    number: int = 0
