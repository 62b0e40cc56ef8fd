"""The one step that an answer or a signature may lack, asked for in private."""

from handlers.chat import Card, Reply, Say, reply
from handlers.door import Asker
from handlers.petitions.door_to_door import give_beside
from handlers.petitions.signing import settlement_card, shown_to, the_petition
from handlers.petitions.subject import BesideSigned, SignStepAsked
from handlers.polls.cards import MissingStepAsked, own_card
from handlers.polls.voting import the_poll, voter_who
from handlers.ports import Desk, Work
from handlers.roll.steps import next_step
from handlers.sections import section_choices
from village.course import Step, missing_step
from village.petitions import check_adult, check_may_sign, missing_to_sign


async def ask_step(asked: MissingStepAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Ask for the step that is missing; with none missing, show the poll with the asker's answer."""
    poll = await the_poll(asker, asked.poll, work)
    step = missing_step(poll, voter_who(asker, desk))
    if step is None:
        return reply(own_card(poll, asker.village, await work.polls.ballot_of(poll, asker.known)))
    return reply(await step_card(step, Say("poll-phone-ask"), asker, work, desk))


async def step_card(step: Step, phone_ask: Say, asker: Asker, work: Work, desk: Desk) -> Card:
    """Ask for a step; ``phone_ask`` says why the phone is needed."""
    match step:
        case Step.PHONE:
            return Card((phone_ask,), asks_contact=Say("phone-button"))
        case Step.SECTION:
            return Card((Say("section-ask"),), rows=section_choices(asker, first=0))
        case Step.ROLL:
            return await next_step(asker, work, desk)


async def ask_sign_step(asked: SignStepAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Ask for the step that is missing; once it is done, what was agreed to is signed by itself."""
    petition = await the_petition(asker, asked.petition, work)
    voter, now = voter_who(asker, desk), desk.clock.now()
    check_may_sign(petition, asker.village, voter, now)
    step = missing_to_sign(petition, asker.village, voter)
    stance = await work.petitions.stance_of(petition, asker.known)
    check_adult(stance.born, now)
    # By their own word, before they wait: when the step is done nobody looks which chats they are in.
    if step is not None and asker.village.sections and asker.home.section is None:
        return reply(settlement_card(petition, asker))
    if step is None or stance.signature or stance.signer is None:
        return reply(await shown_to(petition, asker, work, desk))
    await work.petitions.wait(petition, asker.known, None, now)
    return reply(await step_card(step, Say("petition-phone-ask"), asker, work, desk))


async def sign_beside(asked: BesideSigned, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Sign while somebody stands by; whoever lacks a step is asked for it."""
    given = await give_beside(asked, asker, work, desk)
    if isinstance(given, Reply):
        return given
    return reply(await step_card(given, Say("petition-phone-ask"), asker, work, desk))
