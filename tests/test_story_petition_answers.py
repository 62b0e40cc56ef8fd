"""Stories of the authority over Telegram's wire: handed over, registered, late, put off, answered."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.config import ZONE
from handlers.chat import Fact
from handlers.petitions.answer_cards import AnswerManaged, CountShown
from handlers.petitions.closing import COURSE
from handlers.presses import link_word
from tests.fake_bot_api import FakeChat, FakeMessage
from tests.petitioned import a_petition, signs
from tests.telegram_village import BUGROVOE, SOSNOVKA, Person, TelegramVillage, a_telegram_village
from village.course import stopped
from village.ids import PersonId, VillageSlug
from village.people import Role
from village.petition_answers import AnswerState, PetitionAnswer
from village.petitions import Petition, with_register
from village.register import What
from village.signers import Signer, SignerName
from village.texts import Bilingual, Day, Word
from village.villages import BODIES

CLOSES = datetime(2026, 12, 4, 10, 0, tzinfo=ZONE)
REGISTERED, DUE = date(2026, 12, 7), date(2027, 1, 8)
SKIPPED = (Word("holiday-independence"), Word("holiday-new-year"), Word("holiday-christmas"))
NUMBER = "№ 14/2, 07.12.2026"
ANSWER = "Көпір көктемде жөнделеді. / Мост починят весной."
TEXT = Bilingual("Көпір көктемде жөнделеді.", "Мост починят весной.")
GROUND = Bilingual("Смета жасалып жатыр", "Готовится смета")


@dataclass
class Handed:
    """A petition that six people signed, in a village where its author, an akim and a group are."""

    village: TelegramVillage
    petition: Petition
    author: Person
    akim: Person
    group: FakeChat
    signers: Sequence[Person]

    @property
    def card(self) -> FakeMessage:
        """The petition's card in the group."""
        head = self.village.says("kk", "petition-title", number=9)
        return next(each for each in self.village.in_group(self.group) if head in each.text)

    def told(self, key: str, **facts: Fact) -> int:
        """Count the messages in the group that say something in both languages."""
        both = [self.village.says(language, key, **facts) for language in ("kk", "ru")]
        return sum(all(said in each.text for said in both) for each in self.village.in_group(self.group))

    def shows(self, key: str, **facts: Fact) -> bool:
        """Tell whether the card says something in both languages."""
        return all(self.village.says(language, key, **facts) in self.card.text for language in ("kk", "ru"))

    async def state(self) -> PetitionAnswer:
        async with self.village.look() as work:
            petition = await work.petitions.get(BUGROVOE, self.petition.id)
            assert petition is not None
            answer = await work.petition_answers.of(petition)
        assert answer is not None
        return answer

    async def registers(self, person: Person, text: str = NUMBER) -> None:
        await person.presses("button-petition-register")
        await person.writes(text)
        await person.presses("button-publish")

    async def follows(self, person: Person) -> Sequence[FakeMessage]:
        link = link_word(AnswerManaged(self.petition.id))
        return await person.opens(f"https://t.me/{person.bot.username}?start={link}")

    async def answers(self, person: Person, *files: tuple[str, str]) -> None:
        await person.presses("button-petition-give-answer")
        await person.writes(ANSWER)
        for kind, caption in files:
            await person.sends(kind, b"%PDF-", caption)
        await person.presses("petition-files-done" if files else "button-none")
        await person.presses("button-publish")

    async def day(self, day: date, at: time = time(12)) -> None:
        await self.village.to(datetime.combine(day, at, ZONE))


@asynccontextmanager
async def a_signed_petition(
    folder: Path,
    *,
    addressee: int = 0,
    signers: int = 6,
    slugs: Sequence[VillageSlug] = (BUGROVOE,),
    language: str = "kk",
    database: str = "",
) -> AsyncIterator[Handed]:
    """Open a village in whose group a petition stands that so many have signed."""
    async with a_telegram_village(folder, slugs=slugs, database=database) as village:
        akim = await village.official(Role.AKIM, "Ерлан", language)
        author = await village.official(Role.DEPUTY, "Дәурен", language)
        group = await village.bound_group(akim)
        people = [await village.resident(f"Тұрғын {number}") for number in range(signers)]
        petition = await _published(village, author, addressee, slugs)
        for number, person in enumerate(people):
            await _signs(village, petition, person, number)
        yield Handed(village, petition, author, akim, group, people)


