"""The package of a petition, made of a real register: it holds, and whatever is changed in it is found."""

import hashlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.config import Mistake
from bot.exporting_petitions import Wanted, export_petition
from bot.packing.petitions import PetitionPackages
from bot.speech import Speech
from bot.verifying import main as verify
from handlers.petitions.packing import register_pages
from handlers.ports import PetitionPaper
from tests.fake_bot_api import FakeBotApi
from tests.petitioned import AIGUL, MARAT, VILLAGE, a_petition, a_tap, signs
from tests.stores import ALMATY, AUTHOR, BUGROVOE, NOW, Store, a_resident, a_store, telegram
from tests.telegram_village import a_config, a_part
from village.course import closed
from village.errors import Refusal
from village.ids import PersonId, SectionSlug
from village.packages import LETTER, MANIFEST, REGISTER, TABLE, check_may_be_packed, sheets_name
from village.paper import Line, PaperSheet, Verdict, enter, settle
from village.petitions import Petition, erase, withdraw
from village.register import Tally, What, receipt_code
from village.signers import Signer, SignerName

PETITION = a_petition()
SHEET = PaperSheet(1, BUGROVOE, SectionSlug("sosnovka"), NOW, None)
SERIKOV, PHONE = SignerName("Серіков", "Ержан"), "+77010000011"
INJECTED = Signer(SignerName("=cmd|' /C calc'!A0", "#panic() *қалың* $x$ <b>", '@"ә",\nб'))
SIGNERS = (AIGUL, MARAT, INJECTED, Signer(SignerName("Жақсыбеков", "Ержан", "Болатұлы")))

Files = dict[str, bytes]


@dataclass(frozen=True)
class Packed:
    """A package as it was written, and the petition it is of."""

    petition: Petition
    content: bytes
    receipt: str

    @property
    def files(self) -> Files:
        with ZipFile(BytesIO(self.content)) as package:
            return {name: package.read(name) for name in package.namelist()}


@asynccontextmanager
async def signed(database: str) -> AsyncIterator[tuple[Store, Petition, str]]:
    """Open a store where four have signed, one took it back, one was erased, and the petition has ended."""
    async with a_store(database) as store:
        async with store.open_work() as work:
            await work.people.meet(telegram(1), AUTHOR, NOW)
            await work.petitions.add(PETITION)
            grown = PETITION
            for number, signer in enumerate(SIGNERS, 11):
                await a_resident(work, number)
                await work.people.keep_phone(PersonId(number), f"+770100000{number}", NOW)
                grown = await signs(work, grown, PersonId(number), signer, minutes=number)
            stance = await work.petitions.stance_of(grown, PersonId(11))
            assert stance.signature is not None
            grown, taken_back = withdraw(grown, stance, a_tap(70))
            await work.petitions.sign(grown, PersonId(11), taken_back)
            receipt = await work.petitions.stance_of(grown, PersonId(14))
            assert receipt.signature is not None
            named, standing = await work.petitions.named(grown, BUGROVOE, PersonId(12))
            grown, added = erase(grown, named, standing, a_tap(80).at)
            await work.petitions.erase(grown, BUGROVOE, PersonId(12), added)
            ended = closed(grown, a_tap(90).at)
            await work.petitions.keep(ended)
        yield store, ended, receipt_code(receipt.signature.digest)


async def _packed(database: str) -> Packed:
    async with signed(database) as (store, petition, receipt):
        async with store.look() as work:
            kept = await work.petitions.get(BUGROVOE, petition.id)
        assert kept is not None
        paper = PetitionPaper(kept, {BUGROVOE: VILLAGE}, author="Литвинов Виктор")
        written = BytesIO()
        await PetitionPackages(Speech(ALMATY), ALMATY).write(paper, register_pages(kept, store.look), written)
        return Packed(kept, written.getvalue(), receipt)


@pytest.fixture
async def packed(database: str) -> Packed:
    """Make the package on both databases."""
    return await _packed(database)


