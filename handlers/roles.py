"""Roles: offered by a one-time code, accepted by a tap, seen and ended by the office."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from handlers.acts import act
from handlers.asking import Option, choice, read_number_and_day, text_of, wanted_text
from handlers.chat import Card, Choice, Fact, Reply, Say, one_a_row, reply
from handlers.codes import new_code, note_wrong, tries_too_often
from handlers.door import Asker, OldButton, akim_office
from handlers.duties.subject import PASSED, write
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin, refused
from handlers.menu import commands_for
from handlers.ports import Desk, Work
from handlers.presses import Press
from village.dates import NoSuchDay, read_moment, years_on
from village.errors import Refusal, refusal
from village.gatherings import DayPassed
from village.ids import InvitationId, MandateId, PersonId
from village.outbox import Letter, Subject
from village.people import (
    MAY_INVITE,
    NEEDS_PROTOCOL,
    Basis,
    BasisKind,
    CodeRefused,
    Invitation,
    Mandate,
    Role,
    check_may_invite,
)
from village.texts import Day, Word
from village.villages import Village

_MANDATE_YEARS = (1, 2, 4, 5)


@dataclass(frozen=True, slots=True)
class InviteAsked:
    """Invite someone to a role."""

    line: str = ""


@dataclass(frozen=True, slots=True)
class RolesAsked:
    """Who holds what."""

    line: str = ""


@dataclass(frozen=True, slots=True)
class RoleAccepted(Press):
    """Accept the role that a code offers."""

    word: ClassVar[str] = "ra"
    code: str


@dataclass(frozen=True, slots=True)
class RoleDeclined(Press):
    """Decline it; the code stays for whoever it was meant for."""

    word: ClassVar[str] = "rd"
    code: str


@dataclass(frozen=True, slots=True)
class MandateEnded(Press):
    """End a mandate at once; ``sure`` is 1 when it was asked again."""

    word: ClassVar[str] = "re"
    mandate: MandateId
    sure: int


@dataclass(frozen=True, slots=True)
class InvitationCancelled(Press):
    """Cancel an invitation that was not used."""

    word: ClassVar[str] = "ri"
    invitation: InvitationId


# ------------------------------------------------------------------------------- offered, and taken up


async def offer(code: str, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show the role that a code offers; a wrong code gets a plain refusal, ten in an hour get nothing."""
    invitation = await _usable(code, asker, work, desk)
    if isinstance(invitation, Reply):
        return invitation
    facts = mandate_facts(invitation, asker.village)
    choices = (
        Choice(Say("button-accept"), RoleAccepted(code).data),
        Choice(Say("button-decline"), RoleDeclined(code).data),
    )
    return reply(Card((Say("role-offer", facts),), rows=one_a_row(*choices)))


async def _usable(code: str, asker: Asker, work: Work, desk: Desk) -> Invitation | Reply:
    """Find a usable invitation, or the reply to a code that opens nothing, which is counted."""
    now, village = desk.clock.now(), asker.village.slug
    if await tries_too_often(asker, work, desk):
        return Reply()
    found = await work.roles.invited_by(village, code)
    if found is not None and found.usable(now):
        return found
    await note_wrong(asker, work, desk)
    return reply(Card((refused(CodeRefused()),)))


def mandate_facts(invitation: Invitation | Mandate, village: Village) -> dict[str, Fact]:
    """Give the facts of a role that is offered or held."""
    return {
        "role": invitation.role.word,
        "unit": village.name,
        "basis": basis_says(invitation.basis),
        "from": Day(invitation.begins),
        "to": Day(invitation.ends),
    }


def basis_says(basis: Basis) -> Say:
    """Say the paper that a role rests on."""
    if basis.day is None:
        return Say(f"basis-{basis.kind}-number", {"number": basis.number})
    return Say(f"basis-{basis.kind}-of", {"number": basis.number, "day": Day(basis.day)})


