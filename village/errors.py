"""Refusals: named facts, raised where the rule is; the sentence for each stands in ``locales/``."""

from dataclasses import dataclass, fields
from typing import ClassVar, TypeVar, dataclass_transform


class Refusal(Exception):
    """Something that may not be; its fields are the facts its sentence needs."""

    message: ClassVar[str]

    @property
    def facts(self) -> dict[str, object]:
        """Give the facts by name, for the sentence."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]  # every refusal is a dataclass


R = TypeVar("R", bound="Refusal")


@dataclass_transform(eq_default=False)
def refusal(kind: type[R]) -> type[R]:
    """Make a class of refusal a dataclass of its facts."""
    return dataclass(eq=False)(kind)
