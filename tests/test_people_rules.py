from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.ids import InvitationId, MandateId, PersonId, VillageSlug
from village.people import (
    FRIDAY,
    FRIDAY_PRAYER,
    Basis,
    BasisKind,
    Invitation,
    Mandate,
    ProtocolNeeded,
    Quiet,
    Role,
    RoleNotYours,
    check_may_invite,
    decent_from,
)

ALMATY = ZoneInfo("Asia/Almaty")
BUGROVOE = VillageSlug("bugrovoe")
PROTOCOL = Basis(BasisKind.PROTOCOL, "3", date(2026, 11, 30))
ORDER = Basis(BasisKind.ORDER, "12", date(2026, 11, 30))
ISSUED = datetime(2026, 12, 1, 6, tzinfo=UTC)

QUIET = st.builds(Quiet, st.times(), st.times())
MOMENTS = st.builds(
    datetime.combine, st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.times(), st.just(ALMATY)
)


def minutes(moment: time) -> timedelta:
    """Give how far a time is from midnight."""
    return timedelta(
        hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond
    )


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """Give a moment of December 2026 in the village; its 32nd is the first of January."""
    return datetime(2026, 12, 1, hour, minute, second, tzinfo=ALMATY) + timedelta(days=day - 1)


def a_mandate(ended_at: datetime | None = None) -> Mandate:
    begins, ends = date(2026, 1, 1), date(2026, 12, 31)
    return Mandate(MandateId(1), BUGROVOE, PersonId(1), Role.AKIM, begins, ends, PROTOCOL, ended_at)


def an_invitation() -> Invitation:
    begins, ends = date(2026, 12, 1), date(2030, 12, 1)
    return Invitation(InvitationId(1), BUGROVOE, Role.DEPUTY, begins, ends, PROTOCOL, PersonId(1), ISSUED)


# -------------------------------------------------------------------------------------------- quiet hours


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (time(20, 59, 59), False),
        (time(21), True),
        (time(23, 59), True),
        (time(0), True),
        (time(7, 59, 59), True),
        (time(8), False),
        (time(12), False),
    ],
)
def test_quiet_hours_pass_midnight(moment: time, quiet: bool) -> None:  # noqa: FBT001 - a table
    assert Quiet().covers(moment) is quiet


@given(QUIET, st.times())
def test_quiet_hours_are_as_long_as_from_their_evening_to_their_morning(quiet: Quiet, moment: time) -> None:
    day = timedelta(days=1)
    length = (minutes(quiet.ends) - minutes(quiet.begins)) % day
    passed = (minutes(moment) - minutes(quiet.begins)) % day

    assert quiet.covers(moment) == (passed < length)


@given(st.times(), st.times())
def test_hours_that_end_as_they_begin_are_none(hour: time, moment: time) -> None:
    assert not Quiet(hour, hour).covers(moment)


# ---------------------------------------------------------------------------------- the first decent moment


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        (at(9, 15), at(9, 15)),
        (at(9, 21), at(10, 8)),
        (at(9, 23, 59, 59), at(10, 8)),
        (at(10, 0), at(10, 8)),
        (at(10, 8), at(10, 8)),
        (at(31, 22), at(32, 8)),
        (at(11, 12, 29), at(11, 12, 29)),
        (at(11, 12, 30), at(11, 14, 30)),  # a Friday
        (at(10, 12, 30), at(10, 12, 30)),  # a Thursday
    ],
)
def test_a_letter_waits_for_the_end_of_quiet_hours(asked: datetime, goes: datetime) -> None:
    assert decent_from(asked, Quiet()) == goes


def test_quiet_hours_that_end_in_friday_prayer_end_with_it() -> None:
    asked = at(11, 10)

    assert decent_from(asked, Quiet(time(9), time(13))) == at(11, 14, 30)


def test_quiet_hours_may_end_between_two_minutes() -> None:
    asked = at(10, 3)

    assert decent_from(asked, Quiet(time(21), time(7, 59, 59))).time() == time(7, 59, 59)


