"""Keeping the data: bringing up to date, backup, restore, and papers written to files."""

import asyncio
import json
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress

from bot.app import copy_store, open_house, put_back_store, store_file, store_size
from bot.clock import WallClock
from bot.config import Config, Mistake
from handlers.gatherings.office import proof_of
from handlers.polls.results import exports
from village.course import State
from village.forms import Json
from village.ids import VillageSlug
from village.polls import Poll, Shown
from village.records import Act
from village.texts import Language

T = TypeVar("T")

_LOOK_SECONDS = 0.2
_TABLES = (".xlsx", ".csv", ".json")


async def migrate(config: Config) -> None:
    """Bring the database up to date."""
    async with open_house(config, WallClock()):
        print("The database is up to date.")


async def backup(config: Config, file: Path) -> None:
    """Copy the database whole, also while the bot runs; an existing file is never overwritten."""
    if await asyncio.to_thread(file.exists):
        raise Mistake(f"{file} exists; give another name, so that no copy is lost")
    whole = await asyncio.to_thread(store_size, config)
    await _shown(asyncio.to_thread(copy_store, config, file), file, whole)
    print(f"Copied to {file}. Keep [app] secret with it: without it the sealed fields cannot be read.")


async def restore(config: Config, file: Path) -> None:
    """Put a copy back; the database that was there is kept beside it."""
    if not await asyncio.to_thread(file.exists):
        raise Mistake(f"{file}: no such file")
    whole, database = await asyncio.to_thread(_size, file), store_file(config)
    kept = await _shown(asyncio.to_thread(put_back_store, config, file), database, whole)
    async with open_house(config, WallClock()):
        print(f"Restored from {file}; what was there before is kept as {kept}.")


async def _shown(work: Coroutine[Any, Any, T], file: Path, whole: int) -> T:
    """Await what writes a file; on a terminal, tell meanwhile how much of it is written."""
    working = asyncio.ensure_future(work)
    with Progress(BarColumn(), DownloadColumn(), console=Console(stderr=True), transient=True) as shown:
        bar = shown.add_task("", total=whole)
        while not working.done():
            await asyncio.wait({working}, timeout=_LOOK_SECONDS)
            shown.update(bar, completed=await asyncio.to_thread(_size, file))
    return working.result()


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


async def export_record(config: Config, village: str, file: Path) -> None:
    """Write the record of official acts to a file, one JSON line an act, newest first."""
    slug = _known(config, village)
    async with open_house(config, WallClock()) as house, house.desk.look() as work:
        acts = await work.record.latest(slug, sys.maxsize)
    lines = [json.dumps(_plain(act), ensure_ascii=False) + "\n" for act in acts]
    await asyncio.to_thread(file.write_text, "".join(lines), encoding="utf-8")
    print(f"{len(lines)} acts written to {file}")


def _plain(act: Act) -> dict[str, Json]:
    about = f"{act.about.kind} {act.about.id}" if act.about else ""
    return {
        "at": act.at.isoformat(),
        "what": act.what,
        "actor": act.actor,
        "role": act.role,
        "about": about,
        **act.facts,
    }


async def export_proof(config: Config, village: str, number: int, folder: Path) -> None:
    """Write the proof of notice of a gathering to files, in Kazakh and Russian."""
    slug = _known(config, village)
    async with open_house(config, WallClock()) as house:
        desk = house.desk
        async with desk.look() as work:
            gathering = await work.gatherings.numbered(slug, number)
            if gathering is None:
                raise Mistake(f"No gathering of {village} has the number {number}")
            paper = await proof_of(gathering, desk.villages[slug], work, desk)
        for language in (Language.KK, Language.RU):
            made = await desk.papers.proof(paper, language)
            await asyncio.to_thread((folder / made.name).write_bytes, made.content)
            print(folder / made.name)


async def export_poll(config: Config, village: str, number: int, file: Path) -> None:
    """Write what came out of a poll to a file, in the form that its name ends in."""
    slug = _known(config, village)
    if file.suffix not in _TABLES:
        raise Mistake(f"{file}: the name must end in {', '.join(_TABLES)}, which says what to write")
    async with open_house(config, WallClock()) as house:
        desk = house.desk
        async with desk.look() as work:
            poll = await work.polls.numbered(slug, number)
            if poll is None:
                raise Mistake(f"No poll of {village} has the number {number}")
            _check_shown(poll)
            made = await exports(poll, desk.villages[slug], work, desk)
    content = next(paper.content for paper in made if paper.name.endswith(file.suffix))
    await asyncio.to_thread(file.write_bytes, content)
    print(file)


def _check_shown(poll: Poll) -> None:
    live = poll.state is State.OPEN and poll.plan.shown is Shown.LIVE
    if poll.state is State.STOPPED:
        raise Mistake(f"Poll {poll.number} was stopped, so it has no result")
    if poll.state is not State.CLOSED and not live:
        raise Mistake(
            f"Poll {poll.number} is open until {poll.plan.closes_at:%d.%m.%Y %H:%M}; export it then"
        )


async def export_form(config: Config, village: str, number: int, file: Path) -> None:
    """Write a survey's form to a file, as an XLSForm."""
    slug = _known(config, village)
    if file.suffix != ".xlsx":
        raise Mistake(f"{file}: the name must end in .xlsx; a form is written as an XLSForm")
    async with open_house(config, WallClock()) as house:
        desk = house.desk
        async with desk.look() as work:
            survey = await work.surveys.numbered(slug, number)
            form = await work.surveys.form(slug, survey.id) if survey else None
        if form is None:
            raise Mistake(f"No survey of {village} has the number {number}")
        content = await desk.questionnaires.workbook(form.book)
    await asyncio.to_thread(file.write_bytes, content)
    print(file)


def _known(config: Config, village: str) -> VillageSlug:
    slug = VillageSlug(village)
    if slug not in config.villages():
        raise Mistake(
            f"--village {village}: no [[village]] has this slug; there are {', '.join(config.villages())}"
        )
    return slug
