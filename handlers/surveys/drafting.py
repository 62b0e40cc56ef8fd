"""Where a survey begins: a form that is sent, one that comes with the program, one made here; drafts."""

from dataclasses import dataclass

from handlers.asking import text_of
from handlers.brought import drop_file, is_lost, question_for_file, wait_for_file
from handlers.chat import Card, Choice, Reply, Say, one_a_row, reply
from handlers.door import Asker, OldButton, akim_office, holders
from handlers.forms import Answers, Form, Prompt, Sitting, begin
from handlers.ports import Desk, FormRead, Work
from handlers.surveys.cards import (
    INTERVIEWERS,
    FormTaken,
    FormWanted,
    ReadyTaken,
    SurveyCloned,
    form_says,
    managed_choice,
)
from handlers.surveys.drafts import as_draft, faults_card
from handlers.surveys.making import MAKING
from handlers.surveys.subject import InterviewBegun
from village.errors import Refusal
from village.ids import FileId, VillageSlug
from village.listing import Fault
from village.people import Role
from village.survey_making import in_version, next_version, title_in
from village.texts import split_pair
from village.villages import Village

READ = "survey-read"
survey_people = holders(Role.AKIM, Role.OFFICE, *INTERVIEWERS)
_OFFICE = frozenset({Role.AKIM, Role.OFFICE})
_BY_FILE, _HERE = "file", "here"
_LATEST = 5


@dataclass(frozen=True, slots=True)
class SurveyAsked:
    """Surveys: to make one, to run one, to fill one in for somebody."""

    line: str = ""


async def ask_survey(asked: SurveyAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show the office its ways, drafts and surveys; others, what they may fill in for somebody."""
    del asked
    if asker.roles & _OFFICE:
        return reply(await _office_card(asker.village, work, desk))
    surveys = await work.surveys.open(asker.village.slug)
    choices = [
        Choice(Say("survey-open", {"number": each.number, "title": each.title}), InterviewBegun(each.id).data)
        for each in surveys
    ]
    says = Say("survey-interview-choose" if choices else "survey-none-open")
    return reply(Card((says,), rows=one_a_row(*choices)))


async def _office_card(village: Village, work: Work, desk: Desk) -> Card:
    ways = [
        Choice(Say("button-survey-by-file"), FormWanted(_BY_FILE).data),
        Choice(Say("button-survey-here"), FormWanted(_HERE).data),
    ]
    ready = [
        Choice(Say("survey-ready", {"title": split_pair(title_in(book))}), ReadyTaken(name).data)
        for name, book in desk.questionnaires.ready().items()
    ]
    drafts = [
        managed_choice(Say("survey-open-draft", {"title": each.title}), each.id)
        for each in await work.surveys.drafts(village.slug)
    ]
    surveys = [
        managed_choice(Say("survey-open", {"number": each.number, "title": each.title}), each.id)
        for each in await work.surveys.latest(village.slug, _LATEST)
    ]
    return Card((Say("survey-begin"),), rows=one_a_row(*ways, *ready, *drafts, *surveys))


# ------------------------------------------------------------------------------------------------ by a file


async def want_form(asked: FormWanted, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Ask for the file, or for the first question."""
    forms = {_BY_FILE: BRINGING, _HERE: MAKING}
    if asked.how not in forms:
        raise OldButton
    return await begin(forms[asked.how], {}, Sitting(asker, work, desk))


async def _ask_file(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    return Prompt((Say("survey-file-ask"),))


async def _wait_for_file(answers: Answers, sitting: Sitting) -> Reply:
    """Look at the form when its file is here."""
    return await wait_for_file(FileId(int(text_of(answers, "survey-file"))), READ, sitting)


BRINGING = Form("survey-file", akim_office, (question_for_file("survey-file", _ask_file),), _wait_for_file)


async def read_card(village: VillageSlug, file: FileId, work: Work, desk: Desk) -> Card | None:
    """Say what a form is, or all that is wrong in it; None while its content is still to come."""
    content = await work.files.content(village, file)
    if content is None:
        return Card((Say("survey-file-lost"),)) if is_lost(file, desk) else None
    read = await _read(content, desk)
    if read.form is None:
        return faults_card(read)
    take = Choice(Say("button-survey-take"), FormTaken(file).data)
    says = (Say("survey-form-good"), *form_says(read.form, desk.questionnaires.questionnaire(read.form)))
    return Card(says, rows=one_a_row(take))


async def _read(content: bytes, desk: Desk) -> FormRead:
    try:
        return await desk.questionnaires.read(content)
    except Refusal as no:
        return FormRead(None, (Fault("", no),))


async def take_form(asked: FormTaken, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep a form that was looked at as a draft, and delete its file: once, however often it is pressed."""
    content = await work.files.content(asker.village.slug, asked.file)
    if content is None or not await drop_file(asker.village.slug, asked.file, work):
        raise OldButton
    return await as_draft(await _read(content, desk), Sitting(asker, work, desk))


# ---------------------------------------------------------------------------------------- ready, once more


async def take_ready(asked: ReadyTaken, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep a form that comes with the program as a draft."""
    book = desk.questionnaires.ready().get(asked.name)
    if book is None:
        raise OldButton
    return await as_draft(await desk.questionnaires.make(book), Sitting(asker, work, desk))


async def clone(asked: SurveyCloned, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Draft another survey of the same form, in a new version."""
    village = asker.village.slug
    form = await work.surveys.form(village, asked.survey)
    if form is None:
        raise OldButton
    version = next_version(form.version, await _versions(village, form.form_id, work))
    book = in_version(form.book, form.form_id, version)
    return await as_draft(await desk.questionnaires.make(book), Sitting(asker, work, desk))


async def _versions(village: VillageSlug, form_id: str, work: Work) -> set[str]:
    surveys = {each.version for each in await work.surveys.of_form(village, form_id)}
    drafts = await work.surveys.drafts(village)
    return surveys | {each.version for each in drafts if each.form_id == form_id}
