"""Cycles: begun by the akim's office with the days seen first, shown, renewed, ended; lists and the board."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlers.acts import act
from handlers.asking import Option, choice, text_of, wanted_text
from handlers.chat import Card, Choice, Fact, Reply, Said, Say, one_a_row, reply
from handlers.door import Asker, OldButton, akim_office
from handlers.duties.cards import (
    cycle_card,
    cycle_says,
    light_says,
    line_says,
    list_card,
    source_says,
)
from handlers.duties.subject import (
    STARTED,
    CycleBegun,
    CycleRenewed,
    CycleShown,
    CycleStopped,
    DutiesAsked,
    DutiesListed,
    DutyBoardShown,
    FeedAsked,
    MonthlyWished,
    Which,
    about_cycle,
    holders_today,
    running_of,
    write,
    write_digests,
)
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin
from handlers.ports import Desk, Work
from village.dates import NoSuchDay, read_moment
from village.duties import Cycle, Duty, above, duties_of, owners
from village.errors import Refusal, refusal
from village.forms import Json
from village.ids import CycleId, DutyId, VillageSlug
from village.people import Role
from village.procedures import Period, Procedure, part_of, period_ends, periods_of_year
from village.texts import Day
from village.villages import Named

OFFICE = frozenset({Role.AKIM, Role.OFFICE})
_BACK = timedelta(days=190)
_BOARD = 6

Under = tuple[Cycle, tuple[Duty, ...]]


# ----------------------------------------------------------------------------------------------- lists


async def show_duties(asked: DutiesAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show somebody what they owe, what is late first."""
    del asked
    return reply(await _listed(Which.MINE, asker, work, desk))


