"""What a poll's result is told by: words, a picture, tables; none of them tells more than it may."""

import csv
import json
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot import keeping, recount
from bot.config import Mistake
from bot.gateway import Room
from bot.layout import length
from bot.papers.printed import PrintedPapers
from bot.saying import Saying
from bot.simulator.network import SimulatorGateway
from bot.speech import Speech
from bot.telegram.myself import NETWORK
from bot.telegram.outbound import TelegramGateway, meet
from bot.telegram.run import Wire, build_bot
from handlers.chat import Card, Paper, Say
from handlers.polls.results import exports, result_says
from handlers.ports import Papers, PollTables
from tests.fake_bot_api import FakeBotApi
from tests.simulated import GROUP_ROOM, open_world
from tests.stores import ALMATY, NOW, SECRET, a_person, a_store
from tests.telegram_village import BUGROVOE, a_telegram_village
from tests.test_results import EAST, OPENS, VILLAGE, WEST, a_heap, a_poll, on_paper
from village.chats import Address
from village.course import State
from village.ids import PersonId, PollId
from village.people import Level, Role
from village.polls import Ballot, Poll
from village.results import Heap, OnPaper, Published, Recountable, count, published, recountable, to_json
from village.texts import Bilingual, Language

LONG = Bilingual("Ұзын нұсқа " * 9, "Длинный вариант " * 6)
BOTH = (Language.KK, Language.RU)


@pytest.fixture(scope="module")
def speech() -> Speech:
    return Speech(ALMATY)


@pytest.fixture(scope="module")
def papers(speech: Speech) -> Papers:
    return PrintedPapers(speech, ALMATY)


def ended(choosable: int = 3, /, **plan: Any) -> Poll:
    """Make a poll that is closed."""
    return replace(a_poll(choosable, **plan), state=State.CLOSED, closed_at=OPENS + timedelta(days=3))


def told_of(poll: Poll, heaps: Iterable[Heap], *taken: OnPaper) -> Published:
    return published(count(heaps, taken, poll, VILLAGE, holders=9), poll)


def said(speech: Speech, told: Published, poll: Poll, language: Language = Language.RU) -> str:
    return "\n".join(speech.say(each, language) for each in result_says(told, poll, VILLAGE))


VOTED = (
    a_heap((0,), 64, section=EAST, level=Level.PHONE, lives_here=True, changes=3),
    a_heap((1,), 27, section=WEST),
    a_heap((2,), 9, section=WEST, level=Level.ROLL, lives_here=True, left=True),
)


# --------------------------------------------------------------------------------------------------- words


def test_a_result_is_said_whole(speech: Speech) -> None:
    poll = ended()

    words = said(speech, told_of(poll, VOTED, on_paper(8, 6, 2, 0)), poll)

    assert words.splitlines() == [
        "ИТОГ ОПРОСА № 7",
        "Вопрос?",
        "1. Вариант 1 — 70 (65 %)",
        "2. Вариант 2 — 29 (27 %)",
        "3. Вариант 3 — 9 (8 %)",
        "Чаще всего выбирали: Вариант 1",
        "Ответили: 108. Взрослых жителей: 700 (15 %)",
        "Как получены ответы",
        "через чат: 100 чел. 1 — 64 %, 2 — 27 % и 3 — 9 %",
        "устно или на бумаге, через аппарат акима: 8 чел. 1 — 75 % и 2 — 25 %",
        "Насколько подтверждены ответившие",
        "в чате села: 27 чел. 2 — 100 %",
        "телефон подтверждён: 64 чел. 1 — 100 %",
        "в списке жителей: 9 чел. 3 — 100 %",
        "Из какого села",
        "Восток: 64 чел. 1 — 100 %",
        "Запад: 36 чел. 2 — 75 % и 3 — 25 %",
        "Где живут",
        "живут здесь: 73 чел. 1 — 88 % и 3 — 12 %",
        "неизвестно: 27 чел. 2 — 100 %",
        "Части меньше 5 человек отдельно не показываем.",
        "Меняли ответ, раз: 3",
        "Ответили и потом вышли из чата: 9",
        "Это мнение жителей, а не законное голосование.",
        f"Контрольный код: {poll.digest[:16]}",
    ]


@pytest.mark.parametrize(
    ("language", "meaning"),
    [
        (Language.KK, "Бұл – тұрғындардың пікірі, заңды дауыс беру емес."),
        (Language.EN, "This is the residents’ opinion, not a legal vote."),
    ],
)
def test_what_it_means_is_said_in_every_language(speech: Speech, language: Language, meaning: str) -> None:
    assert meaning in said(speech, told_of(ended(), VOTED), ended(), language)


