"""What people wrote, put into tables: it stays text, whatever it begins with."""

import re
from typing import TypeVar

CELL_LETTERS = 32_767
"""How many letters a cell of a spreadsheet holds."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What XML cannot write, as openpyxl has it, and halves of letters.
_UNDRAWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

T = TypeVar("T")


def looks_like_formula(value: object) -> bool:
    """Tell whether a spreadsheet would read a text as a formula."""
    return isinstance(value, str) and value.startswith(_FORMULA)


def drawable(value: T) -> T | str:
    """Leave out of a text what a spreadsheet cannot hold."""
    return _UNDRAWABLE.sub("", value) if isinstance(value, str) else value


def harmless(value: T) -> T | str:
    """Put a quote before what a program that opens plain text would read as a formula."""
    return f"'{value}" if looks_like_formula(value) else value
