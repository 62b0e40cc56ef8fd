"""A survey's result on paper and in pictures: readable, whole, and no more than may be told."""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.papers.printed import PrintedPapers
from bot.speech import Speech
from handlers.chat import Paper
from handlers.ports import Papers, SurveyPaper
from tests.stores import ALMATY
from tests.test_results import EAST, OPENS, VILLAGE, WEST
from tests.test_survey_results import FORM, a_question, a_sheet, a_survey, counted, named
from village.course import State
from village.people import Role
from village.survey_results import Headed, published
from village.surveys import HandedIn, Kind, Questionnaire
from village.texts import Bilingual, Language

BOTH = (Language.KK, Language.RU)


@pytest.fixture(scope="module")
def papers() -> Papers:
    return PrintedPapers(Speech(ALMATY), ALMATY)


def a_paper(
    sheets: Iterable[HandedIn],
    form: Questionnaire = FORM,
    headings: Mapping[str, tuple[Headed, ...]] | None = None,
    *,
    anonymous: bool = False,
) -> SurveyPaper:
    """Give what is printed of a survey that is closed."""
    survey = replace(a_survey(anonymous=anonymous), state=State.CLOSED, closed_at=OPENS + timedelta(days=14))
    told = published(replace(counted(sheets, form), headings=headings or {}))
    return SurveyPaper(VILLAGE, replace(survey, title=form.title), form, told, "3a7f" * 16)


ANSWERED = [
    *[a_sheet(EAST, water="bad", why="dirty far", order="road light water", house__rooms="3")] * 9,
    *[a_sheet(WEST, water="good", order="water road light", house__rooms="4", house__note="Жол керек")] * 7,
    *[a_sheet(EAST, Role.DEPUTY, water="bad", why="far", house__rooms="2")] * 5,
]


def words_of(paper: Paper) -> str:
    """Give all words of a report; lines and unbreakable blanks as plain ones."""
    reader = PdfReader(BytesIO(paper.content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def pages_of(paper: Paper) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages]


def size(picture: Paper) -> tuple[int, int]:
    assert picture.content.startswith(b"\x89PNG")
    return struct.unpack(">II", picture.content[16:24])


async def test_a_report_says_all_that_may_be_told_in_both_languages(papers: Papers) -> None:
    report = await papers.survey_report(a_paper(ANSWERED), BOTH)

    words = words_of(report)
    assert report.name == "Сауалнама-есебі-9.pdf"
    for told in (
        "Сауалнама нәтижесі № 9",
        "Итог опроса № 9",
        "Жауап бергендер: 21, ересек тұрғындар: 700 3 %",
        "Ответили: 21, взрослых жителей: 700 3 %",
        "bad қаз 14 · 67 %",
        "bad рус 14 · 67 %",
        "road рус 9 · 56 % среднее место — 1,4",
        "В среднем 3,1",
        "Орташа мәні 3,1",
        "интервьюер 5 чел.",
        "Восток 14 чел. / 200 · 7 %",
        "Үй рус",
        "Бұл – тұрғындардың пікірі, заңды дауыс беру емес.",
        "3a7f3a7f",
    ):
        assert told in words
    assert "Жол керек" not in words


async def test_what_few_answered_stands_in_the_report_without_its_numbers(papers: Papers) -> None:
    sheets = [*[a_sheet(water="good")] * 9, *[a_sheet(water="bad", why="dear far")] * 3]

    words = words_of(await papers.survey_report(a_paper(sheets), (Language.RU,)))

    assert "why рус не показываем" in words
    assert "dear рус" not in words
    assert "«Не показываем» значит" in words


async def test_of_few_answers_only_that_is_printed(papers: Papers) -> None:
    words = words_of(await papers.survey_report(a_paper([a_sheet(water="bad")] * 4), (Language.RU,)))

    assert "Ответили меньше 5 человек." in words
    assert "water" not in words


async def test_headings_are_printed_with_their_counts_and_small_ones_are_not(papers: Papers) -> None:
    headings = {"house/note": (Headed(Bilingual("Жол", "Дороги"), 6), Headed(named("Құпия"), 1))}

    words = words_of(await papers.survey_report(a_paper(ANSWERED, headings=headings), BOTH))

    assert "Дороги 6" in words
    assert "Құпия" not in words


def a_long_form() -> Questionnaire:
    """Make a form of sixty questions in ten sections, some with many long options."""
    long = Bilingual(
        "Ауылымыздағы ауызсудың сапасы туралы не айтасыз? " * 3, "Что скажете о питьевой воде? " * 5
    )
    kinds = (Kind.ONE, Kind.SEVERAL, Kind.INTEGER, Kind.RANK, Kind.TEXT, Kind.ONE)
    names = " ".join(f"o{n}" for n in range(9))
    questions = []
    for n in range(60):
        kind, section = kinds[n % 6], f"s{n // 6}"
        made = a_question(
            f"{section}/q{n}", kind, names if kind not in {Kind.INTEGER, Kind.TEXT} else "", section
        )
        options = tuple(
            replace(
                each,
                label=Bilingual(f"{each.name} " + "Өте ұзын нұсқа " * 4, f"{each.name} Длинный вариант " * 3),
            )
            for each in made.options
        )
        questions.append(replace(made, label=long if n % 7 == 0 else named(f"Сұрақ {n}"), options=options))
    return Questionnaire(named("Ұзын"), tuple(questions), {f"s{n}": named(f"Бөлім {n}") for n in range(10)})


def a_long_sheet(form: Questionnaire, turn: int) -> HandedIn:
    values = {
        Kind.ONE: "o1",
        Kind.SEVERAL: "o1 o2",
        Kind.RANK: "o2 o1 o3",
        Kind.INTEGER: str(turn),
        Kind.TEXT: "а",
    }
    return HandedIn({each.path: values[each.kind] for each in form.questions}, OPENS, section=EAST)


async def test_sixty_questions_go_over_pages_without_a_title_left_alone(papers: Papers) -> None:
    form = a_long_form()
    report = await papers.survey_report(a_paper([a_long_sheet(form, n) for n in range(9)], form), BOTH)

    pages = pages_of(report)
    assert 10 < len(pages) < 45
    for page in pages:
        last = [line for line in page.splitlines() if line.strip()][-2]
        assert not last.startswith("Бөлім")
    assert all(f"Сұрақ {n} рус" in words_of(report) for n in range(60) if n % 7)


async def test_a_picture_a_question_is_as_wide_as_a_phone_and_said_in_both_languages(papers: Papers) -> None:
    paper = a_paper(ANSWERED)

    both = await papers.survey_pictures(paper, ["water", "order", "house/rooms"], BOTH)
    (one,) = await papers.survey_pictures(paper, ["water"], (Language.RU,))

    assert [each.name for each in both] == [f"Сауалнама-9 ({place}).png" for place in (1, 3, 4)]
    assert {size(each)[0] for each in (*both, one)} == {1080}
    assert size(both[0])[1] > size(one)[1]


async def test_the_longest_picture_is_one_that_telegram_takes(papers: Papers) -> None:
    form = a_long_form()
    paper = a_paper([a_long_sheet(form, n) for n in range(9)], form)

    (picture,) = await papers.survey_pictures(paper, ["s0/q0"], BOTH)

    wide, high = size(picture)
    assert wide + high <= 10_000
    assert high < 20 * wide
