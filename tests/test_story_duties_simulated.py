"""A year of a village's duties on the simulator's page, by moving the clock, in three languages."""

from datetime import date, datetime, time
from pathlib import Path

from bot.config import ZONE
from handlers.chat import Fact, Say
from tests.played import AKIM, GROUP, OFFICE, Village, a_demo, text_of
from village.texts import Bilingual, Day, Language

KK, RU, EN = Language.KK, Language.RU, Language.EN
DEPUTY, COMMISSION, MEMBER, OTHER_MEMBER, ENGLISH = "p3", "p4", "p11", "p12", "p13"
SUCCESSOR = "p21"


async def to(village: Village, day: date, at: time = time(12)) -> None:
    """Move the clock on to an hour of a day."""
    now = datetime.fromisoformat((await village.ask("/api/clock"))["now"])
    left = datetime.combine(day, at, ZONE) - now.astimezone(ZONE)
    await village.tell("/api/clock", days=left.days, hours=left.seconds // 3600)


async def reads(village: Village, person: str, key: str, language: Language = KK, **facts: Fact) -> int:
    """Count the bot's messages to a person that hold a sentence."""
    said = village.speech.say(Say(key, facts), language)
    return sum(said in text_of(each) for each in await village.messages(person))


async def last(village: Village, person: str) -> str:
    return text_of((await village.messages(person))[-1])


async def does(village: Village, person: str, number: int, words: str, language: Language = KK) -> None:
    """Open the first of one's duties from the list, and mark it as done with a word."""
    await village.write(person, "/duties")
    await village.press(person, "duty-open", language=language, number=number)
    await village.press(person, "button-duty-done", language=language)
    await village.write(person, words)


async def test_a_year_of_a_village(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await _english(village)
        await _begins_by_itself(village)
        await _late_then_extended(village)
        await _handed_over(village)
        await _empty_and_succeeded(village)
        await _the_next_half_year(village)


async def _english(village: Village) -> None:
    await village.write(ENGLISH, "/language")
    await village.press(ENGLISH, "language-en-itself", language=RU)


async def _begins_by_itself(village: Village) -> None:
    """See it begin two weeks before the half year ends; each reads of it in their language."""
    await to(village, date(2026, 12, 18))
    for person, language in ((OFFICE, KK), (COMMISSION, KK), (ENGLISH, EN)):
        assert await reads(village, person, "cycle-started", language) == 1
    assert "Budget monitoring: half 2 of 2026" in await last(village, ENGLISH)
    await village.write(AKIM, "/duties")
    await village.press(AKIM, "button-duty-board")
    await village.press(AKIM, "button-monthly-on")


async def _late_then_extended(village: Village) -> None:
    """See the office be late: the commission and the deputy hear; then it is moved on a ground."""
    await to(village, date(2026, 12, 29))
    assert await reads(village, OFFICE, "digest-mine") == 1
    await to(village, date(2027, 1, 11))
    assert await reads(village, COMMISSION, "digest-asks") >= 1
    assert await reads(village, DEPUTY, "digest-asks", RU) >= 1
    before = await reads(village, OFFICE, "digest-mine")

    for _ in range(2):  # its two steps, one after the other
        await village.write(OFFICE, "/duties")
        await village.press(OFFICE, "duty-open", number=1)
        await village.press(OFFICE, "button-duty-move")
        for words in ("29.01.2027", "бағдарлама істен шықты / программа не работает"):
            await village.write(OFFICE, words)
        await village.press(OFFICE, "button-duty-move-done")
    ground = Bilingual("бағдарлама істен шықты", "программа не работает")
    assert await reads(village, AKIM, "duty-ground-told", ground=ground) >= 1
    await to(village, date(2027, 1, 20))
    assert await reads(village, OFFICE, "digest-mine") == before


async def _handed_over(village: Village) -> None:
    """Have a member of the assembly hand a step over to another, who accepts."""
    await village.write(MEMBER, "/duties")
    await village.press(MEMBER, "duty-open", number=1)
    await village.press(MEMBER, "button-duty-offer")
    await village.quiet()
    await village.press(OTHER_MEMBER, "button-accept")
    assert await reads(village, OTHER_MEMBER, "duty-taken-by-you") == 1
    await does(village, OTHER_MEMBER, 1, "https://example.kz/recommendations")
    assert await reads(village, OTHER_MEMBER, "duty-proof-needed", wanted=_papers()) == 1
    await village.write(OTHER_MEMBER, "/cancel")


def _papers() -> tuple[Say, Say]:
    return Say("proof-photo"), Say("proof-pdf")


async def _empty_and_succeeded(village: Village) -> None:
    """Have the commission's only member leave: the assembly hears the next day, a successor takes it up."""
    await village.write(COMMISSION, "/my")
    await village.press(COMMISSION, "my-change-forget")
    await village.press(COMMISSION, "delete-yes")
    await to(village, date(2027, 1, 21))
    assert "комиссия мүшесі" in await last(village, MEMBER)
    assert "commission member" in await last(village, ENGLISH)

    await village.write(AKIM, "/invite commission")
    await village.write(AKIM, "№ 2, 20.01.2027")
    await village.press(AKIM, "invite-years", years=4)
    code = (await last(village, AKIM)).partition("start=")[2].split()[0]
    await village.write(SUCCESSOR, f"/start {code}")
    await village.press(SUCCESSOR, "button-accept")
    await village.quiet()
    assert "комиссия мүшесі" in await last(village, SUCCESSOR)
    await village.write(SUCCESSOR, "/duties")
    assert "Шығындарды талдап" in await last(village, SUCCESSOR)


async def _the_next_half_year(village: Village) -> None:
    """See the groups be told of the month, and the next half years begin by themselves."""
    await to(village, date(2027, 2, 1))
    month = {"from": Day(date(2027, 1, 1)), "to": Day(date(2027, 1, 31))}
    told = [text_of(each) for each in await village.messages(AKIM, GROUP)]
    assert any(f"{month['to'].day:%d.%m.%Y}" in text for text in told)
    await to(village, date(2027, 6, 18))
    assert "2027 жыл, 1 жартыжылдық" in " ".join(text_of(each) for each in await village.messages(OFFICE))
    await to(village, date(2027, 7, 5))
    assert await reads(village, OFFICE, "duty-is-today", due=Day(date(2027, 7, 5)), days=0) >= 1
    await to(village, date(2027, 12, 20))
    assert "2027 жыл, 2 жартыжылдық" in " ".join(text_of(each) for each in await village.messages(OFFICE))
