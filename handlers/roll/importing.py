"""The roll brought by the office: read, tried, shown, and written only when they say so."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar

from handlers.acts import act
from handlers.asking import text_of
from handlers.brought import (
    FAULTS_SHOWN,
    about_file,
    drop_file,
    faults_say,
    is_lost,
    question_for_file,
    wait_for_file,
)
from handlers.chat import Card, Choice, Fact, Reply, Say, one_a_row, reply
from handlers.door import Asker, OldButton, akim_office
from handlers.forms import Answers, Form, Prompt, Sitting, begin
from handlers.ports import Desk, Work
from handlers.presses import Press
from handlers.roll.matching import match_phones, settle
from village.errors import Refusal
from village.ids import FileId
from village.listing import Fault, Listed, Reading, read_roll
from village.roll import Difference
from village.villages import Village

READ = "roll-read"


@dataclass(frozen=True, slots=True)
class RollAsked:
    """Bring the roll."""

    line: str = ""


@dataclass(frozen=True, slots=True)
class RollWritten(Press):
    """Write what was read in the place of the roll."""

    word: ClassVar[str] = "nw"
    file: FileId


@dataclass(frozen=True, slots=True)
class RollLeft(Press):
    """Leave the roll as it is."""

    word: ClassVar[str] = "nx"
    file: FileId


# ---------------------------------------------------------------------------------------- asked for, kept


async def ask_roll(asked: RollAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Ask for the file."""
    del asked
    return await begin(LISTING, {}, Sitting(asker, work, desk))


async def _ask_file(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, page
    listed = await sitting.work.roll.size(sitting.asker.village.slug)
    return Prompt((Say("roll-file-ask", {"listed": listed}),))


async def _wait_for_file(answers: Answers, sitting: Sitting) -> Reply:
    """Look at the file when it is here."""
    return await wait_for_file(FileId(int(text_of(answers, "roll-file"))), READ, sitting)


LISTING = Form("roll", akim_office, (question_for_file("roll-file", _ask_file),), _wait_for_file)


# ------------------------------------------------------------------------------------------------- looked at


async def read_card(village: Village, file: FileId, work: Work, desk: Desk) -> Card | None:
    """Show what a table would change, or what is wrong in it; None while its content is still to come."""
    content = await work.files.content(village.slug, file)
    if content is None:
        return Card((Say("roll-file-lost"),)) if is_lost(file, desk) else None
    reading = await _reading(content, village, desk)
    if reading.faults:
        return Card(roll_faults_say(reading.faults))
    difference = await work.roll.compare(village.slug, reading.listed)
    write = Choice(Say("roll-button-write"), RollWritten(file).data)
    leave = Choice(Say("button-leave"), RollLeft(file).data)
    return Card(difference_says(difference), rows=one_a_row(write, leave))


async def _reading(content: bytes, village: Village, desk: Desk) -> Reading:
    try:
        return read_roll(await desk.sheets.rows(content), village, desk.today())
    except Refusal as no:
        return Reading((), (Fault("", no),))


def roll_faults_say(faults: Sequence[Fault], most: int = FAULTS_SHOWN) -> tuple[Say, ...]:
    """Say what is wrong in a roll, cell by cell; so many, and how many more there are."""
    return faults_say(Say("roll-faults", {"faults": len(faults)}, strong=True), faults, most)


def difference_says(difference: Difference) -> tuple[Say, ...]:
    """Say what writing a table would change; who loses level 2 by it stands by itself."""
    facts: dict[str, Fact] = {
        "added": difference.new,
        "changed": difference.changed,
        "same": difference.same,
        "gone": difference.gone,
    }
    says = [Say("roll-difference", facts)]
    if difference.losing:
        says.append(Say("roll-difference-losing", {"people": difference.losing}, strong=True))
    return tuple(says)


# --------------------------------------------------------------------------------------- written, or left


async def write(asked: RollWritten, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Write a table in the place of the roll, and delete the file: once, however often it is pressed."""
    village = asker.village
    content = await work.files.content(village.slug, asked.file)
    if content is None or not await drop_file(village.slug, asked.file, work):
        raise OldButton
    reading = await _reading(content, village, desk)
    if reading.faults:  # a day has passed, perhaps, or a settlement was taken out of the settings
        return reply(Card(roll_faults_say(reading.faults), instead=True))
    difference = await put_roll(reading.listed, village, work, desk)
    about = about_file(asked.file)
    await work.record.add(act(asker, desk, "roll-imported", about, **asdict(difference)))
    return reply(Card((Say("roll-written", {"listed": len(reading.listed)}),), instead=True))


async def put_roll(
    listed: Sequence[Listed],
    village: Village,
    work: Work,
    desk: Desk,
    told: Callable[[int], None] = lambda _: None,
) -> Difference:
    """Write a table, end what stood on those who are gone, and find those whose phone it brings."""
    difference = await work.roll.compare(village.slug, listed)
    await work.roll.write(village.slug, listed, desk.clock.now(), told)
    await settle(village.slug, work, desk)
    await match_phones(village, work, desk)
    return difference


async def leave(asked: RollLeft, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Leave the roll as it is, and delete the file."""
    del desk
    if not await drop_file(asker.village.slug, asked.file, work):
        raise OldButton
    return reply(Card((Say("roll-left"),), instead=True))
