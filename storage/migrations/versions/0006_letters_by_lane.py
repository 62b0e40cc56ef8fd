"""0006: what waits is found lane by lane, the urgent first, and counted alone. No row is changed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_OLD = ("ix_letter_waiting", "ix_letter_state_urgent_due_at_id")
_WAITS, _UNDER_WAY = "state = 'waiting'", "state = 'sending'"
_NEW = {
    "ix_letter_lane": (["village", "urgent", "due_at", "id"], _WAITS),
    "ix_letter_next": (["urgent", "due_at", "kind"], _WAITS),
    "ix_letter_under_way": (["village", "id", "kind"], _UNDER_WAY),
}


def upgrade() -> None:
    for name in _OLD:
        op.drop_index(name, "letter")
    for name, (columns, where) in _NEW.items():
        _create(name, columns, where)


def downgrade() -> None:
    for name in _NEW:
        op.drop_index(name, "letter")
    _create("ix_letter_waiting", ["village", "due_at", "kind"], _WAITS)
    op.create_index("ix_letter_state_urgent_due_at_id", "letter", ["state", "urgent", "due_at", "id"])


def _create(name: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, "letter", columns, sqlite_where=condition, postgresql_where=condition)
