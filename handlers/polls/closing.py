"""How a poll ends: what is counted and told then. All else of its course is as of whatever is asked."""

from handlers.course import Course
from handlers.polls.cards import CARD, about
from handlers.polls.results import counted
from handlers.ports import Desk, Work
from village.course import closed
from village.outbox import Audience, Campaign, Letter, Scope
from village.polls import Poll
from village.results import to_json


async def close(poll: Poll, work: Work, desk: Desk) -> Poll:
    """Close a poll that this piece of work holds: count it, take the buttons off, tell what came out."""
    ended = closed(poll, desk.clock.now())
    await work.polls.keep(ended)
    await work.polls.keep_result(ended, to_json(await counted(ended, work, desk)))
    await COURSE.wind_up(ended, work, desk)
    await _tell_result(ended, work, desk)
    return ended


COURSE = Course(CARD, lambda work: work.polls, about, close)


async def _tell_result(poll: Poll, work: Work, desk: Desk) -> None:
    now, subject = desk.clock.now(), about(poll)
    of_role = poll.plan.role is not None
    heard_by = Audience(poll.plan.section, groups=not of_role, private=Scope.ANSWERED, about=subject)
    await work.outbox.campaign(Campaign(desk.new_id(), poll.village, "poll-result", subject, heard_by, now))
    await work.outbox.post(
        Letter(desk.new_id(), poll.village, "poll-report", subject, now, person=poll.author)
    )
