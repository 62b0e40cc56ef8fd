"""What happens, told to open pages at once (server-sent events)."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any, Final

from aiohttp import web

from bot.simulator.records import Fact
from bot.simulator.seen import Eyes

_HEARTBEAT: Final = 15.0
_BACKLOG: Final = 500

Push = tuple[str, dict[str, Any]]


class Streams:
    """The open pages. A page that lags too far behind is let go; it comes back and loads everything anew."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[Push | None]] = set()

    async def serve(self, request: web.Request, eyes: Eyes) -> web.StreamResponse:
        """Tell one page what its person sees, until it goes away."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        # Not compressed and not kept back: each event is seen when it happens.
        response.headers["X-Accel-Buffering"] = "no"
        await response.prepare(request)
        with self._open(eyes) as queue:
            async for frame in _frames(queue):
                try:
                    await response.write(frame)
                except ConnectionResetError:
                    break
        return response

    def tell_clock(self, clock: dict[str, Any]) -> None:
        """Tell every page what the village's clock shows."""
        for queue in tuple(self._queues):
            _put(queue, ("clock", clock))

    async def close(self, _: web.Application) -> None:
        """Let all pages go, so that the server can stop."""
        for queue in tuple(self._queues):
            _put(queue, None)

    @contextmanager
    def _open(self, eyes: Eyes) -> Iterator[asyncio.Queue[Push | None]]:
        queue: asyncio.Queue[Push | None] = asyncio.Queue(_BACKLOG)
        queue.put_nowait(("hello", {}))
        self._queues.add(queue)

        def listen(fact: Fact) -> None:
            if push := eyes.push(fact):
                _put(queue, push)

        stop = eyes.world.listen(listen)
        try:
            yield queue
        finally:
            stop()
            self._queues.discard(queue)


def _put(queue: asyncio.Queue[Push | None], push: Push | None) -> None:
    if queue.full():
        while not queue.empty():
            queue.get_nowait()
        push = None
    queue.put_nowait(push)


async def _frames(queue: asyncio.Queue[Push | None]) -> AsyncIterator[bytes]:
    yield b"retry: 1000\n\n"
    while True:
        try:
            async with asyncio.timeout(_HEARTBEAT):
                push = await queue.get()
        except TimeoutError:
            yield b": still here\n\n"
            continue
        if push is None:
            return
        yield _frame(*push)


def _frame(kind: str, shown: dict[str, Any]) -> bytes:
    return f"event: {kind}\ndata: {json.dumps(shown, ensure_ascii=False)}\n\n".encode()
