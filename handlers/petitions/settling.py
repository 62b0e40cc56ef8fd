"""Where somebody who is about to sign lives: the sheets are made by settlements."""

from handlers.chat import Reply, reply
from handlers.door import Asker
from handlers.people import keep_section
from handlers.petitions.signing import shown_to, the_petition
from handlers.petitions.subject import SettlementSaid
from handlers.ports import Desk, Work


async def say_settlement(asked: SettlementSaid, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep where somebody lives, and show what they came to sign."""
    petition = await the_petition(asker, asked.petition, work)
    known = await keep_section(asked.section, asker, work, desk)
    return reply(await shown_to(petition, known, work, desk))
