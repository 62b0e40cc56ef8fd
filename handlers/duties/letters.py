"""Letters about duties, made when their turn comes: what is done by then is not said any more."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.chat import Card, Choice, Fact, Said, Say, one_a_row
from handlers.duties.cards import (
    LISTED,
    choices,
    cycle_card,
    cycle_says,
    follows_says,
    light_says,
    line_says,
    listed_says,
    rule_says,
    state_says,
)
from handlers.duties.subject import (
    CANNOT,
    DIGEST,
    MONTH,
    MOVED,
    OFFER,
    PASSED,
    STARTED,
    TURN,
    DutiesListed,
    DutyBoardShown,
    DutyRefused,
    DutyShown,
    DutyTaken,
    Found,
    Which,
    find,
    holders_today,
    running_of,
)
from handlers.letter_kinds import Dropped, LetterKind, Reader
from handlers.ports import Desk, Work
from village.duties import (
    Cycle,
    Did,
    Digest,
    Duty,
    Holders,
    Ladder,
    blocked,
    digest_of,
    owners,
    takers,
)
from village.ids import CycleId, DutyId, MandateId, PersonId
from village.outbox import Letter, Subject
from village.people import Role
from village.texts import Day

_AROUND = timedelta(days=60)
Shown = tuple[Cycle, Duty]


# ------------------------------------------------------------------------------------------- the digest


async def _digest(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    assert reader.resident is not None
    person, today, day = reader.resident.person, desk.today(), date.fromordinal(letter.about.id)
    under_way = await work.duties.since(letter.village, today - 2 * timedelta(days=365))
    duties = {duty.id: (cycle, duty) for cycle, all_of_it in under_way for duty in all_of_it}
    holders = await holders_today(letter.village, work, desk)
    ladder = Ladder(desk.days_off(today - _AROUND, today + _AROUND))
    digest = digest_of(person, [duty for _, duty in duties.values()], holders, ladder, today)
    # Nobody is asked for what cannot be done yet.
    waiting = {each for cycle, all_of_it in under_way for each in blocked(cycle, all_of_it)}
    digest = replace(digest, asks=tuple(duty for duty in digest.asks if duty.id not in waiting))
    settled = [
        pair
        for pair in duties.values()
        if letter.edit and pair[1].done_on and pair[1].done_on >= day and person in owners(pair[1], holders)
    ]
    if not digest and not settled:
        raise Dropped("nothing is open")
    return _DigestCard(duties, holders, person, desk).of(digest, settled, letter.about)


class _DigestCard:
    """The card of what one person is told on a day."""

    def __init__(self, duties: dict[DutyId, Shown], holders: Holders, person: PersonId, desk: Desk) -> None:
        self._duties = duties
        self._holders = holders
        self._person = person
        self._desk = desk
        self._today = desk.today()
        self._says: list[Said] = [Say("digest-title", strong=True)]
        self._opens: list[Choice] = []

    def of(self, digest: Digest, settled: list[Shown], about: Subject) -> Card:
        """Make it: what one owes, what was settled since, what one may ask for, what nobody does."""
        self._part(Say("digest-mine", strong=True), digest.mine)
        self._part(Say("digest-settled", strong=True), tuple(duty for _, duty in settled))
        self._part(Say("digest-asks", strong=True), digest.asks)
        self._part(Say("digest-raised", strong=True), digest.raised)
        self._empty(digest.empty)
        rows = [tuple(self._opens[at : at + 5]) for at in range(0, len(self._opens), 5)]
        last = DutiesListed(Which.MINE) if digest.mine else DutyBoardShown()
        word = "button-duties-mine" if digest.mine else "button-duty-board"
        alone = digest.mine[0] if len(self._opens) == 1 and digest.mine else None
        own = one_a_row(*self._own(alone)) if alone else tuple(rows)
        return Card(tuple(self._says), rows=(*own, (Choice(Say(word), last.data),)), about=about)

    def _own(self, duty: Duty) -> tuple[Choice, ...]:
        """Give what can be done at once where one duty alone is told of."""
        found = self._found(self._duties[duty.id][0], duty)
        return choices(found, self._person, frozenset({duty.role}))

    def _part(self, title: Say, duties: tuple[Duty, ...]) -> None:
        if not duties:
            return
        self._says.append(title)
        for duty in duties[: LISTED - len(self._opens)]:
            cycle = self._duties[duty.id][0]
            number = len(self._opens) + 1
            self._says += listed_says(cycle, duty, number, self._today)
            self._says += [replace(each, close=True) for each in self._rule(cycle, duty)]
            self._opens.append(Choice(Say("duty-open", {"number": number}), DutyShown(duty.id).data))
        if len(duties) > LISTED:
            self._says.append(Say("duties-more", {"count": len(duties) - LISTED}))

    def _rule(self, cycle: Cycle, duty: Duty) -> tuple[Say, ...]:
        if not duty.is_open:
            return ()
        if duty.ground is not None:
            return (Say("duty-ground-told", {"ground": duty.ground}),)
        found = self._found(cycle, duty)
        rule = rule_says(found, found.running.dated()[duty.place - 1])
        return (*rule, *follows_says(found))

    def _found(self, cycle: Cycle, duty: Duty) -> Found:
        mates = tuple(each for of, each in self._duties.values() if of.id == cycle.id)
        return Found(running_of(cycle, mates, self._desk), duty, self._holders)

    def _empty(self, duties: tuple[Duty, ...]) -> None:
        """Say which roles nobody holds, each once, with what waits for it first."""
        roles: dict[Role, list[Duty]] = {}
        for duty in duties:
            roles.setdefault(duty.role, []).append(duty)
        for role, of_role in roles.items():
            first = of_role[0]
            facts: dict[str, Fact] = {
                "role": role.word,
                "count": len(of_role),
                "step": self._duties[first.id][0].step(first).what,
                "state": state_says(first, self._today),
            }
            self._says.append(Say("digest-empty", facts, strong=True))


# --------------------------------------------------------------------------------------- one duty alone


async def _found(letter: Letter, work: Work, desk: Desk) -> Found:
    found = await find(letter.village, DutyId(letter.about.id), work, desk)
    if found is None:
        raise Dropped("gone")
    if not found.duty.is_open:
        raise Dropped("done")
    return found


def _says(found: Found, head: Say, desk: Desk) -> tuple[Said, ...]:
    duty, cycle = found.duty, found.cycle
    facts: dict[str, Fact] = {
        "number": duty.place,
        "of": len(cycle.procedure.steps),
        "step": cycle.step(duty).what,
    }
    state: dict[str, Fact] = {
        "light": light_says(duty, desk.today()),
        "state": state_says(duty, desk.today()),
    }
    return (
        replace(head, strong=True),
        Say("duty-step", facts),
        Say("duty-of", {"cycle": cycle_says(cycle)}, close=True),
        Say("duty-state", state, close=True),
    )


def _person(reader: Reader) -> PersonId:
    assert reader.resident is not None
    return reader.resident.person


def _open_choice(found: Found) -> Choice:
    return Choice(Say("button-duty-open"), DutyShown(found.duty.id).data)


async def _turn(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    found = await _found(letter, work, desk)
    if _person(reader) not in owners(found.duty, found.holders):
        raise Dropped("no longer theirs")
    mine = choices(found, _person(reader), frozenset({found.duty.role}))
    return Card(_says(found, Say("duty-turn"), desk), rows=one_a_row(*mine))


async def _offer(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    """Ask the others whether they take it over; tell whoever offers it what became of that."""
    found, person = await _found(letter, work, desk), _person(reader)
    duty = found.duty
    if duty.offered_by is not None and person in takers(duty, duty.offered_by, found.holders):
        answers = (
            Choice(Say("button-accept"), DutyTaken(duty.id).data),
            Choice(Say("button-decline"), DutyRefused(duty.id).data),
            _open_choice(found),
        )
        return Card(_says(found, Say("duty-offer"), desk), rows=one_a_row(*answers))
    acts = await work.duties.acts(duty)
    offers = [act for act in acts if act.did is Did.OFFERED]
    if duty.offered_by is not None or not offers or offers[-1].by != person:
        raise Dropped("settled")
    word = "duty-offer-taken" if duty.taker not in {None, person} else "duty-offer-refused"
    return Card(_says(found, Say(word), desk), rows=one_a_row(_open_choice(found)))


async def _cannot(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    found, person = await _found(letter, work, desk), _person(reader)
    why = [act for act in await work.duties.acts(found.duty) if act.did is Did.CANNOT]
    reason = (Say("duty-reason", {"words": why[-1].words}),) if why and why[-1].words.abreast else ()
    facts: dict[str, Fact] = {"role": found.duty.role.word}
    head = Say(
        "duty-cannot-others" if person in owners(found.duty, found.holders) else "duty-cannot-up", facts
    )
    return Card((*_says(found, head, desk), *reason), rows=one_a_row(_open_choice(found)))


async def _moved(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader
    found = await _found(letter, work, desk)
    duty = found.duty
    if duty.ground is None:
        raise Dropped("not moved")
    ground = Say("duty-ground-told", {"ground": duty.ground})
    head = Say("duty-moved", {"role": duty.role.word})
    return Card((*_says(found, head, desk), ground), rows=one_a_row(_open_choice(found)))


# --------------------------------------------------------------------------------------- cycles, roles


async def _started(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader
    found = await work.duties.get(letter.village, CycleId(letter.about.id))
    if found is None or found[0].stopped_at is not None:
        raise Dropped("stopped")
    card = cycle_card(*found, desk.today())
    return replace(card, says=(Say("cycle-started", strong=True), *card.says))


async def _passed(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    """Tell whoever takes up a role which duties come with it, with how far they are."""
    mandate = await work.roles.mandate(letter.village, MandateId(letter.about.id))
    if mandate is None or not mandate.holds(desk.today()):
        raise Dropped("ended")
    found = await work.duties.under_way(letter.village)
    with_it = [
        (cycle, duty)
        for cycle, duties in found
        for duty in duties
        if duty.is_open and duty.role is mandate.role
    ]
    if not with_it:
        raise Dropped("nothing is open")
    today = desk.today()
    with_it.sort(key=lambda pair: pair[1].due or date.max)
    says: list[Said] = [Say("duties-passed", {"role": mandate.role.word, "count": len(with_it)}, strong=True)]
    for number, (cycle, duty) in enumerate(with_it[:LISTED], 1):
        says += listed_says(cycle, duty, number, today)
    mine = Choice(Say("button-duties-mine"), DutiesListed(Which.MINE).data)
    del reader
    return Card(tuple(says), rows=one_a_row(mine))


async def _month(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    """Tell a group what was due last month and what was done: bodies alone, no people."""
    del reader
    first = date.fromordinal(letter.about.id).replace(day=1)
    last = first - timedelta(days=1)
    found = await work.duties.since(letter.village, last - timedelta(days=400))
    due = [
        (cycle, duty)
        for cycle, duties in found
        for duty in duties
        if duty.due and last.replace(day=1) <= duty.due <= last
    ]
    if not due:
        raise Dropped("nothing was due")
    facts: dict[str, Fact] = {
        "unit": desk.village(letter.village).name,
        "from": Day(last.replace(day=1)),
        "to": Day(last),
        "done": sum(not duty.is_open for _, duty in due),
        "of": len(due),
    }
    lines = [line_says(cycle, duty, desk.today()) for cycle, duty in due[:LISTED]]
    return Card((Say("duties-month", facts, strong=True), *lines), both=True)


KINDS = {
    # A reminder that may have gone out is not sent again: nobody is nagged.
    DIGEST: LetterKind(_digest, stands=True, again=False),
    TURN: LetterKind(_turn),
    OFFER: LetterKind(_offer),
    CANNOT: LetterKind(_cannot),
    MOVED: LetterKind(_moved),
    PASSED: LetterKind(_passed),
    STARTED: LetterKind(_started),
    MONTH: LetterKind(_month, waits_in_group=True),
}
