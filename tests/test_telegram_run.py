"""How updates reach the ears: nothing is confirmed before it is heard, and each person is heard in order."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiohttp import ClientSession, web

from bot.gateway import Toast
from bot.telegram.myself import HEARD_KINDS, Myself
from bot.telegram.run import (
    BODY_LIMIT,
    SECRET_HEADER,
    Hook,
    Pace,
    TokenRefused,
    Wire,
    build_bot,
    poll,
    set_webhook,
    webhook_handler,
)
from handlers.chat import Heard, Wrote
from tests.fake_bot_api import FakeBot, FakeBotApi, FakeUser, Json, Trouble
from village.ids import VillageSlug

BUGROVOE = VillageSlug("bugrovoe")
QUICK = Pace(hold=2, first_wait=0.01, longest_wait=0.05)
SECRET = "s3cret_of-bugrovoe"


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server


@pytest.fixture
def bot(api: FakeBotApi) -> FakeBot:
    return api.bot()


@pytest.fixture
def aigul(api: FakeBotApi) -> FakeUser:
    return api.user("Айгүл")


@pytest.fixture
def erlan(api: FakeBotApi) -> FakeUser:
    return api.user("Ерлан")


@pytest.fixture
async def wire(api: FakeBotApi) -> AsyncIterator[Wire]:
    wire = Wire(api.url)
    yield wire
    await wire.close()


def myself(bot: FakeBot) -> Myself:
    return Myself(BUGROVOE, bot.id, bot.username)


@dataclass
class ListeningEars:
    """Ears that remember what they heard, and first do what the test wants."""

    first: Callable[[str], Awaitable[None]] | None = None
    heard: list[str] = field(default_factory=list)
    toast: Toast | None = None

    async def __call__(self, heard: Heard, *, carries_toast: bool = False) -> Toast | None:
        text = heard.what.text if isinstance(heard.what, Wrote) else "tap"
        if self.first is not None:
            await self.first(text)
        self.heard.append(text)
        return self.toast if carries_toast else None


@asynccontextmanager
async def polling(bot: FakeBot, wire: Wire, ears: ListeningEars) -> AsyncIterator[None]:
    """Poll while the body runs, then stop as a house stops."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as house:
        house.create_task(poll(build_bot(bot.token, wire, BUGROVOE), myself(bot), ears, stop, QUICK))
        try:
            yield
        finally:
            stop.set()


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110 - what is waited for happens on the far side of a network
            await asyncio.sleep(0.005)


def write(api: FakeBotApi, user: FakeUser, bot: FakeBot, *texts: str) -> None:
    for text in texts:
        api.write(user, api.private(user, bot), text)


# -------------------------------------------------------------------------------- asking for updates


async def test_what_is_heard_is_confirmed_and_not_heard_again(
    api: FakeBotApi, bot: FakeBot, wire: Wire, aigul: FakeUser
) -> None:
    ears = ListeningEars()
    write(api, aigul, bot, "бір", "екі")
    async with polling(bot, wire, ears):
        await until(lambda: len(ears.heard) == 2 and not bot.pending)
        write(api, aigul, bot, "үш")
        await until(lambda: not bot.pending)

    assert ears.heard == ["бір", "екі", "үш"]
    assert bot.allowed == frozenset(HEARD_KINDS)


async def test_a_loop_killed_before_the_ears_returned_hears_the_update_again(
    api: FakeBotApi, bot: FakeBot, wire: Wire, aigul: FakeUser
) -> None:
    reached = asyncio.Event()

    async def never_returns(_: str) -> None:
        reached.set()
        await asyncio.Event().wait()

    write(api, aigul, bot, "дауыс")
    client = build_bot(bot.token, wire, BUGROVOE)
    async with asyncio.TaskGroup() as house:
        killed = house.create_task(
            poll(client, myself(bot), ListeningEars(never_returns), asyncio.Event(), QUICK)
        )
        await reached.wait()
        killed.cancel()

    ears = ListeningEars()
    async with polling(bot, wire, ears):
        await until(lambda: not bot.pending)
    assert ears.heard == ["дауыс"]


