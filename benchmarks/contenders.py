"""Those against whom Asar is measured, each a server of its own.

``python -m benchmarks.contenders NAME --port PORT``.

None of them does more than its name says, and each is written as its library's own guide writes it, where
that is not the slower way: the toast goes back in the webhook's own answer, so that no contender pays for a
call to Telegram.
"""

import argparse
import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

TOKEN = "4200000001:AAE_benchmarks_only_opens_nothing__"  # noqa: S105 - opens nothing
ANSWER = "Жазып қойдық: барасыз. Бұл – тіркелу емес, тіркеу сол жерде, басталар алдында болады."
_LENGTH = re.compile(rb"\r\nContent-Length: *(\d+)")
_FIXED = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nOK"

Toast = dict[str, str]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


# -------------------------------------------------------------------- what only shows what the client can do


class _Fixed(asyncio.Protocol):
    """Answers fixed bytes to every whole request, unread."""

    def __init__(self) -> None:
        self._left = 0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to listen."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Count what came; answer once a request is whole."""
        if not self._left:
            told = _LENGTH.search(data)
            assert told is not None
            self._left = data.index(b"\r\n\r\n") + 4 + int(told[1])
        self._left -= len(data)
        if self._left <= 0:
            self._left = 0
            assert self._transport is not None
            self._transport.write(_FIXED)


async def fixed(port: int, database: Path | None) -> None:
    """Answer fixed bytes."""
    del database
    server = await asyncio.get_running_loop().create_server(_Fixed, "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


# ---------------------------------------------------------------------------------------- (a) to (d)


async def parsing(port: int, database: Path | None) -> None:
    """Serve (a): aiohttp that only parses the JSON and answers."""
    del database

    async def take(request: web.Request) -> web.StreamResponse:
        update = await request.json()
        return web.json_response(_toast(update["callback_query"]["id"]))

    await _served(take, port)


async def bare_aiogram(port: int, database: Path | None) -> None:
    """Serve (b): aiogram's Dispatcher with one handler, behind its own webhook handler, that only answers."""
    from aiogram import Bot, Dispatcher
    from aiogram.methods import AnswerCallbackQuery
    from aiogram.types import CallbackQuery
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler

    del database
    dispatcher, bot = Dispatcher(), Bot(TOKEN)

    @dispatcher.callback_query()
    async def answer(query: CallbackQuery) -> AnswerCallbackQuery:
        return query.answer(ANSWER)

    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False)
    await _served(handler.handle, port)


async def ptb_answering(port: int, database: Path | None) -> None:
    """Serve (c): python-telegram-bot's Application with one handler, that only answers."""
    del database

    async def keep(person: int, pressed: str, update: int) -> None:
        del person, pressed, update

    await _ptb(port, keep)


async def ptb_keeping(port: int, database: Path | None) -> None:
    """Serve (d): the same, with one SQLAlchemy transaction per press, on SQLite as durable as ours."""
    from sqlalchemy import BigInteger, Column, MetaData, Table, Text, event
    from sqlalchemy.dialects.sqlite import insert
    from sqlalchemy.ext.asyncio import create_async_engine

    answers = Table(
        "answer",
        MetaData(),
        Column("gathering", Text, primary_key=True),
        Column("person", BigInteger, primary_key=True, autoincrement=False),
        Column("coming", Text, nullable=False),
        Column("update_number", BigInteger, nullable=False),
    )
    # One connection: SQLite has one writer, and a queue for it is quicker than writers that sleep and try.
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{database}", pool_size=1, max_overflow=0, pool_timeout=60
    )
    event.listen(engine.sync_engine, "connect", _made_durable)
    async with engine.begin() as connection:
        await connection.run_sync(answers.metadata.create_all)

    async def keep(person: int, pressed: str, update: int) -> None:
        _, gathering, coming = pressed.split(":")
        row = {"gathering": gathering, "person": person, "coming": coming, "update_number": update}
        async with engine.begin() as connection:
            await connection.execute(insert(answers).values(row).on_conflict_do_update(set_=row))

    await _ptb(port, keep)


def _made_durable(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


async def _ptb(port: int, keep: Callable[[int, str, int], Awaitable[None]]) -> None:
    """Serve python-telegram-bot's Application as its guide to a webhook of one's own does."""
    from telegram import Update
    from telegram.ext import Application, CallbackQueryHandler

    application: Any = Application.builder().token(TOKEN).updater(None).build()

    async def pressed(update: Update, context: Any) -> None:
        del context
        query = update.callback_query
        assert query is not None
        await keep(query.from_user.id, query.data or "", update.update_id)

    application.add_handler(CallbackQueryHandler(pressed))
    # It would ask Telegram who it is; nothing here needs to know.
    application._initialized = True  # noqa: SLF001 - there is no other way without a network

    async def take(request: web.Request) -> web.StreamResponse:
        update = Update.de_json(await request.json(), application.bot)
        await application.process_update(update)
        assert update.callback_query is not None
        return web.json_response(_toast(update.callback_query.id))

    await _served(take, port)


def _toast(tap: str) -> Toast:
    return {"method": "answerCallbackQuery", "callback_query_id": tap, "text": ANSWER}


async def _served(take: Handler, port: int) -> None:
    application = web.Application()
    application.router.add_post("/telegram/{slug}", take)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, backlog=4096).start()
    await asyncio.Event().wait()


CONTENDERS: Mapping[str, Callable[[int, Path | None], Awaitable[None]]] = {
    "fixed": fixed,
    "parsing": parsing,
    "aiogram": bare_aiogram,
    "ptb": ptb_answering,
    "ptb-keeping": ptb_keeping,
}


async def _main(name: str, port: int, database: Path | None) -> None:
    await CONTENDERS[name](port, database)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=CONTENDERS)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--database", type=Path)
    told_to = parser.parse_args()
    asyncio.run(_main(told_to.name, told_to.port, told_to.database))
