"""Backup while the bot runs, and restore: what was copied works again, and nothing that was there is lost."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot import keeping
from bot.config import Mistake
from tests.stores import SECRET, a_store
from tests.telegram_village import BUGROVOE, Person, TelegramVillage, a_telegram_village


async def _names_of_notices(village: TelegramVillage) -> list[str]:
    url = f"sqlite+aiosqlite:///{village.database}"
    async with a_store(url, SECRET) as store, store.look() as work:
        return sorted(each.text.kk for each in await work.announcements.latest(BUGROVOE, 9))


async def _announce(akim: Person, words: str) -> None:
    await akim.writes(f"/announce {words}")
    await akim.presses("button-publish")


async def test_a_copy_taken_while_the_bot_writes_is_put_back_and_the_bot_goes_on_from_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "village.backup"
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident()
        await village.bound_group(akim)
        await _announce(akim, "Бірінші / Первое")

        async def go_on_writing() -> None:
            for _ in range(5):
                await aigul.writes("/help")

        await asyncio.gather(keeping.backup(village.config, copy), go_on_writing())
        assert "Keep [app] secret with it" in capsys.readouterr().out
        await _announce(akim, "Екінші / Второе")
        await village.close()
        assert await _names_of_notices(village) == ["Бірінші", "Екінші"]

        await keeping.restore(village.config, copy)
        told = capsys.readouterr().out
        assert await _names_of_notices(village) == ["Бірінші"]
        before = Path(told.split(" is kept as ")[1].strip().rstrip("."))
        with sqlite3.connect(before) as kept:
            assert kept.execute("SELECT count(*) FROM announcement").fetchone() == (2,)
        kept.close()

        # What is sealed opens, whoever was known is known, and the bot goes on.
        await village.restart()
        said = len(aigul.messages)
        await aigul.writes("/my")
        assert len(aigul.messages) > said


async def test_no_copy_is_ever_overwritten(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        copy = tmp_path / "village.backup"
        copy.write_bytes(b"the only copy")
        with pytest.raises(Mistake, match="give another name"):
            await keeping.backup(village.config, copy)
        assert copy.read_bytes() == b"the only copy"


async def test_what_is_no_copy_is_not_put_back(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        await village.close()
        before = village.database.read_bytes()
        with pytest.raises(Mistake, match="no such file"):
            await keeping.restore(village.config, tmp_path / "nowhere")
        wrong = tmp_path / "wrong"
        wrong.write_bytes(b"\x00" * 8192)
        with pytest.raises(sqlite3.DatabaseError):
            await keeping.restore(village.config, wrong)
        assert village.database.read_bytes() == before
