"""Signatures on paper: numbered sheets, what is typed in from them, and lines that somebody else's may be.

A line that is typed counts once. Whose phone and name, or IIN, has signed already is that person, and is not
counted again. Whose name alone has signed may be a namesake: the line is in dispute, and counts nowhere until
two people have compared.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from village.errors import Refusal, refusal
from village.ids import PersonId, PetitionId, SectionSlug, VillageSlug
from village.iin import IIN_DIGITS, IinInChat, digits_of, read_iin
from village.listing import read_phone
from village.people import Level
from village.petitions import Petition, SignTap, falls_by, row_about
from village.register import Added, Alike, Content, Row, What, leaf_of, to_milliseconds
from village.signers import SignerName, read_name
from village.texts import cut

LINES = 12
"""How many lines a sheet has."""

SHEETS_AT_ONCE = 20
"""How many sheets are printed at once at most."""

_SHOWN = 40
_NUMBERED = re.compile(r"\s*(?:№\s*)?(?P<number>\d{1,3})(?!\d)[\s.):|;,]*(?P<rest>.*)", re.DOTALL)
_PARTS = re.compile(r"[|;,\t]")
_BACK = frozenset("-‐‑‒–—")
_NAMES = 2
_PHONE_BEGINS = re.compile(r"\+?\d")


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A sheet that was printed, for a settlement or a whole village.

    ``entered_at`` is when all of it was typed in.
    """

    number: int
    village: VillageSlug
    section: SectionSlug | None
    printed_at: datetime
    printed_by: PersonId | None
    entered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet as it was typed; without a name it takes back what was typed there before."""

    number: int
    name: SignerName | None = None
    phone: str = ""
    iin: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that stands in the register, with what is still kept of it; ``in_doubt``: it is in dispute."""

    row: Row
    line: int
    content: Content | None
    in_doubt: bool = False


# ------------------------------------------------------------------------------------------ read as typed


def read_lines(text: str, after: int = 0, *, with_iin: bool = False) -> tuple[Line, ...]:
    """Read lines as they are typed or pasted from a table, one a row: number, surname, given name, the rest.

    Between them stands ``|``, a comma, a semicolon or a tab. Without a number a line follows the one before;
    the first follows ``after``. A phone, a patronymic and an IIN are told apart by themselves; an IIN is
    refused unless ``with_iin``, and then every line needs one.
    """
    lines = list[Line]()
    for typed in filter(str.strip, text.splitlines()):
        line = _line(typed, (lines[-1].number if lines else after) + 1, with_iin=with_iin)
        if any(line.number == other.number for other in lines):
            raise LineTwice(line=line.number)
        lines.append(line)
    if not lines:
        raise NoLines
    return tuple(lines)


def _line(typed: str, following: int, *, with_iin: bool) -> Line:
    found = _NUMBERED.fullmatch(typed)
    number, rest = (int(found["number"]), found["rest"]) if found else (following, typed)
    if not 1 <= number <= LINES:
        raise NoSuchLine(line=number, most=LINES)
    if rest.strip() in _BACK:
        return Line(number)
    parts = [part.strip() for part in _PARTS.split(rest) if part.strip()]
    if len(parts) < _NAMES:
        raise LineUnread(line=number, text=cut(rest.strip(), _SHOWN))
    line = _of_parts(number, parts)
    if line.iin and not with_iin:
        raise IinInChat
    if with_iin and not line.iin:
        raise LineWithoutIin(line=number)
    return line


def _of_parts(number: int, parts: Sequence[str]) -> Line:
    surname, given = (_read(read_name, part, number) for part in parts[:_NAMES])
    patronymic = phone = iin = ""
    for part in parts[_NAMES:]:
        if len(digits_of(part)) >= IIN_DIGITS:
            iin = _read(read_iin, part, number)
        elif _PHONE_BEGINS.match(part):
            phone = _read(read_phone, part, number)
        else:
            patronymic = _read(read_name, part, number)
    return Line(number, SignerName(surname, given, patronymic), phone, iin)


def _read(read: Callable[[str], str], part: str, number: int) -> str:
    try:
        return read(part)
    except Refusal as no:
        raise LineUnread(line=number, text=cut(part, _SHOWN)) from no


