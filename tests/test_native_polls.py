"""The messenger's own polls: what they carry, how they go out, whose answers in them count."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
import telegram
from aiogram.types import Update
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway import Limits, Line, Message, OurFault, OwnPoll, Room, Unreachable
from bot.layout import BOTH, lay_out, length_beside
from bot.telegram.inbound import hear, hear_raw
from bot.telegram.myself import HEARD_KINDS, NETWORK, Myself
from bot.telegram.outbound import LIMITS, TelegramGateway, meet
from bot.telegram.refs import Ref
from bot.telegram.run import Wire, build_bot
from handlers.chat import Heard, PollAnswered, SenderKind
from handlers.polls.cards import poll_card
from tests.fake_bot_api import FakeBotApi, FakeChat, FakeMessage, FakePoll, Json, Trouble
from tests.telegram_village import BUGROVOE, SPEECH, Person, TelegramVillage, a_telegram_village
from tests.test_polls import VILLAGE, a_poll
from village.chats import Address
from village.course import State
from village.outbox import Standing, Subject
from village.people import Role
from village.polls import (
    NATIVE_OPTION,
    NATIVE_QUESTION,
    Ballot,
    NativeOptionTooLong,
    NativeQuestionTooLong,
    Poll,
    Shown,
    check_native,
)
from village.results import from_json
from village.texts import Bilingual, Language, units

# -------------------------------------------------------------------------------------- what it carries


def test_both_languages_share_the_room_for_a_question_and_it_is_said_by_how_much_they_are_over() -> None:
    just = Bilingual("қ" * 147, "в" * 150)
    check_native(a_poll(native=True, question=just).plan)

    with pytest.raises(NativeQuestionTooLong) as no:
        check_native(a_poll(native=True, question=replace(just, ru="в" * 152)).plan)
    assert (no.value.most, no.value.over) == (NATIVE_QUESTION, 2)


def test_an_option_is_measured_as_messengers_count_and_one_for_both_languages_once() -> None:
    options = (Bilingual.same("🐎" * 50), Bilingual("иә", "да"))
    check_native(a_poll(native=True, options=options).plan)

    with pytest.raises(NativeOptionTooLong) as no:
        check_native(a_poll(native=True, options=(*options, Bilingual("🐎" * 49, "да"))).plan)
    assert (no.value.most, no.value.over, no.value.option) == (NATIVE_OPTION, 3, f"{'🐎' * 49} / да")


def test_what_is_asked_by_buttons_may_be_longer() -> None:
    check_native(a_poll(question=Bilingual("қ" * 300, "в" * 300)).plan)


def test_the_longest_rules_fit_beside_a_poll_in_both_languages() -> None:
    section = VILLAGE.sections[0].slug
    poll = a_poll(native=True, secret=False, section=section, most=3, changeable=False)
    card = poll_card(replace(poll, number=123456), VILLAGE)

    assert card.native is not None
    assert length_beside(card.native, BOTH, SPEECH) <= LIMITS.caption - 60  # what a settlement may be called


# ------------------------------------------------------------------------------------------ how it goes out


def laid(poll: Poll, limits: Limits) -> Message:
    """Lay a poll's card out for a group."""
    (message,) = lay_out(poll_card(poll, VILLAGE), BOTH, limits, SPEECH).messages
    return message


def test_a_network_with_polls_of_its_own_asks_by_one_and_another_by_buttons() -> None:
    poll = a_poll(native=True, secret=False, most=2)
    own, buttons = laid(poll, LIMITS), laid(poll, Limits())

    assert own.poll == OwnPoll(
        "Не істейміз? / Что делаем?",
        tuple(f"нұсқа {n} / вариант {n}" for n in range(3)),
        several=True,
        changeable=True,
        hidden=True,
        is_open=True,
    )
    assert own.lines[0] == Line("ЖЕДЕЛ САУАЛНАМА № 14", strong=True)
    assert [button.label for row in own.rows for button in row] == ["Менің жауабым · Мой ответ"]
    assert buttons.poll is None
    assert [row[0].press.partition(":")[0] for row in buttons.rows] == ["v", "v", "v", "vn"]


