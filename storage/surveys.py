"""Surveys: their forms, how far people are in them, and the sheets handed in.

A sheet is sealed. Of an anonymous survey it is cut from whoever handed it in (``village.surveys.cut``) before
it becomes a row; who has answered is kept apart.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, delete, exists, func, insert, not_, select
from sqlalchemy import update as sql_update

from storage.forms import unseal_answers
from storage.shelf import Shelf, by_lot
from storage.tables import form as forms
from storage.tables import sheet as sheets
from storage.tables import survey as surveys
from storage.tables import survey_answered as answered
from storage.tables import survey_form as kept_forms
from storage.tables import survey_grouped as grouped
from storage.tables import survey_heading as headings
from village.course import State
from village.forms import Json
from village.ids import FileId, PersonId, SectionSlug, SheetId, SurveyId, VillageSlug
from village.people import Level, Role
from village.survey_hiding import Marks
from village.surveys import (
    Answers,
    Draft,
    HandedIn,
    Heading,
    KeptForm,
    Survey,
    SurveyPlan,
    cut,
    dialogue,
)
from village.texts import Bilingual

_MIXED_AT_ONCE = 50

_OF_FORM = (
    kept_forms.c.form_id,
    kept_forms.c.version,
    kept_forms.c.title_kk,
    kept_forms.c.title_ru,
    kept_forms.c.length,
)


class SqlSurveys(Shelf):
    """Surveys by id, by number and open; their times come in the village's zone."""

    # --------------------------------------------------------------------------------------- forms

    async def add_draft(self, draft: Draft, form: KeptForm) -> None:
        """Keep a form that was brought or made."""
        values = {
            "village": draft.village,
            "id": draft.id,
            "form_id": form.form_id,
            "version": form.version,
            "title_kk": form.title.kk,
            "title_ru": form.title.ru,
            "length": draft.length,
            "book": dict(form.book),
            "xform": form.xform,
            "author": draft.author,
            "made_at": draft.made_at,
        }
        await self._do(insert(kept_forms).values(values))

    async def draft(self, village: VillageSlug, survey: SurveyId) -> Draft | None:
        """Find a form that is not published."""
        row = await self._one(_drafts(village).where(kept_forms.c.id == survey))
        return None if row is None else _draft_of(row)

    async def drafts(self, village: VillageSlug) -> tuple[Draft, ...]:
        """List the forms that are not published, newest first."""
        rows = await self._all(_drafts(village).order_by(kept_forms.c.id.desc()))
        return tuple(map(_draft_of, rows))

    async def drop_draft(self, village: VillageSlug, survey: SurveyId) -> bool:
        """Delete a form that is not published, with what was tried in it; False where there is none."""
        if await self.draft(village, survey) is None:
            return False
        await self.wipe(village, survey)
        await self._do(delete(kept_forms).where(kept_forms.c.village == village, kept_forms.c.id == survey))
        return True

    async def form(self, village: VillageSlug, survey: SurveyId) -> KeptForm | None:
        """Give the form of a draft or a survey."""
        row = await self._one(
            select(kept_forms).where(kept_forms.c.village == village, kept_forms.c.id == survey)
        )
        return None if row is None else _form_of(row)

    # ------------------------------------------------------------------------------------- surveys

    async def add(self, survey: Survey) -> None:
        """Keep a survey; its form is kept already, under the same id."""
        values = {"village": survey.village, "id": survey.id} | _columns(survey)
        await self._do(insert(surveys).values(values))

    async def get(self, village: VillageSlug, survey: SurveyId) -> Survey | None:
        """Find a survey."""
        return await self._survey(_in(village).where(surveys.c.id == survey))

    async def hold(self, village: VillageSlug, survey: SurveyId) -> Survey | None:
        """Find a survey to change it: until this piece of work ends nobody else changes or answers it."""
        return await self._survey(_in(village).where(surveys.c.id == survey).with_for_update(of=surveys))

    async def steady(self, village: VillageSlug, survey: SurveyId) -> Survey | None:
        """Find a survey that stays as it is until this piece of work ends; many may have it so at once."""
        query = _in(village).where(surveys.c.id == survey).with_for_update(read=True, of=surveys)
        return await self._survey(query)

    async def keep(self, survey: Survey) -> None:
        """Keep it as it is now."""
        await self._do(sql_update(surveys).where(_is(survey)).values(_columns(survey)))

    async def numbered(self, village: VillageSlug, number: int) -> Survey | None:
        """Find the survey of a number, once it was published."""
        query = _in(village).where(surveys.c.number == number, surveys.c.state != State.PLANNED)
        return await self._survey(query)

    async def open(self, village: VillageSlug) -> tuple[Survey, ...]:
        """List the open surveys, the one that closes first first."""
        query = _in(village).where(surveys.c.state == State.OPEN)
        return await self._surveys(query.order_by(surveys.c.closes_at, surveys.c.id))

    async def latest(self, village: VillageSlug, limit: int) -> tuple[Survey, ...]:
        """List the last surveys, newest first, whatever became of them."""
        return await self._surveys(_in(village).order_by(surveys.c.number.desc()).limit(limit))

    async def of_form(self, village: VillageSlug, form_id: str) -> tuple[Survey, ...]:
        """List the surveys that asked a form, in any version, oldest first."""
        query = _in(village).where(kept_forms.c.form_id == form_id)
        return await self._surveys(query.order_by(surveys.c.number))

    # ------------------------------------------------------------------------------- being filled in

    async def begun(self, survey: Survey) -> Mapping[str, int]:
        """Count those who are filling in their first sheet, by the question they stand at; "" at the end."""
        has_answered = exists().where(
            answered.c.village == forms.c.village,
            answered.c.survey == survey.id,
            answered.c.person == forms.c.person,
        )
        rows = await self._all(
            select(forms.c.at, func.count().label("people"))
            .where(forms.c.village == survey.village, forms.c.name == dialogue(survey.id), not_(has_answered))
            .group_by(forms.c.at)
        )
        return {row.at: row.people for row in rows}

    async def wipe(
        self, village: VillageSlug, survey: SurveyId, files: Collection[str] = ()
    ) -> frozenset[FileId]:
        """Delete what people are filling in: a test run before it is published, what was left at the end.

        ``files`` are the paths of questions answered by files; gives those that no sheet handed in has.
        """
        names = [dialogue(survey), dialogue(survey, interviewing=True)]
        here = and_(forms.c.village == village, forms.c.name.in_(names))
        begun = await self._all(select(forms.c.person, forms.c.answers).where(here)) if files else ()
        told = {row.person: unseal_answers(row.answers, self._room.keys) for row in begun}
        theirs = {person: answers.get("answers", {}) for person, answers in told.items()}
        left = {said[path] for said in theirs.values() for path in files if said.get(path)}
        kept = await self._all(
            select(sheets.c.answers).where(
                sheets.c.village == village, sheets.c.survey == survey, sheets.c.person.in_(theirs)
            )
        )
        stand = {value for row in kept for value in json.loads(self._room.keys.unseal(row.answers)).values()}
        await self._do(delete(forms).where(here))
        return frozenset(FileId(int(file)) for file in left - stand)

    # ------------------------------------------------------------------------------------ handed in

    async def hand_in(self, survey: Survey, sheet: HandedIn, person: PersonId) -> None:
        """Keep a sheet: in the place of the person's earlier one, or beside the others.

        Filled in for somebody else, it is one more each time. Of an anonymous survey it is cut from the
        person, and they have answered for good.
        """
        own = sheet.interviewer is None
        if survey.plan.anonymous:
            apart = cut(sheet, survey.opens_at)
            await self._do(insert(sheets).values(self._sheet_columns(survey, apart) | {"id": by_lot()}))
            await self._mix(survey)
        elif own:
            await self._ungroup(survey, person)
            values = self._sheet_columns(survey, sheet) | {"id": by_lot(), "person": person}
            await self._keep(sheets, ("village", "survey", "person"), values)
        else:
            values = self._sheet_columns(survey, sheet) | {"id": by_lot(), "by": person}
            await self._do(insert(sheets).values(values))
        if own:
            key = {"village": survey.village, "survey": survey.id, "person": person}
            await self._do(self._insert(answered).values(key).on_conflict_do_nothing())

    async def _ungroup(self, survey: Survey, person: PersonId) -> None:
        """Take what somebody wrote from under its headings: they may have written something else by now."""
        theirs = select(sheets.c.id).where(_of(survey), sheets.c.person == person)
        of_survey = and_(grouped.c.village == survey.village, grouped.c.survey == survey.id)
        await self._do(delete(grouped).where(of_survey, grouped.c.sheet.in_(theirs)))

    async def _mix(self, survey: Survey) -> None:
        """Write some sheets anew, so that none is known by the piece of work that wrote it."""
        if self._room.dialect != "postgresql":
            return
        some = select(sheets.c.id).where(_of(survey)).order_by(func.random()).limit(_MIXED_AT_ONCE)
        # Two who hand in at once must not wait for each other's.
        some = some.with_for_update(skip_locked=True)
        await self._do(
            sql_update(sheets).where(_of(survey), sheets.c.id.in_(some)).values(mixed=not_(sheets.c.mixed))
        )

    async def mix_all(self, survey: Survey) -> None:
        """Write all sheets anew, when a survey closes."""
        await self._do(sql_update(sheets).where(_of(survey)).values(mixed=not_(sheets.c.mixed)))

    async def has_answered(self, survey: Survey, person: PersonId) -> bool:
        """Tell whether somebody has handed in a sheet of their own."""
        theirs = and_(
            answered.c.village == survey.village,
            answered.c.survey == survey.id,
            answered.c.person == person,
        )
        return bool(await self._count(select(func.count()).select_from(answered).where(theirs)))

    async def sheet_of(self, survey: Survey, person: PersonId) -> HandedIn | None:
        """Give what somebody handed in; None of an anonymous survey, whoever asks."""
        row = await self._one(select(sheets).where(_of(survey), sheets.c.person == person))
        return None if row is None else self._handed_in(row)

    async def sheets(self, survey: Survey, after: SheetId, limit: int) -> tuple[HandedIn, ...]:
        """List sheets past one of them, by their numbers, which are drawn by lot."""
        query = select(sheets).where(_of(survey), sheets.c.id > after).order_by(sheets.c.id).limit(limit)
        return tuple(map(self._handed_in, await self._all(query)))

    async def finished(self, survey: Survey) -> Mapping[tuple[SectionSlug | None, bool], int]:
        """Count the sheets by settlement, and by whether somebody else filled them in."""
        by_other = sheets.c.interviewer.is_not(None).label("by_other")
        rows = await self._all(
            select(sheets.c.section, by_other, func.count().label("people"))
            .where(_of(survey))
            .group_by(sheets.c.section, by_other)
        )
        return {
            (None if row.section is None else SectionSlug(row.section), bool(row.by_other)): row.people
            for row in rows
        }

    async def marks(self, survey: Survey) -> Mapping[Marks, int]:
        """Count the sheets by what stands beside them: settlement and interviewer."""
        alike = (sheets.c.section, sheets.c.interviewer)
        query = select(*alike, func.count().label("people")).where(_of(survey)).group_by(*alike)
        return {
            (None if row.section is None else SectionSlug(row.section), row.interviewer): row.people
            for row in await self._all(query)
        }

    # ------------------------------------------------------------------------- results and headings

    async def keep_result(self, survey: Survey, result: Json) -> None:
        """Keep what was counted when a survey closed."""
        await self._do(sql_update(surveys).where(_is(survey)).values(result=result))

    async def result(self, survey: Survey) -> Json:
        """Give what was counted when a survey closed; None while it is open."""
        found: Json = await self._value(select(surveys.c.result).where(_is(survey)))
        return found

    async def add_heading(self, survey: Survey, path: str, label: Bilingual) -> Heading:
        """Keep a heading for some of the texts people wrote to one question."""
        here = _at(headings, survey, path)
        last = await self._value(select(func.max(headings.c.number)).where(here))
        heading = Heading((last or 0) + 1, label)
        values = {
            "village": survey.village,
            "survey": survey.id,
            "path": path,
            "number": heading.number,
            "label_kk": label.kk,
            "label_ru": label.ru,
        }
        await self._do(insert(headings).values(values))
        return heading

    async def headings(self, survey: Survey, path: str) -> tuple[Heading, ...]:
        """List the headings of one question."""
        query = select(headings).where(_at(headings, survey, path)).order_by(headings.c.number)
        rows = await self._all(query)
        return tuple(Heading(row.number, Bilingual(row.label_kk, row.label_ru)) for row in rows)

    async def group(self, survey: Survey, path: str, sheet: SheetId, heading: int | None) -> None:
        """Put what one sheet says to a question under a heading, or under none."""
        here = and_(_at(grouped, survey, path), grouped.c.sheet == sheet)
        if heading is None:
            await self._do(delete(grouped).where(here))
            return
        key = {"village": survey.village, "survey": survey.id, "path": path, "sheet": sheet}
        await self._keep(grouped, ("village", "survey", "path", "sheet"), key | {"heading": heading})

    async def grouped(self, survey: Survey, path: str) -> Mapping[SheetId, int]:
        """Give the headings of the sheets that are grouped."""
        rows = await self._all(select(grouped.c.sheet, grouped.c.heading).where(_at(grouped, survey, path)))
        return {SheetId(row.sheet): row.heading for row in rows}

    # -------------------------------------------------------------------------------------- rows

    async def _survey(self, query: Select[Any]) -> Survey | None:
        row = await self._one(query)
        return None if row is None else _survey_of(row, self._room.zone)

    async def _surveys(self, query: Select[Any]) -> tuple[Survey, ...]:
        return tuple(_survey_of(row, self._room.zone) for row in await self._all(query))

    def _sheet_columns(self, survey: Survey, sheet: HandedIn) -> dict[str, Any]:
        written = json.dumps(dict(sheet.values), ensure_ascii=False, separators=(",", ":"))
        return {
            "village": survey.village,
            "survey": survey.id,
            "interviewer": sheet.interviewer,
            "answers": self._room.keys.seal(written),
            "at": sheet.at,
            "began_at": sheet.began_at,
            "language": sheet.language,
            "network": sheet.network,
            "level": int(sheet.level),
            "section": sheet.section,
            "mixed": False,
        }

    def _handed_in(self, row: Row[Any]) -> HandedIn:
        values: Answers = json.loads(self._room.keys.unseal(row.answers))
        return HandedIn(
            id=SheetId(row.id),
            values=values,
            at=self._local(row.at),
            began_at=None if row.began_at is None else self._local(row.began_at),
            language=row.language,
            network=row.network,
            level=Level(row.level),
            section=None if row.section is None else SectionSlug(row.section),
            interviewer=None if row.interviewer is None else Role(row.interviewer),
        )


