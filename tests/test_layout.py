from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.gateway import Attachment, Limits, Message
from bot.layout import BOTH, Laid, lay_out, length
from bot.speech import Speech
from handlers.chat import Card, Choice, Quote, one_a_row
from village.announcements import Point
from village.texts import Bilingual, Language, units

KK = (Language.KK,)
PHOTO = Attachment("су.jpg", "image/jpeg", "photo", b"1")
SPEECH = Speech(ZoneInfo("Asia/Almaty"))


def quote(kk: str, ru: str | None = None) -> Quote:
    return Quote(Bilingual(kk, kk if ru is None else ru))


def buttons(number: int) -> tuple[tuple[Choice, ...], ...]:
    return one_a_row(*(Choice(f"түйме {n}", f"x:{n}") for n in range(1, number + 1)))


def laid(
    card: Card,
    languages: Sequence[Language] = KK,
    limits: Limits | None = None,
    files: Sequence[Attachment] = (),
) -> Laid:
    return lay_out(card, languages, limits or Limits(), SPEECH, files)


def text(message: Message) -> str:
    return "\n".join(line.text for line in message.lines)


def texts(seen: Laid) -> list[str]:
    return [text(message) for message in seen.messages]


def labels(message: Message) -> list[list[str]]:
    return [[button.label for button in row] for row in message.rows]


# ------------------------------------------------------------------------------------------- two languages


def test_both_languages_stand_in_one_message_where_they_fit() -> None:
    seen = laid(Card((quote("су", "вода"), quote("жол", "дорога"))), BOTH)

    assert texts(seen) == ["су\n\nжол\n\nвода\n\nдорога"]


def test_a_private_reader_gets_their_own_language_alone() -> None:
    assert texts(laid(Card((quote("су", "вода"),)), (Language.RU,))) == ["вода"]


def test_languages_that_just_fit_stay_together() -> None:
    card = Card((quote("с" * 10, "в" * 8),))

    assert len(laid(card, BOTH, Limits(text=20)).messages) == 1
    assert len(laid(card, BOTH, Limits(text=19)).messages) == 2


def test_too_long_for_one_each_language_has_its_own_message_and_the_last_has_the_buttons() -> None:
    seen = laid(Card((quote("с" * 60, "в" * 60),), buttons(2)), BOTH, Limits(text=100))

    assert texts(seen) == ["с" * 60, "в" * 60]
    assert labels(seen.messages[0]) == []
    assert labels(seen.messages[1]) == [["түйме 1"], ["түйме 2"]]


def test_too_long_for_one_language_it_goes_on_in_the_next_message() -> None:
    seen = laid(Card((quote("а" * 60), quote("ә" * 60), quote("б" * 30)), buttons(1)), KK, Limits(text=100))

    assert [text.strip() for text in texts(seen)] == ["а" * 60, "ә" * 60 + "\n\n" + "б" * 30]
    assert [bool(message.rows) for message in seen.messages] == [False, True]


# ------------------------------------------------------------------------------------------------- buttons


def test_a_button_is_in_both_languages_and_its_number_after_them() -> None:
    choice = Choice(Bilingual("Барамын", "Приду"), "gc:1:yes", count=12)

    seen = laid(Card((quote("су"),), one_a_row(choice)), BOTH)

    assert labels(seen.messages[0]) == [["Барамын · Приду · 12"]]
    assert seen.messages[0].rows[0][0].press == "gc:1:yes"


def test_a_button_that_is_the_same_in_both_is_said_once() -> None:
    seen = laid(Card((quote("су"),), one_a_row(Choice(Bilingual.same("15:00"), "x:1"))), BOTH)

    assert labels(seen.messages[0]) == [["15:00"]]


def test_where_buttons_do_not_fit_there_are_numbers() -> None:
    seen = laid(Card((quote("Қашан?"),), buttons(4)), KK, Limits(buttons=3))

    assert texts(seen) == ["Қашан?\n\n1. түйме 1\n2. түйме 2\n3. түйме 3\n4. түйме 4"]
    assert seen.numbered == ("x:1", "x:2", "x:3", "x:4")
    assert labels(seen.messages[0]) == []


def test_as_many_buttons_as_fit_are_buttons() -> None:
    seen = laid(Card((quote("Қашан?"),), buttons(3)), KK, Limits(buttons=3))

    assert seen.numbered == ()
    assert len(labels(seen.messages[0])) == 3


def test_among_numbers_a_page_is_named_by_its_address() -> None:
    page = Choice("карта", url="https://example.kz/1")
    seen = laid(Card((quote("Қайда?"),), (*one_a_row(page), *buttons(2))), KK, Limits(buttons=2))

    assert texts(seen) == ["Қайда?\n\n1. түйме 1\n2. түйме 2\nкарта: https://example.kz/1"]
    assert seen.numbered == ("x:1", "x:2")


def test_a_calendar_stands_over_the_other_buttons_where_there_is_room() -> None:
    card = Card((quote("Қашан?"),), buttons(1), calendar=((Choice("20", "f:20"), Choice("21", "f:21")),))

    assert labels(laid(card).messages[0]) == [["20", "21"], ["түйме 1"]]


