"""What people wrote: read by the makers, put under headings, and told as headings with their counts."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from handlers.acts import act
from handlers.asking import in_language, kept, own_first, pair, second_language, text_of, wanted_text
from handlers.chat import Card, Choice, Fact, Quote, Reply, Said, Say, one_a_row, placed, reply
from handlers.door import Asker, OldButton
from handlers.forms import Answers, Form, Given, Prompt, Sitting, begin
from handlers.forms import Question as FormQuestion
from handlers.polls.drafting import poll_makers
from handlers.ports import Desk, Work
from handlers.presses import Press
from handlers.surveys.results import Outcome, form_of, may_read_texts, outcome_of, short
from handlers.surveys.subject import TextsAsked, about
from village.course import State, check_may_manage
from village.errors import Refusal, refusal
from village.ids import SheetId, SurveyId
from village.outbox import Audience, Campaign
from village.results import SMALLEST_PART
from village.survey_results import Headed, Headings, from_json, published, to_json
from village.surveys import NOT_KEPT, HandedIn, Heading, Kind, Question, Survey
from village.texts import Bilingual, cut

LETTER = "survey-headings"
_AT_ONCE, _LOOKED_AT, _SHOWN, _HEADINGS = 5, 200, 600, 20
_LABEL = 60


@dataclass(frozen=True, slots=True)
class TextsTurned(Press):
    """What people wrote to one question, past one of the sheets."""

    word: ClassVar[str] = "ug"
    survey: SurveyId
    question: int
    after: SheetId


@dataclass(frozen=True, slots=True)
class TextShown(Press):
    """One text, to be put under a heading."""

    word: ClassVar[str] = "hs"
    survey: SurveyId
    question: int
    sheet: SheetId


@dataclass(frozen=True, slots=True)
class TextGrouped(Press):
    """A heading for one text; 0 takes it from under any."""

    word: ClassVar[str] = "hg"
    survey: SurveyId
    question: int
    sheet: SheetId
    heading: int


@dataclass(frozen=True, slots=True)
class HeadingAsked(Press):
    """A new heading, for one text to begin with."""

    word: ClassVar[str] = "hn"
    survey: SurveyId
    question: int
    sheet: SheetId


@dataclass(frozen=True, slots=True)
class HeadingsTold(Press):
    """Tell the village of the headings; ``sure`` is 1 when it was asked again."""

    word: ClassVar[str] = "ht"
    survey: SurveyId
    sure: int


@dataclass(frozen=True, slots=True)
class _Texts:
    """One question whose texts are read, with its place in the form and its headings."""

    survey: Survey
    place: int
    question: Question
    headings: tuple[Heading, ...]


# ----------------------------------------------------------------------------------------------------- read


async def ask_texts(asked: TextsAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show what people wrote; where several questions are answered in words, ask which."""
    survey = await _readable(asked.survey, asker, work)
    questions = await _text_questions(survey, work, desk)
    if not questions:
        return reply(Card((Say("survey-texts-none"),)))
    if len(questions) == 1:
        return await _page(await _texts(survey, questions[0][0], work, desk), NOT_KEPT, work)
    choices = (
        Choice(short(question.label), TextsTurned(survey.id, place, NOT_KEPT).data)
        for place, question in questions
    )
    return reply(Card((Say("survey-texts-which"),), rows=one_a_row(*choices)))


