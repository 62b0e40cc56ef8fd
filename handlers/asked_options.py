"""Texts and options of what is asked, in two languages, for polls and for surveys made in the chat."""

from collections.abc import Iterable, Sequence

from handlers.asking import SAME, in_language, kept, own_first, wanted_text
from handlers.chat import Say
from handlers.forms import Answers, Given, Needed, Prompt, Question, Sitting, always
from village.errors import Refusal, refusal
from village.polls import QUESTION_LETTERS, check_options
from village.texts import Bilingual, Language


def read_question(given: Given, sitting: Sitting) -> Bilingual:
    """Read the text of a question; refuses one longer than people read."""
    question = in_language(wanted_text(given), own_first(sitting))
    for said in (question.kk, question.ru):
        if len(said) > QUESTION_LETTERS:
            raise QuestionTooLong(over=len(said) - QUESTION_LETTERS)
    return question


def read_options(given: Given, sitting: Sitting) -> tuple[Bilingual, ...]:
    """Read options, one a line."""
    options = tuple(in_language(line, own_first(sitting)) for line in _lines(given))
    check_options(options)
    return options


def _lines(given: Given) -> list[str]:
    return [line.strip() for line in wanted_text(given).splitlines() if line.strip()]


def options_of(answers: Answers, name: str = "options") -> tuple[Bilingual, ...]:
    """Give the options as they were written so far."""
    found = answers.get(name)
    if not isinstance(found, Sequence) or isinstance(found, str):
        return ()
    return tuple(
        Bilingual(str(each.get("kk", "")), str(each.get("ru", "")))
        for each in found
        if isinstance(each, dict)
    )


def kept_options(options: Iterable[Bilingual]) -> list[dict[str, str]]:
    """Write options as an answer."""
    return [kept(option) for option in options]


def missing_in(options: Iterable[Bilingual]) -> tuple[Language, ...]:
    """Name the languages in which an option still lacks its text."""
    return tuple(dict.fromkeys(language for option in options for language in option.missing))


def second_options(name: str, needed: Needed = always) -> Question:
    """Ask for the language still missing of options; one button marks them as the same in both."""

    async def ask(answers: Answers, sitting: Sitting, page: str) -> Prompt:
        del sitting, page
        language = missing_in(options_of(answers, name))[0]
        same = ((Say("button-same"), SAME),)
        return Prompt((Say("poll-options-second", {"lang": language}),), options=same)

    async def read(given: Given, answers: Answers, sitting: Sitting) -> Answers:
        del sitting
        options = options_of(answers, name)
        if given.value == SAME:
            return {name: kept_options(Bilingual.same(option.kk or option.ru) for option in options)}
        lines = _lines(given)
        if len(lines) != len(options):
            raise OptionsDoNotPair(wanted=len(options), lines=len(lines))
        both = [Bilingual(one.kk or line, one.ru or line) for one, line in zip(options, lines, strict=True)]
        check_options(both)
        return {name: kept_options(both)}

    def is_half(answers: Answers, sitting: Sitting) -> bool:
        return len(missing_in(options_of(answers, name))) == 1 and needed(answers, sitting)

    return Question(f"{name}-second", ask, read, is_half)


@refusal
class QuestionTooLong(Refusal):
    """A question longer than people read."""

    message = "poll-question-too-long"
    over: int


@refusal
class OptionsDoNotPair(Refusal):
    """The second language has another number of options than the first."""

    message = "poll-options-do-not-pair"
    wanted: int
    lines: int
