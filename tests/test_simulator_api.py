import asyncio
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.gateway import Attachment, Button
from handlers.chat import HeardFile, MemberJoined, MemberLeft, Wrote
from tests.simulated import GROUP_ROOM, START, Simulated, a_message, private_room, serve
from village.announcements import Point
from village.chats import Address

ODD = "<b>жуан</b> &amp; \"'\\ 😀 \u202e </script>\n\n=1+1"


@pytest.fixture
async def simulated(tmp_path: Path) -> AsyncIterator[Simulated]:
    async with serve(tmp_path) as running:
        yield running


@pytest.fixture
async def client(simulated: Simulated) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(simulated.url) as session:
        yield session


async def get(client: aiohttp.ClientSession, path: str, **query: Any) -> Any:
    async with client.get(path, params=query) as response:
        assert response.status == 200, await response.text()
        return await response.json()


async def post(client: aiohttp.ClientSession, path: str, status: int = 200, **deed: Any) -> Any:
    async with client.post(path, json=deed) as response:
        assert response.status == status, await response.text()
        return await response.json() if response.content_type == "application/json" else await response.text()


async def messages(client: aiohttp.ClientSession, person: str, chat: str) -> list[Any]:
    found: list[Any] = (await get(client, "/api/messages", person=person, chat=chat))["messages"]
    return found


async def test_people_and_their_chats_are_listed(client: aiohttp.ClientSession) -> None:
    people = (await get(client, "/api/people"))["people"]
    chats = (await get(client, "/api/chats", person="marat"))["chats"]

    assert [person["id"] for person in people] == ["serik", "marat", "dina"]
    assert people[0]["who"] == {"kk": "әкім", "ru": "аким", "en": "akim"}
    assert [(chat["id"], chat["kind"], chat["state"]) for chat in chats] == [
        ("chat", "group", "open"),
        ("marat", "private", "new"),
    ]


async def test_text_comes_out_as_typed(client: aiohttp.ClientSession, simulated: Simulated) -> None:
    await post(client, "/api/write", person="serik", text=ODD, language="kk")

    mine, answer = await messages(client, "serik", "serik")
    assert "\n".join(line["text"] for line in mine["lines"]) == ODD
    assert "\n".join(line["text"] for line in answer["lines"][1:]) == ODD
    assert answer["lines"][0] == {"text": "Естідім", "strong": True}
    assert simulated.parrot.heard[0].what == Wrote(ODD)
    assert simulated.parrot.heard[0].name == "Серік Ахметов"


async def test_a_group_message_is_seen_by_all_with_the_villages_time(client: aiohttp.ClientSession) -> None:
    await post(client, "/api/write", person="marat", chat="chat", text="Сәлем")

    (own,), (others,) = [await messages(client, person, "chat") for person in ("marat", "serik")]
    assert (own["mine"], others["mine"]) == (True, False)
    assert others["from"]["name"] == "Марат Оспанов"
    assert others["at"] == "2026-12-09T09:00:00+05:00"
    chats = (await get(client, "/api/chats", person="serik"))["chats"]
    assert chats[0]["unread"] == 1
    await post(client, "/api/read", person="serik", chat="chat", upto=others["id"])
    assert (await get(client, "/api/chats", person="serik"))["chats"][0]["unread"] == 0


async def test_a_press_gives_its_toast(client: aiohttp.ClientSession) -> None:
    await post(client, "/api/write", person="serik", text="Сәлем")
    answer = (await messages(client, "serik", "serik"))[-1]
    assert answer["rows"][0] == [{"label": "Барамын", "press": "go"}]

    pressed = await post(client, "/api/press", person="serik", message=answer["id"], press="no")
    assert pressed["toast"]["text"] == "Жауабыңыз қабылданды"
    assert pressed["toast"]["alert"] is True
    edited = (await messages(client, "serik", "serik"))[-1]
    assert edited["edited_at"] is not None
    gone = await post(client, "/api/press", 409, person="serik", message=answer["id"], press="gone")
    assert gone == {"error": "button-gone"}


