"""The roll: how a resident is found among the village's adults, or vouched for by their neighbours."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from village.errors import Refusal, refusal
from village.ids import PersonId, SectionSlug, VillageSlug
from village.people import Level

VOUCHERS = 2
VOUCHES_AT_MOST = 5
ASK_LASTS = timedelta(days=14)
CLAIMS_A_DAY = 5
DOUBTS_AT_ONCE = 3

# ---------------------------------------------------------------------------------------- an earlier roll


@dataclass(frozen=True, slots=True)
class EntryKeys:
    """What an entry is known by, as keyed hashes: name and year, the same with the patronymic, phone, IIN."""

    section: SectionSlug | None
    name: bytes
    full: bytes
    phone: bytes | None = None
    iin: bytes | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which earlier entry each new one is, None for someone new; and which earlier ones are gone."""

    earlier: tuple[int | None, ...]
    gone: frozenset[int]


# From what names one person alone to what nearly does; a pair is only made where there is one on each side.
_SAME: tuple[Callable[[EntryKeys], Hashable | None], ...] = (
    lambda keys: keys.iin,
    lambda keys: (keys.full, keys.section, keys.phone) if keys.phone else None,
    lambda keys: (keys.full, keys.section),
    lambda keys: (keys.full, keys.phone) if keys.phone else None,
    lambda keys: keys.full,
    lambda keys: (keys.name, keys.section),
)


def pair(old: Mapping[int, EntryKeys], new: Sequence[EntryKeys]) -> Pairing:
    """Find each new entry among the earlier ones: another patronymic or phone is no new person."""
    earlier: dict[int, int] = {}
    left_old, left_new = dict(old), dict(enumerate(new))
    for same in _SAME:
        olds, news = _grouped(left_old, same), _grouped(left_new, same)
        for key in olds.keys() & news.keys():
            if len(olds[key]) == len(news[key]) == 1 and _may_be_one(old[olds[key][0]], new[news[key][0]]):
                earlier[news[key][0]] = olds[key][0]
                del left_old[olds[key][0]], left_new[news[key][0]]
    return Pairing(tuple(earlier.get(place) for place in range(len(new))), frozenset(left_old))


def _grouped(
    entries: Mapping[int, EntryKeys], same: Callable[[EntryKeys], Hashable | None]
) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number, keys in entries.items():
        if (key := same(keys)) is not None:
            groups[key].append(number)
    return groups


def _may_be_one(old: EntryKeys, new: EntryKeys) -> bool:
    return old.iin is None or new.iin is None or old.iin == new.iin


@dataclass(frozen=True, slots=True)
class Difference:
    """What writing a table would do: how many are new, changed, the same and gone; how many lose level 2."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    losing: int = 0


# ------------------------------------------------------------------------------------- who is who on the roll


class How(StrEnum):
    """By what somebody is known to live here."""

    PHONE = "phone"  # their confirmed phone is on the roll
    NAME = "name"  # name, year of birth and phone agree
    OFFICE = "office"  # two people of the office said so
    VOUCH = "vouch"  # neighbours vouched for them


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the roll beside a person: whether the phone agrees, and who has it already."""

    id: int
    phone_agrees: bool = False
    taken_by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Who is known to live here, and by what: an entry of the roll, none where neighbours vouch."""

    person: PersonId
    entry: int | None
    how: How


@dataclass(frozen=True, slots=True)
class Weighed:
    """What comes of comparing a person with the roll: the entry that is theirs, or those to be doubted."""

    match: Entry | None = None
    doubts: tuple[Entry, ...] = ()


def weigh_phone(entries: Sequence[Entry]) -> Weighed:
    """Weigh the entries that have a person's confirmed phone: one that is free is theirs.

    Where several share it, the name has to tell; one that another has is for the office to look at.
    """
    if len(entries) != 1:
        return Weighed()
    return Weighed(match=entries[0]) if entries[0].taken_by is None else Weighed(doubts=tuple(entries))


def weigh_name(entries: Sequence[Entry]) -> Weighed:
    """Weigh the entries of a name and a year, which neighbours know: the phone must agree too."""
    sure = [entry for entry in entries if entry.phone_agrees and entry.taken_by is None]
    if len(sure) == 1:
        return Weighed(match=sure[0])
    return Weighed(doubts=tuple(entries[:DOUBTS_AT_ONCE]))


def check_may_claim(level: Level, tried: int, waiting: int) -> None:
    """Refuse a name from whoever is known already, waits for the office, or has tried too often today."""
    check_may_ask(level)
    if waiting:
        raise ClaimWaits
    if tried >= CLAIMS_A_DAY:
        raise ClaimedTooOften


def check_may_ask(level: Level) -> None:
    """Refuse to look for whoever is known already, or whose phone is not confirmed."""
    if level is Level.ROLL:
        raise OnRollAlready
    if level is Level.CHAT:
        raise PhoneFirst


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that may be one person: two people of the office say so, or one says no."""

    id: int
    village: VillageSlug
    person: PersonId
    entry: int
    at: datetime
    first_yes: PersonId | None = None
    second_yes: PersonId | None = None
    refused_by: PersonId | None = None
    ended_at: datetime | None = None

    @property
    def confirmed(self) -> bool:
        """Tell whether two people have said yes."""
        return self.second_yes is not None

    def yes(self, by: PersonId, now: datetime) -> "Doubt":
        """Take a yes; the second, of another person, ends it."""
        self._check_may_say(by)
        if self.first_yes is None:
            return replace(self, first_yes=by)
        return replace(self, second_yes=by, ended_at=now)

    def no(self, by: PersonId, now: datetime) -> "Doubt":
        """Take a no, which ends it."""
        if self.ended_at is not None:
            raise DoubtOver
        if by == self.person:
            raise OwnClaim
        return replace(self, refused_by=by, ended_at=now)

    def _check_may_say(self, by: PersonId) -> None:
        if self.ended_at is not None:
            raise DoubtOver
        if by == self.person:
            raise OwnClaim
        if by == self.first_yes:
            raise SecondPersonNeeded