async def test_what_the_ears_could_not_keep_is_asked_for_until_they_can(
    api: FakeBotApi, bot: FakeBot, wire: Wire, aigul: FakeUser, erlan: FakeUser
) -> None:
    failures = 3

    async def storage_is_down(text: str) -> None:
        nonlocal failures
        if text == "екі" and failures:
            failures -= 1
            raise OSError

    ears = ListeningEars(storage_is_down)
    write(api, aigul, bot, "бір", "екі", "үш")
    write(api, erlan, bot, "төрт")
    async with polling(bot, wire, ears):
        await until(lambda: not bot.pending)

    # What came before the failure is confirmed at once; what came after it may come twice, as ears know.
    assert ears.heard.count("бір") == 1
    assert [text for text in ears.heard if text in {"екі", "үш"}] == ["екі", "үш"]
    assert "төрт" in ears.heard


async def test_different_people_are_heard_side_by_side_and_each_in_order(
    api: FakeBotApi, bot: FakeBot, wire: Wire, aigul: FakeUser, erlan: FakeUser
) -> None:
    erlan_was_heard = asyncio.Event()

    async def aigul_waits_for_erlan(text: str) -> None:
        if text == "А1":
            await asyncio.wait_for(erlan_was_heard.wait(), 3)
        if text == "Е1":
            erlan_was_heard.set()

    ears = ListeningEars(aigul_waits_for_erlan)
    write(api, aigul, bot, "А1", "А2")
    write(api, erlan, bot, "Е1", "Е2")
    async with polling(bot, wire, ears):
        await until(lambda: not bot.pending)

    assert [text for text in ears.heard if text.startswith("А")] == ["А1", "А2"]
    assert [text for text in ears.heard if text.startswith("Е")] == ["Е1", "Е2"]
    assert ears.heard[0] == "Е1"


async def test_a_webhook_left_over_is_taken_away_and_its_updates_kept(
    api: FakeBotApi, bot: FakeBot, wire: Wire, aigul: FakeUser
) -> None:
    ears = ListeningEars()
    await set_webhook(build_bot(bot.token, wire, BUGROVOE), "http://127.0.0.1:9/nobody", SECRET)
    write(api, aigul, bot, "бір")
    async with polling(bot, wire, ears):
        await until(lambda: ears.heard == ["бір"])

    assert bot.webhook == ""


async def test_a_webhook_set_meanwhile_is_a_conflict_that_ends(
    api: FakeBotApi, bot: FakeBot, wire: Wire, aigul: FakeUser, caplog: pytest.LogCaptureFixture
) -> None:
    ears = ListeningEars()
    async with polling(bot, wire, ears):
        await until(lambda: bool(api.called("getUpdates")))
        bot.webhook = "http://127.0.0.1:9/somebody"
        write(api, aigul, bot, "бір", "екі")
        await until(lambda: ears.heard == ["бір", "екі"] and not bot.pending)

    assert "TelegramConflictError" in {getattr(record, "error", "") for record in caplog.records}


@pytest.mark.parametrize(
    "trouble",
    [
        Trouble("cut_before", "getUpdates", times=3),
        Trouble("cut_after", "getUpdates", times=3),
        Trouble("status", "getUpdates", times=3, status=502),
        Trouble("cut_before", "getWebhookInfo", times=3),
    ],
)
async def test_trouble_on_the_way_is_waited_out(
    api: FakeBotApi, bot: FakeBot, wire: Wire, aigul: FakeUser, trouble: Trouble
) -> None:
    ears = ListeningEars()
    api.trouble(trouble)
    write(api, aigul, bot, "бір")
    async with polling(bot, wire, ears):
        await until(lambda: not bot.pending)

    assert ears.heard == ["бір"]


async def test_an_update_of_an_unknown_shape_does_not_hide_the_others(
    api: FakeBotApi, bot: FakeBot, wire: Wire, aigul: FakeUser, caplog: pytest.LogCaptureFixture
) -> None:
    ears = ListeningEars()
    api.redeliver(bot, {"update_id": 1, "message": {"text": "құпия"}})
    write(api, aigul, bot, "бір")
    async with polling(bot, wire, ears):
        await until(lambda: not bot.pending)

    assert ears.heard == ["бір"]
    assert "update_unreadable" in {getattr(record, "event", "") for record in caplog.records}
    assert "құпия" not in str([record.__dict__ for record in caplog.records])


