"""A. A button press taken by webhook and kept durably, against four who do less."""

import sqlite3
import statistics
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from benchmarks.asar import a_place, a_telegram, asar_with_bots
from benchmarks.postgres import a_durable_server
from benchmarks.press import written
from benchmarks.processes import Program, asked, free_port, running
from benchmarks.seeding import Place, at_once, counted, gatherings, petitions, polls, targets
from benchmarks.table import Line, Verdict, met
from storage import tables

ROUNDS = 3
VILLAGES = 20
P99_AIM = 100.0
_WARM = 1.0
# In the first seconds ten people in each group are whispered to as well, which costs two calls each.
_WHISPERED = 8.0
_WHOLE = "asar-all"
_NAMES = {
    "fixed": "the client alone: a server that answers fixed bytes, unread",
    "parsing": "(a) aiohttp, only parses and answers",
    "aiogram": "(b) aiogram's Dispatcher, only answers",
    "ptb": "(c) python-telegram-bot's Application, only answers",
    "ptb-keeping": "(d) python-telegram-bot, one SQLAlchemy transaction a press",
    "asar-one": "Asar's web on SQLite, 1 village, in private chats",
    "asar-sqlite": f"Asar's web on SQLite, {VILLAGES} villages with 3 groups each",
    "asar-postgres": f"Asar's web on PostgreSQL, {VILLAGES} villages with 3 groups each",
    _WHOLE: f"Asar whole in one process on SQLite, {VILLAGES} villages; their 60 cards edited meanwhile",
}
_ALONE = "ptb-keeping"
_VOTES = {
    _ALONE: "votes: python-telegram-bot, one SQLAlchemy transaction a vote, nothing checked",
    "votes-sqlite": f"votes: Asar's web on SQLite, {VILLAGES} villages, who votes is looked up in the chat",
    "votes-postgres": "votes: the same on PostgreSQL",
}
_SIGNATURES = {
    "votes-sqlite": "ballots: Asar's web on SQLite, for comparison",
    "votes-postgres": "ballots: the same on PostgreSQL",
    "signed-sqlite": f"signatures: Asar's web on SQLite, {VILLAGES} villages, a register each",
    "signed-postgres": "signatures: the same on PostgreSQL",
}
_SIGNATURES_AIM = 0.8
_VOTES_AIM = 4.0
_VOTERS = 60_000
_AIMS = (("a", "parsing", 0.27), ("b", "aiogram", 2.0), ("c", "ptb", 1.0), ("d", "ptb-keeping", 4.0))


@dataclass(slots=True)
class Contender:
    """Who is measured: where it listens, what is pressed there, and what it said it had kept."""

    name: str
    program: Program
    targets: Path
    place: Place | None = None
    kept_in: Table = tables.gathering_answer
    next: int = 0
    answered: int = 0
    failed: int = 0
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def pressed(self, seconds: float, rate: float = 0.0) -> dict[str, Any]:
        """Let the client press; every press is by another person than all before."""
        words = ["benchmarks.client", "--port", str(self.program.port), "--targets", str(self.targets)]
        words += ["--seconds", str(seconds), "--rate", str(rate), "--first", str(self.next)]
        told = asked(words, seconds + 60)
        self.next, self.answered = told["next"], self.answered + told["answered"]
        self.failed += told["lost"] + sum(told["others"].values())
        return told

    def round(self, seconds: float) -> float:
        """Note how fast it answers, and what of a core an answer costs it; give the client's own load."""
        before = self.program.cpu_seconds()
        told = self.pressed(seconds)
        self.rates.append(told["rate"])
        self.costs.append((self.program.cpu_seconds() - before) / max(told["answered"], 1))
        return float(told["busy"])

    @property
    def rate(self) -> float:
        """Give the median of the rounds."""
        return statistics.median(self.rates)

    @property
    def cost_ms(self) -> float:
        """Give the milliseconds of a core that a press takes, whatever else the machine does."""
        return statistics.median(self.costs) * 1000

    def share_of(self, other: "Contender") -> float:
        """Compare round by round, so that a slow minute counts against both; give the median."""
        return statistics.median(mine / its for mine, its in zip(self.rates, other.rates, strict=True))


