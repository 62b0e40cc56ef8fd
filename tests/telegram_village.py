"""A village over Telegram's wire: a fake Bot API, the real client and poll loop, a house, a clock of ours.

``async with a_telegram_village(tmp_path) as village`` serves it in this process; people are moved by plain
methods, and what they read is compared with the sentences of the locales, never with words frozen here.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import House, open_house
from bot.config import ZONE, AppPart, Config, DutiesPart, NamePart, SectionPart, TelegramPart, VillagePart
from bot.inviting import Offer, new_invitation
from bot.running import menus_of
from bot.speech import Speech
from bot.telegram.outbound import LIMITS, TelegramGateway, meet
from bot.telegram.run import Pace, Wire, build_bot, poll
from handlers.chat import Fact, Say
from handlers.ports import Work
from tests.fake_bot_api import FakeBot, FakeBotApi, FakeChat, FakeMessage, FakeUser, Kind, Toast
from tests.stores import SECRET
from village.chats import Address
from village.gatherings import Gathering
from village.ids import PersonId, VillageSlug
from village.people import Role
from village.texts import Language

BUGROVOE, SOSNOVKA = VillageSlug("bugrovoe"), VillageSlug("sosnovka")
BEGINS = datetime(2026, 12, 1, 10, 0, tzinfo=ZONE)
"""A Tuesday morning; the tenth day from it is 11 December, the eleventh 12 December, a Saturday."""

LINE = "12.12 15:00 | Клуб / Дом культуры | Су / Вода; Жол / Дорога"
QUICK = Pace(hold=2, first_wait=0.01, longest_wait=0.05)
UNPACED = replace(
    LIMITS, per_second=float("inf"), per_second_in_chat=float("inf"), per_minute_in_group=float("inf")
)
SPEECH = Speech(ZONE)
_PATIENCE = 20.0


@dataclass
class MovableClock:
    """A clock that stands still until it is moved."""

    moment: datetime = BEGINS

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        return self.moment.timestamp()


async def until(
    is_so: Callable[[], bool], what: str = "what was waited for", within: float = _PATIENCE
) -> None:
    """Wait for something that happens on the far side of a network, with a bound."""
    try:
        async with asyncio.timeout(within):
            while not is_so():  # noqa: ASYNC110 - what is waited for happens on the far side of a network
                await asyncio.sleep(0.002)
    except TimeoutError:
        raise AssertionError(f"{what} did not come") from None


# ------------------------------------------------------------------------------------------- the settings


def a_section(slug: str, name: str, adults: int) -> SectionPart:
    """Give the settings of a settlement."""
    return SectionPart(slug=slug, name=NamePart(kk=name, ru=name, en=name), adults=adults)


def a_part(slug: str, token: str, **more: Any) -> VillagePart:
    """Give the settings of a unit with its bot."""
    name = slug.capitalize()
    settings: dict[str, Any] = {
        "name": NamePart(kk=f"{name} ауылдық округі", ru=f"{name} сельский округ", en=f"{name} district"),
        "telegram_token": SecretStr(token),
        "population": 942,
        "adults": 670,
        "assembly": 10,
        "operator": "Округ әкімінің аппараты",
        "phone": "8 (715-38) 0-00-00",
        "sections": (a_section("bugrovoe", "Бугровое", 310), a_section("kyzyltu", "Қызылту", 95)),
    }
    return VillagePart(slug=slug, **(settings | more))


def a_config(folder: Path, api: FakeBotApi, *parts: VillagePart, database: str = "") -> Config:
    """Give settings whose database lies in a folder, or where told, and whose Telegram is the fake one."""
    return Config(
        app=AppPart(
            database=SecretStr(database or f"sqlite+aiosqlite:///{folder / 'asar.sqlite'}"),
            secret=SecretStr(SECRET),
            tick_seconds=0.2,
        ),
        telegram=TelegramPart(api=api.url),
        # What begins by itself would talk into every other story.
        duties=DutiesPart(begin_alone=()),
        village=parts,
    )


# ---------------------------------------------------------------------------------------------- the village


@dataclass
class TelegramVillage:
    """A running village; ``bots`` by slug, ``bot`` and ``group`` are the first one's."""

    folder: Path
    api: FakeBotApi
    clock: MovableClock
    config: Config
    bots: Mapping[VillageSlug, FakeBot]
    stack: AsyncExitStack
    _house: House | None = None
    _codes: int = 0

    @property
    def house(self) -> House:
        assert self._house is not None, "the house is closed"
        return self._house

    @property
    def bot(self) -> FakeBot:
        return self.bots[BUGROVOE]

    @property
    def database(self) -> Path:
        return self.folder / "asar.sqlite"

    # -------------------------------------------------------------------------- the house

    async def open(self) -> None:
        """Open the house on its database."""
        self._house = await self.stack.enter_async_context(_standing(self.config, self.clock))

    async def close(self) -> None:
        """Close the house; Telegram goes on without it."""
        await self.stack.aclose()
        self._house = None

    async def restart(self) -> None:
        """Close the house and open another on the same database."""
        await self.close()
        await self.open()

    async def settle(self) -> None:
        """Wait until all that people did is heard and all that is due now is said."""
        while True:
            await until(lambda: not self._waiting(), "the hearing of all updates")
            await self.house.settle()
            await self.house.delivery.fetch_files()
            if not self._waiting():
                return

    def _waiting(self) -> bool:
        return any(bot.pending for bot in self.bots.values())

    # -------------------------------------------------------------------------- the clock

    async def forward(self, **by: float) -> None:
        """Move the clock on, stopping wherever something is due."""
        await self.to(self.clock.now() + timedelta(**by))

    async def to(self, target: datetime) -> None:
        """Move the clock to a moment, stopping wherever something is due."""
        await self.settle()
        while (due := await self._next_due()) is not None and due <= target:
            self.clock.moment = max(due, self.clock.moment + timedelta(milliseconds=1))
            await self.settle()
        self.clock.moment = max(target, self.clock.moment)
        await self.settle()

    async def to_day(self, days: int, at: time) -> None:
        """Move the clock to an hour so many days after the village's first day."""
        await self.to(datetime.combine(BEGINS.date() + timedelta(days=days), at, ZONE))

    async def _next_due(self) -> datetime | None:
        async with self.house.desk.look() as work:
            moments = (await work.deadlines.next_due(), await work.outbox.next_due())
        return min((moment for moment in moments if moment), default=None)

    # -------------------------------------------------------------------------- people and chats

    def someone(self, name: str = "Айгүл", language: str = "kk", slug: VillageSlug = BUGROVOE) -> "Person":
        """Make a person who has not started the bot."""
        return Person(self, self.api.user(name, language=language), Language(language), slug)

    async def resident(
        self, name: str = "Айгүл", language: str = "kk", section: str = "Бугровое", *, letters: bool = True
    ) -> "Person":
        """Make a person who has walked through the first talk."""
        person = self.someone(name, language)
        await person.starts(section=section, letters=letters)
        return person

    async def becomes(self, person: "Person", role: Role | str) -> "Person":
        """Give a person a role by a real code, a link and a tap."""
        link = f"https://t.me/{person.bot.username}?start={await self.code(role, person.slug)}"
        await person.opens(link)
        if not person.knows_the_bot:
            await person.agrees()
        await person.presses("button-accept")
        return person

    async def official(
        self, role: Role | str = Role.AKIM, name: str = "Ерлан", language: str = "kk"
    ) -> "Person":
        """Make a resident who holds a role."""
        return await self.becomes(await self.resident(name, language), role)

    async def code(self, role: Role | str, slug: VillageSlug = BUGROVOE) -> str:
        """Have the operator give out a code."""
        self._codes += 1
        offer = Offer(slug, str(role), str(self._codes), None, None)
        return await new_invitation(self.house.desk, slug, offer)

    async def bound_group(
        self, akim: "Person", title: str = "Бугровое", choice: str = "", kind: Kind = "supergroup"
    ) -> FakeChat:
        """Have the akim bring the bot into a group, and tie it to the unit, or to a settlement."""
        group = self.api.group(title, kind=kind)
        self.api.add_to_group(akim.bot, group, akim.user)
        await self.settle()
        await (akim.taps(choice) if choice else akim.presses("whole-unit"))
        return group

    def in_group(self, group: FakeChat) -> list[FakeMessage]:
        """List what the bot says in a group, oldest first."""
        return [message for message in self.api.messages(group) if message.bot is not None]

    # -------------------------------------------------------------------------- words, and a look inside

    def says(self, language: Language | str, key: str, **facts: Fact) -> str:
        """Give a sentence of the locales."""
        return SPEECH.say(Say(key, facts), Language(language))

    async def gathering(self, number: int, slug: VillageSlug = BUGROVOE) -> Gathering:
        """Give a gathering as it is kept."""
        async with self.house.desk.look() as work:
            found = await work.gatherings.numbered(slug, number)
        assert found is not None
        return found

    @asynccontextmanager
    async def look(self) -> AsyncIterator[Work]:
        """Look into the database."""
        async with self.house.desk.look() as work:
            yield work