async def test_a_refused_token_ends_the_loop_and_is_named_by_its_village(
    api: FakeBotApi, wire: Wire, bot: FakeBot
) -> None:
    wrong = "42:AAE_wrong-token_of_nobody"
    with pytest.raises(TokenRefused, match="bugrovoe") as refused:
        await poll(build_bot(wrong, wire, BUGROVOE), myself(bot), ListeningEars(), asyncio.Event(), QUICK)
    assert wrong not in str(refused.value)
    assert api.called("getWebhookInfo")

    with pytest.raises(TokenRefused, match="bugrovoe"):
        build_bot("no token", wire, BUGROVOE)


async def test_told_to_stop_it_lets_the_long_question_go(bot: FakeBot, wire: Wire, api: FakeBotApi) -> None:
    ears = ListeningEars()
    async with asyncio.timeout(1.5), polling(bot, wire, ears):
        await until(lambda: bool(api.called("getUpdates")))


async def test_told_to_stop_it_hears_to_the_end_what_it_began(
    api: FakeBotApi, bot: FakeBot, wire: Wire, aigul: FakeUser
) -> None:
    began = asyncio.Event()

    async def slowly(_: str) -> None:
        began.set()
        await asyncio.sleep(0.05)

    ears = ListeningEars(slowly)
    write(api, aigul, bot, "бір")
    async with polling(bot, wire, ears):
        await began.wait()
    assert ears.heard == ["бір"]


async def test_logs_hold_no_word_no_name_and_no_token(
    api: FakeBotApi, bot: FakeBot, wire: Wire, aigul: FakeUser, caplog: pytest.LogCaptureFixture
) -> None:
    failed = asyncio.Event()

    async def fails_once(text: str) -> None:
        if not failed.is_set():
            failed.set()
            raise ValueError(text)

    caplog.set_level(logging.DEBUG, "bot")
    api.trouble(Trouble("cut_before", "getUpdates", times=2))
    write(api, aigul, bot, "құпия")
    async with polling(bot, wire, ListeningEars(fails_once)):
        await until(lambda: not bot.pending)

    ours = [record for record in caplog.records if record.name.startswith("bot")]
    told = str([record.__dict__ for record in ours]) + caplog.text
    assert {getattr(record, "event", "") for record in ours} == {"ears_failed", "updates_not_asked"}
    for secret in ("құпия", "Айгүл", bot.token):
        assert secret not in told


def test_waits_grow_to_a_limit() -> None:
    pace = Pace(first_wait=1, longest_wait=60)

    assert [pace.wait(failures) for failures in (1, 2, 3, 7, 10_000)] == [1, 2, 4, 60, 60]


# -------------------------------------------------------------------------------- being told by webhook


@dataclass
class Door:
    """The house's own web server, with one village behind it."""

    url: str
    client: ClientSession

    async def bring(self, update: Json | bytes, secret: str | None = SECRET, slug: str = BUGROVOE) -> int:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        body = {"data": io.BytesIO(update)} if isinstance(update, bytes) else {"json": update}
        async with self.client.post(f"{self.url}/telegram/{slug}", headers=headers, **body) as answer:
            assert set(answer.headers) == {"Content-Type", "Content-Length", "Date", "Server"}
            return answer.status


