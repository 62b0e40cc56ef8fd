"""The page where somebody signs a petition with an IIN: it is shown, read again, and signed.

The number is in the body of what is sent and of what is shown, never in an address, a log or an error.
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
from bot.web.document import (
    HEADERS,
    document,
    heading,
    hidden,
    language_switch,
    number_field,
    paragraphs,
    submit,
)
from handlers.chat import Say
from handlers.forms import refused
from handlers.petitions.cards import receipt_says, title_says
from handlers.petitions.own_page import PAGE, PageSeen, see_page, sign_on_page
from handlers.ports import Desk
from village.course import AskedOver
from village.errors import Refusal
from village.iin import begins_with_a_day, in_threes, read_iin
from village.petition_codes import CodeOver
from village.texts import Language
from village.upkeep import StoreAway

log = logging.getLogger(__name__)

BODY_BYTES: Final = 2048
_FORM: Final = "application/x-www-form-urlencoded"
_TOKEN_LETTERS: Final = 32
_KNOWN_AT_MOST: Final = 1000
_FIRST_WAIT, _LONGEST_WAIT, _WAITING_AT_MOST = 0.25, 8.0, 20


# ------------------------------------------------------------------------------------- whoever tries codes


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


# ------------------------------------------------------------------------------------------------ the page


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a form brought: which button, the number, the language, and the token of the page it came from."""

    do: str = ""
    iin: str = ""
    typed: str = ""
    language: str = ""
    stage: str = ""
    token: str = ""


async def _sent(request: web.Request) -> _Sent:
    """Read what a form brought; refuses what our own page would not have sent."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise web.HTTPForbidden
    if request.content_type != _FORM or request.content_length is None:
        raise web.HTTPUnsupportedMediaType
    if request.content_length > BODY_BYTES:
        raise web.HTTPRequestEntityTooLarge(BODY_BYTES, request.content_length)
    form = await request.post()
    texts = {each.name: value for each in fields(_Sent) if isinstance(value := form.get(each.name), str)}
    return _Sent(**texts)


@dataclass(frozen=True, slots=True)
class _Talk:
    """One link's page in one language."""

    code: str
    seen: PageSeen
    language: Language


