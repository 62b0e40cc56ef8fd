"""XForms made of what people write: pyxform has the last word on what a form may be."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from lxml import etree
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from bot.xforms.engine import Form
from bot.xforms.reading import H, parsed
from bot.xforms.troubles import FormUnread
from bot.xforms.wording import XF
from village.surveys import Book, KeptForm
from village.texts import Bilingual, split_pair

_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_SHEETS = frozenset({"survey", "choices", "settings"})


def kept_form(book: Book) -> KeptForm:
    """Make a form as it is kept, by its settings; raises FormUnread where it cannot be asked."""
    xform = to_xform(book)
    Form(xform).try_all(_SOME_DAY)
    head = parsed(xform).find(f"{H}head")
    root = head.find(f"{XF}model/{XF}instance")[0]
    title = title_of(head.findtext(f"{H}title") or "")
    return KeptForm(root.get("id", ""), root.get("version", ""), title, book, xform)


def title_of(text: str) -> Bilingual:
    """Read a form's title, ``қазақша / по-русски``; one that is written once stands for both languages."""
    title = split_pair(text)
    return title if not title.missing else Bilingual.same(title.kk or title.ru)


def to_xform(book: Book) -> str:
    """Make the XForm; raises FormUnread with pyxform's own words."""
    logging.getLogger("pyxform").setLevel(logging.ERROR)
    try:
        return str(convert(xlsform=_as_pyxform_reads(book), validate=False).xform)
    except PyXFormError as refused:
        raise FormUnread(str(refused)) from None
    except (AttributeError, KeyError, LookupError, TypeError, ValueError, etree.LxmlError) as stumbled:
        # pyxform falls over some forms instead of refusing them.
        raise FormUnread(f"pyxform cannot read it ({type(stumbled).__name__}: {stumbled})") from stumbled


def _as_pyxform_reads(book: Book) -> dict[str, object]:
    sheets: dict[str, object] = {"sheet_names": list(book)}
    for name, rows in book.items():
        if name.strip().casefold() in _SHEETS and rows:
            head = _head(rows[0])
            sheets[name.strip().casefold()] = list(_rows(head, rows[1:]))
            sheets[f"{name.strip().casefold()}_header"] = [dict.fromkeys(filter(None, head))]
    return sheets


def _head(cells: Sequence[str]) -> list[str]:
    head = [" ".join(each.split()) for each in cells]
    doubled = next((each for each in head if each and head.count(each) > 1), None)
    if doubled:
        raise FormUnread(f"Duplicate column header: {doubled}")
    return head


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Mapping[str, str]]:
    """Give all rows, empty ones too, for pyxform names them by number."""
    for row in rows:
        cells = zip(head, row, strict=False)
        yield {name: cell.replace("\xa0", " ").strip() for name, cell in cells if name and cell.strip()}
