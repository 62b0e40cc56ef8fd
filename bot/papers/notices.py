"""The printed notice, large and small, and the sheet on which those who come are registered."""

from io import BytesIO

from bot.papers.phrases import Phrases
from handlers.ports import NoticePaper
from village.forms import Json
from village.gatherings import Gathering, GatheringState

QR = "check.svg"


def notice_data(paper: NoticePaper, kk: Phrases, ru: Phrases) -> dict[str, Json]:
    """Give what stands on the notice, in both languages."""
    return {
        "kk": _told(paper, kk),
        "ru": _told(paper, ru),
        "qr": QR if paper.check_link else "",
        "link": paper.check_link.partition("://")[2],
    }


def sheet_data(paper: NoticePaper, kk: Phrases, ru: Phrases) -> dict[str, Json]:
    """Give what stands on the registration sheet, in both languages."""
    return {"kk": _sheet(paper, kk), "ru": _sheet(paper, ru)}


def check_code(link: str) -> bytes:
    """Draw the link as a QR code that a scratched or wet page still gives."""
    import segno

    drawing = BytesIO()
    segno.make(link, error="q", micro=False).save(drawing, kind="svg", border=0, scale=4)
    return drawing.getvalue()


def drawn_link(link: str) -> bytes:
    """Draw the link as a QR code that one phone reads off another's screen."""
    import segno

    drawing = BytesIO()
    segno.make(link, error="m", micro=False).save(drawing, kind="png", border=4, scale=12)
    return drawing.getvalue()


def _told(paper: NoticePaper, phrases: Phrases) -> dict[str, Json]:
    gathering, plan = paper.gathering, paper.gathering.plan
    cancelled = gathering.state is GatheringState.CANCELLED
    return {
        "language": phrases.language.value,
        "unit": paper.village.name.to(phrases.language),
        "section": _section(paper, phrases),
        "title": phrases.say("paper-notice-title", number=gathering.number),
        "kind": phrases.kind(gathering),
        "mark": _mark(gathering, phrases),
        "ground": _ground(gathering, phrases),
        "cancelled": cancelled,
        "day": phrases.day_of_week(plan.starts.date()),
        "hour": phrases.say("paper-hour", hour=plan.starts.time()),
        "place": plan.place.to(phrases.language),
        "agenda_title": phrases.say("paper-agenda"),
        "agenda": [item.to(phrases.language) for item in plan.agenda],
        "agenda_elsewhere": phrases.say("paper-agenda-elsewhere", items=len(plan.agenda)),
        "who": "" if cancelled else phrases.say(f"paper-who-{gathering.kind}"),
        "details": _details(paper, phrases),
        "check": phrases.say("paper-notice-check", number=gathering.number),
        "next": phrases.say("paper-notice-next"),
        "earlier": phrases.say("paper-notice-earlier"),
    }


def _section(paper: NoticePaper, phrases: Phrases) -> str:
    section = paper.village.section(paper.gathering.plan.section)
    return phrases.say("paper-section", section=section.name) if section else ""


def _mark(gathering: Gathering, phrases: Phrases) -> str:
    if gathering.state is GatheringState.CANCELLED:
        return phrases.say("paper-notice-cancelled")
    # The page that hangs already must come down, or the village reads two hours.
    return phrases.say("paper-notice-changed") if gathering.revision else ""


def _ground(gathering: Gathering, phrases: Phrases) -> str:
    ground = gathering.ground.to(phrases.language) if gathering.ground else ""
    return phrases.line(phrases.say("paper-ground"), ground) if ground else ""


def _details(paper: NoticePaper, phrases: Phrases) -> list[Json]:
    plan = paper.gathering.plan
    rows = (
        ("paper-convener", phrases.convener(paper.gathering)),
        ("paper-basis", phrases.basis(plan.basis)),
        ("paper-live", plan.link),
        ("paper-phone", plan.phone or paper.village.phone),
    )
    return [[phrases.say(label), value] for label, value in rows if value]


def _sheet(paper: NoticePaper, phrases: Phrases) -> dict[str, Json]:
    gathering, plan = paper.gathering, paper.gathering.plan
    labels = ("name", "address", "signature", "total", "keeper")
    return {
        "language": phrases.language.value,
        "unit": paper.village.name.to(phrases.language),
        "section": _section(paper, phrases),
        "title": phrases.say(f"paper-sheet-title-{gathering.kind}"),
        "notice": phrases.say("paper-sheet-notice", number=gathering.number),
        "when": phrases.moment_in_full(plan.starts),
        "place": plan.place.to(phrases.language),
        **{label: phrases.say(f"paper-sheet-{label}") for label in labels},
    }
