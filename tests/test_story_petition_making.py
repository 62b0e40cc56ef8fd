"""Stories of petitions over Telegram's wire: drafted, put to a second person, published, run to the end."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.config import Mistake
from bot.stopping import stop_petition
from handlers.chat import Fact
from handlers.petitions.subject import TOLD, about
from tests.fake_bot_api import FakeChat, FakeMessage
from tests.petitioned import signs
from tests.stores import telegram
from tests.telegram_village import BUGROVOE, SOSNOVKA, Person, TelegramVillage, a_telegram_village
from village.course import State
from village.ids import PersonId
from village.people import Role
from village.petitions import Petition, PetitionDraft
from village.signers import Signer, SignerName
from village.texts import Bilingual

TITLE = "Көпірді жөндеу / Починить мост"
PROBLEM = "Көпірдің тіреуі шіріген / Опоры моста сгнили"
DEMAND = "Көпірді жөндеу керек / Нужно починить мост"
LINE = f"/petition {TITLE} | {DEMAND} | Аудан әкімдігі"
_TITLE = Bilingual("Көпірді жөндеу", "Починить мост")


@dataclass
class Place:
    """A village with a deputy and an assembly member who may confirm, and its group."""

    village: TelegramVillage
    akim: Person
    deputy: Person
    group: FakeChat

    async def member(self, name: str = "Болат", language: str = "kk") -> Person:
        return await self.village.official(Role.ASSEMBLY_MEMBER, name, language)

    @property
    def said(self) -> list[FakeMessage]:
        return self.village.in_group(self.group)

    @property
    def card(self) -> FakeMessage:
        """The petition's card in the group."""
        head = self.village.says("kk", "petition-title", number=1)
        return next(message for message in self.said if head in message.text)

    async def petition(self, number: int = 1) -> Petition:
        async with self.village.look() as work:
            found = await work.petitions.numbered(BUGROVOE, number)
        assert found is not None
        return found

    async def drafts(self) -> tuple[PetitionDraft, ...]:
        async with self.village.look() as work:
            return await work.petitions.drafts(BUGROVOE)

    async def signed(self, first: int, last: int) -> None:
        """Let people sign, and what follows come due, as the tray does it."""
        desk = self.village.house.desk
        async with desk.open_work() as work:
            petition = await work.petitions.numbered(BUGROVOE, 1)
            assert petition is not None
            minutes = int((desk.clock.now() - petition.opens_at) / timedelta(minutes=1))
            for number in range(first, last + 1):
                met = await work.people.meet(telegram(70_000 + number), PersonId(number), desk.clock.now())
                signer = Signer(SignerName("Серікова", "Айгүл" + "а" * number))
                await signs(work, petition, met, signer, minutes=minutes)
            await work.deadlines.put(BUGROVOE, TOLD, about(petition.id), desk.clock.now())
        await self.village.settle()


@asynccontextmanager
async def a_place(folder: Path, **settings: Any) -> AsyncIterator[Place]:
    """Open a village with an akim, a deputy and a bound group."""
    async with a_telegram_village(folder, **settings) as village:
        akim = await village.official()
        group = await village.bound_group(akim)
        deputy = await village.official(Role.DEPUTY, "Виктор", "ru")
        yield Place(village, akim, deputy, group)


async def writes_petition(person: Person, line: str = LINE, goal: str = "20") -> None:
    """Draft a petition by one line and the questions it leaves, up to the preview."""
    await person.writes(line)
    await person.writes(PROBLEM)
    await person.presses("whole-unit")
    await person.presses("button-none")
    await person.writes(goal)
    await person.presses("button-no-election")


async def publishes(place: Place, member: Person) -> None:
    """Have the deputy put a petition of their own, and the member confirm it."""
    await writes_petition(place.deputy)
    await place.deputy.presses("button-petition-put")
    await member.presses("button-petition-confirm")


async def takes_on(deputy: Person) -> None:
    """Have a deputy put a resident's draft as it is."""
    await deputy.presses("button-petition-take")
    await deputy.presses("button-no-election")
    await deputy.presses("button-petition-put")


