"""0009: petitions, their drafts, the registers of signatures, sheets of paper, and what was answered.

It begins empty.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

# The later ones refer to the earlier ones.
_TABLES = (
    "petition_answer",
    "petition_code",
    "signature_doubt",
    "petition_sheet",
    "signature",
    "petition_waiting",
    "signer",
    "petition_note",
    "petition_place",
    "petition",
    "petition_draft",
)


def _only_where(more: str) -> dict[str, Any]:
    return {
        "sqlite_where": sa.text(f"standing = 1{more}"),
        "postgresql_where": sa.text(f"standing{more}"),
    }


def _create_petition_draft() -> None:
    op.create_table(
        "petition_draft",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("author", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("put_by", sa.BigInteger(), autoincrement=False),
        sa.Column("put_at", sa.DateTime(timezone=True)),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name="fk_petition_draft_author"),
        sa.ForeignKeyConstraint(["put_by"], ["person.id"], name="fk_petition_draft_put_by"),
        sa.PrimaryKeyConstraint("village", "id", name="pk_petition_draft"),
    )
    op.create_index("ix_petition_draft_author", "petition_draft", ["author"])
    op.create_index("ix_petition_draft_put_by", "petition_draft", ["put_by"])


def _create_petition() -> None:
    op.create_table(
        "petition",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("author_role", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("frozen", sa.Text(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("by_chat", sa.Integer(), nullable=False),
        sa.Column("by_phone", sa.Integer(), nullable=False),
        sa.Column("by_roll", sa.Integer(), nullable=False),
        sa.Column("on_paper", sa.Integer(), nullable=False),
        sa.Column("disputed", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name="fk_petition_author"),
        sa.ForeignKeyConstraint(["confirmed_by"], ["person.id"], name="fk_petition_confirmed_by"),
        sa.ForeignKeyConstraint(["drafted_by"], ["person.id"], name="fk_petition_drafted_by"),
        sa.PrimaryKeyConstraint("village", "id", name="pk_petition"),
        sa.UniqueConstraint("village", "number", name="uq_petition_village_number"),
    )
    op.create_index("ix_petition_author", "petition", ["author"])
    op.create_index("ix_petition_confirmed_by", "petition", ["confirmed_by"])
    op.create_index("ix_petition_drafted_by", "petition", ["drafted_by"])
    op.create_index("ix_petition_village_state_closes_at", "petition", ["village", "state", "closes_at"])


def _create_petition_place() -> None:
    op.create_table(
        "petition_place",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("petition", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("home", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["home", "petition"], ["petition.village", "petition.id"], name="fk_petition_place_home_petition"
        ),
        sa.PrimaryKeyConstraint("village", "petition", name="pk_petition_place"),
        sa.UniqueConstraint("village", "number", name="uq_petition_place_village_number"),
    )
    op.create_index("ix_petition_place_home_petition", "petition_place", ["home", "petition"])


def _create_petition_note() -> None:
    op.create_table(
        "petition_note",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("petition", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_kk", sa.Text(), nullable=False),
        sa.Column("text_ru", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["village", "petition"],
            ["petition.village", "petition.id"],
            name="fk_petition_note_village_petition",
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_petition_note"),
    )
    op.create_index("ix_petition_note_village_petition", "petition_note", ["village", "petition"])


def _create_signer() -> None:
    op.create_table(
        "signer",
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_signer_person"),
        sa.PrimaryKeyConstraint("person", name="pk_signer"),
    )


def _create_petition_waiting() -> None:
    op.create_table(
        "petition_waiting",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("petition", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("witness", sa.BigInteger()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_petition_waiting_person"),
        sa.PrimaryKeyConstraint("village", "petition", "person", name="pk_petition_waiting"),
    )
    op.create_index("ix_petition_waiting_person_village", "petition_waiting", ["person", "village"])


def _create_signature() -> None:
    op.create_table(
        "signature",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("petition", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("of_village", sa.Text(), nullable=False),
        sa.Column("section", sa.Text()),
        sa.Column("of", sa.Integer()),
        sa.Column("witnessed", sa.Boolean(), nullable=False),
        sa.Column("leaf", sa.LargeBinary()),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("person", sa.BigInteger(), autoincrement=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("name_hash", sa.LargeBinary()),
        sa.Column("twin", sa.LargeBinary()),
        sa.Column("iin_hash", sa.LargeBinary()),
        sa.Column("witness", sa.BigInteger()),
        sa.Column("update_network", sa.Text()),
        sa.Column("update_number", sa.BigInteger()),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_signature_person"),
        sa.ForeignKeyConstraint(
            ["village", "petition"], ["petition.village", "petition.id"], name="fk_signature_village_petition"
        ),
        sa.PrimaryKeyConstraint("village", "petition", "number", name="pk_signature"),
    )
    op.create_index(
        "ix_signature_name",
        "signature",
        ["village", "petition", "name_hash"],
        **_only_where(" AND name_hash IS NOT NULL"),
    )
    op.create_index("ix_signature_digest", "signature", ["digest"])
    op.create_index("ix_signature_person_village", "signature", ["person", "village"])
    stood_by = sa.text("witness IS NOT NULL")
    op.create_index(
        "ix_signature_witness", "signature", ["witness"], sqlite_where=stood_by, postgresql_where=stood_by
    )
    op.create_index(
        "uq_signature_iin_hash",
        "signature",
        ["village", "petition", "iin_hash"],
        unique=True,
        **_only_where(" AND iin_hash IS NOT NULL"),
    )
    op.create_index(
        "uq_signature_person",
        "signature",
        ["village", "petition", "person"],
        unique=True,
        **_only_where(" AND person IS NOT NULL"),
    )
    op.create_index(
        "uq_signature_twin",
        "signature",
        ["village", "petition", "twin"],
        unique=True,
        **_only_where(" AND twin IS NOT NULL"),
    )


def _create_petition_sheet() -> None:
    op.create_table(
        "petition_sheet",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("petition", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("printed_by", sa.BigInteger()),
        sa.Column("entered_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["village", "petition"],
            ["petition.village", "petition.id"],
            name="fk_petition_sheet_village_petition",
        ),
        sa.PrimaryKeyConstraint("village", "petition", "number", name="pk_petition_sheet"),
    )


def _create_signature_doubt() -> None:
    op.create_table(
        "signature_doubt",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("petition", sa.BigInteger(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("typed_by", sa.BigInteger()),
        sa.Column("first_by", sa.BigInteger()),
        sa.Column("first_same", sa.Boolean()),
        sa.Column("second_by", sa.BigInteger()),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["village", "petition", "row"],
            ["signature.village", "signature.petition", "signature.number"],
            name="fk_signature_doubt_village_petition_row",
        ),
        sa.CheckConstraint(
            "second_by IS NULL OR second_by <> first_by", name=op.f("ck_signature_doubt_two_people")
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_signature_doubt"),
        sa.UniqueConstraint("village", "petition", "row", name="uq_signature_doubt_village_petition_row"),
    )


def _create_petition_code() -> None:
    op.create_table(
        "petition_code",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("petition", sa.BigInteger(), nullable=False),
        sa.Column("of_village", sa.Text(), nullable=False),
        sa.Column("use", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sheet", sa.Integer()),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_petition_code_person"),
        sa.ForeignKeyConstraint(
            ["village", "petition"],
            ["petition.village", "petition.id"],
            name="fk_petition_code_village_petition",
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_petition_code"),
        sa.UniqueConstraint("code_hash", name="uq_petition_code_code_hash"),
    )
    op.create_index("ix_petition_code_ends_at", "petition_code", ["ends_at"])
    op.create_index("ix_petition_code_person", "petition_code", ["person"])


def _create_petition_answer() -> None:
    op.create_table(
        "petition_answer",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("petition", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("packed_at", sa.DateTime(timezone=True)),
        sa.Column("registered_number", sa.Text()),
        sa.Column("registered_day", sa.Date()),
        sa.Column("registered_by", sa.BigInteger()),
        sa.Column("due", sa.Date()),
        sa.Column("rule_days", sa.Integer()),
        sa.Column("rule_source", sa.Text()),
        sa.Column("rule_grade", sa.Text()),
        sa.Column("extended_to", sa.Date()),
        sa.Column("ground_kk", sa.Text()),
        sa.Column("ground_ru", sa.Text()),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("answer_kk", sa.Text()),
        sa.Column("answer_ru", sa.Text()),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("names_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unnamed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["village", "petition"],
            ["petition.village", "petition.id"],
            name="fk_petition_answer_village_petition",
        ),
        sa.PrimaryKeyConstraint("village", "petition", name="pk_petition_answer"),
    )


def upgrade() -> None:
    _create_petition_draft()
    _create_petition()
    _create_petition_place()
    _create_petition_note()
    _create_signer()
    _create_petition_waiting()
    _create_signature()
    _create_petition_sheet()
    _create_signature_doubt()
    _create_petition_code()
    _create_petition_answer()


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
