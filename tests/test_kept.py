"""What is kept of an answer: read back it is the same, whatever a reply or something heard may hold."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import get_type_hints
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import chat
from handlers.chat import (
    Card,
    Choice,
    Fact,
    GoPrivate,
    Heard,
    HeardFile,
    Note,
    Numbered,
    Paper,
    Quote,
    Reply,
    Say,
)
from handlers.kept import (
    PAPER_BYTES,
    Unreadable,
    as_kept,
    kinds_in,
    read_heard,
    read_reply,
    write,
)
from handlers.routes import ROUTES
from village.announcements import Point
from village.chats import Address
from village.errors import Refusal
from village.outbox import Subject
from village.texts import Bilingual, Day, Language, Word
from village.villages import Named

ALMATY = ZoneInfo("Asia/Almaty")
# Lone surrogates as well: a network's JSON may bring them.
TEXTS = st.text(st.characters(), max_size=12)
BIG = st.integers(-(2**63), 2**63 - 1)
_BEGIN, _END = datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2090-01-01")
MOMENTS = st.datetimes(_BEGIN, _END, timezones=st.just(UTC))
BILINGUAL = st.builds(Bilingual, TEXTS, TEXTS)
WORDS = st.builds(Word, TEXTS)
NAMES = st.builds(Named, TEXTS, TEXTS, TEXTS)
PLAIN_FACTS = (
    TEXTS
    | BIG
    | st.dates()
    | MOMENTS
    | MOMENTS.map(lambda moment: moment.astimezone(ALMATY))
    | st.times()
    | WORDS
    | st.builds(Day, st.dates())
    | NAMES
    | BILINGUAL
    | st.builds(Numbered, st.lists(BILINGUAL, max_size=3).map(tuple))
    | st.sampled_from(Language)
)
SAYS = st.recursive(
    st.builds(
        Say,
        TEXTS,
        st.dictionaries(TEXTS, PLAIN_FACTS, max_size=3),
        strong=st.booleans(),
        close=st.booleans(),
    ),
    lambda says: st.builds(
        Say,
        TEXTS,
        st.dictionaries(
            TEXTS,
            says | st.lists(TEXTS | WORDS | NAMES | BILINGUAL | says, max_size=3).map(tuple),
            max_size=2,
        ),
    ),
    max_leaves=4,
)
CHOICES = st.builds(Choice, SAYS | BILINGUAL | NAMES | TEXTS, TEXTS, st.none() | BIG, TEXTS)
ROWS = st.lists(st.lists(CHOICES, max_size=2).map(tuple), max_size=2).map(tuple)
POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
NATIVES = st.builds(
    chat.NativePoll,
    BILINGUAL,
    st.lists(BILINGUAL, max_size=2).map(tuple),
    st.lists(SAYS, max_size=2).map(tuple),
    ROWS,
    **{name: st.booleans() for name in ("several", "changeable", "hidden", "is_open")},
)
CARDS = st.builds(
    Card,
    st.lists(SAYS | st.builds(Quote, BILINGUAL), max_size=3).map(tuple),
    ROWS,
    ROWS,
    st.none() | st.builds(Subject, TEXTS, BIG),
    st.lists(BIG | st.builds(Paper, TEXTS, TEXTS, st.binary(max_size=20)), max_size=2).map(tuple),
    st.none() | POINTS,
    asks_contact=st.none() | SAYS,
    replies=TEXTS,
    native=st.none() | NATIVES,
    **{name: st.booleans() for name in ("pinned", "both", "instead", "here", "quiet")},
)
REPLIES = st.builds(
    Reply,
    st.lists(CARDS | st.builds(GoPrivate, SAYS, SAYS, TEXTS), max_size=2).map(tuple),
    st.none() | st.builds(Note, SAYS, alert=st.booleans()),
    st.none() | st.sampled_from(Language),
    st.lists(TEXTS, max_size=3).map(tuple),
    st.none() | CARDS,
)
ADDRESSES = st.builds(Address, TEXTS, TEXTS)
FILES = st.builds(HeardFile, TEXTS, TEXTS, TEXTS, TEXTS, BIG)
SAID = (
    st.builds(chat.Wrote, TEXTS, st.none() | FILES, st.none() | POINTS)
    | st.builds(chat.Pressed, TEXTS, TEXTS, TEXTS, whispered=st.booleans())
    | st.builds(chat.GaveContact, TEXTS, own=st.booleans())
    | st.builds(chat.BotAdded, can_pin=st.booleans())
    | st.just(chat.BotRemoved())
    | st.builds(chat.ChatMoved, TEXTS)
    | st.builds(chat.MemberJoined, MOMENTS)
    | st.builds(chat.MemberLeft, MOMENTS)
    | st.builds(chat.PollAnswered, TEXTS, st.lists(st.integers(0, 11), max_size=3).map(tuple))
)
HEARD = st.builds(
    Heard,
    TEXTS,
    BIG,
    ADDRESSES,
    st.sampled_from(chat.SenderKind),
    ADDRESSES,
    st.booleans(),
    SAID,
    TEXTS,
    TEXTS,
    TEXTS,
)


@given(REPLIES)
def test_an_answer_is_read_back_as_it_was(said: Reply) -> None:
    kept = write(said)

    assert read_reply(kept) == said
    assert kept.isascii()


@given(HEARD)
def test_what_was_heard_is_read_back_as_it_was(heard: Heard) -> None:
    assert read_heard(write(heard)) == heard


@given(MOMENTS)
def test_an_hour_is_said_again_as_it_stood_in_the_village(moment: datetime) -> None:
    local = moment.astimezone(ALMATY)
    read = read_reply(write(Reply(note=Note(Say("at", {"at": local})))))

    assert read.note is not None
    again = read.note.say.facts["at"]
    assert isinstance(again, datetime)
    assert (again.hour, again.tzinfo) == (local.hour, ALMATY)


def test_kinds_that_are_equal_as_values_stay_apart() -> None:
    facts: dict[str, Fact] = {
        "day": date(2026, 12, 20),
        "at": time(15),
        "one": 1,
        "word": "kk",
        "language": Language.KK,
    }
    note = read_reply(write(Reply(note=Note(Say("mixed", facts))))).note

    assert note is not None
    assert [type(fact) for fact in note.say.facts.values()] == [date, time, int, str, Language]


# --------------------------------------------------------------------------------------- what is not kept


def test_a_file_too_large_to_be_kept_gives_way_to_how_it_is_asked_for_again() -> None:
    entry = Paper("жиын.ics", "text/calendar", b"BEGIN:VCALENDAR")
    proof = Paper("proof.pdf", "application/pdf", b"%" * (PAPER_BYTES + 1))
    said = Reply((Card((Say("papers"),), files=(entry, proof)), Card((Say("more"),))))

    kept = as_kept(said)
    assert kept == Reply((Card((Say("papers"), Say("file-again")), files=(entry,)), Card((Say("more"),))))
    assert as_kept(kept) == kept


@dataclass(frozen=True)
class Stranger:
    """A kind of thing that no reply holds."""

    name: str = "x"


def test_what_no_reply_may_hold_is_not_written() -> None:
    with pytest.raises(TypeError, match="Stranger"):
        write(Reply(note=Note(Say("key", {"who": Stranger()}))))  # type: ignore[dict-item]  # what is refused


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"Reply"',
        '{"is":"Nobody"}',
        '{"is":"Say","key":"x"}',
        '{"is":"Reply","note":{"is":"Note"}}',
        '{"is":"Reply","colour":"red"}',
        '{"is":"Language","value":"de"}',
        '{"is":"date","value":"x"}',
    ],
)
def test_what_this_program_did_not_write_is_unreadable_in_words_of_ours(text: str) -> None:
    with pytest.raises(Unreadable, match="no Reply"):
        read_reply(text)


# ------------------------------------------------------------------------------------ nothing is left out


def _refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from _refusals(each)


def test_no_two_kinds_that_may_be_kept_have_one_name() -> None:
    names = [kind.__name__ for kind in kinds_in(Reply, Heard)]
    assert len(names) == len(set(names))


def test_the_facts_of_every_refusal_can_be_kept() -> None:
    assert ROUTES  # importing them has brought in every refusal
    unknown = {
        (no.__name__, kind.__name__)
        for no in _refusals()
        if no.__module__.startswith(("handlers", "village"))
        for hint in get_type_hints(no).values()
        for kind in set(kinds_in(hint)) - set(kinds_in(Reply, Heard))
        if dataclasses.is_dataclass(kind)  # a word out of a fixed set is said, and kept, as its text
    }
    assert unknown == set()