async def test_before_start_nothing_is_written_in_private(client: aiohttp.ClientSession) -> None:
    assert await post(client, "/api/write", 409, person="marat", text="Сәлем") == {"error": "not-started"}
    await post(client, "/api/write", person="marat", text="/start a1_B-2")
    assert len(await messages(client, "marat", "marat")) == 2


async def test_a_contact_and_a_place_are_heard(client: aiohttp.ClientSession, simulated: Simulated) -> None:
    shared = await post(client, "/api/contact", person="serik")
    await post(client, "/api/write", person="serik", point={"latitude": 53.2, "longitude": 63.6})

    assert shared["message"]["contact"] == "+77010000001"
    assert simulated.parrot.heard[-1].what == Wrote(point=Point(53.2, 63.6))
    await post(client, "/api/write", 400, person="serik", point={"latitude": 100, "longitude": 0})


async def test_blocking_is_heard_and_shown(client: aiohttp.ClientSession, simulated: Simulated) -> None:
    blocked = await post(client, "/api/block", person="serik", blocked=True)
    assert blocked["blocked"] is True
    assert len(simulated.parrot.heard) == 1
    assert await post(client, "/api/write", 409, person="serik", text="a") == {"error": "blocked"}
    await post(client, "/api/block", person="serik", blocked=False)
    await post(client, "/api/write", person="serik", text="a")


async def test_who_leaves_a_group_no_longer_sees_it_until_they_join_again(
    client: aiohttp.ClientSession, simulated: Simulated
) -> None:
    left = await post(client, "/api/member", person="marat", chat="chat", inside=False)
    assert left == {"id": "chat", "title": "Бугровое · ауыл чаты", "members": ["serik", "dina"]}
    assert (await get(client, "/api/people"))["groups"] == [left]
    assert [chat["id"] for chat in (await get(client, "/api/chats", person="marat"))["chats"]] == ["marat"]
    await post(client, "/api/write", 404, person="marat", chat="chat", text="a")

    for _ in range(2):  # whoever is in a group already joins it no more
        back = await post(client, "/api/member", person="marat", chat="chat", inside=True)
        assert back["members"] == ["serik", "dina", "marat"]
    assert [heard.what for heard in simulated.parrot.heard] == [MemberLeft(START), MemberJoined(START)]
    (first, _) = simulated.parrot.heard
    assert (first.sender.id, first.room.id, first.private) == ("marat", "chat", False)
    await post(client, "/api/member", 404, person="marat", chat="marat", inside=False)
    await post(client, "/api/member", 404, person="nobody", chat="chat", inside=False)


async def test_a_whisper_is_there_for_its_person_alone(
    client: aiohttp.ClientSession, simulated: Simulated
) -> None:
    card = await simulated.gateway.say(GROUP_ROOM, a_message("Су?", rows=((Button("Иә", press="go"),),)))
    pressed = await post(client, "/api/press", person="marat", chat="chat", message=int(card), press="go")
    marat = Address("simulator", "marat")
    keys = ((Button("Өзгерту", press="no"),),)
    await simulated.gateway.whisper(GROUP_ROOM, pressed["tap"], marat, a_message("Таңдауыңыз", rows=keys))

    seen = [message for message in await messages(client, "marat", "chat") if message["whisper"]]
    assert [message["lines"][0]["text"] for message in seen] == ["Таңдауыңыз"]
    assert [message["whisper"] for message in await messages(client, "serik", "chat")] == [False]
    chats = {who: (await get(client, "/api/chats", person=who))["chats"][0] for who in ("marat", "serik")}
    assert [chats[who]["last"]["text"] for who in ("marat", "serik")] == ["Таңдауыңыз", "Жауап берілді"]
    await post(client, "/api/press", 409, person="serik", chat="chat", message=seen[0]["id"], press="no")


