import asyncio
import json
import struct
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import typst
from icalendar import Calendar, Event
from pypdf import PdfReader

from bot.papers.drawable import drawable, drawn
from bot.papers.phrases import Phrases
from bot.papers.printed import PrintedPapers
from bot.papers.typesetting import NotTypesetError, picture_ending, typeset
from bot.speech import Speech
from handlers.chat import Paper
from handlers.ports import BlankSheets, NoticePaper, Papers, ProofPaper
from tests.petitioned import a_petition
from village.announcements import Point
from village.gatherings import Change, Convener, Gathering, GatheringState, Plan, RuleKept
from village.ids import FileId, GatheringId, PersonId, SectionSlug, VillageSlug
from village.outbox import Subject
from village.paper import PaperSheet
from village.people import Basis, BasisKind
from village.records import ProofKind, ProofLine
from village.rules import Counting, Grade, Kind
from village.texts import Bilingual, Language
from village.villages import Named, Section, Village

ALMATY = ZoneInfo("Asia/Almaty")
LINK = "https://t.me/asar_bot?start=n14"
SHOP, CLINIC = FileId(2**62 + 7), FileId(2**62 + 8)

VILLAGE = Village(
    slug=VillageSlug("bugrovoe"),
    name=Named("Бугровое ауылдық округі", "Бугровской сельский округ", "Bugrovoe rural district"),
    operator=Named(*["«Бугровое ауылдық округі әкімінің аппараты» КММ"] * 3),
    bin="123456789012",
    phone="8 (71538) 2-34-56",
    population=942,
    adults=700,
    sections=(Section(SectionSlug("sarykol"), Named("Сарыкөл", "Сарыколь", "Sarykol"), 200),),
)
RULE = RuleKept("2023-06-23", 10, Counting.CLEAR, Grade.M, "Law of 23 January 2001 No 148, art. 39-3")
AGENDA = (
    Bilingual("Ауылішілік жолдарды жөндеу", "Ремонт внутрипоселковых дорог"),
    Bilingual("Жиналыс мүшелерін сайлау", "Выборы членов собрания"),
)


@pytest.fixture(scope="module")
def speech() -> Speech:
    return Speech(ALMATY)


@pytest.fixture(scope="module")
def papers(speech: Speech) -> Papers:
    return PrintedPapers(speech, ALMATY)


def a_plan(**different: Any) -> Plan:
    plan = Plan(
        kind=Kind.GATHERING,
        starts=datetime(2026, 12, 20, 15, tzinfo=ALMATY),
        place=Bilingual("Мәдениет үйі", "Дом культуры"),
        agenda=AGENDA,
        basis=Basis(BasisKind.ORDER, "14", date(2026, 12, 5)),
    )
    return replace(plan, **different)


def a_gathering(plan: Plan | None = None, **different: Any) -> Gathering:
    gathering = Gathering(
        id=GatheringId(123),
        village=VILLAGE.slug,
        number=14,
        author=PersonId(1),
        plan=plan or a_plan(),
        rule=RULE,
        published_at=datetime(2026, 12, 9, 5, tzinfo=UTC),
        notice_from=date(2026, 12, 9),
    )
    return replace(gathering, **different)


def a_notice(plan: Plan | None = None, **different: Any) -> NoticePaper:
    return NoticePaper(VILLAGE, a_gathering(plan, **different), LINK)


def a_line(kind: ProofKind, place: str, **different: Any) -> ProofLine:
    at = datetime(2026, 12, 9, 10, 5, tzinfo=ALMATY)
    return replace(ProofLine(VILLAGE.slug, Subject("gathering", 123), kind, at, place), **different)


def a_proof(*lines: ProofLine, **different: Any) -> ProofPaper:
    proof = ProofPaper(
        village=VILLAGE,
        gathering=a_gathering(),
        lines=lines,
        delivered=214,
        changes=(),
        in_time=True,
        made_at=datetime(2026, 12, 21, 9, 30, tzinfo=ALMATY),
    )
    return replace(proof, **different)


def a_picture() -> bytes:
    """Make a PNG of 8 by 8 grey points."""

    def part(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(bytes([0, *range(0, 240, 30)]) for _ in range(8)))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


def pages(paper: Paper) -> list[str]:
    """Read the pages back, their blanks folded."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(paper.content)).pages]


def text(paper: Paper) -> str:
    """Read a whole paper back; what a page may break inside is put together again."""
    return " ".join(pages(paper)).replace("\u200b", "")


def close(words: str) -> str:
    """Take all blanks out, so that a line's end does not matter."""
    return "".join(words.split())