def test_a_tie_no_answers_and_too_few_are_said_in_words(speech: Speech) -> None:
    poll = ended()

    assert "поровну: Вариант 1 и Вариант 3" in said(
        speech, told_of(poll, [a_heap((0,), 6), a_heap((2,), 6)]), poll
    )
    nobody = said(speech, told_of(poll, []), poll)
    assert "Никто не ответил." in nobody
    assert "Вариант" not in nobody
    few = said(speech, told_of(poll, [a_heap((0,), 4)]), poll)
    assert "меньше 5 человек" in few
    assert "Вариант" not in few


def test_several_choices_and_a_role_are_said_right(speech: Speech) -> None:
    poll = ended(most=2, role=Role.ASSEMBLY_MEMBER)

    words = said(speech, told_of(poll, [a_heap((0, 1), 5), a_heap((0,), 1)]), poll)

    assert "1. Вариант 1 — 6 (100 %)\n2. Вариант 2 — 5 (83 %)" in words
    assert "не больше 2" in words
    assert "Могли ответить (член собрания): 9 (67 %)" in words


def test_a_share_is_told_as_none_or_all_only_where_it_is(speech: Speech) -> None:
    words = said(speech, told_of(ended(), [a_heap((0,), 999), a_heap((1,), 1)]), ended())

    assert "999 (>99 %)" in words
    assert "1 (<1 %)" in words
    assert "0 (0 %)" in words


def test_the_longest_result_fits_two_messages_of_telegram(speech: Speech) -> None:
    options = tuple(Bilingual("ұ" * 97 + f"{n:3}", "щ" * 97 + f"{n:3}") for n in range(12))
    poll = ended(12, question=Bilingual("қ" * 300, "ж" * 300), options=options)
    heaps = [a_heap((n,), 30, section=[EAST, WEST][n % 2], level=Level(n % 3)) for n in range(12)]

    told = told_of(poll, heaps)

    assert all(length(result_says(told, poll, VILLAGE), each, speech) <= 4096 for each in BOTH)


# ------------------------------------------------------------------------------------------------- picture


def size(picture: Paper) -> tuple[int, int]:
    assert picture.content.startswith(b"\x89PNG")
    return struct.unpack(">II", picture.content[16:24])


async def test_a_picture_is_as_wide_as_a_phone_and_both_languages_make_it_longer(papers: Papers) -> None:
    poll, told = ended(), told_of(ended(), VOTED)

    both = await papers.poll_result(poll, told, VILLAGE, BOTH)
    one = await papers.poll_result(poll, told, VILLAGE, (Language.KK,))

    assert (both.name, both.mime) == ("Сауалнама-7.png", "image/png")
    assert size(both)[0] == size(one)[0] == 1080
    assert size(both)[1] > size(one)[1]


async def test_the_longest_picture_is_one_that_telegram_takes(papers: Papers) -> None:
    poll = ended(12, most=12, question=Bilingual("Сұрақ " * 50, "Вопрос " * 42), options=(LONG,) * 12)
    heaps = [a_heap((n,), 30, section=[EAST, WEST][n % 2], level=Level(n % 3)) for n in range(12)]

    wide, high = size(await papers.poll_result(poll, told_of(poll, heaps), VILLAGE, BOTH))

    assert wide + high <= 10_000
    assert high < 3 * wide


@pytest.mark.parametrize("heaps", [[], [a_heap((0,), 3)], [a_heap((0,), 6), a_heap((2,), 6)]])
async def test_a_picture_is_drawn_of_nothing_of_few_and_of_a_tie(papers: Papers, heaps: list[Heap]) -> None:
    drawn = await papers.poll_result(ended(), told_of(ended(), heaps), VILLAGE, (Language.EN,))

    assert size(drawn)[0] == 1080


async def test_the_same_result_gives_the_same_picture(papers: Papers) -> None:
    told = told_of(ended(), VOTED)
    pictures = [await papers.poll_result(ended(), told, VILLAGE, BOTH) for _ in range(2)]

    assert pictures[0] == pictures[1]


