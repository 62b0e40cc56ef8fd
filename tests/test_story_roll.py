"""How a resident comes to level 2: by the office's table, by a name, by neighbours; over Telegram's wire."""

import asyncio
import io
import sqlite3
from pathlib import Path

import pytest
from aiohttp import FormData
from openpyxl import Workbook
from typer.testing import CliRunner

from bot.cli import app
from handlers.chat import Say
from tests.played import AIGUL as AIGUL_OF_DEMO
from tests.played import AKIM, OLGA, Village, a_demo, labels_of, text_of
from tests.played import ZHANAR as ZHANAR_OF_DEMO
from tests.telegram_village import BUGROVOE, Person, TelegramVillage, a_telegram_village
from village.people import Level, Role
from village.texts import Language

HEAD = ("Елді мекен", "Аты-жөні", "Туған жылы", "Телефон")
AIGUL = ("Бугровое", "Нұрланова Айгүл Ерланқызы", 1985, "8 701 000 00 01")
MARAT = ("Бугровое", "Ахметов Марат", 1970, "8 701 000 00 02")
ZHANAR = ("Бугровое", "Әбілова Жанар", 1990, "")
LANGUAGES = ("kk", "ru", "en")


def a_table(*rows: tuple[object, ...]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (HEAD, *rows):
        book.active.append(row)
    book.save(content)
    return content.getvalue()


async def brings(office: Person, *rows: tuple[object, ...]) -> None:
    """Have the office send a table, and wait until it was looked at."""
    await office.writes("/roll")
    assert office.sees("roll-file-ask", listed=await listed(office.village))
    await office.sends("document", a_table(*rows))
    await office.village.forward(seconds=6)


async def writes_roll(office: Person, *rows: tuple[object, ...]) -> None:
    await brings(office, *rows)
    await office.presses("roll-button-write")
    assert office.sees("roll-written", listed=len(rows))


async def listed(village: TelegramVillage) -> int:
    async with village.look() as work:
        return await work.roll.size(BUGROVOE)


async def shares(person: Person, phone: str) -> None:
    person.village.api.share_contact(person.user, person.chat, phone)
    await person.village.settle()


async def level(person: Person) -> Level:
    async with person.village.look() as work:
        who = await person.who(work)
        assert who is not None
        home = await work.people.resident(BUGROVOE, who)
    assert home is not None
    return home.level


async def acts(village: TelegramVillage) -> list[str]:
    async with village.look() as work:
        return [act.what for act in await work.record.latest(BUGROVOE, 99)]


async def a_neighbour(
    village: TelegramVillage, phone: str, name: str = "Марат", language: str = "kk"
) -> Person:
    person = await village.resident(name, language)
    await shares(person, phone)
    return person


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_confirmed_phone_that_is_on_the_roll_is_enough(tmp_path: Path, language: str) -> None:
    async with a_telegram_village(tmp_path) as village:
        office = await village.official(Role.OFFICE, "Гүлнар", language)
        await brings(office, AIGUL, MARAT)
        assert office.sees("roll-difference", added=2, changed=0, same=0, gone=0)
        assert await listed(village) == 0
        await office.presses("roll-button-write")
        assert await listed(village) == 2
        assert "roll-imported" in await acts(village)

        aigul = await village.resident("Айгүл", language)
        await aigul.writes("/my")
        await aigul.presses("my-next-step")
        assert aigul.sees("roll-phone-ask")
        await shares(aigul, "77010000001")
        assert aigul.has_read("roll-found")
        assert aigul.said("level-2") in aigul.last.text
        assert await level(aigul) is Level.ROLL
        assert not any(label.startswith(aigul.said("my-next-step")) for label in aigul.last.labels)


async def test_a_table_brings_the_phones_of_those_who_are_there_already(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await a_neighbour(village, "77010000001", "Айгүл")
        assert await level(aigul) is Level.PHONE
        await writes_roll(akim, AIGUL)
        assert await level(aigul) is Level.ROLL
        # Who is not in the next one any more loses it, is told, and the card says so before.
        await brings(akim, MARAT)
        assert akim.sees("roll-difference-losing", people=1)
        await akim.presses("roll-button-write")
        assert await level(aigul) is Level.PHONE
        await village.settle()
        assert aigul.sees("roll-lost", phone="8 (715-38) 0-00-00")


async def test_a_table_with_faults_writes_nothing_and_is_deleted_in_the_end(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        await brings(akim, ("Бугровоо", "Ахметов", 1970, ""), *[("Марс", "Ким Вера", 1990, "")] * 30)
        assert akim.sees("roll-faults", faults=32)
        assert "A2: " in akim.last.text
        assert "B2: " in akim.last.text
        assert akim.sees("roll-faults-more", faults=12)
        assert not akim.last.labels
        assert await listed(village) == 0
        await village.forward(hours=2)
        assert await kept_contents(village) == 0


async def kept_contents(village: TelegramVillage) -> int:
    with sqlite3.connect(village.database) as opened:
        count: int = opened.execute("SELECT count(*) FROM file_content").fetchone()[0]
    opened.close()
    return count


async def test_a_table_is_deleted_when_it_was_written_or_left_and_is_written_once(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        await brings(akim, AIGUL)
        card = akim.last
        assert await kept_contents(village) == 1
        await akim.presses("roll-button-write", card)
        assert await kept_contents(village) == 0
        await brings(akim, MARAT)
        await akim.presses("button-leave")
        assert akim.sees("roll-left")
        assert await kept_contents(village) == 0
        assert await listed(village) == 1
        # What is no table is said to be none.
        await akim.writes("/roll")
        await akim.sends("document", b"\x00\x01\x02")
        await village.forward(seconds=6)
        assert akim.sees("roll-sheet-unread")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_name_goes_to_two_people_of_the_office(tmp_path: Path, language: str) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official(Role.AKIM, "Ерлан", language)
        office = await village.official(Role.OFFICE, "Гүлнар", "kk")
        await writes_roll(akim, AIGUL, ZHANAR)
        zhanar = await a_neighbour(village, "77019999999", "Жанар", language)
        await claims(zhanar, "жанар абилова", "1990")
        assert zhanar.sees("roll-claim-sent")
        await village.settle()
        facts = {"listed": "Әбілова Жанар, 1990", "section": "Бугровое", "said": "жанар абилова, 1990"}
        assert akim.sees("roll-doubt-name", **facts)
        await akim.presses("roll-doubt-yes")
        assert await level(zhanar) is Level.PHONE
        await akim.presses("roll-doubt-yes")  # the same person a second time
        assert akim.said("roll-second-person") in akim.toasts[-1].text
        assert await level(zhanar) is Level.PHONE
        await office.presses("roll-doubt-yes")
        assert await level(zhanar) is Level.ROLL
        await village.forward(minutes=5)
        assert zhanar.sees("roll-found")
        # Decided, the names go from the office's cards.
        assert "Әбілова" not in akim.last.text
        assert akim.sees("roll-doubt-decided-yes")
        assert (await acts(village)).count("roll-confirmed") == 2


async def claims(person: Person, name: str, year: str) -> None:
    await person.writes("/my")
    await person.presses("my-next-step")
    await person.presses("roll-button-name")
    await person.presses("consent-yes")
    await person.writes(year)
    await person.writes(name)


async def test_one_no_ends_a_pair_and_nobody_is_told_whose(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, office = await village.official(), await village.official(Role.OFFICE, "Гүлнар")
        await writes_roll(akim, ZHANAR)
        zhanar = await a_neighbour(village, "77019999999", "Жанар")
        await claims(zhanar, "Әбілова Жанар", "1990")
        await village.settle()
        await akim.presses("roll-doubt-yes")
        await office.presses("roll-doubt-no")
        await village.forward(minutes=5)
        assert await level(zhanar) is Level.PHONE
        assert zhanar.sees("roll-not-found")
        assert akim.sees("roll-doubt-decided")


async def test_a_name_that_is_not_there_leaves_no_name_anywhere(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        await writes_roll(await village.official(), AIGUL)
        zhanar = await a_neighbour(village, "77019999999", "Жанар")
        await claims(zhanar, "Ешқайдажоқ Жанар", "1990")
        assert zhanar.sees("roll-not-found")
        await village.close()
        kept = b"".join(each.read_bytes() for each in village.folder.glob("asar.sqlite*"))
        assert "Ешқайдажоқ".encode() not in kept


async def test_a_second_claimant_is_the_offices_to_decide(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, office = await village.official(), await village.official(Role.OFFICE, "Гүлнар")
        await writes_roll(akim, AIGUL)
        first = await a_neighbour(village, "77010000001", "Айгүл")
        second = await a_neighbour(village, "77010000001", "Айгүл 2")
        await village.settle()
        assert (await level(first), await level(second)) == (Level.ROLL, Level.PHONE)
        assert akim.sees("roll-doubt-taken")
        await akim.presses("roll-doubt-yes")
        await office.presses("roll-doubt-yes")
        await village.forward(minutes=5)
        assert (await level(first), await level(second)) == (Level.PHONE, Level.ROLL)
        assert first.sees("roll-lost", phone="8 (715-38) 0-00-00")
        assert "roll-moved" in await acts(village)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_two_neighbours_on_the_roll_vouch_and_a_no_is_told_to_nobody(
    tmp_path: Path, language: str
) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul, marat = await two_on_the_roll(village, language)
        zhanar = await a_neighbour(village, "77019999999", "Жанар", language)
        link = await asks_neighbours(zhanar)
        await aigul.opens(link)
        assert aigul.sees("vouch-question", name="Жанар", section="Бугровое")
        await aigul.presses("vouch-yes")
        await aigul.opens(link)
        assert aigul.sees("vouch-before")
        await marat.opens(link)
        await marat.presses("vouch-no")
        assert marat.sees("vouch-not-given")
        assert await level(zhanar) is Level.PHONE
        heard = len(zhanar.messages)
        await marat.opens(link)
        await marat.presses("vouch-yes")
        assert await level(zhanar) is Level.ROLL
        await village.settle()
        assert len(zhanar.messages) == heard + 1
        assert zhanar.sees("roll-found")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_word_taken_back_ends_the_level_and_the_record_has_both(
    tmp_path: Path, language: str
) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul, marat = await two_on_the_roll(village, language)
        zhanar = await a_neighbour(village, "77019999999", "Жанар", language)
        await are_vouched_for(zhanar, aigul, marat)
        await marat.writes("/my")
        await marat.presses("my-vouches")
        await marat.taps({"kk": "Қайтарып алу", "ru": "Отозвать", "en": "Take back"}[language])
        await marat.presses("vouch-take-back-sure")
        assert await level(zhanar) is Level.PHONE
        await village.settle()
        assert zhanar.sees("roll-lost", phone="8 (715-38) 0-00-00")
        assert (await acts(village))[:3] == ["vouch-taken-back", "vouched", "vouched"]


async def two_on_the_roll(village: TelegramVillage, language: str = "kk") -> tuple[Person, Person]:
    """Have two residents be found in the roll by their phones."""
    await writes_roll(await village.official(), AIGUL, MARAT)
    aigul = await a_neighbour(village, "77010000001", "Айгүл", language)
    return aigul, await a_neighbour(village, "77010000002", "Марат", language)


async def are_vouched_for(person: Person, *neighbours: Person) -> None:
    link = await asks_neighbours(person)
    for neighbour in neighbours:
        await neighbour.opens(link)
        await neighbour.presses("vouch-yes")
    assert await level(person) is Level.ROLL


async def asks_neighbours(person: Person) -> str:
    await person.writes("/vouch")
    return next(line for line in person.last.text.splitlines() if line.startswith("https://"))


async def test_who_was_vouched_for_does_not_vouch_and_nobody_for_themselves(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul, marat = await two_on_the_roll(village)
        zhanar = await a_neighbour(village, "77019999999", "Жанар")
        dana = await a_neighbour(village, "77019999998", "Дана")
        await are_vouched_for(zhanar, aigul, marat)
        other = await asks_neighbours(dana)
        await zhanar.opens(other)
        assert zhanar.sees("vouch-roll-needed")
        await dana.opens(other)
        assert dana.sees("vouch-not-oneself")
        await village.forward(days=14)
        await aigul.opens(other)
        assert aigul.sees("vouch-over")


async def test_a_neighbour_who_leaves_takes_their_word_along(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul, marat = await two_on_the_roll(village)
        zhanar = await a_neighbour(village, "77019999999", "Жанар")
        await are_vouched_for(zhanar, aigul, marat)
        await aigul.writes("/my")
        await aigul.presses("my-change-forget")
        await aigul.presses("delete-yes")
        assert await level(zhanar) is Level.PHONE


async def test_in_the_simulator_neighbours_vouch_for_one_on_whatsapp(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        phones = {each["id"]: each["phone"] for each in (await village.ask("/api/people"))["people"]}
        rows = [("Бугровое", "Нұрланова Айгүл", 1985, phones[AIGUL_OF_DEMO])]
        rows.append(("Бугровое", "Кравченко Ольга", 1960, phones[OLGA]))
        await village.write(AKIM, "/roll")
        await sends_table(village, a_table(*rows))
        await until_said(village, "roll-button-write")
        await village.press(AKIM, "roll-button-write")
        await until_reads(village, AKIM, "roll-written", Language.KK, listed=2)
        for person, key, language in (
            (AIGUL_OF_DEMO, "roll-found", Language.KK),
            (OLGA, "roll-found", Language.RU),
            (ZHANAR_OF_DEMO, "phone-kept", Language.KK),
        ):
            await village.tell("/api/contact", person=person)
            await until_reads(village, person, key, language)

        await village.write(ZHANAR_OF_DEMO, "мені таниды")
        asked = text_of((await village.messages(ZHANAR_OF_DEMO))[-1])
        start = next(line for line in asked.splitlines() if line.startswith("/?start=")).partition("=")[2]
        for person, language in ((AIGUL_OF_DEMO, Language.KK), (OLGA, Language.RU)):
            await village.write(person, f"/start {start}")
            await until_offered(village, person, "vouch-yes", language)
            await village.press(person, "vouch-yes", language=language)
        await village.quiet()
        last = text_of((await village.messages(ZHANAR_OF_DEMO))[-1])
        assert village.speech.say(Say("roll-found"), Language.KK) in last


_LOOKS = 600  # a tenth of a second apart: a minute is much, but not on a machine that is kept busy


async def sends_table(village: Village, content: bytes) -> None:
    form = FormData({"person": AKIM, "chat": AKIM})
    form.add_field("file", content, filename="roll.xlsx", content_type="application/octet-stream")
    async with village.session.post(f"{village.base}/api/write", data=form) as sent:
        assert sent.status == 200, await sent.text()


async def until_reads(village: Village, person: str, key: str, language: Language, **facts: int) -> None:
    """Wait until someone has a sentence; under load an answer may come after the page's own call is over."""
    said = village.speech.say(Say(key, facts), language)
    for _ in range(_LOOKS):
        if any(said in text_of(message) for message in await village.messages(person)):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{person} has not read {said!r}")


async def until_offered(village: Village, person: str, key: str, language: Language) -> None:
    """Wait until someone has a button."""
    label = village.speech.say(Say(key), language)
    for _ in range(_LOOKS):
        if any(label in labels_of(message) for message in await village.messages(person)):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{person} has no button {label!r}")


async def until_said(village: Village, button: str) -> None:
    """Wait until the bot has fetched a file, which it does by the machine's clock, and looked at it."""
    label = village.speech.say(Say(button), Language.KK)
    for _ in range(_LOOKS):
        if label in labels_of((await village.messages(AKIM))[-1]):
            return
        await asyncio.sleep(0.1)
        await village.tell("/api/clock", to="next")
    raise AssertionError(f"no button {label}")


def test_the_operator_brings_a_table_tried_first(tmp_path: Path) -> None:
    config, table = a_config_file(tmp_path), tmp_path / "roll.csv"
    table.write_text("Село;ФИО;Год рождения\nСосонвка;Ким Вера;1990\nСосновка;Ким;1990\n", encoding="utf-8")
    asked = ["import", "roll", str(table), "--village", "bugrovoe", "--config", str(config)]
    runner = CliRunner()

    refused = runner.invoke(app, [*asked, "--write"])
    assert refused.exit_code == 1
    assert "A2: No settlement “Сосонвка”; did you mean “Сосновка”?" in refused.stderr
    assert "B3: A surname and a name are needed" in refused.stderr
    assert "Ким Вера" not in refused.output

    table.write_bytes("Село;ФИО;Год рождения\nСосновка;Ким Вера;1990\n".encode("cp1251"))
    for options, new in (([], 1), (["--write"], 1), ([], 0)):
        told = runner.invoke(app, [*asked, *options])
        assert told.exit_code == 0, told.output
        assert f"New: {new}" in told.stdout
    unknown = runner.invoke(app, [*asked[:4], "nowhere", *asked[5:]])
    assert "no [[village]] has this slug" in unknown.stderr


_SETTINGS = """
[app]
database = "sqlite+aiosqlite:///{folder}/asar.sqlite"
secret = "{secret}"
[[village]]
slug = "bugrovoe"
name = {{ kk = "Бугровое", ru = "Бугровое", en = "Bugrovoe" }}
population = 90
adults = 60
operator = "x"
phone = "8"
[[village.sections]]
slug = "sosnovka"
name = {{ kk = "Сосновка", ru = "Сосновка", en = "Sosnovka" }}
adults = 60
"""


def a_config_file(folder: Path) -> Path:
    written = folder / "config.toml"
    written.write_text(_SETTINGS.format(folder=folder, secret="s" * 40), encoding="utf-8")
    return written
