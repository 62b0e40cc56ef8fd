"""Polls and ballots in the store, on both databases: through the tray and alone, waiting, left, forgotten."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from storage import tables
from storage.gifts import AnyGift
from storage.tray import tray_on
from tests.stores import AUTHOR, BUGROVOE, NOW, Store, a_chat, a_resident, a_store, telegram
from tests.test_polls import VILLAGE, a_poll
from village.chats import Address, Membership
from village.course import State, voter_of
from village.giving import Decided, Gift, Giver
from village.ids import PersonId, PollId
from village.outbox import Subject
from village.people import Level
from village.polls import Ballot, Poll, Tap, cast
from village.results import Heap
from village.updates import Update

POLL = a_poll()
ABOUT = Subject("poll", POLL.id)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    """Open a store with a poll, and a bound chat in which three people are."""
    async with a_store(database) as store:
        async with store.open_work() as work:
            await work.people.meet(Address("telegram", "1"), AUTHOR, NOW)
            await work.polls.add(POLL)
            chat = await a_chat(work)
            for number in (11, 12, 13):
                await work.members.there(BUGROVOE, chat, telegram(number), NOW)
        yield store


def a_vote(person: int, option: int, update: int = 0) -> AnyGift:
    """Make a tap on an option as the handlers give it to the tray."""
    came_by = Update(BUGROVOE, "telegram", update or person)
    tap = Tap(option, NOW + timedelta(hours=1), came_by)

    def decide(poll: Poll, giver: Giver, before: Ballot | None) -> Decided[Ballot, str]:
        voter = voter_of(giver.resident, giver.roles, giver.inside, listed=False)
        stands = cast(poll, VILLAGE, voter, before, tap)
        return Decided(None if stands is before else stands, f"{stands.choices}", shows=True)

    return Gift(came_by, telegram(person), ABOUT, "poll", tap.at, decide, asks_members=True)


async def _ballots(store: Store) -> list[tuple[int, int]]:
    async with store.engine.connect() as connection:
        rows = await connection.execute(
            select(tables.ballot.c.choices, func.count()).group_by(tables.ballot.c.choices)
        )
        return sorted((row[0], row[1]) for row in rows)


async def test_votes_of_strangers_go_through_the_tray(store: Store) -> None:
    tray = tray_on(store.open_work)

    said = [await tray.give(a_vote(person, option)) for person, option in ((11, 0), (12, 2), (13, 2))]

    assert [each.said if each else None for each in said] == ["(0,)", "(2,)", "(2,)"]
    assert await _ballots(store) == [(0b001, 1), (0b100, 2)]


async def test_what_was_seen_of_a_member_long_ago_is_not_believed(store: Store) -> None:
    async with store.look() as work:
        long_after = NOW + timedelta(hours=7)
        found = await work.members.inside([BUGROVOE], [telegram(11)], long_after - timedelta(hours=6))
        known = await work.members.inside([BUGROVOE], [telegram(11)])

    assert found == {}
    assert known == {(BUGROVOE, telegram(11)): (Membership(),)}


async def test_a_poll_comes_back_as_it_was_kept(store: Store) -> None:
    async with store.look() as work:
        assert await work.polls.get(BUGROVOE, POLL.id) == POLL
        assert await work.polls.numbered(BUGROVOE, POLL.number) == POLL
        assert await work.polls.open(BUGROVOE) == (POLL,)
        assert await work.polls.get(BUGROVOE, PollId(8)) is None


async def test_of_two_ballots_the_higher_number_stands(store: Store) -> None:
    later = Ballot((2,), NOW, update=Update(BUGROVOE, "telegram", 20))
    earlier = Ballot((0,), NOW, update=Update(BUGROVOE, "telegram", 10))
    async with store.open_work() as work:
        await work.polls.cast(POLL, AUTHOR, later)
        await work.polls.cast(POLL, AUTHOR, earlier)
        assert await work.polls.ballot_of(POLL, AUTHOR) == later


async def test_ballots_alike_are_one_heap_and_waiting_ones_are_in_none(store: Store) -> None:
    ballots = {
        2: Ballot((0,), NOW, changes=2),
        3: Ballot((0,), NOW),
        4: Ballot((), NOW, changes=1),
        5: Ballot((1,), NOW, waits=True),
        6: Ballot((0, 2), NOW, level=Level.PHONE, left=True),
    }
    async with store.open_work() as work:
        for person, ballot in ballots.items():
            await work.people.meet(telegram(person), PersonId(person), NOW)
            await work.polls.cast(POLL, PersonId(person), ballot)
        heaps = await work.polls.heaps(POLL)
        assert await work.polls.answered(POLL) == 3

    assert set(heaps) == {
        Heap((), Level.CHAT, None, None, left=False, ballots=1, changes=1),
        Heap((0,), Level.CHAT, None, None, left=False, ballots=2, changes=2),
        Heap((0, 2), Level.PHONE, None, None, left=True, ballots=1, changes=0),
    }


async def test_a_waiting_ballot_is_found_while_its_poll_is_open(store: Store) -> None:
    waiting = Ballot((1,), NOW, waits=True)
    async with store.open_work() as work:
        await work.polls.cast(POLL, AUTHOR, waiting)
        assert await work.polls.waiting_of(BUGROVOE, AUTHOR) == [(POLL, waiting)]
        await work.polls.keep(replace(POLL, state=State.CLOSED, closed_at=POLL.opens_at))
        assert list(await work.polls.waiting_of(BUGROVOE, AUTHOR)) == []


async def test_who_leaves_is_marked_and_back_again_is_not(store: Store) -> None:
    async with store.open_work() as work:
        await work.polls.cast(POLL, AUTHOR, Ballot((1,), NOW))
        assert await work.polls.mark_left(BUGROVOE, AUTHOR, left=True) == (POLL.id,)
        assert await work.polls.mark_left(BUGROVOE, AUTHOR, left=True) == ()
        (heap,) = await work.polls.heaps(POLL)
        assert (heap.left, heap.ballots) == (True, 1)
        assert await work.polls.mark_left(BUGROVOE, AUTHOR, left=False) == (POLL.id,)


async def test_forgotten_people_withdraw_from_what_is_open_and_stay_unnamed_in_what_is_closed(
    store: Store,
) -> None:
    closed = replace(
        a_poll(secret=False), id=PollId(8), number=15, state=State.CLOSED, closed_at=POLL.opens_at
    )
    async with store.open_work() as work:
        person = await a_resident(work, 11)
        await work.polls.add(closed)
        for poll in (POLL, closed):
            await work.polls.cast(poll, person, Ballot((1,), NOW, name="Айгүл"))
        assert await work.polls.names(closed) == (("Айгүл", (1,)),)
        await work.people.forget(BUGROVOE, person, NOW)

        assert await work.polls.answered(POLL) == 0
        assert await work.polls.answered(closed) == 1
        assert await work.polls.names(closed) == ()
        assert await work.members.inside([BUGROVOE], [telegram(11)]) == {}


async def test_a_name_is_kept_sealed(store: Store) -> None:
    async with store.open_work() as work:
        await work.polls.cast(POLL, AUTHOR, Ballot((1,), NOW, name="Айгүл"))
        kept = await work.polls.ballot_of(POLL, AUTHOR)
    async with store.engine.connect() as connection:
        sealed = (await connection.execute(select(tables.ballot.c.name))).scalar_one()

    assert kept is not None
    assert kept.name == "Айгүл"
    assert "Айгүл".encode() not in sealed
