"""Drafting a petition: a resident's draft goes to the deputies, a deputy puts it to a second person."""

from collections.abc import Collection
from dataclasses import replace

from handlers.asked_terms import check_reach, reach_says
from handlers.asking import pair, text_of
from handlers.chat import Card, Choice, Reply, Say, one_a_row, reply
from handlers.door import Asker, OldButton, consented
from handlers.forms import Answers, Form, Sitting, begin
from handlers.petitions.cards import group_card
from handlers.petitions.closing import COURSE
from handlers.petitions.draft_cards import draft_says, offered_card, own_card, rule_says
from handlers.petitions.drafts import call_off, deputies_of, held_draft, post, the_draft
from handlers.petitions.making import (
    ALONE,
    DRAFTED,
    PUT,
    DraftShown,
    DraftTaken,
    PetitionAsked,
    PetitionBegun,
    deputies,
)
from handlers.petitions.questions import (
    QUESTIONS,
    from_line,
    handed_on,
    is_deputy,
    learn,
    petition_of,
)
from handlers.petitions.second_person import entitled
from handlers.petitions.subject import about
from handlers.ports import Desk, Work
from village.course import check_closes
from village.ids import PersonId, PetitionId
from village.people import Role
from village.petition_making import (
    DRAFTS_AT_MOST,
    DraftsTooMany,
    DraftTakenOn,
    EvidenceNotHere,
    NoMandateThere,
)
from village.petitions import (
    SECOND_ALONE_AFTER,
    Petition,
    PetitionDraft,
    longest,
)
from village.texts import Bilingual, cut
from village.villages import Named

_LABEL, _LISTED = 40, 10


