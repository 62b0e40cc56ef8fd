"""What came out of a poll: counted, split by level and place, with small numbers kept back.

``count`` makes a ``Result``, which is kept and which nobody is shown. ``published`` makes of it what may be
shown, and is the one way to the chat, the picture, the page and every export.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from village.forms import Json
from village.ids import SectionSlug
from village.people import Level
from village.polls import Poll
from village.villages import Village

SMALLEST_PART = 5
"""Fewer people than that are not told of: the number would point at them."""


@dataclass(frozen=True, slots=True)
class Heap:
    """Ballots that are alike, and how many there are; one without choices was taken back."""

    choices: tuple[int, ...]
    level: Level
    section: SectionSlug | None
    lives_here: bool | None
    left: bool
    ballots: int
    changes: int


class Taken(StrEnum):
    """How the office took answers that did not come through the chat."""

    MOUTH = "mouth"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class OnPaper:
    """Answers that the office took, as numbers: of how many people, and how many for each option."""

    at: datetime
    how: Taken
    people: int
    options: tuple[int, ...]


# ---------------------------------------------------------------------------------------- what is counted


@dataclass(frozen=True, slots=True)
class Cell:
    """People who are alike in all that a result is split by, and how many of them chose each option.

    ``taken``: the office took their answers, and nothing else is known of them.
    """

    people: int
    options: tuple[int, ...]
    level: Level = Level.CHAT
    section: SectionSlug | None = None
    lives_here: bool | None = None
    taken: Taken | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """All that was counted; ``cells`` has everybody who answered once, ``entitled`` those who could.

    ``changes`` is how often a choice was given up for another, ``left`` how many of those counted were no
    longer in the chat when it closed.
    """

    entitled: int
    most: int
    cells: tuple[Cell, ...]
    changes: int
    left: int
    choosable: int

    @property
    def answered(self) -> int:
        """Count the people who answered, however their answers came."""
        return sum(cell.people for cell in self.cells)

    @property
    def options(self) -> tuple[int, ...]:
        """Count the people who chose each option."""
        return _options(self.cells, self.choosable)

    @property
    def winners(self) -> tuple[int, ...]:
        """Give the options that most people chose: one, several in a tie, none where nobody answered."""
        return winners(self.options)

    def part(self, belongs: Callable[[Cell], bool]) -> "Result":
        """Give the same result of some of the people alone; what is known of all together is left out."""
        cells = tuple(cell for cell in self.cells if belongs(cell))
        return Result(self.entitled, self.most, cells, 0, 0, self.choosable)


def winners(options: Sequence[int]) -> tuple[int, ...]:
    """Give the options that most people chose."""
    most = max(options, default=0)
    return tuple(place for place, people in enumerate(options) if people == most > 0)


def count(
    heaps: Iterable[Heap],
    on_paper: Iterable[OnPaper],
    poll: Poll,
    village: Village,
    *,
    holders: int = 0,
) -> Result:
    """Count a poll. ``holders`` is how many hold the role, where it is asked among them alone."""
    all_heaps, choosable = tuple(heaps), len(poll.plan.options)
    counted = [heap for heap in all_heaps if heap.choices]
    cells = [*_of_chat(counted, choosable), *_of_office(on_paper, choosable)]
    return Result(
        entitled=village.adults_of(poll.plan.section) if poll.plan.role is None else holders,
        most=poll.plan.most,
        cells=tuple(cells),
        changes=sum(heap.changes for heap in all_heaps),
        left=sum(heap.ballots for heap in counted if heap.left),
        choosable=choosable,
    )


def _of_chat(heaps: Iterable[Heap], choosable: int) -> Iterator[Cell]:
    alike: dict[tuple[Level, SectionSlug | None, bool | None], list[Heap]] = {}
    for heap in heaps:
        alike.setdefault((heap.level, heap.section, heap.lives_here), []).append(heap)
    for (level, section, lives_here), some in sorted(alike.items(), key=lambda each: str(each[0])):
        options = tuple(
            sum(heap.ballots for heap in some if place in heap.choices) for place in range(choosable)
        )
        yield Cell(sum(heap.ballots for heap in some), options, level, section, lives_here)


def _of_office(on_paper: Iterable[OnPaper], choosable: int) -> Iterator[Cell]:
    entries = tuple(on_paper)
    for how in Taken:
        some = [entry for entry in entries if entry.how is how]
        if people := sum(entry.people for entry in some):
            options = [sum(column) for column in zip(*(entry.options for entry in some), strict=True)]
            yield Cell(people, tuple(options[:choosable]), taken=how)


def _options(cells: Iterable[Cell], choosable: int) -> tuple[int, ...]:
    each = [cell.options for cell in cells]
    return tuple(sum(column) for column in zip(*each, strict=True)) if each else (0,) * choosable


# ------------------------------------------------------------------------------------------- kept as text


def to_json(result: Result) -> dict[str, Json]:
    """Write a result down."""
    return {
        "entitled": result.entitled,
        "most": result.most,
        "changes": result.changes,
        "left": result.left,
        "choosable": result.choosable,
        "cells": [
            {
                "people": cell.people,
                "options": list(cell.options),
                "level": int(cell.level),
                "section": cell.section,
                "lives_here": cell.lives_here,
                "taken": cell.taken,
            }
            for cell in result.cells
        ],
    }


def from_json(written: Json) -> Result:
    """Read a result that was written down."""
    assert isinstance(written, Mapping)
    cells = written["cells"]
    assert isinstance(cells, Sequence)
    numbers = {name: _number(written[name]) for name in ("entitled", "most", "changes", "left", "choosable")}
    return Result(cells=tuple(_cell(cell) for cell in cells), **numbers)


def _number(written: Json) -> int:
    assert isinstance(written, int)
    return written


def _cell(written: Json) -> Cell:
    assert isinstance(written, Mapping)
    options, section, lives_here = written["options"], written["section"], written["lives_here"]
    assert isinstance(options, Sequence)
    assert lives_here is None or isinstance(lives_here, bool)
    return Cell(
        people=_number(written["people"]),
        options=tuple(_number(each) for each in options),
        level=Level(_number(written["level"])),
        section=None if section is None else SectionSlug(str(section)),
        lives_here=lives_here,
        taken=None if written["taken"] is None else Taken(str(written["taken"])),
    )


# ----------------------------------------------------------------------------------- what may be published


class By(StrEnum):
    """What a result is split by, in the order in which they have precedence."""

    HOW = "how"
    LEVEL = "level"
    SECTION = "section"
    LIVING = "living"


# The parts that are no level and no settlement; no slug has a star.
OFFICE, CHAT, OTHERS, UNKNOWN, HERE, AWAY = "*office", "*chat", "*others", "*unknown", "*here", "*away"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of those who answered: a level's number, a settlement's slug, or one of the words above.

    ``others`` are parts that are too small to stand alone, together.
    """

    name: str
    people: int
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Everybody who answered, in parts."""

    by: By
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """What everybody may see of a result.

    ``few``: so few answered in the chat that nothing is told but that, and how many could.
    """

    entitled: int
    most: int
    answered: int | None
    options: tuple[int, ...] = ()
    splits: tuple[Split, ...] = ()
    changes: int | None = None
    left: int | None = None
    few: bool = False

    @property
    def winners(self) -> tuple[int, ...]:
        """Give the options that most people chose, where choices are shown."""
        return winners(self.options)

    def split(self, by: By) -> Split | None:
        """Find a split; None where there is nothing to tell apart, or nothing that may be told."""
        return next((split for split in self.splits if split.by is by), None)


def percent(people: int, whole: int) -> str:
    """Give a share as it is told: whole percents, and neither none nor all where it is not quite that."""
    if not whole:
        return "0"
    rounded = (200 * people + whole) // (2 * whole)
    if rounded == 0 < people:
        return "<1"
    return ">99" if rounded == 100 and people < whole else str(rounded)  # noqa: PLR2004 - percents


def published(result: Result, poll: Poll) -> Published:
    """Give what may be shown.

    Of a secret poll nothing, when fewer than five answered in the chat: the office could take what it entered
    itself off the whole. Unless nobody answered there: then all is the office's own, and told from five up.
    Splits have parts of at least five in open polls too: where people live is not what they chose to show.
    """
    if poll.plan.secret and are_few(result.cells):
        return Published(result.entitled, result.most, None, few=True)
    return Published(
        entitled=result.entitled,
        most=result.most,
        answered=result.answered,
        options=result.options,
        splits=tuple(splits(result.cells, result.choosable)),
        changes=result.changes,
        left=result.left,
    )


def are_few(cells: Collection[Cell]) -> bool:
    """Tell whether too few answered for themselves, or at all, to be told of."""
    own = sum(cell.people for cell in cells if cell.taken is None)
    return is_few(own) or is_few(_people(cells))


def is_few(people: int) -> bool:
    """Tell whether a number of people would point at them."""
    return 0 < people < SMALLEST_PART


def splits(
    cells: Collection[Cell],
    choosable: int,
    ways: Sequence[By] = tuple(By),
    name: Callable[[Cell, By], str] | None = None,
) -> Iterator[Split]:
    """Give one split after another, each as fine as it may be beside those before it.

    One that may not be shown is not there at all: that it is kept back would itself tell of the parts.
    ``name`` tells in which part of a split somebody is.
    """
    standing: list[_Groups] = []
    for by in ways:
        parts = _parts(cells, by, name or _name)
        if set(parts) <= {UNKNOWN, OFFICE} or set(parts) == {CHAT}:
            continue
        groups = next((each for each in _from_fine_to_coarse(parts) if _is_safe([*standing, each])), None)
        if groups is not None:
            standing.append(groups)
            yield Split(by, tuple(_shown(part, some, choosable) for part, some in groups.items()))


_Groups = Mapping[str, tuple[Cell, ...]]


def _parts(cells: Iterable[Cell], by: By, name: Callable[[Cell, By], str]) -> _Groups:
    parts: dict[str, tuple[Cell, ...]] = {}
    for cell in cells:
        part = name(cell, by)
        parts[part] = (*parts.get(part, ()), cell)
    return parts


def _name(cell: Cell, by: By) -> str:
    if cell.taken is not None:
        return OFFICE
    match by:
        case By.HOW:
            return CHAT
        case By.LEVEL:
            return str(int(cell.level))
        case By.SECTION:
            return cell.section or UNKNOWN
        case By.LIVING:
            return UNKNOWN if cell.lives_here is None else HERE if cell.lives_here else AWAY


def _shown(name: str, cells: Iterable[Cell], choosable: int) -> Part:
    some = tuple(cells)
    return Part(name, _people(some), _options(some, choosable))


def _people(cells: Iterable[Cell]) -> int:
    return sum(cell.people for cell in cells)


def _from_fine_to_coarse(parts: _Groups) -> Iterator[_Groups]:
    """Give the parts, then with the smallest two, three and more of them as others.

    Parts of one size stay together, or which of them stands alone would tell of the rest. What is empty is in
    no part and never told as none: it may as well be among the others.
    """
    by_size = sorted(parts, key=lambda name: (_people(parts[name]), name))
    if _people(parts[by_size[0]]) >= SMALLEST_PART:
        yield {name: parts[name] for name in sorted(parts)}
    for last, (one, following) in enumerate(pairwise(by_size)):
        small, rest = by_size[: last + 1], by_size[last + 1 :]
        if rest == [OFFICE]:
            return  # it would tell only that the rest are the rest
        parted = _people(parts[one]) < _people(parts[following]) >= SMALLEST_PART
        if parted and _hide_each_other({name: parts[name] for name in small}):
            others = tuple(cell for name in small for cell in parts[name])
            yield {name: parts[name] for name in sorted(rest)} | {OTHERS: others}


def _hide_each_other(small: _Groups) -> bool:
    """Tell whether some parts can be told together; all of four they would be known to be just that."""
    sizes = [_people(cells) for name, cells in small.items() if name != OFFICE]
    together = sum(_people(cells) for cells in small.values())
    return len(small) > 1 and together >= SMALLEST_PART and set(sizes) != {SMALLEST_PART - 1}


# --------------------------------------------------------------------------------- to be counted by others


@dataclass(frozen=True, slots=True)
class Recountable:
    """Ballots without anything but their choices, alike with alike, and the office's entries as sums.

    ``office`` is empty where its answers are among the ballots, or it took none.
    """

    ballots: tuple[tuple[tuple[int, ...], int], ...]
    office: tuple[int, tuple[int, ...]] | None = None


def recountable(heaps: Iterable[Heap], result: Result, told: Published, poll: Poll) -> Recountable | None:
    """Give what anybody may count again; None where that would tell what is kept back.

    Where one choice is made an entry of the office's is as many ballots, and stands among them. Where there
    are several it is a sum beside them, so that in a secret poll it must be told as a part of its own.
    """
    office = tuple(cell for cell in result.cells if cell.taken)
    piles = Counter[tuple[int, ...]]()
    for heap in heaps:
        if heap.choices:
            piles[heap.choices] += heap.ballots
    beside = bool(office) and (result.most > 1 or not poll.plan.secret)
    if told.few or (poll.plan.secret and beside and piles and told.split(By.HOW) is None):
        return None
    if beside:
        return Recountable(_sorted(piles), (_people(office), _options(office, result.choosable)))
    for place, people in enumerate(_options(office, result.choosable)):
        piles[place,] += people
    piles[()] = result.answered - piles.total()  # papers on which nothing was chosen
    return Recountable(_sorted(piles))


def _sorted(piles: Counter[tuple[int, ...]]) -> tuple[tuple[tuple[int, ...], int], ...]:
    return tuple(sorted((choices, number) for choices, number in piles.items() if number))


# ------------------------------------------------------------------------- what can be worked out of numbers

_PRIME = 2**61 - 1


def _is_safe(splits: Sequence[_Groups]) -> bool:
    """Tell whether nothing about fewer than five people can be worked out from all these numbers together.

    Neither by everybody, nor by the office about those in the chat: it knows what it entered itself.
    """
    cells = list(dict.fromkeys(cell for groups in splits for group in groups.values() for cell in group))
    known = [[cell in group for cell in cells] for groups in splits for group in groups.values()]
    by_office = [*known, *([cell is each for cell in cells] for each in cells if each.taken)]
    return not (
        _tells_of_few(cells, known, cells)
        or _tells_of_few(cells, by_office, [cell for cell in cells if cell.taken is None])
    )


def _tells_of_few(cells: Sequence[Cell], known: Sequence[Sequence[bool]], about: Collection[Cell]) -> bool:
    """Tell whether some of these cells, of fewer than five people together, have sums that are known.

    Sums and differences of known sums are known. So weigh each cell such that whatever is known weighs
    nothing, and is otherwise arbitrary: then just what can be worked out weighs nothing. At most four cells
    are of fewer than five people, so they are found as two pairs that weigh nothing together.
    """
    weights = _weights(len(cells), known)
    few = [
        (place, weights[place], cell.people)
        for place, cell in enumerate(cells)
        if cell in about and cell.people < SMALLEST_PART
    ]
    heavy: dict[int, list[tuple[frozenset[int], int]]] = {0: [(frozenset(), 0)]}
    for some, weight, people in _ones_and_twos(few):
        against = heavy.get(-weight % _PRIME, ())
        if any(people + more < SMALLEST_PART and not some & others for others, more in against):
            return True
        heavy.setdefault(weight, []).append((some, people))
    return False


def _ones_and_twos(few: Sequence[tuple[int, int, int]]) -> Iterator[tuple[frozenset[int], int, int]]:
    for number, (place, weight, people) in enumerate(few):
        yield frozenset({place}), weight, people
        for other, its_weight, more in few[:number]:
            if people + more < SMALLEST_PART:
                yield frozenset({place, other}), (weight + its_weight) % _PRIME, people + more


def _weights(count_of: int, known: Sequence[Sequence[bool]]) -> list[int]:
    """Weigh cells, modulo a prime, such that each known sum weighs nothing and all else is arbitrary."""
    rows = _reduced([[int(is_in) for is_in in row] for row in known])
    weights = [0 if place in rows else _arbitrary(place) for place in range(count_of)]
    for pivot, row in rows.items():
        rest = sum(part * weight for part, weight in zip(row, weights, strict=True) if weight)
        weights[pivot] = -(rest - row[pivot] * weights[pivot]) % _PRIME
    return weights


def _arbitrary(place: int) -> int:
    return int.from_bytes(hashlib.sha256(str(place).encode()).digest()) % _PRIME


def _reduced(rows: Iterable[list[int]]) -> dict[int, list[int]]:
    """Give the rows in reduced echelon form, each by the place of its leading one (Gauss and Jordan)."""
    reduced: dict[int, list[int]] = {}
    for row in rows:
        for pivot, before in reduced.items():
            row = _less(row, before, row[pivot])  # noqa: PLW2901 - cleared step by step
        pivot = next((place for place, part in enumerate(row) if part), -1)
        if pivot < 0:
            continue
        inverse = pow(row[pivot], -1, _PRIME)
        led = [part * inverse % _PRIME for part in row]
        reduced = {place: _less(each, led, each[pivot]) for place, each in reduced.items()} | {pivot: led}
    return reduced


def _less(row: list[int], other: list[int], times: int) -> list[int]:
    return [(one - times * two) % _PRIME for one, two in zip(row, other, strict=True)] if times else row
