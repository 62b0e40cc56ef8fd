"""Petitions: a demand that a deputy puts to the village, who may sign it, and what a signature changes.

A collective appeal, not the state's e-petition. What was published stays as it was: its text is kept as the
very line that is hashed, and the hash stands on every receipt and sheet. Only the end may move, and notes may
be added for all to see.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from village.course import Asked, Step, Terms, Voter, check_may_answer, missing_step
from village.errors import Refusal, refusal
from village.ids import FileId, PersonId, PetitionId, SectionSlug, VillageSlug
from village.listing import ADULT
from village.people import Level, Role
from village.register import (
    GIVES,
    Added,
    Alike,
    Content,
    Register,
    Row,
    What,
    began,
    leaf_of,
    to_milliseconds,
)
from village.rules import rules_on
from village.signers import Signer
from village.texts import Bilingual
from village.updates import Update, is_newer
from village.villages import Named, Village

TITLE_LETTERS, PROBLEM_LETTERS, DEMAND_LETTERS = 120, 900, 600
EVIDENCE_AT_MOST = 5
GOAL_AT_LEAST, GOAL_AT_MOST = 5, 1_000_000
LASTS = timedelta(days=30)


def longest(now: datetime) -> timedelta:
    """Give for how long signatures may be collected at most, by the rules of the day."""
    return timedelta(days=rules_on(now.date()).petition.collect_days)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A photo or document that bears out what is written; ``digest`` is the SHA-256 of its content (hex)."""

    file: FileId
    name: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionPlan(Terms):
    """What is demanded of whom, and who may sign.

    ``addressee`` is the slug of one of the village's bodies, ``addressee_name`` its name as it was then.
    ``sections`` narrows it to settlements of the home village, ``villages`` opens it to further ones;
    ``sends_itself``: it is handed over as soon as the goal is reached. ``needs_iin``: each signature needs an
    IIN, given on paper or on the bot's own page.
    """

    title: Bilingual
    problem: Bilingual
    demand: Bilingual
    addressee: str
    addressee_name: Named
    goal: int
    evidence: tuple[Evidence, ...] = ()
    sections: tuple[SectionSlug, ...] = ()
    villages: tuple[VillageSlug, ...] = ()
    sends_itself: bool = True
    needs_iin: bool = False
    level: Level = Level.PHONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Petition(Asked[PetitionPlan]):
    """A petition that was published. Its author is the deputy who put it to the village.

    ``drafted_by`` wrote it, ``confirmed_by`` is the second person who agreed that it be published.
    ``places`` are the further villages that it was put to, each with its number there. ``doubted`` are lines
    on paper that were put in dispute, or gave way, since it was read. ``kept_digest`` is that of the text as
    it is kept, so that it need not be reckoned for each signature.
    """

    id: PetitionId
    drafted_by: PersonId
    confirmed_by: PersonId
    register: Register
    places: tuple[tuple[VillageSlug, int], ...] = ()
    doubted: frozenset[int] = frozenset()
    kept_digest: str = field(default="", compare=False)

    @property
    def digest(self) -> str:
        """Give the SHA-256 (hex) of the text that was published."""
        return self.kept_digest or digest_of(frozen_text(self))

    @property
    def goal_reached(self) -> bool:
        """Tell whether as many have signed as its author wished for."""
        return self.register.tally.all >= self.plan.goal

    @property
    def heard_in(self) -> tuple[VillageSlug, ...]:
        """List the villages it was put to, its home first."""
        return (self.village, *(village for village, _ in self.places))

    def number_in(self, village: VillageSlug) -> int:
        """Give the number under which it was put to a village."""
        return dict(self.places).get(village, self.number)

    def is_open_to(self, village: VillageSlug) -> bool:
        """Tell whether a village is among those it was put to."""
        return village in self.heard_in


