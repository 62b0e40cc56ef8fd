"""A ZIP that is being written: what goes in is digested on its way, and nothing is held whole."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_CHUNK = 2**20
_READABLE = 0o644 << 16
_PACKED = (".pdf", ".jpg", ".png", ".gif", ".webp")


class Archive:
    """A ZIP whose files all bear one moment, so that the same facts give the same file."""

    def __init__(self, into: IO[bytes], at: datetime) -> None:
        """Begin to write."""
        self._zip = ZipFile(into, "w")
        self._at = at.timetuple()[:6]
        self.digests: dict[str, str] = {}
        """The SHA-256 (hex) of each file that is in it."""

    def add(self, name: str, content: bytes) -> None:
        """Put a file in."""
        self._write(name, (content,))

    def add_file(self, name: str, path: Path) -> None:
        """Put a file in from the disk."""
        with path.open("rb") as opened:
            self._write(name, _chunks(opened))

    def close(self) -> None:
        """Write all to its end; what it was written into stays open."""
        self._zip.close()

    def _write(self, name: str, chunks: Iterable[bytes]) -> None:
        info, digest = ZipInfo(name, self._at), hashlib.sha256()
        # What is packed already is not packed again.
        info.compress_type = ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED
        info.external_attr = _READABLE
        with self._zip.open(info, "w", force_zip64=True) as opened:
            for chunk in chunks:
                digest.update(chunk)
                opened.write(chunk)
        self.digests[name] = digest.hexdigest()


def _chunks(opened: IO[bytes]) -> Iterator[bytes]:
    while chunk := opened.read(_CHUNK):
        yield chunk