async def list_duties(asked: DutiesListed, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show the duties of the village: one's own, the open, the late, the done ones."""
    return reply(replace(await _listed(asked.which, asker, work, desk), instead=True))


async def _listed(which: Which, asker: Asker, work: Work, desk: Desk) -> Card:
    village, today = asker.village.slug, desk.today()
    holders = await holders_today(village, work, desk)
    if which is Which.DONE:
        found = await work.duties.since(village, today - _BACK)
    else:
        found = await work.duties.under_way(village)
    wanted = [
        (cycle, duty)
        for cycle, duties in found
        for duty in duties
        if duty.is_open is not (which is Which.DONE)
        and (which is not Which.MINE or asker.known in owners(duty, holders))
        and (which is not Which.LATE or duty.late_days(today))
    ]
    if which is Which.DONE:
        wanted.sort(key=lambda pair: pair[1].done_on or today, reverse=True)
    else:
        wanted.sort(key=lambda pair: (pair[1].due or date.max, pair[0].id, pair[1].place))
    board = Choice(Say("button-duty-board"), DutyBoardShown().data)
    title = Say(f"duties-title-{which.name.lower()}")
    calendar = Choice(Say("button-duty-feed"), FeedAsked().data)
    return list_card(title, wanted, today, board, calendar, which=which)


async def show_board(asked: DutyBoardShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show all that runs in the village, by procedure, with lights in words and colour."""
    del asked
    return reply(await _board(asker, work, desk))


async def _board(asker: Asker, work: Work, desk: Desk) -> Card:
    village, today = asker.village.slug, desk.today()
    found = await work.duties.under_way(village)
    says: list[Said] = [Say("duty-board-title", {"unit": asker.village.name}, strong=True)]
    for cycle, duties in found[:_BOARD]:
        says += _board_says(cycle, duties, today)
    says += [] if found else [Say("duty-board-empty")]
    opens = [
        Choice(Say("button-cycle-open", {"procedure": cycle.procedure.name}), CycleShown(cycle.id).data)
        for cycle, _ in found
    ]
    if asker.roles & OFFICE:
        opens.append(Choice(Say("button-cycle-begin"), CycleBegun().data))
        wished = bool(await work.duties.monthly([village]))
        word = "button-monthly-off" if wished else "button-monthly-on"
        opens.append(Choice(Say(word), MonthlyWished(int(not wished)).data))
    return Card(tuple(says), rows=one_a_row(*opens), instead=True)


def _board_says(cycle: Cycle, duties: Sequence[Duty], today: date) -> list[Say]:
    """Say a cycle on the board: its name, how much is done, and what is open next."""
    done = sum(not duty.is_open for duty in duties)
    open_ones = [duty for duty in duties if duty.is_open]
    near = [duty for duty in open_ones if duty.late_days(today)] or open_ones[:1]
    facts: dict[str, Fact] = {"cycle": cycle_says(cycle), "done": done, "of": len(duties)}
    head = Say("duty-board-cycle", {**facts, "light": light_says(near[0], today)}, strong=True)
    return [head, *(line_says(cycle, duty, today) for duty in near)]


# ---------------------------------------------------------------------------------------------- one cycle


async def show_cycle(asked: CycleShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show all steps of a cycle."""
    found = await work.duties.get(asker.village.slug, asked.cycle)
    if found is None or found[0].stopped_at is not None:
        raise OldButton
    return reply(
        replace(cycle_card(*found, desk.today(), *_office_choices(found[0], asker, desk)), instead=True)
    )


def _office_choices(cycle: Cycle, asker: Asker, desk: Desk) -> tuple[Choice, ...]:
    board = Choice(Say("button-duty-board"), DutyBoardShown().data)
    if not asker.roles & OFFICE:
        return (board,)
    now = desk.procedures.get(cycle.procedure.slug)
    differs = now is not None and now != cycle.procedure
    renew = (Choice(Say("button-cycle-renew"), CycleRenewed(cycle.id, 0).data),) if differs else ()
    return (*renew, Choice(Say("button-cycle-stop"), CycleStopped(cycle.id, 0).data), board)


async def _held(cycle: CycleId, village: VillageSlug, work: Work) -> Under:
    found = await work.duties.hold(village, cycle)
    if found is None or found[0].stopped_at is not None:
        raise OldButton
    return found


async def stop_cycle(asked: CycleStopped, asker: Asker, work: Work, desk: Desk) -> Reply:
    """End a cycle that was begun by mistake, asked twice."""
    cycle, _ = await _held(asked.cycle, asker.village.slug, work)
    if not asked.sure:
        sure = Choice(Say("button-cycle-stop-sure"), CycleStopped(cycle.id, 1).data)
        back = Choice(Say("button-back"), CycleShown(cycle.id).data)
        return reply(
            Card((cycle_says(cycle), Say("cycle-stop-ask")), rows=one_a_row(sure, back), instead=True)
        )
    await work.duties.keep_cycle(replace(cycle, stopped_at=desk.clock.now()))
    await _record("cycle-stopped", cycle, asker, work, desk)
    return reply(Card((cycle_says(cycle), Say("cycle-stopped")), instead=True))


async def renew_cycle(asked: CycleRenewed, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Let a running cycle go on by the rules as they are now; the days are seen first."""
    cycle, duties = await _held(asked.cycle, asker.village.slug, work)
    rules = desk.procedures.get(cycle.procedure.slug)
    if rules is None or rules == cycle.procedure:
        raise OldButton
    anew = running_of(cycle, duties, desk).renewed(rules)
    if not asked.sure:
        sure = Choice(Say("button-cycle-renew-sure"), CycleRenewed(cycle.id, 1).data)
        seen = cycle_card(anew.cycle, anew.duties, desk.today())
        back = Choice(Say("button-back"), CycleShown(cycle.id).data)
        says = (*seen.says, Say("cycle-renew-ask"))
        return reply(Card(says, rows=one_a_row(sure, back), instead=True))
    await work.duties.keep_cycle(anew.cycle)
    await work.duties.keep(*anew.duties)
    await _record("cycle-renewed", cycle, asker, work, desk)
    return await show_cycle(CycleShown(cycle.id), asker, work, desk)


async def _record(what: str, cycle: Cycle, asker: Asker, work: Work, desk: Desk) -> None:
    facts: dict[str, Json] = {"procedure": cycle.procedure.slug, "begins": cycle.begins.isoformat()}
    await work.record.add(act(asker, desk, what, about_cycle(cycle.id), **facts))


async def wish_monthly(asked: MonthlyWished, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Note whether the groups hear once a month what was due and what was done."""
    village = asker.village.slug
    if village not in await work.duties.told_on([village]):
        await work.duties.keep_told([village], desk.today())
    await work.duties.tell_monthly(village, wished=bool(asked.wished))
    return reply(await _board(asker, work, desk))


# ---------------------------------------------------------------------------------------------- beginning


async def ask_cycle(asked: CycleBegun, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to begin a procedure."""
    del asked
    return await begin(BEGINNING, {}, Sitting(asker, work, desk))


def _procedures(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del answers
    return tuple((each.name, slug) for slug, each in sorted(sitting.desk.procedures.items()))


def _chosen(answers: Answers, sitting: Sitting) -> Procedure:
    """Give the procedure that was chosen; one whose file is gone meanwhile is asked for anew."""
    found = sitting.desk.procedures.get(text_of(answers, "procedure"))
    if found is None:
        raise OldButton
    return found


def _has_period(answers: Answers, sitting: Sitting) -> bool:
    found = sitting.desk.procedures.get(text_of(answers, "procedure"))
    return found is not None and found.period is not Period.EVENT


def _has_event(answers: Answers, sitting: Sitting) -> bool:
    return bool(text_of(answers, "procedure")) and not _has_period(answers, sitting)


def _periods(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    """Offer the period that is over, the one that runs, and the next."""
    period, today = _chosen(answers, sitting).period, sitting.desk.today()
    ends = [
        period_ends(period, year, part)
        for year in (today.year - 1, today.year, today.year + 1)
        for part in range(1, periods_of_year(period) + 1)
    ]
    now = next(at for at, end in enumerate(ends) if end >= today)
    return tuple((_period_says(period, end), end.isoformat()) for end in ends[now - 1 : now + 2])


def _period_says(period: Period, end: date) -> Say:
    return Say(f"period-{period}", {"year": str(end.year), "part": part_of(period, end)})


async def _ask_event(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    return Prompt((Say("cycle-event-ask", {"procedure": _chosen(answers, sitting).name}),))


async def _read_event(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    words = wanted_text(given)
    day = read_moment(words, sitting.desk.today()).day
    if day is None:
        raise NoSuchDay(text=words[:40])
    return {"event": day.isoformat()}


def _planned(answers: Answers, sitting: Sitting) -> Under:
    begins = text_of(answers, "period") or text_of(answers, "event")
    asker, desk = sitting.asker, sitting.desk
    return planned(asker.village.slug, _chosen(answers, sitting), date.fromisoformat(begins), desk)


def planned(village: VillageSlug, procedure: Procedure, begins: date, desk: Desk) -> Under:
    """Make a cycle as it would begin now, with its duties."""
    cycle = Cycle(village, CycleId(desk.new_id()), procedure, begins, desk.local_now())
    off = running_of(cycle, (), desk).off
    ids = [DutyId(desk.new_id()) for _ in procedure.steps]
    return cycle, duties_of(cycle, ids, off)


async def _see_cycle(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    cycle, duties = _planned(answers, sitting)
    title = cycle_says(cycle)
    step = cycle.procedure.steps[0]
    lines = (line_says(cycle, duty, sitting.desk.today()) for duty in duties)
    unchecked = (
        () if all(each.checked for each in cycle.procedure.steps) else (Say("rule-unchecked", close=True),)
    )
    says = (replace(title, strong=True), *lines, *source_says(step.source), *unchecked)
    return Card(says), Card((Say("cycle-check"),))


async def _begin_cycle(answers: Answers, sitting: Sitting) -> Reply:
    asker, work, desk = sitting.asker, sitting.work, sitting.desk
    cycle, duties = _planned(answers, sitting)
    cycle = replace(cycle, started_by=asker.person)
    if not await work.duties.begin(cycle, duties):
        raise RunsAlready(procedure=cycle.procedure.name, date=Day(cycle.begins))
    await _record("cycle-begun", cycle, asker, work, desk)
    await tell_begun(cycle, duties, work, desk)
    return reply(cycle_card(cycle, duties, desk.today(), *_office_choices(cycle, asker, desk)))


async def tell_begun(cycle: Cycle, duties: Sequence[Duty], work: Work, desk: Desk) -> None:
    """Tell those who will owe something that it has begun; of roles that nobody holds, whoever is above."""
    holders = await holders_today(cycle.village, work, desk)
    owe = tuple(person for duty in duties for person in owners(duty, holders))
    told = tuple(person for person in owe if person != cycle.started_by)
    await write(STARTED, cycle, told, work, desk)
    empty = tuple(
        person for duty in duties if not owners(duty, holders) for person in above(duty.role, holders)
    )
    await write_digests(cycle.village, empty, work, desk)


BEGINNING = Form(
    "cycle",
    akim_office,
    (
        choice("procedure", Say("cycle-procedure-ask"), _procedures),
        choice("period", Say("cycle-period-ask"), _periods, _has_period),
        Question("event", _ask_event, _read_event, _has_event),
    ),
    _begin_cycle,
    _see_cycle,
    done=Say("button-cycle-begin-sure"),
)


@refusal
class RunsAlready(Refusal):
    """A cycle of a procedure and a period that runs already."""

    message = "cycle-runs-already"
    procedure: Named
    date: Day
