"""Reading the office's table of adults: by its headings, in three languages; every fault with its cell.

Names are compared folded and in any order, without the patronymic, which many leave out. Neither age nor sex
is read off an IIN: since 2013 its digits need not tell them.
"""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from village.errors import Refusal, refusal
from village.ids import SectionSlug
from village.iin import IIN_DIGITS, IinWrong, agrees, digits_of
from village.texts import Word, cut, fold
from village.villages import Village

ADULT = 18
OLDEST = 120
FILE_BYTES = 10 * 2**20
"""The largest file of a roll that is read."""

_SHOWN = 40
_NAME_LETTERS = 120
_HEADINGS_WITHIN = 20
_HEADINGS_AT_LEAST = 2
_ALIKE = 0.7

T = TypeVar("T")
Cell = str | int | float | date | None
Sheet = Sequence[Sequence[Cell]]
"""A table as it was read: rows of values, the first row is number 1."""


# ------------------------------------------------------------------------------------------ what one is told


@refusal
class SheetUnread(Refusal):
    """A file that is no table of ours: neither CSV nor XLSX."""

    message = "roll-sheet-unread"


@refusal
class SheetTooLarge(Refusal):
    """A table larger than any village's roll, or one that swells up when it is opened."""

    message = "roll-sheet-too-large"


@refusal
class HeadingsMissing(Refusal):
    """A table in which no row of headings is found."""

    message = "roll-headings-missing"


@refusal
class ColumnMissing(Refusal):
    """A column without which nobody can be known."""

    message = "roll-column-missing"
    column: Word


@refusal
class ColumnTwice(Refusal):
    """A heading that stands twice."""

    message = "roll-column-twice"
    column: Word


@refusal
class NobodyListed(Refusal):
    """A table with headings and nothing under them."""

    message = "roll-nobody-listed"


@refusal
class CellEmpty(Refusal):
    """A cell that must be filled in."""

    message = "roll-cell-empty"
    column: Word


@refusal
class SectionUnknown(Refusal):
    """A settlement that the unit does not have."""

    message = "roll-section-unknown"
    text: str


@refusal
class SectionLike(Refusal):
    """A settlement that the unit does not have, but one that is written nearly so."""

    message = "roll-section-like"
    text: str
    section: str


@refusal
class NameUnread(Refusal):
    """A name that is no surname with a name."""

    message = "roll-name-unread"


@refusal
class BirthUnread(Refusal):
    """A birth that is neither a year nor a day, or one that nobody living can have."""

    message = "roll-birth-unread"
    text: str


@refusal
class NotAdult(Refusal):
    """Someone who is not yet eighteen."""

    message = "roll-not-adult"


@refusal
class BirthdayNeeded(Refusal):
    """A year of birth by which it cannot be told whether someone is eighteen already."""

    message = "roll-birthday-needed"


@refusal
class PhoneUnread(Refusal):
    """A phone that is none, or more than one in a cell."""

    message = "roll-phone-unread"
    text: str


@refusal
class ListedTwice(Refusal):
    """A person who stands in the table twice; ``row`` is where first."""

    message = "roll-listed-twice"
    row: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a table: the cell, like B17, empty for the table as a whole; and what."""

    cell: str
    what: Refusal


# -------------------------------------------------------------------------------------------- what is read


@dataclass(frozen=True, slots=True)
class Listed:
    """An adult as listed: settlement (none in a unit without), name, birth year, phone and IIN if given."""

    section: SectionSlug | None
    name: str
    year: int
    phone: str = ""
    iin: str = ""

    @property
    def label(self) -> str:
        """Give the words by which the office knows them."""
        return f"{self.name}, {self.year}"

    @property
    def key(self) -> str:
        """Give what they are found by: the name without the patronymic, the words in order, and the year."""
        return name_key(self.name, self.year)

    @property
    def full_key(self) -> str:
        """Give the same with the patronymic."""
        return f"{' '.join(sorted(_words(self.name)))} {self.year}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table holds: who is listed, and all its faults; with a fault nothing of it is to be kept."""

    listed: tuple[Listed, ...]
    faults: tuple[Fault, ...]


def born_of(label: str) -> int:
    """Give the year of birth in the words by which the office knows somebody."""
    return int(label.rpartition(", ")[2])


