"""Stories of an IIN: the link in the chat, the page, the receipt; and that the number is kept nowhere."""

import logging
import re
from datetime import time, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientResponse

from bot.config import ZONE
from handlers.petitions.subject import PetitionShown
from tests.petition_stories import IIN, OTHER_IIN, PUBLIC, SERIKOVA, Signing, signing
from tests.telegram_village import Person
from village.iin import in_threes
from village.register import receipt_code
from village.signers import Signer, SignerName
from village.texts import Language

PHONE = "+77010000001"
_HIDDEN = re.compile(r'name="(language|stage|token|said)" value="([^"]*)"')


async def _asks(story: Signing, person: Person) -> str:
    """Go from the petition's card to the page; give its address."""
    await story.opens(person, PetitionShown(story.petition.id))
    await person.presses("button-sign-as", name=SERIKOVA.name.full)
    return story.link_of(person.last)


async def _sends(story: Signing, url: str, html: str, do: str, **more: str) -> tuple[int, str]:
    """Send the page's last form as a browser does."""
    form = dict(_HIDDEN.findall(html.rpartition("<form")[2]))
    async with story.session.post(url, data={**form, "do": do, **more}) as answer:
        return answer.status, await answer.text()


async def _reads(story: Signing, url: str) -> str:
    async with story.session.get(url) as answer:
        assert answer.status == 200
        return await answer.text()


async def test_an_iin_is_given_on_the_page_read_again_and_signs(
    tmp_path: Path, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with signing(tmp_path, needs_iin=True, database=database) as story:
        aigul = await story.neighbour(phone=PHONE, signer=SERIKOVA)
        url = await _asks(story, aigul)
        assert aigul.sees("petition-page-link", at=_half_past(story))

        first = await _reads(story, url)
        assert story.petition.plan.title.kk in first
        assert "Айгүл С." in first
        assert "Болатқызы" not in first
        status, again = await _sends(story, url, first, "check", typed="900101 300007")
        assert status == 200
        assert in_threes(IIN) in again
        assert (await story.now()).register.tally.all == 0
        status, done = await _sends(story, url, again, "sign")
        await story.village.settle()

        assert status == 200
        petition = await story.now()
        assert petition.register.tally.all == 1
        code = receipt_code(petition.register.head.digest)
        assert code in done
        assert code in aigul.last.text
        await _is_kept_nowhere(story, caplog)


def _half_past(story: Signing) -> time:
    return (story.village.clock.now() + timedelta(minutes=30)).astimezone(ZONE).time()


async def _is_kept_nowhere(story: Signing, caplog: pytest.LogCaptureFixture) -> None:
    """See that an IIN is in no log, and in no answer that the page would give once more."""
    assert IIN not in caplog.text
    assert in_threes(IIN) not in caplog.text
    assert not any(IIN in str(vars(record)) for record in caplog.records)
    for file in (story.village.folder).glob("asar.sqlite*"):
        assert IIN.encode() not in file.read_bytes()


async def test_the_page_speaks_three_languages_and_keeps_the_number_while_it_changes(tmp_path: Path) -> None:
    async with signing(tmp_path, needs_iin=True) as story:
        olga = await story.neighbour("Ольга", "ru", PHONE, SERIKOVA)
        url = await _asks(story, olga)
        says = story.village.says
        first = await _reads(story, url)
        assert says("ru", "page-check") in first
        _, english = await _sends(story, url, first, "en")
        assert says("en", "page-check") in english
        _, again = await _sends(story, url, english, "check", typed=IIN)
        assert says("en", "page-read-again") in again
        _, kazakh = await _sends(story, url, again, "kk")
        assert says("kk", "page-read-again") in kazakh
        assert in_threes(IIN) in kazakh
        _, back = await _sends(story, url, kazakh, "correct")
        assert in_threes(IIN) not in back
        assert IIN not in back
        assert says("kk", "page-iin") in back


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("typed", "refusal"), [("900101300008", "roll-iin-wrong"), ("9001013", "iin-not-twelve"), ("<b>", "")]
)
async def test_a_wrong_number_is_refused_in_three_languages(
    tmp_path: Path, language: Language, typed: str, refusal: str
) -> None:
    async with signing(tmp_path, needs_iin=True) as story:
        aigul = await story.neighbour("Айгүл", str(language), PHONE, SERIKOVA)
        url = await _asks(story, aigul)
        status, html = await _sends(story, url, await _reads(story, url), "check", typed=typed)

        assert status == 200
        assert aigul.said(refusal or "iin-not-twelve", digits=12) in html
        assert typed not in html.replace("<br>", "")


