"""What residents do with a notice: say whether they come, take the calendar entry, read it."""

from handlers.chat import Card, GoPrivate, Note, Reply, Say, reply
from handlers.door import Asker, Giving, OldButton
from handlers.gatherings.cards import NOTICE, ComingSaid, EntryAsked, about, notice_card
from handlers.ports import Desk, NoticePaper, Work
from handlers.presses import link_word
from village.gatherings import Answer, Coming, Gathering, Reminder, answered, reminders
from village.giving import Decided
from village.ids import GatheringId, PersonId
from village.outbox import Subject
from village.texts import Language


async def the_gathering(asker: Asker, gathering: GatheringId, work: Work) -> Gathering:
    """Give the gathering a button is about; one of another village is an old button."""
    return _found(await work.gatherings.get(asker.village.slug, gathering))


async def the_steady(asker: Asker, gathering: GatheringId, work: Work) -> Gathering:
    """Give the gathering a button is about, as it stays until what is given to it is kept."""
    return _found(await work.gatherings.steady(asker.village.slug, gathering))


async def the_held(asker: Asker, gathering: GatheringId, work: Work) -> Gathering:
    """Give the gathering a button is about, to change it."""
    return _found(await work.gatherings.hold(asker.village.slug, gathering))


def _found(gathering: Gathering | None) -> Gathering:
    if gathering is None:
        raise OldButton
    return gathering


async def say_coming(asked: ComingSaid, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep whether someone comes; the group's one number is brought up to date by the outbox."""
    gathering = await the_steady(asker, asked.gathering, work)
    before = await work.gatherings.answer_of(gathering, asker.person) if asker.person else None
    decided = decide_coming(asked, asker, gathering, before, desk)
    if decided.keeps is not None:
        person = await work.people.meet(asker.address, PersonId(desk.new_id()), decided.keeps.at)
        await work.gatherings.answer(gathering, person, decided.keeps)
    if decided.shows:
        await work.outbox.refresh_groups(gathering.village, NOTICE, about(gathering), desk.clock.now())
    return decided.said


def decide_coming(
    asked: ComingSaid, asker: Asker, gathering: Gathering, before: Answer | None, desk: Desk
) -> Decided[Answer, Reply]:
    """Decide what stands after a tap, and what the person is told.

    An older tap that comes late changes nothing, and is told what stands.
    """
    answer = Answer(asked.coming, desk.clock.now(), asker.update)
    stands = answered(gathering, asker.roles, before, answer)
    coming = stands.coming
    unsure = coming is Coming.UNSURE
    said = _unsure_answer(gathering, asker, desk) if unsure else Say(f"rsvp-{coming}-answer")
    changes = before is None or before.coming is not coming
    return Decided(answer if stands is answer else None, Reply(note=Note(said)), shows=changes)


def _unsure_answer(gathering: Gathering, asker: Asker, desk: Desk) -> Say:
    """Promise the reminder only to someone who will get it."""
    times = desk.customs.reminders
    eve = reminders(gathering.starts, times, desk.customs.quiet)[Reminder.EVE]
    if asker.resident and asker.resident.subscribed and eve > desk.clock.now():
        return Say("rsvp-unsure-answer", {"days": times.eve_days})
    return Say("rsvp-unsure-answer-unheard")


GIVES_COMING = Giving(
    thing=lambda asked: Subject("gathering", asked.gathering), card=NOTICE, decide=decide_coming
)


async def give_entry(asked: EntryAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give the calendar entry in private; whoever has no private chat yet gets the way there."""
    gathering = await the_gathering(asker, asked.gathering, work)
    if not (asker.private or (asker.resident and asker.resident.reachable)):
        return reply(
            GoPrivate(
                Say("entry-in-private"),
                Say("button-open-private"),
                link_word(EntryAsked(gathering.id)),
            )
        )
    paper = NoticePaper(asker.village, gathering)
    entry = await desk.papers.calendar_entry(paper, asker.language or Language.KK)
    return reply(Card((Say("entry-here"),), files=(entry,)), note=Note(Say("entry-sent")))


async def show_notice(gathering: Gathering, asker: Asker, desk: Desk) -> Card:
    """Make the notice for someone who asked for it in private."""
    over = gathering.over(desk.clock.now())
    return notice_card(gathering, asker.village, 0, both=asker.language is None, over=over)
