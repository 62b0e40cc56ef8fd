"""The words: every sentence that the code says is there in three languages, whole, and no other."""

import ast
import importlib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from bot.catalogue import sources as sentences
from bot.speech import Speech
from handlers.announcements.publishing import TEMPLATES
from handlers.chat import Fact, Say
from handlers.duties.subject import Which
from handlers.forms import Form
from handlers.menu import COMMANDS_OF_ALL, COMMANDS_OF_OFFICE
from handlers.polls import drafting
from handlers.routes import ROUTES
from village.announcements import Channel
from village.duties import Did
from village.errors import Refusal
from village.gatherings import Coming, Convener
from village.listing import Column
from village.people import BasisKind, Level, Role
from village.petition_answers import OF_SETTINGS
from village.polls import Shown
from village.procedures import Period, Proof
from village.results import By
from village.rules import RULE_SETS, Kind
from village.survey_making import Made
from village.surveys import Kind as Answer
from village.texts import Bilingual, Day, Language, Word, units
from village.villages import Named

ROOT = Path(__file__).parents[1]
PAPER = "paper-"
TOAST, BUTTON = 200, 64
NETWORKS = ("telegram", "simulator", "whatsapp")
_Function = ast.FunctionDef | ast.AsyncFunctionDef
COMMANDS = ("start", *COMMANDS_OF_ALL, *COMMANDS_OF_OFFICE, "bind", "cancel")


# ------------------------------------------------------------------------------- what the code says, read


@dataclass(frozen=True, eq=False)
class Source:
    """A module of the code: its tree, and for each node the one it stands in."""

    name: str
    tree: ast.Module
    above: Mapping[ast.AST, ast.AST]

    def calls(self, *names: str) -> Iterator[ast.Call]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and _called(node) in names:
                yield node

    def functions(self, name: str) -> Iterator[_Function]:
        for node in ast.walk(self.tree):
            if isinstance(node, _Function) and node.name == name:
                yield node

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        while node in self.above:
            node = self.above[node]
            yield node


def _called(call: ast.Call) -> str:
    return ast.unparse(call.func)


@cache
def sources(*floors: str) -> tuple[Source, ...]:
    paths = (path for floor in floors for path in sorted((ROOT / floor).rglob("*.py")))
    # __main__ is run by being imported, and says nothing of its own.
    return tuple(_source(path) for path in paths if path.stem != "__main__")


def _source(path: Path) -> Source:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    above = {below: node for node in ast.walk(tree) for below in ast.iter_child_nodes(node)}
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    return Source(name, tree, above)


def code() -> tuple[Source, ...]:
    return sources("village", "handlers", "bot")


_ADD = "add to FAMILIES in tests/test_locales.py what it may be"


class UnknownKeyError(Exception):
    """A key of which this test cannot tell what it may be; see FAMILIES."""


def keys_of(node: ast.AST, source: Source) -> set[str]:
    """Give every key that an expression may be."""
    told = ast.unparse(node)
    if told in FAMILIES:
        return set(FAMILIES[told])
    match node:
        case ast.Constant(value=str() as key):
            return {key}
        case ast.IfExp(body=one, orelse=other):
            return keys_of(one, source) | keys_of(other, source)
        case ast.JoinedStr(values=parts):
            return _joined(parts, source)
        case ast.Name(id=name):
            return _named(name, node, source)
        case ast.Call(func=ast.Name(id=name)):
            returned = [each for made in source.functions(name) for each in _returned(made)]
            return set[str]().union(*(keys_of(each, source) for each in returned))
        case _:
            raise UnknownKeyError(f"{source.name}: {told}: {_ADD}")


def _joined(parts: Iterable[ast.expr], source: Source) -> set[str]:
    each = [
        keys_of(part.value, source) if isinstance(part, ast.FormattedValue) else keys_of(part, source)
        for part in parts
    ]
    return {"".join(words) for words in itertools.product(*each)}


def _named(name: str, node: ast.AST, source: Source) -> set[str]:
    """Give what a name may be: of a loop, of a variable, of a parameter."""
    for outer in source.around(node):
        found = _in_loop(name, outer, source)
        if found is None and isinstance(outer, _Function):
            found = _in_function(name, outer, source)
        if found is not None:
            return found
    raise UnknownKeyError(f"{source.name}: {name}: {_ADD}")


def _in_loop(name: str, outer: ast.AST, source: Source) -> set[str] | None:
    for loop in getattr(outer, "generators", ()):
        if isinstance(loop.target, ast.Name) and loop.target.id == name:
            return _items(loop.iter, source)
    return None