def name_key(name: str, year: int) -> str:
    """Give what a person is found by: folded words in order, no patronymic, and the year of birth."""
    return f"{' '.join(sorted(_without_patronymic(_words(name))))} {year}"


_PATRONYMIC = re.compile(r".*(улы|кызы|оглы|вич|вна|ична)")
_ITS_OWN_WORD = frozenset({"улы", "кызы", "оглы"})


def _words(name: str) -> list[str]:
    # A soft sign is written in Russian and not in Kazakh: Айгуль is Айгүл.
    return re.findall(r"[^\W\d_]+", re.sub(r"[-’'ьъ]", "", fold(name)))


def _without_patronymic(words: list[str]) -> list[str]:
    left = list(words)
    for place in reversed(range(len(words))):
        # Two words are a surname and a name, whatever they end in.
        if len(left) > _TWO and _PATRONYMIC.fullmatch(left[place]):
            joined = left[place] in _ITS_OWN_WORD and place > 0 and len(left) > _TWO + 1
            del left[place - joined : place + 1]
            break
    return left


_TWO = 2
_NAME = re.compile(r"[^\W\d_][\w’'. -]*")


def read_name(text: str) -> str:
    """Read a full name: a surname and a name at least, as letters."""
    name = " ".join(text.split())
    if len(_words(name)) < _TWO or len(name) > _NAME_LETTERS or re.search(r"\d", name):
        raise NameUnread
    if not _NAME.fullmatch(name):
        raise NameUnread
    return name


_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]*)?")
_YEAR_ALONE = re.compile(r"(\d{4})(?:[.,]0)?")


def read_birth(cell: Cell, today: date) -> int:
    """Read a year or a day of birth; give the year. Refuses who is not eighteen, or may not be."""
    born = _born(cell)
    year = born.year if isinstance(born, date) else born
    if not today.year - OLDEST <= year <= today.year:
        raise BirthUnread(text=_shown(cell))
    if isinstance(born, date):
        age = today.year - year - ((today.month, today.day) < (born.month, born.day))
        if age < ADULT:
            raise NotAdult
    elif year == today.year - ADULT:
        raise BirthdayNeeded
    elif year > today.year - ADULT:
        raise NotAdult
    return year


def _born(cell: Cell) -> date | int:
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    if alone := _YEAR_ALONE.fullmatch(text):
        return int(alone[1])
    first, last = _DAY_FIRST.fullmatch(text), _YEAR_FIRST.fullmatch(text)
    try:
        if first:
            return date(int(first[3]), int(first[2]), int(first[1]))
        if last:
            return date(int(last[1]), int(last[2]), int(last[3]))
    except ValueError:
        pass
    raise BirthUnread(text=_shown(cell))


_ABROAD = re.compile(r"\+[1-9]\d{7,14}")
_OURS = re.compile(r"(?:\+?7|8)(?P<own>[3-9]\d{9})|(?P<bare>7\d{9})")


def read_phone(text: str) -> str:
    """Read a phone in any usual writing as +7…; of another country with its plus alone."""
    bare = re.sub(r"[\s().\u00a0\u2010-\u2015-]", "", text)
    if ours := _OURS.fullmatch(bare):
        return f"+7{ours['own'] or ours['bare']}"
    if _ABROAD.fullmatch(bare) and not bare.startswith("+7"):
        return bare
    raise PhoneUnread(text=cut(text, _SHOWN))


_ZEROS_LOST_AT_MOST = 3


def read_iin(text: str) -> str:
    """Read an IIN by its check digit alone; zeros in front that a spreadsheet swallowed are put back."""
    digits = digits_of(text)
    if not IIN_DIGITS - _ZEROS_LOST_AT_MOST <= len(digits) <= IIN_DIGITS:
        raise IinWrong
    iin = digits.zfill(IIN_DIGITS)
    if not agrees(iin):
        raise IinWrong
    return iin


# ------------------------------------------------------------------------------------------------ columns


class Column(StrEnum):
    """What a column of a roll holds."""

    SECTION = "section"
    FULL_NAME = "full-name"
    SURNAME = "surname"
    NAME = "name"
    PATRONYMIC = "patronymic"
    BORN = "born"
    PHONE = "phone"
    IIN = "iin"

    @property
    def word(self) -> Word:
        """Give the column's name in the locales."""
        return Word(f"roll-column-{self}")


