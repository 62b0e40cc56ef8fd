"""What came out of a survey: counted question by question, with small numbers kept back.

``Counting`` makes a ``SurveyResult``, which is kept and which nobody is shown. ``published`` makes of it what
may be shown, and is the one way to the chat, the pictures, the report and the letters.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from statistics import median

from village.forms import Json
from village.ids import SectionSlug
from village.results import (
    CHAT,
    OFFICE,
    UNKNOWN,
    By,
    Cell,
    Split,
    Taken,
    are_few,
    is_few,
    splits,
)
from village.surveys import CHOSEN, Answers, HandedIn, Kind, Question, Questionnaire
from village.texts import Bilingual

COUNTED = frozenset(Kind) - {Kind.NOTE, Kind.CALCULATED}
"""What is counted. What a form works out is not told: it may be made of anything, another's answers too."""
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL})
_DIGITS = 15  # what is longer is no number of anything in a village
_TENTHS, _HUNDREDTHS = Decimal("0.1"), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Tally:
    """What was said to one question.

    ``own`` is how many of those who answered did so themselves. ``options`` are how many chose each, in the
    form's order; of a ranking how many put each first, and ``places`` the mean place of each. ``gives_away``:
    told of, it would tell of fewer than five people who were not asked.
    """

    path: str
    asked: int
    answered: int
    own: int
    options: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    mean: str = ""
    median: str = ""
    gives_away: bool = False


@dataclass(frozen=True, slots=True)
class Headed:
    """A heading the office gave to what people wrote, and how many wrote so."""

    label: Bilingual
    people: int


Headings = Mapping[str, tuple[Headed, ...]]
"""What people wrote, under headings, by the paths of the questions."""


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """All that was counted; ``stopped`` is where those stopped who did not hand in, by question."""

    entitled: int
    cells: tuple[Cell, ...]
    tallies: tuple[Tally, ...]
    stopped: Mapping[str, int] = field(default_factory=dict)
    headings: Headings = field(default_factory=dict)

    @property
    def answered(self) -> int:
        """Count the sheets."""
        return sum(cell.people for cell in self.cells)


# ---------------------------------------------------------------------------------------------- counting


class Counting:
    """Counts sheets as they come, page by page; what it holds grows with what is different in them."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        """Begin with none."""
        self._counts = [_Count(each) for each in questionnaire.questions if each.kind in COUNTED]
        self._cells = Counter[tuple[SectionSlug | None, bool]]()
        self._ways = _Ways(questionnaire)

    def add(self, sheets: Iterable[HandedIn]) -> None:
        """Count some sheets."""
        for sheet in sheets:
            by_other = sheet.interviewer is not None
            self._cells[sheet.section, by_other] += 1
            self._ways.add(sheet.values)
            for count in self._counts:
                count.add(sheet.values, own=not by_other)

    def result(self, entitled: int, stopped: Mapping[str, int]) -> SurveyResult:
        """Give what was counted; ``entitled`` is how many could answer."""
        give_away = self._ways.give_away()
        tallies = tuple(count.tally(give_away) for count in self._counts)
        return SurveyResult(entitled, cells_of(self._cells), tallies, dict(stopped))


def cells_of(finished: Mapping[tuple[SectionSlug | None, bool], int]) -> tuple[Cell, ...]:
    """Make cells of how many handed in, by settlement and by whether somebody else filled it in."""
    each = sorted(finished.items(), key=lambda one: (one[0][0] or "", one[0][1]))
    return tuple(
        Cell(people, (), section=section, taken=Taken.MOUTH if by_other else None)
        for (section, by_other), people in each
    )


class _Count:
    """What was said to one question, as it is counted."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._asked = self._answered = self._own = 0
        self._chosen, self._ranked, self._places = Counter[str](), Counter[str](), Counter[str]()
        self._numbers = Counter[Decimal]()

    def add(self, values: Answers, *, own: bool) -> None:
        value = values.get(self._question.path)
        if value is None:
            return
        self._asked += 1
        if not value:
            return
        self._answered += 1
        self._own += own
        self._say(value)

    def _say(self, value: str) -> None:
        match self._question.kind:
            case Kind.ONE:
                self._chosen[value] += 1
            case Kind.SEVERAL:
                self._chosen.update(set(value.split()))
            case Kind.RANK:
                order = value.split()
                self._chosen[order[0]] += 1
                self._ranked.update(order)
                self._places.update({name: place for place, name in enumerate(order, 1)})
            case Kind.INTEGER | Kind.DECIMAL:
                self._numbers.update(_numbers(value))
            case _:
                pass  # only how many

    def tally(self, give_away: frozenset[str]) -> Tally:
        question, names = self._question, [option.name for option in self._question.options]
        chosen = question.kind in CHOSEN
        means = (self._places[name] / Decimal(self._ranked[name] or 1) for name in names)
        return Tally(
            question.path,
            self._asked,
            self._answered,
            self._own,
            options=tuple(self._chosen[name] for name in names) if chosen else (),
            places=tuple(_short(mean, _TENTHS) for mean in means) if question.kind is Kind.RANK else (),
            mean=self._mean(),
            median=_short(Decimal(median(self._numbers.elements())), _HUNDREDTHS) if self._numbers else "",
            gives_away=question.path in give_away,
        )

    def _mean(self) -> str:
        if not self._numbers:
            return ""
        whole = sum(number * times for number, times in self._numbers.items())
        return _short(Decimal(whole) / self._numbers.total(), _HUNDREDTHS)


