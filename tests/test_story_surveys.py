"""Stories of surveys over Telegram's wire: filled in question by question, put aside, changed, handed in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import time
from pathlib import Path

import pytest
from telegram import Location

from handlers.chat import GoPrivate, Heard, Pressed, SenderKind
from handlers.presses import Press, link_word
from handlers.routes import answer
from handlers.surveys.moves import SheetAnswered, SheetHanded, SheetSkipped
from handlers.surveys.subject import InterviewBegun, SheetOpened
from tests.fake_bot_api import FakeChat
from tests.surveyed import NEEDS, a_book, a_draft, asks, publish
from tests.telegram_village import BUGROVOE, Person, TelegramVillage, a_telegram_village
from village.chats import Address
from village.ids import FileId
from village.people import Level, Role
from village.surveys import Book, Draft, HandedIn, Survey, dialogue

SHORT = a_book(
    (
        asks("select_one yesno", "water", "Су бар ма?", "Есть вода?", required="yes"),
        asks("text", "dream", "Нені қалайсыз?", "Чего вы хотите?"),
    ),
    (("yesno", "yes", "Иә", "Да"), ("yesno", "no", "Жоқ", "Нет")),
    "short",
)
WHOLE = {
    "water": "no",
    "wrong": "dirty dear",
    "home/people": "5",
    "home/dream": "Тыныштық пен су\nжәне жол",
    "first": "school road light",
    "place": "43.2 76.9 0 0",
    "since": "2020-12-20",
    "hour": "09:30",
}


@dataclass
class Asked:
    """A survey that is asked of a village."""

    village: TelegramVillage
    akim: Person
    group: FakeChat
    survey: Survey

    def link(self, person: Person) -> str:
        return f"https://t.me/{person.bot.username}?start={link_word(SheetOpened(self.survey.id))}"

    async def begins(self, person: Person) -> None:
        """Come from the group, read what it is about, and begin."""
        self.village.api.were_in(self.group, person.user)
        await person.opens(self.link(person))
        await person.presses("button-sheet-begin")

    async def handed_in(self, person: Person) -> HandedIn | None:
        async with self.village.look() as work:
            who = await person.who(work)
            assert who is not None
            return await work.surveys.sheet_of(self.survey, who)

    async def sheets(self) -> tuple[HandedIn, ...]:
        async with self.village.look() as work:
            return await work.surveys.sheets(self.survey, HandedIn({}, self.survey.opens_at).id, 100)

    async def row(self, person: Person, *, interviewing: bool = False) -> dict[str, str] | None:
        """Give the answers of a sheet that is not handed in."""
        async with self.village.look() as work:
            who = await person.who(work)
            assert who is not None
            rows = [await work.forms.open(BUGROVOE, who), *await work.forms.parked(BUGROVOE, who)]
        name = dialogue(self.survey.id, interviewing=interviewing)
        said = next((row.answers["answers"] for row in rows if row and row.name == name), None)
        return {path: str(value) for path, value in said.items()} if isinstance(said, dict) else None


@asynccontextmanager
async def asked(
    folder: Path,
    book: Book = NEEDS,
    *,
    anonymous: bool = False,
    level: Level = Level.CHAT,
    database: str = "",
) -> AsyncIterator[Asked]:
    """Open a village that is asked a survey."""
    async with a_telegram_village(folder, database=database) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        yield Asked(
            village, akim, group, await _published(village, akim, book, anonymous=anonymous, level=level)
        )


async def _published(
    village: TelegramVillage, akim: Person, book: Book, *, anonymous: bool, level: Level
) -> Survey:
    draft = await a_draft(village.house.desk, BUGROVOE, book=book)
    async with village.look() as work:
        author = await akim.who(work)
    assert author is not None
    return await publish(village.house.desk, draft, author, anonymous=anonymous, level=level)


def _labels(person: Person) -> list[str]:
    return list(person.last.labels)


# ------------------------------------------------------------------------------------------ a whole survey


def _of(person: Person, kk: str, ru: str) -> str:
    return kk if person.language == "kk" else ru


async def _answers_by_taps(aigul: Person) -> None:
    assert _of(aigul, "Сәлеметсіз бе!", "Здравствуйте!") in aigul.last.text
    await aigul.presses("button-sheet-next")
    assert aigul.sees("sheet-place", number=1, of=9)
    await aigul.taps(_of(aigul, "Жоқ", "Нет"))
    assert aigul.sees("sheet-place", number=2, of=10)
    await aigul.taps(_of(aigul, "Лас", "Грязная"))
    await aigul.taps(_of(aigul, "Қымбат", "Дорогая"))
    assert f"✓ {_of(aigul, 'Лас', 'Грязная')}" in _labels(aigul)
    await aigul.presses("button-sheet-done")


async def _answers_by_words(aigul: Person) -> None:
    assert _of(aigul, "Үйіңіз", "Ваш дом") in aigul.last.text
    assert _of(aigul, "Балаларды қоса", "Вместе с детьми") in aigul.last.text
    await aigul.writes("жүз")
    assert aigul.sees("sheet-whole-number-needed")
    await aigul.writes("100")
    assert _of(aigul, "1 мен 29 арасында", "От 1 до 29") in aigul.last.text
    await aigul.writes("5")
    await aigul.writes("Тыныштық пен су\nжәне жол")


async def _ranks(aigul: Person) -> None:
    await aigul.taps(_of(aigul, "Мектеп", "Школа"))
    await aigul.taps(_of(aigul, "Жол", "Дорога"))
    await aigul.presses("button-sheet-done")
    assert aigul.toasts[-1].text == aigul.said("sheet-rank-all", left=1)
    await aigul.taps(_of(aigul, "Жарық", "Свет"))
    assert f"3. {_of(aigul, 'Жарық', 'Свет')}" in _labels(aigul)
    await aigul.presses("button-sheet-done")


async def _sends_the_rest(aigul: Person) -> None:
    await aigul.writes("міне фото")
    assert aigul.sees("sheet-photo-needed")
    await aigul.sends("photo", b"a picture")
    await aigul.sends("photo", b"another picture")
    assert aigul.sees("sheet-voice-needed")
    await aigul.sends("voice", b"a voice")
    await aigul.writes(location=Location(76.9, 43.2))
    await aigul.writes("20.12.2020")
    await aigul.writes("9.30")


@pytest.mark.parametrize("language", ["kk", "ru"])
async def test_a_whole_survey_with_every_sort_of_answer(tmp_path: Path, language: str) -> None:
    async with asked(tmp_path) as survey:
        aigul = await survey.village.resident("Айгүл", language)
        survey.village.api.were_in(survey.group, aigul.user)
        await aigul.opens(survey.link(aigul))
        assert aigul.sees("sheet-length", questions=10, minutes=4)
        assert aigul.sees("sheet-until", at=survey.survey.plan.closes_at)
        assert aigul.sees("sheet-named")
        assert aigul.sees("opinion-not-vote")
        await aigul.presses("button-sheet-begin")
        await _answers_by_taps(aigul)
        await _answers_by_words(aigul)
        await _ranks(aigul)
        await _sends_the_rest(aigul)
        assert aigul.sees("sheet-list-title", title=survey.survey.title)
        await aigul.presses("button-sheet-hand-in")
        assert aigul.sees("sheet-thanks")
        sheet = await survey.handed_in(aigul)

        assert sheet is not None
        values = dict(sheet.values)
        photo, voice = FileId(int(values.pop("photo"))), FileId(int(values.pop("voice")))
        assert values == WHOLE
        assert (sheet.language, sheet.network, sheet.section) == (language, "telegram", "bugrovoe")
        async with survey.village.look() as work:
            assert await work.files.content(BUGROVOE, photo) == b"a picture"
            assert await work.files.content(BUGROVOE, voice) == b"a voice"


async def test_a_sheet_waits_over_night_and_over_a_restart(tmp_path: Path) -> None:
    async with asked(tmp_path) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.presses("button-sheet-next")
        await aigul.taps("Иә")
        await aigul.presses("button-sheet-pause")
        assert aigul.sees("sheet-kept", title=survey.survey.title)
        await survey.village.restart()
        await survey.village.to_day(1, time(11))
        await aigul.writes("/menu")
        await aigul.presses("menu-resume", form=survey.survey.title)

        assert aigul.sees("sheet-place", number=2, of=9)
        await aigul.writes("4")
        assert await survey.row(aigul) == {"hello": "", "water": "yes", "home/people": "4"}


async def test_leaving_by_word_puts_the_sheet_aside_and_loses_nothing(tmp_path: Path) -> None:
    async with asked(tmp_path, SHORT) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.taps("Иә")
        await aigul.writes("/cancel")
        assert aigul.sees("draft-kept")
        await aigul.writes("Бұл жауап емес")
        assert aigul.has_read("not-understood") == 1
        await aigul.presses("button-continue")
        await aigul.writes("Су")

        assert await survey.row(aigul) == {"water": "yes", "dream": "Су"}


async def test_back_and_a_changed_answer_lose_nothing_that_was_said(tmp_path: Path) -> None:
    async with asked(tmp_path) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.presses("button-sheet-next")
        await aigul.taps("Жоқ")
        await aigul.taps("Лас")
        await aigul.presses("button-sheet-done")
        await aigul.writes("5")
        for _ in range(3):
            await aigul.presses("button-back")
        assert "Су бар ма?" in aigul.last.text
        assert "✓ Жоқ" in _labels(aigul)
        await aigul.taps("Иә")
        assert "Нені қалайсыз?" in aigul.last.text
        for _ in range(2):
            await aigul.presses("button-back")
        await aigul.taps("Жоқ")
        assert "Нені қалайсыз?" in aigul.last.text

        assert await survey.row(aigul) == {"hello": "", "water": "no", "wrong": "dirty", "home/people": "5"}


async def test_every_answer_can_be_changed_at_the_end_and_after_handing_in(tmp_path: Path) -> None:
    async with asked(tmp_path, SHORT) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.taps("Иә")
        await aigul.presses("button-sheet-skip")
        assert aigul.sees(
            "sheet-item", number=2, question="Нені қалайсыз?", answer=aigul.said("sheet-passed-over")
        )
        await aigul.presses("button-sheet-again", number=2)
        await aigul.writes("Су")
        await aigul.presses("button-sheet-hand-in")
        first = await survey.handed_in(aigul)
        assert first is not None
        assert first.values == {"water": "yes", "dream": "Су"}

        await aigul.presses("button-sheet-change")
        assert aigul.sees("sheet-change-begins")
        await aigul.presses("button-sheet-again", number=1)
        await aigul.taps("Жоқ")
        again = await survey.handed_in(aigul)
        assert again is not None
        assert again.values == first.values
        await aigul.presses("button-sheet-hand-in")
        changed = await survey.handed_in(aigul)
        assert changed is not None
        assert changed.values == {"water": "no", "dream": "Су"}
        assert len(await survey.sheets()) == 1


async def test_a_photo_is_replaced_and_the_first_one_deleted(tmp_path: Path) -> None:
    book = a_book((asks("image", "photo", "Фото", "Фото"),))
    async with asked(tmp_path, book) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.sends("photo", b"one")
        first = (await survey.row(aigul) or {})["photo"]
        await aigul.presses("button-sheet-again", number=1)
        await aigul.sends("photo", b"two")
        second = (await survey.row(aigul) or {})["photo"]

        async with survey.village.look() as work:
            assert await work.files.get(BUGROVOE, FileId(int(first))) is None
            assert await work.files.content(BUGROVOE, FileId(int(second))) == b"two"


async def test_two_taps_at_once_hand_in_one_sheet_and_are_thanked_twice(tmp_path: Path) -> None:
    async with asked(tmp_path, SHORT) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.taps("Иә")
        await aigul.writes("Су")
        under, label = aigul.last, aigul.said("button-sheet-hand-in")
        survey.village.api.press(aigul.user, under, label)
        survey.village.api.press(aigul.user, under, label)
        await survey.village.settle()

        assert aigul.sees("sheet-thanks")
        assert len(await survey.sheets()) == 1


async def test_an_old_question_answered_again_changes_its_answer(tmp_path: Path) -> None:
    async with asked(tmp_path) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.presses("button-sheet-next")
        await aigul.taps("Иә")
        await aigul.writes("5")
        await aigul.presses("button-back")
        await aigul.presses("button-back")
        await aigul.taps("Жоқ")

        assert "Суда не дұрыс емес?" in aigul.last.text


# ----------------------------------------------------------------------------------------- who may answer


async def test_who_is_not_in_the_chat_reads_what_it_is_about_and_is_refused(tmp_path: Path) -> None:
    async with asked(tmp_path, SHORT) as survey:
        stranger = await survey.village.resident("Бөтен")
        await stranger.opens(survey.link(stranger))
        await stranger.presses("button-sheet-begin")

        assert stranger.toasts[-1].text == stranger.said("poll-not-in-chat")
        assert await survey.row(stranger) is None


async def test_who_leaves_the_chat_meanwhile_cannot_hand_in_and_keeps_the_answers(tmp_path: Path) -> None:
    async with asked(tmp_path, SHORT) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.taps("Иә")
        await aigul.writes("Су")
        survey.village.api.leave(aigul.user, survey.group)
        await survey.village.settle()
        await aigul.presses("button-sheet-hand-in")

        assert aigul.toasts[-1].text == aigul.said("poll-not-in-chat")
        assert await survey.row(aigul) == {"water": "yes", "dream": "Су"}
        assert await survey.sheets() == ()


async def test_who_is_new_gives_consent_and_comes_to_the_survey(tmp_path: Path) -> None:
    async with asked(tmp_path, SHORT) as survey:
        newcomer = survey.village.someone("Жаңа", "ru")
        survey.village.api.were_in(survey.group, newcomer.user)
        await newcomer.opens(survey.link(newcomer))
        await newcomer.agrees()
        assert newcomer.sees("sheet-length", questions=2, minutes=1)
        await newcomer.presses("button-sheet-begin")

        assert "Есть вода?" in newcomer.last.text


async def test_the_missing_step_is_asked_before_the_first_question(tmp_path: Path) -> None:
    async with asked(tmp_path, SHORT, level=Level.PHONE) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        assert aigul.sees("sheet-then-phone")
        assert aigul.has_read("sheet-phone-ask") == 1
        assert await survey.row(aigul) is None
        survey.village.api.share_contact(aigul.user, aigul.chat, "77010000001")
        await survey.village.settle()
        await aigul.presses("button-continue")

        assert any("Су бар ма?" in text for text in aigul.texts)


async def test_after_the_end_nothing_is_taken(tmp_path: Path) -> None:
    async with asked(tmp_path, SHORT) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.taps("Иә")
        await survey.village.forward(days=15)
        await aigul.presses("button-sheet-skip")

        assert aigul.toasts[-1].text == aigul.said("poll-over", number=survey.survey.number)
        assert await survey.sheets() == ()


# ---------------------------------------------------------------------------------------------- anonymous


async def test_an_anonymous_sheet_is_explained_cut_and_final(tmp_path: Path) -> None:
    async with asked(tmp_path, SHORT, anonymous=True) as survey:
        aigul = await survey.village.resident("Айгүл")
        survey.village.api.were_in(survey.group, aigul.user)
        await aigul.opens(survey.link(aigul))
        assert aigul.sees("sheet-anonymous")
        await aigul.presses("button-sheet-begin")
        await aigul.taps("Иә")
        await aigul.writes("Құпия арман")
        await aigul.presses("button-sheet-again", number=1)
        await aigul.taps("Жоқ")
        await aigul.presses("button-sheet-hand-in")
        assert aigul.sees("sheet-thanks-anonymous")
        assert _labels(aigul) == []

        (sheet,) = await survey.sheets()
        assert sheet.values == {"water": "no", "dream": "Құпия арман"}
        assert (sheet.language, sheet.network, sheet.began_at, sheet.at) == (
            None,
            "",
            None,
            survey.survey.opens_at,
        )
        assert await survey.handed_in(aigul) is None
        await aigul.opens(survey.link(aigul))
        assert aigul.sees("sheet-answered-for-good")


async def test_an_anonymous_photo_goes_along_as_a_copy_and_the_sent_one_is_deleted(tmp_path: Path) -> None:
    book = a_book((asks("image", "photo", "Фото", "Фото"),))
    async with asked(tmp_path, book, anonymous=True) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.sends("photo", b"a picture")
        sent = FileId(int((await survey.row(aigul) or {})["photo"]))
        await aigul.presses("button-sheet-hand-in")

        (sheet,) = await survey.sheets()
        copied = FileId(int(sheet.values["photo"]))
        async with survey.village.look() as work:
            assert await work.files.get(BUGROVOE, sent) is None
            assert await work.files.content(BUGROVOE, copied) == b"a picture"
            kept = await work.files.get(BUGROVOE, copied)
        assert kept is not None
        assert (kept.network, kept.remote, kept.name) == ("", "", "")


async def test_a_photo_on_its_way_keeps_the_anonymous_sheet_waiting(tmp_path: Path) -> None:
    book = a_book((asks("image", "photo", "Фото", "Фото"),))
    async with asked(tmp_path, book, anonymous=True) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.sends("photo", b"a picture")
        sent = FileId(int((await survey.row(aigul) or {})["photo"]))
        async with survey.village.house.desk.open_work() as work:
            await work.files.drop_content(BUGROVOE, sent)
        await aigul.presses("button-sheet-hand-in")

        assert aigul.toasts[-1].text == aigul.said("sheet-file-on-its-way")
        assert await survey.row(aigul) == {"photo": str(sent)}
        assert await survey.sheets() == ()


# ---------------------------------------------------------------------------------- for others, and to try


async def test_a_deputy_fills_in_for_two_elders_and_for_themselves(tmp_path: Path) -> None:
    async with asked(tmp_path, SHORT) as survey:
        deputy = await survey.village.official(Role.DEPUTY, "Марат")
        survey.village.api.were_in(survey.group, deputy.user)
        link = f"https://t.me/{deputy.bot.username}?start={link_word(InterviewBegun(survey.survey.id))}"
        for answer, section in (("Иә", "Бугровое"), ("Жоқ", "Қызылту")):
            await deputy.opens(link)
            assert deputy.sees("sheet-interview-ask", title=survey.survey.title)
            await deputy.taps(section)
            assert deputy.sees("sheet-interview")
            await deputy.taps(answer)
            await deputy.writes("Дәрі")
            await deputy.presses("button-sheet-hand-in")
            assert deputy.sees("sheet-interview-done")
        await survey.begins(deputy)
        await deputy.taps("Иә")
        await deputy.writes("Өзімдікі")
        await deputy.presses("button-sheet-hand-in")

        told = sorted(
            (s.values["water"], str(s.section), str(s.interviewer), int(s.level))
            for s in await survey.sheets()
        )
        assert told == [
            ("no", "kyzyltu", "deputy", 0),
            ("yes", "bugrovoe", "None", 0),
            ("yes", "bugrovoe", "deputy", 0),
        ]
        own = await survey.handed_in(deputy)
        assert own is not None
        assert own.values["dream"] == "Өзімдікі"


async def test_an_unfinished_interview_is_finished_or_dropped_for_another(tmp_path: Path) -> None:
    async with asked(tmp_path, SHORT) as survey:
        deputy = await survey.village.official(Role.COMMISSION_MEMBER, "Марат")
        link = f"https://t.me/{deputy.bot.username}?start={link_word(InterviewBegun(survey.survey.id))}"
        await deputy.opens(link)
        await deputy.taps("Бугровое")
        await deputy.taps("Иә")
        await deputy.opens(link)
        await deputy.presses("button-sheet-unfinished")
        assert "Нені қалайсыз?" in deputy.last.text
        await deputy.opens(link)
        await deputy.taps("Қызылту")

        assert await survey.row(deputy, interviewing=True) == {}


async def test_the_office_fills_in_for_nobody(tmp_path: Path) -> None:
    async with asked(tmp_path, SHORT) as survey:
        akim = survey.akim
        await akim.opens(
            f"https://t.me/{akim.bot.username}?start={link_word(InterviewBegun(survey.survey.id))}"
        )

        assert akim.has_read("sheet-interview-ask", title=survey.survey.title) == 0


async def test_a_draft_is_tried_and_leaves_nothing(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident("Айгүл")
        draft: Draft = await a_draft(village.house.desk, BUGROVOE, book=SHORT)
        link = f"https://t.me/{akim.bot.username}?start={link_word(SheetOpened(draft.id))}"
        await akim.opens(link)
        assert akim.sees("sheet-test-run-begins")
        await akim.presses("button-sheet-begin")
        assert akim.sees("sheet-test-run")
        await akim.taps("Иә")
        await akim.presses("button-sheet-skip")
        await akim.presses("button-sheet-hand-in")
        assert akim.sees("sheet-test-over")
        async with village.look() as work:
            who = await akim.who(work)
            assert who is not None
            assert await work.forms.open(BUGROVOE, who) is None

        await aigul.opens(link)
        assert aigul.sees("button-old")


# ------------------------------------------------------------------------- from the group, and odd taps


def _tapped(person: Person, group: FakeChat, press: Press, update: int, *, private: bool) -> Heard:
    sender = Address("telegram", str(person.user.id))
    room = sender if private else Address("telegram", str(group.id))
    return Heard(BUGROVOE, update, sender, SenderKind.PERSON, room, private, Pressed(press.data))


async def test_in_the_group_the_button_leads_even_a_stranger_into_the_private_chat(tmp_path: Path) -> None:
    async with asked(tmp_path, SHORT) as survey:
        stranger, press = survey.village.someone("Бөтен"), SheetOpened(survey.survey.id)
        heard = _tapped(stranger, survey.group, press, 900_001, private=False)
        (going,) = (await answer(heard, survey.village.house.desk)).cards

        assert isinstance(going, GoPrivate)
        assert going.start == link_word(press)


async def test_a_tap_brought_twice_ticks_once(tmp_path: Path) -> None:
    async with asked(tmp_path) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.presses("button-sheet-next")
        await aigul.taps("Жоқ")
        tick = SheetAnswered(survey.survey.id, 0, 2, 0)
        for _ in range(2):
            heard = _tapped(aigul, survey.group, tick, 900_002, private=True)
            await answer(heard, survey.village.house.desk)

        assert (await survey.row(aigul) or {})["wrong"] == "dirty"


async def test_a_button_of_another_question_counts_while_that_applies_and_is_old_after(
    tmp_path: Path,
) -> None:
    async with asked(tmp_path) as survey:
        desk, aigul = survey.village.house.desk, await survey.village.resident("Айгүл")
        await survey.begins(aigul)
        await aigul.presses("button-sheet-next")
        await aigul.taps("Жоқ")
        await aigul.presses("button-sheet-done")
        await answer(
            _tapped(aigul, survey.group, SheetAnswered(survey.survey.id, 0, 1, 0), 900_003, private=True),
            desk,
        )
        assert (await survey.row(aigul) or {})["water"] == "yes"
        presses = (
            SheetAnswered(survey.survey.id, 0, 2, 0),
            SheetAnswered(survey.survey.id, 0, 1, 7),
            SheetAnswered(survey.survey.id, 0, 99, 0),
            SheetSkipped(survey.survey.id, 0, 2),
            SheetHanded(survey.survey.id, 1),
        )
        for number, press in enumerate(presses, 900_010):
            said = await answer(_tapped(aigul, survey.group, press, number, private=True), desk)
            assert said.note is not None, press
            assert said.note.say.key == "button-old", press
