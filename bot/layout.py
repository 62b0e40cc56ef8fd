"""Cards laid out within a network's limits: one message or several, buttons or numbered lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.gateway import Attachment, Button, Limits, Line, Message, OwnPoll
from bot.speech import Speech
from handlers.chat import Card, Choice, GoPrivate, NativePoll, Quote, Said, Say
from village.texts import Bilingual, Language, units

BOTH = (Language.KK, Language.RU)
_GAP = Line("")
_TICK_ROOM, _COUNT_ROOM = 2, 8
_NUMBERS_ABREAST = 4


@dataclass(frozen=True, slots=True)
class Laid:
    """A card laid out: its messages, the buttons under the last of text, and the presses behind numbers."""

    messages: tuple[Message, ...]
    numbered: tuple[str, ...] = ()


def lay_out(
    card: Card,
    languages: Sequence[Language],
    limits: Limits,
    speech: Speech,
    files: Sequence[Attachment] = (),
) -> Laid:
    """Lay a card out in one language, or in two together where a group reads it.

    Too long for one message, each language gets its own; the buttons stand under the last.
    """
    if card.native and limits.native_polls:
        return Laid((_own_poll(card, card.native, languages, limits, speech),))
    blocks = [_lines(card.says, language, speech) for language in languages]
    long = _long_options(card, languages, limits, speech)
    if long:
        said = [[_GAP, *_numbered(long, language, speech)] for language in languages]
        blocks = [block + lines for block, lines in zip(blocks, said, strict=True)]
    rows = _rows(card, languages, limits, speech, long)
    numbered: tuple[str, ...] = ()
    if sum(len(row) for row in rows) > limits.buttons:
        # A line has room for what a button has not.
        wide = replace(limits, button_label=limits.text)
        lines, numbered = _numbers(_rows(card, languages, wide, speech, long))
        blocks[-1] = [*blocks[-1], _GAP, *lines]
        rows = ()
    texts = _cut(blocks, limits)
    contact = speech.say(card.asks_contact, languages[0]) if card.asks_contact else ""
    alone = files[0] if len(texts) == 1 and _goes_with(files, texts[0], limits) else None
    # Each its own message on the wire, so that a card stopped in the middle goes on where it stood. The place
    # comes first and without a sound: one card, one sound.
    place = [Message((), point=card.point, quiet=True)] if card.point else []
    follow = [Message((), attachment=file, quiet=card.quiet) for file in files] if alone is None else []
    return Laid((*place, *_messages(card, texts, rows, contact, alone), *follow), numbered)


def _own_poll(
    card: Card, native: NativePoll, languages: Sequence[Language], limits: Limits, speech: Speech
) -> Message:
    return Message(
        lines=_together([_lines(native.says, language, speech) for language in languages]),
        rows=_rows(Card((), rows=native.rows), languages, limits, speech, ()),
        quiet=card.quiet,
        poll=OwnPoll(
            question=native.question.abreast,
            options=tuple(option.abreast for option in native.options),
            several=native.several,
            changeable=native.changeable,
            hidden=native.hidden,
            is_open=native.is_open,
        ),
    )


def length_beside(native: NativePoll, languages: Sequence[Language], speech: Speech) -> int:
    """Count what stands beside a network's own poll, in UTF-16 units."""
    return _length(_together([_lines(native.says, language, speech) for language in languages]))


def lay_out_link(going: GoPrivate, languages: Sequence[Language], speech: Speech) -> Message:
    """Lay out a link that goes on in the private chat."""
    lines = tuple(Line(speech.say(going.say, language)) for language in languages)
    label = _joined([speech.say(going.label, language) for language in languages])
    return Message(lines, ((Button(label, start=going.start or "hello"),),))


def length(says: Iterable[Said], language: Language, speech: Speech) -> int:
    """Count what one language of a card takes, in UTF-16 units."""
    return _length(_lines(says, language, speech))


def _lines(says: Iterable[Said], language: Language, speech: Speech) -> list[Line]:
    lines: list[Line] = []
    for said in says:
        text = speech.say(said, language)
        strong, close = (said.strong, said.close) if isinstance(said, Say) else (False, False)
        lines += [_GAP, Line(text, strong)] if lines and not close else [Line(text, strong)]
    return lines


def _length(lines: Iterable[Line]) -> int:
    return units("\n".join(line.text for line in lines))


def _together(blocks: Sequence[list[Line]]) -> tuple[Line, ...]:
    return tuple(line for n, block in enumerate(blocks) for line in ([_GAP] if n else []) + block)


def _cut(blocks: Sequence[list[Line]], limits: Limits) -> list[tuple[Line, ...]]:
    together = _together(blocks)
    if _length(together) <= limits.text:
        return [together]
    return [part for block in blocks for part in _parts(block, limits.text)]


