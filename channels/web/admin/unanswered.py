"""`/admin/unanswered`: what residents asked in vain, grouped as `annai unanswered list` does."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from channels.web.admin.desk import Desk, SignedIn, StaffDesk
from channels.web.admin.layout import Drawn, paragraph
from channels.web.admin.period_form import choice, chosen_period, period_form
from channels.web.admin.tables import table
from channels.web.admin.words import moment, named, number, said
from chatbot.markup import Markup, element, join
from chatbot.store import Trouble, Unanswered

MOST = 200
COLUMNS = ("question", "count", "trouble", "first_asked", "last_asked")

router = APIRouter(include_in_schema=False)


@router.get("/admin/unanswered")
async def unanswered(request: Request, desk: Desk, session: SignedIn) -> Response:
    """Return the page."""
    query = dict(request.query_params)
    return await desk.show(session, lambda: _drawn(desk, query))


def trouble_of(query: Mapping[str, str]) -> Trouble | None:
    """Return the trouble of an address, None for all."""
    try:
        return Trouble(query.get("trouble", ""))
    except ValueError:
        return None


def _drawn(desk: StaffDesk, query: Mapping[str, str]) -> Drawn:
    chosen, trouble = chosen_period(query, desk.chatbot.now()), trouble_of(query)
    found = desk.listing.unanswered(chosen.period, MOST, trouble)
    names = {each.value: named("failed", each) for each in Trouble}
    export = f"/admin/export/unanswered.csv?{chosen.query(trouble=trouble or '')}"
    content = join(
        period_form(
            "/admin/unanswered",
            chosen,
            choice("trouble", said("column.trouble"), names, trouble or ""),
        ),
        paragraph("unanswered.about", most=MOST),
        element("p", element("a", said("export.unanswered"), href=export)),
        unanswered_table(found, chosen.period.zone),
    )
    return Drawn(said("menu.unanswered"), content, "unanswered")


def unanswered_table(found: Sequence[Unanswered], zone: tzinfo) -> Markup:
    """Return the questions as a table."""
    label = said("unanswered.table")
    if not found:
        return element("p", said("none_of", what=label), class_="fine")
    rows = [unanswered_row(each, zone) for each in found]
    return table(label, unanswered_columns(), rows)


def unanswered_columns() -> list[str]:
    """Return the columns."""
    return [said(f"column.{name}") for name in COLUMNS]


def unanswered_row(one: Unanswered, zone: tzinfo) -> list[str]:
    """Return a question as cells."""
    return [
        one.question,
        number(one.count),
        named("failed", one.status),
        moment(one.first_asked, zone),
        moment(one.last_asked, zone),
    ]
