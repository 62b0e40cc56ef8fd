"""The page in a real browser, as a villager holds it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import Browser, Page, expect

from bot.gateway import Attachment, Button, Line, Message
from tests.browsing import IN_A_BROWSER, PHONE, a_page
from tests.simulated import GROUP_ROOM, Simulated, a_message, private_room, serve
from village.chats import Address

ODD: Final = "<img src=x onerror=alert(1)> <b>&\"' 😀"

pytestmark = IN_A_BROWSER

OpenPage = Callable[..., AbstractAsyncContextManager[Page]]


@pytest.fixture
async def simulated(tmp_path: Path) -> AsyncIterator[Simulated]:
    async with serve(tmp_path) as running:
        yield running


@pytest.fixture
def open_page(browser: Browser, simulated: Simulated) -> OpenPage:
    """Open the page at an address within it; on leaving, it must have had no error and no outside request."""
    return partial(a_page, browser, simulated.url)


async def test_one_chooses_who_to_be_writes_and_is_answered(open_page: OpenPage) -> None:
    async with open_page() as page:
        await page.get_by_role("searchbox").fill("әкім")
        await expect(page.locator(".person")).to_have_count(1)
        await page.get_by_role("button", name="Серік Ахметов").click()
        await (
            page.get_by_role("button", name="Асар", exact=False).filter(has=page.locator(".excerpt")).click()
        )
        await page.get_by_label("Хабар жазыңыз").fill(ODD)
        await page.keyboard.press("Enter")

        await expect(page.locator(".message.mine .line")).to_have_text(ODD)
        await expect(page.locator(".message.bots .line")).to_have_text(["Естідім", ODD])
        await expect(page.locator(".message.bots strong").first).to_have_text("Естідім")
        assert await page.locator("#log img").count() == 0


async def test_a_press_shows_its_toast_and_the_edited_message(
    open_page: OpenPage, simulated: Simulated
) -> None:
    keys = ((Button("Барамын · Приду", press="go"),), (Button("Бара алмаймын · Не смогу", press="no"),))
    await simulated.gateway.say(GROUP_ROOM, a_message("Жиын", rows=keys))
    async with open_page("#/serik/chat") as page:
        await page.get_by_role("button", name="Барамын · Приду").click()
        await expect(page.get_by_role("status").get_by_text("Жауабыңыз қабылданды")).to_be_visible()
        await expect(page.get_by_text("түзетілген")).to_be_visible()
        await page.get_by_role("button", name="Бара алмаймын").click()
        await expect(page.get_by_role("dialog")).to_contain_text("Жауабыңыз қабылданды")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_the_pinned_bar_leads_to_its_message(open_page: OpenPage, simulated: Simulated) -> None:
    ref = await simulated.gateway.say(GROUP_ROOM, a_message("Жиын 20 желтоқсанда"))
    for number in range(130):
        await simulated.gateway.say(GROUP_ROOM, a_message(f"Хабар {number}"))
    async with open_page("#/serik/chat", PHONE) as page:
        await expect(page.locator("#log").get_by_text("Хабар 129")).to_be_in_viewport()
        await simulated.gateway.pin(GROUP_ROOM, ref)
        await page.get_by_role("button", name="Қадалған хабар").click()
        await expect(page.locator("#log").get_by_text("Жиын 20 желтоқсанда")).to_be_in_viewport()


async def test_news_come_by_themselves_and_are_counted_as_unread(
    open_page: OpenPage, simulated: Simulated
) -> None:
    async with open_page("#/serik/serik") as page:
        await expect(page.locator("#head-title")).to_have_text("Асар")
        await simulated.gateway.say(GROUP_ROOM, a_message("Жаңалық"))
        await expect(page.locator(".badge")).to_contain_text("1")
        await expect(page).to_have_title("(1) Асар · Серік Ахметов")
        await page.locator("#chats").get_by_role("button", name="ауыл чаты").click()
        await expect(page.locator("#log").get_by_text("Жаңалық")).to_be_visible()
        await expect(page.locator(".badge")).to_have_count(0)


async def test_a_start_link_waits_for_start_and_carries_its_code(
    open_page: OpenPage, simulated: Simulated
) -> None:
    async with open_page(simulated.gateway.link("a1b2").removeprefix("/")) as page:
        await page.get_by_role("button", name="Марат Оспанов").click()
        await page.get_by_role("button", name="Бастау").click()
        await expect(page.locator(".message.mine .line")).to_have_text("/start a1b2")
        await expect(page.get_by_label("Хабар жазыңыз")).to_be_focused()


async def test_a_contact_is_shared_by_its_button(open_page: OpenPage, simulated: Simulated) -> None:
    await simulated.gateway.say(
        private_room("serik"), a_message("Нөміріңіз керек", asks_contact="Нөмірімді жіберу")
    )
    async with open_page("#/serik/serik") as page:
        await page.get_by_role("button", name="Нөмірімді жіберу").click()
        await expect(page.get_by_text("+77010000001")).to_be_visible()
        await expect(page.get_by_role("button", name="Нөмірімді жіберу")).to_be_hidden()


async def test_a_file_and_a_place_are_sent(open_page: OpenPage) -> None:
    icon = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    async with open_page("#/serik/serik", PHONE) as page:
        await page.get_by_label("Тіркеу").click()
        async with page.expect_file_chooser() as choosing:
            await page.get_by_role("button", name="Файл немесе фото қосу").click()
        chooser = await choosing.value
        await chooser.set_files({"name": "тақта.svg", "mimeType": "image/svg+xml", "buffer": icon})
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("link", name="тақта.svg")).to_have_count(2)
        await page.get_by_label("Тіркеу").click()
        await page.get_by_role("button", name="Картадан орын жіберу").click()
        await page.get_by_role("dialog").get_by_role("button", name="Жіберу").click()
        await expect(page.get_by_text("53.20000, 63.60000")).to_be_visible()


async def test_time_is_moved_and_the_messenger_changed(open_page: OpenPage, simulated: Simulated) -> None:
    async with open_page("#/serik/serik") as page:
        await expect(page.locator("#clock-time")).to_have_text("09:00")
        await page.get_by_role("button", name="+1 сағат").click()
        await expect(page.locator("#clock-time")).to_have_text("10:00")
        await page.get_by_role("button", name="Келесі оқиғаға дейін").click()
        await expect(page.locator("#clock-day")).to_have_text("10 желтоқсан, бейсенбі, 2026")
        await expect(page.locator("#clock-next")).to_have_text("Күтіліп тұрған оқиға жоқ")
        await page.get_by_role("button", name="WhatsApp").click()
        await expect(page.locator("#head-about")).to_have_text("бот · WhatsApp")
        assert simulated.gateway.limits(private_room("serik")).buttons == 3
        await page.get_by_role("button", name="Ботты бұғаттау").click()
        await expect(page.get_by_text("Сіз ботты бұғаттағансыз")).to_be_visible()


async def test_the_page_speaks_three_languages(open_page: OpenPage) -> None:
    async with open_page("#/serik/chat") as page:
        for language, label in (
            ("English", "Write a message"),
            ("Русский", "Напишите сообщение"),
            ("Қазақша", "Хабар жазыңыз"),
        ):
            await page.get_by_role("button", name=language).click()
            await expect(page.get_by_label(label)).to_be_visible()
        assert await page.locator("html").get_attribute("lang") == "kk"
        await page.reload()
        await expect(page.get_by_label("Хабар жазыңыз")).to_be_visible()


async def test_on_a_narrow_phone_nothing_sticks_out_and_all_can_be_touched(
    open_page: OpenPage, simulated: Simulated
) -> None:
    await _say_all_kinds(simulated)
    for language in ("kk", "ru", "en"):
        async with open_page("", PHONE, language) as page:
            for where in ("", "#/serik", "#/serik/chat", "#/serik/serik", "#/marat/marat"):
                await page.goto(f"{simulated.url}/{where}")
                await expect(page.locator("button:visible").first).to_be_visible()
                assert await page.evaluate(STICKING_OUT) == []
                assert await page.evaluate(TOO_SMALL) == []
            await page.locator(".panel-open:visible").click()
            assert await page.evaluate(STICKING_OUT) == []


STICKING_OUT: Final = """() => [...document.querySelectorAll("body *")]
    .filter((node) => node.checkVisibility({visibilityProperty: true}))
    .filter((node) => !node.closest(".unseen, svg, .panel:not(.panel-shown .panel)"))
    .filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5)
    .map((node) => node.outerHTML.slice(0, 90))
    .concat(document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [])"""

# Seven days of a week share 336 pixels, so they alone may be narrower than a fingertip.
TOO_SMALL: Final = """() => [...document.querySelectorAll("button, a, input:not([type=file])")]
    .filter((node) => node.checkVisibility({visibilityProperty: true}) && !node.closest(".line, .unseen"))
    .map((node) => [node, node.getBoundingClientRect()])
    .filter(([node, box]) => box.height < 43.9 || box.width < (node.closest(".tight") ? 40 : 43.9))
    .map(([node]) => node.outerHTML.slice(0, 90))"""


async def _say_all_kinds(simulated: Simulated) -> None:
    say = simulated.gateway.say
    long = "Тұрғындарменкездесугеқатысатындардыңбарлығынакүнтізбелік " * 4
    week = tuple(
        tuple(Button(str(day), press=f"d{day}") for day in range(first, first + 7)) for first in (1, 8, 15)
    )
    ref = await say(
        GROUP_ROOM, Message((Line(long, strong=True), Line("https://example.kz/" + "a" * 90)), week)
    )
    await simulated.gateway.pin(GROUP_ROOM, ref)
    keys = ((Button("Хабарландыруды қазақша және орысша қатар жіберу керек пе?", press="x"),),)
    paper = Attachment("өте-ұзын-атауы-бар-хабарландыру-" * 3 + ".pdf", "application/pdf", content=b"%PDF")
    await say(GROUP_ROOM, Message((Line("Қағаз"),), keys, paper, replies_to=ref, quiet=True))
    await say(private_room("serik"), a_message("Нөміріңіз керек", asks_contact="Нөмірімді жіберу"))


async def test_a_keyboard_is_enough(open_page: OpenPage, simulated: Simulated) -> None:
    await simulated.gateway.say(GROUP_ROOM, a_message("Жиын", rows=((Button("Барамын", press="go"),),)))
    async with open_page("", PHONE) as page:
        await _tab_to(page, "Серік Ахметов")
        await page.keyboard.press("Enter")
        await _tab_to(page, "Бугровое · ауыл чаты")
        await page.keyboard.press("Enter")
        await _tab_to(page, "Барамын")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status").get_by_text("Жауабыңыз қабылданды")).to_be_visible()
        await _tab_to(page, "Мәзір")
        await page.keyboard.press("Enter")
        await _tab_to(page, "/gathering", back=True)
        await page.keyboard.press("Escape")
        await expect(page.get_by_label("Мәзір")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.locator("#side")).to_be_visible()


FOCUSED: Final = """() => {
  const node = document.activeElement;
  return node.matches("button, a, input, textarea") ? node.ariaLabel || node.innerText : "";
}"""


async def _tab_to(page: Page, name: str, *, back: bool = False) -> None:
    for _ in range(60):
        await page.keyboard.press("Shift+Tab" if back else "Tab")
        reached = await page.evaluate(FOCUSED)
        if name in reached:
            assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    pytest.fail(f"{name} is out of the keyboard's reach")


async def test_typing_a_slash_offers_the_menu(open_page: OpenPage, simulated: Simulated) -> None:
    async with open_page("#/serik/serik") as page:
        await page.get_by_label("Хабар жазыңыз").click()
        await page.keyboard.type("/ga")
        await page.get_by_role("button", name="Жиын шақыру").click()
        await expect(page.locator(".message.mine .line")).to_have_text("/gathering")
    assert len(simulated.parrot.heard) == 1


async def test_every_word_stands_out_from_its_ground_by_day_and_by_night(
    browser: Browser, simulated: Simulated
) -> None:
    await _say_all_kinds(simulated)
    for scheme in ("light", "dark"):
        page = await browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
        for where in ("", "#/serik/chat", "#/marat/marat"):
            await page.goto(f"{simulated.url}/{where}")
            await expect(page.locator("button:visible").first).to_be_visible()
            assert await page.evaluate(PALE) == [], scheme
        await page.close()


PALE: Final = """() => {
  const channels = (text) => text.match(/[\\d.]+/g).map(Number);
  const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour.startsWith("rgb(")) return channels(colour);
    }
    return [255, 255, 255];
  };
  const isText = (child) => child.nodeType === 3 && child.textContent.trim();
  const speaks = (node) => [...node.childNodes].some(isText);
  return [...document.querySelectorAll("body *")]
    .filter((node) => speaks(node) && node.checkVisibility({visibilityProperty: true}))
    .filter((node) => !node.closest(":disabled, .unseen"))
    .map((node) => {
      const both = [light(channels(getComputedStyle(node).color)), light(ground(node))];
      return [(Math.max(...both) + 0.05) / (Math.min(...both) + 0.05), node.outerHTML.slice(0, 80)];
    })
    .filter(([contrast]) => contrast < 4.5);
}"""


async def test_a_group_is_left_and_joined_again_by_its_button(
    open_page: OpenPage, simulated: Simulated
) -> None:
    await simulated.gateway.say(GROUP_ROOM, a_message("Жиын"))
    async with open_page("#/marat/chat") as page:
        await page.get_by_role("button", name="Шығу: Бугровое · ауыл чаты").click()
        back = page.get_by_role("button", name="Қосылу: Бугровое · ауыл чаты")
        await expect(back).to_be_focused()
        await expect(page.locator("#chats .chat")).to_have_count(1)
        await expect(page.locator("#head-title")).to_have_text("Асар")
        assert "marat" not in simulated.world.groups["chat"].members
        await back.click()
        await expect(page.locator("#chats .chat")).to_have_count(2)
        assert "marat" in simulated.world.groups["chat"].members


async def test_a_whisper_says_that_nobody_else_sees_it(open_page: OpenPage, simulated: Simulated) -> None:
    keys = ((Button("Иә", press="go"),),)
    ref = await simulated.gateway.say(GROUP_ROOM, a_message("Су?", rows=keys))
    async with open_page("#/marat/chat") as page, open_page("#/serik/chat") as other:
        await page.get_by_role("button", name="Иә").click()
        await expect(page.get_by_role("status").get_by_text("Жауабыңыз қабылданды")).to_be_visible()
        tap = simulated.parrot.heard[-1].what.tap  # type: ignore[union-attr]  # it was a press
        marat = Address("simulator", "marat")
        await simulated.gateway.whisper(GROUP_ROOM, tap, marat, a_message("Таңдауыңыз: иә"))
        await expect(page.locator(".message .alone")).to_have_text("тек сізге көрінеді")
        await simulated.gateway.say(GROUP_ROOM, a_message("Рақмет", replies_to=ref))
        await expect(other.locator("#log").get_by_text("Рақмет")).to_be_visible()
        await expect(other.get_by_text("Таңдауыңыз: иә")).to_have_count(0)
