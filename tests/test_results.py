"""What comes out of a poll: counted right whatever the order, and told so that nobody is given away."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stores import ALMATY, BUGROVOE, a_person, a_store
from village.chats import Membership
from village.course import State, Voter, closed
from village.errors import Refusal
from village.ids import PersonId, PollId, SectionSlug
from village.people import Level, Role
from village.polls import Ballot, Poll, PollPlan, Tap, cast, cast_all, done_waiting
from village.results import (
    AWAY,
    CHAT,
    HERE,
    OFFICE,
    OTHERS,
    UNKNOWN,
    By,
    Cell,
    Heap,
    OnPaper,
    Published,
    Result,
    Split,
    Taken,
    count,
    from_json,
    published,
    to_json,
)
from village.texts import Bilingual
from village.updates import Update
from village.villages import Named, Section, Village

OPENS = datetime(2026, 12, 1, 9, tzinfo=ALMATY)
EAST, WEST = SectionSlug("east"), SectionSlug("west")
VILLAGE = Village(
    slug=BUGROVOE,
    name=Named("Бугровое", "Бугровое", "Bugrovoe"),
    operator=Named("Әкім", "Аким", "Akim"),
    bin="",
    phone="",
    population=900,
    adults=700,
    sections=(
        Section(EAST, Named("Шығыс", "Восток", "East"), 200),
        Section(WEST, Named("Батыс", "Запад", "West"), 500),
    ),
)


def a_poll(choosable: int = 3, /, **plan: Any) -> Poll:
    """Make an open poll of three days."""
    texts = tuple(Bilingual(f"Нұсқа {n}", f"Вариант {n}") for n in range(1, choosable + 1))
    asked = PollPlan(Bilingual("Сұрақ?", "Вопрос?"), texts, closes_at=OPENS + timedelta(days=3))
    made = Poll(
        PollId(7),
        village=BUGROVOE,
        number=7,
        author=PersonId(1),
        plan=asked,
        opens_at=OPENS,
        first_closes_at=asked.closes_at,
        author_role=Role.AKIM,
        state=State.OPEN,
    )
    return replace(made, plan=replace(asked, **plan))


def a_heap(choices: Sequence[int] = (0,), ballots: int = 1, **different: Any) -> Heap:
    """Make a heap of ballots cast in the chat by people of whom nothing is known."""
    heap = Heap(tuple(choices), Level.CHAT, None, None, left=False, ballots=ballots, changes=0)
    return replace(heap, **different)


def on_paper(people: int, *options: int, how: Taken = Taken.PAPER) -> OnPaper:
    """Make an entry of the office's."""
    return OnPaper(OPENS, how, people, options)


def told(heaps: Iterable[Heap], *taken: OnPaper, poll: Poll | None = None) -> Published:
    """Count, and give what may be shown."""
    asked = poll or a_poll()
    return published(count(heaps, taken, asked, VILLAGE), asked)


def parts(split: Split | None) -> dict[str, int]:
    """Give the people of each part that is shown."""
    return {part.name: part.people for part in split.parts} if split else {}


# ------------------------------------------------------------------------------------------------ counted


def test_a_result_counts_people_and_options() -> None:
    heaps = [
        a_heap((0, 2), 3, section=EAST, level=Level.PHONE, changes=2),
        a_heap((2,), 4, left=True),
        a_heap((), 5, changes=6),
    ]

    result = count(heaps, [on_paper(2, 1, 0, 2)], a_poll(most=2), VILLAGE)

    assert result.answered == 9
    assert result.options == (4, 0, 9)
    assert result.winners == (2,)
    assert (result.changes, result.left) == (8, 4)
    assert (result.entitled, result.most) == (700, 2)


def test_those_entitled_are_the_adults_of_the_place_or_the_holders_of_the_role() -> None:
    assert count([], [], a_poll(section=EAST), VILLAGE).entitled == 200
    assert count([], [], a_poll(role=Role.ASSEMBLY_MEMBER), VILLAGE, holders=11).entitled == 11


