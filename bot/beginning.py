"""``asar begin``: the operator begins a procedure for a village, with all its days seen first."""

from rich.console import Console

from bot.app import House, open_house
from bot.clock import WallClock
from bot.config import Config, Mistake
from bot.dating import begins_of, procedure_of, tell_dates
from handlers.duties.cycles import planned, tell_begun
from handlers.duties.subject import about_cycle
from village.duties import Cycle, Duty
from village.ids import VillageSlug
from village.records import Act

_ONLY_SHOWN = "Nothing is begun yet; with --write it is."
_BEGUN = "It is begun. The running bot tells those who will owe something within a few seconds."


async def show_cycle(config: Config, village: str, slug: str, of: str) -> None:
    """Show the days that a cycle would have; begin nothing. Raises Mistake for what is not there."""
    async with open_house(config, WallClock()) as house:
        _plan(house, village, slug, of)
    Console().print(_ONLY_SHOWN)


async def begin_cycle(config: Config, village: str, slug: str, of: str) -> None:
    """Begin a cycle, and show its days. Raises Mistake for what is not there, and for one that runs."""
    async with open_house(config, WallClock()) as house, house.desk.open_work() as work:
        cycle, duties = _plan(house, village, slug, of)
        if not await work.duties.begin(cycle, duties):
            raise Mistake(f"{slug} of {of} runs already in {village}; /duties shows it")
        facts = {"procedure": slug, "begins": cycle.begins.isoformat()}
        now, about = house.desk.clock.now(), about_cycle(cycle.id)
        await work.record.add(Act(cycle.village, now, "cycle-begun", None, "operator", about, facts))
        await tell_begun(cycle, duties, work, house.desk)
    Console().print(_BEGUN)


def _plan(house: House, village: str, slug: str, of: str) -> tuple[Cycle, tuple[Duty, ...]]:
    if village not in house.villages:
        known = ", ".join(house.villages)
        raise Mistake(f"--village {village}: no [[village]] has this slug; there are {known}")
    procedure = procedure_of(slug, house.desk.procedures)
    begins = begins_of(procedure, of)
    tell_dates(procedure, begins)
    return planned(VillageSlug(village), procedure, begins, house.desk)
