"""The package of a petition, for the author and the addressee's office."""

from handlers.chat import Card, Say
from handlers.letter_kinds import LetterKind, Reader
from handlers.petitions.letters import the_petition
from handlers.ports import Desk, Work
from village.outbox import Letter


async def _package(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader, desk
    petition = await the_petition(letter, work)
    return Card((Say("petition-about", {"number": petition.number, "title": petition.plan.title}),))


KINDS = {"petition-package": LetterKind(_package)}