def _items(node: ast.expr, source: Source) -> set[str] | None:
    module = importlib.import_module(source.name)
    if isinstance(node, ast.Tuple):
        return {
            getattr(module, each.id) if isinstance(each, ast.Name) else ast.literal_eval(each)
            for each in node.elts
        }
    if not isinstance(node, ast.Name):
        return None
    for outer in source.around(node):
        for value in _assigned(node.id, outer) if isinstance(outer, _Function) else ():
            return set(ast.literal_eval(value))
    return {str(item) for item in getattr(module, node.id)}


def _in_function(name: str, made: _Function, source: Source) -> set[str] | None:
    values = list(_assigned(name, made))
    if values:
        return set[str]().union(*(keys_of(value, source) for value in values))
    names = [arg.arg for arg in made.args.args]
    if name not in names:
        return None
    place = names.index(name)
    kind = made.args.args[place].annotation
    known = vars(importlib.import_module(source.name)).get(ast.unparse(kind) if kind else "")
    if isinstance(known, type) and issubclass(known, Enum):
        return {str(each) for each in known}
    told = [
        keys_of(call.args[place], caller)
        for caller in ((source,) if made.name.startswith("_") else code())
        for call in caller.calls(made.name)
    ]
    return set[str]().union(*told)


def _assigned(name: str, made: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(made):
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == [name]:
            yield node.value
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name and node.value:
            yield node.value


def _returned(made: ast.AST) -> Iterator[ast.expr]:
    return (node.value for node in ast.walk(made) if isinstance(node, ast.Return) and node.value)


def forms() -> dict[str, Form]:
    modules = [importlib.import_module(source.name) for source in sources("handlers")]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, Form)]
    return {form.name: form for form in found}


def acts() -> set[str]:
    """Give what the record of official acts may say was done."""
    words = {source: [call.args[2] for call in source.calls("act", "Act") if call.args] for source in code()}
    return {key for source, asked in words.items() for word in asked for key in keys_of(word, source)}


def outside_roles() -> set[str]:
    """Give the roles that the record knows besides those of people: the operator's."""
    asked = (call.args[4] for source in code() for call in source.calls("Act") if call.args)
    return {word.value for word in asked if isinstance(word, ast.Constant) and isinstance(word.value, str)}


def _constants(name: str, prefix: str) -> set[str]:
    tree = next(source.tree for source in code() if source.name == name)
    words = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {word for word in words if isinstance(word, str) and word.startswith(prefix)}


QUESTIONS = {question.name for form in forms().values() for question in form.questions}
ANSWERED = frozenset(Answer) - {Answer.NOTE, Answer.CALCULATED}
HOLIDAYS = _constants("bot.calendar", "holiday-")

# What an expression may be where that cannot be read off the code around it, by the expression's own text.
# Empty: the key is made elsewhere, and found there.
FAMILIES: dict[str, Iterable[str]] = {
    "gathering.kind": Kind,
    "each.kind": Kind,
    "basis.kind": BasisKind,
    "f'invite-{kind}-ask'": [f"invite-{kind}-ask" for kind in BasisKind],
    "self.name": QUESTIONS,
    "self.kind": ("petition", "poll", "survey"),
    "self.course.kind": ("petition", "poll", "survey"),
    "self.words": ("petition", "poll"),
    "each.place": {each.place for rules in RULE_SETS for each in rules.petition.thresholds},
    "source": {each.source for rules in RULE_SETS for each in rules.petition.thresholds},
    "form.name": forms(),
    "network": NETWORKS,
    "fact": Language,
    "face.role": Role,
    "draft.channel": Channel,
    "rule.source": {
        *(rules.petition.answer.source for rules in RULE_SETS),
        *(rules.petition.extension.source for rules in RULE_SETS),
        OF_SETTINGS,
    },
    "notice.source": {rule.source for rules in RULE_SETS for rule in rules.notice.values()},
    "split.by": By,
    "coming": (Coming.YES, Coming.NO),  # not sure yet: told apart before
    "text_of(answers, 'template')": TEMPLATES,
    "f'menu-{command}'": [f"menu-{command}" for command in COMMANDS],
    "f'menu-{each}'": [f"menu-{command}" for command in COMMANDS],
    "f'level-{self.value}'": [f"level-{level.value}" for level in Level],
    "f'sheet-how-{question.kind}'": [f"sheet-how-{kind}" for kind in ANSWERED],
    "f'sheet-a-{kind}'": [f"sheet-a-{kind}" for kind in (Answer.PHOTO, Answer.VOICE, Answer.PLACE)],
    "text_of(answers, 'ready')": drafting.TEMPLATES,
    "plan.shown": Shown,
    "f'survey-kind-{made}'": [f"survey-kind-{made}" for made in Made],
    "plan.level.value": [str(level.value) for level in Level if level],
    "f'poll-level-choice-{name}'": [f"poll-level-choice-{level.value}" for level in Level],
    "f'poll-template-{name}-name'": [f"poll-template-{name}-name" for name in drafting.TEMPLATES],
    "TEMPLATES[given.value]": drafting.TEMPLATES.values(),
    "given.value": drafting.SETS,
    "f'poll-set-{name}-name'": [f"poll-set-{name}-name" for name in drafting.SETS],
    "f'roll-column-{self}'": [f"roll-column-{column}" for column in Column],
    "f'month-{month}'": [f"month-{month}" for month in range(1, 13)],
    "f'convener-{self}'": [f"convener-{each}" for each in Convener],
    "f'role-{self}'": [f"role-{role}" for role in Role],
    "next((key for part, key in _NAMES.items() if part in name), 'holiday-other')": HOLIDAYS,
    "key for part, key in _NAMES.items()": HOLIDAYS,
    "f'duty-{did.did}'": [f"duty-{did}" for did in Did if did is not Did.SNOOZED],
    "f'did-{act.did}'": [f"did-{did}" for did in Did if did is not Did.SNOOZED],
    "f'proof-{each}'": [f"proof-{proof}" for proof in Proof],
    "f'duties-{each.name.lower()}'": [f"duties-{which.name.lower()}" for which in Which],
    "f'duties-title-{which.name.lower()}'": [f"duties-title-{which.name.lower()}" for which in Which],
    "f'period-{period}'": [f"period-{period}" for period in Period if period is not Period.EVENT],
    "word.key": (),
    "each.word.key": (),
    "role.word.key": (),
    "no.message": (),
    "f'ground-{given.value}'": (),
    "f'board-{given.value}'": (),
}
FAMILIES["done.what"] = acts()
FAMILIES["f'role-{role}'"] = [f"role-{role}" for role in {*Role, *outside_roles()}]


