"""One button press as Telegram brings it: of real size, each by another person, ready but for numbers."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

CARD_LETTERS = 900
BUTTONS = 12
TAP = 10**18
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
FIRST_PERSON = 1_000_000_000
FIRST_UPDATE = 100_000_000
MOST = 800_000_000
"""How many presses keep the width of their numbers, and so the length of their request."""

# Three numbers that appear nowhere else in an update, each as wide as those that take their place.
_PERSON, _UPDATE, _TAP = 7_777_777_777, 777_777_777, 7_777_777_777_777_777_777

_SENTENCE = (
    "ХАБАРЛАНДЫРУ № 7. Жиын · Бугровое. Қашан: 12 желтоқсан, сағат 15:00. Қайда: мәдениет үйі. "
    "Күн тәртібі: 1. Ауыз су. 2. Көшені жарықтандыру. Шақырушы: әкім. ОБЪЯВЛЕНИЕ № 7. Сход · Бугровое. "
    "Когда: 12 декабря, 15:00. Где: дом культуры. Повестка: 1. Питьевая вода. 2. Освещение улиц. "
)


@dataclass(frozen=True, slots=True)
class Target:
    """A village's webhook, what is pressed there in turn, and the groups in which the card stands.

    With no group, each presses under a copy of the card in their own private chat.
    """

    path: str
    secret: str
    presses: tuple[str, ...]
    groups: tuple[int, ...] = ()


def written(targets: Sequence[Target], file: Path) -> Path:
    """Write targets for the client's process."""
    file.write_text(json.dumps([asdict(target) for target in targets]), encoding="utf-8")
    return file


def read(file: Path) -> tuple[Target, ...]:
    """Read targets back."""
    rows = json.loads(file.read_text(encoding="utf-8"))
    return tuple(
        Target(row["path"], row["secret"], tuple(row["presses"]), tuple(row["groups"])) for row in rows
    )


@dataclass(frozen=True, slots=True)
class Presses:
    """The presses of a run: the same number is always the same press."""

    stamps: tuple[bytes, ...]

    def request(self, number: int) -> bytes:
        """Give one press as the bytes of its request: ready-made, but for who and which update."""
        person, update, tap = FIRST_PERSON + number, FIRST_UPDATE + number, TAP + number
        numbers = {b"person": person, b"update": update, b"tap": tap}
        return self.stamps[number % len(self.stamps)] % numbers


def presses_for(targets: Sequence[Target]) -> Presses:
    """Make the presses: village after village, group after group, one of the answers after another."""
    longest = max(max(len(target.groups), 1) for target in targets)
    answers = range(max(len(target.presses) for target in targets))
    return Presses(
        tuple(
            _stamp(target, target.groups[turn % len(target.groups)] if target.groups else None, answer)
            for turn in range(longest)
            for answer in answers
            for target in targets
        )
    )


def _stamp(target: Target, group: int | None, answer: int) -> bytes:
    pressed = target.presses[answer % len(target.presses)]
    body = json.dumps(_update(pressed, group), ensure_ascii=False, separators=(",", ":")).encode()
    head = (
        f"POST {target.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"{SECRET_HEADER}: {target.secret}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    whole = (head.encode() + body).replace(b"%", b"%%")
    for number, name in ((_TAP, b"tap"), (_PERSON, b"person"), (_UPDATE, b"update")):
        whole = whole.replace(str(number).encode(), b"%%(%s)d" % name)
    return whole


def _update(pressed: str, group: int | None) -> dict[str, Any]:
    person = {"id": _PERSON, "is_bot": False, "first_name": "Айгүл", "last_name": "Серікова"}
    query = {
        "id": str(_TAP),
        "from": {**person, "username": "aigul_serikova", "language_code": "kk"},
        "message": _message(pressed, group),
        "chat_instance": "-3926105287450862091",
        "data": pressed,
    }
    return {"update_id": _UPDATE, "callback_query": query}


def _message(pressed: str, group: int | None) -> dict[str, Any]:
    private = {"id": _PERSON, "first_name": "Айгүл", "last_name": "Серікова", "type": "private"}
    chat = private if group is None else {"id": group, "title": "Бугровое ауылы", "type": "supergroup"}
    card = (_SENTENCE * (CARD_LETTERS // len(_SENTENCE) + 1))[:CARD_LETTERS]
    bold = [{"offset": at, "length": 24, "type": "bold"} for at in (0, 210, 430)]
    bot = {"id": 4200000001, "is_bot": True, "first_name": "Асар", "username": "asar_bugrovoe_bot"}
    return {
        "message_id": 4711,
        "from": bot,
        "chat": chat,
        "date": 1795430000,
        "text": card,
        "entities": bold,
        "reply_markup": {"inline_keyboard": _keyboard(pressed)},
    }


def _keyboard(pressed: str) -> list[list[dict[str, str]]]:
    labels = ("Барамын / Приду · 12", "Бара алмаймын / Не смогу", "Әлі білмеймін / Пока не знаю")
    return [[{"text": labels[row % 3], "callback_data": pressed}] for row in range(BUTTONS)]
