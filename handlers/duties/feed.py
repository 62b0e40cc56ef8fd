"""Somebody's own duties as a calendar: a file, and an address with a key that a phone's calendar reads."""

from dataclasses import replace
from datetime import timedelta

from handlers.chat import Card, Choice, Paper, Reply, Say, one_a_row, reply
from handlers.codes import new_code
from handlers.door import Asker
from handlers.duties.cards import cycle_says, state_says
from handlers.duties.subject import FeedAsked, holders_today
from handlers.ports import Desk, DutyEntry, Work
from village.duties import Cycle, Duty, owners
from village.ids import PersonId, VillageSlug
from village.texts import Language

FEED = "duties"
_BACK = timedelta(days=400)


async def give_feed(asked: FeedAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give one's duties as a file, and a new address for them; the one given before is shut."""
    del asked
    entries = await _entries(asker.village.slug, asker.known, work, desk)
    file = await _paper(entries, asker.village.slug, asker.language or Language.KK, desk)
    only_file = reply(Card((Say("duty-feed-file"),), files=(file,)))
    code = new_code()
    address = desk.links.page(f"{FEED}/{code}.ics")
    if not address:
        return only_file
    await work.duties.keep_feed(asker.village.slug, asker.known, code)
    # The address stands in a button alone: messengers draw pictures of addresses that they see in a text.
    opens = Choice(Say("button-duty-feed-open"), url=address)
    with_address = Card(
        (Say("duty-feed-file"), Say("duty-feed-address")), files=(file,), rows=one_a_row(opens)
    )
    # Of the key only the hash is kept: whoever asks again gets another.
    return replace(reply(with_address), kept_as=only_file)


async def read_feed(code: str, desk: Desk) -> Paper | None:
    """Make the calendar that a key opens, as things stand now; None for a key that opens nothing."""
    async with desk.look() as work:
        found = await work.duties.feed(code)
        if found is None:
            return None
        village, person = found
        resident = await work.people.resident(village, person)
        if resident is None or not resident.consented or village not in desk.villages:
            return None
        entries = await _entries(village, person, work, desk)
    return await _paper(entries, village, resident.language or Language.KK, desk)


async def _entries(village: VillageSlug, person: PersonId, work: Work, desk: Desk) -> tuple[DutyEntry, ...]:
    """List what somebody owes on a day, and what was done of it."""
    holders = await holders_today(village, work, desk)
    return tuple(
        _entry(cycle, duty, desk)
        for cycle, duties in await work.duties.since(village, desk.today() - _BACK)
        for duty in duties
        if duty.due and person in owners(duty, holders)
    )


def _entry(cycle: Cycle, duty: Duty, desk: Desk) -> DutyEntry:
    assert duty.due is not None
    step, state = cycle.step(duty).what, state_says(duty, desk.today())
    word = "duty-calendar-title" if duty.is_open else "duty-calendar-done"
    return DutyEntry(
        uid=f"duty-{duty.id}@{duty.village}.asar",
        day=duty.due,
        title=Say(word, {"step": step}),
        told=(cycle_says(cycle), state),
        done=not duty.is_open,
    )


async def _paper(
    entries: tuple[DutyEntry, ...], village: VillageSlug, language: Language, desk: Desk
) -> Paper:
    return await desk.papers.duty_calendar(entries, desk.village(village), desk.clock.now(), language)