@given(MOMENTS, QUIET)
def test_a_decent_moment_is_in_no_quiet_hours_and_never_earlier_than_asked(
    asked: datetime, quiet: Quiet
) -> None:
    moment = decent_from(asked, quiet)

    assert moment >= asked
    assert not quiet.covers(moment.time())
    assert not (moment.weekday() == FRIDAY and FRIDAY_PRAYER.covers(moment.time()))


@given(MOMENTS, QUIET, st.floats(0, 1, exclude_max=True))
def test_there_is_no_decent_moment_before_it(asked: datetime, quiet: Quiet, share: float) -> None:
    between = asked + (decent_from(asked, quiet) - asked) * share

    in_prayer = between.weekday() == FRIDAY and FRIDAY_PRAYER.covers(between.time())
    assert decent_from(asked, quiet) == between or quiet.covers(between.time()) or in_prayer


# ----------------------------------------------------------------------------------------------- mandates


@pytest.mark.parametrize(
    ("today", "holds"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_mandate_holds_from_its_first_day_through_its_last(today: date, holds: bool) -> None:  # noqa: FBT001 - a table
    assert a_mandate().holds(today) is holds


def test_a_mandate_that_was_ended_holds_no_more() -> None:
    assert not a_mandate(ended_at=datetime(2026, 6, 1, tzinfo=UTC)).holds(date(2026, 6, 1))


# -------------------------------------------------------------------------------------------- invitations


def test_an_invitation_can_be_taken_up_for_seven_days() -> None:
    week = timedelta(days=7)

    assert an_invitation().usable(ISSUED)
    assert an_invitation().usable(ISSUED + week - timedelta(seconds=1))
    assert not an_invitation().usable(ISSUED + week)


def test_an_invitation_that_was_used_or_cancelled_cannot_be_taken_up() -> None:
    assert not replace(an_invitation(), used_at=ISSUED).usable(ISSUED)
    assert not replace(an_invitation(), cancelled_at=ISSUED).usable(ISSUED)


@pytest.mark.parametrize(
    ("held", "role"),
    [
        (Role.AKIM, Role.OFFICE),
        (Role.AKIM, Role.COMMISSION_MEMBER),
        (Role.AKIM, Role.ASSEMBLY_MEMBER),
        (Role.OFFICE, Role.COMMISSION_MEMBER),
        (Role.OFFICE, Role.ASSEMBLY_MEMBER),
    ],
)
def test_akim_and_office_invite_to_what_is_theirs_by_the_protocol(held: Role, role: Role) -> None:
    check_may_invite({held}, role, PROTOCOL)


@pytest.mark.parametrize(
    ("held", "role"),
    [
        *((held, Role.AKIM) for held in Role),
        *((held, Role.DEPUTY) for held in Role),
        (Role.OFFICE, Role.OFFICE),
        *((Role.DEPUTY, role) for role in Role),
        *((Role.ASSEMBLY_MEMBER, role) for role in Role),
        *((Role.COMMISSION_MEMBER, role) for role in Role),
    ],
)
def test_nobody_invites_to_a_role_that_is_not_theirs_to_give(held: Role, role: Role) -> None:
    with pytest.raises(RoleNotYours) as refused:
        check_may_invite({held}, role, PROTOCOL)

    assert refused.value.role == role.word


@pytest.mark.parametrize("role", Role)
def test_who_holds_nothing_invites_nobody(role: Role) -> None:
    with pytest.raises(RoleNotYours):
        check_may_invite((), role, PROTOCOL)


@pytest.mark.parametrize("role", [Role.COMMISSION_MEMBER, Role.ASSEMBLY_MEMBER])
@pytest.mark.parametrize("basis", [None, ORDER])
def test_the_elected_are_invited_only_by_the_protocol_that_elected_them(
    role: Role, basis: Basis | None
) -> None:
    with pytest.raises(ProtocolNeeded):
        check_may_invite({Role.AKIM}, role, basis)


@pytest.mark.parametrize("basis", [None, ORDER, PROTOCOL])
def test_the_office_is_invited_on_any_basis(basis: Basis | None) -> None:
    check_may_invite({Role.AKIM, Role.DEPUTY}, Role.OFFICE, basis)
