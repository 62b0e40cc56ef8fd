"""The outbox: what waits, what is taken, what is said again, and how far it is."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage.audience import NoSubject
from storage.work import SqlWork
from tests.stores import BUGROVOE, NOW, OTHER, Store, a_chat, a_person, a_resident, a_store
from village.ids import ChatId, PersonId, SectionSlug, VillageSlug
from village.outbox import (
    Audience,
    Campaign,
    DeliveryReport,
    Letter,
    LetterState,
    Rest,
    Scope,
    Standing,
    Subject,
)

ABOUT = Subject("announcement", 7)
HOUR = timedelta(hours=1)
TO_ALL = Audience(groups=True, private=Scope.SUBSCRIBERS)


def to_chat(
    number: int, chat: ChatId, *, kind: str = "word", due_at: datetime = NOW, urgent: bool = False
) -> Letter:
    return Letter(number, BUGROVOE, kind, ABOUT, due_at, chat=chat, urgent=urgent)


def to_person(number: int, person: PersonId, *, kind: str = "word", due_at: datetime = NOW) -> Letter:
    return Letter(number, BUGROVOE, kind, ABOUT, due_at, person=person)


async def claimed(work: SqlWork, now: datetime = NOW, limit: int = 99) -> list[int]:
    return [letter.id for letter in await work.outbox.claim(now, limit)]


async def send_all(work: SqlWork, state: LetterState = LetterState.SENT) -> int:
    sent = 0
    while letters := await work.outbox.claim(NOW + HOUR, 99):
        for letter in letters:
            await work.outbox.settle(letter, state, "", NOW)
        sent += len(letters)
    return sent


async def test_a_letter_comes_back_whole_and_is_taken_once(database: str) -> None:
    async with a_store(database) as store:
        async with store.open_work() as work:
            letter = to_chat(1, await a_chat(work), urgent=True)
            await work.outbox.post(letter)
        async with store.open_work() as work:
            first = await work.outbox.claim(NOW, 9)
        async with store.open_work() as work:
            second = await work.outbox.claim(NOW, 9)
            doubtful = await work.outbox.in_doubt(BUGROVOE)

    assert (first, second, doubtful) == ((letter,), (), (letter,))


async def test_a_letter_waits_for_its_hour(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await work.outbox.post(to_chat(1, await a_chat(work), due_at=NOW + HOUR))

        assert await claimed(work) == []
        assert await work.outbox.next_due() == NOW + HOUR
        assert await claimed(work, NOW + HOUR) == [1]
        assert await work.outbox.next_due() is None


async def test_the_same_letter_to_the_same_reader_waits_once(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chat, person = await a_chat(work), await a_person(work)
        await work.outbox.post(to_chat(1, chat))
        await work.outbox.post(to_chat(2, chat, due_at=NOW - HOUR))
        await work.outbox.post(to_person(3, person))
        await work.outbox.post(to_person(4, person))

        assert await claimed(work) == [1, 3]


async def test_a_number_given_twice_is_an_error_and_no_silence(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chat = await a_chat(work)
        await work.outbox.post(to_chat(1, chat))
        with pytest.raises(IntegrityError):
            await work.outbox.post(to_chat(1, chat, kind="another"))


async def test_urgent_and_old_letters_go_first(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chats = [await a_chat(work, number) for number in (100, 101, 102)]
        await work.outbox.post(to_chat(1, chats[0]))
        await work.outbox.post(to_chat(2, chats[1], due_at=NOW - HOUR))
        await work.outbox.post(to_chat(3, chats[2], urgent=True))

        assert await claimed(work, limit=2) == [3, 2]
        assert await claimed(work, limit=2) == [1]


async def test_a_reader_gets_one_letter_at_a_time_and_in_order(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chat = await a_chat(work)
        await work.outbox.post(to_chat(1, chat, kind="first", due_at=NOW - HOUR))
        await work.outbox.post(to_chat(2, chat, kind="second"))
        await work.outbox.post(to_chat(3, chat, kind="third", urgent=True))
        person = await a_person(work)
        await work.outbox.post(to_person(4, person, kind="first"))
        await work.outbox.post(to_person(5, person, kind="second"))

        (urgent, private) = await work.outbox.claim(NOW, 9)
        assert (urgent.id, private.id) == (3, 4)
        assert await claimed(work) == []
        await work.outbox.settle(urgent, LetterState.SENT, "", NOW)
        assert await claimed(work) == [1]


async def test_what_was_put_off_comes_again_with_a_try_counted(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await work.outbox.post(to_chat(1, await a_chat(work)))
        (letter,) = await work.outbox.claim(NOW, 9)
        await work.outbox.put_off(letter, NOW + HOUR, "try-later", NOW)

        assert await claimed(work) == []
        (again,) = await work.outbox.claim(NOW + HOUR, 9)
        assert (again.id, again.tries, again.due_at) == (1, 1, NOW + HOUR)


async def test_what_was_held_comes_again_and_no_try_is_counted(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await work.outbox.post(to_chat(1, await a_chat(work)))
        (letter,) = await work.outbox.claim(NOW, 9)
        await work.outbox.hold(letter, NOW + HOUR, "quiet-hours", NOW)

        assert await claimed(work) == []
        (again,) = await work.outbox.claim(NOW + HOUR, 9)
        assert (again.id, again.tries, again.due_at) == (1, 0, NOW + HOUR)


async def test_put_off_while_its_like_waits_it_gives_way_and_the_like_waits_as_long(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chat = await a_chat(work)
        await work.outbox.post(to_chat(1, chat))
        (letter,) = await work.outbox.claim(NOW, 9)
        await work.cards.keep(Standing(BUGROVOE, "word", ABOUT, chat, None, ("9",), NOW))
        await work.outbox.refresh(BUGROVOE, "word", ABOUT, NOW)
        await work.outbox.put_off(letter, NOW + HOUR, "try-later", NOW)

        assert await claimed(work) == []
        (other,) = await work.outbox.claim(NOW + HOUR, 9)
        assert other.id != letter.id
        # It stands for the delivery that gave way, so it counts as one.
        assert not other.edit


async def test_a_card_said_again_is_edited_wherever_it_stands_and_edits_collapse(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chat, person = await a_chat(work), await a_person(work)
        await work.cards.keep(Standing(BUGROVOE, "word", ABOUT, chat, None, ("9",), NOW))
        await work.cards.keep(Standing(BUGROVOE, "word", ABOUT, None, person, ("8",), NOW))
        for _ in range(10):
            await work.outbox.refresh(BUGROVOE, "word", ABOUT, NOW)

        letters = await work.outbox.claim(NOW, 99)
        report = await work.outbox.report(BUGROVOE, ["word"], ABOUT)

    assert [(letter.chat, letter.person, letter.edit) for letter in letters] == [
        (chat, None, True),
        (None, person, True),
    ]
    assert report == DeliveryReport(0, 0, 0, 0)


async def test_a_campaign_is_cut_in_chunks_groups_first(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await a_chat(work, 900)
        for number in range(1, 6):
            await a_resident(work, number)
        await work.outbox.campaign(Campaign(50, BUGROVOE, "word", ABOUT, TO_ALL, NOW))

        assert await work.outbox.cut(NOW - HOUR, 4) == 0
        assert await work.outbox.cut(NOW, 4) == 4
        letters = await work.outbox.claim(NOW, 99)
        assert [letter.chat or letter.person for letter in letters] == [900, 1, 2, 3]
        assert {letter.campaign for letter in letters} == {50}
        assert await work.outbox.cut(NOW, 4) == 2
        assert await work.outbox.cut(NOW, 4) == 0
        assert [letter.person for letter in await work.outbox.claim(NOW, 99)] == [4, 5]
        assert await work.outbox.next_due() is None


async def test_a_chunk_lost_in_the_middle_is_cut_again_and_nothing_twice(database: str) -> None:
    async with a_store(database) as store:
        async with store.open_work() as work:
            for number in range(1, 8):
                await a_resident(work, number)
            await work.outbox.campaign(Campaign(50, BUGROVOE, "word", ABOUT, TO_ALL, NOW))
        async with store.open_work() as work:
            await work.outbox.cut(NOW, 3)
            assert await send_all(work) == 3
        with pytest.raises(RuntimeError):
            await _fail_while_cutting(store)
        async with store.open_work() as work:
            while await work.outbox.cut(NOW, 3):
                pass
            assert await send_all(work) == 4
            report = await work.outbox.report(BUGROVOE, ["word"], ABOUT)

    assert report == DeliveryReport(sent=7, waiting=0, unreachable=0, failed=0, chats=0, people=7)


async def _fail_while_cutting(store: Store) -> None:
    async with store.open_work() as work:
        await work.outbox.cut(NOW, 3)
        raise RuntimeError


async def test_a_report_counts_the_uncut_as_waiting(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await a_chat(work, 900)
        for number in range(1, 6):
            await a_resident(work, number)
        await work.outbox.campaign(Campaign(50, BUGROVOE, "word", ABOUT, TO_ALL, NOW))
        before = await work.outbox.report(BUGROVOE, ["word"], ABOUT)
        await work.outbox.cut(NOW, 3)
        first, second, third = await work.outbox.claim(NOW, 99)
        await work.outbox.settle(first, LetterState.SENT, "", NOW)
        await work.outbox.settle(second, LetterState.UNREACHABLE, "blocked", NOW)
        await work.outbox.settle(third, LetterState.FAILED, "ours", NOW)
        after = await work.outbox.report(BUGROVOE, ["word"], ABOUT)

    assert before == DeliveryReport(sent=0, waiting=6, unreachable=0, failed=0)
    assert after == DeliveryReport(sent=1, waiting=3, unreachable=1, failed=1, chats=1, people=0)


def spread(number: int, *, over: timedelta = 2 * HOUR, kind: str = "word", urgent: bool = False) -> Campaign:
    return Campaign(number, BUGROVOE, kind, ABOUT, TO_ALL, NOW, urgent, over)


async def cut_by(work: SqlWork, begins: datetime, ends: datetime, limit: int = 64) -> list[tuple[int, int]]:
    """Send what is due from one moment to another; give after how many minutes how many letters were cut."""
    cut, now = [], begins
    while True:
        if count := await work.outbox.cut(now, limit, BUGROVOE):
            cut.append(((now - NOW) // timedelta(minutes=1), count))
        for letter in await work.outbox.claim(now, 99, BUGROVOE):
            await work.outbox.settle(letter, LetterState.SENT, "", now)
        due = await work.outbox.next_due()
        if due is None or (due := max(due, now)) > ends:
            return cut
        now = due


async def people(work: SqlWork, count: int) -> None:
    for number in range(1, count + 1):
        await a_resident(work, number)


async def test_a_spread_campaign_tells_groups_at_once_and_people_evenly_to_its_end(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await a_chat(work, 900)
        await people(work, 240)
        await work.outbox.campaign(spread(50))
        cut = await cut_by(work, NOW, NOW + timedelta(minutes=30))
        halfway = await work.outbox.report(BUGROVOE, ["word"], ABOUT)
        cut += await cut_by(work, NOW + timedelta(minutes=31), NOW + 2 * HOUR)
        done = await work.outbox.report(BUGROVOE, ["word"], ABOUT)

    assert cut[0] == (0, 3)
    assert {letters for _, letters in cut[1:]} == {2}
    assert cut[-1][0] == 119
    assert (halfway.chats, halfway.people, halfway.waiting) == (1, 62, 178)
    assert halfway.until == NOW + 2 * HOUR
    assert done == DeliveryReport(241, 0, 0, 0, chats=1, people=240)


async def test_after_an_outage_what_is_left_is_spread_over_what_is_left_of_the_time(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await people(work, 240)
        await work.outbox.campaign(spread(50))
        await cut_by(work, NOW, NOW)
        cut = await cut_by(work, NOW + HOUR, NOW + 2 * HOUR)

    assert max(letters for _, letters in cut) <= 8
    assert sum(letters for _, letters in cut) == 238
    assert cut[-1][0] >= 118


async def test_when_its_time_is_over_all_that_is_left_of_a_spread_campaign_goes(database: str) -> None:
    async with a_store(database) as store:
        async with store.open_work() as work:
            await people(work, 200)
            await work.outbox.campaign(spread(50))
            await cut_by(work, NOW, NOW)
        async with store.open_work() as work:
            cut = await cut_by(work, NOW + 3 * HOUR, NOW + 3 * HOUR)
            report = await work.outbox.report(BUGROVOE, ["word"], ABOUT)

    assert cut == [(180, 64), (180, 64), (180, 64), (180, 6)]
    assert (report.people, report.waiting, report.until) == (200, 0, None)


async def test_spread_campaigns_take_turns_with_each_other_and_with_unspread_ones(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await people(work, 240)
        for number, kind in enumerate(("first", "second"), 50):
            await work.outbox.campaign(spread(number, over=timedelta(minutes=4), kind=kind))
        await work.outbox.campaign(spread(52, over=timedelta(0), kind="whole"))
        turns = [await _cut_kinds(work, NOW + timedelta(seconds=late)) for late in (0, 0, 20)]

    evenly = {"first": 20, "second": 20, "whole": 20}
    # Of the spread ones what was due had gone at the second turn: it was the other's.
    assert turns == [evenly, {"whole": 60}, evenly]


async def _cut_kinds(work: SqlWork, now: datetime) -> Counter[str]:
    """Cut sixty letters, send them, and count of which kind they were."""
    await work.outbox.cut(now, 60)
    sent: Counter[str] = Counter()
    while letters := await work.outbox.claim(now, 99):
        sent.update(letter.kind for letter in letters)
        for letter in letters:
            await work.outbox.settle(letter, LetterState.SENT, "", now)
    return sent


async def test_what_is_urgent_is_never_spread(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await people(work, 20)
        await work.outbox.campaign(spread(50, urgent=True))

        assert await work.outbox.cut(NOW, 64) == 20
        assert await work.outbox.next_due() == NOW


async def test_a_spread_campaign_called_off_goes_to_nobody_more(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await people(work, 240)
        await work.outbox.campaign(spread(50))
        await cut_by(work, NOW, NOW + HOUR)
        await work.outbox.call_off(BUGROVOE, ["word"], ABOUT, NOW)

        assert await cut_by(work, NOW + HOUR, NOW + 3 * HOUR) == []
        assert (await work.outbox.report(BUGROVOE, ["word"], ABOUT)).waiting == 0


async def test_what_is_called_off_goes_to_nobody(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_resident(work, 1)
        await work.outbox.campaign(Campaign(50, BUGROVOE, "word", ABOUT, TO_ALL, NOW))
        await work.outbox.post(to_person(1, person, kind="remind"))
        await work.outbox.post(to_person(2, person, kind="another"))
        await work.outbox.call_off(BUGROVOE, ["word", "remind"], ABOUT, NOW)

        assert await work.outbox.cut(NOW, 99) == 0
        assert await claimed(work) == [2]
        assert await work.outbox.report(BUGROVOE, ["word"], ABOUT) == DeliveryReport(0, 0, 0, 0)


async def test_a_settlement_is_heard_in_its_own_chat_or_else_in_the_units(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        unit, east = await a_chat(work, 900), await a_chat(work, 901, section="east")
        await a_chat(work, 902, section="east", present=False)
        await a_chat(work, 903, bound=False)

        async def heard_in(section: str | None) -> list[ChatId]:
            slug = None if section is None else SectionSlug(section)
            return [chat.id for chat in await work.chats.for_section(BUGROVOE, slug)]

        assert await heard_in("east") == [east]
        assert await heard_in("west") == [unit]
        assert await heard_in(None) == [unit, east]
        audience = Audience(section=SectionSlug("east"), groups=True)
        await work.outbox.campaign(Campaign(50, BUGROVOE, "word", ABOUT, audience, NOW))
        await work.outbox.cut(NOW, 9)
        assert [letter.chat for letter in await work.outbox.claim(NOW, 9)] == [east]


async def test_an_audience_that_hangs_on_nothing_is_refused(database: str) -> None:
    async with a_store(database) as store, store.look() as work:
        with pytest.raises(NoSubject):
            await work.people.count(BUGROVOE, Audience(private=Scope.COMING), NOW)


async def test_what_waits_for_a_chat_rests_and_is_due_when_the_rest_is_over(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chat, other = await a_chat(work, 100), await a_chat(work, 200)
        await work.outbox.post(to_chat(1, chat))
        await work.outbox.post(to_chat(2, other))
        until = NOW + timedelta(seconds=3)
        await work.outbox.rest([Rest(BUGROVOE, until, chat=chat)])

        assert await claimed(work) == [2]
        assert await work.outbox.next_due(NOW) == until
        assert await claimed(work, until) == [1]


async def test_only_edits_rest_where_only_they_are_to(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chat = await a_chat(work)
        await work.outbox.post(replace(to_chat(1, chat, kind="card"), edit=True))
        await work.outbox.post(to_chat(2, chat))
        await work.outbox.rest([Rest(BUGROVOE, NOW + timedelta(seconds=5), chat=chat, only_edits=True)])

        assert await claimed(work) == [2]


async def test_lanes_with_letters_due_are_listed_whatever_their_haste(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_person(work)
        for number, (village, urgent, ahead) in enumerate(
            [(BUGROVOE, False, -1), (OTHER, True, 0), (VillageSlug("later"), True, 1)]
        ):
            due = NOW + timedelta(seconds=ahead)
            letter = Letter(number, village, "notice", ABOUT, due, person=person, urgent=urgent)
            await work.outbox.post(letter)

        assert await work.outbox.lanes(NOW) == (BUGROVOE, OTHER)
        assert await work.outbox.next_due(NOW) == NOW + timedelta(seconds=1)
        assert await work.outbox.next_due() == NOW - timedelta(seconds=1)
