import logging
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from bot.config import Config, ConfigError, Mistake, read_config
from village.gatherings import ReminderTimes
from village.ids import SectionSlug, VillageSlug
from village.people import Quiet
from village.rules import Counting
from village.villages import Named

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
SECRET = "an-example-secret-of-forty-characters-00"
TOKEN = "1234567890:AAHexample-token-that-opens-nothing"
VILLAGE = f"""
[[village]]
slug = "bugrovoe"
name = {{ kk = "Бугровое", ru = "Бугровое", en = "Bugrovoe" }}
telegram_token = "{TOKEN}"
population = 942
adults = 670
operator = "Әкім аппараты"
phone = "8 (715-38) 0-00-00"
"""
SETTINGS = f"""
[app]
secret = "{SECRET}"
"""


def example() -> dict[str, Any]:
    return tomllib.loads(EXAMPLE.read_text())


def settings(before: str = "", after: str = "", *, also: str = "", village: str = "") -> str:
    """Write the smallest settings that hold, with one piece of them replaced and some added."""
    text = SETTINGS + also + VILLAGE + village
    assert before in text
    return text.replace(before, after, 1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def wrong(file: Path, text: str) -> str:
    """Give the sentence with which settings are refused."""
    file.write_text(text)
    with pytest.raises(ConfigError) as refused:
        read_config(file)
    return str(refused.value)


# ---------------------------------------------------------------------------------------------- the example


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASAR_SECRET", SECRET)
    monkeypatch.setenv("ASAR_BUGROVOE_TELEGRAM", TOKEN)


@pytest.mark.usefixtures("environment")
def test_the_example_loads() -> None:
    config = read_config(EXAMPLE)

    assert config.app.secret.get_secret_value() == SECRET
    assert config.village[0].telegram_token.get_secret_value() == TOKEN


@pytest.mark.usefixtures("environment")
def test_the_example_gives_the_village_that_handlers_know() -> None:
    village = read_config(EXAMPLE).villages()[VillageSlug("bugrovoe")]

    assert (village.population, village.adults, village.assembly) == (942, 670, 10)
    assert village.adults_of(SectionSlug("sosnovka")) == 95
    assert village.counting is Counting.CLEAR
    assert village.recount_when_postponed
    assert village.hours_in_chat == 24


@pytest.mark.usefixtures("environment")
def test_the_example_shows_what_is_so_where_nothing_is_said(file: Path) -> None:
    file.write_text(settings())
    shown, bare = read_config(EXAMPLE), read_config(file)

    for part in ("web", "telegram", "quiet", "reminders", "letters"):
        assert getattr(shown, part) == getattr(bare, part)
    assert shown.app.tick_seconds == bare.app.tick_seconds
    assert shown.app.database == bare.app.database


def keys(model: type[BaseModel], written: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Walk the keys of a model and tell of each whether it is written."""
    for name, field in model.model_fields.items():
        yield f"{model.__name__}.{name}", name in written
        inner = [each for each in (field.annotation, *get_args(field.annotation)) if _is_model(each)]
        value = written.get(name, {})
        for each in inner:
            yield from keys(each, value[0] if isinstance(value, list) else value)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def test_the_example_has_every_key() -> None:
    found = dict(keys(Config, example()))

    assert len(found) > 30
    assert [key for key, written in found.items() if not written] == []


def test_the_example_has_a_sentence_for_every_key() -> None:
    said, names = set(), set()
    lines = EXAMPLE.read_text().splitlines()
    for line, above in zip(lines[1:], lines, strict=False):
        key = line.partition("=")[0].strip()
        if key.isidentifier():
            names.add(key)
            said |= {key} if above.startswith("# ") and above.endswith((".", ")", ";", ":")) else set()

    assert names - said == {"ends"}  # it shares the sentence of "begins"


def test_the_example_holds_no_secret() -> None:
    text = example()

    assert text["app"]["secret"].startswith("env:")
    assert all(village["telegram_token"].startswith("env:") for village in text["village"])


# -------------------------------------------------------------------------------------------------- reading


def test_the_smallest_settings_hold(file: Path) -> None:
    file.write_text(settings())

    customs = read_config(file).customs()

    assert customs.quiet == Quiet(time(21), time(8))
    assert customs.reminders == ReminderTimes()
    assert customs.zone.key == "Asia/Almaty"


def test_what_is_set_reaches_the_handlers(file: Path) -> None:
    also = "[quiet]\nbegins = 22:00:00\nends = 07:00:00\n[reminders]\nfirst_days = 5\nat = 09:30:00\n"
    file.write_text(settings(also=also))

    customs = read_config(file).customs()

    assert customs.quiet == Quiet(time(22), time(7))
    assert customs.reminders == ReminderTimes(first_days=5, at=time(9, 30))


def test_a_village_says_how_long_one_must_have_been_in_its_chat(file: Path) -> None:
    for hours in (0, 720):
        file.write_text(settings(village=f"hours_in_chat = {hours}\n"))
        (village,) = read_config(file).villages().values()
        assert village.hours_in_chat == hours


def test_an_operators_name_is_one_text_or_one_in_each_language(file: Path) -> None:
    file.write_text(settings())
    (alone,) = read_config(file).villages().values()
    file.write_text(settings('"Әкім аппараты"', '{ kk = "Әкім", ru = "Аким", en = "Akim" }'))
    (each,) = read_config(file).villages().values()

    assert alone.operator == Named("Әкім аппараты", "Әкім аппараты", "Әкім аппараты")
    assert each.operator == Named("Әкім", "Аким", "Akim")


def test_settings_are_frozen(file: Path) -> None:
    file.write_text(settings())
    config = read_config(file)

    with pytest.raises(ValueError, match="frozen"):
        config.app.tick_seconds = 1.0


# ------------------------------------------------------------------------------------ an operator's mistake

TWICE = VILLAGE
MISTAKES = {
    "missing key": (settings("population = 942\n", ""), "population is missing", "config.example.toml"),
    "missing part": (settings(SETTINGS, ""), "[app] is missing", "config.example.toml"),
    "no village": (SETTINGS, "[village] is missing", "config.example.toml"),
    "mistyped key": (
        settings("phone =", 'phnoe = "8"\nphone ='),
        "phnoe is no key of ours",
        "is it mistyped?",
    ),
    "mistyped part": (settings(also="[qiuet]\nbegins = 21:00:00\n"), "[qiuet]", "is it mistyped?"),
    "number of letters": (settings("= 942", '= "many"'), "population", "should be a valid integer"),
    "number below nothing": (settings("= 942", "= -1"), "population", "greater than or equal to 0"),
    "text of digits": (settings('= "8 (715-38) 0-00-00"', "= 8"), "phone", "should be a valid string"),
    "empty name": (settings('ru = "Бугровое"', 'ru = ""'), "name.ru", "at least 1 character"),
    "operator in two languages": (
        settings('"Әкім аппараты"', '{ kk = "Әкім аппараты", ru = "Аппарат акима" }'),
        "operator.en is missing",
        "config.example.toml",
    ),
    "operator of digits": (settings('"Әкім аппараты"', "5"), "[village] [1].operator ", "must be a table"),
    "hours beyond a month": (
        settings(village="hours_in_chat = 721\n"),
        "hours_in_chat",
        "less than or equal to 720",
    ),
    "unknown counting": (settings(village='counting = "full"\n'), "counting", "'clear' or 'plain'"),
    "unknown delivery": (
        settings(also='[telegram]\ndelivery = "push"\n'),
        "[telegram] delivery",
        "'polling' or 'webhook'",
    ),
    "reminder after the notice": (
        settings(also="[reminders]\nfirst_days = 10\n"),
        "[reminders] first_days",
        "less than or equal to 9",
    ),
    "no hour": (settings(also='[quiet]\nbegins = "25:00"\n'), "[quiet] begins", "hour"),
    "short secret": (settings(SECRET, "short"), "[app] secret is shorter than 32", "secrets.token_urlsafe"),
    "former secret": (
        settings(f'secret = "{SECRET}"', f'secret = "{SECRET}"\nformer_secrets = ["{SECRET}"]'),
        "[app] former_secrets names the present secret",
        "name only earlier ones",
    ),
    "empty secret": (settings(SECRET, ""), "[app] secret is shorter than 32", "secrets.token_urlsafe"),
    "webhook without an address": (
        settings(also='[telegram]\ndelivery = "webhook"\n'),
        "[web] public_url",
        'delivery = "polling"',
    ),
    "webhook without TLS": (
        settings(also='[telegram]\ndelivery = "webhook"\n[web]\npublic_url = "http://asar.kz"\n'),
        "[web] public_url",
        "https://",
    ),
    "slug twice": (settings(village=TWICE), "slug bugrovoe stands twice", "give each village its own"),
    "bad slug": (settings('"bugrovoe"', '"Бугровое"'), "slug", "a-z, 0-9 and hyphen"),
    "long slug": (settings('"bugrovoe"', f'"{"b" * 29}"'), "slug", "1 to 28"),
    "slug that climbs": (settings('"bugrovoe"', '"../etc"'), "slug", "a-z, 0-9 and hyphen"),
    "no port": (settings(also='[web]\nlisten = "127.0.0.1"\n'), "[web] listen", '"127.0.0.1:8080"'),
    "port of letters": (settings(also='[web]\nlisten = "127.0.0.1:http"\n'), "[web] listen", "8080"),
    "no host": (settings(also='[web]\nlisten = ":8080"\n'), "[web] listen", '"127.0.0.1:8080"'),
    "no such port": (settings(also='[web]\nlisten = "127.0.0.1:99999"\n'), "[web] listen", "8080"),
    "missing variable": (
        settings(f'"{TOKEN}"', '"env:ASAR_NOT_SET"'),
        "telegram_token asks for the environment variable ASAR_NOT_SET",
        "set it before the start",
    ),
    "section twice": (
        settings(
            village="".join(
                f'[[village.sections]]\nslug = "east"\nadults = {adults}\n'
                'name = { kk = "Ш", ru = "В", en = "E" }\n'
                for adults in (10, 20)
            )
        ),
        "slug east stands twice",
        "its own",
    ),
    "not TOML": (settings("population = 942", "population: 942"), "not TOML", "line"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_sentence_that_names_file_key_and_remedy(file: Path, mistake: str) -> None:
    text, key, remedy = MISTAKES[mistake]

    sentence = wrong(file, text)

    assert sentence.startswith(f"{file}: ")
    assert key in sentence
    assert remedy in sentence
    assert "\n" not in sentence
    assert "pydantic" not in sentence
    assert "Part" not in sentence  # no class of ours either


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_never_shows_a_secret(file: Path, mistake: str) -> None:
    sentence = wrong(file, MISTAKES[mistake][0])

    assert SECRET not in sentence
    assert TOKEN not in sentence


@pytest.mark.parametrize(
    "secret", [f"[{SECRET!r}]", f"{{ is = {SECRET!r} }}", "5", f"{SECRET!r}\nword = {TOKEN!r}"]
)
def test_a_secret_of_another_type_is_not_shown_either(file: Path, secret: str) -> None:
    sentence = wrong(file, settings(f'"{SECRET}"', secret))

    assert "[app]" in sentence
    assert SECRET not in sentence
    assert TOKEN not in sentence


def test_a_village_is_told_by_its_place_in_the_file(file: Path) -> None:
    second = TWICE.replace("bugrovoe", "other").replace("adults = 670\n", "")

    assert "[village] [2].adults is missing" in wrong(file, settings(village=second))


def test_a_file_that_is_not_there_is_named_with_the_remedy(file: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        read_config(file)

    assert str(refused.value) == f"{file}: no such file; copy config.example.toml there and fill it in"


def test_a_file_in_another_encoding_is_one_sentence(file: Path) -> None:
    file.write_bytes(settings().encode("cp1251", errors="replace"))

    with pytest.raises(ConfigError, match="UTF-8"):
        read_config(file)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        read_config(tmp_path)

    assert str(refused.value).startswith(f"{tmp_path}: ")


def test_every_mistake_is_of_a_kind_that_commands_tell_as_a_sentence() -> None:
    assert issubclass(ConfigError, Mistake)


# -------------------------------------------------------------------------------------------------- secrets


def test_secrets_do_not_print(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    file.write_text(settings())
    config = read_config(file)
    with caplog.at_level(logging.INFO):
        logging.getLogger(__name__).info("settings: %s", config)

    for printed in (
        repr(config),
        str(config),
        repr(config.model_dump()),
        config.model_dump_json(),
        caplog.text,
    ):
        assert SECRET not in printed
        assert TOKEN not in printed


def test_the_village_that_handlers_know_has_no_token(file: Path) -> None:
    file.write_text(settings())

    assert TOKEN not in repr(read_config(file).villages())


def test_secrets_come_from_the_environment(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASAR_SECRET_OF_TESTS", SECRET)
    file.write_text(settings(f'"{SECRET}"', '"env:ASAR_SECRET_OF_TESTS"'))

    assert read_config(file).app.secret.get_secret_value() == SECRET


def test_the_clock_ticks_every_five_seconds_unless_told_otherwise(file: Path) -> None:
    file.write_text(settings())

    assert timedelta(seconds=read_config(file).app.tick_seconds) == timedelta(seconds=5)


def test_days_that_a_decree_moved_are_told_to_the_handlers(file: Path) -> None:
    also = "[calendar]\nfree = [2027-01-05]\nworking = [2027-01-09]\n[retention]\nsignatures_days = 30\n"
    file.write_text(settings(also=also))
    customs = read_config(file).customs()
    assert (customs.freed, customs.worked) == ((date(2027, 1, 5),), (date(2027, 1, 9),))
    assert customs.names_kept == timedelta(days=30)


def test_a_day_is_moved_one_way_alone(file: Path) -> None:
    also = "[calendar]\nfree = [2027-01-05]\nworking = [2027-01-05]\n"
    told = "[calendar] 2027-01-05 stands in free and in working; leave it in one of them"
    assert wrong(file, settings(also=also)) == f"{file}: {told}"
