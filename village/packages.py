"""What stands in a petition's package: the register row by row, the signatures that count, what seals it all.

A package can be checked by anybody who has nothing else: how is written in it. The IIN is left out unless it
is asked for, and then the salt, too: with it twelve digits would be guessed in a moment.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import IntFlag
from typing import Any

from village.course import State
from village.errors import Refusal, refusal
from village.forms import Json
from village.ids import SectionSlug, VillageSlug
from village.people import Level
from village.petitions import Petition, PetitionNote, frozen_text
from village.register import GIVES, Added, Row, What, content_told
from village.villages import Village

FORMAT = "asar-petition-1"
MANIFEST, REGISTER, TABLE, LETTER = "petition.json", "register.jsonl", "signatures.csv", "petition.pdf"
COLUMNS = (
    "row",
    "surname",
    "given",
    "patronymic",
    "iin",
    "level",
    "settlement",
    "village",
    "at",
    "sheet",
    "line",
)
_HEAPS = {Level.CHAT: "chat", Level.PHONE: "phone", Level.ROLL: "roll"}

Place = tuple[VillageSlug, SectionSlug | None]


def sheets_name(number: int) -> str:
    """Name a file of signature sheets."""
    return f"signatures-{number:03}.pdf"


def evidence_name(number: int, ending: str) -> str:
    """Name a file that bears out what is written; never as its sender called it."""
    return f"evidence-{number}.{ending}"


def check_may_be_packed(petition: Petition) -> None:
    """Refuse a petition for which signatures are still collected, or that was stopped."""
    if petition.state is not State.CLOSED:
        raise NotClosed(number=petition.number)


# ------------------------------------------------------------------------------------------- the register


def row_told(added: Added, *, with_iin: bool = False) -> dict[str, Json]:
    """Write down a row as it stands in a package: what is sealed, its digest, what is still kept of it."""
    told: dict[str, Json] = json.loads(added.row.line) | {"digest": added.digest}
    if added.content is None:
        return told
    content: dict[str, Json] = content_told(added.content)
    if added.content.iin and not with_iin:
        del content["iin"]
        return told | {"content": content}
    return told | {"content": content, "salt": added.salt.hex()}


def line_told(told: Mapping[str, Json]) -> str:
    """Write a row as one line, always alike."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class _Mark(IntFlag):
    NONE = 0
    COUNTS = 1
    DISPUTED = 2
    ERASED = 4
    NAMELESS = 8


class Marks:
    """What became of each signature, in a byte a row: a register of any length is gone through only once."""

    def __init__(self) -> None:
        """Begin before the first row."""
        self._marks = bytearray(1)
        self._all_erased = 0

    def add(self, added: Added) -> None:
        """Mark what a row says; rows come in their order."""
        row = added.row
        nameless = _Mark.NAMELESS if row.leaf and added.content is None else _Mark.NONE
        self._marks.append((_Mark.COUNTS if row.what in GIVES else _Mark.NONE) | nameless)
        if row.what is What.ERASED and row.of is None:
            self._all_erased = row.number
        elif row.of is not None:
            self._marks[row.of] = _after(_Mark(self._marks[row.of]), row)

    def counts(self, number: int) -> bool:
        """Tell whether a row is a signature that counts."""
        return bool(self._marks[number] & _Mark.COUNTS)

    @property
    def counted(self) -> int:
        """Count the signatures that count."""
        return sum(1 for mark in self._marks if mark & _Mark.COUNTS)

    @property
    def disputed(self) -> int:
        """Count the signatures in dispute."""
        return sum(1 for mark in self._marks if mark & _Mark.DISPUTED)

    @property
    def unexplained(self) -> bool:
        """Tell whether a name is gone without a row that says so: it went while the register was read."""
        lost = (number for number, mark in enumerate(self._marks) if mark & _Mark.NAMELESS)
        return any(not self._marks[number] & _Mark.ERASED for number in lost if number > self._all_erased)


def _after(mark: _Mark, row: Row) -> _Mark:
    match row.what:
        case What.WITHDRAWN | What.STRUCK:
            return mark & ~(_Mark.COUNTS | _Mark.DISPUTED)
        case What.DISPUTED:
            return (mark & ~_Mark.COUNTS) | _Mark.DISPUTED
        case What.SETTLED:
            return (mark & ~_Mark.DISPUTED) | _Mark.COUNTS
        case What.ERASED:
            return mark | _Mark.ERASED
        case _:
            return mark


# ----------------------------------------------------------------------------------- signatures that count


