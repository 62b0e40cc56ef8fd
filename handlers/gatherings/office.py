"""What the office does with a gathering: its numbers, its papers, its proof, its card to forward."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from handlers.asking import sections, text_of, wanted_text
from handlers.chat import Card, Choice, Reply, Say, one_a_row, reply
from handlers.door import Asker, akim_office
from handlers.files import keep_file
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin
from handlers.gatherings.answering import the_gathering, the_steady
from handlers.gatherings.cards import (
    NOTICE,
    BoardAsked,
    ForwardAsked,
    NoticeShown,
    OfficeAsked,
    PapersAsked,
    ProofAsked,
    about,
    notice_says,
    office_choices,
)
from handlers.ports import Desk, NoticePaper, ProofPaper, Work
from handlers.presses import Press, link_word
from village.errors import Refusal, refusal
from village.gatherings import Gathering, tally
from village.ids import FileId, GatheringId, SectionSlug
from village.people import Role
from village.records import ProofKind, ProofLine
from village.rules import latest_notice, rules_named, rules_on
from village.texts import Language
from village.villages import Village


@dataclass(frozen=True, slots=True)
class ForwardedSaid(Press):
    """The office sent the card to a group by hand."""

    word: ClassVar[str] = "gh"
    gathering: GatheringId


async def show_office(asked: OfficeAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show the office the three numbers, how they stand against the quorum, and what can be done."""
    gathering = await the_gathering(asker, asked.gathering, work)
    answers = await work.gatherings.answers(gathering)
    holders = await work.roles.holders(asker.village.slug, desk.today())
    members = sum(1 for mandate in holders if mandate.role is Role.ASSEMBLY_MEMBER) or asker.village.assembly
    rules = rules_named(gathering.rule.version) if gathering.rule else rules_on(desk.today())
    counted = tally(gathering, asker.village, rules, answers, members)
    says = [
        Say("office-title", {"number": gathering.number, "date": gathering.starts.date()}, strong=True),
        Say("office-numbers", {"yes": counted.yes, "no": counted.no, "unsure": counted.unsure}),
    ]
    if counted.need is not None:
        says.append(Say("quorum-now", {"yes": counted.yes, "need": counted.need}))
    return reply(Card(tuple(says), rows=one_a_row(*office_choices(gathering))))


