"""The IIN: twelve digits, of which the last bears out the others.

Since 2013 the digits need not tell when somebody was born nor their sex, so nothing is decided by them: a
date that cannot be is a reason to read the number again, not to refuse it.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from village.errors import Refusal, refusal

IIN_DIGITS = 12
_FIRST_PASS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_PASS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_MODULE, _NO_DIGIT = 11, 10
_BETWEEN = re.compile(r"[\s\u00a0.-]")
_CENTURIES = (1800, 1900, 2000)


def digits_of(text: str) -> str:
    """Give the digits of a number as it was typed, however it was set apart; empty for anything else."""
    digits = _BETWEEN.sub("", text)
    return digits if digits.isascii() and digits.isdecimal() else ""


def read_iin(text: str) -> str:
    """Read an IIN as typed: twelve digits, the last of which agrees with the others."""
    digits = digits_of(text)
    if len(digits) != IIN_DIGITS:
        raise NotTwelveDigits(digits=IIN_DIGITS)
    if not agrees(digits):
        raise IinWrong
    return digits


def agrees(iin: str) -> bool:
    """Tell whether the last of twelve digits agrees with the others."""
    digits = [int(each) for each in iin]
    return _check_digit(digits[:-1]) == digits[-1]


def _check_digit(digits: Sequence[int]) -> int | None:
    """Give the check digit of eleven; None where there is none, for such a number is not issued."""
    for weights in (_FIRST_PASS, _SECOND_PASS):
        check = sum(each * weight for each, weight in zip(digits, weights, strict=True)) % _MODULE
        if check != _NO_DIGIT:
            return check
    return None


def begins_with_a_day(iin: str) -> bool:
    """Tell whether the first six digits are a day of some century, as they are in nearly every IIN."""
    year, month, day = (int(iin[at : at + 2]) for at in (0, 2, 4))
    for century in _CENTURIES:
        with suppress(ValueError):
            date(century + year, month, day)
            return True
    return False


def in_threes(iin: str) -> str:
    """Write an IIN so that it can be read aloud: in four groups of three."""
    return " ".join(iin[at : at + 3] for at in range(0, IIN_DIGITS, 3))


@refusal
class IinWrong(Refusal):
    """An IIN whose check digit does not agree."""

    message = "roll-iin-wrong"


@refusal
class NotTwelveDigits(Refusal):
    """Something that is no number of twelve digits."""

    message = "iin-not-twelve"
    digits: int


@refusal
class IinInChat(Refusal):
    """An IIN written in a chat, where it is never asked for."""

    message = "iin-in-chat"