# ---------------------------------------------------------------------------------------------- vouching


@dataclass(frozen=True, slots=True)
class VouchAsk:
    """Somebody asks their neighbours to vouch; ``name`` is how they are called on their network."""

    id: int
    village: VillageSlug
    person: PersonId
    name: str
    at: datetime

    def stands(self, now: datetime) -> bool:
        """Tell whether it can still be answered."""
        return now < self.at + ASK_LASTS


@dataclass(frozen=True, slots=True)
class Vouch:
    """A neighbour's word that a person lives here; it stands until it is taken back."""

    id: int
    village: VillageSlug
    person: PersonId
    voucher: PersonId
    name: str
    at: datetime


def check_may_vouch(
    ask: VouchAsk | None, voucher: PersonId, how: How | None, given: int, now: datetime
) -> VouchAsk:
    """Refuse a word that does not count: for oneself, too late, too many, or of one not on the roll.

    Who was vouched for does not vouch, so that no chain grows.
    """
    if ask is None or not ask.stands(now):
        raise AskOver
    if ask.person == voucher:
        raise NotForOneself
    if how is None or how is How.VOUCH:
        raise OnRollNeeded
    if given >= VOUCHES_AT_MOST:
        raise VouchedEnough(most=VOUCHES_AT_MOST)
    return ask


def losing_level(
    gone: Collection[int], matched: Mapping[PersonId, int | None], vouches: Iterable[Vouch]
) -> frozenset[PersonId]:
    """Give who loses level 2 with some entries: those they were matched to, and those these vouched for."""
    off = {person for person, entry in matched.items() if entry in gone}
    left: dict[PersonId, int] = defaultdict(int)
    for vouch in vouches:
        left[vouch.person] += vouch.voucher not in off
    return frozenset(
        off | {person for person, words in left.items() if words < VOUCHERS and person in matched}
    )


@refusal
class PhoneFirst(Refusal):
    """Level 2 asked for without a confirmed phone."""

    message = "roll-phone-first"


@refusal
class OnRollAlready(Refusal):
    """Level 2 asked for by who has it."""

    message = "roll-already"


@refusal
class ClaimWaits(Refusal):
    """A name from someone whom the office is still looking at."""

    message = "roll-claim-waits"


@refusal
class ClaimedTooOften(Refusal):
    """Too many names in a day."""

    message = "roll-claimed-too-often"


@refusal
class DoubtOver(Refusal):
    """A pair that was decided before."""

    message = "roll-doubt-over"


@refusal
class OwnClaim(Refusal):
    """Somebody of the office decides on themselves."""

    message = "roll-own-claim"


@refusal
class SecondPersonNeeded(Refusal):
    """The same person says yes twice."""

    message = "roll-second-person"


@refusal
class AskOver(Refusal):
    """A request to vouch that is too old, or was fulfilled."""

    message = "vouch-over"


@refusal
class NotForOneself(Refusal):
    """Somebody vouches for themselves."""

    message = "vouch-not-oneself"


@refusal
class OnRollNeeded(Refusal):
    """Somebody vouches who is not on the roll themselves."""

    message = "vouch-roll-needed"


@refusal
class VouchedEnough(Refusal):
    """More words than one neighbour can give."""

    message = "vouch-enough"
    most: int


@refusal
class VouchedBefore(Refusal):
    """A second word of one neighbour for the same person."""

    message = "vouch-before"