async def ask_petition(asked: PetitionAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to draft a petition; a word alone shows the drafts that wait for the asker first."""
    sitting = Sitting(asker, work, desk)
    if asked.line.strip():
        return await begin(_form_of(asker), from_line(asked.line, asker.village), sitting)
    held_by = await deputies_of(asker.village.slug, work, desk)
    drafts = await work.petitions.drafts(asker.village.slug)
    waiting = [each for each in drafts if _concerns(each, asker, held_by)]
    if not waiting:
        return await begin(_form_of(asker), {}, sitting)
    shown = [_draft_choice(each) for each in waiting[:_LISTED]]
    new = Choice(Say("button-petition-new"), PetitionBegun("-").data)
    return reply(Card((Say("petition-drafts"),), rows=one_a_row(new, *shown)))


async def begin_petition(asked: PetitionBegun, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin a new petition."""
    del asked
    return await begin(_form_of(asker), {}, Sitting(asker, work, desk))


def _form_of(asker: Asker) -> Form:
    return PUTTING if Role.DEPUTY in asker.roles else DRAFTING


def _concerns(draft: PetitionDraft, asker: Asker, held_by: Collection[PersonId]) -> bool:
    """Tell whether somebody may look at a draft; one whose deputy is none any more waits for the others."""
    is_free = draft.put_by not in held_by and Role.DEPUTY in asker.roles
    return is_free or asker.person in {draft.author, draft.put_by}


def _draft_choice(draft: PetitionDraft) -> Choice:
    title = pair(draft.answers, "title")
    return Choice(Bilingual(cut(title.kk, _LABEL), cut(title.ru, _LABEL)), DraftShown(draft.id).data)


# ------------------------------------------------------------------------------------------- the preview


def _as_draft(answers: Answers, sitting: Sitting) -> PetitionDraft:
    """Give what was said as a draft of the asker's own, under the number it has or a new one."""
    desk, number = sitting.desk, text_of(answers, "draft")
    return PetitionDraft(
        id=PetitionId(int(number) if number else desk.new_id()),
        village=sitting.asker.village.slug,
        author=sitting.asker.known,
        answers=dict(handed_on(answers)),
        at=desk.clock.now(),
    )


async def _checked(answers: Answers, sitting: Sitting) -> Petition:
    petition = await petition_of(_as_draft(answers, sitting), sitting.work, sitting.desk)
    check_closes(petition.plan.closes_at, petition.opens_at, longest(petition.opens_at))
    return petition


async def _preview(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    petition, village = await _checked(answers, sitting), sitting.asker.village
    seen = group_card(petition, village)
    check = (
        *await reach_says(seen, COURSE.audience(petition), sitting),
        *draft_says(petition, village)[2 : -len(rule_says(petition))],
        *rule_says(petition),
        Say("petition-frozen"),
    )
    return replace(seen, about=None, pinned=False), Card(check)


# ------------------------------------------------------------------------------------ a resident's draft


async def _send_draft(answers: Answers, sitting: Sitting) -> Reply:
    """Keep a draft and tell the deputies; where there is none, say so at once."""
    asker, work, desk = sitting.asker, sitting.work, sitting.desk
    await _checked(answers, sitting)
    draft = await _own_draft(answers, sitting)
    await work.petitions.keep_draft(draft)
    told = await deputies_of(draft.village, work, desk) - {asker.known}
    for person in sorted(told):
        await post(DRAFTED, draft, person, work, desk)
    if not told:
        return reply(Card((Say("petition-no-deputy"),), instead=True))
    return reply(Card((Say("petition-draft-sent", {"people": len(told)}),), instead=True))


async def _own_draft(answers: Answers, sitting: Sitting) -> PetitionDraft:
    asker, work = sitting.asker, sitting.work
    new = _as_draft(answers, sitting)
    if text_of(answers, "draft"):
        before = await held_draft(asker, new.id, work)
        if before.put_by is not None or before.author != asker.known:
            raise DraftTakenOn
        return replace(new, ground=before.ground)
    waiting = [each for each in await work.petitions.drafts(new.village) if each.author == asker.known]
    if len(waiting) >= DRAFTS_AT_MOST:
        raise DraftsTooMany(most=DRAFTS_AT_MOST)
    return new


async def show_draft(asked: DraftShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show a draft whole to whom it concerns."""
    draft = await the_draft(asker, asked.petition, work)
    if not _concerns(draft, asker, await deputies_of(draft.village, work, desk)):
        raise OldButton
    petition = await petition_of(draft, work, desk)
    is_own = asker.person in {draft.author, draft.put_by}
    card = (own_card if is_own else offered_card)(draft, petition, asker.village)
    return reply(card)


async def take_draft(asked: DraftTaken, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Go on with a draft, filled in: its author corrects it, a deputy makes it theirs and puts it."""
    draft = await the_draft(asker, asked.petition, work)
    await _check_free(draft, asker, work, desk)
    answers = {**handed_on(draft.answers), "draft": str(draft.id)}
    return await begin(_form_of(asker), answers, Sitting(asker, work, desk))


async def _check_free(draft: PetitionDraft, asker: Asker, work: Work, desk: Desk) -> None:
    """Refuse whoever may not go on with a draft: another deputy has it, or it is somebody else's."""
    held_by = await deputies_of(draft.village, work, desk)
    is_anothers = draft.put_by in held_by and draft.put_by != asker.person
    if is_anothers or not _concerns(draft, asker, held_by):
        raise DraftTakenOn


# ------------------------------------------------------------------------------------------- putting it


async def _put(answers: Answers, sitting: Sitting) -> Reply:
    """Keep it as put, and ask every second person; where there is none, the deputy may after a day."""
    asker, work, desk = sitting.asker, sitting.work, sitting.desk
    petition = await _checked(answers, sitting)
    await check_ready(petition, asker.known, work, desk)
    await check_reach(group_card(petition, asker.village), COURSE.audience(petition), sitting)
    draft = await _to_put(answers, sitting)
    await work.petitions.keep_draft(draft)
    await call_off(draft, work, desk)
    others = await entitled(petition.plan.addressee, asker.village, work, desk) - {asker.known, draft.author}
    for person in sorted(others):
        await post(PUT, draft, person, work, desk)
    alone_from = desk.clock.now() + SECOND_ALONE_AFTER
    await work.deadlines.put(draft.village, ALONE, about(draft.id), alone_from)
    if not others:
        alone = Say("petition-put-alone", {"at": alone_from.astimezone(desk.customs.zone)})
        return reply(Card((alone,), instead=True))
    return reply(Card((Say("petition-put-sent", {"people": len(others)}),), instead=True))


async def _to_put(answers: Answers, sitting: Sitting) -> PetitionDraft:
    asker, now = sitting.asker, sitting.desk.clock.now()
    new = replace(_as_draft(answers, sitting), put_by=asker.known, put_at=now)
    if not text_of(answers, "draft"):
        return new
    before = await held_draft(asker, new.id, sitting.work)
    await _check_free(before, asker, sitting.work, sitting.desk)
    return replace(new, author=before.author, at=before.at)


async def check_ready(petition: Petition, deputy: PersonId, work: Work, desk: Desk) -> None:
    """Refuse what lacks the content of a file, or goes to a village where the deputy is none."""
    for each in petition.plan.evidence:
        if not each.digest:
            raise EvidenceNotHere(name=each.name or str(each.file))
    for village in petition.plan.villages:
        if village not in desk.villages or not await is_deputy(deputy, village, work, desk):
            known = desk.villages.get(village)
            raise NoMandateThere(unit=known.name if known else Named(village, village, village))


DRAFTING = Form(
    "petition", consented, QUESTIONS, _send_draft, _preview, learn=learn, done=Say("button-petition-send")
)
PUTTING = Form(
    "petition-put", deputies, QUESTIONS, _put, _preview, learn=learn, done=Say("button-petition-put")
)
