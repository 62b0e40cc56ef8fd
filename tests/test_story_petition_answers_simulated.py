"""What follows a petition's end, played on the simulator's page: by buttons, and by numbers without them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.config import ZONE
from bot.demo import demo_config
from handlers.chat import Fact, Say
from handlers.petitions.subject import CARD, about
from storage.engine import engine_for
from storage.keyring import keys_for
from storage.work import OpenSqlWork, work_on
from tests.petitioned import a_petition, signs
from tests.played import AIGUL, AKIM, GROUP, MORNING, OFFICE, ZHANAR, Village, a_demo, text_of
from village.chats import Address
from village.ids import PersonId
from village.outbox import Audience, Campaign
from village.people import Role
from village.petitions import Petition, with_register
from village.signers import Signer, SignerName
from village.texts import Day, Language

CLOSES = MORNING + timedelta(hours=2)


@dataclass(frozen=True)
class Played:
    """A petition to the akim in the demo's village."""

    village: Village
    open_work: OpenSqlWork
    petition: Petition

    def says(self, key: str, **facts: Fact) -> str:
        return self.village.speech.say(Say(key, facts), Language.KK)

    async def texts(self, person: str, chat: str = "") -> str:
        return "\n".join(text_of(each) for each in await self.village.messages(person, chat))


@asynccontextmanager
async def played(folder: Path) -> AsyncIterator[Played]:
    """Open the demo, and have two people sign there; the second has no buttons, only numbers."""
    database = f"sqlite+aiosqlite:///{folder / 'village.sqlite'}"
    async with a_demo(folder, database=database) as village:
        engine = engine_for(database)
        open_work, _ = work_on(
            engine, await keys_for(engine, demo_config(database).app.secret.get_secret_value()), ZONE
        )
        try:
            async with open_work() as work:
                people = [
                    await work.people.at(Address("simulator", each)) for each in (OFFICE, AIGUL, ZHANAR)
                ]
                author, *signers = [each for each in people if each is not None]
                petition = _by(author)
                await work.petitions.add(petition)
                for number, person in enumerate(signers):
                    signer = Signer(SignerName("Серікова", "Айгүл" if number else "Жанар"))
                    await signs(work, petition, person, signer, minutes=11_450 + number)
                subject = about(petition.id)
                told = Campaign(77, petition.village, CARD, subject, Audience(groups=True), MORNING)
                await work.outbox.campaign(told)
                await work.deadlines.put(petition.village, "petition-closes", subject, CLOSES)
            yield Played(village, open_work, petition)
        finally:
            await engine.dispose()


def _by(author: PersonId) -> Petition:
    plain = a_petition(opens=MORNING - timedelta(hours=1))
    plan = replace(plain.plan, closes_at=CLOSES)
    petition = replace(plain, author=author, drafted_by=author, confirmed_by=author, plan=plan)
    return with_register(replace(petition, author_role=Role.OFFICE, first_closes_at=CLOSES))


async def test_by_moving_the_clock_it_is_handed_over_registered_and_answered(tmp_path: Path) -> None:
    async with played(tmp_path) as demo:
        village = demo.village
        await village.tell("/api/clock", hours=3)
        assert demo.says("petition-ended", number=9) in await demo.texts(AKIM, GROUP)
        assert demo.says("petition-hand-over-office") in await demo.texts(AKIM)
        await village.press(AKIM, "button-petition-register")
        await village.write(AKIM, "№ 5, 09.12.2026")
        await village.press(AKIM, "button-publish")
        await village.tell("/api/clock", hours=1)
        facts: dict[str, Fact] = {"paper": "5", "from": Day(datetime(2026, 12, 9, tzinfo=UTC).date())}
        assert demo.says("petition-registered", **facts) in await demo.texts(AKIM, GROUP)
        await village.press(AKIM, "button-petition-give-answer")
        await village.write(AKIM, "Болады. / Будет.")
        await village.press(AKIM, "button-none")
        await village.press(AKIM, "button-publish")
        await village.tell("/api/clock", hours=1)

        answered = demo.says("petition-answered-in-time")
        for person, chat in ((AKIM, GROUP), (AIGUL, ""), (ZHANAR, ""), (OFFICE, "")):
            assert answered in await demo.texts(person, chat), person
