"""What the author and the addressee's office do once a petition has ended: note it, put off, answer."""

from datetime import date

from handlers.acts import act
from handlers.asked_terms import reach_says
from handlers.asking import (
    TooLong,
    in_language,
    kept,
    own_first,
    pair,
    read_number_and_day,
    second_language,
    text_of,
    wanted_text,
)
from handlers.chat import Card, Fact, Reply, Say, reply
from handlers.door import Asker, OldButton, consented
from handlers.files import keep_file
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin
from handlers.petitions.answer_cards import (
    AnswerAsked,
    AnswerManaged,
    AnswerShown,
    CountShown,
    ExtensionAsked,
    RegistrationAsked,
    answer_card,
    count_card,
    days_off_for,
    due_says,
    follow_card,
    number_says,
    office_of,
    registered_says,
)
from handlers.petitions.clock import set_clock, write
from handlers.petitions.handing_over import besides_signers, other_side, tell_groups
from handlers.petitions.signing import go_on, held_petition, the_petition
from handlers.petitions.subject import about
from handlers.ports import Desk, Work
from handlers.presses import Press
from village.dates import read_moment
from village.forms import Json
from village.ids import FileId, PetitionId
from village.outbox import Audience, Scope
from village.people import Role
from village.petition_answers import (
    FILES_AT_MOST,
    Extension,
    FilesNeeded,
    NotHandedOver,
    NotRegistered,
    PetitionAnswer,
    RegistrationDayNeeded,
    TakenIn,
    answered,
    check_may_speak,
    extended,
    latest_extension,
    names_kept_from,
    registered,
    rule_of,
)
from village.petitions import Petition
from village.rules import ExtensionRule, rules_on
from village.texts import Word

REGISTERED, EXTENDED, ANSWERED = "petition-registered", "petition-extended", "petition-answered"
_DONE = "done"
_PDF = "application/pdf"


# ----------------------------------------------------------------------------------- what everybody sees


