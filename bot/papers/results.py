"""What came out of a poll, as a picture: for a group in two languages together, for a reader in one."""

from collections.abc import Callable, Sequence

from bot.papers.phrases import Phrases
from handlers.chat import Fact
from handlers.polls.results import DIGEST_SHOWN, choices_of, part_word, parts_told
from village.forms import Json
from village.polls import Poll
from village.results import SMALLEST_PART, By, Part, Published, Split, percent
from village.texts import Bilingual
from village.villages import Village

_LETTERS_IN_A_COLUMN = 700
_Said = Callable[[Phrases], str]


def result_data(
    poll: Poll, told: Published, village: Village, languages: Sequence[Phrases]
) -> dict[str, Json]:
    """Give what stands in the picture; each text once in every language, the same ones once."""

    def say(key: str, **facts: Fact) -> list[Json]:
        return _each(languages, lambda phrases: phrases.say(key, **facts))

    return {
        "language": languages[0].language.value,
        "unit": _each(languages, lambda phrases: village.place_name(poll.plan.section).to(phrases.language)),
        "title": say("paper-result-title", number=poll.number),
        "question": _each(languages, lambda phrases: poll.plan.question.to(phrases.language)),
        "period": _each(languages, lambda phrases: _period(poll, phrases)),
        "instead": _instead(told, languages),
        "long": _is_long(poll, languages),
        "options": _options(poll, told, languages),
        "won": say("paper-result-winner" if len(told.winners) == 1 else "paper-result-tie"),
        "several": say("result-several", most=told.most) if told.most > 1 and told.answered else [],
        "turnout": _turnout(poll, told, languages),
        "splits": [_split(split, told, village, languages) for split in told.splits],
        "besides": [
            *([say("result-small-parts", least=SMALLEST_PART)] if told.splits else []),
            *([say("result-changes", changes=told.changes)] if told.changes else []),
            *([say("result-left", left=told.left)] if told.left else []),
        ],
        "meaning": say("result-meaning"),
        "digest": say("result-digest", digest=poll.digest[:DIGEST_SHOWN]),
    }


def _each(languages: Sequence[Phrases], said: _Said) -> list[Json]:
    return [text for text in dict.fromkeys(said(phrases) for phrases in languages) if text]


def _period(poll: Poll, phrases: Phrases) -> str:
    begins, ends = poll.opens_at, poll.closed_at or poll.plan.closes_at
    return phrases.say("paper-result-period", begins=phrases.moment(begins), ends=phrases.moment(ends))


def _instead(told: Published, languages: Sequence[Phrases]) -> list[Json]:
    """Say what stands in the place of the bars, where there is nothing to draw."""
    if told.few:
        return _each(languages, lambda phrases: phrases.say("result-few", least=SMALLEST_PART))
    return [] if told.answered else _each(languages, lambda phrases: phrases.say("result-none"))


def _options(poll: Poll, told: Published, languages: Sequence[Phrases]) -> list[Json]:
    if not told.answered:
        return []
    return [_option(place, text, told, languages) for place, text in enumerate(poll.plan.options)]


def _is_long(poll: Poll, languages: Sequence[Phrases]) -> bool:
    texts = (option.to(phrases.language) for option in poll.plan.options for phrases in languages)
    return sum(map(len, texts)) > _LETTERS_IN_A_COLUMN


def _option(place: int, text: Bilingual, told: Published, languages: Sequence[Phrases]) -> Json:
    people, answered = told.options[place], told.answered or 0
    return {
        "place": place + 1,
        "texts": _each(languages, lambda phrases: text.to(phrases.language)),
        "people": people,
        "percent": f"{percent(people, answered)} %",
        "share": people / answered,
        "won": place in told.winners,
    }


def _turnout(poll: Poll, told: Published, languages: Sequence[Phrases]) -> Json:
    people, adults = told.answered, told.entitled
    if people is None or not adults:
        return None
    key = "paper-result-turnout" if poll.plan.role is None else "paper-result-turnout-role"
    return {
        "texts": _each(languages, lambda phrases: phrases.say(key, people=people, adults=adults)),
        "percent": f"{percent(people, adults)} %",
        "share": min(people / adults, 1),
    }


def _split(split: Split, told: Published, village: Village, languages: Sequence[Phrases]) -> Json:
    return {
        "titles": _each(languages, lambda phrases: phrases.say(f"result-by-{split.by}")),
        "parts": [
            _part(part, split.by, village, languages) for part in parts_told(split, told.splits, village)
        ],
    }


def _part(part: Part, by: By, village: Village, languages: Sequence[Phrases]) -> Json:
    named = part_word(part, by, village)
    return {
        "names": _each(languages, lambda phrases: phrases.speech.word(named, phrases.language)),
        "people": _each(languages, lambda phrases: phrases.say("paper-result-people", people=part.people)),
        "choices": [languages[0].speech.say(said, languages[0].language) for said in choices_of(part)],
    }
