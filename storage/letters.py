"""Letters as rows."""

from typing import Any

from sqlalchemy import ColumnElement, Executable, Row, and_, bindparam, exists, func, or_, select

from storage.columns import Instant
from storage.shelf import is_about, subject_columns, subject_of
from storage.tables import LETTER_WAITS, letter
from village.ids import ChatId, PersonId, VillageSlug
from village.outbox import Letter, LetterState


def letter_columns(waiting: Letter) -> dict[str, Any]:
    """Give a letter that waits as columns."""
    return {
        "village": waiting.village,
        "id": waiting.id,
        "kind": waiting.kind,
        "due_at": waiting.due_at,
        "chat": waiting.chat,
        "person": waiting.person,
        "urgent": waiting.urgent,
        "campaign": waiting.campaign,
        "tries": waiting.tries,
        "edit": waiting.edit,
        "state": LetterState.WAITING,
        "reason": "",
        "failing_since": waiting.failing_since,
        "said": list(waiting.said) or None,
        **subject_columns(waiting.about),
    }


def letter_of(row: Row[Any]) -> Letter:
    """Give the letter in a row."""
    return Letter(
        id=row.id,
        village=VillageSlug(row.village),
        kind=row.kind,
        about=subject_of(row),
        due_at=row.due_at,
        chat=None if row.chat is None else ChatId(row.chat),
        person=None if row.person is None else PersonId(row.person),
        urgent=row.urgent,
        campaign=row.campaign,
        tries=row.tries,
        edit=row.edit,
        failing_since=row.failing_since,
        said=tuple(row.said or ()),
    )


def _lanes_due() -> Executable:
    """Go from each village that has a letter to the next: to read on along the index is to read it all."""
    first = select(func.min(letter.c.village).label("village")).where(LETTER_WAITS)
    lane = first.cte("lane", recursive=True)
    following = select(func.min(letter.c.village)).where(LETTER_WAITS, letter.c.village > lane.c.village)
    lanes = lane.union_all(select(following.scalar_subquery()).where(lane.c.village.is_not(None)))
    due = [
        exists().where(
            LETTER_WAITS,
            letter.c.village == lanes.c.village,
            letter.c.urgent == urgent,
            letter.c.due_at <= bindparam("now", type_=Instant),
        )
        for urgent in (True, False)
    ]
    return select(lanes.c.village).where(lanes.c.village.is_not(None), or_(*due))


LANES_DUE = _lanes_due()
"""Lists the villages that have letters due by a moment, ``now``: some steps in an index for each."""


def is_letter(known: Letter) -> ColumnElement[bool]:
    """Match a letter's row."""
    return and_(letter.c.village == known.village, letter.c.id == known.id)


def waits_alike(known: Letter) -> ColumnElement[bool]:
    """Match another letter that waits with the same kind, subject and reader."""
    return and_(
        LETTER_WAITS,
        letter.c.village == known.village,
        letter.c.kind == known.kind,
        is_about(letter, known.about),
        letter.c.chat.is_not_distinct_from(known.chat),
        letter.c.person.is_not_distinct_from(known.person),
        letter.c.id != known.id,
    )
