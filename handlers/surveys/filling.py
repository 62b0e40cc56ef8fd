"""Sitting down to a survey: by oneself, to try a draft, or for somebody else; then the first question."""

from dataclasses import replace

from handlers.asking import WHOLE
from handlers.chat import Card, Choice, GoPrivate, Reply, Said, Say, one_a_row, placed, reply
from handlers.door import Asker, OldButton
from handlers.forms import Sitting
from handlers.polls.voting import voter_who
from handlers.ports import Desk, Work
from handlers.presses import Press, link_word
from handlers.steps import step_card
from handlers.surveys.asking import sheet_card
from handlers.surveys.handing_in import AnsweredForGood, interviewer_of
from handlers.surveys.moves import InterviewAgreed, SheetBegun, SheetForward
from handlers.surveys.moving import files_in, forget_files, moved, told
from handlers.surveys.sheets import (
    fill_of,
    keep,
    new_sheet,
    row_of,
    said_of,
    sheet_of_row,
    the_asked,
    title_of,
)
from handlers.surveys.subject import InterviewBegun, SheetOpened
from village.course import ForRole, Step, check_may_answer, missing_step
from village.filling import Seat, to_change
from village.ids import SectionSlug
from village.surveys import Draft, Questionnaire, Survey, minutes

__all__ = ["agree_to_interview", "begin_interview", "begin_sheet", "open_sheet", "told"]


def _in_private(press: Press) -> Reply:
    return reply(GoPrivate(Say("sheet-in-private"), Say("button-open-private"), link_word(press)))


# ------------------------------------------------------------------------------------------- one's own sheet