async def test_a_profile_is_changed(client: aiohttp.ClientSession) -> None:
    assert (await post(client, "/api/profile", person="serik", profile="whatsapp"))["profile"] == "whatsapp"
    await post(client, "/api/profile", 400, person="serik", profile="signal")


async def test_the_clock_goes_on_by_steps_and_to_what_is_due(
    client: aiohttp.ClientSession, simulated: Simulated
) -> None:
    shown = await get(client, "/api/clock")
    assert (shown["now"][:16], shown["next_due"]) == ("2026-12-09T09:00", "2026-12-10T15:00:00+05:00")
    assert (await post(client, "/api/clock", hours=1))["now"][:16] == "2026-12-09T10:00"
    assert (await post(client, "/api/clock", to="next"))["now"][:16] == "2026-12-10T15:00"
    assert simulated.hands.settled == 2
    assert await post(client, "/api/clock", 409, to="next") == {"error": "nothing-due"}
    assert (await post(client, "/api/clock", days=1))["ahead_seconds"] == 54 * 3600
    await post(client, "/api/clock", 400, hours=-1)


async def test_a_file_goes_in_and_comes_out_harmless(
    client: aiohttp.ClientSession, simulated: Simulated
) -> None:
    form = aiohttp.FormData({"person": "serik", "text": "Мынау"}, quote_fields=False)
    form.add_field("file", b"<script>alert(1)</script>", filename="../../бет.html", content_type="text/html")
    async with client.post("/api/write", data=form) as response:
        assert response.status == 200
        sent = (await response.json())["message"]

    heard = simulated.parrot.heard[0].what
    assert isinstance(heard, Wrote)
    assert isinstance(heard.file, HeardFile)
    assert await simulated.gateway.fetch(heard.file.remote) == b"<script>alert(1)</script>"
    assert (sent["file"]["name"], sent["file"]["kind"], sent["file"]["picture"]) == (
        "бет.html",
        "document",
        False,
    )
    async with client.get(sent["file"]["url"]) as response:
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D0%B1")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("mime", "disposition"), [("application/pdf", "inline"), ("text/calendar", "attachment")]
)
async def test_papers_keep_their_kind(
    client: aiohttp.ClientSession, simulated: Simulated, mime: str, disposition: str
) -> None:
    paper = Attachment("a b.x", mime, content=b"x")
    ref = await simulated.gateway.say(private_room("serik"), a_message("Қағаз", attachment=paper))
    async with client.get(f"/api/files/{ref}") as response:
        assert response.headers["Content-Type"] == mime
        assert response.headers["Content-Disposition"] == f"{disposition}; filename*=UTF-8''a%20b.x"


@pytest.mark.parametrize("path", ["/api/files/1", "/api/files/x", "/api/chats?person=nobody", "/api/nothing"])
async def test_what_is_not_there_is_404(client: aiohttp.ClientSession, path: str) -> None:
    async with client.get(path) as response:
        assert response.status == 404


async def test_too_large_a_file_is_refused(client: aiohttp.ClientSession) -> None:
    form = aiohttp.FormData({"person": "serik"})
    form.add_field("file", io.BytesIO(bytes(21 * 1024 * 1024)), filename="a.bin")
    async with client.post("/api/write", data=form) as response:
        assert (response.status, await response.json()) == (413, {"error": "too-large"})


async def test_when_the_bot_stumbles_the_message_stands(
    client: aiohttp.ClientSession, simulated: Simulated
) -> None:
    simulated.parrot.stumbles = True
    assert await post(client, "/api/write", 502, person="serik", text="Сәлем") == {"error": "bot-stumbled"}
    assert len(await messages(client, "serik", "serik")) == 1


