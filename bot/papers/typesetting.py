"""Pages by typst: a template of ours, data as data, pictures as files beside it."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.papers.drawable import drawable
from village.forms import Json

_TEMPLATES = files("bot.papers")
_PAGE, _MADE = "page.json", "page.made"
_PIXELS_AN_INCH = 216.0  # a picture's point is three pixels
_PATIENCE = 60
_SETTER = f"""
import json, pathlib, sys, typst
folder = pathlib.Path(sys.argv[1])
page = json.loads((folder / "{_PAGE}").read_text(encoding="utf-8"))
made = typst.compile(
    folder / page["template"],
    root=folder,
    ignore_system_fonts=True,
    format=page["format"],
    ppi={_PIXELS_AN_INCH},
    sys_inputs={{"data": page["data"]}},
    timestamp=page["made_at"],
)
for number, each in enumerate([made] if isinstance(made, bytes) else made):
    (folder / f"{_MADE}{{number}}").write_bytes(each)
"""
_ENDINGS = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"RIFF", "webp"),
)


async def typeset(
    template: str, data: Mapping[str, Json], made_at: datetime, pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """Make a PDF of a template and its data, off the loop; ``pictures`` lie beside it by their names.

    The moment written into the file is the caller's, so that the same facts give the same file.
    """
    (made,) = await asyncio.to_thread(_typeset, _page(template, data, made_at, "pdf"), pictures or {})
    return made


async def drawn_pages(template: str, data: Mapping[str, Json], made_at: datetime) -> tuple[bytes, ...]:
    """Make a picture (PNG) of each page of a template and its data, off the loop."""
    return await asyncio.to_thread(_typeset, _page(template, data, made_at, "png"), {})


def _page(template: str, data: Mapping[str, Json], made_at: datetime, made: str) -> dict[str, Json]:
    return {
        "template": template,
        "data": json.dumps(_drawable(data), ensure_ascii=False),
        "made_at": int(made_at.timestamp()),
        "format": made,
    }


def _typeset(page: Mapping[str, Json], pictures: Mapping[str, bytes]) -> tuple[bytes, ...]:
    with TemporaryDirectory(prefix="asar-papers-") as name:
        folder = Path(name)
        _lay_out(folder, pictures)
        (folder / _PAGE).write_text(json.dumps(page), encoding="utf-8")
        _set_apart(folder)
        made = sorted(folder.glob(f"{_MADE}*"), key=lambda each: int(each.name.removeprefix(_MADE)))
        return tuple(each.read_bytes() for each in made)


def _set_apart(folder: Path) -> None:
    # In a process of its own: typst keeps some 45 MB for good, and what it stumbles over ends it alone.
    command = [sys.executable, "-I", "-c", _SETTER, str(folder)]
    done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 - our own words
    if done.returncode:
        # Its kind alone: what typst says may quote what people wrote.
        *_, last = done.stderr.decode(errors="replace").splitlines() or [""]
        raise NotTypesetError(last.partition(":")[0])


class NotTypesetError(Exception):
    """A page that typst could not set; named by the kind of its error."""


def _lay_out(folder: Path, pictures: Mapping[str, bytes]) -> None:
    for entry in _TEMPLATES.iterdir():
        if entry.name.endswith(".typ"):
            (folder / entry.name).write_bytes(entry.read_bytes())
    for name, content in pictures.items():
        (folder / name).write_bytes(content)


def _drawable(data: Json) -> Json:
    match data:
        case str():
            return drawable(data)
        case Mapping():
            return {key: _drawable(value) for key, value in data.items()}
        case list() | tuple():
            return [_drawable(value) for value in data]
        case _:
            return data


async def picture_ending(content: bytes) -> str | None:
    """Tell the file ending of a picture that can really be drawn; none for anything else."""
    ending = next((ending for magic, ending in _ENDINGS if content.startswith(magic)), None)
    if ending is None:
        return None
    return ending if await asyncio.to_thread(_can_be_drawn, content, ending) else None


def _can_be_drawn(content: bytes, ending: str) -> bool:
    import typst

    # Only drawing tells: a photo cut off in transit keeps a good head.
    with TemporaryDirectory(prefix="asar-papers-") as name:
        folder = Path(name)
        _lay_out(folder, {f"probe.{ending}": content})
        inputs = {"picture": f"probe.{ending}"}
        try:
            typst.compile(
                folder / "probe.typ", root=folder, ignore_system_fonts=True, format="png", sys_inputs=inputs
            )
        except typst.TypstError:
            return False
    return True
