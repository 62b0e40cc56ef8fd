"""Putting a petition together: what is like it, whom it names, what was read, when its end is near."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from village.errors import Refusal, refusal
from village.petitions import GOAL_AT_LEAST, GOAL_AT_MOST, Petition, PetitionDraft
from village.texts import Bilingual, fold
from village.villages import Body, Named

DRAFTS_AT_MOST = 3
"""How many drafts of one person may wait for a deputy."""
GROUND_LETTERS, NOTE_LETTERS, NOTES_AT_MOST = 300, 400, 5

# Endings change from case to case in both languages; the beginning of a word stays.
_STEM, _SHORTEST = 4, 4
_LEAST_ALIKE, _LEAST_WORDS = 0.5, 2
_SAID_IN_ALL = frozenset({"тала", "етем", "сура", "треб", "прос", "нужн", "кере"})
_WORD = re.compile(r"[^\W\d_]+")


def stems_of(texts: Iterable[Bilingual]) -> frozenset[str]:
    """Give the beginnings of the words that tell what texts are about, folded."""
    words = (fold(word) for text in texts for each in (text.kk, text.ru) for word in _WORD.findall(each))
    return frozenset(word[:_STEM] for word in words if len(word) >= _SHORTEST) - _SAID_IN_ALL


def are_alike(one: Collection[str], other: Collection[str]) -> bool:
    """Tell whether most of the fewer beginnings are among the others."""
    common = set(one) & set(other)
    fewer = min(len(set(one)), len(set(other)))
    return len(common) >= _LEAST_WORDS and len(common) >= fewer * _LEAST_ALIKE


def similar(title: Bilingual, demand: Bilingual, petitions: Iterable[Petition]) -> tuple[Petition, ...]:
    """List the petitions that seem to demand the same."""
    ours = stems_of((title, demand))
    return tuple(each for each in petitions if are_alike(ours, stems_of((each.plan.title, each.plan.demand))))


def body_named(bodies: Iterable[Body], text: str) -> Body | None:
    """Find the body that is meant by its slug or name, however typed; None where none or several may be."""
    bodies, said = tuple(bodies), [fold(part) for part in text.split(" / ")]
    exact = [body for body in bodies if fold(body.slug) in said or any(name in said for name in _names(body))]
    begun = [body for body in bodies if any(part and part in name for part in said for name in _names(body))]
    found = exact or begun
    return found[0] if len(found) == 1 else None


def _names(body: Body) -> tuple[str, ...]:
    return tuple(fold(name) for name in (body.name.kk, body.name.ru, body.name.en))


def read_goal(text: str) -> int:
    """Read how many signatures an author wishes for."""
    digits = "".join(text.split())
    if not (digits.isascii() and digits.isdecimal() and len(digits) < len(str(GOAL_AT_MOST)) + 1):
        raise GoalOutside(least=GOAL_AT_LEAST, most=GOAL_AT_MOST)
    if not GOAL_AT_LEAST <= int(digits) <= GOAL_AT_MOST:
        raise GoalOutside(least=GOAL_AT_LEAST, most=GOAL_AT_MOST)
    return int(digits)


def fingerprint(draft: PetitionDraft) -> int:
    """Give a number of what a draft says: a second person confirms what they have read, and nothing else."""
    told = json.dumps(draft.answers, ensure_ascii=False, sort_keys=True)
    return int(hashlib.sha256(told.encode()).hexdigest()[:12], 16)


WARNINGS: Mapping[str, timedelta] = {
    "petition-ends-two-weeks": timedelta(days=14),
    "petition-ends-three-days": timedelta(days=3),
}
"""How long before the end its author is warned, by the deadline at which that is due."""


def warned_at(opens_at: datetime, closes_at: datetime) -> dict[str, datetime]:
    """Give when an author is warned that the end is near; nothing where the whole time is no longer."""
    return {kind: at for kind, ahead in WARNINGS.items() if (at := closes_at - ahead) > opens_at}


@refusal
class GoalOutside(Refusal):
    """A goal that is no number, or outside what a goal may be."""

    message = "petition-goal-outside"
    least: int
    most: int


@refusal
class AddresseeGone(Refusal):
    """A body that the village has no more."""

    message = "petition-addressee-gone"


@refusal
class NoElectionPetition(Refusal):
    """A petition about an election, a candidate, a party or a referendum."""

    message = "petition-elections-not-here"


@refusal
class EvidenceNeeded(Refusal):
    """Something that is neither a photo nor a PDF."""

    message = "petition-evidence-needed"


@refusal
class EvidenceTooMany(Refusal):
    """More photos and documents than are attached."""

    message = "petition-evidence-too-many"
    most: int


@refusal
class EvidenceNotHere(Refusal):
    """A file that was not fetched yet, so that its digest is not known."""

    message = "petition-evidence-not-here"
    name: str


@refusal
class DraftsTooMany(Refusal):
    """One more draft than may wait for a deputy."""

    message = "petition-drafts-too-many"
    most: int


@refusal
class DraftTakenOn(Refusal):
    """A draft that a deputy has taken on already."""

    message = "petition-draft-taken"


@refusal
class PublishedAlready(Refusal):
    """Confirming or declining what was published meanwhile."""

    message = "petition-published-already"
    number: int


@refusal
class TextChanged(Refusal):
    """Confirming a text that was put anew since it was read."""

    message = "petition-text-changed"


@refusal
class NoMandateThere(Refusal):
    """A further village in which the deputy holds no mandate."""

    message = "petition-no-mandate-there"
    unit: Named


@refusal
class NotesTooMany(Refusal):
    """One more note than there may be."""

    message = "petition-notes-too-many"
    most: int
