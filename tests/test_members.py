"""Members of the chats over Telegram's wire: who came when, who went, what becomes of their answers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar, cast

import pytest

from handlers import routes
from handlers.chat import Heard, Note, Pressed, Reply, Say, SenderKind
from handlers.door import Asker, Route, anyone
from handlers.ports import Desk, Work
from handlers.presses import Press
from handlers.updates import put_aside, update_of
from tests.fake_bot_api import FakeChat, FakeUser, Trouble
from tests.telegram_village import BUGROVOE, Person, TelegramVillage, a_telegram_village
from village.chats import Address, Membership
from village.course import NotInChat, State, TooNewInChat, opened, voter_of
from village.ids import PersonId, PollId
from village.people import Role
from village.polls import Ballot, Poll, PollPlan, Tap
from village.polls import cast as cast_ballot
from village.texts import Bilingual
from village.updates import Stuck

HOUR = timedelta(hours=1)
WATER = Bilingual("Су", "Вода")


def a_poll(author: int, now: datetime) -> Poll:
    closes = now + timedelta(days=3)
    plan = PollPlan(WATER, (WATER, Bilingual("Жол", "Дорога")), closes_at=closes)
    planned = Poll(
        PollId(9),
        village=BUGROVOE,
        number=9,
        author=PersonId(author),
        plan=plan,
        opens_at=now,
        first_closes_at=closes,
        author_role=Role.AKIM,
    )
    return opened(planned, now)


@dataclass(frozen=True)
class Story:
    """A village with the akim's bound group, which Marat was in before the bot."""

    village: TelegramVillage
    akim: Person
    group: FakeChat
    marat: FakeUser

    async def may_answer(self, who: FakeUser, at: FakeChat | None = None) -> datetime | None:
        """Have a person tap; give from when they may answer, None if they may now."""
        desk, now = self.village.house.desk, self.village.clock.now()
        sender, room = Address("telegram", str(who.id)), Address("telegram", str((at or self.group).id))
        assert await desk.presence.look(BUGROVOE, sender, room)
        async with desk.look() as work:
            inside = (await work.members.inside([BUGROVOE], [sender])).get((BUGROVOE, sender), ())
        voter = voter_of(None, (), inside, listed=desk.presence.listed(BUGROVOE, sender))
        try:
            cast_ballot(a_poll(1, now), desk.villages[BUGROVOE], voter, None, Tap(0, now))
        except TooNewInChat as no:
            return no.at
        return None

    async def answered(self, who: Person) -> None:
        """Keep an open poll that somebody has answered."""
        async with self.village.house.desk.open_work() as work:
            person, author = await who.who(work), await self.akim.who(work)
            assert person
            assert author
            poll = a_poll(author, self.village.clock.now())
            await work.polls.add(poll)
            await work.polls.cast(poll, person, Ballot((0,), self.village.clock.now()))

    async def is_marked(self, who: Person) -> bool:
        """Tell whether the answer is marked as of one who left."""
        async with self.village.house.desk.look() as work:
            person, poll = await who.who(work), await work.polls.get(BUGROVOE, PollId(9))
            assert person
            assert poll is not None
            assert poll.state is State.OPEN
            ballot = await work.polls.ballot_of(poll, person)
        assert ballot is not None
        return ballot.left


@asynccontextmanager
async def a_story(folder: Path) -> AsyncIterator[Story]:
    async with a_telegram_village(folder) as village:
        akim = await village.official()
        marat = village.api.user("Марат")
        group = await village.bound_group(akim)
        village.api.were_in(group, marat)
        yield Story(village, akim, group, marat)


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    async with a_story(tmp_path) as begun:
        yield begun


# ------------------------------------------------------------------------------------------- since when


async def test_who_was_there_before_the_bot_may_answer_at_once_and_is_asked_of_once(story: Story) -> None:
    for _ in range(3):
        assert await story.may_answer(story.marat) is None
    assert len(story.village.api.called("getChatMember")) == 1


async def test_who_joined_an_hour_ago_is_told_from_when_they_may_answer(story: Story) -> None:
    api, village = story.village.api, story.village
    newcomer = api.user("Дина")
    api.join(newcomer, story.group)
    joined = village.clock.now()
    await village.forward(hours=1)

    assert await story.may_answer(newcomer) == joined + timedelta(hours=24)
    assert api.called("getChatMember") == []
    await village.forward(hours=23)
    assert await story.may_answer(newcomer) is None


async def test_who_left_and_came_back_counts_from_the_return(story: Story) -> None:
    api, village = story.village.api, story.village
    assert await story.may_answer(story.marat) is None
    api.leave(story.marat, story.group)
    await village.settle()
    with pytest.raises(NotInChat):
        await story.may_answer(story.marat)

    await village.forward(hours=2)
    api.join(story.marat, story.group)
    back = village.clock.now()
    await village.forward(hours=1)
    assert await story.may_answer(story.marat) == back + timedelta(hours=24)


async def test_a_joining_counts_from_when_it_was_however_late_the_bot_hears_of_it(story: Story) -> None:
    api, village = story.village.api, story.village
    newcomer, joined = api.user("Дина"), village.clock.now()
    await village.close()
    api.join(newcomer, story.group)
    village.clock.moment += 25 * HOUR
    await village.open()
    await village.settle()

    async with village.look() as work:
        sender = Address("telegram", str(newcomer.id))
        (found,) = (await work.members.inside([BUGROVOE], [sender])).values()
    assert [each.since for each in found] == [joined]
    assert await story.may_answer(newcomer) is None


async def test_a_stranger_and_one_thrown_out_are_in_no_chat(story: Story) -> None:
    api = story.village.api
    with pytest.raises(NotInChat):
        await story.may_answer(api.user("Бөтен"))

    assert await story.may_answer(story.marat) is None
    api.ban(story.marat, story.group, by=story.akim.user)
    await story.village.settle()
    with pytest.raises(NotInChat):
        await story.may_answer(story.marat)


