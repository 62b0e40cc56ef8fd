"""G. Surveys: sheets handed in, a form evaluated, and a hundred thousand sheets taken out in flat memory."""

import csv
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from secrets import randbits

from sqlalchemy import Column, Integer, MetaData, Table, Text, insert
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks.postgres import a_durable_server
from benchmarks.processes import ROOT, NotStarted, free_port
from benchmarks.seeding import SECRET, Place, at_once, now, settle, store_of
from benchmarks.table import Line, met
from bot.config import ZONE
from bot.xforms.evaluated import EvaluatedForms
from bot.xforms.making import kept_form
from storage import tables
from storage.keyring import keys_for
from storage.sealing import Keys
from storage.work import OpenSqlWork
from village.chats import Address
from village.course import State
from village.ids import PersonId, SectionSlug, SurveyId, VillageSlug
from village.people import Level, Role
from village.surveys import Answers, Book, Draft, HandedIn, KeptForm, Survey, SurveyPlan
from village.texts import Language

SHEETS, FEWER = 100_000, 10_000
QUESTIONS = 60
FLAT_MB = 32.0
_SECONDS = 5.0
_AT_ONCE = 1_000
_VILLAGE = VillageSlug("v0000")
_KINDS = ("select_one c", "select_multiple c", "text", "integer", "decimal", "date")
_WORDS = "Жол жаман, шұңқыр көп, көктемде өту мүмкін емес. "
_LANGUAGE = ("label::Қазақша (kk)", "label::Русский (ru)")


def measured(folder: Path, sheets: int = SHEETS) -> Iterator[Line]:
    """Measure what one sheet costs, in the form and in the store, then what it takes to take out many."""
    folder.mkdir()
    form = kept_form(_book())
    yield _evaluated(form)
    yield from _handed_in(f"sqlite+aiosqlite:///{folder / 'handed.db'}", folder, "SQLite", form)
    with ExitStack() as stack:
        server = stack.enter_context(a_durable_server())
        yield from _handed_in(at_once(server.migrated()), folder, "PostgreSQL", form)
    yield from _exported(folder, form, sheets)


# ------------------------------------------------------------------------------------- a form, and answers


def _book() -> Book:
    """Write a form of sixty questions, every fifth of them asked under a condition."""
    rows = []
    for number in range(QUESTIONS):
        kind = _KINDS[number % len(_KINDS)]
        relevant = f"${{q{number - 5}}} != ''" if number % 5 == 0 and number else ""
        rows.append((kind, f"q{number}", f"Сұрақ {number}?", f"Вопрос {number}?", relevant))
    choices = [("c", f"o{number}", f"Нұсқа {number}", f"Вариант {number}") for number in range(6)]
    settings = ("Сауалнама / Опрос", "needs", "1", "Қазақша (kk)")
    return {
        "survey": (("type", "name", *_LANGUAGE, "relevant"), *rows),
        "choices": (("list_name", "name", *_LANGUAGE), *choices),
        "settings": (("form_title", "form_id", "version", "default_language"), settings),
    }


def _answers(number: int) -> Answers:
    said = ("o1", "o1 o3 o5", _WORDS * (1 + number % 3), str(number % 90), "2.5", "2026-11-23")
    return {f"q{question}": said[question % len(said)] for question in range(QUESTIONS)}


def _sheet(number: int) -> HandedIn:
    return HandedIn(
        values=_answers(number),
        at=now().astimezone(ZONE),
        began_at=now().astimezone(ZONE) - timedelta(minutes=9),
        language=Language.KK,
        network="telegram",
        level=Level.PHONE,
        section=SectionSlug("east"),
    )


