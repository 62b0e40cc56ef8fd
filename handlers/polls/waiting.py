"""Answers that waited for a step: they count by themselves once it is done."""

from handlers.polls.cards import CARD, about
from handlers.ports import Desk, Work
from village.course import voter_of
from village.ids import PersonId
from village.outbox import Letter
from village.polls import done_waiting
from village.villages import Village


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