@pytest.mark.parametrize(
    ("shown", "hidden"), [(Shown.LIVE, False), (Shown.TURNOUT, True), (Shown.AFTER, True)]
)
def test_the_choices_are_seen_while_it_is_open_only_where_they_may_be(shown: Shown, *, hidden: bool) -> None:
    poll = laid(a_poll(native=True, shown=shown), LIMITS).poll

    assert poll is not None
    assert poll.hidden is hidden


def test_a_closed_one_is_stopped_and_one_the_operator_stopped_says_so_on_its_button() -> None:
    closed = laid(replace(a_poll(native=True), state=State.CLOSED), LIMITS)
    stopped = laid(replace(a_poll(native=True), state=State.STOPPED), LIMITS)

    for message in (closed, stopped):
        assert message.poll is not None
        assert not message.poll.is_open
    assert closed.rows == ()
    assert [button.label for row in stopped.rows for button in row] == [
        "Сауалнама тоқтатылды · Опрос остановлен"
    ]


@given(st.integers(1, 2**40), st.booleans(), st.from_regex(r"[0-9]{0,20}", fullmatch=True))
def test_a_ref_is_read_back_with_the_name_of_its_poll(number: int, is_caption: bool, poll: str) -> None:  # noqa: FBT001 - hypothesis gives it by place
    ref = Ref(number, is_caption, poll=poll)

    assert Ref.read(str(ref)) == ref


def test_where_a_card_stands_tells_the_names_of_the_polls_in_it() -> None:
    refs = (str(Ref(1)), str(Ref(2, is_caption=True)), str(Ref(3, poll="5887")))
    standing = Standing(BUGROVOE, "poll", Subject("poll", 7), None, None, refs, a_poll().opens_at)

    assert standing.natives == ("5887",)


# ----------------------------------------------------------------------------------------- over the wire


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server


@pytest.fixture
async def gateway(api: FakeBotApi) -> AsyncIterator[TelegramGateway]:
    wire, bot = Wire(api.url), api.bot()
    client = build_bot(bot.token, wire, BUGROVOE)
    yield TelegramGateway(client, await meet(client, BUGROVOE))
    await wire.close()


@pytest.fixture
def group(api: FakeBotApi, gateway: TelegramGateway) -> FakeChat:
    """Make a group with the gateway's bot in it."""
    assert gateway.village == BUGROVOE
    chat = api.group("Бугровое")
    (bot,) = api.bots.values()
    api.add_to_group(bot, chat, api.user())
    return chat


def room(chat: FakeChat) -> Room:
    return Room(Address(NETWORK, str(chat.id)), private=False)


def asked(**poll: Any) -> Message:
    lines = (Line("ЖЕДЕЛ САУАЛНАМА № 7", strong=True), Line("<b>&"))
    return Message(lines, poll=replace(OwnPoll("Су ма? / Вода?", ("иә / да", "жоқ / нет")), **poll))


async def test_python_telegram_bot_reads_the_poll_that_we_send(
    api: FakeBotApi, gateway: TelegramGateway, group: FakeChat
) -> None:
    ref = await gateway.say(room(group), asked(several=True, hidden=True))
    (message,) = api.messages(group)
    poll = message.written().poll

    assert poll is not None
    assert ref == f"{message.id}~{poll.id}"
    assert (poll.question, [option.text for option in poll.options]) == (
        "Су ма? / Вода?",
        ["иә / да", "жоқ / нет"],
    )
    assert (poll.is_anonymous, poll.allows_multiple_answers, poll.allows_revoting) == (False, True, True)
    assert poll.close_date is None
    assert poll.description == "ЖЕДЕЛ САУАЛНАМА № 7\n<b>&"
    assert [entity.type for entity in poll.description_entities] == ["bold"]
    assert api.polls[poll.id].hides_results


