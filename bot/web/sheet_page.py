"""The page where the office types in lines of a paper sheet: typed, read again, kept."""

from dataclasses import dataclass
from typing import Final

from aiohttp import web

from bot.web.coded import CodedPages, Sent, sent_by
from bot.web.document import heading, lines_field, paragraphs, submit
from handlers.chat import Fact, Say
from handlers.forms import refused
from handlers.petitions.cards import title_says
from handlers.petitions.sheet_page import SheetSeen, enter_on_page, see_sheet
from handlers.petitions.sheets import typed_says
from handlers.petitions.typing import SHEET_PAGE, entered_says, read_says
from handlers.ports import Desk
from village.course import AskedOver
from village.errors import Refusal
from village.paper import LINES, NoSuchSheet
from village.petition_codes import CodeOver
from village.texts import Language

BODY_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Talk:
    """One link's page in one language."""

    code: str
    seen: SheetSeen
    language: Language


class SheetPage:
    """Serves the page; what it decides is decided by the handlers."""

    def __init__(self, desk: Desk, pages: CodedPages) -> None:
        """Take what decides, and what makes pages."""
        self._desk, self._pages = desk, pages

    def routes(self) -> list[web.RouteDef]:
        """Give the page's addresses."""
        path = f"/{SHEET_PAGE}/{{code}}"
        return [
            web.get(path, self._pages.kept(self._show), allow_head=False),
            web.post(path, self._pages.kept(self._take)),
        ]

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
            case "read", "keep":
                return await self._keep(talk, sent.said)
            case "read", "kk" | "ru" | "en":
                return self._again(talk, sent.said)
            case "read", _:
                return self._first(talk, sent.said)
            case "", "check":
                return self._again(talk, sent.typed)
            case _:
                return self._first(talk, sent.typed)

    async def _talk(self, request: web.Request, code: str, wish: str) -> _Talk | web.Response:
        try:
            seen = await see_sheet(code, self._desk)
        except (CodeOver, AskedOver, NoSuchSheet) as over:
            return self._pages.plain(refused(over), web.HTTPGone.status_code)
        if seen is None:
            return await self._pages.unknown(request)
        return _Talk(code, seen, Language(wish) if wish in set(Language) else seen.language)

    async def _keep(self, talk: _Talk, text: str) -> web.Response:
        try:
            entries = await enter_on_page(talk.code, text, self._desk)
        except Refusal as no:
            return self._first(talk, text, refused(no))
        seen = await see_sheet(talk.code, self._desk)
        assert seen is not None
        return self._first(_Talk(talk.code, seen, talk.language), "", *entered_says(entries), kind="done")

    # ------------------------------------------------------------------------------------------- shown

    def _first(self, talk: _Talk, text: str = "", *told: Say, kind: str = "wrong") -> web.Response:
        """Show the lines that stand, and the field for more; what was told stands above."""
        standing = paragraphs([self._say(typed_says(each), talk) for each in talk.seen.typed], "small")
        field = lines_field("typed", self._say(Say("onpaper-page-lines"), talk), text, LINES)
        hint = paragraphs([self._say(Say("onpaper-page-hint", {"next": talk.seen.after + 1}), talk)], "small")
        check = submit("check", self._say(Say("page-check"), talk), "main")
        form = self._pages.form(talk.code, talk.language, "", "", field + hint + check)
        return self._page(
            talk, "", paragraphs([self._say(each, talk) for each in told], kind) + standing + form
        )

    def _again(self, talk: _Talk, text: str) -> web.Response:
        """Show the lines as they were read, to be compared with the paper."""
        try:
            lines = talk.seen.lines(text)
        except Refusal as no:
            return self._first(talk, text, refused(no))
        head = self._say(Say("onpaper-check", {"sheet": talk.seen.sheet.number}), talk)
        read = paragraphs([head]) + paragraphs([self._say(read_says(line), talk) for line in lines], "read")
        keeps = submit("keep", self._say(Say("button-onpaper-keep"), talk), "main")
        buttons = keeps + submit("correct", self._say(Say("page-correct"), talk))
        return self._page(
            talk, text, read + self._pages.form(talk.code, talk.language, "read", text, buttons)
        )

    def _page(self, talk: _Talk, text: str, body: str) -> web.Response:
        seen = talk.seen
        number, name = title_says(seen.petition, seen.village.slug)
        facts: dict[str, Fact] = {"sheet": seen.sheet.number, "lines": len(seen.typed), "most": LINES}
        place = self._desk.village(seen.sheet.village).place_name(seen.sheet.section)
        sheet = self._say(Say("onpaper-sheet", {**facts, "place": place}), talk)
        head = paragraphs([self._say(number, talk)], "small") + heading(self._say(name, talk))
        switch = self._pages.languages(talk.code, talk.language, "read" if text else "", text)
        return self._pages.page(talk.language, switch + head + paragraphs([sheet]) + body)

    def _say(self, say: Say, talk: _Talk) -> str:
        return self._pages.speech.say(say, talk.language)