@dataclass
class Person:
    """Someone with a phone: what they do is heard by the bot before the method returns."""

    village: TelegramVillage
    user: FakeUser
    language: Language
    slug: VillageSlug = BUGROVOE
    _read: int = field(default=0, repr=False)

    @property
    def bot(self) -> FakeBot:
        return self.village.bots[self.slug]

    @property
    def chat(self) -> FakeChat:
        return self.village.api.private(self.user, self.bot)

    @property
    def messages(self) -> list[FakeMessage]:
        """List what the bot has said to this person, oldest first."""
        return self.village.in_group(self.chat)

    @property
    def last(self) -> FakeMessage:
        assert self.messages, f"the bot has said nothing to {self.user.name}"
        return self.messages[-1]

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.messages]

    @property
    def toasts(self) -> list[Toast]:
        return self.village.api.toasts(self.user)

    @property
    def knows_the_bot(self) -> bool:
        return self.village.says(self.language, "language-ask") not in self.last.text

    def news(self) -> list[FakeMessage]:
        """List what the bot has said since this was last asked."""
        new = [message for message in self.messages if message.id > self._read]
        self._read = max((message.id for message in self.messages), default=self._read)
        return new

    def said(self, key: str, **facts: Fact) -> str:
        """Give a sentence in this person's language."""
        return self.village.says(self.language, key, **facts)

    def sees(self, key: str, **facts: Fact) -> bool:
        """Tell whether the bot's last words to this person contain a sentence."""
        return self.said(key, **facts) in self.last.text

    def has_read(self, key: str, **facts: Fact) -> int:
        """Count the bot's messages to this person that contain a sentence."""
        return sum(self.said(key, **facts) in text for text in self.texts)

    async def who(self, work: Work) -> PersonId | None:
        """Find the person in the database."""
        return await work.people.at(Address("telegram", str(self.user.id)))

    # -------------------------------------------------------------------------- what they do

    async def writes(
        self, text: str = "", chat: FakeChat | None = None, **more: Any
    ) -> Sequence[FakeMessage]:
        """Write to the bot, or into a group; gives what the bot says to them then."""
        self.news()
        self.village.api.write(self.user, chat or self.chat, text, **more)
        await self.village.settle()
        return self.news()

    async def sends(self, kind: str, content: bytes = b"...", caption: str = "") -> Sequence[FakeMessage]:
        """Send a file to the bot."""
        self.news()
        self.village.api.send_file(self.user, self.chat, kind, content, caption)
        await self.village.settle()
        return self.news()

    async def opens(self, link: str) -> Sequence[FakeMessage]:
        """Open a link into the bot's private chat and press Start."""
        assert link.startswith(f"https://t.me/{self.bot.username}?start="), link
        self.news()
        self.village.api.start_bot(self.user, self.bot, link.partition("=")[2])
        await self.village.settle()
        return self.news()

    async def presses(
        self, key: str, message: FakeMessage | None = None, **facts: Fact
    ) -> Sequence[FakeMessage]:
        """Press the button that bears a sentence, under a message or under the newest that has it."""
        language = Language.KK if message is not None and message.chat.kind != "private" else self.language
        return await self.taps(self.village.says(language, key, **facts), message)

    async def taps(self, label: str, message: FakeMessage | None = None) -> Sequence[FakeMessage]:
        """Press the button that bears a label; a link is opened."""
        under = message or self._bears(label)
        self.news()
        opened = self.village.api.press(self.user, under, label[:40])
        if opened.startswith("https://"):
            return await self.opens(opened)
        await self.village.settle()
        return self.news()

    def _bears(self, label: str) -> FakeMessage:
        found = [
            message
            for message in self.messages
            if any(button.startswith(label[:40]) for button in message.labels)
        ]
        seen = [(message.text[:60], message.labels) for message in self.messages[-3:]]
        assert found, f"{self.user.name} has no button {label!r}; last: {seen}"
        return found[-1]

    async def starts(self, *, section: str = "Бугровое", letters: bool = True) -> None:
        """Walk through the first talk."""
        await self.writes("/start")
        await self.agrees()
        await self.taps(section) if section else await self.presses("section-elsewhere")
        await self.presses("subscribe-yes" if letters else "subscribe-no")

    async def agrees(self) -> None:
        """Choose one's own language and say yes to the consent."""
        await self.presses(f"language-{self.language}-itself")
        await self.presses("consent-yes")

    async def convenes(self, line: str = LINE) -> None:
        """Convene by one line and publish."""
        await self.writes(f"/gathering {line}")
        await self.presses("button-publish")


