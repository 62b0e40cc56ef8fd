"""How a sheet looks: the question asked now, with its buttons, and the list of what was answered."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time

from handlers.chat import Card, Choice, Fact, Said, Say, one_a_row
from handlers.forms import Sitting
from handlers.surveys.moves import (
    SheetAnswered,
    SheetBack,
    SheetDone,
    SheetForward,
    SheetHanded,
    SheetJumped,
    SheetListed,
    SheetPaused,
    SheetSkipped,
)
from handlers.surveys.sheets import SheetInHand, fill_of
from village.filling import asked_now, ranking
from village.surveys import CHOSEN, Draft, FilledSheet, Kind, Option, Standing
from village.texts import Bilingual, Day, cut, units

PAGE = 8
_QUESTION, _ANSWER = 120, 200
_ABREAST_UNITS, _ABREAST_MOST = 24, 5
_ABREAST = ("likert", "horizontal", "columns")
Rows = tuple[tuple[Choice, ...], ...]


def sheet_card(sheet: SheetInHand, sitting: Sitting, *before: Said, page: int = 0) -> Card:
    """Show the question that is asked now, or the list of answers; ``before`` is said first."""
    filled = fill_of(sheet.form, sitting)(sheet.seat.answers)
    standing = asked_now(sheet.seat, filled)
    if standing is None:
        return _list_card(sheet, filled, before, page)
    return _question_card(sheet, standing, filled, before)


# ------------------------------------------------------------------------------------------- one question


def _question_card(
    sheet: SheetInHand, standing: Standing, filled: FilledSheet, before: Sequence[Said]
) -> Card:
    says = (
        *before,
        *_fault_says(standing, before),
        *_head_says(sheet, standing, filled),
        *_asks(sheet, standing),
    )
    rows = (*_option_rows(sheet, standing), *_way_rows(sheet, standing, filled))
    return Card(says, rows=rows, instead=True)


def _fault_says(standing: Standing, before: Sequence[Said]) -> tuple[Said, ...]:
    """Say why an answer of before does not stand any more, unless it was just said."""
    if before or standing.holds or not standing.said:
        return ()
    if standing.message.kk or standing.message.ru:
        return (Say("sheet-does-not-hold", {"says": standing.message}),)
    return (Say("sheet-answer-again"),)


def _head_says(sheet: SheetInHand, standing: Standing, filled: FilledSheet) -> Iterator[Said]:
    question = standing.question
    if isinstance(sheet.of, Draft):
        yield Say("sheet-test-run")
    elif sheet.interviewing:
        yield Say("sheet-interview")
    number, of = filled.place(question.path)
    if question.kind is not Kind.NOTE:
        yield Say("sheet-place", {"number": number, "of": of})
    before = filled.before(question.path)
    if question.section and (before is None or before.question.section != question.section):
        yield Say("sheet-section", {"section": sheet.asks.sections[question.section]}, close=True)


def _asks(sheet: SheetInHand, standing: Standing) -> Iterator[Said]:
    question = standing.question
    yield Say("sheet-question", {"question": standing.label}, strong=question.kind is not Kind.NOTE)
    if standing.hint.kk or standing.hint.ru:
        yield Say("sheet-hint", {"hint": standing.hint}, close=True)
    if question.kind is Kind.NOTE:
        return
    if answer := _so_far(sheet, standing):
        yield Say("sheet-so-far", {"answer": answer})
    if not standing.read_only:
        yield Say(f"sheet-how-{question.kind}")
    if _takes_dash(standing):
        yield Say("sheet-dash", close=True)


def _so_far(sheet: SheetInHand, standing: Standing) -> Fact | None:
    """Give what was answered, where no tick on a button tells it."""
    kind = standing.question.kind
    if kind is Kind.RANK and not standing.read_only:
        ranked = ranking(sheet.seat, standing)
        return _places(ranked, standing) if ranked else None
    ticked = kind in CHOSEN and not standing.read_only
    return answer_of(standing) if standing.value and not ticked else None


def _takes_dash(standing: Standing) -> bool:
    needed = standing.required or standing.read_only
    return bool(standing.value) and not needed and standing.question.kind not in CHOSEN


def _option_rows(sheet: SheetInHand, standing: Standing) -> Rows:
    question = standing.question
    if question.kind not in CHOSEN or standing.read_only:
        return ()
    ranked = ranking(sheet.seat, standing) if question.kind is Kind.RANK else ()
    chosen = () if question.kind is Kind.RANK else standing.value.split()
    number, names = sheet.number(question.path), [each.name for each in question.options]

    def button(option: Option) -> Choice:
        press = SheetAnswered(sheet.of.id, sheet.by, number, names.index(option.name))
        place = ranked.index(option.name) + 1 if option.name in ranked else 0
        label = _placed(place, option.label) if place else option.label
        return Choice(label, press.data, ticked=option.name in chosen)

    buttons = [button(option) for option in standing.options]
    if any(word in question.appearance for word in _ABREAST):
        return _abreast(buttons, standing.options)
    return one_a_row(*buttons)


def _placed(place: int, label: Bilingual) -> Bilingual:
    return Bilingual(f"{place}. {label.kk}" if label.kk else "", f"{place}. {label.ru}" if label.ru else "")


def _abreast(buttons: Sequence[Choice], options: Sequence[Option]) -> Rows:
    """Put short choices side by side, as many as a narrow phone shows."""
    rows: list[list[Choice]] = [[]]
    room = 0
    for button, option in zip(buttons, options, strict=True):
        width = max(units(option.label.kk), units(option.label.ru))
        if rows[-1] and (room + width > _ABREAST_UNITS or len(rows[-1]) == _ABREAST_MOST):
            rows.append([])
            room = 0
        rows[-1].append(button)
        room += width
    return tuple(map(tuple, rows))


def _way_rows(sheet: SheetInHand, standing: Standing, filled: FilledSheet) -> Rows:
    """Give the buttons that lead on: three at most where a number may be typed, so none has a number."""
    survey, by, number = sheet.of.id, sheet.by, sheet.number(standing.question.path)
    on = one_a_row(*_on(sheet, standing))
    pause = Choice(Say("button-sheet-pause"), SheetPaused(survey, by).data)
    if filled.before(standing.question.path) is None:
        return (*on, (pause,))
    return (*on, (Choice(Say("button-back"), SheetBack(survey, by, number).data), pause))


def _on(sheet: SheetInHand, standing: Standing) -> Iterator[Choice]:
    survey, by, question = sheet.of.id, sheet.by, standing.question
    number = sheet.number(question.path)
    done = SheetDone(survey, by, number).data
    if question.kind is Kind.NOTE or standing.read_only:
        yield Choice(Say("button-sheet-next"), done)
        return
    if question.kind in {Kind.SEVERAL, Kind.RANK}:
        yield Choice(Say("button-sheet-done"), done)
    elif standing.value and not standing.said:
        yield Choice(Say("button-sheet-so"), done)
    elif standing.done:
        yield Choice(Say("button-sheet-forward"), SheetForward(survey, by).data)
    if _may_skip(standing):
        yield Choice(Say("button-sheet-skip"), SheetSkipped(survey, by, number).data)


def _may_skip(standing: Standing) -> bool:
    """Tell whether a button passes a question over; what was typed before is taken back by a dash."""
    if standing.required or standing.question.kind is Kind.SEVERAL:
        return False
    return not standing.said or standing.question.kind in CHOSEN


# --------------------------------------------------------------------------------------- the list of answers


def _list_card(sheet: SheetInHand, filled: FilledSheet, before: Sequence[Said], page: int) -> Card:
    asked = [each for each in filled.asked if each.question.kind is not Kind.NOTE]
    pages = max(1, -(-len(asked) // PAGE))
    page = min(page, pages - 1)
    first = page * PAGE
    shown = list(enumerate(asked, 1))[first : first + PAGE]
    says = (*before, *_list_head(sheet), *_items(sheet, shown))
    numbers = tuple(_again(sheet, number, standing) for number, standing in shown)
    half = PAGE // 2
    rows = tuple(row for row in (numbers[:half], numbers[half:]) if row)
    return Card(says, rows=(*rows, *_pages(sheet, page, pages), *_ends(sheet)), instead=True)


def _list_head(sheet: SheetInHand) -> tuple[Said, ...]:
    title = Say("sheet-list-title", {"title": sheet.of.title}, strong=True)
    if isinstance(sheet.of, Draft):
        return (Say("sheet-test-run"), title)
    return (title, Say("sheet-list-how"))


def _items(sheet: SheetInHand, shown: Sequence[tuple[int, Standing]]) -> Iterator[Said]:
    section = ""
    for number, standing in shown:
        question = standing.question
        if question.section and question.section != section:
            yield Say("sheet-section", {"section": sheet.asks.sections[question.section]}, strong=True)
        section = question.section
        label = _each(standing.label, lambda text: cut(" ".join(text.split()), _QUESTION))
        yield Say("sheet-item", {"number": number, "question": label, "answer": answer_of(standing)})


def _again(sheet: SheetInHand, number: int, standing: Standing) -> Choice:
    press = SheetJumped(sheet.of.id, sheet.by, sheet.number(standing.question.path))
    return Choice(Say("button-sheet-again", {"number": number}), press.data)


def _pages(sheet: SheetInHand, page: int, pages: int) -> Rows:
    turns = []
    if page:
        turns.append(Choice(Say("button-sheet-earlier"), SheetListed(sheet.of.id, sheet.by, page - 1).data))
    if page + 1 < pages:
        turns.append(Choice(Say("button-sheet-later"), SheetListed(sheet.of.id, sheet.by, page + 1).data))
    return (tuple(turns),) if turns else ()


def _ends(sheet: SheetInHand) -> Rows:
    hand = Choice(Say("button-sheet-hand-in"), SheetHanded(sheet.of.id, sheet.by).data)
    return one_a_row(hand, Choice(Say("button-sheet-pause"), SheetPaused(sheet.of.id, sheet.by).data))


# ----------------------------------------------------------------------------------- an answer, as it is told


def answer_of(standing: Standing) -> Fact:
    """Tell an answer as its reader would say it."""
    value, kind = standing.value, standing.question.kind
    if not value:
        return Say("sheet-passed-over")
    match kind:
        case Kind.ONE | Kind.SEVERAL:
            return tuple(_labels(value.split(), standing))
        case Kind.RANK:
            return _places(tuple(value.split()), standing)
        case Kind.PHOTO | Kind.VOICE | Kind.PLACE:
            return Say(f"sheet-a-{kind}")
        case Kind.DATE | Kind.TIME:
            return _moment(value, kind)
        case _:
            return cut(value, _ANSWER)


def _moment(value: str, kind: Kind) -> Fact:
    try:
        return Day(date.fromisoformat(value)) if kind is Kind.DATE else time.fromisoformat(value)
    except ValueError:  # what a form proposes need not be a day
        return value


def _labels(names: Sequence[str], standing: Standing) -> list[Bilingual]:
    labels = {option.name: option.label for option in standing.question.options}
    return [labels.get(name, Bilingual.same(name)) for name in names]


def _places(names: Sequence[str], standing: Standing) -> tuple[Bilingual, ...]:
    return tuple(_placed(place, label) for place, label in enumerate(_labels(names, standing), 1))


def _each(text: Bilingual, change: Callable[[str], str]) -> Bilingual:
    return replace(text, kk=change(text.kk), ru=change(text.ru))