def _in(village: VillageSlug) -> Select[Any]:
    joined = and_(kept_forms.c.village == surveys.c.village, kept_forms.c.id == surveys.c.id)
    return select(surveys, *_OF_FORM).join(kept_forms, joined).where(surveys.c.village == village)


def _drafts(village: VillageSlug) -> Select[Any]:
    published = exists().where(surveys.c.village == kept_forms.c.village, surveys.c.id == kept_forms.c.id)
    about = (kept_forms.c.village, kept_forms.c.id, kept_forms.c.made_at, kept_forms.c.author)
    return select(*about, *_OF_FORM).where(kept_forms.c.village == village, not_(published))


def _is(survey: Survey) -> ColumnElement[bool]:
    return and_(surveys.c.village == survey.village, surveys.c.id == survey.id)


def _of(survey: Survey) -> ColumnElement[bool]:
    return and_(sheets.c.village == survey.village, sheets.c.survey == survey.id)


def _at(table: Any, survey: Survey, path: str) -> ColumnElement[bool]:
    return and_(table.c.village == survey.village, table.c.survey == survey.id, table.c.path == path)


def _draft_of(row: Row[Any]) -> Draft:
    return Draft(
        id=SurveyId(row.id),
        village=VillageSlug(row.village),
        form_id=row.form_id,
        version=row.version,
        title=Bilingual(row.title_kk, row.title_ru),
        length=row.length,
        made_at=row.made_at,
        author=None if row.author is None else PersonId(row.author),
    )


