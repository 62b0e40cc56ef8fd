"""What can be wrong with a form or an expression in it, by name; sentences are made where people are told."""

from dataclasses import dataclass
from enum import StrEnum


class FormUnread(Exception):
    """pyxform does not take the form, or it asks what is not supported; carries why, in English."""


class FormCircular(FormUnread):
    """What the form works out depends on itself; carries the paths concerned."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        self.paths = paths
        super().__init__(f"these depend on themselves: {', '.join(paths)}")


class Trouble(StrEnum):
    """What may be wrong with an expression."""

    SYNTAX = "syntax"
    UNKNOWN_FUNCTION = "unknown-function"
    ARGUMENTS = "arguments"  # a function has too many or too few
    PATTERN = "pattern"  # a regular expression that is none, or not supported
    TOO_LONG = "too-long"
    TOO_DEEP = "too-deep"  # brackets in brackets, or a search through the whole form


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with an expression; ``what`` is the function, pattern or character concerned."""

    trouble: Trouble
    what: str = ""

    def __str__(self) -> str:
        """Say it to an operator or an engineer."""
        return f"{self.trouble}: {self.what}" if self.what else str(self.trouble)


class ExpressionUnread(FormUnread):
    """An expression that cannot be evaluated; carries all that is wrong with it."""

    def __init__(self, expression: str, flaws: tuple[Flaw, ...]) -> None:
        self.expression, self.flaws = expression, flaws
        super().__init__(f"{expression}: {'; '.join(map(str, flaws))}")
