"""Settings and sentences read again: wholly or not at all; a village taken out and put back loses nothing."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from bot.catalogue import BrokenCatalogue, Catalogue, read_catalogue, sources
from bot.config import (
    CalendarPart,
    ConfigError,
    Mistake,
    QuietPart,
    RemindersPart,
    RetentionPart,
    read_config,
)
from bot.procedures import read_procedures
from bot.reloading import Settings, read_again
from handlers.chat import Say
from handlers.ports import VillageAway
from tests.telegram_village import BUGROVOE, LINE, SOSNOVKA, TelegramVillage, a_part, a_telegram_village
from tests.test_config import settings
from tests.test_updates import the_last
from village.people import Quiet
from village.texts import Language


@cache
def as_it_is() -> Catalogue:
    return read_catalogue()


def mended(file: str, before: str, after: str, *languages: Language) -> Catalogue:
    """Read the catalogues, with one piece of one file replaced."""

    def texts(language: Language) -> Mapping[str, str]:
        said = dict(sources(language))
        if language in (languages or (Language.RU,)):
            assert before in said[file]
            said[file] = said[file].replace(before, after, 1)
        return said

    return read_catalogue(texts)


# --------------------------------------------------------------------------------------- the catalogues


def test_the_catalogues_are_whole() -> None:
    as_it_is().check(as_it_is())


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        (
            "general.ftl",
            "menu-now =",
            "menu-now",
            r"locales/ru/general.ftl: menu-now.* is no sentence of Fluent",
        ),
        ("general.ftl", "menu-now =", "menu-no =", r"locales/ru/general.ftl: menu-now is missing"),
        (
            "general.ftl",
            "menu-now =",
            "menu-help = x\nmenu-now =",
            r"locales/ru/general.ftl: menu-help stands twice",
        ),
        (
            "gatherings.ftl",
            "{ $number }",
            "{ $number-of }",
            r"locales/ru/gatherings.ftl: .* lacks the blank { \$number }",
        ),
        (
            "gatherings.ftl",
            "{ $number }",
            "{ $number } { $x }",
            r"locales/ru/gatherings.ftl: .* has a blank { \$x }",
        ),
    ],
)
def test_a_fault_in_one_language_is_told_by_file_and_key(
    file: str, before: str, after: str, told: str
) -> None:
    with pytest.raises(BrokenCatalogue, match=told):
        mended(file, before, after).check(as_it_is())


def test_what_all_languages_have_lost_is_missed_all_the_same() -> None:
    with pytest.raises(BrokenCatalogue, match="menu-now is gone"):
        mended("general.ftl", "menu-now =", "menu-never =", *Language).check(as_it_is())
    with pytest.raises(BrokenCatalogue, match=r"{ \$whose } that the program never fills"):
        mended("general.ftl", "menu-now =", "menu-now = { $whose }", *Language).check(as_it_is())


def test_a_catalogue_is_mended_though_the_one_in_use_is_broken() -> None:
    as_it_is().check(mended("general.ftl", "menu-now =", "menu-now"))


# ----------------------------------------------------------------------------------------- the settings


def test_what_the_program_stands_on_stays_and_is_named(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(settings())
    running = read_config(file)
    web = '[web]\nlisten = "127.0.0.1:1"\npublic_url = "https://x"\n[telegram]\ndelivery = "webhook"\n'
    file.write_text(settings("population = 942", "population = 943", also=web))

    read = read_again(Settings(file), running, as_it_is())

    assert read.kept == ("[web] listen", "[telegram] delivery")
    assert (read.config.web, read.config.telegram) == (running.web, running.telegram)
    assert read.config.village[0].population == 943


def test_a_public_address_is_taken_up(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(settings())
    running = read_config(file)
    file.write_text(settings(also='[web]\npublic_url = "https://x"\n'))
    read = read_again(Settings(file), running, as_it_is())
    assert (read.kept, read.config.web.public_url) == ((), "https://x")


def test_settings_with_a_mistake_are_not_taken(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(settings())
    running = read_config(file)
    file.write_text(settings("adults = 670", "adults = many"))
    with pytest.raises(ConfigError, match=r"config.toml: not TOML"):
        read_again(Settings(file), running, as_it_is())


def test_a_procedure_of_ones_own_is_read_again_or_its_fault_is_told(tmp_path: Path) -> None:
    file, own = tmp_path / "config.toml", tmp_path / "own"
    own.mkdir()
    file.write_text(settings(also=f'[duties]\nown_procedures = "{own}"\n'))
    running = read_config(file)
    ours = files("village").joinpath("procedure_files", "assembly.toml").read_text("utf-8")
    (own / "assembly.toml").write_text(ours.replace("days = 10", "days = 12"))
    read = read_again(Settings(file), running, as_it_is())
    assert read.procedures["assembly"] != read_procedures()["assembly"]

    (own / "assembly.toml").write_text(ours.replace("days = 10", "days = 0"))
    with pytest.raises(Mistake, match=r"assembly.toml, line \d+: when is missing or wrong"):
        read_again(Settings(file), running, as_it_is())


# -------------------------------------------------------------------------------------------- the house


async def test_names_customs_and_sentences_count_from_one_moment_to_the_next(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        house, desk = village.house, village.house.desk
        parts = (a_part(BUGROVOE, village.bot.token, population=7), a_part("new", ""))
        changed = village.config.model_copy(
            update={
                "village": parts,
                "quiet": QuietPart(begins=time(22)),
                "reminders": RemindersPart(first_days=5),
                "retention": RetentionPart(letters_days=30, signatures_days=60),
                "calendar": CalendarPart(free=(date(2027, 1, 5),), working=(date(2027, 1, 9),)),
            }
        )
        rules = {slug: each for slug, each in desk.procedures.items() if slug != "assembly"}
        house.take(changed, mended("general.ftl", "menu-now = ", "menu-now = Новое: "), rules)

        assert set(desk.villages) == {BUGROVOE, "new"}
        assert desk.village(BUGROVOE).population == 7
        assert desk.customs.quiet == Quiet(time(22), time(8))
        assert desk.customs.reminders.first_days == 5
        assert house.upkeep.daily.keep.letters_days == 30
        assert desk.customs.names_kept == timedelta(days=60)
        off = desk.days_off(date(2027, 1, 1), date(2027, 1, 31))
        assert [off.is_free(date(2027, 1, day)) for day in (5, 6, 9, 10)] == [True, False, False, True]
        assert desk.procedures == rules
        assert house.speech.say(Say("menu-now"), Language.RU).startswith("Новое: ")


def _without_villages(village: TelegramVillage) -> None:
    """Take all villages but another one out of the settings."""
    other = village.config.model_copy(update={"village": (a_part(SOSNOVKA, ""),)})
    village.house.take(other, as_it_is(), read_procedures())


def _put_back(village: TelegramVillage) -> None:
    village.house.take(village.config, as_it_is(), read_procedures())


async def test_in_the_middle_of_a_form_a_village_is_taken_out_and_put_back(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        await akim.writes("/announce")
        asked = akim.last.text
        village.api.write(akim.user, akim.chat, "Су болмайды")
        answer = the_last(village)

        _without_villages(village)
        with pytest.raises(VillageAway):
            await village.house.hear(answer)
        assert akim.last.text == asked

        _put_back(village)
        await village.house.hear(answer)
        assert akim.last.text != asked
        async with village.look() as work:
            assert await work.stuck.failed() == ()


async def test_letters_of_a_village_that_was_taken_out_wait_and_nothing_stands_still(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident()
        await village.bound_group(akim)
        await akim.writes(f"/gathering {LINE}")
        village.api.press(akim.user, akim.last, akim.said("button-publish"))
        await village.house.hear(the_last(village))
        _without_villages(village)
        said = len(aigul.messages)
        village.clock.moment += timedelta(minutes=2)
        await village.house.ring()
        await village.house.settle()
        assert len(aigul.messages) == said
        assert (await village.house.upkeep.health()).well

        _put_back(village)
        await village.settle()
        assert len(aigul.messages) == said + 1
