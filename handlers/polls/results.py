"""What came out of a poll, in words: with the picture, for those who cannot see it, and for the office."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from handlers.chat import Fact, Paper, Quote, Said, Say
from handlers.ports import Desk, PollTables, Work
from village.course import Asked
from village.people import Role
from village.polls import Poll
from village.results import (
    AWAY,
    CHAT,
    HERE,
    OFFICE,
    OTHERS,
    SMALLEST_PART,
    UNKNOWN,
    By,
    Heap,
    Part,
    Published,
    Result,
    Split,
    count,
    from_json,
    percent,
    published,
    recountable,
)
from village.texts import Word
from village.villages import Named, Village

DIGEST_SHOWN = 16
"""How many letters of the digest people are shown; the whole stands in the tables."""

_WORDS: Mapping[str, Word] = {
    "0": Word("result-level-0"),
    "1": Word("result-level-1"),
    "2": Word("result-level-2"),
    HERE: Word("result-living-here"),
    AWAY: Word("result-living-away"),
    UNKNOWN: Word("result-unknown"),
    OTHERS: Word("result-others"),
    CHAT: Word("result-how-chat"),
    OFFICE: Word("result-how-office"),
}


# -------------------------------------------------------------------------------------------- what is said


def result_says(told: Published, poll: Poll, village: Village) -> tuple[Said, ...]:
    """Say what came out of a poll."""
    return (
        Say("result-title", {"number": poll.number}, strong=True),
        Quote(poll.plan.question),
        *_outcome(told, poll),
        *turnout_says(told.answered, told.entitled, poll.plan.role),
        *(said for split in told.splits for said in _split_says(split, told, village)),
        *([Say("result-small-parts", {"least": SMALLEST_PART})] if told.splits else []),
        *_besides(told),
        Say("result-meaning", strong=True),
        Say("result-digest", {"digest": poll.digest[:DIGEST_SHOWN]}),
    )


def parts_told(split: Split, told: Collection[Split], village: Village) -> tuple[Part, ...]:
    """Give the parts in the order in which people are told of them.

    What the office took is told once, by how answers came, though it is a part of every split.
    """
    once = split.by is not By.HOW and any(each.by is By.HOW for each in told)
    order = (*(section.slug for section in village.sections), *_WORDS)
    known = sorted(split.parts, key=lambda part: order.index(part.name) if part.name in order else len(order))
    return tuple(part for part in known if not (once and part.name == OFFICE))


def part_word(part: Part, by: By, village: Village) -> Word | Named | str:
    """Name a part of those who answered."""
    section = next((each for each in village.sections if by is By.SECTION and each.slug == part.name), None)
    return section.name if section else _WORDS.get(part.name, part.name)


def _outcome(told: Published, poll: Poll) -> Iterator[Said]:
    if told.few:
        yield Say("result-few", {"least": SMALLEST_PART})
        return
    if not told.answered:
        yield Say("result-none")
        return
    yield from _options(told, poll)
    texts = tuple(poll.plan.options[place] for place in told.winners)
    if len(texts) == 1:
        yield Say("result-winner", {"option": texts[0]}, strong=True)
    elif texts:
        yield Say("result-tie", {"options": texts}, strong=True)
    if told.most > 1:
        yield Say("result-several", {"most": told.most})


def _options(told: Published, poll: Poll) -> Iterator[Say]:
    answered = told.answered or 0
    for place, (text, people) in enumerate(zip(poll.plan.options, told.options, strict=True), 1):
        share = percent(people, answered)
        facts: dict[str, Fact] = {"place": place, "option": text, "people": people, "percent": share}
        yield Say("result-option", facts, close=place > 1)


def turnout_says(people: int | None, adults: int, among: Role | None) -> Iterator[Say]:
    """Say how many answered, and of how many: of the adults, or of those who hold a role."""
    if people is None:
        return
    share = percent(people, adults)
    if not adults:
        yield Say("result-answered", {"people": people})
    elif among is None:
        yield Say("result-turnout", {"people": people, "adults": adults, "percent": share})
    else:
        facts: dict[str, Fact] = {"people": people, "adults": adults, "percent": share, "role": among.word}
        yield Say("result-turnout-role", facts)


def _split_says(split: Split, told: Published, village: Village) -> Iterator[Say]:
    yield Say(f"result-by-{split.by}", strong=True)
    for part in parts_told(split, told.splits, village):
        named = part_word(part, split.by, village)
        facts: dict[str, Fact] = {"part": named, "people": part.people, "choices": choices_of(part)}
        yield Say("result-part", facts, close=True)


def choices_of(part: Part) -> tuple[Say, ...]:
    """Say which options a part chose, by their numbers; what nobody chose is left out."""
    return tuple(
        Say("result-choice", {"place": place, "percent": percent(people, part.people)})
        for place, people in enumerate(part.options, 1)
        if people
    )


def _besides(told: Published) -> Iterator[Say]:
    if told.changes:
        yield Say("result-changes", {"changes": told.changes})
    if told.left:
        yield Say("result-left", {"left": told.left}, close=bool(told.changes))


# --------------------------------------------------------------------------------------- counted, exported


async def counted(poll: Poll, work: Work, desk: Desk) -> Result:
    """Count a poll as it stands: what was kept when it closed, or else its ballots now."""
    kept = await work.polls.result(poll)
    if kept is not None:
        return from_json(kept)
    heaps, on_paper = await work.polls.heaps(poll), await work.polls.on_paper(poll)
    holders = await holders_of(poll, work, desk)
    return count(heaps, on_paper, poll, desk.village(poll.village), holders=holders)


async def holders_of(asked: Asked[Any], work: Work, desk: Desk) -> int:
    """Count who holds the role among whose holders something is asked."""
    role = asked.plan.role
    held = await work.roles.holders(asked.village, desk.today()) if role else ()
    return len({mandate.person for mandate in held if mandate.role is role})


async def exports(poll: Poll, village: Village, work: Work, desk: Desk) -> tuple[Paper, ...]:
    """Make the tables of a poll: no more in them than everybody may know."""
    result, heaps = await counted(poll, work, desk), await work.polls.heaps(poll)
    told = published(result, poll)
    names = () if poll.plan.secret else await work.polls.names(poll)
    if not poll.plan.secret:
        names = (*names, *_forgotten(heaps, names))
    tables = PollTables(village, poll, told, recountable(heaps, result, told, poll), names)
    return await desk.papers.poll_tables(tables)


_Named = tuple[str, tuple[int, ...]]


def _forgotten(heaps: Iterable[Heap], names: Iterable[_Named]) -> Iterator[_Named]:
    """List what those chose of whom no name is left."""
    left = Counter[tuple[int, ...]]()
    for heap in heaps:
        left[heap.choices] += heap.ballots if heap.choices else 0
    left.subtract(choices for _, choices in names)
    return (("", choices) for choices in sorted(left.elements()))
