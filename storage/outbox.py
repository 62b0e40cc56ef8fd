"""What must be said later: letters and campaigns, written in the transaction of what they tell of."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
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
from storage.letters import is_letter, letter_columns, letter_of, waits_alike
from storage.shelf import Room, Shelf, is_about, subject_of
from storage.tables import LETTER_WAITS
from storage.tables import card as cards
from storage.tables import letter as letters
from storage.waking import wake
from village.ids import ChatId, PersonId, VillageSlug
from village.outbox import Campaign, DeliveryReport, Letter, LetterState, Subject

_CALLED_OFF = "called-off"
_ANOTHER_WAITS = "another-waits"
# Of two that had the same letter in hand, whoever sent it is right.
_NOT_SENT = letters.c.state != LetterState.SENT


class SqlOutbox(Shelf):
    """Letters and campaigns."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._campaigns = SqlCampaigns(room)
        self._woken = False

    async def post(self, letter: Letter) -> None:
        """Put one letter in. One of the same kind, subject and reader that still waits is kept instead."""
        await self._post([letter])

    async def _post(self, posted: Sequence[Letter]) -> None:
        if posted:
            await self._wake_workers()
        for reader in (letters.c.chat, letters.c.person):
            to_chats = reader is letters.c.chat
            rows = [letter_columns(letter) for letter in posted if (letter.chat is not None) is to_chats]
            statement = self._insert(letters).on_conflict_do_nothing(
                index_elements=["village", "kind", "about_kind", "about_id", reader.name],
                index_where=and_(LETTER_WAITS, reader.is_not(None)),
            )
            if rows:
                await self._room.connection.execute(statement, rows)

    async def campaign(self, campaign: Campaign) -> None:
        """Put a big send in."""
        await self.campaigns([campaign])

    async def campaigns(self, campaigns: Sequence[Campaign]) -> None:
        """Put several big sends in."""
        await self._wake_workers()
        await self._campaigns.add(campaigns)

    async def _wake_workers(self) -> None:
        if self._room.wakes and not self._woken:
            self._woken = True
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
        await self._post(edits)

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
        """List the villages that have letters or campaigns due; however many wait, one look a village."""
        due = set(await self._campaigns.lanes(now))
        last = ""
        while (row := await self._first_waiting_after(last)) is not None:
            last = row.village
            if row.due_at <= now:
                due.add(VillageSlug(last))
        return tuple(sorted(due))

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

    async def _first_waiting_after(self, village: str) -> Row[Any] | None:
        return await self._one(
            select(letters.c.village, letters.c.due_at)
            .where(LETTER_WAITS, letters.c.village > village)
            .order_by(letters.c.village, letters.c.due_at)
            .limit(1)
        )

    async def _backlog(self, village: VillageSlug, now: datetime, most: int) -> int:
        waiting = (
            select(letters.c.id)
            .where(LETTER_WAITS, letters.c.village == village, letters.c.due_at <= now)
            .limit(most)
        )
        return await self._count(select(func.count()).select_from(waiting.subquery()))

    async def in_doubt(self, village: VillageSlug) -> tuple[Letter, ...]:
        """List the letters of a lane taken by a worker that no longer has it: sent or not, nobody knows."""
        under_way = select(letters).where(letters.c.state == LetterState.SENDING)
        rows = await self._all(under_way.where(letters.c.village == village).order_by(letters.c.id))
        return tuple(map(letter_of, rows))

    async def settle(self, letter: Letter, state: LetterState, reason: str, now: datetime) -> bool:
        """Note how a letter ended, and why where it was not sent; False when it was noted as sent before."""
        ended = {"state": state, "reason": reason, "settled_at": now}
        return await self._do(update(letters).where(is_letter(letter), _NOT_SENT).values(ended)) == 1

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

    async def next_due(self) -> datetime | None:
        """Give the moment at which the next letter or campaign is due."""
        moments = [
            await self._campaigns.next_due(),
            await self._next_letter(urgent=True),
            await self._next_letter(urgent=False),
        ]
        return min((moment for moment in moments if moment is not None), default=None)

    async def _next_letter(self, *, urgent: bool) -> datetime | None:
        found: datetime | None = await self._value(
            select(func.min(letters.c.due_at)).where(LETTER_WAITS, letters.c.urgent == urgent)
        )
        return found

    async def _claim(
        self, now: datetime, limit: int, village: VillageSlug | None, *, urgent: bool
    ) -> tuple[Letter, ...]:
        if limit <= 0:
            return ()
        lane = () if village is None else (letters.c.village == village,)
        rows = await self._all(
            select(letters)
            .where(LETTER_WAITS, letters.c.urgent == urgent, letters.c.due_at <= now, *lane)
            .where(*_nothing_under_way(), *_none_before(urgent=urgent))
            .order_by(letters.c.due_at, letters.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        await self._mark_sending(rows)
        return tuple(map(letter_of, rows))

    async def _mark_sending(self, rows: Sequence[Row[Any]]) -> None:
        # One by its key after another: SQLite reads the whole table for a list of pairs.
        its_key = and_(letters.c.village == bindparam("of_village"), letters.c.id == bindparam("of_id"))
        keys = [{"of_village": row.village, "of_id": row.id} for row in rows]
        if keys:
            taken = update(letters).where(its_key).values(state=LetterState.SENDING)
            await self._room.connection.execute(taken, keys)

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


def _none_before(*, urgent: bool) -> tuple[ColumnElement[bool], ...]:
    other = letters.alias("before")
    return tuple(
        ~exists().where(
            other.c.village == letters.c.village,
            other.c[reader] == letters.c[reader],
            other.c.state == LetterState.WAITING,
            other.c.urgent == urgent,
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
