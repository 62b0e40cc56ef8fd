"""Gatherings and announcements, their numbers, changes and answers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from tests.stores import (
    ALMATY,
    BUGROVOE,
    NOW,
    OTHER,
    STARTS,
    a_gathering,
    a_person,
    a_resident,
    a_store,
    coming_of,
)
from village.announcements import Announcement, AnnouncementState, Channel, Point
from village.gatherings import Answer, Change, Coming, GatheringState
from village.ids import AnnouncementId, FileId, GatheringId, PersonId, SectionSlug
from village.records import KeptFile
from village.texts import Bilingual


def an_announcement(number: int = 1, **facts: object) -> Announcement:
    announcement = Announcement(
        AnnouncementId(number),
        BUGROVOE,
        number,
        PersonId(1),
        Bilingual("Су болмайды", "Воды не будет"),
        SectionSlug("east"),
        Channel.BOTH,
        NOW,
        state=AnnouncementState.PUBLISHED,
    )
    return replace(announcement, **facts)  # type: ignore[arg-type]  # the test names fields of its own


async def test_a_gathering_comes_back_whole_with_its_times_in_the_villages_zone(database: str) -> None:
    async with a_store(database) as store:
        async with store.open_work() as work:
            await a_person(work)
            await work.gatherings.add(a_gathering())
        async with store.look() as work:
            kept = await work.gatherings.get(BUGROVOE, GatheringId(7))
            numbered = await work.gatherings.numbered(BUGROVOE, 7)
            elsewhere = await work.gatherings.get(OTHER, GatheringId(7))

    assert kept == numbered == a_gathering()
    assert elsewhere is None
    assert kept is not None
    assert kept.starts.tzinfo is ALMATY
    assert kept.published_at.tzinfo is ALMATY


async def test_a_plain_meeting_without_rule_basis_or_map_comes_back_too(database: str) -> None:
    full = a_gathering()
    plan = replace(full.plan, basis=None, point=None, section=None, files=())
    plain = replace(full, plan=plan, rule=None, ground=Bilingual("Боран", "Буран"))
    async with a_store(database) as store, store.open_work() as work:
        await a_person(work)
        await work.gatherings.add(full)
        await work.gatherings.keep(plain)

        assert await work.gatherings.get(BUGROVOE, plain.id) == plain


async def test_ahead_are_those_not_over_and_not_cancelled_soonest_first(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await a_person(work)
        later, sooner = a_gathering(1), a_gathering(2, starts=STARTS - timedelta(days=1))
        over = a_gathering(3, starts=NOW.astimezone(ALMATY))
        cancelled = replace(a_gathering(4), state=GatheringState.CANCELLED)
        for gathering in (later, sooner, over, cancelled):
            await work.gatherings.add(gathering)

        assert await work.gatherings.upcoming(BUGROVOE, NOW) == (sooner, later)


async def test_changes_are_told_in_their_order_even_within_one_moment(database: str) -> None:
    place = Bilingual("Клуб", "Клуб")
    first = Change(NOW.astimezone(ALMATY), STARTS, STARTS, place, Bilingual("Мектеп", "Школа"), Bilingual())
    changes = tuple(replace(first, ground=Bilingual(str(turn), "")) for turn in range(20))
    async with a_store(database) as store, store.open_work() as work:
        await a_person(work)
        await work.gatherings.add(a_gathering())
        for change in changes:
            await work.gatherings.add_change(BUGROVOE, GatheringId(7), change)
        kept = await work.gatherings.changes(BUGROVOE, GatheringId(7))

    assert kept == changes
    assert kept[0].new_starts.tzinfo is ALMATY


async def test_a_later_answer_takes_the_place_of_the_earlier(database: str) -> None:
    gathering = a_gathering()
    async with a_store(database) as store, store.open_work() as work:
        people = [await a_person(work, number) for number in (1, 2, 3)]
        await work.gatherings.add(gathering)
        for person in people:
            await work.gatherings.answer(gathering, person, Answer(Coming.YES, NOW))
        await work.gatherings.answer(gathering, people[0], Answer(Coming.NO, NOW))

        assert await coming_of(work, gathering, people[0]) is Coming.NO
        assert await work.gatherings.answers(gathering) == {Coming.YES: 2, Coming.NO: 1}
        assert await work.people.answers_of(BUGROVOE, people[0]) == 1
        await work.gatherings.forget_answers(gathering)
        assert await coming_of(work, gathering, people[0]) is None
        assert await work.gatherings.answers(gathering) == {}


async def test_places_are_offered_the_most_used_first(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await a_person(work)
        for number, place in enumerate(("Мектеп", "Клуб", "Клуб"), start=1):
            await work.gatherings.add(a_gathering(number, place=place))

        assert await work.gatherings.places(BUGROVOE) == (
            Bilingual("Клуб", "Клуб"),
            Bilingual("Мектеп", "Мектеп"),
        )


async def test_an_announcement_comes_back_whole(database: str) -> None:
    announcement = an_announcement(
        urgent=True,
        pinned=True,
        file=FileId(3),
        point=Point(54.1, 69.2),
        state=AnnouncementState.RECALLED,
        corrected_at=NOW,
        recalled_at=NOW + timedelta(hours=1),
    )
    async with a_store(database) as store, store.open_work() as work:
        await a_person(work)
        await work.files.add(KeptFile(FileId(3), BUGROVOE, "telegram", "AgAD", "photo", "", "image/jpeg"))
        await work.announcements.add(an_announcement())
        await work.announcements.keep(announcement)

        assert await work.announcements.get(BUGROVOE, announcement.id) == announcement


async def test_a_planned_announcement_has_no_number_to_ask_for_and_a_recalled_one_still_has(
    database: str,
) -> None:
    planned = an_announcement(1, state=AnnouncementState.PLANNED)
    recalled = an_announcement(2, state=AnnouncementState.RECALLED)
    older = an_announcement(3, goes_at=NOW - timedelta(days=1))
    newer = an_announcement(4)
    async with a_store(database) as store, store.open_work() as work:
        await a_person(work)
        for announcement in (planned, recalled, newer, older):
            await work.announcements.add(announcement)

        assert await work.announcements.numbered(BUGROVOE, 1) is None
        assert await work.announcements.numbered(BUGROVOE, 2) == recalled
        assert await work.announcements.latest(BUGROVOE, 9) == (newer, older)
        assert await work.announcements.latest(BUGROVOE, 1) == (newer,)


async def test_numbers_on_notices_go_up_by_one_in_each_village(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        here = [await work.numbers.next(BUGROVOE) for _ in range(3)]
        there = await work.numbers.next(OTHER)

    assert (here, there) == ([1, 2, 3], 1)


async def test_a_number_names_one_gathering(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await a_person(work)
        await work.gatherings.add(a_gathering(1))
        with pytest.raises(IntegrityError):
            await work.gatherings.add(replace(a_gathering(2), number=1))


async def test_a_moment_without_a_zone_is_refused(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_resident(work)
        naive = NOW.replace(tzinfo=None)
        with pytest.raises(StatementError, match="without a zone"):
            await work.people.keep_phone(person, "+77015550101", naive)


async def test_a_day_is_a_day_and_no_moment(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await a_person(work)
        await work.gatherings.add(replace(a_gathering(), notice_from=date(2028, 2, 29)))
        kept = await work.gatherings.numbered(BUGROVOE, 7)

    assert kept is not None
    assert kept.notice_from == date(2028, 2, 29)
