"""The log: one line an event, its facts behind it. Never a token, a phone, or what people wrote."""

import logging
import sys

_ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class FactsFormatter(logging.Formatter):
    """Writes the facts that come with a line behind its words: ``event=token_refused village=bugrovoe``."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        """Write the line, then each fact."""
        facts = [f"{name}={value}" for name, value in vars(record).items() if name not in _ORDINARY]
        return " ".join([super().formatMessage(record), *facts])


def log_to_stderr() -> None:
    """Send the log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FactsFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for loud in ("aiohttp.access", "apscheduler", "alembic"):
        logging.getLogger(loud).setLevel(logging.WARNING)
