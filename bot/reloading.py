"""What the operator changes while the bot runs: the files read again, wholly or not at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue import Catalogue, read_catalogue
from bot.config import Config, read_config
from bot.procedures import procedures_for
from village.procedures import Procedure

# What the program stands on; all else is taken up while it runs.
_STANDS_ON = (
    ("app", "database"),
    ("app", "secret"),
    ("app", "tick_seconds"),
    ("web", "listen"),
    ("telegram", "api"),
    ("telegram", "delivery"),
)


@dataclass(frozen=True, slots=True)
class Reread:
    """Settings, sentences and procedures as they are now, but for what only a restart can change."""

    config: Config
    catalogue: Catalogue
    procedures: Mapping[str, Procedure]
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the settings are read; ``listen`` is what the command line says in the file's stead."""

    file: Path
    listen: str = ""

    def read(self) -> Config:
        """Read them; raises a Mistake where they are wrong."""
        config = read_config(self.file)
        return config.listening(self.listen) if self.listen else config


def read_again(settings: Settings, running: Config, spoken: Catalogue) -> Reread:
    """Read the settings, the catalogues and the procedures; a Mistake in any leaves all as they were."""
    new = settings.read()
    catalogue = read_catalogue()
    catalogue.check(spoken)
    kept = tuple(f"[{part}] {key}" for part, key in _changed(running, new))
    return Reread(_standing_on(running, new), catalogue, procedures_for(new.duties), kept)


def _changed(running: Config, new: Config) -> Iterator[tuple[str, str]]:
    for part, key in _STANDS_ON:
        if getattr(getattr(running, part), key) != getattr(getattr(new, part), key):
            yield part, key


def _standing_on(running: Config, new: Config) -> Config:
    web = new.web.model_copy(update={"listen": running.web.listen})
    if running.telegram.delivery != new.telegram.delivery:
        web = running.web  # the address for webhooks belongs to the way in which updates come
    return new.model_copy(update={"app": running.app, "web": web, "telegram": running.telegram})
