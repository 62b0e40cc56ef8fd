"""The settings: read once from a TOML file, frozen, complaining by file, key and remedy."""

import os
import re
import tomllib
from datetime import date, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from handlers.ports import Customs
from village.campaigning import ElectionPeriod
from village.gatherings import ReminderTimes
from village.ids import SectionSlug, VillageSlug
from village.people import Quiet, Role
from village.rules import Counting
from village.villages import BODIES, Body, Named, Section, Village

ZONE = ZoneInfo("Asia/Almaty")
_SECRET_AT_LEAST = 32
_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
_LAST_PORT = 65535
_FIRST_AND_LAST = 2
_DATABASES = ("sqlite+aiosqlite:///", "postgresql+asyncpg://")
_MISSING = "is missing; config.example.toml has every key with a sentence"


class Mistake(Exception):
    """An operator's mistake: one sentence that names it and the remedy."""


class ConfigError(Mistake):
    """A mistake in the settings: file, key and remedy."""


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,27}", text):
        raise ValueError("must be 1 to 28 of a-z, 0-9 and hyphen, as it stands in web addresses")
    return text


def _from_environment(value: Any) -> Any:
    if not (isinstance(value, str) and value.startswith("env:")):
        return value
    name = value.removeprefix("env:")
    if name not in os.environ:
        raise ValueError(
            f"asks for the environment variable {name}, which is not set; set it before the start"
        )
    return os.environ[name]


Slug = Annotated[str, AfterValidator(_slug)]


