"""One engine for every dialogue of several questions.

A form is a list of questions; where a person stands in it is a row, so it survives restarts, works on
every network, allows going back, and can be gone on with tomorrow. A wrong answer is refused in one sentence
and the form stays where it is. When nothing is left to ask, the form shows its preview.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from handlers.chat import Card, Choice, HeardFile, Reply, Said, Say, Wrote, one_a_row, placed, reply
from handlers.door import Asker, Door, OldButton
from handlers.ports import Desk, Work
from handlers.presses import Press
from village.announcements import Point
from village.errors import Refusal
from village.forms import Json, OpenForm
from village.texts import Bilingual
from village.villages import Named

Answers = Mapping[str, Json]
_PUBLISH = Say("button-publish")


@dataclass(frozen=True, slots=True)
class FormAnswered(Press):
    """A ready-made answer to a question."""

    word: ClassVar[str] = "f"
    form: str
    question: str
    value: str


@dataclass(frozen=True, slots=True)
class FormTurned(Press):
    """Another page of a question's buttons: the next month of a calendar."""

    word: ClassVar[str] = "ft"
    form: str
    question: str
    page: str


@dataclass(frozen=True, slots=True)
class FormBack(Press):
    """To the question before."""

    word: ClassVar[str] = "fb"
    form: str


@dataclass(frozen=True, slots=True)
class FormLeft(Press):
    """Cancel: the form is forgotten."""

    word: ClassVar[str] = "fx"
    form: str


@dataclass(frozen=True, slots=True)
class FormKept(Press):
    """Keep it for another day."""

    word: ClassVar[str] = "fk"
    form: str


@dataclass(frozen=True, slots=True)
class FormResumed(Press):
    """Go on with a form that was kept."""

    word: ClassVar[str] = "fr"
    form: str


@dataclass(frozen=True, slots=True)
class FormCorrected(Press):
    """Answer one question again; without a question, ask which one."""

    word: ClassVar[str] = "fc"
    form: str
    question: str


@dataclass(frozen=True, slots=True)
class FormTried(Press):
    """Send the preview to the author alone, as readers will get it."""

    word: ClassVar[str] = "fm"
    form: str


@dataclass(frozen=True, slots=True)
class FormFinished(Press):
    """Publish."""

    word: ClassVar[str] = "fp"
    form: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: words, a pressed value, a file or a place on the map."""

    text: str = ""
    value: str = ""
    file: HeardFile | None = None
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """One step of one person's form: who, with what, over what."""

    asker: Asker
    work: Work
    desk: Desk


@dataclass(frozen=True, slots=True)
class Prompt:
    """How a question is asked; ``options`` are its ready-made answers as (label, value), one a row.

    ``turns`` are buttons that show another page of it.
    """

    says: tuple[Said, ...]
    options: tuple[tuple[Say | Bilingual | Named | str, str], ...] = ()
    calendar: tuple[tuple[Choice, ...], ...] = ()
    turns: tuple[Choice, ...] = ()


async def nothing_learned(answers: Answers, sitting: Sitting) -> Answers:
    """Learn nothing by the way."""
    del answers, sitting
    return {}


Ask = Callable[[Answers, Sitting, str], Awaitable[Prompt]]
Read = Callable[[Given, Answers, Sitting], Awaitable[Answers]]


Needed = Callable[[Answers, Sitting], bool]


def always(answers: Answers, sitting: Sitting) -> bool:
    """Ask in every case."""
    del answers, sitting
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """One question: how it is asked, how its answer is read, when it is asked at all.

    ``read`` gives the answers to keep, under this question's name and, where the words held more, others';
    an answer of None is asked again. What it refuses leaves the form where it is. One that is ``optional``
    is asked only when it is chosen among the corrections.
    """

    name: str
    ask: Ask
    read: Read
    needed: Needed = always
    optional: bool = False

    @property
    def title(self) -> Say:
        """Give the short name under which it is corrected."""
        return Say(f"question-{self.name}")


