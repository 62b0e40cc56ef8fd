"""People: the first talk, consent, where they live, what they hear, what is known of them, and leaving.

Nothing of a person is kept before they have said yes: until then, what they chose travels in the buttons.
"""

from dataclasses import dataclass, replace
from datetime import time
from typing import Any, ClassVar

from handlers.chat import Card, Choice, Fact, GaveContact, Reply, Say, one_a_row, reply
from handlers.consents import consent_digest
from handlers.door import Asker
from handlers.levels import level_gained
from handlers.menu import commands_for, menu_card, upcoming_says
from handlers.petitions.door_to_door import show_beside
from handlers.petitions.erasing import erase_signatures
from handlers.petitions.receipts import my_signatures
from handlers.petitions.signing import shown_to, the_petition
from handlers.petitions.subject import BesideSettled, BesideShown, SettlementSaid
from handlers.ports import Desk, Work
from handlers.presses import Press
from handlers.roles import offer
from handlers.roll.matching import found_by_phone, settle
from handlers.roll.steps import to_next_step
from handlers.roll.vouching import VouchesShown
from handlers.sections import ELSEWHERE, SectionChosen, section_choices
from village.errors import Refusal, refusal
from village.ids import PersonId, SectionSlug
from village.people import Level, Quiet, Resident
from village.records import Consent
from village.texts import Language, Word
from village.villages import Village

_QUIET_CHOICES = ((21, 8), (22, 7), (20, 9), (23, 6))


@dataclass(frozen=True, slots=True)
class StartAsked:
    """The first word to the bot; ``line`` is what the link carried: an invitation's code, or nothing."""

    line: str = ""


@dataclass(frozen=True, slots=True)
class LanguageAsked:
    """Another language."""

    line: str = ""


@dataclass(frozen=True, slots=True)
class MyAsked:
    """What is known about me."""

    line: str = ""


@dataclass(frozen=True, slots=True)
class LanguageChosen(Press):
    """A language; before the consent it travels on, with the invitation's code."""

    word: ClassVar[str] = "l"
    language: Language
    code: str


@dataclass(frozen=True, slots=True)
class ConsentSaid(Press):
    """Yes or no to the consent."""

    word: ClassVar[str] = "c"
    answer: str
    language: Language
    code: str


@dataclass(frozen=True, slots=True)
class LettersSaid(Press):
    """Private letters: yes or no."""

    word: ClassVar[str] = "p"
    first: int
    yes: int


@dataclass(frozen=True, slots=True)
class MyChange(Press):
    """Change one line of what is known about me."""

    word: ClassVar[str] = "m"
    what: str


@dataclass(frozen=True, slots=True)
class QuietChosen(Press):
    """Hours in which unurgent letters wait."""

    word: ClassVar[str] = "q"
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class ForgetSaid(Press):
    """Delete everything about me, asked a second time."""

    word: ClassVar[str] = "d"
    sure: int


CODE_BYTES = 40


# -------------------------------------------------------------------------------------------- first words


