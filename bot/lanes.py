"""Which lanes this worker has: each village's by a lease, shared fairly with the other workers.

A lease ends by itself. So that whoever lost one does nothing more in its lane, the lease is looked at in each
transaction that touches the lane's letters, and our own clock before each thing that goes out.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, cast

from bot.gateway import Gateway
from bot.notes import Notes
from bot.role import Role
from bot.shelves import LaneWork, OpenLaneWork
from village.ids import VillageSlug
from village.upkeep import Holders, Lease

LEASE_SECONDS = 15.0
ALONE_SECONDS = 3600.0
_RENEWED_AFTER = 1 / 3
_LEFT_TO_OTHERS = 10.0
_LEFT_WITHOUT_BOT = 30.0
_GOES_OUT = frozenset({"say", "edit", "pin", "unpin"})


class LeaseLost(Exception):
    """The lane is no longer ours: what was taken up in it is somebody else's now."""


def _this_life() -> str:
    return f"{Role.ALL.process}:{secrets.token_hex(4)}"


@dataclass(slots=True)
class Lane:
    """A village's lane while this worker has it; ``until`` is by the loop's own clock.

    ``leaving``: it takes up no more letters. ``given_back``: nothing was left to do.
    ``lost``: nothing more may be done. ``has_room``: it took up all that was due, and would take more.
    """

    lease: Lease
    until: float
    leaving: bool = False
    given_back: bool = False
    lost: bool = False
    has_room: bool = False
    notes: Notes = field(default_factory=Notes)

    @property
    def village(self) -> VillageSlug:
        """Name the village."""
        return self.lease.village

    def still_ours(self) -> None:
        """Raise LeaseLost when the lease is over by our own clock, or was lost before."""
        if self.lost or _now() >= self.until:
            raise LeaseLost

    @property
    def over(self) -> bool:
        """Tell whether no more letters are to be taken up in it."""
        return self.given_back or self.lost

    def through(self, gateway: Gateway) -> Gateway:
        """Give a gateway through which nothing goes out once the lease is over."""
        return cast("Gateway", _WhileOurs(gateway, self))


class _WhileOurs:
    """A gateway as it is, while a lane is ours."""

    def __init__(self, gateway: Gateway, lane: Lane) -> None:
        self._gateway = gateway
        self._lane = lane

    def __getattr__(self, name: str) -> Any:
        if name in _GOES_OUT:
            self._lane.still_ours()
        return getattr(self._gateway, name)


