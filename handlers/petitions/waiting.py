"""Signatures that waited for a step: they are given by themselves once it is done."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.chat import Reply
from handlers.letter_kinds import Dropped
from handlers.petitions.signing import keep_decided, what_changed
from handlers.petitions.subject import about
from handlers.ports import Desk, Work
from village.course import Voter, voter_of
from village.errors import Refusal
from village.ids import PersonId
from village.outbox import Letter
from village.people import Resident
from village.petitions import IinNeeded, Petition, SignTap, Stance, missing_to_sign, sign
from village.register import SALT_BYTES
from village.villages import Village

SIGNED = "petition-signed"
IIN_LEFT = "petition-iin-left"
"""The letter that says: all is there but the IIN."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """Somebody who agreed to sign in the chat, as a resident of a village, and all that a signature needs."""

    person: PersonId
    village: Village
    voter: Voter
    witness: PersonId | None = None
    iin: str = ""


def agreed_by(resident: Resident, village: Village) -> Agreed:
    """Give a resident as one who agreed; that they are in the village's chat was seen then."""
    voter = replace(voter_of(resident, (), (), listed=False), listed=True)
    return Agreed(resident.person, village, voter)


async def sign_waiting(person: PersonId, village: Village, work: Work, desk: Desk) -> None:
    """Sign what somebody agreed to sign before the step that they have just done, and send the receipt.

    What they may not sign after all is forgotten, and they are told why: they believe that they have signed.
    """
    waiting = await work.petitions.waiting_of(village.slug, person)
    resident = await work.people.resident(village.slug, person) if waiting else None
    if resident is None:
        return
    agreed = agreed_by(resident, village)
    for petition_id, witness in waiting:
        petition = await work.petitions.hold(village.slug, petition_id)
        if petition is None or missing_to_sign(petition, village, agreed.voter):
            continue
        try:
            await sign_agreed(petition, replace(agreed, witness=witness), work, desk)
        except IinNeeded:
            await _post(IIN_LEFT, petition, agreed, work, desk)
        except Refusal:
            await work.petitions.stop_waiting(petition, person)
            await _post(SIGNED, petition, agreed, work, desk)


def why_not(
    petition: Petition, village: Village, resident: Resident, stance: Stance, now: datetime
) -> Refusal:
    """Give why somebody who agreed to sign has not signed; Dropped where nothing is in the way by now."""
    voter = agreed_by(resident, village).voter
    if missing_to_sign(petition, village, voter) is None:
        try:
            sign(petition, village, voter, stance, SignTap(now, bytes(SALT_BYTES)))
        except Refusal as no:
            return no
    raise Dropped("not signed")


async def sign_agreed(petition: Petition, agreed: Agreed, work: Work, desk: Desk) -> tuple[Petition, Stance]:
    """Sign what somebody agreed to sign, and send the receipt; the petition must be held."""
    stance = await work.petitions.stance_of(petition, agreed.person, agreed.iin)
    tap = SignTap(desk.clock.now(), secrets.token_bytes(SALT_BYTES), witness=agreed.witness, iin=agreed.iin)
    signed = sign(petition, agreed.village, agreed.voter, stance, tap)
    await keep_decided(what_changed(petition, signed, Reply()), petition, agreed.person, work, desk)
    await _post(SIGNED, petition, agreed, work, desk)
    return signed


async def _post(kind: str, petition: Petition, agreed: Agreed, work: Work, desk: Desk) -> None:
    letter = Letter(
        desk.new_id(),
        agreed.village.slug,
        kind,
        about(petition.id),
        desk.clock.now(),
        person=agreed.person,
        urgent=True,
    )
    await work.outbox.post(letter)