def test_a_calendar_is_left_out_where_there_is_no_room_and_never_becomes_numbers() -> None:
    month = tuple(tuple(Choice(str(day), f"f:{day}") for day in range(7)) for _ in range(5))
    card = Card((quote("Қашан?"),), buttons(2), calendar=month)

    seen = laid(card, KK, Limits(buttons=3))

    assert labels(seen.messages[0]) == [["түйме 1"], ["түйме 2"]]
    assert seen.numbered == ()
    assert laid(card, KK, Limits(buttons=1)).numbered == ("x:1", "x:2")


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Келемін", "Келемін"),
        ("Барамын екен", "Барамын е…"),
        ("🎉🎉🎉🎉🎉", "🎉🎉🎉🎉🎉"),
        ("🎉🎉🎉🎉🎉🎉", "🎉🎉🎉🎉…"),
    ],
)
def test_a_label_is_shortened_as_messengers_count(label: str, shown: str) -> None:
    seen = laid(Card((quote("су"),), one_a_row(Choice(label, "x:1"))), KK, Limits(button_label=10))

    assert labels(seen.messages[0]) == [[shown]]


@given(st.text(), st.integers(2, 64))
def test_no_label_is_over_the_limit(label: str, most: int) -> None:
    card = Card((quote("су"),), one_a_row(Choice(label, "x:1", count=12)))

    for row in labels(laid(card, BOTH, Limits(button_label=most)).messages[0]):
        assert all(units(each) <= most for each in row)


# --------------------------------------------------------------------------------------- files, place, phone


def test_one_file_goes_with_its_text() -> None:
    (message,) = laid(Card((quote("су"),), buttons(1)), files=(PHOTO,)).messages

    assert (text(message), message.attachment, len(message.rows)) == ("су", PHOTO, 1)


def test_of_several_files_each_has_its_own_message_after_the_text() -> None:
    other = replace(PHOTO, name="жол.jpg")

    seen = laid(Card((quote("су"),), buttons(1)), files=(PHOTO, other))

    assert [message.attachment for message in seen.messages] == [None, PHOTO, other]
    assert [bool(message.rows) for message in seen.messages] == [True, False, False]


def test_a_file_whose_caption_does_not_hold_the_text_follows_it() -> None:
    limits, round_video = Limits(caption=5), replace(PHOTO, kind="round")

    def files(words: str, file: Attachment) -> list[Attachment | None]:
        seen = laid(Card((quote(words),)), limits=limits, files=(file,))
        return [message.attachment for message in seen.messages]

    assert files("🐎🐎а", PHOTO) == [PHOTO]
    assert files("🐎🐎🐎", PHOTO) == [None, PHOTO]
    assert files("су", round_video) == [None, round_video]


def test_a_place_comes_first_without_words_and_without_a_sound() -> None:
    seen = laid(Card((quote("с" * 60, "в" * 60),), point=Point(54.1, 69.2)), BOTH, Limits(text=100))

    assert [message.point for message in seen.messages] == [Point(54.1, 69.2), None, None]
    assert [message.quiet for message in seen.messages] == [True, False, False]
    assert not seen.messages[0].lines


def test_a_quiet_card_is_quiet_in_all_its_messages() -> None:
    seen = laid(Card((quote("су"),), quiet=True), files=(PHOTO, PHOTO))

    assert all(message.quiet for message in seen.messages)


# --------------------------------------------------------------------------------------------- within limits

PARAGRAPHS = st.lists(
    st.builds(
        quote, st.text("аәбв 🎉\n", min_size=1, max_size=50), st.text("абв 🎉", min_size=1, max_size=50)
    ),
    min_size=1,
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    PARAGRAPHS,
    st.integers(0, 12),
    st.integers(100, 300),
    st.integers(0, 12),
    st.sampled_from([KK, BOTH, tuple(Language)]),
)
def test_no_message_is_over_the_limit_where_each_paragraph_fits(
    says: list[Quote], pressed: int, most: int, room: int, languages: tuple[Language, ...]
) -> None:
    limits = Limits(text=max(most, 220), buttons=room, button_label=20)

    seen = laid(Card(tuple(says), buttons(pressed)), languages, limits)

    assert all(units(each) <= limits.text for each in texts(seen))
    assert sum(len(message.rows) for message in seen.messages[:-1]) == 0
    shown = sum(len(row) for row in seen.messages[-1].rows)
    assert (shown, len(seen.numbered)) == ((pressed, 0) if pressed <= room else (0, pressed))


@given(st.lists(st.text("аә", min_size=1, max_size=10), min_size=1, max_size=8))
def test_no_message_is_empty_and_no_word_is_lost(paragraphs: list[str]) -> None:
    seen = laid(Card(tuple(quote(each) for each in paragraphs)), KK, Limits(text=10))

    assert all(each.strip() for each in texts(seen))
    assert [line.text for message in seen.messages for line in message.lines if line.text] == paragraphs


@given(PARAGRAPHS)
def test_the_length_of_a_card_is_that_of_its_message(says: list[Quote]) -> None:
    (whole,) = texts(laid(Card(tuple(says))))

    assert length(says, Language.KK, SPEECH) == units(whole)


def test_an_option_that_becomes_a_numbered_line_is_said_whole() -> None:
    long = "Құдықтан не ұңғымадан аламыз, жазда өзеннен таситын кезіміз де болады"
    rows = one_a_row(*(Choice(Bilingual.same(f"{long} {n}"), f"x:{n}") for n in range(4)))

    shown = laid(Card((), rows=rows), limits=Limits(buttons=3, button_label=20))

    assert [line.text for line in shown.messages[-1].lines][-4:] == [f"{n + 1}. {long} {n}" for n in range(4)]
