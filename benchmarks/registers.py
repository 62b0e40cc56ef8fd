"""I. One petition of very many signatures: its count, one signature more, its package written and checked."""

import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.plans import plans_of, recorded
from benchmarks.processes import ROOT, NotStarted, free_port
from benchmarks.seeding import Place, a_petition, at_once, now, settle, store_of
from benchmarks.sheets import WATCHED
from benchmarks.table import Line, Verdict, met
from storage.work import OpenSqlWork
from village.chats import Address
from village.course import State
from village.ids import PersonId, PetitionId, VillageSlug
from village.people import Level
from village.petitions import Petition
from village.register import SALT_BYTES, Added, Content, Row, What, leaf_of, to_milliseconds
from village.signers import Signer, SignerName

SIGNATURES, SHARE = 100_000, 10
"""How many signatures, unless asked for otherwise, and how many times fewer they are compared with."""

FLAT_MB = 48.0
_VILLAGE = VillageSlug("v0000")
_AT_ONCE, _TIMES = 5_000, 40
_NUMBER = PetitionId(77)
_SOMEBODY, _NAME, _PHONE = PersonId(1), SignerName("Ахметов", "Марат"), "+77010000001"


def measured(folder: Path, signatures: int = SIGNATURES) -> Iterator[Line]:
    """Measure a tenth of the signatures, then all of them: what grows with them, and what does not."""
    folder.mkdir()
    place = settle(Place(folder, f"sqlite+aiosqlite:///{folder / 'register.db'}", free_port(), 0, 1))
    fewer = signatures // SHARE
    at_once(_begin(place))
    at_once(_signed(place, fewer))
    few = at_once(_asked(place)), _export(place, fewer), _verify(place)
    seeded = at_once(_signed(place, signatures - fewer))
    many = at_once(_asked(place)), _export(place, signatures), _verify(place)
    what = f"{signatures:,} signatures put into one register, {_AT_ONCE:,} at once"
    yield Line("I", what, f"{seeded:,.0f} a second")
    yield from _compared(fewer, few[0], many[0])
    for name, before, after in (("export", few[1], many[1]), ("verify", few[2], many[2])):
        yield from _taken(name, signatures, fewer, before, after)
    yield Line("I", "the package", f"{(folder / 'out.zip').stat().st_size / 2**20:,.0f} MB")


def _compared(fewer: int, few: "_Asked", many: "_Asked") -> Iterator[Line]:
    looked = ("a petition found with its kept count", few.look, many.look)
    for what, before, after in (looked, ("one signature more", few.sign, many.sign)):
        figure = f"{after:.2f} ms (median of {_TIMES}); {before:.2f} ms with {fewer:,}"
        yield Line("I", what, figure, "does not grow with them", met(is_met=after < 2 * before + 0.5))
    verdict = Verdict.VOID if many.wrong else Verdict.MET
    yield Line("I", "queries that read the whole register", many.wrong or "none", "none", verdict)


def _taken(
    name: str, signatures: int, fewer: int, few: tuple[float, float], many: tuple[float, float]
) -> Iterator[Line]:
    seconds, memory = many
    yield Line(
        "I", f"asar {name} petition", f"{seconds:.0f} s, {signatures / seconds:,.0f} signatures a second"
    )
    held = f"{memory:.0f} MB at most; {few[1]:.0f} for {fewer:,}"
    yield Line(
        "I", "its memory", held, f"{FLAT_MB:.0f} MB more at most", met(is_met=memory - few[1] < FLAT_MB)
    )


# ------------------------------------------------------------------------------------------------ signed


async def _begin(place: Place) -> None:
    async with store_of(place) as (_, open_work), open_work() as work:
        author = await work.people.meet(Address("telegram", "1"), _SOMEBODY, now())
        await work.people.keep_phone(author, _PHONE, now())
        await work.petitions.keep_signer(author, Signer(_NAME), now())
        await work.petitions.add(a_petition(_VILLAGE, author, _NUMBER))