@dataclass(frozen=True, slots=True)
class Form:
    """A dialogue: who may hold it, its questions, its preview, what is done at the end.

    ``way_out`` gives buttons that lead on from a refusal. ``learn`` gives what must be looked up before it is
    known which questions are needed; kept with the answers, and looked up anew after each.

    Without a preview it is done as soon as nothing is left to ask; ``done`` is the button that does it.
    """

    name: str
    may: Door
    questions: tuple[Question, ...]
    finish: Callable[[Answers, Sitting], Awaitable[Reply]]
    preview: Callable[[Answers, Sitting], Awaitable[tuple[Card, ...]]] | None = None
    way_out: Callable[[Refusal, Answers], tuple[Choice, ...]] = lambda _refusal, _answers: ()
    learn: Callable[[Answers, Sitting], Awaitable[Answers]] = nothing_learned
    done: Say = _PUBLISH

    def next(self, answers: Answers, sitting: Sitting) -> Question | None:
        """Give the first question still to be answered; none when all is said."""
        return next(
            (
                question
                for question in self.questions
                if not question.optional
                and answers.get(question.name) is None
                and question.needed(answers, sitting)
            ),
            None,
        )

    def question(self, name: str) -> Question:
        """Give a question by its name; a button of a question that is no more is old."""
        for question in self.questions:
            if question.name == name:
                return question
        raise OldButton

    def before(self, name: str, answers: Answers) -> Question | None:
        """Give the answered question that stands before another."""
        names = [question.name for question in self.questions]
        earlier = self.questions[: names.index(name)] if name in names else self.questions
        answered = [
            question
            for question in earlier
            if answers.get(question.name) is not None and not question.optional
        ]
        return answered[-1] if answered else None


class Forms:
    """All forms of the house, by name."""

    def __init__(self, *forms: Form) -> None:
        """Take the forms."""
        self._forms = {form.name: form for form in forms}

    def of(self, name: str) -> Form:
        """Give a form by its name; a button of a form that is no more is old."""
        if name not in self._forms:
            raise OldButton
        return self._forms[name]

    async def answered(self, pressed: FormAnswered, sitting: Sitting) -> Reply:
        """Take a ready-made answer."""
        form, row = await self._open(pressed.form, sitting)
        question = form.question(pressed.question)
        if pressed.question != row.at and pressed.question not in row.answers:
            raise OldButton
        return await _take(form, question, row.answers, Given(value=pressed.value), sitting)

    async def told(self, wrote: Wrote, row: OpenForm, sitting: Sitting) -> Reply:
        """Take words, a file or a place as the answer to what is asked now."""
        form = self.of(row.name)
        form.may.check(sitting.asker)
        given = Given(text=wrote.text.strip(), file=wrote.file, point=wrote.point)
        return await _take(form, form.question(row.at), row.answers, given, sitting)

    async def turned(self, pressed: FormTurned, sitting: Sitting) -> Reply:
        """Show another page of a question's buttons in place of this one."""
        form, row = await self._open(pressed.form, sitting)
        question = form.question(pressed.question)
        try:
            return reply(await _ask(form, question, row.answers, sitting, page=pressed.page))
        except ValueError:  # a page that none of our buttons shows
            raise OldButton from None

    async def back(self, pressed: FormBack, sitting: Sitting) -> Reply:
        """Ask the question before again."""
        form, row = await self._open(pressed.form, sitting)
        before = form.before(row.at, row.answers)
        if before is None:
            return await _go_on(form, row.answers, sitting)
        answers = {name: value for name, value in row.answers.items() if name != before.name}
        return await _go_on(form, answers, sitting)

    async def corrected(self, pressed: FormCorrected, sitting: Sitting) -> Reply:
        """Ask one question again, or list those that can be."""
        form, row = await self._open(pressed.form, sitting)
        if not pressed.question:
            return reply(_corrections(form, row.answers, sitting))
        question = form.question(pressed.question)
        answers = {name: value for name, value in row.answers.items() if name != question.name}
        await _keep(form, answers, question.name, sitting)
        return reply(await _ask(form, question, answers, sitting))

    async def left(self, pressed: FormLeft, sitting: Sitting) -> Reply:
        """Forget the form."""
        await sitting.work.forms.close(sitting.asker.village.slug, sitting.asker.known, pressed.form)
        return reply(Card((Say("form-left"),), instead=True))

    async def kept(self, pressed: FormKept, sitting: Sitting) -> Reply:
        """Keep the form for another day."""
        form, row = await self._open(pressed.form, sitting)
        await sitting.work.forms.keep(replace(row, parked=True))
        resume = Choice(Say("button-continue"), FormResumed(form.name).data)
        return reply(Card((Say("draft-kept"),), rows=one_a_row(resume)))

    async def resumed(self, pressed: FormResumed, sitting: Sitting) -> Reply:
        """Go on where the form was left."""
        village, person = sitting.asker.village.slug, sitting.asker.known
        row = next(
            (row for row in await sitting.work.forms.parked(village, person) if row.name == pressed.form),
            None,
        )
        row = row or await sitting.work.forms.open(village, person)
        if row is None or row.name != pressed.form:
            raise OldButton
        return await _go_on(self.of(row.name), row.answers, sitting)

    async def tried(self, pressed: FormTried, sitting: Sitting) -> Reply:
        """Show the author what readers will get, and only that."""
        form, row = await self._open(pressed.form, sitting)
        if form.preview is None:
            raise OldButton
        if form.next(row.answers, sitting) is not None:
            return await _go_on(form, row.answers, sitting)
        seen, *_ = await form.preview(row.answers, sitting)
        return reply(seen)

    async def finished(self, pressed: FormFinished, sitting: Sitting) -> Reply:
        """Do what the form was for; a refusal keeps the form."""
        form, row = await self._open(pressed.form, sitting)
        if form.next(row.answers, sitting) is not None:
            return await _go_on(form, row.answers, sitting)
        return await _finish(form, row.answers, sitting)

    async def _open(self, name: str, sitting: Sitting) -> tuple[Form, OpenForm]:
        row = await sitting.work.forms.open(sitting.asker.village.slug, sitting.asker.known)
        if row is None or row.name != name:
            raise OldButton
        form = self.of(name)
        form.may.check(sitting.asker)
        return form, row