_HEADINGS: Mapping[Column, tuple[str, ...]] = {
    Column.SECTION: (
        *("елді мекен", "ауыл", "ауылы", "населённый пункт", "село", "аул", "посёлок"),
        *("settlement", "village", "section"),
    ),
    Column.FULL_NAME: (
        *("аты жөні", "тегі аты", "тегі аты жөні", "тегі аты әкесінің аты", "т а ә", "таә"),
        *("фио", "ф и о", "фамилия имя", "фамилия имя отчество", "full name", "name and surname"),
    ),
    Column.SURNAME: ("тегі", "фамилия", "surname", "last name", "family name"),
    Column.NAME: ("аты", "есімі", "имя", "name", "first name", "given name"),
    Column.PATRONYMIC: ("әкесінің аты", "отчество", "patronymic", "middle name"),
    Column.BORN: (
        *("туған жылы", "туған күні", "туған күні айы жылы", "год рождения", "дата рождения", "г р"),
        *("birth year", "year of birth", "birth date", "date of birth", "birthday", "born"),
    ),
    Column.PHONE: (
        *("телефон", "телефоны", "телефон нөмірі", "ұялы телефон", "ұялы телефоны", "номер телефона", "тел"),
        *(
            "мобильный телефон",
            "сотовый телефон",
            "сотовый",
            "phone",
            "phone number",
            "mobile",
            "mobile phone",
        ),
    ),
    Column.IIN: ("жсн", "иин", "iin"),
}
_BY_HEADING: Mapping[str, Column] = {
    fold(words): column for column, all_words in _HEADINGS.items() for words in all_words
}
_LONGEST_FIRST = sorted(_BY_HEADING, key=len, reverse=True)


