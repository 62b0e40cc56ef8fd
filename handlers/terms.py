"""How a term was counted, span by span and holiday by holiday."""

from handlers.chat import Say
from village.texts import Day
from village.working_days import Term


def term_says(term: Term) -> tuple[Say, ...]:
    """Say which working days were counted and which days were skipped, in their order."""
    lines = [
        (
            span.first,
            Say("count-span", {"from": Day(span.first), "to": Day(span.last), "days": span.days}, close=True),
        )
        for span in term.counted
    ]
    lines += [
        (each.day, Say("count-skipped", {"date": each.day, "holidays": each.words}, close=True))
        for each in term.skipped
    ]
    return tuple(line for _, line in sorted(lines, key=lambda line: line[0]))
