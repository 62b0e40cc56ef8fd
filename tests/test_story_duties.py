"""Duties over Telegram's wire: begun, reminded of, done, handed over, given up, moved; nobody is nagged."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from icalendar import Calendar

from bot.beginning import begin_cycle, show_cycle
from bot.config import ZONE, DutiesPart, Mistake
from bot.web.coded import WrongCodes
from bot.web.duty_feed import duty_feed
from handlers.chat import Fact
from handlers.duties.cards import cycle_says, state_says
from handlers.duties.subject import DutyShown
from handlers.presses import link_word
from tests.stores import SECRET
from tests.telegram_village import BUGROVOE, Person, TelegramVillage, a_telegram_village
from village.duties import Cycle, Duty
from village.people import Role
from village.procedures import period_ends
from village.texts import Bilingual, Day, Word

HALF = date(2026, 12, 31)
GROUND = Bilingual("демалыс", "выходной")
PDF = b"%PDF-1.4 ..."


@dataclass
class Owing:
    """A village whose budget monitoring runs, and those who owe its steps."""

    village: TelegramVillage
    akim: Person
    clerk: Person
    other_clerk: Person
    member: Person
    other_member: Person
    elected: Person
    deputy: Person

    @property
    def everybody(self) -> Sequence[Person]:
        return (
            self.akim,
            self.clerk,
            self.other_clerk,
            self.member,
            self.other_member,
            self.elected,
            self.deputy,
        )

    async def day(self, day: date, at: time = time(12)) -> None:
        """Move the clock on to an hour of a day; what was said before is read."""
        self.reads()
        await self.village.to(datetime.combine(day, at, ZONE))

    def reads(self) -> None:
        for person in self.everybody:
            person.news()

    async def running(self) -> tuple[Cycle, dict[str, Duty]]:
        """Give the cycle that runs, and its duties by the name of their step."""
        async with self.village.look() as work:
            ((cycle, duties),) = await work.duties.under_way(BUGROVOE)
        return cycle, {duty.key: duty for duty in duties}

    async def shows(self, person: Person, key: str) -> None:
        """Open a duty by a link."""
        _, duties = await self.running()
        press = link_word(DutyShown(duties[key].id))
        await person.opens(f"https://t.me/{person.bot.username}?start={press}")

    async def does(self, person: Person, key: str, words: str = "") -> None:
        """Mark a duty as done, with words or with a photo as proof."""
        await self.shows(person, key)
        await person.presses("button-duty-done")
        await (person.writes(words) if words else person.sends("photo"))

    async def told(self, person: Person, key: str) -> int:
        """Count the messages just read that hold a sentence."""
        return sum(person.said(key) in message.text for message in person.news())


@asynccontextmanager
async def owing(folder: Path, *, begun: bool = True, database: str = "") -> AsyncIterator[Owing]:
    """Open a village with everybody who has a role; the akim begins the monitoring on the first day."""
    async with a_telegram_village(folder, database=database) as village:
        akim = await village.official()
        people = Owing(
            village,
            akim,
            await village.official(Role.OFFICE, "Гүлнар", "kk"),
            await village.official(Role.OFFICE, "Ольга", "ru"),
            await village.official(Role.COMMISSION_MEMBER, "Марат", "kk"),
            await village.official(Role.COMMISSION_MEMBER, "Иван", "ru"),
            await village.official(Role.ASSEMBLY_MEMBER, "Қанат", "en"),
            await village.official(Role.DEPUTY, "Виктор", "ru"),
        )
        if begun:
            await begins(people)
        yield people


async def begins(people: Owing, procedure: str = "budget-monitoring") -> None:
    akim = people.akim
    await akim.writes("/duties")
    await akim.presses("button-duty-board")
    await akim.presses("button-cycle-begin")
    await akim.taps(people.village.house.desk.procedures[procedure].name.to(akim.language))
    if procedure == "budget-monitoring":
        await akim.presses("period-half-year", year="2026", part=2)
    else:
        await akim.writes("18.12")
    await akim.presses("button-cycle-begin-sure")


async def test_the_office_sees_the_days_before_it_begins_and_those_who_owe_hear_of_it(tmp_path: Path) -> None:
    async with owing(tmp_path, begun=False) as people:
        akim = people.akim
        await akim.writes("/duties")
        assert akim.sees("duties-none")
        await akim.presses("button-duty-board")
        assert akim.sees("duty-board-empty")
        await akim.presses("button-cycle-begin")
        await akim.taps("Бюджеттік мониторинг")
        seen = [message.text for message in await akim.presses("period-half-year", year="2026", part=2)]
        assert any("05.01.2027" in text and "25.01.2027" in text for text in seen)
        assert any(akim.said("rule-unchecked") in text for text in seen)
        async with people.village.look() as work:
            assert await work.duties.under_way(BUGROVOE) == ()

        people.reads()
        await akim.presses("button-cycle-begin-sure")

        cycle, _ = await people.running()
        for person in (people.clerk, people.other_clerk, people.member, people.other_member, people.elected):
            news = person.news()
            assert [person.said("cycle-started") in message.text for message in news] == [True]
            assert people.village.house.speech.say(cycle_says(cycle), person.language) in news[0].text
        assert people.deputy.news() == []

        await begins(people)
        named = cycle.procedure.name
        assert akim.sees("cycle-runs-already", procedure=named, date=Day(HALF))


async def test_each_is_reminded_of_what_is_theirs_and_nobody_of_what_is_done(tmp_path: Path) -> None:
    async with owing(tmp_path) as people:
        await people.day(date(2026, 12, 28))
        assert all(not person.news() for person in people.everybody)

        await people.day(date(2026, 12, 29))  # seven days before the 5th

        (reminder,) = people.clerk.news()
        cycle, duties = await people.running()
        assert people.clerk.said("digest-mine") in reminder.text
        assert cycle.step(duties["report"]).what.kk in reminder.text
        assert people.clerk.said("duty-is-ahead", due=Day(date(2027, 1, 5)), days=7) in reminder.text
        assert people.clerk.said("duty-rule-month-day", day=5) in reminder.text
        assert not people.member.news()

        await people.clerk.presses("button-duty-done", reminder)
        assert people.clerk.sees("duty-proof-ask", wanted=(Word("proof-photo"), Word("proof-pdf")))
        await people.clerk.writes("дайын")
        assert people.clerk.sees("duty-proof-needed", wanted=(Word("proof-photo"), Word("proof-pdf")))
        await people.clerk.sends("photo")
        assert people.clerk.sees("duty-is-done", date=Day(date(2026, 12, 29)))
        # The reminder itself shows what the button did, with its colleague too.
        assert people.clerk.said("digest-settled") in reminder.text
        assert people.other_clerk.said("digest-settled") in people.other_clerk.last.text

        for day in range(1, 8):
            await people.day(date(2026, 12, 29) + timedelta(days=day))
            assert not any(cycle.step(duties["report"]).what.kk in each.text for each in people.clerk.news())
        await people.clerk.presses("button-duty-proof")
        assert people.clerk.last.written().photo


async def test_what_is_late_goes_to_whoever_may_ask_and_never_to_whom_it_checks(tmp_path: Path) -> None:
    """Silence: the ladder goes up, after a day to the commission, after three to the deputy."""
    async with owing(tmp_path) as people:
        await people.day(date(2027, 1, 5))
        assert people.clerk.sees("duty-is-today", due=Day(date(2027, 1, 5)), days=0)
        assert not people.member.has_read("digest-asks")

        await people.day(date(2027, 1, 6))
        assert people.member.sees("digest-asks")
        assert people.member.sees("duty-is-late", due=Day(date(2027, 1, 5)), days=1)
        assert people.clerk.sees("duty-is-late", due=Day(date(2027, 1, 5)), days=1)
        assert not people.deputy.has_read("digest-asks")

        await people.day(date(2027, 1, 8))
        assert people.deputy.sees("digest-asks")
        assert not people.akim.has_read("digest-asks")


async def test_a_lawful_extension_stops_the_nagging_and_stays_visible(tmp_path: Path) -> None:
    async with owing(tmp_path) as people:
        await people.shows(people.clerk, "report")
        await people.clerk.presses("button-duty-move")
        await people.clerk.writes("30.11.2026")
        assert people.clerk.sees("duty-moved-to-past", day=date(2026, 11, 30))
        await people.clerk.writes("05.01.2027")
        assert people.clerk.sees("duty-moved-nowhere", day=date(2027, 1, 5))
        await people.clerk.writes("20.01.2027")
        await people.clerk.writes(f"{GROUND.kk} / {GROUND.ru}")
        await people.clerk.presses("button-duty-move-done")
        said = people.clerk.said(
            "duty-put-off", due=date(2027, 1, 20), rule=Day(date(2027, 1, 5)), ground=GROUND
        )
        assert said in people.clerk.last.text
        assert people.akim.sees("duty-moved", role=Role.OFFICE.word)
        assert people.akim.sees("duty-ground-told", ground=GROUND)

        people.reads()
        for day in (date(2026, 12, 29), date(2027, 1, 6), date(2027, 1, 8)):
            await people.day(day)
            cycle, duties = await people.running()
            step = cycle.step(duties["report"]).what
            read = [message.text for person in people.everybody for message in person.news()]
            assert not any(step.kk in text or step.ru in text or step.en in text for text in read)
        await people.day(date(2027, 1, 13))
        assert people.clerk.sees("duty-ground-told", ground=GROUND)


async def test_every_day_explains_itself(tmp_path: Path) -> None:
    async with owing(tmp_path, begun=False) as people:
        await begins(people, "assembly-decisions")
        await people.shows(people.akim, "answer")
        await people.akim.presses("button-how-counted")
        text = people.akim.last.text
        said = people.akim.said
        week: dict[str, Fact] = {"from": Day(date(2026, 12, 23)), "to": Day(date(2026, 12, 25)), "days": 3}
        assert said("count-span", **week) in text
        assert said("duty-counted-due", due=date(2026, 12, 29)) in text
        assert said("duty-grade", grade="M") in text
        assert said("rule-unchecked") in text


async def test_on_a_day_off_the_last_working_day_is_reminded_of_and_the_day_stays(tmp_path: Path) -> None:
    async with owing(tmp_path) as people:
        await people.shows(people.clerk, "handing")
        await people.clerk.presses("button-how-counted")
        assert people.clerk.sees("duty-day-off", remind=date(2027, 1, 8))
        assert people.clerk.sees("duty-counted-due", due=date(2027, 1, 10))
        await people.day(date(2027, 1, 8))
        assert people.clerk.sees("duty-is-ahead", due=Day(date(2027, 1, 10)), days=2)
        await people.day(date(2027, 1, 10))
        assert people.clerk.news() == []


async def test_a_duty_is_handed_over_once_another_holder_accepts(tmp_path: Path) -> None:
    async with owing(tmp_path) as people:
        await people.shows(people.clerk, "report")
        await people.clerk.presses("button-duty-offer")
        assert people.clerk.sees("duty-offered-by-you")
        assert people.other_clerk.sees("duty-offer")
        await people.other_clerk.presses("button-decline")
        assert people.clerk.sees("duty-offer-refused")

        await people.shows(people.clerk, "report")
        await people.clerk.presses("button-duty-offer")
        await people.other_clerk.presses("button-accept")
        assert people.other_clerk.sees("duty-taken-by-you")
        assert people.clerk.sees("duty-offer-taken")

        await people.day(date(2026, 12, 29))
        assert people.other_clerk.sees("digest-mine")
        assert people.clerk.news() == []
        await people.shows(people.clerk, "report")
        assert people.clerk.sees("duty-taken-by-another")
        assert people.clerk.said("button-duty-done") not in people.clerk.last.labels


async def test_whoever_cannot_says_why_and_it_goes_to_the_others_and_then_up(tmp_path: Path) -> None:
    async with owing(tmp_path) as people:
        for person, reason in ((people.member, "ауырып қалдым"), (people.other_member, "в отъезде")):
            await people.shows(person, "analysis")
            await person.presses("button-duty-cannot")
            await person.writes(reason)
            assert person.sees("duty-unable")
        role = Role.COMMISSION_MEMBER.word
        assert people.other_member.has_read("duty-cannot-others", role=role) == 1
        assert people.elected.has_read("duty-cannot-up", role=role) == 2
        assert people.elected.sees("duty-reason", words=Bilingual.same("в отъезде"))
        # Why somebody cannot is no word for the office that they check.
        await people.shows(people.clerk, "analysis")
        assert "отъезде" not in people.clerk.last.text

        await people.day(date(2027, 1, 8))
        assert people.elected.sees("digest-raised")
        assert not people.member.has_read("digest-mine")


async def test_a_snoozed_reminder_comes_back_and_the_day_stays(tmp_path: Path) -> None:
    async with owing(tmp_path) as people:
        await people.day(date(2026, 12, 29))
        reminder = people.clerk.last
        await people.clerk.presses("button-duty-snooze", reminder)
        await people.clerk.presses("button-snooze-days", days=1)
        assert people.clerk.sees("duty-snoozed", until=date(2026, 12, 30))
        assert people.other_clerk.sees("digest-mine")
        await people.day(date(2026, 12, 30))
        assert people.clerk.sees("duty-is-ahead", due=Day(date(2027, 1, 5)), days=6)
        assert people.other_clerk.news() == []


async def test_over_a_week_without_power_each_gets_one_digest_of_what_is_still_open(tmp_path: Path) -> None:
    async with owing(tmp_path) as people:
        await people.does(people.clerk, "report")
        await people.day(date(2026, 12, 30))
        people.reads()
        await people.village.close()
        people.village.clock.moment = datetime(2027, 1, 8, 12, tzinfo=ZONE)
        await people.village.open()
        await people.village.settle()

        for person in (people.clerk, people.other_clerk, people.member, people.other_member):
            (digest,) = person.news()
            assert person.said("digest-title") in digest.text
        cycle, duties = await people.running()
        assert cycle.step(duties["report"]).what.kk not in people.clerk.last.text
        assert cycle.step(duties["handing"]).what.kk in people.clerk.last.text


async def test_a_role_that_falls_empty_is_told_of_on_the_first_day_and_its_successor_gets_the_duties(
    tmp_path: Path,
) -> None:
    async with owing(tmp_path) as people:
        await people.shows(people.member, "analysis")
        await people.member.presses("button-duty-cannot")
        await people.member.writes("ауырып қалдым")
        await people.day(date(2026, 12, 15))
        async with people.village.house.desk.open_work() as work:
            for mandate in await work.roles.holders(BUGROVOE, date(2026, 12, 15)):
                if mandate.role is Role.COMMISSION_MEMBER:
                    await work.roles.end(BUGROVOE, mandate.id, people.village.clock.now())
        await people.day(date(2026, 12, 16), at=time(20))  # the 16th is a holiday
        assert people.elected.news() == []
        await people.day(date(2026, 12, 17))

        cycle, duties = await people.running()
        state = state_says(duties["analysis"], date(2026, 12, 17))
        step = cycle.step(duties["analysis"]).what
        role = Role.COMMISSION_MEMBER.word
        assert people.elected.sees("digest-empty", role=role, count=2, step=step, state=state)

        successor = await people.village.official(Role.COMMISSION_MEMBER, "Сәуле", "kk")
        assert successor.sees("duties-passed", role=role, count=2)
        await people.shows(successor, "analysis")
        assert successor.sees("duty-history")
        assert "ауырып қалдым" in successor.last.text
        await people.day(date(2027, 1, 8))
        assert successor.sees("digest-mine")


async def test_steps_of_one_day_are_an_order_and_the_next_hears_its_turn(tmp_path: Path) -> None:
    async with owing(tmp_path) as people:
        await people.shows(people.elected, "recommendations")
        cycle, duties = await people.running()
        signed = cycle.step(duties["signed"]).what
        assert people.elected.sees("duty-follows", number=4, step=signed, role=Role.COMMISSION_MEMBER.word)
        await people.elected.presses("button-duty-done")
        await people.elected.sends("photo")
        assert people.elected.sees("duty-step-before", number=4, step=signed)

        await people.does(people.member, "signed")
        assert people.elected.sees("duty-turn")
        await people.does(people.elected, "recommendations")
        assert people.akim.sees("duty-turn")

        await people.shows(people.member, "signed")
        await people.member.presses("button-duty-reopen")
        assert people.member.toasts[-1].text == people.member.said("duty-followed")


async def test_done_by_mistake_is_opened_again_with_its_history(tmp_path: Path) -> None:
    async with owing(tmp_path) as people:
        await people.does(people.clerk, "handing", "берілді")
        await people.clerk.presses("button-duty-reopen")
        await people.clerk.presses("button-duty-reopen")
        assert people.clerk.sees("duty-is-ahead", due=Day(date(2027, 1, 10)), days=40)
        assert "берілді" in people.clerk.last.text


async def test_a_procedure_that_was_begun_by_mistake_is_ended(tmp_path: Path) -> None:
    async with owing(tmp_path) as people:
        await people.akim.writes("/duties")
        await people.akim.presses("button-duty-board")
        await people.akim.taps("Бюджеттік мониторинг")
        await people.akim.presses("button-cycle-stop")
        await people.akim.presses("button-cycle-stop-sure")
        assert people.akim.sees("cycle-stopped")
        people.reads()
        await people.day(date(2027, 1, 8))
        assert not any(person.news() for person in people.everybody)


async def test_a_running_cycle_goes_on_by_new_rules_only_when_somebody_says_so(tmp_path: Path) -> None:
    async with owing(tmp_path) as people:
        desk = people.village.house.desk
        rules = desk.procedures["budget-monitoring"]
        first, *rest = rules.steps
        later = replace(rules, steps=(replace(first, when=replace(first.when, day=6)), *rest))  # type: ignore[arg-type]  # day of a month
        desk.procedures["budget-monitoring"] = later  # type: ignore[index]  # as another file would have it
        _, duties = await people.running()
        assert duties["report"].due == date(2027, 1, 5)

        await people.akim.writes("/duties")
        await people.akim.presses("button-duty-board")
        await people.akim.taps("Бюджеттік мониторинг")
        await people.akim.presses("button-cycle-renew")
        assert people.akim.sees("cycle-renew-ask")
        assert "06.01.2027" in people.akim.last.text
        await people.akim.presses("button-cycle-renew-sure")
        _, duties = await people.running()
        assert duties["report"].due == date(2027, 1, 6)


async def test_the_group_hears_once_a_month_what_was_due_and_done_if_the_village_wishes(
    tmp_path: Path,
) -> None:
    async with owing(tmp_path) as people:
        group = await people.village.bound_group(people.akim)
        await people.akim.writes("/duties")
        await people.akim.presses("button-duty-board")
        await people.akim.presses("button-monthly-on")
        await people.does(people.clerk, "report")
        await people.day(date(2027, 1, 29))
        before = len(people.village.in_group(group))
        await people.day(date(2027, 2, 1))

        told = people.village.in_group(group)[before:]
        assert len(told) == 1
        for language in ("kk", "ru"):
            unit = people.village.house.desk.village(BUGROVOE).name
            facts: dict[str, Fact] = {
                "unit": unit,
                "from": Day(date(2027, 1, 1)),
                "to": Day(date(2027, 1, 31)),
                "of": 7,
                "done": 1,
            }
            assert people.village.says(language, "duties-month", **facts) in told[0].text
        await people.day(date(2027, 2, 26))
        assert len(people.village.in_group(group)) == before + 1


async def test_the_monitoring_begins_by_itself_two_weeks_before_its_half_year_ends(tmp_path: Path) -> None:
    async with owing(tmp_path, begun=False) as people:
        people.village.house.desk.customs.begins_alone = DutiesPart().begin_alone
        people.reads()
        await people.day(date(2026, 12, 16))
        assert not people.clerk.news()
        await people.day(date(2026, 12, 18))
        cycle, _ = await people.running()
        assert (cycle.begins, cycle.started_by) == (HALF, None)
        assert people.clerk.has_read("cycle-started") == 1
        await people.day(date(2027, 6, 18))
        async with people.village.look() as work:
            found = await work.duties.under_way(BUGROVOE)
        assert [each.begins for each, _ in found] == [HALF, period_ends(cycle.procedure.period, 2027, 1)]


@pytest.mark.parametrize("which", ["mine", "open", "late", "done"])
async def test_duties_are_listed_by_how_they_stand(tmp_path: Path, which: str) -> None:
    async with owing(tmp_path) as people:
        await people.does(people.clerk, "handing", "берілді")
        await people.day(date(2027, 1, 6))
        await people.clerk.writes("міндеттер")
        if which != "mine":
            await people.clerk.presses(f"duties-{which}")
        assert people.clerk.sees(f"duties-title-{which}")
        cycle, duties = await people.running()
        listed = {key for key, duty in duties.items() if cycle.step(duty).what.kk in people.clerk.last.text}
        assert (
            listed
            == {
                "mine": {"report"},
                "open": set(duties) - {"handing"},
                "late": {"report"},
                "done": {"handing"},
            }[which]
        )


async def test_somebody_elses_duty_is_not_theirs_to_do(tmp_path: Path) -> None:
    async with owing(tmp_path) as people:
        await people.shows(people.member, "report")
        assert people.member.said("button-duty-done") not in people.member.last.labels
        await people.shows(people.akim, "report")
        assert people.akim.said("button-duty-move") in people.akim.last.labels
        resident = await people.village.resident("Айгүл")
        await people.shows(resident, "report")
        assert "report" not in resident.last.text
        assert resident.said("role-office") in resident.last.text


async def test_duties_are_kept_and_told_on_the_other_database(tmp_path: Path, database: str) -> None:
    async with owing(tmp_path, database=database) as people:
        await people.day(date(2026, 12, 29))
        await people.clerk.presses("button-duty-done", people.clerk.last)
        await people.clerk.sends("photo")
        await people.day(date(2027, 1, 7), at=time(20))
        assert people.clerk.sees("digest-mine")
        _, duties = await people.running()
        assert not duties["report"].is_open


@asynccontextmanager
async def served(people: Owing, waited: list[float]) -> AsyncIterator[str]:
    """Serve the calendars; give the address under which the bot's own begin."""

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    house, application = people.village.house, web.Application()
    house.links.public_url = "https://asar.example"
    application.add_routes(duty_feed(house.desk, house.speech, SECRET, WrongCodes(sleep)))
    server = TestServer(application, host="127.0.0.1")
    await server.start_server(shutdown_timeout=1)
    try:
        yield str(server.make_url("")).rstrip("/")
    finally:
        await server.close()