async def open_sheet(asked: SheetOpened, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Go on with a sheet, change what was handed in, or say what the survey is before it begins."""
    if not asker.private:
        return _in_private(asked)
    sitting = Sitting(asker, work, desk)
    of = await the_asked(asked.survey, sitting)
    said = await _gone_on(of, sitting) or reply(await _intro_card(of, sitting))
    # The card whose button was pressed stays, with its other buttons.
    return placed(said, instead=False)


async def _gone_on(of: Survey | Draft, sitting: Sitting) -> Reply | None:
    """Go on where somebody stands already; None where they have not begun."""
    row = await row_of(of.id, sitting)
    if row is not None:
        sheet = await sheet_of_row(row, of.id, sitting, interviewing=False)
        return await moved(sheet, sheet.seat, sitting)
    if isinstance(of, Draft) or not await sitting.work.surveys.has_answered(of, sitting.asker.known):
        return None
    return await _change(of, sitting)


async def _change(survey: Survey, sitting: Sitting) -> Reply:
    """Begin to change what was handed in; until it is handed in again that stands."""
    before = await sitting.work.surveys.sheet_of(survey, sitting.asker.known)
    if before is None:
        raise AnsweredForGood
    sheet = await new_sheet(survey, Seat(), sitting)
    seat = to_change(sheet.asks, before.values, fill_of(sheet.form, sitting))
    sheet = await keep(replace(sheet, seat=seat), sitting)
    return said_of(sheet, sheet_card(sheet, sitting, Say("sheet-change-begins")))


async def _intro_card(of: Survey | Draft, sitting: Sitting) -> Card:
    form = await sitting.work.surveys.form(of.village, of.id)
    assert form is not None, "a survey and a draft have their form"
    asks = sitting.desk.questionnaires.questionnaire(form)
    says = (Say("sheet-question", {"question": title_of(of)}, strong=True), *_intro_says(of, asks))
    begin = Choice(Say("button-sheet-begin"), SheetBegun(of.id).data)
    return Card(says, rows=one_a_row(begin))


def _intro_says(of: Survey | Draft, asks: Questionnaire) -> tuple[Said, ...]:
    length = Say("sheet-length", {"questions": asks.length, "minutes": minutes(asks)})
    if isinstance(of, Draft):
        return (length, Say("sheet-test-run-begins"))
    whose = "sheet-anonymous" if of.plan.anonymous else "sheet-named"
    return (
        length,
        Say("sheet-until", {"at": of.plan.closes_at}, close=True),
        Say("opinion-not-vote"),
        Say(whose),
    )


async def begin_sheet(asked: SheetBegun, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Ask the first question; before it, the one step without which the answers would not count."""
    sitting = Sitting(asker, work, desk)
    of = await the_asked(asked.survey, sitting)
    if gone_on := await _gone_on(of, sitting):
        return gone_on
    if isinstance(of, Survey):
        voter = voter_who(asker, desk)
        check_may_answer(of, asker.village, voter, desk.clock.now())
        if step := missing_step(of, voter):
            return await _step(step, asked, sitting)
    sheet = await new_sheet(of, Seat(), sitting)
    return await moved(sheet, sheet.seat, sitting)


async def _step(step: Step, asked: SheetBegun, sitting: Sitting) -> Reply:
    on = Choice(Say("button-continue"), asked.data)
    way = await step_card(step, Say("sheet-phone-ask"), sitting.asker, sitting.work, sitting.desk)
    return reply(way, Card((Say(f"sheet-then-{step}"),), rows=one_a_row(on)))


# --------------------------------------------------------------------------------------- for somebody else


async def begin_interview(asked: InterviewBegun, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Have a deputy or a member of the commission confirm for whom they fill in a sheet."""
    if not asker.private:
        return _in_private(asked)
    sitting = Sitting(asker, work, desk)
    survey = await _interviewed(asked, sitting)
    rows = one_a_row(*_agreed_choices(survey, asker))
    if await row_of(survey.id, sitting, interviewing=True) is not None:
        rows += one_a_row(Choice(Say("button-sheet-unfinished"), SheetForward(survey.id, 1).data))
    says = (Say("sheet-interview-ask", {"title": title_of(survey)}), *_interview_says(survey, rows))
    return reply(Card(says, rows=rows))


def _interview_says(survey: Survey, rows: tuple[tuple[Choice, ...], ...]) -> tuple[Say, ...]:
    says = [Say("sheet-anonymous")] if survey.plan.anonymous else []
    return (*says, *((Say("sheet-interview-section"),) if len(rows) > 1 else ()))


async def _interviewed(asked: InterviewBegun | InterviewAgreed, sitting: Sitting) -> Survey:
    """Give a survey that is asked of the whole village, and so of somebody without a phone."""
    interviewer_of(sitting.asker)
    survey = await the_asked(asked.survey, sitting)
    if isinstance(survey, Draft):
        raise OldButton
    if survey.plan.role is not None:
        raise ForRole(role=survey.plan.role.word)
    return survey


def _agreed_choices(survey: Survey, asker: Asker) -> list[Choice]:
    sections = [each for each in asker.village.sections if survey.plan.section in {None, each.slug}]
    if len(sections) > 1:
        return [Choice(each.name, InterviewAgreed(survey.id, str(each.slug)).data) for each in sections]
    only = str(sections[0].slug) if sections else WHOLE
    return [Choice(Say("button-sheet-agreed"), InterviewAgreed(survey.id, only).data)]


async def agree_to_interview(asked: InterviewAgreed, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin a sheet for somebody who agreed; one that was begun for another before is dropped."""
    sitting = Sitting(asker, work, desk)
    survey = await _interviewed(asked, sitting)
    if asked.data not in {each.press for each in _agreed_choices(survey, asker)}:
        raise OldButton
    row = await row_of(survey.id, sitting, interviewing=True)
    if row is not None:
        begun = await sheet_of_row(row, survey.id, sitting, interviewing=True)
        await forget_files(files_in(begun), begun, sitting)
    section = None if asked.section == WHOLE else SectionSlug(asked.section)
    sheet = replace(await new_sheet(survey, Seat(), sitting), interviewing=True, section=section)
    return await moved(sheet, sheet.seat, sitting)
