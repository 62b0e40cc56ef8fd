"""A poll's tables for the office: a spreadsheet, plain text, and a file from which anybody may count again.

Each has the same, and no more than everybody may know. In the JSON, which ``bot/recount.py`` reads, options
are numbered from one, as people see them.
"""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO

from bot.papers.cells import drawable, harmless, looks_like_formula
from bot.papers.phrases import Phrases
from handlers.chat import Fact, Paper
from handlers.polls.results import part_word
from handlers.ports import PollTables
from village.forms import Json
from village.results import SMALLEST_PART, By, Part, Split, percent
from village.texts import Bilingual

FORMAT = "asar-poll-1"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAME_WIDE, _WIDE, _ROW = 34, 60, 2
_Cell = str | int
_Rows = Sequence[Sequence[_Cell]]
_Sheet = tuple[str, _Rows]
_Both = Sequence[Phrases]


def poll_tables(tables: PollTables, both: _Both) -> tuple[Paper, ...]:
    """Make the files; what people read in them is in Kazakh and Russian."""
    name = both[0].say("paper-file-result", number=tables.poll.number)
    sheets = [sheet for sheet in _sheets(tables, both) if len(sheet[1]) > 1]
    return (
        Paper(f"{name}.xlsx", _XLSX, _xlsx(sheets, _made_at(tables))),
        Paper(f"{name}.csv", "text/csv", _csv(sheets)),
        Paper(f"{name}.json", "application/json", _json(tables)),
    )


def _made_at(tables: PollTables) -> datetime:
    return tables.poll.closed_at or tables.poll.opens_at


# ----------------------------------------------------------------------------------------- what is in them


def _sheets(tables: PollTables, both: _Both) -> Iterator[_Sheet]:
    yield _told(both, "paper-table-result"), _facts(tables, both)
    yield _told(both, "paper-table-option"), _options(tables, both)
    yield _told(both, "paper-table-parts"), _parts(tables, both)
    yield _told(both, "paper-table-ballots"), _ballots(tables, both)


def _told(both: _Both, key: str, **facts: Fact) -> str:
    return _joined(both, lambda phrases: phrases.say(key, **facts))


def _joined(both: _Both, said: Callable[[Phrases], str]) -> str:
    return " / ".join(dict.fromkeys(said(phrases) for phrases in both))


def _head(both: _Both, *keys: str) -> Sequence[_Cell]:
    return [_told(both, f"paper-table-{key}") for key in keys]


def _facts(tables: PollTables, both: _Both) -> _Rows:
    poll, told = tables.poll, tables.told
    rows: list[tuple[str, _Cell | None]] = [
        ("number", poll.number),
        ("question", _joined(both, lambda phrases: poll.plan.question.to(phrases.language))),
        ("opened", _moment(both, poll.opens_at)),
        ("closed", _moment(both, poll.closed_at) if poll.closed_at else None),
        ("entitled", told.entitled or None),
        ("answered", told.answered),
        ("changes", told.changes),
        ("left", told.left),
        ("digest", poll.digest),
    ]
    return [
        _head(both, "what", "value"),
        *([*_head(both, key), value] for key, value in rows if value is not None),
        *([[_told(both, "result-few", least=SMALLEST_PART), ""]] if told.few else []),
        [_told(both, "result-meaning"), ""],
    ]


def _moment(both: _Both, at: datetime) -> str:
    return f"{at.astimezone(both[0].zone):%d.%m.%Y %H:%M}"


def _options(tables: PollTables, both: _Both) -> _Rows:
    rows = [
        _option(place, text, people, tables, both)
        for place, (text, people) in enumerate(
            zip(tables.poll.plan.options, tables.told.options, strict=False), 1
        )
    ]
    return [_head(both, "number", "option", "people", "percent"), *rows]


def _option(place: int, text: Bilingual, people: int, tables: PollTables, both: _Both) -> Sequence[_Cell]:
    words = _joined(both, lambda phrases: text.to(phrases.language))
    return [place, words, people, percent(people, tables.told.answered or 0)]


