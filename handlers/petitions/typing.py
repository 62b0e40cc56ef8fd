"""Lines of a paper sheet typed in: read, seen once more, and compared with what was signed before."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.acts import act
from handlers.asking import text_of, wanted_text
from handlers.chat import Card, Choice, Fact, Reply, Say, one_a_row, reply
from handlers.codes import new_code
from handlers.door import Asker
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin
from handlers.petitions.cards import title_says
from handlers.petitions.on_paper import LinesAsked, office, place_of, the_sheet
from handlers.petitions.sheets import sheet_card
from handlers.petitions.signing import held_petition, the_petition
from handlers.petitions.subject import CARD, DOUBTED, TOLD, about
from handlers.ports import Desk, Work
from village.forms import Json
from village.ids import PetitionId
from village.iin import in_threes
from village.paper import (
    LINES,
    Entry,
    Line,
    LineEmpty,
    LineTaken,
    PaperSheet,
    Typed,
    check_may_type,
    enter,
    read_lines,
    take_back,
)
from village.petition_codes import LASTS, NoPageForLines, PetitionCode, Use
from village.petitions import Petition, SignTap, reached
from village.register import SALT_BYTES

SHEET_PAGE = "petition-sheet"
"""Where lines with an IIN are typed in, under the bot's public address."""


# ---------------------------------------------------------------------------------------------- typed in


async def enter_lines(
    petition: Petition, sheet: PaperSheet, lines: Sequence[Line], work: Work, desk: Desk
) -> tuple[Petition, tuple[Entry, ...]]:
    """Type in lines of a sheet, one after another; the petition must be held. All of them, or none."""
    standing = {typed.line: typed for typed in await work.petition_paper.typed(petition, sheet.number)}
    before, entries = petition, list[Entry]()
    for line in lines:
        if line.name is None:
            petition = await _take_back(petition, line, standing.get(line.number), work, desk)
        else:
            petition, entry = await _enter(petition, sheet, line, standing.get(line.number), work, desk)
            entries.append(entry)
    await show_change(before, petition, work, desk)
    if any(entry.like for entry in entries):
        await work.deadlines.put(petition.village, DOUBTED, about(petition.id), desk.clock.now())
    return petition, tuple(entries)


async def _enter(  # noqa: PLR0913, PLR0917 - a line, what stands there, and what it is kept with
    petition: Petition, sheet: PaperSheet, line: Line, standing: Typed | None, work: Work, desk: Desk
) -> tuple[Petition, Entry]:
    assert line.name is not None
    if standing is not None:
        raise LineTaken(line=line.number)
    alike = await work.petition_paper.alike(petition, line.name, line.phone, line.iin)
    tap = SignTap(desk.clock.now(), secrets.token_bytes(SALT_BYTES))
    grown, entry = enter(petition, sheet, line, alike, tap)
    if not entry.added:
        return grown, entry
    # Another person of this name and phone, whom their IIN tells apart, has the hash of both already.
    phone = "" if any(each.phone for each in alike) else line.phone
    await work.petitions.append(grown, *entry.added, phone=phone)
    if entry.like is not None:
        thing = (petition.village, petition.id)
        await work.petition_paper.add_doubt(thing, entry.added[0].row.number, entry.like.number, tap.at)
    return grown, entry


async def _take_back(
    petition: Petition, line: Line, standing: Typed | None, work: Work, desk: Desk
) -> Petition:
    if standing is None:
        raise LineEmpty(line=line.number)
    grown, added = take_back(petition, standing, desk.clock.now())
    await work.petitions.append(grown, added)
    return grown


async def show_change(before: Petition, after: Petition, work: Work, desk: Desk) -> None:
    """Let everybody see how many have signed now, and tell of a milestone."""
    now = desk.clock.now()
    if reached(before, after):
        await work.deadlines.put(after.village, TOLD, about(after.id), now)
    if before.register.tally != after.register.tally:
        for village in after.heard_in:
            await work.outbox.refresh_groups(village, CARD, about(after.id), now)


# --------------------------------------------------------------------------------------------- as a form


