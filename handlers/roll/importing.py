"""The roll brought by the office: read, tried, shown, and written only when they say so."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import ClassVar

from handlers.acts import act
from handlers.chat import Card, Choice, Fact, Reply, Say, one_a_row, reply
from handlers.door import Asker, OldButton, akim_office
from handlers.files import keep_file
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin, refused
from handlers.ports import Desk, Work
from handlers.presses import Press
from handlers.roll.matching import match_phones, settle
from village.errors import Refusal, refusal
from village.ids import FileId, made_at
from village.listing import FILE_BYTES, Fault, Listed, Reading, SheetTooLarge, read_roll
from village.outbox import Deadline, Letter, Subject
from village.roll import Difference
from village.villages import Village

READ = "roll-read"
FILE_OVER = "roll-file-over"
FILE = "file"
FAULTS_SHOWN = 20
_FILE_LASTS = timedelta(hours=1)
_FETCHED_BY_THEN = timedelta(minutes=10)


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


async def _read_file(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    if given.file is None or given.file.kind != "document":
        raise FileNeeded
    if given.file.size > FILE_BYTES:
        raise SheetTooLarge
    return {"roll-file": str(await keep_file(given, sitting, wanted=True))}


async def _wait_for_file(answers: Answers, sitting: Sitting) -> Reply:
    """Look at the file when it is here; however it goes on, it is not kept for long."""
    asker, work, desk = sitting.asker, sitting.work, sitting.desk
    now, village = desk.clock.now(), asker.village.slug
    about = Subject(FILE, int(str(answers["roll-file"])))
    letter = Letter(desk.new_id(), village, READ, about, now, person=asker.known, urgent=True)
    await work.outbox.post(letter)
    await work.deadlines.put(village, FILE_OVER, about, now + _FILE_LASTS)
    return reply(Card((Say("roll-file-kept"),)))


LISTING = Form("roll", akim_office, (Question("roll-file", _ask_file, _read_file),), _wait_for_file)


async def forget_file(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Delete a table that nobody wrote: it holds people's names."""
    del desk
    await work.files.drop_content(deadline.village, FileId(deadline.about.id))


# ------------------------------------------------------------------------------------------------- looked at


async def read_card(village: Village, file: FileId, work: Work, desk: Desk) -> Card | None:
    """Show what a table would change, or what is wrong in it; None while its content is still to come."""
    content = await work.files.content(village.slug, file)
    if content is None:
        late = desk.clock.now() > made_at(file) + _FETCHED_BY_THEN
        return Card((Say("roll-file-lost"),)) if late else None
    reading = await _reading(content, village, desk)
    if reading.faults:
        return Card(faults_say(reading.faults))
    difference = await work.roll.compare(village.slug, reading.listed)
    write = Choice(Say("roll-button-write"), RollWritten(file).data)
    leave = Choice(Say("button-leave"), RollLeft(file).data)
    return Card(difference_says(difference), rows=one_a_row(write, leave))


async def _reading(content: bytes, village: Village, desk: Desk) -> Reading:
    try:
        return read_roll(await desk.sheets.rows(content), village, desk.today())
    except Refusal as no:
        return Reading((), (Fault("", no),))


def faults_say(faults: Sequence[Fault], most: int = FAULTS_SHOWN) -> tuple[Say, ...]:
    """Say what is wrong in a table, cell by cell; so many, and how many more there are."""
    says = [Say("roll-faults", {"faults": len(faults)}, strong=True)]
    says += [_fault_says(fault) for fault in faults[:most]]
    if len(faults) > most:
        says.append(Say("roll-faults-more", {"faults": len(faults) - most}))
    return tuple(says)


def _fault_says(fault: Fault) -> Say:
    wrong = refused(fault.what)
    if not fault.cell:
        return replace(wrong, close=True)
    return Say("roll-fault", {"cell": fault.cell, "wrong": wrong}, close=True)


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
    if content is None or not await work.files.drop_content(village.slug, asked.file):
        raise OldButton
    reading = await _reading(content, village, desk)
    if reading.faults:  # a day has passed, perhaps, or a settlement was taken out of the settings
        return reply(Card(faults_say(reading.faults), instead=True))
    difference = await put_roll(reading.listed, village, work, desk)
    about = Subject(FILE, asked.file)
    await work.record.add(act(asker, desk, "roll-imported", about, **asdict(difference)))
    await work.deadlines.clear(village.slug, about)
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
    if not await work.files.drop_content(asker.village.slug, asked.file):
        raise OldButton
    await work.deadlines.clear(asker.village.slug, Subject(FILE, asked.file))
    return reply(Card((Say("roll-left"),), instead=True))


@refusal
class FileNeeded(Refusal):
    """Words or a photo where a table is asked for."""

    message = "roll-file-needed"