async def corrects(deputy: Person, question: str, words: str) -> None:
    """Have a deputy correct what was declined, and put it again."""
    await deputy.presses("button-petition-go-on")
    await deputy.presses("button-no-election")
    await deputy.presses("button-correct")
    await deputy.presses(f"question-{question}")
    await deputy.writes(words)
    await deputy.presses("button-petition-put")


async def test_a_resident_drafts_a_deputy_puts_and_a_second_person_confirms_at_the_second_try(
    tmp_path: Path,
) -> None:
    async with a_place(tmp_path) as place:
        member, aigul = await place.member(), await place.village.resident("Айгүл")
        await writes_petition(aigul)
        await aigul.presses("button-petition-send")
        assert aigul.sees("petition-draft-sent", people=1)

        assert place.deputy.sees("petition-drafted")
        assert "Көпірдің тіреуі шіріген" in place.deputy.last.text
        await takes_on(place.deputy)
        assert place.deputy.sees("petition-put-sent", people=1)
        assert place.akim.has_read("petition-put") == 0

        assert member.sees("petition-put")
        await member.presses("button-petition-decline")
        await member.writes("Тіреуі неше екенін жазыңыз")
        assert place.deputy.sees("petition-returned", ground="Тіреуі неше екенін жазыңыз")
        await corrects(place.deputy, "problem", "Екі тірек шіріген / Сгнили две опоры")
        assert "Сгнили две опоры" in member.last.text
        await member.presses("button-petition-confirm")

        assert member.has_read("petition-confirmed", number=1) == 1
        for person in (aigul, place.deputy):
            assert person.has_read("petition-published", number=1, title=_TITLE) == 1
        assert "Починить мост" in place.card.text
        assert place.card.labels == ["Қол қою · Подписать"]
        assert await place.drafts() == ()


