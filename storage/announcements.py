"""Announcements as they stand."""

from typing import Any

from sqlalchemy import Row, Select, insert, select, update

from storage.shelf import Shelf
from storage.tables import announcement as announcements
from village.announcements import Announcement, AnnouncementState, Point
from village.ids import AnnouncementId, FileId, PersonId, SectionSlug, VillageSlug
from village.texts import Bilingual


class SqlAnnouncements(Shelf):
    """Announcements by id, by number, and the latest."""

    async def add(self, announcement: Announcement) -> None:
        """Keep a new announcement."""
        key = {"village": announcement.village, "id": announcement.id}
        await self._do(insert(announcements).values(key | _columns(announcement)))

    async def get(self, village: VillageSlug, announcement: AnnouncementId) -> Announcement | None:
        """Find an announcement."""
        row = await self._one(_in(village).where(announcements.c.id == announcement))
        return None if row is None else _announcement_of(row)

    async def hold(self, village: VillageSlug, announcement: AnnouncementId) -> Announcement | None:
        """Find an announcement to change it: until this piece of work ends nobody else does."""
        row = await self._one(_in(village).where(announcements.c.id == announcement).with_for_update())
        return None if row is None else _announcement_of(row)

    async def keep(self, announcement: Announcement) -> None:
        """Keep it as it is now."""
        await self._do(
            update(announcements)
            .where(announcements.c.village == announcement.village, announcements.c.id == announcement.id)
            .values(_columns(announcement))
        )

    async def numbered(self, village: VillageSlug, number: int) -> Announcement | None:
        """Find the announcement of a number once it was published; a recalled one is found too."""
        row = await self._one(
            _in(village)
            .where(announcements.c.number == number)
            .where(announcements.c.state != AnnouncementState.PLANNED)
        )
        return None if row is None else _announcement_of(row)

    async def latest(self, village: VillageSlug, limit: int) -> tuple[Announcement, ...]:
        """List the last ones that stand published, newest first."""
        rows = await self._all(
            _in(village)
            .where(announcements.c.state == AnnouncementState.PUBLISHED)
            .order_by(announcements.c.goes_at.desc(), announcements.c.id.desc())
            .limit(limit)
        )
        return tuple(map(_announcement_of, rows))


def _in(village: VillageSlug) -> Select[Any]:
    return select(announcements).where(announcements.c.village == village)


def _columns(announcement: Announcement) -> dict[str, Any]:
    point = announcement.point
    return {
        "number": announcement.number,
        "author": announcement.author,
        "text_kk": announcement.text.kk,
        "text_ru": announcement.text.ru,
        "section": announcement.section,
        "channel": announcement.channel,
        "goes_at": announcement.goes_at,
        "urgent": announcement.urgent,
        "pinned": announcement.pinned,
        "file": announcement.file,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "state": announcement.state,
        "corrected_at": announcement.corrected_at,
        "recalled_at": announcement.recalled_at,
    }


def _announcement_of(row: Row[Any]) -> Announcement:
    return Announcement(
        id=AnnouncementId(row.id),
        village=VillageSlug(row.village),
        number=row.number,
        author=PersonId(row.author),
        text=Bilingual(row.text_kk, row.text_ru),
        section=None if row.section is None else SectionSlug(row.section),
        channel=row.channel,
        goes_at=row.goes_at,
        urgent=row.urgent,
        pinned=row.pinned,
        file=None if row.file is None else FileId(row.file),
        point=None if row.latitude is None else Point(row.latitude, row.longitude),
        state=row.state,
        corrected_at=row.corrected_at,
        recalled_at=row.recalled_at,
    )
