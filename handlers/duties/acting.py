"""What is done about a duty: done with proof, put off, handed over, given up, moved to another day."""

from dataclasses import replace
from datetime import date

from handlers.acts import act
from handlers.asking import (
    TooLong,
    check_length,
    in_language,
    kept,
    own_first,
    pair,
    second_language,
    text_of,
    wanted_text,
)
from handlers.chat import Card, Choice, Fact, Reply, Say, one_a_row, reply
from handlers.door import Asker, OldButton
from handlers.duties.cards import counted_card, cycle_says, duty_card
from handlers.duties.subject import (
    CANNOT,
    DIGEST,
    MOVED,
    OFFER,
    TURN,
    DutyCannot,
    DutyCounted,
    DutyDone,
    DutyMoved,
    DutyOffered,
    DutyProofShown,
    DutyRefused,
    DutyReopened,
    DutyShown,
    DutySnoozed,
    DutyTaken,
    Found,
    about,
    about_day,
    officials,
    the_duty,
    write,
)
from handlers.files import keep_file
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin
from handlers.ports import Desk, Work
from village.dates import NoSuchDay, read_moment
from village.duties import (
    SNOOZES,
    WORDS_AT_MOST,
    Did,
    Duty,
    DutyAct,
    NotYourDuty,
    able,
    above,
    check_open,
    check_owns,
    check_proof,
    guards,
    offered,
    owners,
    snoozed,
    snoozed_until,
    taken,
    takers,
    unable,
)
from village.duties import Given as Brought
from village.forms import Json
from village.ids import DutyId, FileId
from village.people import Role
from village.procedures import Proof
from village.texts import Bilingual

_PDF = "application/pdf"


# ---------------------------------------------------------------------------------------------- looking


