"""Convening a gathering: the preview of its form, and what is written when it is published."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from handlers.acts import act
from handlers.asking import TooLong
from handlers.chat import Card, Choice, Fact, Reply, Say, one_a_row, reply
from handlers.door import Asker, OldButton, akim_office
from handlers.forms import Answers, Form, FormAnswered, Sitting
from handlers.gatherings.cards import about, notice_says, office_choices
from handlers.gatherings.questions import FORM, QUESTIONS, kind_of, plan_of, rule_of
from handlers.ports import Desk, Work
from handlers.presses import Press
from village.errors import Refusal
from village.gatherings import Gathering, NoChat, TooEarly, check_notice, check_starts, reminders
from village.ids import GatheringId
from village.outbox import Audience, Campaign, Letter, Scope
from village.rules import Kind, count_notice, rules_named, rules_on
from village.texts import Day, Word


@dataclass(frozen=True, slots=True)
class WhyTooEarly(Press):
    """How was the earliest day counted, for a kind, by a rule set, from a day of notice."""

    word: ClassVar[str] = "gw"
    kind: Kind
    version: str
    notice: str


# ------------------------------------------------------------------------------------------- the preview


async def _preview(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    village, work, desk = sitting.asker.village, sitting.work, sitting.desk
    gathering = _drafted(answers, sitting, number=0)
    seen = Card(
        notice_says(gathering, village), point=gathering.plan.point, files=gathering.plan.files, both=True
    )
    audience = notice_audience(gathering)
    people = await work.people.count(village.slug, audience, desk.clock.now())
    chats = await work.chats.for_section(village.slug, gathering.plan.section)
    check = [Say("preview", {"people": people, "chats": len(chats)})]
    if over := desk.measure.over(seen):
        check.append(Say("preview-too-long", {"over": over}))
    if not chats:
        check.append(Say("no-chat-bound"))
    return seen, Card(tuple(check))


def _drafted(answers: Answers, sitting: Sitting, number: int) -> Gathering:
    desk = sitting.desk
    return Gathering(
        id=GatheringId(desk.new_id()),
        village=sitting.asker.village.slug,
        number=number,
        author=sitting.asker.known,
        plan=plan_of(answers, sitting),
        rule=rule_of(answers, sitting),
        published_at=desk.clock.now(),
        notice_from=desk.today(),
    )


def notice_audience(gathering: Gathering) -> Audience:
    """Give for whom a notice is: the groups of its section, and subscribers there; an assembly's members."""
    private = Scope.MEMBERS if gathering.kind is Kind.ASSEMBLY else Scope.SUBSCRIBERS
    return Audience(section=gathering.plan.section, groups=True, private=private)


# ------------------------------------------------------------------------------------------- publishing


async def _publish(answers: Answers, sitting: Sitting) -> Reply:
    village, work, desk = sitting.asker.village, sitting.work, sitting.desk
    draft = _drafted(answers, sitting, number=0)
    check_starts(draft.starts, desk.local_now())
    check_notice(draft.starts.date(), draft.rule, desk.today())
    if over := desk.measure.over(Card(notice_says(draft, village), both=True)):
        raise TooLong(over=over)
    if not await work.chats.for_section(village.slug, draft.plan.section):
        raise NoChat
    gathering = replace(draft, number=await work.numbers.next(village.slug))
    await work.gatherings.add(gathering)
    await tell_of(gathering, work, desk)
    await work.record.add(
        act(sitting.asker, desk, "gathering-called", about(gathering), number=gathering.number)
    )
    return reply(
        Card(
            (Say("g-published", {"number": gathering.number}),),
            rows=one_a_row(*office_choices(gathering)),
            instead=True,
        )
    )


async def tell_of(gathering: Gathering, work: Work, desk: Desk) -> None:
    """Write what must be said of a gathering: the notice, the papers for the office, the reminders."""
    now, subject = desk.clock.now(), about(gathering)
    await work.outbox.campaign(
        Campaign(
            desk.new_id(), gathering.village, "gathering-notice", subject, notice_audience(gathering), now
        )
    )
    await work.outbox.post(
        Letter(desk.new_id(), gathering.village, "gathering-papers", subject, now, person=gathering.author)
    )
    await set_reminders(gathering, work, desk)


async def set_reminders(gathering: Gathering, work: Work, desk: Desk) -> None:
    """Set the reminders; one whose time has passed is skipped."""
    await work.deadlines.clear(gathering.village, about(gathering))
    times = reminders(gathering.starts, desk.customs.reminders, desk.customs.quiet)
    for reminder, moment in times.items():
        if moment > desk.clock.now():
            await work.deadlines.put(gathering.village, reminder, about(gathering), moment)
    await work.deadlines.put(gathering.village, "gathering-over", about(gathering), gathering.starts)


def ways_out(no: Refusal, answers: Answers) -> tuple[Choice, ...]:
    """Offer ways on from a day too early: the earliest day, how it was counted, a plain meeting instead."""
    if not isinstance(no, TooEarly):
        return ()
    earliest_day = FormAnswered(FORM, "day", no.earliest.isoformat())
    meeting = FormAnswered(FORM, "kind", f"{Kind.MEETING} {no.day.isoformat()}")
    return (
        Choice(Say("button-take-day", {"day": no.earliest}), earliest_day.data),
        why_choice(no, kind_of(answers), rules_on(no.notice).version),
        Choice(Say("button-as-meeting"), meeting.data),
    )


def why_choice(no: TooEarly, kind: Kind, version: str) -> Choice:
    """Give the button that explains how the earliest day was counted."""
    return Choice(Say("button-how-counted"), WhyTooEarly(kind, version, no.notice.isoformat()).data)


async def why_too_early(asked: WhyTooEarly, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Explain how the earliest day was counted, by which rule, and how far the rule is known."""
    del work, desk
    try:
        rules, told = rules_named(asked.version), date.fromisoformat(asked.notice)
        notice = rules.notice[asked.kind]
    except (ValueError, LookupError):
        raise OldButton from None
    count = count_notice(told, notice.days, asker.village.counting)
    facts: dict[str, Fact] = {
        "notice": count.notice,
        "between": count.days,
        "first": count.first,
        "last": count.last,
        "earliest": count.earliest,
    }
    source: dict[str, Fact] = {"source": Word(notice.source), "since": Day(rules.valid_from)}
    return reply(
        Card(
            (
                Say("g-too-early-why", facts),
                Say("rule-source", source),
                *(() if notice.checked else (Say("rule-unchecked", close=True),)),
                Say("g-too-early-way", {"days": notice.days}),
            )
        )
    )


CONVENING = Form(FORM, akim_office, QUESTIONS, _publish, _preview, ways_out)
