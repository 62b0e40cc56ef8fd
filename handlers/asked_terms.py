"""Questions about whom something asks, and until when, for polls and surveys alike; nothing of elections."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from handlers.asking import (
    NO,
    WHOLE,
    Option,
    TooLong,
    choice,
    moment_ahead,
    sections,
    text_of,
    wanted_text,
)
from handlers.chat import Card, Say
from handlers.door import Asker
from handlers.forms import Answers, Given, Prompt, Question, Read, Sitting
from handlers.ports import Desk
from village.campaigning import ElectionsNotHere
from village.course import LONGEST, State, check_closes
from village.errors import Refusal
from village.gatherings import NoChat
from village.outbox import Audience
from village.people import Level, Role

_NOW, _ABOUT_ELECTION = "now", "election"
_UNTIL_WHEN = Say("poll-closes-ask")
_LEVELS = {str(level.value): level for level in Level}
_AMONG = {str(role): role for role in (Role.ASSEMBLY_MEMBER, Role.COMMISSION_MEMBER)}
_MAKERS = (Role.AKIM, Role.OFFICE, Role.DEPUTY)


# ------------------------------------------------------------------------------------------- what was said


def opens_of(answers: Answers, desk: Desk) -> datetime:
    """Give when it opens: now, or at a moment."""
    return desk.local_now() if opens_now(answers) else datetime.fromisoformat(text_of(answers, "when"))


def opens_now(answers: Answers) -> bool:
    """Tell whether it opens as soon as it is published."""
    return text_of(answers, "when") in {"", _NOW}


def state_of(answers: Answers) -> State:
    """Give how far it is as soon as it is published."""
    return State.OPEN if opens_now(answers) else State.PLANNED


def closes_of(answers: Answers, opens: datetime, lasts: timedelta) -> datetime:
    """Give the end: after so many days, or at a moment; else after the usual time."""
    said = text_of(answers, "closes")
    if not said:
        return opens + lasts
    return opens + timedelta(days=int(said)) if said.isdecimal() else datetime.fromisoformat(said)


def level_of(answers: Answers) -> Level:
    """Give what an answer needs to count."""
    return _LEVELS.get(text_of(answers, "level"), Level.CHAT)


def role_of(answers: Answers) -> Role | None:
    """Give among holders of which role it is asked; None for everybody."""
    return _AMONG.get(text_of(answers, "among"))


def author_role_of(asker: Asker) -> Role:
    """Give the role in which somebody asks, the highest they have."""
    return next(role for role in _MAKERS if role in asker.roles)


# ------------------------------------------------------------------------------------------- the questions


def _has_sections(answers: Answers, sitting: Sitting) -> bool:
    del answers
    return bool(sitting.asker.village.sections)


def _section_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del answers
    return ((Say("whole-unit"), WHOLE), *sections(sitting))


SECTION = choice("section", Say("poll-section-ask"), _section_options, _has_sections)


def closes(
    days: Collection[int],
    longest: Callable[[datetime], timedelta] = lambda _now: LONGEST,
    words: Say = _UNTIL_WHEN,
) -> Question:
    """Ask for the end: after some days, or at a moment that is written; ``longest`` is asked at a moment."""

    async def ask(answers: Answers, sitting: Sitting, page: str) -> Prompt:
        del answers, sitting, page
        options = tuple((Say("poll-days", {"days": each}), str(each)) for each in days)
        return Prompt((words,), options=options)

    async def read(given: Given, answers: Answers, sitting: Sitting) -> Answers:
        if given.value in map(str, days):
            return {"closes": given.value}
        end = moment_ahead(wanted_text(given), sitting.desk.local_now())
        opens = opens_of(answers, sitting.desk)
        check_closes(end, opens, longest(opens))
        return {"closes": end.isoformat()}

    return Question("closes", ask, read, optional=True)


async def _ask_when(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    return Prompt((Say("poll-when-ask"),), options=((Say("button-now"), _NOW),))


async def _read_when(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    if given.value == _NOW:
        return {"when": _NOW}
    return {"when": moment_ahead(wanted_text(given), sitting.desk.local_now()).isoformat()}


WHEN = Question("when", _ask_when, _read_when, optional=True)


def level_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    """Offer the levels that an answer may need to count."""
    del answers, sitting
    return tuple((Say(f"poll-level-choice-{name}"), name) for name in _LEVELS)


LEVEL = choice("level", Say("poll-level-ask"), level_options, optional=True)


def _among_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del answers, sitting
    roles = tuple((Say(f"role-{name}"), name) for name in _AMONG)
    return ((Say("poll-among-all"), WHOLE), *roles)


AMONG = choice("among", Say("poll-among-ask"), _among_options, optional=True)


# ------------------------------------------------------------------------------- nothing about elections

_ELECTION_CHOICES: tuple[Option, ...] = (
    (Say("button-no-election"), NO),
    (Say("button-election"), _ABOUT_ELECTION),
)


def no_election(
    words: Callable[[Answers, Sitting], Sequence[str]], kind: str, about_one: type[Refusal] = ElectionsNotHere
) -> tuple[Question, Question]:
    """Ask whether it is about an election; once more where ``words`` in its texts sound like one.

    ``kind`` is how the questions begin; whatever is about an election is refused as ``about_one``.
    """

    async def ask(answers: Answers, sitting: Sitting, page: str) -> Prompt:
        del answers, sitting, page
        return Prompt((Say(f"{kind}-no-election-ask"),), options=_ELECTION_CHOICES)

    async def ask_sure(answers: Answers, sitting: Sitting, page: str) -> Prompt:
        del page
        found = tuple(words(answers, sitting))
        return Prompt((Say(f"{kind}-no-election-sure", {"words": found}),), options=_ELECTION_CHOICES)

    def sounds_like_one(answers: Answers, sitting: Sitting) -> bool:
        return bool(words(answers, sitting))

    return (
        Question("no-election", ask, _reads_no("no-election", about_one)),
        Question("no-election-sure", ask_sure, _reads_no("no-election-sure", about_one), sounds_like_one),
    )


def _reads_no(name: str, about_one: type[Refusal]) -> Read:
    async def read(given: Given, answers: Answers, sitting: Sitting) -> Answers:
        del answers, sitting
        if given.value != NO:
            raise about_one
        return {name: NO}

    return read


# ------------------------------------------------------------------------------------------- whom it reaches


async def reach_says(seen: Card, audience: Audience, sitting: Sitting) -> tuple[Say, ...]:
    """Tell an author whom it reaches, and what may be wrong with the way there."""
    village, work, desk = sitting.asker.village, sitting.work, sitting.desk
    people = await work.people.count(village.slug, audience, desk.clock.now())
    chats = await work.chats.for_section(village.slug, audience.section) if audience.groups else ()
    check = [Say("preview", {"people": people, "chats": len(chats)})]
    if over := desk.measure.over(seen):
        check.append(Say("preview-too-long", {"over": over}))
    if audience.groups and not chats:
        check.append(Say("no-chat-bound"))
    # Who answers is looked up in the chat, which its network allows to admins alone.
    check += [Say("poll-needs-admin", {"chat": chat.title}) for chat in chats if chat.can_pin is False]
    return tuple(check)


async def check_reach(seen: Card, audience: Audience, sitting: Sitting) -> None:
    """Refuse what no message carries, and what no chat would hear."""
    village, work = sitting.asker.village, sitting.work
    if over := sitting.desk.measure.over(seen):
        raise TooLong(over=over)
    if audience.groups and not await work.chats.for_section(village.slug, audience.section):
        raise NoChat
