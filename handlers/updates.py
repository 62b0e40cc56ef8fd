"""Updates: each taken once, its answer kept beside it; and put aside where it cannot be worked now."""

from dataclasses import replace

from handlers.chat import Heard, Pressed, Reply
from handlers.kept import Unreadable, as_kept, read_reply, write
from handlers.ports import Desk, Work
from village.updates import Stuck, Update


def update_of(heard: Heard) -> Update:
    """Name the update that something was heard by."""
    return Update(heard.village, heard.sender.network, heard.update)


async def taken_before(heard: Heard, work: Work, desk: Desk) -> Reply | None:
    """Take an update; None when it is new, else what was answered the first time."""
    update = update_of(heard)
    if await work.updates.take(update.village, update.network, update.number, desk.clock.now()):
        return None
    kept = await work.updates.answer(update)
    try:
        return read_reply(kept) if kept else Reply()
    except Unreadable:
        return Reply()  # kept by a program that spoke otherwise; what was done stands all the same


async def answered(said: Reply, heard: Heard, work: Work) -> Reply:
    """Keep what is answered, in the same piece of work as what was done; and give it."""
    if said.cards or said.note or said.commands or said.whisper:
        await work.updates.keep_answer(update_of(heard), heard.sender, write(as_kept(said)))
    return said


async def put_aside(heard: Heard, stuck: Stuck, desk: Desk, said: Reply) -> Reply:
    """Take an update and keep it, to be worked later; give what the person is told meanwhile."""
    async with desk.open_work() as work:
        await work.updates.turn(heard.sender)
        before = await taken_before(heard, work, desk)
        if before is not None:
            return before
        await work.stuck.add(stuck, heard.sender, write(heard))
        return await answered(said, heard, work)


def long_after(heard: Heard) -> Heard:
    """Give what was heard as it is worked when its tap can no longer be answered: a note goes in private."""
    return replace(heard, what=replace(heard.what, tap="")) if isinstance(heard.what, Pressed) else heard
