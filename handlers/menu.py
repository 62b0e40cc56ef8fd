"""The menu, what is on, help, and checking a notice by its number."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from handlers.announcements.cards import announcement_card
from handlers.chat import Card, Choice, Fact, Reply, Said, Say, one_a_row, reply
from handlers.door import Asker, OldButton
from handlers.forms import FormResumed
from handlers.gatherings.cards import NoticeShown, OfficeAsked, notice_card
from handlers.petitions import signing
from handlers.petitions.subject import PetitionManaged, PetitionShown
from handlers.polls.cards import PollManaged, PollShown, own_card
from handlers.ports import Desk, Work
from handlers.presses import Press
from handlers.surveys.cards import INTERVIEWERS
from handlers.surveys.moves import SheetForward
from handlers.surveys.shown import shown_to
from handlers.surveys.subject import SheetOpened, SurveyManaged
from village.announcements import Announcement
from village.errors import Refusal, refusal
from village.forms import OpenForm
from village.gatherings import Gathering
from village.people import Role
from village.petitions import Petition
from village.polls import Poll
from village.records import Act
from village.surveys import Survey, of_dialogue
from village.texts import Bilingual, cut, read_number

OFFICE = frozenset({Role.AKIM, Role.OFFICE})
COMMANDS_OF_ALL = ("now", "petition", "my", "language", "help")
COMMANDS_OF_OFFICE = (
    "gathering",
    "announce",
    "poll",
    "survey",
    "duties",
    "invite",
    "roles",
    "roll",
    "record",
)
COMMANDS_OF_DEPUTIES = ("poll",)
COMMANDS_OF_INTERVIEWERS = ("survey",)
COMMANDS_OF_OFFICIALS = ("duties",)
_TITLE = 24


@dataclass(frozen=True, slots=True)
class CommandPressed(Press):
    """A button that stands for a command."""

    word: ClassVar[str] = "x"
    command: str


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """Help, or the menu."""

    line: str = ""


@dataclass(frozen=True, slots=True)
class NowAsked:
    """What is on."""

    line: str = ""


@dataclass(frozen=True, slots=True)
class RecordAsked:
    """The record of official acts."""

    line: str = ""


def commands_for(roles: frozenset[Role]) -> tuple[str, ...]:
    """List the commands that holders of these roles may use."""
    if roles & OFFICE:
        return COMMANDS_OF_OFFICE + COMMANDS_OF_ALL
    of_deputies = COMMANDS_OF_DEPUTIES if Role.DEPUTY in roles else ()
    of_interviewers = COMMANDS_OF_INTERVIEWERS if roles & INTERVIEWERS else ()
    of_officials = COMMANDS_OF_OFFICIALS if roles else ()
    return of_deputies + of_interviewers + of_officials + COMMANDS_OF_ALL


async def menu_card(asker: Asker, work: Work, desk: Desk) -> Card:
    """Make the menu: what may be done, and the drafts that wait."""
    del desk
    parked = await work.forms.parked(asker.village.slug, asker.known)
    resume = [await _resume(form, work) for form in parked]
    commands = [
        Choice(Say(f"menu-{command}"), CommandPressed(command).data) for command in commands_for(asker.roles)
    ]
    return Card((Say("menu", {"unit": asker.village.name}),), rows=one_a_row(*resume, *commands))


async def _resume(form: OpenForm, work: Work) -> Choice:
    found = of_dialogue(form.name)
    if found is None:
        return Choice(Say("menu-resume", {"form": Say(f"form-{form.name}")}), FormResumed(form.name).data)
    survey, interviewing = found
    asked = await work.surveys.get(form.village, survey) or await work.surveys.draft(form.village, survey)
    assert asked is not None, "what is filled in goes with its form"
    press = SheetForward(survey, 1) if interviewing else SheetOpened(survey)
    title = Bilingual(cut(asked.title.kk, _TITLE), cut(asked.title.ru, _TITLE))
    return Choice(Say("menu-resume", {"form": title}), press.data)


async def show_help(asked: HelpAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Say what the bot is for and who runs it, and show the menu to whoever it knows."""
    del asked
    village = asker.village
    says = (
        Say("help", {"unit": village.name}),
        Say("welcome-trust", {"operator": village.operator, "phone": village.phone}),
    )
    if asker.language is None:
        return reply(Card(says, both=True))
    return reply(Card(says), await menu_card(asker, work, desk))


async def upcoming_says(asker: Asker, work: Work, desk: Desk) -> tuple[Said, ...]:
    """Say which gatherings are ahead, and which polls, surveys and petitions are open."""
    ahead = await work.gatherings.upcoming(asker.village.slug, desk.clock.now())
    polls = await work.polls.open(asker.village.slug)
    asked = tuple(
        Say("now-poll", {"number": each.number, "question": each.plan.question, "at": each.plan.closes_at})
        for each in polls
    ) + tuple(
        Say("now-survey", {"number": each.number, "title": each.title, "at": each.plan.closes_at})
        for each in await work.surveys.open(asker.village.slug)
    )
    asked += tuple(
        Say(
            "now-petition",
            {
                "number": each.number_in(asker.village.slug),
                "title": each.plan.title,
                "at": each.plan.closes_at,
            },
        )
        for each in await work.petitions.open(asker.village.slug)
    )
    if not (ahead or asked):
        return (Say("now-nothing"),)
    gatherings = tuple(
        Say(
            "now-gathering",
            {
                "number": each.number,
                "kind": Say(f"kind-{each.kind}"),
                "date": each.starts.date(),
                "time": each.starts.time(),
                "place": each.plan.place,
            },
        )
        for each in ahead
    )
    return gatherings + asked


