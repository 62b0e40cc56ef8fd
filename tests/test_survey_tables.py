"""The tables of a survey: columns of the form alone, what sheets say in them, what is told beside them."""

import csv
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.papers.survey_tables import PlainText, TooWide, Workbook, survey_tables
from handlers.ports import SurveyTables
from tests.stores import ALMATY, BUGROVOE
from village.course import State
from village.ids import PersonId, SectionSlug, SurveyId
from village.people import Role
from village.results import SMALLEST_PART
from village.survey_hiding import (
    AnonymousFew,
    AnonymousOpen,
    Marks,
    SurveyStopped,
    check_may_be_told,
    marks_told,
)
from village.survey_tables import Cell, Row, Version, codebook, columns, file_name, titles
from village.surveys import Book, Kind, Option, Question, Questionnaire, Survey, SurveyPlan
from village.texts import Bilingual, Language

OPENS = datetime(2026, 12, 1, 9, tzinfo=ALMATY)
EAST, WEST, SOUTH = SectionSlug("east"), SectionSlug("west"), SectionSlug("south")
DAY = date(2026, 12, 3)


def a_survey(version: str = "1", number: int = 7, *, anonymous: bool = False) -> Survey:
    """Make a survey that is open."""
    plan = SurveyPlan(closes_at=OPENS + timedelta(days=14), anonymous=anonymous)
    return Survey(
        id=SurveyId(number),
        form_id="needs",
        version=version,
        title=Bilingual("Қажеттіліктер", "Потребности"),
        length=3,
        village=BUGROVOE,
        number=number,
        author=PersonId(1),
        plan=plan,
        opens_at=OPENS,
        first_closes_at=plan.closes_at,
        author_role=Role.AKIM,
        state=State.OPEN,
    )


def closed(survey: Survey) -> Survey:
    return replace(survey, state=State.CLOSED, closed_at=OPENS)


def a_question(path: str, kind: Kind = Kind.TEXT, options: str = "") -> Question:
    """Make a question; its options by their names."""
    names = tuple(Option(name, Bilingual(f"{name} қазақша", f"{name} по-русски")) for name in options.split())
    return Question(path, kind, Bilingual(f"{path} kk", f"{path} ru"), options=names)


def a_version(*questions: Question, version: str = "1", book: Book | None = None) -> Version:
    """Make a version of a form."""
    asked = Questionnaire(Bilingual("Т", "Т"), questions, {"roads": Bilingual("Жолдар", "Дороги")})
    return Version(a_survey(version), asked, book or {})


def said(version: Version, values: Mapping[str, str], language: Language | None = None) -> dict[str, Cell]:
    """Give a row of a version by itself."""
    wanted = columns([version])
    row = Row(wanted, version, language).cells(values)
    return {column.name: cell for column, cell in zip(wanted, row, strict=True)}


def names(*versions: Version) -> list[str]:
    return [column.name for column in columns(versions)]


WHOLE = a_version(
    a_question("hello", Kind.NOTE),
    a_question("roads/quality", Kind.ONE, "good bad"),
    a_question("roads/wrong", Kind.SEVERAL, "holes mud"),
    a_question("first", Kind.RANK, "road light school"),
    a_question("people", Kind.INTEGER),
    a_question("share", Kind.DECIMAL),
    a_question("since", Kind.DATE),
    a_question("hour", Kind.TIME),
    a_question("spot", Kind.PLACE),
    a_question("sum", Kind.CALCULATED),
    a_question("words"),
)


# ------------------------------------------------------------------------------------------------ columns


def test_columns_come_from_the_form_as_odk_names_them() -> None:
    assert names(WHOLE) == [
        "roads/quality",
        "roads/wrong",
        "roads/wrong/holes",
        "roads/wrong/mud",
        "first",
        "first/road",
        "first/light",
        "first/school",
        "people",
        "share",
        "since",
        "hour",
        "spot",
        "spot/latitude",
        "spot/longitude",
        "sum",
        "words",
    ]


