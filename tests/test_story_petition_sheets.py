"""Stories of paper over Telegram's wire: printed, signed by pen, typed in by the office, compared by two."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

import pytest

from handlers.chat import Fact
from handlers.petitions.on_paper import (
    DoubtJudged,
    DoubtsShown,
    LinesAsked,
    PaperSheetOpened,
    SheetFinished,
    SheetsPlaced,
    SheetsPrinted,
    SheetsShown,
)
from handlers.petitions.subject import PetitionShown
from handlers.presses import Press
from tests.petition_stories import IIN, OTHER_IIN, PUBLIC, SERIKOVA, Signing, signing
from tests.telegram_village import BUGROVOE, Person
from village.ids import SectionSlug
from village.iin import in_threes
from village.packages import row_told
from village.paper import LINES, Verdict
from village.people import Role
from village.register import Tally, What, began, sealed_by
from village.villages import Named

KYZYLTU = SectionSlug("kyzyltu")
PHONE = "+77010000001"
TYPED = "1 Серікова | Айгүл | Болатқызы\n2 Ахметов | Марат\n3 Ким | Анна | 8 702 000 00 00"


@dataclass
class Sheets:
    """A village with a petition whose author has printed sheets for Kyzyltu."""

    story: Signing
    author: Person
    clerk: Person

    @property
    def place(self) -> Named:
        """The settlement that the first sheet is for."""
        return self.story.village.house.desk.village(BUGROVOE).place_name(KYZYLTU)

    async def presses(self, person: Person, press: Press) -> None:
        """Do what a button does, by a link that carries the same."""
        await self.story.opens(person, press)

    async def signs(self, person: Person) -> None:
        """Sign in the messenger."""
        await self.presses(person, PetitionShown(self.story.petition.id))
        await person.presses("button-sign-as", name=SERIKOVA.name.full)

    async def types(self, text: str, sheet: int = 1) -> None:
        """Type lines in, look at them once more, and keep them."""
        await self.presses(self.clerk, LinesAsked(self.story.petition.id, sheet))
        await self.clerk.writes(text)
        assert self.clerk.sees("onpaper-check", sheet=sheet)
        await self.clerk.presses("button-onpaper-keep")

    async def tally(self) -> Tally:
        return (await self.story.now()).register.tally

    async def rows(self) -> list[What]:
        """List what the register says, and see that its chain holds."""
        petition = await self.story.now()
        head = began(petition.digest)
        async with self.story.village.look() as work:
            rows = await work.petitions.rows(petition, 0, 99)
        for added in rows:
            head = sealed_by(head, added.row)
            assert head.digest == added.digest
        assert head == petition.register.head
        return [added.row.what for added in rows]


@asynccontextmanager
async def sheets(
    folder: Path,
    language: str = "kk",
    database: str = "",
    *,
    needs_iin: bool = False,
    public: str = PUBLIC,
) -> AsyncIterator[Sheets]:
    """Open the village, and let the author print a sheet."""
    async with signing(folder, needs_iin=needs_iin, public=public, database=database) as story:
        clerk = await story.village.official(Role.OFFICE, "Гүлнар", language)
        told = Sheets(story, story.deputy, clerk)
        await story.opens(story.deputy, SheetsShown(story.petition.id))
        await told.presses(story.deputy, SheetsPlaced(story.petition.id, KYZYLTU))
        await told.presses(story.deputy, SheetsPrinted(story.petition.id, 1, KYZYLTU))
        yield told


async def test_sheets_are_numbered_on_and_the_office_hears_of_them(tmp_path: Path, database: str) -> None:
    async with sheets(tmp_path, database=database) as told:
        story = told.story
        assert story.deputy.sees("onpaper-printed", first=1, last=1, place=told.place)
        assert story.deputy.last.raw["document"]["file_name"] == "9 өтініштің парақтары 1.pdf"
        assert told.clerk.has_read("onpaper-expected")
        await told.presses(story.deputy, SheetsPrinted(story.petition.id, 5, KYZYLTU))
        assert story.deputy.sees("onpaper-printed", first=2, last=6, place=told.place)
        await told.presses(story.deputy, SheetsPrinted(story.petition.id, 7, KYZYLTU))
        assert story.deputy.sees("button-old")


async def test_lines_are_typed_in_by_the_code_on_a_sheet_and_counted_apart(
    tmp_path: Path, database: str
) -> None:
    async with sheets(tmp_path, database=database) as told:
        story = told.story
        await story.opens(told.clerk, PaperSheetOpened(story.petition.id, 1))
        assert told.clerk.sees("onpaper-sheet", sheet=1, lines=0, most=LINES, place=told.place)
        await told.clerk.presses("button-onpaper-type")
        await told.clerk.writes(TYPED)
        assert "Ким Анна, +77020000000" in told.clerk.last.text
        await told.clerk.presses("button-onpaper-keep")
        assert told.clerk.sees("onpaper-counted", count=3)
        assert await told.tally() == Tally(paper=3)
        async with story.village.look() as work:
            rows = await work.petitions.rows(story.petition, 0, 9)
        assert {row.row.section for row in rows} == {KYZYLTU}
        assert "77020000000" not in str([row_told(row, with_iin=True) for row in rows])
        await told.presses(told.clerk, SheetFinished(story.petition.id, 1))
        assert told.clerk.sees("onpaper-sheets", sheets=1, entered=1)


async def test_whoever_scans_a_sheet_and_is_not_of_the_office_reads_the_petition(tmp_path: Path) -> None:
    async with sheets(tmp_path) as told:
        aigul = await told.story.neighbour(phone=PHONE, signer=SERIKOVA)
        await told.story.opens(aigul, PaperSheetOpened(told.story.petition.id, 1))
        assert aigul.sees("petition-demand", demand=told.story.petition.plan.demand)


async def test_who_signed_twice_counts_once_and_a_namesake_waits_for_two(
    tmp_path: Path,
) -> None:
    async with sheets(tmp_path) as told:
        story, petition = told.story, told.story.petition
        aigul = await story.neighbour(phone=PHONE, signer=SERIKOVA)
        await told.signs(aigul)
        # With her phone she is herself; without it her name may be another's.
        await told.types("1 Серікова | Айгүл | 8 701 000 00 01\n2 Серікова | Айгүл | Маратқызы\n3 Ким | Анна")
        assert told.clerk.has_read("onpaper-repeats", line=1, row=1)
        assert told.clerk.has_read("onpaper-doubtful", line=2, row=1)
        assert await told.tally() == Tally(phone=1, paper=1, disputed=1)

        for person in (told.clerk, told.author):
            assert person.has_read("onpaper-doubts", count=1)
            assert person.has_read(
                "onpaper-doubt", sheet=1, line=2, place=told.place, name="Серікова Айгүл Маратқызы"
            )
        await told.presses(told.clerk, DoubtJudged(petition.id, 2, Verdict.OTHER))
        assert told.clerk.sees("onpaper-said")
        await told.presses(told.clerk, DoubtJudged(petition.id, 2, Verdict.OTHER))
        assert await told.tally() == Tally(phone=1, paper=1, disputed=1), "one person alone settles nothing"
        await told.presses(told.author, DoubtJudged(petition.id, 2, Verdict.OTHER))
        assert told.author.sees("onpaper-settled")
        assert await told.tally() == Tally(phone=1, paper=2)
        await told.presses(told.author, DoubtJudged(petition.id, 2, Verdict.SAME))
        assert told.author.sees("onpaper-doubt-settled")
        assert await told.rows() == [What.SIGNED, What.PAPER, What.DISPUTED, What.PAPER, What.SETTLED]


async def test_a_line_is_disputed_when_its_name_signs_and_struck_when_both_say_so(
    tmp_path: Path,
) -> None:
    async with sheets(tmp_path) as told:
        petition = told.story.petition
        await told.types("1 Серікова | Айгүл")
        aigul = await told.story.neighbour(phone=PHONE, signer=SERIKOVA)
        await told.signs(aigul)
        assert await told.tally() == Tally(phone=1, disputed=1)
        assert told.author.has_read("onpaper-doubts", count=1)
        await told.presses(told.author, DoubtsShown(petition.id))
        assert told.author.sees("onpaper-doubt", sheet=1, line=1, place=told.place, name="Серікова Айгүл")
        await told.author.presses("button-onpaper-same")
        await told.presses(told.clerk, DoubtsShown(petition.id))
        await told.clerk.presses("button-onpaper-same")
        assert told.clerk.sees("onpaper-struck")
        assert told.clerk.sees("onpaper-nothing-left")
        assert await told.tally() == Tally(phone=1)


async def test_ones_own_line_gives_way_to_ones_signature(tmp_path: Path, database: str) -> None:
    async with sheets(tmp_path, database=database) as told:
        await told.types("1 Серікова | Айгүл | 8 701 000 00 01")
        aigul = await told.story.neighbour(phone=PHONE, signer=SERIKOVA)
        await told.signs(aigul)
        assert await told.tally() == Tally(phone=1)
        assert await told.rows() == [What.PAPER, What.SIGNED, What.WITHDRAWN]


async def test_a_line_typed_wrongly_is_taken_back_and_typed_anew(tmp_path: Path) -> None:
    async with sheets(tmp_path) as told:
        await told.types("1 Серикова | Айгуль")
        await told.presses(told.clerk, LinesAsked(told.story.petition.id, 1))
        await told.clerk.writes("1 Серікова | Айгүл")
        assert told.clerk.sees("onpaper-line-taken", line=1)
        await told.clerk.writes("1 -")
        assert told.clerk.sees("onpaper-taken-back", line=1)
        await told.clerk.presses("button-onpaper-keep")
        await told.types("1 Серікова | Айгүл")
        assert await told.tally() == Tally(paper=1)
        assert await told.rows() == [What.PAPER, What.WITHDRAWN, What.PAPER]


REFUSED: list[tuple[str, str, dict[str, Fact]]] = [
    ("Серікова Айгүл", "onpaper-line-unread", {"line": 1, "text": "Серікова Айгүл"}),
    ("1 =HYPERLINK | Айгүл", "onpaper-line-unread", {"line": 1, "text": "=HYPERLINK"}),
    ("99 Ким | Анна", "onpaper-no-such-line", {"line": 99, "most": 12}),
    ("2 Ким | Анна\n2 Ким | Анна", "onpaper-line-twice", {"line": 2}),
    ("7 -", "onpaper-line-empty", {"line": 7}),
    ("1 Ким | Анна | 900101300007", "iin-in-chat", {}),
]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_what_cannot_be_typed_in_is_refused_in_ones_language(tmp_path: Path, language: str) -> None:
    async with sheets(tmp_path, language) as told:
        petition = told.story.petition
        await told.presses(told.clerk, LinesAsked(petition.id, 1))
        for typed, key, facts in REFUSED:
            await told.clerk.writes(typed)
            assert told.clerk.sees(key, **facts), typed
        await told.presses(told.clerk, PaperSheetOpened(petition.id, 4))
        assert told.clerk.sees("onpaper-no-such-sheet", sheet=4)
        await told.story.village.forward(days=31)
        await told.presses(told.clerk, PaperSheetOpened(petition.id, 1))
        assert told.clerk.sees("poll-over", number=petition.number)
        assert await told.tally() == Tally()


async def test_another_deputy_prints_nothing_and_sees_no_sheets(tmp_path: Path) -> None:
    async with sheets(tmp_path) as told:
        other = await told.story.village.official(Role.DEPUTY, "Сәуле")
        number = told.story.petition.id
        for press in (SheetsShown(number), SheetsPrinted(number, 1, KYZYLTU), DoubtsShown(number)):
            await told.presses(other, press)
            assert other.sees("poll-not-yours", number=told.story.petition.number)


# ------------------------------------------------------------------------------ with an IIN, on the page


_HIDDEN = re.compile(r'name="(language|stage|token|said)" value="([^"]*)"')
WITH_IIN = f"4 Серікова | Айгүл | {in_threes(IIN)}\n5 <b>Ким</b> | Анна | {OTHER_IIN}"


async def _sends(story: Signing, url: str, html: str, do: str, **more: str) -> tuple[int, str]:
    """Send the page's last form as a browser does."""
    form = {name: unescape(value) for name, value in _HIDDEN.findall(html.rpartition("<form")[2])}
    async with story.session.post(url, data={**form, "do": do, **more}) as answer:
        return answer.status, await answer.text()


