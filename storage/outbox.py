"""What must be said later: letters and campaigns, written in the transaction of what they tell of."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Executable,
    Integer,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    not_,
    select,
    tuple_,
    update,
)

from storage.campaigns import SqlCampaigns
from storage.columns import Instant
from storage.letters import LANES_DUE, is_letter, letter_columns, letter_of, waits_alike
from storage.shelf import Room, Shelf, insert_into, is_about, subject_of
from storage.tables import LETTER_UNDER_WAY, LETTER_WAITS
from storage.tables import card as cards
from storage.tables import letter as letters
from storage.waking import wake
from village.ids import ChatId, PersonId, VillageSlug
from village.outbox import Campaign, DeliveryReport, Letter, LetterState, Rest, Subject

_CALLED_OFF = "called-off"
_ANOTHER_WAITS = "another-waits"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# Of two that had the same letter in hand, whoever sent it is right.
_NOT_SENT = letters.c.state != LetterState.SENT


class SqlOutbox(Shelf):
    """Letters and campaigns."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._campaigns = SqlCampaigns(room)

    async def post(self, letter: Letter) -> None:
        """Put one letter in. One of the same kind, subject and reader that still waits is kept instead."""
        await self.post_all([letter])

    async def post_all(self, posted: Sequence[Letter]) -> None:
        """Put several letters in, like one."""
        if posted:
            await self._wake_workers()
        for reader in ("chat", "person"):
            to_chats = reader == "chat"
            rows = [letter_columns(letter) for letter in posted if (letter.chat is not None) is to_chats]
            if rows:
                await self._room.connection.execute(_posts(reader, self._room.dialect), rows)

    async def campaign(self, campaign: Campaign) -> None:
        """Put a big send in."""
        await self.campaigns([campaign])

    async def campaigns(self, campaigns: Sequence[Campaign]) -> None:
        """Put several big sends in."""
        await self._wake_workers()
        await self._campaigns.add(campaigns)

    async def _wake_workers(self) -> None:
        if self._room.wakes and not self._room.posted:
            self._room.posted.append(True)
            await wake(self._room.connection)

    async def refresh(self, village: VillageSlug, kind: str, about: Subject, due_at: datetime) -> None:
        """Say a card again wherever it stands, so that it is edited; waiting edits of one card collapse."""
        standing = select(cards).where(
            cards.c.village == village, cards.c.kind == kind, is_about(cards, about)
        )
        await self._say_again(standing, due_at)

    async def refresh_groups(self, village: VillageSlug, kind: str, about: Subject, due_at: datetime) -> None:
        """Say a card again in the groups where it stands; private copies stay as they are."""
        await self.refresh_all_groups([village], kind, [about], due_at)

    async def refresh_all_groups(
        self, villages: Collection[VillageSlug], kind: str, about: Collection[Subject], due_at: datetime
    ) -> None:
        """Say the cards of several subjects again in the groups where they stand, as one alone."""
        standing = select(cards).where(cards.c.village.in_(villages), cards.c.kind == kind)
        subjects = standing.where(
            cards.c.about_kind.in_({each.kind for each in about}),
            cards.c.about_id.in_({each.id for each in about}),
        )
        await self._say_again(subjects.where(cards.c.chat.is_not(None)), due_at)

    async def _say_again(self, standing: Select[Any], due_at: datetime) -> None:
        edits = []
        for row in await self._all(standing.order_by(cards.c.village, cards.c.id)):
            chat = None if row.chat is None else ChatId(row.chat)
            person = None if row.person is None else PersonId(row.person)
            number, village, about = self._room.ids.next(due_at), VillageSlug(row.village), subject_of(row)
            edits.append(Letter(number, village, row.kind, about, due_at, chat, person, edit=True))
        await self.post_all(edits)

    async def call_off(
        self, village: VillageSlug, kinds: Sequence[str], about: Subject, now: datetime
    ) -> None:
        """Drop what still waits of these kinds about a subject, campaigns included."""
        await self._campaigns.call_off(village, kinds, about)
        await self._do(
            update(letters).where(_of(village, kinds, about), LETTER_WAITS).values(_dropped(_CALLED_OFF, now))
        )

    async def report(self, village: VillageSlug, kinds: Sequence[str], about: Subject) -> DeliveryReport:
        """Count how far the sends of these kinds about a subject are; edits do not count."""
        to_chat = letters.c.chat.is_not(None)
        rows = await self._all(
            select(letters.c.state, to_chat.label("to_chat"), func.count().label("letters"))
            .where(_of(village, kinds, about), not_(letters.c.edit))
            .group_by(letters.c.state, to_chat)
        )
        uncut = await self._campaigns.uncut(village, kinds, about)
        until = await self._campaigns.spread_until(village, kinds, about)
        return replace(_report_of(rows, uncut), until=until)

    async def lanes(self, now: datetime) -> tuple[VillageSlug, ...]:
        """List the villages that have letters or campaigns due, by one statement, however many wait."""
        rows = await self._all(LANES_DUE, {"now": now})
        return tuple(sorted({*await self._campaigns.lanes(now), *(VillageSlug(row.village) for row in rows)}))

    async def cut(self, now: datetime, limit: int, village: VillageSlug | None = None) -> int:
        """Cut up to ``limit`` letters from campaigns whose time has come; give how many were cut.

        A village's campaigns take turns, and none is cut while that many of its letters wait already: a
        great send neither holds up a small one nor fills the table before its time.
        """
        room = limit if village is None else limit - await self._backlog(village, now, limit)
        return await self._campaigns.cut(now, room, village) if room > 0 else 0

    async def claim(
        self, now: datetime, limit: int, village: VillageSlug | None = None
    ) -> tuple[Letter, ...]:
        """Take letters whose time has come, urgent and oldest first, and mark them as being sent.

        A reader gets one letter at a time: who has one under way, or an earlier one due, waits for it.
        """
        urgent = await self._claim(now, limit, village, urgent=True)
        return urgent + await self._claim(now, limit - len(urgent), village, urgent=False)

    async def _backlog(self, village: VillageSlug, now: datetime, most: int) -> int:
        return await self._count(_BACKLOG, {"lane": village, "now": now, "most": most})

    async def in_doubt(self, village: VillageSlug) -> tuple[Letter, ...]:
        """List the letters of a lane taken by a worker that no longer has it: sent or not, nobody knows."""
        return tuple(map(letter_of, await self._all(_IN_DOUBT, {"lane": village})))

    async def settle(self, letter: Letter, state: LetterState, reason: str, now: datetime) -> bool:
        """Note how a letter ended, and why where it was not sent; False when it was noted as sent before."""
        ended = {"ended": state, "why": reason, "ended_at": now}
        return await self._do(_SETTLES, ended | _key(letter)) == 1

    async def note_said(self, letter: Letter, refs: Sequence[str]) -> None:
        """Note which messages of a letter stand already, while more of them are to come."""
        await self._do(update(letters).where(is_letter(letter)).values(said=list(refs)))

    async def put_off(self, letter: Letter, until: datetime, reason: str, now: datetime) -> None:
        """Let a letter wait again after a try that failed; counts the try, keeps since when it fails."""
        waits = {"due_at": until, "reason": reason, "tries": letters.c.tries + 1}
        await self._wait_again(letter, waits, now)

    async def hold(self, letter: Letter, until: datetime, reason: str, now: datetime) -> None:
        """Let a letter wait for quiet hours or for its chat's pace; no try was made."""
        await self._wait_again(letter, {"due_at": until, "reason": reason}, now)

    async def next_due(self, after: datetime | None = None) -> datetime | None:
        """Give the moment at which the next letter or campaign is due; the next past a moment, if given."""
        past = after or _LONG_AGO
        moments = [
            await self._campaigns.next_due(past),
            *[await self._value(_NEXT_DUE, {"urgent": urgent, "past": past}) for urgent in (True, False)],
        ]
        return min((moment for moment in moments if moment is not None), default=None)

    async def rest(self, rests: Sequence[Rest]) -> None:
        """Let what waits for a reader wait until it may be written to again; nothing is tried before."""
        for reader in ("chat", "person"):
            for only_edits in (False, True):
                rows = [
                    {"lane": each.village, "reader": getattr(each, reader), "until": each.until}
                    for each in rests
                    if getattr(each, reader) is not None and each.only_edits == only_edits
                ]
                if rows:
                    await self._room.connection.execute(_rests(reader, only_edits=only_edits), rows)

    async def _claim(
        self, now: datetime, limit: int, village: VillageSlug | None, *, urgent: bool
    ) -> tuple[Letter, ...]:
        if limit <= 0:
            return ()
        values = {"now": now, "most": limit, "urgent": urgent}
        in_lane = {} if village is None else {"lane": village}
        rows = await self._all(_claims(of_lane=village is not None), values | in_lane)
        await self._mark_sending(rows)
        return tuple(map(letter_of, rows))

    async def _mark_sending(self, rows: Sequence[Row[Any]]) -> None:
        # One by its key after another: SQLite reads the whole table for a list of pairs.
        keys = [{"of_village": row.village, "of_id": row.id} for row in rows]
        if keys:
            await self._room.connection.execute(_TAKES, keys)

    async def _wait_again(self, letter: Letter, waits: dict[str, Any], now: datetime) -> None:
        """Let a letter wait again; where its like was posted meanwhile, that one waits on in its stead."""
        changed = {
            "state": LetterState.WAITING,
            "failing_since": letter.failing_since,
            # It may have been written off before it went out.
            "settled_at": None,
        } | waits
        if await self._wait_as_another(letter, waits["due_at"]):
            changed = _dropped(_ANOTHER_WAITS, now)
        await self._do(update(letters).where(is_letter(letter), _NOT_SENT).values(changed))

    async def _wait_as_another(self, letter: Letter, until: datetime) -> bool:
        """Let the like of this letter that waits already wait as long, and be the delivery that it was."""
        own = letters.alias("own")
        said = select(own.c.said).where(own.c.village == letter.village, own.c.id == letter.id)
        as_long = case((letters.c.due_at < until, literal(until, Instant)), else_=letters.c.due_at)
        values: dict[str, Any] = {
            "due_at": as_long,
            "failing_since": letter.failing_since,
            "said": said.scalar_subquery(),
        }
        if not letter.edit:
            values["edit"] = False
        return await self._do(update(letters).where(waits_alike(letter)).values(values)) > 0


