"""The register of a petition: rows only ever added, each sealing the one before, so that any change shows.

What names a person stands in no digest as it is: a row seals its content by a digest with a salt of its own.
Deleting content and salt together leaves the chain whole, and nothing to guess the content by.
"""

import hashlib
import json
import re
from base64 import b32decode, b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from village.ids import SectionSlug, VillageSlug
from village.people import Level
from village.signers import SignerName

SALT_BYTES = 16
_CODE_BYTES = 5


class What(StrEnum):
    """What a row of the register says."""

    SIGNED = "signed"  # somebody signed in the messenger
    PAPER = "paper"  # a line of a paper sheet
    WITHDRAWN = "withdrawn"  # an earlier row was taken back
    DISPUTED = "disputed"  # a line of a sheet may be somebody's who has signed already: it counts nowhere yet
    SETTLED = "settled"  # two people decided that it is somebody else's: it counts
    STRUCK = "struck"  # it is the same person's, or was typed wrongly: it does not count
    ERASED = "erased"  # name and salt of an earlier row, or of all where it names none, were deleted


GIVES = frozenset({What.SIGNED, What.PAPER})
"""The rows that are signatures; the others say something of an earlier one."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a signature says of a person: sealed where it is kept, and in the chain only by a digest.

    ``sheet`` and ``line`` are where it stands on paper.
    """

    surname: str
    given: str
    patronymic: str = ""
    iin: str = ""
    sheet: int = 0
    line: int = 0

    @property
    def name(self) -> SignerName:
        """Give the name of whoever signed."""
        return SignerName(self.surname, self.given, self.patronymic)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``of`` is the earlier row that it speaks of; ``witnessed``: somebody stood by who collects.

    ``leaf`` is the salted digest of the content, empty where there is none (hex).
    """

    number: int
    what: What
    at: datetime
    level: Level
    village: VillageSlug
    section: SectionSlug | None = None
    of: int | None = None
    witnessed: bool = False
    leaf: str = ""

    @property
    def line(self) -> str:
        """Write the row down, always alike; this is what the next row seals."""
        told: dict[str, Any] = {
            "number": self.number,
            "what": str(self.what),
            "at": self.at.astimezone(UTC).isoformat(timespec="milliseconds"),
            "level": int(self.level),
            "village": self.village,
            "section": self.section,
            "of": self.of,
            "witnessed": self.witnessed,
            "leaf": self.leaf,
        }
        return _json(told)


@dataclass(frozen=True, slots=True)
class Head:
    """How far a register is: the number of its last row, and the digest that seals all (hex)."""

    number: int
    digest: str


def began(text_digest: str) -> Head:
    """Begin a register: what its first row seals is the digest of the petition's text."""
    return Head(0, text_digest)


def sealed_by(head: Head, row: Row) -> Head:
    """Give the head after a row; the row must be the next one."""
    if row.number != head.number + 1:
        raise ValueError(f"row {row.number} does not follow row {head.number}")
    return Head(row.number, hashlib.sha256(f"{head.digest}\n{row.line}".encode()).hexdigest())


def leaf_of(content: Content, salt: bytes) -> str:
    """Give the salted digest of a content (hex)."""
    return hashlib.sha256(salt + _json(content_told(content)).encode()).hexdigest()


def content_told(content: Content) -> dict[str, Any]:
    """Write a content down, always alike."""
    return {
        "surname": content.surname,
        "given": content.given,
        "patronymic": content.patronymic,
        "iin": content.iin,
        "sheet": content.sheet,
        "line": content.line,
    }


def content_of(told: Mapping[str, Any]) -> Content:
    """Read a content back; KeyError where something is missing."""
    return Content(**{name: told[name] for name in content_told(Content("", ""))})


