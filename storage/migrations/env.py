"""Run by Alembic: the steps, on the connection that ``storage.migrate`` opened, in its transaction."""

import logging
from typing import Any

from alembic import context

log = logging.getLogger("storage.migrate")


def _tell(ctx: Any, step: Any, heads: Any, run_args: Any) -> None:
    """Tell of each step when it is done: on a large database one may take minutes."""
    del ctx, heads, run_args
    done = {"event": "migrated", "step": step.up_revision_id, "back": not step.is_upgrade}
    log.info("step done", extra=done)


context.configure(
    connection=context.config.attributes["connection"],
    # SQLite takes DDL back like anything else, once we say BEGIN ourselves; Alembic thinks it does not.
    transactional_ddl=True,
    render_as_batch=True,
    on_version_apply=_tell,
)
with context.begin_transaction():
    context.run_migrations()
