"""Letters about what follows a petition's end, made when their turn comes."""

from dataclasses import replace

from handlers.chat import Card, Choice, Say, one_a_row
from handlers.letter_kinds import Dropped, LetterKind, Reader
from handlers.petitions.answer_cards import (
    answer_card,
    count_choice,
    due_says,
    follow_card,
    holders,
    late_says,
    number_says,
    office_of,
    registered_says,
    work_choices,
)
from handlers.petitions.answering import ANSWERED, EXTENDED, REGISTERED
from handlers.petitions.cards import split_says
from handlers.petitions.clock import NOT_REGISTERED, OVERDUE, SOON
from handlers.petitions.handing_over import ENDED, HAND_OVER
from handlers.petitions.subject import CARD
from handlers.ports import Desk, Work
from village.ids import PetitionId
from village.outbox import Letter
from village.petition_answers import AnswerState, PetitionAnswer
from village.petitions import Petition
from village.results import SMALLEST_PART


async def _found(letter: Letter, work: Work) -> tuple[Petition, PetitionAnswer]:
    petition = await work.petitions.get(letter.village, PetitionId(letter.about.id))
    answer = await work.petition_answers.of(petition) if petition else None
    if petition is None or answer is None:
        raise Dropped("gone")
    return petition, answer


async def _awaited(letter: Letter, work: Work) -> tuple[Petition, PetitionAnswer]:
    petition, answer = await _found(letter, work)
    if not answer.awaits():
        raise Dropped("answered")
    return petition, answer


def _in_group(*says: Say) -> Card:
    return Card(says, both=True, replies=CARD)


def _to_both(reader: Reader, says: tuple[Say, ...], *choices: Choice) -> Card:
    """Make what groups read, and the author and the office with what they may do."""
    rows = one_a_row(*choices)
    return Card(says, rows=rows) if reader.resident else replace(_in_group(*says), rows=rows)


# --------------------------------------------------------------------------------------------- in groups


async def _ended(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader, desk
    petition, answer = await _found(letter, work)
    head = Say("petition-ended", {"number": petition.number_in(letter.village)}, strong=True)
    if answer.packed_at is None:
        return _in_group(head, Say("petition-ended-none"))
    addressee = petition.plan.addressee_name
    return _in_group(head, *_tally_says(petition), Say("petition-ended-next", {"addressee": addressee}))


def _tally_says(petition: Petition) -> tuple[Say, ...]:
    """Say how many have signed, split; nothing under five."""
    tally = petition.register.tally
    if tally.all < SMALLEST_PART:
        return (Say("petition-ended-few", {"least": SMALLEST_PART}),)
    return (Say("petition-signed", {"signed": tally.all, "goal": petition.plan.goal}), *split_says(tally))


async def _registered(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    petition, answer = await _awaited(letter, work)
    assert answer.registration is not None
    head = number_says(petition, letter.village)
    says = (head, *registered_says(answer.registration), *due_says(answer.registration, desk))
    choices = work_choices(petition, answer) if reader.resident else ()
    return _to_both(reader, says, count_choice(petition), *choices)


async def _extended(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del desk
    petition, answer = await _awaited(letter, work)
    if answer.extension is None:
        raise Dropped("not extended")
    until, ground = answer.extension.until, answer.extension.ground
    said = Say("petition-extended", {"until": until, "ground": ground}, strong=True)
    choices = work_choices(petition, answer) if reader.resident else ()
    return _to_both(reader, (number_says(petition, letter.village), said), *choices)


async def _answered(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    """Say the answer in the groups, and to each who signed."""
    petition, answer = await _found(letter, work)
    if answer.given is None:
        raise Dropped("not answered")
    card = answer_card(petition, answer, letter.village, desk)
    return replace(card, both=True, replies=CARD) if reader.chat else card


# -------------------------------------------------------------------------- to the author and the office


async def _hand_over(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    petition, answer = await _found(letter, work)
    if answer.state is not AnswerState.PACKED:
        raise Dropped("handed over")
    mine = reader.resident is not None and reader.resident.person == petition.author
    how = "petition-hand-over-author" if mine else "petition-hand-over-office"
    card = follow_card(petition, answer, desk)
    return replace(card, says=(*card.says, Say(how)))


async def _not_registered(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader
    petition, answer = await _found(letter, work)
    if answer.state is not AnswerState.PACKED:
        raise Dropped("handed over")
    card = follow_card(petition, answer, desk)
    return replace(card, says=(*card.says, Say("petition-register-reminder")))


async def _soon(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    petition, answer = await _awaited(letter, work)
    left = (answer.ends - desk.today()).days if answer.ends else -1
    if left < 0:
        raise Dropped("late")
    when = Say("petition-answer-soon", {"due": answer.ends or desk.today(), "days": left}, strong=True)
    if left == 0:
        when = Say("petition-answer-today", strong=True)
    office = await holders(petition.village, office_of(petition, desk), work, desk)
    asks = reader.resident is not None and reader.resident.person not in office
    return Card(
        (number_says(petition, letter.village), when, *((Say("petition-ask-them"),) if asks else ())),
        rows=one_a_row(*work_choices(petition, answer)),
    )


async def _overdue(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    petition, answer = await _awaited(letter, work)
    late = late_says(answer, desk)
    if not late or reader.resident is None:
        raise Dropped("not late")
    office = await holders(petition.village, office_of(petition, desk), work, desk)
    speaks = reader.resident.person in {petition.author, *office}
    to = Say("petition-to", {"addressee": petition.plan.addressee_name}, close=True)
    return Card(
        (number_says(petition, letter.village), to, *late),
        rows=one_a_row(*(work_choices(petition, answer) if speaks else (count_choice(petition),))),
    )


KINDS = {
    ENDED: LetterKind(_ended, waits_in_group=True),
    REGISTERED: LetterKind(_registered, waits_in_group=True),
    EXTENDED: LetterKind(_extended, waits_in_group=True),
    ANSWERED: LetterKind(_answered, waits_in_group=True),
    HAND_OVER: LetterKind(_hand_over),
    # A reminder that may have gone out is not sent again: nobody is nagged.
    NOT_REGISTERED: LetterKind(_not_registered, again=False),
    SOON: LetterKind(_soon, again=False),
    OVERDUE: LetterKind(_overdue, again=False),
}
