"""Letters about petitions, made when their turn comes."""

from dataclasses import replace

from handlers.chat import Card, Choice, Fact, Say, one_a_row
from handlers.forms import refused
from handlers.letter_kinds import Dropped, LetterKind, Reader
from handlers.petitions.answer_cards import outcome_of
from handlers.petitions.cards import group_card, on_paper_only, receipt_card, sign_card, title_says
from handlers.petitions.closing import COURSE
from handlers.petitions.door_to_door import witnessed_card
from handlers.petitions.own_page import iin_left_card
from handlers.petitions.signing import is_on_paper_only
from handlers.petitions.subject import CARD, WITNESSED, PetitionShown, about
from handlers.petitions.waiting import IIN_LEFT, SIGNED, why_not
from handlers.ports import Desk, Work
from village.course import State, Step, voter_of
from village.ids import PetitionId
from village.outbox import Letter
from village.people import Resident
from village.petitions import Petition, Stance, missing_to_sign
from village.villages import Village


async def the_petition(letter: Letter, work: Work) -> Petition:
    """Give the petition a letter is about; Dropped where it is no more."""
    found = await work.petitions.get(letter.village, PetitionId(letter.about.id))
    if found is None:
        raise Dropped("gone")
    return found


async def open_petition(letter: Letter, work: Work, desk: Desk) -> Petition:
    """Give the petition a letter is about; Dropped where nobody can sign it."""
    petition = await the_petition(letter, work)
    if not petition.is_open(desk.clock.now()):
        raise Dropped("over")
    return petition


async def _card(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    petition = await the_petition(letter, work) if letter.edit else await open_petition(letter, work, desk)
    village, notes = desk.village(letter.village), await work.petitions.notes(petition)
    if reader.chat is not None:
        # In the group it stands at once, by night without a sound: its time runs.
        quiet = desk.customs.quiet.covers(desk.local_now().time())
        card = group_card(petition, village, notes, await outcome_of(petition, work, desk))
        return replace(_signable(card, petition, desk), quiet=quiet)
    assert reader.resident is not None
    stance = await work.petitions.stance_of(petition, reader.resident.person)
    if stance.signature and not letter.edit:
        raise Dropped("signed")
    card = sign_card(petition, village, stance, _step(petition, village, reader.resident), notes)
    return _signable(card, petition, desk)


def _signable(card: Card, petition: Petition, desk: Desk) -> Card:
    return on_paper_only(card) if is_on_paper_only(petition, desk) else card


def _step(petition: Petition, village: Village, resident: Resident) -> Step | None:
    return missing_to_sign(petition, village, voter_of(resident, (), (), listed=False))


async def _nudge(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    petition = await open_petition(letter, work, desk)
    assert reader.resident is not None
    if (await work.petitions.stance_of(petition, reader.resident.person)).signature:
        raise Dropped("signed")
    facts: dict[str, Fact] = {
        "number": petition.number_in(letter.village),
        "title": petition.plan.title,
        "at": petition.plan.closes_at,
    }
    read = Choice(Say("button-petition-read"), PetitionShown(petition.id).data)
    return Card((Say("petition-nudge", facts),), rows=one_a_row(read))


async def _prolonged(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    petition = await open_petition(letter, work, desk)
    both = reader.chat is not None
    facts: dict[str, Fact] = {"number": petition.number_in(letter.village), "at": petition.plan.closes_at}
    return Card((Say("petition-prolonged", facts),), both=both, replies=CARD if both else "")


async def _stopped(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader, desk
    petition = await the_petition(letter, work)
    if petition.state is not State.STOPPED:
        raise Dropped("not stopped")
    said = Say("petition-stopped-by-operator", {"number": petition.number_in(letter.village)}, strong=True)
    return Card((said,), about=about(petition.id))


async def _signed(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    petition = await the_petition(letter, work)
    assert reader.resident is not None
    stance: Stance = await work.petitions.stance_of(petition, reader.resident.person)
    village, now = desk.village(letter.village), desk.clock.now()
    if stance.signature is None:
        no = why_not(petition, village, reader.resident, stance, now)
        return Card((*title_says(petition, village.slug), refused(no)))
    return replace(receipt_card(petition, village, stance), instead=False)


async def _iin_left(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    petition = await open_petition(letter, work, desk)
    assert reader.resident is not None
    if (await work.petitions.stance_of(petition, reader.resident.person)).signature:
        raise Dropped("signed")
    return _signable(iin_left_card(petition, letter.village), petition, desk)


async def _witnessed(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del desk
    petition = await the_petition(letter, work)
    assert reader.resident is not None
    return witnessed_card(
        petition, letter.village, await work.petitions.witnessed_by(petition, reader.resident.person)
    )


KINDS = {
    CARD: LetterKind(_card, stands=True, office_hears=True),
    # Who may have been reminded is not reminded again: nobody is nagged.
    COURSE.nudge: LetterKind(_nudge, again=False),
    "petition-prolonged": LetterKind(_prolonged, waits_in_group=True),
    "petition-stopped": LetterKind(_stopped),
    SIGNED: LetterKind(_signed),
    IIN_LEFT: LetterKind(_iin_left),
    # Said anew at each signature; one that is late or lost is made good by the next.
    WITNESSED: LetterKind(_witnessed, again=False),
}
