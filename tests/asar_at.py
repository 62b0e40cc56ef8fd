"""``asar`` as a process by a clock that is set off: ``python -m tests.asar_at SECONDS run --config FILE``.

The clock runs as fast as the real one; only where it stands is ours, so that a story does not hang on the
hour at which the tests happen to run.
"""

import sys
from datetime import UTC, datetime, timedelta

from bot.cli import main
from bot.clock import WallClock


def set_off(by: timedelta) -> None:
    """Set the clock off for the rest of this process."""

    def now(self: WallClock) -> datetime:
        del self
        return datetime.now(UTC) + by  # noqa: TID251 - this is the clock

    WallClock.now = now  # type: ignore[method-assign]  # the one place that may move a real process's time


if __name__ == "__main__":
    set_off(timedelta(seconds=float(sys.argv.pop(1))))
    main()