def measured(folder: Path, seconds: float) -> Iterator[Line]:
    """Measure everyone in turn, some rounds; then Asar's p99; then count what is in the databases."""
    folder.mkdir()
    with ExitStack() as stack:
        contenders = _all(stack, folder)
        busy = _rounds(contenders, seconds)
        yield from _rates(contenders, busy)
        for name in ("asar-sqlite", "asar-postgres"):
            yield _p99(contenders[name], seconds)
        yield from _kept("A", contenders)


def voted(folder: Path, seconds: float) -> Iterator[Line]:
    """Measure votes in polls, by people known to be in the chat, against a bot with a transaction each."""
    folder.mkdir()
    with ExitStack() as stack:
        telegram = stack.enter_context(a_telegram(folder))
        url = at_once(stack.enter_context(a_durable_server()).migrated())
        asars = [
            stack.enter_context(_voting(name, folder, database, telegram))
            for name, database in (("votes-sqlite", ""), ("votes-postgres", url))
        ]
        other = stack.enter_context(_other(_ALONE, folder, asars[0].targets))
        contenders = {each.name: each for each in (other, *asars)}
        busy = _rounds(contenders, seconds, _WHISPERED)
        yield Line("F", _VOTES[_ALONE], _figure(other, busy))
        for each in asars:
            ratio = each.share_of(other)
            figure = f"{_figure(each, busy)}; {ratio:.2f} of it"
            yield Line(
                "F", _VOTES[each.name], figure, f"{_VOTES_AIM:g} of it", met(is_met=ratio >= _VOTES_AIM)
            )
        yield from _kept("F", contenders)


def signed(folder: Path, seconds: float) -> Iterator[Line]:
    """Measure signatures under petitions, each a link of its register's chain, against ballots."""
    folder.mkdir()
    with ExitStack() as stack:
        telegram, server = stack.enter_context(a_telegram(folder)), stack.enter_context(a_durable_server())
        found = []
        for named, url in (("sqlite", None), ("postgres", server)):
            for what in (_voting, _signing):
                name = f"{'votes' if what is _voting else 'signed'}-{named}"
                database = at_once(url.migrated()) if url else ""
                found.append(stack.enter_context(what(name, folder, database, telegram)))
        contenders = {each.name: each for each in found}
        busy = _rounds(contenders, seconds, _WHISPERED)
        for name, told in _SIGNATURES.items():
            yield _against_votes(contenders, name, told, busy)
        yield from _kept("H", contenders)


def _against_votes(contenders: dict[str, Contender], name: str, told: str, busy: dict[str, float]) -> Line:
    each = contenders[name]
    kind, _, database = name.partition("-")
    if kind == "votes":
        return Line("H", told, _figure(each, busy))
    ratio = each.share_of(contenders[f"votes-{database}"])
    is_met = met(is_met=ratio >= _SIGNATURES_AIM)
    return Line("H", told, f"{_figure(each, busy)}; {ratio:.2f} of it", f"{_SIGNATURES_AIM:g} of it", is_met)


@contextmanager
def _signing(name: str, under: Path, database: str, telegram: Program) -> Iterator[Contender]:
    folder = under / name
    folder.mkdir()
    place = a_place(folder, database, telegram, VILLAGES)
    pressed = targets(place, at_once(petitions(place, _VOTERS)), in_groups=True)
    with asar_with_bots(place, telegram, "--role", "web", name=name) as program:
        file = written(pressed, folder / "targets.json")
        yield Contender(name, program, file, place, kept_in=tables.signature)


@contextmanager
def _voting(name: str, under: Path, database: str, telegram: Program) -> Iterator[Contender]:
    folder = under / name
    folder.mkdir()
    place = a_place(folder, database, telegram, VILLAGES)
    pressed = targets(place, at_once(polls(place, _VOTERS)), in_groups=True)
    with asar_with_bots(place, telegram, "--role", "web", name=name) as program:
        file = written(pressed, folder / "targets.json")
        yield Contender(name, program, file, place, kept_in=tables.ballot)


def _figure(each: Contender, busy: dict[str, float]) -> str:
    costs = f"{each.cost_ms:.2f} ms of a core each"
    return f"{each.rate:,.0f} a second; {costs}, client {busy[each.name]:.0%}"


