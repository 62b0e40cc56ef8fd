"""0008: surveys with their forms, the sheets handed in, and what the office calls what people wrote.

It begins empty. ``form`` is looked up by a dialogue's name, too.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

# The later ones refer to the earlier ones.
_TABLES = ("survey_grouped", "survey_heading", "survey_answered", "sheet", "survey", "survey_form")


def _create_form() -> None:
    op.create_table(
        "survey_form",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("title_kk", sa.Text(), nullable=False),
        sa.Column("title_ru", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("book", sa.JSON(), nullable=False),
        sa.Column("xform", sa.Text(), nullable=False),
        sa.Column("author", sa.BigInteger(), autoincrement=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name="fk_survey_form_author"),
        sa.PrimaryKeyConstraint("village", "id", name="pk_survey_form"),
    )
    op.create_index("ix_survey_form_author", "survey_form", ["author"])
    op.create_index("ix_survey_form_village_form_id", "survey_form", ["village", "form_id"])


def _create_survey() -> None:
    op.create_table(
        "survey",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("author_role", sa.Text(), nullable=False),
        sa.Column("section", sa.Text()),
        sa.Column("role", sa.Text()),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("hours_in_chat", sa.Integer(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("result", sa.JSON()),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name="fk_survey_author"),
        sa.ForeignKeyConstraint(
            ["village", "id"], ["survey_form.village", "survey_form.id"], name="fk_survey_village_id"
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_survey"),
        sa.UniqueConstraint("village", "number", name="uq_survey_village_number"),
    )
    op.create_index("ix_survey_author", "survey", ["author"])
    op.create_index("ix_survey_village_state_closes_at", "survey", ["village", "state", "closes_at"])


def _create_sheet() -> None:
    op.create_table(
        "sheet",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("survey", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False),
        sa.Column("by", sa.BigInteger(), autoincrement=False),
        sa.Column("interviewer", sa.Text()),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True)),
        sa.Column("language", sa.Text()),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text()),
        sa.Column("mixed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_sheet_person"),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name="fk_sheet_by"),
        sa.ForeignKeyConstraint(
            ["village", "survey"], ["survey.village", "survey.id"], name="fk_sheet_village_survey"
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_sheet"),
        sa.UniqueConstraint("village", "survey", "person", name="uq_sheet_village_survey_person"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sheet_village_survey_id", "sheet", ["village", "survey", "id"])
    op.create_index("ix_sheet_person", "sheet", ["person"])
    op.create_index("ix_sheet_by", "sheet", ["by"])


def _create_answered() -> None:
    op.create_table(
        "survey_answered",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("survey", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_survey_answered_person"),
        sa.ForeignKeyConstraint(
            ["village", "survey"], ["survey.village", "survey.id"], name="fk_survey_answered_village_survey"
        ),
        sa.PrimaryKeyConstraint("village", "survey", "person", name="pk_survey_answered"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_survey_answered_person", "survey_answered", ["person"])


def _create_headings() -> None:
    op.create_table(
        "survey_heading",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("survey", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label_kk", sa.Text(), nullable=False),
        sa.Column("label_ru", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["village", "survey"], ["survey.village", "survey.id"], name="fk_survey_heading_village_survey"
        ),
        sa.PrimaryKeyConstraint("village", "survey", "path", "number", name="pk_survey_heading"),
    )
    heading = ["village", "survey", "path", "heading"]
    op.create_table(
        "survey_grouped",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("survey", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sheet", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("heading", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            heading,
            [f"survey_heading.{each}" for each in ("village", "survey", "path", "number")],
            name="fk_survey_grouped_village_survey_path_heading",
        ),
        sa.PrimaryKeyConstraint("village", "survey", "path", "sheet", name="pk_survey_grouped"),
    )
    op.create_index("ix_survey_grouped_village_sheet", "survey_grouped", ["village", "sheet"])


def upgrade() -> None:
    _create_form()
    _create_survey()
    _create_sheet()
    _create_answered()
    _create_headings()
    op.create_index("ix_form_village_name", "form", ["village", "name"])


def downgrade() -> None:
    op.drop_index("ix_form_village_name", "form")
    for table in _TABLES:
        op.drop_table(table)
