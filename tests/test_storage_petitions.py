"""Petitions in the store, on both databases: their registers through the tray and alone, twins, waiting."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage.gifts import AnyGift
from storage.tray import tray_on
from storage.work import SqlWork
from tests.petitioned import AIGUL, MARAT, VILLAGE, a_petition, a_tap, a_voter, signs
from tests.stores import AUTHOR, BUGROVOE, NOW, OTHER, Store, a_resident, a_store, telegram
from village.giving import Decided, Gift, Giver
from village.ids import PersonId, PetitionId, VillageSlug
from village.outbox import Subject
from village.petitions import (
    Petition,
    PetitionDraft,
    PetitionNote,
    SignTap,
    Stance,
    sign,
    withdraw,
)
from village.register import Register, Tally, What, began, leaf_of, sealed_by
from village.texts import Bilingual
from village.updates import Update

PETITION = a_petition(places=((OTHER, 4),))
ABOUT = Subject("petition", PETITION.id)
SIGNER_11, SIGNER_12 = PersonId(11), PersonId(12)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    """Open a store with a petition and four people, of whom two share a phone."""
    async with a_store(database) as store:
        async with store.open_work() as work:
            await work.people.meet(telegram(1), AUTHOR, NOW)
            for number, phone in ((11, "+77010000011"), (12, "+77010000011"), (13, "+77010000013")):
                await a_resident(work, number)
                await work.people.keep_phone(PersonId(number), phone, NOW)
            await work.petitions.add(PETITION)
        yield store


def a_signature(
    person: int, *, back: bool = False, village: VillageSlug = BUGROVOE, minutes: int = 60
) -> AnyGift:
    """Make a tap that signs, or takes back, as the handlers give it to the tray."""
    came_by = Update(village, "telegram", minutes * 1000 + person)
    tap = SignTap(NOW + timedelta(minutes=minutes), bytes([person]) * 16, came_by)

    def decide(petition: Petition, giver: Giver, before: Stance | None) -> Decided[Stance, str] | None:
        assert giver.person is not None
        stance, at = before or Stance(), replace(VILLAGE, slug=village)
        done = withdraw(petition, stance, tap) if back else sign(petition, at, a_voter(), stance, tap)
        grown, stands = done
        said, told = str(grown.register.head.number), ("petition-told",)
        return Decided(stands, said, shows=True, thing=grown, shows_in=grown.heard_in, due=told)

    return Gift(came_by, telegram(person), ABOUT, "petition", tap.at, decide)


async def found(store: Store) -> Petition:
    """Give the petition as it is kept."""
    async with store.look() as work:
        petition = await work.petitions.get(BUGROVOE, PETITION.id)
    assert petition is not None
    return petition


async def in_store(store: Store, deed: Callable[..., Awaitable[object]]) -> None:
    """Do something in one piece of work."""
    async with store.open_work() as work:
        await deed(work)


async def name_them(store: Store) -> None:
    """Let three people give their names."""
    async with store.open_work() as work:
        for person, signer in ((11, AIGUL), (12, MARAT), (13, MARAT)):
            await work.petitions.keep_signer(PersonId(person), signer, NOW)


async def test_it_is_told_when_people_signed_as_far_as_the_last_rows_reach(store: Store) -> None:
    async with store.open_work() as work:
        for person, signer, minutes in ((11, AIGUL, 60), (12, MARAT, 90), (13, MARAT, 120)):
            petition = await signs(work, PETITION, PersonId(person), signer, minutes=minutes)
    since = NOW + timedelta(minutes=60)
    async with store.look() as work:
        found = await work.petitions.signed_at(petition, since, 100)
        assert [(at - NOW) / timedelta(minutes=1) for at in found] == [120, 90, 60]
        later = await work.petitions.signed_at(petition, since + timedelta(seconds=1), 100)
        assert later == await work.petitions.signed_at(petition, since, 2) == found[:2]


async def test_a_petition_comes_back_as_it_was_kept_in_each_village_it_was_put_to(store: Store) -> None:
    async with store.look() as work:
        for village in (BUGROVOE, OTHER):
            assert await work.petitions.get(village, PETITION.id) == PETITION
            assert await work.petitions.open(village) == (PETITION,)
        assert await work.petitions.numbered(BUGROVOE, 9) == PETITION
        assert await work.petitions.numbered(OTHER, 4) == PETITION
        assert await work.petitions.numbered(OTHER, 9) is None
        assert await work.petitions.latest(BUGROVOE, 3) == (PETITION,)
        assert await work.petitions.latest(OTHER, 3) == ()
    async with store.open_work() as work:
        assert await work.petitions.hold(OTHER, PETITION.id) == PETITION


async def test_signatures_of_one_tray_stand_one_after_another_in_the_chain(store: Store) -> None:
    await name_them(store)
    gifts = [a_signature(11), a_signature(12), a_signature(13), a_signature(11, back=True, minutes=61)]
    gifts += [a_signature(11, minutes=62)]

    async with store.open_work() as work:
        decided = await work.gifts.take(gifts)

    assert [each.said if each else None for each in decided] == ["1", "2", "3", "4", "5"]
    petition = await found(store)
    assert petition.register.tally == Tally(phone=3)
    async with store.look() as work:
        rows = await work.petitions.rows(petition, 0, 10)
        assert await work.petitions.rows(petition, 3, 1) == rows[3:4]
    assert [added.row.what for added in rows] == [What.SIGNED] * 3 + [What.WITHDRAWN, What.SIGNED]
    head = began(petition.digest)
    for added in rows:
        head = sealed_by(head, added.row)
        assert added.digest == head.digest
        if added.content:
            assert added.row.leaf == leaf_of(added.content, added.salt)
    assert head == petition.register.head


async def test_through_two_villages_one_register_grows(store: Store) -> None:
    await name_them(store)
    async with store.open_work() as work:
        await work.gifts.take([a_signature(11), a_signature(12, village=OTHER)])

    petition = await found(store)
    assert (petition.register.head.number, petition.register.tally.all) == (2, 2)
    async with store.look() as work:
        rows = await work.petitions.rows(petition, 0, 10)
        assert [added.row.village for added in rows] == [BUGROVOE, OTHER]
        assert [each.id for each, _ in await work.petitions.signed_by(OTHER, SIGNER_12)] == [PETITION.id]
        assert await work.petitions.signed_by(BUGROVOE, SIGNER_12) == ()


async def test_what_a_signature_brings_due_is_a_deadline_of_the_home(store: Store) -> None:
    await name_them(store)
    assert await tray_on(store.open_work).give(a_signature(12, village=OTHER))

    async with store.open_work() as work:
        due = await work.deadlines.due(NOW + timedelta(hours=2), 10)
    assert [(each.village, each.kind, each.about) for each in due] == [(BUGROVOE, "petition-told", ABOUT)]


async def test_one_person_on_two_addresses_is_known_by_phone_and_name(store: Store) -> None:
    async with store.open_work() as work:
        petition = await signs(work, PETITION, SIGNER_11, AIGUL)
        family = await signs(work, petition, SIGNER_12, MARAT, minutes=61)
        assert family.register.tally == Tally(phone=2)

        await work.petitions.keep_signer(PersonId(13), AIGUL, NOW)
        assert not (await work.petitions.stance_of(PETITION, PersonId(13))).elsewhere
        await work.people.keep_phone(PersonId(13), "+77010000011", NOW)
        assert (await work.petitions.stance_of(PETITION, PersonId(13))).elsewhere


async def test_the_database_itself_keeps_one_signature_a_person(store: Store) -> None:
    async with store.open_work() as work:
        petition = await signs(work, PETITION, SIGNER_11, AIGUL)
    with pytest.raises(IntegrityError):
        await in_store(store, lambda work: _sign_blindly(work, petition, SIGNER_11))
    with pytest.raises(IntegrityError):
        await in_store(store, lambda work: _sign_blindly(work, petition, SIGNER_12, same_name=True))
    assert (await found(store)).register.tally == Tally(phone=1)


async def _sign_blindly(
    work: SqlWork, petition: Petition, person: PersonId, *, same_name: bool = False
) -> None:
    await work.petitions.keep_signer(person, AIGUL if same_name else MARAT, NOW)
    _, stance = sign(petition, VILLAGE, a_voter(), Stance(signer=AIGUL), a_tap(70))
    await work.petitions.sign(petition, person, stance)


async def test_names_are_shown_as_they_are_allowed(store: Store) -> None:
    async with store.open_work() as work:
        petition = await signs(work, PETITION, SIGNER_11, AIGUL)
        await signs(work, petition, SIGNER_12, MARAT, minutes=61)
    async with store.look() as work:
        assert await work.petitions.names(petition, 5) == ((2, ""), (1, "Айгүл С."))
        assert await work.petitions.names(petition, 1) == ((2, ""),)


async def test_who_lacks_a_step_waits(store: Store) -> None:
    async with store.open_work() as work:
        await work.petitions.wait(PETITION, SIGNER_11, None, NOW)
        await work.petitions.wait(PETITION, SIGNER_11, AUTHOR, NOW)
        await work.petitions.wait(PETITION, SIGNER_12, None, NOW)
    async with store.open_work() as work:
        for village in (BUGROVOE, OTHER):
            assert await work.petitions.waiting_of(village, SIGNER_11) == [(PETITION.id, AUTHOR)]
        await work.petitions.stop_waiting(PETITION, SIGNER_11)
        assert await work.petitions.waiting_of(BUGROVOE, SIGNER_11) == []
        await work.petitions.stop_waiting(PETITION)
        assert await work.petitions.waiting_of(BUGROVOE, SIGNER_12) == []


async def test_drafts_notes_and_what_was_told(store: Store) -> None:
    draft = PetitionDraft(PetitionId(70), BUGROVOE, SIGNER_11, {"goal": "10"}, NOW)
    put = replace(draft, put_by=AUTHOR, put_at=NOW, ground="Қысқарту керек")
    note = PetitionNote(NOW, Bilingual("Түзету", "Уточнение"))
    async with store.open_work() as work:
        await work.petitions.keep_draft(draft)
        await work.petitions.keep_draft(put)
        assert await work.petitions.draft(BUGROVOE, draft.id) == put
        assert await work.petitions.hold_draft(BUGROVOE, draft.id) == put
        assert await work.petitions.drafts(BUGROVOE) == (put,)
        await work.petitions.drop_draft(BUGROVOE, draft.id)
        assert await work.petitions.drafts(BUGROVOE) == ()
        await work.petitions.add_note(PETITION, note)
        assert await work.petitions.notes(PETITION) == (note,)
        await work.petitions.tell(PETITION, 25)
        assert await work.petitions.told(PETITION) == 25


async def test_a_petition_that_is_held_is_kept_with_its_register(store: Store) -> None:
    later = replace(PETITION.plan, closes_at=PETITION.plan.closes_at + timedelta(days=7))
    async with store.open_work() as work:
        held = await work.petitions.hold(BUGROVOE, PETITION.id)
        assert held is not None
        await work.petitions.keep(replace(held, plan=later))
    kept = await found(store)
    assert kept.plan == later
    assert kept.register == Register(began(PETITION.digest))


async def test_whoever_is_forgotten_leaves_no_name_to_sign_with(store: Store) -> None:
    async with store.open_work() as work:
        await work.petitions.keep_signer(SIGNER_11, AIGUL, NOW)
        await work.petitions.wait(PETITION, SIGNER_11, None, NOW)
        await work.people.forget(BUGROVOE, SIGNER_11, NOW)
        assert await work.petitions.signer(SIGNER_11) is None
        assert await work.petitions.waiting_of(BUGROVOE, SIGNER_11) == []
