"""Letters: each kind's card, made when its turn comes from the state of that moment, or dropped."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers.announcements.cards import announcement_card, report_card
from handlers.chat import Card, Choice, Fact, Say, one_a_row
from handlers.chats import tell_office
from handlers.duties import letters as duty_letters
from handlers.gatherings.cards import (
    NOTICE,
    OfficeAsked,
    answer_choices,
    cancelled_says,
    changed_says,
    notice_card,
    reminder_says,
)
from handlers.gatherings.office import counts, is_late, papers_card
from handlers.letter_kinds import Dropped, LetterKind, NotYet, Reader
from handlers.petitions import answer_letters, doubts, packing, sheets
from handlers.petitions import letters as petition_letters
from handlers.petitions import making_letters as petition_making_letters
from handlers.polls import letters as poll_letters
from handlers.ports import Desk, Work
from handlers.roles import mandate_facts
from handlers.roll import importing, matching
from handlers.surveys import exporting, result_letters
from handlers.surveys import letters as survey_letters
from village.announcements import Announcement, AnnouncementState
from village.course import Asked
from village.gatherings import (
    Coming,
    Gathering,
    GatheringState,
    Reminder,
    earliest,
    reminders,
    shown_in_group,
)
from village.ids import AnnouncementId, ChatId, FileId, GatheringId, MandateId
from village.outbox import Letter, LetterState, Standing, Subject
from village.people import Resident, decent_from
from village.records import ProofKind, ProofLine


async def make(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    """Make a letter's card, or raise Dropped."""
    return await KINDS[letter.kind].make(letter, reader, work, desk)


def waits_until(letter: Letter, reader: Reader, desk: Desk) -> datetime | None:
    """Give until when a letter waits for quiet hours to end; None when it may go now."""
    if letter.urgent or letter.edit:
        return None
    if reader.chat and not KINDS[letter.kind].waits_in_group:
        return None
    local = desk.local_now()
    decent = decent_from(local, reader.resident.quiet if reader.resident else desk.customs.quiet)
    return decent if decent > local else None


# ------------------------------------------------------------------------------------------ announcements


async def _announcement(letter: Letter, work: Work) -> Announcement:
    found = await work.announcements.get(letter.village, AnnouncementId(letter.about.id))
    if found is None:
        raise Dropped("gone")
    return found


