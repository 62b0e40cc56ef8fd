"""The one step that an answer may lack, asked for in private."""

from handlers.chat import Card, Reply, Say, reply
from handlers.door import Asker
from handlers.polls.cards import MissingStepAsked, own_card
from handlers.polls.voting import the_poll, voter_who
from handlers.ports import Desk, Work
from handlers.roll.steps import next_step
from handlers.sections import section_choices
from village.course import Step, missing_step


async def ask_step(asked: MissingStepAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Ask for the step that is missing; with none missing, show the poll with the asker's answer."""
    poll = await the_poll(asker, asked.poll, work)
    step = missing_step(poll, voter_who(asker, desk))
    match step:
        case None:
            return reply(own_card(poll, asker.village, await work.polls.ballot_of(poll, asker.known)))
        case Step.PHONE:
            return reply(Card((Say("poll-phone-ask"),), asks_contact=Say("phone-button")))
        case Step.SECTION:
            return reply(Card((Say("section-ask"),), rows=section_choices(asker, first=0)))
        case Step.ROLL:
            return reply(await next_step(asker, work, desk))
