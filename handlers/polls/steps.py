"""The one step that an answer may lack: asked for in private, and then the answer counts by itself."""

from handlers.chat import Card, Reply, Say, reply
from handlers.door import Asker
from handlers.people import section_choices
from handlers.polls.cards import CARD, StepAsked, about, own_card
from handlers.polls.voting import the_poll, voter_who, with_chats
from handlers.ports import Desk, Work
from handlers.roll import next_step
from village.ids import PersonId
from village.outbox import Letter
from village.polls import Step, done_waiting, missing_step, voter_of
from village.villages import Village


async def ask_step(asked: StepAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Ask for the step that is missing; with none missing, show the poll with the asker's answer."""
    poll = await the_poll(asker, asked.poll, work)
    step = missing_step(poll, voter_who(await with_chats(asker, work), desk))
    match step:
        case None:
            return reply(own_card(poll, asker.village, await work.polls.ballot_of(poll, asker.known)))
        case Step.PHONE:
            return reply(Card((Say("poll-phone-ask"),), asks_contact=Say("phone-button")))
        case Step.SECTION:
            return reply(Card((Say("section-ask"),), rows=section_choices(asker, first=0)))
        case Step.ROLL:
            return reply(await next_step(asker, work, desk))


async def count_waiting(person: PersonId, village: Village, work: Work, desk: Desk) -> None:
    """Let a person's answers count that waited for the step they have just done, and tell them so."""
    waiting = await work.polls.waiting_of(village.slug, person)
    if not waiting:
        return
    resident = await work.people.resident(village.slug, person)
    mandates = await work.roles.held(village.slug, person, desk.today())
    voter = voter_of(resident, {mandate.role for mandate in mandates}, (), listed=False)
    now = desk.clock.now()
    for poll, ballot in waiting:
        counts = done_waiting(poll, voter, ballot, now)
        if counts is None:
            continue
        await work.polls.cast(poll, person, counts)
        await work.outbox.refresh_groups(village.slug, CARD, about(poll), now)
        told = Letter(
            desk.new_id(), village.slug, "poll-counted", about(poll), now, person=person, urgent=True
        )
        await work.outbox.post(told)