async def _opens_page(told: Sheets) -> tuple[str, str]:
    await told.presses(told.clerk, LinesAsked(told.story.petition.id, 1))
    url = told.story.link_of(told.clerk.last)
    async with told.story.session.get(url) as answer:
        assert answer.status == 200
        return url, await answer.text()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_lines_with_an_iin_are_typed_in_on_the_page(tmp_path: Path, language: str) -> None:
    async with sheets(tmp_path, language, needs_iin=True) as told:
        story = told.story
        url, first = await _opens_page(told)
        assert told.clerk.said("onpaper-page-lines") in first
        _, wrong = await _sends(story, url, first, "check", typed=WITH_IIN)
        unread = told.clerk.said("onpaper-line-unread", line=5, text="<b>Ким</b>")
        assert escape(unread) in wrong
        assert "&lt;b&gt;Ким" in wrong, "what was typed is still there, as text"
        _, again = await _sends(story, url, wrong, "check", typed=WITH_IIN.replace("<b>Ким</b>", "Ким"))
        assert in_threes(OTHER_IIN) in again
        assert await told.tally() == Tally()
        status, done = await _sends(story, url, again, "keep")
        assert status == 200
        assert told.clerk.said("onpaper-counted", count=2) in done
        assert IIN not in done
        assert in_threes(IIN) not in done
        assert await told.tally() == Tally(paper=2)
        # The link is good for the rest of the sheet.
        _, more = await _sends(story, url, done, "check", typed="6 Серікова | Гүлнар | " + IIN)
        _, repeated = await _sends(story, url, more, "keep")
        assert told.clerk.said("onpaper-repeats", line=6, row=1) in repeated
        assert await told.tally() == Tally(paper=2)