async def test_a_picture_goes_out_as_a_photo_with_its_words(
    papers: Papers, speech: Speech, database: str, tmp_path: Path
) -> None:
    drawn = await papers.poll_result(ended(), told_of(ended(), []), VILLAGE, BOTH)
    card = Card((Say("result-none"),), files=(drawn,), both=True)
    async with a_store(database) as store, FakeBotApi() as api:
        saying, bot, wire = Saying(speech, store.look), api.bot(), Wire(api.url)
        group, aigul = api.group("Бугровое"), api.user("Айгүл")
        api.add_to_group(bot, group, aigul)
        client = build_bot(bot.token, wire, BUGROVOE)
        gateway = TelegramGateway(client, await meet(client, BUGROVOE))
        await saying.say(gateway, Room(Address(NETWORK, str(group.id)), private=False), card, None)
        (message,) = api.messages(group)
        assert message.raw["photo"]
        assert "Ешкім жауап берген жоқ." in message.raw["caption"]
        await wire.close()
        with open_world(tmp_path) as world:
            await saying.say(SimulatorGateway(world), GROUP_ROOM, card, None)
            (post,) = world.posts(GROUP_ROOM.address.id)
            assert post.file is not None
            assert (post.file.kind, post.file.mime) == ("photo", "image/png")


# -------------------------------------------------------------------------------------------------- tables


async def tables_of(papers: Papers, poll: Poll, heaps: Iterable[Heap], *taken: OnPaper) -> dict[str, Paper]:
    """Make a poll's tables, by their endings."""
    alike = tuple(heaps)
    result = count(alike, taken, poll, VILLAGE)
    told = published(result, poll)
    made = await papers.poll_tables(PollTables(VILLAGE, poll, told, recountable(alike, result, told, poll)))
    return {Path(paper.name).suffix: paper for paper in made}


def rows_of(paper: Paper) -> list[list[str]]:
    return list(csv.reader(StringIO(paper.content.decode("utf-8-sig"))))


def counted_in(paper: Paper) -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads(paper.content)
    return read


async def test_the_tables_have_what_was_told_and_ballots_to_count(papers: Papers) -> None:
    made = await tables_of(papers, ended(), VOTED, on_paper(2, 0, 2, 0))

    book = load_workbook(BytesIO(made[".xlsx"].content))
    assert book.sheetnames == [
        "Нәтиже · Итог",
        "Жауап нұсқасы · Вариант ответа",
        "Бөліктер · Части",
        "Жауаптар · Ответы",
    ]
    options = [[cell.value for cell in row] for row in book.worksheets[1].rows]
    assert options[1] == [1, "Нұсқа 1 / Вариант 1", 64, "63"]
    assert ["1", "Нұсқа 1 / Вариант 1", "64", "63"] in rows_of(made[".csv"])
    read = counted_in(made[".json"])
    assert read["ballots"] == [
        {"choices": [1], "ballots": 64},
        {"choices": [2], "ballots": 29},
        {"choices": [3], "ballots": 9},
    ]
    assert (read["answered"], read["most_chosen"], read["office"]) == (102, [1], None)


async def test_what_begins_like_a_formula_stays_text(papers: Papers) -> None:
    evil = Bilingual("=HYPERLINK(1)", "=HYPERLINK(1)")
    options = (evil, Bilingual("+7", "+7"), Bilingual("-1", "-1"), Bilingual("@x\x07", "@x\x07"))
    poll = ended(4, question=evil, options=options)

    made = await tables_of(papers, poll, [a_heap((0,), 9)])

    book = load_workbook(BytesIO(made[".xlsx"].content))
    cells = [cell for sheet in book for cell in _all(sheet) if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells if cell.quotePrefix] == [
        "=HYPERLINK(1)",
        *("=HYPERLINK(1)", "+7", "-1", "@x"),
    ]
    words = {value for row in rows_of(made[".csv"]) for value in row}
    assert {"'=HYPERLINK(1)", "'+7", "'-1", "'@x\x07"} <= words
    assert not [value for value in words if value.startswith(("=", "+", "-", "@"))]


async def test_tables_of_few_answers_tell_nothing(papers: Papers) -> None:
    made = await tables_of(papers, ended(), [a_heap((2,), 4, section=EAST, changes=2)])

    read = counted_in(made[".json"])
    assert (read["few"], read["answered"], read["ballots"], read["splits"]) == (True, None, None, [])
    assert {option["people"] for option in read["options"]} == {None}
    assert len(load_workbook(BytesIO(made[".xlsx"].content)).sheetnames) == 1


