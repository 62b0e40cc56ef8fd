"""Drafting a poll: the form, its templates, its preview, and what is written when it is published."""

from dataclasses import dataclass, replace
from datetime import datetime

from handlers.acts import act
from handlers.asked_options import (
    kept_options,
    missing_in,
    options_of,
    read_options,
    read_question,
    second_options,
)
from handlers.asked_terms import (
    AMONG,
    LEVEL,
    SECTION,
    WHEN,
    author_role_of,
    check_reach,
    closes,
    closes_of,
    level_of,
    no_election,
    opens_of,
    reach_says,
    role_of,
    state_of,
)
from handlers.asking import (
    NO,
    WHOLE,
    YES,
    Option,
    choice,
    in_language,
    kept,
    own_first,
    pair,
    second_language,
    section_of,
    text_of,
    wanted_text,
    yes_or_no,
)
from handlers.chat import Card, Choice, Reply, Say, one_a_row, reply
from handlers.door import Asker, holders
from handlers.forms import Answers, Form, FormTurned, Given, Prompt, Question, Sitting, begin
from handlers.polls.cards import CloneAsked, about, manage_choices, poll_card
from handlers.polls.closing import COURSE
from handlers.polls.voting import the_poll
from handlers.ports import Desk, Work
from village.announcements import OneLanguageMissing
from village.campaigning import election_words
from village.course import State, check_closes
from village.ids import PollId
from village.people import Level, Role
from village.polls import LASTS, Poll, PollPlan, Shown, check_native, check_options
from village.texts import Bilingual, split_pair

FORM = "poll"
poll_makers = holders(Role.AKIM, Role.OFFICE, Role.DEPUTY)
TEMPLATES = {"draft": "support", "need": "need", "service": "rate", "day": "day"}
"""Ready questions, each with the options that go with it."""
SETS = ("need", "support", "rate")
"""Ready options for a question of one's own."""
_DAYS = (1, 3, 7, 14)


@dataclass(frozen=True, slots=True)
class PollAsked:
    """Ask the village; ``line`` is the one-line form, ``question | option | option``."""

    line: str = ""


