"""Letters about surveys and their forms, made when their turn comes."""

from dataclasses import replace

from handlers.chat import Card, Choice, Fact, Say, one_a_row
from handlers.letter_kinds import Dropped, LetterKind, NotYet, Reader
from handlers.ports import Desk, Work
from handlers.presses import link_word
from handlers.surveys import drafting
from handlers.surveys.cards import group_card, own_card
from handlers.surveys.closing import COURSE
from handlers.surveys.sheets import dialogue_of
from handlers.surveys.shown import asks_of, stood_of
from handlers.surveys.subject import CARD, SheetOpened, about
from village.course import State
from village.ids import FileId, SurveyId
from village.outbox import Letter
from village.results import SMALLEST_PART
from village.surveys import Survey, dialogue


async def the_survey(letter: Letter, work: Work) -> Survey:
    """Give the survey a letter is about; Dropped where it is no more."""
    found = await work.surveys.get(letter.village, SurveyId(letter.about.id))
    if found is None:
        raise Dropped("gone")
    return found


async def _open(letter: Letter, work: Work, desk: Desk) -> Survey:
    survey = await the_survey(letter, work)
    if not survey.is_open(desk.clock.now()):
        raise Dropped("over")
    return survey


async def _card(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    survey = await the_survey(letter, work) if letter.edit else await _open(letter, work, desk)
    village, asks = desk.village(letter.village), await asks_of(survey, work, desk)
    if reader.chat is not None:
        link = desk.links.start(
            reader.chat.address.network, survey.village, link_word(SheetOpened(survey.id))
        )
        card = group_card(survey, village, asks, link, await _handed_in(survey, work))
        # In the group it stands at once, by night without a sound: its time runs.
        return replace(card, quiet=desk.customs.quiet.covers(desk.local_now().time()))
    assert reader.resident is not None
    stood = await stood_of(survey, reader.resident.person, work, desk)
    if stood.handed_in and not letter.edit:
        raise Dropped("answered")
    return own_card(survey, village, asks, stood)


async def _handed_in(survey: Survey, work: Work) -> int | None:
    """Count the sheets, as far as everybody may know."""
    sheets = sum((await work.surveys.finished(survey)).values())
    return sheets if sheets >= SMALLEST_PART else None


async def _nudge(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    survey = await _open(letter, work, desk)
    assert reader.resident is not None
    person = reader.resident.person
    if await work.surveys.has_answered(survey, person):
        raise Dropped("answered")
    begun = await dialogue_of(survey.village, person, dialogue(survey.id), work) is not None
    facts: dict[str, Fact] = {"number": survey.number, "title": survey.title, "at": survey.plan.closes_at}
    go_on = Choice(Say("button-continue" if begun else "button-survey-fill"), SheetOpened(survey.id).data)
    return Card((Say("survey-nudge-begun" if begun else "survey-nudge", facts),), rows=one_a_row(go_on))


async def _prolonged(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    survey = await _open(letter, work, desk)
    both = reader.chat is not None
    facts: dict[str, Fact] = {"number": survey.number, "at": survey.plan.closes_at}
    return Card((Say("poll-prolonged", facts),), both=both, replies=CARD if both else "")


async def _stopped(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader, desk
    survey = await the_survey(letter, work)
    if survey.state is not State.STOPPED:
        raise Dropped("not stopped")
    said = Say("poll-stopped-by-operator", {"number": survey.number}, strong=True)
    return Card((said,), about=about(survey.id))


async def _read(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader
    card = await drafting.read_card(letter.village, FileId(letter.about.id), work, desk)
    if card is None:
        raise NotYet("its file is not fetched")
    return card


KINDS = {
    CARD: LetterKind(_card, stands=True, office_hears=True),
    # Who may have been reminded is not reminded again: nobody is nagged.
    COURSE.nudge: LetterKind(_nudge, again=False),
    "survey-prolonged": LetterKind(_prolonged, waits_in_group=True),
    "survey-stopped": LetterKind(_stopped),
    drafting.READ: LetterKind(_read),
}
