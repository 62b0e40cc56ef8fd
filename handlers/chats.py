"""The groups a village lives in: bound, moved, left."""

from dataclasses import dataclass, replace
from typing import ClassVar

from handlers.acts import act
from handlers.asking import WHOLE
from handlers.chat import (
    BotAdded,
    BotRemoved,
    Card,
    ChatMoved,
    Choice,
    Fact,
    MemberJoined,
    MemberLeft,
    Reply,
    Say,
    one_a_row,
    reply,
)
from handlers.door import Asker, OldButton
from handlers.ports import Desk, Work
from handlers.presses import Press
from village.chats import Address, Chat
from village.errors import Refusal, refusal
from village.ids import ChatId, SectionSlug, VillageSlug
from village.outbox import Audience, Campaign, Scope, Subject
from village.people import Role


@dataclass(frozen=True, slots=True)
class BindAsked:
    """Tie the group this is written in to the unit or to one of its settlements."""

    line: str = ""


@dataclass(frozen=True, slots=True)
class BoundTo(Press):
    """To which."""

    word: ClassVar[str] = "b"
    chat: ChatId
    section: str


async def ask_bind(asked: BindAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Tie the group at once where there is one settlement; else ask, in private, which."""
    del asked
    if asker.private:
        raise BindInGroup
    chat = await _seen(asker, work, desk)
    return await _which(chat, asker, work, desk)


async def _seen(asker: Asker, work: Work, desk: Desk) -> Chat:
    village = asker.village.slug
    known = await work.chats.hold_at(village, asker.room)
    chat = known or Chat(ChatId(desk.new_id()), village, asker.room, asker.title)
    chat = replace(chat, title=asker.title or chat.title, present=True, topic=asker.topic or chat.topic)
    await work.chats.keep(chat)
    return chat


async def _which(chat: Chat, asker: Asker, work: Work, desk: Desk) -> Reply:
    sections = asker.village.sections
    if not sections:
        return await _bind(chat, None, asker, work, desk)
    choices = [
        Choice(Say("whole-unit"), BoundTo(chat.id, WHOLE).data),
        *(Choice(section.name, BoundTo(chat.id, section.slug).data) for section in sections),
    ]
    return reply(Card((Say("bind-ask", {"chat": chat.title}),), rows=one_a_row(*choices)))


async def bind(asked: BoundTo, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Tie a group to the unit or to a settlement."""
    chat = await work.chats.hold(asker.village.slug, asked.chat)
    section = asker.village.section(SectionSlug(asked.section))
    if chat is None or (section is None and asked.section != WHOLE):
        raise OldButton
    return await _bind(chat, section.slug if section else None, asker, work, desk)


async def _bind(chat: Chat, section: SectionSlug | None, asker: Asker, work: Work, desk: Desk) -> Reply:
    await work.chats.keep(replace(chat, bound=True, section=section, present=True))
    await work.record.add(act(asker, desk, "chat-bound", Subject("chat", chat.id), section=section or ""))
    facts: dict[str, Fact] = {
        "section": asker.village.place_name(section),
        "unit": asker.village.name,
        "chat": chat.title,
    }
    says = [Say("bind-done", facts)]
    if chat.can_pin is False:
        says.append(Say("bind-cannot-pin", {"chat": chat.title}))
    return reply(Card(tuple(says)))


async def bot_added(asked: BotAdded, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Note a group the bot was added to; asked by someone with the right, it is tied right away."""
    chat = replace(await _seen(asker, work, desk), can_pin=asked.can_pin)
    await work.chats.keep(chat)
    if chat.bound or not asker.roles & {Role.AKIM, Role.OFFICE}:
        return Reply()
    return await _which(chat, asker, work, desk)


async def bot_removed(asked: BotRemoved, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Note that the bot is out of a group, and tell the office; in private: the person blocked it."""
    del asked
    village = asker.village.slug
    if asker.private:
        if asker.person:
            await work.people.out_of_reach(village, asker.person)
        return Reply()
    chat = await work.chats.hold_at(village, asker.room)
    if chat is not None and chat.present:
        await work.chats.keep(replace(chat, present=False))
        if chat.bound:
            await tell_office("bot-removed", Subject("chat", chat.id), asker.village.slug, work, desk)
    return Reply()


async def chat_moved(asked: ChatMoved, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Follow a group to its new address: it stays the same chat to us."""
    del desk
    chat = await work.chats.hold_at(asker.village.slug, asker.room)
    if chat is not None:
        await work.chats.move(replace(chat, present=True), Address(asker.room.network, asked.new))
    return Reply()


async def member_joined(asked: MemberJoined, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Note who came into a bound chat: their time there counts from now, and their answers stand again."""
    del desk
    if (chat := asker.chat) is None or not chat.bound:
        return Reply()
    await work.members.joined(chat.village, chat.id, asker.address, asked.at)
    if asker.person:
        await work.polls.mark_left(chat.village, asker.person, left=False)
    return Reply()


async def member_left(asked: MemberLeft, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Note who went out of a bound chat; their answers are marked if they are in no other of the village."""
    del desk
    if (chat := asker.chat) is None or not chat.bound:
        return Reply()
    await work.members.gone(chat.village, chat.id, asker.address, asked.at)
    if asker.person and not await work.members.inside([chat.village], [asker.address]):
        await work.polls.mark_left(chat.village, asker.person, left=True)
    return Reply()


async def tell_office(kind: str, about: Subject, village: VillageSlug, work: Work, desk: Desk) -> None:
    """Write a letter to the akim and the office."""
    campaign = Campaign(
        desk.new_id(), village, kind, about, Audience(private=Scope.OFFICE), desk.clock.now(), urgent=True
    )
    await work.outbox.campaign(campaign)


@refusal
class BindInGroup(Refusal):
    """Asked in private what can only be asked in the group."""

    message = "bind-in-group"
