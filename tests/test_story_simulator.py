"""The whole story in the simulator: convene, answer, move the clock, be reminded, change, call off."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.config import ZONE
from handlers.chat import Say
from tests.played import (
    AIGUL,
    AKIM,
    GATHERING,
    GROUP,
    MEMBER,
    MORNING,
    OLGA,
    STRANGER,
    ZHANAR,
    Village,
    a_demo,
    labels_of,
    text_of,
)
from village.texts import Language


async def convened(village: Village, line: str = f"2026-12-20 15:00 | {GATHERING}") -> None:
    """Have the akim convene a gathering in one line, and let it go out."""
    await village.write(AKIM, f"/gathering {line}")
    await village.press(AKIM, "button-publish")
    await village.quiet()


@pytest.mark.parametrize(
    ("language", "earliest"),
    [
        (Language.KK, "20 желтоқсан, жексенбі"),
        (Language.RU, "20 декабря, воскресенье"),
        (Language.EN, "Sunday, 20 December"),
    ],
)
async def test_the_tenth_day_is_refused_with_the_earliest_day_named(
    tmp_path: Path, language: Language, earliest: str
) -> None:
    async with a_demo(tmp_path) as village:
        await village.write(AKIM, "/language")
        await village.press(AKIM, f"language-{language}-itself")

        await village.write(AKIM, f"/gathering 2026-12-19 15:00 | {GATHERING}")

        refusal, asks_again = (await village.messages(AKIM))[-2:]
        assert earliest in text_of(refusal)
        assert len(labels_of(refusal)) == 3  # the earliest day, how it was counted, a plain meeting instead
        assert asks_again["rows"]
        await village.press(AKIM, "button-how-counted", language=language)
        assert earliest in text_of((await village.messages(AKIM))[-1])


async def test_the_eleventh_day_stands_in_every_group_pinned_in_both_languages(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await convened(village)

        (notice,) = await village.messages(AIGUL, GROUP)
        assert "20 желтоқсан, жексенбі" in text_of(notice)
        assert "20 декабря, воскресенье" in text_of(notice)
        assert "<b>Жол & су</b>" in text_of(notice)
        assert "<b>Дорога & вода</b> 🚰" in text_of(notice)
        chats = (await village.ask("/api/chats", person=AIGUL))["chats"]
        pinned = next(chat["pinned"] for chat in chats if chat["id"] == GROUP)
        assert [brief["id"] for brief in pinned] == [notice["id"]]


async def test_the_group_sees_one_number_and_none_under_five(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await convened(village)
        comers = (AIGUL, OLGA, STRANGER, MEMBER, "p12")
        for person in comers[:4]:
            await village.press(person, "rsvp-yes", GROUP)
        await village.press("p13", "rsvp-no", GROUP)
        await village.quiet()
        (notice,) = await village.messages(AIGUL, GROUP)
        assert not any(label[-1].isdigit() for label in labels_of(notice))

        await village.press(comers[4], "rsvp-yes", GROUP)
        await village.quiet()

        (notice,) = await village.messages(AIGUL, GROUP)
        assert [label for label in labels_of(notice) if label[-1].isdigit()] == ["Барамын · Приду · 5"]
        assert not notice["edited_at"]  # buttons alone: nobody's phone says that the notice changed


async def test_three_reminders_go_to_those_whom_they_concern(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await convened(village)
        await village.press(AIGUL, "rsvp-yes", GROUP)
        await village.press(OLGA, "rsvp-no", GROUP)
        await village.press(MEMBER, "rsvp-unsure", GROUP)
        await village.quiet()
        people = (AIGUL, OLGA, MEMBER, "p21", GROUP)

        async def counts() -> list[int]:
            return [len(await village.messages(AIGUL if each == GROUP else each, each)) for each in people]

        before = await counts()
        told, moment = dict[str, list[int]](), ""
        while moment < "2026-12-20T15:00":
            moment = await village.next_due()
            now = await counts()
            more = [late - early for late, early in zip(now, before, strict=True)]
            told[moment] = [sum(each) for each in zip(told.get(moment, [0] * 5), more, strict=True)]
            before = now

        assert told == {
            # Whoever has not answered; the commission's member hears that the monitoring has begun by itself.
            "2026-12-17T10:00": [0, 0, 1, 1, 0],
            "2026-12-19T10:00": [1, 0, 1, 0, 1],  # who comes, who is not sure, and the group
            "2026-12-20T13:00": [1, 0, 0, 0, 0],  # who comes
            "2026-12-20T15:00": [0, 0, 0, 0, 0],  # its hour: buttons and pin go
        }
        notice, reminder = await village.messages(AIGUL, GROUP)
        assert not notice["rows"]
        assert reminder["reply"]["id"] == notice["id"]
        assert not (await village.ask("/api/chats", person=AIGUL))["chats"][0]["pinned"]


async def test_where_buttons_do_not_fit_a_number_answers(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await convened(village)
        notice = (await village.messages(ZHANAR))[-1]
        assert not notice["rows"]
        assert "1. Барамын" in text_of(notice)

        await village.write(ZHANAR, "1")

        answer = (await village.messages(ZHANAR))[-1]
        assert text_of(answer) == village.speech.say(Say("rsvp-yes-answer"), Language.KK)


async def test_a_changed_place_leaves_a_trace_and_reaches_everyone_who_had_it(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await convened(village)
        await _opened(village)
        await village.press(AKIM, "button-change")
        await village.press(AKIM, "change-place")
        await village.write(AKIM, "Мектеп / Школа")
        await village.press(AKIM, "ground-light")
        await village.press(AKIM, "button-publish")
        await village.quiet()

        notice, change = await village.messages(AIGUL, GROUP)
        assert "Мектеп" in text_of(notice)
        assert notice["edited_at"]
        assert "Дом культуры" in text_of(change)
        assert "Школа" in text_of(change)
        assert "Мектеп" in text_of((await village.messages(AIGUL))[-1])


async def test_an_earlier_day_is_refused_and_a_later_one_asks_anew(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await convened(village)
        await village.press(AIGUL, "rsvp-yes", GROUP)
        await _opened(village)
        await village.press(AKIM, "button-change")
        await village.press(AKIM, "change-moment")
        await village.write(AKIM, "18.12")
        assert "20 желтоқсан" in text_of((await village.messages(AKIM))[-1])

        await village.write(AKIM, "22.12 16:00")
        await village.press(AKIM, "ground-blizzard")
        await village.press(AKIM, "button-publish")
        await village.quiet()

        assert "22 желтоқсан, сейсенбі, 16:00" in text_of((await village.messages(AIGUL))[-1])
        await _opened(village)
        office = text_of((await village.messages(AKIM))[-1])
        assert "«Барамын» дегендер: 0" in office
        assert await village.next_due() == "2026-12-19T10:00"


async def test_a_moved_day_is_proved_from_the_day_of_the_change(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await convened(village)
        await village.tell("/api/clock", days=2)
        await _opened(village)
        await village.press(AKIM, "button-change")
        await village.press(AKIM, "change-moment")
        await village.write(AKIM, "22.12")
        await village.press(AKIM, "ground-blizzard")
        await village.press(AKIM, "button-publish")
        await village.quiet()

        proof = await _proof(village)
        assert "9 желтоқсан" in proof
        assert "11 желтоқсан" in proof
        kept = village.speech.say(Say("paper-proof-kept", {"days": 10}), Language.KK)
        assert kept in proof
        told = [text_of(each) for each in await village.messages(AKIM)]
        late = village.speech.say(Say("notice-late", {"number": 1, "date": "", "earliest": ""}), Language.KK)
        assert not any(each.startswith(late[:30]) for each in told)


async def _proof(village: Village) -> str:
    await _opened(village)
    await village.press(AKIM, "button-proof")
    kazakh = (await village.messages(AKIM))[-2]["file"]
    async with village.session.get(village.base + kazakh["url"], params={"person": AKIM}) as answer:
        reader = PdfReader(BytesIO(await answer.read()))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


async def test_called_off_it_says_so_everywhere_and_reminds_nobody(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await convened(village)
        await _opened(village)
        await village.press(AKIM, "button-call-off")
        await village.press(AKIM, "ground-mourning")
        await village.press(AKIM, "button-publish")
        await village.quiet()

        notice, cancelled = await village.messages(AIGUL, GROUP)
        assert not notice["rows"]
        assert text_of(notice) == text_of(cancelled)
        assert (await village.ask("/api/clock"))["next_due"] is None


async def test_what_was_open_is_there_after_a_restart(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await convened(village)
        await village.write(AKIM, "/gathering")
        await village.press(AKIM, "kind-meeting")

    async with a_demo(tmp_path) as village:
        await village.press(AKIM, "whole-unit")
        asked = (await village.messages(AKIM))[-1]
        assert village.speech.say(Say("button-back"), Language.KK) in labels_of(asked)
        (notice,) = await village.messages(AIGUL, GROUP)
        assert labels_of(notice)
        assert await village.next_due() == "2026-12-17T10:00"


async def test_the_papers_and_the_proof_come_as_files(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await convened(village)
        files = [each["file"]["name"] for each in await village.messages(AKIM) if each["file"]]
        assert files == ["Хабарландыру-1-A4.pdf", "Хабарландыру-1-шағын.pdf", "Тіркеу-парағы-1.pdf"]

        await _opened(village)
        await village.press(AKIM, "button-proof")
        proofs = [each["file"]["name"] for each in (await village.messages(AKIM))[-2:]]
        assert proofs == ["Анықтама-1.pdf", "Справка-1.pdf"]
        await village.press(AIGUL, "button-calendar")
        assert (await village.messages(AIGUL))[-1]["file"]["name"].endswith(".ics")


async def _announced(village: Village, hours: int) -> str:
    """Have the akim announce to everyone and choose how it goes; give the words of the preview."""
    await village.write(AKIM, "/announce Су жоқ / Нет воды")
    await village.press(AKIM, "spread-hours" if hours else "spread-at-once", hours=hours)
    preview = text_of((await village.messages(AKIM))[-1])
    await village.press(AKIM, "button-publish")
    await village.quiet()
    return preview


async def _readers(village: Village, title: str = "a-title") -> int:
    """Count who has the announcement in private."""
    titles = [village.speech.say(Say(title, {"number": 1}), language) for language in Language]
    people = [f"p{number}" for number in range(1, 35)]
    texts = [[text_of(each) for each in await village.messages(person)] for person in people]
    return sum(any(text.startswith(tuple(titles)) for text in told) for told in texts)


async def _report(village: Village) -> str:
    title = village.speech.say(Say("a-report-title", {"number": 1}), Language.KK)
    (report,) = [told for each in await village.messages(AKIM) if title in (told := text_of(each))]
    return report


async def test_a_big_announcement_is_spread_over_hours_and_the_report_says_until_when(tmp_path: Path) -> None:
    until = (MORNING + timedelta(hours=2)).astimezone(ZONE)
    async with a_demo(tmp_path) as village:
        going = village.speech.say(Say("a-report-spread", {"at": until}), Language.KK)
        preview = await _announced(village, hours=2)
        assert village.speech.say(Say("a-goes-spread", {"hours": 2}), Language.KK) in preview
        assert "Су жоқ" in text_of((await village.messages(AIGUL, GROUP))[-1])
        assert await _readers(village) == 1
        assert going in await _report(village)

        await village.tell("/api/clock", hours=1)
        halfway = await _readers(village)
    async with a_demo(tmp_path) as village:  # it goes on where it was
        await village.tell("/api/clock", hours=1)
        everyone = await _readers(village)
        assert going not in await _report(village)

    assert everyone == 32
    assert everyone // 2 - 1 <= halfway <= everyone // 2 + 1


async def test_a_big_announcement_goes_at_once_if_its_author_says_so(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await _announced(village, hours=0)

        assert await _readers(village) == 32


async def test_what_became_urgent_is_not_spread_whatever_was_said_before(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await village.write(AKIM, "/announce Боран / Буран")
        await village.press(AKIM, "spread-hours", hours=6)
        for button in ("button-correct", "question-urgent", "button-yes", "button-urgent"):
            await village.press(AKIM, button)
        spread = village.speech.say(Say("a-goes-spread", {"hours": 6}), Language.KK)
        assert spread not in text_of((await village.messages(AKIM))[-1])
        await village.press(AKIM, "button-publish")
        await village.quiet()

        assert await _readers(village, "a-title-urgent") == 32


async def test_spread_in_the_evening_it_begins_when_the_quiet_hours_end(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await village.tell("/api/clock", hours=12)
        await _announced(village, hours=6)
        await village.tell("/api/clock", hours=9)
        assert await _readers(village) == 0
        await village.tell("/api/clock", hours=4)
        halfway = await _readers(village)
        await village.tell("/api/clock", hours=3)

        assert 15 <= halfway <= 17
        assert await _readers(village) == 32


async def _opened(village: Village) -> None:
    """Have the akim open the office's look at gathering № 1."""
    await village.write(AKIM, "/now")
    await village.press(AKIM, "now-open", number=1)
