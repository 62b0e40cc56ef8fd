"""Neighbours' word: a resident hands a link on, two who are on the roll say that they know them."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.acts import act
from handlers.chat import Card, Choice, Fact, Reply, Say, one_a_row, reply
from handlers.door import Asker, OldButton
from handlers.ports import Desk, Work
from handlers.presses import Press, link_word
from handlers.roll.matching import matched, settle, tell_found
from handlers.roll.steps import VouchBegun
from village.outbox import Subject
from village.roll import (
    ASK_LASTS,
    VOUCHERS,
    How,
    Match,
    Vouch,
    VouchAsk,
    VouchedBefore,
    check_may_ask,
    check_may_vouch,
)
from village.texts import Day, cut

_NAME_SHOWN = 30


@dataclass(frozen=True, slots=True)
class VouchAsked:
    """Ask the neighbours to vouch."""

    line: str = ""


@dataclass(frozen=True, slots=True)
class VouchShown(Press):
    """Look at a link that somebody handed on."""

    word: ClassVar[str] = "nz"
    ask: int


@dataclass(frozen=True, slots=True)
class VouchSaid(Press):
    """A neighbour's answer: 1 for yes, 0 for no."""

    word: ClassVar[str] = "ny"
    ask: int
    yes: int


@dataclass(frozen=True, slots=True)
class VouchesShown(Press):
    """For whom I vouch."""

    word: ClassVar[str] = "ng"


@dataclass(frozen=True, slots=True)
class VouchTakenBack(Press):
    """Take one's word back; ``sure`` is 1 when it was asked again."""

    word: ClassVar[str] = "nk"
    vouch: int
    sure: int


async def ask_vouch(asked: VouchAsked | VouchBegun, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give a link to hand to neighbours; asked again, the same one holds on."""
    del asked
    check_may_ask(asker.home.level)
    village = asker.village.slug
    name = cut(asker.name, _NAME_SHOWN)
    ask = await work.roll.ask(VouchAsk(desk.new_id(), village, asker.known, name, desk.clock.now()))
    facts: dict[str, Fact] = {
        "link": desk.links.start(asker.address.network, village, link_word(VouchShown(ask.id))),
        "wanted": VOUCHERS,
        "given": await work.roll.words_for(village, asker.known),
        "days": ASK_LASTS.days,
    }
    return reply(Card((Say("vouch-link", facts),)))


async def show_vouch(asked: VouchShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Ask a neighbour whether they know whoever handed them the link."""
    ask = await _open_to(asked.ask, asker, work, desk)
    home = await work.people.resident(ask.village, ask.person)
    facts: dict[str, Fact] = {
        "name": ask.name or Say("vouch-nameless"),
        "section": asker.village.place_name(home.section if home else None),
    }
    yes = Choice(Say("vouch-yes"), VouchSaid(ask.id, 1).data)
    no = Choice(Say("vouch-no"), VouchSaid(ask.id, 0).data)
    return reply(Card((Say("vouch-question", facts),), rows=one_a_row(yes, no)))


async def _open_to(number: int, asker: Asker, work: Work, desk: Desk) -> VouchAsk:
    """Find what is asked, if the asker may answer it."""
    village = asker.village.slug
    ask = await work.roll.asked(village, number)
    how = await work.roll.how(village, asker.known)
    given = await work.roll.given_by(village, asker.known)
    if ask is not None and any(each.person == ask.person for each in given):
        raise VouchedBefore
    return check_may_vouch(ask, asker.known, how, len(given), desk.clock.now())


async def say_vouch(asked: VouchSaid, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep a neighbour's word; of a no nothing is kept, and nobody is told."""
    if not asked.yes:
        return reply(Card((Say("vouch-not-given"),), instead=True))
    ask = await _open_to(asked.ask, asker, work, desk)
    # Held first, so that of two words in one moment each counts the other.
    if await work.people.hold(ask.village, ask.person) is None:
        raise OldButton
    vouch = Vouch(desk.new_id(), ask.village, ask.person, asker.known, ask.name, desk.clock.now())
    if not await work.roll.vouch(vouch):
        raise VouchedBefore
    await work.record.add(act(asker, desk, "vouched", Subject("vouch", vouch.id)))
    if await work.roll.words_for(ask.village, ask.person) >= VOUCHERS and await matched(
        Match(ask.person, None, How.VOUCH), asker.village, work, desk
    ):
        await tell_found(ask.person, ask.village, work, desk)
    return reply(Card((Say("vouch-kept"),), instead=True))


async def show_vouches(asked: VouchesShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """List for whom the asker vouches, each with its button."""
    del asked
    given = await work.roll.given_by(asker.village.slug, asker.known)
    if not given:
        return reply(Card((Say("vouch-none"),)))
    choices = [
        Choice(
            Say("vouch-take-back", {"name": _name(each), "day": _day(each, desk)}),
            VouchTakenBack(each.id, 0).data,
        )
        for each in given
    ]
    return reply(Card((Say("vouch-list", {"people": len(given)}),), rows=one_a_row(*choices)))


def _name(vouch: Vouch) -> Fact:
    return vouch.name or Say("vouch-nameless")


def _day(vouch: Vouch, desk: Desk) -> Day:
    return Day(vouch.at.astimezone(desk.customs.zone).date())


async def take_back(asked: VouchTakenBack, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Take a word back, asked twice; with fewer than two left level 2 ends."""
    village = asker.village.slug
    given = await work.roll.given_by(village, asker.known)
    vouch = next((each for each in given if each.id == asked.vouch), None)
    if vouch is None:
        raise OldButton
    if not asked.sure:
        sure = Choice(Say("vouch-take-back-sure"), VouchTakenBack(vouch.id, 1).data)
        return reply(
            Card(
                (Say("vouch-take-back-ask", {"name": _name(vouch), "day": _day(vouch, desk)}),),
                rows=one_a_row(sure),
            )
        )
    await work.people.hold(village, vouch.person)
    if not await work.roll.take_back(vouch):
        raise OldButton
    await work.record.add(act(asker, desk, "vouch-taken-back", Subject("vouch", vouch.id)))
    await settle(village, work, desk)
    return reply(Card((Say("vouch-taken-back"),), instead=True))
