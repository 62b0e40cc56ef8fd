"""However long a register is, nothing that somebody waits for walks through it: so SQLite means to answer."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from benchmarks.plans import plans_of, recorded
from storage.work import SqlWork
from tests.petitioned import AIGUL, MARAT, a_petition, signs
from tests.stores import AUTHOR, BUGROVOE, NOW, SqliteFiles, Store, a_resident, a_store, telegram
from village.ids import PersonId
from village.petitions import Petition

PETITION, PERSON, OTHER = a_petition(), PersonId(11), PersonId(12)
WALKED = (
    "SCAN signature",
    "(village=? AND petition=?)",
    "signature USING INDEX sqlite_autoindex_signature_1 (village=?)",
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Open a store with a petition that one of two people has signed."""
    async with a_store(await SqliteFiles(tmp_path).migrated()) as store:
        async with store.open_work() as work:
            await work.people.meet(telegram(1), AUTHOR, NOW)
            for person in (PERSON, OTHER):
                await a_resident(work, person)
                await work.people.keep_phone(person, f"+770100000{person}", NOW)
                await work.petitions.keep_signer(person, MARAT, NOW)
            await work.petitions.add(PETITION)
            await signs(work, PETITION, PERSON, AIGUL)
        yield store


ASKED: dict[str, Callable[[SqlWork, Petition], Awaitable[object]]] = {
    "a tray of signatures": lambda work, _: work.petitions.given([(BUGROVOE, PETITION.id, OTHER)]),
    "what somebody has signed": lambda work, _: work.petitions.signed_by(BUGROVOE, PERSON),
    "a receipt": lambda work, _: work.petitions.receipted(BUGROVOE, b"abcde"),
    "an IIN": lambda work, it: work.petitions.has_iin(it, "900101300007"),
    "who stood by": lambda work, it: work.petitions.witnessed_by(it, OTHER),
    "a name to erase": lambda work, it: work.petitions.named(it, BUGROVOE, PERSON),
    "erasing it": lambda work, it: work.petitions.erase(it, BUGROVOE, PERSON, []),
    "a line on paper": lambda work, it: work.petition_paper.alike(
        it, AIGUL.name, "+77010000011", "900101300007"
    ),
    "lines of a sheet": lambda work, it: work.petition_paper.typed(it, 1),
    "lines of all sheets": lambda work, it: work.petition_paper.lines_on(it),
}


@pytest.mark.parametrize("what", ASKED)
async def test_no_query_walks_through_a_register(store: Store, what: str) -> None:
    with recorded(store.engine) as asked:
        async with store.open_work() as work:
            petition = await work.petitions.hold(BUGROVOE, PETITION.id)
            assert petition is not None
            await ASKED[what](work, petition)
    plans = [plan for plan in await plans_of(store.engine, asked) if "signature" in plan.query]
    assert plans
    for plan in plans:
        walked = [step for step in plan.steps if "signature" in step and any(each in step for each in WALKED)]
        assert walked == [], plan.query
