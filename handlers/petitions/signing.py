"""What residents do with a petition: read it whole, sign, take it back."""

import secrets
from collections.abc import Callable

from handlers.chat import Card, GoPrivate, Note, Reply, Say, reply
from handlers.door import Asker, Giving, OldButton
from handlers.petitions.cards import on_paper_only, receipt_card, sign_card, title_says
from handlers.petitions.subject import (
    CARD,
    DOUBTED,
    TOLD,
    WITNESSED,
    PetitionShown,
    SettlementSaid,
    SignatureWithdrawn,
    Signed,
    SignersShown,
    SignStepAsked,
    about,
)
from handlers.polls.voting import voter_who
from handlers.ports import Desk, Work
from handlers.presses import Press, link_word
from handlers.sections import choices_of_place
from village.course import State
from village.giving import Decided
from village.ids import PersonId, PetitionId
from village.outbox import Letter
from village.petitions import (
    IinNeeded,
    NameNeeded,
    Petition,
    SignTap,
    Stance,
    check_may_sign,
    missing_to_sign,
    reached,
    sign,
    withdraw,
)
from village.register import SALT_BYTES
from village.results import SMALLEST_PART

_NAMES_SHOWN = 30


async def the_petition(asker: Asker, petition: PetitionId, work: Work) -> Petition:
    """Give the petition a button is about; one that was not put to this village is an old button."""
    return _found(await work.petitions.get(asker.village.slug, petition))


async def held_petition(asker: Asker, petition: PetitionId, work: Work) -> Petition:
    """Give the petition a button is about, to change its register."""
    return _found(await work.petitions.hold(asker.village.slug, petition))


def _found(petition: Petition | None) -> Petition:
    if petition is None:
        raise OldButton
    return petition


