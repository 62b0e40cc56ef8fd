"""Where somebody stands in a form: what is asked, what holds, what counts; by the form's own conditions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Any

from lxml import etree

from bot.xforms.answers import fits
from bot.xforms.functions import text_of, truth_of, write_at
from bot.xforms.reading import Bind, Control, XForm, name_of, read_xform
from bot.xforms.troubles import FormUnread
from bot.xforms.wording import NOTHING, Wording
from village.surveys import Answers, FilledSheet, Kind, Option, Question, Questionnaire, Standing
from village.texts import Bilingual, Language

_SPOKEN = (Language.KK, Language.RU)


class Form:
    """A form ready to be asked; raises FormUnread where it is not supported."""

    def __init__(self, xform: str) -> None:
        self._form = read_xform(xform)
        self._form.moment.choice_name = self._choice_name
        self._by_path = {each.bind.path: each for each in self._form.controls}
        self._questions = tuple(map(self._question, self._form.controls))
        # The instance is one for all who fill the form, and written anew for each.
        self._one_at_a_time = Lock()

    def questionnaire(self, title: Bilingual) -> Questionnaire:
        """Give what is asked."""
        sections = {path: label.plain for path, label in self._form.sections.items()}
        return Questionnaire(title, self._questions, sections)

    def sheet(self, answers: Answers, now: datetime) -> FilledSheet:
        """Tell where somebody stands; raises FormUnread where a condition cannot be evaluated."""
        with self._one_at_a_time:
            try:
                return _Filling(self._form, self._questions, answers, now).sheet()
            except etree.XPathError as broken:
                raise FormUnread(str(broken)) from None

    def try_all(self, now: datetime) -> None:
        """Evaluate each expression once on an empty sheet, whatever applies; raises FormUnread."""
        moment, somewhere = self._form.moment, next(iter(self._form.binds.values())).node
        with self._one_at_a_time:
            moment.now, moment.here = now, somewhere
            for expression in self._form.expressions:
                try:
                    expression(somewhere)
                except etree.XPathError as broken:
                    raise FormUnread(f"{broken}: {expression.path}") from None

    def _question(self, control: Control) -> Question:
        return Question(
            path=self._form.short(control.bind),
            kind=control.kind,
            label=control.label.plain,
            hint=control.hint.plain,
            options=tuple(Option(each.name, each.label.plain) for each in control.choices),
            section=control.section,
            appearance=control.appearance,
        )

    def _choice_name(self, value: str, path: str) -> str:
        control, moment = self._by_path.get(path), self._form.moment
        labels = {each.name: each.label for each in control.choices} if control else {}
        return ", ".join(
            labels[name].said(moment.language, lambda asked: asked(moment.here)) if name in labels else name
            for name in value.split()
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    """A question as it stands, before it is said."""

    control: Control
    question: Question
    required: bool
    read_only: bool
    value: str
    said: bool
    left: tuple[int, ...]
    refused: Wording | None

    @property
    def counts(self) -> bool:
        return bool(self.value) and (self.read_only or (self.said and self.refused is None))

    @property
    def words(self) -> Iterator[Wording]:
        yield from (self.control.label, self.control.hint, self.refused or NOTHING)
        yield from (self.control.choices[place].label for place in self.left)


class _Filling:
    """One evaluation of a form for one person's answers."""

    def __init__(self, form: XForm, questions: tuple[Question, ...], answers: Answers, now: datetime) -> None:
        self.form, self.questions, self.answers = form, questions, answers
        self.relevant: dict[str, bool] = {}
        self.worked_out: dict[str, str] = {}
        self.defaults: dict[str, str] = {}
        self.said: dict[tuple[int, Language], str] = {}
        form.moment.now = now

    def sheet(self) -> FilledSheet:
        """Work out all by the form's own language, whose words count; then say it in each."""
        self._set_defaults()
        self._work_out(self.form.texts.default)
        drafts = [self._draft(*each) for each in zip(self.form.controls, self.questions, strict=True)]
        values = {each.question.path: each.value for each in drafts if each.counts and self._holds_at(each)}
        asked = [each for each in drafts if each.control.kind is not Kind.CALCULATED and self._holds_at(each)]
        self._say(asked)
        return FilledSheet(tuple(map(self._standing, asked)), values)

    def _ask(self, expression: Any, bind: Bind) -> Any:
        self.form.moment.here = bind.node
        return expression(bind.node)

    def _is(self, expression: Any, bind: Bind) -> bool:
        return expression is not None and truth_of(self._ask(expression, bind))

    # ------------------------------------------------------------------------------------ what is worked out

    def _set_defaults(self) -> None:
        """Begin as a sheet that nobody touched: what is given, then what is worked out from it."""
        leaves = [each for each in self.form.binds.values() if each.is_leaf]
        for bind in leaves:
            write_at(bind.node, bind.default)
            self.defaults[bind.path] = bind.default
        for bind in leaves:
            if bind.default_now is not None:
                self.defaults[bind.path] = text_of(self._ask(bind.default_now, bind))
                write_at(bind.node, self.defaults[bind.path])

    def _work_out(self, language: Language) -> None:
        self.form.moment.language = language
        for bind in self.form.order:
            if bind.is_leaf:
                write_at(bind.node, self._given(bind))
            above = all(self.relevant[each] for each in bind.above)
            self.relevant[bind.path] = above and (bind.relevant is None or self._is(bind.relevant, bind))
            if bind.is_leaf:
                self._settle(bind)

    def _given(self, bind: Bind) -> str:
        return self.answers.get(self.form.short(bind), self.defaults[bind.path])

    def _settle(self, bind: Bind) -> None:
        """Leave aside what does not apply, and work out what is not answered."""
        if not self.relevant[bind.path]:
            write_at(bind.node, "")
        elif bind.calculate is not None:
            self.worked_out[bind.path] = text_of(self._ask(bind.calculate, bind))
            write_at(bind.node, self.worked_out[bind.path])

    def _holds_at(self, draft: _Draft) -> bool:
        return self.relevant[draft.control.bind.path]

    # ----------------------------------------------------------------------------------------- each question

    def _draft(self, control: Control, question: Question) -> _Draft:
        bind, said = control.bind, question.path in self.answers
        required = self._is(bind.required, bind)
        read_only = bind.calculate is not None or self._is(bind.read_only, bind)
        left = self._left(control)
        names = [question.options[place].name for place in left]
        refused = self._refused(control, names, required=required) if said and not read_only else None
        value = self.worked_out.get(bind.path, self._given(bind))
        return _Draft(control, question, required, read_only, value, said, left, refused)

    def _left(self, control: Control) -> tuple[int, ...]:
        """Tell which choices a filter leaves, by their places."""
        every = tuple(range(len(control.choices)))
        if control.left is None or not self.relevant[control.bind.path]:
            return every
        left = {name_of(item.find("name")) for item in self._ask(control.left, control.bind)}
        return tuple(place for place in every if control.choices[place].name in left)

    def _refused(self, control: Control, names: list[str], *, required: bool) -> Wording | None:
        """Give what the form says of an answer that may not stand; None where it may."""
        bind, value = control.bind, self._given(control.bind)
        if not value:
            return bind.needed if required else None
        if not fits(control.kind, value, names):
            return NOTHING
        return None if bind.constraint is None or self._is(bind.constraint, bind) else bind.refused

    # ------------------------------------------------------------------------------------------ what is said

    def _say(self, asked: list[_Draft]) -> None:
        blank = [(words, each.control.bind) for each in asked for words in each.words if words.has_blanks]
        for language in _SPOKEN if blank else ():
            self._speak(language)
            for words, bind in blank:
                self.said[id(words), language] = words.said(language, partial(self._ask, bind=bind))

    def _speak(self, language: Language) -> None:
        self.form.moment.language = language
        if self.form.speaks_in_values:
            self._work_out(language)

    def _both(self, words: Wording) -> Bilingual:
        if not words.has_blanks:
            return words.plain
        return Bilingual(kk=self.said[id(words), Language.KK], ru=self.said[id(words), Language.RU])

    def _standing(self, draft: _Draft) -> Standing:
        options = (draft.control.choices[place] for place in draft.left)
        return Standing(
            question=draft.question,
            label=self._both(draft.control.label),
            hint=self._both(draft.control.hint),
            options=tuple(Option(each.name, self._both(each.label)) for each in options),
            required=draft.required,
            read_only=draft.read_only,
            value=draft.value,
            said=draft.said,
            holds=draft.refused is None,
            message=self._both(draft.refused or NOTHING),
        )
