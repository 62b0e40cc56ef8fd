"""What is asked of whoever convenes a gathering, in the form and in one line."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from handlers.asking import (
    NO,
    WHOLE,
    ChooseOne,
    Option,
    WordsNeeded,
    choice,
    in_language,
    kept,
    month_of_days,
    own_first,
    pair,
    read_number_and_day,
    second_language,
    section_of,
    sections,
    text_of,
    wanted_text,
)
from handlers.chat import Numbered, Say
from handlers.files import keep_file
from handlers.forms import Answers, Given, Prompt, Question, Sitting
from village.announcements import Point
from village.dates import read_hour, read_moment
from village.errors import Refusal, refusal
from village.gatherings import (
    AGENDA_AT_MOST,
    AgendaDoesNotPair,
    AgendaTooLong,
    Convener,
    Plan,
    RuleKept,
    check_agenda,
    check_notice,
    check_starts,
    day_warnings,
    earliest,
    rule_for,
)
from village.ids import FileId
from village.people import Basis, BasisKind
from village.rules import Kind, rules_on
from village.texts import Bilingual

FORM = "gathering"
_KINDS = (Kind.GATHERING, Kind.ASSEMBLY, Kind.SEPARATE, Kind.REPORT, Kind.HEARING, Kind.MEETING)


@dataclass(frozen=True, slots=True)
class GatheringAsked:
    """Convene a gathering; ``line`` is the one-line form."""

    line: str = ""


# --------------------------------------------------------------------------------- the answers, read back


def kind_of(answers: Answers) -> Kind:
    """Read what is convened; a gathering where nothing was said."""
    return Kind(text_of(answers, "kind") or Kind.GATHERING)


def rule_of(answers: Answers, sitting: Sitting) -> RuleKept | None:
    """Give the rule of notice for what is being convened."""
    village = sitting.asker.village
    return rule_for(kind_of(answers), rules_on(sitting.desk.today()), village.counting)


def _starts(answers: Answers, sitting: Sitting) -> datetime:
    day, hour = date.fromisoformat(text_of(answers, "day")), time.fromisoformat(text_of(answers, "time"))
    return datetime.combine(day, hour, sitting.desk.customs.zone)


def _agenda(answers: Answers) -> tuple[Bilingual, ...]:
    both = pair(answers, "agenda")
    return check_agenda(_lines(both.kk), _lines(both.ru))


def _lines(text: str) -> tuple[str, ...]:
    lines = (re.sub(r"^\s*(\d+[.)]|[-•–])\s*", "", line).strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def _basis(answers: Answers) -> Basis | None:
    number = answers.get("basis-number")
    if text_of(answers, "basis") in {"", NO} or not isinstance(number, dict):
        return None
    day = str(number.get("day") or "")
    return Basis(
        BasisKind(text_of(answers, "basis")),
        str(number.get("number")),
        date.fromisoformat(day) if day else None,
    )


def _point(answers: Answers) -> Point | None:
    point = answers.get("point")
    if not isinstance(point, dict):
        return None
    return Point(float(str(point["latitude"])), float(str(point["longitude"])))


def plan_of(answers: Answers, sitting: Sitting) -> Plan:
    """Make the plan of the answers."""
    files = answers.get("files")
    return Plan(
        kind=kind_of(answers),
        starts=_starts(answers, sitting),
        place=pair(answers, "place"),
        agenda=_agenda(answers),
        convener=Convener(text_of(answers, "convener") or Convener.AKIM),
        basis=_basis(answers),
        section=section_of(answers),
        phone=text_of(answers, "phone") or sitting.asker.village.phone,
        point=_point(answers),
        link=text_of(answers, "link"),
        files=tuple(FileId(int(str(file))) for file in files) if isinstance(files, list | tuple) else (),
    )


# ------------------------------------------------------------------------------------------ the questions


def _section_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    whole: tuple[Option, ...] = ((Say("whole-unit"), WHOLE),)
    return (() if kind_of(answers) is Kind.SEPARATE else whole) + sections(sitting)


def _basis_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del answers, sitting
    return (
        (Say("basis-order"), str(BasisKind.ORDER)),
        (Say("basis-protocol"), str(BasisKind.PROTOCOL)),
        (Say("button-none"), NO),
    )


def _convener_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del sitting
    others = Convener.MEMBERS if kind_of(answers) is Kind.ASSEMBLY else Convener.COMMUNITY
    return tuple((Say(each.word.key), str(each)) for each in (Convener.AKIM, others))


def _asks_convener(answers: Answers, sitting: Sitting) -> bool:
    del sitting
    return kind_of(answers) in {Kind.GATHERING, Kind.ASSEMBLY}


def _asks_section(answers: Answers, sitting: Sitting) -> bool:
    return bool(sitting.asker.village.sections) and kind_of(answers) is not Kind.ASSEMBLY


def _asks_basis(answers: Answers, sitting: Sitting) -> bool:
    del sitting
    return kind_of(answers) is not Kind.MEETING


def _asks_basis_number(answers: Answers, sitting: Sitting) -> bool:
    return _asks_basis(answers, sitting) and text_of(answers, "basis") not in {"", NO}


def _knows_moment(answers: Answers) -> bool:
    return bool(text_of(answers, "day") and text_of(answers, "time"))


def _clashes_unasked(answers: Answers, sitting: Sitting) -> bool:
    return _knows_moment(answers) and bool(_clashes(answers, sitting))


def _agenda_second_needed(answers: Answers, sitting: Sitting) -> bool:
    del sitting
    return len(pair(answers, "agenda").missing) == 1


async def _ask_kind(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    return Prompt((Say("g-kind-ask"),), options=tuple((Say(f"kind-{kind}"), str(kind)) for kind in _KINDS))


async def _read_kind(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    """Read the kind; from the way out of a day too early, the refused day comes with it."""
    value, _, day = given.value.partition(" ")
    if value not in set(_KINDS):
        raise ChooseOne
    section = text_of(answers, "section")
    found: Answers = {
        "kind": value,
        "section": None if section == WHOLE and value == Kind.SEPARATE else section or None,
    }
    if day:
        return {**found, **await _read_day(Given(value=day), {**answers, **found}, sitting)}
    return found


async def _ask_basis_number(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, page
    return Prompt((Say("basis-number-ask", {"today": f"{sitting.desk.today():%d.%m.%Y}"}),))


async def _read_basis_number(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    number, day = read_number_and_day(wanted_text(given), sitting.desk.today())
    return {"basis-number": {"number": number, "day": day.isoformat() if day else ""}}


async def _ask_day(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    today = sitting.desk.today()
    count = earliest(rule_of(answers, sitting), today)
    first = count.earliest if count else today
    days = month_of_days(FORM, "day", page, first, lambda day: day >= first)
    return Prompt((Say("g-day-ask", {"earliest": first}),), calendar=days)


async def _read_day(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    now = sitting.desk.local_now()
    written = read_moment(given.value or wanted_text(given), now.date())
    if written.day is None:
        raise DayNeeded
    _check_day(written.day, answers, sitting)
    hour = {"time": written.hour.isoformat("minutes")} if written.hour else {}
    return {"day": written.day.isoformat(), **hour, "keep-day": None}


def _check_day(day: date, answers: Answers, sitting: Sitting) -> None:
    now = sitting.desk.local_now()
    check_starts(datetime.combine(day, time.max, now.tzinfo), now)
    check_notice(day, rule_of(answers, sitting), now.date())


async def _ask_time(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del sitting, page
    hours = tuple((hour, hour) for hour in ("10:00", "11:00", "15:00", "16:00", "18:00"))
    return Prompt((Say("g-time-ask", {"day": date.fromisoformat(text_of(answers, "day"))}),), options=hours)


async def _read_time(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    hour = read_hour(given.value or wanted_text(given))
    found: Answers = {"time": hour.isoformat("minutes"), "keep-day": None}
    check_starts(_starts({**answers, **found}, sitting), sitting.desk.local_now())
    return found


def _clashes(answers: Answers, sitting: Sitting) -> tuple[Say, ...]:
    starts = _starts(answers, sitting)
    words = day_warnings(starts, sitting.desk.calendar.holidays(starts.date()))
    return tuple(Say(word.key) for word in words)


async def _ask_keep_day(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    warned = Say("g-day-warning", {"reason": _clashes(answers, sitting)})
    return Prompt((warned,), options=((Say("button-keep-day"), "keep"), (Say("button-other-day"), "other")))


async def _read_keep_day(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    if given.value == "keep":
        return {"keep-day": "keep"}
    if given.text:
        return {"time": None, **await _read_day(given, answers, sitting)}
    return {"day": None, "time": None}


async def _ask_place(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, page
    places = await sitting.work.gatherings.places(sitting.asker.village.slug)
    return Prompt((Say("g-place-ask"),), options=tuple((place, str(n)) for n, place in enumerate(places)))


async def _read_place(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    if given.value:
        places = await sitting.work.gatherings.places(sitting.asker.village.slug)
        number = int(given.value) if given.value.isdecimal() else len(places)
        if number >= len(places):
            raise WordsNeeded
        return {"place": kept(places[number])}
    return {"place": kept(in_language(wanted_text(given), own_first(sitting)))}


async def _ask_agenda(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, page
    return Prompt((Say("g-agenda-ask", {"lang": own_first(sitting)}),))


async def _read_agenda(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    lines = _lines(wanted_text(given))
    if len(lines) > AGENDA_AT_MOST:
        raise AgendaTooLong(most=AGENDA_AT_MOST, lines=len(lines))
    pairs = [in_language(line, own_first(sitting)) for line in lines]
    kk, ru = [each.kk for each in pairs], [each.ru for each in pairs]
    both = Bilingual("\n".join(kk) if all(kk) else "", "\n".join(ru) if all(ru) else "")
    if len(both.missing) > 1:
        raise AgendaDoesNotPair(wanted=len(lines), lines=sum(1 for line in ru if line))
    return {"agenda": kept(both)}


async def _ask_agenda_second(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del sitting, page
    both = pair(answers, "agenda")
    first = _lines(both.kk or both.ru)
    items = Numbered(tuple(Bilingual.same(line) for line in first))
    ask = Say("g-agenda-second", {"lang": both.missing[0], "lines": len(first), "items": items})
    return Prompt((ask,), options=((Say("button-same"), "same"),))


async def _read_agenda_second(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del sitting
    both = pair(answers, "agenda")
    first = _lines(both.kk or both.ru)
    second = first if given.value else _lines(wanted_text(given))
    if len(first) != len(second):
        raise AgendaDoesNotPair(wanted=len(first), lines=len(second))
    text = "\n".join(second)
    return {"agenda": kept(Bilingual(both.kk or text, both.ru or text))}


def _ask_words(key: str) -> Question:
    async def asks(answers: Answers, sitting: Sitting, page: str) -> Prompt:
        del answers, sitting, page
        return Prompt((Say(f"g-{key}-ask"),), options=((Say("button-none"), NO),))

    async def reads(given: Given, answers: Answers, sitting: Sitting) -> Answers:
        del answers, sitting
        return {key: "" if given.value else wanted_text(given)[:200]}

    return Question(key, asks, reads, optional=True)


async def _ask_point(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    return Prompt((Say("g-point-ask"),), options=((Say("button-none"), NO),))


async def _read_point(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers, sitting
    if given.value:
        return {"point": None}
    if given.point is None:
        raise PointNeeded
    return {"point": {"latitude": given.point.latitude, "longitude": given.point.longitude}}


async def _ask_files(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    return Prompt((Say("g-files-ask"),), options=((Say("button-none"), NO),))


async def _read_files(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    if given.value:
        return {"files": []}
    if given.file is None:
        raise FileNeeded
    file = await keep_file(given, sitting)
    before = answers.get("files")
    return {"files": [*(before if isinstance(before, list | tuple) else ()), str(file)]}


PLACE = Question("place", _ask_place, _read_place)
QUESTIONS = (
    Question("kind", _ask_kind, _read_kind),
    choice("section", Say("g-audience-ask"), _section_options, _asks_section),
    choice("basis", Say("g-basis-ask"), _basis_options, _asks_basis),
    Question("basis-number", _ask_basis_number, _read_basis_number, _asks_basis_number),
    choice("convener", Say("g-convener-ask"), _convener_options, _asks_convener),
    Question("day", _ask_day, _read_day),
    Question("time", _ask_time, _read_time),
    Question("keep-day", _ask_keep_day, _read_keep_day, _clashes_unasked),
    PLACE,
    second_language("place", "g-place-second"),
    Question("agenda", _ask_agenda, _read_agenda),
    Question("agenda-second", _ask_agenda_second, _read_agenda_second, _agenda_second_needed),
    _ask_words("phone"),
    _ask_words("link"),
    Question("point", _ask_point, _read_point, optional=True),
    Question("files", _ask_files, _read_files, optional=True),
)


# ------------------------------------------------------------------------------------- the one-line form


async def from_line(line: str, sitting: Sitting) -> tuple[Answers, Refusal | None]:
    """Read ``2026-12-20 15:00 | place | item; item``; what is refused is left out, with its refusal."""
    moment, place, agenda, *_ = [*(part.strip() for part in line.split("|")), "", "", ""]
    answers: Answers = {
        "kind": str(Kind.GATHERING),
        "section": WHOLE,
        "basis": NO,
        "convener": str(Convener.AKIM),
    }
    reads = (
        (_read_day, moment),
        (_read_place, place),
        (_read_agenda, "\n".join(item.strip() for item in agenda.split(";"))),
    )
    refusal: Refusal | None = None
    for read, text in reads:
        if not text.strip():
            continue
        try:
            answers = {**answers, **await read(Given(text=text), answers, sitting)}
        except Refusal as no:
            refusal = refusal or no
            answers = {**answers, **_hour_of(text, sitting)}
    return answers, refusal


def _hour_of(text: str, sitting: Sitting) -> Answers:
    """Keep the hour that stood beside a refused day: it need not be asked again."""
    try:
        hour = read_moment(text, sitting.desk.today()).hour
    except Refusal:
        return {}
    return {"time": hour.isoformat("minutes")} if hour else {}


@refusal
class DayNeeded(Refusal):
    """An hour without a day."""

    message = "day-needed"


@refusal
class PointNeeded(Refusal):
    """Words where a place on the map is needed."""

    message = "point-needed"


@refusal
class FileNeeded(Refusal):
    """Words where a file is needed."""

    message = "file-needed"
