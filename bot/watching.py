"""What stands round the rooms and feeds the measures, so that no room has to count."""

import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from bot.gateway import Gateway, Moved, OurFault, TryLater, Unreachable
from bot.measures import Measures
from bot.shelves import LaneWork, OpenLaneWork
from handlers.chat import Heard, Pressed, Wrote
from handlers.menu import CommandPressed
from handlers.ports import Clock, Outbox, Work
from handlers.presses import Press
from handlers.routes import ROUTES
from village.outbox import Letter, LetterState
from village.upkeep import Collided, StoreAway

log = logging.getLogger(__name__)

_T = TypeVar("_T")

_TELL_AGAIN = 60.0
TOO_MANY = "too many requests"
_IN_DOUBT = "in doubt"
_ASKS = frozenset({"say", "edit", "pin", "unpin", "is_member", "toast", "whisper", "offer", "fetch"})
_PRESSES = {route.asked.word: route.asked.__name__ for route in ROUTES if issubclass(route.asked, Press)}
_COMMANDS = {word: route.asked.__name__ for route in ROUTES for word in route.words if word.startswith("/")}


# -------------------------------------------------------------------------------------- what comes in


def kind_of(heard: Heard) -> str:
    """Name what was asked by a word of ours; what people write is only that they wrote."""
    match heard.what:
        case Pressed(data=data) if data.startswith(f"{CommandPressed.word}:"):
            return _COMMANDS.get(f"/{data.partition(':')[2]}", "OldButton")
        case Pressed(data=data):
            return _PRESSES.get(data.partition(":")[0], "OldButton")
        case Wrote(text=text) if text.startswith("/"):
            return _COMMANDS.get(text.split(maxsplit=1)[0].partition("@")[0].lower(), "Wrote")
        case what:
            return type(what).__name__


async def heard_in_time(heard: Heard, hearing: Awaitable[_T], measures: Measures) -> _T:
    """Have something heard, and note what it was and how long it took; give what hearing it gives."""
    began = time.perf_counter()
    try:
        return await hearing
    except Exception as fault:
        measures.not_kept.add(error=type(fault).__name__)
        raise
    finally:
        measures.updates.took(time.perf_counter() - began, asked=kind_of(heard))


# ---------------------------------------------------------------------------- is the database there


@dataclass(slots=True)
class Noticed:
    """Opens work, and tells the log once that the database is away and once that it is back.

    Whoever opens work need not tell it again: hundreds do in a minute, and all would say the same.
    """

    open_work: OpenLaneWork
    seconds: Callable[[], float] = time.monotonic
    _away: bool = False
    _tell_from: float = field(default=float("-inf"))

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[LaneWork]:
        """Open one."""
        try:
            async with self.open_work() as work:
                yield work
        except StoreAway as away:
            self._went(away)
            raise
        if self._away:
            self._away = False
            log.warning("database is back", extra={"event": "database_back"})

    def _went(self, away: StoreAway) -> None:
        # A collision is over when it is noticed; a full disk comes and goes, as some work writes nothing.
        now = self.seconds()
        if isinstance(away, Collided) or self._away or now < self._tell_from:
            return
        self._away, self._tell_from = True, now + _TELL_AGAIN
        log.warning("database away", extra={"event": "database_away", "reason": away.reason})


# ---------------------------------------------------------------------------------- how letters fare


class WatchedWork:
    """Opens work, notes how long it waited for its turn, and how its letters fared once that is kept."""

    def __init__(self, open_work: OpenLaneWork, measures: Measures) -> None:
        self._open_work = open_work
        self.measures = measures

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[LaneWork]:
        """Open one."""
        began = time.perf_counter()
        notes: list[Callable[[], None]] = []
        async with self._open_work() as work:
            self.measures.waits.took(time.perf_counter() - began)
            yield cast("LaneWork", _Watched(work, _Outbox(work.outbox, self, notes)))
        for note in notes:
            note()


class _Watched:
    """A piece of work as it is, but for the outbox."""

    def __init__(self, work: Work, outbox: "_Outbox") -> None:
        self._work = work
        self.outbox = outbox

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)


class _Outbox:
    """An outbox as it is, but it tells how letters fared."""

    def __init__(self, outbox: Outbox, watch: "WatchedWork", notes: list[Callable[[], None]]) -> None:
        self._outbox = outbox
        self._measures = watch.measures
        self._notes = notes

    def __getattr__(self, name: str) -> Any:
        return getattr(self._outbox, name)

    async def settle(self, letter: Letter, state: LetterState, reason: str, now: datetime) -> bool:
        ended = await self._outbox.settle(letter, state, reason, now)
        # Written off before it goes out; how it fared is told after.
        if ended and reason != _IN_DOUBT:
            self._notes.append(lambda: self._ended(letter, state, now))
        return ended

    async def put_off(self, letter: Letter, until: datetime, reason: str, now: datetime) -> None:
        await self._outbox.put_off(letter, until, reason, now)
        counter = self._measures.doubts if reason == _IN_DOUBT else self._measures.retries
        self._notes.append(lambda: counter.add(kind=letter.kind))
        self._notes.append(lambda: self._measures.lane_moved(letter.village, now))

    async def hold(self, letter: Letter, until: datetime, reason: str, now: datetime) -> None:
        await self._outbox.hold(letter, until, reason, now)
        self._notes.append(lambda: self._measures.lane_moved(letter.village, now))

    def _ended(self, letter: Letter, state: LetterState, now: datetime) -> None:
        measures = self._measures
        measures.letters.add(kind=letter.kind, state=str(state))
        measures.lane_moved(letter.village, now)
        if state is LetterState.SENT:
            measures.sent += 1
            measures.due.took((now - letter.due_at).total_seconds(), kind=letter.kind)


# ---------------------------------------------------------------------------------- what networks say


@dataclass(frozen=True, slots=True)
class _Asked:
    """One thing asked of a network, timed and its refusals counted."""

    gateway: Gateway
    measures: Measures
    clock: Clock

    async def __call__(self, answer: Awaitable[_T]) -> _T:
        began = time.perf_counter()
        try:
            return await answer
        except (TryLater, Unreachable, Moved, OurFault) as refusal:
            self._refused(refusal)
            raise
        finally:
            took = time.perf_counter() - began
            self.measures.network.took(took, network=self.gateway.network)

    def _refused(self, refusal: Exception) -> None:
        meaning = meaning_of(refusal)
        self.measures.failures.add(network=self.gateway.network, meaning=meaning)
        if isinstance(refusal, TryLater) and refusal.whole_bot:
            self.measures.ordered_to_wait(self.gateway.village, self.clock.now() + refusal.after)


def meaning_of(refusal: Exception) -> str:
    """Name what a network's refusal means: too many requests (429), later, unreachable, moved, our fault."""
    match refusal:
        case TryLater(reason=reason) if reason == TOO_MANY:
            return "too-many-requests"
        case TryLater():
            return "later"
        case Unreachable():
            return "unreachable"
        case Moved():
            return "moved"
        case _:
            return "our-fault"


class _WatchedGateway:
    """A gateway as it is; what is asked of the network is timed."""

    def __init__(self, gateway: Gateway, asked: _Asked) -> None:
        self._gateway = gateway
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        own = getattr(self._gateway, name)
        if name not in _ASKS:
            return own
        return lambda *given, **named: self._asked(own(*given, **named))


def watched(gateway: Gateway, measures: Measures, clock: Clock) -> Gateway:
    """Give the gateway, each question of which is timed and each refusal counted."""
    return cast("Gateway", _WatchedGateway(gateway, _Asked(gateway, measures, clock)))
