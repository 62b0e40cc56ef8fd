"""The demo: a village like the handbook's Bugrovoe district, in one process, with a movable clock."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from bot.app import House, open_house
from bot.config import ZONE, AppPart, Config, LettersPart, NamePart, SectionPart, VillagePart, WebPart
from bot.gateway import Limits
from bot.simulator.inbound import Inbound
from bot.simulator.network import TELEGRAM, WHATSAPP, SimulatorGateway
from bot.simulator.records import NETWORK, Group, Profile, Villager
from bot.simulator.seen import Command, Scene
from bot.simulator.web import application
from bot.simulator.world import World
from bot.speech import Speech
from bot.ticking import ticking
from bot.web.duty_feed import duty_feed
from bot.web.petition_pages import petition_pages
from handlers.chat import Say
from handlers.consents import consent_digest
from handlers.duties.rounds import ROUND, next_reminder
from handlers.menu import COMMANDS_OF_ALL, COMMANDS_OF_OFFICE
from handlers.people import consent_says
from handlers.ports import Clock, Desk, Work
from village.announcements import Point
from village.chats import Address, Chat
from village.ids import ChatId, MandateId, PersonId, SectionSlug, VillageSlug
from village.people import Basis, BasisKind, Mandate, Resident, Role
from village.records import Consent
from village.texts import Language
from village.villages import Named

SLUG = VillageSlug("bugrovoe")
_SQUARE = Point(55.2633, 69.0211)
_IDLE = 1.0
# The demo's data are invented; its secret seals nothing that is one.
_SECRET = "the demo has no secrets, only invented people"  # noqa: S105 - as it says


@dataclass(frozen=True, slots=True)
class _Face:
    """One of the cast: all of them are invented."""

    name: str
    section: str
    language: Language = Language.KK
    role: Role | None = None
    profile: Profile = Profile.TELEGRAM
    knows_bot: bool = True


_KK, _RU = Language.KK, Language.RU
_WHATSAPP = Profile.WHATSAPP

_SECTIONS = (
    ("bugrovoe", Named("Бугровое", "Бугровое", "Bugrovoe"), 310),
    ("novogeorgievka", Named("Новогеоргиевка", "Новогеоргиевка", "Novogeorgievka"), 148),
    ("krasnokovka", Named("Красноковка", "Красноковка", "Krasnokovka"), 117),
    ("sosnovka", Named("Сосновка", "Сосновка", "Sosnovka"), 95),
)

_CAST = (
    _Face("Ерлан Сейітов", "bugrovoe", _KK, Role.AKIM),
    _Face("Гүлнар Омарова", "bugrovoe", _KK, Role.OFFICE),
    _Face("Виктор Литвинов", "sosnovka", _RU, Role.DEPUTY),
    _Face("Марат Жақсыбеков", "bugrovoe", _KK, Role.COMMISSION_MEMBER),
    _Face("Айгүл Нұрланова", "bugrovoe"),
    _Face("Ольга Кравченко", "bugrovoe", _RU),
    _Face("Жанар Әбілова", "novogeorgievka", _KK, None, _WHATSAPP),
    _Face("Пётр Бондаренко", "sosnovka", _RU, None, _WHATSAPP),
    _Face("Динара Қасымова", "krasnokovka", _KK, None, Profile.TELEGRAM, knows_bot=False),
    _Face("Сергей Ткачук", "bugrovoe", _RU, None, Profile.TELEGRAM, knows_bot=False),
    _Face("Болат Ахметов", "bugrovoe", _KK, Role.ASSEMBLY_MEMBER),
    _Face("Сәуле Тілеуова", "bugrovoe", _KK, Role.ASSEMBLY_MEMBER),
    _Face("Нина Гаврилюк", "bugrovoe", _RU, Role.ASSEMBLY_MEMBER),
    _Face("Қайрат Мұсин", "bugrovoe", _KK, Role.ASSEMBLY_MEMBER),
    _Face("Тамара Шевчук", "novogeorgievka", _RU, Role.ASSEMBLY_MEMBER),
    _Face("Асқар Есенов", "novogeorgievka", _KK, Role.ASSEMBLY_MEMBER),
    _Face("Раушан Дүйсенова", "krasnokovka", _KK, Role.ASSEMBLY_MEMBER),
    _Face("Иван Мельник", "krasnokovka", _RU, Role.ASSEMBLY_MEMBER),
    _Face("Мейрам Рахимов", "sosnovka", _KK, Role.ASSEMBLY_MEMBER),
    _Face("Лариса Дорошенко", "sosnovka", _RU, Role.ASSEMBLY_MEMBER),
    _Face("Арман Төлегенов", "bugrovoe"),
    _Face("Светлана Панченко", "bugrovoe", _RU),
    _Face("Ғалия Бекова", "bugrovoe"),
    _Face("Николай Романюк", "bugrovoe", _RU),
    _Face("Шолпан Исаева", "bugrovoe"),
    _Face("Дәулет Сапаров", "novogeorgievka"),
    _Face("Елена Савчук", "novogeorgievka", _RU),
    _Face("Қарлығаш Оразова", "novogeorgievka"),
    _Face("Андрей Коваль", "krasnokovka", _RU),
    _Face("Бақыт Смағұлов", "krasnokovka"),
    _Face("Зере Қанатова", "krasnokovka"),
    _Face("Валентина Гончар", "sosnovka", _RU),
    _Face("Еркін Жұмабаев", "sosnovka"),
    _Face("Меруерт Сүлейменова", "sosnovka"),
)


def demo_config(database: str) -> Config:
    """Give the settings of the demo; its data lie in a database of its own."""
    name = NamePart(
        kk="Бугровое ауылдық округі", ru="Бугровской сельский округ", en="Bugrovoe rural district"
    )
    sections = tuple(
        SectionPart(slug=slug, name=NamePart(kk=named.kk, ru=named.ru, en=named.en), adults=adults)
        for slug, named, adults in _SECTIONS
    )
    village = VillagePart(
        slug=SLUG,
        name=name,
        population=942,
        adults=670,
        assembly=10,
        operator=NamePart(
            kk="Бугровое ауылдық округі әкімінің аппараты",
            ru="Аппарат акима Бугровского сельского округа",
            en="Office of the akim of Bugrovoe rural district",
        ),
        bin="000000000000",
        phone="8 (715-38) 0-00-00",
        sections=sections,
    )
    app = AppPart(database=SecretStr(database), secret=SecretStr(_SECRET))
    # What a village of thousands is asked is to be met here, too.
    # Its own pages stand beside the chats, on whatever port both are.
    web = WebPart(public_url="/")
    return Config(app=app, web=web, letters=LettersPart(big_send=20), village=(village,))


@dataclass(frozen=True, slots=True)
class _Controls:
    """The demo's clock, moved by hand: whatever is due on the way happens at its own moment."""

    house: House
    world: World

    async def forward(self, by: timedelta) -> None:
        """Move the clock on, stopping wherever something is due."""
        target = self.world.clock.now() + by
        await self.settle()
        while (due := await self._next_due()) is not None and due <= target:
            self.world.clock.forward(max(due - self.world.clock.now(), timedelta(milliseconds=1)))
            await self.settle()
        self.world.clock.forward(max(target - self.world.clock.now(), timedelta()))

    async def next_due(self) -> datetime | None:
        """Give the moment at which something is said next; a daily round that has nothing to say is none."""
        async with self.house.desk.look() as work:
            reminder = await next_reminder(SLUG, work, self.house.desk)
        return _first(await self._next_due(but=ROUND), reminder)

    async def _next_due(self, but: str = "") -> datetime | None:
        async with self.house.desk.look() as work:
            return _first(await work.deadlines.next_due(but), await work.outbox.next_due())

    async def settle(self) -> None:
        """Do everything that is due now, to the end."""
        await self.house.settle()


