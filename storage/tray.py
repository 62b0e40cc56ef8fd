"""The tray: what one person gives to one thing, many to a transaction, each durable before it is answered."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from storage.gifts import AnyDecided, AnyGift
from storage.work import OpenSqlWork
from village.upkeep import StoreAway

log = logging.getLogger(__name__)
_AT_ONCE = 256


def _new_call() -> "asyncio.Future[bool]":
    return asyncio.get_running_loop().create_future()


@dataclass(slots=True, eq=False)
class _Lying:
    """A gift on the tray. ``called`` with True: take the tray yourself; with False: yours was taken."""

    gift: AnyGift
    decided: AnyDecided | None = None
    called: "asyncio.Future[bool]" = field(default_factory=_new_call)


Take = Callable[[Sequence[AnyGift]], Awaitable[Sequence[AnyDecided | None]]]
"""Decides and keeps many gifts in one transaction; gives what was decided of each."""


def tray_on(open_work: OpenSqlWork) -> "SqlTray":
    """Give a tray whose gifts are taken in pieces of work."""
    return SqlTray(lambda gifts: open_work.whole(lambda work: work.gifts.take(gifts)))


class SqlTray:
    """Takes all that lies there into one transaction, while the next gifts gather.

    Nobody runs in the background: whoever finds the tray free takes it for all who lie there, and then calls
    the first of those who came meanwhile.
    """

    def __init__(self, take: Take) -> None:
        self._take_all = take
        self._lying: list[_Lying] = []
        self._is_taken = False

    async def give(self, gift: AnyGift) -> AnyDecided | None:
        """Give what was decided, once it is durable; None for what has to go the ordinary way.

        That is what was taken before, what its rule or the database refuses, and what failed.
        """
        mine = _Lying(gift)
        self._lying.append(mine)
        if self._is_taken and not await self._calls(mine):
            return mine.decided
        self._is_taken = True
        batch = self._lying[:_AT_ONCE]
        del self._lying[:_AT_ONCE]
        try:
            await self._take(batch)
        finally:
            self._call(batch)
        return mine.decided

    async def _calls(self, mine: _Lying) -> bool:
        try:
            return await mine.called
        except asyncio.CancelledError:
            if mine.called.done() and not mine.called.cancelled() and mine.called.result():
                # Called to take the tray, and gone in the same moment: the others must not wait for it.
                self._lying.remove(mine)
                self._call([])
            raise

    async def _take(self, batch: list[_Lying]) -> None:
        try:
            decided = await self._take_all([lying.gift for lying in batch])
        except StoreAway:
            return
        except Exception as fault:  # noqa: BLE001 - each goes the ordinary way, and finds its own fault there
            gone = {"event": "tray_undone", "gifts": len(batch), "error": type(fault).__name__}
            log.warning("tray undone", extra=gone)
            return
        for lying, what in zip(batch, decided, strict=True):
            lying.decided = what

    def _call(self, batch: list[_Lying]) -> None:
        """Tell each of the batch that it was taken, and call the next to take the tray."""
        for lying in batch:
            _answer(lying, leads=False)
        # Whoever went away before their turn has given nothing.
        self._lying = [lying for lying in self._lying if not lying.called.cancelled()]
        self._is_taken = bool(self._lying)
        if self._lying:
            _answer(self._lying[0], leads=True)


def _answer(lying: _Lying, *, leads: bool) -> None:
    if not lying.called.done():
        lying.called.set_result(leads)