async def accept(asked: RoleAccepted, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Take up a role: the code is used up, the mandate begins, the record has it."""
    invitation = await _usable(asked.code, asker, work, desk)
    if isinstance(invitation, Reply):
        return invitation
    now = desk.clock.now()
    if not await work.roles.keep_invitation(replace(invitation, used_at=now)):
        raise CodeRefused
    mandate = Mandate(
        id=MandateId(desk.new_id()),
        village=asker.village.slug,
        person=asker.known,
        role=invitation.role,
        begins=invitation.begins,
        ends=invitation.ends,
        basis=invitation.basis,
    )
    await work.roles.give(mandate)
    await work.record.add(
        act(asker, desk, "role-accepted", Subject("mandate", mandate.id), role=str(mandate.role))
    )
    await _announce(mandate, work, desk)
    await write(PASSED, mandate, (mandate.person,), work, desk)
    accepted = reply(Card((Say("role-accepted", mandate_facts(mandate, asker.village)),), instead=True))
    return replace(accepted, commands=commands_for(asker.roles | {mandate.role}))


async def _announce(mandate: Mandate, work: Work, desk: Desk) -> None:
    # Who watches the office is not the office's to choose in silence: the village is told who was elected.
    if mandate.role not in NEEDS_PROTOCOL:
        return
    for chat in await work.chats.for_section(mandate.village, None):
        await work.outbox.post(
            Letter(
                desk.new_id(),
                mandate.village,
                "role-announced",
                Subject("mandate", mandate.id),
                desk.clock.now(),
                chat=chat.id,
            )
        )


async def decline(asked: RoleDeclined, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Leave the role to whoever it was meant for."""
    del asked, asker, work, desk
    return reply(Card((Say("role-declined"),), instead=True))


# --------------------------------------------------------------------------------------------- inviting


async def ask_invite(asked: InviteAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to invite; ``/invite commission`` names the role at once."""
    role = asked.line.strip().casefold()
    answers: Answers = {"role": role} if role in set(Role) else {}
    if role in set(Role):
        check_may_invite(asker.roles, Role(role), Basis(BasisKind.PROTOCOL, "", None))
    return await begin(INVITING, answers, Sitting(asker, work, desk))


def _role_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del answers
    mine = {role for held in sitting.asker.roles for role in MAY_INVITE.get(held, ())}
    return tuple((Say(role.word.key), str(role)) for role in Role if role in mine)


async def _ask_basis(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    kind = _basis_kind(answers)
    return Prompt((Say(f"invite-{kind}-ask", {"today": Day(sitting.desk.today())}),))


def _basis_kind(answers: Answers) -> BasisKind:
    return BasisKind.PROTOCOL if text_of(answers, "role") in NEEDS_PROTOCOL else BasisKind.ORDER


async def _read_basis(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    number, day = read_number_and_day(wanted_text(given), sitting.desk.today())
    if day is None:
        raise NoSuchDay(text=given.text[:40])
    return {"basis": {"number": number, "day": day.isoformat()}}


async def _ask_until(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    options = tuple((Say("invite-years", {"years": years}), str(years)) for years in _MANDATE_YEARS)
    return Prompt((Say("invite-until-ask"),), options=options)


async def _read_until(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    today = sitting.desk.today()
    if given.value in map(str, _MANDATE_YEARS):
        return {"until": years_on(today, int(given.value)).isoformat()}
    until = read_moment(wanted_text(given), today, years=max(_MANDATE_YEARS)).day
    if until is None:
        raise NoSuchDay(text=given.text[:40])
    if until <= today:
        raise DayPassed(day=Day(until))
    return {"until": until.isoformat()}


def _invited(answers: Answers, sitting: Sitting) -> Invitation:
    basis = answers["basis"]
    assert isinstance(basis, dict)
    desk = sitting.desk
    return Invitation(
        id=InvitationId(desk.new_id()),
        village=sitting.asker.village.slug,
        role=Role(text_of(answers, "role")),
        begins=desk.today(),
        ends=date.fromisoformat(text_of(answers, "until")),
        basis=Basis(_basis_kind(answers), str(basis["number"]), date.fromisoformat(str(basis["day"]))),
        issued_by=sitting.asker.person,
        issued_at=desk.clock.now(),
    )


async def _give_invitation(answers: Answers, sitting: Sitting) -> Reply:
    invitation = _invited(answers, sitting)
    check_may_invite(sitting.asker.roles, invitation.role, invitation.basis)
    code = new_code()
    await sitting.work.roles.invite(invitation, code)
    asker, desk = sitting.asker, sitting.desk
    about = Subject("invitation", invitation.id)
    await sitting.work.record.add(act(asker, desk, "role-invited", about, role=str(invitation.role)))
    facts = {
        **mandate_facts(invitation, asker.village),
        "link": desk.links.start(asker.address.network, asker.village.slug, code),
        "code": code,
    }
    return reply(Card((Say("invite-made", facts),)))


INVITING = Form(
    "invite",
    akim_office,
    (
        choice("role", Say("invite-role-ask"), _role_options),
        Question("basis", _ask_basis, _read_basis),
        Question("until", _ask_until, _read_until),
    ),
    _give_invitation,
)


# --------------------------------------------------------------------------------------- who holds what


async def show_roles(asked: RolesAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show who holds what, and the invitations that can still be used."""
    del asked
    mandates = await work.roles.holders(asker.village.slug, desk.today())
    invitations = await work.roles.open_invitations(asker.village.slug, desk.clock.now())
    says = [Say("roles-title", strong=True), *_held(mandates, asker.village)]
    says += [Say("roles-invited", mandate_facts(each, asker.village)) for each in invitations]
    choices = [
        Choice(
            Say("button-end-mandate", {"role": each.role.word, "to": Day(each.ends)}),
            MandateEnded(each.id, 0).data,
        )
        for each in mandates
        if _may_end(asker, each)
    ]
    choices += [
        Choice(Say("button-cancel-invitation", {"role": each.role.word}), InvitationCancelled(each.id).data)
        for each in invitations
    ]
    choices.append(Choice(Say("button-invite"), InviteMore().data))
    return reply(Card(tuple(says), rows=one_a_row(*choices)))


def _held(mandates: Sequence[Mandate], village: Village) -> list[Say]:
    """Say who holds what; people have no names here, so equal mandates are one line with their number."""
    alike = Counter(replace(each, id=MandateId(0), person=PersonId(0)) for each in mandates)
    return [
        Say("roles-held", {**mandate_facts(each, village), "people": people})
        for each, people in alike.items()
    ]


@dataclass(frozen=True, slots=True)
class InviteMore(Press):
    """Invite, from the list of roles."""

    word: ClassVar[str] = "rm"


def _may_end(asker: Asker, mandate: Mandate) -> bool:
    # Commission and assembly are elected; whoever they check does not remove them.
    return mandate.role is Role.OFFICE and Role.AKIM in asker.roles


async def end_mandate(asked: MandateEnded, asker: Asker, work: Work, desk: Desk) -> Reply:
    """End a mandate at once, asked twice."""
    mandate = await work.roles.hold(asker.village.slug, asked.mandate)
    if mandate is None or not mandate.holds(desk.today()):
        raise OldButton
    if not _may_end(asker, mandate):
        raise NotYoursToEnd(role=mandate.role.word)
    if not asked.sure:
        sure = Choice(Say("button-end-sure"), MandateEnded(mandate.id, 1).data)
        return reply(
            Card((Say("end-mandate-ask", mandate_facts(mandate, asker.village)),), rows=one_a_row(sure))
        )
    await work.roles.end(asker.village.slug, mandate.id, desk.clock.now())
    await work.record.add(
        act(asker, desk, "role-ended", Subject("mandate", mandate.id), role=str(mandate.role))
    )
    return reply(Card((Say("mandate-ended", mandate_facts(mandate, asker.village)),)))


async def cancel_invitation(asked: InvitationCancelled, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Cancel an invitation that was not used."""
    now = desk.clock.now()
    found = {each.id: each for each in await work.roles.open_invitations(asker.village.slug, now)}
    invitation = found.get(asked.invitation)
    if invitation is None or not await work.roles.keep_invitation(replace(invitation, cancelled_at=now)):
        raise OldButton
    await work.record.add(
        act(
            asker,
            desk,
            "invitation-cancelled",
            Subject("invitation", invitation.id),
            role=str(invitation.role),
        )
    )
    return reply(Card((Say("invitation-cancelled", {"role": invitation.role.word}),)))


async def invite_more(asked: InviteMore, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to invite, from the list of roles."""
    del asked
    return await ask_invite(InviteAsked(), asker, work, desk)


@refusal
class NotYoursToEnd(Refusal):
    """A mandate that whoever asks may not end."""

    message = "not-yours-to-end"
    role: Word
