"""`/admin`: what was asked in a period and how it ended, and what residents are answered from."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from channels.web.admin.day_chart import day_chart
from channels.web.admin.desk import Desk, SignedIn, StaffDesk
from channels.web.admin.layout import Drawn, paragraph, section
from channels.web.admin.period_form import ChosenPeriod, chosen_period, period_form
from channels.web.admin.tables import counts_table
from channels.web.admin.unanswered import unanswered_table
from channels.web.admin.words import moment, named, number, said, share
from chatbot.markup import Markup, element, join
from chatbot.review.figures import Counts, Figures, Outcome
from chatbot.service import index_dir
from indexing.errors import SnapshotError
from indexing.snapshots import Snapshots

MOST = 10

router = APIRouter(include_in_schema=False)


@router.get("/admin")
async def overview(request: Request, desk: Desk, session: SignedIn) -> Response:
    """Return the page."""
    query = dict(request.query_params)
    return await desk.show(session, lambda: _drawn(desk, query))


def _drawn(desk: StaffDesk, query: Mapping[str, str]) -> Drawn:
    chosen = chosen_period(query, desk.chatbot.now())
    figures = desk.counting.figures(chosen.period)
    failed = desk.listing.unanswered(chosen.period, MOST, None)
    more = element(
        "a", said("overview.more_unanswered"), href=f"/admin/unanswered?{chosen.query()}"
    )
    content = join(
        period_form("/admin", chosen),
        section(said("overview.sums"), _sums(figures), element("p", _export(chosen))),
        section(said("days.title"), day_chart(figures)),
        section(
            said("overview.unanswered"),
            unanswered_table(failed, chosen.period.zone),
            element("p", more),
        ),
        _by("topics", _with_none(figures.topics)),
        _by("desks", _with_none(figures.desks)),
        _by("statuses", _names("status", figures.statuses)),
        _by("languages", _names("language", figures.languages)),
        _by("channels", _names("channel", figures.channels)),
        _by("modes", _names("mode", figures.modes)),
        section(said("overview.snapshot"), _snapshot(desk)),
    )
    return Drawn(said("menu.overview"), content, "overview")


def _sums(figures: Figures) -> Markup:
    asked, rated = figures.asked, figures.helpful + figures.unhelpful
    ends = [(named("outcome", outcome), figures.ended(outcome), asked) for outcome in Outcome]
    said_ = [
        (said(f"column.{name}"), count, rated)
        for name, count in (("helpful", figures.helpful), ("unhelpful", figures.unhelpful))
    ]
    terms = [
        _term(name, f"{number(count)}（{share(count, whole)}）")
        for name, count, whole in (*ends, *said_)
    ]
    return element("dl", _term(said("column.asked"), number(asked)), *terms, class_="sums")


def _term(name: str, value: str) -> Markup:
    return element("div", element("dt", name), element("dd", value))


def _export(chosen: ChosenPeriod) -> Markup:
    return element("a", said("export.daily"), href=f"/admin/export/daily.csv?{chosen.query()}")


def _by(what: str, counts: Counts) -> Markup:
    title = said(f"overview.{what}")
    return section(title, counts_table(title, said(f"column.{what}"), counts))


def _names(group: str, counts: Counts) -> Counts:
    return {named(group, name): count for name, count in counts.items()}


def _with_none(counts: Counts) -> Counts:
    return {name or said("no_topic"): count for name, count in counts.items()}


def _snapshot(desk: StaffDesk) -> Markup:
    """Return what the snapshot that answers says of itself."""
    name = desk.chatbot.readiness().snapshot
    if not name:
        return paragraph("snapshot.none")
    try:
        manifest = Snapshots(index_dir(desk.chatbot.settings)).manifest(name)
    except SnapshotError as error:
        return element("p", str(error))
    zone = desk.chatbot.now().tzinfo
    values = {
        "id": name,
        "created": moment(manifest.created_at, zone),
        "documents": number(len(manifest.documents)),
        "chunks": number(manifest.chunks),
        "wordings": number(manifest.wordings),
        "embedder": manifest.embedder,
    }
    terms = [_term(said(f"snapshot.{key}"), value) for key, value in values.items()]
    return element("dl", *terms, class_="sums")
