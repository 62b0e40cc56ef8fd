"""What is asked of whoever drafts a petition, and the petition that their answers make."""

import hashlib
from collections.abc import Mapping
from fractions import Fraction

from handlers.asked_terms import closes, closes_of, level_of, level_options, no_election, opens_of
from handlers.asking import (
    NO,
    YES,
    ChooseOne,
    Option,
    check_length,
    choice,
    chosen_of,
    in_language,
    kept,
    own_first,
    pair,
    second_language,
    several,
    text_of,
    wanted_text,
    yes_or_no,
)
from handlers.chat import Choice, Fact, Say
from handlers.files import keep_file
from handlers.forms import Answers, Given, Prompt, Question, Read, Sitting
from handlers.petitions.subject import PetitionShown
from handlers.ports import Desk, Work
from village.campaigning import election_words
from village.course import State
from village.ids import FileId, PersonId, PetitionId, SectionSlug, VillageSlug
from village.listing import FILE_BYTES
from village.people import Level, Role
from village.petition_making import (
    AddresseeGone,
    EvidenceNeeded,
    EvidenceTooMany,
    NoElectionPetition,
    body_named,
    read_goal,
    similar,
)
from village.petitions import (
    DEMAND_LETTERS,
    EVIDENCE_AT_MOST,
    GOAL_AT_LEAST,
    LASTS,
    PROBLEM_LETTERS,
    TITLE_LETTERS,
    Evidence,
    Petition,
    PetitionDraft,
    PetitionPlan,
    longest,
)
from village.register import Head, Register
from village.rules import rules_on
from village.texts import Bilingual, split_pair
from village.villages import Named, Village

_DAYS = (14, 30, 60, 90)
_GOALS = (25, 50, 100, 200, 500)
_TEXTS: Mapping[str, int] = {
    "title": TITLE_LETTERS,
    "problem": PROBLEM_LETTERS,
    "demand": DEMAND_LETTERS,
}
# What is found out while a form is filled in, and what its author promises: not handed on with a draft.
_PASSING = ("alike", "seen", "similar", "mandates", "villages", "no-election", "no-election-sure", "draft")


def from_line(line: str, village: Village) -> Answers:
    """Read ``title | what is asked | to whom``; each may be ``қазақша / по-русски``."""
    title, demand, to = (part.strip() for part in f"{line}||".split("|")[:3])
    answers: Answers = {"title": kept(_checked(title, "title"))}
    if demand:
        answers = {**answers, "demand": kept(_checked(demand, "demand"))}
    body = body_named(village.bodies, to) if to else None
    return {**answers, "addressee": body.slug} if body else answers


def _checked(text: str, name: str) -> Bilingual:
    said = split_pair(text)
    check_length(said, _TEXTS[name])
    return said


def handed_on(answers: Answers) -> Answers:
    """Give the answers that a draft keeps."""
    return {name: value for name, value in answers.items() if name not in _PASSING}


# ---------------------------------------------------------------------------------------------- its texts


def _text(name: str) -> Question:
    async def ask(answers: Answers, sitting: Sitting, page: str) -> Prompt:
        del answers, page
        facts: dict[str, Fact] = {"lang": own_first(sitting), "most": _TEXTS[name]}
        return Prompt((Say(f"petition-{name}-ask", facts),))

    return Question(name, ask, _reads_text(name))


def _reads_text(name: str) -> Read:
    async def read(given: Given, answers: Answers, sitting: Sitting) -> Answers:
        del answers
        text = in_language(wanted_text(given), own_first(sitting))
        check_length(text, _TEXTS[name])
        return {name: kept(text)}

    return read


