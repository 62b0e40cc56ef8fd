"""One piece of work, one transaction; and the shelves that are only a few lines each."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from storage.tables import invitation
from tests.stores import (
    BUGROVOE,
    NOW,
    OTHER,
    Store,
    a_chat,
    a_mandate,
    a_person,
    a_store,
    telegram,
)
from village.chats import Chat
from village.forms import OpenForm
from village.ids import ChatId, FileId, InvitationId, MandateId, PersonId, SectionSlug
from village.outbox import Deadline, Standing, Subject
from village.people import Basis, BasisKind, Invitation, Role
from village.records import Act, KeptFile, ProofKind, ProofLine

ABOUT = Subject("gathering", 7)
DAY = timedelta(days=1)


async def test_an_exception_undoes_all_of_a_piece_of_work(database: str) -> None:
    async with a_store(database) as store:
        with pytest.raises(RuntimeError):
            await _fail_midway(store)
        async with store.open_work() as work:
            assert await work.people.at(telegram(1)) is None
            assert await work.numbers.next(BUGROVOE) == 1


async def _fail_midway(store: Store) -> None:
    async with store.open_work() as work:
        await a_person(work)
        await work.numbers.next(BUGROVOE)
        raise RuntimeError


async def test_what_was_kept_is_there_after_the_file_is_opened_anew(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await a_person(work)
    async with a_store(database) as store, store.look() as work:
        assert await work.people.at(telegram(1)) == PersonId(1)


async def test_twenty_writers_at_once_all_get_their_turn(database: str) -> None:
    async with a_store(database) as store, asyncio.TaskGroup() as group:
        turns = [group.create_task(_take_a_number(store)) for _ in range(20)]

    assert sorted(turn.result() for turn in turns) == list(range(1, 21))


async def _take_a_number(store: Store) -> int:
    async with store.open_work() as work:
        number = await work.numbers.next(BUGROVOE)
        await asyncio.sleep(0)
        await work.updates.take(BUGROVOE, "telegram", number, NOW)
    return number


async def test_two_programs_on_one_file_wait_for_each_other(database: str) -> None:
    async with a_store(database) as one, a_store(database) as two, asyncio.TaskGroup() as group:
        turns = [group.create_task(_take_a_number(store)) for store in (one, two) * 5]

    assert sorted(turn.result() for turn in turns) == list(range(1, 11))


async def test_who_only_looks_waits_for_no_writer_and_sees_what_was_kept(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await a_person(work)
        async with store.look() as reader:
            assert await reader.people.at(telegram(1)) is None


async def test_who_only_looks_can_change_nothing(database: str) -> None:
    async with a_store(database) as store:
        with pytest.raises(DBAPIError, match=r"read-?only"):
            async with store.look() as work:
                await a_person(work)
        async with store.open_work() as work:
            await a_person(work)


async def test_a_piece_of_work_given_up_midway_leaves_nothing_and_blocks_nobody(database: str) -> None:
    async with a_store(database) as store:
        begun = asyncio.Event()

        async def hang() -> None:
            async with store.open_work() as work:
                await a_person(work)
                begun.set()
                await asyncio.sleep(60)

        async with asyncio.TaskGroup() as group:
            hanging = group.create_task(hang())
            await begun.wait()
            hanging.cancel()
        async with store.open_work() as work:
            assert await work.people.at(telegram(1)) is None


async def test_an_update_is_taken_once(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        taken = [
            await work.updates.take(village, network, 8_000_000_000, NOW)
            for village, network in (
                (BUGROVOE, "telegram"),
                (BUGROVOE, "telegram"),
                (OTHER, "telegram"),
                (BUGROVOE, "simulator"),
            )
        ]

    assert taken == [True, False, True, True]


async def test_new_offers_make_the_earlier_ones_void(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await work.offers.keep(BUGROVOE, telegram(1), ["a", "b"])
        await work.offers.keep(BUGROVOE, telegram(1), ["c"])

        assert await work.offers.behind(BUGROVOE, telegram(1)) == ("c",)
        assert await work.offers.behind(BUGROVOE, telegram(2)) == ()


async def test_opening_a_form_parks_the_one_that_was_open(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_person(work)
        announce = OpenForm(BUGROVOE, person, "announce", {"text": {"kk": "Су"}, "n": [1, None]}, "file")
        convene = OpenForm(BUGROVOE, person, "convene", {})
        await work.forms.keep(announce)
        await work.forms.keep(convene)

        assert await work.forms.open(BUGROVOE, person) == convene
        assert await work.forms.parked(BUGROVOE, person) == (replace(announce, parked=True),)
        await work.forms.keep(announce)
        assert await work.forms.open(BUGROVOE, person) == announce
        await work.forms.close(BUGROVOE, person, "announce")
        assert await work.forms.open(BUGROVOE, person) is None
        assert await work.forms.parked(BUGROVOE, person) == (replace(convene, parked=True),)


async def test_a_mandate_gives_rights_from_its_first_day_to_its_last(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_person(work)
        mandate = a_mandate(person, begins=date(2026, 12, 1), ends=date(2026, 12, 2))
        await work.roles.give(mandate)

        held = [await work.roles.held(BUGROVOE, person, date(2026, 12, day)) for day in (1, 2, 3)]
        assert held == [(mandate,), (mandate,), ()]
        await work.roles.end(BUGROVOE, mandate.id, NOW)
        assert await work.roles.holders(BUGROVOE, date(2026, 12, 1)) == ()
        assert await work.roles.mandate(BUGROVOE, mandate.id) == replace(mandate, ended_at=NOW)
        assert await work.roles.mandate(BUGROVOE, MandateId(9)) is None


def an_invitation(number: int = 1) -> Invitation:
    basis = Basis(BasisKind.PROTOCOL, "3", date(2026, 11, 1))
    return Invitation(
        InvitationId(number),
        BUGROVOE,
        Role.ASSEMBLY_MEMBER,
        date(2026, 12, 1),
        date(2028, 12, 1),
        basis,
        None,
        NOW,
    )


async def test_an_invitation_is_used_once_and_its_code_is_kept_only_as_a_hash(database: str) -> None:
    used = replace(an_invitation(), used_at=NOW)
    code = "k7f3-secret-code"
    async with a_store(database) as store:
        async with store.open_work() as work:
            await work.roles.invite(an_invitation(), code)

            assert await work.roles.invited_by(BUGROVOE, code) == an_invitation()
            assert await work.roles.invited_by(OTHER, code) is None
            assert await work.roles.open_invitations(BUGROVOE, NOW) == (an_invitation(),)
            assert await work.roles.open_invitations(BUGROVOE, NOW + 7 * DAY) == ()
            assert await work.roles.keep_invitation(used)
            assert not await work.roles.keep_invitation(replace(an_invitation(), cancelled_at=NOW))
            assert await work.roles.invited_by(BUGROVOE, code) == used
            assert await work.roles.open_invitations(BUGROVOE, NOW) == ()
        async with store.engine.connect() as connection:
            kept = (await connection.execute(select(invitation))).one()

    assert code not in str(kept)


async def test_wrong_codes_are_counted_for_an_address_since_a_moment(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        for hours in (2, 1, 0):
            await work.roles.note_wrong_code(BUGROVOE, telegram(1), NOW - timedelta(hours=hours))
        await work.roles.note_wrong_code(BUGROVOE, telegram(2), NOW)

        assert await work.roles.wrong_codes(BUGROVOE, telegram(1), NOW - timedelta(hours=1)) == 2


async def test_a_chat_that_moved_takes_its_address_over_from_the_newcomer_heard_there(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await a_chat(work, 100)
        newcomer = await a_chat(work, 200, bound=False)
        known = await work.chats.at(BUGROVOE, telegram(-100))
        assert known is not None
        await work.chats.move(known, telegram(-200))

        moved = replace(known, address=telegram(-200))
        assert await work.chats.at(BUGROVOE, telegram(-200)) == moved
        assert await work.chats.at(BUGROVOE, telegram(-100)) is None
        assert await work.chats.bound(BUGROVOE) == (moved,)
        left = await work.chats.get(BUGROVOE, newcomer)
        assert isinstance(left, Chat)
        assert not left.present
        await work.chats.move(moved, telegram(-200))
        assert await work.chats.bound(BUGROVOE) == (moved,)


async def test_a_bound_chat_keeps_its_address_when_an_unbound_one_moves_there(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await a_chat(work, 100, bound=False)
        bound = await a_chat(work, 200)
        known = await work.chats.at(BUGROVOE, telegram(-100))
        assert known is not None
        await work.chats.move(known, telegram(-200))

        assert [chat.id for chat in await work.chats.bound(BUGROVOE)] == [bound]
        found = await work.chats.at(BUGROVOE, telegram(-200))
        assert found is not None
        assert found.id == bound


async def test_a_chat_comes_back_as_kept(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chat = Chat(
            ChatId(1), BUGROVOE, telegram(-1), "Бугровое", bound=True, section=SectionSlug("east"), topic="4"
        )
        await work.chats.keep(replace(chat, topic="", title="old"))
        await work.chats.keep(replace(chat, can_pin=True))

        assert await work.chats.get(BUGROVOE, chat.id) == replace(chat, can_pin=True)


async def test_a_deadline_is_moved_done_and_taken_back(database: str) -> None:
    other = Subject("announcement", 7)
    async with a_store(database) as store, store.open_work() as work:
        await work.deadlines.put(BUGROVOE, "remind", ABOUT, NOW)
        await work.deadlines.put(BUGROVOE, "remind", ABOUT, NOW + DAY)
        await work.deadlines.put(BUGROVOE, "publish", other, NOW)

        assert await work.deadlines.next_due() == NOW
        (publish,) = await work.deadlines.due(NOW, 9)
        assert publish == Deadline(publish.id, BUGROVOE, "publish", other, NOW)
        await work.deadlines.take(publish, NOW)
        (remind,) = await work.deadlines.due(NOW + DAY, 9)
        assert (remind.kind, remind.due_at) == ("remind", NOW + DAY)
        await work.deadlines.clear(BUGROVOE, ABOUT)
        assert await work.deadlines.due(NOW + DAY, 9) == ()
        assert await work.deadlines.next_due() is None


async def test_a_deadline_moved_by_its_own_handler_comes_again(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await work.deadlines.put(BUGROVOE, "remind", ABOUT, NOW)
        (deadline,) = await work.deadlines.due(NOW, 9)
        await work.deadlines.put(BUGROVOE, "remind", ABOUT, NOW + DAY)
        await work.deadlines.take(deadline, NOW)

        assert len(await work.deadlines.due(NOW + DAY, 9)) == 1


async def test_a_card_stands_once_with_each_reader(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chat, person = await a_chat(work, 100), await a_person(work, 1)
        in_chat = Standing(BUGROVOE, "notice", ABOUT, chat, None, ("5", "6"), NOW, pinned=True)
        in_private = Standing(BUGROVOE, "notice", ABOUT, None, person, ("9",), NOW)
        await work.cards.keep(replace(in_chat, refs=("4",), pinned=False))
        await work.cards.keep(in_private)
        await work.cards.keep(in_chat)

        assert await work.cards.standing(BUGROVOE, "notice", ABOUT, chat) == in_chat
        assert await work.cards.standing(BUGROVOE, "notice", ABOUT, person) == in_private
        assert await work.cards.standing(BUGROVOE, "notice", ABOUT, ChatId(9)) is None


async def test_acts_are_told_newest_first_and_proofs_oldest_first(database: str) -> None:
    acts = [
        Act(BUGROVOE, NOW, f"act-{turn}", PersonId(1), "akim", ABOUT, {"number": turn}) for turn in range(5)
    ]
    lines = [
        ProofLine(BUGROVOE, ABOUT, kind, NOW, "Клуб", ChatId(1), ("5",), 2, None, PersonId(1))
        for kind in ProofKind
    ]
    async with a_store(database) as store, store.open_work() as work:
        for act in (*acts, Act(OTHER, NOW, "elsewhere", None, "operator")):
            await work.record.add(act)
        for line in lines:
            await work.proof.add(line)

        assert await work.record.latest(BUGROVOE, 3) == tuple(reversed(acts[2:]))
        assert await work.proof.of(BUGROVOE, ABOUT) == tuple(lines)
        assert await work.proof.of(OTHER, ABOUT) == ()


async def test_a_wanted_file_is_wanted_until_its_content_is_kept(database: str) -> None:
    board = KeptFile(FileId(3), BUGROVOE, "telegram", "AgAD", "photo", "board.jpg", "image/jpeg", wanted=True)
    async with a_store(database) as store, store.open_work() as work:
        await work.files.add(board)
        await work.files.add(replace(board, id=FileId(4), wanted=False))

        assert await work.files.wanted(9) == (board,)
        assert await work.files.content(BUGROVOE, board.id) is None
        await work.files.keep_content(BUGROVOE, board.id, b"\xff\xd8")
        assert await work.files.content(BUGROVOE, board.id) == b"\xff\xd8"
        assert await work.files.wanted(9) == ()
        assert await work.files.get(BUGROVOE, board.id) == replace(board, wanted=False)