@pytest.mark.parametrize(
    ("heaps", "winners"),
    [
        ([a_heap((0,), 5), a_heap((2,), 5), a_heap((1,), 1)], (0, 2)),
        ([a_heap((n,), 5) for n in range(3)], (0, 1, 2)),
        ([a_heap((), 9)], ()),
        ([], ()),
    ],
)
def test_a_tie_has_several_winners_and_no_answers_none(heaps: list[Heap], winners: tuple[int, ...]) -> None:
    assert count(heaps, [], a_poll(), VILLAGE).winners == winners


def test_a_result_that_was_written_down_is_read_back() -> None:
    heaps = [
        a_heap((1,), 6, section=EAST, lives_here=True, level=Level.ROLL),
        a_heap((0,), 7, lives_here=False, changes=1, left=True),
    ]
    result = count(heaps, [on_paper(3, 1, 1, 1), on_paper(2, 2, 0, 0, how=Taken.MOUTH)], a_poll(), VILLAGE)

    assert from_json(to_json(result)) == result


# --------------------------------------------------------------------------- any order tallies the same

_PEOPLE = 8
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("tap"), st.integers(0, _PEOPLE - 1), st.integers(0, 3), st.integers(1, 60)),
        st.tuples(
            st.just("all"),
            st.integers(0, _PEOPLE - 1),
            st.sets(st.integers(0, 3)).map(tuple),
            st.integers(1, 60),
        ),
        st.tuples(st.just("level"), st.integers(0, _PEOPLE - 1), st.sampled_from(list(Level)), st.just(0)),
        st.tuples(st.just("place"), st.integers(0, _PEOPLE - 1), st.sampled_from([EAST, WEST]), st.just(0)),
        st.tuples(st.just("left"), st.integers(0, _PEOPLE - 1), st.booleans(), st.just(0)),
        st.tuples(st.just("forget"), st.integers(0, _PEOPLE - 1), st.none(), st.just(0)),
        st.tuples(st.just("close"), st.just(0), st.none(), st.just(0)),
    ),
    max_size=60,
)
_Step = tuple[str, int, Any, int]


@dataclass
class Played:
    """A poll as the bot keeps it: one ballot a person, each made by the rules of village/polls.py."""

    poll: Poll
    voters: list[Voter] = field(
        default_factory=lambda: [Voter(inside=(Membership(),), section=None) for _ in range(_PEOPLE)]
    )
    ballots: dict[int, Ballot] = field(default_factory=dict)
    now: datetime = OPENS

    def play(self, step: _Step) -> None:
        """Let one thing happen; what the rules refuse changes nothing."""
        self.now += timedelta(minutes=1)
        kind, person, what, number = step
        try:
            getattr(self, f"_{kind}")(person, what, number)
        except Refusal:
            return

    def _tap(self, person: int, option: int, number: int) -> None:
        tap = Tap(option, self.now, Update(BUGROVOE, "telegram", number))
        before = self.ballots.get(person)
        self._keep(person, cast(self.poll, VILLAGE, self.voters[person], before, tap))

    def _all(self, person: int, choices: tuple[int, ...], number: int) -> None:
        update, before = Update(BUGROVOE, "telegram", number), self.ballots.get(person)
        made = cast_all(self.poll, VILLAGE, self.voters[person], before, choices, self.now, update)
        self._keep(person, made)

    def _keep(self, person: int, ballot: Ballot) -> None:
        self.ballots[person] = ballot

    def _level(self, person: int, level: Level, _: int) -> None:
        self.voters[person] = replace(self.voters[person], level=max(level, self.voters[person].level))
        self._done(person)

    def _place(self, person: int, section: SectionSlug, _: int) -> None:
        self.voters[person] = replace(self.voters[person], section=section)
        self._done(person)

    def _done(self, person: int) -> None:
        ballot = self.ballots.get(person)
        counted = ballot and done_waiting(self.poll, self.voters[person], ballot, self.now)
        if counted:
            self.ballots[person] = counted

    def _left(self, person: int, left: bool, _: int) -> None:  # noqa: FBT001 - as the step says it
        if person in self.ballots and self.poll.is_open(self.now):
            self.ballots[person] = replace(self.ballots[person], left=left)

    def _forget(self, person: int, _: None, __: int) -> None:
        if self.poll.is_open(self.now):
            self.ballots.pop(person, None)

    def _close(self, *_: object) -> None:
        self.poll = closed(self.poll, self.now)