async def _published(
    village: TelegramVillage, author: Person, addressee: int, slugs: Sequence[VillageSlug]
) -> Petition:
    plain, body = a_petition(places=tuple((slug, 4) for slug in slugs[1:])), BODIES[addressee]
    plan = replace(plain.plan, closes_at=CLOSES, addressee=body.slug, addressee_name=body.name)
    async with village.house.desk.open_work() as work:
        by = await author.who(work)
        assert by is not None
        moment = village.clock.now()
        petition = replace(
            plain,
            author=by,
            drafted_by=by,
            confirmed_by=by,
            plan=plan,
            opens_at=moment,
            first_closes_at=CLOSES,
        )
        petition = with_register(petition)
        await work.petitions.add(petition)
        await COURSE.begin(petition, work, village.house.desk)
    await village.settle()
    return petition


async def _signs(village: TelegramVillage, petition: Petition, person: Person, number: int) -> None:
    async with village.house.desk.open_work() as work:
        who = await person.who(work)
        assert who is not None
        await work.people.keep_phone(who, f"+7701000000{number}", village.clock.now())
        signer = Signer(SignerName("Серікова", "Айгүл"))
        await signs(work, petition, who, signer, minutes=60 + number)


@asynccontextmanager
async def handed(folder: Path, **more: int) -> AsyncIterator[Handed]:
    """Open a village whose petition has just been closed."""
    async with a_signed_petition(folder, **more) as petition:  # type: ignore[arg-type]  # a test's shorthand
        await petition.village.to(CLOSES)
        yield petition


async def test_the_end_is_told_with_the_split_count_and_what_comes_next(tmp_path: Path) -> None:
    async with handed(tmp_path) as petition:
        addressee = BODIES[0].name
        assert petition.told("petition-ended", number=9) == 1
        assert petition.told("petition-ended-next", addressee=addressee) == 1
        assert petition.told("petition-signed", signed=6, goal=10) == 2
        assert petition.told("petition-part-phone", count=6) == 2
        assert petition.shows("petition-with-addressee", addressee=addressee)
        assert petition.author.has_read("petition-hand-over-author") == 1
        assert petition.akim.has_read("petition-hand-over-office") == 1
        assert petition.signers[0].has_read("petition-hand-over-office") == 0
        assert (await petition.state()).state is AnswerState.PACKED


async def test_one_that_nobody_signed_is_closed_and_handed_to_nobody(tmp_path: Path) -> None:
    async with handed(tmp_path, signers=0) as petition:
        assert petition.told("petition-ended-none") == 1
        assert petition.author.has_read("petition-hand-over-author") == 0
        assert (await petition.state()).state is AnswerState.KEPT
        await petition.follows(petition.author)
        assert petition.author.sees("petition-about", number=9, title=petition.petition.plan.title)
        await petition.village.forward(days=12)
        assert petition.author.has_read("petition-register-reminder") == 0


async def test_fewer_than_five_are_not_counted_aloud(tmp_path: Path) -> None:
    async with handed(tmp_path, signers=3) as petition:
        assert petition.told("petition-ended-few", least=5) == 1
        assert petition.told("petition-signed", signed=3, goal=10) == 0
        assert (await petition.state()).state is AnswerState.PACKED


