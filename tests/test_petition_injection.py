"""Names and texts that would be a formula, a markup, a path or a program: refused, or text like any other."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from handlers.petitions.subject import PetitionShown
from tests.petition_stories import SERIKOVA, signing
from tests.petitioned import a_petition
from tests.test_story_petitions import put
from tests.test_story_petitions_forgotten import packed
from village.petitions import Petition, with_register
from village.register import Tally
from village.texts import Bilingual

NO_NAMES = (
    '=HYPERLINK("http://evil.example";"x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "<b>Айгүл</b>",
    "</a><script>",
    "*Айгүл*",
    "_Айгүл_",
    "[Айгүл](tg://user?id=1)",
    '#read("/etc/passwd")',
    "$x$",
    "`Айгүл`",
    "../../etc/passwd",
    "Ай\u202eгүл",
    "Ай\u200bгүл",
    "Ай\x00гүл",
    "{{ name }}",
    "%s %(x)s",
    "Айгүл | Марат",
)
NAMES = ("О'Коннор", "Анна-Мария", "д’Артаньян", "Оғлы Әли", "Жұмабай А.")
NASTY = '=1+1 <b>&amp;</b> *_~`[x](http://y) #panic() $x$ @all \\u202e {0} %s "'


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_what_is_no_name_is_refused_and_asked_for_again(tmp_path: Path, language: str) -> None:
    async with signing(tmp_path) as story:
        person = await story.neighbour("Айгүл", language, "+77010000001")
        await story.opens(person, PetitionShown(story.petition.id))
        await person.presses("button-sign-begin")
        for typed in NO_NAMES:
            said = await person.writes(typed)
            assert person.said("petition-no-name", text="").split("«")[0].split("“")[0] in said[-1].text, (
                typed
            )
        assert (await story.now()).register.tally == Tally()


@pytest.mark.parametrize("given", NAMES)
async def test_a_name_that_people_bear_is_kept_as_it_is_written(tmp_path: Path, given: str) -> None:
    async with put(tmp_path) as told:
        person = await told.a_signer(parts=("Серікова", given))
        await told.signs_in_private(person, f"Серікова {given}")
        async with told.village.look() as work:
            (added,) = await work.petitions.rows(await told.now(), 0, 9)
        assert added.content is not None
        assert added.content.given == given


def _nasty() -> Petition:
    petition = a_petition(goal=1_000)
    text = Bilingual(f"{NASTY} қаз", f"{NASTY} рус")
    plan = replace(petition.plan, title=text, problem=text, demand=text)
    return with_register(replace(petition, plan=plan))


async def test_a_text_is_shown_as_it_was_written_wherever_it_stands(tmp_path: Path) -> None:
    async with put(tmp_path, _nasty()) as told:
        assert f"{NASTY} қаз" in told.card.text
        assert f"{NASTY} рус" in told.card.text
        person = await told.a_signer()
        await told.opens(person)
        assert f"{NASTY} қаз" in person.last.text
        await told.signs_in_private(person)
        await told.village.forward(days=31)
        content = await packed(told, await told.now())

    with ZipFile(BytesIO(content)) as package:
        told_of = json.loads(json.loads(package.read("petition.json"))["text"])
        assert told_of["title"] == [f"{NASTY} қаз", f"{NASTY} рус"]
        letter = PdfReader(BytesIO(package.read("petition.pdf")))
        said = "".join("".join(page.extract_text().replace("\u200b", "").split()) for page in letter.pages)
        for words in ("=1+1<b>&amp;</b>", "#panic()", "[x](http://y)"):
            assert words in said
        assert all(name == Path(name).name for name in package.namelist())


async def test_on_the_page_a_text_is_no_markup(tmp_path: Path) -> None:
    words = Bilingual.same('<img src=x onerror="alert(1)">')
    async with signing(tmp_path, needs_iin=True, words=words) as story:
        person = await story.neighbour(phone="+77010000001", signer=SERIKOVA)
        await story.opens(person, PetitionShown(story.petition.id))
        await person.presses("button-sign-as", name=SERIKOVA.name.full)
        async with story.session.get(story.link_of(person.last)) as answer:
            html = await answer.text()
        assert "<img" not in html
        assert "&lt;img" in html
