"""Surveys for the tests: forms as they are written, kept as they are brought, and asked of a village."""

from collections.abc import Sequence
from datetime import datetime

from bot.xforms.evaluated import EvaluatedForms
from bot.xforms.making import kept_form
from handlers.ports import Desk
from village.course import State
from village.ids import PersonId, SurveyId, VillageSlug
from village.people import Level, Role
from village.surveys import LASTS, Book, Draft, KeptForm, Survey, SurveyPlan

SURVEY_HEAD = (
    "type",
    "name",
    "label::Қазақша (kk)",
    "label::Русский (ru)",
    "hint::Қазақша (kk)",
    "hint::Русский (ru)",
    "required",
    "relevant",
    "constraint",
    "constraint_message::Қазақша (kk)",
    "constraint_message::Русский (ru)",
    "appearance",
    "default",
    "read_only",
    "calculation",
)
CHOICES_HEAD = ("list_name", "name", "label::Қазақша (kk)", "label::Русский (ru)")


def asks(kind: str, name: str, kk: str = "", ru: str = "", **more: str) -> tuple[str, ...]:
    """Write one row of a form; ``more`` are its other columns, a hint or message ``kk / ru``."""
    cells = {"type": kind, "name": name, SURVEY_HEAD[2]: kk, SURVEY_HEAD[3]: ru}
    for column, text in more.items():
        if column in {"hint", "constraint_message"}:
            cells[f"{column}::Қазақша (kk)"], cells[f"{column}::Русский (ru)"] = text.split(" / ")
        else:
            cells[column] = text
    return tuple(cells.get(column, "") for column in SURVEY_HEAD)


def a_book(
    rows: Sequence[tuple[str, ...]], choices: Sequence[tuple[str, str, str, str]] = (), form_id: str = "needs"
) -> Book:
    """Write a form."""
    settings = (
        ("form_title", "form_id", "version", "default_language"),
        ("Ауыл қажеттіліктері / Потребности села", form_id, "1", "Қазақша (kk)"),
    )
    return {"survey": (SURVEY_HEAD, *rows), "choices": (CHOICES_HEAD, *choices), "settings": settings}


NEEDS = a_book(
    (
        asks("note", "hello", "Сәлеметсіз бе!", "Здравствуйте!"),
        asks("select_one yesno", "water", "Су бар ма?", "Есть вода?", required="yes"),
        asks(
            "select_multiple troubles",
            "wrong",
            "Суда не дұрыс емес?",
            "Что не так с водой?",
            relevant="${water} = 'no'",
        ),
        asks("begin_group", "home", "Үйіңіз", "Ваш дом"),
        asks(
            "integer",
            "people",
            "Үйде неше адам?",
            "Сколько человек дома?",
            required="yes",
            hint="Балаларды қоса / Вместе с детьми",
            constraint=". > 0 and . < 30",
            constraint_message="1 мен 29 арасында / От 1 до 29",
        ),
        asks("text", "dream", "Нені қалайсыз?", "Чего вы хотите?"),
        asks("end_group", ""),
        asks("rank works", "first", "Алдымен не істейміз?", "Что сделать сначала?", required="yes"),
        asks("image", "photo", "Фото жіберіңіз", "Пришлите фото"),
        asks("audio", "voice", "Айтып беріңіз", "Расскажите голосом"),
        asks("geopoint", "place", "Қай жерде?", "В каком месте?"),
        asks("date", "since", "Қашаннан бері?", "С какого дня?"),
        asks("time", "hour", "Қай уақытта?", "В какое время?"),
    ),
    (
        ("yesno", "yes", "Иә", "Да"),
        ("yesno", "no", "Жоқ", "Нет"),
        ("troubles", "dirty", "Лас", "Грязная"),
        ("troubles", "weak", "Қысымы әлсіз", "Слабый напор"),
        ("troubles", "dear", "Қымбат", "Дорогая"),
        ("works", "road", "Жол", "Дорога"),
        ("works", "light", "Жарық", "Свет"),
        ("works", "school", "Мектеп", "Школа"),
    ),
)


def draft_of(
    form: KeptForm, village: VillageSlug, number: SurveyId, now: datetime, author: PersonId | None = None
) -> Draft:
    """Make the draft of a form."""
    length = EvaluatedForms().questionnaire(form).length
    return Draft(number, village, form.form_id, form.version, form.title, length, now, author)


def survey_of(
    draft: Draft,
    author: PersonId,
    now: datetime,
    *,
    number: int = 1,
    anonymous: bool = False,
    level: Level = Level.CHAT,
) -> Survey:
    """Make the survey that asks a draft from now on."""
    return Survey(
        id=draft.id,
        village=draft.village,
        number=number,
        author=author,
        plan=SurveyPlan(closes_at=now + LASTS, anonymous=anonymous, level=level),
        opens_at=now,
        first_closes_at=now + LASTS,
        author_role=Role.AKIM,
        state=State.OPEN,
        form_id=draft.form_id,
        version=draft.version,
        title=draft.title,
        length=draft.length,
    )


async def a_draft(
    desk: Desk, village: VillageSlug, author: PersonId | None = None, book: Book = NEEDS
) -> Draft:
    """Keep a form as one that was brought."""
    form = kept_form(book)
    draft = draft_of(form, village, SurveyId(desk.new_id()), desk.clock.now(), author)
    async with desk.open_work() as work:
        await work.surveys.add_draft(draft, form)
    return draft


async def publish(
    desk: Desk, draft: Draft, author: PersonId, *, anonymous: bool = False, level: Level = Level.CHAT
) -> Survey:
    """Ask a draft of the village."""
    async with desk.open_work() as work:
        number = await work.numbers.next(draft.village)
        survey = survey_of(draft, author, desk.local_now(), number=number, anonymous=anonymous, level=level)
        await work.surveys.add(survey)
    return survey
