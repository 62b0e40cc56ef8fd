"""A survey as it is shown to one person."""

from handlers.chat import Card
from handlers.ports import Desk, Work
from handlers.surveys.cards import Stood, own_card
from village.ids import PersonId
from village.surveys import Questionnaire, Survey
from village.villages import Village


async def asks_of(survey: Survey, work: Work, desk: Desk) -> Questionnaire:
    """Give what a survey asks."""
    form = await work.surveys.form(survey.village, survey.id)
    assert form is not None  # the database keeps no survey without its form
    return desk.questionnaires.questionnaire(form)


async def stood_of(survey: Survey, person: PersonId | None, work: Work, desk: Desk) -> Stood:
    """Tell how somebody stands to a survey."""
    if person is None:
        return Stood()
    mandates = await work.roles.held(survey.village, person, desk.today())
    roles = frozenset(mandate.role for mandate in mandates)
    return Stood(await work.surveys.has_answered(survey, person), roles)


async def shown_to(survey: Survey, village: Village, person: PersonId | None, work: Work, desk: Desk) -> Card:
    """Make a survey's card for whoever asks for it."""
    return own_card(
        survey, village, await asks_of(survey, work, desk), await stood_of(survey, person, work, desk)
    )
