"""The message catalogues: read from their files, and looked through before anything is said out of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast as fluent

from bot.config import Mistake
from village.texts import Language


class BrokenCatalogue(Mistake):
    """A mistake in a catalogue: file, key and remedy."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a sentence stands, and the blanks that the program fills in it."""

    file: str
    blanks: frozenset[str]


Sentences = Mapping[Language, Mapping[str, Sentence]]
Texts = Callable[[Language], Mapping[str, str]]
"""Gives the text of each file of a language."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sentences of the three languages as they were read."""

    bundles: Mapping[Language, FluentBundle]
    sentences: Sentences
    faults: tuple[str, ...] = ()

    def check(self, spoken: "Catalogue | None" = None) -> None:
        """Raise BrokenCatalogue for the first fault; also for what the program says and is there no more."""
        for fault in (*self.faults, *_unlike(self.sentences), *_lost(self.sentences, spoken)):
            raise BrokenCatalogue(fault)


@cache
def first_catalogue() -> Catalogue:
    """Give the catalogues as they were when they were first asked for; reading them takes a while."""
    return read_catalogue()


def read_catalogue(texts: Texts | None = None) -> Catalogue:
    """Read the files as they are now; BrokenCatalogue where one cannot be read at all."""
    read = {language: _read((texts or sources)(language)) for language in Language}
    return Catalogue(
        {language: _bundle(language, resources.values()) for language, resources in read.items()},
        {language: _sentences(language, resources) for language, resources in read.items()},
        tuple(fault for language, resources in read.items() for fault in _faults(language, resources)),
    )


def sources(language: Language) -> Mapping[str, str]:
    """Give the text of each file of sentences of a language, by its name."""
    folder = files("locales").joinpath(language.value)
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        raise BrokenCatalogue(f"{folder}: cannot be read; put the folder back") from None
    return {entry.name: _text(entry, language) for entry in entries if entry.name.endswith(".ftl")}


def _text(entry: Traversable, language: Language) -> str:
    try:
        return entry.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BrokenCatalogue(f"{_path(language, entry.name)}: not UTF-8; save it in this encoding") from None
    except OSError as wrong:
        why = f"cannot be read ({wrong.strerror}); mend its permissions"
        raise BrokenCatalogue(f"{_path(language, entry.name)}: {why}") from None


def _path(language: Language, file: str) -> str:
    return f"locales/{language.value}/{file}"


_Resources = Mapping[str, fluent.Resource]


def _read(texts: Mapping[str, str]) -> _Resources:
    return {name: FluentResource(text) for name, text in texts.items()}


def _bundle(language: Language, resources: Iterable[fluent.Resource]) -> FluentBundle:
    # Without use_isolating=False Fluent puts invisible marks round every blank.
    bundle = FluentBundle([language.value], use_isolating=False)
    for resource in resources:
        bundle.add_resource(resource)
    return bundle


def _messages(resources: _Resources) -> Iterator[tuple[str, fluent.Message]]:
    for name, resource in resources.items():
        for entry in resource.body:
            if isinstance(entry, fluent.Message):
                yield name, entry


def _sentences(language: Language, resources: _Resources) -> Mapping[str, Sentence]:
    return {
        message.id.name: Sentence(_path(language, name), frozenset(_blanks(message)))
        for name, message in _messages(resources)
    }


def _blanks(node: object) -> Iterator[str]:
    """Give every blank within a sentence, however deep among its plurals."""
    if isinstance(node, fluent.VariableReference):
        yield node.id.name
    elif isinstance(node, list):
        for each in node:
            yield from _blanks(each)
    elif isinstance(node, fluent.BaseNode):
        yield from _blanks(list(vars(node).values()))


# --------------------------------------------------------------------------------------------- faults


def _faults(language: Language, resources: _Resources) -> Iterator[str]:
    """Say what is wrong within one language."""
    for name, resource in resources.items():
        for entry in resource.body:
            if isinstance(entry, fluent.Junk):
                yield f"{_path(language, name)}: {_unread(entry)}"
    counts = Counter(message.id.name for _, message in _messages(resources))
    for name, message in _messages(resources):
        if counts[message.id.name] > 1:
            yield f"{_path(language, name)}: {message.id.name} stands twice; keep one of them"


def _unread(junk: fluent.Junk) -> str:
    key = (junk.content or "").partition("=")[0].strip().partition("\n")[0][:60]
    why = junk.annotations[0].message if junk.annotations else "not understood"
    return f"{key} is no sentence of Fluent ({why}); locales/README.md says how one is written"


def _unlike(sentences: Sentences) -> Iterator[str]:
    """Say where one language lacks what the others have."""
    for key in dict.fromkeys(key for said in sentences.values() for key in said):
        having = {language: said[key] for language, said in sentences.items() if key in said}
        file = next(iter(having.values())).file.rpartition("/")[2]
        for language in sentences:
            if language not in having:
                yield f"{_path(language, file)}: {key} is missing, which other languages have; write it there"
        yield from _unlike_blanks(key, having)


def _unlike_blanks(key: str, having: Mapping[Language, Sentence]) -> Iterator[str]:
    """Say which language has other blanks; what most have is right."""
    most = Counter(said.blanks for said in having.values()).most_common(1)[0][0]
    for said in having.values():
        for blank in sorted(most - said.blanks):
            yield f"{said.file}: {key} lacks the blank {{ ${blank} }}, which other languages have; put it in"
        for blank in sorted(said.blanks - most):
            yield f"{said.file}: {key} has a blank {{ ${blank} }}, which other languages lack; take it out"


def _lost(sentences: Sentences, spoken: Catalogue | None) -> Iterator[str]:
    """Say what the running program says and would no longer find, or has no fact for."""
    for language, said in spoken.sentences.items() if spoken else ():
        for key, before in said.items():
            now = sentences[language].get(key)
            if now is None:
                yield f"{before.file}: {key} is gone, and the program says it; put it back"
            elif unknown := sorted(now.blanks - _filled(key, spoken)):
                blank = f"{{ ${unknown[0]} }}"
                yield f"{now.file}: {key} has a blank {blank} that the program never fills; take it out"


def _filled(key: str, spoken: Catalogue | None) -> frozenset[str]:
    said = [each[key].blanks for each in spoken.sentences.values() if key in each] if spoken else []
    return frozenset().union(*said)
