"""Who may confirm that a petition be published."""

from collections import defaultdict

from handlers.ports import Desk, Work
from village.ids import PersonId
from village.people import Role
from village.petitions import may_confirm
from village.villages import Village


async def entitled(addressee: str, village: Village, work: Work, desk: Desk) -> frozenset[PersonId]:
    """Give all who may confirm by the roles they hold today, whoever put or drafted it."""
    roles: dict[PersonId, set[Role]] = defaultdict(set)
    for mandate in await work.roles.holders(village.slug, desk.today()):
        roles[mandate.person].add(mandate.role)
    body = village.body(addressee)
    asked = body.roles if body else frozenset()
    return frozenset(person for person, held in roles.items() if may_confirm(held, asked))
