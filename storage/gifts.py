"""Many gifts within one piece of work: read once, each decided by its rule, written sorted by key."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from sqlalchemy import insert, select

from storage.gatherings import SqlGatherings
from storage.outbox import SqlOutbox
from storage.people import SqlPeople
from storage.roles import SqlRoles
from storage.shelf import Room, Shelf
from storage.tables import address as addresses
from storage.tables import person as people
from storage.tables import taken_update
from village.chats import Address
from village.giving import Decided, Gift, Giver
from village.ids import PersonId, VillageSlug

AnyGift = Gift[Any, Any]
AnyDecided = Decided[Any, Any]


class Given(Protocol):
    """How gifts to one kind of thing are read and kept."""

    async def held(self, village: VillageSlug, things: Collection[int]) -> Mapping[int, Any]:
        """Give the things by id; nobody changes them until this piece of work is done."""
        ...

    async def given(
        self, village: VillageSlug, thing: int, people: Collection[PersonId]
    ) -> Mapping[PersonId, Any]:
        """Give what these people gave to a thing before."""
        ...

    async def keep_given(self, village: VillageSlug, given: Mapping[tuple[int, PersonId], Any]) -> None:
        """Keep what was given to things, one row a key, sorted by key."""
        ...


GIVEN: Mapping[str, Callable[[Room], Given]] = {"gathering": SqlGatherings}
"""The shelf that keeps what is given to each kind of thing."""


@dataclass(slots=True)
class _Batch:
    """The gifts of one village, over one network, to one kind of thing, and what is known of them."""

    village: VillageSlug
    network: str
    gifts: list[AnyGift]
    things: Mapping[int, Any] = field(default_factory=dict)
    givers: dict[Address, Giver] = field(default_factory=dict)
    before: dict[tuple[int, PersonId], Any] = field(default_factory=dict)
    kept: dict[tuple[int, PersonId], Any] = field(default_factory=dict)
    met: dict[Address, PersonId] = field(default_factory=dict)
    decided: dict[int, tuple[AnyGift, AnyDecided]] = field(default_factory=dict)

    def decide(self, new_person: Callable[[AnyGift], PersonId]) -> None:
        """Ask each gift's rule, in the order in which they came: who gives twice gives after the first."""
        for gift in self.gifts:
            giver = self.givers.get(gift.giver, Giver())
            decided = self._asked(gift, giver)
            if decided is None:
                continue
            self.decided[gift.update.number] = (gift, decided)
            if decided.keeps is not None:
                person = giver.person or self._meet(gift, new_person(gift))
                self.before[gift.thing.id, person] = self.kept[gift.thing.id, person] = decided.keeps

    def _asked(self, gift: AnyGift, giver: Giver) -> AnyDecided | None:
        thing = self.things.get(gift.thing.id)
        before = self.before.get((gift.thing.id, giver.person)) if giver.person else None
        return None if thing is None else gift.decide(thing, giver, before)

    def _meet(self, gift: AnyGift, person: PersonId) -> PersonId:
        self.met[gift.giver] = person
        self.givers[gift.giver] = replace(self.givers.get(gift.giver, Giver()), person=person)
        return person


