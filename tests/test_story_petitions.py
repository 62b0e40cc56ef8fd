"""Stories of signing over Telegram's wire: as a newcomer, in two taps, twice, from two phones, taken back."""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.chat import Fact
from handlers.petitions.closing import COURSE
from handlers.petitions.subject import PetitionShown, SignatureWithdrawn, Signed, SignersShown
from handlers.presses import link_word
from tests.fake_bot_api import FakeChat, FakeMessage
from tests.petitioned import a_petition, publish
from tests.telegram_village import BUGROVOE, Person, TelegramVillage, a_telegram_village
from tests.test_story_roll import AIGUL as ON_THE_ROLL
from tests.test_story_roll import shares, writes_roll
from tests.unlogged import everything_logged
from village.ids import SectionSlug
from village.listing import Listed
from village.people import Level
from village.petitions import Petition
from village.register import Tally, What, began, receipt_code, sealed_by
from village.texts import Bilingual
from village.villages import Named

LANGUAGES = ("kk", "ru", "en")
NAME = ("Серікова", "Айгүл", "Болатқызы")
PHONE, OTHER_PHONE = "77010000001", "77010000002"
GOAL = 1_000
KYZYLTU = SectionSlug("kyzyltu")


@pytest.fixture(autouse=True)
def _all_is_logged() -> Iterator[None]:
    with everything_logged():
        yield


@dataclass
class Put:
    """A petition that stands in the group of a village."""

    village: TelegramVillage
    akim: Person
    group: FakeChat
    first: Petition

    @property
    def card(self) -> FakeMessage:
        """The petition's card in the group."""
        head = self.village.says("kk", "petition-title", number=self.first.number)
        return next(message for message in self.village.in_group(self.group) if head in message.text)

    async def now(self) -> Petition:
        """Give the petition as it is kept."""
        async with self.village.look() as work:
            found = await work.petitions.get(BUGROVOE, self.first.id)
        assert found is not None
        return found

    async def tally(self) -> Tally:
        return (await self.now()).register.tally

    async def rows(self) -> Sequence[What]:
        """List what the register says, and see that its chain holds."""
        petition = await self.now()
        head = began(petition.digest)
        async with self.village.look() as work:
            rows = await work.petitions.rows(petition, 0, 99)
        for added in rows:
            head = sealed_by(head, added.row)
            assert head.digest == added.digest
        assert head == petition.register.head
        return [added.row.what for added in rows]

    def joins(self, *people: Person) -> None:
        for person in people:
            self.village.api.were_in(self.group, person.user)

    async def a_signer(
        self, name: str = "Айгүл", phone: str = PHONE, language: str = "kk", parts: Sequence[str] = NAME
    ) -> Person:
        """Make a resident of the chat whose phone and name are known, who has not signed."""
        person = await self.village.resident(name, language)
        self.joins(person)
        await shares(person, phone)
        await self.opens(person)
        await self.names(person, parts)
        return person

    async def a_newcomer(self, language: str) -> Person:
        """Let somebody whom the bot has never met tap in the group, and come to the whole text."""
        person = self.village.someone("Айгүл", language)
        self.joins(person)
        await person.presses("button-sign", self.card)
        await person.opens(person.toasts[-1].url)
        await person.agrees()
        assert person.sees("section-ask")
        await person.taps("Бугровое")
        return person

    async def opens(self, person: Person) -> None:
        """Open the petition in private."""
        await person.writes(f"/start {link_word(PetitionShown(self.first.id))}")

    async def names(self, person: Person, parts: Sequence[str] = NAME, *, shown: bool = True) -> None:
        """Give a name, part by part."""
        await person.presses("button-sign-begin")
        for asked, part in zip(("surname", "given", "patronymic"), parts, strict=False):
            assert person.sees(f"petition-{asked}-ask")
            await person.writes(part)
        if len(parts) == len(NAME) - 1:
            assert person.sees("petition-patronymic-ask")
            await person.presses("button-no-patronymic")
        assert person.sees("petition-shown-ask")
        shows, hides = person.said("button-shown-yes", shown=""), person.said("button-shown-no")
        await person.taps(shows if shown else hides)

    async def signs_in_private(self, person: Person, full: str = " ".join(NAME)) -> None:
        await self.opens(person)
        await person.presses("button-sign-as", name=full)

    async def taps(self, person: Person, data: str, message: FakeMessage | None = None) -> str:
        """Send a button's data under the card in the group; give the toast."""
        self.village.api.tap(person.user, message or self.card, data)
        await self.village.settle()
        return person.toasts[-1].text

    async def many_sign(self, count: int) -> Sequence[Person]:
        """Let further people sign, each with a phone of their own and no name shown."""
        people = []
        for number in range(count):
            parts = ("Ахметов", "Марат" if number < 2 else f"Марат{'а' * number}")
            person = await self.village.resident(f"Марат {number}")
            self.joins(person)
            await shares(person, f"7702000000{number}")
            await self.opens(person)
            await self.names(person, parts, shown=number % 2 == 1)
            await self.signs_in_private(person, " ".join(parts))
            people.append(person)
        return people


