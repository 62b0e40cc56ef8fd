"""What came out of a survey, in words: live for its makers, at its end for everybody, "you said" for one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import ClassVar

from handlers.chat import Card, Choice, Fact, GoPrivate, Quote, Reply, Said, Say, one_a_row, reply
from handlers.door import Asker, OldButton
from handlers.polls.results import holders_of, part_word, parts_told, turnout_says
from handlers.ports import Desk, SurveyPaper, Work
from handlers.presses import Press, link_word
from handlers.surveys.subject import ResultShown, TextsAsked
from village.course import State
from village.errors import Refusal, refusal
from village.ids import SurveyId
from village.results import CHAT, OFFICE, SMALLEST_PART, By, Part, Split, is_few, percent, splits, winners
from village.survey_results import (
    COUNTED,
    Counting,
    SurveyResult,
    Tally,
    Told,
    cells_of,
    from_json,
    part_of,
    published,
    told_stops,
)
from village.surveys import (
    CHOSEN,
    NOT_KEPT,
    Answers,
    KeptForm,
    Kind,
    Question,
    Questionnaire,
    Survey,
)
from village.texts import Bilingual, Language, Word, cut
from village.villages import Named, Village

SUMMED_UP, YOURS, STOPS = 5, 20, 12
"""How many questions a summary tells of, how many a letter to one reader, and how many stops are listed."""
PICTURES = 10
_TOP = 3
_PAGE = 500
_LABEL = 160
_FIGURES = frozenset({Kind.INTEGER, Kind.DECIMAL})
SHOWN = CHOSEN | _FIGURES
"""What there is something to show of besides how many answered."""


@dataclass(frozen=True, slots=True)
class PicturesAsked(Press):
    """Pictures of what was said, some questions at a time."""

    word: ClassVar[str] = "us"
    survey: SurveyId
    page: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What may be told of a survey, with its form."""

    survey: Survey
    form: KeptForm
    questionnaire: Questionnaire
    told: Told

    def asked(self, kinds: frozenset[Kind]) -> Iterator[tuple[Question, Tally]]:
        """Give the questions of some kinds that may be told of, in the form's order."""
        for question in self.questionnaire.questions:
            if question.kind in kinds and (tally := self.told.tallies.get(question.path)):
                yield question, tally

    def paper(self, village: Village) -> SurveyPaper:
        """Give what is printed of it."""
        return SurveyPaper(village, self.survey, self.questionnaire, self.told, self.form.digest)


# --------------------------------------------------------------------------------------------------- counted


async def form_of(survey: Survey, work: Work) -> KeptForm:
    """Give the form of a survey; it is kept as long as the survey."""
    form = await work.surveys.form(survey.village, survey.id)
    assert form is not None
    return form


async def counted(survey: Survey, work: Work, desk: Desk) -> SurveyResult:
    """Count a survey as it stands: what was kept when it closed, or else its sheets now."""
    kept = await work.surveys.result(survey)
    if kept is not None:
        return from_json(kept)
    counting = Counting(desk.questionnaires.questionnaire(await form_of(survey, work)))
    after = NOT_KEPT
    while page := await work.surveys.sheets(survey, after, _PAGE):
        counting.add(page)
        after = page[-1].id
    return counting.result(await _entitled(survey, work, desk), await work.surveys.begun(survey))


async def _entitled(survey: Survey, work: Work, desk: Desk) -> int:
    if survey.plan.role is not None:
        return await holders_of(survey, work, desk)
    return desk.village(survey.village).adults_of(survey.plan.section)


async def outcome_of(survey: Survey, work: Work, desk: Desk) -> Outcome:
    """Give what may be told of a survey."""
    form = await form_of(survey, work)
    told = published(await counted(survey, work, desk))
    return Outcome(survey, form, desk.questionnaires.questionnaire(form), told)


# ------------------------------------------------------------------------------------------------------ live


async def live_says(survey: Survey, work: Work, desk: Desk) -> tuple[Said, ...]:
    """Say how far a survey is: who finished, who has begun, where they stop; no answer before it closes."""
    finished, begun = await work.surveys.finished(survey), await work.surveys.begun(survey)
    questionnaire = desk.questionnaires.questionnaire(await form_of(survey, work))
    people, under_way = sum(finished.values()), sum(begun.values())
    cells = cells_of(finished)
    parts = splits(cells, 0, (By.HOW, By.SECTION), part_of)
    return (
        _or_few("survey-live-finished", people),
        _or_few("survey-live-begun", under_way, close=True),
        *_stop_says(told_stops(begun), questionnaire),
        *_split_says(tuple(parts) if people else (), desk.village(survey.village)),
    )


def _or_few(key: str, people: int, *, close: bool = False) -> Say:
    if is_few(people):
        return Say(f"{key}-few", {"least": SMALLEST_PART}, close=close)
    return Say(key, {"people": people}, close=close)


