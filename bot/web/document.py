"""One page as a document: our words and people's, all as text; it runs nothing and fetches nothing."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from typing import Final

STYLE: Final = files("bot.web").joinpath("page.css").read_text(encoding="utf-8")
_STYLE_HASH: Final = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS: Final = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def paragraphs(lines: Iterable[str], kind: str = "") -> str:
    """Write lines of text, each a paragraph; what breaks within one is kept."""
    marked = f' class="{kind}"' if kind else ""
    return "".join(f"<p{marked}>{_broken(line)}</p>" for line in lines)


def heading(text: str) -> str:
    """Write the page's heading."""
    return f"<h1>{_broken(text)}</h1>"


def hidden(name: str, value: str) -> str:
    """Write a field that goes along unseen."""
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'


def submit(value: str, label: str, kind: str = "") -> str:
    """Write a button that sends the form; ``value`` says which."""
    marked = f' class="{kind}"' if kind else ""
    return f'<button name="do" value="{escape(value)}"{marked}>{escape(label)}</button>'


def language_switch(labels: Mapping[str, str], chosen: str) -> str:
    """Write a button for each language, that of the page marked."""
    marks = {each: ' aria-current="true"' if each == chosen else "" for each in labels}
    buttons = (
        f'<button name="do" value="{each}" lang="{each}"{marks[each]}>{escape(label)}</button>'
        for each, label in labels.items()
    )
    return f'<div class="languages">{"".join(buttons)}</div>'


def number_field(name: str, label: str) -> str:
    """Write a field for digits, which a browser neither completes nor remembers."""
    return (
        f'<label for="{name}">{escape(label)}</label>'
        f'<input type="text" id="{name}" name="{name}" inputmode="numeric" autocomplete="off" '
        'autocapitalize="off" spellcheck="false" maxlength="20" required>'
    )


def lines_field(name: str, label: str, value: str, rows: int) -> str:
    """Write a field for lines, which a browser neither completes nor remembers."""
    return (
        f'<label for="{name}">{escape(label)}</label>'
        f'<textarea id="{name}" name="{name}" rows="{rows}" autocomplete="off" autocapitalize="off" '
        f'spellcheck="false" maxlength="4000" required>\n{escape(value)}</textarea>'
    )


def document(language: str, title: str, body: str) -> str:
    """Write a whole page around its body."""
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>"
    )


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")
