"""Words of people and words of the house: two languages side by side, letters folded, numbers read back."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self


class Language(StrEnum):
    """A reader's language."""

    KK = "kk"
    RU = "ru"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the house by its key in the locales; it is said in the reader's language."""

    key: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day said short, without its weekday: 20.12.2026."""

    day: date


@dataclass(frozen=True, slots=True)
class Bilingual:
    """What a person wrote, in Kazakh and Russian; a missing one is empty, never borrowed from the other."""

    kk: str = ""
    ru: str = ""

    @classmethod
    def same(cls, text: str) -> Self:
        """Make one text stand for both languages: a name, a figure, a photo's caption."""
        return cls(kk=text, ru=text)

    @property
    def missing(self) -> tuple[Language, ...]:
        """Name the languages still to be written."""
        return tuple(
            language for language, text in ((Language.KK, self.kk), (Language.RU, self.ru)) if not text
        )

    def to(self, language: Language) -> str:
        """Give the text for one reader; an English reader gets both, as no English was written."""
        if language is Language.EN:
            return self.abreast
        return self.kk if language is Language.KK else self.ru

    @property
    def abreast(self) -> str:
        """Give both texts in one line; what reads the same is said once."""
        return self.kk if self.kk == self.ru else " / ".join(text for text in (self.kk, self.ru) if text)


def split_pair(text: str) -> Bilingual:
    """Read ``қазақша / по-русски``; without the slash between blanks, only one language is known."""
    left, slash, right = text.partition(" / ")
    return Bilingual(kk=left.strip(), ru=right.strip()) if slash else Bilingual(kk=text.strip())


_FOLDED = str.maketrans("әғқңөұүһіё", "агкноуухие")


def fold(text: str) -> str:
    """Fold a word as phones with a Russian keyboard write it: ә=а ғ=г қ=к ң=н ө=о ұ,ү=у һ=х і=и ё=е."""
    return " ".join(text.casefold().translate(_FOLDED).split())


_NUMBER = re.compile(r"^\s*(?:№|no\.?|n)?\s*(\d{1,9})\s*$", re.IGNORECASE)


def read_number(text: str) -> int | None:
    """Read the number of a notice as people write it: ``14``, ``№ 14``, ``No 14``."""
    found = _NUMBER.match(text)
    return int(found.group(1)) if found else None


def units(text: str) -> int:
    """Count a text's length as messengers do: in UTF-16 units, so that an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, most: int) -> str:
    """Cut a text to so many UTF-16 units, ending in an ellipsis, never through the middle of an emoji."""
    if units(text) <= most:
        return text
    kept = text.encode("utf-16-le")[: (most - 1) * 2].decode("utf-16-le", errors="ignore")
    return f"{kept.rstrip()}…"