async def test_a_group_that_is_not_bound_makes_nobody_a_member(story: Story) -> None:
    api, village = story.village.api, story.village
    other, dina = api.group("Бөтен чат"), api.user("Дина")
    api.add_to_group(village.bot, other, api.user("Біреу"))
    api.join(dina, other)
    await village.settle()

    with pytest.raises(NotInChat):
        await story.may_answer(dina, other)
    async with village.look() as work:
        sender = Address("telegram", str(dina.id))
        seen = await work.members.looked_at(BUGROVOE, sender, village.clock.now() - HOUR)
    assert list(seen.values()) == [False]


async def test_a_bot_that_is_no_admin_cannot_tell_and_says_nothing_wrong(story: Story) -> None:
    village = story.village
    village.api.add_to_group(village.bot, story.group, story.akim.user, admin=False)
    await village.settle()
    presence = village.house.desk.presence
    sender, room = (Address("telegram", str(each)) for each in (story.marat.id, story.group.id))

    assert not await presence.look(BUGROVOE, sender, room)


# ------------------------------------------------------------------------------- what asks for members


@dataclass(frozen=True, slots=True)
class Probe(Press):
    """A press that asks which chats one is in."""

    word: ClassVar[str] = "zz"


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Membership, ...]]:
    """Have a press in the table that asks for members; give what its handler was told of them."""
    told: list[tuple[Membership, ...]] = []

    async def probe(asked: Probe, asker: Asker, work: Work, desk: Desk) -> Reply:
        del asked, work, desk
        told.append(asker.inside)
        return Reply()

    route = Route(Probe, probe, anyone, asks_members=True)
    monkeypatch.setitem(cast("dict[str, object]", routes._BY_PRESS), "zz", (Probe, route))  # noqa: SLF001 - no route of ours asks it on the ordinary way
    return told


def tapped(story: Story, update: int) -> Heard:
    sender, room = (Address("telegram", str(each)) for each in (story.marat.id, story.group.id))
    return Heard(
        BUGROVOE, update, sender, SenderKind.PERSON, room, private=False, what=Pressed(Probe().data, tap="t")
    )


async def test_what_asks_for_members_is_told_of_them(
    story: Story, seen: list[tuple[Membership, ...]]
) -> None:
    await routes.answer(tapped(story, 1), story.village.house.desk)

    assert seen == [(Membership(),)]


async def test_where_it_cannot_be_learned_the_tap_is_asked_for_again(
    story: Story, seen: list[tuple[Membership, ...]]
) -> None:
    desk = story.village.house.desk
    story.village.api.trouble(Trouble("flood", "getChatMember", seconds=3))
    said = await routes.answer(tapped(story, 1), desk)

    assert said == Reply(note=Note(Say("presence-unknown"), alert=True))
    assert await routes.answer(tapped(story, 1), desk) == said
    assert seen == []
    await routes.answer(tapped(story, 2), desk)
    assert seen == [(Membership(),)]


async def test_what_was_put_aside_asks_for_members_when_it_is_worked(
    story: Story, seen: list[tuple[Membership, ...]]
) -> None:
    desk = story.village.house.desk
    for update in (1, 2):
        heard = tapped(story, update)
        now = desk.clock.now()
        await put_aside(heard, Stuck(update_of(heard), now, due_at=now), desk, Reply())
        async with desk.look() as work:
            (stuck,) = await work.stuck.due(now, 5)
        if update == 1:
            story.village.api.trouble(Trouble("flood", "getChatMember", seconds=3))
        said = await routes.answer_stuck(stuck, heard, desk)
        assert (said.note is not None) is (update == 1)
    assert seen == [(Membership(),)]


# ------------------------------------------------------------------------------------- what was answered


async def test_the_answer_of_one_who_leaves_is_marked_until_they_come_back(story: Story) -> None:
    api, village = story.village.api, story.village
    aigul = await village.resident()
    api.join(aigul.user, story.group)
    await village.settle()
    await story.answered(aigul)
    assert not await story.is_marked(aigul)

    for goes in (api.leave, lambda who, group: api.ban(who, group, by=story.akim.user)):
        goes(aigul.user, story.group)
        await village.settle()
        assert await story.is_marked(aigul)
        api.join(aigul.user, story.group)
        await village.settle()
        assert not await story.is_marked(aigul)


async def test_the_answer_of_one_who_is_in_another_chat_of_the_village_stands(story: Story) -> None:
    api, village = story.village.api, story.village
    aigul = await village.resident()
    other = await village.bound_group(story.akim, "Қызылту", choice="Қызылту")
    api.were_in(other, aigul.user)
    api.were_in(story.group, aigul.user)
    assert await story.may_answer(aigul.user) is None
    await story.answered(aigul)

    api.leave(aigul.user, story.group)
    await village.settle()
    assert not await story.is_marked(aigul)
    assert await story.may_answer(aigul.user) is None

    api.leave(aigul.user, other)
    await village.settle()
    assert await story.is_marked(aigul)
    with pytest.raises(NotInChat):
        await story.may_answer(aigul.user)


async def test_what_happens_in_a_group_that_is_not_bound_marks_nothing(story: Story) -> None:
    api, village = story.village.api, story.village
    aigul = await village.resident()
    api.join(aigul.user, story.group)
    other = api.group("Бөтен чат")
    api.add_to_group(village.bot, other, api.user("Біреу"))
    await village.settle()
    await story.answered(aigul)

    for happens in (api.join, api.leave):
        happens(aigul.user, other)
        await village.settle()
        assert not await story.is_marked(aigul)
