"""Who is in the village's chats: asked of their network at a tap, kept, looked at again after some hours."""

import logging
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.gateway import Gateway, Moved, OurFault, Room, TryLater, Unreachable
from handlers.ports import Clock, OpenWork
from village.chats import Address, Chat
from village.ids import VillageSlug

log = logging.getLogger(__name__)

FRESH = timedelta(hours=6)
_REMEMBERED = 20_000
_FAILS = (TryLater, Unreachable, Moved, OurFault)


@dataclass(slots=True)
class ChatPresence:
    """Looks people up in bound chats; whom it has looked up of late it does not ask the network for again."""

    open_work: OpenWork
    look_in: OpenWork
    gateways: Mapping[tuple[VillageSlug, str], Gateway]
    clock: Clock
    _known: OrderedDict[tuple[VillageSlug, Address, Address], datetime] = field(default_factory=OrderedDict)

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
        if self._known.get((village, sender, room), now) > now:
            return True
        async with self.look_in() as work:
            chats = await work.chats.bound(village)
            seen = await work.members.looked_at(village, sender, now - FRESH)
        theirs = sorted(
            (chat for chat in chats if chat.address.network == sender.network),
            key=lambda chat: chat.address != room,
        )
        for chat in theirs:
            inside = seen.get(chat.id)
            if inside is None:
                inside = await self._asked(chat, sender, now)
            if inside is None:
                return False
            if inside:
                break
        self._remember((village, sender, room), now)
        return True

    async def _asked(self, chat: Chat, sender: Address, now: datetime) -> bool | None:
        gateway = self.gateways[chat.village, chat.address.network]
        try:
            inside = await gateway.is_member(Room(chat.address, private=False), sender)
        except _FAILS as fault:
            log.warning("membership not learned", extra={"event": "presence_unknown", "reason": str(fault)})
            return None
        async with self.open_work() as work:
            note = work.members.there if inside else work.members.gone
            await note(chat.village, chat.id, sender, now)
        return inside

    def _remember(self, key: tuple[VillageSlug, Address, Address], now: datetime) -> None:
        self._known[key] = now + FRESH
        self._known.move_to_end(key)
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
