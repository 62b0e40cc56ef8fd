"""Handing a sheet in: with its person, or cut from them for good."""

from dataclasses import replace

from handlers.chat import Card, Choice, Reply, Say, one_a_row, reply
from handlers.door import Asker, holders
from handlers.forms import Sitting
from handlers.polls.voting import voter_who
from handlers.ports import Desk, Work
from handlers.surveys.moves import SheetHanded
from handlers.surveys.moving import files_in, forget_files, moved
from handlers.surveys.sheets import SheetInHand, drop, fill_of, row_of, taken_up
from handlers.surveys.subject import CARD, InterviewBegun, SheetOpened, SurveyManaged, about
from village.course import check_may_answer
from village.errors import Refusal, refusal
from village.filling import forward
from village.ids import FileId, SurveyId
from village.people import Level, Role
from village.surveys import FILES, Answers, HandedIn, Survey

INTERVIEWERS = (Role.DEPUTY, Role.COMMISSION_MEMBER)
interviewers = holders(*INTERVIEWERS)
"""Who may fill in a sheet for somebody else; the office may not, for it reads the answers."""


async def hand_in(asked: SheetHanded, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Hand a sheet in; one that is not whole is gone on with, one of a test run is forgotten."""
    sitting = Sitting(asker, work, desk)
    survey = await work.surveys.steady(asker.village.slug, asked.survey)
    if await row_of(asked.survey, sitting, interviewing=bool(asked.by)) is None and survey is not None:
        return await _handed_in_already(survey, asked, sitting)
    sheet = await taken_up(asked.survey, asked.by, sitting)
    filled = fill_of(sheet.form, sitting)(sheet.seat.answers)
    if filled.next is not None:
        return await moved(sheet, forward(sheet.seat, fill_of(sheet.form, sitting)), sitting)
    if not isinstance(sheet.of, Survey):
        return await _end_test_run(sheet, sitting)
    await _check_may(sheet, sheet.of, sitting)
    if sheet.of.plan.anonymous:
        return await _hand_in_cut(sheet, sheet.of, filled.handed_in, sitting)
    return await _hand_in_named(sheet, sheet.of, filled.handed_in, sitting)


async def _handed_in_already(survey: Survey, asked: SheetHanded, sitting: Sitting) -> Reply:
    """Answer whoever taps twice as the first time."""
    survey.check_open(sitting.desk.clock.now())
    if asked.by or not await sitting.work.surveys.has_answered(survey, sitting.asker.known):
        raise NothingToHandIn
    return reply(_thanks(survey))


async def _end_test_run(sheet: SheetInHand, sitting: Sitting) -> Reply:
    await forget_files(files_in(sheet), sheet, sitting)
    await drop(sheet, sitting)
    choices = (
        Choice(Say("button-sheet-try-again"), SheetOpened(sheet.of.id).data),
        Choice(Say("button-sheet-to-draft"), SurveyManaged(sheet.of.id).data),
    )
    return reply(Card((Say("sheet-test-over"),), rows=one_a_row(*choices), instead=True))


async def _check_may(sheet: SheetInHand, survey: Survey, sitting: Sitting) -> None:
    """Refuse whoever may not answer any more; their answers stay."""
    asker = sitting.asker
    if sheet.interviewing:
        interviewer_of(asker)
        return
    check_may_answer(survey, asker.village, voter_who(asker, sitting.desk), sitting.desk.clock.now())
    if survey.plan.anonymous and await sitting.work.surveys.has_answered(survey, asker.known):
        raise AnsweredForGood


def interviewer_of(asker: Asker) -> Role:
    """Give the role in which somebody fills in sheets for others."""
    role = next((role for role in INTERVIEWERS if role in asker.roles), None)
    if role is None:
        raise NotAnInterviewer
    return role


def _sheet(sheet: SheetInHand, values: Answers, sitting: Sitting) -> HandedIn:
    asker, now = sitting.asker, sitting.desk.clock.now()
    made = HandedIn(values, now, sheet.began, asker.language, asker.address.network)
    if sheet.interviewing:
        return replace(made, section=sheet.section, interviewer=interviewer_of(asker))
    voter = voter_who(asker, sitting.desk)
    return replace(made, level=Level(voter.level), section=voter.section)


async def _hand_in_named(sheet: SheetInHand, survey: Survey, values: Answers, sitting: Sitting) -> Reply:
    work, person = sitting.work, sitting.asker.known
    before = None if sheet.interviewing else await work.surveys.sheet_of(survey, person)
    await work.surveys.hand_in(survey, _sheet(sheet, values, sitting), person)
    stale = files_in(sheet) | (files_in(sheet, before.values) if before else frozenset())
    await forget_files(stale - files_in(sheet, values), sheet, sitting)
    return await _close(sheet, survey, sitting)


async def _hand_in_cut(sheet: SheetInHand, survey: Survey, values: Answers, sitting: Sitting) -> Reply:
    """Hand in what leads back to nobody: files go along as copies, those that were sent are deleted."""
    work, cut = sitting.work, dict(values)
    for question in sheet.asks.questions:
        if question.kind in FILES and values.get(question.path):
            copied = await work.files.copy(survey.village, FileId(int(values[question.path])))
            if copied is None:
                raise FileOnItsWay
            cut[question.path] = str(copied)
    await forget_files(files_in(sheet), sheet, sitting)
    await work.surveys.hand_in(survey, _sheet(sheet, cut, sitting), sitting.asker.known)
    return await _close(sheet, survey, sitting)


async def _close(sheet: SheetInHand, survey: Survey, sitting: Sitting) -> Reply:
    await drop(sheet, sitting)
    await sitting.work.outbox.refresh_groups(survey.village, CARD, about(survey.id), sitting.desk.clock.now())
    return reply(_thanks_of_interviewer(survey.id) if sheet.interviewing else _thanks(survey))


def _thanks(survey: Survey) -> Card:
    if survey.plan.anonymous:
        return Card((Say("sheet-thanks"), Say("sheet-thanks-anonymous")), instead=True)
    change = Choice(Say("button-sheet-change"), SheetOpened(survey.id).data)
    says = (Say("sheet-thanks"), Say("sheet-may-change", {"at": survey.plan.closes_at}))
    return Card(says, rows=one_a_row(change), instead=True)


def _thanks_of_interviewer(survey: SurveyId) -> Card:
    another = Choice(Say("button-sheet-another"), InterviewBegun(survey).data)
    return Card((Say("sheet-interview-done"),), rows=one_a_row(another), instead=True)


@refusal
class NothingToHandIn(Refusal):
    """A sheet that was handed in, or dropped, already."""

    message = "button-old"


@refusal
class NotAnInterviewer(Refusal):
    """Somebody who no longer holds a role in which sheets are filled in for others."""

    message = "sheet-not-an-interviewer"


@refusal
class AnsweredForGood(Refusal):
    """A second sheet to an anonymous survey."""

    message = "sheet-answered-for-good"


@refusal
class FileOnItsWay(Refusal):
    """A photo or a voice message whose content is not here yet, so that it cannot be copied."""

    message = "sheet-file-on-its-way"