@asynccontextmanager
async def put(folder: Path, petition: Petition | None = None, **settings: object) -> AsyncIterator[Put]:
    """Open a village in whose group a petition stands."""
    async with a_telegram_village(folder, **settings) as village:  # type: ignore[arg-type]  # as it is called
        akim = await village.official()
        group = await village.bound_group(akim)
        async with village.look() as work:
            author = await akim.who(work)
        assert author is not None
        first = await publish(village.house.desk, author, petition or a_petition(goal=GOAL))
        await village.settle()
        yield Put(village, akim, group, first)


# ------------------------------------------------------------------------------------------ as a newcomer


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_newcomer_is_led_from_the_group_to_the_receipt(tmp_path: Path, language: str) -> None:
    async with put(tmp_path) as petition:
        person = await petition.a_newcomer(language)
        for key in ("petition-who-sees", "petition-not-official", "petition-level-1"):
            assert person.sees(key)
        assert person.sees("petition-demand", demand=petition.first.plan.demand)
        assert person.sees("petition-problem", problem=petition.first.plan.problem)
        await petition.names(person, NAME[:2])
        assert person.sees("petition-adult")
        assert person.sees("petition-shown-yes", shown="Айгүл С.")
        await person.presses("button-sign-as", name="Серікова Айгүл")
        assert person.sees("petition-phone-ask")
        assert (await petition.tally()).all == 0
        await shares(person, PHONE)

        assert await petition.tally() == Tally(phone=1)
        stands = await petition.now()
        assert person.sees(
            "petition-receipt",
            row=1,
            code=receipt_code(stands.register.head.digest),
            at=petition.village.clock.now(),
            digest=stands.digest[:16],
        )
        async with petition.village.look() as work:
            (row,) = await work.petitions.rows(stands, 0, 9)
        assert row.row.section == "bugrovoe"


async def test_a_patronymic_is_kept_as_it_was_written_and_never_split(tmp_path: Path) -> None:
    async with put(tmp_path) as petition:
        aigul = await petition.a_signer(parts=("Болатұлы", "Нұр Сұлтан", "Әбілқасым оглы"))
        await petition.signs_in_private(aigul, "Болатұлы Нұр Сұлтан Әбілқасым оглы")
        async with petition.village.look() as work:
            (added,) = await work.petitions.rows(petition.first, 0, 9)
        assert added.content is not None
        kept = (added.content.surname, added.content.given, added.content.patronymic)
        assert kept == ("Болатұлы", "Нұр Сұлтан", "Әбілқасым оглы")


# ---------------------------------------------------------------------------------- in two taps, in the group


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_known_resident_signs_in_two_taps_in_the_group(tmp_path: Path, language: str) -> None:
    async with put(tmp_path) as petition:
        aigul = await petition.a_signer(language=language)
        before = len(aigul.messages)
        await aigul.presses("button-sign", petition.card)
        (whisper,) = petition.village.api.whispers(aigul.user, petition.group)
        assert aigul.said("petition-problem", problem=petition.first.plan.problem) in whisper.text
        assert aigul.said("petition-who-sees") in whisper.text
        await aigul.taps(aigul.said("button-sign-as", name="Серікова"), whisper)

        assert await petition.tally() == Tally(phone=1)
        assert aigul.toasts[-1].text == aigul.said("petition-signed-note")
        (receipt,) = petition.village.api.whispers(aigul.user, petition.group)
        assert aigul.said("petition-not-signed") not in receipt.text
        assert receipt_code((await petition.now()).register.head.digest) in receipt.text
        assert len(aigul.messages) == before


