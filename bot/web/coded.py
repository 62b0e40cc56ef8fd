"""What the pages behind a one-time link share: what they take, how they fail, who tries wrong codes.

What people give there is in the body of what is sent and shown, never in an address, a log or an error.
"""

import asyncio
import hashlib
import hmac
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, fields
from typing import Final

from aiohttp import web

from bot.faults import told
from bot.speech import Speech
from bot.web.document import HEADERS, document, hidden, language_switch, paragraphs
from handlers.chat import Say
from handlers.forms import refused
from village.petition_codes import CodeOver
from village.texts import Language
from village.upkeep import StoreAway

log = logging.getLogger(__name__)

_FORM: Final = "application/x-www-form-urlencoded"
_TOKEN_LETTERS: Final = 32
_KNOWN_AT_MOST: Final = 1000
_FIRST_WAIT, _LONGEST_WAIT, _WAITING_AT_MOST = 0.25, 8.0, 20

Answer = Callable[[web.Request, str], Awaitable[web.Response]]


@dataclass
class WrongCodes:
    """Has whoever tries wrong codes wait, each time twice as long; a right one never waits."""

    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _tried: Counter[str] = field(default_factory=Counter)
    _waiting: int = 0

    async def wait(self, remote: str) -> bool:
        """Wait after a wrong code; False where so many wait that this one is turned away at once."""
        if self._waiting >= _WAITING_AT_MOST:
            return False
        if len(self._tried) >= _KNOWN_AT_MOST:
            self._tried.clear()
        self._tried[remote] += 1
        self._waiting += 1
        try:
            await self.sleep(min(_FIRST_WAIT * 2 ** min(self._tried[remote], 10), _LONGEST_WAIT))
        finally:
            self._waiting -= 1
        return True


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form brought: which button, what was typed, and what the page it came from had said.

    ``said`` is what was typed before and is read again; the token bears out ``stage`` and ``said``.
    """

    do: str = ""
    typed: str = ""
    said: str = ""
    language: str = ""
    stage: str = ""
    token: str = ""


async def sent_by(request: web.Request, most: int) -> Sent:
    """Read what a form brought, of so many bytes at most; refuses what our own page would not have sent."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise web.HTTPForbidden
    if request.content_type != _FORM or request.content_length is None:
        raise web.HTTPUnsupportedMediaType
    if request.content_length > most:
        raise web.HTTPRequestEntityTooLarge(most, request.content_length)
    form = await request.post()
    return Sent(
        **{each.name: value for each in fields(Sent) if isinstance(value := form.get(each.name), str)}
    )


class CodedPages:
    """Makes the pages behind a link; tokens are made from the secret, and kept nowhere."""

    def __init__(self, speech: Speech, secret: str, wrong: WrongCodes) -> None:
        """Take what speaks, the secret, and who has tried wrong codes."""
        self.speech = speech
        self._key = hmac.digest(secret.encode(), b"petition page", hashlib.sha256)
        self._wrong = wrong

    def kept(self, answer: Answer) -> Callable[[web.Request], Awaitable[web.Response]]:
        """Give a handler that fails in one sentence, whatever happens."""

        async def handler(request: web.Request) -> web.Response:
            try:
                return await answer(request, request.match_info["code"])
            except web.HTTPException as no:
                return self.plain(Say("page-not-taken"), no.status)
            except StoreAway:
                return self.plain(Say("store-away"), web.HTTPServiceUnavailable.status_code)
            except Exception as error:  # noqa: BLE001 - raised on, the server would log it with the link
                failed = {"event": "page_failed", "error": told(error)}
                log.error("page failed", extra=failed)  # noqa: TRY400 - a traceback may hold the number
                return self.plain(Say("error"), web.HTTPInternalServerError.status_code)

        return handler

    async def unknown(self, request: web.Request) -> web.Response:
        """Answer a code that never was."""
        turned = web.HTTPNotFound if await self._wrong.wait(request.remote or "") else web.HTTPTooManyRequests
        return self.plain(refused(CodeOver()), turned.status_code)

    def plain(self, say: Say, status: int, language: Language | None = None) -> web.Response:
        """Make a page of one sentence; without a language in Kazakh and Russian."""
        spoken = (language,) if language else (Language.KK, Language.RU)
        return self.page(spoken[0], paragraphs(self.speech.say(say, each) for each in spoken), status)

    def page(self, language: Language, body: str, status: int = 200) -> web.Response:
        """Make a page around its body."""
        text = document(language, self.speech.say(Say("bot-name"), language), body)
        return web.Response(text=text, content_type="text/html", status=status, headers=HEADERS)

    def languages(self, code: str, chosen: Language, stage: str, said: str) -> str:
        """Write the switch: a form of its own, for whoever presses Enter in the other one wants to go on."""
        labels = {str(each): self.speech.say(Say(f"language-{each}-itself"), chosen) for each in Language}
        return self.form(code, chosen, stage, said, language_switch(labels, chosen))

    def form(self, code: str, language: Language, stage: str, said: str, inside: str) -> str:
        """Write a form; what the page has said goes along, borne out by a token."""
        unseen = {"language": language, "stage": stage, "token": self._token(code, stage, said)}
        along = "".join(
            hidden(name, value) for name, value in (unseen | ({"said": said} if said else {})).items()
        )
        return f'<form method="post" autocomplete="off">{along}{inside}</form>'

    def check(self, code: str, sent: Sent) -> None:
        """Refuse what no page of ours has said."""
        if not hmac.compare_digest(sent.token, self._token(code, sent.stage, sent.said)):
            raise web.HTTPForbidden

    def _token(self, code: str, stage: str, said: str) -> str:
        whole = f"{code}\0{stage}\0{said}".encode()
        return hmac.new(self._key, whole, hashlib.sha256).hexdigest()[:_TOKEN_LETTERS]
