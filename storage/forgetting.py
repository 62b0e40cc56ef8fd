"""Forgetting a person: what hangs on them goes; acts of office, proofs and consents keep a bare number."""

from datetime import datetime

from sqlalchemy import ColumnElement, Table, delete, exists, func, select, true, update

from storage import tables
from storage.shelf import Shelf
from village.course import State
from village.duties import Did
from village.ids import PersonId, VillageSlug
from village.outbox import LetterState

_letter, _address, _person = tables.letter, tables.address, tables.person
_THEIRS = (
    tables.resident,
    tables.form,
    tables.gathering_answer,
    tables.card,
    tables.roll_match,
    tables.roll_doubt,
    tables.vouch_ask,
    tables.survey_answered,
    tables.vouch,
    tables.petition_waiting,
    tables.petition_code,
    tables.duty_pause,
    tables.duty_feed,
)
_BY_ADDRESS = (tables.offer, tables.wrong_code, tables.stuck, tables.member)
_UNSENT = (LetterState.WAITING, LetterState.DROPPED)


class Forgetting(Shelf):
    """Deletes what is known of a person, in one village or everywhere."""

    async def forget(self, village: VillageSlug, person: PersonId, now: datetime) -> None:
        """Forget a person in a village, and altogether when they are a resident nowhere else."""
        elsewhere = (
            select(func.count())
            .select_from(tables.resident)
            .where(tables.resident.c.person == person, tables.resident.c.village != village)
        )
        if await self._count(elsewhere):
            await self._forget_in(village, person, now)
            return
        await self._forget_in(None, person, now)
        await self._do(delete(_address).where(_address.c.person == person))
        await self._do(delete(tables.signer).where(tables.signer.c.person == person))
        emptied = {"phone_sealed": None, "phone_hash": None, "phone_at": None, "forgotten_at": now}
        await self._do(update(_person).where(_person.c.id == person).values(emptied))

    async def _forget_in(self, village: VillageSlug | None, person: PersonId, now: datetime) -> None:
        for table in _THEIRS:
            await self._do(delete(table).where(_of(table, village), table.c.person == person))
        given = tables.vouch
        await self._do(delete(given).where(_of(given, village), given.c.voucher == person))
        for table in _BY_ADDRESS:
            await self._delete_by_address(table, village, person)
        await self._forget_answered(village, person)
        await self._forget_ballots(village, person)
        await self._forget_sheets(village, person)
        await self._forget_letters(village, person)
        await self._forget_petitions(village, person)
        await self._forget_duties(village, person)
        mandates = tables.mandate
        await self._do(
            update(mandates)
            .where(_of(mandates, village), mandates.c.person == person, mandates.c.ended_at.is_(None))
            .values(ended_at=now)
        )

    async def _delete_by_address(self, table: Table, village: VillageSlug | None, person: PersonId) -> None:
        hashes = select(_address.c.hash).where(_address.c.person == person)
        await self._do(delete(table).where(_of(table, village), table.c.address_hash.in_(hashes)))

    async def _forget_answered(self, village: VillageSlug | None, person: PersonId) -> None:
        """Delete what they were answered; that their updates were taken stays, so that none comes twice."""
        taken = tables.taken_update
        hashes = select(_address.c.hash).where(_address.c.person == person)
        theirs = (_of(taken, village), taken.c.address_hash.in_(hashes))
        await self._do(update(taken).where(*theirs).values(answer=None, address_hash=None))

    async def _forget_ballots(self, village: VillageSlug | None, person: PersonId) -> None:
        """Delete ballots in open polls: who comes back answers once. In closed ones they stay, unnamed."""
        ballots, polls = tables.ballot, tables.poll
        theirs = (_of(ballots, village), ballots.c.person == person)
        is_open = exists().where(
            polls.c.village == ballots.c.village,
            polls.c.id == ballots.c.poll,
            polls.c.state == State.OPEN,
        )
        await self._do(delete(ballots).where(*theirs, is_open))
        await self._do(update(ballots).where(*theirs).values(name=None))

    async def _forget_sheets(self, village: VillageSlug | None, person: PersonId) -> None:
        """Delete their sheets in open surveys; in closed ones they stay, as nobody's in particular."""
        sheets, surveys, grouped = tables.sheet, tables.survey, tables.survey_grouped
        theirs = (_of(sheets, village), sheets.c.person == person)
        is_open = exists().where(
            surveys.c.village == sheets.c.village,
            surveys.c.id == sheets.c.survey,
            surveys.c.state == State.OPEN,
        )
        gone = exists().where(
            sheets.c.village == grouped.c.village, sheets.c.id == grouped.c.sheet, *theirs, is_open
        )
        await self._do(delete(grouped).where(_of(grouped, village), gone))
        await self._do(delete(sheets).where(*theirs, is_open))
        await self._do(update(sheets).where(*theirs).values(person=None))
        await self._do(update(sheets).where(_of(sheets, village), sheets.c.by == person).values(by=None))

    async def _forget_petitions(self, village: VillageSlug | None, person: PersonId) -> None:
        """Delete their drafts, and that they stood by; what they put forward waits for another deputy."""
        drafts = tables.petition_draft
        await self._do(delete(drafts).where(_of(drafts, village), drafts.c.author == person))
        put = (_of(drafts, village), drafts.c.put_by == person)
        await self._do(update(drafts).where(*put).values(put_by=None, put_at=None))
        for table in (tables.signature, tables.petition_waiting):
            stood_by = (_of(table, village), table.c.witness == person)
            await self._do(update(table).where(*stood_by).values(witness=None))

    async def _forget_duties(self, village: VillageSlug | None, person: PersonId) -> None:
        """Give back what they had taken over; what was done in a role stays, by nobody in particular."""
        duties, acts = tables.duty, tables.duty_act
        for name in ("taker", "offered_by"):
            theirs = (_of(duties, village), duties.c[name] == person)
            await self._do(update(duties).where(*theirs).values({name: None}))
        why_not = (_of(acts, village), acts.c.by == person, acts.c.did == Did.CANNOT)
        await self._do(update(acts).where(*why_not).values(words=None))
        await self._do(update(acts).where(_of(acts, village), acts.c.by == person).values(by=None))

    async def _forget_letters(self, village: VillageSlug | None, person: PersonId) -> None:
        """Delete what was not sent; what was keeps counting in the report, to nobody in particular."""
        theirs = (_of(_letter, village), _letter.c.person == person)
        await self._do(delete(_letter).where(*theirs, _letter.c.state.in_(_UNSENT)))
        await self._do(update(_letter).where(*theirs).values(person=None))


def _of(table: Table, village: VillageSlug | None) -> ColumnElement[bool]:
    return true() if village is None else table.c.village == village
