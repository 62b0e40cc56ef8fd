"""Questions that several forms ask: a text in two languages, a settlement, a day from a calendar."""

import re
from calendar import Calendar
from collections.abc import Callable, Sequence
from datetime import date, datetime

from handlers.chat import Choice, Say
from handlers.forms import Answers, FormAnswered, FormTurned, Given, Needed, Prompt, Question, Sitting, always
from village.dates import read_moment, years_on
from village.errors import Refusal, refusal
from village.forms import Json
from village.gatherings import check_starts
from village.ids import SectionSlug
from village.texts import Bilingual, Language, Word, split_pair
from village.villages import Named

WHOLE = "-"
YES, NO = "yes", "no"
SAME = "same"

_NUMBER = re.compile(r"№?\s*([\w/-]{1,20})")

Option = tuple[Say | Bilingual | Named | str, str]


def pair(answers: Answers, name: str) -> Bilingual:
    """Give a text kept in two languages; empty where nothing was said."""
    kept = answers.get(name)
    if not isinstance(kept, dict):
        return Bilingual()
    return Bilingual(kk=str(kept.get("kk", "")), ru=str(kept.get("ru", "")))


def kept(text: Bilingual) -> dict[str, str]:
    """Write a text in two languages as an answer."""
    return {"kk": text.kk, "ru": text.ru}


def text_of(answers: Answers, name: str) -> str:
    """Give an answer that is a text; empty where nothing was said."""
    value = answers.get(name)
    return value if isinstance(value, str) else ""


def own_first(sitting: Sitting) -> Language:
    """Give the language an author writes first: their own; an English reader writes Kazakh first."""
    language = sitting.asker.language
    return Language.RU if language is Language.RU else Language.KK


def in_language(text: str, language: Language) -> Bilingual:
    """Put a text under its language; ``қазақша / по-русски`` fills both."""
    both = split_pair(text)
    if both.ru:
        return both
    return Bilingual(kk=text) if language is Language.KK else Bilingual(ru=text)


def check_length(text: Bilingual, most: int) -> None:
    """Refuse a text that is longer than so many letters in either language."""
    if (over := max(len(text.kk), len(text.ru)) - most) > 0:
        raise TooLong(over=over)


def second_language(name: str, ask: str, needed: Needed = always, most: int = 4000) -> Question:
    """Ask for the language still missing of a text; one button marks it as the same in both."""

    async def asks(answers: Answers, sitting: Sitting, page: str) -> Prompt:
        del sitting, page
        language = pair(answers, name).missing[0]
        return Prompt((Say(ask, {"lang": language}),), options=((Say("button-same"), SAME),))

    async def reads(given: Given, answers: Answers, sitting: Sitting) -> Answers:
        del sitting
        text = pair(answers, name)
        if given.value == SAME:
            return {name: {**_dict(answers, name), **kept(Bilingual.same(text.kk or text.ru))}}
        words = wanted_text(given)
        other = Bilingual(kk=text.kk or words, ru=text.ru or words)
        check_length(other, most)
        return {name: {**_dict(answers, name), **kept(other)}}

    def is_needed(answers: Answers, sitting: Sitting) -> bool:
        return len(pair(answers, name).missing) == 1 and needed(answers, sitting)

    return Question(f"{name}-second", asks, reads, is_needed)


def _dict(answers: Answers, name: str) -> dict[str, Json]:
    value = answers.get(name)
    return dict(value) if isinstance(value, dict) else {}


def choice(
    name: str,
    ask: Say,
    options: Callable[[Answers, Sitting], Sequence[Option]],
    needed: Needed = always,
    *,
    optional: bool = False,
) -> Question:
    """Ask to choose one of some answers."""

    async def asks(answers: Answers, sitting: Sitting, page: str) -> Prompt:
        del page
        return Prompt((ask,), options=tuple(options(answers, sitting)))

    async def reads(given: Given, answers: Answers, sitting: Sitting) -> Answers:
        if given.value not in {value for _, value in options(answers, sitting)}:
            raise ChooseOne
        return {name: given.value}

    return Question(name, asks, reads, needed, optional)


def yes_or_no(name: str, ask: Say, needed: Needed = always, *, optional: bool = False) -> Question:
    """Ask for a yes or a no."""
    return choice(
        name,
        ask,
        lambda _answers, _sitting: ((Say("button-yes"), YES), (Say("button-no"), NO)),
        needed,
        optional=optional,
    )


