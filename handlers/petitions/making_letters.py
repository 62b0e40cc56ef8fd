"""Letters about drafts, about what a deputy put, and about how the collection of signatures goes."""

from collections.abc import Callable

from handlers.chat import Card, Choice, Fact, Say, one_a_row
from handlers.letter_kinds import Dropped, LetterKind, Make, Reader
from handlers.petitions.cards import split_says
from handlers.petitions.draft_cards import confirm_choice, draft_says, offered_card, put_card
from handlers.petitions.letters import open_petition, the_petition
from handlers.petitions.making import (
    ALONE,
    DECLINED,
    DRAFTED,
    ENDS,
    NOTED,
    PUBLISHED,
    PUT,
    DraftTaken,
)
from handlers.petitions.managing import manage_choices
from handlers.petitions.questions import petition_of
from handlers.petitions.subject import CARD, TOLD, PetitionShown
from handlers.ports import Desk, Work
from village.ids import PetitionId
from village.outbox import Letter
from village.petition_making import AddresseeGone
from village.petitions import Petition, PetitionDraft, milestone
from village.villages import Village

_ALL = 100


async def _draft(letter: Letter, work: Work, desk: Desk) -> tuple[PetitionDraft, Petition]:
    draft = await work.petitions.draft(letter.village, PetitionId(letter.about.id))
    if draft is None:
        raise Dropped("gone")
    try:
        return draft, await petition_of(draft, work, desk)
    except AddresseeGone:
        raise Dropped("the body it is addressed to is gone") from None


async def _drafted(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader
    draft, petition = await _draft(letter, work, desk)
    if draft.put_by is not None:
        raise Dropped("taken on")
    return offered_card(draft, petition, desk.village(letter.village))


def _while_put(card: Callable[[PetitionDraft, Petition, Village], Card]) -> Make:
    async def make(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
        del reader
        draft, petition = await _draft(letter, work, desk)
        if draft.put_at is None:
            raise Dropped("declined")
        return card(draft, petition, desk.village(letter.village))

    return make


def _alone_card(draft: PetitionDraft, petition: Petition, village: Village) -> Card:
    says = (Say("petition-alone"), *draft_says(petition, village))
    return Card(says, rows=one_a_row(confirm_choice(draft)))


async def _declined(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader, desk
    draft = await work.petitions.draft(letter.village, PetitionId(letter.about.id))
    if draft is None or draft.put_at is not None:
        raise Dropped("put again")
    said = "petition-declined" if draft.put_by is None else "petition-returned"
    take = Choice(Say("button-petition-go-on"), DraftTaken(draft.id).data)
    return Card((Say(said, {"ground": draft.ground}),), rows=one_a_row(take))


async def _published(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del desk
    petition = await the_petition(letter, work)
    assert reader.resident is not None
    facts: dict[str, Fact] = {"number": petition.number, "title": petition.plan.title}
    is_author = reader.resident.person == petition.author
    read = Choice(Say("button-petition-read"), PetitionShown(petition.id).data)
    choices = manage_choices(petition) if is_author else (read,)
    return Card((Say("petition-published", facts),), rows=one_a_row(*choices))


async def _noted(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader
    petition = await open_petition(letter, work, desk)
    notes = await work.petitions.notes(petition)
    if not notes:
        raise Dropped("no note")
    facts: dict[str, Fact] = {"number": petition.number_in(letter.village), "text": notes[-1].text}
    return Card((Say("petition-noted", facts),), both=True, replies=CARD)


async def _told(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del desk
    petition = await the_petition(letter, work)
    reached = milestone(petition)
    if not reached:
        raise Dropped("taken back")
    facts: dict[str, Fact] = {
        "number": petition.number_in(letter.village),
        "title": petition.plan.title,
        "signed": petition.register.tally.all,
        "goal": petition.plan.goal,
    }
    said = Say("petition-told-all", facts) if reached == _ALL else Say("petition-told", facts)
    in_group = reader.chat is not None
    rows = () if in_group else one_a_row(*manage_choices(petition))
    says = (said, *split_says(petition.register.tally))
    return Card(says, rows=rows, both=in_group, replies=CARD if in_group else "")


async def _ends(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader
    petition = await open_petition(letter, work, desk)
    left = petition.plan.closes_at - desk.clock.now()
    facts: dict[str, Fact] = {
        "number": petition.number,
        "days": max(1, round(left.total_seconds() / 86_400)),
        "at": petition.plan.closes_at,
        "signed": petition.register.tally.all,
        "goal": petition.plan.goal,
    }
    return Card((Say("petition-ends", facts),), rows=one_a_row(*manage_choices(petition)))


KINDS = {
    DRAFTED: LetterKind(_drafted),
    PUT: LetterKind(_while_put(put_card)),
    ALONE: LetterKind(_while_put(_alone_card)),
    DECLINED: LetterKind(_declined),
    PUBLISHED: LetterKind(_published),
    NOTED: LetterKind(_noted, waits_in_group=True),
    TOLD: LetterKind(_told, waits_in_group=True),
    ENDS: LetterKind(_ends),
}
