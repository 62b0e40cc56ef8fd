"""What its makers do alike with anything asked of the village: look at it, end it early, move its end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from handlers.acts import act
from handlers.asking import moment_ahead, text_of, wanted_text
from handlers.chat import Card, Choice, Fact, Reply, Say, one_a_row, reply
from handlers.course import Course
from handlers.door import Asker, Door, OldButton
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin
from handlers.ports import Work
from village.course import LONGEST, Asked, State, check_may_manage, prolonged

AskedT = TypeVar("AskedT", bound=Asked[Any])

_DAYS = (1, 2, 3, 7)


@dataclass(frozen=True, slots=True)
class Running(Generic[AskedT]):
    """How makers run one kind of what is asked: who may, the buttons they have, how long it lasts at most.

    ``sure`` is the button by which somebody who ends it early says so again. ``longest`` is how long from now
    it may last at most; ``words`` is how the sentences begin that are said while it is run.
    """

    course: Course[AskedT]
    may: Door
    choices: Callable[[AskedT], tuple[Choice, ...]]
    sure: Callable[[AskedT], str]
    longest: Callable[[AskedT, datetime], timedelta] = lambda _asked, _now: LONGEST
    words: str = "poll"

    async def managed(self, asked: int, asker: Asker, work: Work) -> AskedT:
        """Give what somebody may manage."""
        return _theirs(await self.course.shelf(work).get(asker.village.slug, asked), asker)

    async def held(self, asked: int, asker: Asker, work: Work) -> AskedT:
        """Give what somebody may manage, to change it."""
        return _theirs(await self.course.shelf(work).hold(asker.village.slug, asked), asker)

    def rows(self, asked: AskedT) -> tuple[tuple[Choice, ...], ...]:
        """Give what may be done with it as it stands, a button a row."""
        return one_a_row(*self.choices(asked))

    async def close_early(self, number: int, sitting: Sitting, *, sure: bool) -> Reply:
        """Close it before its time, asked a second time; what is not open yet is called off."""
        asker, work, desk = sitting.asker, sitting.work, sitting.desk
        asked = await self.held(number, asker, work)
        if asked.state is not State.PLANNED:
            asked.check_open(desk.clock.now())
        if not sure:
            again = Choice(Say("button-poll-close-sure"), self.sure(asked))
            return reply(
                Card((Say(f"{self.words}-close-ask", {"number": asked.number}),), rows=one_a_row(again))
            )
        end = self.course.close if asked.state is State.OPEN else self.course.call_off
        ended = await end(asked, work, desk)
        subject = self.course.about(ended)
        await work.record.add(act(asker, desk, f"{self.course.kind}-closed", subject, number=ended.number))
        done = Say(f"{self.words}-close-done", {"number": ended.number})
        return reply(Card((done,), instead=True, rows=self.rows(ended)))

    # ------------------------------------------------------------------------------------ prolonging

    async def ask_prolong(self, form: Form, number: int, sitting: Sitting) -> Reply:
        """Begin to move its end."""
        asked = await self.managed(number, sitting.asker, sitting.work)
        asked.check_open(sitting.desk.clock.now())
        return await begin(form, {self.course.kind: str(number)}, sitting)

    def prolonging(self, name: str) -> Form:
        """Make the dialogue in which its end is moved."""
        until = Question("until", self._ask_until, self._read_until)
        return Form(name, self.may, (until,), self._prolong, self._preview)

    async def _of(self, answers: Answers, sitting: Sitting) -> AskedT:
        return await self.managed(int(text_of(answers, self.course.kind)), sitting.asker, sitting.work)

    async def _ask_until(self, answers: Answers, sitting: Sitting, page: str) -> Prompt:
        del page
        asked = await self._of(answers, sitting)
        options = tuple((Say("poll-prolong-days", {"days": days}), str(days)) for days in _DAYS)
        ask = Say(f"{self.words}-prolong-ask", {"at": asked.plan.closes_at})
        return Prompt((ask,), options=options)

    async def _read_until(self, given: Given, answers: Answers, sitting: Sitting) -> Answers:
        asked, now = await self._of(answers, sitting), sitting.desk.local_now()
        if given.value in map(str, _DAYS):
            until = asked.plan.closes_at + timedelta(days=int(given.value))
        else:
            until = moment_ahead(wanted_text(given), now)
        prolonged(asked, until, now, self.longest(asked, now))
        return {"until": until.isoformat()}

    async def _preview(self, answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
        until = datetime.fromisoformat(text_of(answers, "until"))
        asked = await self._of(answers, sitting)
        facts: dict[str, Fact] = {"number": asked.number, "at": until}
        seen = Card((Say(f"{self.words}-prolonged", facts),), both=True)
        return seen, Card((Say(f"{self.words}-prolong-check"),))

    async def _prolong(self, answers: Answers, sitting: Sitting) -> Reply:
        work, desk = sitting.work, sitting.desk
        until = datetime.fromisoformat(text_of(answers, "until"))
        asked = await self.held(int(text_of(answers, self.course.kind)), sitting.asker, work)
        now = desk.clock.now()
        later = prolonged(asked, until, now, self.longest(asked, now))
        await self.course.prolong(later, work, desk)
        subject, number = self.course.about(later), later.number
        done = f"{self.course.kind}-prolonged"
        await work.record.add(act(sitting.asker, desk, done, subject, number=number, until=until.isoformat()))
        facts: dict[str, Fact] = {"number": number, "at": until}
        return reply(Card((Say(f"{self.words}-prolong-done", facts),), rows=self.rows(later), instead=True))


def _theirs(asked: AskedT | None, asker: Asker) -> AskedT:
    if asked is None:
        raise OldButton
    check_may_manage(asked, asker.known, asker.roles)
    return asked
