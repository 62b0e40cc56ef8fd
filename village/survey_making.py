"""Surveys made in a chat: some questions, and the form they become; and forms in a new version."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from village.surveys import Book
from village.texts import Bilingual

_KK, _RU = "Қазақша (kk)", "Русский (ru)"
_LABELS = (f"label::{_KK}", f"label::{_RU}")
_YES_NO = (Bilingual("Иә", "Да"), Bilingual("Жоқ", "Нет"))
_FORM_ID, _VERSION, _TITLE, _LANGUAGE = "form_id", "version", "form_title", "default_language"


class Made(StrEnum):
    """What sort of question may be made in a chat."""

    YES_NO = "yes-no"
    ONE = "one"
    SEVERAL = "several"
    RANK = "rank"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    PHOTO = "photo"
    VOICE = "voice"
    PLACE = "place"


CHOSEN = frozenset({Made.ONE, Made.SEVERAL, Made.RANK})
_TYPES = {
    Made.YES_NO: "select_one",
    Made.ONE: "select_one",
    Made.SEVERAL: "select_multiple",
    Made.RANK: "rank",
    Made.TEXT: "text",
    Made.NUMBER: "integer",
    Made.DATE: "date",
    Made.PHOTO: "image",
    Made.VOICE: "audio",
    Made.PLACE: "geopoint",
}


@dataclass(frozen=True, slots=True)
class MadeQuestion:
    """A question that was made in a chat."""

    text: Bilingual
    kind: Made
    options: tuple[Bilingual, ...] = ()
    required: bool = True

    @property
    def choices(self) -> tuple[Bilingual, ...]:
        """Give what may be chosen; of a yes or no, those two."""
        return _YES_NO if self.kind is Made.YES_NO else self.options


def book_of(title: Bilingual, questions: Sequence[MadeQuestion], form_id: str, version: str) -> Book:
    """Write questions as a form."""
    survey = [("type", "name", *_LABELS, "required"), *_rows(questions)]
    choices = [("list_name", "name", *_LABELS), *_choice_rows(questions)]
    settings = [
        (_TITLE, _FORM_ID, _VERSION, _LANGUAGE),
        (f"{title.kk} / {title.ru}", form_id, version, _KK),
    ]
    return {"survey": survey, "choices": choices, "settings": settings}


def _rows(questions: Sequence[MadeQuestion]) -> Iterator[tuple[str, ...]]:
    for number, each in enumerate(questions, 1):
        kind = _TYPES[each.kind] + (f" choices{number}" if each.choices else "")
        yield kind, f"q{number}", each.text.kk, each.text.ru, "yes" if each.required else ""


def _choice_rows(questions: Sequence[MadeQuestion]) -> Iterator[tuple[str, ...]]:
    for number, each in enumerate(questions, 1):
        for place, option in enumerate(each.choices, 1):
            yield f"choices{number}", str(place), option.kk, option.ru


# ------------------------------------------------------------------------------------ a form in a new version


def title_in(book: Book) -> str:
    """Give the title that stands in a form; empty where there is none."""
    head, row = _settings(book)
    return row[head.index(_TITLE)] if _TITLE in head else ""


def in_version(book: Book, form_id: str, version: str) -> Book:
    """Give a form under an id and a version, all else as it was."""
    head, row = _settings(book)
    for name, value in ((_FORM_ID, form_id), (_VERSION, version)):
        if name not in head:
            head, row = [*head, name], [*row, ""]
        row[head.index(name)] = value
    return {**book, "settings": [head, row]}


def _settings(book: Book) -> tuple[list[str], list[str]]:
    sheet = book.get("settings") or ()
    head = [_OTHER_NAMES.get(cell.strip(), cell.strip()) for cell in sheet[0]] if sheet else []
    row = list(sheet[1]) if len(sheet) > 1 else []
    return head, [*row, *[""] * (len(head) - len(row))][: len(head)]


# XLSForm has two names for these.
_OTHER_NAMES = {"title": _TITLE, "id_string": _FORM_ID}


def next_version(version: str, taken: Collection[str]) -> str:
    """Give a version that was not there yet: ``2026``, ``2026-2``, ``2026-3``."""
    stem, _, number = version.rpartition("-")
    if not (stem and number.isdecimal() and len(number) <= _DIGITS):
        stem, number = version or "1", "1"
    count = int(number)
    while (found := f"{stem}-{count + 1}") in taken:
        count += 1
    return found


_DIGITS = 3


def conditional(book: Book) -> tuple[str, ...]:
    """Name the questions and groups of a form that are asked only on a condition."""
    head, *rows = book.get("survey") or ((),)
    names = [cell.strip() for cell in head]
    if "name" not in names or "relevant" not in names:
        return ()
    name, condition = names.index("name"), names.index("relevant")
    return tuple(
        row[name] for row in rows if len(row) > max(name, condition) and row[condition] and row[name]
    )
