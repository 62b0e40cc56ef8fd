"""What may be told beside each sheet of an anonymous survey, so that it points at nobody.

Settlement and interviewer are told together, so they are looked at together: whatever of them is told
beside a sheet is told beside at least five. What is kept back stands with what was never known, and those
together are five as well, or none: nothing is left over that could be told by what is missing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from village.course import State
from village.errors import Refusal, refusal
from village.ids import SectionSlug
from village.people import Role
from village.results import SMALLEST_PART
from village.surveys import Survey

Marks = tuple[SectionSlug | None, Role | None]
"""What stands beside a sheet: of which settlement it is, who filled it in for somebody else."""


def check_may_be_told(survey: Survey, sheets: int) -> None:
    """Refuse the sheets of a survey that was stopped; of an anonymous one while it is open, or has too few.

    Whoever takes them twice sees which came between, and may have seen who answered meanwhile.
    """
    if survey.state is State.STOPPED:
        raise SurveyStopped(number=survey.number)
    if not survey.plan.anonymous:
        return
    if survey.state is not State.CLOSED:
        raise AnonymousOpen(number=survey.number)
    if sheets < SMALLEST_PART:
        raise AnonymousFew(number=survey.number, least=SMALLEST_PART)


def marks_told(counts: Mapping[Marks, int]) -> Mapping[Marks, Marks]:
    """Give for the marks of sheets what is told of them: first of settlements, then of who."""
    told: dict[Marks, tuple[object, ...]] = dict.fromkeys(counts, ())
    for place in range(2):
        for alike in _alike(told):
            kept = _kept((each[place], counts[each]) for each in alike)
            for each in alike:
                told[each] = (*told[each], each[place] if each[place] in kept else None)
    return told  # type: ignore[return-value]  # each has its two by now


def _alike(told: Mapping[Marks, tuple[object, ...]]) -> Iterable[list[Marks]]:
    groups: dict[tuple[object, ...], list[Marks]] = {}
    for each, so_far in told.items():
        groups.setdefault(so_far, []).append(each)
    return groups.values()


def _kept(sheets: Iterable[tuple[object, int]]) -> frozenset[object]:
    """Give what may be told of sheets with one mark or another: each of five, and none or five untold."""
    sizes: Counter[object] = Counter()
    for mark, count in sheets:
        sizes[mark] += count
    untold = sizes.pop(None, 0)
    by_size = sorted(sizes, key=lambda mark: (sizes[mark], str(mark)))
    while by_size and (sizes[by_size[0]] < SMALLEST_PART or 0 < untold < SMALLEST_PART):
        untold += sizes[by_size.pop(0)]
    return frozenset(by_size)


@refusal
class SurveyStopped(Refusal):
    """The sheets of a survey that the operator stopped: it has no result."""

    message = "survey-tables-stopped"
    number: int


@refusal
class AnonymousOpen(Refusal):
    """The sheets of an anonymous survey that people still answer."""

    message = "survey-tables-open"
    number: int


@refusal
class AnonymousFew(Refusal):
    """The sheets of an anonymous survey that too few have answered."""

    message = "survey-tables-few"
    number: int
    least: int
