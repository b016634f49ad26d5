"""Puts the staff pages into an app, if there is an admin token; without one there are none."""

from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import FileResponse, RedirectResponse, Response

from channels.web.admin import (
    disaster,
    exports,
    feedback,
    llm,
    overview,
    questions,
    sign_in,
    unanswered,
)
from channels.web.admin.desk import COOKIE, StaffDesk
from channels.web.admin.errors import RefusedError, SignInNeededError
from channels.web.admin.layout import HEADERS, Drawn, alert
from channels.web.admin.sign_in import sign_in_page
from channels.web.admin.words import said
from chatbot.markup import element, join
from chatbot.service import Chatbot

FOLDER = Path(__file__).parent

files = APIRouter(include_in_schema=False)


@files.get("/admin/style.css")
async def style_sheet() -> Response:
    """Return how the pages look; browsers ask each time whether it is still the same."""
    return FileResponse(FOLDER / "style.css", headers={"Cache-Control": "no-cache"})


@files.get("/admin/icon.svg")
async def icon() -> Response:
    """Return the sign in a browser's tab."""
    return FileResponse(FOLDER / "icon.svg", headers={"Cache-Control": "no-cache"})


def mount_admin(app: FastAPI, chatbot: Chatbot) -> None:
    """Serve the staff pages of a chatbot."""
    token = chatbot.settings.admin_token
    if token is None:
        return
    desk = StaffDesk.of(chatbot, token.get_secret_value())
    app.state.staff_desk = desk
    for router in (
        overview.router,
        unanswered.router,
        questions.router,
        feedback.router,
        llm.router,
        disaster.router,
        exports.router,
        sign_in.router,
        files,
    ):
        app.include_router(router)

    @app.exception_handler(SignInNeededError)
    async def need_sign_in(request: Request, _error: SignInNeededError) -> Response:
        if request.method == "GET":
            return RedirectResponse("/admin/sign-in", 303, HEADERS)
        return sign_in_page(request, desk, status=401, key="sign_in.ended")

    @app.exception_handler(RefusedError)
    async def refused(request: Request, error: RefusedError) -> Response:
        session = desk.sessions.read(request.cookies.get(COOKIE, ""))
        content = join(
            alert(said(f"refused.{error.key}.detail")),
            element("p", element("a", said("refused.back"), href="/admin")),
        )
        title = said(f"refused.{error.key}.title")
        return desk.frame(session).response(Drawn(title, content, status=error.status))