def _all(stack: ExitStack, folder: Path) -> dict[str, Contender]:
    telegram = stack.enter_context(a_telegram(folder))
    server = stack.enter_context(a_durable_server())
    found = [stack.enter_context(_asar("asar-one", folder, "", 1, telegram))]
    found += [stack.enter_context(_asar("asar-sqlite", folder, "", VILLAGES, telegram))]
    found += [stack.enter_context(_asar(_WHOLE, folder, "", VILLAGES, telegram))]
    url = at_once(server.migrated())
    found += [stack.enter_context(_asar("asar-postgres", folder, url, VILLAGES, telegram))]
    pressed = found[1].targets
    names = [name for name in _NAMES if not name.startswith("asar")]
    found += [stack.enter_context(_other(name, folder, pressed)) for name in names]
    return {each.name: each for each in found}


@contextmanager
def _asar(name: str, under: Path, database: str, villages: int, telegram: Program) -> Iterator[Contender]:
    folder = under / name
    folder.mkdir()
    place = a_place(folder, database, telegram, villages)
    pressed = targets(place, at_once(gatherings(place)), in_groups=villages > 1)
    # Those it is held against only answer; so does a web process, and a worker elsewhere edits the cards.
    words = () if name == _WHOLE else ("--role", "web")
    with asar_with_bots(place, telegram, *words, name=name) as program:
        yield Contender(name, program, written(pressed, folder / "targets.json"), place)


@contextmanager
def _other(name: str, folder: Path, pressed: Path) -> Iterator[Contender]:
    port = free_port()
    words = ("benchmarks.contenders", name, "--port", str(port), "--database", str(folder / f"{name}.sqlite"))
    with running(name, words, port, folder) as program:
        yield Contender(name, program, pressed)


def _rounds(contenders: dict[str, Contender], seconds: float, warm: float = _WARM) -> dict[str, float]:
    """Let all be pressed in turn, so that a slow minute is everybody's; give the client's load."""
    busy: defaultdict[str, list[float]] = defaultdict(list)
    for each in contenders.values():
        each.pressed(warm)
    for _ in range(ROUNDS):
        for each in contenders.values():
            busy[each.name].append(each.round(seconds))
    return {name: statistics.median(shares) for name, shares in busy.items()}


def _rates(contenders: dict[str, Contender], busy: dict[str, float]) -> Iterator[Line]:
    for name, told in _NAMES.items():
        each = contenders[name]
        figure = _figure(each, busy)
        if each.place is None:
            yield Line("A", told, figure)
            continue
        against = {letter: each.share_of(contenders[other]) for letter, other, _ in _AIMS}
        ratios = ", ".join(f"{ratio:.2f} of ({letter})" for letter, ratio in against.items())
        aims = ", ".join(f"{aim:g} of ({letter})" for letter, _, aim in _AIMS)
        if name == _WHOLE:
            yield Line("A", told, f"{figure}; {ratios}")
            continue
        is_met = all(against[letter] >= aim for letter, _, aim in _AIMS)
        yield Line("A", told, f"{figure}; {ratios}", aims, met(is_met=is_met))


def _p99(each: Contender, seconds: float) -> Line:
    told = each.pressed(seconds * 2, each.rate / 2)
    what = f"{_NAMES[each.name].partition(',')[0]}: p99 at half its top rate ({each.rate / 2:,.0f} a second)"
    figure = f"{told['p99']:.0f} ms (median {told['p50']:.0f}, longest {told['most']:.0f})"
    return Line("A", what, figure, f"< {P99_AIM:.0f} ms", met(is_met=told["p99"] < P99_AIM))


# ------------------------------------------------------------------------------- nothing may be lost


def _kept(part: str, contenders: dict[str, Contender]) -> Iterator[Line]:
    """Count the rows: whoever was answered must be there, and none of them put aside to be worked later."""
    for each in contenders.values():
        kept = _rows(each)
        if kept is None:
            continue
        aside = at_once(counted(each.place, tables.stuck)) if each.place else 0
        is_whole = kept >= each.answered and not each.failed and not aside
        figure = (
            f"{kept:,} rows of {each.answered:,} answered presses; {each.failed} failed, {aside} put aside"
        )
        verdict = Verdict.MET if is_whole else Verdict.VOID
        yield Line(part, f"{each.name}: every answered press is kept", figure, "all", verdict)


def _rows(each: Contender) -> int | None:
    if each.place is not None:
        return at_once(counted(each.place, each.kept_in))
    file = each.targets.parent.parent / f"{each.name}.sqlite"
    if not file.exists():
        return None
    with closing(sqlite3.connect(file)) as connection:
        rows: int = connection.execute("SELECT count(*) FROM answer").fetchone()[0]
        return rows