async def test_while_it_is_open_nothing_of_a_poll_changes_then_it_is_stopped_once(
    api: FakeBotApi, gateway: TelegramGateway, group: FakeChat
) -> None:
    ref = await gateway.say(room(group), asked(changeable=False))
    await gateway.edit(room(group), ref, asked())
    (poll,) = api.polls.values()
    assert (poll.is_closed, poll.raw["allows_revoting"]) == (False, False)

    await gateway.edit(room(group), ref, asked(is_open=False))
    await gateway.edit(room(group), ref, asked(is_open=False))  # stopped already is no error
    assert poll.is_closed
    assert len(api.called("stopPoll")) == 2
    await gateway.pin(room(group), ref)
    assert group.pinned == [Ref.read(ref).number]


async def test_a_poll_that_was_deleted_is_over(gateway: TelegramGateway, group: FakeChat) -> None:
    ref = await gateway.say(room(group), asked())
    group.messages.clear()

    with pytest.raises(Unreachable):
        await gateway.edit(room(group), ref, asked(is_open=False))


@pytest.mark.parametrize(
    "wrong",
    [{"question": "с" * 301}, {"options": ("о" * 101, "жоқ")}, {"options": ("иә",) * 13}, {"question": ""}],
)
async def test_what_telegram_cannot_carry_is_our_fault(
    gateway: TelegramGateway, group: FakeChat, wrong: dict[str, Any]
) -> None:
    with pytest.raises(OurFault):
        await gateway.say(room(group), asked(**wrong))


# --------------------------------------------------------------------------------------- what comes in


def update_of(answer: telegram.PollAnswer) -> Json:
    """Write an update as python-telegram-bot does."""
    return telegram.Update(77, poll_answer=answer).to_dict()


def heard(raw: Json) -> Heard | None:
    """Hear an update twice, whole and by the short way; both say the same."""
    me = Myself(BUGROVOE, 1, "asar_bot")
    told = hear_raw(raw, me)
    assert told == hear(Update.model_validate(raw), me)
    return told


def test_an_answer_comes_with_who_gave_it_and_without_a_chat() -> None:
    aigul = telegram.User(501, "Айгүл", is_bot=False, last_name="Ким")
    address = Address(NETWORK, "501")
    answer = telegram.PollAnswer("5887", [0, 2], user=aigul, option_persistent_ids=["a", "c"])

    assert "poll_answer" in HEARD_KINDS
    assert heard(update_of(answer)) == Heard(
        BUGROVOE,
        77,
        address,
        SenderKind.PERSON,
        address,
        private=False,
        what=PollAnswered("5887", (0, 2)),
        name="Айгүл Ким",
    )


def test_an_answer_taken_back_has_no_options() -> None:
    aigul = telegram.User(501, "Айгүл", is_bot=False)
    raw = update_of(telegram.PollAnswer("5887", [], user=aigul, option_persistent_ids=[]))
    # python-telegram-bot leaves out what is empty; Telegram writes it.
    written = {**raw, "poll_answer": {**raw["poll_answer"], "option_ids": [], "option_persistent_ids": []}}
    told = heard(written)

    assert told is not None
    assert told == hear_raw(raw, Myself(BUGROVOE, 1, "asar_bot"))
    assert told.what == PollAnswered("5887", ())


def test_an_older_server_names_options_by_their_place_alone() -> None:
    aigul = telegram.User(501, "Айгүл", is_bot=False)
    raw = update_of(telegram.PollAnswer("5887", [1], user=aigul, option_persistent_ids=["b"]))
    del raw["poll_answer"]["option_persistent_ids"]
    told = hear_raw(raw, Myself(BUGROVOE, 1, "asar_bot"))

    assert told is not None
    assert told.what == PollAnswered("5887", (1,))


