"""``asar import``: the village's roll out of a file, tried first; a survey's form, kept as a draft."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from bot.app import House, open_house
from bot.clock import WallClock
from bot.config import Config, Mistake
from bot.operating import known, progress
from handlers.ports import FormRead
from handlers.roll.importing import difference_says, put_roll, roll_faults_say
from handlers.surveys.drafts import keep_draft
from village.errors import Refusal
from village.listing import FILE_BYTES, Fault, Listed, read_roll
from village.records import Act
from village.roll import Difference
from village.surveys import KeptForm
from village.texts import Language
from village.villages import Village

_ALL = 1_000_000


async def try_roll(config: Config, village: str, file: Path) -> None:
    """Tell what writing a table would change, and change nothing."""
    async with open_house(config, WallClock()) as house:
        meant = known(house, village)
        listed = await _read(house, meant, file)
        async with house.desk.look() as work:
            difference = await work.roll.compare(meant.slug, listed)
        _tell(house, difference)
    print("Nothing is written yet; add --write to write it.")


async def write_roll(config: Config, village: str, file: Path) -> None:
    """Put a table in the place of the roll, in one piece of work."""
    async with open_house(config, WallClock()) as house:
        meant = known(house, village)
        listed = await _read(house, meant, file)
        with progress(len(listed)) as told:
            difference = await _written(house, meant, listed, told)
        _tell(house, difference)
    print(f"Written: {len(listed)} people are on the roll of {village}.")


async def import_survey(config: Config, village: str, file: Path) -> None:
    """Keep a form as a draft, which the office publishes; with a fault nothing is kept."""
    async with open_house(config, WallClock()) as house:
        meant = known(house, village)
        form = await _form(house, file)
        async with house.desk.open_work() as work:
            draft = await keep_draft(form, meant.slug, None, work, house.desk)
    print(
        f"Kept as a draft: {draft.title.abreast}, {draft.length} questions. The office publishes it: /survey."
    )


async def _form(house: House, file: Path) -> KeptForm:
    """Read a form without a fault, or raise all its faults, cell by cell."""
    try:
        read = await house.desk.questionnaires.read(await _content_of(file))
    except Refusal as no:
        read = FormRead(None, (Fault("", no),))
    if read.form is None:
        raise Mistake(_sentences(house, file, read.faults))
    return read.form


async def _written(
    house: House, village: Village, listed: tuple[Listed, ...], told: Callable[[int], None]
) -> Difference:
    desk = house.desk
    async with desk.open_work() as work:
        difference = await put_roll(listed, village, work, desk, told)
        facts = asdict(difference)
        now = desk.clock.now()
        await work.record.add(Act(village.slug, now, "roll-imported", None, "operator", None, facts))
    return difference


async def _read(house: House, village: Village, file: Path) -> tuple[Listed, ...]:
    """Read a table without a fault, or raise all its faults, cell by cell."""
    content = await _content_of(file)
    try:
        reading = read_roll(await house.desk.sheets.rows(content), village, house.desk.today())
    except Refusal as no:
        raise Mistake(_sentences(house, file, (Fault("", no),))) from None
    if reading.faults:
        raise Mistake(_sentences(house, file, reading.faults))
    return reading.listed


async def _content_of(file: Path) -> bytes:
    try:
        return await asyncio.to_thread(_content, file)
    except OSError as wrong:
        raise Mistake(f"{file}: cannot be read ({wrong.strerror}); name a .xlsx or .csv file") from None


def _content(file: Path) -> bytes:
    # A byte more than may be tells that it is too large; the rest of it is not read.
    with file.open("rb") as opened:
        return opened.read(FILE_BYTES + 1)


def _sentences(house: House, file: Path, faults: tuple[Fault, ...]) -> str:
    _, *each = roll_faults_say(faults, most=_ALL)
    lines = [house.speech.say(say, Language.EN) for say in each]
    return "\n".join([*lines, f"{file}: nothing is written; to be mended: {len(faults)}"])


def _tell(house: House, difference: Difference) -> None:
    _, *counts = house.speech.say(difference_says(difference)[0], Language.EN).splitlines()
    losing = [house.speech.say(say, Language.EN) for say in difference_says(difference)[1:]]
    print("\n".join([*counts, *losing]))
