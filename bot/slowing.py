"""Who floods is slowed: a bucket of tokens for each sender, and a larger one for each group.

In memory, since it guards this process's time and nothing else: what is put off is a row. A restart fills
the buckets again, which costs one burst; several processes that take webhooks allow a burst each.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from handlers.chat import Heard
from handlers.routes import is_gift
from village.chats import Address


@dataclass(frozen=True, slots=True)
class Bucket:
    """How much comes through at once, and how fast it fills again."""

    burst: int
    per_second: float


# The longest form answered without a pause, twice over; then what may be answered in one private chat.
OF_SENDER = Bucket(burst=100, per_second=1.0)
# What neighbours give to a notice costs hardly anything and is not counted here, however many press at once.
OF_GROUP = Bucket(burst=600, per_second=20.0)
_MOST = 10_000


class Flooded(Exception):
    """So much of one sender waits already that no more of theirs is kept."""


@dataclass(slots=True)
class Slowing:
    """Tells how late something must be worked. ``seconds`` is a clock that nobody sets.

    Of one sender at most so many wait as their bucket lets through in ``patience`` seconds: what comes beyond
    is refused, counted, and takes no token. A group's bucket refuses nobody, and a sender whose own bucket is
    empty takes nothing out of it: who answers a notice for the first time is answered, late at the worst.
    """

    seconds: Callable[[], float] = time.monotonic
    of_sender: Bucket = OF_SENDER
    of_group: Bucket = OF_GROUP
    patience: float = 500.0
    count: Callable[[], None] = lambda: None
    _full_at: dict[Address, float] = field(default_factory=dict)
    _sweep_at: int = _MOST

    def late(self, heard: Heard) -> timedelta:
        """Take a token for what was heard; give how long it must wait for it, nothing for almost everyone.

        Raises Flooded where more waits of its sender than anybody can have meant.
        """
        late = self._late(heard.sender, self.of_sender, self.patience)
        if not late and not heard.private and not is_gift(heard):
            late = self._late(heard.room, self.of_group)
        return timedelta(seconds=late)

    def _late(self, who: Address, bucket: Bucket, patience: float = math.inf) -> float:
        """Keep of a bucket only when it is full again; that is enough to know what it holds now."""
        now = self.seconds()
        self._sweep(now)
        full_at = max(self._full_at.get(who, now), now) + 1 / bucket.per_second
        late = max(0.0, full_at - now - bucket.burst / bucket.per_second)
        if late > patience:
            self.count()
            raise Flooded
        self._full_at[who] = full_at
        return late

    def _sweep(self, now: float) -> None:
        if len(self._full_at) < self._sweep_at:
            return
        self._full_at = {who: full_at for who, full_at in self._full_at.items() if full_at > now}
        self._sweep_at = max(_MOST, 2 * len(self._full_at))