# ---------------------------------------------------------------------------------------------- typed in


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a line: the rows to add, the signature that it repeats, the one that it may repeat."""

    line: Line
    added: tuple[Added, ...] = ()
    repeats: Row | None = None
    like: Row | None = None


def check_may_type(petition: Petition, sheet: PaperSheet, village: VillageSlug, now: datetime) -> None:
    """Refuse a sheet of elsewhere, and one that is typed in too late; the home village types all."""
    if village not in {petition.village, sheet.village}:
        raise NoSuchSheet(sheet=sheet.number)
    petition.check_open(now)


def enter(
    petition: Petition, sheet: PaperSheet, line: Line, alike: Collection[Alike], tap: SignTap
) -> tuple[Petition, Entry]:
    """Give the petition after a line was typed in, and what became of the line; it must have a name.

    ``alike`` are the signatures that stand and have its name or its IIN.
    """
    assert line.name is not None
    if (same := next((each.row for each in alike if each.surely), None)) is not None:
        return petition, Entry(line, repeats=same)
    name = line.name
    content = Content(
        name.surname, name.given, name.patronymic, iin=line.iin, sheet=sheet.number, line=line.number
    )
    row = Row(
        number=petition.register.next,
        what=What.PAPER,
        at=to_milliseconds(tap.at),
        level=Level.CHAT,
        village=sheet.village,
        section=sheet.section,
        leaf=leaf_of(content, tap.salt),
    )
    register = petition.register.after(row)
    added = [Added(row, register.head.digest, content, tap.salt)]
    like = next((each.row for each in alike if each.perhaps), None)
    if like is not None:
        disputed = row_about(row, What.DISPUTED, register, tap.at)
        register = register.after(disputed, row)
        added.append(Added(disputed, register.head.digest))
    return replace(petition, register=register), Entry(line, tuple(added), like=like)


def take_back(petition: Petition, typed: Typed, now: datetime) -> tuple[Petition, Added]:
    """Give the petition after a line that was typed wrongly was taken back, and the row to add."""
    return _about(petition, typed.row, falls_by(in_doubt=typed.in_doubt), now)


def _about(petition: Petition, of: Row, what: What, now: datetime) -> tuple[Petition, Added]:
    row = row_about(of, what, petition.register, now)
    register = petition.register.after(row, of)
    return replace(petition, register=register), Added(row, register.head.digest)


# ------------------------------------------------------------------------------------------------ doubts


class Verdict(StrEnum):
    """What somebody says who has compared."""

    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PaperDoubt:
    """A line that may be somebody's who has signed: ``row`` is the line's, ``other`` the one it may repeat.

    Two people must say the same, one after the other: ``first`` is what ``first_by`` has said.
    """

    village: VillageSlug
    petition: PetitionId
    row: int
    other: int
    at: datetime
    first_by: PersonId | None = None
    first: Verdict | None = None
    second_by: PersonId | None = None
    settled_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be settled."""
        return self.settled_at is None


def judge(doubt: PaperDoubt, by: PersonId, verdict: Verdict, now: datetime) -> PaperDoubt:
    """Give a doubt after somebody has compared: settled where another one has said the same before.

    Who contradicts is the first one again, and so is who thinks better of it.
    """
    if not doubt.is_open:
        raise DoubtSettled
    if doubt.first_by in {None, by} or doubt.first is not verdict:
        return replace(doubt, first_by=by, first=verdict)
    return replace(doubt, second_by=by, settled_at=now)


def settle(petition: Petition, line: Row, verdict: Verdict, now: datetime) -> tuple[Petition, Added]:
    """Give the petition after a doubt was settled, and the row to add: the line counts, or is struck."""
    return _about(petition, line, What.STRUCK if verdict is Verdict.SAME else What.SETTLED, now)


# ---------------------------------------------------------------------------------------------- refusals


@refusal
class NoLines(Refusal):
    """A sheet's lines without any."""

    message = "onpaper-no-lines"


@refusal
class LineUnread(Refusal):
    """A line that is no name in parts, or has a part that is nothing known."""

    message = "onpaper-line-unread"
    line: int
    text: str


@refusal
class NoSuchLine(Refusal):
    """A line that a sheet does not have."""

    message = "onpaper-no-such-line"
    line: int
    most: int


@refusal
class LineTwice(Refusal):
    """One line typed twice in one go."""

    message = "onpaper-line-twice"
    line: int


@refusal
class LineWithoutIin(Refusal):
    """A line without an IIN where each signature needs one."""

    message = "onpaper-line-without-iin"
    line: int


@refusal
class LineTaken(Refusal):
    """A line that was typed in before."""

    message = "onpaper-line-taken"
    line: int


@refusal
class LineEmpty(Refusal):
    """A line to be taken back where nothing was typed in."""

    message = "onpaper-line-empty"
    line: int


@refusal
class NoSuchSheet(Refusal):
    """A sheet that was never printed, or belongs to another village."""

    message = "onpaper-no-such-sheet"
    sheet: int


@refusal
class DoubtTooLate(Refusal):
    """A doubt of a petition that its addressee has taken in, or that was stopped."""

    message = "onpaper-doubt-late"


@refusal
class DoubtSettled(Refusal):
    """A doubt that two others have settled meanwhile."""

    message = "onpaper-doubt-settled"
