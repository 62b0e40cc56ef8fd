"""The machine's clock, read in this one place."""

from datetime import UTC, datetime


class WallClock:
    """The time on the wall, in UTC."""

    def now(self) -> datetime:
        """Give the moment."""
        return datetime.now(UTC)
