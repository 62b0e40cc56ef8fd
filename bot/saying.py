"""Cards put on a network: laid out within its limits, its files found, said or edited."""

import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.catalogue import Catalogue
from bot.gateway import Attachment, Gateway, Limits, Message, OurFault, Room, Unreachable
from bot.layout import BOTH, Laid, lay_out
from bot.speech import Speech
from handlers.chat import Card, Paper
from handlers.ports import OpenWork
from village.ids import FileId, VillageSlug
from village.texts import Language

log = logging.getLogger(__name__)

_LAID_OF_LATE = 16
_PICTURE = "image/png"
_Asked = tuple[Sequence[Language], Limits, Catalogue]
Gateways = Mapping[tuple[VillageSlug, str], Gateway]


@dataclass(frozen=True, slots=True)
class SaidCard:
    """A card as it was put in a chat: its messages that have words, and the presses behind its numbers.

    ``put`` is how many messages went over the wire for it now.
    """

    refs: tuple[str, ...]
    numbered: tuple[str, ...] = ()
    put: int = 1


async def _not_noted(refs: Sequence[str]) -> None:
    del refs


@dataclass(frozen=True, slots=True)
class Begun:
    """What a card's saying goes on from: the messages in which it stands, those that this time has added.

    ``note`` is told of what was added, after each message but the last, before the next goes out.
    """

    stands: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    replies_to: str = ""
    note: Callable[[Sequence[str]], Awaitable[None]] = _not_noted


ANEW = Begun()


def languages_of(card: Card, language: Language | None) -> tuple[Language, ...]:
    """Give the languages a card is said in: both for a group and for a reader whose choice is not known."""
    return BOTH if card.both or language is None else (language,)


class Saying:
    """Puts cards on networks."""

    def __init__(self, speech: Speech, look: OpenWork) -> None:
        """Take the words and a way to find files."""
        self._speech = speech
        self._look = look
        self._laid: deque[tuple[tuple[_Asked, Card], Laid]] = deque(maxlen=_LAID_OF_LATE)

    async def say(
        self, gateway: Gateway, room: Room, card: Card, language: Language | None, begun: Begun = ANEW
    ) -> SaidCard:
        """Say a card, or what is still missing of it."""
        messages, numbered = await self._lay(gateway, room, card, language)
        refs, missing = list(begun.said), messages[len(begun.said) :]
        # One after another: they must stand in the chat in this order.
        for message in missing:
            refs.append(await gateway.say(room, replace(message, replies_to=begun.replies_to)))
            if len(refs) < len(messages):
                await begun.note(refs)
        worded = tuple(ref for ref, message in zip(refs, messages, strict=False) if message.lines)
        return SaidCard(worded, numbered, len(missing))

    async def edit(
        self, gateway: Gateway, room: Room, card: Card, language: Language | None, begun: Begun
    ) -> SaidCard:
        """Say a card's words again in the messages that carry them; what they have grown by is added."""
        messages, numbered = await self._lay(gateway, room, card, language)
        worded = [message for message in messages if message.lines]
        new = [*begun.stands, *begun.said]
        for number, message in enumerate(worded):
            if number < len(new):
                await gateway.edit(room, new[number], message)
                continue
            new.append(await gateway.say(room, message))
            if len(new) < len(worded):
                await begun.note(new[len(begun.stands) :])
        return SaidCard(tuple(new), numbered, len(worded))

    def words(
        self, gateway: Gateway, room: Room, card: Card, language: Language | None
    ) -> tuple[Message, ...]:
        """Lay out the words and buttons of a card, without anything else that it may carry."""
        bare = replace(card, files=(), point=None)
        return self._laid_out(bare, languages_of(card, language), gateway.limits(room)).messages

    async def pin(self, gateway: Gateway, room: Room, refs: Sequence[str], *, pinned: bool) -> bool:
        """Pin or unpin a card's first message, where the bot may; give whether it is pinned now."""
        if not refs or not gateway.limits(room).may_pin:
            return False
        try:
            await (gateway.pin if pinned else gateway.unpin)(room, refs[0])
        except (OurFault, Unreachable) as fault:
            log.warning("not pinned", extra={"event": "not_pinned", "reason": fault.reason})
            return False
        return pinned

    async def _lay(
        self, gateway: Gateway, room: Room, card: Card, language: Language | None
    ) -> tuple[tuple[Message, ...], tuple[str, ...]]:
        limits, languages = gateway.limits(room), languages_of(card, language)
        if card.files:
            files = [await self._attachment(gateway, file) for file in card.files]
            laid = lay_out(card, languages, limits, self._speech, [file for file in files if file])
        else:
            laid = self._laid_out(card, languages, limits)
        return laid.messages, laid.numbered

    def _laid_out(self, card: Card, languages: Sequence[Language], limits: Limits) -> Laid:
        """Lay a card out; one that is the same as another of late, as in a big send, is laid out already."""
        asked = (languages, limits, self._speech.catalogue)
        for (seen, card_then), laid in self._laid:
            if seen == asked and card_then == card:
                return laid
        laid = lay_out(card, languages, limits, self._speech)
        self._laid.appendleft(((asked, card), laid))
        return laid

    async def _attachment(self, gateway: Gateway, file: FileId | Paper) -> Attachment | None:
        if isinstance(file, Paper):
            kind = "photo" if file.mime == _PICTURE else "document"
            return Attachment(file.name, file.mime, kind, content=file.content)
        async with self._look() as work:
            kept = await work.files.get(gateway.village, file)
            content = await work.files.content(gateway.village, file)
        if kept is None:
            return None
        own = kept.network == gateway.network
        if not own and content is None:
            return None
        return Attachment(
            kept.name,
            kept.mime,
            kept.kind,
            content=None if own else content,
            remote=kept.remote if own else "",
        )
