"""`/admin/sign-in`, `/admin/sign-out`: a name and the admin token for a session.

The form of somebody who isn't signed in yet is tied to a cookie of its own, so that no other site
can sign a browser in.
"""

from secrets import token_urlsafe

import structlog
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from channels.web.admin.desk import COOKIE, Desk, Sent, SignedIn, StaffDesk
from channels.web.admin.errors import RefusedError
from channels.web.admin.forms import read_form
from channels.web.admin.layout import HEADERS, Drawn, alert, hidden, paragraph
from channels.web.admin.sessions import LENGTH
from channels.web.admin.words import said
from channels.web.rate_limit import client_of
from chatbot.markup import NOTHING, Markup, element, join

FORM_COOKIE = "annai_admin_form"
LONGEST_NAME = 40

router = APIRouter(include_in_schema=False)
_log = structlog.get_logger(__name__)


@router.get("/admin/sign-in")
async def form(request: Request, desk: Desk) -> Response:
    """Return the form."""
    key = "sign_in.signed_out" if "signed-out" in request.query_params else ""
    return sign_in_page(request, desk, key=key)


@router.post("/admin/sign-in")
async def sign_in(request: Request, desk: Desk) -> Response:
    """Begin a session, or say what is wrong."""
    sent = await read_form(request)
    if not desk.sessions.is_signed(sent.one("csrf"), "sign-in", _form_id(request) or "-"):
        raise RefusedError("csrf", 403)
    name, client = sent.one("name"), client_of(request.scope)
    wait = desk.attempts.wait(client)
    if wait:
        return sign_in_page(request, desk, status=429, key="sign_in.wait", name=name, seconds=wait)
    if not desk.sessions.is_token(sent.one("token")):
        desk.attempts.count(client)
        _log.warning("admin.sign_in_refused")
        return sign_in_page(request, desk, status=403, key="sign_in.wrong", name=name)
    if not _can_be_a_name(name):
        return sign_in_page(request, desk, status=422, key="sign_in.no_name", name=name)
    _log.info("admin.signed_in")
    response = RedirectResponse("/admin", 303, HEADERS)
    _set_cookie(request, response, COOKIE, desk.sessions.begin(name))
    return response


@router.post("/admin/sign-out")
async def sign_out(desk: Desk, session: SignedIn, _sent: Sent) -> Response:
    """End the session."""
    desk.sessions.end(session)
    response = RedirectResponse("/admin/sign-in?signed-out", 303, HEADERS)
    response.delete_cookie(COOKIE, path="/admin", httponly=True, samesite="strict")
    return response


def sign_in_page(  # noqa: PLR0913  # what the page shows
    request: Request,
    desk: StaffDesk,
    *,
    status: int = 200,
    key: str = "",
    name: str = "",
    seconds: int = 0,
) -> Response:
    """Return the form, with a message in front of it."""
    number = _form_id(request) or token_urlsafe(16)
    message = said(key, seconds=seconds, longest=LONGEST_NAME) if key else ""
    told = NOTHING
    if message:
        told = alert(message) if status != 200 else element("p", message, role="status")  # noqa: PLR2004  # of HTTP
    content = join(
        told, paragraph("sign_in.about"), _form(desk.sessions.signed("sign-in", number), name)
    )
    response = desk.frame().response(Drawn(said("sign_in.title"), content, status=status))
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    _set_cookie(request, response, FORM_COOKIE, number)
    return response


def _form(csrf: str, name: str) -> Markup:
    return element(
        "form",
        hidden("csrf", csrf),
        _field("name", name, type="text", maxlength=LONGEST_NAME, autocomplete="name"),
        _field("token", "", type="password", autocomplete="current-password"),
        element("button", said("sign_in.button"), type="submit"),
        method="post",
        action="/admin/sign-in",
        class_="stack",
    )


def _field(name: str, value: str, **attributes: str | int) -> Markup:
    hint = f"{name}-hint"
    return element(
        "div",
        element("label", said(f"sign_in.{name}"), for_=name),
        element("p", said(f"sign_in.{name}_hint"), id=hint, class_="fine"),
        element(
            "input",
            id=name,
            name=name,
            value=value,
            required=True,
            aria_describedby=hint,
            **attributes,
        ),
        class_="field",
    )


def _can_be_a_name(name: str) -> bool:
    return 0 < len(name) <= LONGEST_NAME and name.isprintable()


def _form_id(request: Request) -> str:
    return request.cookies.get(FORM_COOKIE, "")


def _set_cookie(request: Request, response: Response, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=int(LENGTH.total_seconds()),
        path="/admin",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
