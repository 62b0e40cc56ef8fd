"""Lines in dispute: brought to the author and the office, compared by two of them, settled."""

from handlers.acts import act
from handlers.chat import Card, Choice, Fact, Reply, Said, Say, one_a_row, reply
from handlers.door import Asker
from handlers.letter_kinds import Dropped, LetterKind, Reader
from handlers.petitions.cards import title_says
from handlers.petitions.letters import the_petition
from handlers.petitions.on_paper import (
    NAMELESS,
    DoubtJudged,
    DoubtsShown,
    place_of,
    tell_sides,
    the_sheet,
    theirs,
)
from handlers.petitions.subject import DOUBTED, about
from handlers.petitions.typing import show_change
from handlers.ports import Desk, Work
from village.course import State
from village.ids import PersonId, PetitionId
from village.outbox import Deadline, Letter
from village.paper import DoubtSettled, DoubtTooLate, PaperDoubt, Verdict, judge, settle
from village.petitions import Petition
from village.register import Alike, What

_ALIKE_SHOWN = 5


async def doubt_due(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Bring what is in dispute to the author and the office."""
    petition = await work.petitions.get(deadline.village, PetitionId(deadline.about.id))
    if petition is not None and await work.petition_paper.open_doubts(petition):
        await tell_sides(DOUBTED, petition, work, desk)


async def show_doubts(asked: DoubtsShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show the next line that somebody has not compared yet."""
    petition = await theirs(asked.petition, asker, work)
    return reply(await _next_card(petition, asker.known, work, desk))


async def _next_card(petition: Petition, person: PersonId, work: Work, desk: Desk, *told: Said) -> Card:
    doubts = await _to_compare(petition, person, work)
    if not doubts:
        return Card((*title_says(petition, petition.village), *told, Say("onpaper-nothing-left")))
    return await _doubt_card(petition, doubts[0], work, desk, *told)


async def _to_compare(petition: Petition, person: PersonId, work: Work) -> tuple[PaperDoubt, ...]:
    doubts = await work.petition_paper.open_doubts(petition)
    return tuple(doubt for doubt in doubts if doubt.first_by != person)


async def _doubt_card(petition: Petition, doubt: PaperDoubt, work: Work, desk: Desk, *told: Said) -> Card:
    line = await work.petition_paper.line(petition, doubt.row)
    row, content = line or (None, None)
    if row is None or content is None:
        raise DoubtTooLate
    name = content.name
    sheet = await the_sheet(petition, content.sheet, work)
    facts: dict[str, Fact] = {"sheet": content.sheet, "line": content.line, "name": name.full}
    asks = Say("onpaper-doubt", {**facts, "place": place_of(sheet, desk)})
    named = await work.petition_paper.alike(petition, name)
    others = [each for each in named if each.row.number != row.number]
    like = [await _like_says(petition, each, work, desk) for each in others[:_ALIKE_SHOWN]]
    says = (*title_says(petition, petition.village), *told, asks, *like, Say("onpaper-doubt-how"))
    same, other = (DoubtJudged(petition.id, row.number, verdict).data for verdict in Verdict)
    rows = one_a_row(Choice(Say("button-onpaper-same"), same), Choice(Say("button-onpaper-other"), other))
    return Card(says, rows=rows)


async def _like_says(petition: Petition, like: Alike, work: Work, desk: Desk) -> Say:
    found = await work.petition_paper.line(petition, like.row.number)
    content = found[1] if found else None
    facts: dict[str, Fact] = {
        "row": like.row.number,
        "name": content.name.full if content else NAMELESS,
        "place": desk.village(like.row.village).place_name(like.row.section),
        "at": like.row.at.astimezone(desk.customs.zone),
    }
    if like.row.what is What.PAPER and content is not None:
        return Say("onpaper-like-paper", {**facts, "sheet": content.sheet, "line": content.line}, close=True)
    return Say("onpaper-like", facts, close=True)


async def judge_doubt(asked: DoubtJudged, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Take what somebody says who has compared; where another has said the same, it is settled."""
    petition = await theirs(asked.petition, asker, work, held=True)
    if not await _is_in_time(petition, work):
        raise DoubtTooLate
    doubt = await work.petition_paper.doubt(petition, asked.row)
    if doubt is None:
        raise DoubtSettled
    judged = judge(doubt, asker.known, asked.verdict, desk.clock.now())
    await work.petition_paper.keep_doubt(judged)
    facts = {"number": petition.number, "row": asked.row}
    await work.record.add(act(asker, desk, "petition-line-compared", about(petition.id), **facts))
    told = await _settled(petition, judged, work, desk) if not judged.is_open else Say("onpaper-said")
    return reply(await _next_card(petition, asker.known, work, desk, told))


async def _is_in_time(petition: Petition, work: Work) -> bool:
    answer = await work.petition_answers.of(petition)
    return petition.state is not State.STOPPED and (answer is None or answer.registration is None)


async def _settled(petition: Petition, doubt: PaperDoubt, work: Work, desk: Desk) -> Say:
    found, verdict = await work.petition_paper.line(petition, doubt.row), doubt.first
    assert found is not None
    assert verdict is not None
    grown, added = settle(petition, found[0], verdict, desk.clock.now())
    await work.petitions.append(grown, added)
    await show_change(petition, grown, work, desk)
    return Say("onpaper-struck") if verdict is Verdict.SAME else Say("onpaper-settled")


# -------------------------------------------------------------------------------------------- as a letter


async def _doubted(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    petition = await the_petition(letter, work)
    if reader.resident is None or not await _is_in_time(petition, work):
        raise Dropped("too late")
    doubts = await _to_compare(petition, reader.resident.person, work)
    if not doubts:
        raise Dropped("compared")
    told = Say("onpaper-doubts", {"count": len(doubts)})
    return await _doubt_card(petition, doubts[0], work, desk, told)


KINDS = {DOUBTED: LetterKind(_doubted, office_hears=True)}