def _parts(tables: PollTables, both: _Both) -> _Rows:
    head = _head(both, "split", "part", "people")
    numbers: list[_Cell] = list(range(1, len(tables.poll.plan.options) + 1))
    rows = [row for split in tables.told.splits for row in _rows(split, tables, both)]
    return [[*head, *numbers], *rows]


def _rows(split: Split, tables: PollTables, both: _Both) -> Iterator[Sequence[_Cell]]:
    for part in split.parts:
        yield [
            _told(both, f"result-by-{split.by}"),
            _name(part, split.by, tables, both),
            part.people,
            *part.options,
        ]


def _name(part: Part, by: By, tables: PollTables, both: _Both) -> str:
    named = part_word(part, by, tables.village)
    return _joined(both, lambda phrases: phrases.speech.word(named, phrases.language))


def _ballots(tables: PollTables, both: _Both) -> _Rows:
    if tables.names:
        nameless = _told(both, "paper-table-nameless")
        named = [(name or nameless, _numbers(choices)) for name, choices in tables.names]
        return [_head(both, "name", "choices"), *named]
    piles = tables.recountable.ballots if tables.recountable else ()
    rows: list[Sequence[_Cell]] = [(_numbers(choices), number) for choices, number in piles]
    return [_head(both, "choices", "people"), *rows]


def _numbers(choices: Sequence[int]) -> str:
    return ", ".join(str(place + 1) for place in choices)


# ------------------------------------------------------------------------------------------------ the files


def _xlsx(sheets: Sequence[_Sheet], made_at: datetime) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = book.properties.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    for title, rows in sheets:
        sheet = book.create_sheet(title.replace("/", "·")[:31])
        for row, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                cell = sheet.cell(row, column)
                cell.value = drawable(value)
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                cell.font = Font(bold=row == 1)
                if isinstance(value, str):
                    cell.data_type = "s"  # what people wrote is text, whatever it begins with
                    cell.quotePrefix = looks_like_formula(value)
        sheet.column_dimensions["A"].width = _NAME_WIDE
        sheet.column_dimensions["B"].width = _WIDE
        sheet.freeze_panes = sheet.cell(_ROW, 1)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _csv(sheets: Sequence[_Sheet]) -> bytes:
    """Write the tables one under another; a mark at its beginning tells Excel that it is UTF-8."""
    written = StringIO()
    lines = csv.writer(written)
    for number, (_, rows) in enumerate(sheets):
        if number:
            lines.writerow([])
        lines.writerows([harmless(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _json(tables: PollTables) -> bytes:
    poll, told = tables.poll, tables.told
    counted: list[int | None] = list(told.options) or [None] * len(poll.plan.options)
    whole = {
        "format": FORMAT,
        "village": poll.village,
        "number": poll.number,
        "digest": poll.digest,
        "frozen": poll.frozen,
        "opened_at": poll.opens_at.isoformat(),
        "closed_at": poll.closed_at.isoformat() if poll.closed_at else None,
        "question": {"kk": poll.plan.question.kk, "ru": poll.plan.question.ru},
        "entitled": told.entitled,
        "few": told.few,
        "answered": told.answered,
        "options": [
            {"number": place, "kk": text.kk, "ru": text.ru, "people": people}
            for place, (text, people) in enumerate(zip(poll.plan.options, counted, strict=True), 1)
        ],
        "most_chosen": _from_one(told.winners),
        "changes": told.changes,
        "left": told.left,
        "splits": [_split(split) for split in told.splits],
        **_recountable(tables),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _from_one(choices: Sequence[int]) -> list[Json]:
    return [place + 1 for place in choices]


def _split(split: Split) -> Json:
    parts: list[Json] = [
        {"name": part.name, "people": part.people, "options": list(part.options)} for part in split.parts
    ]
    return {"by": str(split.by), "parts": parts}


def _recountable(tables: PollTables) -> dict[str, Json]:
    found = tables.recountable
    office = found.office if found else None
    names: list[Json] = [{"name": name, "choices": _from_one(choices)} for name, choices in tables.names]
    piles: list[Json] = (
        [{"choices": _from_one(choices), "ballots": number} for choices, number in found.ballots]
        if found
        else []
    )
    return {
        "ballots": piles if found else None,
        "office": {"people": office[0], "options": list(office[1])} if office else None,
        "names": names or None,
    }
