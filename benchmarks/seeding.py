"""What stands in a database before it is measured: villages, a gathering each, groups, residents, letters."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from benchmarks.press import FIRST_PERSON, Target
from bot.clock import WallClock
from bot.config import ZONE, Config, read_config
from handlers.gatherings.cards import ComingSaid
from handlers.petitions.subject import Signed
from handlers.polls.cards import Voted
from storage import tables
from storage.engine import engine_for
from storage.keyring import keys_for
from storage.migrate import migrate
from storage.sealing import Keys
from storage.work import OpenSqlWork, SqlWork, work_on
from village.announcements import Announcement, AnnouncementState, Channel
from village.chats import Address, Chat
from village.course import State
from village.gatherings import Coming, Gathering, Plan
from village.ids import (
    AnnouncementId,
    ChatId,
    GatheringId,
    PersonId,
    PetitionId,
    PollId,
    VillageSlug,
    make_id,
)
from village.outbox import Audience, Campaign, Letter, Scope, Standing, Subject
from village.people import Role
from village.petitions import Petition, PetitionPlan, with_register
from village.polls import Poll, PollPlan
from village.register import Head, Register
from village.rules import Kind
from village.texts import Bilingual, Language
from village.villages import BODIES

SECRET = "a secret of the benchmarks, which opens nothing at all"  # noqa: S105 - opens nothing
PUBLIC = "https://asar.example"
GROUPS = 3
FIRST_RESIDENT = 500_000_000
_WORDS = Bilingual(
    "Ертең сағат 10:00-ден 16:00-ге дейін су болмайды: құбыр жөнделеді. Су жинап қойыңыздар. " * 4,
    "Завтра с 10:00 до 16:00 не будет воды: ремонт трубы. Запаситесь водой. " * 4,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a program is set up: its database, its settings, its ports."""

    folder: Path
    database: str
    port: int
    api_port: int
    villages: int
    tick_seconds: float = 5.0  # as it is where the settings say nothing

    @property
    def config(self) -> Path:
        """Give the file of its settings."""
        return self.folder / "config.toml"

    def slugs(self) -> tuple[VillageSlug, ...]:
        """Name its villages."""
        return tuple(VillageSlug(f"v{number:04d}") for number in range(self.villages))

    def settings(self) -> Config:
        """Read its settings, as the program does."""
        return read_config(self.config)


def settle(place: Place) -> Place:
    """Write the settings, as an operator would; give the place."""
    place.config.write_text(f"{_HEAD.format(place=place)}{''.join(_parts(place))}", encoding="utf-8")
    return place


_HEAD = f"""
[app]
database = "{{place.database}}"
secret = "{SECRET}"
tick_seconds = {{place.tick_seconds}}
[web]
listen = "127.0.0.1:{{place.port}}"
public_url = "{PUBLIC}"
[telegram]
api = "http://127.0.0.1:{{place.api_port}}"
delivery = "webhook"
"""


def _parts(place: Place) -> Iterator[str]:
    for number, slug in enumerate(place.slugs()):
        yield f"""
[[village]]
slug = "{slug}"
name = {{ kk = "Ауыл {number}", ru = "Село {number}", en = "Village {number}" }}
telegram_token = "{4200000000 + number}:AAE_benchmarks_only_opens_nothing__"
population = 3100
adults = 2100
operator = "Әкім аппараты"
phone = "8 (715-38) 0-00-00"
"""


@asynccontextmanager
async def store_of(place: Place) -> AsyncIterator[tuple[AsyncEngine, OpenSqlWork]]:
    """Open a place's database, at the newest step."""
    engine = engine_for(place.database)
    try:
        await migrate(engine)
        open_work, _ = work_on(engine, await keys_for(engine, SECRET), ZONE)
        yield engine, open_work
    finally:
        await engine.dispose()


def at_once(work: Coroutine[Any, Any, T]) -> T:
    """Do a piece of work in a loop of its own."""
    return asyncio.run(work)