class SqlGifts(Shelf):
    """Takes gifts, all of them within this piece of work."""

    async def take(self, gifts: Sequence[AnyGift]) -> list[AnyDecided | None]:
        """Decide and keep gifts; give what was decided of each, in their order.

        None for a gift that has to go the ordinary way, of which nothing is kept: its update was taken
        before, its thing is not there, or its rule says so.
        """
        alike = defaultdict[tuple[VillageSlug, str, str], list[AnyGift]](list)
        for gift in gifts:
            alike[gift.update.village, gift.update.network, gift.thing.kind].append(gift)
        taken: dict[int, AnyDecided] = {}
        for (village, network, kind), some in sorted(alike.items()):
            batch = _Batch(village, network, some)
            await self._take(batch, GIVEN[kind](self._room))
            taken |= {id(gift): decided for gift, decided in batch.decided.values()}
        return [taken.get(id(gift)) for gift in gifts]

    async def _take(self, batch: _Batch, shelf: Given) -> None:
        await self._leave_out_taken(batch)
        batch.things = await shelf.held(batch.village, {gift.thing.id for gift in batch.gifts})
        await self._find_givers(batch)
        await self._find_given(batch, shelf)
        batch.decide(lambda gift: PersonId(self._room.ids.next(gift.at)))
        await self._keep_all(batch, shelf)

    # ------------------------------------------------------------------------------------ what is read

    async def _leave_out_taken(self, batch: _Batch) -> None:
        """Leave out what was taken before; of one update that lies here twice the first is taken."""
        first = {gift.update.number: gift for gift in reversed(batch.gifts)}
        rows = await self._all(
            select(taken_update.c.number)
            .where(taken_update.c.village == batch.village, taken_update.c.network == batch.network)
            .where(taken_update.c.number.in_(first))
        )
        gone = {row.number for row in rows}
        batch.gifts = [
            gift
            for gift in batch.gifts
            if first[gift.update.number] is gift and gift.update.number not in gone
        ]

    async def _find_givers(self, batch: _Batch) -> None:
        given_by = {gift.giver for gift in batch.gifts}
        found = await SqlPeople(self._room).known_at(batch.village, batch.network, given_by)
        known = [giver.person for giver in found.values() if giver.person is not None]
        if not known:
            return
        today = self._day(max(gift.at for gift in batch.gifts))
        roles = await SqlRoles(self._room).held_by(batch.village, known, today)
        batch.givers = {
            address: replace(giver, roles=roles.get(giver.person or PersonId(0), frozenset()))
            for address, giver in found.items()
        }

    async def _find_given(self, batch: _Batch, shelf: Given) -> None:
        people_of = defaultdict[int, set[PersonId]](set)
        for gift in batch.gifts:
            giver = batch.givers.get(gift.giver)
            if giver is not None and giver.person is not None:
                people_of[gift.thing.id].add(giver.person)
        for thing, givers in people_of.items():
            given = await shelf.given(batch.village, thing, givers)
            batch.before |= {(thing, person): what for person, what in given.items()}

    # --------------------------------------------------------------------------------- what is written

    async def _keep_all(self, batch: _Batch, shelf: Given) -> None:
        await self._meet(batch)
        await self._note_taken(batch)
        if batch.kept:
            await shelf.keep_given(batch.village, batch.kept)
        await self._show(batch)

    async def _meet(self, batch: _Batch) -> None:
        at = {gift.giver: gift.at for gift in batch.gifts}
        met = sorted(batch.met.items(), key=lambda each: each[1])
        await self._write(people, [{"id": person, "met_at": at[address]} for address, person in met])
        rows = [
            {"network": address.network, "hash": self._room.keys.hash_address(address), "person": person}
            for address, person in met
        ]
        await self._write(addresses, sorted(rows, key=lambda row: row["hash"]))

    async def _note_taken(self, batch: _Batch) -> None:
        """Take the updates, each with its answer; a person whom nobody knows leaves no trace in it."""
        keys, rows = self._room.keys, []
        for number, (gift, decided) in sorted(batch.decided.items()):
            known = batch.givers.get(gift.giver)
            rows.append(
                {
                    "village": batch.village,
                    "network": batch.network,
                    "number": number,
                    "taken_at": gift.at,
                    "answer": keys.seal(decided.answer),
                    "address_hash": keys.hash_address(gift.giver) if known else None,
                }
            )
        await self._write(taken_update, rows)

    async def _show(self, batch: _Batch) -> None:
        """Have the cards that look otherwise now said again, each once."""
        shown = {
            (gift.card, gift.thing.id): gift for gift, decided in batch.decided.values() if decided.shows
        }
        for _, gift in sorted(shown.items()):
            await SqlOutbox(self._room).refresh_groups(batch.village, gift.card, gift.thing, gift.at)

    async def _write(self, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            await self._room.connection.execute(insert(table), rows)
