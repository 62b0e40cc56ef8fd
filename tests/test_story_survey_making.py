"""Stories of surveys over Telegram's wire: from a file to a card in the group, to its end."""

import io
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from bot.cli import app
from bot.config import Mistake
from bot.keeping import export_form
from bot.stopping import stop_survey
from handlers.chat import Fact, Numbered
from handlers.surveys.closing import COURSE
from tests.fake_bot_api import FakeChat, FakeMessage
from tests.telegram_village import BUGROVOE, Person, TelegramVillage, a_telegram_village
from tests.test_story_roll import a_config_file
from village.chats import Address
from village.course import State
from village.ids import PersonId
from village.people import Role
from village.surveys import HandedIn, Survey, dialogue
from village.texts import Bilingual

TITLE = Bilingual("Ауылға не керек?", "Что нужно селу?")
_LABELS = ("label::Қазақша (kk)", "label::Русский (ru)")
_SURVEY = (
    ("type", "name", *_LABELS, "relevant"),
    ("select_one yes_no", "water", "Су бар ма?", "Есть ли вода?", ""),
    ("text", "why", "Неге жоқ?", "Почему нет?", "${water} = 'no'"),
)
_CHOICES = (
    ("list_name", "name", *_LABELS),
    ("yes_no", "yes", "Иә", "Да"),
    ("yes_no", "no", "Жоқ", "Нет"),
)
_SETTINGS = (
    ("form_title", "form_id", "version", "default_language"),
    (f"{TITLE.kk} / {TITLE.ru}", "needs", "2026", "Қазақша (kk)"),
)


def a_form(survey: Sequence[Sequence[str]] = _SURVEY) -> bytes:
    """Write a form as people write one."""
    made, content = Workbook(), io.BytesIO()
    made.remove(made.active)
    for name, rows in (("survey", survey), ("choices", _CHOICES), ("settings", _SETTINGS)):
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(content)
    return content.getvalue()


@dataclass
class Place:
    """A village with an akim who has a draft, and a group."""

    village: TelegramVillage
    akim: Person
    group: FakeChat

    @property
    def card(self) -> FakeMessage:
        """The survey's card in the group."""
        title = self.village.says("kk", "survey-title", number=1)
        return next(message for message in self.village.in_group(self.group) if title in message.text)

    async def brings(self, content: bytes) -> None:
        """Have the akim send a form."""
        await self.akim.writes("/survey")
        await self.akim.presses("button-survey-by-file")
        await self.akim.sends("document", content)
        await self.village.forward(minutes=1)

    async def publishes(self, *, anonymous: bool = False, rules: Sequence[tuple[str, str]] = ()) -> None:
        """Have the akim publish the draft that was shown last."""
        await self.goes_to_preview(anonymous=anonymous)
        for question, said in rules:
            await self.akim.presses("button-correct")
            await self.akim.presses(f"question-{question}")
            await self.akim.writes(said)
        await self.akim.presses("button-publish")

    async def goes_to_preview(self, *, anonymous: bool = False) -> None:
        """Have the akim answer what is asked before publishing."""
        await self.akim.presses("button-publish")
        await self.akim.presses("whole-unit")
        await self.akim.presses("button-yes" if anonymous else "button-no")
        await self.akim.presses("button-no-election")

    async def survey(self) -> Survey:
        """Give the survey as it is kept."""
        async with self.village.look() as work:
            (found,) = await work.surveys.latest(BUGROVOE, 2)
        return found

    async def hands_in(self, person: Person, **values: str) -> None:
        """Keep a sheet of somebody's, as filling it in does."""
        desk, survey = self.village.house.desk, await self.survey()
        async with desk.open_work() as work:
            who = await work.people.meet(
                Address("telegram", str(person.user.id)), PersonId(desk.new_id()), desk.clock.now()
            )
            await work.surveys.hand_in(survey, HandedIn(values, desk.clock.now()), who)
            await work.outbox.refresh_groups(BUGROVOE, "survey", COURSE.about(survey), desk.clock.now())
        await self.village.settle()


@asynccontextmanager
async def a_place(folder: Path) -> AsyncIterator[Place]:
    """Open a village with a group."""
    async with a_telegram_village(folder) as village:
        akim = await village.official()
        yield Place(village, akim, await village.bound_group(akim))


