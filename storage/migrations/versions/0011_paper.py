"""0011: lines on paper: where each stands, for whom a sheet was printed, what those who compare have said.

Signatures are found by who gave them first, and no more by walking through a register.
Nothing was ever written to the tables of sheets and of doubts: they are made anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_BY = {
    "uq_signature_person": "person",
    "uq_signature_twin": "twin",
    "uq_signature_iin_hash": "iin_hash",
    "ix_signature_name": "name_hash",
}
_OPEN = sa.text("settled_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("signature") as signature:
        signature.add_column(sa.Column("sheet", sa.Integer()))
        signature.add_column(sa.Column("line", sa.Integer()))
    op.create_index(
        "uq_signature_line",
        "signature",
        ["village", "petition", "sheet", "line"],
        unique=True,
        sqlite_where=sa.text("standing = 1 AND sheet IS NOT NULL"),
        postgresql_where=sa.text("standing AND sheet IS NOT NULL"),
    )
    _index_anew("{told}", "petition", "village")
    for table in ("signature_doubt", "petition_sheet"):
        op.drop_table(table)
    _create_sheet(sa.Column("of_village", sa.Text(), nullable=False), sa.Column("section", sa.Text()))
    _create_doubt(sa.Column("first", sa.Text()), each_other="other")
    op.create_index(
        "uq_signature_doubt_open",
        "signature_doubt",
        ["village", "petition", "row"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def downgrade() -> None:
    if op.get_bind().execute(sa.text("SELECT count(*) FROM petition_sheet")).scalar_one():
        raise RuntimeError(
            "sheets of petitions were printed: without their table no line on them can be typed in"
        )
    for table in ("signature_doubt", "petition_sheet"):
        op.drop_table(table)
    _create_sheet()
    _create_doubt(sa.Column("typed_by", sa.BigInteger()), sa.Column("first_same", sa.Boolean()))
    _index_anew("village", "petition", "{told}")
    op.drop_index("uq_signature_line", "signature")
    for column in ("line", "sheet"):
        op.drop_column("signature", column)


def _index_anew(*columns: str) -> None:
    for name, told in _BY.items():
        op.drop_index(name, "signature")
        more = f"AND {told} IS NOT NULL"
        op.create_index(
            name,
            "signature",
            [each.format(told=told) for each in columns],
            unique=name.startswith("uq_"),
            sqlite_where=sa.text(f"standing = 1 {more}"),
            postgresql_where=sa.text(f"standing {more}"),
        )


def _create_sheet(*place: sa.Column[str]) -> None:
    op.create_table(
        "petition_sheet",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("petition", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        *place,
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


def _create_doubt(*said: sa.Column[object], each_other: str = "") -> None:
    once = ["village", "petition", "row", *filter(None, [each_other])]
    op.create_table(
        "signature_doubt",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("petition", sa.BigInteger(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_by", sa.BigInteger()),
        *said,
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
        sa.UniqueConstraint(*once, name="_".join(["uq_signature_doubt", *once])),
    )