@asynccontextmanager
async def _standing(config: Config, clock: MovableClock) -> AsyncIterator[House]:
    wire, stop = Wire(config.telegram.api), asyncio.Event()
    try:
        async with open_house(config, clock) as house, asyncio.TaskGroup() as group:
            for part in config.village:
                bot = build_bot(part.telegram_token.get_secret_value(), wire, VillageSlug(part.slug))
                me = await meet(bot, VillageSlug(part.slug))
                gateway = TelegramGateway(bot, me, UNPACED)
                house.join(gateway)
                await gateway.set_commands(menus_of(house))
                group.create_task(poll(bot, me, house.hear, stop, QUICK))
            await house.delivery.lanes.begin()
            try:
                yield house
            finally:
                stop.set()
    except ExceptionGroup as failed:
        # What a story found wrong is told alone, not in the wrapping of the group that it ended.
        raise failed.exceptions[0] from None
    finally:
        await wire.close()


@asynccontextmanager
async def a_telegram_village(
    folder: Path,
    *,
    slugs: Sequence[VillageSlug] = (BUGROVOE,),
    begins: datetime = BEGINS,
    database: str = "",
    **settings: Any,
) -> AsyncIterator[TelegramVillage]:
    """Open a village; ``settings`` are fields of its part of the configuration."""
    clock = MovableClock(begins)
    async with FakeBotApi(clock.seconds) as api:
        bots = {slug: api.bot() for slug in slugs}
        parts = [a_part(slug, bot.token, **settings) for slug, bot in bots.items()]
        config = a_config(folder, api, *parts, database=database)
        async with AsyncExitStack() as stack:
            village = TelegramVillage(folder, api, clock, config, bots, stack)
            await village.open()
            yield village