async def test_where_there_is_no_room_to_whisper_two_taps_in_private_sign(tmp_path: Path) -> None:
    async with put(tmp_path) as petition:
        people = [await petition.a_signer(f"Айгүл {n}", f"7703000000{n}") for n in range(6)]
        for person in people:  # five whispers a second, and the clock stands still
            await person.presses("button-sign", petition.card)
        last = people[-1]
        assert petition.village.api.whispers(last.user, petition.group) == []
        await last.opens(last.toasts[-1].url)
        await last.presses("button-sign-as", name=" ".join(NAME))
        assert await petition.tally() == Tally(phone=1)


# ------------------------------------------------------------------------------------ once, and taken back


@pytest.mark.parametrize("language", LANGUAGES)
async def test_one_signs_once_takes_it_back_and_signs_again(tmp_path: Path, language: str) -> None:
    async with put(tmp_path) as petition:
        aigul = await petition.a_signer(language=language)
        sign, back = Signed(petition.first.id).data, SignatureWithdrawn(petition.first.id).data
        assert await petition.taps(aigul, back) == aigul.said("petition-not-signed")
        await petition.taps(aigul, sign)
        assert await petition.taps(aigul, sign) == aigul.said("petition-signed-already", number=1)
        assert await petition.taps(aigul, back) == aigul.said("petition-withdrawn")
        assert await petition.tally() == Tally()
        await petition.signs_in_private(aigul)
        assert await petition.tally() == Tally(phone=1)
        assert await petition.rows() == [What.SIGNED, What.WITHDRAWN, What.SIGNED]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_one_person_on_two_addresses_signs_once_and_a_family_of_one_phone_twice(
    tmp_path: Path, language: str
) -> None:
    async with put(tmp_path) as petition:
        await petition.signs_in_private(await petition.a_signer())
        again = await petition.a_signer(
            "Айгүл, басқа телефон", language=language, parts=("СЕРИКОВА", "Айгул")
        )
        await petition.signs_in_private(again, "СЕРИКОВА Айгул")
        assert again.toasts[-1].text == again.said("petition-signed-elsewhere")
        husband = await petition.a_signer("Болат", language=language, parts=("Серіков", "Болат"))
        await petition.signs_in_private(husband, "Серіков Болат")
        assert await petition.tally() == Tally(phone=2)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_whose_phone_tells_that_they_have_signed_is_told_so_and_not_left_waiting(
    tmp_path: Path, language: str
) -> None:
    async with put(tmp_path) as petition:
        await petition.signs_in_private(await petition.a_signer())
        again = await petition.village.resident("Айгүл", language)
        petition.joins(again)
        await petition.opens(again)
        await petition.names(again)
        await again.presses("button-sign-as", name=" ".join(NAME))
        await shares(again, PHONE)

        assert again.has_read("petition-signed-elsewhere") == 1
        assert await petition.tally() == Tally(phone=1)
        async with petition.village.look() as work:
            who = await again.who(work)
            assert who is not None
            assert await work.petitions.waiting_of(BUGROVOE, who) == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_nobody_signs_or_takes_back_after_the_end(tmp_path: Path, language: str) -> None:
    async with put(tmp_path) as petition:
        aigul = await petition.a_signer(language=language)
        olga = await petition.a_signer("Ольга", OTHER_PHONE, language, parts=("Кравченко", "Ольга"))
        await petition.signs_in_private(aigul)
        under = petition.card
        await petition.village.forward(days=31)
        over = aigul.said("poll-over", number=petition.first.number)
        assert await petition.taps(olga, Signed(petition.first.id).data, under) == over
        assert await petition.taps(aigul, SignatureWithdrawn(petition.first.id).data, under) == over
        assert await petition.tally() == Tally(phone=1)
        assert petition.card.labels == []


