"""The rows of a form as what they are: questions, calculations, groups; and where each stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from pyxform import aliases, constants
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_SELECT

from bot.xforms.cells_table import LIST, Row, Tables
from village.surveys import CHOSEN, Kind

_SELECTS = {
    constants.SELECT_ONE: Kind.ONE,
    constants.SELECT_ALL_THAT_APPLY: Kind.SEVERAL,
    constants.RANK: Kind.RANK,
}
_INPUTS = {
    "string": Kind.TEXT,
    "int": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "geopoint": Kind.PLACE,
}
_UPLOADS = {"image/*": Kind.PHOTO, "audio/*": Kind.VOICE}
_HIDDEN = "hidden"


class Shape(Enum):
    """What a row is to a form."""

    BEGIN = auto()
    END = auto()
    QUESTION = auto()
    CALCULATION = auto()
    LEFT_OUT = auto()  # the phone's own: when it was begun, by which device; neither asked nor kept
    FOREIGN = auto()  # known to XLSForm, not to a chat
    LISTLESS = auto()  # with choices, but it is not said which
    UNKNOWN = auto()
    UNTYPED = auto()


@dataclass(frozen=True, slots=True)
class Type:
    """What a row's type says."""

    shape: Shape
    kind: Kind | None = None
    list_name: str = ""


@dataclass(frozen=True)
class Item:
    """A row of the questions: its place in order (from 0), what it is, and the groups around it."""

    place: int
    row: Row
    type: Type
    name: str
    around: tuple["Item", ...]

    @property
    def shape(self) -> Shape:
        """Tell what it is to the form."""
        return self.type.shape

    @property
    def kind(self) -> Kind | None:
        """Tell what sort of answer it takes, if it is a question."""
        return self.type.kind

    @property
    def shown(self) -> bool:
        """Tell whether people read it."""
        return self.shape in {Shape.QUESTION, Shape.LISTLESS}


@dataclass(frozen=True)
class Survey:
    """A form's rows in order, and its lists of choices by name."""

    tables: Tables
    items: tuple[Item, ...]
    lists: Mapping[str, tuple[Row, ...]]
    by_name: Mapping[str, tuple[Item, ...]]
    unclosed: tuple[Item, ...]
    extra_ends: tuple[Item, ...]

    def choices_of(self, item: Item) -> tuple[str, ...]:
        """Give the names of a question's choices; none where it has no list, or an unknown one."""
        rows = self.lists.get(item.type.list_name, ()) if item.kind in CHOSEN else ()
        return tuple(name for row in rows if (name := row.text("name")))

    def only(self, name: str) -> Item | None:
        """Find what a name means, if it is one thing."""
        named = self.by_name.get(name, ())
        return named[0] if len(named) == 1 else None


def survey_of(tables: Tables) -> Survey:
    """Read what the rows are, and which group each stands in."""
    items: list[Item] = []
    open_groups: list[Item] = []
    extra_ends: list[Item] = []
    for row in tables.survey.rows:
        item = Item(len(items), row, type_of(row.text("type")), row.text("name"), tuple(open_groups))
        if _says_nothing(item):
            continue
        items.append(item)
        if item.shape is Shape.END and not open_groups:
            extra_ends.append(item)
        elif item.shape is Shape.END:
            open_groups.pop()
        elif _begins(item):
            open_groups.append(item)
    return Survey(
        tables, tuple(items), _lists(tables), _by_name(items), tuple(open_groups), tuple(extra_ends)
    )


def _says_nothing(item: Item) -> bool:
    # pyxform takes a row without type, name and label for a designer's remark.
    return item.shape is Shape.UNTYPED and not item.name and not item.row.text("label")


def _begins(item: Item) -> bool:
    return item.shape is Shape.BEGIN or bool(RE_BEGIN_CONTROL.search(item.row.text("type")))


def _by_name(items: Sequence[Item]) -> Mapping[str, tuple[Item, ...]]:
    found: dict[str, tuple[Item, ...]] = {}
    for item in items:
        if item.name and item.shape is not Shape.END:
            found[item.name] = (*found.get(item.name, ()), item)
    return found


def _lists(tables: Tables) -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in tables.choices.rows:
        found.setdefault(row.text(LIST), []).append(row)
    return {name: tuple(rows) for name, rows in found.items() if name}


# ----------------------------------------------------------------------------------------------------- types


def type_of(text: str) -> Type:
    """Read a type as pyxform does, all its other names included."""
    if not text:
        return Type(Shape.UNTYPED)
    if control := RE_BEGIN_CONTROL.search(text):
        return _group(control["type"], Shape.BEGIN)
    if RE_END_CONTROL.search(text):
        return Type(Shape.END)
    if select := RE_SELECT.search(text):
        return _select(select["select_command"], select["list_name"], select["specify_other"])
    if text in aliases.select:
        return Type(Shape.LISTLESS)
    return _simple(text)


def _group(word: str, shape: Shape) -> Type:
    return Type(shape if aliases.control[word] == constants.GROUP else Shape.FOREIGN)


def _select(command: str, list_name: str, other: str | None) -> Type:
    kind = _SELECTS.get(aliases.select[command])
    if kind is None or command in aliases.select_from_file or other or "${" in list_name:
        return Type(Shape.FOREIGN)
    return Type(Shape.QUESTION, kind, list_name)


def _simple(text: str) -> Type:
    if text in aliases.settings_header or text.partition(" ")[0] in {*aliases.cascading, *aliases.osm}:
        return Type(Shape.FOREIGN)
    entry: Mapping[str, Any] | None = QUESTION_TYPE_DICT.get(aliases._type_alias_map.get(text, text))  # noqa: SLF001 - pyxform has no other door to its names
    if entry is None:
        return Type(Shape.UNKNOWN)
    control, bind = entry.get("control") or {}, entry.get("bind") or {}
    if "jr:preload" in bind:
        return Type(Shape.LEFT_OUT)
    if not control:
        made = bind.get("type") == "string" and text != _HIDDEN
        return Type(Shape.CALCULATION, Kind.CALCULATED) if made else Type(Shape.FOREIGN)
    return _asked(control, bind)


def _asked(control: Mapping[str, str], bind: Mapping[str, str]) -> Type:
    if control["tag"] == "upload":
        kind = _UPLOADS.get(control["mediatype"])
    elif control["tag"] == "input":
        kind = Kind.NOTE if bind.get("readonly") else _INPUTS.get(bind["type"])
    else:
        kind = None
    return Type(Shape.QUESTION, kind) if kind else Type(Shape.FOREIGN)