@asynccontextmanager
async def drafted(folder: Path) -> AsyncIterator[Place]:
    """Open a village in which a form was brought and kept as a draft."""
    async with a_place(folder) as place:
        await place.brings(a_form())
        await place.akim.presses("button-survey-take")
        yield place


@asynccontextmanager
async def published(folder: Path, *, anonymous: bool = False) -> AsyncIterator[Place]:
    """Open a village in which a survey stands in the group."""
    async with drafted(folder) as place:
        await place.publishes(anonymous=anonymous)
        yield place


# ------------------------------------------------------------------------------------------------- a form


async def test_all_faults_of_a_form_are_told_by_their_cells_and_nothing_is_kept(tmp_path: Path) -> None:
    half = tuple(("text", f"q{number}", f"Сұрақ {number}", "", "") for number in range(25))
    async with a_place(tmp_path) as place:
        await place.brings(a_form((_SURVEY[0], *half)))

        assert place.akim.sees("survey-faults", faults=25)
        assert "survey!D2" in place.akim.last.text
        assert "survey!D21" in place.akim.last.text
        assert "survey!D22" not in place.akim.last.text
        assert place.akim.sees("roll-faults-more", faults=5)
        async with place.village.look() as work:
            assert await work.surveys.drafts(BUGROVOE) == ()


