"""What its makers do with a poll: look at it, close it, prolong it, add paper, take its tables."""

from handlers.acts import act
from handlers.asked_says import stands_says
from handlers.asking import Option, choice, text_of, wanted_text
from handlers.chat import Card, Reply, Said, Say, reply
from handlers.door import Asker
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin
from handlers.polls.cards import (
    CloseAsked,
    ExportAsked,
    PaperAsked,
    PollManaged,
    ProlongAsked,
    about,
    manage_choices,
)
from handlers.polls.closing import COURSE
from handlers.polls.drafting import poll_makers
from handlers.polls.results import counted, exports, result_says
from handlers.ports import Desk, Work
from handlers.running import Running
from village.course import State
from village.errors import Refusal, refusal
from village.ids import PollId
from village.polls import Poll
from village.results import SMALLEST_PART, OnPaper, Taken, published

RUNNING = Running(COURSE, poll_makers, manage_choices, lambda poll: CloseAsked(poll.id, 1).data)
PROLONGING = RUNNING.prolonging("poll-longer")


async def manage(asked: PollManaged, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show a poll's makers how it stands, by the same rule as everybody, and what they may do."""
    poll = await RUNNING.managed(asked.poll, asker, work)
    return reply(await managing_card(poll, work, desk))


async def managing_card(poll: Poll, work: Work, desk: Desk) -> Card:
    """Make the card with how a poll stands and what its makers may do with it."""
    village = desk.village(poll.village)
    if poll.state is State.CLOSED:
        told = published(await counted(poll, work, desk), poll)
        return Card(result_says(told, poll, village), rows=RUNNING.rows(poll))
    return Card(await _stands(poll, work), rows=RUNNING.rows(poll))


async def _stands(poll: Poll, work: Work) -> tuple[Said, ...]:
    if poll.state is not State.OPEN:
        return (stands_says(poll),)
    people = await work.polls.answered(poll)
    told = Say("poll-answered", {"people": people}) if people >= SMALLEST_PART else Say("poll-few")
    return (stands_says(poll), told)


async def close_early(asked: CloseAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Close a poll before its time, asked a second time; one that is not open yet is called off."""
    return await RUNNING.close_early(asked.poll, Sitting(asker, work, desk), sure=bool(asked.sure))


async def ask_prolong(asked: ProlongAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to move a poll's end."""
    return await RUNNING.ask_prolong(PROLONGING, asked.poll, Sitting(asker, work, desk))


async def give_tables(asked: ExportAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give the tables of a result: no more than everybody may know of this poll."""
    poll = await RUNNING.managed(asked.poll, asker, work)
    if poll.state is not State.CLOSED:
        raise StillOpen(number=poll.number)
    files = await exports(poll, asker.village, work, desk)
    return reply(Card((Say("poll-tables-here"),), files=files))


# ------------------------------------------------------------------------------------ by mouth, on paper


async def ask_paper(asked: PaperAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to add answers taken by mouth or on paper."""
    poll = await RUNNING.managed(asked.poll, asker, work)
    poll.check_open(desk.clock.now())
    return await begin(ADDING_PAPER, {"poll": str(poll.id)}, Sitting(asker, work, desk))


def _number(answers: Answers) -> PollId:
    return PollId(int(text_of(answers, "poll")))


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
    poll = await RUNNING.managed(_number(answers), sitting.asker, sitting.work)
    return Prompt(
        (Say("poll-paper-counts-ask", {"options": poll.plan.options, "count": len(poll.plan.options)}),)
    )


async def _read_counts(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    poll = await RUNNING.managed(_number(answers), sitting.asker, sitting.work)
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
    poll = await RUNNING.held(_number(answers), sitting.asker, work)
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
    return reply(
        Card((Say("poll-paper-kept", {"people": taken.people}),), rows=RUNNING.rows(poll), instead=True)
    )


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
