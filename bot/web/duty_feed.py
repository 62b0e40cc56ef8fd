"""The calendar of somebody's duties, at an address with a key; a phone's calendar comes back for it."""

from typing import Final

from aiohttp import web

from bot.speech import Speech
from bot.web.coded import CodedPages, WrongCodes
from handlers.duties.feed import FEED, read_feed
from handlers.ports import Desk

_HEADERS: Final = {
    "Cache-Control": "private, max-age=3600",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


def duty_feed(desk: Desk, speech: Speech, secret: str, wrong: WrongCodes | None = None) -> list[web.RouteDef]:
    """Give the address of the calendars; whoever tries wrong keys waits."""
    pages = CodedPages(speech, secret, wrong or WrongCodes())

    async def give(request: web.Request, code: str) -> web.Response:
        paper = await read_feed(code, desk)
        if paper is None:
            return await pages.unknown(request)
        return web.Response(body=paper.content, content_type=paper.mime, charset="utf-8", headers=_HEADERS)

    return [web.get(f"/{FEED}/{{code}}.ics", pages.kept(give))]