async def ask_poll(asked: PollAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to draft a poll, with what one line has said already."""
    sitting = Sitting(asker, work, desk)
    return await begin(POLLING, from_line(asked.line) if asked.line.strip() else {}, sitting)


def from_line(line: str) -> Answers:
    """Read ``question | option | option``; each may be ``қазақша / по-русски``."""
    question, *options = (split_pair(part) for part in line.split("|"))
    known: Answers = {"question": kept(question), "section": WHOLE}
    named = [kept(option) for option in options if option.kk or option.ru]
    return {**known, "options": named} if named else known


async def ask_clone(asked: CloneAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin a draft with everything another poll asked, but for its times."""
    poll = await the_poll(asker, asked.poll, work)
    plan = poll.plan
    answers: Answers = {
        "question": kept(plan.question),
        "options": kept_options(plan.options),
        "most": str(plan.most),
        "section": plan.section or WHOLE,
        "among": str(plan.role) if plan.role else WHOLE,
        "level": str(plan.level.value),
        "shown": str(plan.shown),
        "changeable": YES if plan.changeable else NO,
        "names": NO if plan.secret else YES,
        "native": YES if plan.native else NO,
    }
    return await begin(POLLING, answers, Sitting(asker, work, desk))


# -------------------------------------------------------------------------------------------- the question


async def _ask_question(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers
    if page:
        options = tuple((Say(f"poll-template-{name}-name"), name) for name in TEMPLATES)
        return Prompt((Say("poll-template-ask"),), options=options)
    turn = Choice(Say("button-poll-template"), FormTurned(FORM, "question", "1").data)
    return Prompt((Say("poll-question-ask", {"lang": own_first(sitting)}),), turns=(turn,))


async def _read_question(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    if given.value in TEMPLATES:
        ready = _ready(TEMPLATES[given.value], sitting)
        return {"ready": given.value, "question": {}, "options": ready}
    return {"ready": None, "question": kept(read_question(given, sitting))}


def _from_template(answers: Answers, sitting: Sitting) -> bool:
    del sitting
    return bool(answers.get("ready"))


def _question_missing(answers: Answers, sitting: Sitting) -> bool:
    del sitting
    return not answers.get("ready")


async def _ask_details(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    name = Say(f"poll-template-{text_of(answers, 'ready')}-name")
    return Prompt((Say("poll-details-ask", {"template": name, "lang": own_first(sitting)}),))


async def _read_details(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    return {"details": kept(in_language(wanted_text(given), own_first(sitting)))}


def question_of(answers: Answers, sitting: Sitting) -> Bilingual:
    """Give the question: as typed, or the template with what it is about."""
    template = text_of(answers, "ready")
    if not template:
        return pair(answers, "question")
    return sitting.desk.phrases.both(Say(f"poll-template-{template}", {"details": pair(answers, "details")}))


# --------------------------------------------------------------------------------------------- the options


def _ready(name: str, sitting: Sitting) -> list[dict[str, str]]:
    both = sitting.desk.phrases.both(Say(f"poll-set-{name}"))
    lines = zip(both.kk.split("\n"), both.ru.split("\n"), strict=True)
    return [kept(Bilingual(kk.strip(), ru.strip())) for kk, ru in lines]


async def _ask_options(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, page
    ready = tuple((Say(f"poll-set-{name}-name"), name) for name in SETS)
    return Prompt((Say("poll-options-ask", {"lang": own_first(sitting)}),), options=ready)


async def _read_options(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    if given.value in SETS:
        return {"options": _ready(given.value, sitting)}
    return {"options": kept_options(read_options(given, sitting))}


# ---------------------------------------------------------------------------------------------- the rules


def _most_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del sitting
    many = len(options_of(answers))
    several = ((Say("poll-most", {"most": most}), str(most)) for most in range(2, many + 1))
    return ((Say("poll-most-one"), "1"), *several)


def _shown_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del answers, sitting
    return tuple((Say(f"poll-shown-{shown}"), str(shown)) for shown in Shown)


def _may_be_native(answers: Answers, sitting: Sitting) -> bool:
    """Tell whether the messenger's own poll can ask it: it shows who chose what, and knows no levels."""
    del sitting
    is_level_0 = level_of(answers) is Level.CHAT
    return text_of(answers, "names") == YES and is_level_0 and role_of(answers) is None


# ------------------------------------------------------------------------------- nothing about elections


def _texts(answers: Answers, sitting: Sitting) -> tuple[str, ...]:
    question = question_of(answers, sitting)
    return (question.kk, question.ru, *(text for each in options_of(answers) for text in (each.kk, each.ru)))


def _election_words(answers: Answers, sitting: Sitting) -> tuple[str, ...]:
    return election_words(_texts(answers, sitting))


# --------------------------------------------------------------------------------------------- the preview


def _drafted(answers: Answers, sitting: Sitting, number: int) -> Poll:
    desk = sitting.desk
    opens = opens_of(answers, desk)
    plan = _plan(answers, sitting, closes_of(answers, opens, LASTS))
    return Poll(
        id=PollId(desk.new_id()),
        village=sitting.asker.village.slug,
        number=number,
        author=sitting.asker.known,
        plan=plan,
        opens_at=opens,
        first_closes_at=plan.closes_at,
        author_role=author_role_of(sitting.asker),
        state=state_of(answers),
    )


def _plan(answers: Answers, sitting: Sitting, end: datetime) -> PollPlan:
    return PollPlan(
        question=question_of(answers, sitting),
        options=options_of(answers),
        closes_at=end,
        most=int(text_of(answers, "most") or 1),
        section=section_of(answers),
        role=role_of(answers),
        level=level_of(answers),
        shown=Shown(text_of(answers, "shown") or Shown.TURNOUT),
        changeable=text_of(answers, "changeable") != NO,
        secret=text_of(answers, "names") != YES,
        hours_in_chat=sitting.asker.village.hours_in_chat,
        native=text_of(answers, "native") == YES and _may_be_native(answers, sitting),
    )


def _checked(answers: Answers, sitting: Sitting) -> Poll:
    draft, desk = _drafted(answers, sitting, number=0), sitting.desk
    check_options(draft.plan.options)
    if draft.plan.question.missing or missing_in(draft.plan.options):
        raise OneLanguageMissing
    if draft.plan.most > len(draft.plan.options):
        draft = replace(draft, plan=replace(draft.plan, most=len(draft.plan.options)))
    check_native(draft.plan)
    check_closes(draft.plan.closes_at, max(draft.opens_at, desk.local_now()))
    return draft


async def _preview(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    draft = _checked(answers, sitting)
    seen = poll_card(replace(draft, state=State.OPEN), sitting.asker.village)
    check = (*await reach_says(seen, COURSE.audience(draft), sitting), *_how_says(draft))
    # The author tries it by buttons: in private it is answered by them anyway.
    return replace(seen, about=None, pinned=False, native=None), Card(check)


def _how_says(draft: Poll) -> tuple[Say, ...]:
    plan = draft.plan
    planned = draft.state is State.PLANNED
    return (
        *((Say("poll-goes-at", {"at": draft.opens_at}),) if planned else ()),
        Say("poll-shown-is", {"shown": Say(f"poll-shown-{plan.shown}")}, close=planned),
        *((Say("poll-native-is", close=True),) if plan.native else ()),
        Say("poll-frozen"),
    )


# ------------------------------------------------------------------------------------------ publishing


async def _publish(answers: Answers, sitting: Sitting) -> Reply:
    village, work, desk = sitting.asker.village, sitting.work, sitting.desk
    draft = _checked(answers, sitting)
    await check_reach(poll_card(draft, village), COURSE.audience(draft), sitting)
    poll = replace(draft, number=await work.numbers.next(village.slug))
    await work.polls.add(poll)
    await COURSE.begin(poll, work, desk)
    await work.record.add(
        act(sitting.asker, desk, "poll-published", about(poll), number=poll.number, digest=poll.digest)
    )
    done = Card(
        (Say("poll-published", {"number": poll.number}),), rows=one_a_row(*manage_choices(poll)), instead=True
    )
    return reply(done)


QUESTIONS = (
    Question("question", _ask_question, _read_question),
    second_language("question", "poll-question-second", _question_missing),
    Question("details", _ask_details, _read_details, _from_template),
    second_language("details", "poll-details-second", _from_template),
    Question("options", _ask_options, _read_options),
    second_options("options"),
    SECTION,
    choice("most", Say("poll-most-ask"), _most_options, optional=True),
    closes(_DAYS),
    WHEN,
    LEVEL,
    choice("shown", Say("poll-shown-ask"), _shown_options, optional=True),
    yes_or_no("changeable", Say("poll-changeable-ask"), optional=True),
    yes_or_no("names", Say("poll-names-ask"), optional=True),
    AMONG,
    yes_or_no("native", Say("poll-native-ask"), _may_be_native, optional=True),
    *no_election(_election_words, "poll"),
)
POLLING = Form(FORM, poll_makers, QUESTIONS, _publish, _preview)