def test_versions_stand_together_and_what_is_new_stands_behind_its_neighbour() -> None:
    old = a_version(
        a_question("a"), a_question("b", Kind.SEVERAL, "x z"), a_question("gone"), a_question("c")
    )
    new = a_version(
        a_question("first"),
        a_question("a"),
        a_question("more"),
        a_question("b", Kind.SEVERAL, "x y z"),
        a_question("c"),
        version="2",
    )

    assert names(old, new) == ["first", "a", "more", "b", "b/x", "b/y", "b/z", "gone", "c"]
    wanted = columns([old, new])
    assert Row(wanted, old, None).cells({"b": "z", "gone": "was", "c": "1"}) == [
        None,
        None,
        None,
        "z",
        0,
        None,  # this choice was not there to be chosen
        1,
        "was",
        "1",
    ]


def test_heads_in_words_tell_apart_what_reads_the_same() -> None:
    alike = replace(a_question("b"), label=Bilingual("a kk", "a ru"))

    version = a_version(
        a_question("a"), alike, a_question("s", Kind.SEVERAL, "x"), Question("bare", Kind.TEXT, Bilingual())
    )

    assert titles(columns([version]), Language.KK) == [
        "a kk (a)",
        "a kk (b)",
        "s kk",
        "s kk / x қазақша",
        "bare",
    ]


# -------------------------------------------------------------------------------------------------- cells


def test_answers_become_what_they_are() -> None:
    values = {
        "roads/quality": "bad",
        "roads/wrong": "mud",
        "first": "school road light",
        "people": "5",
        "share": "2.50",
        "since": "2026-11-23",
        "hour": "09:30",
        "spot": "43.25 76.5 0 0",
        "sum": "12",
        "words": "=1+1",
    }

    assert said(WHOLE, values) == {
        "roads/quality": "bad",
        "roads/wrong": "mud",
        "roads/wrong/holes": 0,
        "roads/wrong/mud": 1,
        "first": "school road light",
        "first/road": 2,
        "first/light": 3,
        "first/school": 1,
        "people": 5,
        "share": 2.5,
        "since": date(2026, 11, 23),
        "hour": time(9, 30),
        "spot": "43.25 76.5 0 0",
        "spot/latitude": 43.25,
        "spot/longitude": 76.5,
        "sum": 12,
        "words": "=1+1",
    }


def test_what_was_not_asked_or_passed_over_is_empty_in_all_its_columns() -> None:
    assert set(said(WHOLE, {"roads/wrong": "", "words": "", "unknown": "x"}).values()) == {None}


def test_choices_are_said_in_words_where_asked() -> None:
    row = said(WHOLE, {"roads/quality": "bad", "roads/wrong": "mud holes"}, Language.RU)

    assert (row["roads/quality"], row["roads/wrong"]) == ("bad по-русски", "mud по-русски; holes по-русски")
    assert (row["roads/wrong/holes"], row["roads/wrong/mud"]) == (1, 1)


@pytest.mark.parametrize(
    ("path", "value", "cell"),
    [
        ("people", "-3", -3),
        ("people", "1234567890123456", "1234567890123456"),
        ("people", "many", "many"),
        ("since", "soon", "soon"),
        ("sum", "007", "007"),
        ("sum", "-1.5", -1.5),
        ("sum", "NaN", "NaN"),
        ("sum", "2026-11-23", "2026-11-23"),
    ],
)
def test_a_number_is_one_only_where_nothing_of_it_is_lost(path: str, value: str, cell: Cell) -> None:
    assert said(WHOLE, {path: value})[path] == cell


def test_files_are_named_by_their_row() -> None:
    assert file_name(1, "roads/photo", "jpg") == "0001-roads-photo.jpg"
    assert file_name(12345, "voice", "ogg") == "12345-voice.ogg"


# ----------------------------------------------------------------------------------------------- codebook


