"""A broadcast under way, with answers coming in by webhook all the while; stories of faults stand on it.

``async with a_broadcast(...) as cast`` has the processes running and a group's notice to be answered.
Letters are really under way, since the fake network takes its time to answer.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession
from sqlalchemy import text

from bot.config import ZONE
from bot.role import Role
from handlers.chat import Fact
from tests.asar_forks import Forks, Order, Times
from tests.fake_bot_api import FakeChat, FakeMessage
from tests.stores import SECRET, Store, a_store
from tests.telegram_village import BEGINS, BUGROVOE, LINE, Person, TelegramVillage, a_telegram_village, until
from tests.test_story_processes import PUBLIC, Asar, Process, a_port, enrol, write_config
from village.gatherings import Coming
from village.ids import GatheringId, VillageSlug
from village.texts import Bilingual, Word

UNDER_WAY = 8
"""So many letters of a bot are under way at once, at the most."""
PATIENCE = 60.0
ANSWERS_AFTER = 0.2
STARTS = datetime(2026, 12, 12, 15, tzinfo=ZONE)
REMINDED = BEGINS + timedelta(days=8)
"""When whoever has not answered is reminded."""
_REMINDERS = "SELECT count(*) FROM letter WHERE kind = 'remind-first' AND state = "
_WAITING = (
    "SELECT (SELECT count(*) FROM letter WHERE state IN ('waiting', 'sending'))"
    " + (SELECT count(*) FROM campaign WHERE NOT done) + (SELECT count(*) FROM stuck)"
    # A reminder is written off before it goes out: only a lane given back has none of them on its way.
    " + (SELECT count(*) FROM lease WHERE holder <> '' AND village NOT LIKE '*%')"
)


@dataclass
class Quick(Asar):
    """The program as a process that is there at once, by a clock that all processes of a story share."""

    forks: Forks | None = None
    times: Times = field(default_factory=Times)

    async def _launched(self) -> Process:
        assert self.forks is not None
        words = ("run", *self.words, "--config", str(self.config))
        return await self.forks.start(Order(words, str(self.log), self.times))

    def set_clock(self, moment: datetime) -> None:
        """Let the clock of the next start stand at a moment, from now on."""
        self.times = replace(self.times, stood=moment.timestamp(), began=time.time())

    def signal(self, number: int) -> None:
        """Send it a signal."""
        assert self._process is not None
        self._process.send_signal(number)


@dataclass
class Broadcast:
    """The village, its processes, and what its people did."""

    village: TelegramVillage
    akim: Person
    group: FakeChat
    people: Sequence[Person]
    chance: random.Random
    processes: list[Quick] = field(default_factory=list)
    presses: list[tuple[int, int, Coming]] = field(default_factory=list)
    announced: int = 0

    @property
    def notice(self) -> FakeMessage:
        """Give the notice as it stands in the group, the newest if there are copies."""
        return self.notices(self.group)[-1]

    def notices(self, chat: FakeChat) -> list[FakeMessage]:
        """List the copies of the notice in a chat; nothing else tells the agenda."""
        return _bearing(self.village.in_group(chat), ["Жол", "Дорога"])

    def announcements(self, chat: FakeChat, number: int) -> list[FakeMessage]:
        """List the copies of an announcement in a chat."""
        return _bearing(self.village.in_group(chat), [f"Су жоқ {number}.", f"Воды нет {number}."])

    @property
    def readers(self) -> list[FakeChat]:
        """List every chat that a broadcast goes to, besides the author's."""
        return [self.group, *(person.chat for person in self.people)]

    # -------------------------------------------------------------------------- what people do

    async def convenes(self) -> None:
        """Convene, in private, by webhook."""
        await self._published(f"/gathering {LINE}")

    async def publishes(self) -> None:
        """Convene, and wait until the group has the notice."""
        await self.convenes()
        await until(lambda: bool(self.notices(self.group)), "the notice in the group", PATIENCE)

    async def announces(self) -> None:
        """Announce something else to everyone."""
        self.announced += 1
        number = self.announced
        await self._published(f"/announce Су жоқ {number}. / Воды нет {number}.")

    async def _published(self, line: str) -> None:
        api, publish, before = self.village.api, self.akim.said("button-publish"), self.akim.messages
        api.write(self.akim.user, self.akim.chat, line)
        seen = {message.id for message in before}

        def preview() -> list[FakeMessage]:
            new = [message for message in self.akim.messages if message.id not in seen]
            return [message for message in new if publish in message.labels]

        await until(lambda: bool(preview()), "the preview", PATIENCE)
        api.press(self.akim.user, preview()[-1], publish)

    async def press_on(self, givers: Sequence[Person]) -> None:
        """Have people press now this, now that, until it is broken off."""
        while True:
            self.press(self.chance.choice(givers), self.chance.choice(list(Coming)))
            await asyncio.sleep(self.chance.uniform(0.02, 0.1))

    def press(self, person: Person, coming: Coming) -> None:
        """Press a button of the notice in the group."""
        self.village.api.press(person.user, self.notice, self.village.says("kk", f"rsvp-{coming}"))
        self.presses.append((person.user.id, self.village.bot.last_update, coming))

    # -------------------------------------------------------------------------- what is seen from outside

    def sent(self, *methods: str) -> int:
        """Count what was sent so far."""
        named = methods or ("sendmessage", "sendlocation")
        return sum(name in named for _, name, _ in self.village.api.calls)

    async def heard(self) -> None:
        """Wait until all that people did was taken."""
        await until(lambda: not self.village.bot.pending, "the hearing of all updates", PATIENCE)

    async def measured(self, beginning: str) -> float:
        """Add up what all processes that run measure under a name."""
        lines: list[str] = []
        for each in self.processes:
            async with ClientSession() as client, client.get(f"http://127.0.0.1:{each.port}/metrics") as page:
                lines += (await page.text()).splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(beginning))

    async def doubts(self) -> float:
        """Count the letters that may have gone out and went again."""
        return await self.measured("asar_letters_doubted_total{")

    def still_to_hear(self) -> int:
        """Count the chats in which the newest of what is broadcast does not stand yet."""
        heard = [
            self.announcements(chat, self.announced) if self.announced else self.notices(chat)
            for chat in self.readers
        ]
        return sum(not each for each in heard)

    # -------------------------------------------------------------------------- what is kept

    @asynccontextmanager
    async def store(self) -> AsyncIterator[Store]:
        """Open the database beside the program."""
        async with a_store(self.village.config.app.database.get_secret_value(), SECRET) as store:
            yield store

    async def all_said(self) -> None:
        """Wait until nothing is left to be said."""
        async with self.store() as store, asyncio.timeout(PATIENCE):
            while await counted(store, _WAITING):  # noqa: ASYNC110 - another process is waited for
                await asyncio.sleep(0.05)

    async def see_no_update_lost(self) -> None:
        """See that each update was confirmed in the end, and none before it was kept."""
        async with self.store() as store:
            taken = {row[0] for row in await rows(store, "SELECT number FROM taken_update")}
            assert await counted(store, "SELECT count(*) FROM stuck") == 0
        pushed = self.village.api.pushed
        assert {push.update for push in pushed} == {push.update for push in pushed if push.taken}
        assert {number for _, number, _ in self.presses} <= taken

    async def see_last_answers_kept(self) -> None:
        """See that of each person the last press is kept, and that they are counted right."""
        async with self.store() as store:
            kept = await self._answers(store)
        assert kept == {user: (number, coming) for user, number, coming in self.presses}

    async def _answers(self, store: Store) -> dict[int, tuple[int, Coming]]:
        """Give by person what is kept of their answers: the update's number, and what it said."""
        async with store.look() as work:
            gathering = await work.gatherings.get(
                BUGROVOE, GatheringId(await counted(store, "SELECT id FROM gathering"))
            )
            assert gathering is not None
            found = {person.user.id: await person.who(work) for person in [self.akim, *self.people]}
            known = {number: user for user, number in found.items() if number is not None}
            given = await work.gatherings.given([(BUGROVOE, gathering.id, person) for person in known])
            tally = await work.gatherings.answers(gathering)
        assert tally == Counter(answer.coming for answer in given.values())
        return {
            known[person]: (answer.update.number, answer.coming)
            for (_, _, person), answer in given.items()
            if answer.update is not None
        }

    def reminders(self, person: Person) -> int:
        """Count the reminders that someone who has not answered got."""
        facts: dict[str, Fact] = {
            "kind": Word("kind-gathering"),
            "date": STARTS.date(),
            "time": STARTS.time(),
            "place": Bilingual("Клуб", "Дом культуры"),
        }
        return person.has_read("remind-first", days=3, hours=2, **facts)

    async def see_nobody_reminded_twice(self, silent: Sequence[Person], doubted_at_most: int) -> None:
        """See that whoever has not answered was reminded once, or not at all where that is in doubt."""
        got = [self.reminders(person) for person in silent]
        async with self.store() as store:
            doubted = await counted(store, f"{_REMINDERS} 'dropped' AND reason = 'in doubt'")
            sent = await counted(store, f"{_REMINDERS} 'sent'")
        assert max(got) == 1
        assert sent + doubted == len(silent)
        assert doubted <= doubted_at_most, (doubted, sent, len(silent))
        assert sent <= sum(got) <= len(silent)

    def copies(self) -> int:
        """See that everybody heard everything, and count the second copies."""
        heard = [self.notices(chat) for chat in self.readers]
        heard += [
            self.announcements(chat, number)
            for chat in self.readers
            for number in range(1, self.announced + 1)
        ]
        assert all(heard), [index for index, each in enumerate(heard) if not each]
        return sum(len(each) - 1 for each in heard)


