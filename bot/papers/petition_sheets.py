"""Numbered sheets on which a petition is signed on paper."""

from collections.abc import Sequence

from bot.papers.petitions import both, digest_told
from bot.papers.phrases import Phrases
from handlers.ports import BlankSheets
from village.forms import Json
from village.paper import LINES, PaperSheet


def code_name(sheet: PaperSheet) -> str:
    """Name the picture of a sheet's code."""
    return f"sheet-{sheet.number}.svg"


def blank_data(blank: BlankSheets, languages: Sequence[Phrases]) -> dict[str, Json]:
    """Give what stands on the sheets, in both languages; a page each."""
    petition = blank.petition
    columns = (
        "surname",
        "given",
        "patronymic",
        *(("iin",) if petition.plan.needs_iin else ()),
        "phone",
        "day",
        "pen",
    )
    return {
        "parts": [_told(blank, phrases) for phrases in languages],
        "digest": digest_told(petition.digest),
        "digest_title": both(languages, "paper-petition-digest"),
        "place": both(languages, "paper-blank-place", place=blank.village.place_name(blank.section)),
        "columns": [[column, both(languages, f"paper-blank-{column}")] for column in columns],
        "lines": LINES,
        "collector": both(languages, "paper-blank-collector"),
        "sheets": [
            {
                "name": both(languages, "paper-blank-sheet", number=str(sheet.number)),
                "code": code_name(sheet) if link else "",
            }
            for sheet, link in blank.sheets
        ],
        "code_is": [phrases.say("paper-blank-code") for phrases in languages],
    }


def _told(blank: BlankSheets, phrases: Phrases) -> Json:
    plan, say = blank.petition.plan, phrases.say
    title, demand = (text.to(phrases.language) or text.abreast for text in (plan.title, plan.demand))
    return {
        "language": phrases.language.value,
        "title": say("paper-petition-title", number=str(blank.petition.number)),
        "to": phrases.line(say("paper-petition-to"), plan.addressee_name.to(phrases.language)),
        "name": title,
        "demand": phrases.line(say("paper-petition-demand"), demand),
        "agrees": say("paper-blank-agrees", operator=blank.village.operator),
    }