def _of(village: VillageSlug, kinds: Sequence[str], about: Subject) -> ColumnElement[bool]:
    return and_(letters.c.village == village, letters.c.kind.in_(kinds), is_about(letters, about))


def _dropped(reason: str, now: datetime) -> dict[str, Any]:
    return {"state": LetterState.DROPPED, "reason": reason, "settled_at": now}


def _key(letter: Letter) -> dict[str, Any]:
    return {"of_village": letter.village, "of_id": letter.id}


# ------------------------------------------------------ statements written once: to build one takes longer
# ------------------------------------------------------ than to run it

_IS_IT = and_(letters.c.village == bindparam("of_village"), letters.c.id == bindparam("of_id"))
_IN_LANE = letters.c.village == bindparam("lane")
# Said of both, so that the lane's index is entered at the moment.
_OF_ANY_HASTE = letters.c.urgent.in_((True, False))
_DUE = letters.c.due_at <= bindparam("now", type_=Instant)
_TAKES = update(letters).where(_IS_IT).values(state=LetterState.SENDING)
_SETTLES = (
    update(letters)
    .where(_IS_IT, _NOT_SENT)
    .values(
        state=bindparam("ended", type_=letters.c.state.type),
        reason=bindparam("why", type_=Text),
        settled_at=bindparam("ended_at", type_=Instant),
    )
)
_IN_DOUBT = select(letters).where(LETTER_UNDER_WAY, _IN_LANE).order_by(letters.c.id)
_BACKLOG = select(func.count()).select_from(
    select(letters.c.id)
    .where(LETTER_WAITS, _IN_LANE, _OF_ANY_HASTE, _DUE)
    .limit(bindparam("most", type_=Integer))
    .subquery()
)
_NEXT_DUE = select(func.min(letters.c.due_at)).where(
    LETTER_WAITS,
    letters.c.urgent == bindparam("urgent", type_=Boolean),
    letters.c.due_at > bindparam("past", type_=Instant),
)