@dataclass(frozen=True)
class SaidInCode:
    """A sentence at one place of the code: its key, and the facts given there where they can be read."""

    key: str
    facts: frozenset[str] | None
    where: str


def facts_of(node: ast.expr | None, source: Source) -> frozenset[str] | None:
    """Give the names of the facts of a sentence; None where they cannot be read."""
    match node:
        case None:
            return frozenset()
        case ast.Dict(keys=keys, values=values):
            each = [_fact(key, value, source) for key, value in zip(keys, values, strict=True)]
            return _together(each)
        case ast.Name(id=name):
            around = (each for each in source.around(node) if isinstance(each, _Function))
            given = [value for made in around for value in _assigned(name, made)]
            return facts_of(given[0], source) if given else None
        case ast.Call(func=ast.Name(id=name)):
            made = [(each, it) for it in code() for each in it.functions(name)]
            returned = [(value, it) for each, it in made for value in _returned(each)]
            return facts_of(*returned[0]) if len(returned) == 1 else None
        case _:
            return None


def _fact(key: ast.expr | None, value: ast.expr, source: Source) -> frozenset[str] | None:
    if key is None:
        return facts_of(value, source)
    return frozenset({str(ast.literal_eval(key))})


def _together(each: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    known = list(each)
    return None if None in known else frozenset(name for names in known for name in names or ())


def said_in_code() -> Iterator[SaidInCode]:
    for source in code():
        if source.name.startswith("bot.papers"):
            continue
        for call in (*source.calls("Say", "Word"), *_made_by_speech(source)):
            by_name = (keyword.value for keyword in call.keywords if keyword.arg == "facts")
            facts = facts_of(call.args[1] if len(call.args) > 1 else next(by_name, None), source)
            for key in keys_of(call.args[0], source):
                yield SaidInCode(key, facts, f"{source.name}:{call.lineno}")


def _made_by_speech(source: Source) -> Iterator[ast.Call]:
    return (call for call in source.calls("self._sentence") if isinstance(call.args[0], ast.JoinedStr))


def said_on_paper() -> Iterator[SaidInCode]:
    for source in sources("bot/papers"):
        for call in source.calls("phrases.say", "self.say", "self._phrases[language].say"):
            if call.args and isinstance(call.args[0], ast.Constant):
                names = frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
                yield SaidInCode(str(call.args[0].value), names, f"{source.name}:{call.lineno}")


def paper_patterns() -> list[re.Pattern[str]]:
    """Give what keys of papers may look like: whole, or with something in the place of a blank."""
    found = []
    for source in sources("bot/papers"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.JoinedStr) and ast.unparse(node).startswith(f"f'{PAPER}"):
                parts = (
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z-]+"
                    for part in node.values
                )
                found.append(re.compile("".join(parts)))
            elif (
                isinstance(node, ast.Constant)
                and str(node.value).startswith(PAPER)
                and not isinstance(source.above[node], ast.JoinedStr)
            ):
                found.append(re.compile(re.escape(str(node.value))))
    return found


