"""The daily round: who is reminded today, which cycles begin by themselves, what the groups hear each month.

A village's round is a deadline of each working day. It looks at what came due since the one before, so that
a week without power makes one digest a person, and nothing is lost or told twice.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from handlers.duties.cycles import planned, tell_begun
from handlers.duties.subject import DIGEST, MONTH, about_day
from handlers.ports import Desk, Work
from village.duties import Duty, Holders, Ladder, above, emptied, holders_of, whom_to_tell
from village.ids import PersonId, VillageSlug
from village.outbox import Deadline, Letter, Subject
from village.people import Mandate, Role, decent_from
from village.procedures import Period, period_ends, periods_of_year

ROUND = "duties-round"
BEGINS_BEFORE = timedelta(days=14)
"""So long before its period ends a cycle begins by itself."""
_EVERY_DAY = Subject("duties", 0)
_DAY, _AROUND = timedelta(days=1), timedelta(days=120)


async def begin_rounds(villages: Collection[VillageSlug], work: Work, desk: Desk) -> None:
    """See that each village has its daily round; what came due before its first one is left alone."""
    known = await work.duties.told_on(villages)
    new = sorted(set(villages) - set(known))
    if new:
        await work.duties.keep_told(new, desk.today())
        await work.deadlines.put_all(new, ROUND, _EVERY_DAY, _next(desk))


def _next(desk: Desk) -> datetime:
    """Give the decent hour of the next working day."""
    today = desk.today()
    return _at(desk.days_off(today, today + _AROUND).working_from(today + _DAY), desk)


def _at(day: date, desk: Desk) -> datetime:
    customs = desk.customs
    return decent_from(datetime.combine(day, customs.reminders.at, customs.zone), customs.quiet)


async def go_round(deadlines: Sequence[Deadline], work: Work, desk: Desk) -> None:
    """Go the round of some villages, all at once: in the morning every one of them is due."""
    today, villages = desk.today(), [each.village for each in deadlines]
    told = await work.duties.told_on(villages)
    here = [village for village in villages if village in desk.villages and told.get(village, today) < today]
    await _begin_alone(here, told, work, desk)
    await _remind(here, told, work, desk)
    await _tell_month(here, told, work, desk)
    if here:
        await work.duties.keep_told(here, today)
    await work.deadlines.put_all(villages, ROUND, _EVERY_DAY, _next(desk))


async def next_reminder(village: VillageSlug, work: Work, desk: Desk) -> datetime | None:
    """Give the moment at which a village's round has a reminder to tell of next."""
    today = desk.today()
    ladder = Ladder(desk.days_off(today - _AROUND, today + 10 * _AROUND))
    days = [
        day
        for duty in await work.duties.open([village])
        if duty.due
        for day in (*ladder.of(duty.due), *(pause.until for pause in duty.pauses if pause.until))
    ]
    told = (await work.duties.told_on([village])).get(village, today)
    return min((_at(day, desk) for day in days if day > told), default=None)


# -------------------------------------------------------------------------------------------- reminders


async def _remind(
    villages: Sequence[VillageSlug], told: Mapping[VillageSlug, date], work: Work, desk: Desk
) -> None:
    if not villages:
        return
    today, now = desk.today(), desk.clock.now()
    since = min(told[village] for village in villages)
    ladder = Ladder(desk.days_off(since - _AROUND, today + _AROUND))
    dues = ladder.ringing(since, today)
    duties = _by_village(await work.duties.ringing(villages, dues, (since, today)))
    mandates = _of_village(await work.roles.held_since(villages, since))
    whole = [village for village in villages if emptied(mandates[village], told[village], today)]
    empty = _by_village(await work.duties.open(whole)) if whole else {}
    letters = [
        Letter(desk.new_id(), village, DIGEST, about_day(today), now, person=person)
        for village in villages
        for person in sorted(
            _hear(
                duties.get(village, ()),
                empty.get(village, ()),
                mandates[village],
                ladder,
                (told[village], today),
            )
        )
    ]
    await work.outbox.post_all(letters)


def _hear(
    duties: Sequence[Duty],
    of_empty: Sequence[Duty],
    mandates: Sequence[Mandate],
    ladder: Ladder,
    days: tuple[date, date],
) -> frozenset[PersonId]:
    if not (duties or of_empty):
        return frozenset()
    after, today = days
    holders = holders_of(mandates, today)
    gone = emptied(mandates, after, today) if of_empty else frozenset[Role]()
    return whom_to_tell(duties, holders, ladder, after, today) | _told_of_empty(of_empty, gone, holders)


def _told_of_empty(duties: Iterable[Duty], gone: Collection[Role], holders: Holders) -> frozenset[PersonId]:
    return frozenset(person for duty in duties if duty.role in gone for person in above(duty.role, holders))


def _by_village(duties: Iterable[Duty]) -> Mapping[VillageSlug, list[Duty]]:
    found = defaultdict[VillageSlug, list[Duty]](list)
    for duty in duties:
        found[duty.village].append(duty)
    return found


def _of_village(mandates: Iterable[Mandate]) -> Mapping[VillageSlug, list[Mandate]]:
    found = defaultdict[VillageSlug, list[Mandate]](list)
    for mandate in mandates:
        found[mandate.village].append(mandate)
    return found


# ------------------------------------------------------------------------------------- begun by themselves


async def _begin_alone(
    villages: Sequence[VillageSlug], told: Mapping[VillageSlug, date], work: Work, desk: Desk
) -> None:
    """Begin the procedures that begin by themselves, where their day has come since the last round."""
    for slug in desk.customs.begins_alone:
        procedure = desk.procedures.get(slug)
        if procedure is None or procedure.period is Period.EVENT:
            continue
        for village in villages:
            for begins in _came(procedure.period, told[village], desk.today()):
                cycle, duties = planned(village, procedure, begins, desk)
                if await work.duties.begin(cycle, duties):
                    await tell_begun(cycle, duties, work, desk)


def _came(period: Period, after: date, today: date) -> Iterator[date]:
    """Give the ends of the periods whose cycles begin by themselves in a span of days."""
    for year in range(after.year, today.year + 2):
        for part in range(1, periods_of_year(period) + 1):
            end = period_ends(period, year, part)
            if after < end - BEGINS_BEFORE <= today:
                yield end


# --------------------------------------------------------------------------------------------- each month


async def _tell_month(
    villages: Sequence[VillageSlug], told: Mapping[VillageSlug, date], work: Work, desk: Desk
) -> None:
    """Tell the groups of a village that wishes it what was due last month and what was done."""
    today, now = desk.today(), desk.clock.now()
    new_month = [village for village in villages if told[village] < today.replace(day=1)]
    for village in await work.duties.monthly(new_month) if new_month else ():
        chats = await work.chats.for_section(village, None)
        await work.outbox.post_all(
            [Letter(desk.new_id(), village, MONTH, about_day(today), now, chat=chat.id) for chat in chats]
        )
