"""A real browser: Debian's Chromium, driven by playwright; where there is none, its tests say so."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, Request

CHROMIUM: Final = next(
    filter(
        None,
        map(shutil.which, ("/usr/bin/chromium", "/usr/bin/chromium-browser", "chromium", "google-chrome")),
    ),
    None,
)
ARGUMENTS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE: Final = (360, 740)
DESK: Final = (1280, 800)

IN_A_BROWSER: Final = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="There is no Chromium here: apt-get install chromium to try the page."
    ),
]


@asynccontextmanager
async def a_page(
    browser: Browser, home: str, where: str = "", size: tuple[int, int] = DESK, language: str = "kk"
) -> AsyncIterator[Page]:
    """Open the page at an address within it; on leaving, it must have had no error and no outside request."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce"
    )
    await context.add_init_script(
        f"localStorage.getItem('language') ?? localStorage.setItem('language', '{language}')"
    )
    page = await context.new_page()
    wrong = _watch(page, home)
    await page.goto(f"{home}/{where}")
    yield page
    assert wrong == []
    await context.close()


def _watch(page: Page, home: str) -> list[str]:
    wrong: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            wrong.append(message.text)

    def on_request(request: Request) -> None:
        if not request.url.startswith(home):
            wrong.append(request.url)

    page.on("console", on_console)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", on_request)
    return wrong