def heaps_of(ballots: Iterable[Ballot]) -> list[Heap]:
    """Heap ballots as the store does."""
    alike = defaultdict[tuple[Any, Any, Any, Any, Any], list[Ballot]](list)
    for each in ballots:
        if not each.waits:
            alike[each.choices, each.level, each.section, each.lives_here, each.left].append(each)
    return [
        Heap(*key, ballots=len(some), changes=sum(each.changes for each in some))
        for key, some in alike.items()
    ]


@dataclass
class Recounted:
    """A plain recount: walks through what one person did, and never looks at a ballot."""

    needs: Level
    only: SectionSlug | None
    most: int
    final: bool
    options: int
    chosen: set[int] = field(default_factory=set)
    stands: bool = False
    counts: bool = False
    level: Level = Level.CHAT
    at_level: Level = Level.CHAT
    section: SectionSlug | None = None
    last: int = 0
    changes: int = 0
    left: bool = False

    def walk(self, steps: Iterable[_Step]) -> None:
        for kind, _, what, number in steps:
            if kind == "tap" and what < self.options:
                wanted = {what} if self.most == 1 else self.chosen ^ {what}
                self._choose(wanted, number)
            elif kind == "all" and set(what) <= set(range(self.options)):
                self._choose(set(what), number)
            elif kind in {"level", "place"}:
                self._become(kind, what)
            elif kind == "left" and self.stands:
                self.left = what
            elif kind == "forget":
                self.chosen, self.stands, self.counts, self.left = set(), False, False, False
                self.last = self.changes = 0

    def _may(self) -> bool:
        return self.level >= self.needs and (self.only is None or self.section == self.only)

    def _become(self, kind: str, what: Any) -> None:
        if kind == "level":
            self.level = max(self.level, what)
        else:
            self.section = what
        if self.stands and not self.counts and self._may():
            self.counts, self.at_level = True, self.level

    def _choose(self, wanted: set[int], number: int) -> None:
        elsewhere = self.only is not None and self.section not in {None, self.only}
        gives_up = self.counts and bool(self.chosen - wanted)
        if (self.stands and number < self.last) or elsewhere or len(wanted) > self.most:
            return
        if gives_up and self.final:
            return
        self.changes += gives_up
        self.chosen, self.last, self.stands, self.left = wanted, number, True, False
        self.counts, self.at_level = self._may(), self.level


@settings(max_examples=300, deadline=None)
@given(
    steps=_STEPS,
    most=st.integers(1, 3),
    level=st.sampled_from(list(Level)),
    section=st.sampled_from([None, EAST]),
    changeable=st.booleans(),
)
def test_any_order_of_events_tallies_as_a_plain_recount(
    steps: list[_Step], most: int, level: Level, section: SectionSlug | None, *, changeable: bool
) -> None:
    poll = a_poll(3, most=most, level=level, section=section, changeable=changeable)
    played = Played(poll)
    for step in steps:
        played.play(step)
    until_closed = list(itertools.takewhile(lambda step: step[0] != "close", steps))
    people = [Recounted(level, section, most, not changeable, 3) for _ in range(_PEOPLE)]
    for number, person in enumerate(people):
        person.walk(step for step in until_closed if step[1] == number)

    result = count(heaps_of(played.ballots.values()), [], poll, VILLAGE)

    counted = [each for each in people if each.counts and each.chosen]
    assert result.answered == len(counted)
    assert result.options == tuple(sum(place in each.chosen for each in counted) for place in range(3))
    assert result.changes == sum(each.changes for each in people if each.counts)
    assert result.left == sum(each.left for each in counted)
    by_level = Counter[Level]()
    for cell in result.cells:
        by_level[cell.level] += cell.people
    assert by_level == Counter(each.at_level for each in counted)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS, most=st.integers(1, 3), level=st.sampled_from(list(Level)))