@asynccontextmanager
async def door(bot: FakeBot, ears: ListeningEars) -> AsyncIterator[Door]:
    app = web.Application()
    app.router.add_post(
        "/telegram/{slug}", webhook_handler({BUGROVOE: Hook(myself(bot), ears, SECRET)}, (BUGROVOE, "unmet"))
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with ClientSession() as client:
            yield Door(f"http://127.0.0.1:{runner.addresses[0][1]}", client)
    finally:
        await runner.cleanup()


def update_of(api: FakeBotApi, user: FakeUser, bot: FakeBot, text: str) -> Json:
    write(api, user, bot, text)
    return bot.pending.pop()


async def test_only_who_knows_the_secret_is_heard(api: FakeBotApi, bot: FakeBot, aigul: FakeUser) -> None:
    ears = ListeningEars()
    update = update_of(api, aigul, bot, "бір")
    async with door(bot, ears) as house:
        for wrong in (None, "", "s3cret", SECRET + "x", "құпия"):
            assert await house.bring(update, wrong) == 403
        assert await house.bring(update, slug="nowhere") == 404
        assert await house.bring(update, slug="unmet") == 503
        assert ears.heard == []
        assert await house.bring(update) == 200
    assert ears.heard == ["бір"]


async def test_what_is_no_update_is_refused(bot: FakeBot) -> None:
    ears = ListeningEars()
    async with door(bot, ears) as house:
        for nothing in (b"", b"{", b"[]", b'{"update_id": "x"}', b"\xff"):
            assert await house.bring(nothing) == 400
        assert await house.bring(b" " * (BODY_LIMIT + 1)) == 413
        # An update that nobody here can read is taken, or Telegram would bring it for ever.
        assert await house.bring({"update_id": 1, "message": {"text": "бір"}}) == 200
        assert await house.bring({"update_id": 2, "edited_message": {}}) == 200
    assert ears.heard == []


async def test_the_answer_waits_until_the_ears_have_returned(
    api: FakeBotApi, bot: FakeBot, aigul: FakeUser
) -> None:
    kept = asyncio.Event()
    began = asyncio.Event()

    async def slowly(_: str) -> None:
        began.set()
        await kept.wait()

    update = update_of(api, aigul, bot, "бір")
    async with door(bot, ListeningEars(slowly)) as house, asyncio.TaskGroup() as group:
        answer = group.create_task(house.bring(update))
        await began.wait()
        await asyncio.sleep(0.05)
        assert not answer.done()
        kept.set()
    assert answer.result() == 200


async def test_a_toast_goes_back_in_the_answer_and_costs_no_call(
    api: FakeBotApi, bot: FakeBot, wire: Wire, aigul: FakeUser
) -> None:
    client = build_bot(bot.token, wire, BUGROVOE)
    group = api.group()
    api.add_to_group(bot, group, aigul)
    button = InlineKeyboardButton(text="Барамын", callback_data="gc")
    await client.send_message(group.id, "Жиын", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))
    ears = ListeningEars()
    async with door(bot, ears) as house:
        await set_webhook(client, f"{house.url}/telegram/bugrovoe", SECRET)
        ears.toast = Toast(api.press(aigul, api.messages(group)[0], "Барамын"), "🐎" * 150, alert=True)
        await until(lambda: bool(api.toasts(aigul)))
        ears.toast = Toast(api.press(aigul, api.messages(group)[0], "Барамын"), "", start="g7")
        await until(lambda: len(api.toasts(aigul)) > 1)

    said, led = api.toasts(aigul)
    assert (said.text, said.alert) == ("🐎" * 99 + "…", True)
    assert (led.text, led.url) == ("", f"https://t.me/{bot.username}?start=g7")


async def test_ears_that_fail_get_the_update_again_until_they_keep_it(
    api: FakeBotApi, bot: FakeBot, wire: Wire, aigul: FakeUser, caplog: pytest.LogCaptureFixture
) -> None:
    failures = 2

    async def storage_is_down(text: str) -> None:
        nonlocal failures
        if failures:
            failures -= 1
            raise OSError(text)

    ears = ListeningEars(storage_is_down)
    async with door(bot, ears) as house:
        await set_webhook(build_bot(bot.token, wire, BUGROVOE), f"{house.url}/telegram/bugrovoe", SECRET)
        write(api, aigul, bot, "құпия", "екі")
        await until(lambda: not bot.pending)
        assert await house.bring(update_of(api, aigul, bot, "үш")) == 200

    assert (failures, ears.heard) == (0, ["құпия", "екі", "үш"])
    assert bot.allowed == frozenset(HEARD_KINDS)
    assert "құпия" not in caplog.text + str([record.__dict__ for record in caplog.records])


async def test_a_hook_does_not_print_its_secret(bot: FakeBot) -> None:
    assert SECRET not in repr(Hook(myself(bot), ListeningEars(), SECRET))
