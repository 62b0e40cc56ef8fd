"""One whole story on PostgreSQL: what the simulator's stories tell on SQLite holds there, too."""

from pathlib import Path

from storage.migrate import newest_step, step_of
from tests.played import AIGUL, AKIM, GATHERING, GROUP, MEMBER, OLGA, Village, a_demo, text_of
from tests.stores import Databases, an_engine

CONVENED = "2026-12-20 15:00"
REMINDED = ["2026-12-17T10:00", "2026-12-19T10:00", "2026-12-20T13:00", "2026-12-20T15:00"]


async def test_a_gathering_is_convened_answered_and_reminded_of_three_times_through_a_restart(
    tmp_path: Path, postgresql_databases: Databases
) -> None:
    database = await postgresql_databases.empty()
    async with a_demo(tmp_path, database=database) as village:
        await village.write(AKIM, f"/gathering {CONVENED} | {GATHERING}")
        await village.press(AKIM, "button-publish")
        await village.quiet()
        for person, answer in ((AIGUL, "rsvp-yes"), (OLGA, "rsvp-no"), (MEMBER, "rsvp-unsure")):
            await village.press(person, answer, GROUP)
        await village.quiet()
        assert "20 желтоқсан, жексенбі" in text_of((await village.messages(AIGUL, GROUP))[-1])

    async with a_demo(tmp_path, database=database) as village:
        before = await _count(village)
        moments = [""]
        while moments[-1] < REMINDED[-1]:
            moments.append(await village.next_due())
        came = [late - early for late, early in zip(await _count(village), before, strict=True)]
        notice, _ = await village.messages(AIGUL, GROUP)

    assert list(dict.fromkeys(moments)) == ["", *REMINDED]
    # Who comes, who does not, who is not sure (a member of the commission, whose monitoring begins), who is
    # silent, the group.
    assert came == [2, 0, 2, 1, 1]
    assert not notice["rows"]
    async with an_engine(database) as engine:
        assert await step_of(engine) == newest_step()


async def _count(village: Village) -> list[int]:
    people = (AIGUL, OLGA, MEMBER, "p21", GROUP)
    return [len(await village.messages(AIGUL if each == GROUP else each, each)) for each in people]
