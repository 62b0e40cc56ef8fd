"""What is said of a petition: its card in the groups, its whole text for whoever signs, the receipt."""

from dataclasses import dataclass, replace

from handlers.asked_says import ended_says
from handlers.chat import Card, Choice, Fact, Said, Say, one_a_row
from handlers.petitions.subject import (
    BesideNamed,
    BesideSigned,
    NameAsked,
    PageAsked,
    PetitionShown,
    SignatureWithdrawn,
    Signed,
    SignersShown,
    SignStepAsked,
    about,
)
from handlers.presses import Press
from village.course import State, Step
from village.ids import VillageSlug
from village.people import Level
from village.petitions import Petition, PetitionNote, Signature, Stance
from village.register import Tally, receipt_code
from village.results import SMALLEST_PART
from village.texts import Word
from village.villages import Village

_DIGEST_SHOWN = 16


def group_card(
    petition: Petition,
    village: Village,
    notes: tuple[PetitionNote, ...] = (),
    then: tuple[tuple[Say, ...], tuple[Choice, ...]] = ((), ()),
) -> Card:
    """Make the card that stands in the groups of a village, in both languages.

    ``then`` is what is said of what became of it, and the buttons to it.
    """
    became, follow = then
    is_open = petition.state is State.OPEN
    sign = (Choice(Say("button-sign"), PetitionShown(petition.id).data),) if is_open else ()
    return Card(
        (
            *title_says(petition, village.slug),
            Say("petition-demand", {"demand": petition.plan.demand}),
            Say("petition-to", {"addressee": petition.plan.addressee_name}, close=True),
            *who_signs_says(petition, village),
            *tally_says(petition),
            *note_says(notes),
            *(_until_says(petition) if is_open else ended_says(petition)),
            *became,
            Say("petition-not-official", close=True),
        ),
        rows=one_a_row(*sign, *follow, *_signers_choice(petition)),
        about=about(petition.id),
        pinned=is_open,
        both=True,
    )


@dataclass(frozen=True, slots=True)
class Way:
    """By which buttons somebody signs, and what is said of who stands by.

    ``press`` is the next button: it signs, or asks for what is missing; ``name`` gives or corrects the name.
    """

    press: Press
    name: Press
    says: tuple[Say, ...] = ()


def own_way(petition: Petition, step: Step | None) -> Way:
    """Give the way of whoever signs by themselves."""
    if step is not None:
        return Way(SignStepAsked(petition.id), NameAsked(petition.id))
    signs = PageAsked(petition.id) if petition.plan.needs_iin else Signed(petition.id)
    return Way(signs, NameAsked(petition.id))


def beside_way(code: str, witness: Word | str) -> Way:
    """Give the way of whoever signs while somebody stands by."""
    return Way(BesideSigned(code), BesideNamed(code), (Say("petition-beside", {"witness": witness}),))


_SIGNS = frozenset(
    press.word for press in (PetitionShown, PageAsked, SignStepAsked, NameAsked, BesideSigned, BesideNamed)
)


def on_paper_only(card: Card) -> Card:
    """Say on a petition's card that it is signed on paper, in place of the buttons that lead to signing."""
    rows = tuple(row for row in card.rows if not any(_leads_to_sign(choice) for choice in row))
    return replace(card, says=(*card.says, Say("petition-paper-only")), rows=rows)


def _leads_to_sign(choice: Choice) -> bool:
    return choice.press.partition(":")[0] in _SIGNS


def title_says(petition: Petition, village: VillageSlug) -> tuple[Say, ...]:
    """Say what it is, by its number in a village, and its title."""
    number = petition.number_in(village)
    head = Say("petition-title", {"number": number}) if number else Say("petition-title-draft")
    return head, Say("petition-name", {"title": petition.plan.title}, strong=True, close=True)


def who_signs_says(petition: Petition, village: Village) -> tuple[Say, ...]:
    """Say who may sign in a village, and what a signature needs."""
    plan = petition.plan
    of = plan.sections if village.slug == petition.village else ()
    names = tuple(village.place_name(section) for section in of)
    place = (Say("petition-in-sections", {"sections": names}, close=True),) if names else ()
    level = (Say(f"petition-level-{plan.level.value}", close=True),) if plan.level > Level.CHAT else ()
    iin = (Say("petition-with-iin", close=True),) if plan.needs_iin else ()
    return (*place, *level, *iin)


def tally_says(petition: Petition) -> tuple[Say, ...]:
    """Say how many have signed, always split; nothing under five."""
    tally, goal = petition.register.tally, petition.plan.goal
    if tally.all < SMALLEST_PART:
        return (Say("petition-goal", {"goal": goal}),)
    facts: dict[str, Fact] = {"signed": tally.all, "goal": goal}
    return (Say("petition-signed", facts), *split_says(tally))


