"""Whole stories over Telegram's wire: the real client, the real poll loop, a Bot API on loopback."""

from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
import segno
import telegram
from pypdf import PdfReader

from bot.clock import WallClock
from bot.config import ZONE
from bot.inviting import Offer, invite
from handlers.chat import Fact
from tests.fake_bot_api import FakeChat, FakeMessage, Trouble
from tests.telegram_village import (
    BUGROVOE,
    LINE,
    SOSNOVKA,
    Person,
    TelegramVillage,
    a_telegram_village,
)
from village.chats import Address
from village.gatherings import Coming
from village.people import Role
from village.texts import Bilingual, Day, Language, Word

TENTH, ELEVENTH = date(2026, 12, 11), date(2026, 12, 12)
GATHERING = Word("kind-gathering")
CLUB = Bilingual("Клуб", "Дом культуры")
NOON = time(12)


# ------------------------------------------------------------------------------------- 1. the first talk


def _kept_bytes(village: TelegramVillage) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(village.folder.glob("asar.sqlite*")))


def _is_traced(number: int, kept: bytes) -> bool:
    return str(number).encode() in kept or number.to_bytes(6, "big") in kept


async def test_a_stranger_is_asked_the_language_in_one_message_then_consent_settlement_and_letters(
    tmp_path: Path,
) -> None:
    async with a_telegram_village(tmp_path) as village:
        olga = village.someone("Ольга", "ru")
        (asked,) = await olga.writes("/start")
        assert asked.text == village.says("kk", "language-ask")
        assert asked.labels == ["Қазақша", "Русский", "English"]

        (consent,) = await olga.presses("language-ru-itself")
        assert "8 (715-38) 0-00-00" in asked.text  # the welcome took the question's place
        assert olga.said("consent-yes") in consent.labels
        assert not _is_traced(olga.user.id, _kept_bytes(village))

        await olga.presses("consent-yes")
        assert olga.sees("section-ask")
        assert olga.last.labels == ["Бугровое", "Қызылту", olga.said("section-elsewhere")]
        await olga.taps("Қызылту")
        assert olga.sees("subscribe-ask")
        await olga.presses("subscribe-yes")
        assert olga.has_read("start-done") == 1

        async with village.look() as work:
            person = await olga.who(work)
            assert person is not None
            home = await work.people.resident(BUGROVOE, person)
        assert home is not None
        assert (home.language, home.section, home.subscribed) == (Language.RU, "kyzyltu", True)


