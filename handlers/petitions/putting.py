"""The second person: who confirms that what a deputy put is published, and what is written then."""

from dataclasses import replace

from handlers.acts import act
from handlers.asking import text_of
from handlers.chat import Card, Reply, Say, reply
from handlers.door import Asker
from handlers.petitions.closing import COURSE
from handlers.petitions.drafting import check_ready
from handlers.petitions.drafts import call_off, held_draft, post
from handlers.petitions.making import ALONE, PUBLISHED, PutConfirmed
from handlers.petitions.questions import is_deputy, petition_of
from handlers.petitions.second_person import entitled
from handlers.petitions.subject import about
from handlers.ports import Desk, Work
from village.course import check_closes
from village.ids import PetitionId
from village.outbox import Deadline
from village.petition_making import TextChanged, fingerprint
from village.petitions import NotPut, Petition, PetitionDraft, check_may_confirm, longest, with_register


async def confirm(asked: PutConfirmed, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Publish what was put, in the very words that were read; of two who confirm at once, one does."""
    draft = await held_draft(asker, asked.petition, work)
    may = await entitled(text_of(draft.answers, "addressee"), asker.village, work, desk)
    check_may_confirm(draft, asker.known, entitled=may, now=desk.clock.now())
    if asked.text != fingerprint(draft):
        raise TextChanged
    petition = await _published(draft, asker, work, desk)
    return reply(Card((Say("petition-confirmed", {"number": petition.number}),), instead=True))


async def _published(draft: PetitionDraft, asker: Asker, work: Work, desk: Desk) -> Petition:
    petition = await _frozen(draft, asker, work, desk)
    await call_off(draft, work, desk)
    await work.petitions.drop_draft(draft.village, draft.id)
    await work.petitions.add(petition)
    await COURSE.begin(petition, work, desk)
    subject, digest = about(petition.id), petition.digest
    await work.record.add(
        act(asker, desk, "petition-published", subject, number=petition.number, digest=digest)
    )
    for person in sorted({petition.author, petition.drafted_by}):
        await post(PUBLISHED, draft, person, work, desk)
    return petition


async def _frozen(draft: PetitionDraft, asker: Asker, work: Work, desk: Desk) -> Petition:
    """Give the petition as it is published: checked once more, numbered in every village, sealed."""
    petition = await petition_of(draft, work, desk)
    if not await is_deputy(petition.author, draft.village, work, desk):
        raise NotPut
    await check_ready(petition, petition.author, work, desk)
    check_closes(petition.plan.closes_at, petition.opens_at, longest(petition.opens_at))
    # In one order everywhere: of two that number the same villages at once neither waits for the other.
    numbers = {
        village: await work.numbers.next(village)
        for village in sorted((petition.village, *petition.plan.villages))
    }
    return with_register(
        replace(
            petition,
            number=numbers[petition.village],
            confirmed_by=asker.known,
            places=tuple((village, numbers[village]) for village in petition.plan.villages),
        )
    )


async def alone_due(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Bring the deputy the button, where nobody else could confirm for a day."""
    draft = await work.petitions.draft(deadline.village, PetitionId(deadline.about.id))
    if draft is None or draft.put_by is None or draft.put_at is None:
        return
    addressee, village = text_of(draft.answers, "addressee"), desk.village(draft.village)
    if await entitled(addressee, village, work, desk) <= {draft.put_by, draft.author}:
        await post(ALONE, draft, draft.put_by, work, desk)
