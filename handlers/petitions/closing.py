"""How a petition ends: what follows when no more signatures are taken."""

from handlers.course import Course
from handlers.petitions.handing_over import begin, keep_names_until
from handlers.petitions.subject import CARD, about
from handlers.ports import Desk, Work
from village.course import closed
from village.petition_making import warned_at
from village.petitions import Petition


async def close(petition: Petition, work: Work, desk: Desk) -> Petition:
    """Close a petition that this piece of work holds."""
    ended = closed(petition, desk.clock.now())
    await work.petitions.keep(ended)
    await COURSE.wind_up(ended, work, desk)
    await begin(ended, work, desk)
    return ended


async def _tidy(petition: Petition, work: Work, desk: Desk) -> None:
    """Forget who was about to sign, and set until when the names of those who did are kept."""
    await work.petitions.stop_waiting(petition)
    await keep_names_until(petition, work, desk)


COURSE: Course[Petition] = Course(
    CARD,
    lambda work: work.petitions,
    lambda petition: about(petition.id),
    close,
    _tidy,
    heard_in=lambda petition: petition.heard_in,
    warns=lambda petition: warned_at(petition.opens_at, petition.plan.closes_at),
)
