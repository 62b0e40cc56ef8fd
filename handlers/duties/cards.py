"""What is said of duties: one of them, lists of them, the board of a village, how a day came about."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from handlers.chat import Card, Choice, Fact, Said, Say, one_a_row
from handlers.duties.subject import (
    CycleShown,
    DutiesListed,
    DutyCannot,
    DutyCounted,
    DutyDone,
    DutyMoved,
    DutyOffered,
    DutyProofShown,
    DutyReopened,
    DutyShown,
    DutySnoozed,
    Found,
    Which,
)
from handlers.terms import term_says
from village.duties import Cycle, Did, Duty, DutyAct, owners, takers
from village.ids import PersonId
from village.people import Role
from village.procedures import Apart, Dated, InOrder, MonthDay, Period, SameDay, YearDay, part_of
from village.texts import Day, Word

NEAR = 7
LISTED = 10


def cycle_says(cycle: Cycle) -> Say:
    """Name a cycle: its procedure, and what it is carried out for."""
    begins, procedure = cycle.begins, cycle.procedure
    facts: dict[str, Fact] = {"procedure": procedure.name, "year": str(begins.year)}
    match procedure.period:
        case Period.QUARTER:
            return Say("cycle-of-quarter", {**facts, "part": part_of(Period.QUARTER, begins)})
        case Period.HALF_YEAR:
            return Say("cycle-of-half-year", {**facts, "part": part_of(Period.HALF_YEAR, begins)})
        case Period.YEAR:
            return Say("cycle-of-year", facts)
        case Period.EVENT:
            return Say("cycle-of-event", {"procedure": procedure.name, "date": begins})


def state_says(duty: Duty, today: date) -> Say:
    """Say how far a duty is: done, late, due today, due in some days, or waiting for its turn."""
    late = duty.late_days(today)
    if duty.done_on is not None and late:
        return Say("duty-is-done-late", {"date": Day(duty.done_on), "days": late})
    if duty.done_on is not None:
        return Say("duty-is-done", {"date": Day(duty.done_on)})
    if duty.due is None:
        return Say("duty-is-in-order")
    facts: dict[str, Fact] = {"due": Day(duty.due), "days": late or (duty.due - today).days}
    if late:
        return Say("duty-is-late", facts)
    return Say("duty-is-today" if duty.due == today else "duty-is-ahead", facts)


def light_says(duty: Duty, today: date) -> Say:
    """Give the light of a duty: its colour, and never the colour alone."""
    if not duty.is_open:
        return Say("light-done")
    if duty.late_days(today):
        return Say("light-late")
    near = duty.due is not None and (duty.due - today).days <= NEAR
    return Say("light-near" if near else "light-open")


def line_says(cycle: Cycle, duty: Duty, today: date) -> Say:
    """Say a duty in a line of a board: its light, number, step, whose it is and how far."""
    facts: dict[str, Fact] = {
        "light": light_says(duty, today),
        "number": duty.place,
        "step": cycle.step(duty).what,
        "role": duty.role.word,
        "state": state_says(duty, today),
    }
    return Say("duty-line", facts, close=True)


def listed_says(cycle: Cycle, duty: Duty, number: int, today: date) -> tuple[Say, ...]:
    """Say a duty in a list of several procedures, under the number of its button."""
    facts: dict[str, Fact] = {
        "light": light_says(duty, today),
        "number": number,
        "step": cycle.step(duty).what,
        "state": state_says(duty, today),
    }
    return Say("duty-listed", facts), Say("duty-of", {"cycle": cycle_says(cycle)}, close=True)


def list_card(
    title: Say, listed: Sequence[tuple[Cycle, Duty]], today: date, *more: Choice, which: Which | None = None
) -> Card:
    """Make the card of a list; each of them is opened by its number."""
    shown = listed[:LISTED]
    says: list[Said] = [replace(title, strong=True)]
    for number, (cycle, duty) in enumerate(shown, 1):
        says += listed_says(cycle, duty, number, today)
    if not listed:
        says.append(Say("duties-none"))
    if len(listed) > LISTED:
        says.append(Say("duties-more", {"count": len(listed) - LISTED}))
    opens = tuple(
        Choice(Say("duty-open", {"number": number}), DutyShown(duty.id).data)
        for number, (_, duty) in enumerate(shown, 1)
    )
    others = (
        tuple(
            Choice(Say(f"duties-{each.name.lower()}"), DutiesListed(each).data)
            for each in Which
            if each != which
        )
        if which
        else ()
    )
    rows = (*_in_rows(opens), *_in_rows(others, 2), *one_a_row(*more))
    return Card(tuple(says), rows=rows)


def _in_rows(choices: Sequence[Choice], width: int = 5) -> tuple[tuple[Choice, ...], ...]:
    return tuple(tuple(choices[at : at + width]) for at in range(0, len(choices), width))


def duty_card(
    found: Found, acts: Iterable[DutyAct], person: PersonId, roles: frozenset[Role], today: date
) -> Card:
    """Make the card of a duty, with its history and what may be done by whoever looks."""
    cycle, duty = found.cycle, found.duty
    step = cycle.step(duty)
    head: dict[str, Fact] = {"number": duty.place, "of": len(cycle.procedure.steps), "step": step.what}
    says = [
        cycle_says(cycle),
        Say("duty-step", head, strong=True),
        Say("duty-whose", {"role": duty.role.word}, close=True),
        Say("duty-state", {"light": light_says(duty, today), "state": state_says(duty, today)}, close=True),
        *_moved_says(duty),
        *follows_says(found),
        *_hands_says(found, person),
        *_acts_says(acts, roles, duty),
    ]
    return Card(tuple(says), rows=one_a_row(*choices(found, person, roles, tuple(acts))), instead=True)


def _moved_says(duty: Duty) -> tuple[Say, ...]:
    if duty.ground is None or duty.due is None:
        return ()
    facts: dict[str, Fact] = {"due": duty.due, "ground": duty.ground}
    if duty.by_rule is None:
        return (Say("duty-set", facts),)
    return (Say("duty-put-off", {**facts, "rule": Day(duty.by_rule)}),)


def follows_says(found: Found) -> tuple[Say, ...]:
    """Say which step comes first, where that is still open."""
    place = found.cycle.before(found.duty.place)
    first = next((duty for duty in found.running.duties if duty.place == place and duty.is_open), None)
    if first is None or not found.duty.is_open:
        return ()
    facts: dict[str, Fact] = {
        "number": first.place,
        "step": found.cycle.step(first).what,
        "role": first.role.word,
    }
    return (Say("duty-follows", facts),)


def _hands_says(found: Found, person: PersonId) -> tuple[Say, ...]:
    duty, holders = found.duty, found.holders
    if not duty.is_open:
        return ()
    if not owners(duty, holders):
        return (Say("duty-nobodys", {"role": duty.role.word}, strong=True),)
    says = []
    if duty.offered_by is not None:
        says.append(Say("duty-offered-by-you" if duty.offered_by == person else "duty-offered-open"))
    elif duty.taker is not None and duty.taker in holders.get(duty.role, ()):
        says.append(Say("duty-taken-by-you" if duty.taker == person else "duty-taken-by-another"))
    pause = next((each for each in duty.pauses if each.person == person), None)
    if pause is not None:
        says.append(Say("duty-snoozed", {"until": pause.until}) if pause.until else Say("duty-unable"))
    return tuple(says)


def _acts_says(acts: Iterable[DutyAct], roles: frozenset[Role], duty: Duty) -> tuple[Say, ...]:
    """Say the history; whoever puts off a reminder does so for themselves alone."""
    told = [act for act in acts if act.did is not Did.SNOOZED]
    lines = [_act_says(act, with_words=duty.role in roles or act.did is not Did.CANNOT) for act in told]
    return (Say("duty-history"), *lines) if lines else ()


def _act_says(act: DutyAct, *, with_words: bool) -> Say:
    facts: dict[str, Fact] = {"at": Day(act.at.date()), "role": act.role.word, "did": Word(f"did-{act.did}")}
    if act.words.abreast and with_words:
        return Say("duty-act-words", {**facts, "words": act.words}, close=True)
    return Say("duty-act", facts, close=True)


def choices(
    found: Found, person: PersonId, roles: frozenset[Role], acts: Sequence[DutyAct] = ()
) -> tuple[Choice, ...]:
    """Give what somebody may do about a duty."""
    duty = found.duty
    mine = person in owners(duty, found.holders)
    may_move = mine or bool(roles & {Role.AKIM, Role.OFFICE})
    counted = Choice(Say("button-how-counted"), DutyCounted(duty.id).data)
    whole = Choice(Say("button-cycle"), CycleShown(duty.cycle).data)
    if not duty.is_open:
        proven = any(act.file for act in acts if act.did is Did.DONE)
        proof = (Choice(Say("button-duty-proof"), DutyProofShown(duty.id).data),) if proven else ()
        again = (Choice(Say("button-duty-reopen"), DutyReopened(duty.id, 0).data),) if may_move else ()
        return (*proof, *again, whole)
    own = (
        Choice(Say("button-duty-done"), DutyDone(duty.id).data),
        Choice(Say("button-duty-snooze"), DutySnoozed(duty.id, 0).data),
    )
    hand = (Choice(Say("button-duty-offer"), DutyOffered(duty.id).data),)
    cannot = (Choice(Say("button-duty-cannot"), DutyCannot(duty.id).data),)
    move = (Choice(Say("button-duty-move"), DutyMoved(duty.id).data),)
    others = takers(duty, person, found.holders) if duty.offered_by != person else ()
    return (
        *(own if mine else ()),
        *(hand if mine and others else ()),
        *(cannot if mine else ()),
        *(move if may_move else ()),
        *((counted,) if duty.due else ()),
        whole,
    )


def cycle_card(cycle: Cycle, duties: Sequence[Duty], today: date, *more: Choice) -> Card:
    """Make the card of a cycle with all its steps."""
    title = cycle_says(cycle)
    lines = (line_says(cycle, duty, today) for duty in duties)
    opens = tuple(
        Choice(Say("duty-open", {"number": duty.place}), DutyShown(duty.id).data) for duty in duties
    )
    says = (replace(title, strong=True), *lines, *source_says(cycle.procedure.steps[0].source))
    return Card(says, rows=(*_in_rows(opens), *one_a_row(*more)))


def source_says(source: Fact) -> tuple[Say, ...]:
    """Say where the steps are known from."""
    return (Say("duty-source", {"source": source}),)


# ------------------------------------------------------------------------------------ how it was counted


def counted_card(found: Found) -> Card:
    """Make the card that tells how a day came about: span by span, by which rule, from which source."""
    cycle, duty = found.cycle, found.duty
    dated = found.running.dated()[duty.place - 1]
    step = cycle.step(duty)
    says = [
        cycle_says(cycle),
        Say(
            "duty-step",
            {"number": duty.place, "of": len(cycle.procedure.steps), "step": step.what},
            strong=True,
        ),
        *rule_says(found, dated),
        *(term_says(dated.term) if dated.term else ()),
        *((Say("duty-counted-due", {"due": duty.due}, strong=True),) if duty.due else ()),
        *_moved_says(duty),
        *_reminded_says(dated),
        Say("duty-source", {"source": step.source}),
        Say("duty-grade", {"grade": str(step.grade)}, close=True),
        *(() if step.checked else (Say("rule-unchecked", close=True),)),
    ]
    back = Choice(Say("button-back"), DutyShown(duty.id).data)
    return Card(tuple(says), rows=one_a_row(back), instead=True)


def rule_says(found: Found, dated: Dated) -> tuple[Say, ...]:
    """Say by which rule a duty has its day."""
    match dated.step.when:
        case MonthDay(day):
            return (Say("duty-rule-month-day", {"day": day}),)
        case YearDay():
            return (Say("duty-rule-year-day"),)
        case SameDay(of):
            return (Say("duty-rule-same-day", {"step": _named(found, of)}),)
        case InOrder():
            return (Say("duty-rule-in-order"),)
        case Apart(days, of, working):
            side = "after" if days > 0 else "before"
            kind = "working" if working else "calendar"
            facts: dict[str, Fact] = {"days": abs(days), "step": _named(found, of)}
            begun = (Say("duty-counted-from", {"from": dated.start}, close=True),) if dated.start else ()
            return (Say(f"duty-rule-{kind}-{side}", facts), *begun)


def _named(found: Found, key: str) -> Fact:
    steps = {step.key: step.what for step in found.cycle.procedure.steps}
    return steps.get(key) or Say("duty-rule-event")


def _reminded_says(dated: Dated) -> tuple[Say, ...]:
    if not dated.off or dated.remind is None:
        return ()
    return (Say("duty-day-off", {"remind": dated.remind}),)
