"""Paper sheets: printed for the author, opened by the code on them, listed until all is typed in."""

from dataclasses import replace

from handlers.acts import act
from handlers.chat import Card, Choice, Fact, Reply, Said, Say, one_a_row, reply
from handlers.door import Asker, OldButton
from handlers.letter_kinds import Dropped, LetterKind, Reader
from handlers.petitions.cards import tally_says, title_says
from handlers.petitions.letters import open_petition
from handlers.petitions.on_paper import (
    NAMELESS,
    OFFICE,
    LinesAsked,
    PaperSheetOpened,
    SheetFinished,
    SheetsPlaced,
    SheetsPrinted,
    SheetsShown,
    compare_choices,
    is_office,
    place_of,
    tell_sides,
    the_sheet,
    theirs,
)
from handlers.petitions.signing import held_petition, show_petition, the_petition
from handlers.petitions.subject import PetitionShown, about
from handlers.ports import BlankSheets, Desk, Work
from handlers.presses import link_word
from village.course import check_may_manage
from village.ids import SectionSlug, VillageSlug
from village.outbox import Letter
from village.paper import LINES, SHEETS_AT_ONCE, PaperSheet, Typed, check_may_type
from village.petitions import Petition
from village.villages import Named, Village

PRINTED = "petition-sheets-printed"
"""The letter that tells the office of sheets to come."""

_COUNTS = (1, 5, 10, SHEETS_AT_ONCE)
_OTHER_VILLAGE = "@"
_LISTED = 8


# ------------------------------------------------------------------------------------------------ printed


