"""People's text as the built-in fonts can draw it: no emoji as boxes, nothing that steers the layout."""

import re
from unicodedata import category, normalize

# What the fonts inside the typst wheel (Libertinus Serif, then DejaVu Sans Mono) draw, bold too: Latin,
# Cyrillic with all Kazakh letters, Greek, punctuation, №, ₸, ₽, €, fractions, arrows, ticks. The test draws
# every one of them.
_DRAWN = (
    (0x20, 0x7E),
    (0xA0, 0x2FF),
    (0x391, 0x3A1),
    (0x3A3, 0x3CE),
    (0x400, 0x45F),
    (0x462, 0x463),
    (0x490, 0x4C4),
    (0x4C7, 0x4CC),
    (0x4CF, 0x4F9),
    (0x1E00, 0x1E9B),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2027),
    (0x2030, 0x203E),
    (0x2070, 0x2071),
    (0x2074, 0x208E),
    (0x20AC, 0x20AC),
    (0x20B8, 0x20B8),
    (0x20BD, 0x20BD),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2153, 0x215F),
    (0x2190, 0x2199),
    (0x2212, 0x2212),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
    (0x2713, 0x2714),
)
_SOFT_HYPHEN = "\u00ad"
_BREAK_HERE = "\u200b"
# What is this long (a link, a message's number, a key held down) would run off its line or its column, so it
# may break inside; the words of our languages are longer than Latin figures and are let be.
_LONG_WORD = re.compile(r"[!-~]{16}(?=[!-~])|\S{24}(?=\S)")
_BLANKS = re.compile(r"[^\S\u00a0]+")


def drawn() -> tuple[str, ...]:
    """List every letter and sign that is let through."""
    return tuple(
        chr(code) for first, last in _DRAWN for code in range(first, last + 1) if chr(code) != _SOFT_HYPHEN
    )


_LET_THROUGH = frozenset(drawn())


def drawable(text: str) -> str:
    """Give the text in one line as it can be drawn.

    An emoji goes; a letter or figure of a script that no font here has becomes a question mark, so that the
    loss is seen.
    """
    letters = (_drawable(letter) for letter in _BLANKS.sub(" ", normalize("NFC", text)))
    line = _BLANKS.sub(" ", "".join(letters)).strip()
    return _LONG_WORD.sub(lambda word: word.group() + _BREAK_HERE, line)


def _drawable(letter: str) -> str:
    if letter in _LET_THROUGH:
        return letter
    plain = normalize("NFKC", letter)
    if all(part in _LET_THROUGH for part in plain):
        return plain
    return "?" if category(letter)[0] in {"L", "N"} else ""