async def show_count(asked: CountShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Explain how the term was counted: in the group to the asker alone, where there is room."""
    petition = await the_petition(asker, asked.petition, work)
    answer = await work.petition_answers.of(petition)
    if answer is None or answer.registration is None:
        raise OldButton
    return _to_one(count_card(petition, answer.registration, asker.village.slug, desk), asked, asker)


async def show_answer(asked: AnswerShown, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show the answer; its files only in private."""
    petition = await the_petition(asker, asked.petition, work)
    answer = await work.petition_answers.of(petition)
    if answer is None or answer.given is None:
        raise OldButton
    card = answer_card(petition, answer, asker.village.slug, desk)
    return _to_one(card, asked, asker)


def _to_one(card: Card, asked: Press, asker: Asker) -> Reply:
    if asker.private:
        return reply(card)
    # A whisper carries words alone.
    return reply(go_on(asked)) if card.files else Reply(whisper=card, aloud=(go_on(asked),))


# --------------------------------------------------------------------------------------- who may speak of it


async def manage_answer(asked: AnswerManaged, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Show the author, or the office, how far it is and what can be done."""
    petition, answer = await _theirs(asked.petition, Sitting(asker, work, desk))
    return reply(follow_card(petition, answer, desk))


async def _theirs(
    petition_id: PetitionId, sitting: Sitting, *, held: bool = False
) -> tuple[Petition, PetitionAnswer]:
    """Give what somebody may speak of: its author, or who answers for the addressee."""
    asker, work, desk = sitting.asker, sitting.work, sitting.desk
    petition = await (held_petition if held else the_petition)(asker, petition_id, work)
    at_home = asker.village.slug == petition.village
    roles: frozenset[Role] = asker.roles if at_home else frozenset()
    if not (at_home and await _stands_in(petition, sitting)):
        check_may_speak(petition, office_of(petition, desk), asker.known, roles)
    answer = await work.petition_answers.of(petition)
    if answer is None:
        raise NotHandedOver
    return petition, answer


async def _stands_in(petition: Petition, sitting: Sitting) -> bool:
    """Tell whether somebody stands in for an author who is no deputy any more: each deputy does."""
    if Role.DEPUTY not in sitting.asker.roles:
        return False
    today = sitting.desk.today()
    held = await sitting.work.roles.held(petition.village, petition.author, today)
    return not any(mandate.role is petition.author_role for mandate in held)


async def _begin(form: Form, petition: PetitionId, asker: Asker, work: Work, desk: Desk) -> Reply:
    sitting = Sitting(asker, work, desk)
    await _theirs(petition, sitting)
    return await begin(form, {"petition": str(petition)}, sitting)


async def _of(answers: Answers, sitting: Sitting, *, held: bool = False) -> tuple[Petition, PetitionAnswer]:
    return await _theirs(PetitionId(int(text_of(answers, "petition"))), sitting, held=held)


# ------------------------------------------------------------------------------------------------ registering


async def ask_registration(asked: RegistrationAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to note under which number the addressee took it in."""
    return await _begin(REGISTERING, asked.petition, asker, work, desk)


async def _ask_paper(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    petition, _ = await _of(answers, sitting)
    example = f"№ 14, {sitting.desk.today():%d.%m.%Y}"
    ask = Say("petition-paper-ask", {"addressee": petition.plan.addressee_name, "text": example})
    return Prompt((number_says(petition, petition.village), ask))


async def _read_paper(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    number, day = read_number_and_day(wanted_text(given), sitting.desk.today())
    if day is None:
        raise RegistrationDayNeeded
    told: dict[str, Json] = {"registered": number, "registered-day": day.isoformat()}
    petition, answer = await _of(answers, sitting)
    _put_in({**answers, **told}, petition, answer, sitting)
    return told


def _put_in(answers: Answers, petition: Petition, answer: PetitionAnswer, sitting: Sitting) -> PetitionAnswer:
    desk, day = sitting.desk, date.fromisoformat(text_of(answers, "registered-day"))
    taken_in = TakenIn(text_of(answers, "registered"), day, sitting.asker.known)
    rule = rule_of(desk.village(petition.village).body(petition.plan.addressee), day)
    put_in = registered(answer, taken_in, rule, days_off_for(day, desk), desk.today())
    return names_kept_from(put_in, desk.customs.names_kept)


async def _see_registered(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    petition, answer = await _of(answers, sitting)
    put_in = _put_in(answers, petition, answer, sitting).registration
    assert put_in is not None
    says = (*registered_says(put_in), *due_says(put_in, sitting.desk))
    seen = Card((number_says(petition, petition.village), *says), both=True)
    return seen, Card((Say("petition-register-check"),))


async def _register(answers: Answers, sitting: Sitting) -> Reply:
    petition, answer = await _of(answers, sitting, held=True)
    put_in = _put_in(answers, petition, answer, sitting)
    work, desk = sitting.work, sitting.desk
    await work.petition_answers.keep(put_in)
    await set_clock(petition, put_in, work, desk)
    await tell_groups(REGISTERED, petition, work, desk)
    others = await other_side(petition, sitting.asker.known, work, desk)
    await write(REGISTERED, petition, others, work, desk)
    subject, facts = about(petition.id), _numbered(petition, paper=text_of(answers, "registered"))
    await work.record.add(act(sitting.asker, desk, "petition-registered", subject, **facts))
    return _done(petition, put_in, sitting)


def _done(petition: Petition, answer: PetitionAnswer, sitting: Sitting) -> Reply:
    card = follow_card(petition, answer, sitting.desk)
    return reply(Card((*card.says, Say("petition-follow-told")), rows=card.rows, instead=True))


def _numbered(petition: Petition, **facts: Json) -> dict[str, Json]:
    return {"number": petition.number, **facts}


REGISTERING = Form(
    "petition-in",
    consented,
    (Question("registered", _ask_paper, _read_paper),),
    _register,
    _see_registered,
)


# ----------------------------------------------------------------------------------------- putting it off


async def ask_extension(asked: ExtensionAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to note that the answer is put off."""
    return await _begin(EXTENDING, asked.petition, asker, work, desk)


async def _ask_until(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    petition, answer = await _of(answers, sitting)
    if answer.registration is None or answer.ends is None:
        raise NotRegistered
    rule, off = _extension_rule(answer, sitting), days_off_for(answer.registration.due, sitting.desk)
    most: dict[str, Fact] = {
        "day": latest_extension(answer.registration, rule, off),
        "months": rule.months,
        "source": Word(rule.source),
    }
    return Prompt(
        (
            number_says(petition, petition.village),
            Say("petition-until-ask", {"due": answer.ends}),
            Say("petition-until-most", most),
            *(() if rule.checked else (Say("rule-unchecked", close=True),)),
        )
    )


def _extension_rule(answer: PetitionAnswer, sitting: Sitting) -> ExtensionRule:
    registration = answer.registration
    day = registration.taken_in.day if registration else sitting.desk.today()
    return rules_on(day).petition.extension


async def _read_until(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    day = read_moment(wanted_text(given), sitting.desk.today()).day
    if day is None:
        raise RegistrationDayNeeded
    told: dict[str, Json] = {"extended-to": day.isoformat()}
    _, answer = await _of(answers, sitting)
    _put_off({**answers, **told}, answer, sitting)
    return told


def _put_off(answers: Answers, answer: PetitionAnswer, sitting: Sitting) -> PetitionAnswer:
    today, until = sitting.desk.today(), date.fromisoformat(text_of(answers, "extended-to"))
    to, off = Extension(until, pair(answers, "ground")), days_off_for(today, sitting.desk)
    return extended(answer, to, _extension_rule(answer, sitting), off, today)


async def _ask_ground(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    return Prompt((Say("petition-extend-ground-ask"),))


async def _read_ground(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    return {"ground": kept(in_language(wanted_text(given), own_first(sitting)))}


async def _see_extended(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    petition, answer = await _of(answers, sitting)
    to = _put_off(answers, answer, sitting).extension
    assert to is not None
    said = Say("petition-extended", {"until": to.until, "ground": to.ground}, strong=True)
    seen = Card((number_says(petition, petition.village), said), both=True)
    _check_fits(seen, sitting)
    return seen, Card((Say("petition-extend-check"),))


async def _extend(answers: Answers, sitting: Sitting) -> Reply:
    petition, answer = await _of(answers, sitting, held=True)
    put_off = _put_off(answers, answer, sitting)
    work, desk = sitting.work, sitting.desk
    await work.petition_answers.keep(put_off)
    await set_clock(petition, put_off, work, desk)
    await tell_groups(EXTENDED, petition, work, desk)
    others = await other_side(petition, sitting.asker.known, work, desk)
    await write(EXTENDED, petition, others, work, desk)
    subject, facts = about(petition.id), _numbered(petition, until=text_of(answers, "extended-to"))
    await work.record.add(act(sitting.asker, desk, "petition-extended", subject, **facts))
    return _done(petition, put_off, sitting)


EXTENDING = Form(
    "put-off",
    consented,
    (
        Question("extended-to", _ask_until, _read_until),
        Question("ground", _ask_ground, _read_ground),
        second_language("ground", "ground-second"),
    ),
    _extend,
    _see_extended,
)


# -------------------------------------------------------------------------------------------------- answering


async def ask_answer(asked: AnswerAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to give the answer: the office its own, the author what came on paper."""
    return await _begin(ANSWERING, asked.petition, asker, work, desk)


async def _ask_reply(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    petition, _ = await _of(answers, sitting)
    return Prompt((number_says(petition, petition.village), Say("petition-reply-ask")))


async def _read_reply(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    return {"reply": kept(in_language(wanted_text(given), own_first(sitting)))}


async def _ask_files(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del sitting, page
    none = Say("petition-files-done") if _files(answers) else Say("button-none")
    ask = Say("petition-files-ask", {"count": len(_files(answers)), "most": FILES_AT_MOST})
    return Prompt((ask,), options=((none, _DONE),))


async def _read_files(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    """Take one file after another, until no more is to come."""
    if given.value == _DONE:
        return {"reply-files": _DONE}
    file = given.file
    if file is None or not (file.kind == "photo" or file.mime == _PDF):
        raise FilesNeeded
    files = [*map(str, _files(answers)), str(await keep_file(given, sitting))]
    return {"files": files, "reply-files": _DONE if len(files) >= FILES_AT_MOST else None}


def _files(answers: Answers) -> tuple[FileId, ...]:
    files = answers.get("files")
    return tuple(FileId(int(str(file))) for file in files) if isinstance(files, list | tuple) else ()


def _give(answers: Answers, answer: PetitionAnswer, sitting: Sitting) -> PetitionAnswer:
    return answered(answer, pair(answers, "reply"), _files(answers), sitting.desk.local_now())


async def _see_answer(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    petition, answer = await _of(answers, sitting)
    told = _give(answers, answer, sitting)
    seen = answer_card(petition, told, petition.village, sitting.desk)
    both = Card(seen.says, files=seen.files, both=True)
    _check_fits(both, sitting)
    to = Audience(groups=True, private=Scope.ANSWERED, about=about(petition.id))
    return both, Card((Say("petition-answer-check"), *await reach_says(both, to, sitting)))


async def _answer(answers: Answers, sitting: Sitting) -> Reply:
    petition, answer = await _of(answers, sitting, held=True)
    told = _give(answers, answer, sitting)
    work, desk = sitting.work, sitting.desk
    await work.petition_answers.keep(told)
    await tell_groups(ANSWERED, petition, work, desk, signers=True)
    others = await other_side(petition, sitting.asker.known, work, desk)
    await write(ANSWERED, petition, await besides_signers(petition, others, work), work, desk)
    done = act(sitting.asker, desk, "petition-answered", about(petition.id), number=petition.number)
    await work.record.add(done)
    return _done(petition, told, sitting)


def _check_fits(seen: Card, sitting: Sitting) -> None:
    if over := sitting.desk.measure.over(seen):
        raise TooLong(over=over)


ANSWERING = Form(
    "reply",
    consented,
    (
        Question("reply", _ask_reply, _read_reply),
        second_language("reply", "petition-reply-second"),
        Question("reply-files", _ask_files, _read_files),
    ),
    _answer,
    _see_answer,
)