def refusals() -> list[type[Refusal]]:
    for source in code():
        importlib.import_module(source.name)
    ours = {source.name for source in code()}
    return [each for each in _below(Refusal) if each.__module__ in ours]


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


# ----------------------------------------------------------------------------------------- the sentences


@dataclass(frozen=True)
class Sentence:
    """A sentence as it is written in a file of the locales."""

    key: str
    file: str
    pattern: fluent.Pattern

    @property
    def blanks(self) -> frozenset[str]:
        return frozenset(
            node.id.name for node in parts_of(self.pattern) if isinstance(node, fluent.VariableReference)
        )

    @property
    def words(self) -> str:
        """Give its words alone, a mark in the place of each blank."""
        return "\n".join(_written(pattern) for pattern in self.patterns)

    @property
    def patterns(self) -> list[fluent.Pattern]:
        return [node for node in parts_of(self.pattern) if isinstance(node, fluent.Pattern)]


def _written(pattern: fluent.Pattern) -> str:
    return "".join(
        part.value if isinstance(part, fluent.TextElement) else "\N{REPLACEMENT CHARACTER}"
        for part in pattern.elements
    )


def parts_of(node: object) -> Iterator[object]:
    yield node
    if isinstance(node, fluent.BaseNode):
        for value in vars(node).values():
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, fluent.BaseNode):
                    yield from parts_of(part)


@cache
def written(language: Language) -> tuple[Sentence, ...]:
    found = []
    for file, text in sentences(language).items():
        for entry in FluentParser(with_spans=False).parse(text).body:
            assert not isinstance(entry, fluent.Junk), f"{language}/{file}: {entry.content}"
            if isinstance(entry, fluent.Message):
                assert entry.value is not None
                found.append(Sentence(entry.id.name, file, entry.value))
    return tuple(found)


def by_key(language: Language) -> dict[str, Sentence]:
    return {sentence.key: sentence for sentence in written(language)}


KEYS = sorted(sentence.key for sentence in written(Language.EN))
SPOKEN = [key for key in KEYS if not key.startswith(PAPER)]

