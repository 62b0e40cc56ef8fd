from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.ids import made_at, make_id
from village.texts import Bilingual, Language, cut, fold, read_number, split_pair, units

WATER = Bilingual("су", "вода")
MOMENTS = st.builds(datetime.combine, st.dates(date(2024, 1, 1), date(2083, 1, 1)), st.times(), st.just(UTC))
SALTS = st.integers(0, 2**64)

# ------------------------------------------------------------------------------------------------- folding


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("агкноуухие", "әғқңөұүһіё"),
        ("АГКНОУУХИЕ", "ӘҒҚҢӨҰҮҺІЁ"),
        ("комек", "Көмек"),
        ("казир", "қазір"),
        ("хабарландыру", "ХАБАРЛАНДЫРУ"),
        ("менин  деректерим", " Менің деректерім "),
        ("мои данные", "Мои\nданные"),
    ],
)
def test_a_word_from_a_russian_keyboard_is_the_kazakh_word(written: str, meant: str) -> None:
    assert fold(written) == fold(meant)


@pytest.mark.parametrize(("one", "other"), [("жиын", "жиналыс"), ("тіл", "тел"), ("now", "no")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text("абвгғәқңөұүһіёйклмн АӘҚІ\t\n", max_size=40))
def test_a_folded_word_folds_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)


# --------------------------------------------------------------------------------------- in two languages


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        (WATER, Language.KK, "су"),
        (WATER, Language.RU, "вода"),
        (WATER, Language.EN, "су / вода"),
        (Bilingual.same("14"), Language.EN, "14"),
        (Bilingual(kk="су"), Language.EN, "су"),
        (Bilingual(ru="вода"), Language.EN, "вода"),
        (Bilingual(kk="су"), Language.RU, ""),
        (Bilingual(ru="вода"), Language.KK, ""),
        (Bilingual(), Language.EN, ""),
    ],
)
def test_each_reads_their_own_and_nothing_is_borrowed(text: Bilingual, language: Language, read: str) -> None:
    assert text.to(language) == read


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (WATER, ()),
        (Bilingual(kk="су"), (Language.RU,)),
        (Bilingual(ru="вода"), (Language.KK,)),
        (Bilingual(), (Language.KK, Language.RU)),
    ],
)
def test_what_is_still_to_be_written_is_named(text: Bilingual, missing: tuple[Language, ...]) -> None:
    assert text.missing == missing


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("су / вода", WATER),
        ("  су  /  вода  ", WATER),
        ("су", Bilingual(kk="су")),
        ("и/немесе", Bilingual(kk="и/немесе")),
        ("8/10 / 8 из 10", Bilingual("8/10", "8 из 10")),
        ("су / вода / water", Bilingual("су", "вода / water")),
        ("", Bilingual()),
        (" / вода", Bilingual(ru="вода")),
    ],
)
def test_a_pair_is_split_at_the_first_slash_between_blanks(written: str, read: Bilingual) -> None:
    assert split_pair(written) == read


PLAIN = st.text(st.characters(exclude_characters="/", exclude_categories=["C", "Z"]), min_size=1)


@given(PLAIN, PLAIN)
def test_any_pair_reads_back(kk: str, ru: str) -> None:
    assert split_pair(f"{kk} / {ru}") == Bilingual(kk, ru)
    assert split_pair(Bilingual(kk, ru).to(Language.EN)) in {Bilingual(kk, ru), Bilingual(kk)}


# ------------------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize("text", ["14", " 14 ", "№14", "№ 14", "No 14", "no. 14", "NO14", "n 14", "014"])
def test_the_number_of_a_notice_is_read_as_people_write_it(text: str) -> None:
    assert read_number(text) == 14


@pytest.mark.parametrize(
    "text", ["", "№", "14 15", "14a", "-14", "14.5", "1234567890", "9" * 5000, "/14", "числа 14", "²"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None


@given(st.integers(0, 999_999_999))
def test_any_number_reads_back(number: int) -> None:
    assert read_number(str(number)) == read_number(f"№ {number}") == number


# ------------------------------------------------------------------------------------------------- lengths


@pytest.mark.parametrize(
    ("text", "length"),
    [("", 0), ("Асар", 4), ("Қазақ", 5), ("🎉", 2), ("a🎉b", 4), ("👨‍👩‍👧", 8), ("🇰🇿", 4), ("№", 1)],
)
def test_a_text_is_counted_as_messengers_count_it(text: str, length: int) -> None:
    assert units(text) == length


@given(st.text(), st.text())
def test_the_lengths_of_two_texts_add_up(one: str, other: str) -> None:
    assert units(one + other) == units(one) + units(other)
    assert len(one) <= units(one) <= 2 * len(one)


# ----------------------------------------------------------------------------------------------------- ids


@given(MOMENTS, SALTS)
def test_a_number_has_63_bits(now: datetime, salt: int) -> None:
    assert 0 <= make_id(now, salt) < 2**63


@given(MOMENTS, SALTS)
def test_a_number_tells_when_it_was_made_to_the_millisecond(now: datetime, salt: int) -> None:
    to_the_millisecond = now.replace(microsecond=now.microsecond // 1000 * 1000)

    assert made_at(make_id(now, salt)) == to_the_millisecond


@given(MOMENTS, st.timedeltas(timedelta(milliseconds=1), timedelta(days=3650)), SALTS, SALTS)
def test_what_is_made_later_has_the_larger_number(
    now: datetime, later: timedelta, first: int, second: int
) -> None:
    assert make_id(now, first) < make_id(now + later, second)


@given(MOMENTS, st.integers(0, 2**22 - 1), st.integers(0, 2**22 - 1))
def test_two_made_in_the_same_millisecond_differ_by_their_salt(
    now: datetime, first: int, second: int
) -> None:
    assert (make_id(now, first) == make_id(now, second)) == (first == second)


@pytest.mark.parametrize(
    ("text", "most", "left"),
    [("бес", 3, "бес"), ("алты", 3, "ал…"), ("🐎🐎", 3, "🐎…"), ("а🐎🐎", 4, "а🐎…"), ("аб🐎в", 4, "аб…")],
)
def test_a_cut_never_goes_through_a_letter(text: str, most: int, left: str) -> None:
    assert cut(text, most) == left
