"""What the operator counts, by an index however much there is; what the daily pass deletes and what never."""

import tracemalloc
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, select, text, update

from storage import tables
from storage.work import SqlWork
from tests.stores import (
    BUGROVOE,
    NOW,
    OTHER,
    SqliteFiles,
    Store,
    a_chat,
    a_gathering,
    a_person,
    a_resident,
    a_store,
    coming_of,
)
from village.gatherings import Answer, Coming
from village.ids import ChatId, PersonId, VillageSlug
from village.outbox import Letter, LetterState, Subject
from village.records import Act, ProofKind, ProofLine
from village.upkeep import BotState, Failure, Heartbeat, LetterCount

ABOUT = Subject("gathering", 7)
MANY = 100_000
LONG_AGO = NOW - timedelta(days=100)
BEFORE = NOW - timedelta(days=90)


def a_letter(number: int, *, village: VillageSlug = BUGROVOE, due_at: datetime = NOW) -> Letter:
    return Letter(number, village, "notice", Subject("gathering", number), due_at)


async def an_ended(
    work: SqlWork, letter: Letter, state: LetterState, reason: str = "", at: datetime = NOW
) -> None:
    await work.outbox.post(letter)
    await work.outbox.settle(letter, state, reason, at)


async def test_letters_under_way_are_counted_by_kind_and_the_rest_by_village(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await work.outbox.post(a_letter(1, due_at=NOW - timedelta(hours=2)))
        await work.outbox.post(a_letter(2, village=OTHER))
        await an_ended(work, a_letter(3), LetterState.SENT)
        await an_ended(work, a_letter(4), LetterState.FAILED, "too long")
        await an_ended(work, a_letter(5), LetterState.UNREACHABLE, "blocked")
        await an_ended(work, a_letter(6), LetterState.FAILED, "old news", NOW - timedelta(days=2))
        await an_ended(work, a_letter(7), LetterState.DROPPED, "in doubt")

        since = NOW - timedelta(days=1)
        village = (await work.counts.by_village(since))[BUGROVOE]

        assert await work.counts.under_way() == (LetterCount("notice", LetterState.WAITING, 2),)
        assert (village.waiting, village.oldest) == (1, NOW - timedelta(hours=2))
        assert (village.sent, village.failed, village.unreachable) == (1, 1, 1)
        assert await work.counts.failures(since, 10) == (
            Failure(LetterState.UNREACHABLE, "blocked", 1),
            Failure(LetterState.FAILED, "too long", 1),
        )
        assert await work.counts.in_doubt(since) == 1
        assert await work.counts.oldest_letter() == NOW - timedelta(hours=2)
        assert await work.counts.late_lanes(NOW - timedelta(minutes=1)) == (BUGROVOE,)


async def test_a_deadline_known_to_fail_does_not_hide_how_late_the_others_are(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        for number, hours in ((1, 3), (2, 1)):
            due = NOW - timedelta(hours=hours)
            await work.deadlines.put(BUGROVOE, "eve", Subject("gathering", number), due)
        failing, _ = await work.deadlines.due(NOW, 10)

        assert await work.counts.oldest_deadline() == failing.due_at
        assert await work.counts.oldest_deadline({(BUGROVOE, failing.id)}) == NOW - timedelta(hours=1)


async def test_a_heartbeat_and_a_bot_are_kept_as_they_are_now(database: str) -> None:
    away = BotState(BUGROVOE, "telegram", reached=False, reason="away", at=NOW)
    reached = BotState(BUGROVOE, "telegram", reached=True, reason="", at=NOW, told="digest")
    async with a_store(database) as store, store.open_work() as work:
        await work.heartbeats.beat(Heartbeat("one:1", NOW - timedelta(days=3), 5, 7))
        await work.heartbeats.beat(Heartbeat("one:1", NOW, 6, 8))
        await work.bots.keep(away)
        await work.bots.keep(reached)

        assert await work.heartbeats.all() == (Heartbeat("one:1", NOW, 6, 8),)
        assert await work.bots.all() == {BUGROVOE: (reached,)}
        assert await work.heartbeats.forget(NOW) == 0


# ------------------------------------------------------------------------------------------- by an index


@contextmanager
def _noted(store: Store) -> Iterator[list[tuple[str, Any]]]:
    asked: list[tuple[str, Any]] = []

    def note(*given: Any) -> None:
        asked.append((given[2], given[3]))

    event.listen(store.engine.sync_engine, "before_cursor_execute", note)
    yield asked
    event.remove(store.engine.sync_engine, "before_cursor_execute", note)


async def _plans(store: Store, asked: Sequence[tuple[str, Any]]) -> list[str]:
    told: list[str] = []
    async with store.engine.connect() as connection:
        for statement, values in asked:
            if statement.startswith(("SELECT", "DELETE", "UPDATE")):
                one = values[0] if isinstance(values, list) else values
                plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", one)
                told += [f"{row.detail} in: {statement}" for row in plan]
    return told


# What is walked along because all of it is wanted (what waits now), or because the first row ends the walk.
READ_WHOLE = (
    "SCAN letter USING COVERING INDEX ix_letter_lane",
    "SCAN letter USING COVERING INDEX ix_letter_next",
    "SCAN letter USING INDEX ix_letter_lane",
    "SCAN letter USING INDEX ix_letter_next",
    "SCAN letter USING INDEX ix_letter_under_way",
    "SCAN deadline USING INDEX ix_deadline_ahead",
    "SCAN CONSTANT ROW",
)


@asynccontextmanager
async def a_full_store(sqlite: SqliteFiles) -> AsyncIterator[Store]:
    """Open a store with many letters, of which one in fifty waits."""
    async with a_store(await sqlite.migrated()) as store:
        async with store.engine.begin() as connection:
            rows = [
                {
                    "village": f"village-{number % 2000:04}",
                    "id": number,
                    "kind": "notice",
                    "about_kind": "gathering",
                    "about_id": number,
                    "due_at": NOW,
                    "person": number % 2000,
                    "urgent": False,
                    "tries": 0,
                    "edit": False,
                    "state": LetterState.SENT if number % 50 else LetterState.WAITING,
                    "reason": "",
                    "settled_at": NOW - timedelta(seconds=86 * number) if number % 50 else None,
                }
                for number in range(MANY)
            ]
            people = [{"id": number, "met_at": NOW} for number in range(2000)]
            await connection.execute(insert(tables.person), people)
            await connection.execute(insert(tables.letter), rows)
            await connection.execute(text("ANALYZE"))
        yield store


async def _ask_everything(work: SqlWork) -> None:
    since = NOW - timedelta(days=1)
    await work.counts.under_way()
    await work.counts.oldest_letter()
    await work.counts.oldest_deadline()
    await work.counts.oldest_deadline({(BUGROVOE, 1)})
    await work.counts.late_lanes(NOW + timedelta(minutes=1))
    await work.counts.in_doubt(since)
    await work.counts.by_village(since)
    await work.counts.failures(since, 10)


async def _purge_everything(work: SqlWork) -> None:
    rows = work.retention
    for purge in (rows.updates, rows.wrong_codes, rows.deadlines, rows.campaigns, rows.stuck):
        await purge(BEFORE, 10)
    await rows.people(BEFORE, 10)
    await rows.letters(BEFORE, await rows.letters(NOW, None, 10), 10)


async def test_no_question_of_the_operator_reads_a_table_without_an_index(tmp_path: Any) -> None:
    async with a_full_store(SqliteFiles(tmp_path)) as store:
        with _noted(store) as asked:
            async with store.look() as work:
                await _ask_everything(work)
            async with store.open_work() as work:
                await _purge_everything(work)
        plans = await _plans(store, asked)

    scans = [plan for plan in plans if plan.startswith("SCAN")]
    assert len(plans) > 20
    assert "\n\n".join(p for p in scans if not p.startswith(READ_WHOLE)) == ""


async def test_counting_a_hundred_thousand_letters_takes_no_memory(tmp_path: Any) -> None:
    async with a_full_store(SqliteFiles(tmp_path)) as store, store.look() as work:
        await _ask_everything(work)
        tracemalloc.start()
        await _ask_everything(work)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    # A row for each of two thousand villages is the most that is ever held.
    assert peak < 8 * 2**20


# ------------------------------------------------------------------------------------------- what is deleted


async def _letters(work: SqlWork) -> dict[int, int | None]:
    rows = await work.outbox._all(select(tables.letter.c.id, tables.letter.c.person))  # noqa: SLF001 - as kept
    return {row.id: row.person for row in rows}


async def _purge_letters(work: SqlWork, piece: int = 2) -> int:
    place, pieces = await work.retention.letters(BEFORE, None, piece), 1
    while place is not None:
        place, pieces = await work.retention.letters(BEFORE, place, piece), pieces + 1
    return pieces


async def test_old_letters_go_in_pieces_and_what_waits_or_is_young_stays(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        for number in range(1, 6):
            await an_ended(work, a_letter(number), LetterState.SENT, at=LONG_AGO)
        await an_ended(work, a_letter(6), LetterState.FAILED, "young")
        await work.outbox.post(a_letter(7, due_at=LONG_AGO))

        assert await _purge_letters(work) == 4
        assert set(await _letters(work)) == {6, 7}


async def test_letters_that_a_proof_counts_stay_to_nobody_and_the_report_says_the_same(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chat = await a_chat(work)
        for number in (1, 2):
            person = await a_resident(work, number)
            letter = Letter(number, BUGROVOE, "notice", ABOUT, NOW, person=person)
            await an_ended(work, letter, LetterState.SENT, at=LONG_AGO)
        group = Letter(3, BUGROVOE, "notice", ABOUT, NOW, chat=chat)
        await an_ended(work, group, LetterState.SENT, at=LONG_AGO)
        await work.proof.add(ProofLine(BUGROVOE, ABOUT, ProofKind.STOOD, NOW, "chat", chat=ChatId(100)))
        told = await work.outbox.report(BUGROVOE, ["notice"], ABOUT)

        await _purge_letters(work)

        assert await work.outbox.report(BUGROVOE, ["notice"], ABOUT) == told
        assert await _letters(work) == {1: None, 2: None, 3: None}


async def test_what_was_called_off_goes_so_long_after_however_far_ahead_it_was(
    database: str,
) -> None:
    async with a_store(database) as store, store.open_work() as work:
        for number, called_off_at in ((1, LONG_AGO), (2, NOW)):
            await work.outbox.post(a_letter(number, due_at=NOW + timedelta(days=9)))
            await work.outbox.call_off(BUGROVOE, ["notice"], Subject("gathering", number), called_off_at)

        await _purge_letters(work)
        assert set(await _letters(work)) == {2}


async def test_a_letter_in_whose_stead_another_waits_goes_too(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        chat = await a_chat(work)
        letter = Letter(1, BUGROVOE, "notice", ABOUT, LONG_AGO, chat=chat)
        await work.outbox.post(letter)
        await work.outbox.claim(LONG_AGO, 1)
        await work.outbox.post(replace(letter, id=2))
        await work.outbox.put_off(letter, NOW, "try later", LONG_AGO)

        await _purge_letters(work)
        assert set(await _letters(work)) == {2}


async def test_deadlines_that_were_met_go_and_those_ahead_stay(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        await work.deadlines.put(BUGROVOE, "eve", Subject("gathering", 1), LONG_AGO)
        await work.deadlines.put(BUGROVOE, "eve", Subject("gathering", 2), LONG_AGO)
        met, ahead = await work.deadlines.due(NOW, 2)
        await work.deadlines.take(met, LONG_AGO)

        assert await work.retention.deadlines(BEFORE, 10) == 1
        assert await work.deadlines.due(NOW, 2) == (ahead,)


async def test_of_those_who_left_the_bare_number_goes_when_nothing_points_at_it(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        consented = await a_resident(work, 1)
        stranger = await a_person(work, 2)
        staying = await a_person(work, 3)
        for person in (consented, stranger):
            await work.people.forget(BUGROVOE, person, LONG_AGO)

        assert await work.retention.people(BEFORE, 10) == 1
        assert await _people(work) == {consented, staying}


async def _people(work: SqlWork) -> set[PersonId]:
    rows = await work.people._all(select(tables.person.c.id))  # noqa: SLF001 - as kept
    return {PersonId(row.id) for row in rows}


async def test_the_record_and_the_proof_are_never_purged(database: str) -> None:
    act = Act(BUGROVOE, LONG_AGO, "gathering-published", None, "akim")
    line = ProofLine(BUGROVOE, ABOUT, ProofKind.STOOD, LONG_AGO, "chat")
    async with a_store(database) as store, store.open_work() as work:
        await work.record.add(act)
        await work.proof.add(line)
        await _purge_everything(work)

        assert await work.record.latest(BUGROVOE, 10) == (act,)
        assert await work.proof.of(BUGROVOE, ABOUT) == (line,)


async def test_an_answer_that_was_given_outlives_the_update_that_brought_it(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        author, person = await a_person(work), await a_resident(work, 2)
        gathering = a_gathering(author=author)
        await work.gatherings.add(gathering)
        await work.gatherings.answer(gathering, person, Answer(Coming.YES, LONG_AGO))
        await work.outbox._do(update(tables.taken_update).values(taken_at=LONG_AGO))  # noqa: SLF001
        await work.retention.updates(BEFORE, 10)

        assert await coming_of(work, gathering, person) is Coming.YES


@pytest.mark.parametrize("taken", [LONG_AGO, NOW], ids=["old", "young"])
async def test_updates_are_forgotten_when_they_are_old(database: str, taken: datetime) -> None:
    row = {"village": BUGROVOE, "network": "telegram", "number": 1, "taken_at": taken}
    async with a_store(database) as store, store.open_work() as work:
        await work.outbox._do(insert(tables.taken_update).values(row))  # noqa: SLF001 - as kept

        assert await work.retention.updates(BEFORE, 10) == int(taken is LONG_AGO)
