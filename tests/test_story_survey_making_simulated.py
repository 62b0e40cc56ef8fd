"""A survey on the simulator's page: made in the chat, published, standing in the group."""

from pathlib import Path

from tests.played import AIGUL, AKIM, GROUP, Village, a_demo, labels_of, text_of


async def _makes(village: Village) -> None:
    await village.write(AKIM, "/survey")
    await village.press(AKIM, "button-survey-here")
    await village.write(AKIM, "Не керек? / Что нужно?")
    await village.write(AKIM, "Қай жол? / Какая дорога?")
    await village.press(AKIM, "survey-kind-one")
    await village.write(AKIM, "Мектеп / Школа\nБазар / Базар")
    await village.press(AKIM, "survey-required-yes")
    await village.press(AKIM, "survey-made-done")


async def test_a_survey_made_in_the_chat_stands_in_the_group_in_both_languages(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await _makes(village)
        draft = (await village.messages(AKIM))[-1]
        await village.press(AKIM, "button-publish")
        await village.press(AKIM, "whole-unit")
        await village.press(AKIM, "button-yes")
        await village.press(AKIM, "button-no-election")
        await village.press(AKIM, "button-publish")
        await village.quiet()

        assert "Не керек?" in text_of(draft)
        card = (await village.messages(AIGUL, GROUP))[-1]
        assert "САУАЛНАМА" in text_of(card)
        assert "Что нужно?" in text_of(card)
        assert any(label.startswith("Толтыру") for label in labels_of(card))