def _survey(number: int, *, anonymous: bool = False) -> Survey:
    opens = now().astimezone(ZONE)
    closes = opens + timedelta(days=14)
    form = kept_form(_book())
    return Survey(
        id=SurveyId(number),
        form_id=form.form_id,
        version=form.version,
        title=form.title,
        length=QUESTIONS,
        village=_VILLAGE,
        number=number,
        author=PersonId(1),
        plan=SurveyPlan(closes_at=closes, anonymous=anonymous),
        opens_at=opens,
        first_closes_at=closes,
        author_role=Role.AKIM,
        state=State.OPEN,
    )


def _evaluated(form: KeptForm) -> Line:
    forms, local, answers = EvaluatedForms(), now().astimezone(ZONE), _answers(1)
    forms.sheet(form, answers, local)
    began, times = time.perf_counter(), 0
    while time.perf_counter() - began < 1.0:
        forms.sheet(form, answers, local)
        times += 1
    took = (time.perf_counter() - began) / times * 1000
    return Line("G", f"a form of {QUESTIONS} questions evaluated once, all answered", f"{took:.1f} ms")


# ------------------------------------------------------------------------------------------------ handed in


@asynccontextmanager
async def _asked(place: Place, form: KeptForm, people: int) -> AsyncIterator[tuple[AsyncEngine, OpenSqlWork]]:
    """Open a store with a named survey, 7, and an anonymous one, 8, and so many people."""
    async with store_of(place) as (engine, open_work):
        async with open_work() as work:
            await work.people.meet(Address("telegram", "1"), PersonId(1), now())
            for survey in (_survey(7), _survey(8, anonymous=True)):
                draft = Draft(survey.id, _VILLAGE, "needs", "1", form.title, QUESTIONS, now(), PersonId(1))
                await work.surveys.add_draft(draft, form)
                await work.surveys.add(survey)
        async with engine.begin() as connection:
            met_at = [{"id": number, "met_at": now()} for number in range(2, people + 2)]
            await connection.execute(insert(tables.person), met_at)
        yield engine, open_work


def _handed_in(database: str, folder: Path, named: str, form: KeptForm) -> Iterator[Line]:
    bare, own, anonymous = at_once(_paces(Place(folder, database, 0, 0, 1), form))
    yield Line("G", f"sheets: the same JSON inserted in a transaction each, {named}", f"{bare:,.0f} a second")
    for what, pace in (("sealed and kept", own), ("sealed, cut from the person and mixed", anonymous)):
        share = f"{pace:,.0f} a second, {pace / bare:.2f} of it"
        yield Line("G", f"sheets: {what}, a transaction each, {named}", share)


async def _paces(place: Place, form: KeptForm) -> tuple[float, float, float]:
    """Give how many a second go in: as bare JSON, with their person, and without."""
    most = 200_000 // QUESTIONS
    async with _asked(place, form, most) as (engine, open_work):
        bare = Table("bare_sheet", MetaData(), Column("id", Integer, primary_key=True), Column("said", Text))
        async with engine.begin() as connection:
            await connection.run_sync(bare.metadata.create_all)

        async def insert_bare(number: int) -> None:
            async with engine.begin() as connection:
                said = json.dumps(_answers(number), ensure_ascii=False)
                await connection.execute(insert(bare), {"id": number, "said": said})

        async def hand_in(survey: Survey, number: int) -> None:
            async with open_work() as work:
                await work.surveys.hand_in(survey, _sheet(number), PersonId(number))

        named, anonymous = _survey(7), _survey(8, anonymous=True)
        return (
            await _pace(insert_bare, most),
            await _pace(lambda number: hand_in(named, number), most),
            await _pace(lambda number: hand_in(anonymous, number), most),
        )


async def _pace(do: Callable[[int], Awaitable[None]], most: int) -> float:
    began, done = time.perf_counter(), 0
    while done < most and time.perf_counter() - began < _SECONDS:
        await do(done + 2)
        done += 1
    return done / (time.perf_counter() - began)


# ------------------------------------------------------------------------------------------------ taken out


