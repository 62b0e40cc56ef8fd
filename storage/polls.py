"""Polls, the ballots cast in them, and what was counted."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, and_, func, insert, select
from sqlalchemy import update as sql_update

from storage.shelf import Shelf, keeps_given, update_columns, update_of
from storage.tables import ballot as ballots
from storage.tables import native_poll as natives
from storage.tables import poll as polls
from storage.tables import poll_paper as papers
from village.course import State
from village.forms import Json
from village.giving import GiftKey, ThingKey
from village.ids import PersonId, PollId, SectionSlug, VillageSlug
from village.people import Level
from village.polls import OPTIONS_AT_MOST, Ballot, Poll, PollPlan
from village.results import Heap, OnPaper, Taken
from village.texts import Bilingual
from village.updates import NUMBERS_HOLD

_GIVEN = (
    "choices",
    "level",
    "section",
    "lives_here",
    "waits",
    "left",
    "changes",
    "cast_at",
    "update_network",
    "update_number",
    "name",
)


class SqlPolls(Shelf):
    """Polls by id, by number and open; their times come in the village's zone."""

    async def add(self, poll: Poll) -> None:
        """Keep a new poll."""
        await self._do(insert(polls).values({"village": poll.village, "id": poll.id} | _columns(poll)))

    async def get(self, village: VillageSlug, poll: PollId) -> Poll | None:
        """Find a poll."""
        return await self._poll(_in(village).where(polls.c.id == poll))

    async def hold(self, village: VillageSlug, poll: PollId) -> Poll | None:
        """Find a poll to change it: until this piece of work ends nobody else changes or answers it."""
        return await self._poll(_in(village).where(polls.c.id == poll).with_for_update())

    async def steady(self, village: VillageSlug, poll: PollId) -> Poll | None:
        """Find a poll that stays as it is until this piece of work ends; many may have it so at once."""
        return await self._poll(_in(village).where(polls.c.id == poll).with_for_update(read=True))

    async def keep(self, poll: Poll) -> None:
        """Keep it as it is now."""
        values = _columns(poll)
        await self._do(
            sql_update(polls).where(polls.c.village == poll.village, polls.c.id == poll.id).values(values)
        )

    async def numbered(self, village: VillageSlug, number: int) -> Poll | None:
        """Find the poll of a number, once it was published."""
        query = _in(village).where(polls.c.number == number, polls.c.state != State.PLANNED)
        return await self._poll(query)

    async def open(self, village: VillageSlug) -> tuple[Poll, ...]:
        """List the open polls, the one that closes first first."""
        rows = await self._all(
            _in(village).where(polls.c.state == State.OPEN).order_by(polls.c.closes_at, polls.c.id)
        )
        return tuple(_poll_of(row, self._room.zone) for row in rows)

    # ------------------------------------------------------------------------------------- ballots

    async def held(self, things: Collection[ThingKey]) -> dict[ThingKey, Poll]:
        """Give polls; none of them is changed by anybody else until this work is done."""
        rows = await self._all(
            select(polls)
            .where(polls.c.village.in_({village for village, _ in things}))
            .where(polls.c.id.in_({number for _, number in things}))
            .order_by(polls.c.village, polls.c.id)
            .with_for_update(read=True)
        )
        return {(VillageSlug(row.village), row.id): _poll_of(row, self._room.zone) for row in rows}

    async def given(self, keys: Collection[GiftKey]) -> dict[GiftKey, Ballot]:
        """Give what some people answered in some polls."""
        rows = await self._all(
            select(ballots)
            .where(ballots.c.person.in_({person for *_, person in keys}))
            .where(ballots.c.poll.in_({number for _, number, _ in keys}))
        )
        return {(VillageSlug(row.village), row.poll, PersonId(row.person)): self._ballot(row) for row in rows}

    async def keep_given(self, given: Mapping[GiftKey, Ballot]) -> None:
        """Keep many ballots, each as one alone; sorted by key, so that two who keep them never deadlock."""
        since = max(ballot.at for ballot in given.values()) - NUMBERS_HOLD
        rows = [self._ballot_columns(key, given[key]) | {"numbers_since": since} for key in sorted(given)]
        keeps = keeps_given(ballots, "poll", "cast_at", _GIVEN, self._room.dialect)
        await self._room.connection.execute(keeps, rows)

    async def cast(self, poll: Poll, person: PersonId, ballot: Ballot) -> None:
        """Keep a person's ballot in the place of an earlier one; one by a higher number stays."""
        await self.keep_given({(poll.village, poll.id, person): ballot})

    async def ballot_of(self, poll: Poll, person: PersonId) -> Ballot | None:
        """Give what a person answered."""
        key = (poll.village, poll.id, person)
        return (await self.given([key])).get(key)

    async def waiting_of(self, village: VillageSlug, person: PersonId) -> Sequence[tuple[Poll, Ballot]]:
        """List a person's ballots that wait for a step, with their open polls, which stay as they are."""
        rows = await self._all(
            select(ballots)
            .join(polls, and_(polls.c.village == ballots.c.village, polls.c.id == ballots.c.poll))
            .where(ballots.c.village == village, ballots.c.person == person, ballots.c.waits)
            .where(polls.c.state == State.OPEN)
            .order_by(ballots.c.poll)
        )
        held = await self.held([(village, row.poll) for row in rows]) if rows else {}
        return [(held[village, row.poll], self._ballot(row)) for row in rows]

    async def mark_left(self, village: VillageSlug, person: PersonId, *, left: bool) -> tuple[PollId, ...]:
        """Mark a person's ballots in open polls as of one who left, or is back; give the polls it changed."""
        still_open = select(polls.c.id).where(polls.c.village == village, polls.c.state == State.OPEN)
        theirs = and_(
            ballots.c.village == village,
            ballots.c.person == person,
            ballots.c.poll.in_(still_open),
            ballots.c.left != left,
        )
        changed = await self._all(select(ballots.c.poll).where(theirs).order_by(ballots.c.poll))
        if changed:
            await self._do(sql_update(ballots).where(theirs).values(left=left))
        return tuple(PollId(row.poll) for row in changed)

    async def answered(self, poll: Poll) -> int:
        """Count the people who have answered."""
        counted = and_(_of(poll), ~ballots.c.waits, ballots.c.choices != 0)
        return await self._count(select(func.count()).select_from(ballots).where(counted))

    async def heaps(self, poll: Poll) -> tuple[Heap, ...]:
        """Count the ballots, alike with alike; emptied ones too, those that wait for a step not."""
        alike = (
            ballots.c.choices,
            ballots.c.level,
            ballots.c.section,
            ballots.c.lives_here,
            ballots.c.left,
        )
        rows = await self._all(
            select(*alike, func.count().label("number"), func.sum(ballots.c.changes).label("changed"))
            .where(_of(poll), ~ballots.c.waits)
            .group_by(*alike)
            .order_by(ballots.c.choices, ballots.c.level, func.coalesce(ballots.c.section, ""))
        )
        return tuple(_heap_of(row) for row in rows)

    async def names(self, poll: Poll) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """List who chose what in an open poll, by name; a secret poll keeps no names."""
        rows = await self._all(
            select(ballots.c.name, ballots.c.choices).where(
                _of(poll), ~ballots.c.waits, ballots.c.choices != 0, ballots.c.name.is_not(None)
            )
        )
        unseal = self._room.keys.unseal
        return tuple(sorted((unseal(row.name), choices_of(row.choices)) for row in rows))

    # ------------------------------------------------------------------------- results, paper, the native

    async def keep_result(self, poll: Poll, result: Json) -> None:
        """Keep what was counted when a poll closed."""
        await self._do(
            sql_update(polls)
            .where(polls.c.village == poll.village, polls.c.id == poll.id)
            .values(result=result)
        )

    async def result(self, poll: Poll) -> Json:
        """Give what was counted when a poll closed; None while it is open."""
        found: Json = await self._value(
            select(polls.c.result).where(polls.c.village == poll.village, polls.c.id == poll.id)
        )
        return found

    async def add_paper(self, poll: Poll, taken: OnPaper, by: PersonId | None) -> None:
        """Add answers that the office took by mouth or on paper."""
        values = {
            "village": poll.village,
            "id": self._room.ids.next(taken.at),
            "poll": poll.id,
            "at": taken.at,
            "by": by,
            "how": taken.how,
            "people": taken.people,
            "options": list(taken.options),
        }
        await self._do(insert(papers).values(values))

    async def on_paper(self, poll: Poll) -> tuple[OnPaper, ...]:
        """List what the office took by mouth or on paper, oldest first."""
        rows = await self._all(
            select(papers)
            .where(papers.c.village == poll.village, papers.c.poll == poll.id)
            .order_by(papers.c.id)
        )
        return tuple(OnPaper(row.at, Taken(row.how), row.people, tuple(row.options)) for row in rows)

    async def keep_native(self, poll: Poll, network: str, native: str) -> None:
        """Keep under which name a network knows a poll of its own that asks this."""
        key = {"village": poll.village, "network": network, "native": native}
        await self._do(self._insert(natives).values(key | {"poll": poll.id}).on_conflict_do_nothing())

    async def by_native(self, village: VillageSlug, network: str, native: str) -> Poll | None:
        """Find the poll that a network's own poll asks; it stays as it is."""
        row = await self._one(
            select(natives.c.poll).where(
                natives.c.village == village, natives.c.network == network, natives.c.native == native
            )
        )
        return None if row is None else await self.steady(village, PollId(row.poll))

    # ------------------------------------------------------------------------------------------ rows

    async def _poll(self, query: Select[Any]) -> Poll | None:
        row = await self._one(query)
        return None if row is None else _poll_of(row, self._room.zone)

    def _ballot_columns(self, key: GiftKey, ballot: Ballot) -> dict[str, Any]:
        village, poll, person = key
        return {
            "village": village,
            "poll": poll,
            "person": person,
            "choices": bits_of(ballot.choices),
            "level": int(ballot.level),
            "section": ballot.section,
            "lives_here": ballot.lives_here,
            "waits": ballot.waits,
            "left": ballot.left,
            "changes": ballot.changes,
            "cast_at": ballot.at,
            "name": self._room.keys.seal(ballot.name) if ballot.name else None,
            **update_columns(ballot.update),
        }

    def _ballot(self, row: Row[Any]) -> Ballot:
        return Ballot(
            choices=choices_of(row.choices),
            at=row.cast_at,
            level=Level(row.level),
            section=None if row.section is None else SectionSlug(row.section),
            lives_here=row.lives_here,
            waits=row.waits,
            left=row.left,
            changes=row.changes,
            update=update_of(row),
            name=self._room.keys.unseal(row.name) if row.name else "",
        )


