"""A survey's end: counted, kept, told to the village, to its makers and to each who answered."""

from handlers.chat import Card, one_a_row
from handlers.letter_kinds import Dropped, LetterKind, Reader
from handlers.ports import Desk, Work
from handlers.surveys.headings import LETTER, headings_says
from handlers.surveys.results import (
    Outcome,
    counted,
    languages_of,
    outcome_of,
    pictures_choice,
    result_choice,
    result_choices,
    result_says,
    yours_says,
)
from handlers.surveys.subject import CARD, about
from village.course import State
from village.ids import SurveyId
from village.outbox import Audience, Campaign, Letter, Scope
from village.survey_results import to_json
from village.surveys import Survey

RESULT, YOURS, REPORT = "survey-result", "survey-yours", "survey-report"


async def tell_result(survey: Survey, work: Work, desk: Desk) -> None:
    """Count a survey that has just closed, keep what came out, and have it told.

    To be called before what people are still filling in is wiped: where they stopped is counted, too.
    """
    await work.surveys.keep_result(survey, to_json(await counted(survey, work, desk)))
    now, subject, village = desk.clock.now(), about(survey.id), survey.village
    groups = Audience(survey.plan.section, groups=survey.plan.role is None, about=subject)
    answered = Audience(private=Scope.ANSWERED, about=subject)
    await work.outbox.campaigns(
        [
            Campaign(desk.new_id(), village, RESULT, subject, groups, now),
            Campaign(desk.new_id(), village, YOURS, subject, answered, now),
        ]
    )
    await work.outbox.post(Letter(desk.new_id(), village, REPORT, subject, now, person=survey.author))


async def _closed(letter: Letter, work: Work, desk: Desk) -> Outcome:
    survey = await work.surveys.get(letter.village, SurveyId(letter.about.id))
    if survey is None:
        raise Dropped("gone")
    if survey.state is not State.CLOSED:
        raise Dropped("not closed")
    return await outcome_of(survey, work, desk)


async def _result(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    outcome, village = await _closed(letter, work, desk), desk.village(letter.village)
    language = reader.resident.language if reader.resident else None
    report = await desk.papers.survey_report(outcome.paper(village), languages_of(language))
    both = reader.chat is not None
    rows = one_a_row(pictures_choice(outcome.survey)) if outcome.told.tallies else ()
    return Card(
        result_says(outcome, village), rows=rows, files=(report,), both=both, replies=CARD if both else ""
    )


async def _yours(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    """Tell one reader what they said and what the village said; what they said is looked up now."""
    outcome = await _closed(letter, work, desk)
    if reader.resident is None:
        raise Dropped("nobody")
    if not outcome.told.tallies:
        return Card(result_says(outcome, desk.village(letter.village)))
    sheet = await work.surveys.sheet_of(outcome.survey, reader.resident.person)
    says = yours_says(outcome, sheet.values if sheet else None)
    return Card(says, rows=one_a_row(result_choice(outcome.survey), pictures_choice(outcome.survey)))


async def _report(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    outcome, village = await _closed(letter, work, desk), desk.village(letter.village)
    language = reader.resident.language if reader.resident else None
    report = await desk.papers.survey_report(outcome.paper(village), languages_of(language))
    rows = one_a_row(*result_choices(outcome.survey))
    return Card(result_says(outcome, village), rows=rows, files=(report,))


async def _headings(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    outcome = await _closed(letter, work, desk)
    if not any(outcome.told.headings.values()):
        raise Dropped("no headings")
    both = reader.chat is not None
    return Card(headings_says(outcome), both=both, replies=CARD if both else "")


KINDS = {
    RESULT: LetterKind(_result, waits_in_group=True, office_hears=True),
    # A second copy is better than silence: this is what people were promised when they answered.
    YOURS: LetterKind(_yours),
    REPORT: LetterKind(_report),
    LETTER: LetterKind(_headings, waits_in_group=True, office_hears=True),
}
