"""A survey's end over Telegram's wire: the village hears, each who answered hears, texts stay inside."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from bot.xforms.making import kept_form
from handlers.presses import link_word
from handlers.surveys.result_letters import tell_result
from handlers.surveys.results import live_says
from handlers.surveys.subject import ResultShown, TextsAsked
from tests.fake_bot_api import FakeChat, FakeMessage
from tests.telegram_village import BUGROVOE, SPEECH, Person, TelegramVillage, a_telegram_village
from village.chats import Address
from village.course import State, closed
from village.forms import OpenForm
from village.ids import PersonId, SectionSlug, SurveyId
from village.people import Role
from village.surveys import Answers, Draft, HandedIn, Survey, SurveyPlan, dialogue
from village.texts import Bilingual

BOOK = {
    "survey": [
        ["type", "name", "label::Қазақша (kk)", "label::Русский (ru)", "relevant"],
        ["select_one water", "water", "Су қандай?", "Какая вода?", ""],
        ["select_multiple why", "why", "Неге?", "Почему?", "${water} = 'bad'"],
        ["integer", "rooms", "Неше бөлме?", "Сколько комнат?", ""],
        ["text", "wish", "Не қалайсыз?", "Чего хотите?", ""],
    ],
    "choices": [
        ["list_name", "name", "label::Қазақша (kk)", "label::Русский (ru)"],
        ["water", "good", "жақсы", "хорошая"],
        ["water", "bad", "жаман", "плохая"],
        ["why", "dirty", "лай", "мутная"],
        ["why", "far", "алыс", "далеко"],
    ],
    "settings": [
        ["form_title", "form_id", "version", "default_language"],
        ["Су туралы / О воде", "water", "1", "Қазақша (kk)"],
    ],
}
TITLE = Bilingual("Су туралы", "О воде")
BAD: Answers = {"water": "bad", "why": "dirty far", "rooms": "3", "wish": "Жол жөндеңіздер"}
GOOD: Answers = {"water": "good", "rooms": "4", "wish": "Шам керек"}


@dataclass
class Ended:
    """A survey in a village with a group; it is closed by ``closes``."""

    village: TelegramVillage
    akim: Person
    group: FakeChat
    survey: Survey

    async def hands_in(self, person: PersonId, answers: Answers, interviewer: Role | None = None) -> None:
        """Hand in a sheet as the dialogue does: what was asked and passed over is in it."""
        desk = self.village.house.desk
        async with desk.open_work() as work:
            form = await work.surveys.form(BUGROVOE, self.survey.id)
            assert form is not None
            sheet = desk.questionnaires.sheet(form, answers, desk.local_now())
            handed = HandedIn(sheet.handed_in, desk.clock.now(), interviewer=interviewer)
            await work.surveys.hand_in(self.survey, replace(handed, section=SectionSlug("bugrovoe")), person)

    async def strangers(self, count: int, answers: Answers) -> None:
        """Let people hand in of whom nothing is known but their address."""
        for person in await self.met(count):
            await self.hands_in(person, answers)

    async def met(self, count: int) -> Sequence[PersonId]:
        """Meet people."""
        desk = self.village.house.desk
        async with desk.open_work() as work:
            numbers = [desk.new_id() for _ in range(count)]
            for number in numbers:
                await work.people.meet(Address("telegram", str(number)), PersonId(number), desk.clock.now())
        return [PersonId(number) for number in numbers]

    async def who(self, person: Person) -> PersonId:
        async with self.village.look() as work:
            found = await person.who(work)
        assert found is not None
        return found

    async def closes(self) -> None:
        """Close it at its hour."""
        await self.village.forward(days=2)
        desk = self.village.house.desk
        async with desk.open_work() as work:
            held = await work.surveys.hold(BUGROVOE, self.survey.id)
            assert held is not None
            self.survey = closed(held, desk.clock.now())
            await work.surveys.keep(self.survey)
            await tell_result(self.survey, work, desk)
        await self.village.forward(hours=12)

    def said_in_group(self) -> list[str]:
        return [message.text for message in self.village.in_group(self.group)]


@asynccontextmanager
async def asked(folder: Path, *, anonymous: bool = False) -> AsyncIterator[Ended]:
    """Open a village in which a survey is open."""
    async with a_telegram_village(folder) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        desk = village.house.desk
        async with desk.open_work() as work:
            author = await akim.who(work)
            assert author is not None
            survey = a_survey(author, village, anonymous=anonymous)
            form = kept_form(BOOK)
            made = Draft(survey.id, BUGROVOE, "water", "1", TITLE, 4, survey.opens_at, author)
            await work.surveys.add_draft(made, form)
            await work.surveys.add(survey)
        yield Ended(village, akim, group, survey)


def a_survey(author: PersonId, village: TelegramVillage, *, anonymous: bool) -> Survey:
    now = village.house.desk.local_now()
    plan = SurveyPlan(closes_at=now + timedelta(days=2), anonymous=anonymous)
    return Survey(
        SurveyId(77),
        form_id="water",
        version="1",
        title=TITLE,
        length=4,
        village=BUGROVOE,
        number=1,
        author=author,
        plan=plan,
        opens_at=now,
        first_closes_at=plan.closes_at,
        author_role=Role.AKIM,
        state=State.OPEN,
    )


def report_in(village: TelegramVillage, message: FakeMessage) -> str:
    """Read the report that a message carries."""
    content = village.api.files[message.raw["document"]["file_id"]].content
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def reports(messages: Sequence[FakeMessage]) -> list[FakeMessage]:
    return [message for message in messages if message.raw.get("document")]


async def test_the_village_and_each_who_answered_hear_what_came_out(tmp_path: Path) -> None:
    async with asked(tmp_path) as survey:
        aigul, olga = await survey.village.resident("Айгүл"), await survey.village.resident("Ольга", "ru")
        await survey.hands_in(await survey.who(aigul), BAD)
        await survey.hands_in(await survey.who(olga), GOOD)
        await survey.strangers(6, BAD)
        await survey.closes()

        told = "\n".join(survey.said_in_group())
        assert survey.village.says("kk", "survey-result-title", number=1) in told
        assert "Какая вода? — чаще всего выбирали: плохая (88 %)" in told
        assert survey.village.says("ru", "result-meaning") in told
        assert "Жол жөндеңіздер" not in told
        (report,) = reports(survey.village.in_group(survey.group))
        words = report_in(survey.village, report)
        assert "жаман 7 · 88 %" in words
        assert "хорошая 1 · 13 %" in words
        assert "Шам керек" not in words

        yours = next(text for text in aigul.texts if aigul.said("survey-yours", number=1) in text)
        assert "Су қандай?\nСіз: жаман\nАуыл: жаман (88 %) және жақсы (13 %)" in yours
        assert "Неше бөлме?\nСіз: 3\nАуыл: орташа мәні – 3,13" in yours
        hers = next(text for text in olga.texts if olga.said("survey-yours", number=1) in text)
        assert "Какая вода?\nВы: хорошая\nСело: плохая (88 %) и хорошая (13 %)" in hers
        assert "Почему?" not in hers
        assert survey.akim.has_read("survey-result-title", number=1) == 1
        assert survey.akim.has_read("survey-yours", number=1) == 0


async def test_of_an_anonymous_survey_each_hears_what_the_village_said_alone(tmp_path: Path) -> None:
    async with asked(tmp_path, anonymous=True) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.hands_in(await survey.who(aigul), BAD)
        await survey.strangers(6, BAD)
        await survey.closes()

        said = next(text for text in aigul.texts if aigul.said("survey-village-said", number=1) in text)
        assert "Су қандай?\nАуыл: жаман (100 %)" in said
        assert "Сіз:" not in said


async def test_of_four_sheets_nothing_is_told_but_that(tmp_path: Path) -> None:
    async with asked(tmp_path) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.hands_in(await survey.who(aigul), BAD)
        await survey.strangers(3, GOOD)
        await survey.closes()

        told = "\n".join(survey.said_in_group())
        assert survey.village.says("kk", "survey-few", least=5) in told
        assert "жаман" not in told
        (report,) = reports(survey.village.in_group(survey.group))
        assert "жаман" not in report_in(survey.village, report)
        assert aigul.has_read("survey-yours", number=1) == 0
        assert aigul.has_read("survey-few", least=5) == 1


async def test_pictures_come_in_private_when_asked_for(tmp_path: Path) -> None:
    async with asked(tmp_path) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.hands_in(await survey.who(aigul), BAD)
        await survey.strangers(6, GOOD)
        await survey.closes()

        shown = await aigul.presses("button-survey-pictures")

        assert aigul.said("survey-pictures-here", first=1, last=2, count=2) in shown[0].text
        assert len([message for message in shown if message.raw.get("photo")]) == 2
        link = f"https://t.me/{aigul.bot.username}?start={link_word(ResultShown(survey.survey.id))}"
        again = await aigul.opens(link)
        assert aigul.said("survey-result-title", number=1) in again[0].text
        assert len(reports(again)) == 1


async def test_a_result_is_not_shown_before_it_is_there(tmp_path: Path) -> None:
    async with asked(tmp_path) as survey:
        aigul = await survey.village.resident("Айгүл")
        await survey.strangers(6, GOOD)

        await aigul.opens(
            f"https://t.me/{aigul.bot.username}?start={link_word(ResultShown(survey.survey.id))}"
        )

        assert aigul.sees("survey-result-not-yet", number=1, at=survey.survey.plan.closes_at)


async def test_the_office_sees_how_far_it_is_and_where_people_stop(tmp_path: Path) -> None:
    async with asked(tmp_path) as survey:
        await survey.strangers(6, GOOD)
        desk = survey.village.house.desk
        people = await survey.met(5)
        async with desk.open_work() as work:
            for number, person in enumerate(people):
                at = "rooms" if number else "water"
                await work.forms.keep(OpenForm(BUGROVOE, person, dialogue(survey.survey.id), {}, at))

        async with desk.look() as work:
            says = await live_says(survey.survey, work, desk)

        words = "\n".join(SPEECH.say(said, survey.akim.language) for said in says)
        assert survey.village.says("kk", "survey-live-finished", people=6) in words
        assert survey.village.says("kk", "survey-live-begun", people=5) in words
        assert "3/4. Неше бөлме? – 4\n1/4. Су қандай? – 1" in words
        assert "Бугровое: 6 адам. Ересек тұрғындар: 310 (2 %)" in words
        assert "жақсы" not in words


# ------------------------------------------------------------------------------------------ what was written


async def _reads(survey: Ended, person: Person) -> Sequence[FakeMessage]:
    word = link_word(TextsAsked(survey.survey.id))
    return await person.opens(f"https://t.me/{person.bot.username}?start={word}")


async def test_texts_are_put_under_headings_and_told_with_their_counts(tmp_path: Path) -> None:
    async with asked(tmp_path) as survey:
        await survey.strangers(5, BAD)
        await survey.strangers(1, GOOD)
        await survey.closes()
        await survey.akim.presses("button-survey-texts")
        for turn in range(6):
            if turn:
                await survey.akim.presses("button-texts-first")
            await _groups(survey, turn)
        await survey.akim.presses("button-headings-tell")
        assert "Жол: 5" in survey.akim.last.text
        assert "Шам" not in survey.akim.last.text
        await survey.akim.presses("button-headings-tell-sure")
        await survey.village.forward(hours=12)

        told = survey.said_in_group()[-1]
        assert survey.village.says("kk", "survey-headings", number=1) in told
        assert "Жол: 5" in told
        assert "Дороги: 5" in told
        assert "Шам" not in told
        await survey.akim.presses("button-survey-result")
        (report,) = reports(survey.akim.messages[-3:])
        assert "Жол 5" in report_in(survey.village, report)


async def _groups(survey: Ended, turn: int) -> None:
    """Put the text past so many others under the heading of what it says, which is made where it is new."""
    akim = survey.akim
    if turn == 5:
        await akim.presses("button-texts-next")
        turn = 0
    await akim.taps(str(turn + 1))
    heading, second = ("Жол", "Дороги") if "Жол жөндеңіздер" in akim.last.text else ("Шам", "Свет")
    if any(label.endswith(heading) for label in akim.last.labels):
        await akim.taps(heading)
    else:
        await akim.presses("button-heading-new")
        await akim.writes(heading)
        await akim.writes(second)


async def test_texts_of_an_anonymous_survey_are_read_at_its_end(tmp_path: Path) -> None:
    async with asked(tmp_path, anonymous=True) as survey:
        await survey.strangers(5, BAD)

        await _reads(survey, survey.akim)
        assert survey.akim.sees("survey-texts-not-yet", number=1)
        await survey.closes()
        await _reads(survey, survey.akim)

        assert survey.akim.last.text.count("Жол жөндеңіздер") == 5


async def test_nobody_but_its_makers_reads_what_was_written(tmp_path: Path) -> None:
    async with asked(tmp_path) as survey:
        deputy, aigul = await survey.village.official(Role.DEPUTY, "Марат"), await survey.village.resident()
        await survey.strangers(5, BAD)
        await survey.closes()

        for person in (deputy, aigul):
            await _reads(survey, person)
            assert not any("Жол жөндеңіздер" in text for text in person.texts)


async def test_headings_that_few_texts_have_are_told_nobody(tmp_path: Path) -> None:
    async with asked(tmp_path) as survey:
        await survey.strangers(5, BAD)
        await survey.closes()
        await survey.akim.presses("button-survey-texts")
        await _groups(survey, 0)
        before = len(survey.said_in_group())

        await survey.akim.presses("button-headings-tell")

        assert survey.akim.toasts[-1].text == survey.akim.said("survey-headings-of-few", least=5)
        assert len(survey.said_in_group()) == before
