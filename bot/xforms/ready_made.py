"""The forms that come with the program: texts that anybody can read and mend, made into forms.

In a text: settings as ``name: value``; then ``[survey]`` with ``name : type`` of each question and, set in
under it, its cells, ``label: қазақша / по-русски`` and the like; then each list of choices under its name, a
choice a line, ``name : қазақша / по-русски``, further columns after ``|``. ``#`` begins a remark.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from bot.xforms.book import CHOICES, SETTINGS, SURVEY
from village.surveys import Book
from village.texts import split_pair

_KK, _RU = "Қазақша (kk)", "Русский (ru)"
_TRANSLATED = frozenset({"label", "hint", "constraint_message"})

_Cells = dict[str, str]


@cache
def ready() -> Mapping[str, Book]:
    """Give the ready-made forms by name."""
    texts = (file for file in files(__package__).joinpath("ready").iterdir() if file.name.endswith(".txt"))
    found = {file.name.removesuffix(".txt"): _book(file.read_text(encoding="utf-8")) for file in texts}
    return dict(sorted(found.items()))


def _book(text: str) -> Book:
    parts = _parts(text)
    settings = dict(_cell(line) for line in parts.pop(""))
    questions = list(_questions(parts.pop(SURVEY)))
    choices = [cells for head, lines in parts.items() for cells in _choices(head, lines)]
    return {SURVEY: _table(questions), CHOICES: _table(choices), SETTINGS: _table([settings])}


def _parts(text: str) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {"": []}
    name = ""
    for line in text.splitlines():
        if line.startswith("["):
            name = line.strip("[] ")
            parts[name] = []
        elif line.strip() and not line.startswith("#"):
            parts[name].append(line)
    return parts


def _cell(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip()


def _questions(lines: Sequence[str]) -> Iterator[_Cells]:
    cells: _Cells = {}
    for line in lines:
        name, value = _cell(line)
        if line.startswith(" "):
            cells.update(_translated(name, value) if name in _TRANSLATED else {name: value})
            continue
        if cells:
            yield cells
        cells = {"type": value, "name": name}
    yield cells


def _choices(head: str, lines: Sequence[str]) -> Iterator[_Cells]:
    list_name, *columns = (word.strip() for word in head.split("|"))
    for line in lines:
        name, value = _cell(line)
        label, *more = (word.strip() for word in value.split("|"))
        yield {
            "list_name": list_name,
            "name": name,
            **_translated("label", label),
            **dict(zip(columns, more, strict=True)),
        }


def _translated(name: str, text: str) -> _Cells:
    pair = split_pair(text)
    return {f"{name}::{_KK}": pair.kk, f"{name}::{_RU}": pair.ru}


def _table(rows: Sequence[_Cells]) -> tuple[tuple[str, ...], ...]:
    """Put cells under heads, each head where it is first needed; a row ends with its last cell."""
    heads = tuple(dict.fromkeys(head for row in rows for head in row))
    return (heads, *(_trimmed([row.get(head, "") for head in heads]) for row in rows))


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
