"""Sheets, lines and doubts in the store, on both databases."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from storage.work import SqlWork
from tests.petitioned import AIGUL, MARAT, SALT, VILLAGE, a_petition, a_tap, a_voter, signs
from tests.stores import AUTHOR, BUGROVOE, NOW, Store, a_resident, a_store, telegram
from village.ids import PersonId, SectionSlug
from village.paper import Entry, Line, PaperSheet, Verdict, enter, judge
from village.petitions import Petition, sign, withdraw
from village.register import Alike, Tally, What
from village.signers import SignerName

PETITION = a_petition()
SHEET = PaperSheet(1, BUGROVOE, SectionSlug("sosnovka"), NOW, AUTHOR)
PHONE, OTHER_PHONE = "+77010000011", "+77010000099"
IIN, OTHER_IIN = "900101300007", "061211600012"
NAME = AIGUL.name


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    """Open a store with a petition, a sheet of it, and two people of one name."""
    async with a_store(database) as store:
        async with store.open_work() as work:
            await work.people.meet(telegram(1), AUTHOR, NOW)
            for number, phone in ((11, PHONE), (12, OTHER_PHONE)):
                await a_resident(work, number)
                await work.people.keep_phone(PersonId(number), phone, NOW)
            await work.petitions.add(PETITION)
            await work.petition_paper.add(PETITION, SHEET)
        yield store


async def held(work: SqlWork) -> Petition:
    found = await work.petitions.hold(BUGROVOE, PETITION.id)
    assert found is not None
    return found


async def types(work: SqlWork, number: int, name: SignerName, phone: str = "", iin: str = "") -> Entry:
    """Type in a line as the handlers do."""
    petition = await held(work)
    alike = await work.petition_paper.alike(petition, name, phone, iin)
    line = Line(number, name, phone, iin)
    grown, entry = enter(petition, SHEET, line, alike, replace(a_tap(number), salt=SALT))
    if entry.added:
        await work.petitions.append(grown, *entry.added, phone=phone)
    if entry.like:
        thing = (BUGROVOE, PETITION.id)
        await work.petition_paper.add_doubt(thing, entry.added[0].row.number, entry.like.number, NOW)
    return entry


async def test_sheets_come_back_as_they_were_printed_and_finished(store: Store) -> None:
    async with store.open_work() as work:
        assert await work.petition_paper.sheet(PETITION, 1) == SHEET
        assert await work.petition_paper.sheet(PETITION, 2) is None
        await work.petition_paper.finish(PETITION, 1, NOW)
        assert await work.petition_paper.sheets(PETITION) == (replace(SHEET, entered_at=NOW),)


async def test_a_line_stands_once_on_its_sheet(store: Store) -> None:
    async with store.open_work() as work:
        await types(work, 5, NAME)
    async with store.look() as work:
        (typed,) = await work.petition_paper.typed(PETITION, 1)
        assert await work.petition_paper.lines_on(PETITION) == {1: 1}
    assert (typed.line, typed.in_doubt) == (5, False)
    assert typed.content is not None
    assert typed.content.name == NAME
    with pytest.raises(IntegrityError):
        async with store.open_work() as work:
            await types(work, 5, MARAT.name)


@pytest.mark.parametrize(
    ("name", "phone", "iin", "found"),
    [
        (MARAT.name, "", "", []),
        (NAME, "", "", [Alike]),
        (SignerName("СЕРИКОВА", "Айгуль"), "", "", []),
        (SignerName("СЕРИКОВА", "Айгул"), "", "", [Alike]),
    ],
)
async def test_a_name_is_found_however_it_is_written(
    store: Store, name: SignerName, phone: str, iin: str, found: list[type]
) -> None:
    async with store.open_work() as work:
        await signs(work, PETITION, PersonId(11), AIGUL)
        alike = await work.petition_paper.alike(await held(work), name, phone, iin)
    assert [type(each) for each in alike] == found


async def test_a_phone_and_an_iin_tell_who_is_the_same(store: Store) -> None:
    async with store.open_work() as work:
        await signs(work, PETITION, PersonId(11), AIGUL)
        await types(work, 1, MARAT.name, iin=IIN)
        petition = await held(work)

        async def alike(name: SignerName, phone: str = "", iin: str = "") -> list[tuple[bool, bool | None]]:
            found = await work.petition_paper.alike(petition, name, phone, iin)
            return [(each.phone, each.iin) for each in found]

        assert await alike(NAME, PHONE) == [(True, None)]
        assert await alike(NAME, OTHER_PHONE) == [(False, None)]
        assert await alike(MARAT.name, iin=OTHER_IIN) == [(False, False)]
        assert await alike(NAME, iin=IIN) == [(False, None), (False, True)]


async def test_who_has_signed_is_not_typed_in_again_and_a_namesake_waits_for_two_people(store: Store) -> None:
    async with store.open_work() as work:
        await signs(work, PETITION, PersonId(11), AIGUL)
        repeated = await types(work, 1, NAME, PHONE)
        assert repeated.repeats is not None
        assert repeated.added == ()
        doubtful = await types(work, 2, NAME)
        assert doubtful.like is not None
        assert (await held(work)).register.tally == Tally(phone=1, disputed=1)
        (typed,) = await work.petition_paper.typed(PETITION, 1)
        assert typed.in_doubt
        (doubt,) = await work.petition_paper.open_doubts(PETITION)
        assert (doubt.row, doubt.other) == (typed.row.number, doubtful.like.number)
        said = judge(judge(doubt, PersonId(11), Verdict.OTHER, NOW), PersonId(12), Verdict.OTHER, NOW)
        await work.petition_paper.keep_doubt(said)
        assert await work.petition_paper.open_doubts(PETITION) == ()
        assert await work.petition_paper.doubt(PETITION, doubt.row) is None


async def test_signing_disputes_a_line_of_that_name_but_not_one_that_was_compared_with_them(
    store: Store,
) -> None:
    async with store.open_work() as work:
        await types(work, 1, NAME)
        await signs(work, PETITION, PersonId(11), AIGUL, minutes=70)
        petition = await held(work)
        assert petition.register.tally == Tally(phone=1, disputed=1)
        (doubt,) = await work.petition_paper.open_doubts(PETITION)
        said = judge(judge(doubt, PersonId(1), Verdict.OTHER, NOW), PersonId(2), Verdict.OTHER, NOW)
        await work.petition_paper.keep_doubt(said)
        stance = await work.petitions.stance_of(petition, PersonId(11))
        assert stance.paper == ()
        await work.petitions.keep_signer(PersonId(12), AIGUL, NOW)
        other = await work.petitions.stance_of(petition, PersonId(12))
        assert [each.perhaps for each in other.paper] == [True]


async def test_ones_own_line_gives_way_when_phone_and_name_are_the_same(store: Store) -> None:
    async with store.open_work() as work:
        await types(work, 1, NAME, PHONE)
        grown = await signs(work, PETITION, PersonId(11), AIGUL, minutes=70)
        assert grown.register.tally == Tally(phone=1)
        assert await work.petition_paper.typed(PETITION, 1) == ()
        rows = await work.petitions.rows(await held(work), 0, 10)
        assert [added.row.what for added in rows] == [What.PAPER, What.SIGNED, What.WITHDRAWN]
        # The line is free again, and whoever has signed is not typed in anew.
        assert (await types(work, 1, NAME, PHONE)).repeats is not None


async def test_a_struck_line_leaves_no_open_doubt(store: Store) -> None:
    async with store.open_work() as work:
        await types(work, 1, NAME, PHONE)
        await types(work, 2, NAME)
        assert len(await work.petition_paper.open_doubts(PETITION)) == 1
        petition = await held(work)
        await work.petitions.keep_signer(PersonId(12), AIGUL, NOW)
        await work.people.keep_phone(PersonId(12), PHONE, NOW)
        stance = await work.petitions.stance_of(petition, PersonId(12))
        grown, signed = sign(petition, VILLAGE, a_voter(), stance, a_tap(80))
        await work.petitions.sign(grown, PersonId(12), signed)
        # The line with their phone gave way; the one without is in dispute as before.
        assert (await held(work)).register.tally == Tally(phone=1, disputed=1)
        back, gone = withdraw(grown, await work.petitions.stance_of(grown, PersonId(12)), a_tap(90))
        await work.petitions.sign(back, PersonId(12), gone)
        assert (await held(work)).register.tally == Tally(disputed=1)