async def _announce(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del desk
    announcement = await _announcement(letter, work)
    if announcement.state is AnnouncementState.RECALLED and not letter.edit:
        raise Dropped("recalled")
    return announcement_card(announcement, both=reader.chat is not None)


async def _corrected(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader, desk
    return replace(announcement_card(await _announcement(letter, work), both=False), about=None)


async def _report(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader, desk
    announcement = await _announcement(letter, work)
    report = await work.outbox.report(letter.village, ["announcement"], letter.about)
    return report_card(announcement, report)


async def _keep_report_fresh(letter: Letter, standing: Standing | None, work: Work, desk: Desk) -> None:
    """Let the author's report fill up: waiting ones collapse, so it is edited once a tick at most."""
    del standing
    announcement = await _announcement(letter, work)
    await work.outbox.post(
        Letter(
            desk.new_id(),
            letter.village,
            "announcement-report",
            letter.about,
            desk.clock.now(),
            person=announcement.author,
            urgent=True,
            edit=True,
        )
    )


# --------------------------------------------------------------------------------------------- gatherings


async def _gathering(letter: Letter, work: Work) -> Gathering:
    found = await work.gatherings.get(letter.village, GatheringId(letter.about.id))
    if found is None:
        raise Dropped("gone")
    return found


async def _standing(letter: Letter, work: Work, desk: Desk) -> Gathering:
    gathering = await _gathering(letter, work)
    if gathering.state is GatheringState.CANCELLED:
        raise Dropped("cancelled")
    if gathering.over(desk.clock.now()):
        raise Dropped("over")
    return gathering


async def _notice(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    gathering = await _gathering(letter, work) if letter.edit else await _standing(letter, work, desk)
    coming = (await work.gatherings.answers(gathering)).get(Coming.YES, 0) if reader.chat else 0
    over = gathering.over(desk.clock.now())
    card = notice_card(
        gathering, desk.village(letter.village), coming, both=reader.chat is not None, over=over
    )
    # In the group the notice stands at once, by night without a sound: its day counts.
    return replace(card, quiet=desk.customs.quiet.covers(desk.local_now().time()))


async def _notice_stood(letter: Letter, standing: Standing | None, work: Work, desk: Desk) -> None:
    """Add to the proof that the notice stood in a chat; tell the office at once if that was too late."""
    if letter.chat is None or standing is None:
        return
    gathering = await _gathering(letter, work)
    if not letter.edit:
        await _count_again(letter, gathering, work, desk)
    lines = await work.proof.of(letter.village, letter.about)
    told = [line for line in lines if line.chat == letter.chat and line.kind is ProofKind.STOOD]
    if told and told[-1].revision >= gathering.revision:
        return
    # An edited notice stands as it reads now from now on, whenever its message was first sent.
    now = desk.clock.now()
    await work.proof.add(await _stood(letter, standing, gathering, now, work))
    counted = any(counts(gathering, line.at) for line in told)
    if gathering.state is GatheringState.CALLED and not counted and is_late(gathering, now, desk):
        await tell_office("notice-late", letter.about, letter.village, work, desk)


async def _count_again(letter: Letter, gathering: Gathering, work: Work, desk: Desk) -> None:
    """Let answers be counted that came while the notice stood already, but was not yet known to."""
    coming = (await work.gatherings.answers(gathering)).get(Coming.YES, 0)
    if shown_in_group(coming) is not None:
        await work.outbox.refresh_groups(letter.village, NOTICE, letter.about, desk.clock.now())


async def _stood(
    letter: Letter, standing: Standing, gathering: Gathering, now: datetime, work: Work
) -> ProofLine:
    chat = await work.chats.get(letter.village, ChatId(letter.chat or 0))
    return ProofLine(
        village=letter.village,
        about=letter.about,
        kind=ProofKind.STOOD,
        at=now,
        place=chat.title if chat else "",
        chat=letter.chat,
        refs=standing.refs,
        revision=gathering.revision,
    )


async def _late(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader
    gathering = await _standing(letter, work, desk)
    count = earliest(gathering.rule, desk.today())
    if count is None:
        raise Dropped("no rule")
    facts: dict[str, Fact] = {
        "number": gathering.number,
        "date": gathering.starts.date(),
        "earliest": count.earliest,
    }
    rows = one_a_row(Choice(Say("button-office"), OfficeAsked(gathering.id).data))
    return Card((Say("notice-late", facts, strong=True),), rows=rows)


async def _papers(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader
    gathering = await _standing(letter, work, desk)
    return await papers_card(gathering, desk.village(letter.village), desk)


async def _changed(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    gathering = await _standing(letter, work, desk)
    changes = await work.gatherings.changes(letter.village, gathering.id)
    if not changes:
        raise Dropped("gone")
    rows = one_a_row(*answer_choices(gathering)) if reader.resident else ()
    return Card(
        changed_says(gathering, changes[-1]),
        rows=rows,
        both=reader.chat is not None,
        replies=NOTICE if reader.chat else "",
    )


async def _cancelled(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del desk
    gathering = await _gathering(letter, work)
    both = reader.chat is not None
    return Card(cancelled_says(gathering), both=both, replies=NOTICE if both else "")


async def _answer_of(resident: Resident, gathering: Gathering, work: Work) -> Coming | None:
    answer = await work.gatherings.answer_of(gathering, resident.person)
    return answer.coming if answer else None


async def _remind(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    gathering = await _standing(letter, work, desk)
    reminder = Reminder(letter.kind)
    if reader.resident:
        answer = await _answer_of(reader.resident, gathering, work)
        if answer not in _HEARS[reminder]:
            raise Dropped("answered")
        if reminder is Reminder.EVE and answer is Coming.YES and _soon_has_come(gathering, desk):
            raise Dropped("the next one has come")
    days = (gathering.starts.date() - desk.today()).days
    hours = round((gathering.starts - desk.clock.now()) / timedelta(hours=1))
    says = reminder_says(gathering, reminder, days, max(1, hours))
    rows = one_a_row(*answer_choices(gathering)) if reminder is Reminder.FIRST else ()
    both = reader.chat is not None
    return Card(says, rows=rows, both=both, replies=NOTICE if both else "")


def _soon_has_come(gathering: Gathering, desk: Desk) -> bool:
    # After a night without power the last reminder speaks for the eve's too.
    times = reminders(gathering.starts, desk.customs.reminders, desk.customs.quiet)
    return desk.clock.now() >= times[Reminder.SOON]


_HEARS: Mapping[Reminder, frozenset[Coming | None]] = {
    Reminder.FIRST: frozenset({None}),
    Reminder.EVE: frozenset({Coming.YES, Coming.UNSURE}),
    Reminder.SOON: frozenset({Coming.YES}),
}


# ------------------------------------------------------------------------------------------------- others

_FAILED = "letters-failed"
_ABOUT: Mapping[str, Callable[[Letter, Work], Awaitable[Announcement | Asked[Any] | Gathering]]] = {
    "announcement": _announcement,
    "gathering": _gathering,
    "petition": petition_letters.the_petition,
    "poll": poll_letters.the_poll,
    "survey": survey_letters.the_survey,
}


async def _failed(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader, desk
    about = await _ABOUT[letter.about.kind](letter, work)
    report = await work.outbox.report(letter.village, _OFFICE_HEARS, letter.about)
    facts: dict[str, Fact] = {"number": about.number, "failed": report.failed}
    return Card((Say("letters-failed", facts, strong=True),), about=letter.about)


async def _bot_removed(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader, desk
    chat = await work.chats.get(letter.village, ChatId(letter.about.id))
    if chat is None or chat.present:
        raise Dropped("back")
    return Card((Say("bot-removed", {"chat": chat.title}, strong=True),))


async def _role_announced(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader
    mandate = await work.roles.mandate(letter.village, MandateId(letter.about.id))
    if mandate is None or not mandate.holds(desk.today()):
        raise Dropped("ended")
    facts = mandate_facts(mandate, desk.village(letter.village))
    return Card((Say("role-announced", facts),), both=True)


# ----------------------------------------------------------------------------------------------- the roll


async def _roll_read(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader
    village = desk.village(letter.village)
    card = await importing.read_card(village, FileId(letter.about.id), work, desk)
    if card is None:
        raise NotYet("its file is not fetched")
    return card


async def _doubt(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader
    card = await matching.doubt_card(desk.village(letter.village), letter.about.id, work)
    if card is None or not (card.rows or letter.edit):
        raise Dropped("decided")
    return card


async def _found(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del letter, work, desk
    assert reader.resident is not None
    return matching.answer_card(reader.resident)


async def _level_lost(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del work
    assert reader.resident is not None
    card = matching.lost_card(reader.resident, desk.village(letter.village))
    if card is None:
        raise Dropped("found again")
    return card


KINDS: Mapping[str, LetterKind] = {
    "announcement": LetterKind(_announce, stands=True, waits_in_group=True, after=_keep_report_fresh),
    "announcement-corrected": LetterKind(_corrected, office_hears=True),
    "announcement-recalled": LetterKind(_corrected, office_hears=True),
    "announcement-report": LetterKind(_report, stands=True),
    NOTICE: LetterKind(_notice, stands=True, office_hears=True, after=_notice_stood),
    "gathering-papers": LetterKind(_papers),
    "gathering-changed": LetterKind(_changed, office_hears=True),
    "gathering-cancelled": LetterKind(_cancelled, office_hears=True),
    "notice-late": LetterKind(_late),
    **poll_letters.KINDS,
    **survey_letters.KINDS,
    **result_letters.KINDS,
    **exporting.KINDS,
    **petition_letters.KINDS,
    **petition_making_letters.KINDS,
    **sheets.KINDS,
    **doubts.KINDS,
    **packing.KINDS,
    **answer_letters.KINDS,
    **duty_letters.KINDS,
    "bot-removed": LetterKind(_bot_removed),
    "role-announced": LetterKind(_role_announced),
    _FAILED: LetterKind(_failed, stands=True),
    importing.READ: LetterKind(_roll_read),
    matching.DOUBT: LetterKind(_doubt, stands=True),
    matching.ANSWER: LetterKind(_found),
    matching.LOST: LetterKind(_level_lost),
    # A reminder that may have gone out is not sent again: nobody is nagged.
    **{
        str(reminder): LetterKind(_remind, waits_in_group=True, again=False, office_hears=True)
        for reminder in Reminder
    },
}
_OFFICE_HEARS = tuple(kind for kind, each in KINDS.items() if each.office_hears)


async def undelivered(letter: Letter, state: LetterState, work: Work, desk: Desk) -> None:
    """Note what follows from a letter that did not arrive: the address is over, its author is told."""
    if state is LetterState.UNREACHABLE:
        await _address_over(letter, work, desk)
    if state is LetterState.FAILED and letter.kind in _OFFICE_HEARS and not letter.edit:
        await _tell_of_failed(letter, work, desk)
    if letter.kind == "announcement":
        await _keep_report_fresh(letter, None, work, desk)


async def _tell_of_failed(letter: Letter, work: Work, desk: Desk) -> None:
    """Tell the office that letters about a subject failed; told already, the number in its message grows."""
    told = await work.outbox.report(letter.village, (_FAILED,), letter.about)
    if told.sent or told.waiting:
        await work.outbox.refresh(letter.village, _FAILED, letter.about, desk.clock.now())
    else:
        await tell_office(_FAILED, letter.about, letter.village, work, desk)


async def _address_over(letter: Letter, work: Work, desk: Desk) -> None:
    if letter.person:
        await work.people.out_of_reach(letter.village, letter.person)
    chat = await work.chats.hold(letter.village, letter.chat) if letter.chat else None
    if chat and chat.present:
        await work.chats.keep(replace(chat, present=False))
        await tell_office("bot-removed", Subject("chat", chat.id), letter.village, work, desk)
