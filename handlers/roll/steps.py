"""The one step that is missing to be known, and the buttons that lead there."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat import Card, Choice, Reply, Say, one_a_row, reply
from handlers.door import Asker
from handlers.ports import Desk, Work
from handlers.presses import Press
from village.people import Level


@dataclass(frozen=True, slots=True)
class StepAsked(Press):
    """What is missing to level 2."""

    word: ClassVar[str] = "ns"


@dataclass(frozen=True, slots=True)
class ClaimBegun(Press):
    """Give one's name, to be looked for in the roll."""

    word: ClassVar[str] = "nc"


@dataclass(frozen=True, slots=True)
class VouchBegun(Press):
    """Ask the neighbours to vouch."""

    word: ClassVar[str] = "nv"


async def next_step(asker: Asker, work: Work, desk: Desk) -> Card:
    """Ask for what is missing to level 2: the phone first, then a name or neighbours."""
    del desk
    if asker.home.level is Level.ROLL:
        return Card((Say("roll-already"),))
    if asker.home.level is Level.CHAT:
        return Card((Say("roll-phone-ask"),), asks_contact=Say("phone-button"))
    if not await work.roll.size(asker.village.slug):
        return Card((Say("roll-not-here", {"phone": asker.village.phone}),))
    if await work.roll.waiting(asker.village.slug, asker.known):
        return Card((Say("roll-claim-waits"),), rows=one_a_row(by_neighbours()))
    claim = Choice(Say("roll-button-name"), ClaimBegun().data)
    return Card((Say("roll-step-ask"),), rows=one_a_row(claim, by_neighbours()))


def by_neighbours() -> Choice:
    """Make the button that asks the neighbours."""
    return Choice(Say("vouch-button"), VouchBegun().data)


def to_next_step() -> Choice:
    """Make the button that asks what is missing."""
    return Choice(Say("my-next-step"), StepAsked().data)


async def show_step(asked: StepAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show what is missing."""
    del asked
    return reply(await next_step(asker, work, desk))
