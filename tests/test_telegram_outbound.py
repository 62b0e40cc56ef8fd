"""What we put on Telegram's wire: python-telegram-bot reads it back, and a strict server refuses the rest."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import telegram
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetMe
from aiohttp import ClientConnectionError

from bot.gateway import (
    Attachment,
    Button,
    Gateway,
    Line,
    Message,
    Moved,
    OurFault,
    Room,
    TryLater,
    Unreachable,
)
from bot.telegram.failures import NO_ANSWER, NOT_REACHED, NOT_THERE, SOON, in_our_words, meaning
from bot.telegram.myself import NETWORK
from bot.telegram.outbound import Rights, TelegramGateway, meet
from bot.telegram.run import Wire, build_bot
from tests.fake_bot_api import FakeBot, FakeBotApi, FakeChat, FakeMessage, FakeUser, FloodLimits, Trouble
from village.announcements import Point
from village.chats import Address
from village.ids import VillageSlug
from village.texts import Language

BUGROVOE = VillageSlug("bugrovoe")
NASTY = "Серік <b>&\"'</b> &amp; <tg-time> 👩‍🌾 ұ"
GO = ((Button("Барамын · Приду · 12", press="go:7"),), (Button("Ереже", url="https://adilet.zan.kz/kaz"),))


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server


@pytest.fixture
def bot(api: FakeBotApi) -> FakeBot:
    return api.bot()


@pytest.fixture
async def wire(api: FakeBotApi) -> AsyncIterator[Wire]:
    wire = Wire(api.url)
    yield wire
    await wire.close()


@pytest.fixture
async def gateway(bot: FakeBot, wire: Wire) -> TelegramGateway:
    client = build_bot(bot.token, wire, BUGROVOE)
    return TelegramGateway(client, await meet(client, BUGROVOE))


@pytest.fixture
def aigul(api: FakeBotApi, bot: FakeBot) -> FakeUser:
    user = api.user("Айгүл")
    api.start_bot(user, bot)
    return user


@pytest.fixture
def private(api: FakeBotApi, bot: FakeBot, aigul: FakeUser) -> FakeChat:
    chat = api.private(aigul, bot)
    chat.messages.clear()
    return chat


@pytest.fixture
def group(api: FakeBotApi, bot: FakeBot, aigul: FakeUser) -> FakeChat:
    chat = api.group("Бугровое")
    api.add_to_group(bot, chat, aigul)
    return chat


def room(chat: FakeChat, topic: str = "") -> Room:
    return Room(Address(NETWORK, str(chat.id)), chat.kind == "private", topic)


def words(*texts: str, **more: object) -> Message:
    return replace(Message(tuple(Line(text) for text in texts)), **more)  # type: ignore[arg-type] # fields by name


def read_back(message: FakeMessage) -> telegram.Message:
    """Let python-telegram-bot read what the server keeps."""
    return telegram.Message.de_json(message.raw, None)


def test_the_gateway_fits_its_seam(gateway: TelegramGateway) -> None:
    fitting: Gateway = gateway

    assert (fitting.network, fitting.village) == ("telegram", BUGROVOE)


# -------------------------------------------------------------------------------- saying


async def test_words_come_out_as_typed_and_strong_ones_bold(
    api: FakeBotApi, gateway: TelegramGateway, private: FakeChat
) -> None:
    ref = await gateway.say(room(private), Message((Line(NASTY, strong=True), Line(""), Line(NASTY))))

    (message,) = api.messages(private)
    read = read_back(message)
    assert ref == str(read.message_id)
    assert read.text == f"{NASTY}\n\n{NASTY}"
    assert read.parse_entities() == {read.entities[0]: NASTY}
    assert read.entities[0].type == "bold"


async def test_buttons_stand_as_they_were_laid_out(
    api: FakeBotApi, gateway: TelegramGateway, bot: FakeBot, private: FakeChat
) -> None:
    start = (Button("Жеке чат", start="g7"),)
    await gateway.say(room(private), words("Жиын", rows=(*GO, start)))

    keyboard = read_back(api.messages(private)[0]).reply_markup
    assert keyboard is not None
    assert [[(one.text, one.callback_data, one.url) for one in row] for row in keyboard.inline_keyboard] == [
        [("Барамын · Приду · 12", "go:7", None)],
        [("Ереже", None, "https://adilet.zan.kz/kaz")],
        [("Жеке чат", None, f"https://t.me/{bot.username}?start=g7")],
    ]


async def test_a_press_of_more_than_64_bytes_is_our_fault_before_anything_is_sent(
    api: FakeBotApi, gateway: TelegramGateway, private: FakeChat
) -> None:
    for press in ("ұ" * 32, "a" * 64):
        await gateway.say(room(private), words("а", rows=((Button("х", press=press),),)))
    with pytest.raises(OurFault, match="65"):
        await gateway.say(room(private), words("а", rows=((Button("х", press="ұ" * 32 + "a"),),)))

    assert len(api.messages(private)) == 2


async def test_links_are_not_previewed_and_quiet_ones_make_no_sound(
    api: FakeBotApi, gateway: TelegramGateway, private: FakeChat
) -> None:
    await gateway.say(room(private), words("https://adilet.zan.kz", quiet=True))
    await gateway.say(room(private), words("дауыспен"))

    assert [message.is_quiet for message in api.messages(private)] == [True, False]
    assert all('"is_disabled": true' in asked["link_preview_options"] for asked in api.called("sendMessage"))


async def test_a_topic_and_a_reply_are_kept_and_a_reply_to_what_is_gone_goes_anyway(
    api: FakeBotApi, gateway: TelegramGateway, bot: FakeBot, aigul: FakeUser
) -> None:
    forum = api.group("Бугровое", has_topics=True)
    api.add_to_group(bot, forum, aigul)
    first = await gateway.say(room(forum, "9"), words("Жиын"))
    await gateway.say(room(forum, "9"), words("ертең", replies_to=first))
    await gateway.say(room(forum, "9"), words("бүгін", replies_to="c4040"))

    notice, tomorrow, today = map(read_back, api.messages(forum))
    assert [one.message_thread_id for one in (notice, tomorrow, today)] == [9, 9, 9]
    assert tomorrow.reply_to_message is not None
    assert str(tomorrow.reply_to_message.message_id) == first
    assert today.reply_to_message is None


async def test_the_phone_is_asked_for_by_a_keyboard_that_goes_after_use(
    api: FakeBotApi, gateway: TelegramGateway, private: FakeChat
) -> None:
    await gateway.say(room(private), words("Нөміріңіз?", asks_contact="📱 Жіберу"))

    (message,) = api.messages(private)
    assert message.keyboard is not None
    assert message.keyboard["one_time_keyboard"]
    button = telegram.KeyboardButton.de_json(message.keyboard["keyboard"][0][0], None)
    assert (button.text, button.request_contact) == ("📱 Жіберу", True)


async def test_a_question_for_the_phone_keeps_its_other_buttons(
    api: FakeBotApi, gateway: TelegramGateway, private: FakeChat
) -> None:
    ref = await gateway.say(room(private), words("Нөміріңіз?", asks_contact="📱 Жіберу", rows=GO))

    question, phone = api.messages(private)
    assert (str(question.id), question.labels) == (ref, [GO[0][0].label, GO[1][0].label])
    assert phone.keyboard is not None
    assert phone.keyboard["keyboard"][0][0]["request_contact"]


async def test_a_place_is_a_message_of_its_own(
    api: FakeBotApi, gateway: TelegramGateway, private: FakeChat
) -> None:
    ref = await gateway.say(room(private), words(point=Point(52.4, 66.9), quiet=True))

    (message,) = api.messages(private)
    place = read_back(message)
    assert place.location is not None
    assert (place.location.latitude, place.location.longitude) == (52.4, 66.9)
    assert (str(place.message_id), message.is_quiet) == (ref, True)


KINDS = [("photo", "photo"), ("document", "document"), ("voice", "voice"), ("video", "video")]


@pytest.mark.parametrize(("kind", "theirs"), KINDS)
async def test_a_file_goes_with_its_words_and_buttons_as_one_message(
    api: FakeBotApi, gateway: TelegramGateway, private: FakeChat, kind: str, theirs: str
) -> None:
    file = Attachment("хабар.bin", "application/octet-stream", kind, content=b"abc")
    ref = await gateway.say(room(private), words(NASTY, attachment=file, rows=GO))

    (message,) = api.messages(private)
    assert read_back(message).caption == NASTY
    assert message.labels
    assert ref == f"c{message.id}"
    (kept,) = api.files.values()
    assert (kept.kind, kept.name, kept.content) == (theirs, "хабар.bin", b"abc")


async def test_a_file_known_to_telegram_goes_by_its_name(
    api: FakeBotApi, gateway: TelegramGateway, aigul: FakeUser, private: FakeChat
) -> None:
    api.send_file(aigul, private, "photo", b"abc")
    (remote,) = api.files
    await gateway.say(room(private), words(attachment=Attachment("", "", "photo", remote=remote)))

    assert api.messages(private)[-1].written().photo[-1].file_id == remote
    assert len(api.files) == 1


async def test_a_round_video_goes_without_words(
    api: FakeBotApi, gateway: TelegramGateway, private: FakeChat
) -> None:
    ref = await gateway.say(room(private), words(attachment=Attachment("a", "video/mp4", "round", b"abc")))

    (message,) = map(read_back, api.messages(private))
    assert message.video_note is not None
    assert ref == f"c{message.message_id}"


# -------------------------------------------------------------------------------- changing


async def test_a_text_and_a_caption_are_each_changed_by_their_own_way(
    api: FakeBotApi, gateway: TelegramGateway, private: FakeChat
) -> None:
    file = Attachment("a.jpg", "image/jpeg", "photo", content=b"abc")
    text = await gateway.say(room(private), words("он екі", rows=GO))
    caption = await gateway.say(room(private), words("он екі", attachment=file, rows=GO))
    for ref in (text, caption):
        await gateway.edit(room(private), ref, words(NASTY, rows=GO[:1]))
        # The same again is no error.
        await gateway.edit(room(private), ref, words(NASTY, rows=GO[:1]))

    assert [(one.text, one.labels) for one in api.messages(private)] == [(NASTY, [GO[0][0].label])] * 2


async def test_what_is_gone_or_not_ours_cannot_be_changed(
    api: FakeBotApi, gateway: TelegramGateway, aigul: FakeUser, private: FakeChat
) -> None:
    theirs = api.write(aigul, private, "менікі")
    for ref in ("404", str(theirs.id)):
        with pytest.raises(Unreachable):
            await gateway.edit(room(private), ref, words("жаңа"))
    with pytest.raises(OurFault):
        await gateway.edit(room(private), "сіздікі", words("жаңа"))


async def test_a_message_is_pinned_and_unpinned_and_again_unpinned(
    gateway: TelegramGateway, group: FakeChat
) -> None:
    ref = await gateway.say(room(group), words("Жиын"))
    await gateway.pin(room(group), ref)
    assert group.pinned == [int(ref)]

    await gateway.unpin(room(group), ref)
    await gateway.unpin(room(group), ref)
    assert group.pinned == []


async def test_pinning_without_the_right_is_our_fault_and_without_the_message_it_is_over(
    api: FakeBotApi, gateway: TelegramGateway, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    with pytest.raises(Unreachable):
        await gateway.pin(room(group), "404")
    api.add_to_group(bot, group, aigul, can_pin=False)
    with pytest.raises(OurFault, match="not enough rights"):
        await gateway.pin(room(group), await gateway.say(room(group), words("Жиын")))


# -------------------------------------------------------------------------------- taps and files


async def test_a_tap_is_answered_by_a_line_or_by_opening_the_private_chat(
    api: FakeBotApi, gateway: TelegramGateway, bot: FakeBot, aigul: FakeUser, private: FakeChat
) -> None:
    await gateway.say(room(private), words("Жиын", rows=GO))
    message = api.messages(private)[0]
    await gateway.toast(api.press(aigul, message, "Барамын"), "🐎" * 150, alert=True)
    await gateway.toast(api.press(aigul, message, "Барамын"), "", start="g7")

    long, link = api.toasts(aigul)
    assert (long.text, long.alert) == ("🐎" * 99 + "…", True)
    assert link.url == gateway.link("g7") == f"https://t.me/{bot.username}?start=g7"


async def test_a_tap_too_old_or_answered_is_no_error(gateway: TelegramGateway) -> None:
    await gateway.toast("tap-gone", "Жазылды")


async def test_a_start_carries_no_more_than_it_may(gateway: TelegramGateway, bot: FakeBot) -> None:
    assert gateway.link("") == f"https://t.me/{bot.username}"
    for start in ("a" * 65, "ауыл", "a b"):
        with pytest.raises(OurFault):
            gateway.link(start)


async def test_a_file_is_fetched(
    api: FakeBotApi, gateway: TelegramGateway, aigul: FakeUser, private: FakeChat
) -> None:
    api.send_file(aigul, private, "document", b"\x00xlsx" * 50_000)
    assert await gateway.fetch("file-1") == b"\x00xlsx" * 50_000

    with pytest.raises(OurFault):
        await gateway.fetch("file-404")


# -------------------------------------------------------------------------------- failing


async def test_who_cannot_be_reached_is_over(
    api: FakeBotApi,
    gateway: TelegramGateway,
    bot: FakeBot,
    aigul: FakeUser,
    private: FakeChat,
    group: FakeChat,
) -> None:
    never_started = api.private(api.user("Ерлан"), bot)
    nobody = FakeChat(1, "private", "")
    left = api.group("басқа")
    api.block(aigul, bot)
    api.remove_from_group(bot, group, aigul)
    for chat in (never_started, nobody, private, left, group):
        with pytest.raises(Unreachable):
            await gateway.say(room(chat), words("сәлем"))
    api.unblock(aigul, bot)
    aigul.is_deactivated = True
    with pytest.raises(Unreachable):
        await gateway.say(room(private), words("сәлем"))


async def test_a_moved_group_tells_its_new_address(
    api: FakeBotApi, gateway: TelegramGateway, bot: FakeBot, aigul: FakeUser
) -> None:
    old = api.group("Бугровое", kind="group")
    api.add_to_group(bot, old, aigul)
    new = api.migrate(old, aigul)
    with pytest.raises(Moved) as moved:
        await gateway.say(room(old), words("сәлем"))

    assert moved.value.new == str(new.id)
    await gateway.say(room(new), words("сәлем"))


async def test_a_flood_stops_the_whole_bot_for_as_long_as_telegram_says(
    api: FakeBotApi, gateway: TelegramGateway, bot: FakeBot, private: FakeChat, group: FakeChat
) -> None:
    now = [1_800_000_000.0]
    api.clock = lambda: now[0]
    api.limits = FloodLimits(per_minute_in_group=2)
    await gateway.say(room(private), words("1"))
    with pytest.raises(TryLater) as flood:
        await gateway.say(room(private), words("2"))
    assert (flood.value.after, flood.value.whole_bot) == (timedelta(seconds=1), True)

    for text in ("1", "2"):
        await gateway.say(room(group), words(text))
    now[0] += 10
    with pytest.raises(TryLater) as flood:
        await gateway.say(room(group), words("3"))
    assert flood.value.after == timedelta(seconds=50)
    now[0] += 50
    await gateway.say(room(group), words("3"))

    api.flood(bot, 7)
    with pytest.raises(TryLater) as flood:
        await gateway.say(room(private), words("3"))
    assert flood.value.after == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("trouble", "reason", "arrived", "in_doubt"),
    [
        (Trouble("cut_before"), NO_ANSWER, 0, True),
        (Trouble("cut_after"), NO_ANSWER, 1, True),
        (Trouble("status", status=502), "Telegram's answer was no answer", 0, False),
    ],
)
async def test_trouble_on_the_way_means_later(
    api: FakeBotApi,
    gateway: TelegramGateway,
    private: FakeChat,
    trouble: Trouble,
    reason: str,
    arrived: int,
    in_doubt: bool,  # noqa: FBT001 - a column of the table
) -> None:
    api.trouble(trouble)
    with pytest.raises(TryLater) as later:
        await gateway.say(room(private), words("құпия"))

    assert (later.value.reason, later.value.after, later.value.whole_bot) == (reason, SOON, False)
    assert later.value.in_doubt == in_doubt
    assert len(api.messages(private)) == arrived


async def test_an_answer_that_never_comes_means_later(
    api: FakeBotApi, gateway: TelegramGateway, private: FakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.run.ANSWER_SECONDS", 0.05)
    api.trouble(Trouble("slow", seconds=0.3))
    with pytest.raises(TryLater, match="did not answer") as later:
        await gateway.say(room(private), words("сәлем"))
    assert later.value.in_doubt


async def test_a_server_that_is_not_there_was_not_reached(bot: FakeBot, api: FakeBotApi) -> None:
    await api.stop()
    wire = Wire(api.url)
    with pytest.raises(TryLater) as later:
        await meet(build_bot(bot.token, wire, BUGROVOE), BUGROVOE)
    await wire.close()

    assert (later.value.reason, later.value.in_doubt) == (NOT_REACHED, False)


async def test_a_failed_download_does_not_tell_the_token(
    api: FakeBotApi, gateway: TelegramGateway, bot: FakeBot, aigul: FakeUser, private: FakeChat
) -> None:
    api.send_file(aigul, private, "document")
    api.after_get_file = api.files.clear
    with pytest.raises(TryLater) as later:
        await gateway.fetch("file-1")

    assert later.value.reason == "the file server says 404"
    assert bot.token not in str(later.value)
    assert later.value.__suppress_context__


async def test_what_telegram_refuses_is_our_fault_without_the_words_refused(
    api: FakeBotApi, gateway: TelegramGateway, private: FakeChat
) -> None:
    with pytest.raises(OurFault, match="message text is empty"):
        await gateway.say(room(private), words("  "))
    with pytest.raises(OurFault, match="message is too long"):
        await gateway.say(room(private), words("ұ" * 4097))
    with pytest.raises(OurFault) as refused:
        await gateway.say(room(private), words("а", rows=((Button("х", url="құпия"),),)))
    assert "құпия" not in refused.value.reason
    assert api.messages(private) == []


def error(kind: type[TelegramAPIError], description: str) -> TelegramAPIError:
    asked: Any = GetMe()
    return kind(asked, description)


@pytest.mark.parametrize(
    ("raised", "meant"),
    [
        (TelegramRetryAfter(GetMe(), "flood", 9), TryLater),
        (TelegramMigrateToChat(GetMe(), "upgraded", -1009), Moved),
        (error(TelegramForbiddenError, "Forbidden: bot was blocked by the user"), Unreachable),
        (error(TelegramForbiddenError, "Forbidden: bot was kicked from the group chat"), Unreachable),
        (error(TelegramBadRequest, "Bad Request: chat not found"), Unreachable),
        (error(TelegramBadRequest, "Bad Request: PEER_ID_INVALID"), Unreachable),
        (error(TelegramBadRequest, "Bad Request: message to edit not found"), Unreachable),
        (error(TelegramBadRequest, "Bad Request: message can't be edited"), Unreachable),
        (error(TelegramBadRequest, "Bad Request: not enough rights to send text messages"), OurFault),
        (error(TelegramBadRequest, "Bad Request: can't parse entities"), OurFault),
        (error(TelegramNotFound, "Not Found: method not found"), OurFault),
        (error(TelegramEntityTooLarge, "Request Entity Too Large"), OurFault),
        (error(TelegramNetworkError, "Request timeout error"), TryLater),
        (error(TelegramServerError, "Internal Server Error"), TryLater),
        (error(TelegramUnauthorizedError, "Unauthorized"), TryLater),
        (error(TelegramAPIError, "Too Many Requests: retry after 0"), TryLater),
        (error(TelegramAPIError, "something new"), OurFault),
        (ClientDecodeError("no", ValueError(), "<html>"), TryLater),
        (ClientConnectionError("http://x/bot1:TOKEN/sendMessage"), TryLater),
        (TimeoutError(), TryLater),
        (ConnectionResetError(), TryLater),
    ],
)
def test_every_error_has_one_meaning(raised: BaseException, meant: type[Exception]) -> None:
    assert type(meaning(raised)) is meant
    assert "TOKEN" not in str(meaning(raised))


def test_only_what_was_asked_and_not_answered_is_in_doubt() -> None:
    def in_doubt(raised: BaseException) -> bool:
        meant = meaning(raised)
        return isinstance(meant, TryLater) and meant.in_doubt

    assert in_doubt(ClientDecodeError("no", ValueError(), "<html>504 Gateway Time-out</html>"))
    assert in_doubt(TimeoutError())
    assert not in_doubt(ClientDecodeError("no", ValueError(), "<html>502 Bad Gateway</html>"))
    assert not in_doubt(error(TelegramServerError, "Internal Server Error"))
    assert not in_doubt(TelegramRetryAfter(GetMe(), "flood", 9))


# -------------------------------------------------------------------------------- for one alone


@pytest.fixture
async def notice(api: FakeBotApi, gateway: TelegramGateway, group: FakeChat, aigul: FakeUser) -> FakeMessage:
    """Let a card with buttons stand in the group."""
    api.were_in(group, aigul)
    await gateway.say(room(group), words("Су қашан?", rows=GO))
    return api.messages(group)[-1]


async def test_what_one_alone_sees_stands_beside_the_chat_and_can_be_changed(
    api: FakeBotApi, gateway: TelegramGateway, aigul: FakeUser, group: FakeChat, notice: FakeMessage
) -> None:
    tap, before = api.press(aigul, notice, "Барамын"), len(api.messages(group))
    await gateway.toast(tap, "Жауабыңыз қабылданды")
    await gateway.whisper(room(group), tap, person(aigul), words(NASTY, rows=GO))

    (seen,) = api.whispers(aigul, group)
    told = read_back(seen)
    assert (told.text, told.message_id) == (NASTY, 0)
    assert told.reply_markup is not None
    assert told.reply_markup.inline_keyboard[0][0].callback_data == "go:7"
    assert len(api.messages(group)) == before
    assert api.whispers(api.user("Басқа"), group) == []

    again = api.press(aigul, seen, "Барамын")
    ref = f"e{seen.raw['ephemeral_message_id']}"
    for _ in range(2):  # the same once more is no error
        await gateway.whisper(room(group), again, person(aigul), words("Өзгерді"), instead=ref)
    assert [message.text for message in api.whispers(aigul, group)] == ["Өзгерді"]


async def test_what_cannot_be_said_to_one_alone_is_told(
    api: FakeBotApi, gateway: TelegramGateway, aigul: FakeUser, group: FakeChat, notice: FakeMessage
) -> None:
    tap, stranger = api.press(aigul, notice, "Барамын"), api.user("Бөтен")
    with pytest.raises(OurFault, match="query is too old"):
        await gateway.whisper(room(group), "tap-404", person(aigul), words("Сәлем"))
    with pytest.raises(OurFault, match="PARTICIPANT_ID_INVALID"):
        await gateway.whisper(room(group), tap, person(stranger), words("Сәлем"))
    with pytest.raises(Unreachable, match="message to edit not found"):
        await gateway.whisper(room(group), tap, person(aigul), words("Сәлем"), instead="e404")
    pressed_at = api.clock()
    api.clock = lambda: pressed_at + 16
    with pytest.raises(OurFault, match="query is too old"):
        await gateway.whisper(room(group), tap, person(aigul), words("Сәлем"))
    assert api.whispers(aigul, group) == []


def test_one_alone_is_told_something_in_groups_only(
    gateway: TelegramGateway, private: FakeChat, group: FakeChat
) -> None:
    assert gateway.limits(room(group)).whispers
    assert not gateway.limits(room(private)).whispers


# -------------------------------------------------------------------------------- for the operator


async def test_missing_rights_are_named(
    api: FakeBotApi, gateway: TelegramGateway, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    lacking = ("can_pin_messages",)
    assert await gateway.rights_in(room(group)) == Rights(present=True, missing=(), hears_all=True)
    api.add_to_group(bot, group, aigul, can_pin=False)
    assert await gateway.rights_in(room(group)) == Rights(present=True, missing=lacking, hears_all=True)
    api.add_to_group(bot, group, aigul, admin=False)
    assert await gateway.rights_in(room(group)) == Rights(present=True, missing=lacking, hears_all=False)
    api.remove_from_group(bot, group, aigul)
    assert await gateway.rights_in(room(group)) == Rights(present=False, missing=lacking, hears_all=False)


# -------------------------------------------------------------------------------- who is in a group


def person(user: FakeUser) -> Address:
    return Address(NETWORK, str(user.id))


async def test_who_is_in_a_group_is_told_by_how_they_stand_there(
    api: FakeBotApi, gateway: TelegramGateway, aigul: FakeUser, group: FakeChat
) -> None:
    someone, here = api.user("Марат"), room(group)
    steps: list[tuple[Callable[[], None], bool]] = [
        (lambda: None, False),
        (lambda: api.were_in(group, someone), True),
        (lambda: api.restrict(someone, group, aigul), True),
        (lambda: api.restrict(someone, group, aigul, is_in=False), False),
        (lambda: api.promote(someone, group, aigul), True),
        (lambda: api.leave(someone, group), False),
        (lambda: api.join(someone, group), True),
        (lambda: api.ban(someone, group, aigul), False),
    ]
    for step, expected in steps:
        step()
        assert await gateway.is_member(here, person(someone)) is expected
    assert await gateway.is_member(here, person(aigul)) is True
    assert len(api.called("getChatMember")) == len(steps) + 1


async def test_of_whom_telegram_knows_nothing_there_they_are_not_in_the_group(
    gateway: TelegramGateway, group: FakeChat
) -> None:
    assert await gateway.is_member(room(group), Address(NETWORK, "404")) is False


@pytest.mark.parametrize("words", ["Bad Request: PARTICIPANT_ID_INVALID", "Bad Request: member not found"])
def test_other_words_for_someone_unknown_are_no_fault(words: str) -> None:
    with in_our_words(*NOT_THERE):
        raise TelegramBadRequest(GetMe(), words)


async def test_where_members_cannot_be_seen_it_is_said_why(
    api: FakeBotApi, gateway: TelegramGateway, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    with pytest.raises(Unreachable, match="chat not found"):
        await gateway.is_member(Room(Address(NETWORK, "-404"), private=False), person(aigul))
    api.add_to_group(bot, group, aigul, admin=False)
    with pytest.raises(OurFault, match="CHAT_ADMIN_REQUIRED"):
        await gateway.is_member(room(group), person(aigul))
    api.trouble(Trouble("flood", "getChatMember", seconds=3))
    with pytest.raises(TryLater):
        await gateway.is_member(room(group), person(aigul))
    api.migrate(group, aigul)
    with pytest.raises(Moved):
        await gateway.is_member(room(group), person(aigul))


async def test_the_menu_is_set_by_place_and_language_and_kazakh_for_the_rest(
    gateway: TelegramGateway, bot: FakeBot
) -> None:
    by_language = {Language.KK: [("my", "Мен туралы")], Language.RU: [("my", "Обо мне")], Language.EN: []}
    await gateway.set_commands({"private": by_language, ("chat", "77"): by_language})

    kazakh, russian = [("my", "Мен туралы")], [("my", "Обо мне")]
    assert bot.commands == {
        (place, language): commands
        for place in ("all_private_chats", "chat77")
        for language, commands in (("kk", kazakh), ("ru", russian), ("", kazakh))
    }
