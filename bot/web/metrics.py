"""What Prometheus reads."""

from collections.abc import Awaitable, Callable

from aiohttp import web

_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def metrics_routes(write: Callable[[], Awaitable[str]]) -> list[web.RouteDef]:
    """Serve ``/metrics`` in Prometheus' text format."""

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=(await write()).encode(), headers={"Content-Type": _TYPE})

    return [web.get("/metrics", metrics)]
