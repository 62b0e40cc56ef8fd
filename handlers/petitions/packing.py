"""The package of a petition: what goes to whom it is addressed, as a letter with files."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import replace
from io import BytesIO

from handlers.acts import act
from handlers.chat import Card, Choice, Fact, Paper, Reply, Said, Say, reply
from handlers.door import Asker
from handlers.letter_kinds import Dropped, LetterKind, NotYet, Reader
from handlers.petitions.letters import the_petition
from handlers.petitions.signing import the_petition as petition_asked
from handlers.petitions.subject import PackageAsked, about
from handlers.ports import Desk, PetitionPaper, Work
from village.course import State, check_may_manage
from village.ids import VillageSlug
from village.outbox import Letter
from village.packages import NamesWentMeanwhile, check_may_be_packed
from village.petitions import Evidence, Petition
from village.register import Added

PACKAGE = "petition-package"
IN_CHAT = 5_000
"""How many rows a register may have to be packed in the chat; a longer one, by the operator's command."""
FILE_BYTES = 45 * 2**20
"""How large a file may be to be given in the chat."""
PAGE = 1_000

OpenLook = Callable[[], AbstractAsyncContextManager[Work]]


def choices(petition: Petition) -> tuple[Choice, ...]:
    """Offer the package on its author's card, once signatures are collected."""
    if petition.state is not State.CLOSED:
        return ()
    return (Choice(Say("button-petition-package"), PackageAsked(petition.id).data),)


async def give_package(asked: PackageAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Have the package made for its author; who took it is noted."""
    petition = await petition_asked(asker, asked.petition, work)
    check_may_manage(petition, asker.known, asker.roles)
    check_may_be_packed(petition)
    now, subject = desk.clock.now(), about(petition.id)
    letter = Letter(desk.new_id(), petition.village, PACKAGE, subject, now, person=asker.known, urgent=True)
    await work.outbox.post(letter)
    facts = {"number": petition.number, "signatures": petition.register.tally.all}
    await work.record.add(act(asker, desk, "petition-exported", subject, **facts))
    return reply(Card((Say("petition-package-coming", {"number": petition.number}),)))


# ------------------------------------------------------------------------------------------ what is in it


async def paper_of(petition: Petition, work: Work, desk: Desk) -> PetitionPaper:
    """Gather what stands in a package besides its register; refuses what may not be packed."""
    check_may_be_packed(petition)
    author = await work.petitions.signer(petition.author)
    return PetitionPaper(
        petition=petition,
        villages={slug: desk.villages[slug] for slug in petition.heard_in if slug in desk.villages},
        notes=await work.petitions.notes(petition),
        author=author.name.full if author else "",
        evidence=tuple(
            [await _with_content(petition.village, each, work) for each in petition.plan.evidence]
        ),
    )


async def _with_content(
    village: VillageSlug, evidence: Evidence, work: Work
) -> tuple[Evidence, bytes | None]:
    return evidence, await work.files.content(village, evidence.file)


async def register_pages(petition: Petition, look: OpenLook) -> AsyncIterator[tuple[Added, ...]]:
    """Read a register to the head that is known, each page in a look of its own."""
    after, head = 0, petition.register.head.number
    while after < head:
        async with look() as work:
            rows = await work.petitions.rows(petition, after, min(PAGE, head - after))
        if not rows:
            return
        yield rows
        after = rows[-1].row.number


# ------------------------------------------------------------------------------------------- as a letter


async def _package(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    """Make the letter and, where it is not too large, the package with it."""
    petition = await the_petition(letter, work)
    if reader.resident is None or petition.state is not State.CLOSED:
        raise Dropped("not to be given")
    paper = await paper_of(petition, work, desk)
    made = [await desk.packages.letter(paper)]
    if petition.register.head.number <= IN_CHAT:
        made.append(await _packed(paper, work, desk))
    files = tuple(each for each in made if len(each.content) <= FILE_BYTES)
    here: dict[str, Fact] = {"number": petition.number, "signed": petition.register.tally.all}
    beside = _beside(paper, whole=len(files) == len(made) > 1)
    return Card((Say("petition-package-here", here), *beside), files=files)


async def _packed(paper: PetitionPaper, work: Work, desk: Desk) -> Paper:
    written = BytesIO()
    pages = register_pages(paper.petition, lambda: nullcontext(work))
    try:
        await desk.packages.write(paper, pages, written)
    except NamesWentMeanwhile:
        raise NotYet("names were erased meanwhile") from None
    return Paper(desk.packages.name(paper), "application/zip", written.getvalue())


def _beside(paper: PetitionPaper, *, whole: bool) -> tuple[Said, ...]:
    """Say what is not in it."""
    petition = paper.petition
    lost = sum(1 for _, content in paper.evidence if content is None)
    says: list[Say] = []
    if not whole:
        says.append(Say("petition-package-large", {"number": petition.number}))
    if petition.plan.needs_iin:
        says.append(Say("petition-package-iin"))
    if lost:
        says.append(Say("petition-package-lost", {"files": lost}))
    return tuple(replace(each, close=True) for each in says)


KINDS = {PACKAGE: LetterKind(_package, office_hears=True)}
