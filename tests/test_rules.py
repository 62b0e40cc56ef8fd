from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village import rules
from village.gatherings import RuleKept, TooEarly, check_notice, earliest, rule_for
from village.rules import (
    RULE_SETS,
    Counting,
    Grade,
    Kind,
    NoticeRule,
    QuorumRule,
    RuleSet,
    count_notice,
    latest_notice,
    quorum_need,
    rules_named,
    rules_on,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
NOTICE_DAYS = st.integers(1, 60)
COUNTINGS = st.sampled_from(Counting)
LOWER_GRADES = {Grade.M, Grade.U}


def every_day(first: date, last: date) -> Iterator[date]:
    """Give each day from one to another."""
    for number in range((last - first).days + 1):
        yield first + timedelta(number)


def full_days_between(notice: date, day: date) -> int:
    """Count on the fingers the days that are neither the day of notice nor the day itself."""
    return sum(1 for each in every_day(notice, day) if each not in {notice, day})


def kept(days: int = 10, counting: Counting = Counting.CLEAR) -> RuleKept:
    return RuleKept("2023-06-23", days, counting, Grade.M, "the law")


def every_rule() -> list[NoticeRule | QuorumRule]:
    notices = [rule for each in RULE_SETS for rule in each.notice.values()]
    quorums = [rule for each in RULE_SETS for rule in each.quorum.values()]
    return [*notices, *quorums]


# -------------------------------------------------------------------------------------------- the ten days


@pytest.mark.parametrize("first", [date(2024, 1, 1), date(2026, 1, 1)], ids=["with 2024", "with 2028"])
def test_on_every_day_of_four_years_ten_full_days_lie_between(first: date) -> None:
    for notice in every_day(first, first.replace(year=first.year + 4) - timedelta(1)):
        assert full_days_between(notice, count_notice(notice, 10, Counting.CLEAR).earliest) == 10
        assert count_notice(notice, 10, Counting.PLAIN).earliest - notice == timedelta(10)


@pytest.mark.parametrize(
    ("notice", "clear", "plain"),
    [
        (date(2026, 12, 9), date(2026, 12, 20), date(2026, 12, 19)),
        (date(2026, 12, 20), date(2026, 12, 31), date(2026, 12, 30)),
        (date(2026, 12, 21), date(2027, 1, 1), date(2026, 12, 31)),  # over the year's end
        (date(2026, 12, 31), date(2027, 1, 11), date(2027, 1, 10)),
        (date(2026, 11, 20), date(2026, 12, 1), date(2026, 11, 30)),  # over a month's end
        (date(2026, 2, 18), date(2026, 3, 1), date(2026, 2, 28)),  # a February of 28 days
        (date(2028, 2, 18), date(2028, 2, 29), date(2028, 2, 28)),  # on the leap day
        (date(2028, 2, 19), date(2028, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 3, 11), date(2028, 3, 10)),  # from the leap day
    ],
)
def test_the_earliest_day_is_told_by_the_calendar(notice: date, clear: date, plain: date) -> None:
    assert count_notice(notice, 10, Counting.CLEAR).earliest == clear
    assert count_notice(notice, 10, Counting.PLAIN).earliest == plain


def test_the_count_names_the_days_it_counted() -> None:
    count = count_notice(date(2026, 12, 9), 10, Counting.CLEAR)

    assert (count.notice, count.first, count.last) == (
        date(2026, 12, 9),
        date(2026, 12, 10),
        date(2026, 12, 19),
    )
    assert count.days == 10


@given(DAYS, NOTICE_DAYS, COUNTINGS)
def test_the_count_shows_as_many_full_days_as_it_says(notice: date, days: int, counting: Counting) -> None:
    count = count_notice(notice, days, counting)

    assert (count.last - count.first).days + 1 == count.days == full_days_between(notice, count.earliest)
    assert count.first - notice == count.earliest - count.last == timedelta(1)


@given(DAYS, NOTICE_DAYS, COUNTINGS)
def test_the_latest_notice_is_the_count_turned_round(day: date, days: int, counting: Counting) -> None:
    assert count_notice(latest_notice(day, days, counting), days, counting).earliest == day
    assert latest_notice(count_notice(day, days, counting).earliest, days, counting) == day


def test_a_gathering_on_20_december_is_told_of_by_the_9th() -> None:
    assert latest_notice(date(2026, 12, 20), 10, Counting.CLEAR) == date(2026, 12, 9)
    assert latest_notice(date(2026, 12, 20), 10, Counting.PLAIN) == date(2026, 12, 10)


@given(DAYS, NOTICE_DAYS, COUNTINGS, st.integers(0, 400))
def test_the_earliest_day_and_all_after_it_are_taken(
    notice: date, days: int, counting: Counting, later: int
) -> None:
    lawful = count_notice(notice, days, counting).earliest

    check_notice(lawful + timedelta(later), kept(days, counting), notice)


@given(DAYS, NOTICE_DAYS, COUNTINGS, st.integers(1, 90))
def test_the_day_before_and_all_before_it_are_refused(
    notice: date, days: int, counting: Counting, sooner: int
) -> None:
    lawful = count_notice(notice, days, counting).earliest

    with pytest.raises(TooEarly) as refused:
        check_notice(lawful - timedelta(sooner), kept(days, counting), notice)

    assert refused.value.earliest == lawful


def test_a_refusal_says_how_the_days_were_counted() -> None:
    with pytest.raises(TooEarly) as refused:
        check_notice(date(2026, 12, 19), kept(), date(2026, 12, 9))

    assert refused.value.facts == {
        "day": date(2026, 12, 19),
        "days": 10,
        "earliest": date(2026, 12, 20),
        "notice": date(2026, 12, 9),
        "first": date(2026, 12, 10),
        "last": date(2026, 12, 19),
        "between": 10,
    }


@given(DAYS, st.integers(-400, 400))
def test_where_no_rule_applies_any_day_is_taken(notice: date, days: int) -> None:
    check_notice(notice + timedelta(days), None, notice)

    assert earliest(None, notice) is None


# -------------------------------------------------------------------------------------- the rules as data


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.MEETING])
def test_ten_days_are_the_rule_for_every_kind_but_a_plain_meeting(kind: Kind) -> None:
    rule = rule_for(kind, rules_on(date(2026, 12, 9)), Counting.CLEAR)

    assert rule is not None
    assert rule.days == 10


