"""``asar export petition``: the whole package of a petition in a file, written as it is read."""

from dataclasses import dataclass, replace
from pathlib import Path

from bot.app import House, open_house
from bot.clock import WallClock
from bot.config import Config, Mistake
from bot.operating import in_its_place, known, progress
from handlers.forms import refused
from handlers.petitions.packing import paper_of, register_pages
from handlers.petitions.subject import about
from handlers.ports import PetitionPaper
from village.errors import Refusal
from village.packages import NamesWentMeanwhile
from village.petitions import Petition
from village.records import Act
from village.texts import Language

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the operator asks for on the command line."""

    village: str
    number: int
    file: Path
    with_iin: bool = False


async def export_petition(config: Config, wanted: Wanted) -> None:
    """Write the package of a petition to a file."""
    if wanted.file.suffix != ".zip":
        raise Mistake(f"{wanted.file}: the name must end in .zip, for a package is one")
    async with open_house(config, WallClock()) as house:
        try:
            paper = await _written(house, wanted)
        except Refusal as no:
            raise Mistake(house.speech.say(refused(no), Language.EN)) from None
        except OSError as wrong:
            raise Mistake(f"{wanted.file}: cannot be written ({wrong.strerror}); give another file") from None
    _tell(paper, wanted)


async def _written(house: House, wanted: Wanted) -> PetitionPaper:
    """Write it; where names are erased meanwhile, anew."""
    for _ in range(_TRIES - 1):
        try:
            return await _write(house, await _paper(house, wanted), wanted.file)
        except NamesWentMeanwhile:
            continue
    return await _write(house, await _paper(house, wanted), wanted.file)


async def _paper(house: House, wanted: Wanted) -> PetitionPaper:
    village, desk = known(house, wanted.village), house.desk
    async with desk.look() as work:
        petition = await work.petitions.numbered(village.slug, wanted.number)
        if petition is None:
            raise Mistake(
                f"No petition of {village.slug} has the number {wanted.number}; it stands on its card"
            )
        paper = await paper_of(petition, work, desk)
    await _note(house, petition)
    return replace(paper, with_iin=wanted.with_iin)


async def _note(house: House, petition: Petition) -> None:
    """Note that the operator takes the package out, before they do."""
    now = house.desk.clock.now()
    facts = {"number": petition.number, "signatures": petition.register.tally.all}
    async with house.desk.open_work() as work:
        taken = Act(petition.village, now, "petition-exported", None, "operator", about(petition.id), facts)
        await work.record.add(taken)


async def _write(house: House, paper: PetitionPaper, file: Path) -> PetitionPaper:
    register, pages = paper.petition.register, register_pages(paper.petition, house.desk.look)
    with in_its_place(file) as opened, progress(register.head.number + register.tally.all) as shown:
        await house.desk.packages.write(paper, pages, opened, shown)
    return paper


def _tell(paper: PetitionPaper, wanted: Wanted) -> None:
    register = paper.petition.register
    print(f"{register.tally.all} signatures, {register.head.number} rows, written to {wanted.file}")
    print(f"Head of the register: {register.head.digest}")
    lost = sum(1 for _, content in paper.evidence if content is None)
    if lost:
        print(f"{lost} attached files could not be fetched and are not in it")
    print(f"To check it: asar verify petition {wanted.file}")
