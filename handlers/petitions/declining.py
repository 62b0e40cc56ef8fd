"""Declining a draft of a petition: a deputy a resident's, a second person what a deputy put."""

from dataclasses import replace

from handlers.asking import text_of, wanted_text
from handlers.chat import Card, Reply, Say, reply
from handlers.door import Asker
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin
from handlers.petitions.drafts import call_off, held_draft, post, the_draft
from handlers.petitions.making import DECLINED, DraftDeclined, second_people
from handlers.petitions.second_person import entitled
from handlers.ports import Desk, Work
from village.ids import PetitionId
from village.people import Role
from village.petition_making import GROUND_LETTERS
from village.petitions import NoSecondPerson, NotPut, PetitionDraft


async def decline(asked: DraftDeclined, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to decline a draft, or what was put, with a ground."""
    draft = await the_draft(asker, asked.petition, work)
    await _check_may_decline(draft, asker, work, desk)
    return await begin(DECLINING, {"draft": str(draft.id)}, Sitting(asker, work, desk))


async def _check_may_decline(draft: PetitionDraft, asker: Asker, work: Work, desk: Desk) -> None:
    if draft.put_by is None:
        if Role.DEPUTY not in asker.roles:
            raise NotPut
        return
    if draft.put_at is None:
        raise NotPut
    others = await entitled(text_of(draft.answers, "addressee"), asker.village, work, desk)
    if asker.person not in others - {draft.put_by, draft.author}:
        raise NoSecondPerson


async def _ask_ground(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    return Prompt((Say("petition-ground-ask"),))


async def _read_ground(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers, sitting
    return {"ground": wanted_text(given)[:GROUND_LETTERS]}


async def _keep_declined(answers: Answers, sitting: Sitting) -> Reply:
    """Keep why it was declined; it goes back to the deputy who put it, or to who drafted it."""
    asker, work, desk = sitting.asker, sitting.work, sitting.desk
    draft = await held_draft(asker, PetitionId(int(text_of(answers, "draft"))), work)
    await _check_may_decline(draft, asker, work, desk)
    declined = replace(draft, put_at=None, ground=text_of(answers, "ground"))
    await work.petitions.keep_draft(declined)
    if draft.put_by is not None:
        await call_off(declined, work, desk)
    await post(DECLINED, declined, draft.put_by or draft.author, work, desk)
    return reply(Card((Say("petition-decline-kept"),), instead=True))


DECLINING = Form(
    "petition-no", second_people, (Question("ground", _ask_ground, _read_ground),), _keep_declined
)
