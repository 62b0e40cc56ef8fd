"""A sheet as it lies before whoever fills it in: what it asks, where they stand, and how it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.chat import Card, Choice, Reply, Say, one_a_row, reply
from handlers.door import Asker, OldButton, akim_office
from handlers.forms import Sitting
from handlers.ports import Work
from handlers.surveys.moves import SheetForward
from handlers.surveys.subject import SheetOpened
from village.course import State
from village.filling import Fill, Seat, asked_now
from village.forms import Json, OpenForm
from village.ids import PersonId, SectionSlug, SurveyId, VillageSlug
from village.surveys import Answers, Draft, FilledSheet, KeptForm, Question, Questionnaire, Survey, dialogue
from village.texts import Bilingual


@dataclass(frozen=True, slots=True)
class SheetInHand:
    """A sheet: of which survey, or of which draft that is tried; since when, where its filler stands in it.

    ``section`` is where somebody lives for whom it is filled in.
    """

    of: Survey | Draft
    form: KeptForm
    asks: Questionnaire
    seat: Seat
    began: datetime
    interviewing: bool = False
    section: SectionSlug | None = None

    @property
    def by(self) -> int:
        """Tell it as the buttons do: 1 where it is filled in for somebody else."""
        return int(self.interviewing)

    @property
    def anonymous(self) -> bool:
        """Tell whether it is cut from its filler when it is handed in."""
        return isinstance(self.of, Survey) and self.of.plan.anonymous

    @property
    def goes_on(self) -> str:
        """Give the press that goes on with it."""
        if self.interviewing:
            return SheetForward(self.of.id, self.by).data
        return SheetOpened(self.of.id).data

    def number(self, path: str) -> int:
        """Give the place of a question in the form."""
        return [each.path for each in self.asks.questions].index(path)

    def question(self, number: int) -> Question:
        """Find a question by its place."""
        if number >= len(self.asks.questions):
            raise OldButton
        return self.asks.questions[number]


def fill_of(form: KeptForm, sitting: Sitting) -> Fill:
    """Give what tells where somebody stands in a form now."""
    now = sitting.desk.local_now()

    def fill(answers: Answers) -> FilledSheet:
        return sitting.desk.questionnaires.sheet(form, answers, now)

    return fill


async def the_asked(survey: SurveyId, sitting: Sitting) -> Survey | Draft:
    """Give the open survey that a button is about, or the draft for those who may try it."""
    work, asker = sitting.work, sitting.asker
    found = await work.surveys.get(asker.village.slug, survey)
    if found is not None and found.state is not State.PLANNED:
        found.check_open(sitting.desk.clock.now())
        return found
    draft = await work.surveys.draft(asker.village.slug, survey)
    if draft is None or not _may_try(draft, asker):
        raise OldButton
    return draft


def _may_try(draft: Draft, asker: Asker) -> bool:
    is_author = draft.author is not None and draft.author == asker.person
    return is_author or bool(asker.roles & akim_office.roles)


async def new_sheet(of: Survey | Draft, seat: Seat, sitting: Sitting) -> SheetInHand:
    """Lay a sheet before somebody."""
    form = await sitting.work.surveys.form(of.village, of.id)
    assert form is not None, "a survey and a draft have their form"
    asks = sitting.desk.questionnaires.questionnaire(form)
    return SheetInHand(of, form, asks, seat, sitting.desk.clock.now())


async def row_of(survey: SurveyId, sitting: Sitting, *, interviewing: bool = False) -> OpenForm | None:
    """Find how far somebody is in a sheet, open or put aside."""
    village, person = sitting.asker.village.slug, sitting.asker.known
    return await dialogue_of(village, person, dialogue(survey, interviewing=interviewing), sitting.work)


async def dialogue_of(village: VillageSlug, person: PersonId, name: str, work: Work) -> OpenForm | None:
    """Find a dialogue of somebody's by its name, open or put aside."""
    row = await work.forms.open(village, person)
    if row is not None and row.name == name:
        return row
    return next((each for each in await work.forms.parked(village, person) if each.name == name), None)


async def taken_up(survey: SurveyId, by: int, sitting: Sitting) -> SheetInHand:
    """Take up the sheet that a button belongs to; one that was handed in or dropped is none any more."""
    row = await row_of(survey, sitting, interviewing=bool(by))
    if row is None:
        raise OldButton
    return await sheet_of_row(row, survey, sitting, interviewing=bool(by))


async def sheet_of_row(
    row: OpenForm, survey: SurveyId, sitting: Sitting, *, interviewing: bool
) -> SheetInHand:
    """Read a sheet as it was kept."""
    blank = await new_sheet(await the_asked(survey, sitting), Seat(), sitting)
    section = row.answers.get("section")
    return replace(
        blank,
        seat=Seat(_texts(row.answers.get("answers")), row.at, _texts(row.answers.get("ranks"))),
        began=datetime.fromisoformat(str(row.answers["began"])),
        interviewing=interviewing,
        section=SectionSlug(section) if isinstance(section, str) and section else None,
    )


def _texts(value: Json) -> Answers:
    return {path: str(said) for path, said in value.items()} if isinstance(value, Mapping) else {}


async def keep(sheet: SheetInHand, sitting: Sitting, *, parked: bool = False) -> SheetInHand:
    """Keep a sheet as it stands, at the question that is asked; give it so."""
    standing = asked_now(sheet.seat, fill_of(sheet.form, sitting)(sheet.seat.answers))
    stands = replace(sheet, seat=replace(sheet.seat, at=standing.question.path if standing else ""))
    answers: dict[str, Json] = {
        "answers": dict(stands.seat.answers),
        "ranks": dict(stands.seat.ranks),
        "began": stands.began.isoformat(),
        "section": stands.section or "",
    }
    name = dialogue(sheet.of.id, interviewing=sheet.interviewing)
    village, person = sheet.of.village, sitting.asker.known
    await sitting.work.forms.keep(OpenForm(village, person, name, answers, stands.seat.at, parked))
    return stands


async def drop(sheet: SheetInHand, sitting: Sitting) -> None:
    """Forget how far somebody was, and the numbers under which they were offered what to press."""
    name = dialogue(sheet.of.id, interviewing=sheet.interviewing)
    await sitting.work.forms.close(sheet.of.village, sitting.asker.known, name)
    await sitting.work.offers.keep(sheet.of.village, sitting.asker.address, ())


def said_of(sheet: SheetInHand, *cards: Card) -> Reply:
    """Reply with cards; of an anonymous sheet nothing of them is kept but the way to go on."""
    told = reply(*cards)
    if not sheet.anonymous:
        return told
    on = Choice(Say("button-continue"), sheet.goes_on)
    return replace(told, kept_as=reply(Card((Say("sheet-goes-on"),), rows=one_a_row(on))))


def title_of(of: Survey | Draft) -> Bilingual:
    """Give the title, one language in the place of a missing one."""
    return Bilingual(of.title.kk or of.title.ru, of.title.ru or of.title.kk)