# ----------------------------------------------------------------------------- a gathering to be answered


async def gatherings(place: Place) -> dict[VillageSlug, tuple[str, ...]]:
    """Put a gathering into each village, its notice standing in three groups; give what is pressed there."""
    found = {}
    async with store_of(place) as (_, open_work), open_work() as work:
        author = await work.people.meet(Address("telegram", "1"), PersonId(1), now())
        for slug in place.slugs():
            number = GatheringId(await _gathering(work, slug, author))
            found[slug] = tuple(ComingSaid(number, coming).data for coming in Coming)
    return found


async def _gathering(work: SqlWork, slug: VillageSlug, author: PersonId) -> int:
    moment = now()
    number = GatheringId(make_id(moment, int(slug[1:])))
    starts = datetime.combine(moment.astimezone(ZONE).date() + timedelta(days=12), time(15), ZONE)
    plan = Plan(Kind.GATHERING, starts, Bilingual.same("Клуб"), (Bilingual("Су", "Вода"),))
    await work.gatherings.add(
        Gathering(
            number, slug, 7, author, plan, None, moment.astimezone(ZONE), moment.astimezone(ZONE).date()
        )
    )
    for group in groups_of(slug):
        chat = await _chat(work, slug, group)
        notice = Subject("gathering", number)
        await work.cards.keep(
            Standing(slug, "gathering-notice", notice, chat, None, ("4711",), moment, pinned=True)
        )
    return number


_OPTIONS = (Bilingual("Иә", "Да"), Bilingual("Жоқ", "Нет"), Bilingual("Бәрібір", "Всё равно"))


async def polls(place: Place, voters: int) -> dict[VillageSlug, tuple[str, ...]]:
    """Put an open poll into each village, its card standing in three groups; give what is pressed there.

    So many voters are known to be in their village's first group: presses go round the villages.
    """
    found = {}
    async with store_of(place) as (engine, open_work):
        keys = await keys_for(engine, SECRET)
        async with open_work() as work:
            author = await work.people.meet(Address("telegram", "1"), PersonId(1), now())
            for slug in place.slugs():
                number = PollId(await _poll(work, slug, author))
                found[slug] = tuple(Voted(number, option).data for option in range(len(_OPTIONS)))
        async with engine.begin() as connection:
            await connection.execute(insert(tables.member), list(_members(place, voters, keys)))
    return found


async def _poll(work: SqlWork, slug: VillageSlug, author: PersonId) -> int:
    moment = now().astimezone(ZONE)
    number, closes = PollId(make_id(moment, int(slug[1:]))), moment + timedelta(days=3)
    plan = PollPlan(Bilingual("Су керек пе?", "Нужна ли вода?"), _OPTIONS, closes_at=closes)
    poll = Poll(
        number,
        village=slug,
        number=7,
        author=author,
        plan=plan,
        opens_at=moment,
        first_closes_at=closes,
        author_role=Role.AKIM,
        state=State.OPEN,
    )
    await work.polls.add(poll)
    for group in groups_of(slug):
        chat = await _chat(work, slug, group)
        about = Subject("poll", number)
        await work.cards.keep(Standing(slug, "poll", about, chat, None, ("4711",), moment, pinned=True))
    return number


async def petitions(place: Place, signers: int) -> dict[VillageSlug, tuple[str, ...]]:
    """Put an open petition into each village, its card in three groups; give what is pressed there.

    So many residents, known to be in their village's first group, have confirmed a phone and given a name.
    """
    found: dict[VillageSlug, tuple[str, ...]] = {}
    async with store_of(place) as (engine, open_work):
        keys = await keys_for(engine, SECRET)
        async with open_work() as work:
            author = await work.people.meet(Address("telegram", "1"), PersonId(1), now())
            for slug in place.slugs():
                found[slug] = (Signed(await _petition(work, slug, author)).data,)
        async with engine.begin() as connection:
            await connection.execute(insert(tables.member), list(_members(place, signers, keys)))
            slugs = place.slugs()
            for number, slug in enumerate(slugs):
                people = range(FIRST_PERSON + number, FIRST_PERSON + signers, len(slugs))
                await _residents(connection, slug, people, keys)
            await _signers(connection, range(FIRST_PERSON, FIRST_PERSON + signers), keys)
    return found


