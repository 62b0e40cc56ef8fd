"""The role table, walked: every route asked by a stranger, a resident and each role; and odd words."""

import dataclasses
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

import pytest

from bot.app import open_house
from handlers.chat import (
    BotAdded,
    BotRemoved,
    Card,
    ChatMoved,
    GaveContact,
    Heard,
    IinTyped,
    MemberJoined,
    MemberLeft,
    PollAnswered,
    Pressed,
    Reply,
    Say,
    SenderKind,
    What,
    Wrote,
)
from handlers.ports import Desk, Work
from handlers.presses import Press
from handlers.routes import ROUTES, answer
from tests.fake_bot_api import FakeBotApi
from tests.telegram_village import BEGINS, BUGROVOE, MovableClock, a_config, a_part
from village.chats import Address
from village.ids import MandateId, PersonId
from village.people import Basis, BasisKind, Mandate, Resident, Role
from village.records import Consent
from village.texts import Language, fold

# Who may ask what, written down a second time on purpose: the table in handlers/routes.py is held against it.
EVERYONE = {
    "StartAsked",
    "HelpAsked",
    "NowAsked",
    "LanguageAsked",
    "LanguageChosen",
    "ConsentSaid",
    "ComingSaid",
    "EntryAsked",
    "NoticeShown",
    "Voted",
    "TakenBack",
    "PollShown",
    "NamesAsked",
    "ResultShown",
    "PicturesAsked",
    "SignersShown",
    "CountShown",
    "AnswerShown",
    "BotAdded",
    "BotRemoved",
    "ChatMoved",
    "MemberJoined",
    "MemberLeft",
    "PollAnswered",
    "IinTyped",
}
WHO_SAID_YES = {
    "MyAsked",
    "CancelAll",
    "SectionChosen",
    "LettersSaid",
    "MyChange",
    "QuietChosen",
    "ForgetSaid",
    "GaveContact",
    "VouchAsked",
    "StepAsked",
    "ClaimBegun",
    "VouchBegun",
    "PetitionAsked",
    "PetitionBegun",
    "DraftShown",
    "DraftTaken",
    "PetitionShown",
    "SettlementSaid",
    "NameAsked",
    "Signed",
    "SignatureWithdrawn",
    "SignStepAsked",
    "AnswerManaged",
    "RegistrationAsked",
    "ExtensionAsked",
    "AnswerAsked",
    "PageAsked",
    "BesideShown",
    "BesideSettled",
    "BesideNamed",
    "BesideSigned",
    "PaperSheetOpened",
    "VouchShown",
    "VouchSaid",
    "VouchesShown",
    "VouchTakenBack",
    "MissingStepAsked",
    "RoleAccepted",
    "RoleDeclined",
    "FormAnswered",
    "FormTurned",
    "FormBack",
    "FormCorrected",
    "FormLeft",
    "FormKept",
    "FormResumed",
    "FormTried",
    "FormFinished",
    "SheetOpened",
    "SheetBegun",
    "SheetAnswered",
    "SheetDone",
    "SheetSkipped",
    "SheetBack",
    "SheetForward",
    "SheetJumped",
    "SheetListed",
    "SheetPaused",
    "SheetHanded",
}
AKIM_AND_OFFICE = {
    "GatheringAsked",
    "AnnounceAsked",
    "InviteAsked",
    "RolesAsked",
    "RecordAsked",
    "RollAsked",
    "RollWritten",
    "RollLeft",
    "DoubtSaid",
    "BindAsked",
    "MandateEnded",
    "InvitationCancelled",
    "InviteMore",
    "BoundTo",
    "CorrectAsked",
    "RecallAsked",
    "WhyTooEarly",
    "OfficeAsked",
    "PapersAsked",
    "ProofAsked",
    "BoardAsked",
    "ForwardAsked",
    "ForwardedSaid",
    "ChangeAsked",
    "CancelAsked",
    "FormWanted",
    "FormTaken",
    "ReadyTaken",
    "FormFileAsked",
    "DraftDropped",
    "PublishAsked",
    "SurveyManaged",
    "SurveyProlonged",
    "SurveyClosed",
    "SurveyCloned",
    "SheetFinished",
    "LinesAsked",
    "CycleBegun",
    "CycleStopped",
    "CycleRenewed",
    "MonthlyWished",
}
POLL_MAKERS = {
    "PollAsked",
    "PollManaged",
    "CloseAsked",
    "ProlongAsked",
    "CloneAsked",
    "PaperAsked",
    "ExportAsked",
    "TextsAsked",
    "TextsTurned",
    "TextShown",
    "TextGrouped",
    "HeadingAsked",
    "HeadingsTold",
    "TablesAsked",
    "PackageAsked",
    "SheetsShown",
    "DoubtsShown",
    "DoubtJudged",
}
OFFICIALS = {
    "DutiesAsked",
    "DutiesListed",
    "DutyBoardShown",
    "CycleShown",
    "DutyShown",
    "DutyCounted",
    "DutyProofShown",
    "DutyDone",
    "DutyReopened",
    "DutySnoozed",
    "DutyOffered",
    "DutyTaken",
    "DutyRefused",
    "DutyCannot",
    "DutyMoved",
    "FeedAsked",
}
SURVEY_PEOPLE = {"SurveyAsked"}
INTERVIEWERS = {"InterviewBegun", "InterviewAgreed"}
DEPUTIES = {
    "PetitionManaged",
    "PetitionProlonged",
    "PetitionClosed",
    "NoteAsked",
    "ShareAsked",
    "DoorAsked",
    "SheetsPlaced",
    "SheetsPrinted",
}
SECOND_PEOPLE = {"DraftDeclined", "PutConfirmed"}
STRANGER, RESIDENT = "stranger", "resident"
ASKERS = (STRANGER, RESIDENT, *map(str, Role))
NUMBERS: MappingProxyType[str, int] = MappingProxyType({who: 100 + n for n, who in enumerate(ASKERS)})
REFUSED = {"not-for-you", "start-first"}


