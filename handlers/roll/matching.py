"""Found in the roll: by the phone at once, by a name with the office's word; doubtful pairs, letters."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from handlers.acts import act
from handlers.asking import wanted_text
from handlers.chat import Card, Choice, Fact, Note, Reply, Say, one_a_row, reply
from handlers.consents import consent_digest
from handlers.door import Asker, OldButton, consented
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin, refused
from handlers.levels import level_gained
from handlers.ports import Desk, Work
from handlers.presses import Press
from handlers.roll.steps import ClaimBegun, by_neighbours, to_next_step
from village.errors import Refusal, refusal
from village.ids import PersonId, VillageSlug
from village.listing import read_birth, read_name
from village.outbox import Audience, Campaign, Letter, Scope, Subject
from village.people import Level, Resident
from village.records import Consent
from village.roll import Doubt, How, Match, Weighed, check_may_claim, weigh_name, weigh_phone
from village.texts import Language
from village.villages import Village

DOUBT, ANSWER, LOST = "roll-doubt", "roll-answer", "roll-lost"
CONSENT_VERSION = "roll-1"
_YES = "yes"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DoubtSaid(Press):
    """The office's word on a pair: 1 for yes, 0 for no."""

    word: ClassVar[str] = "nh"
    doubt: int
    yes: int


# ------------------------------------------------------------------------------------------ by the phone


async def found_by_phone(asker: Asker, work: Work, desk: Desk) -> tuple[Say, ...]:
    """Look in the roll for the phone that was just confirmed; say what came of it, where anything did."""
    village = asker.village
    found = await work.roll.by_phone(village.slug, asker.known)
    weighed = weigh_phone(found.get(asker.known, ()))
    if weighed.match and await matched(Match(asker.known, weighed.match.id, How.PHONE), village, work, desk):
        return (Say("roll-found"),)
    await level_gained(asker.known, village, work, desk)  # of the phone alone
    if weighed.doubts and await _may_claim(asker.home, work, desk, phone=True) is None:
        await _ask_office(asker, weighed, "", work, desk)
        return (Say("roll-claim-sent"),)
    return ()


async def match_phones(village: Village, work: Work, desk: Desk) -> None:
    """Find everybody whose confirmed phone a new roll brings."""
    for person, entries in (await work.roll.by_phone(village.slug)).items():
        match = weigh_phone(entries).match
        if match is not None:
            await matched(Match(person, match.id, How.PHONE), village, work, desk)


async def matched(match: Match, village: Village, work: Work, desk: Desk) -> bool:
    """Put somebody on level 2, and do what waited for it; False where they are, or the entry is another's."""
    now, person = desk.clock.now(), match.person
    if match.entry is not None and await work.roll.how(village.slug, person) is How.VOUCH:
        await work.roll.end_match(village.slug, person)
    if not await work.roll.match(village.slug, match, now):
        return False
    for doubt in await work.roll.end_doubts(village.slug, person, now):
        await work.outbox.refresh(village.slug, DOUBT, Subject(DOUBT, doubt), now)
    await level_gained(person, village, work, desk)
    return True


# -------------------------------------------------------------------------------------------- by the name


