"""0005: a big send may be spread over hours, and a letter knows what of it stands and since when it fails.

Campaigns that are there are sent at once, as before; letters that are there have neither.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("campaign") as campaign:
        campaign.add_column(sa.Column("spread_until", sa.DateTime(timezone=True)))
    with op.batch_alter_table("letter") as letter:
        letter.add_column(sa.Column("failing_since", sa.DateTime(timezone=True)))
        letter.add_column(sa.Column("said", sa.JSON()))


def downgrade() -> None:
    op.drop_column("letter", "said")
    op.drop_column("letter", "failing_since")
    op.drop_column("campaign", "spread_until")
