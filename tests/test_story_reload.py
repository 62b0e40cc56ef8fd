"""``asar run`` told by HUP: a village added, a token changed, a sentence mended, and nothing lost of it."""

import asyncio
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.fake_bot_api import FakeBot
from tests.telegram_village import BUGROVOE, SOSNOVKA, Person, TelegramVillage, a_telegram_village, until
from tests.test_story_processes import PUBLIC, ROOT, STOPS_WITHIN, Asar, a_port, heard, walks_in, write_config
from village.ids import VillageSlug

pytestmark = pytest.mark.timeout(120)


@dataclass
class Reloading:
    """A program whose settings and sentences an operator changes while it runs."""

    village: TelegramVillage
    asar: Asar

    @property
    def log(self) -> str:
        return self.asar.log.read_text()

    def settings(self, *slugs: VillageSlug, delivery: str = "polling", more: str = "") -> None:
        """Write the settings with these villages."""
        served = {slug: self.village.bots[slug] for slug in slugs}
        written = replace(self.village, bots=served)
        self.asar.config = write_config(written, self.asar.port, delivery=delivery, more=more)

    def catalogue(self, language: str, file: str) -> Path:
        return self.asar.root / "locales" / language / file

    async def told(self, sentence: str) -> None:
        """Hang up, and wait until the log says something once more."""
        before = self.log.count(sentence)
        self.asar.hang_up()
        await until(lambda: self.log.count(sentence) > before, f"{sentence!r} in the log")

    async def taken(self) -> None:
        await self.told("event=settings_taken")

    async def answered(self, person: Person) -> None:
        """Have someone ask and be answered, once."""
        before = person.has_read("language-ask")
        self.village.api.write(person.user, person.chat, "/language")
        await until(lambda: person.has_read("language-ask") > before, "the answer to what was asked")
        await heard(self.village)
        assert person.has_read("language-ask") == before + 1


def _a_tree(folder: Path) -> Path:
    """Give the program with catalogues of its own."""
    tree = folder / "tree"
    tree.mkdir()
    for floor in ("bot", "handlers", "storage", "village", "tests"):
        (tree / floor).symlink_to(ROOT / floor)
    shutil.copytree(ROOT / "locales", tree / "locales")
    return tree


@asynccontextmanager
async def a_reloading(
    folder: Path, *slugs: VillageSlug, delivery: str = "polling"
) -> AsyncIterator[Reloading]:
    async with a_telegram_village(folder, slugs=(BUGROVOE, SOSNOVKA), sections=()) as village:
        await village.close()
        port = a_port()
        asar = Asar(folder, port, folder / "asar.log", root=_a_tree(folder))
        reloading = Reloading(village, asar)
        reloading.settings(*slugs, delivery=delivery)
        village.api.ways[PUBLIC] = f"http://127.0.0.1:{port}"
        try:
            await asar.start()
            yield reloading
            ended, seconds = await asar.stop()
            assert (ended, seconds < STOPS_WITHIN) == (0, True), reloading.log
            assert "Traceback" not in reloading.log
        finally:
            await asar.end()


def _renewed(village: TelegramVillage, bot: FakeBot) -> str:
    """Give a bot another token, as BotFather does; the old one opens nothing from then on."""
    old = bot.token
    village.api.bots[f"{bot.id}:AAE_renewed-token"] = village.api.bots.pop(old)
    bot.token = f"{bot.id}:AAE_renewed-token"
    return old


async def test_a_village_is_added_and_a_token_changed_and_nobody_notices(tmp_path: Path) -> None:
    async with a_reloading(tmp_path, BUGROVOE) as reloading:
        village = reloading.village
        aigul, olga = village.someone("Айгүл"), village.someone("Ольга", "ru", SOSNOVKA)
        await walks_in(aigul)
        village.api.start_bot(olga.user, olga.bot)

        reloading.settings(BUGROVOE, SOSNOVKA)
        await reloading.taken()
        await until(lambda: bool(olga.messages), "the answer of the village that was added")
        assert olga.sees("language-ask")
        assert olga.bot.commands

        old = _renewed(village, aigul.bot)
        reloading.settings(BUGROVOE, SOSNOVKA)
        village.api.write(aigul.user, aigul.chat, "/language")
        before = aigul.has_read("language-ask")
        await reloading.taken()
        await until(
            lambda: aigul.has_read("language-ask") > before, "the answer to what came while the token changed"
        )
        await reloading.answered(aigul)
        assert aigul.has_read("language-ask") == before + 2
        assert old not in reloading.log
        assert "renewed" not in reloading.log


async def test_a_village_taken_out_is_heard_no_more_and_goes_on_where_it_stood(tmp_path: Path) -> None:
    async with a_reloading(tmp_path, BUGROVOE, SOSNOVKA) as reloading:
        aigul, olga = (
            reloading.village.someone("Айгүл"),
            reloading.village.someone("Ольга", "ru", SOSNOVKA),
        )
        await walks_in(aigul)
        reloading.settings(SOSNOVKA)
        await reloading.taken()

        said, polls = len(aigul.messages), aigul.bot.polls
        reloading.village.api.write(aigul.user, aigul.chat, "/language")
        await walks_in_beside(olga)
        assert (len(aigul.messages), aigul.bot.polls) == (said, polls)

        reloading.settings(BUGROVOE, SOSNOVKA)
        await reloading.taken()
        await until(lambda: len(aigul.messages) > said, "the answer to what was written meanwhile")
        await heard(reloading.village)
        assert len(aigul.messages) == said + 1