async def _ask_similar(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    village = sitting.asker.village.slug
    found = [await sitting.work.petitions.get(village, PetitionId(each)) for each in _alike(answers)]
    here = [petition for petition in found if petition]
    says = tuple(
        Say("petition-similar", {"number": each.number_in(village), "title": each.plan.title}, close=True)
        for each in here
    )
    turns = tuple(
        Choice(
            Say("button-petition-similar", {"number": each.number_in(village)}), PetitionShown(each.id).data
        )
        for each in here
    )
    return Prompt(
        (Say("petition-similar-ask"), *says), options=((Say("button-petition-own"), YES),), turns=turns
    )


async def _read_similar(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del sitting
    if given.value != YES:
        raise ChooseOne
    return {"similar": YES, "seen": list(_alike(answers))}


def _alike(answers: Answers, name: str = "alike") -> tuple[int, ...]:
    found = answers.get(name)
    return tuple(int(str(each)) for each in found) if isinstance(found, list | tuple) else ()


def _has_similar(answers: Answers, sitting: Sitting) -> bool:
    del sitting
    return bool(_alike(answers))


async def learn(answers: Answers, sitting: Sitting) -> Answers:
    """Look up what is like it and not seen yet, and, once, where else the deputy holds a mandate."""
    village, title = sitting.asker.village, pair(answers, "title")
    is_open = await sitting.work.petitions.open(village.slug) if title.kk or title.ru else ()
    alike = [each.id for each in similar(title, pair(answers, "demand"), is_open)]
    found: Answers = {"alike": alike}
    if set(alike) - set(_alike(answers, "seen")):
        found = {**found, "similar": None}
    if Role.DEPUTY in sitting.asker.roles and "mandates" not in answers:
        found = {**found, "mandates": await _mandates(sitting)}
    return found


async def _mandates(sitting: Sitting) -> list[str]:
    home, person = sitting.asker.village.slug, sitting.asker.known
    others = [slug for slug in sorted(sitting.desk.villages) if slug != home]
    return [slug for slug in others if await is_deputy(person, slug, sitting.work, sitting.desk)]


async def is_deputy(person: PersonId, village: VillageSlug, work: Work, desk: Desk) -> bool:
    """Tell whether somebody holds a deputy's mandate in a village today."""
    held = await work.roles.held(village, person, desk.today())
    return any(mandate.role is Role.DEPUTY for mandate in held)


# ------------------------------------------------------------------------------------ to whom, and by whom


def _bodies(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del answers
    return tuple((body.name, body.slug) for body in sitting.asker.village.bodies)


def _section_options(answers: Answers, sitting: Sitting) -> tuple[tuple[Named, str], ...]:
    del answers
    return tuple((section.name, section.slug) for section in sitting.asker.village.sections)


def _has_sections(answers: Answers, sitting: Sitting) -> bool:
    del answers
    return len(sitting.asker.village.sections) > 1


def _village_options(answers: Answers, sitting: Sitting) -> tuple[tuple[Named, str], ...]:
    held = answers.get("mandates")
    slugs = [VillageSlug(str(each)) for each in held] if isinstance(held, list | tuple) else []
    known = sitting.desk.villages
    return tuple((known[slug].name, slug) for slug in slugs if slug in known)


def _has_villages(answers: Answers, sitting: Sitting) -> bool:
    return bool(_village_options(answers, sitting))


# ------------------------------------------------------------------------------------------- its evidence


def files_of(answers: Answers) -> tuple[FileId, ...]:
    """Give the photos and documents that were sent."""
    return tuple(FileId(each) for each in _alike(answers, "files"))


async def _ask_evidence(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del sitting, page
    count = len(files_of(answers))
    if not count:
        facts: dict[str, Fact] = {"most": EVIDENCE_AT_MOST}
        return Prompt((Say("petition-evidence-ask", facts),), options=((Say("button-none"), NO),))
    facts = {"count": count, "most": EVIDENCE_AT_MOST}
    options: tuple[Option, ...] = (
        (Say("button-enough"), YES),
        (Say("button-evidence-away"), NO),
    )
    return Prompt((Say("petition-evidence-more", facts),), options=options)


async def _read_evidence(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    files = files_of(answers)
    if given.value == NO:
        return {"evidence": NO, "files": []}
    if given.value == YES and files:
        return {"evidence": YES}
    if given.file is None or not _bears_out(given) or given.file.size > FILE_BYTES:
        raise EvidenceNeeded
    if len(files) == EVIDENCE_AT_MOST:
        raise EvidenceTooMany(most=EVIDENCE_AT_MOST)
    new = await keep_file(given, sitting, wanted=True)
    return {"evidence": None, "files": [str(each) for each in (*files, new)]}


def _bears_out(given: Given) -> bool:
    assert given.file is not None
    return given.file.kind == "photo" or given.file.mime in {"application/pdf", "image/jpeg", "image/png"}


async def evidence_of(answers: Answers, village: VillageSlug, work: Work) -> tuple[Evidence, ...]:
    """Give what was sent, each with the digest of its content; an empty one as long as that is not here."""
    found = []
    for file in files_of(answers):
        kept_file, content = await work.files.get(village, file), await work.files.content(village, file)
        name = kept_file.name if kept_file else ""
        found.append(Evidence(file, name, hashlib.sha256(content).hexdigest() if content else ""))
    return tuple(found)


# --------------------------------------------------------------------------------------------- its rules


async def _ask_goal(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, page
    rules, adults = rules_on(sitting.desk.today()).petition, sitting.asker.village.adults
    known = tuple(
        Say(
            f"petition-threshold-{each.place}",
            {"akimat": _amount(each.akimat), "maslikhat": _amount(each.maslikhat)},
            close=True,
        )
        for each in rules.thresholds
    )
    sources = dict.fromkeys((each.source, each.grade) for each in rules.thresholds)
    told = tuple(
        Say("petition-threshold-source", {"source": Say(source), "grade": str(grade)}, close=True)
        for source, grade in sources
    )
    options = tuple((str(goal), str(goal)) for goal in _GOALS if GOAL_AT_LEAST <= goal <= adults)
    return Prompt((Say("petition-goal-ask"), Say("petition-no-threshold"), *known, *told), options=options)


def _amount(wanted: int | Fraction) -> Say:
    if isinstance(wanted, int):
        return Say("petition-people", {"people": wanted})
    return Say("petition-share", {"percent": int(wanted * 100)})


async def _read_goal(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers, sitting
    return {"goal": str(read_goal(given.value or wanted_text(given)))}


def _election_words(answers: Answers, sitting: Sitting) -> tuple[str, ...]:
    del sitting
    texts = [pair(answers, name) for name in _TEXTS]
    return election_words(each for text in texts for each in (text.kk, text.ru))


QUESTIONS = (
    _text("title"),
    second_language("title", "petition-title-second", most=TITLE_LETTERS),
    Question("similar", _ask_similar, _read_similar, _has_similar),
    _text("problem"),
    second_language("problem", "petition-problem-second", most=PROBLEM_LETTERS),
    _text("demand"),
    second_language("demand", "petition-demand-second", most=DEMAND_LETTERS),
    choice("addressee", Say("petition-addressee-ask"), _bodies),
    several("sections", Say("petition-sections-ask"), Say("whole-unit"), _section_options, _has_sections),
    several(
        "villages", Say("petition-villages-ask"), Say("petition-only-here"), _village_options, _has_villages
    ),
    Question("evidence", _ask_evidence, _read_evidence),
    Question("goal", _ask_goal, _read_goal),
    closes(_DAYS, longest, Say("petition-closes-ask")),
    choice("level", Say("petition-level-ask"), level_options, optional=True),
    yes_or_no("sends", Say("petition-sends-ask"), optional=True),
    yes_or_no("iin", Say("petition-iin-ask"), optional=True),
    *no_election(_election_words, "petition", NoElectionPetition),
)


# -------------------------------------------------------------------------------------- what they make


async def petition_of(draft: PetitionDraft, work: Work, desk: Desk) -> Petition:
    """Make the petition that a draft describes, as if it were published now: without a number, unsealed."""
    village, author = desk.village(draft.village), draft.put_by or draft.author
    plan = _plan(draft.answers, village, await evidence_of(draft.answers, village.slug, work), desk)
    return Petition(
        id=draft.id,
        village=village.slug,
        number=0,
        author=author,
        author_role=Role.DEPUTY,
        drafted_by=draft.author,
        confirmed_by=author,
        plan=plan,
        opens_at=opens_of({}, desk),
        first_closes_at=plan.closes_at,
        state=State.OPEN,
        register=Register(Head(0, "")),
    )


def _plan(answers: Answers, village: Village, evidence: tuple[Evidence, ...], desk: Desk) -> PetitionPlan:
    body = village.body(text_of(answers, "addressee"))
    if body is None:
        raise AddresseeGone
    return PetitionPlan(
        closes_at=closes_of(answers, opens_of({}, desk), LASTS),
        level=level_of(answers) if text_of(answers, "level") else Level.PHONE,
        hours_in_chat=village.hours_in_chat,
        title=pair(answers, "title"),
        problem=pair(answers, "problem"),
        demand=pair(answers, "demand"),
        addressee=body.slug,
        addressee_name=body.name,
        goal=int(text_of(answers, "goal")),
        evidence=evidence,
        sections=tuple(SectionSlug(each) for each in chosen_of(answers, "sections")),
        villages=tuple(VillageSlug(each) for each in chosen_of(answers, "villages")),
        sends_itself=text_of(answers, "sends") != NO,
        needs_iin=text_of(answers, "iin") == YES,
    )
