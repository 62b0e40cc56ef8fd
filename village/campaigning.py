"""What a village's bot stays out of: polls about elections, and posts that look like campaigning.

Opinion polls on elections and referendums may be held only by legal entities that have notified the Central
Election Commission (administrative offences code, art. 120(3); facts graded B). Words alone decide nothing:
they raise a question, of a poll at any time and of other posts of officials in an election period.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from village.errors import Refusal, refusal
from village.texts import fold

# Beginnings of words, folded as half of the phones write them.
_BEGINNINGS = (
    "сайла",  # сайлау, сайлаушы, сайлаңыз
    "кандидат",
    "умиткер",  # үміткер
    "парти",
    "референдум",
    "выбор",
    "избирател",
    "избирком",
    "голосуй",
    "баллотир",
    "агитац",
    "угит",  # үгіт
    "бюллетен",
    "election",
    "candidate",
    "referendum",
    "campaign",
)
# What begins alike and is not meant: a choice between things, a party of goods.
_NOT_MEANT = frozenset(
    {"выбор", "выбора", "выбору", "выборе", "выбором", "выборочно", "выборочный", "выборка"}
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ElectionPeriod:
    """The days from the first to the last, both included, in which officials' posts are looked at."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.first <= day <= self.last


def election_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the words, as written, that may mean an election, each once, in their order."""
    found: dict[str, str] = {}
    for text in texts:
        for word in _WORD.findall(text):
            folded = fold(word)
            if folded.startswith(_BEGINNINGS) and folded not in _NOT_MEANT:
                found.setdefault(folded, word)
    return tuple(found.values())


def words_to_ask_about(texts: Iterable[str], period: ElectionPeriod | None, today: date) -> tuple[str, ...]:
    """Give the words of an official's post by which its author is asked whether it is campaigning.

    None outside an election period.
    """
    return election_words(texts) if period and period.covers(today) else ()


@refusal
class CampaigningNotHere(Refusal):
    """A post of an official for or against somebody, in an election period."""

    message = "campaigning-not-here"
    until: date


@refusal
class ElectionsNotHere(Refusal):
    """A poll about an election, a candidate, a party or a referendum."""

    message = "poll-elections-not-here"
