"""The page and its JSON API; ``README.md`` beside it describes each address."""

import asyncio
import mimetypes
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, Final, Protocol
from urllib.parse import quote

from aiohttp import web

from bot.gateway import Ears
from bot.simulator import asked, seen
from bot.simulator.guard import add_headers, own_page_only, plain_refusals
from bot.simulator.inbound import Inbound, NotPossibleError, Written
from bot.simulator.records import Post, Read, StoredFile
from bot.simulator.stream import Streams
from bot.simulator.world import World

FILE_LIMIT: Final = 20 * 1024 * 1024
_DIGITS: Final = 16
_BODY_LIMIT: Final = FILE_LIMIT + 64 * 1024
_PAGE: Final = {
    "/": "index.html",
    "/style.css": "style.css",
    "/page.js": "page.js",
    "/view.js": "view.js",
    "/words.js": "words.js",
    "/icon.svg": "icon.svg",
    "/ornament.svg": "ornament.svg",
}
_TYPES: Final = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_OPENED_IN_PLACE: Final = seen.SHOWN_AS_PICTURES | {"application/pdf"}
_PDF_POLICY: Final = (
    "default-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
)
_FILE_POLICY: Final = "default-src 'none'; sandbox"


class Controls(Protocol):
    """The village's time, as the page may move it; made by whoever runs the demo."""

    async def forward(self, by: timedelta) -> None:
        """Move the clock on, doing what is due at its own moment on the way."""
        ...

    async def next_due(self) -> datetime | None:
        """Give the moment at which something happens next, in UTC."""
        ...

    async def settle(self) -> None:
        """Do everything that is due now, to the end."""
        ...


