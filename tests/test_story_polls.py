"""Stories of quick polls over Telegram's wire: asked in the group, answered in one tap, told honestly."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from handlers.chat import Fact
from handlers.polls.cards import NamesAsked
from handlers.polls.closing import COURSE
from handlers.presses import link_word
from tests.fake_bot_api import FakeChat, FakeMessage
from tests.telegram_village import BUGROVOE, Person, TelegramVillage, a_telegram_village
from tests.test_story_roll import AIGUL as ON_THE_ROLL
from tests.test_story_roll import writes_roll
from village.people import Level, Role
from village.polls import Poll
from village.texts import Bilingual, Word

STREET, SCHOOL = "Мектеп көшесі / Школьная улица", "Базар жолы / Дорога к базару"
LINE = f"Қай жолды жөндейміз? / Какую дорогу чиним? | {STREET} | {SCHOOL}"
_STREET = Bilingual("Мектеп көшесі", "Школьная улица")
_ROAD = Bilingual("Базар жолы", "Дорога к базару")


@dataclass
class Asked:
    """A poll that stands in a group of a village."""

    village: TelegramVillage
    akim: Person
    group: FakeChat

    @property
    def card(self) -> FakeMessage:
        """The poll's card in the group."""
        return next(message for message in self.village.in_group(self.group) if "№ 1" in message.text)

    @property
    def last(self) -> FakeMessage:
        return self.village.in_group(self.group)[-1]

    async def tap(self, person: Person, option: Bilingual) -> None:
        """Tap on an option in the group."""
        self.village.api.were_in(self.group, person.user)
        await person.taps(f"{option.kk} · {option.ru}", self.card)

    async def taps_of(self, count: int, option: Bilingual) -> Sequence[Person]:
        """Let strangers tap, each once."""
        people = [self.village.someone(f"Тұрғын {option.kk} {number}") for number in range(count)]
        for person in people:
            await self.tap(person, option)
        return people


@asynccontextmanager
async def asked(
    folder: Path, line: str = LINE, rules: Sequence[tuple[str, str]] = (), database: str = ""
) -> AsyncIterator[Asked]:
    """Open a village in whose group a poll stands; ``rules`` are what is corrected before."""
    async with a_telegram_village(folder, database=database) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        await akim.writes(f"/poll {line}")
        await akim.presses("button-no-election")
        for question, answer in rules:
            await akim.presses("button-correct")
            await akim.presses(f"question-{question}")
            await akim.presses(answer)
        await akim.presses("button-publish")
        yield Asked(village, akim, group)


