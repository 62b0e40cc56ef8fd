"""A whole village taps at once: nothing meets Telegram's limits, and the count in the group is right soon."""

import asyncio
import time
from functools import partial

from tests.broadcasting import PATIENCE, Broadcast, Stage, a_broadcast, counted
from tests.fake_bot_api import FakeMessage, FloodLimits
from tests.telegram_village import until

TAPS, SECONDS = 1_000, 12.0
"""The pace of 5,000 in a minute."""
RIGHT_WITHIN = 5.0


async def _asked(cast: Broadcast) -> FakeMessage:
    """Have the akim ask a poll, and wait until it stands in the group."""
    api = cast.village.api
    api.write(cast.akim.user, cast.akim.chat, "/poll Су керек пе? / Нужна вода? | Иә / Да | Жоқ / Нет")
    for key in ("button-no-election", "button-publish"):
        label = cast.akim.said(key)
        await until(partial(_offers, cast, label), f"the button {label}", PATIENCE)
        api.press(cast.akim.user, cast.akim.last, label)
    await until(lambda: bool(_cards(cast)), "the poll in the group", PATIENCE)
    return _cards(cast)[-1]


def _offers(cast: Broadcast, label: str) -> bool:
    return label in cast.akim.last.labels


def _cards(cast: Broadcast) -> list[FakeMessage]:
    return [message for message in cast.village.in_group(cast.group) if "Су керек пе?" in message.text]


async def test_a_thousand_taps_meet_no_limit_and_the_last_count_is_right_soon(stage: Stage) -> None:
    async with a_broadcast(stage, readers=1) as cast:
        api, village = cast.village.api, cast.village
        card = await _asked(cast)
        await cast.all_said()
        api.clock, api.limits, api.answer_after, api.pushes = time.time, FloodLimits(), 0.05, 40
        people = [village.someone(f"Тұрғын {number}").user for number in range(TAPS)]
        api.were_in(cast.group, *people)
        began = time.monotonic()
        for number, person in enumerate(people):
            await asyncio.sleep(max(0.0, began + number * SECONDS / TAPS - time.monotonic()))
            api.press(person, card, "Иә" if number % 3 else "Жоқ")
        last = time.monotonic()
        right = village.says("kk", "poll-answered", people=TAPS)
        await until(lambda: right in card.text, "the last count", PATIENCE)

        assert time.monotonic() - last < RIGHT_WITHIN
        assert api.floods == 0
        async with cast.store() as store:
            assert await counted(store, "SELECT count(*) FROM ballot WHERE NOT waits") == TAPS
            assert await counted(store, "SELECT count(*) FROM stuck") == 0
