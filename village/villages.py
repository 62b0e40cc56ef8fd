"""A unit of self-government and its settlements."""

from dataclasses import dataclass

from village.campaigning import ElectionPeriod
from village.ids import SectionSlug, VillageSlug
from village.people import Role
from village.rules import Counting
from village.texts import Language


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the three languages, in the nominative."""

    kk: str
    ru: str
    en: str

    def to(self, language: Language) -> str:
        """Give the name for one reader."""
        return {Language.KK: self.kk, Language.RU: self.ru, Language.EN: self.en}[language]


@dataclass(frozen=True, slots=True)
class Section:
    """A settlement of the unit."""

    slug: SectionSlug
    name: Named
    adults: int
    representatives: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """A body that can be asked for something; ``roles`` are those who answer for it in the chat, if any.

    ``answer_days`` are the working days it has for an answer, where that is known better than by the rules.
    """

    slug: str
    name: Named
    roles: frozenset[Role] = frozenset()
    answer_days: int | None = None


BODIES = (
    Body(
        "akim",
        Named("Ауылдық округ әкімі", "Аким сельского округа", "Akim of the rural district"),
        frozenset({Role.AKIM, Role.OFFICE}),
    ),
    Body(
        "assembly",
        Named("Жергілікті қоғамдастық жиналысы", "Собрание местного сообщества", "Local community assembly"),
        frozenset({Role.ASSEMBLY_MEMBER}),
    ),
    Body("district-akimat", Named("Аудан әкімдігі", "Акимат района", "District akimat")),
    Body("maslikhat", Named("Аудандық мәслихат", "Районный маслихат", "District maslikhat")),
)
"""The bodies of a unit where the operator has named none."""


@dataclass(frozen=True, slots=True)
class Village:
    """A unit, mostly a rural district; without sections it is one settlement.

    ``hours_in_chat`` is how long one must have been in its chats to answer a poll that needs no level.
    """

    slug: VillageSlug
    name: Named
    operator: Named
    bin: str
    phone: str
    population: int
    adults: int
    assembly: int = 0
    sections: tuple[Section, ...] = ()
    counting: Counting = Counting.CLEAR
    recount_when_postponed: bool = True
    election_period: ElectionPeriod | None = None
    hours_in_chat: int = 24
    bodies: tuple[Body, ...] = BODIES

    def body(self, slug: str) -> Body | None:
        """Find a body that can be asked for something."""
        return next((body for body in self.bodies if body.slug == slug), None)

    def section(self, slug: SectionSlug | None) -> Section | None:
        """Find a settlement by its slug; the whole unit has none."""
        return next((section for section in self.sections if section.slug == slug), None)

    def place_name(self, slug: SectionSlug | None) -> Named:
        """Name the settlement, or the unit where none is meant."""
        section = self.section(slug)
        return section.name if section else self.name

    def adults_of(self, slug: SectionSlug | None) -> int:
        """Count the adults of a settlement, or of the unit."""
        section = self.section(slug)
        return section.adults if section else self.adults