# --------------------------------------------------------------------------------------------- who may not


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_is_not_asked_is_told_why(tmp_path: Path, language: str) -> None:
    only = a_petition(goal=GOAL, sections=(KYZYLTU,))
    async with put(tmp_path, only) as petition:
        sign = Signed(petition.first.id).data
        outsider = await petition.village.resident("Бөтен", language)
        elsewhere = await petition.village.resident("Көшкен", language, section="")
        other = await petition.village.resident("Бугров", language)
        petition.joins(elsewhere, other)
        kyzyltu = Named("Қызылту", "Қызылту", "Қызылту")
        told: Sequence[tuple[Person, str, dict[str, Fact]]] = (
            (outsider, "poll-not-in-chat", {}),
            (elsewhere, "petition-not-living-here", {}),
            (other, "petition-of-sections", {"sections": (kyzyltu,)}),
        )
        for person, key, facts in told:
            assert await petition.taps(person, sign) == person.said(key, **facts)
            await petition.opens(person)
            await person.presses("button-sign-begin")
            assert person.toasts[-1].text == person.said(key, **facts)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_is_new_in_the_chat_waits_where_the_chat_is_all_that_is_known(
    tmp_path: Path, language: str
) -> None:
    async with put(tmp_path, a_petition(goal=GOAL, level=Level.CHAT)) as petition:
        new = await petition.village.resident("Жаңа", language)
        petition.village.api.join(new.user, petition.group)
        await petition.village.settle()
        may_from = petition.village.clock.now() + timedelta(hours=24)
        toast = await petition.taps(new, Signed(petition.first.id).data)
        assert toast == new.said("poll-too-new", hours=24, at=may_from)
        await petition.village.forward(hours=25)
        await petition.opens(new)
        await petition.names(new)
        await petition.signs_in_private(new)
        assert await petition.tally() == Tally(chat=1)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_is_not_on_the_roll_waits_and_counts_once_they_are_found(
    tmp_path: Path, language: str
) -> None:
    async with put(tmp_path, a_petition(goal=GOAL, level=Level.ROLL)) as petition:
        aigul = await petition.a_signer(language=language)
        await aigul.presses("button-sign-as", name=" ".join(NAME))
        assert aigul.sees("roll-not-here", phone="8 (715-38) 0-00-00")
        assert (await petition.tally()).all == 0
        await writes_roll(petition.akim, ON_THE_ROLL)
        await petition.village.settle()

        assert await petition.tally() == Tally(roll=1)
        receipts = [text for text in aigul.texts if receipt_code_in(text)]
        assert len(receipts) == 1


def receipt_code_in(text: str) -> str:
    """Find the code of a receipt in a message."""
    found = re.search(r"\b[A-Z2-7]{4}-[A-Z2-7]{4}\b", text)
    return found[0] if found else ""


@pytest.mark.parametrize("language", LANGUAGES)
async def test_whom_the_roll_has_as_a_child_is_refused(tmp_path: Path, language: str) -> None:
    async with put(tmp_path) as petition:
        child = Listed(SectionSlug("bugrovoe"), "Нұрланова Айгүл", 2012, phone=f"+{PHONE}")
        async with petition.village.house.desk.open_work() as work:
            await work.roll.write(BUGROVOE, [child], petition.village.clock.now())
        aigul = await petition.village.resident("Айгүл", language)
        petition.joins(aigul)
        await petition.opens(aigul)
        await petition.names(aigul)
        await aigul.presses("button-sign-as", name=" ".join(NAME))
        assert aigul.sees("petition-phone-ask")
        await shares(aigul, PHONE)
        assert aigul.has_read("petition-not-adult") == 1
        toast = await petition.taps(aigul, Signed(petition.first.id).data)
        assert toast == aigul.said("petition-not-adult")
        await petition.opens(aigul)
        await aigul.presses("button-sign-name")
        assert aigul.toasts[-1].text == aigul.said("petition-not-adult")
        assert (await petition.tally()).all == 0


# ------------------------------------------------------------------------------------ what everybody sees


async def test_the_group_sees_a_split_number_from_five_on_and_names_as_they_are_allowed(
    tmp_path: Path,
) -> None:
    async with put(tmp_path) as petition:
        await petition.many_sign(4)
        await petition.village.forward(minutes=1)
        assert petition.village.says("kk", "petition-signed", signed=4, goal=GOAL) not in petition.card.text
        assert petition.village.says("kk", "button-signers") not in "".join(petition.card.labels)
        aigul = await petition.a_signer()
        await petition.signs_in_private(aigul)
        await petition.village.forward(minutes=1)
        for language in ("kk", "ru"):
            assert (
                petition.village.says(language, "petition-signed", signed=5, goal=GOAL) in petition.card.text
            )
            assert petition.village.says(language, "petition-part-phone", count=5) in petition.card.text

        olga = await petition.village.resident("Ольга", "ru")
        await petition.taps(olga, SignersShown(petition.first.id).data)
        lines = olga.last.text
        assert olga.said("petition-signer-named", row=5, name="Айгүл С.") in lines
        # Two of one name are told apart by their numbers; who said no is a number alone.
        assert olga.said("petition-signer-named", row=2, name="Марат А.") in lines
        assert olga.said("petition-signer-unnamed", row=1) in lines.splitlines()
        assert "Ахметов" not in lines

        await petition.taps(aigul, SignatureWithdrawn(petition.first.id).data)
        await petition.village.forward(minutes=1)
        assert petition.village.says("kk", "petition-goal", goal=GOAL) in petition.card.text


