from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.gateway import Attachment, Button, Gateway, Line, Message, OurFault, Unreachable
from bot.simulator.inbound import At, Inbound, NotPossibleError, Written
from bot.simulator.journal import BrokenJournalError
from bot.simulator.network import SimulatorGateway
from bot.simulator.records import Fact, Post, Profile
from bot.simulator.world import BackwardError, DemoClock, World
from handlers.chat import BotAdded, BotRemoved, GaveContact, Heard, Pressed, Wrote
from handlers.ports import Clock
from tests.simulated import (
    AKIM,
    DINA,
    GROUP_ROOM,
    MARAT,
    START,
    Parrot,
    StillClock,
    a_message,
    open_world,
    private_room,
)
from village.chats import Address

SERIK = private_room("serik")
ADDRESS = Address("simulator", "marat")
WHISPER = a_message("Таңдауыңыз", rows=((Button("Өзгерту", press="go"),),))


def shape(gateway: SimulatorGateway, clock: DemoClock) -> tuple[Gateway, Clock]:
    """Let the type checker prove that both fit the seams."""
    return gateway, clock


async def fill(world: World) -> None:
    gateway = SimulatorGateway(world)
    inbound = Inbound(world, Parrot(gateway))
    notice = await gateway.say(
        GROUP_ROOM, a_message("Жиын", "Сход", rows=((Button("Барамын", press="go"),),))
    )
    await gateway.pin(GROUP_ROOM, notice)
    await inbound.write(At("marat", "marat"), Written("/start"))
    await inbound.write(At("marat", "chat"), Written("Сәлем <b>&\"' 😀"))
    await inbound.press(At("dina", "chat"), int(notice), "go")
    await inbound.block("serik")
    await inbound.leave("dina", "chat")
    await gateway.whisper(
        GROUP_ROOM, await inbound.press(At("marat", "chat"), int(notice), "go"), ADDRESS, WHISPER
    )
    paper = Attachment("қағаз.pdf", "application/pdf", content=b"%PDF")
    await gateway.say(private_room("marat"), Message((Line("Қағаз"),), attachment=paper))
    world.clock.forward(timedelta(days=2))


def everything(world: World) -> object:
    chats = ("chat", "serik", "marat", "dina")
    return (
        dict(world.people),
        dict(world.groups),
        [world.posts(chat) for chat in chats],
        [world.pinned(chat) for chat in chats],
        [world.read_upto("marat", chat) for chat in chats],
        world.clock.ahead,
        world.unconfirmed(),
    )


