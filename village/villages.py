"""A unit of self-government and its settlements."""

from dataclasses import dataclass

from village.campaigning import ElectionPeriod
from village.ids import SectionSlug, VillageSlug
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
