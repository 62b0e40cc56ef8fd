"""What failed, told without anyone's words."""

from pathlib import Path
from traceback import extract_tb

_HOUSE = Path(__file__).parents[1]
_ROOMS = frozenset({"village", "handlers", "storage", "bot"})


def told(error: BaseException) -> str:
    """Name the kind of an error, its last place in our own code, and the handler's, where that is another.

    Never the error's own message: it may hold what a person wrote, or a row of the database.
    """
    frames = extract_tb(error.__traceback__)
    ours = [f"{place}:{frame.lineno}" for frame in frames if (place := _place(frame.filename))]
    by = [place for place in ours if place.startswith("handlers/")][-1:]
    where = [f"at {place}" for place in ours[-1:]] + [f"from {place}" for place in by if place != ours[-1]]
    return " ".join([type(error).__name__, *where])


def _place(file: str) -> str:
    path = Path(file)
    if not path.is_relative_to(_HOUSE):
        return ""
    inside = path.relative_to(_HOUSE)
    return inside.as_posix() if inside.parts[0] in _ROOMS else ""