async def give_papers(asked: PapersAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give the papers to print."""
    gathering = await the_gathering(asker, asked.gathering, work)
    return reply(await papers_card(gathering, asker.village, desk))


async def papers_card(gathering: Gathering, village: Village, desk: Desk) -> Card:
    """Make the card with the papers: the notice for the boards and for the bags, the registration sheet."""
    link = desk.links.printed(village.slug, link_word(NoticeShown(gathering.id)))
    paper = NoticePaper(village, gathering, check_link=link)
    papers = desk.papers
    files = (await papers.notice(paper), await papers.notice_small(paper), await papers.sheet(paper))
    return Card((Say("papers-here"),), files=files)


async def give_proof(asked: ProofAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give the proof of notice in Kazakh and Russian."""
    gathering = await the_gathering(asker, asked.gathering, work)
    paper = await proof_of(gathering, asker.village, work, desk)
    files = tuple([await desk.papers.proof(paper, language) for language in (Language.KK, Language.RU)])
    return reply(Card((Say("proof-here"),), files=files))


async def proof_of(gathering: Gathering, village: Village, work: Work, desk: Desk) -> ProofPaper:
    """Gather what the proof of notice tells."""
    lines = await work.proof.of(gathering.village, about(gathering))
    report = await work.outbox.report(gathering.village, [NOTICE], about(gathering))
    photos: dict[FileId, bytes] = {}
    for line in lines:
        content = await work.files.content(gathering.village, line.file) if line.file else None
        if line.file and content:
            photos[line.file] = content
    return ProofPaper(
        village=village,
        gathering=gathering,
        lines=lines,
        delivered=report.people,
        changes=await work.gatherings.changes(gathering.village, gathering.id),
        in_time=in_time(gathering, lines, desk),
        made_at=desk.local_now(),
        photos=photos,
    )


def in_time(gathering: Gathering, lines: tuple[ProofLine, ...], desk: Desk) -> bool:
    """Tell whether the notice stood in a group by the last lawful day; without a rule, whether it stood."""
    stood = [line.at for line in lines if line.kind is ProofKind.STOOD and counts(gathering, line.at)]
    return bool(stood) and not is_late(gathering, min(stood), desk)


def counts(gathering: Gathering, stood: datetime) -> bool:
    """Tell whether a standing counts: after a change of day only those since the day of the change do."""
    return stood.astimezone(gathering.starts.tzinfo).date() >= gathering.notice_from


def is_late(gathering: Gathering, stood: datetime, desk: Desk) -> bool:
    """Tell whether a notice that stood only then is too late for its day; never where no rule applies."""
    if gathering.rule is None:
        return False
    last = latest_notice(gathering.starts.date(), gathering.rule.days, gathering.rule.counting)
    return stood.astimezone(desk.customs.zone).date() > last


# --------------------------------------------------------------- boards, and groups where no bot can be


async def ask_board(asked: BoardAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to take a photo of a board on which the notice hangs."""
    gathering = await the_gathering(asker, asked.gathering, work)
    return await begin(BOARD, {"gathering": str(gathering.id)}, Sitting(asker, work, desk))


async def _ask_photo(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    return Prompt((Say("board-photo-ask"),))


async def _read_photo(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    if given.file is None or given.file.kind != "photo":
        raise PhotoNeeded
    file = await keep_file(given, sitting, wanted=True)
    return {"photo": str(file), **({"board": given.text} if given.text else {})}


async def _ask_board_place(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    options = tuple(
        (Say(f"board-{place}"), place) for place in ("shop", "medpost", "school", "office", "club")
    )
    return Prompt((Say("board-place-ask"),), options=options)


async def _read_board_place(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    if given.value:
        both = sitting.desk.phrases.both(Say(f"board-{given.value}"))
        return {"board": f"{both.kk} / {both.ru}"}
    return {"board": wanted_text(given)[:200]}


async def _keep_board(answers: Answers, sitting: Sitting) -> Reply:
    file = FileId(int(text_of(answers, "photo")))
    await _add_proof(ProofKind.BOARD, text_of(answers, "board"), answers, sitting, file)
    again = BoardAsked(_gathering_id(answers))
    return reply(Card((Say("board-kept"),), rows=one_a_row(Choice(Say("button-board-more"), again.data))))


async def _add_proof(
    kind: ProofKind, place: str, answers: Answers, sitting: Sitting, file: FileId | None = None
) -> None:
    gathering = await the_steady(sitting.asker, _gathering_id(answers), sitting.work)
    line = ProofLine(
        village=gathering.village,
        about=about(gathering),
        kind=kind,
        at=sitting.desk.clock.now(),
        place=place,
        revision=gathering.revision,
        file=file,
        by=sitting.asker.person,
    )
    await sitting.work.proof.add(line)


def _gathering_id(answers: Answers) -> GatheringId:
    return GatheringId(int(text_of(answers, "gathering")))


BOARD = Form(
    "board",
    akim_office,
    (Question("photo", _ask_photo, _read_photo), Question("board", _ask_board_place, _read_board_place)),
    _keep_board,
)


async def show_forward(asked: ForwardAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give the card to forward by hand, as groups read it, with a word on what to do."""
    del desk
    gathering = await the_gathering(asker, asked.gathering, work)
    sent = Choice(Say("button-forwarded"), ForwardedSaid(gathering.id).data)
    check = Say("forward-check", {"number": gathering.number})
    return reply(
        Card((*notice_says(gathering, asker.village), check), both=True),
        Card((Say("forward-card"),), rows=one_a_row(sent)),
    )


async def ask_forwarded(asked: ForwardedSaid, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Ask which group it was forwarded to."""
    gathering = await the_gathering(asker, asked.gathering, work)
    return await begin(FORWARD, {"gathering": str(gathering.id)}, Sitting(asker, work, desk))


async def _ask_group(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, page
    return Prompt((Say("forward-group-ask"),), options=sections(sitting))


async def _read_group(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    section = sitting.asker.village.section(SectionSlug(given.value))
    return {"group": section.name.kk if section else wanted_text(given)[:200]}


async def _keep_forwarded(answers: Answers, sitting: Sitting) -> Reply:
    await _add_proof(ProofKind.FORWARDED, text_of(answers, "group"), answers, sitting)
    again = ForwardedSaid(_gathering_id(answers))
    return reply(Card((Say("forward-kept"),), rows=one_a_row(Choice(Say("button-forward-more"), again.data))))


FORWARD = Form("forward", akim_office, (Question("group", _ask_group, _read_group),), _keep_forwarded)


@refusal
class PhotoNeeded(Refusal):
    """Words where a photo is needed."""

    message = "photo-needed"
