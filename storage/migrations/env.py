"""Run by Alembic: the steps, on the connection that ``storage.migrate`` opened, in its transaction."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # SQLite takes DDL back like anything else, once we say BEGIN ourselves; Alembic thinks it does not.
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
