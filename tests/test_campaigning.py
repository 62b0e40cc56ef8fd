"""What the bot stays out of: words of an election raise a question, and hold up posts in its period."""

from datetime import date

import pytest

from village.campaigning import (
    ElectionPeriod,
    LooksLikeCampaigning,
    check_no_campaigning,
    election_words,
)

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
        ("", ()),
    ],
)
def test_words_that_may_mean_an_election_are_found(text: str, words: tuple[str, ...]) -> None:
    assert election_words([text]) == words


def test_each_word_is_named_once_over_all_texts() -> None:
    assert election_words(["сайлау", "Сайлау, выборы", "выборы"]) == ("сайлау", "выборы")


@pytest.mark.parametrize("day", [date(2026, 12, 1), date(2027, 1, 15)])
def test_in_the_period_such_a_post_is_refused_with_its_words(day: date) -> None:
    with pytest.raises(LooksLikeCampaigning) as refused:
        check_no_campaigning(["Біздің кандидат!"], PERIOD, day)

    assert refused.value.facts == {"words": ("кандидат",), "until": PERIOD.last}


@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2027, 1, 16)])
def test_outside_the_period_it_is_not(day: date) -> None:
    check_no_campaigning(["Біздің кандидат!"], PERIOD, day)
    check_no_campaigning(["Біздің кандидат!"], None, date(2026, 12, 5))


def test_other_posts_go_out_in_the_period_too() -> None:
    check_no_campaigning(["Ертең су болмайды"], PERIOD, date(2026, 12, 5))