def _bearing(messages: Iterable[FakeMessage], starts: Sequence[str]) -> list[FakeMessage]:
    return [message for message in messages if any(start in message.text for start in starts)]


async def rows(store: Store, query: str) -> Sequence[Sequence[int]]:
    """Ask the database."""
    async with store.engine.connect() as connection:
        return [tuple(row) for row in (await connection.execute(text(query))).all()]


async def counted(store: Store, query: str) -> int:
    """Ask the database for a number."""
    return (await rows(store, query))[0][0]


@asynccontextmanager
async def pressing(cast: Broadcast, givers: Sequence[Person]) -> AsyncIterator[None]:
    """Have people answer the notice all the while."""
    async with asyncio.TaskGroup() as group:
        presser = group.create_task(cast.press_on(givers))
        try:
            yield
        finally:
            presser.cancel()


@dataclass(frozen=True)
class Stage:
    """Where a story is played: a folder, a database, and where its processes come from."""

    folder: Path
    database: str
    forks: Forks

    @property
    def is_shared(self) -> bool:
        """Tell whether several processes of a role may share the database."""
        return self.database.startswith("postgresql")


@asynccontextmanager
async def a_broadcast(
    stage: Stage,
    *roles: Role,
    readers: int,
    times: Times | None = None,
    slugs: Sequence[VillageSlug] = (BUGROVOE,),
) -> AsyncIterator[Broadcast]:
    """Have a village with readers, and processes in these roles that wait for something to be published."""
    chance = random.Random(20261123)  # noqa: S311 - the same moments each time, so that a failure can be met again
    village_there = a_telegram_village(stage.folder, slugs=slugs, sections=(), database=stage.database)
    async with village_there as village:
        akim = await village.becomes(await village.resident("Ерлан", section="Bugrovoe"), "akim")
        group = village.api.group(kind="group")
        village.api.add_to_group(village.bot, group, akim.user)
        await village.settle()
        cast = Broadcast(village, akim, group, await enrol(village, readers), chance)
        await village.close()
        village.api.answer_after = ANSWERS_AFTER
        village.api.pushes = 5
        # Brought again more often, what is refused would be taken for its sender's flood.
        village.api.redeliver_after = 0.1
        _cast(cast, stage.forks, roles or (Role.ALL,), times or Times())
        try:
            await asyncio.gather(*(each.start() for each in cast.processes))
            await until(lambda: all(bot.webhook for bot in village.bots.values()), "the webhooks", PATIENCE)
            yield cast
        finally:
            await asyncio.gather(*(each.end() for each in cast.processes))


def _cast(cast: Broadcast, forks: Forks, roles: Sequence[Role], times: Times) -> None:
    village = cast.village
    config = write_config(village, a_port(), delivery="webhook")
    times = replace(times, stood=(BEGINS + timedelta(minutes=5)).timestamp(), began=time.time())
    for role in roles:
        port = a_port()
        words = ("--role", str(role), "--listen", f"127.0.0.1:{port}")
        log = village.folder / f"{role}-{port}.log"
        cast.processes.append(Quick(config, port, log, words=words, forks=forks, times=times))
    webs = [each.port for each, role in zip(cast.processes, roles, strict=True) if role.hears]
    village.api.ways[PUBLIC] = [f"http://127.0.0.1:{port}" for port in webs]
