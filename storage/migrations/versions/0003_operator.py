"""0003: what the operator looks at: heartbeats, bots reached, chores done; indexes to count and to purge by.

Rows that are there stay as they are; what is too old goes with the first night's pass.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_WAITS = sa.text("state = 'waiting'")
_INDEXES = {
    "ix_letter_waiting": ("letter", ["village", "due_at", "kind"], _WAITS),
    "ix_letter_ended": (
        "letter",
        ["settled_at", "id", "state", "village"],
        sa.text("settled_at IS NOT NULL"),
    ),
    "ix_deadline_done": ("deadline", ["done_at"], sa.text("done_at IS NOT NULL")),
    "ix_person_forgotten": ("person", ["forgotten_at"], sa.text("forgotten_at IS NOT NULL")),
    "ix_stuck_at": ("stuck", ["at"], None),
    "ix_wrong_code_at": ("wrong_code", ["at"], None),
    "ix_invitation_issued_by": ("invitation", ["issued_by"], None),
    "ix_announcement_author": ("announcement", ["author"], None),
    "ix_gathering_author": ("gathering", ["author"], None),
}


def upgrade() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tick_ms", sa.Integer(), nullable=False),
        sa.Column("letters_sent", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("process", name="pk_heartbeat"),
    )
    op.create_table(
        "bot",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("village", "network", name="pk_bot"),
    )
    op.create_table(
        "chore",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_chore"),
    )
    for name, (table, columns, where) in _INDEXES.items():
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name, (table, _, _) in _INDEXES.items():
        op.drop_index(name, table)
    for table in ("chore", "bot", "heartbeat"):
        op.drop_table(table)
