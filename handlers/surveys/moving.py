"""The moves within a sheet: a question answered, passed over, gone back to; by button, words or a file."""

from dataclasses import replace

from handlers.chat import Card, Choice, Reply, Say, Wrote, one_a_row, reply
from handlers.door import Asker
from handlers.files import keep_file
from handlers.forms import Given, Sitting, refused
from handlers.ports import Desk, Work
from handlers.surveys.asking import sheet_card
from handlers.surveys.moves import (
    SheetAnswered,
    SheetBack,
    SheetDone,
    SheetForward,
    SheetJumped,
    SheetListed,
    SheetPaused,
    SheetSkipped,
)
from handlers.surveys.sheets import SheetInHand, fill_of, keep, said_of, sheet_of_row, taken_up, title_of
from handlers.surveys.subject import SheetOpened
from village.errors import Refusal
from village.filling import (
    NEEDED,
    NotAskedNow,
    Seat,
    WordsOnly,
    answered,
    asked_now,
    back,
    done,
    forward,
    jumped,
    place_of,
    ranked,
    read_typed,
    skipped,
    ticked,
)
from village.forms import OpenForm
from village.ids import FileId, SurveyId
from village.surveys import FILES, Answers, Kind, Standing, Survey, of_dialogue

_TYPED = frozenset({Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.TIME, Kind.PLACE})


