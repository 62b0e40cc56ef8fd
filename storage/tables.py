"""The tables. What belongs to a village is keyed by (village, id), so that villages can be kept apart."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Time,
    UniqueConstraint,
    and_,
    literal_column,
    not_,
    true,
)

from storage.columns import Instant, OneOf
from village.announcements import AnnouncementState, Channel
from village.course import State
from village.duties import Did
from village.gatherings import Coming, Convener, GatheringState
from village.outbox import LetterState, Scope
from village.paper import Verdict
from village.people import BasisKind, Role
from village.polls import Shown
from village.records import ProofKind
from village.register import What
from village.roll import How
from village.rules import Counting, Grade, Kind
from village.texts import Language

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _village() -> Column[str]:
    return Column("village", Text, primary_key=True)


def _id() -> Column[int]:
    return Column("id", BigInteger, primary_key=True, autoincrement=False)


def _person(name: str = "person", **options: Any) -> Column[int]:
    return Column(
        name, BigInteger, ForeignKey("person.id"), autoincrement=False, **{"nullable": False} | options
    )


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _moment(name: str) -> Column[Any]:
    return Column(name, Instant, nullable=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _pair(name: str) -> tuple[Column[str], Column[str]]:
    return _text(f"{name}_kk"), _text(f"{name}_ru")


def _subject() -> tuple[Column[str], Column[int]]:
    return _text("about_kind"), Column("about_id", BigInteger, nullable=False)


def _only_where(condition: Any) -> dict[str, Any]:
    return {"sqlite_where": condition, "postgresql_where": condition}


# ------------------------------------------------------------------------------------------------ people

person = Table(
    "person",
    metadata,
    _id(),
    _moment("met_at"),
    Column("phone_sealed", LargeBinary),
    Column("phone_hash", LargeBinary),
    Column("phone_at", Instant),
    Column("forgotten_at", Instant),
    Index(None, "phone_hash"),
)
Index("ix_person_forgotten", person.c.forgotten_at, **_only_where(person.c.forgotten_at.is_not(None)))

address = Table(
    "address",
    metadata,
    Column("network", Text, primary_key=True),
    Column("hash", LargeBinary, primary_key=True),
    _person(),
    Column("sealed", LargeBinary),
    Index(None, "person"),
)

resident = Table(
    "resident",
    metadata,
    _village(),
    _person(primary_key=True),
    Column("language", OneOf(Language)),
    Column("section", Text),
    _flag("lives_here"),
    _flag("subscribed"),
    _flag("reachable"),
    _flag("consented"),
    Column("quiet_begins", Time, nullable=False),
    Column("quiet_ends", Time, nullable=False),
    Column("network", Text),
    # Since when it is known from the village's roll, or by those who vouched, who this is.
    Column("on_roll_at", Instant),
    Index(None, "person"),
)

consent = Table(
    "consent",
    metadata,
    _village(),
    _id(),
    _person(),
    _text("version"),
    _text("digest"),
    _text("network"),
    _moment("given_at"),
    Column("withdrawn_at", Instant),
    Index(None, "person", "village"),
)

mandate = Table(
    "mandate",
    metadata,
    _village(),
    _id(),
    _person(),
    Column("role", OneOf(Role), nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("basis_kind", OneOf(BasisKind), nullable=False),
    _text("basis_number"),
    Column("basis_day", Date),
    Column("ended_at", Instant),
    Index(None, "person", "village"),
    Index(None, "village", "role", "ends"),
)

invitation = Table(
    "invitation",
    metadata,
    _village(),
    _id(),
    Column("code_hash", LargeBinary, nullable=False),
    Column("role", OneOf(Role), nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("basis_kind", OneOf(BasisKind), nullable=False),
    _text("basis_number"),
    Column("basis_day", Date),
    _person("issued_by", nullable=True),
    _moment("issued_at"),
    Column("used_at", Instant),
    Column("cancelled_at", Instant),
    UniqueConstraint("code_hash"),
    CheckConstraint("used_at IS NULL OR cancelled_at IS NULL", name="one_end"),
    Index(None, "village", "issued_at"),
    Index(None, "issued_by"),
)

wrong_code = Table(
    "wrong_code",
    metadata,
    _village(),
    _id(),
    _text("network"),
    Column("address_hash", LargeBinary, nullable=False),
    _moment("at"),
    Index(None, "village", "network", "address_hash", "at"),
    Index(None, "address_hash"),
    Index(None, "at"),
)

# ------------------------------------------------------------------------------- chats, and being in them

chat = Table(
    "chat",
    metadata,
    _village(),
    _id(),
    _text("network"),
    _text("address"),
    _text("title"),
    _flag("bound"),
    _flag("present"),
    Column("section", Text),
    _text("topic"),
    Column("can_pin", Boolean),
    Index(None, "village", "network", "address"),
)
Index(
    "uq_chat_present",
    chat.c.village,
    chat.c.network,
    chat.c.address,
    unique=True,
    **_only_where(chat.c.present),
)

# Who is in a bound chat, by the keyed hash of the address alone: looked up at a tap, kept fresh by what
# Telegram tells. ``since`` is a joining that the bot saw.
member = Table(
    "member",
    metadata,
    _village(),
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("address_hash", LargeBinary, primary_key=True),
    Column("since", Instant),
    Column("left_at", Instant),
    _moment("seen_at"),
    ForeignKeyConstraint(["village", "chat"], ["chat.village", "chat.id"]),
    Index(None, "address_hash", "village"),
)
Index("ix_member_left", member.c.left_at, **_only_where(member.c.left_at.is_not(None)))

form = Table(
    "form",
    metadata,
    _village(),
    _person(primary_key=True),
    Column("name", Text, primary_key=True),
    Column("answers", JSON, nullable=False),
    _text("at"),
    _flag("parked"),
    Index(None, "person"),
    # How many are in one dialogue, and at which question.
    Index(None, "village", "name"),
)
Index("uq_form_open", form.c.village, form.c.person, unique=True, **_only_where(not_(form.c.parked)))

offer = Table(
    "offer",
    metadata,
    _village(),
    Column("network", Text, primary_key=True),
    Column("address_hash", LargeBinary, primary_key=True),
    Column("presses", JSON, nullable=False),
    Index(None, "address_hash"),
)

taken_update = Table(
    "taken_update",
    metadata,
    _village(),
    Column("network", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    _moment("taken_at"),
    Column("answer", LargeBinary),
    Column("address_hash", LargeBinary),
    Index(None, "taken_at"),
    Index(None, "address_hash"),
)

# Numbered by the database and not within a village: the number is what the operator types.
stuck = Table(
    "stuck",
    metadata,
    Column("number", Integer, primary_key=True),
    _text("village"),
    _text("network"),
    Column("update_number", BigInteger, nullable=False),
    Column("address_hash", LargeBinary, nullable=False),
    Column("heard", LargeBinary, nullable=False),
    _moment("at"),
    _text("error"),
    Column("due_at", Instant),
    Column("tries", Integer, nullable=False),
    UniqueConstraint("village", "network", "update_number"),
    Index(None, "due_at", "number"),
    Index(None, "at"),
    Index(None, "address_hash", "village"),
    sqlite_autoincrement=True,
)

# ------------------------------------------------------------------------------------ what is announced

notice_number = Table(
    "notice_number",
    metadata,
    _village(),
    Column("last", Integer, nullable=False),
)

file = Table(
    "file",
    metadata,
    _village(),
    _id(),
    _text("network"),
    _text("remote"),
    _text("kind"),
    _text("name"),
    _text("mime"),
    _flag("wanted"),
    Index(None, "wanted", "id"),
)

file_content = Table(
    "file_content",
    metadata,
    _village(),
    _id(),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(["village", "id"], ["file.village", "file.id"]),
)

announcement = Table(
    "announcement",
    metadata,
    _village(),
    _id(),
    Column("number", Integer, nullable=False),
    _person("author"),
    *_pair("text"),
    Column("section", Text),
    Column("channel", OneOf(Channel), nullable=False),
    _moment("goes_at"),
    _flag("urgent"),
    _flag("pinned"),
    Column("file", BigInteger),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("state", OneOf(AnnouncementState), nullable=False),
    Column("corrected_at", Instant),
    Column("recalled_at", Instant),
    UniqueConstraint("village", "number"),
    ForeignKeyConstraint(["village", "file"], ["file.village", "file.id"]),
    Index(None, "village", "state", "goes_at"),
    Index(None, "author"),
)

gathering = Table(
    "gathering",
    metadata,
    _village(),
    _id(),
    Column("number", Integer, nullable=False),
    _person("author"),
    Column("kind", OneOf(Kind), nullable=False),
    _moment("starts"),
    *_pair("place"),
    Column("agenda", JSON, nullable=False),
    Column("convener", OneOf(Convener), nullable=False),
    Column("basis_kind", OneOf(BasisKind)),
    Column("basis_number", Text),
    Column("basis_day", Date),
    Column("section", Text),
    _text("phone"),
    Column("latitude", Float),
    Column("longitude", Float),
    _text("link"),
    Column("files", JSON, nullable=False),
    Column("rule_version", Text),
    Column("rule_days", Integer),
    Column("rule_counting", OneOf(Counting)),
    Column("rule_grade", OneOf(Grade)),
    Column("rule_source", Text),
    _moment("published_at"),
    Column("notice_from", Date, nullable=False),
    Column("state", OneOf(GatheringState), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("ground_kk", Text),
    Column("ground_ru", Text),
    UniqueConstraint("village", "number"),
    Index(None, "village", "state", "starts"),
    Index(None, "author"),
)

gathering_change = Table(
    "gathering_change",
    metadata,
    _village(),
    _id(),
    Column("gathering", BigInteger, nullable=False),
    _moment("at"),
    _moment("old_starts"),
    _moment("new_starts"),
    *_pair("old_place"),
    *_pair("new_place"),
    *_pair("ground"),
    ForeignKeyConstraint(["village", "gathering"], ["gathering.village", "gathering.id"]),
    Index(None, "village", "gathering"),
)

gathering_answer = Table(
    "gathering_answer",
    metadata,
    _village(),
    Column("gathering", BigInteger, primary_key=True, autoincrement=False),
    _person(primary_key=True),
    Column("coming", OneOf(Coming), nullable=False),
    _moment("answered_at"),
    Column("update_network", Text),
    Column("update_number", BigInteger),
    ForeignKeyConstraint(["village", "gathering"], ["gathering.village", "gathering.id"]),
    Index(None, "person", "village"),
)

# ------------------------------------------------------------------------------------------------ polls

poll = Table(
    "poll",
    metadata,
    _village(),
    _id(),
    Column("number", Integer, nullable=False),
    _person("author"),
    Column("author_role", OneOf(Role), nullable=False),
    *_pair("question"),
    Column("options", JSON, nullable=False),
    Column("most", Integer, nullable=False),
    Column("section", Text),
    Column("role", OneOf(Role)),
    Column("level", Integer, nullable=False),
    Column("shown", OneOf(Shown), nullable=False),
    _flag("changeable"),
    _flag("secret"),
    _flag("native"),
    Column("hours_in_chat", Integer, nullable=False),
    _moment("opens_at"),
    _moment("closes_at"),
    _moment("first_closes_at"),
    Column("state", OneOf(State), nullable=False),
    Column("closed_at", Instant),
    # What was counted when it closed; what is shown of a closed poll is this.
    Column("result", JSON(none_as_null=True)),
    UniqueConstraint("village", "number"),
    Index(None, "village", "state", "closes_at"),
    Index(None, "author"),
)

# ``choices`` has a bit for each option, so that any number of ballots is counted by one statement.
ballot = Table(
    "ballot",
    metadata,
    _village(),
    Column("poll", BigInteger, primary_key=True, autoincrement=False),
    _person(primary_key=True),
    Column("choices", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("section", Text),
    Column("lives_here", Boolean),
    _flag("waits"),
    _flag("left"),
    Column("changes", Integer, nullable=False),
    _moment("cast_at"),
    Column("update_network", Text),
    Column("update_number", BigInteger),
    Column("name", LargeBinary),
    ForeignKeyConstraint(["village", "poll"], ["poll.village", "poll.id"]),
    Index(None, "person", "village"),
    # All that a tally reads, in the order in which it heaps, so that it never goes to the rows.
    Index(
        "ix_ballot_tally",
        "village",
        "poll",
        "waits",
        "choices",
        "level",
        "section",
        "lives_here",
        "left",
        "changes",
    ),
)

native_poll = Table(
    "native_poll",
    metadata,
    _village(),
    Column("network", Text, primary_key=True),
    Column("native", Text, primary_key=True),
    Column("poll", BigInteger, nullable=False),
    ForeignKeyConstraint(["village", "poll"], ["poll.village", "poll.id"]),
    Index(None, "village", "poll"),
)

# Answers that the office took by mouth or on paper, as numbers; each entry stands.
poll_paper = Table(
    "poll_paper",
    metadata,
    _village(),
    _id(),
    Column("poll", BigInteger, nullable=False),
    _moment("at"),
    Column("by", BigInteger),
    _text("how"),
    Column("people", Integer, nullable=False),
    Column("options", JSON, nullable=False),
    ForeignKeyConstraint(["village", "poll"], ["poll.village", "poll.id"]),
    Index(None, "village", "poll"),
)

# ---------------------------------------------------------------------------------------------- surveys

# A form as it was written and as it is asked; it is a draft until there is a survey of its id.
survey_form = Table(
    "survey_form",
    metadata,
    _village(),
    _id(),
    _text("form_id"),
    _text("version"),
    *_pair("title"),
    Column("length", Integer, nullable=False),
    Column("book", JSON, nullable=False),
    _text("xform"),
    _person("author", nullable=True),
    _moment("made_at"),
    Index(None, "author"),
    Index(None, "village", "form_id"),
)

survey = Table(
    "survey",
    metadata,
    _village(),
    _id(),
    Column("number", Integer, nullable=False),
    _person("author"),
    Column("author_role", OneOf(Role), nullable=False),
    Column("section", Text),
    Column("role", OneOf(Role)),
    Column("level", Integer, nullable=False),
    Column("hours_in_chat", Integer, nullable=False),
    _flag("anonymous"),
    _moment("opens_at"),
    _moment("closes_at"),
    _moment("first_closes_at"),
    Column("state", OneOf(State), nullable=False),
    Column("closed_at", Instant),
    # What was counted when it closed; what is shown of a closed survey is this.
    Column("result", JSON(none_as_null=True)),
    ForeignKeyConstraint(["village", "id"], ["survey_form.village", "survey_form.id"]),
    UniqueConstraint("village", "number"),
    Index(None, "village", "state", "closes_at"),
    Index(None, "author"),
)

# What was handed in, sealed. Ids are random and on SQLite the rows stand by them, so that their order tells
# nothing; of an anonymous survey ``person``, ``by`` and all that would tell who are empty. PostgreSQL keeps
# beside a row by which work it was written: ``mixed`` is turned in many rows at once, to write them anew.
sheet = Table(
    "sheet",
    metadata,
    _village(),
    _id(),
    Column("survey", BigInteger, nullable=False),
    _person(nullable=True),
    # Who filled it in for somebody else, and in which role.
    _person("by", nullable=True),
    Column("interviewer", OneOf(Role)),
    Column("answers", LargeBinary, nullable=False),
    _moment("at"),
    Column("began_at", Instant),
    Column("language", OneOf(Language)),
    _text("network"),
    Column("level", Integer, nullable=False),
    Column("section", Text),
    _flag("mixed"),
    ForeignKeyConstraint(["village", "survey"], ["survey.village", "survey.id"]),
    UniqueConstraint("village", "survey", "person"),
    Index(None, "village", "survey", "id"),
    Index(None, "person"),
    Index(None, "by"),
    sqlite_with_rowid=False,
)

# Who has handed in a sheet of their own, apart from the sheets and in the order of people's numbers.
survey_answered = Table(
    "survey_answered",
    metadata,
    _village(),
    Column("survey", BigInteger, primary_key=True, autoincrement=False),
    _person(primary_key=True),
    ForeignKeyConstraint(["village", "survey"], ["survey.village", "survey.id"]),
    Index(None, "person"),
    sqlite_with_rowid=False,
)

# What the office calls some of the texts people wrote to one question, and which texts it calls so.
survey_heading = Table(
    "survey_heading",
    metadata,
    _village(),
    Column("survey", BigInteger, primary_key=True, autoincrement=False),
    Column("path", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_pair("label"),
    ForeignKeyConstraint(["village", "survey"], ["survey.village", "survey.id"]),
)

survey_grouped = Table(
    "survey_grouped",
    metadata,
    _village(),
    Column("survey", BigInteger, primary_key=True, autoincrement=False),
    Column("path", Text, primary_key=True),
    Column("sheet", BigInteger, primary_key=True, autoincrement=False),
    Column("heading", Integer, nullable=False),
    ForeignKeyConstraint(
        ["village", "survey", "path", "heading"],
        [
            "survey_heading.village",
            "survey_heading.survey",
            "survey_heading.path",
            "survey_heading.number",
        ],
    ),
    Index(None, "village", "sheet"),
)

# ------------------------------------------------------------------------------------------------ the roll

# Adults of the village as the office keeps them. Names are sealed; what they are found by is a keyed hash.
# Who is no longer listed is deleted.
roll_entry = Table(
    "roll_entry",
    metadata,
    _village(),
    _id(),
    Column("section", Text),
    Column("name", LargeBinary, nullable=False),
    Column("name_hash", LargeBinary, nullable=False),
    # The same with the patronymic, by which an entry is known again.
    Column("full_hash", LargeBinary, nullable=False),
    Column("phone_hash", LargeBinary),
    Column("iin_hash", LargeBinary),
    _moment("added_at"),
    Index(None, "village", "name_hash"),
    Index(None, "village", "phone_hash"),
    UniqueConstraint("village", "iin_hash"),
)

# Why somebody is on level 2: the entry of the roll, or none where neighbours vouched.
roll_match = Table(
    "roll_match",
    metadata,
    _village(),
    _person(primary_key=True),
    Column("entry", BigInteger),
    Column("how", OneOf(How), nullable=False),
    _moment("at"),
    CheckConstraint("(entry IS NULL) = (how = 'vouch')", name="entry_unless_vouched"),
    ForeignKeyConstraint(["village", "entry"], ["roll_entry.village", "roll_entry.id"]),
    # An entry is one person's at most.
    UniqueConstraint("village", "entry"),
    Index(None, "person"),
)

# A pair that may be one person: two people of the office say so, or one says no. Without an entry it only
# counts that a name was asked for in vain. What was said is deleted when it ends.
roll_doubt = Table(
    "roll_doubt",
    metadata,
    _village(),
    _id(),
    _person(),
    Column("entry", BigInteger),
    Column("said_name", LargeBinary),
    _moment("at"),
    Column("first_yes", BigInteger),
    Column("second_yes", BigInteger),
    Column("refused_by", BigInteger),
    Column("ended_at", Instant),
    CheckConstraint("first_yes IS NULL OR second_yes IS NULL OR first_yes <> second_yes", name="two_people"),
    CheckConstraint("first_yes IS NULL OR first_yes <> person", name="not_oneself"),
    CheckConstraint("second_yes IS NULL OR second_yes <> person", name="not_oneself_either"),
    ForeignKeyConstraint(["village", "entry"], ["roll_entry.village", "roll_entry.id"]),
    Index(None, "person", "village"),
    Index(None, "village", "entry"),
)

# Somebody who asks their neighbours to vouch; the name is how they are called on their network, sealed.
vouch_ask = Table(
    "vouch_ask",
    metadata,
    _village(),
    _id(),
    _person(),
    Column("name", LargeBinary, nullable=False),
    _moment("at"),
    UniqueConstraint("village", "person"),
    Index(None, "person"),
)

# A neighbour's word that somebody lives here; taken back it is deleted, the record keeps that it was given.
vouch = Table(
    "vouch",
    metadata,
    _village(),
    _id(),
    _person(),
    _person("voucher"),
    Column("name", LargeBinary, nullable=False),
    _moment("at"),
    CheckConstraint("person <> voucher", name="not_oneself"),
    UniqueConstraint("village", "person", "voucher"),
    Index(None, "person"),
    Index(None, "voucher", "village"),
)

# -------------------------------------------------------------------------------------------- petitions

# Not published: drafted by somebody, then put by a deputy until a second person confirms it.
petition_draft = Table(
    "petition_draft",
    metadata,
    _village(),
    _id(),
    _person("author"),
    Column("answers", JSON, nullable=False),
    _moment("at"),
    _person("put_by", nullable=True),
    Column("put_at", Instant),
    _text("ground"),
    Index(None, "author"),
    Index(None, "put_by"),
)

# ``frozen`` is the very text that was hashed. The register's head and what it counts are kept, so that no
# signature is counted twice, and none anew.
petition = Table(
    "petition",
    metadata,
    _village(),
    _id(),
    Column("number", Integer, nullable=False),
    _person("author"),
    Column("author_role", OneOf(Role), nullable=False),
    _person("drafted_by"),
    _person("confirmed_by"),
    _text("frozen"),
    Column("places", JSON, nullable=False),
    _moment("opens_at"),
    _moment("closes_at"),
    _moment("first_closes_at"),
    Column("state", OneOf(State), nullable=False),
    Column("closed_at", Instant),
    Column("rows", Integer, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("by_chat", Integer, nullable=False),
    Column("by_phone", Integer, nullable=False),
    Column("by_roll", Integer, nullable=False),
    Column("on_paper", Integer, nullable=False),
    Column("disputed", Integer, nullable=False),
    # What the groups were told last: so many had signed.
    Column("told", Integer, nullable=False),
    UniqueConstraint("village", "number"),
    Index(None, "village", "state", "closes_at"),
    Index(None, "author"),
    Index(None, "drafted_by"),
    Index(None, "confirmed_by"),
)

# Further villages that a petition is put to, with its number there; the home village keeps it.
petition_place = Table(
    "petition_place",
    metadata,
    _village(),
    Column("petition", BigInteger, primary_key=True, autoincrement=False),
    _text("home"),
    Column("number", Integer, nullable=False),
    UniqueConstraint("village", "number"),
    ForeignKeyConstraint(["home", "petition"], ["petition.village", "petition.id"]),
    Index(None, "home", "petition"),
)

petition_note = Table(
    "petition_note",
    metadata,
    _village(),
    _id(),
    Column("petition", BigInteger, nullable=False),
    _moment("at"),
    *_pair("text"),
    ForeignKeyConstraint(["village", "petition"], ["petition.village", "petition.id"]),
    Index(None, "village", "petition"),
)

# A name as it stands in documents, for whatever its bearer signs.
signer = Table(
    "signer",
    metadata,
    _person(primary_key=True),
    Column("name", LargeBinary, nullable=False),
    _flag("shown"),
    _moment("at"),
)

# Somebody who has agreed to sign, and lacks a step; signed by itself once it is done.
petition_waiting = Table(
    "petition_waiting",
    metadata,
    _village(),
    Column("petition", BigInteger, primary_key=True, autoincrement=False),
    _person(primary_key=True),
    Column("witness", BigInteger),
    _moment("at"),
    Index(None, "person", "village"),
)

# The rows of the register, only added: but ``content``, what points at a person and whether the row stands,
# which are deleted or changed beside the chain. ``standing``: this signature counts, or is in dispute.
# ``twin`` is the keyed hash of phone and name: alike for one person who comes from two addresses, and
# different in a family that shares a phone.
signature = Table(
    "signature",
    metadata,
    _village(),
    Column("petition", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("what", OneOf(What), nullable=False),
    _moment("at"),
    Column("level", Integer, nullable=False),
    _text("of_village"),
    Column("section", Text),
    Column("of", Integer),
    _flag("witnessed"),
    Column("leaf", LargeBinary),
    Column("digest", LargeBinary, nullable=False),
    Column("content", LargeBinary),
    _person(nullable=True),
    _flag("standing"),
    _flag("shown"),
    Column("name_hash", LargeBinary),
    Column("twin", LargeBinary),
    Column("iin_hash", LargeBinary),
    Column("witness", BigInteger),
    Column("update_network", Text),
    Column("update_number", BigInteger),
    Column("sheet", Integer),
    Column("line", Integer),
    ForeignKeyConstraint(["village", "petition"], ["petition.village", "petition.id"]),
    Index(None, "person", "village"),
    # A receipt's code is what the digest begins with.
    Index(None, "digest"),
)
Index("ix_signature_witness", signature.c.witness, **_only_where(signature.c.witness.is_not(None)))
# One person, one signature: by their address, by phone and name, by IIN. They begin with what tells a person,
# for by the petition alone a whole register would be walked through.
for _unique in ("person", "twin", "iin_hash"):
    Index(
        f"uq_signature_{_unique}",
        signature.c[_unique],
        signature.c.petition,
        signature.c.village,
        unique=True,
        **_only_where(and_(signature.c.standing, signature.c[_unique].is_not(None))),
    )
# A line of a sheet stands once.
Index(
    "uq_signature_line",
    signature.c.village,
    signature.c.petition,
    signature.c.sheet,
    signature.c.line,
    unique=True,
    **_only_where(and_(signature.c.standing, signature.c.sheet.is_not(None))),
)
Index(
    "ix_signature_name",
    signature.c.name_hash,
    signature.c.petition,
    signature.c.village,
    **_only_where(and_(signature.c.standing, signature.c.name_hash.is_not(None))),
)

# Sheets that were printed, each for a village or one of its settlements; ``entered_at`` is when all of it was
# typed in.
petition_sheet = Table(
    "petition_sheet",
    metadata,
    _village(),
    Column("petition", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("of_village"),
    Column("section", Text),
    _moment("printed_at"),
    Column("printed_by", BigInteger),
    Column("entered_at", Instant),
    ForeignKeyConstraint(["village", "petition"], ["petition.village", "petition.id"]),
)

# A line of a sheet that may be somebody's who has signed already: two people say whether it is.
signature_doubt = Table(
    "signature_doubt",
    metadata,
    _village(),
    _id(),
    Column("petition", BigInteger, nullable=False),
    Column("row", Integer, nullable=False),
    Column("other", Integer, nullable=False),
    _moment("at"),
    Column("first_by", BigInteger),
    Column("first", OneOf(Verdict)),
    Column("second_by", BigInteger),
    Column("settled_at", Instant),
    CheckConstraint("second_by IS NULL OR second_by <> first_by", name="two_people"),
    UniqueConstraint("village", "petition", "row", "other"),
    ForeignKeyConstraint(
        ["village", "petition", "row"], ["signature.village", "signature.petition", "signature.number"]
    ),
)
# A line is in dispute once at a time.
Index(
    "uq_signature_doubt_open",
    signature_doubt.c.village,
    signature_doubt.c.petition,
    signature_doubt.c.row,
    unique=True,
    sqlite_where=signature_doubt.c.settled_at.is_(None),
    postgresql_where=signature_doubt.c.settled_at.is_(None),
)

# One-time links: to a page of ours, or to a signature that somebody stands by. Of a code only the hash.
# ``of_village`` is where the link was asked for, which may not be the petition's home.
petition_code = Table(
    "petition_code",
    metadata,
    _village(),
    _id(),
    Column("petition", BigInteger, nullable=False),
    _text("of_village"),
    _text("use"),
    Column("code_hash", LargeBinary, nullable=False),
    _person(),
    Column("sheet", Integer),
    _moment("ends_at"),
    Column("used_at", Instant),
    UniqueConstraint("code_hash"),
    ForeignKeyConstraint(["village", "petition"], ["petition.village", "petition.id"]),
    Index(None, "person"),
    Index(None, "ends_at"),
)

# What became of a petition that has ended; one that was never handed over has its row for the names alone.
petition_answer = Table(
    "petition_answer",
    metadata,
    _village(),
    Column("petition", BigInteger, primary_key=True, autoincrement=False),
    Column("packed_at", Instant),
    Column("registered_number", Text),
    Column("registered_day", Date),
    Column("registered_by", BigInteger),
    Column("due", Date),
    Column("rule_days", Integer),
    Column("rule_source", Text),
    Column("rule_grade", OneOf(Grade)),
    Column("extended_to", Date),
    Column("ground_kk", Text),
    Column("ground_ru", Text),
    Column("answered_at", Instant),
    Column("answer_kk", Text),
    Column("answer_ru", Text),
    Column("files", JSON, nullable=False),
    _moment("names_until"),
    Column("unnamed_at", Instant),
    ForeignKeyConstraint(["village", "petition"], ["petition.village", "petition.id"]),
)

# ------------------------------------------------------------------------------- what is said, and when

campaign = Table(
    "campaign",
    metadata,
    _village(),
    _id(),
    _text("kind"),
    *_subject(),
    Column("section", Text),
    _flag("to_groups"),
    Column("to_people", OneOf(Scope)),
    Column("looks_at_kind", Text),
    Column("looks_at_id", BigInteger),
    _moment("due_at"),
    _flag("urgent"),
    Column("chats_until", BigInteger, nullable=False),
    Column("people_until", BigInteger, nullable=False),
    _flag("done"),
    # Until when its private letters are spread; ``due_at`` is then when the next of them are cut.
    Column("spread_until", Instant),
    Index(None, "done", "due_at"),
    Index(None, "village", "about_kind", "about_id"),
)

letter = Table(
    "letter",
    metadata,
    _village(),
    _id(),
    _text("kind"),
    *_subject(),
    _moment("due_at"),
    Column("chat", BigInteger),
    _person(nullable=True),
    _flag("urgent"),
    Column("campaign", BigInteger),
    Column("tries", Integer, nullable=False),
    _flag("edit"),
    Column("state", OneOf(LetterState), nullable=False),
    _text("reason"),
    Column("settled_at", Instant),
    Column("failing_since", Instant),
    # The refs of its first messages, where it is of several and was stopped between them.
    Column("said", JSON(none_as_null=True)),
    CheckConstraint("chat IS NULL OR person IS NULL", name="one_reader"),
    ForeignKeyConstraint(["village", "chat"], ["chat.village", "chat.id"]),
    # Of one campaign a reader has one letter, whatever was killed in the middle of cutting.
    UniqueConstraint("village", "campaign", "chat"),
    UniqueConstraint("village", "campaign", "person"),
    Index("ix_letter_of_chat", "village", "chat", "state", "urgent", "due_at"),
    Index("ix_letter_of_person", "village", "person", "state", "urgent", "due_at"),
    Index(None, "village", "about_kind", "about_id", "state"),
    Index(None, "person"),
)

# Written out, not bound: PostgreSQL matches ON CONFLICT to a partial index by the words of its condition, and
# finds none once a prepared statement is planned without its values.
LETTER_WAITS = letter.c.state == literal_column(f"'{LetterState.WAITING}'")
LETTER_UNDER_WAY = letter.c.state == literal_column(f"'{LetterState.SENDING}'")
# What waits is little beside what was ever sent: each lane's in the order it goes, and all lanes' together.
Index(
    "ix_letter_lane",
    letter.c.village,
    letter.c.urgent,
    letter.c.due_at,
    letter.c.id,
    **_only_where(LETTER_WAITS),
)
# The kind, so that what waits is counted by it without the rest.
Index("ix_letter_next", letter.c.urgent, letter.c.due_at, letter.c.kind, **_only_where(LETTER_WAITS))
Index("ix_letter_under_way", letter.c.village, letter.c.id, letter.c.kind, **_only_where(LETTER_UNDER_WAY))
Index(
    "ix_letter_ended",
    letter.c.settled_at,
    letter.c.id,
    letter.c.state,
    letter.c.village,
    **_only_where(letter.c.settled_at.is_not(None)),
)
Index(
    "uq_letter_waits_for_chat",
    letter.c.village,
    letter.c.kind,
    letter.c.about_kind,
    letter.c.about_id,
    letter.c.chat,
    unique=True,
    **_only_where(and_(LETTER_WAITS, letter.c.chat.is_not(None))),
)
Index(
    "uq_letter_waits_for_person",
    letter.c.village,
    letter.c.kind,
    letter.c.about_kind,
    letter.c.about_id,
    letter.c.person,
    unique=True,
    **_only_where(and_(LETTER_WAITS, letter.c.person.is_not(None))),
)

deadline = Table(
    "deadline",
    metadata,
    _village(),
    _id(),
    _text("kind"),
    *_subject(),
    _moment("due_at"),
    Column("done_at", Instant),
    UniqueConstraint("village", "about_kind", "about_id", "kind"),
)
Index("ix_deadline_done", deadline.c.done_at, **_only_where(deadline.c.done_at.is_not(None)))
Index("ix_deadline_ahead", deadline.c.due_at, deadline.c.id, **_only_where(deadline.c.done_at.is_(None)))

card = Table(
    "card",
    metadata,
    _village(),
    _id(),
    _text("kind"),
    *_subject(),
    Column("chat", BigInteger),
    _person(nullable=True),
    Column("refs", JSON, nullable=False),
    _moment("at"),
    _flag("pinned"),
    CheckConstraint("(chat IS NULL) <> (person IS NULL)", name="one_reader"),
    ForeignKeyConstraint(["village", "chat"], ["chat.village", "chat.id"]),
    UniqueConstraint("village", "about_kind", "about_id", "kind", "chat"),
    UniqueConstraint("village", "about_kind", "about_id", "kind", "person"),
    Index(None, "person"),
)

# ------------------------------------------------------------------------------- how the program itself is

# The keys of this database, wrapped in a secret of the configuration; one row for each secret that opens it.
key_wrap = Table(
    "key_wrap",
    metadata,
    Column("fingerprint", LargeBinary, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

# Which worker has a village's lane, and until when: milliseconds since 1970 by the database's own clock,
# so that no two machines have to agree on the time. ``term`` grows with each new holder.
lease = Table(
    "lease",
    metadata,
    _village(),
    _text("holder"),
    Column("until_ms", BigInteger, nullable=False),
    Column("term", BigInteger, nullable=False),
)

heartbeat = Table(
    "heartbeat",
    metadata,
    Column("process", Text, primary_key=True),
    _moment("at"),
    Column("tick_ms", Integer, nullable=False),
    Column("letters_sent", BigInteger, nullable=False),
)

bot = Table(
    "bot",
    metadata,
    _village(),
    Column("network", Text, primary_key=True),
    _flag("reached"),
    _text("reason"),
    _moment("at"),
    _text("told"),
)

chore = Table(
    "chore",
    metadata,
    Column("name", Text, primary_key=True),
    Column("day", Date, nullable=False),
)

# ------------------------------------------------------------------------------------------------- duties

procedure = Table(
    "procedure",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("told", JSON, nullable=False),
)

cycle = Table(
    "cycle",
    metadata,
    _village(),
    _id(),
    _text("slug"),
    Column("digest", Text, ForeignKey("procedure.digest"), nullable=False),
    Column("begins", Date, nullable=False),
    _moment("started_at"),
    Column("started_by", BigInteger),
    Column("stopped_at", Instant),
)
Index(
    "uq_cycle_running",
    cycle.c.village,
    cycle.c.slug,
    cycle.c.begins,
    unique=True,
    **_only_where(cycle.c.stopped_at.is_(None)),
)

duty = Table(
    "duty",
    metadata,
    _village(),
    _id(),
    Column("cycle", BigInteger, nullable=False),
    Column("place", Integer, nullable=False),
    _text("key"),
    Column("role", OneOf(Role), nullable=False),
    Column("by_rule", Date),
    Column("due", Date),
    Column("ground_kk", Text),
    Column("ground_ru", Text),
    Column("done_on", Date),
    Column("taker", BigInteger),
    Column("offered_by", BigInteger),
    _flag("live"),
    ForeignKeyConstraint(["village", "cycle"], ["cycle.village", "cycle.id"]),
    UniqueConstraint("village", "cycle", "place"),
)
# What is done or stopped is never looked for by its day.
Index("ix_duty_live", duty.c.village, duty.c.due, **_only_where(duty.c.live == true()))

duty_pause = Table(
    "duty_pause",
    metadata,
    _village(),
    Column("duty", BigInteger, primary_key=True, autoincrement=False),
    _person(primary_key=True),
    Column("until", Date),
    ForeignKeyConstraint(["village", "duty"], ["duty.village", "duty.id"]),
    Index(None, "person"),
)

duty_act = Table(
    "duty_act",
    metadata,
    _village(),
    _id(),
    Column("duty", BigInteger, nullable=False),
    Column("did", OneOf(Did), nullable=False),
    _moment("at"),
    Column("by", BigInteger),
    Column("role", OneOf(Role), nullable=False),
    Column("day", Date),
    Column("words", LargeBinary),
    Column("file", BigInteger),
    ForeignKeyConstraint(["village", "duty"], ["duty.village", "duty.id"]),
    ForeignKeyConstraint(["village", "file"], ["file.village", "file.id"]),
    Index(None, "village", "duty", "id"),
)

duty_round = Table(
    "duty_round",
    metadata,
    _village(),
    Column("told_on", Date, nullable=False),
    _flag("monthly"),
)

duty_feed = Table(
    "duty_feed",
    metadata,
    _village(),
    _person(primary_key=True),
    Column("key_hash", LargeBinary, nullable=False, unique=True),
    Index(None, "person"),
)

# ------------------------------------------------------------------------------- only added, never altered

record = Table(
    "record",
    metadata,
    _village(),
    _id(),
    _moment("at"),
    _text("what"),
    Column("actor", BigInteger),
    _text("role"),
    Column("about_kind", Text),
    Column("about_id", BigInteger),
    Column("facts", JSON, nullable=False),
    Index(None, "village", "at", "id"),
)

proof = Table(
    "proof",
    metadata,
    _village(),
    _id(),
    *_subject(),
    Column("kind", OneOf(ProofKind), nullable=False),
    _moment("at"),
    _text("place"),
    Column("chat", BigInteger),
    Column("refs", JSON, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("file", BigInteger),
    Column("by", BigInteger),
    ForeignKeyConstraint(["village", "file"], ["file.village", "file.id"]),
    Index(None, "village", "about_kind", "about_id", "at"),
)
