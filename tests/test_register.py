"""The register of a petition: what seals what, what is counted, and that any change shows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stores import BUGROVOE, NOW
from village.people import Level
from village.register import (
    Content,
    Register,
    Row,
    Tally,
    What,
    began,
    content_of,
    content_told,
    counting,
    leaf_of,
    receipt_code,
    sealed_by,
)

TEXT = "3a" * 32
CONTENT = Content("Серікова", "Айгүл", "Болатқызы")


def a_row(number: int, what: What = What.SIGNED, of: int | None = None, level: Level = Level.PHONE) -> Row:
    leaf = leaf_of(CONTENT, bytes([number])) if what in {What.SIGNED, What.PAPER} else ""
    return Row(number, what, NOW + timedelta(minutes=number), level, BUGROVOE, of=of, leaf=leaf)


def heads(rows: list[Row]) -> list[str]:
    head, digests = began(TEXT), []
    for row in rows:
        head = sealed_by(head, row)
        digests.append(head.digest)
    return digests


ROWS = [a_row(1), a_row(2, level=Level.ROLL), a_row(3, What.WITHDRAWN, of=1), a_row(4, What.PAPER)]


@given(
    st.sampled_from(range(4)),
    st.sampled_from(
        [
            {"what": What.ERASED},
            {"at": NOW},
            {"level": Level.CHAT},
            {"village": "other"},
            {"section": "sosnovka"},
            {"of": 2},
            {"witnessed": True},
            {"leaf": "00" * 32},
        ]
    ),
)
def test_whatever_is_changed_in_a_row_changes_the_seal_of_all_that_follow(
    place: int, change: dict[str, object]
) -> None:
    changed = [*ROWS]
    changed[place] = replace(ROWS[place], **change)  # type: ignore[arg-type]  # a field of the row each

    before, after = heads(ROWS), heads(changed)

    assert before[:place] == after[:place]
    assert all(old != new for old, new in zip(before[place:], after[place:], strict=True))


def test_a_row_that_is_left_out_or_moved_does_not_follow() -> None:
    with pytest.raises(ValueError, match="row 3 does not follow row 1"):
        heads([ROWS[0], ROWS[2]])
    with pytest.raises(ValueError, match="row 2 does not follow row 0"):
        heads([ROWS[1], ROWS[0]])


def test_another_text_begins_another_register() -> None:
    assert sealed_by(began(TEXT), ROWS[0]) != sealed_by(began("3b" * 32), ROWS[0])


def test_a_leaf_tells_nothing_without_its_salt() -> None:
    assert leaf_of(CONTENT, b"one") != leaf_of(CONTENT, b"two")
    assert leaf_of(CONTENT, b"one") != leaf_of(replace(CONTENT, surname="Серикова"), b"one")


def test_contents_come_back_as_they_were_told() -> None:
    content = Content("Ким", "Анна", "", "", 3, 17)
    assert content_of(content_told(content)) == content


def test_a_receipt_is_read_aloud_in_two_groups_of_four() -> None:
    assert receipt_code("00" * 32) == "AAAA-AAAA"
    assert receipt_code("ff" * 32) == "7777-7777"


def test_what_is_counted_is_said_apart() -> None:
    register = Register(began(TEXT))
    of: dict[int, Row] = {}
    for row in (
        *ROWS,
        a_row(5, What.DISPUTED, of=4),
        a_row(6),
    ):
        register = register.after(row, of.get(row.of or 0))
        of[row.number] = row
    assert register.tally == Tally(phone=1, roll=1, disputed=1)
    assert register.tally.all == 2

    settled = register.after(a_row(7, What.SETTLED, of=4), of[4])
    assert settled.tally == Tally(phone=1, roll=1, paper=1)
    struck = register.after(a_row(7, What.STRUCK, of=4), of[4])
    assert struck.tally == Tally(phone=1, roll=1)
    erased = settled.after(a_row(8, What.ERASED, of=2), of[2])
    assert erased.tally == settled.tally
    assert counting((row, of.get(row.of or 0)) for row in of.values()) == register.tally
