"""The bot's own page where the office types in lines with an IIN: what it shows, and what it keeps."""

from dataclasses import dataclass

from handlers.petitions.on_paper import OFFICE, the_sheet
from handlers.petitions.subject import about
from handlers.petitions.typing import enter_lines, last_line, typed_facts
from handlers.ports import Desk, Work
from village.ids import PersonId
from village.paper import Entry, Line, PaperSheet, Typed, check_may_type, read_lines
from village.petition_codes import CodeOver, PetitionCode, Use
from village.petitions import Petition
from village.records import Act
from village.texts import Language
from village.villages import Village


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """What the page shows: the sheet and its lines, whose link it is, and in which language.

    ``after`` is the line after which the next ones follow.
    """

    petition: Petition
    village: Village
    sheet: PaperSheet
    person: PersonId
    language: Language
    typed: tuple[Typed, ...]
    after: int

    def lines(self, text: str) -> tuple[Line, ...]:
        """Read lines as they were typed on the page."""
        return read_lines(text, self.after, with_iin=self.petition.plan.needs_iin)


async def see_sheet(code: str, desk: Desk) -> SheetSeen | None:
    """Find what a link opens; None for one that never was. Refuses one whose time is over."""
    async with desk.look() as work:
        found = await work.petition_codes.find(code)
        return None if found is None else await _seen(found, work, desk)


async def _seen(code: PetitionCode, work: Work, desk: Desk, *, held: bool = False) -> SheetSeen:
    resident = await work.people.resident(code.village, code.person)
    mandates = await work.roles.held(code.village, code.person, desk.today())
    find = work.petitions.hold if held else work.petitions.get
    petition = await find(code.village, code.petition)
    if not code.is_good_for(Use.SHEET, desk.clock.now()) or petition is None or code.sheet is None:
        raise CodeOver
    if resident is None or resident.language is None or OFFICE.isdisjoint(each.role for each in mandates):
        raise CodeOver
    sheet = await the_sheet(petition, code.sheet, work)
    check_may_type(petition, sheet, code.village, desk.clock.now())
    return SheetSeen(
        petition,
        desk.village(code.village),
        sheet,
        code.person,
        resident.language,
        await work.petition_paper.typed(petition, sheet.number),
        await last_line(petition, sheet, work),
    )


async def enter_on_page(code: str, text: str, desk: Desk) -> tuple[Entry, ...]:
    """Keep lines that were read again on the page, by the rules of the chat."""
    async with desk.open_work() as work:
        found = await work.petition_codes.find(code)
        if found is None:
            raise CodeOver
        seen = await _seen(found, work, desk, held=True)
        lines = seen.lines(text)
        petition, entries = await enter_lines(seen.petition, seen.sheet, lines, work, desk)
        await work.record.add(
            Act(
                village=seen.village.slug,
                at=desk.clock.now(),
                what="petition-lines-typed",
                actor=seen.person,
                role="office",
                about=about(petition.id),
                facts=typed_facts(petition, seen.sheet, lines),
            )
        )
    return entries
