"""What happens when time is up; called by the clock, tested like any handler."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.announcements.cards import CARD
from handlers.brought import FILE_OVER, forget_file
from handlers.course import Course
from handlers.duties.rounds import ROUND, go_round
from handlers.gatherings.cards import NOTICE
from handlers.petitions import clock as answer_clock
from handlers.petitions import closing as petitions
from handlers.petitions import doubts, putting, telling
from handlers.petitions.making import ALONE
from handlers.petitions.subject import DOUBTED, TOLD
from handlers.polls import closing as polls
from handlers.ports import Desk, Work
from handlers.surveys import closing as surveys
from village.announcements import AnnouncementState
from village.gatherings import Gathering, GatheringState, Reminder
from village.ids import AnnouncementId
from village.outbox import Audience, Campaign, Deadline, Scope
from village.petition_making import WARNINGS
from village.rules import Kind

log = logging.getLogger(__name__)

Due = Callable[[Sequence[Deadline], Work, Desk], Awaitable[None]]


async def meet(deadlines: Iterable[Deadline], work: Work, desk: Desk) -> None:
    """Do what deadlines ask for, those of a kind together."""
    kinds: dict[str, list[Deadline]] = {}
    for deadline in deadlines:
        kinds.setdefault(deadline.kind, []).append(deadline)
    for kind, alike in kinds.items():
        await DUE[kind](alike, work, desk)


def _one_by_one(due: Callable[[Deadline, Work, Desk], Awaitable[None]]) -> Due:
    async def all_of_them(deadlines: Sequence[Deadline], work: Work, desk: Desk) -> None:
        for deadline in deadlines:
            await due(deadline, work, desk)

    return all_of_them


async def _remind(deadlines: Sequence[Deadline], work: Work, desk: Desk) -> None:
    """Open the reminders' campaigns; in the morning all villages' come at once, and are written at once."""
    found = await work.gatherings.among([(each.village, each.about.id) for each in deadlines])
    campaigns = [_campaign(each, found.get((each.village, each.about.id)), desk) for each in deadlines]
    await work.outbox.campaigns([each for each in campaigns if each])


def _campaign(deadline: Deadline, gathering: Gathering | None, desk: Desk) -> Campaign | None:
    """Make a reminder's campaign; one whose gathering is over, or whose next has come too, is dropped."""
    reminder = Reminder(deadline.kind)
    pointless = gathering is None or _pointless(gathering, reminder, desk)
    log.info(
        "reminder dropped" if pointless else "reminder due",
        extra={"event": "reminder", "kind": deadline.kind, "about": deadline.about.id},
    )
    if gathering is None or pointless:
        return None
    audience = Audience(
        gathering.plan.section,
        groups=reminder is Reminder.EVE,
        private=_scope(reminder, gathering),
        about=deadline.about,
    )
    now = desk.clock.now()
    return Campaign(desk.new_id(), deadline.village, deadline.kind, deadline.about, audience, now)


_SCOPES: Mapping[Reminder, Scope] = {
    Reminder.FIRST: Scope.UNANSWERED,
    Reminder.EVE: Scope.UNDECIDED,
    Reminder.SOON: Scope.COMING,
}


def _scope(reminder: Reminder, gathering: Gathering) -> Scope:
    # To an assembly only its members answer; whoever has answered is left out when the letter's turn comes.
    if reminder is Reminder.FIRST and gathering.kind is Kind.ASSEMBLY:
        return Scope.MEMBERS
    return _SCOPES[reminder]


def _pointless(gathering: Gathering, reminder: Reminder, desk: Desk) -> bool:
    now = desk.clock.now()
    if gathering.state is GatheringState.CANCELLED or gathering.over(now):
        return True
    # After a night without power the eve's reminder speaks for the earlier one.
    eve = desk.customs.reminders.eve_days
    return reminder is Reminder.FIRST and (gathering.starts.date() - desk.today()).days <= eve


async def _gathering_over(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Take the buttons and the pin off a notice whose hour has come."""
    await work.outbox.refresh_groups(deadline.village, NOTICE, deadline.about, desk.clock.now())


async def _goes(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Let a planned announcement count as published: its hour has come and its letters go."""
    del desk
    found = await work.announcements.hold(deadline.village, AnnouncementId(deadline.about.id))
    if found and found.state is AnnouncementState.PLANNED:
        await work.announcements.keep(replace(found, state=AnnouncementState.PUBLISHED))


async def _unpin(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Unpin an announcement whose days are over."""
    found = await work.announcements.hold(deadline.village, AnnouncementId(deadline.about.id))
    if found and found.pinned:
        await work.announcements.keep(replace(found, pinned=False))
        await work.outbox.refresh_groups(deadline.village, CARD, deadline.about, desk.clock.now())


def _course(course: Course[Any]) -> Mapping[str, Due]:
    return {
        course.opens: _one_by_one(course.open_due),
        course.nudge: _one_by_one(course.nudge_due),
        course.closes: _one_by_one(course.close_due),
    }


DUE: Mapping[str, Due] = {
    **{str(reminder): _remind for reminder in Reminder},
    "gathering-over": _one_by_one(_gathering_over),
    "announcement-goes": _one_by_one(_goes),
    "announcement-unpin": _one_by_one(_unpin),
    **_course(polls.COURSE),
    **_course(surveys.COURSE),
    **_course(petitions.COURSE),
    TOLD: _one_by_one(telling.tell_due),
    DOUBTED: _one_by_one(doubts.doubt_due),
    ALONE: _one_by_one(putting.alone_due),
    **{kind: _one_by_one(telling.warn_due) for kind in WARNINGS},
    **{kind: _one_by_one(due) for kind, due in answer_clock.DUE.items()},
    FILE_OVER: _one_by_one(forget_file),
    ROUND: go_round,
}