async def _petition(work: SqlWork, slug: VillageSlug, author: PersonId) -> PetitionId:
    petition = a_petition(slug, author, PetitionId(make_id(now(), int(slug[1:]))))
    await work.petitions.add(petition)
    for group in groups_of(slug):
        chat, about = await _chat(work, slug, group), Subject("petition", petition.id)
        await work.cards.keep(Standing(slug, "petition", about, chat, None, ("4711",), now(), pinned=True))
    return petition.id


def a_petition(slug: VillageSlug, author: PersonId, number: PetitionId) -> Petition:
    """Make a petition that is open from now on."""
    moment = now().astimezone(ZONE)
    closes = moment + timedelta(days=30)
    plan = PetitionPlan(
        closes_at=closes,
        title=Bilingual("Көпірді жөндеу", "Починить мост"),
        problem=Bilingual("Көпірдің тіреуі шіріген.", "Опоры моста сгнили."),
        demand=Bilingual("Көпірді қысқа дейін жөндеуді талап етеміз.", "Требуем починить мост до зимы."),
        addressee=BODIES[0].slug,
        addressee_name=BODIES[0].name,
        goal=1_000_000,
    )
    return with_register(
        Petition(
            id=number,
            village=slug,
            number=7,
            author=author,
            author_role=Role.DEPUTY,
            drafted_by=author,
            confirmed_by=author,
            plan=plan,
            opens_at=moment,
            first_closes_at=closes,
            state=State.OPEN,
            register=Register(Head(0, "")),
        )
    )


async def _signers(connection: AsyncConnection, people: Sequence[int], keys: Keys) -> None:
    phones = [
        {"of": person, "sealed": keys.seal(f"+7{person}"), "hash": keys.hash_phone(f"+7{person}")}
        for person in people
    ]
    confirmed = update(tables.person).where(tables.person.c.id == bindparam("of"))
    values = {"phone_sealed": bindparam("sealed"), "phone_hash": bindparam("hash"), "phone_at": now()}
    await connection.execute(confirmed.values(values), phones)
    names = [
        {
            "person": person,
            "name": keys.seal(f'["Серікова", "Айгүл {person}", ""]'),
            "shown": True,
            "at": now(),
        }
        for person in people
    ]
    await connection.execute(insert(tables.signer), names)


def _members(place: Place, voters: int, keys: Keys) -> Iterator[dict[str, Any]]:
    moment, slugs = now(), list(place.slugs())
    for number in range(voters):
        slug = slugs[number % len(slugs)]
        hashed = keys.hash_address(Address("telegram", str(FIRST_PERSON + number)))
        chat = -groups_of(slug)[0]
        yield {"village": slug, "chat": chat, "address_hash": hashed, "seen_at": moment}


def groups_of(slug: VillageSlug, count: int = GROUPS) -> tuple[int, ...]:
    """Give the addresses of a village's groups."""
    return tuple(-1_000_000_000_000 - int(slug[1:]) * 100 - number for number in range(1, count + 1))


async def _chat(work: SqlWork, slug: VillageSlug, group: int) -> ChatId:
    chat = Chat(ChatId(-group), slug, Address("telegram", str(group)), "Ауыл", bound=True, can_pin=True)
    await work.chats.keep(chat)
    return chat.id


def targets(
    place: Place, pressed: Mapping[VillageSlug, tuple[str, ...]], *, in_groups: bool
) -> tuple[Target, ...]:
    """Give where presses go: under the card in the groups, or under its copies in private chats."""
    from bot.running import webhook_secret

    settings = place.settings()
    return tuple(
        Target(
            f"/telegram/{slug}",
            webhook_secret(settings, slug),
            pressed[slug],
            groups_of(slug) if in_groups else (),
        )
        for slug in place.slugs()
    )


