"""A survey made in the chat: a title, then question after question, until it is enough."""

from collections.abc import Mapping

from handlers.asked_options import (
    kept_options,
    options_of,
    read_options,
    read_question,
    second_options,
)
from handlers.asking import (
    NO,
    YES,
    ChooseOne,
    Option,
    choice,
    kept,
    own_first,
    pair,
    second_language,
    text_of,
)
from handlers.chat import Choice, Numbered, Reply, Say
from handlers.door import akim_office
from handlers.forms import Answers, Form, FormCorrected, Given, Prompt, Question, Sitting
from handlers.surveys.drafts import as_draft
from village.announcements import OneLanguageMissing
from village.errors import Refusal
from village.forms import Json
from village.polls import check_options
from village.survey_making import CHOSEN, Made, MadeQuestion, book_of
from village.surveys import MADE_QUESTIONS

_FORM = "survey-making"
_ITEMS, _ADDING = "made", "made-adding"
_TEXT, _KIND, _OPTIONS, _REQUIRED, _NEXT = (
    "made-text",
    "made-kind",
    "made-ways",
    "made-required",
    "made-next",
)
_MORE, _LAST, _DONE = "more", "last", "done"


def made_of(answers: Answers) -> tuple[MadeQuestion, ...]:
    """Give the questions as they were made so far."""
    return tuple(_question(each) for each in _items(answers))


def _items(answers: Answers) -> list[Mapping[str, Json]]:
    found = answers.get(_ITEMS)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _question(said: Answers) -> MadeQuestion:
    """Read a question as it was said; refuses one of which a part was not."""
    if pair(said, _TEXT).missing or text_of(said, _KIND) not in set(Made):
        raise ChooseOne
    kind = Made(text_of(said, _KIND))
    options = options_of(said, _OPTIONS) if kind in CHOSEN else ()
    if kind in CHOSEN:
        check_options(options)
    return MadeQuestion(pair(said, _TEXT), kind, options, text_of(said, _REQUIRED) != NO)


def _is_adding(answers: Answers, sitting: Sitting) -> bool:
    """Tell whether a question is being made: the first, or one more."""
    del sitting
    return not made_of(answers) or answers.get(_ADDING) == YES


def _is_chosen(answers: Answers, sitting: Sitting) -> bool:
    return _is_adding(answers, sitting) and text_of(answers, _KIND) in CHOSEN


# ------------------------------------------------------------------------------------------- one question


async def _ask_title(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, page
    return Prompt((Say("survey-title-ask", {"lang": own_first(sitting)}),))


async def _read_title(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    return {"title": kept(read_question(given, sitting))}


async def _ask_text(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    place = len(made_of(answers)) + 1
    return Prompt((Say("survey-made-text-ask", {"place": place, "lang": own_first(sitting)}),))


async def _read_text(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    return {_TEXT: kept(read_question(given, sitting))}


def _kind_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del answers, sitting
    return tuple((Say(f"survey-kind-{made}"), str(made)) for made in Made)


async def _ask_options(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, page
    return Prompt((Say("poll-options-ask", {"lang": own_first(sitting)}),))


async def _read_options(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    return {_OPTIONS: kept_options(read_options(given, sitting))}


async def _ask_required(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    options = ((Say("survey-required-yes"), YES), (Say("survey-required-no"), NO))
    return Prompt((Say("survey-required-ask"),), options=options)


async def _read_required(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    """Take a question as made: what was said of it is laid aside, and the next begins empty."""
    del sitting
    if given.value not in {YES, NO}:
        raise ChooseOne
    made = {part: answers.get(part) for part in (_TEXT, _KIND, _OPTIONS)} | {_REQUIRED: given.value}
    _question(made)
    return {_ITEMS: [*_items(answers), made], _ADDING: NO, **dict.fromkeys(made)}


# ------------------------------------------------------------------------------------------- one more?


async def _ask_next(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del sitting, page
    made = made_of(answers)
    more = ((Say("survey-made-more"), _MORE),) if len(made) < MADE_QUESTIONS else ()
    texts = Numbered(tuple(each.text for each in made))
    return Prompt(
        (Say("survey-made-so-far", {"items": texts, "most": MADE_QUESTIONS}),),
        options=(*more, (Say("survey-made-done"), _DONE), (Say("survey-made-remove"), _LAST)),
    )


async def _read_next(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del sitting
    made = _items(answers)
    match given.value:
        case "more" if len(made) < MADE_QUESTIONS:
            return {_ADDING: YES}
        case "last":
            return {_ITEMS: made[:-1], _ADDING: NO}
        case "done" if made:
            return {_NEXT: _DONE}
        case _:
            raise ChooseOne


async def _made(answers: Answers, sitting: Sitting) -> Reply:
    """Make a form of the questions, and a draft of the form."""
    title, questions, desk = pair(answers, "title"), made_of(answers), sitting.desk
    if title.missing:
        raise OneLanguageMissing
    form_id, version = f"made_{desk.new_id()}", f"{desk.local_now():%Y%m%d}"
    read = await desk.questionnaires.make(book_of(title, questions, form_id, version))
    if read.form is None:
        raise read.faults[0].what
    return await as_draft(read, sitting)


def _way_out(no: Refusal, answers: Answers) -> tuple[Choice, ...]:
    """Lead back to the questions from a form that cannot be made of them."""
    del no
    is_done = answers.get(_NEXT) is not None
    return (Choice(Say("button-correct"), FormCorrected(_FORM, _NEXT).data),) if is_done else ()


MAKING = Form(
    _FORM,
    akim_office,
    (
        Question("title", _ask_title, _read_title),
        second_language("title", "survey-title-second"),
        Question(_TEXT, _ask_text, _read_text, _is_adding),
        second_language(_TEXT, "poll-question-second", _is_adding),
        choice(_KIND, Say("survey-kind-ask"), _kind_options, _is_adding),
        Question(_OPTIONS, _ask_options, _read_options, _is_chosen),
        second_options(_OPTIONS, _is_chosen),
        Question(_REQUIRED, _ask_required, _read_required, _is_adding),
        Question(_NEXT, _ask_next, _read_next),
    ),
    _made,
    way_out=_way_out,
)
