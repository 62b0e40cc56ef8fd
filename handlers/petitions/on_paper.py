"""What the author and the office do with signatures on paper: who may, and the presses that lead there."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat import Choice, Say
from handlers.door import Asker
from handlers.door import holders as door_of
from handlers.petitions.answer_cards import holders
from handlers.petitions.clock import write
from handlers.petitions.signing import held_petition, the_petition
from handlers.petitions.subject import about
from handlers.ports import Desk, Work
from handlers.presses import Press
from village.course import check_may_manage
from village.ids import PetitionId
from village.paper import NoSuchSheet, PaperSheet, Verdict
from village.people import Role
from village.petitions import Petition
from village.villages import Named

NAMELESS = "—"
"""Stands for a name that was erased."""

OFFICE = frozenset({Role.AKIM, Role.OFFICE})
office = door_of(*OFFICE)
both_sides = door_of(Role.DEPUTY, *OFFICE)


@dataclass(frozen=True, slots=True)
class SheetsShown(Press):
    """The sheets that were printed, and how far they are typed in."""

    word: ClassVar[str] = "ta"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class SheetsPlaced(Press):
    """For which place sheets are to be printed; then, how many."""

    word: ClassVar[str] = "tb"
    petition: PetitionId
    place: str


@dataclass(frozen=True, slots=True)
class SheetsPrinted(Press):
    """Print so many sheets for a place."""

    word: ClassVar[str] = "tc"
    petition: PetitionId
    count: int
    place: str


@dataclass(frozen=True, slots=True)
class PaperSheetOpened(Press):
    """The code on a sheet: the office types it in, everybody else reads the petition."""

    word: ClassVar[str] = "td"
    petition: PetitionId
    sheet: int


@dataclass(frozen=True, slots=True)
class SheetFinished(Press):
    """All of a sheet is typed in."""

    word: ClassVar[str] = "ti"
    petition: PetitionId
    sheet: int


@dataclass(frozen=True, slots=True)
class LinesAsked(Press):
    """Type in lines of a sheet."""

    word: ClassVar[str] = "tf"
    petition: PetitionId
    sheet: int


@dataclass(frozen=True, slots=True)
class DoubtsShown(Press):
    """The next line in dispute that is to be compared."""

    word: ClassVar[str] = "tg"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class DoubtJudged(Press):
    """Say whether a line in dispute is the same person's."""

    word: ClassVar[str] = "th"
    petition: PetitionId
    row: int
    verdict: Verdict


def choices(petition: Petition) -> tuple[Choice, ...]:
    """Give the button that stands on the author's card."""
    return (Choice(Say("button-onpaper"), SheetsShown(petition.id).data),)


def compare_choices(petition: Petition) -> tuple[Choice, ...]:
    """Give the button to the lines in dispute, if there are any."""
    disputed = petition.register.tally.disputed
    if not disputed:
        return ()
    return (Choice(Say("button-onpaper-compare", {"count": disputed}), DoubtsShown(petition.id).data),)


def is_office(petition: Petition, asker: Asker) -> bool:
    """Tell whether somebody is of the office of the petition's home."""
    return asker.village.slug == petition.village and bool(OFFICE & asker.roles)


async def theirs(number: PetitionId, asker: Asker, work: Work, *, held: bool = False) -> Petition:
    """Give a petition to its author, or to the office of its home; refuses everybody else."""
    petition = await (held_petition if held else the_petition)(asker, number, work)
    if not is_office(petition, asker):
        check_may_manage(petition, asker.known, asker.roles)
    return petition


async def the_sheet(petition: Petition, number: int, work: Work) -> PaperSheet:
    """Give a sheet by its number; refuses one that was never printed."""
    sheet = await work.petition_paper.sheet(petition, number)
    if sheet is None:
        raise NoSuchSheet(sheet=number)
    return sheet


def place_of(sheet: PaperSheet, desk: Desk) -> Named:
    """Name for whom a sheet was printed: a settlement, or a whole village."""
    return desk.village(sheet.village).place_name(sheet.section)


async def tell_sides(kind: str, petition: Petition, work: Work, desk: Desk) -> None:
    """Write to the author and to the office of its home, each once; what still waits is called off."""
    await work.outbox.call_off(petition.village, [kind], about(petition.id), desk.clock.now())
    people = (petition.author, *await holders(petition.village, OFFICE, work, desk))
    await write(kind, petition, people, work, desk)
