"""Lines of the record of official acts."""

from handlers.door import Asker
from handlers.ports import Desk
from village.forms import Json
from village.outbox import Subject
from village.records import Act


def act(asker: Asker, desk: Desk, what: str, about: Subject, **facts: Json) -> Act:
    """Make the line of the record for what someone did; the record knows people by number alone."""
    return Act(
        village=asker.village.slug,
        at=desk.clock.now(),
        what=what,
        actor=asker.person,
        role=",".join(sorted(asker.roles)),
        about=about,
        facts=facts,
    )