async def test_a_number_that_begins_with_no_day_is_only_pointed_at(tmp_path: Path) -> None:
    async with signing(tmp_path, needs_iin=True) as story:
        aigul = await story.neighbour(phone=PHONE, signer=SERIKOVA)
        url = await _asks(story, aigul)
        _, again = await _sends(story, url, await _reads(story, url), "check", typed="990000000005")
        assert aigul.said("page-no-day") in again
        status, _ = await _sends(story, url, again, "sign")

        assert status == 200
        assert (await story.now()).register.tally.all == 1


async def test_a_link_works_once_and_half_an_hour(tmp_path: Path) -> None:
    async with signing(tmp_path, needs_iin=True) as story:
        aigul = await story.neighbour(phone=PHONE, signer=SERIKOVA)
        used = await _asks(story, aigul)
        late = await _asks(story, aigul)
        _, again = await _sends(story, used, await _reads(story, used), "check", typed=IIN)
        assert (await _sends(story, used, again, "sign"))[0] == 200
        status, html = await _sends(story, used, again, "sign")
        assert (status, aigul.said("petition-code-over") in html) == (410, True)
        assert (await story.now()).register.tally.all == 1

        await story.village.forward(minutes=31)
        async with story.session.get(late) as answer:
            assert answer.status == 410


async def test_one_iin_signs_once_and_the_link_stays_good_for_the_right_number(tmp_path: Path) -> None:
    async with signing(tmp_path, needs_iin=True) as story:
        for name, phone, wanted in (("Айгүл", PHONE, 200), ("Марат", "+77010000002", 409)):
            person = await story.neighbour(name, "kk", phone, SERIKOVA)
            url = await _asks(story, person)
            _, again = await _sends(story, url, await _reads(story, url), "check", typed=IIN)
            status, html = await _sends(story, url, again, "sign")
            assert status == wanted
        assert person.said("petition-iin-signed") in html
        _, again = await _sends(story, url, await _reads(story, url), "check", typed=OTHER_IIN)
        assert (await _sends(story, url, again, "sign"))[0] == 200
        assert (await story.now()).register.tally.all == 2


async def test_only_our_own_form_is_taken(tmp_path: Path) -> None:
    async with signing(tmp_path, needs_iin=True) as story:
        aigul = await story.neighbour(phone=PHONE, signer=SERIKOVA)
        url = await _asks(story, aigul)
        first = await _reads(story, url)
        _, again = await _sends(story, url, first, "check", typed=IIN)
        form = dict(_HIDDEN.findall(again.rpartition("<form")[2])) | {"do": "sign"}

        async def post(status: int, data: object, **headers: str) -> None:
            async with story.session.post(url, data=data, headers=headers) as answer:
                assert answer.status == status
                _is_shut(answer)

        await post(403, form | {"said": OTHER_IIN})
        await post(403, form | {"token": ""})
        await post(403, form | {"stage": ""})
        await post(403, form, **{"Sec-Fetch-Site": "cross-site"})
        await post(413, form | {"typed": "9" * 5000})
        await post(415, b"{}", **{"Content-Type": "application/json"})
        assert (await story.now()).register.tally.all == 0


