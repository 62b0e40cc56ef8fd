"""Where cards stand."""

from typing import Any

from sqlalchemy import Row, Select, or_, select

from storage.shelf import Shelf, is_about, subject_columns, subject_of
from storage.tables import card as cards
from village.ids import ChatId, PersonId, VillageSlug
from village.outbox import Standing, Subject


class SqlCards(Shelf):
    """Cards by their name and their reader."""

    async def standing(
        self, village: VillageSlug, kind: str, about: Subject, reader: ChatId | PersonId
    ) -> Standing | None:
        """Find a card in a chat or in a person's private chat."""
        row = await self._one(
            _cards(village, kind, about)
            .where(or_(cards.c.chat == reader, cards.c.person == reader))
            .order_by(cards.c.chat.is_(None))
            .limit(1)
        )
        return None if row is None else _standing_of(row)

    async def keep(self, standing: Standing) -> None:
        """Keep where a card stands now."""
        values = {
            "village": standing.village,
            "id": self._room.ids.next(standing.at),
            "kind": standing.kind,
            "chat": standing.chat,
            "person": standing.person,
            "refs": list(standing.refs),
            "at": standing.at,
            "pinned": standing.pinned,
        }
        reader = "person" if standing.chat is None else "chat"
        key = ("village", "about_kind", "about_id", "kind", reader)
        await self._keep(cards, key, values | subject_columns(standing.about))


def _cards(village: VillageSlug, kind: str, about: Subject) -> Select[Any]:
    return select(cards).where(cards.c.village == village, cards.c.kind == kind, is_about(cards, about))


def _standing_of(row: Row[Any]) -> Standing:
    return Standing(
        village=VillageSlug(row.village),
        kind=row.kind,
        about=subject_of(row),
        chat=None if row.chat is None else ChatId(row.chat),
        person=None if row.person is None else PersonId(row.person),
        refs=tuple(row.refs),
        at=row.at,
        pinned=row.pinned,
    )
