"""Receipts: what one has signed, and whether a code that somebody shows is in a register."""

from datetime import timedelta

from handlers.chat import Card, Choice, Fact, Reply, Say, reply
from handlers.door import Asker
from handlers.petitions.subject import PetitionShown, SignatureWithdrawn
from handlers.ports import Desk, Work
from village.people import WRONG_CODES_AN_HOUR
from village.petitions import Petition, Receipted, Signature
from village.register import digest_begins, read_receipt_code, receipt_code

_SHOWN_AT_MOST = 10
_HOUR = timedelta(hours=1)


async def my_signatures(asker: Asker, work: Work) -> tuple[Card, ...]:
    """Show what the asker has signed, the newest first; nothing where they have signed nothing."""
    signed = (await work.petitions.signed_by(asker.village.slug, asker.known))[:_SHOWN_AT_MOST]
    if not signed:
        return ()
    lines = tuple(_line(petition, signature, asker) for petition, signature in signed)
    return (Card((Say("my-signatures"), *lines), rows=tuple(_row(each, asker) for each, _ in signed)),)


def _line(petition: Petition, signature: Signature, asker: Asker) -> Say:
    facts: dict[str, Fact] = {
        "number": petition.number_in(asker.village.slug),
        "title": petition.plan.title,
        "row": signature.row.number,
        "code": receipt_code(signature.digest),
        "at": signature.row.at,
    }
    return Say("my-signature", facts)


def _row(petition: Petition, asker: Asker) -> tuple[Choice, ...]:
    number = petition.number_in(asker.village.slug)
    opens = Choice(Say("button-my-signature-open", {"number": number}), PetitionShown(petition.id).data)
    if petition.closed_at is not None:
        return (opens,)
    withdraws = Say("button-my-signature-withdraw", {"number": number})
    return opens, Choice(withdraws, SignatureWithdrawn(petition.id).data)


async def check_receipt(text: str, asker: Asker, work: Work, desk: Desk) -> Reply | None:
    """Tell whether a code is in a register of this village; None where the words are no code.

    Nobody is named. Codes that are in none count as wrong ones, so that nobody tries them all.
    """
    code = read_receipt_code(text)
    if code is None:
        return None
    village, now, both = asker.village.slug, desk.clock.now(), asker.language is None
    if await work.roles.wrong_codes(village, asker.address, now - _HOUR) >= WRONG_CODES_AN_HOUR:
        return Reply()
    begins = digest_begins(code)
    found = await work.petitions.receipted(village, begins) if begins else ()
    if not found:
        await work.roles.note_wrong_code(village, asker.address, now)
        return reply(Card((Say("petition-receipt-unknown", {"code": code}),), both=both))
    return reply(*(Card(_found_says(code, each, asker), both=both) for each in found))


def _found_says(code: str, found: Receipted, asker: Asker) -> tuple[Say, ...]:
    petition = found.petition
    facts: dict[str, Fact] = {
        "code": code,
        "number": petition.number_in(asker.village.slug),
        "title": petition.plan.title,
        "row": found.row.number,
        "at": found.row.at,
    }
    stands = "petition-receipt-stands" if found.stands else "petition-receipt-taken-back"
    return Say("petition-receipt-found", facts), Say(stands)
