"""What python-telegram-bot writes, our border reads; what is not for the bot ends there."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import telegram
from aiogram.types import Update

from bot.telegram.inbound import Unreadable, hear, hear_raw
from bot.telegram.myself import HEARD_KINDS, NETWORK, Myself
from handlers.chat import (
    BotAdded,
    BotRemoved,
    ChatMoved,
    GaveContact,
    Heard,
    HeardFile,
    MemberJoined,
    MemberLeft,
    Pressed,
    SenderKind,
    Wrote,
)
from tests.fake_bot_api import FakeBot, FakeBotApi, FakeChat, FakeMessage, FakeUser, Json
from village.announcements import Point
from village.chats import Address
from village.ids import VillageSlug

BUGROVOE = VillageSlug("bugrovoe")


@pytest.fixture
def api() -> FakeBotApi:
    return FakeBotApi()


@pytest.fixture
def bot(api: FakeBotApi) -> FakeBot:
    return api.bot()


@pytest.fixture
def aigul(api: FakeBotApi) -> FakeUser:
    return api.user("Айгүл", language="ru")


@pytest.fixture
def private(api: FakeBotApi, aigul: FakeUser, bot: FakeBot) -> FakeChat:
    return api.private(aigul, bot)


@pytest.fixture
def group(api: FakeBotApi, aigul: FakeUser, bot: FakeBot) -> FakeChat:
    """Make a group whose every word comes in, as the bot is an admin there."""
    chat = api.group("Бугровое")
    api.add_to_group(bot, chat, aigul)
    bot.pending.clear()
    return chat


def myself(bot: FakeBot) -> Myself:
    return Myself(BUGROVOE, bot.id, bot.username)


def heard(bot: FakeBot, update: Json | None = None) -> Heard | None:
    """Hear the last update twice, read whole and by the short way; both say the same."""
    raw = update or bot.pending[-1]
    short = hear_raw(raw, myself(bot))
    # python-telegram-bot lacks the youngest rights of members, which aiogram demands of a whole update.
    assert not raw.keys().isdisjoint({"my_chat_member", "chat_member"}) or short == hear(
        Update.model_validate(raw), myself(bot)
    )
    return short


def what(bot: FakeBot) -> object:
    told = heard(bot)
    return told and told.what


def card(chat: FakeChat, bot: FakeBot, **content: Any) -> FakeMessage:
    """Let a message of the bot's stand in a chat."""
    now = datetime.fromtimestamp(1_800_000_000, UTC)
    keyboard = telegram.InlineKeyboardMarkup(
        [[telegram.InlineKeyboardButton("Барамын", callback_data="go:7")]]
    )
    message = telegram.Message(
        77, now, chat.written(), from_user=bot.written(), reply_markup=keyboard, **content
    )
    kept = FakeMessage(chat, message.to_dict(), bot)
    chat.messages[kept.id] = kept
    return kept


# -------------------------------------------------------------------------------- private


def test_a_private_word_comes_with_who_where_and_how_they_are_called(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, private: FakeChat
) -> None:
    api.write(aigul, private, "сәлем <b>&\"' 🐎")

    address = Address(NETWORK, str(aigul.id))
    assert heard(bot) == Heard(
        village=BUGROVOE,
        update=bot.last_update,
        sender=address,
        sender_kind=SenderKind.PERSON,
        room=address,
        private=True,
        what=Wrote("сәлем <b>&\"' 🐎"),
        name="Айгүл",
    )


def test_a_deep_link_comes_as_the_word_it_sends(api: FakeBotApi, bot: FakeBot, aigul: FakeUser) -> None:
    api.start_bot(aigul, bot, "XYZ_9-a")

    assert what(bot) == Wrote("/start XYZ_9-a")


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("/poll", "/poll"),
        ("/poll@asar0_bot", "/poll"),
        ("/poll@ASAR0_BOT а | б", "/poll а | б"),
        ("/poll@other_bot а", None),
    ],
)
def test_a_command_is_ours_unless_another_bot_is_named(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, private: FakeChat, said: str, taken: str | None
) -> None:
    api.write(aigul, private, said)

    assert what(bot) == (None if taken is None else Wrote(taken))


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("photo", HeardFile("file-1", "photo", "photo.jpg", "image/jpeg", 3)),
        ("document", HeardFile("file-1", "document", "document.bin", "application/pdf", 3)),
        ("voice", HeardFile("file-1", "voice", "voice.ogg", "audio/ogg", 3)),
        ("video_note", HeardFile("file-1", "round", "round.mp4", "video/mp4", 3)),
        ("video", HeardFile("file-1", "video", "video.bin", "video/mp4", 3)),
    ],
)
def test_a_file_comes_under_its_name_on_telegram(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, private: FakeChat, kind: str, file: HeardFile
) -> None:
    api.send_file(aigul, private, kind, b"abc", caption="су жоқ")

    assert what(bot) == Wrote("су жоқ", file=file)