def test_who_hides_behind_a_chat_is_nobody() -> None:
    chat = telegram.Chat(-1001, "supergroup", title="Бугровое")
    told = heard(update_of(telegram.PollAnswer("5887", [1], voter_chat=chat, option_persistent_ids=["b"])))

    assert told is not None
    assert (told.sender_kind, told.sender) == (SenderKind.HIDDEN, Address(NETWORK, "-1001"))


# ------------------------------------------------------------------------------------------------ stories

QUESTION = Bilingual("Арық керек пе?", "Нужен ли арык?")
OPTIONS = (Bilingual("Иә", "Да"), Bilingual("Жоқ", "Нет"), Bilingual("Бәрібір", "Всё равно"))
LINE = " | ".join(each.abreast for each in (QUESTION, *OPTIONS))


async def corrects(akim: Person, question: str, answer: str, **facts: int) -> None:
    """Answer one question of the draft again."""
    await akim.presses("button-correct")
    await akim.presses(f"question-{question}")
    await akim.presses(answer, None, **facts)


async def drafts(akim: Person, line: str = LINE) -> None:
    """Draft an open poll that the messenger's own asks."""
    await akim.writes(f"/poll {line}")
    await akim.presses("button-no-election")
    await corrects(akim, "names", "button-yes")
    await corrects(akim, "native", "button-yes")


async def asks(village: TelegramVillage, akim: Person, group: FakeChat) -> FakeMessage:
    """Publish a poll in which two options may be chosen; give its message in the group."""
    await drafts(akim)
    await corrects(akim, "most", "poll-most", most=2)
    assert akim.has_read("poll-native-is")
    await akim.presses("button-publish")
    await village.settle()
    return village.in_group(group)[-1]


async def the_poll(village: TelegramVillage) -> Poll:
    async with village.look() as work:
        poll = await work.polls.numbered(BUGROVOE, 1)
    assert poll is not None
    return poll


async def answers(person: Person, message: FakeMessage, *options: int) -> Sequence[FakeMessage]:
    """Answer the messenger's own poll; give what the bot says to that."""
    person.news()
    person.village.api.answer_poll(person.user, message, *options)
    await person.village.settle()
    return person.news()


async def ballot(person: Person) -> Ballot | None:
    """Give a person's ballot as it is kept."""
    poll = await the_poll(person.village)
    async with person.village.look() as work:
        who = await person.who(work)
        return await work.polls.ballot_of(poll, who) if who else None


async def choices(person: Person) -> tuple[int, ...] | None:
    found = await ballot(person)
    return found.choices if found else None


async def counted(village: TelegramVillage) -> list[tuple[int, ...]]:
    """List what was chosen, each way of choosing once."""
    async with village.look() as work:
        return [heap.choices for heap in await work.polls.heaps(await the_poll(village))]


async def a_story(village: TelegramVillage) -> tuple[FakeMessage, Person, Person, Person]:
    """Ask a village; give the poll, and three people of its chat, a language each."""
    akim = await village.official()
    group = await village.bound_group(akim)
    names = {"kk": "Айгүл", "ru": "Ольга", "en": "John"}
    aigul, olga, john = [await village.resident(name, language) for language, name in names.items()]
    village.api.were_in(group, aigul.user, olga.user, john.user)
    return await asks(village, akim, group), aigul, olga, john


def own_poll(village: TelegramVillage) -> FakePoll:
    return list(village.api.polls.values())[-1]


async def test_it_stands_as_one_message_in_both_languages_pinned_and_without_a_date_to_close_at(
    tmp_path: Path,
) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        message = await asks(village, akim, group)
        poll = message.written().poll

        assert poll is not None
        assert poll.question == QUESTION.abreast
        assert [option.text for option in poll.options] == [option.abreast for option in OPTIONS]
        assert poll.description is not None
        for language in ("kk", "ru"):
            assert village.says(language, "poll-title", number=1) in poll.description
        assert (group.pinned, poll.close_date) == ([message.id], None)
        assert own_poll(village).hides_results