def frozen_text(petition: Petition) -> str:
    """Write down what is frozen, always alike: number, home, opening, the text, to whom, and the rules."""
    plan = petition.plan
    return json.dumps(
        {
            "village": petition.village,
            "number": petition.number,
            "opens": petition.opens_at.timestamp(),
            "closes": petition.first_closes_at.timestamp(),
            "title": _pair(plan.title),
            "problem": _pair(plan.problem),
            "demand": _pair(plan.demand),
            "addressee": plan.addressee,
            "addressee_name": [plan.addressee_name.kk, plan.addressee_name.ru, plan.addressee_name.en],
            "evidence": [[each.file, each.name, each.digest] for each in plan.evidence],
            "sections": list(plan.sections),
            "villages": list(plan.villages),
            "goal": plan.goal,
            "level": int(plan.level),
            "hours_in_chat": plan.hours_in_chat,
            "sends_itself": plan.sends_itself,
            "needs_iin": plan.needs_iin,
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def digest_of(text: str) -> str:
    """Give the SHA-256 (hex) of a frozen text."""
    return hashlib.sha256(text.encode()).hexdigest()


def plan_of(text: str, closes_at: datetime) -> PetitionPlan:
    """Read a plan back from the frozen text; ``closes_at`` is the end as it is now."""
    told: dict[str, Any] = json.loads(text)
    return PetitionPlan(
        closes_at=closes_at,
        level=Level(told["level"]),
        hours_in_chat=told["hours_in_chat"],
        title=Bilingual(*told["title"]),
        problem=Bilingual(*told["problem"]),
        demand=Bilingual(*told["demand"]),
        addressee=told["addressee"],
        addressee_name=Named(*told["addressee_name"]),
        goal=told["goal"],
        evidence=tuple(Evidence(FileId(file), name, digest) for file, name, digest in told["evidence"]),
        sections=tuple(SectionSlug(slug) for slug in told["sections"]),
        villages=tuple(VillageSlug(slug) for slug in told["villages"]),
        sends_itself=told["sends_itself"],
        needs_iin=told["needs_iin"],
    )


def with_register(petition: Petition) -> Petition:
    """Begin the register of a petition that is published now: its first row will seal the text."""
    return replace(petition, register=Register(began(petition.digest)))


def _pair(text: Bilingual) -> list[str]:
    return [text.kk, text.ru]


# ----------------------------------------------------------------------------------------- a draft of one


@dataclass(frozen=True, slots=True)
class PetitionDraft:
    """A petition that is not published: drafted by a resident, then put by a deputy for a second person.

    ``answers`` are what was said in the form; ``put_by`` is the deputy who would publish it, since
    ``put_at``; ``ground`` is why a second person declined it last.
    """

    id: PetitionId
    village: VillageSlug
    author: PersonId
    answers: dict[str, Any]
    at: datetime
    put_by: PersonId | None = None
    put_at: datetime | None = None
    ground: str = ""


@dataclass(frozen=True, slots=True)
class PetitionNote:
    """What its author added to a petition for all to see: the text itself stays as it was signed."""

    at: datetime
    text: Bilingual


# ------------------------------------------------------------------------------------------------- signing


@dataclass(frozen=True, slots=True)
class Signature:
    """What one person's signature that counts is: the row in the register, and the digest that seals it."""

    row: Row
    digest: str
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Stance:
    """What is known of one person and one petition.

    ``signer``: their name, if they gave it. ``signature`` counts now. ``elsewhere``: the same person, as far
    as phone and name tell, signed from another address. ``paper`` are lines of that name on paper.
    ``born`` is the year that the roll has of them.
    ``at`` and ``update`` are of what they did last. ``added`` are rows to be kept, ``register`` is the
    petition's after the last of them.
    """

    signer: Signer | None = None
    signature: Signature | None = None
    elsewhere: bool = False
    paper: tuple[Alike, ...] = ()
    born: int | None = None
    at: datetime | None = None
    update: Update | None = None
    added: tuple[Added, ...] = ()
    register: Register | None = None
    witness: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Receipted:
    """What a receipt's code is found by: the row of a signature, and whether it counts."""

    petition: Petition
    row: Row
    stands: bool


@dataclass(frozen=True, slots=True)
class SignTap:
    """A button by which somebody signs or takes it back; ``salt`` is for the row's content.

    ``witness`` stood by. ``iin`` was given on paper or on the bot's own page.
    """

    at: datetime
    salt: bytes
    update: Update | None = None
    witness: PersonId | None = None
    iin: str = ""


def missing_to_sign(petition: Petition, village: Village, voter: Voter) -> Step | None:
    """Name the step that is missing before somebody can sign; none where they can.

    Where a unit has settlements, each signature says from which it comes: the sheets are made by them.
    """
    if village.sections and voter.section is None:
        return Step.SECTION
    return missing_step(petition, voter)


def check_may_sign(petition: Petition, village: Village, voter: Voter, now: datetime) -> None:
    """Refuse whoever is not asked: of another village or settlement, in no chat, not living here."""
    petition.check_open(now)
    if not petition.is_open_to(village.slug):
        raise NotOpenHere(number=petition.number)
    check_may_answer(petition, village, voter, now)
    if voter.lives_here is False:
        raise NotLivingHere
    of = petition.plan.sections if village.slug == petition.village else ()
    if of and voter.section is not None and voter.section not in of:
        raise OfSections(sections=tuple(village.place_name(each) for each in of))


def check_adult(born: int | None, now: datetime) -> None:
    """Refuse whom the roll has as a child; who comes of age this year says so themselves, as others do."""
    if born is not None and now.year - born < ADULT:
        raise ListedAsChild


def sign(
    petition: Petition, village: Village, voter: Voter, before: Stance, tap: SignTap
) -> tuple[Petition, Stance]:
    """Give the petition and the stance after somebody signed; the same ones where that came too late.

    The step that is missing, and the name, are asked for before.
    """
    if _is_stale(before, tap):
        return petition, before
    check_may_sign(petition, village, voter, tap.at)
    if before.signature is not None:
        raise SignedAlready(number=before.signature.row.number)
    if before.elsewhere:
        raise SignedElsewhere
    check_adult(before.born, tap.at)
    if before.signer is None:
        raise NameNeeded
    if petition.plan.needs_iin and not tap.iin:
        raise IinNeeded
    name = before.signer.name
    content = Content(name.surname, name.given, name.patronymic, iin=tap.iin)
    row = Row(
        number=petition.register.next,
        what=What.SIGNED,
        at=to_milliseconds(tap.at),
        level=voter.level,
        village=village.slug,
        section=voter.section,
        witnessed=tap.witness is not None,
        leaf=leaf_of(content, tap.salt),
    )
    return _over_paper(*_added(petition, before, tap, row, content), tap.at)


def _over_paper(petition: Petition, stance: Stance, now: datetime) -> tuple[Petition, Stance]:
    """Let one's own line on paper give way to one's signature; what may be a namesake's is in dispute."""
    if not stance.paper:
        return petition, stance
    register, added, doubted = petition.register, list(stance.added), set(petition.doubted)
    for each in stance.paper:
        if each.row.number in doubted or not (each.surely or (each.perhaps and not each.in_doubt)):
            continue
        what = falls_by(in_doubt=each.in_doubt) if each.surely else What.DISPUTED
        row = row_about(each.row, what, register, now)
        register = register.after(row, each.row)
        added.append(Added(row, register.head.digest))
        doubted.add(each.row.number)
    grown = replace(petition, register=register, doubted=frozenset(doubted))
    return grown, replace(stance, added=tuple(added), register=register)


def falls_by(*, in_doubt: bool) -> What:
    """Give the row by which a line on paper counts no more: what is in dispute counts nowhere yet."""
    return What.STRUCK if in_doubt else What.WITHDRAWN


def withdraw(petition: Petition, before: Stance, tap: SignTap) -> tuple[Petition, Stance]:
    """Give the petition and the stance after somebody took their signature back."""
    if _is_stale(before, tap):
        return petition, before
    petition.check_open(tap.at)
    if before.signature is None:
        raise NotSigned
    row = row_about(before.signature.row, What.WITHDRAWN, petition.register, tap.at)
    return _added(petition, before, tap, row, None)


def erase(
    petition: Petition, named: Collection[Row], standing: Row | None, now: datetime
) -> tuple[Petition, tuple[Added, ...]]:
    """Give the petition, and the rows to add, when somebody is forgotten; ``named`` are rows with their name.

    While signatures are collected the one that stands is taken back first; later it counts on, unnamed.
    """
    register, added = petition.register, list[Added]()
    about = [(row, What.ERASED) for row in named]
    if standing is not None and petition.is_open(now):
        about.insert(0, (standing, What.WITHDRAWN))
    for of, what in about:
        row = row_about(of, what, register, now)
        register = register.after(row, of)
        added.append(Added(row, register.head.digest))
    return replace(petition, register=register), tuple(added)


def row_about(of: Row, what: What, register: Register, now: datetime) -> Row:
    """Make the next row of a register, which speaks of an earlier one."""
    return Row(
        number=register.next,
        what=what,
        at=to_milliseconds(now),
        level=of.level,
        village=of.village,
        section=of.section,
        of=of.number,
    )


def erase_all(petition: Petition, at: datetime) -> tuple[Petition, Added]:
    """Give the petition, and the row that says so, after the names of all who signed were deleted."""
    row = Row(petition.register.next, What.ERASED, to_milliseconds(at), Level.CHAT, petition.village)
    register = petition.register.after(row)
    return replace(petition, register=register), Added(row, register.head.digest)


MILESTONES = (10, 25, 50, 75, 100)
"""The shares of the goal, in hundredths, that are told to the village, each once."""


def milestone(petition: Petition) -> int:
    """Give the highest milestone that was passed, in hundredths of the goal; 0 before the first."""
    return milestone_at(petition.register.tally.all, petition.plan.goal)


def milestone_at(signed: int, goal: int) -> int:
    """Give the highest milestone that so many signatures pass; 0 before the first."""
    return max((each for each in MILESTONES if each <= signed * 100 // goal), default=0)


def reached(before: Petition, after: Petition) -> bool:
    """Tell whether a milestone was passed between two moments."""
    return milestone(after) > milestone(before)


def _added(
    petition: Petition, before: Stance, tap: SignTap, row: Row, content: Content | None
) -> tuple[Petition, Stance]:
    of = before.signature.row if before.signature else None
    register = petition.register.after(row, of)
    digest = register.head.digest
    added = Added(row, digest, content, tap.salt if content else b"")
    shown = before.signer is not None and before.signer.shown
    stands = replace(
        before,
        signature=Signature(row, digest, shown) if row.what in GIVES else None,
        at=tap.at,
        update=tap.update,
        added=(*before.added, added),
        register=register,
        witness=tap.witness,
    )
    return replace(petition, register=register), stands


def _is_stale(before: Stance, tap: SignTap) -> bool:
    return before.at is not None and is_newer(before.update, before.at, tap.update, tap.at)


# --------------------------------------------------------------------------------------- putting it to people


SECOND_ALONE_AFTER = timedelta(hours=24)
"""After how long the one who put it may confirm it alone, where nobody else can."""


def may_confirm(roles: Collection[Role], addressee: Collection[Role]) -> bool:
    """Tell whether roles make a second person: a deputy or an assembly member, of no side that is asked."""
    asked = {Role.AKIM, Role.OFFICE, *addressee}
    return bool({Role.DEPUTY, Role.ASSEMBLY_MEMBER} & set(roles)) and not asked & set(roles)


def check_may_confirm(
    draft: PetitionDraft,
    person: PersonId,
    *,
    entitled: Collection[PersonId],
    now: datetime,
) -> None:
    """Refuse whoever may not confirm that a draft be published; ``entitled`` are all who may by their roles.

    Neither who put it nor who drafted it is a second person; where there is no other, who put it may alone,
    after a day.
    """
    if draft.put_by is None or draft.put_at is None:
        raise NotPut
    others = set(entitled) - {draft.put_by, draft.author}
    if person in others:
        return
    if person == draft.put_by and not others:
        alone_from = draft.put_at + SECOND_ALONE_AFTER
        if now < alone_from:
            raise AloneTooSoon(at=alone_from)
        return
    raise NoSecondPerson


# ------------------------------------------------------------------------------------------------ refusals


@refusal
class NotOpenHere(Refusal):
    """A signature from a village that the petition was not put to."""

    message = "petition-not-open-here"
    number: int


@refusal
class NotLivingHere(Refusal):
    """A signature from somebody who said that they live elsewhere."""

    message = "petition-not-living-here"


@refusal
class OfSections(Refusal):
    """A signature from another settlement than those it was put to."""

    message = "petition-of-sections"
    sections: tuple[Named, ...]


@refusal
class SignedAlready(Refusal):
    """A second signature."""

    message = "petition-signed-already"
    number: int


@refusal
class SignedElsewhere(Refusal):
    """A signature of the same person from another address of theirs."""

    message = "petition-signed-elsewhere"


@refusal
class ListedAsChild(Refusal):
    """A signature of somebody whom the roll has as a child."""

    message = "petition-not-adult"


@refusal
class NameNeeded(Refusal):
    """A signature without a name."""

    message = "petition-name-needed"


@refusal
class IinNeeded(Refusal):
    """A signature without an IIN where each needs one."""

    message = "petition-iin-needed"


@refusal
class NotSigned(Refusal):
    """Taking back what was never given."""

    message = "petition-not-signed"


@refusal
class NotPut(Refusal):
    """Confirming what no deputy has put."""

    message = "petition-not-put"


@refusal
class AloneTooSoon(Refusal):
    """Confirming one's own petition before its day of thought is over."""

    message = "petition-alone-too-soon"
    at: datetime


@refusal
class NoSecondPerson(Refusal):
    """Confirming a petition without being the second person it needs."""

    message = "petition-needs-members"