def _stop_says(stops: Mapping[str, int], questionnaire: Questionnaire) -> Iterator[Say]:
    """Say at which questions people stand, most people first; only questions where somebody does."""
    answerable = [each for each in questionnaire.questions if each.kind in COUNTED]
    order = {each.path: (place, each) for place, each in enumerate(answerable, 1)}
    known = [(path, people) for path, people in stops.items() if path in order and people]
    if not known:
        return
    yield Say("survey-live-stops", strong=True)
    for path, people in sorted(known, key=lambda each: (-each[1], order[each[0]][0]))[:STOPS]:
        place, question = order[path]
        facts: dict[str, Fact] = {"place": place, "most": len(answerable), "people": people}
        yield Say("survey-live-stop", {**facts, "question": short(question.label)}, close=True)


def _split_says(split_by: Sequence[Split], village: Village) -> Iterator[Say]:
    for split in split_by:
        yield Say("survey-by-section" if split.by is By.SECTION else "survey-by-how", strong=True)
        for part in parts_told(split, split_by, village):
            named, section = part_name(part, split.by, village), _section_adults(part.name, village)
            facts: dict[str, Fact] = {"part": named, "people": part.people}
            if section:
                share = percent(part.people, section)
                yield Say("survey-part-adults", {**facts, "adults": section, "percent": share}, close=True)
            else:
                yield Say("survey-part", facts, close=True)


def part_name(part: Part, by: By, village: Village) -> Word | Named | str:
    """Name a part of those who handed in."""
    if part.name in {CHAT, OFFICE}:
        return Word("survey-how-own" if part.name == CHAT else "survey-how-other")
    return part_word(part, by, village)


def _section_adults(name: str, village: Village) -> int:
    return next((section.adults for section in village.sections if section.slug == name), 0)


# ------------------------------------------------------------------------------------------------ at its end


def result_says(outcome: Outcome, village: Village) -> tuple[Said, ...]:
    """Sum up what came out of a survey, short enough for one message."""
    survey, told = outcome.survey, outcome.told
    return (
        Say("survey-result-title", {"number": survey.number}, strong=True),
        Quote(survey.title),
        *_instead(told),
        *turnout_says(told.answered, told.entitled, survey.plan.role),
        *_split_says(told.splits, village),
        *_most_chosen(outcome),
        *(
            [Say("survey-kept-back", {"count": told.kept_back, "least": SMALLEST_PART})]
            if told.kept_back
            else []
        ),
        Say("result-meaning", strong=True),
    )


def _instead(told: Told) -> Iterator[Say]:
    if told.answered is None:
        yield Say("survey-few", {"least": SMALLEST_PART})
    elif not told.answered:
        yield Say("result-none")


def _most_chosen(outcome: Outcome) -> Iterator[Say]:
    """Say what was chosen most, of the questions that most people answered, in the form's order."""
    every = list(outcome.asked(CHOSEN))
    most = sorted(every, key=lambda each: -each[1].answered)[:SUMMED_UP]
    for question, tally in every:
        if (question, tally) not in most or not winners(tally.options):
            continue
        first, *_ = won = winners(tally.options)
        options = tuple(short(question.options[place].label) for place in won[:_TOP])
        facts: dict[str, Fact] = {
            "question": short(question.label),
            "options": options,
            "percent": percent(tally.options[first], tally.answered),
        }
        yield Say("survey-result-first" if question.kind is Kind.RANK else "survey-result-line", facts)


def short(label: Bilingual) -> Bilingual:
    """Shorten the words of a form, where they stand among others."""
    return Bilingual(cut(label.kk, _LABEL), cut(label.ru, _LABEL))


def number_word(written: str) -> Say | str:
    """Say a number: with a comma, or with a point."""
    whole, point, part = written.partition(".")
    return Say("survey-number", {"whole": whole, "part": part}) if point else whole


def top_of(question: Question, tally: Tally, most: int = _TOP) -> tuple[Say, ...]:
    """Say what was chosen most often, most often first."""
    order = sorted(range(len(tally.options)), key=lambda place: (-tally.options[place], place))
    return tuple(
        Say(
            "survey-choice",
            {
                "option": short(question.options[place].label),
                "percent": percent(tally.options[place], tally.answered),
            },
        )
        for place in order[:most]
        if tally.options[place]
    )


def village_says(question: Question, tally: Tally) -> Say:
    """Say what the village said to a question."""
    if question.kind in _FIGURES:
        facts: dict[str, Fact] = {"mean": number_word(tally.mean), "median": number_word(tally.median)}
        return Say("survey-village-number", facts, close=True)
    choices: dict[str, Fact] = {"choices": top_of(question, tally)}
    key = "survey-village-first" if question.kind is Kind.RANK else "survey-village"
    return Say(key, choices, close=True)


