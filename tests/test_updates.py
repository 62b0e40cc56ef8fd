"""What comes in: taken once and answered the same again, kept where a handler fails, slowed in a flood."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import stuck as operator
from bot.config import Mistake
from bot.slowing import OF_GROUP, OF_SENDER, Flooded, Slowing
from bot.telegram.inbound import hear_raw
from bot.telegram.myself import Myself
from handlers.chat import Heard, Reply, SenderKind, What, Wrote
from handlers.kept import read_heard, write
from handlers.updates import put_aside, update_of
from storage.migrate import migrate, migrate_back
from tests.fake_bot_api import Trouble
from tests.stores import a_gathering, a_person, a_store, a_store_unopened, an_engine, coming_of, telegram
from tests.telegram_village import BUGROVOE, Person, TelegramVillage, a_telegram_village
from village.chats import Address
from village.gatherings import Answer, Coming
from village.updates import NUMBERS_HOLD, Stuck, Update

NOW = a_gathering().published_at
NOTHING = Reply()


def heard_of(village: TelegramVillage, raw: dict[str, object]) -> Heard:
    """Read an update as the bot does."""
    heard = hear_raw(raw, Myself(BUGROVOE, village.bot.id, village.bot.username))
    assert heard is not None
    return heard


def the_last(village: TelegramVillage) -> Heard:
    """Take the last update off the wire: its network is not sure that we have it, or brings it late."""
    return heard_of(village, village.bot.pending.pop())


def heard_from(person: Person, number: int, what: What) -> Heard:
    """Say something in private under a number of ours."""
    at = Address("telegram", str(person.user.id))
    return Heard(BUGROVOE, number, at, SenderKind.PERSON, at, private=True, what=what)


def kept_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob("asar.sqlite*")))


def sorry(village: TelegramVillage) -> str:
    """Give what is said where something failed: whose language is not asked for any more."""
    return f"{village.says('kk', 'error')} / {village.says('ru', 'error')}"


def toasts_of(person: Person) -> list[str]:
    return [toast.text for toast in person.toasts]


async def answers_in(village: TelegramVillage) -> dict[Coming, int]:
    async with village.look() as work:
        return dict(await work.gatherings.answers(await village.gathering(1)))


async def failed_in(village: TelegramVillage) -> tuple[Stuck, ...]:
    async with village.look() as work:
        return await work.stuck.failed()


# ------------------------------------------------------------------- the same again, answered the same again


async def test_a_tap_whose_answer_was_lost_is_answered_when_it_is_brought_again(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident()
        group = await village.bound_group(akim)
        await akim.convenes()
        notice = village.in_group(group)[0]
        village.api.press(aigul.user, notice, village.says("kk", "rsvp-yes"))
        tap = the_last(village)
        village.api.trouble(Trouble("cut_before", "answerCallbackQuery"))
        await village.house.hear(tap)
        assert aigul.said("rsvp-yes-answer") not in toasts_of(aigul)

        await village.restart()
        await village.house.hear(tap)
        assert toasts_of(aigul)[-1] == aigul.said("rsvp-yes-answer")
        assert await answers_in(village) == {Coming.YES: 1}


async def test_the_next_question_is_asked_again_when_it_was_lost_on_its_way(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        olga = village.someone("Ольга", "ru")
        village.api.write(olga.user, olga.chat, "/start")
        start = the_last(village)
        village.api.trouble(Trouble("status", "sendMessage"))
        await village.house.hear(start)
        assert olga.messages == []

        await village.house.hear(start)
        assert olga.sees("language-ask")
        assert olga.last.labels == ["Қазақша", "Русский", "English"]


async def test_a_refusal_is_said_again_too(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await village.resident()
        village.api.write(aigul.user, aigul.chat, "/record")
        asked = the_last(village)
        await village.house.hear(asked)
        no = aigul.last.text
        await village.house.hear(asked)
        assert [message.text for message in aigul.messages[-2:]] == [no, no]


async def test_the_calendar_entry_comes_again_with_its_answer(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident()
        group = await village.bound_group(akim)
        await akim.convenes()
        village.api.press(aigul.user, village.in_group(group)[0], village.says("kk", "button-calendar"))
        asked = the_last(village)
        for _ in range(2):
            await village.house.hear(asked)
        first, again = aigul.messages[-2:]
        assert first.raw["document"]["file_name"] == again.raw["document"]["file_name"]


async def test_what_was_answered_is_sealed_and_goes_with_the_person(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await village.resident()
        village.api.share_contact(aigul.user, aigul.chat, "77011234567")
        await village.settle()
        await aigul.writes("/my")
        kept = kept_bytes(tmp_path)
        assert b"7011234567" not in kept
        assert b"consent-given" not in kept

        await aigul.presses("my-change-forget")
        await aigul.presses("delete-yes")
        with the_file(village) as file:
            whose = "SELECT count(*) FROM taken_update WHERE address_hash IS NOT NULL"
            assert file.execute(whose).fetchone() == (0,)


# ----------------------------------------------------------------------- of two taps the higher number counts


async def test_an_older_tap_that_comes_late_changes_nothing_and_is_told_what_stands(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident()
        group = await village.bound_group(akim)
        await akim.convenes()
        notice = village.in_group(group)[0]
        taps = []
        for key in ("rsvp-yes", "rsvp-no"):
            village.api.press(aigul.user, notice, village.says("kk", key))
            taps.append(the_last(village))
        for tap in reversed(taps):
            await village.house.hear(tap)

        assert await answers_in(village) == {Coming.NO: 1}
        assert toasts_of(aigul)[-2:] == [aigul.said("rsvp-no-answer")] * 2


@pytest.mark.parametrize(
    ("first", "second", "later", "stands"),
    [
        (5, 6, timedelta(0), Coming.NO),
        (6, 5, timedelta(0), Coming.YES),
        (6, 5, NUMBERS_HOLD, Coming.NO),
        (None, 5, timedelta(0), Coming.NO),
        (6, None, timedelta(0), Coming.NO),
    ],
)
async def test_a_lower_number_does_not_overrule_a_higher_one_while_numbers_hold(
    database: str, first: int | None, second: int | None, later: timedelta, stands: Coming
) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_person(work)
        gathering = a_gathering(author=person)
        await work.gatherings.add(gathering)
        for number, coming, at in ((first, Coming.YES, NOW), (second, Coming.NO, NOW + later)):
            update = None if number is None else Update(gathering.village, "telegram", number)
            await work.gatherings.answer(gathering, person, Answer(coming, at, update))
        assert await coming_of(work, gathering, person) is stands


async def test_numbers_of_different_networks_are_not_compared(database: str) -> None:
    async with a_store(database) as store, store.open_work() as work:
        person = await a_person(work)
        gathering = a_gathering(author=person)
        await work.gatherings.add(gathering)
        for network, number, coming in (("telegram", 900, Coming.YES), ("simulator", 3, Coming.NO)):
            update = Update(gathering.village, network, number)
            await work.gatherings.answer(gathering, person, Answer(coming, NOW, update))
        assert await coming_of(work, gathering, person) is Coming.NO


# ------------------------------------------------------------------------------------ a handler that fails


@contextmanager
def the_file(village: TelegramVillage) -> Iterator[sqlite3.Connection]:
    """Open the database past the bot."""
    file = sqlite3.connect(village.database)
    try:
        with file:
            yield file
    finally:
        file.close()


def break_gatherings(village: TelegramVillage) -> None:
    """Write what no handler can read."""
    with the_file(village) as file:
        file.execute("UPDATE gathering SET kind = 'broken'")


def mend_gatherings(village: TelegramVillage) -> None:
    with the_file(village) as file:
        file.execute("UPDATE gathering SET kind = 'gathering'")


async def a_stuck_tap(village: TelegramVillage) -> Person:
    """Have someone tap a notice at a moment at which the handler fails."""
    akim, aigul = await village.official(), await village.resident()
    group = await village.bound_group(akim)
    await akim.convenes()
    break_gatherings(village)
    await aigul.presses("rsvp-yes", village.in_group(group)[0])
    return aigul


async def test_of_a_handler_that_fails_the_person_is_told_and_the_operator_sees_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await a_stuck_tap(village)
        assert aigul.toasts[-1].text == sorry(village)
        assert aigul.toasts[-1].alert
        (one,) = await failed_in(village)
        assert re.fullmatch(
            r"ValueError at storage/columns.py:\d+ from handlers/gatherings/answering.py:\d+", one.error
        )

        await operator.show(village.config)
        shown = capsys.readouterr().out
        assert one.error.split()[0] in shown
        assert str(one.update.number) in shown
        assert "broken" not in shown + caplog.text
        assert str(aigul.user.id) not in shown


async def test_a_stuck_update_brought_again_is_answered_the_same_and_stuck_once(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await a_stuck_tap(village)
        (one,) = await failed_in(village)
        async with village.look() as work:
            kept = await work.stuck.heard(one)
        assert kept is not None
        await village.house.hear(read_heard(kept))
        assert toasts_of(aigul)[-1] == sorry(village)
        asked = village.api.called("answerCallbackQuery")[-2:]
        assert [each["text"] for each in asked] == [sorry(village)] * 2
        assert len(await failed_in(village)) == 1


async def test_what_is_retried_is_done_and_answered_in_private(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await a_stuck_tap(village)
        mend_gatherings(village)
        await village.house.ring()
        assert await answers_in(village) == {}

        (one,) = await failed_in(village)
        await operator.retry(village.config, str(one.number))
        assert "1 marked" in capsys.readouterr().out
        await village.house.ring()

        assert await answers_in(village) == {Coming.YES: 1}
        assert aigul.sees("rsvp-yes-answer")
        assert await failed_in(village) == ()


async def test_what_fails_again_stays_with_its_count_and_is_not_tried_unasked(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await a_stuck_tap(village)
        said = len(aigul.messages)
        await operator.retry(village.config, "all")
        await village.house.ring()
        (one,) = await failed_in(village)
        assert (one.tries, one.due_at) == (1, None)

        mend_gatherings(village)
        await village.house.ring()
        assert len(await failed_in(village)) == 1
        assert len(aigul.messages) == said


async def test_what_is_dropped_is_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with a_telegram_village(tmp_path) as village:
        await a_stuck_tap(village)
        (one,) = await failed_in(village)
        with pytest.raises(Mistake, match=f"number {one.number + 1}"):
            await operator.drop(village.config, str(one.number + 1))
        with pytest.raises(Mistake, match="asar stuck list"):
            await operator.drop(village.config, "everything")
        await operator.drop(village.config, str(one.number))
        await operator.drop(village.config, "all")
        await operator.show(village.config)
        assert "Nothing is stuck" in capsys.readouterr().out


async def test_words_that_are_stuck_are_sealed_and_go_with_the_person(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await village.resident()
        heard = heard_from(aigul, 9_000_000, Wrote("құпия сөз"))
        stuck = Stuck(update_of(heard), village.clock.now(), "KeyError")
        await put_aside(heard, stuck, village.house.desk, NOTHING)
        (one,) = await failed_in(village)
        async with village.look() as work:
            assert await work.stuck.heard(one) == write(heard)
        kept = kept_bytes(tmp_path)
        assert "құпия".encode() not in kept
        assert b"\\u049b\\u04b1\\u043f" not in kept

        await aigul.writes("/my")
        await aigul.presses("my-change-forget")
        await aigul.presses("delete-yes")
        assert await failed_in(village) == ()


async def test_what_belongs_to_a_bot_that_is_away_waits_and_stops_nobody(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        await a_stuck_tap(village)
        await operator.retry(village.config, "all")
        gateway = village.house.gateways.pop((BUGROVOE, "telegram"))
        assert await village.house.conversation.work_stuck() == 1
        assert await village.house.conversation.work_stuck() == 0
        (one,) = await failed_in(village)
        assert one.tries == 0
        village.house.join(gateway)


# ------------------------------------------------------------------------------------------------ a flood


def a_slowing(seconds: float = 0.0) -> tuple[Slowing, list[float]]:
    moment = [seconds]
    return Slowing(lambda: moment[0]), moment


def said_by(number: int, room: Address | None = None) -> Heard:
    at = telegram(number)
    return Heard(BUGROVOE, 1, at, SenderKind.PERSON, room or at, room is None, Wrote("сәлем"))


def test_a_burst_comes_through_and_what_is_beyond_it_at_the_pace_of_the_bucket() -> None:
    slowing, _ = a_slowing()
    late = [slowing.late(said_by(1)).total_seconds() for _ in range(OF_SENDER.burst + 3)]

    assert late[: OF_SENDER.burst] == [0.0] * OF_SENDER.burst
    assert late[OF_SENDER.burst :] == [1.0, 2.0, 3.0]
    assert not slowing.late(said_by(2))


def test_a_bucket_fills_again() -> None:
    slowing, moment = a_slowing()
    for _ in range(OF_SENDER.burst + 1):
        slowing.late(said_by(1))
    moment[0] += 2
    assert not slowing.late(said_by(1))
    assert slowing.late(said_by(1))


def test_a_group_is_slowed_as_a_whole_and_later_than_a_person() -> None:
    slowing, _ = a_slowing()
    group = telegram(-100)
    assert not any(slowing.late(said_by(number, group)) for number in range(OF_GROUP.burst))
    assert slowing.late(said_by(7777, group))
    assert not slowing.late(said_by(7778, telegram(-200)))


def test_buckets_that_are_full_again_are_forgotten() -> None:
    slowing, moment = a_slowing()
    for number in range(30_000):
        slowing.late(said_by(number))
        moment[0] += 1
    assert len(slowing._full_at) <= 10_000  # noqa: SLF001 - what must not grow is seen nowhere else


def test_of_one_who_floods_no_more_is_kept_than_may_be_worked_in_a_while() -> None:
    refused: list[int] = []
    slowing, moment = a_slowing()
    slowing.count = lambda: refused.append(1)
    kept = OF_SENDER.burst + 500
    for _ in range(kept):
        slowing.late(said_by(1))
    for _ in range(3):
        with pytest.raises(Flooded):
            slowing.late(said_by(1))
    assert len(refused) == 3

    moment[0] += 2  # what was refused has put nothing off
    assert slowing.late(said_by(1)) == timedelta(seconds=499)


def test_one_who_floods_a_group_takes_nobody_elses_turn_in_it() -> None:
    slowing, _ = a_slowing()
    group = telegram(-100)
    for _ in range(OF_GROUP.burst):
        with suppress(Flooded):
            slowing.late(said_by(1, group))
    others = OF_GROUP.burst - OF_SENDER.burst
    assert not any(slowing.late(said_by(number, group)) for number in range(2, 2 + others))
    # However many they are, they are late and not refused.
    late = [slowing.late(said_by(number, group)) for number in range(10_000, 40_000)]
    assert late[-1] == timedelta(seconds=30_000 / OF_GROUP.per_second)


async def test_what_a_flood_brings_beyond_what_is_kept_is_taken_and_worked_by_nobody(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        slowing, moment = a_slowing()
        slowing.patience = 3
        conversation = replace(village.house.conversation, slowing=slowing)
        aigul = village.someone("Айгүл")
        village.api.write(aigul.user, aigul.chat, "/help")
        await village.settle()
        heard = [heard_from(aigul, 10_000 + number, Wrote("/help")) for number in range(OF_SENDER.burst + 5)]
        for each in heard:
            await conversation.hear(each)
        moment[0] += 1000
        village.clock.moment += timedelta(seconds=1000)
        assert await conversation.work_stuck() == 3
        await conversation.hear(heard[-1])
        assert len(aigul.messages) == 1 + OF_SENDER.burst + 3


async def test_who_floods_is_answered_in_order_later_and_the_others_at_once(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        slowing, moment = a_slowing()
        conversation = replace(village.house.conversation, slowing=slowing)
        aigul, marat = village.someone("Айгүл"), village.someone("Марат")
        for who in (aigul, marat):
            village.api.write(who.user, who.chat, "/help")
        await village.settle()
        heard = [heard_from(aigul, 10_000 + number, Wrote("/help")) for number in range(OF_SENDER.burst + 2)]
        for each in heard:
            await conversation.hear(each)
        await conversation.hear(heard_from(marat, 20_000, Wrote("/help")))
        assert len(aigul.messages) == 1 + OF_SENDER.burst
        assert len(marat.messages) == 2

        moment[0] += 10  # tokens are there again, but what was put off comes first
        await conversation.hear(heard_from(aigul, 20_001, Wrote("/help")))
        await conversation.hear(heard[-1])  # and what is put off already is put off once
        assert len(aigul.messages) == 1 + OF_SENDER.burst

        village.clock.moment += timedelta(seconds=10)
        assert await conversation.work_stuck() == 3
        assert len(aigul.messages) == 4 + OF_SENDER.burst
        await conversation.hear(heard_from(aigul, 20_002, Wrote("/help")))
        assert len(aigul.messages) == 5 + OF_SENDER.burst


async def test_what_was_put_off_survives_a_restart(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await village.resident()
        heard = heard_from(aigul, 9_000_000, Wrote("/help"))
        due = village.clock.now() + timedelta(seconds=3)
        await put_aside(
            heard, Stuck(update_of(heard), village.clock.now(), due_at=due), village.house.desk, NOTHING
        )
        assert await failed_in(village) == ()
        said = len(aigul.messages)
        await village.restart()
        await village.house.ring()
        assert len(aigul.messages) == said

        village.clock.moment = due
        await village.house.ring()
        assert len(aigul.messages) > said


# ------------------------------------------------------------------------------------------------ the step


async def test_answers_outlive_the_step_back_and_forth(database: str) -> None:
    async with a_store_unopened(database) as store, store.open_work() as work:
        person = await a_person(work)
        gathering = a_gathering(author=person)
        await work.gatherings.add(gathering)
        update = Update(gathering.village, "telegram", 5)
        await work.gatherings.answer(gathering, person, Answer(Coming.YES, NOW, update))
        await work.updates.take(gathering.village, "telegram", 5, NOW)
    async with an_engine(database) as engine:
        await migrate_back(engine, "0001")
        async with engine.connect() as connection:
            for table in ("gathering_answer", "taken_update"):
                assert (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() == 1  # noqa: S608 - of this test
        await migrate(engine)
    async with a_store_unopened(database) as store, store.open_work() as work:
        assert await coming_of(work, gathering, person) is Coming.YES
        assert not await work.updates.take(gathering.village, "telegram", 5, NOW)
        await work.gatherings.answer(gathering, person, Answer(Coming.NO, NOW, replace(update, number=4)))
        assert await coming_of(work, gathering, person) is Coming.NO
