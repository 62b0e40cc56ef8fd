"""The story in a real browser: the akim convenes by the form, a resident answers, the clock is moved."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from handlers.chat import Say
from tests.browsing import DESK, IN_A_BROWSER, PHONE, a_page
from tests.played import AIGUL, AKIM, GROUP, Village, a_demo
from village.texts import Language

pytestmark = IN_A_BROWSER


LAST_REMINDER = "2026-12-20T13:00"


@pytest.mark.parametrize("size", [PHONE, DESK])
async def test_a_gathering_from_the_form_to_its_third_reminder(
    tmp_path: Path, browser: Browser, size: tuple[int, int]
) -> None:
    async with a_demo(tmp_path) as village:
        async with a_page(browser, village.base, f"#/{AKIM}/{AKIM}", size) as page:
            await _convene(page, village)
        async with a_page(browser, village.base, f"#/{AIGUL}/{GROUP}", size) as page:
            notice = page.locator(".message").last
            await expect(notice).to_contain_text("20 желтоқсан, жексенбі, сағат 15:00")
            await page.get_by_role("button", name="Барамын · Приду").click()
            await expect(page.get_by_text(_said(village, "rsvp-yes-answer"))).to_be_visible()
            overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert overflow <= 0
        # What else falls due on the way, such as the notice's next edit, is passed too.
        while await village.next_due() < LAST_REMINDER:
            pass
        async with a_page(browser, village.base, f"#/{AIGUL}/{AIGUL}", size) as page:
            await expect(page.locator(".message").last).to_contain_text("15:00")
            # the notice, the day before, two hours before
            await expect(page.locator(".message")).to_have_count(3)


async def _convene(page: Page, village: Village) -> None:
    await _write(page, "/gathering")
    for key in ("kind-gathering", "whole-unit", "button-none", "convener-akim"):
        await page.get_by_role("button", name=_said(village, key), exact=True).last.click()
    await page.get_by_role("button", name="20", exact=True).click()
    await page.get_by_role("button", name="15:00", exact=True).click()
    await _write(page, "Мәдениет үйі / Дом культуры")
    await _write(page, "Бюджет жобасы\nЖол жөндеу")
    await _write(page, "Проект бюджета\nРемонт дорог")
    await page.get_by_role("button", name=_said(village, "button-publish")).click()
    await expect(page.locator("#log").get_by_text("Хабарландыру-1-A4.pdf")).to_be_visible()
    await village.quiet()


async def _write(page: Page, text: str) -> None:
    before = await page.locator(".message").count()
    await page.get_by_label("Хабар жазыңыз").fill(text)
    await page.keyboard.press("Enter")
    await expect(page.locator(".message")).not_to_have_count(before + 1)  # theirs, and the answer


def _said(village: Village, key: str) -> str:
    return village.speech.say(Say(key), Language.KK)
