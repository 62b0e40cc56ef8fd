"""Sentences: a key and its facts become words in the reader's language (Fluent, with Babel's dates)."""

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list
from fluent.runtime.types import fluent_number

from bot.catalogue import Catalogue, first_catalogue
from handlers.chat import Fact, Numbered, Quote, Said, Say
from village.texts import Bilingual, Day, Language, Word
from village.villages import Named

# Babel's own Kazakh skeleton shortens ("20 жел., жс"), so the patterns are given. Where weekdays begin
# with a small letter the number stands first, so that a date may open a sentence.
_DAY_PATTERNS: Mapping[Language, str] = {
    Language.KK: "d MMMM, EEEE",
    Language.RU: "d MMMM, EEEE",
    Language.EN: "EEEE, d MMMM",
}

_Textual = str | Named | Bilingual | Numbered | tuple[str | Word | Named | Bilingual | Say, ...]


class UnspeakableError(Exception):
    """A sentence that is missing, or that lacks a fact for one of its blanks."""


class Speech:
    """All sentences of the house in the three languages."""

    def __init__(self, zone: ZoneInfo) -> None:
        """Take the locales that lie in the package, as they were first read."""
        self._zone = zone
        self._catalogue = first_catalogue()

    @property
    def catalogue(self) -> Catalogue:
        """Give the sentences as they are said now."""
        return self._catalogue

    def take(self, mended: Catalogue) -> None:
        """Say from now on what stands in other catalogues, which were checked."""
        self._catalogue = mended

    def say(self, said: Said, language: Language) -> str:
        """Say something in one language."""
        if isinstance(said, Quote):
            return said.text.to(language)
        return self._sentence(said.key, said.facts, language)

    def word(self, word: Fact, language: Language) -> str:
        """Say one fact alone: a name, a date, a label."""
        return str(self._spoken(word, language))

    def _sentence(self, key: str, facts: Mapping[str, Fact], language: Language) -> str:
        bundle = self._catalogue.bundles[language]
        if not bundle.has_message(key) or (pattern := bundle.get_message(key).value) is None:
            raise UnspeakableError(f"{language}: no sentence {key}")
        spoken = {name: self._spoken(fact, language) for name, fact in facts.items()}
        text, errors = bundle.format_pattern(pattern, spoken)
        if errors:
            raise UnspeakableError(f"{language}: {key}: {errors}")
        return str(text)

    def _spoken(self, fact: Fact, language: Language) -> object:
        match fact:
            case Language():
                return self._sentence(f"language-{fact}", {}, language)
            case int():
                return fluent_number(fact, useGrouping=False)
            case Word(key):
                return self._sentence(key, {}, language)
            case Say():
                return self.say(fact, language)
            case Day() | date() | time():
                return self._moment(fact, language)
            case _:
                return self._text(fact, language)

    def _text(self, fact: _Textual, language: Language) -> str:
        match fact:
            case str():
                return fact
            case Named() | Bilingual():
                return fact.to(language)
            case Numbered(items):
                return "\n".join(f"{n}. {item.to(language)}" for n, item in enumerate(items, 1))
            case tuple():
                return format_list([self.word(item, language) for item in fact], locale=language)

    def _moment(self, fact: Day | date | time, language: Language) -> str:
        match fact:
            case Day(day):
                return f"{day:%d.%m.%Y}"
            case datetime():
                local = fact.astimezone(self._zone)
                return f"{format_date(local, _DAY_PATTERNS[language], locale=language)}, {local:%H:%M}"
            case date():
                return format_date(fact, _DAY_PATTERNS[language], locale=language)
            case time():
                return f"{fact:%H:%M}"
