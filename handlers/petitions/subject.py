"""What is said of a petition hangs on it, and the presses that lead to it from elsewhere."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.presses import Press
from village.ids import PetitionId
from village.outbox import Subject

CARD = "petition"
TOLD = "petition-told"
"""The deadline, and the letter, by which a milestone is told; due with the signature that does it."""

DOUBTED = "petition-doubted"
"""The deadline, and the letter, by which lines in dispute are brought to those who compare."""

WITNESSED = "petition-witnessed"
"""The letter that tells whoever stood by how many have signed with them."""


@dataclass(frozen=True, slots=True)
class PetitionShown(Press):
    """A petition's whole text with one's own signature; from there one signs."""

    word: ClassVar[str] = "k"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class Signed(Press):
    """Sign a petition, with the name that is known."""

    word: ClassVar[str] = "ks"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class SignatureWithdrawn(Press):
    """Take one's signature back."""

    word: ClassVar[str] = "kb"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class SignStepAsked(Press):
    """The step that is missing before a signature counts; once it is done, it counts by itself."""

    word: ClassVar[str] = "kl"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class SettlementSaid(Press):
    """Where somebody who is about to sign lives; then the petition is shown."""

    word: ClassVar[str] = "kr"
    petition: PetitionId
    section: str


@dataclass(frozen=True, slots=True)
class NameAsked(Press):
    """Give the name to sign with, or correct it; then sign."""

    word: ClassVar[str] = "kn"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class SignersShown(Press):
    """Who has signed, as far as they let it be shown."""

    word: ClassVar[str] = "kw"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class PetitionManaged(Press):
    """How a petition stands, for its author, and what they may do with it."""

    word: ClassVar[str] = "km"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class PageAsked(Press):
    """A link to the page where an IIN is given; the signature is given there."""

    word: ClassVar[str] = "oa"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class PackageAsked(Press):
    """The package of a petition, once more."""

    word: ClassVar[str] = "kz"
    petition: PetitionId


@dataclass(frozen=True, slots=True)
class BesideShown(Press):
    """A petition whole, to whoever scanned the code of somebody who goes from door to door."""

    word: ClassVar[str] = "ob"
    code: str


@dataclass(frozen=True, slots=True)
class BesideSettled(Press):
    """Where somebody who scanned a code lives; then the petition is shown."""

    word: ClassVar[str] = "of"
    code: str
    section: str


@dataclass(frozen=True, slots=True)
class BesideSigned(Press):
    """Sign beside whoever showed the code; the step that is missing is asked for."""

    word: ClassVar[str] = "oc"
    code: str


@dataclass(frozen=True, slots=True)
class BesideNamed(Press):
    """Give the name to sign with beside whoever showed the code, or correct it."""

    word: ClassVar[str] = "od"
    code: str


@dataclass(frozen=True, slots=True)
class DoorAsked(Press):
    """A code to show from door to door."""

    word: ClassVar[str] = "oe"
    petition: PetitionId


def about(petition: PetitionId) -> Subject:
    """Give the subject of all that concerns a petition."""
    return Subject("petition", petition)