def yours_says(outcome: Outcome, answers: Answers | None) -> tuple[Said, ...]:
    """Say what one reader said and what the village said; without answers, the village alone."""
    told = (
        said
        for question, tally in outcome.asked(SHOWN)
        if (said := tuple(_your_question(question, tally, answers)))
    )
    each = list(islice(told, YOURS + 1))
    number: dict[str, Fact] = {"number": outcome.survey.number}
    title = Say("survey-yours" if answers is not None else "survey-village-said", number, strong=True)
    more = (Say("survey-yours-more"),) if len(each) > YOURS else ()
    return (title, Quote(outcome.survey.title), *(line for said in each[:YOURS] for line in said), *more)


def _your_question(question: Question, tally: Tally, answers: Answers | None) -> Iterator[Said]:
    if answers is not None and not answers.get(question.path):
        return
    yield Say("survey-question", {"question": short(question.label)}, strong=True)
    if answers is not None:
        yield Say("survey-you", {"options": said_by(question, answers[question.path])}, close=True)
    yield village_says(question, tally)


def said_by(question: Question, value: str) -> tuple[Bilingual | Say | str, ...]:
    """Give an answer as it is said again: the words of what was chosen, or the number."""
    if question.kind in _FIGURES:
        return (number_word(value),)
    labels = {option.name: short(option.label) for option in question.options}
    names = [value] if question.kind is Kind.ONE else value.split()
    return tuple(labels.get(name, name) for name in names)


# ----------------------------------------------------------------------------------------------- asked for


def result_choices(survey: Survey) -> tuple[Choice, ...]:
    """Give what a survey's makers may look at: its result at its end, what people wrote when they may."""
    texts = Choice(Say("button-survey-texts"), TextsAsked(survey.id).data)
    if survey.state is State.CLOSED:
        return (result_choice(survey), pictures_choice(survey), texts)
    return (texts,) if may_read_texts(survey) else ()


def may_read_texts(survey: Survey) -> bool:
    """Tell whether its makers may read what people wrote; of an anonymous one not as long as more comes in.

    Read one after another as they come, the order would tell whose they are.
    """
    return survey.state is State.CLOSED or (survey.state is State.OPEN and not survey.plan.anonymous)


def result_choice(survey: Survey) -> Choice:
    """Give the button for the result with the report."""
    return Choice(Say("button-survey-result"), ResultShown(survey.id).data)


def pictures_choice(survey: Survey, page: int = 0) -> Choice:
    """Give the button for pictures of what was said."""
    label = Say("button-survey-pictures-more") if page else Say("button-survey-pictures")
    return Choice(label, PicturesAsked(survey.id, page).data)


def languages_of(language: Language | None) -> tuple[Language, ...]:
    """Give in which languages a paper is made for a reader."""
    return (language,) if language else (Language.KK, Language.RU)


async def show_result(asked: ResultShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show what came out of a survey, with the report."""
    survey = await _found(asked.survey, asker, work)
    if not asker.private:
        return _in_private(asked)
    outcome = await outcome_of(_closed(survey), work, desk)
    report = await desk.papers.survey_report(outcome.paper(asker.village), languages_of(asker.language))
    rows = one_a_row(*([pictures_choice(survey)] if _pictured(outcome) else []))
    return reply(Card(result_says(outcome, asker.village), rows=rows, files=(report,)))


async def show_pictures(asked: PicturesAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show pictures of what was said, ten questions at a time."""
    survey = _closed(await _found(asked.survey, asker, work))
    if not asker.private:
        return _in_private(asked)
    outcome = await outcome_of(survey, work, desk)
    paths = _pictured(outcome)
    first, last = asked.page * PICTURES, (asked.page + 1) * PICTURES
    shown = paths[first:last]
    if not shown:
        raise OldButton
    pictures = await desk.papers.survey_pictures(
        outcome.paper(asker.village), shown, languages_of(asker.language)
    )
    facts: dict[str, Fact] = {"first": first + 1, "last": first + len(shown), "count": len(paths)}
    rows = one_a_row(*([pictures_choice(survey, asked.page + 1)] if paths[last:] else []))
    return reply(Card((Say("survey-pictures-here", facts),), rows=rows, files=pictures))


def _pictured(outcome: Outcome) -> list[str]:
    return [question.path for question, _ in outcome.asked(SHOWN)]


def _in_private(asked: Press) -> Reply:
    return reply(GoPrivate(Say("start-first"), Say("button-open-private"), link_word(asked)))


async def _found(survey: SurveyId, asker: Asker, work: Work) -> Survey:
    found = await work.surveys.get(asker.village.slug, survey)
    if found is None or found.state in {State.PLANNED, State.STOPPED}:
        raise OldButton
    return found


def _closed(survey: Survey) -> Survey:
    if survey.state is not State.CLOSED:
        raise ResultNotYet(number=survey.number, at=survey.plan.closes_at)
    return survey


@refusal
class ResultNotYet(Refusal):
    """The result of a survey that is still open."""

    message = "survey-result-not-yet"
    number: int
    at: datetime
