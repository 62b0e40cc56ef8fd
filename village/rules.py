"""The numbers of the law as dated data, each with its source and grade, looked up by day.

Grades: A seen in an official copy, B press or law firms, S the handbook alone, M common knowledge of the
act's text that a lawyer must still check, U not established. What is graded M or U is not told as law.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil


class Grade(StrEnum):
    """How far a fact is known."""

    A = "A"
    B = "B"
    S = "S"
    M = "M"
    U = "U"


class Kind(StrEnum):
    """What is convened; жиын and жиналыс are different things in law."""

    GATHERING = "gathering"
    ASSEMBLY = "assembly"
    SEPARATE = "separate"
    REPORT = "report"
    HEARING = "hearing"
    MEETING = "meeting"


class Counting(StrEnum):
    """How days of notice are counted.

    Clear: that many full days lie between the day of notice and the day of the gathering.
    Plain: the difference of the two dates is that many days.
    """

    CLEAR = "clear"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """How many calendar days before its day a gathering must be told of; the source is a word's key."""

    days: int
    source: str
    grade: Grade

    @property
    def checked(self) -> bool:
        """Tell whether the text itself, or several who read it, stand behind the number."""
        return self.grade in {Grade.A, Grade.B}


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """What share must be in the room, of the adults entitled or of the assembly's members."""

    share: Fraction
    source: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class TermRule:
    """How many working days a body has for its answer, from the day on which it registered what was sent.

    The day of registration is not counted; a term that ends on a day off ends on the next working day.
    """

    working_days: int
    source: str
    grade: Grade

    @property
    def checked(self) -> bool:
        """Tell whether the text itself, or several who read it, stand behind the number."""
        return self.grade in {Grade.A, Grade.B}


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """By how many months at most a body may put its answer off, from the day on which it was first due."""

    months: int
    source: str
    grade: Grade

    @property
    def checked(self) -> bool:
        """Tell whether the text itself, or several who read it, stand behind the number."""
        return self.grade in {Grade.A, Grade.B}


@dataclass(frozen=True, slots=True)
class Threshold:
    """How many must support the state's e-petition before a body considers it; none is known for a village.

    ``akimat`` and ``maslikhat`` are numbers of people, or shares of those who live there.
    """

    place: str
    akimat: int | Fraction
    maslikhat: int | Fraction
    source: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class PetitionRules:
    """What is known of petitions in law; a collective appeal in a chat is none, and borrows what fits."""

    collect_days: int
    answer: TermRule
    extension: ExtensionRule
    thresholds: tuple[Threshold, ...]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules as they stood from a day on."""

    version: str
    valid_from: date
    notice: Mapping[Kind, NoticeRule]
    quorum: Mapping[Kind, QuorumRule]
    petition: PetitionRules


# Sources by their key in the locales, so that a deadline can explain itself in three languages.
_LAW = "source-law-148"  # Law of 23 January 2001 No 148, art. 39-3
_ORDER_122 = "source-order-122"  # Order of the Minister of National Economy of 23 June 2023 No 122
_ORDER_295 = "source-order-295"  # Order of the Minister of National Economy of 7 August 2017 No 295
_APPC = "source-appc-90"  # Administrative Procedural Code, arts 90-4 and 90-5, as the press tells
_APPC_76 = "source-appc-76"  # the same code, art. 76: two months is the common limit
_CAUTION = "source-caution"  # no act found; ten days are kept out of caution

RULE_SETS: tuple[RuleSet, ...] = (
    RuleSet(
        version="2023-06-23",
        valid_from=date(2023, 6, 23),
        notice={
            Kind.GATHERING: NoticeRule(10, _LAW, Grade.M),
            Kind.SEPARATE: NoticeRule(10, _ORDER_122, Grade.M),
            Kind.ASSEMBLY: NoticeRule(10, _ORDER_295, Grade.M),
            Kind.REPORT: NoticeRule(10, _CAUTION, Grade.U),
            Kind.HEARING: NoticeRule(10, _CAUTION, Grade.U),
        },
        quorum={
            Kind.GATHERING: QuorumRule(Fraction(1, 10), _LAW, Grade.M),
            Kind.SEPARATE: QuorumRule(Fraction(1, 10), _ORDER_122, Grade.M),
            Kind.ASSEMBLY: QuorumRule(Fraction(1, 2), _ORDER_295, Grade.M),
        },
        petition=PetitionRules(
            collect_days=183,  # six months, by the bill of December 2022
            answer=TermRule(20, _APPC, Grade.B),
            extension=ExtensionRule(2, _APPC_76, Grade.M),
            thresholds=(
                Threshold("district-small", Fraction(5, 100), Fraction(10, 100), _APPC, Grade.B),
                Threshold("district-large", 2_500, 5_000, _APPC, Grade.B),
                Threshold("oblast", Fraction(1, 100), Fraction(2, 100), _APPC, Grade.B),
            ),
        ),
    ),
)


def rules_on(day: date) -> RuleSet:
    """Give the rule set in force on a day; before the first one, the first one."""
    known = [rules for rules in RULE_SETS if rules.valid_from <= day]
    return max(known, key=lambda rules: rules.valid_from) if known else RULE_SETS[0]


def rules_named(version: str) -> RuleSet:
    """Give the rule set that a gathering was convened under."""
    return {rules.version: rules for rules in RULE_SETS}[version]


@dataclass(frozen=True, slots=True)
class Count:
    """How the earliest day was counted: the day of notice, the full days after it, the earliest day."""

    notice: date
    days: int
    first: date
    last: date
    earliest: date


def count_notice(notice: date, days: int, counting: Counting) -> Count:
    """Count from a day of notice to the earliest lawful day."""
    between = days if counting is Counting.CLEAR else days - 1
    last = notice + timedelta(days=between)
    return Count(notice, between, notice + timedelta(days=1), last, last + timedelta(days=1))


def latest_notice(day: date, days: int, counting: Counting) -> date:
    """Give the last day on which notice of a gathering on ``day`` is still in time."""
    return day - timedelta(days=days + 1 if counting is Counting.CLEAR else days)


def quorum_need(rule: QuorumRule, entitled: int) -> int:
    """Give the least number that must be in the room."""
    return ceil(entitled * rule.share)
