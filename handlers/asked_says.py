"""What is said alike of whatever is asked of the village: who answers, how far it is, that it has ended."""

from typing import Any

from handlers.chat import Said, Say
from village.course import Asked, State, Terms
from village.people import Level
from village.villages import Village


def who_says(plan: Terms, village: Village) -> tuple[Say, ...]:
    """Say who answers, and what an answer needs to count."""
    if plan.role is not None:
        return (Say("poll-among", {"role": plan.role.word}),)
    place = (Say("poll-in-section", {"section": village.place_name(plan.section)}),) if plan.section else ()
    level = (Say(f"poll-level-{plan.level.value}", close=bool(place)),) if plan.level > Level.CHAT else ()
    return (*place, *level)


def ended_says(asked: Asked[Any]) -> tuple[Said, ...]:
    """Say that it has ended, and how; nothing of what has not."""
    match asked.state:
        case State.STOPPED:
            return (Say("poll-stopped", strong=True),)
        case State.CLOSED:
            at = asked.closed_at or asked.plan.closes_at
            early = at < asked.plan.closes_at
            return (Say("poll-closed-early" if early else "poll-closed", {"at": at}, strong=True),)
        case _:
            return ()


def stands_says(asked: Asked[Any]) -> Say:
    """Say to its makers how far it is."""
    match asked.state:
        case State.STOPPED:
            return Say("poll-stopped")
        case State.PLANNED:
            return Say("poll-planned", {"number": asked.number, "at": asked.opens_at})
        case State.CLOSED:
            return Say("poll-close-done", {"number": asked.number})
        case State.OPEN:
            return Say("poll-stands", {"number": asked.number, "at": asked.plan.closes_at})
