"""What is told of a petition while signatures are collected: milestones, and that its end is near."""

from handlers.petitions.closing import COURSE, close
from handlers.petitions.making import ENDS
from handlers.petitions.on_paper import tell_sides
from handlers.petitions.subject import DOUBTED, TOLD, about
from handlers.ports import Desk, Work
from village.course import State
from village.ids import PetitionId
from village.outbox import Audience, Deadline, Letter
from village.petitions import Petition, milestone, milestone_at
from village.results import SMALLEST_PART


async def tell_due(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Tell the groups and the author of a milestone, each once; at the goal it may close by itself."""
    petition = await work.petitions.hold(deadline.village, PetitionId(deadline.about.id))
    if petition is None or petition.state is not State.OPEN:
        return
    if await _is_news(petition, work):
        await work.petitions.tell(petition, petition.register.tally.all)
        await _tell(petition, work, desk)
    if petition.goal_reached and petition.plan.sends_itself:
        await close(petition, work, desk)


async def _is_news(petition: Petition, work: Work) -> bool:
    signed, told = petition.register.tally.all, await work.petitions.told(petition)
    return signed >= SMALLEST_PART and milestone(petition) > milestone_at(told, petition.plan.goal)


async def _tell(petition: Petition, work: Work, desk: Desk) -> None:
    # One that still waits, by night perhaps, would say the same as this one.
    for village in petition.heard_in:
        await work.outbox.call_off(village, [TOLD], about(petition.id), desk.clock.now())
    await COURSE.send(TOLD, Audience(groups=True), petition, work, desk)
    await _to_author(TOLD, petition, work, desk)


async def warn_due(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Warn the author that the end is near, and both sides of what is still to be compared."""
    petition = await work.petitions.get(deadline.village, PetitionId(deadline.about.id))
    if petition is not None and petition.is_open(desk.clock.now()):
        await _to_author(ENDS, petition, work, desk)
        if petition.register.tally.disputed:
            await tell_sides(DOUBTED, petition, work, desk)


async def _to_author(kind: str, petition: Petition, work: Work, desk: Desk) -> None:
    now, subject = desk.clock.now(), about(petition.id)
    letter = Letter(desk.new_id(), petition.village, kind, subject, now, person=petition.author)
    await work.outbox.post(letter)