def pictures_in(paper: Paper) -> int:
    return sum(len(page.images) for page in PdfReader(BytesIO(paper.content)).pages)


def entry(paper: Paper) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(paper.content)
    assert isinstance(calendar, Calendar)
    return calendar, calendar.events[0]


# ------------------------------------------------------------------------------------------------ notices


async def test_a_notice_says_everything_in_both_languages_on_one_page(papers: Papers) -> None:
    notice = await papers.notice(a_notice())

    said = text(notice)
    assert notice.mime == "application/pdf"
    assert len(pages(notice)) == 1
    for words in (
        "ХАБАРЛАНДЫРУ № 14",
        "Жергілікті қоғамдастық жиыны",
        "2026 жылғы 20 желтоқсан, жексенбі",
        "сағат 15:00",
        "Мәдениет үйі",
        "№ 14 өкім, 2026 жылғы 5 желтоқсан",
        "1. Ауылішілік жолдарды жөндеу",
        "ОБЪЯВЛЕНИЕ № 14",
        "Сход местного сообщества",
        "20 декабря 2026 года, воскресенье",
        "Дом культуры",
        "распоряжение № 14 от 5 декабря 2026 года",
        "2. Выборы членов собрания",
        "8 (71538) 2-34-56",
        "ботқа 14 нөмірін жазыңыз",
        "t.me/asar_bot?start=n14",
    ):
        assert words in said
    assert said.index("ХАБАРЛАНДЫРУ") < said.index("ОБЪЯВЛЕНИЕ")


async def test_every_kazakh_letter_survives(papers: Papers) -> None:
    letters = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"

    assert letters in text(await papers.notice(a_notice(a_plan(place=Bilingual.same(letters)))))


@pytest.mark.parametrize("kind", list(Kind))
async def test_each_kind_has_its_own_words(papers: Papers, speech: Speech, kind: Kind) -> None:
    paper = a_notice(a_plan(kind=kind))
    kk = Phrases(speech, ALMATY, Language.KK)

    assert kk.kind(paper.gathering) in text(await papers.notice(paper))
    assert close(kk.say(f"paper-sheet-title-{kind}")) in close(text(await papers.sheet(paper)))
    proof = text(await papers.proof(a_proof(gathering=paper.gathering), Language.KK))
    assert close(kk.say(f"paper-proof-about-{kind}")) in close(proof)


@pytest.mark.parametrize("convener", list(Convener))
async def test_a_notice_names_who_convenes(papers: Papers, speech: Speech, convener: Convener) -> None:
    paper = a_notice(a_plan(convener=convener, basis=Basis(BasisKind.PROTOCOL, "жиналыс хаттамасы", None)))

    said = text(await papers.notice(paper))

    assert Phrases(speech, ALMATY, Language.RU).convener(paper.gathering) in said
    assert "жиналыс хаттамасы" in said


async def test_a_separate_gathering_names_its_settlement(papers: Papers) -> None:
    paper = a_notice(a_plan(kind=Kind.SEPARATE, section=SectionSlug("sarykol")))

    assert "Елді мекен: Сарыкөл" in text(await papers.notice(paper))
    assert "Населённый пункт: Сарыколь" in text(await papers.sheet(paper))


async def test_twenty_items_put_each_language_on_its_own_page(papers: Papers) -> None:
    items = tuple(
        Bilingual(f"Бюджеттің {n}-тармағы туралы есепті талқылау " * 2, f"Отчёт по пункту {n} бюджета " * 3)
        for n in range(1, 21)
    )

    kk, ru = pages(await papers.notice(a_notice(a_plan(agenda=items))))

    assert "20. Бюджеттің 20-тармағы" in kk
    assert "Текст на русском языке" in kk
    assert "20. Отчёт по пункту 20" in ru
    assert "15:00" in ru


async def test_an_agenda_that_no_page_holds_runs_on(papers: Papers) -> None:
    items = tuple(Bilingual.same(f"Мәселе {n}: " + "ауыл жолын жөндеу туралы " * 25) for n in range(1, 21))

    told = pages(await papers.notice(a_notice(a_plan(agenda=items))))

    assert len(told) > 2
    assert "Мәселе 20:" in told[-1]


