"""Big sends: one row each, from which letters are cut in chunks, groups first.

A campaign keeps how far it came among the chats and among the people, in the transaction that keeps the
letters themselves; so whoever was killed in the middle goes on where the last whole chunk ended.

A campaign that is spread moves its due moment on with each piece it cuts, as far as the piece reaches if what
is left is spread evenly over the rest of the time. After an outage it does not catch up in one burst: what is
left is spread over the time that is left; with none left all of it goes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Row,
    Select,
    and_,
    bindparam,
    func,
    insert,
    not_,
    select,
    update,
)

from storage.audience import chats_of, people_of
from storage.columns import Instant
from storage.letters import letter_columns
from storage.shelf import Shelf, insert_into, is_about, subject_columns, subject_of
from storage.tables import campaign as campaigns
from storage.tables import chat, resident
from storage.tables import letter as letters
from village.ids import ChatId, PersonId, SectionSlug, VillageSlug
from village.outbox import Audience, Campaign, Letter, Subject

_BEFORE_ALL = -1
_AT_ONCE = 50
_PIECE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Spread:
    """How private letters are spread: since when, and how far apart, so that those left end with the time."""

    since: datetime
    left: int
    gap: timedelta

    def due(self, now: datetime) -> int:
        """Count what goes by now and within the piece that begins."""
        if not self.gap:
            return self.left
        return min(self.left, math.ceil((now + _PIECE - self.since) / self.gap))

    def next_due(self, cut: int) -> datetime:
        """Give when the next are due, so many having been cut."""
        return self.since + self.gap * cut


class SqlCampaigns(Shelf):
    """Campaigns that are not yet wholly cut into letters."""

    async def add(self, sends: Sequence[Campaign]) -> None:
        """Put big sends in."""
        if sends:
            await self._room.connection.execute(insert(campaigns), [_columns(each) for each in sends])

    async def call_off(self, village: VillageSlug, kinds: Sequence[str], about: Subject) -> None:
        """Cut no more from the campaigns of these kinds about a subject."""
        await self._do(update(campaigns).where(_uncut(village, kinds, about)).values(done=True))

    async def uncut(self, village: VillageSlug, kinds: Sequence[str], about: Subject) -> int:
        """Count the readers for whom no letter was cut yet."""
        rows = await self._all(select(campaigns).where(_uncut(village, kinds, about)))
        return sum([await self._count_left(row) for row in rows])

    async def spread_until(
        self, village: VillageSlug, kinds: Sequence[str], about: Subject
    ) -> datetime | None:
        """Give when the last letters are cut, where some are still to be and are spread."""
        last = select(func.max(campaigns.c.spread_until)).where(_uncut(village, kinds, about))
        found: datetime | None = await self._value(last)
        return found

    async def lanes(self, now: datetime) -> tuple[VillageSlug, ...]:
        """List the villages whose campaigns are due and not wholly cut."""
        return tuple(VillageSlug(row.village) for row in await self._all(_LANES, {"now": now}))

    async def cut(self, now: datetime, limit: int, village: VillageSlug | None = None) -> int:
        """Cut up to ``limit`` letters, an even share from each campaign that is due; give how many."""
        left = limit
        while left > 0 and (rows := await self._due(now, village)):
            share = max(1, left // len(rows))
            for row in rows[:left]:
                left -= await self._cut_chunk(row, now, min(share, left))
        return limit - left

    async def next_due(self, past: datetime) -> datetime | None:
        """Give the moment past another at which the next campaign is due."""
        found: datetime | None = await self._value(_NEXT_DUE, {"past": past})
        return found

    async def _due(self, now: datetime, village: VillageSlug | None) -> Sequence[Row[Any]]:
        in_lane = {} if village is None else {"lane": village}
        return await self._all(_due(of_lane=village is not None), {"now": now} | in_lane)

    async def _cut_chunk(self, row: Row[Any], now: datetime, limit: int) -> int:
        """Cut one chunk and move the campaign's place past it; a chunk that is not full was the last."""
        heard_in = await self._ids(_chats_left(row), chat.c.id, limit)
        spread = await self._spread(row, now)
        room = limit - len(heard_in)
        most = room if spread is None else min(room, spread.due(now))
        read_by = await self._ids(_people_left(row, self._day(now)), resident.c.person, most)
        await self._write(
            [
                *(self._letter(row, now, chat=ChatId(each)) for each in heard_in),
                *(self._letter(row, now, person=PersonId(each)) for each in read_by),
            ]
        )
        cut = len(heard_in) + len(read_by)
        all_cut = cut < limit if spread is None else room > 0 and len(read_by) == spread.left
        await self._do(
            update(campaigns)
            .where(campaigns.c.village == row.village, campaigns.c.id == row.id)
            .values(
                chats_until=heard_in[-1] if heard_in else row.chats_until,
                people_until=read_by[-1] if read_by else row.people_until,
                done=all_cut,
                due_at=spread.next_due(len(read_by)) if spread else row.due_at,
            )
        )
        return cut

    async def _spread(self, row: Row[Any], now: datetime) -> _Spread | None:
        if row.spread_until is None:
            return None
        since = max(row.due_at, now - _PIECE)
        people = _people_left(row, self._day(now))
        left = 0 if people is None else await self._count_of(people)
        gap = max(row.spread_until - since, timedelta(0)) / max(left, 1)
        return _Spread(since, left, gap)

    async def _ids(self, left: Select[Any] | None, key: ColumnElement[int], limit: int) -> list[int]:
        if left is None or limit == 0:
            return []
        rows = await self._all(left.with_only_columns(key).order_by(key).limit(limit))
        return [row[0] for row in rows]

    async def _write(self, cut: Sequence[Letter]) -> None:
        # Whoever has a letter of this kind about this waiting already gets that one, not two.
        if cut:
            rows = [letter_columns(letter) for letter in cut]
            await self._room.connection.execute(_writes(self._room.dialect), rows)

    def _letter(
        self, row: Row[Any], now: datetime, *, chat: ChatId | None = None, person: PersonId | None = None
    ) -> Letter:
        return Letter(
            id=self._room.ids.next(now),
            village=VillageSlug(row.village),
            kind=row.kind,
            about=subject_of(row),
            due_at=now,
            chat=chat,
            person=person,
            urgent=row.urgent,
            campaign=row.id,
        )

    async def _count_left(self, row: Row[Any]) -> int:
        left = (_chats_left(row), _people_left(row, self._day(row.due_at)))
        return sum([await self._count_of(readers) for readers in left if readers is not None])

    async def _count_of(self, readers: Select[Any]) -> int:
        return await self._count(select(func.count()).select_from(readers.subquery()))


