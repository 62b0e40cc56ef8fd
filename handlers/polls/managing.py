"""What its makers do with a poll: look at it, close it, prolong it, add paper, take its tables."""

from datetime import datetime, timedelta

from handlers.acts import act
from handlers.asking import Option, choice, moment_ahead, text_of, wanted_text
from handlers.chat import Card, Choice, Fact, Reply, Said, Say, one_a_row, reply
from handlers.door import Asker, OldButton
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin
from handlers.polls import closing
from handlers.polls.cards import (
    CARD,
    CloseAsked,
    ExportAsked,
    PaperAsked,
    PollManaged,
    ProlongAsked,
    about,
    manage_choices,
)
from handlers.polls.drafting import poll_makers
from handlers.polls.results import counted, exports, result_says
from handlers.ports import Desk, Work
from village.course import State, check_may_manage, prolonged, stopped
from village.errors import Refusal, refusal
from village.ids import PollId
from village.outbox import Audience, Campaign
from village.polls import Poll
from village.results import SMALLEST_PART, OnPaper, Taken, published

_DAYS = (1, 2, 3, 7)


async def _managed(poll: PollId, asker: Asker, work: Work) -> Poll:
    return _theirs(await work.polls.get(asker.village.slug, poll), asker)


async def _held(poll: PollId, asker: Asker, work: Work) -> Poll:
    return _theirs(await work.polls.hold(asker.village.slug, poll), asker)


def _theirs(poll: Poll | None, asker: Asker) -> Poll:
    if poll is None:
        raise OldButton
    check_may_manage(poll, asker.known, asker.roles)
    return poll


