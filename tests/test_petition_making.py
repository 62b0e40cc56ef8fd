"""Rules of putting a petition together: what is alike, whom it names, what was read, when its end is near."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.petitioned import a_petition
from tests.stores import AUTHOR, BUGROVOE, NOW
from village.ids import PetitionId
from village.petition_making import (
    GoalOutside,
    are_alike,
    body_named,
    fingerprint,
    read_goal,
    similar,
    stems_of,
    warned_at,
)
from village.petitions import GOAL_AT_LEAST, GOAL_AT_MOST, MILESTONES, PetitionDraft, milestone_at
from village.texts import Bilingual
from village.villages import BODIES

STEMS = st.frozensets(st.text("абвгд", min_size=4, max_size=4), max_size=8)
BRIDGE = a_petition()


@pytest.mark.parametrize(
    "title",
    [
        Bilingual("Көпірді жөндеу", "Починить мост"),
        Bilingual("КОПИРДИ ЖОНДЕУ", "починка моста"),
        Bilingual(ru="Требуем починить мосты"),
    ],
)
def test_a_petition_for_the_same_is_found_however_it_is_written(title: Bilingual) -> None:
    assert similar(title, Bilingual(), [BRIDGE]) == (BRIDGE,)


@pytest.mark.parametrize(
    "title",
    [
        Bilingual("Мектепке автобус", "Автобус в школу"),
        Bilingual("Талап етеміз", "Требуем, нужно"),
        Bilingual(),
        Bilingual("Көпір", "Көпір"),
    ],
)
def test_another_matter_and_the_words_of_every_petition_are_not_alike(title: Bilingual) -> None:
    assert similar(title, Bilingual(), [BRIDGE]) == ()


@given(STEMS, STEMS)
def test_being_alike_is_mutual_and_needs_something_in_common(
    one: frozenset[str], other: frozenset[str]
) -> None:
    assert are_alike(one, other) == are_alike(other, one)
    assert not are_alike(one, other) or len(one & other) >= 2
    assert are_alike(one, one | other) == (len(one) >= 2)


@given(st.text(max_size=60), st.text(max_size=60))
def test_letter_case_does_not_matter(kk: str, ru: str) -> None:
    assert all(len(stem) == 4 for stem in stems_of([Bilingual(kk, ru)]))
    assert stems_of([Bilingual("Көпір", "Мост у школы")]) == stems_of([Bilingual("КӨПІР", "мост У ШКОЛЫ")])


@pytest.mark.parametrize(
    "text", ["akim", "АКИМ СЕЛЬСКОГО ОКРУГА", "ауылдық округ әкімі", "Ауылдык округ акими"]
)
def test_a_body_is_named_as_people_write_it(text: str) -> None:
    assert body_named(BODIES, text) == BODIES[0]


@pytest.mark.parametrize("text", ["", "президент", "а", "аудан"])
def test_a_body_that_may_be_none_or_several_is_asked_for(text: str) -> None:
    assert body_named(BODIES, text) is None


def test_a_body_is_named_by_a_part_that_only_it_has() -> None:
    assert body_named(BODIES, "әкімдік / акимат") == BODIES[2]
    assert body_named(BODIES, "маслихат") == BODIES[3]


@given(st.integers(GOAL_AT_LEAST, GOAL_AT_MOST))
def test_a_goal_is_read_as_written(goal: int) -> None:
    assert read_goal(str(goal)) == goal
    assert read_goal(f"{goal:,}".replace(",", " ")) == goal


@pytest.mark.parametrize("text", ["4", "0", "-5", "1000001", "сто", "5.5", "²", "", "9" * 5000, "٥٠"])
def test_what_is_no_goal_is_refused(text: str) -> None:
    with pytest.raises(GoalOutside):
        read_goal(text)


def test_what_was_read_is_told_from_what_was_changed_since() -> None:
    draft = PetitionDraft(PetitionId(1), BUGROVOE, AUTHOR, {"goal": "10", "title": {"kk": "а"}}, NOW)
    same = replace(draft, answers={"title": {"kk": "а"}, "goal": "10"}, ground="other", put_at=NOW)
    assert fingerprint(same) == fingerprint(draft)
    assert fingerprint(replace(draft, answers={**draft.answers, "goal": "11"})) != fingerprint(draft)
    assert fingerprint(draft) < 2**63


@given(st.integers(1, 200))
def test_warnings_lie_within_the_time_and_move_with_its_end(days: int) -> None:
    closes = NOW + timedelta(days=days)
    warned = warned_at(NOW, closes)
    assert len(warned) == (days > 3) + (days > 14)
    assert all(NOW < at < closes for at in warned.values())
    later = warned_at(NOW, closes + timedelta(days=5))
    assert all(later[kind] == at + timedelta(days=5) for kind, at in warned.items())


@given(st.integers(GOAL_AT_LEAST, 10_000), st.integers(0, 20_000))
def test_a_milestone_is_the_highest_that_was_passed(goal: int, signed: int) -> None:
    reached = milestone_at(signed, goal)
    assert reached == 0 or (reached in MILESTONES and signed * 100 >= reached * goal)
    assert milestone_at(signed + 1, goal) >= reached
    assert (reached == 100) == (signed >= goal)