class Page:
    """The simulator's addresses, bound to one world."""

    def __init__(self, world: World, ears: Ears, controls: Controls, scene: seen.Scene) -> None:
        self._world, self._controls, self._scene = world, controls, scene
        self._inbound = Inbound(world, ears)
        self._streams = Streams()
        self._moving = asyncio.Lock()

    def application(self) -> web.Application:
        """Build the application; it keeps other web sites out, but listening on loopback is the caller's."""
        app = web.Application(client_max_size=_BODY_LIMIT, middlewares=[own_page_only, plain_refusals])
        app.add_routes([*self._routes(), *(web.get(path, _static(name)) for path, name in _PAGE.items())])
        app.on_response_prepare.append(add_headers)
        app.on_shutdown.append(self._streams.close)
        return app

    def _routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/scene", self.scene),
            web.get("/api/people", self.people),
            web.get("/api/chats", self.chats),
            web.get("/api/messages", self.messages),
            web.get("/api/events", self.events, allow_head=False),
            web.get("/api/files/{message}", self.file),
            web.get("/api/clock", self.clock),
            web.post("/api/write", self.write),
            web.post("/api/press", self.press),
            web.post("/api/contact", self.contact),
            web.post("/api/read", self.read),
            web.post("/api/block", self.block),
            web.post("/api/profile", self.profile),
            web.post("/api/member", self.member),
            web.post("/api/clock", self.move_clock),
        ]

    # ------------------------------------------------------------------------------------------- asked

    async def scene(self, _: web.Request) -> web.Response:
        """Show what stands beside the chats."""
        return web.json_response(seen.scene(self._scene) | {"file_limit": FILE_LIMIT})

    async def people(self, _: web.Request) -> web.Response:
        """List everybody one can be, and the groups there are."""
        people = [seen.person(one) for one in self._world.people.values()]
        groups = [seen.group(one) for one in self._world.groups.values()]
        return web.json_response({"people": people, "groups": groups})

    async def chats(self, request: web.Request) -> web.Response:
        """List a person's chats."""
        return web.json_response({"chats": self._eyes(request).chats()})

    async def messages(self, request: web.Request) -> web.Response:
        """List a chat's messages as a person sees them."""
        eyes, chat = self._eyes(request), request.query.get("chat", "")
        if not self._world.sees(eyes.person, chat):
            raise NotPossibleError("no-such-chat")
        before = _number(request.query.get("before"))
        return web.json_response(eyes.messages(chat, before, _number(request.query.get("limit")) or 100))

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Tell a person's page what happens, as it happens."""
        return await self._streams.serve(request, self._eyes(request))

    async def file(self, request: web.Request) -> web.Response:
        """Give a message's file; what a browser could run is only ever downloaded."""
        post = self._world.post(_number(request.match_info["message"]) or 0)
        content = self._world.content(post.file.id) if post and post.file else None
        if not post or not post.file or content is None:
            raise NotPossibleError("no-such-file")
        return web.Response(body=content, headers=_file_headers(post.file))

    async def clock(self, _: web.Request) -> web.Response:
        """Show the village's moment and the next one at which something happens."""
        return web.json_response(await self._clock())

    # -------------------------------------------------------------------------------------------- done

    async def write(self, request: web.Request) -> web.Response:
        """Put a person's message into a chat."""
        wish, file = await self._written(request)
        post = await self._inbound.write(wish.at, Written(wish.text, file, wish.place))
        return self._posted(wish.person, post)

    async def press(self, request: web.Request) -> web.Response:
        """Press a button; what the bot answered by then comes along, and in any case as an event."""
        wish = await asked.body(request, asked.Press)
        tap = await self._inbound.press(wish.at, wish.message, wish.press)
        answer = self._world.toast(tap)
        return web.json_response({"tap": tap, "toast": seen.toast(answer) if answer else None})

    async def contact(self, request: web.Request) -> web.Response:
        """Share a phone number."""
        wish = await asked.body(request, asked.ShareContact)
        return self._posted(wish.person, await self._inbound.share_contact(wish.at, wish.whose))

    async def read(self, request: web.Request) -> web.Response:
        """Note how far a person has read."""
        wish = await asked.body(request, asked.MarkRead)
        if not self._world.sees(wish.person, wish.at.chat):
            if wish.at.chat in self._world.groups:
                return web.json_response({})  # left this moment: what was read before it is nobody's matter
            raise NotPossibleError("no-such-chat")
        if wish.upto > self._world.read_upto(wish.person, wish.at.chat):
            self._world.jot(Read(wish.person, wish.at.chat, wish.upto))
        return web.json_response({})

    async def block(self, request: web.Request) -> web.Response:
        """Block the bot, or let it write again."""
        wish = await asked.body(request, asked.Block)
        if wish.blocked:
            await self._inbound.block(wish.person)
        else:
            self._inbound.unblock(wish.person)
        return web.json_response(seen.person(self._inbound.villager(wish.person)))

    async def profile(self, request: web.Request) -> web.Response:
        """Let a person's private chat play another messenger."""
        wish = await asked.body(request, asked.ChangeProfile)
        self._inbound.change_profile(wish.person, wish.profile)
        return web.json_response(seen.person(self._inbound.villager(wish.person)))

    async def member(self, request: web.Request) -> web.Response:
        """Join a group, or leave it."""
        wish = await asked.body(request, asked.BeMember)
        await (self._inbound.join if wish.inside else self._inbound.leave)(wish.person, wish.chat)
        return web.json_response(seen.group(self._world.groups[wish.chat]))

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move the village's time on, and do what is due."""
        wish = await asked.body(request, asked.MoveClock)
        # One at a time: two impatient taps are two hours, not a race.
        async with self._moving:
            await self._controls.forward(await self._step(wish))
            await self._controls.settle()
        shown = await self._clock()
        self._streams.tell_clock(shown)
        return web.json_response(shown)

    # ------------------------------------------------------------------------------------------ within

    async def _step(self, wish: asked.MoveClock) -> timedelta:
        if not wish.to:
            return timedelta(days=wish.days, hours=wish.hours)
        due = await self._controls.next_due()
        if due is None:
            raise NotPossibleError("nothing-due")
        return max(due - self._world.clock.now(), timedelta())

    async def _clock(self) -> dict[str, Any]:
        due, zone = await self._controls.next_due(), self._scene.zone
        now = self._world.clock.now().astimezone(zone)
        return {
            "now": now.isoformat(timespec="milliseconds"),
            "ahead_seconds": round(self._world.clock.ahead.total_seconds()),
            "next_due": due.astimezone(zone).isoformat(timespec="seconds") if due else None,
        }

    async def _written(self, request: web.Request) -> tuple[asked.Write, StoredFile | None]:
        if request.content_type != "multipart/form-data":
            return await asked.body(request, asked.Write), None
        form = await request.post()
        words = {name: value for name, value in form.items() if isinstance(value, str)}
        wish, upload = asked.checked(words, asked.Write), form.get("file")
        self._inbound.villager(wish.person)
        return wish, self._shelved(upload) if isinstance(upload, web.FileField) else None

    def _shelved(self, upload: web.FileField) -> StoredFile:
        with upload.file as file:
            content = file.read()
        name = upload.filename.replace("\\", "/").rsplit("/", 1)[-1][:200] or "file"
        mime = upload.content_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self._world.shelve(name, mime, _kind(mime), content)

    def _eyes(self, request: web.Request) -> seen.Eyes:
        person = self._inbound.villager(request.query.get("person", ""))
        return seen.Eyes(self._world, self._scene, person.id)

    def _posted(self, person: str, post: Post) -> web.Response:
        return web.json_response({"message": seen.Eyes(self._world, self._scene, person).message(post)})


def application(world: World, ears: Ears, controls: Controls, scene: seen.Scene) -> web.Application:
    """Build the simulator's page and API for one world; what is heard goes to ``ears``."""
    return Page(world, ears, controls, scene).application()


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < _DIGITS else None


def _kind(mime: str) -> str:
    if mime in seen.SHOWN_AS_PICTURES:
        return "photo"
    return {"audio": "voice", "video": "video"}.get(mime.partition("/")[0], "document")


def _file_headers(file: StoredFile) -> dict[str, str]:
    opened, calendar = file.mime in _OPENED_IN_PLACE, file.mime.startswith("text/calendar")
    return {
        "Content-Type": file.mime if opened or calendar else "application/octet-stream",
        "Content-Disposition": f"{'inline' if opened else 'attachment'}; filename*=UTF-8''{quote(file.name)}",
        "Content-Security-Policy": _PDF_POLICY if file.mime == "application/pdf" else _FILE_POLICY,
    }


def _static(name: str) -> Any:
    content = files("bot.simulator").joinpath("page", name).read_bytes()
    mime = _TYPES[name.rsplit(".", 1)[-1]]

    async def serve(_: web.Request) -> web.Response:
        return web.Response(body=content, content_type=mime, charset="utf-8")

    return serve
