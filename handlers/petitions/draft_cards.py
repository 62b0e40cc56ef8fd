"""What is said of a petition that is not published: to its author, to deputies, to a second person."""

from handlers.chat import Card, Choice, Fact, Said, Say, one_a_row
from handlers.petitions.cards import title_says, who_signs_says
from handlers.petitions.making import DraftDeclined, DraftTaken, PutConfirmed
from village.petition_making import fingerprint
from village.petitions import Petition, PetitionDraft
from village.texts import Bilingual
from village.villages import Village


def draft_says(petition: Petition, village: Village) -> tuple[Said, ...]:
    """Say a draft whole: each text in both languages, for that is what is published."""
    plan = petition.plan
    first, _ = title_says(petition, village.slug)
    return (
        first,
        Say("petition-name", {"title": _both(plan.title)}, strong=True, close=True),
        Say("petition-problem", {"problem": _both(plan.problem)}),
        Say("petition-demand", {"demand": _both(plan.demand)}),
        Say("petition-to", {"addressee": plan.addressee_name}),
        *((Say("petition-evidence", {"count": len(plan.evidence)}),) if plan.evidence else ()),
        *who_signs_says(petition, village),
        *rule_says(petition),
    )


def _both(text: Bilingual) -> Bilingual:
    return Bilingual.same(text.abreast)


def rule_says(petition: Petition) -> tuple[Say, ...]:
    """Say by which rules signatures are collected."""
    plan = petition.plan
    facts: dict[str, Fact] = {"goal": plan.goal, "at": plan.closes_at}
    sends = "petition-sends-itself" if plan.sends_itself else "petition-sends-later"
    return (
        Say("petition-rules", facts),
        Say(sends, close=True),
        *((Say("petition-asks-iin", close=True),) if plan.needs_iin else ()),
        *((Say("petition-also-in", {"count": len(plan.villages)}, close=True),) if plan.villages else ()),
    )


def offered_card(draft: PetitionDraft, petition: Petition, village: Village) -> Card:
    """Make the card by which a deputy takes on, or declines, what a resident drafted."""
    rows = one_a_row(
        Choice(Say("button-petition-take"), DraftTaken(draft.id).data),
        Choice(Say("button-petition-decline"), DraftDeclined(draft.id).data),
    )
    return Card((Say("petition-drafted"), *draft_says(petition, village)), rows=rows)


def put_card(draft: PetitionDraft, petition: Petition, village: Village) -> Card:
    """Make the card by which a second person confirms, or declines, that it be published."""
    decline = Choice(Say("button-petition-decline"), DraftDeclined(draft.id).data)
    return Card(
        (Say("petition-put"), *draft_says(petition, village)),
        rows=one_a_row(confirm_choice(draft), decline),
        files=tuple(each.file for each in petition.plan.evidence),
    )


def confirm_choice(draft: PetitionDraft) -> Choice:
    """Give the button that confirms what a draft says now."""
    return Choice(Say("button-petition-confirm"), PutConfirmed(draft.id, fingerprint(draft)).data)


def own_card(draft: PetitionDraft, petition: Petition, village: Village) -> Card:
    """Make the card with a draft for whoever drafted or put it."""
    take = Choice(Say("button-petition-go-on"), DraftTaken(draft.id).data)
    alone = (confirm_choice(draft),) if draft.put_at else ()
    said = (Say("petition-ground", {"ground": draft.ground}),) if draft.ground else ()
    return Card((*draft_says(petition, village), *said), rows=one_a_row(*alone, take))
