"""A petition on paper: the letter to whom it is addressed, and the signature sheets by settlement."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.papers.phrases import Phrases
from handlers.chat import Fact
from handlers.ports import PetitionPaper
from village.forms import Json
from village.packages import Counted
from village.petitions import Petition
from village.texts import Bilingual, Word

_GROUP = 8
_PARTS = ("chat", "phone", "roll", "paper")


def digest_told(digest: str) -> str:
    """Give a digest in groups that can be read aloud."""
    return " ".join(digest[place : place + _GROUP] for place in range(0, len(digest), _GROUP))


def letter_name(petition: Petition, phrases: Phrases) -> str:
    """Name the file of the letter."""
    return f"{phrases.say('paper-file-petition', number=petition.number)}.pdf"


def package_name(petition: Petition, phrases: Phrases) -> str:
    """Name the file of the whole package."""
    return f"{phrases.say('paper-file-package', number=petition.number)}.zip"


def arithmetic_told(languages: Sequence[Phrases]) -> Mapping[str, str]:
    """Tell in each language how what seals a package is reckoned."""
    return {each.language.value: each.say("paper-petition-arithmetic") for each in languages}


# ------------------------------------------------------------------------------------------------ the letter


def letter_data(
    paper: PetitionPaper, files: Sequence[str], pictures: Sequence[str], languages: Sequence[Phrases]
) -> dict[str, Json]:
    """Give what stands in the letter; ``files`` name the evidence, ``pictures`` those that are drawn."""
    return {
        "parts": [_Letter(paper, files, phrases).data() for phrases in languages],
        "pictures": [
            {
                "file": name,
                "words": both(languages, "paper-petition-attached", number=str(files.index(name) + 1)),
            }
            for name in pictures
        ],
        "foot": both(languages, "paper-petition-foot", number=str(paper.petition.number)),
    }


class _Letter:
    """The letter in one language."""

    def __init__(self, paper: PetitionPaper, files: Sequence[str], phrases: Phrases) -> None:
        self._paper, self._files, self._phrases = paper, files, phrases

    def data(self) -> Json:
        petition, say = self._paper.petition, self._phrases.say
        plan = petition.plan
        return {
            "language": self._phrases.language.value,
            "unit": self._unit(),
            "to": self._phrases.line(
                say("paper-petition-to"), plan.addressee_name.to(self._phrases.language)
            ),
            "title": say("paper-petition-title", number=str(petition.number)),
            "name": self._text(plan.title),
            "is": say("paper-petition-is"),
            "facts": list(self._facts()),
            "texts": [
                [say("paper-petition-problem"), self._text(plan.problem)],
                [say("paper-petition-demand"), self._text(plan.demand)],
            ],
            "counts_title": say("paper-petition-counts"),
            "counts": list(self._counts()),
            "notes": [[self._phrases.moment(each.at), self._text(each.text)] for each in self._paper.notes],
            "notes_title": say("paper-petition-notes"),
            "evidence_title": say("paper-petition-evidence"),
            "evidence": list(self._evidence()),
            "seals": list(self._seals()),
            "how": say("paper-petition-how"),
            "pen": [say("paper-petition-registration"), say("paper-petition-pen")],
        }

    def _unit(self) -> str:
        village = self._paper.villages.get(self._paper.petition.village)
        return village.name.to(self._phrases.language) if village else self._paper.petition.village

    def _text(self, text: Bilingual) -> str:
        return text.to(self._phrases.language) or text.abreast

    def _facts(self) -> Iterator[Json]:
        petition, phrases = self._paper.petition, self._phrases
        role = phrases.speech.word(petition.author_role.word, phrases.language)
        author = f"{self._paper.author} ({role})" if self._paper.author else role
        yield [phrases.say("paper-petition-author"), author]
        ends = petition.closed_at or petition.plan.closes_at
        yield [
            phrases.say("paper-petition-collected"),
            phrases.say(
                "paper-result-period", begins=phrases.moment(petition.opens_at), ends=phrases.moment(ends)
            ),
        ]
        if places := self._places(petition):
            yield [phrases.say("paper-petition-places"), places]
        least = Word(f"result-level-{petition.plan.level.value}")
        yield [phrases.say("paper-petition-level"), phrases.speech.word(least, phrases.language)]

    def _places(self, petition: Petition) -> str:
        home = self._paper.villages.get(petition.village)
        sections = [home.place_name(each) for each in petition.plan.sections] if home else []
        others = [
            self._paper.villages[each].name for each in petition.plan.villages if each in self._paper.villages
        ]
        return ", ".join(each.to(self._phrases.language) for each in (*sections, *others))

    def _counts(self) -> Iterator[Json]:
        tally, say = self._paper.petition.register.tally, self._phrases.say
        yield [say("paper-petition-all"), str(tally.all), "all"]
        for name in _PARTS:
            if count := getattr(tally, name):
                yield [say(f"paper-petition-by-{name}"), str(count), ""]
        if tally.disputed:
            yield [say("paper-petition-disputed"), str(tally.disputed), ""]

    def _evidence(self) -> Iterator[Json]:
        for number, ((_, content), name) in enumerate(zip(self._paper.evidence, self._files, strict=True), 1):
            label = self._phrases.say("paper-petition-attached", number=str(number))
            yield self._phrases.line(
                label, self._phrases.say("paper-petition-lost") if content is None else name
            )

    def _seals(self) -> Iterator[Json]:
        petition, say = self._paper.petition, self._phrases.say
        head = petition.register.head
        yield [say("paper-petition-digest"), digest_told(petition.digest)]
        yield [say("paper-petition-head", number=str(head.number)), digest_told(head.digest)]


def both(languages: Sequence[Phrases], key: str, **facts: Fact) -> str:
    """Say a sentence in some languages, abreast."""
    return " / ".join(dict.fromkeys(phrases.say(key, **facts) for phrases in languages))


# ------------------------------------------------------------------------------------------------ the sheets


class SheetWords:
    """What stands on every signature sheet, said once for all of them."""

    def __init__(self, paper: PetitionPaper, languages: Sequence[Phrases]) -> None:
        """Take the languages that stand side by side."""
        self._petition, self._languages = paper.petition, languages
        self._heaps = {name: self._both(f"paper-petition-short-{name}") for name in _PARTS}
        self._erased = self._both("paper-petition-erased")
        self._days: dict[date, str] = {}

    def _both(self, key: str, **facts: str) -> str:
        return both(self._languages, key, **facts)

    def data(self, name: str, groups: Sequence[tuple[str, Sequence[tuple[int, Counted]]]]) -> dict[str, Json]:
        """Give what stands in one file: its name, and its signatures by settlement, each with its number."""
        title = self._petition.plan.title
        return {
            "title": self._both("paper-petition-sheets", number=str(self._petition.number)),
            "name": title.abreast,
            "is": [phrases.say("paper-petition-is") for phrases in self._languages],
            "digest": digest_told(self._petition.digest),
            "digest_title": self._both("paper-petition-digest"),
            "file": name,
            "head": [
                self._both(f"paper-petition-column-{column}")
                for column in ("name", "day", "level", "paper", "row")
            ],
            "groups": [
                {"place": place, "rows": [self._row(number, each) for number, each in rows]}
                for place, rows in groups
            ],
        }

    def _row(self, number: int, each: Counted) -> Json:
        return [
            str(number),
            each.name or self._erased,
            self._day(each),
            self._heaps[each.heap],
            f"{each.sheet} / {each.line}" if each.sheet else "",
            str(each.row),
        ]

    def _day(self, each: Counted) -> str:
        day = each.at.astimezone(self._languages[0].zone).date()
        if day not in self._days:
            self._days[day] = f"{day:%d.%m.%Y}"
        return self._days[day]