@dataclass(frozen=True, slots=True)
class Counted:
    """A signature that counts, as it is listed; a name that was erased is empty, and so is an IIN left out.

    ``heap`` is how far its giver is known, or ``paper``.
    """

    row: int
    surname: str
    given: str
    patronymic: str
    iin: str
    heap: str
    place: Place
    at: datetime
    sheet: int
    line: int

    @property
    def name(self) -> str:
        """Give the whole name, the surname first."""
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)


def counted_of(told: Mapping[str, Any]) -> Counted:
    """Read a signature back from a row as it stands in a package."""
    content: Mapping[str, Any] = told.get("content", {})
    return Counted(
        row=told["number"],
        surname=content.get("surname", ""),
        given=content.get("given", ""),
        patronymic=content.get("patronymic", ""),
        iin=content.get("iin", ""),
        heap="paper" if told["what"] == What.PAPER else _HEAPS[Level(told["level"])],
        place=(told["village"], told["section"]),
        at=datetime.fromisoformat(told["at"]),
        sheet=content.get("sheet", 0),
        line=content.get("line", 0),
    )


def cells_of(counted: Counted, names: Mapping[Place, tuple[str, str]], zone: Any) -> Sequence[str | int]:
    """Give the cells of a signature's line in the table; ``names`` are a settlement's and its village's."""
    settlement, village = names[counted.place]
    return (
        counted.row,
        counted.surname,
        counted.given,
        counted.patronymic,
        counted.iin,
        counted.heap,
        settlement,
        village,
        counted.at.astimezone(zone).isoformat(" ", "seconds"),
        counted.sheet or "",
        counted.line or "",
    )


class PlaceNames(dict[Place, tuple[str, str]]):
    """The names of a settlement and its village, in both languages; a slug for what is in no settings."""

    def __init__(self, villages: Mapping[VillageSlug, Village]) -> None:
        """Take the villages that are known."""
        super().__init__()
        self._villages = villages

    def __missing__(self, place: Place) -> tuple[str, str]:
        """Look up a place met for the first time."""
        slug, section = place
        village = self._villages.get(slug)
        self[place] = (section or "", slug) if village is None else _names(village, section)
        return self[place]


def _names(village: Village, slug: SectionSlug | None) -> tuple[str, str]:
    section = village.section(slug)
    return _abreast(section.name.kk, section.name.ru) if section else slug or "", _abreast(
        village.name.kk, village.name.ru
    )


def _abreast(kk: str, ru: str) -> str:
    return kk if kk == ru else f"{kk} / {ru}"


# -------------------------------------------------------------------------------------------- petition.json


def manifest(
    petition: Petition,
    notes: Iterable[PetitionNote],
    names: Mapping[Place, tuple[str, str]],
    files: Mapping[str, str],
    how: Mapping[str, str],
) -> dict[str, Json]:
    """Give what petition.json says: what was signed, how far the register is, and every other file's digest.

    ``how`` tells in each language how it is checked.
    """
    register, text = petition.register, frozen_text(petition)
    assert petition.closed_at is not None
    told: dict[str, Json] = {
        "format": FORMAT,
        "text": text,
        "digest": hashlib.sha256(text.encode()).hexdigest(),
        "head": {"number": register.head.number, "digest": register.head.digest},
        "tally": asdict(register.tally),
        "closed_at": petition.closed_at.isoformat(timespec="seconds"),
        "notes": [[each.at.isoformat(timespec="seconds"), each.text.kk, each.text.ru] for each in notes],
        "places": [[*place, *named] for place, named in sorted(names.items(), key=str)],
        "files": dict(files),
        "how": dict(how),
    }
    return told | {"seal": seal_of(told)}


def seal_of(told: Mapping[str, Json]) -> str:
    """Give what seals petition.json: the SHA-256 (hex) of all else in it, written as a line."""
    return hashlib.sha256(line_told(told).encode()).hexdigest()


def manifest_text(told: Mapping[str, Json]) -> str:
    """Write petition.json, always alike."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


@refusal
class BrokenRegister(Refusal):
    """A register that is not what its petition says of it: nothing of it is given away."""

    message = "petition-package-broken"
    number: int


@refusal
class NamesWentMeanwhile(Refusal):
    """Names that were erased while the register was read: read once more, it is whole."""

    message = "petition-package-changed"


@refusal
class NotClosed(Refusal):
    """A package of a petition for which signatures are still collected, or that was stopped."""

    message = "petition-package-not-closed"
    number: int