async def _the_petition(open_work: OpenSqlWork) -> Petition:
    async with open_work() as work:
        found = await work.petitions.get(_VILLAGE, _NUMBER)
    assert found is not None
    return found


async def _signed(place: Place, more: int) -> float:
    """Have so many more people sign, each row sealing the one before; give how many a second."""
    async with store_of(place) as (_, open_work):
        petition = replace(await _the_petition(open_work), state=State.OPEN, closed_at=None)
        began, left = time.perf_counter(), more
        while left:
            petition, added = _rows(petition, min(_AT_ONCE, left))
            async with open_work() as work:
                await work.petitions.append(petition, *added)
            left -= len(added)
        took = time.perf_counter() - began
        async with open_work() as work:
            await work.petitions.keep(replace(petition, state=State.CLOSED, closed_at=now()))
    return more / took


def _rows(petition: Petition, count: int) -> tuple[Petition, list[Added]]:
    register, added, at = petition.register, list[Added](), to_milliseconds(now())
    for _ in range(count):
        number = register.next
        content, salt = (
            Content("Серікова", f"Айгүл {number}", "Болатқызы"),
            number.to_bytes(SALT_BYTES, "big"),
        )
        leaf = leaf_of(content, salt)
        row = Row(number, What.SIGNED, at, Level.PHONE, _VILLAGE, leaf=leaf)
        register = register.after(row)
        added.append(Added(row, register.head.digest, content, salt))
    return replace(petition, register=register), added


# -------------------------------------------------------------------------------------------------- asked


@dataclass(frozen=True, slots=True)
class _Asked:
    """The medians of a look and of one signature more, in milliseconds, and which query is slow."""

    look: float
    sign: float
    wrong: str


async def _asked(place: Place) -> _Asked:
    """Give the medians of a look and of one signature more, and which query reads the register whole."""
    async with store_of(place) as (engine, open_work):
        with recorded(engine) as asked:
            look = await _median(lambda: _the_petition(open_work))
            sign = await _median(lambda: _one_more(open_work))
        plans = await plans_of(engine, asked)
        wrong = [plan.wrong or plan.query for plan in plans if plan.wrong or plan.walks]
    return _Asked(look, sign, ", ".join(wrong))


class _Undone(Exception):
    """A piece of work that is measured, and not kept."""


async def _one_more(open_work: OpenSqlWork) -> None:
    """Sign, and look for whoever is alike as for a line on paper, in a piece of work that is not kept."""
    with suppress(_Undone):
        async with open_work() as work:
            petition = await work.petitions.hold(_VILLAGE, _NUMBER)
            assert petition is not None
            await work.petitions.stance_of(petition, _SOMEBODY)
            await work.petition_paper.alike(petition, _NAME, _PHONE)
            grown, added = _rows(petition, 1)
            await work.petitions.append(grown, *added)
            raise _Undone


async def _median(do: Callable[[], Awaitable[object]]) -> float:
    """Give the median of what it takes, in milliseconds."""
    took = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        await do()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


# -------------------------------------------------------------------------------------------------- taken


def _export(place: Place, signatures: int) -> tuple[float, float]:
    file = str(place.folder / "out.zip")
    words = (
        "export",
        "petition",
        file,
        "--village",
        _VILLAGE,
        "--number",
        "7",
        "--config",
        str(place.config),
    )
    return _ran(words, f"{signatures} signatures, {signatures} rows, written to")


def _verify(place: Place) -> tuple[float, float]:
    return _ran(("verify", "petition", str(place.folder / "out.zip")), "All of it holds.")


def _ran(words: Sequence[str], told: str) -> tuple[float, float]:
    """Run a command; give its seconds, and the most memory it held, in megabytes.

    Its figure counts only where it says what it must.
    """
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own
        (sys.executable, "-c", WATCHED, *words), cwd=ROOT, check=False, capture_output=True, text=True
    )
    took = time.perf_counter() - began
    if done.returncode or told not in done.stdout:
        raise NotStarted(f"asar {' '.join(words[:2])}: {(done.stderr or done.stdout).strip()[-300:]}")
    return took, int(done.stdout.split()[-1]) / 1024
