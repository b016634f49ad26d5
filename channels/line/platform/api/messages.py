"""Sending: reply, push, multicast, narrowcast, broadcast; validating; what was sent.

A call is checked as a whole before it acts: a refused reply leaves its token as it was (not
verified), a refused push its retry key.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from channels.line.platform.api.reading import body_of, done, platform_of
from channels.line.platform.checks.messages import BROADCAST, MESSAGES, MULTICAST, PUSH, REPLY
from channels.line.platform.checks.rules import Fields
from channels.line.platform.platform import Platform
from channels.line.platform.refusal import Refusal, not_found
from channels.line.platform.retry_keys import HEADER

_VALIDATE = Fields({"messages": MESSAGES}, ("messages",))
_KINDS = ("reply", "push", "multicast", "narrowcast", "broadcast")


async def reply(request: Request) -> Response:
    """Answer an event."""
    platform, body = platform_of(request), await body_of(request, REPLY)
    chat = platform.replies.spend(body["replyToken"])
    return done(sentMessages=platform.deliver([chat], "reply", body["messages"]))


async def push(request: Request) -> Response:
    """Send to one user, group or room."""
    platform, body = platform_of(request), await body_of(request, PUSH)
    _check_retry(request)
    chat = body["to"]
    if not platform.people.has(chat):
        raise Refusal(400, "Failed to send messages")
    platform.quota.take(platform.people.reached(chat))
    answer = {"sentMessages": platform.deliver([chat], "push", body["messages"])}
    _accept(request, answer)
    return done(**answer)


async def multicast(request: Request) -> Response:
    """Send to many users, not to groups; those who are unknown or have blocked get nothing."""
    platform, body = platform_of(request), await body_of(request, MULTICAST)
    _check_retry(request)
    if any(not chat.startswith("U") for chat in body["to"]):
        raise Refusal(400, "The property, 'to', in the request body is invalid")
    _send(platform, list(dict.fromkeys(body["to"])), "multicast", body["messages"])
    _accept(request, {})
    return done()


async def broadcast(request: Request) -> Response:
    """Send to every friend."""
    platform, body = platform_of(request), await body_of(request, BROADCAST)
    _check_retry(request)
    _send(platform, platform.people.friends(), "broadcast", body["messages"])
    _accept(request, {})
    return done()


async def narrowcast(request: Request) -> Response:
    """Send to friends who are chosen by what LINE knows of them: here, to every friend."""
    platform, body = platform_of(request), await body_of(request, BROADCAST)
    _check_retry(request)
    reached = _send(platform, platform.people.friends(), "narrowcast", body["messages"])
    platform.narrowcasts[request.state.request_id] = reached
    _accept(request, {})
    return done(202)


async def narrowcast_progress(request: Request) -> Response:
    """Tell how far a narrowcast is: it is always through."""
    platform = platform_of(request)
    reached = platform.narrowcasts.get(request.query_params.get("requestId", ""))
    if reached is None:
        raise not_found()
    now = platform.clock().isoformat(timespec="milliseconds")
    return done(
        phase="succeeded",
        successCount=reached,
        failureCount=0,
        targetCount=reached,
        acceptedTime=now,
        completedTime=now,
    )


async def validate(request: Request) -> Response:
    """Check messages without sending them."""
    if request.path_params["kind"] not in _KINDS:
        raise not_found()
    await body_of(request, _VALIDATE)
    return done()


async def quota(request: Request) -> Response:
    """Tell how many messages the month has."""
    limit = platform_of(request).quota.limit
    return done(type="none") if limit is None else done(type="limited", value=limit)


async def consumption(request: Request) -> Response:
    """Tell how many of them are used."""
    return done(totalUsage=platform_of(request).quota.used)


async def sent(request: Request) -> Response:
    """Tell how many messages were sent on a day."""
    kind, day = request.path_params["kind"], request.query_params.get("date", "")
    if kind not in _KINDS:
        raise not_found()
    try:
        datetime.strptime(day, "%Y%m%d")  # noqa: DTZ007  # only whether it is a day
    except ValueError:
        raise Refusal(400, "The value for the 'date' parameter is invalid") from None
    return done(status="ready", success=platform_of(request).quota.sent(kind, day))


def _send(
    platform: Platform, chats: Sequence[str], via: str, messages: Sequence[dict[str, Any]]
) -> int:
    """Send to users and return how many are reached."""
    known = [chat for chat in chats if platform.people.has(chat)]
    reached = sum(map(platform.people.reached, known))
    platform.quota.take(reached)
    platform.deliver(known, via, messages)
    return reached


def _check_retry(request: Request) -> None:
    platform_of(request).retries.check(request.headers.get(HEADER))


def _accept(request: Request, answer: dict[str, Any]) -> None:
    key = request.headers.get(HEADER)
    platform_of(request).retries.accept(key, request.state.request_id, answer)


ROUTES = (
    Route("/v2/bot/message/reply", reply, methods=["POST"]),
    Route("/v2/bot/message/push", push, methods=["POST"]),
    Route("/v2/bot/message/multicast", multicast, methods=["POST"]),
    Route("/v2/bot/message/broadcast", broadcast, methods=["POST"]),
    Route("/v2/bot/message/narrowcast", narrowcast, methods=["POST"]),
    Route("/v2/bot/message/progress/narrowcast", narrowcast_progress),
    Route("/v2/bot/message/validate/{kind}", validate, methods=["POST"]),
    Route("/v2/bot/message/quota", quota),
    Route("/v2/bot/message/quota/consumption", consumption),
    Route("/v2/bot/message/delivery/{kind}", sent),
)
