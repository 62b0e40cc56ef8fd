"""Signatures that waited for a step: they are given by themselves once it is done."""

import secrets
from dataclasses import replace

from handlers.petitions.signing import keep_decided, what_changed
from handlers.petitions.subject import about
from handlers.ports import Desk, Work
from village.course import voter_of
from village.errors import Refusal
from village.ids import PersonId
from village.outbox import Letter
from village.petitions import SignTap, missing_to_sign, sign
from village.register import SALT_BYTES
from village.villages import Village

SIGNED = "petition-signed"


async def sign_waiting(person: PersonId, village: Village, work: Work, desk: Desk) -> None:
    """Sign what somebody agreed to sign before the step that they have just done, and send the receipt.

    What they may not sign any more is forgotten: the letter that asked for the step said what it was for.
    """
    waiting = await work.petitions.waiting_of(village.slug, person)
    if not waiting:
        return
    resident = await work.people.resident(village.slug, person)
    # That they are in the village's chat was seen when they agreed.
    voter = replace(voter_of(resident, (), (), listed=False), listed=True)
    now = desk.clock.now()
    for petition_id, witness in waiting:
        petition = await work.petitions.hold(village.slug, petition_id)
        if petition is None or missing_to_sign(petition, village, voter):
            continue
        stance = await work.petitions.stance_of(petition, person)
        tap = SignTap(now, secrets.token_bytes(SALT_BYTES), witness=witness)
        try:
            signed = sign(petition, village, voter, stance, tap)
        except Refusal:
            await work.petitions.stop_waiting(petition, person)
            continue
        await keep_decided(what_changed(petition, signed), petition, person, work, desk)
        told = Letter(
            desk.new_id(), village.slug, SIGNED, about(petition.id), now, person=person, urgent=True
        )
        await work.outbox.post(told)