NUMBERS = (0, 1, 2, 5, 11, 21, 104)
_STEP = Named("Есеп дайындау", "Подготовить отчёт", "Draw up the report")
SAMPLES: Mapping[str, Fact] = {
    "cycle": Say("cycle-of-year", {"procedure": _STEP, "year": "2026"}),
    "did": Word("did-moved"),
    "light": Say("light-late"),
    "done": 3,
    "procedure": _STEP,
    "remind": date(2027, 1, 8),
    "rule": Day(date(2027, 1, 10)),
    "state": Say("duty-is-late", {"due": Day(date(2027, 1, 10)), "days": 3}),
    "step": _STEP,
    "entered": 7,
    "line": 5,
    "next": 4,
    "added": 12,
    "cell": "B17",
    "changed": 3,
    "column": Word("roll-column-born"),
    "faults": 21,
    "due": date(2027, 1, 15),
    "grade": "B",
    "holidays": (Word("holiday-independence"), Word("holiday-new-year")),
    "months": 2,
    "paper": "14/2",
    "given": 1,
    "gone": 2,
    "level": Word("level-1"),
    "listed": 670,
    "name": "Айгүл Н.",
    "names": ("Айгүл", "Марат"),
    "row": 4,
    "said": "Нұрланова Айгүл, 1985",
    "same": 655,
    "wrong": Say("roll-iin-wrong"),
    "addressee": Named("Ауылдық округ әкімі", "Аким сельского округа", "Akim of the rural district"),
    "demand": Bilingual("Жолды жөндеу", "Починить дорогу"),
    "goal": 300,
    "parts": (Say("petition-part-phone", {"count": 120}), Say("petition-part-paper", {"count": 21})),
    "problem": Bilingual("Көпір құлап тұр", "Мост рушится"),
    "signed": 141,
    "digits": 12,
    "witness": "Марат А.",
    "adults": 700,
    "changes": 3,
    "columns": 20_000,
    "files": 12,
    "sheets": 7_000,
    "word": Word("role-akim"),
    "choices": (Say("result-choice", {"place": 1, "percent": "60"}),),
    "digest": "3a7f730d9c7ca107",
    "least": 5,
    "left": 2,
    "option": Bilingual("Иә, керек", "Да, нужно"),
    "options": (Bilingual("Иә, керек", "Да, нужно"), Bilingual("Жоқ", "Нет")),
    "part": Word("result-level-1"),
    "percent": "<1",
    "source": Word("source-law-148"),
    "since": Day(date(2023, 6, 23)),
    "warning": Word("postponed-without-recount"),
    "agenda": "1. Ауылішілік жолдарды жөндеу",
    "answers": 3,
    "at": datetime(2026, 12, 20, 10, 0, tzinfo=UTC),
    "basis": Say("basis-protocol-of", {"number": "14/2", "day": Day(date(2026, 12, 5))}),
    "between": 10,
    "bin": "123456789012",
    "blocked": 4,
    "channel": Say("channel-both"),
    "chat": "Бугровое · ауыл чаты",
    "chats": 4,
    "code": "abcdefghijklmnopqrstuvwxyz234567",
    "convener": Word("convener-members"),
    "date": date(2026, 12, 20),
    "day": date(2026, 12, 20),
    "days": 10,
    "details": Bilingual("24.11, 10:00–16:00, Абай көшесі", "24.11, 10:00–16:00, улица Абая"),
    "earliest": date(2026, 12, 20),
    "failed": 1,
    "first": date(2026, 12, 10),
    "form": Say("form-gathering"),
    "from": Day(date(2026, 8, 9)),
    "ground": Bilingual("боран", "буран"),
    "hour": time(15),
    "hours": 2,
    "items": "1. Ауылішілік жолдарды жөндеу",
    "kind": Word("kind-report"),
    "lang": Language.RU,
    "last": date(2026, 12, 19),
    "lines": 21,
    "akimat": Say("petition-share", {"percent": 5}),
    "maslikhat": Say("petition-people", {"people": 5000}),
    "link": "https://t.me/asar_bot?start=abcdefghijklmnopqrstuvwxyz234567",
    "messenger": Word("network-telegram"),
    "month": Word("month-12"),
    "most": 20,
    "need": 70,
    "new": datetime(2026, 12, 21, 10, 0, tzinfo=UTC),
    "no": 3,
    "notice": date(2026, 12, 9),
    "number": 14,
    "old": datetime(2026, 12, 20, 10, 0, tzinfo=UTC),
    "operator": "«Бугровое ауылдық округі әкімінің аппараты» КММ",
    "over": 120,
    "people": 212,
    "phone": "8 (71538) 2-34-56",
    "place": Bilingual("мәдениет үйі", "дом культуры"),
    "reason": (Say("clash-friday-prayer"), Say("clash-harvest")),
    "role": (Word("role-office"), Word("role-akim")),
    "roles": (Word("role-assembly"), Word("role-deputy")),
    "langs": (Word("language-kk"), Word("language-ru")),
    "sections": (Bilingual("Жолдар", "Дороги"), Bilingual("Су", "Вода")),
    "title": Bilingual("Ауылға не керек?", "Что нужно селу?"),
    "section": Named("Новогеоргиевка", "Новогеоргиевка", "Novogeorgievka"),
    "sent": 200,
    "subscription": Say("letters-on"),
    "template": Say("template-vaccination-name"),
    "text": "31.11",
    "time": time(15),
    "to": Day(date(2030, 8, 9)),
    "today": Day(date(2026, 12, 5)),
    "unit": Named("Бугровое ауылдық округі", "Бугровской сельский округ", "Bugrovoe rural district"),
    "unsure": 2,
    "version": "1",
    "waiting": 8,
    "wanted": 3,
    "what": Say("act-gathering-changed"),
    "where": Named("Бугровое ауылдық округі", "Бугровской сельский округ", "Bugrovoe rural district"),
    "choice": "yes",
    "like": "constraint_message",
    "other": "label",
    "sheet": "external_choices",
    "count": 3,
    "latest": datetime(2027, 1, 19, 10, 0, tzinfo=UTC),
    "minutes": 10,
    "question": Bilingual("Қай жолды жөндейміз?", "Какую дорогу чиним?"),
    "shown": Say("poll-shown-turnout"),
    "sum": 40,
    "until": date(2027, 1, 15),
    "words": ("сайлау", "партия"),
    "year": 2062,
    "years": 4,
    "yes": 31,
    "heading": Bilingual("Жол жөндеу", "Ремонт дорог"),
    "mean": Say("survey-number", {"whole": "4", "part": "2"}),
    "median": "4",
    "whole": "4",
    "answer": (Bilingual("су", "вода"), Bilingual("жол", "дорога")),
    "hint": Bilingual("бір айда", "за месяц"),
    "of": 12,
    "questions": 12,
    "says": Bilingual("Ең көбі үшеу", "Не больше трёх"),
}
ONE_ROLE: Mapping[str, Fact] = {"role": Word("role-office")}


@pytest.fixture(scope="module")
def speech() -> Speech:
    return Speech(ZoneInfo("Asia/Almaty"))


def spoken(key: str, language: Language, speech: Speech, **other: Fact) -> str:
    blanks = by_key(Language.EN)[key].blanks
    facts: dict[str, Fact] = {blank: SAMPLES.get(blank, "…") for blank in blanks}
    return speech.say(
        Say(key, {**facts, **{name: fact for name, fact in other.items() if name in facts}}), language
    )


