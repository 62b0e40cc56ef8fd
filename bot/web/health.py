"""Is it alive? For the machine that watches."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.upkeep import Health


def health_routes(look: Callable[[], Awaitable[Health]]) -> list[web.RouteDef]:
    """Serve ``/healthz``: 200 when all is well, else 503; the body names what is wrong, and nobody."""

    async def healthz(_: web.Request) -> web.Response:
        health = await look()
        return web.json_response(health.told(), status=200 if health.well else 503)

    return [web.get("/healthz", healthz)]
