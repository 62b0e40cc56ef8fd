"""The page where somebody signs a petition with an IIN: it is shown, read again, and signed."""

from dataclasses import dataclass
from typing import Final

from aiohttp import web

from bot.web.coded import CodedPages, Sent, sent_by
from bot.web.document import heading, number_field, paragraphs, submit
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

BODY_BYTES: Final = 2048


@dataclass(frozen=True, slots=True)
class _Talk:
    """One link's page in one language."""

    code: str
    seen: PageSeen
    language: Language


class PetitionPage:
    """Serves the page; what it decides is decided by the handlers."""

    def __init__(self, desk: Desk, pages: CodedPages) -> None:
        """Take what decides, and what makes pages."""
        self._desk, self._pages = desk, pages

    def routes(self) -> list[web.RouteDef]:
        """Give the page's addresses."""
        path = f"/{PAGE}/{{code}}"
        return [
            web.get(path, self._pages.kept(self._show), allow_head=False),
            web.post(path, self._pages.kept(self._take)),
        ]

    # ------------------------------------------------------------------------------------------- asked

    async def _show(self, request: web.Request, code: str) -> web.Response:
        talk = await self._talk(request, code, "")
        return self._first(talk) if isinstance(talk, _Talk) else talk

    async def _take(self, request: web.Request, code: str) -> web.Response:
        sent = await sent_by(request, BODY_BYTES)
        talk = await self._talk(request, code, sent.do if sent.do in set(Language) else sent.language)
        if not isinstance(talk, _Talk):
            return talk
        self._pages.check(code, sent)
        return await self._taken(talk, sent)

    async def _taken(self, talk: _Talk, sent: Sent) -> web.Response:
        match sent.stage, sent.do:
            case "read", "sign":
                return await self._sign(talk, sent.said)
            case "read", "kk" | "ru" | "en":
                return self._again(talk, sent.said)
            case "", "check":
                return self._check(talk, sent.typed)
            case _:
                return self._first(talk)

    async def _talk(self, request: web.Request, code: str, wish: str) -> _Talk | web.Response:
        try:
            seen = await see_page(code, self._desk)
        except (CodeOver, AskedOver) as over:
            return self._pages.plain(refused(over), web.HTTPGone.status_code)
        if seen is None:
            return await self._pages.unknown(request)
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
            return self._pages.plain(refused(no), web.HTTPConflict.status_code, talk.language)
        says = (*receipt_says(petition, signature), Say("page-done"))
        body = self._head(talk) + paragraphs([self._say(each, talk) for each in says], "done")
        return self._pages.page(talk.language, body)

    # ------------------------------------------------------------------------------------------- shown

    def _first(self, talk: _Talk, no: Refusal | None = None) -> web.Response:
        wrong = paragraphs([self._say(refused(no), talk)], "wrong") if no else ""
        form = self._pages.form(talk.code, talk.language, "", "", self._field(talk))
        return self._page(talk, "", self._who(talk) + wrong + form)

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
        return self._page(talk, iin, read + self._pages.form(talk.code, talk.language, "read", iin, buttons))

    def _page(self, talk: _Talk, iin: str, body: str) -> web.Response:
        switch = self._pages.languages(talk.code, talk.language, "read" if iin else "", iin)
        return self._pages.page(talk.language, switch + self._head(talk) + body)

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
        return self._pages.speech.say(say, talk.language)
