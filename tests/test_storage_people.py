"""People: who is at an address, what is sealed, what is forgotten."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from storage.sealing import WrongSecret
from storage.work import SqlWork
from tests.stores import (
    BUGROVOE,
    NOW,
    OTHER,
    a_gathering,
    a_mandate,
    a_person,
    a_resident,
    a_store,
    telegram,
)
from village.chats import Address
from village.forms import OpenForm
from village.gatherings import Answer, Coming
from village.ids import PersonId, SectionSlug, VillageSlug
from village.outbox import Audience, Campaign, Letter, LetterState, Scope, Standing, Subject
from village.people import Quiet, Resident, Role
from village.records import Act, Consent
from village.texts import Language

ABOUT = Subject("gathering", 7)


async def address_in(work: SqlWork, village: VillageSlug, person: PersonId) -> Address | None:
    """Give the address for private letters of a resident, if there is one."""
    readers = await work.people.readers(village, [person])
    return readers[person][1] if person in readers else None


async def test_someone_met_twice_is_the_same_person(database: str) -> None:
    async with a_store(database) as store:
        async with store.open_work() as work:
            first = await work.people.meet(telegram(5), PersonId(50), NOW)
        async with store.open_work() as work:
            again = await work.people.meet(telegram(5), PersonId(51), NOW)
            nobody = await work.people.at(Address("whatsapp", "5"))

    assert (first, again, nobody) == (PersonId(50), PersonId(50), None)


async def test_a_resident_comes_back_as_kept(database: str) -> None:
    async with a_store(database) as store:
        async with store.open_work() as work:
            person = await a_person(work)
            resident = Resident(
                BUGROVOE,
                person,
                language=Language.KK,
                section=SectionSlug("kalinovka"),
                lives_here=False,
                subscribed=True,
                reachable=True,
                consented=True,
                quiet=Quiet(),
            )
            await work.people.keep(Resident(BUGROVOE, person))
            await work.people.keep(resident)
        async with store.look() as work:
            kept = await work.people.resident(BUGROVOE, person)
            elsewhere = await work.people.resident(OTHER, person)

    assert kept == resident
    assert elsewhere is None


async def test_an_address_is_known_only_by_its_hash_until_there_is_consent(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_person(work, 770012345)
        await work.people.keep(Resident(BUGROVOE, person, reachable=True, consented=True))
        before = await address_in(work, BUGROVOE, person)
        await work.people.give_consent(
            Consent(person, BUGROVOE, "1", "digest", "telegram", NOW), telegram(770012345)
        )
        after = await address_in(work, BUGROVOE, person)

    assert before is None
    assert after == telegram(770012345)


async def test_neither_address_nor_phone_can_be_read_in_the_file(database: str) -> None:
    async with a_store(database) as store:
        async with store.open_work() as work:
            await a_resident(work, 770012345)
            await work.people.keep_phone(PersonId(770012345), "+77015550101", NOW)
            assert await work.people.phone(PersonId(770012345)) == "+77015550101"
        async with store.engine.connect() as connection:
            row = (await connection.execute(text("SELECT hash, sealed FROM address"))).one()
            phone = (await connection.execute(text("SELECT phone_sealed, phone_hash FROM person"))).one()

    for field in (*row, *phone):
        assert b"770012345" not in field
        assert b"77015550101" not in field


async def test_another_secret_opens_nothing_and_says_so(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_resident(work, 1)
        await work.people.keep_phone(person, "+77015550101", NOW)

    with pytest.raises(WrongSecret, match="secret"):
        async with a_store(database, secret="another"):
            pass


async def test_letters_go_to_the_network_last_used_in_that_village(database: str) -> None:
    whatsapp = Address("whatsapp", "+77015550101")
    async with a_store(database) as store, store.open_work() as work:
        person = await a_resident(work, 1)
        assert await work.people.meet(whatsapp, person, NOW) == person
        await work.people.give_consent(Consent(person, BUGROVOE, "1", "d", "whatsapp", NOW), whatsapp)
        first = await address_in(work, BUGROVOE, person)
        await work.people.reached_by(BUGROVOE, person, "telegram")
        second = await address_in(work, BUGROVOE, person)

    assert (first, second) == (whatsapp, telegram(1))


async def test_who_blocked_the_bot_is_out_of_reach_until_they_write_again(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_resident(work, 1)
        await work.people.out_of_reach(BUGROVOE, person)
        blocked = await address_in(work, BUGROVOE, person)
        await work.people.reached_by(BUGROVOE, person, "telegram")
        back = await address_in(work, BUGROVOE, person)

    assert (blocked, back) == (None, telegram(1))


async def test_a_consent_taken_back_ends_letters_and_unseals_nothing_elsewhere(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_resident(work, 1)
        await a_resident(work, 1, village=OTHER)
        await work.people.withdraw_consent(BUGROVOE, person, NOW)
        here = await address_in(work, BUGROVOE, person)
        there = await address_in(work, OTHER, person)
        await work.people.withdraw_consent(OTHER, person, NOW)

    assert (here, there) == (None, telegram(1))
    async with a_store(database) as store, store.engine.connect() as connection:
        assert (await connection.execute(text("SELECT sealed FROM address"))).scalar_one() is None
        assert (
            await connection.execute(text("SELECT count(*) FROM consent WHERE withdrawn_at IS NULL"))
        ).scalar_one() == 0


async def test_who_leaves_one_village_is_still_known_in_the_other(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_resident(work, 1)
        await a_resident(work, 1, village=OTHER)
        await work.people.keep_phone(person, "+77015550101", NOW)
        await work.people.forget(BUGROVOE, person, NOW)

        assert await work.people.resident(BUGROVOE, person) is None
        assert await work.people.at(telegram(1)) == person
        assert await address_in(work, OTHER, person) == telegram(1)
        assert await work.people.phone(person) == "+77015550101"


async def test_who_leaves_the_last_village_is_forgotten_and_their_acts_stay_without_a_name(
    database: str,
) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_resident(work, 1)
        gathering = a_gathering(author=person)
        await work.gatherings.add(gathering)
        await work.gatherings.answer(gathering, person, Answer(Coming.YES, NOW))
        await work.people.keep_phone(person, "+77015550101", NOW)
        await work.forms.keep(OpenForm(BUGROVOE, person, "announce", {"text": "a secret"}))
        await work.offers.keep(BUGROVOE, telegram(1), ["a"])
        await work.cards.keep(Standing(BUGROVOE, "notice", ABOUT, None, person, ("1",), NOW))
        await work.record.add(Act(BUGROVOE, NOW, "published", person, "akim"))
        await work.people.forget(BUGROVOE, person, NOW)

        assert await work.people.at(telegram(1)) is None
        assert await work.people.phone(person) is None
        assert await work.forms.open(BUGROVOE, person) is None
        assert await work.offers.behind(BUGROVOE, telegram(1)) == ()
        assert await work.cards.standing(BUGROVOE, "notice", ABOUT, person) is None
        assert await work.gatherings.answers(gathering) == {}
        assert await work.people.answers_of(BUGROVOE, person) == 0
        assert [act.actor for act in await work.record.latest(BUGROVOE, 9)] == [person]
        returned = await work.people.meet(telegram(1), PersonId(2), NOW)

    assert returned == PersonId(2)


async def test_letters_sent_to_someone_forgotten_still_count_and_those_waiting_are_gone(
    database: str,
) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_resident(work, 1)
        await work.outbox.post(Letter(1, BUGROVOE, "notice", ABOUT, NOW, person=person))
        (sent,) = await work.outbox.claim(NOW, 9)
        await work.outbox.settle(sent, LetterState.SENT, "", NOW)
        await work.outbox.post(Letter(2, BUGROVOE, "remind", ABOUT, NOW, person=person))
        await work.people.forget(BUGROVOE, person, NOW)

        report = await work.outbox.report(BUGROVOE, ["notice", "remind"], ABOUT)
        assert (report.sent, report.people, report.waiting) == (1, 1, 0)
        assert await work.outbox.claim(NOW + timedelta(days=1), 9) == ()


async def test_a_role_ends_with_the_person_who_is_forgotten(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_resident(work, 1)
        await work.roles.give(a_mandate(person))
        await work.people.forget(BUGROVOE, person, NOW)

        assert await work.roles.holders(BUGROVOE, NOW.date()) == ()


AUDIENCES = [
    (Audience(private=Scope.SUBSCRIBERS), {1, 2, 5}),
    (Audience(private=Scope.SUBSCRIBERS, section=SectionSlug("east")), {2}),
    (Audience(private=Scope.UNANSWERED, about=ABOUT), {2}),
    (Audience(private=Scope.UNDECIDED, about=ABOUT), {1}),
    (Audience(private=Scope.COMING, about=ABOUT), {1}),
    (Audience(private=Scope.HAD_IT, about=ABOUT), {3}),
    (Audience(private=Scope.MEMBERS), {3}),
    (Audience(private=Scope.OFFICE), {5}),
    (Audience(groups=True), set()),
]


@pytest.mark.parametrize(("audience", "people"), AUDIENCES)
async def test_a_preview_counts_whom_the_campaign_then_reaches(
    database: str, audience: Audience, people: set[int]
) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await _a_village_of_many(work)

        assert await work.people.count(BUGROVOE, audience, NOW) == len(people)
        await work.outbox.campaign(Campaign(1, BUGROVOE, "word", ABOUT, audience, NOW))
        await work.outbox.cut(NOW, 99)
        letters = await work.outbox.claim(NOW, 99)

    assert {letter.person for letter in letters if letter.person} == people


async def _a_village_of_many(work: SqlWork) -> None:
    """One coming, one of the east, one unsubscribed member, one out of reach, one elsewhere in the office."""
    await a_resident(work, 1)
    await a_resident(work, 2, section="east")
    await a_resident(work, 3, subscribed=False)
    await a_resident(work, 4, reachable=False)
    await a_resident(work, 5, lives_here=False)
    await a_person(work, 6)
    gathering = a_gathering()
    await work.gatherings.add(gathering)
    for number, coming in ((1, Coming.YES), (3, Coming.YES), (5, Coming.NO), (6, Coming.YES)):
        await work.gatherings.answer(gathering, PersonId(number), Answer(coming, NOW))
    await work.roles.give(a_mandate(PersonId(3), Role.ASSEMBLY_MEMBER, number=1))
    await work.roles.give(a_mandate(PersonId(5), Role.OFFICE, number=2))
    await work.roles.give(a_mandate(PersonId(1), Role.AKIM, number=3, ends=date(2026, 11, 30)))
    for number in (3, 4):
        letter = Letter(number, BUGROVOE, "notice", ABOUT, NOW, person=PersonId(number))
        await work.outbox.post(letter)
        await work.outbox.settle(letter, LetterState.SENT, "", NOW)
