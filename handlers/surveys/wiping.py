"""What people began to fill in and cannot hand in any more."""

from handlers.ports import Desk, Work
from village.ids import SurveyId, VillageSlug
from village.surveys import FILES


async def wipe_begun(village: VillageSlug, survey: SurveyId, work: Work, desk: Desk) -> None:
    """Delete the sheets of a survey, or of a draft, that were begun, with photos and recordings."""
    form = await work.surveys.form(village, survey)
    assert form is not None, "a survey and a draft have their form"
    asks = desk.questionnaires.questionnaire(form)
    files = [each.path for each in asks.questions if each.kind in FILES]
    for file in sorted(await work.surveys.wipe(village, survey, files)):
        await work.files.forget(village, file)