@pytest.mark.parametrize("by", ["author", "akim"])
async def test_registered_the_clock_runs_and_explains_itself(tmp_path: Path, by: str) -> None:
    async with handed(tmp_path) as petition:
        person: Person = getattr(petition, by)
        await petition.day(date(2026, 12, 8))
        await petition.registers(person)

        facts: dict[str, Fact] = {"paper": "14/2", "from": Day(REGISTERED)}
        assert petition.told("petition-registered", **facts) == 2
        assert petition.told("petition-due", due=DUE, days=20) == 2
        assert petition.shows("petition-holidays-skipped", holidays=SKIPPED)
        assert (await petition.state()).ends == DUE
        other = petition.akim if person is petition.author else petition.author
        assert other.sees("petition-registered", **facts)
        reader = petition.signers[0]
        await reader.opens(
            f"https://t.me/{reader.bot.username}?start={link_word(CountShown(petition.petition.id))}"
        )
        assert reader.sees("petition-count-from", date=REGISTERED, days=20)
        span: dict[str, Fact] = {"from": Day(date(2026, 12, 17)), "to": Day(date(2026, 12, 18)), "days": 2}
        assert reader.sees("count-span", **span)
        assert reader.sees("count-skipped", date=date(2026, 12, 16), holidays=(Word("holiday-independence"),))
        assert reader.sees("petition-count-due", due=DUE)
        assert reader.sees("petition-count-source", source=Word("source-appc-90"), grade="B")


async def test_how_it_was_counted_is_whispered_in_the_group(tmp_path: Path) -> None:
    async with handed(tmp_path) as petition:
        await petition.day(date(2026, 12, 8))
        await petition.registers(petition.author)
        before = len(petition.village.in_group(petition.group))
        await petition.signers[0].presses("button-how-counted", petition.card)
        assert len(petition.village.in_group(petition.group)) - before in {0, 1}
        assert petition.told("petition-count-due", due=DUE) == 0


async def test_a_decree_that_moves_days_later_leaves_the_term_as_it_was_told(tmp_path: Path) -> None:
    async with handed(tmp_path) as petition:
        await petition.day(date(2026, 12, 8))
        await petition.registers(petition.author)
        petition.village.house.desk.customs.freed = (date(2026, 12, 17),)
        await petition.follows(petition.author)
        reader = petition.author
        await reader.opens(
            f"https://t.me/{reader.bot.username}?start={link_word(CountShown(petition.petition.id))}"
        )
        assert reader.sees("petition-count-due", due=date(2027, 1, 11))
        assert reader.sees("petition-count-moved", due=DUE)
        assert reader.sees("holiday-moved")


async def test_until_it_is_registered_the_author_is_reminded_twice(tmp_path: Path) -> None:
    async with handed(tmp_path) as petition:
        await petition.day(date(2026, 12, 6), time(23))
        assert petition.author.has_read("petition-register-reminder") == 0
        await petition.day(date(2026, 12, 7))
        assert petition.author.has_read("petition-register-reminder") == 1
        await petition.day(date(2026, 12, 31))
        assert petition.author.has_read("petition-register-reminder") == 2
        assert petition.akim.has_read("petition-register-reminder") == 0


async def test_once_registered_nobody_is_reminded_of_it(tmp_path: Path) -> None:
    async with handed(tmp_path) as petition:
        await petition.day(date(2026, 12, 7), time(9))
        await petition.registers(petition.author)
        await petition.day(date(2026, 12, 20))
        assert petition.author.has_read("petition-register-reminder") == 0


async def test_the_office_is_reminded_on_working_days_and_the_author_is_not(tmp_path: Path) -> None:
    async with handed(tmp_path) as petition:
        await petition.day(date(2026, 12, 8))
        await petition.registers(petition.author)
        seen = []
        for day, left in (("2026-12-31", 8), ("2027-01-05", 3), ("2027-01-06", 2), ("2027-01-08", 0)):
            await petition.day(date.fromisoformat(day), time(9, 30))
            before = len(petition.akim.messages)
            await petition.day(date.fromisoformat(day), time(10, 30))
            new = [each.text for each in petition.akim.messages[before:]]
            key = "petition-answer-soon" if left else "petition-answer-today"
            seen.append(any(petition.akim.said(key, due=DUE, days=left) in text for text in new))
        assert seen == [True] * 4
        assert petition.author.has_read("petition-answer-today") == 0