def _first(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)


@asynccontextmanager
async def open_demo(folder: Path, base: Clock, database: str = "") -> AsyncIterator[web.Application]:
    """Open the demo in a folder: where it was left, or from the beginning in an empty one.

    Its clock is the base clock, moved on by hand. Its database lies in the folder, too, unless one is named.
    """
    database = database or f"sqlite+aiosqlite:///{folder / 'village.sqlite'}"
    with World(folder / "chats.jsonl", base, SLUG) as world:
        async with open_house(demo_config(database), world.clock) as house:
            house.join(SimulatorGateway(world, telegram=_unpaced(TELEGRAM), whatsapp=_unpaced(WHATSAPP)))
            if world.is_new:
                await _settle_in(world, house.desk)
            await Inbound(world, house.hear).redeliver()
            stop = asyncio.Event()
            async with ticking(house.ring, _IDLE), asyncio.TaskGroup() as group:
                delivering = group.create_task(house.deliver(stop, _IDLE))
                served = application(world, house.hear, _Controls(house, world), _scene(house))
                served.add_routes(petition_pages(house.desk, house.speech, _SECRET))
                served.add_routes(duty_feed(house.desk, house.speech, _SECRET))
                yield served
                stop.set()
                house.wake.set()
                await delivering


def _unpaced(limits: Limits) -> Limits:
    # Whoever moves the clock by ten days does not want to wait for Telegram's pace.
    return replace(limits, per_second=1e6, per_second_in_chat=1e6, per_minute_in_group=1e6)


