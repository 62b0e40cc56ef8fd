"""Many gifts within one piece of work: read once, each decided by its rule, written sorted by key.

However many villages they come from, the statements are as many as for one.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from sqlalchemy import insert, select

from storage.deadlines import SqlDeadlines
from storage.gatherings import SqlGatherings
from storage.members import SqlMembers
from storage.outbox import SqlOutbox
from storage.people import SqlPeople
from storage.petitions import SqlPetitions
from storage.polls import SqlPolls
from storage.roles import SqlRoles
from storage.shelf import Room, Shelf
from storage.tables import address as addresses
from storage.tables import person as people
from storage.tables import taken_update
from village.chats import MEMBERSHIP_HOLDS, Address, Membership
from village.giving import Decided, Gift, GiftKey, Giver, ThingKey
from village.ids import PersonId, VillageSlug

AnyGift = Gift[Any, Any]
AnyDecided = Decided[Any, Any]


class Given(Protocol):
    """How gifts to one kind of thing are read and kept."""

    async def held(self, things: Collection[ThingKey]) -> Mapping[ThingKey, Any]:
        """Give the things, by the village where they were asked for; nobody else changes them meanwhile."""
        ...

    async def given(self, keys: Collection[GiftKey]) -> Mapping[GiftKey, Any]:
        """Give what these people gave to these things before; of others it may give it, too."""
        ...

    async def keep_given(self, given: Mapping[GiftKey, Any]) -> None:
        """Keep what was given to things, one row a key, sorted by key."""
        ...


GIVEN: Mapping[str, Callable[[Room], Given]] = {
    "gathering": SqlGatherings,
    "petition": SqlPetitions,
    "poll": SqlPolls,
}
"""The shelf that keeps what is given to each kind of thing."""


@dataclass(slots=True)
class _Batch:
    """Gifts over one network to one kind of thing, and what is known of them."""

    network: str
    gifts: list[AnyGift]
    things: Mapping[ThingKey, Any] = field(default_factory=dict)
    known: dict[Address, PersonId] = field(default_factory=dict)
    givers: dict[tuple[VillageSlug, PersonId], Giver] = field(default_factory=dict)
    inside: dict[tuple[VillageSlug, Address], tuple[Membership, ...]] = field(default_factory=dict)
    before: dict[GiftKey, Any] = field(default_factory=dict)
    kept: dict[GiftKey, Any] = field(default_factory=dict)
    met: dict[Address, PersonId] = field(default_factory=dict)
    decided: list[tuple[AnyGift, AnyDecided]] = field(default_factory=list)

    @property
    def asks_members(self) -> bool:
        """Tell whether it matters which chats these givers are in."""
        return any(gift.asks_members for gift in self.gifts)

    @property
    def keys(self) -> set[GiftKey]:
        """Name what is given by whom, as far as they are known already."""
        known = (gift for gift in self.gifts if gift.giver in self.known and _thing(gift) in self.things)
        return {(*self._home(gift), self.known[gift.giver]) for gift in known}

    @property
    def villages(self) -> set[VillageSlug]:
        return {gift.update.village for gift in self.gifts}

    def decide(self, new_person: Callable[[AnyGift], PersonId]) -> None:
        """Ask each gift's rule, in the order in which they came: who gives twice gives after the first."""
        for gift in self.gifts:
            decided = self._asked(gift)
            if decided is None:
                continue
            self.decided.append((gift, decided))
            if decided.keeps is not None:
                person = self.known.get(gift.giver) or self._meet(gift.giver, new_person(gift))
                key = (*self._home(gift), person)
                self.before[key] = self.kept[key] = decided.keeps
            if decided.thing is not None:
                self._put(self.things[_thing(gift)], decided.thing)

    def _asked(self, gift: AnyGift) -> AnyDecided | None:
        thing = self.things.get(_thing(gift))
        if thing is None:
            return None
        person = self.known.get(gift.giver)
        if person is None:
            return gift.decide(thing, self._in_chats(gift, Giver()), None)
        giver = self.givers.get((gift.update.village, person), Giver(person))
        before = self.before.get((*self._home(gift), person))
        return gift.decide(thing, self._in_chats(gift, giver), before)

    def _home(self, gift: AnyGift) -> ThingKey:
        """Give the key under which a thing is kept: it may be open to further villages than its own."""
        thing = self.things[_thing(gift)]
        return thing.village, thing.id

    def _put(self, old: Any, new: Any) -> None:
        """Put a thing in the place of what it was, for whichever villages it is open to."""
        self.things = {key: new if thing is old else thing for key, thing in self.things.items()}

    def _in_chats(self, gift: AnyGift, giver: Giver) -> Giver:
        inside = self.inside.get((gift.update.village, gift.giver))
        return replace(giver, inside=inside) if inside else giver

    def _meet(self, address: Address, person: PersonId) -> PersonId:
        self.known[address] = self.met[address] = person
        return person