def _events(content: bytes) -> dict[date, str]:
    events = Calendar.from_ical(content.decode()).walk("VEVENT")
    return {event.decoded("dtstart"): str(event["summary"]) for event in events}


async def test_a_calendar_is_fed_with_ones_own_duties_and_a_new_address_shuts_the_old(tmp_path: Path) -> None:
    waited = list[float]()
    async with owing(tmp_path) as people, served(people, waited) as base, ClientSession() as session:

        async def fetched(url: str) -> tuple[int, bytes]:
            async with session.get(url.replace("https://asar.example", base)) as answer:
                return answer.status, await answer.read()

        async def asks() -> str:
            await people.clerk.writes("/duties")
            await people.clerk.presses("button-duty-feed")
            (url,) = [button["url"] for row in people.clerk.last.buttons for button in row if "url" in button]
            return str(url)

        first = await asks()
        status, content = await fetched(first)
        cycle, duties = await people.running()
        report, handing = (cycle.step(duties[key]).what.kk for key in ("report", "handing"))
        assert status == 200
        assert _events(content) == {
            date(2027, 1, 5): people.clerk.said("duty-calendar-title", step=report),
            date(2027, 1, 10): people.clerk.said("duty-calendar-title", step=handing),
        }

        await people.does(people.clerk, "report")
        _, content = await fetched(first)
        assert _events(content)[date(2027, 1, 5)] == people.clerk.said("duty-calendar-done", step=report)

        second = await asks()
        assert (await fetched(second))[0] == 200
        assert ((await fetched(first))[0], len(waited)) == (404, 1)
        # Without an address for pages there is still the file.
        people.village.house.links.public_url = ""
        await people.clerk.writes("/duties")
        await people.clerk.presses("button-duty-feed")
        assert not people.clerk.last.buttons
        assert people.clerk.last.written().document


async def test_the_operator_begins_a_procedure_by_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with owing(tmp_path, begun=False) as people:
        config = people.village.config
        await people.village.close()
        await show_cycle(config, BUGROVOE, "budget-monitoring", "2026-2")
        assert "05.01.2027" in capsys.readouterr().out
        await begin_cycle(config, BUGROVOE, "budget-monitoring", "2026-2")
        for village, slug, of, wrong in (
            (BUGROVOE, "budget-monitoring", "2026-2", "runs already"),
            ("away", "budget-monitoring", "2026-2", r"no \[\[village\]\] has this slug"),
            (BUGROVOE, "monitoring", "2026-2", "no such procedure"),
            (BUGROVOE, "budget-monitoring", "2026-3", "give the half of a year"),
        ):
            with pytest.raises(Mistake, match=wrong):
                await begin_cycle(config, village, slug, of)

        await people.village.open()
        async with people.village.look() as work:
            # What the command said is said by the real clock; the story's stands still long before.
            ((cycle, _),) = await work.duties.under_way(BUGROVOE)
            (act,) = [each for each in await work.record.latest(BUGROVOE, 99) if each.what == "cycle-begun"]
        assert (cycle.begins, cycle.started_by, act.role) == (HALF, None, "operator")