async def ask_lines(asked: LinesAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to type in lines of a sheet."""
    petition = await the_petition(asker, asked.petition, work)
    sheet = await the_sheet(petition, asked.sheet, work)
    check_may_type(petition, sheet, asker.village.slug, desk.clock.now())
    if petition.plan.needs_iin:
        return await give_sheet_page(petition, sheet, asker, work, desk)
    last = await last_line(petition, sheet, work)
    answers = {"petition": str(petition.id), "sheet": str(sheet.number), "after": str(last)}
    return await begin(TYPING, answers, Sitting(asker, work, desk))


async def give_sheet_page(
    petition: Petition, sheet: PaperSheet, asker: Asker, work: Work, desk: Desk
) -> Reply:
    """Give a link to the page where lines with an IIN are typed in, never in a chat."""
    code, lasts = new_code(), LASTS[Use.SHEET]
    address = desk.links.page(f"{SHEET_PAGE}/{code}")
    if not address:
        raise NoPageForLines
    ends_at = desk.clock.now() + lasts
    home, village = petition.village, asker.village.slug
    kept = PetitionCode(home, petition.id, village, Use.SHEET, asker.known, ends_at, sheet=sheet.number)
    await work.petition_codes.add(kept, code)
    facts: dict[str, Fact] = {"sheet": sheet.number, "at": (desk.local_now() + lasts).time()}
    says = (*title_says(petition, village), Say("onpaper-page-link", facts))
    opens = one_a_row(Choice(Say("button-onpaper-page"), url=address))
    # Of the code only the hash is kept: whoever asks again gets another.
    again = await sheet_card(petition, sheet, asker.village, work, desk)
    return replace(reply(Card(says, rows=opens)), kept_as=reply(again))


async def last_line(petition: Petition, sheet: PaperSheet, work: Work) -> int:
    """Give the line after which the next ones follow; 0 where the last is typed in."""
    typed = await work.petition_paper.typed(petition, sheet.number)
    return max((each.line for each in typed), default=0) % LINES


async def _of(answers: Answers, sitting: Sitting, *, held: bool = False) -> tuple[Petition, PaperSheet]:
    asker, work = sitting.asker, sitting.work
    number = PetitionId(int(text_of(answers, "petition")))
    petition = await (held_petition if held else the_petition)(asker, number, work)
    sheet = await the_sheet(petition, int(text_of(answers, "sheet")), work)
    check_may_type(petition, sheet, asker.village.slug, sitting.desk.clock.now())
    return petition, sheet


async def _ask_lines(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    petition, sheet = await _of(answers, sitting)
    facts: dict[str, Fact] = {"sheet": sheet.number, "place": place_of(sheet, sitting.desk)}
    head = title_says(petition, sitting.asker.village.slug)
    return Prompt((*head, Say("onpaper-lines-ask", {**facts, "next": int(text_of(answers, "after")) + 1})))


async def _read_lines(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    text = wanted_text(given)
    petition, sheet = await _of(answers, sitting)
    lines = _lines(text, answers)
    standing = {typed.line for typed in await sitting.work.petition_paper.typed(petition, sheet.number)}
    for line in lines:
        if line.name is not None and line.number in standing:
            raise LineTaken(line=line.number)
        if line.name is None and line.number not in standing:
            raise LineEmpty(line=line.number)
    return {"sheet-lines": text}


def _lines(text: str, answers: Answers) -> tuple[Line, ...]:
    return read_lines(text, int(text_of(answers, "after")))


async def _see_lines(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    _, sheet = await _of(answers, sitting)
    head = Say("onpaper-check", {"sheet": sheet.number})
    read = map(read_says, _lines(text_of(answers, "sheet-lines"), answers))
    return (Card((head, *read)),)


def read_says(line: Line) -> Say:
    """Say a line as it was read, to be compared with the paper."""
    if line.name is None:
        return Say("onpaper-taken-back", {"line": line.number}, close=True)
    told = ", ".join(filter(None, (line.name.full, line.phone, line.iin and in_threes(line.iin))))
    return Say("onpaper-line", {"line": line.number, "name": told}, close=True)


async def _keep(answers: Answers, sitting: Sitting) -> Reply:
    petition, sheet = await _of(answers, sitting, held=True)
    lines = _lines(text_of(answers, "sheet-lines"), answers)
    grown, entries = await enter_lines(petition, sheet, lines, sitting.work, sitting.desk)
    facts = typed_facts(petition, sheet, lines)
    noted = act(sitting.asker, sitting.desk, "petition-lines-typed", about(petition.id), **facts)
    await sitting.work.record.add(noted)
    told = entered_says(entries)
    return reply(await sheet_card(grown, sheet, sitting.asker.village, sitting.work, sitting.desk, *told))


def typed_facts(petition: Petition, sheet: PaperSheet, lines: Sequence[Line]) -> dict[str, Json]:
    """Give what the record says of lines that were typed in: numbers alone."""
    return {"number": petition.number, "sheet": sheet.number, "lines": len(lines)}


def entered_says(entries: Iterable[Entry]) -> tuple[Say, ...]:
    """Say what became of lines: how many count, which repeat a signature, which are in dispute."""
    entries = tuple(entries)
    counted = sum(1 for entry in entries if entry.added and entry.like is None)
    says = [Say("onpaper-counted", {"count": counted})] if counted else []
    for entry in entries:
        facts: dict[str, Fact] = {"line": entry.line.number}
        if entry.repeats is not None:
            says.append(Say("onpaper-repeats", {**facts, "row": entry.repeats.number}, close=True))
        elif entry.like is not None:
            says.append(Say("onpaper-doubtful", {**facts, "row": entry.like.number}, close=True))
    return tuple(says)


TYPING = Form(
    "sheet",
    office,
    (Question("sheet-lines", _ask_lines, _read_lines),),
    _keep,
    _see_lines,
    done=Say("button-onpaper-keep"),
)