async def counted(place: Place, table: Any, *where: Any) -> int:
    """Count rows."""
    engine = engine_for(place.database)
    try:
        async with engine.connect() as connection:
            return int(
                (await connection.execute(select(func.count()).select_from(table).where(*where))).scalar_one()
            )
    finally:
        await engine.dispose()


# -------------------------------------------------------------------------------------- a word to be sent


async def broadcast_to_people(place: Place, residents: int, goes_at: datetime) -> None:
    """Put an announcement to so many subscribers into each village, its author among them."""
    async with store_of(place) as (engine, open_work):
        keys = await keys_for(engine, SECRET)
        for number, slug in enumerate(place.slugs()):
            first = FIRST_RESIDENT + number * residents
            async with engine.begin() as connection:
                await _residents(connection, slug, range(first, first + residents), keys)
            async with open_work() as work:
                await _announced(work, slug, PersonId(first), 1, Channel.PRIVATE, goes_at)


async def broadcast_to_groups(place: Place, groups: int, words: int, goes_at: datetime) -> None:
    """Put some announcements to so many groups into each village, to go together."""
    async with store_of(place) as (engine, open_work):
        keys = await keys_for(engine, SECRET)
        for turn, slug in enumerate(place.slugs()):
            author = PersonId(FIRST_RESIDENT + turn)
            async with engine.begin() as connection:
                await _residents(connection, slug, [author], keys)
            async with open_work() as work:
                for group in groups_of(slug, groups):
                    await _chat(work, slug, group)
                for number in range(words):
                    await _announced(work, slug, author, number + 1, Channel.GROUP, goes_at)


async def _residents(
    connection: AsyncConnection, slug: VillageSlug, people: Sequence[int], keys: Keys
) -> None:
    """Make residents who want letters, all at once: three thousand first talks would take minutes."""
    moment = now()
    addresses = [Address("telegram", str(number)) for number in people]
    await connection.execute(insert(tables.person), [{"id": number, "met_at": moment} for number in people])
    await connection.execute(
        insert(tables.address),
        [
            {
                "network": "telegram",
                "hash": keys.hash_address(address),
                "person": int(address.id),
                "sealed": keys.seal(address.id),
            }
            for address in addresses
        ],
    )
    await connection.execute(insert(tables.resident), [_resident(slug, number) for number in people])


def _resident(slug: VillageSlug, person: int) -> dict[str, Any]:
    flags = dict.fromkeys(("lives_here", "subscribed", "reachable", "consented"), True)
    quiet = {"quiet_begins": time(21), "quiet_ends": time(8)}
    language = Language.KK if person % 2 else Language.RU
    return {"village": slug, "person": person, "language": language, "network": "telegram", **flags, **quiet}


async def _announced(  # noqa: PLR0913, PLR0917 - what an author says
    work: SqlWork, slug: VillageSlug, author: PersonId, number: int, channel: Channel, goes_at: datetime
) -> None:
    """Publish as the handler does: the announcement, its campaign, its author's report."""
    key = make_id(now(), int(slug[1:]) * 1000 + number)
    # Urgent, so that it goes at whatever hour the benchmarks run.
    announcement = Announcement(
        AnnouncementId(key),
        slug,
        number,
        author,
        _WORDS,
        None,
        channel,
        goes_at,
        urgent=True,
        state=AnnouncementState.PUBLISHED,
    )
    await work.announcements.add(announcement)
    about = Subject("announcement", key)
    audience = Audience(groups=channel.in_groups, private=Scope.SUBSCRIBERS if channel.in_private else None)
    await work.outbox.campaign(Campaign(key, slug, "announcement", about, audience, goes_at, urgent=True))
    report = Letter(key + 1, slug, "announcement-report", about, goes_at, person=author, urgent=True)
    await work.outbox.post(report)


def now() -> datetime:
    """Give the moment."""
    return WallClock().now().astimezone(UTC)