async def _take(form: Form, question: Question, answers: Answers, given: Given, sitting: Sitting) -> Reply:
    try:
        learned = await question.read(given, answers, sitting)
    except Refusal as no:
        return _refused(form, no, answers)
    return await _go_on(form, {**answers, **learned}, sitting)


async def begin(form: Form, answers: Answers, sitting: Sitting) -> Reply:
    """Open a form with what is known already: ask what comes next, or show the preview."""
    # Whatever button led here stays as it is: it may be a report, or a notice.
    return placed(await _go_on(form, answers, sitting), instead=False)


async def _go_on(form: Form, told: Answers, sitting: Sitting) -> Reply:
    answers = {**told, **await form.learn(told, sitting)}
    question = form.next(answers, sitting)
    await _keep(form, answers, question.name if question else "", sitting)
    if question is not None:
        return reply(await _ask(form, question, answers, sitting))
    if form.preview is None:
        return await _finish(form, answers, sitting)
    try:
        *seen, check = await form.preview(answers, sitting)
    except Refusal as no:
        correct = Choice(Say("button-correct"), FormCorrected(form.name, "").data)
        return _refused(form, no, answers, correct)
    return reply(*seen, replace(check, rows=check.rows + _ends(form)))


async def _keep(form: Form, answers: Answers, at: str, sitting: Sitting) -> None:
    village, person = sitting.asker.village.slug, sitting.asker.known
    await sitting.work.forms.keep(OpenForm(village, person, form.name, answers, at))


async def _ask(form: Form, question: Question, answers: Answers, sitting: Sitting, page: str = "") -> Card:
    prompt = await question.ask(answers, sitting, page)
    options = [
        Choice(label, FormAnswered(form.name, question.name, value).data) for label, value in prompt.options
    ]
    rows = one_a_row(*options, *prompt.turns) + _leaves(form)
    return Card(prompt.says, calendar=prompt.calendar, rows=rows, instead=True)


def _refused(form: Form, no: Refusal, answers: Answers, *more: Choice) -> Reply:
    return reply(Card((refused(no),), rows=one_a_row(*form.way_out(no, answers), *more)))


def _corrections(form: Form, answers: Answers, sitting: Sitting) -> Card:
    choices = [
        Choice(question.title, FormCorrected(form.name, question.name).data)
        for question in form.questions
        if question.needed(answers, sitting)
    ]
    return Card((Say("correct-ask"),), rows=one_a_row(*choices) + _leaves(form))


def _leaves(form: Form) -> tuple[tuple[Choice, ...], ...]:
    return (
        (
            Choice(Say("button-back"), FormBack(form.name).data),
            Choice(Say("button-leave"), FormLeft(form.name).data),
        ),
    )


def _ends(form: Form) -> tuple[tuple[Choice, ...], ...]:
    return one_a_row(
        Choice(form.done, FormFinished(form.name).data),
        Choice(Say("button-correct"), FormCorrected(form.name, "").data),
        Choice(Say("button-try"), FormTried(form.name).data),
        Choice(Say("button-keep"), FormKept(form.name).data),
        Choice(Say("button-leave"), FormLeft(form.name).data),
    )


async def _finish(form: Form, answers: Answers, sitting: Sitting) -> Reply:
    try:
        done = await form.finish(answers, sitting)
    except Refusal as no:
        return _refused(form, no, answers)
    await sitting.work.forms.close(sitting.asker.village.slug, sitting.asker.known, form.name)
    return done


def refused(no: Refusal) -> Say:
    """Turn a refusal into its sentence."""
    return Say(no.message, no.facts)  # type: ignore[arg-type]  # a refusal's fields are facts; test_locales checks
