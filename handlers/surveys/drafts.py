"""Forms that are not published yet: kept, shown, given as a file, deleted."""

from handlers.acts import act
from handlers.brought import faults_say
from handlers.chat import Card, Choice, Paper, Reply, Say, one_a_row, reply
from handlers.door import Asker, OldButton
from handlers.forms import Sitting
from handlers.ports import Desk, FormRead, Work
from handlers.surveys.cards import DraftDropped, FormFileAsked, draft_card
from handlers.surveys.subject import about
from handlers.surveys.wiping import wipe_begun
from village.ids import PersonId, SurveyId, VillageSlug
from village.surveys import Draft, KeptForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def as_draft(read: FormRead, sitting: Sitting) -> Reply:
    """Keep a form as a draft and show it; or say what is wrong in it."""
    asker, work, desk = sitting.asker, sitting.work, sitting.desk
    if read.form is None:
        return reply(faults_card(read))
    draft = await keep_draft(read.form, asker.village.slug, asker.known, work, desk)
    return reply(_card(draft, read.form, desk))


async def keep_draft(
    form: KeptForm, village: VillageSlug, author: PersonId | None, work: Work, desk: Desk
) -> Draft:
    """Keep a form as a draft; without an author the operator brought it."""
    asks = desk.questionnaires.questionnaire(form)
    number, now = SurveyId(desk.new_id()), desk.clock.now()
    title, length = form.title, asks.length
    draft = Draft(number, village, form.form_id, form.version, title, length, now, author)
    await work.surveys.add_draft(draft, form)
    return draft


def _card(draft: Draft, form: KeptForm, desk: Desk) -> Card:
    return draft_card(draft, form, desk.questionnaires.questionnaire(form))


async def show_draft(survey: SurveyId, asker: Asker, work: Work, desk: Desk) -> Card | None:
    """Give the card of a draft; None where there is none, or it was published."""
    draft = await work.surveys.draft(asker.village.slug, survey)
    form = await work.surveys.form(asker.village.slug, survey) if draft else None
    return _card(draft, form, desk) if draft and form else None


async def give_file(asked: FormFileAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give a form as a file that other programs read, too."""
    form = await work.surveys.form(asker.village.slug, asked.survey)
    if form is None:
        raise OldButton
    content = await desk.questionnaires.workbook(form.book)
    file = Paper(f"{form.form_id}.xlsx", XLSX, content)
    return reply(Card((Say("survey-file-here"),), files=(file,)))


async def drop_draft(asked: DraftDropped, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Delete a draft, asked a second time."""
    village = asker.village.slug
    draft = await work.surveys.draft(village, asked.survey)
    if draft is None:
        raise OldButton
    if not asked.sure:
        sure = Choice(Say("button-survey-drop-sure"), DraftDropped(asked.survey, 1).data)
        return reply(Card((Say("survey-drop-ask", {"title": draft.title}),), rows=one_a_row(sure)))
    await wipe_begun(village, asked.survey, work, desk)
    await work.surveys.drop_draft(village, asked.survey)
    await work.record.add(act(asker, desk, "survey-dropped", about(asked.survey)))
    return reply(Card((Say("survey-dropped", {"title": draft.title}),), instead=True))


def faults_card(read: FormRead) -> Card:
    """Say what is wrong in a form, cell by cell."""
    first = Say("survey-faults", {"faults": len(read.faults)}, strong=True)
    return Card(faults_say(first, read.faults))
