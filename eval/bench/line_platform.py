"""A LINE that takes many replies and pushes, and fails now and then: `python -m … PORT`.

As LINE's, a reply token counts once and for a minute, a retry key counts once. Tokens are
`<event>.<milliseconds>`, so that nobody has to tell which were given out. Of a hundred sends about
three fail with 500 before acting, two with 500 after it, and three with 429.
"""

import random
import sys
import time
from enum import StrEnum

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TOKEN_S = 60.0
_BEFORE, _AFTER, _RATE = 0.03, 0.05, 0.08
_SENT = {"sentMessages": [{"id": "1"}]}


class Fault(StrEnum):
    """What goes wrong with a call."""

    BEFORE = "before"
    AFTER = "after"
    RATE = "rate"


class Platform:
    """What was delivered: by the event of the reply token, and by retry key."""

    def __init__(self) -> None:
        """Begin with nothing; chance is the same at every run."""
        self._chance = random.Random(0)  # noqa: S311  # no secret
        self._replied: set[str] = set()
        self._pushed: set[str] = set()

    async def reply(self, request: Request) -> Response:
        """Take a reply."""
        event, _, issued = (await request.json())["replyToken"].partition(".")
        young = time.time() - int(issued) / 1000 < TOKEN_S
        return self._once(self._replied, event, _refused("Invalid reply token", 400), young=young)

    async def push(self, request: Request) -> Response:
        """Take a push."""
        key = request.headers["x-line-retry-key"]
        return self._once(self._pushed, key, _refused("already accepted", 409))

    async def told(self, _: Request) -> Response:
        """Tell what was delivered."""
        return JSONResponse({"replied": sorted(self._replied), "pushed": len(self._pushed)})

    async def ready(self, _: Request) -> Response:
        """Tell that it runs."""
        return Response()

    async def other(self, _: Request) -> Response:
        """Know nothing else."""
        return _refused("Not found", 404)

    def _once(
        self, delivered: set[str], name: str, refusal: Response, *, young: bool = True
    ) -> Response:
        fault = self._fault()
        if fault is Fault.BEFORE:
            return Response(status_code=500)
        if fault is Fault.RATE:
            return _refused("The API rate limit has been exceeded. Try again later.", 429)
        if name in delivered or not young:
            return refusal
        delivered.add(name)
        return Response(status_code=500) if fault is Fault.AFTER else JSONResponse(_SENT)

    def _fault(self) -> Fault | None:
        drawn = self._chance.random()
        bounds = ((_BEFORE, Fault.BEFORE), (_AFTER, Fault.AFTER), (_RATE, Fault.RATE))
        return next((fault for bound, fault in bounds if drawn < bound), None)


def _refused(message: str, status: int) -> Response:
    return JSONResponse({"message": message}, status)


def create_app() -> Starlette:
    """Return the application."""
    platform = Platform()
    return Starlette(
        routes=[
            Route("/v2/bot/message/reply", platform.reply, methods=["POST"]),
            Route("/v2/bot/message/push", platform.push, methods=["POST"]),
            Route("/readyz", platform.ready),
            Route("/told", platform.told),
            Route("/{path:path}", platform.other, methods=["GET", "POST", "DELETE"]),
        ]
    )


if __name__ == "__main__":
    uvicorn.run(create_app(), host="127.0.0.1", port=int(sys.argv[1]), log_config=None)