# ------------------------------------------------------------------------------- what other web sites may do


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "evil.example"},
    ],
)
async def test_another_site_cannot_drive_the_simulator(
    client: aiohttp.ClientSession, simulated: Simulated, headers: dict[str, str]
) -> None:
    async with client.post("/api/write", json={"person": "serik", "text": "a"}, headers=headers) as response:
        assert response.status == 403
    assert simulated.parrot.heard == []


async def test_its_own_page_can(client: aiohttp.ClientSession, simulated: Simulated) -> None:
    headers = {"Origin": simulated.url, "Sec-Fetch-Site": "same-origin"}
    async with client.post("/api/write", json={"person": "serik", "text": "a"}, headers=headers) as response:
        assert response.status == 200


async def test_a_strange_name_reads_nothing(client: aiohttp.ClientSession) -> None:
    async with client.get("/api/people", headers={"Host": "evil.example"}) as response:
        assert response.status == 403


async def test_a_form_is_not_taken_for_json(client: aiohttp.ClientSession) -> None:
    async with client.post(
        "/api/press", data=b'{"person": "serik"}', headers={"Content-Type": "text/plain"}
    ) as response:
        assert response.status == 415


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b'{"person": 5}', b'{"text": "a"}'])
async def test_bad_json_is_refused_with_the_field(client: aiohttp.ClientSession, body: bytes) -> None:
    async with client.post("/api/write", data=body, headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400


@pytest.mark.parametrize(
    "path", ["/", "/page.js", "/view.js", "/words.js", "/style.css", "/icon.svg", "/ornament.svg"]
)
async def test_the_page_comes_with_a_strict_policy(client: aiohttp.ClientSession, path: str) -> None:
    async with client.get(path) as response:
        text = await response.text()
        assert response.status == 200
        assert response.headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert " style=" not in text
        assert "https://" not in text.replace("https?:", "")


# ------------------------------------------------------------------------------------------------- events


async def event(stream: aiohttp.StreamReader, kind: str) -> Any:
    """Read on until an event of a kind comes."""
    async with asyncio.timeout(5):
        while True:
            line = (await stream.readline()).decode()
            if line.strip() == f"event: {kind}":
                return json.loads((await stream.readline()).decode().removeprefix("data: "))


async def test_a_page_hears_at_once_what_its_person_sees(
    client: aiohttp.ClientSession, simulated: Simulated
) -> None:
    async with client.get("/api/events", params={"person": "serik"}) as response:
        assert response.content_type == "text/event-stream"
        await event(response.content, "hello")
        await post(client, "/api/write", person="dina", text="құпия")
        ref = await simulated.gateway.say(
            GROUP_ROOM, a_message("Жиын", rows=((Button("Барамын", press="go"),),))
        )
        told = await event(response.content, "message")
        assert told["message"]["lines"] == [{"text": "Жиын", "strong": False}]
        assert told["chat"]["unread"] == 1
        await simulated.gateway.pin(GROUP_ROOM, ref)
        assert [pin["id"] for pin in (await event(response.content, "chat"))["chat"]["pinned"]] == [1 + 2]
        await post(client, "/api/press", person="serik", chat="chat", message=int(ref), press="go")
        assert (await event(response.content, "toast"))["text"] == "Жауабыңыз қабылданды"
        assert (await event(response.content, "message"))["message"]["edited_at"] is not None
        await post(client, "/api/clock", hours=1)
        assert (await event(response.content, "clock"))["now"].startswith("2026-12-09T10:00")


async def test_earlier_messages_are_asked_for_page_by_page(client: aiohttp.ClientSession) -> None:
    for number in range(5):
        await post(client, "/api/write", person="serik", chat="chat", text=str(number))
    last = await get(client, "/api/messages", person="serik", chat="chat", limit=2)
    assert ([one["id"] for one in last["messages"]], last["more"]) == ([4, 5], True)
    first = await get(client, "/api/messages", person="serik", chat="chat", limit=9, before=4)
    assert ([one["id"] for one in first["messages"]], first["more"]) == ([1, 2, 3], False)
