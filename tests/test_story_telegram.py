"""Whole stories over Telegram's wire: the real client, the real poll loop, a Bot API on loopback."""

from pathlib import Path

from tests.telegram_village import a_telegram_village


async def test_draft(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await village.resident()
        for m in aigul.messages:
            print(m.text, m.labels)
        akim = await village.official()
        for m in akim.messages:
            print(m.text, m.labels)
        group = await village.bound_group(akim)
        await akim.writes("/gathering 2026-12-12 15:00 | Клуб / Дом культуры | Су / Вода; Жол / Дорога")
        for m in akim.news():
            print(m.text, m.labels)
        for m in akim.messages[-4:]:
            print(m.text, m.labels)
        await akim.presses("button-publish")
        for m in akim.messages[-3:]:
            print(m.text, m.labels)
        for m in village.in_group(group):
            print(m.text, m.labels, group.pinned)
        await village.forward(days=13)
        for m in village.in_group(group):
            print(m.text, m.labels, group.pinned)
        for m in aigul.messages[-3:]:
            print(m.text, m.labels)
        assert 0
