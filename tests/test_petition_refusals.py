"""What no other story of petitions refuses: over the wire where one comes to it, else by its own rule."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.config import ZONE
from bot.speech import Speech
from handlers.forms import refused
from handlers.petitions.answer_cards import AnswerAsked, ExtensionAsked, RegistrationAsked
from handlers.petitions.on_paper import DoubtJudged
from handlers.petitions.subject import PackageAsked
from handlers.presses import Press, link_word
from tests.petitioned import AIGUL, VILLAGE, a_petition, a_tap, a_voter
from tests.stores import BUGROVOE, NOW, OTHER
from tests.test_story_petition_answers import CLOSES, a_signed_petition
from tests.test_story_petition_sheets import sheets
from village.course import State
from village.errors import Refusal
from village.ids import PersonId
from village.packages import BrokenRegister, NamesWentMeanwhile
from village.paper import NoLines, Verdict, read_lines
from village.petition_making import AddresseeGone, EvidenceNotHere
from village.petitions import (
    IinNeeded,
    NameNeeded,
    NoSecondPerson,
    NotOpenHere,
    PetitionDraft,
    Stance,
    check_may_confirm,
    sign,
)
from village.texts import Language

LANGUAGES = pytest.mark.parametrize("language", ["kk", "ru", "en"])


@LANGUAGES
async def test_nothing_is_noted_of_what_has_not_come_so_far(tmp_path: Path, language: str) -> None:
    async with a_signed_petition(tmp_path, language=language) as told:
        author, number = told.author, told.petition.id

        async def does(press: Press) -> None:
            await author.opens(f"https://t.me/{author.bot.username}?start={link_word(press)}")

        for press in (RegistrationAsked(number), AnswerAsked(number)):
            await does(press)
            assert author.sees("petition-not-handed-over")
        await does(PackageAsked(number))
        assert author.sees("petition-package-not-closed", number=told.petition.number)
        await told.village.to(CLOSES)
        await does(ExtensionAsked(number))
        assert author.sees("petition-not-registered")


@LANGUAGES
async def test_an_end_that_has_passed_is_no_extension(tmp_path: Path, language: str) -> None:
    async with a_signed_petition(tmp_path, language=language) as told:
        await told.village.to(CLOSES)
        await told.registers(told.author, "№ 14, 04.12.2026")
        await told.day(date(2027, 2, 3))
        await told.follows(told.author)
        await told.author.presses("button-petition-extend")
        await told.author.writes("01.02.2027")
        assert told.author.sees("petition-extended-to-past", day=date(2027, 2, 1))


@LANGUAGES
async def test_what_was_stopped_is_compared_no_more(tmp_path: Path, language: str) -> None:
    async with sheets(tmp_path, language) as told:
        await told.types("1 Серікова | Айгүл\n2 Ким | Анна")
        await told.types("3 Серікова | Айгүл")
        desk = told.story.village.house.desk
        async with desk.open_work() as work:
            held = await work.petitions.hold(BUGROVOE, told.story.petition.id)
            assert held is not None
            await work.petitions.keep(replace(held, state=State.STOPPED))
        await told.presses(told.clerk, DoubtJudged(told.story.petition.id, 3, Verdict.SAME))
        assert told.clerk.sees("onpaper-doubt-late")


def _signs_elsewhere() -> None:
    other = replace(VILLAGE, slug=OTHER)
    sign(a_petition(), other, a_voter(), Stance(signer=AIGUL), a_tap())


def _signs_unnamed() -> None:
    sign(a_petition(), VILLAGE, a_voter(), Stance(), a_tap())


def _signs_without_iin() -> None:
    sign(a_petition(needs_iin=True), VILLAGE, a_voter(), Stance(signer=AIGUL), a_tap())


def _confirms_uncalled() -> None:
    draft = PetitionDraft(a_petition().id, BUGROVOE, PersonId(1), {}, NOW, PersonId(1), NOW)
    late = NOW + timedelta(days=9)
    check_may_confirm(draft, PersonId(9), entitled=[PersonId(2)], now=late)


@pytest.mark.parametrize(
    ("does", "no"),
    [
        (_signs_elsewhere, NotOpenHere),
        (_signs_unnamed, NameNeeded),
        (_signs_without_iin, IinNeeded),
        (_confirms_uncalled, NoSecondPerson),
        (lambda: read_lines(" "), NoLines),
    ],
)
def test_a_rule_that_nobody_comes_to_by_a_button_refuses_all_the_same(
    does: Callable[[], None], no: type[Refusal]
) -> None:
    with pytest.raises(no) as refusal:
        does()
    _is_said_in_three_languages(refusal.value)


@pytest.mark.parametrize(
    "no",
    [AddresseeGone(), EvidenceNotHere(name="көпір.jpg"), BrokenRegister(number=9), NamesWentMeanwhile()],
    ids=lambda no: type(no).__name__,
)
def test_a_trouble_of_the_moment_is_one_sentence_in_three_languages(no: Refusal) -> None:
    _is_said_in_three_languages(no)


def _is_said_in_three_languages(no: Refusal) -> None:
    speech = Speech(ZONE)
    said = {speech.say(refused(no), language) for language in Language}
    assert len(said) == len(Language)
    assert all(each.endswith((".", "?", "!")) for each in said)