def _column_of(cell: Cell) -> Column | None:
    """Tell what a heading names; what follows its words, as in "born (year)", does not count."""
    heading = " ".join(re.sub(r"[^\w]+", " ", fold(_text(cell))).split())
    found = next((known for known in _LONGEST_FIRST if f"{heading} ".startswith(f"{known} ")), None)
    return _BY_HEADING[found] if found and heading else None


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which column stands where, and in which row the headings do (counted from nought)."""

    row: int
    places: Mapping[Column, int]


def _layout(sheet: Sheet, village: Village) -> _Layout:
    """Find the headings, or raise what is wrong with them."""
    for row, cells in enumerate(sheet[:_HEADINGS_WITHIN]):
        named = [(column, place) for place, cell in enumerate(cells) if (column := _column_of(cell))]
        if len({column for column, _ in named}) >= _HEADINGS_AT_LEAST:
            return _checked(_Layout(row, dict(reversed(named))), [column for column, _ in named], village)
    raise HeadingsMissing


def _checked(layout: _Layout, named: Sequence[Column], village: Village) -> _Layout:
    for column in Column:
        if named.count(column) > 1:
            raise ColumnTwice(column=column.word)
    places = dict(layout.places)
    if Column.FULL_NAME not in places and Column.SURNAME not in places and Column.NAME in places:
        places[Column.FULL_NAME] = places.pop(Column.NAME)  # in English "name" alone is the whole
    needed = [Column.BORN] if not village.sections else [Column.SECTION, Column.BORN]
    if Column.FULL_NAME not in places:
        needed += [Column.SURNAME, Column.NAME]
    for column in needed:
        if column not in places:
            raise ColumnMissing(column=column.word)
    return replace(layout, places=places)


# -------------------------------------------------------------------------------------------------- a table


def read_roll(sheet: Sheet, village: Village, today: date) -> Reading:
    """Read a table: who is listed, and every fault of it with its cell."""
    try:
        layout = _layout(sheet, village)
    except Refusal as no:
        return Reading((), (Fault("", no),))
    reader = _Reader(layout, village, today)
    for number, cells in enumerate(sheet[layout.row + 1 :], start=layout.row + 2):
        if any(_text(cell) for cell in cells):
            reader.take(number, cells)
    if not reader.listed and not reader.faults:
        reader.faults.append(Fault("", NobodyListed()))
    return Reading(tuple(reader.listed), tuple(reader.faults))


class _Reader:
    """Reads rows one after another, and knows who was listed before."""

    def __init__(self, layout: _Layout, village: Village, today: date) -> None:
        self._places, self._village, self._today = layout.places, village, today
        self._sections = _sections_by_name(village)
        self._rows: dict[Hashable, tuple[int, str]] = {}
        self.listed: list[Listed] = []
        self.faults: list[Fault] = []

    def take(self, number: int, cells: Sequence[Cell]) -> None:
        """Take a row: into the list, or its faults."""
        before = len(self.faults)
        read = _Row(number, cells, self._places, self.faults)
        section = read.cell(Column.SECTION, self._section) if self._village.sections else None
        name = read.name()
        year = read.cell(Column.BORN, lambda cell: read_birth(cell, self._today))
        phone = read.cell(Column.PHONE, lambda cell: read_phone(_text(cell)), optional=True)
        iin = read.cell(Column.IIN, lambda cell: read_iin(_text(cell)), optional=True)
        if len(self.faults) == before:
            self._once(number, Listed(section, name or "", year or 0, phone or "", iin or ""))

    def _section(self, cell: Cell) -> SectionSlug:
        text = _place(_text(cell))
        if found := self._sections.get(text):
            return found[0]
        shown = _shown(cell)
        if like := get_close_matches(text, self._sections, n=1, cutoff=_ALIKE):
            raise SectionLike(text=shown, section=self._sections[like[0]][1])
        raise SectionUnknown(text=shown)

    def _once(self, number: int, listed: Listed) -> None:
        """List a person, unless they stand there already: by their IIN, or by all else where that is not."""
        keys: list[Hashable] = [("iin", listed.iin)] if listed.iin else []
        keys.append((listed.section, listed.full_key))
        for key in keys:
            row, iin = self._rows.get(key, (0, ""))
            # Two of one name and one year may be two people, where each has an IIN of their own.
            if row and (not iin or not listed.iin or iin == listed.iin):
                self.faults.append(Fault(f"{_letters(self._first_place())}{number}", ListedTwice(row=row)))
                return
        self._rows.update(dict.fromkeys(keys, (number, listed.iin)))
        self.listed.append(listed)

    def _first_place(self) -> int:
        return self._places[Column.FULL_NAME if Column.FULL_NAME in self._places else Column.SURNAME]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row on its way to be read; what is wrong goes to ``faults``."""

    number: int
    cells: Sequence[Cell]
    places: Mapping[Column, int]
    faults: list[Fault]

    def cell(self, column: Column, read: Callable[[Cell], T], *, optional: bool = False) -> T | None:
        """Read a cell; None where it is at fault, or empty and need not be filled in."""
        value = self._value(column)
        try:
            if _text(value):
                return read(value)
            if not optional:
                raise CellEmpty(column=column.word)
        except Refusal as no:
            self.faults.append(Fault(f"{_letters(self.places[column])}{self.number}", no))
        return None

    def name(self) -> str | None:
        """Read the full name, out of one column or of its parts."""
        if Column.FULL_NAME in self.places:
            return self.cell(Column.FULL_NAME, lambda cell: read_name(_text(cell)))
        surname = self.cell(Column.SURNAME, _text)
        name = self.cell(Column.NAME, _text)
        if not surname or not name:
            return None
        whole = f"{surname} {name} {_text(self._value(Column.PATRONYMIC))}"
        return self.cell(Column.SURNAME, lambda _: read_name(whole))

    def _value(self, column: Column) -> Cell:
        place = self.places.get(column)
        return self.cells[place] if place is not None and place < len(self.cells) else None


def _sections_by_name(village: Village) -> dict[str, tuple[SectionSlug, str]]:
    """Give each settlement under all its names, with the name as it is written."""
    return {
        _place(name): (section.slug, name)
        for section in village.sections
        for name in (section.slug, section.name.en, section.name.ru, section.name.kk)
    }


_PLACE_KINDS = frozenset({"с", "село", "а", "ауылы", "ауыл", "аул", "п", "поселок", "рзд", "ст"})


def _place(text: str) -> str:
    """Fold a settlement's name, and leave out that it is a village."""
    folded = re.sub(r"[^\w]+", " ", fold(text)).split()
    kinds = {fold(each) for each in _PLACE_KINDS}
    return " ".join(word for word in folded if word not in kinds) or " ".join(folded)


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


def _shown(cell: Cell) -> str:
    return cut(_text(cell), _SHOWN)


def _letters(place: int) -> str:
    """Name a column as spreadsheets do: A, B … Z, AA."""
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