def to_milliseconds(moment: datetime) -> datetime:
    """Cut a moment to what the register writes, so that what is read back is written the same."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def receipt_code(digest: str) -> str:
    """Give the short code on a receipt, from the digest that seals the row: ``K7M2-4QXA``."""
    code = b32encode(bytes.fromhex(digest)[:_CODE_BYTES]).decode()
    return f"{code[:4]}-{code[4:]}"


# Letters of a Cyrillic keyboard that look like those of a code, and digits that no code has.
_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТУХ01", "ABEKMHOPCTYXOI")
_CODE = re.compile(r"([A-Z0-9]{4})(\s*[-‐‑‒–—]\s*|\s*)([A-Z0-9]{4})")


def read_receipt_code(text: str) -> str | None:
    """Read a receipt's code as people type it: any case, with blanks, in letters that look alike.

    None for other words: without its dash only what has letters and digits is taken for a code.
    """
    typed = text.strip().upper()
    found = _CODE.fullmatch(typed.translate(_LOOK_ALIKE))
    if found is None:
        return None
    is_mixed = re.search(r"\d", typed) and re.search(r"\D", typed.replace(" ", ""))
    if not (found[2].strip() or is_mixed):
        return None
    return f"{found[1]}-{found[3]}"


def digest_begins(code: str) -> bytes | None:
    """Give what the digest that a code was made of begins with; None where no digest makes it."""
    try:
        return b32decode(code.replace("-", ""))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Added:
    """A row to be kept, or as it is kept: with the digest that seals it, and what it seals, if anything."""

    row: Row
    digest: str
    content: Content | None = None
    salt: bytes = b""


@dataclass(frozen=True, slots=True)
class Alike:
    """A signature that stands and has the same name or IIN; ``phone``: name and phone are the same.

    ``iin`` tells whether the IINs agree, None where one of them has none; ``in_doubt``: it is in dispute.
    """

    row: Row
    phone: bool = False
    iin: bool | None = None
    in_doubt: bool = False

    @property
    def surely(self) -> bool:
        """Tell whether it is the same person's."""
        return self.iin is True or (self.phone and self.iin is None)

    @property
    def perhaps(self) -> bool:
        """Tell whether it may be the same person's, and two people have to compare."""
        return not self.phone and self.iin is None


# ------------------------------------------------------------------------------------------------ counted


@dataclass(frozen=True, slots=True)
class Tally:
    """How many signatures count, always said apart: by level, on paper; and how many are in dispute."""

    chat: int = 0
    phone: int = 0
    roll: int = 0
    paper: int = 0
    disputed: int = 0

    @property
    def all(self) -> int:
        """Count the signatures that count."""
        return self.chat + self.phone + self.roll + self.paper


_OF_LEVEL = {Level.CHAT: "chat", Level.PHONE: "phone", Level.ROLL: "roll"}


def counted(tally: Tally, row: Row, of: Row | None = None) -> Tally:
    """Give the tally after a row; ``of`` is the row that it speaks of, where that counted or is in dispute.

    What is withdrawn or disputed must have counted, what is settled or struck must be in dispute: who adds
    the row sees to it.
    """
    match row.what:
        case What.SIGNED | What.PAPER:
            return _moved(tally, _heap(row), +1)
        case What.WITHDRAWN if of is not None:
            return _moved(tally, _heap(of), -1)
        case What.DISPUTED if of is not None:
            return _moved(_moved(tally, _heap(of), -1), "disputed", +1)
        case What.SETTLED if of is not None:
            return _moved(_moved(tally, "disputed", -1), _heap(of), +1)
        case What.STRUCK:
            return _moved(tally, "disputed", -1)
        case _:
            return tally


def _heap(row: Row) -> str:
    return "paper" if row.what is What.PAPER else _OF_LEVEL[row.level]


def _moved(tally: Tally, heap: str, by: int) -> Tally:
    return replace(tally, **{heap: getattr(tally, heap) + by})


@dataclass(frozen=True, slots=True)
class Register:
    """A register as it stands: kept so, and not counted anew."""

    head: Head
    tally: Tally = Tally()

    @property
    def next(self) -> int:
        """Give the number of the row that comes next."""
        return self.head.number + 1

    def after(self, row: Row, of: Row | None = None) -> "Register":
        """Give the register after a row; ``of`` as in ``counted``."""
        return Register(sealed_by(self.head, row), counted(self.tally, row, of))


def counting(rows: Iterable[tuple[Row, Row | None]]) -> Tally:
    """Count rows, each with the one that it speaks of, in their order."""
    tally = Tally()
    for row, of in rows:
        tally = counted(tally, row, of)
    return tally


def _json(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
