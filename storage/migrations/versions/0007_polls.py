"""0007: polls with their ballots, who is in a chat, and the village's roll. It begins empty."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# The later ones refer to the earlier ones.
_TABLES = (
    "vouch",
    "vouch_ask",
    "roll_doubt",
    "roll_match",
    "roll_entry",
    "poll_paper",
    "native_poll",
    "ballot",
    "poll",
    "member",
)


def _create_member() -> None:
    op.create_table(
        "member",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("address_hash", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True)),
        sa.Column("left_at", sa.DateTime(timezone=True)),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["village", "chat"], ["chat.village", "chat.id"], name="fk_member_village_chat"
        ),
        sa.PrimaryKeyConstraint("village", "chat", "address_hash", name="pk_member"),
    )
    op.create_index("ix_member_address_hash_village", "member", ["address_hash", "village"])
    left = sa.text("left_at IS NOT NULL")
    op.create_index("ix_member_left", "member", ["left_at"], sqlite_where=left, postgresql_where=left)


def _create_poll() -> None:
    op.create_table(
        "poll",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("author_role", sa.Text(), nullable=False),
        sa.Column("question_kk", sa.Text(), nullable=False),
        sa.Column("question_ru", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text()),
        sa.Column("role", sa.Text()),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("changeable", sa.Boolean(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("native", sa.Boolean(), nullable=False),
        sa.Column("hours_in_chat", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("result", sa.JSON()),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name="fk_poll_author"),
        sa.PrimaryKeyConstraint("village", "id", name="pk_poll"),
        sa.UniqueConstraint("village", "number", name="uq_poll_village_number"),
    )
    op.create_index("ix_poll_author", "poll", ["author"])
    op.create_index("ix_poll_village_state_closes_at", "poll", ["village", "state", "closes_at"])


def _create_ballot() -> None:
    op.create_table(
        "ballot",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("poll", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("choices", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text()),
        sa.Column("lives_here", sa.Boolean()),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("left", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("update_network", sa.Text()),
        sa.Column("update_number", sa.BigInteger()),
        sa.Column("name", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_ballot_person"),
        sa.ForeignKeyConstraint(
            ["village", "poll"], ["poll.village", "poll.id"], name="fk_ballot_village_poll"
        ),
        sa.PrimaryKeyConstraint("village", "poll", "person", name="pk_ballot"),
    )
    op.create_index("ix_ballot_person_village", "ballot", ["person", "village"])
    op.create_index(
        "ix_ballot_tally",
        "ballot",
        ["village", "poll", "waits", "choices", "level", "section", "lives_here", "left", "changes"],
    )


def _create_native_poll() -> None:
    op.create_table(
        "native_poll",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("native", sa.Text(), nullable=False),
        sa.Column("poll", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["village", "poll"], ["poll.village", "poll.id"], name="fk_native_poll_village_poll"
        ),
        sa.PrimaryKeyConstraint("village", "network", "native", name="pk_native_poll"),
    )
    op.create_index("ix_native_poll_village_poll", "native_poll", ["village", "poll"])


def _create_poll_paper() -> None:
    op.create_table(
        "poll_paper",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("poll", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.BigInteger()),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["village", "poll"], ["poll.village", "poll.id"], name="fk_poll_paper_village_poll"
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_poll_paper"),
    )
    op.create_index("ix_poll_paper_village_poll", "poll_paper", ["village", "poll"])


def _create_roll_entry() -> None:
    op.create_table(
        "roll_entry",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("section", sa.Text()),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("name_hash", sa.LargeBinary(), nullable=False),
        sa.Column("full_hash", sa.LargeBinary(), nullable=False),
        sa.Column("phone_hash", sa.LargeBinary()),
        sa.Column("iin_hash", sa.LargeBinary()),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("village", "id", name="pk_roll_entry"),
        sa.UniqueConstraint("village", "iin_hash", name="uq_roll_entry_village_iin_hash"),
    )
    op.create_index("ix_roll_entry_village_name_hash", "roll_entry", ["village", "name_hash"])
    op.create_index("ix_roll_entry_village_phone_hash", "roll_entry", ["village", "phone_hash"])


def _create_roll_match() -> None:
    op.create_table(
        "roll_match",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry", sa.BigInteger()),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(entry IS NULL) = (how = 'vouch')", name="ck_roll_match_entry_unless_vouched"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_roll_match_person"),
        sa.ForeignKeyConstraint(
            ["village", "entry"], ["roll_entry.village", "roll_entry.id"], name="fk_roll_match_village_entry"
        ),
        sa.PrimaryKeyConstraint("village", "person", name="pk_roll_match"),
        sa.UniqueConstraint("village", "entry", name="uq_roll_match_village_entry"),
    )
    op.create_index("ix_roll_match_person", "roll_match", ["person"])


def _create_roll_doubt() -> None:
    op.create_table(
        "roll_doubt",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry", sa.BigInteger()),
        sa.Column("said_name", sa.LargeBinary()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_yes", sa.BigInteger()),
        sa.Column("second_yes", sa.BigInteger()),
        sa.Column("refused_by", sa.BigInteger()),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "first_yes IS NULL OR second_yes IS NULL OR first_yes <> second_yes",
            name="ck_roll_doubt_two_people",
        ),
        sa.CheckConstraint("first_yes IS NULL OR first_yes <> person", name="ck_roll_doubt_not_oneself"),
        sa.CheckConstraint(
            "second_yes IS NULL OR second_yes <> person", name="ck_roll_doubt_not_oneself_either"
        ),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_roll_doubt_person"),
        sa.ForeignKeyConstraint(
            ["village", "entry"], ["roll_entry.village", "roll_entry.id"], name="fk_roll_doubt_village_entry"
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_roll_doubt"),
    )
    op.create_index("ix_roll_doubt_person_village", "roll_doubt", ["person", "village"])
    op.create_index("ix_roll_doubt_village_entry", "roll_doubt", ["village", "entry"])


def _create_vouch_ask() -> None:
    op.create_table(
        "vouch_ask",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_vouch_ask_person"),
        sa.PrimaryKeyConstraint("village", "id", name="pk_vouch_ask"),
        sa.UniqueConstraint("village", "person", name="uq_vouch_ask_village_person"),
    )
    op.create_index("ix_vouch_ask_person", "vouch_ask", ["person"])


def _create_vouch() -> None:
    op.create_table(
        "vouch",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("voucher", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("person <> voucher", name="ck_vouch_not_oneself"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_vouch_person"),
        sa.ForeignKeyConstraint(["voucher"], ["person.id"], name="fk_vouch_voucher"),
        sa.PrimaryKeyConstraint("village", "id", name="pk_vouch"),
        sa.UniqueConstraint("village", "person", "voucher", name="uq_vouch_village_person_voucher"),
    )
    op.create_index("ix_vouch_person", "vouch", ["person"])
    op.create_index("ix_vouch_voucher_village", "vouch", ["voucher", "village"])


def upgrade() -> None:
    _create_member()
    _create_poll()
    _create_ballot()
    _create_native_poll()
    _create_poll_paper()
    _create_roll_entry()
    _create_roll_match()
    _create_roll_doubt()
    _create_vouch_ask()
    _create_vouch()
    op.add_column("resident", sa.Column("on_roll_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("resident", "on_roll_at")
    for table in _TABLES:
        op.drop_table(table)
