"""Who is in the village's chats: asked of their network at a tap, kept, looked at again after some hours."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.gateway import Gateway, Moved, OurFault, Room, TryLater, Unreachable
from handlers.ports import Clock, OpenWork
from village.chats import MEMBERSHIP_HOLDS, Address, Chat
from village.ids import ChatId, VillageSlug

log = logging.getLogger(__name__)

FRESH = MEMBERSHIP_HOLDS
_FAILS = (TryLater, Unreachable, Moved, OurFault)


@dataclass(slots=True)
class ChatPresence:
    """Looks people up in bound chats; of whom it is known since a while the network is not asked again."""

    open_work: OpenWork
    look_in: OpenWork
    gateways: Mapping[tuple[VillageSlug, str], Gateway]
    clock: Clock

    def listed(self, village: VillageSlug, sender: Address) -> bool:
        """Tell whether a sender's network has no groups: the village there is who gave consent."""
        gateway = self.gateways.get((village, sender.network))
        return gateway is not None and not gateway.limits(Room(sender, private=True)).has_groups

    async def look(self, village: VillageSlug, sender: Address, room: Address) -> bool:
        """See that it is known whether a sender is in a bound chat; False where that cannot be learned now.

        The chat spoken in is asked first; once someone is found in one chat the others are not asked.
        """
        if self.listed(village, sender):
            return True
        now = self.clock.now()
        chats, seen = await self._on_shelf(village, sender, now)
        in_order = sorted(chats, key=lambda chat: chat.address != room)
        return await self._search(in_order, sender, seen, now)

    async def look_elsewhere(self, village: VillageSlug, sender: Address, room: Address) -> bool:
        """See the same of whoever has just left a bound chat: in the village's other ones."""
        now = self.clock.now()
        chats, seen = await self._on_shelf(village, sender, now)
        if not any(chat.address == room for chat in chats):
            return True
        others = [chat for chat in chats if chat.address != room]
        return await self._search(others, sender, seen, now)

    async def _on_shelf(
        self, village: VillageSlug, sender: Address, now: datetime
    ) -> tuple[list[Chat], Mapping[ChatId, bool]]:
        async with self.look_in() as work:
            chats = await work.chats.bound(village)
            seen = await work.members.looked_at(village, sender, now - FRESH)
        return [chat for chat in chats if chat.address.network == sender.network], seen

    async def _search(
        self, chats: Sequence[Chat], sender: Address, seen: Mapping[ChatId, bool], now: datetime
    ) -> bool:
        """Look in one chat after another until someone is found; False where that cannot be learned."""
        for chat in chats:
            inside = seen.get(chat.id)
            if inside is None:
                inside = await self._asked(chat, sender, now)
            if inside is None:
                return False
            if inside:
                return True
        return True

    async def _asked(self, chat: Chat, sender: Address, now: datetime) -> bool | None:
        gateway = self.gateways.get((chat.village, chat.address.network))
        if gateway is None:
            return None
        try:
            inside = await gateway.is_member(Room(chat.address, private=False), sender)
        except _FAILS as fault:
            log.warning("membership not learned", extra={"event": "presence_unknown", "reason": str(fault)})
            return None
        async with self.open_work() as work:
            note = work.members.there if inside else work.members.gone
            await note(chat.village, chat.id, sender, now)
        return inside