async def test_answers_are_kept_taken_back_and_changed_and_one_too_many_is_refused(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        message, aigul, olga, john = await a_story(village)
        assert await answers(aigul, message, 0) == []
        assert await answers(olga, message, 0, 1) == []
        (told,) = await answers(john, message, 0, 1, 2)
        assert john.said("poll-native-not-counted", number=1) in told.text
        assert john.said("poll-too-many", most=2) in told.text
        assert [await choices(each) for each in (aigul, olga, john)] == [(0,), (0, 1), None]

        await answers(olga, message)
        assert await choices(olga) == ()
        await answers(olga, message, 1)
        assert await choices(olga) == (1,)
        await answers(john, message, 1)
        (told,) = await answers(john, message, 0, 1, 2)
        assert john.said("poll-answer-kept", options=(OPTIONS[1],)) in told.text
        assert await choices(john) == (1,)


async def test_one_person_has_one_ballot_by_the_poll_and_by_the_buttons_in_private(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        message, aigul, _, _ = await a_story(village)
        await answers(aigul, message, 0)
        await aigul.taps(OPTIONS[1].kk)
        assert await choices(aigul) == (0, 1)

        await answers(aigul, message, 2)
        assert await choices(aigul) == (2,)
        await aigul.presses("button-poll-mine", message)
        link = aigul.toasts[-1].url
        await aigul.opens(link)
        assert aigul.sees("poll-answer-kept", options=(OPTIONS[2],))
        async with village.look() as work:
            assert await work.polls.answered(await the_poll(village)) == 1


async def test_it_is_prolonged_as_it_stands_then_the_villages_clock_stops_it_and_counts(
    tmp_path: Path,
) -> None:
    async with a_telegram_village(tmp_path) as village:
        message, *people = await a_story(village)
        akim = Person(village, next(iter(village.api.users.values())), Language.KK)
        for place, person in enumerate(people):
            await answers(person, message, place, 1)
        await akim.presses("button-poll-prolong")
        await akim.presses("poll-prolong-days", days=2)
        await akim.presses("button-publish")
        until = (await the_poll(village)).plan.closes_at
        assert (
            village.says("kk", "poll-prolonged", number=1, at=until)
            in village.in_group(message.chat)[-1].text
        )

        await village.to(until - timedelta(minutes=1))
        assert not own_poll(village).is_closed
        await village.forward(minutes=2)
        assert own_poll(village).is_closed
        assert (message.id in message.chat.pinned, message.labels) == (False, [])
        poll = await the_poll(village)
        async with village.look() as work:
            result = from_json(await work.polls.result(poll))
        assert (poll.state, result.answered, result.options) == (State.CLOSED, 3, (1, 3, 1))


async def test_whoever_is_not_in_the_chat_counts_nowhere_however_far_it_is_forwarded(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        message, dana, *_ = await a_story(village)
        marat, stranger = await village.resident("Марат", "ru"), village.someone("Бөтен")
        copy = village.api.forward(dana.user, message, village.api.group("Көршілер"))

        # Whom the bot may write to hears why; who never opened it hears nothing, and is not tried.
        (told,) = await answers(marat, copy, 0)
        assert marat.said("poll-not-in-chat") in told.text
        sent = len(village.api.called("sendMessage"))
        await answers(stranger, copy, 0)
        village.api.answer_poll_anonymously(message.chat, message, 1)
        await village.settle()
        assert len(village.api.called("sendMessage")) == sent
        assert [await choices(each) for each in (marat, stranger)] == [None, None]
        assert await counted(village) == []


async def test_who_has_left_keeps_the_answer_marked_and_can_change_it_no_more(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        message, _, olga, _ = await a_story(village)
        await answers(olga, message, 2)
        village.api.leave(olga.user, message.chat)
        await village.settle()

        (told,) = await answers(olga, message, 0)
        assert olga.said("poll-not-in-chat") in told.text
        kept = await ballot(olga)
        assert kept is not None
        assert (kept.choices, kept.left) == ((2,), True)
        assert await counted(village) == [(2,)]


async def test_of_an_answer_that_cannot_be_judged_yet_nothing_is_lost(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        aigul, dana = village.someone("Айгүл"), village.someone("Дана")
        village.api.were_in(group, aigul.user, dana.user)
        message = await asks(village, akim, group)
        village.api.trouble(Trouble("status", method="getChatMember", times=1))
        await answers(aigul, message, 1)
        assert await choices(aigul) is None

        # Its first choice is worked later, and does not take the place of a second one.
        await answers(aigul, message, 2)
        village.clock.moment += timedelta(seconds=10)
        await village.house.conversation.work_stuck()
        assert await choices(aigul) == (2,)

        village.api.trouble(Trouble("status", method="getChatMember", times=2))
        await answers(dana, message, 0)
        for _ in range(3):
            village.clock.moment += timedelta(seconds=20)
            await village.house.conversation.work_stuck()
        assert await choices(dana) == (0,)
        async with village.look() as work:
            assert await work.stuck.due(village.clock.now() + timedelta(days=1), 10) == ()


async def test_who_answers_before_the_polls_name_is_kept_is_counted_when_it_is(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        aigul = village.someone("Айгүл")
        village.api.were_in(group, aigul.user)
        message = await asks(village, akim, group)
        poll, name = await the_poll(village), "588799"
        early = Heard(
            BUGROVOE,
            9_000_000,
            Address(NETWORK, str(aigul.user.id)),
            SenderKind.PERSON,
            Address(NETWORK, str(aigul.user.id)),
            private=False,
            what=PollAnswered(name, (1,)),
        )
        await village.house.hear(early)
        assert await choices(aigul) is None

        async with village.house.desk.open_work() as work:
            await work.polls.keep_native(poll, NETWORK, name)
        village.clock.moment += timedelta(seconds=10)
        await village.house.conversation.work_stuck()
        assert await choices(aigul) == (1,)
        assert message.raw["poll"]["id"] != name


async def test_an_answer_in_a_poll_that_stays_unknown_is_let_go_of(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        aigul = village.someone("Айгүл")
        village.api.were_in(group, aigul.user)
        # It was sent, and nobody heard so: another is sent, and that one counts.
        village.api.trouble(Trouble("cut_after", method="sendPoll"))
        await drafts(akim)
        await akim.presses("button-publish")
        await village.forward(minutes=1)
        first, second = (each for each in village.in_group(group) if "poll" in each.raw)
        await answers(aigul, first, 0)
        await answers(aigul, second, 1)
        assert await choices(aigul) == (1,)

        for _ in range(12):
            village.clock.moment += timedelta(minutes=30)
            await village.house.conversation.work_stuck()
        async with village.look() as work:
            assert await work.stuck.due(village.clock.now() + timedelta(days=1), 10) == ()
        assert await choices(aigul) == (1,)


@pytest.mark.parametrize("language", Language)
async def test_an_author_is_told_by_how_much_a_question_or_an_option_is_too_long(
    tmp_path: Path, language: Language
) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official(Role.AKIM, language=str(language))
        await village.bound_group(akim)
        option = Bilingual("ж" * 60, "н" * 60)
        await drafts(akim, f"{QUESTION.abreast} | Иә / Да | {option.abreast}")
        over = units(option.abreast) - NATIVE_OPTION
        assert akim.sees("poll-native-option-too-long", most=100, over=over, option=option.abreast)

        # Asked by buttons it may be so long; of a poll that shows no names this is not asked at all.
        await corrects(akim, "native", "button-no")
        assert akim.has_read("poll-frozen")
        await corrects(akim, "names", "button-no")
        await akim.presses("button-correct")
        assert akim.said("question-native") not in akim.last.labels


async def test_a_night_without_a_sound_and_the_village_stops_it_too(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        await village.to_day(0, time(23, 30))
        message = await asks(village, akim, group)
        assert message.is_quiet

        await akim.presses("button-poll-close")
        await akim.presses("button-poll-close-sure")
        await village.settle()
        assert own_poll(village).is_closed
