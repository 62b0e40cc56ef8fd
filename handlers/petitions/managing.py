"""What its author does with a petition: look how it stands, prolong it, close it, add a note, pass it on."""

from collections import Counter
from datetime import timedelta

from handlers.acts import act
from handlers.asked_says import ended_says
from handlers.asking import (
    TooLong,
    check_length,
    in_language,
    kept,
    own_first,
    pair,
    second_language,
    text_of,
    wanted_text,
)
from handlers.chat import Card, Choice, Fact, Reply, Said, Say, reply
from handlers.door import Asker
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin
from handlers.petitions import answer_cards, door_to_door, on_paper, packing
from handlers.petitions.cards import group_card, tally_says, title_says
from handlers.petitions.closing import COURSE
from handlers.petitions.making import (
    NOTED,
    NoteAsked,
    PetitionClosed,
    PetitionProlonged,
    ShareAsked,
    deputies,
)
from handlers.petitions.subject import PetitionManaged, PetitionShown, about
from handlers.ports import Desk, Work
from handlers.presses import link_word
from handlers.running import Running
from village.course import State
from village.outbox import Audience
from village.petition_making import NOTE_LETTERS, NOTES_AT_MOST, NotesTooMany
from village.petitions import Petition, PetitionNote, longest
from village.results import SMALLEST_PART
from village.texts import Day

_DAYS_SHOWN, _ROWS_LOOKED_AT = 7, 10_000


def manage_choices(petition: Petition) -> tuple[Choice, ...]:
    """Give what its author may do with a petition as it stands."""
    number = petition.id
    stands = Choice(Say("button-petition-numbers"), PetitionManaged(number).data)
    if petition.state is not State.OPEN:
        disputed = on_paper.compare_choices(petition)
        return (stands, *disputed, *packing.choices(petition), *answer_cards.choices(petition))
    return (
        stands,
        *door_to_door.choices(petition),
        *on_paper.choices(petition),
        Choice(Say("button-petition-share"), ShareAsked(number).data),
        Choice(Say("button-petition-note"), NoteAsked(number).data),
        Choice(Say("button-poll-prolong"), PetitionProlonged(number).data),
        Choice(Say("button-poll-close"), PetitionClosed(number, 0).data),
    )


RUNNING = Running(
    COURSE,
    deputies,
    manage_choices,
    lambda petition: PetitionClosed(petition.id, 1).data,
    lambda petition, now: petition.opens_at + longest(petition.opens_at) - now,
    words="petition",
)
PROLONGING = RUNNING.prolonging("petition-end")