class PetitionPage:
    """Serves the page; what it decides is decided by the handlers."""

    def __init__(self, desk: Desk, speech: Speech, secret: str, wrong: WrongCodes | None = None) -> None:
        """Take what decides and what speaks; tokens are made from the secret, and kept nowhere."""
        self._desk, self._speech = desk, speech
        self._key = hmac.digest(secret.encode(), b"petition page", hashlib.sha256)
        self._wrong = wrong or WrongCodes()

    def routes(self) -> list[web.RouteDef]:
        """Give the page's addresses."""
        path = f"/{PAGE}/{{code}}"
        return [
            web.get(path, self._kept(self._show), allow_head=False),
            web.post(path, self._kept(self._take)),
        ]

    def _kept(
        self, answer: Callable[[web.Request, str], Awaitable[web.Response]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handler(request: web.Request) -> web.Response:
            try:
                return await answer(request, request.match_info["code"])
            except web.HTTPException as no:
                return self._plain(Say("page-not-taken"), no.status)
            except StoreAway:
                return self._plain(Say("store-away"), web.HTTPServiceUnavailable.status_code)
            except Exception as error:  # noqa: BLE001 - raised on, the server would log it with the link
                failed = {"event": "page_failed", "error": told(error)}
                log.error("page failed", extra=failed)  # noqa: TRY400 - a traceback may hold the number
                return self._plain(Say("error"), web.HTTPInternalServerError.status_code)

        return handler

    # ------------------------------------------------------------------------------------------- asked

    async def _show(self, request: web.Request, code: str) -> web.Response:
        talk = await self._talk(request, code, "")
        return self._first(talk) if isinstance(talk, _Talk) else talk

    async def _take(self, request: web.Request, code: str) -> web.Response:
        sent = await _sent(request)
        talk = await self._talk(request, code, sent.do if sent.do in set(Language) else sent.language)
        if not isinstance(talk, _Talk):
            return talk
        if not hmac.compare_digest(sent.token, self._token(code, sent.stage, sent.iin)):
            raise web.HTTPForbidden
        match sent.stage, sent.do:
            case "read", "sign":
                return await self._sign(talk, sent.iin)
            case "read", "kk" | "ru" | "en":
                return self._again(talk, sent.iin)
            case "", "check":
                return self._check(talk, sent.typed)
            case _:
                return self._first(talk)

    async def _talk(self, request: web.Request, code: str, wish: str) -> _Talk | web.Response:
        try:
            seen = await see_page(code, self._desk)
        except (CodeOver, AskedOver) as over:
            return self._plain(refused(over), web.HTTPGone.status_code)
        if seen is None:
            turned = (
                web.HTTPNotFound if await self._wrong.wait(request.remote or "") else web.HTTPTooManyRequests
            )
            return self._plain(refused(CodeOver()), turned.status_code)
        return _Talk(code, seen, Language(wish) if wish in set(Language) else seen.language)

    def _check(self, talk: _Talk, typed: str) -> web.Response:
        try:
            return self._again(talk, read_iin(typed))
        except Refusal as no:
            return self._first(talk, no)

    async def _sign(self, talk: _Talk, iin: str) -> web.Response:
        try:
            petition, signature = await sign_on_page(talk.code, read_iin(iin), self._desk)
        except Refusal as no:
            return self._plain(refused(no), web.HTTPConflict.status_code, talk.language)
        says = (*receipt_says(petition, signature), Say("page-done"))
        body = self._head(talk) + paragraphs([self._say(each, talk) for each in says], "done")
        return self._page(talk.language, body)

    # ------------------------------------------------------------------------------------------- shown

    def _first(self, talk: _Talk, no: Refusal | None = None) -> web.Response:
        wrong = paragraphs([self._say(refused(no), talk)], "wrong") if no else ""
        body = self._head(talk) + self._who(talk) + wrong + self._form(talk, "", "", self._field(talk))
        return self._page(talk.language, self._languages(talk, "", "") + body)

    def _again(self, talk: _Talk, iin: str) -> web.Response:
        odd = () if begins_with_a_day(iin) else (self._say(Say("page-no-day"), talk),)
        read = (
            paragraphs([self._say(Say("page-read-again"), talk)])
            + paragraphs([in_threes(iin)], "number")
            + paragraphs(odd, "wrong")
            + paragraphs([self._say(Say("petition-adult"), talk)], "small")
        )
        signs = submit("sign", self._say(Say("page-sign"), talk), "main")
        buttons = signs + submit("correct", self._say(Say("page-correct"), talk))
        body = self._languages(talk, "read", iin) + self._head(talk) + read
        return self._page(talk.language, body + self._form(talk, "read", iin, buttons))

    def _form(self, talk: _Talk, stage: str, iin: str, fields: str) -> str:
        unseen = {
            "language": talk.language,
            "stage": stage,
            "token": self._token(talk.code, stage, iin),
            **({"iin": iin} if iin else {}),
        }
        along = "".join(hidden(name, value) for name, value in unseen.items())
        return f'<form method="post" autocomplete="off">{along}{fields}</form>'

    def _languages(self, talk: _Talk, stage: str, iin: str) -> str:
        """Write the switch: a form of its own, for whoever presses Enter in the other one wants to go on."""
        labels = {str(each): self._say(Say(f"language-{each}-itself"), talk) for each in Language}
        return self._form(talk, stage, iin, language_switch(labels, talk.language))

    def _head(self, talk: _Talk) -> str:
        number, name = title_says(talk.seen.petition, talk.seen.village.slug)
        return paragraphs([self._say(number, talk)], "small") + heading(self._say(name, talk))

    def _who(self, talk: _Talk) -> str:
        petition, village = talk.seen.petition, talk.seen.village
        says = (
            Say("petition-demand", {"demand": petition.plan.demand}),
            Say("page-asked-by", {"role": petition.author_role.word, "unit": village.name}),
            Say("page-signs-as", {"name": talk.seen.signer.name.shown}),
            Say("page-who-sees", {"addressee": petition.plan.addressee_name, "operator": village.operator}),
        )
        return paragraphs([self._say(each, talk) for each in says])

    def _field(self, talk: _Talk) -> str:
        hint = paragraphs([self._say(Say("page-iin-hint"), talk)], "small")
        check = submit("check", self._say(Say("page-check"), talk), "main")
        return number_field("typed", self._say(Say("page-iin"), talk)) + hint + check

    def _say(self, say: Say, talk: _Talk) -> str:
        return self._speech.say(say, talk.language)

    def _plain(self, say: Say, status: int, language: Language | None = None) -> web.Response:
        spoken = (language,) if language else (Language.KK, Language.RU)
        body = paragraphs(self._speech.say(say, each) for each in spoken)
        return self._page(spoken[0], body, status)

    def _page(self, language: Language, body: str, status: int = 200) -> web.Response:
        text = document(language, self._speech.say(Say("bot-name"), language), body)
        return web.Response(text=text, content_type="text/html", status=status, headers=HEADERS)

    def _token(self, code: str, stage: str, iin: str) -> str:
        said = f"{code}\0{stage}\0{iin}".encode()
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()[:_TOKEN_LETTERS]