def test_a_place_comes_as_a_point(api: FakeBotApi, bot: FakeBot, aigul: FakeUser, private: FakeChat) -> None:
    api.write(aigul, private, location=telegram.Location(longitude=66.9, latitude=52.4))

    assert what(bot) == Wrote(point=Point(52.4, 66.9))


def test_only_ones_own_phone_is_own(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, private: FakeChat
) -> None:
    api.share_contact(aigul, private, "77011234567")
    assert what(bot) == GaveContact("+77011234567", own=True)

    api.share_contact(aigul, private, "+7 701 765-43-21", of=api.user("Ерлан"))
    assert what(bot) == GaveContact("+77017654321", own=False)


def test_what_nobody_can_use_in_private_is_heard_as_empty(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, private: FakeChat
) -> None:
    animation = telegram.Animation("a", "ua", 10, 10, 1)
    document = telegram.Document("a", "ua")
    for nothing in (
        {"dice": telegram.Dice(3, "🎲")},
        {"animation": animation, "document": document},
    ):
        api.write(aigul, private, **nothing)
        assert what(bot) == Wrote()


@pytest.mark.parametrize("service", [{"delete_chat_photo": True}, {"new_chat_title": "жаңа"}])
def test_what_telegram_reports_is_not_said_by_anyone(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, private: FakeChat, service: dict[str, Any]
) -> None:
    api.write(aigul, private, **service)

    assert heard(bot) is None


# -------------------------------------------------------------------------------- groups


