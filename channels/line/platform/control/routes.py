"""The control API's endpoints.

| path under `/_stub` | does |
|---|---|
| `GET state` | the account, its users, the places, the webhook's address |
| `POST users`, `POST users/U…` | a new friend; block, unblock, language |
| `POST users/U…/tab` | taps a tab of a rich menu |
| `POST buttons/N` | presses a button of the options |
| `GET talks/U…?after=&wait=` | a chat, when it has changed since `after` |
| `GET menus/ID/image` | a rich menu's image |
| `POST webhook`, `POST webhook/raw`, `POST webhook/again` | sends events; bytes; one again |
| `GET webhooks` | how webhooks went |
| `GET, DELETE calls` | the calls of the API |
| `POST, DELETE faults` | orders a fault; takes all back |
| `POST clock` | moves the clock |
| `POST settings` | webhook address, redelivery, quota |
"""

import json
from dataclasses import asdict
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from channels.line.platform.api.reading import done, platform_of
from channels.line.platform.control import bodies
from channels.line.platform.control.acting import Manner, block, happen, switch_menu
from channels.line.platform.control.view import account, talk
from channels.line.platform.delivery import Delivery, again
from channels.line.platform.faults import Fault
from channels.line.platform.odd_events import ODD_EVENTS
from channels.line.platform.people import Person
from channels.line.platform.refusal import Refusal, not_found

_Body = TypeVar("_Body", bound=BaseModel)
_LONGEST_WAIT_S = 30.0


async def state(request: Request) -> Response:
    """Tell of the account and its users."""
    return JSONResponse(account(platform_of(request)))


async def new_user(request: Request) -> Response:
    """Make a friend."""
    platform, told = platform_of(request), await _told(request, bodies.NewUser)
    person = platform.people.add(told.name, told.language, told.user_id)
    platform.talks.touch()
    if told.tell:
        await happen(platform, [{"type": "follow", "user": person.user_id}])
    return done(**asdict(person))


async def change_user(request: Request) -> Response:
    """Block or unblock the account, or change the language."""
    platform, told = platform_of(request), await _told(request, bodies.ChangedUser)
    person = _person(request)
    if told.language is not None:
        platform.people.speak(told.language, person.user_id)
    if told.blocked is not None:
        await block(platform, _person(request), blocked=told.blocked)
    return done(**asdict(_person(request)))


async def tab(request: Request) -> Response:
    """Tap a tab of a rich menu."""
    told = await _told(request, bodies.Tab)
    await switch_menu(platform_of(request), _person(request), told.alias, told.data)
    return done()


async def press(request: Request) -> Response:
    """Press one of the buttons that the platform was started with."""
    await _told(request, bodies.Press)
    buttons, number = platform_of(request).options.buttons, request.path_params["number"]
    if number >= len(buttons):
        raise not_found()
    return done(said=await run_in_threadpool(buttons[number].press))


async def read_talk(request: Request) -> Response:
    """Tell what stands in a chat; waits for something newer than `after`."""
    platform, asked = platform_of(request), request.query_params
    wait = min(float(asked.get("wait", 0)), _LONGEST_WAIT_S)
    if wait:
        await platform.talks.changed(int(asked.get("after", 0)), wait)
    return JSONResponse(talk(platform, request.path_params["chat"]))


async def menu_image(request: Request) -> Response:
    """Give a rich menu's image."""
    image = platform_of(request).menus.get(request.path_params["menu"]).image
    if image is None:
        raise not_found()
    return Response(image[1], media_type=image[0])


async def webhook(request: Request) -> Response:
    """Let events happen and send them."""
    platform, told = platform_of(request), await _told(request, bodies.Happening)
    unknown = [name for name in told.odd if name not in ODD_EVENTS]
    if unknown:
        raise Refusal(400, f"no such odd event: {', '.join(unknown)}")
    odd = [{"user": told.user, **ODD_EVENTS[name]} for name in told.odd]
    given = [{"user": told.user, **event} for event in told.events]
    manner = Manner(told.signature, told.separate, told.backwards, told.copies)
    events, deliveries = await happen(platform, [*given, *odd], manner)
    return done(events=events, deliveries=list(map(_record, deliveries)))


