"""How fast a bot and each of its chats may be written to, counted from when the network acted."""

import asyncio
import math
from dataclasses import dataclass, field

from bot.gateway import Limits, Room

_ROOMS_AT_MOST = 10_000
_SHRINK, _LEAST_SHARE = 0.8, 0.2
_GROW, _GROW_EVERY = 1.05, 60.0
_SECOND = 1.0
# What arrives is not quite as far apart as it was sent.
_JITTER = 1.004
# After a stall the bot makes up for it a little faster, within what a second allows.
_CATCHES_UP = 0.8


class FarAway(Exception):
    """The bot's next turn is too far away to wait for it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(slots=True, eq=False)
class Turn:
    """One message's turn: when it was asked for; once it is answered, when the network will have acted."""

    at: float
    is_answered: bool = False


@dataclass(slots=True)
class Pace:
    """When a bot and each of its chats may be written to next, in seconds of the loop's own clock.

    No second, wherever it begins, has more messages than it may have. What counts is when the network acted:
    how long the quickest answer took tells about when that was; what is not answered may be acted upon now.

    Nothing of a network's limits is published exactly: after a 429 the bot keeps to less than it was told,
    and grows back slowly. Kept in memory alone: after a restart the network's own limits are not used up.
    """

    share: float = 1.0
    grown_at: float = 0.0
    stopped_until: float = 0.0
    quickest: float = math.inf
    rooms: dict[str, float] = field(default_factory=dict)
    _last: float = -math.inf
    _turns: list[Turn] = field(default_factory=list)
    _queue: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def turn(self, limits: Limits, longest: float) -> Turn:
        """Wait for the bot's next turn, after whoever waits already; FarAway where that takes too long."""
        clock = asyncio.get_running_loop().time
        async with self._queue:
            while (wait := self.away(limits, clock())) > 0:
                if wait > longest:
                    raise FarAway(wait)
                await asyncio.sleep(wait)
            return self.take(clock())

    def away(self, limits: Limits, now: float) -> float:
        """Give how long the bot's next turn is away."""
        self._grow(now)
        rate = limits.per_second * self.share
        if math.isinf(rate):
            self._turns.clear()
            return max(0.0, self.stopped_until - now)
        most = max(1, int(rate))
        within = max(_SECOND, most / rate) * _JITTER
        gap = self._last + _CATCHES_UP / rate
        return max(0.0, max(self.stopped_until, gap, self._room_in(within, most, now)) - now)

    def take(self, now: float) -> Turn:
        """Take a turn now."""
        self._last = now
        self._turns.append(turn := Turn(now))
        return turn

    def answered(self, turn: Turn, now: float) -> None:
        """Note that the network has answered: it acted about as long ago as its quickest answers take."""
        self.quickest = min(self.quickest, now - turn.at)
        turn.at, turn.is_answered = max(turn.at, now - self.quickest), True

    def wait(self, room: str, now: float) -> float:
        """Give how long this room must still wait on its own account."""
        return max(0.0, self.rooms.get(room, 0.0) - now)

    def sent(self, room: Room, limits: Limits, messages: int, at: float) -> float:
        """Note that messages went out; those beyond the first took turns, too. Give the room's own wait."""
        self._turns += [Turn(at, is_answered=True)] * (messages - 1)
        wait = gap_in(room, limits) * messages * _JITTER
        if len(self.rooms) > _ROOMS_AT_MOST:
            self.rooms = {key: until for key, until in self.rooms.items() if until > at}
        self.rooms[room.address.id] = at + wait
        return wait

    def stop(self, until: float, now: float) -> None:
        """Stop the whole bot for a while, and go slower after."""
        self.stopped_until = max(self.stopped_until, until)
        self.share = max(_LEAST_SHARE, self.share * _SHRINK)
        self.grown_at = max(until, now)

    def _room_in(self, within: float, most: int, now: float) -> float:
        """Give when the last so many seconds have room for one more."""
        self._turns = [turn for turn in self._turns if self._acted(turn, now) > now - within]
        if len(self._turns) < most:
            return now
        return sorted(self._acted(turn, now) for turn in self._turns)[-most] + within

    def _acted(self, turn: Turn, now: float) -> float:
        return turn.at if turn.is_answered else max(turn.at, now - self.quickest)

    def _grow(self, now: float) -> None:
        if self.share < 1 and now - self.grown_at > _GROW_EVERY:
            self.share, self.grown_at = min(1.0, self.share * _GROW), now


def gap_in(room: Room, limits: Limits) -> float:
    """Give how far apart messages to a room must be."""
    return 1 / limits.per_second_in_chat if room.private else 60 / limits.per_minute_in_group