async def begin_claim(asked: ClaimBegun, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to ask for the name and the year of birth, with why and for how long."""
    del asked
    no = await _may_claim(asker.home, work, desk)
    if no is not None:
        raise no
    return await begin(CLAIMING, {}, Sitting(asker, work, desk))


async def _may_claim(home: Resident, work: Work, desk: Desk, *, phone: bool = False) -> Refusal | None:
    """Give why somebody may not ask to be looked for, if so; whose ``phone`` was just confirmed has one."""
    tried = await work.roll.tried(home.village, home.person, desk.clock.now() - _DAY)
    waiting = await work.roll.waiting(home.village, home.person)
    level = max(home.level, Level.PHONE) if phone else home.level
    try:
        check_may_claim(level, tried, waiting)
    except Refusal as no:
        return no
    return None


def consent_says(village: Village) -> Say:
    """Say the consent to being looked for in the roll."""
    return Say("roll-consent-ask", {"operator": village.operator, "version": CONSENT_VERSION})


async def _ask_consent(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, page
    return Prompt((consent_says(sitting.asker.village),), options=((Say("consent-yes"), _YES),))


async def _read_consent(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers, sitting
    if given.value != _YES:
        raise ConsentFirst
    return {"claim-consent": _YES}


async def _ask_year(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    return Prompt((Say("roll-year-ask"),))


async def _read_year(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    return {"claim-year": read_birth(wanted_text(given), sitting.desk.today())}


async def _ask_name(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    return Prompt((Say("roll-name-ask"),))


async def _read_name(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers, sitting
    return {"claim-name": read_name(wanted_text(given))}


async def _claim(answers: Answers, sitting: Sitting) -> Reply:
    # It never refuses, so that the form is closed in the same piece of work: the name stands in it nowhere.
    asker, work, desk = sitting.asker, sitting.work, sitting.desk
    no = await _may_claim(asker.home, work, desk)
    if no is not None:
        return reply(Card((refused(no),)))
    await _keep_consent(sitting)
    name, year = str(answers["claim-name"]), int(str(answers["claim-year"]))
    entries = await work.roll.by_name(asker.village.slug, asker.home.section, (name, year), asker.known)
    weighed = weigh_name(entries)
    if weighed.match and await matched(
        Match(asker.known, weighed.match.id, How.NAME), asker.village, work, desk
    ):
        return reply(Card((Say("roll-found"),)))
    if weighed.doubts:
        await _ask_office(asker, weighed, f"{name}, {year}", work, desk)
        return reply(Card((Say("roll-claim-sent"),)))
    await work.roll.note_in_vain(asker.village.slug, asker.known, desk.clock.now())
    return reply(not_found())


def not_found() -> Card:
    """Say that a name is not in the roll, and what may be done."""
    return Card((Say("roll-not-found"),), rows=one_a_row(by_neighbours()))


async def _keep_consent(sitting: Sitting) -> None:
    asker, desk = sitting.asker, sitting.desk
    digest = consent_digest(consent_says(asker.village), asker.language or Language.KK, desk)
    consent = Consent(
        asker.known,
        asker.village.slug,
        CONSENT_VERSION,
        digest,
        asker.address.network,
        desk.clock.now(),
    )
    await sitting.work.people.give_consent(consent, asker.address)


# The name is asked last: with it the form is done, and it is never kept among a form's answers.
CLAIMING = Form(
    "claim",
    consented,
    (
        Question("claim-consent", _ask_consent, _read_consent),
        Question("claim-year", _ask_year, _read_year),
        Question("claim-name", _ask_name, _read_name),
    ),
    _claim,
)


# ---------------------------------------------------------------------------------------------- the office


async def _ask_office(asker: Asker, weighed: Weighed, said: str, work: Work, desk: Desk) -> None:
    """Put each doubtful pair before the office; its letters wait for a decent hour."""
    now, village = desk.clock.now(), asker.village.slug
    for entry in weighed.doubts:
        doubt = Doubt(desk.new_id(), village, asker.known, entry.id, now)
        await work.roll.add_doubt(doubt, said)
        audience, about = Audience(private=Scope.OFFICE), Subject(DOUBT, doubt.id)
        await work.outbox.campaign(Campaign(desk.new_id(), village, DOUBT, about, audience, now))


async def doubt_card(village: Village, number: int, work: Work) -> Card | None:
    """Show a pair to the office: whom the roll has, what was said; decided, without the names."""
    found = await work.roll.doubt(village.slug, number)
    if found is None:
        return None
    doubt, said = found
    about = Subject(DOUBT, number)
    if doubt.ended_at is not None:
        return Card(
            (Say("roll-doubt-decided-yes" if doubt.confirmed else "roll-doubt-decided"),), about=about
        )
    says = [await _pair_says(doubt, said, village, work)]
    if await work.roll.taken_by(village.slug, doubt.entry) is not None:
        says.append(Say("roll-doubt-taken", strong=True))
    says.append(Say("roll-doubt-one-more" if doubt.first_yes else "roll-doubt-ask"))
    yes = Choice(Say("roll-doubt-yes"), DoubtSaid(number, 1).data)
    no = Choice(Say("roll-doubt-no"), DoubtSaid(number, 0).data)
    return Card(tuple(says), rows=one_a_row(yes, no), about=about)


async def _pair_says(doubt: Doubt, said: str, village: Village, work: Work) -> Say:
    label, section = await work.roll.label(village.slug, doubt.entry) or ("", None)
    facts: dict[str, Fact] = {"listed": label, "section": village.place_name(section)}
    if said:
        return Say("roll-doubt-name", {**facts, "said": said})
    return Say("roll-doubt-phone", facts)


async def say_doubt(asked: DoubtSaid, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Take the office's word on a pair: the second yes, of another person, decides it, and so does a no."""
    now, village = desk.clock.now(), asker.village
    doubt = await work.roll.hold_doubt(village.slug, asked.doubt)
    if doubt is None:
        raise OldButton
    said = doubt.yes(asker.known, now) if asked.yes else doubt.no(asker.known, now)
    await work.roll.keep_doubt(said)
    about = Subject(DOUBT, doubt.id)
    done = "roll-confirmed" if asked.yes else "roll-refused"
    await work.record.add(act(asker, desk, done, about))
    if said.confirmed:
        await _confirm(said, asker, work, desk)
    if said.ended_at is not None and not await work.roll.waiting(village.slug, doubt.person):
        await _tell(ANSWER, doubt.person, village.slug, work, desk)
    await work.outbox.refresh(village.slug, DOUBT, about, now)
    return Reply(note=Note(Say("roll-word-kept")))


async def _confirm(doubt: Doubt, asker: Asker, work: Work, desk: Desk) -> None:
    """Give the entry to whom two people know; whoever had it is told, and the record has it."""
    village = asker.village
    had = await work.roll.taken_by(village.slug, doubt.entry)
    if had is not None and had != doubt.person:
        await work.roll.end_match(village.slug, had)
        await work.record.add(act(asker, desk, "roll-moved", Subject(DOUBT, doubt.id)))
    await matched(Match(doubt.person, doubt.entry, How.OFFICE), village, work, desk)
    await settle(village.slug, work, desk)


# ---------------------------------------------------------------------------------------------- letters


async def settle(village: VillageSlug, work: Work, desk: Desk) -> None:
    """Let go what stood on a match that is no more, and tell those who lost level 2 by it."""
    for person in await work.roll.settle(village):
        await _tell(LOST, person, village, work, desk)


async def tell_found(person: PersonId, village: VillageSlug, work: Work, desk: Desk) -> None:
    """Tell somebody what came of their wish to be known."""
    await _tell(ANSWER, person, village, work, desk)


async def _tell(kind: str, person: PersonId, village: VillageSlug, work: Work, desk: Desk) -> None:
    about = Subject("person", person)
    await work.outbox.post(Letter(desk.new_id(), village, kind, about, desk.clock.now(), person=person))


def answer_card(resident: Resident) -> Card:
    """Say whether somebody was found; never who said what."""
    return Card((Say("roll-found"),)) if resident.level is Level.ROLL else not_found()


def lost_card(resident: Resident, village: Village) -> Card | None:
    """Say that level 2 has ended; None where it is there again."""
    if resident.level is Level.ROLL:
        return None
    return Card((Say("roll-lost", {"phone": village.phone}),), rows=one_a_row(to_next_step()))


@refusal
class ConsentFirst(Refusal):
    """Words where the consent is asked for."""

    message = "roll-consent-first"