async def manage(asked: PetitionManaged, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show its author how a petition stands, and what they may do."""
    petition = await RUNNING.managed(asked.petition, asker, work)
    says = (*title_says(petition, asker.village.slug), *tally_says(petition))
    more = await _progress_says(petition, work, desk) if petition.state is State.OPEN else ()
    return reply(Card((*says, *more, *ended_says(petition)), rows=RUNNING.rows(petition)))


async def _progress_says(petition: Petition, work: Work, desk: Desk) -> tuple[Said, ...]:
    left = petition.plan.closes_at - desk.clock.now()
    ends: dict[str, Fact] = {"days": max(0, left.days), "at": petition.plan.closes_at}
    says = [Say("petition-stands", ends)]
    if petition.register.tally.all < SMALLEST_PART:
        return tuple(says)
    share = petition.register.tally.all * 100 // petition.plan.goal
    says.append(Say("petition-share-of-goal", {"percent": share}, close=True))
    return (*says, *await _days_says(petition, work, desk))


async def _days_says(petition: Petition, work: Work, desk: Desk) -> tuple[Say, ...]:
    """Say how many signed on each of the last days, as far as the last rows of the register reach."""
    midnight = desk.local_now().replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight - timedelta(days=_DAYS_SHOWN - 1)
    moments = await work.petitions.signed_at(petition, since, _ROWS_LOOKED_AT)
    by_day = Counter(moment.date() for moment in moments)
    lines = tuple(
        Say("petition-on-day", {"day": Day(day), "count": by_day[day]}, close=True) for day in sorted(by_day)
    )
    return (Say("petition-by-day"), *lines) if lines else ()


async def close_early(asked: PetitionClosed, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Close a petition before its time, asked a second time."""
    return await RUNNING.close_early(asked.petition, Sitting(asker, work, desk), sure=bool(asked.sure))


async def ask_prolong(asked: PetitionProlonged, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to move a petition's end."""
    return await RUNNING.ask_prolong(PROLONGING, asked.petition, Sitting(asker, work, desk))


async def share(asked: ShareAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give a card with the link at which one signs, to be passed on to other chats."""
    petition = await RUNNING.managed(asked.petition, asker, work)
    village = asker.village.slug
    link = desk.links.start(asker.address.network, village, link_word(PetitionShown(petition.id)))
    facts: dict[str, Fact] = {"title": petition.plan.title, "link": link}
    says = (*title_says(petition, village)[:1], Say("petition-shared", facts))
    return reply(Card(says, both=True))


# ------------------------------------------------------------------------------------------------ notes


async def ask_note(asked: NoteAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to add a note."""
    petition = await RUNNING.managed(asked.petition, asker, work)
    petition.check_open(desk.clock.now())
    if len(await work.petitions.notes(petition)) >= NOTES_AT_MOST:
        raise NotesTooMany(most=NOTES_AT_MOST)
    return await begin(NOTING, {"petition": str(petition.id)}, Sitting(asker, work, desk))


async def _ask_note_text(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, page
    facts: dict[str, Fact] = {"lang": own_first(sitting), "most": NOTE_LETTERS}
    return Prompt((Say("petition-note-ask", facts),))


async def _read_note_text(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    text = in_language(wanted_text(given), own_first(sitting))
    check_length(text, NOTE_LETTERS)
    return {"text": kept(text)}


def _note(answers: Answers, sitting: Sitting) -> PetitionNote:
    return PetitionNote(sitting.desk.local_now(), pair(answers, "text"))


async def _preview_note(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    petition = await RUNNING.managed(int(text_of(answers, "petition")), sitting.asker, sitting.work)
    seen = Card((noted_says(petition, sitting.asker, _note(answers, sitting)),), both=True)
    return seen, Card((Say("petition-note-check"),))


def noted_says(petition: Petition, asker: Asker, note: PetitionNote) -> Say:
    """Say in a group that a note was added."""
    return Say("petition-noted", {"number": petition.number_in(asker.village.slug), "text": note.text})


async def _add_note(answers: Answers, sitting: Sitting) -> Reply:
    """Add a note: it stands on the cards, and the groups are told; what was signed stays as it was."""
    asker, work, desk = sitting.asker, sitting.work, sitting.desk
    petition = await RUNNING.held(int(text_of(answers, "petition")), asker, work)
    petition.check_open(desk.clock.now())
    note, before = _note(answers, sitting), await work.petitions.notes(petition)
    if len(before) >= NOTES_AT_MOST:
        raise NotesTooMany(most=NOTES_AT_MOST)
    home = desk.village(petition.village)
    if over := desk.measure.over(group_card(petition, home, (*before, note))):
        raise TooLong(over=over)
    await work.petitions.add_note(petition, note)
    await COURSE.refresh(petition, work, desk)
    await COURSE.send(NOTED, Audience(groups=True), petition, work, desk)
    noted = act(asker, desk, "petition-noted", about(petition.id), number=petition.number)
    await work.record.add(noted)
    return reply(Card((Say("petition-note-kept"),), rows=RUNNING.rows(petition), instead=True))


NOTING = Form(
    "petition-note",
    deputies,
    (
        Question("text", _ask_note_text, _read_note_text),
        second_language("text", "petition-note-second", most=NOTE_LETTERS),
    ),
    _add_note,
    _preview_note,
)