_BY_ROLE: tuple[tuple[set[str], frozenset[Role]], ...] = (
    (POLL_MAKERS, frozenset({Role.AKIM, Role.OFFICE, Role.DEPUTY})),
    (SURVEY_PEOPLE, frozenset({Role.AKIM, Role.OFFICE, Role.DEPUTY, Role.COMMISSION_MEMBER})),
    (INTERVIEWERS, frozenset({Role.DEPUTY, Role.COMMISSION_MEMBER})),
    (DEPUTIES, frozenset({Role.DEPUTY})),
    (SECOND_PEOPLE, frozenset({Role.DEPUTY, Role.ASSEMBLY_MEMBER})),
    (OFFICIALS, frozenset(Role)),
    (AKIM_AND_OFFICE, frozenset({Role.AKIM, Role.OFFICE})),
)


def may(who: str, what: str) -> bool:
    """Tell what product.md says of someone asking something."""
    if what in EVERYONE:
        return True
    if what in WHO_SAID_YES:
        return who != STRANGER
    return who in next(roles for asked, roles in _BY_ROLE if what in asked)


@asynccontextmanager
async def a_desk(folder: Path) -> AsyncIterator[Desk]:
    """Open a desk with one person for each kind of asker."""
    config = a_config(folder, FakeBotApi(), a_part(BUGROVOE, ""))
    async with open_house(config, MovableClock()) as house:
        async with house.desk.open_work() as work:
            for who in ASKERS[1:]:
                await _settles(who, work, house.desk)
        yield house.desk


def _address(who: str) -> Address:
    return Address("telegram", str(NUMBERS[who]))


