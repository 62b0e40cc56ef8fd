"""What residents do with a poll: answer, change, take back; and the step that an answer may lack."""

from dataclasses import replace

from handlers.chat import Card, Choice, GoPrivate, Note, PollAnswered, Reply, Say, one_a_row, reply
from handlers.door import Asker, Giving, NotYet, OldButton
from handlers.forms import refused
from handlers.polls.cards import (
    CARD,
    MissingStepAsked,
    NamesAsked,
    PollShown,
    TakenBack,
    Voted,
    about,
    answer_card,
    names_says,
    own_card,
    own_says,
)
from handlers.ports import Desk, Work
from handlers.presses import link_word
from village.course import State, Step, Voter, missing_step, voter_of
from village.errors import Refusal
from village.giving import Decided
from village.ids import PersonId, PollId
from village.outbox import Subject
from village.polls import Ballot, Poll, Shown, Tap, cast, cast_all


async def the_poll(asker: Asker, poll: PollId, work: Work) -> Poll:
    """Give the poll a button is about; one of another village, or not yet open, is an old button."""
    return _found(await work.polls.get(asker.village.slug, poll))


def _found(poll: Poll | None) -> Poll:
    if poll is None or poll.state is State.PLANNED:
        raise OldButton
    return poll


async def vote(asked: Voted, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep an answer; the group's numbers are brought up to date by the outbox."""
    return await _given(asked, asker, work, desk)


async def take_back(asked: TakenBack, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Take an answer back, all of it."""
    return await _given(asked, asker, work, desk)


async def _given(asked: Voted | TakenBack, asker: Asker, work: Work, desk: Desk) -> Reply:
    poll = _found(await work.polls.steady(asker.village.slug, asked.poll))
    before = await work.polls.ballot_of(poll, asker.person) if asker.person else None
    return await _keep(decide_vote(asked, asker, poll, before, desk), poll, asker, work, desk)


async def _keep(decided: Decided[Ballot, Reply], poll: Poll, asker: Asker, work: Work, desk: Desk) -> Reply:
    if decided.keeps is not None:
        person = await work.people.meet(asker.address, PersonId(desk.new_id()), decided.keeps.at)
        await work.polls.cast(poll, person, decided.keeps)
    if decided.shows:
        await work.outbox.refresh_groups(poll.village, CARD, about(poll), desk.clock.now())
    return decided.said


async def vote_natively(asked: PollAnswered, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep an answer that came through the network's own poll.

    What was counted needs no word: the person sees their answer there. What was not they hear of in private,
    if they may be written to. A poll whose name is not kept yet was sent this moment; or whoever sent it was
    killed before its name was kept, and then it stays unknown: another was sent in its place, and counts.
    """
    poll = await work.polls.by_native(asker.village.slug, asker.address.network, asked.native)
    if poll is None:
        raise NotYet
    before = await work.polls.ballot_of(poll, asker.person) if asker.person else None
    if before is None and not asked.options:
        return Reply()  # taken back is what was never counted
    try:
        decided = _decide_native(asked, asker, poll, before, desk)
    except Refusal as no:
        return _not_counted(no, asker, poll, before, desk)
    return await _keep(decided, poll, asker, work, desk)


def _decide_native(
    asked: PollAnswered, asker: Asker, poll: Poll, before: Ballot | None, desk: Desk
) -> Decided[Ballot, Reply]:
    voter, now = voter_who(asker, desk), desk.clock.now()
    stands = cast_all(poll, asker.village, voter, before, asked.options, now, asker.update)
    step = missing_step(poll, voter)
    said = _way_on(poll, step) if stands.waits and step and _may_be_written_to(asker) else Reply()
    return Decided(None if stands is before else stands, said, shows=_shows(poll, before, stands))


def _way_on(poll: Poll, step: Step) -> Reply:
    go_on = Choice(Say("button-continue"), MissingStepAsked(poll.id).data)
    return reply(Card((Say(f"poll-step-{step}"),), rows=one_a_row(go_on)))


def _not_counted(no: Refusal, asker: Asker, poll: Poll, before: Ballot | None, desk: Desk) -> Reply:
    if not _may_be_written_to(asker):
        return Reply()
    says = (Say("poll-native-not-counted", {"number": poll.number}), refused(no), *own_says(poll, before))
    again = Choice(Say("button-poll-change"), PollShown(poll.id).data)
    return reply(Card(says, rows=one_a_row(again) if poll.is_open(desk.clock.now()) else ()))


def _may_be_written_to(asker: Asker) -> bool:
    home = asker.resident
    return home is not None and home.consented and home.reachable


def voter_who(asker: Asker, desk: Desk) -> Voter:
    """Give who answers, as a voter."""
    listed = desk.presence.listed(asker.village.slug, asker.address)
    return voter_of(asker.resident, asker.roles, asker.inside, listed=listed, name=asker.name)


def decide_vote(
    asked: Voted | TakenBack, asker: Asker, poll: Poll, before: Ballot | None, desk: Desk
) -> Decided[Ballot, Reply]:
    """Decide what stands after a tap, and what the person is told; whoever lacks a step is led to it."""
    poll = _found(poll)
    voter, now = voter_who(asker, desk), desk.clock.now()
    if isinstance(asked, Voted):
        stands = cast(poll, asker.village, voter, before, Tap(asked.option, now, asker.update))
    else:
        stands = cast_all(poll, asker.village, voter, before, (), now, asker.update)
    said = _answer(poll, asker, stands, missing_step(poll, voter))
    return Decided(None if stands is before else stands, said, shows=_shows(poll, before, stands))


def _shows(poll: Poll, before: Ballot | None, stands: Ballot) -> bool:
    """Tell whether everybody sees something else now."""
    if poll.plan.shown is Shown.AFTER:
        return False
    counted = before is not None and before.counts
    if counted != stands.counts:
        return True
    return poll.plan.shown is Shown.LIVE and before is not None and before.choices != stands.choices


def _answer(poll: Poll, asker: Asker, stands: Ballot, step: Step | None) -> Reply:
    if stands.waits and step is not None:
        return reply(_way(poll, step))
    told = Note(own_says(poll, stands)[0])
    if asker.private:
        return reply(replace(own_card(poll, asker.village, stands), instead=True), note=told)
    return Reply(note=told, whisper=answer_card(poll, stands))


def _way(poll: Poll, step: Step) -> GoPrivate:
    return GoPrivate(
        Say(f"poll-step-{step}"), Say("button-open-private"), link_word(MissingStepAsked(poll.id))
    )


GIVES_VOTE = Giving(thing=lambda asked: Subject("poll", asked.poll), card=CARD, decide=decide_vote)


async def show_names(asked: NamesAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show who chose what in an open poll; of a secret one no button asks, and nothing is known."""
    del desk
    poll = await the_poll(asker, asked.poll, work)
    if poll.plan.secret or poll.state is State.STOPPED:
        raise OldButton
    return reply(Card(names_says(poll, await work.polls.names(poll)), both=asker.language is None))


async def show_poll(asked: PollShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show a poll with the asker's own answer; asked for in the group, in the private chat."""
    del desk
    poll = await the_poll(asker, asked.poll, work)
    if not asker.private:
        return reply(GoPrivate(Say("start-first"), Say("button-open-private"), link_word(asked)))
    ballot = await work.polls.ballot_of(poll, asker.person) if asker.person else None
    return reply(own_card(poll, asker.village, ballot))
