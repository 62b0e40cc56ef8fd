"""``asar invite``: the operator's own invitation to a role."""

from dataclasses import dataclass
from datetime import date

from bot.app import open_house
from bot.clock import WallClock
from bot.config import Config, Mistake
from bot.gateway import OurFault, TryLater, Unreachable
from handlers.codes import new_code
from handlers.ports import Desk
from village.dates import years_on
from village.ids import InvitationId, VillageSlug
from village.outbox import Subject
from village.people import NEEDS_PROTOCOL, Basis, BasisKind, Invitation, Role
from village.records import Act

_YEARS = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """What the operator asks for on the command line."""

    village: str
    role: str
    number: str
    day: date | None
    until: date | None


async def invite(config: Config, offer: Offer) -> None:
    """Print a one-time code for a role, and the link that carries it."""
    if offer.role not in set(Role):
        raise Mistake(f"--role {offer.role}: no such role; it is one of {', '.join(Role)}")
    slug = VillageSlug(offer.village)
    if slug not in config.villages():
        raise Mistake(
            f"--village {offer.village}: no [[village]] has this slug; "
            f"there are {', '.join(config.villages())}"
        )
    async with open_house(config, WallClock()) as house:
        code = await new_invitation(house.desk, slug, offer)
    print(f"Code: {code}")
    print(f"Link: {await _link(config, slug, code)}")


async def new_invitation(desk: Desk, slug: VillageSlug, offer: Offer) -> str:
    """Keep a new invitation in the operator's name, and give its code."""
    role, today, code = Role(offer.role), desk.today(), new_code()
    kind = BasisKind.PROTOCOL if role in NEEDS_PROTOCOL else BasisKind.ORDER
    invitation = Invitation(
        id=InvitationId(desk.new_id()),
        village=slug,
        role=role,
        begins=today,
        ends=offer.until or years_on(today, _YEARS),
        basis=Basis(kind, offer.number, offer.day or today),
        issued_by=None,
        issued_at=desk.clock.now(),
    )
    async with desk.open_work() as work:
        await work.roles.invite(invitation, code)
        about = Subject("invitation", invitation.id)
        await work.record.add(
            Act(slug, desk.clock.now(), "role-invited", None, "operator", about, {"role": str(role)})
        )
    return code


async def _link(config: Config, slug: VillageSlug, code: str) -> str:
    """Give the link, for which Telegram must be asked the bot's name; without it, what to write by hand."""
    from bot.telegram.outbound import TelegramGateway, meet
    from bot.telegram.run import TokenRefused, Wire, build_bot

    by_hand = f"(no link: Telegram did not answer; the person writes to the bot: /start {code})"
    part = next(part for part in config.village if part.slug == slug)
    wire = Wire(config.telegram.api)
    try:
        bot = build_bot(part.telegram_token.get_secret_value(), wire, slug)
        return TelegramGateway(bot, await meet(bot, slug)).link(code)
    except (TryLater, Unreachable, OurFault, TokenRefused):
        return by_hand
    finally:
        await wire.close()
