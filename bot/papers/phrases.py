"""The house's sentences and dates as papers write them: whole, with the year."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.speech import Speech
from handlers.chat import Fact, Say
from village.gatherings import Gathering
from village.people import Basis
from village.texts import Language

# Babel's own long formats say "2026 ж. 20 желтоқсан" and "20 декабря 2026 г."; papers write the year out.
_DAY = {
    Language.KK: "y 'жылғы' d MMMM",
    Language.RU: "d MMMM y 'года'",
    Language.EN: "d MMMM y",
}
_DAY_OF_WEEK = {
    Language.KK: "y 'жылғы' d MMMM, EEEE",
    Language.RU: "d MMMM y 'года', EEEE",
    Language.EN: "EEEE, d MMMM y",
}


@dataclass(frozen=True, slots=True)
class Phrases:
    """What a paper says in one language; moments are told in the village's zone."""

    speech: Speech
    zone: ZoneInfo
    language: Language

    def say(self, key: str, **facts: Fact) -> str:
        """Say a sentence by its key."""
        return self.speech.say(Say(key, facts), self.language)

    def line(self, label: str, value: str) -> str:
        """Say a value after its label."""
        return self.say("paper-line", label=label, value=value)

    def day(self, day: date) -> str:
        """Say a day with its year: 2026 жылғы 20 желтоқсан."""
        return format_date(day, _DAY[self.language], locale=self.language.value)

    def day_of_week(self, day: date) -> str:
        """Say a day with its year and weekday: 2026 жылғы 20 желтоқсан, жексенбі."""
        return format_date(day, _DAY_OF_WEEK[self.language], locale=self.language.value)

    def moment(self, at: datetime) -> str:
        """Say a moment short enough for a table."""
        local = at.astimezone(self.zone)
        return self.say("paper-moment", day=self.day(local.date()), hour=f"{local:%H:%M}")

    def moment_in_full(self, at: datetime) -> str:
        """Say a moment with its weekday."""
        local = at.astimezone(self.zone)
        return self.say("paper-moment-full", day=self.day_of_week(local.date()), hour=f"{local:%H:%M}")

    def kind(self, gathering: Gathering) -> str:
        """Name what is convened as official papers do."""
        return self.say(f"paper-kind-{gathering.kind}")

    def convener(self, gathering: Gathering) -> str:
        """Name who calls it together."""
        return self.say(f"paper-convener-{gathering.plan.convener}")

    def basis(self, basis: Basis | None) -> str:
        """Name the order or protocol it rests on; as typed where it was only typed."""
        if basis is None or basis.day is None:
            return basis.number if basis else ""
        return self.say(f"paper-basis-{basis.kind}", number=basis.number, day=self.day(basis.day))