async def test_a_store_tallies_as_the_rules_do(
    database: str, steps: list[_Step], most: int, level: Level
) -> None:
    number = next(_NUMBERS)
    poll = replace(a_poll(3, most=most, level=level), id=PollId(number), number=number)
    played = Played(poll)
    async with a_store(database) as store, store.open_work() as work:
        people = [await a_person(work, number) for number in range(1, _PEOPLE + 1)]
        await work.polls.add(poll)
        for step in steps:
            played.play(step)
        for person, ballot in played.ballots.items():
            await work.polls.cast(poll, people[person], ballot)
        heaps = await work.polls.heaps(poll)
    assert count(heaps, [], poll, VILLAGE) == count(heaps_of(played.ballots.values()), [], poll, VILLAGE)


_NUMBERS = itertools.count(1)


# -------------------------------------------------------------------------------- what may be published


def test_in_a_secret_poll_fewer_than_five_answers_tell_nothing_but_that() -> None:
    few = told([a_heap((0,), 4, changes=3, left=True)])

    assert few == Published(700, 1, None, few=True)
    assert few.winners == ()


def test_that_nobody_answered_is_told() -> None:
    nobody = told([a_heap((), 3)])

    assert (nobody.answered, nobody.options, nobody.few) == (0, (0, 0, 0), False)


def test_an_open_poll_tells_the_choices_of_one() -> None:
    assert told([a_heap((1,), 1)], poll=a_poll(secret=False)).options == (0, 1, 0)


def test_few_answers_in_the_chat_are_kept_from_the_office_that_knows_its_own() -> None:
    result = told([a_heap((1,), 3)], on_paper(10, 4, 6, 0))

    assert (result.answered, result.options, result.few) == (None, (), True)


def test_answers_that_the_office_took_are_their_own_part() -> None:
    result = told([a_heap((1,), 8)], on_paper(3, 3, 0, 0), on_paper(4, 0, 0, 4, how=Taken.MOUTH))

    (split,) = [each for each in result.splits if each.by is By.HOW]
    assert parts(split) == {CHAT: 8, OFFICE: 7}
    assert next(part.options for part in split.parts if part.name == OFFICE) == (3, 0, 4)


def test_a_few_answers_of_the_office_are_counted_and_in_no_part_alone() -> None:
    result = told([a_heap((1,), 20, level=Level.PHONE), a_heap((0,), 6)], on_paper(2, 2, 0, 0))

    assert result.options == (8, 20, 0)
    assert result.split(By.HOW) is None
    assert parts(result.split(By.LEVEL)) == {"1": 20, OTHERS: 8}


def test_parts_of_five_stand_and_smaller_ones_stand_together() -> None:
    heaps = [
        a_heap((0,), 30),
        a_heap((1,), 3, level=Level.PHONE, lives_here=True, section=EAST),
        a_heap((1,), 4, level=Level.ROLL, lives_here=True, section=WEST),
    ]

    result = told(heaps)

    assert parts(result.split(By.LEVEL)) == {"0": 30, OTHERS: 7}
    assert parts(result.split(By.SECTION)) == {UNKNOWN: 30, OTHERS: 7}
    assert parts(result.split(By.LIVING)) == {UNKNOWN: 30, HERE: 7}


def test_one_small_part_takes_the_next_smallest_with_it() -> None:
    heaps = [a_heap((0,), 30), a_heap((1,), 9, level=Level.PHONE), a_heap((1,), 1, level=Level.ROLL)]

    assert parts(told(heaps).split(By.LEVEL)) == {"0": 30, OTHERS: 10}