def _database(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(_DATABASES):
        raise ValueError(f'must begin with "{_DATABASES[0]}" or "{_DATABASES[1]}"')
    return url


def _folder(path: str) -> str:
    if path and not Path(path).is_dir():
        raise ValueError(f'"{path}" is no folder; make it, or write ""')
    return path


Secret = Annotated[SecretStr, BeforeValidator(_from_environment)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AppPart(_Part):
    """Where data lie, and the secret that seals them."""

    database: Annotated[Secret, AfterValidator(_database)] = SecretStr("sqlite+aiosqlite:///asar.sqlite")
    secret: Secret
    former_secrets: tuple[Secret, ...] = ()
    tick_seconds: float = Field(default=5.0, gt=0, le=60)


class WebPart(_Part):
    """Where the program listens, and how the world reaches it."""

    listen: str = "127.0.0.1:8080"
    public_url: str = ""


class TelegramPart(_Part):
    """Telegram's server, and how updates come from it."""

    api: str = "https://api.telegram.org"
    delivery: Literal["polling", "webhook"] = "polling"


class QuietPart(_Part):
    """Hours in which unurgent letters wait, where a person has chosen none."""

    begins: time = time(21)
    ends: time = time(8)


class RemindersPart(_Part):
    """When reminders of a gathering go out."""

    first_days: int = Field(default=3, ge=1, le=9)
    eve_days: int = Field(default=1, ge=1, le=3)
    at: time = time(10)
    soon_hours: int = Field(default=2, ge=1, le=12)
    evening: time = time(20)


class LettersPart(_Part):
    """How big sends go out, and when a letter is given up."""

    big_send: int = Field(default=500, ge=2)
    last_try_hours: int = Field(default=24, ge=1, le=168)


class RetentionPart(_Part):
    """For how many days things are kept before the daily pass deletes them."""

    updates_days: int = Field(default=7, ge=2)
    letters_days: int = Field(default=90, ge=14)
    stuck_days: int = Field(default=30, ge=1)
    left_days: int = Field(default=30, ge=1)
    signatures_days: int = Field(default=90, ge=1)


class CalendarPart(_Part):
    """Days that a decree has moved, and the program's own calendar does not know yet."""

    free: tuple[date, ...] = ()
    working: tuple[date, ...] = ()


class DutiesPart(_Part):
    """Which procedures begin by themselves, and the folder where the operator's own lie."""

    begin_alone: tuple[str, ...] = ("budget-monitoring",)
    own_procedures: Annotated[str, AfterValidator(_folder)] = ""


class NamePart(_Part):
    """A name in three languages."""

    kk: str = Field(min_length=1)
    ru: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def named(self) -> Named:
        """Give the name as the village knows it."""
        return Named(self.kk, self.ru, self.en)


def _in_all_languages(value: Any) -> Any:
    return dict.fromkeys(("kk", "ru", "en"), value) if isinstance(value, str) else value


class SectionPart(_Part):
    """A settlement of a unit."""

    slug: Slug
    name: NamePart
    adults: int = Field(ge=0)
    representatives: int = Field(default=0, ge=0)


class BodyPart(_Part):
    """A body that petitions may be addressed to."""

    slug: Slug
    name: NamePart
    roles: tuple[Role, ...] = ()
    answer_days: int | None = Field(default=None, ge=1, le=90)


def _first_and_last(days: tuple[date, ...]) -> tuple[date, ...]:
    if days and (len(days) != _FIRST_AND_LAST or days[0] > days[1]):
        raise ValueError("takes the first and the last day, like [2026-12-01, 2027-01-15]; [] for none")
    return days


class VillagePart(_Part):
    """A unit: its names, its people, its bot."""

    slug: Slug
    name: NamePart
    telegram_token: Secret = SecretStr("")
    population: int = Field(ge=0)
    adults: int = Field(ge=0)
    assembly: int = Field(default=0, ge=0)
    operator: Annotated[NamePart, BeforeValidator(_in_all_languages)]
    bin: str = ""
    phone: str = Field(min_length=1)
    counting: Counting = Counting.CLEAR
    recount_when_postponed: bool = True
    election_period: Annotated[tuple[date, ...], AfterValidator(_first_and_last)] = ()
    hours_in_chat: int = Field(default=24, ge=0, le=720)
    sections: tuple[SectionPart, ...] = ()
    bodies: tuple[BodyPart, ...] = ()

    def village(self) -> Village:
        """Give the unit as the village knows it."""
        return Village(
            slug=VillageSlug(self.slug),
            name=self.name.named(),
            operator=self.operator.named(),
            bin=self.bin,
            phone=self.phone,
            population=self.population,
            adults=self.adults,
            assembly=self.assembly,
            sections=tuple(
                Section(SectionSlug(each.slug), each.name.named(), each.adults, each.representatives)
                for each in self.sections
            ),
            counting=self.counting,
            recount_when_postponed=self.recount_when_postponed,
            election_period=ElectionPeriod(*self.election_period) if self.election_period else None,
            hours_in_chat=self.hours_in_chat,
            bodies=tuple(
                Body(each.slug, each.name.named(), frozenset(each.roles), each.answer_days)
                for each in self.bodies
            )
            or BODIES,
        )


class Config(_Part):
    """All settings."""

    app: AppPart
    web: WebPart = WebPart()
    telegram: TelegramPart = TelegramPart()
    quiet: QuietPart = QuietPart()
    reminders: RemindersPart = RemindersPart()
    letters: LettersPart = LettersPart()
    retention: RetentionPart = RetentionPart()
    calendar: CalendarPart = CalendarPart()
    duties: DutiesPart = DutiesPart()
    village: tuple[VillagePart, ...] = Field(min_length=1)

    def villages(self) -> dict[VillageSlug, Village]:
        """Give the units by slug."""
        return {VillageSlug(part.slug): part.village() for part in self.village}

    def listening(self, address: str) -> "Config":
        """Give the same settings for a process that listens elsewhere."""
        return self.model_copy(update={"web": self.web.model_copy(update={"listen": address})})

    def customs(self) -> Customs:
        """Give what handlers ask of the settings."""
        return Customs(
            zone=ZONE,
            reminders=ReminderTimes(**self.reminders.model_dump()),
            quiet=Quiet(self.quiet.begins, self.quiet.ends),
            big_send=self.letters.big_send,
            last_try=timedelta(hours=self.letters.last_try_hours),
            names_kept=timedelta(days=self.retention.signatures_days),
            freed=self.calendar.free,
            worked=self.calendar.working,
            begins_alone=self.duties.begin_alone,
        )


def read_config(path: Path) -> Config:
    """Read the settings, or say in one sentence what is wrong and what would be right."""
    try:
        with path.open("rb") as file:
            config = Config.model_validate(tomllib.load(file))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; copy config.example.toml there and fill it in") from None
    except OSError as wrong:
        raise ConfigError(f"{path}: cannot be read ({wrong.strerror}); name the settings' file") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: not UTF-8; save it in this encoding") from None
    except tomllib.TOMLDecodeError as wrong:
        raise ConfigError(f"{path}: not TOML: {wrong}") from None
    except ValidationError as wrong:
        raise ConfigError(_sentence(path, wrong)) from None
    _check_together(path, config)
    return config


def _sentence(path: Path, wrong: ValidationError) -> str:
    first = wrong.errors(include_input=False, include_url=False)[0]
    key = _key(first["loc"])
    what = {
        "missing": _MISSING,
        "extra_forbidden": "is no key of ours; is it mistyped?",
        "model_type": "must be a table, like { kk = …, ru = …, en = … }",
    }.get(first["type"])
    return f"{path}: {key} {what or first['msg'].removeprefix('Value error, ')}"


def _key(places: tuple[int | str, ...]) -> str:
    section, *rest = places
    names = "".join(f"[{place + 1}]" if isinstance(place, int) else f".{place}" for place in rest)
    return f"[{section}] {names.lstrip('.')}" if rest else f"[{section}]"


def _check_together(path: Path, config: Config) -> None:
    _check_once(path, "[[village]]", "village", [part.slug for part in config.village])
    for part in config.village:
        _check_once(
            path, f"[[village.sections]] of {part.slug}", "section", [each.slug for each in part.sections]
        )
        _check_once(path, f"[[village.bodies]] of {part.slug}", "body", [each.slug for each in part.bodies])
    if config.app.secret in config.app.former_secrets:
        raise ConfigError(
            f"{path}: [app] former_secrets names the present secret; name only earlier ones there"
        )
    if len(config.app.secret.get_secret_value()) < _SECRET_AT_LEAST:
        raise ConfigError(
            f"{path}: [app] secret is shorter than {_SECRET_AT_LEAST} characters; "
            'make one with: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    if config.telegram.delivery == "webhook" and not config.web.public_url.startswith("https://"):
        raise ConfigError(
            f'{path}: [telegram] delivery = "webhook" needs [web] public_url = "https://…"; '
            'set it, or set delivery = "polling"'
        )
    if twice := set(config.calendar.free) & set(config.calendar.working):
        raise ConfigError(
            f"{path}: [calendar] {min(twice)} stands in free and in working; leave it in one of them"
        )
    _check_listen(path, config.web.listen)
    _check_public_url(path, config.web.public_url)


def _check_once(path: Path, where: str, what: str, slugs: list[str]) -> None:
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise ConfigError(f"{path}: {where} slug {slug} stands twice; give each {what} its own")


def is_address(listen: str) -> bool:
    """Tell whether a text names a host and a port."""
    host, _, port = listen.rpartition(":")
    return bool(host) and port.isdecimal() and 0 < int(port) <= _LAST_PORT


def _check_public_url(path: Path, url: str) -> None:
    """Refuse an address at which pages that ask for an IIN would be open to whoever carries them."""
    host = urlsplit(url).hostname if url.startswith("http://") else None
    if url and not url.startswith("https://") and host not in _THIS_MACHINE:
        raise ConfigError(
            f'{path}: [web] public_url = "{url}" does not begin with https://; '
            "people give personal data on the bot's pages, so set an https address, or leave it empty"
        )


def _check_listen(path: Path, listen: str) -> None:
    if not is_address(listen):
        raise ConfigError(f'{path}: [web] listen = "{listen}" is no address; write it like "127.0.0.1:8080"')
