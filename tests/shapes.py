"""Types only: the type checker proves here that storage fits what handlers ask for. Never run."""

from handlers.ports import OpenWork, Work
from storage.work import OpenSqlWork, SqlWork


def storage_fits(work: SqlWork, open_work: OpenSqlWork) -> tuple[Work, OpenWork]:
    """Give storage's work where handlers' work is wanted."""
    return work, open_work
