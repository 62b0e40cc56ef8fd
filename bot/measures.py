"""What is measured while the bot runs, and how it is written for Prometheus.

Four shapes of line are all that is needed, so they are written by hand. Labels come from sets that the code
knows (kinds of letters, kinds of asked things, meanings of failures): no village, no person, no words of
theirs, and so the number of series stays what it is however many villages there are.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.failing import Failing
from village.ids import VillageSlug

Labels = tuple[tuple[str, str], ...]

_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_SLOW = (1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0, 3600.0, 21600.0, 86400.0)


@dataclass(slots=True)
class Counter:
    """Something that only grows."""

    name: str
    told: str
    values: dict[Labels, float] = field(default_factory=dict)

    def add(self, amount: float = 1, **labels: str) -> None:
        """Count some more."""
        key = tuple(labels.items())
        self.values[key] = self.values.get(key, 0) + amount

    def lines(self) -> Iterator[str]:
        """Write it for Prometheus; with no labels it is there from the beginning."""
        yield from gauge(self.name, self.told, self.values or {(): 0}, "counter")


@dataclass(slots=True)
class _Spread:
    """How often values fell between the bounds, and what they come to."""

    buckets: list[int]
    total: float = 0.0


@dataclass(slots=True)
class Histogram:
    """Seconds, by how many took how long."""

    name: str
    told: str
    bounds: tuple[float, ...]
    values: dict[Labels, _Spread] = field(default_factory=dict)

    def took(self, seconds: float, **labels: str) -> None:
        """Note how long something took."""
        key = tuple(labels.items())
        spread = self.values.setdefault(key, _Spread([0] * (len(self.bounds) + 1)))
        spread.buckets[bisect_left(self.bounds, seconds)] += 1
        spread.total += seconds

    def lines(self) -> Iterator[str]:
        """Write it for Prometheus, each bucket with all that is below it."""
        yield from _head(self.name, self.told, "histogram")
        for labels, spread in self.values.items():
            below = 0
            for bound, count in zip((*self.bounds, "+Inf"), spread.buckets, strict=True):
                below += count
                yield _line(f"{self.name}_bucket", (*labels, ("le", str(bound))), below)
            yield _line(f"{self.name}_sum", labels, spread.total)
            yield _line(f"{self.name}_count", labels, below)


def gauge(name: str, told: str, values: Mapping[Labels, float], shape: str = "gauge") -> Iterator[str]:
    """Write what goes up and down, as it is now."""
    yield from _head(name, told, shape)
    for labels, value in values.items():
        yield _line(name, labels, value)


def page(*measures: Iterable[str]) -> str:
    """Put lines together to what Prometheus reads."""
    return "".join(f"{line}\n" for measure in measures for line in measure)


def _head(name: str, told: str, shape: str) -> Iterator[str]:
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {shape}"


def _line(name: str, labels: Labels, value: float) -> str:
    within = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels)
    return f"{name}{{{within}}} {value}" if within else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


# ------------------------------------------------------------------------------------ what is measured


def _letters() -> Counter:
    return Counter("asar_letters_ended_total", "Letters that ended, by kind and how.")


def _due() -> Histogram:
    return Histogram("asar_letter_seconds", "Seconds from a letter's due moment to sent, by kind.", _SLOW)


def _retries() -> Counter:
    return Counter("asar_letters_put_off_total", "Letters put off after a try that failed, by kind.")


def _doubts() -> Counter:
    return Counter(
        "asar_letters_doubted_total",
        "Letters that may have gone out (killed, or no answer came), sent again.",
    )


def _updates() -> Histogram:
    return Histogram(
        "asar_update_seconds", "Seconds to take and answer what came in, by what it was.", _QUICK
    )


def _not_kept() -> Counter:
    return Counter("asar_updates_not_kept_total", "What came in and could not be kept; it comes again.")


def _flooded() -> Counter:
    return Counter(
        "asar_updates_flooded_total", "What one sender brought beyond all that is kept of a flood."
    )


def _network() -> Histogram:
    return Histogram("asar_network_seconds", "Seconds a network took to answer, by network.", _QUICK)


def _failures() -> Counter:
    return Counter("asar_network_failures_total", "A network's refusals, by what they mean.")


def _waits() -> Histogram:
    return Histogram("asar_database_wait_seconds", "Seconds that work waited for its turn.", _QUICK)


def _ticks() -> Counter:
    return Counter("asar_ticks_total", "Ticks that went to their end.")


@dataclass(slots=True)
class Measures:
    """All that is measured in one process, since it began; fed by what stands round the rooms."""

    began: datetime
    letters: Counter = field(default_factory=_letters)
    due: Histogram = field(default_factory=_due)
    retries: Counter = field(default_factory=_retries)
    doubts: Counter = field(default_factory=_doubts)
    updates: Histogram = field(default_factory=_updates)
    not_kept: Counter = field(default_factory=_not_kept)
    flooded: Counter = field(default_factory=_flooded)
    network: Histogram = field(default_factory=_network)
    failures: Counter = field(default_factory=_failures)
    waits: Histogram = field(default_factory=_waits)
    ticks: Counter = field(default_factory=_ticks)
    ticked_at: datetime | None = None
    tick_ms: int = 0
    sent: int = 0
    failing: Failing = field(default_factory=dict)
    _moved: dict[VillageSlug, datetime] = field(default_factory=dict)
    _ordered: dict[VillageSlug, datetime] = field(default_factory=dict)

    def lane_moved(self, village: VillageSlug, now: datetime) -> None:
        """Note that a letter of a village's lane got somewhere: sent, ended or put off."""
        self._moved[village] = now

    def ordered_to_wait(self, village: VillageSlug, until: datetime) -> None:
        """Note that a network has told a village's whole bot to wait."""
        self._ordered[village] = until

    def ticked(self, now: datetime, milliseconds: int) -> None:
        """Note that a tick went to its end."""
        self.ticks.add()
        self.ticked_at, self.tick_ms = now, milliseconds

    def stands_still(self, village: VillageSlug, now: datetime, patience: timedelta) -> bool:
        """Tell whether nothing of a lane has moved for so long, though no network ordered it to wait."""
        moved = max(self._moved.get(village, self.began), self._ordered.get(village, self.began))
        return now - moved > patience

    def lines(self) -> Iterator[str]:
        """Write all of it for Prometheus."""
        for each in (self.letters, self.due, self.retries, self.doubts, self.updates, self.not_kept):
            yield from each.lines()
        for each in (self.flooded, self.network, self.failures, self.waits, self.ticks):
            yield from each.lines()
        began: dict[Labels, float] = {(): self.began.timestamp()}
        yield from gauge("process_start_time_seconds", "When this process began, since 1970.", began)