@dataclass(slots=True)
class Lanes:
    """This worker's lanes, and its share of all."""

    open_work: OpenLaneWork
    look: OpenLaneWork
    open_keeping: OpenLaneWork
    seconds: float = LEASE_SECONDS
    holder: str = field(default_factory=_this_life)
    has_clock: bool = False
    mine: dict[VillageSlug, Lane] = field(default_factory=dict)
    _there_until: float = 0.0
    _free_since: dict[VillageSlug, float] = field(default_factory=dict)

    @property
    def renewed_after(self) -> float:
        """Give after how many seconds a lease is renewed."""
        return self.seconds * _RENEWED_AFTER

    @property
    def _milliseconds(self) -> int:
        return round(self.seconds * 1000)

    # ------------------------------------------------------------------------------- being there

    async def begin(self) -> None:
        """Look after what an earlier life left in the middle."""
        async with self.open_work() as work:
            await work.leases.begin()

    async def be_there(self) -> None:
        """Let the other workers know of this one, so that they leave it its share."""
        if _now() < self._there_until:
            return
        async with self.open_work() as work:
            await work.leases.be_there(self.holder, self._milliseconds)
        self._there_until = _now() + self.renewed_after

    async def keep_all(self) -> None:
        """Keep all lanes for a while, however busy, by a way to the database that no letter takes."""
        until = _now() + self.seconds
        async with self.open_keeping() as work:
            kept = await work.leases.renew_all(self.holder, self._milliseconds)
        for lease in kept:
            lane = self.mine.get(lease.village)
            if lane is not None and lane.lease == lease:
                lane.until = max(lane.until, until)

    async def leave(self) -> None:
        """Let the other workers have everything at once."""
        async with self.open_work() as work:
            await work.leases.leave(self.holder)

    async def keep_clock(self) -> bool:
        """Tell whether it is this worker that does what is due, for a while: one does at a time."""
        async with self.open_work() as work:
            self.has_clock = await work.leases.has_clock(self.holder, self._milliseconds)
        return self.has_clock

    # ------------------------------------------------------------------------------- a fair share

    def to_take(
        self, due: Collection[VillageSlug], seen: Holders, joined: Collection[VillageSlug]
    ) -> tuple[VillageSlug, ...]:
        """Choose the lanes to take, up to a fair share; lanes beyond the share are left.

        A lane that nobody takes for a while is anybody's; so is one whose bot was not joined here, later.
        """
        # A lane that this worker left in the middle is in its name still, and nobody else may take it.
        theirs = {each for each, holder in seen.lanes.items() if holder != self.holder}
        free = [each for each in {*due, *seen.left} if each not in self.mine and each not in theirs]
        others = seen.workers - {self.holder}
        if not others:
            return tuple(sorted(free))
        now = _now()
        self._free_since = {each: self._free_since.get(each, now) for each in free}
        share = -(-(len({*theirs, *self.mine}) + len(free)) // (len(others) + 1))
        self._leave_beyond(share)
        room = max(0, share - len(self.mine))
        wanted = [each for each in self._by_liking(free, others) if each in joined]
        forsaken = [each for each in free if self._is_forsaken(each, each in joined, now)]
        return tuple({*wanted[:room], *forsaken})

    def _leave_beyond(self, share: int) -> None:
        for lane in list(self.mine.values())[share:]:
            lane.leaving = True

    def _by_liking(self, free: Sequence[VillageSlug], others: Collection[str]) -> list[VillageSlug]:
        """Put first the lanes that fall to this worker, so that two who look at once rarely meet."""

        def liking(village: VillageSlug) -> tuple[bool, str]:
            dearest = max({self.holder, *others}, key=lambda worker: _draw(worker, village))
            return dearest != self.holder, village

        return sorted(free, key=liking)

    def _is_forsaken(self, village: VillageSlug, joined: bool, now: float) -> bool:  # noqa: FBT001 - a fact of the village
        patience = _LEFT_TO_OTHERS if joined else _LEFT_WITHOUT_BOT
        return now - self._free_since[village] > patience

    # ------------------------------------------------------------------------------- one lane

    async def take(self, village: VillageSlug, work: LaneWork) -> Lane | None:
        """Take a lane; None while another worker has it."""
        until = _now() + self.seconds
        lease = await work.leases.take(village, self.holder, self._milliseconds)
        if lease is None:
            return None
        self.mine[village] = lane = Lane(lease, until)
        return lane

    async def keep(self, lane: Lane, work: LaneWork) -> None:
        """See that a lane is still ours, and stays so for a while; raise LeaseLost when it is not.

        One in which nothing more is done is not held for longer.
        """
        until = _now() + self.seconds
        if lane.lost or lane.until - _now() > self.seconds - self.renewed_after:
            kept = await work.leases.holds(lane.lease)
        elif kept := await work.leases.renew(lane.lease, self._milliseconds):
            lane.until = until
        if not kept:
            raise LeaseLost

    @asynccontextmanager
    async def held(self, lane: Lane) -> AsyncIterator[LaneWork]:
        """Open work on a lane's letters; raises LeaseLost where somebody took the lane since."""
        async with self.open_work() as work:
            if not await work.leases.holds(lane.lease):
                raise LeaseLost
            yield work


def _now() -> float:
    return asyncio.get_running_loop().time()


def _draw(worker: str, village: str) -> bytes:
    return blake2b(f"{worker} {village}".encode(), digest_size=8).digest()
