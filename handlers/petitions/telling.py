"""What follows when so many have signed."""

from handlers.petitions.closing import COURSE
from handlers.ports import Desk, Work
from village.course import State
from village.ids import PetitionId
from village.outbox import Deadline


async def tell_due(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Close a petition that is to be handed over by itself as soon as its goal is reached."""
    petition = await work.petitions.hold(deadline.village, PetitionId(deadline.about.id))
    if petition is None or petition.state is not State.OPEN:
        return
    if petition.goal_reached and petition.plan.sends_itself:
        await COURSE.close(petition, work, desk)
