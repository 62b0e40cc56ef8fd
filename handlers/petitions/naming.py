"""The name that somebody signs with: in parts, as it stands in their documents."""

from handlers.asking import NO, YES, choice, text_of, wanted_text
from handlers.chat import Reply, Say, reply
from handlers.door import Asker, consented
from handlers.forms import Answers, Form, Given, Prompt, Question, Read, Sitting, begin
from handlers.petitions.door_to_door import door_code, show_beside, the_door
from handlers.petitions.signing import shown_to, the_petition
from handlers.petitions.subject import BesideNamed, BesideShown, NameAsked
from handlers.polls.voting import voter_who
from handlers.ports import Desk, Work
from village.ids import PersonId, PetitionId
from village.petitions import check_adult, check_may_sign
from village.signers import Signer, SignerName, read_name

_NONE = "-"


async def ask_name(asked: NameAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to ask for the name to sign with; refused to whoever may not sign."""
    petition = await the_petition(asker, asked.petition, work)
    now = desk.clock.now()
    check_may_sign(petition, asker.village, voter_who(asker, desk), now)
    check_adult((await work.petitions.stance_of(petition, asker.known)).born, now)
    return await begin(SIGNING, {"petition": str(petition.id)}, Sitting(asker, work, desk))


async def ask_name_beside(asked: BesideNamed, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to ask for the name to sign with beside somebody: who they are goes along, not their code."""
    door = await the_door(asked.code, asker, work, desk)
    if isinstance(door, Reply):
        return door
    now = desk.clock.now()
    check_may_sign(door.petition, asker.village, voter_who(asker, desk), now)
    check_adult((await work.petitions.stance_of(door.petition, asker.known)).born, now)
    answers = {"petition": str(door.petition.id), "witness": str(door.witness)}
    return await begin(SIGNING, answers, Sitting(asker, work, desk))


def _asks(question: str, *options: tuple[Say, str]) -> Question:
    async def ask(answers: Answers, sitting: Sitting, page: str) -> Prompt:
        del answers, sitting, page
        return Prompt((Say(f"petition-{question}-ask"),), options=options)

    return Question(question, ask, _reads(question))


def _reads(question: str) -> Read:
    async def read(given: Given, answers: Answers, sitting: Sitting) -> Answers:
        del answers, sitting
        if given.value == _NONE:
            return {question: _NONE}
        return {question: read_name(wanted_text(given))}

    return read


def name_of(answers: Answers) -> SignerName:
    """Give the name as it was said, part by part."""
    patronymic = text_of(answers, "patronymic")
    return SignerName(
        text_of(answers, "surname"),
        text_of(answers, "given"),
        "" if patronymic == _NONE else patronymic,
    )


def _number(answers: Answers) -> PetitionId:
    return PetitionId(int(text_of(answers, "petition")))


async def _keep(answers: Answers, sitting: Sitting) -> Reply:
    """Keep the name, and show the petition again: one tap on the name signs it."""
    asker, work, desk = sitting.asker, sitting.work, sitting.desk
    petition = await the_petition(asker, _number(answers), work)
    signer = Signer(name_of(answers), shown=text_of(answers, "shown") == YES)
    await work.petitions.keep_signer(asker.known, signer, desk.clock.now())
    if witness := text_of(answers, "witness"):
        code = await door_code(petition, asker.village.slug, PersonId(int(witness)), work, desk)
        return await show_beside(BesideShown(code), asker, work, desk)
    return reply(await shown_to(petition, asker, work, desk))


def _shown_options(answers: Answers, sitting: Sitting) -> tuple[tuple[Say, str], ...]:
    del sitting
    shown = name_of(answers).shown
    return ((Say("button-shown-yes", {"shown": shown}), YES), (Say("button-shown-no"), NO))


SIGNING = Form(
    "sign",
    consented,
    (
        _asks("surname"),
        _asks("given"),
        _asks("patronymic", (Say("button-no-patronymic"), _NONE)),
        choice("shown", Say("petition-shown-ask"), _shown_options),
    ),
    _keep,
)
