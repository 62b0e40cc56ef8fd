"""What stories of signing share: a village with a petition over Telegram's wire, and the bot's own page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.web.coded import WrongCodes
from bot.web.petition_pages import petition_pages
from handlers.presses import Press, link_word
from tests.fake_bot_api import FakeChat, FakeMessage
from tests.petitioned import a_petition
from tests.stores import SECRET
from tests.telegram_village import Person, TelegramVillage, a_telegram_village
from village.ids import PersonId
from village.people import Role
from village.petitions import Petition
from village.signers import Signer, SignerName
from village.texts import Bilingual

PUBLIC = "https://asar.example"
IIN, OTHER_IIN = "900101300007", "061211600012"
SERIKOVA = Signer(SignerName("Серікова", "Айгүл", "Болатқызы"), shown=True)


@dataclass
class Signing:
    """A village where a petition stands open; its deputy put it."""

    village: TelegramVillage
    deputy: Person
    group: FakeChat
    petition: Petition
    page: str
    session: ClientSession
    waited: list[float]

    async def neighbour(
        self, name: str = "Айгүл", language: str = "kk", phone: str = "", signer: Signer | None = None
    ) -> Person:
        """Make a resident who is in the group; with a phone and a name, where given."""
        person = await self.village.resident(name, language)
        self.village.api.were_in(self.group, person.user)
        now = self.village.clock.now()
        async with self.village.house.desk.open_work() as work:
            known = await person.who(work)
            assert known is not None
            if phone:
                await work.people.keep_phone(known, phone, now)
                resident = await work.people.resident(person.slug, known)
                assert resident is not None
                await work.people.keep(replace(resident, level=self.petition.plan.level))
            if signer:
                await work.petitions.keep_signer(known, signer, now)
        return person

    async def opens(self, person: Person, press: Press) -> FakeMessage:
        """Open the private chat by a link that carries a press; give what the bot says."""
        await person.opens(f"https://t.me/{person.bot.username}?start={link_word(press)}")
        return person.last

    async def now(self) -> Petition:
        """Give the petition as it is now."""
        async with self.village.look() as work:
            found = await work.petitions.get(self.petition.village, self.petition.id)
        assert found is not None
        return found

    def link_of(self, message: FakeMessage) -> str:
        """Give the page's address under a message, where this test serves it."""
        (url,) = [button["url"] for row in message.buttons for button in row if "url" in button]
        assert url.startswith(f"{PUBLIC}/petition")
        return self.page + str(url).removeprefix(PUBLIC)


@asynccontextmanager
async def signing(
    folder: Path,
    *,
    needs_iin: bool = False,
    public: str = PUBLIC,
    database: str = "",
    goal: int = 300,
    words: Bilingual | None = None,
) -> AsyncIterator[Signing]:
    """Open a village with a petition that a deputy has put to it, and serve its page."""
    async with a_telegram_village(folder, database=database) as village, ClientSession() as session:
        akim = await village.official()
        group = await village.bound_group(akim)
        deputy = await village.official(Role.DEPUTY, "Виктор", "ru")
        village.house.links.public_url = public
        made = a_petition(opens=village.clock.now(), needs_iin=needs_iin, goal=goal)
        if words is not None:
            made = replace(made, plan=replace(made.plan, title=words, demand=words))
        petition = await _published(village, deputy, made)
        waited: list[float] = []
        async with _served(village, waited) as page:
            yield Signing(village, deputy, group, petition, page, session, waited)


async def _published(village: TelegramVillage, deputy: Person, made: Petition) -> Petition:
    async with village.house.desk.open_work() as work:
        author = await deputy.who(work)
        assert author is not None
        petition = replace(made, author=author, drafted_by=author, confirmed_by=PersonId(author))
        await work.petitions.add(petition)
    return petition


@asynccontextmanager
async def _served(village: TelegramVillage, waited: list[float]) -> AsyncIterator[str]:
    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    application = web.Application()
    house = village.house
    application.add_routes(petition_pages(house.desk, house.speech, SECRET, WrongCodes(sleep)))
    server = TestServer(application, host="127.0.0.1")
    await server.start_server(shutdown_timeout=1)
    try:
        yield str(server.make_url("")).rstrip("/")
    finally:
        await server.close()
