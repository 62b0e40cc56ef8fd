"""How a tap is answered: by a call of its own, or within the webhook's answer; and links to private chats."""

import re
from typing import Any

from bot.gateway import Limits, OurFault, Toast
from bot.telegram.myself import Myself
from village.texts import cut

_START = re.compile(r"[A-Za-z0-9_-]{0,64}")
_LONGEST = Limits().toast


def link_into(me: Myself, start: str) -> str:
    """Give the address that opens the bot's private chat; OurFault for what a start may not carry."""
    if not _START.fullmatch(start):
        raise OurFault("a start carries up to 64 of A-Z a-z 0-9 _ -")
    return f"https://t.me/{me.username}" + (f"?start={start}" if start else "")


def tap_answer(toast: Toast, me: Myself) -> dict[str, Any]:
    """Give what answerCallbackQuery is asked with."""
    asked = {
        "callback_query_id": toast.tap,
        "text": cut(toast.text, _LONGEST),
        "show_alert": toast.alert,
        "url": link_into(me, toast.start) if toast.start else "",
    }
    return {name: value for name, value in asked.items() if value}
