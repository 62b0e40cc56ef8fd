"""Filling in a sheet: the moves between its questions, and how what people say becomes an answer.

Nothing that was answered is lost by a move: what ceases to apply is left aside, and counts again when it
applies again. What is asked, and what holds, is told by ``Fill``.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from village.dates import YearFar, read_hour, read_moment
from village.errors import Refusal, refusal
from village.surveys import Answers, FilledSheet, Kind, Option, Questionnaire, Standing
from village.texts import Bilingual, fold, units

LONGEST_TEXT = 2_000
PASSED = ""
"""The answer of whoever passes a question over."""

Fill = Callable[[Answers], FilledSheet]
"""Tells where somebody stands who has given some answers."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody stands in a form: ``at`` is the question asked now, empty at the list of answers.

    ``ranks`` are rankings that are not whole yet, the first place first.
    """

    answers: Answers = field(default_factory=dict)
    at: str = ""
    ranks: Answers = field(default_factory=dict)


# --------------------------------------------------------------------------------------------------- moves


def asked_now(seat: Seat, sheet: FilledSheet) -> Standing | None:
    """Give the question: the one stood at while it applies, else the first unanswered; None at the list."""
    return (sheet.at(seat.at) if seat.at else None) or sheet.next


def ranking(seat: Seat, standing: Standing) -> tuple[str, ...]:
    """Give what is ranked so far, the first place first, of the options that there are now."""
    path = standing.question.path
    names = {option.name for option in standing.options}
    ranked = seat.ranks.get(path, standing.value)
    return tuple(name for name in ranked.split() if name in names)


def answered(seat: Seat, path: str, value: str, fill: Fill) -> Seat:
    """Answer a question and go on to the first unanswered one; refuses what the form does not let stand."""
    _asked(path, fill(seat.answers))
    said = {**seat.answers, path: value}
    sheet = fill(said)
    _check(sheet.at(path), value)
    ranks = {name: ranked for name, ranked in seat.ranks.items() if name != path}
    return _to_next(Seat(said, path, ranks), sheet)


def _check(standing: Standing | None, value: str) -> None:
    if standing is None or standing.done:
        return
    if not value and standing.required:
        raise MustBeAnswered
    if standing.message.kk or standing.message.ru:
        raise DoesNotHold(says=standing.message)
    raise NotAccepted


def ticked(seat: Seat, path: str, name: str, fill: Fill) -> Seat:
    """Tick one of several choices, or take the tick away; the question stays."""
    standing = _asked(path, fill(seat.answers))
    _check_offered(name, standing)
    chosen = set(standing.value.split()) ^ {name}
    said = " ".join(option.name for option in standing.question.options if option.name in chosen)
    return replace(seat, answers={**seat.answers, path: said}, at=path)


def ranked(seat: Seat, path: str, name: str, fill: Fill) -> Seat:
    """Give a choice the next place, or take its place back; once all have one, it is the answer."""
    standing = _asked(path, fill(seat.answers))
    _check_offered(name, standing)
    before = ranking(seat, standing)
    places = tuple(each for each in before if each != name) if name in before else (*before, name)
    ranks = {**seat.ranks, path: " ".join(places)}
    if len(places) < len(standing.options):
        return replace(seat, at=path, ranks=ranks)
    answers = {**seat.answers, path: ranks.pop(path)}
    return Seat(answers, path, ranks)


def done(seat: Seat, path: str, fill: Fill) -> Seat:
    """Leave a question as it stands: several choices, a whole ranking, a note that was read, a default."""
    standing = _asked(path, fill(seat.answers))
    value = standing.value
    if standing.question.kind is Kind.RANK:
        value = " ".join(places := ranking(seat, standing))
        if left := len(standing.options) - len(places):
            raise RankAll(left=left)
    return answered(seat, path, value, fill)


def skipped(seat: Seat, path: str, fill: Fill) -> Seat:
    """Pass a question over; what was answered to it before is taken back."""
    standing = _asked(path, fill(seat.answers))
    if standing.read_only:
        raise NotAskedNow
    if standing.required:
        raise MustBeAnswered
    return answered(seat, path, PASSED, fill)


def back(seat: Seat, path: str, fill: Fill) -> Seat:
    """Go to the question before another, or before the list; before the first there is none."""
    before = fill(seat.answers).before(path)
    return replace(seat, at=before.question.path if before else path)


def forward(seat: Seat, fill: Fill) -> Seat:
    """Go to the first unanswered question, or to the list."""
    return _to_next(seat, fill(seat.answers))


def jumped(seat: Seat, path: str, fill: Fill) -> Seat:
    """Go to a question, to answer it again."""
    return replace(seat, at=_asked(path, fill(seat.answers)).question.path)


def _to_next(seat: Seat, sheet: FilledSheet) -> Seat:
    return replace(seat, at=sheet.next.question.path if sheet.next else "")


def _asked(path: str, sheet: FilledSheet) -> Standing:
    standing = sheet.at(path)
    if standing is None:
        raise NotAskedNow
    return standing


def _check_offered(name: str, standing: Standing) -> None:
    if standing.read_only or name not in {option.name for option in standing.options}:
        raise NotAskedNow


def to_change(asks: Questionnaire, handed_in: Answers, fill: Fill) -> Seat:
    """Sit down before what was handed in, to change it: what was passed over then is passed over."""
    kept = {Kind.NOTE, Kind.CALCULATED}
    said = {each.path: handed_in.get(each.path, PASSED) for each in asks.questions if each.kind not in kept}
    said |= {each.path: PASSED for each in asks.questions if each.kind is Kind.NOTE}
    applies = {each.question.path for each in fill(said).asked}
    return forward(Seat({path: value for path, value in said.items() if path in applies}), fill)


# --------------------------------------------------------------------------------------- what people write


def read_typed(text: str, standing: Standing, today: date) -> str:
    """Read typed words as the answer to a question; a dash passes over what need not be answered."""
    if text.strip() in {"-", "–", "—"} and not standing.required:
        return PASSED
    if not text.strip():
        raise NEEDED.get(standing.question.kind, WordsOnly)
    return _READERS[standing.question.kind](text.strip(), standing, today)


def place_of(latitude: float, longitude: float) -> str:
    """Write a place on the map as an answer."""
    return f"{_degrees(latitude)} {_degrees(longitude)} 0 0"


def _degrees(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _one(text: str, standing: Standing, today: date) -> str:
    del today
    chosen = _chosen(text, standing.options)
    if len(chosen) != 1:
        raise ChooseFromList
    return chosen[0]


def _several(text: str, standing: Standing, today: date) -> str:
    del today
    chosen = _chosen(text, standing.options)
    return " ".join(option.name for option in standing.options if option.name in chosen)


def _rank(text: str, standing: Standing, today: date) -> str:
    del today
    chosen = tuple(dict.fromkeys(_chosen(text, standing.options)))
    if left := len(standing.options) - len(chosen):
        raise RankAll(left=left)
    return " ".join(chosen)


def _chosen(text: str, options: Sequence[Option]) -> tuple[str, ...]:
    """Give the choices that are meant: by their words, or by their places in the list."""
    by_words = {
        fold(label): each.name for each in options for label in (each.label.kk, each.label.ru) if label
    }
    if fold(text) in by_words:
        return (by_words[fold(text)],)
    by_place = {str(place): each.name for place, each in enumerate(options, 1)}
    for known, parts in ((by_place, re.split(r"[\s,;.]+", text)), (by_words, re.split(r"[,;\n]", text))):
        meant = [known.get(fold(part), "") for part in parts if part.strip()]
        if meant and all(meant):
            return tuple(meant)
    raise ChooseFromList


def _text(text: str, standing: Standing, today: date) -> str:
    del standing, today
    written = "".join(letter for letter in text if letter in "\n\t" or not _unwritable(letter))
    if over := max(0, units(written) - LONGEST_TEXT):
        raise TextTooLong(over=over)
    return written


def _unwritable(letter: str) -> bool:
    # What no XML may hold, and no phone writes on purpose.
    return unicodedata.category(letter) in {"Cc", "Cs"} or letter in "\ufffe\uffff"


_BLANKS = re.compile(r"[\s\u00a0\u202f]")
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,9})?")


def _integer(text: str, standing: Standing, today: date) -> str:
    del standing, today
    written = _BLANKS.sub("", text).replace("−", "-")
    if not _WHOLE.fullmatch(written):
        raise WholeNumberNeeded
    return str(int(written))


def _decimal(text: str, standing: Standing, today: date) -> str:
    del standing, today
    written = _BLANKS.sub("", text).replace("−", "-")
    if not _DECIMAL.fullmatch(written):
        raise NumberNeeded
    whole, _, part = written.replace(",", ".").partition(".")
    part = part.rstrip("0")
    sign = "-" if whole.startswith("-") and (int(whole) or part) else ""
    return f"{sign}{abs(int(whole))}.{part}" if part else f"{sign}{abs(int(whole))}"


_YEARS_AHEAD = 10


def _date(text: str, standing: Standing, today: date) -> str:
    del standing
    try:
        day = read_moment(text, today, _YEARS_AHEAD).day
    except YearFar as far:
        raise YearDoubtful(year=far.year) from None
    if day is None:
        raise DayNeeded
    return day.isoformat()


def _time(text: str, standing: Standing, today: date) -> str:
    del standing, today
    return read_hour(text).isoformat("minutes")


_COORDINATES = re.compile(
    r"(-?[0-9]{1,2}(?:[.,][0-9]+)?)(?:\s*;\s*|\s*,\s+|\s+)(-?[0-9]{1,3}(?:[.,][0-9]+)?)"
)
_DOTTED = re.compile(r"(-?[0-9]{1,2}\.[0-9]+),(-?[0-9]{1,3}\.[0-9]+)")
_POLE, _HALF_ROUND = 90, 180


def _place(text: str, standing: Standing, today: date) -> str:
    del standing, today
    found = _COORDINATES.fullmatch(text) or _DOTTED.fullmatch(text)
    if found is None:
        raise PlaceNeeded
    latitude, longitude = (float(each.replace(",", ".")) for each in found.groups())
    if abs(latitude) > _POLE or abs(longitude) > _HALF_ROUND:
        raise PlaceNeeded
    return place_of(latitude, longitude)


def _none(text: str, standing: Standing, today: date) -> str:
    del text, today
    raise NEEDED.get(standing.question.kind, NotAskedNow)


_READERS: Mapping[Kind, Callable[[str, Standing, date], str]] = {
    Kind.ONE: _one,
    Kind.SEVERAL: _several,
    Kind.RANK: _rank,
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.PLACE: _place,
    Kind.PHOTO: _none,
    Kind.VOICE: _none,
    Kind.NOTE: _none,
    Kind.CALCULATED: _none,
}


# ------------------------------------------------------------------------------------------------ refusals


@refusal
class NotAskedNow(Refusal):
    """A question that does not apply, or a choice that is not offered, any more."""

    message = "button-old"


@refusal
class DoesNotHold(Refusal):
    """An answer that the form does not let stand, in the form's own words."""

    message = "sheet-does-not-hold"
    says: Bilingual


