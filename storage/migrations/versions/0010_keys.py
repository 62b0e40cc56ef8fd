"""0010: the keys of the database, wrapped in the configuration's secret.

It begins empty: the next start wraps the keys that the secret has made by itself until now.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "key_wrap",
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_key_wrap"),
    )


def downgrade() -> None:
    if op.get_bind().execute(sa.text("SELECT count(*) FROM key_wrap")).scalar_one():
        raise RuntimeError(
            "the keys of this database stand in key_wrap: without it nothing sealed can be read"
        )
    op.drop_table("key_wrap")