async def walks_in_beside(person: Person) -> None:
    """Begin the first talk, while another village's bot is away."""
    person.village.api.start_bot(person.user, person.bot)
    await until(lambda: bool(person.messages), "the question of the language")


async def test_a_mistake_in_either_file_changes_nothing_and_is_told_in_one_sentence(tmp_path: Path) -> None:
    async with a_reloading(tmp_path, BUGROVOE) as reloading:
        aigul = reloading.village.someone("Айгүл")
        await walks_in(aigul)
        right = reloading.asar.config.read_text()
        reloading.asar.config.write_text(right.replace("population = 942", "populace = 942"))
        mended = reloading.catalogue("kk", "general.ftl")
        spoken = mended.read_text()
        mended.write_text(spoken.replace("menu-now = ", "menu-now = Жаңа: "))
        await reloading.told(f"{reloading.asar.config}: [village] [1].populat")
        assert "nothing was changed" in reloading.log
        await _menu_stays(reloading, aigul)

        reloading.asar.config.write_text(right)
        broken = reloading.catalogue("ru", "people.ftl")
        kept = broken.read_text()
        broken.write_text(kept.replace("language-ask =", "language-ask"))
        await reloading.told("locales/ru/people.ftl: language-ask")
        await _menu_stays(reloading, aigul)

        broken.write_text(kept)
        await reloading.taken()
        await until(lambda: "Жаңа: " in str(aigul.bot.commands), "the mended menu")
        assert reloading.log.count("event=settings_refused") == 2


async def _menu_stays(reloading: Reloading, person: Person) -> None:
    await reloading.answered(person)
    assert "Жаңа: " not in str(person.bot.commands)


async def test_a_mended_sentence_is_said_and_a_key_that_needs_a_restart_is_named(tmp_path: Path) -> None:
    async with a_reloading(tmp_path, BUGROVOE) as reloading:
        aigul = reloading.village.someone("Айгүл")
        await walks_in(aigul)
        menus = len(reloading.village.api.called("setMyCommands"))
        file = reloading.catalogue("kk", "general.ftl")
        no = aigul.said("not-understood")
        file.write_text(file.read_text().replace(f"not-understood = {no}", "not-understood = Түсінбедім."))
        reloading.settings(BUGROVOE, more="[quiet]\nbegins = 22:00:00\n")
        reloading.asar.config.write_text(
            reloading.asar.config.read_text().replace("tick_seconds = 0.2", "tick_seconds = 3")
        )
        await reloading.told("restart for [app] tick_seconds; all else is taken up")
        reloading.village.api.write(aigul.user, aigul.chat, "бірдеңе")
        await until(lambda: "Түсінбедім." in aigul.texts, "the mended sentence")
        assert len(reloading.village.api.called("setMyCommands")) == menus


async def test_by_webhook_the_bot_that_was_replaced_is_brought_nowhere(tmp_path: Path) -> None:
    async with a_reloading(tmp_path, BUGROVOE, delivery="webhook") as reloading:
        village, old = reloading.village, reloading.village.bots[BUGROVOE]
        await until(lambda: bool(old.webhook), "the webhook")
        new = village.api.bot()
        village.bots = {**village.bots, BUGROVOE: new}
        reloading.settings(BUGROVOE, delivery="webhook")
        await reloading.taken()
        await until(lambda: bool(new.webhook), "the webhook of the new bot")
        assert old.webhook == ""
        await walks_in(village.someone("Айгүл"))


def _minds_hup(pid: int) -> bool:
    """Tell whether a process ignores or catches HUP, which is signal 1."""
    status = Path(f"/proc/{pid}/status").read_text()
    masks = [line.split()[1] for line in status.splitlines() if line.startswith(("SigIgn", "SigCgt"))]
    return any(int(mask, 16) & 1 for mask in masks)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="a process's signals are read from /proc")
async def test_hung_up_while_it_starts_it_starts_all_the_same(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path, sections=()) as village:
        await village.close()
        config = write_config(village, a_port())
        with (tmp_path / "asar.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, *("-m", "bot", "run", "--config", str(config)), cwd=ROOT, stderr=log
            )
        try:
            await until(lambda: _minds_hup(process.pid), "the program's own way with HUP")
            for _ in range(5):
                process.send_signal(signal.SIGHUP)
                await asyncio.sleep(0.1)
            aigul = village.someone("Айгүл")
            village.api.start_bot(aigul.user, aigul.bot)
            await until(lambda: bool(aigul.messages), "the answer")
        finally:
            process.terminate()
            assert await asyncio.wait_for(process.wait(), 20) == 0