@refusal
class NotAccepted(Refusal):
    """An answer that the form does not let stand, without a word."""

    message = "sheet-not-accepted"


@refusal
class MustBeAnswered(Refusal):
    """A question that cannot be passed over."""

    message = "sheet-must-be-answered"


@refusal
class RankAll(Refusal):
    """A ranking in which some have no place yet."""

    message = "sheet-rank-all"
    left: int


@refusal
class ChooseFromList(Refusal):
    """Words that are none of the choices."""

    message = "sheet-choose-from-list"


@refusal
class TextTooLong(Refusal):
    """A text longer than is kept."""

    message = "sheet-text-too-long"
    over: int


@refusal
class WholeNumberNeeded(Refusal):
    """Words where a whole number is meant."""

    message = "sheet-whole-number-needed"


@refusal
class NumberNeeded(Refusal):
    """Words where a number is meant."""

    message = "sheet-number-needed"


@refusal
class DayNeeded(Refusal):
    """An hour where a day is meant."""

    message = "sheet-day-needed"


@refusal
class YearDoubtful(Refusal):
    """A year so far ahead that it is likely mistyped."""

    message = "sheet-year-doubtful"
    year: int


@refusal
class HourNeeded(Refusal):
    """A photo or the like where an hour is meant."""

    message = "sheet-hour-needed"


@refusal
class PlaceNeeded(Refusal):
    """Words where a place is meant."""

    message = "sheet-place-needed"


@refusal
class PhotoNeeded(Refusal):
    """Words where a photo is meant."""

    message = "sheet-photo-needed"


@refusal
class VoiceNeeded(Refusal):
    """Words where a voice message is meant."""

    message = "sheet-voice-needed"


@refusal
class WordsOnly(Refusal):
    """A photo or a voice message where words are meant."""

    message = "words-needed"


NEEDED: Mapping[Kind, type[Refusal]] = {
    Kind.ONE: ChooseFromList,
    Kind.SEVERAL: ChooseFromList,
    Kind.RANK: ChooseFromList,
    Kind.TEXT: WordsOnly,
    Kind.INTEGER: WholeNumberNeeded,
    Kind.DECIMAL: NumberNeeded,
    Kind.DATE: DayNeeded,
    Kind.TIME: HourNeeded,
    Kind.PLACE: PlaceNeeded,
    Kind.PHOTO: PhotoNeeded,
    Kind.VOICE: VoiceNeeded,
}
"""What is said to whoever answers a question with something else."""
