"""The groups a village lives in."""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select, update

from storage.audience import chats_of
from storage.shelf import Shelf
from storage.tables import chat as chats
from village.chats import Address, Chat
from village.ids import ChatId, SectionSlug, VillageSlug


class SqlChats(Shelf):
    """Chats by their address and by our own number."""

    async def at(self, village: VillageSlug, address: Address) -> Chat | None:
        """Find a chat by its address; where one was left behind there, the one the bot is in."""
        row = await self._one(
            select(chats)
            .where(_stands_at(village, address))
            .order_by(chats.c.present.desc(), chats.c.id.desc())
            .limit(1)
        )
        return None if row is None else _chat_of(row)

    async def get(self, village: VillageSlug, chat: ChatId) -> Chat | None:
        """Find a chat by our own number."""
        row = await self._one(select(chats).where(chats.c.village == village, chats.c.id == chat))
        return None if row is None else _chat_of(row)

    async def hold(self, village: VillageSlug, chat: ChatId) -> Chat | None:
        """Find a chat to change it: until this piece of work ends nobody else does."""
        its_own = and_(chats.c.village == village, chats.c.id == chat)
        row = await self._one(select(chats).where(its_own).with_for_update())
        return None if row is None else _chat_of(row)

    async def hold_at(self, village: VillageSlug, address: Address) -> Chat | None:
        """Find a chat by its address to change it, or to begin one: until then nobody else does either."""
        # What is not there yet has no row to lock. From the hash's other end: its first is a sender's turn.
        await self._turn(self._room.keys.hash_address(address)[::-1])
        found = await self.at(village, address)
        return None if found is None else await self.hold(village, found.id)

    async def keep(self, chat: Chat) -> None:
        """Keep a chat as it is now."""
        if chat.present:
            await self._leave_others_at(chat)
        values = {
            "village": chat.village,
            "id": chat.id,
            "network": chat.address.network,
            "address": chat.address.id,
            "title": chat.title,
            "bound": chat.bound,
            "present": chat.present,
            "section": chat.section,
            "topic": chat.topic,
            "can_pin": chat.can_pin,
        }
        await self._keep(chats, ("village", "id"), values)

    async def move(self, chat: Chat, new: Address) -> None:
        """Give a chat its new address; if something was seen there already, the bound one stays the chat."""
        seen = await self.hold_at(chat.village, new)
        if seen and seen.id != chat.id and seen.bound and seen.present and not chat.bound:
            await self.keep(replace(chat, present=False))
            return
        await self.keep(replace(chat, address=new, present=True))

    async def bound(self, village: VillageSlug) -> tuple[Chat, ...]:
        """List the chats that are bound and that the bot is in."""
        return await self.for_section(village, None)

    async def for_section(self, village: VillageSlug, section: SectionSlug | None) -> tuple[Chat, ...]:
        """List the bound chats that hear what concerns a section."""
        rows = await self._all(chats_of(village, section).order_by(chats.c.id))
        return tuple(map(_chat_of, rows))

    async def _leave_others_at(self, chat: Chat) -> None:
        # A group that became a supergroup may have been heard under its new id before the move was told:
        # the chat that lives on takes the address over from that newcomer.
        await self._do(
            update(chats)
            .where(_stands_at(chat.village, chat.address), chats.c.id != chat.id, chats.c.present)
            .values(present=False)
        )


def _stands_at(village: VillageSlug, address: Address) -> ColumnElement[bool]:
    return and_(chats.c.village == village, chats.c.network == address.network, chats.c.address == address.id)


def _chat_of(row: Row[Any]) -> Chat:
    return Chat(
        id=ChatId(row.id),
        village=VillageSlug(row.village),
        address=Address(row.network, row.address),
        title=row.title,
        bound=row.bound,
        present=row.present,
        section=None if row.section is None else SectionSlug(row.section),
        topic=row.topic,
        can_pin=row.can_pin,
    )