async def turn_texts(asked: TextsTurned, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show five texts past a sheet, in the order of the sheets' numbers, which are drawn by lot."""
    survey = await _readable(asked.survey, asker, work)
    shown = await _page(await _texts(survey, asked.question, work, desk), asked.after, work)
    return placed(shown, instead=True)


async def show_text(asked: TextShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show one text, with the headings it may be put under."""
    survey = await _readable(asked.survey, asker, work)
    texts = await _texts(survey, asked.question, work, desk)
    sheet = await _sheet(texts, asked.sheet, work)
    stands = (await work.surveys.grouped(survey, texts.question.path)).get(sheet.id, 0)
    says = (Say("survey-text-group", strong=True), Quote(Bilingual.same(sheet.values[texts.question.path])))
    return reply(Card(says, rows=one_a_row(*_heading_choices(texts, sheet.id, stands)), instead=True))


def _heading_choices(texts: _Texts, sheet: SheetId, stands: int) -> Iterator[Choice]:
    survey, place = texts.survey.id, texts.place
    for each in texts.headings:
        pressed = TextGrouped(survey, place, sheet, each.number)
        yield Choice(each.label, pressed.data, ticked=each.number == stands)
    if len(texts.headings) < _HEADINGS:
        yield Choice(Say("button-heading-new"), HeadingAsked(survey, place, sheet).data)
    if stands:
        yield Choice(Say("button-heading-none"), TextGrouped(survey, place, sheet, 0).data)
    yield Choice(Say("button-back"), TextsTurned(survey, place, _before(sheet)).data)


def _before(sheet: SheetId) -> SheetId:
    return SheetId(sheet - 1)


async def group_text(asked: TextGrouped, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Put a text under a heading, and go on from it."""
    survey = await _readable(asked.survey, asker, work)
    texts = await _texts(survey, asked.question, work, desk)
    sheet = await _sheet(texts, asked.sheet, work)
    if asked.heading and asked.heading not in {each.number for each in texts.headings}:
        raise OldButton
    await work.surveys.group(survey, texts.question.path, sheet.id, asked.heading or None)
    return placed(await _page(texts, _before(sheet.id), work), instead=True)


async def _page(texts: _Texts, after: SheetId, work: Work) -> Reply:
    survey, path = texts.survey, texts.question.path
    found, grouped = await _found_after(texts, after, work), await work.surveys.grouped(survey, path)
    labels = {each.number: each.label for each in texts.headings}
    says: list[Said] = [Say("survey-texts", {"question": short(texts.question.label)}, strong=True)]
    if not found:
        says.append(Say("survey-texts-end"))
    for number, sheet in enumerate(found[:_AT_ONCE], 1):
        facts: dict[str, Fact] = {"place": number, "text": cut(sheet.values[path], _SHOWN)}
        says.append(Say("survey-text", facts))
        if heading := labels.get(grouped.get(sheet.id, 0)):
            says.append(Say("survey-text-heading", {"heading": heading}, close=True))
    says += _counted_says(texts, grouped.values())
    return reply(Card(tuple(says), rows=_page_rows(texts, found)))


def _counted_says(texts: _Texts, grouped: Collection[int]) -> Iterator[Say]:
    counts = Counter(grouped)
    for each in texts.headings:
        yield Say("survey-heading", {"heading": each.label, "people": counts[each.number]}, close=True)


def _page_rows(texts: _Texts, found: Sequence[HandedIn]) -> tuple[tuple[Choice, ...], ...]:
    survey, place = texts.survey, texts.place
    shown = found[:_AT_ONCE]
    numbers = tuple(
        Choice(str(number), TextShown(survey.id, place, sheet.id).data)
        for number, sheet in enumerate(shown, 1)
    )
    rows: list[tuple[Choice, ...]] = [numbers] if numbers else []
    if len(found) > _AT_ONCE:
        rows.append((Choice(Say("button-texts-next"), TextsTurned(survey.id, place, shown[-1].id).data),))
    rows.append((Choice(Say("button-texts-first"), TextsTurned(survey.id, place, NOT_KEPT).data),))
    if survey.state is State.CLOSED and texts.headings:
        rows.append((Choice(Say("button-headings-tell"), HeadingsTold(survey.id, 0).data),))
    return tuple(rows)


async def _found_after(texts: _Texts, after: SheetId, work: Work) -> list[HandedIn]:
    """Find the next five texts, and whether there is one more."""
    found: list[HandedIn] = []
    while len(found) <= _AT_ONCE:
        sheets = await work.surveys.sheets(texts.survey, after, _LOOKED_AT)
        if not sheets:
            break
        found += [sheet for sheet in sheets if sheet.values.get(texts.question.path)]
        after = sheets[-1].id
    return found[: _AT_ONCE + 1]


async def _sheet(texts: _Texts, sheet: SheetId, work: Work) -> HandedIn:
    for found in await work.surveys.sheets(texts.survey, _before(sheet), 1):
        if found.id == sheet and found.values.get(texts.question.path):
            return found
    raise OldButton


async def _text_questions(survey: Survey, work: Work, desk: Desk) -> list[tuple[int, Question]]:
    questionnaire = desk.questionnaires.questionnaire(await form_of(survey, work))
    each = enumerate(questionnaire.questions)
    return [(place, question) for place, question in each if question.kind is Kind.TEXT]


async def _texts(survey: Survey, place: int, work: Work, desk: Desk) -> _Texts:
    question = dict(await _text_questions(survey, work, desk)).get(place)
    if question is None:
        raise OldButton
    return _Texts(survey, place, question, await work.surveys.headings(survey, question.path))


async def _readable(survey: SurveyId, asker: Asker, work: Work) -> Survey:
    found = await work.surveys.get(asker.village.slug, survey)
    if found is None:
        raise OldButton
    check_may_manage(found, asker.known, asker.roles)
    if not may_read_texts(found):
        raise TextsNotYet(number=found.number)
    return found


# ------------------------------------------------------------------------------------------- a new heading


async def ask_heading(asked: HeadingAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to make a heading."""
    survey = await _readable(asked.survey, asker, work)
    await _texts(survey, asked.question, work, desk)
    known = {"survey": str(survey.id), "question": str(asked.question), "sheet": str(asked.sheet)}
    return await begin(HEADING, known, Sitting(asker, work, desk))


async def _ask_label(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, page
    return Prompt((Say("survey-heading-ask", {"lang": own_first(sitting)}),))


async def _read_label(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    label = in_language(wanted_text(given), own_first(sitting))
    for words in (label.kk, label.ru):
        if len(words) > _LABEL:
            raise HeadingTooLong(most=_LABEL, over=len(words) - _LABEL)
    return {"heading": kept(label)}


async def _add_heading(answers: Answers, sitting: Sitting) -> Reply:
    work = sitting.work
    survey = await _readable(SurveyId(int(text_of(answers, "survey"))), sitting.asker, work)
    texts = await _texts(survey, int(text_of(answers, "question")), work, sitting.desk)
    sheet, path = SheetId(int(text_of(answers, "sheet"))), texts.question.path
    label = pair(answers, "heading")
    made = await work.surveys.add_heading(
        survey, path, Bilingual(cut(label.kk, _LABEL), cut(label.ru, _LABEL))
    )
    await _sheet(texts, sheet, work)
    await work.surveys.group(survey, path, sheet, made.number)
    return await _page(replace(texts, headings=(*texts.headings, made)), _before(sheet), work)


HEADING = Form(
    "heading",
    poll_makers,
    (
        FormQuestion("heading", _ask_label, _read_label),
        second_language("heading", "survey-heading-second-ask"),
    ),
    _add_heading,
)


# -------------------------------------------------------------------------------------- told to the village


async def tell_headings(asked: HeadingsTold, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Tell the village of the headings, asked a second time; those of few texts are left out."""
    survey = await work.surveys.hold(asker.village.slug, asked.survey)
    await _readable(asked.survey, asker, work)
    if survey is None or survey.state is not State.CLOSED:
        raise OldButton
    result = from_json(await work.surveys.result(survey))
    result = replace(result, headings=await _headings_of(survey, work, desk))
    outcome = replace(await outcome_of(survey, work, desk), told=published(result))
    if not any(outcome.told.headings.values()):
        raise HeadingsOfFew(least=SMALLEST_PART)
    if not asked.sure:
        sure = one_a_row(Choice(Say("button-headings-tell-sure"), HeadingsTold(survey.id, 1).data))
        return reply(Card((*headings_says(outcome), Say("survey-headings-check")), rows=sure))
    await work.surveys.keep_result(survey, to_json(result))
    await _put_to_village(survey, asker, work, desk)
    return reply(Card((Say("survey-headings-done"),), instead=True))


async def _headings_of(survey: Survey, work: Work, desk: Desk) -> Headings:
    headings: dict[str, tuple[Headed, ...]] = {}
    for _, question in await _text_questions(survey, work, desk):
        counts = Counter((await work.surveys.grouped(survey, question.path)).values())
        labels = await work.surveys.headings(survey, question.path)
        headings[question.path] = tuple(Headed(each.label, counts[each.number]) for each in labels)
    return headings


async def _put_to_village(survey: Survey, asker: Asker, work: Work, desk: Desk) -> None:
    now, subject = desk.clock.now(), about(survey.id)
    heard_by = Audience(survey.plan.section, groups=survey.plan.role is None, about=subject)
    await work.outbox.campaign(Campaign(desk.new_id(), survey.village, LETTER, subject, heard_by, now))
    await work.record.add(act(asker, desk, "survey-headings-told", subject, number=survey.number))


def headings_says(outcome: Outcome) -> tuple[Said, ...]:
    """Say what people wrote of, by headings, the most frequent first."""
    says: list[Said] = [Say("survey-headings", {"number": outcome.survey.number}, strong=True)]
    for question, _ in outcome.asked(frozenset({Kind.TEXT})):
        headed = outcome.told.headings.get(question.path, ())
        if headed:
            says.append(Say("survey-question", {"question": short(question.label)}))
        for each in headed:
            facts: dict[str, Fact] = {"heading": each.label, "people": each.people}
            says.append(Say("survey-heading", facts, close=True))
    return (*says, Say("survey-headings-small", {"least": SMALLEST_PART}))


@refusal
class TextsNotYet(Refusal):
    """What people wrote in an anonymous survey that is still open."""

    message = "survey-texts-not-yet"
    number: int


@refusal
class HeadingTooLong(Refusal):
    """A heading that is none any more."""

    message = "survey-heading-too-long"
    most: int
    over: int


@refusal
class HeadingsOfFew(Refusal):
    """Headings none of which has texts enough to be told."""

    message = "survey-headings-of-few"
    least: int
