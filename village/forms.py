"""Where a person stands in a dialogue of several questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from village.ids import PersonId, VillageSlug

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True, slots=True)
class OpenForm:
    """Where a person stands in a dialogue: its name, what they answered, what is asked now."""

    village: VillageSlug
    person: PersonId
    name: str
    answers: Mapping[str, Json]
    at: str = ""
    parked: bool = False
