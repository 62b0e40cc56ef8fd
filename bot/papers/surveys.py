"""What came out of a survey on paper: a report in one language after another, and a picture a question."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from bot.papers.phrases import Phrases
from handlers.chat import Fact
from handlers.polls.results import parts_told
from handlers.ports import SurveyPaper
from handlers.surveys.results import number_word, part_name
from village.forms import Json
from village.results import SMALLEST_PART, By, Part, Split, percent, winners
from village.survey_results import COUNTED, Tally
from village.surveys import Kind, Question
from village.texts import Bilingual, Word

_Said = Callable[[Phrases], str]


def report_data(paper: SurveyPaper, languages: Sequence[Phrases]) -> dict[str, Json]:
    """Give what stands in the report, language by language."""
    return {"parts": [_Part(paper, phrases).data() for phrases in languages]}


def pictures_data(paper: SurveyPaper, paths: Sequence[str], languages: Sequence[Phrases]) -> dict[str, Json]:
    """Give what stands in the pictures of some questions; what reads the same in both languages once."""
    village, survey = paper.village, paper.survey
    return {
        "language": languages[0].language.value,
        "unit": _each(
            languages, lambda phrases: village.place_name(survey.plan.section).to(phrases.language)
        ),
        "title": _each(languages, lambda phrases: phrases.say("paper-survey-title", number=survey.number)),
        "meaning": _each(languages, lambda phrases: phrases.say("result-meaning")),
        "questions": [
            _question(place, question, paper, languages)
            for place, question in _numbered(paper)
            if question.path in paths
        ],
    }


def places_of(paper: SurveyPaper, paths: Sequence[str]) -> tuple[int, ...]:
    """Give the places of some questions among those that are answered."""
    return tuple(place for place, question in _numbered(paper) if question.path in paths)


def _numbered(paper: SurveyPaper) -> Iterator[tuple[int, Question]]:
    return enumerate((each for each in paper.questionnaire.questions if each.kind in COUNTED), 1)


def _each(languages: Sequence[Phrases], said: _Said) -> list[Json]:
    return [text for text in dict.fromkeys(said(phrases) for phrases in languages) if text]


def _words(languages: Sequence[Phrases], text: Bilingual) -> list[Json]:
    return _each(languages, lambda phrases: text.to(phrases.language))


# --------------------------------------------------------------------------------------------- one question


def _question(place: int, question: Question, paper: SurveyPaper, languages: Sequence[Phrases]) -> Json:
    tally = paper.told.tallies.get(question.path)
    return {
        "number": place,
        "texts": _words(languages, question.label),
        "section": _words(languages, paper.questionnaire.sections.get(question.section, Bilingual())),
        "answered": _each(languages, lambda phrases: _answered(tally, phrases)),
        "options": _options(question, tally, languages) if tally else [],
        "numbers": _numbers(question, tally, paper, languages) if tally else [],
    }


def _answered(tally: Tally | None, phrases: Phrases) -> str:
    if tally is None:
        return phrases.say("paper-survey-hidden")
    return phrases.say("paper-survey-answered", people=tally.answered)


def _options(question: Question, tally: Tally, languages: Sequence[Phrases]) -> list[Json]:
    won, places = winners(tally.options), tally.places or ("",) * len(tally.options)
    each = zip(question.options, tally.options, places, strict=False)
    return [
        {
            "texts": _words(languages, option.label),
            "people": people,
            "percent": f"{percent(people, tally.answered)} %",
            "share": people / tally.answered,
            "won": place in won,
            "place": _mean_place(mean, languages),
        }
        for place, (option, people, mean) in enumerate(each)
    ]


def _mean_place(mean: str, languages: Sequence[Phrases]) -> list[Json]:
    if mean in {"", "0"}:
        return []
    return _each(languages, lambda phrases: phrases.say("paper-survey-place", number=number_word(mean)))


def _numbers(
    question: Question, tally: Tally, paper: SurveyPaper, languages: Sequence[Phrases]
) -> list[Json]:
    """Give lines of a name and a number: what is mean and median, or the headings of what people wrote."""
    if tally.mean:
        named = (("paper-survey-mean", tally.mean), ("paper-survey-median", tally.median))
        return [[_say(languages, key), _number(number, languages[0])] for key, number in named]
    headed = paper.told.headings.get(question.path, ())
    return [[_words(languages, each.label), str(each.people)] for each in headed]


def _say(languages: Sequence[Phrases], key: str, **facts: Fact) -> list[Json]:
    return _each(languages, lambda phrases: phrases.say(key, **facts))


def _number(written: str, phrases: Phrases) -> str:
    return phrases.speech.word(number_word(written), phrases.language)


# ------------------------------------------------------------------------------------------------ the report


class _Part:
    """The report in one language."""

    def __init__(self, paper: SurveyPaper, phrases: Phrases) -> None:
        self._paper, self._phrases = paper, phrases

    def data(self) -> Json:
        paper, phrases = self._paper, self._phrases
        return {
            "language": phrases.language.value,
            "unit": paper.village.place_name(paper.survey.plan.section).to(phrases.language),
            "title": phrases.say("paper-survey-title", number=paper.survey.number),
            "name": paper.survey.title.to(phrases.language),
            "facts": list(self._facts()),
            "instead": self._instead(),
            "turnout": self._turnout(),
            "splits": [self._split(split) for split in paper.told.splits],
            "sections": list(self._sections()) if paper.told.answered else [],
            "notes": self._notes(),
            "meaning": phrases.say("result-meaning"),
            "digest": phrases.say("paper-survey-digest", digest=paper.digest),
        }

    def _facts(self) -> Iterator[Json]:
        survey, phrases = self._paper.survey, self._phrases
        begins, ends = (
            phrases.moment(survey.opens_at),
            phrases.moment(survey.closed_at or survey.plan.closes_at),
        )
        yield [
            phrases.say("paper-survey-period"),
            phrases.say("paper-result-period", begins=begins, ends=ends),
        ]
        yield [phrases.say("paper-survey-whom"), self._whom()]
        mode = "paper-survey-anonymous" if survey.plan.anonymous else "paper-survey-named"
        yield [phrases.say("paper-survey-mode"), phrases.say(mode)]
        yield [phrases.say("paper-survey-questions"), str(self._paper.questionnaire.length)]
        form = " · ".join(part for part in (survey.form_id, survey.version) if part)
        yield [phrases.say("paper-survey-form"), form]

    def _whom(self) -> str:
        plan, phrases = self._paper.survey.plan, self._phrases
        if plan.role is not None:
            return phrases.speech.word(plan.role.word, phrases.language)
        level = phrases.speech.word(Word(f"result-level-{plan.level.value}"), phrases.language)
        return f"{self._paper.village.place_name(plan.section).to(phrases.language)}; {level}"

    def _instead(self) -> str:
        if self._paper.told.answered is None:
            return self._phrases.say("survey-few", least=SMALLEST_PART)
        return "" if self._paper.told.answered else self._phrases.say("result-none")

    def _turnout(self) -> Json:
        people, adults = self._paper.told.answered, self._paper.told.entitled
        if people is None or not adults:
            return None
        role = self._paper.survey.plan.role
        key = "paper-result-turnout" if role is None else "paper-result-turnout-role"
        return {
            "text": self._phrases.say(key, people=people, adults=adults),
            "percent": f"{percent(people, adults)} %",
            "share": min(people / adults, 1),
        }

    def _split(self, split: Split) -> Json:
        parts = parts_told(split, self._paper.told.splits, self._paper.village)
        return {
            "title": self._phrases.say("survey-by-section" if split.by is By.SECTION else "survey-by-how"),
            "parts": [self._part(part, split) for part in parts],
        }

    def _part(self, part: Part, split: Split) -> Json:
        phrases, village = self._phrases, self._paper.village
        adults = next((each.adults for each in village.sections if each.slug == part.name), 0)
        people = phrases.say("paper-result-people", people=part.people)
        return {
            "name": phrases.speech.word(part_name(part, split.by, village), phrases.language),
            "people": f"{people} / {adults} · {percent(part.people, adults)} %" if adults else people,
            "share": min(part.people / adults, 1) if adults else None,
        }

    def _sections(self) -> Iterator[Json]:
        for path, some in groupby(_numbered(self._paper), lambda each: each[1].section):
            title = self._paper.questionnaire.sections.get(path, Bilingual())
            yield {
                "title": title.to(self._phrases.language),
                "questions": [_question(place, each, self._paper, (self._phrases,)) for place, each in some],
            }

    def _notes(self) -> list[Json]:
        told, phrases = self._paper.told, self._phrases
        if not told.answered:
            return []
        return [
            *([phrases.say("paper-survey-why-hidden", least=SMALLEST_PART)] if told.kept_back else []),
            *([phrases.say("result-small-parts", least=SMALLEST_PART)] if told.splits else []),
            *([phrases.say("paper-survey-why-no-texts")] if self._has(Kind.TEXT) else []),
            *(
                [phrases.say("survey-headings-small", least=SMALLEST_PART)]
                if any(told.headings.values())
                else []
            ),
        ]

    def _has(self, kind: Kind) -> bool:
        return any(each.kind is kind for each in self._paper.questionnaire.questions)
