"""Publishing a survey: by which rules it is asked, its preview, and what is written then."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from handlers.acts import act
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
from handlers.asking import YES, section_of, text_of, yes_or_no
from handlers.chat import Card, Reply, Say, reply
from handlers.door import Asker, OldButton, akim_office
from handlers.forms import Answers, Form, Sitting, begin
from handlers.ports import Desk, Work
from handlers.surveys.cards import PublishAsked, group_card
from handlers.surveys.closing import COURSE
from handlers.surveys.managing import RUNNING
from handlers.surveys.subject import about
from handlers.surveys.wiping import wipe_begun
from village.campaigning import election_words
from village.course import State, check_closes
from village.ids import SurveyId
from village.surveys import LASTS, LONGEST, Draft, KeptForm, Questionnaire, Survey, SurveyPlan
from village.texts import Bilingual

_DAYS = (7, 14, 21, 30)


async def ask_publish(asked: PublishAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to publish a draft."""
    return await begin(PUBLISHING, {"survey": str(asked.survey)}, Sitting(asker, work, desk))


async def _form(answers: Answers, sitting: Sitting) -> tuple[Draft, KeptForm]:
    """Give the draft with its form; once it was published, or deleted, every button here is old."""
    village, survey = sitting.asker.village.slug, SurveyId(int(text_of(answers, "survey")))
    draft = await sitting.work.surveys.draft(village, survey)
    form = await sitting.work.surveys.form(village, survey)
    if draft is None or form is None:
        raise OldButton
    return draft, form


# ------------------------------------------------------------------------------- nothing about elections


async def _learn_words(answers: Answers, sitting: Sitting) -> Answers:
    """Look for words of elections in all that the form says."""
    _, form = await _form(answers, sitting)
    found = election_words(_texts(sitting.desk.questionnaires.questionnaire(form)))
    return {"words": list(found)}


def _texts(asks: Questionnaire) -> Iterable[str]:
    said: list[Bilingual] = [asks.title, *asks.sections.values()]
    for each in asks.questions:
        said += [each.label, each.hint, *(option.label for option in each.options)]
    return [text for both in said for text in (both.kk, both.ru)]


def _election_words(answers: Answers, sitting: Sitting) -> tuple[str, ...]:
    del sitting
    words = answers.get("words")
    return tuple(map(str, words)) if isinstance(words, list) else ()


# ------------------------------------------------------------------------------------------- the preview


async def _checked(answers: Answers, sitting: Sitting) -> tuple[Survey, Questionnaire]:
    desk = sitting.desk
    draft, form = await _form(answers, sitting)
    opens = opens_of(answers, desk)
    plan = _plan(answers, sitting, closes_of(answers, opens, LASTS))
    check_closes(plan.closes_at, max(opens, desk.local_now()), LONGEST)
    survey = Survey(
        id=draft.id,
        form_id=form.form_id,
        version=form.version,
        title=form.title,
        length=draft.length,
        village=draft.village,
        number=0,
        author=sitting.asker.known,
        plan=plan,
        opens_at=opens,
        first_closes_at=plan.closes_at,
        author_role=author_role_of(sitting.asker),
        state=state_of(answers),
    )
    return survey, desk.questionnaires.questionnaire(form)


def _plan(answers: Answers, sitting: Sitting, end: datetime) -> SurveyPlan:
    return SurveyPlan(
        closes_at=end,
        section=section_of(answers),
        role=role_of(answers),
        level=level_of(answers),
        hours_in_chat=sitting.asker.village.hours_in_chat,
        anonymous=text_of(answers, "anonymous") == YES,
    )


async def _preview(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    survey, asks = await _checked(answers, sitting)
    seen = group_card(replace(survey, state=State.OPEN), sitting.asker.village, asks)
    goes = (Say("poll-goes-at", {"at": survey.opens_at}),) if survey.state is State.PLANNED else ()
    check = (*await reach_says(seen, COURSE.audience(survey), sitting), *goes, Say("survey-frozen"))
    return replace(seen, about=None, pinned=False), Card(check)


# ------------------------------------------------------------------------------------------ publishing


async def _publish(answers: Answers, sitting: Sitting) -> Reply:
    work, desk = sitting.work, sitting.desk
    draft, asks = await _checked(answers, sitting)
    await check_reach(group_card(draft, sitting.asker.village, asks), COURSE.audience(draft), sitting)
    # Whoever takes a number keeps others from taking one: of two who publish at once the second looks again.
    survey = replace(draft, number=await work.numbers.next(draft.village))
    _, form = await _form(answers, sitting)
    await wipe_begun(survey.village, survey.id, work, desk)
    await work.surveys.add(survey)
    await COURSE.begin(survey, work, desk)
    published = act(
        sitting.asker,
        desk,
        "survey-published",
        about(survey.id),
        number=survey.number,
        digest=form.digest,
        anonymous=survey.plan.anonymous,
    )
    await work.record.add(published)
    done = Say("survey-published", {"number": survey.number})
    return reply(Card((done,), rows=RUNNING.rows(survey), instead=True))


PUBLISHING = Form(
    "survey-plan",
    akim_office,
    (
        SECTION,
        yes_or_no("anonymous", Say("survey-anonymous-ask")),
        closes(_DAYS, lambda _now: LONGEST),
        WHEN,
        LEVEL,
        AMONG,
        *no_election(_election_words, "poll"),
    ),
    _publish,
    _preview,
    learn=_learn_words,
)