def several(
    name: str,
    ask: Say,
    none: Say,
    options: Callable[[Answers, Sitting], Sequence[tuple[Named, str]]],
    needed: Needed = always,
) -> Question:
    """Ask to choose any of some names, or none: a press marks one or unmarks it, until it is enough.

    What is chosen stands under ``chosen_of``.
    """

    async def asks(answers: Answers, sitting: Sitting, page: str) -> Prompt:
        del page
        chosen = chosen_of(answers, name)
        named = tuple(
            (_marked(label) if value in chosen else label, value)
            for label, value in options(answers, sitting)
        )
        last: Option = (Say("button-enough"), YES) if chosen else (none, WHOLE)
        return Prompt((ask,), options=(*named, last))

    async def reads(given: Given, answers: Answers, sitting: Sitting) -> Answers:
        if given.value in {YES, WHOLE}:
            kept_ones = list(chosen_of(answers, name)) if given.value == YES else []
            return {name: given.value, f"{name}-chosen": [*kept_ones]}
        if given.value not in {value for _, value in options(answers, sitting)}:
            raise ChooseOne
        chosen = [each for each in chosen_of(answers, name) if each != given.value]
        added = [] if len(chosen) < len(chosen_of(answers, name)) else [given.value]
        return {name: None, f"{name}-chosen": [*chosen, *added]}

    return Question(name, asks, reads, needed)


def chosen_of(answers: Answers, name: str) -> tuple[str, ...]:
    """Give what was chosen of several."""
    found = answers.get(f"{name}-chosen")
    return tuple(map(str, found)) if isinstance(found, list | tuple) else ()


def _marked(name: Named) -> Named:
    return Named(f"✓ {name.kk}", f"✓ {name.ru}", f"✓ {name.en}")


def sections(sitting: Sitting) -> tuple[Option, ...]:
    """Offer the settlements of the unit."""
    return tuple((section.name, section.slug) for section in sitting.asker.village.sections)


def section_of(answers: Answers, name: str = "section") -> SectionSlug | None:
    """Read the settlement that was chosen; none for the whole unit."""
    value = text_of(answers, name)
    return SectionSlug(value) if value and value != WHOLE else None


def wanted_text(given: Given) -> str:
    """Give the words of an answer, or refuse an answer without words."""
    if not given.text:
        raise WordsNeeded
    return given.text


def read_number_and_day(text: str, today: date) -> tuple[str, date | None]:
    """Read ``№ 14, 05.12.2026``: a paper's number and, where it is given, its day."""
    number, _, rest = text.replace(",", " ").strip().removeprefix("№").strip().partition(" ")
    found = _NUMBER.fullmatch(number)
    if not found:
        raise BasisNeedsNumber
    return found[1], _not_ahead(read_moment(rest, today).day, today) if rest.strip() else None


def moment_ahead(text: str, now: datetime) -> datetime:
    """Read a day and an hour still to come, local to the village; without a day, of today."""
    written = read_moment(text, now.date())
    if written.hour is None:
        raise HourNeeded(day=written.day or now.date())
    moment = datetime.combine(written.day or now.date(), written.hour, now.tzinfo)
    check_starts(moment, now)
    return moment


def _not_ahead(day: date | None, today: date) -> date | None:
    # A paper is never of a day to come: 05.12 is the last such day, not the next.
    return years_on(day, -1) if day and day > today else day


def month_of_days(
    form: str, question: str, page: str, first: date, may: Callable[[date], bool]
) -> tuple[tuple[Choice, ...], ...]:
    """Lay out a month of buttons, Monday first, from the month of ``page`` or of ``first``.

    A day that may not be is a dot; pressed, it is refused with its reason like a typed one.
    """
    year, month = (int(part) for part in page.split("-")) if page else (first.year, first.month)
    weeks = Calendar().monthdatescalendar(year, month)

    def day(each: date) -> Choice:
        label = str(each.day) if each.month == month and may(each) else "·"
        return Choice(label, FormAnswered(form, question, each.isoformat()).data)

    earlier, later = _month(year, month, -1), _month(year, month, +1)
    turns = (
        Choice("‹", FormTurned(form, question, earlier).data),
        Choice(
            Say("month-of", {"month": Word(f"month-{month}"), "year": str(year)}),
            FormTurned(form, question, page or f"{year}-{month}").data,
        ),
        Choice("›", FormTurned(form, question, later).data),
    )
    return (turns, *(tuple(day(each) for each in week) for week in weeks))


def _month(year: int, month: int, step: int) -> str:
    months = year * 12 + month - 1 + step
    return f"{months // 12}-{months % 12 + 1}"


@refusal
class WordsNeeded(Refusal):
    """A sticker or a voice where words are needed."""

    message = "words-needed"


@refusal
class ChooseOne(Refusal):
    """Words where one of the buttons is meant."""

    message = "choose-one"


@refusal
class HourNeeded(Refusal):
    """A day without its hour."""

    message = "hour-needed"
    day: date


@refusal
class TooLong(Refusal):
    """More than a message can carry."""

    message = "too-long"
    over: int


@refusal
class BasisNeedsNumber(Refusal):
    """A paper without its number."""

    message = "basis-needs-number"
