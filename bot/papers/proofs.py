"""The proof of notice: when and where a notice stood, in one language, with blanks for a pen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.papers.phrases import Phrases
from bot.papers.typesetting import picture_ending
from handlers.ports import ProofPaper
from village.forms import Json
from village.gatherings import Change, GatheringState, RuleKept
from village.ids import FileId
from village.records import ProofKind, ProofLine


@dataclass(frozen=True, slots=True)
class Photos:
    """The boards' pictures that can be drawn, by their file; each lies beside the template by its name."""

    names: Mapping[FileId, str]
    pictures: Mapping[str, bytes]
    sent: frozenset[FileId]


async def readable_photos(paper: ProofPaper) -> Photos:
    """Keep the pictures that can be drawn; a broken one must not stop the paper."""
    names: dict[FileId, str] = {}
    for number, (file, content) in enumerate(paper.photos.items(), 1):
        if ending := await picture_ending(content):
            names[file] = f"photo-{number}.{ending}"
    pictures = {name: paper.photos[file] for file, name in names.items()}
    return Photos(names, pictures, frozenset(paper.photos))


def proof_data(paper: ProofPaper, photos: Photos, phrases: Phrases) -> dict[str, Json]:
    """Give what stands in the proof."""
    gathering = paper.gathering
    return {
        "language": phrases.language.value,
        "unit": paper.village.name.to(phrases.language),
        "operator": paper.village.operator.to(phrases.language),
        "title": phrases.say("paper-proof-title"),
        "about": phrases.say(f"paper-proof-about-{gathering.kind}"),
        "facts": _facts(paper, phrases),
        "agenda_title": phrases.say("paper-agenda"),
        "agenda": [item.to(phrases.language) for item in gathering.plan.agenda],
        "tables": [
            _chats(paper, phrases),
            _forwarded(paper, phrases),
            _boards(paper, photos, phrases),
            *([_changes(paper.changes, phrases)] if paper.changes else []),
        ],
        "letters": _letters(paper, phrases),
        "term": _term(paper, phrases),
        "photos_title": phrases.say("paper-proof-photos"),
        "photos": _pictures(paper, photos, phrases),
        "made": phrases.say("paper-proof-made", at=phrases.moment(paper.made_at)),
        "foot": phrases.say("paper-sheet-notice", number=gathering.number),
        "pen": _pen(phrases),
    }


def _facts(paper: ProofPaper, phrases: Phrases) -> list[Json]:
    gathering, plan = paper.gathering, paper.gathering.plan
    published = phrases.moment(gathering.published_at)
    section = paper.village.section(plan.section)
    rows = (
        ("notice", phrases.say("paper-proof-notice-value", number=gathering.number, at=published)),
        (
            "what",
            _what(phrases, phrases.kind(gathering), section.name.to(phrases.language) if section else ""),
        ),
        ("when", phrases.moment_in_full(plan.starts)),
        ("place", plan.place.to(phrases.language)),
        ("cancelled", _cancelled(paper, phrases)),
    )
    told = [[phrases.say(f"paper-proof-{label}"), value] for label, value in rows if value]
    convened = (("paper-convener", phrases.convener(gathering)), ("paper-basis", phrases.basis(plan.basis)))
    return [*told, *([phrases.say(label), value] for label, value in convened if value)]


def _what(phrases: Phrases, kind: str, section: str) -> str:
    return phrases.say("paper-calendar-title", kind=kind, unit=section) if section else kind


def _cancelled(paper: ProofPaper, phrases: Phrases) -> str:
    if paper.gathering.state is not GatheringState.CANCELLED:
        return ""
    ground = paper.gathering.ground.to(phrases.language) if paper.gathering.ground else ""
    return phrases.line(phrases.say("paper-ground"), ground or "–")


def _of(paper: ProofPaper, kind: ProofKind) -> tuple[ProofLine, ...]:
    return tuple(line for line in paper.lines if line.kind is kind)


def _table(phrases: Phrases, shape: str, columns: Iterable[str], rows: list[list[str]]) -> dict[str, Json]:
    told_of = "chats" if shape == "editions" else shape
    return {
        "shape": shape,
        "title": phrases.say(f"paper-proof-{told_of}"),
        "columns": [phrases.say(column) for column in columns],
        "rows": rows,
        "none": phrases.say("paper-none"),
    }


def _chats(paper: ProofPaper, phrases: Phrases) -> dict[str, Json]:
    lines = _of(paper, ProofKind.STOOD)
    columns = ["paper-proof-chat", "paper-proof-published", "paper-proof-messages"]
    rows = [[line.place, phrases.moment(line.at), ", ".join(line.refs)] for line in lines]
    # Which edition stood is worth a column only where there was more than one.
    if not any(line.revision for line in lines):
        return _table(phrases, "chats", columns, rows)
    rows = [[*row, _edition(line, phrases)] for row, line in zip(rows, lines, strict=True)]
    return _table(phrases, "editions", [*columns, "paper-proof-edition"], rows)