def test_what_has_only_one_other_part_to_hide_in_is_not_split() -> None:
    assert told([a_heap((0,), 30), a_heap((1,), 2, level=Level.PHONE)]).split(By.LEVEL) is None


def test_one_answer_in_a_section_is_never_told() -> None:
    heaps = [a_heap((0,), 30, section=EAST), a_heap((1,), 1, section=WEST)]

    assert told(heaps).split(By.SECTION) is None
    assert told(heaps, poll=a_poll(secret=False)).split(By.SECTION) is None


def test_no_split_tells_what_another_keeps_back() -> None:
    # Of whom nothing is known are all on level 0, with one other: the difference would be that one person.
    heaps = [
        a_heap((0,), 30),
        a_heap((1,), 1, lives_here=True),
        a_heap((1,), 20, level=Level.PHONE, lives_here=True),
    ]

    result = told(heaps)

    assert parts(result.split(By.LEVEL)) == {"0": 31, "1": 20}
    assert result.split(By.LIVING) is None


def test_two_splits_that_tell_nothing_together_both_stand() -> None:
    heaps = [
        a_heap((0,), 30),
        a_heap((1,), 6, lives_here=True),
        a_heap((1,), 20, level=Level.PHONE, lives_here=True),
    ]

    result = told(heaps)

    assert parts(result.split(By.LEVEL)) == {"0": 36, "1": 20}
    assert parts(result.split(By.LIVING)) == {UNKNOWN: 30, HERE: 26}


# What somebody may be, as everybody knows: three levels, three ways to live; and the office's answers.
_KINDS = [(level, lives) for level in Level for lives in (None, True, False)]


def _instances(total: int, kinds: int) -> Iterator[tuple[int, ...]]:
    if kinds == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in _instances(total - first, kinds - 1))


def _cells(numbers: Sequence[int], kinds: Sequence[tuple[Level, bool | None]]) -> tuple[Cell, ...]:
    of_chat = zip(numbers, kinds, strict=False)
    cells = [Cell(people, (people,), level, None, lives) for people, (level, lives) in of_chat if people]
    taken = numbers[len(kinds)] if len(numbers) > len(kinds) else 0
    return (*cells, *([Cell(taken, (taken,), taken=Taken.PAPER)] if taken else []))


def _margins(cells: Iterable[Cell]) -> Counter[object]:
    found = Counter[object]()
    for cell in cells:
        if cell.taken is None:
            for name in (cell.level, str(cell.lives_here), (cell.level, cell.lives_here)):
                found[name] += cell.people
    return found


def _given_away(group: Sequence[tuple[Cell, ...]]) -> set[object]:
    """Give the parts whose small number is the same in all that may be behind what was told."""
    all_margins = [_margins(cells) for cells in group]
    return {
        name
        for name in set[object]().union(*all_margins)
        for numbers in ({margins[name] for margins in all_margins},)
        if len(numbers) == 1 and 1 <= min(numbers) <= 4
    }


@pytest.mark.parametrize(
    ("kinds", "office", "most"),
    [
        ([(level, None) for level in Level], False, 24),
        ([(level, None) for level in Level], True, 20),
        ([(Level.CHAT, lives) for lives in (None, True, False)], True, 18),
        ([kind for kind in _KINDS if kind[0] < Level.ROLL and kind[1] is not False], True, 13),
        ([kind for kind in _KINDS if kind[0] < Level.ROLL], False, 12),
        (_KINDS, False, 8),
    ],
)
def test_no_small_part_can_be_worked_out_by_whoever_knows_the_rule(
    kinds: list[tuple[Level, bool | None]], *, office: bool, most: int
) -> None:
    # Whoever reads a result knows this program too: so all that would be told in the same words is behind it.
    poll, behind = a_poll(1), defaultdict[Published, list[tuple[Cell, ...]]](list)
    for total in range(most + 1):
        for numbers in _instances(total, len(kinds) + office):
            cells = _cells(numbers, kinds)
            behind[published(Result(700, 1, cells, 0, 0, 1), poll)].append(cells)
    for group in behind.values():
        assert _given_away(group) == set()
        for entered, own in _as_the_office_sees(group).items():
            assert entered > most - 5 or _given_away(own) == set()  # nearer to the end not all are listed


