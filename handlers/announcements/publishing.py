"""Announcing: the form, its templates, its preview, and what is written when it goes out."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.acts import act
from handlers.announcements.cards import about, announcement_card, author_choices
from handlers.asking import (
    NO,
    WHOLE,
    YES,
    ChooseOne,
    Option,
    TooLong,
    choice,
    in_language,
    kept,
    moment_ahead,
    own_first,
    pair,
    second_language,
    section_of,
    sections,
    text_of,
    wanted_text,
    yes_or_no,
)
from handlers.chat import Card, Choice, Reply, Say, one_a_row, reply
from handlers.door import akim_office
from handlers.files import keep_file
from handlers.forms import Answers, Form, FormTurned, Given, Prompt, Question, Sitting
from handlers.ports import Desk, Work
from village.announcements import (
    Announcement,
    AnnouncementState,
    Channel,
    Point,
    check_sayable,
)
from village.campaigning import CampaigningNotHere, words_to_ask_about
from village.forms import Json
from village.gatherings import NoChat
from village.ids import AnnouncementId, FileId, SectionSlug
from village.outbox import Audience, Campaign, Letter, Scope
from village.people import decent_from
from village.records import Act
from village.texts import Bilingual, split_pair

FORM = "announce"
TEMPLATES = (
    "water",
    "light",
    "blizzard",
    "road",
    "vet",
    "doctor",
    "service",
    "vaccination",
    "pension",
    "fire",
    "cattle",
    "asar",
    "concert",
)
_NOW = "now"
_PINS = {"1": 1, "3": 3, "7": 7}
_AT_ONCE = "0"
_HOURS = (2, 6)


@dataclass(frozen=True, slots=True)
class AnnounceAsked:
    """Announce; ``line`` is the one-line form, ``kk text / ru text``."""

    line: str = ""


def from_line(line: str) -> Answers:
    """Read ``қазақша / по-русски``; a text in one language is asked for in the other."""
    return {"text": kept(split_pair(line)), "section": WHOLE}


async def _ask_text(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    if page:
        options = tuple((Say(f"template-{name}-name"), name) for name in TEMPLATES)
        return Prompt((Say("a-template-ask"),), options=options)
    ask = "a-line-ask" if answers.get("file") or answers.get("point") else "a-text-ask"
    turn = Choice(Say("button-template"), FormTurned(FORM, "text", "1").data)
    return Prompt((Say(ask, {"lang": own_first(sitting)}),), turns=(turn,))


async def _read_text(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    if given.value in TEMPLATES:
        return {"template": given.value, "text": {}}
    found: Answers = {"template": None}
    if given.file:
        found = {**found, "file": str(await keep_file(given, sitting))}
    if given.point:
        found = {**found, "point": {"latitude": given.point.latitude, "longitude": given.point.longitude}}
    if not given.text and (given.file or given.point):
        return found
    return {**found, "text": kept(in_language(wanted_text(given), own_first(sitting)))}


def _from_template(answers: Answers, sitting: Sitting) -> bool:
    del sitting
    return bool(answers.get("template"))


async def _ask_details(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    name = Say(f"template-{text_of(answers, 'template')}-name")
    return Prompt((Say("a-details-ask", {"template": name, "lang": own_first(sitting)}),))


async def _read_details(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    return {"details": kept(in_language(wanted_text(given), own_first(sitting)))}


def announced_text(answers: Answers, sitting: Sitting) -> Bilingual:
    """Give the text: as typed, or the template with its details."""
    template = text_of(answers, "template")
    if template:
        return sitting.desk.phrases.both(Say(f"template-{template}", {"details": pair(answers, "details")}))
    return pair(answers, "text")


def _text_missing(answers: Answers, sitting: Sitting) -> bool:
    del sitting
    return not answers.get("template") and text_of(answers, "urgent") != YES


def _section_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del answers
    return ((Say("whole-unit"), WHOLE), *sections(sitting))


def _has_sections(answers: Answers, sitting: Sitting) -> bool:
    del answers
    return bool(sitting.asker.village.sections)


def _channel_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del answers, sitting
    return tuple((Say(f"channel-{channel}"), str(channel)) for channel in Channel)


def _pin_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del answers, sitting
    return ((Say("button-no"), NO), *((Say("pin-days", {"days": days}), key) for key, days in _PINS.items()))


async def _ask_when(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    return Prompt((Say("a-when-ask"),), options=((Say("button-now"), _NOW),))


async def _read_when(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    if given.value == _NOW:
        return {"when": _NOW}
    return {"when": moment_ahead(wanted_text(given), sitting.desk.local_now()).isoformat()}


def _is_urgent(answers: Answers, sitting: Sitting) -> bool:
    del sitting
    return text_of(answers, "urgent") == YES


def _urgent_sure_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del answers, sitting
    return ((Say("button-can-wait"), NO), (Say("button-urgent"), YES))


def _campaign_words(answers: Answers, sitting: Sitting) -> tuple[str, ...]:
    text, period = announced_text(answers, sitting), sitting.asker.village.election_period
    return words_to_ask_about((text.kk, text.ru), period, sitting.desk.today())


def _may_be_campaigning(answers: Answers, sitting: Sitting) -> bool:
    return bool(_campaign_words(answers, sitting))


async def _ask_no_campaign(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    words = _campaign_words(answers, sitting)
    options = ((Say("button-no-campaign"), NO), (Say("button-campaign"), YES))
    return Prompt((Say("a-no-campaign-ask", {"words": words}),), options=options)


async def _read_no_campaign(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    period = sitting.asker.village.election_period
    if given.value != NO and period:
        raise CampaigningNotHere(until=period.last)
    return {"no-campaign": NO}


async def _learn_readers(answers: Answers, sitting: Sitting) -> Answers:
    desk = sitting.desk
    audience = audience_of(section_of(answers), _channel(answers))
    return {
        "readers": await sitting.work.people.count(sitting.asker.village.slug, audience, desk.clock.now())
    }


def _is_big(answers: Answers, sitting: Sitting) -> bool:
    readers = answers.get("readers")
    big = isinstance(readers, int) and readers >= sitting.desk.customs.big_send
    return big and not _goes_urgent(answers)


async def _ask_spread(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del sitting, page
    hours = ((Say("spread-hours", {"hours": hours}), str(hours)) for hours in _HOURS)
    ask = Say("a-spread-ask", {"people": int(str(answers["readers"]))})
    return Prompt((ask,), options=((Say("spread-at-once"), _AT_ONCE), *hours))


async def _read_spread(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers, sitting
    if given.value not in {_AT_ONCE, *map(str, _HOURS)}:
        raise ChooseOne
    return {"spread": given.value}


def _hours(answers: Answers, sitting: Sitting) -> int:
    """Give over how many hours the private letters go; none for at once."""
    return int(text_of(answers, "spread") or _AT_ONCE) if _is_big(answers, sitting) else 0


# ----------------------------------------------------------------------------------------------- preview


def _channel(answers: Answers) -> Channel:
    return Channel(text_of(answers, "channel") or Channel.BOTH)


def _goes_urgent(answers: Answers) -> bool:
    return text_of(answers, "urgent") == YES and text_of(answers, "urgent-sure") == YES


def _drafted(answers: Answers, sitting: Sitting) -> Announcement:
    desk, when = sitting.desk, text_of(answers, "when")
    point = answers.get("point")
    file = text_of(answers, "file")
    return Announcement(
        id=AnnouncementId(desk.new_id()),
        village=sitting.asker.village.slug,
        number=0,
        author=sitting.asker.known,
        text=announced_text(answers, sitting),
        section=section_of(answers),
        channel=_channel(answers),
        goes_at=datetime.fromisoformat(when) if when not in {"", _NOW} else desk.clock.now(),
        urgent=_goes_urgent(answers),
        pinned=text_of(answers, "pin") in _PINS,
        file=FileId(int(file)) if file else None,
        point=Point(float(str(point["latitude"])), float(str(point["longitude"])))
        if isinstance(point, dict)
        else None,
        state=AnnouncementState.PLANNED if when not in {"", _NOW} else AnnouncementState.PUBLISHED,
    )


def audience_of(section: SectionSlug | None, channel: Channel) -> Audience:
    """Give for whom an announcement of this section and channel is."""
    private = Scope.SUBSCRIBERS if channel.in_private else None
    return Audience(section, groups=channel.in_groups, private=private)


async def _preview(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    village, work, desk = sitting.asker.village, sitting.work, sitting.desk
    draft = _drafted(answers, sitting)
    check_sayable(draft.text, urgent=draft.urgent)
    seen = announcement_card(draft, both=True)
    chats = await work.chats.for_section(village.slug, draft.section) if draft.channel.in_groups else ()
    audience = audience_of(draft.section, draft.channel)
    people = await work.people.count(village.slug, audience, desk.clock.now())
    check = [Say("preview", {"people": people, "chats": len(chats)}), *_how_says(draft, desk)]
    if hours := _hours(answers, sitting):
        check.append(Say("a-goes-spread", {"hours": hours}, close=True))
    if over := desk.measure.over(seen):
        check.append(Say("preview-too-long", {"over": over}))
    return seen, Card(tuple(check))


def _how_says(draft: Announcement, desk: Desk) -> tuple[Say, ...]:
    return (
        _when_says(draft, desk),
        Say("a-goes-where", {"channel": Say(f"channel-{draft.channel}")}, close=True),
        *((Say("a-goes-urgent", close=True),) if draft.urgent else ()),
        *((Say("a-goes-pinned", close=True),) if draft.pinned else ()),
    )


def _when_says(draft: Announcement, desk: Desk) -> Say:
    goes = draft.goes_at.astimezone(desk.customs.zone)
    decent = goes if draft.urgent else decent_from(goes, desk.customs.quiet)
    if decent > goes:
        return Say("a-goes-after-quiet", {"at": decent})
    return Say("a-goes-now") if goes <= desk.clock.now() else Say("a-goes-at", {"at": goes})


# -------------------------------------------------------------------------------------------- publishing


async def _publish(answers: Answers, sitting: Sitting) -> Reply:
    village, work, desk = sitting.asker.village, sitting.work, sitting.desk
    draft = _drafted(answers, sitting)
    check_sayable(draft.text, urgent=draft.urgent)
    if over := desk.measure.over(announcement_card(draft, both=True)):
        raise TooLong(over=over)
    if draft.channel.in_groups and not await work.chats.for_section(village.slug, draft.section):
        raise NoChat
    announcement = replace(draft, number=await work.numbers.next(village.slug))
    await work.announcements.add(announcement)
    await _send(announcement, timedelta(hours=_hours(answers, sitting)), work, desk)
    if announcement.state is AnnouncementState.PLANNED:
        await work.deadlines.put(village.slug, "announcement-goes", about(announcement), announcement.goes_at)
    if announcement.pinned:
        unpin = announcement.goes_at + timedelta(days=_PINS[text_of(answers, "pin")])
        await work.deadlines.put(village.slug, "announcement-unpin", about(announcement), unpin)
    await work.record.add(announced(announcement, sitting, "announced"))
    choices = author_choices(announcement)
    return reply(
        Card((Say("a-published", {"number": announcement.number}),), rows=one_a_row(*choices), instead=True)
    )


async def _send(announcement: Announcement, over: timedelta, work: Work, desk: Desk) -> None:
    subject, village, goes = about(announcement), announcement.village, announcement.goes_at
    # Spread in quiet hours, all of it would go at once at their end: the time begins there.
    begins = decent_from(goes.astimezone(desk.customs.zone), desk.customs.quiet) if over else goes
    await work.outbox.campaign(
        Campaign(
            desk.new_id(),
            village,
            "announcement",
            subject,
            audience_of(announcement.section, announcement.channel),
            begins,
            announcement.urgent,
            over,
        )
    )
    report = Letter(
        desk.new_id(), village, "announcement-report", subject, goes, person=announcement.author, urgent=True
    )
    await work.outbox.post(report)


def announced(announcement: Announcement, sitting: Sitting, what: str) -> Act:
    """Make the line of the record for what someone did to an announcement."""
    facts: dict[str, Json] = {"number": announcement.number, "urgent": announcement.urgent}
    return act(sitting.asker, sitting.desk, what, about(announcement), **facts)


QUESTIONS = (
    Question("text", _ask_text, _read_text),
    second_language("text", "a-text-second", _text_missing),
    Question("details", _ask_details, _read_details, _from_template),
    second_language("details", "a-details-second", _from_template),
    choice("section", Say("a-section-ask"), _section_options, _has_sections),
    choice("channel", Say("a-channel-ask"), _channel_options, optional=True),
    Question("when", _ask_when, _read_when, optional=True),
    yes_or_no("urgent", Say("a-urgent-ask"), optional=True),
    choice("urgent-sure", Say("a-urgent-sure-ask"), _urgent_sure_options, _is_urgent),
    choice("pin", Say("a-pin-ask"), _pin_options, optional=True),
    Question("spread", _ask_spread, _read_spread, _is_big),
    Question("no-campaign", _ask_no_campaign, _read_no_campaign, _may_be_campaigning),
)
ANNOUNCING = Form(FORM, akim_office, QUESTIONS, _publish, _preview, learn=_learn_readers)
