"""What follows when more becomes known of who somebody is."""

from handlers.petitions.waiting import sign_waiting
from handlers.polls.waiting import count_waiting
from handlers.ports import Desk, Work
from village.ids import PersonId
from village.villages import Village


async def level_gained(person: PersonId, village: Village, work: Work, desk: Desk) -> None:
    """Do what waited for this: called in the piece of work that learns of somebody's level or settlement.

    A phone was confirmed, somebody was found in the roll or vouched for, or said where they live.
    """
    await count_waiting(person, village, work, desk)
    await sign_waiting(person, village, work, desk)