# ------------------------------------------------------------------------------------------------ receipts


@pytest.mark.parametrize("language", LANGUAGES)
async def test_my_shows_signatures_and_a_code_tells_of_its_own(tmp_path: Path, language: str) -> None:
    async with put(tmp_path) as petition:
        aigul = await petition.a_signer(language=language)
        await petition.signs_in_private(aigul)
        number = petition.first.number
        code = receipt_code((await petition.now()).register.head.digest)
        facts: dict[str, Fact] = {
            "number": number,
            "title": petition.first.plan.title,
            "row": 1,
            "code": code,
        }
        facts["at"] = petition.village.clock.now()
        await aigul.writes("/my")
        assert aigul.sees("my-signature", **facts)
        await aigul.presses("button-my-signature-open", number=number)
        assert aigul.sees(
            "petition-receipt",
            digest=petition.first.digest[:16],
            **{k: facts[k] for k in ("row", "code", "at")},
        )

        olga = await petition.village.resident("Ольга", language)
        for typed in (code, code.lower(), f" {code[:4].lower()} - {code[5:]} "):
            await olga.writes(typed)
            assert olga.sees("petition-receipt-found", **facts)
            assert olga.sees("petition-receipt-stands")
            assert "Айгүл" not in olga.last.text
        await aigul.writes("/my")
        await aigul.presses("button-my-signature-withdraw", number=number)
        assert aigul.sees("petition-withdrawn")
        await olga.writes(code)
        assert olga.sees("petition-receipt-taken-back")
        await aigul.writes("/my")
        assert not aigul.sees("my-signatures")


async def test_codes_are_not_tried_out(tmp_path: Path) -> None:
    async with put(tmp_path) as petition:
        stranger = petition.village.someone("Бөтен")
        for _ in range(10):
            said = await stranger.writes("AAAA-2222")
            assert petition.village.says("kk", "petition-receipt-unknown", code="AAAA-2222") in said[-1].text
            assert petition.village.says("ru", "petition-receipt-unknown", code="AAAA-2222") in said[-1].text
        assert await stranger.writes("AAAA-2222") == []


# --------------------------------------------------------------------------------------- what people type


@pytest.mark.parametrize(
    "typed", ["<b>Айгүл</b>", "=HYPERLINK(1)", "Айгүл\u202eлүгйА", "@SUM(A1)", "*Айгүл*", "12", "{ $name }"]
)
async def test_what_is_no_name_is_said_back_as_text(tmp_path: Path, typed: str) -> None:
    async with put(tmp_path) as petition:
        aigul = await petition.village.resident("Айгүл")
        petition.joins(aigul)
        await petition.opens(aigul)
        await aigul.presses("button-sign-begin")
        await aigul.writes(typed)
        assert aigul.said("petition-no-name", text=typed) in aigul.last.text
        await aigul.writes("а" * 41)
        assert aigul.has_read("petition-name-too-long", most=40, over=1)


async def test_the_longest_petition_and_name_are_whispered_and_signed(tmp_path: Path) -> None:
    long = a_petition(goal=GOAL)
    title, problem, demand = (Bilingual.same(text) for text in ("ң" * 120, "ә" * 900, "қ" * 600))
    plan = replace(long.plan, title=title, problem=problem, demand=demand)
    async with put(tmp_path, replace(long, plan=plan)) as petition:
        parts = ("Ұ" * 40, "Ү" * 40, "Һ" * 40)
        aigul = await petition.a_signer(parts=parts)
        await aigul.presses("button-sign", petition.card)
        whispers = petition.village.api.whispers(aigul.user, petition.group)
        await aigul.taps("Қол қоямын", whispers[-1])
        assert await petition.tally() == Tally(phone=1)


async def test_the_operator_stops_a_petition_and_its_names_are_shown_no_more(tmp_path: Path) -> None:
    async with put(tmp_path) as petition:
        people = await petition.many_sign(5)
        desk = petition.village.house.desk
        async with desk.open_work() as work:
            await COURSE.stop(await petition.now(), work, desk)
        await petition.village.settle()
        assert petition.card.labels == []
        old = await petition.taps(people[0], SignersShown(petition.first.id).data)
        assert old == people[0].said("button-old")