async def test_what_is_no_form_is_refused_and_the_way_back_named(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        await place.brings(b"no form at all")

        assert place.akim.sees("survey-faults", faults=1)


async def test_a_good_form_becomes_a_draft_and_its_file_is_deleted(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        await place.brings(a_form())
        good = place.akim.last
        await place.akim.presses("button-survey-take")

        assert place.akim.said("survey-form-good") in good.text
        assert TITLE.kk in place.akim.last.text
        assert place.akim.sees("survey-conditional", names=("why",))
        assert "қазақша" in place.akim.last.text
        assert "орысша" in place.akim.last.text
        await place.akim.presses("button-survey-take", good)
        async with place.village.look() as work:
            (draft,) = await work.surveys.drafts(BUGROVOE)
        assert (draft.form_id, draft.version, draft.length, draft.title) == ("needs", "2026", 2, TITLE)
        assert place.akim.said("button-old") in place.akim.toasts[-1].text


async def test_a_draft_is_given_back_as_a_file_and_is_deleted_when_asked_twice(tmp_path: Path) -> None:
    async with drafted(tmp_path) as place:
        await place.akim.presses("button-survey-file")
        file = place.village.api.files[place.akim.last.raw["document"]["file_id"]]
        book = load_workbook(io.BytesIO(file.content))
        await place.akim.presses("button-survey-drop")
        async with place.village.look() as work:
            before = await work.surveys.drafts(BUGROVOE)
        await place.akim.presses("button-survey-drop-sure")

        assert [cell.value for cell in book["survey"][2]][:2] == ["select_one yes_no", "water"]
        assert len(before) == 1
        assert place.akim.sees("survey-dropped", title=TITLE)
        async with place.village.look() as work:
            assert await work.surveys.drafts(BUGROVOE) == ()


async def test_a_ready_form_is_one_press_away(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        await place.akim.writes("/survey")
        name, book = next(iter(place.village.house.desk.questionnaires.ready().items()))
        title = book["settings"][1][list(book["settings"][0]).index("form_title")]
        await place.akim.presses("survey-ready", title=Bilingual(*title.split(" / ")))

        async with place.village.look() as work:
            (draft,) = await work.surveys.drafts(BUGROVOE)
        assert draft.title.abreast == title, name


_WAYS = (Bilingual("Қай жол?", "Какая дорога?"), Bilingual("Тағы не?", "Что ещё?"))


async def _makes_two(akim: Person) -> None:
    """Have the akim make a survey of two questions, up to whether there is one more."""
    await akim.writes("/survey")
    await akim.presses("button-survey-here")
    await akim.writes("Не керек?")
    await akim.writes("Что нужно?")
    await akim.writes(_WAYS[0].abreast)
    await akim.presses("survey-kind-one")
    await akim.writes("Мектеп / Школа\nБазар / Базар")
    await akim.presses("survey-required-yes")
    await akim.presses("survey-made-more")
    await akim.writes(_WAYS[1].abreast)
    await akim.presses("survey-kind-text")
    await akim.presses("survey-required-no")


async def test_a_survey_is_made_in_the_chat(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        await _makes_two(place.akim)
        assert place.akim.sees("survey-made-so-far", items=Numbered(_WAYS), most=10)
        await place.akim.presses("survey-made-done")

        async with place.village.look() as work:
            (draft,) = await work.surveys.drafts(BUGROVOE)
            form = await work.surveys.form(BUGROVOE, draft.id)
        assert form is not None
        asks = place.village.house.desk.questionnaires.questionnaire(form)
        assert asks.title == Bilingual("Не керек?", "Что нужно?")
        assert [each.label for each in asks.questions] == list(_WAYS)
        assert [option.label.ru for option in asks.questions[0].options] == ["Школа", "Базар"]


async def test_nothing_made_is_lost_on_a_wrong_word_and_the_last_question_is_taken_off(
    tmp_path: Path,
) -> None:
    async with a_place(tmp_path) as place:
        akim = place.akim
        await _makes_two(akim)
        await akim.writes("not a button")
        assert akim.sees("choose-one")
        await akim.presses("survey-made-more")
        await akim.writes("Қате / Ошибка")
        await akim.writes("not a button")
        assert akim.sees("choose-one")
        await akim.presses("survey-kind-yes-no")
        await akim.presses("survey-required-yes")
        three = (*_WAYS, Bilingual("Қате", "Ошибка"))
        assert akim.has_read("survey-made-so-far", items=Numbered(three), most=10) == 1
        await akim.presses("survey-made-remove")

        assert akim.has_read("survey-made-so-far", items=Numbered(three), most=10) == 0
        assert akim.has_read("survey-made-so-far", items=Numbered(_WAYS), most=10) == 1


async def test_no_more_questions_are_made_than_people_read_in_a_chat(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        akim = place.akim
        await _makes_two(akim)
        for number in range(3, 11):
            await akim.presses("survey-made-more")
            await akim.writes(f"Сұрақ {number} / Вопрос {number}")
            await akim.presses("survey-kind-yes-no")
            await akim.presses("survey-required-yes")

        assert akim.said("survey-made-more") not in akim.last.labels
        await akim.presses("survey-made-done")
        async with place.village.look() as work:
            (draft,) = await work.surveys.drafts(BUGROVOE)
        assert draft.length == 10


# -------------------------------------------------------------------------------------------- published


async def test_a_published_survey_stands_in_the_group_with_a_link_into_private(tmp_path: Path) -> None:
    async with published(tmp_path) as place:
        aigul = await place.village.resident("Айгүл")
        card = place.card
        place.village.api.were_in(place.group, aigul.user)
        await aigul.presses("button-survey-fill", card)
        await aigul.presses("button-sheet-begin")

        assert place.group.pinned == [card.id]
        for text in (TITLE.kk, TITLE.ru, "opinion-not-vote", "survey-named"):
            assert (
                place.village.says("ru", text) if text.islower() and text.isascii() else text
            ) in card.text
        assert "Су бар ма?" in aigul.last.text
        assert (await place.survey()).state is State.OPEN
        async with place.village.look() as work:
            acts = await work.record.latest(BUGROVOE, 5)
            form = await work.surveys.form(BUGROVOE, (await place.survey()).id)
        assert form is not None
        (act,) = (each for each in acts if each.what == "survey-published")
        assert act.facts == {"number": 1, "digest": form.digest, "anonymous": False}


async def test_the_preview_is_the_groups_card_and_says_whom_it_reaches(tmp_path: Path) -> None:
    async with drafted(tmp_path) as place:
        await place.goes_to_preview(anonymous=True)
        seen, check = place.akim.messages[-2:]

        assert place.village.says("ru", "survey-anonymous") in seen.text
        assert place.village.says("kk", "survey-anonymous") in seen.text
        assert place.akim.said("preview", people=1, chats=1) in check.text
        assert place.akim.said("survey-frozen") in check.text


async def test_what_was_tried_is_wiped_when_it_is_published(tmp_path: Path) -> None:
    async with drafted(tmp_path) as place:
        await place.akim.presses("button-survey-try")
        await place.akim.presses("button-sheet-begin")
        async with place.village.look() as work:
            (draft,) = await work.surveys.drafts(BUGROVOE)
            akim = await place.akim.who(work)
            assert akim is not None
            tried = await work.forms.open(BUGROVOE, akim)
        assert tried is not None
        assert tried.name == dialogue(draft.id)
        await place.publishes()

        async with place.village.look() as work:
            assert await work.surveys.begun(await place.survey()) == {}


async def test_a_draft_is_published_once_however_many_publish_it(tmp_path: Path) -> None:
    async with drafted(tmp_path) as place:
        office = await place.village.official(Role.OFFICE, "Марат")
        await office.writes("/survey")
        await office.presses("survey-open-draft", title=TITLE)
        await Place(place.village, office, place.group).goes_to_preview()
        await place.goes_to_preview()
        for person in (office, place.akim):
            place.village.api.press(person.user, person.last, person.said("button-publish"))
        await place.village.settle()

        assert (await place.survey()).number == 1
        cards = [each for each in place.village.in_group(place.group) if TITLE.kk in each.text]
        assert len(cards) == 1


async def test_elections_are_asked_after_in_all_texts_of_the_form(tmp_path: Path) -> None:
    survey = (*_SURVEY, ("text", "who", "Қандай партия?", "Какая партия?", ""))
    async with a_place(tmp_path) as place:
        await place.brings(a_form(survey))
        await place.akim.presses("button-survey-take")
        await place.goes_to_preview()
        assert place.akim.sees("poll-no-election-sure", words=("партия",))
        await place.akim.presses("button-election")
        assert place.akim.sees("poll-elections-not-here") or "120" in place.akim.toasts[-1].text
        async with place.village.look() as work:
            assert await work.surveys.latest(BUGROVOE, 1) == ()


async def test_how_many_handed_in_is_told_from_five_on(tmp_path: Path) -> None:
    async with published(tmp_path) as place:
        for number in range(4):
            await place.hands_in(place.village.someone(f"Тұрғын {number}"), water="yes")
        await place.village.forward(minutes=1)
        four = place.card.text
        await place.hands_in(place.village.someone("Тағы біреу"), water="no")
        await place.village.forward(minutes=1)

        assert place.village.says("kk", "survey-handed-in", people=4) not in four
        assert place.village.says("kk", "survey-handed-in", people=5) in place.card.text


# -------------------------------------------------------------------------------------------- its course


async def test_the_reminder_goes_once_to_who_has_not_handed_in_and_says_where_one_stopped(
    tmp_path: Path,
) -> None:
    async with drafted(tmp_path) as place:
        village = place.village
        aigul, olga = await village.resident("Айгүл"), await village.resident("Ольга", "ru")
        marat = await village.resident("Марат")
        await place.publishes()
        await place.hands_in(aigul, water="yes")
        village.api.were_in(place.group, olga.user)
        await olga.presses("button-survey-fill")
        await olga.presses("button-sheet-begin")
        survey = await place.survey()
        await village.to(survey.nudge_at + timedelta(days=1))

        facts: dict[str, Fact] = {"number": 1, "title": TITLE, "at": survey.plan.closes_at}
        assert marat.has_read("survey-nudge", **facts) == 1
        assert olga.has_read("survey-nudge-begun", **facts) == 1
        assert aigul.has_read("survey-nudge", **facts) == 0
        assert aigul.has_read("survey-nudge-begun", **facts) == 0


async def test_a_survey_closes_by_itself_and_what_was_begun_is_wiped(tmp_path: Path) -> None:
    async with published(tmp_path, anonymous=True) as place:
        aigul = await place.village.resident("Айгүл")
        await aigul.presses("button-survey-fill", place.card)
        survey = await place.survey()
        await place.village.to(survey.plan.closes_at + timedelta(minutes=1))

        ended = await place.survey()
        assert ended.state is State.CLOSED
        assert ended.closed_at is not None
        assert place.village.says("kk", "poll-closed", at=ended.closed_at) in place.card.text
        assert not place.card.labels
        assert place.group.pinned == []
        async with place.village.look() as work:
            assert await work.surveys.begun(ended) == {}


async def test_a_planned_survey_opens_at_its_hour(tmp_path: Path) -> None:
    async with drafted(tmp_path) as place:
        await place.publishes(rules=[("when", "20.12 09:00")])
        planned = await place.survey()
        before = [each for each in place.village.in_group(place.group) if TITLE.kk in each.text]
        await place.village.to(planned.opens_at + timedelta(minutes=1))

        assert planned.state is State.PLANNED
        assert before == []
        assert (await place.survey()).state is State.OPEN
        assert TITLE.ru in place.card.text


async def test_a_survey_is_prolonged_and_closed_early_and_asked_again(tmp_path: Path) -> None:
    async with published(tmp_path) as place:
        akim, first = place.akim, (await place.survey()).plan.closes_at
        await akim.presses("button-poll-prolong")
        await akim.presses("poll-prolong-days", days=7)
        await akim.presses("button-publish")
        later = (await place.survey()).plan.closes_at
        await akim.presses("button-poll-close")
        await akim.presses("button-poll-close-sure")
        closed = await place.survey()
        await akim.presses("button-poll-clone")

        assert later == first + timedelta(days=7)
        told = place.village.says("ru", "poll-prolonged", number=1, at=later)
        assert any(told in each.text for each in place.village.in_group(place.group))
        assert closed.state is State.CLOSED
        async with place.village.look() as work:
            (draft,) = await work.surveys.drafts(BUGROVOE)
        assert (draft.form_id, draft.version) == ("needs", "2026-2")


async def test_the_operator_stops_a_survey_and_its_author_is_told(tmp_path: Path) -> None:
    async with published(tmp_path) as place:
        desk = place.village.house.desk
        async with desk.open_work() as work:
            await COURSE.stop(await place.survey(), work, desk)
        await place.village.forward(minutes=1)

        assert place.village.says("kk", "poll-stopped") in place.card.text
        assert place.akim.has_read("poll-stopped-by-operator", number=1) == 1


# -------------------------------------------------------------------------------------- found elsewhere


async def test_a_survey_is_found_by_its_number_and_among_what_is_on(tmp_path: Path) -> None:
    async with published(tmp_path) as place:
        aigul = await place.village.resident("Айгүл")
        await aigul.writes("1")
        assert TITLE.kk in aigul.last.text
        assert aigul.said("button-survey-fill") in aigul.last.labels
        await aigul.writes("/now")
        assert aigul.sees("now-survey", number=1, title=TITLE, at=(await place.survey()).plan.closes_at)
        await place.akim.writes("/now")
        await place.akim.presses("now-open", number=1)
        assert place.akim.sees("poll-stands", number=1, at=(await place.survey()).plan.closes_at)


async def test_a_deputy_fills_it_in_for_somebody(tmp_path: Path) -> None:
    async with published(tmp_path) as place:
        deputy = await place.village.official(Role.DEPUTY, "Сәуле")
        await deputy.writes("/survey")
        assert deputy.sees("survey-interview-choose")
        await deputy.presses("survey-open", number=1, title=TITLE)
        await deputy.taps("Бугровое")
        assert "Су бар ма?" in deputy.last.text


# ---------------------------------------------------------------------------------------- by the operator


def test_the_operator_brings_a_form_and_hears_every_fault(tmp_path: Path) -> None:
    config, file = a_config_file(tmp_path), tmp_path / "needs.xlsx"
    asked = ["import", "survey", str(file), "--village", "bugrovoe", "--config", str(config)]
    file.write_bytes(a_form((*_SURVEY, ("text", "half", "Жарты", "", ""), ("text", "too", "Бұл да", "", ""))))
    refused = CliRunner().invoke(app, asked)
    file.write_bytes(a_form())
    taken = CliRunner().invoke(app, asked)
    number = ["--village", "bugrovoe", "--number", "1", "--config", str(config)]
    none = CliRunner().invoke(app, ["export", "form", str(file), *number])

    assert (refused.exit_code, taken.exit_code, none.exit_code) == (1, 0, 1)
    assert "survey!D4: " in refused.stderr
    assert "survey!D5: " in refused.stderr
    assert f"Kept as a draft: {TITLE.abreast}, 2 questions." in taken.stdout
    assert "No survey of bugrovoe has the number 1" in none.stderr


async def test_the_operator_takes_a_form_out_and_stops_its_survey(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    async with published(tmp_path) as place:
        await export_form(place.village.config, BUGROVOE, 1, file)
        await stop_survey(place.village.config, BUGROVOE, 1)
        await place.village.forward(minutes=1)

        assert (await place.survey()).state is State.STOPPED
        assert place.village.says("kk", "poll-stopped") in place.card.text
        assert [cell.value for cell in load_workbook(file)["survey"][2]][:2] == ["select_one yes_no", "water"]
        with pytest.raises(Mistake, match="over already"):
            await stop_survey(place.village.config, BUGROVOE, 1)
