"""What the operator's rooms ask of the store besides what handlers do; storage fits it by shape."""

from collections.abc import Collection, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from typing import Protocol

from handlers.ports import Work
from village.ids import VillageSlug
from village.upkeep import (
    BotState,
    Failure,
    Heartbeat,
    Holders,
    Lease,
    LetterCount,
    Place,
    RegisterPlace,
    VillageCount,
)


class Counts(Protocol):
    """Counts for the operator."""

    async def under_way(self) -> tuple[LetterCount, ...]:
        """Count what waits and what is being sent, by kind."""
        ...

    async def oldest_letter(self) -> datetime | None:
        """Give the moment for which the oldest waiting letter is due."""
        ...

    async def oldest_deadline(self, besides: Collection[tuple[VillageSlug, int]] = ()) -> datetime | None:
        """Give the moment of the oldest deadline not met, besides some known to fail."""
        ...

    async def late_lanes(self, before: datetime) -> tuple[VillageSlug, ...]:
        """List the villages in which a letter has been due since before a moment."""
        ...

    async def in_doubt(self, since: datetime) -> int:
        """Count letters written off since a moment because nobody knows whether they went out."""
        ...

    async def stuck(self) -> int:
        """Count what came in, could not be worked, and was kept aside."""
        ...

    async def by_village(self, since: datetime) -> Mapping[VillageSlug, VillageCount]:
        """Count each village's letters: what waits, and what has ended since a moment."""
        ...

    async def failures(self, since: datetime, limit: int) -> tuple[Failure, ...]:
        """List why letters have failed since a moment, the most frequent reason first."""
        ...


class Heartbeats(Protocol):
    """The processes that run."""

    async def beat(self, beat: Heartbeat) -> None:
        """Note a tick in place of the process's last."""
        ...

    async def all(self) -> tuple[Heartbeat, ...]:
        """List the processes, the last heard of first."""
        ...

    async def forget(self, before: datetime) -> int:
        """Forget processes that have not ticked since a moment."""
        ...


class Bots(Protocol):
    """The villages' bots as the networks last answered for them."""

    async def keep(self, state: BotState) -> None:
        """Keep how a bot stands, in place of how it stood."""
        ...

    async def get(self, village: VillageSlug, network: str) -> BotState | None:
        """Give how a bot stood when it was last kept."""
        ...

    async def all(self) -> Mapping[VillageSlug, tuple[BotState, ...]]:
        """Give all bots by village."""
        ...


class Chores(Protocol):
    """What is done once a day."""

    async def last(self, name: str) -> date | None:
        """Give the last day for which a chore was done to its end."""
        ...

    async def done(self, name: str, day: date) -> None:
        """Note that a chore was done for a day."""
        ...


class Retention(Protocol):
    """Deletes what is older than a moment, up to a limit at a time; says how much it was."""

    async def updates(self, before: datetime, limit: int) -> int:
        """Forget which updates were taken."""
        ...

    async def wrong_codes(self, before: datetime, limit: int) -> int:
        """Forget who tried wrong codes."""
        ...

    async def petition_codes(self, before: datetime, limit: int) -> int:
        """Delete links whose time was over."""
        ...

    async def stuck(self, before: datetime, limit: int) -> int:
        """Delete what could not be worked and nobody took up."""
        ...

    async def deadlines(self, before: datetime, limit: int) -> int:
        """Delete deadlines that were met."""
        ...

    async def campaigns(self, before: datetime, limit: int) -> int:
        """Delete big sends that were wholly cut into letters."""
        ...

    async def members(self, before: datetime, limit: int) -> int:
        """Forget who was in a chat and left it, or was looked for there in vain."""
        ...

    async def people(self, before: datetime, limit: int) -> int:
        """Delete the bare numbers of people who left, where nothing points at them any more."""
        ...

    async def letters(self, before: datetime, after: Place | None, limit: int) -> Place | None:
        """Delete letters that have ended; give how far it came, None when nothing so old is left."""
        ...


class SignersNames(Protocol):
    """The names of those who signed petitions."""

    async def erase_names(
        self, now: datetime, after: RegisterPlace | None, limit: int
    ) -> RegisterPlace | None:
        """Delete the names of petitions that have ended long enough ago; give how far it came.

        None when nothing is left.
        """
        ...


class Leases(Protocol):
    """Which worker has a village's lane; ``milliseconds`` is for how long a lease holds."""

    async def begin(self) -> None:
        """Look after lanes left in the middle by an earlier life; to be called before the first is taken."""
        ...

    async def take(self, village: VillageSlug, holder: str, milliseconds: int) -> Lease | None:
        """Take a lane that nobody has, or whose lease is over; None while another has it."""
        ...

    async def renew(self, lease: Lease, milliseconds: int) -> bool:
        """Hold a lane for longer; False when the lease is over or another's."""
        ...

    async def renew_all(self, holder: str, milliseconds: int) -> tuple[Lease, ...]:
        """Hold for longer whatever one holds still; give what that is."""
        ...

    async def holds(self, lease: Lease) -> bool:
        """Tell whether a lane is still one's own, and see that nobody takes it before this work ends."""
        ...

    async def give_back(self, lease: Lease, letters_taken: int) -> None:
        """Let go of a lane of which nothing is under way; it counts as moved if letters were taken up."""
        ...

    async def has_clock(self, holder: str, milliseconds: int) -> bool:
        """Take the clock, or keep it; False while another has it."""
        ...

    async def be_there(self, holder: str, milliseconds: int) -> None:
        """Let the other workers know that one is there, for a while."""
        ...

    async def leave(self, holder: str) -> None:
        """Let the other workers know that one is gone."""
        ...

    async def holders(self) -> Holders:
        """Tell which workers are there, who has which lane, and which lanes were left in the middle."""
        ...

    async def lately(self, besides: str, milliseconds: int) -> frozenset[VillageSlug]:
        """List the lanes that somebody besides one holds, or moved letters of, so lately."""
        ...


class LaneWork(Work, Protocol):
    """A piece of work of a worker on its lanes."""

    @property
    def leases(self) -> Leases: ...  # noqa: D102 - each shelf says itself what it is


class OpenLaneWork(Protocol):
    """Opens a piece of a worker's work."""

    def __call__(self) -> AbstractAsyncContextManager[LaneWork]:
        """Open one."""
        ...


class Shelves(Protocol):
    """The operator's shelves within one piece of work."""

    @property
    def counts(self) -> Counts: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def heartbeats(self) -> Heartbeats: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def leases(self) -> Leases: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def bots(self) -> Bots: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def chores(self) -> Chores: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def petition_answers(self) -> SignersNames: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def retention(self) -> Retention: ...  # noqa: D102 - each shelf says itself what it is


class OpenShelves(Protocol):
    """Opens a piece of work on the operator's shelves."""

    def __call__(self) -> AbstractAsyncContextManager[Shelves]:
        """Open one."""
        ...
