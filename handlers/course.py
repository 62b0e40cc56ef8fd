"""How what is asked of the village begins and ends, quick polls and surveys alike."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from handlers.ports import Desk, Work
from village.course import Asked, State, opened, stopped
from village.ids import VillageSlug
from village.outbox import Audience, Campaign, Deadline, Letter, Scope, Subject
from village.people import Role
from village.records import Act

_SCOPES = {Role.ASSEMBLY_MEMBER: Scope.MEMBERS, Role.COMMISSION_MEMBER: Scope.COMMISSION}

AskedT = TypeVar("AskedT", bound=Asked[Any])


async def _nothing_left(ended: Asked[Any], work: Work, desk: Desk) -> None:
    del ended, work, desk


def _at_home(asked: Asked[Any]) -> tuple[VillageSlug, ...]:
    return (asked.village,)


def _unwarned(asked: Asked[Any]) -> Mapping[str, datetime]:
    del asked
    return {}


class Shelf(Protocol[AskedT]):
    """Where what is asked is kept."""

    async def get(self, village: VillageSlug, asked: Any, /) -> AskedT | None:
        """Find it."""
        ...

    async def hold(self, village: VillageSlug, asked: Any, /) -> AskedT | None:
        """Find it to change it: until this piece of work ends nobody else does."""
        ...

    async def numbered(self, village: VillageSlug, number: int, /) -> AskedT | None:
        """Find what has a number, once it was published."""
        ...

    async def keep(self, asked: AskedT, /) -> None:
        """Keep it as it is now."""
        ...


@dataclass(frozen=True, slots=True)
class Course(Generic[AskedT]):
    """The course of one kind of what is asked; its card, its letters and its deadlines bear the kind's name.

    ``close`` ends what this piece of work holds: it counts, keeps and tells what came out, and gives it as it
    is then. ``tidy`` deletes what is of no use any more once it has ended, however it did. ``heard_in`` are
    the villages it is put to. ``warns`` are deadlines of its own before the end, which move with it.
    """

    kind: str
    shelf: Callable[[Work], Shelf[AskedT]]
    about: Callable[[AskedT], Subject]
    close: Callable[[AskedT, Work, Desk], Awaitable[AskedT]]
    tidy: Callable[[AskedT, Work, Desk], Awaitable[None]] = _nothing_left
    heard_in: Callable[[AskedT], tuple[VillageSlug, ...]] = _at_home
    warns: Callable[[AskedT], Mapping[str, datetime]] = _unwarned

    @property
    def opens(self) -> str:
        """Name the deadline at which it opens."""
        return f"{self.kind}-opens"

    @property
    def nudge(self) -> str:
        """Name the deadline, and the letter, at which those who have not answered are reminded."""
        return f"{self.kind}-nudge"

    @property
    def closes(self) -> str:
        """Name the deadline at which it closes."""
        return f"{self.kind}-closes"

    # ------------------------------------------------------------------------------------ beginning

    def audience(self, asked: AskedT) -> Audience:
        """Give whom it is put to: groups and subscribers; among holders of a role, them alone."""
        plan, subject = asked.plan, self.about(asked)
        if plan.role is not None:
            return Audience(private=_SCOPES[plan.role], about=subject)
        return Audience(plan.section, groups=True, private=Scope.SUBSCRIBERS, about=subject)

    async def begin(self, asked: AskedT, work: Work, desk: Desk) -> None:
        """Write what must be said of it, where it opens now, and when it is looked at again."""
        if asked.state is State.OPEN:
            await self.send(self.kind, self.audience(asked), asked, work, desk)
        await self.set_its_time(asked, work, desk)

    async def set_its_time(self, asked: AskedT, work: Work, desk: Desk) -> None:
        """Set when it opens; once open, when those who have not answered are reminded, and when it closes."""
        subject = self.about(asked)
        if asked.state is State.PLANNED:
            await work.deadlines.put(asked.village, self.opens, subject, asked.opens_at)
            return
        await work.deadlines.put(asked.village, self.nudge, subject, asked.nudge_at)
        await work.deadlines.put(asked.village, self.closes, subject, asked.plan.closes_at)
        for kind, at in self.warns(asked).items():
            if at > desk.clock.now():
                await work.deadlines.put(asked.village, kind, subject, at)

    async def send(self, letter: str, to: Audience, asked: AskedT, work: Work, desk: Desk) -> None:
        """Send a kind of letter about it to an audience, in every village it is put to."""
        now, subject = desk.clock.now(), self.about(asked)
        campaigns = [
            Campaign(desk.new_id(), village, letter, subject, to, now) for village in self.heard_in(asked)
        ]
        await work.outbox.campaigns(campaigns)

    async def refresh(self, asked: AskedT, work: Work, desk: Desk) -> None:
        """Show it as it is now on its cards in the groups."""
        for village in self.heard_in(asked):
            await work.outbox.refresh_groups(village, self.kind, self.about(asked), desk.clock.now())

    # ------------------------------------------------------------------------------------ ending

    async def wind_up(self, ended: AskedT, work: Work, desk: Desk) -> None:
        """Tidy up, take back what was still to come of it, and take the buttons off its cards."""
        now, subject = desk.clock.now(), self.about(ended)
        await self.tidy(ended, work, desk)
        await work.deadlines.clear(ended.village, subject)
        for village in self.heard_in(ended):
            await work.outbox.call_off(village, [self.kind, self.nudge], subject, now)
        await self.refresh(ended, work, desk)

    async def call_off(self, asked: AskedT, work: Work, desk: Desk) -> AskedT:
        """End what is not open yet: nobody has heard of it."""
        ended = stopped(asked, desk.clock.now())
        await self.shelf(work).keep(ended)
        await work.deadlines.clear(ended.village, self.about(ended))
        return ended

    async def stop(self, asked: AskedT, work: Work, desk: Desk) -> None:
        """Stop it in the operator's name: no answer is told of, its author hears of it."""
        now, subject = desk.clock.now(), self.about(asked)
        ended = stopped(await self.shelf(work).hold(asked.village, subject.id) or asked, now)
        await self.shelf(work).keep(ended)
        await self.wind_up(ended, work, desk)
        told = Letter(desk.new_id(), ended.village, f"{self.kind}-stopped", subject, now, person=ended.author)
        await work.outbox.post(told)
        facts = {"number": ended.number}
        done = Act(ended.village, now, f"{self.kind}-stopped", None, "operator", subject, facts)
        await work.record.add(done)

    # ------------------------------------------------------------------------------------ when time is up

    async def open_due(self, deadline: Deadline, work: Work, desk: Desk) -> None:
        """Open what was planned and whose hour has come."""
        asked = await self.shelf(work).hold(deadline.village, deadline.about.id)
        if asked is None or asked.state is not State.PLANNED:
            return
        now_open = opened(asked, desk.clock.now())
        await self.shelf(work).keep(now_open)
        await self.begin(now_open, work, desk)

    async def nudge_due(self, deadline: Deadline, work: Work, desk: Desk) -> None:
        """Remind subscribers who have not answered, once; whoever answers meanwhile is left out later."""
        asked = await self.shelf(work).get(deadline.village, deadline.about.id)
        if asked is None or not asked.is_open(desk.clock.now()):
            return
        heard_by = self.audience(asked)
        if heard_by.private is Scope.SUBSCRIBERS:
            heard_by = Audience(asked.plan.section, private=Scope.UNANSWERED, about=self.about(asked))
        await self.send(self.nudge, heard_by, asked, work, desk)

    async def close_due(self, deadline: Deadline, work: Work, desk: Desk) -> None:
        """Close what is over, however late we look."""
        asked = await self.shelf(work).hold(deadline.village, deadline.about.id)
        if asked is None or asked.state is not State.OPEN or desk.clock.now() < asked.plan.closes_at:
            return
        await self.close(asked, work, desk)

    # ------------------------------------------------------------------------------------ prolonging

    async def prolong(self, later: AskedT, work: Work, desk: Desk) -> None:
        """Keep a later end, show it on the cards, and say so in the groups."""
        await self.shelf(work).keep(later)
        await self.set_its_time(later, work, desk)
        await self.refresh(later, work, desk)
        if later.plan.role is None:
            told = Audience(later.plan.section, groups=True)
            await self.send(f"{self.kind}-prolonged", told, later, work, desk)