async def test_no_table_knows_more_than_what_is_published(papers: Papers) -> None:
    # One person in the west, one of level 2, one who moved away: of none of them a file has a trace.
    heaps = [
        a_heap((0,), 40, section=EAST, level=Level.PHONE, lives_here=True),
        a_heap((1,), 1, section=WEST, level=Level.ROLL, lives_here=False, left=True),
    ]

    made = await tables_of(papers, ended(), heaps)

    cells = [cell.value for sheet in load_workbook(BytesIO(made[".xlsx"].content)) for cell in _all(sheet)]
    words = f"{cells} {made['.csv'].content.decode()} {made['.json'].content.decode()}"
    assert "Нұсқа 2" in words
    assert not [name for name in (WEST, "Батыс", "Запад", "көшіп кеткен", "*away") if name in words]
    assert counted_in(made[".json"])["splits"] == []


def _all(sheet: Any) -> Iterator[Any]:
    return (cell for row in sheet.rows for cell in row)


def test_ballots_of_several_choices_are_withheld_where_they_would_tell_of_the_office_s_few() -> None:
    poll = ended(most=2)
    heaps = [a_heap((0, 1), 20)]

    def found(people: int) -> Recountable | None:
        result = count(heaps, [on_paper(people, people, 0, 0)], poll, VILLAGE)
        return recountable(heaps, result, published(result, poll), poll)

    assert found(3) is None
    assert found(5) == Recountable((((0, 1), 20),), (5, (5, 0, 0)))


def test_papers_on_which_nothing_was_chosen_are_ballots_too() -> None:
    result = count([a_heap((0,), 9)], [on_paper(7, 3, 2, 0)], ended(), VILLAGE)

    found = recountable([a_heap((0,), 9)], result, published(result, ended()), ended())

    assert found == Recountable((((), 2), ((0,), 12), ((1,), 2)))


# ----------------------------------------------------------------------------------------- for the office


async def _voted(work: Any, poll: Poll, *ballots: Ballot) -> None:
    await work.polls.add(poll)
    for number, ballot in enumerate(ballots, 1):
        await a_person(work, number)
        await work.polls.cast(poll, PersonId(number), ballot)


async def test_the_office_exports_and_the_file_is_counted_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "poll.json"
    async with a_telegram_village(tmp_path) as village:
        await village.close()
        async with a_store(f"sqlite+aiosqlite:///{village.database}", SECRET) as store:
            poll = replace(ended(), village=BUGROVOE)
            async with store.open_work() as work:
                await a_person(work, 1)
                ballots = [Ballot((n % 2,), NOW, Level.PHONE) for n in range(11)]
                await _voted(work, poll, *ballots, Ballot((), NOW, changes=1))
                result = count(await work.polls.heaps(poll), [], poll, VILLAGE)
                await work.polls.keep_result(poll, to_json(result))
                await work.polls.add(replace(poll, id=PollId(8), number=8, state=State.OPEN))
        for ending in ("json", "csv", "xlsx"):
            await keeping.export_poll(village.config, BUGROVOE, 7, file.with_suffix(f".{ending}"))
        for number, name, wrong in (
            (9, "a.csv", "has the number 9"),
            (8, "a.csv", "is open until"),
            (7, "a.txt", "must end in"),
        ):
            with pytest.raises(Mistake, match=wrong):
                await keeping.export_poll(village.config, BUGROVOE, number, tmp_path / name)

    assert recount.main(str(file)) == 0
    told = capsys.readouterr().out
    assert "The same: how many chose option 1: 6." in told
    assert told.endswith("All of it agrees.\n")
    assert json.loads(file.read_text())["changes"] == 1


async def test_an_open_poll_s_tables_have_the_names_that_everybody_saw(tmp_path: Path) -> None:
    poll = replace(ended(secret=False), village=BUGROVOE)
    ballots = [Ballot((0,), NOW, name="Дина"), Ballot((1,), NOW, name="Айгүл"), Ballot((1,), NOW)]
    async with a_telegram_village(tmp_path) as village:
        desk, database = village.house.desk, f"sqlite+aiosqlite:///{village.database}"
        async with a_store(database, SECRET) as store, store.open_work() as work:
            await a_person(work, 1)
            await _voted(work, poll, *ballots)
        async with desk.look() as looking:
            made = await exports(poll, desk.villages[BUGROVOE], looking, desk)

    assert counted_in(made[2])["names"] == [
        {"name": "Айгүл", "choices": [2]},
        {"name": "Дина", "choices": [1]},
        {"name": "", "choices": [2]},
    ]
    assert ["(аты өшірілген) / (имя удалено)", "2"] in rows_of(made[1])