async def _settles(who: str, work: Work, desk: Desk) -> None:
    now, address = desk.clock.now(), _address(who)
    person = await work.people.meet(address, PersonId(NUMBERS[who]), now)
    await work.people.give_consent(Consent(person, BUGROVOE, "1", "digest", "telegram", now), address)
    await work.people.keep(
        Resident(BUGROVOE, person, Language.KK, subscribed=True, reachable=True, consented=True)
    )
    if who in set(Role):
        today = desk.today()
        basis = Basis(BasisKind.ORDER, "1", today)
        mandate = Mandate(
            MandateId(NUMBERS[who]), BUGROVOE, person, Role(who), today, today + timedelta(365), basis
        )
        await work.roles.give(mandate)


def _a_value(kind: Any) -> Any:
    """Give a value for a press's field: no gathering has the number 0, no code is this one."""
    plain = getattr(kind, "__supertype__", kind)
    if plain is int:
        return 0
    return "zz" if plain is str else next(iter(plain))


_HAPPENED: tuple[What, ...] = (
    IinTyped(),
    GaveContact("+77010000000", own=True),
    BotAdded(can_pin=False),
    BotRemoved(),
    ChatMoved("-1"),
    MemberJoined(BEGINS),
    MemberLeft(BEGINS),
    PollAnswered("5887", (0,)),
)


def _asked(kind: type) -> What:
    """Ask a thing as a network brings it."""
    for happened in _HAPPENED:
        if isinstance(happened, kind):
            return happened
    if issubclass(kind, Press):
        hints = get_type_hints(kind)
        return Pressed(kind(*(_a_value(hints[field.name]) for field in dataclasses.fields(kind))).data)
    return Wrote(next(route.words[0] for route in ROUTES if route.asked is kind))


_updates: Iterator[int] = count(1)


def _heard(who: str, what: What) -> Heard:
    at = _address(who)
    return Heard(BUGROVOE, next(_updates), at, SenderKind.PERSON, at, private=True, what=what)


def _keys(said: Reply) -> set[str]:
    says = [each for card in said.cards if isinstance(card, Card) for each in card.says]
    keys = {each.key for each in says if isinstance(each, Say)}
    return keys | ({said.note.say.key} if said.note else set())


@pytest.mark.parametrize("who", ASKERS)
async def test_each_route_admits_and_refuses_as_the_role_table_says(tmp_path: Path, who: str) -> None:
    async with a_desk(tmp_path) as desk:
        wrong = []
        for route in ROUTES:
            said = await answer(_heard(who, _asked(route.asked)), desk)
            if REFUSED.isdisjoint(_keys(said)) is not may(who, route.asked.__name__):
                wrong.append((route.asked.__name__, _keys(said)))
        assert wrong == []


def test_every_route_stands_in_the_role_table_once() -> None:
    named = [route.asked.__name__ for route in ROUTES]
    every = [*EVERYONE, *WHO_SAID_YES, *AKIM_AND_OFFICE, *POLL_MAKERS, *SURVEY_PEOPLE, *INTERVIEWERS]
    every += [*DEPUTIES, *SECOND_PEOPLE, *OFFICIALS]
    assert sorted(named) == sorted(every)


def test_no_word_and_no_press_means_two_things() -> None:
    words = [fold(word) for route in ROUTES for word in route.words]
    presses = [route.asked.word for route in ROUTES if issubclass(route.asked, Press)]
    assert sorted(words) == sorted(set(words))
    assert sorted(presses) == sorted(set(presses))


@pytest.mark.parametrize("kind", [SenderKind.HIDDEN, SenderKind.BOT])
async def test_who_hides_may_ask_nothing_even_from_the_akims_address(
    tmp_path: Path, kind: SenderKind
) -> None:
    async with a_desk(tmp_path) as desk:
        for route in ROUTES:
            what = _asked(route.asked)
            if isinstance(what, Wrote):
                heard = dataclasses.replace(_heard(Role.AKIM, what), sender_kind=kind)
                keys = _keys(await answer(heard, desk))
                assert keys == ({"anonymous"} if kind is SenderKind.HIDDEN else set()), route.asked


