"""What a form says, in Kazakh and Russian, with blanks for what was answered."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.xforms.functions import TAKEN, text_of
from village.texts import Bilingual, Language

XF = "{http://www.w3.org/2002/xforms}"
Piece = str | Any
"""A text, or an expression (etree.XPath) whose value stands in the text."""
Compile = Callable[[str], Any]

_CODE = re.compile(r"\(\s*([a-z]{2,3})(?:[-_]\w+)?\s*\)\s*$", re.IGNORECASE)
_NAMED = {
    Language.KK: frozenset({"kk", "kaz", "kazakh", "қазақша", "казахский", "қазақ тілі"}),
    Language.RU: frozenset({"ru", "rus", "russian", "русский", "орысша"}),
}
_ITEXT = re.compile(r"""\s*jr:itext\(\s*(['"])(.+?)\1\s*\)\s*""")
_MISSING = "-"  # what pyxform writes where a translation is missing


def language_of(name: str) -> Language | None:
    """Tell which of our languages a translation is in: ``Қазақша (kk)``, ``ru``, ``Russian``."""
    code = _CODE.search(name)
    word = (code[1] if code else name).strip().casefold()
    return next((language for language, names in _NAMED.items() if word in names), None)


@dataclass(frozen=True, slots=True)
class Wording:
    """One text of a form in both languages, in pieces."""

    kk: tuple[Piece, ...] = ()
    ru: tuple[Piece, ...] = ()

    @property
    def has_blanks(self) -> bool:
        """Tell whether answers stand in it."""
        return not all(isinstance(each, str) for each in (*self.kk, *self.ru))

    @property
    def plain(self) -> Bilingual:
        """Give the text with its blanks left open."""
        return Bilingual(kk=_opened(self.kk), ru=_opened(self.ru))

    def said(self, language: Language, ask: Callable[[Any], Any]) -> str:
        """Say it in one language, asking for what stands in the blanks."""
        pieces = self.ru if language is Language.RU else self.kk
        return "".join(each if isinstance(each, str) else shown(ask(each)) for each in pieces).strip()


NOTHING = Wording()


def _opened(pieces: tuple[Piece, ...]) -> str:
    return "".join(each if isinstance(each, str) else "…" for each in pieces).strip()


def shown(value: Any) -> str:
    """Write a value for people to read: a day as days are written here."""
    text = text_of(value)
    of_a_day = (
        isinstance(value, list) and value and not isinstance(value[0], str) and value[0].get(TAKEN) == "date"
    )
    if not of_a_day or not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    year, month, day = text.split("-")
    return f"{day}.{month}.{year}"


class Texts:
    """All that a form says, by the ids of its translations."""

    def __init__(self, model: Any, compile_: Compile) -> None:
        self._compile = compile_
        self._by_language: dict[Language | None, dict[str, tuple[Piece, ...]]] = {}
        self.default = Language.KK
        for translation in model.iterfind(f"{XF}itext/{XF}translation"):
            self._take(translation)

    def _take(self, translation: Any) -> None:
        language = language_of(translation.get("lang", ""))
        if translation.get("default") and language:
            self.default = language
        texts = self._by_language.setdefault(language, {})
        for text in translation.iterfind(f"{XF}text"):
            # Pictures and sounds of a label have a form of their own; only its words are said.
            value = next((each for each in text.iterfind(f"{XF}value") if not each.get("form")), None)
            texts[text.get("id")] = () if value is None else self._pieces(value)

    def of_element(self, element: Any) -> Wording:
        """Give what a label or hint says, written there or among the translations."""
        if element is None:
            return NOTHING
        reference = element.get("ref")
        return self.of_reference(reference) if reference else self._same(self._pieces(element))

    def of_reference(self, text: str | None) -> Wording:
        """Give what ``jr:itext('…')`` names; other words stand for themselves."""
        if not text:
            return NOTHING
        named = _ITEXT.fullmatch(text)
        return self.of_id(named[2]) if named else self._same((text,))

    def of_id(self, name: str) -> Wording:
        """Give a text by its id; a language that has none borrows the other's."""
        found: Mapping[Language | None, tuple[Piece, ...]] = {
            language: texts.get(name, ()) for language, texts in self._by_language.items()
        }
        kk, ru = found.get(Language.KK, ()), found.get(Language.RU, ())
        other = next((pieces for pieces in found.values() if pieces), ())
        return Wording(kk=kk or ru or other, ru=ru or kk or other)

    @staticmethod
    def _same(pieces: tuple[Piece, ...]) -> Wording:
        return Wording(kk=pieces, ru=pieces)

    def _pieces(self, element: Any) -> tuple[Piece, ...]:
        pieces: list[Piece] = [element.text or ""]
        for output in element.iterfind(f"{XF}output"):
            pieces += [self._compile(output.get("value")), output.tail or ""]
        words = tuple(each for each in pieces if not isinstance(each, str) or each)
        return (
            ()
            if len(words) == 1 and isinstance(words[0], str) and words[0].strip() in {"", _MISSING}
            else words
        )