async def test_what_is_published_names_its_people_and_stands_in_the_record(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        member, aigul = await place.member(), await place.village.resident("Айгүл")
        await writes_petition(aigul)
        await aigul.presses("button-petition-send")
        await takes_on(place.deputy)
        await member.presses("button-petition-confirm")

        petition = await place.petition()
        async with place.village.look() as work:
            ids = [await person.who(work) for person in (place.deputy, aigul, member)]
            (act,) = [a for a in await work.record.latest(BUGROVOE, 9) if a.what == "petition-published"]
        assert [petition.author, petition.drafted_by, petition.confirmed_by] == ids
        assert petition.author_role is Role.DEPUTY
        assert petition.register.head.digest == petition.digest
        assert act.facts == {"number": 1, "digest": petition.digest}
        assert petition.plan.addressee == "district-akimat"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_a_text_that_was_put_anew_is_not_confirmed_by_the_old_button(
    tmp_path: Path, language: str
) -> None:
    async with a_place(tmp_path) as place:
        member, other = await place.member("Болат", language), await place.member("Сәуле", language)
        await writes_petition(place.deputy)
        await place.deputy.presses("button-petition-put")
        old = member.last
        await other.presses("button-petition-decline")
        await other.writes("жоқ")
        await member.presses("button-petition-confirm")
        assert member.toasts[-1].text == member.said("petition-not-put")
        await corrects(place.deputy, "goal", "30")
        await member.taps(member.said("button-petition-confirm"), old)

        assert member.toasts[-1].text == member.said("petition-text-changed")
        await member.presses("button-petition-confirm")
        assert member.has_read("petition-confirmed", number=1) == 1
        await other.presses("button-petition-confirm")
        assert other.toasts[-1].text == other.said("petition-published-already", number=1)


async def test_of_two_who_confirm_at_once_one_does(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        member, other = await place.member(), await place.member("Сәуле")
        await writes_petition(place.deputy)
        await place.deputy.presses("button-petition-put")
        api = place.village.api
        for person in (member, other):
            api.press(person.user, person.last, person.said("button-petition-confirm"))
        await place.village.settle()

        confirmed = [person.has_read("petition-confirmed", number=1) for person in (member, other)]
        refused = [
            person.said("petition-published-already", number=1) in [toast.text for toast in person.toasts]
            for person in (member, other)
        ]
        assert sorted(confirmed) == [0, 1]
        assert sorted(refused) == [False, True]
        async with place.village.look() as work:
            assert len(await work.petitions.open(BUGROVOE)) == 1


async def test_who_has_nobody_beside_them_confirms_alone_after_a_day_and_not_before(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        await writes_petition(place.deputy)
        alone_from = place.village.clock.now() + timedelta(hours=24)
        await place.deputy.presses("button-petition-put")
        assert place.deputy.sees("petition-put-alone", at=alone_from)
        await place.deputy.writes("/petition")
        await place.deputy.taps("Починить мост")
        await place.deputy.presses("button-petition-confirm")
        assert place.deputy.toasts[-1].text == place.deputy.said("petition-alone-too-soon", at=alone_from)

        await place.village.forward(hours=24, minutes=1)
        assert place.deputy.sees("petition-alone")
        await place.deputy.presses("button-petition-confirm")
        assert place.deputy.has_read("petition-published", number=1, title=_TITLE) == 1


async def test_where_the_village_has_no_deputy_it_is_said_and_the_draft_waits_for_one(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path) as village:
        akim, aigul = await village.official(), await village.resident("Айгүл")
        await village.bound_group(akim)
        await writes_petition(aigul)
        await aigul.presses("button-petition-send")
        assert aigul.sees("petition-no-deputy")

        deputy = await village.official(Role.DEPUTY, "Виктор", "ru")
        await deputy.writes("коллективное обращение")
        assert deputy.sees("petition-drafts")
        await deputy.taps("Починить мост")
        await deputy.presses("button-petition-decline")
        await deputy.writes("Бұл аудандық жоспарда бар")
        assert aigul.sees("petition-declined", ground="Бұл аудандық жоспарда бар")
        await aigul.presses("button-petition-go-on")
        await aigul.presses("button-no-election")
        await aigul.presses("button-petition-send")
        assert deputy.sees("petition-drafted")


async def test_nobody_floods_the_deputies_and_no_draft_is_taken_twice(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        second, aigul = (
            await place.village.official(Role.DEPUTY, "Нина", "ru"),
            await place.village.resident(),
        )
        for number in range(3):
            await writes_petition(aigul, f"/petition Жол {number} / Дорога {number} | {DEMAND} | akim")
            await aigul.presses("button-petition-send")
        await writes_petition(aigul)
        await aigul.presses("button-petition-send")
        assert aigul.sees("petition-drafts-too-many", most=3)

        await place.deputy.presses("button-petition-take")
        await place.deputy.presses("button-no-election")
        await place.deputy.presses("button-petition-put")
        await second.presses("button-petition-take")
        assert second.toasts[-1].text == second.said("petition-draft-taken")


async def test_a_similar_petition_is_shown_first_and_can_be_signed_instead(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        await publishes(place, await place.member())
        aigul = await place.village.resident("Айгүл")
        await aigul.writes("/petition Көпірді жөндейік / Починим мост")
        assert aigul.sees("petition-similar-ask")
        await aigul.presses("button-petition-similar", number=1)
        assert "Көпірдің тіреуі шіріген" in aigul.last.text
        await aigul.presses("button-petition-own")
        assert aigul.has_read("petition-problem-ask", lang=aigul.language, most=900) == 1


async def test_milestones_are_told_once_and_at_the_goal_it_ends_by_itself(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        await publishes(place, await place.member())
        facts: dict[str, Fact] = {"number": 1, "title": _TITLE, "goal": 20}
        await place.signed(101, 104)
        before = len(place.said)
        await place.signed(105, 105)
        told = place.village.says("kk", "petition-told", signed=5, **facts)
        assert sum(told in message.text for message in place.said) == 1
        assert place.deputy.has_read("petition-told", signed=5, **facts) == 1
        await place.signed(106, 108)
        assert len(place.said) == before + 1

        await place.deputy.presses("button-petition-numbers")
        assert place.deputy.sees("petition-share-of-goal", percent=40)
        assert place.deputy.sees("petition-by-day")
        await place.signed(109, 120)
        assert (await place.petition()).state is State.CLOSED
        assert place.deputy.has_read("petition-told-all", signed=20, **facts) == 1
        assert place.card.labels == ["Кім қол қойды · Кто подписал"]


async def test_a_note_stands_on_the_card_and_is_told_and_the_text_stays(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        await publishes(place, await place.member())
        before = (await place.petition()).digest
        await place.deputy.presses("button-petition-note")
        await place.deputy.writes("Көпір 1974 жылы салынған / Мост построен в 1974 году")
        await place.deputy.presses("button-publish")

        note = Bilingual("Көпір 1974 жылы салынған", "Мост построен в 1974 году")
        assert place.deputy.sees("petition-note-kept")
        assert note.ru in place.card.text
        assert place.village.says("kk", "petition-noted", number=1, text=note) in place.said[-1].text
        assert (await place.petition()).digest == before
        for number in range(4):
            await place.deputy.presses("button-petition-note")
            await place.deputy.writes(f"Тағы {number} / Ещё {number}")
            await place.deputy.presses("button-publish")
        await place.deputy.presses("button-petition-note")
        assert place.deputy.toasts[-1].text == place.deputy.said("petition-notes-too-many", most=5)


async def test_its_author_is_warned_of_the_end_prolongs_it_and_is_warned_anew(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        await publishes(place, await place.member())
        first = (await place.petition()).plan.closes_at
        ends: dict[str, Fact] = {"number": 1, "at": first, "signed": 0, "goal": 20}
        await place.village.to(first - timedelta(days=13, hours=20))
        assert place.deputy.has_read("petition-ends", days=14, **ends) == 1
        await place.village.to(first - timedelta(days=2, hours=20))
        assert place.deputy.has_read("petition-ends", days=3, **ends) == 1

        await place.deputy.presses("button-poll-prolong")
        await place.deputy.presses("poll-prolong-days", days=7)
        await place.deputy.presses("button-publish")
        later = first + timedelta(days=7)
        assert (await place.petition()).plan.closes_at == later
        assert place.village.says("kk", "petition-prolonged", number=1, at=later) in place.said[-1].text
        await place.village.to(later - timedelta(days=2, hours=20))
        assert place.deputy.has_read("petition-ends", days=3, **{**ends, "at": later}) == 1
        await place.deputy.presses("button-poll-prolong")
        await place.deputy.writes("20.12.2027 18:00")
        assert any("Слишком долго" in text for text in place.deputy.texts)


async def test_it_is_closed_early_passed_on_and_managed_by_its_author_alone(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        await publishes(place, await place.member())
        second = await place.village.official(Role.DEPUTY, "Нина", "ru")
        await place.deputy.presses("button-petition-share")
        assert "?start=" in place.deputy.last.text
        await second.writes("/now")
        assert second.sees("now-petition", number=1, title=_TITLE, at=(await place.petition()).plan.closes_at)
        stranger = place.village.someone()
        await stranger.writes("1")
        assert "Көпірдің тіреуі шіріген" in stranger.last.text

        await place.deputy.presses("button-poll-close")
        assert place.deputy.sees("petition-close-ask", number=1)
        await place.deputy.presses("button-poll-close-sure")
        assert place.deputy.sees("petition-close-done", number=1)
        assert (await place.petition()).state is State.CLOSED
        assert place.card.labels == []


async def test_evidence_is_attached_with_the_digest_of_its_content(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        member = await place.member()
        await place.deputy.writes(LINE)
        await place.deputy.writes(PROBLEM)
        await place.deputy.presses("whole-unit")
        await place.deputy.sends("voice")
        assert place.deputy.sees("petition-evidence-needed")
        await place.deputy.sends("photo", b"a bridge")
        assert place.deputy.sees("petition-evidence-more", count=1, most=5)
        for number in range(4):
            await place.deputy.sends("photo", f"bridge {number}".encode())
        await place.deputy.sends("photo", b"one more")
        assert place.deputy.sees("petition-evidence-too-many", most=5)
        await place.deputy.presses("button-enough")
        await place.deputy.writes("20")
        await place.deputy.presses("button-no-election")
        await place.deputy.presses("button-petition-put")
        await member.presses("button-petition-confirm")

        evidence = (await place.petition()).plan.evidence
        assert len(evidence) == 5
        assert evidence[0].digest == hashlib.sha256(b"a bridge").hexdigest()


async def settles_there(village: TelegramVillage, person: Person, role: Role) -> Person:
    """Give somebody of the first village a role in the second one too."""
    there = Person(village, person.user, person.language, SOSNOVKA)
    await there.starts()
    return await village.becomes(there, role)


async def puts_to_both(deputy: Person) -> None:
    """Have a deputy of two villages put a petition to both."""
    await deputy.writes(LINE)
    await deputy.writes(PROBLEM)
    await deputy.presses("whole-unit")
    await deputy.taps("Sosnovka")
    for key in ("button-enough", "button-none"):
        await deputy.presses(key)
    await deputy.writes("20")
    await deputy.presses("button-no-election")
    await deputy.presses("button-petition-put")


async def test_a_deputy_of_two_villages_collects_in_both_and_prolongs_in_both(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path, slugs=(BUGROVOE, SOSNOVKA)) as village:
        akim = await village.official()
        deputy, member = await village.official(Role.DEPUTY), await village.official(Role.ASSEMBLY_MEMBER)
        here = await village.bound_group(akim)
        there = await village.bound_group(await settles_there(village, akim, Role.AKIM), "Сосновка")
        await settles_there(village, deputy, Role.DEPUTY)
        await puts_to_both(deputy)
        await member.presses("button-petition-confirm")

        async with village.look() as work:
            found = await work.petitions.numbered(SOSNOVKA, 1)
        assert found is not None
        assert (found.village, found.places) == (BUGROVOE, ((SOSNOVKA, 1),))
        assert all("Көпірді жөндеу" in village.in_group(group)[-1].text for group in (here, there))
        fellow = village.someone("Бөтен", slug=SOSNOVKA)
        await fellow.writes("1")
        assert "Көпірдің тіреуі шіріген" in fellow.last.text
        await deputy.presses("button-poll-prolong")
        await deputy.presses("poll-prolong-days", days=7)
        await deputy.presses("button-publish")
        later = village.says(
            "kk", "petition-prolonged", number=1, at=found.plan.closes_at + timedelta(days=7)
        )
        assert all(later in village.in_group(group)[-1].text for group in (here, there))
        await deputy.presses("button-poll-close")
        await deputy.presses("button-poll-close-sure")
        assert [village.in_group(group)[1].labels for group in (here, there)] == [[], []]


async def test_a_mandate_that_ended_elsewhere_publishes_nothing_there(tmp_path: Path) -> None:
    async with a_telegram_village(tmp_path, slugs=(BUGROVOE, SOSNOVKA)) as village:
        akim = await village.official()
        deputy, member = await village.official(Role.DEPUTY), await village.official(Role.ASSEMBLY_MEMBER)
        await village.bound_group(akim)
        await settles_there(village, deputy, Role.DEPUTY)
        await puts_to_both(deputy)
        desk = village.house.desk
        async with desk.open_work() as work:
            (mandate,) = await work.roles.holders(SOSNOVKA, desk.today())
            await work.roles.end(SOSNOVKA, mandate.id, desk.clock.now())
        await member.presses("button-petition-confirm")

        unit = desk.villages[SOSNOVKA].name
        assert member.toasts[-1].text == member.said("petition-no-mandate-there", unit=unit)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_what_is_refused_is_said_in_the_readers_language(tmp_path: Path, language: str) -> None:
    async with a_place(tmp_path) as place:
        person = await place.village.resident("Ольга", language)
        await person.writes(f"/petition {'а' * 121} / б")
        assert person.sees("too-long", over=1)
        await person.writes("/petition Сайлау туралы / О выборах | Сайлау / Выборы | akim")
        await person.writes(PROBLEM)
        await person.presses("whole-unit")
        await person.writes("дәлел жоқ")
        assert person.sees("petition-evidence-needed")
        await person.presses("button-none")
        assert person.has_read("petition-goal-ask") == 1
        assert person.has_read("petition-no-threshold") == 1
        await person.writes("3")
        assert person.sees("petition-goal-outside", least=5, most=1_000_000)
        await person.writes("20")
        await person.presses("button-election")
        assert person.sees("petition-elections-not-here")


async def test_the_operator_stops_it_and_its_author_hears(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        await publishes(place, await place.member())
        await stop_petition(place.village.config, BUGROVOE, 1)
        await place.village.settle()

        assert (await place.petition()).state is State.STOPPED
        assert place.deputy.has_read("petition-stopped-by-operator", number=1) == 1
        assert place.card.labels == []
        with pytest.raises(Mistake, match="over already"):
            await stop_petition(place.village.config, BUGROVOE, 1)