async def choose(asked: SheetAnswered, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Take a choice: it is the answer, or one of several, or gets the next place."""
    sitting = Sitting(asker, work, desk)
    sheet = await taken_up(asked.survey, asked.by, sitting)
    question, fill = sheet.question(asked.question), fill_of(sheet.form, sitting)
    if asked.option >= len(question.options):
        raise NotAskedNow
    name = question.options[asked.option].name
    match question.kind:
        case Kind.SEVERAL:
            seat = ticked(sheet.seat, question.path, name, fill)
        case Kind.RANK:
            seat = ranked(sheet.seat, question.path, name, fill)
        case _:
            _check_offered(sheet, question.path, name, sitting)
            seat = answered(sheet.seat, question.path, name, fill)
    return await moved(sheet, seat, sitting)


def _check_offered(sheet: SheetInHand, path: str, name: str, sitting: Sitting) -> None:
    standing = fill_of(sheet.form, sitting)(sheet.seat.answers).at(path)
    if standing is None or standing.read_only or name not in {each.name for each in standing.options}:
        raise NotAskedNow


async def finish_question(asked: SheetDone, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Leave a question as it stands."""
    sitting = Sitting(asker, work, desk)
    sheet = await taken_up(asked.survey, asked.by, sitting)
    seat = done(sheet.seat, sheet.question(asked.question).path, fill_of(sheet.form, sitting))
    return await moved(sheet, seat, sitting)


async def skip(asked: SheetSkipped, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Pass a question over."""
    sitting = Sitting(asker, work, desk)
    sheet = await taken_up(asked.survey, asked.by, sitting)
    seat = skipped(sheet.seat, sheet.question(asked.question).path, fill_of(sheet.form, sitting))
    return await moved(sheet, seat, sitting)


async def go_back(asked: SheetBack, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show the question before."""
    sitting = Sitting(asker, work, desk)
    sheet = await taken_up(asked.survey, asked.by, sitting)
    seat = back(sheet.seat, sheet.question(asked.question).path, fill_of(sheet.form, sitting))
    return await moved(sheet, seat, sitting)


async def go_forward(asked: SheetForward, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show the first unanswered question, or the list of answers."""
    sitting = Sitting(asker, work, desk)
    sheet = await taken_up(asked.survey, asked.by, sitting)
    return await moved(sheet, forward(sheet.seat, fill_of(sheet.form, sitting)), sitting)


async def jump(asked: SheetJumped, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Ask one question again."""
    sitting = Sitting(asker, work, desk)
    sheet = await taken_up(asked.survey, asked.by, sitting)
    seat = jumped(sheet.seat, sheet.question(asked.question).path, fill_of(sheet.form, sitting))
    return await moved(sheet, seat, sitting)


async def turn(asked: SheetListed, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show another page of the list of answers."""
    sitting = Sitting(asker, work, desk)
    sheet = await taken_up(asked.survey, asked.by, sitting)
    return await moved(sheet, forward(sheet.seat, fill_of(sheet.form, sitting)), sitting, page=asked.page)


async def pause(asked: SheetPaused, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep a sheet for another day."""
    sitting = Sitting(asker, work, desk)
    return await put_aside(await taken_up(asked.survey, asked.by, sitting), sitting)


async def put_aside(sheet: SheetInHand, sitting: Sitting) -> Reply:
    """Put a sheet aside, and tell how to go on with it and until when."""
    await keep(sheet, sitting, parked=True)
    says = [Say("sheet-kept", {"title": title_of(sheet.of)})]
    if isinstance(sheet.of, Survey):
        says.append(Say("sheet-until", {"at": sheet.of.plan.closes_at}, close=True))
    on = Choice(Say("button-continue"), sheet.goes_on)
    return said_of(sheet, Card(tuple(says), rows=one_a_row(on), instead=True))


async def put_aside_open(row: OpenForm, sitting: Sitting) -> Reply:
    """Put the sheet aside that somebody is in, when they say that they leave; even one that is over."""
    await sitting.work.forms.keep(replace(row, parked=True))
    survey, interviewing = _dialogue_of(row)
    press = SheetForward(survey, 1) if interviewing else SheetOpened(survey)
    return reply(Card((Say("draft-kept"),), rows=one_a_row(Choice(Say("button-continue"), press.data))))


def _dialogue_of(row: OpenForm) -> tuple[SurveyId, bool]:
    found = of_dialogue(row.name)
    assert found is not None, "only the dialogue of a sheet comes here"
    return found


# ------------------------------------------------------------------------------- words, files and places


async def told(wrote: Wrote, row: OpenForm, sitting: Sitting) -> Reply:
    """Take words, a file or a place as the answer to what is asked now; what does not hold is asked again."""
    survey, interviewing = _dialogue_of(row)
    sheet = await sheet_of_row(row, survey, sitting, interviewing=interviewing)
    fill = fill_of(sheet.form, sitting)
    standing = asked_now(sheet.seat, fill(sheet.seat.answers))
    if standing is None or standing.read_only or standing.question.kind is Kind.NOTE:
        return await moved(sheet, sheet.seat, sitting)
    try:
        value = await _read(wrote, standing, sitting)
        seat = answered(sheet.seat, standing.question.path, value, fill)
    except Refusal as no:
        # Asked again at once, and not raised: a refusal may hold what was written, and would be kept.
        return said_of(sheet, sheet_card(sheet, sitting, refused(no)))
    return await moved(sheet, seat, sitting)


async def _read(wrote: Wrote, standing: Standing, sitting: Sitting) -> str:
    kind = standing.question.kind
    if wrote.point is not None and kind is Kind.PLACE:
        return place_of(wrote.point.latitude, wrote.point.longitude)
    if wrote.file is not None and kind in FILES and _is(kind, wrote):
        given = Given(file=wrote.file)
        return str(await keep_file(given, sitting, wanted=True))
    if wrote.file is not None or wrote.point is not None:
        raise NEEDED.get(kind, WordsOnly)
    return read_typed(wrote.text, standing, sitting.desk.today())


def _is(kind: Kind, wrote: Wrote) -> bool:
    assert wrote.file is not None
    sent, mime = wrote.file.kind, wrote.file.mime
    if kind is Kind.PHOTO:
        return sent == "photo" or mime.startswith("image/")
    return sent == "voice" or mime.startswith("audio/")


# ------------------------------------------------------------------------------------------- after a move


async def moved(sheet: SheetInHand, seat: Seat, sitting: Sitting, *, page: int = 0) -> Reply:
    """Keep where somebody stands after a move, and show it."""
    stands = await keep(replace(sheet, seat=seat), sitting)
    await _forget_files(sheet, stands, sitting)
    await _void_numbers(stands, sitting)
    return said_of(stands, sheet_card(stands, sitting, page=page))


async def _void_numbers(sheet: SheetInHand, sitting: Sitting) -> None:
    """Let a typed number be an answer, where one may be, and no button of a question before."""
    question = sheet.asks.question(sheet.seat.at)
    if question is not None and question.kind in _TYPED:
        await sitting.work.offers.keep(sheet.of.village, sitting.asker.address, ())


async def _forget_files(before: SheetInHand, after: SheetInHand, sitting: Sitting) -> None:
    """Delete the files that a new answer took the place of, but for those of a sheet that was handed in."""
    gone = files_in(before) - files_in(after)
    if gone:
        await forget_files(gone - await _handed_in_files(after, sitting), after, sitting)


def files_in(sheet: SheetInHand, answers: Answers | None = None) -> frozenset[str]:
    """Name the files among answers."""
    said = sheet.seat.answers if answers is None else answers
    return frozenset(
        said[each.path] for each in sheet.asks.questions if each.kind in FILES and said.get(each.path)
    )


async def _handed_in_files(sheet: SheetInHand, sitting: Sitting) -> frozenset[str]:
    if isinstance(sheet.of, Survey) and not sheet.interviewing:
        before = await sitting.work.surveys.sheet_of(sheet.of, sitting.asker.known)
        return files_in(sheet, before.values) if before else frozenset()
    return frozenset()


async def forget_files(files: frozenset[str], sheet: SheetInHand, sitting: Sitting) -> None:
    """Delete files of a sheet."""
    for file in sorted(files):
        await sitting.work.files.forget(sheet.of.village, FileId(int(file)))
