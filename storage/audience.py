"""Who an audience is: the one query by which a preview counts and a campaign sends.

A letter goes only to residents who consented and can be reached; and, but for those who hold an office or a
seat, or had the matter in private before, only to those who asked for private letters. A settlement and
"lives here" narrow the scopes that mean everybody; what a person did or holds concerns them wherever they
live.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from storage.shelf import is_about
from storage.tables import (
    ballot,
    chat,
    gathering_answer,
    letter,
    mandate,
    resident,
    signature,
    survey_answered,
)
from village.gatherings import Coming
from village.ids import SectionSlug, VillageSlug
from village.outbox import Audience, LetterState, Scope, Subject
from village.people import Role

_HOLDERS = {
    Scope.MEMBERS: (Role.ASSEMBLY_MEMBER,),
    Scope.COMMISSION: (Role.COMMISSION_MEMBER,),
    Scope.OFFICE: (Role.AKIM, Role.OFFICE),
}


class NoSubject(ValueError):
    """An audience that hangs on a subject was asked for without one."""


def people_of(village: VillageSlug, audience: Audience, day: date) -> Select[Any] | None:
    """Select the people whom a private letter to this audience reaches; None where none is meant."""
    if audience.private is None:
        return None
    return (
        select(resident.c.person)
        .where(resident.c.village == village, resident.c.consented, resident.c.reachable)
        .where(_in_scope(audience.private, audience, day))
    )


def chats_of(village: VillageSlug, section: SectionSlug | None) -> Select[Any]:
    """Select the chats that hear what concerns a section: its own, or else the unit's; or all of them."""
    here = and_(chat.c.village == village, chat.c.bound, chat.c.present)
    chosen = select(chat).where(here)
    if section is None:
        return chosen
    own = chat.alias("own")
    has_own = exists().where(own.c.village == village, own.c.bound, own.c.present, own.c.section == section)
    return chosen.where(or_(chat.c.section == section, and_(chat.c.section.is_(None), ~has_own)))


def _in_scope(scope: Scope, audience: Audience, day: date) -> ColumnElement[bool]:
    match scope:
        case Scope.SUBSCRIBERS:
            return _subscribers(audience)
        case Scope.UNANSWERED:
            return and_(_subscribers(audience), ~_has_answered(_subject(audience)))
        case Scope.UNDECIDED:
            return and_(resident.c.subscribed, _answered(_subject(audience), (Coming.YES, Coming.UNSURE)))
        case Scope.COMING:
            return and_(resident.c.subscribed, _answered(_subject(audience), (Coming.YES,)))
        case Scope.ANSWERED:
            return _has_given(_subject(audience))
        case Scope.HAD_IT | Scope.MEMBERS | Scope.COMMISSION | Scope.OFFICE:
            return _known_by_office(scope, audience, day)


def _known_by_office(scope: Scope, audience: Audience, day: date) -> ColumnElement[bool]:
    if scope is Scope.HAD_IT:
        return _had(_subject(audience))
    return _holds(_HOLDERS[scope], day)


def _subscribers(audience: Audience) -> ColumnElement[bool]:
    wanted: list[ColumnElement[bool]] = [resident.c.subscribed]
    if audience.section is not None:
        wanted.append(resident.c.section == audience.section)
    return and_(*wanted)


def _answered(subject: Subject, answers: tuple[Coming, ...]) -> ColumnElement[bool]:
    return exists().where(
        gathering_answer.c.village == resident.c.village,
        gathering_answer.c.gathering == subject.id,
        gathering_answer.c.person == resident.c.person,
        gathering_answer.c.coming.in_(answers),
    )


def _has_answered(subject: Subject) -> ColumnElement[bool]:
    return _answered(subject, tuple(Coming)) if subject.kind == "gathering" else _has_given(subject)


def _has_given(subject: Subject) -> ColumnElement[bool]:
    match subject.kind:
        case "survey":
            return _has_handed_in(subject)
        case "petition":
            return _has_signed(subject)
        case _:
            return _has_voted(subject)


def _has_signed(subject: Subject) -> ColumnElement[bool]:
    # A petition may be another village's, and so its signatures are kept there.
    return exists().where(
        signature.c.petition == subject.id,
        signature.c.person == resident.c.person,
        signature.c.of_village == resident.c.village,
        signature.c.standing,
    )


def _has_handed_in(subject: Subject) -> ColumnElement[bool]:
    return exists().where(
        survey_answered.c.village == resident.c.village,
        survey_answered.c.survey == subject.id,
        survey_answered.c.person == resident.c.person,
    )


def _has_voted(subject: Subject) -> ColumnElement[bool]:
    return exists().where(
        ballot.c.village == resident.c.village,
        ballot.c.poll == subject.id,
        ballot.c.person == resident.c.person,
        ballot.c.choices != 0,
        ~ballot.c.waits,
    )


def _had(subject: Subject) -> ColumnElement[bool]:
    return exists().where(
        letter.c.village == resident.c.village,
        letter.c.person == resident.c.person,
        letter.c.state == LetterState.SENT,
        is_about(letter, subject),
    )


def _holds(roles: tuple[Role, ...], day: date) -> ColumnElement[bool]:
    return exists().where(
        mandate.c.village == resident.c.village,
        mandate.c.person == resident.c.person,
        mandate.c.role.in_(roles),
        mandate.c.begins <= day,
        mandate.c.ends >= day,
        mandate.c.ended_at.is_(None),
    )


def _subject(audience: Audience) -> Subject:
    if audience.about is None:
        raise NoSubject(f"the scope {audience.private} says nothing without a subject")
    return audience.about