async def test_late_it_is_told_to_more_and_more_and_shown_on_the_card(tmp_path: Path) -> None:
    async with handed(tmp_path) as petition:
        village = petition.village
        member = await village.official(Role.ASSEMBLY_MEMBER, "Мүше")
        deputy = await village.official(Role.DEPUTY, "Екінші депутат")
        await petition.day(date(2026, 12, 8))
        await petition.registers(petition.author)
        await petition.day(DUE)
        assert not petition.shows("petition-late", days=1, today=Day(date(2027, 1, 9)))
        await petition.day(date(2027, 1, 9))
        assert petition.shows("petition-late", days=1, today=Day(date(2027, 1, 9)))
        await petition.day(date(2027, 1, 11))
        # The first and the third late day were a weekend's: on Monday one letter speaks for both.
        late: dict[str, Fact] = {"days": 3, "today": Day(date(2027, 1, 11))}
        assert petition.shows("petition-late", **late)
        people = (petition.akim, petition.author, member, deputy)
        assert [each.has_read("petition-late", **late) for each in people] == [1, 1, 1, 1]
        assert not any("мерзім ұзартылды" in label.lower() for label in member.last.labels)
        await petition.day(date(2027, 1, 15))
        week: dict[str, Fact] = {"days": 7, "today": Day(date(2027, 1, 15))}
        assert [each.has_read("petition-late", **week) for each in people] == [1, 1, 1, 1]
        assert petition.signers[0].has_read("petition-late", **week) == 0


async def test_an_office_that_is_nobody_leaves_it_to_the_author_to_ask(tmp_path: Path) -> None:
    async with handed(tmp_path, addressee=2) as petition:
        assert petition.akim.has_read("petition-hand-over-office") == 0
        await petition.follows(petition.akim)
        assert petition.akim.sees("petition-answer-not-theirs", number=9)
        await petition.day(date(2026, 12, 8))
        await petition.registers(petition.author)
        await petition.day(DUE)
        assert petition.author.has_read("petition-answer-today") == 1
        assert petition.author.sees("petition-ask-them")
        await petition.answers(petition.author)
        assert petition.told("petition-answered-in-time") >= 1


async def test_put_off_with_its_ground_it_stays_visible_and_the_clock_moves(tmp_path: Path) -> None:
    async with handed(tmp_path) as petition:
        await petition.day(date(2026, 12, 8))
        await petition.registers(petition.author)
        await petition.day(date(2026, 12, 30))
        await petition.akim.presses("button-petition-extend")
        assert petition.akim.sees(
            "petition-until-most", day=date(2027, 3, 9), months=2, source=Word("source-appc-76")
        )
        assert petition.akim.sees("rule-unchecked")
        await petition.akim.writes("06.02.2027")
        await petition.akim.writes(f"{GROUND.kk} / {GROUND.ru}")
        await petition.akim.presses("button-publish")

        later: dict[str, Fact] = {"until": date(2027, 2, 8), "ground": GROUND}
        assert petition.told("petition-extended", **later) == 2
        assert petition.shows("petition-due", due=DUE, days=20)
        await petition.day(date(2027, 1, 20))
        assert petition.akim.has_read("petition-answer-today") == 0
        assert petition.told("petition-late", days=12, today=Day(date(2027, 1, 20))) == 0
        await petition.day(date(2027, 2, 8))
        assert petition.akim.has_read("petition-answer-today") == 1
        await petition.day(date(2027, 2, 9))
        assert petition.shows("petition-late", days=1, today=Day(date(2027, 2, 9)))
        assert petition.shows("petition-extended", **later)