def test_talk_in_a_group_is_dropped_at_the_border(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    neighbours = api.write(aigul, group, "кто видел мою корову?")
    told = [
        neighbours,
        api.reply(aigul, neighbours, "жоқ"),
        api.write(aigul, group, "и/или"),
        api.write(aigul, group, "/help@other_bot"),
        api.send_file(aigul, group, "photo", caption="моя корова"),
        api.share_contact(aigul, group, "77011234567"),
    ]

    assert len(bot.pending) == len(told)
    assert [heard(bot, update) for update in bot.pending] == [None] * len(told)


def test_a_command_in_a_group_is_heard_with_the_groups_name(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    api.write(aigul, group, "/bind@asar0_bot")

    told = heard(bot)
    assert told is not None
    assert (told.what, told.title, told.private) == (Wrote("/bind"), "Бугровое", False)
    assert told.room == Address(NETWORK, str(group.id))


def test_a_command_under_a_photo_is_heard(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    api.send_file(aigul, group, "photo", b"abc", caption="/announce су жоқ / нет воды")

    told = what(bot)
    assert isinstance(told, Wrote)
    assert told.text == "/announce су жоқ / нет воды"
    assert told.file is not None


def test_a_reply_to_the_bot_is_heard_and_to_others_not(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    notice = card(group, bot, text="Жиын")
    api.reply(aigul, notice, "ертең бе?")
    assert what(bot) == Wrote("ертең бе?")


def test_a_topic_is_kept_and_its_opening_by_the_bot_is_no_question(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    opening = card(group, bot, forum_topic_created=telegram.ForumTopicCreated("Жиын", 1))
    api.write(aigul, group, "/poll", is_topic_message=True, message_thread_id=9)
    told = heard(bot)
    assert told is not None
    assert told.topic == "9"

    api.write(
        aigul,
        group,
        "неге?",
        is_topic_message=True,
        message_thread_id=9,
        reply_to_message=opening.written(),
    )
    assert heard(bot) is None


def test_a_thread_of_replies_is_no_topic(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    api.write(aigul, group, "/poll", message_thread_id=9)
    told = heard(bot)
    assert told is not None
    assert told.topic == ""


def test_who_hides_is_named_hidden(api: FakeBotApi, bot: FakeBot, group: FakeChat) -> None:
    api.write_anonymously(group, "/gathering")
    api.write_as_channel(group, "/poll")
    kinds = [told and told.sender_kind for told in (heard(bot, raw) for raw in bot.pending)]

    assert kinds == [SenderKind.HIDDEN, SenderKind.HIDDEN]


def test_a_linked_channels_post_and_another_bot_have_no_rights(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    other = telegram.User(99, "Other", is_bot=True)
    service = telegram.User(777000, "Telegram", is_bot=False)
    for writer, kind in ((other, SenderKind.BOT), (service, SenderKind.HIDDEN)):
        api.write(aigul, group, "/poll", from_user=writer)
        told = heard(bot)
        assert told is not None
        assert told.sender_kind is kind


def test_the_bot_does_not_hear_itself(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    api.write(aigul, group, "/poll", from_user=bot.written())

    assert heard(bot) is None


# -------------------------------------------------------------------------------- presses


def test_a_press_brings_its_data_its_tap_and_the_message_it_stood_under(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    tap = api.press(aigul, card(group, bot, text="Жиын " * 100), "Барамын")

    told = heard(bot)
    assert told is not None
    assert told.what == Pressed("go:7", tap=tap, ref="77")
    assert (told.sender.id, told.room.id, told.private) == (str(aigul.id), str(group.id), False)
    assert told.title == "Бугровое"


def test_a_press_under_a_file_names_its_caption(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    photo = (telegram.PhotoSize("p", "up", 64, 48),)
    for content in ({"photo": photo, "caption": "Жиын"}, {"photo": photo}):
        api.press(aigul, card(group, bot, **content), "Барамын")
        told = what(bot)
        assert isinstance(told, Pressed)
        assert told.ref == "c77"


def test_a_press_in_a_topic_keeps_the_topic(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    api.press(
        aigul,
        card(group, bot, text="Жиын", is_topic_message=True, message_thread_id=9),
        "Барамын",
    )

    told = heard(bot)
    assert told is not None
    assert told.topic == "9"


def test_a_press_under_a_message_too_old_to_be_shown_is_heard(
    bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    query = telegram.CallbackQuery(
        "tap-1",
        aigul.written(),
        "1",
        message=telegram.InaccessibleMessage(group.written(), 77),
        data="go:7",
    )
    assert what_of(bot, telegram.Update(5, callback_query=query)) == Pressed("go:7", "tap-1", "77")


def test_a_press_under_a_message_that_one_alone_sees_names_it_so(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, group: FakeChat
) -> None:
    whispered = card(group, bot, text="Таңдауыңыз: су")
    whispered.raw |= {
        "message_id": 0,
        "ephemeral_message_id": 31,
        "receiver_user": aigul.written().to_dict(),
    }
    tap = api.press(aigul, whispered, "Барамын")

    told = heard(bot)
    assert told is not None
    assert told.what == Pressed("go:7", tap=tap, ref="e31", whispered=True)
    assert (told.sender.id, told.room.id, told.private) == (str(aigul.id), str(group.id), False)


def test_a_press_without_a_chat_is_dropped(bot: FakeBot, aigul: FakeUser) -> None:
    query = telegram.CallbackQuery("tap-1", aigul.written(), "1", data="go:7", inline_message_id="x")

    assert what_of(bot, telegram.Update(5, callback_query=query)) is None


def what_of(bot: FakeBot, update: telegram.Update) -> object:
    told = heard(bot, update.to_dict())
    return told and told.what


# -------------------------------------------------------------------------------- coming, going, moving


def test_the_bot_hears_that_it_came_and_what_it_may_do(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser
) -> None:
    chat = api.group("Жаңа ауыл")
    steps: list[tuple[Callable[[], None], object]] = [
        (lambda: api.add_to_group(bot, chat, aigul, admin=False), BotAdded(can_pin=False)),
        (lambda: api.add_to_group(bot, chat, aigul, can_pin=False), BotAdded(can_pin=False)),
        (lambda: api.add_to_group(bot, chat, aigul), BotAdded(can_pin=True)),
        (lambda: api.remove_from_group(bot, chat, aigul), BotRemoved()),
    ]
    for step, expected in steps:
        step()
        told = heard(bot)
        assert told is not None
        assert (told.what, told.title) == (expected, "Жаңа ауыл")
        assert told.sender == Address(NETWORK, str(aigul.id))


def test_someone_who_blocks_the_bot_is_heard_and_who_comes_back_writes_anyway(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser
) -> None:
    api.block(aigul, bot)
    told = heard(bot)
    assert told is not None
    assert (told.what, told.private) == (BotRemoved(), True)

    api.unblock(aigul, bot)
    assert heard(bot) is None


@pytest.mark.parametrize(("is_member", "expected"), [(True, BotAdded(can_pin=False)), (False, BotRemoved())])
def test_a_restricted_bot_is_in_or_out(
    bot: FakeBot, aigul: FakeUser, group: FakeChat, is_member: object, expected: object
) -> None:
    now = datetime.fromtimestamp(0, UTC)
    restricted = {
        "status": "restricted",
        "user": bot.written().to_dict(),
        "is_member": is_member,
        "until_date": 0,
        "can_pin_messages": True,
    }
    old = telegram.ChatMemberMember(bot.written())
    change = telegram.ChatMemberUpdated(group.written(), aigul.written(), now, old, old).to_dict()
    told = heard(bot, {"update_id": 5, "my_chat_member": {**change, "new_chat_member": restricted}})
    assert told is not None
    assert told.what == expected


def test_a_move_is_told_once_though_telegram_tells_it_twice(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser
) -> None:
    old = api.group("Бугровое", kind="group")
    api.add_to_group(bot, old, aigul)
    bot.pending.clear()
    new = api.migrate(old, aigul)

    both = [heard(bot, update) for update in bot.pending]
    assert len(both) == 2
    told = [one for one in both if one is not None]
    assert [(one.room.id, one.what) for one in told] == [(str(old.id), ChatMoved(str(new.id)))]


# -------------------------------------------------------------------------------- members of a group


@pytest.fixture
def hears_members(bot: FakeBot, group: FakeChat) -> FakeChat:
    """Give a group of whose members the bot is told, as it asked for."""
    bot.allowed = frozenset(HEARD_KINDS)
    return group


BEGAN = 1_800_000_000


@pytest.fixture
def _still(api: FakeBotApi) -> None:
    api.clock = lambda: BEGAN


AT = datetime.fromtimestamp(BEGAN, UTC)


@pytest.mark.usefixtures("_still")
def test_who_comes_and_goes_is_heard_of_whoever_brought_or_removed_them(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, hears_members: FakeChat
) -> None:
    group, marat = hears_members, api.user("Марат")
    steps: list[tuple[Callable[[], None], object]] = [
        (lambda: api.join(marat, group), MemberJoined(AT)),
        (lambda: api.restrict(marat, group, aigul), None),
        (lambda: api.promote(marat, group, aigul), None),
        (lambda: api.leave(marat, group), MemberLeft(AT)),
        (lambda: api.ban(marat, group, aigul), None),
        (lambda: api.restrict(marat, group, aigul), MemberJoined(AT)),
        (lambda: api.restrict(marat, group, aigul, is_in=False), MemberLeft(AT)),
        (lambda: api.join(marat, group), MemberJoined(AT)),
        (lambda: api.ban(marat, group, aigul), MemberLeft(AT)),
    ]
    for step, expected in steps:
        step()
        told = heard(bot)
        assert (told and told.what) == expected
        if told is not None:
            assert (told.sender, told.sender_kind) == (Address(NETWORK, str(marat.id)), SenderKind.PERSON)
            assert (told.room, told.private) == (Address(NETWORK, str(group.id)), False)
            assert (told.title, told.name) == ("Бугровое", "Марат")
    assert len(bot.pending) == len(steps)


@pytest.mark.parametrize(
    "user",
    [
        telegram.User(99, "Other", is_bot=True),
        telegram.User(1087968824, "Group", is_bot=True),
        telegram.User(777000, "Telegram", is_bot=False),
    ],
)
def test_of_bots_and_of_those_who_hide_nothing_is_heard(
    bot: FakeBot, aigul: FakeUser, group: FakeChat, user: telegram.User
) -> None:
    change = telegram.ChatMemberUpdated(
        group.written(),
        aigul.written(),
        AT,
        telegram.ChatMemberLeft(user),
        telegram.ChatMemberMember(user),
    )
    assert what_of(bot, telegram.Update(5, chat_member=change)) is None


def test_members_of_a_channel_are_nobody_to_us(bot: FakeBot, aigul: FakeUser) -> None:
    user = aigul.written()
    left, member = telegram.ChatMemberLeft(user), telegram.ChatMemberMember(user)
    channel = telegram.Chat(-1_009, "channel", title="Жаңалықтар")
    change = telegram.ChatMemberUpdated(channel, user, AT, left, member)

    assert what_of(bot, telegram.Update(5, chat_member=change)) is None


# -------------------------------------------------------------------------------- what is not ours


def test_edits_requests_and_unknown_kinds_are_passed_over(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser, private: FakeChat
) -> None:
    api.write(aigul, private, "бір")
    message = bot.pending[-1]["message"]
    for kind in ("edited_message", "channel_post", "chat_join_request", "something_new"):
        assert hear_raw({"update_id": 1, kind: message}, myself(bot)) is None


def test_an_unreadable_update_is_named_by_its_number_alone(bot: FakeBot) -> None:
    with pytest.raises(Unreadable) as caught:
        hear_raw({"update_id": 12, "message": {"text": "құпия"}}, myself(bot))

    assert caught.value.update == 12
    assert "құпия" not in str(caught.value)
    assert caught.value.__suppress_context__
