"""The roll as it is kept: compared, written, matched and let go, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from storage import tables
from storage.work import SqlWork
from tests.stores import BUGROVOE, NOW, OTHER, Store, a_resident, a_store, telegram
from village.ids import PersonId, SectionSlug
from village.listing import Listed
from village.people import Level
from village.roll import Difference, Doubt, Entry, How, Match, Vouch, VouchAsk

HERE = SectionSlug("bugrovoe")
AIGUL = Listed(HERE, "Нұрланова Айгүл Ерланқызы", 1985, "+77010000001", "900101300007")
MARAT = Listed(HERE, "Ахметов Марат", 1970, "+77010000002")
OLGA = Listed(HERE, "Кравченко Ольга", 1960, "+77010000002")
BOLAT = Listed(HERE, "Сапаров Болат", 1955)


async def write(store: Store, *listed: Listed) -> Difference:
    async with store.open_work() as work:
        difference = await work.roll.compare(BUGROVOE, listed)
        await work.roll.write(BUGROVOE, listed, NOW)
    return difference


async def with_phone(work: SqlWork, number: int, phone: str) -> PersonId:
    person = await a_resident(work, number)
    await work.people.keep_phone(person, phone, NOW)
    return person


async def level(work: SqlWork, person: PersonId) -> Level:
    home = await work.people.resident(BUGROVOE, person)
    assert home is not None
    return home.level


async def entry_of(work: SqlWork, person: PersonId) -> Entry:
    (entry,) = (await work.roll.by_phone(BUGROVOE, person))[person]
    return entry


async def put_on_roll(work: SqlWork, person: PersonId) -> None:
    entry = await entry_of(work, person)
    assert await work.roll.match(BUGROVOE, Match(person, entry.id, How.PHONE), NOW)


async def test_a_second_table_changes_what_is_other_and_lets_go_who_is_gone(database: str) -> None:
    async with a_store(database) as store:
        assert await write(store, AIGUL, MARAT, BOLAT) == Difference(new=3)
        assert await write(store, AIGUL, MARAT, BOLAT) == Difference(same=3)
        married = replace(AIGUL, name="Серікова Айгүл", phone="+77010000009")
        assert await write(store, married, MARAT, OLGA) == Difference(new=1, changed=1, same=1, gone=1)
        async with store.look() as work:
            assert await work.roll.size(BUGROVOE) == 3
            assert await work.roll.size(OTHER) == 0
            (found,) = await work.roll.by_name(BUGROVOE, HERE, ("айгуль серикова", 1985), PersonId(9))
            assert await work.roll.label(BUGROVOE, found.id) == ("Серікова Айгүл, 1985", HERE)
            assert await work.roll.by_name(BUGROVOE, HERE, ("Сапаров Болат", 1955), PersonId(9)) == ()


async def test_nothing_of_the_roll_can_be_read_in_the_file(database: str) -> None:
    async with a_store(database) as store:
        await write(store, AIGUL)
        async with store.look() as work:
            rows = await work.roll._all(select(tables.roll_entry))  # noqa: SLF001 - to look at what lies there
    (row,) = rows
    told = b" ".join(value for value in row if isinstance(value, bytes)) + str(row).encode()
    for secret in ("Нұрланова", "нурланова", "77010000001", "900101300007", "1985"):
        assert secret.encode() not in told


async def test_a_thousand_are_written_and_told_of_by_the_way(database: str) -> None:
    many = [Listed(HERE, f"Тегі{'абвгдежзий'[n % 10]}{'ә' * (n // 10)} Аты", 1980) for n in range(1200)]
    told: list[int] = []
    async with a_store(database) as store, store.open_work() as work:
        await work.roll.write(BUGROVOE, many, NOW, told.append)
    assert told == [500, 1000, 1200]


async def test_a_phone_is_found_with_who_has_its_entry(database: str) -> None:
    async with a_store(database) as store:
        await write(store, AIGUL, MARAT, OLGA)
        async with store.open_work() as work:
            aigul = await with_phone(work, 1, "+77010000001")
            again = await with_phone(work, 2, "+77010000001")
            family = await with_phone(work, 3, "+77010000002")
            await put_on_roll(work, aigul)
            assert await level(work, aigul) is Level.ROLL
        async with store.look() as work:
            found = await work.roll.by_phone(BUGROVOE)
            assert found.keys() == {again, family}
            assert [entry.taken_by for entry in found[again]] == [aigul]
            assert len(found[family]) == 2
            (named,) = await work.roll.by_name(BUGROVOE, HERE, ("Ольга Кравченко", 1960), family)
            assert named.phone_agrees
            assert (
                await work.roll.by_name(BUGROVOE, SectionSlug("x"), ("Ольга Кравченко", 1960), family) == ()
            )


async def test_an_entry_is_one_persons_and_a_person_has_one(database: str) -> None:
    async with a_store(database) as store:
        await write(store, AIGUL, BOLAT)
        async with store.open_work() as work:
            aigul = await with_phone(work, 1, "+77010000001")
            other = await a_resident(work, 2)
            entry = await entry_of(work, aigul)
            (bolat,) = await work.roll.by_name(BUGROVOE, None, ("Болат Сапаров", 1955), other)
            await put_on_roll(work, aigul)
            assert not await work.roll.match(BUGROVOE, Match(other, entry.id, How.OFFICE), NOW)
            assert not await work.roll.match(BUGROVOE, Match(aigul, bolat.id, How.OFFICE), NOW)
            assert await level(work, other) is Level.CHAT
            assert await work.roll.taken_by(BUGROVOE, entry.id) == aigul


async def test_with_a_line_that_is_gone_goes_level_2_and_what_stood_on_it(database: str) -> None:
    async with a_store(database) as store:
        await write(store, AIGUL, MARAT)
        async with store.open_work() as work:
            aigul = await with_phone(work, 1, "+77010000001")
            marat = await with_phone(work, 2, "+77010000002")
            zhanar = await with_phone(work, 3, "+77010000003")
            await put_on_roll(work, aigul)
            await put_on_roll(work, marat)
            for number, voucher in enumerate((aigul, marat)):
                assert await work.roll.vouch(Vouch(number, BUGROVOE, zhanar, voucher, "Жанар", NOW))
            assert await work.roll.match(BUGROVOE, Match(zhanar, None, How.VOUCH), NOW)
            assert await work.roll.settle(BUGROVOE) == ()

        assert await write(store, AIGUL) == Difference(same=1, gone=1, losing=2)
        async with store.open_work() as work:
            assert await work.roll.settle(BUGROVOE) == (marat, zhanar)
            assert [await level(work, each) for each in (aigul, marat, zhanar)] == [
                Level.ROLL,
                Level.PHONE,
                Level.PHONE,
            ]
            assert await work.roll.words_for(BUGROVOE, zhanar) == 1


async def test_a_word_is_given_once_for_a_person_and_never_for_oneself(database: str) -> None:
    async with a_store(database) as store:
        async with store.open_work() as work:
            one, two = await a_resident(work, 1), await a_resident(work, 2)
            word = Vouch(1, BUGROVOE, one, two, "Айгүл", NOW)
            assert await work.roll.vouch(word)
            assert not await work.roll.vouch(replace(word, id=2))
            assert await work.roll.given_by(BUGROVOE, two) == (word,)
            assert await work.roll.take_back(word)
            assert not await work.roll.take_back(word)
        with pytest.raises(IntegrityError):
            async with store.open_work() as work:
                await work.roll.vouch(Vouch(3, BUGROVOE, one, one, "", NOW))


async def test_asked_again_the_same_link_holds_on(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_resident(work, 1)
        first = await work.roll.ask(VouchAsk(5, BUGROVOE, person, "Айгүл", NOW))
        later = NOW + timedelta(days=3)
        again = await work.roll.ask(VouchAsk(6, BUGROVOE, person, "Айгүл Н.", later))
        assert (first.id, again.id, again.name, again.at) == (5, 5, "Айгүл Н.", later)
        assert await work.roll.asked(BUGROVOE, 5) == again
        await work.roll.match(BUGROVOE, Match(person, None, How.VOUCH), NOW)
        assert await work.roll.asked(BUGROVOE, 5) is None


async def test_what_was_said_goes_when_a_pair_is_decided(database: str) -> None:
    async with a_store(database) as store:
        await write(store, BOLAT)
        async with store.open_work() as work:
            person = await a_resident(work, 1)
            (entry,) = await work.roll.by_name(BUGROVOE, HERE, ("Сапаров Болат", 1955), person)
            doubt = Doubt(1, BUGROVOE, person, entry.id, NOW)
            await work.roll.add_doubt(doubt, "Болат Сапаров, 1955")
            await work.roll.note_in_vain(BUGROVOE, person, NOW + timedelta(hours=1))
            assert await work.roll.doubt(BUGROVOE, 1) == (doubt, "Болат Сапаров, 1955")
            assert await work.roll.waiting(BUGROVOE, person) == 1
            assert await work.roll.tried(BUGROVOE, person, NOW) == 2
            await work.roll.keep_doubt(doubt.no(PersonId(9), NOW))
            assert await work.roll.doubt(BUGROVOE, 1) == (doubt.no(PersonId(9), NOW), "")
            assert await work.roll.waiting(BUGROVOE, person) == 0
        with pytest.raises(IntegrityError):
            async with store.open_work() as work:
                await work.roll.keep_doubt(replace(doubt, first_yes=PersonId(9), second_yes=PersonId(9)))


async def test_who_is_forgotten_leaves_no_match_no_word_and_no_pair(database: str) -> None:
    async with a_store(database) as store:
        await write(store, AIGUL, MARAT, BOLAT)
        async with store.open_work() as work:
            aigul = await with_phone(work, 1, "+77010000001")
            marat = await with_phone(work, 2, "+77010000002")
            zhanar = await with_phone(work, 3, "+77010000003")
            await put_on_roll(work, aigul)
            await put_on_roll(work, marat)
            for number, voucher in enumerate((aigul, marat)):
                await work.roll.vouch(Vouch(number, BUGROVOE, zhanar, voucher, "Жанар", NOW))
            await work.roll.match(BUGROVOE, Match(zhanar, None, How.VOUCH), NOW)
            entry = (await work.roll.by_name(BUGROVOE, HERE, ("Сапаров Болат", 1955), aigul))[0]
            await work.roll.add_doubt(Doubt(1, BUGROVOE, aigul, entry.id, NOW), "Айгүл")
            await work.roll.ask(VouchAsk(2, BUGROVOE, aigul, "Айгүл", NOW))
            freed = await work.roll.by_name(BUGROVOE, HERE, ("Нұрланова Айгүл", 1985), zhanar)
        async with store.open_work() as work:
            await work.people.forget(BUGROVOE, aigul, NOW)
            assert await work.roll.settle(BUGROVOE) == (zhanar,)
        async with store.engine.connect() as connection:
            for table in ("roll_match", "roll_doubt", "vouch_ask", "vouch"):
                left = await connection.execute(text(f"SELECT * FROM {table} WHERE person = {aigul}"))  # noqa: S608 - a name of ours
                assert left.all() == [], table
        async with store.look() as work:
            assert await work.roll.taken_by(BUGROVOE, freed[0].id) is None
            assert await work.people.at(telegram(1)) is None
