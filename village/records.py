"""What is kept and never altered: consents, official acts, proofs of notice; and the files people sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from village.forms import Json
from village.ids import ChatId, FileId, PersonId, VillageSlug
from village.outbox import Subject


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent as it was given: which text, where, when, and when it was taken back."""

    person: PersonId
    village: VillageSlug
    version: str
    digest: str
    network: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Act:
    """An official act: who did what when. Only added, never altered."""

    village: VillageSlug
    at: datetime
    what: str
    actor: PersonId | None
    role: str
    about: Subject | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)


class ProofKind(StrEnum):
    """What a line of a proof of notice tells."""

    STOOD = "stood"  # the notice stood in a chat; place is the chat's title, refs the message ids
    BOARD = "board"  # a photo of a board; place is where it hangs
    FORWARDED = "forwarded"  # sent by hand to a group; place is its name


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A line of the proof of notice. Only added, never altered."""

    village: VillageSlug
    about: Subject
    kind: ProofKind
    at: datetime
    place: str
    chat: ChatId | None = None
    refs: tuple[str, ...] = ()
    revision: int = 0
    file: FileId | None = None
    by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file someone sent: where its network keeps it, and its content once fetched."""

    id: FileId
    village: VillageSlug
    network: str
    remote: str
    kind: str
    name: str
    mime: str
    wanted: bool = False
