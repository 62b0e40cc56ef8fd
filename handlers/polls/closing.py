"""How a poll begins and ends: what is set when it opens, what is counted and told when it closes."""

from handlers.polls.cards import CARD, about
from handlers.polls.results import counted
from handlers.ports import Desk, Work
from village.course import State, closed, opened, stopped
from village.ids import PollId
from village.outbox import Audience, Campaign, Deadline, Letter, Scope
from village.people import Role
from village.polls import Poll
from village.records import Act
from village.results import to_json

OPENS, NUDGE, CLOSES = "poll-opens", "poll-nudge", "poll-closes"
_SCOPES = {Role.ASSEMBLY_MEMBER: Scope.MEMBERS, Role.COMMISSION_MEMBER: Scope.COMMISSION}


def audience_of(poll: Poll) -> Audience:
    """Give whom a poll is put to: groups and subscribers; one among holders of a role, to them alone."""
    plan = poll.plan
    if plan.role is not None:
        return Audience(private=_SCOPES[plan.role], about=about(poll))
    return Audience(plan.section, groups=True, private=Scope.SUBSCRIBERS, about=about(poll))


async def put_to_village(poll: Poll, work: Work, desk: Desk) -> None:
    """Write what must be said of a poll that opens, and when it is looked at again."""
    now, subject = desk.clock.now(), about(poll)
    campaign = Campaign(desk.new_id(), poll.village, CARD, subject, audience_of(poll), now)
    await work.outbox.campaign(campaign)
    await set_its_time(poll, work)


async def set_its_time(poll: Poll, work: Work) -> None:
    """Set when those who have not answered are reminded, and when it closes."""
    subject = about(poll)
    if poll.state is State.PLANNED:
        await work.deadlines.put(poll.village, OPENS, subject, poll.opens_at)
        return
    await work.deadlines.put(poll.village, NUDGE, subject, poll.nudge_at)
    await work.deadlines.put(poll.village, CLOSES, subject, poll.plan.closes_at)


async def close(poll: Poll, work: Work, desk: Desk) -> Poll:
    """Close a poll that this piece of work holds: count it, take the buttons off, tell what came out."""
    now, subject = desk.clock.now(), about(poll)
    ended = closed(poll, now)
    await work.polls.keep(ended)
    await work.polls.keep_result(ended, to_json(await counted(ended, work, desk)))
    await work.deadlines.clear(poll.village, subject)
    await work.outbox.call_off(poll.village, [CARD, NUDGE], subject, now)
    await work.outbox.refresh_groups(poll.village, CARD, subject, now)
    await _tell_result(ended, work, desk)
    return ended


async def stop(poll: Poll, work: Work, desk: Desk) -> None:
    """Stop a poll in the operator's name: no answer is told of, its author hears of it."""
    held = await work.polls.hold(poll.village, poll.id)
    now, subject = desk.clock.now(), about(poll)
    ended = stopped(held or poll, now)
    await work.polls.keep(ended)
    await work.deadlines.clear(poll.village, subject)
    await work.outbox.call_off(poll.village, [CARD, NUDGE], subject, now)
    await work.outbox.refresh_groups(poll.village, CARD, subject, now)
    told = Letter(desk.new_id(), poll.village, "poll-stopped", subject, now, person=poll.author)
    await work.outbox.post(told)
    await work.record.add(
        Act(poll.village, now, "poll-stopped", None, "operator", subject, {"number": poll.number})
    )


async def _tell_result(poll: Poll, work: Work, desk: Desk) -> None:
    now, subject = desk.clock.now(), about(poll)
    of_role = poll.plan.role is not None
    heard_by = Audience(poll.plan.section, groups=not of_role, private=Scope.ANSWERED, about=subject)
    await work.outbox.campaign(Campaign(desk.new_id(), poll.village, "poll-result", subject, heard_by, now))
    await work.outbox.post(
        Letter(desk.new_id(), poll.village, "poll-report", subject, now, person=poll.author)
    )


# ------------------------------------------------------------------------------------ when time is up


async def _held(deadline: Deadline, work: Work) -> Poll | None:
    return await work.polls.hold(deadline.village, PollId(deadline.about.id))


async def open_due(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Open a planned poll whose hour has come."""
    poll = await _held(deadline, work)
    if poll is None or poll.state is not State.PLANNED:
        return
    now_open = opened(poll, desk.clock.now())
    await work.polls.keep(now_open)
    await put_to_village(now_open, work, desk)


async def nudge_due(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Remind subscribers who have not answered, once; whoever answers meanwhile is left out later."""
    poll = await work.polls.get(deadline.village, PollId(deadline.about.id))
    now = desk.clock.now()
    if poll is None or not poll.is_open(now):
        return
    heard_by = audience_of(poll)
    if heard_by.private is Scope.SUBSCRIBERS:
        heard_by = Audience(poll.plan.section, private=Scope.UNANSWERED, about=about(poll))
    await work.outbox.campaign(Campaign(desk.new_id(), poll.village, NUDGE, about(poll), heard_by, now))


async def close_due(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Close a poll whose time is over, however late we look."""
    poll = await _held(deadline, work)
    if poll is not None and poll.state is State.OPEN and desk.clock.now() >= poll.plan.closes_at:
        await close(poll, work, desk)
