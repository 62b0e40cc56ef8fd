"""Letters about polls, made when their turn comes."""

from dataclasses import replace

from handlers.chat import Card, Choice, Fact, Say, one_a_row
from handlers.letter_kinds import Dropped, LetterKind, Reader
from handlers.polls.cards import (
    CARD,
    PollShown,
    about,
    option_choices,
    own_card,
    poll_card,
)
from handlers.polls.closing import COURSE
from handlers.polls.managing import managing_card
from handlers.polls.progress import progress
from handlers.polls.results import counted, result_says
from handlers.ports import Desk, Work
from village.course import State
from village.ids import PollId
from village.outbox import Letter, Standing
from village.polls import Poll
from village.results import published
from village.texts import Language


async def the_poll(letter: Letter, work: Work) -> Poll:
    """Give the poll a letter is about; Dropped where it is no more."""
    found = await work.polls.get(letter.village, PollId(letter.about.id))
    if found is None:
        raise Dropped("gone")
    return found


async def _open(letter: Letter, work: Work, desk: Desk) -> Poll:
    poll = await the_poll(letter, work)
    if not poll.is_open(desk.clock.now()):
        raise Dropped("over")
    return poll


async def _card(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    poll = await the_poll(letter, work) if letter.edit else await _open(letter, work, desk)
    village = desk.village(letter.village)
    if reader.chat is not None:
        card = poll_card(poll, village, await progress(poll, work))
        # In the group it stands at once, by night without a sound: its time runs.
        return replace(card, quiet=desk.customs.quiet.covers(desk.local_now().time()))
    ballot = await work.polls.ballot_of(poll, reader.resident.person) if reader.resident else None
    if ballot is not None and not letter.edit:
        raise Dropped("answered")
    return own_card(poll, village, ballot)


async def _card_stood(letter: Letter, standing: Standing | None, work: Work, desk: Desk) -> None:
    """Keep under which name the network knows its own poll: answers come under it.

    Killed between sending and this, the poll that stands is unknown and its answers count nowhere; the letter
    goes again, and the poll that it sends then is the one that counts.
    """
    del desk
    if standing is None or letter.chat is None or not standing.natives:
        return
    poll = await the_poll(letter, work)
    if chat := await work.chats.get(letter.village, letter.chat):
        for native in standing.natives:
            await work.polls.keep_native(poll, chat.address.network, native)


async def _nudge(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    poll = await _open(letter, work, desk)
    ballot = await work.polls.ballot_of(poll, reader.resident.person) if reader.resident else None
    if ballot is not None:
        raise Dropped("answered")
    facts: dict[str, Fact] = {
        "number": poll.number,
        "question": poll.plan.question,
        "at": poll.plan.closes_at,
    }
    return Card((Say("poll-nudge", facts),), rows=one_a_row(*option_choices(poll)))


async def _result(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    poll = await the_poll(letter, work)
    if poll.state is not State.CLOSED:
        raise Dropped("not closed")
    village = desk.village(letter.village)
    told = published(await counted(poll, work, desk), poll)
    language = reader.resident.language if reader.resident else None
    languages = (language,) if language else (Language.KK, Language.RU)
    picture = await desk.papers.poll_result(poll, told, village, languages)
    both = reader.chat is not None
    return Card(result_says(told, poll, village), files=(picture,), both=both, replies=CARD if both else "")


async def _report(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader
    return await managing_card(await the_poll(letter, work), work, desk)


async def _prolonged(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    poll = await _open(letter, work, desk)
    both = reader.chat is not None
    facts: dict[str, Fact] = {"number": poll.number, "at": poll.plan.closes_at}
    return Card((Say("poll-prolonged", facts),), both=both, replies=CARD if both else "")


async def _counted(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    poll = await _open(letter, work, desk)
    ballot = await work.polls.ballot_of(poll, reader.resident.person) if reader.resident else None
    if ballot is None or ballot.waits:
        raise Dropped("not counted")
    chosen = tuple(poll.plan.options[place] for place in ballot.choices)
    change = Choice(Say("button-poll-change"), PollShown(poll.id).data)
    return Card((Say("poll-now-counted", {"options": chosen}),), rows=one_a_row(change))


async def _stopped(letter: Letter, reader: Reader, work: Work, desk: Desk) -> Card:
    del reader, desk
    poll = await the_poll(letter, work)
    if poll.state is not State.STOPPED:
        raise Dropped("not stopped")
    return Card((Say("poll-stopped-by-operator", {"number": poll.number}, strong=True),), about=about(poll))


KINDS = {
    CARD: LetterKind(_card, stands=True, office_hears=True, after=_card_stood),
    # Who may have been reminded is not reminded again: nobody is nagged.
    COURSE.nudge: LetterKind(_nudge, again=False),
    "poll-result": LetterKind(_result, waits_in_group=True, office_hears=True),
    "poll-report": LetterKind(_report),
    "poll-prolonged": LetterKind(_prolonged, waits_in_group=True),
    "poll-counted": LetterKind(_counted),
    "poll-stopped": LetterKind(_stopped),
}
