"""The office's table: read by its headings, refused cell by cell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram_village import a_part
from village.errors import Refusal
from village.iin import IinWrong
from village.listing import (
    BirthdayNeeded,
    BirthUnread,
    Cell,
    Listed,
    NotAdult,
    PhoneUnread,
    Reading,
    name_key,
    read_birth,
    read_iin,
    read_phone,
    read_roll,
)

TODAY = date(2026, 11, 23)
VILLAGE = a_part("bugrovoe", "").village()
WITHOUT_SECTIONS = a_part("bugrovoe", "", sections=()).village()
HEAD = ("Елді мекен", "Аты-жөні", "Туған жылы", "Телефон", "ЖСН")


def read(*rows: tuple[Cell, ...]) -> Reading:
    return read_roll(rows, VILLAGE, TODAY)


def faults(*rows: tuple[Cell, ...]) -> list[tuple[str, str]]:
    return [(fault.cell, fault.what.message) for fault in read(*rows).faults]


@pytest.mark.parametrize(
    "head",
    [
        ("Елді мекен", "Тегі", "Аты", "Әкесінің аты", "Туған жылы", "Телефон", "ЖСН"),
        ("Населённый пункт", "Фамилия", "Имя", "Отчество", "Дата рождения (год)", "Тел.", "ИИН"),
        ("SETTLEMENT", "Surname", "Name", "Patronymic", "Birth year", "Phone", "IIN"),
        ("елди мекен", "теги", "аты", "акесинин аты", "туган жылы", "телефоны", "жсн"),
    ],
)
def test_headings_are_known_in_three_languages_folded_and_under_a_title(head: tuple[str, ...]) -> None:
    row = ("с. Бугровое", "Нұрланова", "Айгүл", "Ерланқызы", 1985.0, 87011234567, 61211600012)
    known = Listed(
        VILLAGE.sections[0].slug, "Нұрланова Айгүл Ерланқызы", 1985, "+77011234567", "061211600012"
    )
    assert read(("Тұрғындар тізімі",), head, row) == Reading((known,), ())
    # In whatever order, and beside columns that are none of ours.
    turned = (*reversed(head), "Мекенжайы")
    assert read(turned, (*reversed(row), "Абай 5")) == Reading((known,), ())


def test_every_fault_is_told_by_its_cell_at_once() -> None:
    assert faults(
        HEAD,
        ("Бугровоо", "Иванов Иван", 1980, "", ""),
        ("", "Иванов", "когда-то", "8701", "900101300008"),
        (),
        ("Қызылту", "Петров Пётр", 2012, None, None),
        ("Марс", "Ким Вера", 2008, "8 701 123 45 67, 8 702 123 45 67", None),
        ("Қызылту", "Сәрсен Бота", 1990, None, None),
        ("Кызылту", "бота сарсен", "05.06.1990", None, None),
    ) == [
        ("A2", "roll-section-like"),
        ("A3", "roll-cell-empty"),
        ("B3", "roll-name-unread"),
        ("C3", "roll-birth-unread"),
        ("D3", "roll-phone-unread"),
        ("E3", "roll-iin-wrong"),
        ("C5", "roll-not-adult"),
        ("A6", "roll-section-unknown"),
        ("C6", "roll-birthday-needed"),
        ("D6", "roll-phone-unread"),
        ("B8", "roll-listed-twice"),
    ]


def test_a_mistyped_settlement_is_told_with_the_one_it_is_like() -> None:
    (fault,) = read(HEAD, ("с. Кызылто", "Ким Вера", 1990)).faults
    assert fault.what.facts == {"text": "с. Кызылто", "section": "Қызылту"}


def test_namesakes_are_two_where_each_has_an_iin_of_their_own() -> None:
    one = ("Қызылту", "Ким Вера", 1990, None, "900101300007")
    assert len(read(HEAD, one, ("Қызылту", "Ким Вера", 1990, None, "061211600012")).listed) == 2
    assert faults(HEAD, one, ("Қызылту", "Ким Вера", 1990, None, None)) == [("B3", "roll-listed-twice")]
    assert faults(HEAD, one, ("Бугровое", "Кто Другой", 1950, None, "900101300007")) == [
        ("B3", "roll-listed-twice")
    ]


def test_a_table_without_what_names_a_person_is_refused_as_a_whole() -> None:
    assert faults(("а", "б"), ("1", "2")) == [("", "roll-headings-missing")]
    assert faults(HEAD) == [("", "roll-nobody-listed")]
    assert faults(("Фамилия", "Год рождения"), ("Ким", 1990)) == [("", "roll-column-missing")]
    assert faults(("Село", "ФИО", "Год рождения", "Телефон", "Сотовый"), ()) == [("", "roll-column-twice")]
    sheet = (("ФИО", "Год рождения"), ("Ким Вера", 1990))
    assert len(read_roll(sheet, WITHOUT_SECTIONS, TODAY).listed) == 1


@pytest.mark.parametrize(
    "name",
    ["Нұрланова Айгүл", "Айгуль НУРЛАНОВА", "Нурланова  Айгул Ерланкызы", "Айгүл Ерлан қызы Нұрланова"],
)
def test_a_name_is_found_folded_in_any_order_and_without_its_patronymic(name: str) -> None:
    assert name_key(name, 1985) == name_key("Нұрланова Айгүл Ерланқызы", 1985)
    assert name_key(name, 1985) != name_key(name, 1986)


def test_two_words_are_a_surname_and_a_name_whatever_they_end_in() -> None:
    assert name_key("Петрович Иван", 1990) != name_key("Гуревич Иван", 1990)


@pytest.mark.parametrize(
    "written",
    [
        *("+7 (777) 123-45-67", "8 777 123 45 67", "87771234567", "7771234567", "77771234567"),
        *("8-777-123-45-67", "+7\u00a0777\u00a01234567", "8(777)1234567"),
    ],
)
def test_a_phone_in_any_usual_writing_is_one_number(written: str) -> None:
    assert read_phone(written) == "+77771234567"


@pytest.mark.parametrize("wrong", ["8701", "8777123456", "жоқ", "87771234567;87011234567", "٨٧٧٧١٢٣٤٥٦٧"])
def test_what_is_no_phone_is_refused(wrong: str) -> None:
    with pytest.raises(PhoneUnread):
        read_phone(wrong)


def test_a_phone_of_another_country_keeps_its_plus() -> None:
    assert read_phone("+996 555 123 456") == "+996555123456"


@pytest.mark.parametrize("iin", ["061211600012", "900101300007", "900101300811", "61211600012"])
def test_an_iin_is_right_by_either_pass_and_with_its_zeros_put_back(iin: str) -> None:
    assert read_iin(iin) == iin.zfill(12)


@pytest.mark.parametrize("wrong", ["900101300008", "850515400321", "12", "9001013000071", "90010130000x"])
def test_an_iin_whose_check_digit_does_not_agree_is_refused(wrong: str) -> None:
    with pytest.raises(IinWrong):
        read_iin(wrong)


def test_the_digits_of_an_iin_decide_no_age() -> None:
    # By its digits this one was born in 2006 and is a woman; the office says otherwise, and is believed.
    sheet = (HEAD, ("Қызылту", "Ким Вера", 1990, None, "061211600012"))
    assert read(*sheet).faults == ()


@pytest.mark.parametrize(
    "cell", [1985, 1985.0, "1985", "12.03.1985", "1985-03-12", date(1985, 3, 12), "12/3/1985"]
)
def test_a_birth_is_a_year_or_a_day(cell: Cell) -> None:
    assert read_birth(cell, TODAY) == 1985


@pytest.mark.parametrize(
    ("cell", "no"),
    [
        ("23.11.2008", None),
        ("24.11.2008", NotAdult),
        (2008, BirthdayNeeded),
        (2009, NotAdult),
        (1905, BirthUnread),
        (2030, BirthUnread),
        ("31.02.1990", BirthUnread),
        ("85", BirthUnread),
    ],
)
def test_who_is_eighteen_is_told_to_the_day(cell: Cell, no: type[Refusal] | None) -> None:
    if no is None:
        assert read_birth(cell, TODAY) == 2008
        return
    with pytest.raises(no):
        read_birth(cell, TODAY)


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=9), st.integers(), st.floats()), max_size=6)))
def test_whatever_stands_in_the_cells_is_read_or_refused(rows: list[list[Cell]]) -> None:
    reading = read_roll([HEAD, *rows], VILLAGE, TODAY)
    assert reading.listed or reading.faults
