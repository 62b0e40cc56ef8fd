"""Petitions for the tests: one that is published, and people who sign it."""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.petitions.closing import COURSE
from handlers.ports import Desk, Work
from tests.stores import AUTHOR, BUGROVOE, NOW
from village.course import State, Voter
from village.ids import PersonId, PetitionId, SectionSlug, VillageSlug
from village.people import Level, Role
from village.petitions import Petition, PetitionPlan, SignTap, Stance, sign, with_register
from village.register import Head, Register
from village.signers import Signer, SignerName
from village.texts import Bilingual
from village.updates import Update
from village.villages import BODIES, Named, Section, Village

VILLAGE = Village(
    slug=BUGROVOE,
    name=Named("Бугровое ауылдық округі", "Бугровской сельский округ", "Bugrovoe rural district"),
    operator=Named("Әкім аппараты", "Аппарат акима", "Office of the akim"),
    bin="000000000000",
    phone="8 (715-38) 0-00-00",
    population=942,
    adults=670,
    sections=(
        Section(BUGROVOE, Named("Бугровое", "Бугровое", "Bugrovoe"), 310),  # type: ignore[arg-type]  # the settlement bears the unit's slug
        Section(SectionSlug("sosnovka"), Named("Сосновка", "Сосновка", "Sosnovka"), 95),
    ),
)
AIGUL = Signer(SignerName("Серікова", "Айгүл", "Болатқызы"), shown=True)
MARAT = Signer(SignerName("Ахметов", "Марат"))
SALT = bytes(range(16))


def a_petition(
    number: int = 9,
    *,
    level: Level = Level.PHONE,
    goal: int = 10,
    sections: tuple[SectionSlug, ...] = (),
    places: tuple[tuple[VillageSlug, int], ...] = (),
    opens: datetime = NOW,
    needs_iin: bool = False,
) -> Petition:
    """Make a petition that is open from a moment on."""
    closes = opens + timedelta(days=30)
    plan = PetitionPlan(
        closes_at=closes,
        title=Bilingual("Көпірді жөндеу", "Починить мост"),
        problem=Bilingual("Көпірдің тіреуі шіріген.", "Опоры моста сгнили."),
        demand=Bilingual("Көпірді қысқа дейін жөндеуді талап етеміз.", "Требуем починить мост до зимы."),
        addressee=BODIES[0].slug,
        addressee_name=BODIES[0].name,
        goal=goal,
        level=level,
        sections=sections,
        villages=tuple(village for village, _ in places),
        needs_iin=needs_iin,
    )
    return with_register(
        Petition(
            id=PetitionId(number),
            village=BUGROVOE,
            number=number,
            author=AUTHOR,
            author_role=Role.DEPUTY,
            drafted_by=AUTHOR,
            confirmed_by=AUTHOR,
            plan=plan,
            opens_at=opens,
            first_closes_at=closes,
            state=State.OPEN,
            register=Register(Head(0, "")),
            places=places,
        )
    )


def a_voter(level: Level = Level.PHONE, section: str | None = None) -> Voter:
    """Make somebody of whom so much is known."""
    return Voter(level=level, listed=True, section=None if section is None else SectionSlug(section))


def a_tap(minutes: int = 60, update: int | None = None) -> SignTap:
    """Make a tap so many minutes after the petition has opened."""
    came_by = None if update is None else Update(BUGROVOE, "telegram", update)
    return SignTap(NOW + timedelta(minutes=minutes), SALT, came_by)


async def signs(
    work: Work,
    petition: Petition,
    person: PersonId,
    signer: Signer,
    *,
    level: Level = Level.PHONE,
    minutes: int = 60,
) -> Petition:
    """Have somebody sign, and give the petition as it is then; they must have been met."""
    held = await work.petitions.hold(petition.village, petition.id)
    assert held is not None
    await work.petitions.keep_signer(person, signer, NOW)
    before: Stance = await work.petitions.stance_of(held, person)
    grown, stance = sign(held, VILLAGE, a_voter(level), before, a_tap(minutes))
    await work.petitions.sign(held, person, stance)
    return grown


async def publish(desk: Desk, author: PersonId, petition: Petition) -> Petition:
    """Put a petition to a village from now on, in the name of its author."""
    now = desk.local_now()
    closes = now + (petition.plan.closes_at - petition.opens_at)
    put = with_register(
        replace(
            petition,
            author=author,
            drafted_by=author,
            confirmed_by=author,
            plan=replace(petition.plan, closes_at=closes),
            opens_at=now,
            first_closes_at=closes,
        )
    )
    async with desk.open_work() as work:
        await work.petitions.add(put)
        await COURSE.begin(put, work, desk)
    return put