# ------------------------------------------------------------------------------- keys, and facts for blanks


def test_every_sentence_that_the_code_says_is_there_and_no_other() -> None:
    said = {said.key for said in said_in_code()} | {kind.message for kind in refusals()}
    there = {key for key in KEYS if not key.startswith(PAPER)}
    assert sorted(said - there) == [], "said in the code, missing in locales"
    assert sorted(there - said) == [], "in locales, said nowhere in the code"


def test_every_sentence_of_a_paper_is_there_and_no_other() -> None:
    patterns = paper_patterns()
    there = [key for key in KEYS if key.startswith(PAPER)]
    assert [key for key in there if not any(each.fullmatch(key) for each in patterns)] == []
    assert [each.pattern for each in patterns if not any(each.fullmatch(key) for key in there)] == []


@pytest.mark.parametrize("language", [Language.KK, Language.RU])
def test_the_languages_have_the_same_sentences_in_the_same_files_and_order(language: Language) -> None:
    ours = [(each.file, each.key) for each in written(language)]
    assert ours == [(each.file, each.key) for each in written(Language.EN)]


@pytest.mark.parametrize("language", Language)
def test_no_sentence_is_written_twice(language: Language) -> None:
    keys = [each.key for each in written(language)]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


@pytest.mark.parametrize("key", KEYS)
def test_the_languages_have_the_same_blanks(key: str) -> None:
    assert len({by_key(language)[key].blanks for language in Language}) == 1


def test_every_blank_is_given_by_the_code() -> None:
    there = by_key(Language.EN)
    lacking = [
        f"{said.where}: {said.key}: {sorted(there[said.key].blanks - said.facts)}"
        for said in (*said_in_code(), *said_on_paper())
        if said.facts is not None and said.key in there and not there[said.key].blanks <= said.facts
    ]
    assert lacking == []


def test_the_facts_of_nearly_every_sentence_can_be_read_off_the_code() -> None:
    # Else the test above would look at less than it seems to.
    unread = {said.key for said in said_in_code() if said.facts is None}
    assert unread == {"consent-full-text"}
    there = by_key(Language.EN)
    assert there["consent-full-text"].blanks == there["consent-ask"].blanks


@pytest.mark.parametrize("kind", refusals(), ids=lambda kind: kind.__name__)
def test_a_refusal_has_a_fact_for_every_blank(kind: type[Refusal]) -> None:
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]  # every refusal is a dataclass
    assert by_key(Language.EN)[kind.message].blanks <= known


# ------------------------------------------------------------------------------------------ as it is heard


def test_every_blank_has_a_sample() -> None:
    blanks = {blank for key in SPOKEN for blank in by_key(Language.EN)[key].blanks}
    assert sorted(blanks - SAMPLES.keys()) == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("number", NUMBERS)
def test_every_sentence_can_be_said(number: int, language: Language, speech: Speech) -> None:
    counts: dict[str, Fact] = {name: number for name, fact in SAMPLES.items() if isinstance(fact, int)}
    for key in SPOKEN:
        text = spoken(key, language, speech, **counts)
        assert text.strip() == text != ""
        assert "  " not in text, key


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 день"), (2, "2 дня"), (5, "5 дней"), (11, "11 дней"), (21, "21 день"), (104, "104 дня")],
)
def test_russian_counts(number: int, words: str, speech: Speech) -> None:
    assert f"через {words}:" in spoken("remind-first", Language.RU, speech, days=number)


_FORMS = {
    Language.KK: {"other"},
    Language.RU: {"one", "few", "many"},
    Language.EN: {"one", "other"},
}


@pytest.mark.parametrize("language", Language)
def test_a_counted_thing_has_every_form_of_its_language(language: Language) -> None:
    for sentence in written(language):
        for part in parts_of(sentence.pattern):
            if isinstance(part, fluent.SelectExpression):
                names = {
                    variant.key.name
                    for variant in part.variants
                    if isinstance(variant.key, fluent.Identifier)
                }
                assert names == _FORMS[language], sentence.key


def test_a_gathering_too_early_is_refused_as_the_product_says(speech: Speech) -> None:
    facts: dict[str, Fact] = {"day": date(2026, 12, 15), "days": 10, "earliest": date(2026, 12, 20)}
    said = {language: spoken("gathering-too-early", language, speech, **facts) for language in Language}
    assert said == {
        Language.KK: "15 желтоқсан, сейсенбі – тым ерте. Тұрғындарға күнтізбелік 10 күн бұрын "
        "хабарлау керек. Ең ерте күн: 20 желтоқсан, жексенбі.",
        Language.RU: "15 декабря, вторник — слишком рано. Жителей нужно оповестить за 10 календарных дней. "
        "Самый ранний день: 20 декабря, воскресенье.",
        Language.EN: "Tuesday, 15 December is too early. Residents must be told 10 calendar days beforehand. "
        "The earliest day: Sunday, 20 December.",
    }