def _form_of(row: Row[Any]) -> KeptForm:
    return KeptForm(
        form_id=row.form_id,
        version=row.version,
        title=Bilingual(row.title_kk, row.title_ru),
        book=row.book,
        xform=row.xform,
    )


def _columns(survey: Survey) -> dict[str, Any]:
    plan = survey.plan
    return {
        "number": survey.number,
        "author": survey.author,
        "author_role": survey.author_role,
        "section": plan.section,
        "role": plan.role,
        "level": int(plan.level),
        "hours_in_chat": plan.hours_in_chat,
        "anonymous": plan.anonymous,
        "opens_at": survey.opens_at,
        "closes_at": plan.closes_at,
        "first_closes_at": survey.first_closes_at,
        "state": survey.state,
        "closed_at": survey.closed_at,
    }


def _survey_of(row: Row[Any], zone: ZoneInfo) -> Survey:
    plan = SurveyPlan(
        closes_at=row.closes_at.astimezone(zone),
        section=None if row.section is None else SectionSlug(row.section),
        role=row.role,
        level=Level(row.level),
        hours_in_chat=row.hours_in_chat,
        anonymous=row.anonymous,
    )
    return Survey(
        id=SurveyId(row.id),
        form_id=row.form_id,
        version=row.version,
        title=Bilingual(row.title_kk, row.title_ru),
        length=row.length,
        village=VillageSlug(row.village),
        number=row.number,
        author=PersonId(row.author),
        plan=plan,
        opens_at=row.opens_at.astimezone(zone),
        first_closes_at=row.first_closes_at.astimezone(zone),
        author_role=row.author_role,
        state=row.state,
        closed_at=None if row.closed_at is None else row.closed_at.astimezone(zone),
    )
