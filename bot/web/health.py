"""Is it alive? For the machine that watches."""

from collections.abc import Awaitable, Callable

from aiohttp import web


def health_routes(is_well: Callable[[], Awaitable[bool]]) -> list[web.RouteDef]:
    """Serve ``/healthz``: 200 when the database answers, 503 when it does not."""

    async def healthz(_: web.Request) -> web.Response:
        well = await is_well()
        return web.Response(
            text="ok\n" if well else "database does not answer\n", status=200 if well else 503
        )

    return [web.get("/healthz", healthz)]