def _thing(gift: AnyGift) -> ThingKey:
    return gift.update.village, gift.thing.id


class SqlGifts(Shelf):
    """Takes gifts, all of them within this piece of work."""

    async def take(self, gifts: Sequence[AnyGift]) -> list[AnyDecided | None]:
        """Decide and keep gifts; give what was decided of each, in their order.

        None for a gift that has to go the ordinary way, of which nothing is kept: its update was taken
        before, its thing is not there, or its rule says so.
        """
        alike = defaultdict[tuple[str, str], list[AnyGift]](list)
        for gift in gifts:
            alike[gift.update.network, gift.thing.kind].append(gift)
        taken: dict[int, AnyDecided] = {}
        for (network, kind), some in sorted(alike.items()):
            batch = _Batch(network, some)
            await self._take(batch, GIVEN[kind](self._room))
            taken |= {id(gift): decided for gift, decided in batch.decided}
        return [taken.get(id(gift)) for gift in gifts]

    async def _take(self, batch: _Batch, shelf: Given) -> None:
        await self._leave_out_taken(batch)
        batch.things = await shelf.held({_thing(gift) for gift in batch.gifts})
        await self._find_givers(batch)
        if keys := batch.keys:
            batch.before = {**await shelf.given(keys)}
        batch.decide(lambda gift: PersonId(self._room.ids.next(gift.at)))
        await self._meet(batch)
        await self._note_taken(batch)
        if batch.kept:
            await shelf.keep_given(batch.kept)
        await self._show(batch)
        await self._bring_due(batch)

    # ------------------------------------------------------------------------------------ what is read

    async def _leave_out_taken(self, batch: _Batch) -> None:
        """Leave out what was taken before; of one update that lies here twice the first is taken."""
        first = {(gift.update.village, gift.update.number): gift for gift in reversed(batch.gifts)}
        rows = await self._all(
            select(taken_update.c.village, taken_update.c.number)
            .where(taken_update.c.village.in_(batch.villages), taken_update.c.network == batch.network)
            .where(taken_update.c.number.in_({number for _, number in first}))
        )
        for row in rows:
            first.pop((row.village, row.number), None)
        new = {id(gift) for gift in first.values()}
        batch.gifts = [gift for gift in batch.gifts if id(gift) in new]

    async def _find_givers(self, batch: _Batch) -> None:
        given_by = {gift.giver for gift in batch.gifts}
        batch.known = await SqlPeople(self._room).known_at(batch.network, given_by)
        if batch.asks_members:
            since = max(gift.at for gift in batch.gifts) - MEMBERSHIP_HOLDS
            batch.inside = await SqlMembers(self._room).inside(batch.villages, given_by, since)
        known, villages = set(batch.known.values()), batch.villages
        if not known:
            return
        residents = await SqlPeople(self._room).residents(villages, known)
        today = self._day(max(gift.at for gift in batch.gifts))
        roles = await SqlRoles(self._room).held_by(villages, known, today)
        batch.givers = {
            (village, person): Giver(
                person, residents.get((village, person)), roles.get((village, person), frozenset())
            )
            for village, person in {*residents, *roles}
        }

    # --------------------------------------------------------------------------------- what is written

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
        for gift, decided in sorted(batch.decided, key=lambda each: _number(each[0])):
            rows.append(
                {
                    "village": gift.update.village,
                    "network": gift.update.network,
                    "number": gift.update.number,
                    "taken_at": gift.at,
                    "answer": keys.seal(decided.answer),
                    "address_hash": keys.hash_address(gift.giver) if gift.giver in batch.known else None,
                }
            )
        await self._write(taken_update, rows)

    async def _show(self, batch: _Batch) -> None:
        """Have the cards that look otherwise now said again, each once."""
        shown = defaultdict[str, list[tuple[AnyGift, AnyDecided]]](list)
        for gift, decided in batch.decided:
            if decided.shows:
                shown[gift.card].append((gift, decided))
        for card, gifts in sorted(shown.items()):
            villages = {village for gift, done in gifts for village in (gift.update.village, *done.shows_in)}
            about = {gift.thing for gift, _ in gifts}
            at = max(gift.at for gift, _ in gifts)
            await SqlOutbox(self._room).refresh_all_groups(villages, card, about, at)

    async def _bring_due(self, batch: _Batch) -> None:
        """Set the deadlines that have come with a gift, each once."""
        due = {
            (batch.things[_thing(gift)].village, kind, gift.thing): gift.at
            for gift, decided in batch.decided
            for kind in decided.due
        }
        for (village, kind, about), at in due.items():
            await SqlDeadlines(self._room).put(village, kind, about, at)

    async def _write(self, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            await self._room.connection.execute(insert(table), rows)


def _number(gift: AnyGift) -> tuple[VillageSlug, int]:
    return gift.update.village, gift.update.number