async def test_a_mandate_that_has_ended_gives_no_rights(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        async with desk.open_work() as work:
            await work.roles.end(BUGROVOE, MandateId(NUMBERS[Role.AKIM]), desk.clock.now())
        said = await answer(_heard(Role.AKIM, Wrote("/gathering")), desk)
        assert "not-for-you" in _keys(said)


async def test_the_words_of_a_table_are_understood_in_three_languages_and_folded(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        for word in ("Жиын", "ЖИЫН", "сход", "gathering", "/gathering"):
            assert "g-kind-ask" in _keys(await answer(_heard(Role.AKIM, Wrote(word)), desk)), word
            await answer(_heard(Role.AKIM, Wrote("/cancel")), desk)
        for word in ("көмек", "комек", "ПОМОЩЬ", "help"):
            assert "help" in _keys(await answer(_heard(RESIDENT, Wrote(word)), desk)), word


@pytest.mark.parametrize(
    "odd", ["²", "٣", "①", "0", "-1", "99999999999999999999", "🙂", "\u0000", "%s {x}", "/", "/²"]
)
async def test_no_word_is_too_odd_to_be_answered(tmp_path: Path, odd: str) -> None:
    async with a_desk(tmp_path) as desk:
        for who in (STRANGER, RESIDENT, Role.AKIM):
            assert _keys(await answer(_heard(who, Wrote(odd)), desk)), who


async def test_no_forged_press_is_worse_than_an_old_button(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        for begin in ("/gathering", "/invite", "/announce", "/poll"):
            await answer(_heard(Role.AKIM, Wrote(begin)), desk)
            for data in _forged():
                assert _keys(await answer(_heard(Role.AKIM, Pressed(data)), desk)), data


@pytest.mark.parametrize(
    ("begin", "form"), [("uu:file", "survey-file"), ("uu:here", "survey-making"), ("ux:1", "survey-plan")]
)
async def test_no_forged_press_breaks_a_dialogue_of_surveys(tmp_path: Path, begin: str, form: str) -> None:
    questions = ("title", "made-text", "made-kind", "made-ways", "made-required", "made-next", "zz")
    async with a_desk(tmp_path) as desk:
        assert _keys(await answer(_heard(Role.AKIM, Pressed(begin)), desk))
        for question in questions:
            # Which question is answered again is the presser's to say, so any may stand open.
            assert _keys(await answer(_heard(Role.AKIM, Pressed(f"fc:{form}:{question}")), desk))
            for value in ("", "zz", "more", "last", "done", "yes", "one"):
                press = f"f:{form}:{question}:{value}"
                assert _keys(await answer(_heard(Role.AKIM, Pressed(press)), desk)), press


def _forged() -> Iterator[str]:
    forms = ("gathering", "invite", "announce", "change", "poll", "poll-longer", "poll-paper", "zz")
    questions = ("kind", "day", "time", "until", "role", "when", "agenda", "options", "most", "closes", "zz")
    values = ("", "²", "99999", "2026-99-99", "meeting 2026-02-30", "9999-13", "x" * 40)
    for form in forms:
        for question in questions:
            for value in values:
                yield f"f:{form}:{question}:{value}"
                yield f"ft:{form}:{question}:{value}"
        yield from (f"{word}:{form}" for word in ("fb", "fk", "fr", "fm", "fp"))
    yield from (
        "",
        ":",
        "gc:zz",
        "gc:zz:yes",
        "gc::yes",
        "gc:-1:yes",
        "gc:zzzzzzzzzzzzzzzzzzzzzzzz:yes",
        "gi:é",
    )
    yield from (
        "q:99:99",
        "q:-1:5",
        "m:zz",
        "l:zz:",
        "c:yes:zz:",
        "x:",
        "x:zz",
        "x:start x",
        "gw:a:b:c",
        "d:2",
    )
