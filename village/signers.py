"""Who signs: a name as it stands in documents, how it is shown, and what tells two people of one name apart.

A name is never split by the program: what is a patronymic and what a surname only its bearer knows.
"""

import re
import unicodedata
from dataclasses import dataclass

from village.errors import Refusal, refusal
from village.texts import fold

NAME_LETTERS = 40
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—", "-"))
# Letters of any alphabet with what may stand between them; no digit, no sign that a table or page would read.
_NAME = re.compile(r"[^\W\d_]+(?:[ '’ʼ.-]{1,2}[^\W\d_]+)*\.?")


@dataclass(frozen=True, slots=True)
class SignerName:
    """Surname and given name as in documents; the patronymic where there is one."""

    surname: str
    given: str
    patronymic: str = ""

    @property
    def full(self) -> str:
        """Give the whole name, the surname first."""
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)

    @property
    def shown(self) -> str:
        """Give the name as everybody may see it: the given name and the surname's initial."""
        return f"{self.given} {self.surname[0]}."

    @property
    def key(self) -> str:
        """Give what the same name always gives, however it is written: letters folded, no patronymic."""
        return f"{fold(self.surname)}|{fold(self.given)}"


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs: their name, and whether they let it be shown."""

    name: SignerName
    shown: bool = False


def read_name(text: str) -> str:
    """Read one part of a name as typed; refuses what is no name, and what is too long."""
    # Some phones write й as и with a sign above, and some keyboards a dash for a hyphen.
    name = " ".join(unicodedata.normalize("NFC", text).translate(_HYPHENS).split())
    if len(name) > NAME_LETTERS:
        raise NameTooLong(most=NAME_LETTERS, over=len(name) - NAME_LETTERS)
    if not _NAME.fullmatch(name):
        raise NoName(text=name)
    return name


@refusal
class NoName(Refusal):
    """Something that is no part of a name: digits, signs, a formula."""

    message = "petition-no-name"
    text: str


@refusal
class NameTooLong(Refusal):
    """A name that is longer than names are."""

    message = "petition-name-too-long"
    most: int
    over: int