def _is_shut(answer: ClientResponse) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_whoever_tries_codes_waits_each_time_longer_and_a_right_one_never(tmp_path: Path) -> None:
    async with signing(tmp_path, needs_iin=True) as story:
        aigul = await story.neighbour(phone=PHONE, signer=SERIKOVA)
        url = await _asks(story, aigul)
        for number in range(4):
            async with story.session.get(f"{story.page}/petition/{number:032}") as answer:
                assert answer.status == 404
                _is_shut(answer)
        await _reads(story, url)

        assert story.waited == sorted(set(story.waited))
        assert len(story.waited) == 4


async def test_without_an_address_of_its_own_it_is_signed_on_paper_only(tmp_path: Path) -> None:
    async with signing(tmp_path, needs_iin=True, public="") as story:
        aigul = await story.neighbour(phone=PHONE, signer=SERIKOVA)
        shown = await story.opens(aigul, PetitionShown(story.petition.id))
        assert aigul.said("petition-paper-only") in shown.text
        assert shown.labels == []

        story.village.house.links.public_url = PUBLIC
        await story.opens(aigul, PetitionShown(story.petition.id))
        story.village.house.links.public_url = ""
        await aigul.presses("button-sign-as", name=SERIKOVA.name.full)
        assert aigul.toasts[-1].text == aigul.said("petition-paper-only")


@pytest.mark.parametrize("language", Language)
async def test_an_iin_written_in_the_chat_is_refused_and_kept_nowhere(
    tmp_path: Path, language: Language, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with signing(tmp_path, needs_iin=True) as story:
        aigul = await story.neighbour("Айгүл", str(language), PHONE, SERIKOVA)
        await _asks(story, aigul)
        for typed in (IIN, in_threes(IIN), "900101-300008"):
            await aigul.writes(typed)
            assert aigul.last.text == aigul.said("iin-in-chat")
        await _is_kept_nowhere(story, caplog)
        assert (await story.now()).register.tally.all == 0


async def test_an_iin_goes_into_no_form_and_not_among_what_is_put_aside(tmp_path: Path) -> None:
    async with signing(tmp_path, needs_iin=True) as story:
        aigul = await story.neighbour(phone=PHONE)
        await story.opens(aigul, PetitionShown(story.petition.id))
        await aigul.presses("button-sign-begin")
        for _ in range(40):  # a flood, of which most is put aside to be worked later
            story.village.api.write(aigul.user, aigul.chat, IIN)
        await story.village.settle()
        async with story.village.look() as work:
            known = await aigul.who(work)
            assert known is not None
            form = await work.forms.open(aigul.slug, known)
        assert form is not None
        assert form.at == "surname"
        for file in story.village.folder.glob("asar.sqlite*"):
            assert IIN.encode() not in file.read_bytes()


async def test_twelve_digits_that_are_no_iin_are_words_like_others(tmp_path: Path) -> None:
    async with signing(tmp_path) as story:
        aigul = await story.neighbour()
        await aigul.writes("900101300008")

        assert not aigul.has_read("iin-in-chat")


async def test_a_new_signer_gives_name_and_phone_first_and_is_led_on_by_a_letter(tmp_path: Path) -> None:
    async with signing(tmp_path, needs_iin=True) as story:
        aigul = await story.neighbour(signer=SERIKOVA)
        await story.opens(aigul, PetitionShown(story.petition.id))
        await aigul.presses("button-sign-as", name=SERIKOVA.name.full)
        assert aigul.sees("petition-phone-ask")
        story.village.api.share_contact(aigul.user, aigul.chat, "77010000001")
        await story.village.settle()
        assert aigul.has_read("petition-iin-left")
        await aigul.presses("button-iin-link")

        assert story.link_of(aigul.last).startswith(story.page)


async def test_names_are_text_on_the_page(tmp_path: Path) -> None:
    odd = Signer(SignerName("О'Нил", "Мэри"), shown=True)
    async with signing(tmp_path, needs_iin=True) as story:
        mary = await story.neighbour(phone=PHONE, signer=odd)
        await story.opens(mary, PetitionShown(story.petition.id))
        await mary.presses("button-sign-as", name=odd.name.full)
        html = await _reads(story, story.link_of(mary.last))

        assert "Мэри О." in html
        assert "<script" not in html
        assert PUBLIC not in html