async def show_sheets(asked: SheetsShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show the author and the office how far the sheets are, with what each may do."""
    petition = await theirs(asked.petition, asker, work)
    return reply(await sheets_card(petition, asker, work, desk))


async def sheets_card(petition: Petition, asker: Asker, work: Work, desk: Desk) -> Card:
    """Make the card of all sheets of a petition."""
    sheets, lines = await work.petition_paper.sheets(petition), await work.petition_paper.lines_on(petition)
    left = [each for each in sheets if each.entered_at is None]
    facts: dict[str, Fact] = {"sheets": len(sheets), "entered": len(sheets) - len(left)}
    listed = tuple(_sheet_line(each, lines.get(each.number, 0), desk) for each in left[:_LISTED])
    says: list[Said] = [*title_says(petition, asker.village.slug), Say("onpaper-sheets", facts)]
    says += tally_says(petition)
    says += [Say("onpaper-left", {"count": len(left)}), *listed] if listed else []
    rows = (*_typing_choices(petition, left[:_LISTED], asker, desk), *_print_choices(petition, asker, desk))
    return Card(tuple(says), rows=one_a_row(*rows, *compare_choices(petition)))


def _sheet_line(sheet: PaperSheet, lines: int, desk: Desk) -> Say:
    facts: dict[str, Fact] = {"sheet": sheet.number, "place": place_of(sheet, desk), "lines": lines}
    return Say("onpaper-sheet-line", facts, close=True)


def _typing_choices(
    petition: Petition, sheets: list[PaperSheet], asker: Asker, desk: Desk
) -> tuple[Choice, ...]:
    if not (is_office(petition, asker) and petition.is_open(desk.clock.now())):
        return ()
    return tuple(
        Choice(
            Say("button-onpaper-sheet", {"sheet": each.number}),
            PaperSheetOpened(petition.id, each.number).data,
        )
        for each in sheets
    )


def _print_choices(petition: Petition, asker: Asker, desk: Desk) -> tuple[Choice, ...]:
    if asker.person != petition.author or not petition.is_open(desk.clock.now()):
        return ()
    places = places_of(petition, desk)
    if len(places) == 1:
        return _count_choices(petition, *places)
    return tuple(
        Choice(Say("button-onpaper-place", {"place": name}), SheetsPlaced(petition.id, place).data)
        for place, name in places.items()
    )


def _count_choices(petition: Petition, place: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(Say("button-onpaper-print", {"count": count}), SheetsPrinted(petition.id, count, place).data)
        for count in _COUNTS
    )


def places_of(petition: Petition, desk: Desk) -> dict[str, Named]:
    """Name the places that sheets are printed for: settlements of the home village, further villages."""
    home = desk.village(petition.village)
    slugs = petition.plan.sections or tuple(section.slug for section in home.sections) or ("",)
    here = {str(slug): home.place_name(SectionSlug(slug) if slug else None) for slug in slugs}
    return here | {f"{_OTHER_VILLAGE}{slug}": desk.village(slug).name for slug, _ in petition.places}


async def place_sheets(asked: SheetsPlaced, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Ask how many sheets are to be printed for a place."""
    petition = await theirs(asked.petition, asker, work)
    place = places_of(petition, desk).get(asked.place)
    if place is None:
        raise OldButton
    facts: dict[str, Fact] = {"place": place, "lines": LINES}
    says = (*title_says(petition, asker.village.slug), Say("onpaper-how-many", facts))
    return reply(Card(says, rows=one_a_row(*_count_choices(petition, asked.place))))


async def print_sheets(asked: SheetsPrinted, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give numbered sheets to print; the first time the office hears that there will be some."""
    petition = await held_petition(asker, asked.petition, work)
    check_may_manage(petition, asker.known, asker.roles)
    petition.check_open(desk.clock.now())
    if asked.place not in places_of(petition, desk) or asked.count not in _COUNTS:
        raise OldButton
    printed = len(await work.petition_paper.sheets(petition))
    numbers = range(printed + 1, printed + asked.count + 1)
    sheets = [_sheet(number, asked.place, petition, asker, desk) for number in numbers]
    for sheet in sheets:
        await work.petition_paper.add(petition, sheet)
    if not printed:
        await tell_sides(PRINTED, petition, work, desk)
    facts = {"number": petition.number, "sheets": len(sheets)}
    await work.record.add(act(asker, desk, "petition-sheets-printed", about(petition.id), **facts))
    return await _given(petition, sheets, asker, work, desk)


def _sheet(number: int, place: str, petition: Petition, asker: Asker, desk: Desk) -> PaperSheet:
    elsewhere = place.startswith(_OTHER_VILLAGE)
    village = VillageSlug(place.removeprefix(_OTHER_VILLAGE)) if elsewhere else petition.village
    section = SectionSlug(place) if place and not elsewhere else None
    return PaperSheet(number, village, section, desk.local_now(), asker.known)


async def _given(petition: Petition, sheets: list[PaperSheet], asker: Asker, work: Work, desk: Desk) -> Reply:
    def linked(sheet: PaperSheet) -> tuple[PaperSheet, str]:
        return sheet, desk.links.printed(
            sheet.village, link_word(PaperSheetOpened(petition.id, sheet.number))
        )

    first, last = sheets[0], sheets[-1]
    blank = BlankSheets(petition, desk.village(first.village), first.section, tuple(map(linked, sheets)))
    facts: dict[str, Fact] = {"first": first.number, "last": last.number, "place": place_of(first, desk)}
    says = (
        *title_says(petition, asker.village.slug),
        Say("onpaper-printed", facts),
        Say("onpaper-printed-how"),
    )
    back = Choice(Say("button-onpaper"), SheetsShown(petition.id).data)
    given = reply(Card(says, rows=one_a_row(back), files=(await desk.papers.petition_sheets(blank),)))
    return replace(given, kept_as=reply(await sheets_card(petition, asker, work, desk)))


# ------------------------------------------------------------------------------------------------ opened


async def open_sheet(asked: PaperSheetOpened, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Open a sheet by its code: for the office to type it in, for everybody else the petition itself."""
    if not (asker.private and OFFICE & asker.roles):
        return await show_petition(PetitionShown(asked.petition), asker, work, desk)
    petition = await the_petition(asker, asked.petition, work)
    sheet = await the_sheet(petition, asked.sheet, work)
    check_may_type(petition, sheet, asker.village.slug, desk.clock.now())
    return reply(await sheet_card(petition, sheet, asker.village, work, desk))


async def sheet_card(
    petition: Petition, sheet: PaperSheet, village: Village, work: Work, desk: Desk, *told: Said
) -> Card:
    """Make the card of one sheet: the lines that are typed in, and what is left; ``told`` stands before."""
    typed = await work.petition_paper.typed(petition, sheet.number)
    head: dict[str, Fact] = {"sheet": sheet.number, "place": place_of(sheet, desk), "lines": len(typed)}
    says = (*title_says(petition, village.slug), Say("onpaper-sheet", {**head, "most": LINES}), *told)
    lines = tuple(map(typed_says, typed))
    more = Choice(Say("button-onpaper-type"), LinesAsked(petition.id, sheet.number).data)
    done = Choice(Say("button-onpaper-done"), SheetFinished(petition.id, sheet.number).data)
    rest = Choice(Say("button-onpaper"), SheetsShown(petition.id).data)
    return Card((*says, *lines), rows=one_a_row(more, *(() if sheet.entered_at else (done,)), rest))


def typed_says(typed: Typed) -> Say:
    """Say a line that stands in the register."""
    name = typed.content.name.full if typed.content else NAMELESS
    facts: dict[str, Fact] = {"line": typed.line, "name": name}
    if typed.in_doubt:
        return Say("onpaper-line-disputed", facts, close=True)
    return Say("onpaper-line", facts, close=True)


async def finish_sheet(asked: SheetFinished, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Note that all of a sheet is typed in."""
    petition = await held_petition(asker, asked.petition, work)
    sheet = await the_sheet(petition, asked.sheet, work)
    check_may_type(petition, sheet, asker.village.slug, desk.clock.now())
    await work.petition_paper.finish(petition, sheet.number, desk.clock.now())
    return reply(replace(await sheets_card(petition, asker, work, desk), instead=True))


# -------------------------------------------------------------------------------------------- as a letter


async def _printed(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    petition = await open_petition(letter, work, desk)
    if reader.resident is None or reader.resident.person == petition.author:
        raise Dropped("printed by them")
    shown = Choice(Say("button-onpaper"), SheetsShown(petition.id).data)
    return Card((*title_says(petition, letter.village), Say("onpaper-expected")), rows=one_a_row(shown))


KINDS = {PRINTED: LetterKind(_printed, office_hears=True)}
