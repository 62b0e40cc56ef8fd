"""The bot's own page, where an IIN is given: the link to it, what it shows, and signing there."""

from dataclasses import dataclass, replace

from handlers.chat import Card, Choice, Fact, Heard, IinTyped, Reply, Say, Wrote, one_a_row, reply
from handlers.codes import new_code
from handlers.door import Asker
from handlers.petitions.cards import title_says
from handlers.petitions.signing import go_on, is_on_paper_only, shown_to, the_petition
from handlers.petitions.subject import PageAsked, PetitionShown
from handlers.petitions.waiting import Agreed, agreed_by, sign_agreed
from handlers.polls.voting import voter_who
from handlers.ports import Desk, Work
from village.ids import VillageSlug
from village.iin import IIN_DIGITS, IinInChat, agrees, digits_of
from village.petition_codes import LASTS, CodeOver, IinSigned, OnPaperOnly, PetitionCode, Use
from village.petitions import (
    Petition,
    Signature,
    check_may_sign,
    missing_to_sign,
)
from village.signers import Signer
from village.texts import Language
from village.villages import Village

PAGE = "petition"
"""Where the page stands, under the bot's public address."""


# -------------------------------------------------------------------------------------------- in the chat


async def ask_page(asked: PageAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give the link to the page; whoever lacks a name or a step is led to that first."""
    petition = await the_petition(asker, asked.petition, work)
    if not asker.private:
        return reply(go_on(PetitionShown(petition.id)))
    voter = voter_who(asker, desk)
    check_may_sign(petition, asker.village, voter, desk.clock.now())
    stance = await work.petitions.stance_of(petition, asker.known)
    if stance.signature or stance.signer is None or missing_to_sign(petition, asker.village, voter):
        return reply(await shown_to(petition, asker, work, desk))
    return await give_page(petition, asker, work, desk)


async def give_page(petition: Petition, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give a link to the page, good for one signature."""
    if is_on_paper_only(petition, desk):
        raise OnPaperOnly
    code, lasts = new_code(), LASTS[Use.PAGE]
    kept = PetitionCode(
        petition.village,
        petition.id,
        asker.village.slug,
        Use.PAGE,
        asker.known,
        desk.clock.now() + lasts,
    )
    await work.petition_codes.add(kept, code)
    facts: dict[str, Fact] = {"at": (desk.local_now() + lasts).time()}
    says = (*title_says(petition, asker.village.slug), Say("petition-page-link", facts))
    opens = Choice(Say("button-iin-page"), url=desk.links.page(f"{PAGE}/{code}"))
    # Of the code only the hash is kept: whoever asks again gets another.
    again = iin_left_card(petition, asker.village.slug)
    return replace(reply(Card(says, rows=one_a_row(opens))), kept_as=reply(again))


def iin_left_card(petition: Petition, village: VillageSlug) -> Card:
    """Say that only the IIN is missing, with the button that gives a link to the page."""
    ask = Choice(Say("button-iin-link"), PageAsked(petition.id).data)
    return Card((*title_says(petition, village), Say("petition-iin-left")), rows=one_a_row(ask))


async def without_iin(heard: Heard, desk: Desk) -> Heard:
    """Give what was heard, without an IIN: a message that is one goes no further, and is kept nowhere.

    While somebody has the page open, any twelve digits are taken for one, a mistake in them included.
    """
    digits = digits_of(heard.what.text) if isinstance(heard.what, Wrote) else ""
    if len(digits) != IIN_DIGITS:
        return heard
    if agrees(digits) or await _has_page(heard, desk):
        return replace(heard, what=IinTyped())
    return heard


async def _has_page(heard: Heard, desk: Desk) -> bool:
    async with desk.look() as work:
        person = await work.people.at(heard.sender)
        return person is not None and await work.petition_codes.waits(person, desk.clock.now())


async def refuse_iin(asked: IinTyped, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Say that no IIN is written in a chat; in a group the bot says nothing to what people write."""
    del asked, work, desk
    if asker.private:
        raise IinInChat
    return Reply()


# -------------------------------------------------------------------------------------------- on the page


@dataclass(frozen=True, slots=True)
class PageSeen:
    """What the page shows: the petition, whose link it is, and in which language."""

    petition: Petition
    village: Village
    signer: Signer
    language: Language


async def see_page(code: str, desk: Desk) -> PageSeen | None:
    """Find what a link opens; None for one that never was. Refuses one whose time is over."""
    async with desk.look() as work:
        found = await work.petition_codes.find(code)
        return None if found is None else await _seen(found, work, desk)


async def _seen(code: PetitionCode, work: Work, desk: Desk) -> PageSeen:
    signer = await work.petitions.signer(code.person)
    resident = await work.people.resident(code.village, code.person)
    petition = await work.petitions.get(code.village, code.petition)
    if not code.is_good_for(Use.PAGE, desk.clock.now()) or signer is None or petition is None:
        raise CodeOver
    if resident is None or not resident.consented or resident.language is None:
        raise CodeOver
    petition.check_open(desk.clock.now())
    return PageSeen(petition, desk.village(code.village), signer, resident.language)


async def sign_on_page(code: str, iin: str, desk: Desk) -> tuple[Petition, Signature]:
    """Sign with an IIN by the rule of the chat, use the link up, and send the receipt to the chat."""
    async with desk.open_work() as work:
        found = await work.petition_codes.find(code)
        if found is None:
            raise CodeOver
        seen = await _seen(found, work, desk)
        petition = await work.petitions.hold(found.village, found.petition)
        if petition is None or not await work.petition_codes.use(code, desk.clock.now()):
            raise CodeOver
        agreed = replace(await _agreed(found, seen.village, work), iin=iin)
        stance = await work.petitions.stance_of(petition, agreed.person)
        if stance.signature is None and await work.petitions.has_iin(petition, iin):
            raise IinSigned
        grown, signed = await sign_agreed(petition, agreed, work, desk)
    if signed.signature is None:
        raise CodeOver
    return grown, signed.signature


async def _agreed(code: PetitionCode, village: Village, work: Work) -> Agreed:
    resident = await work.people.resident(code.village, code.person)
    if resident is None:
        raise CodeOver
    waiting = dict(await work.petitions.waiting_of(code.village, code.person))
    return replace(agreed_by(resident, village), witness=waiting.get(code.petition))
