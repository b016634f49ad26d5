"""`/admin/questions`: every question that is kept, masked, newest first."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from channels.web.admin.desk import Desk, SignedIn, StaffDesk
from channels.web.admin.layout import Drawn, paragraph
from channels.web.admin.period_form import (
    ChosenPeriod,
    choice,
    chosen_period,
    period_form,
    words_field,
)
from channels.web.admin.tables import table
from channels.web.admin.words import moment, named, number, said
from chatbot.answer import Status
from chatbot.markup import NOTHING, Markup, element, join
from chatbot.review.listing import Asked, Place, Wanted

PAGE = 50
COLUMNS = ("asked_at", "question", "status", "topic", "language", "channel", "mode", "rated")

router = APIRouter(include_in_schema=False)


@router.get("/admin/questions")
async def questions(request: Request, desk: Desk, session: SignedIn) -> Response:
    """Return the page."""
    query = dict(request.query_params)
    return await desk.show(session, lambda: _drawn(desk, query))


def wanted_of(query: Mapping[str, str], chosen: ChosenPeriod) -> Wanted:
    """Return which questions an address is about."""
    try:
        status = Status(query.get("status", ""))
    except ValueError:
        status = None
    return Wanted(chosen.period, status, query.get("words", "").strip()[:100])


def _drawn(desk: StaffDesk, query: Mapping[str, str]) -> Drawn:
    chosen = chosen_period(query, desk.chatbot.now())
    wanted = wanted_of(query, chosen)
    asked = desk.listing.asked(wanted, PAGE + 1, _place(query))
    filters = {"status": wanted.status or "", "words": wanted.words}
    export = f"/admin/export/questions.csv?{chosen.query(**filters)}"
    content = join(
        _form(chosen, wanted),
        paragraph("questions.about", count=number(desk.listing.count(wanted))),
        element("p", element("a", said("export.questions"), href=export)),
        _table(asked[:PAGE], chosen.period.zone),
        _pages(asked, chosen, filters, first="after" not in query),
    )
    return Drawn(said("menu.questions"), content, "questions")


def _place(query: Mapping[str, str]) -> Place | None:
    try:
        return Place.read(query.get("after", ""))
    except ValueError:
        return None


def _form(chosen: ChosenPeriod, wanted: Wanted) -> Markup:
    names = {status.value: named("status", status) for status in Status}
    return period_form(
        "/admin/questions",
        chosen,
        choice("status", said("column.status"), names, wanted.status or ""),
        words_field("words", said("questions.words"), wanted.words),
    )


def _table(asked: Sequence[Asked], zone: tzinfo) -> Markup:
    label = said("questions.table")
    if not asked:
        return element("p", said("none_of", what=label), class_="fine")
    rows = [question_row(each, zone) for each in asked]
    return table(label, question_columns(), rows)


def question_columns() -> list[str]:
    """Return the columns."""
    return [said(f"column.{name}") for name in COLUMNS]


def question_row(asked: Asked, zone: tzinfo) -> list[str]:
    """Return a question as cells."""
    exchange = asked.exchange
    return [
        moment(exchange.asked_at, zone),
        exchange.question_masked,
        named("status", exchange.status),
        exchange.topic,
        named("language", exchange.language),
        named("channel", exchange.channel),
        named("mode", exchange.mode),
        "" if asked.helpful is None else said(f"rated.{str(asked.helpful).lower()}"),
    ]


def _pages(
    asked: Sequence[Asked], chosen: ChosenPeriod, filters: Mapping[str, str], *, first: bool
) -> Markup:
    """Return the ways to the next page and back to the first."""
    links = []
    if not first:
        links.append(_link("first_page", chosen.query(**filters)))
    if len(asked) > PAGE:
        after = str(asked[PAGE - 1].place)
        links.append(_link("next_page", chosen.query(**filters, after=after)))
    if not links:
        return NOTHING
    return element("nav", *links, aria_label=said("questions.pages"), class_="pages")


def _link(key: str, query: str) -> Markup:
    return element("a", said(f"questions.{key}", count=PAGE), href=f"/admin/questions?{query}")