@cache
def _posts(reader: str, dialect: str) -> Executable:
    return insert_into(letters, dialect).on_conflict_do_nothing(
        index_elements=["village", "kind", "about_kind", "about_id", reader],
        index_where=and_(LETTER_WAITS, letters.c[reader].is_not(None)),
    )


@cache
def _rests(reader: str, *, only_edits: bool) -> Executable:
    until = bindparam("until", type_=Instant)
    edits = (letters.c.edit,) if only_edits else ()
    return (
        update(letters)
        .where(LETTER_WAITS, _IN_LANE, letters.c[reader] == bindparam("reader"), letters.c.due_at < until)
        .where(*edits)
        .values(due_at=until)
    )


@cache
def _claims(*, of_lane: bool) -> Executable:
    urgent = letters.c.urgent == bindparam("urgent", type_=Boolean)
    return (
        select(letters)
        .where(LETTER_WAITS, urgent, _DUE, *((_IN_LANE,) if of_lane else ()))
        .where(*_nothing_under_way(), *_none_before())
        .order_by(letters.c.due_at, letters.c.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
    )


def _nothing_under_way() -> tuple[ColumnElement[bool], ...]:
    other = letters.alias("under_way")
    return tuple(
        ~exists().where(
            other.c.village == letters.c.village,
            other.c[reader] == letters.c[reader],
            other.c.state == LetterState.SENDING,
        )
        for reader in ("chat", "person")
    )


def _none_before() -> tuple[ColumnElement[bool], ...]:
    other = letters.alias("before")
    return tuple(
        ~exists().where(
            other.c.village == letters.c.village,
            other.c[reader] == letters.c[reader],
            other.c.state == LetterState.WAITING,
            other.c.urgent == bindparam("urgent", type_=Boolean),
            tuple_(other.c.due_at, other.c.id) < tuple_(letters.c.due_at, letters.c.id),
        )
        for reader in ("chat", "person")
    )


def _report_of(rows: Sequence[Row[Any]], uncut: int) -> DeliveryReport:
    counts = {(row.state, bool(row.to_chat)): row.letters for row in rows}

    def of(*states: LetterState) -> int:
        return sum(counts.get((state, to_chat), 0) for state in states for to_chat in (True, False))

    return DeliveryReport(
        sent=of(LetterState.SENT),
        waiting=of(LetterState.WAITING, LetterState.SENDING) + uncut,
        unreachable=of(LetterState.UNREACHABLE),
        failed=of(LetterState.FAILED),
        chats=counts.get((LetterState.SENT, True), 0),
        people=counts.get((LetterState.SENT, False), 0),
    )
