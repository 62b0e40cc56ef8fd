"""B. A word to very many: as fast as Telegram allows and never faster, and taps are answered meanwhile."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.asar import a_place, a_telegram, asar_with_bots, told_by, until_it_goes
from benchmarks.press import written
from benchmarks.processes import Program, begun
from benchmarks.seeding import (
    Place,
    at_once,
    broadcast_to_groups,
    broadcast_to_people,
    counted,
    gatherings,
    now,
    targets,
)
from benchmarks.table import Line, met
from bot.gateway import Limits
from storage import tables
from village.outbox import LetterState

PEOPLE, BOTS, GROUPS_A_BOT, WORDS = 3000, 20, 10, 8
DELAY = 0.12
TAPS = 20.0
TAPS_P99 = 250.0
SHARE = 0.97
_PATIENCE = 1.6
_SETTLING = 5.0
_STARTS_IN = timedelta(seconds=15)

Told = dict[str, Any]


def measured(folder: Path, people: int = PEOPLE) -> Iterator[Line]:
    """Send to private chats by one bot with taps beside it, then to groups by twenty bots."""
    folder.mkdir()
    with ExitStack() as stack:
        yield from _to_people(stack, folder / "people", people)
    with ExitStack() as stack:
        yield from _to_groups(stack, folder / "groups")


def _to_people(stack: ExitStack, folder: Path, people: int) -> Iterator[Line]:
    folder.mkdir()
    limits = Limits()
    telegram = stack.enter_context(a_telegram(folder, DELAY))
    place = a_place(folder, "", telegram, 1)
    tapped = written(targets(place, at_once(gatherings(place)), in_groups=False), folder / "targets.json")
    at_once(broadcast_to_people(place, people, now() + _STARTS_IN))
    program = stack.enter_context(asar_with_bots(place, telegram))
    until_it_goes(telegram)
    least = people / limits.per_second
    words = ("benchmarks.client", "--port", str(place.port), "--targets", str(tapped))
    taps = stack.enter_context(begun((*words, "--seconds", str(least * SHARE), "--rate", str(TAPS))))
    told, cpu = _until_sent(telegram, program, least * _PATIENCE)
    answered = taps.told(least * _PATIENCE)
    yield from _lines(f"{people:,} private chats by one bot", told, "private", limits.per_second, cpu)
    what = f"taps by webhook meanwhile ({TAPS:.0f} a second): p99"
    figure = f"{answered['p99']:.0f} ms (median {answered['p50']:.0f}); {_unanswered(answered)} not answered"
    is_met = answered["p99"] < TAPS_P99 and not _unanswered(answered)
    yield Line("B", what, figure, f"< {TAPS_P99:.0f} ms", met(is_met=is_met))
    yield Line("B", "letters of the broadcast", _ends(place))


def _to_groups(stack: ExitStack, folder: Path) -> Iterator[Line]:
    """Say some words to each group: what binds is the group's limit, not the bot's."""
    folder.mkdir()
    limits = Limits()
    telegram = stack.enter_context(a_telegram(folder, DELAY))
    place = a_place(folder, "", telegram, BOTS)
    at_once(broadcast_to_groups(place, GROUPS_A_BOT, WORDS, now() + _STARTS_IN))
    program = stack.enter_context(asar_with_bots(place, telegram))
    until_it_goes(telegram)
    gap = 60 / limits.per_minute_in_group
    least = (WORDS - 1) * gap
    told, cpu = _until_sent(telegram, program, least * _PATIENCE + _SETTLING)
    allowed = (BOTS * GROUPS_A_BOT * WORDS - 1) / least
    what = f"{WORDS} words to {BOTS * GROUPS_A_BOT} groups by {BOTS} bots"
    yield from _lines(what, told, "groups", allowed, cpu)
    yield Line("B", "letters of these words", _ends(place))


def _until_sent(telegram: Program, program: Program, seconds: float) -> tuple[Told, float]:
    """Wait until nothing more goes out or the time is up; give what did, and the share of a core used."""
    began, cpu, told = time.monotonic(), program.cpu_seconds(), told_by(telegram)
    last = -1
    while time.monotonic() - began < seconds and (_count(told) != last or not last):
        last = _count(told)
        time.sleep(_SETTLING)
        told = told_by(telegram)
    return told, (program.cpu_seconds() - cpu) / (time.monotonic() - began)


def _count(told: Told) -> int:
    return sum(int(told[chats]["count"]) for chats in ("private", "groups"))


def _lines(what: str, told: Told, chats: str, allowed: float, cpu: float) -> Iterator[Line]:
    spoken = told[chats]
    rate = (spoken["count"] - 1) / max(spoken["last"] - spoken["first"], 0.001)
    shares = f"{rate:.1f} a second, {rate / allowed:.0%} of what the limits allow"
    figure = f"{shares}; {spoken['count']:,} sent, {cpu:.0%} of a core"
    yield Line("B", what, figure, f"{SHARE:.0%} of {allowed:.1f}", met(is_met=rate / allowed >= SHARE))
    refused = ", ".join(f"{count} {which}" for which, count in told["refused"].items()) or "0"
    yield Line("B", f"{what}: refused with 429, by limit", refused, "0", met(is_met=refused == "0"))


def _ends(place: Place) -> str:
    counts = {
        state: at_once(counted(place, tables.letter, tables.letter.c.state == state)) for state in LetterState
    }
    return ", ".join(f"{count:,} {state}" for state, count in counts.items() if count)


def _unanswered(answered: Told) -> int:
    return sum(map(int, (answered["lost"], *answered["others"].values())))
