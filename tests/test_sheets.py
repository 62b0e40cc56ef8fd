"""Tables as people send them: CSV of any office, XLSX, and what only looks like one."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook

from bot.sheets import read_sheet
from village.listing import FILE_BYTES, SheetTooLarge, SheetUnread

TEXT = 'Ауыл;Аты\r\nБугровое;"Ким; Вера"\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_in_every_usual_encoding(encoding: str, delimiter: str) -> None:
    text = f'Ауыл{delimiter}Аты\r\nБугровое{delimiter}"Әлі{delimiter} Вера"\r\n'
    assert read_sheet(text.encode(encoding)) == [("Ауыл", "Аты"), ("Бугровое", f"Әлі{delimiter} Вера")]


def test_a_csv_of_an_old_excel_is_read_as_cp1251() -> None:
    assert read_sheet(TEXT.encode("cp1251"))[1] == ("Бугровое", "Ким; Вера")


def a_workbook(*rows: tuple[object, ...]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def test_a_workbook_gives_its_values_and_no_formulas() -> None:
    born = datetime(1985, 3, 12, tzinfo=UTC).replace(tzinfo=None)
    rows = read_sheet(a_workbook(("Ауыл", born, 87011234567, None), ("=1+1",)))
    assert rows[0][:4] == ("Ауыл", date(1985, 3, 12), 87011234567, None)
    assert rows[1][0] is None  # a formula that nobody has computed has no value


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and nothing else",
        b"\xff\xfe\x00",
        b"\x00\x01\x02" * 30,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        b'a;"b\nc',
    ],
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(SheetUnread):
        read_sheet(content)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("words.txt", "no workbook")
    with pytest.raises(SheetUnread):
        read_sheet(content.getvalue())


def test_a_workbook_that_swells_up_is_refused_unread() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (50 * 2**20))
    assert len(content.getvalue()) < 100_000
    with pytest.raises(SheetTooLarge):
        read_sheet(content.getvalue())


def test_too_many_rows_and_too_many_bytes_are_refused() -> None:
    with pytest.raises(SheetTooLarge):
        read_sheet(b"a;b\n" * 50_001)
    with pytest.raises(SheetTooLarge):
        read_sheet(b"a" * (FILE_BYTES + 1))


def test_columns_beyond_any_roll_are_left_out() -> None:
    assert len(read_sheet(b";" * 5000)[0]) == 60
