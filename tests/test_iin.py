"""The IIN: what its check digit finds and what it cannot, and that its other digits decide nothing."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from village.iin import (
    IinWrong,
    NotTwelveDigits,
    agrees,
    begins_with_a_day,
    digits_of,
    in_threes,
    read_iin,
)

FIRST_PASS, SECOND_PASS, NEVER_ISSUED = "900101300007", "061211600012", "85051540032"

NUMBERS = st.integers(0, 10**11 - 1).map(lambda number: f"{number:011}")
WEIGHTLESS = 10  # the eleventh digit weighs 11 in the first pass, and 11 is nothing to a remainder of 11


@st.composite
def iins(draw: st.DrawFn) -> str:
    """Draw a number of which the last digit agrees with the others."""
    eleven = draw(NUMBERS)
    good = [f"{eleven}{last}" for last in range(10) if agrees(f"{eleven}{last}")]
    assume(good)
    return good[0]


def in_one_pass(iin: str) -> bool:
    """Tell whether the first pass is enough; only there is it known by reckoning what is found."""
    return sum(int(each) * weight for weight, each in enumerate(iin[:11], 1)) % 11 != 10


@pytest.mark.parametrize("iin", [FIRST_PASS, SECOND_PASS, "900101300811"])
def test_both_passes_are_reckoned(iin: str) -> None:
    assert read_iin(iin) == iin
    assert not any(agrees(f"{iin[:11]}{last}") for last in range(10) if str(last) != iin[-1])


def test_a_number_without_a_check_digit_was_never_issued() -> None:
    assert not any(agrees(f"{NEVER_ISSUED}{last}") for last in range(10))


@given(NUMBERS)
def test_at_most_one_last_digit_agrees(eleven: str) -> None:
    assert sum(agrees(f"{eleven}{last}") for last in range(10)) <= 1


@given(iins(), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_found_but_in_the_place_that_has_no_weight(iin: str, place: int, by: int) -> None:
    wrong = iin[:place] + str((int(iin[place]) + by) % 10) + iin[place + 1 :]
    assume(place != WEIGHTLESS and in_one_pass(iin) and in_one_pass(wrong))

    with pytest.raises(IinWrong):
        read_iin(wrong)


def test_the_place_without_weight_is_why_the_number_is_read_again() -> None:
    assert agrees("900101300007")
    assert agrees("900101300017")


@given(iins(), st.integers(0, 9))
def test_two_neighbours_that_changed_places_are_found(iin: str, place: int) -> None:
    wrong = iin[:place] + iin[place + 1] + iin[place] + iin[place + 2 :]
    assume(wrong != iin and in_one_pass(iin) and in_one_pass(wrong))

    assert not agrees(wrong)


@given(iins(), st.sampled_from([" ", "-", "\u00a0", "."]))
def test_it_is_read_however_it_was_set_apart(iin: str, between: str) -> None:
    assert read_iin(between.join(iin)) == iin
    assert read_iin(in_threes(iin)) == iin


@pytest.mark.parametrize("typed", ["", "12", "9001013000071", "90010130000a", "²00101300007", "٩٠٠١٠١٣٠٠٠٠٧"])
def test_what_is_not_twelve_digits_is_refused(typed: str) -> None:
    with pytest.raises(NotTwelveDigits):
        read_iin(typed)


@given(st.text())
def test_anything_may_be_typed(typed: str) -> None:
    assert digits_of(typed) == "" or digits_of(typed).isdecimal()


@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)), st.integers(0, 9))
def test_a_day_of_any_century_is_a_day_whatever_the_seventh_digit(born: date, seventh: int) -> None:
    assert begins_with_a_day(f"{born:%y%m%d}{seventh}00000")


@pytest.mark.parametrize("iin", ["901301300000", "900230300000", "900100300000"])
def test_what_is_no_day_is_seen(iin: str) -> None:
    assert not begins_with_a_day(iin)