def test_the_codebook_tells_conditions_of_groups_too_and_which_version_has_what() -> None:
    book = {
        "survey": (
            ("type", "name", "relevant", "required"),
            ("begin group", "roads", "${car} = 'yes'", ""),
            ("select_multiple w", "wrong", "${quality} = 'bad'", "yes"),
            ("text", "how", "", ""),
            ("end_group", "", "", ""),
            ("text", "words", "", "yes"),
        )
    }
    wrong = replace(a_question("roads/wrong", Kind.SEVERAL, "mud"), section="roads")
    old = a_version(a_question("roads/wrong", Kind.SEVERAL, "mud ice"), a_question("words"), version="1")
    new = a_version(wrong, a_question("roads/how"), a_question("words"), version="2", book=book)

    lines = {line.question.path: line for line in codebook([old, new])}

    assert list(lines) == ["roads/wrong", "roads/how", "words"]
    assert lines["roads/wrong"].condition == "(${car} = 'yes') and (${quality} = 'bad')"
    assert (lines["roads/how"].condition, lines["words"].condition) == ("${car} = 'yes'", "")
    assert (lines["roads/wrong"].required, lines["words"].required) == ("yes", "yes")
    assert [option.name for option in lines["roads/wrong"].question.options] == ["mud", "ice"]
    assert lines["roads/wrong"].section == Bilingual("Жолдар", "Дороги")
    assert (lines["roads/wrong"].versions, lines["roads/how"].versions) == (("1", "2"), ("2",))


# ----------------------------------------------------------------------- what is told of anonymous sheets


def test_an_anonymous_survey_is_told_only_when_it_is_over_and_of_five_sheets_at_least() -> None:
    survey = a_survey(anonymous=True)

    with pytest.raises(AnonymousOpen):
        check_may_be_told(survey, 100)
    with pytest.raises(AnonymousFew):
        check_may_be_told(closed(survey), 4)
    with pytest.raises(SurveyStopped):
        check_may_be_told(replace(a_survey(), state=State.STOPPED), 100)
    check_may_be_told(closed(survey), 5)
    check_may_be_told(a_survey(), 1)


def told_of(*counted: tuple[SectionSlug | None, int]) -> Mapping[SectionSlug | None, SectionSlug | None]:
    told = marks_told({(section, None): count for section, count in counted})
    return {marks[0]: shown[0] for marks, shown in told.items()}


def test_a_small_settlement_is_not_told_nor_the_only_one_left_over() -> None:
    assert told_of((EAST, 5), (WEST, 9)) == {EAST: EAST, WEST: WEST}
    # Alone without a settlement, the three of the east would be known to be of the east.
    assert told_of((EAST, 3), (WEST, 6), (SOUTH, 9)) == {EAST: None, WEST: None, SOUTH: SOUTH}
    assert told_of((EAST, 3), (WEST, 4), (SOUTH, 9)) == {EAST: None, WEST: None, SOUTH: SOUTH}
    assert told_of((None, 2), (WEST, 6), (SOUTH, 9)) == {None: None, WEST: None, SOUTH: SOUTH}
    assert told_of((None, 7), (EAST, 3), (SOUTH, 9)) == {None: None, EAST: None, SOUTH: SOUTH}


def test_an_interviewer_of_few_is_not_told_either() -> None:
    counts: dict[Marks, int] = {(EAST, None): 12, (WEST, None): 6, (WEST, Role.DEPUTY): 1}

    assert marks_told(counts) == {
        (EAST, None): (EAST, None),
        (WEST, None): (WEST, None),
        (WEST, Role.DEPUTY): (WEST, None),
    }


_MARKS = st.tuples(
    st.sampled_from([None, EAST, WEST, SOUTH]),
    st.sampled_from([None, Role.DEPUTY, Role.COMMISSION_MEMBER]),
)


@given(st.dictionaries(_MARKS, st.integers(1, 12), min_size=1))
def test_whatever_is_told_beside_a_sheet_is_told_beside_five(counts: dict[Marks, int]) -> None:
    told: Counter[Marks] = Counter()
    for marks, shown in marks_told(counts).items():
        told[shown] += counts[marks]
        assert all(one in {None, other} for one, other in zip(shown, marks, strict=True))

    assert min(told.values()) >= min(SMALLEST_PART, sum(counts.values()))


