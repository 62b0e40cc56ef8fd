"""Signatures at once, through several trays of several programs: one unbroken register, each person once."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

from storage.gifts import AnyGift
from storage.tray import SqlTray, tray_on
from tests.petitioned import VILLAGE, a_petition, a_voter
from tests.stores import AUTHOR, BUGROVOE, NOW, Store, a_resident, a_store, telegram
from village.errors import Refusal
from village.giving import Decided, Gift, Giver
from village.ids import PersonId
from village.outbox import Subject
from village.petitions import Petition, SignTap, Stance, sign, withdraw
from village.register import What, began, counting, sealed_by
from village.signers import Signer, SignerName
from village.updates import Update

PETITION = a_petition(goal=1_000_000)
ABOUT = Subject("petition", PETITION.id)
PEOPLE, PROGRAMS, TAPS = 60, 3, 400


def _signer(person: int) -> Signer:
    # Every tenth and the next one are one person on two addresses; two others with one phone are a family.
    return Signer(SignerName("Серікова", "А" + "б" * (person // 2 if person // 2 % 5 == 0 else person)))


@asynccontextmanager
async def _programs(database: str) -> AsyncIterator[list[Store]]:
    """Open the same database in several programs, with a petition and people who may sign it."""
    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(a_store(database)) for _ in range(PROGRAMS)]
        async with stores[0].open_work() as work:
            await work.people.meet(telegram(1), AUTHOR, NOW)
            for person in range(11, 11 + PEOPLE):
                await a_resident(work, person)
                await work.people.keep_phone(PersonId(person), f"+7701{person // 2:07}", NOW)
                await work.petitions.keep_signer(PersonId(person), _signer(person), NOW)
            await work.petitions.add(PETITION)
        yield stores


@dataclass(frozen=True)
class _Tap:
    """Somebody's tap that signs, or takes back."""

    person: int
    number: int
    back: bool = False

    def gift(self) -> AnyGift:
        """Give it as the handlers lay it on a tray."""
        return Gift(self._came_by, telegram(self.person), ABOUT, "petition", NOW, self._decide)

    @property
    def _came_by(self) -> Update:
        return Update(BUGROVOE, "telegram", self.number)

    def _sign_tap(self) -> SignTap:
        at = NOW + timedelta(seconds=self.number)
        return SignTap(at, self.number.to_bytes(16, "big"), self._came_by)

    def _decide(self, petition: Petition, _giver: Giver, before: Stance | None) -> Decided[Stance, str]:
        grown, stance = self.done(petition, before or Stance())
        return Decided(stance, "kept", thing=grown)

    def done(self, petition: Petition, before: Stance) -> tuple[Petition, Stance]:
        """Give what comes of it; refuses as the rules do."""
        if self.back:
            return withdraw(petition, before, self._sign_tap())
        return sign(petition, VILLAGE, a_voter(), before, self._sign_tap())


@dataclass(frozen=True)
class _Program:
    """One of the programs that take taps."""

    store: Store
    tray: SqlTray

    async def takes(self, tap: _Tap) -> None:
        """Take a tap by the tray; what it leaves goes the ordinary way, where a refusal keeps nothing."""
        if await self.tray.give(tap.gift()) is not None:
            return
        with suppress(Refusal):
            async with self.store.open_work() as work:
                petition = await work.petitions.hold(BUGROVOE, PETITION.id)
                assert petition is not None
                before = await work.petitions.stance_of(petition, PersonId(tap.person))
                grown, stance = tap.done(petition, before)
                if stance is not before:
                    await work.petitions.sign(grown, PersonId(tap.person), stance)


async def _take_all(stores: list[Store], taps: Sequence[_Tap], chance: random.Random) -> None:
    """Have all taps taken at about the same moment, each by one of the programs."""
    programs = [_Program(store, tray_on(store.open_work)) for store in stores]

    async def take(tap: _Tap) -> None:
        await asyncio.sleep(chance.uniform(0, 0.5))
        await chance.choice(programs).takes(tap)

    await asyncio.gather(*map(take, taps))


async def test_through_several_programs_one_unbroken_register_grows(database: str) -> None:
    chance = random.Random(7)  # noqa: S311 - chance for a test, not for a secret
    people = range(11, 11 + PEOPLE)
    taps = [_Tap(chance.choice(people), number, back=chance.random() < 0.3) for number in range(1, TAPS)]
    async with _programs(database) as stores:
        await _take_all(stores, taps, chance)
        async with stores[0].look() as work:
            petition = await work.petitions.get(BUGROVOE, PETITION.id)
            assert petition is not None
            rows = await work.petitions.rows(petition, 0, TAPS)
            standing = await work.petitions.names(petition, TAPS)
            stances = [await work.petitions.stance_of(petition, PersonId(person)) for person in people]

    head = began(petition.digest)
    for added in rows:
        head = sealed_by(head, added.row)
        assert head.digest == added.digest
    assert head == petition.register.head
    assert len(rows) > PEOPLE
    by_number = {added.row.number: added.row for added in rows}
    tally = counting((added.row, by_number.get(added.row.of or 0)) for added in rows)
    assert petition.register.tally == tally
    assert tally.all == len(standing) == sum(stance.signature is not None for stance in stances)
    assert {added.row.what for added in rows} == {What.SIGNED, What.WITHDRAWN}


async def test_one_person_with_two_addresses_signs_once_whichever_program_hears_them(database: str) -> None:
    taps = [_Tap(person, number) for number, person in enumerate((20, 21) * 6, 1)]
    async with _programs(database) as stores:
        await _take_all(stores, taps, random.Random(1))  # noqa: S311 - chance for a test, not for a secret
        async with stores[0].look() as work:
            petition = await work.petitions.get(BUGROVOE, PETITION.id)
            assert petition is not None
            assert petition.register.tally.all == 1
            assert len(await work.petitions.rows(petition, 0, TAPS)) == 1