async def test_whoever_refuses_consent_leaves_no_trace_and_is_told_how_to_go_on(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = village.someone()
        await aigul.writes("/start")
        await aigul.presses("language-kk-itself")
        await aigul.presses("consent-full")
        await aigul.presses("consent-no")

        assert aigul.has_read("consent-refused") == 1
        async with village.look() as work:
            assert await aigul.who(work) is None
        assert not _is_traced(aigul.user.id, _kept_bytes(village))


async def test_the_file_of_the_database_holds_no_telegram_number_and_no_phone(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        aigul, stranger = await village.resident("Айгүл"), village.someone("Динара")
        await akim.convenes()
        await village.settle()
        await stranger.presses("rsvp-yes", village.in_group(group)[0])
        await aigul.writes("/my")
        await aigul.presses("my-change-phone")
        village.api.share_contact(aigul.user, aigul.chat, "77011234567")
        await village.settle()
        assert aigul.has_read("phone-kept") == 1

        await village.close()
        kept = _kept_bytes(village)
        for person in (akim, aigul, stranger):
            assert not _is_traced(person.user.id, kept)
        assert b"7011234567" not in kept


async def test_another_persons_contact_does_not_count(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul, marat = await village.resident("Айгүл"), await village.resident("Марат")
        village.api.share_contact(aigul.user, aigul.chat, "77011234567", of=marat.user)
        await village.settle()

        assert aigul.sees("not-your-phone")
        async with village.look() as work:
            person = await aigul.who(work)
            assert person is not None
            assert await work.people.phone(person) is None


async def test_everything_about_me_is_deleted_at_the_second_tap(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await village.resident()
        await aigul.writes("/my")
        await aigul.presses("my-change-forget")
        await aigul.presses("delete-yes")

        assert aigul.has_read("delete-done") == 1
        async with village.look() as work:
            assert await aigul.who(work) is None
        await aigul.writes("/start")
        assert aigul.sees("language-ask")


# ------------------------------------------------------------------------------------- 2. codes and roles


async def test_the_operators_code_opens_a_role_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with a_telegram_village(tmp_path, begins=WallClock().now()) as village:
        await invite(village.config, Offer("bugrovoe", "akim", "5", None, None))
        code, link = (line.partition(": ")[2] for line in capsys.readouterr().out.splitlines())
        erlan, thief = village.someone("Ерлан"), await village.resident("Ұры")
        await erlan.opens(link)
        await erlan.agrees()
        assert erlan.said("role-akim") in erlan.last.text
        await erlan.presses("button-accept")
        assert village.bot.commands[f"chat{erlan.user.id}", "kk"]

        await thief.opens(link)
        assert thief.sees("code-refused")
        await thief.writes(f"/start {code}")
        assert thief.sees("code-refused")
        await erlan.writes("/gathering")
        assert erlan.sees("g-kind-ask")
        await thief.writes("/gathering")
        assert thief.said("role-akim") in thief.last.text


async def test_an_old_code_and_another_villages_code_open_nothing(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path, slugs=(BUGROVOE, SOSNOVKA)) as village:
        old, foreign = await village.code(Role.OFFICE), await village.code(Role.OFFICE, SOSNOVKA)
        aigul = await village.resident()
        await aigul.writes(f"/start {foreign}")
        assert aigul.sees("code-refused")
        await village.forward(days=7, minutes=1)
        await aigul.writes(f"/start {old}")
        assert aigul.sees("code-refused")


async def test_a_right_code_is_not_read_after_ten_wrong_ones_within_an_hour(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        right, guesser = await village.code(Role.OFFICE), await village.resident()
        for guess in range(10):
            (refused,) = await guesser.writes(f"/start guess{guess}")
            assert refused.text == guesser.said("code-refused")
        assert await guesser.writes(f"/start {right}") == []
        await village.forward(minutes=61)
        await guesser.writes(f"/start {right}")
        await guesser.presses("button-accept")
        await guesser.writes("/gathering")
        assert guesser.sees("g-kind-ask")


async def test_a_start_link_full_of_anything_is_answered_plainly(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        stranger = village.someone()
        for odd in ("ә" * 60, "a:b:c", "gi_zzz", "🙂" * 30, "f_gathering_day_x"):
            assert await stranger.writes(f"/start {odd}"), odd
        aigul = await village.resident()
        for odd in ("ә" * 60, "a:b:c", "gi_zzz", "🙂" * 30, "f_gathering_day_x"):
            assert await aigul.writes(f"/start {odd}"), odd


# ------------------------------------------------------------------------------------------- 3. the group


async def test_a_group_is_tied_to_the_settlement_that_the_akim_names(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim, choice="Қызылту")
        async with village.look() as work:
            chat = await work.chats.at(BUGROVOE, Address("telegram", str(group.id)))
        assert chat is not None
        assert (chat.bound, chat.section, chat.can_pin) == (True, "kyzyltu", True)

        await akim.writes("/bind", group)
        await akim.presses("whole-unit")
        async with village.look() as work:
            chat = await work.chats.at(BUGROVOE, Address("telegram", str(group.id)))
        assert chat is not None
        assert chat.section is None


async def test_whoever_hides_has_no_rights_in_the_group(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident()
        group = village.api.group()
        village.api.add_to_group(village.bot, group, aigul.user)
        await village.settle()
        village.api.write_anonymously(group, "/bind")
        village.api.write_as_channel(group, "/bind")
        robot = telegram.User(99, "Robot", is_bot=True)
        village.api.write(akim.user, group, "/bind", from_user=robot)
        await aigul.writes("/bind", group)

        async with village.look() as work:
            assert await work.chats.bound(BUGROVOE) == ()
        said = [message.text for message in village.in_group(group)]
        assert said == [f"{village.says('kk', 'anonymous')}\n\n{village.says('ru', 'anonymous')}"] * 2
        assert aigul.said("role-akim") in aigul.last.text


async def test_a_stranger_who_writes_a_command_in_the_group_is_shown_the_way_to_the_private_chat(
    tmp_path: Path,
) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        stranger = village.someone()
        await stranger.writes("/gathering", group)
        lead = village.in_group(group)[-1]
        assert village.says("ru", "start-first") in lead.text
        await stranger.presses("button-open-private", lead)
        assert stranger.sees("language-ask")


async def test_talk_that_is_not_for_the_bot_leaves_nothing(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident()
        group = await village.bound_group(akim)
        await aigul.writes("кешке жиналамыз ба, құпия сөз", group)
        assert village.in_group(group) == []
        assert "құпия".encode() not in _kept_bytes(village)


# --------------------------------------------------------------------------------------- 4. the gathering


@pytest.mark.parametrize("language", list(Language))
async def test_the_tenth_day_is_refused_with_the_earliest_day_named(
    tmp_path: Path, language: Language
) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official(language=language)
        await village.bound_group(akim)
        await akim.writes("/gathering 11.12 15:00 | Клуб / Дом культуры | Су / Вода")

        assert akim.has_read("gathering-too-early", day=TENTH, days=10, earliest=ELEVENTH) == 1
        await akim.presses("button-how-counted")
        assert akim.sees(
            "g-too-early-why",
            notice=date(2026, 12, 1),
            between=10,
            first=date(2026, 12, 2),
            last=date(2026, 12, 11),
            earliest=ELEVENTH,
        )
        await akim.presses("button-take-day", day=ELEVENTH)
        await akim.presses("button-publish")
        assert akim.has_read("g-published", number=1) == 1
        assert (await village.gathering(1)).starts == datetime(2026, 12, 12, 15, tzinfo=ZONE)


async def test_a_day_too_early_may_be_announced_as_a_plain_meeting(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        await akim.writes("/gathering 03.12 15:00 | Клуб / Дом культуры | Су / Вода")
        await akim.presses("button-as-meeting")
        await akim.presses("button-publish")
        assert village.says("ru", "kind-meeting") in village.in_group(group)[0].text
        assert village.says("kk", "notice-who-meeting") in village.in_group(group)[0].text


async def test_the_notice_stands_in_the_group_pinned_in_both_languages_and_in_private(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, olga = await village.official(), await village.resident("Ольга", "ru")
        chatless = await village.resident("Марат", letters=False)
        group = await village.bound_group(akim)
        await akim.convenes()

        (notice,) = village.in_group(group)
        for language in (Language.KK, Language.RU):
            assert village.says(language, "notice-title", number=1) in notice.text
            assert (
                village.says(language, "notice-when", date=ELEVENTH, time=time(15), place=CLUB) in notice.text
            )
        assert group.pinned == [notice.id]
        assert [label.split(" · ") for label in notice.labels] == [
            [village.says(each, key) for each in ("kk", "ru")]
            for key in ("rsvp-yes", "rsvp-no", "rsvp-unsure", "button-calendar")
        ]
        assert olga.has_read("notice-title", number=1) == 1
        assert village.says("kk", "notice-title", number=1) not in olga.last.text
        assert chatless.has_read("notice-title", number=1) == 0
        papers = [
            message.raw["document"]["file_name"] for message in akim.messages if "document" in message.raw
        ]
        assert len(papers) == 3


async def test_the_group_sees_one_number_from_five_up_and_never_who_cannot(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        started = [await village.resident(f"Т{number}") for number in range(2)]
        strangers = [village.someone(f"Б{number}") for number in range(6)]
        await akim.convenes()
        (notice,) = village.in_group(group)
        coming = [*started, *strangers[:3]]
        for number, person in enumerate(coming, 1):
            await person.presses("rsvp-yes", notice)
            shown = f"Барамын · Приду · {number}" if number >= 5 else "Барамын · Приду"
            assert notice.labels[0] == shown
        await strangers[3].presses("rsvp-no", notice)
        await strangers[4].presses("rsvp-unsure", notice)
        await strangers[5].presses("rsvp-no", notice)
        assert not any(character.isdigit() for label in notice.labels[1:] for character in label)

        assert started[0].toasts[-1].text == started[0].said("rsvp-yes-answer")
        assert village.says("kk", "rsvp-no-answer") in strangers[3].toasts[-1].text
        await strangers[0].presses("rsvp-no", notice)
        assert notice.labels[0] == "Барамын · Приду"

        await akim.writes("/now")
        await akim.presses("now-open", number=1)
        assert akim.sees("office-numbers", yes=4, no=3, unsure=1)
        assert akim.sees("quorum-now", yes=4, need=67)


async def test_an_assemblys_notice_is_answered_by_its_members_and_shows_no_number(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident()
        members = [await village.official(Role.ASSEMBLY_MEMBER, f"Мүше {number}") for number in range(5)]
        group = await village.bound_group(akim)
        await akim.writes(f"/gathering {LINE}")
        await akim.presses("button-correct")
        await akim.presses("question-kind")
        await akim.presses("kind-assembly")
        await akim.presses("button-publish")
        notice = village.in_group(group)[-1]
        assert village.says("kk", "rsvp-ask-members") in notice.text
        for member in members:
            await member.presses("rsvp-yes", notice)
        await aigul.presses("rsvp-yes", notice)

        assert aigul.toasts[-1].text == aigul.said("members-only")
        assert notice.labels[0] == "Барамын · Приду"
        await akim.presses("button-numbers")
        assert akim.sees("office-numbers", yes=5, no=0, unsure=0)
        assert akim.sees("quorum-now", yes=5, need=3)


async def test_three_reminders_reach_the_right_people_and_one_line_the_group(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        comes, cannot, unsure, silent = [
            await village.resident(name) for name in ("Иә", "Жоқ", "Мүмкін", "Үн")
        ]
        no_letters = await village.resident("Хатсыз", letters=False)
        await akim.convenes()
        notice = village.in_group(group)[0]
        for person, key in ((comes, "rsvp-yes"), (cannot, "rsvp-no"), (unsure, "rsvp-unsure")):
            await person.presses(key, notice)
        await no_letters.presses("rsvp-yes", notice)
        everyone = (comes, cannot, unsure, silent, no_letters)
        facts: dict[str, Fact] = {"kind": GATHERING, "date": ELEVENTH, "time": time(15), "place": CLUB}

        await village.to_day(8, NOON)
        assert [person.has_read("remind-first", days=3, **facts) for person in everyone] == [0, 0, 0, 1, 0]
        await village.to_day(10, NOON)
        assert [person.has_read("remind-eve", days=1, **facts) for person in everyone] == [1, 0, 1, 0, 0]
        line = village.in_group(group)[-1]
        assert village.says("ru", "remind-eve", days=1, **facts) in line.text
        assert line.raw["reply_to_message"]["message_id"] == notice.id
        await village.to_day(11, time(14))
        assert [person.has_read("remind-soon", hours=2, **facts) for person in everyone] == [1, 0, 0, 0, 0]
        assert len(village.in_group(group)) == 2


async def test_after_the_hour_buttons_and_pin_are_gone_and_a_late_tap_is_told_so(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident()
        group = await village.bound_group(akim)
        await akim.convenes()
        (notice,) = village.in_group(group)
        yes = notice.buttons[0][0]["callback_data"]
        await village.to_day(11, time(15))

        assert notice.labels == []
        assert group.pinned == []
        village.api.tap(aigul.user, notice, yes)
        await village.settle()
        assert aigul.toasts[-1].text == aigul.said("answers-closed")
        assert aigul.toasts[-1].alert
        async with village.look() as work:
            assert dict(await work.gatherings.answers(await village.gathering(1))) == {}


async def test_an_outage_of_two_days_loses_no_reminder_that_still_has_a_point(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, comes, silent = await village.official(), await village.resident(), await village.resident("Үн")
        group = await village.bound_group(akim)
        await akim.convenes()
        await comes.presses("rsvp-yes", village.in_group(group)[0])
        facts: dict[str, Fact] = {"kind": GATHERING, "date": ELEVENTH, "time": time(15), "place": CLUB}
        await village.close()
        village.clock.moment = datetime(2026, 12, 11, 18, tzinfo=ZONE)
        await village.open()
        await village.settle()
        assert silent.has_read("remind-first", days=3, **facts) == 0
        assert comes.has_read("remind-eve", days=1, **facts) == 1


async def test_after_an_outage_to_the_last_hours_whoever_comes_is_reminded_once(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, comes, unsure = (
            await village.official(),
            await village.resident(),
            await village.resident("Мүмкін"),
        )
        group = await village.bound_group(akim)
        await akim.convenes()
        await comes.presses("rsvp-yes", village.in_group(group)[0])
        await unsure.presses("rsvp-unsure", village.in_group(group)[0])
        before = len(comes.messages), len(unsure.messages)
        await village.close()
        village.clock.moment = datetime(2026, 12, 12, 13, 30, tzinfo=ZONE)
        await village.open()
        await village.settle()
        assert (len(comes.messages), len(unsure.messages)) == (before[0] + 1, before[1] + 1)
        assert (
            comes.has_read("remind-soon", kind=GATHERING, date=ELEVENTH, time=time(15), place=CLUB, hours=2)
            == 1
        )


# ------------------------------------------------------------------------------------------- 5. the form


async def _asked_for_the_day(village: TelegramVillage) -> tuple[Person, FakeChat]:
    akim = await village.official()
    group = await village.bound_group(akim)
    await akim.writes("жиын")
    await akim.presses("kind-gathering")
    await akim.presses("whole-unit")
    await akim.presses("button-back")
    assert akim.sees("g-audience-ask")
    await akim.taps("Бугровое")
    await akim.presses("basis-order")
    await akim.writes("№ 14, 30.11.2026")
    await akim.presses("convener-akim")
    return akim, group


async def test_wrong_days_and_hours_are_refused_plainly_and_the_form_goes_on(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, _ = await _asked_for_the_day(village)
        refusals: tuple[tuple[str, str, dict[str, Fact]], ...] = (
            ("31.11", "no-such-day", {"text": "31.11"}),
            ("2062-12-20", "year-far", {"year": 2062}),
            ("15:00", "day-needed", {}),
            ("01.11.2026", "day-passed", {"day": Day(date(2026, 11, 1))}),
        )
        for wrong, key, facts in refusals:
            await akim.writes(wrong)
            assert akim.sees(key, **facts), akim.last.text
        await akim.writes("20.12")
        await akim.writes("25:99")
        assert akim.sees("no-such-hour", text="25:99")
        await akim.writes("15")
        assert akim.sees("g-place-ask")


async def test_a_gathering_is_convened_step_by_step_through_two_restarts_of_the_house(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, group = await _asked_for_the_day(village)
        await village.restart()
        for words in ("20.12", "15", "Мектеп", "Школа", "1. Су\n2. Жол", "Вода"):
            await akim.writes(words)
        assert akim.sees("agenda-does-not-pair", wanted=2, lines=1)
        await akim.writes("Вода\nДорога")
        assert akim.sees("preview", people=1, chats=1)

        await akim.presses("button-keep")
        await village.restart()
        await akim.writes("/help")
        await akim.presses("menu-resume", form=akim.said("form-gathering"))
        await akim.presses("button-correct")
        await akim.presses("question-place")
        await akim.writes("Клуб / Дом культуры")
        await akim.presses("button-try")
        assert village.says("ru", "notice-title-draft") in akim.last.text
        assert village.in_group(group) == []
        await akim.presses("button-publish")
        notice = village.in_group(group)[0]
        when = village.says("ru", "notice-when", date=date(2026, 12, 20), time=time(15), place=CLUB)
        assert when in notice.text
        basis = village.says("kk", "notice-basis-order-of", number="14", day=Day(date(2026, 11, 30)))
        assert basis in notice.text


async def test_a_form_that_is_cancelled_is_forgotten_and_its_old_buttons_say_so(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        await village.bound_group(akim)
        await akim.writes(f"/gathering {LINE}")
        preview = akim.last
        await akim.writes("/cancel")
        assert akim.sees("form-left")
        await akim.presses("button-publish", preview)
        assert akim.toasts[-1].text == akim.said("button-old")
        async with village.look() as work:
            assert await work.gatherings.numbered(BUGROVOE, 1) is None


async def test_a_second_form_parks_the_first(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        await village.bound_group(akim)
        await akim.writes("/gathering")
        await akim.presses("kind-report")
        await akim.writes("/announce Су жоқ / Нет воды")
        await akim.writes("/help")
        await akim.presses("menu-resume", form=akim.said("form-gathering"))
        assert akim.sees("g-audience-ask")


async def test_every_day_of_the_calendar_can_be_tapped_and_the_month_turned(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        await village.bound_group(akim)
        await akim.writes("/gathering")
        await akim.presses("kind-hearing")
        await akim.presses("whole-unit")
        await akim.presses("button-none")
        assert akim.sees("g-day-ask", earliest=ELEVENTH)
        await akim.taps("›")
        assert any("2027" in label for label in akim.last.labels)
        await akim.taps("‹")
        await akim.taps("16")
        assert akim.sees("g-time-ask", day=date(2026, 12, 16))
        await akim.taps("15:00")
        assert akim.sees("g-day-warning", reason=akim.said("holiday-independence"))
        await akim.presses("button-keep-day")
        assert akim.sees("g-place-ask")


async def test_publishing_without_a_group_is_refused_and_the_form_is_kept(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        await akim.convenes()
        assert akim.sees("no-chat-bound")
        group = await village.bound_group(akim)
        await akim.presses("button-publish")
        assert len(village.in_group(group)) == 1


# ---------------------------------------------------------------------------------- 6. changes and proof


async def _convened(village: TelegramVillage) -> tuple[Person, FakeChat, FakeMessage]:
    akim = await village.official()
    group = await village.bound_group(akim)
    await akim.convenes()
    return akim, group, village.in_group(group)[0]


async def test_a_moved_hour_and_place_reach_everyone_who_had_the_notice_once(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul, late = await village.resident(), village.someone("Кеш")
        akim, group, notice = await _convened(village)
        await aigul.presses("rsvp-yes", notice)
        await late.starts()
        await akim.presses("button-change")
        await akim.presses("change-both")
        await akim.writes("16:30")
        await akim.writes("Мектеп / Школа")
        await akim.presses("ground-blizzard")
        await akim.presses("button-publish")

        old, new = (datetime(2026, 12, 12, *hour, tzinfo=ZONE) for hour in ((15, 0), (16, 30)))
        said = village.in_group(group)[-1]
        assert village.says("ru", "changed-time", old=old, new=new) in said.text
        assert village.says("kk", "changed-place", old=CLUB, new=Bilingual("Мектеп", "Школа")) in said.text
        assert said.raw["reply_to_message"]["message_id"] == notice.id
        assert village.says("ru", "notice-changed") in notice.text
        assert "16:30" in notice.text
        assert group.pinned == [notice.id]
        assert aigul.has_read("changed-time", old=old, new=new) == 1
        assert aigul.has_read("notice-changed") == 1
        assert late.has_read("changed-time", old=old, new=new) == 0


async def test_a_place_used_before_is_offered_as_a_button_when_it_changes(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, group, _ = await _convened(village)
        long = "Ауылдың ескі мәдениет үйі, екінші қабат"
        await akim.convenes(f"13.12 15:00 | {long} / {long} | Су / Вода")
        await akim.presses("button-change")
        await akim.presses("change-place")
        assert akim.last.labels[0] == "Клуб"  # the place it has now is not offered
        await akim.taps("Клуб")
        await akim.presses("ground-light")
        await akim.presses("button-publish")
        assert (
            village.says("ru", "changed-place", old=Bilingual.same(long), new=CLUB)
            in village.in_group(group)[-1].text
        )


async def test_a_changed_day_counts_again_and_too_early_is_refused(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, group, notice = await _convened(village)
        await village.forward(days=2)
        await akim.presses("button-change")
        await akim.presses("change-moment")
        await akim.writes("13.12 15:00")
        earliest = date(2026, 12, 14)
        await akim.presses("ground-road")
        assert akim.sees("gathering-too-early", day=date(2026, 12, 13), days=10, earliest=earliest)
        await akim.presses("button-correct")
        await akim.presses("question-moment")
        await akim.writes("14.12 15:00")
        await akim.presses("button-publish")
        assert (await village.gathering(1)).starts.date() == earliest
        assert village.says("kk", "notice-changed") in notice.text
        assert len(village.in_group(group)) == 2


async def test_a_gathering_called_off_loses_its_buttons_and_sends_no_reminder(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await village.resident()
        akim, group, notice = await _convened(village)
        await aigul.presses("rsvp-yes", notice)
        yes = notice.buttons[0][0]["callback_data"]
        await akim.presses("button-call-off")
        await akim.presses("ground-mourning")
        await akim.presses("button-publish")

        facts: dict[str, Fact] = {"kind": GATHERING, "date": ELEVENTH, "time": time(15), "number": 1}
        assert village.says("ru", "gathering-cancelled", **facts) in notice.text
        assert notice.labels == []
        assert group.pinned == []
        assert aigul.has_read("gathering-cancelled", **facts) == 2  # told once, and the old notice edited
        before = len(aigul.messages)
        village.api.tap(aigul.user, notice, yes)
        await village.forward(days=12)
        assert aigul.toasts[-1].text == aigul.said("gathering-cancelled-already", number=1)
        assert len(aigul.messages) == before


async def test_the_calendar_entry_comes_on_a_tap_also_to_a_stranger_through_the_private_chat(
    tmp_path: Path,
) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul, stranger = await village.resident(), village.someone("Динара")
        _, _, notice = await _convened(village)
        await aigul.presses("button-calendar", notice)
        entry = village.api.files[aigul.last.raw["document"]["file_id"]]
        assert b"BEGIN:VCALENDAR" in entry.content
        assert aigul.toasts[-1].text == aigul.said("entry-sent")

        await stranger.presses("button-calendar", notice)
        url = stranger.toasts[-1].url
        await stranger.opens(url if url.startswith("https") else f"https://{url}")
        assert "document" in stranger.last.raw


async def test_the_proof_of_notice_names_the_chat_the_day_and_the_board(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, _, _ = await _convened(village)
        await akim.presses("button-board")
        await akim.writes("сурет жоқ")
        assert akim.sees("photo-needed")
        await akim.sends("photo", _photo(), caption="")
        await akim.presses("board-shop")
        assert akim.sees("board-kept")
        async with village.look() as work:
            assert await work.files.wanted(10) == ()
        await akim.presses("button-proof")
        files = [message.raw["document"] for message in akim.messages if "document" in message.raw][-2:]
        for described in files:
            pdf = PdfReader(BytesIO(village.api.files[described["file_id"]].content))
            text = "\n".join(page.extract_text() for page in pdf.pages)
            assert "Бугровое" in text
            assert "2026" in text
            assert "12 желтоқсан" in text or "12 декабря" in text


def _photo() -> bytes:
    out = BytesIO()
    segno.make("тақта").save(out, kind="png", scale=4)
    return out.getvalue()


async def test_the_card_to_forward_is_ticked_as_sent_by_hand(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, _, _ = await _convened(village)
        await akim.presses("button-forward")
        await akim.presses("button-forwarded")
        await akim.taps("Қызылту")
        assert akim.sees("forward-kept")


# ----------------------------------------------------------------------------------------- 7. announcing


async def test_one_line_in_two_languages_is_announced_and_the_report_fills_up(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, olga = await village.official(), await village.resident("Ольга", "ru")
        gone = await village.resident("Кетті")
        village.bot.blocked_by.add(gone.user.id)
        group = await village.bound_group(akim)
        await akim.writes("/announce Ертең су болмайды / Завтра не будет воды")
        assert akim.sees("preview", people=3, chats=1)
        await akim.presses("button-publish")

        (said,) = village.in_group(group)
        assert "Ертең су болмайды" in said.text
        assert "Завтра не будет воды" in said.text
        assert olga.last.text.endswith("Завтра не будет воды")
        report: dict[str, Fact] = {
            "sent": 3,
            "waiting": 0,
            "blocked": 1,
            "failed": 0,
            "chats": 1,
            "people": 2,
        }
        assert akim.has_read("a-report", **report) == 1
        assert akim.has_read("a-report-title", number=1) == 1


async def test_an_announcement_is_corrected_where_it_stands_and_recalled_after_a_second_question(
    tmp_path: Path,
) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, olga = await village.official(), await village.resident("Ольга", "ru")
        group = await village.bound_group(akim)
        await akim.writes("/announce Су жоқ / Нет воды")
        await akim.presses("button-publish")
        (said,) = village.in_group(group)
        await village.forward(minutes=5)
        await akim.presses("button-correct")
        await akim.writes("Су бар / Вода есть")
        await akim.presses("button-publish")
        assert "Вода есть" in said.text
        assert "Нет воды" not in said.text
        assert sum("Вода есть" in text for text in olga.texts) == 2  # the first one edited, and told once

        await akim.presses("button-recall")
        assert akim.sees("a-recall-ask", number=1)
        await akim.presses("button-recall-sure")
        at = village.clock.now()
        assert village.says("kk", "a-recalled", number=1, at=at) in said.text
        assert "Вода есть" not in said.text
        assert olga.has_read("a-recalled", number=1, at=at) == 2
        await akim.presses("button-correct")
        assert akim.toasts[-1].text == akim.said("already-recalled", number=1)


async def test_a_recall_within_the_first_minute_asks_nothing(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        await akim.writes("/announce Су жоқ / Нет воды")
        await akim.presses("button-publish")
        await village.forward(seconds=30)
        await akim.presses("button-recall")
        assert akim.has_read("a-recall-done", number=1) == 1
        assert "Нет воды" not in village.in_group(group)[0].text


async def test_a_photo_with_its_words_is_announced_from_the_form(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, olga = await village.official(), await village.resident("Ольга", "ru")
        group = await village.bound_group(akim)
        await akim.writes("/announce")
        await akim.sends("photo", caption="Концерт / Концерт сегодня")
        await akim.presses("whole-unit")
        await akim.presses("button-publish")
        (said,) = village.in_group(group)
        assert "photo" in said.raw
        assert "Концерт сегодня" in said.text
        assert "photo" in olga.last.raw


async def test_a_place_on_the_map_and_a_template_are_announced(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        await akim.writes("/announce")
        await akim.presses("button-template")
        await akim.presses("template-vet-name")
        await akim.writes("03.12, 10:00")
        await akim.presses("button-same")
        await akim.presses("whole-unit")
        await akim.presses("button-publish")
        details = Bilingual.same("03.12, 10:00")
        assert village.says("ru", "template-vet", details=details) in village.in_group(group)[-1].text

        await akim.writes("/announce")
        await akim.writes("", location=telegram.Location(longitude=69.02, latitude=55.26))
        await akim.writes("Осында / Здесь")
        await akim.presses("whole-unit")
        await akim.presses("button-publish")
        place, words = village.in_group(group)[-2:]
        assert place.raw["location"] == {"latitude": 55.26, "longitude": 69.02}
        assert "Здесь" in words.text


async def test_by_night_the_urgent_goes_at_once_and_the_rest_waits_for_the_morning(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident()
        group = await village.bound_group(akim)
        await village.to_day(0, time(22))
        await akim.writes("/announce Концерт / Концерт")
        assert akim.sees("a-goes-after-quiet", at=datetime(2026, 12, 2, 8, tzinfo=ZONE))
        await akim.presses("button-publish")
        assert village.in_group(group) == []

        await akim.writes("/announce Боран / Буран")
        await akim.presses("button-correct")
        await akim.presses("question-urgent")
        await akim.presses("button-yes")
        await akim.presses("button-urgent")
        await akim.presses("button-publish")
        assert village.says("kk", "a-title-urgent", number=2) in aigul.last.text
        assert len(village.in_group(group)) == 1
        await village.to_day(1, time(8))
        assert len(village.in_group(group)) == 2
        assert aigul.has_read("a-title", number=1) == 1


async def test_only_an_urgent_word_goes_in_one_language_the_other_marked(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        await akim.writes("/announce Тек қазақша")
        assert akim.sees("a-text-second", lang=Language.RU)
        await akim.writes("По-русски")
        await akim.presses("button-publish")
        assert "По-русски" in village.in_group(group)[0].text


async def test_an_announcement_planned_for_later_goes_at_its_hour_pinned_until_its_days_are_over(
    tmp_path: Path,
) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        await akim.writes("/announce Екпе / Прививки")
        for question, answer in (("when", "02.12 10:00"), ("pin", "")):
            await akim.presses("button-correct")
            await akim.presses(f"question-{question}")
            if answer:
                await akim.writes(answer)
        await akim.presses("pin-days", days=3)
        assert akim.sees("a-goes-at", at=datetime(2026, 12, 2, 10, tzinfo=ZONE))
        await akim.presses("button-publish")
        assert village.in_group(group) == []
        await village.to_day(1, time(10))
        assert group.pinned == [village.in_group(group)[0].id]
        await village.to_day(4, time(11))
        assert group.pinned == []


# ------------------------------------------------------------------------- 8. moved, removed, blocked


async def test_a_group_that_becomes_a_supergroup_stays_the_same_chat_told_by_the_update(
    tmp_path: Path,
) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        old = await village.bound_group(akim, kind="group")
        new = village.api.migrate(old, akim.user)
        await village.settle()
        await akim.convenes()
        assert len(village.in_group(new)) == 1
        assert village.in_group(old) == []


async def test_a_group_that_moved_unheard_is_followed_from_the_refusal(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        old = await village.bound_group(akim, kind="group")
        new = village.api.group(old.title)
        new.members, old.moved_to = dict(old.members), new.id
        await akim.convenes()
        (notice,) = village.in_group(new)
        assert new.pinned == [notice.id]
        async with village.look() as work:
            (chat,) = await work.chats.bound(BUGROVOE)
        assert chat.address.id == str(new.id)


async def test_answers_stay_in_the_topic_in_which_the_group_was_bound(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = village.api.group(has_topics=True)
        village.api.add_to_group(village.bot, group, akim.user)
        await village.settle()
        await akim.writes("/bind", group, message_thread_id=77, is_topic_message=True)
        await akim.presses("whole-unit")
        await akim.convenes()
        await village.to_day(10, NOON)
        notice, reminder = village.in_group(group)
        assert (notice.raw["message_thread_id"], reminder.raw["message_thread_id"]) == (77, 77)


async def test_the_office_is_told_when_the_bot_is_thrown_out(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident()
        group = await village.bound_group(akim)
        village.api.remove_from_group(village.bot, group, aigul.user)
        await village.settle()
        assert akim.has_read("bot-removed", chat="Бугровое") == 1
        assert aigul.has_read("bot-removed", chat="Бугровое") == 0
        await akim.convenes()
        assert akim.sees("no-chat-bound")


async def test_a_word_no_number_can_be_read_from_stops_nobody(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await village.resident()
        for odd in ("²", "٣", "①", "🙂", "/²", "99999999999999999999"):
            assert await aigul.writes(odd), odd
        assert await aigul.sends("voice")
        assert aigul.has_read("not-understood") >= 4


async def test_who_blocks_the_bot_is_written_to_no_more_until_they_come_back(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident()
        group = await village.bound_group(akim)
        village.api.block(aigul.user, village.bot)
        await village.settle()
        await akim.writes("/announce Су жоқ / Нет воды")
        assert akim.sees("preview", people=1, chats=1)
        await akim.presses("button-publish")
        assert len(village.in_group(group)) == 1
        await aigul.writes("/start")
        await akim.writes("/announce Су бар / Вода есть")
        assert akim.sees("preview", people=2, chats=1)


async def test_who_comes_back_by_any_word_is_reachable_again(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident()
        await village.bound_group(akim)
        village.api.block(aigul.user, village.bot)
        await village.settle()
        await aigul.writes("/now")
        await akim.writes("/announce Су бар / Вода есть")
        assert akim.sees("preview", people=2, chats=1)


async def test_a_number_written_to_the_bot_is_checked(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul, stranger = await village.resident(), village.someone("Динара")
        akim, _, _ = await _convened(village)
        del akim
        for person in (aigul, stranger):
            told, notice = await person.writes("№ 1")
            at = (await village.gathering(1)).published_at
            assert village.says("kk", "check-number", number=1, at=at) in told.text
            assert village.says("kk", "notice-title", number=1) in notice.text
            (refused,) = await person.writes("77")
            assert village.says("kk", "no-such-notice", number=77) in refused.text


async def test_a_pin_that_must_wait_does_not_bring_the_notice_twice(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        village.api.trouble(Trouble("status", "pinChatMessage", times=2))
        await akim.convenes()
        (notice,) = village.in_group(group)
        assert group.pinned == []
        await village.forward(minutes=5)
        assert group.pinned == [notice.id]
        assert village.in_group(group) == [notice]


async def test_without_the_right_to_pin_the_notice_stands_all_the_same(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = village.api.group()
        village.api.add_to_group(village.bot, group, akim.user, can_pin=False)
        await village.settle()
        await akim.presses("whole-unit")
        assert akim.sees("bind-cannot-pin", chat=group.title)
        await akim.convenes()
        await village.forward(hours=1)
        assert len(village.in_group(group)) == 1


async def test_a_notice_deleted_in_the_group_does_not_end_the_group(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await village.resident()
        akim, group, notice = await _convened(village)
        del group.messages[notice.id]
        await aigul.presses("rsvp-yes")
        assert akim.has_read("bot-removed", chat=group.title) == 0
        await village.to_day(10, NOON)
        assert len(village.in_group(group)) == 1  # the line of the eve's reminder


async def test_a_card_deleted_in_private_does_not_end_the_letters(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await village.resident()
        akim, _, _ = await _convened(village)
        for message in aigul.messages:
            del aigul.chat.messages[message.id]
        await akim.presses("button-call-off")
        await akim.presses("ground-mourning")
        await akim.presses("button-publish")
        facts: dict[str, Fact] = {"kind": GATHERING, "date": ELEVENTH, "time": time(15), "number": 1}
        assert aigul.has_read("gathering-cancelled", **facts) == 1


# ----------------------------------------------------------------------------------------- 9. as typed


async def test_what_people_type_comes_out_as_typed(tmp_path: Path) -> None:
    odd = "<b>Су</b> & \"жол\" 'бар' 🚰👨‍👩‍👧 *_`[x](y) {{ $n }} {x}"
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident("<i>Айгүл</i>")
        group = await village.bound_group(akim, "Ауыл <b>&\"' 🏡")
        await akim.writes("/gathering 12.12 15:00")
        await akim.writes(odd)
        await akim.presses("button-same")
        await akim.writes(f"{odd}\nЕкінші & <u>")
        await akim.presses("button-same")
        await akim.presses("button-publish")
        for message in (village.in_group(group)[0], aigul.last):
            read = message.written()
            assert read.text is not None
            assert read.text.count(odd) >= 2
            assert "2. Екінші & <u>" in read.text
            assert {entity.type for entity in read.entities} <= {"bold"}
        await akim.writes(f"/announce {odd}")
        await akim.presses("button-same")
        await akim.presses("button-publish")
        assert odd in str(village.in_group(group)[-1].written().text)
        await aigul.presses("button-calendar", village.in_group(group)[0])
        await akim.presses("button-proof")


# ------------------------------------------------------------------------------- 10. past midnight


async def test_the_office_is_told_when_a_notice_slips_past_midnight(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, office = await village.official(), await village.official(Role.OFFICE, "Гүлнар", "ru")
        group = await village.bound_group(akim)
        await village.to_day(0, time(23, 59, 40))
        await akim.writes(f"/gathering {LINE}")
        down = Trouble("status", "sendMessage", times=10_000)
        village.api.trouble(down)
        await akim.presses("button-publish")
        await village.to_day(1, time(0, 1))
        assert village.in_group(group) == []
        down.times = 0
        await village.forward(hours=2)

        (notice,) = village.in_group(group)
        facts: dict[str, Fact] = {"number": 1, "date": ELEVENTH, "earliest": date(2026, 12, 13)}
        assert notice.is_quiet
        assert akim.has_read("notice-late", **facts) == 1
        assert office.has_read("notice-late", **facts) == 1


# ------------------------------------------------------------------------------ 12. twice, at once


async def test_two_taps_of_one_person_at_once_count_as_the_later(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        aigul = await village.resident()
        _, _, notice = await _convened(village)
        yes, no = (row[0]["callback_data"] for row in notice.buttons[:2])
        village.api.tap(aigul.user, notice, yes)
        village.api.tap(aigul.user, notice, no)
        await village.settle()
        async with village.look() as work:
            assert dict(await work.gatherings.answers(await village.gathering(1))) == {Coming.NO: 1}
        assert [toast.text for toast in aigul.toasts[-2:]] == [
            aigul.said("rsvp-yes-answer"),
            aigul.said("rsvp-no-answer"),
        ]


async def test_the_same_update_brought_twice_has_one_effect(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident()
        group = await village.bound_group(akim)
        await akim.writes(f"/gathering {LINE}")
        akim.village.api.press(akim.user, akim.last, akim.said("button-publish"))
        update = village.bot.pending[-1]
        await village.settle()
        village.api.redeliver(village.bot, update)
        await village.settle()
        assert len(village.in_group(group)) == 1
        assert aigul.has_read("notice-title", number=1) == 1
        async with village.look() as work:
            assert await work.gatherings.numbered(BUGROVOE, 2) is None


async def test_publish_pressed_twice_at_once_publishes_once(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        await akim.writes(f"/gathering {LINE}")
        preview = akim.last
        for _ in range(2):
            village.api.press(akim.user, preview, akim.said("button-publish"))
        await village.settle()
        assert len(village.in_group(group)) == 1
        assert akim.toasts[-1].text == akim.said("button-old")