# ------------------------------------------------------------------------------------------------ the files


def a_table(*head: str) -> SurveyTables:
    return SurveyTables("needs-7", "Парақтар", head, "Сөздік", (("column", "kk"), ("a", "=Сұрақ")))


HARM = ("=1+1", "+7 701", "-5", "@me", "\tx", "\rx", "#REF!", "мәтін\x07", "x" * 40_000, "")


def a_workbook(*rows: Sequence[Cell], most: int = 100, head: Sequence[str] = ("a",)) -> Any:
    written = BytesIO()
    book = Workbook(written, a_table(*head), most)
    book.add(rows)
    book.close()
    return load_workbook(written)


def test_texts_stay_texts_in_a_spreadsheet() -> None:
    book = a_workbook(*([text] for text in HARM))

    sheet = book["Парақтар"]
    cells = [sheet.cell(row, 1) for row in range(2, 12)]
    assert [cell.data_type for cell in cells[:9]] == ["s"] * 9
    assert [cell.quotePrefix for cell in cells[:6]] == [True] * 6
    assert [cell.value for cell in cells[:5]] == list(HARM[:5])
    assert [cells[6].value, cells[7].value, len(cells[8].value)] == ["#REF!", "мәтін", 32_767]
    assert cells[9].value is None
    assert book["Сөздік"].cell(2, 2).data_type == "s"


def test_numbers_and_moments_are_real_ones_in_a_spreadsheet() -> None:
    row = (5, 2.5, DAY, time(9, 30), datetime(2026, 12, 3, 9, 30))  # noqa: DTZ001 - as cells have it

    cells = a_workbook(row, head="abcde")["Парақтар"][2]

    assert [cell.value for cell in cells] == [5, 2.5, datetime(2026, 12, 3), time(9, 30), row[4]]  # noqa: DTZ001
    assert [cell.data_type for cell in cells] == ["n", "n", "d", "d", "d"]


def test_more_rows_than_a_sheet_has_go_on_in_the_next() -> None:
    book = a_workbook(*([number] for number in range(7)), most=4)

    assert book.sheetnames == ["Парақтар", "Парақтар 2", "Парақтар 3", "Сөздік"]
    rows = [[cell.value for cell in book[name]["A"]] for name in book.sheetnames[:3]]
    assert rows == [["a", 0, 1, 2], ["a", 3, 4, 5], ["a", 6]]


def test_a_form_wider_than_a_spreadsheet_is_refused() -> None:
    with pytest.raises(TooWide):
        Workbook(BytesIO(), a_table(*map(str, range(16_385))))


def test_texts_do_no_harm_in_plain_text_and_numbers_stay_numbers() -> None:
    written = BytesIO()
    text = PlainText(written, ("=head",))
    text.add([[each] for each in HARM[:4]])
    text.add([[-5, -2.5, DAY, time(9, 30), datetime(2026, 12, 3, 9, 30), None]])  # noqa: DTZ001 - as cells have it
    text.close()

    content = written.getvalue().decode("utf-8")
    assert content.startswith("\ufeff'=head")
    rows = list(csv.reader(StringIO(content)))
    assert rows[1:5] == [["'=1+1"], ["'+7 701"], ["'-5"], ["'@me"]]
    assert rows[5] == ["-5", "-2.5", "2026-12-03", "09:30:00", "2026-12-03 09:30:00", ""]


async def test_both_files_are_made_of_pages_that_come() -> None:
    async def pages() -> AsyncIterator[list[list[Cell]]]:
        for page in range(3):
            yield [[page * 2], [page * 2 + 1]]

    xlsx, plain = await survey_tables(a_table("n"), pages())

    assert (xlsx.name, plain.name) == ("needs-7.xlsx", "needs-7.csv")
    sheet = load_workbook(BytesIO(xlsx.content))["Парақтар"]
    assert [cell.value for cell in sheet["A"]] == ["n", 0, 1, 2, 3, 4, 5]
    assert plain.content.decode("utf-8-sig").split() == ["n", "0", "1", "2", "3", "4", "5"]
