"""What its makers do with a survey: look at it, close it, prolong it, take its form and its tables."""

from handlers.asked_says import stands_says
from handlers.chat import Card, Choice, Reply, Say, one_a_row, reply
from handlers.door import Asker, akim_office
from handlers.forms import Sitting
from handlers.ports import Desk, Work
from handlers.running import Running
from handlers.surveys.cards import FormFileAsked, SurveyCloned, SurveyClosed, SurveyProlonged, managed_choice
from handlers.surveys.closing import COURSE
from handlers.surveys.drafts import show_draft
from handlers.surveys.results import live_says, result_choices
from handlers.surveys.subject import SurveyManaged, TablesAsked
from village.course import State
from village.surveys import LONGEST, Survey


def manage_choices(survey: Survey) -> tuple[Choice, ...]:
    """Give what its makers may do with a survey as it stands."""
    number, choices = survey.id, [managed_choice(Say("button-poll-numbers"), survey.id)]
    if survey.state is State.OPEN:
        choices += [
            Choice(Say("button-poll-prolong"), SurveyProlonged(number).data),
        ]
    if survey.state in {State.OPEN, State.PLANNED}:
        choices.append(Choice(Say("button-poll-close"), SurveyClosed(number, 0).data))
    if survey.state in {State.OPEN, State.CLOSED}:
        choices += [*result_choices(survey), Choice(Say("button-poll-tables"), TablesAsked(number).data)]
    return (
        *choices,
        Choice(Say("button-survey-file"), FormFileAsked(number).data),
        Choice(Say("button-poll-clone"), SurveyCloned(number).data),
    )


RUNNING = Running(
    COURSE,
    akim_office,
    manage_choices,
    lambda survey: SurveyClosed(survey.id, 1).data,
    lambda _survey, _now: LONGEST,
)
PROLONGING = RUNNING.prolonging("survey-longer")


async def manage(asked: SurveyManaged, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show its makers how a survey stands and what they may do; of a draft, what it is."""
    if draft := await show_draft(asked.survey, asker, work, desk):
        return reply(draft)
    survey = await RUNNING.managed(asked.survey, asker, work)
    return reply(await managing_card(survey, work, desk))


async def managing_card(survey: Survey, work: Work, desk: Desk) -> Card:
    """Make the card with how a survey stands and what its makers may do with it."""
    name = Say("survey-name", {"title": survey.title}, strong=True)
    live = await live_says(survey, work, desk) if survey.state in {State.OPEN, State.CLOSED} else ()
    return Card((name, stands_says(survey), *live), rows=one_a_row(*manage_choices(survey)))


async def close_early(asked: SurveyClosed, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Close a survey before its time, asked a second time; one that is not open yet is called off."""
    return await RUNNING.close_early(asked.survey, Sitting(asker, work, desk), sure=bool(asked.sure))


async def ask_prolong(asked: SurveyProlonged, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to move a survey's end."""
    return await RUNNING.ask_prolong(PROLONGING, asked.survey, Sitting(asker, work, desk))
