"""From door to door: a deputy shows a code, people scan it and sign on their own phones beside them."""

from dataclasses import dataclass, replace

from handlers.chat import Card, Choice, Reply, Say, one_a_row, reply
from handlers.codes import new_code, note_wrong, tries_too_often
from handlers.door import Asker, holders
from handlers.forms import refused
from handlers.petitions.cards import beside_way, card_by, on_paper_only, title_says
from handlers.petitions.own_page import give_page
from handlers.petitions.signing import (
    asks_settlement,
    decided_of,
    held_petition,
    is_on_paper_only,
    keep_decided,
    place_card,
    tap_now,
    the_petition,
)
from handlers.petitions.subject import BesideSettled, BesideShown, BesideSigned, DoorAsked
from handlers.polls.voting import voter_who
from handlers.ports import Desk, Work
from handlers.presses import link_word
from village.course import Step
from village.ids import PersonId, VillageSlug
from village.people import Role
from village.petition_codes import LASTS, CodeOver, OwnWitness, PetitionCode, Use, may_stand_by
from village.petitions import Petition, Stance, check_may_sign, missing_to_sign, sign
from village.texts import Word

collectors = holders(Role.DEPUTY)


@dataclass(frozen=True, slots=True)
class Door:
    """What a code that was scanned stands for: the petition, and who stands by."""

    petition: Petition
    witness: PersonId


# --------------------------------------------------------------------------------------- the one who collects


def choices(petition: Petition) -> tuple[Choice, ...]:
    """Give the button that stands on the card of whoever may go from door to door."""
    return (Choice(Say("button-door"), DoorAsked(petition.id).data),)


async def ask_door(asked: DoorAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give a code to show from door to door: a picture, and the link below it."""
    petition = await the_petition(asker, asked.petition, work)
    petition.check_open(desk.clock.now())
    code = await door_code(petition, asker.village.slug, asker.known, work, desk)
    word = link_word(BesideShown(code))
    link = desk.links.start(asker.address.network, asker.village.slug, word)
    ends_at = desk.local_now() + LASTS[Use.DOOR]
    signed = await work.petitions.witnessed_by(petition, asker.known)
    head = (*title_says(petition, asker.village.slug), Say("petition-witnessed", {"signed": signed}))
    shown = Card(
        (*head, Say("petition-door", {"at": ends_at}), Say("petition-door-link", {"link": link})),
        files=(await desk.papers.link_picture(link),),
    )
    # Of the code only the hash is kept: whoever asks again gets another.
    kept = Card((*head, Say("petition-door-again")), rows=one_a_row(*choices(petition)))
    return replace(reply(shown), kept_as=reply(kept))


async def door_code(
    petition: Petition, village: VillageSlug, witness: PersonId, work: Work, desk: Desk
) -> str:
    """Make a code that stands for a petition and who stands by."""
    code, ends_at = new_code(), desk.clock.now() + LASTS[Use.DOOR]
    kept = PetitionCode(petition.village, petition.id, village, Use.DOOR, witness, ends_at)
    await work.petition_codes.add(kept, code)
    return code


def witnessed_card(petition: Petition, village: VillageSlug, signed: int) -> Card:
    """Tell whoever stood by how many have signed with them."""
    return Card((*title_says(petition, village), Say("petition-witnessed", {"signed": signed})))


# ------------------------------------------------------------------------------------------ the one who signs


async def the_door(code: str, asker: Asker, work: Work, desk: Desk) -> Door | Reply:
    """Find what a code stands for, or the reply to one that opens nothing; unknown ones are counted.

    Nothing else in the link is believed: who stands by is read from what was kept when the code was made.
    """
    if await tries_too_often(asker, work, desk):
        return Reply()
    found = await work.petition_codes.find(code)
    if found is None:
        await note_wrong(asker, work, desk)
        return reply(Card((refused(CodeOver()),)))
    if found.village != asker.village.slug or not found.is_good_for(Use.DOOR, desk.clock.now()):
        raise CodeOver
    mandates = await work.roles.held(found.village, found.person, desk.today())
    petition = await work.petitions.get(found.village, found.petition)
    if petition is None or not may_stand_by({mandate.role for mandate in mandates}):
        raise CodeOver
    if await _is_the_same(found.person, asker.known, work):
        raise OwnWitness
    return Door(petition, found.person)


async def _is_the_same(witness: PersonId, person: PersonId, work: Work) -> bool:
    """Tell whether two are one person, as far as phone and name tell."""
    if witness == person:
        return True
    phone, signer = await work.people.phone(witness), await work.petitions.signer(witness)
    if not phone or signer is None or phone != await work.people.phone(person):
        return False
    other = await work.petitions.signer(person)
    return other is not None and other.name.key == signer.name.key


async def show_beside(asked: BesideShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show a petition whole to whoever scanned a code, and who stands by."""
    door = await the_door(asked.code, asker, work, desk)
    if isinstance(door, Reply):
        return door
    stance = await work.petitions.stance_of(door.petition, asker.known)
    return reply(await _beside_card(asked.code, door, stance, asker, work, desk))


async def _beside_card(  # noqa: PLR0913, PLR0917 - all that stands on it
    code: str, door: Door, stance: Stance, asker: Asker, work: Work, desk: Desk
) -> Card:
    if asks_settlement(door.petition, asker, stance, desk):
        return place_card(door.petition, asker, lambda slug: BesideSettled(code, slug))
    way = beside_way(code, await _called(door.witness, work))
    notes = await work.petitions.notes(door.petition)
    card = card_by(way, door.petition, asker.village, stance, notes)
    return on_paper_only(card) if is_on_paper_only(door.petition, desk) else card


async def _called(witness: PersonId, work: Work) -> Word | str:
    """Give the name that whoever stands by lets be shown, else what they are."""
    signer = await work.petitions.signer(witness)
    return signer.name.shown if signer and signer.shown else Role.DEPUTY.word


async def give_beside(asked: BesideSigned, asker: Asker, work: Work, desk: Desk) -> Reply | Step:
    """Sign while somebody stands by; or give the step that is missing, and it counts once that is done."""
    door = await the_door(asked.code, asker, work, desk)
    if isinstance(door, Reply):
        return door
    petition = await held_petition(asker, door.petition.id, work)
    voter, tap = voter_who(asker, desk), tap_now(asker, desk, witness=door.witness)
    check_may_sign(petition, asker.village, voter, tap.at)
    stance = await work.petitions.stance_of(petition, asker.known)
    if stance.signer is None or asks_settlement(petition, asker, stance, desk):
        return reply(await _beside_card(asked.code, door, stance, asker, work, desk))
    step = missing_to_sign(petition, asker.village, voter)
    if stance.signature is None and (step or petition.plan.needs_iin):
        await work.petitions.wait(petition, asker.known, door.witness, tap.at)
        return step or await give_page(petition, asker, work, desk)
    signed = sign(petition, asker.village, voter, stance, tap)
    decided = decided_of(petition, signed, stance, asker)
    return await keep_decided(decided, petition, asker.known, work, desk)
