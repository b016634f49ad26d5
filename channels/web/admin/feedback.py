"""`/admin/feedback`: what residents said of the answers, with their comments (masked)."""

from collections.abc import Mapping
from datetime import tzinfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from channels.web.admin.desk import Desk, SignedIn, StaffDesk
from channels.web.admin.layout import Drawn, paragraph
from channels.web.admin.period_form import choice, chosen_period, period_form
from channels.web.admin.tables import table
from channels.web.admin.words import moment, named, said
from chatbot.markup import element, join
from chatbot.store import Feedback

MOST = 200
COLUMNS = ("said_at", "question", "rated", "reason", "comment", "status")

router = APIRouter(include_in_schema=False)


@router.get("/admin/feedback")
async def feedback(request: Request, desk: Desk, session: SignedIn) -> Response:
    """Return the page."""
    query = dict(request.query_params)
    return await desk.show(session, lambda: _drawn(desk, query))


def helpful_of(query: Mapping[str, str]) -> bool | None:
    """Return which feedback an address is about, None for all."""
    return {"true": True, "false": False}.get(query.get("rated", ""))


def _drawn(desk: StaffDesk, query: Mapping[str, str]) -> Drawn:
    chosen, helpful = chosen_period(query, desk.chatbot.now()), helpful_of(query)
    rated = "" if helpful is None else str(helpful).lower()
    found = desk.listing.feedback(chosen.period, helpful=helpful, limit=MOST)
    label, zone = said("feedback.table"), chosen.period.zone
    rows = [feedback_row(one, zone) for one in found]
    nothing = element("p", said("none_of", what=label), class_="fine")
    names = {value: said(f"rated.{value}") for value in ("true", "false")}
    export = f"/admin/export/feedback.csv?{chosen.query(rated=rated)}"
    content = join(
        period_form("/admin/feedback", chosen, choice("rated", said("column.rated"), names, rated)),
        paragraph("feedback.about", most=MOST),
        element("p", element("a", said("export.feedback"), href=export)),
        table(label, feedback_columns(), rows) if rows else nothing,
    )
    return Drawn(said("menu.feedback"), content, "feedback")


def feedback_columns() -> list[str]:
    """Return the columns."""
    return [said(f"column.{name}") for name in COLUMNS]


def feedback_row(one: Feedback, zone: tzinfo) -> list[str]:
    """Return what a resident said as cells."""
    return [
        moment(one.at, zone),
        one.question_masked,
        said(f"rated.{str(one.helpful).lower()}"),
        named("said_reason", one.reason) if one.reason else "",
        one.comment,
        named("status", one.status),
    ]
