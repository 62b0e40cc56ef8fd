"""What the bot stays out of: words of an election raise a question, in its period of every post."""

from datetime import date

import pytest

from village.campaigning import ElectionPeriod, election_words, words_to_ask_about

PERIOD = ElectionPeriod(date(2026, 12, 1), date(2027, 1, 15))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Жаңа әкімді сайлау туралы", ("сайлау",)),
        ("Сайлаушылар, САЙЛАУҒА келіңіз", ("Сайлаушылар", "САЙЛАУҒА")),
        ("Кандидаттар мен партиялар", ("Кандидаттар", "партиялар")),
        ("Умиткерлер кездесуи", ("Умиткерлер",)),
        ("За кого вы на выборах? Голосуйте!", ("выборах", "Голосуйте")),
        ("Референдум болады", ("Референдум",)),
        ("Who is your candidate?", ("candidate",)),
        ("Қай көшеге жарық керек?", ()),
        ("Дело выбора: забор или скамейка", ()),
        ("Выбор дня", ()),
        ("", ()),
    ],
)
def test_words_that_may_mean_an_election_are_found(text: str, words: tuple[str, ...]) -> None:
    assert election_words([text]) == words


def test_each_word_is_named_once_over_all_texts() -> None:
    assert election_words(["сайлау", "Сайлау, выборы", "выборы"]) == ("сайлау", "выборы")


@pytest.mark.parametrize("day", [date(2026, 12, 1), date(2027, 1, 15)])
def test_in_the_period_the_author_of_such_a_post_is_asked(day: date) -> None:
    assert words_to_ask_about(["Біздің кандидат!"], PERIOD, day) == ("кандидат",)
    assert words_to_ask_about(["Ертең су болмайды"], PERIOD, day) == ()


@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2027, 1, 16)])
def test_outside_the_period_nobody_is_asked(day: date) -> None:
    assert words_to_ask_about(["Біздің кандидат!"], PERIOD, day) == ()
    assert words_to_ask_about(["Біздің кандидат!"], None, date(2026, 12, 5)) == ()
