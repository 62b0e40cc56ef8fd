"""How a survey ends. All else of its course is as of whatever is asked."""

from handlers.course import Course
from handlers.ports import Desk, Work
from handlers.surveys.result_letters import tell_result
from handlers.surveys.subject import CARD, about
from handlers.surveys.wiping import wipe_begun
from village.course import closed
from village.surveys import Survey


async def close(survey: Survey, work: Work, desk: Desk) -> Survey:
    """Close a survey that this piece of work holds: count it and tell of it, then tidy up."""
    ended = closed(survey, desk.clock.now())
    await work.surveys.keep(ended)
    await tell_result(ended, work, desk)
    await COURSE.wind_up(ended, work, desk)
    return ended


async def _tidy(survey: Survey, work: Work, desk: Desk) -> None:
    """Leave nothing by which a sheet could be traced, and no sheet that can no longer be handed in."""
    await wipe_begun(survey.village, survey.id, work, desk)
    if survey.plan.anonymous:
        await work.surveys.mix_all(survey)


COURSE: Course[Survey] = Course(
    CARD, lambda work: work.surveys, lambda survey: about(survey.id), close, _tidy
)