async def test_the_small_notice_stands_four_times_on_one_page(papers: Papers) -> None:
    (page,) = pages(await papers.notice_small(a_notice()))

    assert page.count("ХАБАРЛАНДЫРУ № 14") == 4
    assert page.count("Дом культуры") == 4
    assert page.count("Ремонт внутрипоселковых дорог") == 4


async def test_an_agenda_too_long_for_a_slip_is_counted_there(papers: Papers) -> None:
    items = tuple(Bilingual.same("Ауыл жолын жөндеу және жарықтандыру туралы есеп " * 4) for _ in range(20))

    (page,) = pages(await papers.notice_small(a_notice(a_plan(agenda=items))))

    assert close(page).count(close("Күн тәртібінде 20 мәселе бар")) == 4
    assert close(page).count(close("В повестке дня 20 вопросов")) == 4
    assert page.count("ОБЪЯВЛЕНИЕ № 14") == 4


async def test_a_cancelled_gathering_says_so_and_calls_nobody(papers: Papers) -> None:
    ground = Bilingual("боран, жол жабық", "буран, дорога закрыта")
    paper = a_notice(state=GatheringState.CANCELLED, revision=1, ground=ground)

    said = text(await papers.notice(paper))

    assert "ӨТПЕЙДІ" in said
    assert "Причина: буран, дорога закрыта" in said
    assert "қатысады" not in said


async def test_a_changed_notice_takes_the_old_one_down(papers: Papers) -> None:
    said = text(await papers.notice(a_notice(revision=1)))

    assert "бұрынғы хабарландырудың орнына" in said
    assert "взамен прежнего объявления" in said


async def test_without_a_link_there_is_no_code_but_still_the_number(papers: Papers) -> None:
    notice = await papers.notice(NoticePaper(VILLAGE, a_gathering()))

    assert "напишите боту его номер — 14" in text(notice)
    assert "t.me" not in text(notice)


@pytest.mark.parametrize(
    "typed",
    [
        "#set page(width: 1cm)",
        "*жуан* _көлбеу_ `код`",
        "$x^2$ <белгі> @сілтеме",
        r"\n \u{41} \\",
        "\"қос\" 'дара' «ілмек»",
        "= Тақырып",
        "- тізім + 1. // түсінік",
        "#{panic()} ] [ )",
        "&lt;b&gt; <b>&amp;</b>",
        "a~b -- c --- d ...",
    ],
)
async def test_what_looks_like_markup_comes_out_as_typed(papers: Papers, typed: str) -> None:
    paper = a_notice(a_plan(place=Bilingual.same(typed), agenda=(Bilingual.same(typed),)))

    assert close(text(await papers.notice(paper))).count(close(typed)) >= 4


async def test_the_same_facts_give_the_same_file(papers: Papers) -> None:
    assert await papers.notice(a_notice()) == await papers.notice(a_notice())


async def test_many_papers_are_made_at_once(papers: Papers) -> None:
    made = await asyncio.gather(*(papers.notice_small(a_notice()) for _ in range(8)))

    assert len({paper.content for paper in made}) == 1


# ------------------------------------------------------------------------------------------------- letters


@pytest.mark.parametrize(
    ("typed", "comes_out"),
    [
        ("Клуб 🏠 Мәдениет 👨‍👩‍👧 үйі 🇰🇿", "Клуб Мәдениет үйі"),
        ("1️⃣ Су ✔️ 500 ₸", "1 Су ✔ 500 ₸"),
        ("𝐉𝐢𝐲𝐧 ①", "Jiyn 1"),
        ("и\u0306", "й"),
        ("a\u202eb\u200fc\x00d", "abcd"),
        ("бір\nекі\t үш", "бір екі үш"),
        ("村 чаты", "? чаты"),
        ("😀", ""),
    ],
)
def test_what_no_font_draws_never_becomes_a_box(typed: str, comes_out: str) -> None:
    assert drawable(typed) == comes_out


def test_a_word_without_an_end_may_break() -> None:
    assert "\u200b" in drawable("а" * 60)
    assert "\u200b" not in drawable("ынтымақтастықтарыңыздағы")


