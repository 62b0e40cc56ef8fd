"""What residents do with a notice: say whether they come, take the calendar entry, read it."""

from handlers.chat import Card, GoPrivate, Note, Reply, Say, reply
from handlers.door import Asker, OldButton
from handlers.gatherings.cards import NOTICE, ComingSaid, EntryAsked, about, notice_card
from handlers.ports import Desk, NoticePaper, Work
from handlers.presses import link_word
from village.errors import Refusal, refusal
from village.gatherings import Coming, Gathering, Reminder, reminders
from village.ids import GatheringId, PersonId
from village.people import Role
from village.rules import Kind
from village.texts import Language


async def the_gathering(asker: Asker, gathering: GatheringId, work: Work) -> Gathering:
    """Give the gathering a button is about; one of another village is an old button."""
    found = await work.gatherings.get(asker.village.slug, gathering)
    if found is None:
        raise OldButton
    return found


async def say_coming(asked: ComingSaid, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep whether someone comes; the group's one number is brought up to date by the outbox."""
    gathering = await the_gathering(asker, asked.gathering, work)
    gathering.check_answerable(desk.clock.now())
    if gathering.kind is Kind.ASSEMBLY and Role.ASSEMBLY_MEMBER not in asker.roles:
        raise MembersOnly
    now = desk.clock.now()
    person = await work.people.meet(asker.address, PersonId(desk.new_id()), now)
    stands: Coming | None = asked.coming
    if await work.gatherings.answer(gathering, person, asked.coming, now, asker.update):
        await work.outbox.refresh_groups(gathering.village, NOTICE, about(gathering), now)
    else:
        # An older tap that comes late changes nothing, and is told what stands.
        stands = await work.gatherings.answer_of(gathering, person)
    if stands is Coming.UNSURE:
        return Reply(note=Note(_unsure_answer(gathering, asker, desk)))
    return Reply(note=Note(Say(f"rsvp-{stands}-answer")))


def _unsure_answer(gathering: Gathering, asker: Asker, desk: Desk) -> Say:
    """Promise the reminder only to someone who will get it."""
    times = desk.customs.reminders
    eve = reminders(gathering.starts, times, desk.customs.quiet)[Reminder.EVE]
    if asker.resident and asker.resident.subscribed and eve > desk.clock.now():
        return Say("rsvp-unsure-answer", {"days": times.eve_days})
    return Say("rsvp-unsure-answer-unheard")


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


@refusal
class MembersOnly(Refusal):
    """An answer to an assembly's notice from someone who is not its member."""

    message = "members-only"
