"""Packages of petitions; fits ``handlers.ports.Packages`` by shape."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from zoneinfo import ZoneInfo

from bot.packing.archive import Archive
from bot.packing.spool import Spool
from bot.papers.petitions import SheetWords, arithmetic_told, letter_data, letter_name, package_name
from bot.papers.phrases import Phrases
from bot.papers.typesetting import picture_ending, typeset
from bot.speech import Speech
from handlers.chat import Paper
from handlers.ports import PetitionPaper
from village.packages import (
    LETTER,
    MANIFEST,
    REGISTER,
    TABLE,
    evidence_name,
    manifest,
    manifest_text,
    sheets_name,
)
from village.register import Added
from village.texts import Language

SHEET_ROWS = 2_000
"""How many signatures stand in one file of sheets: as many as are set with little memory."""
_PICTURES = ("jpg", "png", "gif", "webp")


def _untold(done: int) -> None:
    del done


class PetitionPackages:
    """Packages made of facts and the house's sentences; no clock of its own, and no store."""

    def __init__(self, speech: Speech, zone: ZoneInfo) -> None:
        """Take the sentences and the villages' zone."""
        self._all = tuple(Phrases(speech, zone, language) for language in Language)
        self._both = tuple(each for each in self._all if each.language is not Language.EN)

    async def letter(self, paper: PetitionPaper) -> Paper:
        """Make the cover letter with the text, the evidence and the counts, kk and ru (PDF)."""
        content = await self._letter(paper, await _evidence_names(paper))
        return Paper(letter_name(paper.petition, self._both[0]), "application/pdf", content)

    def name(self, paper: PetitionPaper) -> str:
        """Name the file of a package."""
        return package_name(paper.petition, self._both[0])

    async def write(
        self,
        paper: PetitionPaper,
        pages: AsyncIterator[Sequence[Added]],
        into: IO[bytes],
        told: Callable[[int], None] = _untold,
    ) -> None:
        """Write the whole package (ZIP), the register first and what seals it all last."""
        with TemporaryDirectory(prefix="asar-package-") as name:
            spool = Spool(Path(name), paper)
            done = await _spooled(spool, pages, told)
            archive = Archive(into, paper.petition.closed_at or paper.petition.plan.closes_at)
            await asyncio.to_thread(archive.add_file, REGISTER, spool.register)
            await asyncio.to_thread(archive.add_file, TABLE, spool.table)
            await self._add_letter(archive, paper)
            await self._add_sheets(archive, paper, spool, lambda more: told(done + more))
            how = arithmetic_told(self._all)
            sealed = manifest(paper.petition, paper.notes, spool.names, archive.digests, how)
            archive.add(MANIFEST, manifest_text(sealed).encode())
            await asyncio.to_thread(archive.close)

    async def _add_letter(self, archive: Archive, paper: PetitionPaper) -> None:
        names = await _evidence_names(paper)
        archive.add(LETTER, await self._letter(paper, names))
        for name, (_, content) in zip(names, paper.evidence, strict=True):
            if content is not None:
                await asyncio.to_thread(archive.add, name, content)

    async def _add_sheets(
        self, archive: Archive, paper: PetitionPaper, spool: Spool, told: Callable[[int], None]
    ) -> None:
        words, done = SheetWords(paper, self._both), 0
        made_at = paper.petition.closed_at or paper.petition.plan.closes_at
        files = spool.sheets(SHEET_ROWS)
        while groups := await asyncio.to_thread(next, files, None):
            name = sheets_name(done // SHEET_ROWS + 1)
            data = words.data(name, groups)
            archive.add(name, await typeset("petition_signatures.typ", data, made_at))
            done += sum(len(rows) for _, rows in groups)
            told(done)

    async def _letter(self, paper: PetitionPaper, names: Sequence[str]) -> bytes:
        contents = {
            name: content
            for name, (_, content) in zip(names, paper.evidence, strict=True)
            if content is not None and name.endswith(_PICTURES)
        }
        data = letter_data(paper, names, tuple(contents), self._both)
        made_at = paper.petition.closed_at or paper.petition.plan.closes_at
        return await typeset("petition.typ", data, made_at, contents)


async def _spooled(spool: Spool, pages: AsyncIterator[Sequence[Added]], told: Callable[[int], None]) -> int:
    done = 0
    async for rows in pages:
        await asyncio.to_thread(spool.add, rows)
        done += len(rows)
        told(done)
    await asyncio.to_thread(spool.check)
    await asyncio.to_thread(spool.write_table)
    return done


async def _evidence_names(paper: PetitionPaper) -> tuple[str, ...]:
    """Name what is attached by what it is: a picture that can be drawn, a PDF, or something else."""
    return tuple(
        [
            evidence_name(number, await _ending(content))
            for number, (_, content) in enumerate(paper.evidence, 1)
        ]
    )


async def _ending(content: bytes | None) -> str:
    if content is None:
        return "bin"
    if content.startswith(b"%PDF-"):
        return "pdf"
    return await picture_ending(content) or "bin"
