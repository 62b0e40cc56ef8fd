"""Surveys in the store, on both databases: forms, sheets handed in, cut from who did, forgotten."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from storage import tables
from tests.stores import ALMATY, AUTHOR, BUGROVOE, NOW, OTHER, Store, a_person, a_resident, a_store
from village.course import State
from village.forms import OpenForm
from village.ids import PersonId, SectionSlug, SheetId, SurveyId
from village.outbox import Audience, Scope, Subject
from village.people import Level, Role
from village.surveys import Draft, HandedIn, Heading, KeptForm, Survey, SurveyPlan, dialogue
from village.texts import Bilingual, Language

EAST = SectionSlug("east")
LOCAL = NOW.astimezone(ALMATY)
FORM = KeptForm("needs", "1", Bilingual("Қажет", "Нужды"), {"survey": [["type", "name"]]}, "<h:html/>")
DRAFT = Draft(SurveyId(7), BUGROVOE, "needs", "1", FORM.title, 3, NOW, AUTHOR)


def a_survey(number: int = 7, **plan: Any) -> Survey:
    """Make a survey that is open, of the form of its id."""
    closes = LOCAL + timedelta(days=14)
    return Survey(
        id=SurveyId(number),
        form_id="needs",
        version="1",
        title=FORM.title,
        length=3,
        village=BUGROVOE,
        number=number,
        author=AUTHOR,
        plan=SurveyPlan(closes_at=closes, **plan),
        opens_at=LOCAL,
        first_closes_at=closes,
        author_role=Role.AKIM,
        state=State.OPEN,
    )


SURVEY, ANONYMOUS = a_survey(), a_survey(8, anonymous=True)


def a_sheet(water: str = "yes", at: datetime = LOCAL, **more: Any) -> HandedIn:
    """Make a sheet as it is handed in, with all that is known of it."""
    known: dict[str, Any] = {
        "began_at": at - timedelta(minutes=9),
        "language": Language.KK,
        "network": "telegram",
        "level": Level.PHONE,
        "section": EAST,
    }
    return HandedIn(values={"water": water}, at=at, **(known | more))


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    """Open a store with a survey and an anonymous one, both open."""
    async with a_store(database) as store:
        async with store.open_work() as work:
            await a_person(work, 1)
            for survey in (SURVEY, ANONYMOUS):
                draft = replace(DRAFT, id=survey.id)
                await work.surveys.add_draft(draft, FORM)
                await work.surveys.add(survey)
        yield store


async def _people(store: Store, *numbers: int) -> None:
    async with store.open_work() as work:
        for number in numbers:
            await a_resident(work, number)


async def _hand_in(store: Store, survey: Survey, person: int, sheet: HandedIn) -> None:
    async with store.open_work() as work:
        await work.surveys.hand_in(survey, sheet, PersonId(person))


async def _sheets(store: Store, survey: Survey) -> tuple[HandedIn, ...]:
    async with store.look() as work:
        return await work.surveys.sheets(survey, SheetId(-1), 100)


async def _rows(store: Store, table: Any) -> list[Any]:
    async with store.engine.connect() as connection:
        return list(await connection.execute(select(table)))


# --------------------------------------------------------------------------------------------------- forms


async def test_a_form_is_a_draft_until_there_is_a_survey_of_it(store: Store) -> None:
    draft = replace(DRAFT, id=SurveyId(9))
    async with store.open_work() as work:
        await work.surveys.add_draft(draft, FORM)
        assert await work.surveys.draft(BUGROVOE, draft.id) == draft
        assert await work.surveys.drafts(BUGROVOE) == (draft,)
        assert await work.surveys.draft(BUGROVOE, SURVEY.id) is None
        assert await work.surveys.drafts(OTHER) == ()
        found = await work.surveys.form(BUGROVOE, draft.id)
        assert found == FORM
        assert found is not None
        assert found.digest == FORM.digest
        await work.surveys.add(a_survey(9))
        assert await work.surveys.drafts(BUGROVOE) == ()
        assert await work.surveys.drop_draft(BUGROVOE, draft.id) is False


async def test_a_dropped_draft_leaves_nothing_of_what_was_tried_in_it(store: Store) -> None:
    draft = replace(DRAFT, id=SurveyId(9), author=None)
    async with store.open_work() as work:
        await work.surveys.add_draft(draft, FORM)
        await work.forms.keep(_filling(1, SurveyId(9)))
        assert await work.surveys.drop_draft(BUGROVOE, draft.id) is True
        assert await work.surveys.form(BUGROVOE, draft.id) is None
        assert await work.forms.open(BUGROVOE, AUTHOR) is None


# ------------------------------------------------------------------------------------------------- surveys


async def test_a_survey_comes_back_as_it_was_kept(store: Store) -> None:
    asked = a_survey(9, section=EAST, role=Role.DEPUTY, level=Level.ROLL, hours_in_chat=3, anonymous=True)
    async with store.open_work() as work:
        await work.surveys.add_draft(replace(DRAFT, id=asked.id), FORM)
        await work.surveys.add(asked)
        assert await work.surveys.get(BUGROVOE, asked.id) == asked
        assert await work.surveys.hold(BUGROVOE, asked.id) == asked
        assert await work.surveys.steady(BUGROVOE, asked.id) == asked
        assert await work.surveys.numbered(BUGROVOE, 9) == asked
        assert await work.surveys.get(OTHER, asked.id) is None
        closed = replace(asked, state=State.CLOSED, closed_at=LOCAL)
        await work.surveys.keep(closed)
        assert await work.surveys.get(BUGROVOE, asked.id) == closed
        assert await work.surveys.open(BUGROVOE) == (SURVEY, ANONYMOUS)
        assert await work.surveys.latest(BUGROVOE, 2) == (closed, ANONYMOUS)
        assert await work.surveys.of_form(BUGROVOE, "needs") == (SURVEY, ANONYMOUS, closed)
        assert await work.surveys.of_form(BUGROVOE, "other") == ()


async def test_a_planned_survey_has_no_number_to_be_found_by(store: Store) -> None:
    async with store.open_work() as work:
        await work.surveys.keep(replace(SURVEY, state=State.PLANNED))
        assert await work.surveys.numbered(BUGROVOE, SURVEY.number) is None
        assert await work.surveys.open(BUGROVOE) == (ANONYMOUS,)


async def test_two_surveys_of_one_number_cannot_be(store: Store) -> None:
    async with store.open_work() as work:
        await work.surveys.add_draft(replace(DRAFT, id=SurveyId(9)), FORM)
    with pytest.raises(IntegrityError):
        async with store.open_work() as work:
            await work.surveys.add(replace(a_survey(9), number=SURVEY.number))


# ------------------------------------------------------------------------------------------ being filled in


def _filling(person: int, survey: SurveyId, at: str = "water", *, interviewing: bool = False) -> OpenForm:
    name = dialogue(survey, interviewing=interviewing)
    return OpenForm(BUGROVOE, PersonId(person), name, {"water": "yes"}, at)


async def test_begun_are_those_who_fill_in_their_first_sheet_by_where_they_stand(store: Store) -> None:
    await _people(store, 2, 3, 4, 5)
    async with store.open_work() as work:
        for person, at in ((2, "water"), (3, "water"), (4, "roads/quality"), (5, "water")):
            await work.forms.keep(_filling(person, SURVEY.id, at))
        await work.surveys.hand_in(SURVEY, a_sheet(), PersonId(5))  # changes what they handed in
        assert await work.surveys.begun(SURVEY) == {"water": 2, "roads/quality": 1}
        assert await work.surveys.begun(ANONYMOUS) == {}


async def test_what_is_filled_in_is_wiped_of_one_survey_alone(store: Store) -> None:
    await _people(store, 2, 3, 4)
    async with store.open_work() as work:
        await work.forms.keep(_filling(2, SURVEY.id))
        await work.forms.keep(_filling(3, SURVEY.id, interviewing=True))
        await work.forms.keep(_filling(4, ANONYMOUS.id))
        await work.surveys.wipe(BUGROVOE, SURVEY.id)
        assert await work.forms.open(BUGROVOE, PersonId(2)) is None
        assert await work.forms.open(BUGROVOE, PersonId(3)) is None
        assert await work.forms.open(BUGROVOE, PersonId(4)) is not None


async def test_wiping_gives_the_files_that_no_sheet_handed_in_has(store: Store) -> None:
    await _people(store, 2, 3)
    begun = {2: {"photo": "77", "water": "yes"}, 3: {"photo": "88", "voice": "99"}}
    async with store.open_work() as work:
        for person, said in begun.items():
            await work.forms.keep(replace(_filling(person, SURVEY.id), answers={"answers": said}))
        handed_in = HandedIn({"photo": "88"}, LOCAL)
        await work.surveys.hand_in(SURVEY, handed_in, PersonId(3))
        left = await work.surveys.wipe(BUGROVOE, SURVEY.id, ["photo", "voice"])
    assert left == {77, 99}


# ------------------------------------------------------------------------------------------------ handed in


async def test_a_sheet_comes_back_and_a_second_one_takes_its_place(store: Store) -> None:
    await _people(store, 2)
    await _hand_in(store, SURVEY, 2, a_sheet("yes"))
    (first,) = await _sheets(store, SURVEY)
    assert replace(first, id=SheetId(0)) == a_sheet("yes")

    await _hand_in(store, SURVEY, 2, a_sheet("no"))

    (second,) = await _sheets(store, SURVEY)
    assert (second.id, second.values) == (first.id, {"water": "no"})
    async with store.look() as work:
        assert await work.surveys.sheet_of(SURVEY, PersonId(2)) == second
        assert await work.surveys.has_answered(SURVEY, PersonId(2))
        assert not await work.surveys.has_answered(SURVEY, AUTHOR)
        assert await work.surveys.sheet_of(SURVEY, AUTHOR) is None


async def test_a_sheet_is_sealed(store: Store) -> None:
    await _hand_in(store, SURVEY, 1, a_sheet("су жоқ"))

    (row,) = await _rows(store, tables.sheet)
    assert "су жоқ".encode() not in row.answers
    assert b"water" not in row.answers


async def test_sheets_filled_in_for_others_stand_beside_ones_own(store: Store) -> None:
    await _people(store, 2)
    for water in ("yes", "no"):
        await _hand_in(store, SURVEY, 2, a_sheet(water, interviewer=Role.DEPUTY, language=None))
    async with store.look() as work:
        assert not await work.surveys.has_answered(SURVEY, PersonId(2))
    await _hand_in(store, SURVEY, 2, a_sheet("own", section=None))

    async with store.look() as work:
        assert await work.surveys.finished(SURVEY) == {(EAST, True): 2, (None, False): 1}
        assert await work.surveys.finished(ANONYMOUS) == {}
        own = await work.surveys.sheet_of(SURVEY, PersonId(2))
    assert own is not None
    assert own.values == {"water": "own"}


async def test_an_anonymous_sheet_has_no_way_back_to_the_person(store: Store) -> None:
    await _people(store, 2, 3)
    await _hand_in(store, ANONYMOUS, 2, a_sheet())
    await _hand_in(store, ANONYMOUS, 3, a_sheet(interviewer=Role.DEPUTY))

    async with store.look() as work:
        assert await work.surveys.sheet_of(ANONYMOUS, PersonId(2)) is None
        assert await work.surveys.has_answered(ANONYMOUS, PersonId(2))
        assert not await work.surveys.has_answered(ANONYMOUS, PersonId(3))
    for row in await _rows(store, tables.sheet):
        assert (row.person, row.by, row.language, row.network) == (None, None, None, "")
        assert (row.began_at, row.level, row.at) == (None, 0, ANONYMOUS.opens_at)
    (answered,) = await _rows(store, tables.survey_answered)
    assert tuple(answered) == (BUGROVOE, ANONYMOUS.id, 2)


async def test_who_answers_an_anonymous_survey_twice_has_answered_once(store: Store) -> None:
    for _ in range(2):
        await _hand_in(store, ANONYMOUS, 1, a_sheet())

    assert len(await _rows(store, tables.survey_answered)) == 1


async def test_the_order_of_sheets_tells_nothing_of_when_they_came(store: Store) -> None:
    async with store.open_work() as work:
        for number in range(40):
            await work.surveys.hand_in(ANONYMOUS, a_sheet(str(number)), AUTHOR)

    order = [int(sheet.values["water"]) for sheet in await _sheets(store, ANONYMOUS)]
    assert sorted(order) == list(range(40))
    assert order != sorted(order)


async def test_on_postgresql_no_sheet_is_known_by_the_work_that_wrote_it(store: Store) -> None:
    if store.engine.dialect.name != "postgresql":
        pytest.skip("SQLite keeps nothing beside a row")
    for number in range(30):
        await _hand_in(store, ANONYMOUS, 1, a_sheet(str(number)))

    async with store.engine.connect() as connection:
        query = "SELECT count(DISTINCT xmin::text) FROM sheet"
        written_by = (await connection.exec_driver_sql(query)).scalar_one()
    assert written_by == 1


async def test_all_sheets_are_written_anew_when_a_survey_closes(store: Store) -> None:
    await _hand_in(store, ANONYMOUS, 1, a_sheet("a"))
    await _hand_in(store, ANONYMOUS, 1, a_sheet("b"))
    before = {row.id: row.mixed for row in await _rows(store, tables.sheet)}

    async with store.open_work() as work:
        await work.surveys.mix_all(ANONYMOUS)

    after = {row.id: row.mixed for row in await _rows(store, tables.sheet)}
    assert after == {number: not mixed for number, mixed in before.items()}
    assert sorted(sheet.values["water"] for sheet in await _sheets(store, ANONYMOUS)) == ["a", "b"]


async def test_sheets_are_read_page_by_page_each_once(store: Store) -> None:
    async with store.open_work() as work:
        for number in range(25):
            await work.surveys.hand_in(ANONYMOUS, a_sheet(str(number)), AUTHOR)
        await work.surveys.hand_in(SURVEY, a_sheet("another survey's"), AUTHOR)

    seen: list[HandedIn] = []
    after = SheetId(-1)
    async with store.look() as work:
        while page := await work.surveys.sheets(ANONYMOUS, after, 10):
            seen += page
            after = page[-1].id
    assert sorted(int(sheet.values["water"]) for sheet in seen) == list(range(25))
    assert [sheet.id for sheet in seen] == sorted(sheet.id for sheet in seen)


async def test_sheets_are_counted_by_what_stands_beside_them(store: Store) -> None:
    async with store.open_work() as work:
        for _ in range(3):
            await work.surveys.hand_in(ANONYMOUS, a_sheet(), AUTHOR)
        await work.surveys.hand_in(ANONYMOUS, a_sheet(interviewer=Role.DEPUTY, section=None), AUTHOR)
        assert await work.surveys.marks(ANONYMOUS) == {(EAST, None): 3, (None, Role.DEPUTY): 1}


# ----------------------------------------------------------------------------------- audience, forgetting


async def test_who_has_answered_is_told_apart_from_who_has_not(store: Store) -> None:
    await _people(store, 2, 3, 4)
    for survey, person in ((SURVEY, 2), (ANONYMOUS, 3)):
        await _hand_in(store, survey, person, a_sheet())

    async with store.look() as work:
        for survey in (SURVEY, ANONYMOUS):
            about = Subject("survey", survey.id)
            reached = [
                await work.people.count(BUGROVOE, Audience(private=scope, about=about), NOW)
                for scope in (Scope.ANSWERED, Scope.UNANSWERED)
            ]
            assert reached == [1, 2]


async def test_forgotten_people_leave_open_surveys_and_stay_unnamed_in_closed_ones(store: Store) -> None:
    await _people(store, 2)
    closed = a_survey(9)
    async with store.open_work() as work:
        await work.surveys.add_draft(replace(DRAFT, id=closed.id), FORM)
        await work.surveys.add(closed)
        for survey in (SURVEY, ANONYMOUS, closed):
            await work.surveys.hand_in(survey, a_sheet(), PersonId(2))
        await work.surveys.hand_in(SURVEY, a_sheet("elder", interviewer=Role.DEPUTY), PersonId(2))
        (own,) = [each for each in await work.surveys.sheets(SURVEY, SheetId(-1), 9) if not each.interviewer]
        await work.surveys.add_heading(SURVEY, "water", Bilingual("Су", "Вода"))
        await work.surveys.group(SURVEY, "water", own.id, 1)
        await work.forms.keep(_filling(2, SURVEY.id))
        await work.surveys.keep(replace(closed, state=State.CLOSED, closed_at=LOCAL))

    async with store.open_work() as work:
        await work.people.forget(BUGROVOE, PersonId(2), NOW)

    async with store.look() as work:
        assert not await work.surveys.has_answered(SURVEY, PersonId(2))
        assert await work.surveys.grouped(SURVEY, "water") == {}
        assert await work.surveys.begun(SURVEY) == {}
    assert [sheet.values["water"] for sheet in await _sheets(store, SURVEY)] == ["elder"]
    assert len(await _sheets(store, ANONYMOUS)) == 1
    assert len(await _sheets(store, closed)) == 1
    assert all((row.person, row.by) == (None, None) for row in await _rows(store, tables.sheet))


# --------------------------------------------------------------------------------- results and headings


async def test_a_result_is_kept_and_given_as_it_was(store: Store) -> None:
    async with store.open_work() as work:
        assert await work.surveys.result(SURVEY) is None
        await work.surveys.keep_result(SURVEY, {"sheets": 5, "said": ["а", None]})
        assert await work.surveys.result(SURVEY) == {"sheets": 5, "said": ["а", None]}
        assert await work.surveys.result(ANONYMOUS) is None


async def test_texts_stand_under_one_heading_of_their_question_or_under_none(store: Store) -> None:
    await _hand_in(store, SURVEY, 1, a_sheet())
    (sheet,) = await _sheets(store, SURVEY)
    async with store.open_work() as work:
        water = await work.surveys.add_heading(SURVEY, "water", Bilingual("Су", "Вода"))
        roads = await work.surveys.add_heading(SURVEY, "water", Bilingual("Жол", "Дорога"))
        other = await work.surveys.add_heading(SURVEY, "other", Bilingual("Өзге", "Иное"))
        assert (water.number, roads.number, other.number) == (1, 2, 1)
        assert await work.surveys.headings(SURVEY, "water") == (water, roads)
        assert await work.surveys.headings(SURVEY, "other") == (Heading(1, other.label),)
        await work.surveys.group(SURVEY, "water", sheet.id, water.number)
        await work.surveys.group(SURVEY, "water", sheet.id, roads.number)
        assert await work.surveys.grouped(SURVEY, "water") == {sheet.id: roads.number}
        await work.surveys.group(SURVEY, "water", sheet.id, None)
        assert await work.surveys.grouped(SURVEY, "water") == {}


async def test_what_is_said_anew_stands_under_no_heading(store: Store) -> None:
    await _people(store, 2)
    for person in (1, 2):
        await _hand_in(store, SURVEY, person, a_sheet())
    async with store.open_work() as work:
        await work.surveys.add_heading(SURVEY, "water", Bilingual("Су", "Вода"))
        for sheet in await work.surveys.sheets(SURVEY, SheetId(-1), 9):
            await work.surveys.group(SURVEY, "water", sheet.id, 1)
        other = await work.surveys.sheet_of(SURVEY, PersonId(2))
        assert other is not None

    await _hand_in(store, SURVEY, 1, a_sheet("no"))

    async with store.look() as work:
        assert await work.surveys.grouped(SURVEY, "water") == {other.id: 1}


async def test_a_text_cannot_stand_under_a_heading_that_is_not_there(store: Store) -> None:
    await _hand_in(store, SURVEY, 1, a_sheet())
    (sheet,) = await _sheets(store, SURVEY)

    with pytest.raises(IntegrityError):
        async with store.open_work() as work:
            await work.surveys.group(SURVEY, "water", sheet.id, 3)


async def test_a_survey_with_sheets_cannot_be_deleted_from_under_them(store: Store) -> None:
    await _hand_in(store, SURVEY, 1, a_sheet())

    with pytest.raises(IntegrityError):
        async with store.engine.begin() as connection:
            await connection.execute(delete(tables.survey).where(tables.survey.c.id == SURVEY.id))
    assert len(await _sheets(store, SURVEY)) == 1
