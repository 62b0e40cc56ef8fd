"""0001: the first tables, for people, chats, announcements, gatherings and all that is said about them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _create_campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about_kind", sa.Text(), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=False),
        sa.Column("section", sa.Text()),
        sa.Column("to_groups", sa.Boolean(), nullable=False),
        sa.Column("to_people", sa.Text()),
        sa.Column("looks_at_kind", sa.Text()),
        sa.Column("looks_at_id", sa.BigInteger()),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("chats_until", sa.BigInteger(), nullable=False),
        sa.Column("people_until", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("village", "id", name="pk_campaign"),
    )
    op.create_index("ix_campaign_done_due_at", "campaign", ["done", "due_at"])
    op.create_index(
        "ix_campaign_village_about_kind_about_id", "campaign", ["village", "about_kind", "about_id"]
    )


def _create_chat() -> None:
    op.create_table(
        "chat",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("bound", sa.Boolean(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("section", sa.Text()),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("can_pin", sa.Boolean()),
        sa.PrimaryKeyConstraint("village", "id", name="pk_chat"),
    )
    op.create_index("ix_chat_village_network_address", "chat", ["village", "network", "address"])
    op.create_index(
        "uq_chat_present",
        "chat",
        ["village", "network", "address"],
        unique=True,
        sqlite_where=sa.text("present"),
        postgresql_where=sa.text("present"),
    )


def _create_deadline() -> None:
    op.create_table(
        "deadline",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about_kind", sa.Text(), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("village", "id", name="pk_deadline"),
        sa.UniqueConstraint(
            "village", "about_kind", "about_id", "kind", name="uq_deadline_village_about_kind_about_id_kind"
        ),
    )
    op.create_index(
        "ix_deadline_ahead",
        "deadline",
        ["due_at", "id"],
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )


def _create_file() -> None:
    op.create_table(
        "file",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("remote", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("village", "id", name="pk_file"),
    )
    op.create_index("ix_file_wanted_id", "file", ["wanted", "id"])


def _create_notice_number() -> None:
    op.create_table(
        "notice_number",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("village", name="pk_notice_number"),
    )


def _create_offer() -> None:
    op.create_table(
        "offer",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.LargeBinary(), nullable=False),
        sa.Column("presses", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("village", "network", "address_hash", name="pk_offer"),
    )
    op.create_index("ix_offer_address_hash", "offer", ["address_hash"])


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary()),
        sa.Column("phone_hash", sa.LargeBinary()),
        sa.Column("phone_at", sa.DateTime(timezone=True)),
        sa.Column("forgotten_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_index("ix_person_phone_hash", "person", ["phone_hash"])


def _create_record() -> None:
    op.create_table(
        "record",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("actor", sa.BigInteger()),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("about_kind", sa.Text()),
        sa.Column("about_id", sa.BigInteger()),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("village", "id", name="pk_record"),
    )
    op.create_index("ix_record_village_at_id", "record", ["village", "at", "id"])


def _create_taken_update() -> None:
    op.create_table(
        "taken_update",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("village", "network", "number", name="pk_taken_update"),
    )
    op.create_index("ix_taken_update_taken_at", "taken_update", ["taken_at"])


def _create_wrong_code() -> None:
    op.create_table(
        "wrong_code",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("village", "id", name="pk_wrong_code"),
    )
    op.create_index("ix_wrong_code_address_hash", "wrong_code", ["address_hash"])
    op.create_index(
        "ix_wrong_code_village_network_address_hash_at",
        "wrong_code",
        ["village", "network", "address_hash", "at"],
    )


def _create_address() -> None:
    op.create_table(
        "address",
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_address_person"),
        sa.PrimaryKeyConstraint("network", "hash", name="pk_address"),
    )
    op.create_index("ix_address_person", "address", ["person"])


def _create_announcement() -> None:
    op.create_table(
        "announcement",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("text_kk", sa.Text(), nullable=False),
        sa.Column("text_ru", sa.Text(), nullable=False),
        sa.Column("section", sa.Text()),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("goes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("file", sa.BigInteger()),
        sa.Column("latitude", sa.Float()),
        sa.Column("longitude", sa.Float()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True)),
        sa.Column("recalled_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name="fk_announcement_author"),
        sa.ForeignKeyConstraint(
            ["village", "file"], ["file.village", "file.id"], name="fk_announcement_village_file"
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_announcement"),
        sa.UniqueConstraint("village", "number", name="uq_announcement_village_number"),
    )
    op.create_index("ix_announcement_village_state_goes_at", "announcement", ["village", "state", "goes_at"])


def _create_card() -> None:
    op.create_table(
        "card",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about_kind", sa.Text(), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=False),
        sa.Column("chat", sa.BigInteger()),
        sa.Column("person", sa.BigInteger(), autoincrement=False),
        sa.Column("refs", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(chat IS NULL) <> (person IS NULL)", name="ck_card_one_reader"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_card_person"),
        sa.ForeignKeyConstraint(
            ["village", "chat"], ["chat.village", "chat.id"], name="fk_card_village_chat"
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_card"),
        sa.UniqueConstraint(
            "village",
            "about_kind",
            "about_id",
            "kind",
            "chat",
            name="uq_card_village_about_kind_about_id_kind_chat",
        ),
        sa.UniqueConstraint(
            "village",
            "about_kind",
            "about_id",
            "kind",
            "person",
            name="uq_card_village_about_kind_about_id_kind_person",
        ),
    )
    op.create_index("ix_card_person", "card", ["person"])


def _create_consent() -> None:
    op.create_table(
        "consent",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_consent_person"),
        sa.PrimaryKeyConstraint("village", "id", name="pk_consent"),
    )
    op.create_index("ix_consent_person_village", "consent", ["person", "village"])


def _create_file_content() -> None:
    op.create_table(
        "file_content",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["village", "id"], ["file.village", "file.id"], name="fk_file_content_village_id"
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_file_content"),
    )


def _create_form() -> None:
    op.create_table(
        "form",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("parked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_form_person"),
        sa.PrimaryKeyConstraint("village", "person", "name", name="pk_form"),
    )
    op.create_index("ix_form_person", "form", ["person"])
    op.create_index(
        "uq_form_open",
        "form",
        ["village", "person"],
        unique=True,
        sqlite_where=sa.text("parked = 0"),
        postgresql_where=sa.text("NOT parked"),
    )


def _create_gathering() -> None:
    op.create_table(
        "gathering",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place_kk", sa.Text(), nullable=False),
        sa.Column("place_ru", sa.Text(), nullable=False),
        sa.Column("agenda", sa.JSON(), nullable=False),
        sa.Column("convener", sa.Text(), nullable=False),
        sa.Column("basis_kind", sa.Text()),
        sa.Column("basis_number", sa.Text()),
        sa.Column("basis_day", sa.Date()),
        sa.Column("section", sa.Text()),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Float()),
        sa.Column("longitude", sa.Float()),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("rule_version", sa.Text()),
        sa.Column("rule_days", sa.Integer()),
        sa.Column("rule_counting", sa.Text()),
        sa.Column("rule_grade", sa.Text()),
        sa.Column("rule_source", sa.Text()),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_from", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("ground_kk", sa.Text()),
        sa.Column("ground_ru", sa.Text()),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name="fk_gathering_author"),
        sa.PrimaryKeyConstraint("village", "id", name="pk_gathering"),
        sa.UniqueConstraint("village", "number", name="uq_gathering_village_number"),
    )
    op.create_index("ix_gathering_village_state_starts", "gathering", ["village", "state", "starts"])


def _create_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("basis_kind", sa.Text(), nullable=False),
        sa.Column("basis_number", sa.Text(), nullable=False),
        sa.Column("basis_day", sa.Date()),
        sa.Column("issued_by", sa.BigInteger(), autoincrement=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("cancelled_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("used_at IS NULL OR cancelled_at IS NULL", name="ck_invitation_one_end"),
        sa.ForeignKeyConstraint(["issued_by"], ["person.id"], name="fk_invitation_issued_by"),
        sa.PrimaryKeyConstraint("village", "id", name="pk_invitation"),
        sa.UniqueConstraint("code_hash", name="uq_invitation_code_hash"),
    )
    op.create_index("ix_invitation_village_issued_at", "invitation", ["village", "issued_at"])


def _create_letter() -> None:
    op.create_table(
        "letter",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about_kind", sa.Text(), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chat", sa.BigInteger()),
        sa.Column("person", sa.BigInteger(), autoincrement=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("campaign", sa.BigInteger()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("edit", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("chat IS NULL OR person IS NULL", name="ck_letter_one_reader"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_letter_person"),
        sa.ForeignKeyConstraint(
            ["village", "chat"], ["chat.village", "chat.id"], name="fk_letter_village_chat"
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_letter"),
        sa.UniqueConstraint("village", "campaign", "chat", name="uq_letter_village_campaign_chat"),
        sa.UniqueConstraint("village", "campaign", "person", name="uq_letter_village_campaign_person"),
    )
    op.create_index("ix_letter_of_chat", "letter", ["village", "chat", "state", "urgent", "due_at"])
    op.create_index("ix_letter_of_person", "letter", ["village", "person", "state", "urgent", "due_at"])
    op.create_index("ix_letter_person", "letter", ["person"])
    op.create_index("ix_letter_state_urgent_due_at_id", "letter", ["state", "urgent", "due_at", "id"])
    op.create_index(
        "ix_letter_village_about_kind_about_id_state",
        "letter",
        ["village", "about_kind", "about_id", "state"],
    )
    op.create_index(
        "uq_letter_waits_for_chat",
        "letter",
        ["village", "kind", "about_kind", "about_id", "chat"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting' AND chat IS NOT NULL"),
        postgresql_where=sa.text("state = 'waiting' AND chat IS NOT NULL"),
    )
    op.create_index(
        "uq_letter_waits_for_person",
        "letter",
        ["village", "kind", "about_kind", "about_id", "person"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting' AND person IS NOT NULL"),
        postgresql_where=sa.text("state = 'waiting' AND person IS NOT NULL"),
    )


def _create_mandate() -> None:
    op.create_table(
        "mandate",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("basis_kind", sa.Text(), nullable=False),
        sa.Column("basis_number", sa.Text(), nullable=False),
        sa.Column("basis_day", sa.Date()),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_mandate_person"),
        sa.PrimaryKeyConstraint("village", "id", name="pk_mandate"),
    )
    op.create_index("ix_mandate_person_village", "mandate", ["person", "village"])
    op.create_index("ix_mandate_village_role_ends", "mandate", ["village", "role", "ends"])


def _create_proof() -> None:
    op.create_table(
        "proof",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("about_kind", sa.Text(), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("chat", sa.BigInteger()),
        sa.Column("refs", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("file", sa.BigInteger()),
        sa.Column("by", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["village", "file"], ["file.village", "file.id"], name="fk_proof_village_file"
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_proof"),
    )
    op.create_index(
        "ix_proof_village_about_kind_about_id_at", "proof", ["village", "about_kind", "about_id", "at"]
    )


def _create_resident() -> None:
    op.create_table(
        "resident",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("section", sa.Text()),
        sa.Column("lives_here", sa.Boolean(), nullable=False),
        sa.Column("subscribed", sa.Boolean(), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("consented", sa.Boolean(), nullable=False),
        sa.Column("quiet_begins", sa.Time(), nullable=False),
        sa.Column("quiet_ends", sa.Time(), nullable=False),
        sa.Column("network", sa.Text()),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_resident_person"),
        sa.PrimaryKeyConstraint("village", "person", name="pk_resident"),
    )
    op.create_index("ix_resident_person", "resident", ["person"])


def _create_gathering_answer() -> None:
    op.create_table(
        "gathering_answer",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("gathering", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("coming", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_gathering_answer_person"),
        sa.ForeignKeyConstraint(
            ["village", "gathering"],
            ["gathering.village", "gathering.id"],
            name="fk_gathering_answer_village_gathering",
        ),
        sa.PrimaryKeyConstraint("village", "gathering", "person", name="pk_gathering_answer"),
    )
    op.create_index("ix_gathering_answer_person_village", "gathering_answer", ["person", "village"])


def _create_gathering_change() -> None:
    op.create_table(
        "gathering_change",
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("gathering", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("old_starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("new_starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("old_place_kk", sa.Text(), nullable=False),
        sa.Column("old_place_ru", sa.Text(), nullable=False),
        sa.Column("new_place_kk", sa.Text(), nullable=False),
        sa.Column("new_place_ru", sa.Text(), nullable=False),
        sa.Column("ground_kk", sa.Text(), nullable=False),
        sa.Column("ground_ru", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["village", "gathering"],
            ["gathering.village", "gathering.id"],
            name="fk_gathering_change_village_gathering",
        ),
        sa.PrimaryKeyConstraint("village", "id", name="pk_gathering_change"),
    )
    op.create_index("ix_gathering_change_village_gathering", "gathering_change", ["village", "gathering"])


_TABLES = {
    "campaign": _create_campaign,
    "chat": _create_chat,
    "deadline": _create_deadline,
    "file": _create_file,
    "notice_number": _create_notice_number,
    "offer": _create_offer,
    "person": _create_person,
    "record": _create_record,
    "taken_update": _create_taken_update,
    "wrong_code": _create_wrong_code,
    "address": _create_address,
    "announcement": _create_announcement,
    "card": _create_card,
    "consent": _create_consent,
    "file_content": _create_file_content,
    "form": _create_form,
    "gathering": _create_gathering,
    "invitation": _create_invitation,
    "letter": _create_letter,
    "mandate": _create_mandate,
    "proof": _create_proof,
    "resident": _create_resident,
    "gathering_answer": _create_gathering_answer,
    "gathering_change": _create_gathering_change,
}

# Rows of these are only added, so that nobody can say afterwards that something else was said or done.
_ONLY_ADDED = ("record", "proof", "gathering_change")
# Of a consent one thing may change, once: that it was taken back.
_TAKEN_BACK = " AND ".join(
    [
        "OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL",
        *(
            f"NEW.{column} = OLD.{column}"
            for column in ("village", "id", "person", "version", "digest", "network", "given_at")
        ),
    ]
)


def upgrade() -> None:
    for create in _TABLES.values():
        create()
    guard = _guard_sqlite if op.get_bind().dialect.name == "sqlite" else _guard_postgresql
    guard()


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION only_added()")


def _guard_sqlite() -> None:
    for table in (*_ONLY_ADDED, "consent"):
        _refuse_sqlite(table, "DELETE", "")
    for table in _ONLY_ADDED:
        _refuse_sqlite(table, "UPDATE", "")
    _refuse_sqlite("consent", "UPDATE", f"WHEN NOT ({_TAKEN_BACK})")


def _refuse_sqlite(table: str, deed: str, when: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_refuses_{deed.lower()} BEFORE {deed} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
    )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$"
    )
    for table in (*_ONLY_ADDED, "consent"):
        _refuse_postgresql(table, "DELETE", "FOR EACH ROW")
        _refuse_postgresql(table, "TRUNCATE", "FOR EACH STATEMENT")
    for table in _ONLY_ADDED:
        _refuse_postgresql(table, "UPDATE", "FOR EACH ROW")
    _refuse_postgresql("consent", "UPDATE", f"FOR EACH ROW WHEN (NOT ({_TAKEN_BACK}))")


def _refuse_postgresql(table: str, deed: str, when: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_refuses_{deed.lower()} BEFORE {deed} ON {table} {when} "
        "EXECUTE FUNCTION only_added()"
    )
