"""Signing played on the simulator's page: on two messengers, once each, taken back, to its goal or day."""

from pathlib import Path

from handlers.chat import Fact, Say
from tests.played import AIGUL, GROUP, MEMBER, OFFICE, OLGA, ZHANAR, Village, a_demo, labels_of, text_of
from tests.test_story_petition_making_simulated import DEPUTY, chooses, drafts
from village.texts import Language

KK, RU = Language.KK, Language.RU
# Known by the messenger alone; the third has no buttons but numbers.
SIGNERS = {
    AIGUL: (KK, ("Нұрланова", "Айгүл")),
    OLGA: (RU, ("Кравченко", "Ольга")),
    ZHANAR: (KK, ("Әбілова", "Жанар")),
    "p21": (KK, ("Төлегенов", "Арман")),
    "p22": (RU, ("Панченко", "Светлана")),
    "p23": (KK, ("Бекова", "Ғалия")),
    "p24": (RU, ("Романюк", "Николай")),
}


def _said(village: Village, language: Language, key: str, **facts: Fact) -> str:
    return village.speech.say(Say(key, facts), language)


async def _texts(village: Village, person: str, chat: str = "") -> str:
    return "\n".join(text_of(each) for each in await village.messages(person, chat))


async def _last(village: Village, person: str) -> str:
    return text_of((await village.messages(person))[-1])


async def _publish(village: Village, goal: str) -> None:
    await drafts(village, AIGUL, goal)
    await chooses(village, AIGUL, "button-petition-send")
    await village.quiet()
    for key in ("button-petition-take", "button-no-election", "button-petition-put"):
        await village.press(DEPUTY, key, language=RU)
    await village.quiet()
    await village.press(MEMBER, "button-petition-confirm")
    await village.quiet()


async def _names(village: Village, person: str) -> None:
    """Give a name and let it be shown."""
    language, parts = SIGNERS[person]
    await chooses(village, person, "button-sign-begin", language)
    for part in parts:
        await village.write(person, part)
    await chooses(village, person, "button-no-patronymic", language)
    await chooses(village, person, "button-shown-yes", language, shown=f"{parts[1]} {parts[0][0]}.")


async def _signs(village: Village, person: str) -> None:
    """Sign by the name that is known; whose phone is not known yet shares it, and it is signed."""
    language, parts = SIGNERS[person]
    await chooses(village, person, "button-sign-as", language, name=" ".join(parts))
    if _said(village, language, "petition-phone-ask") in await _last(village, person):
        await village.tell("/api/contact", person=person)
        await village.quiet()


def _receipted(village: Village, language: Language) -> str:
    return _said(village, language, "petition-receipt", row=1, code="", at="", digest="").split("\n", 1)[0]


async def test_people_sign_once_on_both_messengers_and_the_goal_sends_it(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await _publish(village, "7")
        for person, (language, _) in SIGNERS.items():
            await _names(village, person)
            await _signs(village, person)
            assert _receipted(village, language) in await _last(village, person), person
            if person == AIGUL:
                await _twice_and_back(village)
        await village.tell("/api/clock", hours=1)

        told = await _texts(village, OLGA, GROUP)
        assert _said(village, KK, "petition-signed", signed=7, goal=7) in told
        assert _said(village, RU, "petition-part-phone", count=7) in told
        assert _said(village, KK, "petition-ended", number=1) in told
        files = [each["file"]["name"] for each in await village.messages(DEPUTY) if each["file"]]
        assert [name.rpartition(".")[2] for name in files] == ["pdf", "zip"]
        assert "Нұрланова" not in told


async def _twice_and_back(village: Village) -> None:
    """Press again what was pressed, take it back, and sign once more."""
    await chooses(village, AIGUL, "button-sign-as", KK, name="Нұрланова Айгүл")
    assert _receipted(village, KK) in await _last(village, AIGUL)
    await chooses(village, AIGUL, "button-sign-withdraw")
    assert _said(village, KK, "petition-withdrawn") in await _last(village, AIGUL)
    await chooses(village, AIGUL, "button-sign-again")
    await _signs(village, AIGUL)
    assert labels_of((await village.messages(AIGUL))[-1]) == [_said(village, KK, "button-sign-withdraw")]


async def test_it_ends_on_its_day_after_two_warnings_and_the_author_has_the_package(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as village:
        await _publish(village, "40")
        await _names(village, OLGA)
        await _signs(village, OLGA)
        warned = "Сбор подписей под обращением № 1 скоро закончится"
        for days, warnings in ((17, 1), (11, 2), (4, 2)):
            await village.tell("/api/clock", days=days)
            texts = [text_of(each) for each in await village.messages(DEPUTY)]
            assert sum(warned in text for text in texts) == warnings, days
        assert _said(village, KK, "petition-ended", number=1) in await _texts(village, AIGUL, GROUP)
        assert any(each["file"] for each in await village.messages(DEPUTY))
        handed = [label for each in await village.messages(DEPUTY) for label in labels_of(each)]
        assert _said(village, RU, "button-petition-register") in handed
        assert _said(village, KK, "petition-hand-over-office") not in await _texts(village, OFFICE)
