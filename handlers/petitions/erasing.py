"""What is forgotten of a signature when its signer is."""

from handlers.petitions.subject import CARD, about
from handlers.ports import Desk, Work
from village.ids import PersonId, PetitionId, VillageSlug
from village.petitions import Petition, erase
from village.results import SMALLEST_PART


async def erase_signatures(person: PersonId, village: VillageSlug, work: Work, desk: Desk) -> None:
    """Take back what somebody signed here where that can be, and delete their name everywhere."""
    now = desk.clock.now()
    for home, number in await work.petitions.acted_on(village, person):
        petition = await work.petitions.hold(home, PetitionId(number))
        assert petition is not None
        named, standing = await work.petitions.named(petition, village, person)
        erased, added = erase(petition, named, standing, now)
        await work.petitions.erase(erased, village, person, added)
        if _shows(petition, erased):
            for each in petition.heard_in:
                await work.outbox.refresh_groups(each, CARD, about(petition.id), now)


def _shows(before: Petition, after: Petition) -> bool:
    tally = before.register.tally
    return tally != after.register.tally and tally.all >= SMALLEST_PART
