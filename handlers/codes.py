"""Codes that links carry: made by lot, and whoever tries wrong ones gets no answer."""

import logging
import secrets
from base64 import b32encode
from datetime import timedelta

from handlers.door import Asker
from handlers.ports import Desk, Work
from village.people import WRONG_CODES_AN_HOUR

log = logging.getLogger(__name__)

_CODE_BYTES = 20  # 160 bits, written in 32 letters that a link may carry


def new_code() -> str:
    """Make a code of 160 bits that fits a link and can be read out."""
    return b32encode(secrets.token_bytes(_CODE_BYTES)).decode().lower()


async def tries_too_often(asker: Asker, work: Work, desk: Desk) -> bool:
    """Tell whether somebody has tried so many wrong codes that none of theirs is looked at."""
    since = desk.clock.now() - timedelta(hours=1)
    if await work.roles.wrong_codes(asker.village.slug, asker.address, since) < WRONG_CODES_AN_HOUR:
        return False
    log.warning("codes ignored", extra={"event": "codes_ignored", "village": asker.village.slug})
    return True


async def note_wrong(asker: Asker, work: Work, desk: Desk) -> None:
    """Note that somebody tried a wrong code."""
    await work.roles.note_wrong_code(asker.village.slug, asker.address, desk.clock.now())