_IS_DUE = and_(not_(campaigns.c.done), campaigns.c.due_at <= bindparam("now", type_=Instant))
_LANES = select(campaigns.c.village).where(_IS_DUE).distinct()
_NEXT_DUE = select(func.min(campaigns.c.due_at)).where(
    not_(campaigns.c.done), campaigns.c.due_at > bindparam("past", type_=Instant)
)


@cache
def _due(*, of_lane: bool) -> Executable:
    lane = (campaigns.c.village == bindparam("lane"),) if of_lane else ()
    return (
        select(campaigns)
        .where(_IS_DUE, *lane)
        .order_by(campaigns.c.urgent.desc(), campaigns.c.due_at, campaigns.c.id)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    )


@cache
def _writes(dialect: str) -> Executable:
    return insert_into(letters, dialect).on_conflict_do_nothing()


def _uncut(village: VillageSlug, kinds: Sequence[str], about: Subject) -> ColumnElement[bool]:
    return and_(
        campaigns.c.village == village,
        campaigns.c.kind.in_(kinds),
        is_about(campaigns, about),
        not_(campaigns.c.done),
    )


def _chats_left(row: Row[Any]) -> Select[Any] | None:
    if not row.to_groups:
        return None
    return chats_of(VillageSlug(row.village), _audience_of(row).section).where(chat.c.id > row.chats_until)


def _people_left(row: Row[Any], day: date) -> Select[Any] | None:
    people = people_of(VillageSlug(row.village), _audience_of(row), day)
    return None if people is None else people.where(resident.c.person > row.people_until)


def _columns(campaign: Campaign) -> dict[str, Any]:
    audience = campaign.audience
    return {
        "village": campaign.village,
        "id": campaign.id,
        "kind": campaign.kind,
        "section": audience.section,
        "to_groups": audience.groups,
        "to_people": audience.private,
        "looks_at_kind": audience.about.kind if audience.about else None,
        "looks_at_id": audience.about.id if audience.about else None,
        "due_at": campaign.due_at,
        "urgent": campaign.urgent,
        "chats_until": _BEFORE_ALL,
        "people_until": _BEFORE_ALL,
        "done": False,
        "spread_until": campaign.due_at + campaign.over if campaign.over and not campaign.urgent else None,
        **subject_columns(campaign.about),
    }


def _audience_of(row: Row[Any]) -> Audience:
    return Audience(
        section=None if row.section is None else SectionSlug(row.section),
        groups=row.to_groups,
        private=row.to_people,
        about=None if row.looks_at_kind is None else Subject(row.looks_at_kind, row.looks_at_id),
    )