async def show_petition(asked: PetitionShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show a petition whole to whoever may sign it.

    Tapped in the group it is whispered there to whom nothing is missing: the second tap signs. All others go
    on in private.
    """
    petition = await the_petition(asker, asked.petition, work)
    stance = await _stance(petition, asker, work)
    if asker.private and asks_settlement(petition, asker, stance, desk):
        return reply(settlement_card(petition, asker))
    card, lead = await shown_to(petition, asker, work, desk), go_on(asked)
    if asker.private:
        return reply(card)
    step = missing_to_sign(petition, asker.village, voter_who(asker, desk))
    ready = asker.language is not None and (stance.signature or (stance.signer and step is None))
    return Reply(whisper=card, aloud=(lead,)) if ready else reply(lead)


def asks_settlement(petition: Petition, asker: Asker, stance: Stance, desk: Desk) -> bool:
    """Tell whether somebody is asked where they live before they read what they may sign."""
    signs = petition.is_open(desk.clock.now()) and stance.signature is None and asker.home.lives_here
    return signs and bool(asker.village.sections) and asker.home.section is None


def settlement_card(petition: Petition, asker: Asker) -> Card:
    """Ask where somebody lives; then the petition is shown."""
    return place_card(petition, asker, lambda slug: SettlementSaid(petition.id, slug))


def place_card(petition: Petition, asker: Asker, press: Callable[[str], Press]) -> Card:
    """Ask where somebody lives who is about to sign; the press says it."""
    rows = choices_of_place(asker, press)
    return Card((*title_says(petition, asker.village.slug), Say("section-ask")), rows=rows, instead=True)


async def shown_to(petition: Petition, asker: Asker, work: Work, desk: Desk) -> Card:
    """Make a petition's card for whoever asks for it."""
    stance = await _stance(petition, asker, work)
    step = missing_to_sign(petition, asker.village, voter_who(asker, desk))
    card = sign_card(petition, asker.village, stance, step, await work.petitions.notes(petition))
    return on_paper_only(card) if is_on_paper_only(petition, desk) else card


def is_on_paper_only(petition: Petition, desk: Desk) -> bool:
    """Tell whether signing needs an IIN, and the bot has no page of its own to give it on."""
    return petition.plan.needs_iin and not desk.links.page("")


async def _stance(petition: Petition, asker: Asker, work: Work) -> Stance:
    return await work.petitions.stance_of(petition, asker.person) if asker.person else Stance()


def go_on(press: Press) -> GoPrivate:
    """Lead into the private chat, where a press goes on."""
    return GoPrivate(Say("petition-in-private"), Say("button-open-private"), link_word(press))


async def sign_petition(asked: Signed, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Sign, by a way that the tray could not take."""
    return await _given(asked, asker, work, desk)


async def withdraw_signature(asked: SignatureWithdrawn, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Take a signature back, by a way that the tray could not take."""
    return await _given(asked, asker, work, desk)


async def _given(asked: Signed | SignatureWithdrawn, asker: Asker, work: Work, desk: Desk) -> Reply:
    petition = await held_petition(asker, asked.petition, work)
    stance = await work.petitions.stance_of(petition, asker.known)
    return await keep_decided(
        decide_signature(asked, asker, petition, stance, desk), petition, asker.known, work, desk
    )


async def keep_decided(
    decided: Decided[Stance, Reply], petition: Petition, person: PersonId, work: Work, desk: Desk
) -> Reply:
    """Keep what was decided of a signature, as the tray does."""
    now = desk.clock.now()
    if decided.keeps is not None:
        await work.petitions.sign(petition, person, decided.keeps)
        await _tell_witness(petition, decided.keeps, work, desk)
    for kind in decided.due:
        await work.deadlines.put(petition.village, kind, about(petition.id), now)
    if decided.shows:
        for village in petition.heard_in:
            await work.outbox.refresh_groups(village, CARD, about(petition.id), now)
    return decided.said


async def _tell_witness(petition: Petition, signed: Stance, work: Work, desk: Desk) -> None:
    """Tell whoever stood by that it was signed."""
    if signed.witness is None or signed.signature is None:
        return
    village, now = signed.signature.row.village, desk.clock.now()
    told = Letter(
        desk.new_id(), village, WITNESSED, about(petition.id), now, person=signed.witness, urgent=True
    )
    await work.outbox.post(told)


def decide_signature(
    asked: Signed | SignatureWithdrawn, asker: Asker, petition: Petition, before: Stance | None, desk: Desk
) -> Decided[Stance, Reply]:
    """Decide what a tap changes; whoever lacks a name or a step is led to it in private."""
    stance, tap = before or Stance(), tap_now(asker, desk)
    if isinstance(asked, SignatureWithdrawn):
        return decided_of(petition, withdraw(petition, stance, tap), stance, asker)
    voter = voter_who(asker, desk)
    check_may_sign(petition, asker.village, voter, tap.at)
    if stance.signature is None and missing_to_sign(petition, asker.village, voter):
        return Decided(None, reply(go_on(SignStepAsked(petition.id))))
    try:
        signed = sign(petition, asker.village, voter, stance, tap)
    except (NameNeeded, IinNeeded):
        return Decided(None, reply(go_on(PetitionShown(petition.id))))
    return decided_of(petition, signed, stance, asker)


def tap_now(asker: Asker, desk: Desk, witness: PersonId | None = None, iin: str = "") -> SignTap:
    """Give the tap by which somebody signs now."""
    return SignTap(desk.clock.now(), secrets.token_bytes(SALT_BYTES), asker.update, witness, iin)


def decided_of(
    petition: Petition, signed: tuple[Petition, Stance], before: Stance, asker: Asker
) -> Decided[Stance, Reply]:
    """Give what was decided: what is kept, what everybody sees of it, and the receipt."""
    grown, stance = signed
    card = receipt_card(grown, asker.village, stance)
    note = Note(Say("petition-signed-note" if stance.signature else "petition-withdrawn"))
    said = reply(card, note=note) if asker.private else Reply(note=note, whisper=card)
    return Decided(None, said) if stance is before else what_changed(petition, signed, said)


def what_changed(petition: Petition, signed: tuple[Petition, Stance], said: Reply) -> Decided[Stance, Reply]:
    """Give what is kept of a signature, what is said and what everybody sees of it, and what has come due."""
    grown, stance = signed
    return Decided(
        stance,
        said,
        shows=max(petition.register.tally.all, grown.register.tally.all) >= SMALLEST_PART,
        shows_in=grown.heard_in,
        thing=grown,
        due=_come_due(petition, grown),
    )


def _come_due(before: Petition, after: Petition) -> tuple[str, ...]:
    told = (TOLD,) if reached(before, after) else ()
    return (*told, DOUBTED) if after.register.tally.disputed > before.register.tally.disputed else told


GIVES_SIGNATURE = Giving(thing=lambda asked: about(asked.petition), card=CARD, decide=decide_signature)


async def show_signers(asked: SignersShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show who has signed: by the name they let be shown, else by their number in the register."""
    del desk
    petition = await the_petition(asker, asked.petition, work)
    if petition.state is State.STOPPED or petition.register.tally.all < SMALLEST_PART:
        raise OldButton
    named = await work.petitions.names(petition, _NAMES_SHOWN)
    lines = tuple(
        Say("petition-signer-named", {"row": row, "name": name}, close=True)
        if name
        else Say("petition-signer-unnamed", {"row": row}, close=True)
        for row, name in named
    )
    last = Say("petition-signers-last", {"count": len(lines)})
    return reply(Card((*title_says(petition, asker.village.slug), last, *lines), both=asker.language is None))