@pytest.mark.parametrize("weight", ["regular", "semibold", "bold"])
@pytest.mark.parametrize("slant", ["normal", "italic"])
def test_every_letter_let_through_is_drawn(weight: str, slant: str) -> None:
    # PDF/A refuses a letter that no font has: a stricter reader than any eye.
    source = (
        '#set document(title: "x")\n'
        '#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), '
        "weight: sys.inputs.weight, style: sys.inputs.slant)\n"
        "#for letter in json(bytes(sys.inputs.letters)) [#letter#parbreak()]"
    )
    inputs = {"letters": json.dumps(drawn()), "weight": weight, "slant": slant}

    assert typst.compile(
        source.encode(), format="pdf", ignore_system_fonts=True, sys_inputs=inputs, pdf_standards="a-2b"
    )


# -------------------------------------------------------------------------------------------------- sheets


async def test_the_sheet_has_two_pages_of_numbered_rows(papers: Papers) -> None:
    first, second = pages(await papers.sheet(a_notice()))

    assert "Жергілікті қоғамдастық жиынына қатысушыларды тіркеу парағы" in first
    assert "Фамилия, имя, отчество (при наличии)" in first
    assert "Мекенжайы" in second
    assert [str(n) for n in range(1, 23)] == [word for word in first.split() if word.isdigit()][4:26]
    assert "46" in second.split()
    assert "Всего зарегистрировано" in second


async def test_a_long_place_does_not_push_the_sheet_to_a_third_page(papers: Papers) -> None:
    place = Bilingual.same("Мәдениет үйінің үлкен залы, Бейбітшілік көшесі, 12-үй " * 5)

    assert len(pages(await papers.sheet(a_notice(a_plan(place=place))))) == 2


# -------------------------------------------------------------------------------------------------- proofs


async def test_a_proof_tells_where_and_when_the_notice_stood(papers: Papers) -> None:
    proof = a_proof(
        a_line(ProofKind.STOOD, "Бугровое чаты", refs=("1204", "1205")),
        a_line(ProofKind.FORWARDED, "Мектеп ата-аналары"),
        a_line(ProofKind.BOARD, "«Айгүл» дүкені", file=SHOP),
        photos={SHOP: a_picture()},
    )

    paper = await papers.proof(proof, Language.KK)

    said = text(paper)
    for words in (
        "АНЫҚТАМА",
        "№ 14, жарияланған уақыты: 2026 жылғы 9 желтоқсан, 10:00",
        "Бугровое чаты 2026 жылғы 9 желтоқсан, 10:05 1204, 1205",
        "Мектеп ата-аналары 2026 жылғы 9 желтоқсан, 10:05",
        "«Айгүл» дүкені",
        "Жеке хабар жеткен адам саны: 214.",
        "оқылғанын білдірмейді",
        "толық күн саны: 10.",
        "2023-06-23",
        "Хабарлау мерзімі сақталды: күнтізбелік 10 күн.",
        "2026 жылғы 21 желтоқсан, 09:30",
        "Тіркеу №",
        "Қолы",
        "М.О.",
    ):
        assert words in said
    assert pictures_in(paper) == 1
    assert "Нұсқасы" not in said


KEPT = {Language.KK: "сақталды", Language.RU: "соблюдён", Language.EN: "was kept"}


@pytest.mark.parametrize("language", list(Language))
async def test_only_a_notice_in_time_is_said_to_be_kept(papers: Papers, language: Language) -> None:
    assert KEPT[language] in text(await papers.proof(a_proof(), language))
    assert KEPT[language] not in text(await papers.proof(a_proof(in_time=False), language))


@pytest.mark.parametrize("language", list(Language))
async def test_a_plain_meeting_has_no_term_to_keep(papers: Papers, language: Language) -> None:
    meeting = a_gathering(a_plan(kind=Kind.MEETING), rule=None)

    said = text(await papers.proof(a_proof(gathering=meeting), language))

    assert KEPT[language] not in said
    assert "2023-06-23" not in said


LAW = {Language.KK: "заң", Language.RU: "закон", Language.EN: "law"}


@pytest.mark.parametrize(("language", "law"), list(LAW.items()))
async def test_a_rule_of_low_grade_is_not_told_as_law(papers: Papers, language: Language, law: str) -> None:
    assert law not in text(await papers.proof(a_proof(), language)).casefold()


@pytest.mark.parametrize(
    ("delivered", "words"), [(1, "1 человеку"), (2, "2 людям"), (21, "21 человеку"), (0, "0 людям")]
)
async def test_russian_counts_people_rightly(papers: Papers, delivered: int, words: str) -> None:
    said = text(await papers.proof(a_proof(delivered=delivered), Language.RU))

    assert f"Личное сообщение доставлено: {words}." in said