async def show_now(asked: NowAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Say what is on: the gatherings ahead and the last announcements."""
    del asked
    now = desk.clock.now()
    ahead = await work.gatherings.upcoming(asker.village.slug, now)
    press = OfficeAsked if asker.roles & OFFICE else NoticeShown
    choices = [Choice(Say("now-open", {"number": each.number}), press(each.id).data) for each in ahead]
    polls = await work.polls.open(asker.village.slug)
    choices += [Choice(Say("now-open", {"number": each.number}), _of_poll(each, asker)) for each in polls]
    surveys = await work.surveys.open(asker.village.slug)
    choices += [Choice(Say("now-open", {"number": each.number}), _of_survey(each, asker)) for each in surveys]
    choices += [_petition_choice(each, asker) for each in await work.petitions.open(asker.village.slug)]
    told = await work.announcements.latest(asker.village.slug, 3)
    says = [Say("now-title", strong=True), *await upcoming_says(asker, work, desk)]
    says += [
        Say("now-announcement", {"number": each.number, "text": each.text, "at": each.goes_at})
        for each in told
    ]
    return reply(Card(tuple(says), rows=one_a_row(*choices), both=asker.language is None))


def _of_poll(poll: Poll, asker: Asker) -> str:
    return PollManaged(poll.id).data if poll.author == asker.person else PollShown(poll.id).data


def _of_survey(survey: Survey, asker: Asker) -> str:
    return SurveyManaged(survey.id).data if asker.roles & OFFICE else SheetOpened(survey.id).data


def _petition_choice(petition: Petition, asker: Asker) -> Choice:
    is_own = petition.author == asker.person and Role.DEPUTY in asker.roles
    press = PetitionManaged(petition.id) if is_own else PetitionShown(petition.id)
    return Choice(Say("now-open", {"number": petition.number_in(asker.village.slug)}), press.data)


async def show_notice(asked: NoticeShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show one of the gatherings that are on, with its buttons."""
    gathering = await work.gatherings.get(asker.village.slug, asked.gathering)
    if gathering is None:
        raise OldButton
    over = gathering.over(desk.clock.now())
    return reply(notice_card(gathering, asker.village, 0, both=False, over=over))


async def show_record(asked: RecordAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show the office the last official acts: when, what, in which role."""
    del asked, desk
    acts = await work.record.latest(asker.village.slug, 20)
    lines = tuple(_act_says(each) for each in acts)
    return reply(Card((Say("record-title", strong=True), *(lines or (Say("record-empty"),)))))


def _act_says(done: Act) -> Say:
    roles = tuple(Say(f"role-{role}") for role in done.role.split(",") if role) or Say("none")
    facts: dict[str, Fact] = {"at": done.at, "what": Say(f"act-{done.what}"), "role": roles}
    number = done.facts.get("number")
    if isinstance(number, int):
        return Say("record-line", {**facts, "number": number})
    return Say("record-line-unnumbered", facts)


# ------------------------------------------------------------------------------------ checking a number


async def check_number(text: str, asker: Asker, work: Work, desk: Desk) -> Reply | None:
    """Tell whether a notice of a number is real, and show it; None when the words are no number."""
    number = read_number(text)
    if number is None:
        return None
    found = await _numbered(number, asker, work)
    if found is None:
        raise NoSuchNotice(number=number)
    both = asker.language is None
    real = Card((Say("check-number", {"number": number, "at": _told_at(found)}),), both=both)
    return reply(real, await _as_it_stands(found, asker, work, desk))


_Numbered = Announcement | Gathering | Petition | Poll | Survey


async def _numbered(number: int, asker: Asker, work: Work) -> _Numbered | None:
    village = asker.village.slug
    return (
        await work.announcements.numbered(village, number)
        or await work.gatherings.numbered(village, number)
        or await work.polls.numbered(village, number)
        or await work.surveys.numbered(village, number)
        or await work.petitions.numbered(village, number)
    )


def _told_at(found: _Numbered) -> datetime:
    match found:
        case Announcement():
            return found.goes_at
        case Gathering():
            return found.published_at
        case Petition() | Poll() | Survey():
            return found.opens_at


async def _as_it_stands(found: _Numbered, asker: Asker, work: Work, desk: Desk) -> Card:
    both = asker.language is None
    match found:
        case Announcement():
            return announcement_card(found, both=both)
        case Gathering():
            over = found.over(desk.clock.now())
            return notice_card(found, asker.village, 0, both=both, over=over)
        case Petition():
            return replace(await signing.shown_to(found, asker, work, desk), both=both)
        case Poll():
            ballot = await work.polls.ballot_of(found, asker.person) if asker.person else None
            return replace(own_card(found, asker.village, ballot), both=both)
        case Survey():
            return replace(await shown_to(found, asker.village, asker.person, work, desk), both=both)


@refusal
class NoSuchNotice(Refusal):
    """A number that no notice bears."""

    message = "no-such-notice"
    number: int