def split_says(tally: Tally) -> tuple[Say, ...]:
    """Say how the number of signatures comes together: by level, on paper; and what is in dispute."""
    told = tuple(
        Say(f"petition-part-{name}", {"count": getattr(tally, name)})
        for name in ("chat", "phone", "roll", "paper")
        if getattr(tally, name)
    )
    split = (Say("petition-split", {"parts": told}, close=True),) if told else ()
    disputed = (Say("petition-disputed", {"count": tally.disputed}, close=True),) if tally.disputed else ()
    return (*split, *disputed)


def note_says(notes: tuple[PetitionNote, ...]) -> tuple[Say, ...]:
    """Say what its author has added since."""
    return tuple(Say("petition-note", {"at": note.at, "text": note.text}) for note in notes)


def _until_says(petition: Petition) -> tuple[Say, ...]:
    ends = petition.plan.closes_at
    return (Say("petition-until", {"date": ends.date(), "time": ends.time()}),)


def _signers_choice(petition: Petition) -> tuple[Choice, ...]:
    shown = petition.register.tally.all >= SMALLEST_PART and petition.state is not State.STOPPED
    return (Choice(Say("button-signers"), SignersShown(petition.id).data),) if shown else ()


# --------------------------------------------------------------------------------------- for one reader


def whole_says(
    petition: Petition, village: Village, notes: tuple[PetitionNote, ...] = ()
) -> tuple[Said, ...]:
    """Say a petition whole, as it is signed."""
    plan = petition.plan
    return (
        *title_says(petition, village.slug),
        Say("petition-problem", {"problem": plan.problem}),
        Say("petition-demand", {"demand": plan.demand}),
        Say("petition-to", {"addressee": plan.addressee_name}),
        *((Say("petition-evidence", {"count": len(plan.evidence)}),) if plan.evidence else ()),
        *who_signs_says(petition, village),
        *tally_says(petition),
        *note_says(notes),
        *(_until_says(petition) if petition.state is State.OPEN else ended_says(petition)),
        Say("petition-not-official", close=True),
    )


def sign_card(
    petition: Petition,
    village: Village,
    stance: Stance,
    step: Step | None,
    notes: tuple[PetitionNote, ...] = (),
) -> Card:
    """Make the card by which one person signs: the whole text, who sees the name, and the one button."""
    return card_by(own_way(petition, step), petition, village, stance, notes)


def card_by(
    way: Way, petition: Petition, village: Village, stance: Stance, notes: tuple[PetitionNote, ...] = ()
) -> Card:
    """Make the card by which one person signs in a way."""
    if stance.signature is not None:
        return Card(
            (*whole_says(petition, village, notes), *receipt_says(petition, stance.signature)),
            rows=one_a_row(*_signed_choices(petition)),
            about=about(petition.id),
        )
    is_open = petition.state is State.OPEN
    return Card(
        (*whole_says(petition, village, notes), *(_before_says(way, stance) if is_open else ())),
        rows=one_a_row(*(_sign_choices(way, stance) if is_open else ())),
        about=about(petition.id),
    )


def _before_says(way: Way, stance: Stance) -> tuple[Say, ...]:
    if stance.signer is None:
        return (*way.says, Say("petition-who-sees"))
    shown = "petition-shown-yes" if stance.signer.shown else "petition-shown-no"
    return (
        *way.says,
        Say("petition-who-sees"),
        Say("petition-adult", close=True),
        Say(shown, {"shown": stance.signer.name.shown}),
    )


def _sign_choices(way: Way, stance: Stance) -> tuple[Choice, ...]:
    if stance.signer is None:
        return (Choice(Say("button-sign-begin"), way.name.data),)
    name: dict[str, Fact] = {"name": stance.signer.name.full}
    return (
        Choice(Say("button-sign-as", name), way.press.data),
        Choice(Say("button-sign-name"), way.name.data),
    )


def _signed_choices(petition: Petition) -> tuple[Choice, ...]:
    if petition.state is not State.OPEN:
        return ()
    return (Choice(Say("button-sign-withdraw"), SignatureWithdrawn(petition.id).data),)


def receipt_says(petition: Petition, signature: Signature) -> tuple[Say, ...]:
    """Say the receipt: the row in the register, its code, when it was, and of which text."""
    facts: dict[str, Fact] = {
        "row": signature.row.number,
        "code": receipt_code(signature.digest),
        "at": signature.row.at,
        "digest": petition.digest[:_DIGEST_SHOWN],
    }
    return (Say("petition-receipt", facts, strong=True),)


def receipt_card(petition: Petition, village: Village, stance: Stance) -> Card:
    """Make the card that one person sees after signing, or after taking it back."""
    if stance.signature is None:
        again = Choice(Say("button-sign-again"), PetitionShown(petition.id).data)
        says = (*title_says(petition, village.slug), Say("petition-withdrawn"))
        return Card(says, rows=one_a_row(again), instead=True)
    says = (*title_says(petition, village.slug), *receipt_says(petition, stance.signature))
    return Card(says, rows=one_a_row(*_signed_choices(petition)), instead=True)
