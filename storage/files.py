"""Files that people sent: where their network keeps them, and their content once fetched."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, delete, func, insert, select, text, update

from storage.shelf import Shelf, by_lot
from storage.tables import file as files
from storage.tables import file_content as contents
from village.ids import FileId, VillageSlug
from village.records import KeptFile

_MIXED_AT_ONCE = 50
_PLACED = {
    "file": text("UPDATE file SET rowid = :place WHERE village = :village AND id = :id"),
    "file_content": text("UPDATE file_content SET rowid = :place WHERE village = :village AND id = :id"),
}


class SqlFiles(Shelf):
    """Files by id, and those still to be fetched."""

    async def add(self, file: KeptFile) -> None:
        """Keep a file's name on its network."""
        values = {
            "village": file.village,
            "id": file.id,
            "network": file.network,
            "remote": file.remote,
            "kind": file.kind,
            "name": file.name,
            "mime": file.mime,
            "wanted": file.wanted,
        }
        await self._do(insert(files).values(values))

    async def get(self, village: VillageSlug, file: FileId) -> KeptFile | None:
        """Find a file."""
        row = await self._one(select(files).where(_is(files, village, file)))
        return None if row is None else _file_of(row)

    async def content(self, village: VillageSlug, file: FileId) -> bytes | None:
        """Give the content, if it was fetched."""
        found: bytes | None = await self._value(
            select(contents.c.content).where(_is(contents, village, file))
        )
        return found

    async def keep_content(self, village: VillageSlug, file: FileId, content: bytes) -> None:
        """Keep a file's content; it is no longer wanted."""
        values = {"village": village, "id": file, "content": content}
        await self._keep(contents, ("village", "id"), values)
        await self._do(update(files).where(_is(files, village, file)).values(wanted=False))

    async def drop_content(self, village: VillageSlug, file: FileId) -> bool:
        """Delete a file's content; it is not fetched again. False where there is none."""
        await self._do(update(files).where(_is(files, village, file)).values(wanted=False))
        return bool(await self._do(delete(contents).where(_is(contents, village, file))))

    async def copy(self, village: VillageSlug, file: FileId) -> FileId | None:
        """Copy a file's content under a number drawn by lot, without where it came from; None without any."""
        content, kept = await self.content(village, file), await self.get(village, file)
        if content is None or kept is None:
            return None
        copied = FileId(by_lot())
        await self.add(KeptFile(copied, village, "", "", kept.kind, "", kept.mime, wanted=False))
        await self.keep_content(village, copied, content)
        for table in (files, contents):
            await self._displace(table, village, copied)
        return copied

    async def _displace(self, table: Table, village: VillageSlug, copied: FileId) -> None:
        """Let no row tell when a copy was made: by its place on SQLite, by its piece of work on PostgreSQL.

        Below nought no row comes by itself; on PostgreSQL some other copies are written anew beside it.
        """
        if self._room.dialect != "postgresql":
            place = {"place": -by_lot(), "village": village, "id": copied}
            await self._do(_PLACED[table.name].bindparams(**place))
            return
        copies = select(files.c.id).where(files.c.village == village, files.c.network == "")
        some = copies.order_by(func.random()).limit(_MIXED_AT_ONCE).with_for_update(skip_locked=True)
        mixed = table.c.village == village, table.c.id.in_(some)
        await self._do(update(table).where(*mixed).values(village=table.c.village))

    async def forget(self, village: VillageSlug, file: FileId) -> None:
        """Delete a file with all that was known of it."""
        await self._do(delete(contents).where(_is(contents, village, file)))
        await self._do(delete(files).where(_is(files, village, file)))

    async def wanted(self, limit: int) -> tuple[KeptFile, ...]:
        """List files whose content is still to be fetched, oldest first."""
        rows = await self._all(select(files).where(files.c.wanted).order_by(files.c.id).limit(limit))
        return tuple(map(_file_of, rows))


def _is(table: Table, village: VillageSlug, file: FileId) -> ColumnElement[bool]:
    return and_(table.c.village == village, table.c.id == file)


def _file_of(row: Row[Any]) -> KeptFile:
    return KeptFile(
        id=FileId(row.id),
        village=VillageSlug(row.village),
        network=row.network,
        remote=row.remote,
        kind=row.kind,
        name=row.name,
        mime=row.mime,
        wanted=row.wanted,
    )
