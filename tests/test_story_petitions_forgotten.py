"""Stories of being forgotten over Telegram's wire: names go everywhere, the register still proves itself."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.packing.petitions import PetitionPackages
from bot.verifying import main as verify
from handlers.petitions.packing import paper_of, register_pages
from tests.stores import ALMATY
from tests.telegram_village import Person
from tests.test_story_petitions import NAME, Put, put
from village.petitions import Petition
from village.register import Tally, What


async def _is_forgotten(person: Person) -> None:
    await person.writes("/my")
    await person.presses("my-change-forget")
    await person.presses("delete-yes")


async def packed(told: Put, petition: Petition) -> bytes:
    """Make the package of a petition that has ended."""
    desk, written = told.village.house.desk, BytesIO()
    async with desk.look() as work:
        paper = await paper_of(petition, work, desk)
    packages = PetitionPackages(told.village.house.speech, ALMATY)
    await packages.write(paper, register_pages(petition, desk.look), written)
    return written.getvalue()


async def test_while_it_is_open_a_signature_is_taken_back_and_its_name_deleted(
    tmp_path: Path, database: str
) -> None:
    async with put(tmp_path, database=database) as told:
        aigul = await told.a_signer()
        await told.signs_in_private(aigul)
        assert await told.tally() == Tally(phone=1)

        await _is_forgotten(aigul)
        assert await told.rows() == [What.SIGNED, What.WITHDRAWN, What.ERASED]
        assert await told.tally() == Tally()
        async with told.village.look() as work:
            rows = await work.petitions.rows(await told.now(), 0, 9)
        assert [added.content for added in rows] == [None] * 3

        again = await told.a_signer()
        await told.signs_in_private(again)
        assert await told.tally() == Tally(phone=1), "whoever comes back signs as anybody does"


async def test_once_it_has_ended_the_signature_counts_on_without_its_name(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with put(tmp_path, database=database) as told:
        aigul = await told.a_signer()
        await told.signs_in_private(aigul)
        await told.many_sign(1)
        await told.village.forward(days=31)
        await _is_forgotten(aigul)
        petition = await told.now()
        assert petition.register.tally == Tally(phone=2)
        assert await told.rows() == [What.SIGNED, What.SIGNED, What.ERASED]

        content = await packed(told, petition)
        with ZipFile(BytesIO(content)) as package:
            for name in package.namelist():
                assert NAME[0].encode() not in package.read(name), name
            assert "Ахметов" in package.read("signatures.csv").decode()
        file = tmp_path / "package.zip"
        file.write_bytes(content)
        assert verify(str(file), petition.register.head.digest) == 0, capsys.readouterr().out