def written(folder: Path, files: Files) -> str:
    """Write a package of such files."""
    file = folder / "package.zip"
    with ZipFile(file, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return str(file)


async def test_a_package_holds_and_says_what_it_holds(
    packed: Packed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "as_it_is.zip"
    file.write_bytes(packed.content)
    head = packed.petition.register.head.digest
    assert verify(str(file), head[:12], packed.receipt) == 0
    said = capsys.readouterr().out
    assert said.endswith("All of it holds.\n")
    assert packed.petition.digest in said
    assert verify(str(file), "f" * 12) == 1
    assert verify(str(file), "", "AAAA-AAAA") == 1
    assert set(packed.files) == {REGISTER, TABLE, LETTER, sheets_name(1), MANIFEST}


async def test_no_name_is_a_formula_in_the_table_and_erased_names_are_nowhere(packed: Packed) -> None:
    table = packed.files[TABLE].decode("utf-8-sig")
    assert "'=cmd" in table
    for line in table.splitlines():
        assert not line.startswith(("=", "+", "@"))
        assert ",=" not in line
    for name, content in packed.files.items():
        assert MARAT.name.surname.encode() not in content, name


def _rows(files: Files) -> list[bytes]:
    return files[REGISTER].splitlines(keepends=True)


def _swapped(files: Files, at: int) -> Files:
    rows = _rows(files)
    at %= len(rows) - 1
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    return files | {REGISTER: b"".join(rows)}


def _doubled(files: Files, at: int) -> Files:
    rows = _rows(files)
    at %= len(rows)
    return files | {REGISTER: b"".join([*rows[: at + 1], *rows[at:]])}


def _left_out(files: Files, at: int) -> Files:
    rows = _rows(files)
    del rows[at % len(rows)]
    return files | {REGISTER: b"".join(rows)}


def _renamed(files: Files, at: int) -> Files:
    rows = _rows(files)
    named = [number for number, row in enumerate(rows) if b'"content"' in row]
    chosen = named[at % len(named)]
    told = json.loads(rows[chosen])
    told["content"]["surname"] += "а"
    rows[chosen] = (
        json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    ).encode()
    return files | {REGISTER: b"".join(rows)}


def _moved(files: Files, at: int) -> Files:
    rows = _rows(files)
    at %= len(rows)
    told = json.loads(rows[at])
    told["level"] = (told["level"] + 1) % 3
    rows[at] = (json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()
    return files | {REGISTER: b"".join(rows)}


def listed_anew(files: Files) -> Files:
    """List the files by what they are now, and seal it: what somebody would do who changes a package well."""
    told = json.loads(files[MANIFEST])
    del told["seal"]
    told["files"] = {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != MANIFEST
    }
    line = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    sealed = told | {"seal": hashlib.sha256(line.encode()).hexdigest()}
    return files | {
        MANIFEST: (json.dumps(sealed, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
    }


@pytest.mark.parametrize("change", [_swapped, _doubled, _left_out, _renamed, _moved])
@pytest.mark.parametrize("covered", [False, True], ids=["as-it-is", "listed-anew"])
async def test_a_changed_removed_doubled_or_moved_row_is_found(
    packed: Packed,
    tmp_path: Path,
    change: Callable[[Files, int], Files],
    covered: bool,  # noqa: FBT001 - a test's parameter
    capsys: pytest.CaptureFixture[str],
) -> None:
    for at in range(len(_rows(packed.files))):
        changed = change(packed.files, at)
        path = written(tmp_path, listed_anew(changed) if covered else changed)
        assert verify(path) == 1
        assert f"WRONG: {REGISTER}" in capsys.readouterr().out


async def test_any_changed_byte_is_found(packed: Packed, tmp_path: Path) -> None:
    files = packed.files
    names = sorted(files)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.integers(0, len(names) - 1), st.integers(0, 2**20), st.integers(1, 255))
    def any_byte(which: int, at: int, by: int) -> None:
        content = bytearray(files[names[which]])
        content[at % len(content)] ^= by
        assert verify(written(tmp_path, files | {names[which]: bytes(content)})) == 1

    any_byte()


@pytest.mark.parametrize("name", [REGISTER, TABLE, LETTER, sheets_name(1), MANIFEST])
async def test_a_missing_and_an_added_file_are_found(packed: Packed, tmp_path: Path, name: str) -> None:
    files = packed.files
    assert verify(written(tmp_path, files | {"more.pdf": b"%PDF-"})) == 1
    del files[name]
    assert verify(written(tmp_path, files)) == 1


async def test_what_is_no_package_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for content in (b"", b"PK\x03\x04", b"%PDF-1.7"):
        file = tmp_path / "other.zip"
        file.write_bytes(content)
        assert verify(str(file)) == 1
        assert "it is no package of a petition" in capsys.readouterr().out
    assert verify(written(tmp_path, {MANIFEST: b"[]"})) == 1
    assert verify(str(tmp_path / "none.zip")) == 1
    assert "it cannot be read" in capsys.readouterr().out


async def test_the_operator_writes_it_to_a_file(database: str, tmp_path: Path) -> None:
    async with signed(database) as (_, petition, receipt):
        pass
    config = a_config(tmp_path, FakeBotApi(), a_part(BUGROVOE, ""), database=database)
    file = tmp_path / "petition.zip"
    await export_petition(config, Wanted(BUGROVOE, petition.number, file))
    assert verify(str(file), petition.register.head.digest, receipt) == 0
    with pytest.raises(Mistake, match="No petition of bugrovoe has the number 99"):
        await export_petition(config, Wanted(BUGROVOE, 99, file))
    with pytest.raises(Mistake, match=r"must end in \.zip"):
        await export_petition(config, Wanted(BUGROVOE, petition.number, tmp_path / "petition.pdf"))


async def _with_paper(store: Store) -> Petition:
    """Keep lines on paper: one that counts, one that gave way, one in dispute, one settled, one struck."""
    async with store.open_work() as work:
        grown = await work.petitions.hold(BUGROVOE, PETITION.id)
        assert grown is not None
        grown, counts = enter(grown, SHEET, Line(1, SERIKOV), (), a_tap(1))
        grown, gives_way = enter(grown, SHEET, Line(2, AIGUL.name), (), a_tap(2))
        for entry in (counts, gives_way):
            await work.petitions.append(grown, *entry.added, phone=PHONE if entry is gives_way else "")
        await a_resident(work, 11)
        await work.people.keep_phone(PersonId(11), PHONE, NOW)
        grown = await signs(work, grown, PersonId(11), AIGUL, minutes=3)
        for line, verdict in ((3, None), (4, Verdict.OTHER), (5, Verdict.SAME)):
            alike = await work.petition_paper.alike(grown, AIGUL.name)
            grown, entry = enter(grown, SHEET, Line(line, AIGUL.name), alike, a_tap(line))
            await work.petitions.append(grown, *entry.added)
            if verdict:
                grown, added = settle(grown, entry.added[0].row, verdict, a_tap(line).at)
                await work.petitions.append(grown, added)
        ended = closed(grown, a_tap(90).at)
        await work.petitions.keep(ended)
    return ended


async def test_a_package_with_every_kind_of_line_on_paper_holds(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with a_store(database) as store:
        async with store.open_work() as work:
            await work.people.meet(telegram(1), AUTHOR, NOW)
            await work.petitions.add(PETITION)
        petition = await _with_paper(store)
        assert petition.register.tally == Tally(phone=1, paper=2, disputed=1)
        paper, written = PetitionPaper(petition, {BUGROVOE: VILLAGE}), BytesIO()
        pages = register_pages(petition, store.look)
        await PetitionPackages(Speech(ALMATY), ALMATY).write(paper, pages, written)
    file = tmp_path / "paper.zip"
    file.write_bytes(written.getvalue())
    assert verify(str(file), petition.register.head.digest) == 0, capsys.readouterr().out
    with ZipFile(BytesIO(written.getvalue())) as package:
        rows = [json.loads(line) for line in package.read(REGISTER).splitlines()]
        table = package.read(TABLE).decode("utf-8-sig")
    assert {row["what"] for row in rows} == {*map(str, What)} - {"erased"}
    assert "Серіков,Ержан,,,paper,Сосновка" in table


async def test_while_signatures_are_collected_there_is_no_package() -> None:
    with pytest.raises(Refusal) as no:
        check_may_be_packed(PETITION)
    assert no.value.facts == {"number": PETITION.number}
    check_may_be_packed(closed(PETITION, PETITION.plan.closes_at))