async def manage(asked: PollManaged, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show a poll's makers how it stands, by the same rule as everybody, and what they may do."""
    poll = await _managed(asked.poll, asker, work)
    return reply(await managing_card(poll, work, desk))


async def managing_card(poll: Poll, work: Work, desk: Desk) -> Card:
    """Make the card with how a poll stands and what its makers may do with it."""
    village = desk.village(poll.village)
    if poll.state is State.CLOSED:
        told = published(await counted(poll, work, desk), poll)
        return Card(result_says(told, poll, village), rows=_rows(poll))
    return Card(await _stands(poll, work), rows=_rows(poll))


async def _stands(poll: Poll, work: Work) -> tuple[Said, ...]:
    if poll.state is State.STOPPED:
        return (Say("poll-stopped"),)
    if poll.state is State.PLANNED:
        return (Say("poll-planned", {"number": poll.number, "at": poll.opens_at}),)
    stands = Say("poll-stands", {"number": poll.number, "at": poll.plan.closes_at})
    people = await work.polls.answered(poll)
    return (stands, Say("poll-answered", {"people": people}) if people >= SMALLEST_PART else Say("poll-few"))


async def close_early(asked: CloseAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Close a poll before its time, asked a second time; one that is not open yet is called off."""
    poll = await _held(asked.poll, asker, work)
    if poll.state is not State.PLANNED:
        poll.check_open(desk.clock.now())
    if not asked.sure:
        sure = Choice(Say("button-poll-close-sure"), CloseAsked(poll.id, 1).data)
        return reply(Card((Say("poll-close-ask", {"number": poll.number}),), rows=one_a_row(sure)))
    ended = (
        await closing.close(poll, work, desk)
        if poll.state is State.OPEN
        else await _call_off(poll, work, desk)
    )
    await work.record.add(act(asker, desk, "poll-closed", about(poll), number=poll.number))
    return reply(Card((Say("poll-close-done", {"number": poll.number}),), instead=True, rows=_rows(ended)))


async def _call_off(poll: Poll, work: Work, desk: Desk) -> Poll:
    ended = stopped(poll, desk.clock.now())
    await work.polls.keep(ended)
    await work.deadlines.clear(poll.village, about(poll))
    return ended


def _rows(poll: Poll) -> tuple[tuple[Choice, ...], ...]:
    return one_a_row(*manage_choices(poll))


async def give_tables(asked: ExportAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give the tables of a result: no more than everybody may know of this poll."""
    poll = await _managed(asked.poll, asker, work)
    if poll.state is not State.CLOSED:
        raise StillOpen(number=poll.number)
    files = await exports(poll, asker.village, work, desk)
    return reply(Card((Say("poll-tables-here"),), files=files))


# ------------------------------------------------------------------------------------------- prolonging


async def ask_prolong(asked: ProlongAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to move a poll's end."""
    poll = await _managed(asked.poll, asker, work)
    poll.check_open(desk.clock.now())
    return await begin(PROLONGING, {"poll": str(poll.id)}, Sitting(asker, work, desk))


def _number(answers: Answers) -> PollId:
    return PollId(int(text_of(answers, "poll")))


async def _ask_until(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    poll = await _managed(_number(answers), sitting.asker, sitting.work)
    options = tuple((Say("poll-prolong-days", {"days": days}), str(days)) for days in _DAYS)
    return Prompt((Say("poll-prolong-ask", {"at": poll.plan.closes_at}),), options=options)


async def _read_until(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    poll, now = await _managed(_number(answers), sitting.asker, sitting.work), sitting.desk.local_now()
    if given.value in map(str, _DAYS):
        until = poll.plan.closes_at + timedelta(days=int(given.value))
    else:
        until = moment_ahead(wanted_text(given), now)
    prolonged(poll, until, now)
    return {"until": until.isoformat()}


async def _preview_prolonged(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    until = datetime.fromisoformat(text_of(answers, "until"))
    poll = await _managed(_number(answers), sitting.asker, sitting.work)
    facts: dict[str, Fact] = {"number": poll.number, "at": until}
    return Card((Say("poll-prolonged", facts),), both=True), Card((Say("poll-prolong-check"),))


async def _prolong(answers: Answers, sitting: Sitting) -> Reply:
    work, desk = sitting.work, sitting.desk
    until = datetime.fromisoformat(text_of(answers, "until"))
    poll = prolonged(await _held(_number(answers), sitting.asker, work), until, desk.clock.now())
    await work.polls.keep(poll)
    await closing.set_its_time(poll, work)
    now, subject = desk.clock.now(), about(poll)
    await work.outbox.refresh_groups(poll.village, CARD, subject, now)
    if poll.plan.role is None:
        told = Audience(poll.plan.section, groups=True)
        campaign = Campaign(desk.new_id(), poll.village, "poll-prolonged", subject, told, now)
        await work.outbox.campaign(campaign)
    await work.record.add(
        act(sitting.asker, desk, "poll-prolonged", subject, number=poll.number, until=until.isoformat())
    )
    facts: dict[str, Fact] = {"number": poll.number, "at": until}
    return reply(Card((Say("poll-prolong-done", facts),), rows=_rows(poll), instead=True))


PROLONGING = Form(
    "poll-prolong", poll_makers, (Question("until", _ask_until, _read_until),), _prolong, _preview_prolonged
)


# ------------------------------------------------------------------------------------ by mouth, on paper


async def ask_paper(asked: PaperAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to add answers taken by mouth or on paper."""
    poll = await _managed(asked.poll, asker, work)
    poll.check_open(desk.clock.now())
    return await begin(ADDING_PAPER, {"poll": str(poll.id)}, Sitting(asker, work, desk))


def _how_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del answers, sitting
    return tuple((Say(f"poll-taken-{how}"), str(how)) for how in Taken)


async def _ask_people(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    return Prompt((Say("poll-paper-people-ask"),))


async def _read_people(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers, sitting
    people = _numbers(wanted_text(given))
    if len(people) != 1 or not people[0]:
        raise NumberNeeded
    return {"people": people[0]}


async def _ask_counts(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    poll = await _managed(_number(answers), sitting.asker, sitting.work)
    return Prompt(
        (Say("poll-paper-counts-ask", {"options": poll.plan.options, "count": len(poll.plan.options)}),)
    )


async def _read_counts(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    poll = await _managed(_number(answers), sitting.asker, sitting.work)
    counts = _numbers(wanted_text(given))
    people = int(str(answers["people"]))
    if len(counts) != len(poll.plan.options):
        raise CountsNumber(wanted=len(poll.plan.options), given=len(counts))
    if max(counts) > people or sum(counts) > people * poll.plan.most:
        raise CountsOver(people=people, sum=sum(counts))
    return {"counts": list(counts)}


def _numbers(text: str) -> tuple[int, ...]:
    words = text.replace(",", " ").replace(";", " ").split()
    if not words or not all(word.isascii() and word.isdecimal() and len(word) <= _DIGITS for word in words):
        raise NumberNeeded
    return tuple(int(word) for word in words)


_DIGITS = 6


async def _add_paper(answers: Answers, sitting: Sitting) -> Reply:
    work, desk = sitting.work, sitting.desk
    poll = await _held(_number(answers), sitting.asker, work)
    poll.check_open(desk.clock.now())
    counts = answers["counts"]
    assert isinstance(counts, list)
    taken = OnPaper(
        desk.clock.now(),
        Taken(text_of(answers, "how")),
        int(str(answers["people"])),
        tuple(int(str(each)) for each in counts),
    )
    await work.polls.add_paper(poll, taken, sitting.asker.person)
    await work.record.add(
        act(sitting.asker, desk, "poll-paper", about(poll), number=poll.number, people=taken.people)
    )
    return reply(Card((Say("poll-paper-kept", {"people": taken.people}),), rows=_rows(poll), instead=True))


ADDING_PAPER = Form(
    "poll-paper",
    poll_makers,
    (
        choice("how", Say("poll-paper-how-ask"), _how_options),
        Question("people", _ask_people, _read_people),
        Question("counts", _ask_counts, _read_counts),
    ),
    _add_paper,
)


@refusal
class StillOpen(Refusal):
    """The tables of a poll that has not closed."""

    message = "poll-still-open"
    number: int


@refusal
class NumberNeeded(Refusal):
    """Words where a number is needed."""

    message = "number-needed"


@refusal
class CountsNumber(Refusal):
    """Another number of figures than there are options."""

    message = "poll-counts-number"
    wanted: int
    given: int


@refusal
class CountsOver(Refusal):
    """More answers than so many people could give."""

    message = "poll-counts-over"
    people: int
    sum: int
