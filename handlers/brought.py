"""A table that somebody of the office sends: fetched, looked at when it is here, and not kept for long."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.chat import Card, Reply, Say, reply
from handlers.files import keep_file
from handlers.forms import Answers, Ask, Given, Question, Sitting, refused
from handlers.ports import Desk, Work
from village.errors import Refusal, refusal
from village.ids import FileId, VillageSlug, made_at
from village.listing import FILE_BYTES, Fault, SheetTooLarge
from village.outbox import Deadline, Letter, Subject

FILE = "file"
# The word is as rows have it since only the roll was brought so.
FILE_OVER = "roll-file-over"
FAULTS_SHOWN = 20
_FILE_LASTS = timedelta(hours=1)
_FETCHED_BY_THEN = timedelta(minutes=10)


def about_file(file: FileId) -> Subject:
    """Give the subject of what hangs on a file."""
    return Subject(FILE, file)


def question_for_file(name: str, ask: Ask) -> Question:
    """Ask for a table as a document."""

    async def read(given: Given, answers: Answers, sitting: Sitting) -> Answers:
        del answers
        if given.file is None or given.file.kind != "document":
            raise FileNeeded
        if given.file.size > FILE_BYTES:
            raise SheetTooLarge
        return {name: str(await keep_file(given, sitting, wanted=True))}

    return Question(name, ask, read)


async def wait_for_file(file: FileId, letter: str, sitting: Sitting) -> Reply:
    """Have a letter tell of the file when it is here; however it goes on, it is not kept for long."""
    asker, work, desk = sitting.asker, sitting.work, sitting.desk
    now, village = desk.clock.now(), asker.village.slug
    about = about_file(file)
    told = Letter(desk.new_id(), village, letter, about, now, person=asker.known, urgent=True)
    await work.outbox.post(told)
    await work.deadlines.put(village, FILE_OVER, about, now + _FILE_LASTS)
    return reply(Card((Say("roll-file-kept"),)))


def is_lost(file: FileId, desk: Desk) -> bool:
    """Tell whether a file that is not here should have been by now."""
    return desk.clock.now() > made_at(file) + _FETCHED_BY_THEN


async def drop_file(village: VillageSlug, file: FileId, work: Work) -> bool:
    """Delete a table that was looked at; False where somebody has, or it was kept too long."""
    await work.deadlines.clear(village, about_file(file))
    return await work.files.drop_content(village, file)


async def forget_file(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Delete a table that nobody took: it may hold people's names."""
    del desk
    await work.files.drop_content(deadline.village, FileId(deadline.about.id))


def faults_say(first: Say, faults: Sequence[Fault], most: int = FAULTS_SHOWN) -> tuple[Say, ...]:
    """Say what is wrong in a table, cell by cell; so many, and how many more there are."""
    says = [first, *(_fault_says(fault) for fault in faults[:most])]
    if len(faults) > most:
        says.append(Say("roll-faults-more", {"faults": len(faults) - most}))
    return tuple(says)


def _fault_says(fault: Fault) -> Say:
    wrong = refused(fault.what)
    if not fault.cell:
        return replace(wrong, close=True)
    return Say("roll-fault", {"cell": fault.cell, "wrong": wrong}, close=True)


@refusal
class FileNeeded(Refusal):
    """Words or a photo where a table is asked for."""

    message = "roll-file-needed"
