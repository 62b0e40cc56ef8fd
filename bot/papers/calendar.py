"""The calendar entry: one event for a gathering's whole life, however often it is moved."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.papers.phrases import Phrases
from handlers.ports import DutyEntry, NoticePaper
from village.gatherings import Gathering, GatheringState
from village.villages import Village

if TYPE_CHECKING:
    from icalendar import Event

LASTS = timedelta(hours=2)


def calendar_file(paper: NoticePaper, phrases: Phrases) -> bytes:
    """Write the entry as an .ics file."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//asar//{paper.village.slug}//{phrases.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if _cancelled(paper.gathering) else "PUBLISH")
    calendar.add_component(_event(paper, phrases))
    return bytes(calendar.to_ical())


def duty_calendar(entries: Iterable[DutyEntry], village: Village, now: datetime, phrases: Phrases) -> bytes:
    """Write duties as an .ics file."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//asar//{village.slug}//{phrases.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", phrases.say("paper-duties-name", unit=village.name))
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for entry in entries:
        calendar.add_component(_duty_event(entry, now, phrases))
    return bytes(calendar.to_ical())


def _duty_event(entry: DutyEntry, now: datetime, phrases: Phrases) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", phrases.say(entry.title.key, **entry.title.facts))
    event.add("description", "\n".join(phrases.say(each.key, **each.facts) for each in entry.told))
    event.add("transp", "TRANSPARENT")
    return event


def _event(paper: NoticePaper, phrases: Phrases) -> "Event":
    from icalendar import Event

    gathering, plan = paper.gathering, paper.gathering.plan
    event = Event()
    event.add("uid", f"gathering-{gathering.id}@{gathering.village}.asar")
    event.add("sequence", gathering.revision)
    event.add("dtstamp", gathering.published_at.astimezone(UTC))
    # In UTC: Almaty moved to UTC+5 on 1 March 2024, and a phone whose zone table is older would read a local
    # time with its zone an hour off, though its own clock, set by hand or by the network, is right.
    event.add("dtstart", plan.starts.astimezone(UTC))
    event.add("duration", LASTS)
    event.add("summary", _summary(paper, phrases))
    event.add("location", plan.place.to(phrases.language))
    event.add("description", "\n".join(_description(paper, phrases)))
    event.add("status", "CANCELLED" if _cancelled(gathering) else "CONFIRMED")
    if plan.point:
        event.add("geo", (plan.point.latitude, plan.point.longitude))
    if paper.check_link:
        event.add("url", paper.check_link)
    return event


def _cancelled(gathering: Gathering) -> bool:
    return gathering.state is GatheringState.CANCELLED


def _summary(paper: NoticePaper, phrases: Phrases) -> str:
    # Many phones show no status, so that the title must say that it is off.
    key = "paper-calendar-cancelled" if _cancelled(paper.gathering) else "paper-calendar-title"
    unit = paper.village.place_name(paper.gathering.plan.section)
    return phrases.say(key, kind=phrases.kind(paper.gathering), unit=unit)


def _description(paper: NoticePaper, phrases: Phrases) -> list[str]:
    gathering, plan = paper.gathering, paper.gathering.plan
    agenda = (f"{number}. {item.to(phrases.language)}" for number, item in enumerate(plan.agenda, 1))
    details = (
        ("paper-convener", phrases.convener(gathering)),
        ("paper-live", plan.link),
        ("paper-phone", plan.phone or paper.village.phone),
    )
    return [
        phrases.say("paper-sheet-notice", number=gathering.number),
        phrases.moment_in_full(plan.starts),
        *((phrases.say("paper-agenda") + ":", *agenda) if plan.agenda else ()),
        *(phrases.line(phrases.say(label), value) for label, value in details if value),
    ]
