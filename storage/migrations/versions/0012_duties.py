"""0012: duties: procedures begun for a village, who owes which step by when, and what was done about it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "procedure",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_procedure"),
    )
    _create_cycle()
    _create_duty()
    _of_duty(
        "duty_pause",
        _duty(),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until", sa.Date()),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_duty_pause_person"),
        sa.PrimaryKeyConstraint("village", "duty", "person", name="pk_duty_pause"),
    )
    _of_duty(
        "duty_act",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        _duty(),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.BigInteger()),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("words", sa.LargeBinary()),
        sa.Column("file", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["village", "file"], ["file.village", "file.id"], name="fk_duty_act_village_file"
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_duty_act"),
    )
    op.create_index("ix_duty_act_village_duty_id", "duty_act", ["village", "duty", "id"])
    op.create_table(
        "duty_round",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("monthly", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("village", name="pk_duty_round"),
    )
    op.create_table(
        "duty_feed",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_duty_feed_person"),
        sa.PrimaryKeyConstraint("village", "person", name="pk_duty_feed"),
        sa.UniqueConstraint("key_hash", name="uq_duty_feed_key_hash"),
    )
    # Whether somebody who was forgotten may be deleted is looked up by person alone.
    for table in ("duty_pause", "duty_feed"):
        op.create_index(f"ix_{table}_person", table, ["person"])


def downgrade() -> None:
    if op.get_bind().execute(sa.text("SELECT count(*) FROM duty_act")).scalar_one():
        raise RuntimeError("duties were acted upon: without their tables nobody knows what was done and why")
    for table in ("duty_feed", "duty_round", "duty_act", "duty_pause", "duty", "cycle", "procedure"):
        op.drop_table(table)


def _create_cycle() -> None:
    op.create_table(
        "cycle",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.BigInteger()),
        sa.Column("stopped_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["digest"], ["procedure.digest"], name="fk_cycle_digest"),
        sa.PrimaryKeyConstraint("village", "id", name="pk_cycle"),
    )
    running = sa.text("stopped_at IS NULL")
    op.create_index(
        "uq_cycle_running",
        "cycle",
        ["village", "slug", "begins"],
        unique=True,
        sqlite_where=running,
        postgresql_where=running,
    )


def _create_duty() -> None:
    op.create_table(
        "duty",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cycle", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("by_rule", sa.Date()),
        sa.Column("due", sa.Date()),
        sa.Column("ground_kk", sa.Text()),
        sa.Column("ground_ru", sa.Text()),
        sa.Column("done_on", sa.Date()),
        sa.Column("taker", sa.BigInteger()),
        sa.Column("offered_by", sa.BigInteger()),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["village", "cycle"], ["cycle.village", "cycle.id"], name="fk_duty_village_cycle"
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_duty"),
        sa.UniqueConstraint("village", "cycle", "place", name="uq_duty_village_cycle_place"),
    )
    op.create_index(
        "ix_duty_live",
        "duty",
        ["village", "due"],
        sqlite_where=sa.text("live = 1"),
        postgresql_where=sa.text("live = true"),
    )


def _duty() -> sa.Column[object]:
    return sa.Column[object]("duty", sa.BigInteger(), autoincrement=False, nullable=False)


def _of_duty(name: str, *rest: sa.Column[object] | sa.Constraint) -> None:
    op.create_table(
        name,
        sa.Column("village", sa.Text(), nullable=False),
        *rest,
        sa.ForeignKeyConstraint(
            ["village", "duty"], ["duty.village", "duty.id"], name=f"fk_{name}_village_duty"
        ),
    )
