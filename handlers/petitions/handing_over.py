"""How a petition that has ended is handed over: the package, the groups, who answers for the addressee."""

from handlers.petitions.answer_cards import holders, office_of
from handlers.petitions.clock import await_registration, write
from handlers.petitions.subject import CARD, about
from handlers.ports import Desk, Work
from village.ids import PersonId
from village.outbox import Audience, Campaign, Scope
from village.petition_answers import ended, packed
from village.petitions import Petition

PACKAGE = "petition-package"
HAND_OVER = "petition-hand-over"
ENDED = "petition-ended"


async def keep_names_until(petition: Petition, work: Work, desk: Desk) -> None:
    """Note, however a petition has ended, until when the names of those who signed are kept."""
    answer = ended(petition, desk.local_now(), desk.customs.names_kept)
    await work.petition_answers.keep(answer)


async def begin(petition: Petition, work: Work, desk: Desk) -> None:
    """Hand over a petition that has just been closed; one that nobody signed ends here."""
    await tell_groups(ENDED, petition, work, desk)
    tally = petition.register.tally
    if not (tally.all or tally.disputed):
        return
    now = desk.local_now()
    await work.petition_answers.keep(packed(ended(petition, now, desk.customs.names_kept), now))
    for kind in (PACKAGE, HAND_OVER):
        await write(kind, petition, await sides(petition, work, desk), work, desk)
    await await_registration(petition, work, desk)


async def sides(petition: Petition, work: Work, desk: Desk) -> tuple[PersonId, ...]:
    """List the author and who answers for the addressee, each once."""
    office = await holders(petition.village, office_of(petition, desk), work, desk)
    return tuple(dict.fromkeys((petition.author, *office)))


async def other_side(petition: Petition, by: PersonId, work: Work, desk: Desk) -> tuple[PersonId, ...]:
    """List the author and who answers for the addressee, but for whoever has noted it."""
    return tuple(person for person in await sides(petition, work, desk) if person != by)


async def besides_signers(
    petition: Petition, people: tuple[PersonId, ...], work: Work
) -> tuple[PersonId, ...]:
    """List those of some people who have not signed, and so hear of nothing as signers."""
    stances = [(person, await work.petitions.stance_of(petition, person)) for person in people]
    return tuple(person for person, stance in stances if stance.signature is None)


async def tell_groups(
    kind: str, petition: Petition, work: Work, desk: Desk, *, signers: bool = False
) -> None:
    """Say something in the groups of all villages it was put to, and show it on the cards there.

    ``signers``: each who signed hears of it in private, too.
    """
    now, subject = desk.clock.now(), about(petition.id)
    for village in petition.heard_in:
        to = Audience(groups=True, private=Scope.ANSWERED if signers else None, about=subject)
        await work.outbox.campaign(Campaign(desk.new_id(), village, kind, subject, to, now))
        await work.outbox.refresh_groups(village, CARD, subject, now)
