"""Letters as rows."""

from typing import Any

from sqlalchemy import ColumnElement, Row, and_

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