def _as_the_office_sees(group: Sequence[tuple[Cell, ...]]) -> dict[int, list[tuple[Cell, ...]]]:
    """Part what may be behind a result by what the office entered itself."""
    by_own = defaultdict[int, list[tuple[Cell, ...]]](list)
    for cells in group:
        by_own[sum(cell.people for cell in cells if cell.taken)].append(cells)
    return by_own


_CELLS = st.lists(
    st.builds(
        lambda level, section, lives, people: a_heap(
            (0,), people, level=level, section=section, lives_here=lives
        ),
        st.sampled_from(list(Level)),
        st.sampled_from([None, EAST, WEST, SectionSlug("north")]),
        st.sampled_from([None, True, False]),
        st.integers(1, 12),
    ),
    max_size=9,
    unique_by=lambda heap: (heap.level, heap.section, heap.lives_here),
)


@settings(max_examples=200, deadline=None)
@given(heaps=_CELLS, taken=st.integers(0, 12))
def test_sums_and_differences_of_what_is_told_never_tell_of_fewer_than_five(
    heaps: list[Heap], taken: int
) -> None:
    entries = [on_paper(taken, taken)] if taken else []
    result = count(heaps, entries, a_poll(1), VILLAGE)
    cells, shown = result.cells, published(result, a_poll(1))
    if shown.few:
        return
    everybody, places = set(range(len(cells))), range(len(cells))
    told = [
        everybody,
        *(set(_behind(part.name, each, cells)) for each in shown.splits for part in each.parts),
    ]
    own = [{place} for place in places if cells[place].taken]

    assert all(part.people >= 5 for each in shown.splits for part in each.parts)
    assert all(sum(part.people for part in each.parts) == result.answered for each in shown.splits)
    of_chat = [place for place in places if not cells[place].taken]
    for known, about in ((told, list(places)), ([*told, *own], of_chat)):
        for some in _few_of(about, cells):
            # What can be worked out adds nothing to what is known.
            assert _rank([*known, some], len(cells)) > _rank(known, len(cells))


def _few_of(about: Sequence[int], cells: Sequence[Cell]) -> Iterator[set[int]]:
    for size in range(1, 5):
        for some in itertools.combinations(about, size):
            if sum(cells[place].people for place in some) < 5:
                yield set(some)


def _rank(sums: Iterable[set[int]], width: int) -> int:
    """Give how many of these sums do not follow from the others, by fractions."""
    rows, rank = [[Fraction(place in some) for place in range(width)] for some in sums], 0
    for column in range(width):
        pivot = next((row for row in rows[rank:] if row[column]), None)
        if pivot is not None:
            rows.remove(pivot)
            rows.insert(rank, pivot)
            for number, row in enumerate(rows[rank + 1 :], rank + 1):
                times = row[column] / pivot[column]
                rows[number] = [one - times * two for one, two in zip(row, pivot, strict=True)]
            rank += 1
    return rank


def _behind(name: str, split: Split, cells: Sequence[Cell]) -> Iterator[int]:
    alone = {part.name for part in split.parts}
    for place, cell in enumerate(cells):
        its = _part_of(cell, split.by)
        if its == name or (name == OTHERS and its not in alone):
            yield place


def _part_of(cell: Cell, by: By) -> str:
    if cell.taken:
        return OFFICE
    lives = {None: UNKNOWN, True: HERE, False: AWAY}[cell.lives_here]
    return {By.HOW: CHAT, By.LEVEL: f"{cell.level:d}", By.SECTION: cell.section or UNKNOWN, By.LIVING: lives}[
        by
    ]
