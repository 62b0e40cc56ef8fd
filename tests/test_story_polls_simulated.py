"""A quick poll played on the simulator's page: on two messengers, in three languages, to its picture."""

from pathlib import Path

from handlers.chat import Fact, Say
from tests.played import (
    AIGUL,
    AKIM,
    GROUP,
    OLGA,
    STRANGER,
    ZHANAR,
    Shown,
    Village,
    a_demo,
    labels_of,
    text_of,
)
from village.texts import Bilingual, Language

LINE = "/poll Қай жол? / Какая дорога? | Мектеп көшесі / Школьная улица | Базар жолы / Дорога к базару"
STREET, ROAD = Bilingual("Мектеп көшесі", "Школьная улица"), Bilingual("Базар жолы", "Дорога к базару")
NEIGHBOURS = ("p13", "p14", "p21", "p22")


def _said(village: Village, language: Language, key: str, **facts: Fact) -> str:
    return village.speech.say(Say(key, facts), language)


async def _ask(village: Village) -> None:
    await village.write(AKIM, LINE)
    await village.press(AKIM, "button-no-election")
    await village.press(AKIM, "button-publish")
    await village.quiet()


async def _tap(village: Village, person: str, label: str, chat: str = "") -> str:
    """Press the newest button that bears a label; give the toast."""
    for message in reversed(await village.messages(person, chat)):
        for row in message["rows"]:
            for button in row:
                if button["label"].startswith(label):
                    where = {"person": person, "chat": chat or person, "message": message["id"]}
                    told = await village.tell("/api/press", press=button["press"], **where)
                    return str((told["toast"] or {}).get("text", ""))
    raise AssertionError(f"no button {label}")


async def _last(village: Village, person: str, chat: str = "") -> Shown:
    return (await village.messages(person, chat))[-1]


async def test_a_poll_is_answered_on_both_messengers_and_its_result_comes_back(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await _ask(village)
        kept = {AIGUL: Language.KK, OLGA: Language.RU}
        for person, language in kept.items():
            toast = await _tap(village, person, "Мектеп", GROUP)
            assert toast == _said(village, language, "poll-answer-kept", options=(STREET,))
        assert "✓ Мектеп көшесі" in labels_of(await _last(village, AIGUL, GROUP))
        toast = await _tap(village, STRANGER, "Базар", GROUP)
        assert toast.startswith(_said(village, Language.KK, "poll-answer-kept", options=(ROAD,)))
        for person in NEIGHBOURS:
            await _tap(village, person, "Базар", GROUP)
        await _tap(village, ZHANAR, "Мектеп")
        assert "Жауабыңыз: Мектеп көшесі" in text_of(await _last(village, ZHANAR))

        await village.tell("/api/clock", days=3)
        await village.tell("/api/clock", hours=12)
        in_group = await village.messages(AIGUL, GROUP)
        (result,) = [told for each in in_group if "НӘТИЖЕСІ" in (told := text_of(each))]
        assert "Базар жолы – 5 (63 %)" in result
        assert "Школьная улица — 3 (38 %)" in result
        assert [each["file"]["name"] for each in in_group if each["file"]] == ["Сауалнама-1.png"]
        files = [each["file"]["name"] for each in await village.messages(OLGA) if each["file"]]
        assert files == ["Опрос-1.png"]
        assert any("НӘТИЖЕСІ" in text_of(each) for each in await village.messages(ZHANAR))


async def test_who_leaves_the_group_is_counted_and_told_of(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await _ask(village)
        for person in (AIGUL, OLGA, STRANGER, *NEIGHBOURS):
            await _tap(village, person, "Базар", GROUP)
        await village.tell("/api/member", person=STRANGER, chat=GROUP, inside=False)
        await village.tell("/api/clock", days=3)
        await village.tell("/api/clock", hours=12)

        told = "\n".join(text_of(each) for each in await village.messages(AIGUL, GROUP))
        assert _said(village, Language.KK, "result-left", left=1) in told
