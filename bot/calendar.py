"""Holidays of Kazakhstan, by the holidays package; never counted by hand."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from village.texts import Word
from village.working_days import DaysOff

# The package names holidays in words; these are our own keys for them, which speech has in three languages.
_NAMES: Mapping[str, str] = {
    "New Year": "holiday-new-year",
    "Christmas": "holiday-christmas",
    "Women": "holiday-women",
    "Constitution": "holiday-constitution-day",
    "Nowruz": "holiday-nauryz",
    "Solidarity": "holiday-unity",
    "Defender": "holiday-defender",
    "Victory": "holiday-victory",
    "Capital": "holiday-capital",
    "Republic": "holiday-republic",
    "Independence": "holiday-independence",
    "Eid al-Adha": "holiday-kurban-ait",
    "Eid al-Fitr": "holiday-oraza-ait",
    "substituted": "holiday-moved",
}
_BY_THE_MOON = "estimated"


class KazakhCalendar:
    """The holidays of a day: the state's, and Ораза айт and the Orthodox Easter, which people keep too."""

    def holidays(self, day: date) -> tuple[Word, ...]:
        """Name the holidays of a day; none on an ordinary one."""
        names = [name for name in (_state(day.year).get(day), _fitr(day.year).get(day)) if name]
        easter = (Word("holiday-easter"),) if day == _easter(day.year) else ()
        return tuple(dict.fromkeys((*(_word(name) for name in names), *easter)))

    def days_off(self, first: date, last: date) -> DaysOff:
        """Tell which days are free by law from one to another, and which days of rest are worked."""
        years = range(first.year, last.year + 1)
        free = {
            day: _words(name)
            for year in years
            for day, name in _state(year).items()
            if first <= day <= last and day not in _worked(year)
        }
        worked = (day for year in years for day in _worked(year) if first <= day <= last)
        return DaysOff(free, frozenset(worked))


def _words(name: str) -> tuple[Word, ...]:
    """Name a day that is free; where two holidays fall together, both, and what only the moon will tell."""
    words = tuple(_word(part) for part in name.split("; "))
    return (*words, Word("holiday-estimated")) if _BY_THE_MOON in name else words


def _word(name: str) -> Word:
    return Word(next((key for part, key in _NAMES.items() if part in name), "holiday-other"))


# The packages are imported where they are first needed: they are large, and the demo should start fast.


@lru_cache(maxsize=8)
def _state(year: int) -> Mapping[date, str]:
    from holidays import country_holidays

    return dict(country_holidays("KZ", years=year, language="en_US").items())


@lru_cache(maxsize=8)
def _worked(year: int) -> frozenset[date]:
    from holidays import country_holidays

    # A day that is worked may stand in the calendar of the year before, whose rest day it was.
    around = country_holidays("KZ", years=(year, year + 1), language="en_US")
    return frozenset(day for day in around.weekend_workdays if day.year == year)


@lru_cache(maxsize=8)
def _fitr(year: int) -> Mapping[date, str]:
    # No state holiday in Kazakhstan, but kept; the neighbour's calendar has its days.
    from holidays import country_holidays

    days = country_holidays("UZ", years=year, language="en_US").items()
    return {day: name for day, name in days if "Eid al-Fitr" in name}


@lru_cache(maxsize=8)
def _easter(year: int) -> date:
    from dateutil.easter import EASTER_ORTHODOX, easter

    day: date = easter(year, EASTER_ORTHODOX)
    return day
