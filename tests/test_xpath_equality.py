"""What applies, what is refused and what is worked out, as an independent evaluator said it."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.xforms.evaluated import EvaluatedForms
from bot.xforms.making import kept_form
from tests.forms import EDGES, NAMES, NOW, SETS, form_named, recorded
from village.surveys import FilledSheet, Kind, Questionnaire

Told = Mapping[str, Any]

# Where the other evaluator says something else, and why ours is kept.
WORKED_OUT_OTHERWISE = {
    # Of coalesce()'s arguments it reads two; people mean the first of all that is not empty.
    ("school", "risk", "none", ""),
    # It takes a question in "and" for yes because it is in the form; JavaRosa asks what was answered.
    ("roads", "both", "false", "true"),
}
REFUSED_HERE_ALONE = {
    # It looks for the pattern anywhere in the answer; ODK's regex() is about the whole of it.
    ("water", "code", "xAB-123"),
}


def _told(sheet: FilledSheet, questions: Questionnaire) -> Told:
    worked = {each.path for each in questions.questions if each.kind is Kind.CALCULATED}
    return {
        "asked": [each.question.path for each in sheet.asked],
        "required": {each.question.path for each in sheet.asked if each.required},
        "refused": {each.question.path for each in sheet.asked if not each.holds},
        "worked out": {path: value for path, value in sheet.values.items() if path in worked},
    }


def _expected(told: Told, questions: Questionnaire) -> Told:
    worked = {each.path for each in questions.questions if each.kind is Kind.CALCULATED}
    return {
        "asked": [path for path in told["relevant"] if path not in worked],
        "required": set(told["required"]),
        "refused": {
            path for path in told["relevant"] if path not in worked and _is_refused(told, path, questions)
        },
        "worked out": {path: value for path, value in told["calculated"].items() if path in worked and value},
    }


def _is_refused(told: Told, path: str, questions: Questionnaire) -> bool:
    if path not in told["answers"]:
        return False
    value = told["answers"][path]
    if not value:
        return path in told["required"]
    return path in told["refused"] or not _is_left(told, path, questions)


def _is_left(told: Told, path: str, questions: Questionnaire) -> bool:
    """Tell whether all that is chosen is still to be chosen; a ranking has all there is."""
    question = questions.question(path)
    assert question is not None
    if not question.options:
        return True
    left = set(told["left"].get(path, [each.name for each in question.options]))
    chosen = set(told["answers"][path].split())
    return chosen == left if question.kind is Kind.RANK else chosen <= left


@pytest.mark.parametrize("name", NAMES)
def test_a_form_follows_from_its_answers_as_another_evaluator_says(name: str) -> None:
    kept, forms = kept_form(form_named(name)), EvaluatedForms()
    questions = forms.questionnaire(kept)

    entries = recorded(name)

    assert len(entries) == SETS + len(EDGES[name])
    for told in entries:
        sheet = forms.sheet(kept, told["answers"], NOW)
        ours, theirs = _told(sheet, questions), _expected(told, questions)
        assert ours == _corrected(theirs, ours, name, told["answers"]), told["answers"]


def _corrected(theirs: Told, ours: Told, name: str, answers: Mapping[str, str]) -> Told:
    """Put our own where the other evaluator is known to differ, exactly as it is known to."""
    worked = {
        path: mine
        for form, path, mine, other in WORKED_OUT_OTHERWISE
        if form == name
        and (ours["worked out"].get(path, ""), theirs["worked out"].get(path, "")) == (mine, other)
    }
    alone = {path for form, path, value in REFUSED_HERE_ALONE if form == name and answers.get(path) == value}
    return {**theirs, "worked out": {**theirs["worked out"], **worked}, "refused": theirs["refused"] | alone}