def _exported(folder: Path, form: KeptForm, sheets: int) -> Iterator[Line]:
    """Export as the operator does, in a process of its own; beside it the floor: rows ready made, written."""
    place = settle(Place(folder, f"sqlite+aiosqlite:///{folder / 'export.db'}", free_port(), 0, 1))
    at_once(_filled(place, form, FEWER))
    few = {ending: _export(place, ending, FEWER) for ending in ("csv", "xlsx")}
    at_once(_more(place, sheets - FEWER))
    floor = _floor(folder, sheets)
    what = f"{sheets:,} sheets of {QUESTIONS} questions"
    yield Line("G", f"{what}: rows ready made, by csv.writer (the floor)", f"{floor:.1f} s")
    for ending, (_, memory_before) in few.items():
        seconds, memory = _export(place, ending, sheets)
        grew = memory - memory_before
        figure = f"{seconds:.0f} s, {sheets / seconds:,.0f} a second, {seconds / floor:.0f} times the floor"
        yield Line("G", f"{what}: asar export survey, .{ending}", figure)
        held = f"{memory:.0f} MB at most; {memory_before:.0f} for {FEWER:,}"
        aim = f"{FLAT_MB:.0f} MB more at most"
        yield Line("G", "its memory", held, aim, met(is_met=grew < FLAT_MB))


async def _filled(place: Place, form: KeptForm, sheets: int) -> None:
    async with _asked(place, form, 1) as (engine, _):
        await _insert(engine, sheets)


async def _more(place: Place, sheets: int) -> None:
    async with store_of(place) as (engine, _):
        await _insert(engine, sheets)


async def _insert(engine: AsyncEngine, sheets: int) -> None:
    """Write sheets a thousand at a time: one by one they would take longer than all else."""
    keys = await keys_for(engine, SECRET)
    for first in range(0, sheets, _AT_ONCE):
        rows = [_row(keys, randbits(62), first + number) for number in range(_AT_ONCE)]
        async with engine.begin() as connection:
            await connection.execute(insert(tables.sheet), rows)


def _row(keys: Keys, key: int, number: int) -> dict[str, object]:
    written = json.dumps(_answers(number), ensure_ascii=False, separators=(",", ":"))
    return {
        "village": _VILLAGE,
        "id": key,
        "survey": 7,
        "interviewer": Role.DEPUTY,
        "answers": keys.seal(written),
        "at": now(),
        "began_at": now(),
        "language": Language.KK,
        "network": "telegram",
        "level": 1,
        "section": None,
        "mixed": False,
    }


def _export(place: Place, ending: str, sheets: int) -> tuple[float, float]:
    """Run the command; give its seconds, and the most memory it held, in megabytes.

    Its figure counts only where it says itself that it wrote as many sheets as there are.
    """
    words = ("export", "survey", str(place.folder / f"out.{ending}"), "--village", _VILLAGE, "--number", "7")
    command = (sys.executable, "-c", WATCHED, *words, "--config", str(place.config))
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603 - our own
    took = time.perf_counter() - began
    if done.returncode or not done.stdout.startswith(f"{sheets} sheets written"):
        raise NotStarted(f"asar export survey wrote nothing: {(done.stderr or done.stdout).strip()}")
    return took, int(done.stdout.split()[-1]) / 1024


# A command that tells at its end how much memory it held at most, in kilobytes.
WATCHED = """
import atexit, resource
from bot.cli import app
atexit.register(lambda: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
app()
"""


def _floor(folder: Path, sheets: int) -> float:
    """Write as many rows as long, already made, and nothing else."""
    row = _ready_row()
    began = time.perf_counter()
    with (folder / "floor.csv").open("w", encoding="utf-8", newline="") as opened:
        lines = csv.writer(opened)
        for _ in range(sheets):
            lines.writerow(row)
    return time.perf_counter() - began


def _ready_row() -> Sequence[object]:
    values = list(_answers(1).values())
    return [*range(10), *values, *(number % 2 for number in range(QUESTIONS))]
