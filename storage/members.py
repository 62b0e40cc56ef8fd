"""Who is in which of a village's chats: known by the keyed hash of an address, without a name."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select

from storage.shelf import Shelf
from storage.tables import chat as chats
from storage.tables import member as members
from village.chats import Address, Membership
from village.ids import ChatId, SectionSlug, VillageSlug


class SqlMembers(Shelf):
    """Members of bound chats, by their address."""

    async def inside(
        self, villages: Collection[VillageSlug], addresses: Collection[Address], since: datetime | None = None
    ) -> dict[tuple[VillageSlug, Address], tuple[Membership, ...]]:
        """Give which bound chats of some villages some addresses are in, as far as it was looked, or told.

        With ``since``, as far as that was since then.
        """
        fresh = () if since is None else (members.c.seen_at >= since,)
        hashed = {self._room.keys.hash_address(address): address for address in addresses}
        rows = await self._all(
            select(members.c.village, members.c.address_hash, members.c.since, chats.c.section)
            .join(chats, and_(chats.c.village == members.c.village, chats.c.id == members.c.chat))
            .where(members.c.address_hash.in_(hashed), members.c.village.in_(villages))
            .where(members.c.left_at.is_(None), chats.c.bound, chats.c.present, *fresh)
            .order_by(members.c.village, members.c.chat)
        )
        found = defaultdict[tuple[VillageSlug, Address], list[Membership]](list)
        for row in rows:
            section = None if row.section is None else SectionSlug(row.section)
            found[VillageSlug(row.village), hashed[row.address_hash]].append(Membership(row.since, section))
        return {key: tuple(each) for key, each in found.items()}

    async def looked_at(self, village: VillageSlug, address: Address, since: datetime) -> dict[ChatId, bool]:
        """Give in which chats it was looked since a moment whether an address is there, and what was seen."""
        rows = await self._all(
            select(members.c.chat, members.c.left_at)
            .where(members.c.address_hash == self._room.keys.hash_address(address))
            .where(members.c.village == village, members.c.seen_at >= since)
        )
        return {ChatId(row.chat): row.left_at is None for row in rows}

    async def joined(self, village: VillageSlug, chat: ChatId, address: Address, at: datetime) -> None:
        """Note a joining that the bot saw: from then on the time in the chat counts anew."""
        await self._note(self._key(village, chat, address), {"since": at, "left_at": None, "seen_at": at})

    async def gone(self, village: VillageSlug, chat: ChatId, address: Address, at: datetime) -> None:
        """Note that an address is not in a chat, or no more; one that has joined since then stays."""
        key = self._key(village, chat, address)
        before = await self._noted(key)
        # Of two updates the earlier may come later.
        if before is None or before.since is None or before.since <= at:
            await self._note(key, {"left_at": at, "seen_at": at})

    async def there(self, village: VillageSlug, chat: ChatId, address: Address, at: datetime) -> None:
        """Note that an address is in a chat; a joining seen before stays.

        Whoever was gone meanwhile and came back unseen has been there since then at the longest.
        """
        key = self._key(village, chat, address)
        before = await self._noted(key)
        back = {"since": before.left_at} if before and before.left_at else {}
        await self._note(key, {**back, "left_at": None, "seen_at": at})

    def _key(self, village: VillageSlug, chat: ChatId, address: Address) -> dict[str, Any]:
        return {"village": village, "chat": chat, "address_hash": self._room.keys.hash_address(address)}

    async def _noted(self, key: Mapping[str, Any]) -> Row[Any] | None:
        its_own = and_(*(members.c[name] == value for name, value in key.items()))
        return await self._one(select(members.c.since, members.c.left_at).where(its_own))

    async def _note(self, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        await self._keep(members, ("village", "chat", "address_hash"), {**key, **values})
