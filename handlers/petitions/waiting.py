"""Signatures that waited for a step: they are given by themselves once it is done."""

import secrets
from dataclasses import replace
from datetime import datetime

from handlers.letter_kinds import Dropped
from handlers.petitions.signing import keep_decided, what_changed
from handlers.petitions.subject import about
from handlers.ports import Desk, Work
from village.course import Voter, voter_of
from village.errors import Refusal
from village.ids import PersonId
from village.outbox import Letter
from village.people import Resident
from village.petitions import Petition, SignTap, Stance, missing_to_sign, sign
from village.register import SALT_BYTES
from village.villages import Village

SIGNED = "petition-signed"


async def sign_waiting(person: PersonId, village: Village, work: Work, desk: Desk) -> None:
    """Sign what somebody agreed to sign before the step that they have just done, and send the receipt.

    What they may not sign after all is forgotten, and they are told why: they believe that they have signed.
    """
    waiting = await work.petitions.waiting_of(village.slug, person)
    if not waiting:
        return
    voter, now = waiting_voter(await work.people.resident(village.slug, person)), desk.clock.now()
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
        else:
            await keep_decided(what_changed(petition, signed), petition, person, work, desk)
        told = Letter(
            desk.new_id(), village.slug, SIGNED, about(petition.id), now, person=person, urgent=True
        )
        await work.outbox.post(told)


def waiting_voter(resident: Resident | None) -> Voter:
    """Give whoever waits as a voter; that they are in the village's chat was seen when they agreed."""
    return replace(voter_of(resident, (), (), listed=False), listed=True)


def why_not(
    petition: Petition, village: Village, resident: Resident, stance: Stance, now: datetime
) -> Refusal:
    """Give why somebody who agreed to sign has not signed; Dropped where nothing is in the way by now."""
    voter = waiting_voter(resident)
    if missing_to_sign(petition, village, voter) is None:
        try:
            sign(petition, village, voter, stance, SignTap(now, bytes(SALT_BYTES)))
        except Refusal as no:
            return no
    raise Dropped("not signed")
