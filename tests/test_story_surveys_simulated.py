"""A survey filled in on the simulator's page: by buttons, and by numbers where a messenger has none."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.config import ZONE
from bot.demo import demo_config
from bot.xforms.making import kept_form
from handlers.chat import Say
from handlers.presses import link_word
from handlers.surveys.subject import SheetOpened
from storage.engine import engine_for
from storage.keyring import keys_for
from storage.work import OpenSqlWork, work_on
from tests.played import AIGUL, AKIM, MORNING, OLGA, ZHANAR, Village, a_demo, labels_of, text_of
from tests.surveyed import a_book, asks, draft_of, survey_of
from village.chats import Address
from village.ids import SheetId, SurveyId, VillageSlug
from village.surveys import Survey
from village.texts import Language

BOOK = a_book(
    (
        asks("select_one yesno", "water", "Су бар ма?", "Есть вода?", required="yes"),
        asks("select_multiple troubles", "wrong", "Не дұрыс емес?", "Что не так?"),
        asks("rank troubles", "first", "Реттеңіз", "По порядку", required="yes"),
        asks("integer", "people", "Үйде неше адам?", "Сколько дома людей?", required="yes"),
    ),
    (
        ("yesno", "yes", "Иә", "Да"),
        ("yesno", "no", "Жоқ", "Нет"),
        ("troubles", "dirty", "Лас", "Грязная"),
        ("troubles", "weak", "Қысымы әлсіз", "Слабый напор"),
        ("troubles", "dear", "Қымбат", "Дорогая"),
    ),
)
SURVEY = SurveyId(77)


@dataclass(frozen=True)
class Asked:
    """A survey that is asked of the demo's village."""

    village: Village
    work: OpenSqlWork
    survey: Survey

    async def begins(self, person: str, language: Language) -> None:
        await self.village.write(person, f"/start {link_word(SheetOpened(SURVEY))}")
        await self.village.press(person, "button-sheet-begin", language=language)

    async def last(self, person: str) -> str:
        return text_of((await self.village.messages(person))[-1])

    async def taps(self, person: str, label: str) -> None:
        """Press the newest button that bears a label."""
        for message in reversed(await self.village.messages(person)):
            pressed = next((b for row in message["rows"] for b in row if b["label"] == label), None)
            if pressed:
                where = {"person": person, "chat": person, "message": message["id"]}
                await self.village.tell("/api/press", press=pressed["press"], **where)
                return
        raise AssertionError(label)

    async def sheets(self) -> list[Mapping[str, str]]:
        async with self.work() as work:
            return [each.values for each in await work.surveys.sheets(self.survey, SheetId(0), 10)]


@asynccontextmanager
async def asked(folder: Path) -> AsyncIterator[Asked]:
    """Open the demo, and ask a survey there."""
    database = f"sqlite+aiosqlite:///{folder / 'village.sqlite'}"
    config = demo_config(database)
    async with a_demo(folder, database=database) as village:
        engine = engine_for(database)
        open_work, _ = work_on(engine, await keys_for(engine, config.app.secret.get_secret_value()), ZONE)
        try:
            async with open_work() as work:
                author = await work.people.at(Address("simulator", AKIM))
                assert author is not None
                form = kept_form(BOOK)
                draft = draft_of(form, VillageSlug("bugrovoe"), SURVEY, MORNING)
                survey = survey_of(draft, author, MORNING)
                await work.surveys.add_draft(draft, form)
                await work.surveys.add(survey)
            yield Asked(village, open_work, survey)
        finally:
            await engine.dispose()


async def test_where_a_messenger_has_no_buttons_numbers_answer(tmp_path: Path) -> None:
    async with asked(tmp_path) as survey:
        await survey.begins(ZHANAR, Language.KK)
        await survey.village.write(ZHANAR, "2")
        assert "Не дұрыс емес?" in await survey.last(ZHANAR)
        assert "1. Лас" in await survey.last(ZHANAR)
        await survey.village.write(ZHANAR, "1 3")
        assert "Реттеңіз" in await survey.last(ZHANAR)
        for number in ("2", "1", "3", "4"):
            await survey.village.write(ZHANAR, number)
        assert "Үйде неше адам?" in await survey.last(ZHANAR)
        # No button of the question before is meant by a number that is the answer.
        await survey.village.write(ZHANAR, "2")
        assert survey.village.speech.say(Say("sheet-list-how"), Language.KK) in await survey.last(ZHANAR)
        await survey.village.write(ZHANAR, "1")
        assert "Су бар ма?" in await survey.last(ZHANAR)
        await survey.village.write(ZHANAR, "Иә")
        await survey.village.write(ZHANAR, "5")
        assert survey.village.speech.say(Say("sheet-thanks"), Language.KK) in await survey.last(ZHANAR)

        assert await survey.sheets() == [
            {"water": "yes", "wrong": "dirty dear", "first": "weak dirty dear", "people": "2"}
        ]


async def test_by_buttons_the_question_changes_in_its_place_in_two_languages(tmp_path: Path) -> None:
    async with asked(tmp_path) as survey:
        for person, language, yes, done in (
            (AIGUL, Language.KK, "Иә", ("Қымбат", "Лас", "Қысымы әлсіз")),
            (OLGA, Language.RU, "Да", ("Дорогая", "Грязная", "Слабый напор")),
        ):
            await survey.begins(person, language)
            before = len(await survey.village.messages(person))
            await survey.taps(person, yes)
            await survey.taps(person, done[1])
            await survey.village.press(person, "button-sheet-done", language=language)
            for label in done:
                await survey.taps(person, label)
            shown = (await survey.village.messages(person))[-1]
            assert [f"{place}. {label}" for place, label in enumerate(done, 1)] == sorted(
                labels_of(shown)[:3]
            )
            assert len(await survey.village.messages(person)) == before
            await survey.village.press(person, "button-sheet-done", language=language)
            await survey.village.write(person, "3")
            await survey.village.press(person, "button-sheet-hand-in", language=language)

        one = {"water": "yes", "wrong": "dirty", "first": "dear dirty weak", "people": "3"}
        assert await survey.sheets() == [one, one]
