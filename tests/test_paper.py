"""Signatures on paper: lines as they are typed, who is the same person, and what two people decide."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.petitioned import AIGUL, MARAT, SALT, VILLAGE, a_petition, a_tap, a_voter
from tests.stores import BUGROVOE, NOW, OTHER
from village.course import AskedOver
from village.ids import PersonId, SectionSlug
from village.iin import IinInChat
from village.paper import (
    LINES,
    DoubtSettled,
    Line,
    LineTwice,
    LineUnread,
    LineWithoutIin,
    NoLines,
    NoSuchLine,
    NoSuchSheet,
    PaperDoubt,
    PaperSheet,
    Typed,
    Verdict,
    check_may_type,
    enter,
    judge,
    read_lines,
    settle,
    take_back,
)
from village.petitions import Petition, Stance, sign
from village.register import Alike, Row, Tally, What, leaf_of
from village.signers import SignerName

SHEET = PaperSheet(3, BUGROVOE, SectionSlug("sosnovka"), NOW, None)
NAME = SignerName("Серікова", "Айгүл", "Болатқызы")
ONE, TWO, THREE = PersonId(1), PersonId(2), PersonId(3)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Серікова | Айгүл", Line(1, SignerName("Серікова", "Айгүл"))),
        ("4 Серікова | Айгүл | Болатқызы", Line(4, NAME)),
        ("№ 4. Серікова, Айгүл, Болатқызы", Line(4, NAME)),
        ("4) Серікова; Айгүл; Болатқызы;", Line(4, NAME)),
        ("4\tСерікова\tАйгүл\tБолатқызы\t8 701 000 00 00", Line(4, NAME, "+77010000000")),
        ("4 | Серікова | Айгүл | 8 (701) 000-00-00 | Болатқызы", Line(4, NAME, "+77010000000")),
        ("  12   Ким | Анна-Мария ", Line(12, SignerName("Ким", "Анна-Мария"))),
        ("3 -", Line(3)),
        ("3.–", Line(3)),
    ],
)
def test_a_line_is_read_as_people_type_and_paste_it(typed: str, line: Line) -> None:
    assert read_lines(typed) == (line,)


def test_lines_without_a_number_follow_the_one_before() -> None:
    text = "Серікова|Айгүл\n\n7 Ахметов|Марат\nКим|Анна\n"
    assert [line.number for line in read_lines(text, after=4)] == [5, 7, 8]


@pytest.mark.parametrize(
    ("typed", "no"),
    [
        ("", NoLines()),
        (" \n\t", NoLines()),
        ("2 Серікова Айгүл", LineUnread(line=2, text="Серікова Айгүл")),
        ("2 Серікова | =1+1", LineUnread(line=2, text="=1+1")),
        ("2 Серікова | Айгүл | 12345", LineUnread(line=2, text="12345")),
        ("2 Серікова | Айгүл | 900101300008", LineUnread(line=2, text="900101300008")),
        ("2 Серікова | Айгүл | 900101300007", IinInChat()),
        ("13 Серікова | Айгүл", NoSuchLine(line=13, most=LINES)),
        ("0 Серікова | Айгүл", NoSuchLine(line=0, most=LINES)),
        ("2 Ким | Анна\n2 Ким | Анна", LineTwice(line=2)),
        ("12 Ким | Анна\nКим | Ольга", NoSuchLine(line=13, most=LINES)),
    ],
)
def test_what_is_no_line_is_refused_by_its_number(typed: str, no: Exception) -> None:
    with pytest.raises(type(no)) as refused:
        read_lines(typed)
    assert repr(refused.value) == repr(no)


def test_where_an_iin_is_needed_each_line_has_one() -> None:
    (line,) = read_lines("2 Серікова | Айгүл | 900101 300007", with_iin=True)
    assert line.iin == "900101300007"
    with pytest.raises(LineWithoutIin):
        read_lines("2 Серікова | Айгүл | 8 701 000 00 00", with_iin=True)


@given(st.text())
def test_whatever_is_typed_gives_lines_or_one_refusal(text: str) -> None:
    try:
        lines = read_lines(text)
    except (NoLines, LineUnread, NoSuchLine, LineTwice, IinInChat):
        return
    assert {line.number for line in lines} <= set(range(1, LINES + 1))


def a_row(what: What = What.SIGNED, number: int = 1) -> Row:
    return Row(number, what, NOW, a_voter().level, BUGROVOE)


def entered(petition: Petition, *alike: Alike) -> tuple[Petition, list[What], Row | None]:
    grown, entry = enter(petition, SHEET, Line(5, NAME), alike, a_tap())
    return grown, [added.row.what for added in entry.added], entry.repeats


def test_a_line_counts_apart_and_its_content_is_sealed_with_its_place_on_the_sheet() -> None:
    grown, entry = enter(a_petition(), SHEET, Line(5, NAME), (), a_tap())
    (added,) = entry.added
    assert grown.register.tally == Tally(paper=1)
    assert added.content is not None
    assert (added.content.sheet, added.content.line, added.content.name) == (3, 5, NAME)
    assert added.row.leaf == leaf_of(added.content, SALT)
    assert added.row.section == "sosnovka"


@pytest.mark.parametrize(
    ("alike", "rows", "counts"),
    [
        (Alike(a_row()), [What.PAPER, What.DISPUTED], Tally(disputed=1)),
        (Alike(a_row(), phone=True), [], Tally()),
        (Alike(a_row(), iin=True), [], Tally()),
        (Alike(a_row(), phone=True, iin=True), [], Tally()),
        # One name and one phone in a family, and two IINs: two people.
        (Alike(a_row(), phone=True, iin=False), [What.PAPER], Tally(paper=1)),
        (Alike(a_row(), iin=False), [What.PAPER], Tally(paper=1)),
    ],
)
def test_the_same_person_is_not_counted_again_and_a_namesake_is_in_dispute(
    alike: Alike, rows: list[What], counts: Tally
) -> None:
    grown, added, repeats = entered(a_petition(), alike)
    assert (added, grown.register.tally) == (rows, counts)
    assert (repeats is not None) is (not rows)


def test_a_line_typed_wrongly_is_taken_back_also_while_it_is_in_dispute() -> None:
    for alike, in_doubt in (((), False), ((Alike(a_row()),), True)):
        grown, entry = enter(a_petition(), SHEET, Line(5, NAME), alike, a_tap())
        typed = Typed(entry.added[0].row, 5, entry.added[0].content, in_doubt)
        after, _ = take_back(grown, typed, NOW)
        assert after.register.tally == Tally()


def signed(petition: Petition, *paper: Alike) -> tuple[Petition, Stance]:
    return sign(petition, VILLAGE, a_voter(), Stance(signer=AIGUL, paper=paper), a_tap(90))


def test_ones_own_line_gives_way_to_ones_signature() -> None:
    typed, entry = enter(a_petition(), SHEET, Line(5, NAME), (), a_tap())
    grown, stance = signed(typed, Alike(entry.added[0].row, phone=True))
    assert [added.row.what for added in stance.added] == [What.SIGNED, What.WITHDRAWN]
    assert grown.register.tally == Tally(phone=1)


def test_a_namesakes_line_is_in_dispute_once_somebody_signs() -> None:
    typed, entry = enter(a_petition(), SHEET, Line(5, NAME), (), a_tap())
    alike = Alike(entry.added[0].row)
    grown, stance = signed(typed, alike)
    assert [added.row.what for added in stance.added] == [What.SIGNED, What.DISPUTED]
    assert grown.register.tally == Tally(phone=1, disputed=1)
    # Another of that name in the same batch, who was read before the line was disputed.
    again, second = signed(grown, alike)
    assert [added.row.what for added in second.added] == [What.SIGNED]
    assert again.register.tally == Tally(phone=2, disputed=1)


def test_a_line_in_dispute_is_struck_when_its_signer_is_surely_the_same() -> None:
    typed, entry = enter(a_petition(), SHEET, Line(5, NAME), (Alike(a_row(number=9)),), a_tap())
    grown, stance = signed(typed, Alike(entry.added[0].row, phone=True, in_doubt=True))
    assert [added.row.what for added in stance.added] == [What.SIGNED, What.STRUCK]
    assert grown.register.tally == Tally(phone=1)


def test_a_doubt_is_settled_by_two_who_say_the_same() -> None:
    doubt = PaperDoubt(BUGROVOE, a_petition().id, row=2, other=1, at=NOW)
    one = judge(doubt, ONE, Verdict.SAME, NOW)
    assert one.is_open
    assert judge(one, ONE, Verdict.SAME, NOW).is_open, "one person alone settles nothing"
    contradicted = judge(one, TWO, Verdict.OTHER, NOW)
    assert contradicted.is_open
    settled = judge(contradicted, THREE, Verdict.OTHER, NOW)
    assert (settled.is_open, settled.first, settled.second_by) == (False, Verdict.OTHER, THREE)
    with pytest.raises(DoubtSettled):
        judge(settled, ONE, Verdict.SAME, NOW)


@pytest.mark.parametrize(
    ("verdict", "tally"), [(Verdict.SAME, Tally(phone=1)), (Verdict.OTHER, Tally(phone=1, paper=1))]
)
def test_a_namesake_counts_and_the_same_person_does_not(verdict: Verdict, tally: Tally) -> None:
    first, _ = sign(a_petition(), VILLAGE, a_voter(), Stance(signer=AIGUL), a_tap())
    grown, entry = enter(first, SHEET, Line(5, NAME), (Alike(a_row()),), a_tap())
    after, _ = settle(grown, entry.added[0].row, verdict, NOW)
    assert after.register.tally == tally


def test_the_home_village_types_all_another_its_own_and_nobody_after_the_end() -> None:
    petition = a_petition()
    check_may_type(petition, SHEET, BUGROVOE, NOW)
    theirs = replace(SHEET, village=OTHER)
    for village in (BUGROVOE, OTHER):
        check_may_type(petition, theirs, village, NOW)
    with pytest.raises(NoSuchSheet):
        check_may_type(petition, SHEET, OTHER, NOW)
    with pytest.raises(AskedOver):
        check_may_type(petition, SHEET, BUGROVOE, NOW + timedelta(days=40))


def test_another_name_is_no_reason_to_ask() -> None:
    _, stance = sign(a_petition(), VILLAGE, a_voter(), Stance(signer=MARAT), a_tap())
    assert [added.row.what for added in stance.added] == [What.SIGNED]
