"""A petition that is handed over by itself closes with the signature that reaches its goal."""

from dataclasses import replace
from pathlib import Path

from handlers.deadlines import meet
from handlers.petitions.subject import TOLD, about
from tests.petitioned import AIGUL, a_petition, signs
from tests.stores import AUTHOR, BUGROVOE, NOW, a_resident, telegram
from tests.telegram_village import a_telegram_village
from village.course import State
from village.ids import PersonId
from village.outbox import Deadline
from village.signers import SignerName


async def test_it_closes_at_its_goal_and_not_before(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        desk = village.house.desk
        petition = a_petition(goal=5, opens=desk.local_now())
        due = Deadline(1, BUGROVOE, TOLD, about(petition.id), NOW)
        async with desk.open_work() as work:
            await work.people.meet(telegram(1), AUTHOR, NOW)
            await work.petitions.add(petition)
        for number in range(5):
            async with desk.open_work() as work:
                found = await work.petitions.get(BUGROVOE, petition.id)
                assert found is not None
                assert found.state is State.OPEN
                signer = replace(AIGUL, name=SignerName("Серікова", "Айгүл" + "а" * number))
                person = await a_resident(work, 100 + number)  # type: ignore[arg-type]  # the store's own work
                await signs(work, found, PersonId(person), signer, minutes=number)
                await meet([due], work, desk)
        async with desk.look() as work:
            found = await work.petitions.get(BUGROVOE, petition.id)
        assert found is not None
        assert (found.state, found.register.tally.all) == (State.CLOSED, 5)