def _edition(line: ProofLine, phrases: Phrases) -> str:
    if not line.revision:
        return phrases.say("paper-proof-edition-first")
    return phrases.say("paper-proof-edition-changed", number=line.revision)


def _forwarded(paper: ProofPaper, phrases: Phrases) -> dict[str, Json]:
    rows = [[line.place, phrases.moment(line.at)] for line in _of(paper, ProofKind.FORWARDED)]
    return _table(phrases, "forwarded", ("paper-proof-chat", "paper-proof-sent"), rows)


def _boards(paper: ProofPaper, photos: Photos, phrases: Phrases) -> dict[str, Json]:
    columns = ("paper-proof-board", "paper-proof-hung", "paper-proof-photo")
    numbers = _numbers(paper, photos)
    rows = [
        [line.place, phrases.moment(line.at), _photo(line, numbers, photos, phrases)]
        for line in _of(paper, ProofKind.BOARD)
    ]
    return _table(phrases, "boards", columns, rows)


def _numbers(paper: ProofPaper, photos: Photos) -> dict[FileId, int]:
    files = [line.file for line in _of(paper, ProofKind.BOARD) if line.file in photos.names]
    return {file: number for number, file in enumerate(dict.fromkeys(files), 1) if file is not None}


def _photo(line: ProofLine, numbers: Mapping[FileId, int], photos: Photos, phrases: Phrases) -> str:
    if line.file is not None and line.file in numbers:
        return phrases.say("paper-proof-photo-number", number=numbers[line.file])
    return phrases.say(f"paper-proof-photo-{'broken' if line.file in photos.sent else 'missing'}")


def _pictures(paper: ProofPaper, photos: Photos, phrases: Phrases) -> list[Json]:
    lines = {line.file: line for line in reversed(_of(paper, ProofKind.BOARD))}
    shown = ((number, file, lines[file]) for file, number in _numbers(paper, photos).items())
    return [
        {
            "picture": photos.names[file],
            "number": phrases.say("paper-proof-photo-number", number=number),
            "place": line.place,
            "at": phrases.moment(line.at),
        }
        for number, file, line in shown
    ]


def _changes(changes: Iterable[Change], phrases: Phrases) -> dict[str, Json]:
    columns = ("paper-proof-changed-at", "paper-proof-old", "paper-proof-new", "paper-ground")
    rows = [
        [
            phrases.moment(change.at),
            *_moved(change, phrases),
            change.ground.to(phrases.language) or "–",
        ]
        for change in changes
    ]
    return _table(phrases, "changes", columns, rows)


def _moved(change: Change, phrases: Phrases) -> tuple[str, str]:
    times = (
        [phrases.moment(change.old_starts), phrases.moment(change.new_starts)] if change.moves_time else []
    )
    places = [change.old_place.to(phrases.language), change.new_place.to(phrases.language)]
    if times and places[0] == places[1]:
        return times[0], times[1]
    if not times:
        return places[0], places[1]
    return f"{times[0]}; {places[0]}", f"{times[1]}; {places[1]}"


def _letters(paper: ProofPaper, phrases: Phrases) -> dict[str, Json]:
    return {
        "title": phrases.say("paper-proof-letters"),
        "delivered": phrases.say("paper-proof-delivered", people=paper.delivered),
        "limit": phrases.say("paper-proof-limit"),
    }


def _term(paper: ProofPaper, phrases: Phrases) -> dict[str, Json]:
    rule, gathering = paper.gathering.rule, paper.gathering
    between = max((gathering.starts.date() - gathering.notice_from).days - 1, 0)
    return {
        "title": phrases.say("paper-proof-term"),
        "lines": [
            phrases.say("paper-proof-notice-day", day=phrases.day_of_week(gathering.notice_from)),
            phrases.say("paper-proof-days-between", days=between),
            *(_rule(rule, phrases) if rule else ()),
        ],
        "kept": phrases.say("paper-proof-kept", days=rule.days) if rule and paper.in_time else "",
    }


def _rule(rule: RuleKept, phrases: Phrases) -> tuple[str, str, str]:
    """Tell the rule as the bot's own: its grade is low, so it is not told as law."""
    return (
        phrases.say("paper-proof-rule", days=rule.days),
        phrases.say(f"paper-proof-counting-{rule.counting}"),
        phrases.say("paper-proof-version", version=rule.version),
    )


def _pen(phrases: Phrases) -> dict[str, Json]:
    return {
        "registration": phrases.say("paper-proof-registration"),
        "date": phrases.say("paper-proof-pen-date"),
        "office": phrases.say("paper-proof-office"),
        "signature": phrases.say("paper-proof-signature"),
        "seal": phrases.say("paper-proof-seal"),
    }