def bits_of(choices: Collection[int]) -> int:
    """Write choices as a number with a bit for each option."""
    return sum(1 << option for option in choices)


@cache
def choices_of(bits: int) -> tuple[int, ...]:
    """Read choices back from their bits."""
    return tuple(option for option in range(OPTIONS_AT_MOST) if bits >> option & 1)


def _in(village: VillageSlug) -> Select[Any]:
    return select(polls).where(polls.c.village == village)


def _of(poll: Poll) -> Any:
    return and_(ballots.c.village == poll.village, ballots.c.poll == poll.id)


def _heap_of(row: Row[Any]) -> Heap:
    return Heap(
        choices=choices_of(row.choices),
        level=Level(row.level),
        section=None if row.section is None else SectionSlug(row.section),
        lives_here=row.lives_here,
        left=row.left,
        ballots=row.number,
        changes=int(row.changed),
    )


def _columns(poll: Poll) -> dict[str, Any]:
    plan = poll.plan
    return {
        "number": poll.number,
        "author": poll.author,
        "author_role": poll.author_role,
        "question_kk": plan.question.kk,
        "question_ru": plan.question.ru,
        "options": [[option.kk, option.ru] for option in plan.options],
        "most": plan.most,
        "section": plan.section,
        "role": plan.role,
        "level": int(plan.level),
        "shown": plan.shown,
        "changeable": plan.changeable,
        "secret": plan.secret,
        "native": plan.native,
        "hours_in_chat": plan.hours_in_chat,
        "opens_at": poll.opens_at,
        "closes_at": plan.closes_at,
        "first_closes_at": poll.first_closes_at,
        "state": poll.state,
        "closed_at": poll.closed_at,
    }


def _poll_of(row: Row[Any], zone: ZoneInfo) -> Poll:
    plan = PollPlan(
        question=Bilingual(row.question_kk, row.question_ru),
        options=tuple(Bilingual(kk, ru) for kk, ru in row.options),
        closes_at=row.closes_at.astimezone(zone),
        most=row.most,
        section=None if row.section is None else SectionSlug(row.section),
        role=row.role,
        level=Level(row.level),
        shown=row.shown,
        changeable=row.changeable,
        secret=row.secret,
        native=row.native,
        hours_in_chat=row.hours_in_chat,
    )
    return Poll(
        id=PollId(row.id),
        village=VillageSlug(row.village),
        number=row.number,
        author=PersonId(row.author),
        plan=plan,
        opens_at=row.opens_at.astimezone(zone),
        first_closes_at=row.first_closes_at.astimezone(zone),
        author_role=row.author_role,
        state=row.state,
        closed_at=None if row.closed_at is None else row.closed_at.astimezone(zone),
    )