@pytest.mark.parametrize(
    "broken",
    [b"", b"not a picture", b"\xff\xd8\xff\xe0broken", a_picture()[:60], b"<svg xmlns='x'/>"],
)
async def test_a_broken_photo_does_not_stop_the_paper(papers: Papers, broken: bytes) -> None:
    proof = a_proof(
        a_line(ProofKind.BOARD, "Дүкен", file=SHOP),
        a_line(ProofKind.BOARD, "Медпункт", file=CLINIC),
        a_line(ProofKind.BOARD, "Мектеп", file=FileId(9)),
        photos={SHOP: broken, CLINIC: a_picture()},
    )

    paper = await papers.proof(proof, Language.RU)

    said = text(paper)
    assert "Дүкен 9 декабря 2026 года, 10:05 не открылось" in said
    assert "Медпункт 9 декабря 2026 года, 10:05 фото № 1" in said
    assert "Мектеп 9 декабря 2026 года, 10:05 не приложено" in said
    assert pictures_in(paper) == 1


async def test_only_what_can_be_drawn_is_a_picture() -> None:
    assert await picture_ending(a_picture()) == "png"
    assert await picture_ending(a_picture()[:-40]) is None


async def test_changes_stay_with_both_sides_and_the_ground(papers: Papers) -> None:
    starts = datetime(2026, 12, 20, 15, tzinfo=ALMATY)
    old, new = Bilingual("Мектеп", "Школа"), Bilingual("Мәдениет үйі", "Дом культуры")
    ground = Bilingual("жарық жоқ", "нет света")
    changes = (
        Change(starts - timedelta(days=5), starts - timedelta(hours=1), starts, new, new, ground),
        Change(starts - timedelta(days=4), starts, starts, old, new, Bilingual()),
    )
    lines = (a_line(ProofKind.STOOD, "Чат"), a_line(ProofKind.STOOD, "Чат", revision=2))

    said = text(await papers.proof(a_proof(*lines, changes=changes), Language.RU))

    assert "20 декабря 2026 года, 14:00" in close_up(said)
    assert "нет света" in said
    assert "Школа Дом культуры –" in said
    assert "изменение № 2" in close_up(said)


def close_up(words: str) -> str:
    """Join what a narrow column broke."""
    return " ".join(words.split())


async def test_a_cancelled_gathering_is_cancelled_in_its_proof(papers: Papers) -> None:
    cancelled = a_gathering(state=GatheringState.CANCELLED, ground=Bilingual("боран", "буран"))

    said = text(await papers.proof(a_proof(gathering=cancelled), Language.RU))

    assert "Отменено: Причина: буран" in said


async def test_a_proof_of_many_chats_runs_on(papers: Papers) -> None:
    ref = "wamid.HBgLNzcwMTIzNDU2NzgVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA"
    lines = [a_line(ProofKind.STOOD, f"Чат № {n} " + "ө" * 80, refs=(ref,)) for n in range(60)]

    told = pages(await papers.proof(a_proof(*lines), Language.KK))

    assert len(told) > 2
    assert ref in close(" ".join(told)).replace("\u200b", "")


# ------------------------------------------------------------------------------------------------ calendar


async def test_a_calendar_entry_is_read_back_at_its_hour(papers: Papers) -> None:
    paper = a_notice(a_plan(point=Point(54.5, 69.25)))

    made = await papers.calendar_entry(paper, Language.KK)

    calendar, event = entry(made)
    assert made.mime == "text/calendar"
    assert calendar["METHOD"] == "PUBLISH"
    assert event.start == datetime(2026, 12, 20, 10, tzinfo=UTC)
    assert event.duration == timedelta(hours=2)
    assert event["SUMMARY"] == "Жергілікті қоғамдастық жиыны (Бугровое ауылдық округі)"
    assert event["LOCATION"] == "Мәдениет үйі"
    assert "2. Жиналыс мүшелерін сайлау" in str(event["DESCRIPTION"])
    assert event["STATUS"] == "CONFIRMED"
    assert event["GEO"].to_ical() == "54.5;69.25"
    assert event.stamp == datetime(2026, 12, 9, 5, tzinfo=UTC)