async def test_a_line_without_an_iin_is_not_taken_and_one_in_the_chat_neither(tmp_path: Path) -> None:
    async with sheets(tmp_path, needs_iin=True) as told:
        url, first = await _opens_page(told)
        _, no = await _sends(told.story, url, first, "check", typed="Ким | Анна")
        assert told.clerk.said("onpaper-line-without-iin", line=1) in no
        await told.clerk.writes(IIN)
        assert told.clerk.sees("iin-in-chat")


async def test_ones_own_line_gives_way_to_ones_signature_with_the_same_iin(tmp_path: Path) -> None:
    async with sheets(tmp_path, needs_iin=True) as told:
        story = told.story
        url, first = await _opens_page(told)
        _, again = await _sends(story, url, first, "check", typed=f"Серикова | Айгуль | {IIN}")
        await _sends(story, url, again, "keep")
        aigul = await story.neighbour(phone=PHONE, signer=SERIKOVA)
        await told.signs(aigul)
        own = story.link_of(aigul.last)
        async with story.session.get(own) as answer:
            page = await answer.text()
        _, read = await _sends(story, own, page, "check", typed=IIN)
        status, _ = await _sends(story, own, read, "sign")
        assert status == 200
        assert await told.tally() == Tally(phone=1)
        assert await told.rows() == [What.PAPER, What.SIGNED, What.WITHDRAWN]


async def test_the_page_is_shut_after_an_hour_and_to_whoever_left_the_office(tmp_path: Path) -> None:
    async with sheets(tmp_path, needs_iin=True) as told:
        url, first = await _opens_page(told)
        async with told.story.session.post(url, data={"do": "check", "typed": "x", "token": ""}) as forged:
            assert forged.status == 403
        await told.story.village.forward(hours=1, minutes=1)
        status, _ = await _sends(told.story, url, first, "check", typed="Ким | Анна")
        assert status == 410
        url, _ = await _opens_page(told)
        async with told.story.village.house.desk.open_work() as work:
            person = await told.clerk.who(work)
            assert person is not None
            today = told.story.village.house.desk.today()
            (mandate,) = await work.roles.held(BUGROVOE, person, today)
            await work.roles.end(BUGROVOE, mandate.id, told.story.village.clock.now())
        async with told.story.session.get(url) as answer:
            assert answer.status == 410


async def test_without_a_page_of_its_own_the_bot_takes_no_lines_with_an_iin(tmp_path: Path) -> None:
    async with sheets(tmp_path, needs_iin=True, public="") as told:
        await told.presses(told.clerk, LinesAsked(told.story.petition.id, 1))
        assert told.clerk.sees("onpaper-no-page")
