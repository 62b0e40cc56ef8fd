"""All papers of the house in one place; fits ``handlers.ports.Papers`` by shape."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.papers.calendar import calendar_file, duty_calendar
from bot.papers.notices import QR, check_code, drawn_link, notice_data, sheet_data
from bot.papers.petition_sheets import blank_data, code_name
from bot.papers.phrases import Phrases
from bot.papers.proofs import proof_data, readable_photos
from bot.papers.results import result_data
from bot.papers.survey_tables import survey_tables
from bot.papers.surveys import pictures_data, places_of, report_data
from bot.papers.tables import poll_tables
from bot.papers.typesetting import drawn_pages, typeset
from bot.speech import Speech
from handlers.chat import Paper
from handlers.ports import (
    BlankSheets,
    DutyEntry,
    NoticePaper,
    PollTables,
    ProofPaper,
    SurveyPaper,
    SurveyTables,
)
from village.gatherings import Gathering
from village.polls import Poll
from village.results import Published
from village.survey_tables import Cell
from village.texts import Language
from village.villages import Village

_PDF = "application/pdf"
_AT_HAND = 16


class PrintedPapers:
    """Papers made by typst and icalendar from facts and the house's sentences; no clock of its own."""

    def __init__(self, speech: Speech, zone: ZoneInfo) -> None:
        """Take the sentences and the villages' zone."""
        self._phrases = {language: Phrases(speech, zone, language) for language in Language}
        self._drawing = asyncio.Lock()
        self._made: deque[tuple[tuple[str, Mapping[str, Any]], tuple[bytes, ...]]] = deque(maxlen=_AT_HAND)

    async def notice(self, paper: NoticePaper) -> Paper:
        """Make the notice as an A4 page for the boards, kk and ru (PDF)."""
        content = await self._notice("notice.typ", paper)
        return self._pdf("paper-file-notice", paper.gathering, content, Language.KK)

    async def notice_small(self, paper: NoticePaper) -> Paper:
        """Make the notice four to a page, for the school bags (PDF)."""
        content = await self._notice("notice_small.typ", paper)
        return self._pdf("paper-file-small", paper.gathering, content, Language.KK)

    async def sheet(self, paper: NoticePaper) -> Paper:
        """Make the blank sheet on which those who come are registered (PDF)."""
        data = sheet_data(paper, self._phrases[Language.KK], self._phrases[Language.RU])
        content = await typeset("sheet.typ", data, paper.gathering.published_at)
        return self._pdf("paper-file-sheet", paper.gathering, content, Language.KK)

    async def petition_sheets(self, blank: BlankSheets) -> Paper:
        """Make numbered sheets on which a petition is signed, a page each, kk and ru (PDF)."""
        both = (self._phrases[Language.KK], self._phrases[Language.RU])
        codes = {code_name(sheet): check_code(link) for sheet, link in blank.sheets if link}
        printed_at = blank.sheets[0][0].printed_at
        content = await typeset("petition_sheets.typ", blank_data(blank, both), printed_at, codes)
        numbers = sorted({blank.sheets[0][0].number, blank.sheets[-1][0].number})
        named = both[0].say(
            "paper-file-blank", number=blank.petition.number, sheets="-".join(map(str, numbers))
        )
        return Paper(f"{named}.pdf", _PDF, content)

    async def proof(self, paper: ProofPaper, language: Language) -> Paper:
        """Make the proof of notice in one language, with blanks for number, signature and seal (PDF)."""
        photos = await readable_photos(paper)
        data = proof_data(paper, photos, self._phrases[language])
        content = await typeset("proof.typ", data, paper.made_at, photos.pictures)
        return self._pdf("paper-file-proof", paper.gathering, content, language)

    async def calendar_entry(self, paper: NoticePaper, language: Language) -> Paper:
        """Make the calendar entry: one UID for the gathering's whole life, updated, cancelled (.ics)."""
        content = await asyncio.to_thread(calendar_file, paper, self._phrases[language])
        name = self._phrases[language].say("paper-file-calendar", number=paper.gathering.number)
        return Paper(f"{name}.ics", "text/calendar", content)

    async def duty_calendar(
        self, entries: Sequence[DutyEntry], village: Village, now: datetime, language: Language
    ) -> Paper:
        """Make the calendar of somebody's duties: a whole day for each, that shades no other (.ics)."""
        phrases = self._phrases[language]
        content = await asyncio.to_thread(duty_calendar, entries, village, now, phrases)
        return Paper(f"{phrases.say('paper-file-duties')}.ics", "text/calendar", content)

    async def link_picture(self, link: str) -> Paper:
        """Draw a link to be scanned off a phone's screen (PNG)."""
        content = await asyncio.to_thread(drawn_link, link)
        return Paper("QR.png", "image/png", content)

    async def poll_result(
        self, poll: Poll, told: Published, village: Village, languages: Sequence[Language]
    ) -> Paper:
        """Draw what came out of a poll, in one language or two together (PNG)."""
        phrases = [self._phrases[language] for language in languages]
        data = result_data(poll, told, village, phrases)
        made_at = poll.closed_at or poll.opens_at
        (content,) = await self._made_once(
            "result.typ", data, lambda: drawn_pages("result.typ", data, made_at)
        )
        return Paper(f"{phrases[0].say('paper-file-result', number=poll.number)}.png", "image/png", content)

    async def survey_report(self, paper: SurveyPaper, languages: Sequence[Language]) -> Paper:
        """Make the report of what came out of a survey, one language after another (PDF)."""
        phrases = [self._phrases[language] for language in languages]
        data = report_data(paper, phrases)

        async def made() -> tuple[bytes, ...]:
            return (await typeset("survey_report.typ", data, _closed_at(paper)),)

        (content,) = await self._made_once("survey_report.typ", data, made)
        name = phrases[0].say("paper-file-survey", number=paper.survey.number)
        return Paper(f"{name}.pdf", _PDF, content)

    async def survey_pictures(
        self, paper: SurveyPaper, paths: Sequence[str], languages: Sequence[Language]
    ) -> tuple[Paper, ...]:
        """Draw what was said to some questions, in one language or two together (a PNG each)."""
        phrases = [self._phrases[language] for language in languages]
        data, template = pictures_data(paper, paths, phrases), "survey_pictures.typ"
        contents = await self._made_once(
            template, data, lambda: drawn_pages(template, data, _closed_at(paper))
        )
        named = (
            phrases[0].say("paper-file-question", number=paper.survey.number, place=place)
            for place in places_of(paper, paths)
        )
        return tuple(
            Paper(f"{name}.png", "image/png", content) for name, content in zip(named, contents, strict=True)
        )

    async def _made_once(
        self, template: str, data: Mapping[str, Any], make: Callable[[], Awaitable[tuple[bytes, ...]]]
    ) -> tuple[bytes, ...]:
        """Make something, once for the thousands who get the same at about the same time."""
        async with self._drawing:
            for seen, pages in self._made:
                if seen == (template, data):
                    return pages
            pages = await make()
            self._made.appendleft(((template, data), pages))
            return pages

    async def poll_tables(self, tables: PollTables) -> tuple[Paper, ...]:
        """Make the tables of a poll: a spreadsheet (XLSX), plain text (CSV), and to be recounted (JSON)."""
        both = (self._phrases[Language.KK], self._phrases[Language.RU])
        return await asyncio.to_thread(poll_tables, tables, both)

    async def survey_tables(
        self, tables: SurveyTables, pages: AsyncIterator[Sequence[Sequence[Cell]]]
    ) -> tuple[Paper, ...]:
        """Make the tables of a survey: a spreadsheet (XLSX) with its codebook, and plain text (CSV)."""
        return await survey_tables(tables, pages)

    async def _notice(self, template: str, paper: NoticePaper) -> bytes:
        data = notice_data(paper, self._phrases[Language.KK], self._phrases[Language.RU])
        pictures = {QR: check_code(paper.check_link)} if paper.check_link else {}
        return await typeset(template, data, paper.gathering.published_at, pictures)

    def _pdf(self, key: str, gathering: Gathering, content: bytes, language: Language) -> Paper:
        return Paper(f"{self._phrases[language].say(key, number=gathering.number)}.pdf", _PDF, content)


def _closed_at(paper: SurveyPaper) -> datetime:
    return paper.survey.closed_at or paper.survey.opens_at
