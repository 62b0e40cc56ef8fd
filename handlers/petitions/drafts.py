"""Drafts of petitions: found, told of, taken back."""

from handlers.door import Asker, OldButton
from handlers.petitions.making import ALONE, DECLINED, DRAFTED, PUT
from handlers.petitions.subject import about
from handlers.ports import Desk, Work
from village.ids import PersonId, PetitionId, VillageSlug
from village.outbox import Letter
from village.people import Role
from village.petition_making import PublishedAlready
from village.petitions import PetitionDraft


async def deputies_of(village: VillageSlug, work: Work, desk: Desk) -> set[PersonId]:
    """Give the village's deputies."""
    holders = await work.roles.holders(village, desk.today())
    return {mandate.person for mandate in holders if mandate.role is Role.DEPUTY}


async def post(kind: str, draft: PetitionDraft, person: PersonId, work: Work, desk: Desk) -> None:
    """Post a letter about a draft to one person."""
    now = desk.clock.now()
    await work.outbox.post(Letter(desk.new_id(), draft.village, kind, about(draft.id), now, person=person))


async def the_draft(asker: Asker, number: PetitionId, work: Work) -> PetitionDraft:
    """Give the draft a button is about; what was published meanwhile is told as such."""
    return await _found(await work.petitions.draft(asker.village.slug, number), number, asker, work)


async def held_draft(asker: Asker, number: PetitionId, work: Work) -> PetitionDraft:
    """Give the draft a button is about, to change it."""
    return await _found(await work.petitions.hold_draft(asker.village.slug, number), number, asker, work)


async def _found(draft: PetitionDraft | None, number: PetitionId, asker: Asker, work: Work) -> PetitionDraft:
    if draft is not None:
        return draft
    published = await work.petitions.get(asker.village.slug, number)
    if published is None:
        raise OldButton
    raise PublishedAlready(number=published.number)


async def call_off(draft: PetitionDraft, work: Work, desk: Desk) -> None:
    """Take back what was still to come of a draft as it was."""
    subject, kinds = about(draft.id), [DRAFTED, PUT, ALONE, DECLINED]
    await work.deadlines.clear(draft.village, subject)
    await work.outbox.call_off(draft.village, kinds, subject, desk.clock.now())