async def test_the_answer_goes_to_the_groups_and_to_each_who_signed_with_its_file(tmp_path: Path) -> None:
    async with handed(tmp_path) as petition:
        await petition.day(date(2026, 12, 8))
        await petition.registers(petition.author)
        await petition.day(date(2026, 12, 21))
        await petition.answers(petition.akim, ("photo", ""))

        assert petition.told("petition-answer-text", text=TEXT) == 1
        assert petition.shows("petition-answered", date=date(2026, 12, 21))
        assert petition.shows("petition-answer-took", days=14)
        assert petition.shows("petition-answered-in-time")
        for signer in petition.signers:
            assert signer.has_read("petition-answer-text", text=TEXT) == 1
        assert petition.author.has_read("petition-answer-text", text=TEXT) == 1
        given = (await petition.state()).given
        assert given is not None
        assert (given.text, len(given.files)) == (TEXT, 1)
        async with petition.village.look() as work:
            acts = [act.what for act in await work.record.latest(BUGROVOE, 10)]
        assert acts[:2] == ["petition-answered", "petition-registered"]
        await petition.signers[0].presses("button-petition-answer", petition.card)
        await petition.day(date(2027, 1, 20))
        assert petition.akim.has_read("petition-answer-today") == 0
        assert petition.akim.has_read("petition-late", days=3, today=Day(date(2027, 1, 11))) == 0


async def test_an_answer_that_came_late_says_so(tmp_path: Path) -> None:
    async with handed(tmp_path) as petition:
        await petition.day(date(2026, 12, 8))
        await petition.registers(petition.author)
        await petition.day(date(2027, 1, 12))
        await petition.answers(petition.author)
        assert petition.told("petition-answered-late", days=4) == 2
        assert not petition.shows("petition-late", days=4, today=Day(date(2027, 1, 12)))


async def test_after_ninety_days_the_names_are_gone_and_the_numbers_stay(tmp_path: Path) -> None:
    async with handed(tmp_path) as petition:
        await petition.day(date(2026, 12, 8))
        await petition.registers(petition.author)
        async with petition.village.look() as work:
            kept = await work.petitions.get(BUGROVOE, petition.petition.id)
            assert kept is not None
            before = await work.petitions.rows(kept, 0, 10)
        petition.village.clock.moment = datetime(2027, 3, 6, 9, 0, tzinfo=ZONE)
        await petition.village.house.upkeep.daily.some()
        assert (await petition.state()).unnamed_at is None
        petition.village.clock.moment = datetime(2027, 3, 9, 9, 0, tzinfo=ZONE)
        await petition.village.house.upkeep.daily.some()

        assert (await petition.state()).unnamed_at is not None
        async with petition.village.look() as work:
            kept = await work.petitions.get(BUGROVOE, petition.petition.id)
            assert kept is not None
            after = await work.petitions.rows(kept, 0, 10)
        assert [each.row for each in after[:-1]] == [each.row for each in before]
        assert after[-1].row.what is What.ERASED
        assert all(each.content is None for each in after)
        assert kept.register.tally.all == 6


async def test_the_names_of_one_that_was_stopped_go_as_well(tmp_path: Path) -> None:
    async with a_signed_petition(tmp_path) as petition:
        desk = petition.village.house.desk
        async with desk.open_work() as work:
            held = await work.petitions.hold(BUGROVOE, petition.petition.id)
            assert held is not None
            assert stopped(held, desk.clock.now()).state
            await COURSE.stop(held, work, desk)
        assert (await petition.state()).state is AnswerState.KEPT
        petition.village.clock.moment += timedelta(days=91)
        await petition.village.house.upkeep.daily.some()
        assert (await petition.state()).unnamed_at is not None


LANGUAGES = pytest.mark.parametrize("language", ["kk", "ru", "en"])


async def refused(person: Person, *told: tuple[str, str, dict[str, Fact]]) -> None:
    """Write one thing after another, each of which is refused with its sentence."""
    for text, key, facts in told:
        await person.writes(text)
        assert person.sees(key, **facts), text


@LANGUAGES
async def test_what_no_registration_is_is_refused_in_the_readers_language(
    tmp_path: Path, language: str
) -> None:
    async with a_signed_petition(tmp_path, language=language) as petition:
        author = petition.author
        await petition.village.to(CLOSES)
        await author.presses("button-petition-register")
        await refused(
            author,
            ("№ 14", "petition-registration-day-needed", {}),
            ("№ 14, 03.12.2026", "petition-registered-before", {"day": date(2026, 12, 3)}),
            ("?", "basis-needs-number", {}),
        )
        await author.writes("№ 14, 04.12.2026")
        await author.presses("button-publish")
        assert author.sees("petition-follow-told")