def _scene(house: House) -> Scene:
    village = house.desk.villages[SLUG]
    commands = ("start", *COMMANDS_OF_ALL, *COMMANDS_OF_OFFICE, "bind", "cancel")
    return Scene(
        title=village.name,
        bot=_named(Say("bot-name"), house.speech),
        zone=ZONE,
        commands=tuple(Command(f"/{each}", _named(Say(f"menu-{each}"), house.speech)) for each in commands),
        place=_SQUARE,
    )


def _named(say: Say, speech: Speech) -> Named:
    return Named(*(speech.say(say, language) for language in Language))


# ---------------------------------------------------------------------------------------- the first day


async def _settle_in(world: World, desk: Desk) -> None:
    speech = Speech(ZONE)
    villagers = [_villager(number, face, speech) for number, face in enumerate(_CAST, 1)]
    groups = [_group(slug, named, villagers) for slug, named, _ in _SECTIONS]
    async with desk.open_work() as work:
        for villager, face in zip(villagers, _CAST, strict=True):
            if face.knows_bot:
                await _enrol(villager, face, work, desk)
        for group, (slug, _, _) in zip(groups, _SECTIONS, strict=True):
            await work.chats.keep(_chat(group, slug, desk))
    world.settle_in(*villagers, *groups)


def _villager(number: int, face: _Face, speech: Speech) -> Villager:
    who = _named(Say(f"role-{face.role}" if face.role else "role-resident"), speech)
    return Villager(
        id=f"p{number}",
        name=face.name,
        who=who,
        phone=f"+7700000{number:04}",
        profile=face.profile,
        started=face.knows_bot,
    )


def _group(slug: str, named: Named, villagers: Sequence[Villager]) -> Group:
    members = [
        villager.id
        for villager, face in zip(villagers, _CAST, strict=True)
        if face.section == slug or face.role in {Role.AKIM, Role.OFFICE}
    ]
    return Group(id=f"g-{slug}", title=f"{named.kk} · ауыл чаты", members=tuple(members))


def _chat(group: Group, slug: str, desk: Desk) -> Chat:
    return Chat(
        id=ChatId(desk.new_id()),
        village=SLUG,
        address=Address(NETWORK, group.id),
        title=group.title,
        bound=True,
        section=SectionSlug(slug),
        can_pin=True,
    )


async def _enrol(villager: Villager, face: _Face, work: Work, desk: Desk) -> None:
    now, address = desk.clock.now(), Address(NETWORK, villager.id)
    person = await work.people.meet(address, PersonId(desk.new_id()), now)
    version = desk.customs.consent_version
    asked = consent_says(NETWORK, desk.villages[SLUG], desk)
    digest = consent_digest(asked, face.language, desk)
    await work.people.give_consent(Consent(person, SLUG, version, digest, NETWORK, now), address)
    resident = Resident(
        village=SLUG,
        person=person,
        language=face.language,
        section=SectionSlug(face.section),
        subscribed=True,
        reachable=True,
        consented=True,
    )
    await work.people.keep(resident)
    await work.people.reached_by(SLUG, person, NETWORK)
    if face.role:
        await work.roles.give(_mandate(person, face.role, desk))


def _mandate(person: PersonId, role: Role, desk: Desk) -> Mandate:
    today = desk.today()
    kind = BasisKind.PROTOCOL if role in {Role.ASSEMBLY_MEMBER, Role.COMMISSION_MEMBER} else BasisKind.ORDER
    return Mandate(
        id=MandateId(desk.new_id()),
        village=SLUG,
        person=person,
        role=role,
        begins=today,
        ends=today.replace(year=today.year + 4, day=min(today.day, 28)),
        basis=Basis(kind, "1", today),
    )
