"""The account and its friends: profile, followers, loading animation, webhook, tokens."""

from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from channels.line.platform.api.reading import body_of, done, person_of, platform_of
from channels.line.platform.checks.rules import Address, Fields, Number, Text
from channels.line.platform.ids import new_token
from channels.line.platform.refusal import Refusal, check

_LOADING = Fields(
    {
        "chatId": Text(33, pattern="U[0-9a-f]{32}"),
        "loadingSeconds": Number(5, 60, step=5),
    },
    ("chatId",),
)
_LOADING_S = 20
"""Where the call doesn't say (not verified)."""
_READ = Fields({"markAsReadToken": Text(1000)}, ("markAsReadToken",))
_URL = Address(500, ("https", "http"))
"""LINE takes https only."""
_ENDPOINT = Fields({"endpoint": _URL}, ("endpoint",))
_TEST = Fields({"endpoint": _URL})
_PAGE = 300
_MOST = 1000
_LIFE_S = 899


async def load(request: Request) -> Response:
    """Show the loading animation."""
    platform, body = platform_of(request), await body_of(request, _LOADING)
    if body["chatId"] in platform.people.known:
        platform.talks.load(body["chatId"], body.get("loadingSeconds", _LOADING_S))
    return done(202)


async def mark_as_read(request: Request) -> Response:
    """Mark a message as read, by the token that came with it."""
    platform, body = platform_of(request), await body_of(request, _READ)
    if body["markAsReadToken"] not in platform.events.read_tokens:
        raise Refusal(400, "Invalid markAsReadToken")
    return done()


async def profile(request: Request) -> Response:
    """Tell who a friend is."""
    person = person_of(request)
    return done(displayName=person.name, userId=person.user_id, language=person.language)


async def info(request: Request) -> Response:
    """Tell who the account is."""
    options = platform_of(request).options
    return done(
        userId=options.bot_user_id,
        basicId="@000annai",
        displayName=options.name,
        chatMode="bot",
        markAsReadMode="auto",
    )


async def followers(request: Request) -> Response:
    """List the friends, some at a time; `next` leads on."""
    limit, start = request.query_params.get("limit", _PAGE), request.query_params.get("start", 0)
    try:
        size, first = int(limit), int(start)
    except ValueError:
        raise Refusal(400, "The value for a parameter is invalid") from None
    check(Fields({"limit": Number(1, _MOST)}), {"limit": size})
    friends = platform_of(request).people.friends()
    more: dict[str, Any] = {"next": str(first + size)} if first + size < len(friends) else {}
    return done(userIds=friends[first : first + size], **more)


async def link_token(request: Request) -> Response:
    """Give a token by which a friend can be linked to an account of ours."""
    person_of(request)
    return done(linkToken=new_token())


async def endpoint(request: Request) -> Response:
    """Tell or set where webhooks go."""
    webhooks = platform_of(request).webhooks
    if request.method == "PUT":
        webhooks.url = (await body_of(request, _ENDPOINT))["endpoint"]
        return done()
    return done(endpoint=webhooks.url or "", active=webhooks.url is not None)


async def test_endpoint(request: Request) -> Response:
    """Send a webhook without events and tell how that went."""
    platform, body = platform_of(request), await body_of(request, _TEST)
    webhooks = platform.webhooks
    sent = await webhooks.send_raw(webhooks.body_of([]), url=body.get("endpoint"))
    return done(
        success=sent.ok,
        timestamp=sent.at.isoformat(timespec="milliseconds"),
        statusCode=sent.status,
        reason=sent.reason,
        detail=sent.detail,
    )


async def stateless_token(request: Request) -> Response:
    """Give an access token for fifteen minutes, for the channel's id and secret."""
    form = parse_qs((await request.body()).decode(errors="replace"))
    given = {name: values[0] for name, values in form.items()}
    platform = platform_of(request)
    right = {
        "client_id": platform.options.channel_id,
        "client_secret": platform.options.channel_secret,
    }
    if given.get("grant_type") != "client_credentials":
        return _oauth_error("unsupported_grant_type", "The grant type is not supported")
    if {name: given.get(name) for name in right} != right:
        return _oauth_error("invalid_client", "The client id or secret is invalid")
    token = {"token_type": "Bearer", "access_token": platform.access.issue()}
    return done(**token, expires_in=_LIFE_S)


def _oauth_error(error: str, description: str) -> Response:
    return JSONResponse({"error": error, "error_description": description}, 400)


async def content(request: Request) -> Response:
    """Give what a user sent."""
    found = platform_of(request).contents.get(request.path_params["message"])
    return Response(found.data, media_type=found.media_type)


async def transcoding(request: Request) -> Response:
    """Tell whether a film is ready: not yet at first, then it is."""
    found = platform_of(request).contents.get(request.path_params["message"])
    status = "succeeded" if found.transcoded else "processing"
    found.transcoded = True
    return done(status=status)


ROUTES = (
    Route("/v2/bot/chat/loading/start", load, methods=["POST"]),
    Route("/v2/bot/chat/markAsRead", mark_as_read, methods=["POST"]),
    Route("/v2/bot/profile/{user}", profile),
    Route("/v2/bot/info", info),
    Route("/v2/bot/followers/ids", followers),
    Route("/v2/bot/user/{user}/linkToken", link_token, methods=["POST"]),
    Route("/v2/bot/channel/webhook/endpoint", endpoint, methods=["GET", "PUT"]),
    Route("/v2/bot/channel/webhook/test", test_endpoint, methods=["POST"]),
    Route("/oauth2/v3/token", stateless_token, methods=["POST"]),
    Route("/v2/bot/message/{message}/content", content),
    Route("/v2/bot/message/{message}/content/preview", content),
    Route("/v2/bot/message/{message}/content/transcoding", transcoding),
)