@LANGUAGES
async def test_what_no_extension_and_no_answer_is_is_refused_in_the_readers_language(
    tmp_path: Path, language: str
) -> None:
    async with a_signed_petition(tmp_path, language=language) as petition:
        author = petition.author
        await petition.village.to(CLOSES)
        await petition.registers(author, "№ 14, 04.12.2026")
        await author.presses("button-petition-extend")
        await refused(
            author,
            ("10:00", "petition-registration-day-needed", {}),
            ("06.01.2027", "petition-extended-not-later", {"due": date(2027, 1, 6)}),
            ("10.03.2027", "petition-extended-too-far", {"day": date(2027, 3, 9), "months": 2}),
        )
        await author.writes("01.02.2027")
        await author.writes("смета / смета нужна")
        await author.presses("button-publish")
        await author.presses("button-petition-register")
        await refused(author, ("№ 15, 04.12.2026", "petition-extended-already", {"until": date(2027, 2, 1)}))
        await author.presses("button-petition-give-answer")
        await author.writes(ANSWER)
        await refused(author, ("файл жоқ", "petition-answer-file-needed", {}))
        await author.presses("button-none")
        await author.presses("button-publish")
        await author.presses("button-petition-extend")
        await refused(author, ("20.02.2027", "petition-answered-already", {}))


async def test_another_resident_and_another_village_speak_for_nobody(tmp_path: Path) -> None:
    async with a_signed_petition(tmp_path, slugs=(BUGROVOE, SOSNOVKA)) as petition:
        await petition.village.to(CLOSES)
        stranger = petition.signers[0]
        await petition.follows(stranger)
        assert stranger.sees("petition-answer-not-theirs", number=9)
        other = petition.village.someone("Көрші әкім", slug=SOSNOVKA)
        await petition.village.becomes(other, Role.AKIM)
        await petition.follows(other)
        assert other.sees("petition-answer-not-theirs", number=9)


async def test_for_an_author_who_is_no_deputy_any_more_another_deputy_stands_in(tmp_path: Path) -> None:
    async with handed(tmp_path, addressee=2) as petition:
        other = await petition.village.official(Role.DEPUTY, "Екінші депутат")
        await petition.follows(other)
        assert other.sees("petition-answer-not-theirs", number=9)
        async with petition.village.house.desk.open_work() as work:
            author = PersonId(petition.petition.author)
            for mandate in await work.roles.held(BUGROVOE, author, petition.village.house.desk.today()):
                await work.roles.end(BUGROVOE, mandate.id, petition.village.clock.now())
        await petition.follows(other)
        await petition.registers(other, "№ 14/2, 04.12.2026")
        assert (await petition.state()).state is AnswerState.REGISTERED


async def test_words_of_people_are_text_and_no_markup(tmp_path: Path) -> None:
    async with handed(tmp_path) as petition:
        await petition.day(date(2026, 12, 8))
        await petition.registers(petition.author)
        await petition.author.presses("button-petition-give-answer")
        await petition.author.writes("<b>Жоқ</b> & =1+1 / <a href='x'>Нет</a>")
        await petition.author.presses("button-none")
        await petition.author.presses("button-publish")
        last = next(
            each for each in reversed(petition.village.in_group(petition.group)) if "=1+1" in each.text
        )
        assert "<b>Жоқ</b> & =1+1" in last.text
        assert "<a href='x'>Нет</a>" in last.text


async def test_on_both_databases_it_is_registered_and_answered(tmp_path: Path, database: str) -> None:
    async with a_signed_petition(tmp_path, signers=2, database=database) as petition:
        await petition.village.to(CLOSES)
        await petition.day(date(2026, 12, 8))
        await petition.registers(petition.author)
        await petition.day(date(2027, 1, 12))
        await petition.answers(petition.akim)
        assert petition.shows("petition-answered-late", days=4)
        petition.village.clock.moment = datetime(2027, 3, 9, 9, 0, tzinfo=ZONE)
        await petition.village.house.upkeep.daily.some()
        assert (await petition.state()).unnamed_at is not None
