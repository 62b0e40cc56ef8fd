"""Stories of door to door: a deputy shows a code, a neighbour scans it and signs on their own phone."""

import re
from pathlib import Path

import pytest

from handlers.petitions.subject import BesideShown, DoorAsked
from tests.petition_stories import SERIKOVA, Signing, signing
from tests.telegram_village import Person
from village.people import Role

PHONE = "+77010000001"


async def _code(story: Signing, collector: Person) -> str:
    """Have somebody ask for a code; give the link below the picture."""
    await story.opens(collector, DoorAsked(story.petition.id))
    (link,) = re.findall(r"https://t[.]me/\S+", collector.last.text)
    return str(link)


async def test_a_neighbour_scans_signs_and_the_deputy_sees_it(tmp_path: Path, database: str) -> None:
    async with signing(tmp_path, database=database) as story:
        aigul = await story.neighbour(phone=PHONE, signer=SERIKOVA)
        link = await _code(story, story.deputy)
        await aigul.opens(link)
        assert aigul.sees("petition-beside", witness=Role.DEPUTY.word)
        await aigul.presses("button-sign-as", name=SERIKOVA.name.full)

        petition = await story.now()
        assert petition.register.tally.all == 1
        assert story.deputy.has_read("petition-witnessed", signed=1)
        async with story.village.look() as work:
            (added,) = await work.petitions.rows(petition, 0, 10)
        assert added.row.witnessed


async def test_a_stranger_goes_through_consent_name_and_phone_with_the_witness(tmp_path: Path) -> None:
    async with signing(tmp_path) as story:
        link = await _code(story, story.deputy)
        aigul = story.village.someone("Айгүл")
        story.village.api.were_in(story.group, aigul.user)
        await aigul.opens(link)
        await aigul.agrees()
        await aigul.taps("Бугровое")
        assert aigul.sees("petition-beside", witness=Role.DEPUTY.word)
        await aigul.presses("button-sign-begin")
        for part in ("Серікова", "Айгүл"):
            await aigul.writes(part)
        await aigul.presses("button-no-patronymic")
        await aigul.presses("button-shown-no")
        await aigul.presses("button-sign-as", name="Серікова Айгүл")
        assert aigul.sees("petition-phone-ask")
        story.village.api.share_contact(aigul.user, aigul.chat, "77010000001")
        await story.village.settle()

        petition = await story.now()
        async with story.village.look() as work:
            (added,) = await work.petitions.rows(petition, 0, 10)
        assert added.row.witnessed
        assert added.row.section == "bugrovoe"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_a_code_that_is_over_or_never_was_opens_nothing(tmp_path: Path, language: str) -> None:
    async with signing(tmp_path) as story:
        aigul = await story.neighbour("Айгүл", language, PHONE, SERIKOVA)
        wrong = await story.opens(aigul, BesideShown("a" * 32))
        assert wrong.text == aigul.said("petition-code-over")
        link = await _code(story, story.deputy)
        await story.village.forward(hours=12, minutes=1)
        await aigul.opens(link)
        assert aigul.sees("petition-code-over")
        assert (await story.now()).register.tally.all == 0


async def test_nobody_stands_by_their_own_signature(tmp_path: Path) -> None:
    async with signing(tmp_path) as story:
        await story.deputy.opens(await _code(story, story.deputy))

        assert story.deputy.sees("petition-own-witness")