async def start(asked: StartAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Greet: ask the language of someone unknown, offer the role that a code carries, else show the menu."""
    # Cut by bytes: until the consent it travels in buttons, and letters beyond Latin take two or four.
    code = asked.line.strip().encode()[:CODE_BYTES].decode(errors="ignore")
    if asker.language is None:
        return _ask_language(code)
    await reachable_again(asker, work)
    if code and code != HELLO:
        return await offer(code, asker, work, desk)
    return replace(reply(await menu_card(asker, work, desk)), commands=commands_for(asker.roles))


HELLO = "hello"


async def reachable_again(asker: Asker, work: Work) -> None:
    """Note that the bot may write to the asker over the network they write on."""
    await work.people.reached_by(asker.village.slug, asker.known, asker.address.network)


def _ask_language(code: str) -> Reply:
    # The one text that is not translated: it is read before a language is known.
    choices = [
        Choice(Say(f"language-{language}-itself"), LanguageChosen(language, code).data)
        for language in Language
    ]
    return reply(Card((Say("language-ask"),), rows=one_a_row(*choices)), language=Language.KK)


async def ask_language(asked: LanguageAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Ask for the language again."""
    del asked, asker, work, desk
    return _ask_language("")


async def choose_language(asked: LanguageChosen, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep the language of someone known; to someone new, say who we are and ask for consent."""
    if asker.language is None:
        return _ask_consent(asked.language, asked.code, asker, desk)
    known = await _changed(asker, work, language=asked.language)
    menu = reply(await menu_card(known, work, desk), language=asked.language)
    return replace(menu, commands=commands_for(asker.roles))


async def _changed(asker: Asker, work: Work, **lines: Any) -> Asker:
    """Change some lines of what is kept of the asker, and leave the others as they are by now."""
    home = await work.people.hold(asker.village.slug, asker.known) or asker.home
    resident = replace(home, **lines)
    await work.people.keep(resident)
    return replace(asker, resident=resident)


def _ask_consent(language: Language, code: str, asker: Asker, desk: Desk) -> Reply:
    village = asker.village
    facts: dict[str, Fact] = {"unit": village.name, "operator": village.operator, "phone": village.phone}
    welcome = Card((Say("welcome", facts), Say("welcome-trust", facts)), instead=True)
    choices = [
        Choice(Say(f"consent-{answer}"), ConsentSaid(answer, language, code).data)
        for answer in ("yes", "full", "no")
    ]
    return reply(
        welcome,
        Card((consent_says(asker.address.network, asker.village, desk),), rows=one_a_row(*choices)),
        language=language,
    )


def consent_says(network: str, village: Village, desk: Desk) -> Say:
    """Say the consent to be asked on a network."""
    messenger = Word(f"network-{network}")
    return Say(
        "consent-ask",
        {
            "operator": village.operator,
            "bin": village.bin,
            "messenger": messenger,
            "version": desk.customs.consent_version,
        },
    )


async def say_consent(asked: ConsentSaid, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep a yes with its text and time; after a no nothing is kept."""
    if asked.answer == "full":
        choices = [
            Choice(Say(f"consent-{answer}"), ConsentSaid(answer, asked.language, asked.code).data)
            for answer in ("yes", "no")
        ]
        full = Say("consent-full-text", consent_says(asker.address.network, asker.village, desk).facts)
        return reply(Card((full,), rows=one_a_row(*choices)), language=asked.language)
    if asked.answer != "yes":
        return reply(Card((Say("consent-refused"),), instead=True), language=asked.language)
    known = await _welcome(asked, asker, work, desk)
    if asked.code and asked.code != HELLO:
        offered = await offer(asked.code, known, work, desk)
        return replace(offered, language=asked.language)
    return reply(_section_card(known, first=1), language=asked.language)


async def _welcome(asked: ConsentSaid, asker: Asker, work: Work, desk: Desk) -> Asker:
    now, village = desk.clock.now(), asker.village.slug
    person = await work.people.meet(asker.address, PersonId(desk.new_id()), now)
    consent = Consent(
        person=person,
        village=village,
        version=desk.customs.consent_version,
        digest=consent_digest(consent_says(asker.address.network, asker.village, desk), asked.language, desk),
        network=asker.address.network,
        given_at=now,
    )
    await work.people.give_consent(consent, asker.address)
    resident = Resident(
        village, person, asked.language, reachable=True, consented=True, quiet=desk.customs.quiet
    )
    await work.people.keep(resident)
    await work.people.reached_by(village, person, asker.address.network)
    return replace(asker, person=person, resident=resident)


# ------------------------------------------------------------------------------- where they live, letters


def _section_card(asker: Asker, first: int) -> Card:
    return Card((Say("section-ask"),), rows=section_choices(asker, first), instead=True)


async def choose_section(asked: SectionChosen, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep where a person lives, and ask on whether they want letters."""
    known = await _keep_section(asked.section, asker, work, desk)
    if asked.first:
        return reply(_letters_card(first=1))
    return reply(await _my_card(known, work, desk))


async def _keep_section(said: str, asker: Asker, work: Work, desk: Desk) -> Asker:
    """Keep where a person lives, and do what waited for it; give them as they are known then."""
    section = asker.village.section(SectionSlug(said))
    here = {"section": section.slug if section else None, "lives_here": said != ELSEWHERE}
    known = await _changed(asker, work, **here)
    await level_gained(known.known, asker.village, work, desk)
    return known


async def say_settlement(asked: SettlementSaid, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep where somebody lives who is about to sign, and show what they came to sign."""
    petition = await the_petition(asker, asked.petition, work)
    known = await _keep_section(asked.section, asker, work, desk)
    return reply(await shown_to(petition, known, work, desk))


async def say_settlement_beside(asked: BesideSettled, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep where somebody lives who scanned a code, and show what they came to sign."""
    known = await _keep_section(asked.section, asker, work, desk)
    return await show_beside(BesideShown(asked.code), known, work, desk)


def _letters_card(first: int) -> Card:
    yes = Choice(Say("subscribe-yes"), LettersSaid(first, 1).data)
    no = Choice(Say("subscribe-no"), LettersSaid(first, 0).data)
    return Card((Say("subscribe-ask"),), rows=one_a_row(yes, no), instead=True)


async def say_letters(asked: LettersSaid, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep whether a person wants private letters; the first talk ends here."""
    known = await _changed(asker, work, subscribed=bool(asked.yes))
    if not asked.first:
        return reply(await _my_card(known, work, desk))
    done = Card((Say("start-done"), *await upcoming_says(asker, work, desk)), instead=True)
    return reply(done, await menu_card(known, work, desk))


# -------------------------------------------------------------------------------- what is known about me


async def show_my(asked: MyAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show what is known about the asker, each line with its own button."""
    del asked
    return reply(await _my_card(asker, work, desk), *await my_signatures(asker, work))


async def _my_card(asker: Asker, work: Work, desk: Desk) -> Card:
    home = asker.home
    phone = await work.people.phone(asker.known)
    section: Fact = asker.village.place_name(home.section) if home.lives_here else Say("section-elsewhere")
    roles = tuple(sorted((role.word for role in asker.roles), key=lambda word: word.key))
    facts: dict[str, Fact] = {
        "lang": home.language or Language.KK,
        "section": section,
        "phone": _masked(phone) if phone else Say("unknown"),
        "level": home.level.word,
        "roles": roles or Say("none"),
        "subscription": Say("letters-on" if home.subscribed else "letters-off"),
        "from": home.quiet.begins,
        "to": home.quiet.ends,
        "answers": await work.people.answers_of(asker.village.slug, asker.known),
    }
    changes = ("language", "section", "phone", "letters", "quiet", "forget")
    choices = [Choice(Say(f"my-change-{what}"), MyChange(what).data) for what in changes]
    choices = [*await _level_choices(home, work), *choices]
    del desk
    return Card((Say("my", facts),), rows=one_a_row(*choices))


async def _level_choices(home: Resident, work: Work) -> tuple[Choice, ...]:
    """Give the button to the step that is missing, and the one to whom the person vouches for."""
    if home.level is not Level.ROLL:
        return (to_next_step(),)
    given = await work.roll.given_by(home.village, home.person)
    return (Choice(Say("my-vouches"), VouchesShown().data),) if given else ()


def _masked(phone: str) -> str:
    return f"{phone[:2]}…{phone[-2:]}"


async def change_my(asked: MyChange, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to change one line of what is known."""
    del work, desk
    match asked.what:
        case "language":
            return _ask_language("")
        case "section":
            return reply(_section_card(asker, first=0))
        case "phone":
            return reply(Card((Say("phone-ask"),), asks_contact=Say("phone-button")))
        case "letters":
            return reply(_letters_card(first=0))
        case "quiet":
            return reply(_quiet_card())
        case _:
            yes = Choice(Say("delete-yes"), ForgetSaid(1).data)
            no = Choice(Say("button-no"), ForgetSaid(0).data)
            return reply(Card((Say("delete-ask"),), rows=one_a_row(yes, no)))


def _quiet_card() -> Card:
    choices = [
        Choice(f"{begins}:00 – {ends:02}:00", QuietChosen(begins, ends).data)
        for begins, ends in _QUIET_CHOICES
    ]
    return Card((Say("quiet-ask"),), rows=one_a_row(*choices), instead=True)


async def choose_quiet(asked: QuietChosen, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep the hours in which unurgent letters wait."""
    if (asked.begins, asked.ends) not in _QUIET_CHOICES:
        raise NoSuchChoice
    known = await _changed(asker, work, quiet=Quiet(time(asked.begins), time(asked.ends)))
    return reply(await _my_card(known, work, desk))


async def give_contact(asked: GaveContact, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep a phone that the messenger confirms; someone else's does not count."""
    if not asked.own:
        raise NotYourPhone
    await work.people.keep_phone(asker.known, asked.phone, desk.clock.now())
    came = await found_by_phone(asker, work, desk)
    known = replace(asker, resident=await work.people.resident(asker.village.slug, asker.known))
    return reply(Card((Say("phone-kept"), *came)), await _my_card(known, work, desk))


async def forget(asked: ForgetSaid, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Delete what is known of a person, at once; what must be kept stays without a name."""
    if not asked.sure:
        return reply(await _my_card(asker, work, desk))
    # First of all, for it holds the petitions, as whoever signs does.
    await erase_signatures(asker.known, asker.village.slug, work, desk)
    now = desk.clock.now()
    for mandate in await work.roles.held(asker.village.slug, asker.known, desk.today()):
        await work.roles.end(asker.village.slug, mandate.id, now)
    await work.people.withdraw_consent(asker.village.slug, asker.known, now)
    await work.people.forget(asker.village.slug, asker.known, now)
    await settle(asker.village.slug, work, desk)
    return reply(Card((Say("delete-done"),), instead=True), language=asker.language)


@refusal
class NotYourPhone(Refusal):
    """Somebody else's contact."""

    message = "not-your-phone"


@refusal
class NoSuchChoice(Refusal):
    """A press that none of our buttons sends."""

    message = "button-old"
