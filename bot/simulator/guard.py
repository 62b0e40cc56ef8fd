"""What keeps other web sites out of the simulator, and text from ever becoming anything but text."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from bot.simulator.inbound import NotPossibleError

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_NOT_FOUND: Final = frozenset({"no-such-person", "no-such-chat", "no-such-file"})


@web.middleware
async def own_page_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let in this machine's own page and programs; a site under another name is refused.

    The name is checked too, since a name of somebody's own can be made to point at this machine.
    """
    if request.url.host not in LOOPBACK:
        raise web.HTTPForbidden(text="The simulator answers under 127.0.0.1 and localhost only.")
    if request.method != "GET" and not _guards_itself(request) and _is_foreign(request):
        raise web.HTTPForbidden(text="Another web site may not drive the simulator.")
    return await handler(request)


@web.middleware
async def plain_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer what cannot be done with a word that the page has a sentence for."""
    try:
        return await handler(request)
    except NotPossibleError as refusal:
        status = 404 if refusal.why in _NOT_FOUND else 409
        return web.json_response({"error": refusal.why}, status=status)
    except web.HTTPRequestEntityTooLarge:
        return web.json_response({"error": "too-large"}, status=413)
    except web.HTTPException:
        raise
    except Exception:
        # The bot's mistake is not the messenger's: what was written stands, and the update is given again.
        log.exception("the bot stumbled", extra={"event": "bot_stumbled", "path": request.path})
        return web.json_response({"error": "bot-stumbled"}, status=502)


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Let the browser run nothing but the page's own files."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)


def _guards_itself(request: web.Request) -> bool:
    """Tell whether a page knows its forms by a token; it lets no browser say where they come from."""
    return request.path.startswith("/petition/")


def _is_foreign(request: web.Request) -> bool:
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    return site != "same-origin" or (origin is not None and origin != f"{request.scheme}://{request.host}")