# ------------------------------------------------------------------------------------------------- lengths

# Answers to a tap that someone may get whom the bot does not know: they hear Kazakh and Russian together.
_TO_ANYONE = (
    "rsvp-yes-answer",
    "poll-not-in-chat",
    "poll-answer-empty",
    "poll-step-phone",
    "rsvp-no-answer",
    "rsvp-unsure-answer",
    "rsvp-unsure-answer-unheard",
    "answers-closed",
    "members-only",
    "gathering-cancelled-already",
    "entry-sent",
    "button-old",
    "start-first",
    "error",
    "store-away",
)


@pytest.mark.parametrize("language", Language)
def test_every_refusal_fits_an_answer_to_a_tap(language: Language, speech: Speech) -> None:
    keys = {kind.message for kind in refusals()} | set(_TO_ANYONE)
    long = {key: size for key in keys if (size := units(spoken(key, language, speech))) > TOAST}
    assert long == {}


@pytest.mark.parametrize("key", _TO_ANYONE)
def test_an_answer_to_anyone_fits_in_both_languages_together(key: str, speech: Speech) -> None:
    both = f"{spoken(key, Language.KK, speech)} / {spoken(key, Language.RU, speech)}"
    assert units(both) <= TOAST, units(both)


_BUTTONS = re.compile(
    r"button-.*|rsvp-(yes|no|unsure)|menu-.*|question-.*|subscribe-(yes|no)|consent-(yes|full|no)|my-change-.*"
    r"|section-elsewhere|whole-unit|phone-button|delete-yes|channel-.*|pin-days|template-.*-name|change-(moment|place|both)"
    r"|ground-(blizzard|road|light|mourning)|board-(shop|medpost|school|office|club)|kind-.*|role-.*(?<!-offer)"
    r"|basis-(order|protocol)|convener-.*|invite-years|now-open|my-(next-step|vouches)|roll-button-.*"
    r"|roll-doubt-(yes|no)|vouch-(button|yes|no|take-back|take-back-sure)"
)
_BILINGUAL = re.compile(r"(button|rsvp|menu|question|section|subscribe|consent|phone|channel|kind)-.*")
_NO_BUTTONS = {"button-old", "role-accepted", "role-announced", "role-declined", "role-not-yours"}
BUTTONS = [key for key in SPOKEN if _BUTTONS.fullmatch(key) and key not in _NO_BUTTONS]


@pytest.mark.parametrize("key", BUTTONS)
def test_a_button_fits_on_a_phone(key: str, speech: Speech) -> None:
    said = {language: spoken(key, language, speech, **ONE_ROLE) for language in Language}
    assert [language for language in Language if units(said[language]) > BUTTON] == []
    if _BILINGUAL.fullmatch(key) and not by_key(Language.EN)[key].blanks:
        # In the group, and to whoever has not chosen a language, both stand on it.
        both = " · ".join(dict.fromkeys((said[Language.KK], said[Language.RU])))
        assert units(both) <= BUTTON, units(both)


def test_the_one_counted_button_fits_with_its_number(speech: Speech) -> None:
    both = f"{spoken('rsvp-yes', Language.KK, speech)} · {spoken('rsvp-yes', Language.RU, speech)} · 1999"
    assert units(both) <= BUTTON


# --------------------------------------------------------------------------------------- letters and words

_LATIN, _CYRILLIC = re.compile(r"[A-Za-z]"), re.compile(r"[\u0400-\u04FF]")


@pytest.mark.parametrize("language", Language)
def test_no_word_mixes_latin_and_cyrillic_letters(language: Language) -> None:
    words = {
        (sentence.key, word)
        for sentence in written(language)
        for word in re.findall(r"[^\W\d_]+", sentence.words)
        if _LATIN.search(word) and _CYRILLIC.search(word)
    }
    assert words == set()


@pytest.mark.parametrize(
    ("language", "foreign"), [(Language.KK, _LATIN), (Language.RU, _LATIN), (Language.EN, _CYRILLIC)]
)
def test_a_letter_alone_is_of_its_own_alphabet(language: Language, foreign: re.Pattern[str]) -> None:
    # A Latin "a" where a Cyrillic one is meant cannot be seen; A4 is the size of a sheet.
    found = {
        sentence.key
        for sentence in written(language)
        for letter in re.findall(r"(?<![\w/])[^\W\d_](?!\w)", sentence.words)
        if foreign.search(letter)
    }
    assert found <= {"language-ask"}