def test_a_plain_meeting_has_no_rule_of_notice_and_no_quorum() -> None:
    today = rules_on(date(2026, 12, 9))

    assert rule_for(Kind.MEETING, today, Counting.CLEAR) is None
    assert Kind.MEETING not in today.quorum


@pytest.mark.parametrize(
    ("kind", "share"),
    [
        (Kind.GATHERING, Fraction(1, 10)),
        (Kind.SEPARATE, Fraction(1, 10)),
        (Kind.ASSEMBLY, Fraction(1, 2)),
        (Kind.REPORT, None),
        (Kind.HEARING, None),
    ],
)
def test_a_quorum_is_known_for_those_that_decide(kind: Kind, share: Fraction | None) -> None:
    rule = rules_on(date(2026, 12, 9)).quorum.get(kind)

    assert (rule.share if rule else None) == share


def test_every_rule_has_its_source_and_its_grade() -> None:
    for rule in every_rule():
        assert rule.source.strip()
        assert rule.grade in Grade


def test_a_rule_that_could_not_be_established_names_no_act() -> None:
    for rule in every_rule():
        if rule.grade is Grade.U:
            assert rule.source == "source-caution"


def test_a_rule_whose_act_was_not_seen_is_not_graded_as_seen() -> None:
    # facts/law.md 0.1: days and quorum are all S or M; not one was read in an official copy.
    assert all(rule.grade in LOWER_GRADES for rule in every_rule())


def test_a_rule_counts_as_checked_only_where_its_text_or_several_readers_stand_behind_it() -> None:
    grades = {grade for grade in Grade if NoticeRule(10, "the law", grade).checked}

    assert grades == {Grade.A, Grade.B}
    assert not any(notice.checked for each in RULE_SETS for notice in each.notice.values())


def test_a_refused_day_carries_no_source_that_could_be_told_as_law() -> None:
    with pytest.raises(TooEarly) as refused:
        check_notice(date(2026, 12, 9), kept(), date(2026, 12, 9))

    assert not {"source", "grade", "version"} & refused.value.facts.keys()


def test_a_gathering_keeps_the_grade_and_the_source_of_its_rule() -> None:
    for rule_set in RULE_SETS:
        for kind, notice in rule_set.notice.items():
            rule = rule_for(kind, rule_set, Counting.PLAIN)
            assert rule == RuleKept(
                rule_set.version, notice.days, Counting.PLAIN, notice.grade, notice.source
            )


# ------------------------------------------------------------------------------------ rules by day and name


def test_a_day_before_all_rules_has_the_first_ones() -> None:
    assert rules_on(date(1999, 1, 1)) is RULE_SETS[0]


def test_new_rules_hold_from_their_day_on(monkeypatch: pytest.MonkeyPatch) -> None:
    later = RuleSet("2027-07-01", date(2027, 7, 1), {}, {}, RULE_SETS[0].petition)
    monkeypatch.setattr(rules, "RULE_SETS", (later, *RULE_SETS))

    assert rules_on(date(2027, 6, 30)) is RULE_SETS[-1]
    assert rules_on(date(2027, 7, 1)) is later
    assert rules_on(date(2040, 1, 1)) is later


def test_rules_are_found_again_by_the_name_that_a_gathering_kept() -> None:
    for each in RULE_SETS:
        assert rules_named(each.version) is each
    assert len({each.version for each in RULE_SETS}) == len(RULE_SETS)

    with pytest.raises(LookupError):
        rules_named("1999-01-01")


# ----------------------------------------------------------------------------------------------- the quorum


@pytest.mark.parametrize(
    ("share", "entitled", "need"),
    [
        (Fraction(1, 10), 942, 95),
        (Fraction(1, 10), 670, 67),
        (Fraction(1, 10), 671, 68),
        (Fraction(1, 10), 95, 10),
        (Fraction(1, 2), 10, 5),
        (Fraction(1, 2), 11, 6),
        (Fraction(1, 10), 1, 1),
        (Fraction(1, 10), 0, 0),
    ],
)
def test_the_quorum_is_rounded_up(share: Fraction, entitled: int, need: int) -> None:
    assert quorum_need(QuorumRule(share, "the law", Grade.M), entitled) == need


@given(st.fractions(Fraction(1, 100), 1), st.integers(0, 10**7))
def test_the_quorum_is_the_least_number_that_reaches_the_share(share: Fraction, entitled: int) -> None:
    need = quorum_need(QuorumRule(share, "the law", Grade.M), entitled)

    assert need >= share * entitled > need - 1