async def test_one_line_is_asked_in_both_languages_and_answered_by_a_tap(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        stranger, olga = poll.village.someone(), await poll.village.resident("Ольга", "ru")
        await poll.tap(stranger, _STREET)
        await poll.tap(olga, _ROAD)

        assert "Қай жолды жөндейміз?" in poll.card.text
        assert "Какую дорогу чиним?" in poll.card.text
        assert poll.village.says("kk", "opinion-not-vote") in poll.card.text
        assert poll.village.says("ru", "opinion-not-vote") in poll.card.text
        both = f"{stranger.said('poll-answer-kept', options=(_STREET,))} / "
        assert stranger.toasts[-1].text.startswith(both)
        assert olga.toasts[-1].text == olga.said("poll-answer-kept", options=(_ROAD,))


async def test_the_group_sees_how_many_answered_from_five_on_and_never_what(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        await poll.taps_of(4, _STREET)
        await poll.village.forward(minutes=1)
        four = poll.card.text
        await poll.taps_of(1, _ROAD)
        await poll.village.forward(minutes=1)

        assert poll.village.says("kk", "poll-answered", people=4) not in four
        assert poll.village.says("kk", "poll-answered", people=5) in poll.card.text
        assert [label for label in poll.card.labels if label.endswith(("· 4", "· 5"))] == []


async def test_live_results_stand_on_the_buttons(tmp_path: Path) -> None:
    async with asked(tmp_path, rules=[("shown", "poll-shown-live")]) as poll:
        await poll.taps_of(6, _STREET)
        await poll.taps_of(2, _ROAD)
        await poll.village.forward(minutes=1)

        street, road = poll.card.labels
        assert street.endswith(" · 5")
        assert road == f"{_ROAD.kk} · {_ROAD.ru}"


async def test_a_change_of_mind_is_kept_and_counted(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        aigul = await poll.village.resident("Айгүл")
        await poll.tap(aigul, _STREET)
        await poll.tap(aigul, _ROAD)

        assert aigul.toasts[-1].text == aigul.said("poll-answer-kept", options=(_ROAD,))
        async with poll.village.look() as work:
            kept = await work.polls.numbered(BUGROVOE, 1)
            assert kept is not None
            (heap,) = await work.polls.heaps(kept)
        assert (heap.choices, heap.ballots, heap.changes) == ((1,), 1, 1)


async def test_several_are_chosen_and_one_too_many_is_refused(tmp_path: Path) -> None:
    line = "Не керек? / Что нужно? | су / вода | жол / дорога | жарық / свет"
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        await akim.writes(f"/poll {line}")
        await akim.presses("button-no-election")
        await akim.presses("button-correct")
        await akim.presses("question-most")
        await akim.presses("poll-most", most=2)
        await akim.presses("button-publish")
        card, aigul = village.in_group(group)[-1], await village.resident("Айгүл")
        village.api.were_in(group, aigul.user)
        for option in ("су", "жол", "жарық"):
            await aigul.taps(option, card)

        assert aigul.toasts[-1].text == aigul.said("poll-too-many", most=2)
        assert aigul.toasts[-2].text == aigul.said(
            "poll-answer-kept", options=(Bilingual("су", "вода"), Bilingual("жол", "дорога"))
        )


async def test_who_is_not_in_the_chat_or_has_just_come_does_not_count(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        stranger, newcomer = await poll.village.resident("Бөтен"), await poll.village.resident("Жаңа")
        poll.village.api.join(newcomer.user, poll.group)
        await poll.village.settle()
        joined = poll.village.clock.now()
        await stranger.taps(_STREET.kk, poll.card)
        await newcomer.taps(_STREET.kk, poll.card)

        may_from = joined + timedelta(hours=24)
        assert stranger.toasts[-1].text == stranger.said("poll-not-in-chat")
        assert newcomer.toasts[-1].text == newcomer.said("poll-too-new", hours=24, at=may_from)
        await poll.village.forward(hours=25)
        await newcomer.taps(_STREET.kk, poll.card)
        assert newcomer.toasts[-1].text == newcomer.said("poll-answer-kept", options=(_STREET,))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_whose_level_is_missing_does_one_step_and_counts_without_tapping_again(
    tmp_path: Path, language: str
) -> None:
    async with asked(tmp_path, rules=[("level", "poll-level-choice-1")]) as poll:
        person = poll.village.someone("Кемел", language)
        await poll.tap(person, _STREET)
        await person.opens(person.toasts[-1].url)
        await person.agrees()
        assert person.sees("poll-phone-ask")
        async with poll.village.look() as work:
            kept = await work.polls.numbered(BUGROVOE, 1)
            assert kept is not None
            assert await work.polls.answered(kept) == 0
        poll.village.api.share_contact(person.user, person.chat, "77010000001")
        await poll.village.settle()

        assert person.has_read("poll-now-counted", options=(_STREET,)) == 1
        async with poll.village.look() as work:
            (heap,) = await work.polls.heaps(kept)
        assert (heap.choices, int(heap.level), heap.ballots) == ((0,), 1, 1)


async def test_an_answer_in_private_is_ticked_and_taken_back(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        aigul = await poll.village.resident("Айгүл")
        poll.village.api.were_in(poll.group, aigul.user)
        await aigul.writes("1")
        await aigul.taps(_STREET.kk)
        assert f"✓ {_STREET.kk}" in aigul.last.labels
        await aigul.presses("button-take-back")

        assert aigul.toasts[-1].text == aigul.said("poll-answer-empty")
        assert _STREET.kk in aigul.last.labels


async def test_who_has_not_answered_is_reminded_once_and_nobody_else(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        aigul, olga = await poll.village.resident("Айгүл"), await poll.village.resident("Ольга", "ru")
        await poll.tap(aigul, _STREET)
        await poll.village.forward(days=2, hours=12)

        facts: dict[str, Fact] = {
            "number": 1,
            "question": Bilingual("Қай жолды жөндейміз?", "Какую дорогу чиним?"),
        }
        at = (await _the_poll(poll)).plan.closes_at
        assert olga.has_read("poll-nudge", **facts, at=at) == 1
        assert aigul.has_read("poll-nudge", **facts, at=at) == 0


async def _the_poll(poll: Asked) -> Poll:
    async with poll.village.look() as work:
        found = await work.polls.numbered(BUGROVOE, 1)
    assert found is not None
    return found


async def test_at_its_hour_a_poll_closes_and_takes_no_more_answers(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        aigul = await poll.village.resident("Айгүл")
        await poll.taps_of(5, _STREET)
        card = poll.card
        await poll.village.forward(days=3, minutes=1)

        assert card.labels == []
        assert poll.village.says("kk", "poll-closed", at=(await _the_poll(poll)).plan.closes_at) in card.text
        async with poll.village.look() as work:
            assert await work.polls.result(await _the_poll(poll)) is not None
        del aigul


async def test_a_poll_is_closed_early_after_a_second_question(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        await poll.akim.presses("button-poll-close")
        assert poll.akim.sees("poll-close-ask", number=1)
        await poll.akim.presses("button-poll-close-sure")

        assert poll.village.says("ru", "poll-closed-early", at=poll.village.clock.now()) in poll.card.text
        aigul = await poll.village.resident("Айгүл")
        await aigul.writes("1")
        assert aigul.last.labels == []


async def test_a_poll_is_prolonged_with_a_note_in_the_group(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        before = (await _the_poll(poll)).plan.closes_at
        await poll.akim.presses("button-poll-prolong")
        await poll.akim.presses("poll-prolong-days", days=2)
        await poll.akim.presses("button-publish")

        longer = before + timedelta(days=2)
        assert (await _the_poll(poll)).plan.closes_at == longer
        assert poll.village.says("kk", "poll-prolonged", number=1, at=longer) in poll.last.text
        assert poll.village.says("kk", "poll-until", date=longer.date(), time=longer.time()) in poll.card.text
        await poll.village.forward(days=4)
        assert (await _the_poll(poll)).is_open(poll.village.clock.now())


async def test_a_planned_poll_opens_at_its_hour(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        await akim.writes(f"/poll {LINE}")
        await akim.presses("button-no-election")
        await akim.presses("button-correct")
        await akim.presses("question-when")
        opens = (village.clock.now() + timedelta(days=1)).astimezone(village.house.desk.customs.zone)
        await akim.writes(f"{opens:%d.%m.%Y %H:%M}")
        await akim.presses("button-publish")
        assert not any("№ 1" in message.text for message in village.in_group(group))
        await village.forward(days=1, minutes=1)

        assert "№ 1" in village.in_group(group)[-1].text


async def test_polls_about_elections_are_refused_with_the_rule(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        await village.bound_group(akim)
        await akim.writes("/poll Кімді сайлаймыз? / Кого выберем? | Бірінші / Первого | Екінші / Второго")
        await akim.presses("button-no-election")
        assert akim.sees("poll-no-election-sure", words=("сайлаймыз",))
        await akim.presses("button-election")

        assert akim.sees("poll-elections-not-here")


async def test_a_deputy_may_ask_and_a_resident_may_not(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        deputy, akim = await village.official(Role.DEPUTY), await village.official()
        await village.bound_group(akim)
        aigul = await village.resident("Айгүл")
        await deputy.writes(f"/poll {LINE}")
        await deputy.presses("button-no-election")
        await deputy.presses("button-publish")
        await aigul.writes(f"/poll {LINE}")

        assert deputy.has_read("poll-published", number=1) == 1
        assert aigul.has_read("poll-published", number=2) == 0


async def test_twelve_options_of_a_hundred_letters_are_numbers_on_buttons(tmp_path: Path) -> None:
    options = [f"{n:02} " + "ә" * 97 + " / " + f"{n:02} " + "я" * 97 for n in range(12)]
    async with asked(tmp_path, line=" | ".join(["Қайсысы? / Что?", *options])) as poll:
        assert poll.card.labels == [str(number) for number in range(1, 13)]
        assert f"1. 00 {'ә' * 97}" in poll.card.text
        assert f"12. 11 {'я' * 97}" in poll.card.text
        aigul = await poll.village.resident("Айгүл")
        poll.village.api.were_in(poll.group, aigul.user)
        await aigul.taps("12", poll.card)
        assert aigul.toasts[-1].text.startswith(aigul.said("poll-answer-kept", options=("11 ",))[:15])


async def test_who_forgets_all_withdraws_from_what_is_open(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        aigul = await poll.village.resident("Айгүл")
        await poll.tap(aigul, _STREET)
        await aigul.writes("/my")
        await aigul.presses("my-change-forget")
        await aigul.presses("delete-yes")
        async with poll.village.look() as work:
            assert await work.polls.answered(await _the_poll(poll)) == 0
        await poll.tap(aigul, _ROAD)
        async with poll.village.look() as work:
            assert await work.polls.answered(await _the_poll(poll)) == 1


# -------------------------------------------------------------------------------------- what came of it


async def _closes(poll: Asked) -> None:
    await poll.village.forward(days=3, hours=1)
    await poll.village.to(_morning(poll))


def _morning(poll: Asked) -> datetime:
    local = poll.village.clock.now().astimezone(poll.village.house.desk.customs.zone)
    return (local + timedelta(days=1)).replace(hour=9, minute=0)


@pytest.mark.parametrize(("language", "title"), [("kk", "НӘТИЖЕСІ"), ("ru", "ИТОГ"), ("en", "RESULT")])
async def test_the_result_comes_to_the_group_and_to_who_answered_with_its_picture(
    tmp_path: Path, language: str, title: str
) -> None:
    async with asked(tmp_path) as poll:
        person, silent = await poll.village.resident("Кемел", language), await poll.village.resident("Үнсіз")
        await poll.tap(person, _STREET)
        await poll.taps_of(6, _ROAD)
        await _closes(poll)

        told = [message for message in poll.village.in_group(poll.group) if "НӘТИЖЕСІ" in message.text]
        pictures = [message for message in person.messages if "photo" in message.raw]
        assert len(told) == 1
        assert "ИТОГ" in told[0].text
        assert f"{_ROAD.kk} – 6 (86 %)" in told[0].text
        assert poll.village.says("kk", "result-meaning") in told[0].text
        assert [message for message in poll.village.in_group(poll.group) if "photo" in message.raw]
        assert [title in message.text for message in person.messages].count(True) == 1
        assert len(pictures) == 1
        assert not any("НӘТИЖЕСІ" in text for text in silent.texts)


async def test_four_answers_are_too_few_to_be_told_of(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        await poll.taps_of(4, _STREET)
        await _closes(poll)

        told = next(message for message in poll.village.in_group(poll.group) if "НӘТИЖЕСІ" in message.text)
        assert f"{_STREET.kk} –" not in told.text
        assert "4" not in told.text.split("Бақылау")[0].replace("№ 1", "")


async def test_the_author_hears_first_and_takes_the_tables(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        await poll.taps_of(6, _STREET)
        assert poll.akim.said("button-poll-tables") not in poll.akim.last.labels
        await _closes(poll)
        await poll.akim.presses("button-poll-tables")

        files = [
            message.raw["document"]["file_name"]
            for message in poll.akim.messages
            if "document" in message.raw
        ]
        assert [name.rpartition(".")[2] for name in files] == ["xlsx", "csv", "json"]


async def test_who_left_the_chat_stays_counted_and_the_result_says_so(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        people = await poll.taps_of(6, _STREET)
        poll.village.api.leave(people[0].user, poll.group)
        poll.village.api.ban(people[1].user, poll.group, by=poll.akim.user)
        await poll.village.settle()
        await _closes(poll)

        told = next(message for message in poll.village.in_group(poll.group) if "НӘТИЖЕСІ" in message.text)
        assert f"{_STREET.kk} – 6 (100 %)" in told.text
        assert poll.village.says("kk", "result-left", left=2) in told.text


async def test_answers_on_paper_stand_apart(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        await poll.taps_of(6, _STREET)
        await poll.akim.presses("button-poll-paper")
        await poll.akim.presses("poll-taken-paper")
        await poll.akim.writes("жеті")
        assert poll.akim.sees("number-needed")
        await poll.akim.writes("7")
        await poll.akim.writes("3 2 2")
        assert poll.akim.sees("poll-counts-number", wanted=2, given=3)
        await poll.akim.writes("5 5")
        assert poll.akim.sees("poll-counts-over", people=7, sum=10)
        await poll.akim.writes("2 5")
        assert poll.akim.sees("poll-paper-kept", people=7)
        await _closes(poll)

        told = next(message for message in poll.village.in_group(poll.group) if "НӘТИЖЕСІ" in message.text)
        assert "7 адам. 1 – 29 % және 2 – 71 %" in told.text


# ------------------------------------------------------------------------------------ drafting, stopping


async def test_a_ready_question_needs_its_subject_alone(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        await akim.writes("/poll")
        await akim.presses("button-poll-template")
        await akim.presses("poll-template-draft-name")
        await akim.writes("жаңа саябақ жобасы / проект нового парка")
        await akim.presses("whole-unit")
        await akim.presses("button-no-election")
        await akim.presses("button-publish")

        card = village.in_group(group)[-1]
        assert "Мына жобаға пікіріңіз қандай: жаңа саябақ жобасы" in card.text
        assert card.labels == ["Қолдаймын · Поддерживаю", "Қарсымын · Против", "Қалыс қаламын · Воздержусь"]


async def test_another_like_it_is_drafted_from_a_poll(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        await poll.akim.presses("button-poll-clone")
        await poll.akim.presses("button-no-election")
        await poll.akim.presses("button-publish")

        cards = [message for message in poll.village.in_group(poll.group) if "Қай жолды" in message.text]
        assert ["№ 1" in cards[0].text, "№ 2" in cards[1].text] == [True, True]
        assert cards[0].labels == cards[1].labels


async def test_the_operator_stops_a_poll_and_nothing_is_told_of_it(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        await poll.taps_of(6, _STREET)
        async with poll.village.house.desk.open_work() as work:
            await COURSE.stop(await _the_poll(poll), work, poll.village.house.desk)
        await poll.village.settle()

        assert poll.village.says("kk", "poll-stopped") in poll.card.text
        assert poll.card.labels == []
        assert poll.akim.has_read("poll-stopped-by-operator", number=1) == 1
        await _closes(poll)
        assert not any("НӘТИЖЕСІ" in message.text for message in poll.village.in_group(poll.group))


async def test_in_an_election_period_campaigning_is_stopped_and_other_posts_are_not(tmp_path: Path) -> None:
    days = (date(2026, 11, 1), date(2027, 1, 15))
    async with a_telegram_village(tmp_path, election_period=days) as village:
        akim = await village.official()
        await village.bound_group(akim)
        await akim.writes("/announce Біздің кандидатты қолдаңыз / Поддержите нашего кандидата")
        assert akim.sees("a-no-campaign-ask", words=("кандидатты", "кандидата"))
        await akim.presses("button-campaign")
        assert akim.sees("campaigning-not-here", until=days[1])
        await akim.writes("/cancel")
        for text in (
            "Ертең су болмайды / Завтра не будет воды",
            "Сайлау күні дүкен жабық / В день выборов магазин закрыт",
        ):
            await akim.writes(f"/announce {text}")
            if "Сайлау" in text:
                await akim.presses("button-no-campaign")
            await akim.presses("button-publish")

        assert akim.has_read("a-published", number=1) == 1
        assert akim.has_read("a-published", number=2) == 1


async def test_a_poll_whose_author_lost_the_role_goes_on_and_ends_by_itself(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        deputy, akim = await village.official(Role.DEPUTY), await village.official()
        group = await village.bound_group(akim)
        poll = Asked(village, deputy, group)
        await deputy.writes(f"/poll {LINE}")
        await deputy.presses("button-no-election")
        await deputy.presses("button-publish")
        async with village.house.desk.open_work() as work:
            person = await deputy.who(work)
            assert person is not None
            (mandate,) = await work.roles.held(BUGROVOE, person, village.house.desk.today())
            await work.roles.end(BUGROVOE, mandate.id, village.clock.now())
        await deputy.presses("button-poll-close")
        roles = (Word("role-deputy"), Word("role-office"), Word("role-akim"))
        assert deputy.toasts[-1].text == deputy.said("not-for-you", role=roles)
        await poll.taps_of(6, _STREET)
        await _closes(poll)

        assert any("НӘТИЖЕСІ" in message.text for message in village.in_group(group))


async def test_a_tie_and_no_answers_are_told_as_such(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        await poll.akim.presses("button-poll-clone")
        await poll.akim.presses("button-no-election")
        await poll.akim.presses("button-publish")
        await poll.taps_of(3, _STREET)
        await poll.taps_of(3, _ROAD)
        await _closes(poll)

        told = [message.text for message in poll.village.in_group(poll.group) if "НӘТИЖЕСІ" in message.text]
        tie = poll.village.says("kk", "result-tie", options=(_STREET, _ROAD))
        nobody = poll.village.says("kk", "result-none")
        assert [tie in text for text in told].count(True) == 1
        assert [nobody in text for text in told].count(True) == 1


async def test_whoever_taps_in_the_group_sees_their_answer_there_alone(tmp_path: Path) -> None:
    async with asked(tmp_path) as poll:
        aigul = await poll.village.resident("Айгүл")
        await poll.tap(aigul, _STREET)
        await poll.village.settle()

        (whispered,) = poll.village.api.whispers(aigul.user, poll.group)
        assert f"✓ {_STREET.kk}" in whispered.labels


async def test_an_answer_that_needs_the_roll_counts_once_the_phone_is_found_there(tmp_path: Path) -> None:
    async with asked(tmp_path, rules=[("level", "poll-level-choice-2")]) as poll:
        await writes_roll(poll.akim, ON_THE_ROLL)
        aigul, olga = await poll.village.resident("Айгүл"), await poll.village.resident("Ольга", "ru")
        for person, phone in ((aigul, "77010000001"), (olga, "77770000000")):
            await poll.tap(person, _STREET)
            await person.opens(person.toasts[-1].url)
            assert person.sees("poll-phone-ask")
            poll.village.api.share_contact(person.user, person.chat, phone)
            await poll.village.settle()

        assert aigul.has_read("poll-now-counted", options=(_STREET,)) == 1
        assert olga.has_read("poll-now-counted", options=(_STREET,)) == 0
        async with poll.village.look() as work:
            (heap,) = await work.polls.heaps(await _the_poll(poll))
        assert (heap.ballots, heap.level) == (1, Level.ROLL)
        await poll.tap(olga, _STREET)
        await olga.opens(olga.toasts[-1].url)
        assert olga.sees("roll-step-ask")


async def test_in_an_open_poll_everybody_sees_who_chose_what_and_in_a_secret_one_nobody(
    tmp_path: Path,
) -> None:
    async with asked(tmp_path, rules=[("names", "button-yes")]) as poll:
        aigul, olga = await poll.village.resident("Айгүл"), await poll.village.resident("Ольга", "ru")
        await poll.tap(aigul, _STREET)
        await poll.tap(olga, _ROAD)
        await poll.village.forward(minutes=1)
        await olga.presses("button-poll-names", poll.card)

        assert olga.sees("poll-names", option=_STREET, names=("Айгүл",))
        assert olga.sees("poll-names", option=_ROAD, names=("Ольга",))
    (tmp_path / "secret").mkdir()
    async with asked(tmp_path / "secret") as poll:
        aigul = await poll.village.resident("Айгүл")
        assert poll.village.says("kk", "button-poll-names") not in poll.card.labels
        await aigul.writes(f"/start {link_word(NamesAsked((await _the_poll(poll)).id))}")
        assert not aigul.sees("poll-names-none")


async def test_where_the_bot_is_no_admin_the_author_is_told_before(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        village.api.add_to_group(village.bot, group, akim.user, admin=False)
        await village.settle()
        await akim.writes(f"/poll {LINE}")
        await akim.presses("button-no-election")

        assert akim.sees("poll-needs-admin", chat=group.title)