async def test_a_killed_world_is_as_it_was(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        await fill(world)
        before = everything(world)

    with open_world(tmp_path) as again:
        assert everything(again) == before
        assert again.clock.now() == START + timedelta(days=2)
        post = again.posts("marat")[-1]
        assert post.file is not None
        assert again.content(post.file.id) == b"%PDF"


async def test_a_torn_last_line_is_cut_off_and_the_world_goes_on(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        await fill(world)
        before = everything(world)
    journal = tmp_path / "world.journal"
    whole = journal.read_bytes()

    for tear in (
        b'{"is":"post","fact":{"id":9',
        b"\0\0\0\0",
        b'{"is":"post"}\n',
        b'{"is":"po' + b"\xd2",
    ):
        journal.write_bytes(whole + tear)
        with open_world(tmp_path) as again:
            assert everything(again) == before
            again.clock.forward(timedelta())
        with open_world(tmp_path) as once_more:
            assert everything(once_more) == before


async def test_a_line_broken_in_the_middle_names_its_file_and_line(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        await fill(world)
    journal = tmp_path / "world.journal"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([lines[0], b"nonsense\n", *lines[2:]]))

    with pytest.raises(BrokenJournalError, match=r"world\.journal, line 2 cannot be read"):
        open_world(tmp_path)


async def test_numbers_of_messages_and_updates_rise_over_a_restart(tmp_path: Path) -> None:
    heard: list[Heard] = []

    async def ears(what: Heard) -> None:
        heard.append(what)

    for text in ("бір", "екі", "үш"):
        with open_world(tmp_path) as world:
            await Inbound(world, ears).write(At("serik", "chat"), Written(text))

    assert [one.update for one in heard] == [1, 2, 3]
    with open_world(tmp_path) as world:
        assert [(post.id, post.lines[0].text) for post in world.posts("chat")] == [
            (1, "бір"),
            (2, "екі"),
            (3, "үш"),
        ]


async def test_what_the_bot_did_not_confirm_is_given_again_under_its_number(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        parrot = Parrot(SimulatorGateway(world), stumbles=True)
        with pytest.raises(RuntimeError):
            await Inbound(world, parrot).write(At("serik", "serik", "ru"), Written("Сәлем"))

    with open_world(tmp_path) as again:
        second = Parrot(SimulatorGateway(again))
        await Inbound(again, second).redeliver()
        assert second.heard == parrot.heard
        assert again.unconfirmed() == ()


async def test_an_update_that_cannot_be_digested_is_given_up_at_the_second_start(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        parrot = Parrot(SimulatorGateway(world), stumbles=True)
        with pytest.raises(RuntimeError):
            await Inbound(world, parrot).write(At("serik", "chat"), Written("Сәлем"))
        await Inbound(world, parrot).redeliver()

        assert len(parrot.heard) == 2
        assert world.unconfirmed() == ()


async def test_a_fact_is_on_disk_before_anybody_hears_of_it(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        seen: list[bool] = []

        def listener(fact: Fact) -> None:
            if isinstance(fact, Post):
                seen.append("Жиын болады".encode() in (tmp_path / "world.journal").read_bytes())

        stop = world.listen(listener)
        await SimulatorGateway(world).say(GROUP_ROOM, a_message("Жиын болады"))
        stop()
        await SimulatorGateway(world).say(GROUP_ROOM, a_message("Тағы"))

        assert seen == [True]


def test_the_clock_goes_forward_only() -> None:
    clock = DemoClock(StillClock())
    clock.forward(timedelta(hours=1))

    assert clock.now() == START + timedelta(hours=1)
    with pytest.raises(BackwardError):
        clock.forward(timedelta(seconds=-1))


# --------------------------------------------------------------------------------- what a real one refuses


async def test_someone_who_never_started_or_has_blocked_is_unreachable(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        gateway = SimulatorGateway(world)
        with pytest.raises(Unreachable, match="initiate"):
            await gateway.say(private_room("marat"), a_message("Сәлем"))
        world.note(replace(AKIM, blocked=True))
        with pytest.raises(Unreachable, match="blocked"):
            await gateway.say(SERIK, a_message("Сәлем"))
        with pytest.raises(Unreachable, match="not found"):
            await gateway.say(private_room("nobody"), a_message("Сәлем"))


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (a_message("ә" * 4097), "message of 4097, 4096 allowed"),
        (a_message("😀" * 2049), "message of 4098"),
        (a_message("ә" * 1025, attachment=Attachment("a", "text/plain", content=b"")), "1024 allowed"),
        (a_message("a", rows=((Button("ә" * 65, press="x"),),)), "button label"),
        (a_message("a", rows=((Button("Ә", press="ә" * 33),),)), "more than 64 bytes"),
        (a_message("a", rows=((Button("Ә"),),)), "0 deeds"),
        (a_message("a", rows=((Button("Ә", press="x", start="y"),),)), "2 deeds"),
        (a_message("a", rows=((Button("Ә", start="жиын"),),)), "start parameter"),
        (a_message("a", rows=((Button("Ә", url="javascript:alert(1)"),),)), "bad URL"),
        (a_message("a", rows=(tuple(Button(str(n), press="x") for n in range(101)),)), "101 buttons"),
        (a_message("a", replies_to="77"), "replied not found"),
        (a_message(" ", ""), "empty"),
        (a_message("a", attachment=Attachment("a", "text/plain", remote="0" * 32)), "wrong file id"),
    ],
)
async def test_what_telegram_answers_with_400_is_our_fault(
    tmp_path: Path, message: Message, reason: str
) -> None:
    with open_world(tmp_path) as world, pytest.raises(OurFault, match=reason):
        await SimulatorGateway(world).say(SERIK, message)


async def test_whatsapp_is_played_in_private_and_telegram_in_the_group(tmp_path: Path) -> None:
    keys = tuple((Button(str(n), press="x" * 200),) for n in range(4))
    with open_world(tmp_path) as world:
        gateway, dina = SimulatorGateway(world), private_room("dina")
        ref = await gateway.say(dina, a_message("Сәлем", rows=keys[:3]))
        with pytest.raises(OurFault, match="4 buttons, 3 allowed"):
            await gateway.say(dina, a_message("Сәлем", rows=keys))
        with pytest.raises(OurFault, match="1601, 1600 allowed"):
            await gateway.say(dina, a_message("ә" * 1601))
        with pytest.raises(OurFault, match="edit"):
            await gateway.edit(dina, ref, a_message("Сәлем!"))
        with pytest.raises(OurFault, match="pin"):
            await gateway.pin(dina, ref)
        assert not gateway.limits(dina).has_groups
        assert gateway.limits(GROUP_ROOM).may_edit


async def test_a_contact_is_asked_for_in_private_only(tmp_path: Path) -> None:
    with open_world(tmp_path) as world, pytest.raises(OurFault, match="private"):
        await SimulatorGateway(world).say(GROUP_ROOM, a_message("Нөмір", asks_contact="Нөмірімді жіберу"))


async def test_an_edit_is_marked_and_the_same_again_or_new_buttons_alone_are_not(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        gateway = SimulatorGateway(world)
        ref = await gateway.say(GROUP_ROOM, a_message("Жиын", rows=((Button("1", press="x"),),)))
        await gateway.edit(GROUP_ROOM, ref, a_message("Жиын", rows=((Button("1", press="x"),),)))
        await gateway.edit(GROUP_ROOM, ref, a_message("Жиын", rows=((Button("2", press="x"),),)))
        assert world.posts("chat")[0].edited_at is None
        await gateway.edit(GROUP_ROOM, ref, a_message("Жиын кейінге қалды"))
        assert world.posts("chat")[0].edited_at == START
        with pytest.raises(Unreachable):
            await gateway.edit(GROUP_ROOM, "99", a_message("Жиын"))


async def test_the_last_pinned_is_on_top_and_what_is_not_pinned_may_be_unpinned(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        gateway = SimulatorGateway(world)
        one, two = [await gateway.say(GROUP_ROOM, a_message(text)) for text in ("бір", "екі")]
        for ref in (one, two, one, one):
            await gateway.pin(GROUP_ROOM, ref)
        assert world.pinned("chat") == (2, 1)
        for _ in range(2):
            await gateway.unpin(GROUP_ROOM, one)
        assert world.pinned("chat") == (2,)


async def test_a_tap_can_be_answered_after_a_restart_and_a_strange_one_cannot(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        await fill(world)
        tap = next(str(number) for number in range(9) if world.tapper(str(number)) == "dina")
    with open_world(tmp_path) as again:
        gateway = SimulatorGateway(again)
        await gateway.toast(tap, "Қабылданды")
        toast = again.toast(tap)
        assert toast is not None
        assert (toast.person, toast.text) == ("dina", "Қабылданды")
        with pytest.raises(OurFault, match="invalid"):
            await gateway.toast("none", "Қабылданды")


# --------------------------------------------------------------------------------------- what is heard


async def test_each_deed_is_heard_in_the_handlers_words(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        gateway = SimulatorGateway(world)
        parrot = Parrot(gateway)
        inbound = Inbound(world, parrot)
        await inbound.add_bot("chat", by="serik")
        await inbound.write(At("marat", "marat", "ru"), Written("/start a1"))
        await inbound.press(At("marat", "marat"), 2, "go")
        await inbound.share_contact(At("marat", "marat"))
        await inbound.share_contact(At("marat", "marat"), whose="serik")
        await inbound.block("marat")

        assert [heard.what for heard in parrot.heard] == [
            BotAdded(can_pin=True),
            Wrote("/start a1"),
            Pressed("go", tap="3", ref="2"),
            GaveContact(MARAT.phone, own=True),
            GaveContact(AKIM.phone, own=False),
            BotRemoved(),
        ]
        group, first, *_ = parrot.heard
        assert (group.private, group.title, group.room.id) == (False, "Бугровое · ауыл чаты", "chat")
        assert (first.private, first.sender == first.room, first.name) == (True, True, MARAT.name)


async def test_on_whatsapp_a_press_has_no_tap_and_any_word_begins(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        world.note(replace(DINA, started=False))
        parrot = Parrot(SimulatorGateway(world))
        inbound = Inbound(world, parrot)
        await inbound.write(At("dina", "dina"), Written("Сәлем"))
        assert await inbound.press(At("dina", "dina"), 2, "go") == ""
        assert world.people["dina"].started


@pytest.mark.parametrize(
    ("at", "text", "why"),
    [
        (At("marat", "marat"), "Сәлем", "not-started"),
        (At("serik", "serik"), "  ", "empty"),
        (At("serik", "chat"), "😀" * 2049, "too-long"),
        (At("serik", "marat"), "Сәлем", "no-such-chat"),
        (At("nobody", "chat"), "Сәлем", "no-such-person"),
    ],
)
async def test_what_a_phone_does_not_let_one_write(tmp_path: Path, at: At, text: str, why: str) -> None:
    with open_world(tmp_path) as world, pytest.raises(NotPossibleError, match=why):
        await Inbound(world, Parrot(SimulatorGateway(world))).write(at, Written(text))


async def test_a_button_that_has_gone_cannot_be_pressed(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        gateway = SimulatorGateway(world)
        ref = await gateway.say(SERIK, a_message("Жиын", rows=((Button("1", press="x"),),)))
        await gateway.edit(SERIK, ref, a_message("Жиын болды"))
        with pytest.raises(NotPossibleError, match="button-gone"):
            await Inbound(world, Parrot(gateway)).press(At("serik", "serik"), int(ref), "x")


async def test_a_blocked_bot_is_written_to_again_only_after_unblocking(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        inbound = Inbound(world, Parrot(SimulatorGateway(world)))
        await inbound.block("serik")
        with pytest.raises(NotPossibleError, match="blocked"):
            await inbound.write(At("serik", "serik"), Written("Сәлем"))
        inbound.unblock("serik")
        await inbound.write(At("serik", "serik"), Written("Сәлем"))


def test_a_profile_can_be_changed(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        gateway = SimulatorGateway(world)
        Inbound(world, Parrot(gateway)).change_profile("serik", Profile.WHATSAPP)
        assert gateway.limits(SERIK).text == 1600


# ----------------------------------------------------------------------------------- members and whispers


async def test_who_is_in_a_group_is_who_has_not_left_it(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        gateway, ears = SimulatorGateway(world), Parrot(SimulatorGateway(world))
        inbound = Inbound(world, ears)
        assert await gateway.is_member(GROUP_ROOM, ADDRESS)
        await inbound.leave("marat", "chat")
        assert not await gateway.is_member(GROUP_ROOM, ADDRESS)
    with open_world(tmp_path) as world:
        gateway = SimulatorGateway(world)
        assert not await gateway.is_member(GROUP_ROOM, ADDRESS)
        await Inbound(world, ears).join("marat", "chat")
        assert await gateway.is_member(GROUP_ROOM, ADDRESS)
        assert not await gateway.is_member(GROUP_ROOM, Address("simulator", "nobody"))
        with pytest.raises(Unreachable, match="chat not found"):
            await gateway.is_member(private_room("chat-404"), ADDRESS)


async def test_a_whisper_is_said_after_its_persons_tap_and_changed_where_it_stands(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        gateway, heard = SimulatorGateway(world), list[Heard]()

        async def ears(what: Heard) -> None:
            heard.append(what)

        inbound = Inbound(world, ears)
        assert gateway.limits(GROUP_ROOM).whispers
        assert not gateway.limits(SERIK).whispers
        card = await gateway.say(GROUP_ROOM, a_message("Су?", rows=WHISPER.rows))
        tap = await inbound.press(At("marat", "chat"), int(card), "go")
        await gateway.whisper(GROUP_ROOM, tap, ADDRESS, WHISPER)
        post = world.posts("chat")[-1]
        assert (post.only, world.reads("marat", post), world.reads("serik", post)) == ("marat", True, False)

        again = await inbound.press(At("marat", "chat"), post.id, "go")
        assert heard[-1].what == Pressed("go", tap=again, ref=str(post.id), whispered=True)
        await gateway.whisper(GROUP_ROOM, again, ADDRESS, a_message("Өзгерді"), instead=str(post.id))
        changed = world.posts("chat")[-1]
        assert (changed.id, changed.only, changed.lines) == (post.id, "marat", (Line("Өзгерді"),))
        with pytest.raises(NotPossibleError):
            await inbound.press(At("serik", "chat"), post.id, "go")


async def test_what_is_not_for_one_alone_is_refused_as_a_whisper(tmp_path: Path) -> None:
    with open_world(tmp_path) as world:
        gateway = SimulatorGateway(world)
        inbound, dina = Inbound(world, Parrot(gateway)), Address("simulator", "dina")
        card = await gateway.say(GROUP_ROOM, a_message("Су?", rows=WHISPER.rows))
        tap = await inbound.press(At("marat", "chat"), int(card), "go")
        await gateway.whisper(GROUP_ROOM, tap, ADDRESS, WHISPER)
        ref = str(world.posts("chat")[-1].id)

        for room, to, instead in (
            (GROUP_ROOM, dina, ""),
            (SERIK, ADDRESS, ""),
            (GROUP_ROOM, ADDRESS, card),
        ):
            with pytest.raises(OurFault):
                await gateway.whisper(room, tap, to, WHISPER, instead=instead)
        with pytest.raises(OurFault):
            await gateway.edit(GROUP_ROOM, ref, WHISPER)
        await inbound.leave("marat", "chat")
        with pytest.raises(Unreachable):
            await gateway.whisper(GROUP_ROOM, tap, ADDRESS, WHISPER)
