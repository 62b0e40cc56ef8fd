"""What came in, each once; what was offered by numbers; and the numbers on notices."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy import update as sql_update

from storage.shelf import Shelf
from storage.tables import address, notice_number, offer, taken_update
from village.chats import Address
from village.ids import VillageSlug
from village.updates import Update


class SqlUpdates(Shelf):
    """The updates that were taken, each with its answer."""

    async def turn(self, sender: Address) -> None:
        """Wait until nothing else of this sender's is worked in any process, and keep others waiting so."""
        await self._turn(self._room.keys.hash_address(sender))

    async def take(self, village: VillageSlug, network: str, number: int, now: datetime) -> bool:
        """Take an update; False when it was taken before."""
        values = {"village": village, "network": network, "number": number, "taken_at": now}
        statement = self._insert(taken_update).values(values).on_conflict_do_nothing()
        return await self._do(statement) == 1

    async def keep_answer(self, update: Update, sender: Address, answer: str) -> None:
        """Keep an answer, sealed: it may hold a phone, or words of a form.

        Whose it is, is noted only of someone who is known: whoever refuses consent leaves no trace.
        """
        known = (
            select(address.c.hash)
            .where(address.c.network == sender.network)
            .where(address.c.hash == self._room.keys.hash_address(sender))
            .scalar_subquery()
        )
        await self._do(
            sql_update(taken_update)
            .where(_is(update))
            .values(answer=self._room.keys.seal(answer), address_hash=known)
        )

    async def answer(self, update: Update) -> str | None:
        """Give what an update was answered."""
        sealed = await self._value(select(taken_update.c.answer).where(_is(update)))
        return None if sealed is None else self._room.keys.unseal(sealed)


def _is(update: Update) -> ColumnElement[bool]:
    return and_(
        taken_update.c.village == update.village,
        taken_update.c.network == update.network,
        taken_update.c.number == update.number,
    )


class SqlOffers(Shelf):
    """The presses behind the numbers last shown to an address."""

    async def keep(self, village: VillageSlug, address: Address, presses: Sequence[str]) -> None:
        """Keep the presses behind the numbers last shown; the earlier ones are void."""
        values = {
            "village": village,
            "network": address.network,
            "address_hash": self._room.keys.hash_address(address),
            "presses": list(presses),
        }
        await self._keep(offer, ("village", "network", "address_hash"), values)

    async def behind(self, village: VillageSlug, address: Address) -> tuple[str, ...]:
        """Give the presses behind the numbers last shown."""
        found = await self._value(
            select(offer.c.presses)
            .where(offer.c.village == village, offer.c.network == address.network)
            .where(offer.c.address_hash == self._room.keys.hash_address(address))
        )
        return tuple(found or ())


class SqlNumbers(Shelf):
    """The numbers on notices: one row a village, for all kinds."""

    async def next(self, village: VillageSlug) -> int:
        """Give the village's next number; whoever asks at the same moment gets the one after."""
        first = self._insert(notice_number).values(village=village, last=1)
        one_more = first.on_conflict_do_update(
            index_elements=["village"], set_={"last": notice_number.c.last + 1}
        )
        return await self._count(one_more.returning(notice_number.c.last))
