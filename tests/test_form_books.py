"""Forms as files: read as text with their true rows, written so that nothing in them is worked out."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.xforms.book import read_book, write_book
from village.form_faults import FormTooLarge, FormUnread
from village.listing import FILE_BYTES


def a_file(**sheets: Iterable[Sequence[object]]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(content)
    return content.getvalue()


def test_the_sheets_of_a_form_are_known_by_name_whatever_its_case_and_order() -> None:
    content = a_file(Settings=[("form_id",)], notes=[("for us",)], CHOICES=[("name",)], Survey=[("type",)])
    assert read_book(content) == {
        "survey": (("type",),),
        "choices": (("name",),),
        "settings": (("form_id",),),
    }


def test_one_sheet_alone_is_the_questions_whatever_it_is_called() -> None:
    assert read_book(a_file(Sheet1=[("type", "name")])) == {"survey": (("type", "name"),)}


def test_sheets_that_a_chat_has_no_use_for_are_read_so_that_it_can_be_said() -> None:
    content = a_file(survey=[("type",)], entities=[("list_name",), ("trees",)])
    assert read_book(content)["entities"] == (("list_name",), ("trees",))


def test_empty_rows_are_kept_so_that_a_fault_has_the_row_of_the_file() -> None:
    rows = read_book(a_file(survey=[("type", None, "label", None), (), (None, "x"), (None,), ()]))["survey"]
    assert rows == (("type", "", "label"), (), ("", "x"))


def test_values_become_the_text_that_was_meant() -> None:
    day = datetime(2026, 11, 23, tzinfo=UTC).replace(tzinfo=None)
    cells = (
        1.0,
        2,
        2.5,
        True,
        False,
        day,
        day.replace(hour=9, minute=30),
        time(9, 30),
        " a\N{NO-BREAK SPACE}b ",
    )
    told = ("1", "2", "2.5", "TRUE", "FALSE", "2026-11-23", "2026-11-23T09:30:00", "09:30:00", "a b")
    assert read_book(a_file(survey=[cells]))["survey"] == (told,)


def test_a_formula_is_never_read_and_never_written() -> None:
    assert read_book(a_file(survey=[("=1+1", "x")]))["survey"] == (("", "x"),)
    odd = ("=1+1", "+7", "-1", "@name", "yes")
    written = write_book({"survey": [odd]})
    cells = load_workbook(io.BytesIO(written))["survey"][1]
    assert [(cell.value, cell.data_type, bool(cell.quotePrefix)) for cell in cells] == [
        (text, "s", text != "yes") for text in odd
    ]
    assert read_book(written) == {"survey": (odd,)}


_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cn", "Co"]), max_size=20
)
_ROWS = st.lists(st.lists(_TEXT, max_size=6), max_size=6)


@given(_ROWS, _ROWS)
def test_what_is_written_is_read_again(survey: list[list[str]], choices: list[list[str]]) -> None:
    trimmed = {name: _trimmed(rows) for name, rows in (("survey", survey), ("choices", choices))}
    assert read_book(write_book(trimmed)) == trimmed


def _trimmed(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    made = []
    for row in rows:
        cells = list(row)
        while cells and not cells[-1]:
            cells.pop()
        made.append(tuple(cells))
    while made and not made[-1]:
        made.pop()
    return tuple(made)


@pytest.mark.parametrize(
    "content", [b"", b"type,name\ntext,a\n", b"PK\x03\x04 no more", b"\xd0\xcf\x11\xe0" * 200]
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(FormUnread):
        read_book(content)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("hello.txt", "hello")
    with pytest.raises(FormUnread):
        read_book(content.getvalue())


def test_what_swells_up_is_refused_unread() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"\0" * (41 * 2**20))
    assert len(content.getvalue()) < 100_000
    with pytest.raises(FormTooLarge):
        read_book(content.getvalue())


def test_a_file_too_large_is_refused_by_its_size_alone() -> None:
    with pytest.raises(FormTooLarge):
        read_book(b"PK\x03\x04" + b"\0" * FILE_BYTES)


@pytest.mark.parametrize("rows", [[("x",)] * 5001, [tuple("x" * 101)]], ids=["rows", "columns"])
def test_a_sheet_larger_than_any_form_is_refused(rows: list[tuple[str, ...]]) -> None:
    with pytest.raises(FormTooLarge):
        read_book(a_file(survey=rows))


def test_rows_that_are_only_coloured_do_not_count() -> None:
    book, content = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "type"
    sheet["A9000"].number_format = "@"
    book.save(content)
    assert read_book(content.getvalue()) == {"survey": (("type",),)}


def test_letters_that_no_form_can_hold_are_left_out() -> None:
    # Written as Excel does it; an XForm could not be made with them.
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(a_file(survey=[("a-mark-b",)]))) as old,
        zipfile.ZipFile(content, "w") as new,
    ):
        for part in old.infolist():
            text = old.read(part)
            new.writestr(part, text.replace(b"-mark-", "\N{LATIN SMALL LETTER SCHWA}\ufffe".encode()))
    try:
        read = read_book(content.getvalue())
    except FormUnread:
        return  # the parser refuses it outright: as good
    assert read["survey"] == (("aəb",),)
