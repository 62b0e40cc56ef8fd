"""All pages of petitions that a one-time link opens."""

from aiohttp import web

from bot.speech import Speech
from bot.web.coded import CodedPages, WrongCodes
from bot.web.petition_page import PetitionPage
from bot.web.sheet_page import SheetPage
from handlers.ports import Desk


def petition_pages(
    desk: Desk, speech: Speech, secret: str, wrong: WrongCodes | None = None
) -> list[web.RouteDef]:
    """Give the addresses of the pages; whoever tries wrong codes on one waits on the other."""
    pages = CodedPages(speech, secret, wrong or WrongCodes())
    return [*PetitionPage(desk, pages).routes(), *SheetPage(desk, pages).routes()]
