"""What everybody may see of an open poll: nothing under five, and nothing that could be worked out."""

import pytest

from handlers.polls.progress import HIDDEN, Progress, progress_of
from tests.test_polls import a_poll
from village.polls import Shown


@pytest.mark.parametrize("shown", Shown)
def test_under_five_answers_nothing_is_told(shown: Shown) -> None:
    assert progress_of(a_poll(shown=shown), 4, (4, 0, 0)) == HIDDEN


def test_until_the_end_nothing_is_told_where_its_makers_said_so() -> None:
    assert progress_of(a_poll(shown=Shown.AFTER), 100, (50, 50, 0)) == HIDDEN


def test_of_the_turnout_only_people_are_told() -> None:
    assert progress_of(a_poll(shown=Shown.TURNOUT), 9, ()) == Progress(9)


def test_live_numbers_of_a_secret_poll_go_by_fives_so_that_no_tap_can_be_read_off() -> None:
    poll = a_poll(shown=Shown.LIVE)

    assert progress_of(poll, 30, (17, 9, 4)) == Progress(None, (15, 5, None))
    assert progress_of(poll, 30, (18, 9, 3)) == Progress(None, (15, 5, None))


def test_live_numbers_of_an_open_poll_are_told_as_they_are() -> None:
    poll = a_poll(shown=Shown.LIVE, secret=False)

    assert progress_of(poll, 30, (17, 8, 5)) == Progress(30, (17, 8, 5))


def test_a_sum_is_not_told_by_which_what_is_kept_back_could_be_worked_out() -> None:
    poll = a_poll(shown=Shown.LIVE, secret=False)

    assert progress_of(poll, 27, (17, 8, 2)) == Progress(None, (17, 8, None))
    assert progress_of(poll, 25, (17, 8, 0)) == Progress(None, (17, 8, None))
