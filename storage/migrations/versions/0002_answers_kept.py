"""0002: an update keeps its answer, a gathering's answer its update; what could not be worked is kept.

Rows that are there have no answer kept and no update named: a newer answer replaces them as before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("taken_update") as taken:
        taken.add_column(sa.Column("answer", sa.LargeBinary()))
        taken.add_column(sa.Column("address_hash", sa.LargeBinary()))
    op.create_index("ix_taken_update_address_hash", "taken_update", ["address_hash"])
    with op.batch_alter_table("gathering_answer") as answer:
        answer.add_column(sa.Column("update_network", sa.Text()))
        answer.add_column(sa.Column("update_number", sa.BigInteger()))
    _create_stuck()


def _create_stuck() -> None:
    op.create_table(
        "stuck",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("update_number", sa.BigInteger(), nullable=False),
        sa.Column("address_hash", sa.LargeBinary(), nullable=False),
        sa.Column("heard", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_stuck"),
        sa.UniqueConstraint(
            "village", "network", "update_number", name="uq_stuck_village_network_update_number"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stuck_due_at_number", "stuck", ["due_at", "number"])
    op.create_index("ix_stuck_address_hash_village", "stuck", ["address_hash", "village"])


def downgrade() -> None:
    op.drop_table("stuck")
    with op.batch_alter_table("gathering_answer") as answer:
        answer.drop_column("update_number")
        answer.drop_column("update_network")
    op.drop_index("ix_taken_update_address_hash", "taken_update")
    with op.batch_alter_table("taken_update") as taken:
        taken.drop_column("address_hash")
        taken.drop_column("answer")
