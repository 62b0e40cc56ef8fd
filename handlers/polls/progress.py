"""How far an open poll is, as far as everybody may see it, its makers included."""

from dataclasses import dataclass

from handlers.ports import Work
from village.course import State
from village.polls import Poll, Shown
from village.results import SMALLEST_PART


@dataclass(frozen=True, slots=True)
class Progress:
    """How many people have answered, and how many chose each option; None for what is not told."""

    answered: int | None = None
    options: tuple[int | None, ...] = ()


HIDDEN = Progress()


def is_told_in_fives(poll: Poll) -> bool:
    """Tell whether live numbers are told in steps: of a secret poll each tap could be read off them else."""
    return poll.plan.shown is Shown.LIVE and poll.plan.secret


async def progress(poll: Poll, work: Work) -> Progress:
    """Give what may be seen of a poll now; nothing where it is not open, or shows nothing before its end."""
    if poll.plan.shown is Shown.AFTER or poll.state is not State.OPEN:
        return HIDDEN
    if poll.plan.shown is Shown.TURNOUT:
        return progress_of(poll, await work.polls.answered(poll), ())
    heaps = [heap for heap in await work.polls.heaps(poll) if heap.choices]
    options = tuple(
        sum(heap.ballots for heap in heaps if place in heap.choices)
        for place in range(len(poll.plan.options))
    )
    return progress_of(poll, sum(heap.ballots for heap in heaps), options)


def progress_of(poll: Poll, answered: int, options: tuple[int, ...]) -> Progress:
    """Give what everybody may see: no number under five, and of a secret poll only whole fives live."""
    if poll.plan.shown is Shown.AFTER or answered < SMALLEST_PART:
        return HIDDEN
    if poll.plan.shown is Shown.TURNOUT:
        return Progress(answered)
    step = SMALLEST_PART if is_told_in_fives(poll) else 1
    told = tuple(each - each % step if each >= SMALLEST_PART else None for each in options)
    return Progress(answered if step == 1 and None not in told else None, told)