async def raw_webhook(request: Request) -> Response:
    """Send bytes, signed or not."""
    told = await _told(request, bodies.Raw)
    sent = await platform_of(request).webhooks.send_raw(told.body.encode(), told.signature)
    return done(deliveries=[_record(sent)])


async def send_again(request: Request) -> Response:
    """Send a webhook again, marked as redelivered."""
    webhooks, told = platform_of(request).webhooks, await _told(request, bodies.Again)
    number = told.number or len(webhooks.attempts)
    if not 1 <= number <= len(webhooks.attempts):
        raise not_found()
    events = json.loads(webhooks.attempts[number - 1].body)["events"]
    sent = await webhooks.send_raw(webhooks.body_of(list(map(again, events))))
    return done(deliveries=[_record(sent)])


async def webhooks(request: Request) -> Response:
    """Tell how webhooks went."""
    return done(deliveries=list(map(_record, platform_of(request).webhooks.attempts)))


async def calls(request: Request) -> Response:
    """Tell or forget the calls of the API."""
    noted = platform_of(request).calls
    if request.method == "DELETE":
        noted.clear()
        return done()
    return done(calls=[{**asdict(call), "at": call.at.isoformat()} for call in noted])


async def faults(request: Request) -> Response:
    """Order a fault, or take all back."""
    waiting = platform_of(request).faults
    if request.method == "DELETE":
        waiting.clear()
        return done()
    told = await _told(request, bodies.Order)
    waiting.add(Fault(told.path, told.kind, told.times, told.chance, told.seconds))
    return done()


async def clock(request: Request) -> Response:
    """Move the clock."""
    platform, told = platform_of(request), await _told(request, bodies.Move)
    platform.clock.advance(told.advance)
    platform.talks.touch()
    return done(now=platform.clock().isoformat())


async def settings(request: Request) -> Response:
    """Set what is given."""
    platform, told = platform_of(request), await _told(request, bodies.Switches)
    if "webhook_url" in told.model_fields_set:
        platform.webhooks.url = told.webhook_url
    if "redelivery_seconds" in told.model_fields_set:
        platform.webhooks.redelivery_seconds = told.redelivery_seconds
    if "monthly_quota" in told.model_fields_set:
        platform.quota.limit = told.monthly_quota
    platform.talks.touch()
    return JSONResponse(account(platform))


async def _told(request: Request, kind: type[_Body]) -> _Body:
    # A page of another origin can't send this type without asking first.
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise Refusal(415, "Unsupported media type")
    try:
        return kind.model_validate_json(await request.body())
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False)
        raise Refusal(400, "; ".join(f"{one['loc']}: {one['msg']}" for one in wrong)) from None


def _person(request: Request) -> Person:
    person = platform_of(request).people.known.get(request.path_params["user"])
    if person is None:
        raise not_found()
    return person


def _record(delivery: Delivery) -> dict[str, Any]:
    return {**asdict(delivery), "at": delivery.at.isoformat(), "ok": delivery.ok}


_WRITE = ("POST", "DELETE")
ROUTES = (
    Route("/_stub/state", state),
    Route("/_stub/users", new_user, methods=["POST"]),
    Route("/_stub/users/{user}", change_user, methods=["POST"]),
    Route("/_stub/users/{user}/tab", tab, methods=["POST"]),
    Route("/_stub/buttons/{number:int}", press, methods=["POST"]),
    Route("/_stub/talks/{chat}", read_talk),
    Route("/_stub/menus/{menu}/image", menu_image),
    Route("/_stub/webhook", webhook, methods=["POST"]),
    Route("/_stub/webhook/raw", raw_webhook, methods=["POST"]),
    Route("/_stub/webhook/again", send_again, methods=["POST"]),
    Route("/_stub/webhooks", webhooks),
    Route("/_stub/calls", calls, methods=["GET", "DELETE"]),
    Route("/_stub/faults", faults, methods=list(_WRITE)),
    Route("/_stub/clock", clock, methods=["POST"]),
    Route("/_stub/settings", settings, methods=["POST"]),
)