# A number with its hyphen is an ordinal, the same after any number; the names of files have hyphens for gaps.
_HYPHEN_IS_RIGHT = {
    "paper-proof-edition-changed",
    "paper-proof-photo-number",
    "paper-file-notice",
    "paper-file-small",
    "paper-petition-attached",
    "paper-petition-head",
    # The number of a step: an ordinal.
    "duty-named",
    "duty-follows",
    "duty-step",
    # The number of a line: an ordinal.
    "onpaper-repeats",
    "onpaper-doubtful",
    "onpaper-doubt",
    "onpaper-like-paper",
    "onpaper-line-unread",
    "onpaper-no-such-line",
    "onpaper-line-twice",
    "onpaper-line-without-iin",
    "onpaper-line-taken",
    "onpaper-line-empty",
}


def test_no_kazakh_suffix_hangs_on_a_blank() -> None:
    glued = {
        sentence.key
        for sentence in written(Language.KK)
        for pattern in sentence.patterns
        for before, after in itertools.pairwise(pattern.elements)
        if isinstance(before, fluent.Placeable) and isinstance(after, fluent.TextElement)
        if re.match(r"[\w\-‐‑'’]", after.value)
    }
    assert glued - _HYPHEN_IS_RIGHT == set()


@pytest.mark.parametrize(
    ("language", "word"), [(Language.KK, r"жиналы[сғ]"), (Language.RU, r"собрани"), (Language.EN, r"assembl")]
)
def test_an_assembly_is_named_only_where_one_is_meant(language: Language, word: str) -> None:
    named = {each.key for each in written(language) if re.search(word, each.words, re.IGNORECASE)}
    meant = {key for key in KEYS if re.search("assembly|members", key)} | {"g-kind-ask"}
    assert named <= meant


@pytest.mark.parametrize(
    ("language", "word"),
    [(Language.KK, r"\bжиын"), (Language.RU, r"\bсход(?!н)"), (Language.EN, r"\bgathering")],
)
def test_a_gathering_is_named_only_where_one_is_meant(language: Language, word: str) -> None:
    named = {each.key for each in written(language) if re.search(word, each.words, re.IGNORECASE)}
    of_kind = {key for key in named if re.search("gathering|separate|section-needed", key)}
    # Where all the six kinds are meant at once, people are told of gatherings and meetings.
    of_all = {"help", "welcome", "menu-gathering", "form-gathering", "g-kind-ask"}
    assert {key for key in named if "assembly" in key or "members" in key} == set()
    assert named - of_kind - of_all == set()


def test_a_rule_that_is_not_surely_law_is_not_told_as_law() -> None:
    early = [key for key in KEYS if "too-early" in key or key in {"notice-late", "button-as-meeting"}]
    words = re.compile(r"заң|закон|\blaw", re.IGNORECASE)
    told = {key for language in Language for key in early if words.search(by_key(language)[key].words)}
    assert told == set()
    assert len(early) == 5


@pytest.mark.parametrize(
    ("language", "never"),
    [(Language.KK, '["“”—]'), (Language.RU, '["“”]'), (Language.EN, "[\"'«»—]")],
)
def test_quotes_and_dashes_are_those_of_the_language(language: Language, never: str) -> None:
    assert {each.key for each in written(language) if re.search(never, each.words)} == set()


@pytest.mark.parametrize(
    ("key", "button"),
    [
        ("draft-kept", "button-continue"),
        ("one-language-missing", "button-correct"),
        ("consent-full-text", "my-change-forget"),
        ("forward-card", "button-forwarded"),
        ("g-published", "button-board"),
    ],
)
def test_a_button_is_called_by_what_stands_on_it(key: str, button: str) -> None:
    for language in Language:
        assert re.search(f"[«“]{by_key(language)[button].words}[»”]", by_key(language)[key].words)


def test_what_is_read_before_a_language_is_chosen_is_the_same_in_all() -> None:
    keys = ["language-ask", *(f"language-{language}-itself" for language in Language)]
    for key in keys:
        assert len({by_key(language)[key].words for language in Language}) == 1


@pytest.mark.parametrize(("language", "place"), [(Language.KK, 0), (Language.RU, 1), (Language.EN, 2)])
def test_help_names_every_word_that_the_bot_knows(language: Language, place: int) -> None:
    text = by_key(language)["help"].words
    for route in ROUTES:
        commands = [word for word in route.words if word.startswith("/")]
        assert not commands or any(command in text for command in commands), commands
        words = [word for word in route.words if not word.startswith("/")]
        # Kazakh and Russian first, English last; /start has no English word of its own.
        if len(words) >= 3:
            assert words[place] in text or "/help" in commands, words
