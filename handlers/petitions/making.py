"""The buttons by which petitions are drafted, put to the village and run, and who may do so."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.door import holders
from handlers.presses import Press
from village.ids import PetitionId
from village.people import Role

deputies = holders(Role.DEPUTY)
second_people = holders(Role.DEPUTY, Role.ASSEMBLY_MEMBER)
DRAFTED, PUT, ALONE = "petition-drafted", "petition-put", "petition-alone"
"""Letters: to deputies of a draft, to second persons of what was put, to who may confirm it alone."""
DECLINED, PUBLISHED, NOTED, ENDS = (
    "petition-declined",
    "petition-published",
    "petition-noted",
    "petition-ends",
)


@dataclass(frozen=True, slots=True)
class PetitionAsked:
    """Draft a petition; ``line`` is the one-line form, ``title | what is asked | to whom``."""

    line: str = ""


@dataclass(frozen=True, slots=True)
class PetitionBegun(Press):
    """A new petition, where drafts wait too."""

    word: ClassVar[str] = "kh"
    nothing: str


@dataclass(frozen=True, slots=True)
class DraftShown(Press):
    """The whole text of a draft, and what may be done with it."""

    word: ClassVar[str] = "kd"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class DraftTaken(Press):
    """Go on with a draft: its author corrects it, a deputy makes it theirs."""

    word: ClassVar[str] = "ka"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class DraftDeclined(Press):
    """Decline a draft, or what was put, with a ground."""

    word: ClassVar[str] = "kx"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class PutConfirmed(Press):
    """Confirm that it be published; ``text`` is the fingerprint of what was read."""

    word: ClassVar[str] = "kc"
    petition: PetitionId
    text: int


@dataclass(frozen=True, slots=True)
class PetitionProlonged(Press):
    """Move its end."""

    word: ClassVar[str] = "kp"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class PetitionClosed(Press):
    """Close it before its time; ``sure`` is 1 when it was asked again."""

    word: ClassVar[str] = "kt"
    petition: PetitionId
    sure: int


@dataclass(frozen=True, slots=True)
class NoteAsked(Press):
    """Add a note for all to see."""

    word: ClassVar[str] = "kf"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class ShareAsked(Press):
    """The card with its link, to be passed on."""

    word: ClassVar[str] = "kg"
    petition: PetitionId
