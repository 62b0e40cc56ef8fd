"""Whispers over Telegram's wire: after the answer to a tap, to its person alone, and to nobody's delay."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import ClassVar, cast

import pytest

from bot.gateway import Button, Line, Message, Room
from handlers import routes
from handlers.chat import Card, Choice, Heard, Note, Pressed, Quote, Reply, Say, SenderKind, one_a_row
from handlers.door import Asker, Route, anyone
from handlers.ports import Desk, Work
from handlers.presses import Press
from tests.fake_bot_api import FakeChat, FakeMessage, FakeUser, Trouble
from tests.telegram_village import BUGROVOE, Person, TelegramVillage, a_telegram_village
from village.chats import Address
from village.texts import Bilingual

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Chosen(Press):
    """A press that is answered by a toast and a whisper."""

    word: ClassVar[str] = "zz"
    what: str


def whisper_of(what: str) -> Card:
    """Say what was chosen, with a button to change it."""
    text = Bilingual(f"Таңдауыңыз: {what}", f"Ваш выбор: {what}")
    rows = one_a_row(Choice("өзгерту", Chosen("b" if what == "a" else "a").data))
    return Card((Quote(text),), rows=rows, instead=True)


async def choose(asked: Chosen, asker: Asker, work: Work, desk: Desk) -> Reply:
    del asker, work, desk
    return Reply(note=Note(Say("button-yes")), whisper=whisper_of(asked.what))


@dataclass(frozen=True)
class Story:
    """A village with a bound group in which a card asks, and Aigul, who is in it."""

    village: TelegramVillage
    group: FakeChat
    card: FakeMessage
    aigul: Person

    async def taps(self, who: FakeUser, under: FakeMessage | None = None, label: str = "таңдау") -> str:
        tap = self.village.api.press(who, under or self.card, label)
        await self.village.settle()
        return tap

    def answered(self, who: FakeUser) -> list[str]:
        return [toast.text for toast in self.village.api.toasts(who) if toast.text]

    def whispered(self, who: FakeUser) -> list[str]:
        return [message.text for message in self.village.api.whispers(who, self.group)]


@pytest.fixture
async def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Story]:
    by_press = cast("dict[str, object]", routes._BY_PRESS)  # noqa: SLF001 - no route of ours whispers by itself
    monkeypatch.setitem(by_press, "zz", (Chosen, Route(Chosen, choose, anyone)))
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident(language="ru")
        group = await village.bound_group(akim)
        village.api.were_in(group, aigul.user)
        card = await asks(village, group)
        yield Story(village, group, card, aigul)


async def asks(village: TelegramVillage, chat: FakeChat) -> FakeMessage:
    """Put a card with one button into a chat."""
    gateway = village.house.gateways[BUGROVOE, "telegram"]
    rows = ((Button("таңдау", press=Chosen("a").data),),)
    room = Room(Address("telegram", str(chat.id)), private=chat.kind == "private")
    await gateway.say(room, Message((Line("Не таңдайсыз?"),), rows))
    return village.api.messages(chat)[-1]


async def test_who_taps_sees_the_answer_and_then_what_they_alone_see_in_their_language(story: Story) -> None:
    await story.taps(story.aigul.user)

    assert story.answered(story.aigul.user) == ["Да"]
    assert story.whispered(story.aigul.user) == ["Ваш выбор: a"]
    asked = [method for _, method, _ in story.village.api.calls if method != "getupdates"]
    assert asked[-2:] == ["answercallbackquery", "sendmessage"]

    stranger = story.village.api.user("Марат")
    story.village.api.were_in(story.group, stranger)
    await story.taps(stranger)
    assert story.whispered(stranger) == ["Таңдауыңыз: a\n\nВаш выбор: a"]


async def test_a_button_under_a_whisper_works_and_changes_it_where_it_stands(story: Story) -> None:
    api, aigul = story.village.api, story.aigul.user
    await story.taps(aigul)
    (whisper,) = api.whispers(aigul, story.group)
    for expected in ("b", "a"):
        await story.taps(aigul, whisper, "өзгерту")
        assert story.whispered(aigul) == [f"Ваш выбор: {expected}"]
    assert story.answered(aigul) == ["Да"] * 3


async def test_a_whisper_that_is_gone_is_said_anew(story: Story) -> None:
    api, aigul = story.village.api, story.aigul.user
    await story.taps(aigul)
    (whisper,) = api.whispers(aigul, story.group)
    story.group.whispers.clear()
    await story.taps(aigul, whisper, "өзгерту")

    assert story.whispered(aigul) == ["Ваш выбор: b"]


async def test_in_a_private_chat_there_is_nothing_to_whisper(story: Story) -> None:
    card = await asks(story.village, story.aigul.chat)
    await story.taps(story.aigul.user, card)

    assert story.answered(story.aigul.user) == ["Да"]
    assert story.whispered(story.aigul.user) == []
    assert story.aigul.last is card


async def test_a_bot_whispers_five_times_a_second_and_answers_always(story: Story) -> None:
    api, village = story.village.api, story.village
    people = [api.user(f"Адам {number}") for number in range(8)]
    api.were_in(story.group, *people)
    for person in people:
        await story.taps(person)

    assert [len(api.toasts(person)) for person in people] == [1] * 8
    assert sum(len(story.whispered(person)) for person in people) == 5
    village.clock.moment += SECOND
    await story.taps(people[-1])
    assert len(story.whispered(people[-1])) == 1


async def test_in_one_group_ten_are_whispered_to_in_a_minute(story: Story) -> None:
    api, village = story.village.api, story.village
    people = [api.user(f"Адам {number}") for number in range(12)]
    api.were_in(story.group, *people)
    for person in people:
        village.clock.moment += SECOND
        await story.taps(person)

    assert sum(len(story.whispered(person)) for person in people) == 10
    village.clock.moment += 60 * SECOND
    await story.taps(people[-1])
    assert len(story.whispered(people[-1])) == 1


async def test_after_too_many_requests_nothing_is_whispered_for_a_day(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    api, village, aigul = story.village.api, story.village, story.aigul.user
    api.trouble(Trouble("flood", "sendMessage", seconds=3))
    await story.taps(aigul)
    assert (story.answered(aigul), story.whispered(aigul)) == (["Да"], [])

    for wait, said in ((86_399 * SECOND, 0), (2 * SECOND, 1)):
        village.clock.moment += wait
        await story.taps(aigul)
        assert len(story.whispered(aigul)) == said
    (lost,) = [record for record in caplog.records if record.message == "whisper not said"]
    assert str(aigul.id) not in str(lost.__dict__)


@pytest.mark.parametrize("kind", ["cut_before", "cut_after", "status"])
async def test_a_whisper_that_fails_is_noted_and_undoes_nothing(
    story: Story, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    story.village.api.trouble(Trouble(kind, "sendMessage"))  # type: ignore[arg-type]  # one of those words
    with caplog.at_level(logging.WARNING):
        await story.taps(story.aigul.user)

    assert story.answered(story.aigul.user) == ["Да"]
    assert [record.message for record in caplog.records].count("whisper not said") == 1
    assert story.village.bot.pending == []


async def test_a_whisper_to_one_who_is_not_in_the_group_is_not_said(story: Story) -> None:
    stranger = story.village.api.user("Бөтен")
    await story.taps(stranger)

    assert len(story.village.api.toasts(stranger)) == 1
    assert story.whispered(stranger) == []


async def test_a_slow_whisper_is_given_up(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story.village.house.conversation.whispering, "longest", 0.05)
    story.village.api.trouble(Trouble("slow", "sendMessage", seconds=5))
    await story.taps(story.aigul.user)

    assert story.answered(story.aigul.user) == ["Да"]
    assert story.whispered(story.aigul.user) == []


async def test_a_tap_worked_long_after_is_answered_in_private_without_a_whisper(
    story: Story, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("tests.test_whispering.whisper_of", None)
        await story.taps(story.aigul.user)
    async with story.village.house.desk.open_work() as work:
        assert await work.stuck.retry(None) == 1
    caplog.clear()
    await story.village.house.conversation.work_stuck()

    assert story.aigul.last.text == "Да"
    assert story.whispered(story.aigul.user) == []
    assert caplog.records == []


async def test_a_toast_is_not_carried_by_the_webhooks_answer_where_a_whisper_follows(story: Story) -> None:
    sender, room = (Address("telegram", str(each)) for each in (story.aigul.user.id, story.group.id))
    tap = Pressed(Chosen("a").data, tap="tap-404")
    heard = Heard(BUGROVOE, 5, sender, SenderKind.PERSON, room, private=False, what=tap)
    before = len(story.village.api.called("answerCallbackQuery"))

    assert await story.village.house.hear(heard, carries_toast=True) is None
    assert len(story.village.api.called("answerCallbackQuery")) == before + 1
