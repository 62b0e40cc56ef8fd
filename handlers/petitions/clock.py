"""The public clock of an answer: reminders, what is late, who hears of it. Deadlines are rows, read anew."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

from handlers.petitions.answer_cards import days_off_for, holders, office_of
from handlers.petitions.subject import CARD, about
from handlers.ports import Desk, Work
from village.ids import PersonId, PetitionId
from village.outbox import Deadline, Letter
from village.people import Role, decent_from
from village.petition_answers import BEFORE, ESCALATES, LATE, UNREGISTERED, AnswerState, PetitionAnswer
from village.petitions import Petition

NOT_REGISTERED = "petition-unregistered"
SOON = "petition-answer-soon"
OVERDUE = "petition-answer-overdue"
_FRESH = "petition-answer-fresh"
_DAILY, _DAY, _WEEK = 30, timedelta(days=1), timedelta(days=7)
_OVERSEERS = frozenset({Role.DEPUTY, Role.ASSEMBLY_MEMBER})


async def await_registration(petition: Petition, work: Work, desk: Desk) -> None:
    """Have the author reminded as long as nobody has noted a number of registration."""
    today = desk.today()
    for days in UNREGISTERED:
        day = days_off_for(today, desk).working_from(today + timedelta(days=days))
        await _set(f"{NOT_REGISTERED}-{days}", petition, _at(day, desk), work)


async def set_clock(petition: Petition, answer: PetitionAnswer, work: Work, desk: Desk) -> None:
    """Set when the office is reminded, and when it is late; moved with the end of the term.

    A reminder whose day has passed is left out. What is late already is told of now.
    """
    if answer.ends is None:
        return
    now, off = desk.local_now(), desk.days_off(answer.ends - _WEEK * 4, answer.ends + _WEEK * 4)
    for days in BEFORE:
        moment = _at(off.working_until(answer.ends - timedelta(days=days)), desk)
        if moment > now:
            await _set(f"{SOON}-{days}", petition, moment, work)
    for days in LATE:
        moment = _at(off.working_from(answer.ends + timedelta(days=days)), desk)
        await _set(f"{OVERDUE}-{days}", petition, max(moment, now), work)
    fresh = datetime.combine(answer.ends + _DAY, desk.customs.reminders.at, desk.customs.zone)
    await _set(_FRESH, petition, max(fresh, now), work)


def _at(day: date, desk: Desk) -> datetime:
    """Give the hour of a day at which people may be reminded."""
    customs = desk.customs
    return decent_from(datetime.combine(day, customs.reminders.at, customs.zone), customs.quiet)


async def _set(kind: str, petition: Petition, moment: datetime, work: Work) -> None:
    await work.deadlines.put(petition.village, kind, about(petition.id), moment)


# ----------------------------------------------------------------------------------------- when it comes


async def _awaited(deadline: Deadline, work: Work) -> tuple[Petition, PetitionAnswer] | None:
    petition = await work.petitions.hold(deadline.village, PetitionId(deadline.about.id))
    answer = petition and await work.petition_answers.of(petition)
    return (petition, answer) if petition and answer else None


async def _unregistered_due(deadline: Deadline, work: Work, desk: Desk) -> None:
    found = await _awaited(deadline, work)
    if found and found[1].state is AnswerState.PACKED:
        await write(NOT_REGISTERED, found[0], (found[0].author,), work, desk)


async def _soon_due(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Remind the addressee's office; where it is nobody, the author, who may ask there."""
    found = await _awaited(deadline, work)
    if found is None or not found[1].awaits() or found[1].late_days(desk.today()):
        return
    petition, _ = found
    office = await holders(petition.village, office_of(petition, desk), work, desk)
    await write(SOON, petition, office or (petition.author,), work, desk)


async def _overdue_due(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Tell the office and the author that it is late; from some days on the village's elected people too."""
    found = await _awaited(deadline, work)
    if found is None or not found[1].awaits() or not (late := found[1].late_days(desk.today())):
        return
    petition, _ = found
    hear = office_of(petition, desk) | (_OVERSEERS if late >= ESCALATES else frozenset())
    people = await holders(petition.village, hear, work, desk)
    await write(OVERDUE, petition, (petition.author, *people), work, desk)


async def _fresh_due(deadline: Deadline, work: Work, desk: Desk) -> None:
    """Show on the cards by how many days it is late: each day at first, then each week."""
    found = await _awaited(deadline, work)
    if found is None or not found[1].awaits():
        return
    petition, answer = found
    late, now = answer.late_days(desk.today()), desk.local_now()
    if late:
        for village in petition.heard_in:
            await work.outbox.refresh_groups(village, CARD, about(petition.id), now)
    day = now.date() + (_DAY if late < _DAILY else _WEEK)
    moment = datetime.combine(day, desk.customs.reminders.at, desk.customs.zone)
    await _set(_FRESH, petition, moment, work)


async def write(kind: str, petition: Petition, people: Iterable[PersonId], work: Work, desk: Desk) -> None:
    """Write to some people, each once."""
    now = desk.clock.now()
    for person in dict.fromkeys(people):
        told = Letter(desk.new_id(), petition.village, kind, about(petition.id), now, person=person)
        await work.outbox.post(told)


DUE: Mapping[str, Callable[[Deadline, Work, Desk], Awaitable[None]]] = {
    **{f"{NOT_REGISTERED}-{days}": _unregistered_due for days in UNREGISTERED},
    **{f"{SOON}-{days}": _soon_due for days in BEFORE},
    **{f"{OVERDUE}-{days}": _overdue_due for days in LATE},
    _FRESH: _fresh_due,
}