async def test_a_moved_entry_keeps_its_uid_and_counts_up(papers: Papers) -> None:
    first = entry(await papers.calendar_entry(a_notice(), Language.KK))[1]
    later = a_plan(starts=datetime(2026, 12, 21, 16, tzinfo=ALMATY))
    moved = entry(await papers.calendar_entry(a_notice(later, revision=1), Language.RU))[1]

    assert first["UID"] == moved["UID"] == "gathering-123@bugrovoe.asar"
    assert (first["SEQUENCE"], moved["SEQUENCE"]) == (0, 1)
    assert moved.start == datetime(2026, 12, 21, 11, tzinfo=UTC)


async def test_a_cancelled_entry_is_cancelled_for_every_phone(papers: Papers) -> None:
    paper = a_notice(state=GatheringState.CANCELLED, revision=2)

    calendar, event = entry(await papers.calendar_entry(paper, Language.RU))

    assert calendar["METHOD"] == "CANCEL"
    assert event["STATUS"] == "CANCELLED"
    assert event["SEQUENCE"] == 2
    assert str(event["SUMMARY"]).startswith("ОТМЕНЕНО: ")


async def test_hostile_words_stay_inside_their_line(papers: Papers) -> None:
    typed = "Үй; зал, 2\\3\nEND:VEVENT 🏠"
    place = Bilingual.same(typed)

    event = entry(await papers.calendar_entry(a_notice(a_plan(place=place)), Language.KK))[1]

    assert event["LOCATION"] == typed


# ------------------------------------------------------------------------------------------ names and days


async def test_files_are_named_for_those_who_open_them(papers: Papers) -> None:
    assert (await papers.notice(a_notice())).name == "Хабарландыру-14-A4.pdf"
    assert (await papers.sheet(a_notice())).name == "Тіркеу-парағы-14.pdf"
    assert (await papers.proof(a_proof(), Language.RU)).name == "Справка-14.pdf"
    assert (await papers.calendar_entry(a_notice(), Language.EN)).name == "Calendar-14.ics"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.KK, "2026 жылғы 20 желтоқсан, жексенбі"),
        (Language.RU, "20 декабря 2026 года, воскресенье"),
        (Language.EN, "Sunday, 20 December 2026"),
    ],
)
def test_a_day_on_paper_has_its_year_and_weekday(speech: Speech, language: Language, said: str) -> None:
    assert Phrases(speech, ALMATY, language).day_of_week(date(2026, 12, 20)) == said


async def test_a_page_that_cannot_be_set_is_named_by_the_kind_of_its_error() -> None:
    with pytest.raises(NotTypesetError, match=r"^[\w.]*Error$"):
        await typeset("nothing.typ", {"name": "Айгүл"}, datetime(2026, 12, 9, tzinfo=UTC))


# ------------------------------------------------------------------------------------ a petition on paper


@pytest.mark.parametrize("needs_iin", [False, True])
async def test_each_sheet_of_a_petition_has_its_number_the_whole_demand_and_its_lines(
    papers: Papers, *, needs_iin: bool
) -> None:
    petition = a_petition(needs_iin=needs_iin)
    plan = replace(petition.plan, demand=Bilingual("Көпір керек. " * 46, "Нужен мост. " * 50))
    petition = replace(petition, plan=plan)
    at = petition.opens_at
    blank = [PaperSheet(number, VILLAGE.slug, SectionSlug("sarykol"), at, None) for number in (7, 8)]
    link = "https://t.me/asar_bugrovoe_bot?start=td_1_7"
    sheets = tuple((sheet, link) for sheet in blank)

    paper = await papers.petition_sheets(BlankSheets(petition, VILLAGE, SectionSlug("sarykol"), sheets))

    assert paper.name == "9 өтініштің парақтары 7-8.pdf"
    assert len(pages(paper)) == len(sheets)
    for sheet, page in zip(blank, pages(paper), strict=True):
        said = close(page)
        assert close(f"№ {sheet.number} парақ / Лист № {sheet.number}") in said
        assert said.count(close("Көпір керек.")) == 46
        assert said.count(close("Нужен мост.")) == 50
        assert petition.digest in said
        assert close("Елді мекен: Сарыкөл") in said
        assert ("ЖСН/ИИН" in said) is needs_iin
        assert close("10 11 12") in said


async def test_without_a_link_a_sheet_has_no_code(papers: Papers) -> None:
    petition = a_petition()
    sheet = PaperSheet(1, VILLAGE.slug, None, petition.opens_at, None)

    paper = await papers.petition_sheets(BlankSheets(petition, VILLAGE, None, ((sheet, ""),)))

    assert "Кодты сканерлеп" not in text(paper)
    assert close("№ 1 парақ") in close(text(paper))