def _numbers(value: str) -> Iterator[Decimal]:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return
    if number.is_finite() and number.adjusted() < _DIGITS:
        yield number


def _short(number: Decimal, step: Decimal) -> str:
    """Write a number with a few digits behind the point, and none that are noughts."""
    written = f"{number.quantize(step, ROUND_HALF_UP):f}"
    return written.rstrip("0").rstrip(".")


# ------------------------------------------------------------------------ who was not asked, and may be known


class _Ways:
    """Which ways through the form people went: sets of questions that were asked, with what was chosen."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._paths = [each.path for each in questionnaire.questions if each.kind in COUNTED]
        self._choices = {
            each.path: each.kind for each in questionnaire.questions if each.kind in {Kind.ONE, Kind.SEVERAL}
        }
        self._people = Counter[frozenset[str]]()
        self._chosen: dict[frozenset[str], Counter[tuple[str, str]]] = {}
        self._whole = Counter[tuple[str, str]]()

    def add(self, values: Answers) -> None:
        way = frozenset(path for path in self._paths if path in values)
        self._people[way] += 1
        chosen = list(self._choices_in(values))
        self._whole.update(chosen)
        self._chosen.setdefault(way, Counter()).update(chosen)

    def _choices_in(self, values: Answers) -> Iterator[tuple[str, str]]:
        for path, kind in self._choices.items():
            value = values.get(path, _NOT_ASKED)
            names = (value.split() or [""]) if kind is Kind.SEVERAL else [value]
            yield from ((path, name) for name in names)

    def give_away(self) -> frozenset[str]:
        """Name the questions whose number of answers would tell of fewer than five who were not asked.

        Whom a question was not put to is known where all it was put to were put another one too, or all were.
        That is told anyway where it follows from one answer to one question; not where it takes several.
        """
        ways = list(self._people)
        everybody = frozenset(range(len(ways)))
        asked = {path: frozenset(n for n in everybody if path in ways[n]) for path in self._paths}
        told = [everybody]
        for narrow in sorted(set(asked.values()) - {everybody}, key=len, reverse=True):
            left_out = (wide - narrow for wide in _next_wider(narrow, told))
            if not any(self._tells_of_few([ways[n] for n in some]) for some in left_out):
                told.append(narrow)
        return frozenset(path for path, some in asked.items() if some not in told)

    def _tells_of_few(self, left_out: Sequence[frozenset[str]]) -> bool:
        people = sum(self._people[way] for way in left_out)
        return is_few(people) and not self._is_one_answer(left_out, people)

    def _is_one_answer(self, left_out: Sequence[frozenset[str]], people: int) -> bool:
        theirs = sum((self._chosen[way] for way in left_out), Counter[tuple[str, str]]())
        return any(
            _parts_by_one(theirs, self._whole, path)
            if kind is Kind.ONE
            else _parts_by_several(theirs, self._whole, path, (people, self._people.total()))
            for path, kind in self._choices.items()
        )


def _next_wider(narrow: frozenset[int], told: Sequence[frozenset[int]]) -> Iterator[frozenset[int]]:
    """Give the sets around one with none of the others between: what lies further out adds up of those."""
    wider = [wide for wide in told if narrow < wide]
    return (wide for wide in wider if not any(narrow < between < wide for between in wider))


_NOT_ASKED = "*"
_Chosen = Mapping[tuple[str, str], int]


def _parts_by_one(theirs: _Chosen, whole: _Chosen, path: str) -> bool:
    """Tell whether what all of them chose parts these people from all others."""
    each = [(theirs.get(name, 0), people) for name, people in whole.items() if name[0] == path]
    return not theirs.get((path, _NOT_ASKED)) and all(some in {0, people} for some, people in each)


def _parts_by_several(theirs: _Chosen, whole: _Chosen, path: str, people: tuple[int, int]) -> bool:
    """Tell whether one of several choices parts them: they alone chose it, or they alone did not."""
    some, everybody = people
    each = [(theirs.get(name, 0), chose) for name, chose in whole.items() if name[0] == path]
    return any((own, chose) in {(some, some), (0, everybody - some)} for own, chose in each)


# ------------------------------------------------------------------------------------------- kept as text


def to_json(result: SurveyResult) -> dict[str, Json]:
    """Write a result down."""
    return {
        "entitled": result.entitled,
        "cells": [[cell.people, cell.section, cell.taken is not None] for cell in result.cells],
        "stopped": dict(result.stopped),
        "tallies": [_tally_json(tally) for tally in result.tallies],
        "headings": {
            path: [[each.label.kk, each.label.ru, each.people] for each in headed]
            for path, headed in result.headings.items()
        },
    }


def _tally_json(tally: Tally) -> dict[str, Json]:
    return {
        "path": tally.path,
        "asked": tally.asked,
        "answered": tally.answered,
        "own": tally.own,
        "options": list(tally.options),
        "places": list(tally.places),
        "mean": tally.mean,
        "median": tally.median,
        "gives_away": tally.gives_away,
    }


def from_json(written: Json) -> SurveyResult:
    """Read a result that was written down."""
    kept = _mapping(written)
    cells = [_items(each) for each in _items(kept["cells"])]
    return SurveyResult(
        entitled=_number(kept["entitled"]),
        cells=cells_of(
            {
                (SectionSlug(str(section)) if section else None, bool(other)): _number(people)
                for people, section, other in cells
            }
        ),
        tallies=tuple(_tally(_mapping(each)) for each in _items(kept["tallies"])),
        stopped={path: _number(people) for path, people in _mapping(kept["stopped"]).items()},
        headings={path: _headed(each) for path, each in _mapping(kept["headings"]).items()},
    )


def _tally(kept: Mapping[str, Json]) -> Tally:
    return Tally(
        path=str(kept["path"]),
        asked=_number(kept["asked"]),
        answered=_number(kept["answered"]),
        own=_number(kept["own"]),
        options=tuple(map(_number, _items(kept["options"]))),
        places=tuple(map(str, _items(kept["places"]))),
        mean=str(kept["mean"]),
        median=str(kept["median"]),
        gives_away=bool(kept["gives_away"]),
    )


def _headed(written: Json) -> tuple[Headed, ...]:
    each = [_items(one) for one in _items(written)]
    return tuple(Headed(Bilingual(str(kk), str(ru)), _number(people)) for kk, ru, people in each)


def _number(written: Json) -> int:
    assert isinstance(written, int)
    return written


def _items(written: Json) -> Sequence[Json]:
    assert isinstance(written, Sequence)
    return written


def _mapping(written: Json) -> Mapping[str, Json]:
    assert isinstance(written, Mapping)
    return written


# ----------------------------------------------------------------------------------- what may be published


@dataclass(frozen=True, slots=True)
class Told:
    """What everybody may see of a survey's result.

    ``answered`` is None where so few answered that nothing but that is told. ``tallies`` are of the questions
    that may be told of, by path; all others are kept back. ``splits`` tell people alone.
    """

    entitled: int
    answered: int | None
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    splits: tuple[Split, ...] = ()
    kept_back: int = 0
    headings: Headings = field(default_factory=dict)


def published(result: SurveyResult) -> Told:
    """Give what may be shown, of named and anonymous surveys alike: nothing that is known of fewer than five.

    When fewer than five answered at all, or themselves, only that is told: whoever filled in the other sheets
    could take those off. So with each question; one that nobody answered is like one that few did. Options
    that few chose are told, as in a poll: nothing else is known of who chose them, for no answer is split by
    another or by place. But a question is kept back where how many answered it would tell of few who were not
    asked, by more than one answer (``Tally.gives_away``). Who answered is split by settlement and by who held
    the pen, in parts of five at least, safe beside each other.
    """
    if are_few(result.cells):
        return Told(result.entitled, None)
    told = {tally.path: tally for tally in result.tallies if _may_be_told(tally)}
    return Told(
        entitled=result.entitled,
        answered=result.answered,
        tallies=told,
        splits=tuple(splits(result.cells, 0, (By.HOW, By.SECTION), part_of)) if result.cells else (),
        kept_back=len(result.tallies) - len(told) if result.answered else 0,
        headings={path: told_headings(headed) for path, headed in result.headings.items() if path in told},
    )


def _may_be_told(tally: Tally) -> bool:
    return tally.answered > 0 and not (is_few(tally.answered) or is_few(tally.own) or tally.gives_away)


def part_of(cell: Cell, by: By) -> str:
    """Name the part in which somebody is who handed in."""
    if by is By.HOW:
        return CHAT if cell.taken is None else OFFICE
    return cell.section or UNKNOWN


def told_headings(headed: Iterable[Headed]) -> tuple[Headed, ...]:
    """Give the headings that may be told: those of five texts at least, the most frequent first.

    The words of a smaller one would repeat what one or two people wrote; it is not even counted.
    """
    large = [each for each in headed if each.people and not is_few(each.people)]
    return tuple(sorted(large, key=lambda each: -each.people))


def told_stops(stopped: Mapping[str, int]) -> Mapping[str, int]:
    """Give where people stand who have begun, where enough of them have; else nothing."""
    return {} if is_few(sum(stopped.values())) else stopped
