"""``asar demo``: the demo served on this machine."""

import asyncio
import logging
import shutil
import socket
from pathlib import Path

from aiohttp import web

from bot.app import stop_on_signals
from bot.clock import WallClock
from bot.config import Mistake
from bot.demo import open_demo
from bot.simulator.journal import BrokenJournalError

_HOST = "127.0.0.1"


async def serve(folder: Path, port: int, *, begin_anew: bool) -> None:
    """Serve the demo's page until told to stop."""
    _check_free(port)
    await asyncio.to_thread(_prepare, folder, begin_anew=begin_anew)
    stop = asyncio.Event()
    stop_on_signals(stop)
    try:
        async with open_demo(folder, WallClock()) as application:
            runner = web.AppRunner(application, shutdown_timeout=1, access_log=None)
            await runner.setup()
            await web.TCPSite(runner, _HOST, port).start()
            print(f"Asar: http://{_HOST}:{port}  (Ctrl+C to stop)", flush=True)
            await stop.wait()
            await runner.cleanup()
    except BrokenJournalError as broken:
        raise Mistake(str(broken)) from None


def _prepare(folder: Path, *, begin_anew: bool) -> None:
    if begin_anew and (folder / "chats.jsonl").exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("handlers").setLevel(logging.WARNING)


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError:
            raise Mistake(
                f"Port {port} is taken on this machine; choose another: asar demo --port {port + 1} "
                f"(or: make demo PORT={port + 1})"
            ) from None