def _parts(block: Sequence[Line], most: int) -> list[tuple[Line, ...]]:
    parts: list[list[Line]] = [[]]
    for line in block:
        if parts[-1] and _length([*parts[-1], line]) > most:
            parts.append([])
        if parts[-1] or line != _GAP:
            parts[-1].append(line)
    return [tuple(part) for part in parts if part]


def _rows(
    card: Card,
    languages: Sequence[Language],
    limits: Limits,
    speech: Speech,
    long: Sequence[Choice],
) -> tuple[tuple[Button, ...], ...]:
    rows = card.calendar + card.rows
    if sum(len(row) for row in rows) > limits.buttons:
        rows = card.rows
    if long:
        rows = _abreast(rows, long)
    numbers = {choice.press: str(number) for number, choice in enumerate(long, 1)}

    def button(choice: Choice) -> Button:
        number = numbers.get(choice.press)
        words = [number] if number else [_label(choice, language, speech) for language in languages]
        return _button(choice, _joined(words), limits)

    return tuple(tuple(button(choice) for choice in row) for row in rows)


def _button(choice: Choice, words: str, limits: Limits) -> Button:
    count = "" if choice.count is None else f" · {choice.count}"
    tick = "✓ " if choice.ticked else ""
    room = limits.button_label - units(count) - units(tick)
    label = f"{tick}{_shortened(words, room)}{count}" if room > 1 else _shortened(words, limits.button_label)
    return Button(label, press=choice.press, url=choice.url)


def _long_options(
    card: Card, languages: Sequence[Language], limits: Limits, speech: Speech
) -> tuple[Choice, ...]:
    """Give the options in people's own words, if one of them does not fit on a button as it is."""
    options = [choice for row in card.rows for choice in row if isinstance(choice.label, Bilingual)]
    # Counts stand on buttons in groups alone, where both languages do: what fits must fit with any count.
    room = limits.button_label - (_COUNT_ROOM if len(languages) > 1 else _TICK_ROOM)
    words = (_joined([_label(option, language, speech) for language in languages]) for option in options)
    shown_as_buttons = sum(len(row) for row in card.rows) <= limits.buttons
    return tuple(options) if shown_as_buttons and any(units(each) > room for each in words) else ()


def _numbered(options: Sequence[Choice], language: Language, speech: Speech) -> list[Line]:
    return [Line(f"{n}. {_label(option, language, speech)}") for n, option in enumerate(options, 1)]


def _abreast(rows: tuple[tuple[Choice, ...], ...], long: Sequence[Choice]) -> tuple[tuple[Choice, ...], ...]:
    """Put options that are numbers alone some to a row, where the first of them stood."""
    presses = {choice.press for choice in long}
    others = [row for row in rows if row[0].press not in presses]
    together = [tuple(long[at : at + _NUMBERS_ABREAST]) for at in range(0, len(long), _NUMBERS_ABREAST)]
    return (*together, *others)


def _label(choice: Choice, language: Language, speech: Speech) -> str:
    if isinstance(choice.label, Say):
        return speech.say(choice.label, language)
    if isinstance(choice.label, Bilingual):
        return speech.say(Quote(choice.label), language)
    return speech.word(choice.label, language)


def _joined(labels: Sequence[str]) -> str:
    return " · ".join(dict.fromkeys(labels))


def _shortened(label: str, most: int) -> str:
    if units(label) <= most:
        return label
    while label and units(label) > most - 1:
        label = label[:-1]
    return f"{label}…"


def _numbers(rows: Iterable[tuple[Button, ...]]) -> tuple[list[Line], tuple[str, ...]]:
    buttons = [button for row in rows for button in row]
    presses = [button for button in buttons if button.press]
    lines = [Line(f"{n}. {button.label}") for n, button in enumerate(presses, 1)]
    lines += [Line(f"{button.label}: {button.url}") for button in buttons if button.url]
    return lines, tuple(button.press for button in presses)


def _messages(
    card: Card,
    texts: Sequence[tuple[Line, ...]],
    rows: tuple[tuple[Button, ...], ...],
    contact: str,
    alone: Attachment | None,
) -> list[Message]:
    last = len(texts) - 1
    return [
        Message(
            lines=text,
            rows=rows if n == last else (),
            attachment=alone,
            asks_contact=contact if n == last else "",
            quiet=card.quiet,
        )
        for n, text in enumerate(texts)
    ]


def _goes_with(files: Sequence[Attachment], text: tuple[Line, ...], limits: Limits) -> bool:
    """Tell whether a file goes with the text as one message: the only one, if its caption holds the text."""
    captioned = len(files) == 1 and files[0].kind not in limits.uncaptioned
    return captioned and _length(text) <= limits.caption
