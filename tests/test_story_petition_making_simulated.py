"""A petition on the simulator's page: drafted on a messenger with few buttons, put, confirmed, published."""

from pathlib import Path

from handlers.chat import Fact, Say
from tests.played import AIGUL, GROUP, MEMBER, ZHANAR, Village, a_demo, labels_of, text_of
from village.texts import Language

DEPUTY = "p3"
LINE = "/petition Көпірді жөндеу / Починить мост | Көпір керек / Нужен мост | Аудан әкімдігі"


async def chooses(
    village: Village, person: str, key: str, language: Language = Language.KK, **facts: Fact
) -> str:
    """Press a button, and give the toast; or write its number where the messenger has not buttons enough."""
    label = village.speech.say(Say(key, facts), language)
    numbered = [line for line in text_of((await village.messages(person))[-1]).split("\n") if label in line]
    if numbered and numbered[-1][0].isdigit():
        await village.write(person, numbered[-1].partition(".")[0])
        return ""
    return await village.press(person, key, "", language, **facts)


async def drafts(village: Village, person: str, goal: str = "40") -> None:
    """Draft a petition to the district's akimat, up to its preview."""
    await village.write(person, LINE)
    await village.write(person, "Тіреуі шіріген / Опоры сгнили")
    await chooses(village, person, "whole-unit")
    await chooses(village, person, "button-none")
    await village.write(person, goal)
    await chooses(village, person, "button-no-election")


async def test_a_resident_drafts_a_deputy_puts_and_a_member_confirms(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await drafts(village, ZHANAR)
        await chooses(village, ZHANAR, "button-petition-send")
        await village.quiet()
        for key in ("button-petition-take", "button-no-election", "button-petition-put"):
            await village.press(DEPUTY, key, language=Language.RU)
        await village.quiet()
        put = next(each for each in reversed(await village.messages(MEMBER)) if "шіріген" in text_of(each))
        await village.press(MEMBER, "button-petition-confirm")
        await village.quiet()

        assert "Опоры сгнили" in text_of(put)
        card = (await village.messages(AIGUL, GROUP))[-1]
        assert "Починить мост" in text_of(card)
        assert labels_of(card) == ["Қол қою · Подписать"]
        assert any("жарияланды" in text_of(each) for each in await village.messages(ZHANAR))


async def test_what_has_no_buttons_is_answered_by_its_number(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await village.write(ZHANAR, "ұжымдық өтініш")
        for words in ("Көпір / Мост", "Шіріген / Сгнил", "Жөндеңіз / Почините", "2"):
            await village.write(ZHANAR, words)
        assert "Қай ауылдың тұрғындары" in text_of((await village.messages(ZHANAR))[-1])
        for words in ("2", "5"):
            await village.write(ZHANAR, words)
        assert "Дәлел" in text_of((await village.messages(ZHANAR))[-1])