async def show_duty(asked: DutyShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show a duty with its history and what may be done."""
    return reply(await _card(asked.duty, asker, work, desk))


async def _card(duty: DutyId, asker: Asker, work: Work, desk: Desk) -> Card:
    found = await the_duty(asker.village.slug, duty, work, desk)
    acts = await work.duties.acts(found.duty)
    return duty_card(found, acts, asker.known, asker.roles, desk.today())


async def show_count(asked: DutyCounted, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Tell how a day came about."""
    return reply(counted_card(await the_duty(asker.village.slug, asked.duty, work, desk)))


async def show_proof(asked: DutyProofShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Give what was brought as proof."""
    found = await the_duty(asker.village.slug, asked.duty, work, desk)
    brought = [each for each in await work.duties.acts(found.duty) if each.did is Did.DONE and each.file]
    if not brought:
        raise OldButton
    file = brought[-1].file
    assert file is not None
    return reply(Card((_named(found),), files=(file,)))


def _named(found: Found) -> Say:
    facts: dict[str, Fact] = {
        "number": found.duty.place,
        "step": found.cycle.step(found.duty).what,
        "cycle": cycle_says(found.cycle),
    }
    return Say("duty-named", facts)


# ------------------------------------------------------------------------------------------- what follows


async def _keep(found: Found, changed: tuple[Duty, ...], work: Work) -> None:
    before = {duty.id: duty for duty in found.running.duties}
    differ = [duty for duty in changed if duty != before[duty.id]]
    await work.duties.keep(*differ)


async def _note(found: Found, did: DutyAct, asker: Asker, work: Work, desk: Desk) -> None:
    """Add it to the history and the record, and have today's reminders show it."""
    duty, village = found.duty, asker.village.slug
    await work.duties.add_act(duty, did)
    if did.did is not Did.SNOOZED:  # nobody's concern but one's own
        facts: dict[str, Json] = {"step": duty.place, "procedure": found.cycle.procedure.slug}
        await work.record.add(act(asker, desk, f"duty-{did.did}", about(duty.id), **facts))
    told = await work.duties.told_on([village])
    if village in told:
        await work.outbox.refresh(village, DIGEST, about_day(told[village]), desk.clock.now())


def _did(
    what: Did,
    found: Found,
    asker: Asker,
    desk: Desk,
    words: Bilingual | None = None,
    **more: date | FileId | None,
) -> DutyAct:
    role = found.duty.role if found.duty.role in asker.roles else _acting(asker)
    return DutyAct(
        what,
        desk.local_now(),
        asker.known,
        role,
        words=words or Bilingual(),
        **more,  # type: ignore[arg-type]  # a day and a file, by their names
    )


def _acting(asker: Asker) -> Role:
    return next(role for role in reversed(Role) if role in asker.roles)


async def _mine(duty: DutyId, asker: Asker, work: Work, desk: Desk) -> Found:
    found = await the_duty(asker.village.slug, duty, work, desk, held=True)
    check_owns(found.duty, asker.known, found.holders)
    return found


# -------------------------------------------------------------------------------------------------- done


async def ask_done(asked: DutyDone, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Ask for what proves it."""
    found = await _mine(asked.duty, asker, work, desk)
    check_open(found.duty)
    return await begin(DOING, {"duty": str(asked.duty)}, Sitting(asker, work, desk))


async def _of(answers: Answers, sitting: Sitting) -> Found:
    duty = DutyId(int(text_of(answers, "duty")))
    return await the_duty(sitting.asker.village.slug, duty, sitting.work, sitting.desk, held=True)


async def _ask_proof(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    found = await _of(answers, sitting)
    step = found.cycle.step(found.duty)
    wanted = tuple(Say(f"proof-{each}") for each in Proof if each in step.proof)
    return Prompt((_named(found), Say("duty-proof-ask", {"wanted": wanted})))


async def _read_proof(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    found = await _of(answers, sitting)
    brought = _brought(given)
    check_proof(found.cycle.step(found.duty), brought)
    check_length(Bilingual.same(brought.words), WORDS_AT_MOST)
    file = str(await keep_file(given, sitting)) if brought.kind else ""
    return {"proof": {"words": brought.words, "kind": brought.kind or "", "file": file}}


def _brought(given: Given) -> Brought:
    file = given.file
    if file is None:
        return Brought(words=wanted_text(given))
    if file.kind == "photo":
        return Brought(words=given.text, kind=Proof.PHOTO)
    if file.mime == _PDF:
        return Brought(words=given.text, kind=Proof.PDF)
    return Brought()


async def _finish_done(answers: Answers, sitting: Sitting) -> Reply:
    asker, work, desk = sitting.asker, sitting.work, sitting.desk
    found = await _of(answers, sitting)
    check_owns(found.duty, asker.known, found.holders)
    proof = answers["proof"]
    assert isinstance(proof, dict)
    words, file = str(proof["words"]), FileId(int(str(proof["file"]))) if proof["file"] else None
    brought = Brought(words, file, Proof(str(proof["kind"])) if proof["kind"] else None)
    changed = found.running.done(found.duty, brought, desk.today())
    await _keep(found, changed, work)
    did = _did(Did.DONE, found, asker, desk, Bilingual.same(words) if words else None, file=file)
    await _note(found, did, asker, work, desk)
    await _tell_whose_turn(found, changed, asker, work, desk)
    return reply(await _card(found.duty.id, asker, work, desk))


async def _tell_whose_turn(
    found: Found, changed: tuple[Duty, ...], asker: Asker, work: Work, desk: Desk
) -> None:
    """Tell those whose step comes next that its turn has come; whoever has just done this one sees it."""
    for place in found.cycle.after(found.duty.place):
        turn = changed[place - 1]
        others = tuple(person for person in able(turn, found.holders) if person != asker.known)
        if turn.is_open:
            await write(TURN, turn, others, work, desk)


DOING = Form("duty-done", officials, (Question("proof", _ask_proof, _read_proof),), _finish_done)


async def reopen(asked: DutyReopened, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Take back that it is done, asked twice."""
    found = await the_duty(asker.village.slug, asked.duty, work, desk, held=True)
    _check_may_move(found, asker)
    changed = found.running.reopened(found.duty)
    if not asked.sure:
        sure = Choice(Say("button-duty-reopen"), DutyReopened(asked.duty, 1).data)
        back = Choice(Say("button-back"), DutyShown(asked.duty).data)
        return reply(Card((_named(found), Say("duty-reopen-ask")), rows=one_a_row(sure, back), instead=True))
    await _keep(found, changed, work)
    await _note(found, _did(Did.REOPENED, found, asker, desk), asker, work, desk)
    return reply(await _card(asked.duty, asker, work, desk))


def _check_may_move(found: Found, asker: Asker) -> None:
    if not asker.roles & {Role.AKIM, Role.OFFICE}:
        check_owns(found.duty, asker.known, found.holders)


# ----------------------------------------------------------------------------------------------- put off


async def snooze(asked: DutySnoozed, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Leave somebody in peace for some days; the day itself stays."""
    found = await _mine(asked.duty, asker, work, desk)
    if not asked.days:
        check_open(found.duty)
        choices = [
            Choice(Say("button-snooze-days", {"days": days}), DutySnoozed(asked.duty, days).data)
            for days in SNOOZES
        ]
        back = Choice(Say("button-back"), DutyShown(asked.duty).data)
        return reply(
            Card((_named(found), Say("duty-snooze-ask")), rows=one_a_row(*choices, back), instead=True)
        )
    if asked.days not in SNOOZES:
        raise OldButton
    until = snoozed_until(found.duty, asked.days, desk.today(), found.running.off)
    await work.duties.keep(snoozed(found.duty, asker.known, until))
    await _note(found, _did(Did.SNOOZED, found, asker, desk, day=until), asker, work, desk)
    return reply(await _card(asked.duty, asker, work, desk))


# ------------------------------------------------------------------------------------------- handed over


async def offer(asked: DutyOffered, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Offer it to the other holders of the role; until one accepts, nothing changes."""
    found = await _mine(asked.duty, asker, work, desk)
    await work.duties.keep(offered(found.duty, asker.known, found.holders))
    await _note(found, _did(Did.OFFERED, found, asker, desk), asker, work, desk)
    others = takers(found.duty, asker.known, found.holders)
    await write(OFFER, found.duty, others, work, desk)
    return reply(await _card(asked.duty, asker, work, desk))


async def take(asked: DutyTaken, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Take over what another holder offers."""
    found = await the_duty(asker.village.slug, asked.duty, work, desk, held=True)
    giver = found.duty.offered_by
    await work.duties.keep(taken(found.duty, asker.known, found.holders))
    await _note(found, _did(Did.TAKEN, found, asker, desk), asker, work, desk)
    assert giver is not None
    await write(OFFER, found.duty, (giver,), work, desk)
    return reply(await _card(asked.duty, asker, work, desk))


async def refuse(asked: DutyRefused, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Leave it to whoever offers it; an offer that everybody refused is over."""
    found = await the_duty(asker.village.slug, asked.duty, work, desk, held=True)
    giver = found.duty.offered_by
    if giver is None:
        raise OldButton
    if asker.known not in takers(found.duty, giver, found.holders):
        raise NotYourDuty(role=found.duty.role.word)
    await _note(found, _did(Did.REFUSED, found, asker, desk), asker, work, desk)
    if await _all_refused(found, work):
        await work.duties.keep(replace(found.duty, offered_by=None))
        await write(OFFER, found.duty, (giver,), work, desk)
    return reply(Card((_named(found), Say("duty-refused")), instead=True))


async def _all_refused(found: Found, work: Work) -> bool:
    giver = found.duty.offered_by
    assert giver is not None
    acts = await work.duties.acts(found.duty)
    last = max(at for at, each in enumerate(acts) if each.did is Did.OFFERED)
    refused = {each.by for each in acts[last:] if each.did is Did.REFUSED}
    return refused.issuperset(takers(found.duty, giver, found.holders))


# ------------------------------------------------------------------------------------------------ cannot


async def ask_cannot(asked: DutyCannot, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Ask why somebody cannot."""
    check_open((await _mine(asked.duty, asker, work, desk)).duty)
    return await begin(GIVING_UP, {"duty": str(asked.duty)}, Sitting(asker, work, desk))


async def _ask_reason(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    return Prompt((_named(await _of(answers, sitting)), Say("duty-reason-ask")))


async def _read_reason(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers, sitting
    words = wanted_text(given)
    check_length(Bilingual.same(words), WORDS_AT_MOST)
    return {"reason": words}


async def _finish_cannot(answers: Answers, sitting: Sitting) -> Reply:
    asker, work, desk = sitting.asker, sitting.work, sitting.desk
    found = await _of(answers, sitting)
    check_owns(found.duty, asker.known, found.holders)
    changed = unable(found.duty, asker.known)
    await work.duties.keep(changed)
    reason = Bilingual.same(text_of(answers, "reason"))
    await _note(found, _did(Did.CANNOT, found, asker, desk, reason), asker, work, desk)
    # The others of the role owe it from now on; where there is nobody, it goes up.
    hear = (*able(changed, found.holders), *above(changed.role, found.holders))
    told = tuple(person for person in hear if person != asker.known)
    await write(CANNOT, changed, told, work, desk)
    return reply(await _card(changed.id, asker, work, desk))


GIVING_UP = Form("duty-cannot", officials, (Question("reason", _ask_reason, _read_reason),), _finish_cannot)


# ------------------------------------------------------------------------------------- to another day


async def ask_move(asked: DutyMoved, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to move a day: its owner, or the akim's office."""
    found = await the_duty(asker.village.slug, asked.duty, work, desk)
    _check_may_move(found, asker)
    check_open(found.duty)
    return await begin(MOVING, {"duty": str(asked.duty)}, Sitting(asker, work, desk))


async def _ask_day(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    found = await _of(answers, sitting)
    now = (Say("duty-due-now", {"due": found.duty.due}),) if found.duty.due else ()
    return Prompt((_named(found), *now, Say("duty-day-ask")))


async def _read_day(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    words, today = wanted_text(given), sitting.desk.today()
    day = read_moment(words, today).day
    if day is None:
        raise NoSuchDay(text=words[:40])
    found = await _of(answers, sitting)
    found.running.moved(found.duty, day, Bilingual(), today)
    return {"moved-to": day.isoformat()}


async def _ask_why(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    return Prompt((Say("duty-ground-ask"),))


async def _read_why(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    ground = in_language(wanted_text(given), own_first(sitting))
    check_length(ground, WORDS_AT_MOST)
    return {"duty-ground": kept(ground)}


def _moved(answers: Answers, found: Found, sitting: Sitting) -> tuple[Duty, ...]:
    day, ground = date.fromisoformat(text_of(answers, "moved-to")), pair(answers, "duty-ground")
    return found.running.moved(found.duty, day, ground, sitting.desk.today())


async def _see_moved(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    found = await _of(answers, sitting)
    before = {duty.id: duty.due for duty in found.running.duties}
    says = [
        Say(
            "duty-moved-line",
            {"number": duty.place, "step": found.cycle.step(duty).what, "due": duty.due},
            close=True,
        )
        for duty in _moved(answers, found, sitting)
        if duty.due and duty.due != before[duty.id]
    ]
    ground = Say("duty-ground-told", {"ground": pair(answers, "duty-ground")})
    seen = Card((cycle_says(found.cycle), *says, ground), both=True)
    if (over := sitting.desk.measure.over(seen)) > 0:
        raise TooLong(over=over)
    return seen, Card((Say("duty-move-check"),))


async def _finish_moved(answers: Answers, sitting: Sitting) -> Reply:
    asker, work, desk = sitting.asker, sitting.work, sitting.desk
    found = await _of(answers, sitting)
    _check_may_move(found, asker)
    changed = _moved(answers, found, sitting)
    await _keep(found, changed, work)
    day, ground = date.fromisoformat(text_of(answers, "moved-to")), pair(answers, "duty-ground")
    await _note(found, _did(Did.MOVED, found, asker, desk, ground, day=day), asker, work, desk)
    await _tell_moved(found, changed, asker, work, desk)
    return reply(await _card(found.duty.id, asker, work, desk))


async def _tell_moved(found: Found, changed: tuple[Duty, ...], asker: Asker, work: Work, desk: Desk) -> None:
    """Tell whoever owes what moved, whoever asks for it already, and whoever is above."""
    before = {duty.id: duty.due for duty in found.running.duties}
    hear = [
        *(
            person
            for duty in changed
            if duty.due != before[duty.id]
            for person in owners(duty, found.holders)
        ),
        *guards(found.duty, found.holders, desk.today()),
        *above(found.duty.role, found.holders),
    ]
    told = tuple(person for person in hear if person != asker.known)
    await write(MOVED, found.duty, told, work, desk)


MOVING = Form(
    "duty-move",
    officials,
    (
        Question("moved-to", _ask_day, _read_day),
        Question("duty-ground", _ask_why, _read_why),
        second_language("duty-ground", "ground-second"),
    ),
    _finish_moved,
    _see_moved,
    done=Say("button-duty-move-done"),
)
